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

/* A line of what stands beside a queue. */
enum beside { BESIDE_COUNT = 1, BESIDE_FILTER = 2, BESIDE_CLAIM = 3 };
struct beside_row {
	int32_t kind;
	int64_t id;			/* of the filter, or of the case somebody has open */
	const char *name, *queue;	/* of the filter; of that person */
	int64_t user_id, role_id, class_id, unit_id, cell_id;
	int32_t late;
	bool newest;
	int64_t total, n_late;		/* exact numbers of cases: of the queue in BESIDE_COUNT, of the filter */
	usec_t since;
};
struct beside_asked {
	enum case_state state;		/* CS_NONE: the filters of all queues, and nothing else */
	const char *queue;		/* its code; NULL with CS_NONE */
	int64_t own_unit;		/* the person sees this unit's cases alone; 0: all */
	int64_t user_id;
	int64_t roles[FILTER_ROLES];
	usec_t now;
};
/* The queue's own number comes in two lines, to be added up. */
enum err store_beside(struct db *db, struct arena *a, const struct beside_asked *q,
    struct beside_row **out, size_t *n) MUST_USE;

#endif
