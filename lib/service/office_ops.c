#include "config.h"
#include "lib/service/office_ops.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

struct office_cache {
	struct arena *arena;
	struct office *office;
	struct class_row *classes;	/* NULL until somebody asked */
	size_t n_classes;
	usec_t loaded;
};

struct office_cache *
office_cache_new(void)
{
	struct office_cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	c->arena = arena_new();
	return c;
}

void
office_cache_free(struct office_cache *c)
{
	if (c == NULL)
		return;
	arena_free(c->arena);
	free(c);
}

enum err
office_now(struct service *sv, const struct office **out)
{
	struct office_cache *c = sv->cache;
	usec_t now = clock_now();
	enum err e;

	if (c->office == NULL || now < c->loaded || now - c->loaded > USEC_MIN) {
		c->office = NULL;
		c->classes = NULL;
		arena_reset(c->arena);
		if ((e = store_office(sv->db, c->arena, now, &c->office)) != OK)
			return e;
		c->loaded = now;
	}
	*out = c->office;
	return OK;
}

enum err
office_classes(struct service *sv, const struct class_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && c->classes == NULL)
		e = store_classes(sv->db, c->arena, c->loaded, &c->classes, &c->n_classes);
	if (e != OK)
		return e;
	*out = c->classes;
	*n = c->n_classes;
	return OK;
}

/*
 * The role that stands in the ledger: the user's roles are few and sorted by
 * number; which of them bears the permission is known only as a whole, so the
 * first is taken unless the action names another by its nature.
 */
static enum role
role_for(const struct user *u, enum perm perm)
{
	static const enum role natural[PERM_MAX] = {
		[PERM_SITE] = R_SUPERVISOR, [PERM_UNIT_WORK] = R_UNIT, [PERM_HANDLE] = R_HANDLER,
		[PERM_DISPATCH] = R_DISPATCHER, [PERM_REVIEW_FEEDBACK] = R_DISPATCHER,
		[PERM_FILE] = R_ACCEPTOR, [PERM_JUDGE] = R_ACCEPTOR, [PERM_ORDER_SITE] = R_ACCEPTOR,
		[PERM_CLOSE] = R_CHIEF, [PERM_FILE_DOUBTFUL] = R_CHIEF, [PERM_COMMAND] = R_COMMANDER,
		[PERM_INSTRUCT] = R_LEADER, [PERM_ARCHIVE] = R_ARCHIVIST,
	};
	enum role want = perm < PERM_MAX ? natural[perm] : ROLE_NONE;

	for (size_t i = 0; i < u->nroles; i++)
		if ((enum role)u->roles[i].role_id == want)
			return want;
	return u->nroles > 0 ? (enum role)u->roles[0].role_id : ROLE_NONE;
}

enum err
office_actor(struct service *sv, const struct user *user, enum perm perm, struct actor *out)
{
	struct civil c = civil_of(clock_now());
	struct actor who = { .user_id = user->id, .unit_id = user->unit_id, .perms = user->perms,
		.role = role_for(user, perm) };
	enum err e = store_shift_of(sv->db, user->id, day_of_date(c.year, c.month, c.day),
	    c.hour * 60 + c.minute, &who.shift_id);

	if (e == OK)
		*out = who;
	return e;
}
