/* What people do with a demo case, state by state, until it is archived or left lying. */
#include "config.h"
#include "batch/job_demo_walk.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { REWORKS_MAX = 3, LINGER_DAYS = 30 };

static usec_t
at_minute(usec_t t, int minute)
{
	const struct civil c = civil_of(t);

	return day_start(day_of_date(c.year, c.month, c.day)) + minute * USEC_MIN;
}

static int
minute_of(usec_t t)
{
	const struct civil c = civil_of(t);

	return c.hour * 60 + c.minute;
}

/* The centre works from 07:00 to 23:00; hazards never wait. */
usec_t
walk_soon(struct walk *w, double median_minutes)
{
	const usec_t t = w->last + USEC_SEC * 20 + (usec_t)(rng_delay(&w->r, median_minutes) * (double)USEC_MIN);
	const int m = minute_of(t);
	const usec_t wait = (usec_t)rng_below(&w->r, 25 * 60) * USEC_SEC;

	if (w->c.hazard || (m >= 7 * 60 && m < 23 * 60))
		return t;
	return at_minute(m < 7 * 60 ? t : t + 2 * USEC_HOUR, 7 * 60) + wait;
}

/* Units work by day, on Sundays too, and late where hours count; the rest is done in the morning. */
usec_t
walk_by_day(struct walk *w, usec_t t)
{
	const int m = minute_of(t);
	const int until = w->limit.unit == LIMIT_URGENT_HOUR ? 23 * 60 : 19 * 60 + 30;
	const usec_t wait = (usec_t)rng_below(&w->r, 70 * 60) * USEC_SEC;

	if (w->c.hazard || (m >= 7 * 60 && m < until))
		return t;
	return at_minute(m < 12 * 60 ? t : t + 12 * USEC_HOUR, 7 * 60 + 10) + wait;
}

/* By chance, unless the case is wanted in some state: then what leads there, and nothing else. */
static bool
happens(struct walk *w, uint32_t permille, enum case_state one, enum case_state other)
{
	if (w->target == CS_NONE)
		return rng_permille(&w->r, permille);
	return w->target == one || w->target == other;
}

static struct actor
clerk(struct walk *w, enum role role, usec_t at)
{
	return world_on_duty(w->w, role, at, &w->r);
}

static int64_t
supervisor(struct walk *w)
{
	const int base = w->row >= 0 ? grid_base(w->row, w->col) : (int)rng_below(&w->r, BASE_GRIDS);

	return w->w->supervisors[base];
}

static struct actor
person(const struct walk *w, enum role role, int64_t id)
{
	return (struct actor){ .user_id = id, .role = role, .perms = w->w->perms[role] };
}

static struct actor
unit_clerk(const struct walk *w)
{
	const struct world_unit *u = &w->w->units[world_unit(w->w, w->c.unit_id)];
	struct actor who = person(w, R_UNIT, u->clerk);

	who.unit_id = u->id;
	return who;
}

/* The owner looks after what is his; else the duty table's unit. */
static int64_t
unit_for(const struct walk *w)
{
	if (w->owner_unit != 0 && world_unit(w->w, w->owner_unit) != w->w->n_units)
		return w->owner_unit;
	return w->w->units[w->k->unit].id;
}

static int64_t
other_unit(struct walk *w)
{
	const struct world_unit *u;

	do
		u = &w->w->units[rng_below(&w->r, (uint32_t)w->w->n_units)];
	while (u->id == w->c.unit_id);
	return u->id;
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
		const struct actor chief = clerk(w, R_CHIEF, k->until);

		p->answer = k->answer;
		walk_tell_complaint(w, p, ACT_C_ANSWERED, &chief, k->until, p->state, 0);
	}
	return false;
}

