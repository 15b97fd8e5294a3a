/*
 * The workflow: one table, each row a row of workflow §4 as its rulings (§0)
 * change it.  Buttons, permissions, required fields, limits, notices, the
 * manual's table and the tests are drawn from it.  Pure.
 */
#ifndef LIB_RULE_WORKFLOW_H
#define LIB_RULE_WORKFLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/rule/archive.h"
#include "lib/rule/case.h"
#include "lib/rule/deadline.h"
#include "lib/rule/perm.h"

/* Ten times the row's number plus its letter, rulings from 812 on; stable, the ledger's event kinds. */
enum action {
	ACT_NONE = 0,
	ACT_REPORT = 10, ACT_SPOT = 20, ACT_HAZARD = 30, ACT_HAZARD_CALL = 31, ACT_ORDER_VERIFY = 40, ACT_VERIFY_RESULT = 50,
	ACT_LATE_VERIFY = 60, ACT_LATE_STAGE = 61, ACT_LATE_SIDE = 62, ACT_TAKE = 70, ACT_FILE = 80, ACT_CORRECT = 82,
	ACT_RECLASSIFY = 83,
	ACT_ASK_CHIEF = 90, ACT_FILE_CHIEF = 100, ACT_REFUSE = 110, ACT_BACK_TO_UPPER = 120,
	ACT_VOID = 130, ACT_MERGE = 131, ACT_UNMERGE = 132, ACT_ACCEPT_AGAIN = 140,
	ACT_DISPATCH = 200, ACT_UNCLEAR = 210, ACT_DISPATCH_AGREED = 220, ACT_DESIGNATE = 230,
	ACT_SUBSTITUTE = 240, ACT_JOINT = 250, ACT_MEMBER_SIGN = 251, ACT_MEMBER_DONE = 252,
	ACT_HEARING = 260, ACT_HEAR = 261, ACT_HEARING_DISPATCH = 270, ACT_HEARING_SPECIAL = 271,
	ACT_ESCALATE = 280, ACT_RECORD_UP = 290, ACT_UPPER_BACK = 300, ACT_UPPER_CLOSED = 301,
	ACT_ASK_LEADER = 310, ACT_INSTRUCT = 320, ACT_REDISPATCH = 330, ACT_TO_ACCEPTOR = 340,
	ACT_SIGN = 400, ACT_LATE_SIGN = 410, ACT_RETURN = 420, ACT_RETURN_PLAUSIBLE = 430, ACT_CONFER = 431,
	ACT_RETURN_TO_LEADER = 440, ACT_RETURN_REFUSED = 450, ACT_FINDING = 460, ACT_ARRIVE = 470,
	ACT_ASSIGN = 471, ACT_HAND_DONE = 472, ACT_BATCH = 480, ACT_EXT_ASK = 490, ACT_EXT_GRANT = 500, ACT_EXT_REFUSE = 501,
	ACT_WATCH_ASK = 510, ACT_WATCH_GRANT = 511, ACT_WATCH_REFUSE = 512, ACT_SUSPEND = 520,
	ACT_RESUME = 530, ACT_RESUME_DUE = 531, ACT_URGE = 540, ACT_LETTER_DRAFT = 550, ACT_LETTER_SIGN = 551,
	ACT_SINGLE = 560, ACT_EXPLAIN = 570, ACT_SPECIAL_ASK = 580, ACT_SPECIAL_UP = 581,
	ACT_SPECIAL_GRANT = 590, ACT_SPECIAL_REFUSE = 591, ACT_UPPER_SPECIAL_GRANT = 592,
	ACT_UPPER_SPECIAL_REFUSE = 593, ACT_FEEDBACK = 700, ACT_FEEDBACK_SQUAD = 701, ACT_SQUAD_PASS = 702,
	ACT_SQUAD_BACK = 703, ACT_SQUAD_SKIP = 704, ACT_LATE_SQUAD = 705, ACT_FEEDBACK_CONFIRM = 710, ACT_ORDER_CHECK = 711,
	ACT_FEEDBACK_INCOMPLETE = 720, ACT_INCOMPLETE_SEND = 721, ACT_INCOMPLETE_COORDINATE = 722,
	ACT_CHECK_RESULT = 730, ACT_LATE_CHECK = 740, ACT_CLOSE = 750, ACT_JUDGE = 751, ACT_CLOSE_CHIEF = 752,
	ACT_CLOSE_BACK = 753, ACT_REWORK = 760, ACT_REWORK_SEND = 761, ACT_REWORK_COORDINATE = 762,
	ACT_REOPEN = 770, ACT_WINDOW_OVER = 771, ACT_CALL_BACK = 780, ACT_ARCHIVE = 790, ACT_ARCHIVE_DUE = 791,
	ACT_HOLD = 792, ACT_HOLD_LIFTED = 793, ACT_DESTROYED = 794,	/* of the archive: no step, the state stays */
	ACT_REPLY = 812, ACT_INQUIRY = 816, ACT_INQUIRY_ANSWER = 817, ACT_APPROVAL_ASK = 818,
	ACT_APPROVAL_YES = 819, ACT_APPROVAL_NO = 820,
	/* not in the table: what the timer says, how rows of another system and complaints tell their life */
	ACT_WARNED = 541, ACT_OVERDUE = 542,
	ACT_IMPORTED = 900, ACT_IMPORT_FILED = 901, ACT_IMPORT_DISPATCHED = 902,
	ACT_IMPORT_FEEDBACK = 903, ACT_IMPORT_CLOSED = 904,
	ACT_C_RECEIVED = 910, ACT_C_REGISTERED = 911, ACT_C_REFUSED = 912, ACT_C_JOINED = 913, ACT_C_ANSWERED = 914,
	ACT_C_REVEALED = 915, ACT_C_TOLD = 916, ACT_C_RATED = 917,
	ACT_C_ADDED = 920, ACT_C_WITHDRAWN = 921, ACT_C_WITHDRAW_ASKED = 922, ACT_C_CLEARED = 940, ACT_C_DESTROYED = 941,
	ACT_C_CONFIRM_ASKED = 923, ACT_C_CONFIRMED = 924, ACT_C_WISHED = 925,
	ACT_JOINED_BY = 930, ACT_PARTED_FROM = 931,	/* of a case: another complaint came to it, or left it again */
	ACT_C_PARTED = 932				/* the same in the complaint's own ledger; 913 is its coming */
};

