/* Grid cells and components out of files: what a file would change. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/url.h"
#include "lib/service/admin_file.h"
#include "lib/service/admin_ops.h"

#include "lib/base/banned.h"

enum { ROWS_SHOWN = 100 };

/* --- what a file does -------------------------------------------------------------- */

static const char *
fault_text(struct request *rq, const struct sheet_fault *f)
{
	const char *args[2] = { f->args[0], f->args[1] };

	return text_fill(rq->arena, rq->lang, f->key, args, 2);
}

static void
show_diff(struct request *rq, struct view *v, const struct admin_def *d, const struct admin_file_row *r)
{
	for (size_t i = 0; i < d->n_cols; i++) {
		const char *was = r->old.v[i] != NULL ? r->old.v[i] : "", *is = r->row.v[i] != NULL ? r->row.v[i] : "";
		const bool area = d->cols[i].kind == AK_SHAPE;
		struct view *c;

		if (strcmp(was, is) == 0)
			continue;
		c = view_item(v, "Cols");
		view_str(c, "Label", text_getf(rq->lang, "AdminCol.%s", d->cols[i].name));
		view_str(c, "Old", area ? NULL : was);
		view_str(c, "New", area ? request_text(rq, "Text.file.moved") : is);
	}
}

/* A column as people call it. */
static const char *
column_label(struct request *rq, const char *col)
{
	const char *s = text_find(rq->lang, arena_printf(rq->arena, "AdminCol.%s", col));

	if (s == NULL)
		s = text_find(rq->lang, arena_printf(rq->arena, "AdminCol.%s_id", col));
	return s != NULL ? s : col;
}

static void
show_file_row(struct request *rq, struct view *v, const struct admin_def *d, const struct admin_file_row *r)
{
	const size_t zh = admin_col(d, "name_zh"), code = admin_col(d, "code");

	if (r->line > 0)
		view_strf(v, "Line", "%lld", (long long)r->line);
	view_str(v, "Code", r->row.v[code] != NULL ? r->row.v[code] : r->old.v[code]);
	view_str(v, "Name", text_pick(rq->lang, r->row.v[zh] != NULL ? r->row.v[zh] : "", r->row.v[zh + 1]));
	view_str(v, "Overlaps", r->overlaps);
	if (r->fault.key != NULL) {
		view_str(v, "Column", r->col != NULL ? column_label(rq, r->col) : NULL);
		view_str(v, "Fault", fault_text(rq, &r->fault));
	}
	if (r->op == OP_CHANGE)
		show_diff(rq, v, d, r);
}

/* Up to ROWS_SHOWN rows of one kind, and how many more there are. */
static void
show_rows(struct request *rq, struct view *v, const char *title, enum admin_thing thing, const struct admin_file *f,
    enum admin_op op, size_t all)
{
	struct view *g;
	size_t n = 0;

	if (all == 0)
		return;
	g = view_item(v, "Page.File.Groups");
	view_str(g, "Title", text_fill1(rq->arena, rq->lang, title, arena_printf(rq->arena, "%zu", all)));
	view_str(g, "Tone", op == OP_NONE ? "late" : op == OP_END ? "warn" : op == OP_CHANGE ? "info" : "ok");
	view_bool(g, "Open", op == OP_NONE || all <= 20);
	for (size_t i = 0; i < f->n && n < ROWS_SHOWN; i++)
		if (f->rows[i].op == op && (op != OP_NONE || f->rows[i].fault.key != NULL)) {
			show_file_row(rq, view_item(g, "Rows"), admin_def(thing), &f->rows[i]);
			n++;
		}
	if (all > n)
		view_str(g, "More", text_fill1(rq->arena, rq->lang, "Text.file.more", arena_printf(rq->arena, "%zu", all - n)));
}

void
show_admin_file(struct request *rq, struct view *v, enum admin_thing thing, const struct admin_file *f)
{
	show_rows(rq, v, "Text.file.refused_n", thing, f, OP_NONE, f->refused);
	show_rows(rq, v, "Text.file.ended_n", thing, f, OP_END, f->ended);
	show_rows(rq, v, "Text.file.changed_n", thing, f, OP_CHANGE, f->changed);
	show_rows(rq, v, "Text.file.added_n", thing, f, OP_ADD, f->added);
	if (f->overlapping > 0)
		view_str(v, "Page.File.Overlapping", text_fill1(rq->arena, rq->lang, "Text.file.overlapping_n",
		    arena_printf(rq->arena, "%zu", f->overlapping)));
	if (f->same > 0)
		view_str(v, "Page.File.Same", text_fill1(rq->arena, rq->lang, "Text.file.same_n",
		    arena_printf(rq->arena, "%zu", f->same)));
}

/* --- the page ------------------------------------------------------------------------ */

static void
show_download(struct request *rq, struct view *v, enum admin_thing thing, const char *kind, const char *after,
    size_t part)
{
	struct view *d = view_item(v, "Page.Downloads");
	struct buf rest;

	buf_init(&rest, rq->arena);
	buf_printf(&rest, "&kind=%s", kind);
	if (after != NULL) {
		buf_str(&rest, "&after=");
		url_encode(&rest, after);
	}
	view_strf(d, "Label", part > 0 ? "%s · %zu" : "%s", strcmp(kind, "csv") == 0 ? "CSV" : "GeoJSON", part);
	view_str(d, "Url", admin_url(rq, "export", thing, NULL, rest.s));
}

