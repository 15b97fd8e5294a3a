/* A walked case as rows. */
#include "config.h"
#include "batch/job_demo_run.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/complaint_ops.h"

#include "lib/base/banned.h"

static void
write_code(struct bulk_case *b, struct walk *w, const struct walked_complaint *p)
{
	unsigned char hash[HASH_LEN];
	char code[CODE_LEN + 1];
	const char *both;

	/* as the public program does it, from a form key nobody has */
	code_of_form(code, w->w->code_key, arena_printf(w->a, "demo-%lld", (long long)p->id));
	both = arena_printf(w->a, "%lld:%s", (long long)p->id, code);
	hash_keyed(hash, w->w->code_key, both, strlen(both));

	const struct db_arg vals[] = { DB_I64(p->id), DB_BLOB(hash, HASH_LEN) };

	bulk_case_row(b, BULK_T_CODE, vals, N(vals));
}

static void
write_contact(struct bulk_case *b, struct walk *w, const struct walked_complaint *p)
{
	unsigned char hash[HASH_LEN], *sealed;
	const size_t name_len = strlen(p->name), phone_len = strlen(p->phone), n = name_len + phone_len + 3;
	char *packed = arena_alloc(w->a, n);	/* name, phone, no mail: each with its zero byte */
	size_t sealed_len;

	memcpy(packed, p->name, name_len);
	memcpy(packed + name_len + 1, p->phone, phone_len);
	box_seal(w->a, w->w->box, packed, n, &sealed, &sealed_len);
	hash_keyed(hash, w->w->phone_key, p->phone, phone_len);

	const struct db_arg vals[] = { DB_I64(p->id), DB_I64(w->w->key_year), DB_BLOB(sealed, sealed_len),
		DB_STR(mask_name(w->a, p->name)), DB_STR(mask_phone(w->a, p->phone)), DB_BLOB(hash, HASH_LEN),
		DB_TIME(p->received_at) };

	bulk_case_row(b, BULK_T_CONTACT, vals, N(vals));
}

static void
write_link(struct bulk_case *b, int64_t complaint_id, int64_t case_id, usec_t from, usec_t until)
{
	const struct db_arg vals[] = { DB_I64(complaint_id), DB_I64(case_id), DB_TIME(from), DB_TIME(until) };

	bulk_case_row(b, BULK_T_LINK, vals, N(vals));
}

/* An event with its text and photo; what citizens sent and what was put right may be shown to them. */
static void
write_event(struct bulk_case *b, const struct said *d)
{
	bulk_case_event(b, &d->e, d->hash, d->text, d->salt);
	if (d->photo != NULL) {
		const struct db_arg vals[] = { DB_I64(d->e.subject_kind), DB_I64(d->e.subject_id), DB_I64(d->e.seq),
			DB_I64(d->photo->file_id), DB_I64(d->part), DB_I64(d->round),
			DB_I64(d->part == PHOTO_REPORT || d->part == PHOTO_AFTER), DB_REF(d->e.user_id),
			DB_TIME(d->e.at) };

		bulk_case_row(b, BULK_T_FILE_LINK, vals, N(vals));
	}
}

static void
write_complaint(struct bulk_case *b, struct walk *w, struct walked_complaint *p)
{
	const struct case_row *c = &w->c;
	const struct db_arg vals[] = {
		DB_I64(p->id), DB_I64(p->source), DB_I64(p->state), DB_TIME(p->received_at),
		DB_TIME(p->accept_due), DB_REF(c->class_id), DB_STR(p->description), DB_STR(c->address),
		c->has_point ? DB_I64(c->lat) : DB_NULL, c->has_point ? DB_I64(c->lon) : DB_NULL,
		DB_I64(p->confidential), DB_STR(p->ext_system), DB_STR(p->ext_number), DB_TIME(p->ext_due),
		DB_REF(p->taken_by), DB_TIME(p->state_at), DB_REF(p->reason_id), DB_STR(p->answer),
	};

	bulk_case_row(b, BULK_T_COMPLAINT, vals, N(vals));
	write_code(b, w, p);
	if (p->phone != NULL)
		write_contact(b, w, p);
	for (size_t i = 0; i < p->n_events; i++)
		write_event(b, &p->events[i]);
	if (p->linked_at != USEC_NONE)
		write_link(b, p->id, c->id, p->linked_at, p->link_end);
	if (p->kept_case != 0)
		write_link(b, p->id, p->kept_case, p->link_end, USEC_NONE);
}

