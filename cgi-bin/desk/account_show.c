#include "config.h"
#include "cgi-bin/desk/account.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/past.h"
#include "lib/service/appeal_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static const char *
finding_tone(int32_t state)
{
	static const char *const tones[FS_MAX] = { [FS_PROPOSED] = "warn", [FS_CONFIRMED] = "info", [FS_DISMISSED] = "idle",
		[FS_SENT] = "info", [FS_ANSWER_DUE] = "warn", [FS_ANSWERED] = "info", [FS_OVERDUE] = "late", [FS_RESULT] = "ok" };

	return state > 0 && state < FS_MAX ? tones[state] : "idle";
}

/* "市政养护处 · 王伟". */
static const char *
whom(struct request *rq, const char *unit_zh, const char *unit_en, const char *person, const char *person_en)
{
	const char *unit = unit_zh != NULL ? text_pick(rq->lang, unit_zh, unit_en) : NULL;
	const char *who = person != NULL ? text_pick(rq->lang, person, person_en) : NULL;

	if (unit != NULL && who != NULL)
		return arena_printf(rq->arena, "%s · %s", unit, who);
	return unit != NULL ? unit : who != NULL ? who : "";
}

void
show_finding(struct request *rq, struct view *v, const struct finding_row *f)
{
	struct arena *a = rq->arena;

	view_strf(v, "Url", "/desk/finding?id=%lld", (long long)f->id);
	view_str(v, "Code", f->code);
	view_str(v, "Rule", text_pick(rq->lang, f->rule_zh, f->rule_en));
	view_str(v, "Whom", whom(rq, f->unit_zh, f->unit_en, f->person, f->person_en));
	view_str(v, "Period", account_period(a, rq->lang, f->span, f->first_day, f->end_day));
	if (f->case_id != 0)
		view_str(v, "Case", f->case_number != NULL ? f->case_number : arena_printf(a, "#%lld", (long long)f->case_id));
	if (f->span != ACCOUNT_CASE)
		view_str(v, "Number", account_number(a, rq->lang, f->measure, f->span, (struct rate){ f->num, f->den }));
	view_str(v, "State", text_getf(rq->lang, "FindingState.%d", f->state));
	view_str(v, "Tone", finding_tone(f->state));
	view_bool(v, "Few", f->few);
	view_bool(v, "Provisional", f->provisional);
	view_bool(v, "Gone", f->state == FS_PROPOSED && !f->holds);
	view_bool(v, "Major", f->major);
	view_bool(v, "ByHand", f->by_hand);
	view_str(v, "Found", show_time_short(a, rq->lang, f->found_at));
	if (f->grade > 0)
		view_str(v, "Grade", text_getf(rq->lang, "FindingGrade.%d", f->grade));
	if (f->result > 0)
		view_str(v, "Result", text_getf(rq->lang, "FindingResult.%d", f->result));
	if (f->due != USEC_NONE)
		show_due(v, rq, f->due, f->answered_at);
}

void
show_appeal(struct request *rq, struct view *v, const struct appeal_row *a)
{
	static const char *const tones[] = { "idle", "warn", "warn", "ok", "idle", "idle" };

	view_strf(v, "Url", "/desk/appeal?id=%lld", (long long)a->id);
	view_str(v, "Number", a->case_number != NULL ? a->case_number : arena_printf(rq->arena, "#%lld", (long long)a->case_id));
	view_strf(v, "CaseUrl", "/desk/case?id=%lld", (long long)a->case_id);
	view_str(v, "Kind", text_getf(rq->lang, "AppealKind.%d", a->kind));
	view_str(v, "Unit", text_pick(rq->lang, a->unit_zh, a->unit_en));
	view_str(v, "Asked", show_time_short(rq->arena, rq->lang, a->asked_at));
	view_str(v, "State", text_getf(rq->lang, "AppealState.%d", a->state));
	view_str(v, "Tone", tones[a->state]);
	if (a->first_day != 0)
		view_str(v, "Month", account_period(rq->arena, rq->lang, ACCOUNT_MONTH, a->first_day, a->first_day + 28));
	if (a->state <= AP_FIRST && a->due != USEC_NONE)
		show_due(v, rq, a->due, USEC_NONE);
}

