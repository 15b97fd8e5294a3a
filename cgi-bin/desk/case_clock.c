/* The clocks of a case as "anjuan explain" tells them: the running ones with their sums, the others in a table. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/clock_ops.h"
#include "lib/service/clock_words.h"

#include "lib/base/banned.h"

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

static const char *
line_class(enum deadline_kind k)
{
	return k == LINE_WINDOW ? "count" : k == LINE_PAUSE ? "pause" : k == LINE_DUE ? "end" : "skip";
}

static void
show_lines(struct request *rq, struct view *v, const struct clock_story *s, const struct case_clock *c)
{
	for (size_t i = 0; i < c->trace.n; i++) {
		const struct deadline_line *l = &c->trace.lines[i];
		const char *who = l->kind == LINE_PAUSE ? clock_story_who(s, l->event) : NULL;
		struct view *line = view_item(v, "Lines");

		view_str(line, "When", stretch(rq, l->from, l->to));
		view_str(line, "What", clock_words_line(rq->arena, rq->lang, l, c->unit, who));
		view_str(line, "Kind", line_class(l->kind));
		if (l->counted > 0)
			view_str(line, "Counted", clock_words_span(rq->arena, rq->lang, l->counted));
		if (l->counted > 0 || l->kind == LINE_DUE)
			view_str(line, "Sum", clock_words_span(rq->arena, rq->lang, l->sum));
	}
}

/* A clock with its sum; label is a catalogue key, NULL: the clock's own name. */
static void
show_clock(struct request *rq, struct view *page, const struct clock_story *s, const struct case_clock *c,
    const char *label, usec_t at)
{
	struct view *v = view_item(page, "Clocks");

	view_str(v, "Label", label != NULL ? text_get(rq->lang, label) : clock_words_name(rq->arena, rq->lang, c));
	if (at != 0 && c->stopped == USEC_NONE)
		show_due_at(v, rq, c->due, at);
	else
		show_due(v, rq, c->due, c->stopped);
	if (c->standing)
		view_str(v, "Standing", text_get(rq->lang, "Text.clock.standing"));
	if (c->original_due != USEC_NONE)
		view_str(v, "Original", text_fill1(rq->arena, rq->lang, "Text.clock.original",
		    show_time_short(rq->arena, rq->lang, c->original_due)));
	if (c->sum == SUM_GIVEN)
		view_str(v, "Sentence", text_get(rq->lang, "Text.clock.given"));
	if (c->sum != SUM_EXACT)
		return;
	if (c->allowed > 0)
		view_int(v, "Percent", c->used >= c->allowed ? 100 : c->used * 100 / c->allowed);
	view_str(v, "Sentence", text_fill3(rq->arena, rq->lang, "Text.case.why_sentence",
	    show_time_short(rq->arena, rq->lang, c->started), clock_words_limit(rq->arena, rq->lang, c),
	    show_time_short(rq->arena, rq->lang, c->due)));
	show_lines(rq, v, s, c);
}

/* One line of the table of all clocks. */
static void
show_step(struct request *rq, struct view *page, const struct case_clock *c, usec_t at)
{
	struct view *v = view_item(page, "Steps");
	const bool late = c->due != USEC_NONE && !c->replaced && (c->stopped != USEC_NONE ? c->stopped : at) > c->due;

	view_str(v, "Name", clock_words_name(rq->arena, rq->lang, c));
	view_str(v, "From", show_time_short(rq->arena, rq->lang, c->started));
	view_str(v, "Until", show_time_short(rq->arena, rq->lang, c->due));
	view_str(v, "Ended", show_time_short(rq->arena, rq->lang, c->stopped));
	if (c->sum == SUM_EXACT)
		view_str(v, "Limit", clock_words_limit(rq->arena, rq->lang, c));
	view_str(v, "Result", c->stopped != USEC_NONE || c->standing || late ?
	    clock_words_standing(rq->arena, rq->lang, c, at) : "");
	view_str(v, "Tone", c->due == USEC_NONE || c->replaced ? "" : late ? "late" : c->stopped != USEC_NONE ? "ok" : "");
}

enum err
show_clocks(struct request *rq, struct view *v, const struct case_page *p)
{
	struct service sv = show_service(rq);
	const usec_t now = p->at != 0 ? p->at : clock_now();
	const struct case_clock *c;
	struct clock_story s;
	enum err e = clock_story(&sv, p->c->id, now, &s);

	if (e != OK)
		return e;
	c = s.work.stage;
	if (c != NULL && c->due != USEC_NONE && c->sum != SUM_PROMISE)
		show_clock(rq, v, &s, c, "Text.case.clock_stage", p->at);
	for (size_t i = 0; i < s.work.n; i++)
		if (s.work.clocks[i].kind == CLOCK_SIDE && s.work.clocks[i].stopped == USEC_NONE &&
		    s.work.clocks[i].due != USEC_NONE)
			show_clock(rq, v, &s, &s.work.clocks[i], NULL, p->at);
	if (s.work.promise != NULL && s.work.promise->due != USEC_NONE)
		show_clock(rq, v, &s, s.work.promise, "Text.case.clock_promise", p->at);
	for (size_t i = 0; i < s.work.n; i++)
		show_step(rq, v, &s.work.clocks[i], now);
	return OK;
}
