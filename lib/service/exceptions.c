#include "config.h"
#include "lib/service/exceptions.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_figure.h"

#include "lib/base/banned.h"

/* Days of a cluster's habit. */
enum { HABIT_DAYS = 56 };

/* --- control limits ----------------------------------------------------------- */

/* One number of the day and of those it is compared with. */
struct series {
	enum exception_what what;
	int64_t key, now, before;
};
struct all_series {
	struct series *s;
	size_t n;
};

static void
add(struct all_series *all, enum exception_what what, int64_t key, bool now, int64_t n)
{
	if (key != 0 && n > 0)
		all->s[all->n++] = (struct series){ .what = what, .key = key, .now = now ? n : 0, .before = now ? 0 : n };
}

static int
series_cmp(const void *x, const void *y)
{
	const struct series *a = x, *b = y;

	if (a->what != b->what)
		return a->what < b->what ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

/* What belongs together becomes one. */
static void
add_up(struct all_series *all)
{
	size_t n = 0;

	if (all->n > 0)
		qsort(all->s, all->n, sizeof(*all->s), series_cmp);
	for (size_t i = 0; i < all->n; i++) {
		if (n > 0 && series_cmp(&all->s[n - 1], &all->s[i]) == 0) {
			all->s[n - 1].now += all->s[i].now;
			all->s[n - 1].before += all->s[i].before;
		} else {
			all->s[n++] = all->s[i];
		}
	}
	all->n = n;
}

static double
line_chance(const struct exception_line *l, size_t days)
{
	return l->side == CONTROL_HIGH ? control_high(l->now, l->before, days) : control_low(l->now, l->before, days);
}

/* The least likely first. */
static void
sort_lines(struct exceptions *e)
{
	for (size_t i = 1; i < e->n_lines; i++)
		for (size_t j = i; j > 0 && line_chance(&e->lines[j], e->n_before) <
		    line_chance(&e->lines[j - 1], e->n_before); j--) {
			const struct exception_line l = e->lines[j];

			e->lines[j] = e->lines[j - 1];
			e->lines[j - 1] = l;
		}
}

/* Too few reports are an exception too; that hardly anything is late is none. */
static void
judge(struct exceptions *e, const struct all_series *all)
{
	const double share = control_share(e->alarms, all->n);

	for (size_t i = 0; i < all->n; i++) {
		const struct series *s = &all->s[i];
		const bool high = control_high(s->now, s->before, e->n_before) < share;
		const bool low = s->what <= EXCEPTION_CELL && control_low(s->now, s->before, e->n_before) < share;

		if (high || low)
			e->lines[e->n_lines++] = (struct exception_line){ .what = s->what, .key = s->key, .now = s->now,
				.before = s->before, .side = high ? CONTROL_HIGH : CONTROL_LOW,
				.lower = s->what <= EXCEPTION_CELL ? control_lower(s->before, e->n_before, share) : 0,
				.upper = control_upper(s->before, e->n_before, share) };
	}
	e->numbers = all->n;
}

static enum err
read_control(struct service *sv, const struct office *office, usec_t now, int32_t first, struct exceptions *e)
{
	int32_t days[BOARD_DAYS];
	struct board_figure *f;
	struct all_series all = { 0 };
	int64_t until;
	size_t n;
	enum err er = store_figure_until(sv->db, SPAN_MONTH, &until);

	if (er != OK || until == 0)
		return er;
	e->day = (int32_t)(until <= day_of(now) ? until : day_of(now)) - 1;
	control_days(office->cal, e->day, first, e->before, &e->n_before);
	if (e->n_before < CONTROL_LEAST)
		return OK;
	days[0] = e->day;
	for (size_t i = 0; i < e->n_before; i++)
		days[i + 1] = e->before[i];
	if ((er = store_board_figures(sv->db, sv->arena, days, e->n_before + 1, &f, &n)) != OK)
		return er;
	all.s = arena_array_of(sv->arena, struct series, 4 * n + 1);
	for (size_t i = 0; i < n; i++) {
		add(&all, EXCEPTION_CLASS, f[i].class_id, f[i].day == e->day, f[i].n_report);
		add(&all, EXCEPTION_CELL, f[i].base_cell_id, f[i].day == e->day, f[i].n_report);
		add(&all, EXCEPTION_LATE, f[i].unit_id, f[i].day == e->day, f[i].n_late);
		add(&all, EXCEPTION_REWORK, f[i].unit_id, f[i].day == e->day, f[i].n_rework);
	}
	add_up(&all);
	e->lines = arena_array_of(sv->arena, struct exception_line, all.n + 1);
	judge(e, &all);
	sort_lines(e);
	return OK;
}

/* --- clusters ------------------------------------------------------------------ */

/* The base grid most of a cluster's points lie in. */
static int64_t
cell_of(const struct control_point *p, size_t n)
{
	int64_t best = 0;
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		for (size_t j = 0; j < n; j++)
			same += p[j].cell_id == p[i].cell_id;
		if (p[i].cell_id != 0 && same > most) {
			most = same;
			best = p[i].cell_id;
		}
	}
	return best;
}

