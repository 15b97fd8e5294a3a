/* What a life tells of a period, and adding it up by part. */
#include "config.h"
#include "lib/service/evaluation_in.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* --- lines by key ---------------------------------------------------------- */

static size_t
slot_of(const struct eval_tallies *t, const struct eval_tally *k)
{
	const int64_t key[] = { k->span, k->part, k->day, k->key };
	uint64_t h = 1469598103934665603u;
	size_t i;

	for (size_t j = 0; j < N(key); j++)
		h = (h ^ (uint64_t)key[j]) * 1099511628211u;
	for (i = (size_t)(h ^ (h >> 29)) & (t->cap - 1); t->slot[i].used; i = (i + 1) & (t->cap - 1))
		if (t->slot[i].key == k->key && t->slot[i].part == k->part && t->slot[i].day == k->day &&
		    t->slot[i].span == k->span)
			break;
	return i;
}

static void
grow(struct eval_tallies *t)
{
	struct eval_tallies old = *t;

	t->cap = old.cap == 0 ? 64 : size_mul(old.cap, 2);
	t->slot = calloc(t->cap, sizeof(*t->slot));
	if (t->slot == NULL)
		abort();
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i].used)
			t->slot[slot_of(t, &old.slot[i])] = old.slot[i];
	free(old.slot);
}

int64_t *
eval_at(struct eval_tallies *t, int32_t span, int32_t part, int32_t day, int64_t key)
{
	const struct eval_tally k = { .span = span, .part = part, .day = day, .key = key, .used = true };
	struct eval_tally *s;

	if (t->n * 2 >= t->cap)
		grow(t);
	s = &t->slot[slot_of(t, &k)];
	if (!s->used) {
		*s = k;
		t->n++;
	}
	return s->v;
}

void
eval_tallies_free(struct eval_tallies *t)
{
	free(t->slot);
	*t = (struct eval_tallies){ .n = 0 };
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
tally_cmp(const void *x, const void *y)
{
	const struct eval_tally *a = x, *b = y;
	int c = order(b->used, a->used);

	if (c == 0)
		c = order(a->span, b->span);
	if (c == 0)
		c = order(a->part, b->part);
	if (c == 0)
		c = order(a->day, b->day);
	return c != 0 ? c : order(a->key, b->key);
}

void
eval_tallies_sort(struct eval_tallies *t)
{
	if (t->cap > 0)
		qsort(t->slot, t->cap, sizeof(*t->slot), tally_cmp);
}

struct counts
eval_counts(const int64_t v[EVAL_SLOTS])
{
	struct counts c = { .v = { 0 } };

	memcpy(c.v, v, sizeof(c.v));
	for (int m = 0; m < MEAN_MAX; m++) {
		c.mean_sum[m] = v[COUNT_MAX + 2 * m];
		c.mean_n[m] = v[COUNT_MAX + 2 * m + 1];
	}
	return c;
}

/* --- a case ---------------------------------------------------------------- */

static int
cell_cmp(const void *key, const void *row)
{
	return order(*(const int64_t *)key, ((const struct eval_cell *)row)->id);
}

static int64_t
community_of(const struct eval_world *w, int64_t unit_cell_id, int64_t base_cell_id)
{
	const int64_t ids[] = { unit_cell_id, base_cell_id };

	for (size_t i = 0; i < N(ids); i++) {
		const struct eval_cell *c = ids[i] != 0 && w->n_cells > 0 ?
		    bsearch(&ids[i], w->cells, w->n_cells, sizeof(*w->cells), cell_cmp) : NULL;

		if (c != NULL && c->community != 0)
			return c->community;
	}
	return 0;
}

/* Who patrolled the base grid when it was reported. */
static int64_t
beat_of(const struct eval_world *w, int64_t base_cell_id, usec_t at)
{
	size_t low = 0, high = w->n_beats;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->beats[mid].cell_id < base_cell_id)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < w->n_beats && w->beats[low].cell_id == base_cell_id; low++)
		if (w->beats[low].valid_from <= at && (w->beats[low].valid_until == USEC_NONE || at < w->beats[low].valid_until))
			return w->beats[low].user_id;
	return 0;
}

