#include "config.h"
#include "lib/service/account_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/deadline.h"
#include "lib/service/account_log.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

/* Whom a step tells, and whether the unit's own people are meant. */
static const struct {
	enum finding_step step;
	const char *audience;
	bool unit;
} told[] = {
	{ FX_SEND, "UNIT", true }, { FX_SEND, "UNIT_LEADER", true }, { FX_ANSWER, "COMMANDER", false }, { FX_ANSWER, "CHIEF", false },
	{ FX_RESULT, "UNIT", true }, { FX_RESULT, "UNIT_LEADER", true }, { FX_RESULT, "COMMANDER", false },
	{ FX_MAJOR, "UNIT_LEADER", true }, { FX_MAJOR, "UNIT_HEAD", true }, { FX_MAJOR, "LEADER", false },
	{ FX_FIRST, "COMMANDER", false },
};

static enum err
tell(struct service *sv, const struct finding_row *f, enum finding_step step, int32_t seq, usec_t at)
{
	enum err e = OK;

	for (size_t i = 0; i < N(told) && e == OK; i++)
		if (told[i].step == step && (!told[i].unit || f->unit_id != 0))
			e = store_outbox_add(sv->db, SUBJECT_FINDING, f->id, seq, told[i].audience, told[i].unit ? f->unit_id : 0, 0, at);
	return e;
}

bool
finding_may_read(const struct finding_row *f, int64_t unit_id, uint64_t perms)
{
	if (perm_in(perms, PERM_FINDING_SEE))
		return true;
	return perm_in(perms, PERM_ANSWER) && unit_id != 0 && f->unit_id == unit_id && f->sent_at != USEC_NONE;
}

static bool
may_by(const struct finding_row *f, enum finding_by by, const struct actor *who)
{
	switch (by) {
	case FB_OFFICE: return perm_in(who->perms, PERM_FINDING);
	case FB_UNIT: return perm_in(who->perms, PERM_ANSWER) && who->unit_id != 0 && who->unit_id == f->unit_id;
	case FB_INQUIRY: return perm_in(who->perms, PERM_INQUIRE);
	case FB_TIMER: break;
	}
	return false;
}

bool
finding_may(const struct finding_row *f, enum finding_step step, const struct actor *who)
{
	const struct finding_row_way *w = finding_way((enum finding_state)f->state, step);

	if (w == NULL || !may_by(f, w->by, who))
		return false;
	if (step == FX_CONFIRM)
		return !f->provisional && who->user_id != f->user_id && (f->first_by == 0 || f->first_by != who->user_id);
	if (step == FX_MAJOR)
		return !f->major;
	return true;
}

/* --- by hand ------------------------------------------------------------------------- */

static enum err
rule_of(struct service *sv, const char *code, usec_t at, struct account_rule_row *out)
{
	struct account_rule_row *rows;
	size_t n;
	enum err e = store_account_rules(sv->db, sv->arena, at, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].rule.code, code) == 0 && account_holds(&rows[i].rule, at)) {
			*out = rows[i];
			return OK;
		}
	return e == OK ? err_raise_field(ERR_INVALID, "rule", "Err.choice") : e;
}

static enum err
check_wish(const struct finding_wish *w, const struct account_rule *r)
{
	enum err e = account_need_words(w->words);

	if (e != OK)
		return e;
	/* What is counted is for the timer: a person would only repeat it. */
	if (account_what_of(r->measure) == AM_FIGURE || r->span != ACCOUNT_CASE)
		return err_raise_field(ERR_INVALID, "rule", "Err.finding_counted");
	if (r->subject != ACCOUNT_PERSON && w->unit_id == 0)
		return err_raise_field(ERR_INVALID, "unit", "Err.required");
	if (r->subject == ACCOUNT_PERSON && w->user_id == 0)
		return err_raise_field(ERR_INVALID, "person", "Err.required");
	return w->unit_id == 0 && w->user_id == 0 && w->case_id == 0 ? err_raise_field(ERR_INVALID, "unit", "Err.required") : OK;
}

