/* Indicators: vectors of published bulletins, and the edges of counting by hand. */
#include "config.h"
#include "lib/rule/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

static struct arena *arena;

static usec_t
at(const char *text)
{
	struct civil c = { 0 };

	assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &c.year, &c.month, &c.day, &c.hour, &c.minute), 5);
	return civil_to(c);
}

/* --- published bulletins (metrics 4 and 8) --------------------------------------- */

static void
expect_rate(struct rate r, const char *text)
{
	assert_string_equal(rate_print(arena, r), text);
}

static void
bulletins(void **state)
{
	struct counts tianmen = { .v = { [N_FILED] = 996, [N_CLOSE_DUE] = 972, [N_CLOSE] = 911,
		[N_CLOSE_ONTIME] = 737 } };
	struct counts luan = { .v = { [N_ACCEPT] = 8678, [N_FILED] = 8602, [N_CLOSE_DUE] = 7959,
		[N_CLOSE] = 7948, [N_CLOSE_ONTIME] = 7327, [N_CLOSE_LATE] = 621, [N_CLOSE_LATE_OPEN] = 11 } };
	struct counts huainan = { .v = { [N_FILED] = 24974, [N_CLOSE] = 24117 } };

	(void)state;
	expect_rate(rate_from(&tianmen, R_CLOSE), "93.72");
	expect_rate(rate_from(&tianmen, R_CLOSE_ONTIME), "75.82");
	expect_rate((struct rate){ 902, 956 }, "94.35");
	expect_rate((struct rate){ 9, 16 }, "56.25");
	expect_rate((struct rate){ 953, 996 }, "95.68");
	expect_rate((struct rate){ 43, 996 }, "4.32");
	expect_rate(rate_from(&luan, R_FILED), "99.12");
	expect_rate(rate_from(&luan, R_CLOSE), "99.86");
	assert_int_equal(luan.v[N_CLOSE_ONTIME] + luan.v[N_CLOSE_LATE] + luan.v[N_CLOSE_LATE_OPEN],
	    luan.v[N_CLOSE_DUE]);
	expect_rate(rate_from(&huainan, R_CLOSE_CUM), "96.57");
	/* r_close_ontime_post divides by what was closed. */
	assert_int_equal(rate_from(&luan, R_CLOSE_ONTIME_POST).den, 7948);
}

static void
fractions(void **state)
{
	const struct rate none = { 0, 0 };

	(void)state;
	expect_rate(none, "—");
	expect_rate((struct rate){ 0, 7 }, "0.00");
	expect_rate((struct rate){ 7, 7 }, "100.00");
	expect_rate((struct rate){ 1, 3 }, "33.33");
	expect_rate((struct rate){ 2, 3 }, "66.67");
	expect_rate((struct rate){ 1, 20000 }, "0.01");	/* 0.005 goes up */
	expect_rate((struct rate){ 1, 20001 }, "0.00");
	expect_rate((struct rate){ 3, 2 }, "150.00");
	expect_rate((struct rate){ INT64_MAX / 2, INT64_MAX }, "50.00");
	/* 899,999 of 1,000,000 prints as 90.00 and is below 90 all the same. */
	expect_rate((struct rate){ 899999, 1000000 }, "90.00");
	assert_true(rate_below((struct rate){ 899999, 1000000 }, 90, 100));
	assert_false(rate_below((struct rate){ 9, 10 }, 90, 100));
	assert_false(rate_above((struct rate){ 1, 10 }, 10, 100));
	assert_true(rate_above((struct rate){ 100001, 1000000 }, 10, 100));
	/* Nothing to divide by triggers nothing and ranks last. */
	assert_false(rate_below(none, 90, 100));
	assert_false(rate_above(none, 10, 100));
	assert_true(rate_cmp(none, (struct rate){ 0, 5 }) > 0);
	assert_true(rate_cmp((struct rate){ 0, 5 }, none) < 0);
	assert_int_equal(rate_cmp(none, none), 0);
	assert_int_equal(rate_cmp((struct rate){ 1, 3 }, (struct rate){ 2, 6 }), 0);
	assert_true(rate_cmp((struct rate){ 1, 3 }, (struct rate){ 1, 2 }) < 0);
	assert_string_equal(mean_print(arena, (struct rate){ 3 * USEC_HOUR, 2 }), "1.50");
	assert_string_equal(mean_print(arena, none), "—");
}

