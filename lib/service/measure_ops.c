#include "config.h"
#include "lib/service/measure_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/service/account_log.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

static enum err
check_wish(const struct measure_wish *w)
{
	if (w->title == NULL || w->title[0] == '\0')
		return err_raise_field(ERR_INVALID, "title", "Err.required");
	if (w->kind == MK_INSPECT && (w->first_day == 0 || w->end_day <= w->first_day))
		return err_raise_field(ERR_INVALID, "until", "Err.date_order");
	if (w->kind == MK_INSPECT && (w->sample < 1 || w->sample > MEASURE_SAMPLE_MAX))
		return err_raise_field(ERR_INVALID, "sample", "Err.required");
	if (w->kind != MK_INSPECT && w->unit_id == 0 && w->user_id == 0)
		return err_raise_field(ERR_INVALID, "unit", "Err.required");
	return w->kind == MK_INSPECT ? OK : account_need_words(w->words);
}

/* The same seed, days and unit draw the same cases as long as the pool is the same. */
static enum err
draw(struct service *sv, const struct measure_wish *w, struct measure_row *r, int64_t **ids, size_t *n)
{
	int64_t *pool;
	size_t n_pool;
	enum err e = store_measure_pool(sv->db, sv->arena, day_start(w->first_day), day_start(w->end_day), w->unit_id, &pool, &n_pool);

	if (e != OK)
		return e;
	if (n_pool == 0)
		return err_raise_field(ERR_INVALID, "until", "Err.no_pool");
	account_sample(sv->arena, r->seed, pool, n_pool, (size_t)w->sample, ids, n);
	r->of_cases = (int32_t)n_pool;
	return OK;
}

static enum err
log_begun(struct service *sv, const struct actor *who, const struct measure_row *r, const char *words)
{
	const struct account_line l = { .subject = SUBJECT_MEASURE, .id = r->id, .step = MX_BEGUN, .to = r->state, .who = who,
		.at = r->made_at, .words = words, .detail = arena_printf(sv->arena, "kind=%d\nfinding=%lld\nseed=%lld\nof=%d\n", r->kind,
		    (long long)r->finding_id, (long long)r->seed, r->of_cases) };
	struct account_line of = { .subject = SUBJECT_FINDING, .id = r->finding_id, .step = FX_MEASURE, .who = who, .at = r->made_at,
		.detail = arena_printf(sv->arena, "measure=%lld\nkind=%d\n", (long long)r->id, r->kind) };
	struct finding_row f;
	int32_t seq;
	enum err e = account_log(sv, &l, &seq);

	if (e == OK && r->user_id != 0 && r->state == MS_WAITING)
		e = store_outbox_add(sv->db, SUBJECT_MEASURE, r->id, seq, "COMMANDER", 0, 0, r->made_at);
	if (e == OK && r->unit_id != 0 && r->kind != MK_INSPECT)
		e = store_outbox_add(sv->db, SUBJECT_MEASURE, r->id, seq, "UNIT_LEADER", r->unit_id, 0, r->made_at);
	if (e != OK || r->finding_id == 0)
		return e;
	if ((e = store_finding(sv->db, sv->arena, r->finding_id, &f)) != OK)
		return e == ERR_NOT_FOUND ? err_raise_field(ERR_INVALID, "finding", "Err.choice") : e;
	if (finding_way((enum finding_state)f.state, FX_MEASURE) == NULL)
		return err_raise_field(ERR_INVALID, "finding", "Err.choice");
	of.from = of.to = f.state;
	return account_log(sv, &of, &seq);
}

