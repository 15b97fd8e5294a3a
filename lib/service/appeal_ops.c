#include "config.h"
#include "lib/service/appeal_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/service/account_log.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

bool
appeal_may_ask(const struct actor *who, int64_t unit_id)
{
	return perm_in(who->perms, PERM_ANSWER) && unit_id != 0 && who->unit_id == unit_id;
}

bool
appeal_may_rule(const struct appeal_row *a, const struct actor *who)
{
	return perm_in(who->perms, PERM_APPEAL) && (a->state == AP_ASKED || a->state == AP_FIRST) && a->asked_by != who->user_id &&
	    a->unit_id != who->unit_id && (a->state == AP_ASKED || a->first_by != who->user_id);
}

static enum err
tell(struct service *sv, int64_t id, int32_t seq, const char *audience, int64_t unit_id, usec_t at)
{
	return store_outbox_add(sv->db, SUBJECT_APPEAL, id, seq, audience, unit_id, 0, at);
}

/* The case is this unit's, and late. */
static enum err
check_wish(struct service *sv, const struct actor *who, const struct appeal_wish *w, usec_t now)
{
	bool late = true;
	enum err e = account_need_words(w->words);

	if (!perm_in(who->perms, PERM_ANSWER) || who->unit_id == 0)
		return err_raise(ERR_DENIED, "not a unit's person");
	if (e == OK && w->kind == APPEAL_LATE)
		e = store_appeal_may(sv->db, w->case_id, who->unit_id, now, &late);
	return e == OK && !late ? err_raise_field(ERR_INVALID, "case", "Err.appeal_not_late") : e;
}

enum err
appeal_ask(struct service *sv, const char *key, const struct actor *who, const struct appeal_wish *w, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	const struct appeal_row r = { .kind = (int32_t)w->kind, .case_id = w->case_id, .unit_id = who->unit_id,
		.first_day = w->first_day, .count_word = w->count_word, .asked_by = who->user_id, .asked_at = now, .due = w->due };
	struct account_line l = { .subject = SUBJECT_APPEAL, .step = AX_ASKED, .to = AP_ASKED, .who = who, .at = now, .words = w->words };
	int32_t seq;
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, id, &again)) != OK || again ||
	    (e = check_wish(sv, who, w, now)) != OK)
		return e;
	if ((e = store_appeal_add(sv->db, &r, id)) != OK)
		return e == ERR_CONFLICT ? err_raise_field(ERR_INVALID, "case", "Err.appeal_once") : e;
	l.id = *id;
	l.detail = arena_printf(sv->arena, "case=%lld\nunit=%lld\n", (long long)w->case_id, (long long)who->unit_id);
	if ((e = account_key_use(sv, key, who->user_id, *id, now)) != OK || (e = account_log(sv, &l, &seq)) != OK ||
	    (e = tell(sv, *id, seq, "CHIEF", 0, now)) != OK || (e = tell(sv, *id, seq, "COMMANDER", 0, now)) != OK)
		return e;
	return db_commit(&tx);
}

/* What was found of the case's lateness: proposed ones hold no more, the others are told of it. */
static enum err
tell_findings(struct service *sv, const struct appeal_row *a, const struct actor *who, usec_t now)
{
	struct finding_about *rows;
	size_t n;
	int32_t seq;
	enum err e = store_findings_about(sv->db, sv->arena, a->case_id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct account_line l = { .subject = SUBJECT_FINDING, .id = rows[i].id, .step = FX_APPEAL, .from = rows[i].state,
			.to = rows[i].state, .who = who, .at = now,
			.detail = arena_printf(sv->arena, "appeal=%lld\ncase=%lld\n", (long long)a->id, (long long)a->case_id) };

		if ((e = account_log(sv, &l, &seq)) == OK && rows[i].state == FS_PROPOSED)
			e = store_finding_unhold(sv->db, rows[i].id);
	}
	return e;
}

static enum err
decide(struct service *sv, const struct appeal_row *a, const struct actor *who, bool grant, usec_t now, enum appeal_state *to)
{
	enum err e;

	*to = appeal_after((enum appeal_state)a->state, a->first_grant, grant);
	if (*to == AP_FIRST)
		return store_appeal_first(sv->db, a->id, who->user_id, grant, now);
	if ((e = store_appeal_second(sv->db, a->id, who->user_id, grant, *to, now)) != OK || *to != AP_GRANTED)
		return e;
	e = store_case_exempt_add(sv->db, a->case_id, a->id, now);
	return e == OK ? tell_findings(sv, a, who, now) : e;
}

static enum err
check_ruling(const struct appeal_row *a, const struct actor *who, const char *words)
{
	if (!perm_in(who->perms, PERM_APPEAL))
		return err_raise(ERR_DENIED, "not a person who rules");
	if (a->state != AP_ASKED && a->state != AP_FIRST)
		return err_raise(ERR_CONFLICT, "appeal %lld is ruled on", (long long)a->id);
	if (a->asked_by == who->user_id || a->unit_id == who->unit_id)
		return err_raise_field(ERR_INVALID, "ruling", "Guard.appeal_own");
	if (a->state == AP_FIRST && a->first_by == who->user_id)
		return err_raise_field(ERR_INVALID, "ruling", "Guard.appeal_second");
	return account_need_words(words);
}

enum err
appeal_rule(struct service *sv, const char *key, const struct actor *who, int64_t id, bool grant, const char *words)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct account_line l = { .subject = SUBJECT_APPEAL, .id = id, .who = who, .at = now, .words = words };
	struct appeal_row a;
	enum appeal_state to;
	int64_t known;
	int32_t seq;
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, &known, &again)) != OK || again ||
	    (e = store_appeal(sv->db, sv->arena, id, &a)) != OK || (e = check_ruling(&a, who, words)) != OK ||
	    (e = decide(sv, &a, who, grant, now, &to)) != OK || (e = account_key_use(sv, key, who->user_id, id, now)) != OK)
		return e;
	l.step = to == AP_FIRST ? AX_FIRST : AX_SECOND;
	l.from = a.state;
	l.to = (int32_t)to;
	l.detail = grant ? "grant=1\n" : "grant=0\n";
	if ((e = account_log(sv, &l, &seq)) != OK)
		return e;
	if (to == AP_FIRST) {
		if ((e = tell(sv, id, seq, "COMMANDER", 0, now)) != OK || (e = tell(sv, id, seq, "CHIEF", 0, now)) != OK)
			return e;
	} else if ((e = tell(sv, id, seq, "UNIT", a.unit_id, now)) != OK || (e = tell(sv, id, seq, "UNIT_LEADER", a.unit_id, now)) != OK) {
		return e;
	}
	return db_commit(&tx);
}

enum err
appeal_take_back(struct service *sv, const char *key, const struct actor *who, int64_t id, const char *words)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct account_line l = { .subject = SUBJECT_APPEAL, .id = id, .step = AX_WITHDRAWN, .to = AP_WITHDRAWN, .who = who, .at = now,
		.words = words };
	struct appeal_row a;
	int64_t known;
	int32_t seq;
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, &known, &again)) != OK || again ||
	    (e = store_appeal(sv->db, sv->arena, id, &a)) != OK)
		return e;
	if (!appeal_may_ask(who, a.unit_id))
		return err_raise(ERR_DENIED, "not this unit's appeal");
	l.from = a.state;
	if ((e = store_appeal_withdraw(sv->db, id)) != OK || (e = account_key_use(sv, key, who->user_id, id, now)) != OK ||
	    (e = account_log(sv, &l, &seq)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
appeal_recount(struct service *sv)
{
	return store_account_recount(sv->db);
}
