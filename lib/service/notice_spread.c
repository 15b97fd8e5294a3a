/* From posts to people: the outbox becomes inbox lines and messages. */
#include "config.h"
#include "lib/service/notice_ops.h"

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/part/mail.h"
#include "lib/store/store_duty.h"

#include "lib/base/banned.h"

struct spread {
	struct service *sv;
	struct arena *a;	/* of one round */
	usec_t now;
	struct notice_house house;
	usec_t stale;		/* what is older stands in inboxes only: nobody is written to about last week */
	struct notice_wish *wishes;
	size_t n_wishes;
	size_t *places;		/* room for all people */
	const struct notice_sender *senders;
	size_t n_senders;
	int64_t told;
};

static const struct notice_wish *
wish_of(const struct spread *s, int64_t user_id)
{
	for (size_t i = 0; i < s->n_wishes; i++)
		if (s->wishes[i].user_id == user_id)
			return &s->wishes[i];
	return NULL;
}

/* A message a channel that he wants; for a hazard every channel that reaches him. */
static enum err
add_messages(struct spread *s, const struct outbox_row *o, int64_t notice_id, int64_t user_id)
{
	const struct conf *conf = s->sv->conf;
	const struct notice_wish *w = wish_of(s, user_id);
	const enum message_urgency usual = o->hazard ? URGENCY_HAZARD : URGENCY_USUAL;
	enum notice_digest digest;
	enum err e = OK;

	if (w == NULL || o->created_at < s->stale)
		return OK;
	digest = (enum notice_digest)w->digest;
	if (w->email != NULL && conf->mail_url[0] != '\0' && (w->by_email || o->hazard))
		e = store_message_add(s->sv->db, notice_id, CHANNEL_EMAIL, user_id,
		    digest != DIGEST_NONE && !o->hazard ? URGENCY_DIGEST : usual,
		    notice_send_at(&s->house, user_id, o->hazard, digest, s->now), s->now);
	if (e == OK && w->phone != NULL && conf->sms_url[0] != '\0' && (w->by_sms || o->hazard))
		e = store_message_add(s->sv->db, notice_id, CHANNEL_SMS, user_id, usual,
		    notice_send_at(&s->house, user_id, o->hazard, DIGEST_NONE, s->now), s->now);
	return e;
}

static enum err
tell_person(struct spread *s, const struct outbox_row *o, int64_t user_id)
{
	const struct notice_new n = { .of = o, .user_id = user_id };
	int64_t id;
	enum err e;

	if (user_id == o->actor_id)
		return OK;
	e = store_notice_add(s->sv->db, &n, s->now, &id);
	if (e == ERR_CONFLICT)
		return OK;	/* he holds another post that was told; after a deadlock the next statement says so */
	if (e == OK)
		e = add_messages(s, o, id, user_id);
	s->told += e == OK;
	return e;
}

/* What is said before he has confirmed: that it arrived, and the question itself. */
static bool
may_tell(const struct notice_sender *who, int32_t kind)
{
	return !who->stopped && (who->confirmed || kind == ACT_C_RECEIVED || kind == ACT_C_CONFIRM_ASKED);
}

/* Of a summary the next morning at eight. */
static usec_t
sender_at(const struct spread *s, bool digest)
{
	return digest ? day_start(day_of(s->now) + 1) + 8 * USEC_HOUR : s->now;
}

/* A letter where he left an address, else a short message; nothing where no channel reaches him. */
static enum err
tell_sender(struct spread *s, const struct outbox_row *o, const struct notice_sender *who)
{
	const struct conf *conf = s->sv->conf;
	const struct notice_new n = { .of = o, .complaint_id = who->complaint_id };
	const bool mail = who->has_email && conf->mail_url[0] != '\0', digest = mail && who->daily && who->confirmed && !o->hazard;
	int64_t id;
	enum err e;

	if (o->created_at < s->stale || !may_tell(who, o->kind) || (!mail && !(who->has_phone && conf->sms_url[0] != '\0')))
		return OK;
	e = store_notice_add(s->sv->db, &n, s->now, &id);
	if (e == ERR_CONFLICT)
		return OK;
	if (e == OK)
		e = store_message_add(s->sv->db, id, mail ? CHANNEL_EMAIL : CHANNEL_SMS, -who->complaint_id,
		    digest ? URGENCY_DIGEST : o->hazard ? URGENCY_HAZARD : URGENCY_USUAL, sender_at(s, digest), s->now);
	s->told += e == OK;
	return e;
}