enum err
measure_begin(struct service *sv, const char *key, const struct actor *who, const struct measure_wish *w, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct measure_row r = { .kind = (int32_t)w->kind, .state = MS_DONE, .title = w->title, .day = w->day, .unit_id = w->unit_id,
		.user_id = w->user_id, .finding_id = w->finding_id, .persons = w->persons != NULL ? w->persons : "",
		.first_day = w->first_day, .end_day = w->end_day, .seed = w->seed != 0 ? w->seed : now / USEC_SEC, .sample = w->sample,
		.made_by = who->user_id, .made_at = now, .done_at = now };
	int64_t *ids = NULL;
	size_t n = 0;
	bool again;
	enum err e;

	if (!perm_in(who->perms, PERM_FINDING))
		return err_raise(ERR_DENIED, "no measures by this person");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, id, &again)) != OK || again ||
	    (e = check_wish(w)) != OK)
		return e;
	if (w->kind == MK_INSPECT || (w->kind == MK_PENALTY && w->user_id != 0)) {
		r.state = w->kind == MK_INSPECT ? MS_OPEN : MS_WAITING;
		r.done_at = USEC_NONE;
	}
	if (w->kind == MK_INSPECT && (e = draw(sv, w, &r, &ids, &n)) != OK)
		return e;
	if ((e = store_measure_add(sv->db, &r, id)) != OK || (e = account_key_use(sv, key, who->user_id, *id, now)) != OK)
		return e == ERR_INVALID ? err_raise_field(ERR_INVALID, "finding", "Err.choice") : e;
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_measure_case_add(sv->db, *id, ids[i]);
	r.id = *id;
	if (e != OK || (e = log_begun(sv, who, &r, w->words)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
measure_look(struct service *sv, const char *key, const struct actor *who, int64_t id, int64_t case_id, int32_t result, const char *words)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct account_line l = { .subject = SUBJECT_MEASURE, .id = id, .step = MX_SAMPLE, .from = MS_OPEN, .to = MS_OPEN, .who = who,
		.at = now, .words = words, .detail = arena_printf(sv->arena, "case=%lld\nresult=%d\n", (long long)case_id, result) };
	struct measure_row r;
	int64_t known;
	int32_t seq;
	bool again;
	enum err e;

	if (!perm_in(who->perms, PERM_FINDING))
		return err_raise(ERR_DENIED, "no measures by this person");
	if (result == 2 && (e = account_need_words(words)) != OK)
		return e;
	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, &known, &again)) != OK || again ||
	    (e = store_measure(sv->db, sv->arena, id, &r)) != OK)
		return e;
	if (r.kind != MK_INSPECT || r.state != MS_OPEN)
		return err_raise(ERR_CONFLICT, "measure %lld is no open round", (long long)id);
	if ((e = store_measure_case_set(sv->db, id, case_id, result, words, who->user_id, now)) != OK ||
	    (e = account_key_use(sv, key, who->user_id, id, now)) != OK || (e = account_log(sv, &l, &seq)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
measure_end(struct service *sv, const char *key, const struct actor *who, int64_t id, bool grant, const char *words)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct account_line l = { .subject = SUBJECT_MEASURE, .id = id, .to = grant ? MS_DONE : MS_REFUSED, .who = who, .at = now,
		.words = words };
	struct measure_row r;
	int64_t known;
	int32_t seq;
	bool again;
	enum err e;

	if (!perm_in(who->perms, PERM_FINDING))
		return err_raise(ERR_DENIED, "no measures by this person");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = account_key_known(sv, key, &known, &again)) != OK || again ||
	    (e = store_measure(sv->db, sv->arena, id, &r)) != OK)
		return e;
	if (r.state != MS_OPEN && r.state != MS_WAITING)
		return err_raise(ERR_CONFLICT, "measure %lld is over", (long long)id);
	if (r.state == MS_WAITING && (r.made_by == who->user_id || r.user_id == who->user_id))
		return err_raise_field(ERR_INVALID, "step", "Guard.measure_second");
	l.from = r.state;
	l.step = r.state == MS_OPEN ? MX_DONE : grant ? MX_SECOND : MX_REFUSED;
	if (r.state == MS_OPEN)
		l.to = MS_DONE;
	e = account_need_words(words);
	if (e != OK || (e = store_measure_move(sv->db, id, (enum measure_state)r.state, (enum measure_state)l.to,
	    r.state == MS_WAITING ? who->user_id : 0, now)) != OK ||
	    (e = account_key_use(sv, key, who->user_id, id, now)) != OK || (e = account_log(sv, &l, &seq)) != OK)
		return e;
	return db_commit(&tx);
}
