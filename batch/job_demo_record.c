/* Taking a step of a demo case and noting what the office would have written. */
#include "config.h"
#include "batch/job_demo_walk.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

/* Hashes and chains an event behind the one before. */
static void
seal_event(struct walk *w, struct said *d, const struct said *before, const char *text)
{
	struct event *e = &d->e;

	d->text = text;
	if (text != NULL) {
		for (size_t i = 0; i < SALT_LEN; i += 8) {
			const uint64_t v = rng_next(&w->r);

			memcpy(d->salt + i, &v, 8);
		}
		ledger_text_hash(w->a, d->salt, text, d->text_hash);
		e->text_hash = (struct blob){ d->text_hash, HASH_LEN };
	}
	memset(d->prev_hash, 0, HASH_LEN);
	if (before != NULL)
		memcpy(d->prev_hash, before->hash, HASH_LEN);
	e->prev_hash = (struct blob){ d->prev_hash, HASH_LEN };
	ledger_hash(w->a, e, d->hash);
}

/* The picture that somebody attaches: the matter as it was found, or after it was put right. */
static void
attach(struct walk *w, struct said *d, bool after, enum photo_part part)
{
	if (w->photos == NULL)
		return;
	d->photo = &w->photos->of[scene_of_class(w->c.class_id)][w->variant][after];
	d->e.files = (struct blob){ d->photo->sha256, HASH_LEN };
	d->part = part;
	d->round = w->c.round;
}

static bool
fits(struct walk *w, size_t n, size_t max, const char *what)
{
	if (n < max)
		return true;
	w->failed = err_raise(ERR_INTERNAL, "a demo case has more than %zu %s", max, what);
	return false;
}

static void
note_event(struct walk *w, const struct step *s, const struct change *ch, int32_t from)
{
	struct said *d = &w->events[w->n_events];

	if (!fits(w, w->n_events, WALK_EVENTS_MAX, "events"))
		return;
	*d = (struct said){ .e = { .subject_kind = SUBJECT_CASE, .subject_id = w->c.id,
		.seq = (int32_t)w->n_events + 1, .kind = (int32_t)ch->t->action, .at = s->at, .client_at = s->client_at,
		.user_id = s->who.user_id, .role_id = s->who.role, .shift_id = s->who.shift_id,
		.unit_id = s->who.unit_id, .from_state = from, .to_state = ch->after.state,
		.reason_id = s->reason_id, .detail = { ch->detail, strlen(ch->detail) } } };
	if (s->n_files > 0)
		attach(w, d, s->action == ACT_FEEDBACK || (s->action == ACT_CHECK_RESULT && s->result == RESULT_YES),
		    s->action == ACT_FEEDBACK ? PHOTO_AFTER : s->action == ACT_CHECK_RESULT ? PHOTO_CHECK : PHOTO_VERIFY);
	seal_event(w, d, w->n_events > 0 ? d - 1 : NULL, s->text);
	w->n_events++;
}

void
walk_tell_complaint(struct walk *w, struct walked_complaint *p, enum action kind, const struct actor *who,
    usec_t at, enum complaint_state to, int64_t reason_id)
{
	struct said *d = &p->events[p->n_events];

	if (!fits(w, p->n_events, WALK_COMPLAINT_EVENTS_MAX, "events of a complaint"))
		return;
	*d = (struct said){ .e = { .subject_kind = SUBJECT_COMPLAINT, .subject_id = p->id,
		.seq = (int32_t)p->n_events + 1, .kind = (int32_t)kind, .at = at, .client_at = USEC_NONE,
		.user_id = who->user_id, .role_id = who->role, .shift_id = who->shift_id,
		.unit_id = who->unit_id, .from_state = p->n_events > 0 ? (int32_t)p->state : 0,
		.to_state = (int32_t)to, .reason_id = reason_id } };
	if (kind == ACT_C_RECEIVED && p->has_photo)
		attach(w, d, false, PHOTO_REPORT);
	seal_event(w, d, p->n_events > 0 ? d - 1 : NULL, NULL);
	p->n_events++;
	p->state = to;
	p->state_at = at;
}

static void
note_stage(struct walk *w, const struct step *s, const struct change *ch)
{
	struct walked_stage *st;

	if (w->n_stages > 0) {
		st = &w->stages[w->n_stages - 1];
		st->ended = s->at;
		st->ended_by = s->who.user_id;
	}
	/* a final state has no open stage: nobody holds it */
	if (ch->stage.state == CS_ARCHIVED || ch->stage.state == CS_VOID ||
	    !fits(w, w->n_stages, WALK_STAGES_MAX, "stages"))
		return;
	w->stages[w->n_stages++] = (struct walked_stage){ .s = ch->stage, .started = ch->after.stage_started,
		.ended = USEC_NONE, .late_at = USEC_NONE };
}