static enum err
tell_senders(struct spread *s, const struct outbox_row *o)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < s->n_senders; i++)
		if (s->senders[i].outbox_id == o->id)
			e = tell_sender(s, o, &s->senders[i]);
	return e == OK ? store_outbox_done(s->sv->db, o->id, -1, s->now) : e;
}

static enum err
spread_row(struct spread *s, const struct outbox_row *o)
{
	const struct notice_call call = { .audience = o->audience, .unit_id = o->unit_id, .user_id = o->user_id,
		.cell_id = o->cell_id, .hazard = o->hazard };
	usec_t later = USEC_NONE;
	size_t n;
	enum err e = OK;

	switch (notice_find(&s->house, &call, s->now, s->places, &n, &later)) {
	case FOUND_SENDER:
		return tell_senders(s, o);
	case FOUND_EXCHANGE:
		return store_outbox_done(s->sv->db, o->id, -1, s->now);
	case FOUND_LATER:
		return store_outbox_later(s->sv->db, o->id, later);
	case FOUND_NOBODY:
		return store_outbox_done(s->sv->db, o->id, 0, s->now);
	case FOUND_PEOPLE:
		break;
	}
	for (size_t i = 0; e == OK && i < n; i++)
		e = tell_person(s, o, s->house.people[s->places[i]].id);
	return e == OK ? store_outbox_done(s->sv->db, o->id, (int32_t)n, s->now) : e;
}

/* At most 200 rows in one transaction; ERR_NOT_FOUND when none are left. */
static enum err
spread_some(struct spread *s)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct notice_sender *senders;
	struct outbox_row *rows;
	struct id_list ids;
	size_t n;
	enum err e;

	if ((e = db_begin(s->sv->db, &tx)) != OK || (e = store_outbox_claim(s->sv->db, s->a, s->now, &ids)) != OK ||
	    (e = store_outbox_rows(s->sv->db, s->a, &ids, &rows, &n)) != OK ||
	    (e = store_notice_senders(s->sv->db, s->a, &ids, &senders, &s->n_senders)) != OK)
		return e;
	s->senders = senders;
	for (size_t i = 0; e == OK && i < n; i++)
		e = spread_row(s, &rows[i]);
	return e == OK ? db_commit(&tx) : e;
}

/* Who has the commander's powers now by turn, by name or for another's leave; else it waits for the next turn. */
static enum err
read_power(struct spread *s)
{
	struct duty_command d;
	struct duty_holder h;
	enum err e = store_duty_command(s->sv->db, s->sv->arena, s->now, s->now + 1, &d);

	if (e != OK)
		return e;
	h = duty_power(&d, s->now);
	s->house.power_user = h.on_duty || h.why == DUTY_LEAVE ? h.user_id : 0;
	return OK;
}

static enum err
read_house(struct spread *s)
{
	struct arena *a = s->sv->arena;
	const struct office *office;
	struct notice_patience patience;
	enum err e;

	if ((e = store_notice_patience(s->sv->db, a, s->now, &patience)) != OK ||
	    (e = store_notice_house(s->sv->db, a, s->now, &s->house)) != OK ||
	    (e = store_notice_wishes(s->sv->db, a, &s->wishes, &s->n_wishes)) != OK ||
	    (e = read_power(s)) != OK || (e = office_now(s->sv, &office)) != OK)
		return e;
	s->house.cal = office->cal;
	s->stale = s->now - patience.days * USEC_DAY;
	s->places = arena_array_of(a, size_t, s->house.n_people + 1);
	return OK;
}

enum err
notice_spread(struct service *sv, struct notice_run *run)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct spread s = { .sv = sv, .a = a, .now = clock_now() };
	const int64_t end = clock_mono_ns() + sv->conf->notice_seconds * 1000000000;
	enum err e = read_house(&s);

	while (e == OK && clock_mono_ns() < end) {
		s.told = 0;
		e = spread_some(&s);
		run->told += e == OK ? s.told : 0;
		arena_reset(a);
	}
	/* Nothing left; or another host had the same people in hand: the next minute tells. */
	return e == ERR_NOT_FOUND || e == ERR_CONFLICT ? OK : e;
}

enum err
notice_wish_set(struct service *sv, const struct notice_wish *w)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if (w->email != NULL && !mail_address_ok(w->email))
		return err_raise_field(ERR_INVALID, "email", "no letter can be sent there");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_notice_wish_set(sv->db, w, clock_now())) != OK)
		return e;
	return db_commit(&tx);
}
