#include "config.h"
#include "lib/store/store_event.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const unsigned char zero_hash[HASH_LEN];

static enum err
add_text(struct db *db, struct arena *a, struct event *e, const char *text)
{
	unsigned char salt[SALT_LEN], *hash = arena_alloc(a, HASH_LEN);
	const struct db_arg args[] = { DB_I64(e->subject_kind), DB_I64(e->subject_id), DB_I64(e->seq),
		DB_BLOB(salt, sizeof(salt)), DB_STR(text) };

	random_bytes(salt, sizeof(salt));
	ledger_text_hash(a, salt, text, hash);
	e->text_hash = (struct blob){ hash, HASH_LEN };
	return db_exec(db, SQL_EVENT_TEXT_INSERT, args, N(args), NULL, NULL);
}

static struct db_arg
blob_or_null(struct blob b)
{
	return b.len > 0 ? DB_BLOB(b.data, b.len) : DB_NULL;
}

enum err
store_event_add(struct db *db, struct arena *a, struct event *e, const char *text)
{
	unsigned char *hash = arena_alloc(a, HASH_LEN);
	enum err err = OK;

	if (text != NULL && text[0] != '\0')
		err = add_text(db, a, e, text);
	if (err != OK)
		return err;
	if (e->prev_hash.len != HASH_LEN)
		e->prev_hash = (struct blob){ zero_hash, HASH_LEN };
	ledger_hash(a, e, hash);
	e->hash = (struct blob){ hash, HASH_LEN };

	const struct db_arg args[] = { DB_I64(e->subject_kind), DB_I64(e->subject_id), DB_I64(e->seq),
		DB_I64(e->kind), DB_TIME(e->at), DB_TIME(e->client_at), DB_REF(e->user_id),
		DB_REF(e->role_id), DB_REF(e->shift_id), DB_REF(e->unit_id), DB_I64(e->from_state),
		DB_I64(e->to_state), DB_REF(e->reason_id), DB_BLOB(e->detail.len ? e->detail.data : "", e->detail.len),
		DB_BLOB(e->files.len ? e->files.data : "", e->files.len), blob_or_null(e->text_hash),
		DB_BLOB(e->prev_hash.data, HASH_LEN), DB_BLOB(hash, HASH_LEN) };

	return db_exec(db, SQL_EVENT_INSERT, args, N(args), NULL, NULL);
}

enum err
store_event_dispatched_by(struct db *db, int64_t case_id, int64_t user_id, bool *did)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(user_id) };
	int64_t n = 0;
	enum err e = db_number(db, SQL_EVENT_DISPATCHED_BY, args, N(args), &n);

	if (e == OK)
		*did = n > 0;
	return e;
}

enum err
store_event_last(struct db *db, struct arena *a, enum subject kind, int64_t id, int32_t *seq,
    struct blob *hash)
{
	static const struct db_col cols[] = { COL_I32(event, seq), COL_BLOB(event, hash) };
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };
	struct event row = { 0 };
	enum err e = db_one(db, SQL_EVENT_LAST, args, N(args), cols, N(cols), a, &row);

	if (e == ERR_NOT_FOUND)
		e = OK;
	if (e == OK) {
		*seq = row.seq;
		*hash = row.hash;
	}
	return e;
}

#define LEDGER(type, name) { DB_COL_##type, offsetof(struct event_row, ledger.name), #name }

#define LEDGER_COLS \
	LEDGER(I32, subject_kind), LEDGER(I64, subject_id), LEDGER(I32, seq), LEDGER(I32, kind), LEDGER(TIME, at), \
	LEDGER(TIME, client_at), LEDGER(I64, user_id), LEDGER(I64, role_id), LEDGER(I64, shift_id), \
	LEDGER(I64, unit_id), LEDGER(I32, from_state), LEDGER(I32, to_state), LEDGER(I64, reason_id), \
	LEDGER(BLOB, detail), LEDGER(BLOB, files), LEDGER(BLOB, text_hash), LEDGER(BLOB, prev_hash), \
	LEDGER(BLOB, hash)

/* What the page shows of a line and the hash is made of. */
static void
take_ledger(struct event_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct event *l = &rows[i].ledger;

		rows[i].seq = l->seq;
		rows[i].kind = l->kind;
		rows[i].at = l->at;
		rows[i].client_at = l->client_at;
		rows[i].from_state = l->from_state;
		rows[i].to_state = l->to_state;
		rows[i].role_id = l->role_id;
		rows[i].reason_id = l->reason_id;
		rows[i].detail = l->detail;
		rows[i].hash = l->hash;
	}
}