static bool
from_registered(struct walk *w)
{
	struct step s = { .at = walk_soon(w, 8) };

	s.who = clerk(w, R_ACCEPTOR, s.at);
	if (!w->c.hazard && happens(w, 8, CS_NONE, CS_NONE)) {
		s.action = ACT_HAZARD;
		s.text = walk_words(w, W_hazard);
		return walk_take(w, &s);
	}
	if (happens(w, 9, CS_VOID, CS_VOID))
		return void_case(w, &s);
	if (w->c.source == SRC_UPPER && happens(w, 60, CS_NONE, CS_NONE)) {
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
	s.supervisor_id = supervisor(w);
	s.text = walk_words(w, W_note_verify);
	return walk_take(w, &s);
}

/* Where the supervisor stood: near the place, as far as the satellite knows. */
static void
stand_near(struct walk *w, struct step *s)
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

	s.who = person(w, R_SUPERVISOR, w->c.supervisor_id);
	s.result = happens(w, w->c.outside ? 900 : 160, CS_NOT_ACCEPTED, CS_NOT_ACCEPTED) ? RESULT_NO : RESULT_YES;
	s.text = walk_words(w, s.result == RESULT_YES ? W_verify_true : W_verify_untrue);
	stand_near(w, &s);
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

	s.who = clerk(w, R_ACCEPTOR, s.at);
	if (w->needs_cell && !w->c.outside) {
		s.action = ACT_CORRECT;
		s.set_cell = true;
		s.unit_cell_id = w->w->unit_cell[w->row][w->col];
		s.base_cell_id = w->w->base_cell[grid_base(w->row, w->col)];
		w->needs_cell = false;
		return walk_take(w, &s);
	}
	if (happens(w, w->c.verify_result == RESULT_NO ? 40 : 25, CS_FILING_CHIEF, CS_FILING_CHIEF)) {
		s.action = ACT_ASK_CHIEF;
		s.text = walk_words(w, W_chief_question);
		return walk_take(w, &s);
	}
	if (w->c.verify_result == RESULT_NO || happens(w, w->c.outside ? 900 : 14, CS_NOT_ACCEPTED, CS_NOT_ACCEPTED))
		return refuse(w, &s);
	if (happens(w, 6, CS_VOID, CS_VOID))
		return void_case(w, &s);
	s.action = ACT_FILE;
	choose_condition(w, &s);
	return walk_take(w, &s);
}

static bool
from_filing_chief(struct walk *w)
{
	struct step s = { .action = ACT_FILE_CHIEF, .at = walk_soon(w, 14) };

	s.who = clerk(w, R_CHIEF, s.at);
	if (w->c.verify_result == RESULT_NO || rng_permille(&w->r, 240))
		return refuse(w, &s);
	s.text = walk_words(w, W_chief_file);
	choose_condition(w, &s);
	return walk_take(w, &s);
}

static bool
from_filed(struct walk *w)
{
	struct step s = { .action = ACT_DISPATCH, .at = walk_soon(w, 10), .unit_id = unit_for(w) };

	s.who = clerk(w, R_DISPATCHER, s.at);
	if (happens(w, 30, CS_COORDINATING, CS_COORDINATING)) {
		s.action = ACT_UNCLEAR;
		s.unit_id = 0;
		s.text = walk_words(w, W_unclear);
	} else if (happens(w, 4, CS_NONE, CS_NONE) && w->n_events < 12) {
		s.action = ACT_TO_ACCEPTOR;
		s.unit_id = 0;
		s.text = "类别或地点有误，请核对后重新立案。";
	} else {
		s.text = walk_words(w, W_dispatch);
	}
	return walk_take(w, &s);
}

static bool
from_coordinating(struct walk *w)
{
	struct step s = { .action = ACT_DISPATCH_AGREED, .at = walk_soon(w, 32), .unit_id = unit_for(w) };

	s.who = clerk(w, R_DISPATCHER, s.at);
	s.text = walk_words(w, W_agreed);
	return walk_take(w, &s);
}

/* "Not ours", within the hour of receipt; nobody returns the same case twice. */
static bool
give_back(struct walk *w, usec_t at)
{
	struct step s = { .action = ACT_RETURN, .at = at, .who = unit_clerk(w) };

	s.reason_id = 301 + (int64_t)rng_below(&w->r, 3);
	s.text = walk_words(w, W_return);
	return walk_take(w, &s);
}

static bool
from_dispatched(struct walk *w)
{
	struct step s = { .action = ACT_SIGN };
	const bool may_return = !w->c.leader_locked && w->c.return_count == 0;

	if (may_return && happens(w, 14, CS_RETURN_REVIEW, CS_LEADER_PENDING)) {
		const usec_t at = w->last + (8 + (usec_t)rng_below(&w->r, 40)) * USEC_MIN;
		const int m = minute_of(at);

		if (m >= 7 * 60 && m < 23 * 60)
			return give_back(w, at);
	}
	s.at = walk_by_day(w, w->last + (usec_t)(rng_delay(&w->r, 15) * (double)USEC_MIN));
	s.who = unit_clerk(w);
	w->handle_at = USEC_NONE;
	return walk_take(w, &s);
}

/*
 * When the unit will be done: somewhere within its limit, or late by some
 * hours to days.  Units differ, and a hazard is not left lying.
 */
