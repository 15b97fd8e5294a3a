/* The lists of a paper: what stood open at its end, letters, themes, difficult cases. */
#include "config.h"
#include "batch/figures.h"

#include <stdlib.h>
#include <string.h>

#include "batch/figures_in.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_account.h"
#include "lib/store/store_press.h"

#include "lib/base/banned.h"

/* When a case is put before the meeting, and how many are. */
enum { HARD_RETURNS = 3, HARD_DISPATCHES = 3, HARD_REWORKS = 2, HARD_DAYS = 30, HARD_MAX = 12, STEPS_MAX = 16 };

/* A case as it is found; the lists are sorted when they are whole. */
struct found {
	struct figures_case row;
	int32_t returns, dispatches, reworks;
	bool suspended;
	struct found *next;
};
struct pile {
	struct found *first;
	size_t n;
};
struct gather {
	struct figures_reader *r;
	struct pile late, watched, suspended, hard;
};

static void
name_case(const struct figures_reader *r, struct figures_case *c, int64_t class_id, int64_t unit_id)
{
	const struct stats_class *k = figures_class(r, class_id);
	const struct stats_unit *u = figures_unit(r, unit_id);

	c->unit_id = unit_id;
	c->class_zh = k != NULL ? k->name_zh : NULL;
	c->class_en = k != NULL ? k->name_en : NULL;
	c->unit_zh = u != NULL ? u->name_zh : NULL;
	c->unit_en = u != NULL ? u->name_en : NULL;
}

static struct found *
pile_add(struct gather *g, struct pile *p, const struct life *l, const struct life_fact *f)
{
	struct found *x = arena_new_of(g->r->a, struct found);
	const usec_t end = g->r->f->period.to;

	x->row = (struct figures_case){ .id = l->c.id, .due = f->fact.due, .since = USEC_NONE,
		.number = l->c.number != NULL ? arena_strdup(g->r->a, l->c.number)
					      : arena_printf(g->r->a, "#%lld", (long long)l->c.id),
		.days = f->fact.due != USEC_NONE ? day_of(end - 1) - day_of(f->fact.due) : 0 };
	name_case(g->r, &x->row, l->c.class_id, f->unit_id);
	x->next = p->first;
	p->first = x;
	p->n++;
	return x;
}

/* Late and open at the end of the stretch, and due before it began. */
static bool
is_backlog(const struct life_fact *f, struct period p)
{
	const struct case_fact *c = &f->fact;

	if ((c->end != END_OPEN && c->end != END_CONFIRMED) || c->due == USEC_NONE || c->due >= p.from || c->suspended)
		return false;
	return (c->fed_back == USEC_NONE || c->fed_back > c->due) &&
	    (c->failed_late == USEC_NONE || c->failed_late < p.from);
}

static void
add_backlog(struct gather *g, const struct life_fact *f, bool backlog)
{
	struct figures *out = g->r->f;

	out->total.backlog += backlog;
	for (size_t i = 0; i < out->n[FIGURES_UNIT]; i++) {
		struct figures_line *l = &out->line[FIGURES_UNIT][i];

		if (l->key != f->unit_id)
			continue;
		l->backlog += backlog;
		if (l->oldest == USEC_NONE || f->fact.due < l->oldest)
			l->oldest = f->fact.due;
	}
}

/* What makes a case difficult, counted until the end of the stretch. */
static void
add_hard(struct gather *g, const struct life *l, const struct life_fact *f)
{
	const usec_t end = g->r->f->period.to;
	int32_t returns = 0, dispatches = 0, reworks = 0;
	struct found *x;
	int32_t days;

	for (size_t i = 0; i < l->n_stages; i++)
		if (l->stages[i].started < end) {
			returns += l->stages[i].state == CS_RETURN_REVIEW;
			reworks += l->stages[i].state == CS_REWORK_PENDING;
		}
	for (size_t i = 0; i < l->n_promises; i++)
		dispatches += l->promises[i].started < end && l->promises[i].kind == PROMISE_DISPATCH;
	days = f->fact.due != USEC_NONE ? day_of(end - 1) - day_of(f->fact.due) : 0;
	if (returns < HARD_RETURNS && dispatches < HARD_DISPATCHES && reworks < HARD_REWORKS &&
	    (days <= HARD_DAYS || f->fact.suspended))
		return;
	x = pile_add(g, &g->hard, l, f);
	x->returns = returns;
	x->dispatches = dispatches;
	x->reworks = reworks;
	x->suspended = f->fact.suspended;
}

