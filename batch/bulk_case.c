#include "config.h"
#include "batch/bulk_case.h"

#include <stdlib.h>

#include "lib/base/check.h"
#include "lib/db/bulk.h"

#include "lib/base/banned.h"

struct bulk_case {
	struct db_bulk *t[BULK_T_MAX];
};

/* In the order in which they are sent: what is referred to comes first. */
static const enum sql_id loads[BULK_T_MAX] = {
	[BULK_T_COMPLAINT] = SQL_BULK_COMPLAINT, [BULK_T_CODE] = SQL_BULK_COMPLAINT_CODE,
	[BULK_T_CONTACT] = SQL_BULK_CONTACT, [BULK_T_CASE] = SQL_BULK_CASE, [BULK_T_LINK] = SQL_BULK_LINK,
	[BULK_T_STAGE] = SQL_BULK_STAGE, [BULK_T_PROMISE] = SQL_BULK_PROMISE, [BULK_T_UNIT] = SQL_BULK_CASE_UNIT,
	[BULK_T_ORDER] = SQL_BULK_SITE_ORDER, [BULK_T_FLAG] = SQL_BULK_FLAG, [BULK_T_EVENT] = SQL_BULK_EVENT,
	[BULK_T_TEXT] = SQL_BULK_EVENT_TEXT, [BULK_T_OUTBOX] = SQL_BULK_OUTBOX,
	[BULK_T_FILE_LINK] = SQL_BULK_FILE_LINK, [BULK_T_SEARCH] = SQL_BULK_SEARCH_CHANGE,
};

enum err
bulk_case_new(struct db *db, struct bulk_case **out)
{
	struct bulk_case *b = calloc(1, sizeof(*b));
	enum err e = OK;

	if (b == NULL)
		abort();
	for (size_t i = 0; e == OK && i < BULK_T_MAX; i++)
		e = db_bulk_new(db, loads[i], &b->t[i]);
	if (e != OK) {
		bulk_case_free(b);
		return e;
	}
	*out = b;
	return OK;
}

void
bulk_case_free(struct bulk_case *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < BULK_T_MAX; i++)
		db_bulk_free(b->t[i]);
	free(b);
}

void
bulk_case_row(struct bulk_case *b, enum bulk_table table, const struct db_arg *vals, size_t n)
{
	db_bulk_row(b->t[table], vals, n);
}

void
bulk_case_case(struct bulk_case *b, const struct case_row *c)
{
	const struct db_arg vals[] = {
		DB_I64(c->id), DB_I64(c->version), DB_STR(c->number), DB_I64(c->centre_id), DB_I64(c->state),
		DB_I64(c->source), DB_STR(c->ext_system), DB_STR(c->ext_number), DB_TIME(c->received_at),
		DB_REF(c->registered_by), DB_REF(c->class_id), DB_REF(c->condition_id), DB_REF(c->component_id),
		DB_STR(c->description), DB_STR(c->address), c->has_point ? DB_I64(c->lat) : DB_NULL,
		c->has_point ? DB_I64(c->lon) : DB_NULL, DB_REF(c->unit_cell_id), DB_REF(c->base_cell_id),
		DB_REF(c->auto_cell_id), DB_I64(c->outside), DB_REF(c->unit_id), DB_REF(c->handler_id),
		DB_REF(c->supervisor_id), DB_REF(c->filed_by), DB_TIME(c->filed_at), DB_REF(c->dispatcher_id),
		DB_TIME(c->dispatched_at), DB_TIME(c->signed_at), DB_TIME(c->fed_back_at), DB_REF(c->checker_id),
		DB_REF(c->checker_unit_id), DB_I64(c->verify_result), DB_I64(c->check_result),
		DB_REF(c->judged_by), DB_REF(c->closer_id), DB_TIME(c->closed_at), DB_TIME(c->archived_at),
		DB_STR(c->archive_code), DB_REF(c->retention_years), DB_TIME(c->stage_started),
		DB_TIME(c->stage_due), DB_TIME(c->accept_due), DB_TIME(c->due_at), DB_TIME(c->original_due),
		DB_I64(c->round), DB_REF(c->state_before), DB_I64(c->hazard), DB_I64(c->urgent),
		DB_I64(c->leader_locked), DB_I64(c->rework_count), DB_I64(c->return_count),
		DB_I64(c->confidential), DB_REF(c->parent_case), DB_TIME(c->reopen_until), DB_I64(c->event_seq),
		DB_BLOB(c->event_hash.data, c->event_hash.len),
	};

	bulk_case_row(b, BULK_T_CASE, vals, N(vals));
}

void
bulk_case_event(struct bulk_case *b, const struct event *e, const unsigned char hash[HASH_LEN],
    const char *text, const unsigned char salt[SALT_LEN])
{
	static const unsigned char zero[HASH_LEN];
	const struct db_arg vals[] = {
		DB_I64(e->subject_kind), DB_I64(e->subject_id), DB_I64(e->seq), DB_I64(e->kind), DB_TIME(e->at),
		DB_TIME(e->client_at), DB_REF(e->user_id), DB_REF(e->role_id), DB_REF(e->shift_id),
		DB_REF(e->unit_id), DB_I64(e->from_state), DB_I64(e->to_state), DB_REF(e->reason_id),
		DB_BLOB(e->detail.data, e->detail.len), DB_BLOB(e->files.data, e->files.len),
		e->text_hash.len > 0 ? DB_BLOB(e->text_hash.data, e->text_hash.len) : DB_NULL,
		DB_BLOB(e->prev_hash.len > 0 ? e->prev_hash.data : zero, HASH_LEN), DB_BLOB(hash, HASH_LEN),
	};

	bulk_case_row(b, BULK_T_EVENT, vals, N(vals));
	if (text != NULL) {
		const struct db_arg words[] = { DB_I64(e->subject_kind), DB_I64(e->subject_id), DB_I64(e->seq),
			DB_BLOB(salt, SALT_LEN), DB_STR(text) };

		bulk_case_row(b, BULK_T_TEXT, words, N(words));
	}
}

size_t
bulk_case_size(const struct bulk_case *b)
{
	size_t sum = 0;

	for (size_t i = 0; i < BULK_T_MAX; i++)
		sum += db_bulk_size(b->t[i]);
	return sum;
}

enum err
bulk_case_flush(struct bulk_case *b)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < BULK_T_MAX; i++)
		if (db_bulk_size(b->t[i]) > 0)
			e = db_bulk_flush(b->t[i], NULL);
	return e;
}
