/* The timer's judgement: facts of a span read, held against the rules, written down as findings. */
#include "config.h"
#include "lib/service/account_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/service/account_log.h"
#include "lib/service/account_trace.h"
#include "lib/service/evaluation.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

/* Ten minutes after midnight, as figures and seals. */
enum { AFTER_MIDNIGHT = 10 };

/* What happened in a span, as the rules see it. */
struct facts {
	struct account_event *v;
	size_t n, cap;
};

static void
add(struct facts *f, enum account_what what, int64_t unit_id, int64_t case_id, usec_t at, int32_t nth, int32_t times)
{
	if (f->n < f->cap)
		f->v[f->n++] = (struct account_event){ what, unit_id, 0, case_id, at, nth, times };
}

static int64_t
detail_number(const struct account_step *s, const char *name)
{
	const size_t len = strlen(name);
	const char *p = s->detail.data, *end = p + s->detail.len;
	int64_t v = 0;

	while (p != NULL && p < end) {
		const char *line = memchr(p, '\n', (size_t)(end - p));

		line = line != NULL ? line : end;
		if ((size_t)(line - p) > len && memcmp(p, name, len) == 0 && p[len] == '=') {
			for (p += len + 1; p < line && *p >= '0' && *p <= '9'; p++)
				v = v * 10 + (*p - '0');
			return v;
		}
		p = line + 1;
	}
	return 0;
}

static void
add_step(struct facts *f, const struct account_step *s)
{
	const int64_t named = detail_number(s, "unit");

	switch (s->kind) {
	case ACT_FINDING:
		add(f, AM_RETURN_UNJUST, named != 0 ? named : s->unit_id, s->case_id, s->at, s->nth, 1);
		break;
	case ACT_DESIGNATE:
		add(f, AM_SUPERVISED, named != 0 ? named : s->unit_id, s->case_id, s->at, s->nth, 1);
		break;
	case ACT_SINGLE:
		add(f, AM_SUPERVISED, s->unit_id, s->case_id, s->at, s->nth, 1);
		break;
	case ACT_REWORK:
		add(f, AM_REWORKS, s->unit_id, s->case_id, s->at, s->nth, s->times);
		if (detail_number(s, "false_feedback") != 0)
			add(f, AM_FALSE, s->unit_id, s->case_id, s->at, s->nth, 1);
		break;
	case ACT_CHECK_RESULT:
		if (detail_number(s, "result") == RESULT_NO)
			add(f, AM_UNTRUE, s->unit_id, s->case_id, s->at, s->nth, 1);
		break;
	default:
		break;
	}
}

static enum err
read_facts(struct service *sv, usec_t from, usec_t to, struct facts *f)
{
	struct account_late *late;
	struct account_step *steps;
	struct account_seen *seen, *trace;
	size_t n_late, n_steps, n_seen, n_trace;
	enum err e;

	if ((e = store_account_late(sv->db, sv->arena, from, to, &late, &n_late)) != OK ||
	    (e = store_account_steps(sv->db, sv->arena, from, to, &steps, &n_steps)) != OK ||
	    (e = store_account_inspected(sv->db, sv->arena, from, to, &seen, &n_seen)) != OK ||
	    (e = store_account_to_trace(sv->db, sv->arena, from, to, &trace, &n_trace)) != OK)
		return e;
	f->cap = 2 * (n_late + n_steps) + n_seen + n_trace + 1;
	f->v = arena_array_of(sv->arena, struct account_event, f->cap);
	for (size_t i = 0; i < n_late; i++) {
		add(f, AM_LATE, late[i].unit_id, late[i].case_id, late[i].at, late[i].nth, 1);
		if (!late[i].explained)
			add(f, AM_LATE_UNEXPLAINED, late[i].unit_id, late[i].case_id, late[i].at, late[i].nth, 1);
	}
	for (size_t i = 0; i < n_steps; i++)
		add_step(f, &steps[i]);
	for (size_t i = 0; i < n_seen; i++)
		add(f, AM_INSPECTION, seen[i].unit_id, seen[i].case_id, seen[i].at, seen[i].nth, 1);
	for (size_t i = 0; i < n_trace; i++)
		add(f, AM_TRACE, trace[i].unit_id, trace[i].case_id, trace[i].at, trace[i].nth, 1);
	return OK;
}

