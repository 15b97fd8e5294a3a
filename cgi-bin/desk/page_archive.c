/* The archivist's pages: what waits for a box, boxes, holds, and what is to be destroyed, signed for by two. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/archive_ops.h"
#include "lib/service/file_ops.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

enum { BOX_PAGE = 50, FILL_AT_ONCE = 500, ITEMS_SHOWN = 1000, HASH_SHOWN = 16 };

static const char *
years(struct request *rq, int32_t n)
{
	return n == KEEP_FOR_EVER ? request_text(rq, "Text.archive.permanent")
				  : text_fill1(rq->arena, rq->lang, "Text.archive.years", arena_printf(rq->arena, "%d", n));
}

static const char *
case_url(struct request *rq, int64_t id)
{
	return arena_printf(rq->arena, "/desk/case?id=%lld", (long long)id);
}

static enum err
show_boxes(struct request *rq, struct view *v)
{
	struct box_row *rows;
	size_t n;
	enum err e = store_boxes(rq->db, rq->arena, param_int_or(rq, "before", INT32_MAX), &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < BOX_PAGE; i++) {
		struct view *b = view_item(v, "Page.Boxes");

		view_strf(b, "Url", "/desk/archive/box?id=%lld", (long long)rows[i].id);
		view_str(b, "Code", rows[i].code);
		view_int(b, "Year", rows[i].year);
		view_str(b, "Years", years(rq, rows[i].years));
		view_int(b, "Items", rows[i].n_item);
	}
	if (e == OK && n > BOX_PAGE)
		view_strf(v, "Page.Next", "/desk/archive?before=%lld", (long long)rows[BOX_PAGE - 1].id);
	return e;
}

static enum err
show_holds(struct request *rq, struct view *v)
{
	struct hold_row *rows;
	size_t n;
	enum err e = store_holds(rq->db, rq->arena, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *h = view_item(v, "Page.Holds");

		view_int(h, "Case", rows[i].case_id);
		view_str(h, "Number", rows[i].number);
		view_str(h, "Url", case_url(rq, rows[i].case_id));
		view_str(h, "Why", rows[i].why);
		view_str(h, "Who", rows[i].who);
		view_str(h, "Since", show_time_short(rq->arena, rq->lang, rows[i].set_at));
		view_str(h, "Until", rows[i].until_at != USEC_NONE ? time_local_date(rq->arena, rows[i].until_at) : "");
		view_bool(h, "Over", rows[i].until_at != USEC_NONE && rows[i].until_at <= clock_now());
	}
	return e;
}

static void
show_list(struct request *rq, struct view *v, const struct destruction_row *d)
{
	static const char *const tones[] = { "idle", "info", "warn", "ok", "idle" };
	const char *why, *root = file_hex(rq->arena, d->root.data);

	view_int(v, "Id", d->id);
	view_strf(v, "Url", "/desk/archive/list?id=%lld", (long long)d->id);
	view_int(v, "Year", d->year);
	view_int(v, "Items", d->n_item);
	view_str(v, "State", text_getf(rq->lang, "Text.archive.state.%d", d->state));
	view_str(v, "Tone", tones[d->state]);
	view_str(v, "Root", arena_strndup(rq->arena, root, HASH_SHOWN));
	view_str(v, "Made", d->made_name);
	view_str(v, "First", d->first_name);
	view_str(v, "Second", d->second_name);
	view_str(v, "MadeAt", show_time_short(rq->arena, rq->lang, d->made_at));
	view_str(v, "FirstAt", show_time_short(rq->arena, rq->lang, d->first_at));
	view_str(v, "SecondAt", show_time_short(rq->arena, rq->lang, d->second_at));
	view_str(v, "DoneAt", show_time_short(rq->arena, rq->lang, d->done_at));
	view_bool(v, "CanSign", destruction_may_sign((enum destruction_state)d->state, d->first_by, rq->user->id, &why) &&
	    (desk_may(rq, PERM_ARCHIVE) || desk_may(rq, PERM_COMMAND)));
	view_bool(v, "CanWithdraw", d->state < LIST_AGREED && desk_may(rq, PERM_ARCHIVE));
}

static enum err
show_lists(struct request *rq, struct view *v)
{
	struct destruction_row *rows;
	size_t n;
	enum err e = store_destructions(rq->db, rq->arena, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		show_list(rq, view_item(v, "Page.Lists"), &rows[i]);
	return e;
}

enum err
page_archive(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.archive.page");
	int64_t waiting;
	enum err e = store_waiting_count(rq->db, &waiting);

	if (e != OK || (e = show_boxes(rq, v)) != OK || (e = show_holds(rq, v)) != OK || (e = show_lists(rq, v)) != OK)
		return e;
	view_int(v, "Page.Waiting", waiting);
	view_bool(v, "Page.Archivist", desk_may(rq, PERM_ARCHIVE));
	return reply_page(rq, "desk/archive.cs");
}

enum err
page_archive_fill(struct request *rq)
{
	struct service sv = show_service(rq);
	int64_t done;
	enum err e = archive_fill(&sv, FILL_AT_ONCE, &done);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/archive");
}

enum err
page_archive_box(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.archive.box");
	struct item_row *rows;
	struct box_row b;
	size_t n;
	enum err e = store_box_by_id(rq->db, rq->arena, param_int(rq, "id"), &b);

	if (e == OK)
		e = store_items(rq->db, rq->arena, b.id, clock_now(), &rows, &n);
	if (e != OK)
		return e;
	view_str(v, "Page.Code", b.code);
	view_str(v, "Page.Years", years(rq, b.years));
	for (size_t i = 0; i < n && i < ITEMS_SHOWN; i++) {
		struct view *r = view_item(v, "Page.Items");

		view_int(r, "Place", rows[i].place);
		view_str(r, "Code", rows[i].archive_code);
		view_str(r, "Number", rows[i].number);
		view_str(r, "Url", case_url(rq, rows[i].case_id));
		view_str(r, "Class", rows[i].class_zh != NULL ? text_pick(rq->lang, rows[i].class_zh, rows[i].class_en) : "");
		view_str(r, "Address", rows[i].address);
		view_int(r, "Until", rows[i].until_year);
		view_bool(r, "Held", rows[i].held);
		view_bool(r, "Gone", rows[i].destroyed_at != USEC_NONE);
		view_bool(r, "Caller", rows[i].caller.len > 0);
	}
	return reply_page(rq, "desk/archive_box.cs");
}

enum err
page_archive_list(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.archive.list");
	struct destruction_item_row *rows;
	struct destruction_row d;
	size_t n;
	enum err e = store_destruction(rq->db, rq->arena, param_int(rq, "id"), &d);

	if (e == OK)
		e = store_destruction_items(rq->db, rq->arena, d.id, 0, ITEMS_SHOWN, &rows, &n);
	if (e != OK)
		return e;
	show_list(rq, view_sub(v, "Page.List"), &d);
	for (size_t i = 0; i < n; i++) {
		struct view *r = view_item(v, "Page.Items");

		view_str(r, "Code", rows[i].archive_code);
		view_str(r, "Number", rows[i].number);
		view_str(r, "Url", case_url(rq, rows[i].case_id));
		view_str(r, "Box", rows[i].box);
		view_int(r, "Until", rows[i].until_year);
		view_bool(r, "Held", rows[i].kept);
		view_str(r, "DoneAt", show_time_short(rq->arena, rq->lang, rows[i].done_at));
	}
	return reply_page(rq, "desk/archive_list.cs");
}
