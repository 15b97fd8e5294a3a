/*
 * One case of the demo district, walked through the real rules
 * (lib/rule/casework) by people who are sometimes slow, sometimes wrong, and
 * sleep at night; and everything that is to be written about it.
 */
#ifndef BATCH_JOB_DEMO_WALK_H
#define BATCH_JOB_DEMO_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/job_demo_photo.h"
#include "batch/job_demo_world.h"
#include "lib/rule/casework.h"
#include "lib/rule/ledger.h"

enum {
	WALK_EVENTS_MAX = 240, WALK_STAGES_MAX = 160, WALK_PROMISES_MAX = 32, WALK_UNITS_MAX = 16,
	WALK_ORDERS_MAX = 32, WALK_FLAGS_MAX = 4, WALK_TELLS_MAX = 480, WALK_COMPLAINTS_MAX = 4,
	WALK_COMPLAINT_EVENTS_MAX = 6, KEPT_MAX = 64, STREET_COUNT = STREETS
};

struct said {
	struct event e;
	unsigned char salt[SALT_LEN], text_hash[HASH_LEN], prev_hash[HASH_LEN], hash[HASH_LEN];
	const char *text;		/* NULL: none */
	const struct attachment *photo;	/* NULL: none */
	enum photo_part part;
	int32_t round;
};

struct walked_stage {
	struct new_stage s;
	usec_t started, ended, late_at;
	int64_t ended_by;
};

struct walked_promise {
	struct new_promise p;
	int32_t set_event, ended_event;
	usec_t ended;
};

struct walked_unit {
	int64_t unit_id;
	enum unit_part part;
	usec_t from, until, due, signed_at, done_at;
};

struct walked_order {
	enum order_kind kind;
	int32_t round, result;
	int64_t user_id, sent_by;
	usec_t sent_at, due, answered_at, client_at;
	bool has_point;
	int32_t lat, lon;
};

struct walked_flag {
	const char *flag;
	usec_t from, until;		/* until USEC_NONE: it still holds */
	int32_t set_event, end_event;
};

struct walked_tell {
	int32_t seq;
	size_t audience;		/* bit number of enum tell */
	int64_t unit_id, user_id;
	usec_t at;
};

/* 来件: the first one is the case's, others joined it. */
struct walked_complaint {
	int64_t id;
	enum source source;
	enum complaint_state state;
	usec_t received_at, accept_due, state_at;
	const char *description;
	const char *ext_system, *ext_number;
	usec_t ext_due;
	bool confidential;
	int64_t taken_by, reason_id;
	const char *answer;
	const char *name, *phone;	/* NULL: none */
	bool has_photo;
	usec_t linked_at, link_end;	/* USEC_NONE: not */
	int64_t kept_case;		/* moved there when the case was void; 0: not */
	struct said events[WALK_COMPLAINT_EVENTS_MAX];
	size_t n_events;
};

/* A case that others may be merged into. */
struct kept {
	int64_t case_id;
	usec_t from, until;		/* while it is open */
	const char *answer;		/* static text */
};

/* What outlives a case: numbers given, cases to merge into. */
struct walk_memory {
	int32_t year;
	int64_t last_number;		/* of that year */
	int32_t year_before;
	int64_t last_before;
	struct kept kept[KEPT_MAX];
	size_t n_kept;
};

struct walk {
	const struct world *w;
	const struct photos *photos;	/* NULL: no photos */
	struct walk_memory *memory;
	struct arena *a;		/* of this case */
	struct rng r;
	usec_t end;			/* the present: nothing happens after it */
	enum case_state target;		/* where the case is left lying; CS_NONE: nowhere */
	const struct world_class *k;
	const struct world_condition *condition;
	struct stage_limit limit;	/* of the condition chosen at filing */
	int64_t owner_unit;
	bool needs_cell, brisk;
	int row, col;			/* cell; row -1 outside */
	usec_t handle_at;		/* when the unit means to be done; USEC_NONE: not planned */
	int32_t incompletes, closes_back;
	int variant;			/* which of the drawn streets it is */
	struct case_row c;
	usec_t last;			/* of the last step */
	struct walked_complaint complaints[WALK_COMPLAINTS_MAX];
	size_t n_complaints;
	struct said events[WALK_EVENTS_MAX];
	size_t n_events;
	struct walked_stage stages[WALK_STAGES_MAX];
	size_t n_stages;
	struct walked_promise promises[WALK_PROMISES_MAX];
	size_t n_promises;
	struct walked_unit units[WALK_UNITS_MAX];
	size_t n_units;
	struct walked_order orders[WALK_ORDERS_MAX];
	size_t n_orders;
	struct walked_flag flags[WALK_FLAGS_MAX];
	size_t n_flags;
	struct walked_tell tells[WALK_TELLS_MAX];
	size_t n_tells;
	bool has_case;			/* false: the complaint still waits */
	enum err failed;		/* the rules refused what the generator tried: a bug */
};

/* What is asked for: one arrival. */
struct arrival {
	usec_t at;
	uint8_t source, target;		/* enum source; enum case_state or 0, 1 for a complaint that waits */
};
enum { TARGET_COMPLAINT = 1, TARGET_SUSPECT = 2 };

/*
 * Walks one case from its arrival to the end or to where it is left.  Ids are
 * those the rows will have; index makes its stream of chance.  Texts live in
 * w->a.  Returns what the rules said when they refused a step.
 */
enum err walk_case(struct walk *w, const struct arrival *in, uint64_t seed, uint64_t index,
    int64_t complaint_id, int64_t case_id) MUST_USE;

/* --- the parts ---------------------------------------------------------------- */

/* Place, words, sender (job_demo_report.c). */
void walk_report(struct walk *w, const struct arrival *in, uint64_t index);
/* More complaints about the same thing while the case is open. */
void walk_join(struct walk *w, int64_t first_id);

/* Takes a step through the rules and notes all it writes; false at the end of time. */
bool walk_take(struct walk *w, struct step *s);
/* Registers the case; false when the end comes before. */
bool walk_register(struct walk *w, usec_t at, struct actor who);
/* An event of a complaint. */
void walk_tell_complaint(struct walk *w, struct walked_complaint *p, enum action kind,
    const struct actor *who, usec_t at, enum complaint_state to, int64_t reason_id);
/* Marks the open stage late up to an instant, as the timer would. */
void walk_mark_late(struct walk *w, usec_t until);

/* One step of command section or unit from where the case is; false when there is nothing more to do. */
bool walk_handle(struct walk *w);

/* By chance, unless the case is wanted in some state: then what leads there, and nothing else. */
bool walk_happens(struct walk *w, uint32_t permille, enum case_state one, enum case_state other);
/* Who of a role is on duty; somebody named; the supervisor of the case's grid. */
struct actor walk_clerk(struct walk *w, enum role role, usec_t at);
struct actor walk_person(const struct walk *w, enum role role, int64_t id);
int64_t walk_supervisor(struct walk *w);
/* Where the supervisor stood: near the place, as far as the satellite knows; with a photo. */
void walk_stand_near(struct walk *w, struct step *s);
/* Minute of the local day. */
int walk_minute(usec_t t);

/* A text of a list in the words, NULL for none. */
const char *walk_words(struct walk *w, enum word_list list);
/* An instant some minutes after the last step; with duty, never at night but for hazards. */
usec_t walk_soon(struct walk *w, double median_minutes);
/* The same for those who work by day. */
usec_t walk_by_day(struct walk *w, usec_t at);

#endif
