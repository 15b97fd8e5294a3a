/* The frame, the queues and the rows of lists. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/refno.h"
#include "lib/service/admin_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

#define BIT(p) ((uint64_t)1 << PERM_##p)

/* In the order of a case's life; each person sees those he moves cases out of, and a unit's leaders what it works on. */
static const struct queue queues[] = {
	{ "registered", CS_REGISTERED, BIT(ORDER_SITE) | BIT(FILE), false, "inbox" },
	{ "verifying", CS_VERIFYING, BIT(ORDER_SITE), false, "eye" },
	{ "filing", CS_FILING, BIT(FILE), false, "file" },
	{ "filing_chief", CS_FILING_CHIEF, BIT(FILE_DOUBTFUL), false, "flag" },
	{ "filed", CS_FILED, BIT(DISPATCH), false, "send" },
	{ "coordinating", CS_COORDINATING, BIT(DISPATCH), false, "users" },
	{ "leader", CS_LEADER_PENDING, BIT(INSTRUCT), false, "edit" },
	{ "hearing", CS_HEARING, BIT(HEAR), false, "users" },
	{ "escalated", CS_ESCALATED, BIT(UPPER), false, "up" },
	{ "dispatched", CS_DISPATCHED, BIT(UNIT_WORK) | BIT(SEE_UNIT) | BIT(DISPATCH), true, "in" },
	{ "handling", CS_HANDLING, BIT(UNIT_WORK) | BIT(SEE_UNIT) | BIT(DISPATCH), true, "hand" },
	{ "return_review", CS_RETURN_REVIEW, BIT(REVIEW_RETURN) | BIT(COMMAND), false, "undo" },
	{ "suspended", CS_SUSPENDED, BIT(COMMAND), false, "clock" },
	{ "special", CS_SPECIAL_REVIEW, BIT(COMMAND) | BIT(UPPER), false, "flag" },
	{ "squad_review", CS_SQUAD_REVIEW, BIT(REVIEW_FEEDBACK), false, "eye" },
	{ "feedback", CS_FEEDBACK, BIT(REVIEW_FEEDBACK), false, "chat" },
	{ "check_pending", CS_CHECK_PENDING, BIT(ORDER_SITE), false, "send" },
	{ "checking", CS_CHECKING, BIT(ORDER_SITE), false, "eye" },
	{ "close_review", CS_CLOSE_REVIEW, BIT(JUDGE), false, "check" },
	{ "close_chief", CS_CLOSE_CHIEF, BIT(CLOSE), false, "ok" },
	{ "rework", CS_REWORK_PENDING, BIT(DISPATCH), false, "redo" },
	{ "closed", CS_CLOSED, BIT(ARCHIVE), false, "archive" },
	{ "closed_special", CS_CLOSED_SPECIAL, BIT(ARCHIVE), false, "archive" },
	{ "refused", CS_NOT_ACCEPTED, BIT(ARCHIVE), false, "archive" },
	{ "archived", CS_ARCHIVED, BIT(ARCHIVE), false, "folder" },
};

const struct queue *
queue_table(size_t *n)
{
	*n = N(queues);
	return queues;
}

bool
desk_may(const struct request *rq, enum perm p)
{
	return rq->user != NULL && perm_in(rq->user->perms, p);
}

bool
queue_is_mine(const struct request *rq, const struct queue *q)
{
	return (rq->user->perms & q->perms) != 0;
}

const struct queue *
queue_for(const struct request *rq, const char *code)
{
	for (size_t i = 0; i < N(queues); i++)
		if (strcmp(queues[i].code, code) == 0)
			return queue_is_mine(rq, &queues[i]) || desk_may(rq, PERM_SEE_ALL) ? &queues[i] : NULL;
	return NULL;
}

const struct queue *
queue_of_state(const struct request *rq, int32_t state)
{
	for (size_t i = 0; i < N(queues); i++)
		if ((int32_t)queues[i].state == state && queue_is_mine(rq, &queues[i]))
			return &queues[i];
	return NULL;
}

int64_t
queue_unit(const struct request *rq, const struct queue *q)
{
	if (!q->own_unit || desk_may(rq, PERM_SEE_ALL))
		return 0;
	return rq->user->unit_id != 0 ? rq->user->unit_id : -1;	/* of no unit: nothing */
}

bool
desk_on_street(const struct request *rq)
{
	return desk_may(rq, PERM_SITE) || desk_may(rq, PERM_HANDLE) ||
	    (desk_may(rq, PERM_REGISTER) && !desk_may(rq, PERM_FILE) && !desk_may(rq, PERM_SEE_ALL));
}

