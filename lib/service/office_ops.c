#include "config.h"
#include "lib/service/office_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_clock.h"
#include "lib/store/store_desk.h"
#include "lib/store/store_door.h"
#include "lib/store/store_duty.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

struct office_cache {
	struct arena *arena;
	struct office *office;
	struct office_lists *lists;	/* NULL until somebody asked */
	bool people;			/* lists has the names of persons, too */
	struct canned_row *canned;	/* NULL until somebody asked */
	size_t n_canned;
	struct instant_row *changes;	/* the same */
	size_t n_changes;
	struct class_word *words;	/* the same */
	struct community_row *communities;	/* the same */
	size_t n_words, n_communities;
	usec_t loaded;
	struct arena *role_arena;
	struct role_row *roles;		/* NULL until somebody asked */
	size_t n_roles;
	struct standing_row *standing;	/* the same, kept with the roles */
	size_t n_standing;
	usec_t roles_loaded;
	struct arena *name_arena;
	struct conf file;		/* what anjuan.conf says, once identified */
	bool identified;
	usec_t identified_at;
};

struct office_cache *
office_cache_new(void)
{
	struct office_cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	c->arena = arena_new();
	c->role_arena = arena_new();
	c->name_arena = arena_new();
	return c;
}

void
office_cache_free(struct office_cache *c)
{
	if (c == NULL)
		return;
	arena_free(c->arena);
	arena_free(c->role_arena);
	arena_free(c->name_arena);
	free(c);
}

/* Over a minute, or the clock was set back. */
static bool
is_old(usec_t loaded, usec_t now)
{
	return now < loaded || now - loaded > USEC_MIN;
}

enum err
office_now(struct service *sv, const struct office **out)
{
	struct office_cache *c = sv->cache;
	usec_t now = clock_now();
	enum err e;

	if (c->office == NULL || is_old(c->loaded, now)) {
		c->office = NULL;
		c->lists = NULL;
		c->canned = NULL;
		c->people = false;
		c->changes = NULL;
		c->words = NULL;
		c->communities = NULL;
		arena_reset(c->arena);
		if ((e = store_office(sv->db, c->arena, now, &c->office)) != OK)
			return e;
		c->loaded = now;
	}
	*out = c->office;
	return OK;
}

static enum err
load_lists(struct service *sv, struct office_cache *c)
{
	struct office_lists *l = arena_new_of(c->arena, struct office_lists);
	struct class_row *classes;
	struct unit_row *units;
	struct cell_row *base;
	enum err e;

	if ((e = store_classes(sv->db, c->arena, c->loaded, &classes, &l->n_classes)) != OK ||
	    (e = store_units(sv->db, c->arena, c->loaded, &units, &l->n_units)) != OK ||
	    (e = store_cells(sv->db, c->arena, LAYER_BASE, c->loaded, &base, &l->n_base)) != OK)
		return e;
	l->classes = classes;
	l->units = units;
	l->base = base;
	l->stamp = c->loaded;
	for (enum name_list k = 0; k < NAMES_PERSON; k++) {	/* persons are not for every program */
		struct name_row *rows;

		if ((e = store_names(sv->db, c->arena, k, &rows, &l->n_names[k])) != OK)
			return e;
		l->names[k] = rows;
	}
	c->lists = l;
	return OK;
}

enum err
office_lists(struct service *sv, const struct office_lists **out)
{
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && sv->cache->lists == NULL)
		e = load_lists(sv, sv->cache);
	if (e == OK)
		*out = sv->cache->lists;
	return e;
}

static int
by_id(const void *key, const void *row)
{
	const int64_t a = *(const int64_t *)key, b = ((const struct name_row *)row)->id;

	return a < b ? -1 : a > b;
}

static const struct name_row *
find_name(const struct office_lists *l, enum name_list which, int64_t id)
{
	return l->n_names[which] > 0 ? bsearch(&id, l->names[which], l->n_names[which], sizeof(struct name_row), by_id) :
	    NULL;
}

static enum err
load_people(struct service *sv, struct office_cache *c)
{
	struct name_row *rows;
	enum err e = store_names(sv->db, c->arena, NAMES_PERSON, &rows, &c->lists->n_names[NAMES_PERSON]);

	if (e != OK)
		return e;
	c->lists->names[NAMES_PERSON] = rows;
	c->people = true;
	return OK;
}

static const struct name_row *
named(const struct office_lists *l, enum name_list which, int64_t id, bool *all)
{
	static const struct name_row nobody;
	const struct name_row *r = id != 0 ? find_name(l, which, id) : &nobody;

	*all = *all && r != NULL;
	return r != NULL ? r : &nobody;
}

enum err
office_event_lines(struct service *sv, const struct office_lists *l, enum subject kind, int64_t id,
    struct event_row **out, size_t *n)
{
	bool all = true;
	enum err e;

	if ((!sv->cache->people && (e = load_people(sv, sv->cache)) != OK) || (e = store_event_lines(sv->db, sv->arena, kind, id, out, n)) != OK)
		return e;
	for (size_t i = 0; i < *n; i++) {
		struct event_row *r = &(*out)[i];
		const struct name_row *unit = named(l, NAMES_UNIT, r->ledger.unit_id, &all),
		    *reason = named(l, NAMES_REASON, r->ledger.reason_id, &all);

		r->user_name = named(l, NAMES_PERSON, r->ledger.user_id, &all)->name_zh;
		r->unit_zh = unit->name_zh;
		r->unit_en = unit->name_en;
		r->reason_zh = reason->name_zh;
		r->reason_en = reason->name_en;
	}
	/* Somebody who came within the minute. */
	return all ? OK : store_events(sv->db, sv->arena, kind, id, out, n);
}

