/*
 * "anjuan calendar import" and "anjuan limit set": changes that hold from a
 * day on.  What was promised before keeps its due; with --dry-run nothing is
 * written, and both say what they touch.
 */
#include "config.h"
#include "batch/told.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/part/csv.h"
#include "lib/rule/calendar.h"
#include "lib/rule/whatif.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_catalog.h"

#include "lib/base/banned.h"

enum { EXAMPLES = 10, DAYS_MAX = 2000, BACK_DAYS = 30, AROUND = 800 };

struct wish {
	usec_t from;
	bool dry;
	char **rest;
	size_t n_rest;
};

/* Behind the subcommand's word: --from DATE, --dry-run, and what it is about. */
static bool
options(int argc, char **argv, struct wish *w, enum err *e)
{
	static const struct option longs[] = { { "from", required_argument, NULL, 'f' }, { "dry-run", no_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 } };
	int32_t day;
	int c;

	*w = (struct wish){ .from = USEC_NONE };
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (c != 'f' && c != 'd')
			return false;
		w->dry = w->dry || c == 'd';
		if (c == 'f' && !parse_date(optarg, &day))
			*e = err_raise(ERR_INVALID, "--from is a day as 2027-01-01, not \"%s\"", optarg);
		else if (c == 'f')
			w->from = day_start(day);
	}
	w->rest = argv + optind;
	w->n_rest = (size_t)(argc - optind);
	if (*e == OK && w->from == USEC_NONE)
		return false;
	if (*e == OK && w->from <= clock_now())
		*e = err_raise(ERR_INVALID, "--from has to be a day to come: what has begun keeps its limits");
	return true;
}

static const struct db_col whatif_cols[] = {
	COL_I64(whatif, case_id), COL_STR(whatif, number), COL_TIME(whatif, started), COL_TIME(whatif, due),
	COL_TIME(whatif, ended), COL_I32(whatif, amount), { DB_COL_I32, offsetof(struct whatif, unit), "unit" },
};

/* Those that would be otherwise, at most ten. */
static void
print_examples(struct app *app, const struct whatif *r, size_t n)
{
	int shown = 0;

	for (size_t i = 0; i < n && shown < EXAMPLES; i++) {
		if (r[i].would == USEC_NONE || r[i].would == r[i].due)
			continue;
		(void)printf("  %-16s %s, would be %s\n", r[i].number != NULL ? r[i].number :
		    arena_printf(app->arena, "#%lld", (long long)r[i].case_id), time_local(app->arena, r[i].due),
		    time_local(app->arena, r[i].would));
		shown++;
	}
}

/* --- calendar -------------------------------------------------------------- */

struct days {
	struct arena *a;
	struct cal_exception list[DAYS_MAX];
	size_t n;
};

/* "元旦 (New Year's Day)": two languages in one field. */
static void
split_name(struct arena *a, const char *text, struct cal_exception *x)
{
	const char *open = strstr(text, " (");
	size_t n = strlen(text);

	x->zh = open != NULL ? arena_strndup(a, text, (size_t)(open - text)) : arena_strdup(a, text);
	x->en = open != NULL && text[n - 1] == ')' ? arena_strndup(a, open + 2, n - (size_t)(open - text) - 3) : "";
}

static enum err
take_day(void *ctx, const struct csv_row *row)
{
	struct days *d = ctx;
	struct cal_exception *x = &d->list[d->n];

	if (row->record == 1)
		return OK;	/* the head */
	if (row->bad != NULL || row->n < 3 || d->n == DAYS_MAX)
		return err_raise(ERR_INVALID, "line %lld: date,kind,name are wanted", (long long)row->line);
	if (!parse_date(row->field[0], &x->day))
		return err_raise(ERR_INVALID, "line %lld: no date: %s", (long long)row->line, row->field[0]);
	if (strcmp(row->field[1], "holiday") != 0 && strcmp(row->field[1], "workday") != 0)
		return err_raise(ERR_INVALID, "line %lld: holiday or workday, not %s", (long long)row->line, row->field[1]);
	if (d->n > 0 && d->list[d->n - 1].day >= x->day)
		return err_raise(ERR_INVALID, "line %lld: the days are not in order", (long long)row->line);
	x->kind = row->field[1][0] == 'h' ? CAL_HOLIDAY : CAL_WORKDAY;
	split_name(d->a, row->field[2], x);
	d->n++;
	return OK;
}

