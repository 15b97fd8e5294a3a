/* A demo case from its report to its filing, and its whole way, state by state. */
#include "config.h"
#include "batch/job_demo_walk.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static usec_t
at_minute(usec_t t, int minute)
{
	const struct civil c = civil_of(t);

	return day_start(day_of_date(c.year, c.month, c.day)) + minute * USEC_MIN;
}

int
walk_minute(usec_t t)
{
	const struct civil c = civil_of(t);

	return c.hour * 60 + c.minute;
}

/* The centre works from 07:00 to 23:00; hazards never wait. */
usec_t
walk_soon(struct walk *w, double median_minutes)
{
	const usec_t t = w->last + USEC_SEC * 20 + (usec_t)(rng_delay(&w->r, median_minutes) * (double)USEC_MIN);
	const int m = walk_minute(t);
	const usec_t wait = (usec_t)rng_below(&w->r, 25 * 60) * USEC_SEC;

	if (w->c.hazard || (m >= 7 * 60 && m < 23 * 60))
		return t;
	return at_minute(m < 7 * 60 ? t : t + 2 * USEC_HOUR, 7 * 60) + wait;
}

/* Units work by day, on Sundays too, and late where hours count; the rest is done in the morning. */
usec_t
walk_by_day(struct walk *w, usec_t t)
{
	const int m = walk_minute(t);
	const int until = w->limit.unit == LIMIT_URGENT_HOUR ? 23 * 60 : 19 * 60 + 30;
	const usec_t wait = (usec_t)rng_below(&w->r, 70 * 60) * USEC_SEC;

	if (w->c.hazard || (m >= 7 * 60 && m < until))
		return t;
	return at_minute(m < 12 * 60 ? t : t + 12 * USEC_HOUR, 7 * 60 + 10) + wait;
}

bool
walk_happens(struct walk *w, uint32_t permille, enum case_state one, enum case_state other)
{
	if (w->target == CS_NONE)
		return rng_permille(&w->r, permille);
	return w->target == one || w->target == other;
}

struct actor
walk_clerk(struct walk *w, enum role role, usec_t at)
{
	return world_on_duty(w->w, role, at, &w->r);
}

int64_t
walk_supervisor(struct walk *w)
{
	const int base = w->row >= 0 ? grid_base(w->row, w->col) : (int)rng_below(&w->r, BASE_GRIDS);

	return w->w->supervisors[base];
}

struct actor
walk_person(const struct walk *w, enum role role, int64_t id)
{
	return (struct actor){ .user_id = id, .role = role, .perms = w->w->perms[role] };
}

static bool
refuse(struct walk *w, struct step *s)
{
	s->action = ACT_REFUSE;
	s->reason_id = w->c.outside ? 102 : w->c.verify_result == RESULT_NO ? (rng_permille(&w->r, 700) ? 101 : 106) :
	    rng_permille(&w->r, 700) ? 105 : 103;
	s->text = walk_words(w, W_refuse);
	s->answer = world_reason(w->w, s->reason_id);
	return walk_take(w, s);
}

/* A case that is open now, to merge into. */
static const struct kept *
find_kept(struct walk *w, usec_t at)
{
	const struct walk_memory *m = w->memory;

	for (size_t i = 0; i < m->n_kept; i++)
		if (m->kept[i].from < at && m->kept[i].until > at)
			return &m->kept[i];
	return NULL;
}

/* A duplicate of a case that is kept, or a mistake.  What the kept one answers later is told here too. */
static bool
void_case(struct walk *w, struct step *s)
{
	const struct kept *k = rng_permille(&w->r, 700) ? find_kept(w, s->at) : NULL;

	s->action = ACT_VOID;
	s->text = w->w->words.lists[W_void].s[k != NULL ? 0 : 1];
	s->kept_case = k != NULL ? k->case_id : 0;
	if (!walk_take(w, s))
		return false;
	if (k != NULL && k->until <= w->end && k->answer != NULL) {
		struct walked_complaint *p = &w->complaints[0];
		const struct actor chief = walk_clerk(w, R_CHIEF, k->until);

		p->answer = k->answer;
		walk_tell_complaint(w, p, ACT_C_ANSWERED, &chief, k->until, p->state, 0);
	}
	return false;
}

static bool
from_registered(struct walk *w)
{
	struct step s = { .at = walk_soon(w, 8) };

	s.who = walk_clerk(w, R_ACCEPTOR, s.at);
	if (!w->c.hazard && walk_happens(w, 8, CS_NONE, CS_NONE)) {
		s.action = ACT_HAZARD;
		s.text = walk_words(w, W_hazard);
		return walk_take(w, &s);
	}
	if (walk_happens(w, 9, CS_VOID, CS_VOID))
		return void_case(w, &s);
	if (w->c.source == SRC_UPPER && walk_happens(w, 60, CS_NONE, CS_NONE)) {
		s.action = ACT_BACK_TO_UPPER;
		s.reason_id = rng_permille(&w->r, 600) ? 201 : 202;
		s.text = walk_words(w, W_refuse);
		s.answer = world_reason(w->w, s.reason_id);
		return walk_take(w, &s);
	}
	if (!source_needs_verify((enum source)w->c.source)) {
		s.action = ACT_TAKE;
		return walk_take(w, &s);
	}
	s.action = ACT_ORDER_VERIFY;
	s.supervisor_id = walk_supervisor(w);
	s.text = walk_words(w, W_note_verify);
	return walk_take(w, &s);
}

