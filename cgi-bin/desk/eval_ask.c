/* What an address of the evaluation asks for, and the address of what is asked for. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/url.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

const char *const eval_lengths[] = { "month", "quarter", "half", "year", "free", NULL };
static const char *const views[] = { "figures", "compare", NULL };
static const char *const kinds[] = { "component", "event", NULL };
static const int months_of[LENGTH_MAX] = { 1, 3, 6, 12, 0 };

const struct param eval_params[EVAL_PARAMS] = {
	{ "by", P_LINE, false, 1, 16 },
	{ "span", P_CHOICE, false, .words = eval_lengths },
	{ "at", P_MONTH, false },
	{ "from", P_MONTH, false },
	{ "to", P_MONTH, false },
	{ "with_from", P_MONTH, false },
	{ "with_to", P_MONTH, false },
	{ "view", P_CHOICE, false, .words = views },
	{ "figure", P_LINE, false, 1, 24 },
	{ "sort", P_LINE, false, 1, 24 },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "grid", P_INT, false, 1, INT32_MAX },
	{ "community", P_INT, false, 1, INT64_MAX },
	{ "street", P_INT, false, 1, INT64_MAX },
	{ "source", P_INT, false, 1, 99 },
	{ "kind", P_CHOICE, false, .words = kinds },
	{ "key", P_INT, false, 0, INT64_MAX },
	{ "count", P_LINE, false, 1, 24 },
	{ "after", P_INT, false, 1, INT64_MAX },
	{ "scheme", P_LINE, false, 1, 24 },
};

/* --- who may see what ---------------------------------------------------------- */

bool
eval_may_part(int64_t own, enum eval_part part)
{
	if (own == 0)
		return true;
	return part <= PART_OF_BASE_CELL || part == PART_OF_COMMUNITY || part == PART_OF_MAJOR || part == PART_OF_KIND ||
	    part == part_of_post(POST_CLERK) || part == part_of_post(POST_HAND);
}

static enum err
ask_part(struct request *rq, struct eval_ask *ask)
{
	ask->own = desk_may(rq, PERM_PAPERS) ? 0 : rq->user->unit_id != 0 ? rq->user->unit_id : -1;
	ask->part = part_of(param_has(rq, "by") ? param_text(rq, "by") : "unit");
	if (ask->part == PART_OF_MAX || ask->part == PART_OF_TIME || !eval_may_part(ask->own, ask->part))
		return err_raise(ERR_NOT_FOUND, "no such part for this person");
	ask->filter = (struct eval_filter){ .unit_id = param_int(rq, "unit"), .class_id = param_int(rq, "class"),
		.base_cell_id = param_int(rq, "grid"), .community = param_int(rq, "community"),
		.street = param_int(rq, "street"), .source = (int32_t)param_int(rq, "source"),
		.kind = param_has(rq, "kind") ? param_choice(rq, "kind") + 1 : 0 };
	/* Of his own unit alone; the list of units is told apart line by line. */
	if (ask->own != 0 && ask->part != PART_OF_UNIT)
		ask->filter.unit_id = ask->own;
	else if (ask->own != 0)
		ask->filter.unit_id = 0;
	return OK;
}

/* --- periods -------------------------------------------------------------------- */

/* The months of a length around a month. */
static struct eval_months
around(enum eval_length length, int year, int month)
{
	const int n = months_of[length];

	return (struct eval_months){ year, (month - 1) / n * n + 1, n };
}

static struct eval_months
between(int year, int month, int to_year, int to_month)
{
	const int n = (to_year - year) * 12 + to_month - month + 1;

	return n >= 1 ? (struct eval_months){ year, month, n } : (struct eval_months){ to_year, to_month, 2 - n };
}

/* The last month that is over and counted; while there is none, the one that runs. */
static enum err
usual(struct request *rq, struct eval_months *m, bool *none)
{
	struct eval_run *runs;
	size_t n;
	int day;
	enum err e = store_eval_runs(rq->db, rq->arena, EVAL_MONTH, &runs, &n);

	*none = e == OK && n == 0;
	if (e == OK && n > 0) {
		date_of_day(runs[!runs[0].whole && n > 1].first_day, &m->year, &m->month, &day);
		m->months = 1;
	}
	return e;
}

static enum err
ask_span(struct request *rq, struct eval_ask *ask, bool *none)
{
	struct eval_months last = { 0 };
	int year, month, to_year, to_month;
	enum err e = usual(rq, &last, none);

	if (e != OK || *none)
		return e;
	ask->length = param_has(rq, "span") ? (enum eval_length)param_choice(rq, "span") : LENGTH_MONTH;
	if (!param_month(rq, "at", &year, &month)) {
		year = last.year;
		month = last.month;
	}
	if (ask->length != LENGTH_FREE) {
		ask->span = around(ask->length, year, month);
		return OK;
	}
	ask->span = (struct eval_months){ year, month, 1 };
	if (param_month(rq, "from", &year, &month) && param_month(rq, "to", &to_year, &to_month))
		ask->span = between(year, month, to_year, to_month);
	if (param_month(rq, "with_from", &year, &month) && param_month(rq, "with_to", &to_year, &to_month))
		ask->other = between(year, month, to_year, to_month);
	return ask->span.months > 120 || ask->other.months > 120 ? err_raise(ERR_INVALID, "more than ten years") : OK;
}

