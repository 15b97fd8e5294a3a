/* Saved filters, and what stands beside a queue.  Statements: sql/query/desk.sql, queue.sql. */
#ifndef LIB_STORE_STORE_FILTER_H
#define LIB_STORE_STORE_FILTER_H

#include "lib/db/conn.h"
#include "lib/rule/case.h"

struct arena;

enum { FILTER_ROLES = 7 };	/* of one person at most that are asked for shared filters */

/* What a filter asks for; 0: any. */
struct filter {
	const char *name, *queue;
	int64_t user_id, role_id;	/* who saved it; role_id 0: for himself */
	int32_t state;
	int64_t class_id, unit_id, cell_id;
	int32_t late;			/* 1 past its due, 2 due within two hours or past */
	bool newest;
};
/* ERR_CONFLICT: he has one of this name. */
enum err store_filter_add(struct db *db, const struct filter *f, usec_t at) MUST_USE;
/* How many a person has saved. */
enum err store_filter_count(struct db *db, int64_t user_id, int64_t *n) MUST_USE;
/* His own, or with any: a role's; ERR_NOT_FOUND when there was none to take away. */
enum err store_filter_drop(struct db *db, int64_t id, int64_t user_id, bool any) MUST_USE;

/* A saved filter and the exact number of cases in it. */
struct filter_row {
	int64_t id;
	const char *name, *queue;
	int64_t user_id, role_id, class_id, unit_id, cell_id;
	int32_t late;
	bool newest;
	int64_t total;
};
/* A case somebody else has open. */
struct claim_line {
	int64_t id;
	const char *name;
	int64_t user_id;
	usec_t since;
};
/* What stands beside a queue: its own exact number, how many of them are late, and lists. */
struct beside {
	int64_t total, late;
	struct filter_row *filters;
	struct claim_line *claims;
	size_t n_filters, n_claims;
};
struct beside_asked {
	enum case_state state;		/* CS_NONE: the filters of all queues, and nothing else */
	const char *queue;		/* its code; NULL with CS_NONE */
	int64_t own_unit;		/* the person sees this unit's cases alone; 0: all */
	int64_t user_id;
	int64_t roles[FILTER_ROLES];
	usec_t now;
};
enum err store_beside(struct db *db, struct arena *a, const struct beside_asked *q, struct beside *out) MUST_USE;
/* Sends what store_beside() will ask for the same struct (db_ahead()). */
void store_beside_ahead(struct db *db, const struct beside_asked *q);

#endif
