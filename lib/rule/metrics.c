#include "config.h"
#include "lib/rule/metrics.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

static const char *const count_tokens[COUNT_MAX] = {
#define X(name, id) [name] = id,
	METRIC_COUNTS(X)
#undef X
};

static const struct rate_def rates[RATE_MAX] = {
#define X(name, id, num, den, up) [name] = { id, num, den, up },
	METRIC_RATES(X)
#undef X
};

static const char *const mean_tokens[MEAN_MAX] = {
#define X(name, id) [name] = id,
	METRIC_MEANS(X)
#undef X
};

/* What a case adds to n_dispose* and n_close*, and at which instant. */
enum verdict { OUT, ON_TIME, LATE, LATE_OPEN };

const char *
count_token(enum count c)
{
	return count_tokens[c];
}

const char *
rate_token(enum rate_id r)
{
	return rates[r].id;
}

const char *
mean_token(enum mean_id m)
{
	return mean_tokens[m];
}

const struct rate_def *
rate_def(enum rate_id r)
{
	return &rates[r];
}

enum count
count_of(const char *id)
{
	enum count c = 0;

	while (c < COUNT_MAX && strcmp(count_tokens[c], id) != 0)
		c++;
	return c;
}

enum rate_id
rate_of(const char *id)
{
	enum rate_id r = 0;

	while (r < RATE_MAX && strcmp(rates[r].id, id) != 0)
		r++;
	return r;
}

struct case_fact
fact_empty(void)
{
	const struct step_fact none = { USEC_NONE, USEC_NONE };

	return (struct case_fact){
		.reported = USEC_NONE, .accepted = USEC_NONE, .filed = USEC_NONE, .refused = USEC_NONE,
		.voided = USEC_NONE, .dispatched = USEC_NONE, .send_verify = none, .verify = none,
		.filing = none, .dispatch = none, .sign = none, .send_check = none, .check = none,
		.due = USEC_NONE, .fed_back = USEC_NONE, .failed_late = USEC_NONE, .closed = USEC_NONE,
		.held_from = USEC_NONE, .held_until = USEC_NONE, .accept_time = USEC_NONE,
		.dispose_time = USEC_NONE, .visited = USEC_NONE,
	};
}

/* --- periods -------------------------------------------------------------------- */

struct period
period_of_months(int year, int month, int months)
{
	return (struct period){ month_start(year, month), month_start(year, month + months), months };
}

static int
months_of(struct period p)
{
	struct civil from = civil_of(p.from), to = civil_of(p.to);
	int months = (to.year - from.year) * 12 + to.month - from.month;

	if (p.months > 0)
		return p.months;
	return months > 0 ? months : 1;
}

struct period
period_until(struct period p, usec_t until)
{
	return (struct period){ p.from, until < p.to ? until : p.to, months_of(p) };
}

struct period
period_before(struct period p)
{
	struct civil from = civil_of(p.from);
	int months = months_of(p);

	return period_of_months(from.year, from.month - months, months);
}

/* The edge one period before another. */
static usec_t
edge_before(usec_t edge, struct period p)
{
	struct civil at = civil_of(edge);

	return edge == p.to ? p.from : month_start(at.year, at.month - months_of(p));
}

bool
metrics_sealed(usec_t closed, usec_t reopened, struct period p)
{
	if (closed == USEC_NONE || reopened == USEC_NONE)
		return false;
	for (usec_t edge = p.from; edge > closed; edge = edge_before(edge, p))
		if (edge <= reopened)
			return true;
	return false;
}

/* The first edge after t, which lies before the end of P. */
static usec_t
edge_after(usec_t t, struct period p)
{
	usec_t edge = p.to, before;

	while ((before = edge_before(edge, p)) > t)
		edge = before;
	return edge;
}

static bool
in(usec_t t, struct period p)
{
	return t != USEC_NONE && t >= p.from && t < p.to;
}

/* --- judging one case ------------------------------------------------------------- */

bool
metrics_own_find(int32_t source)
{
	return source == SRC_SUPERVISOR || source == SRC_VIDEO || source == SRC_TEAM ||
	    source == SRC_AUTONOMY || source == SRC_GUARD || source == SRC_SELF;
}

static bool
is_on_spot(const struct case_fact *f)
{
	return f->source == SRC_SELF && f->filed == USEC_NONE;
}

/*
 * Late at t: a suspension that held at the edge after t puts the case off to
 * the suspension's end (metrics 2, excluded from denominators).
 */
static usec_t
put_off(const struct case_fact *f, usec_t t, struct period p)
{
	usec_t edge;

	if (f->held_from == USEC_NONE || t >= p.to)
		return t;
	edge = edge_after(t, p);
	if (f->held_from < edge && (f->held_until == USEC_NONE || f->held_until >= edge))
		return f->held_until;
	return t;
}

