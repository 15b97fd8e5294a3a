#include "config.h"
#include "tests/db/test_stats_told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

struct told t;

/* "10-31 23:59" of 2026 in Shanghai. */
usec_t
at(const char *s)
{
	int month, day, hour, minute;

	assert_int_equal(sscanf(s, "%d-%d %d:%d", &month, &day, &hour, &minute), 4);
	return civil_to((struct civil){
	    .year = 2026, .month = month, .day = day, .hour = hour, .minute = minute });
}

void
begin(usec_t received, int32_t source)
{
	memset(&t, 0, sizeof(t));
	t.l = (struct life){ .stages = t.stage,
		.promises = t.promise,
		.orders = t.order,
		.holds = t.hold,
		.faults = t.fault };
	t.l.c = (struct life_case){ .id = 1,
		.source = source,
		.received_at = received,
		.filed_at = USEC_NONE,
		.dispatched_at = USEC_NONE,
		.fed_back_at = USEC_NONE,
		.closed_at = USEC_NONE };
}

/* The case comes into a state; the stage before it ends. */
void
into(int32_t state, int64_t unit, usec_t when, usec_t due)
{
	struct life_stage *s = &t.stage[t.l.n_stages];

	assert_true(t.l.n_stages < TOLD_MAX);
	if (t.l.n_stages > 0)
		s[-1].ended = when;
	*s = (struct life_stage){ 1, state, unit, when, due, USEC_NONE };
	t.l.n_stages++;
	if (state == CS_FILED && t.l.c.filed_at == USEC_NONE)
		t.l.c.filed_at = when;
	if (state == CS_CLOSED)
		t.l.c.closed_at = when;
}

void
promise(int32_t kind, int32_t round, int64_t unit, usec_t from, usec_t due, usec_t original)
{
	struct life_promise *p = &t.promise[t.l.n_promises];

	if (t.l.n_promises > 0 && p[-1].ended == USEC_NONE)
		p[-1].ended = from;
	*p = (struct life_promise){ 1, kind, round, unit, LIMIT_URGENT_HOUR, from, due, original,
		USEC_NONE };
	t.l.n_promises++;
}

void
order(int32_t kind, int32_t result, usec_t answered)
{
	t.order[t.l.n_orders++] = (struct life_order){ 1, kind, result, answered };
}

struct counts
month(int m, struct life_fact *f)
{
	struct period p = period_of_months(2026, m, 1);
	struct counts c = { .v = { 0 } };

	life_as_of(&t.l, NULL, p, f);
	metrics_fold(&c, &f->fact, p);
	metrics_fold_marks(&c, &f->marks);
	return c;
}
