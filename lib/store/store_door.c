#include "config.h"
#include "lib/store/store_door.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* A column that lands in the struct near_case of a row. */
#define CASE(type, kind, name) { DB_COL_##kind, offsetof(struct type, c.name), NULL }

enum err
store_class_words(struct db *db, struct arena *a, usec_t at, struct class_word **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(class_word, class_id), COL_STR(class_word, word) };
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CLASS_WORDS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_class_asks(struct db *db, struct arena *a, int64_t class_id, usec_t at, struct ask **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(ask, id), COL_I64(ask, class_id), COL_I32(ask, seq), COL_I32(ask, form),
		COL_STR(ask, text_zh), COL_STR(ask, text_en), COL_STR(ask, answers_zh), COL_STR(ask, answers_en),
		COL_STR(ask, dial), COL_I32(ask, after_seq), COL_I32(ask, after_answer), COL_BOOL(ask, go_on),
	};
	const struct db_arg args[] = { DB_I64(class_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CLASS_ASKS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_communities(struct db *db, struct arena *a, usec_t at, struct community_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(community_row, code), COL_STR(community_row, name_zh), COL_STR(community_row, name_en),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_COMMUNITIES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static const struct db_col place_cols[] = {
	COL_I32(place_row, kind), COL_I64(place_row, ref), COL_STR(place_row, name_zh), COL_STR(place_row, name_en),
	COL_I32(place_row, lat), COL_I32(place_row, lon),
};

enum err
store_places(struct db *db, struct arena *a, const char *begin, const char *heads, usec_t at,
    struct place_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at), DB_STR(begin), DB_STR(heads) };

	return db_all(db, SQL_PLACES_FIND, args, N(args), place_cols, N(place_cols), a, sizeof(**out), out, n);
}

enum err
store_place_components(struct db *db, struct arena *a, const char *name, const char *code,
    struct place_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(name), DB_STR(code) };

	return db_all(db, SQL_PLACES_COMPONENTS, args, N(args), place_cols, N(place_cols), a, sizeof(**out), out, n);
}

enum err
store_place_words_all(struct db *db)
{
	enum err e = db_exec(db, SQL_PLACE_WORDS_CLEAR, NULL, 0, NULL, NULL);

	return e == OK ? db_exec(db, SQL_PLACE_WORDS_ALL, NULL, 0, NULL, NULL) : e;
}

enum err
store_place_words_of(struct db *db, enum place_kind kind, int64_t ref)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(ref) };
	enum err e = db_exec(db, SQL_PLACE_WORDS_DROP, args, N(args), NULL, NULL);

	return e == OK ? db_exec(db, SQL_PLACE_WORDS_OF, args, N(args), NULL, NULL) : e;
}

#define NEAR_COLS \
	CASE(near_seen, I64, id), CASE(near_seen, I64, class_id), CASE(near_seen, I32, lat), \
	CASE(near_seen, I32, lon), COL_I32(near_seen, state), CASE(near_seen, TIME, received_at), \
	CASE(near_seen, TIME, closed_at), CASE(near_seen, I64, cell_id), CASE(near_seen, I32, cell_lat), \
	CASE(near_seen, I32, cell_lon), COL_STR(near_seen, cell_zh), COL_STR(near_seen, cell_en)

enum err
store_near_cases(struct db *db, struct arena *a, const int64_t tiles[NEAR_TILES], usec_t closed_after,
    struct near_seen **out, size_t *n)
{
	static const struct db_col cols[] = { NEAR_COLS };
	struct db_arg args[NEAR_TILES + 1];

