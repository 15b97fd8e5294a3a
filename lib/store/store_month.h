/* Month-ends: drafts, seals, corrections.  Statements: sql/query/month.sql. */
#ifndef LIB_STORE_STORE_MONTH_H
#define LIB_STORE_STORE_MONTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/db/conn.h"

struct arena;

/* A month from its draft on. */
struct month_row {
	int32_t first_day;
	usec_t drafted_at, until_at, asked_at, sealed_at;	/* USEC_NONE: not yet */
	int64_t asked_by;
	const char *asker, *asker_en;
	int64_t open;			/* objections without their second ruling */
	struct blob sha256;		/* of the seal's text */
	int64_t size, cases;
	int64_t corrections, unsigned_ones;
};
enum { MONTHS_SHOWN = 25 };
/* The latest first, at most MONTHS_SHOWN, before a day (INT32_MAX: all). */
enum err store_months(struct db *db, struct arena *a, int32_t before, struct month_row **out, size_t *n) MUST_USE;
/* ERR_NOT_FOUND: there is no draft of it. */
enum err store_month(struct db *db, struct arena *a, int32_t first_day, struct month_row **out) MUST_USE;
/* A draft; one that is there stays as it is (*made false). */
enum err store_month_draft(struct db *db, int32_t first_day, usec_t at, usec_t until, bool *made) MUST_USE;
/* The order to seal; ERR_CONFLICT: it is given, the window is open, or an objection is. */
enum err store_month_ask(struct db *db, int32_t first_day, int64_t by, usec_t at) MUST_USE;
/* ERR_CONFLICT: nobody ordered it, or it is sealed. */
enum err store_month_seal(struct db *db, int32_t first_day, usec_t at) MUST_USE;
/* First days, the earliest first: of what was ordered and is not sealed; of the last three sealed ones, where nobody has
   reckoned again since an instant. */
enum err store_months_asked(struct db *db, struct arena *a, int32_t **out, size_t *n) MUST_USE;
enum err store_months_unseen(struct db *db, struct arena *a, usec_t since, int32_t **out, size_t *n) MUST_USE;
/* Sealed figures were reckoned again. */
enum err store_month_looked(struct db *db, int32_t first_day, usec_t at) MUST_USE;

struct month_snapshot {
	int32_t no;		/* 0 the seal, n after correction n */
	usec_t made_at;
	struct blob sha256;	/* of content */
	int64_t size, cases;
	struct blob content;
};
enum err store_month_snapshot_add(struct db *db, int32_t first_day, const struct month_snapshot *s) MUST_USE;
/* That of a number; below 0: the one that holds.  ERR_NOT_FOUND. */
enum err store_month_snapshot(struct db *db, struct arena *a, int32_t first_day, int32_t no, struct month_snapshot *out) MUST_USE;

/* A case that is in some count of a month, as it is kept. */
struct month_case {
	int64_t case_id, unit_id, class_id, base_cell_id, bits;
	int32_t source, reworks;
};
enum err store_month_cases(struct db *db, struct arena *a, int32_t first_day, struct month_case **out, size_t *n) MUST_USE;

/* A rule as it held at an instant: a line's key and what it says. */
struct month_rule {
	const char *line, *says;
};
enum err store_month_rules(struct db *db, struct arena *a, usec_t at, struct month_rule **out, size_t *n) MUST_USE;
/* Bit i: a unit's month counts the case in count i. */
enum err store_month_case_bits(struct db *db, int32_t first_day, int64_t case_id, int64_t unit_id, int64_t *bits) MUST_USE;

struct month_correction {
	int32_t no;
	usec_t found_at, signed_at;	/* USEC_NONE: nobody has signed it */
	struct blob sha256;		/* of the text it leads to */
	int64_t cells;
	const char *reason, *signer, *signer_en;
};
struct month_cell {
	int32_t seq;
	const char *cell, *was_is, *now_is;	/* NULL: not there */
};
/* The latest first. */
enum err store_month_corrections(struct db *db, struct arena *a, int32_t first_day, struct month_correction **out,
    size_t *n) MUST_USE;
/* A correction with its cells, in the caller's transaction; an unsigned one of its number is replaced. */
enum err store_month_correct(struct db *db, int32_t first_day, const struct month_correction *c,
    const struct month_cell *cells) MUST_USE;
/* Takes away one nobody has signed. */
enum err store_month_uncorrect(struct db *db, int32_t first_day, int32_t no) MUST_USE;
/* The cells behind a number, at most 201. */
enum err store_month_cells(struct db *db, struct arena *a, int32_t first_day, int32_t no, int32_t after,
    struct month_cell **out, size_t *n) MUST_USE;
/* ERR_CONFLICT: it is signed, or another than was looked at. */
enum err store_month_sign(struct db *db, int32_t first_day, int32_t no, struct blob sha256, int64_t by, usec_t at,
    const char *reason) MUST_USE;
/* What is signed and does not hold yet, the earliest first. */
struct month_signed {
	int32_t first_day, no;
};
enum err store_months_signed(struct db *db, struct arena *a, struct month_signed **out, size_t *n) MUST_USE;

#endif