enum err
office_canned(struct service *sv, const struct canned_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && c->canned == NULL)
		e = store_canned(sv->db, c->arena, c->loaded, &c->canned, &c->n_canned);
	if (e != OK)
		return e;
	*out = c->canned;
	*n = c->n_canned;
	return OK;
}

enum err
office_changes(struct service *sv, const struct instant_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && c->changes == NULL)
		e = store_office_changes(sv->db, c->arena, c->loaded, &c->changes, &c->n_changes);
	if (e != OK)
		return e;
	*out = c->changes;
	*n = c->n_changes;
	return OK;
}

enum err
office_words(struct service *sv, const struct class_word **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && c->words == NULL)
		e = store_class_words(sv->db, c->arena, c->loaded, &c->words, &c->n_words);
	if (e != OK)
		return e;
	*out = c->words;
	*n = c->n_words;
	return OK;
}

enum err
office_communities(struct service *sv, const struct community_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK && c->communities == NULL)
		e = store_communities(sv->db, c->arena, c->loaded, &c->communities, &c->n_communities);
	if (e != OK)
		return e;
	*out = c->communities;
	*n = c->n_communities;
	return OK;
}

enum err
office_community(struct service *sv, const char *code, const struct community_row **out)
{
	const struct community_row *rows;
	size_t n;
	enum err e = office_communities(sv, &rows, &n);

	*out = NULL;
	for (size_t i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].code, code) == 0)
			*out = &rows[i];
	return e;
}

const char *
office_name(const struct office_lists *l, enum name_list which, int64_t id, enum lang lang)
{
	const struct name_row *r = find_name(l, which, id);

	return r != NULL ? text_pick(lang, r->name_zh, r->name_en) : NULL;
}

/* Over the file's, where the office has set something. */
static void
identify(const struct office_identity *own, const struct conf *file, struct conf *conf)
{
	const bool named = own->name[0] != '\0';

	conf->office_name = named ? own->name : file->office_name;
	/* The file's English name belongs to the file's name. */
	conf->office_name_en = own->name_en[0] != '\0' || named ? own->name_en : file->office_name_en;
	conf->office_phone = own->phone[0] != '\0' ? own->phone : file->office_phone;
}

void
office_identify(struct office_cache *c, struct db *db, struct conf *conf)
{
	const usec_t now = clock_now();
	CLEANUP(arena_freep) struct arena *old = NULL;
	struct office_identity own;
	struct arena *fresh;

	if (!c->identified)
		c->file = *conf;
	else if (!is_old(c->identified_at, now))
		return;
	c->identified = true;
	c->identified_at = now;
	fresh = arena_new();
	if (store_identity(db, fresh, now, &own) != OK) {
		old = fresh;	/* asked again in a minute */
		return;
	}
	identify(&own, &c->file, conf);
	old = c->name_arena;
	c->name_arena = fresh;
}

void
office_identify_once(struct db *db, struct arena *a, struct conf *conf)
{
	const struct conf file = *conf;
	struct office_identity own;

	if (store_identity(db, a, clock_now(), &own) == OK)
		identify(&own, &file, conf);
}

enum err
office_roles(struct service *sv, const struct role_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const usec_t now = clock_now();
	enum err e;

	/* Apart from the office's data: signing in must not need a calendar. */
	if (c->roles == NULL || is_old(c->roles_loaded, now)) {
		c->roles = NULL;
		c->standing = NULL;
		arena_reset(c->role_arena);
		if ((e = store_roles(sv->db, c->role_arena, &c->roles, &c->n_roles)) != OK)
			return e;
		c->roles_loaded = now;
	}
	*out = c->roles;
	*n = c->n_roles;
	return OK;
}

enum err
office_standing(struct service *sv, const struct standing_row **out, size_t *n)
{
	struct office_cache *c = sv->cache;
	const struct role_row *roles;
	size_t n_roles;
	/* Not made anew here: the caller may hold the roles they are kept with. */
	enum err e = c->roles == NULL ? office_roles(sv, &roles, &n_roles) : OK;

	if (e == OK && c->standing == NULL)
		e = store_duty_standing(sv->db, c->role_arena, &c->standing, &c->n_standing);
	if (e != OK)
		return e;
	*out = c->standing;
	*n = c->n_standing;
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

struct actor
office_reader(const struct user *user, enum perm perm)
{
	struct actor who = { .user_id = user->id, .unit_id = user->unit_id, .perms = user->perms,
		.role = role_for(user, perm) };

	if (perm < PERM_MAX && perm_in(user->delegated, perm)) {
		who.for_role = R_COMMANDER;
		who.for_why = user->deputy_why;
		who.for_absence = user->deputy_absence;
	}
	return who;
}

enum err
office_actor(struct service *sv, const struct user *user, enum perm perm, struct actor *out)
{
	struct civil c = civil_of(clock_now());
	struct actor who = office_reader(user, perm);
	enum err e = store_shift_of(sv->db, user->id, day_of_date(c.year, c.month, c.day),
	    c.hour * 60 + c.minute, &who.shift_id);

	if (e == OK)
		*out = who;
	return e;
}
