#include "config.h"
#include "lib/service/desk_ops.h"

#include "lib/db/tx.h"
#include "lib/store/store_case.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static bool
has_role(const struct user *user, int64_t role_id)
{
	for (size_t i = 0; i < user->nroles; i++)
		if (user->roles[i].role_id == role_id)
			return true;
	return false;
}

enum err
desk_filter_save(struct service *sv, const struct user *user, const struct filter *f)
{
	struct filter row = *f;
	int64_t n;
	enum err e;

	if (f->role_id != 0 && !has_role(user, f->role_id))
		return err_raise_field(ERR_INVALID, "whose", "Err.choice");
	row.user_id = user->id;
	if ((e = store_filter_count(sv->db, user->id, &n)) != OK)
		return e;
	if (n >= FILTERS_MAX)
		return err_raise_field(ERR_INVALID, "name", "Err.filters_full");
	e = store_filter_add(sv->db, &row, clock_now());
	return e == ERR_CONFLICT ? err_raise_field(ERR_INVALID, "name", "Err.filter_name") : e;
}

enum err
desk_claim(struct service *sv, const struct user *user, int64_t case_id, int64_t version, enum claim_act act,
    bool *held, struct claim_row *who)
{
	struct actor reader = office_reader(user, PERM_MAX);
	const usec_t now = clock_now();
	const struct office *office;
	struct case_row *c;
	enum err e;

	*held = false;
	if (act == CLAIM_LEAVE)
		return store_claim_leave(sv->db, case_id, user->id);
	if ((e = office_now(sv, &office)) != OK || (e = store_case_by_id(sv->db, sv->arena, case_id, &c)) != OK ||
	    (e = case_standing(sv, c, &reader)) != OK)
		return e;
	if (!workflow_may_see(c, &reader))
		return err_raise(ERR_NOT_FOUND, "not this person's case");
	if (c->version != version)
		return OK;
	e = store_claim_take(sv->db, case_id, version, user->id, now, now + office->claim_minutes * USEC_MIN,
	    act == CLAIM_OVER);
	if (e == OK)
		e = store_claim_of(sv->db, sv->arena, case_id, version, now, who);
	*held = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
desk_canned_change(struct service *sv, int64_t id, const struct canned_row *fresh, int64_t by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK)
		return e;
	if (id != 0 && (e = store_canned_end(sv->db, id, by, now)) != OK)
		return e;
	if (fresh != NULL && (e = store_canned_add(sv->db, fresh, by, now)) != OK)
		return e;
	return db_commit(&tx);
}
