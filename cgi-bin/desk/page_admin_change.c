/* A change on its way: looked at, handed in, confirmed or refused; and the log of all. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/service/admin_file.h"
#include "lib/service/admin_ops.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* A first password on its way from the confirmation to the page that shows it once. */
#define COOKIE_ONCE "once"

enum { LOG_TEXT_MAX = 400 };	/* bytes of a value in the log's list */

enum err
page_admin_changes(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.changes");
	const int state = param_has(rq, "state") ? param_choice(rq, "state") : CH_WAITING;
	struct change_row *rows;
	size_t n;
	enum err e = store_changes(rq->db, rq->arena, (enum admin_state)state,
	    param_int_or(rq, "before", INT32_MAX), &rows, &n);

	for (int i = CH_WAITING; i < CH_STATE_MAX; i++) {
		static const char *const words[] = { "draft", "waiting", "agreed", "done", "refused", "withdrawn" };
		struct view *t = view_item(v, "Page.Tabs");

		view_str(t, "Label", admin_state_name(rq, i));
		view_strf(t, "Url", "/desk/admin/changes?state=%s", words[i]);
		view_bool(t, "Here", i == state);
		if (e == OK && i == state && n > CHANGE_PAGE)
			view_strf(v, "Page.Next", "/desk/admin/changes?state=%s&before=%lld", words[i],
			    (long long)rows[CHANGE_PAGE - 1].id);
	}
	for (size_t i = 0; e == OK && i < n && i < CHANGE_PAGE; i++)
		show_admin_change(view_item(v, "Page.Changes"), rq, &rows[i]);
	return e == OK ? reply_page(rq, "desk/admin_changes.cs") : e;
}

static void
show_steps(struct request *rq, struct view *v, const struct change_row *c)
{
	const struct admin_steps s = admin_steps(rq->user, c);

	view_bool(v, "Page.May.HandIn", s.hand_in);
	view_bool(v, "Page.May.Withdraw", s.withdraw);
	view_bool(v, "Page.May.Decide", s.decide);
	view_bool(v, "Page.AboutSelf", s.about_self);
	view_bool(v, "Page.OwnWaits", c->state == CH_WAITING && c->asked_by == rq->user->id);
}

/* How many would be touched: counted now while it is a draft, as it was when handed in later. */
static enum err
show_touches(struct request *rq, struct view *v, const struct change_row *c)
{
	struct service sv = show_service(rq);
	int64_t n = c->touches;
	enum err e = c->state == CH_DRAFT ? admin_touched(&sv, c, &n) : OK;
	const enum admin_thing thing = admin_of_code(c->thing);
	const bool people = thing == ADM_ROLE || thing == ADM_ROLE_PERM;

	if (e == OK && n > 0 && !people)
		view_strf(v, "Page.TouchedUrl", "/desk/admin/touched?id=%lld", (long long)c->id);
	if (e == OK)
		view_str(v, "Page.Touches", n == 0 ? request_text(rq, "Text.admin.touches_none") :
		    text_fill1(rq->arena, rq->lang, people ? "Text.admin.touches_people" : "Text.admin.touches_cases",
		    arena_printf(rq->arena, "%lld", (long long)n)));
	return e;
}

/* The password of a person, once: the cookie that carried it goes with this answer. */
static void
show_once(struct request *rq, struct view *v, const struct change_row *c)
{
	const char *said = request_cookie(rq, COOKIE_ONCE), *slash = said != NULL ? strchr(said, '/') : NULL;

	if (slash == NULL || strtoll(said, NULL, 10) != c->id)
		return;
	reply_cookie(rq, COOKIE_ONCE, "", -1);
	reply_secret(rq);
	view_str(v, "Page.Password", slash + 1);
}

/* The row it is about, by its name and with a way to it. */
static enum err
show_about(struct request *rq, struct view *v, const struct change_row *c)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	struct admin_values row;
	enum err e;

	if (thing == ADM_MAX || c->row_key[0] == '\0')
		return OK;
	view_str(v, "Page.RowUrl", admin_url(rq, "row", thing, c->row_key, ""));
	e = store_admin_row(rq->db, rq->arena, thing, c->row_key, clock_now(), &row);
	if (e == ERR_NOT_FOUND)
		return OK;
	return e == OK ? show_admin_facts(rq, v, thing, &row) : e;
}

