/* A case's intervals at an instant.  Statements: sql/query/past.sql. */
#ifndef LIB_STORE_STORE_PAST_H
#define LIB_STORE_STORE_PAST_H

#include "lib/db/conn.h"
#include "lib/rule/past.h"
#include "lib/store/store_case.h"

struct arena;

/* Last stage (ended: before the instant, perhaps), promise and leading unit of the instant. */
struct past_standing {
	int32_t state, round;
	usec_t started, due, ended, promise_due, original_due;
	int64_t user_id, unit_id;
	const char *user_name, *unit_zh, *unit_en;
};
/* ERR_NOT_FOUND: the case was not there yet. */
enum err store_past_standing(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_standing *out) MUST_USE;

struct past_flag {
	const char *flag;
	int32_t value;
};
enum err store_past_flags(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_flag **out,
    size_t *n) MUST_USE;
/* The ledger's steps up to the instant, in their order. */
enum err store_past_steps(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_step **out,
    size_t *n) MUST_USE;
/*
 * The cases that stood in a state at an instant, of one unit where unit_id is
 * not 0, the last to come first: at most QUEUE_PAGE + 1, behind the one that
 * came at after and has after_id (0: from the start).  queue_key is when each
 * came, stage_due and unit those of then.
 */
enum err store_past_queue(struct db *db, struct arena *a, int32_t state, int64_t unit_id, usec_t at, usec_t after,
    int64_t after_id, struct queue_row **out, size_t *n) MUST_USE;
enum err store_past_queue_count(struct db *db, int32_t state, int64_t unit_id, usec_t at, int64_t *n) MUST_USE;
/* What a person is called; ERR_NOT_FOUND. */
enum err store_past_person(struct db *db, struct arena *a, int64_t user_id, const char **name) MUST_USE;

#endif
