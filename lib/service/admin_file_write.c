/* A file's change: kept as text, compared once more, written by three statements. */
#include "config.h"
#include "lib/service/admin_file.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"
#include "lib/part/json.h"
#include "lib/service/admin_file_in.h"
#include "lib/service/admin_follow.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { OVERLAPS_NAMED = 3 };

/* --- overlaps ---------------------------------------------------------------------- */

/* The cells of a layer as they will be: what the file ends is gone, what it moves is moved. */
static enum err
layer_after(struct compare *c, const struct admin_file *f, const char *layer, const char *id, struct admin_areas *out)
{
	const struct admin_def *d = admin_def(ADM_CELL);
	const size_t code = admin_col(d, "code"), shape = admin_col(d, "shape"), name = admin_col(d, "name_zh");
	struct admin_areas now;
	struct shape *shapes;
	struct cell_row *rows;
	size_t n = 0, at;
	int64_t number = 0;
	enum err e;

	if (!parse_i64(id, 1, INT32_MAX, &number))
		return err_raise(ERR_INTERNAL, "a layer without a number");
	if ((e = admin_layer_areas(c->sv, number, &now)) != OK)
		return e;
	shapes = arena_array_of(c->sv->arena, struct shape, now.n + f->n + 1);
	rows = arena_array_of(c->sv->arena, struct cell_row, now.n + f->n + 1);
	for (size_t i = 0; i < now.n; i++) {
		bool in_file = false;

		for (size_t k = 0; k < f->n && !in_file; k++)
			in_file = (f->rows[k].op == OP_END || f->rows[k].op == OP_CHANGE) &&
			    strcmp(f->rows[k].row.v[code], now.rows[i].code) == 0 && strcmp(f->rows[k].row.v[0], layer) == 0;
		if (!in_file) {
			shapes[n] = now.shapes[i];
			rows[n++] = now.rows[i];
		}
	}
	for (size_t k = 0; k < f->n; k++)
		if ((f->rows[k].op == OP_ADD || f->rows[k].op == OP_CHANGE) && strcmp(f->rows[k].row.v[0], layer) == 0 &&
		    shape_parse(c->sv->arena, f->rows[k].row.v[shape], &shapes[n], &at) == NULL) {
			rows[n] = (struct cell_row){ .code = f->rows[k].row.v[code], .name_zh = f->rows[k].row.v[name] };
			n++;
		}
	*out = (struct admin_areas){ .shapes = shapes, .rows = rows, .n = n };
	return OK;
}

static void
name_overlaps(struct arena *a, const struct admin_areas *areas, struct admin_file_row *r)
{
	const struct admin_def *d = admin_def(ADM_CELL);
	const struct cell_row *over[OVERLAPS_NAMED];
	struct shape s;
	struct buf b;
	size_t at, n;

	if (shape_parse(a, r->row.v[admin_col(d, "shape")], &s, &at) != NULL)
		return;
	n = admin_area_overlaps(areas, r->row.v[admin_col(d, "code")], &s, over, N(over));
	if (n == 0)
		return;
	buf_init(&b, a);
	for (size_t i = 0; i < n && i < N(over); i++)
		buf_printf(&b, "%s%s %s", i > 0 ? ", " : "", over[i]->code, over[i]->name_zh);
	if (n > N(over))
		buf_printf(&b, " +%zu", n - N(over));
	r->overlaps = b.s;
}

enum err
admin_file_overlaps(struct compare *c, struct admin_file *f)
{
	const struct admin_def *d = admin_def(ADM_CELL);
	const size_t shape = admin_col(d, "shape");
	enum err e = OK;

	for (size_t l = 0; e == OK && l < c->n_refs[0]; l++) {
		const char *layer = c->refs[0][l].label_zh;
		struct admin_areas areas = { .shapes = NULL };

		for (size_t i = 0; e == OK && i < f->n; i++) {
			struct admin_file_row *r = &f->rows[i];

			if ((r->op != OP_ADD && r->op != OP_CHANGE) || strcmp(r->row.v[0], layer) != 0 ||
			    (r->op == OP_CHANGE && strcmp(r->row.v[shape], r->old.v[shape]) == 0))
				continue;
			if (areas.shapes == NULL)
				e = layer_after(c, f, layer, c->refs[0][l].value, &areas);
			if (e == OK)
				name_overlaps(c->sv->arena, &areas, r);
		}
	}
	return e;
}