static void
note_promise(struct walk *w, const struct step *s, const struct change *ch)
{
	const int32_t seq = (int32_t)w->n_events;	/* of the event just noted */

	if (ch->end_promise && w->n_promises > 0 && w->promises[w->n_promises - 1].ended == USEC_NONE) {
		w->promises[w->n_promises - 1].ended = s->at;
		w->promises[w->n_promises - 1].ended_event = seq;
	}
	if (ch->has_promise && fits(w, w->n_promises, WALK_PROMISES_MAX, "promises"))
		w->promises[w->n_promises++] = (struct walked_promise){ .p = ch->promise, .set_event = seq,
			.ended = USEC_NONE };
}

static void
note_unit(struct walk *w, const struct step *s, const struct change *ch)
{
	struct walked_unit *u = w->n_units > 0 ? &w->units[w->n_units - 1] : NULL;

	if (ch->end_unit && u != NULL && u->until == USEC_NONE)
		u->until = s->at;
	if (ch->has_unit && fits(w, w->n_units, WALK_UNITS_MAX, "units")) {
		u = &w->units[w->n_units++];
		*u = (struct walked_unit){ .unit_id = ch->unit_id, .part = ch->unit_part, .from = s->at,
			.until = USEC_NONE, .due = ch->promise.due, .signed_at = USEC_NONE, .done_at = USEC_NONE };
	}
	if ((ch->t->effect & (E_SIGN | E_FEEDBACK | E_GO_BACK)) != 0 && u != NULL && u->until == USEC_NONE) {
		u->signed_at = ch->after.signed_at;
		u->done_at = ch->after.fed_back_at;
	}
}

static void
note_order(struct walk *w, const struct step *s, const struct change *ch)
{
	if (ch->answers_order && w->n_orders > 0) {
		struct walked_order *o = &w->orders[w->n_orders - 1];

		o->answered_at = s->at;
		o->result = s->result;
		o->has_point = s->has_point;
		o->lat = s->lat;
		o->lon = s->lon;
		o->client_at = s->client_at;
	} else if (ch->sets_order && fits(w, w->n_orders, WALK_ORDERS_MAX, "orders")) {
		w->orders[w->n_orders++] = (struct walked_order){ .kind = ch->order_kind,
			.round = ch->after.round, .user_id = s->supervisor_id, .sent_by = s->who.user_id,
			.sent_at = s->at, .due = ch->order_due, .answered_at = USEC_NONE,
			.client_at = USEC_NONE };
	}
}

static void
note_tells(struct walk *w, const struct step *s, const struct change *ch)
{
	for (size_t i = 0; i < TELL_MAX; i++) {
		const uint32_t bit = 1U << i;

		if ((ch->t->tell & bit) == 0 || !fits(w, w->n_tells, WALK_TELLS_MAX, "notices"))
			continue;
		w->tells[w->n_tells++] = (struct walked_tell){ .seq = (int32_t)w->n_events, .audience = i,
			.at = s->at, .unit_id = (bit & (T_UNIT | T_UNIT_LEADER)) != 0 ? ch->after.unit_id : 0,
			.user_id = bit == T_SUPERVISOR ? ch->after.supervisor_id :
			    bit == T_HANDLER ? ch->after.handler_id : 0 };
	}
}

/* The next number of a year; filing at the turn of the year goes back and forth between two. */
static int64_t
next_number(struct walk_memory *m, int32_t year)
{
	if (m->year == 0)
		m->year = year;
	if (year > m->year) {
		m->year_before = m->year;
		m->last_before = m->last_number;
		m->year = year;
		m->last_number = 0;
	}
	return year == m->year ? ++m->last_number : ++m->last_before;
}

static void
number_case(struct walk *w, struct change *ch, usec_t at)
{
	const int year = civil_of(at).year;
	char number[REFNO_MAX], *code;

	if (ch->needs_number) {
		refno_case(number, year, next_number(w->memory, year));
		ch->after.number = arena_strdup(w->a, number);
	}
	if ((ch->t->effect & E_ARCHIVE) == 0)
		return;
	w->failed = refno_archive(w->a, w->w->office->fonds, year, ch->after.retention_years,
	    w->w->office->archive_office, (int32_t)ch->after.id, &code);
	if (w->failed == OK)
		ch->after.archive_code = code;
}

/* What those who sent something are told, now or by the case theirs was merged into. */
static void
answer_senders(struct walk *w, const struct step *s, const struct change *ch)
{
	for (size_t i = 0; i < w->n_complaints; i++) {
		struct walked_complaint *p = &w->complaints[i];
		const enum complaint_state to = ch->complaint_state != 0 ? ch->complaint_state : p->state;

		p->reason_id = s->reason_id;
		p->answer = s->answer;
		walk_tell_complaint(w, p, to == CP_REFUSED ? ACT_C_REFUSED :
		    s->kept_case != 0 ? ACT_C_JOINED : ACT_C_ANSWERED, &s->who, s->at, to, s->reason_id);
		if (s->kept_case != 0) {
			p->link_end = s->at;
			p->kept_case = s->kept_case;
		}
	}
}

