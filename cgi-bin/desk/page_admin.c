/* The office's own data: what there is, its rows, one row. */
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
#include "lib/service/admin_ops.h"

#include "lib/base/banned.h"

static void
show_thing(struct view *v, struct request *rq, enum admin_thing thing)
{
	const struct admin_def *d = admin_def(thing);
	const bool mine = desk_may(rq, d->edit);
	struct view *t = view_add_item(v, mine ? "Page.Mine" : "Page.Others");

	view_str(t, "Name", admin_thing_name(rq, thing));
	view_str(t, "Help", text_getf(rq->lang, "Admin.%s.Help", d->code));
	view_str(t, "Icon", d->icon);
	view_str(t, "Url", admin_url(rq, "list", thing, NULL, ""));
}

enum err
page_admin(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.page");
	int64_t n = 0;
	enum err e = store_change_count(rq->db, &n);

	for (enum admin_thing t = 0; t < ADM_MAX; t++)
		if (admin_def(t)->of == ADM_MAX)
			show_thing(v, rq, t);
	if (n > 0)
		view_str(v, "Page.Waiting", text_fill1(rq->arena, rq->lang, "Text.admin.waiting_n",
		    arena_printf(rq->arena, "%lld", (long long)n)));
	return e == OK ? reply_page(rq, "desk/admin.cs") : e;
}

static void
show_line(struct view *v, struct request *rq, enum admin_thing thing, const struct admin_line *l)
{
	const usec_t now = clock_now();
	const bool ended = l->valid_until != USEC_NONE && l->valid_until <= now, later = l->valid_from > now;

	view_str(v, "Url", admin_url(rq, "row", thing, l->row_key, ""));
	view_str(v, "Title", admin_title(rq, thing, l->title_zh, l->title_en));
	view_str(v, "Note", admin_note(rq, thing, l->note_zh, l->note_en));
	if (l->valid_from > 0 && admin_def(thing)->life != LIFE_PLACE)
		view_str(v, "From", admin_from_text(rq, l->valid_from));
	if (l->valid_until != USEC_NONE)
		view_str(v, "Until", admin_from_text(rq, l->valid_until));
	view_bool(v, "Ended", ended);
	view_bool(v, "Later", later);
}

/* The next page begins after the last row shown. */
static void
show_more(struct view *v, struct request *rq, enum admin_thing thing, const char *last)
{
	struct buf b;

	buf_init(&b, rq->arena);
	if (param_has(rq, "of")) {
		buf_str(&b, "&of=");
		url_encode(&b, param_text(rq, "of"));
	}
	if (param_has(rq, "q")) {
		buf_str(&b, "&q=");
		url_encode(&b, param_text(rq, "q"));
	}
	buf_str(&b, "&after=");
	url_encode(&b, last);
	view_str(v, "Page.Next", admin_url(rq, "list", thing, NULL, b.s));
}

static enum err
show_list(struct request *rq, struct view *v, enum admin_thing thing, const char *of)
{
	struct admin_line *rows;
	size_t n;
	const char *q = param_text(rq, "q"), *after = param_text(rq, "after");
	enum err e = store_admin_list(rq->db, rq->arena, thing, of, q != NULL ? q : "", after != NULL ? after : "0",
	    clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < ADMIN_PAGE; i++)
		show_line(view_item(v, "Page.Rows"), rq, thing, &rows[i]);
	if (e == OK && n > ADMIN_PAGE)
		show_more(v, rq, thing, rows[ADMIN_PAGE - 1].row_key);
	return e;
}

/* Where the list of a thing hangs below a row: that row's name, and back to it. */
static enum err
show_parent(struct request *rq, struct view *v, enum admin_thing thing, const char *of)
{
	const struct admin_def *d = admin_def(thing);
	struct admin_values row;
	const char *text;
	enum err e;

	if (d->of == ADM_MAX)
		return OK;
	e = store_admin_row(rq->db, rq->arena, d->of, of, clock_now(), &row);
	if (e == OK)
		e = admin_value_text(rq, &d->cols[0], of, &text);
	if (e != OK)
		return e;
	view_str(v, "Page.Of", text);
	view_str(v, "Page.OfUrl", admin_url(rq, "row", d->of, of, ""));
	return OK;
}

/* The button for a new row, and the head of the list. */
static void
show_head(struct request *rq, struct view *v, enum admin_thing thing, const char *of)
{
	const struct admin_def *d = admin_def(thing);

	view_str(v, "Page.Title", admin_thing_name(rq, thing));
	view_str(v, "Page.Help", text_getf(rq->lang, "Admin.%s.Help", d->code));
	view_str(v, "Page.Thing", d->code);
	view_str(v, "Page.OfKey", param_text(rq, "of"));
	view_str(v, "Page.Q", param_text(rq, "q"));
	if ((d->ops & OP_BIT(OP_FILE)) != 0)
		view_str(v, "Page.FileUrl", admin_url(rq, "file", thing, NULL, ""));
	if ((d->ops & OP_BIT(OP_ADD)) != 0 && desk_may(rq, d->edit))
		view_str(v, "Page.AddUrl", admin_url(rq, "edit", thing, NULL,
		    d->of == ADM_MAX ? "&op=add" : arena_printf(rq->arena, "&op=add&of=%s", of)));
}

