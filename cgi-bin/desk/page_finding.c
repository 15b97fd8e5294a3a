/* Findings of accountability: the office's list and a unit's own, one finding, what can be done with it. */
#include "config.h"
#include "cgi-bin/desk/account.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/base/url.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* By the words of the form. */
static const enum finding_step steps[] = { FX_CONFIRM, FX_DISMISS, FX_SEND, FX_SIGN, FX_ANSWER, FX_RESULT, FX_MAJOR };
static const char *const step_words[] = { "confirm", "dismiss", "send", "sign", "answer", "result", "major" };

static enum perm
perm_of(enum finding_step step)
{
	return step == FX_SIGN || step == FX_ANSWER ? PERM_ANSWER : step == FX_RESULT || step == FX_MAJOR ? PERM_INQUIRE : PERM_FINDING;
}

/* What the address asks for; a unit's people see what their unit was sent. */
static struct finding_want
want_of(struct request *rq)
{
	struct finding_want w = { .before = param_int(rq, "before"), .unit_id = param_int(rq, "unit"),
		.state = (int32_t)param_int(rq, "state"), .code = param_has(rq, "rule") ? param_text(rq, "rule") : NULL,
		.major = param_bool(rq, "major") };
	int y, m;

	if (param_month(rq, "month", &y, &m)) {
		w.first_day = day_of(month_start(y, m));
		w.end_day = day_of(month_start(y, m + 1));
	}
	if (!desk_may(rq, PERM_FINDING_SEE)) {
		w.sent = true;
		w.unit_id = rq->user->unit_id;
	}
	return w;
}

static enum err
show_rules(struct request *rq, struct view *f, const char *chosen, bool by_hand)
{
	struct account_rule_row *rows;
	struct view *o = view_item(f, "Options");
	const usec_t now = clock_now();
	size_t n;
	enum err e = store_account_rules(rq->db, rq->arena, now, &rows, &n);

	view_text(o, "Label", by_hand ? "Text.form.choose" : "Text.finding.all");
	for (size_t i = 0; e == OK && i < n; i++) {
		const struct account_rule *r = &rows[i].rule;

		if (!account_holds(r, now) || (by_hand && (r->span != ACCOUNT_CASE || account_what_of(r->measure) == AM_FIGURE)))
			continue;
		o = view_item(f, "Options");
		view_str(o, "Value", r->code);
		view_strf(o, "Label", "%s %s", r->code, text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, r->code) == 0);
	}
	return e;
}

static enum err
show_filters(struct request *rq, struct view *v, bool office)
{
	enum err e = OK;

	show_number_choice(rq, view_sub(v, "Page.Filter.State"), "FindingState", FS_MAX - 1, param_int(rq, "state"), "Text.finding.all");
	view_str(v, "Page.Filter.Month", param_typed(rq, "month"));
	view_bool(v, "Page.Office", office);
	view_bool(v, "Page.Filter.Major", param_bool(rq, "major"));
	if (office && (e = show_unit_choice(rq, view_sub(v, "Page.Filter.Unit"), param_int(rq, "unit"), "Text.finding.all")) == OK)
		e = show_rules(rq, view_sub(v, "Page.Filter.Rule"), param_text(rq, "rule"), false);
	return e;
}

static enum err
show_form(struct request *rq, struct view *v)
{
	enum err e;

	if (!desk_may(rq, PERM_FINDING))
		return OK;
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_bool(v, "Page.Form.Open", rq->failure != OK);
	show_number_choice(rq, view_sub(v, "Form.grade"), "FindingGrade", 3, param_int(rq, "grade"), "Text.form.choose");
	if ((e = show_rules(rq, view_sub(v, "Form.code"), param_text(rq, "code"), true)) != OK ||
	    (e = show_unit_choice(rq, view_sub(v, "Form.for_unit"), param_int(rq, "for_unit"), "Text.form.choose")) != OK ||
	    (e = show_person_choice(rq, view_sub(v, "Form.person"), param_int(rq, "person"))) != OK)
		return e;
	show_errors(rq);
	return OK;
}

/* The same list, from an id down. */
static void
show_older(struct request *rq, struct view *v, int64_t before)
{
	static const char *const kept[] = { "state", "unit", "rule", "month", "major" };
	struct buf b;

	buf_init(&b, rq->arena);
	buf_printf(&b, "/desk/findings?before=%lld", (long long)before);
	for (size_t i = 0; i < N(kept); i++)
		if (param_has(rq, kept[i])) {
			buf_printf(&b, "&%s=", kept[i]);
			url_encode(&b, param_typed(rq, kept[i]));
		}
	view_str(v, "Page.Next", b.s);
}