/* What a step must (need) or may (take) bring; one form field each. */
enum field {
	F_TEXT = 1 << 0,	/* note: reason, opinion, result in words */
	F_REASON = 1 << 1,	/* a coded reason of this action */
	F_UNIT = 1 << 2,	/* a unit */
	F_CONDITION = 1 << 3,	/* a filing condition of the class */
	F_SUPERVISOR = 1 << 4,	/* who goes and looks */
	F_HANDLER = 1 << 5,	/* field hand */
	F_RESULT = 1 << 6,	/* true/untrue, passed/failed */
	F_FACTORS = 1 << 7,	/* the three factors of closing, yes or no each */
	F_PHOTO = 1 << 8,	/* at least one photo */
	F_KEPT = 1 << 9,	/* number of the case that is kept */
	F_CLASS = 1 << 10,
	F_CELL = 1 << 11,	/* unit grid code, where there is no point */
	F_POINT = 1 << 12,	/* position of the person on site */
	F_ANSWER = 1 << 13,	/* what the sender will read */
	F_ADDRESS = 1 << 14,
	F_FAULT = 1 << 15,	/* dispatcher's error, yes or no (33) */
	F_PLAN = 1 << 16,	/* the next plan, in words */
	F_ENFORCE = 1 << 17,	/* where enforcement is heading, in words (51) */
	F_DATE = 1 << 18,	/* a day: the case is meant to be done, goes on, is answered by its end */
	F_AMOUNT = 1 << 19,	/* how much more, in the unit of the handling limit */
	F_NUMBER = 1 << 20,	/* another body's number */
	F_MEMBERS = 1 << 21,	/* units beside the lead */
	F_OWNER = 1 << 22,	/* the unit whose duty it is, where a substitute acts */
	F_BATCH = 1 << 23,	/* a batch of small cases */
	F_SAME = 1 << 24,	/* the same fault again, yes or no (77) */
	F_FALSE = 1 << 25,	/* the feedback was false, yes or no (76) */
	F_ORIGIN = 1 << 26	/* who inquires from above or beside (R16) */
};