static void
note_flag(struct walk *w, const struct flag_change *f, usec_t at)
{
	if (f->value != 0) {
		if (fits(w, w->n_flags, WALK_FLAGS_MAX, "flags"))
			w->flags[w->n_flags++] = (struct walked_flag){ f->flag, at, USEC_NONE, (int32_t)w->n_events, 0 };
		return;
	}
	for (size_t i = 0; i < w->n_flags; i++)
		if (w->flags[i].until == USEC_NONE && strcmp(w->flags[i].flag, f->flag) == 0) {
			w->flags[i].until = at;
			w->flags[i].end_event = (int32_t)w->n_events;
		}
}

static void
note(struct walk *w, const struct step *s, struct change *ch)
{
	number_case(w, ch, s->at);
	note_event(w, s, ch, w->c.state);
	if (ch->new_stage)
		note_stage(w, s, ch);
	note_promise(w, s, ch);
	note_unit(w, s, ch);
	note_order(w, s, ch);
	for (size_t i = 0; i < ch->n_flags; i++)
		note_flag(w, &ch->flags[i], s->at);
	if (ch->answers_sender)
		answer_senders(w, s, ch);
	note_tells(w, s, ch);
}

static enum action
late_action(int32_t state)
{
	return state == CS_VERIFYING ? ACT_LATE_VERIFY : state == CS_DISPATCHED ? ACT_LATE_SIGN :
	    state == CS_CHECKING ? ACT_LATE_CHECK : ACT_LATE_STAGE;
}

/* The timer runs every minute and marks what is past its due. */
void
walk_mark_late(struct walk *w, usec_t until)
{
	struct walked_stage *st = w->n_stages > 0 ? &w->stages[w->n_stages - 1] : NULL;
	struct step s = { .client_at = USEC_NONE, .who = { .role = R_SYSTEM } };
	struct change ch;
	const int64_t version = w->c.version;
	usec_t from;

	if (st == NULL || st->ended != USEC_NONE || st->late_at != USEC_NONE || st->s.due == USEC_NONE)
		return;
	/* some stages begin late: the hour of acceptance is one for three of them (R2) */
	from = w->n_stages == 1 ? w->events[0].e.at : st->started;
	from = st->s.due > from ? st->s.due : from;
	s.at = (from / USEC_MIN + 1) * USEC_MIN;
	if (s.at >= until || s.at > w->end)
		return;
	st->late_at = s.at;
	s.action = late_action(w->c.state);
	if (workflow_find((enum case_state)w->c.state, s.action) == NULL)
		return;		/* a waiting time without a mark of its own */
	if ((w->failed = casework_apply(w->a, &w->c, &s, w->w->office, &ch)) != OK)
		return;
	note_event(w, &s, &ch, w->c.state);
	note_tells(w, &s, &ch);
	w->c.version = version;	/* a mark changes no version */
}

bool
walk_take(struct walk *w, struct step *s)
{
	struct change ch;

	if (w->failed != OK)
		return false;
	walk_mark_late(w, s->at <= w->end ? s->at : w->end + 1);
	if (s->at > w->end || w->failed != OK)
		return false;
	s->client_at = USEC_NONE;
	s->condition_limit = w->limit;
	w->failed = casework_apply(w->a, &w->c, s, w->w->office, &ch);
	if (w->failed != OK) {
		w->failed = err_raise(ERR_INTERNAL, "demo case %lld, %s in state %d: %s", (long long)w->c.id,
		    action_code(s->action), w->c.state, arena_strdup(w->a, err_text()));
		return false;
	}
	note(w, s, &ch);
	w->c = ch.after;
	w->last = s->at;
	return w->failed == OK;
}

bool
walk_register(struct walk *w, usec_t at, struct actor who)
{
	struct walked_complaint *p = &w->complaints[0];
	struct step s = { .action = ACT_REPORT, .at = at, .client_at = USEC_NONE, .who = who };
	struct change ch;

	if (at > w->end)
		return false;
	if ((w->failed = casework_register(w->a, &w->c, &s, w->w->office, &ch)) != OK)
		return false;
	w->has_case = true;
	note(w, &s, &ch);
	p->linked_at = at;
	walk_tell_complaint(w, p, ACT_C_REGISTERED, &who, at, CP_REGISTERED, 0);
	w->c = ch.after;
	w->last = at;
	return w->failed == OK;
}
