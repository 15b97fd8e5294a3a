/* The cases behind a number, and figures as text. */
#include "config.h"
#include "lib/service/evaluation_in.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define SETTLED (10 * USEC_MIN)
enum { LIST_MAX = 500 };

/* --- what is wanted -------------------------------------------------------- */

enum err
eval_sieve_read(struct service *sv, const struct eval_want *want, struct eval_sieve *s)
{
	struct stats_unit *units = NULL;
	struct stats_class *classes = NULL;
	struct eval_division *divisions = NULL;
	enum err e = OK;

	*s = (struct eval_sieve){ .want = want };
	if (want->group_of_unit != EVAL_ANY)
		e = store_stats_units(sv->db, sv->arena, &units, &s->n_units);
	if (e == OK && (want->major_of_class != EVAL_ANY || want->kind != EVAL_ANY))
		e = store_stats_classes(sv->db, sv->arena, &classes, &s->n_classes);
	if (e == OK && (want->street != EVAL_ANY || want->district != EVAL_ANY))
		e = store_eval_divisions(sv->db, sv->arena, &divisions, &s->n_divisions);
	s->units = units;
	s->classes = classes;
	s->divisions = divisions;
	return e;
}

static const struct stats_unit *
unit_of(const struct eval_sieve *s, int64_t id)
{
	for (size_t i = 0; i < s->n_units; i++)
		if (s->units[i].id == id)
			return &s->units[i];
	return NULL;
}

static const struct stats_class *
class_of(const struct eval_sieve *s, int64_t id)
{
	for (size_t i = 0; i < s->n_classes; i++)
		if (s->classes[i].id == id)
			return &s->classes[i];
	return NULL;
}

static bool
in_group(const struct eval_sieve *s, int64_t unit_id)
{
	const struct stats_unit *a = unit_of(s, s->want->group_of_unit), *b = unit_of(s, unit_id);

	return a != NULL && b != NULL && strcmp(a->group_code, b->group_code) == 0;
}

static bool
in_major(const struct eval_sieve *s, int64_t class_id)
{
	const struct stats_class *a = class_of(s, s->want->major_of_class), *b = class_of(s, class_id);

	return a != NULL && b != NULL && a->kind == b->kind && strcmp(a->major_code, b->major_code) == 0;
}

static bool
in_kind(const struct eval_sieve *s, int64_t class_id)
{
	const struct stats_class *c = class_of(s, class_id);

	return c != NULL && c->kind == s->want->kind;
}

/* Whether a community lies so many levels under a division. */
static bool
lies_in(const struct eval_sieve *s, int64_t number, int levels, int64_t in)
{
	for (; levels > 0; levels--) {
		size_t i = s->n_divisions;

		while (i > 0 && s->divisions[i - 1].number != number)
			i--;
		if (i == 0)
			return false;
		number = s->divisions[i - 1].parent;
	}
	return number == in;
}

static bool
is(int64_t want, int64_t have)
{
	return want == EVAL_ANY || want == have;
}

bool
eval_passes(const struct eval_sieve *s, const struct eval_case *c)
{
	const struct eval_want *w = s->want;

	if (!is(w->unit_id, c->unit_id) || !is(w->class_id, c->class_id) || !is(w->source, c->source) ||
	    !is(w->hour, c->hour) || !is(w->weekday, c->weekday) || !is(w->unit_cell_id, c->unit_cell_id) ||
	    !is(w->base_cell_id, c->base_cell_id) || !is(w->community, c->community))
		return false;
	if (w->doer != 0 && c->doer[w->doer - 1] != w->person)
		return false;
	if (w->bits != 0 && (w->bits & c->bits) == 0)
		return false;
	return (w->group_of_unit == EVAL_ANY || in_group(s, c->unit_id)) &&
	    (w->major_of_class == EVAL_ANY || in_major(s, c->class_id)) &&
	    (w->kind == EVAL_ANY || in_kind(s, c->class_id)) &&
	    (w->street == EVAL_ANY || lies_in(s, c->community, 1, w->street)) &&
	    (w->district == EVAL_ANY || lies_in(s, c->community, 2, w->district));
}