enum step_guard {
	G_NEEDS_VERIFY = 1 << 0,	/* the source is verified on site first */
	G_NO_VERIFY = 1 << 1,		/* … or not */
	G_FROM_UPPER = 1 << 2,		/* an order of the upper platform */
	G_CLASS = 1 << 3,		/* has a class */
	G_CELL = 1 << 4,		/* lies in a unit grid, or outside all */
	G_FOUND_TRUE = 1 << 5,		/* the verification did not say untrue */
	G_OWN_UNIT = 1 << 6,		/* the actor's unit holds the case */
	G_OWN_ORDER = 1 << 7,		/* the open order is the actor's */
	G_OTHER_UNIT = 1 << 8,		/* checker and handling unit differ (invariant 1) */
	G_NOT_DISPATCHER = 1 << 9,	/* closer and dispatcher are two persons (invariant 1) */
	G_NOT_LOCKED = 1 << 10,		/* no leader's instruction (invariant 2) */
	G_RETURN_HOUR = 1 << 11,	/* within the hour of receipt (S3) */
	G_SHORT_RETURNS = 1 << 12,	/* setting returns = short (R11) */
	G_CHIEF_CLOSES = 1 << 13,	/* setting close = chief (R4) */
	G_CLOSES_ALONE = 1 << 14,	/* setting close = acceptor */
	G_ALL_FACTORS = 1 << 15,	/* all three judged yes, and the check passed */
	G_A_FACTOR_FAILS = 1 << 16,
	G_NEW_UNIT = 1 << 17,		/* another unit than now */
	G_NOT_HAZARD = 1 << 18,
	G_CONFERRED = 1 << 19,		/* the unit was conferred with; only where every return goes to the leader */
	G_OWN_HAND = 1 << 20,		/* assigned to the actor */
	G_RESTED = 1 << 21,		/* closed for the days of setting archive_days */
	G_BEFORE_DUE = 1 << 22,		/* the handling limit still runs */
	G_NOT_EXTENDED = 1 << 23,	/* the one extension (S2) is not used up, and the case is not watched */
	G_EXTENDED = 1 << 24,
	G_NO_REQUEST = 1 << 25,		/* neither extension nor watching is asked for now (invariant 5) */
	G_EXT_ASKED = 1 << 26,
	G_WATCH_ASKED = 1 << 27,
	G_WATCH_LEFT = 1 << 28,		/* the tracking date moves twice at most (design §4.4) */
	G_CALM = 1 << 29,		/* no hazard: one is never suspended */
	G_NOT_SUSPENDED = 1 << 30,	/* never was: once a case */
	G_DATE_REACHED = 1LL << 31,	/* the stage's date has come */
	G_SLOW = 1LL << 32,		/* past its due, reworked, or urged before (55) */
	G_STUCK = 1LL << 33,		/* past its due, or reworked twice (56) */
	G_RETURNED = 1LL << 34,		/* some unit has returned it */
	G_REOPEN_TIME = 1LL << 35,	/* closed not longer ago than setting reopen_days */
	G_HAS_UNIT = 1LL << 36,		/* a unit of ours acted, under a filing condition */
	G_PUBLIC = 1LL << 37,		/* somebody outside waits for an answer */
	G_DRAFT = 1LL << 38,		/* a supervision letter is drafted */
	G_NO_DRAFT = 1LL << 39,
	G_SPECIAL_OURS = 1LL << 40,	/* the commander decides on the special closing (R5) */
	G_SPECIAL_UPPER = 1LL << 41,	/* … or the platform above */
	G_TOSSED = 1LL << 42,		/* dispatched as often without an owner as setting designate_after says */
	G_MEMBER = 1LL << 43,		/* the actor's unit is a member that has not reported yet */
	G_MEMBER_NEW = 1LL << 44,	/* … nor signed */
	G_SELF = 1LL << 45,		/* handled on the spot by the actor, only reported */
	G_MERGED = 1LL << 46,		/* void because it was merged, and its state is remembered */
	G_INQUIRY = 1LL << 47,		/* an inquiry is open */
	G_NO_INQUIRY = 1LL << 48,
	G_APPROVAL = 1LL << 49,		/* enforcement waits for its approval (R18) */
	G_NO_APPROVAL = 1LL << 50,
	G_FROM_12345 = 1LL << 51,	/* an order of the 12345 hotline */
	G_OWN_SQUAD = 1LL << 52,	/* the actor's squad reviews it (R13) */
	G_STEAD = 1LL << 53,		/* never by a form: taken in the place of another row */
	G_WINDOW_OVER = 1LL << 54,	/* the window for opening it again has ended */
	G_HAZARD = 1LL << 55
};

