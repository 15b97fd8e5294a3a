/* Accountability: every rule of metrics 5 on, below and above its edge; the year; the way of a finding. */
#include "config.h"
#include "lib/rule/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { U = 7, V = 8 };
#define OPEN_END .valid_from = 0, .valid_until = USEC_NONE

static const struct account_rule rules[] = {
	{ .id = 1, .code = "A1", .measure = "late_unexplained", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 2, .code = "A2", .measure = "late_unexplained", .subject = 1, .span = 2, .cmp = 4, .num = 3, .den = 1, OPEN_END },
	{ .id = 3, .code = "A3", .measure = "r_close", .subject = 1, .span = 2, .cmp = 2, .num = 90, .den = 100, .small = 5, OPEN_END },
	{ .id = 4, .code = "A4", .measure = "r_close", .subject = 1, .span = 3, .cmp = 2, .num = 90, .den = 100, .times = 3, OPEN_END },
	{ .id = 5, .code = "A5", .measure = "r_close_ontime", .subject = 1, .span = 3, .cmp = 2, .num = 80, .den = 100, .times = 3, OPEN_END },
	{ .id = 6, .code = "A6", .measure = "r_close_ontime", .subject = 1, .span = 4, .cmp = 2, .num = 90, .den = 100, OPEN_END },
	{ .id = 7, .code = "A7", .measure = "return_unjust", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 8, .code = "A8", .measure = "reworks", .subject = 1, .span = 1, .cmp = 4, .num = 3, .den = 1, OPEN_END },
	{ .id = 9, .code = "A9", .measure = "r_rework", .subject = 1, .span = 2, .cmp = 3, .num = 10, .den = 100, .small = 5, OPEN_END },
	{ .id = 10, .code = "A10", .measure = "n_rework", .subject = 1, .span = 2, .cmp = 3, .num = 20, .den = 1, OPEN_END },
	{ .id = 11, .code = "A11", .measure = "supervised", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 12, .code = "A12", .measure = "false_report", .subject = 3, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 13, .code = "A13", .measure = "by_hand", .subject = 3, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 14, .code = "A14", .measure = "late", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 15, .code = "A15", .measure = "check_untrue", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
	{ .id = 19, .code = "A19", .measure = "trace", .subject = 1, .span = 1, .cmp = 1, .num = 1, .den = 1, OPEN_END },
};

/* What was found for one input: how often a rule, and its last hit. */
struct found {
	struct arena *a;
	struct account_hit *h;
	size_t n;
};

static struct found
judge(const struct account_figures *f, size_t nf, const struct account_event *e, size_t ne, int32_t months)
{
	const struct account_year y = { .year = 2026, .months_over = months, .cases = true, .figures = f, .n_figures = nf, .events = e, .n_events = ne };
	struct found out = { .a = arena_new() };

	account_judge(out.a, rules, N(rules), &y, &out.h, &out.n);
	return out;
}

static size_t
times(const struct found *f, const char *code, int64_t unit_id)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += strcmp(f->h[i].rule->code, code) == 0 && f->h[i].unit_id == unit_id;
	return n;
}

static const struct account_hit *
last(const struct found *f, const char *code)
{
	const struct account_hit *h = NULL;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->h[i].rule->code, code) == 0)
			h = &f->h[i];
	assert_non_null(h);
	return h;
}

static struct account_figures
month(int64_t unit, int32_t m, int64_t due, int64_t closed, int64_t ontime)
{
	struct account_figures f = { .unit_id = unit, .month = m };

	f.c.v[N_CLOSE_DUE] = due;
	f.c.v[N_CLOSE] = closed;
	f.c.v[N_CLOSE_ONTIME] = ontime;
	return f;
}

static struct account_event
event(enum account_what what, int64_t unit, int64_t case_id, int m, int d, int32_t nth)
{
	return (struct account_event){ what, unit, 0, case_id, day_start(day_of_date(2026, m, d)) + USEC_HOUR, nth, nth };
}

static size_t
month_hits(const char *code, int64_t due, int64_t closed, int64_t ontime, int64_t disposed, int64_t reworked)
{
	struct account_figures f = month(U, 3, due, closed, ontime);
	struct found x;
	size_t n;

	f.c.v[N_DISPOSE] = disposed;
	f.c.v[N_REWORK] = reworked;
	x = judge(&f, 1, NULL, 0, 3);
	n = times(&x, code, U);
	arena_free(x.a);
	return n;
}

