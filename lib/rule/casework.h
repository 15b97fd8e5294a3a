/*
 * One step of a case, worked out without touching anything: from the case as
 * it is, the step somebody takes and the office's data to everything that has
 * to be written.  The service writes it in one transaction, the generator in
 * bulk; so both obey the same rules.  Pure.
 */
#ifndef LIB_RULE_CASEWORK_H
#define LIB_RULE_CASEWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/rule/workflow.h"

struct arena;

/* Three factors of closing (S3): standard met, photos agree, check true. */
enum { FACTOR_STANDARD, FACTOR_PHOTOS, FACTOR_CHECK, FACTOR_MAX };

/* The open promise and its pauses, for a step that moves it. */
struct running {
	int32_t kind, amount;
	enum limit_unit unit;
	usec_t started;
	const struct calendar *cal;	/* the one it was made under */
	struct pauses pauses;
};

/* What the form brought; 0 or NULL where it did not. */
struct step {
	enum action action;
	usec_t at;			/* server time */
	usec_t client_at;		/* USEC_NONE unless a device said so */
	struct actor who;
	const char *text;		/* note, opinion, result in words */
	const char *answer;		/* what the sender will read */
	int64_t reason_id, unit_id, condition_id, supervisor_id, handler_id, class_id, kept_case;
	struct stage_limit condition_limit;	/* the first step's limit of the case's condition */
	int32_t result;			/* enum site_result */
	int32_t factors[FACTOR_MAX];	/* enum site_result each */
	size_t n_files;			/* photos and recordings attached */
	int64_t hand_photos;		/* the hand has sent of his work, since it is with the unit (47, R13) */
	size_t n_recordings;		/* of these sound and moving pictures: they prove no place */
	const char *address;
	int64_t unit_cell_id, base_cell_id, auto_cell_id;
	bool set_cell, outside;		/* the three cells above are meant */
	bool has_point;
	int32_t lat, lon;
	int32_t far;			/* metres outside the case's grid and away from its point; 0 inside or unknown */
	bool dispatcher_fault;
	const char *plan, *enforcement, *number;
	usec_t date;			/* the end of the day that was chosen; 0: none */
	int32_t amount, origin;
	int64_t owner_id, batch_id;
	int64_t squad_id;		/* who reviews the feedback in its area; 0: nobody (R13) */
	const int64_t *members;		/* units beside the lead */
	size_t n_members;
	bool same_fault, false_feedback;
	struct running promise;		/* filled by the service where the step moves it */
	bool unit_returned;		/* unit_id has returned this case (46) */
	int32_t side;			/* enum side_clock, of the timer's late mark */
	int64_t supervisor_unit;	/* unit of the supervisor the order goes to */
	bool dispatched_before;		/* the actor has dispatched this case in some round */
	bool class_hazard;		/* a case of class_id is a hazard by rule */
};

struct new_stage {
	int32_t state, round;
	int64_t user_id, unit_id;
	usec_t due, outer_due;
};

struct new_promise {
	enum promise_kind kind;
	int64_t unit_id;
	int32_t round, amount;
	enum limit_unit unit;
	int64_t calendar_id;
	usec_t started, due, original_due;
};

/* A flag that begins with a value, or ends. */
struct flag_change {
	const char *flag;
	int32_t value;			/* 0: it ends */
};

/* A clock beside the stage: the open one of the kind ends, and a new one may begin. */
struct side_change {
	enum side_clock kind;
	bool begins;
	usec_t due;
	int64_t user_id, unit_id;
};

enum { FLAGS_MAX = 12, SIDES_MAX = 6, MEMBERS_MAX = 8 };

/* All that one step writes. */
struct change {
	const struct transition *t;
	struct case_row after;
	bool new_stage;			/* the open stage ends at step.at, this one begins */
	struct new_stage stage;
	bool end_promise;
	bool has_promise;
	struct new_promise promise;
	bool drops_order;		/* the open order is over without an answer */
	bool sets_order;
	enum order_kind order_kind;
	usec_t order_due;
	bool answers_order;
	bool end_unit;			/* the lead's part ends */
	int64_t left_unit;		/* the unit that had the case and no longer has it: told as well */
	bool has_unit;
	int64_t unit_id;
	enum unit_part unit_part;
	const int64_t *members;		/* units that begin to act beside it */
	size_t n_members;
	int64_t owner_id;		/* whose duty a substitute does */
	bool end_members;		/* all others' parts end */
	bool pauses, resumes;		/* the promise's clock stands until pause_until, or goes on now */
	usec_t pause_until;
	bool drafts_letter, signs_letter, drops_letter;
	enum action follow;		/* a step the system takes at once after this one; ACT_NONE */
	bool needs_number;		/* the service gives the case number */
	struct flag_change flags[FLAGS_MAX];
	size_t n_flags;
	struct side_change sides[SIDES_MAX];
	size_t n_sides;
	int64_t squad_id;		/* the squad that gets the case for review, or had it: told */
	bool answers_sender;		/* the complaints get an answer */
	enum complaint_state complaint_state;	/* 0: unchanged */
	const char *detail;		/* the event's "name=value" lines */
};

/*
 * Works the step out.  ERR_NOT_FOUND: no such step from this state;
 * ERR_DENIED: a guard says no (err_text() is its catalogue key);
 * ERR_INVALID: a required field is missing or wrong (err_field() names it,
 * err_text() is the catalogue key).  *out is in the arena.
 */
enum err casework_apply(struct arena *a, const struct case_row *c, const struct step *step,
    const struct office *office, struct change *out) MUST_USE;

/*
 * A new case out of a registered complaint: state, first stage since
 * received_at, its clock (R2: sending the verification order, or the
 * acceptance hour where none is needed).  c brings what was registered.
 */
enum err casework_register(struct arena *a, const struct case_row *c, const struct step *step,
    const struct office *office, struct change *out) MUST_USE;

#endif
