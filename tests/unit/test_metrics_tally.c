/*
 * The counting instants against a clerk with a tally sheet: he goes through
 * the periods one after the other, looks at every case as it stands at the
 * cut-off, and strikes it off once it is counted.  The rules here only ask for
 * one period at a time and must give the same figures.
 */
#include "config.h"
#include "lib/rule/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

enum { CASES = 5000, ROUNDS = 4, MONTHS = 12, YEAR = 2015 };

/* One round: feedback, then sent back or confirmed and closed, then perhaps reopened. */
struct round {
	usec_t fed, failed, confirmed, closed, reopened;
};

struct history {
	usec_t filed, due, voided, special;
	usec_t hold_from, hold_until;
	struct round r[ROUNDS];
	int rounds;
	struct step_fact check;
	int32_t source;
};

static struct history cases[CASES];
static struct period year;
static uint64_t seed = 0x2545F4914F6CDD1Du;

static int
dice(int sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)(seed % (uint64_t)sides);
}

/* A while after t; now and then exactly a month's edge or a microsecond beside it. */
static usec_t
later(usec_t t, int days)
{
	usec_t u = t + 1 + dice(days * 24) * USEC_HOUR + dice(3);
	struct civil c = civil_of(u);
	usec_t edge = month_start(c.year, c.month + 1) + dice(3) - 1;

	return dice(6) == 0 && edge > t ? edge : u;
}

static void
make_rounds(struct history *h)
{
	usec_t t = h->filed;

	for (h->rounds = 0; h->rounds < ROUNDS && dice(8) > 0; h->rounds++) {
		struct round *r = &h->r[h->rounds];

		*r = (struct round){ USEC_NONE, USEC_NONE, USEC_NONE, USEC_NONE, USEC_NONE };
		r->fed = t = dice(10) == 0 && h->due != USEC_NONE && h->due > t ? h->due : later(t, 25);
		if (dice(3) == 0) {
			r->failed = t = later(t, 15);
			continue;
		}
		if (dice(9) == 0) {
			h->rounds++;
			return;	/* waits for its check for ever */
		}
		r->confirmed = t = later(t, 3);
		r->closed = t = dice(3) ? t + dice(3) : later(t, 15);
		if (dice(5) > 0) {
			h->rounds++;
			return;
		}
		r->reopened = t = later(t, 20);
	}
}

/* Suspended once, after everything else of the first round, in a case that was never closed. */
static void
make_hold(struct history *h)
{
	usec_t from = h->rounds == 0 ? h->filed : h->r[0].failed;

	h->hold_from = h->hold_until = USEC_NONE;
	if (h->rounds > 1 || from == USEC_NONE || dice(2))
		return;
	h->hold_from = later(from, 40);
	h->hold_until = dice(6) == 0 ? USEC_NONE : later(h->hold_from, 120);
}

static void
make_case(struct history *h)
{
	*h = (struct history){ .voided = USEC_NONE, .special = USEC_NONE, .source = SRC_SUPERVISOR };
	h->filed = later(year.from, 250);
	h->due = dice(9) ? later(h->filed, 45) : USEC_NONE;
	h->check = (struct step_fact){ later(h->filed, 30), dice(4) ? later(h->filed, 30) : USEC_NONE };
	make_rounds(h);
	make_hold(h);
	if (h->hold_from == USEC_NONE && h->rounds == 0 && dice(4) == 0)
		h->special = later(h->filed, 60);
	else if (dice(12) == 0)
		h->voided = later(h->filed, 60);
}

/* --- as a reader of the database would fill the fact ------------------------------- */

static bool
by(usec_t t, usec_t cut)
{
	return t != USEC_NONE && t < cut;
}

static void
fact_rounds(const struct history *h, struct period p, struct case_fact *f)
{
	usec_t last_in_time = USEC_NONE, back = USEC_NONE;

	for (int i = 0; i < h->rounds && by(h->r[i].fed, p.to); i++) {
		const struct round *r = &h->r[i];
		usec_t sent_back = by(r->failed, p.to) ? r->failed : by(r->reopened, p.to) ? r->reopened :
		    USEC_NONE;

		f->fed_back = sent_back == USEC_NONE ? r->fed : USEC_NONE;
		f->closed = by(r->closed, p.to) && sent_back == USEC_NONE ? r->closed : USEC_NONE;
		f->end = f->closed != USEC_NONE ? END_CLOSED :
		    sent_back == USEC_NONE && by(r->confirmed, p.to) ? END_CONFIRMED : END_OPEN;
		if (r->closed != USEC_NONE && sent_back != USEC_NONE)
			f->sealed = f->sealed || metrics_sealed(r->closed, sent_back, p);
		if (h->due != USEC_NONE && r->fed <= h->due) {
			last_in_time = r->fed;
			back = sent_back;
		}
	}
	if (last_in_time != USEC_NONE && back != USEC_NONE && back > h->due)
		f->failed_late = back;
}

static struct case_fact
fact_of(const struct history *h, struct period p)
{
	struct case_fact f = fact_empty();

	f.source = h->source;
	f.filed = h->filed;
	f.due = h->due;
	fact_rounds(h, p, &f);
	if (by(h->hold_from, p.to)) {
		f.held_from = h->hold_from;
		f.held_until = h->hold_until;
	}
	f.check.due = h->check.due;
	if (by(h->check.done, p.to))
		f.check.done = h->check.done;
	if (by(h->special, p.to)) {
		f.end = END_SPECIAL;
		f.closed = h->special;
	}
	if (by(h->voided, p.to)) {
		f.end = END_VOID;
		f.voided = h->voided;
	}
	return f;
}