static usec_t
plan(struct walk *w)
{
	const struct world_unit *u = &w->w->units[world_unit(w->w, w->c.unit_id)];
	const usec_t due = w->c.due_at, rest = due - w->last;
	usec_t at;

	if (w->brisk)
		return w->last + (25 + (usec_t)rng_below(&w->r, 90)) * USEC_MIN;
	if (due == USEC_NONE || rest <= 0 || rng_permille(&w->r, u->late))
		return walk_by_day(w, (due != USEC_NONE && due > w->last ? due : w->last) +
		    (usec_t)(rng_delay(&w->r, w->c.hazard ? 1.5 : 8.0) * (double)USEC_HOUR));
	at = w->last + (usec_t)((0.06 + 0.86 * rng_unit(&w->r)) * (double)rest);
	if (w->limit.unit != LIMIT_URGENT_HOUR)
		at = walk_by_day(w, at);
	if (at > due)	/* the morning would be too late: it is done the evening before */
		at = due - (usec_t)((0.03 + 0.3 * rng_unit(&w->r)) * (double)rest);
	return at;
}

static bool
from_handling(struct walk *w)
{
	const struct world_unit *u = &w->w->units[world_unit(w->w, w->c.unit_id)];
	struct step s = { .action = ACT_FEEDBACK, .who = unit_clerk(w) };

	if (w->handle_at == USEC_NONE) {
		w->handle_at = plan(w);
		if (!w->c.leader_locked && w->c.return_count == 0 && happens(w, 16, CS_NONE, CS_NONE) &&
		    w->last == w->c.signed_at) {
			const usec_t at = w->last + (6 + (usec_t)rng_below(&w->r, 45)) * USEC_MIN;
			const int m = minute_of(at);

			if (m >= 7 * 60 && m < 23 * 60)
				return give_back(w, at);
		}
	}
	s.at = w->last + (4 + (usec_t)rng_below(&w->r, 20)) * USEC_MIN;
	if (w->c.handler_id == 0 && s.at < w->handle_at && rng_permille(&w->r, 750)) {
		s.action = ACT_ASSIGN;
		s.handler_id = u->hands[rng_below(&w->r, (uint32_t)u->n_hands)];
		s.text = walk_words(w, W_assign);
		return walk_take(w, &s);
	}
	s.at = w->handle_at > w->last ? w->handle_at : w->last + USEC_MIN;
	s.text = walk_words(w, W_feedback);
	s.n_files = 1;
	w->handle_at = USEC_NONE;
	return walk_take(w, &s);
}

static bool
from_return_review(struct walk *w)
{
	struct step s = { .action = ACT_RETURN_TO_LEADER, .at = walk_soon(w, 24) };

	if (w->w->office->short_returns && rng_permille(&w->r, 800)) {
		s.who = clerk(w, R_DISPATCHER, s.at);
		s.action = rng_permille(&w->r, 650) ? ACT_REDISPATCH : ACT_RETURN_REFUSED;
		s.unit_id = s.action == ACT_REDISPATCH ? other_unit(w) : 0;
		s.text = walk_words(w, W_agreed);
		return walk_take(w, &s);
	}
	s.who = world_actor(w->w, R_COMMANDER, 0);
	s.text = walk_words(w, W_to_leader);
	return walk_take(w, &s);
}

static bool
from_leader_pending(struct walk *w)
{
	struct step s = { .action = ACT_INSTRUCT, .who = world_actor(w->w, R_LEADER, 0) };

	s.at = walk_by_day(w, walk_soon(w, 150));
	s.unit_id = rng_permille(&w->r, 550) ? w->c.unit_id : other_unit(w);
	s.text = walk_words(w, W_instruct);
	return walk_take(w, &s);
}

static bool
from_feedback(struct walk *w)
{
	struct step s = { .action = ACT_FEEDBACK_CONFIRM, .at = walk_soon(w, 10) };

	s.who = clerk(w, R_DISPATCHER, s.at);
	if (w->incompletes < 2 && happens(w, 32, CS_NONE, CS_NONE)) {
		w->incompletes++;
		s.action = ACT_FEEDBACK_INCOMPLETE;
		s.text = walk_words(w, W_incomplete);
	}
	return walk_take(w, &s);
}

static bool
from_check_pending(struct walk *w)
{
	struct step s = { .action = ACT_ORDER_CHECK, .at = walk_soon(w, 8), .supervisor_id = supervisor(w) };

	s.who = clerk(w, R_ACCEPTOR, s.at);
	return walk_take(w, &s);
}

static bool
from_checking(struct walk *w)
{
	struct step s = { .action = ACT_CHECK_RESULT, .at = walk_soon(w, 22), .result = RESULT_YES };

	s.who = person(w, R_SUPERVISOR, w->c.supervisor_id);
	if (w->c.rework_count < REWORKS_MAX && happens(w, 58, CS_REWORK_PENDING, CS_REWORK_PENDING))
		s.result = RESULT_NO;
	s.text = walk_words(w, s.result == RESULT_YES ? W_check_yes : W_check_no);
	stand_near(w, &s);
	return walk_take(w, &s);
}

