/* Lists of what is to be destroyed: made, signed by two, carried out. */
#include "config.h"
#include "lib/service/archive_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/workflow.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"

#include "lib/base/banned.h"

enum { DESTROY_STEP = 200 };

/* Over the cases and the ends of their chains, in the list's order. */
static void
root_of(struct arena *a, const struct due_row *rows, size_t n, unsigned char root[HASH_LEN])
{
	struct sha256 *h = sha256_new(a);

	for (size_t i = 0; i < n; i++) {
		sha256_add(h, &rows[i].id, sizeof(rows[i].id));
		sha256_add(h, rows[i].head.data, rows[i].head.len);
	}
	sha256_end(h, root);
}

enum err
archive_list_make(struct service *sv, const struct actor *who, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	unsigned char *root = arena_alloc(sv->arena, HASH_LEN);
	struct destruction_row d = { .year = civil_of(now).year, .made_by = who->user_id, .made_at = now };
	struct due_row *rows;
	size_t n;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_destruction_due(sv->db, sv->arena, d.year, now, DESTRUCTION_MAX, &rows, &n)) != OK)
		return e;
	if (n == 0)
		return err_raise(ERR_NOT_FOUND, "nothing has been kept long enough");
	root_of(sv->arena, rows, n, root);
	d.root = (struct blob){ root, HASH_LEN };
	d.n_item = (int32_t)n;
	e = store_destruction_insert(sv->db, &d, id);
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_destruction_add(sv->db, *id, &rows[i]);
	return e == OK ? db_commit(&tx) : e;
}

enum err
archive_list_sign(struct service *sv, int64_t id, const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct destruction_row d;
	const char *why;
	int64_t state;
	enum err e;

	if (!perm_in(who->perms, PERM_ARCHIVE) && !perm_in(who->perms, PERM_COMMAND))
		return err_raise_field(ERR_DENIED, "Err.list_who", "only archivist and commander sign");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_destruction_lock(sv->db, id, &state)) != OK ||
	    (e = store_destruction(sv->db, sv->arena, id, &d)) != OK)
		return e;
	if (!destruction_may_sign((enum destruction_state)state, d.first_by, who->user_id, &why))
		return err_raise_field(ERR_DENIED, why, "not his to sign now");
	if ((e = store_destruction_sign(sv->db, id, who->user_id, clock_now(), state == LIST_SIGNED)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
archive_list_withdraw(struct service *sv, int64_t id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_destruction_withdraw(sv->db, id)) != OK)
		return e;
	return db_commit(&tx);
}

/* --- destroying ------------------------------------------------------------ */

/* What was joined to it had words and photos of its own. */
static enum err
destroy_children(struct service *sv, int64_t case_id, usec_t at)
{
	struct id_only *rows;
	size_t n;
	enum err e = store_destroy_children(sv->db, sv->arena, case_id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		e = store_destroy_case(sv->db, rows[i].id, at);
	return e;
}

static enum err
destroy_complaints(struct service *sv, int64_t case_id, const struct actor *who, usec_t at)
{
	struct id_only *rows;
	size_t n;
	enum err e = store_destroy_complaints(sv->db, sv->arena, case_id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		int64_t state;

		e = store_complaint_lock(sv->db, rows[i].id, &state);
		if (e == OK)
			e = store_destroy_complaint(sv->db, rows[i].id, at);
		if (e == OK)
			e = ledger_add_complaint(sv, rows[i].id, ACT_C_DESTROYED, who, at, (int32_t)state, (int32_t)state, 0, NULL, 0,
			    NULL);
	}
	return e;
}

/* The words go, and in the same transaction the ledger says that they went, by which list and whose signatures. */
static enum err
destroy_case(struct service *sv, const struct destruction_row *d, int64_t case_id, usec_t at)
{
	const struct actor timer = { .role = R_SYSTEM };
	const char *detail = arena_printf(sv->arena, "list=%lld\nfirst=%lld\nsecond=%lld\n", (long long)d->id,
	    (long long)d->first_by, (long long)d->second_by);
	struct case_row *c;
	enum err e;

	if ((e = store_destroy_case(sv->db, case_id, at)) != OK || (e = destroy_children(sv, case_id, at)) != OK ||
	    (e = destroy_complaints(sv, case_id, &timer, at)) != OK || (e = store_destroy_item(sv->db, case_id, at)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, case_id, &c)) != OK)
		return e;
	return ledger_note_case(sv, case_id, c->state, ACT_DESTROYED, &timer, at, detail, &c->event_seq, &c->event_hash);
}

static enum err
destroy_one(struct service *sv, const struct destruction_row *d, int64_t case_id, bool *held)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	int64_t version;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, case_id, &version)) != OK ||
	    (e = store_is_held(sv->db, case_id, now, held)) != OK)
		return e;
	if (!*held && (e = destroy_case(sv, d, case_id, now)) != OK)
		return e;
	if ((e = store_destruction_item_done(sv->db, d->id, case_id, now, *held)) != OK)
		return e;
	return db_commit(&tx);
}

static enum err
destroy_rows(struct service *sv, const struct destruction_row *d, const struct destruction_item_row *rows, size_t n,
    int64_t *destroyed, int64_t *kept)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service mine = *sv;
	enum err e = OK;

	mine.arena = a;
	for (size_t i = 0; i < n && e == OK; i++, arena_reset(a)) {
		bool held = rows[i].kept;

		if (rows[i].done_at == USEC_NONE)
			e = destroy_one(&mine, d, rows[i].case_id, &held);
		*(held ? kept : destroyed) += e == OK;
	}
	return e;
}

enum err
archive_destroy(struct service *sv, int64_t list_id, int64_t *destroyed, int64_t *kept)
{
	struct destruction_row d;
	struct destruction_item_row *rows;
	int64_t after = 0;
	size_t n;
	enum err e = store_destruction(sv->db, sv->arena, list_id, &d);

	*destroyed = *kept = 0;
	if (e == ERR_NOT_FOUND)
		return err_raise(e, "there is no destruction list %lld", (long long)list_id);
	if (e == OK && d.state != LIST_AGREED && d.state != LIST_DONE)
		return err_raise(ERR_DENIED, "list %lld does not bear two signatures", (long long)list_id);
	do {
		if (e == OK)
			e = store_destruction_items(sv->db, sv->arena, list_id, after, DESTROY_STEP, &rows, &n);
		if (e != OK)
			return e;
		e = destroy_rows(sv, &d, rows, n, destroyed, kept);
		after = n > 0 ? rows[n - 1].case_id : after;
	} while (e == OK && n == DESTROY_STEP);
	return e == OK && d.state == LIST_AGREED ? store_destruction_done(sv->db, list_id, clock_now()) : e;
}
