/*
 * Duty: planning the roster, the commander's powers as they pass, the log and
 * the hand-over book.
 */
#ifndef LIB_SERVICE_DUTY_OPS_H
#define LIB_SERVICE_DUTY_OPS_H

#include "lib/rule/duty.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_duty.h"

struct role_row;

/*
 * The permissions one of the three has at this moment (workflow §7 note *): a
 * deputy without the commander's powers, and who is on leave, only the standing
 * ones and those of his other roles.  What he has as a deputy only is marked
 * (delegated).  Others keep what they have.
 */
enum err duty_limit_powers(struct service *sv, struct user *u, const struct role_row *roles, size_t n_roles,
    usec_t now) MUST_USE;

enum { DUTY_LEAVE_DAYS = 366 };
/*
 * Enters leave of one of the three, or the powers the commander gives to a
 * deputy by name (to_user); from now on at the earliest.  ERR_INVALID names
 * the field; ERR_DENIED: not his to say.
 */
enum err duty_absent(struct service *sv, const struct duty_absence *x, const char *reason, const struct user *by) MUST_USE;
/* Ends one now, before its time; ERR_CONFLICT when it is over, ERR_DENIED. */
enum err duty_absent_end(struct service *sv, int64_t id, const struct user *by) MUST_USE;

/* A shift on a day; shift NULL where nothing is planned at that hour. */
struct duty_slot {
	int32_t day;
	const struct shift_row *shift;
	usec_t from, until;
};
/* The shift of an instant among rows, and the one after another. */
struct duty_slot duty_slot_at(const struct shift_row *shifts, size_t n, usec_t at);
struct duty_slot duty_slot_after(const struct shift_row *shifts, size_t n, const struct duty_slot *s);
/* The shift with an id on a day; shift NULL when there is none. */
struct duty_slot duty_slot_of(const struct shift_row *shifts, size_t n, int32_t day, int64_t shift_id);

/* Three crews of two and a spare (0: none), planned from a day to another under a combination. */
struct duty_plan {
	int32_t first_day, last_day;
	int64_t combination, crews[DUTY_CREWS][DUTY_SEATS], spare;
};
enum { DUTY_PLAN_DAYS = 92 };
/*
 * Replaces the turns of the two day shifts in these days for the roles of the
 * combination.  ERR_INVALID names the field: a person twice, without the roles
 * of his seat, a combination that is not legal, days that are past.  An
 * illegal crew (Err.duty_alone, Err.duty_pair) stands in *fault, here and below.
 */
enum err duty_generate(struct service *sv, const struct duty_plan *p, const struct user *by,
    struct duty_fault *fault) MUST_USE;

/* Who stands where: all his turns of a shift. */
struct duty_place {
	int32_t day;
	int64_t shift_id, user_id;	/* shift_id 0: only the person */
};
/*
 * Swaps two persons' shifts, or lets b's person stand in where b is no shift.
 * ERR_INVALID: not yet planned so, without the roles, twice on a day.
 */
enum err duty_swap(struct service *sv, const struct duty_place *a, const struct duty_place *b, const struct user *by,
    struct duty_fault *fault) MUST_USE;

/* One person put on a post of a shift for some days, or taken off. */
struct duty_post {
	int32_t first_day, last_day;
	int64_t shift_id, role_id, user_id;
	bool add;
};
/* Commanders, the 12345 desk, the police at night, a third person: what no rotation plans. */
enum err duty_set_post(struct service *sv, const struct duty_post *p, const struct user *by,
    struct duty_fault *fault) MUST_USE;

/* Writes in the log of the present shift. */
enum err duty_write(struct service *sv, const char *text, const struct user *by) MUST_USE;
/*
 * Compiles the book of a shift and completes it with the outgoing's note.
 * ERR_DENIED: not of that shift; ERR_INVALID: it has not begun; ERR_CONFLICT.
 */
enum err duty_complete(struct service *sv, const struct duty_slot *s, const char *note, const struct user *by) MUST_USE;
/*
 * Signs a completed book.  ERR_DENIED: not of the next shift, or the one who
 * completed it; who commands may in their place, with a remark (ERR_INVALID).
 */
enum err duty_sign(struct service *sv, const struct duty_slot *s, const struct duty_slot *next, const char *remark,
    const struct user *by) MUST_USE;
/* Books of the last days that wait too long (setting book_minutes), and for what. */
enum err duty_books_waiting(struct service *sv, usec_t now, struct book_state **out, enum book_wait **waits, size_t *n) MUST_USE;
/* The timer: tells the duty chief of them, and the commander of those nobody signs; each once. */
enum err duty_remind(struct service *sv, usec_t now, int64_t *told) MUST_USE;
/* The lines of a shift as they are now. */
enum err duty_compile(struct service *sv, const struct duty_slot *s, usec_t now, struct book_line **out, size_t *n) MUST_USE;

#endif