static int64_t
habit_of(const struct board_habit *h, size_t n, int64_t class_id, int64_t cell_id)
{
	for (size_t i = 0; i < n; i++)
		if (h[i].class_id == class_id && h[i].base_cell_id == cell_id)
			return h[i].n;
	return 0;
}

static int
larger(const void *x, const void *y)
{
	const struct exception_cluster *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

/* Classes that had a report: each of them might have had a cluster. */
static size_t
classes_in(const struct control_point *p, size_t n)
{
	size_t c = 0;

	for (size_t i = 0; i < n; i++)
		c += i == 0 || p[i].class_id != p[i - 1].class_id;
	return c;
}

/*
 * The clusters among the points that their place does not have every day: as
 * many in one day are too unlikely for what it reports of the class.
 */
static enum err
keep_clusters(struct service *sv, struct exceptions *e, const struct control_point *p, size_t points, int32_t today,
    int32_t first)
{
	const int32_t days = today - first < HABIT_DAYS ? today - first : HABIT_DAYS;
	const double share = control_share(e->alarms, classes_in(p, points));
	struct board_habit *h;
	size_t n;
	enum err er = store_board_habit(sv->db, sv->arena, today - HABIT_DAYS, today, &h, &n);

	for (size_t i = 0, end; i < points && er == OK; i = end) {
		struct exception_cluster c = { .class_id = p[i].class_id, .first = i, .from = p[i].at, .until = p[i].at };

		for (end = i + 1; p[i].cluster >= 0 && end < points && p[end].cluster == p[i].cluster;)
			end++;
		if (p[i].cluster < 0)
			continue;
		c.n = end - i;
		c.cell_id = cell_of(&p[i], c.n);
		for (size_t j = i; j < end; j++) {
			c.from = p[j].at < c.from ? p[j].at : c.from;
			c.until = p[j].at > c.until ? p[j].at : c.until;
		}
		if (control_high((int64_t)c.n, habit_of(h, n, c.class_id, c.cell_id), (size_t)days) < share)
			e->clusters[e->n_clusters++] = c;
	}
	if (er == OK && e->n_clusters > 0)
		qsort(e->clusters, e->n_clusters, sizeof(*e->clusters), larger);
	return er;
}

static enum err
read_clusters(struct service *sv, usec_t now, int32_t first, struct exceptions *e)
{
	struct board_point *b;
	struct control_point *p;
	int32_t found;
	size_t n;
	enum err er = store_board_points(sv->db, sv->arena, now - USEC_DAY, &b, &n);

	if (er != OK)
		return er;
	p = arena_array_of(sv->arena, struct control_point, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = (struct control_point){ .id = (int64_t)i, .class_id = b[i].class_id, .cell_id = b[i].cell_id,
			.lat = b[i].lat, .lon = b[i].lon, .at = b[i].at };
	if (n > 0)
		qsort(p, n, sizeof(*p), control_point_cmp);
	control_clusters(p, n, (int32_t)e->metres, (size_t)e->least, &found);
	e->points = arena_array_of(sv->arena, struct board_point, n + 1);
	for (size_t i = 0; i < n; i++)
		e->points[i] = b[p[i].id];
	e->clusters = arena_array_of(sv->arena, struct exception_cluster, (size_t)found + 1);
	return found > 0 && first > 0 ? keep_clusters(sv, e, p, n, day_of(now), first) : OK;
}

/* --- late today ------------------------------------------------------------------ */

enum { RISK_HOURS = 2 };

bool
exception_at_risk(const struct queue_row *r, usec_t now)
{
	if (r->due_at < now + RISK_HOURS * USEC_HOUR)
		return true;
	return r->state == CS_DISPATCHED && r->stage_due != USEC_NONE && r->stage_due < now;
}

static enum err
read_due(struct service *sv, usec_t now, struct exceptions *e)
{
	const int32_t today = day_of(now);
	enum err er = store_board_due(sv->db, sv->arena, day_start(today), day_start(today + 1), &e->due, &e->n_today);

	for (size_t i = 0; er == OK && i < e->n_today; i++) {
		e->n_over += e->due[i].due_at < now;
		if (exception_at_risk(&e->due[i], now))
			e->due[e->n_due++] = e->due[i];
	}
	return er;
}

/* --- all of it ------------------------------------------------------------------ */

enum err
exceptions_read(struct service *sv, usec_t now, struct exceptions **out)
{
	struct exceptions *e = arena_new_of(sv->arena, struct exceptions);
	const struct office *office;
	int64_t first;
	enum err er;

	*e = (struct exceptions){ .day = 0 };
	if ((er = office_now(sv, &office)) != OK || (er = store_board_first(sv->db, &first)) != OK ||
	    (er = store_figure_setting(sv->db, "control_alarms", now, &e->alarms)) != OK ||
	    (er = store_figure_setting(sv->db, "cluster_metres", now, &e->metres)) != OK ||
	    (er = store_figure_setting(sv->db, "cluster_least", now, &e->least)) != OK ||
	    (er = read_due(sv, now, e)) != OK ||
	    (er = read_control(sv, office, now, (int32_t)first, e)) != OK ||
	    (er = read_clusters(sv, now, (int32_t)first, e)) != OK)
		return er;
	*out = e;
	return OK;
}