enum err
page_findings(struct request *rq)
{
	const bool office = desk_may(rq, PERM_FINDING_SEE);
	const struct finding_want w = want_of(rq);
	struct view *v = desk_view(rq, office ? "Text.finding.page" : "Text.finding.mine");
	struct finding_row *rows;
	size_t n;
	enum err e;

	if (!office && rq->user->unit_id == 0)
		return err_raise(ERR_NOT_FOUND, "of no unit");
	if ((e = store_findings(rq->db, rq->arena, &w, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < FINDING_PAGE; i++)
		show_finding(rq, view_item(v, "Page.Rows"), &rows[i]);
	if (n > FINDING_PAGE)
		show_older(rq, v, rows[FINDING_PAGE - 1].id);
	view_text(v, "Page.Help", office ? "Text.finding.help" : "Text.finding.help_unit");
	if ((e = show_filters(rq, v, office)) != OK || (e = show_form(rq, v)) != OK)
		return e;
	return reply_page(rq, "desk/findings.cs");
}

enum err
page_findings_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct finding_wish w = { .code = param_text(rq, "code"), .unit_id = param_int(rq, "for_unit"), .user_id = param_int(rq, "person"),
		.grade = (int32_t)param_int(rq, "grade"), .words = param_text(rq, "note") };
	struct actor who;
	int64_t id;
	enum err e;

	if ((e = account_actor(rq, &sv, PERM_FINDING, &who)) != OK || (e = account_case_typed(rq, &w.case_id)) != OK ||
	    (e = finding_propose(&sv, param_text(rq, "key"), &who, &w, &id)) != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/finding?id=%lld", (long long)id));
}

/* --- one ------------------------------------------------------------------------------ */

static void
show_cases(struct request *rq, struct view *v, const struct finding_paper *p)
{
	for (size_t i = 0; i < p->n_cases; i++) {
		struct view *c = view_item(v, "Page.Cases");

		view_strf(c, "Url", "/desk/case?id=%lld", (long long)p->cases[i].id);
		view_str(c, "Number", p->cases[i].number != NULL ? p->cases[i].number : arena_printf(rq->arena, "#%lld", (long long)p->cases[i].id));
		view_str(c, "Class", p->cases[i].class_zh != NULL ? text_pick(rq->lang, p->cases[i].class_zh, p->cases[i].class_en) : "");
		view_str(c, "Place", p->cases[i].address);
		show_state(c, rq, p->cases[i].state);
	}
	for (size_t i = 0; i < p->n_parts; i++) {
		struct view *m = view_item(v, "Page.Months");

		view_int(m, "Month", p->parts[i].part.month);
		view_str(m, "Value", account_number(rq->arena, rq->lang, p->rule.rule.measure, ACCOUNT_MONTH, p->parts[i].part.value));
		view_bool(m, "Bad", p->parts[i].part.bad);
	}
}

static void
show_rule(struct request *rq, struct view *v, const struct account_rule_row *r)
{
	const char *p = r->rule.consequences;

	view_str(v, "Page.Rule.Threshold", account_threshold(rq->arena, rq->lang, &r->rule));
	view_str(v, "Page.Rule.Basis", text_pick(rq->lang, r->basis_zh, r->basis_en));
	view_str(v, "Page.Rule.Source", r->source);
	while (*p != '\0') {
		const size_t n = strcspn(p, ",");

		view_str(view_item(v, "Page.Rule.Consequences"), "Label", text_get(rq->lang,
		    arena_printf(rq->arena, "AdminWord.account_consequences.%.*s", (int)n, p)));
		p += n + (p[n] == ',');
	}
}

static enum err
show_trace(struct request *rq, struct view *v, int64_t id)
{
	struct trace_line *rows;
	size_t n;
	enum err e = store_trace(rq->db, rq->arena, id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *t = view_item(v, "Page.Trace");

		view_str(t, "Part", text_getf(rq->lang, "TracePart.%d", rows[i].part));
		view_str(t, "State", rows[i].state != 0 ? text_getf(rq->lang, "State.%d.Name", rows[i].state) : "");
		view_str(t, "At", show_time_short(rq->arena, rq->lang, rows[i].at));
		view_str(t, "Due", show_time_short(rq->arena, rq->lang, rows[i].due));
		view_str(t, "Done", show_time_short(rq->arena, rq->lang, rows[i].done));
		view_str(t, "Who", rows[i].who != NULL ? text_pick(rq->lang, rows[i].who, rows[i].who_en) : "");
		view_str(t, "Unit", rows[i].unit_zh != NULL ? text_pick(rq->lang, rows[i].unit_zh, rows[i].unit_en) : "");
		view_str(t, "Fault", text_getf(rq->lang, "TraceFault.%d", rows[i].fault));
		view_str(t, "Tone", rows[i].fault == TRACE_RIGHT ? "ok" : "late");
	}
	return e;
}

static enum err
show_measures(struct request *rq, struct view *v, const struct finding_row *f)
{
	const struct measure_want w = { .finding_id = f->id };
	struct measure_row *rows;
	size_t n;
	enum err e = store_measures(rq->db, rq->arena, &w, &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < FINDING_PAGE; i++)
		show_measure(rq, view_item(v, "Page.Measures"), &rows[i]);
	if (desk_may(rq, PERM_FINDING) && finding_way((enum finding_state)f->state, FX_MEASURE) != NULL)
		view_strf(v, "Page.MeasureUrl", "/desk/measures?finding=%lld", (long long)f->id);
	return e;
}

/* Exactly what this person may do now, each a form of its own. */
static void
show_steps(struct request *rq, struct view *v, const struct finding_row *f)
{
	struct actor who = office_reader(rq->user, PERM_FINDING);

	for (size_t i = 0; i < N(steps); i++) {
		struct view *s;

		if (!finding_may(f, steps[i], &who))
			continue;
		s = view_item(v, "Page.Steps");
		view_str(s, "Word", step_words[i]);
		view_str(s, "Label", text_getf(rq->lang, "Text.finding.do_%d", (int)steps[i]));
		view_bool(s, "Words", finding_way((enum finding_state)f->state, steps[i])->words);
		view_bool(s, "Result", steps[i] == FX_RESULT);
		view_bool(s, "Grade", steps[i] == FX_CONFIRM && f->by_hand);
		view_bool(s, "Primary", steps[i] == FX_CONFIRM || steps[i] == FX_SEND || steps[i] == FX_ANSWER);
	}
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_str(v, "Page.Form.Step", param_typed(rq, "step"));
	show_number_choice(rq, view_sub(v, "Form.result"), "FindingResult", 3, param_int(rq, "result"), "Text.form.choose");
	show_number_choice(rq, view_sub(v, "Form.grade"), "FindingGrade", 3, param_int_or(rq, "grade", f->grade), "Text.form.choose");
	show_errors(rq);
}

enum err
page_finding(struct request *rq)
{
	const bool office = desk_may(rq, PERM_FINDING_SEE);
	struct service sv = show_service(rq);
	struct finding_paper p;
	struct view *v;
	enum err e = account_paper_one(&sv, param_int(rq, "id"), &p);

	if (e != OK)
		return e;
	if (!finding_may_read(&p.f, rq->user->unit_id, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's finding");
	v = desk_view(rq, "Text.finding.one");
	view_bool(v, "Page.Office", office);
	view_int(v, "Page.Id", p.f.id);
	show_finding(rq, view_sub(v, "Page.Finding"), &p.f);
	view_bool(v, "Page.Second", p.f.state == FS_PROPOSED && p.f.first_by != 0);
	show_rule(rq, v, &p.rule);
	show_cases(rq, v, &p);
	if ((e = show_account_events(rq, v, SUBJECT_FINDING, p.f.id, !office)) != OK ||
	    (office && ((e = show_trace(rq, v, p.f.id)) != OK || (e = show_measures(rq, v, &p.f)) != OK)))
		return e;
	show_steps(rq, v, &p.f);
	return reply_page(rq, "desk/finding.cs");
}

enum err
page_finding_send(struct request *rq)
{
	const enum finding_step step = steps[param_choice(rq, "step")];
	const struct finding_act a = { .id = param_int(rq, "id"), .step = step, .words = param_text(rq, "note"),
		.grade = (int32_t)param_int(rq, "grade"), .result = (int32_t)param_int(rq, "result") };
	struct service sv = show_service(rq);
	struct finding_row f;
	struct actor who;
	enum err e;

	if ((e = store_finding(rq->db, rq->arena, a.id, &f)) != OK)
		return e;
	if (!finding_may_read(&f, rq->user->unit_id, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's finding");
	if ((e = account_actor(rq, &sv, perm_of(step), &who)) != OK || (e = finding_do(&sv, param_text(rq, "key"), &who, &a)) != OK)
		return account_refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/finding?id=%lld", (long long)a.id));
}
