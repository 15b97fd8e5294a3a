/* The evaluation as a file: the page's table with the same filter, as CSV and as an Excel workbook. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/part/book.h"
#include "lib/part/csv.h"

#include "lib/base/banned.h"

static const enum book_kind kind_of[] = { [FIGURE_COUNT] = BOOK_COUNT, [FIGURE_RATE] = BOOK_PERCENT,
	[FIGURE_MEAN] = BOOK_HOURS };

/* A sheet while it is filled, cell by cell. */
struct filling {
	struct book_sheet *s;
	struct book_cell *cells;
	size_t n;
};

static void
put_text(struct filling *f, const char *text)
{
	f->cells[f->n++] = (struct book_cell){ .text = text };
}

static void
put_value(struct filling *f, const struct figure_def *d, const struct counts *c, bool hidden)
{
	const struct rate r = glossary_value(d, c);

	f->cells[f->n++] = hidden && d->kind != FIGURE_RATE ? (struct book_cell){ .den = 0 } :
	    (struct book_cell){ .num = r.num, .den = r.den > 0 ? r.den : 0 };
}

static struct filling
begin(struct request *rq, struct book_sheet *s, struct book_column *columns, size_t n_columns, size_t n_rows)
{
	struct book_cell *cells = arena_array_of(rq->arena, struct book_cell, n_columns * n_rows + 1);

	s->columns = columns;
	s->n_columns = n_columns;
	s->cells = cells;
	s->n_rows = n_rows;
	return (struct filling){ s, cells, 0 };
}

static bool
is_hidden(const struct eval_ask *ask, const struct eval_line *l)
{
	return ask->own != 0 && ask->part == PART_OF_UNIT && l->key != ask->own;
}

/* Rank, grade and score; points to hundredths, as they are printed. */
static void
put_score(struct request *rq, struct filling *f, const struct score_line *l)
{
	const bool there = l != NULL && l->score.applies;
	int64_t hundredths = 0;

	for (const char *p = there ? score_print(rq->arena, &l->score) : ""; *p != '\0'; p++)
		if (*p >= '0' && *p <= '9')
			hundredths = hundredths * 10 + (*p - '0');
	f->cells[f->n++] = (struct book_cell){ .num = l != NULL ? l->score.rank : 0, .den = l != NULL && l->score.rank > 0 };
	put_text(f, there && l->grade != NULL ? l->grade->letter : NULL);
	f->cells[f->n++] = (struct book_cell){ .num = hundredths, .den = there ? 100 : 0 };
}

/* --- the table of the page ------------------------------------------------------------ */

static void
figures_sheet(struct request *rq, const struct eval_ask *ask, const struct evaluation *e, const struct eval_scores *k,
    struct book_sheet *s)
{
	const struct figure_def *cols[EVAL_COLUMNS];
	const size_t n = eval_columns(ask->part, cols), totals = ask->own == 0 ? 1 : 0, before = k->s != NULL ? 5 : 2;
	struct book_column *c = arena_array_of(rq->arena, struct book_column, n + before);
	struct filling f = begin(rq, s, c, n + before, e->n_lines + totals);

	c[0] = (struct book_column){ eval_part_name(rq, ask->part), BOOK_TEXT, 0 };
	c[1] = (struct book_column){ request_text(rq, "Text.eval.group_head"), BOOK_TEXT, 8 };
	if (k->s != NULL) {
		c[2] = (struct book_column){ request_text(rq, "Text.eval.rank"), BOOK_COUNT, 8 };
		c[3] = (struct book_column){ request_text(rq, "Text.eval.grade"), BOOK_TEXT, 8 };
		c[4] = (struct book_column){ request_text(rq, "Text.eval.score"), BOOK_POINTS, 0 };
	}
	for (size_t i = 0; i < n; i++) {
		c[i + before] = (struct book_column){ eval_figure_name(rq, cols[i]->id), kind_of[cols[i]->kind], 0 };
		if (cols[i] == ask->figure)
			s->chart = i + before;
	}
	for (size_t i = 0; i < e->n_lines + totals; i++) {
		const struct eval_line *l = i < e->n_lines ? &e->lines[i] : &e->total;

		put_text(&f, i < e->n_lines ? eval_line_name(rq, ask->part, l) : request_text(rq, "Text.eval.total"));
		put_text(&f, i < e->n_lines ? l->group : NULL);
		if (k->s != NULL)
			put_score(rq, &f, i < e->n_lines ? eval_score_of(k, l->key) : NULL);
		for (size_t j = 0; j < n; j++)
			put_value(&f, cols[j], &l->now, i < e->n_lines && is_hidden(ask, l));
	}
	s->name = request_text(rq, "Text.eval.view_figures");
	s->n_totals = totals;
}

