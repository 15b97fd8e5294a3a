/* Reading the figures of a period: from the tables where they have it, otherwise from the lives. */
#include "config.h"
#include "lib/service/evaluation_in.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_figure.h"

#include "lib/base/banned.h"

/* A day is over when nothing of it can still be on its way into the database (design 4.2). */
#define SETTLED (10 * USEC_MIN)
enum { MONTHS_MAX = 120 };

/* --- periods --------------------------------------------------------------- */

struct eval_query
eval_query_of(int year, int month, enum eval_part part)
{
	return (struct eval_query){ .year = year, .month = month == 0 ? 1 : month, .months = month == 0 ? 12 : 1,
		.as_of = USEC_NONE, .part = part, .compare = true };
}

enum err
eval_period_of(const struct eval_query *q, usec_t today, struct period *p)
{
	usec_t until = q->as_of != USEC_NONE && q->as_of < today ? q->as_of : today;

	if (q->year < 1970 || q->year > 9999 || q->month < 1 || q->month > 12 || q->months < 1 || q->months > MONTHS_MAX)
		return err_raise(ERR_INVALID, "no such period");
	*p = period_of_months(q->year, q->month, q->months);
	if (p->from >= until)
		return err_raise(ERR_INVALID, "the period has not begun");
	*p = period_until(*p, until);
	return OK;
}

enum eval_span
eval_span_of(const struct eval_query *q, int32_t *first_day)
{
	*first_day = day_of_date(q->year, q->month, 1);
	return q->months == 1 ? EVAL_MONTH : q->months == 12 && q->month == 1 ? EVAL_YEAR : EVAL_DAY;
}

struct eval_want
eval_want_of(const struct eval_filter *f)
{
	struct eval_want w = eval_want_any();

	w.unit_id = f->unit_id != 0 ? f->unit_id : EVAL_ANY;
	w.class_id = f->class_id != 0 ? f->class_id : EVAL_ANY;
	w.base_cell_id = f->base_cell_id != 0 ? f->base_cell_id : EVAL_ANY;
	w.community = f->community != 0 ? f->community : EVAL_ANY;
	w.street = f->street != 0 ? f->street : EVAL_ANY;
	w.source = f->source != 0 ? f->source : EVAL_ANY;
	w.kind = f->kind != 0 ? f->kind : EVAL_ANY;
	return w;
}

static bool
is_filtered(const struct eval_filter *f)
{
	return f->unit_id != 0 || f->class_id != 0 || f->base_cell_id != 0 || f->community != 0 || f->street != 0 ||
	    f->source != 0 || f->kind != 0;
}

/* --- one period ------------------------------------------------------------ */

/* One period being read: its lines and its whole. */
struct reading {
	struct service *sv;
	const struct eval_query *q;
	struct eval_query span;		/* the query's span, or one it is compared with */
	struct eval_want want;
	enum eval_part part;		/* a kept one */
	struct period p;
	bool kept, whole;
	usec_t made_at;
	struct eval_tallies lines, total;
	struct eval_world world;
	struct eval_sieve sieve;
};

/* Where what units' hands did is told apart: the lines, and the whole too. */
static void
add_case(struct reading *r, const struct eval_case *c)
{
	const struct eval_case own = eval_of_unit(c);
	const bool of_one = r->q->filter.unit_id != 0, apart = of_one || r->part == PART_OF_UNIT;

	eval_add(&r->total, PART_OF_ALL, of_one ? &own : c);
	if (r->part != PART_OF_ALL && r->part != PART_OF_TIME)
		eval_add(&r->lines, r->part, apart ? &own : c);
}

static void
add_mark(struct reading *r, const struct eval_case *c)
{
	const bool of_one = r->q->filter.unit_id != 0;

	if (of_one)
		eval_add(&r->total, PART_OF_ALL, c);
	if (r->part == PART_OF_UNIT || (of_one && r->part != PART_OF_ALL && r->part != PART_OF_TIME))
		eval_add(&r->lines, r->part, c);
}

static enum err
kept_case(void *ctx, const struct eval_case *c)
{
	add_case(ctx, c);
	return OK;
}