static int
id_cmp(const void *a, const void *b)
{
	return order(*(const int64_t *)a, *(const int64_t *)b);
}

static bool
is_hidden(const struct eval_world *w, int64_t class_id)
{
	return w->n_hidden > 0 && bsearch(&class_id, w->hidden, w->n_hidden, sizeof(*w->hidden), id_cmp) != NULL;
}

static void
told(void *ctx, enum count c, usec_t at)
{
	struct eval_told *t = ctx;

	t->c.bits |= COUNT_BIT(c);
	t->at[c] = at;
}

static int64_t
mark_bits(const struct metric_marks *m)
{
	return (m->reworks > 0 ? COUNT_BIT(N_REWORK) | COUNT_BIT(REWORK_TIMES) : 0) |
	    (m->reopenings > 0 ? COUNT_BIT(N_REOPEN) : 0) | (m->returns > 0 ? COUNT_BIT(N_RETURN) : 0) |
	    (m->returns_unjust > 0 ? COUNT_BIT(N_RETURN_UNJUST) : 0) | (m->extensions > 0 ? COUNT_BIT(N_EXTEND) : 0);
}

static void
tell_marks(const struct life_fact *f, struct eval_told *out)
{
	const struct metric_marks *m = &f->marks;

	if (mark_bits(m) == 0)
		return;
	out->c.bits |= mark_bits(m);
	out->c.reworks = m->reworks;
	out->at[N_REWORK] = out->at[REWORK_TIMES] = m->rework_at;
	out->at[N_RETURN] = out->at[N_RETURN_UNJUST] = m->return_at;
	out->at[N_REOPEN] = m->reopen_at;
	out->at[N_EXTEND] = m->extend_at;
	for (size_t i = 0; i < f->n_units; i++)
		out->mark[out->n_marks++] = (struct eval_mark){ .case_id = out->c.case_id, .unit_id = f->unit[i].unit_id,
			.bits = mark_bits(&f->unit[i].marks), .reworks = f->unit[i].marks.reworks };
}

/* What the case gives to the means of the period. */
static void
tell_means(const struct case_fact *f, struct period p, struct eval_case *c)
{
	struct counts one = { .v = { 0 } };

	metrics_fold(&one, f, p);
	for (int m = 0; m < MEAN_MAX; m++)
		c->mean[m] = one.mean_n[m] > 0 ? one.mean_sum[m] : USEC_NONE;
}

static void
tell_place(const struct eval_world *w, const struct life *l, struct eval_case *c)
{
	const struct civil at = civil_of(l->c.received_at);

	c->case_id = l->c.id;
	c->class_id = l->c.class_id;
	c->source = l->c.source;
	c->hour = at.hour;
	c->weekday = at.weekday;
	c->unit_cell_id = l->c.unit_cell_id;
	c->base_cell_id = l->c.base_cell_id;
	c->community = community_of(w, c->unit_cell_id, c->base_cell_id);
	c->doer[DOER_BEAT] = beat_of(w, c->base_cell_id, l->c.received_at);
}

bool
eval_tell(const struct eval_world *w, const struct life *l, struct period p, struct eval_told *out)
{
	struct life_fact f;

	*out = (struct eval_told){ .n_marks = 0 };
	life_as_of(l, w->cal, p, &f);
	post_doers(l->acts, l->n_acts, l->c.source, p.to, out->c.doer, &f.fact.visited, &f.fact.satisfied);
	tell_place(w, l, &out->c);
	out->c.unit_id = f.unit_id;
	/* Found by others though somebody walks there and it lies in public view (漏报). */
	f.fact.missed = f.fact.verified_true && !metrics_own_find(l->c.source) && out->c.doer[DOER_BEAT] != 0 &&
	    !is_hidden(w, l->c.class_id);
	metrics_each(&f.fact, p, told, out);
	tell_means(&f.fact, p, &out->c);
	tell_marks(&f, out);
	return out->c.bits != 0;
}