void
walk_stand_near(struct walk *w, struct step *s)
{
	s->n_files = 1;
	s->has_point = w->row >= 0;
	if (!s->has_point)
		return;
	s->lat = (w->c.has_point ? w->c.lat : grid_lat(w->row) - 400) + (int32_t)rng_below(&w->r, 160) - 80;
	s->lon = (w->c.has_point ? w->c.lon : grid_lon(w->col) + 500) + (int32_t)rng_below(&w->r, 160) - 80;
}

static bool
from_verifying(struct walk *w)
{
	struct step s = { .action = ACT_VERIFY_RESULT, .at = walk_soon(w, 23) };

	s.who = walk_person(w, R_SUPERVISOR, w->c.supervisor_id);
	s.result = walk_happens(w, w->c.outside ? 900 : 160, CS_NOT_ACCEPTED, CS_NOT_ACCEPTED) ? RESULT_NO : RESULT_YES;
	s.text = walk_words(w, s.result == RESULT_YES ? W_verify_true : W_verify_untrue);
	walk_stand_near(w, &s);
	return walk_take(w, &s);
}

/* The condition that fits: the gravest is the rarest. */
static void
choose_condition(struct walk *w, struct step *s)
{
	const size_t n = w->k->n_conditions;
	const size_t i = n == 1 || rng_permille(&w->r, 240) ? 0 : 1 + rng_below(&w->r, (uint32_t)n - 1);

	w->condition = &w->k->conditions[i];
	w->limit = w->condition->limit;
	s->condition_id = w->condition->id;
}

static bool
from_filing(struct walk *w)
{
	struct step s = { .at = walk_soon(w, 7) };

	s.who = walk_clerk(w, R_ACCEPTOR, s.at);
	if (w->needs_cell && !w->c.outside) {
		s.action = ACT_CORRECT;
		s.set_cell = true;
		s.unit_cell_id = w->w->unit_cell[w->row][w->col];
		s.base_cell_id = w->w->base_cell[grid_base(w->row, w->col)];
		w->needs_cell = false;
		return walk_take(w, &s);
	}
	if (walk_happens(w, w->c.verify_result == RESULT_NO ? 40 : 25, CS_FILING_CHIEF, CS_FILING_CHIEF)) {
		s.action = ACT_ASK_CHIEF;
		s.text = walk_words(w, W_chief_question);
		return walk_take(w, &s);
	}
	if (w->c.verify_result == RESULT_NO || walk_happens(w, w->c.outside ? 900 : 14, CS_NOT_ACCEPTED, CS_NOT_ACCEPTED))
		return refuse(w, &s);
	if (walk_happens(w, 6, CS_VOID, CS_VOID))
		return void_case(w, &s);
	s.action = ACT_FILE;
	choose_condition(w, &s);
	return walk_take(w, &s);
}

static bool
from_filing_chief(struct walk *w)
{
	struct step s = { .action = ACT_FILE_CHIEF, .at = walk_soon(w, 14) };

	s.who = walk_clerk(w, R_CHIEF, s.at);
	if (w->c.verify_result == RESULT_NO || rng_permille(&w->r, 240))
		return refuse(w, &s);
	s.text = walk_words(w, W_chief_file);
	choose_condition(w, &s);
	return walk_take(w, &s);
}

/* The archivist takes what has been closed for the set days; a little he leaves lying. */
static bool
from_final(struct walk *w)
{
	struct step s = { .action = ACT_ARCHIVE, .who = world_actor(w->w, R_ARCHIVIST, 0) };
	struct step over = { .action = ACT_WINDOW_OVER, .who = { .role = R_SYSTEM } };
	const usec_t since = w->last;

	if (w->c.reopen_until != USEC_NONE) {	/* the timer's next minute */
		over.at = (w->c.reopen_until / USEC_MIN + 1) * USEC_MIN;
		if (!walk_take(w, &over))
			return false;
	}
	if (rng_permille(&w->r, 12))
		return false;
	s.at = walk_by_day(w, since + w->w->office->archive_days * USEC_DAY +
	    (usec_t)(rng_delay(&w->r, 600) * (double)USEC_MIN));
	(void)walk_take(w, &s);
	return false;
}

