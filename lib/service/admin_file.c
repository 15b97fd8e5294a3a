/* A file compared with what there is. */
#include "config.h"
#include "lib/service/admin_file.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/num.h"
#include "lib/part/json.h"
#include "lib/service/admin_area.h"
#include "lib/service/admin_file_in.h"
#include "lib/store/store_admin.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

bool
admin_file_thing(enum admin_thing thing)
{
	return thing == ADM_CELL || thing == ADM_COMPONENT;
}

const char *
admin_file_column(struct arena *a, const struct admin_col *c)
{
	const size_t n = strlen(c->name);

	return n > 3 && strcmp(c->name + n - 3, "_id") == 0 ? arena_strndup(a, c->name, n - 3) : c->name;
}

/* The columns of a file; cells may say "end" too. */
static size_t
file_columns(struct arena *a, enum admin_thing thing, const char *names[SHEET_COLUMNS_MAX])
{
	const struct admin_def *d = admin_def(thing);

	_Static_assert((int)ADMIN_COLS < (int)SHEET_COLUMNS_MAX, "a sheet holds a thing's columns and \"end\"");
	for (size_t i = 0; i < d->n_cols; i++)
		names[i] = admin_file_column(a, &d->cols[i]);
	names[d->n_cols] = "end";
	return d->n_cols + (thing == ADM_CELL);
}

/* --- what there is -------------------------------------------------------------- */

/* Cells are known by layer and code, components by their code alone. */
struct key {
	const char *layer, *code;
};
struct known {
	struct key key;		/* first, for bsearch() */
	const struct admin_file_line *line;
};

static int
by_key(const void *x, const void *y)
{
	const struct key *a = x, *b = y;
	const int c = strcmp(a->code, b->code);

	return c != 0 ? c : strcmp(a->layer, b->layer);
}

static struct key
key_of(enum admin_thing thing, const struct admin_values *row)
{
	const char *code = row->v[admin_col(admin_def(thing), "code")], *layer = thing == ADM_CELL ? row->v[0] : NULL;

	return (struct key){ layer != NULL ? layer : "", code != NULL ? code : "" };
}

static const struct known *
find(const struct compare *c, const struct key *key)
{
	const struct known wanted = { .key = *key };

	return c->n_known == 0 ? NULL : bsearch(&wanted, c->known, c->n_known, sizeof(*c->known), by_key);
}

static enum err
read_known(struct compare *c, const char *codes, const char *layer)
{
	struct admin_file_line *lines;
	enum err e = layer != NULL ? store_admin_file_part(c->sv->db, c->sv->arena, c->thing, layer, "", clock_now(), &lines,
	    &c->n_known) : store_admin_file_rows(c->sv->db, c->sv->arena, c->thing, codes, clock_now(), &lines, &c->n_known);

	if (e != OK)
		return e;
	c->known = arena_array_of(c->sv->arena, struct known, c->n_known + 1);
	for (size_t i = 0; i < c->n_known; i++)
		c->known[i] = (struct known){ .key = key_of(c->thing, &lines[i].row), .line = &lines[i] };
	qsort(c->known, c->n_known, sizeof(*c->known), by_key);
	return OK;
}

enum err
compare_begin(struct compare *c, const char *codes)
{
	const struct admin_def *d = admin_def(c->thing);
	enum err e = admin_district(c->sv, &c->district);

	for (size_t i = 0; e == OK && i < d->n_cols; i++)
		if (d->cols[i].kind == AK_REF)
			e = store_admin_codes(c->sv->db, c->sv->arena, d->cols[i].ref, clock_now(), &c->refs[i], &c->n_refs[i]);
	return e == OK ? read_known(c, codes, NULL) : e;
}

/* --- one row ---------------------------------------------------------------------- */

const char *
compare_ref(const struct compare *c, size_t col, const char *code)
{
	for (size_t i = 0; i < c->n_refs[col]; i++)
		if (strcmp(c->refs[col][i].label_zh, code) == 0)
			return c->refs[col][i].value;
	return NULL;
}

/* Points and areas in their one form, so that only a difference is a difference. */
static const char *
normal(struct arena *a, const struct admin_col *c, const char *text)
{
	const char *raw;

	if (text == NULL || (c->kind != AK_SHAPE && c->kind != AK_POINT && c->kind != AK_DAY))
		return text;
	raw = admin_raw(a, c, text);
	return raw != NULL ? admin_shown(a, c, raw) : text;
}

static void
refuse(struct admin_file_row *r, const char *col, const char *key, const char *arg0, const char *arg1)
{
	r->op = OP_NONE;
	r->col = col;
	r->fault = (struct sheet_fault){ key, { arg0, arg1 } };
}

