/*
 * What a sender sees of his complaint, in three statements that travel as one:
 * each way to the database costs as much as what it brings.  Statements:
 * sql/query/follow.sql.
 */
#ifndef LIB_STORE_STORE_FOLLOW_H
#define LIB_STORE_STORE_FOLLOW_H

#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"

/* What the follow page may know of the case; id 0 while there is none. */
struct track_row {
	int64_t id;
	const char *number;
	int32_t state;
	usec_t filed_at, dispatched_at, fed_back_at, closed_at, stage_due, due_at;
	int64_t unit_id, class_id;
	usec_t reopen_until;
	bool hazard, merged;	/* merged: it is void because another case has it */
};

struct follow_row {
	int64_t by_address, by_number;	/* wrong codes since the instant asked for */
	struct blob code_hash;		/* empty: no such complaint */
	struct complaint_row c;		/* id 0: no such complaint; without names */
	struct track_row k;
};

/*
 * The complaint of a number with its code's hash and its case, and how often
 * address and number were tried with a wrong code since an instant; a row comes
 * for an unknown number, too.
 */
enum err store_follow(struct db *db, struct arena *a, int64_t complaint_id, const char *address,
    const char *number, usec_t since, struct follow_row **out) MUST_USE;
/* Events of the complaint and of its case, the newest first: no person, no staff text. */
enum err store_follow_events(struct db *db, struct arena *a, int64_t complaint_id, struct event_row **out,
    size_t *n) MUST_USE;
/* Photos of both that the sender may see in the end, the complaint's first, oldest first. */
enum err store_follow_files(struct db *db, struct arena *a, int64_t complaint_id, struct file_link_row **out,
    size_t *n) MUST_USE;

/* One promise of a case: until when, by how much, and the step that made it. */
struct follow_promise {
	int32_t kind, amount, unit, step;	/* enum promise_kind, …, enum limit_unit, enum action */
	usec_t due, at;
};
/* Those of the complaint's case, the oldest first. */
enum err store_follow_promises(struct db *db, struct arena *a, int64_t complaint_id, struct follow_promise **out,
    size_t *n) MUST_USE;

#endif