enum err
eval_ask_read(struct request *rq, struct eval_ask *ask, bool *none)
{
	enum err e;

	*ask = (struct eval_ask){ .key = param_int(rq, "key"), .compare = param_choice(rq, "view") == 1 };
	if ((e = ask_part(rq, ask)) != OK || (e = ask_span(rq, ask, none)) != OK)
		return e;
	ask->figure = glossary_find(param_has(rq, "figure") ? param_text(rq, "figure") : eval_main_figure(ask->part));
	ask->scheme = param_has(rq, "scheme") ? param_text(rq, "scheme") : NULL;
	ask->sort = param_has(rq, "sort") ? glossary_find(param_text(rq, "sort")) : NULL;
	return ask->figure == NULL ? err_raise(ERR_NOT_FOUND, "no such figure") : OK;
}

/* --- addresses ------------------------------------------------------------------- */

static void
put_number(struct buf *b, const char *name, int64_t v)
{
	if (v != 0)
		buf_printf(b, "&%s=%lld", name, (long long)v);
}

static void
put_months(struct buf *b, const char *from, const char *to, const struct eval_months *m)
{
	const int last = m->month - 1 + m->months - 1;

	if (m->months != 0)
		buf_printf(b, "&%s=%04d-%02d&%s=%04d-%02d", from, m->year, m->month, to, m->year + last / 12, last % 12 + 1);
}

char *
eval_url(struct request *rq, const struct eval_ask *ask, const char *path)
{
	struct buf b;

	buf_init(&b, rq->arena);
	buf_printf(&b, "%s?by=%s&span=%s", path, part_token(ask->part), eval_lengths[ask->length]);
	if (ask->length == LENGTH_FREE) {
		put_months(&b, "from", "to", &ask->span);
		put_months(&b, "with_from", "with_to", &ask->other);
	} else {
		buf_printf(&b, "&at=%04d-%02d", ask->span.year, ask->span.month);
	}
	if (ask->own == 0)
		put_number(&b, "unit", ask->filter.unit_id);
	put_number(&b, "class", ask->filter.class_id);
	put_number(&b, "grid", ask->filter.base_cell_id);
	put_number(&b, "community", ask->filter.community);
	put_number(&b, "street", ask->filter.street);
	put_number(&b, "source", ask->filter.source);
	if (ask->filter.kind != 0)
		buf_printf(&b, "&kind=%s", kinds[ask->filter.kind - 1]);
	if (ask->compare)
		buf_printf(&b, "&view=compare");
	if (ask->figure != NULL && strcmp(ask->figure->id, eval_main_figure(ask->part)) != 0)
		buf_printf(&b, "&figure=%s", ask->figure->id);
	if (ask->scheme != NULL) {
		buf_printf(&b, "&scheme=");
		url_encode(&b, ask->scheme);
	}
	if (ask->sort != NULL)
		buf_printf(&b, "&sort=%s", ask->sort->id);
	return b.s;
}

const char *
eval_cases_url(struct request *rq, const struct eval_ask *ask, int64_t key, const char *figure)
{
	struct eval_ask at = *ask;

	/* Complaints are no cases; and another unit's are nobody's business. */
	if (strcmp(figure, "n_complaint") == 0 || (ask->own != 0 && ask->part == PART_OF_UNIT && key != ask->own))
		return NULL;
	at.compare = false;
	at.sort = NULL;
	at.other.months = 0;
	at.figure = NULL;
	return arena_printf(rq->arena, "%s&key=%lld&count=%s", eval_url(rq, &at, "/desk/eval/cases"), (long long)key, figure);
}

/* --- reading ---------------------------------------------------------------------- */

struct eval_query
eval_query_for(const struct eval_ask *ask, const struct eval_months *m, bool compare)
{
	return (struct eval_query){ .year = m->year, .month = m->month, .months = m->months, .as_of = USEC_NONE,
		.part = ask->part, .filter = ask->filter, .compare = compare };
}

static struct eval_line *
line_of(const struct evaluation *e, int64_t key)
{
	for (size_t i = 0; i < e->n_lines; i++)
		if (e->lines[i].key == key)
			return &e->lines[i];
	return NULL;
}

/* The numbers of another span beside those of this one; lines of that one alone come last. */
static void
beside(struct request *rq, struct evaluation *e, const struct evaluation *other)
{
	struct eval_line *all = arena_array_of(rq->arena, struct eval_line, e->n_lines + other->n_lines + 1);
	size_t n = e->n_lines;

	if (n > 0)
		memcpy(all, e->lines, n * sizeof(*all));
	e->lines = all;
	e->before = other->now;
	e->total.before = other->total.now;
	for (size_t i = 0; i < other->n_lines; i++) {
		struct eval_line *l = line_of(e, other->lines[i].key);

		if (l == NULL) {
			l = &all[n++];
			*l = other->lines[i];
			l->now = (struct counts){ 0 };
		}
		l->before = other->lines[i].now;
		e->n_lines = n;
	}
}

enum err
eval_read(struct request *rq, const struct eval_ask *ask, struct evaluation **out, struct eval_scores *scores)
{
	struct service sv = show_service(rq);
	const bool choice = ask->other.months != 0;
	struct eval_query q = eval_query_for(ask, &ask->span, !choice);
	struct evaluation *other;
	enum err e = eval_scores_read(rq, ask, &q, scores);

	if (e == OK && scores->s != NULL)
		*out = scores->s->ev;
	else if (e == OK)
		e = evaluation_read(&sv, &q, out);
	if (e == OK && choice) {
		q = eval_query_for(ask, &ask->other, false);
		if ((e = evaluation_read(&sv, &q, &other)) == OK)
			beside(rq, *out, other);
	}
	if (e != OK)
		return e;
	if (ask->sort == NULL && scores->s != NULL)
		eval_sort_by_rank(rq, scores, *out);
	else
		eval_sort(ask, *out);
	return OK;
}
