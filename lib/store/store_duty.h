/*
 * Duty: shifts, roster, crews, the log and the hand-over book.  Statements:
 * sql/query/duty.sql.
 */
#ifndef LIB_STORE_STORE_DUTY_H
#define LIB_STORE_STORE_DUTY_H

#include "lib/db/conn.h"
#include "lib/rule/duty.h"

struct arena;

struct shift_row {
	int64_t id;
	const char *code, *name_zh, *name_en;
	int32_t from_min, to_min;
};
/* By the hour they begin. */
enum err store_shifts(struct db *db, struct arena *a, struct shift_row **out, size_t *n) MUST_USE;

struct roster_row {
	int64_t id, shift_id, role_id, user_id;
	int32_t day;
	const char *user_name, *user_name_en;
};
/* The turns of [from, until), by day and shift. */
enum err store_roster(struct db *db, struct arena *a, int32_t from, int32_t until, struct roster_row **out, size_t *n) MUST_USE;
/* Adds or takes away a turn (id) and keeps who did it; ERR_CONFLICT where it is there already. */
enum err store_roster_add(struct db *db, const struct duty_turn *t, int64_t by, usec_t at) MUST_USE;
enum err store_roster_drop(struct db *db, const struct roster_row *r, int64_t by, usec_t at) MUST_USE;

/* All that the passing of the commander's powers is derived from, for the instants of [from, until). */
enum err store_duty_command(struct db *db, struct arena *a, usec_t from, usec_t until, struct duty_command *out) MUST_USE;
/* The three and their names, by role. */
struct commander_row {
	int64_t user_id, role_id;
	const char *user_name, *user_name_en;
};
enum err store_duty_commanders(struct db *db, struct arena *a, usec_t at, struct commander_row **out, size_t *n) MUST_USE;
/* One line of the log of leave and powers given. */
struct absence_row {
	int64_t id, user_id;
	const char *user_name, *user_name_en, *to_name, *to_name_en, *reason, *by_name, *by_name_en, *ended_name, *ended_name_en;
	usec_t from_at, until_at, entered_at, ended_at;
};
enum err store_absence_log(struct db *db, struct arena *a, struct absence_row **out, size_t *n) MUST_USE;
/* Enters one (to_user 0: leave); ERR_INVALID "from" when the same person's days overlap. */
enum err store_absence_add(struct db *db, const struct duty_absence *x, const char *reason, int64_t by, usec_t at,
    int64_t *id) MUST_USE;
/* Ends it now; ERR_CONFLICT when it is over. */
enum err store_absence_end(struct db *db, int64_t id, int64_t by, usec_t at) MUST_USE;
/* Whose it is; ERR_NOT_FOUND. */
enum err store_absence_user(struct db *db, int64_t id, int64_t *user_id) MUST_USE;
/* The permissions each deputy's role has by itself ("SEE_ALL,PAPERS"). */
struct standing_row {
	int64_t role_id;
	const char *codes;
};
enum err store_duty_standing(struct db *db, struct arena *a, struct standing_row **out, size_t *n) MUST_USE;

/* Who can be put on the roster. */
struct duty_person {
	int64_t id;
	const char *name, *name_en, *role_ids;	/* "4,5" */
};
enum err store_duty_people(struct db *db, struct arena *a, usec_t at, struct duty_person **out, size_t *n) MUST_USE;
/* One seat of a legal combination. */
struct seat_row {
	int64_t id;			/* of the combination */
	const char *name_zh, *name_en, *role_ids;
	int32_t seat;
};
enum err store_duty_seats(struct db *db, struct arena *a, usec_t at, struct seat_row **out, size_t *n) MUST_USE;
/* The crews last planned with; crew 0 is the spare. */
struct crew_row {
	int32_t crew, seat;
	int64_t user_id;
};
enum err store_duty_crews(struct db *db, struct arena *a, struct crew_row **out, size_t *n) MUST_USE;
enum err store_duty_crews_set(struct db *db, const struct crew_row *rows, size_t n) MUST_USE;

struct entry_row {
	usec_t at;
	const char *user_name, *user_name_en, *text;
};
enum err store_duty_entries(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct entry_row **out, size_t *n) MUST_USE;
enum err store_duty_entry_add(struct db *db, int32_t day, int64_t shift_id, int64_t user_id, const char *text, usec_t at) MUST_USE;

/* A hand-over book; in_user 0 until it is signed. */
struct book_row {
	const char *note, *out_name, *out_name_en, *in_name, *in_name_en, *remark;
	int64_t out_user, in_user;
	usec_t out_at, in_at;
	bool for_next;		/* signed by the commander in place of the incoming */
};
/* ERR_NOT_FOUND before it is completed. */
enum err store_book(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct book_row **out) MUST_USE;
/* ERR_CONFLICT when the shift has its book. */
enum err store_book_add(struct db *db, int32_t day, int64_t shift_id, const char *note, int64_t user_id, usec_t at) MUST_USE;
/* ERR_CONFLICT when it is signed, or by the one who completed it. */
enum err store_book_sign(struct db *db, int32_t day, int64_t shift_id, int64_t user_id, usec_t at, const char *remark,
    bool for_next) MUST_USE;
/* A shift that the centre's posts stood in; out_at, in_at USEC_NONE: not completed, not signed. */
struct book_state {
	int32_t day, from_min, to_min;
	int64_t shift_id;
	const char *name_zh, *name_en;
	usec_t out_at, in_at;
};
/* Those of the days from first to last. */
enum err store_books(struct db *db, struct arena *a, int32_t first, int32_t last, struct book_state **out, size_t *n) MUST_USE;

/* A line of a book: a case, or how often something was done. */
struct book_line {
	int32_t part, state, kind, n;
	int64_t case_id, class_id, unit_id;
	const char *number, *address;
	usec_t due;
};
enum err store_book_lines(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct book_line **out, size_t *n) MUST_USE;
enum err store_book_line_add(struct db *db, int32_t day, int64_t shift_id, int32_t seq, const struct book_line *l) MUST_USE;
/*
 * The lines as they are now: open hazards, what is due in [from, until),
 * returns waiting, what was done in [since, from), what is unsigned, what waits.
 */
enum err store_book_compile(struct db *db, struct arena *a, usec_t since, usec_t from, usec_t until,
    struct book_line **out, size_t *n) MUST_USE;

#endif
