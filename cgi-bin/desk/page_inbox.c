/* A person's inbox, how he wants to be told, and the pulse that says what is new. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/secret.h"
#include "lib/part/json.h"
#include "lib/service/notice_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { UNREAD_SHOWN = 99 };	/* a badge says "99+" beyond */

void
show_inbox_nav(struct request *rq)
{
	int64_t n = 0;

	/* A menu without its number is better than no page. */
	if (store_unread(rq->db, rq->user->id, &n) != OK)
		n = 0;
	n = n > UNREAD_SHOWN ? UNREAD_SHOWN : n;
	show_nav(rq, "Text.nav.inbox", "/desk/inbox", "bell", n);
	if (n > 0)
		view_int(reply_view(rq), "Page.Unread", n);
}

static void
show_line(struct view *v, struct request *rq, const struct inbox_row *r)
{
	view_int(v, "Id", r->id);
	view_bool(v, "New", r->read_at == USEC_NONE);
	view_bool(v, "Hazard", r->hazard);
	view_str(v, "Name", notice_event(rq->lang, r->kind));
	view_str(v, "Number", notice_number(rq->arena, r->subject_kind, r->subject_id, r->number, r->received_at));
	view_str(v, "Title", notice_about(rq->lang, r->subject_kind, r->class_zh, r->class_en));
	view_str(v, "Place", r->address);
	view_str(v, "When", show_time_short(rq->arena, rq->lang, r->created_at));
	if (r->subject_kind != SUBJECT_COMPLAINT || desk_may(rq, PERM_FILE))
		view_str(v, "Url", notice_path(rq->arena, r->subject_kind, r->subject_id));
	if (r->state == 0)
		return;
	show_state(v, rq, r->state);
	if (!state_is_final((enum case_state)r->state))
		show_due(v, rq, r->stage_due, USEC_NONE);
}

enum err
page_inbox(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.inbox.page");
	const bool all = param_bool(rq, "all");
	struct inbox_row *rows;
	int64_t unread;
	size_t n;
	enum err e;

	if ((e = store_unread(rq->db, rq->user->id, &unread)) != OK ||
	    (e = store_inbox(rq->db, rq->arena, rq->user->id, !all, param_int(rq, "before"), &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < NOTICE_PAGE; i++)
		show_line(view_item(v, "Page.Lines"), rq, &rows[i]);
	view_bool(v, "Page.All", all);
	if (unread > 0)
		view_str(v, "Page.Count", text_fill1(rq->arena, rq->lang, unread > UNREAD_SHOWN ? "Text.inbox.count_many" :
		    "Text.inbox.count", arena_printf(rq->arena, "%lld", (long long)(unread > UNREAD_SHOWN ? UNREAD_SHOWN : unread))));
	if (unread > 0 && n > 0)
		view_int(v, "Page.Upto", rows[0].id);
	if (n > NOTICE_PAGE)
		view_strf(v, "Page.Next", "/desk/inbox?%sbefore=%lld", all ? "all=1&" : "", (long long)rows[NOTICE_PAGE - 1].id);
	return reply_page(rq, "desk/inbox.cs");
}

enum err
page_inbox_read(struct request *rq)
{
	const bool upto = param_bool(rq, "upto");
	enum err e = store_notice_read(rq->db, rq->user->id, param_int(rq, "id"), upto, clock_now());

	if (e != OK)
		return e;
	if (upto)
		reply_flash(rq, "ok", "inbox_read");
	return reply_wants_json(rq) ? reply_empty(rq) : reply_redirect(rq, param_bool(rq, "all") ? "/desk/inbox?all=1" :
	    "/desk/inbox");
}

static void
show_digests(struct view *field, struct request *rq, int64_t chosen)
{
	for (int64_t i = DIGEST_NONE; i <= DIGEST_DAY; i++) {
		struct view *o = view_item(field, "Options");

		view_int(o, "Value", i);
		view_str(o, "Label", text_getf(rq->lang, "Text.wish.digest_%d", (int)i));
		view_bool(o, "Selected", i == chosen);
	}
}

enum err
page_wish(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.wish.page");
	struct notice_wish none = { .by_email = true }, *w = &none;
	enum err e = store_notice_wish(rq->db, rq->arena, rq->user->id, &w);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (rq->failure == OK) {
		view_str(v, "Form.email.Value", w->email);
		view_str(v, "Form.phone.Value", w->phone);
		view_bool(v, "Form.by_email.Value", w->by_email);
		view_bool(v, "Form.by_sms.Value", w->by_sms);
	}
	show_digests(view_sub(v, "Form.digest"), rq, param_int_or(rq, "digest", w->digest));
	show_errors(rq);
	return reply_page(rq, "desk/wish.cs");
}

enum err
page_wish_save(struct request *rq)
{
	const struct notice_wish w = { .user_id = rq->user->id, .email = param_text(rq, "email"),
		.phone = param_text(rq, "phone"), .by_email = param_bool(rq, "by_email"), .by_sms = param_bool(rq, "by_sms"),
		.digest = (int32_t)param_int(rq, "digest") };
	struct service sv = show_service(rq);
	enum err e = notice_wish_set(&sv, &w);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "wish_saved");
	return reply_redirect(rq, "/desk/inbox/settings");
}

/* {"unread":3,"many":false,"piles":{"/desk/queue?queue=filing":7}}, the piles by their addresses. */
static void
write_pulse(struct buf *b, int64_t unread, const struct pile *piles, size_t n)
{
	struct json_writer j;

	json_begin(&j, b);
	json_open(&j, NULL, '{');
	json_put_int(&j, "unread", unread > UNREAD_SHOWN ? UNREAD_SHOWN : unread);
	json_put_bool(&j, "many", unread > UNREAD_SHOWN);
	json_open(&j, "piles", '{');
	for (size_t i = 0; i < n; i++)
		json_put_int(&j, piles[i].url, piles[i].c.total);
	json_close(&j);
	json_close(&j);
	json_end(&j);
}

enum err
page_pulse(struct request *rq)
{
	struct pile piles[PILES_MAX];
	unsigned char hash[HASH_LEN];
	struct buf body, tag;
	int64_t unread;
	size_t n;
	enum err e;

	if ((e = store_unread(rq->db, rq->user->id, &unread)) != OK || (e = desk_piles(rq, piles, &n)) != OK)
		return e;
	buf_init(&body, rq->arena);
	buf_init(&tag, rq->arena);
	write_pulse(&body, unread, piles, n);
	hash_sha256(hash, body.s, body.len);
	buf_hex(&tag, hash, 8);
	return reply_unchanged(rq, tag.s) ? OK : reply_json(rq, body.s);
}
