#include "config.h"
#include "lib/service/matter_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
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

enum err
matter_open(struct service *sv, const char *key, const struct actor *who, const struct matter_row *m,
    const char *words, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const bool light = m->kind == MATTER_LIGHT;
	struct matter_row row = *m;
	unsigned char hash[HASH_LEN], first[HASH_LEN];
	bool again;
	enum err e;

	if (!matter_may_open((enum matter_kind)m->kind, who->perms))
		return err_raise(ERR_DENIED, "not this person's register");
	row.opened_at = clock_now();
	row.owner_id = who->user_id;
	row.state = light ? MATTER_IS_CLOSED : MATTER_IS_OPEN;
	row.closed_at = light ? row.opened_at : USEC_NONE;
	row.due = light ? USEC_NONE : m->due;
	if (!light && (e = check_day(row.due, row.opened_at)) != OK)
		return e;
	if (m->kind == MATTER_INQUIRY && m->origin == 0)
		return err_raise_field(ERR_INVALID, "origin", "Err.required");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = known(sv, key, hash, id, &again)) != OK || again)
		return e;
	hash_sha256(first, hash, HASH_LEN);	/* the first entry's own key */
	if ((e = store_matter_add(sv->db, hash, &row, id)) != OK || (e = store_matter_entry_add(sv->db, *id, first,
	    row.opened_at, who->user_id, (enum matter_state)row.state, words)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
matter_note(struct service *sv, const char *key, const struct actor *who, int64_t id, enum matter_state state,
    usec_t due, const char *words)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const bool ends = state != MATTER_IS_OPEN;
	const usec_t now = clock_now();
	struct matter_row *m;
	unsigned char hash[HASH_LEN];
	int64_t before;
	bool again;
	enum err e;

	if (!ends && (e = check_day(due, now)) != OK)
		return e;
	if ((e = db_begin(sv->db, &tx)) != OK || (e = known(sv, key, hash, &before, &again)) != OK || again ||
	    (e = store_matter_by_id(sv->db, sv->arena, id, &m)) != OK)
		return e;
	if (!(ends ? matter_may_end : matter_may_open)((enum matter_kind)m->kind, who->perms))
		return err_raise(ERR_DENIED, "not this person's to say");
	if ((e = store_matter_move(sv->db, id, state, ends ? m->due : due, ends ? now : USEC_NONE)) != OK ||
	    (e = store_matter_entry_add(sv->db, id, hash, now, who->user_id, state, words)) != OK)
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