/* The rates now, before and a year ago; in the CSV of a comparison the one figure it is about. */
static void
compare_sheet(struct request *rq, const struct eval_ask *ask, const struct evaluation *e, bool one, struct book_sheet *s)
{
	const struct figure_def *all[EVAL_COLUMNS], *cols[EVAL_COLUMNS];
	const size_t n_all = eval_columns(ask->part, all), spans = ask->other.months != 0 ? 2 : 3;
	struct book_column *c = arena_array_of(rq->arena, struct book_column, spans * EVAL_COLUMNS + 1);
	const char *const names[] = { eval_span_name(rq, &ask->span), request_text(rq, ask->other.months != 0 ?
	    "Text.eval.other" : "Text.eval.before"), request_text(rq, "Text.eval.year_ago") };
	struct filling f;
	size_t n = 0;

	for (size_t i = 0; i < n_all; i++)
		if (one ? all[i] == ask->figure : all[i]->kind == FIGURE_RATE || all[i] == ask->figure)
			cols[n++] = all[i];
	f = begin(rq, s, c, spans * n + 1, e->n_lines + 1);
	c[0] = (struct book_column){ eval_part_name(rq, ask->part), BOOK_TEXT, 0 };
	for (size_t i = 0; i < n * spans; i++)
		c[i + 1] = (struct book_column){ arena_printf(rq->arena, "%s (%s)", eval_figure_name(rq, cols[i / spans]->id),
		    names[i % spans]), kind_of[cols[i / spans]->kind], 16 };
	for (size_t i = 0; i <= e->n_lines; i++) {
		const struct eval_line *l = i < e->n_lines ? &e->lines[i] : &e->total;
		const struct counts *const when[] = { &l->now, &l->before, &l->year_ago };
		const bool hidden = i < e->n_lines ? is_hidden(ask, l) : ask->own != 0;

		put_text(&f, i < e->n_lines ? eval_line_name(rq, ask->part, l) : request_text(rq, "Text.eval.total"));
		for (size_t k = 0; k < n * spans; k++)
			put_value(&f, cols[k / spans], when[k % spans], hidden);
	}
	s->name = request_text(rq, "Text.eval.view_compare");
	s->n_totals = 1;
}

/* Why each score is what it is: a row a part. */
static void
why_sheet(struct request *rq, const struct eval_ask *ask, const struct evaluation *e, const struct eval_scores *k,
    struct book_sheet *s)
{
	static const char *const heads[] = { NULL, "Text.eval.figure", "Text.eval.form", "Text.eval.weight", "Text.eval.value",
		"Text.eval.points" };
	struct book_column *c = arena_array_of(rq->arena, struct book_column, N(heads));
	struct filling f = begin(rq, s, c, N(heads), k->s->n_lines * SCORE_PARTS_MAX);

	for (size_t i = 0; i < N(heads); i++)
		c[i] = (struct book_column){ i == 0 ? eval_part_name(rq, ask->part) : request_text(rq, heads[i]), BOOK_TEXT,
			i > 2 ? 12 : 28 };
	for (size_t i = 0; i < e->n_lines; i++) {
		const struct score_line *l = eval_score_of(k, e->lines[i].key);

		for (size_t j = 0; l != NULL && !is_hidden(ask, &e->lines[i]) && j < l->score.n_parts; j++) {
			const struct score_part_result *r = &l->score.parts[j];

			put_text(&f, eval_line_name(rq, ask->part, &e->lines[i]));
			put_text(&f, eval_part_what(rq, r->part));
			put_text(&f, text_getf(rq->lang, "Score.form.%d", r->part->form));
			put_text(&f, r->takes_off ? NULL : arena_printf(rq->arena, "%d", r->part->weight));
			put_text(&f, eval_part_value(rq, r));
			put_text(&f, r->applies ? score_points_print(rq->arena, &r->points) : request_text(rq, "Score.none"));
		}
	}
	s->n_rows = f.n / N(heads);
	s->name = request_text(rq, "Text.eval.why");
}