enum err
finding_propose(struct service *sv, const char *key, const struct actor *who, const struct finding_wish *w, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct account_rule_row rule = { .rule = { .id = 0 } };
	struct finding_new n = { .unit_id = w->unit_id, .user_id = w->user_id, .case_id = w->case_id, .first_day = day_of(now),
		.end_day = day_of(now) + 1, .num = 1, .den = 1, .grade = w->grade, .by_hand = true, .at = now };
	struct account_line l = { .subject = SUBJECT_FINDING, .step = FX_PROPOSED, .to = FS_PROPOSED, .who = who, .at = now,
		.words = w->words };
	int32_t seq;
	bool again;
	enum err e;

	if (!perm_in(who->perms, PERM_FINDING))
		return err_raise(ERR_DENIED, "no findings by this person");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, id, &again)) != OK || again ||
	    (e = rule_of(sv, w->code, now, &rule)) != OK || (e = check_wish(w, &rule.rule)) != OK)
		return e;
	n.rule_id = rule.rule.id;
	n.code = rule.rule.code;
	n.key = arena_printf(sv->arena, "%s.hand.%.40s", w->code, key);
	if ((e = store_finding_add(sv->db, &n, id)) != OK || (e = account_key_use(sv, key, who->user_id, *id, now)) != OK ||
	    (w->case_id != 0 && (e = store_finding_case_add(sv->db, *id, w->case_id)) != OK))
		return e;
	l.id = *id;
	l.detail = arena_printf(sv->arena, "rule=%s\ngrade=%d\n", w->code, w->grade);
	return (e = account_log(sv, &l, &seq)) == OK ? db_commit(&tx) : e;
}

/* --- steps ----------------------------------------------------------------------------- */

/* The day by which the unit answers: working days of the calendar of now. */
static enum err
answer_due(struct service *sv, const struct finding_row *f, usec_t now, usec_t *due)
{
	struct account_rule_row rule;
	const struct office *o;
	enum err e;

	*due = USEC_NONE;
	if (f->unit_id == 0 || (e = store_account_rule(sv->db, sv->arena, f->rule_id, &rule)) != OK)
		return f->unit_id == 0 ? OK : e;
	if (rule.rule.answer_days == 0)
		return OK;
	if ((e = office_now(sv, &o)) != OK)
		return e;
	e = deadline_add(o->cal, now, rule.rule.answer_days, LIMIT_WORK_DAY, NO_PAUSES, due);
	return e == ERR_INVALID ? err_raise_field(ERR_INVALID, "step", "Guard.calendar") : e;
}

/* Why a step that the state allows cannot be done by this person with these words. */
static enum err
check_act(const struct finding_row *f, const struct finding_row_way *w, const struct actor *who, const struct finding_act *a)
{
	enum err e = w->words ? account_need_words(a->words) : OK;

	if (!may_by(f, w->by, who))
		return err_raise(ERR_DENIED, "finding %lld: not this person's step", (long long)f->id);
	if (a->step == FX_CONFIRM && f->provisional)
		return err_raise_field(ERR_INVALID, "step", "Guard.finding_year");
	if (a->step == FX_CONFIRM && (f->first_by == who->user_id || f->user_id == who->user_id))
		return err_raise_field(ERR_INVALID, "step", "Guard.finding_second");
	if (a->step == FX_RESULT && (a->result < 1 || a->result > 3))
		return err_raise_field(ERR_INVALID, "result", "Err.required");
	return e;
}