struct view *
desk_view(struct request *rq, const char *title)
{
	struct view *v = reply_view(rq);

	view_text(v, "Page.Title", title);
	view_bool(v, "Page.NoKeys", !desk_has_keys(rq));
	if (rq->user == NULL)
		return v;
	show_nav(rq, "Text.nav.desk", "/desk", "home", 0);
	if (desk_on_street(rq)) {
		view_bool(v, "Page.Phone", true);
		view_int(v, "Page.Made", clock_now() / 1000);
	}
	if (desk_may(rq, PERM_SITE) || desk_may(rq, PERM_HANDLE))
		show_nav(rq, "Text.nav.tasks", "/desk/tasks", "list", 0);
	if (desk_may(rq, PERM_SQUAD))
		show_nav(rq, "Text.nav.area", "/desk/area", "map", 0);
	if (desk_may(rq, PERM_PATROL))
		show_nav(rq, "Text.nav.patrol", "/desk/patrol", "pin", 0);
	if (desk_may(rq, PERM_PATROL_CHIEF))
		show_nav(rq, "Text.nav.patrols", "/desk/patrols", "map", 0);
	if (desk_may(rq, PERM_FILE))
		show_nav(rq, "Text.nav.complaints", "/desk/complaints", "inbox", 0);
	if (desk_may(rq, PERM_REGISTER))
		show_nav(rq, "Text.nav.register", "/desk/register", "plus", 0);
	show_inbox_nav(rq);
	if (desk_may(rq, PERM_ARCHIVE) || desk_may(rq, PERM_COMMAND))
		show_nav(rq, "Text.nav.archive", "/desk/archive", "archive", 0);
	if (desk_may(rq, PERM_PAPERS))
		show_nav(rq, "Text.nav.papers", "/desk/papers", "print", 0);
	if (desk_may(rq, PERM_COMMAND))
		show_nav(rq, "Text.nav.assess", "/desk/assess", "users", 0);
	if (desk_may(rq, PERM_FINDING_SEE) || (desk_may(rq, PERM_ANSWER) && rq->user->unit_id != 0))
		show_nav(rq, desk_may(rq, PERM_FINDING_SEE) ? "Text.nav.findings" : "Text.nav.answers", "/desk/findings", "shield", 0);
	if (desk_may(rq, PERM_ADMIN_SYS))
		show_nav(rq, "Text.nav.notices", "/desk/notices", "send", 0);
	if (desk_may(rq, PERM_DUTY))
		show_nav(rq, "Text.nav.duty", "/desk/duty", "users", 0);
	if (desk_may(rq, PERM_PAPERS) || desk_may(rq, PERM_SEE_UNIT))
		show_nav(rq, "Text.nav.eval", "/desk/eval", "list", 0);
	if (admin_may_look(rq->user))
		show_nav(rq, "Text.nav.admin", "/desk/admin", "shield", 0);
	if (desk_may(rq, PERM_ADMIN_AUDIT))
		show_nav(rq, "Text.nav.admin_log", "/desk/admin/log", "list", 0);
	return v;
}

static void
flag(struct view *v, struct request *rq, const char *tone, const char *icon, const char *key, int32_t n)
{
	view_str(v, "Tone", tone);
	view_str(v, "Icon", icon);
	view_str(v, "Label", n > 0 ? text_fill1(rq->arena, rq->lang, key, arena_printf(rq->arena, "%d", n)) :
	    request_text(rq, key));
}

void
show_row(struct view *v, struct request *rq, const struct office_lists *l, const struct queue_row *r)
{
	view_strf(v, "Url", "/desk/case?id=%lld", (long long)r->id);
	show_row_of(v, rq, l, r, NULL);
}

void
show_row_of(struct view *v, struct request *rq, const struct office_lists *l, const struct queue_row *r, const char *in)
{
	const char *class = office_name(l, NAMES_CLASS, r->class_id, rq->lang);

	if (in != NULL)
		view_strf(v, "Url", "/desk/case?id=%lld&in=%s", (long long)r->id, in);
	view_str(v, "Number", r->number != NULL ? r->number : arena_printf(rq->arena, "#%lld", (long long)r->id));
	view_str(v, "Title", class != NULL ? class : request_text(rq, "Text.receipt.no_class"));
	view_str(v, "Brief", r->description);
	view_str(v, "Place", r->address);
	view_str(v, "Grid", office_name(l, NAMES_BASE_GRID, r->base_cell_id, rq->lang));
	view_str(v, "Unit", office_name(l, NAMES_UNIT, r->unit_id, rq->lang));
	view_str(v, "Received", show_time_short(rq->arena, rq->lang, r->received_at));
	show_state(v, rq, r->state);
	if (!state_is_final((enum case_state)r->state))
		show_due(v, rq, r->stage_due, USEC_NONE);
	if (r->hazard)
		flag(view_item(v, "Flags"), rq, "late", "hazard", "Flag.hazard", 0);
	if (r->rework_count > 0)
		flag(view_item(v, "Flags"), rq, "warn", "redo", "Flag.rework", r->rework_count);
}

