/* Signing in and out, and one's own password. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

enum err
page_login(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.login.page"), *e;

	view_str(v, "Page.Next", param_text(rq, "next"));
	show_errors(rq);
	if (rq->failure == ERR_LOGIN || rq->failure == ERR_TOO_MANY) {
		e = view_item(v, "Page.Errors");
		view_str(e, "Field", "account");
		view_text(e, "Text", rq->failure == ERR_LOGIN ? "Err.login_failed" : "Err.locked");
	}
	return reply_page(rq, "desk/login.cs");
}

/* Only an address of the desk: never out of the house. */
static const char *
next_of(struct request *rq)
{
	const char *next = param_text(rq, "next");

	if (next == NULL || strncmp(next, "/desk", 5) != 0 || strchr("/?", next[5]) == NULL || strchr(next, '\\') != NULL)
		return "/desk";
	for (const char *s = next; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~')
			return "/desk";	/* no address of ours looks so */
	return next;
}

enum err
page_login_send(struct request *rq)
{
	const char *token;
	enum err e = user_sign_in(rq->db, rq->arena, rq->conf, param_text(rq, "account"),
	    param_text(rq, "password"), rq->addr_prefix, &token);

	if (e != OK)
		return e;
	reply_cookie(rq, "sid", token, 0);
	return reply_redirect(rq, next_of(rq));
}

/* The cookie goes, and what scripts of ours have kept in this browser. */
static void
forget_browser(struct request *rq)
{
	reply_cookie(rq, "sid", "", -1);
	reply_header(rq, "Clear-Site-Data", "\"storage\"");
}

enum err
page_logout(struct request *rq)
{
	enum err e = user_sign_out(rq->db, rq->session_token);

	forget_browser(rq);
	reply_flash(rq, "ok", "signed_out");
	return e == OK ? reply_redirect(rq, "/desk/login") : e;
}

enum err
page_logout_all(struct request *rq)
{
	enum err e = user_sign_out_everywhere(rq->db, rq->user->id);

	forget_browser(rq);
	reply_flash(rq, "ok", "signed_out");
	return e == OK ? reply_redirect(rq, "/desk/login") : e;
}

enum err
page_password(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.password.page");

	view_bool(v, "Page.Forced", rq->user->must_change);
	show_errors(rq);
	return reply_page(rq, "desk/password.cs");
}

enum err
page_password_send(struct request *rq)
{
	const char *token, *fresh = param_text(rq, "new");
	enum err e;

	if (strcmp(fresh, param_text(rq, "again")) != 0) {
		param_refuse(rq, "again", "Err.not_same");
		return ERR_INVALID;
	}
	e = user_change_password(rq->db, rq->arena, rq->conf, rq->user, param_text(rq, "old"), fresh,
	    rq->addr_prefix, &token);
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, strcmp(err_field(), "old") == 0 ? "old" : "new",
		    strcmp(err_field(), "old") == 0 ? "Err.old_password" : "Err.weak_password");
	if (e != OK)
		return e;
	reply_cookie(rq, "sid", token, 0);
	reply_flash(rq, "ok", "password_changed");
	return reply_redirect(rq, "/desk");
}
