/* The figures of a paper, out of the evaluation's tables in one snapshot. */
#include "config.h"
#include "batch/figures.h"

#include <stdlib.h>
#include <string.h>

#include "batch/figures_in.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/rule/case.h"
#include "lib/service/file_ops.h"
#include "lib/service/score_ops.h"
#include "lib/store/store_account.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_month.h"

#include "lib/base/banned.h"

/* --- lines ----------------------------------------------------------------- */

static struct figures_line
line_of(const struct eval_line *l)
{
	return (struct figures_line){ .key = l->key, .code = l->code, .zh = l->name_zh, .en = l->name_en,
		.group = l->group, .now = l->now, .before = l->before, .year = l->year_ago, .score = -1,
		.oldest = USEC_NONE };
}

static bool
says_something(const struct figures_line *l)
{
	bool some = l->here;

	for (int i = 0; i < COUNT_MAX; i++)
		some = some || l->now.v[i] != 0 || l->before.v[i] != 0 || l->year.v[i] != 0;
	return some;
}

static bool
is_in_office(const struct stats_unit *u, struct period p)
{
	return u != NULL && u->kind == 1 && u->valid_from < p.to &&
	    (u->valid_until == USEC_NONE || u->valid_until > p.from);
}

/* What only other tables know of a line: a unit's office, a class's major one. */
static void
line_more(const struct figures_reader *r, enum figures_by by, struct figures_line *l)
{
	const struct stats_class *c;

	if (by == FIGURES_UNIT)
		l->here = is_in_office(figures_unit(r, l->key), r->f->period);
	if (by != FIGURES_CLASS || (c = figures_class(r, l->key)) == NULL)
		return;
	l->over_zh = c->major_zh;
	l->over_en = c->major_en;
}

/* "94.21" is 9421. */
static int64_t
hundredths(const char *printed)
{
	int64_t v = 0;

	for (; *printed != '\0'; printed++)
		if (*printed >= '0' && *printed <= '9')
			v = v * 10 + (*printed - '0');
	return v;
}

static void
line_score(struct figures_line *l, const struct scores *s)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct score_line *own = NULL;

	for (size_t i = 0; i < s->n_lines && own == NULL; i++)
		if (s->lines[i].line->key == l->key)
			own = &s->lines[i];
	if (own == NULL || !own->score.applies)
		return;
	l->score = hundredths(score_print(a, &own->score));
	l->grade = own->grade != NULL ? own->grade->letter[0] : 0;
	l->rank = own->score.rank;
	for (size_t i = 0; i < s->n_lines; i++)
		l->rank_of += s->lines[i].score.rank > 0 && strcmp(s->lines[i].group, own->group) == 0;
}

/* Units with their scores; without, where the office has no scheme for them. */
static enum err
read_part(struct service *sv, const struct eval_query *q, struct evaluation **e, struct scores **s)
{
	enum err err = ERR_NOT_FOUND;

	*s = NULL;
	if (q->part == PART_OF_UNIT)
		err = scores_read(sv, q, NULL, s);
	if (err == OK)
		*e = (*s)->ev;
	return err == ERR_NOT_FOUND ? evaluation_read(sv, q, e) : err;
}

static enum err
read_lines(struct service *sv, struct figures_reader *r, struct eval_query q, enum figures_by by)
{
	static const enum eval_part part[FIGURES_BY_MAX] = { [FIGURES_UNIT] = PART_OF_UNIT,
		[FIGURES_SOURCE] = PART_OF_SOURCE, [FIGURES_KIND] = PART_OF_KIND, [FIGURES_MAJOR] = PART_OF_MAJOR,
		[FIGURES_CLASS] = PART_OF_CLASS, [FIGURES_REGION] = PART_OF_COMMUNITY, [FIGURES_BASE] = PART_OF_BASE_CELL,
		[FIGURES_HOUR] = PART_OF_HOUR };
	struct evaluation *e;
	struct scores *s;
	enum err err;

	q.part = part[by];
	if ((err = read_part(sv, &q, &e, &s)) != OK)
		return err;
	r->f->line[by] = arena_array_of(r->a, struct figures_line, e->n_lines);
	for (size_t i = 0; i < e->n_lines; i++) {
		struct figures_line l = line_of(&e->lines[i]);

		line_more(r, by, &l);
		if (s != NULL)
			line_score(&l, s);
		if (says_something(&l) || (by == FIGURES_KIND && l.key != 0))
			r->f->line[by][r->f->n[by]++] = l;
	}
	if (by != FIGURES_UNIT)
		return OK;
	r->f->total = line_of(&e->total);
	r->f->period = e->now;
	r->f->before = e->before;
	r->f->year = e->year_ago;
	return OK;
}

