/* Measures 查通督约考罚: the list, one with its cases and minutes. */
#include "config.h"
#include "cgi-bin/desk/account.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/service/measure_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static enum err
show_form(struct request *rq, struct view *v)
{
	enum err e;

	if (!desk_may(rq, PERM_FINDING))
		return OK;
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_bool(v, "Page.Form.Open", rq->failure != OK || param_has(rq, "finding"));
	show_number_choice(rq, view_sub(v, "Form.what"), "MeasureKind", MK_MAX - 1, param_int_or(rq, "what", MK_TALK), NULL);
	if (param_has(rq, "finding"))
		view_int(v, "Page.Form.Finding", param_int(rq, "finding"));
	if ((e = show_unit_choice(rq, view_sub(v, "Form.unit"), param_int(rq, "unit"), "Text.form.choose")) != OK)
		return e;
	return show_person_choice(rq, view_sub(v, "Form.person"), param_int(rq, "person"));
}

enum err
page_measures(struct request *rq)
{
	const struct measure_want w = { .before = param_int(rq, "before"), .kind = (int32_t)param_int(rq, "kind") };
	struct view *v = desk_view(rq, "Text.measure.page");
	struct measure_row *rows;
	size_t n;
	enum err e = store_measures(rq->db, rq->arena, &w, &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < FINDING_PAGE; i++)
		show_measure(rq, view_item(v, "Page.Rows"), &rows[i]);
	if (e == OK && n > FINDING_PAGE)
		view_strf(v, "Page.Next", "/desk/measures?kind=%d&before=%lld", w.kind, (long long)rows[FINDING_PAGE - 1].id);
	show_number_choice(rq, view_sub(v, "Page.Filter.Kind"), "MeasureKind", MK_MAX - 1, w.kind, "Text.finding.all");
	if (e != OK || (e = show_form(rq, v)) != OK)
		return e;
	show_errors(rq);
	return reply_page(rq, "desk/measures.cs");
}

enum err
page_measures_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct measure_wish w = { .kind = (enum measure_kind)param_int(rq, "what"), .title = param_text(rq, "title"),
		.persons = param_text(rq, "persons"), .words = param_text(rq, "note"), .day = param_date(rq, "day"),
		.unit_id = param_int(rq, "unit"), .user_id = param_int(rq, "person"), .finding_id = param_int(rq, "finding"),
		.first_day = param_has(rq, "from") ? param_date(rq, "from") : 0,
		.end_day = param_has(rq, "until") ? param_date(rq, "until") + 1 : 0, .sample = (int32_t)param_int(rq, "sample"),
		.seed = param_int(rq, "seed") };
	struct actor who;
	int64_t id;
	enum err e;

	if ((e = account_actor(rq, &sv, PERM_FINDING, &who)) != OK || (e = measure_begin(&sv, param_text(rq, "key"), &who, &w, &id)) != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/measure?id=%lld", (long long)id));
}

static enum err
show_round(struct request *rq, struct view *v, const struct measure_row *m)
{
	struct measure_case *rows;
	size_t n;
	enum err e = store_measure_cases(rq->db, rq->arena, m->id, &rows, &n);

	view_str(v, "Page.Drawn", text_fill3(rq->arena, rq->lang, "Text.measure.drawn", arena_printf(rq->arena, "%d", m->of_cases),
	    arena_printf(rq->arena, "%zu", n), arena_printf(rq->arena, "%lld", (long long)m->seed)));
	view_str(v, "Page.Span", arena_printf(rq->arena, "%s – %s", account_period(rq->arena, rq->lang, ACCOUNT_CASE, m->first_day, 0),
	    account_period(rq->arena, rq->lang, ACCOUNT_CASE, m->end_day - 1, 0)));
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *c = view_item(v, "Page.Cases");

		view_int(c, "Id", rows[i].id);
		view_strf(c, "Url", "/desk/case?id=%lld", (long long)rows[i].id);
		view_str(c, "Number", rows[i].number != NULL ? rows[i].number : arena_printf(rq->arena, "#%lld", (long long)rows[i].id));
		view_str(c, "Class", rows[i].class_zh != NULL ? text_pick(rq->lang, rows[i].class_zh, rows[i].class_en) : "");
		view_str(c, "Place", rows[i].address);
		view_str(c, "Unit", rows[i].unit_zh != NULL ? text_pick(rq->lang, rows[i].unit_zh, rows[i].unit_en) : "");
		view_text(c, "Result", rows[i].result == 1 ? "Text.measure.good" : rows[i].result == 2 ? "Text.measure.bad" : "Text.measure.unseen");
		view_str(c, "Tone", rows[i].result == 1 ? "ok" : rows[i].result == 2 ? "late" : "idle");
		view_str(c, "Note", rows[i].note);
	}
	return e;
}

enum err
page_measure(struct request *rq)
{
	const bool may = desk_may(rq, PERM_FINDING);
	struct measure_row m;
	struct view *v;
	enum err e = store_measure(rq->db, rq->arena, param_int(rq, "id"), &m);

	if (e != OK)
		return e;
	v = desk_view(rq, "Text.measure.one");
	view_int(v, "Page.Id", m.id);
	show_measure(rq, view_sub(v, "Page.Measure"), &m);
	view_str(v, "Page.Measure.Persons", m.persons);
	if (m.finding_id != 0)
		view_strf(v, "Page.FindingUrl", "/desk/finding?id=%lld", (long long)m.finding_id);
	view_bool(v, "Page.Round", m.kind == MK_INSPECT);
	view_bool(v, "Page.MayLook", may && m.state == MS_OPEN);
	view_bool(v, "Page.MayAgree", may && m.state == MS_WAITING && m.made_by != rq->user->id && m.user_id != rq->user->id);
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_errors(rq);
	if (m.kind == MK_INSPECT && (e = show_round(rq, v, &m)) != OK)
		return e;
	e = show_account_events(rq, v, SUBJECT_MEASURE, m.id, false);
	return e == OK ? reply_page(rq, "desk/measure.cs") : e;
}

enum err
page_measure_send(struct request *rq)
{
	const int what = param_choice(rq, "what");	/* good, bad, end, agree, refuse */
	const char *key = param_text(rq, "key"), *note = param_text(rq, "note");
	const int64_t id = param_int(rq, "id");
	struct service sv = show_service(rq);
	struct actor who;
	enum err e;

	if ((e = account_actor(rq, &sv, PERM_FINDING, &who)) != OK)
		return e;
	e = what < 2 ? measure_look(&sv, key, &who, id, param_int(rq, "case"), what + 1, note) :
	    measure_end(&sv, key, &who, id, what != 4, note);
	if (e != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/measure?id=%lld", (long long)id));
}