/* Exact fractions: 89.995 % is below 90, 90 % is not. */
static void
test_month_edges(void **state)
{
	(void)state;
	assert_int_equal(month_hits("A3", 10, 9, 9, 0, 0), 0);
	assert_int_equal(month_hits("A3", 20000, 17999, 0, 0, 0), 1);	/* 89.995 %, printed 90.00 */
	assert_int_equal(month_hits("A3", 20000, 18000, 0, 0, 0), 0);
	assert_int_equal(month_hits("A3", 20000, 18001, 0, 0, 0), 0);
	assert_int_equal(month_hits("A3", 0, 0, 0, 0, 0), 0);		/* nothing due: not applicable */
	assert_int_equal(month_hits("A3", 1, 0, 0, 0, 0), 1);
	assert_int_equal(month_hits("A9", 0, 0, 0, 10, 1), 0);		/* exactly 10 % */
	assert_int_equal(month_hits("A9", 0, 0, 0, 9999, 1000), 1);
	assert_int_equal(month_hits("A9", 0, 0, 0, 10001, 1000), 0);
	assert_int_equal(month_hits("A9", 0, 0, 0, 0, 3), 0);		/* nothing handled */
	assert_int_equal(month_hits("A10", 0, 0, 0, 900, 19), 0);
	assert_int_equal(month_hits("A10", 0, 0, 0, 900, 20), 0);	/* more than 20 */
	assert_int_equal(month_hits("A10", 0, 0, 0, 900, 21), 1);
}

/* Small numbers mark and do not suppress; a month that still runs is not judged. */
static void
test_small(void **state)
{
	const struct account_figures few = month(U, 2, 4, 3, 3), enough = month(U, 2, 5, 4, 4);
	struct found x = judge(&few, 1, NULL, 0, 2);

	(void)state;
	assert_true(last(&x, "A3")->small);
	assert_int_equal(last(&x, "A3")->value.num, 3);
	assert_int_equal(last(&x, "A3")->value.den, 4);
	arena_free(x.a);
	x = judge(&enough, 1, NULL, 0, 2);
	assert_false(last(&x, "A3")->small);
	arena_free(x.a);
	x = judge(&enough, 1, NULL, 0, 1);
	assert_int_equal(times(&x, "A3", U), 0);
	arena_free(x.a);
}

/* Bad months need not follow each other; the third one gives A3 and A4, each by itself. */
static void
test_months_added_up(void **state)
{
	const struct account_figures f[] = { month(U, 1, 100, 89, 89), month(U, 2, 100, 95, 95), month(U, 3, 0, 0, 0),
		month(U, 4, 100, 80, 80), month(U, 6, 100, 89, 79), month(V, 1, 10, 1, 1), month(V, 2, 10, 1, 1) };
	struct found x = judge(f, N(f), NULL, 0, 5);

	(void)state;
	assert_int_equal(times(&x, "A3", U), 2);
	assert_int_equal(times(&x, "A4", U), 0);
	assert_int_equal(times(&x, "A4", V), 0);
	arena_free(x.a);
	x = judge(f, N(f), NULL, 0, 6);
	assert_int_equal(times(&x, "A3", U), 3);
	assert_int_equal(times(&x, "A4", U), 1);
	assert_int_equal(last(&x, "A4")->value.num, 3);
	assert_int_equal(last(&x, "A4")->value.den, 4);	/* months with cases due */
	assert_int_equal(last(&x, "A4")->n_parts, 4);
	assert_int_equal(last(&x, "A4")->end_day, day_of_date(2026, 7, 1));
	assert_string_equal(account_key(x.a, last(&x, "A4")), "A4.u7.2026");
	assert_string_equal(account_key(x.a, last(&x, "A3")), "A3.u8.2026-02");
	assert_int_equal(times(&x, "A5", U), 0);	/* below 80 % once; 80 % is not below */
	arena_free(x.a);
}

static void
test_ontime_months(void **state)
{
	struct account_figures f[] = { month(U, 1, 100, 100, 79), month(U, 5, 100, 100, 79), month(U, 12, 100, 100, 80) };
	struct found x = judge(f, N(f), NULL, 0, 12);

	(void)state;
	assert_int_equal(times(&x, "A5", U), 0);
	arena_free(x.a);
	f[2].c.v[N_CLOSE_ONTIME] = 79;
	x = judge(f, N(f), NULL, 0, 12);
	assert_int_equal(times(&x, "A5", U), 1);
	assert_int_equal(last(&x, "A5")->end_day, day_of_date(2027, 1, 1));
	arena_free(x.a);
}

