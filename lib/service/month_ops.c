#include "config.h"
#include "lib/service/month_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/rule/calendar.h"
#include "lib/rule/notice.h"
#include "lib/service/admin_log.h"
#include "lib/service/appeal_ops.h"
#include "lib/service/evaluation.h"
#include "lib/service/file_ops.h"
#include "lib/service/window_ops.h"
#include "lib/store/store_event.h"
#include "lib/store/store_figure.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* Working days after the window within which both rulings are due. */
enum { RULING_DAYS = 2 };

struct month_facts
month_facts_of(const struct month_row *m)
{
	return (struct month_facts){ .drafted = m->drafted_at, .until = m->until_at, .open = m->open, .sealed = m->sealed_at };
}

static const char *
month_word(struct arena *a, int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d", y, m);
}

/* A line of the office's log: whose word it was, what about, and the hash of what is meant. */
static enum err
log_month(struct service *sv, const struct user *who, enum admin_event kind, int32_t first_day, int32_t no, const void *sha256,
    const char *reason, usec_t at)
{
	struct arena *a = sv->arena;
	const struct admin_entry x = { .kind = kind, .to = CH_DONE, .at = at,
		.detail = arena_printf(a, "month=%s\nno=%d\n%s%s%s", month_word(a, first_day), no, sha256 != NULL ? "sha256=" : "",
		    sha256 != NULL ? file_hex(a, sha256) : "", sha256 != NULL ? "\n" : ""),
		.text = reason };

	return admin_log_add(sv, who, &x);
}

/* --- objections ------------------------------------------------------------------ */

enum err
month_object(struct service *sv, const char *key, const struct actor *who, const struct appeal_wish *w, usec_t now, int64_t *id)
{
	struct appeal_wish wish = *w;
	struct month_facts f;
	struct month_row *m;
	const struct office *o;
	int64_t bits;
	enum err e = store_month(sv->db, sv->arena, w->first_day, &m);

	if (e != OK)
		return e;
	f = month_facts_of(m);
	if (month_step(&f, now) != MONTH_OBJECTIONS)
		return err_raise(ERR_CONFLICT, "the window of objections is not open");
	if ((e = store_month_case_bits(sv->db, w->first_day, w->case_id, who->unit_id, &bits)) != OK)
		return e;
	if ((bits >> count_of(w->count_word) & 1) == 0)
		return err_raise_field(ERR_INVALID, "number", "Err.month_case");
	if ((e = office_now(sv, &o)) != OK || (e = month_window(o->cal, m->until_at - 1, RULING_DAYS, &wish.due)) != OK)
		return e;
	return appeal_ask(sv, key, who, &wish, id);
}

/* --- what people do ------------------------------------------------------------- */

enum err
month_order_seal(struct service *sv, const struct user *who, int32_t first_day, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if (!perm_in(who->perms, PERM_COMMAND))
		return err_raise(ERR_DENIED, "only the commander seals");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_month_ask(sv->db, first_day, who->id, now)) != OK ||
	    (e = log_month(sv, who, ADE_MONTH_ORDERED, first_day, 0, NULL, NULL, now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
month_sign(struct service *sv, const struct user *who, int32_t first_day, int32_t no, const char *sha256, const char *reason,
    usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct month_correction *c;
	size_t n;
	enum err e;

	if (!perm_in(who->perms, PERM_COMMAND))
		return err_raise(ERR_DENIED, "only the commander signs");
	if ((e = store_month_corrections(sv->db, sv->arena, first_day, &c, &n)) != OK)
		return e;
	/* The latest is the only one nobody may have signed. */
	if (n == 0 || c[0].no != no || c[0].sha256.len != HASH_LEN || strcmp(file_hex(sv->arena, c[0].sha256.data), sha256) != 0)
		return err_raise(ERR_CONFLICT, "the correction is another than the one you saw");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_month_sign(sv->db, first_day, no, c[0].sha256, who->id, now,
	    reason)) != OK || (e = log_month(sv, who, ADE_MONTH_SIGNED, first_day, no, c[0].sha256.data, reason, now)) != OK)
		return e;
	return db_commit(&tx);
}

/* --- drafts ------------------------------------------------------------------- */