static bool
from_close_review(struct walk *w)
{
	struct step s = { .action = ACT_JUDGE, .at = walk_soon(w, 9),
		.factors = { RESULT_YES, RESULT_YES, RESULT_YES } };

	s.who = clerk(w, R_ACCEPTOR, s.at);
	if (w->c.check_result != RESULT_YES) {
		s.action = ACT_REWORK;
		s.factors[FACTOR_STANDARD] = s.factors[FACTOR_CHECK] = RESULT_NO;
		s.text = walk_words(w, W_rework);
	} else if (w->c.rework_count < REWORKS_MAX && happens(w, 7, CS_NONE, CS_NONE)) {
		s.action = ACT_REWORK;
		s.factors[FACTOR_PHOTOS] = RESULT_NO;
		s.text = walk_words(w, W_rework);
	} else if (w->w->office->acceptor_closes) {
		s.action = ACT_CLOSE;
		s.text = walk_words(w, W_close);
		s.answer = walk_words(w, W_answer);
	}
	return walk_take(w, &s);
}

static bool
from_close_chief(struct walk *w)
{
	struct step s = { .action = ACT_CLOSE_CHIEF, .at = walk_soon(w, 11) };

	s.who = clerk(w, R_CHIEF, s.at);
	if (w->closes_back == 0 && happens(w, 11, CS_NONE, CS_NONE)) {
		w->closes_back++;
		s.action = ACT_CLOSE_BACK;
		s.text = walk_words(w, W_close_back);
	} else {
		s.text = walk_words(w, W_close);
		s.answer = walk_words(w, W_answer);
	}
	return walk_take(w, &s);
}

static bool
from_rework_pending(struct walk *w)
{
	struct step s = { .action = ACT_REWORK_SEND, .at = walk_soon(w, 14), .unit_id = w->c.unit_id };

	s.who = clerk(w, R_DISPATCHER, s.at);
	s.text = walk_words(w, W_rework_send);
	if (rng_permille(&w->r, 50)) {
		s.action = ACT_REWORK_COORDINATE;
		s.unit_id = 0;
	} else if (rng_permille(&w->r, 60)) {
		s.unit_id = other_unit(w);
	}
	return walk_take(w, &s);
}

/* The archivist takes what has been closed for the set days; a little he leaves lying. */
static bool
from_final(struct walk *w)
{
	struct step s = { .action = ACT_ARCHIVE, .who = world_actor(w->w, R_ARCHIVIST, 0) };

	if (rng_permille(&w->r, 12))
		return false;
	s.at = walk_by_day(w, w->last + w->w->office->archive_days * USEC_DAY +
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
	case CS_FILED: return from_filed(w);
	case CS_COORDINATING: return from_coordinating(w);
	case CS_DISPATCHED: return from_dispatched(w);
	case CS_HANDLING: return from_handling(w);
	case CS_RETURN_REVIEW: return from_return_review(w);
	case CS_LEADER_PENDING: return from_leader_pending(w);
	case CS_FEEDBACK: return from_feedback(w);
	case CS_CHECK_PENDING: return from_check_pending(w);
	case CS_CHECKING: return from_checking(w);
	case CS_CLOSE_REVIEW: return from_close_review(w);
	case CS_CLOSE_CHIEF: return from_close_chief(w);
	case CS_REWORK_PENDING: return from_rework_pending(w);
	case CS_CLOSED:
	case CS_NOT_ACCEPTED: return from_final(w);
	default: return false;
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
		who = person(w, R_SUPERVISOR, supervisor(w));
	else if (p->source == SRC_AUTONOMY)
		who = person(w, R_AUTONOMY, w->w->autonomy[grid_community(w->row, w->col)]);
	else if (p->source == SRC_TEAM || p->source == SRC_GUARD)
		who = world_actor(w->w, R_JOINT, 0);
	else if (p->source == SRC_12345)
		who = world_actor(w->w, R_12345, rng_below(&w->r, (uint32_t)w->w->n_people[R_12345]));
	else if (p->source == SRC_UPPER)
		who.role = R_UPPER;
	else if (clerks)
		who = clerk(w, R_ACCEPTOR, at);
	p->taken_by = who.user_id;
	walk_tell_complaint(w, p, ACT_C_RECEIVED, &who, at, in->target == TARGET_SUSPECT ? CP_SUSPECT : CP_RECEIVED,
	    0);
	if (in->target == TARGET_COMPLAINT || in->target == TARGET_SUSPECT)
		return false;
	if (p->source == SRC_NET) {
		at = walk_soon(w, 12);
		who = clerk(w, R_ACCEPTOR, at);
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
		.due_at = USEC_NONE, .original_due = USEC_NONE };

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
