#include "config.h"
#include "lib/store/store_search.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* "[1,2,3]" */
static const char *
list_of(struct arena *a, const int64_t *v, size_t n)
{
	struct buf b;

	buf_init(&b, a);
	buf_chr(&b, '[');
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, i > 0 ? ",%lld" : "%lld", (long long)v[i]);
	buf_chr(&b, ']');
	return b.s;
}

struct id_row {
	int64_t id;
};

static const struct db_col id_cols[] = {
	{ DB_COL_I64, offsetof(struct id_row, id), NULL },
};
_Static_assert(sizeof(struct id_row) == sizeof(int64_t), "rows of ids are an array of ids");

/* --- sets ------------------------------------------------------------------- */

struct tally {
	struct search_set *set;
	size_t n;
};

static const struct db_col ids_cols[] = {
	COL_BLOB(search_post, ids),
};

static enum err
broken(void)
{
	return err_raise(ERR_INTERNAL, "a set of search_post is broken: run \"anjuan search-index\"");
}

static enum err
and_one(void *ctx, const void *row)
{
	const struct search_post *p = row;
	struct tally *t = ctx;
	struct search_set s;

	set_clear(&s);
	if (!set_unpack(&s, p->ids.data, p->ids.len))
		return broken();
	set_and(t->set, &s);
	t->n++;
	return OK;
}

static enum err
or_one(void *ctx, const void *row)
{
	const struct search_post *p = row;

	return set_unpack(ctx, p->ids.data, p->ids.len) ? OK : broken();
}

enum err
store_search_chunks(struct db *db, struct arena *a, const int64_t *chunks, size_t n, const int64_t *tokens, size_t m,
    int64_t **out, size_t *n_out)
{
	const struct db_arg args[] = { DB_STR(list_of(a, chunks, n)), DB_STR(list_of(a, tokens, m)), DB_I64((int64_t)m) };

	return db_all(db, SQL_SEARCH_CHUNKS, args, N(args), id_cols, N(id_cols), a, sizeof(**out), out, n_out);
}

enum err
store_search_all(struct db *db, struct arena *a, int64_t chunk, const int64_t *tokens, size_t n,
    struct search_set *all)
{
	const struct db_arg args[] = { DB_STR(list_of(a, tokens, n)), DB_I64(chunk) };
	struct tally t = { all, 0 };
	enum err e = n == 0 ? OK : db_each(db, SQL_SEARCH_POSTS, args, N(args), ids_cols, N(ids_cols),
	    sizeof(struct search_post), and_one, &t);

	if (e == OK && t.n < n)
		set_clear(all);
	return e;
}

enum err
store_search_any(struct db *db, int64_t chunk, struct search_range r, struct search_set *any)
{
	const struct db_arg args[] = { DB_I64(chunk), DB_I64(r.lo), DB_I64(r.hi) };

	return db_each(db, SQL_SEARCH_POST_RANGE, args, N(args), ids_cols, N(ids_cols),
	    sizeof(struct search_post), or_one, any);
}

enum err
store_search_posts(struct db *db, struct arena *a, int64_t chunk, const int64_t *tokens, size_t n,
    db_row_fn *fn, void *ctx)
{
	static const struct db_col cols[] = {
		COL_I64(search_post, token), COL_BLOB(search_post, ids),
	};
	const struct db_arg args[] = { DB_STR(list_of(a, tokens, n)), DB_I64(chunk) };

	return db_each(db, SQL_SEARCH_POST_OLD, args, N(args), cols, N(cols), sizeof(struct search_post), fn, ctx);
}

void
store_search_post(struct buf *list, int64_t token, const void *ids, size_t n)
{
	buf_printf(list, "%s[%lld,\"", buf_is_empty(list) ? "[" : ",", (long long)token);
	buf_hex(list, ids, n);
	buf_str(list, "\"]");
}

enum err
store_search_put(struct db *db, int64_t chunk, struct buf *list)
{
	enum err e = OK;

	if (!buf_is_empty(list)) {
		buf_chr(list, ']');

		const struct db_arg args[] = { DB_I64(chunk), DB_STR(list->s) };

		e = db_exec(db, SQL_SEARCH_POST_PUT, args, N(args), NULL, NULL);
	}
	buf_clear(list);
	return e;
}

enum err
store_search_drop(struct db *db, int64_t chunk)
{
	const struct db_arg args[] = { DB_I64(chunk) };

	return db_exec(db, SQL_SEARCH_POST_DROP, args, N(args), NULL, NULL);
}

/* --- which cases ------------------------------------------------------------ */