static void
identifiers(void **state)
{
	(void)state;
	for (enum count c = 0; c < COUNT_MAX; c++)
		assert_int_equal(count_of(count_token(c)), c);
	for (enum rate_id r = 0; r < RATE_MAX; r++) {
		assert_int_equal(rate_of(rate_token(r)), r);
		assert_string_equal(rate_def(r)->id, rate_token(r));
	}
	assert_int_equal(count_of("n_nothing"), COUNT_MAX);
	assert_int_equal(rate_of("r_nothing"), RATE_MAX);
	assert_string_equal(mean_token(T_DISPOSE), "t_dispose");
	assert_string_equal(count_token(N_CLOSE_LATE_OPEN), "n_close_late_open");
	assert_false(rate_def(R_REWORK)->higher_is_better);
	assert_true(rate_def(R_CLOSE)->higher_is_better);
}

/* Every indicator has a name in both languages. */
static void
names(void **state)
{
	const char *top = getenv("top_srcdir");

	(void)state;
	assert_int_equal(text_load(arena_printf(arena, "%s/templates/lang", top != NULL ? top : ".")), OK);
	for (enum lang l = 0; l < LANG_MAX; l++) {
		for (enum count c = 0; c < COUNT_MAX; c++)
			assert_non_null(text_find(l, arena_printf(arena, "Metric.%s.Name", count_token(c))));
		for (enum rate_id r = 0; r < RATE_MAX; r++)
			assert_non_null(text_find(l, arena_printf(arena, "Metric.%s.Name", rate_token(r))));
		for (enum mean_id m = 0; m < MEAN_MAX; m++)
			assert_non_null(text_find(l, arena_printf(arena, "Metric.%s.Name", mean_token(m))));
	}
}

/* --- edges by hand ------------------------------------------------------------------ */

static struct case_fact
handled(const char *filed, usec_t due, usec_t fed_back, usec_t closed)
{
	struct case_fact f = fact_empty();

	f.source = SRC_SUPERVISOR;
	f.reported = f.accepted = f.filed = f.dispatched = at(filed);
	f.due = due;
	f.fed_back = fed_back;
	f.closed = closed;
	f.end = closed != USEC_NONE ? END_CLOSED : END_OPEN;
	return f;
}

/* The four of n_close* in one number: due, closed, on time, late and open. */
static int
tally(const struct case_fact *f, int year, int month)
{
	struct counts c = { .v = { 0 } };

	metrics_fold(&c, f, period_of_months(year, month, 1));
	assert_int_equal(c.v[N_CLOSE_DUE], c.v[N_CLOSE_ONTIME] + c.v[N_CLOSE_LATE] + c.v[N_CLOSE_LATE_OPEN]);
	assert_int_equal(c.v[N_CLOSE], c.v[N_CLOSE_ONTIME] + c.v[N_CLOSE_LATE]);
	assert_int_equal(c.v[N_DISPOSE_DUE],
	    c.v[N_DISPOSE_ONTIME] + c.v[N_DISPOSE_LATE] + c.v[N_DISPOSE_LATE_OPEN]);
	assert_int_equal(c.v[N_DISPOSE], c.v[N_DISPOSE_ONTIME] + c.v[N_DISPOSE_LATE]);
	assert_int_equal(c.v[N_DISPOSE_DUE], c.v[N_CLOSE_DUE]);
	return (int)(c.v[N_CLOSE_DUE] * 1000 + c.v[N_CLOSE] * 100 + c.v[N_CLOSE_ONTIME] * 10 +
	    c.v[N_CLOSE_LATE_OPEN]);
}

enum { NOTHING = 0, ONTIME = 1110, LATE_CLOSED = 1100, LATE_AND_OPEN = 1001 };

static void
month_edges(void **state)
{
	const usec_t july = at("2026-07-01 00:00");
	struct case_fact f;

	(void)state;
	/* Due at the first instant of July: July, and not over in June. */
	f = handled("2026-06-20 09:00", july, USEC_NONE, USEC_NONE);
	assert_int_equal(tally(&f, 2026, 6), NOTHING);
	assert_int_equal(tally(&f, 2026, 7), LATE_AND_OPEN);
	/* One microsecond earlier: June. */
	f.due = july - 1;
	assert_int_equal(tally(&f, 2026, 6), LATE_AND_OPEN);
	assert_int_equal(tally(&f, 2026, 7), NOTHING);
	/* Fed back and closed in the microsecond it was due. */
	f = handled("2026-06-20 09:00", july - 1, july - 1, july - 1);
	assert_int_equal(tally(&f, 2026, 6), ONTIME);
	/* Closed early: the month of the closing. */
	f = handled("2026-06-20 09:00", at("2026-08-03 09:00"), july - 2, july - 1);
	assert_int_equal(tally(&f, 2026, 6), ONTIME);
	assert_int_equal(tally(&f, 2026, 8), NOTHING);
	/* Fed back late and closed late: the month of the due instant. */
	f = handled("2026-06-20 09:00", july - 1, july, july + 5);
	assert_int_equal(tally(&f, 2026, 6), LATE_CLOSED);	/* were it known in June's list */
	assert_int_equal(tally(&f, 2026, 7), NOTHING);
	/* Fed back in time, checked late by the centre: the month of the closing, on time. */
	f = handled("2026-06-20 09:00", july - 1, july - 1, july + USEC_DAY);
	assert_int_equal(tally(&f, 2026, 7), ONTIME);
	assert_int_equal(tally(&f, 2026, 6), NOTHING);
	/* Nobody promised anything: on time, in the month of closing. */
	f = handled("2026-06-20 09:00", USEC_NONE, july - 1, july);
	assert_int_equal(tally(&f, 2026, 7), ONTIME);
	f.closed = f.fed_back = USEC_NONE;
	f.end = END_OPEN;
	assert_int_equal(tally(&f, 2026, 7), NOTHING);
}

