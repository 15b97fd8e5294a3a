/*
 * What an office changes by itself, as one table: each thing's columns with
 * their kinds and checks, who may change it, who confirms, and how its rows
 * live.  The pages, the change log and the tests are drawn from it.  Pure.
 * (standards §10: three separate administrators; workflow §7: codes, calendar
 * and users are written by one person and confirmed by a second one.)
 */
#ifndef LIB_RULE_ADMIN_H
#define LIB_RULE_ADMIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/perm.h"

struct arena;

enum { ADMIN_COLS = 16, ADMIN_TEXT_MAX = 50000 };

enum admin_thing {
	ADM_SETTING, ADM_LIMIT, ADM_UNIT, ADM_USER, ADM_USER_ROLE, ADM_ROLE, ADM_ROLE_PERM, ADM_POST,
	ADM_DUTY, ADM_MAJOR, ADM_CLASS, ADM_CONDITION, ADM_CALENDAR, ADM_SHIFT, ADM_WARNING, ADM_REASON, ADM_CENTRE, ADM_LAYER,
	ADM_CELL, ADM_COMPONENT, ADM_CHANNEL, ADM_CLASS_WORD, ADM_CLASS_ASK, ADM_PLACE, ADM_PAIR, ADM_TOLD, ADM_PRIVACY, ADM_RULE, ADM_SCHEME, ADM_SCORE,
	ADM_MAX
};

/* What is done to a row.  Stable values: stored. */
enum admin_op {
	OP_NONE = 0, OP_ADD = 1, OP_CHANGE = 2, OP_END = 3,
	OP_PASSWORD = 4,	/* a first password for a person, shown once */
	OP_FILE = 5		/* rows of a file, some added, changed, ended (lib/service/admin_file.h) */
};
#define OP_BIT(op) (1U << (op))

/* A change's way.  Stable values: stored; from_state and to_state of its events. */
enum admin_state {
	CH_DRAFT = 0,		/* written, looked at, nobody told */
	CH_WAITING = 1,		/* handed in: a second person decides */
	CH_AGREED = 2,		/* confirmed, waits for its day */
	CH_DONE = 3,		/* written into the data, with its day */
	CH_REFUSED = 4,
	CH_WITHDRAWN = 5,
	CH_STATE_MAX
};

/* Event kinds of the office's own chain (SUBJECT_OFFICE); beside enum action of workflow.h. */
enum admin_event {
	ADE_ASKED = 950, ADE_CONFIRMED = 951, ADE_REFUSED = 952, ADE_WITHDRAWN = 953, ADE_DONE = 954,
	ADE_SIGNED_OUT = 955,	/* a person signed out everywhere by an administrator */
	ADE_TESTED = 957,	/* a test message asked for */
	ADE_PUBLISHED = 958,	/* a paper published from the command line; detail as of ADE_BATCH */
	ADE_PAPER_ASKED = 965,	/* something asked for at the desk that the timer then publishes; detail: paper=, args= */
	/* a month's end; detail has month=, no= and sha256= of what was sealed or signed */
	ADE_MONTH_DRAFTED = 960, ADE_MONTH_ORDERED = 961, ADE_MONTH_SEALED = 962, ADE_MONTH_SIGNED = 963,
	ADE_MONTH_CORRECTED = 964,
	ADE_BATCH = 956		/* done from the command line; detail has by=, the operating system's user */
};

enum admin_kind {
	AK_LINE,		/* one line of [min, max] characters */
	AK_TEXT,		/* lines */
	AK_CODE,		/* [A-Za-z0-9._-] */
	AK_INT,			/* a number in [min, max] */
	AK_BOOL,		/* 1 or 0 */
	AK_CHOICE,		/* one of words; labels AdminWord.<name>.<word> */
	AK_REF,			/* a row of another table; the form offers a list */
	AK_DAY,			/* YYYY-MM-DD */
	AK_UNTIL,		/* the last day on which a row holds; empty: open */
	AK_POINT,		/* decimal degrees in ±min */
	AK_SETTING,		/* a value as its setting wants it (lib/rule/setting.h) */
	AK_WINDOWS,		/* "1-5 08:30-12:00 14:00-17:30" lines */
	AK_DAYS,		/* "2027-01-01,holiday,元旦,New Year" lines */
	AK_CLOCK,		/* HH:MM, up to 24:00 */
	AK_STEPS,		/* "20 work_day,自行拆除,Remove it himself" lines: the steps after the first */
	AK_WORDS,		/* some of words, with commas between them */
	AK_SECRET,		/* written, never shown: sealed as soon as it is typed; empty keeps what is there */
	AK_SHAPE		/* corners of an area (lib/rule/shape.h) */
};

