/* What steps write and read beside the interval tables: units, pauses, letters, batches. */
#include "config.h"
#include "lib/store/store_case.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static enum err
open_part(struct db *db, int64_t id, int64_t unit_id, enum unit_part part, const struct change *ch,
    const struct step *s)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(unit_id), DB_I64(part), DB_TIME(s->at),
		DB_TIME(s->date != 0 ? s->date : ch->after.due_at), DB_I64(id) };

	return db_exec(db, SQL_CASE_UNIT_OPEN, args, N(args), NULL, NULL);
}

static enum err
write_members(struct db *db, int64_t id, const struct change *ch, const struct step *s)
{
	const struct db_arg end[] = { DB_TIME(s->at), DB_I64(id) };
	const struct db_arg mark[] = { DB_TIME(s->at), s->action == ACT_MEMBER_DONE ? DB_TIME(s->at) : DB_NULL, DB_NULL,
		DB_I64(id), DB_I64(s->who.unit_id) };
	enum err e = OK;

	if (ch->end_members)
		e = db_exec(db, SQL_CASE_MEMBERS_END, end, N(end), NULL, NULL);
	for (size_t i = 0; i < ch->n_members && e == OK; i++)
		e = open_part(db, id, ch->members[i], PART_MEMBER, ch, s);
	if (e == OK && ch->owner_id != 0)
		e = open_part(db, id, ch->owner_id, PART_OWNER, ch, s);
	if (e == OK && (ch->t->effect & E_MEMBER) != 0)
		e = db_exec(db, SQL_CASE_MEMBER_MARK, mark, N(mark), NULL, NULL);
	return e;
}

static enum err
write_pause(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	const struct db_arg open[] = { DB_I64(id), DB_TIME(s->at), DB_TIME(ch->pause_until), DB_I64(seq), DB_I64(id) };
	const struct db_arg cut[] = { DB_TIME(ch->pause_until), DB_I64(id), DB_TIME(ch->pause_until) };

	if (ch->pauses)
		return db_exec(db, SQL_PAUSE_OPEN, open, N(open), NULL, NULL);
	return ch->resumes ? db_exec(db, SQL_PAUSE_CUT, cut, N(cut), NULL, NULL) : OK;
}

static enum err
write_letter(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	const int32_t year = civil_of(s->at).year;
	const struct db_arg draft[] = { DB_I64(id), DB_I64(ch->after.unit_id), DB_I64(s->who.user_id), DB_TIME(s->at),
		DB_I64(seq), DB_I64(id) };
	const struct db_arg sign[] = { DB_I64(year), DB_I64(year), DB_I64(ch->after.unit_id), DB_I64(s->who.user_id),
		DB_TIME(s->at), DB_I64(seq), DB_TIME(s->date), DB_I64(id) };
	const struct db_arg drop[] = { DB_TIME(s->at), DB_I64(id) };

	if (ch->drops_letter)
		return db_exec(db, SQL_LETTER_DROP, drop, N(drop), NULL, NULL);
	if (ch->drafts_letter)
		return db_exec(db, SQL_LETTER_DRAFT, draft, N(draft), NULL, NULL);
	return ch->signs_letter ? db_exec(db, SQL_LETTER_SIGN, sign, N(sign), NULL, NULL) : OK;
}

enum err
store_case_beside(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	enum err e = write_members(db, id, ch, s);

	if (e == OK)
		e = write_pause(db, id, ch, s, seq);
	return e == OK ? write_letter(db, id, ch, s, seq) : e;
}

enum err
store_case_units(struct db *db, struct arena *a, int64_t case_id, struct case_unit_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(case_unit_row, unit_id), COL_I32(case_unit_row, part), COL_TIME(case_unit_row, due),
		COL_TIME(case_unit_row, signed_at), COL_TIME(case_unit_row, done_at),
		COL_STR(case_unit_row, unit_zh), COL_STR(case_unit_row, unit_en),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_CASE_UNITS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_supervision_letters(struct db *db, struct arena *a, int64_t case_id, struct supervision_letter **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(supervision_letter, seq), COL_I32(supervision_letter, year), COL_I32(supervision_letter, no),
		COL_TIME(supervision_letter, drafted_at), COL_TIME(supervision_letter, signed_at), COL_TIME(supervision_letter, due),
		COL_TIME(supervision_letter, dropped_at),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_LETTER_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_sides(struct db *db, struct arena *a, int64_t case_id, struct side_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(side_row, seq), COL_I32(side_row, kind), COL_TIME(side_row, started), COL_TIME(side_row, due),
		COL_TIME(side_row, ended), COL_TIME(side_row, late_at),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_SIDE_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_batch_add(struct db *db, int64_t unit_id, int64_t user_id, usec_t at, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(unit_id), DB_I64(user_id), DB_TIME(at) };

	return db_exec(db, SQL_BATCH_ADD, args, N(args), NULL, id);
}

enum err
store_batches(struct db *db, struct arena *a, int64_t unit_id, usec_t since, struct batch_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(batch_row, id), COL_TIME(batch_row, made_at), COL_I64(batch_row, n),
	};
	const struct db_arg args[] = { DB_I64(unit_id), DB_TIME(since) };

	return db_all(db, SQL_BATCH_OF_UNIT, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_case_unit_returned(struct db *db, int64_t case_id, int64_t unit_id, bool *returned)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(unit_id) };
	int64_t n;
	enum err e = db_number(db, SQL_CASE_UNIT_RETURNED, args, N(args), &n);

	if (e == OK)
		*returned = n != 0;
	return e;
}

enum err
store_team_owns_cell(struct db *db, int64_t unit_id, int64_t base_cell_id, int64_t auto_cell_id, bool *owns)
{
	const struct db_arg args[] = { DB_I64(unit_id), DB_I64(unit_id), DB_I64(base_cell_id), DB_I64(auto_cell_id) };
	int64_t n;
	enum err e = db_number(db, SQL_CASE_TEAM_OWNS, args, N(args), &n);

	if (e == OK)
		*owns = n != 0;
	return e;
}

enum err
store_cases_to_resume(struct db *db, struct arena *a, usec_t now, int32_t max, struct case_id **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(case_id, id) };
	const struct db_arg args[] = { DB_TIME(now), DB_I64(max) };

	return db_all(db, SQL_CASE_TO_RESUME, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_cases_window_over(struct db *db, struct arena *a, usec_t now, int32_t max, struct case_id **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(case_id, id) };
	const struct db_arg args[] = { DB_TIME(now), DB_I64(max) };

	return db_all(db, SQL_CASE_WINDOW_OVER, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_squad_of_cell(struct db *db, int64_t base_cell_id, usec_t at, int64_t *squad_id)
{
	const struct db_arg args[] = { DB_I64(base_cell_id), DB_TIME(at), DB_TIME(at) };

	return db_number(db, SQL_CASE_SQUAD, args, N(args), squad_id);
}

enum err
store_unmerge(struct db *db, int64_t case_id, int64_t kept_case, usec_t at)
{
	const struct db_arg end[] = { DB_I64(case_id), DB_TIME(at), DB_I64(kept_case) };
	const struct db_arg back[] = { DB_I64(kept_case), DB_TIME(at), DB_I64(case_id) };
	enum err e = db_exec(db, SQL_UNMERGE_END, end, N(end), NULL, NULL);

	return e == OK ? db_exec(db, SQL_UNMERGE_BACK, back, N(back), NULL, NULL) : e;
}
