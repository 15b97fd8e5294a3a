/*
 * Whole lives of cases - suspended, extended, dispatched anew, reworked, with
 * hazards, across New Year, make-up days and changes of a zone's clocks -
 * against an oracle that lives them minute by minute and knows neither rows
 * nor sums.  What clockwork_tell() says of each clock must be what the oracle
 * has seen, and its lines must add up to the due instant.
 */
#include "config.h"
#include "lib/rule/clockwork.h"

#include <string.h>

#include "lib/base/check.h"
#include "tests/unit/minute_world.h"

#include "lib/base/banned.h"

static struct arena *arena;
static struct world w;

enum { LIFE_DAYS = 40, CALENDARS = 180, LIVES = 10, STEPS = 9, ROWS = 64 };	/* 7 places x 180 x 10 = 12,600 */

/* What happened to the promise, in order; the oracle's only knowledge. */
enum deed { DO_DISPATCH, DO_EXTEND, DO_SUSPEND, DO_RESUME, DO_FEEDBACK, DO_INCOMPLETE, DO_REWORK };
struct deed_row {
	enum deed deed;
	usec_t at, until;
	int32_t amount;
	enum limit_unit unit;
};

struct life {
	struct deed_row deeds[STEPS * 2 + 2];
	size_t n;
	struct past_stage stages[ROWS];
	struct past_promise promises[STEPS + 1];
	struct pause pauses[PAUSES];
	struct past_span hazard;
	struct past_office offices[2];
	struct office office[2];
	struct case_past past;
	int told[ROWS];			/* which limit the writer gave a stage; LIM_MAX: none to be found */
	usec_t counted_from[ROWS];
	usec_t now, fed_back;
	int round, extended;
	bool suspended, inside;
};

static struct life l;

/* Each sort of life the generator made, so that none is missed. */
static int made[DO_REWORK + 1], of_hazard, of_office, of_acceptance;

static usec_t
each(enum limit_unit u)
{
	return u == LIMIT_WORK_DAY ? 8 * USEC_HOUR : u == LIMIT_CALENDAR_DAY ? USEC_DAY :
	    u == LIMIT_DUTY_MINUTE || u == LIMIT_URGENT_MINUTE ? USEC_MIN : USEC_HOUR;
}

/* The three tracks the oracle knows. */
static enum limit_unit
track(enum limit_unit u)
{
	return u == LIMIT_WORK_DAY ? LIMIT_WORK_HOUR : u == LIMIT_DUTY_MINUTE ? LIMIT_DUTY_HOUR :
	    u == LIMIT_CALENDAR_DAY || u == LIMIT_URGENT_MINUTE ? LIMIT_URGENT_HOUR : u;
}

/*
 * The oracle: goes through the deeds and the minutes once more.  What the
 * promise is due at after all of them, and what it was before a rework.
 */
static void
live(usec_t *due, usec_t *original)
{
	usec_t start = 0, allowed = 0, was = USEC_NONE;
	enum limit_unit unit = LIMIT_NONE;
	struct pause p[PAUSES];
	size_t n = 0;

	*original = USEC_NONE;
	for (size_t i = 0; i < l.n; i++) {
		const struct deed_row *d = &l.deeds[i];

		if (d->deed == DO_DISPATCH || d->deed == DO_REWORK) {
			if (d->deed == DO_REWORK && *original == USEC_NONE) {
				w.pauses = (struct pauses){ p, n };
				was = slow_add(&w, start, allowed, track(unit));
			}
			*original = d->deed == DO_REWORK ? was : USEC_NONE;
			start = d->at;
			allowed = d->amount * each(d->unit);
			unit = d->unit;
			n = 0;
		} else if (d->deed == DO_EXTEND) {
			allowed += d->amount * each(unit);
		} else if (d->deed == DO_SUSPEND) {
			p[n++] = (struct pause){ d->at, d->until, 0, 0 };
		} else if (d->deed == DO_RESUME && p[n - 1].until > d->at) {
			p[n - 1].until = d->at;
		}
	}
	w.pauses = (struct pauses){ p, n };
	*due = slow_add(&w, start, allowed, track(unit));
	w.pauses = NO_PAUSES;
}

static const struct office *
office_of(usec_t t)
{
	return &l.office[l.past.n_offices == 2 && l.offices[1].from <= t];
}

static bool
is_hazard(usec_t t)
{
	return l.past.n_hazard > 0 && l.hazard.from <= t;
}