/* A column that differs: whether it may, and whether it fits. */
static void
check_col(struct compare *c, struct admin_file_row *r, size_t i, bool old)
{
	const struct admin_def *d = admin_def(c->thing);
	const struct admin_col *col = &d->cols[i];
	const char *name = admin_file_column(c->sv->arena, col), *args[2], *bad, *text = r->row.v[i];

	if (old && col->fixed) {
		refuse(r, name, "Err.file_fixed", NULL, NULL);
		return;
	}
	if ((bad = admin_check(c->sv->arena, d, i, &r->row, args)) != NULL)
		refuse(r, name, bad, args[0], args[1]);
	else if (col->kind == AK_REF && text != NULL && text[0] != '\0' && compare_ref(c, i, text) == NULL)
		refuse(r, name, "Err.file_ref", text, NULL);
}

/* Whether it lies where it may; asked of what is new or has moved. */
static void
check_place(struct compare *c, struct admin_file_row *r)
{
	const struct admin_def *d = admin_def(c->thing);
	struct shape s;
	struct corner at;
	size_t bad;

	if (c->thing == ADM_CELL) {
		const char *text = r->row.v[admin_col(d, "shape")];

		if (strcmp(text, r->old.v[0] != NULL ? r->old.v[admin_col(d, "shape")] : "") != 0 &&
		    shape_parse(c->sv->arena, text, &s, &bad) == NULL && !admin_area_inside(&c->district, &s))
			refuse(r, "shape", "Err.rule_shape", NULL, NULL);
		return;
	}
	if (parse_microdeg(r->row.v[admin_col(d, "lat")], 90, &at.lat) &&
	    parse_microdeg(r->row.v[admin_col(d, "lon")], 180, &at.lon) && !admin_point_inside(&c->district, at))
		refuse(r, "lat", "Err.rule_shape", NULL, NULL);
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* Takes over what the file does not say, and looks at what differs. */
static void
differ(struct compare *c, struct admin_file_row *r, bool old)
{
	const struct admin_def *d = admin_def(c->thing);
	bool differs = false, moved = !old;

	for (size_t i = 0; i < d->n_cols && r->fault.key == NULL; i++) {
		if (old && r->row.v[i] == NULL)
			r->row.v[i] = r->old.v[i];
		r->row.v[i] = normal(c->sv->arena, &d->cols[i], r->row.v[i]);
		if (old && same_text(r->row.v[i], r->old.v[i]))
			continue;
		differs = true;
		moved = moved || d->cols[i].kind == AK_SHAPE || d->cols[i].kind == AK_POINT;
		check_col(c, r, i, old);
	}
	if (r->fault.key == NULL && moved)
		check_place(c, r);
	if (r->fault.key == NULL)
		r->op = !old ? OP_ADD : differs ? OP_CHANGE : OP_NONE;
}

void
compare_row(struct compare *c, struct admin_file_row *r, const char *end)
{
	const struct key key = key_of(c->thing, &r->row);
	const struct known *k = find(c, &key);
	const bool ended = k != NULL && k->line->ended != NULL && k->line->ended[0] == '1';

	if (r->fault.key != NULL)
		return;
	if (key.code[0] == '\0') {
		refuse(r, "code", "Err.required", NULL, NULL);
		return;
	}
	if (end != NULL && end[0] != '\0' && strcmp(end, "0") != 0 && strcmp(end, "1") != 0) {
		refuse(r, "end", "Err.choice", NULL, NULL);
		return;
	}
	if (k != NULL)
		for (size_t i = 0; i < admin_def(c->thing)->n_cols; i++)
			r->old.v[i] = admin_shown(c->sv->arena, &admin_def(c->thing)->cols[i], k->line->row.v[i]);
	if (end != NULL && end[0] == '1') {
		if (k == NULL)
			refuse(r, "code", "Err.file_unknown", NULL, NULL);
		r->row = r->old;
		r->op = k == NULL || ended ? OP_NONE : OP_END;
		return;
	}
	if (ended)
		refuse(r, "code", "Err.file_ended", NULL, NULL);
	else
		differ(c, r, k != NULL);
}

/* --- the whole file ------------------------------------------------------------------ */

/* The codes of a file as JSON, for one statement that finds them all. */
static const char *
codes_json(struct arena *a, enum admin_thing thing, const struct admin_file *f, bool touched)
{
	const size_t code = admin_col(admin_def(thing), "code");
	struct json_writer j;
	struct buf b;

	buf_init(&b, a);
	json_begin(&j, &b);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].row.v[code] != NULL && (!touched || f->rows[i].op == OP_CHANGE || f->rows[i].op == OP_END))
			json_put_text(&j, NULL, f->rows[i].row.v[code]);
	json_close(&j);
	json_end(&j);
	return b.s;
}