enum effect {
	E_ACCEPT_CLOCK = 1 << 0,	/* the acceptance hour starts now */
	E_FILE = 1 << 1,		/* condition, number, filed by */
	E_PROMISE = 1 << 2,		/* a dispatch: unit, round, handling limit */
	E_REWORK_PROMISE = 1 << 3,	/* the limit again, the original due kept (same unit) */
	E_DROP_UNIT = 1 << 4,		/* nobody must act now */
	E_ORDER = 1 << 5,		/* an order to a supervisor goes out */
	E_ANSWER_ORDER = 1 << 6,
	E_SIGN = 1 << 7,
	E_FEEDBACK = 1 << 8,
	E_REMEMBER = 1 << 9,		/* keep the state a refused return goes back to */
	E_GO_BACK = 1 << 10,		/* go back to it; an unsigned case counts as signed */
	E_COUNT_RETURN = 1 << 11,
	E_COUNT_REWORK = 1 << 12,
	E_LOCK = 1 << 13,		/* leader_locked */
	E_JUDGE = 1 << 14,
	E_UNJUDGE = 1 << 15,
	E_CLOSE = 1 << 16,
	E_ARCHIVE = 1 << 17,
	E_HAZARD = 1 << 18,
	E_ASSIGN = 1 << 19,
	E_CORRECT = 1 << 20,
	E_REFUSE = 1 << 21,		/* complaints are answered with the reason */
	E_VOID = 1 << 22,
	E_NEW_STAGE = 1 << 23,		/* a new stage though the state stays */
	E_DROP_ORDER = 1 << 24,		/* the open order is taken back: the next supervisor goes (6, 74) */
	E_KEEP_DUE = 1 << 25,		/* should the same unit get it back, its due stays the one that counts */
	E_CONFER = 1 << 26,
	E_ARRIVE = 1 << 27,		/* the assigned hand is there: his clock ends */
	E_EXT_ASK = 1 << 28,
	E_EXT_GRANT = 1 << 29,		/* the promise again, longer by what is granted */
	E_REFUSE_REQUEST = 1 << 30,
	E_WATCH_ASK = 1LL << 31,
	E_WATCH = 1LL << 32,		/* the tracking date replaces the due */
	E_SUSPEND = 1LL << 33,		/* a pause until the date, the due moves with it */
	E_RESUME = 1LL << 34,
	E_URGE = 1LL << 35,
	E_DRAFT = 1LL << 36,
	E_LETTER = 1LL << 37,		/* number, new limit as a clock beside */
	E_SINGLE = 1LL << 38,
	E_EXPLAIN = 1LL << 39,
	E_FINDING = 1LL << 40,
	E_REOPEN = 1LL << 41,		/* a new round for the unit that had it */
	E_CALL_BACK = 1LL << 42,
	E_SPECIAL_OURS = 1LL << 43,
	E_SPECIAL_UPPER = 1LL << 44,
	E_BACK = 1LL << 45,		/* to the remembered state as it was */
	E_DESIGNATE = 1LL << 46,
	E_SUBSTITUTE = 1LL << 47,
	E_JOINT = 1LL << 48,
	E_MEMBER = 1LL << 49,		/* a member unit signs or reports, the state stays */
	E_UPPER_NUMBER = 1LL << 50,
	E_RECORD_UP = 1LL << 51,
	E_TAKE_BACK = 1LL << 52,	/* the refusal; complaints are registered again */
	E_UNMERGE = 1LL << 53,
	E_BATCH = 1LL << 54,
	E_REPLY = 1LL << 55,
	E_INQUIRY = 1LL << 56,
	E_INQUIRY_END = 1LL << 57,
	E_APPROVAL = 1LL << 58,
	E_TELL_UP = 1LL << 59,		/* a find of our own: then recorded with the district (29) */
	E_RECLASSIFY = 1LL << 60,	/* class and condition, the promise anew from its start */
	E_WINDOW_OVER = 1LL << 61
};

/* Limits of the centre's steps; codes of table stage_limit. */
#define LIM_LIST(X)                                                              \
	X(SEND_VERIFY) X(ACCEPT) X(VERIFY) X(DISPATCH) X(COORDINATE) X(SIGN)     \
	X(RETURN) X(RETURN_REVIEW) X(LEADER) X(FEEDBACK_REVIEW) X(SEND_CHECK)    \
	X(CHECK) X(CLOSE_REVIEW) X(CLOSE_CHIEF) X(ARCHIVE) X(ASSIGN)      \
	X(SPECIAL) X(HEARING) X(ESCALATED) X(APPROVAL) X(SQUAD_REVIEW)