enum err
page_admin_change(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.change");
	struct change_row *c;
	struct admin_file f;
	const char *field = rq->failure != OK ? err_field() : NULL;
	enum err e = store_change_by_id(rq->db, rq->arena, param_int(rq, "id"), &c);

	if (rq->failure == ERR_INVALID && !param_any_refused(rq))
		view_str(v, "Form.Error", text_getf(rq->lang, "Err.rule_%s", field != NULL ? field : "broken"));
	else if (rq->failure == ERR_CONFLICT)
		view_text(v, "Form.Error", "Err.rule_changed");
	if (e == OK && c->op == OP_FILE && admin_of_code(c->thing) < ADM_MAX) {
		admin_file_of_change(rq->arena, admin_of_code(c->thing), c->new_text, &f);
		show_admin_file(rq, v, admin_of_code(c->thing), &f);
	}
	if (e != OK || (e = show_admin_diff(rq, v, c)) != OK || (e = show_touches(rq, v, c)) != OK ||
	    (e = show_about(rq, v, c)) != OK)
		return e;
	show_admin_change(view_sub(v, "Page.Change"), rq, c);
	if (admin_of_code(c->thing) < ADM_MAX && admin_file_thing(admin_of_code(c->thing)))
		view_strf(v, "Page.Map", "/desk/admin/map?id=%lld", (long long)c->id);
	view_str(v, "Page.Decision", c->decision);
	view_str(v, "Page.DecidedAt", show_time_short(rq->arena, rq->lang, c->decided_at));
	show_steps(rq, v, c);
	show_once(rq, v, c);
	show_errors(rq);
	return reply_page(rq, "desk/admin_change.cs");
}

static enum err
decide(struct request *rq, struct service *sv, int64_t id, bool yes)
{
	const char *password = NULL;
	enum err e;

	if (!yes && !param_has(rq, "why")) {
		param_refuse(rq, "why", "Err.required");
		return err_raise(ERR_INVALID, "refused without a reason");
	}
	e = admin_decide(sv, rq->user, id, yes, param_text(rq, "why"), &password);
	if (e == OK && password != NULL)
		reply_cookie(rq, COOKIE_ONCE, arena_printf(rq->arena, "%lld/%s", (long long)id, password), 120);
	return e;
}

enum err
page_admin_change_send(struct request *rq)
{
	static const char *const flashes[] = { "admin_handed_in", "admin_withdrawn", "admin_confirmed", "admin_refused" };
	struct service sv = show_service(rq);
	const int step = param_choice(rq, "step");
	const int64_t id = param_int(rq, "id");
	enum err e = step == 0 ? admin_hand_in(&sv, rq->user, id) : step == 1 ? admin_withdraw(&sv, rq->user, id) :
	    decide(rq, &sv, id, step == 2);

	if (e != OK)
		return e;
	reply_flash(rq, step == 1 || step == 3 ? "info" : "ok", flashes[step]);
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/admin/change?id=%lld", (long long)id));
}

enum err
page_admin_sign_out(struct request *rq)
{
	struct service sv = show_service(rq);
	const char *id = arena_printf(rq->arena, "%lld", (long long)param_int(rq, "id"));
	enum err e = admin_sign_out(&sv, rq->user, id);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "admin_signed_out");
	return reply_redirect(rq, admin_url(rq, "row", ADM_USER, id, ""));
}

/* --- the log ---------------------------------------------------------------------- */

/* "thing=unit\n…": the value of a name in an event's detail; NULL when it has none. */
static const char *
detail_of(struct request *rq, const struct admin_log_row *r, const char *name)
{
	const char *text = arena_printf(rq->arena, "\n%s", arena_strndup(rq->arena, r->detail.data, r->detail.len));
	const char *at = strstr(text, arena_printf(rq->arena, "\n%s=", name));

	if (at == NULL)
		return NULL;
	at = strchr(at, '=') + 1;
	return arena_strndup(rq->arena, at, strcspn(at, "\n"));
}

/* A calendar's days are thousands of characters: the change's own page has them all. */
static const char *
shortened(struct arena *a, const char *s, size_t n)
{
	size_t cut = n < LOG_TEXT_MAX ? n : LOG_TEXT_MAX;

	while (cut < n && cut > 0 && ((unsigned char)s[cut] & 0xC0) == 0x80)
		cut--;
	return arena_printf(a, "%.*s%s", (int)cut, s, cut < n ? " …" : "");
}