static enum err
move(struct service *sv, const struct finding_row *f, const struct finding_row_way *w, const struct actor *who,
    const struct finding_act *a, usec_t now)
{
	struct finding_move m = { .id = f->id, .from = f->state, .to = w->to == FS_NONE ? f->state : (int32_t)w->to, .result = f->result,
		.grade = a->step == FX_CONFIRM && a->grade != 0 ? a->grade : f->grade, .major = f->major || a->step == FX_MAJOR,
		.decided_at = USEC_NONE, .sent_at = USEC_NONE, .due = USEC_NONE, .signed_at = USEC_NONE, .answered_at = USEC_NONE,
		.result_at = USEC_NONE };
	enum err e;

	switch (a->step) {
	case FX_CONFIRM:
	case FX_DISMISS:
		m.decided_by = who->user_id;
		m.decided_at = now;
		break;
	case FX_SEND:
		m.sent_at = now;
		if ((e = answer_due(sv, f, now, &m.due)) != OK)
			return e;
		break;
	case FX_SIGN: m.signed_at = now; break;
	case FX_ANSWER: m.answered_at = now; break;
	case FX_RESULT:
		m.result = a->result;
		m.result_at = now;
		break;
	default: break;
	}
	return store_finding_move(sv->db, &m);
}

/* Where a person is meant the first confirmation is only remembered. */
static enum err
step_once(struct service *sv, const struct finding_row *f, const struct actor *who, struct finding_act *a, usec_t now)
{
	const struct finding_row_way *w = finding_way((enum finding_state)f->state, a->step);
	struct account_line l = { .subject = SUBJECT_FINDING, .id = f->id, .from = f->state, .to = f->state, .who = who, .at = now,
		.words = a->words };
	int32_t seq;
	enum err e;

	if (w == NULL)
		return err_raise(ERR_CONFLICT, "finding %lld: no such step now", (long long)f->id);
	if ((e = check_act(f, w, who, a)) != OK)
		return e;
	if (a->step == FX_CONFIRM && finding_needs_two(f->user_id) && f->first_by == 0) {
		a->step = FX_FIRST;
		e = store_finding_first(sv->db, f->id, who->user_id);
	} else {
		l.to = w->to == FS_NONE ? f->state : (int32_t)w->to;
		e = move(sv, f, w, who, a, now);
	}
	l.step = a->step;
	l.detail = arena_printf(sv->arena, "num=%lld\nden=%lld\n%s", (long long)f->num, (long long)f->den,
	    a->step == FX_RESULT ? arena_printf(sv->arena, "result=%d\n", a->result) : "");
	if (e != OK || (e = account_log(sv, &l, &seq)) != OK)
		return e;
	return tell(sv, f, a->step, seq, now);
}

enum err
finding_do(struct service *sv, const char *key, const struct actor *who, const struct finding_act *a)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct finding_act act = *a;
	struct finding_row f;
	int64_t known;
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, &known, &again)) != OK || again ||
	    (e = store_finding(sv->db, sv->arena, a->id, &f)) != OK || (e = step_once(sv, &f, who, &act, now)) != OK ||
	    (e = account_key_use(sv, key, who->user_id, a->id, now)) != OK)
		return e;
	return db_commit(&tx);
}

/* --- the timer's part that needs no rule ------------------------------------------------ */

static enum err
overdue_one(struct service *sv, const struct finding_late *f, usec_t now, int64_t *marked)
{
	static const char *const posts[] = { "UNIT", "UNIT_LEADER", "UNIT_HEAD", "CHIEF", "COMMANDER" };
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct account_line l = { .subject = SUBJECT_FINDING, .id = f->id, .step = FX_OVERDUE, .from = f->state,
		.to = FS_OVERDUE, .at = now };
	int32_t seq;
	bool mine;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_finding_set_overdue(sv->db, f->id, now, &mine)) != OK || !mine ||
	    (e = account_log(sv, &l, &seq)) != OK)
		return e;
	for (size_t i = 0; i < N(posts) && e == OK; i++)
		e = store_outbox_add(sv->db, SUBJECT_FINDING, f->id, seq, posts[i], i < 3 ? f->unit_id : 0, 0, now);
	if (e == OK && (e = db_commit(&tx)) == OK)
		(*marked)++;
	return e;
}

enum err
account_overdue(struct service *sv, usec_t now, int64_t *marked)
{
	struct finding_late *rows;
	size_t n;
	enum err e = store_findings_overdue(sv->db, sv->arena, now, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		e = overdue_one(sv, &rows[i], now, marked);
	return e;
}
