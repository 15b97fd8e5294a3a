/* Scores on the pages of the evaluation: grade, rank, and why a score is what it is. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include <string.h>

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* Lines are sorted later: a score is found by its key. */
static void
remember_keys(struct request *rq, struct eval_scores *k)
{
	k->key = arena_array_of(rq->arena, int64_t, k->s->n_lines + 1);
	for (size_t i = 0; i < k->s->n_lines; i++)
		k->key[i] = k->s->lines[i].line->key;
}

enum err
eval_scores_read(struct request *rq, const struct eval_ask *ask, const struct eval_query *q, struct eval_scores *out)
{
	struct service sv = show_service(rq);
	struct score_scheme_row *schemes;
	struct scores *s;
	size_t n;
	enum err e = store_score_schemes(rq->db, rq->arena, part_token(ask->part), clock_now(), &schemes, &n);

	*out = (struct eval_scores){ .s = NULL };
	if (e != OK || n == 0)
		return e;
	if ((e = scores_read(&sv, q, ask->scheme, &s)) != OK)
		return e;
	out->s = s;
	remember_keys(rq, out);
	return OK;
}

const struct score_line *
eval_score_of(const struct eval_scores *k, int64_t key)
{
	for (size_t i = 0; k->s != NULL && i < k->s->n_lines; i++)
		if (k->key[i] == key)
			return &k->s->lines[i];
	return NULL;
}

void
eval_sort_by_rank(struct request *rq, const struct eval_scores *k, struct evaluation *e)
{
	struct eval_line *lines = arena_array_of(rq->arena, struct eval_line, e->n_lines + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->s->n_lines; i++)
		for (size_t j = 0; j < e->n_lines; j++)
			if (e->lines[j].key == k->key[i])
				lines[n++] = e->lines[j];
	for (size_t j = 0; j < e->n_lines; j++)
		if (eval_score_of(k, e->lines[j].key) == NULL)
			lines[n++] = e->lines[j];
	e->lines = lines;
}

const char *
eval_rank_text(struct request *rq, const struct eval_scores *k, const struct score_line *l)
{
	if (l->score.rank > 0)
		return arena_printf(rq->arena, "%d", l->score.rank);
	return text_fill2(rq->arena, rq->lang, "Text.eval.not_ranked", eval_figure_name(rq, k->s->scheme->least_count),
	    arena_printf(rq->arena, "%lld", (long long)k->s->scheme->least));
}

void
eval_show_score(struct request *rq, struct view *v, const struct eval_scores *k, const struct score_line *l)
{
	view_str(v, "Score", score_print(rq->arena, &l->score));
	if (l->grade != NULL) {
		view_str(v, "Grade", l->grade->letter);
		view_str(v, "Colour", l->grade->colour);
	}
	if (l->score.rank > 0)
		view_int(v, "Rank", l->score.rank);
	else
		view_str(v, "NotRanked", eval_rank_text(rq, k, l));
}

void
eval_show_schemes(struct request *rq, struct view *v, const struct eval_scores *k)
{
	if (k->s == NULL)
		return;
	for (size_t i = 0; i < k->s->n_schemes && k->s->n_schemes > 1; i++) {
		struct view *o = view_item(v, "Page.Schemes");

		view_str(o, "Value", k->s->schemes[i].code);
		view_str(o, "Label", text_pick(rq->lang, k->s->schemes[i].name_zh, k->s->schemes[i].name_en));
		view_bool(o, "Selected", strcmp(k->s->schemes[i].code, k->s->scheme->code) == 0);
	}
	view_str(v, "Page.Scheme", text_pick(rq->lang, k->s->scheme->name_zh, k->s->scheme->name_en));
}

/* --- why ------------------------------------------------------------------------------ */

const char *
eval_part_value(struct request *rq, const struct score_part_result *r)
{
	if (!r->applies || r->value.den <= 0)
		return "—";
	return r->part->form == SCORE_RATE || r->part->form == SCORE_FLOOR || r->part->form == SCORE_OUTSIDE ?
	    arena_printf(rq->arena, "%s %%", rate_print(rq->arena, r->value)) :
	    arena_printf(rq->arena, "%lld", (long long)(r->value.num / r->value.den));
}

const char *
eval_part_what(struct request *rq, const struct score_part *p)
{
	const char *name = p->indicator == NULL || p->indicator[0] == '\0' ? text_getf(rq->lang, "Score.form.%d", p->form) :
	    eval_figure_name(rq, p->indicator);

	if (p->lower && p->form == SCORE_RATE)
		name = arena_printf(rq->arena, "1 − %s", name);
	return p->source == 0 ? name : arena_printf(rq->arena, "%s (%s)", name, text_getf(rq->lang, "Source.%d", p->source));
}

void
eval_show_why(struct request *rq, struct view *v, const struct score_line *l)
{
	for (size_t i = 0; i < l->score.n_parts; i++) {
		const struct score_part_result *r = &l->score.parts[i];
		struct view *p = view_item(v, "Page.Why");

		view_str(p, "Name", eval_part_what(rq, r->part));
		view_str(p, "Id", r->part->indicator);
		view_str(p, "Form", text_getf(rq->lang, "Score.form.%d", r->part->form));
		if (!r->takes_off)
			view_int(p, "Weight", r->part->weight);
		view_str(p, "Value", eval_part_value(rq, r));
		view_bool(p, "TakesOff", r->takes_off);
		view_bool(p, "None", !r->applies);
		view_str(p, "Points", r->applies ? score_points_print(rq->arena, &r->points) : request_text(rq, "Score.none"));
	}
}
