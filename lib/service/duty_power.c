/* The commander's powers as they pass: by the roster, by leave, by name. */
#include "config.h"
#include "lib/service/duty_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/notice.h"
#include "lib/rule/perm.h"
#include "lib/store/store_event.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* The permissions of a list of codes. */
static uint64_t
perms_of_codes(struct arena *a, const char *codes)
{
	uint64_t set = 0;
	size_t n;

	for (; codes != NULL && *codes != '\0'; codes += n + (codes[n] == ',')) {
		enum perm p;

		n = strcspn(codes, ",");
		p = perm_of_code(arena_strndup(a, codes, n));
		if (p != PERM_MAX)
			set |= perm_bit(p);
	}
	return set;
}

static bool
is_command(int64_t role_id)
{
	return role_id >= R_COMMANDER && role_id <= R_COMMANDER_DEPUTY;
}

static uint64_t
perms_of_role(const struct role_row *roles, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (roles[i].id == id)
			return roles[i].perms;
	return 0;
}

/* What one of the three may do by himself. */
static enum err
standing_of(struct service *sv, const struct user *u, uint64_t *out)
{
	const struct standing_row *rows;
	size_t n;
	enum err e = office_standing(sv, &rows, &n);

	*out = 0;
	for (size_t i = 0; e == OK && i < u->nroles; i++)
		for (size_t k = 0; k < n; k++)
			if (rows[k].role_id == u->roles[i].role_id)
				*out |= perms_of_codes(sv->arena, rows[k].codes);
	return e;
}

enum err
duty_limit_powers(struct service *sv, struct user *u, const struct role_row *roles, size_t n_roles, usec_t now)
{
	struct duty_command d;
	struct duty_holder why = { 0 };
	uint64_t own, lent = 0;
	bool any = false;
	enum err e;

	for (size_t i = 0; i < u->nroles; i++)
		any = any || is_command(u->roles[i].role_id);
	if (!any)
		return OK;
	if ((e = store_duty_command(sv->db, sv->arena, now, now + 1, &d)) != OK || (e = standing_of(sv, u, &own)) != OK)
		return e;
	for (size_t i = 0; i < u->nroles; i++) {
		const int64_t role = u->roles[i].role_id;
		const uint64_t all = perms_of_role(roles, n_roles, role);

		if (!is_command(role))
			own |= all;
		else if (duty_has_power(&d, now, u->id, role, &why))
			*(why.why == DUTY_OWN ? &own : &lent) |= all;
	}
	u->perms = own | lent;
	u->delegated = lent & ~own;
	u->deputy_why = (int32_t)why.why;
	u->deputy_absence = why.absence_id;
	return OK;
}

static bool
has_command_role(const struct duty_command *d, int64_t user_id, bool deputy)
{
	for (size_t i = 0; i < d->n_people; i++)
		if (d->people[i].user_id == user_id && (!deputy || d->people[i].role_id != R_COMMANDER))
			return true;
	return false;
}

/* Only the commander gives his powers by name, and only his own: who has them by delegation cannot pass them on. */
static bool
is_commander(const struct user *u)
{
	for (size_t i = 0; i < u->nroles; i++)
		if (u->roles[i].role_id == R_COMMANDER)
			return true;
	return false;
}

static enum err
check_absence(const struct duty_command *d, const struct duty_absence *x, const struct user *by, usec_t now)
{
	if (!has_command_role(d, x->user_id, false))
		return err_raise_field(ERR_INVALID, "who", "Err.choice");
	if (x->to_user != 0 ? x->user_id != by->id || !is_commander(by) : !duty_may_absent(by->perms, by->id, x->user_id))
		return err_raise(ERR_DENIED, "not this person's to say");
	if (x->to_user != 0 && !has_command_role(d, x->to_user, true))
		return err_raise_field(ERR_INVALID, "to", "Err.leave_to");
	if (x->from < now - USEC_HOUR)
		return err_raise_field(ERR_INVALID, "from", "Err.past");
	if (x->until <= x->from || x->until <= now || x->until - x->from > DUTY_LEAVE_DAYS * USEC_DAY)
		return err_raise_field(ERR_INVALID, "until", "Err.leave_until");
	return OK;
}

/* Tells those to whom the powers come by it, but not who entered it. */
static enum err
tell_takers(struct service *sv, const struct duty_absence *x, int64_t id, const struct duty_command *before, int64_t by,
    usec_t now)
{
	struct duty_command after;
	int64_t *who;
	size_t n;
	enum err e = store_duty_command(sv->db, sv->arena, x->from, x->until, &after);

	if (e != OK)
		return e;
	who = arena_array_of(sv->arena, int64_t, after.n_people);
	n = duty_takers(sv->arena, before, &after, x->from, x->until, who);
	for (size_t i = 0; e == OK && i < n; i++)
		if (who[i] != by)
			e = store_outbox_remind(sv->db, SUBJECT_POWER, id, (int32_t)who[i], "STAND_IN", who[i],
			    NOTICE_POWER_YOURS, now);
	return e;
}

enum err
duty_absent(struct service *sv, const struct duty_absence *x, const char *reason, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct duty_absence row = *x;
	struct duty_command d, before;
	int64_t id;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_duty_command(sv->db, sv->arena, now, now + 1, &d)) != OK ||
	    (e = check_absence(&d, x, by, now)) != OK)
		return e;
	row.from = x->from < now ? now : x->from;	/* what was done until now stays as it was */
	if ((e = store_duty_command(sv->db, sv->arena, row.from, row.until, &before)) != OK ||
	    (e = store_absence_add(sv->db, &row, reason, by->id, now, &id)) != OK ||
	    (e = tell_takers(sv, &row, id, &before, by->id, now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
duty_absent_end(struct service *sv, int64_t id, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t whose;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_absence_user(sv->db, id, &whose)) != OK)
		return e;
	if (!duty_may_absent(by->perms, by->id, whose))
		return err_raise(ERR_DENIED, "not this person's to say");
	if ((e = store_absence_end(sv->db, id, by->id, clock_now())) != OK)
		return e;
	return db_commit(&tx);
}
