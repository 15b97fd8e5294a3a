#include "config.h"
#include "lib/store/store_matter.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col matter_cols[] = {
	COL_I64(matter_row, id), COL_I32(matter_row, kind), COL_I32(matter_row, state), COL_STR(matter_row, title),
	COL_STR(matter_row, address), COL_I32(matter_row, origin), COL_I64(matter_row, owner_id), COL_I64(matter_row, unit_id),
	COL_TIME(matter_row, opened_at), COL_TIME(matter_row, due), COL_TIME(matter_row, closed_at),
	COL_I32(matter_row, every_days), COL_STR(matter_row, owner), COL_STR(matter_row, owner_en), COL_STR(matter_row, unit_zh),
	COL_STR(matter_row, unit_en), COL_STR(matter_row, class_zh), COL_STR(matter_row, class_en),
};

enum err
store_matter_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_row *m, int64_t *id)
{
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_I64(m->kind), DB_I64(m->state), DB_STR(m->title),
		DB_STR(m->address), DB_I64(m->origin), DB_REF(m->unit_id), DB_I64(m->owner_id), DB_TIME(m->opened_at),
		DB_TIME(m->due), DB_TIME(m->closed_at), DB_REF(m->class_id), DB_REF(m->every_days) };

	return db_exec(db, SQL_MATTER_ADD, args, N(args), NULL, id);
}

enum err
store_matter_entry_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_entry_new *n)
{
	const struct db_arg args[] = { DB_I64(n->matter_id), DB_BLOB(key, HASH_LEN), DB_TIME(n->at), DB_I64(n->user_id),
		DB_I64(n->state), DB_I64(n->what), DB_TIME(n->due), DB_I64(n->owner_id), DB_STR(n->words) };

	return db_exec(db, SQL_MATTER_ENTRY_ADD, args, N(args), NULL, NULL);
}

enum err
store_matter_move(struct db *db, int64_t id, enum matter_state state, usec_t due, usec_t closed_at, int64_t owner_id)
{
	const struct db_arg args[] = { DB_I64(state), DB_TIME(due), DB_TIME(closed_at), DB_I64(owner_id), DB_I64(id) };
	int64_t moved = 0;
	enum err e = db_exec(db, SQL_MATTER_MOVE, args, N(args), &moved, NULL);

	return e == OK && moved == 0 ? err_raise(ERR_CONFLICT, "matter %lld is no longer open", (long long)id) : e;
}

enum err
store_matter_by_key(struct db *db, const unsigned char key[HASH_LEN], int64_t *id)
{
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_BLOB(key, HASH_LEN) };

	return db_number(db, SQL_MATTER_BY_KEY, args, N(args), id);
}

enum err
store_matter_by_id(struct db *db, struct arena *a, int64_t id, struct matter_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct matter_row *row = arena_new_of(a, struct matter_row);
	enum err e = db_one(db, SQL_MATTER_BY_ID, args, N(args), matter_cols, N(matter_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_matters_open(struct db *db, struct arena *a, enum matter_kind kind, struct matter_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(kind) };

	return db_all(db, SQL_MATTER_OPEN, args, N(args), matter_cols, N(matter_cols), a, sizeof(**out), out, n);
}

enum err
store_matters_over(struct db *db, struct arena *a, enum matter_kind kind, enum matter_state state, int64_t before,
    int64_t owner_id, struct matter_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(state), DB_I64(before), DB_REF(owner_id), DB_REF(owner_id) };

	return db_all(db, SQL_MATTER_OVER, args, N(args), matter_cols, N(matter_cols), a, sizeof(**out), out, n);
}

enum err
store_matters_waiting(struct db *db, struct arena *a, usec_t before, int64_t owner_id, struct matter_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(before), DB_REF(owner_id), DB_REF(owner_id) };

	return db_all(db, SQL_MATTER_WAITING, args, N(args), matter_cols, N(matter_cols), a, sizeof(**out), out, n);
}

