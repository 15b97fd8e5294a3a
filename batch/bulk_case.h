/*
 * Cases by the thousand: one bulk writer a table, sent together in one
 * transaction in the order the foreign keys ask for.  For the importer and
 * the demo's generator, which bring rows that lib/rule has worked out.
 */
#ifndef BATCH_BULK_CASE_H
#define BATCH_BULK_CASE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/cleanup.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"
#include "lib/rule/ledger.h"

enum bulk_table {
	BULK_T_COMPLAINT, BULK_T_CODE, BULK_T_CONTACT, BULK_T_CASE, BULK_T_LINK, BULK_T_STAGE, BULK_T_PROMISE,
	BULK_T_UNIT, BULK_T_ORDER, BULK_T_FLAG, BULK_T_EVENT, BULK_T_TEXT, BULK_T_OUTBOX, BULK_T_FILE_LINK,
	BULK_T_SEARCH,
	BULK_T_MAX
};

struct bulk_case;

/* A writer for each table; before any transaction.  The caller frees it before db is closed. */
enum err bulk_case_new(struct db *db, struct bulk_case **out) MUST_USE;
void bulk_case_free(struct bulk_case *b);
DEFINE_FREEP(struct bulk_case, bulk_case_free)

/* One row; the columns are those of sql/query/bulk.sql. */
void bulk_case_row(struct bulk_case *b, enum bulk_table table, const struct db_arg *vals, size_t n);
/* The cases row with its shadow columns; a number of 0 and USEC_NONE are NULL. */
void bulk_case_case(struct bulk_case *b, const struct case_row *c);
/* An event as it was hashed, with hash of its own, and its text (NULL: none) with the salt. */
void bulk_case_event(struct bulk_case *b, const struct event *e, const unsigned char hash[HASH_LEN],
    const char *text, const unsigned char salt[SALT_LEN]);
/* Bytes waiting in all tables. */
size_t bulk_case_size(const struct bulk_case *b);
/* Sends everything inside the caller's transaction; errors as db_bulk_flush(). */
enum err bulk_case_flush(struct bulk_case *b) MUST_USE;

#endif