struct calendar_head {
	int64_t id;
	const char *name;
	int32_t duty_from_min, duty_to_min, day_hours;
};

static enum err
read_days(struct app *app, int64_t calendar_id, struct days *out)
{
	struct day_of_calendar {
		int32_t day, kind;
		const char *name_zh, *name_en;
	} *rows;
	static const struct db_col cols[] = { COL_I32(day_of_calendar, day), COL_I32(day_of_calendar, kind),
		COL_STR(day_of_calendar, name_zh), COL_STR(day_of_calendar, name_en) };
	const struct db_arg args[] = { DB_I64(calendar_id) };
	enum err e = db_all(app->db, SQL_CALENDAR_DAYS, args, N(args), cols, N(cols), app->arena, sizeof(*rows), &rows, &out->n);

	if (e == OK && out->n > DAYS_MAX)
		return err_raise(ERR_INTERNAL, "a calendar of %zu days", out->n);
	for (size_t i = 0; e == OK && i < out->n; i++)
		out->list[i] = (struct cal_exception){ rows[i].day, (enum cal_kind)rows[i].kind, rows[i].name_zh, rows[i].name_en };
	return e;
}

static int
year_of(int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return y;
}

/* The days of before without the years the file has, and then the file's. */
static void
join_days(const struct days *before, const struct days *file, struct days *out)
{
	const int first = file->n > 0 ? year_of(file->list[0].day) : 0, last = file->n > 0 ? year_of(file->list[file->n - 1].day) : -1;
	size_t i = 0;

	for (; i < before->n && year_of(before->list[i].day) < first; i++)
		out->list[out->n++] = before->list[i];
	for (size_t k = 0; k < file->n && out->n < DAYS_MAX; k++)
		out->list[out->n++] = file->list[k];
	for (; i < before->n && out->n < DAYS_MAX; i++)
		if (year_of(before->list[i].day) > last)
			out->list[out->n++] = before->list[i];
}

static enum err
write_calendar(struct app *app, const struct calendar_head *h, const struct days *d, usec_t from, int64_t *id)
{
	const struct db_arg head[] = { DB_STR(h->name), DB_TIME(from), DB_I64(h->duty_from_min), DB_I64(h->duty_to_min),
		DB_I64(h->day_hours) };
	enum err e = db_exec(app->db, SQL_CHANGE_CALENDAR_ADD, head, N(head), NULL, id);
	const struct db_arg copy[] = { DB_I64(e == OK ? *id : 0), DB_I64(h->id) };

	if (e == OK)
		e = db_exec(app->db, SQL_CHANGE_WINDOWS_COPY, copy, N(copy), NULL, NULL);
	for (size_t i = 0; i < d->n && e == OK; i++) {
		const struct cal_exception *x = &d->list[i];
		const struct db_arg day[] = { DB_I64(*id), DB_I64(x->day), DB_I64(x->kind), DB_STR(x->zh), DB_STR(x->en) };

		e = db_exec(app->db, SQL_CHANGE_DAY_ADD, day, N(day), NULL, NULL);
	}
	return e;
}

/* Which days differ, and what of the open promises would be due at another instant. */
static enum err
tell_calendar(struct app *app, const struct days *before, const struct days *after, int64_t id)
{
	static const char *const words[] = { "–", "works", "holiday" };
	struct whatif_day *diff = arena_array_of(app->arena, struct whatif_day, before->n + after->n);
	const size_t n_diff = whatif_days(before->list, before->n, after->list, after->n, diff);
	const struct calendar *cal;
	struct whatif_tally t;
	struct whatif *rows;
	size_t n;
	enum err e;

	(void)printf("%zu days differ\n", n_diff);
	for (size_t i = 0; i < n_diff && i < EXAMPLES; i++)
		(void)printf("  %s  %s -> %s\n", time_local_date(app->arena, day_start(diff[i].day)), words[diff[i].was + 1],
		    words[diff[i].is + 1]);
	if ((e = store_calendar(app->db, app->arena, id, day_of(clock_now()) - AROUND, day_of(clock_now()) + AROUND, &cal)) != OK ||
	    (e = db_all(app->db, SQL_CHANGE_PROMISES, NULL, 0, whatif_cols, N(whatif_cols), app->arena, sizeof(*rows), &rows, &n)) != OK)
		return e;
	whatif_run(cal, rows, n, -1, LIMIT_NONE, &t);
	(void)printf("%lld open promises keep their due; made anew %lld would be later, %lld earlier, %lld as they are\n",
	    (long long)t.all, (long long)t.later, (long long)t.earlier, (long long)t.same);
	print_examples(app, rows, n);
	return OK;
}