enum err
store_search_last_case(struct db *db, int64_t *id)
{
	return db_number(db, SQL_SEARCH_LAST_CASE, NULL, 0, id);
}

enum err
store_search_of_state(struct db *db, struct arena *a, int32_t state, int64_t **ids, size_t *n)
{
	const struct db_arg args[] = { DB_I64(state) };

	return db_all(db, SQL_SEARCH_OPEN_OF_STATE, args, N(args), id_cols, N(id_cols), a, sizeof(**ids), ids, n);
}

enum err
store_search_cells(struct db *db, struct arena *a, int64_t user_id, int64_t squad_id, usec_t at, int64_t **cells, size_t *n)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_TIME(at), DB_REF(squad_id) };

	return db_all(db, SQL_SEARCH_CELLS, args, N(args), id_cols, N(id_cols), a, sizeof(**cells), cells, n);
}

enum err
store_search_beside(struct db *db, struct arena *a, int64_t unit_id, int64_t **ids, size_t *n)
{
	const struct db_arg args[] = { DB_I64(unit_id) };

	return db_all(db, SQL_SEARCH_BESIDE, args, N(args), id_cols, N(id_cols), a, sizeof(**ids), ids, n);
}

enum err
store_search_change(struct db *db, int64_t case_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(at) };

	return db_exec(db, SQL_SEARCH_CHANGE_ADD, args, N(args), NULL, NULL);
}

enum err
store_search_change_cases(struct db *db, struct arena *a, int64_t **ids, size_t *n)
{
	return db_all(db, SQL_SEARCH_CHANGE_CASES, NULL, 0, id_cols, N(id_cols), a, sizeof(**ids), ids, n);
}

struct change_state {
	int64_t waiting;
	usec_t oldest;
};

enum err
store_search_change_state(struct db *db, int64_t *waiting, usec_t *oldest)
{
	static const struct db_col cols[] = {
		COL_I64(change_state, waiting), COL_TIME(change_state, oldest),
	};
	struct change_state s;
	enum err e = db_one(db, SQL_SEARCH_CHANGE_STATE, NULL, 0, cols, N(cols), NULL, &s);

	if (e == OK) {
		*waiting = s.waiting;
		*oldest = s.oldest;
	}
	return e;
}

enum err
store_search_change_take(struct db *db, struct arena *a, struct search_change **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(search_change, id), COL_I64(search_change, case_id),
	};

	return db_all(db, SQL_SEARCH_CHANGE_TAKE, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_search_change_done(struct db *db, struct arena *a, const struct search_change *done, size_t n)
{
	int64_t *ids = arena_array_of(a, int64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		ids[i] = done[i].id;

	const struct db_arg args[] = { DB_STR(list_of(a, ids, n)) };

	return db_exec(db, SQL_SEARCH_CHANGE_DONE, args, N(args), NULL, NULL);
}

enum err
store_search_lock(struct db *db, int64_t seconds, bool *mine)
{
	const struct db_arg args[] = { DB_I64(seconds) };
	int64_t got;
	enum err e = db_number(db, SQL_SEARCH_LOCK, args, N(args), &got);

	if (e == OK)
		*mine = got == 1;
	return e;
}

enum err
store_search_unlock(struct db *db)
{
	int64_t was;

	return db_number(db, SQL_SEARCH_UNLOCK, NULL, 0, &was);
}

/* --- texts ------------------------------------------------------------------ */

#define ROW(kind, f) { DB_COL_##kind, offsetof(struct search_doc, row.f), #f }

static const struct db_col doc_cols[] = {
	ROW(I64, id), ROW(STR, number), ROW(I32, state), ROW(I32, source), ROW(I64, queue_key), ROW(TIME, stage_due),
	ROW(TIME, due_at), ROW(TIME, received_at), ROW(BOOL, hazard), ROW(BOOL, urgent), ROW(I32, rework_count),
	ROW(STR, address), ROW(STR, description), COL_STR(search_doc, class_zh), COL_STR(search_doc, class_en),
	COL_STR(search_doc, unit_zh), COL_STR(search_doc, unit_en), COL_STR(search_doc, cell_zh),
	COL_STR(search_doc, cell_en), ROW(I64, class_id), ROW(I64, unit_id), ROW(I64, base_cell_id),
	COL_I64(search_doc, supervisor_id), COL_I64(search_doc, checker_id), COL_I64(search_doc, registered_by),
	COL_I64(search_doc, handler_id), COL_STR(search_doc, ext_number), COL_STR(search_doc, archive_code),
	COL_STR(search_doc, base_code), COL_STR(search_doc, grid_code), COL_STR(search_doc, grid_zh),
	COL_STR(search_doc, auto_zh), COL_STR(search_doc, auto_en), COL_STR(search_doc, part_code),
	COL_STR(search_doc, part_zh), COL_STR(search_doc, part_en),
};

enum err
store_search_docs(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn, void *ctx)
{
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n)) };

	return db_each(db, SQL_SEARCH_CASES, args, N(args), doc_cols, N(doc_cols), sizeof(struct search_doc), fn, ctx);
}