static enum verdict
judge(const struct case_fact *f, struct period p, usec_t *at)
{
	bool closed = f->end == END_CLOSED && f->closed != USEC_NONE, in_time;
	usec_t done = f->fed_back != USEC_NONE || !closed ? f->fed_back : f->closed;

	*at = USEC_NONE;
	if (f->end == END_VOID || f->end == END_REFUSED || f->end == END_SPECIAL || f->sealed ||
	    f->exempt || is_on_spot(f))
		return OUT;
	in_time = done != USEC_NONE && (f->due == USEC_NONE || done <= f->due);
	if (in_time && closed)
		*at = f->closed;
	else if (!in_time && f->due != USEC_NONE)
		*at = put_off(f, f->failed_late != USEC_NONE ? f->failed_late : f->due, p);
	if (!in(*at, p))
		return OUT;
	return in_time ? ON_TIME : closed ? LATE : LATE_OPEN;
}

/* Where one case's counts go: into c, and, when somebody asks, told one by one. */
struct teller {
	struct counts *c;
	metrics_fn *fn;
	void *ctx;
};

static void
tell(struct teller *t, enum count c, bool yes, usec_t at)
{
	t->c->v[c] += yes;
	if (yes && t->fn != NULL)
		t->fn(t->ctx, c, at);
}

static void
fold_dispose_time(struct counts *c, const struct case_fact *f)
{
	bool work = f->dispose_unit == LIMIT_WORK_HOUR || f->dispose_unit == LIMIT_WORK_DAY;
	enum mean_id m = work ? T_DISPOSE : T_DISPOSE_CLOCK;

	if (f->dispose_time == USEC_NONE)
		return;
	c->mean_sum[m] += f->dispose_time;
	c->mean_n[m]++;
}

static void
fold_close(struct teller *t, const struct case_fact *f, struct period p)
{
	bool confirmed = f->end == END_CLOSED || f->end == END_CONFIRMED;
	usec_t at;
	enum verdict v = judge(f, p, &at);

	if (v == OUT)
		return;
	tell(t, N_CLOSE_DUE, true, at);
	tell(t, N_CLOSE, v != LATE_OPEN, at);
	tell(t, N_CLOSE_ONTIME, v == ON_TIME, at);
	tell(t, N_CLOSE_LATE, v == LATE, at);
	tell(t, N_CLOSE_LATE_OPEN, v == LATE_OPEN, at);
	tell(t, N_DISPOSE_DUE, true, at);
	tell(t, N_DISPOSE, confirmed, at);
	tell(t, N_DISPOSE_ONTIME, v == ON_TIME, at);
	tell(t, N_DISPOSE_LATE, confirmed && v != ON_TIME, at);
	tell(t, N_DISPOSE_LATE_OPEN, !confirmed, at);
	if (confirmed)
		fold_dispose_time(t->c, f);
}

/* A step counts in the period of min(done, due). */
static usec_t
step_at(struct step_fact s)
{
	return s.done == USEC_NONE || (s.due != USEC_NONE && s.due < s.done) ? s.due : s.done;
}

static bool
step_in_time(struct step_fact s)
{
	return s.done != USEC_NONE && (s.due == USEC_NONE || s.done <= s.due);
}

static void
fold_step(struct teller *t, struct step_fact s, struct period p, enum count due, enum count ontime)
{
	bool counts = in(step_at(s), p);

	tell(t, due, counts, step_at(s));
	tell(t, ontime, counts && step_in_time(s), step_at(s));
}

static void
fold_steps(struct teller *t, const struct case_fact *f, struct period p)
{
	bool filed = in(f->filed, p);

	fold_step(t, f->send_verify, p, N_SEND_VERIFY_DUE, N_SEND_VERIFY_ONTIME);
	fold_step(t, f->verify, p, N_NEED_VERIFY, N_VERIFY_ONTIME);
	fold_step(t, f->dispatch, p, N_DISPATCH_DUE, N_DISPATCH_ONTIME);
	fold_step(t, f->sign, p, N_SIGN_DUE, N_SIGN_ONTIME);
	fold_step(t, f->send_check, p, N_SEND_CHECK_DUE, N_SEND_CHECK_ONTIME);
	fold_step(t, f->check, p, N_CHECK_DUE, N_CHECK_ONTIME);
	tell(t, N_DISPATCH_RIGHT, in(step_at(f->dispatch), p) && f->dispatch.done != USEC_NONE &&
	    !f->wrong_dispatch, step_at(f->dispatch));
	tell(t, N_FILE_DUE, filed, f->filed);
	tell(t, N_FILED_ONTIME, filed && (f->filing.due == USEC_NONE || f->filed <= f->filing.due), f->filed);
	if ((filed || in(f->refused, p)) && f->accept_time != USEC_NONE) {
		t->c->mean_sum[T_ACCEPT] += f->accept_time;
		t->c->mean_n[T_ACCEPT]++;
	}
}