const char *
admin_file_codes(struct arena *a, enum admin_thing thing, const struct admin_file *f)
{
	return codes_json(a, thing, f, true);
}

struct place_in_file {
	struct key key;		/* first, for qsort() */
	size_t row;
};

/* A row whose key stood above is refused. */
static void
refuse_twice(struct arena *a, enum admin_thing thing, struct admin_file *f)
{
	struct place_in_file *p = arena_array_of(a, struct place_in_file, f->n + 1);

	for (size_t i = 0; i < f->n; i++)
		p[i] = (struct place_in_file){ key_of(thing, &f->rows[i].row), i };
	qsort(p, f->n, sizeof(*p), by_key);
	for (size_t i = 1; i < f->n; i++)
		if (p[i].key.code[0] != '\0' && by_key(&p[i - 1].key, &p[i].key) == 0) {
			struct admin_file_row *r = &f->rows[p[i].row > p[i - 1].row ? p[i].row : p[i - 1].row];

			if (r->fault.key == NULL)
				refuse(r, "code", "Err.file_twice", NULL, NULL);
		}
}

/* Cells of the layer that the file does not have end. */
static enum err
end_missing(struct compare *c, const char *layer, struct admin_file *f)
{
	struct key *have = arena_array_of(c->sv->arena, struct key, f->n + 1);
	struct admin_file_row *rows;
	enum err e = read_known(c, NULL, layer);
	size_t n = f->n;

	if (e != OK || c->n_known > SHEET_ROWS_MAX)
		return e == OK ? err_raise(ERR_INTERNAL, "a layer of more cells than a file") : e;
	for (size_t i = 0; i < n; i++)
		have[i] = key_of(c->thing, &f->rows[i].row);
	qsort(have, n, sizeof(*have), by_key);
	rows = arena_array_of(c->sv->arena, struct admin_file_row, n + c->n_known + 1);
	memcpy(rows, f->rows, n * sizeof(*rows));
	for (size_t i = 0; i < c->n_known; i++)
		if (bsearch(&c->known[i].key, have, f->n, sizeof(*have), by_key) == NULL) {
			rows[n] = (struct admin_file_row){ .op = OP_END };
			for (size_t k = 0; k < admin_def(c->thing)->n_cols; k++)
				rows[n].old.v[k] = admin_shown(c->sv->arena, &admin_def(c->thing)->cols[k], c->known[i].line->row.v[k]);
			rows[n].row = rows[n].old;
			n++;
		}
	f->rows = rows;
	f->n = n;
	return OK;
}

void
admin_file_count(struct admin_file *f)
{
	f->added = f->changed = f->ended = f->same = f->refused = f->overlapping = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct admin_file_row *r = &f->rows[i];

		f->refused += r->fault.key != NULL;
		f->added += r->op == OP_ADD;
		f->changed += r->op == OP_CHANGE;
		f->ended += r->op == OP_END;
		f->same += r->op == OP_NONE && r->fault.key == NULL;
		f->overlapping += r->overlaps != NULL;
	}
}

enum err
admin_file_examine(struct service *sv, enum admin_thing thing, const char *path, bool json, const char *layer,
    struct admin_file *out)
{
	struct compare c = { .sv = sv, .thing = thing };
	const char *names[SHEET_COLUMNS_MAX];
	const size_t n_names = file_columns(sv->arena, thing, names), n_cols = admin_def(thing)->n_cols;
	struct sheet s;
	enum err e = json ? sheet_read_geojson(sv->arena, path, names, n_names, &s) :
	    sheet_read_csv(sv->arena, path, names, n_names, &s);

	*out = (struct admin_file){ .fault = s.fault };
	if (e != OK || s.fault.key != NULL)
		return e;
	out->n = s.n;
	out->rows = arena_array_of(sv->arena, struct admin_file_row, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		out->rows[i] = (struct admin_file_row){ .line = s.rows[i].line, .fault = s.rows[i].fault };
		memcpy(out->rows[i].row.v, s.rows[i].cell, n_cols * sizeof(*s.rows[i].cell));
	}
	if ((e = compare_begin(&c, codes_json(sv->arena, thing, out, false))) != OK)
		return e;
	refuse_twice(sv->arena, thing, out);
	for (size_t i = 0; i < s.n; i++)
		compare_row(&c, &out->rows[i], s.rows[i].cell[n_cols]);
	if (layer != NULL && thing == ADM_CELL)
		e = end_missing(&c, layer, out);
	if (e == OK && thing == ADM_CELL)
		e = admin_file_overlaps(&c, out);
	admin_file_count(out);
	return e;
}
