/* Objections of a month: what stands, and a unit's form. */
#include "config.h"
#include "cgi-bin/desk/routes_month.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/rule/account.h"
#include "lib/service/appeal_ops.h"
#include "lib/service/month_ops.h"
#include "lib/store/store_account.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* In the order of the route's parameter "count". */
static const enum count counts[] = { N_CLOSE_LATE, N_CLOSE_LATE_OPEN, N_REWORK, N_RETURN_UNJUST };

static void
show_counts(struct request *rq, struct view *v)
{
	struct view *f = view_sub(v, "Form.count");

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct view *o = view_item(f, "Options");

		view_str(o, "Value", count_token(counts[i]));
		view_str(o, "Label", text_getf(rq->lang, "Metric.%s.Name", count_token(counts[i])));
		view_bool(o, "Selected", param_has(rq, "count") && param_choice(rq, "count") == (int)i);
	}
}

static void
show_objection(struct request *rq, struct view *o, const struct appeal_row *a)
{
	view_str(o, "Number", a->case_number);
	view_strf(o, "Url", "/desk/appeal?id=%lld", (long long)a->id);
	view_str(o, "Unit", text_pick(rq->lang, a->unit_zh, a->unit_en));
	view_str(o, "Count", text_getf(rq->lang, "Metric.%s.Name", a->count_word));
	view_str(o, "When", show_time_short(rq->arena, rq->lang, a->asked_at));
	view_str(o, "State", text_getf(rq->lang, "AppealState.%d", a->state));
	view_str(o, "Tone", a->state == AP_GRANTED ? "ok" : a->state == AP_ASKED || a->state == AP_FIRST ? "warn" : "");
}

enum err
show_month_objections(struct request *rq, struct view *v, int32_t first_day)
{
	const struct appeal_want want = { .kind = APPEAL_MONTH, .first_day = first_day,
		.unit_id = desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_PAPERS) ? 0 : rq->user->unit_id };
	struct appeal_row *rows;
	size_t n;
	enum err e = store_appeals(rq->db, rq->arena, &want, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		show_objection(rq, view_item(v, "Page.Objections"), &rows[i]);
	show_counts(rq, v);
	return e;
}

enum err
page_month_object(struct request *rq)
{
	struct service sv = show_service(rq);
	struct appeal_wish w = { .kind = APPEAL_MONTH, .words = param_text(rq, "note") };
	struct actor who;
	int64_t id;
	int y, m;
	enum err e = store_case_id_by_number(rq->db, param_text(rq, "number"), &w.case_id);

	if (e == ERR_NOT_FOUND) {
		param_refuse(rq, "number", "Err.month_case");
		return ERR_INVALID;
	}
	w.first_day = param_month(rq, "month", &y, &m) ? day_of_date(y, m, 1) : 0;
	w.count_word = count_token(counts[param_choice(rq, "count")]);
	if (e != OK || (e = office_actor(&sv, rq->user, PERM_UNIT_WORK, &who)) != OK ||
	    (e = month_object(&sv, param_text(rq, "key"), &who, &w, clock_now(), &id)) != OK)
		return e;
	reply_flash(rq, "ok", "month_objected");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/month?month=%04d-%02d", y, m));
}
