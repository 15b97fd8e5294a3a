/*
 * The vocabulary of a case: states, sources, and the row that is its shadow.
 * Numbers are stable; they stand in the database and in the ledger.
 */
#ifndef LIB_RULE_CASE_H
#define LIB_RULE_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"

/* Channels, workflow §1. */
enum source {
	SRC_SUPERVISOR = 10, SRC_VIDEO = 11, SRC_HOTLINE = 20, SRC_12345 = 21, SRC_MEDIA = 22,
	SRC_NET = 23, SRC_WALKIN = 24, SRC_DEPUTY = 25, SRC_TRANSFER = 30, SRC_UPPER = 31,
	SRC_LEADER = 40, SRC_TEAM = 50, SRC_AUTONOMY = 51, SRC_SELF = 60,
	SRC_GUARD = 52,			/* 定点固守, third-party guards (R15) */
	SRC_TELEPHONE = 53		/* telephone transfer (R15) */
};

/* States, workflow §2; 43–46 by the rulings R1, R4 and R13. */
enum case_state {
	CS_NONE = 0,			/* before registration */
	CS_REGISTERED = 10, CS_VERIFYING = 11, CS_FILING = 12, CS_FILING_CHIEF = 13,
	CS_NOT_ACCEPTED = 19, CS_FILED = 20, CS_COORDINATING = 21, CS_LEADER_PENDING = 22,
	CS_HEARING = 23, CS_ESCALATED = 24, CS_DISPATCHED = 30, CS_HANDLING = 31,
	CS_RETURN_REVIEW = 32, CS_SUSPENDED = 33, CS_FEEDBACK = 40, CS_CHECKING = 41,
	CS_CLOSE_REVIEW = 42, CS_CHECK_PENDING = 43, CS_CLOSE_CHIEF = 44, CS_REWORK_PENDING = 45, CS_SQUAD_REVIEW = 46,
	CS_CLOSED = 50, CS_SPECIAL_REVIEW = 51, CS_CLOSED_SPECIAL = 52, CS_ARCHIVED = 60,
	CS_VOID = 90
};

/* States of a complaint (design §4.1). */
enum complaint_state {
	CP_RECEIVED = 1, CP_SUSPECT = 2, CP_REGISTERED = 3, CP_REFUSED = 4, CP_WITHDRAWN = 5
};

/* Ledger subjects; the office has one chain of all changes to its own data (lib/rule/admin.h). */
enum subject { SUBJECT_COMPLAINT = 1, SUBJECT_CASE = 2, SUBJECT_OFFICE = 3,
	/* told about, never in the ledger: */ SUBJECT_MATTER = 4, SUBJECT_BOOK = 5,
	SUBJECT_POWER = 6 /* leave, or powers given */,
	/* in the ledger again: findings, appeals, measures (lib/rule/account.h) */
	SUBJECT_FINDING = 7, SUBJECT_APPEAL = 8, SUBJECT_MEASURE = 9,
	SUBJECT_MONTH = 10 /* a month's end; its id is the month's first day */ };

/* Kinds of a promise, of a unit's part, of an order, of a photo. */
enum promise_kind {
	PROMISE_DISPATCH = 1, PROMISE_EXTENSION = 2, PROMISE_REWORK = 3, PROMISE_WATCH = 4,
	PROMISE_UPPER = 5, PROMISE_GIVEN = 6,
	PROMISE_CLASS = 7		/* another class, the same start (82c) */
};
enum unit_part { PART_LEAD = 1, PART_MEMBER = 2, PART_OWNER = 3, PART_SUBSTITUTE = 4 };
/* Clocks that run beside the stage, at most one of a kind open a case; stable, in the database. */
enum side_clock {
	SIDE_CHECK = 1,		/* the check hour from the unit's feedback (R3) */
	SIDE_ASSIGN = 2,	/* the assigned hand's time to be there (R13) */
	SIDE_LETTER = 3,	/* the limit a supervision letter sets (55) */
	SIDE_INQUIRY = 4,	/* the answer to an inquiry from above or beside (R16) */
	SIDE_OUTSIDE = 5,	/* the sending system's own deadline (R12) */
	SIDE_APPROVAL = 6	/* the approval of enforcement (R18) */
};
enum order_kind { ORDER_VERIFY = 1, ORDER_CHECK = 2 };
enum photo_part { PHOTO_REPORT = 1, PHOTO_VERIFY = 2, PHOTO_BEFORE = 3, PHOTO_AFTER = 4, PHOTO_CHECK = 5 };