static void
waiting_at_the_cut_off(void **state)
{
	const usec_t due = at("2026-06-30 18:00");
	struct case_fact f = handled("2026-06-20 09:00", due, due, USEC_NONE);

	(void)state;
	assert_int_equal(tally(&f, 2026, 6), NOTHING);	/* waits for its check: out */
	f.fed_back = USEC_NONE;
	f.failed_late = at("2026-07-02 10:00");		/* … and fails in July: July, late */
	assert_int_equal(tally(&f, 2026, 6), NOTHING);
	assert_int_equal(tally(&f, 2026, 7), LATE_AND_OPEN);
	f.fed_back = at("2026-07-05 10:00");		/* sham feedback bought no time */
	f.closed = at("2026-07-06 10:00");
	f.end = END_CLOSED;
	assert_int_equal(tally(&f, 2026, 7), LATE_CLOSED);
	/* Fed back late, check passed, not yet closed: disposed of late, not closed. */
	f = handled("2026-06-20 09:00", due, due + 1, USEC_NONE);
	f.end = END_CONFIRMED;
	assert_int_equal(tally(&f, 2026, 6), LATE_AND_OPEN);
	assert_true(metrics_has(&f, period_of_months(2026, 6, 1), N_DISPOSE_LATE));
	f.end = END_OPEN;
	assert_true(metrics_has(&f, period_of_months(2026, 6, 1), N_DISPOSE_LATE_OPEN));
}

static void
left_out(void **state)
{
	const struct period june = period_of_months(2026, 6, 1);
	const usec_t due = at("2026-06-10 18:00");
	struct case_fact f = handled("2026-06-01 09:00", due, USEC_NONE, USEC_NONE), g;
	struct counts c = { .v = { 0 } };

	(void)state;
	g = f, g.end = END_SPECIAL, g.closed = at("2026-06-20 09:00");
	assert_int_equal(tally(&g, 2026, 6), NOTHING);
	assert_true(metrics_has(&g, june, N_CLOSED_IN) && metrics_has(&g, june, N_CLOSED_SPECIAL));
	g = f, g.end = END_VOID, g.voided = at("2026-06-20 09:00");
	assert_int_equal(tally(&g, 2026, 6), NOTHING);
	metrics_fold(&c, &g, june);
	assert_int_equal(c.v[N_VOID], 1);
	assert_int_equal(c.v[N_FILED_ALL], 1);
	assert_int_equal(c.v[N_FILED] + c.v[N_REPORT] + c.v[N_ACCEPT] + c.v[N_FILED_RIGHT], 0);
	/* Suspended over the cut-off with its date ahead; then its date passes. */
	g = f, g.held_from = at("2026-06-20 09:00"), g.held_until = at("2026-08-31 09:00");
	assert_int_equal(tally(&g, 2026, 6), NOTHING);
	assert_int_equal(tally(&g, 2026, 7), NOTHING);
	assert_int_equal(tally(&g, 2026, 8), LATE_AND_OPEN);
	/* Suspended only after June had counted it. */
	g.held_from = at("2026-07-01 00:00");
	assert_int_equal(tally(&g, 2026, 6), LATE_AND_OPEN);
	assert_int_equal(tally(&g, 2026, 8), NOTHING);
	/* Handled on the spot: counted apart. */
	g = handled("2026-06-01 09:00", USEC_NONE, USEC_NONE, at("2026-06-01 09:00"));
	g.source = SRC_SELF, g.filed = USEC_NONE;
	assert_int_equal(tally(&g, 2026, 6), NOTHING);
	assert_true(metrics_has(&g, june, N_ON_SPOT) && !metrics_has(&g, june, N_CLOSED_IN));
	/* Refused after filing was undone: not in the closing rates. */
	g = f, g.end = END_REFUSED, g.refused = at("2026-06-02 09:00");
	assert_int_equal(tally(&g, 2026, 6), NOTHING);
	assert_true(metrics_has(&g, june, N_NOT_ACCEPTED));
}