static void
definitions_sheet(struct request *rq, const struct eval_ask *ask, struct book_sheet *s)
{
	const struct figure_def *cols[EVAL_COLUMNS];
	const size_t n = eval_columns(ask->part, cols);
	struct book_column *c = arena_array_of(rq->arena, struct book_column, 4);
	struct filling f = begin(rq, s, c, 4, n);

	c[0] = (struct book_column){ request_text(rq, "Text.eval.figure"), BOOK_TEXT, 22 };
	c[1] = (struct book_column){ request_text(rq, "Text.eval.id"), BOOK_TEXT, 20 };
	c[2] = (struct book_column){ request_text(rq, "Text.eval.meaning"), BOOK_TEXT, 80 };
	c[3] = (struct book_column){ request_text(rq, "Text.eval.formula"), BOOK_TEXT, 40 };
	for (size_t i = 0; i < n; i++) {
		put_text(&f, eval_figure_name(rq, cols[i]->id));
		put_text(&f, cols[i]->id);
		put_text(&f, text_getf(rq->lang, "Metric.%s.Definition", cols[i]->id));
		put_text(&f, cols[i]->kind != FIGURE_RATE ? NULL : arena_printf(rq->arena, "%s ÷ %s",
		    eval_figure_name(rq, cols[i]->num), eval_figure_name(rq, cols[i]->den)));
	}
	s->name = request_text(rq, "Text.eval.definitions");
	s->wrap = true;
}

/* --- what stands above it ----------------------------------------------------------------- */

/* "Unit: … · Channel: …"; NULL without a filter. */
static const char *
filter_line(struct request *rq, const struct eval_ask *ask, const struct office_lists *l)
{
	const struct eval_filter *f = &ask->filter;
	const struct {
		const char *key, *name;
	} parts[] = {
		{ "Field.unit.Label", office_name(l, NAMES_UNIT, f->unit_id, rq->lang) },
		{ "Field.class.Label", office_name(l, NAMES_CLASS, f->class_id, rq->lang) },
		{ "Part.base_cell", office_name(l, NAMES_BASE_GRID, f->base_cell_id, rq->lang) },
		{ "Part.source", f->source != 0 ? text_getf(rq->lang, "Source.%d", f->source) : NULL },
		{ "Part.kind", f->kind == 0 ? NULL : request_text(rq, f->kind == 1 ? "Text.window.component" : "Text.window.event") },
	};
	struct buf b;

	buf_init(&b, rq->arena);
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i].name != NULL)
			buf_printf(&b, "%s%s: %s", b.len > 0 ? " · " : "", request_text(rq, parts[i].key), parts[i].name);
	return b.len > 0 ? b.s : NULL;
}

static enum err
head_lines(struct request *rq, const struct eval_ask *ask, const struct evaluation *e, struct book_sheet *s)
{
	const char **lines = arena_array_of(rq->arena, const char *, 4);
	struct service sv = show_service(rq);
	const struct office_lists *l;
	const char *filter;
	enum err er = office_lists(&sv, &l);

	if (er != OK)
		return er;
	lines[0] = arena_printf(rq->arena, "%s · %s · %s", request_text(rq, "Text.eval.page"), eval_part_name(rq, ask->part),
	    eval_span_name(rq, &ask->span));
	lines[1] = text_fill2(rq->arena, rq->lang, e->whole ? "Text.eval.whole" : "Text.eval.running",
	    show_time(rq->arena, rq->lang, e->now.to), show_time(rq->arena, rq->lang, clock_now()));
	s->n_lines = 2;
	if (ask->other.months != 0)
		lines[s->n_lines++] = arena_printf(rq->arena, "%s: %s", request_text(rq, "Text.eval.other"),
		    eval_span_name(rq, &ask->other));
	if ((filter = filter_line(rq, ask, l)) != NULL)
		lines[s->n_lines++] = filter;
	s->lines = lines;
	return OK;
}