/* The year warns while it runs and stands when it is over. */
static void
test_year(void **state)
{
	struct account_figures f[] = { month(U, 0, 1000, 1000, 899), month(V, 0, 1000, 1000, 900) };
	struct found x = judge(f, N(f), NULL, 0, 11);

	(void)state;
	assert_int_equal(times(&x, "A6", U), 1);
	assert_int_equal(times(&x, "A6", V), 0);
	assert_true(last(&x, "A6")->provisional);
	arena_free(x.a);
	x = judge(f, N(f), NULL, 0, 12);
	assert_false(last(&x, "A6")->provisional);
	assert_string_equal(account_key(x.a, last(&x, "A6")), "A6.u7.2026");
	arena_free(x.a);
	f[0].c.v[N_CLOSE_DUE] = f[0].c.v[N_CLOSE_ONTIME] = 0;
	x = judge(f, N(f), NULL, 0, 12);
	assert_int_equal(times(&x, "A6", U), 0);
	arena_free(x.a);
}

/* A1 each time; A2 the third time in one calendar month, with its cases. */
static void
test_late_times(void **state)
{
	const struct account_event e[] = { event(AM_LATE_UNEXPLAINED, U, 11, 3, 1, 1), event(AM_LATE_UNEXPLAINED, U, 12, 3, 31, 1),
		event(AM_LATE_UNEXPLAINED, U, 13, 4, 1, 1), event(AM_LATE_UNEXPLAINED, V, 14, 3, 5, 1),
		event(AM_LATE, U, 15, 3, 6, 1), event(AM_LATE_UNEXPLAINED, U, 12, 3, 20, 2) };
	struct found x = judge(NULL, 0, e, 5, 4);

	(void)state;
	assert_int_equal(times(&x, "A1", U), 3);
	assert_int_equal(times(&x, "A2", U), 0);	/* two in March, one in April */
	assert_int_equal(times(&x, "A14", U), 1);
	arena_free(x.a);
	x = judge(NULL, 0, e, 6, 4);
	assert_int_equal(times(&x, "A2", U), 1);
	assert_int_equal(times(&x, "A2", V), 0);
	assert_int_equal(last(&x, "A2")->value.num, 3);
	assert_int_equal(last(&x, "A2")->n_cases, 3);
	assert_int_equal(last(&x, "A2")->cases[0], 11);
	assert_string_equal(account_key(x.a, last(&x, "A2")), "A2.u7.2026-03");
	arena_free(x.a);
	x = judge(NULL, 0, e, 6, 2);
	assert_int_equal(times(&x, "A2", U), 0);	/* March is not over */
	assert_int_equal(times(&x, "A1", U), 4);	/* cases do not wait */
	arena_free(x.a);
}

static void
test_cases(void **state)
{
	struct account_event e[] = { event(AM_REWORKS, U, 20, 2, 1, 2), event(AM_RETURN_UNJUST, U, 21, 2, 2, 9),
		event(AM_SUPERVISED, U, 22, 2, 3, 4), event(AM_FALSE, U, 23, 2, 4, 5), event(AM_UNTRUE, U, 24, 2, 5, 2),
		event(AM_TRACE, U, 25, 2, 6, 0) };
	struct found x;

	(void)state;
	e[3].user_id = 99;
	x = judge(NULL, 0, e, N(e), 1);
	assert_int_equal(times(&x, "A8", U), 0);	/* twice is not three times */
	assert_int_equal(times(&x, "A7", U) + times(&x, "A11", U) + times(&x, "A15", U) + times(&x, "A19", U), 4);
	assert_int_equal(last(&x, "A12")->user_id, 99);
	assert_int_equal(last(&x, "A7")->user_id, 0);
	assert_string_equal(account_key(x.a, last(&x, "A12")), "A12.u7.p99.c23.5");
	assert_int_equal(times(&x, "A13", U), 0);	/* only by hand */
	arena_free(x.a);
	for (int32_t t = 3; t <= 4; t++) {
		e[0].times = e[0].nth = t;
		x = judge(NULL, 0, e, N(e), 1);
		assert_int_equal(times(&x, "A8", U), 1);
		assert_string_equal(account_key(x.a, last(&x, "A8")), "A8.u7.c20.0");	/* the fourth adds to it */
		arena_free(x.a);
	}
}

/* The version that held when it happened, or when the period ended. */
static void
test_versions(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const usec_t change = day_start(day_of_date(2026, 4, 1));
	const struct account_rule two[] = {
		{ .id = 1, .code = "A3", .measure = "r_close", .subject = 1, .span = 2, .cmp = 2, .num = 90, .den = 100, .valid_until = change },
		{ .id = 2, .code = "A3", .measure = "r_close", .subject = 1, .span = 2, .cmp = 2, .num = 95, .den = 100,
		    .valid_from = change, .valid_until = USEC_NONE } };
	const struct account_figures f[] = { month(U, 3, 100, 92, 92), month(U, 4, 100, 92, 92) };
	const struct account_year y = { .year = 2026, .months_over = 4, .figures = f, .n_figures = N(f) };
	struct account_hit *h;
	size_t n;

	(void)state;
	account_judge(a, two, N(two), &y, &h, &n);
	assert_int_equal(n, 1);
	assert_int_equal(h[0].rule->id, 2);
	assert_int_equal(h[0].first_day, day_of_date(2026, 4, 1));
}