/* --- writing down ---------------------------------------------------------------------- */

/* Which count of the figures lists the cases a rate or count stands on. */
static const struct {
	const char *measure;
	enum count count;
} behind[] = {
	{ "r_close", N_CLOSE_LATE_OPEN }, { "n_close_late_open", N_CLOSE_LATE_OPEN }, { "r_rework", N_REWORK }, { "n_rework", N_REWORK },
	{ "r_dispose", N_DISPOSE_LATE_OPEN }, { "r_dispose_late_open", N_DISPOSE_LATE_OPEN }, { "r_return", N_RETURN },
	{ "n_return", N_RETURN }, { "r_extend", N_EXTEND },
};

static enum err
write_figure_cases(struct service *sv, const struct account_hit *h, int64_t id)
{
	struct eval_line_case *rows;
	size_t n = 0;
	int y, m, d;
	bool more;
	enum err e = OK;

	date_of_day(h->first_day, &y, &m, &d);
	for (size_t i = 0; i < N(behind) && h->rule->span == ACCOUNT_MONTH; i++)
		if (strcmp(behind[i].measure, h->rule->measure) == 0) {
			const struct eval_query q = eval_query_of(y, m, PART_OF_UNIT);

			e = evaluation_cases(sv, &q, h->unit_id, behind[i].count, 0, FINDING_CASES_MAX, &rows, &n, &more);
		}
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_finding_case_add(sv->db, id, rows[i].id);
	return e;
}

static enum err
write_parts(struct service *sv, const struct account_hit *h, int64_t id)
{
	enum err e = h->case_id != 0 ? store_finding_case_add(sv->db, id, h->case_id) : OK;

	for (size_t i = 0; i < h->n_cases && e == OK; i++)
		e = store_finding_case_add(sv->db, id, h->cases[i]);
	for (size_t i = 0; i < h->n_parts && e == OK; i++)
		e = store_finding_part_add(sv->db, id, &h->parts[i]);
	return e == OK ? write_figure_cases(sv, h, id) : e;
}

static enum err
log_hit(struct service *sv, int64_t id, enum finding_step step, const struct account_hit *h, usec_t now, int32_t *seq)
{
	const struct account_line l = { .subject = SUBJECT_FINDING, .id = id, .step = step,
		.from = step == FX_PROPOSED ? FS_NONE : FS_PROPOSED, .to = FS_PROPOSED, .at = now,
		.detail = arena_printf(sv->arena, "rule=%s\nversion=%lld\nnum=%lld\nden=%lld\nprovisional=%d\n", h->rule->code,
		    (long long)h->rule->id, (long long)h->value.num, (long long)h->value.den, h->provisional) };

	return account_log(sv, &l, seq);
}

static enum err
add_new(struct service *sv, const struct account_hit *h, const char *key, usec_t now)
{
	const struct finding_new n = { .key = key, .code = h->rule->code, .rule_id = h->rule->id, .unit_id = h->unit_id,
		.user_id = h->user_id, .case_id = h->case_id, .first_day = h->first_day, .end_day = h->end_day, .num = h->value.num,
		.den = h->value.den, .few = h->small, .provisional = h->provisional, .at = now };
	int64_t id;
	int32_t seq;
	enum err e;

	if ((e = store_finding_add(sv->db, &n, &id)) != OK || (e = write_parts(sv, h, id)) != OK ||
	    (e = log_hit(sv, id, FX_PROPOSED, h, now, &seq)) != OK)
		return e;
	if (account_what_of(h->rule->measure) == AM_TRACE && (e = account_trace_write(sv, id, h->case_id, now)) != OK)
		return e;
	/* Single cases are many: whoever decides sees them in his list.  Months and years are told. */
	return h->rule->span == ACCOUNT_CASE ? OK : store_outbox_add(sv->db, SUBJECT_FINDING, id, seq, "COMMANDER", 0, 0, now);
}

