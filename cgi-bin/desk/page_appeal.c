/* Appeals: the list, one with its rulings, asking and ruling. */
#include "config.h"
#include "cgi-bin/desk/account.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/service/appeal_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* Who rules or reads all sees all of them; a unit its own. */
static bool
sees_all(const struct request *rq)
{
	return desk_may(rq, PERM_APPEAL) || desk_may(rq, PERM_FINDING_SEE);
}

enum err
page_appeals(struct request *rq)
{
	const struct appeal_want w = { .before = param_int(rq, "before"), .state = (int32_t)param_int(rq, "state"),
		.unit_id = sees_all(rq) ? 0 : rq->user->unit_id };
	struct view *v = desk_view(rq, "Text.appeal.page");
	struct appeal_row *rows;
	size_t n;
	enum err e;

	if (!sees_all(rq) && rq->user->unit_id == 0)
		return err_raise(ERR_NOT_FOUND, "of no unit");
	if ((e = store_appeals(rq->db, rq->arena, &w, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < FINDING_PAGE; i++)
		show_appeal(rq, view_item(v, "Page.Rows"), &rows[i]);
	if (n > FINDING_PAGE)
		view_strf(v, "Page.Next", "/desk/appeals?before=%lld", (long long)rows[FINDING_PAGE - 1].id);
	show_number_choice(rq, view_sub(v, "Page.Filter.State"), "AppealState", 5, param_int(rq, "state"), "Text.finding.all");
	if (desk_may(rq, PERM_ANSWER) && rq->user->unit_id != 0) {
		view_str(v, "Page.Form.Key", random_token(rq->arena));
		view_bool(v, "Page.Form.Open", rq->failure != OK || param_has(rq, "case"));
		view_str(v, "Form.case.Value", param_typed(rq, "case"));
	}
	show_errors(rq);
	return reply_page(rq, "desk/appeals.cs");
}

enum err
page_appeals_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct appeal_wish w = { .kind = APPEAL_LATE, .due = USEC_NONE, .words = param_text(rq, "note") };
	struct actor who;
	int64_t id;
	enum err e;

	if ((e = account_actor(rq, &sv, PERM_ANSWER, &who)) != OK || (e = account_case_typed(rq, &w.case_id)) != OK ||
	    (e = appeal_ask(&sv, param_text(rq, "key"), &who, &w, &id)) != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/appeal?id=%lld", (long long)id));
}

static enum err
read_appeal(struct request *rq, struct appeal_row *a)
{
	enum err e = store_appeal(rq->db, rq->arena, param_int(rq, "id"), a);

	if (e == OK && !sees_all(rq) && (a->unit_id != rq->user->unit_id || !desk_may(rq, PERM_ANSWER)))
		return err_raise(ERR_NOT_FOUND, "not this unit's appeal");
	return e;
}

enum err
page_appeal(struct request *rq)
{
	const struct actor who = office_reader(rq->user, PERM_APPEAL);
	struct appeal_row a;
	struct view *v;
	enum err e = read_appeal(rq, &a);

	if (e != OK)
		return e;
	v = desk_view(rq, "Text.appeal.one");
	view_int(v, "Page.Id", a.id);
	show_appeal(rq, view_sub(v, "Page.Appeal"), &a);
	view_bool(v, "Page.Exempt", a.kind == APPEAL_LATE && a.state == AP_GRANTED);
	view_bool(v, "Page.MayRule", appeal_may_rule(&a, &who));
	view_bool(v, "Page.MayBack", a.state <= AP_FIRST && appeal_may_ask(&who, a.unit_id));
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_errors(rq);
	e = show_account_events(rq, v, SUBJECT_APPEAL, a.id, !sees_all(rq));
	return e == OK ? reply_page(rq, "desk/appeal.cs") : e;
}

enum err
page_appeal_send(struct request *rq)
{
	const int ruling = param_choice(rq, "ruling");	/* grant, refuse, back */
	struct service sv = show_service(rq);
	struct appeal_row a;
	struct actor who;
	enum err e;

	if ((e = read_appeal(rq, &a)) != OK || (e = account_actor(rq, &sv, ruling == 2 ? PERM_ANSWER : PERM_APPEAL, &who)) != OK)
		return e;
	e = ruling == 2 ? appeal_take_back(&sv, param_text(rq, "key"), &who, a.id, param_text(rq, "note")) :
	    appeal_rule(&sv, param_text(rq, "key"), &who, a.id, ruling == 0, param_text(rq, "note"));
	if (e != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/appeal?id=%lld", (long long)a.id));
}
