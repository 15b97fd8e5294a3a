/* What one person has to do on the street.  Statements: sql/query/task.sql. */
#ifndef LIB_STORE_STORE_TASK_H
#define LIB_STORE_STORE_TASK_H

#include "lib/store/store_case.h"

/* A queue's row, and what a phone needs to keep and answer it far from the office. */
struct task_row {
	struct queue_row q;
	int64_t version;	/* of the case: an answer names what it was written for */
	bool has_point;
	int32_t lat, lon;
};
/* The open orders and assignments of a person, the most urgent first, at most 200. */
enum err store_tasks(struct db *db, struct arena *a, int64_t user_id, struct task_row **out,
    size_t *n) MUST_USE;

#endif