/* A new stage; the oracle itself says when its limit is over. */
static void
stage(enum case_state state, enum lim lim, usec_t from, usec_t due)
{
	struct past_stage *s = &l.stages[l.past.n_stages];

	assert_true(l.past.n_stages < ROWS);
	if (l.past.n_stages > 0)
		s[-1].ended = l.now;
	l.told[l.past.n_stages] = (int)lim;
	l.counted_from[l.past.n_stages] = from;
	if (lim != LIM_MAX) {
		const struct stage_limit *k = &office_of(from)->limits[lim];
		enum limit_unit u = is_hazard(from) ? limit_unit_urgent(k->unit) : k->unit;

		due = slow_add(&w, from, k->amount * each(u), track(u));
		of_hazard += is_hazard(from);
		of_office += office_of(from) == &l.office[1];
		of_acceptance += from != l.now;
	}
	l.inside = l.inside && due != USEC_NONE;
	*s = (struct past_stage){ .seq = (int32_t)++l.past.n_stages, .state = (int32_t)state, .round = l.round,
		.started = l.now, .due = due, .ended = USEC_NONE, .late_at = USEC_NONE };
}

static void
pass(int minutes)
{
	l.now += (1 + dice(minutes)) * USEC_MIN + dice(2) * dice(60000000);
}

static struct deed_row *
deed(enum deed d)
{
	l.deeds[l.n] = (struct deed_row){ .deed = d, .at = l.now };
	made[d]++;
	return &l.deeds[l.n++];
}

/* A promise's row as the office writes it: the due of now, in a new row. */
static void
promise(enum promise_kind kind, usec_t started, int32_t amount, enum limit_unit unit)
{
	struct past_promise *m = &l.promises[l.past.n_promises];

	if (l.past.n_promises > 0)
		m[-1].ended = l.now;
	*m = (struct past_promise){ .seq = (int32_t)++l.past.n_promises, .round = l.round, .kind = (int32_t)kind,
		.amount = amount, .unit = unit, .set = l.now, .started = started, .ended = USEC_NONE, .cal = w.cal };
	live(&m->due, &m->original_due);
	l.inside = l.inside && m->due != USEC_NONE;
}

static struct past_promise *
running(void)
{
	return &l.promises[l.past.n_promises - 1];
}

static void
do_dispatch(enum deed d)
{
	static const enum limit_unit units[] = { LIMIT_WORK_HOUR, LIMIT_WORK_DAY, LIMIT_URGENT_HOUR, LIMIT_CALENDAR_DAY };
	struct deed_row *r = deed(d);

	r->unit = d == DO_REWORK ? running()->unit : units[dice(N(units))];
	r->amount = d == DO_REWORK ? running()->amount : 1 + dice(each(r->unit) > USEC_HOUR ? 3 : 20);
	l.extended = 0;
	l.round += d == DO_DISPATCH;
	promise(d == DO_REWORK ? PROMISE_REWORK : PROMISE_DISPATCH, l.now, r->amount, r->unit);
	stage(CS_DISPATCHED, LIM_SIGN, l.now, USEC_NONE);
	pass(90);
	stage(CS_HANDLING, LIM_MAX, 0, running()->due);
}

/* The open promise with the due of now: in place, or as a row that takes over. */
static void
promise_moves(bool anew)
{
	struct past_promise *m = running();
	usec_t original;

	if (anew)
		promise((enum promise_kind)m->kind, m->started, m->amount, m->unit);
	else
		live(&m->due, &original);
	l.inside = l.inside && running()->due != USEC_NONE;
}

static void
do_suspend(void)
{
	struct pause *p = &l.pauses[l.past.n_pauses++];
	const bool anew = dice(2);
	struct deed_row *r;

	l.now += (USEC_MIN - l.now % USEC_MIN) % USEC_MIN;	/* the oracle's pauses are whole minutes */
	r = deed(DO_SUSPEND);
	r->until = l.now + (60 + dice(6000)) * USEC_MIN;
	*p = (struct pause){ l.now, r->until, (int64_t)l.n, 7 };
	promise_moves(anew);
	stage(CS_SUSPENDED, LIM_MAX, 0, r->until);
	l.now = dice(2) ? r->until : l.now + (r->until - l.now) / 2 / USEC_MIN * USEC_MIN;
	(void)deed(DO_RESUME);
	p->until = l.now;
	promise_moves(false);
	stage(CS_HANDLING, LIM_MAX, 0, running()->due);
	l.suspended = true;
}

static void
do_extend(void)
{
	struct past_promise *m = running();
	struct deed_row *r = deed(DO_EXTEND);

	r->amount = 1 + dice(each(m->unit) > USEC_HOUR ? 2 : 10);
	l.extended = r->amount;
	promise(PROMISE_EXTENSION, m->started, m->amount + r->amount, m->unit);
	l.stages[l.past.n_stages - 1].due = running()->due;
}

