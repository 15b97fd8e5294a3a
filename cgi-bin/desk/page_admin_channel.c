/* Test messages to see whether a server takes them. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/channel_ops.h"

#include "lib/base/banned.h"

enum err
show_channel_tests(struct request *rq, struct view *v, const char *code)
{
	struct channel_test *rows;
	size_t n = 0;
	enum err e = store_channel_tests(rq->db, rq->arena, code, &rows, &n);

	view_bool(v, "Page.Channel", true);
	view_bool(v, "Page.MayTest", desk_may(rq, PERM_ADMIN_SYS));
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *t = view_item(v, "Page.Tests");
		const bool done = rows[i].done_at != USEC_NONE;

		view_str(t, "To", rows[i].receiver);
		view_str(t, "When", show_time_short(rq->arena, rq->lang, rows[i].asked_at));
		view_str(t, "Who", rows[i].asked_name);
		view_str(t, "Tone", !done ? "info" : rows[i].sent ? "ok" : "late");
		view_text(t, "State", !done ? "Text.channel.waits" : rows[i].sent ? "Text.channel.sent" : "Text.channel.failed");
		view_str(t, "Result", rows[i].result);
	}
	return e;
}

enum err
page_admin_test(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = channel_test_ask(&sv, rq->user, param_text(rq, "id"), param_text(rq, "to"));

	if (e == ERR_INVALID)
		param_refuse(rq, "to", "Err.channel_to");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "channel_asked");
	return reply_redirect(rq, admin_url(rq, "row", ADM_CHANNEL, param_text(rq, "id"), ""));
}

enum err
page_admin_test_again(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.page");

	return show_admin_row(rq, v, ADM_CHANNEL, param_text(rq, "id"));
}
