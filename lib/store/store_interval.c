/* The interval tables beside a case: stage, promise, part of a unit, order. */
#include "config.h"
#include "lib/store/store_case.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static enum err
write_stage(struct db *db, int64_t id, const struct change *ch, const struct step *s)
{
	const struct new_stage *st = &ch->stage;
	const struct db_arg end[] = { DB_TIME(s->at), DB_REF(s->who.user_id), DB_I64(id) };
	const struct db_arg open[] = { DB_I64(id), DB_I64(st->state), DB_REF(st->user_id),
		DB_REF(st->unit_id), DB_I64(st->round), DB_TIME(ch->after.stage_started),
		DB_TIME(st->due), DB_TIME(st->outer_due), DB_I64(id) };
	enum err e = db_exec(db, SQL_STAGE_END, end, N(end), NULL, NULL);

	/* A final state has no open stage: nobody holds it. */
	if (e != OK || st->state == CS_ARCHIVED || st->state == CS_VOID)
		return e;
	return db_exec(db, SQL_STAGE_OPEN, open, N(open), NULL, NULL);
}

static enum err
write_promise(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	const struct new_promise *p = &ch->promise;
	const struct db_arg end[] = { DB_TIME(s->at), DB_I64(seq), DB_I64(id) };
	const struct db_arg open[] = { DB_I64(id), DB_REF(p->unit_id), DB_I64(p->round), DB_I64(p->kind),
		DB_TIME(p->started), DB_I64(p->amount), DB_I64(p->unit), DB_REF(p->calendar_id),
		DB_TIME(p->due), DB_TIME(p->original_due), DB_I64(seq), DB_I64(id) };
	enum err e = OK;

	if (ch->end_promise)
		e = db_exec(db, SQL_PROMISE_END, end, N(end), NULL, NULL);
	if (e == OK && ch->has_promise)
		e = db_exec(db, SQL_PROMISE_OPEN, open, N(open), NULL, NULL);
	return e;
}

static enum err
write_unit(struct db *db, int64_t id, const struct change *ch, const struct step *s)
{
	const struct db_arg end[] = { DB_TIME(s->at), DB_I64(id) };
	const struct db_arg open[] = { DB_I64(id), DB_I64(ch->unit_id), DB_I64(ch->unit_part),
		DB_TIME(s->at), DB_TIME(ch->promise.due), DB_I64(id) };
	const struct db_arg mark[] = { DB_TIME(ch->after.signed_at), DB_TIME(ch->after.fed_back_at),
		DB_I64(id) };
	enum err e = OK;

	if (ch->end_unit)
		e = db_exec(db, SQL_CASE_UNIT_END, end, N(end), NULL, NULL);
	if (e == OK && ch->has_unit)
		e = db_exec(db, SQL_CASE_UNIT_OPEN, open, N(open), NULL, NULL);
	if (e == OK && (ch->t->effect & (E_SIGN | E_FEEDBACK | E_GO_BACK)) != 0)
		e = db_exec(db, SQL_CASE_UNIT_MARK, mark, N(mark), NULL, NULL);
	return e;
}

static enum err
write_order(struct db *db, int64_t id, const struct change *ch, const struct step *s)
{
	const struct db_arg open[] = { DB_I64(id), DB_I64(ch->order_kind), DB_I64(ch->after.round),
		DB_I64(s->supervisor_id), DB_I64(s->who.user_id), DB_TIME(s->at), DB_TIME(ch->order_due),
		DB_I64(id) };
	const struct db_arg answer[] = { DB_TIME(s->at), DB_I64(s->result),
		s->has_point ? DB_I64(s->lat) : DB_NULL, s->has_point ? DB_I64(s->lon) : DB_NULL,
		DB_TIME(s->client_at), DB_I64(id) };

	const struct db_arg drop[] = { DB_TIME(s->at), DB_I64(id) };
	enum err e = OK;

	if (ch->answers_order)
		return db_exec(db, SQL_ORDER_ANSWER, answer, N(answer), NULL, NULL);
	if (ch->drops_order)
		e = db_exec(db, SQL_ORDER_DROP, drop, N(drop), NULL, NULL);
	return e == OK && ch->sets_order ? db_exec(db, SQL_ORDER_OPEN, open, N(open), NULL, NULL) : e;
}

static enum err
write_flags(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	enum err e = OK;

	for (size_t i = 0; i < ch->n_flags && e == OK; i++) {
		const struct flag_change *f = &ch->flags[i];
		const struct db_arg end[] = { DB_TIME(s->at), DB_I64(seq), DB_I64(id), DB_STR(f->flag) };
		const struct db_arg open[] = { DB_I64(id), DB_STR(f->flag), DB_TIME(s->at), DB_I64(f->value),
			DB_I64(seq) };

		e = db_exec(db, SQL_FLAG_END, end, N(end), NULL, NULL);
		if (e == OK && f->value != 0)
			e = db_exec(db, SQL_FLAG_OPEN, open, N(open), NULL, NULL);
	}
	return e;
}

