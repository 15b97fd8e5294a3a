#include "config.h"
#include "lib/service/score_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/matter_ops.h"

#include "lib/base/banned.h"

/* What lines are judged by besides their own figures. */
struct beside {
	struct scores *s;
	struct evaluation *of_source;	/* of the channel the scheme asks for; NULL: for none */
	struct score_cells *cells;
	struct eval_division *divisions;
	struct stubborn_loss *losses;
	struct score_given *given;
	size_t n_cells, n_divisions, n_losses, n_given;
};

static enum err
read_scheme(struct service *sv, const struct eval_query *q, usec_t at, const char *code, struct scores *s)
{
	const struct score_scheme_row *row = NULL;
	struct score_scheme_row *rows;
	struct score_scheme *scheme;
	struct score_grade *grades;
	enum err e = store_score_schemes(sv->db, sv->arena, part_token(q->part), at, &rows, &s->n_schemes);

	for (size_t i = 0; e == OK && i < s->n_schemes && row == NULL; i++)
		if (code == NULL || strcmp(rows[i].code, code) == 0)
			row = &rows[i];
	if (e != OK)
		return e;
	if (row == NULL)
		return err_raise(ERR_NOT_FOUND, "no such scheme");
	if ((e = store_score_scheme(sv->db, sv->arena, row, at, &scheme)) != OK ||
	    (e = store_score_grades(sv->db, sv->arena, at, &grades, &s->n_grades)) != OK)
		return e;
	s->schemes = rows;
	s->scheme = scheme;
	s->grades = grades;
	return OK;
}

static bool
has_form(const struct score_scheme *s, enum score_form form)
{
	for (size_t i = 0; i < s->n_parts; i++)
		if (s->parts[i].form == form)
			return true;
	return false;
}

static enum err
read_source(struct service *sv, const struct eval_query *q, struct beside *b)
{
	struct eval_query own = *q;

	for (size_t i = 0; i < b->s->scheme->n_parts && own.filter.source == 0; i++)
		own.filter.source = b->s->scheme->parts[i].source;
	own.compare = false;
	return own.filter.source == 0 || q->filter.source != 0 ? OK : evaluation_read(sv, &own, &b->of_source);
}

static enum err
read_beside(struct service *sv, const struct eval_query *q, struct beside *b)
{
	const struct period p = b->s->ev->now;
	const struct score_scheme *s = b->s->scheme;
	enum err e = read_source(sv, q, b);

	if (e == OK)
		e = store_score_cells(sv->db, sv->arena, p.to - 1, &b->cells, &b->n_cells);
	if (e == OK)
		e = store_eval_divisions(sv->db, sv->arena, &b->divisions, &b->n_divisions);
	if (e == OK && has_form(s, SCORE_LOSS))
		e = matter_losses(sv, p, &b->losses, &b->n_losses);
	if (e == OK && has_form(s, SCORE_OUTSIDE) && q->part == PART_OF_UNIT)
		e = store_score_given(sv->db, sv->arena, day_of(p.from), day_of(p.to - 1) + 1, &b->given, &b->n_given);
	return e;
}

/* --- one line -------------------------------------------------------------- */

static int64_t
above(const struct beside *b, int64_t number, int levels)
{
	for (; levels > 0; levels--) {
		size_t i = b->n_divisions;

		while (i > 0 && b->divisions[i - 1].number != number)
			i--;
		if (i == 0)
			return 0;
		number = b->divisions[i - 1].parent;
	}
	return number;
}

/* How many unit grids a region has; 1 for what is no region. */
static int64_t
cells_of(const struct beside *b, enum eval_part part, int64_t key)
{
	const int levels = part == PART_OF_COMMUNITY ? 0 : part == PART_OF_STREET ? 1 : part == PART_OF_DISTRICT ? 2 : -1;
	int64_t n = 0;

	for (size_t i = 0; i < b->n_cells && levels >= 0; i++)
		if (above(b, b->cells[i].community, levels) == key)
			n += b->cells[i].n;
	return n > 0 ? n : 1;
}

