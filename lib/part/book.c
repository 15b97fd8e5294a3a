#include "config.h"
#include "lib/part/book.h"

#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/part/filestore.h"

#include "lib/base/banned.h"

enum { TAB_MAX = 31, CHART_BARS = 40, CHART_HIGH = 20 };

/* The looks of one workbook. */
struct looks {
	lxw_format *title, *note, *head, *head_text, *text[2], *wrap, *none[2];	/* [1]: of sums */
	lxw_format *number[BOOK_POINTS + 1][2];
};

static const char *const number_formats[] = {
	[BOOK_TEXT] = "@", [BOOK_COUNT] = "#,##0", [BOOK_PERCENT] = "0.00%", [BOOK_HOURS] = "#,##0.00", [BOOK_POINTS] = "0.00",
};

static lxw_format *
cell_look(lxw_workbook *w, const char *number, bool sum)
{
	lxw_format *f = workbook_add_format(w);

	format_set_num_format(f, number);
	format_set_bottom(f, LXW_BORDER_HAIR);
	if (sum) {
		format_set_bold(f);
		format_set_top(f, LXW_BORDER_THIN);
	}
	return f;
}

static void
make_looks(lxw_workbook *w, struct looks *l)
{
	l->title = workbook_add_format(w);
	format_set_bold(l->title);
	format_set_font_size(l->title, 14);
	l->note = workbook_add_format(w);
	format_set_font_color(l->note, 0x565C65);
	l->head = workbook_add_format(w);
	format_set_bold(l->head);
	format_set_text_wrap(l->head);
	format_set_align(l->head, LXW_ALIGN_RIGHT);
	format_set_align(l->head, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bg_color(l->head, 0xF0EBE2);
	format_set_bottom(l->head, LXW_BORDER_THIN);
	l->head_text = workbook_add_format(w);
	format_set_bold(l->head_text);
	format_set_align(l->head_text, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bg_color(l->head_text, 0xF0EBE2);
	format_set_bottom(l->head_text, LXW_BORDER_THIN);
	for (int sum = 0; sum < 2; sum++) {
		l->text[sum] = cell_look(w, "@", sum);
		l->none[sum] = cell_look(w, "@", sum);
		format_set_align(l->none[sum], LXW_ALIGN_RIGHT);
		for (size_t k = 0; k < N(number_formats); k++)
			l->number[k][sum] = cell_look(w, number_formats[k], sum);
	}
	l->wrap = cell_look(w, "@", false);
	format_set_text_wrap(l->wrap);
	format_set_align(l->wrap, LXW_ALIGN_VERTICAL_TOP);
}

/* At most TAB_MAX characters, and none of those that Excel refuses. */
static char *
tab_name(struct arena *a, const char *name)
{
	char *s = arena_strdup(a, name);

	for (char *c = s; *c != '\0'; c++)
		if (strchr("[]:*?/\\'", *c) != NULL)
			*c = '-';
	return arena_strndup(a, s, utf8_cut(s, TAB_MAX));
}

static int
column_width(const struct book_column *c)
{
	const int words = (int)utf8_len(c->title) + 2;

	if (c->width > 0)
		return c->width;
	if (c->kind == BOOK_TEXT)
		return 28;
	return words < 11 ? 11 : words > 16 ? 16 : words;
}

static double
value(const struct book_cell *c, enum book_kind kind)
{
	const double v = (double)c->num / (double)c->den;

	return kind == BOOK_HOURS ? v / (double)USEC_HOUR : v;
}

static void
put_cell(lxw_worksheet *s, lxw_row_t row, lxw_col_t col, const struct book_cell *c, enum book_kind kind,
    const struct looks *l, bool sum, bool wrap)
{
	if (kind == BOOK_TEXT)
		worksheet_write_string(s, row, col, c->text != NULL ? c->text : "", wrap ? l->wrap : l->text[sum]);
	else if (c->den > 0)
		worksheet_write_number(s, row, col, value(c, kind), l->number[kind][sum]);
	else
		worksheet_write_string(s, row, col, c->text != NULL ? c->text : "—", l->none[sum]);
}

/* Bars beside the table, in its order, the first on top. */
static void
put_chart(lxw_workbook *w, lxw_worksheet *s, const struct book_sheet *b, const char *tab, lxw_row_t first)
{
	const size_t bars = b->n_rows - b->n_totals < CHART_BARS ? b->n_rows - b->n_totals : CHART_BARS;
	const lxw_row_t last = first + (lxw_row_t)bars - 1;
	const lxw_col_t col = (lxw_col_t)b->chart;
	lxw_chart_options where = { .x_scale = 1.3 };
	lxw_chart_series *series;
	lxw_chart *chart;

	if (bars == 0)
		return;
	chart = workbook_add_chart(w, LXW_CHART_BAR);
	series = chart_add_series(chart, NULL, NULL);
	chart_series_set_categories(series, tab, first, 0, last, 0);
	chart_series_set_values(series, tab, first, col, last, col);
	chart_series_set_name(series, b->columns[b->chart].title);
	chart_title_set_name(chart, b->columns[b->chart].title);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	chart_axis_set_reverse(chart->y_axis);
	where.y_scale = bars > CHART_HIGH ? (double)bars / CHART_HIGH : 1;
	worksheet_insert_chart_opt(s, first, (lxw_col_t)(b->n_columns + 1), chart, &where);
}

static void
put_sheet(struct arena *a, lxw_workbook *w, const struct book_sheet *b, const struct looks *l)
{
	const char *tab = tab_name(a, b->name);
	lxw_worksheet *s = workbook_add_worksheet(w, tab);
	const lxw_row_t head = (lxw_row_t)b->n_lines + (b->n_lines > 0), first = head + 1;

	for (size_t i = 0; i < b->n_lines; i++)
		worksheet_write_string(s, (lxw_row_t)i, 0, b->lines[i], i == 0 ? l->title : l->note);
	worksheet_set_row(s, head, 32, NULL);
	for (size_t c = 0; c < b->n_columns; c++) {
		const struct book_column *k = &b->columns[c];

		worksheet_set_column(s, (lxw_col_t)c, (lxw_col_t)c, column_width(k), NULL);
		worksheet_write_string(s, head, (lxw_col_t)c, k->title, k->kind == BOOK_TEXT ? l->head_text : l->head);
		for (size_t r = 0; r < b->n_rows; r++)
			put_cell(s, first + (lxw_row_t)r, (lxw_col_t)c, &b->cells[r * b->n_columns + c], k->kind, l,
			    r >= b->n_rows - b->n_totals, b->wrap);
	}
	worksheet_freeze_panes(s, first, 1);
	if (b->n_rows > b->n_totals)
		worksheet_autofilter(s, head, 0, first + (lxw_row_t)(b->n_rows - b->n_totals) - 1, (lxw_col_t)b->n_columns - 1);
	worksheet_set_landscape(s);
	worksheet_set_paper(s, 9);			/* A4 */
	worksheet_fit_to_pages(s, 1, 0);
	worksheet_repeat_rows(s, head, head);
	if (b->chart > 0)
		put_chart(w, s, b, tab, first);
}

/* All of the finished file. */
static enum err
read_back(struct arena *a, int fd, struct blob *out)
{
	const off_t size = lseek(fd, 0, SEEK_END);
	unsigned char *bytes;

	if (size <= 0 || lseek(fd, 0, SEEK_SET) != 0)
		return err_raise(ERR_INTERNAL, "the workbook is empty");
	bytes = arena_alloc(a, (size_t)size);
	for (size_t got = 0; got < (size_t)size;) {
		const ssize_t n = read(fd, bytes + got, (size_t)size - got);

		if (n <= 0)
			return err_raise(ERR_INTERNAL, "the workbook cannot be read back");
		got += (size_t)n;
	}
	*out = (struct blob){ bytes, (size_t)size };
	return OK;
}

enum err
book_make(struct arena *a, const struct conf *c, const struct book_sheet *sheets, size_t n, usec_t made,
    struct blob *out)
{
	lxw_doc_properties about = { .created = (time_t)(made / USEC_SEC) };
	struct looks looks;
	lxw_workbook *w;
	char *path;
	int fd;
	enum err e;

	for (size_t i = 0; i < n; i++)
		if (sheets[i].n_rows > BOOK_ROWS_MAX || sheets[i].n_columns > BOOK_COLUMNS_MAX)
			return err_raise(ERR_TOO_LARGE, "a sheet of %zu rows", sheets[i].n_rows);
	if ((e = filestore_tmp(a, c, &fd, &path)) != OK)
		return e;
	w = workbook_new(path);
	make_looks(w, &looks);
	workbook_set_properties(w, &about);
	for (size_t i = 0; i < n; i++)
		put_sheet(a, w, &sheets[i], &looks);
	if (workbook_close(w) != LXW_NO_ERROR)
		e = err_raise(ERR_INTERNAL, "the workbook cannot be written");
	/* Written through another descriptor of the same file. */
	if (e == OK)
		e = read_back(a, fd, out);
	unlink(path);
	close(fd);
	return e;
}
