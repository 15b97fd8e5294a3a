/*
 * Parameters: each route declares what it takes; they are checked and typed
 * before its handler runs.  A name that is not declared is refused.
 *
 *	static const char *const actions[] = { "sign", "return", NULL };
 *	static const struct param act_params[] = {
 *		{ "id",     P_INT,    true,  1, INT32_MAX },
 *		{ "action", P_CHOICE, true,  .words = actions },
 *		{ "note",   P_TEXT,   false, 0, 2000 },
 *		{ "photo",  P_FILE,   false, 0, 6 },
 *	};
 */
#ifndef CGI_BIN_WEB_PARAM_H
#define CGI_BIN_WEB_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

/* A table row leaves its last columns out: zero always means "none" or "refuse". */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct request;
struct upload;
struct arena;
struct form;

enum param_kind {
	P_UNSET,
	P_INT,		/* integer in [min, max] */
	P_INTS,		/* the same, repeatable */
	P_VERSIONS,	/* "id.version", repeatable: both above 0, both in ints, so that n is twice the number given */
	P_LINE,		/* one line of [min, max] characters, blanks at both ends cut */
	P_TEXT,		/* lines, ends as \n, of [min, max] characters, blanks at both ends cut */
	P_PASSWORD,	/* as P_LINE, nothing cut, never shown again */
	P_CHOICE,	/* one of words */
	P_BOOL,		/* "1", "on", "true", "yes"; "0" or absent is false */
	P_POINT,	/* a coordinate in decimal degrees, [min, max] in whole degrees; kept as microdegrees */
	P_DATE,		/* YYYY-MM-DD */
	P_MONTH,	/* YYYY-MM */
	P_EMAIL,	/* an address a mail server would take, at most max characters (0: 254) */
	P_PHONE,	/* Chinese mobile, fixed line or +country number; kept as E.164 */
	P_KEY,		/* [A-Za-z0-9_-], [min, max] bytes: tokens, form keys */
	P_FILE		/* [min, max] files */
};

struct param {
	const char *name;		/* [a-z][a-z0-9_]* */
	enum param_kind kind;
	bool required;
	int64_t min, max;
	const char *const *words;	/* P_CHOICE: NULL at the end */
};

/* For a route row: the table and its length. */
#define PARAMS(table) (table), sizeof(table) / sizeof((table)[0])
#define NO_PARAMS NULL, 0

/* A checked parameter, or what was wrong with it. */
struct value {
	const struct param *param;
	bool seen;		/* there */
	bool given;		/* there and not empty */
	int64_t i;		/* P_INT, P_BOOL, P_CHOICE (index), P_POINT, P_DATE (day), P_MONTH (year * 12 + month - 1) */
	int64_t *ints;		/* P_INTS */
	struct upload **files;	/* P_FILE */
	size_t n;		/* of ints or files */
	const char *text;	/* checked text; NULL when absent or refused */
	const char *typed;	/* as it came, to be shown again; NULL for files and passwords */
	const char *error;	/* catalogue key (Err.too_short …) or NULL */
	const char *error_args[2];	/* {0} and {1} of that text */
};

/*
 * Checks f against params: one value a parameter, in the table's order, in
 * *out.  *bad gets the number of values with an error.  A field that is not
 * declared (but "csrf", "lang" and "look") or that comes twice is ERR_INVALID naming it.
 */
enum err param_check(struct arena *a, const struct param *params, size_t n, const struct form *f,
    struct value **out, size_t *bad) MUST_USE;

/*
 * E.164 of a phone number as people type it, full width too; NULL for anything
 * else.  What P_PHONE takes.
 */
const char *param_phone(struct arena *a, const char *typed);

/* The value of a name among n; NULL when it is not declared. */
struct value *param_value(struct value *values, size_t n, const char *name);

/*
 * What a handler asks.  A name that the route does not declare is absent: the
 * same handler may show a fresh form (GET) and the one that was sent (again).
 */
bool param_has(const struct request *rq, const char *name);
/* 0 when absent. */
int64_t param_int(const struct request *rq, const char *name);
int64_t param_int_or(const struct request *rq, const char *name, int64_t absent);
/* The checked text (also of P_CHOICE, P_EMAIL, P_PHONE, P_KEY); NULL when absent. */
const char *param_text(const struct request *rq, const char *name);
/* As it came, right or wrong, to be shown again; NULL when absent, and for passwords and files. */
const char *param_typed(const struct request *rq, const char *name);
bool param_bool(const struct request *rq, const char *name);
/* Index into words; -1 when absent. */
int param_choice(const struct request *rq, const char *name);
/* Microdegrees; ask param_has() first. */
int32_t param_point(const struct request *rq, const char *name);
/* Days since 1970 as clock.h counts; ask param_has() first. */
int32_t param_date(const struct request *rq, const char *name);
/* False when absent. */
bool param_month(const struct request *rq, const char *name, int *year, int *month);
const int64_t *param_ints(const struct request *rq, const char *name, size_t *n);
struct upload *const *param_files(const struct request *rq, const char *name, size_t *n);
/*
 * A handler's own finding about a field: key is an Err.* of the catalogue.
 * Then return ERR_INVALID and the form is shown again.
 */
void param_refuse(struct request *rq, const char *name, const char *key);
/* The same with {0} and {1} of the text; NULL for one that it has not. */
void param_refuse_args(struct request *rq, const char *name, const char *key, const char *arg0,
    const char *arg1);
/* Whether anything was refused so far. */
bool param_any_refused(const struct request *rq);

#endif
