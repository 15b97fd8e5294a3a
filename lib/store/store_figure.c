#include "config.h"
#include "lib/store/store_figure.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

const enum count figure_counts[FIGURES] = { N_COMPLAINT, N_REPORT, N_ACCEPT, N_FILED, N_NOT_ACCEPTED, N_CLOSED_IN,
	N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE_OPEN, N_DISPOSE, N_REWORK, N_RETURN };

size_t
figure_place_of(enum count c)
{
	size_t i = 0;

	while (i < FIGURES && figure_counts[i] != c)
		i++;
	return i;
}

struct counts
figure_as_counts(const struct figure_sum *s)
{
	struct counts c = { .v = { 0 } };

	for (size_t i = 0; i < FIGURES; i++)
		c.v[figure_counts[i]] = s->v[i];
	return c;
}

/* --- reading --------------------------------------------------------------- */

static const struct db_col run_cols[] = {
	COL_I32(figure_run, span), COL_I32(figure_run, first_day), COL_I32(figure_run, until_day),
	COL_BOOL(figure_run, whole), COL_I64(figure_run, k), COL_BLOB(figure_run, digest), COL_TIME(figure_run, made_at),
};

enum err
store_figure_run(struct db *db, struct arena *a, enum figure_span span, int32_t first_day, struct figure_run *out)
{
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day) };

	return db_one(db, SQL_FIGURE_RUN, args, N(args), run_cols, N(run_cols), a, out);
}

enum err
store_figure_runs(struct db *db, struct arena *a, enum figure_span span, struct figure_run **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(span) };

	return db_all(db, SQL_FIGURE_RUNS, args, N(args), run_cols, N(run_cols), a, sizeof(**out), out, n);
}

enum err
store_figure_until(struct db *db, enum figure_span span, int64_t *day)
{
	const struct db_arg args[] = { DB_I64(span) };

	return db_number(db, SQL_FIGURE_UNTIL, args, N(args), day);
}

enum err
store_figure_first(struct db *db, usec_t *at)
{
	return db_number(db, SQL_FIGURE_FIRST, NULL, 0, at);
}

enum err
store_figure_setting(struct db *db, const char *name, usec_t at, int64_t *out)
{
	const struct db_arg args[] = { DB_STR(name), DB_TIME(at) };

	return db_number(db, SQL_FIGURE_SETTING, args, N(args), out);
}

enum err
store_figure_complaints(struct db *db, usec_t from, usec_t to, int64_t *n)
{
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to) };

	return db_number(db, SQL_FIGURE_COMPLAINTS, args, N(args), n);
}

#define COL_V(i, column) { DB_COL_I64, offsetof(struct figure_sum, v[i]), column }

enum err
store_figure_sums(struct db *db, struct arena *a, enum figure_span span, int32_t first_day, enum figure_part last,
    struct figure_sum **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(figure_sum, part), COL_I64(figure_sum, key_id), COL_V(0, "n_complaint"), COL_V(1, "n_report"),
		COL_V(2, "n_accept"), COL_V(3, "n_filed"), COL_V(4, "n_not_accepted"), COL_V(5, "n_closed_in"),
		COL_V(6, "n_close_due"), COL_V(7, "n_close"), COL_V(8, "n_close_ontime"), COL_V(9, "n_close_late_open"),
		COL_V(10, "n_dispose"), COL_V(11, "n_rework"), COL_V(12, "n_return"),
	};
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day), DB_I64(last) };

	return db_all(db, SQL_FIGURE_SUMS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_figure_places(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    struct figure_place **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(figure_place, unit_cell_id), COL_I64(figure_place, base_cell_id), COL_I64(figure_place, n_filed),
		COL_STR(figure_place, unit_code), COL_STR(figure_place, unit_zh), COL_STR(figure_place, unit_en),
		COL_STR(figure_place, base_code), COL_STR(figure_place, base_zh), COL_STR(figure_place, base_en),
	};
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day) };

	return db_all(db, SQL_FIGURE_PLACES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_figure_shapes(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    struct figure_shape **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(figure_shape, n_filed), COL_I64(figure_shape, unit_cell_id), COL_STR(figure_shape, code),
		COL_STR(figure_shape, name_zh), COL_STR(figure_shape, name_en), COL_STR(figure_shape, wkt),
	};
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day) };

	return db_all(db, SQL_FIGURE_SHAPES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_figure_cells(struct db *db, struct arena *a, enum grid_layer from, struct figure_cell **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(figure_cell, id), COL_I32(figure_cell, layer_id), COL_STR(figure_cell, code),
		COL_STR(figure_cell, name_zh), COL_STR(figure_cell, name_en),
	};
	const struct db_arg args[] = { DB_I64(from) };

	return db_all(db, SQL_FIGURE_CELLS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

/* --- writing --------------------------------------------------------------- */

static enum err
put_run(struct db *db, const struct figure_run *r)
{
	const struct db_arg args[] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(r->until_day), DB_I64(r->whole),
		DB_I64(r->k), DB_BLOB(r->digest.data, r->digest.len), DB_TIME(r->made_at) };

	return db_exec(db, SQL_FIGURE_RUN_SET, args, N(args), NULL, NULL);
}

static enum err
put_sum(struct db *db, const struct figure_run *r, const struct figure_sum *s)
{
	struct db_arg args[4 + FIGURES] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(s->part), DB_I64(s->key_id) };

	for (size_t i = 0; i < FIGURES; i++)
		args[4 + i] = DB_I64(s->v[i]);
	return db_exec(db, SQL_FIGURE_SUM_ADD, args, N(args), NULL, NULL);
}

