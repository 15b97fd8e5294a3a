/*
 * What the office changes by itself: any thing's list, row, choices and
 * writing by the same few functions, and the changes themselves.  Statements:
 * sql/query/admin_things.sql, sql/query/admin_change.sql.
 */
#ifndef LIB_STORE_STORE_ADMIN_H
#define LIB_STORE_STORE_ADMIN_H

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/db/conn.h"
#include "lib/rule/admin.h"

struct arena;

enum { ADMIN_PAGE = 100, CHANGE_PAGE = 50 };

struct admin_line {
	const char *row_key, *title_zh, *title_en, *note_zh, *note_en;
	usec_t valid_from, valid_until;
};
/*
 * At most ADMIN_PAGE + 1 rows of a thing after a row key ("0": from the first):
 * of one parent row where the thing has one, with a text in it where q is not "".
 */
enum err store_admin_list(struct db *db, struct arena *a, enum admin_thing thing, const char *of, const char *q,
    const char *after, usec_t at, struct admin_line **out, size_t *n) MUST_USE;
/* A row as it is at an instant, as the form shows it.  ERR_NOT_FOUND. */
enum err store_admin_row(struct db *db, struct arena *a, enum admin_thing thing, const char *key, usec_t at,
    struct admin_values *out) MUST_USE;

struct admin_option {
	const char *value, *label_zh, *label_en;
};
/* What a reference may name at an instant. */
enum err store_admin_options(struct db *db, struct arena *a, enum admin_ref ref, usec_t at,
    struct admin_option **out, size_t *n) MUST_USE;
/*
 * How many cases, orders or people run under a row now.  For a limit, key is
 * the list of its states ("20,45").  0 where nothing does.
 */
enum err store_admin_touches(struct db *db, enum admin_thing thing, const char *key, usec_t at,
    int64_t *n) MUST_USE;
/*
 * Writes a row: add, change or end it from an instant on.  ERR_CONFLICT: there
 * is such a row already; ERR_NOT_FOUND: nothing was there to be changed.
 */
enum err store_admin_write(struct db *db, struct arena *a, enum admin_thing thing, enum admin_op op,
    const char *key, const struct admin_values *row, usec_t at) MUST_USE;

/* A case under a row: no more than what tells which it is. */
struct touched_case {
	int64_t id;
	int32_t state;
	const char *number, *class_zh, *class_en, *unit_zh, *unit_en;	/* NULL: none yet */
	usec_t due_at;
};
/*
 * The cases store_admin_touches() counts, after a case's id, at most
 * CHANGE_PAGE + 1; of_file: key is a JSON array of codes.
 */
enum err store_admin_touched(struct db *db, struct arena *a, enum admin_thing thing, bool of_file, const char *key,
    usec_t at, int64_t after, struct touched_case **out, size_t *n) MUST_USE;

/* A row of a thing as a file has it: codes instead of numbers; areas as the database gives them. */
struct admin_file_line {
	struct admin_values row;
	const char *ended;	/* "1": it is no more */
};
/* The rows of a JSON array of codes, ended ones too. */
enum err store_admin_file_rows(struct db *db, struct arena *a, enum admin_thing thing, const char *codes, usec_t at,
    struct admin_file_line **out, size_t *n) MUST_USE;
/* Rows of now after a code, at most ADMIN_FILE_MAX + 1; of a layer's code or a class's "kind.major", "" for all. */
enum { ADMIN_FILE_MAX = 5000 };
enum err store_admin_file_part(struct db *db, struct arena *a, enum admin_thing thing, const char *of, const char *after,
    usec_t at, struct admin_file_line **out, size_t *n) MUST_USE;
/* The codes after which each further file of ADMIN_FILE_MAX rows begins. */
enum err store_admin_file_marks(struct db *db, struct arena *a, enum admin_thing thing, usec_t at,
    struct admin_option **out, size_t *n) MUST_USE;