/* --- the clerk --------------------------------------------------------------------- */

enum state { OPEN, WAITING, CONFIRMED, CLOSED, GONE };

static enum state
state_at(const struct history *h, usec_t cut, usec_t *fed)
{
	enum state s = OPEN;

	*fed = USEC_NONE;
	if (by(h->special, cut) || by(h->voided, cut))
		return GONE;
	for (int i = 0; i < h->rounds; i++) {
		const struct round *r = &h->r[i];

		if (by(r->fed, cut))
			*fed = r->fed, s = WAITING;
		if (by(r->confirmed, cut))
			s = CONFIRMED;
		if (by(r->closed, cut))
			s = CLOSED;
		if (by(r->failed, cut) || by(r->reopened, cut))
			*fed = USEC_NONE, s = OPEN;
	}
	return s;
}

/* Strikes off the case if it counts by this cut-off and has not been counted. */
static void
strike(const struct history *h, usec_t cut, bool *struck, struct counts *c)
{
	usec_t fed;
	enum state s = state_at(h, cut, &fed);
	bool in_time = fed != USEC_NONE && (h->due == USEC_NONE || fed <= h->due);
	bool held = by(h->hold_from, cut) && (h->hold_until == USEC_NONE || h->hold_until >= cut);

	if (*struck || s == GONE)
		return;
	if (s == CLOSED && in_time) {
		c->v[N_CLOSE_ONTIME]++;
		c->v[N_DISPOSE_ONTIME]++;
	} else if (in_time || !by(h->due, cut) || (held && s == OPEN)) {
		return;
	} else {
		c->v[s == CLOSED ? N_CLOSE_LATE : N_CLOSE_LATE_OPEN]++;
		c->v[s == CLOSED || s == CONFIRMED ? N_DISPOSE_LATE : N_DISPOSE_LATE_OPEN]++;
	}
	*struck = true;
}

static void
strike_check(const struct history *h, usec_t cut, bool *struck, struct counts *c)
{
	bool done = by(h->check.done, cut);

	if (*struck || by(h->voided, cut) || (!done && !by(h->check.due, cut)))
		return;
	c->v[N_CHECK_DUE]++;
	c->v[N_CHECK_ONTIME] += done && h->check.done <= h->check.due;
	*struck = true;
}

static void
same_counts(const struct counts *clerk, const struct counts *rules)
{
	static const enum count ids[] = { N_CLOSE_ONTIME, N_CLOSE_LATE, N_CLOSE_LATE_OPEN,
		N_DISPOSE_ONTIME, N_DISPOSE_LATE, N_DISPOSE_LATE_OPEN, N_CHECK_DUE, N_CHECK_ONTIME };

	for (size_t i = 0; i < N(ids); i++)
		assert_int_equal(rules->v[ids[i]], clerk->v[ids[i]]);
	assert_int_equal(rules->v[N_CLOSE_DUE],
	    clerk->v[N_CLOSE_ONTIME] + clerk->v[N_CLOSE_LATE] + clerk->v[N_CLOSE_LATE_OPEN]);
	assert_int_equal(rules->v[N_DISPOSE_DUE], rules->v[N_CLOSE_DUE]);
}

/* All periods of so many months over the year and what runs into the next. */
/* Told one by one, each within the period, the counts are those that are added up. */
struct hearing {
	struct period p;
	struct counts sum;
};

static void
hear(void *ctx, enum count c, usec_t at)
{
	struct hearing *h = ctx;

	assert_true(at >= h->p.from && at < h->p.to);
	h->sum.v[c]++;
}

static void
compare(int months)
{
	static bool struck[CASES], checked[CASES];
	struct counts total = { .v = { 0 } };

	for (int i = 0; i < CASES; i++)
		struck[i] = checked[i] = false;
	for (int m = 1; m <= 2 * MONTHS; m += months) {
		const struct period p = period_of_months(YEAR, m, months);
		struct counts clerk = { .v = { 0 } }, rules = { .v = { 0 } };
		struct hearing heard = { .p = p };

		for (int i = 0; i < CASES; i++) {
			struct case_fact f = fact_of(&cases[i], p);

			strike(&cases[i], p.to, &struck[i], &clerk);
			strike_check(&cases[i], p.to, &checked[i], &clerk);
			metrics_fold(&rules, &f, p);
			metrics_each(&f, p, hear, &heard);
		}
		same_counts(&clerk, &rules);
		assert_memory_equal(heard.sum.v, rules.v, sizeof(rules.v));
		counts_add(&total, &rules);
	}
	/* The generator must reach every branch. */
	assert_true(total.v[N_CLOSE_ONTIME] > CASES / 10 && total.v[N_CLOSE_LATE] > CASES / 50);
	assert_true(total.v[N_CLOSE_LATE_OPEN] > CASES / 20 && total.v[N_VOID] > CASES / 50);
	assert_true(total.v[N_DISPOSE_LATE] >= total.v[N_CLOSE_LATE] && total.v[N_CLOSED_SPECIAL] > 10);
}

static void
like_the_clerk(const char *zone)
{
	assert_int_equal(zone_use(zone), OK);
	year = period_of_months(YEAR, 1, MONTHS);
	for (int i = 0; i < CASES; i++)
		make_case(&cases[i]);
	compare(1);
	compare(3);
	compare(12);
}

static void
in_shanghai(void **state)
{
	(void)state;
	like_the_clerk("Asia/Shanghai");
}

static void
in_new_york(void **state)
{
	(void)state;
	like_the_clerk("America/New_York");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_shanghai),
		cmocka_unit_test(in_new_york),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