void
show_measure(struct request *rq, struct view *v, const struct measure_row *m)
{
	static const char *const tones[] = { "idle", "warn", "ok", "warn", "idle" };

	view_strf(v, "Url", "/desk/measure?id=%lld", (long long)m->id);
	view_str(v, "Kind", text_getf(rq->lang, "MeasureKind.%d", m->kind));
	view_str(v, "Title", m->title);
	view_str(v, "Day", account_period(rq->arena, rq->lang, ACCOUNT_CASE, m->day, m->day + 1));
	view_str(v, "Whom", whom(rq, m->unit_zh, m->unit_en, m->person, m->person_en));
	view_str(v, "By", text_pick(rq->lang, m->maker, m->maker_en));
	view_str(v, "State", text_getf(rq->lang, "MeasureState.%d", m->state));
	view_str(v, "Tone", tones[m->state]);
}

/* What a unit is told of its finding; the office's own weighing stays inside. */
static bool
is_outside(int32_t kind)
{
	return kind == FX_PROPOSED || kind == FX_SEND || kind == FX_SIGN || kind == FX_ANSWER || kind == FX_OVERDUE || kind == FX_RESULT ||
	    kind == FX_MAJOR || kind == FX_APPEAL || (kind >= AX_ASKED && kind <= AX_WITHDRAWN);
}

/* "grant=0" and "result=2" of its detail in words. */
static const char *
outcome(struct request *rq, const struct event_row *e)
{
	if (e->kind == AX_FIRST || e->kind == AX_SECOND)
		return request_text(rq, past_detail(e->detail, "grant") != 0 ? "Text.appeal.grant" : "Text.appeal.refuse");
	if (e->kind == FX_RESULT)
		return text_getf(rq->lang, "FindingResult.%d", (int)past_detail(e->detail, "result"));
	if (e->kind == MX_SAMPLE)
		return request_text(rq, past_detail(e->detail, "result") == 1 ? "Text.measure.good" : "Text.measure.bad");
	return NULL;
}

/* "调查结论 · 属实". */
static const char *
step_name(struct request *rq, const struct event_row *e)
{
	const char *name = text_getf(rq->lang, "AccountStep.%d", e->kind), *more = outcome(rq, e);

	return more != NULL ? arena_printf(rq->arena, "%s · %s", name, more) : name;
}

static const char *
step_tone(int32_t kind)
{
	switch (kind) {
	case FX_OVERDUE: case FX_MAJOR: return "warn";
	case FX_CONFIRM: case FX_RESULT: case FX_ANSWER: case AX_SECOND: case MX_DONE: case MX_SECOND: return "ok";
	default: return "info";
	}
}

static const char *
step_icon(int32_t kind)
{
	switch (kind) {
	case FX_OVERDUE: return "clock";
	case FX_MAJOR: return "alert";
	case FX_SEND: return "send";
	case FX_ANSWER: return "chat";
	case FX_CONFIRM: case FX_FIRST: case FX_RESULT: case AX_FIRST: case AX_SECOND: case MX_DONE: case MX_SECOND: return "check";
	case FX_DISMISS: case MX_REFUSED: case AX_WITHDRAWN: return "x";
	default: return "right";
	}
}

enum err
show_account_events(struct request *rq, struct view *v, enum subject subject, int64_t id, bool outside)
{
	struct event_row *rows;
	size_t n;
	enum err e = store_events(rq->db, rq->arena, subject, id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *x;

		if (outside && !is_outside(rows[i].kind))
			continue;
		x = view_item(v, "Page.Events");
		view_str(x, "Name", step_name(rq, &rows[i]));
		view_str(x, "Tone", step_tone(rows[i].kind));
		view_str(x, "Icon", step_icon(rows[i].kind));
		view_str(x, "When", show_time(rq->arena, rq->lang, rows[i].at));
		view_str(x, "WhenIso", show_instant(rq->arena, rows[i].at));
		view_str(x, "Who", outside && rows[i].ledger.unit_id != rq->user->unit_id ? NULL : event_person(rq, &rows[i]));
		view_lines(x, "Text", rows[i].text);
	}
	return e;
}