/* --- the change's text --------------------------------------------------------------- */

/* Line ends and backslashes as admin_pack() escapes them. */
static void
put_line(struct buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(b, "%s=", name);
	for (; *value != '\0'; value++)
		if (*value == '\n' || *value == '\\')
			buf_str(b, *value == '\n' ? "\\n" : "\\\\");
		else
			buf_chr(b, *value);
	buf_chr(b, '\n');
}

static void
put_row(struct buf *b, const struct admin_def *d, const struct admin_file_row *r)
{
	buf_printf(b, "op=%d\nline=%lld\n", (int)r->op, (long long)r->line);
	put_line(b, "fault", r->fault.key);
	put_line(b, "arg0", r->fault.args[0]);
	put_line(b, "arg1", r->fault.args[1]);
	put_line(b, "col", r->col);
	put_line(b, "overlaps", r->overlaps);
	for (size_t i = 0; i < d->n_cols; i++) {
		const char *was = r->old.v[i] != NULL ? r->old.v[i] : "", *is = r->row.v[i] != NULL ? r->row.v[i] : "";

		buf_chr(b, '+');
		put_line(b, d->cols[i].name, is);
		if (strcmp(was, is) != 0) {
			buf_chr(b, '-');
			put_line(b, d->cols[i].name, was);
		}
	}
	buf_chr(b, '\n');
}

/* Rows that differ or are refused; an empty line ends each. */
static const char *
pack(struct arena *a, enum admin_thing thing, const struct admin_file *f)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].op != OP_NONE || f->rows[i].fault.key != NULL)
			put_row(&b, admin_def(thing), &f->rows[i]);
	return b.s;
}

static const char *
unescaped(struct arena *a, const char *s, size_t len)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\\' && i + 1 < len)
			buf_chr(&b, s[++i] == 'n' ? '\n' : s[i]);
		else
			buf_chr(&b, s[i]);
	return b.s;
}

static void
take_line(const struct admin_def *d, const char *name, const char *value, struct admin_file_row *r)
{
	const size_t i = admin_col(d, name + (name[0] == '+' || name[0] == '-'));
	int64_t v = 0;

	if (name[0] == '+' && i < d->n_cols)
		r->row.v[i] = r->old.v[i] = value;
	else if (name[0] == '-' && i < d->n_cols)
		r->old.v[i] = value;
	else if (strcmp(name, "op") == 0 && parse_i64(value, OP_NONE, OP_END, &v))
		r->op = (enum admin_op)v;
	else if (strcmp(name, "line") == 0 && parse_i64(value, 0, INT32_MAX, &v))
		r->line = v;
	else if (strcmp(name, "fault") == 0)
		r->fault.key = value;
	else if (strcmp(name, "arg0") == 0 || strcmp(name, "arg1") == 0)
		r->fault.args[name[3] - '0'] = value;
	else if (strcmp(name, "col") == 0)
		r->col = value;
	else if (strcmp(name, "overlaps") == 0)
		r->overlaps = value;
}

void
admin_file_of_change(struct arena *a, enum admin_thing thing, const char *text, struct admin_file *out)
{
	size_t n = 0;

	for (const char *p = strstr(text, "\n\n"); p != NULL; p = strstr(p + 2, "\n\n"))
		n++;
	*out = (struct admin_file){ .rows = arena_array_of(a, struct admin_file_row, n + 1) };
	while (*text != '\0' && out->n < n) {
		struct admin_file_row *r = &out->rows[out->n++];

		*r = (struct admin_file_row){ .line = 0 };
		for (; *text != '\n' && *text != '\0'; text += strcspn(text, "\n"), text += *text == '\n') {
			const size_t len = strcspn(text, "\n"), eq = strcspn(text, "=");

			if (eq < len)
				take_line(admin_def(thing), arena_strndup(a, text, eq), unescaped(a, text + eq + 1, len - eq - 1), r);
		}
		text += *text == '\n';
	}
	admin_file_count(out);
}

