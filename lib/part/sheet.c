#include "config.h"
#include "lib/part/sheet.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/part/csv.h"

#include "lib/base/banned.h"

struct reading {
	struct arena *a;
	const char *const *names;
	size_t n_names, bytes;
	size_t column[SHEET_COLUMNS_MAX];	/* of the file's i-th field */
	size_t n_fields;
	struct sheet *out;
};

static enum err
stop(struct reading *r, const char *key, const char *arg)
{
	r->out->fault = (struct sheet_fault){ key, { arg, NULL } };
	return ERR_INVALID;
}

/* The head: each name one of the columns, none twice. */
static enum err
take_head(struct reading *r, const struct csv_row *row)
{
	if (row->bad != NULL || row->n == 0 || row->n > SHEET_COLUMNS_MAX)
		return stop(r, "Err.file_head", NULL);
	for (size_t i = 0; i < row->n; i++) {
		size_t c = 0;

		while (c < r->n_names && strcmp(r->names[c], row->field[i]) != 0)
			c++;
		for (size_t k = 0; k < i; k++)
			if (r->column[k] == c)
				c = r->n_names;
		if (c == r->n_names)
			return stop(r, "Err.file_column", arena_strdup(r->a, row->field[i]));
		r->column[i] = c;
	}
	r->n_fields = row->n;
	return OK;
}

/* csv_put_text() guards what a spreadsheet would take for a formula: taken off again. */
static const char *
unguarded(const char *s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	if (s[0] != '\'')
		return s;
	if (s[1] != '\0' && strchr("=+-@\t\r\n", s[1]) != NULL)
		return s + 1;
	for (size_t i = 0; i < N(wide); i++)
		if (strncmp(s + 1, wide[i], strlen(wide[i])) == 0)
			return s + 1;
	return s;
}

static enum err
take_row(void *ctx, const struct csv_row *row)
{
	struct reading *r = ctx;
	struct sheet_row *to;

	if (row->record == 1)
		return take_head(r, row);
	if (r->out->n == SHEET_ROWS_MAX)
		return stop(r, "Err.file_rows", arena_printf(r->a, "%d", SHEET_ROWS_MAX));
	if ((r->bytes += row->raw_len) > SHEET_BYTES_MAX)
		return stop(r, "Err.file_large", arena_printf(r->a, "%d", SHEET_BYTES_MAX / 1024 / 1024));
	to = &r->out->rows[r->out->n++];
	*to = (struct sheet_row){ .line = row->line };
	if (row->bad != NULL) {
		to->fault = (struct sheet_fault){ "Err.file_row", { arena_strdup(r->a, row->bad), NULL } };
		return OK;
	}
	if (row->n != r->n_fields) {
		to->fault = (struct sheet_fault){ "Err.file_fields", { arena_printf(r->a, "%zu", row->n),
			arena_printf(r->a, "%zu", r->n_fields) } };
		return OK;
	}
	for (size_t i = 0; i < row->n; i++)
		to->cell[r->column[i]] = arena_strdup(r->a, unguarded(row->field[i]));
	return OK;
}

enum err
sheet_read_csv(struct arena *a, const char *path, const char *const *names, size_t n_names, struct sheet *out)
{
	struct reading r = { .a = a, .names = names, .n_names = n_names, .out = out };
	enum err e;

	*out = (struct sheet){ .rows = arena_array_of(a, struct sheet_row, SHEET_ROWS_MAX) };
	e = csv_read(path, take_row, &r);
	if (e == ERR_INVALID) {
		if (out->fault.key == NULL)
			out->fault.key = "Err.file_damaged";
		out->n = 0;
		return OK;
	}
	if (e == OK && r.n_fields == 0)
		out->fault.key = "Err.file_head";
	return e;
}
