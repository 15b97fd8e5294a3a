/*
 * Papers asked for at the desk (paper_job): what, by whom, how far, and the
 * file's hash.  Statements: sql/query/paper_job.sql.
 */
#ifndef LIB_STORE_STORE_PAPER_H
#define LIB_STORE_STORE_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/db/conn.h"

struct arena;

/* Stable: stored. */
enum paper_state { PAPER_QUEUED = 1, PAPER_RUNNING = 2, PAPER_DONE = 3, PAPER_FAILED = 4 };

struct paper_job {
	int64_t id, scope, asked_by;	/* scope 0: the office's, else this person's alone */
	int32_t state, done, total, code;	/* code: enum paper_end */
	const char *kind, *args, *lang, *why, *who, *who_en;
	usec_t asked_at, started_at, ended_at;
	struct blob sha256;		/* of no bytes: no file */
	int64_t size;
};

enum { PAPER_PAGE = 30 };

/* A new one; ERR_CONFLICT: the same waits or runs already (store_paper_living()). */
enum err store_paper_add(struct db *db, const struct paper_job *j, int64_t *id) MUST_USE;
enum err store_paper_living(struct db *db, const struct paper_job *j, int64_t *id) MUST_USE;
enum err store_paper_by_id(struct db *db, struct arena *a, int64_t id, struct paper_job **out) MUST_USE;
/* Before an id, newest first, at most PAPER_PAGE + 1. */
enum err store_papers(struct db *db, struct arena *a, int64_t scope, int64_t before, struct paper_job **out,
    size_t *n) MUST_USE;
/* The newest of the same kind, arguments, language and scope that has not failed; ERR_NOT_FOUND. */
enum err store_paper_latest(struct db *db, struct arena *a, const struct paper_job *like, struct paper_job *out) MUST_USE;

/* Whether this connection may draw now (a lock of the server's, kept until the release or the connection's end). */
enum err store_paper_lock(struct db *db, bool *mine) MUST_USE;
enum err store_paper_unlock(struct db *db) MUST_USE;
/* Those that run while nobody draws end with a code. */
enum err store_paper_orphans(struct db *db, int32_t code, usec_t at) MUST_USE;
/* The one that waits longest; ERR_NOT_FOUND. */
enum err store_paper_next(struct db *db, struct arena *a, struct paper_job *out) MUST_USE;
/* ERR_CONFLICT when it does not wait any more. */
enum err store_paper_start(struct db *db, int64_t id, usec_t at) MUST_USE;
enum err store_paper_step(struct db *db, int64_t id, int32_t done, int32_t total) MUST_USE;
/* hex NULL: it leaves no file. */
enum err store_paper_done(struct db *db, int64_t id, const char *hex, int64_t size, usec_t at) MUST_USE;
enum err store_paper_fail(struct db *db, int64_t id, int32_t code, const char *why, usec_t at) MUST_USE;

struct paper_old {
	int64_t id;
	const char *kind;
	struct blob sha256;
};
/* Over before an instant, a hundred at most. */
enum err store_papers_old(struct db *db, struct arena *a, usec_t before, struct paper_old **out, size_t *n) MUST_USE;
enum err store_paper_drop(struct db *db, int64_t id) MUST_USE;
/* How many jobs name a file. */
enum err store_paper_files(struct db *db, struct blob sha256, int64_t *n) MUST_USE;

#endif