enum err
admin_file_draft(struct service *sv, const struct user *who, enum admin_thing thing, const struct admin_file *f,
    usec_t from, const char *note, int64_t *id)
{
	const struct admin_def *d = admin_def(thing);
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct change_row c = { .thing = d->code, .op = OP_FILE, .row_key = "", .new_text = pack(sv->arena, thing, f),
		.valid_from = from, .note = note, .asked_by = who->id, .asked_at = clock_now() };
	enum err e;

	if (!perm_in(who->perms, d->edit) || !admin_file_thing(thing))
		return err_raise(ERR_DENIED, "%s is not his to change", d->code);
	if (f->added + f->changed + f->ended == 0)
		return err_raise_field(ERR_INVALID, "nothing", "nothing would change");
	c.old_text = arena_printf(sv->arena, "added=%zu\nchanged=%zu\nended=%zu\nrefused=%zu\n", f->added, f->changed,
	    f->ended, f->refused);
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_change_add(sv->db, &c, id)) != OK)
		return e;
	return db_commit(&tx);
}

/* --- writing --------------------------------------------------------------------------- */

/* The rows of one operation as the database takes them: an array of arrays, references as numbers. */
static const char *
raw_rows(struct compare *c, const struct admin_file *f, enum admin_op op)
{
	const struct admin_def *d = admin_def(c->thing);
	struct json_writer j;
	struct buf b;

	buf_init(&b, c->sv->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '[');
	for (size_t k = 0; k < f->n; k++) {
		if (f->rows[k].op != op)
			continue;
		json_open(&j, NULL, '[');
		for (size_t i = 0; i < d->n_cols; i++) {
			const char *v = f->rows[k].row.v[i];

			v = v != NULL && d->cols[i].kind == AK_REF ? compare_ref(c, i, v) : admin_raw(c->sv->arena, &d->cols[i], v);
			json_put_text(&j, NULL, v);
		}
		json_close(&j);
	}
	json_close(&j);
	json_end(&j);
	return b.s;
}

static bool
same_row(const struct admin_def *d, const struct admin_values *a, const struct admin_values *b)
{
	for (size_t i = 0; i < d->n_cols; i++)
		if (strcmp(a->v[i] != NULL ? a->v[i] : "", b->v[i] != NULL ? b->v[i] : "") != 0)
			return false;
	return true;
}

/* Compares anew: each row must still be what was confirmed. */
static enum err
still_so(struct compare *c, const struct admin_file *was)
{
	const struct admin_def *d = admin_def(c->thing);

	for (size_t i = 0; i < was->n; i++) {
		struct admin_file_row now = { .line = was->rows[i].line, .row = was->rows[i].row };

		if (was->rows[i].op == OP_NONE)
			continue;
		compare_row(c, &now, was->rows[i].op == OP_END ? "1" : NULL);
		if (now.op != was->rows[i].op || (now.op != OP_ADD && !same_row(d, &now.old, &was->rows[i].old)))
			return err_raise(ERR_CONFLICT, "row %lld of the file has changed meanwhile", (long long)now.line);
	}
	return OK;
}

static enum err
components_follow(struct service *sv, const struct admin_file *f)
{
	const size_t col = admin_col(admin_def(ADM_CELL), "code");
	const char **codes = arena_array_of(sv->arena, const char *, f->n + 1);

	for (size_t i = 0; i < f->n; i++)
		codes[i] = f->rows[i].row.v[col];
	return admin_components_follow(sv, codes, f->n);
}

enum err
admin_file_apply(struct service *sv, const struct change_row *change, usec_t now)
{
	static const enum admin_op ops[] = { OP_END, OP_CHANGE, OP_ADD };
	struct compare c = { .sv = sv, .thing = admin_of_code(change->thing) };
	const usec_t from = change->valid_from > now ? change->valid_from : now;
	struct admin_file f;
	struct json_writer j;
	struct buf codes;
	enum err e;

	admin_file_of_change(sv->arena, c.thing, change->new_text, &f);
	buf_init(&codes, sv->arena);
	json_begin(&j, &codes);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i < f.n; i++)
		json_put_text(&j, NULL, f.rows[i].row.v[admin_col(admin_def(c.thing), "code")]);
	json_close(&j);
	json_end(&j);
	if ((e = compare_begin(&c, codes.s)) != OK || (e = still_so(&c, &f)) != OK)
		return e;
	for (size_t i = 0; e == OK && i < N(ops); i++) {
		const size_t want = ops[i] == OP_END ? f.ended : ops[i] == OP_CHANGE ? f.changed : f.added;

		if (want > 0)
			e = store_admin_file_write(sv->db, c.thing, ops[i], raw_rows(&c, &f, ops[i]), from, want);
	}
	return e == OK && c.thing == ADM_CELL ? components_follow(sv, &f) : e;
}
