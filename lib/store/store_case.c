#include "config.h"
#include "lib/store/store_case.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col case_cols[] = {
	COL_I64(case_row, id), COL_I64(case_row, version), COL_STR(case_row, number),
	COL_I64(case_row, centre_id), COL_I32(case_row, state), COL_I32(case_row, source),
	COL_STR(case_row, ext_system), COL_STR(case_row, ext_number),
	COL_TIME(case_row, received_at), COL_I64(case_row, registered_by),
	COL_I64(case_row, class_id), COL_I64(case_row, condition_id),
	COL_I64(case_row, component_id), COL_STR(case_row, description),
	COL_STR(case_row, address), COL_BOOL(case_row, has_point), COL_I32(case_row, lat),
	COL_I32(case_row, lon), COL_I64(case_row, unit_cell_id), COL_I64(case_row, base_cell_id),
	COL_I64(case_row, auto_cell_id), COL_BOOL(case_row, outside), COL_I64(case_row, unit_id),
	COL_I64(case_row, handler_id), COL_I64(case_row, supervisor_id),
	COL_I64(case_row, filed_by), COL_TIME(case_row, filed_at),
	COL_I64(case_row, dispatcher_id), COL_TIME(case_row, dispatched_at),
	COL_TIME(case_row, signed_at), COL_TIME(case_row, fed_back_at),
	COL_I64(case_row, checker_id), COL_I64(case_row, checker_unit_id),
	COL_I32(case_row, verify_result), COL_I32(case_row, check_result),
	COL_I64(case_row, judged_by), COL_I64(case_row, closer_id),
	COL_TIME(case_row, closed_at), COL_TIME(case_row, archived_at),
	COL_STR(case_row, archive_code), COL_I32(case_row, retention_years),
	COL_TIME(case_row, stage_started), COL_TIME(case_row, stage_due),
	COL_TIME(case_row, accept_due), COL_TIME(case_row, due_at),
	COL_TIME(case_row, original_due), COL_I32(case_row, round),
	COL_I32(case_row, state_before), COL_BOOL(case_row, hazard), COL_BOOL(case_row, urgent),
	COL_BOOL(case_row, designated), COL_BOOL(case_row, leader_locked),
	COL_BOOL(case_row, joint), COL_BOOL(case_row, substitute), COL_BOOL(case_row, watch),
	COL_I32(case_row, supervise), COL_BOOL(case_row, filed_upward),
	COL_I32(case_row, ext_count), COL_BOOL(case_row, ext_pending),
	COL_I32(case_row, rework_count), COL_I32(case_row, return_count),
	COL_BOOL(case_row, unjustified_return), COL_BOOL(case_row, confidential),
	COL_I64(case_row, parent_case), COL_I64(case_row, batch_id),
	COL_I64(case_row, kept_unit_id), COL_TIME(case_row, kept_due), COL_BOOL(case_row, conferred),
	COL_I32(case_row, ext_asked), COL_BOOL(case_row, watch_asked),
	COL_TIME(case_row, watch_until), COL_I32(case_row, watch_count),
	COL_I32(case_row, suspend_count), COL_I32(case_row, special_by),
	COL_TIME(case_row, explained_at), COL_I32(case_row, false_feedback),
	COL_I32(case_row, reopen_count), COL_I32(case_row, satisfied), COL_I32(case_row, approval),
	COL_BOOL(case_row, has_members), COL_BOOL(case_row, letter_draft), COL_I32(case_row, inquiry),
	COL_STR(case_row, upper_number), COL_I32(case_row, void_from),
	COL_BOOL(case_row, verified_above), COL_TIME(case_row, ext_due),
	COL_I64(case_row, squad_id), COL_TIME(case_row, reopen_until),
	COL_I32(case_row, event_seq), COL_BLOB(case_row, event_hash),
};

enum err
store_case_by_id(struct db *db, struct arena *a, int64_t id, struct case_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct case_row *row = arena_new_of(a, struct case_row);
	enum err e = db_one(db, SQL_CASE_BY_ID, args, N(args), case_cols, N(case_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_case_id_by_number(struct db *db, const char *number, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(number) };

	return db_number(db, SQL_CASE_ID_BY_NUMBER, args, N(args), id);
}

enum err
store_case_was_theirs(struct db *db, int64_t id, int64_t unit_id, int64_t user_id, bool *was)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(unit_id), DB_I64(id), DB_I64(user_id) };
	int64_t n;
	enum err e = db_number(db, SQL_CASE_WAS_THEIRS, args, N(args), &n);

	if (e == OK)
		*was = n != 0;
	return e;
}