static void
write_stages(struct bulk_case *b, const struct walk *w)
{
	for (size_t i = 0; i < w->n_stages; i++) {
		const struct walked_stage *s = &w->stages[i];
		const struct db_arg vals[] = { DB_I64(w->c.id), DB_I64((int64_t)i + 1), DB_I64(s->s.state),
			DB_REF(s->s.user_id), DB_REF(s->s.unit_id), DB_I64(s->s.round), DB_TIME(s->started),
			DB_TIME(s->s.due), DB_TIME(s->s.outer_due), DB_TIME(s->ended), DB_REF(s->ended_by),
			DB_TIME(s->late_at) };

		bulk_case_row(b, BULK_T_STAGE, vals, N(vals));
	}
}

static void
write_promises(struct bulk_case *b, const struct walk *w)
{
	for (size_t i = 0; i < w->n_promises; i++) {
		const struct walked_promise *p = &w->promises[i];
		const struct db_arg vals[] = { DB_I64(w->c.id), DB_I64((int64_t)i + 1), DB_REF(p->p.unit_id),
			DB_I64(p->p.round), DB_I64(p->p.kind), DB_TIME(p->p.started), DB_I64(p->p.amount),
			DB_I64(p->p.unit), DB_REF(p->p.calendar_id), DB_TIME(p->p.due), DB_TIME(p->p.original_due),
			DB_I64(p->set_event), DB_TIME(p->ended), DB_REF(p->ended_event) };

		bulk_case_row(b, BULK_T_PROMISE, vals, N(vals));
	}
}

static void
write_units(struct bulk_case *b, const struct walk *w)
{
	for (size_t i = 0; i < w->n_units; i++) {
		const struct walked_unit *u = &w->units[i];
		const struct db_arg vals[] = { DB_I64(w->c.id), DB_I64((int64_t)i + 1), DB_I64(u->unit_id),
			DB_I64(u->part), DB_TIME(u->from), DB_TIME(u->until), DB_TIME(u->due),
			DB_TIME(u->signed_at), DB_TIME(u->done_at) };

		bulk_case_row(b, BULK_T_UNIT, vals, N(vals));
	}
}

static void
write_orders(struct bulk_case *b, const struct walk *w)
{
	for (size_t i = 0; i < w->n_orders; i++) {
		const struct walked_order *o = &w->orders[i];
		const struct db_arg vals[] = { DB_I64(w->c.id), DB_I64((int64_t)i + 1), DB_I64(o->kind),
			DB_I64(o->round), DB_I64(o->user_id), DB_I64(o->sent_by), DB_TIME(o->sent_at),
			DB_TIME(o->due), DB_TIME(o->answered_at), DB_REF(o->result),
			o->has_point ? DB_I64(o->lat) : DB_NULL, o->has_point ? DB_I64(o->lon) : DB_NULL,
			DB_TIME(o->client_at) };

		bulk_case_row(b, BULK_T_ORDER, vals, N(vals));
	}
	for (size_t i = 0; i < w->n_flags; i++) {
		const struct walked_flag *f = &w->flags[i];
		const struct db_arg vals[] = { DB_I64(w->c.id), DB_STR(f->flag), DB_TIME(f->from),
			DB_I64(f->set_event), DB_TIME(f->until), DB_REF(f->end_event) };

		bulk_case_row(b, BULK_T_FLAG, vals, N(vals));
	}
}

/* Notices that have long been delivered are not kept; those of the last weeks are. */
static void
write_notices(struct bulk_case *b, const struct walk *w, usec_t from)
{
	static const char *const audiences[TELL_MAX] = { "SENDER", "SUPERVISOR", "UNIT", "UNIT_LEADER",
		"ACCEPTOR", "DISPATCHER", "CHIEF", "COMMANDER", "LEADER", "UPPER", "ARCHIVIST", "HANDLER", "COORD", "SQUAD" };

	for (size_t i = 0; i < w->n_tells; i++) {
		const struct walked_tell *t = &w->tells[i];
		const struct db_arg vals[] = { DB_I64(SUBJECT_CASE), DB_I64(w->c.id), DB_I64(t->seq),
			DB_STR(audiences[t->audience]), DB_REF(t->unit_id), DB_REF(t->user_id), DB_TIME(t->at),
			DB_TIME(t->at + USEC_SEC) };

		if (t->at >= from)
			bulk_case_row(b, BULK_T_OUTBOX, vals, N(vals));
	}
}

void
run_write(struct bulk_case *b, struct walk *w, usec_t notice_from)
{
	for (size_t i = 0; i < w->n_complaints; i++)
		write_complaint(b, w, &w->complaints[i]);
	if (!w->has_case)
		return;
	w->c.event_seq = (int32_t)w->n_events;
	w->c.event_hash = (struct blob){ w->events[w->n_events - 1].hash, HASH_LEN };
	bulk_case_case(b, &w->c);
	write_stages(b, w);
	write_promises(b, w);
	write_units(b, w);
	write_orders(b, w);
	for (size_t i = 0; i < w->n_events; i++)
		write_event(b, &w->events[i]);
	write_notices(b, w, notice_from);
}