static void
reopened(void **state)
{
	const struct period july = period_of_months(2026, 7, 1), year = period_of_months(2026, 1, 12);

	(void)state;
	assert_true(metrics_sealed(at("2026-06-29 10:00"), at("2026-07-02 10:00"), july));
	assert_true(metrics_sealed(at("2026-06-29 10:00"), at("2026-07-01 00:00"), july));
	assert_false(metrics_sealed(at("2026-06-20 10:00"), at("2026-06-30 23:59"), july));
	assert_false(metrics_sealed(at("2026-07-01 00:00"), at("2026-07-20 23:59"), july));
	assert_true(metrics_sealed(at("2026-03-29 10:00"), at("2026-04-02 10:00"), july));
	assert_false(metrics_sealed(at("2026-03-29 10:00"), at("2026-04-02 10:00"), year));
	assert_true(metrics_sealed(at("2025-12-29 10:00"), at("2026-01-02 10:00"), year));
	assert_false(metrics_sealed(USEC_NONE, at("2026-01-02 10:00"), year));
}

static void
steps_and_marks(void **state)
{
	const struct period june = period_of_months(2026, 6, 1), july = period_of_months(2026, 7, 1);
	const usec_t edge = at("2026-07-01 00:00");
	struct case_fact f = handled("2026-06-30 23:30", USEC_NONE, USEC_NONE, USEC_NONE);
	struct metric_marks m = { .reworks = 3, .returns = 1, .extensions = 1 };
	struct counts c = { .v = { 0 } };

	(void)state;
	f.source = SRC_HOTLINE;
	f.check = (struct step_fact){ edge + 1, edge };			/* in time, July */
	f.verify = (struct step_fact){ edge - 1, edge };		/* late: June owes it */
	f.dispatch = (struct step_fact){ edge + 9, edge - 1 };		/* done in June */
	f.sign = (struct step_fact){ edge - 1, USEC_NONE };
	f.filing = (struct step_fact){ f.filed, f.filed };
	f.verified_true = true;
	assert_true(metrics_has(&f, july, N_CHECK_DUE) && metrics_has(&f, july, N_CHECK_ONTIME));
	assert_true(metrics_has(&f, june, N_NEED_VERIFY) && !metrics_has(&f, june, N_VERIFY_ONTIME));
	assert_true(!metrics_has(&f, june, N_VERIFY) && metrics_has(&f, july, N_VERIFY));
	assert_true(metrics_has(&f, july, N_PUB_VERIFIED));
	assert_true(metrics_has(&f, june, N_DISPATCH_ONTIME) && metrics_has(&f, june, N_DISPATCH_RIGHT));
	assert_true(metrics_has(&f, june, N_SIGN_DUE) && !metrics_has(&f, june, N_SIGN_ONTIME));
	assert_true(metrics_has(&f, june, N_FILED_ONTIME) && metrics_has(&f, june, N_REPORT_PUB));
	f.wrong_dispatch = true;
	assert_false(metrics_has(&f, june, N_DISPATCH_RIGHT));
	f.external = true;	/* imported: filed, but on nobody's clock */
	assert_true(metrics_has(&f, june, N_FILED) && !metrics_has(&f, june, N_FILE_DUE));
	assert_false(metrics_has(&f, june, N_DISPATCH_DUE) || metrics_has(&f, june, N_SIGN_DUE));
	metrics_fold_marks(&c, &m);
	metrics_fold_marks(&c, &m);
	assert_int_equal(c.v[N_REWORK], 2);
	assert_int_equal(c.v[REWORK_TIMES], 6);
	assert_int_equal(c.v[N_RETURN], 2);
	assert_int_equal(c.v[N_RETURN_UNJUST], 0);
	assert_int_equal(c.v[N_EXTEND], 2);
}

