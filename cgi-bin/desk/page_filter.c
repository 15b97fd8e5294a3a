/* Small things of a desk: saved filters, who has a case open, keys and how the desk behaves. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/part/json.h"
#include "lib/service/desk_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum err
page_filter_save(struct request *rq)
{
	struct service sv = show_service(rq);
	struct filter f;
	struct slice p;
	enum err e;

	if (!slice_of_word(rq, param_text(rq, "in"), &p))
		return err_raise(ERR_NOT_FOUND, "no such queue");
	f = (struct filter){ .name = param_text(rq, "name"), .queue = p.q->code, .role_id = param_int(rq, "whose"),
		.state = (int32_t)p.q->state, .class_id = p.class_id, .unit_id = p.unit_id, .cell_id = p.cell_id,
		.late = p.late, .newest = p.newest };
	e = desk_filter_save(&sv, rq->user, &f);
	if (e == ERR_INVALID)
		reply_flash(rq, "warn", strcmp(err_text(), "Err.filter_name") == 0 ? "filter_name" :
		    strcmp(err_text(), "Err.filters_full") == 0 ? "filters_full" : "filter_role");
	else if (e != OK)
		return e;
	else
		reply_flash(rq, "ok", "filter_saved");
	return reply_redirect(rq, slice_url(rq->arena, &p));
}

enum err
page_filter_drop(struct request *rq)
{
	struct slice p;
	enum err e = store_filter_drop(rq->db, param_int(rq, "id"), rq->user->id, desk_may(rq, PERM_CLOSE));

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "filter_gone");
	return reply_redirect(rq, slice_of_word(rq, param_text(rq, "in"), &p) ?
	    arena_printf(rq->arena, "/desk/queue?queue=%s", p.q->code) : "/desk");
}

/* Who has the case open, for the page's script; "mine" when it is the one who asks. */
static enum err
tell_claim(struct request *rq, bool held, const struct claim_row *who)
{
	const bool mine = held && who->user_id == rq->user->id;
	struct json_writer j;
	struct buf b;

	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_bool(&j, "mine", mine);
	json_put_text(&j, "note", !held || mine ? NULL : text_fill2(rq->arena, rq->lang, "Text.case.open_by", who->name,
	    show_time_short(rq->arena, rq->lang, who->since)));
	json_close(&j);
	json_end(&j);
	return reply_json(rq, b.s);
}

enum err
page_claim(struct request *rq)
{
	struct service sv = show_service(rq);
	struct claim_row who = { 0 };
	bool held;
	enum err e = desk_claim(&sv, rq->user, param_int(rq, "id"), param_int(rq, "version"),
	    (enum claim_act)param_choice(rq, "do"), &held, &who);

	if (e != OK)
		return e;
	if (reply_wants_json(rq))
		return tell_claim(rq, held, &who);
	if (held && who.user_id == rq->user->id)
		reply_flash(rq, "ok", "claimed");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)param_int(rq, "id")));
}

bool
desk_opens_next(const struct request *rq)
{
	const char *said = request_cookie(rq, COOKIE_DESK);

	return said != NULL && strchr(said, 'n') != NULL;
}

bool
desk_has_keys(const struct request *rq)
{
	const char *said = request_cookie(rq, COOKIE_DESK);

	return said == NULL || strchr(said, 'q') == NULL;
}

enum err
page_keys(struct request *rq)
{
	static const struct {
		const char *keys, *what;
	} lines[] = {
		{ "j", "down" }, { "k", "up" }, { "Enter", "open" }, { "x", "pick" }, { "Shift X", "pick_range" },
		{ "a", "pick_all" }, { "b", "bulk" }, { "n", "next" }, { "p", "prev" }, { "f", "filter" }, { "1–9", "tab" },
		{ "s", "step" }, { "u", "back" }, { "/", "find" }, { "h", "home" }, { "?", "help" },
	};
	struct view *v = desk_view(rq, "Text.keys.page");

	for (size_t i = 0; i < N(lines); i++) {
		struct view *l = view_item(v, "Page.Keys");

		view_str(l, "Key", lines[i].keys);
		view_str(l, "What", text_getf(rq->lang, "Text.keys.%s", lines[i].what));
	}
	view_bool(v, "Page.Next.Value", desk_opens_next(rq));
	view_bool(v, "Page.Single.Value", desk_has_keys(rq));
	return reply_page(rq, "desk/keys.cs");
}

enum err
page_keys_send(struct request *rq)
{
	reply_cookie(rq, COOKIE_DESK, arena_printf(rq->arena, "d%s%s", param_bool(rq, "next") ? "n" : "",
	    param_bool(rq, "single") ? "" : "q"), 400 * (int64_t)86400);
	reply_flash(rq, "ok", "keys_saved");
	return reply_redirect(rq, "/desk/keys");
}
