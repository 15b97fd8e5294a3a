#include "config.h"
#include "lib/store/store_complaint.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_search.h"

#include "lib/base/banned.h"

enum err
store_complaint_insert(struct db *db, const struct complaint_row *c, int64_t *id)
{
	const struct db_arg args[] = {
		c->form_key_hash.len ? DB_BLOB(c->form_key_hash.data, c->form_key_hash.len) : DB_NULL,
		DB_I64(c->source), DB_I64(c->state), DB_TIME(c->received_at), DB_TIME(c->accept_due),
		DB_STR(c->lang), DB_REF(c->class_id), DB_STR(c->description),
		DB_STR(c->address != NULL ? c->address : ""), c->has_point ? DB_I64(c->lat) : DB_NULL,
		c->has_point ? DB_I64(c->lon) : DB_NULL, DB_I64(c->confidential), DB_I64(c->privacy_version),
		DB_STR(c->ext_system), DB_STR(c->ext_number), DB_TIME(c->ext_due), DB_REF(c->taken_by),
		DB_TIME(c->state_at), DB_STR(c->community_code), DB_REF(c->same_case),
	};

	return db_exec(db, SQL_COMPLAINT_INSERT, args, N(args), NULL, id);
}

enum err
store_complaint_by_id(struct db *db, struct arena *a, int64_t id, struct complaint_row **out)
{
	static const struct db_col cols[] = {
		COL_I64(complaint_row, id), COL_I32(complaint_row, source), COL_I32(complaint_row, state),
		COL_TIME(complaint_row, received_at), COL_TIME(complaint_row, accept_due),
		COL_STR(complaint_row, lang), COL_I64(complaint_row, class_id),
		COL_STR(complaint_row, description), COL_STR(complaint_row, address),
		COL_BOOL(complaint_row, has_point), COL_I32(complaint_row, lat), COL_I32(complaint_row, lon),
		COL_BOOL(complaint_row, confidential), COL_STR(complaint_row, ext_system),
		COL_STR(complaint_row, ext_number), COL_TIME(complaint_row, ext_due),
		COL_I64(complaint_row, taken_by), COL_TIME(complaint_row, state_at),
		COL_I64(complaint_row, reason_id), COL_STR(complaint_row, answer),
		COL_STR(complaint_row, community_code), COL_I64(complaint_row, same_case),
		COL_STR(complaint_row, class_zh), COL_STR(complaint_row, class_en),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct complaint_row *row = arena_new_of(a, struct complaint_row);
	enum err e = db_one(db, SQL_COMPLAINT_BY_ID, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_complaint_by_key(struct db *db, struct arena *a, const unsigned char hash[HASH_LEN],
    const char *address, int64_t nth, struct key_row *out)
{
	static const struct db_col cols[] = {
		COL_I64(key_row, id), COL_TIME(key_row, received_at), COL_TIME(key_row, accept_due),
		COL_TIME(key_row, nth_last), COL_BOOL(key_row, has_uploads),
	};
	const struct db_arg args[] = { DB_I64(RATE_REPORT_ADDRESS), DB_STR(address), DB_I64(nth - 1),
		DB_BLOB(hash, HASH_LEN), DB_BLOB(hash, HASH_LEN) };

	return db_one(db, SQL_COMPLAINT_BY_KEY, args, N(args), cols, N(cols), a, out);
}

enum err
store_complaint_lock(struct db *db, int64_t id, int64_t *state)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_number(db, SQL_COMPLAINT_LOCK, args, N(args), state);
}

enum err
store_complaint_state(struct db *db, int64_t id, enum complaint_state state, usec_t at)
{
	const struct db_arg args[] = { DB_I64(state), DB_TIME(at), DB_I64(id) };

	return db_exec(db, SQL_COMPLAINT_STATE, args, N(args), NULL, NULL);
}

enum err
store_complaint_answer(struct db *db, int64_t id, enum complaint_state state, usec_t at,
    int64_t reason_id, const char *answer)
{
	const struct db_arg args[] = { DB_REF(state), DB_TIME(at), DB_REF(reason_id), DB_STR(answer), DB_I64(id) };

	return db_exec(db, SQL_COMPLAINT_ANSWER, args, N(args), NULL, NULL);
}

enum err
store_code_insert(struct db *db, int64_t id, const unsigned char hash[HASH_LEN])
{
	const struct db_arg args[] = { DB_I64(id), DB_BLOB(hash, HASH_LEN) };

	return db_exec(db, SQL_COMPLAINT_CODE_INSERT, args, N(args), NULL, NULL);
}

enum err
store_complaint_queue(struct db *db, struct arena *a, enum complaint_state state, int64_t after_due,
    int64_t after_id, struct complaint_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(complaint_row, id), COL_I32(complaint_row, source),
		COL_TIME(complaint_row, received_at), COL_TIME(complaint_row, accept_due),
		COL_STR(complaint_row, address), COL_STR(complaint_row, description),
		COL_STR(complaint_row, class_zh), COL_STR(complaint_row, class_en), COL_I32(complaint_row, doubts),
	};
	const struct db_arg args[] = { DB_I64(state), DB_I64(after_id != 0 ? after_due : INT64_MIN),
		DB_I64(after_id) };

	return db_all(db, SQL_COMPLAINT_QUEUE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_complaint_count(struct db *db, struct arena *a, enum complaint_state state, usec_t now,
    struct complaint_count *out)
{
	static const struct db_col cols[] = {
		COL_I64(complaint_count, total), COL_I64(complaint_count, late),
		COL_I64(complaint_count, soon),
	};
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_TIME(now + 2 * USEC_HOUR), DB_I64(state) };

	return db_one(db, SQL_COMPLAINT_COUNT, args, N(args), cols, N(cols), a, out);
}

enum err
store_link(struct db *db, int64_t complaint_id, int64_t case_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(case_id), DB_TIME(at) };

	enum err e = db_exec(db, SQL_LINK_INSERT, args, N(args), NULL, NULL);

	return e == OK ? store_search_change(db, case_id, at) : e;	/* its words are found with the case now */
}

enum err
store_link_end_all(struct db *db, int64_t case_id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(case_id) };

	return db_exec(db, SQL_LINK_MOVE_END, args, N(args), NULL, NULL);
}

