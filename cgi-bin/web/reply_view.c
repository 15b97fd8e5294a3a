#include "config.h"
#include "cgi-bin/web/reply.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cgi-bin/web/reply_in.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/perm.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

/* What was wrong with the form, field by field and as a whole. */
static void
fill_form(struct request *rq, struct view *v)
{
	for (size_t i = 0; i < rq->nvalues; i++) {
		const struct value *p = &rq->values[i];
		const char *error = p->error == NULL ? NULL :
		    text_fill(rq->arena, rq->lang, p->error, p->error_args, N(p->error_args));

		view_form_field(v, p->param->name, p->typed, error);
	}
	if (rq->failure != OK)
		view_str(v, "Form.Error", text_getf(rq->lang, "Error.%s.Form",
		    reply_answer_of(rq->failure)->word));
}

static void
fill_user(struct request *rq, struct view *v)
{
	const struct user *u = rq->user;
	struct view *can;
	struct buf roles;

	if (u == NULL)
		return;
	buf_init(&roles, rq->arena);
	for (size_t i = 0; i < u->nroles; i++)
		buf_printf(&roles, "%s%s", i == 0 ? "" : rq->lang == LANG_EN ? ", " : "、",
		    text_pick(rq->lang, u->roles[i].name_zh, u->roles[i].name_en));
	view_str(v, "User.Name", text_pick(rq->lang, u->name, u->name_en));
	view_str(v, "User.Login", u->login);
	view_str(v, "User.Unit", text_pick(rq->lang, u->unit_name, u->unit_name_en));
	view_str(v, "User.Roles", roles.s);
	view_bool(v, "User.MustChange", u->must_change);
	view_str(v, "Csrf.Token", rq->csrf);
	can = view_sub(v, "User.Can");
	for (enum perm p = 0; p < PERM_MAX; p++)
		view_set_bool(can, perm_code(p), perm_in(u->perms, p));
}

static void
fill_site(const struct request *rq, struct view *v)
{
	const struct conf *c = rq->conf;
	struct buf dial;

	buf_init(&dial, rq->arena);
	buf_str(&dial, "tel:");
	for (const char *s = c->office_phone; *s != '\0'; s++)
		if (isdigit((unsigned char)*s) || *s == '+')
			buf_chr(&dial, *s);
	view_str(v, "Site.Name", rq->lang == LANG_EN && c->office_name_en[0] != '\0' ? c->office_name_en :
	    c->office_name);
	if (c->office_phone[0] != '\0') {
		view_str(v, "Site.Phone", c->office_phone);
		view_str(v, "Site.Dial", dial.s);
	}
	view_str(v, "Site.BaseUrl", c->base_url);
	view_str(v, "Site.Version", PACKAGE_VERSION);
	view_str(v, "Site.TileUrl", c->tile_url[0] != '\0' ? c->tile_url : NULL);
}

/* This page in each language, and in the other look; a page that answered a POST has no address of its own. */
static void
fill_lang(struct request *rq, struct view *v)
{
	const char *at = rq->method == GET ? request_target(rq) : rq->app->staff ? "/desk" : "/";
	static const char *const choices[] = { "lang=", "look=" };
	const char *old, *join;

	/* A choice always stands last. */
	for (size_t i = 0; i < N(choices); i++)
		if ((old = strstr(at, choices[i])) != NULL && old > at && (old[-1] == '?' || old[-1] == '&'))
			at = arena_strndup(rq->arena, at, (size_t)(old - at - 1));
	join = strchr(at, '?') != NULL ? "&" : "?";
	view_str(v, "Page.Lang", lang_code(rq->lang));
	view_bool(v, "Page.Large", rq->large);
	view_strf(v, "Page.Url.zh", "%s%slang=zh", at, join);
	view_strf(v, "Page.Url.en", "%s%slang=en", at, join);
	view_strf(v, "Page.Url.look", "%s%slook=%s", at, join, rq->large ? "usual" : "large");
}

/* What the page before wanted said: "kind:key" in a cookie, trusted only as a choice among our texts. */
static void
fill_flash(struct request *rq, struct view *v)
{
	static const char *const kinds[] = { "ok", "info", "warn", "error" };
	const char *said = request_cookie(rq, "flash"), *text;

	if (said == NULL)
		return;
	reply_cookie(rq, "flash", "", -1);
	for (size_t i = 0; i < N(kinds); i++) {
		size_t n = strlen(kinds[i]);

		if (strncmp(said, kinds[i], n) != 0 || said[n] != ':')
			continue;
		text = text_find(rq->lang, arena_printf(rq->arena, "Text.flash.%s", said + n + 1));
		view_str(v, "Flash.Text", text);
		view_str(v, "Flash.Kind", kinds[i]);
	}
}

struct view *
reply_view(struct request *rq)
{
	struct view *v;

	if (rq->view != NULL)
		return rq->view;
	if (view_new(rq->app->views, rq->arena, rq->lang, &v) != OK)
		abort();	/* out of memory */
	rq->view = v;
	view_bool(v, "Page.Desk", rq->app->staff);
	fill_lang(rq, v);
	fill_site(rq, v);
	fill_user(rq, v);
	fill_form(rq, v);
	fill_flash(rq, v);
	return v;
}