enum admin_ref { REF_NONE, REF_UNIT, REF_USER, REF_ROLE, REF_PERM, REF_CELL, REF_CLASS, REF_MAJOR, REF_LAYER,
	REF_CENTRE, REF_MAX };

/* What stands for a secret that is there. */
#define ADMIN_SECRET_KEPT "••••••"

struct admin_col {
	const char *name;	/* as the row's statement calls it; label AdminCol.<name> */
	enum admin_kind kind;
	bool need;
	bool fixed;		/* given when the row is added, never changed */
	int32_t min, max;
	const char *const *words;
	enum admin_ref ref;
};

enum admin_life {
	LIFE_PLACE,		/* changed where it stands, on its day */
	LIFE_VERSION,		/* a new value beside the old one, each with its first day */
	LIFE_SPAN		/* the old row ends, a new one begins */
};

struct admin_def {
	const char *code;	/* "unit": in addresses, in the database, Admin.<code>.Name */
	const char *icon;
	enum perm edit;		/* who writes */
	enum perm confirm;	/* who confirms: never the same person */
	enum admin_life life;
	unsigned ops;		/* OP_BIT() */
	enum admin_thing of;	/* listed below a row of that one; ADM_MAX: by itself */
	const struct admin_col *cols;
	size_t n_cols;
};

/* The row of a thing. */
const struct admin_def *admin_def(enum admin_thing thing);
/* The thing of a code; ADM_MAX when there is none. */
enum admin_thing admin_of_code(const char *code);
/* Index of a thing's column; n_cols when it has none of that name. */
size_t admin_col(const struct admin_def *d, const char *name);

/* The texts of a row, one a column; NULL or "" is no value. */
struct admin_values {
	const char *v[ADMIN_COLS];
};
/*
 * Whether a text fits a column; row is the whole row, for a setting's name.
 * NULL when it does, else the Err.* key, with {0} and {1} in args.
 */
const char *admin_check(struct arena *a, const struct admin_def *d, size_t col, const struct admin_values *row,
    const char *args[2]);
/* "name=value" lines of all columns; line ends and backslashes inside a value are escaped. */
char *admin_pack(struct arena *a, const struct admin_def *d, const struct admin_values *row);
/* The reverse; a name that the thing has no more is dropped. */
void admin_unpack(struct arena *a, const struct admin_def *d, const char *text, struct admin_values *out);

/*
 * A value as its column of the database takes it, from what the form says, and
 * back: days, instants, minutes, microdegrees; hours and days of a calendar as
 * JSON arrays (no way back: their statements give text).  NULL for no value;
 * the text must have passed admin_check().
 */
const char *admin_raw(struct arena *a, const struct admin_col *c, const char *text);
const char *admin_shown(struct arena *a, const struct admin_col *c, const char *raw);

/*
 * Whether a person may have these roles (bits 1 << role number) at one time: an
 * administrator is that and nothing else, so that none can work cases, see a
 * contact, or watch over himself.
 */
bool admin_roles_agree(uint64_t roles);
/*
 * Whether a role may have these permissions: an administrator's permission
 * stands alone, and the three administrators keep theirs.
 */
bool admin_perms_agree(int64_t role, uint64_t perms);
/* The permission that makes one of the three administrators' roles; PERM_MAX for the others. */
enum perm admin_perm_of_role(int64_t role);

/* A change is agreed on: does it wait for its day, or is it written at once? */
bool admin_waits(const struct admin_def *d, usec_t from, usec_t now);

/* One working window; minutes of the day. */
struct admin_window {
	int weekday, from, to;
};
/* Reads an AK_WINDOWS text; false when a line is none, when windows overlap, or beyond max. */
bool admin_windows(const char *text, struct admin_window *out, size_t max, size_t *n);
/* One exceptional day of an AK_DAYS text; the texts lie in the arena. */
struct admin_day {
	int32_t day;
	bool holiday;
	const char *zh, *en;
};
/* Reads it; false and *bad_line (from 1) when a line is none or a day stands twice. */
bool admin_days(struct arena *a, const char *text, struct admin_day **out, size_t *n, size_t *bad_line);
/* One further step of a filing condition; unit is an enum limit_unit. */
struct admin_step {
	int32_t amount, unit;
	const char *zh, *en;
};
enum { ADMIN_STEPS_MAX = 20 };
/* Reads an AK_STEPS text; false and *bad_line (from 1) when a line is none or there are too many. */
bool admin_more_steps(struct arena *a, const char *text, struct admin_step out[ADMIN_STEPS_MAX], size_t *n, size_t *bad_line);
/* "HH:MM" up to 24:00 as minutes. */
bool admin_clock(const char *text, int *minutes);

#endif