enum err
store_case_of_complaint(struct db *db, int64_t complaint_id, int64_t *case_id)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_number(db, SQL_LINK_CASE_OF, args, N(args), case_id);
}

enum err
store_complaints_at(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct complaint_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(complaint_row, id), COL_I32(complaint_row, source), COL_I32(complaint_row, state),
		COL_TIME(complaint_row, received_at), COL_STR(complaint_row, lang),
		COL_STR(complaint_row, description), COL_STR(complaint_row, address),
		COL_STR(complaint_row, ext_system), COL_STR(complaint_row, ext_number),
		COL_TIME(complaint_row, ext_due), COL_BOOL(complaint_row, confidential),
		COL_STR(complaint_row, answer), COL_STR(complaint_row, masked_name),
		COL_STR(complaint_row, masked_phone), COL_STR(complaint_row, masked_email),
		COL_STR(complaint_row, community_zh), COL_STR(complaint_row, community_en),
	};
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_LINK_COMPLAINTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_complaints_of_case(struct db *db, struct arena *a, int64_t case_id, struct complaint_row **out, size_t *n)
{
	return store_complaints_at(db, a, case_id, INT64_MAX, out, n);
}

enum err
store_contact_insert(struct db *db, int64_t complaint_id, const struct contact_row *c, usec_t at)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(c->key_year),
		DB_BLOB(c->sealed.data, c->sealed.len), DB_STR(c->masked_name), DB_STR(c->masked_phone),
		DB_STR(c->masked_email),
		c->phone_hash.len ? DB_BLOB(c->phone_hash.data, c->phone_hash.len) : DB_NULL, DB_TIME(at) };

	return db_exec(db, SQL_CONTACT_INSERT, args, N(args), NULL, NULL);
}

enum err
store_contact_masked(struct db *db, struct arena *a, int64_t complaint_id, struct contact_row **out)
{
	static const struct db_col cols[] = {
		COL_STR(contact_row, masked_name), COL_STR(contact_row, masked_phone),
		COL_STR(contact_row, masked_email),
	};
	const struct db_arg args[] = { DB_I64(complaint_id) };
	struct contact_row *row = arena_new_of(a, struct contact_row);
	enum err e = db_one(db, SQL_CONTACT_MASKED, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_contact_sealed(struct db *db, struct arena *a, int64_t complaint_id, struct contact_row **out)
{
	static const struct db_col cols[] = {
		COL_I32(contact_row, key_year), COL_BLOB(contact_row, sealed),
	};
	const struct db_arg args[] = { DB_I64(complaint_id) };
	struct contact_row *row = arena_new_of(a, struct contact_row);
	enum err e = db_one(db, SQL_CONTACT_SEALED, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_rate_add(struct db *db, enum rate_scope scope, const char *who, usec_t at)
{
	const struct db_arg args[] = { DB_I64(scope), DB_STR(who), DB_TIME(at) };

	return db_exec(db, SQL_RATE_INSERT, args, N(args), NULL, NULL);
}

enum err
store_rate_count(struct db *db, enum rate_scope scope, const char *who, usec_t since, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(scope), DB_STR(who), DB_TIME(since) };

	return db_number(db, SQL_RATE_COUNT, args, N(args), n);
}