static enum err
import_calendar(struct app *app, const struct wish *w)
{
	static const struct db_col cols[] = { COL_I64(calendar_head, id), COL_STR(calendar_head, name),
		COL_I32(calendar_head, duty_from_min), COL_I32(calendar_head, duty_to_min), COL_I32(calendar_head, day_hours) };
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct days *before = arena_new_of(app->arena, struct days), *file = arena_new_of(app->arena, struct days),
	    *after = arena_new_of(app->arena, struct days);
	const struct db_arg at[] = { DB_TIME(w->from) };
	struct calendar_head h;
	int64_t id = 0;
	enum err e;

	file->a = app->arena;
	if ((e = csv_read(w->rest[0], take_day, file)) != OK || (e = db_begin(app->db, &tx)) != OK ||
	    (e = db_one(app->db, SQL_CHANGE_CALENDAR_ROW, at, N(at), cols, N(cols), app->arena, &h)) != OK ||
	    (e = read_days(app, h.id, before)) != OK)
		return e;
	join_days(before, file, after);
	if ((e = write_calendar(app, &h, after, w->from, &id)) != OK || (e = tell_calendar(app, before, after, id)) != OK)
		return e;
	if ((e = told_office(app, ADM_CALENDAR, OP_CHANGE, arena_printf(app->arena, "%lld", (long long)id),
	    arena_printf(app->arena, "note=%zu days from a file\nfrom=%s\n", file->n, time_local_date(app->arena, w->from)))) != OK)
		return e;
	(void)printf(w->dry ? "nothing written\n" : "holds from %s\n", time_local_date(app->arena, w->from));
	return w->dry ? OK : db_commit(&tx);
}

int
job_calendar(struct app *app, int argc, char **argv)
{
	struct wish w;
	enum err e = OK;

	if (argc < 2 || strcmp(argv[1], "import") != 0 || !options(argc - 1, argv + 1, &w, &e))
		return job_usage(app);
	if (e == OK && w.n_rest != 1)
		return job_usage(app);
	return job_error(app, e == OK ? import_calendar(app, &w) : e);
}

/* --- limits ---------------------------------------------------------------- */

struct limit_wish {
	enum lim lim;		/* LIM_MAX: of a filing condition */
	int64_t condition;
	int32_t amount;
	enum limit_unit unit;
};

/* "ACCEPT 90 duty_minute" or "condition:101011 3 work_day". */
static enum err
read_limit(const struct wish *w, struct limit_wish *l)
{
	const char *what = w->rest[0];
	int64_t amount;

	*l = (struct limit_wish){ .lim = LIM_NONE + 1, .unit = limit_unit_of(w->rest[2]) };
	while (l->lim < LIM_MAX && strcmp(lim_code(l->lim), what) != 0)
		l->lim++;
	if (l->lim == LIM_MAX && (strncmp(what, "condition:", 10) != 0 || !parse_i64(what + 10, 1, INT32_MAX, &l->condition)))
		return err_raise(ERR_INVALID, "there is no limit %s: a code as ACCEPT, or condition:NUMBER", what);
	if (!parse_i64(w->rest[1], 1, 1000000, &amount))
		return err_raise(ERR_INVALID, "a limit is a number from 1 on, not %s", w->rest[1]);
	if (l->unit == LIMIT_UNIT_MAX || l->unit == LIMIT_NONE)
		return err_raise(ERR_INVALID, "there is no unit %s", w->rest[2]);
	l->amount = (int32_t)amount;
	return OK;
}

/* The states a limit is set for, as "12,13". */
static const char *
states_of(struct arena *a, enum lim lim)
{
	const struct transition *t;
	struct buf b;
	size_t n;

	t = workflow_table(&n);
	buf_init(&b, a);
	if (lim == LIM_SEND_VERIFY || lim == LIM_ACCEPT)
		buf_printf(&b, "%d", CS_REGISTERED);
	for (size_t i = 0; i < n; i++)
		if (t[i].limit == lim || (lim == LIM_ACCEPT && t[i].limit == LIM_ACCEPT_SAME))
			buf_printf(&b, "%s%d", b.len > 0 ? "," : "", t[i].to);
	return b.s;
}