enum err
page_admin_list(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.page");
	const enum admin_thing thing = admin_thing_of(rq);
	const char *of = param_text(rq, "of");
	enum err e;

	if (thing == ADM_MAX || (admin_def(thing)->of != ADM_MAX && of == NULL))
		return err_raise(ERR_NOT_FOUND, "no such list");
	if (of == NULL)
		of = "";
	show_head(rq, v, thing, of);
	if ((e = show_parent(rq, v, thing, of)) != OK || (e = show_list(rq, v, thing, of)) != OK)
		return e;
	return reply_page(rq, "desk/admin_list.cs");
}

/* What this person may ask for on this row. */
static void
show_buttons(struct request *rq, struct view *v, enum admin_thing thing, const char *key)
{
	static const struct {
		enum admin_op op;
		const char *word, *icon;
	} ops[] = { { OP_CHANGE, "change", "edit" }, { OP_PASSWORD, "password", "lock" }, { OP_END, "end", "stop" } };
	const struct admin_def *d = admin_def(thing);

	for (size_t i = 0; i < N(ops) && desk_may(rq, d->edit); i++)
		if ((d->ops & OP_BIT(ops[i].op)) != 0) {
			struct view *b = view_item(v, "Page.Buttons");

			view_str(b, "Label", admin_op_name(rq, (int32_t)ops[i].op));
			view_str(b, "Icon", ops[i].icon);
			view_str(b, "Url", admin_url(rq, "edit", thing, key, arena_printf(rq->arena, "&op=%s", ops[i].word)));
		}
	view_bool(v, "Page.SignOut", thing == ADM_USER);
	for (enum admin_thing t = 0; t < ADM_MAX; t++)
		if (admin_def(t)->of == thing) {
			struct view *k = view_item(v, "Page.Children");

			view_str(k, "Label", admin_thing_name(rq, t));
			view_str(k, "Icon", admin_def(t)->icon);
			view_str(k, "Url", admin_url(rq, "list", t, NULL, arena_printf(rq->arena, "&of=%s", key)));
		}
}

static enum err
show_history(struct request *rq, struct view *v, enum admin_thing thing, const char *key)
{
	struct change_row *rows;
	size_t n;
	enum err e = store_changes_of_row(rq->db, rq->arena, admin_def(thing)->code, key, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		show_admin_change(view_item(v, "Page.Changes"), rq, &rows[i]);
	return e;
}

/* What a row is called: its name in the page's language, else its first column. */
static enum err
row_name(struct request *rq, enum admin_thing thing, const struct admin_values *row, const char **out)
{
	const struct admin_def *d = admin_def(thing);
	const size_t zh = admin_col(d, "name_zh"), name = admin_col(d, "name");
	const char *text;
	enum err e = OK;

	if (zh + 1 < d->n_cols)
		*out = text_pick(rq->lang, row->v[zh], row->v[zh + 1]);
	else if (name < d->n_cols)
		*out = admin_title(rq, thing, row->v[name], row->v[name]);
	else if ((e = admin_value_text(rq, &d->cols[0], row->v[0], &text)) == OK)
		*out = admin_title(rq, thing, text, text);
	return e;
}

enum err
show_admin_row(struct request *rq, struct view *v, enum admin_thing thing, const char *key)
{
	const char *name = NULL;
	struct admin_values row;
	enum err e;

	if ((e = store_admin_row(rq->db, rq->arena, thing, key, clock_now(), &row)) != OK ||
	    (e = show_admin_facts(rq, v, thing, &row)) != OK || (e = row_name(rq, thing, &row, &name)) != OK ||
	    (e = show_history(rq, v, thing, key)) != OK ||
	    (thing == ADM_CHANNEL && (e = show_channel_tests(rq, v, key)) != OK))
		return e;
	view_str(v, "Page.Name", name);
	view_str(v, "Page.Title", admin_thing_name(rq, thing));
	view_str(v, "Page.Key", key);
	view_str(v, "Page.ListUrl", admin_url(rq, "list", thing, NULL, admin_def(thing)->of == ADM_MAX ? "" :
	    arena_printf(rq->arena, "&of=%s", row.v[0])));
	show_buttons(rq, v, thing, key);
	show_errors(rq);
	return reply_page(rq, "desk/admin_row.cs");
}

enum err
page_admin_row(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.page");
	const enum admin_thing thing = admin_thing_of(rq);

	if (thing == ADM_MAX)
		return err_raise(ERR_NOT_FOUND, "no such thing");
	return show_admin_row(rq, v, thing, param_text(rq, "id"));
}
