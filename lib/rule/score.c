#include "config.h"
#include "lib/rule/score.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/rule/score_wide.h"

#include "lib/base/banned.h"

const char *
score_form_token(enum score_form f)
{
	static const char *const tokens[] = {
#define X(name, number, code) [name] = code,
		SCORE_FORMS(X)
#undef X
	};

	return (size_t)f < N(tokens) ? tokens[f] : NULL;
}

/* --- the table ------------------------------------------------------------- */

bool
score_steps_read(const char *text, struct score_step steps[SCORE_STEPS_MAX], size_t *n)
{
	char word[40];
	int64_t points;

	*n = 0;
	while (*text != '\0') {
		const size_t len = strcspn(text, " ");
		struct score_step *s = &steps[*n];
		char *colon;

		if (len == 0 || len >= sizeof(word) || *n == SCORE_STEPS_MAX || (*n > 0 && s[-1].upto == INT64_MAX))
			return false;
		memcpy(word, text, len);
		word[len] = '\0';
		if ((colon = strchr(word, ':')) == NULL)
			return false;
		*colon = '\0';
		if (strcmp(word, "*") == 0)
			s->upto = INT64_MAX;
		else if (!parse_i64(word, 0, INT32_MAX, &s->upto) || (*n > 0 && s->upto <= s[-1].upto))
			return false;
		if (!parse_i64(colon + 1, 0, 100, &points))
			return false;
		s->points = (int32_t)points;
		(*n)++;
		text += len;
		text += *text == ' ';
	}
	return *n > 0 && steps[*n - 1].upto == INT64_MAX;
}

static bool
is_rate(const struct score_part *p)
{
	return rate_of(p->indicator) != RATE_MAX;
}

const char *
score_part_fault(const struct score_part *p)
{
	const bool weighs = p->form != SCORE_EACH && p->form != SCORE_LOSS;

	if (score_form_token(p->form) == NULL)
		return "Score.fault.form";
	if ((p->form == SCORE_RATE || p->form == SCORE_FLOOR) && !is_rate(p))
		return "Score.fault.rate";
	if ((p->form == SCORE_STEPS || p->form == SCORE_EACH) && count_of(p->indicator) == COUNT_MAX)
		return "Score.fault.count";
	if (p->form == SCORE_STEPS && p->n_steps == 0)
		return "Score.fault.steps";
	return weighs != (p->weight > 0) ? "Score.fault.weight" : NULL;
}

/* --- one part -------------------------------------------------------------- */

/* A value's points of a hundred; of a count per unit grid the exact fraction decides. */
static int32_t
step_of(const struct score_part *p, int64_t n, int64_t per)
{
	for (size_t i = 0; i < p->n_steps; i++) {
		__int128 bound = (__int128)p->steps[i].upto * per;

		if (n <= bound)
			return p->steps[i].points;
	}
	return 0;
}

/* What the rate lacks to the floor, in points, times the cost of each: never more than the weight. */
static struct score_frac
floor_value(const struct score_part *p, struct rate r)
{
	const struct score_frac weight = frac_of(p->weight, 1), rate = frac_of(r.num, r.den), floor = frac_of(p->floor, 10000);
	const struct score_frac short_of = frac_less(&floor, &rate), cost = frac_mul(&short_of, p->cost, 1);
	const struct score_frac left = frac_less(&weight, &cost);

	return frac_mul(&left, 1, p->weight);
}

static struct score_frac
outside_value(const struct score_input *in)
{
	struct score_frac sum = frac_of(0, 1);
	int64_t weights = 0;

	for (size_t i = 0; i < in->n_rounds; i++) {
		const struct score_frac one = frac_of(in->rounds[i].given.num, in->rounds[i].given.den),
		    share = frac_mul(&one, in->rounds[i].weight, 1);

		sum = frac_add(&sum, &share);
		weights += in->rounds[i].weight;
	}
	return frac_mul(&sum, 1, weights);
}

/* The part's value from 0 to 1; false where it does not apply. */
static bool
value_of(const struct score_part *p, const struct score_input *in, struct score_part_result *r, struct score_frac *v)
{
	const struct counts *c = p->source != 0 && in->of_source != NULL ? in->of_source : in->counts;

	switch (p->form) {
	case SCORE_RATE:
	case SCORE_FLOOR:
		r->value = rate_from(c, rate_of(p->indicator));
		if (r->value.den <= 0)
			return false;
		if (r->value.num > r->value.den)	/* two counts of their own: reworks of older cases, say */
			r->value.num = r->value.den;
		*v = p->form == SCORE_FLOOR ? floor_value(p, r->value) :
		    frac_of(p->lower ? r->value.den - r->value.num : r->value.num, r->value.den);
		return true;
	case SCORE_STEPS:
		r->value = (struct rate){ c->v[count_of(p->indicator)], p->per_cell && in->cells > 0 ? in->cells : 1 };
		*v = frac_of(step_of(p, r->value.num, r->value.den), 100);
		return true;
	case SCORE_OUTSIDE:
		if (in->n_rounds == 0)
			return false;
		*v = outside_value(in);
		return true;
	default:
		return false;
	}
}