static enum err
write_limit(struct app *app, const struct limit_wish *l, usec_t from)
{
	const struct db_arg stage[] = { DB_STR(l->lim < LIM_MAX ? lim_code(l->lim) : ""), DB_TIME(from), DB_I64(l->amount), DB_I64(l->unit) };
	const struct db_arg end[] = { DB_TIME(from), DB_I64(l->condition), DB_TIME(from) };
	const struct db_arg copy[] = { DB_TIME(from), DB_I64(l->condition) };
	int64_t n = 0, id = 0;
	enum err e;

	if (l->lim < LIM_MAX)
		return db_exec(app->db, SQL_CHANGE_LIMIT_ADD, stage, N(stage), NULL, NULL);
	if ((e = db_exec(app->db, SQL_CHANGE_CONDITION_END, end, N(end), &n, NULL)) != OK)
		return e;
	if (n == 0)
		return err_raise(ERR_NOT_FOUND, "there is no filing condition %lld that holds then", (long long)l->condition);
	if ((e = db_exec(app->db, SQL_CHANGE_CONDITION_COPY, copy, N(copy), NULL, &id)) != OK)
		return e;
	const struct db_arg steps[] = { DB_I64(id), DB_I64(l->amount), DB_I64(l->unit), DB_I64(l->condition) };

	return db_exec(app->db, SQL_CHANGE_STEPS_COPY, steps, N(steps), NULL, NULL);
}

/* The last thirty days, or the open promises, as they would have been. */
static enum err
tell_limit(struct app *app, const struct limit_wish *l)
{
	const usec_t since = clock_now() - BACK_DAYS * USEC_DAY;
	const struct db_arg stages[] = { DB_TIME(since), DB_TIME(since), DB_STR(l->lim < LIM_MAX ? states_of(app->arena, l->lim) : "") };
	const struct db_arg promises[] = { DB_I64(l->condition) };
	struct whatif_tally t;
	struct office *office;
	struct whatif *rows;
	size_t n;
	enum err e = store_office(app->db, app->arena, clock_now(), &office);

	if (e == OK)
		e = l->lim < LIM_MAX ? db_all(app->db, SQL_CHANGE_STAGES, stages, N(stages), whatif_cols, N(whatif_cols), app->arena,
		    sizeof(*rows), &rows, &n) : db_all(app->db, SQL_CHANGE_PROMISES_OF, promises, N(promises), whatif_cols,
		    N(whatif_cols), app->arena, sizeof(*rows), &rows, &n);
	if (e != OK)
		return e;
	whatif_run(office->cal, rows, n, l->amount, l->unit, &t);
	if (l->lim < LIM_MAX)
		(void)printf("%lld steps of the last %d days; due later %lld, earlier %lld; ended late %lld, would have %lld\n",
		    (long long)t.all, BACK_DAYS, (long long)t.later, (long long)t.earlier, (long long)t.late, (long long)t.would_late);
	else
		(void)printf("%lld open promises keep their due; made anew %lld would be later, %lld earlier, %lld as they are\n",
		    (long long)t.all, (long long)t.later, (long long)t.earlier, (long long)t.same);
	print_examples(app, rows, n);
	return OK;
}

static enum err
set_limit(struct app *app, const struct wish *w)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct limit_wish l;
	enum err e;

	if ((e = read_limit(w, &l)) != OK || (e = db_begin(app->db, &tx)) != OK || (e = write_limit(app, &l, w->from)) != OK ||
	    (e = tell_limit(app, &l)) != OK || (e = told_office(app, l.lim < LIM_MAX ? ADM_LIMIT : ADM_CONDITION, OP_CHANGE,
	    l.lim < LIM_MAX ? lim_code(l.lim) : arena_printf(app->arena, "%lld", (long long)l.condition),
	    arena_printf(app->arena, "+amount=%d\n+span=%d\nfrom=%s\n", l.amount, (int)l.unit,
	    time_local_date(app->arena, w->from)))) != OK)
		return e;
	(void)printf(w->dry ? "nothing written\n" : "holds from %s\n", time_local_date(app->arena, w->from));
	return w->dry ? OK : db_commit(&tx);
}

int
job_limit(struct app *app, int argc, char **argv)
{
	struct wish w;
	enum err e = OK;

	if (argc < 2 || strcmp(argv[1], "set") != 0 || !options(argc - 1, argv + 1, &w, &e))
		return job_usage(app);
	if (e == OK && w.n_rest != 3)
		return job_usage(app);
	return job_error(app, e == OK ? set_limit(app, &w) : e);
}