static enum err
kept_mark(void *ctx, const struct eval_case *c)
{
	add_mark(ctx, c);
	return OK;
}

/* The line in time: a day of a month, the first day of a month of a longer span. */
static int32_t
time_key(const struct reading *r, usec_t at)
{
	int y, m, d;

	date_of_day(day_of(at), &y, &m, &d);
	return day_of_date(y, m, r->span.months == 1 ? d : 1);
}

static void
add_times(struct reading *r, const struct eval_told *t)
{
	for (int c = 0; c < COUNT_MAX; c++)
		if ((t->c.bits & COUNT_BIT(c)) != 0)
			eval_at(&r->lines, 0, PART_OF_TIME, 0, time_key(r, t->at[c]))[c] += c == REWORK_TIMES ? t->c.reworks : 1;
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct reading *r = ctx;
	struct eval_told t;

	if (!eval_tell(&r->world, l, r->p, &t))
		return OK;
	if (eval_passes(&r->sieve, &t.c))
		add_case(r, &t.c);
	if (r->part == PART_OF_TIME)
		add_times(r, &t);
	for (size_t i = 0; i < t.n_marks; i++) {
		const struct eval_case m = eval_of_mark(&t.c, &t.mark[i]);

		if (eval_passes(&r->sieve, &m))
			add_mark(r, &m);
	}
	return OK;
}

/* A complaint has a channel, a class, perhaps, and a time; nothing else that is asked for. */
static enum err
one_complaint(void *ctx, const struct eval_complaint *c)
{
	struct reading *r = ctx;
	const struct eval_filter *f = &r->q->filter;

	if (f->unit_id != 0 || f->base_cell_id != 0 || f->community != 0 || f->street != 0 || f->kind != 0 ||
	    (f->source != 0 && f->source != c->source) || (f->class_id != 0 && f->class_id != c->class_id))
		return OK;
	eval_add_complaint(&r->total, PART_OF_ALL, c);
	if (r->part == PART_OF_TIME)
		eval_at(&r->lines, 0, PART_OF_TIME, 0, time_key(r, c->received_at))[N_COMPLAINT]++;
	else if (r->part != PART_OF_ALL)
		eval_add_complaint(&r->lines, r->part, c);
	return OK;
}