/* The facts have changed since it was proposed. */
static enum err
add_facts(struct service *sv, const struct account_hit *h, const struct finding_known *was, usec_t now)
{
	const struct finding_known k = { .id = was->id, .num = h->value.num, .den = h->value.den, .end_day = h->end_day,
		.few = h->small, .provisional = h->provisional, .holds = true };
	bool changed;
	int32_t seq;
	enum err e;

	if (was->state != FS_PROPOSED || (was->num == k.num && was->den == k.den && was->end_day == k.end_day && was->few == k.few &&
	    was->provisional == k.provisional && was->holds))
		return OK;
	if ((e = store_finding_refresh(sv->db, &k, &changed)) != OK || !changed || (e = store_finding_clear(sv->db, was->id)) != OK ||
	    (e = write_parts(sv, h, was->id)) != OK)
		return e;
	return log_hit(sv, was->id, FX_ADDED, h, now, &seq);
}

static enum err
write_hit(struct service *sv, const struct account_hit *h, usec_t now, int64_t *proposed)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const char *key = account_key(sv->arena, h);
	struct finding_known was;
	bool fresh;
	enum err e;

	if (h->unit_id == 0 && h->user_id == 0 && h->case_id == 0)
		return OK;
	if ((e = db_begin(sv->db, &tx)) != OK)
		return e;
	e = store_finding_known(sv->db, sv->arena, key, &was);
	fresh = e == ERR_NOT_FOUND;
	if (fresh)
		e = add_new(sv, h, key, now);
	else if (e == OK)
		e = add_facts(sv, h, &was, now);
	if (e == OK && (e = db_commit(&tx)) == OK)
		*proposed += fresh;
	return e;
}

/* Proposed once, and the rule does not find it any more: said, never taken away. */
static enum err
unhold_one(struct service *sv, const struct finding_open *f, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct finding_known k = { .id = f->id, .num = f->num, .den = f->den, .end_day = f->end_day, .few = f->few,
		.provisional = false, .holds = false };
	const struct account_line l = { .subject = SUBJECT_FINDING, .id = f->id, .step = FX_ADDED, .from = FS_PROPOSED,
		.to = FS_PROPOSED, .at = now, .detail = "holds=0\n" };
	bool changed;
	int32_t seq;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_finding_refresh(sv->db, &k, &changed)) != OK || !changed ||
	    (e = account_log(sv, &l, &seq)) != OK)
		return e;
	return db_commit(&tx);
}

static enum err
unhold(struct service *sv, const struct account_year *y, const struct account_hit *h, size_t n, usec_t now)
{
	struct finding_open *open;
	const int32_t last = day_of(month_start(y->year, y->months_over));
	size_t n_open;
	enum err e = store_findings_proposed(sv->db, sv->arena, day_of(month_start(y->year, 1)),
	    day_of(month_start(y->year, y->months_over + 1)), &open, &n_open);

	for (size_t i = 0; e == OK && i < n_open; i++) {
		bool found = false;

		/* What was counted of events is looked at with the last month's alone. */
		if (account_what_of(open[i].measure) != AM_FIGURE && open[i].first_day < last)
			continue;
		for (size_t k = 0; k < n && !found; k++)
			found = strcmp(account_key(sv->arena, &h[k]), open[i].find_key) == 0;
		if (!found)
			e = unhold_one(sv, &open[i], now);
	}
	return e;
}

