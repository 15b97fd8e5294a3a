/* Confirming an address, and saying how one is told: by the links of our letters, or on the follow page. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/complaint_ops.h"
#include "lib/service/sender_wish.h"

#include "lib/base/banned.h"

enum link_state { LINK_ASK, LINK_DONE, LINK_BAD };

/* A page of a link: opening it does nothing, since those who check letters open every link. */
static enum err
show_link(struct request *rq, const char *page, enum link_state state)
{
	const bool confirms = strcmp(page, "confirm") == 0;
	struct view *v = public_view(rq, confirms ? "Text.confirm.page" : "Text.letters.page");

	view_bool(v, "Page.NoIndex", true);
	view_str(v, "Page.Link.Action", rq->path);
	view_bool(v, "Page.Link.Ask", state == LINK_ASK);
	view_bool(v, "Page.Link.Done", state == LINK_DONE);
	view_bool(v, "Page.Link.Bad", state == LINK_BAD);
	reply_secret(rq);
	return reply_page(rq, confirms ? "public/confirm.cs" : "public/notices.cs");
}

enum err
page_confirm(struct request *rq)
{
	return show_link(rq, "confirm", LINK_ASK);
}

enum err
page_confirm_send(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = sender_confirm(&sv, rq->tail, rq->addr_prefix);

	if (e == ERR_NOT_FOUND)
		reply_status(rq, 404);
	return e == OK || e == ERR_NOT_FOUND ? show_link(rq, "confirm", e == OK ? LINK_DONE : LINK_BAD) : e;
}

enum err
page_notices(struct request *rq)
{
	return show_link(rq, "notices", LINK_ASK);
}

/* One click of a mail program (RFC 8058) is a stop; a person may choose. */
static enum wish_act
chosen(struct request *rq)
{
	const int i = param_choice(rq, "wish");

	return i < 0 || param_has(rq, "List-Unsubscribe") ? WISH_STOP : (enum wish_act)i;
}

enum err
page_notices_send(struct request *rq)
{
	struct service sv = show_service(rq);
	int64_t id;
	enum err e = sender_of_stop(&sv, rq->tail, &id);

	if (e == OK)
		e = sender_wish_set(&sv, id, chosen(rq));
	/* A wrong link is answered like a right one: nobody learns which there are. */
	return e == OK || e == ERR_NOT_FOUND ? show_link(rq, "notices", LINK_DONE) : e;
}

/* --- on the follow page ------------------------------------------------------ */

/* Whose it is; where the pass is none, the answer is made already. */
static bool
is_his(struct request *rq, int64_t *id, enum err *e)
{
	struct service sv = show_service(rq);

	*e = complaint_of_pass(&sv, param_text(rq, "pass"), id);
	if (*e != ERR_NOT_FOUND)
		return *e == OK;
	reply_flash(rq, "warn", "pass_over");
	*e = reply_redirect(rq, "/track");
	return false;
}

static enum err
back(struct request *rq, enum err e, const char *well, const char *ill)
{
	if (e != OK && e != ERR_NOT_FOUND && e != ERR_TOO_MANY)
		return e;
	reply_flash(rq, e == OK ? "ok" : "warn", e == OK ? well : e == ERR_TOO_MANY ? "wish_later" : ill);
	reply_cookie(rq, COOKIE_PASS, param_text(rq, "pass"), 86400);
	return reply_redirect(rq, arena_printf(rq->arena, "/track?lang=%s", lang_code(rq->lang)));
}

enum err
page_track_confirm(struct request *rq)
{
	struct service sv = show_service(rq);
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e))
		return e;
	return back(rq, sender_confirm_code(&sv, id, param_text(rq, "digits")), "wish_confirmed", "wish_wrong");
}

enum err
page_track_ask(struct request *rq)
{
	struct service sv = show_service(rq);
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e))
		return e;
	return back(rq, sender_confirm_again(&sv, id), "wish_asked", "wish_later");
}

enum err
page_track_wish(struct request *rq)
{
	struct service sv = show_service(rq);
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e))
		return e;
	return back(rq, sender_wish_set(&sv, id, chosen(rq)), "wish_set", "wish_later");
}

enum err
show_wish(struct request *rq, struct view *v, const struct followed *f)
{
	struct sender_wish w;
	enum err e = store_sender_wish(rq->db, rq->arena, f->c->id, &w);

	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	view_str(v, "Page.Wish.To", w.masked_email != NULL ? w.masked_email : w.masked_phone);
	view_bool(v, "Page.Wish.Confirmed", w.confirmed_at != USEC_NONE);
	view_bool(v, "Page.Wish.Mail", w.masked_email != NULL);
	view_bool(v, "Page.Wish.Again", w.round < WISH_ROUNDS);
	view_bool(v, "Page.Wish.Each", w.stopped_at == USEC_NONE && !w.daily);
	view_bool(v, "Page.Wish.Daily", w.stopped_at == USEC_NONE && w.daily);
	view_bool(v, "Page.Wish.Stop", w.stopped_at != USEC_NONE);
	return OK;
}