/* Every unit's clerks and leaders, and who has to rule: once, by the month's number. */
static enum err
tell(struct service *sv, int32_t first_day, enum notice_kind what, usec_t at)
{
	static const char *const whom[] = { "ALL_UNITS", "ALL_UNIT_LEADERS", "CHIEF", "DISPATCHER", "COMMANDER" };
	enum err e = OK;

	for (size_t i = 0; i < N(whom) && e == OK; i++)
		e = store_outbox_remind(sv->db, SUBJECT_MONTH, first_day, (int32_t)what, whom[i], 0, (int32_t)what, at);
	return e;
}

enum err
month_draft(struct service *sv, int32_t first_day, usec_t at, bool *made)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct office *o;
	struct eval_run run;
	int64_t days;
	usec_t until;
	enum err e = store_eval_run(sv->db, sv->arena, EVAL_MONTH, first_day, &run);

	*made = false;
	if (e == ERR_NOT_FOUND || (e == OK && !run.whole))
		return err_raise(ERR_INVALID, "the month is not over, or not counted yet");
	if (e != OK || (e = store_figure_setting(sv->db, "month_days", at, &days)) != OK || (e = office_now(sv, &o)) != OK ||
	    (e = month_window(o->cal, at, (int)days, &until)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_month_draft(sv->db, first_day, at, until, made)) != OK)
		return e;
	if (*made && ((e = tell(sv, first_day, NOTICE_MONTH_DRAFT, at)) != OK ||
	    (e = log_month(sv, NULL, ADE_MONTH_DRAFTED, first_day, 0, NULL, NULL, at)) != OK))
		return e;
	return db_commit(&tx);
}

/* The first day of the month before that of an instant. */
static int32_t
last_month(usec_t now)
{
	struct civil c = civil_of(now);

	return c.month > 1 ? day_of_date(c.year, c.month - 1, 1) : day_of_date(c.year - 1, 12, 1);
}

static enum err
run_draft(struct service *sv, usec_t now, int64_t *done)
{
	const int32_t first_day = last_month(now);
	struct month_row *m;
	bool made = false;
	enum err e = store_month(sv->db, sv->arena, first_day, &m);

	if (e != ERR_NOT_FOUND)
		return e;
	e = month_draft(sv, first_day, now, &made);
	*done += made;
	return e == ERR_INVALID ? OK : e;	/* the count of the night is still to come */
}

/* --- counting anew, sealing ---------------------------------------------------- */

static enum err
recount(struct service *sv, int32_t first_day, usec_t now)
{
	enum err e = evaluation_recount(sv, first_day, now);

	return e == OK ? window_recount(sv, first_day, now) : e;
}

/* What the tables say of the month as a snapshot of a number. */
static enum err
take(struct service *sv, int32_t first_day, int32_t no, usec_t now, struct month_snapshot *s)
{
	unsigned char *hash = arena_array_of(sv->arena, unsigned char, HASH_LEN);
	struct month_text text;
	enum err e = month_snapshot_of(sv, first_day, &text, &s->cases);

	if (e != OK)
		return e;
	hash_sha256(hash, text.s, text.len);
	s->no = no;
	s->made_at = now;
	s->sha256 = (struct blob){ hash, HASH_LEN };
	s->size = (int64_t)text.len;
	s->content = (struct blob){ text.s, text.len };
	return OK;
}

static enum err
seal(struct service *sv, int32_t first_day, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct month_snapshot s;
	enum err e = recount(sv, first_day, now);

	if (e != OK || (e = take(sv, first_day, 0, now, &s)) != OK)
		return e == ERR_CONFLICT ? OK : e;	/* the next minute will do */
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_month_seal(sv->db, first_day, now)) != OK ||
	    (e = store_month_snapshot_add(sv->db, first_day, &s)) != OK ||
	    (e = log_month(sv, NULL, ADE_MONTH_SEALED, first_day, 0, s.sha256.data, NULL, now)) != OK ||
	    (e = tell(sv, first_day, NOTICE_MONTH_SEALED, now)) != OK)
		return e == ERR_CONFLICT ? OK : e;	/* another host was faster */
	return db_commit(&tx);
}

/* --- corrections --------------------------------------------------------------- */

/* Changed cells as they are told. */
struct changes {
	struct arena *a;
	struct month_cell *row;
	size_t n, cap;
};

static char *
text_of(struct arena *a, struct month_text t)
{
	return t.s != NULL ? arena_strndup(a, t.s, t.len) : NULL;
}