static void
fold_plain(struct teller *t, const struct case_fact *f, struct period p)
{
	bool own = metrics_own_find(f->source), reported = in(f->reported, p), filed = in(f->filed, p);
	bool over = (f->end == END_CLOSED || f->end == END_SPECIAL) && in(f->closed, p);
	bool verified = in(f->verify.done, p), visited = in(f->visited, p);

	tell(t, N_REPORT, reported, f->reported);
	tell(t, N_REPORT_SUP, reported && own, f->reported);
	tell(t, N_REPORT_PUB, reported && !own, f->reported);
	tell(t, N_REPORT_VALID, reported && f->filed != USEC_NONE, f->reported);
	tell(t, N_ACCEPT, in(f->accepted, p), f->accepted);
	tell(t, N_VERIFY, verified, f->verify.done);
	tell(t, N_PUB_VERIFIED, verified && f->verified_true && !own, f->verify.done);
	tell(t, N_FILED, filed, f->filed);
	tell(t, N_FILED_RIGHT, filed, f->filed);
	tell(t, N_MISSED, filed && f->missed, f->filed);
	tell(t, N_NOT_ACCEPTED, f->end == END_REFUSED && in(f->refused, p), f->refused);
	tell(t, N_DISPATCH, in(f->dispatched, p), f->dispatched);
	tell(t, N_CHECK, in(f->check.done, p), f->check.done);
	tell(t, N_CLOSED_IN, over && !is_on_spot(f), f->closed);
	tell(t, N_CLOSED_SPECIAL, over && f->end == END_SPECIAL, f->closed);
	tell(t, N_ON_SPOT, over && is_on_spot(f), f->closed);
	tell(t, N_WATCH, f->watched, p.to - 1);
	tell(t, N_SUSPEND, f->suspended, p.to - 1);
	tell(t, N_VISIT, visited, f->visited);
	tell(t, N_SATISFIED, visited && f->satisfied, f->visited);
}

static void
fold(struct teller *t, const struct case_fact *f, struct period p)
{
	tell(t, N_FILED_ALL, in(f->filed, p), f->filed);
	if (f->end == END_VOID) {
		tell(t, N_VOID, in(f->voided, p), f->voided);
		return;
	}
	fold_plain(t, f, p);
	if (!f->external)
		fold_steps(t, f, p);
	fold_close(t, f, p);
}

void
metrics_fold(struct counts *c, const struct case_fact *f, struct period p)
{
	struct teller t = { .c = c };

	fold(&t, f, p);
}

void
metrics_each(const struct case_fact *f, struct period p, metrics_fn *fn, void *ctx)
{
	struct counts c = { .v = { 0 } };
	struct teller t = { &c, fn, ctx };

	fold(&t, f, p);
}

void
metrics_fold_marks(struct counts *c, const struct metric_marks *m)
{
	c->v[N_REWORK] += m->reworks > 0;
	c->v[REWORK_TIMES] += m->reworks;
	c->v[N_REOPEN] += m->reopenings > 0;
	c->v[N_RETURN] += m->returns > 0;
	c->v[N_RETURN_UNJUST] += m->returns_unjust > 0;
	c->v[N_EXTEND] += m->extensions > 0;
}

bool
metrics_has(const struct case_fact *f, struct period p, enum count c)
{
	struct counts one = { .v = { 0 } };

	metrics_fold(&one, f, p);
	return one.v[c] > 0;
}

void
counts_add(struct counts *into, const struct counts *more)
{
	for (int i = 0; i < COUNT_MAX; i++)
		into->v[i] += more->v[i];
	for (int i = 0; i < MEAN_MAX; i++) {
		into->mean_sum[i] += more->mean_sum[i];
		into->mean_n[i] += more->mean_n[i];
	}
}

/* --- fractions ---------------------------------------------------------------------- */

struct rate
rate_from(const struct counts *c, enum rate_id r)
{
	return (struct rate){ c->v[rates[r].num], c->v[rates[r].den] };
}

struct rate
mean_from(const struct counts *c, enum mean_id m)
{
	return (struct rate){ c->mean_sum[m], c->mean_n[m] };
}

/* Sign of a/b - c/d with b, d above 0. */
static int
fraction_cmp(int64_t a, int64_t b, int64_t c, int64_t d)
{
	__int128 x = (__int128)a * d, y = (__int128)c * b;

	return (x > y) - (x < y);
}

bool
rate_below(struct rate r, int64_t num, int64_t den)
{
	return r.den > 0 && fraction_cmp(r.num, r.den, num, den) < 0;
}

bool
rate_above(struct rate r, int64_t num, int64_t den)
{
	return r.den > 0 && fraction_cmp(r.num, r.den, num, den) > 0;
}

int
rate_cmp(struct rate a, struct rate b)
{
	if (a.den <= 0 || b.den <= 0)
		return (a.den <= 0) - (b.den <= 0);
	return fraction_cmp(a.num, a.den, b.num, b.den);
}

/* Hundredths of num/den times scale, half up; no operand is negative. */
static char *
print_hundredths(struct arena *a, struct rate r, int64_t scale, int64_t unit)
{
	__int128 den, n;

	if (r.den <= 0)
		return arena_strdup(a, "—");
	den = (__int128)r.den * unit;
	n = ((__int128)r.num * scale * 200 + den) / (2 * den);
	return arena_printf(a, "%lld.%02d", (long long)(n / 100), (int)(n % 100));
}

char *
rate_print(struct arena *a, struct rate r)
{
	return print_hundredths(a, r, 100, 1);
}

char *
mean_print(struct arena *a, struct rate r)
{
	return print_hundredths(a, r, 1, USEC_HOUR);
}