/* Units by the cases that came through 12345 alone. */
static enum err
read_hotline(struct service *sv, struct figures_reader *r, struct eval_query q)
{
	struct evaluation *e;
	enum err err;

	q.part = PART_OF_UNIT;
	q.filter.source = SRC_12345;
	if ((err = evaluation_read(sv, &q, &e)) != OK)
		return err;
	r->f->hotline = arena_array_of(r->a, struct figures_line, e->n_lines);
	for (size_t i = 0; i < e->n_lines; i++) {
		struct figures_line l = line_of(&e->lines[i]);

		line_more(r, FIGURES_UNIT, &l);
		if (says_something(&l))
			r->f->hotline[r->f->n_hotline++] = l;
	}
	return OK;
}

/* --- twelve months ----------------------------------------------------------- */

/* Where a month that begins on a day stands among the twelve; FIGURES_TREND: in none. */
static size_t
month_at(const struct figures *f, int32_t first_day)
{
	struct civil end = civil_of(f->period.to - 1);

	for (int i = 0; i < FIGURES_TREND; i++)
		if (day_of(month_start(end.year, end.month - FIGURES_TREND + 1 + i)) == first_day)
			return (size_t)i;
	return FIGURES_TREND;
}

static struct figures_line *
unit_line(struct figures *f, int64_t key)
{
	for (size_t i = 0; i < f->n[FIGURES_UNIT]; i++)
		if (f->line[FIGURES_UNIT][i].key == key)
			return &f->line[FIGURES_UNIT][i];
	return NULL;
}

static enum err
read_months(struct db *db, struct figures_reader *r, enum eval_part part)
{
	struct figures *f = r->f;
	struct civil end = civil_of(f->period.to - 1);
	struct figures_line *l = part == PART_OF_ALL ? &f->total : NULL;
	struct eval_sum *s;
	int64_t key = -1;
	size_t n;
	enum err e = store_eval_sums(db, r->a, EVAL_MONTH, (int32_t)part,
	    day_of(month_start(end.year, end.month - FIGURES_TREND + 1)), day_of(month_start(end.year, end.month)) + 1,
	    NULL, &s, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		size_t at = month_at(f, s[i].first_day);

		if (part == PART_OF_UNIT && s[i].key_id != key)
			l = unit_line(f, key = s[i].key_id);
		if (l != NULL && at < FIGURES_TREND && s[i].slot < COUNT_MAX)
			l->month[at].v[s[i].slot] = s[i].n;
	}
	return e;
}

/* What is known of the months without the tables: this one and the one before. */
static void
months_known(struct figures_line *l, enum figures_span span)
{
	if (span != BY_MONTH)
		return;
	l->month[FIGURES_TREND - 1] = l->now;
	l->month[FIGURES_TREND - 2] = l->before;
}

static enum err
read_trend(struct db *db, struct figures_reader *r)
{
	enum err e = read_months(db, r, PART_OF_ALL);

	if (e == OK)
		e = read_months(db, r, PART_OF_UNIT);
	months_known(&r->f->total, r->f->about.span);
	for (size_t i = 0; i < r->f->n[FIGURES_UNIT]; i++)
		months_known(&r->f->line[FIGURES_UNIT][i], r->f->about.span);
	return e;
}

/* --- around it ------------------------------------------------------------- */

static int
unit_cmp(const void *x, const void *y)
{
	const int64_t a = ((const struct stats_unit *)x)->id, b = ((const struct stats_unit *)y)->id;

	return (a > b) - (a < b);
}

static int
class_cmp(const void *x, const void *y)
{
	const int64_t a = ((const struct stats_class *)x)->id, b = ((const struct stats_class *)y)->id;

	return (a > b) - (a < b);
}