/* The table's numbers of a part. */
static enum err
kept_sums(struct reading *r, enum eval_span span, int32_t first_day, enum eval_part part, struct eval_tallies *into)
{
	struct eval_sum *s;
	size_t n;
	enum err e = store_eval_sums(r->sv->db, r->sv->arena, span, part, first_day, first_day + 1, NULL, &s, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		if (s[i].slot >= 0 && s[i].slot < EVAL_SLOTS)
			eval_at(into, 0, part, 0, s[i].key_id)[s[i].slot] = s[i].n;
	return e;
}

static enum err
read_kept(struct reading *r, enum eval_span span, int32_t first_day)
{
	struct db *db = r->sv->db;
	enum err e;

	if (!is_filtered(&r->q->filter)) {
		e = kept_sums(r, span, first_day, PART_OF_ALL, &r->total);
		return e == OK && r->part != PART_OF_ALL ? kept_sums(r, span, first_day, r->part, &r->lines) : e;
	}
	e = store_eval_cases(db, span, first_day, &r->want, kept_case, r);
	if (e == OK && (r->part == PART_OF_UNIT || r->q->filter.unit_id != 0))
		e = store_eval_marks(db, span, first_day, &r->want, kept_mark, r);
	return e == OK ? store_eval_complaints(db, r->p.from, r->p.to, one_complaint, r) : e;
}

static enum err
read_lives(struct reading *r)
{
	enum err e = eval_world_read(r->sv, r->p.to, &r->world);

	if (e == OK)
		e = eval_sieve_read(r->sv, &r->want, &r->sieve);
	if (e == OK)
		e = store_lives_acts(r->sv->db, r->p, 0, one_life, r);
	return e == OK ? store_eval_complaints(r->sv->db, r->p.from, r->p.to, one_complaint, r) : e;
}

/* Whether the tables have the span as it is asked for. */
static enum err
is_kept(struct reading *r, enum eval_span *span, int32_t *first_day)
{
	const struct period all = period_of_months(r->span.year, r->span.month, r->span.months);
	struct eval_run run;
	enum err e;

	*span = eval_span_of(&r->span, first_day);
	r->kept = false;
	if (*span == EVAL_DAY || r->q->anew || (r->q->as_of != USEC_NONE && r->q->as_of < all.to))
		return OK;
	e = store_eval_run(r->sv->db, r->sv->arena, *span, *first_day, &run);
	if (e == OK) {
		r->kept = true;
		r->made_at = run.made_at;
		r->p = period_until(all, day_start(run.until_day));
	}
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
read_span(struct reading *r, usec_t today)
{
	enum eval_span span;
	int32_t first_day;
	usec_t first;
	enum err e = eval_period_of(&r->span, today, &r->p);

	if (e != OK)
		return e;
	r->whole = r->p.to == period_of_months(r->span.year, r->span.month, r->span.months).to;
	r->part = eval_kept_part(r->q->part);
	r->want = eval_want_of(&r->q->filter);
	(void)eval_at(&r->total, 0, PART_OF_ALL, 0, 0);
	if ((e = store_figure_first(r->sv->db, &first)) != OK || first >= r->p.to)
		return e;
	if ((e = is_kept(r, &span, &first_day)) != OK)
		return e;
	return r->kept ? read_kept(r, span, first_day) : read_lives(r);
}

/* --- together -------------------------------------------------------------- */

enum { NOW, BEFORE, YEAR_AGO, SPANS };

/* The query's span, so many months back. */
static struct eval_query
months_back(const struct eval_query *q, int months)
{
	struct eval_query back = *q;
	int month = q->year * 12 + q->month - 1 - months;

	back.year = month / 12;
	back.month = month % 12 + 1;
	back.as_of = USEC_NONE;
	return back;
}

static void
set_counts(struct eval_line *l, int which, struct counts c)
{
	struct counts *to[SPANS] = { &l->now, &l->before, &l->year_ago };

	*to[which] = c;
}

/* The sums of one period, put to the lines that are asked for. */
static void
merge(const struct eval_names *k, enum eval_part part, struct reading *r, int which, struct eval_tallies *into)
{
	for (size_t i = 0; i < r->lines.cap; i++) {
		const struct eval_tally *s = &r->lines.slot[i];
		int64_t *v;

		if (!s->used)
			continue;
		v = eval_at(into, 0, part, which, eval_line_of(k, part, s->key));
		for (int j = 0; j < EVAL_SLOTS; j++)
			v[j] += s->v[j];
	}
}

/* Every linked unit that there was, number or none. */
static void
add_units(const struct eval_names *k, const struct evaluation *ev, struct eval_tallies *t)
{
	for (size_t i = 0; i < k->n_units; i++) {
		const struct stats_unit *u = &k->units[i];

		if (u->kind == 1 && u->valid_from < ev->now.to && (u->valid_until == USEC_NONE || u->valid_until > ev->now.from))
			(void)eval_at(t, 0, ev->q.part, NOW, u->id);
	}
}

/* The order is by period first: each key's line is where it stood first. */
static void
set_lines(struct arena *a, const struct eval_names *k, struct eval_tallies *t, struct evaluation *ev)
{
	struct eval_tallies keys = { .n = 0 };

	for (size_t i = 0; i < t->cap; i++)
		if (t->slot[i].used)
			(void)eval_at(&keys, 0, 0, 0, t->slot[i].key);
	ev->lines = arena_array_of(a, struct eval_line, keys.n + 1);
	eval_tallies_sort(&keys);
	for (size_t i = 0; i < keys.n; i++) {
		struct eval_line *l = &ev->lines[ev->n_lines++];

		*l = (struct eval_line){ .key = keys.slot[i].key };
		for (int s = 0; s < SPANS; s++)
			set_counts(l, s, eval_counts(eval_at(t, 0, ev->q.part, s, l->key)));
		eval_name_line(k, ev->q.part, l);
	}
	eval_tallies_free(&keys);
}

static enum err
read_one(struct service *sv, const struct eval_query *q, int which, usec_t today, const struct eval_names *k,
    struct eval_tallies *into, struct evaluation *ev)
{
	const int back[SPANS] = { 0, q->months, 12 };
	struct period *p[SPANS] = { &ev->now, &ev->before, &ev->year_ago };
	struct reading r = { .sv = sv, .q = q, .span = which == NOW ? *q : months_back(q, back[which]), .made_at = USEC_NONE };
	enum err e = read_span(&r, today);

	if (e == OK) {
		set_counts(&ev->total, which, eval_counts(eval_at(&r.total, 0, PART_OF_ALL, 0, 0)));
		merge(k, q->part, &r, which, into);
		*p[which] = r.p;
	}
	if (which == NOW) {
		ev->kept = r.kept;
		ev->whole = r.whole;
		ev->made_at = r.made_at;
	}
	eval_tallies_free(&r.total);
	eval_tallies_free(&r.lines);
	return e;
}

enum err
evaluation_read(struct service *sv, const struct eval_query *q, struct evaluation **out)
{
	const usec_t today = day_start(day_of(clock_now() - SETTLED));
	struct evaluation *ev = arena_new_of(sv->arena, struct evaluation);
	CLEANUP(eval_tallies_free) struct eval_tallies t = { .n = 0 };
	struct eval_names k;
	enum err e;

	if (q->part == PART_OF_TIME && is_filtered(&q->filter))
		return err_raise(ERR_INVALID, "no filter goes with figures by time");
	*ev = (struct evaluation){ .q = *q };
	e = eval_names_read(sv, q->part, &k);
	for (int s = NOW; s < (q->compare ? SPANS : BEFORE) && e == OK; s++)
		e = read_one(sv, q, s, today, &k, &t, ev);
	if (e != OK)
		return e;
	if (eval_kept_part(q->part) == PART_OF_ALL) {
		ev->lines = &ev->total;
		ev->n_lines = 1;
	} else {
		if (q->part == PART_OF_UNIT && q->filter.unit_id == 0)
			add_units(&k, ev, &t);
		set_lines(sv->arena, &k, &t, ev);
	}
	*out = ev;
	return OK;
}

enum err
evaluation_months(struct service *sv, int year, int month, int n, enum eval_part part, int64_t key, struct counts **out)
{
	const int first = year * 12 + month - n;
	const int32_t from = day_of_date(first / 12, first % 12 + 1, 1), to = day_of_date(year, month, 1) + 1;
	struct counts *c = arena_array_of(sv->arena, struct counts, (size_t)n);
	struct eval_sum *s;
	size_t rows;
	enum err e;

	if (part != eval_kept_part(part) && part != PART_OF_CENTRE)
		return err_raise(ERR_INVALID, "figures of this part are not kept");
	memset(c, 0, (size_t)n * sizeof(*c));
	e = store_eval_sums(sv->db, sv->arena, EVAL_MONTH, eval_kept_part(part), from, to, &key, &s, &rows);
	for (size_t i = 0; i < rows && e == OK; i++) {
		int y, m, d, at;

		date_of_day(s[i].first_day, &y, &m, &d);
		at = y * 12 + m - 1 - first;
		if (s[i].slot < COUNT_MAX)
			c[at].v[s[i].slot] = s[i].n;
		else if ((s[i].slot - COUNT_MAX) % 2 == 0)
			c[at].mean_sum[(s[i].slot - COUNT_MAX) / 2] = s[i].n;
		else
			c[at].mean_n[(s[i].slot - COUNT_MAX) / 2] = s[i].n;
	}
	*out = c;
	return e;
}

enum err
evaluation_days(struct service *sv, int32_t from_day, int32_t to_day, enum eval_part part, const int64_t *key,
    struct eval_sum **out, size_t *n)
{
	return store_eval_sums(sv->db, sv->arena, EVAL_DAY, part, from_day, to_day, key, out, n);
}