enum err
store_case_standing(struct db *db, const struct case_row *c, usec_t at, struct actor *who)
{
	const struct db_arg args[] = { DB_I64(who->user_id), DB_I64(c->base_cell_id), DB_TIME(at), DB_TIME(at),
		DB_I64(c->base_cell_id), DB_REF(who->unit_id),
		DB_I64(c->id), DB_I64(who->unit_id), DB_I64(c->id), DB_I64(who->unit_id) };
	static const struct db_col cols[] = { COL_BOOL(actor, own_grid), COL_BOOL(actor, own_area),
		COL_BOOL(actor, is_member), COL_BOOL(actor, has_signed) };

	return db_one(db, SQL_CASE_STANDING, args, N(args), cols, N(cols), NULL, who);
}

enum err
store_case_grid_shape(struct db *db, struct arena *a, int64_t cell_id, const char **wkt)
{
	static const struct db_col cols[] = { { DB_COL_STR, 0, "wkt" } };
	const struct db_arg args[] = { DB_I64(cell_id) };

	return db_one(db, SQL_CASE_GRID_SHAPE, args, N(args), cols, N(cols), a, wkt);
}

enum err
store_cases_rested(struct db *db, struct arena *a, enum case_state state, usec_t before, int32_t max,
    struct case_id **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(case_id, id) };
	const struct db_arg args[] = { DB_I64(state), DB_TIME(before), DB_I64(max) };

	return db_all(db, SQL_CASE_RESTED, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_case_lock(struct db *db, int64_t id, int64_t *version)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_number(db, SQL_CASE_LOCK, args, N(args), version);
}

enum err
store_case_insert(struct db *db, const struct case_row *c, int64_t *id)
{
	const struct db_arg args[] = {
		DB_I64(c->version), DB_STR(c->number), DB_I64(c->centre_id), DB_I64(c->state),
		DB_I64(c->source), DB_STR(c->ext_system), DB_STR(c->ext_number),
		DB_TIME(c->received_at), DB_REF(c->registered_by), DB_REF(c->class_id),
		DB_REF(c->condition_id), DB_REF(c->component_id), DB_STR(c->description),
		DB_STR(c->address), c->has_point ? DB_I64(c->lat) : DB_NULL,
		c->has_point ? DB_I64(c->lon) : DB_NULL, DB_REF(c->unit_cell_id),
		DB_REF(c->base_cell_id), DB_REF(c->auto_cell_id), DB_I64(c->outside),
		DB_REF(c->unit_id), DB_REF(c->handler_id), DB_REF(c->supervisor_id),
		DB_REF(c->filed_by), DB_TIME(c->filed_at), DB_REF(c->dispatcher_id),
		DB_TIME(c->dispatched_at), DB_TIME(c->signed_at), DB_TIME(c->fed_back_at),
		DB_REF(c->checker_id), DB_REF(c->checker_unit_id), DB_I64(c->verify_result),
		DB_I64(c->check_result), DB_REF(c->judged_by), DB_REF(c->closer_id),
		DB_TIME(c->closed_at), DB_TIME(c->archived_at), DB_STR(c->archive_code),
		DB_REF(c->retention_years), DB_TIME(c->stage_started), DB_TIME(c->stage_due),
		DB_TIME(c->accept_due), DB_TIME(c->due_at), DB_TIME(c->original_due),
		DB_I64(c->round), DB_REF(c->state_before), DB_I64(c->hazard), DB_I64(c->urgent),
		DB_I64(c->designated), DB_I64(c->leader_locked), DB_I64(c->joint),
		DB_I64(c->substitute), DB_I64(c->watch), DB_I64(c->supervise),
		DB_I64(c->filed_upward), DB_I64(c->ext_count), DB_I64(c->ext_pending),
		DB_I64(c->rework_count), DB_I64(c->return_count), DB_I64(c->unjustified_return),
		DB_I64(c->confidential), DB_REF(c->parent_case), DB_REF(c->batch_id),
		DB_I64(c->verified_above), DB_TIME(c->ext_due),
		DB_I64(c->event_seq), c->event_hash.len ? DB_BLOB(c->event_hash.data, c->event_hash.len) : DB_NULL,
	};

	return db_exec(db, SQL_CASE_INSERT, args, N(args), NULL, id);
}

