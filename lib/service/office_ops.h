/*
 * What every operation of the office stands on: connection, arena,
 * configuration, and the office's data of now, kept for a minute so that a
 * request does not read the calendar again.
 */
#ifndef LIB_SERVICE_OFFICE_OPS_H
#define LIB_SERVICE_OFFICE_OPS_H

#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/text.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_event.h"

struct arena;
struct canned_row;
struct class_word;
struct community_row;
struct cell_row;
struct conf;
struct db;
struct role_row;
struct user;

/* Lives as long as the process. */
struct office_cache;
struct office_cache *office_cache_new(void);
void office_cache_free(struct office_cache *c);
DEFINE_FREEP(struct office_cache, office_cache_free)

/* What an operation needs; lent for its time. */
struct service {
	struct db *db;
	struct arena *arena;		/* the request's */
	const struct conf *conf;
	struct office_cache *cache;
};

/* The office's data of now; owned by the cache, valid until the next call. */
enum err office_now(struct service *sv, const struct office **out) MUST_USE;
/* What forms, filters and rows name again and again. */
struct office_lists {
	const struct class_row *classes;	/* of now, in the order of the codes */
	const struct unit_row *units;		/* that can be dispatched to */
	const struct cell_row *base;		/* base grids */
	size_t n_classes, n_units, n_base;
	const struct name_row *names[NAMES_MAX];	/* office_name() */
	size_t n_names[NAMES_MAX];
	int64_t stamp;				/* another value: another content */
};
/* Owned by the cache, valid until the next call here or of office_now(). */
enum err office_lists(struct service *sv, const struct office_lists **out) MUST_USE;
/* The canned texts of now, by action; owned and kept as the lists are, for programs of the staff. */
enum err office_canned(struct service *sv, const struct canned_row **out, size_t *n) MUST_USE;
/* Since when calendar and limits are as they are, and were, the earliest first; owned and kept as the lists are. */
struct instant_row;
enum err office_changes(struct service *sv, const struct instant_row **out, size_t *n) MUST_USE;
/* The words by which people find a class, and the communities, both of now; owned and kept as the lists are. */
enum err office_words(struct service *sv, const struct class_word **out, size_t *n) MUST_USE;
enum err office_communities(struct service *sv, const struct community_row **out, size_t *n) MUST_USE;
/* A community by its code; NULL for an unknown one. */
enum err office_community(struct service *sv, const char *code, const struct community_row **out) MUST_USE;
/*
 * store_events() with the names from the lists of now, where they know all of
 * them; names live as long as the lists.  For programs of the staff.
 */
enum err office_event_lines(struct service *sv, const struct office_lists *l, enum subject kind, int64_t id,
    struct event_row **out, size_t *n) MUST_USE;
/* What a class, unit or base grid is called; NULL for an unknown number and for 0. */
const char *office_name(const struct office_lists *l, enum name_list which, int64_t id, enum lang lang);
/*
 * Puts the name, English name and telephone that the office has set at the desk
 * over those of anjuan.conf, and these back where it has set none; looked up
 * once a minute.  The texts are the cache's.  With the database away they stay.
 */
void office_identify(struct office_cache *c, struct db *db, struct conf *conf);
/* The same once, for a program that ends soon; the texts are the arena's. */
void office_identify_once(struct db *db, struct arena *a, struct conf *conf);
/*
 * The roles with what each allows, by number.  Who has a role is asked at each
 * request; what it allows may be known a minute late.
 */
enum err office_roles(struct service *sv, const struct role_row **out, size_t *n) MUST_USE;
/* What the commanders' roles allow whoever is on duty (store_duty_standing()); kept with the roles. */
struct standing_row;
enum err office_standing(struct service *sv, const struct standing_row **out, size_t *n) MUST_USE;
/* The signed-in person as the rules see him, for what he may read; to act, office_actor(). */
struct actor office_reader(const struct user *user, enum perm perm);
/*
 * The signed-in person as the rules and the ledger see him: unit, permissions,
 * the role he acts in (the lowest number he has that bears perm), his shift.
 */
enum err office_actor(struct service *sv, const struct user *user, enum perm perm,
    struct actor *out) MUST_USE;

#endif