static void
means(void **state)
{
	struct counts c = { .v = { 0 } }, sum = { .v = { 0 } };
	struct case_fact f = handled("2026-06-01 09:00", at("2026-06-03 09:00"), at("2026-06-02 09:00"),
	    at("2026-06-02 10:00"));

	(void)state;
	f.accept_time = 20 * USEC_MIN;
	f.dispose_time = 4 * USEC_HOUR;
	f.dispose_unit = LIMIT_WORK_DAY;
	metrics_fold(&c, &f, period_of_months(2026, 6, 1));
	f.dispose_time = 5 * USEC_HOUR;
	metrics_fold(&c, &f, period_of_months(2026, 6, 1));
	f.dispose_unit = LIMIT_URGENT_HOUR;
	metrics_fold(&c, &f, period_of_months(2026, 6, 1));
	counts_add(&sum, &c);
	counts_add(&sum, &c);
	assert_string_equal(mean_print(arena, mean_from(&sum, T_DISPOSE)), "4.50");
	assert_string_equal(mean_print(arena, mean_from(&sum, T_DISPOSE_CLOCK)), "5.00");
	assert_string_equal(mean_print(arena, mean_from(&sum, T_ACCEPT)), "0.33");
	assert_int_equal(sum.v[N_CLOSE_ONTIME], 6);
}

/* Months of the office's zone: summer time moves their edges. */
static void
zones(void **state)
{
	struct period p;

	(void)state;
	assert_int_equal(zone_use("America/New_York"), OK);
	p = period_of_months(2015, 11, 1);
	assert_int_equal(p.to - p.from, 30 * USEC_DAY + USEC_HOUR);
	p = period_of_months(2015, 3, 1);
	assert_int_equal(p.to - p.from, 31 * USEC_DAY - USEC_HOUR);
	assert_string_equal(time_iso(arena, p.from), "2015-03-01T05:00:00.000000Z");
	assert_string_equal(time_iso(arena, p.to), "2015-04-01T04:00:00.000000Z");
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	p = period_of_months(2026, 1, 12);
	assert_string_equal(time_iso(arena, p.from), "2025-12-31T16:00:00.000000Z");
	assert_int_equal(p.to - p.from, 365 * USEC_DAY);
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return zone_use("Asia/Shanghai") == OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* A month or a year cut off at yesterday has the periods before it where they were. */
static void
running(void **state)
{
	const struct period november = period_of_months(2026, 11, 1), year = period_of_months(2026, 1, 12);
	const usec_t now = day_start(day_of_date(2026, 11, 22));
	const struct period part = period_until(november, now), part_year = period_until(year, now);
	struct case_fact f = fact_empty();
	struct counts c = { .v = { 0 } };

	(void)state;
	assert_true(part.from == november.from && part.to == now && part_year.from == year.from && part_year.to == now);
	assert_true(period_before(part).from == month_start(2026, 10) && period_before(part).to == november.from);
	assert_true(period_before(part_year).from == month_start(2025, 1) && period_before(part_year).to == year.from);
	assert_true(period_before(november).from == period_before(part).from);
	assert_true(period_until(november, november.to + 1).to == november.to);
	/* Due on the 25th, open on the 22nd: not late yet, whatever the whole month will say. */
	f.reported = f.filed = f.dispatched = day_start(day_of_date(2026, 11, 20));
	f.due = day_start(day_of_date(2026, 11, 25));
	metrics_fold(&c, &f, part);
	assert_int_equal(c.v[N_CLOSE_DUE], 0);
	assert_int_equal(c.v[N_FILED], 1);
	metrics_fold(&c, &f, november);
	assert_int_equal(c.v[N_CLOSE_LATE_OPEN], 1);
	/* Suspended over the edge between October and November: put off, in the month that runs too. */
	f.due = day_start(day_of_date(2026, 10, 15));
	f.held_from = day_start(day_of_date(2026, 10, 20));
	f.held_until = day_start(day_of_date(2026, 11, 10));
	c = (struct counts){ .v = { 0 } };
	metrics_fold(&c, &f, part);
	assert_int_equal(c.v[N_CLOSE_LATE_OPEN], 1);
	/* Closed and reopened within November's days so far: no edge between, so the round counts anew. */
	assert_false(metrics_sealed(day_start(day_of_date(2026, 11, 3)), day_start(day_of_date(2026, 11, 9)), part));
	assert_true(metrics_sealed(day_start(day_of_date(2026, 10, 3)), day_start(day_of_date(2026, 11, 9)), part));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bulletins),
		cmocka_unit_test(fractions),
		cmocka_unit_test(identifiers),
		cmocka_unit_test(names),
		cmocka_unit_test(month_edges),
		cmocka_unit_test(waiting_at_the_cut_off),
		cmocka_unit_test(left_out),
		cmocka_unit_test(reopened),
		cmocka_unit_test(steps_and_marks),
		cmocka_unit_test(means),
		cmocka_unit_test(zones),
		cmocka_unit_test(running),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