/* The columns' names stand in the text by their codes; people read their labels. */
static void
show_log_text(struct view *v, struct request *rq, const char *text)
{
	while (*text != '\0') {
		const size_t len = strcspn(text, "\n"), eq = strcspn(text, "=");
		const size_t sign = *text == '-' || *text == '+';
		const char *name = arena_strndup(rq->arena, text + sign, eq < len && eq > sign ? eq - sign : 0), *label;

		if (eq < len && len - eq > 1) {
			struct view *l = view_item(v, "Lines");

			label = text_find(rq->lang, arena_printf(rq->arena, "AdminCol.%s", name));
			view_str(l, "Label", label != NULL ? label : name);
			view_str(l, "Text", shortened(rq->arena, text + eq + 1, len - eq - 1));
			view_bool(l, "Old", *text == '-');
			view_bool(l, "New", *text == '+');
		}
		text += len + (text[len] == '\n');
	}
}

static void
show_log_line(struct view *v, struct request *rq, const struct admin_log_row *r)
{
	const char *thing = detail_of(rq, r, "thing"), *op = detail_of(rq, r, "op"), *row = detail_of(rq, r, "row"),
	    *change = detail_of(rq, r, "change");
	const bool batch = r->kind == ADE_BATCH || r->kind == ADE_PUBLISHED;
	struct buf hash;

	buf_init(&hash, rq->arena);
	buf_hex(&hash, r->hash.data, r->hash.len < 8 ? r->hash.len : 8);
	view_int(v, "Seq", r->seq);
	view_str(v, "Hash", hash.s);
	view_str(v, "When", show_time(rq->arena, rq->lang, r->at));
	view_str(v, "WhenIso", show_instant(rq->arena, r->at));
	view_str(v, "Name", text_getf(rq->lang, "AdminEvent.%d", r->kind));
	view_str(v, "Thing", thing != NULL ? admin_thing_name(rq, admin_of_code(thing)) : NULL);
	view_str(v, "Op", op != NULL ? text_getf(rq->lang, "AdminOp.%s", op) : NULL);
	view_str(v, "Row", row);
	view_str(v, "Change", change);
	view_str(v, "Who", batch ? detail_of(rq, r, "by") : admin_person(rq, r->user_name, r->user_name_en));
	view_str(v, "Role", r->role_zh != NULL ? text_pick(rq->lang, r->role_zh, r->role_en) : NULL);
	view_str(v, "Tone", r->kind == ADE_CONFIRMED || r->kind == ADE_DONE ? "ok" : r->kind == ADE_ASKED ? "info" : "warn");
	view_bool(v, "Destroyed", r->destroyed);
	if (r->text != NULL)
		show_log_text(v, rq, r->kind == ADE_ASKED || batch ? r->text : arena_printf(rq->arena, "note=%s", r->text));
}

static void
show_log_filter(struct request *rq, struct view *v, enum admin_thing chosen)
{
	struct view *f = view_sub(v, "Page.Filter"), *o = view_item(f, "Options");

	view_text(o, "Label", "Text.admin.log_all");
	for (enum admin_thing t = 0; t < ADM_MAX; t++) {
		o = view_item(f, "Options");
		view_str(o, "Value", admin_def(t)->code);
		view_str(o, "Label", admin_thing_name(rq, t));
		view_bool(o, "Selected", t == chosen);
	}
}

enum err
page_admin_log(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.log");
	struct service sv = show_service(rq);
	const enum admin_thing thing = admin_thing_of(rq);
	const char *in = thing < ADM_MAX ? arena_printf(rq->arena, "thing=%s\n", admin_def(thing)->code) : "";
	struct ledger_report report;
	struct admin_log_row *rows;
	size_t n;
	enum err e = store_admin_log(rq->db, rq->arena, (int32_t)param_int_or(rq, "before", INT32_MAX), in, &rows, &n);

	if (e != OK || (e = ledger_verify(&sv, SUBJECT_OFFICE, 1, &report)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_log_line(view_item(v, "Page.Events"), rq, &rows[i]);
	view_bool(v, "Page.Broken", report.broken);
	view_str(v, "Page.Chain", text_fill1(rq->arena, rq->lang, report.broken ? "Text.admin.chain_broken" :
	    "Text.admin.chain_whole", arena_printf(rq->arena, "%lld", (long long)report.events)));
	if (n == CHANGE_PAGE && rows[n - 1].seq > 1)
		view_strf(v, "Page.Next", "/desk/admin/log?before=%d%s%s", rows[n - 1].seq, thing < ADM_MAX ? "&thing=" : "",
		    thing < ADM_MAX ? admin_def(thing)->code : "");
	show_log_filter(rq, v, thing);
	return reply_page(rq, "desk/admin_log.cs");
}
