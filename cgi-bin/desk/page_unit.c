/* A unit's own page: what it has to do, what is due and late, how its month goes, where it stands. */
#include "config.h"
#include "cgi-bin/desk/board.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/desk/eval.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_board.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { UNIT_ROWS = 12 };

const struct param unit_page_params[1] = {
	{ "id", P_INT, false, 1, INT32_MAX },
};

/* One's own unit, or any for who evaluates them. */
static enum err
which_unit(struct request *rq, int64_t *unit)
{
	const int64_t own = rq->user->unit_id;

	*unit = param_int_or(rq, "id", own);
	if (*unit == 0 || (*unit != own && !desk_may(rq, PERM_PAPERS)))
		return err_raise(ERR_NOT_FOUND, "not this person's unit");
	return OK;
}

static enum err
show_now(struct request *rq, struct view *v, int64_t unit, usec_t now)
{
	const usec_t midnight = day_start(day_of(now) + 1);
	struct board_unit *u, mine = { .unit_id = unit };
	size_t n;
	enum err e = store_board_units(rq->db, rq->arena, now, midnight, &u, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (u[i].unit_id == unit)
			mine = u[i];
	view_int(v, "Page.Open", mine.n);
	view_int(v, "Page.Today", mine.today);
	view_int(v, "Page.Late", mine.late);
	view_bool(v, "Page.SomeLate", mine.late > 0);
	view_int(v, "Page.Rework", mine.rework);
	view_int(v, "Page.Returned", mine.returned);
	view_int(v, "Page.HotCount", mine.hazard + mine.urgent);
	view_bool(v, "Page.SomeHot", mine.hazard + mine.urgent > 0);
	return e;
}

/* Late ones first, then what ends today. */
static enum err
show_due_rows(struct request *rq, struct view *v, int64_t unit, usec_t now)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct queue_row *rows;
	size_t n;
	enum err e = store_board_due_of(rq->db, rq->arena, unit, day_start(day_of(now) + 1), &rows, &n);

	if (e == OK)
		e = office_lists(&sv, &l);
	for (size_t i = 0; e == OK && i < n && i < UNIT_ROWS; i++) {
		struct view *row = view_item(v, "Page.Due");

		show_row(row, rq, l, &rows[i]);
		show_due(row, rq, rows[i].due_at, USEC_NONE);
	}
	if (e == OK) {
		const char *name = office_name(l, NAMES_UNIT, unit, rq->lang);

		view_str(v, "Page.Name", name);
		view_bool(v, "Page.More", n > UNIT_ROWS);
	}
	return e;
}

/* The month that runs and the one before it, beside each other; the score of the last whole one. */
static const char *const shown[] = { "n_close_due", "n_close", "n_close_ontime", "n_close_late_open", "r_close", "r_close_ontime",
	"r_dispose_ontime", "n_rework", "r_rework", "n_return", "n_return_unjust", "n_extend" };

static void
show_month(struct request *rq, struct view *v, const struct eval_ask *ask, const struct evaluation *ev,
    const struct eval_scores *k, int64_t unit)
{
	const struct eval_line *line = NULL;
	const struct score_line *score = eval_score_of(k, unit);

	view_str(v, "Name", eval_span_name(rq, &ask->span));
	view_bool(v, "Running", !ev->whole);
	view_strf(v, "Url", "%s&key=%lld", eval_url(rq, ask, "/desk/eval/line"), (long long)unit);
	for (size_t i = 0; i < ev->n_lines; i++)
		if (ev->lines[i].key == unit)
			line = &ev->lines[i];
	for (size_t i = 0; line != NULL && i < N(shown); i++) {
		const struct figure_def *f = glossary_find(shown[i]);
		struct view *c = view_item(v, "Figures");

		view_str(c, "Name", eval_figure_name(rq, f->id));
		view_str(c, "Text", glossary_print(rq->arena, f, &line->now));
		view_bool(c, "Rate", f->kind == FIGURE_RATE);
		if (f->kind == FIGURE_COUNT && line->now.v[f->number] > 0)
			view_str(c, "Url", eval_cases_url(rq, ask, unit, f->id));
	}
	if (score != NULL)
		eval_show_score(rq, view_sub(v, "Result"), k, score);
}

static enum err
show_months(struct request *rq, struct view *v, int64_t unit, usec_t now)
{
	struct civil c = civil_of(now - USEC_DAY);	/* on the first day of a month: the month before */
	enum err e = OK;

	for (int i = 0; i < 2 && e == OK; i++) {
		const int at = c.year * 12 + c.month - 1 - i;
		struct eval_ask ask = { .part = PART_OF_UNIT, .span = { at / 12, at % 12 + 1, 1 },
			.figure = glossary_find("r_close_ontime"), .own = desk_may(rq, PERM_PAPERS) ? 0 : unit };
		struct eval_scores k;
		struct evaluation *ev;

		e = eval_read(rq, &ask, &ev, &k);
		if (e == OK)
			show_month(rq, view_item(v, "Page.Months"), &ask, ev, &k, unit);
	}
	return e;
}

enum err
page_unit(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.unit.page");
	const usec_t now = clock_now();
	int64_t unit;
	enum err e;

	if ((e = which_unit(rq, &unit)) != OK || (e = show_now(rq, v, unit, now)) != OK ||
	    (e = show_due_rows(rq, v, unit, now)) != OK || (e = show_months(rq, v, unit, now)) != OK)
		return e;
	view_bool(v, "Page.Figures", true);
	view_str(v, "Page.Made", show_time(rq->arena, rq->lang, now));
	view_strf(v, "Page.Queue", desk_may(rq, PERM_SEE_UNIT) ? "/desk/queue?queue=handling" : "/desk/queue?queue=handling&unit=%lld",
	    (long long)unit);
	return reply_page(rq, "desk/unit.cs");
}