/* From each state on: what may be done, and that nothing confirmed is taken back. */
static void
test_way(void **state)
{
	size_t n;
	const struct finding_row_way *w = finding_ways(&n);

	(void)state;
	assert_int_equal(finding_way(FS_PROPOSED, FX_CONFIRM)->to, FS_CONFIRMED);
	assert_null(finding_way(FS_CONFIRMED, FX_DISMISS));
	assert_null(finding_way(FS_CONFIRMED, FX_ADDED));
	assert_null(finding_way(FS_PROPOSED, FX_SEND));
	assert_int_equal(finding_way(FS_CONFIRMED, FX_SEND)->to, FS_SENT);
	assert_int_equal(finding_way(FS_SENT, FX_SIGN)->to, FS_ANSWER_DUE);
	assert_int_equal(finding_way(FS_SENT, FX_OVERDUE)->to, FS_OVERDUE);
	assert_int_equal(finding_way(FS_OVERDUE, FX_ANSWER)->to, FS_ANSWERED);
	assert_true(finding_way(FS_OVERDUE, FX_ANSWER)->words);
	assert_null(finding_way(FS_ANSWERED, FX_ANSWER));
	assert_int_equal(finding_way(FS_ANSWERED, FX_RESULT)->to, FS_RESULT);
	for (int s = FS_PROPOSED; s < FS_MAX; s++)
		assert_true(s == FS_PROPOSED || finding_way((enum finding_state)s, FX_ADDED) == NULL);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			assert_true(w[i].step != w[k].step || (w[i].from & w[k].from) == 0);
	assert_true(finding_needs_two(4) && !finding_needs_two(0));
}

static void
test_appeal(void **state)
{
	(void)state;
	assert_int_equal(appeal_after(AP_ASKED, false, true), AP_FIRST);
	assert_int_equal(appeal_after(AP_FIRST, true, true), AP_GRANTED);
	assert_int_equal(appeal_after(AP_FIRST, true, false), AP_REFUSED);
	assert_int_equal(appeal_after(AP_FIRST, false, true), AP_REFUSED);
	assert_int_equal(appeal_after(AP_GRANTED, true, false), AP_GRANTED);
}

/* The same seed draws the same cases, in whatever order they come; another seed others. */
static void
test_sample(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	int64_t ids[1000], back[1000], *x, *y, *z;
	size_t nx, ny, nz, same = 0;

	(void)state;
	for (size_t i = 0; i < N(ids); i++)
		ids[i] = back[N(ids) - 1 - i] = (int64_t)i * 3 + 1;
	account_sample(a, 202611, ids, N(ids), 50, &x, &nx);
	account_sample(a, 202611, back, N(back), 50, &y, &ny);
	account_sample(a, 202612, ids, N(ids), 50, &z, &nz);
	assert_int_equal(nx, 50);
	assert_int_equal(ny, 50);
	assert_memory_equal(x, y, 50 * sizeof(*x));
	for (size_t i = 0; i < 50; i++) {
		assert_true(i == 0 || x[i - 1] < x[i]);
		same += x[i] == z[i];
	}
	assert_true(same < 25);
	account_sample(a, 1, ids, 3, 50, &x, &nx);
	assert_int_equal(nx, 3);
	account_sample(a, 1, ids, 0, 50, &x, &nx);
	assert_int_equal(nx, 0);
}

static void
test_measures(void **state)
{
	(void)state;
	assert_int_equal(account_what_of("r_close"), AM_FIGURE);
	assert_int_equal(account_what_of("n_rework"), AM_FIGURE);
	assert_int_equal(account_what_of("late"), AM_LATE);
	assert_int_equal(account_what_of("r_nonsense"), AM_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_month_edges), cmocka_unit_test(test_small), cmocka_unit_test(test_months_added_up),
		cmocka_unit_test(test_ontime_months), cmocka_unit_test(test_year), cmocka_unit_test(test_late_times),
		cmocka_unit_test(test_cases), cmocka_unit_test(test_versions), cmocka_unit_test(test_way),
		cmocka_unit_test(test_appeal), cmocka_unit_test(test_sample), cmocka_unit_test(test_measures),
	};

	if (zone_use("Asia/Shanghai") != OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