enum err
store_case_update(struct db *db, const struct case_row *c, int64_t version)
{
	const struct db_arg args[] = {
		DB_STR(c->number), DB_I64(c->state), DB_REF(c->class_id),
		DB_REF(c->condition_id), DB_STR(c->address),
		c->has_point ? DB_I64(c->lat) : DB_NULL, c->has_point ? DB_I64(c->lon) : DB_NULL,
		DB_REF(c->unit_cell_id), DB_REF(c->base_cell_id), DB_REF(c->auto_cell_id),
		DB_I64(c->outside), DB_REF(c->unit_id), DB_REF(c->handler_id),
		DB_REF(c->supervisor_id), DB_REF(c->filed_by), DB_TIME(c->filed_at),
		DB_REF(c->dispatcher_id), DB_TIME(c->dispatched_at), DB_TIME(c->signed_at),
		DB_TIME(c->fed_back_at), DB_REF(c->checker_id), DB_REF(c->checker_unit_id),
		DB_I64(c->verify_result), DB_I64(c->check_result), DB_REF(c->judged_by),
		DB_REF(c->closer_id), DB_TIME(c->closed_at), DB_TIME(c->archived_at),
		DB_STR(c->archive_code), DB_REF(c->retention_years), DB_TIME(c->stage_started),
		DB_TIME(c->stage_due), DB_TIME(c->accept_due), DB_TIME(c->due_at),
		DB_TIME(c->original_due), DB_I64(c->round), DB_REF(c->state_before),
		DB_I64(c->hazard), DB_I64(c->urgent), DB_I64(c->designated),
		DB_I64(c->leader_locked), DB_I64(c->joint), DB_I64(c->substitute),
		DB_I64(c->watch), DB_I64(c->supervise), DB_I64(c->filed_upward),
		DB_I64(c->ext_count), DB_I64(c->ext_pending), DB_I64(c->rework_count),
		DB_I64(c->return_count), DB_I64(c->unjustified_return), DB_REF(c->parent_case),
		DB_REF(c->batch_id), DB_REF(c->kept_unit_id), DB_TIME(c->kept_due), DB_I64(c->conferred),
		DB_REF(c->ext_asked), DB_I64(c->watch_asked), DB_TIME(c->watch_until),
		DB_I64(c->watch_count), DB_I64(c->suspend_count), DB_I64(c->special_by),
		DB_TIME(c->explained_at), DB_I64(c->false_feedback), DB_I64(c->reopen_count),
		DB_I64(c->satisfied), DB_I64(c->approval), DB_I64(c->has_members), DB_I64(c->letter_draft),
		DB_I64(c->inquiry), DB_STR(c->upper_number), DB_REF(c->void_from),
		DB_REF(c->squad_id), DB_TIME(c->reopen_until),
		DB_I64(c->event_seq), DB_BLOB(c->event_hash.data, c->event_hash.len), DB_I64(c->id),
		DB_I64(version),
	};
	int64_t changed = 0;
	enum err e = db_exec(db, SQL_CASE_UPDATE, args, N(args), &changed, NULL);

	if (e == OK && changed == 0)
		return err_raise(ERR_CONFLICT, "case %lld was changed meanwhile", (long long)c->id);
	return e;
}

enum err
store_case_head(struct db *db, const struct case_row *c)
{
	const struct db_arg args[] = { DB_I64(c->event_seq), DB_BLOB(c->event_hash.data, c->event_hash.len),
		DB_I64(c->id) };

	return db_exec(db, SQL_CASE_HEAD, args, N(args), NULL, NULL);
}

enum err
store_case_number_next(struct db *db, int32_t year, int64_t *seq)
{
	const struct db_arg args[] = { DB_I64(year) };
	enum err e = db_exec(db, SQL_CASE_NUMBER_NEXT, args, N(args), NULL, NULL);

	return e == OK ? db_number(db, SQL_CASE_NUMBER_LAST, NULL, 0, seq) : e;
}

enum err
store_case_names(struct db *db, struct arena *a, int64_t id, struct case_names **out)
{
	static const struct db_col cols[] = {
		COL_I32(case_names, class_kind), COL_STR(case_names, major_code),
		COL_STR(case_names, minor_code), COL_STR(case_names, class_zh),
		COL_STR(case_names, class_en), COL_STR(case_names, cond_zh), COL_STR(case_names, cond_en),
		COL_STR(case_names, close_zh), COL_STR(case_names, close_en), COL_STR(case_names, unit_zh),
		COL_STR(case_names, unit_en), COL_STR(case_names, unit_cell), COL_STR(case_names, base_zh),
		COL_STR(case_names, base_en), COL_STR(case_names, auto_zh), COL_STR(case_names, auto_en),
		COL_STR(case_names, component_code), COL_STR(case_names, component_zh),
		COL_STR(case_names, component_en), COL_STR(case_names, handler),
		COL_STR(case_names, supervisor), COL_STR(case_names, parent_number),
		COL_I64(case_names, claim_by), COL_STR(case_names, claim_name), COL_TIME(case_names, claim_since),
		COL_TIME(case_names, claim_until),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct case_names *row = arena_new_of(a, struct case_names);
	enum err e = db_one(db, SQL_CASE_NAMES, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}