/* Narrows a wish; false when the two exclude each other. */
static bool
narrow(int64_t *wish, int64_t to)
{
	if (*wish != EVAL_ANY && *wish != to)
		return false;
	*wish = to;
	return true;
}

static bool
narrow32(int32_t *wish, int64_t to)
{
	int64_t wide = *wish;
	bool can = narrow(&wide, to);

	*wish = (int32_t)wide;
	return can;
}

/* Of a post's number: who did what it counts. */
static bool
want_person(struct eval_want *w, enum post p, int64_t key, enum count count)
{
	const enum doer d = post_doer(p, count);

	w->doer = (int32_t)d + 1;
	w->person = key;
	return d != DOER_MAX;
}

/* Adds the line of a part; false when no case can be both. */
static bool
want_line(struct eval_want *w, enum eval_part part, int64_t key, enum count count)
{
	if (eval_is_post(part))
		return want_person(w, (enum post)((int)part - (int)PART_OF_POST), key, count);
	switch (part) {
	case PART_OF_UNIT: return narrow(&w->unit_id, key);
	case PART_OF_GROUP: return key == 0 ? narrow(&w->unit_id, 0) : narrow(&w->group_of_unit, key);
	case PART_OF_CLASS: return narrow(&w->class_id, key);
	case PART_OF_MAJOR: return key == 0 ? narrow(&w->class_id, 0) : narrow(&w->major_of_class, key);
	case PART_OF_KIND: return key == 0 ? narrow(&w->class_id, 0) : narrow32(&w->kind, key);
	case PART_OF_SOURCE: return narrow32(&w->source, key);
	case PART_OF_HOUR: return narrow32(&w->hour, key);
	case PART_OF_WEEKDAY: return narrow32(&w->weekday, key);
	case PART_OF_UNIT_CELL: return narrow(&w->unit_cell_id, key);
	case PART_OF_BASE_CELL: return narrow(&w->base_cell_id, key);
	case PART_OF_COMMUNITY: return narrow(&w->community, key);
	case PART_OF_STREET: return key == 0 ? narrow(&w->community, 0) : narrow(&w->street, key);
	case PART_OF_DISTRICT: return key == 0 ? narrow(&w->community, 0) : narrow(&w->district, key);
	default: return true;
	}
}

/* --- from the lives -------------------------------------------------------- */

struct listing {
	struct eval_world world;
	struct eval_sieve sieve;
	struct period p;
	enum eval_part part;
	int64_t key;			/* of PART_OF_TIME */
	enum count count;
	bool marks, month;
	int64_t *id;
	size_t n, cap;
};

/* Whether the count happened in the line's day or month. */
static bool
in_time(const struct listing *k, const struct eval_told *t)
{
	int y, m, d;

	if (k->part != PART_OF_TIME)
		return true;
	date_of_day(day_of(t->at[k->count]), &y, &m, &d);
	return k->key == day_of_date(y, m, k->month ? d : 1);
}

static bool
is_listed(const struct listing *k, const struct eval_told *t)
{
	if (!k->marks)
		return eval_passes(&k->sieve, &t->c) && in_time(k, t);
	for (size_t i = 0; i < t->n_marks; i++) {
		const struct eval_case m = eval_of_mark(&t->c, &t->mark[i]);

		if (eval_passes(&k->sieve, &m))
			return true;
	}
	return false;
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct listing *k = ctx;
	struct eval_told t;

	if (!eval_tell(&k->world, l, k->p, &t) || !is_listed(k, &t))
		return OK;
	if (k->n == k->cap)
		return ERR_TOO_LARGE;	/* enough: the page has what it asked for */
	k->id[k->n++] = l->c.id;
	return OK;
}

