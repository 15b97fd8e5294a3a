#include "config.h"
#include "lib/service/matter_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/notice.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_duty.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_beside.h"

#include "lib/base/banned.h"

static uint64_t
any_of(uint64_t perms, uint64_t bits)
{
	return perms & bits;
}

bool
matter_may_open(enum matter_kind kind, uint64_t perms)
{
	return any_of(perms, kind == MATTER_LIGHT ? perm_bit(PERM_SPOT) | perm_bit(PERM_URGE) : perm_bit(PERM_URGE)) != 0;
}

bool
matter_may_read(enum matter_kind kind, uint64_t perms)
{
	return perm_in(perms, PERM_SEE_ALL) || (kind == MATTER_LIGHT && perm_in(perms, PERM_SPOT));
}

bool
matter_may_end(enum matter_kind kind, uint64_t perms)
{
	return perm_in(perms, kind == MATTER_STUBBORN ? PERM_COMMAND : PERM_URGE);
}

static enum err
check_day(usec_t due, usec_t now)
{
	if (due == USEC_NONE)
		return err_raise_field(ERR_INVALID, "date", "Err.required");
	return due <= now ? err_raise_field(ERR_INVALID, "date", "Guard.date_past") : OK;
}

/* Whether this form was sent before. */
static enum err
known(struct service *sv, const char *key, unsigned char hash[HASH_LEN], int64_t *id, bool *again)
{
	enum err e;

	hash_sha256(hash, key, strlen(key));
	e = store_matter_by_key(sv->db, hash, id);
	*again = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* Somebody of the centre's posts who may write in the registers; the one who writes himself always. */
static enum err
check_owner(struct service *sv, const struct actor *who, int64_t owner_id, usec_t now)
{
	struct duty_person *people;
	size_t n;
	enum err e;

	if (owner_id == who->user_id)
		return OK;
	if ((e = store_duty_people(sv->db, sv->arena, now, &people, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (people[i].id == owner_id)
			return OK;
	return err_raise_field(ERR_INVALID, "owner", "Err.choice");
}

/* A photo where the class of a light record wants one. */
static enum err
check_light(struct service *sv, const struct matter_row *m, size_t n_files, usec_t now)
{
	bool need;
	enum err e;

	if (m->class_id == 0)
		return OK;
	e = store_matter_class_photo(sv->db, m->class_id, now, &need);
	if (e == ERR_NOT_FOUND)
		return err_raise_field(ERR_INVALID, "class", "Err.choice");
	return e == OK && need && n_files == 0 ? err_raise_field(ERR_INVALID, "photo", "Err.light_photo") : e;
}

static enum err
check_new(struct service *sv, const struct actor *who, const struct matter_row *m, size_t n_files)
{
	enum err e;

	if (!matter_may_open((enum matter_kind)m->kind, who->perms))
		return err_raise(ERR_DENIED, "not this person's register");
	if (m->kind == MATTER_LIGHT)
		return check_light(sv, m, n_files, m->opened_at);
	if ((e = check_day(m->due, m->opened_at)) != OK)
		return e;
	if (m->kind == MATTER_INQUIRY && m->origin == 0)
		return err_raise_field(ERR_INVALID, "origin", "Err.required");
	return check_owner(sv, who, m->owner_id, m->opened_at);
}

static enum err
link_files(struct service *sv, const struct attachment *files, size_t n, int64_t id, const struct actor *who, usec_t at)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct file_link_row l = { .file_id = files[i].file_id, .added_by = who->user_id,
			.subject_kind = SUBJECT_MATTER, .subject_id = id, .event_seq = 1, .part = PHOTO_REPORT, .added_at = at };

		e = store_file_link(sv->db, &l);
	}
	return e;
}

/* Whoever was given a matter by somebody else is told. */
static enum err
tell_owner(struct service *sv, int64_t id, int32_t seq, int64_t owner_id, const struct actor *who, usec_t at)
{
	return owner_id == who->user_id ? OK : store_outbox_remind(sv->db, SUBJECT_MATTER, id, seq, "OWNER", owner_id,
	    NOTICE_MATTER_YOURS, at);
}

static usec_t
next_due(const struct matter_row *m, usec_t due, usec_t now)
{
	return due != USEC_NONE || m->every_days == 0 ? due : day_start(day_of(now) + m->every_days + 1);
}

enum err
matter_open(struct service *sv, const char *key, const struct actor *who, const struct matter_row *m, const char *words,
    const struct attachment *files, size_t n_files, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const bool light = m->kind == MATTER_LIGHT;
	struct matter_entry_new first = { .user_id = who->user_id, .what = MATTER_BEGUN, .words = words };
	unsigned char hash[HASH_LEN], own[HASH_LEN];
	struct matter_row row = *m;
	bool again;
	enum err e;

	row.opened_at = clock_now();
	row.owner_id = light || m->owner_id == 0 ? who->user_id : m->owner_id;
	row.state = light ? MATTER_IS_CLOSED : MATTER_IS_OPEN;
	row.closed_at = light ? row.opened_at : USEC_NONE;
	row.due = light ? USEC_NONE : next_due(m, m->due, row.opened_at);
	if ((e = check_new(sv, who, &row, n_files)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = known(sv, key, hash, id, &again)) != OK || again)
		return e;
	hash_sha256(own, hash, HASH_LEN);	/* the first entry's own key */
	if ((e = store_matter_add(sv->db, hash, &row, id)) != OK)
		return e;
	first.matter_id = *id;
	first.owner_id = row.owner_id;
	first.state = (enum matter_state)row.state;
	first.at = row.opened_at;
	first.due = row.due;
	if ((e = store_matter_entry_add(sv->db, own, &first)) != OK ||
	    (e = link_files(sv, files, n_files, *id, who, row.opened_at)) != OK ||
	    (e = tell_owner(sv, *id, 3, row.owner_id, who, row.opened_at)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
matter_add_case(struct service *sv, const struct actor *who, int64_t matter_id, int64_t case_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct matter_row *m;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_matter_by_id(sv->db, sv->arena, matter_id, &m)) != OK)
		return e == ERR_NOT_FOUND ? err_raise_field(ERR_INVALID, "matter", "Err.choice") : e;
	if (m->kind == MATTER_LIGHT || m->state != MATTER_IS_OPEN)
		return err_raise_field(ERR_INVALID, "matter", "Err.choice");
	if (!matter_may_open((enum matter_kind)m->kind, who->perms))
		return err_raise(ERR_DENIED, "not this person's register");
	e = store_matter_case_add(sv->db, matter_id, case_id, who->user_id, clock_now());
	return e == OK ? db_commit(&tx) : e;
}

static enum matter_state
state_after(enum matter_step what)
{
	return what == MATTER_CLOSED ? MATTER_IS_CLOSED : what == MATTER_UPWARD ? MATTER_IS_UPWARD : MATTER_IS_OPEN;
}

/* Whether it may be said, and the day from then on: what is handed on keeps its day while that is ahead. */
static enum err
check_say(struct service *sv, const struct matter_row *m, const struct matter_say *say, const struct actor *who, usec_t now,
    usec_t *due)
{
	const enum matter_kind kind = (enum matter_kind)m->kind;
	enum err e;

	*due = m->due;
	if (!(state_after(say->what) != MATTER_IS_OPEN ? matter_may_end : matter_may_open)(kind, who->perms))
		return err_raise(ERR_DENIED, "not this person's to say");
	if (say->what >= MATTER_CLOSED)
		return say->what == MATTER_UPWARD && kind != MATTER_STUBBORN ?
		    err_raise_field(ERR_INVALID, "what", "Err.choice") : OK;
	if (say->what == MATTER_ASKED && kind != MATTER_STUBBORN)
		return err_raise_field(ERR_INVALID, "what", "Err.choice");
	if (say->what == MATTER_HANDED && (e = say->owner_id == 0 ? err_raise_field(ERR_INVALID, "owner", "Err.required") :
	    check_owner(sv, who, say->owner_id, now)) != OK)
		return e;
	*due = say->what == MATTER_HANDED && say->due == USEC_NONE && m->due > now ? m->due : next_due(m, say->due, now);
	return check_day(*due, now);
}

enum err
matter_note(struct service *sv, const char *key, const struct actor *who, int64_t id, const struct matter_say *say)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const enum matter_state state = state_after(say->what);
	const usec_t now = clock_now();
	struct matter_entry_new n = { .matter_id = id, .user_id = who->user_id, .state = state, .what = say->what, .at = now,
		.words = say->words };
	struct matter_row *m;
	unsigned char hash[HASH_LEN];
	struct matter_entry *entries;
	size_t n_entries;
	int64_t before;
	usec_t due;
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = known(sv, key, hash, &before, &again)) != OK || again ||
	    (e = store_matter_by_id(sv->db, sv->arena, id, &m)) != OK || (e = check_say(sv, m, say, who, now, &due)) != OK ||
	    (e = store_matter_entries(sv->db, sv->arena, id, &entries, &n_entries)) != OK)
		return e;
	n.owner_id = say->what == MATTER_HANDED ? say->owner_id : m->owner_id;
	n.due = state == MATTER_IS_OPEN ? due : USEC_NONE;
	if ((e = store_matter_move(sv->db, id, state, due, state == MATTER_IS_OPEN ? USEC_NONE : now, n.owner_id)) != OK ||
	    (e = store_matter_entry_add(sv->db, hash, &n)) != OK || (say->what == MATTER_HANDED &&
	    (e = tell_owner(sv, id, ((int32_t)n_entries + 1) * 4 + 3, n.owner_id, who, now)) != OK))
		return e;
	return db_commit(&tx);
}