	for (size_t i = 0; i < NEAR_TILES; i++)
		args[i] = DB_I64(tiles[i]);
	args[NEAR_TILES] = DB_TIME(closed_after);
	return db_all(db, SQL_NEAR_CASES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_near_named(struct db *db, struct arena *a, const struct near_words *w, const int64_t classes[NEAR_ALIKE],
    usec_t closed_after, struct near_seen **out, size_t *n)
{
	static const struct db_col cols[] = {
		NEAR_COLS, COL_BOOL(near_seen, in_community), COL_STR(near_seen, named_zh), COL_STR(near_seen, named_en),
	};
	struct db_arg args[3 + NEAR_ALIKE + 1] = { DB_STR(w->address != NULL ? w->address : ""),
		DB_STR(w->community != NULL ? w->community : ""), DB_TIME(w->at) };

	for (size_t i = 0; i < NEAR_ALIKE; i++)
		args[3 + i] = DB_I64(classes[i]);
	args[3 + NEAR_ALIKE] = DB_TIME(closed_after);
	return db_all(db, SQL_NEAR_NAMED, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_near_photos(struct db *db, struct arena *a, const int64_t *cases, size_t n_cases, struct near_photo **out,
    size_t *n)
{
	static const struct db_col cols[] = { COL_I64(near_photo, case_id), COL_I64(near_photo, link_id) };
	struct db_arg args[NEAR_FEW];

	for (size_t i = 0; i < NEAR_FEW; i++)
		args[i] = DB_I64(i < n_cases ? cases[i] : 0);
	return db_all(db, SQL_NEAR_PHOTOS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_near_photo(struct db *db, struct arena *a, int64_t link_id, struct near_file *out)
{
	static const struct db_col cols[] = {
		COL_BLOB(near_file, sha256), CASE(near_file, I64, class_id), CASE(near_file, TIME, received_at),
		CASE(near_file, TIME, closed_at), CASE(near_file, I32, lat), CASE(near_file, I32, lon),
	};
	const struct db_arg args[] = { DB_I64(link_id) };

	return db_one(db, SQL_NEAR_PHOTO, args, N(args), cols, N(cols), a, out);
}

enum err
store_reply_insert(struct db *db, int64_t complaint_id, int64_t ask_id, const char *answer)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(ask_id), DB_STR(answer) };

	return db_exec(db, SQL_REPLY_INSERT, args, N(args), NULL, NULL);
}

static const struct db_col reply_cols[] = {
	COL_I64(reply_row, complaint_id), COL_STR(reply_row, text_zh), COL_STR(reply_row, text_en), COL_STR(reply_row, answer),
};

enum err
store_replies(struct db *db, struct arena *a, int64_t complaint_id, struct reply_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_all(db, SQL_REPLIES, args, N(args), reply_cols, N(reply_cols), a, sizeof(**out), out, n);
}

enum err
store_case_replies(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct reply_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CASE_REPLIES, args, N(args), reply_cols, N(reply_cols), a, sizeof(**out), out, n);
}

enum err
store_join_lock(struct db *db, struct arena *a, int64_t case_id, struct join_row *out)
{
	static const struct db_col cols[] = {
		COL_I64(join_row, id), COL_I32(join_row, state), COL_I32(join_row, event_seq),
		COL_BLOB(join_row, event_hash), COL_I64(join_row, unit_id),
	};
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_one(db, SQL_JOIN_LOCK, args, N(args), cols, N(cols), a, out);
}

enum err
store_link_end(struct db *db, int64_t complaint_id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(complaint_id) };

	return db_exec(db, SQL_LINK_END, args, N(args), NULL, NULL);
}

enum err
store_link_standing(struct db *db, struct arena *a, int64_t complaint_id, struct link_row *out)
{
	static const struct db_col cols[] = { COL_I64(link_row, case_id), COL_BOOL(link_row, first) };
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_one(db, SQL_LINK_STANDING, args, N(args), cols, N(cols), a, out);
}

enum err
store_complaint_back(struct db *db, int64_t id, usec_t at, usec_t accept_due)
{
	const struct db_arg args[] = { DB_I64(CP_RECEIVED), DB_TIME(at), DB_TIME(accept_due), DB_I64(id) };

	return db_exec(db, SQL_COMPLAINT_BACK, args, N(args), NULL, NULL);
}

enum err
store_same_case(struct db *db, struct arena *a, int64_t complaint_id, struct same_row *out)
{
	static const struct db_col cols[] = {
		COL_I64(same_row, id), COL_STR(same_row, number), COL_I32(same_row, state),
		COL_TIME(same_row, closed_at), COL_I64(same_row, parent_case),
	};
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_one(db, SQL_SAME_CASE, args, N(args), cols, N(cols), a, out);
}
