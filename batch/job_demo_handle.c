/* What command section and units do with a demo case, from its filing to its closing. */
#include "config.h"
#include "batch/job_demo_walk.h"

#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { REWORKS_MAX = 3 };

static struct actor
unit_clerk(const struct walk *w)
{
	const struct world_unit *u = &w->w->units[world_unit(w->w, w->c.unit_id)];
	struct actor who = walk_person(w, R_UNIT, u->clerk);

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
from_filed(struct walk *w)
{
	struct step s = { .action = ACT_DISPATCH, .at = walk_soon(w, 10), .unit_id = unit_for(w) };

	s.who = walk_clerk(w, R_DISPATCHER, s.at);
	if (walk_happens(w, 30, CS_COORDINATING, CS_COORDINATING)) {
		s.action = ACT_UNCLEAR;
		s.unit_id = 0;
		s.text = walk_words(w, W_unclear);
	} else if (walk_happens(w, 4, CS_NONE, CS_NONE) && w->n_events < 12) {
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

	s.who = walk_clerk(w, R_DISPATCHER, s.at);
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

	if (may_return && walk_happens(w, 14, CS_RETURN_REVIEW, CS_LEADER_PENDING)) {
		const usec_t at = w->last + (8 + (usec_t)rng_below(&w->r, 40)) * USEC_MIN;
		const int m = walk_minute(at);

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
		if (!w->c.leader_locked && w->c.return_count == 0 && walk_happens(w, 16, CS_NONE, CS_NONE) &&
		    w->last == w->c.signed_at) {
			const usec_t at = w->last + (6 + (usec_t)rng_below(&w->r, 45)) * USEC_MIN;
			const int m = walk_minute(at);

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
		s.who = walk_clerk(w, R_DISPATCHER, s.at);
		s.action = rng_permille(&w->r, 650) ? ACT_REDISPATCH : ACT_RETURN_REFUSED;
		s.unit_id = s.action == ACT_REDISPATCH ? other_unit(w) : 0;
		s.text = walk_words(w, W_agreed);
		return walk_take(w, &s);
	}
	if (!w->c.conferred) {	/* the next round of this function goes on from here */
		s.action = ACT_CONFER;
		s.who = walk_clerk(w, R_DISPATCHER, s.at);
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

	s.who = walk_clerk(w, R_DISPATCHER, s.at);
	if (w->incompletes < 2 && walk_happens(w, 32, CS_NONE, CS_NONE)) {
		w->incompletes++;
		s.action = ACT_FEEDBACK_INCOMPLETE;
		s.text = walk_words(w, W_incomplete);
	}
	return walk_take(w, &s);
}

static bool
from_check_pending(struct walk *w)
{
	struct step s = { .action = ACT_ORDER_CHECK, .at = walk_soon(w, 8), .supervisor_id = walk_supervisor(w) };

	s.who = walk_clerk(w, R_ACCEPTOR, s.at);
	return walk_take(w, &s);
}

static bool
from_checking(struct walk *w)
{
	struct step s = { .action = ACT_CHECK_RESULT, .at = walk_soon(w, 22), .result = RESULT_YES };

	s.who = walk_person(w, R_SUPERVISOR, w->c.supervisor_id);
	if (w->c.rework_count < REWORKS_MAX && walk_happens(w, 58, CS_REWORK_PENDING, CS_REWORK_PENDING))
		s.result = RESULT_NO;
	s.text = walk_words(w, s.result == RESULT_YES ? W_check_yes : W_check_no);
	walk_stand_near(w, &s);
	return walk_take(w, &s);
}

static bool
from_close_review(struct walk *w)
{
	struct step s = { .action = ACT_JUDGE, .at = walk_soon(w, 9),
		.factors = { RESULT_YES, RESULT_YES, RESULT_YES } };

	s.who = walk_clerk(w, R_ACCEPTOR, s.at);
	if (w->c.check_result != RESULT_YES) {
		s.action = ACT_REWORK;
		s.factors[FACTOR_STANDARD] = s.factors[FACTOR_CHECK] = RESULT_NO;
		s.text = walk_words(w, W_rework);
	} else if (w->c.rework_count < REWORKS_MAX && walk_happens(w, 7, CS_NONE, CS_NONE)) {
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

	s.who = walk_clerk(w, R_CHIEF, s.at);
	if (w->closes_back == 0 && walk_happens(w, 11, CS_NONE, CS_NONE)) {
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

	s.who = walk_clerk(w, R_DISPATCHER, s.at);
	s.text = walk_words(w, W_rework_send);
	if (rng_permille(&w->r, 50)) {
		s.action = ACT_REWORK_COORDINATE;
		s.unit_id = 0;
	} else if (rng_permille(&w->r, 60)) {
		s.unit_id = other_unit(w);
	}
	return walk_take(w, &s);
}

bool
walk_handle(struct walk *w)
{
	switch (w->c.state) {
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
	default: return false;
	}
}