void
store_search_texts(const struct search_doc *d, const char *out[SEARCH_TEXTS])
{
	const char *const all[] = {
		d->row.number, d->row.description, d->row.address, d->class_zh, d->class_en, d->unit_zh, d->unit_en,
		d->cell_zh, d->cell_en,
		d->ext_number, d->archive_code, d->base_code, d->grid_code, d->grid_zh, d->auto_zh, d->auto_en,
		d->part_code, d->part_zh, d->part_en,
	};

	_Static_assert(N(all) == SEARCH_TEXTS, "texts of a case");
	for (size_t i = 0; i < N(all); i++)
		out[i] = all[i];
}

enum err
store_search_list(struct db *db, struct arena *a, const int64_t *ids, size_t n, struct search_doc **out,
    size_t *n_out)
{
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n)) };

	return db_all(db, SQL_SEARCH_CASES, args, N(args), doc_cols, N(doc_cols), a, sizeof(**out), out, n_out);
}

enum err
store_search_words(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn, void *ctx)
{
	static const struct db_col cols[] = {
		COL_I64(search_words, case_id), { DB_COL_STR, offsetof(struct search_words, text), "description" },
		COL_STR(search_words, address), COL_STR(search_words, ext_number),
	};
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n)) };

	return db_each(db, SQL_SEARCH_WORDS, args, N(args), cols, N(cols), sizeof(struct search_words), fn, ctx);
}

enum err
store_search_notes(struct db *db, struct arena *a, const int64_t *ids, size_t n, db_row_fn *fn, void *ctx)
{
	static const struct db_col cols[] = {
		COL_I64(search_words, case_id), COL_STR(search_words, text),
	};
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n)) };

	return db_each(db, SQL_SEARCH_NOTES, args, N(args), cols, N(cols), sizeof(struct search_words), fn, ctx);
}

/* --- phones ----------------------------------------------------------------- */

enum err
store_search_phone(struct db *db, struct arena *a, struct blob phone_hash, int64_t before, int64_t **ids, size_t *n)
{
	const struct db_arg args[] = { DB_BLOB(phone_hash.data, phone_hash.len), DB_I64(before) };

	return db_all(db, SQL_SEARCH_PHONE_CASES, args, N(args), id_cols, N(id_cols), a, sizeof(**ids), ids, n);
}

enum err
store_search_phone_count(struct db *db, struct blob phone_hash, int64_t *n)
{
	const struct db_arg args[] = { DB_BLOB(phone_hash.data, phone_hash.len) };

	return db_number(db, SQL_SEARCH_PHONE_COUNT, args, N(args), n);
}

enum err
store_search_phone_log(struct db *db, usec_t at, int64_t user_id, struct blob phone_hash, int64_t hits)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(user_id), DB_BLOB(phone_hash.data, phone_hash.len),
		DB_I64(hits) };

	return db_exec(db, SQL_SEARCH_PHONE_LOG, args, N(args), NULL, NULL);
}

enum err
store_search_phone_logged(struct db *db, int64_t user_id, struct blob phone_hash, usec_t since, bool *logged)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_BLOB(phone_hash.data, phone_hash.len), DB_TIME(since) };
	int64_t n;
	enum err e = db_number(db, SQL_SEARCH_PHONE_LOGGED, args, N(args), &n);

	if (e == OK)
		*logged = n > 0;
	return e;
}

enum err
store_search_waiting(struct db *db, struct arena *a, struct blob phone_hash, struct waiting_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(waiting_row, id), COL_I32(waiting_row, state), COL_TIME(waiting_row, received_at),
		COL_TIME(waiting_row, accept_due), COL_I64(waiting_row, class_id), COL_STR(waiting_row, description),
		COL_STR(waiting_row, address), COL_STR(waiting_row, ext_number), COL_STR(waiting_row, class_zh),
		COL_STR(waiting_row, class_en),
	};
	const struct db_arg args[] = { DB_BLOB(phone_hash.data, phone_hash.len) };
	const bool by_phone = phone_hash.data != NULL;

	return db_all(db, by_phone ? SQL_SEARCH_WAITING_PHONE : SQL_SEARCH_WAITING, args, by_phone ? 1 : 0, cols, N(cols),
	    a, sizeof(**out), out, n);
}
