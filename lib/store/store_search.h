/*
 * The sets of search and the texts it looks at.  Statements:
 * sql/query/search.sql.  Texts and arrays are owned by the arena.
 */
#ifndef LIB_STORE_STORE_SEARCH_H
#define LIB_STORE_STORE_SEARCH_H

#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/search.h"
#include "lib/rule/search_set.h"
#include "lib/store/store_case.h"

struct arena;
struct buf;

/* Those of n chunks that know every one of m different tokens, in no order. */
enum err store_search_chunks(struct db *db, struct arena *a, const int64_t *chunks, size_t n, const int64_t *tokens,
    size_t m, int64_t **out, size_t *n_out) MUST_USE;
/* Takes from all what has not every one of n different tokens. */
enum err store_search_all(struct db *db, struct arena *a, int64_t chunk, const int64_t *tokens, size_t n,
    struct search_set *all) MUST_USE;
/* Adds to any what has one of the tokens of the range. */
enum err store_search_any(struct db *db, int64_t chunk, struct search_range r, struct search_set *any) MUST_USE;

/* A token of a chunk as it is kept. */
struct search_post {
	int64_t token;
	struct blob ids;	/* set_unpack() */
};
/* Streams those of n tokens that are there through fn (row is a struct search_post). */
enum err store_search_posts(struct db *db, struct arena *a, int64_t chunk, const int64_t *tokens, size_t n,
    db_row_fn *fn, void *ctx) MUST_USE;
/* Begins, adds to and writes a list of posts; ids are SET_BYTES at most.  Flush at some 1 MiB. */
void store_search_post(struct buf *list, int64_t token, const void *ids, size_t n);
enum err store_search_put(struct db *db, int64_t chunk, struct buf *list) MUST_USE;
/* Forgets a chunk. */
enum err store_search_drop(struct db *db, int64_t chunk) MUST_USE;

/* The largest case id, 0 when there is none. */
enum err store_search_last_case(struct db *db, int64_t *id) MUST_USE;
/* Up to a hundred thousand cases in an open state. */
enum err store_search_of_state(struct db *db, struct arena *a, int32_t state, int64_t **ids, size_t *n) MUST_USE;

/* The grids a person walks at an instant, and those of a squad's area (0: of none). */
enum err store_search_cells(struct db *db, struct arena *a, int64_t user_id, int64_t squad_id, usec_t at,
    int64_t **cells, size_t *n) MUST_USE;

/* The cases in which a unit acts beside the lead and has not reported yet. */
enum err store_search_beside(struct db *db, struct arena *a, int64_t unit_id, int64_t **ids, size_t *n) MUST_USE;

/* The case's text or place has changed: said in the transaction that changes it. */
enum err store_search_change(struct db *db, int64_t case_id, usec_t at) MUST_USE;
/* The cases of the newest two thousand such changes, the newest case first. */
enum err store_search_change_cases(struct db *db, struct arena *a, int64_t **ids, size_t *n) MUST_USE;
/* How many changes wait (up to 2001), and since when; USEC_NONE when none does. */
enum err store_search_change_state(struct db *db, int64_t *waiting, usec_t *oldest) MUST_USE;

struct search_change {
	int64_t id, case_id;
};
/* The oldest two thousand changes. */
enum err store_search_change_take(struct db *db, struct arena *a, struct search_change **out, size_t *n) MUST_USE;
/* They are in the sets now. */
enum err store_search_change_done(struct db *db, struct arena *a, const struct search_change *done, size_t n) MUST_USE;

/* Whoever writes sets holds this lock; waits so many seconds for it. */
enum err store_search_lock(struct db *db, int64_t seconds, bool *mine) MUST_USE;
enum err store_search_unlock(struct db *db) MUST_USE;

/* A case as search sees it: the row of a list, whole description, facets, names. */
struct search_doc {
	struct queue_row row;
	int64_t supervisor_id, checker_id, registered_by, handler_id;
	const char *class_zh, *class_en, *unit_zh, *unit_en, *cell_zh, *cell_en, *ext_number, *archive_code, *base_code, *grid_code, *grid_zh, *auto_zh, *auto_en, *part_code,
	    *part_zh, *part_en;
};
enum { SEARCH_TEXTS_SHOWN = 9, SEARCH_TEXTS = 19 };
/* The texts of a case that words are looked for in, NULL where there is none; first those a list shows. */
void store_search_texts(const struct search_doc *d, const char *out[SEARCH_TEXTS]);
/* A sender's or a clerk's words to a case; address and number may be NULL. */
struct search_words {
	int64_t case_id;
	const char *text, *address, *ext_number;
};
/* Stream the cases (struct search_doc), the complaints and the notes (struct search_words) of n ids. */
enum err store_search_docs(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn,
    void *ctx) MUST_USE;
enum err store_search_words(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn,
    void *ctx) MUST_USE;
enum err store_search_notes(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn,
    void *ctx) MUST_USE;
/* The cases themselves as an array, in no order. */
enum err store_search_list(struct db *db, struct arena *a, const int64_t *ids, size_t n, struct search_doc **out,
    size_t *n_out) MUST_USE;

/* The cases of a phone's complaints below an id, the newest first, at most QUEUE_PAGE + 1. */
enum err store_search_phone(struct db *db, struct arena *a, struct blob phone_hash, int64_t before, int64_t **ids,
    size_t *n) MUST_USE;
/* A complaint that is no case yet. */
struct waiting_row {
	int64_t id, class_id;
	int32_t state;		/* CP_RECEIVED or CP_SUSPECT */
	usec_t received_at, accept_due;
	const char *description, *address, *ext_number, *class_zh, *class_en;	/* the last three may be NULL */
};
/* All of them, at most two thousand; with a phone's hash (data not NULL) those of this phone, at most fifty. */
enum err store_search_waiting(struct db *db, struct arena *a, struct blob phone_hash, struct waiting_row **out,
    size_t *n) MUST_USE;

/* How many complaints a phone has. */
enum err store_search_phone_count(struct db *db, struct blob phone_hash, int64_t *n) MUST_USE;
/* Who looked it up, when, with how many hits; and whether this person has since an instant. */
enum err store_search_phone_log(struct db *db, usec_t at, int64_t user_id, struct blob phone_hash, int64_t hits) MUST_USE;
enum err store_search_phone_logged(struct db *db, int64_t user_id, struct blob phone_hash, usec_t since,
    bool *logged) MUST_USE;

#endif