/* One step from where the case is; false when there is nothing more to do. */
static bool
go_on(struct walk *w)
{
	switch (w->c.state) {
	case CS_REGISTERED: return from_registered(w);
	case CS_VERIFYING: return from_verifying(w);
	case CS_FILING: return from_filing(w);
	case CS_FILING_CHIEF: return from_filing_chief(w);
	case CS_CLOSED:
	case CS_NOT_ACCEPTED: return from_final(w);
	default: return walk_handle(w);
	}
}

/* Who puts it on record: the sender himself, or a clerk when he gets to it. */
static bool
begin(struct walk *w, const struct arrival *in)
{
	struct walked_complaint *p = &w->complaints[0];
	struct actor who = { .user_id = 0 };
	usec_t at = in->at;
	const bool clerks = p->source == SRC_HOTLINE || p->source == SRC_WALKIN || p->source == SRC_MEDIA ||
	    p->source == SRC_DEPUTY || p->source == SRC_LEADER || p->source == SRC_VIDEO || p->source == SRC_TELEPHONE;

	w->last = in->at;
	if (p->source == SRC_SUPERVISOR)
		who = walk_person(w, R_SUPERVISOR, walk_supervisor(w));
	else if (p->source == SRC_AUTONOMY)
		who = walk_person(w, R_AUTONOMY, w->w->autonomy[grid_community(w->row, w->col)]);
	else if (p->source == SRC_TEAM || p->source == SRC_GUARD)
		who = world_actor(w->w, R_JOINT, 0);
	else if (p->source == SRC_12345)
		who = world_actor(w->w, R_12345, rng_below(&w->r, (uint32_t)w->w->n_people[R_12345]));
	else if (p->source == SRC_UPPER)
		who.role = R_UPPER;
	else if (clerks)
		who = walk_clerk(w, R_ACCEPTOR, at);
	p->taken_by = who.user_id;
	walk_tell_complaint(w, p, ACT_C_RECEIVED, &who, at, in->target == TARGET_SUSPECT ? CP_SUSPECT : CP_RECEIVED,
	    0);
	if (in->target == TARGET_COMPLAINT || in->target == TARGET_SUSPECT)
		return false;
	if (p->source == SRC_NET) {
		at = walk_soon(w, 12);
		who = walk_clerk(w, R_ACCEPTOR, at);
	}
	return walk_register(w, at, who);
}

/* Others may be merged into it while it is open. */
static void
remember(struct walk *w)
{
	struct walk_memory *m = w->memory;
	const size_t i = (size_t)(w->c.id % KEPT_MAX);

	if (!w->has_case || w->c.filed_at == USEC_NONE || w->c.state == CS_VOID || w->failed != OK)
		return;
	m->kept[i] = (struct kept){ w->c.id, w->c.filed_at, w->c.closed_at != USEC_NONE ? w->c.closed_at : INT64_MAX,
		w->c.closed_at != USEC_NONE ? w->complaints[0].answer : NULL };
	if (i >= m->n_kept)
		m->n_kept = i + 1;
}

enum err
walk_case(struct walk *w, const struct arrival *in, uint64_t seed, uint64_t index, int64_t complaint_id,
    int64_t case_id)
{
	const struct case_row nothing = { .id = case_id, .filed_at = USEC_NONE, .dispatched_at = USEC_NONE,
		.signed_at = USEC_NONE, .fed_back_at = USEC_NONE, .closed_at = USEC_NONE,
		.archived_at = USEC_NONE, .stage_due = USEC_NONE, .accept_due = USEC_NONE,
		.due_at = USEC_NONE, .original_due = USEC_NONE, .kept_due = USEC_NONE, .watch_until = USEC_NONE,
		.explained_at = USEC_NONE, .ext_due = USEC_NONE, .reopen_until = USEC_NONE };

	w->r = rng_stream(seed, 'w', index);
	w->target = in->target > TARGET_SUSPECT ? (enum case_state)in->target : CS_NONE;
	w->brisk = w->target > CS_HANDLING && w->target != CS_RETURN_REVIEW;
	w->c = nothing;
	w->complaints[0].id = complaint_id;
	w->complaints[0].n_events = 0;
	w->n_events = w->n_stages = w->n_promises = w->n_units = w->n_orders = w->n_flags = w->n_tells = 0;
	w->needs_cell = w->has_case = false;
	w->incompletes = w->closes_back = 0;
	w->handle_at = USEC_NONE;
	w->failed = OK;
	walk_report(w, in, index);
	if (w->failed == OK && begin(w, in)) {
		while (w->failed == OK && w->c.state != (int32_t)w->target && go_on(w))
			;
		walk_mark_late(w, w->end + 1);
	}
	if (w->failed == OK && w->has_case && w->target == CS_NONE && w->c.filed_at != USEC_NONE &&
	    source_is_public((enum source)w->c.source) && rng_permille(&w->r, 60))
		walk_join(w, complaint_id + 1);
	remember(w);
	return w->failed;
}
