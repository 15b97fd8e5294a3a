/* The running clocks of a case, explained window by window. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/rule/deadline.h"

#include "lib/base/banned.h"

/* One clock to show. */
struct clock_spec {
	const char *label;		/* catalogue key */
	usec_t started, due, ended;	/* ended USEC_NONE while it runs */
	enum limit_unit unit;
	const char *amount;		/* "5 working days"; NULL: no sentence */
	struct pauses pauses;
};

static char *
hours(struct request *rq, usec_t t)
{
	struct arena *a = rq->arena;
	const char *h = arena_printf(a, "%lld", (long long)(t / USEC_HOUR));
	const char *m = arena_printf(a, "%lld", (long long)(t / USEC_MIN % 60));

	if (t < USEC_HOUR)
		return text_fill1(a, rq->lang, "Text.clock.minutes", m);
	if (t / USEC_MIN % 60 == 0)
		return text_fill1(a, rq->lang, "Text.js.hour", h);
	return text_fill2(a, rq->lang, "Text.clock.hours_minutes", h, m);
}

static char *
stretch(struct request *rq, usec_t from, usec_t to)
{
	const char *a = show_time_short(rq->arena, rq->lang, from), *b;
	struct civil c = civil_of(to);

	if (from == to)
		return arena_strdup(rq->arena, a);
	b = day_of(from) == day_of(to) ? arena_printf(rq->arena, "%02d:%02d", c.hour, c.minute) :
	    show_time_short(rq->arena, rq->lang, to);
	return arena_printf(rq->arena, "%s – %s", a, b);
}

static char *
what_of(struct request *rq, const struct deadline_line *l, enum limit_unit unit)
{
	static const char *const keys[LINE_KIND_MAX] = { [LINE_START] = "Text.clock.start",
		[LINE_WINDOW] = "Text.clock.window", [LINE_REST] = "Text.clock.rest",
		[LINE_WEEKEND] = "Text.clock.weekend", [LINE_HOLIDAY] = "Text.clock.holiday",
		[LINE_MAKEUP] = "Text.clock.makeup", [LINE_PAUSE] = "Text.clock.pause",
		[LINE_DUE] = "Text.clock.due" };
	const char *key = keys[l->kind];
	const char *name = text_pick(rq->lang, l->zh, l->en);

	if (l->kind == LINE_WINDOW && l->days > 1)
		return text_fill1(rq->arena, rq->lang, "Text.clock.window_days", arena_printf(rq->arena, "%d", l->days));
	if (l->kind == LINE_WINDOW && (unit == LIMIT_DUTY_HOUR || unit == LIMIT_DUTY_MINUTE))
		key = "Text.clock.window_duty";
	else if (l->kind == LINE_WINDOW && unit != LIMIT_WORK_HOUR && unit != LIMIT_WORK_DAY)
		key = "Text.clock.window_clock";
	if (l->kind == LINE_PAUSE)
		name = arena_printf(rq->arena, "#%lld", (long long)l->event);
	return text_fill1(rq->arena, rq->lang, key, name);
}

static const char *
line_class(enum deadline_kind k)
{
	return k == LINE_WINDOW ? "count" : k == LINE_PAUSE ? "pause" : k == LINE_DUE ? "end" : "skip";
}

static enum err
show_lines(struct request *rq, struct view *v, const struct calendar *cal, const struct clock_spec *s)
{
	struct deadline_trace trace;
	enum err e = deadline_trace(rq->arena, cal, s->started, s->due, s->unit, s->pauses, &trace);

	for (size_t i = 0; e == OK && i < trace.n; i++) {
		const struct deadline_line *l = &trace.lines[i];
		struct view *line = view_item(v, "Lines");

		view_str(line, "When", stretch(rq, l->from, l->to));
		view_str(line, "What", what_of(rq, l, s->unit));
		view_str(line, "Kind", line_class(l->kind));
		if (l->counted > 0) {
			view_str(line, "Counted", hours(rq, l->counted));
			view_str(line, "Sum", hours(rq, l->sum));
		}
	}
	return e;
}

static enum err
show_clock(struct request *rq, struct view *page, const struct calendar *cal, const struct clock_spec *s)
{
	struct view *v;
	usec_t used, all, until = s->ended != USEC_NONE ? s->ended : clock_now();
	enum err e;

	if (s->due == USEC_NONE)
		return OK;
	v = view_item(page, "Page.Clocks");
	view_text(v, "Label", s->label);
	show_due(v, rq, s->due, s->ended);
	if (s->unit == LIMIT_NONE || s->due < s->started)
		return OK;
	if ((e = deadline_measure(cal, s->started, s->due, s->unit, s->pauses, &all)) != OK ||
	    (e = deadline_measure(cal, s->started, until, s->unit, s->pauses, &used)) != OK)
		return e == ERR_INVALID ? OK : e;	/* older than the calendar: no explanation */
	if (all > 0)
		view_int(v, "Percent", used >= all ? 100 : used * 100 / all);
	if (s->amount != NULL)
		view_str(v, "Sentence", text_fill3(rq->arena, rq->lang, "Text.case.why_sentence",
		    show_time_short(rq->arena, rq->lang, s->started), s->amount,
		    show_time_short(rq->arena, rq->lang, s->due)));
	return show_lines(rq, v, cal, s);
}

/* The open promise, or the last one of a closed case. */
static enum err
show_promise(struct request *rq, struct view *v, const struct case_page *p)
{
	struct promise_row *rows;
	struct pause_row *pauses;
	struct pause *stops;
	size_t n, n_pauses;
	struct clock_spec s;
	enum err e = store_promises(rq->db, rq->arena, p->c->id, &rows, &n);

	if (e == OK)
		e = store_pauses(rq->db, rq->arena, p->c->id, &pauses, &n_pauses);
	if (e != OK || n == 0)
		return e;
	stops = arena_array_of(rq->arena, struct pause, n_pauses);
	for (size_t i = 0; i < n_pauses; i++)
		stops[i] = (struct pause){ pauses[i].from_at, pauses[i].until_at, pauses[i].set_event, 0 };
	s = (struct clock_spec){ .label = "Text.case.clock_promise", .started = rows[n - 1].started,
		.due = rows[n - 1].due, .ended = p->c->fed_back_at != USEC_NONE && p->c->state >= CS_FEEDBACK ?
		p->c->fed_back_at : rows[n - 1].ended, .unit = (enum limit_unit)rows[n - 1].unit,
		.pauses = { stops, n_pauses },
		.amount = text_fill1(rq->arena, rq->lang, arena_printf(rq->arena, "LimitUnit.%d.Amount", rows[n - 1].unit),
		arena_printf(rq->arena, "%d", rows[n - 1].amount)) };
	return show_clock(rq, v, p->office->cal, &s);
}

enum err
show_clocks(struct request *rq, struct view *v, const struct case_page *p)
{
	const struct case_row *c = p->c;
	struct clock_spec s = { .label = "Text.case.clock_stage", .started = c->stage_started,
		.due = c->stage_due, .ended = USEC_NONE,
		.unit = c->hazard ? LIMIT_URGENT_HOUR : c->state == CS_LEADER_PENDING ? LIMIT_WORK_DAY : LIMIT_DUTY_HOUR };
	enum err e = OK;

	if (!state_is_final((enum case_state)c->state) && c->state != CS_HANDLING)
		e = show_clock(rq, v, p->office->cal, &s);
	return e == OK ? show_promise(rq, v, p) : e;
}