/* One reminder in a transaction of its own: 1 a day before, 2 passed. */
static enum err
remind_one(struct service *sv, const struct matter_remind *r, usec_t now, int64_t *told)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const int32_t level = r->due <= now ? 2 : 1, what = level == 2 ? NOTICE_MATTER_DUE : NOTICE_MATTER_SOON;
	const int32_t seq = r->seq * 4 + level;
	struct matter_row *m;
	bool mine;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_matter_reminded(sv->db, r, level, &mine)) != OK || !mine ||
	    (e = store_matter_by_id(sv->db, sv->arena, r->id, &m)) != OK ||
	    (e = store_outbox_remind(sv->db, SUBJECT_MATTER, r->id, seq, "OWNER", r->owner_id, what, now)) != OK)
		return e;
	if (level == 2 && (e = store_outbox_remind(sv->db, SUBJECT_MATTER, r->id, seq, "CHIEF", 0, what, now)) != OK)
		return e;
	if (level == 2 && m->kind == MATTER_STUBBORN &&
	    (e = store_outbox_remind(sv->db, SUBJECT_MATTER, r->id, seq, "COMMANDER", 0, what, now)) != OK)
		return e;
	if ((e = db_commit(&tx)) == OK)
		(*told)++;
	return e;
}

enum err
matter_remind(struct service *sv, usec_t now, int64_t *told)
{
	struct matter_remind *rows;
	size_t n;
	enum err e = store_matters_to_remind(sv->db, sv->arena, now + USEC_DAY, now, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		e = remind_one(sv, &rows[i], now, told);
	return e;
}

enum err
matter_losses(struct service *sv, struct period p, struct stubborn_loss **out, size_t *n)
{
	const usec_t now = clock_now();
	struct stubborn_life *lives;
	struct stubborn_status *statuses;
	struct stubborn_rule rule;
	size_t n_lives, n_statuses;
	enum err e;

	if ((e = store_stubborn_rule(sv->db, sv->arena, p.from < now ? p.from : now, &rule)) != OK ||
	    (e = store_stubborn(sv->db, sv->arena, p, &lives, &n_lives, &statuses, &n_statuses)) != OK)
		return e;
	stubborn_losses(sv->arena, lives, n_lives, statuses, n_statuses, p, now, &rule, out, n);
	return OK;
}
