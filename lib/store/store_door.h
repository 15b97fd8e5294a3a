/*
 * The citizen's door: words that find a class, what is asked of one, places by
 * name, cases near a point.  Statements: sql/query/door.sql.
 */
#ifndef LIB_STORE_STORE_DOOR_H
#define LIB_STORE_STORE_DOOR_H

#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/ask.h"
#include "lib/rule/near.h"

struct arena;

/* How people call what a class is about; those of a class stand together, the best one first. */
struct class_word {
	int64_t class_id;
	const char *word;
};
enum err store_class_words(struct db *db, struct arena *a, usec_t at, struct class_word **out, size_t *n) MUST_USE;
/* What is said and asked of a class, in order. */
enum err store_class_asks(struct db *db, struct arena *a, int64_t class_id, usec_t at, struct ask **out,
    size_t *n) MUST_USE;

struct community_row {
	const char *code, *name_zh, *name_en;
};
enum err store_communities(struct db *db, struct arena *a, usec_t at, struct community_row **out, size_t *n) MUST_USE;

enum place_kind { PLACE_NAME = 1, PLACE_COMMUNITY = 2, PLACE_CELL = 3, PLACE_COMPONENT = 4 };
struct place_row {
	int32_t kind;
	int64_t ref;
	const char *name_zh, *name_en;
	int32_t lat, lon;
};
/*
 * Names that begin with a text at any of their characters ("begin%", LIKE), and
 * names whose first two characters are among heads (a JSON array), unranked.
 */
enum err store_places(struct db *db, struct arena *a, const char *begin, const char *heads, usec_t at,
    struct place_row **out, size_t *n) MUST_USE;
/* Facilities whose name or code begins so (LIKE; NULL: none). */
enum err store_place_components(struct db *db, struct arena *a, const char *name, const char *code,
    struct place_row **out, size_t *n) MUST_USE;
/* Makes the words of all places, communities and cells anew; or of one place or cell. */
enum err store_place_words_all(struct db *db) MUST_USE;
enum err store_place_words_of(struct db *db, enum place_kind kind, int64_t ref) MUST_USE;

/* A case near a point, as far as the public may know it at all. */
struct near_seen {
	struct near_case c;
	int32_t state;
	const char *cell_zh, *cell_en;
	bool in_community;		/* store_near_named(): they share a community, not a place */
	const char *named_zh, *named_en;	/* ... and what it is called */
};
/* Those of the nine tiles, open or closed after an instant; at most 500, open ones first, then the last closed. */
enum err store_near_cases(struct db *db, struct arena *a, const int64_t tiles[NEAR_TILES], usec_t closed_after,
    struct near_seen **out, size_t *n) MUST_USE;
/* Where a report says it is, in words; NULL where nothing was said. */
struct near_words {
	const char *address, *community;	/* community: its code */
	usec_t at;
};
/*
 * Those of some classes (0: none) at a place the report names or in its
 * community, open or closed after an instant: those of a place first, a case
 * once for each name it shares.
 */
enum err store_near_named(struct db *db, struct arena *a, const struct near_words *w, const int64_t classes[NEAR_ALIKE],
    usec_t closed_after, struct near_seen **out, size_t *n) MUST_USE;
/* A photo each of up to NEAR_FEW cases that may be shown: only what a clerk has seen. */
struct near_photo {
	int64_t case_id, link_id;
};
enum err store_near_photos(struct db *db, struct arena *a, const int64_t *cases, size_t n_cases,
    struct near_photo **out, size_t *n) MUST_USE;
/* The file of such a photo and the case it belongs to; ERR_NOT_FOUND when it may not be shown. */
struct near_file {
	struct blob sha256;
	struct near_case c;
};
enum err store_near_photo(struct db *db, struct arena *a, int64_t link_id, struct near_file *out) MUST_USE;

/* What a sender answered. */
struct reply_row {
	int64_t complaint_id;
	const char *text_zh, *text_en, *answer;
};
enum err store_reply_insert(struct db *db, int64_t complaint_id, int64_t ask_id, const char *answer) MUST_USE;
enum err store_replies(struct db *db, struct arena *a, int64_t complaint_id, struct reply_row **out, size_t *n) MUST_USE;
/* Of all complaints that belonged to a case at an instant (INT64_MAX: now), in the order they came. */
enum err store_case_replies(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct reply_row **out,
    size_t *n) MUST_USE;

/* The head of a case's ledger, its row locked until the transaction ends. */
struct join_row {
	int64_t id;
	int32_t state, event_seq;
	struct blob event_hash;
	int64_t unit_id;
};
enum err store_join_lock(struct db *db, struct arena *a, int64_t case_id, struct join_row *out) MUST_USE;
/* Ends a complaint's link to its case. */
enum err store_link_end(struct db *db, int64_t complaint_id, usec_t at) MUST_USE;
/* The case a complaint belongs to, and whether it made it; ERR_NOT_FOUND when it belongs to none. */
struct link_row {
	int64_t case_id;
	bool first;
};
enum err store_link_standing(struct db *db, struct arena *a, int64_t complaint_id, struct link_row *out) MUST_USE;
/* The complaint waits for the acceptor's decision again. */
enum err store_complaint_back(struct db *db, int64_t id, usec_t at, usec_t accept_due) MUST_USE;
/* The case of which the sender says that it is the same; ERR_NOT_FOUND when he says nothing. */
struct same_row {
	int64_t id;
	const char *number;
	int32_t state;
	usec_t closed_at;
	int64_t parent_case;
};
enum err store_same_case(struct db *db, struct arena *a, int64_t complaint_id, struct same_row *out) MUST_USE;

#endif