static enum err
write_sides(struct db *db, int64_t id, const struct change *ch, const struct step *s, int32_t seq)
{
	enum err e = OK;

	for (size_t i = 0; i < ch->n_sides && e == OK; i++) {
		const struct side_change *x = &ch->sides[i];
		const struct db_arg end[] = { DB_TIME(s->at), DB_I64(seq), DB_I64(id), DB_I64(x->kind) };
		const struct db_arg open[] = { DB_I64(id), DB_I64(x->kind), DB_REF(x->user_id), DB_REF(x->unit_id),
			DB_TIME(s->at), DB_TIME(x->due), DB_I64(seq), DB_I64(id) };

		e = db_exec(db, SQL_SIDE_END, end, N(end), NULL, NULL);
		if (e == OK && x->begins)
			e = db_exec(db, SQL_SIDE_OPEN, open, N(open), NULL, NULL);
	}
	return e;
}

enum err
store_case_intervals(struct db *db, int64_t id, const struct change *ch, const struct step *s,
    int32_t seq)
{
	enum err e = OK;

	if (ch->new_stage)
		e = write_stage(db, id, ch, s);
	if (e == OK)
		e = write_promise(db, id, ch, s, seq);
	if (e == OK)
		e = write_unit(db, id, ch, s);
	if (e == OK)
		e = write_order(db, id, ch, s);
	if (e == OK)
		e = write_flags(db, id, ch, s, seq);
	if (e == OK)
		e = write_sides(db, id, ch, s, seq);
	return e == OK ? store_case_beside(db, id, ch, s, seq) : e;
}

enum err
store_stages(struct db *db, struct arena *a, int64_t case_id, struct stage_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(stage_row, seq), COL_I32(stage_row, state), COL_I32(stage_row, round),
		COL_TIME(stage_row, started), COL_TIME(stage_row, due), COL_TIME(stage_row, outer_due),
		COL_TIME(stage_row, ended), COL_TIME(stage_row, late_at), COL_STR(stage_row, user_name),
		COL_STR(stage_row, unit_zh), COL_STR(stage_row, unit_en),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_STAGE_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_promises(struct db *db, struct arena *a, int64_t case_id, struct promise_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(promise_row, seq), COL_I64(promise_row, unit_id), COL_I32(promise_row, round),
		COL_I32(promise_row, kind), COL_TIME(promise_row, started), COL_I32(promise_row, amount),
		COL_I32(promise_row, unit), COL_I64(promise_row, calendar_id), COL_TIME(promise_row, due),
		COL_TIME(promise_row, original_due), COL_TIME(promise_row, ended),
		COL_STR(promise_row, unit_zh), COL_STR(promise_row, unit_en),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_PROMISE_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_pauses(struct db *db, struct arena *a, int64_t case_id, struct pause_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_TIME(pause_row, from_at), COL_TIME(pause_row, until_at), COL_I32(pause_row, set_event),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_PAUSE_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_orders(struct db *db, struct arena *a, int64_t case_id, struct order_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(order_row, seq), COL_I32(order_row, kind), COL_I32(order_row, round),
		COL_TIME(order_row, sent_at), COL_TIME(order_row, due), COL_TIME(order_row, answered_at),
		COL_I32(order_row, result), COL_STR(order_row, user_name),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_ORDER_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static enum err
late_rows(struct db *db, struct arena *a, enum sql_id id, usec_t now, struct late_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(late_row, case_id), COL_I32(late_row, seq), COL_I32(late_row, state),
	};
	const struct db_arg args[] = { DB_TIME(now) };

	return db_all(db, id, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static enum err
mark_late(struct db *db, enum sql_id id, const struct late_row *r, usec_t now, bool *marked)
{
	const struct db_arg args[] = { DB_TIME(now), DB_I64(r->case_id), DB_I64(r->seq) };
	int64_t changed = 0;
	enum err e = db_exec(db, id, args, N(args), &changed, NULL);

	if (e == OK)
		*marked = changed > 0;
	return e;
}

enum err
store_stages_late(struct db *db, struct arena *a, usec_t now, struct late_row **out, size_t *n)
{
	return late_rows(db, a, SQL_STAGE_LATE, now, out, n);
}

enum err
store_stage_mark_late(struct db *db, const struct late_row *r, usec_t now, bool *marked)
{
	return mark_late(db, SQL_STAGE_MARK_LATE, r, now, marked);
}

enum err
store_sides_late(struct db *db, struct arena *a, usec_t now, struct late_row **out, size_t *n)
{
	return late_rows(db, a, SQL_SIDE_LATE, now, out, n);
}

enum err
store_side_mark_late(struct db *db, const struct late_row *r, usec_t now, bool *marked)
{
	return mark_late(db, SQL_SIDE_MARK_LATE, r, now, marked);
}