void
show_flags(struct view *v, struct request *rq, const char *list, const struct case_row *c)
{
	const struct {
		bool on;
		const char *tone, *icon, *key;
		int32_t n;
	} flags[] = {
		{ c->hazard, "late", "hazard", "Flag.hazard", 0 },
		{ c->urgent && !c->hazard, "warn", "alert", "Flag.urgent", 0 },
		{ c->leader_locked, "warn", "lock", "Flag.leader_locked", 0 },
		{ c->rework_count > 0, "warn", "redo", "Flag.rework", c->rework_count },
		{ c->return_count > 0, "warn", "undo", "Flag.return", c->return_count },
		{ c->supervise == SUPERVISE_URGE, "warn", "alert", "Flag.urged", 0 },
		{ c->supervise == SUPERVISE_LETTER, "late", "alert", "Flag.letter", 0 },
		{ c->supervise == SUPERVISE_SINGLE, "late", "alert", "Flag.single", 0 },
		{ c->ext_pending, "warn", "clock", "Flag.ext_pending", c->ext_asked },
		{ c->watch_asked, "warn", "eye", "Flag.watch_asked", 0 },
		{ c->watch, "warn", "eye", "Flag.watch", 0 },
		{ c->approval == APPROVAL_ASKED, "warn", "clock", "Flag.approval", 0 },
		{ c->inquiry != ORIGIN_NONE, "warn", "chat", "Flag.inquiry", 0 },
		{ c->designated, "warn", "flag", "Flag.designated", 0 },
		{ c->joint, "idle", "users", "Flag.joint", 0 },
		{ c->substitute, "idle", "users", "Flag.substitute", 0 },
		{ c->unjustified_return, "late", "undo", "Flag.unjustified", 0 },
		{ c->false_feedback > 0, "late", "alert", "Flag.false_feedback", 0 },
		{ c->reopen_count > 0, "warn", "redo", "Flag.reopened", c->reopen_count },
		{ c->filed_upward, "idle", "up", "Flag.filed_upward", 0 },
		{ c->confidential, "idle", "shield", "Flag.confidential", 0 },
		{ c->outside, "idle", "map", "Flag.outside", 0 },
		{ c->ext_system != NULL, "idle", "in", "Flag.imported", 0 },
	};

	for (size_t i = 0; i < N(flags); i++)
		if (flags[i].on)
			flag(view_add_item(v, list), rq, flags[i].tone, flags[i].icon, flags[i].key, flags[i].n);
}

struct view *
show_filter(struct view *v, const char *name, const char *label, const char *kind)
{
	struct view *f = view_item(v, "Page.Filters"), *o;

	view_str(f, "Name", name);
	view_text(f, "Label", label);
	view_str(f, "Kind", kind);
	if (strcmp(kind, "select") != 0)
		return f;
	o = view_item(f, "Options");
	view_str(o, "Value", "");
	view_text(o, "Label", "Text.queue.all");
	return f;
}

void
show_option(struct view *f, int64_t value, const char *label, int64_t chosen)
{
	struct view *o = view_item(f, "Options");

	view_int(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", value == chosen);
}

enum err
show_class_options(struct request *rq, struct view *field, int64_t chosen)
{
	struct service sv = show_service(rq);
	const struct office_lists *l = NULL;
	struct view *group = NULL, *o;
	const char *major = "";
	enum err e = office_lists(&sv, &l);

	o = view_item(field, "Options");
	view_text(o, "Label", "Text.form.choose");
	for (size_t i = 0; e == OK && i < l->n_classes; i++) {
		const struct class_row *row = &l->classes[i];

		if (strcmp(major, row->major_zh) != 0) {
			major = row->major_zh;
			group = view_item(field, "Groups");
			view_str(group, "Label", text_pick(rq->lang, row->major_zh, row->major_en));
		}
		o = view_item(group, "Options");
		view_int(o, "Value", row->id);
		view_str(o, "Label", text_pick(rq->lang, row->name_zh, row->name_en));
		view_bool(o, "Selected", row->id == chosen);
	}
	return e;
}
