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
#include "lib/rule/workflow.h"

struct arena;
struct class_row;
struct conf;
struct db;
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
/*
 * The classes of now with their major classes' names, in the order of the
 * codes: two hundred rows that every form and filter lists.  Owned by the
 * cache, valid until the next call here or of office_now().
 */
enum err office_classes(struct service *sv, const struct class_row **out, size_t *n) MUST_USE;
/*
 * The signed-in person as the rules and the ledger see him: unit, permissions,
 * the role he acts in (the lowest number he has that bears perm), his shift.
 */
enum err office_actor(struct service *sv, const struct user *user, enum perm perm,
    struct actor *out) MUST_USE;

#endif
