#include "config.h"
#include "lib/service/duty_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/notice.h"
#include "lib/rule/perm.h"
#include "lib/service/notice_ops.h"
#include "lib/store/store_event.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { BOOK_AHEAD_HOURS = 8 };

struct duty_slot
duty_slot_of(const struct shift_row *shifts, size_t n, int32_t day, int64_t shift_id)
{
	struct duty_slot s = { .day = day };

	for (size_t i = 0; i < n; i++)
		if (shifts[i].id == shift_id)
			s.shift = &shifts[i];
	if (s.shift != NULL)
		duty_span(day, s.shift->from_min, s.shift->to_min, &s.from, &s.until);
	return s;
}

struct duty_slot
duty_slot_at(const struct shift_row *shifts, size_t n, usec_t at)
{
	struct duty_slot s = { .day = day_of(at) };

	for (int32_t day = day_of(at) - 1; day <= day_of(at); day++)
		for (size_t i = 0; i < n; i++) {
			s = duty_slot_of(shifts, n, day, shifts[i].id);
			if (s.from <= at && at < s.until)
				return s;
		}
	return (struct duty_slot){ .day = day_of(at) };
}

struct duty_slot
duty_slot_after(const struct shift_row *shifts, size_t n, const struct duty_slot *s)
{
	return duty_slot_at(shifts, n, s->until);
}

enum err
duty_write(struct service *sv, const char *text, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct shift_row *shifts;
	struct duty_slot s;
	size_t n;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_shifts(sv->db, sv->arena, &shifts, &n)) != OK)
		return e;
	s = duty_slot_at(shifts, n, now);
	if (s.shift == NULL)
		return err_raise_field(ERR_INVALID, "text", "Err.no_shift");
	if ((e = store_duty_entry_add(sv->db, s.day, s.shift->id, by->id, text, now)) != OK)
		return e;
	return db_commit(&tx);
}

/* Whether the shift has a roster without this person. */
static enum err
stands_outside(struct service *sv, const struct duty_slot *s, int64_t user_id, bool *outside)
{
	struct roster_row *r;
	size_t n, planned = 0, mine = 0;
	enum err e = store_roster(sv->db, sv->arena, s->day, s->day + 1, &r, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		planned += r[i].shift_id == s->shift->id;
		mine += r[i].shift_id == s->shift->id && r[i].user_id == user_id;
	}
	*outside = planned > 0 && mine == 0;
	return e;
}

enum err
duty_compile(struct service *sv, const struct duty_slot *s, usec_t now, struct book_line **out, size_t *n)
{
	const usec_t upto = now < s->until ? now : s->until;

	return store_book_compile(sv->db, sv->arena, s->from, upto, upto + BOOK_AHEAD_HOURS * USEC_HOUR, out, n);
}

enum err
duty_complete(struct service *sv, const struct duty_slot *s, const char *note, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct book_line *lines;
	bool outside;
	size_t n;
	enum err e;

	if (s->shift == NULL || now < s->from)
		return err_raise_field(ERR_INVALID, "note", "Err.shift_ahead");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = stands_outside(sv, s, by->id, &outside)) != OK)
		return e;
	if (outside)
		return err_raise(ERR_DENIED, "not of this shift");
	if ((e = duty_compile(sv, s, now, &lines, &n)) != OK ||
	    (e = store_book_add(sv->db, s->day, s->shift->id, note, by->id, now)) != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_book_line_add(sv->db, s->day, s->shift->id, (int32_t)i + 1, &lines[i]);
	return e == OK ? db_commit(&tx) : e;
}

enum err
duty_sign(struct service *sv, const struct duty_slot *s, const struct duty_slot *next, const char *remark,
    const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	bool outside = false;
	enum err e;

	if (s->shift == NULL)
		return err_raise(ERR_NOT_FOUND, "no such shift");
	if ((e = db_begin(sv->db, &tx)) != OK ||
	    (next->shift != NULL && (e = stands_outside(sv, next, by->id, &outside)) != OK))
		return e;
	/* Where the incoming do not sign, who commands can; he says why. */
	if (outside && !perm_in(by->perms, PERM_COMMAND))
		return err_raise(ERR_DENIED, "not of the next shift");
	if (outside && (remark == NULL || remark[0] == '\0'))
		return err_raise_field(ERR_INVALID, "remark", "Err.sign_why");
	if ((e = store_book_sign(sv->db, s->day, s->shift->id, by->id, clock_now(), remark, outside)) != OK)
		return e;
	return db_commit(&tx);
}

enum { BOOK_DAYS_BACK = 2 };

/* The setting book_minutes. */
static enum err
book_grace(struct service *sv, usec_t *out)
{
	const struct office *office;
	enum err e = office_now(sv, &office);

	if (e == OK)
		*out = office->book_minutes * USEC_MIN;
	return e;
}

enum err
duty_books_waiting(struct service *sv, usec_t now, struct book_state **out, enum book_wait **waits, size_t *n)
{
	struct book_state *rows;
	size_t all, k = 0;
	usec_t grace;
	enum err e = store_books(sv->db, sv->arena, day_of(now) - BOOK_DAYS_BACK, day_of(now), &rows, &all);

	if (e != OK || (e = book_grace(sv, &grace)) != OK)
		return e;
	*waits = arena_array_of(sv->arena, enum book_wait, all);
	for (size_t i = 0; i < all; i++) {
		usec_t from, until;
		enum book_wait w;

		duty_span(rows[i].day, rows[i].from_min, rows[i].to_min, &from, &until);
		w = duty_book_waits(until, rows[i].out_at, rows[i].in_at != USEC_NONE, grace, now);
		if (w == BOOK_WAITS_FOR_NOTHING)
			continue;
		rows[k] = rows[i];
		(*waits)[k++] = w;
	}
	*out = rows;
	*n = k;
	return OK;
}

enum err
duty_remind(struct service *sv, usec_t now, int64_t *told)
{
	struct book_state *b;
	enum book_wait *waits;
	size_t n;
	enum err e = duty_books_waiting(sv, now, &b, &waits, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const int64_t id = notice_book_id(b[i].day, b[i].shift_id);
		const int32_t what = waits[i] == BOOK_TO_COMPLETE ? NOTICE_BOOK_OPEN : NOTICE_BOOK_UNSIGNED;

		e = store_outbox_remind(sv->db, SUBJECT_BOOK, id, (int32_t)waits[i], "CHIEF", 0, what, now);
		if (e == OK && waits[i] == BOOK_TO_SIGN)
			e = store_outbox_remind(sv->db, SUBJECT_BOOK, id, (int32_t)waits[i], "COMMANDER", 0, what, now);
		*told += e == OK;
	}
	return e;
}