static void
add_option(struct view *f, int64_t value, const char *label, int64_t chosen)
{
	struct view *o = view_item(f, "Options");

	if (value != 0)
		view_int(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", value != 0 && value == chosen);
}

enum err
show_unit_choice(struct request *rq, struct view *f, int64_t chosen, const char *first)
{
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(rq->db, rq->arena, clock_now(), &rows, &n);

	add_option(f, 0, request_text(rq, first), 0);
	for (size_t i = 0; e == OK && i < n; i++)
		add_option(f, rows[i].id, text_pick(rq->lang, rows[i].name_zh, rows[i].name_en), chosen);
	return e;
}

enum err
show_person_choice(struct request *rq, struct view *f, int64_t chosen)
{
	struct account_person *rows;
	size_t n;
	enum err e = store_account_people(rq->db, rq->arena, &rows, &n);

	add_option(f, 0, request_text(rq, "Text.form.choose"), 0);
	for (size_t i = 0; e == OK && i < n; i++)
		add_option(f, rows[i].id, whom(rq, rows[i].unit_zh, rows[i].unit_en, rows[i].name, rows[i].name_en), chosen);
	return e;
}

void
show_number_choice(struct request *rq, struct view *f, const char *key, int n, int64_t chosen, const char *first)
{
	if (first != NULL)
		add_option(f, 0, request_text(rq, first), 0);
	for (int i = 1; i <= n; i++)
		add_option(f, i, text_get(rq->lang, arena_printf(rq->arena, "%s.%d", key, i)), chosen);
}

enum err
account_actor(struct request *rq, struct service *sv, enum perm perm, struct actor *out)
{
	return office_actor(sv, rq->user, perm, out);
}

enum err
account_refused(struct request *rq, enum err e)
{
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
account_case_typed(struct request *rq, int64_t *id)
{
	enum err e;

	*id = 0;
	if (!param_has(rq, "case"))
		return OK;
	e = desk_find_case(rq, param_text(rq, "case"), id);
	return e == ERR_NOT_FOUND ? err_raise_field(ERR_INVALID, "case", "Err.finding_case") : e;
}

enum err
show_case_account(struct request *rq, struct view *v, const struct case_page *p)
{
	const bool office = desk_may(rq, PERM_FINDING_SEE), unit = desk_may(rq, PERM_ANSWER);
	const int64_t mine = office ? 0 : rq->user->unit_id;
	struct finding_row *f;
	struct appeal_row *a;
	size_t n, n_appeals;
	bool may = false, appealed = false;
	enum err e;

	if ((!office && (!unit || mine == 0)) || p->at != 0 || p->c->filed_at == USEC_NONE)
		return OK;
	if ((e = store_findings_of_case(rq->db, rq->arena, p->c->id, mine, &f, &n)) != OK ||
	    (e = store_appeals_of_case(rq->db, rq->arena, p->c->id, mine, &a, &n_appeals)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_finding(rq, view_item(v, "Page.Findings"), &f[i]);
	for (size_t i = 0; i < n_appeals; i++) {
		show_appeal(rq, view_item(v, "Page.Appeals"), &a[i]);
		appealed = appealed || a[i].kind == APPEAL_LATE;
		view_bool(v, "Page.Exempt", a[i].kind == APPEAL_LATE && a[i].state == AP_GRANTED);
	}
	if (unit && !appealed && rq->user->unit_id != 0)
		e = store_appeal_may(rq->db, p->c->id, rq->user->unit_id, clock_now(), &may);
	if (may)
		view_strf(v, "Page.AppealUrl", "/desk/appeals?case=%s", p->c->number != NULL ? p->c->number : "");
	return e;
}