static bool
is_open(const struct life_fact *f)
{
	return f->fact.end == END_OPEN || f->fact.end == END_CONFIRMED;
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct gather *g = ctx;
	const struct period p = g->r->f->period;
	struct life_fact f;
	bool late, backlog;

	life_as_of(l, g->r->cal, p, &f);
	late = metrics_has(&f.fact, p, N_CLOSE_LATE_OPEN);
	backlog = is_backlog(&f, p);
	if (late)
		(void)pile_add(g, &g->late, l, &f);
	if (late || backlog)
		add_backlog(g, &f, backlog);
	if (is_open(&f) && f.fact.watched)
		(void)pile_add(g, &g->watched, l, &f);
	if (is_open(&f) && f.fact.suspended)
		(void)pile_add(g, &g->suspended, l, &f);
	if (is_open(&f) && f.fact.dispatched != USEC_NONE)
		add_hard(g, l, &f);
	return OK;
}

/* --- sorted ------------------------------------------------------------------ */

static int
found_cmp(const void *x, const void *y)
{
	const struct found *a = *(const struct found *const *)x, *b = *(const struct found *const *)y;

	if (a->row.due != b->row.due)
		return a->row.due < b->row.due ? -1 : 1;
	return (a->row.id > b->row.id) - (a->row.id < b->row.id);
}

static struct found **
sorted(struct arena *a, const struct pile *p)
{
	struct found **all = arena_array_of(a, struct found *, p->n + 1);
	size_t n = 0;

	for (struct found *x = p->first; x != NULL; x = x->next)
		all[n++] = x;
	if (n > 1)
		qsort(all, n, sizeof(*all), found_cmp);
	return all;
}

static void
put_cases(struct arena *a, const struct pile *p, struct figures_cases *out)
{
	struct found **all = sorted(a, p);

	out->n = p->n;
	out->row = arena_array_of(a, struct figures_case, p->n);
	for (size_t i = 0; i < p->n; i++)
		out->row[i] = all[i]->row;
}

/* --- difficult cases --------------------------------------------------------- */

static const char *
why(const struct found *x)
{
	return x->returns >= HARD_RETURNS	 ? "Press.Why.returns"
		: x->dispatches >= HARD_DISPATCHES ? "Press.Why.dispatches"
		: x->reworks >= HARD_REWORKS	   ? "Press.Why.rework"
						   : "Press.Why.late";
}

static void
put_steps(struct figures_reader *r, struct figures_hard *h, const struct press_step *s, size_t n)
{
	size_t from = 0, to;

	while (from < n && s[from].case_id != h->c.id)
		from++;
	for (to = from; to < n && s[to].case_id == h->c.id;)
		to++;
	if (to - from > STEPS_MAX)
		from = to - STEPS_MAX;	/* the latest */
	h->step = arena_array_of(r->a, struct figures_step, to - from);
	for (size_t i = from; i < to; i++)
		h->step[h->n_steps++] = (struct figures_step){ .at = s[i].at, .who = s[i].who, .who_en = s[i].who_en,
			.words = s[i].words, .what_key = arena_printf(r->a, "Event.%s.Name", action_code((enum action)s[i].kind)) };
}

static enum err
read_hard(struct db *db, struct figures_reader *r, const struct pile *p)
{
	struct found **all = sorted(r->a, p);
	size_t n = p->n < HARD_MAX ? p->n : HARD_MAX, n_rows, n_steps;
	int64_t *ids = arena_array_of(r->a, int64_t, n + 1);
	struct press_hard *row;
	struct press_step *step;
	enum err e;

	for (size_t i = 0; i < n; i++)
		ids[i] = all[i]->row.id;
	e = store_press_hard(db, r->a, ids, n, &row, &n_rows);
	if (e == OK)
		e = store_press_steps(db, r->a, ids, n, r->f->period.to, &step, &n_steps);
	if (e != OK)
		return e;
	r->f->n_hard = n;
	r->f->hard = arena_array_of(r->a, struct figures_hard, n);
	for (size_t i = 0; i < n; i++) {
		struct figures_hard *h = &r->f->hard[i];

		*h = (struct figures_hard){ .c = all[i]->row, .why_key = why(all[i]), .returns = all[i]->returns,
			.dispatches = all[i]->dispatches, .reworks = all[i]->reworks };
		for (size_t k = 0; k < n_rows; k++)
			if (row[k].id == h->c.id) {
				h->address = row[k].address;
				h->description = row[k].description;
				h->received = row[k].received_at;
			}
		put_steps(r, h, step, n_steps);
	}
	return OK;
}

/* --- letters, supervision, themes, upkeep -------------------------------------- */

