#include "config.h"
#include "batch/pdf/pdf_table.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

const struct pdf_table_style pdf_table_plain = {
	.text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK },
	.head = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_INK },
	.pitch = 14,
	.pad_x = 4,
	.pad_y = 3,
	.rules = PDF_RULES_OPEN,
};

const struct pdf_table_style pdf_table_form = {
	.text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK },
	.head = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_INK },
	.pitch = 15,
	.pad_x = 6,
	.pad_y = 5,
	.rules = PDF_RULES_GRID,
};

enum row_kind { ROW_HEAD, ROW_BODY, ROW_GROUP, ROW_TOTAL };

/* A name of a group and two rows below it, and a total: the most that is kept together. */
enum { WAIT_GROUP = 3, WAIT_MAX = 4 };

/* A cell broken into lines; the columns [from, to) it covers. */
struct cell {
	const char *text;
	struct pdf_text_line *line;
	size_t n, from, to;
	struct pdf_style st;
	enum pdf_align align;
};

struct pdf_row {
	enum row_kind kind;
	size_t n, lines;	/* cells, lines of the highest */
	struct cell cell[PDF_COLS_MAX];
};

static struct pdf_pen
pen(double width, uint32_t colour)
{
	return (struct pdf_pen){ width, colour, 0 };
}

static struct pdf_style
cell_style(const struct pdf_table *t, size_t col, enum row_kind kind)
{
	struct pdf_style st = t->st->text;

	if (kind == ROW_HEAD || kind == ROW_GROUP || t->col[col].label)
		return t->st->head;
	if (kind == ROW_TOTAL)
		st.bold = true;
	return st;
}

/* The texts are copied: a row is drawn later than it is given. */
static void
row_break(const struct pdf_table *t, struct pdf_row *r, enum row_kind kind, const char *const *text)
{
	memset(r, 0, sizeof(*r));
	r->kind = kind;
	r->lines = 1;
	for (size_t i = 0; i < t->n; i++) {
		struct cell *c = &r->cell[r->n];

		if (text[i] == NULL && i > 0)
			continue;
		c->text = arena_strdup(pdf_arena(t->f->p), text[i] != NULL ? text[i] : "");
		c->from = i;
		for (c->to = i + 1; c->to < t->n && text[c->to] == NULL;)
			c->to++;
		c->st = cell_style(t, i, kind);
		c->align = t->col[i].align;
		if (kind == ROW_HEAD && c->align == PDF_JUSTIFY)
			c->align = PDF_LEFT;
		c->n = pdf_break(t->f->p, &c->st, t->x[c->to] - t->x[i] - 2 * t->st->pad_x, 0,
		    c->text, &c->line);
		r->lines = c->n > r->lines ? c->n : r->lines;
		r->n++;
	}
}

static double
row_height(const struct pdf_table *t, size_t lines)
{
	return (double)lines * t->st->pitch + 2 * t->st->pad_y;
}

static void
row_ground(const struct pdf_table *t, const struct pdf_row *r, double h)
{
	bool all = r->kind == ROW_HEAD && t->st->rules == PDF_RULES_GRID;

	if (all || (r->kind == ROW_BODY && t->st->zebra && t->rows % 2 == 1))
		pdf_rect(t->f->p, t->x[0], t->f->y, t->x[t->n] - t->x[0], h, PDF_SHADE, NULL);
	for (size_t i = 0; i < r->n && !all; i++)
		if (t->col[r->cell[i].from].label && r->kind != ROW_HEAD)
			pdf_rect(t->f->p, t->x[r->cell[i].from], t->f->y,
			    t->x[r->cell[i].to] - t->x[r->cell[i].from], h, PDF_SHADE, NULL);
}

static void
row_rules(const struct pdf_table *t, const struct pdf_row *r, double h)
{
	struct pdf *p = t->f->p;
	double y = t->f->y, left = t->x[0], right = t->x[t->n];

	if (t->st->rules == PDF_RULES_GRID) {
		for (size_t i = 0; i < r->n; i++) {
			struct pdf_pen frame = pen(PDF_HAIR, PDF_GREY);

			pdf_rect(p, t->x[r->cell[i].from], y,
			    t->x[r->cell[i].to] - t->x[r->cell[i].from], h, PDF_NONE, &frame);
		}
		return;
	}
	if (r->kind == ROW_HEAD) {
		pdf_line(p, left, y, right, y, pen(PDF_THICK, PDF_INK));
		pdf_line(p, left, y + h, right, y + h, pen(PDF_THIN, PDF_INK));
	} else if (r->kind == ROW_TOTAL) {
		pdf_line(p, left, y, right, y, pen(PDF_THIN, PDF_INK));
	} else if (t->rows > 0) {
		pdf_line(p, left, y, right, y, pen(PDF_HAIR, PDF_RULE));
	}
}

/* Lines [from, from + n) of each cell; in a form and a head short cells stand in the middle. */
static void
row_draw(const struct pdf_table *t, const struct pdf_row *r, size_t from, size_t n)
{
	double h = row_height(t, n), pitch = t->st->pitch;
	bool whole = from == 0 && n == r->lines;

	row_ground(t, r, h);
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cell[i];
		double x = t->x[c->from] + t->st->pad_x, y = t->f->y + t->st->pad_y;
		double w = t->x[c->to] - t->x[c->from] - 2 * t->st->pad_x;

		if (whole && (r->kind == ROW_HEAD || t->st->rules == PDF_RULES_GRID))
			y += (double)(n - c->n) * pitch / 2;
		for (size_t k = from; k < from + n && k < c->n; k++, y += pitch)
			pdf_draw_line(t->f->p, x, pdf_baseline(&c->st, y, pitch), w, c->align,
			    &c->st, c->text, &c->line[k]);
	}
	row_rules(t, r, h);
	t->f->y += h;
}

