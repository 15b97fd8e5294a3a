#include "config.h"
#include "lib/service/duty_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
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
	if (outside)
		return err_raise(ERR_DENIED, "not of the next shift");
	if ((e = store_book_sign(sv->db, s->day, s->shift->id, by->id, clock_now(), remark)) != OK)
		return e;
	return db_commit(&tx);
}