/* How closely a case is supervised (§2). */
enum supervise { SUPERVISE_NONE = 0, SUPERVISE_URGE = 1, SUPERVISE_LETTER = 2, SUPERVISE_SINGLE = 3 };
enum special { SPECIAL_NONE = 0, SPECIAL_OURS = 1, SPECIAL_UPPER = 2 };
enum approval { APPROVAL_NONE = 0, APPROVAL_ASKED = 1, APPROVAL_GIVEN = 2, APPROVAL_DENIED = 3 };
/* Who inquires or urges from above and beside (R16). */
enum origin { ORIGIN_NONE = 0, ORIGIN_UPPER = 1, ORIGIN_DEPUTY = 2, ORIGIN_LEADER = 3, ORIGIN_MEDIA = 4,
	ORIGIN_MEETING = 5 /* decided by the quarterly meeting: a matter of the register */ };

/* What a supervisor found on site. */
enum site_result { RESULT_NONE = 0, RESULT_YES = 1, RESULT_NO = 2 };

/* The cases row; NULL ids are 0, NULL instants USEC_NONE, NULL texts NULL. */
struct case_row {
	int64_t id, version;
	const char *number;
	int64_t centre_id;
	int32_t state, source;
	const char *ext_system, *ext_number;
	usec_t received_at;
	int64_t registered_by, class_id, condition_id, component_id;
	const char *description, *address;
	bool has_point;
	int32_t lat, lon;
	int64_t unit_cell_id, base_cell_id, auto_cell_id;
	bool outside;
	int64_t unit_id, handler_id, supervisor_id, filed_by;
	usec_t filed_at;
	int64_t dispatcher_id;
	usec_t dispatched_at, signed_at, fed_back_at;
	int64_t checker_id, checker_unit_id, judged_by, closer_id;
	int32_t verify_result, check_result;	/* RESULT_… of the last order */
	usec_t closed_at, archived_at;
	const char *archive_code;
	int32_t retention_years;
	usec_t stage_started, stage_due, accept_due, due_at, original_due;
	int32_t round, state_before;
	bool hazard, urgent, designated, leader_locked, joint, substitute, watch;
	int32_t supervise;
	bool filed_upward;
	int32_t ext_count;
	bool ext_pending;
	int32_t rework_count, return_count;
	bool unjustified_return, confidential;
	int64_t parent_case, batch_id;
	int64_t kept_unit_id;		/* had it before coordinating: gets it back under kept_due */
	usec_t kept_due;
	bool conferred;			/* with the unit, about the return under review */
	int32_t ext_asked;		/* how much more is asked for, in the promise's unit */
	bool watch_asked;
	usec_t watch_until;		/* the tracking date asked for or set */
	int32_t watch_count;		/* tracking dates set so far */
	int32_t suspend_count;
	int32_t special_by;		/* who decides on the special closing: enum special */
	usec_t explained_at;		/* last explanation before the running limit's end (57) */
	int32_t false_feedback, reopen_count;
	int32_t satisfied;		/* RESULT_…: what the call back said (78) */
	int32_t approval;		/* enum approval */
	bool has_members;		/* units beside the lead act on it */
	bool letter_draft;
	int32_t inquiry;		/* enum origin of the open inquiry */
	const char *upper_number;	/* the platform above knows it by */
	int32_t void_from;		/* the state a merged case had */
	bool verified_above;		/* a 12345 order the sender has verified already (R12) */
	usec_t ext_due;			/* the sending system's deadline */
	int64_t squad_id;		/* the squad that reviews the feedback now (R13) */
	usec_t reopen_until;		/* so long the sender may ask to open it again (77); USEC_NONE: not, or over */
	int32_t event_seq;
	struct blob event_hash;
};

/* Whether the source is checked on site before filing (workflow §1, third column). */
bool source_needs_verify(enum source s);
/* Whether somebody outside waits for an answer. */
bool source_is_public(enum source s);
/* What a sender says of the result (78); stable, stored. */
enum rating { RATING_SOLVED = 1, RATING_PARTLY = 2, RATING_UNSOLVED = 3, RATING_UNSURE = 4 };
/* Why a complaint of a case in this state cannot be rated, as a key of the catalogue; NULL when it can. */
const char *rating_refusal(enum case_state s);
/* Whether the duty chief has to look whether it must be opened again. */
bool rating_asks_for_more(enum rating r);
/* Whether work is over for the unit. */
bool state_is_final(enum case_state s);

#endif