const struct stats_unit *
figures_unit(const struct figures_reader *r, int64_t id)
{
	const struct stats_unit key = { .id = id };

	return r->n_units > 0 ? bsearch(&key, r->units, r->n_units, sizeof(key), unit_cmp) : NULL;
}

const struct stats_class *
figures_class(const struct figures_reader *r, int64_t id)
{
	const struct stats_class key = { .id = id };

	return r->n_classes > 0 ? bsearch(&key, r->classes, r->n_classes, sizeof(key), class_cmp) : NULL;
}

static enum err
read_names(struct db *db, struct figures_reader *r, const struct conf *conf)
{
	struct unit_row *centre;
	struct office *office;
	enum err e = store_stats_units(db, r->a, &r->units, &r->n_units);

	if (e == OK)
		e = store_stats_classes(db, r->a, &r->classes, &r->n_classes);
	if (e == OK)
		e = store_office(db, r->a, r->f->period.to, &office);
	if (e != OK)
		return e;
	if (r->n_units > 0)
		qsort(r->units, r->n_units, sizeof(*r->units), unit_cmp);
	if (r->n_classes > 0)
		qsort(r->classes, r->n_classes, sizeof(*r->classes), class_cmp);
	r->cal = office->cal;
	e = store_centre_here(db, r->a, &centre);
	r->f->office_zh = conf->office_name;
	r->f->office_en = conf->office_name_en[0] != '\0' ? conf->office_name_en
		: e == OK ? text_pick(LANG_EN, conf->office_name, centre->name_en) : conf->office_name;
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
read_seal(struct db *db, struct figures_reader *r)
{
	enum err e = store_stats_seal(db, r->a, day_of(r->f->period.to - 1), &r->f->seal);

	r->f->is_sealed = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* The seal of the month's end, as it was first made. */
static enum err
read_month_seal(struct db *db, struct figures_reader *r)
{
	struct month_row *m;
	enum err e = r->f->about.span == BY_MONTH ? store_month(db, r->a, day_of(r->f->period.from), &m) : ERR_NOT_FOUND;

	if (e == OK && m->sha256.len > 0)
		r->f->month_seal = file_hex(r->a, m->sha256.data);
	return e == ERR_NOT_FOUND ? OK : e;
}

static struct eval_query
query_of(struct figures_about about)
{
	struct period p = figures_period(about, 0);
	struct civil c = civil_of(p.from);

	return (struct eval_query){ .year = c.year, .month = c.month, .months = p.months, .as_of = USEC_NONE,
		.compare = true };
}

static enum err
read_all(struct service *sv, struct figures_reader *r, unsigned want)
{
	const struct eval_query q = query_of(r->f->about);
	enum err e = read_names(sv->db, r, sv->conf);

	for (int by = 0; by < FIGURES_BY_MAX && e == OK; by++)
		if (by == FIGURES_UNIT || (want & (unsigned)WANT_LINES << by) != 0)
			e = read_lines(sv, r, q, (enum figures_by)by);
	if (e == OK && (want & WANT_HOTLINE) != 0)
		e = read_hotline(sv, r, q);
	if (e == OK)
		e = read_trend(sv->db, r);
	if (e == OK)
		e = figures_read_lists(sv->db, r, want);
	if (e == OK)
		e = read_seal(sv->db, r);
	if (e == OK)
		e = read_month_seal(sv->db, r);
	return e;
}

enum err
figures_read(struct db *db, struct arena *a, const struct conf *conf, struct figures_about about, unsigned want,
    struct figures **out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct service sv = { .db = db, .arena = a, .conf = conf };
	struct figures *f = arena_new_of(a, struct figures);
	struct figures_reader r = { .a = a, .f = f };
	enum err e;

	f->about = about;
	f->period = figures_period(about, 0);
	f->zone = conf->zone;
	if ((e = db_begin_read(db, &tx)) != OK)
		return e;
	if ((e = read_all(&sv, &r, want)) != OK)
		return e;
	if ((e = db_commit(&tx)) != OK)
		return e;
	figures_seal(f, a);
	*out = f;
	return OK;
}