static int32_t
lost_of(const struct beside *b, enum eval_part part, int64_t key)
{
	const enum stubborn_subject subject = part == PART_OF_UNIT ? STUBBORN_UNIT : STUBBORN_PERSON;

	for (size_t i = 0; i < b->n_losses; i++)
		if (b->losses[i].subject == subject && b->losses[i].subject_id == key)
			return b->losses[i].points;
	return 0;
}

static const struct counts *
of_source(const struct beside *b, int64_t key)
{
	static const struct counts none = { .v = { 0 } };

	if (b->of_source == NULL)
		return NULL;
	for (size_t i = 0; i < b->of_source->n_lines; i++)
		if (b->of_source->lines[i].key == key)
			return &b->of_source->lines[i].now;
	return &none;
}

static void
score_line(const struct beside *b, enum eval_part part, struct score_line *l)
{
	struct score_input in = { .counts = &l->line->now, .of_source = of_source(b, l->line->key), .group = l->group,
		.cells = cells_of(b, part, l->line->key), .lost = lost_of(b, part, l->line->key) };

	for (size_t i = 0; i < b->n_given && in.n_rounds < SCORE_ROUNDS_MAX; i++)
		if (b->given[i].unit_id == l->line->key && b->given[i].possible > 0)
			in.rounds[in.n_rounds++] = (struct score_round){ { b->given[i].points, b->given[i].possible },
				b->given[i].weight };
	score_of(b->s->scheme, &in, &l->score);
	l->grade = score_grade(&l->score, b->s->grades, b->s->n_grades);
}

/* --- together -------------------------------------------------------------- */

static int
line_cmp(const void *x, const void *y)
{
	const struct score_line *a = x, *b = y;
	const int group = strcmp(a->group, b->group);

	if (group != 0)
		return group;
	if ((a->score.rank == 0) != (b->score.rank == 0))
		return a->score.rank == 0 ? 1 : -1;
	if (a->score.rank != b->score.rank)
		return a->score.rank < b->score.rank ? -1 : 1;
	return (a->line->key > b->line->key) - (a->line->key < b->line->key);
}

/* Each group for itself. */
static void
rank(struct arena *a, struct scores *s)
{
	struct score **group = arena_array_of(a, struct score *, s->n_lines + 1);

	for (size_t i = 0; i < s->n_lines; i++) {
		size_t n = 0;

		for (size_t j = 0; j < s->n_lines; j++)
			if (strcmp(s->lines[j].group, s->lines[i].group) == 0)
				group[n++] = &s->lines[j].score;
		if (s->lines[i].score.rank == 0 && s->lines[i].score.ranked)
			score_rank(group, n);
	}
	if (s->n_lines > 0)
		qsort(s->lines, s->n_lines, sizeof(*s->lines), line_cmp);
}

enum err
scores_read(struct service *sv, const struct eval_query *q, const char *scheme, struct scores **out)
{
	struct scores *s = arena_new_of(sv->arena, struct scores);
	struct beside b = { .s = s };
	enum err e = evaluation_read(sv, q, &s->ev);

	if (e == OK)
		e = read_scheme(sv, q, s->ev->now.to - 1, scheme, s);
	if (e == OK)
		e = read_beside(sv, q, &b);
	if (e != OK)
		return e;
	s->lines = arena_array_of(sv->arena, struct score_line, s->ev->n_lines + 1);
	for (size_t i = 0; i < s->ev->n_lines; i++) {
		const struct eval_line *line = &s->ev->lines[i];
		struct score_line *l = &s->lines[s->n_lines];

		if (line->key == 0 && q->part != PART_OF_CENTRE)
			continue;
		*l = (struct score_line){ .line = line, .group = line->group != NULL ? line->group : "" };
		score_line(&b, q->part, l);
		s->n_lines++;
	}
	rank(sv->arena, s);
	*out = s;
	return OK;
}