static enum err
read_rules(struct service *sv, usec_t since, struct account_rule **out, size_t *n)
{
	struct account_rule_row *rows;
	enum err e = store_account_rules(sv->db, sv->arena, since, &rows, n);

	if (e != OK)
		return e;
	*out = arena_array_of(sv->arena, struct account_rule, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = rows[i].rule;
	return OK;
}

static enum err
judge(struct service *sv, const struct account_year *y, usec_t since, usec_t now, int64_t *proposed)
{
	struct account_rule *rules;
	struct account_hit *h;
	size_t n_rules, n;
	enum err e = read_rules(sv, since, &rules, &n_rules);

	if (e != OK)
		return e;
	account_judge(sv->arena, rules, n_rules, y, &h, &n);
	for (size_t i = 0; i < n && e == OK; i++)
		e = write_hit(sv, &h[i], now, proposed);
	return e == OK && y->months_over > 0 ? unhold(sv, y, h, n, now) : e;
}

enum err
account_judge_cases(struct service *sv, usec_t from, usec_t to, usec_t now, int64_t *proposed)
{
	struct facts f = { .n = 0 };
	struct account_year y = { .year = civil_of(to - 1).year, .cases = true };
	enum err e = read_facts(sv, from, to, &f);

	y.events = f.v;
	y.n_events = f.n;
	return e == OK ? judge(sv, &y, from, now, proposed) : e;
}

/* --- months and the year -------------------------------------------------------------------- */

/* One month's lines, or the year's (month 0).  ERR_UNAVAILABLE: not counted yet. */
static enum err
read_figures(struct service *sv, int32_t year, int32_t month, struct account_figures *out, size_t *n, size_t cap)
{
	struct eval_query q = eval_query_of(year, month, PART_OF_UNIT);
	struct evaluation *v;
	enum err e;

	q.compare = false;
	if ((e = evaluation_read(sv, &q, &v)) != OK)
		return e;
	/* Before the first case nothing is counted, and nothing is missing. */
	if ((!v->kept && v->total.now.v[N_REPORT] > 0) || (month != 0 && !v->whole))
		return err_raise(ERR_UNAVAILABLE, "%04d-%02d is not counted yet", (int)year, (int)month);
	for (size_t i = 0; i < v->n_lines && *n < cap; i++)
		if (v->lines[i].key != 0)
			out[(*n)++] = (struct account_figures){ v->lines[i].key, month, v->lines[i].now };
	return OK;
}

enum { FIGURES_MAX = 13 * 1000 };

enum err
account_judge_months(struct service *sv, int32_t year, int32_t months, usec_t now, int64_t *proposed)
{
	struct account_figures *figures = arena_array_of(sv->arena, struct account_figures, FIGURES_MAX);
	struct account_year y = { .year = year, .months_over = months, .figures = figures };
	struct facts f = { .n = 0 };
	enum err e = read_facts(sv, month_start(year, months), month_start(year, months + 1), &f);

	for (int32_t m = 0; m <= months && e == OK; m++)
		e = read_figures(sv, year, m, figures, &y.n_figures, FIGURES_MAX);
	if (e != OK)
		return e;
	y.events = f.v;
	y.n_events = f.n;
	return judge(sv, &y, month_start(year, 1), now, proposed);
}

/* --- by the clock ------------------------------------------------------------------------------ */

static enum err
run_cases(struct service *sv, usec_t now, usec_t today, int64_t *proposed)
{
	const struct civil c = civil_of(now);
	usec_t until;
	enum err e = store_account_until(sv->db, ACCOUNT_RUN_CASES, &until);

	if (e != OK || until >= today)
		return e;
	/* The first run looks at the month that runs, not at all that ever was. */
	if (until == 0)
		until = month_start(c.year, c.month) < today ? month_start(c.year, c.month) : today - USEC_DAY;
	/* Two days once more: what came from a phone without a line bears an earlier instant. */
	e = account_judge_cases(sv, until - 2 * USEC_DAY, today, now, proposed);
	return e == OK ? store_account_set_until(sv->db, ACCOUNT_RUN_CASES, today) : e;
}

static enum err
run_months(struct service *sv, usec_t now, usec_t today, int64_t *proposed)
{
	const struct civil c = civil_of(now);
	usec_t until;
	enum err e = store_account_until(sv->db, ACCOUNT_RUN_MONTHS, &until);

	if (e != OK || until >= today)
		return e;
	e = account_judge_months(sv, c.month > 1 ? c.year : c.year - 1, c.month > 1 ? c.month - 1 : 12, now, proposed);
	if (e == ERR_UNAVAILABLE || e == ERR_INVALID) {
		err_clear();
		return OK;	/* the figures are counted in a later minute */
	}
	return e == OK ? store_account_set_until(sv->db, ACCOUNT_RUN_MONTHS, today) : e;
}

enum err
account_run(struct service *sv, usec_t now, int64_t *proposed)
{
	const usec_t today = day_start(day_of(now - AFTER_MIDNIGHT * USEC_MIN));
	bool mine;
	enum err e, back;

	if ((e = store_account_lock(sv->db, &mine)) != OK || !mine)
		return e;
	e = run_cases(sv, now, today, proposed);
	if (e == OK)
		e = run_months(sv, now, today, proposed);
	back = store_account_unlock(sv->db);
	return e != OK ? e : back;
}