static enum err
ids_of_lives(struct service *sv, struct listing *k, const struct eval_want *w)
{
	enum err e = eval_world_read(sv, k->p.to, &k->world);

	if (e == OK)
		e = eval_sieve_read(sv, w, &k->sieve);
	if (e == OK)
		e = store_lives_acts(sv->db, k->p, w->after_id, one_life, k);
	return e == ERR_TOO_LARGE && k->n == k->cap ? OK : e;
}

/* --- together -------------------------------------------------------------- */

/* The numbers of the cases, one more than asked for where there are more. */
static enum err
find_ids(struct service *sv, const struct eval_query *q, const struct eval_want *w, struct listing *k)
{
	const struct period all = period_of_months(q->year, q->month, q->months);
	int32_t first_day;
	const enum eval_span span = eval_span_of(q, &first_day);
	struct eval_run run;
	enum err e = ERR_NOT_FOUND;

	if (q->part != PART_OF_TIME && span != EVAL_DAY && (q->as_of == USEC_NONE || q->as_of >= all.to))
		e = store_eval_run(sv->db, sv->arena, span, first_day, &run);
	if (e == OK)
		return store_eval_ids(sv->db, sv->arena, span, first_day, w, k->marks, (int64_t)k->cap, &k->id, &k->n);
	if (e != ERR_NOT_FOUND)
		return e;
	k->id = arena_array_of(sv->arena, int64_t, k->cap);
	return ids_of_lives(sv, k, w);
}

enum err
evaluation_cases(struct service *sv, const struct eval_query *q, int64_t key, enum count count, int64_t after_id,
    int64_t limit, struct eval_line_case **out, size_t *n, bool *more)
{
	const usec_t today = day_start(day_of(clock_now() - SETTLED));
	struct listing k = { .part = q->part, .key = key, .count = count, .month = q->months == 1 };
	struct eval_want w = eval_want_of(&q->filter);
	enum err e = eval_period_of(q, today, &k.p);

	if (e != OK)
		return e;
	if (count == N_COMPLAINT || count >= COUNT_MAX || limit < 1 || limit > LIST_MAX)
		return err_raise(ERR_INVALID, "no list of that");
	*out = NULL;
	*n = 0;
	*more = false;
	w.bits = COUNT_BIT(count);
	w.after_id = after_id;
	k.marks = (EVAL_MARKS & w.bits) != 0 &&
	    (q->part == PART_OF_UNIT || q->part == PART_OF_GROUP || q->filter.unit_id != 0);
	k.cap = (size_t)limit + 1;
	if (!want_line(&w, q->part, key, count))
		return OK;
	if ((e = find_ids(sv, q, &w, &k)) != OK)
		return e;
	*more = k.n > (size_t)limit;
	return store_eval_lines(sv->db, sv->arena, k.id, *more ? (size_t)limit : k.n, out, n);
}

/* --- as text --------------------------------------------------------------- */

static void
print_line(struct buf *b, const char *part, const struct eval_line *l, const struct counts *c)
{
	const char *code = l->code != NULL && l->code[0] != '\0' ? l->code : "-";

	for (int i = 0; i < COUNT_MAX; i++)
		if (c->v[i] != 0)
			buf_printf(b, "%s %lld %s %s %lld\n", part, (long long)l->key, code, count_token((enum count)i),
			    (long long)c->v[i]);
	for (int m = 0; m < MEAN_MAX; m++)
		if (c->mean_n[m] != 0)
			buf_printf(b, "%s %lld %s %s %lld/%lld\n", part, (long long)l->key, code,
			    mean_token((enum mean_id)m), (long long)c->mean_sum[m], (long long)c->mean_n[m]);
}

char *
evaluation_text(struct arena *a, const struct evaluation *e)
{
	struct buf b;

	buf_init(&b, a);
	print_line(&b, "total", &e->total, &e->total.now);
	for (size_t i = 0; i < e->n_lines && e->lines != &e->total; i++)
		print_line(&b, part_token(e->q.part), &e->lines[i], &e->lines[i].now);
	return b.s;
}