/* Feedback, and what the centre finds: wanting by the papers, failed on site, or good. */
static void
do_feedback(void)
{
	l.fed_back = l.now;
	(void)deed(DO_FEEDBACK);
	stage(CS_FEEDBACK, LIM_FEEDBACK_REVIEW, l.now, USEC_NONE);
	pass(60);
	if (dice(3) == 0) {
		(void)deed(DO_INCOMPLETE);
		l.fed_back = USEC_NONE;
		stage(CS_HANDLING, LIM_MAX, 0, running()->due);
		return;
	}
	stage(CS_CHECK_PENDING, LIM_SEND_CHECK, l.now, USEC_NONE);
	pass(60);
	stage(CS_CHECKING, LIM_CHECK, l.now, USEC_NONE);
	pass(90);
	stage(CS_CLOSE_REVIEW, LIM_CLOSE_REVIEW, l.now, USEC_NONE);
	if (dice(3) == 0)
		return;
	pass(60);
	l.fed_back = USEC_NONE;
	do_dispatch(DO_REWORK);
}

/* Registered, verified, filed, sent on: the acceptance hour goes through three stages (R2). */
static void
arrive(void)
{
	const bool verify = dice(2);
	usec_t hour = l.now;

	stage(CS_REGISTERED, verify ? LIM_SEND_VERIFY : LIM_ACCEPT, l.now, USEC_NONE);
	pass(40);
	if (verify) {
		stage(CS_VERIFYING, LIM_VERIFY, l.now, USEC_NONE);
		pass(90);
		hour = l.now;
	}
	stage(CS_FILING, LIM_ACCEPT, hour, USEC_NONE);
	pass(30);
	if (dice(2)) {
		stage(CS_FILING_CHIEF, LIM_ACCEPT, hour, USEC_NONE);
		pass(30);
	}
	stage(CS_FILED, LIM_DISPATCH, l.now, USEC_NONE);
	pass(80);
}

static void
new_life(void)
{
	memset(&l, 0, sizeof(l));
	l.inside = true;
	l.fed_back = USEC_NONE;
	l.now = w.begin + dice(w.minutes / 3) * USEC_MIN;
	for (int i = 0; i < 2; i++) {
		l.office[i].cal = w.cal;
		for (enum lim k = LIM_NONE + 1; k < LIM_MAX; k++)
			l.office[i].limits[k] = (struct stage_limit){ 30 + 7 * (int32_t)k + 200 * i, LIMIT_DUTY_MINUTE };
	}
	l.offices[0] = (struct past_office){ 0, &l.office[0] };
	l.offices[1] = (struct past_office){ l.now + dice(6000) * USEC_MIN, &l.office[1] };
	l.hazard = (struct past_span){ l.now + dice(9000) * USEC_MIN, USEC_NONE };
	l.past = (struct case_past){ .stages = l.stages, .promises = l.promises, .pauses = l.pauses,
		.hazard = &l.hazard, .offices = l.offices, .n_offices = dice(2) ? 2 : 1, .n_hazard = dice(3) == 0 };
	arrive();
	do_dispatch(DO_DISPATCH);
	for (int step = 0; step < STEPS - 2 && l.inside && l.stages[l.past.n_stages - 1].state == CS_HANDLING; step++) {
		pass(1500);
		switch (dice(5)) {
		case 0:
			if (!l.suspended)
				do_suspend();
			break;
		case 1:
			if (l.extended == 0)
				do_extend();
			break;
		case 2:
			do_dispatch(DO_DISPATCH);
			break;
		default:
			do_feedback();
		}
	}
}

/* The lines of one clock against the minutes, and against its due. */
static void
check_lines(const struct case_clock *c, struct pauses pauses, usec_t counted)
{
	usec_t sum = 0, last = c->started, stood = 0;

	w.pauses = pauses;
	assert_true(c->trace.n >= 2 && c->trace.lines[0].kind == LINE_START);
	assert_int_equal(c->trace.lines[c->trace.n - 1].kind, LINE_DUE);
	assert_int_equal(c->trace.lines[c->trace.n - 1].to, c->due);
	for (size_t i = 0; i < c->trace.n; i++) {
		const struct deadline_line *x = &c->trace.lines[i];

		assert_true(x->from >= last && x->to >= x->from);
		assert_int_equal(slow_measure(&w, x->from, x->to, track(c->unit)), x->counted);
		assert_int_equal(x->sum, sum += x->counted);
		stood += x->kind == LINE_PAUSE ? x->to - x->from : 0;
		last = x->to;
	}
	assert_int_equal(sum, counted);
	assert_int_equal(c->allowed, counted);
	assert_int_equal(c->paused, stood);
	w.pauses = NO_PAUSES;
}

