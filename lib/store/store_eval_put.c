/* Writing a period's figures, in the caller's transaction. */
#include "config.h"
#include "lib/store/store_eval.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum { ROWS_AT_ONCE = 1000 };

static enum err
put_run(struct db *db, const struct eval_run *r)
{
	const struct db_arg args[] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(r->until_day), DB_I64(r->whole),
		DB_I64(r->rules), DB_BLOB(r->digest.data, r->digest.len), DB_TIME(r->made_at) };

	return db_exec(db, SQL_EVAL_RUN_SET, args, N(args), NULL, NULL);
}

static enum err
clear(struct db *db, const struct eval_period *p)
{
	const struct eval_run *r = &p->run;
	const struct db_arg key[] = { DB_I64(r->span), DB_I64(r->first_day) };
	const struct db_arg sums[] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(r->first_day + 1) };
	const struct db_arg days[] = { DB_I64(EVAL_DAY), DB_I64(r->first_day), DB_I64(p->end_day) };
	enum err e = db_exec(db, SQL_EVAL_SUM_CLEAR, sums, N(sums), NULL, NULL);

	if (e == OK && r->span == EVAL_MONTH)
		e = db_exec(db, SQL_EVAL_SUM_CLEAR, days, N(days), NULL, NULL);
	if (e == OK)
		e = db_exec(db, SQL_EVAL_CASE_CLEAR, key, N(key), NULL, NULL);
	return e == OK ? db_exec(db, SQL_EVAL_MARK_CLEAR, key, N(key), NULL, NULL) : e;
}

/* Some rows in one statement. */
static enum err
put_sums(struct db *db, const struct eval_sum *s, size_t n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct db_arg args[1];
	struct buf list;

	buf_init(&list, a);
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%c[%d,%d,%d,%lld,%d,%lld]", i == 0 ? '[' : ',', s[i].span, s[i].first_day, s[i].part,
		    (long long)s[i].key_id, s[i].slot, (long long)s[i].n);
	buf_str(&list, "]");
	args[0] = DB_STR(list.s);
	return db_exec(db, SQL_EVAL_SUM_ADD, args, N(args), NULL, NULL);
}

static enum err
put_case(struct db *db, const struct eval_run *r, const struct eval_case *c)
{
	struct db_arg args[13 + MEAN_MAX + DOER_MAX] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(c->case_id), DB_I64(c->unit_id),
		DB_I64(c->class_id), DB_I64(c->source), DB_I64(c->hour), DB_I64(c->weekday), DB_I64(c->unit_cell_id),
		DB_I64(c->base_cell_id), DB_I64(c->community), DB_I64(c->bits), DB_I64(c->reworks) };

	for (int m = 0; m < MEAN_MAX; m++)
		args[13 + m] = DB_TIME(c->mean[m]);
	for (int d = 0; d < DOER_MAX; d++)
		args[13 + MEAN_MAX + d] = DB_I64(c->doer[d]);
	return db_exec(db, SQL_EVAL_CASE_ADD, args, N(args), NULL, NULL);
}

static enum err
put_mark(struct db *db, const struct eval_run *r, const struct eval_mark *m)
{
	const struct db_arg args[] = { DB_I64(r->span), DB_I64(r->first_day), DB_I64(m->case_id), DB_I64(m->unit_id),
		DB_I64(m->bits), DB_I64(m->reworks) };

	return db_exec(db, SQL_EVAL_MARK_ADD, args, N(args), NULL, NULL);
}

enum err
store_eval_put(struct db *db, const struct eval_period *p)
{
	enum err e = put_run(db, &p->run);

	if (e == OK)
		e = clear(db, p);
	for (size_t i = 0; i < p->n_sums && e == OK; i += ROWS_AT_ONCE)
		e = put_sums(db, &p->sums[i], p->n_sums - i < ROWS_AT_ONCE ? p->n_sums - i : ROWS_AT_ONCE);
	for (size_t i = 0; i < p->n_cases && e == OK; i++)
		e = put_case(db, &p->run, &p->cases[i]);
	for (size_t i = 0; i < p->n_marks && e == OK; i++)
		e = put_mark(db, &p->run, &p->marks[i]);
	return e;
}