/* What a file may name in a reference: value the number, label_zh the code. */
enum err store_admin_codes(struct db *db, struct arena *a, enum admin_ref ref, usec_t at, struct admin_option **out,
    size_t *n) MUST_USE;
/* How many open cases run under the rows of a JSON array of codes. */
enum err store_admin_file_touches(struct db *db, enum admin_thing thing, const char *codes, int64_t *n) MUST_USE;
/* Adds, changes or ends the rows of a JSON array of arrays; ERR_CONFLICT unless it were so many. */
enum err store_admin_file_write(struct db *db, enum admin_thing thing, enum admin_op op, const char *rows, usec_t at,
    size_t want) MUST_USE;

/* Bits (1 << role) of the roles a person has or will have from an instant on. */
enum err store_admin_roles_of(struct db *db, int64_t user, usec_t at, uint64_t *roles) MUST_USE;
/* Bits of a role's permissions. */
enum err store_admin_perms_of(struct db *db, struct arena *a, int64_t role, uint64_t *perms) MUST_USE;
/* How many others than this person have a role now and can sign in. */
enum err store_admin_others_told(struct db *db, const char *audience, int64_t role, int64_t *n) MUST_USE;
enum err store_admin_others(struct db *db, int64_t role, int64_t user, usec_t at, int64_t *n) MUST_USE;
/* Whether unit is above or stands above which. */
enum err store_admin_unit_above(struct db *db, int64_t which, int64_t above, bool *is) MUST_USE;

struct change_row {
	int64_t id, asked_by, decided_by;
	int32_t op, state, touches;
	const char *thing, *row_key, *old_text, *new_text, *note, *decision;
	usec_t valid_from, asked_at, decided_at, done_at;
	const char *asked_name, *asked_name_en, *decided_name, *decided_name_en;
};
/* Writes a draft; *id gets its number. */
enum err store_change_add(struct db *db, const struct change_row *c, int64_t *id) MUST_USE;
enum err store_change_by_id(struct db *db, struct arena *a, int64_t id, struct change_row **out) MUST_USE;
/* Holds a change until the transaction ends. */
enum err store_change_lock(struct db *db, int64_t id) MUST_USE;
/* Changes of a state before an id, the newest first; without old_text and new_text. */
enum err store_changes(struct db *db, struct arena *a, enum admin_state state, int64_t before,
    struct change_row **out, size_t *n) MUST_USE;
/* The last changes of a row. */
enum err store_changes_of_row(struct db *db, struct arena *a, const char *thing, const char *key,
    struct change_row **out, size_t *n) MUST_USE;
/* How many wait for a second person. */
enum err store_change_count(struct db *db, int64_t *n) MUST_USE;
/* Ids of those whose day has come. */
enum err store_changes_due(struct db *db, struct arena *a, usec_t now, int64_t **ids, size_t *n) MUST_USE;
/* The steps of a change's way; ERR_CONFLICT when somebody was faster. */
enum err store_change_hand_in(struct db *db, int64_t id, int64_t touches, usec_t at) MUST_USE;
enum err store_change_drop(struct db *db, int64_t id) MUST_USE;
enum err store_change_decide(struct db *db, int64_t id, enum admin_state to, int64_t by, usec_t at,
    const char *why) MUST_USE;
enum err store_change_done(struct db *db, int64_t id, usec_t at) MUST_USE;

struct admin_log_row {
	int32_t seq, kind, from_state, to_state;
	int64_t role_id;
	usec_t at;
	struct blob detail, hash;
	const char *user_name, *user_name_en, *role_zh, *role_en, *text;
	bool destroyed;
};
/* The office's chain before a sequence number, the newest first; only lines whose detail holds a text. */
enum err store_admin_log(struct db *db, struct arena *a, int32_t before, const char *in,
    struct admin_log_row **out, size_t *n) MUST_USE;

#endif