/* --- adding up ------------------------------------------------------------- */

static void
add_bits(int64_t v[EVAL_SLOTS], int64_t bits, int32_t reworks)
{
	for (int64_t left = bits & ~COUNT_BIT(REWORK_TIMES); left != 0; left &= left - 1)
		v[__builtin_ctzll((unsigned long long)left)]++;
	v[REWORK_TIMES] += reworks;
}

static void
add_means(int64_t v[EVAL_SLOTS], const struct eval_case *c)
{
	for (int m = 0; m < MEAN_MAX; m++)
		if (c->mean[m] != USEC_NONE) {
			v[COUNT_MAX + 2 * m] += c->mean[m];
			v[COUNT_MAX + 2 * m + 1]++;
		}
}

static void
add_post(struct eval_tallies *t, enum post p, const struct eval_case *c)
{
	size_t n;
	const struct post_credit *credits = post_credits(&n);

	for (size_t i = 0; i < n; i++)
		if (credits[i].post == p && (c->bits & COUNT_BIT(credits[i].count)) != 0 && c->doer[credits[i].doer] >= 0)
			eval_at(t, 0, part_of_post(p), 0, c->doer[credits[i].doer])[credits[i].count]++;
	for (int m = 0; m < MEAN_MAX; m++) {
		const enum doer d = post_mean_doer(p, (enum mean_id)m);
		int64_t *v;

		if (d == DOER_MAX || c->mean[m] == USEC_NONE || c->doer[d] < 0)
			continue;
		v = eval_at(t, 0, part_of_post(p), 0, c->doer[d]);
		v[COUNT_MAX + 2 * m] += c->mean[m];
		v[COUNT_MAX + 2 * m + 1]++;
	}
}

static int64_t
key_of(enum eval_part part, const struct eval_case *c)
{
	switch (part) {
	case PART_OF_UNIT: return c->unit_id;
	case PART_OF_CLASS: return c->class_id;
	case PART_OF_SOURCE: return c->source;
	case PART_OF_HOUR: return c->hour;
	case PART_OF_WEEKDAY: return c->weekday;
	case PART_OF_UNIT_CELL: return c->unit_cell_id;
	case PART_OF_BASE_CELL: return c->base_cell_id;
	case PART_OF_COMMUNITY: return c->community;
	default: return 0;
	}
}

void
eval_add(struct eval_tallies *t, enum eval_part part, const struct eval_case *c)
{
	int64_t *v;

	if (eval_is_post(part)) {
		add_post(t, (enum post)((int)part - (int)PART_OF_POST), c);
		return;
	}
	v = eval_at(t, 0, part, 0, key_of(part, c));
	add_bits(v, c->bits, c->reworks);
	add_means(v, c);
}

struct eval_case
eval_of_unit(const struct eval_case *c)
{
	struct eval_case own = *c;

	own.bits &= ~EVAL_MARKS;
	own.reworks = 0;
	return own;
}

struct eval_case
eval_of_mark(const struct eval_case *c, const struct eval_mark *m)
{
	struct eval_case its = *c;

	its.unit_id = m->unit_id;
	its.bits = m->bits;
	its.reworks = m->reworks;
	for (int i = 0; i < MEAN_MAX; i++)
		its.mean[i] = USEC_NONE;
	return its;
}

void
eval_add_complaint(struct eval_tallies *t, enum eval_part part, const struct eval_complaint *c)
{
	const struct civil at = civil_of(c->received_at);
	int64_t key = 0;

	switch (part) {
	case PART_OF_ALL: break;
	case PART_OF_SOURCE: key = c->source; break;
	case PART_OF_CLASS: key = c->class_id; break;
	case PART_OF_HOUR: key = at.hour; break;
	case PART_OF_WEEKDAY: key = at.weekday; break;
	default: return;
	}
	eval_at(t, 0, part, 0, key)[N_COMPLAINT]++;
}
