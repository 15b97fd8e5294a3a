/* Registers beside the cases: light records, stubborn problems, inquiries. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/service/matter_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static enum matter_kind
kind_of(const struct request *rq)
{
	return (enum matter_kind)(param_choice(rq, "kind") + 1);
}

static const char *
kind_word(int32_t kind)
{
	return kind == MATTER_LIGHT ? "light" : kind == MATTER_STUBBORN ? "stubborn" : "inquiry";
}

static void
show_matter(struct request *rq, struct view *v, const struct matter_row *m)
{
	view_strf(v, "Url", "/desk/matter?id=%lld", (long long)m->id);
	view_str(v, "Title", m->title);
	view_str(v, "Place", m->address);
	view_str(v, "Owner", m->owner);
	view_str(v, "Unit", text_pick(rq->lang, m->unit_zh, m->unit_en));
	view_str(v, "Opened", show_time_short(rq->arena, rq->lang, m->opened_at));
	view_str(v, "Origin", m->origin != 0 ? text_getf(rq->lang, "Origin.%d", m->origin) : "");
	view_str(v, "State", text_getf(rq->lang, "Matter.state.%d", m->state));
	if (m->state == MATTER_IS_OPEN)
		show_due(v, rq, m->due, USEC_NONE);
}

static enum err
show_form(struct request *rq, struct view *v, enum matter_kind kind)
{
	struct view *units = view_sub(v, "Form.unit"), *from = view_sub(v, "Form.origin"), *o;
	static const char *const origins[] = { "upper", "deputy", "leader", "media" };
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(rq->db, rq->arena, clock_now(), &rows, &n);

	o = view_item(units, "Options");
	view_text(o, "Label", "Text.form.choose");
	for (size_t i = 0; e == OK && i < n; i++) {
		o = view_item(units, "Options");
		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", param_int(rq, "unit") == rows[i].id);
	}
	for (int i = 0; i < 4; i++) {
		o = view_item(from, "Options");
		view_str(o, "Value", origins[i]);
		view_str(o, "Label", text_getf(rq->lang, "Origin.%d", i + 1));
		view_bool(o, "Selected", param_choice(rq, "origin") == i);
	}
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_bool(v, "Page.Form.Day", kind != MATTER_LIGHT);
	view_bool(v, "Page.Form.From", kind == MATTER_INQUIRY);
	view_bool(v, "Page.Form.Open", rq->failure != OK);
	show_errors(rq);
	return e;
}

enum err
page_matters(struct request *rq)
{
	const enum matter_kind kind = kind_of(rq);
	const int64_t before = param_has(rq, "before") ? param_int(rq, "before") : INT64_MAX;
	struct view *v = desk_view(rq, arena_printf(rq->arena, "Matter.%s.Title", kind_word((int32_t)kind)));
	struct matter_row *rows;
	size_t n = 0;
	enum err e = OK;

	if (!matter_may_read(kind, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's register");
	view_str(v, "Page.Kind", kind_word((int32_t)kind));
	view_text(v, "Page.Help", arena_printf(rq->arena, "Matter.%s.Help", kind_word((int32_t)kind)));
	if (before == INT64_MAX && kind != MATTER_LIGHT)
		e = store_matters_open(rq->db, rq->arena, kind, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		show_matter(rq, view_item(v, "Page.Open"), &rows[i]);
	for (int s = MATTER_IS_CLOSED; e == OK && s <= MATTER_IS_UPWARD; s++) {
		e = store_matters_over(rq->db, rq->arena, kind, (enum matter_state)s, before,
		    desk_may(rq, PERM_SEE_ALL) ? 0 : rq->user->id, &rows, &n);
		for (size_t i = 0; e == OK && i < n && i < MATTER_PAGE; i++)
			show_matter(rq, view_item(v, "Page.Over"), &rows[i]);
		if (e == OK && n > MATTER_PAGE)
			view_strf(v, "Page.Next", "/desk/matters?kind=%s&before=%lld", kind_word((int32_t)kind),
			    (long long)rows[MATTER_PAGE - 1].id);
	}
	view_bool(v, "Page.May", matter_may_open(kind, rq->user->perms));
	if (e == OK)
		e = show_form(rq, v, kind);
	return e == OK ? reply_page(rq, "desk/matters.cs") : e;
}

static usec_t
day_of_form(struct request *rq)
{
	return param_has(rq, "date") ? day_start(param_date(rq, "date") + 1) : USEC_NONE;
}

/* A refusal of the service at its field. */
static enum err
refused(struct request *rq, enum err e)
{
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
page_matters_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct matter_row m = { .kind = (int32_t)kind_of(rq), .title = param_text(rq, "title"),
		.address = param_has(rq, "address") ? param_text(rq, "address") : "", .origin = param_choice(rq, "origin") + 1,
		.unit_id = param_int(rq, "unit"), .due = day_of_form(rq) };
	struct actor who;
	int64_t id;
	enum err e = office_actor(&sv, rq->user, PERM_URGE, &who);

	if (!matter_may_open((enum matter_kind)m.kind, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's register");
	if (e != OK || (e = matter_open(&sv, param_text(rq, "key"), &who, &m, param_text(rq, "note"), &id)) != OK)
		return refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/matter?id=%lld", (long long)id));
}

static enum err
show_entries(struct request *rq, struct view *v, int64_t id)
{
	struct matter_entry *rows;
	size_t n;
	enum err e = store_matter_entries(rq->db, rq->arena, id, &rows, &n);

	for (size_t i = n; e == OK && i > 0; i--) {
		struct view *x = view_item(v, "Page.Entries");

		view_str(x, "When", show_time(rq->arena, rq->lang, rows[i - 1].at));
		view_str(x, "Who", rows[i - 1].who);
		view_str(x, "State", text_getf(rq->lang, "Matter.state.%d", rows[i - 1].state));
		view_lines(x, "Words", rows[i - 1].words);
	}
	return e;
}

/* Reads the matter if this person may; a light record of the street is its writer's own. */
static enum err
read_matter(struct request *rq, struct matter_row **m)
{
	enum err e = store_matter_by_id(rq->db, rq->arena, param_int(rq, "id"), m);

	if (e != OK)
		return e;
	if (!matter_may_read((enum matter_kind)(*m)->kind, rq->user->perms) ||
	    (!desk_may(rq, PERM_SEE_ALL) && (*m)->owner_id != rq->user->id))
		return err_raise(ERR_NOT_FOUND, "not this person's matter");
	return OK;
}

enum err
page_matter(struct request *rq)
{
	struct matter_row *m;
	struct view *v;
	enum err e = read_matter(rq, &m);

	if (e != OK)
		return e;
	v = desk_view(rq, arena_printf(rq->arena, "Matter.%s.Title", kind_word(m->kind)));
	view_str(v, "Page.Kind", kind_word(m->kind));
	show_matter(rq, view_sub(v, "Page.Matter"), m);
	view_int(v, "Page.Matter.Id", m->id);
	view_bool(v, "Page.May", m->state == MATTER_IS_OPEN && matter_may_open((enum matter_kind)m->kind, rq->user->perms));
	view_bool(v, "Page.MayEnd", m->state == MATTER_IS_OPEN && matter_may_end((enum matter_kind)m->kind, rq->user->perms));
	view_bool(v, "Page.MayUp", m->state == MATTER_IS_OPEN && m->kind == MATTER_STUBBORN && desk_may(rq, PERM_COMMAND));
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_errors(rq);
	return (e = show_entries(rq, v, m->id)) == OK ? reply_page(rq, "desk/matter.cs") : e;
}

enum err
page_matter_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const int what = param_choice(rq, "what");	/* status, close, up */
	struct matter_row *m;
	struct actor who;
	enum err e = read_matter(rq, &m);

	if (e != OK || (e = office_actor(&sv, rq->user, what == 0 ? PERM_URGE : PERM_COMMAND, &who)) != OK ||
	    (e = matter_note(&sv, param_text(rq, "key"), &who, m->id, (enum matter_state)(MATTER_IS_OPEN + what),
	    day_of_form(rq), param_text(rq, "note"))) != OK)
		return refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/matter?id=%lld", (long long)m->id));
}