static void
check_promise(const struct clockwork *k, usec_t at)
{
	const struct case_clock *c = k->promise;
	usec_t due, original, until = l.fed_back != USEC_NONE ? l.fed_back : at, used;
	struct pause p[PAUSES];
	size_t n = 0;

	live(&due, &original);
	for (size_t i = 0; i < l.past.n_pauses; i++)
		if (l.pauses[i].from >= c->started)
			p[n++] = l.pauses[i];
	assert_int_equal(c->sum, SUM_EXACT);
	assert_int_equal(c->due, due);
	assert_int_equal(c->original_due, original);
	assert_int_equal(c->stopped, l.fed_back);
	assert_int_equal(c->added, l.extended);
	assert_false(c->replaced);
	check_lines(c, (struct pauses){ p, n }, c->amount * each(c->unit));
	w.pauses = (struct pauses){ p, n };
	used = slow_measure(&w, c->started, until, track(c->unit));
	assert_int_equal(c->used, used);
	assert_int_equal(c->left, until > c->due ? -slow_measure(&w, c->due, until, track(c->unit)) : c->allowed - used);
	w.pauses = NO_PAUSES;
}

static void
check_life(void)
{
	usec_t at = l.now + dice(600) * USEC_MIN;
	struct clockwork k;

	assert_int_equal(clockwork_tell(arena, &l.past, at, &k), OK);
	assert_int_equal(k.n, l.past.n_stages + l.past.n_promises);
	assert_ptr_equal(k.stage, &k.clocks[l.past.n_stages - 1]);
	for (size_t i = 0; i < l.past.n_stages; i++) {
		const struct case_clock *c = &k.clocks[i];
		const struct stage_limit *limit;

		if (l.told[i] == LIM_MAX) {
			assert_int_equal(c->sum, c->what == CS_HANDLING ? SUM_PROMISE : SUM_GIVEN);
			continue;
		}
		limit = &office_of(l.counted_from[i])->limits[l.told[i]];
		assert_int_equal(c->sum, SUM_EXACT);
		assert_int_equal(c->started, l.counted_from[i]);
		assert_int_equal(c->amount, limit->amount);
		check_lines(c, NO_PAUSES, limit->amount * USEC_MIN);
	}
	for (size_t i = 0; i + 1 < l.past.n_promises; i++)
		assert_true(k.clocks[l.past.n_stages + i].replaced);
	check_promise(&k, at);
}

/* As it stood earlier: nothing of what came later is known. */
static void
check_earlier(void)
{
	size_t i = (size_t)dice((int)l.past.n_stages);
	usec_t at = l.stages[i].started;
	struct clockwork k;

	assert_int_equal(clockwork_tell(arena, &l.past, at, &k), OK);
	assert_int_equal(k.stage->seq, l.stages[i].seq);
	assert_int_equal(k.stage->stopped, USEC_NONE);
	for (size_t c = 0; c < k.n; c++)
		assert_true(k.clocks[c].started <= at && (k.clocks[c].stopped == USEC_NONE || k.clocks[c].stopped <= at));
}

static void
lives(void **state)
{
	int n = 0, outside = 0;

	(void)state;
	w.n_days = LIFE_DAYS;
	for (size_t p = 0; p <= N(places); p++) {
		assert_int_equal(zone_use(p < N(places) ? places[p].zone : "Asia/Shanghai"), OK);
		for (int i = 0; i < CALENDARS; i++) {
			arena_reset(arena);
			if (p < N(places))
				new_calendar(&w, arena, &places[p]);
			else
				china_calendar(&w, arena, day_of_date(2025, 12, 20) + dice(60));
			for (int h = 0; h < LIVES; h++) {
				new_life();
				if (!l.inside) {	/* lived past the calendar's last day */
					outside++;
					continue;
				}
				check_life();
				check_earlier();
				n++;
			}
		}
	}
	print_message("# %d lives, %d beyond the calendar; %d extended, %d suspended, %d dispatches, %d reworks, %d wanting\n",
	    n, outside, made[DO_EXTEND], made[DO_SUSPEND], made[DO_DISPATCH], made[DO_REWORK], made[DO_INCOMPLETE]);
	assert_true(n >= 10000);
	for (int d = DO_DISPATCH; d <= DO_REWORK; d++)
		assert_true(made[d] > 1000);
	assert_true(of_hazard > 1000 && of_office > 1000 && of_acceptance > 1000);
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lives),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