enum lim {
	LIM_NONE,
#define X(name) LIM_##name,
	LIM_LIST(X)
#undef X
	LIM_MAX,
	LIM_ACCEPT_SAME,	/* the acceptance hour goes on (R2) */
	LIM_HANDLING,		/* the promise's due */
	LIM_DATE,		/* the form's day */
	LIM_OF_STATE		/* that of the state the case goes back to */
};

/* Who is told, by role or post (workflow §6). */
enum tell {
	T_SENDER = 1 << 0, T_SUPERVISOR = 1 << 1, T_UNIT = 1 << 2, T_UNIT_LEADER = 1 << 3,
	T_ACCEPTOR = 1 << 4, T_DISPATCHER = 1 << 5, T_CHIEF = 1 << 6, T_COMMANDER = 1 << 7,
	T_LEADER = 1 << 8, T_UPPER = 1 << 9, T_ARCHIVIST = 1 << 10, T_HANDLER = 1 << 11,
	T_COORD = 1 << 12, T_SQUAD = 1 << 13
};
enum { TELL_MAX = 14, FROM_MAX = 24 };

/* How a page draws the step: as one of several, first and unfolded, or put away with the rare ones. */
enum rank { USUAL, FIRST, SELDOM };

struct transition {
	const char *row;		/* "75a", of workflow §4 */
	enum action action;
	const char *code;		/* "judge": the form's value, Action.<code> of the catalogue */
	int16_t from[FROM_MAX];		/* ends with 0 */
	int16_t to;			/* CS_NONE: the state stays (or E_GO_BACK) */
	enum perm perm;			/* PERM_MAX: only the timer */
	uint32_t need, take;		/* enum field */
	uint64_t guard, effect;
	enum lim limit;			/* of the new stage */
	uint32_t tell;
	enum rank rank;
};

enum { WATCH_DATES_MAX = 3 };	/* the first and two moves (design §4.4) */

/* The limit of one step of the centre. */
struct stage_limit {
	int32_t amount;
	enum limit_unit unit;
};

/* What the rules need to know of the office: data, valid at one instant. */
struct office {
	const struct calendar *cal;
	struct stage_limit limits[LIM_MAX];
	bool short_returns;		/* setting "returns" = short; strict otherwise (R11) */
	bool acceptor_closes;		/* setting "close" = acceptor; chief otherwise (R4) */
	int32_t archive_days;		/* a closed case rests so long before it is archived */
	const char *fonds, *archive_office;	/* in archive codes: 全宗号, code of the office */
	int32_t box_items;		/* so many cases lie in a box */
	int32_t keep[KEEP_MAX];		/* years, by enum keep_mark */
	int32_t book_minutes;		/* a hand-over book waits so long for its note, then for its signature */
	int32_t extend_chief, extend_commander;	/* per cent of the limit that each may grant on top (50) */
	int32_t reopen_days;		/* so long a closed case may be opened again (77) */
	int32_t designate_after;	/* dispatches without an owner before the commander designates (23) */
	bool squad_review;		/* feedback goes to the squad of its area first (R13) */
	bool record_upward;		/* finds of our own are recorded with the platform above (29) */
	int32_t site_tolerance;		/* metres: who answers on site stands so near, or says why not */
	int32_t history_days, history_min;	/* what experience promises: of cases closed so lately, of at least so many */
	int32_t claim_minutes;		/* "I have this case open" holds so long without a sign of life */
};

/* The whole table; *n rows. */
const struct transition *workflow_table(size_t *n);
/* The row for a state and an action, or NULL: there is no such step. */
const struct transition *workflow_find(enum case_state from, enum action action);
/* The action of a form value ("judge"); ACT_NONE when unknown. */
enum action action_of_code(const char *code);
/* "judge"; "" for kinds outside the table. */
const char *action_code(enum action action);
const char *lim_code(enum lim lim);

/* The first guard that says no, as a key of the catalogue ("Guard.own_unit"); NULL when allowed. */
const char *workflow_refusal(const struct transition *t, const struct case_row *c,
    const struct actor *who, const struct office *office, usec_t now);
/*
 * The rows this person may walk from here now, at most max into out; returns
 * how many.  Guards about the form's content are left to casework_apply().
 */
size_t workflow_allowed(const struct case_row *c, const struct actor *who,
    const struct office *office, usec_t now, const struct transition **out, size_t max);
/* Whether the person may read the case at all: all, his unit's, his orders' or his own grid's. */
bool workflow_may_see(const struct case_row *c, const struct actor *who);

#endif