/* Points taken off. */
static struct score_frac
loss_of(const struct score_part *p, const struct score_input *in, struct score_part_result *r)
{
	const struct counts *c = p->source != 0 && in->of_source != NULL ? in->of_source : in->counts;
	int64_t n, more;

	if (p->form == SCORE_LOSS) {
		r->value = (struct rate){ in->lost, 10 };
		return frac_of(in->lost, 10);
	}
	n = c->v[count_of(p->indicator)];
	more = p->more_from > 0 && n >= p->more_from ? n - p->more_from + 1 : 0;
	r->value = (struct rate){ n, 1 };
	return frac_of((n - more) * p->cost + more * p->cost_more, 100);
}

/* A row for the group itself stands before the row for all, of the same form and indicator. */
static bool
is_for(const struct score_scheme *s, const struct score_part *p, const char *group)
{
	const bool own = p->group != NULL && p->group[0] != '\0';

	if (own)
		return group != NULL && strcmp(p->group, group) == 0;
	for (size_t i = 0; group != NULL && i < s->n_parts; i++) {
		const struct score_part *o = &s->parts[i];

		if (o != p && o->group != NULL && strcmp(o->group, group) == 0 && o->form == p->form &&
		    strcmp(o->indicator, p->indicator) == 0)
			return false;
	}
	return true;
}

/* --- together -------------------------------------------------------------- */

/* Values first, as parts of one; *weights is what those that apply weigh. */
static void
see_parts(const struct score_scheme *s, const struct score_input *in, struct score *out, int64_t *weights)
{
	for (size_t i = 0; i < s->n_parts; i++) {
		const struct score_part *p = &s->parts[i];
		struct score_part_result *r;

		if (!is_for(s, p, in->group))
			continue;
		r = &out->parts[out->n_parts++];
		*r = (struct score_part_result){ .part = p, .takes_off = p->form == SCORE_EACH || p->form == SCORE_LOSS };
		if (r->takes_off) {
			r->points = loss_of(p, in, r);
			r->applies = true;
		} else {
			r->applies = value_of(p, in, r, &r->points);
			*weights += r->applies ? p->weight : 0;
		}
	}
}

/* A count of nothing falls on a step too: where every rate is absent there is no data, not a full mark. */
static bool
only_steps(const struct score_scheme *s, const struct score *out)
{
	bool wanted = false;

	for (size_t i = 0; i < s->n_parts; i++)
		wanted = wanted || (s->parts[i].form != SCORE_STEPS && s->parts[i].weight > 0);
	for (size_t i = 0; i < out->n_parts; i++)
		if (out->parts[i].applies && !out->parts[i].takes_off && out->parts[i].part->form != SCORE_STEPS)
			return false;
	return wanted;
}

void
score_of(const struct score_scheme *s, const struct score_input *in, struct score *out)
{
	const enum count least = count_of(s->least_count != NULL ? s->least_count : "");
	struct score_frac off = frac_of(0, 1), sum = frac_of(0, 1);
	int64_t weights = 0;

	memset(out, 0, sizeof(*out));
	see_parts(s, in, out, &weights);
	out->applies = weights > 0 && !only_steps(s, out);
	for (size_t i = 0; i < out->n_parts && out->applies; i++) {
		struct score_part_result *r = &out->parts[i];

		if (!r->applies)
			continue;
		if (!r->takes_off)
			r->points = frac_mul(&r->points, 100 * (int64_t)r->part->weight, weights);
		if (r->takes_off)
			off = frac_add(&off, &r->points);
		else
			sum = frac_add(&sum, &r->points);
	}
	out->points = frac_less(&sum, &off);
	out->ranked = out->applies && (least == COUNT_MAX || in->counts->v[least] >= s->least);
}

int
score_cmp(const struct score *a, const struct score *b)
{
	if (!a->applies || !b->applies)
		return (int)a->applies - (int)b->applies;
	return frac_cmp(&a->points, &b->points);
}

void
score_rank(struct score *const *scores, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		scores[i]->rank = scores[i]->ranked ? 1 : 0;
		for (size_t j = 0; j < n && scores[i]->ranked; j++)
			scores[i]->rank += scores[j]->ranked && score_cmp(scores[j], scores[i]) > 0;
	}
}

char *
score_points_print(struct arena *a, const struct score_frac *points)
{
	const int64_t n = frac_round(points, 100);

	return arena_printf(a, "%lld.%02d", (long long)(n / 100), (int)(n % 100));
}

char *
score_print(struct arena *a, const struct score *s)
{
	return s->applies ? score_points_print(a, &s->points) : arena_strdup(a, "—");
}

const struct score_grade *
score_grade(const struct score *s, const struct score_grade *grades, size_t n)
{
	for (size_t i = 0; i < n && s->applies; i++) {
		const struct score_frac least = frac_of(grades[i].least, 100);

		if (frac_cmp(&s->points, &least) >= 0)
			return &grades[i];
	}
	return NULL;
}