enum err
store_events(struct db *db, struct arena *a, enum subject kind, int64_t id, struct event_row **out,
    size_t *n)
{
	static const struct db_col cols[] = {
		LEDGER_COLS, COL_STR(event_row, user_name), COL_STR(event_row, unit_zh),
		COL_STR(event_row, unit_en), COL_STR(event_row, text), COL_STR(event_row, reason_zh),
		COL_STR(event_row, reason_en), COL_BOOL(event_row, destroyed),
	};
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };
	enum err e = db_all(db, SQL_EVENT_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);

	if (e == OK)
		take_ledger(*out, *n);
	return e;
}

enum err
store_event_lines(struct db *db, struct arena *a, enum subject kind, int64_t id, struct event_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		LEDGER_COLS, COL_STR(event_row, text), COL_BOOL(event_row, destroyed),
	};
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };
	enum err e = db_all(db, SQL_EVENT_LINES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);

	if (e == OK)
		take_ledger(*out, *n);
	return e;
}

static const struct db_col walk_cols[] = {
	COL_I32(event, subject_kind), COL_I64(event, subject_id), COL_I32(event, seq),
	COL_I32(event, kind), COL_TIME(event, at), COL_TIME(event, client_at), COL_I64(event, user_id),
	COL_I64(event, role_id), COL_I64(event, shift_id), COL_I64(event, unit_id),
	COL_I32(event, from_state), COL_I32(event, to_state), COL_I64(event, reason_id),
	COL_BLOB(event, detail), COL_BLOB(event, files), COL_BLOB(event, text_hash),
	COL_BLOB(event, prev_hash), COL_BLOB(event, hash),
};

enum err
store_event_walk(struct db *db, db_row_fn *fn, void *ctx)
{
	return db_each(db, SQL_EVENT_WALK, NULL, 0, walk_cols, N(walk_cols), sizeof(struct event), fn, ctx);
}

enum err
store_event_walk_subject(struct db *db, enum subject kind, int64_t id, db_row_fn *fn, void *ctx)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };

	return db_each(db, SQL_EVENT_WALK_SUBJECT, args, N(args), walk_cols, N(walk_cols),
	    sizeof(struct event), fn, ctx);
}

enum err
store_event_of_day(struct db *db, usec_t from, usec_t until, db_row_fn *fn, void *ctx)
{
	static const struct db_col cols[] = {
		COL_I32(event, subject_kind), COL_I64(event, subject_id), COL_I32(event, seq),
		COL_BLOB(event, hash),
	};
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(until) };

	return db_each(db, SQL_EVENT_OF_DAY, args, N(args), cols, N(cols), sizeof(struct event), fn, ctx);
}

enum err
store_event_first(struct db *db, usec_t *at)
{
	return db_number(db, SQL_EVENT_FIRST, NULL, 0, at);
}

enum err
store_seal_last(struct db *db, struct arena *a, struct seal_row *out)
{
	static const struct db_col cols[] = {
		COL_I32(seal_row, day), COL_BLOB(seal_row, root), COL_TIME(seal_row, upto_at),
	};

	return db_one(db, SQL_SEAL_LAST, NULL, 0, cols, N(cols), a, out);
}

enum err
store_seal_add(struct db *db, int32_t day, int64_t events, int64_t stragglers, usec_t upto,
    struct blob prev, struct blob root, usec_t made_at)
{
	const struct db_arg args[] = { DB_I64(day), DB_I64(events), DB_I64(stragglers), DB_TIME(upto),
		prev.len == HASH_LEN ? DB_BLOB(prev.data, HASH_LEN) : DB_BLOB(zero_hash, HASH_LEN),
		DB_BLOB(root.data, root.len), DB_TIME(made_at) };

	return db_exec(db, SQL_SEAL_INSERT, args, N(args), NULL, NULL);
}

enum err
store_outbox_add(struct db *db, enum subject kind, int64_t id, int32_t seq, const char *audience,
    int64_t unit_id, int64_t user_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id), DB_I64(seq), DB_STR(audience),
		DB_REF(unit_id), DB_REF(user_id), DB_TIME(at) };

	return db_exec(db, SQL_OUTBOX_INSERT, args, N(args), NULL, NULL);
}

enum err
store_outbox_remind(struct db *db, enum subject kind, int64_t id, int32_t seq, const char *audience, int64_t user_id,
    int32_t what, usec_t at)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id), DB_I64(seq), DB_STR(audience), DB_REF(user_id), DB_TIME(at),
		DB_I64(what) };

	return db_exec(db, SQL_OUTBOX_REMIND, args, N(args), NULL, NULL);
}

enum err
store_write_key_add(struct db *db, const unsigned char hash[HASH_LEN], int64_t user_id,
    int64_t case_id, usec_t at)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN), DB_REF(user_id), DB_I64(case_id), DB_TIME(at) };

	return db_exec(db, SQL_WRITE_KEY_INSERT, args, N(args), NULL, NULL);
}

enum err
store_write_key_find(struct db *db, const unsigned char hash[HASH_LEN], int64_t *case_id)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

	return db_number(db, SQL_WRITE_KEY_FIND, args, N(args), case_id);
}
