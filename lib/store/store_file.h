/* Files by content and their links.  Statements: sql/query/file.sql. */
#ifndef LIB_STORE_STORE_FILE_H
#define LIB_STORE_STORE_FILE_H

#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"

struct arena;

/*
 * The id of the file with this hash, inserted if it is new.  From now on it waits
 * a day to be named (loose_at): take it before its content is put on disk, and
 * the timer cannot take the content away in between.
 */
enum err store_file_put(struct db *db, const unsigned char hash[HASH_LEN], int64_t size,
    const char *type, int32_t width, int32_t height, usec_t at, int64_t *id) MUST_USE;

/* A file that no complaint, case or waiting answer names. */
struct loose_row {
	int64_t id;
	struct blob sha256;
};
/* Files taken before an instant: those that are named now wait no longer … */
enum err store_file_settle(struct db *db, usec_t before) MUST_USE;
/* … and those that nothing names, the oldest first, at most 200. */
enum err store_files_loose(struct db *db, struct arena *a, usec_t before, struct loose_row **out, size_t *n) MUST_USE;
/* Takes the row of one away; *done is false when somebody has named it or taken it up again meanwhile. */
enum err store_file_drop(struct db *db, int64_t id, usec_t before, bool *done) MUST_USE;

struct file_link_row {
	int64_t id, file_id, added_by;
	int32_t subject_kind;
	int64_t subject_id;
	int32_t event_seq, part, round;
	bool for_public;
	usec_t added_at;
	struct blob sha256;
	const char *type, *user_name;
	int64_t size;
};
enum err store_file_link(struct db *db, const struct file_link_row *l) MUST_USE;
/* The links of a subject, oldest first. */
enum err store_files(struct db *db, struct arena *a, enum subject kind, int64_t id,
    struct file_link_row **out, size_t *n) MUST_USE;
/* The links of a case and of all its complaints, the complaints' first. */
enum err store_files_of_case(struct db *db, struct arena *a, int64_t case_id,
    struct file_link_row **out, size_t *n) MUST_USE;
/* Photos the hand has sent of his work since the case came to its unit, or back (R13). */
enum err store_hand_photos(struct db *db, int64_t case_id, int64_t *n) MUST_USE;
/* One link: subject, part, for_public, hash, type. */
enum err store_file_link_by_id(struct db *db, struct arena *a, int64_t id, struct file_link_row **out) MUST_USE;

/* Photos that arrived under a form's key before the form. */
enum err store_upload_add(struct db *db, const unsigned char key_hash[HASH_LEN], int64_t file_id, usec_t at) MUST_USE;
struct upload_row {
	int64_t file_id;
	struct blob sha256;
	const char *type;
};
enum err store_uploads(struct db *db, struct arena *a, const unsigned char key_hash[HASH_LEN],
    struct upload_row **out, size_t *n) MUST_USE;
enum err store_upload_drop_one(struct db *db, const unsigned char key_hash[HASH_LEN], int64_t file_id) MUST_USE;
enum err store_upload_drop(struct db *db, const unsigned char key_hash[HASH_LEN]) MUST_USE;

#endif