enum err
store_matter_entries(struct db *db, struct arena *a, int64_t id, struct matter_entry **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(matter_entry, seq), COL_TIME(matter_entry, at), COL_I32(matter_entry, state), COL_I32(matter_entry, what),
		COL_TIME(matter_entry, due), COL_STR(matter_entry, words), COL_STR(matter_entry, who), COL_STR(matter_entry, who_en),
		COL_STR(matter_entry, owner), COL_STR(matter_entry, owner_en),
	};
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_MATTER_ENTRIES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_matter_class_photo(struct db *db, int64_t class_id, usec_t at, bool *need)
{
	const struct db_arg args[] = { DB_I64(class_id), DB_TIME(at), DB_TIME(at) };
	int64_t v;
	enum err e = db_number(db, SQL_MATTER_CLASS_PHOTO, args, N(args), &v);

	if (e == OK)
		*need = v != 0;
	return e;
}

enum err
store_matters_to_remind(struct db *db, struct arena *a, usec_t before, usec_t now, struct matter_remind **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(matter_remind, id), COL_I64(matter_remind, owner_id), COL_TIME(matter_remind, due),
		COL_I32(matter_remind, reminded), COL_I32(matter_remind, seq),
	};
	const struct db_arg args[] = { DB_TIME(before), DB_TIME(now) };

	return db_all(db, SQL_MATTER_TO_REMIND, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_matter_reminded(struct db *db, const struct matter_remind *r, int32_t level, bool *mine)
{
	const struct db_arg args[] = { DB_I64(level), DB_I64(r->id), DB_TIME(r->due), DB_I64(level) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_MATTER_REMINDED, args, N(args), &n, NULL);

	*mine = e == OK && n == 1;
	return e;
}

enum err
store_stubborn(struct db *db, struct arena *a, struct period p, struct stubborn_life **lives, size_t *n_lives,
    struct stubborn_status **statuses, size_t *n_statuses)
{
	static const struct db_col life_cols[] = {
		COL_I64(stubborn_life, matter_id), COL_I64(stubborn_life, unit_id), COL_TIME(stubborn_life, opened),
		COL_TIME(stubborn_life, ended),
	};
	static const struct db_col status_cols[] = {
		COL_I64(stubborn_status, matter_id), COL_I64(stubborn_status, owner_id), COL_TIME(stubborn_status, due),
		COL_TIME(stubborn_status, done),
	};
	const struct db_arg args[] = { DB_TIME(p.to), DB_TIME(p.from), DB_TIME(p.from), DB_TIME(p.to) };
	enum err e = db_all(db, SQL_STUBBORN_LIVES, args, 2, life_cols, N(life_cols), a, sizeof(**lives), lives, n_lives);

	return e == OK ? db_all(db, SQL_STUBBORN_STATUSES, args, N(args), status_cols, N(status_cols), a, sizeof(**statuses),
	    statuses, n_statuses) : e;
}

struct setting_row {
	const char *name, *value;
};

enum err
store_stubborn_rule(struct db *db, struct arena *a, usec_t now, struct stubborn_rule *out)
{
	static const struct db_col cols[] = { COL_STR(setting_row, name), COL_STR(setting_row, value) };
	struct stubborn_rule r = { .open = 10, .missed = 5, .cap = 50 };
	const struct {
		const char *name;
		int32_t *value;
	} known[] = { { "stubborn_open", &r.open }, { "stubborn_missed", &r.missed }, { "stubborn_cap", &r.cap } };
	const struct db_arg args[] = { DB_TIME(now) };
	struct setting_row *rows;
	int64_t v;
	size_t n;
	enum err e = db_all(db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		for (size_t k = 0; k < N(known); k++)
			if (strcmp(rows[i].name, known[k].name) == 0 && parse_i64(rows[i].value, 0, INT32_MAX, &v))
				*known[k].value = (int32_t)v;
	*out = r;
	return e;
}

enum err
store_stubborn_names(struct db *db, struct arena *a, const char *units, const char *persons, struct stubborn_name **out,
    size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(stubborn_name, subject), COL_I64(stubborn_name, id), COL_STR(stubborn_name, name),
		COL_STR(stubborn_name, name_en),
	};
	const struct db_arg args[] = { DB_STR(units), DB_STR(persons) };

	return db_all(db, SQL_STUBBORN_NAMES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