/* --- files ----------------------------------------------------------------------------------- */

static enum err
read_all(struct request *rq, struct eval_ask *ask, struct evaluation **ev, struct eval_scores *k)
{
	bool none;
	enum err e = eval_ask_read(rq, ask, &none);

	if (e == OK && none)
		e = err_raise(ERR_NOT_FOUND, "nothing is counted yet");
	return e == OK ? eval_read(rq, ask, ev, k) : e;
}

static const char *
file_name(struct request *rq, const struct eval_ask *ask, const char *ending)
{
	return arena_printf(rq->arena, "%s-%s-%04d-%02d-%d.%s", request_text(rq, "Text.eval.page"), part_token(ask->part),
	    ask->span.year, ask->span.month, ask->span.months, ending);
}

/* num / den with two decimals, half up; den 0: an empty field. */
static void
put_csv(struct csv_writer *w, const struct book_cell *c, enum book_kind kind)
{
	const double v = c->den > 0 ? (double)c->num / (double)c->den : 0;

	if (kind == BOOK_TEXT || c->den <= 0)
		csv_put_text(w, c->text);
	else if (kind == BOOK_COUNT)
		csv_put_int(w, c->num);
	else if (kind == BOOK_PERCENT)
		csv_put_fixed(w, (c->num * 20000 + c->den) / (2 * c->den), 2);
	else if (kind == BOOK_POINTS)
		csv_put_fixed(w, c->num * 100 / c->den, 2);
	else
		csv_put_fixed(w, (int64_t)(v * 100 / (double)USEC_HOUR + 0.5), 2);
}

enum err
page_eval_csv(struct request *rq)
{
	struct book_sheet s = { 0 };
	struct eval_scores k;
	struct evaluation *ev;
	struct eval_ask ask;
	struct csv_writer w;
	struct buf b;
	enum err e = read_all(rq, &ask, &ev, &k);

	if (e != OK)
		return e;
	if (ask.compare)
		compare_sheet(rq, &ask, ev, true, &s);
	else
		figures_sheet(rq, &ask, ev, &k, &s);
	buf_init(&b, rq->arena);
	csv_begin(&w, &b, true);
	for (size_t i = 0; i < s.n_columns; i++)
		csv_put_text(&w, s.columns[i].title);
	csv_end_row(&w);
	for (size_t i = 0; i < s.n_rows * s.n_columns; i++) {
		put_csv(&w, &s.cells[i], s.columns[i % s.n_columns].kind);
		if (i % s.n_columns == s.n_columns - 1)
			csv_end_row(&w);
	}
	return reply_download(rq, "text/csv; charset=utf-8", file_name(rq, &ask, "csv"), b.s, b.len);
}

enum err
page_eval_xlsx(struct request *rq)
{
	struct book_sheet s[4] = { { 0 }, { 0 }, { 0 }, { 0 } };
	size_t n = 2;
	struct eval_scores k;
	struct evaluation *ev;
	struct eval_ask ask;
	struct blob file;
	enum err e = read_all(rq, &ask, &ev, &k);

	if (e != OK || (e = head_lines(rq, &ask, ev, &s[0])) != OK)
		return e;
	figures_sheet(rq, &ask, ev, &k, &s[0]);
	s[1].lines = s[0].lines;
	s[1].n_lines = s[0].n_lines;
	compare_sheet(rq, &ask, ev, false, &s[1]);
	if (k.s != NULL)
		why_sheet(rq, &ask, ev, &k, &s[n++]);
	definitions_sheet(rq, &ask, &s[n++]);
	if ((e = book_make(rq->arena, rq->conf, s, n, clock_now(), &file)) != OK)
		return e;
	return reply_download(rq, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    file_name(rq, &ask, "xlsx"), file.data, file.len);
}