static enum err
show_downloads(struct request *rq, struct view *v, enum admin_thing thing)
{
	static const char *const kinds[] = { "csv", "geojson" };
	struct admin_option *marks;
	size_t n;
	enum err e = store_admin_file_marks(rq->db, rq->arena, thing, clock_now(), &marks, &n);

	for (size_t k = 0; e == OK && k < N(kinds); k++)
		for (size_t i = 0; i <= n; i++)
			show_download(rq, v, thing, kinds[k], i > 0 ? marks[i - 1].value : NULL, n > 0 ? i + 1 : 0);
	return e;
}

static void
show_columns(struct request *rq, struct view *v, enum admin_thing thing)
{
	const struct admin_def *d = admin_def(thing);

	for (size_t i = 0; i < d->n_cols; i++) {
		struct view *c = view_item(v, "Page.Columns");

		view_str(c, "Name", admin_file_column(rq->arena, &d->cols[i]));
		view_str(c, "Label", text_getf(rq->lang, "AdminCol.%s", d->cols[i].name));
		view_bool(c, "Need", d->cols[i].need);
	}
}

/* The layers a file may be the whole of. */
static enum err
show_layers(struct request *rq, struct view *v)
{
	struct admin_option *rows;
	size_t n;
	const char *chosen = param_text(rq, "layer");
	enum err e = store_admin_codes(rq->db, rq->arena, REF_LAYER, clock_now(), &rows, &n);
	struct view *f = view_sub(v, "Page.Layers");

	view_str(view_item(f, "Options"), "Label", request_text(rq, "Text.file.some"));
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(f, "Options");

		view_str(o, "Value", rows[i].label_zh);
		view_str(o, "Label", rows[i].label_zh);
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, rows[i].label_zh) == 0);
	}
	return e;
}

static enum err
file_page(struct request *rq, struct view *v)
{
	const enum admin_thing thing = admin_thing_of(rq);
	enum err e;

	if (thing == ADM_MAX || !admin_file_thing(thing))
		return err_raise(ERR_NOT_FOUND, "no files of this");
	view_strf(v, "Page.Title", "%s – %s", request_text(rq, "Text.file.title"), admin_thing_name(rq, thing));
	view_str(v, "Page.Thing", admin_def(thing)->code);
	view_str(v, "Page.Back", admin_url(rq, "list", thing, NULL, ""));
	view_bool(v, "Page.May", desk_may(rq, admin_def(thing)->edit));
	view_bool(v, "Page.Cells", thing == ADM_CELL);
	show_columns(rq, v, thing);
	if ((e = show_downloads(rq, v, thing)) != OK || (e = show_layers(rq, v)) != OK)
		return e;
	show_errors(rq);
	return reply_page(rq, "desk/admin_file.cs");
}

enum err
page_admin_file(struct request *rq)
{
	return file_page(rq, desk_view(rq, "Text.file.title"));
}

/* The page once more with what the file would do, and why it was not taken. */
static enum err
not_taken(struct request *rq, enum admin_thing thing, const struct admin_file *f, const char *why)
{
	struct view *v = desk_view(rq, "Text.file.title");

	show_admin_file(rq, v, thing, f);
	view_str(v, "Form.Error", text_fill1(rq->arena, rq->lang, why, arena_printf(rq->arena, "%zu", f->refused)));
	reply_status(rq, 422);
	return file_page(rq, v);
}

/* By its name; what it holds is checked when it is read. */
static bool
is_json(const struct upload *u)
{
	const char *dot = strrchr(u->client_name, '.');

	return dot != NULL && (strcmp(dot, ".json") == 0 || strcmp(dot, ".geojson") == 0);
}

static enum err
examine(struct request *rq, struct service *sv, enum admin_thing thing, struct admin_file *f)
{
	size_t n;
	struct upload *const *files = param_files(rq, "file", &n);
	const char *layer = param_text(rq, "layer");
	enum err e;

	if (n != 1 || files[0]->path == NULL || files[0]->size > SHEET_BYTES_MAX) {
		param_refuse_args(rq, "file", "Err.file_large", arena_printf(rq->arena, "%d", SHEET_BYTES_MAX / 1024 / 1024), NULL);
		return err_raise(ERR_INVALID, "no file, or one too large");
	}
	e = admin_file_examine(sv, thing, files[0]->path, is_json(files[0]), layer, f);
	if (e == OK && f->fault.key != NULL) {
		param_refuse_args(rq, "file", f->fault.key, f->fault.args[0], f->fault.args[1]);
		return err_raise(ERR_INVALID, "a file that cannot be read");
	}
	return e;
}

enum err
page_admin_file_send(struct request *rq)
{
	const enum admin_thing thing = admin_thing_of(rq);
	struct service sv = show_service(rq);
	struct admin_file f;
	int64_t id = 0;
	usec_t from = 0;
	enum err e;

	if (thing == ADM_MAX || !admin_file_thing(thing))
		return err_raise(ERR_NOT_FOUND, "no files of this");
	if (!admin_read_from(rq, &from) || !param_has(rq, "note")) {
		if (!param_has(rq, "note"))
			param_refuse(rq, "note", "Err.required");
		return err_raise(ERR_INVALID, "a change without a day or a reason");
	}
	if ((e = examine(rq, &sv, thing, &f)) != OK)
		return e;
	if (f.refused > 0 && !param_bool(rq, "leave"))
		return not_taken(rq, thing, &f, "Err.file_refused");
	if (f.added + f.changed + f.ended == 0)
		return not_taken(rq, thing, &f, "Text.file.nothing");
	if ((e = admin_file_draft(&sv, rq->user, thing, &f, from, param_text(rq, "note"), &id)) != OK)
		return e;
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/admin/change?id=%lld", (long long)id));
}
