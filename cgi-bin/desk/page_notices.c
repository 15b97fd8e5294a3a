/* What did not arrive, and posts nobody holds: the administrator's page. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/notice_ops.h"

#include "lib/base/banned.h"

static enum err
show_counts(struct request *rq, struct view *v)
{
	struct arena *a = rq->arena;
	struct message_count *rows;
	size_t n;
	enum err e = store_message_counts(rq->db, a, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *c = view_item(v, "Page.Counts");
		const char *number = arena_printf(a, "%lld", (long long)rows[i].n);

		view_str(c, "Channel", text_getf(rq->lang, "Text.notices.channel_%d", rows[i].channel));
		view_bool(c, "Dead", rows[i].state == MESSAGE_DEAD);
		view_str(c, "Text", rows[i].state == MESSAGE_DEAD ? text_fill1(a, rq->lang, "Text.notices.dead_n", number) :
		    rows[i].since > clock_now() ? text_fill1(a, rq->lang, "Text.notices.waiting", number) :
		    text_fill2(a, rq->lang, "Text.notices.waiting_since", number, show_time_short(a, rq->lang, rows[i].since)));
	}
	return e;
}

static void
show_message(struct view *v, struct request *rq, const struct message_row *r)
{
	struct arena *a = rq->arena;

	view_int(v, "Id", r->id);
	view_str(v, "Channel", text_getf(rq->lang, "Text.notices.channel_%d", r->channel));
	view_str(v, "To", r->complaint_id == 0 ? text_pick(rq->lang, r->user_name, r->user_name_en) :
	    text_fill1(a, rq->lang, "Text.notices.to_sender",
	    notice_number(a, SUBJECT_COMPLAINT, r->complaint_id, NULL, r->received_at)));
	view_str(v, "About", notice_event(rq->lang, r->kind));
	view_str(v, "Number", notice_number(a, r->subject_kind, r->subject_id, r->number, r->received_at));
	view_str(v, "Why", r->last_error);
	view_int(v, "Tries", r->refused + r->away);
	view_str(v, "When", show_time_short(a, rq->lang, r->ended_at));
}

static enum err
show_nobody(struct request *rq, struct view *v)
{
	struct nobody_row *rows;
	size_t n;
	enum err e = store_nobody(rq->db, rq->arena, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *p = view_item(v, "Page.Nobody");
		const char *post = text_find(rq->lang, arena_printf(rq->arena, "Audience.%s", rows[i].audience));

		view_str(p, "Post", post != NULL ? post : rows[i].audience);
		view_str(p, "Unit", text_pick(rq->lang, rows[i].unit_zh, rows[i].unit_en));
		view_str(p, "Number", notice_number(rq->arena, rows[i].subject_kind, rows[i].subject_id, rows[i].number, USEC_NONE));
		view_str(p, "When", show_time_short(rq->arena, rq->lang, rows[i].created_at));
	}
	return e;
}

enum err
page_notices(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.notices.page");
	struct message_row *rows;
	size_t n;
	enum err e;

	if ((e = show_counts(rq, v)) != OK || (e = show_nobody(rq, v)) != OK ||
	    (e = store_messages(rq->db, rq->arena, MESSAGE_DEAD, param_int(rq, "before"), &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < NOTICE_PAGE; i++)
		show_message(view_item(v, "Page.Messages"), rq, &rows[i]);
	if (n > NOTICE_PAGE)
		view_strf(v, "Page.Next", "/desk/notices?before=%lld", (long long)rows[NOTICE_PAGE - 1].id);
	return reply_page(rq, "desk/notices.cs");
}

enum err
page_notices_retry(struct request *rq)
{
	int64_t n;
	enum err e = store_message_retry(rq->db, param_int(rq, "id"), clock_now(), &n);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "notices_retry");
	return reply_redirect(rq, "/desk/notices");
}