static bool
has_head(const struct pdf_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->col[i].head != NULL)
			return true;
	return false;
}

static void
head_break(const struct pdf_table *t, struct pdf_row *r)
{
	const char *text[PDF_COLS_MAX];

	for (size_t i = 0; i < t->n; i++)
		text[i] = t->col[i].head;
	row_break(t, r, ROW_HEAD, text);
}

static void
head_draw(const struct pdf_table *t)
{
	struct pdf_row r;

	if (!has_head(t))
		return;
	head_break(t, &r);
	row_draw(t, &r, 0, r.lines);
}

static double
head_height(const struct pdf_table *t)
{
	struct pdf_row r;

	if (!has_head(t))
		return 0;
	head_break(t, &r);
	return row_height(t, r.lines);
}

/* The rule that ends the part of an open table on this page. */
static void
foot_rule(const struct pdf_table *t)
{
	if (t->st->rules == PDF_RULES_OPEN)
		pdf_line(t->f->p, t->x[0], t->f->y, t->x[t->n], t->f->y, pen(PDF_THICK, PDF_INK));
}

void
pdf_table_begin(struct pdf_table *t, struct pdf_flow *f, const struct pdf_table_style *st,
    const struct pdf_col *col, size_t n)
{
	double sum = 0, at = f->left;

	*t = (struct pdf_table){
		.f = f, .st = st, .col = col, .n = n < PDF_COLS_MAX ? n : PDF_COLS_MAX
	};
	for (size_t i = 0; i < t->n; i++)
		sum += col[i].width;
	for (size_t i = 0; i < t->n; i++) {
		t->x[i] = at;
		at += f->width * col[i].width / sum;
	}
	t->x[t->n] = f->left + f->width;
	t->wait = arena_array_of(pdf_arena(f->p), struct pdf_row, WAIT_MAX);
}

/* A row that would fit on a page of its own is not broken; others are, between lines. */
static size_t
row_fit(const struct pdf_table *t, size_t left, bool page_is_new)
{
	double room = pdf_flow_left(t->f) - 2 * t->st->pad_y + 0.05;
	size_t fit = room < t->st->pitch ? 0 : (size_t)(room / t->st->pitch);

	if (fit >= left)
		return left;
	if (page_is_new)
		return fit > 0 ? fit : 1;
	return fit > 1 && row_height(t, left + 3) > t->f->height ? fit : 0;
}

static void
page_turn(const struct pdf_table *t, bool drawn)
{
	if (drawn)
		foot_rule(t);
	pdf_flow_page(t->f);
	head_draw(t);
}

static void
row_put(struct pdf_table *t, const struct pdf_row *r)
{
	bool page_is_new = false;
	size_t n;

	for (size_t done = 0; done < r->lines; done += n) {
		if ((n = row_fit(t, r->lines - done, page_is_new)) > 0)
			row_draw(t, r, done, n);
		page_is_new = done + n < r->lines;
		if (page_is_new)
			page_turn(t, t->rows > 0 || n > 0 || done > 0);
	}
	t->rows++;
}

/* The head goes with the first rows; what is too high for any page is broken as it comes. */
static void
first_need(const struct pdf_table *t, double rows)
{
	double head = head_height(t);
	double two = row_height(t, 2);

	(void)pdf_flow_need(t->f, head + (head + rows <= t->f->height || rows < two ? rows : two));
	head_draw(t);
}

/* Draws what waits, all on one page where a page can hold it. */
static void
wait_end(struct pdf_table *t)
{
	double sum = 0;

	for (size_t i = 0; i < t->n_wait; i++)
		sum += row_height(t, t->wait[i].lines);
	if (!t->begun)
		first_need(t, sum);
	else if (t->n_wait > 1 && sum > pdf_flow_left(t->f) + 0.05 &&
		 head_height(t) + sum <= t->f->height)
		page_turn(t, true);
	t->begun = true;
	for (size_t i = 0; i < t->n_wait; i++)
		row_put(t, &t->wait[i]);
	t->n_wait = 0;
}

/* A group's name stays with its first two rows, a total with the row above it. */
static bool
is_bound(const struct pdf_table *t, enum row_kind kind)
{
	if (t->n_wait == 0 || t->n_wait == WAIT_MAX || kind == ROW_GROUP)
		return false;
	return kind == ROW_TOTAL || (t->wait[0].kind == ROW_GROUP && t->n_wait < WAIT_GROUP);
}

static void
row_add(struct pdf_table *t, enum row_kind kind, const char *const *cell)
{
	if (t->n_wait > 0 && !is_bound(t, kind))
		wait_end(t);
	row_break(t, &t->wait[t->n_wait++], kind, cell);
}

void
pdf_table_row(struct pdf_table *t, const char *const *cell)
{
	row_add(t, ROW_BODY, cell);
}

void
pdf_table_group(struct pdf_table *t, const char *name)
{
	const char *cell[PDF_COLS_MAX] = { name };

	row_add(t, ROW_GROUP, cell);
}

void
pdf_table_total(struct pdf_table *t, const char *const *cell)
{
	row_add(t, ROW_TOTAL, cell);
}

void
pdf_table_end(struct pdf_table *t)
{
	if (t->n_wait > 0 || !t->begun)
		wait_end(t);
	foot_rule(t);
	pdf_flow_skip(t->f, t->st->pitch / 2);
}