static enum err
put_place(struct db *db, const struct figure_run *r, const struct figure_place *p)
{
	const struct db_arg args[] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(p->unit_cell_id),
		DB_I64(p->base_cell_id), DB_I64(p->n_filed) };

	return db_exec(db, SQL_FIGURE_PLACE_ADD, args, N(args), NULL, NULL);
}

static enum err
put_day(struct db *db, const struct figure_day *d)
{
	struct db_arg args[4 + FIGURES] = { DB_I64(d->day), DB_I64(d->class_id), DB_I64(d->unit_id),
		DB_I64(d->base_cell_id) };

	for (size_t i = 0; i < FIGURES; i++)
		args[4 + i] = DB_I64(d->v[i]);
	return db_exec(db, SQL_FIGURE_DAY_ADD, args, N(args), NULL, NULL);
}

enum err
store_figure_put(struct db *db, const struct figure_period *p)
{
	const struct db_arg key[] = { DB_I64(p->run.span), DB_I64(p->run.first_day) };
	const struct db_arg days[] = { DB_I64(p->run.first_day), DB_I64(p->end_day) };
	enum err e = put_run(db, &p->run);

	if (e == OK)
		e = db_exec(db, SQL_FIGURE_SUM_CLEAR, key, N(key), NULL, NULL);
	if (e == OK)
		e = db_exec(db, SQL_FIGURE_PLACE_CLEAR, key, N(key), NULL, NULL);
	if (e == OK && p->run.span == SPAN_MONTH)
		e = db_exec(db, SQL_FIGURE_DAY_CLEAR, days, N(days), NULL, NULL);
	for (size_t i = 0; i < p->n_sums && e == OK; i++)
		e = put_sum(db, &p->run, &p->sums[i]);
	for (size_t i = 0; i < p->n_places && e == OK; i++)
		e = put_place(db, &p->run, &p->places[i]);
	for (size_t i = 0; i < p->n_days && e == OK; i++)
		e = put_day(db, &p->days[i]);
	return e;
}

enum err
store_figure_forget(struct db *db)
{
	return db_exec(db, SQL_FIGURE_FORGET, NULL, 0, NULL, NULL);
}

enum err
store_figure_lock(struct db *db, bool *mine)
{
	int64_t got;
	enum err e = db_number(db, SQL_FIGURE_LOCK, NULL, 0, &got);

	*mine = e == OK && got == 1;
	return e;
}

enum err
store_figure_unlock(struct db *db)
{
	int64_t released;

	return db_number(db, SQL_FIGURE_UNLOCK, NULL, 0, &released);
}

/* --- files ----------------------------------------------------------------- */

static const struct db_col open_cols[] = {
	COL_I32(open_file, first_day), COL_I32(open_file, format), COL_BLOB(open_file, sha256),
	COL_I64(open_file, size), COL_I64(open_file, cases), COL_TIME(open_file, made_at),
};

enum err
store_open_files(struct db *db, struct arena *a, struct open_file **out, size_t *n)
{
	return db_all(db, SQL_OPEN_DATA, NULL, 0, open_cols, N(open_cols), a, sizeof(**out), out, n);
}

enum err
store_open_file(struct db *db, struct arena *a, int32_t first_day, enum open_format format, struct open_file *out)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(format) };

	return db_one(db, SQL_OPEN_DATA_ONE, args, N(args), open_cols, N(open_cols), a, out);
}

enum err
store_open_file_set(struct db *db, const struct open_file *f)
{
	const struct db_arg args[] = { DB_I64(f->first_day), DB_I64(f->format), DB_BLOB(f->sha256.data, f->sha256.len),
		DB_I64(f->size), DB_I64(f->cases), DB_TIME(f->made_at) };

	return db_exec(db, SQL_OPEN_DATA_SET, args, N(args), NULL, NULL);
}

static const struct db_col publication_cols[] = {
	COL_I64(publication, id), COL_STR(publication, kind), COL_I32(publication, first_day), COL_STR(publication, lang),
	COL_I32(publication, revision), COL_BLOB(publication, sha256), COL_I64(publication, size),
	COL_I64(publication, pages), COL_TIME(publication, published_at),
};

enum err
store_publications(struct db *db, struct arena *a, struct publication **out, size_t *n)
{
	return db_all(db, SQL_PUBLICATIONS, NULL, 0, publication_cols, N(publication_cols), a, sizeof(**out), out, n);
}

enum err
store_publication(struct db *db, struct arena *a, int64_t id, struct publication *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_PUBLICATION_BY_ID, args, N(args), publication_cols, N(publication_cols), a, out);
}

enum err
store_publication_last(struct db *db, struct arena *a, const char *kind, int32_t first_day, const char *lang,
    struct publication *out)
{
	const struct db_arg args[] = { DB_STR(kind), DB_I64(first_day), DB_STR(lang) };

	return db_one(db, SQL_PUBLICATION_LAST, args, N(args), publication_cols, N(publication_cols), a, out);
}

enum err
store_publication_add(struct db *db, const struct publication *p, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(p->kind), DB_I64(p->first_day), DB_STR(p->lang), DB_I64(p->revision),
		DB_BLOB(p->sha256.data, p->sha256.len), DB_I64(p->size), DB_I64(p->pages), DB_TIME(p->published_at) };

	return db_exec(db, SQL_PUBLICATION_ADD, args, N(args), NULL, id);
}