static enum err
read_letters(struct db *db, struct figures_reader *r)
{
	struct press_letter *l;
	struct press_supervised *s;
	size_t n;
	enum err e = store_press_letters(db, r->a, r->f->period, &l, &n);

	if (e != OK)
		return e;
	r->f->n_letters = n;
	r->f->letter = arena_array_of(r->a, struct figures_letter, n);
	for (size_t i = 0; i < n; i++)
		r->f->letter[i] = (struct figures_letter){ .number = arena_printf(r->a, "〔%d〕%d", l[i].year, l[i].no),
			.unit_zh = l[i].unit_zh, .unit_en = l[i].unit_en, .case_number = l[i].number,
			.signed_at = l[i].signed_at, .due = l[i].due };
	if ((e = store_press_supervised(db, r->a, r->f->period, &s, &n)) != OK)
		return e;
	r->f->supervised.n = n;
	r->f->supervised.row = arena_array_of(r->a, struct figures_case, n);
	for (size_t i = 0; i < n; i++) {
		struct figures_case *c = &r->f->supervised.row[i];

		*c = (struct figures_case){ .id = s[i].id, .number = s[i].number, .due = s[i].since, .since = s[i].since };
		name_case(r, c, s[i].class_id, s[i].unit_id);
	}
	return OK;
}

/* Those that stand: of units, confirmed by now, of periods that end in the stretch. */
static enum err
read_findings(struct db *db, struct figures_reader *r)
{
	const struct period p = r->f->period;
	struct finding_row *row;
	size_t n;
	enum err e = store_findings_of_days(db, r->a, day_of(p.from), day_of(p.to - 1) + 1, INT64_MAX, &row, &n);

	if (e != OK)
		return e;
	r->f->finding = arena_array_of(r->a, struct figures_finding, n);
	for (size_t i = 0; i < n; i++)
		if (row[i].unit_id != 0)
			r->f->finding[r->f->n_findings++] = (struct figures_finding){ .unit_id = row[i].unit_id,
				.code = row[i].code, .rule_zh = row[i].rule_zh, .rule_en = row[i].rule_en,
				.unit_zh = row[i].unit_zh, .unit_en = row[i].unit_en, .value = { row[i].num, row[i].den },
				.state_key = arena_printf(r->a, "FindingState.%d", row[i].state), .major = row[i].major,
				.first_day = row[i].first_day };
	return OK;
}

static enum err
read_matters(struct db *db, struct figures_reader *r)
{
	struct press_matter *m;
	size_t n;
	enum err e = store_press_matters(db, r->a, r->f->period, &m, &n);

	if (e != OK)
		return e;
	r->f->n_matters = n;
	r->f->matter = arena_array_of(r->a, struct figures_matter, n);
	for (size_t i = 0; i < n; i++)
		r->f->matter[i] = (struct figures_matter){ .id = m[i].id, .kind = m[i].kind, .state = m[i].state,
			.origin = m[i].origin, .title = m[i].title, .address = m[i].address, .unit_zh = m[i].unit_zh,
			.unit_en = m[i].unit_en, .owner = m[i].owner, .owner_en = m[i].owner_en, .last = m[i].last,
			.opened_at = m[i].opened_at, .due = m[i].due,
			.closed_at = m[i].closed_at < r->f->period.to ? m[i].closed_at : USEC_NONE };
	return OK;
}

static enum err
read_upkeep(struct db *db, struct figures_reader *r)
{
	const struct period p = r->f->period;
	const bool year = r->f->about.span == BY_YEAR;
	const struct civil last = civil_of(p.to - 1);
	struct press_upkeep *u;
	size_t n;
	enum err e = store_press_upkeep(db, r->a, year ? 2 : 1, day_of(p.from),
	    year ? day_of(p.from) : day_of(month_start(last.year, last.month)), &u, &n);

	if (e != OK)
		return e;
	r->f->n_upkeep = n;
	r->f->upkeep = arena_array_of(r->a, struct figures_upkeep, n);
	for (size_t i = 0; i < n; i++)
		r->f->upkeep[i] = (struct figures_upkeep){ .unit_id = u[i].unit_id, .components = u[i].components,
			.code = u[i].code, .unit_zh = u[i].unit_zh, .unit_en = u[i].unit_en, .due = u[i].due,
			.closed = u[i].closed, .ontime = u[i].ontime, .rework = u[i].rework };
	return OK;
}

enum err
figures_read_lists(struct db *db, struct figures_reader *r, unsigned want)
{
	struct gather g = { .r = r };
	const struct period end = { .from = r->f->period.to - 1, .to = r->f->period.to };
	enum err e = store_lives(db, end, one_life, &g);

	put_cases(r->a, &g.late, &r->f->late);
	put_cases(r->a, &g.watched, &r->f->watched);
	put_cases(r->a, &g.suspended, &r->f->suspended);
	if (e == OK && (want & WANT_HARD) != 0)
		e = read_hard(db, r, &g.hard);
	if (e == OK && (want & WANT_FINDINGS) != 0)
		e = read_letters(db, r);
	if (e == OK && (want & WANT_FINDINGS) != 0)
		e = read_findings(db, r);
	if (e == OK && (want & WANT_MATTERS) != 0)
		e = read_matters(db, r);
	if (e == OK && (want & WANT_UPKEEP) != 0)
		e = read_upkeep(db, r);
	return e;
}
