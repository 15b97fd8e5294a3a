/*
 * Who is told, when he may be disturbed, and how long a letter is tried
 * (workflow §6).  Told are roles and posts; who holds them is found when the
 * notice is delivered.  Pure.
 */
#ifndef LIB_RULE_NOTICE_H
#define LIB_RULE_NOTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"

struct calendar;

/* How an audience finds its people; stable values of table notice_audience. */
enum notice_scope {
	SCOPE_OFFICE = 1,	/* everybody who has the role */
	SCOPE_DUTY = 2,		/* who of the role is on duty; where nobody is, whose shift comes next */
	SCOPE_POWER = 3,	/* the first of the roles that is on duty: the commander's power passes (§7) */
	SCOPE_UNIT = 4,		/* who of the role belongs to the unit named */
	SCOPE_PERSON = 5,	/* whom the order names; without one, who patrols the cell */
	SCOPE_SENDER = 6,	/* who complained */
	SCOPE_EXCHANGE = 7	/* another system: told by exchange, not by letter */
};

/* One role of an audience; rows of one audience stand together, by role. */
struct notice_audience {
	const char *code;	/* "UNIT_LEADER", as outbox has it */
	int64_t role_id;
	int32_t scope;
};
/* Somebody with an open account; roles is bit role_id of those he has now. */
struct notice_person {
	int64_t id, unit_id;
	int64_t roles;
};
/* One turn on the roster. */
struct notice_duty {
	int64_t user_id, role_id;
	usec_t from, until;
};
/* Who patrols a cell now. */
struct notice_patrol {
	int64_t cell_id, user_id;
};

/* The house as it stands: what a run of delivery reads once. */
struct notice_house {
	const struct notice_audience *audiences;
	const struct notice_person *people;	/* by id */
	const struct notice_duty *duties;	/* by from; yesterday and some days ahead */
	const struct notice_patrol *patrols;
	size_t n_audiences, n_people, n_duties, n_patrols;
	const struct calendar *cal;
	int64_t power_user;	/* who holds the commander's powers by turn, leave or name now; 0: the roster decides */
};

/* One row of the outbox. */
struct notice_call {
	const char *audience;
	int64_t unit_id, user_id, cell_id;	/* 0: none */
	bool hazard;				/* at once, night or day */
};

enum notice_found {
	FOUND_PEOPLE,
	FOUND_SENDER,	/* SCOPE_SENDER: not of the house */
	FOUND_EXCHANGE,	/* SCOPE_EXCHANGE */
	FOUND_LATER,	/* nobody is on duty now, and it can wait for *later */
	FOUND_NOBODY	/* no such post, or nobody in it: for the administrator */
};

/*
 * The people of a call, each once: their places in house->people into out
 * (room for n_people) and *n.  A post on shifts whose roster is empty for the
 * next two days is not kept by shifts: then all who hold it are told.  A unit
 * without a clerk has its leaders told.
 */
enum notice_found notice_find(const struct notice_house *h, const struct notice_call *c, usec_t now,
    size_t *out, size_t *n, usec_t *later);

/* The first instant from t on at which the person is at work: on his roster, else in the calendar's hours. */
usec_t notice_at_work(const struct notice_house *h, int64_t user_id, usec_t t);

/* What a notice is about where no event of the ledger says it; beside enum action.  Text Notice.<number>. */
enum notice_kind {
	NOTICE_MATTER_SOON = 971,	/* a status or answer is due within a day */
	NOTICE_MATTER_DUE = 972,	/* … and was not written */
	NOTICE_BOOK_OPEN = 973,		/* the shift is over, its book is not completed */
	NOTICE_BOOK_UNSIGNED = 974,	/* completed, and nobody has signed it */
	NOTICE_MATTER_YOURS = 975,	/* a matter was handed to him */
	NOTICE_POWER_YOURS = 976,	/* the commander's powers come to him for a time */
	NOTICE_MONTH_DRAFT = 981,	/* a month's figures are out: object in time */
	NOTICE_MONTH_SEALED = 982,
	NOTICE_MONTH_CORRECTION = 983,	/* sealed figures differ: somebody has to sign */
	NOTICE_KIND_LAST = 989
};

/* How somebody wants his letters; stable, stored. */
enum notice_digest { DIGEST_NONE = 0, DIGEST_HOUR = 1, DIGEST_DAY = 2 };
/*
 * When a letter that is written at t may go to a member of staff: a hazard at
 * once, else in his working time; in a digest at the next full hour, or when
 * his next day of work begins.
 */
usec_t notice_send_at(const struct notice_house *h, int64_t user_id, bool hazard, enum notice_digest digest,
    usec_t t);

/* How long a letter is tried: settings notice_retry, notice_tries, notice_days. */
struct notice_patience {
	int32_t minutes[16];	/* after the first, second, … refusal; the last one repeats */
	size_t n;
	int32_t tries;		/* refusals until it is dead */
	int32_t days;		/* and how old it may become while nobody answers */
};
/* "1 5 15 60 360" and the numbers as text; NULL or nonsense leaves the default, false for nonsense. */
bool notice_patience_read(struct notice_patience *p, const char *retry, const char *tries, const char *days);
/* When to try again after so many refusals; USEC_NONE: never. */
usec_t notice_retry_at(const struct notice_patience *p, int32_t refusals, usec_t now);
/*
 * The same while the server is away, which counts against no letter: asked
 * again soon (the third wait at most), until the letter is too old.
 */
usec_t notice_away_at(const struct notice_patience *p, int32_t times, usec_t created, usec_t now);

#endif