static enum err
keep_cell(void *ctx, struct month_text key, struct month_text was, struct month_text is)
{
	struct changes *c = ctx;

	if (!month_is_figure(key))
		return OK;
	if (c->n == c->cap) {
		struct month_cell *more = arena_array_of(c->a, struct month_cell, c->cap * 2 + 64);

		if (c->n > 0)
			memcpy(more, c->row, c->n * sizeof(*more));
		c->row = more;
		c->cap = c->cap * 2 + 64;
	}
	c->row[c->n] = (struct month_cell){ .seq = (int32_t)c->n + 1, .cell = text_of(c->a, key), .was_is = text_of(c->a, was),
		.now_is = text_of(c->a, is) };
	c->n++;
	return OK;
}

/* The correction of a number as it has to be now: none, the one that is there, or another. */
static enum err
put_correction(struct service *sv, int32_t first_day, int32_t no, struct month_text is, const struct changes *c, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct month_correction *old, new = { .no = no, .found_at = now, .cells = (int64_t)c->n };
	unsigned char hash[HASH_LEN];
	size_t n;
	enum err e = store_month_corrections(sv->db, sv->arena, first_day, &old, &n);

	hash_sha256(hash, is.s, is.len);
	new.sha256 = (struct blob){ hash, sizeof(hash) };
	if (e == OK && n > 0 && old[0].no == no && (old[0].signed_at != USEC_NONE ||
	    (old[0].sha256.len == HASH_LEN && memcmp(old[0].sha256.data, hash, HASH_LEN) == 0)))
		return OK;
	if (e != OK || (e = db_begin(sv->db, &tx)) != OK)
		return e;
	e = c->n > 0 ? store_month_correct(sv->db, first_day, &new, c->row) : store_month_uncorrect(sv->db, first_day, no);
	if (e == OK && c->n > 0)
		e = tell(sv, first_day, NOTICE_MONTH_CORRECTION, now);
	return e == OK ? db_commit(&tx) : e;
}

/* A sealed month reckoned again from the lives of its cases. */
static enum err
look(struct service *sv, int32_t first_day, usec_t now)
{
	struct changes cells = { .a = sv->arena };
	struct month_snapshot s;
	struct month_text is;
	enum err e = store_month_snapshot(sv->db, sv->arena, first_day, -1, &s);

	if (e != OK || (e = month_figures(sv, first_day, true, &is)) != OK ||
	    (e = month_diff((struct month_text){ s.content.data, s.content.len }, is, keep_cell, &cells)) != OK ||
	    (e = put_correction(sv, first_day, s.no + 1, is, &cells, now)) != OK)
		return e;
	return store_month_looked(sv->db, first_day, now);
}

/* A signed correction: the tables anew, and what they say is what holds from now on. */
static enum err
correct(struct service *sv, const struct month_signed *c, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct month_snapshot s;
	enum err e = recount(sv, c->first_day, now);

	if (e != OK || (e = take(sv, c->first_day, c->no, now, &s)) != OK)
		return e == ERR_CONFLICT ? OK : e;
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_month_snapshot_add(sv->db, c->first_day, &s)) != OK ||
	    (e = log_month(sv, NULL, ADE_MONTH_CORRECTED, c->first_day, c->no, s.sha256.data, NULL, now)) != OK)
		return e == ERR_CONFLICT ? OK : e;
	return db_commit(&tx);
}

/* --- the timer ----------------------------------------------------------------- */

typedef enum err month_fn(struct service *sv, int32_t first_day, usec_t now);

static enum err
each(struct service *sv, const int32_t *days, size_t n, month_fn *fn, usec_t now, int64_t *done)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		CLEANUP(arena_freep) struct arena *a = arena_new();
		struct service own = { .db = sv->db, .arena = a, .conf = sv->conf, .cache = sv->cache };

		e = fn(&own, days[i], now);
		*done += e == OK;
	}
	return e;
}

enum err
month_run(struct service *sv, usec_t now, int64_t *done)
{
	const usec_t midnight = day_start(day_of(now));
	struct month_signed *c;
	int32_t *days;
	size_t n;
	enum err e;

	*done = 0;
	if ((e = run_draft(sv, now, done)) != OK || (e = store_months_asked(sv->db, sv->arena, &days, &n)) != OK ||
	    (e = each(sv, days, n, seal, now, done)) != OK || (e = store_months_signed(sv->db, sv->arena, &c, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++, (*done)++)
		e = correct(sv, &c[i], now);
	if (e != OK || (e = store_months_unseen(sv->db, sv->arena, midnight, &days, &n)) != OK)
		return e;
	return each(sv, days, n, look, now, done);
}
