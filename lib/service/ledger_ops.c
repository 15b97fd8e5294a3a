#include "config.h"
#include "lib/service/ledger_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_search.h"

#include "lib/base/banned.h"

static struct blob
hashes_of(struct arena *a, const struct attachment *files, size_t n)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < n; i++)
		buf_add(&b, files[i].sha256, HASH_LEN);
	return (struct blob){ b.s, b.len };
}

/* The step's details, and by whose powers a deputy took it (workflow §7 note *). */
static struct blob
detail_with_deputy(struct arena *a, const char *detail, const struct actor *who)
{
	if (who->for_role != ROLE_NONE)
		detail = arena_printf(a, "%sfor=%d\nwhy=%d\nleave=%lld\n", detail, (int)who->for_role, who->for_why,
		    (long long)who->for_absence);
	return (struct blob){ detail, strlen(detail) };
}

enum err
ledger_add_case(struct service *sv, int64_t case_id, int32_t from, const struct change *ch,
    const struct step *s, const struct attachment *files, struct blob head, int32_t seq,
    struct blob *hash)
{
	struct event ev = { .subject_kind = SUBJECT_CASE, .subject_id = case_id, .seq = seq,
		/* A step may be taken in the place of another; without a row it is a word of the timer. */
		.kind = (int32_t)(ch->t != NULL ? ch->t->action : s->action), .at = s->at, .client_at = s->client_at,
		.user_id = s->who.user_id,
		.role_id = s->who.role, .shift_id = s->who.shift_id, .unit_id = s->who.unit_id,
		.from_state = from, .to_state = ch->after.state, .reason_id = s->reason_id,
		.detail = detail_with_deputy(sv->arena, ch->detail, &s->who),
		.files = hashes_of(sv->arena, files, s->n_files), .prev_hash = head };
	enum err e = store_event_add(sv->db, sv->arena, &ev, s->text);

	if (e == OK)
		*hash = ev.hash;
	/* Whatever happens to a case may change how it is found; but the timer's marks do not. */
	if (e == OK && (s->text != NULL || from != ch->after.state || s->who.role != R_SYSTEM))
		e = store_search_change(sv->db, case_id, s->at);
	return e;
}

enum err
ledger_note_case(struct service *sv, int64_t case_id, int32_t state, enum action kind, const struct actor *who,
    usec_t at, const char *detail, int32_t *seq, struct blob *head)
{
	struct event ev = { .subject_kind = SUBJECT_CASE, .subject_id = case_id, .seq = *seq + 1, .kind = kind,
		.at = at, .client_at = USEC_NONE, .user_id = who->user_id, .role_id = who->role,
		.shift_id = who->shift_id, .unit_id = who->unit_id, .from_state = state, .to_state = state,
		.detail = { detail, strlen(detail) }, .files = hashes_of(sv->arena, NULL, 0), .prev_hash = *head };
	struct case_row c = { .id = case_id, .event_seq = ev.seq };
	enum err e = store_event_add(sv->db, sv->arena, &ev, NULL);

	c.event_hash = ev.hash;
	if (e == OK)
		e = store_case_head(sv->db, &c);
	if (e != OK)
		return e;
	*seq = ev.seq;
	*head = ev.hash;
	return store_search_change(sv->db, case_id, at);
}

enum err
ledger_add_complaint(struct service *sv, int64_t complaint_id, enum action kind,
    const struct actor *who, usec_t at, int32_t from, int32_t to, int64_t reason_id,
    const struct attachment *files, size_t n_files, const char *text)
{
	struct event ev = { .subject_kind = SUBJECT_COMPLAINT, .subject_id = complaint_id, .kind = kind,
		.at = at, .client_at = USEC_NONE, .user_id = who->user_id, .role_id = who->role,
		.shift_id = who->shift_id, .unit_id = who->unit_id, .from_state = from, .to_state = to,
		.reason_id = reason_id, .detail = detail_with_deputy(sv->arena, "", who),
		.files = hashes_of(sv->arena, files, n_files) };
	int32_t seq = 0;
	enum err e = OK;

	/* The first event comes with the row itself; later ones need its lock. */
	if (kind != ACT_C_RECEIVED)
		e = store_event_last(sv->db, sv->arena, SUBJECT_COMPLAINT, complaint_id, &seq, &ev.prev_hash);
	ev.seq = seq + 1;
	return e == OK ? store_event_add(sv->db, sv->arena, &ev, text) : e;
}

/* The unit that has the case, or is asked about it, the one that had it until now, and who begins to act beside it (23-25). */
static enum err
tell_units(struct service *sv, int64_t case_id, int32_t seq, const char *audience, const struct change *ch,
    const struct step *s)
{
	const int64_t now = ch->after.unit_id != 0 ? ch->after.unit_id : s->unit_id;
	enum err e = OK;

	if (now != 0)
		e = store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audience, now, 0, s->at);
	if (e == OK && ch->left_unit != 0 && ch->left_unit != now)
		e = store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audience, ch->left_unit, 0, s->at);
	for (size_t i = 0; e == OK && i < ch->n_members; i++)
		e = store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audience, ch->members[i], 0, s->at);
	if (e == OK && ch->owner_id != 0 && ch->owner_id != ch->left_unit)
		e = store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audience, ch->owner_id, 0, s->at);
	return e;
}

enum err
ledger_tell(struct service *sv, int64_t case_id, int32_t seq, const struct change *ch,
    const struct step *s)
{
	static const char *const audiences[TELL_MAX] = { "SENDER", "SUPERVISOR", "UNIT", "UNIT_LEADER",
		"ACCEPTOR", "DISPATCHER", "CHIEF", "COMMANDER", "LEADER", "UPPER", "ARCHIVIST", "HANDLER", "COORD", "SQUAD" };
	enum err e = OK;

	for (size_t i = 0; i < TELL_MAX && e == OK; i++) {
		uint32_t bit = 1U << i;
		int64_t user = bit == T_SUPERVISOR ? ch->after.supervisor_id :
		    bit == T_HANDLER ? ch->after.handler_id : 0;

		if ((ch->t->tell & bit) == 0)
			continue;
		e = bit == T_SQUAD ? store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audiences[i], ch->squad_id, 0, s->at) :
		    (bit & (T_UNIT | T_UNIT_LEADER)) != 0 ? tell_units(sv, case_id, seq, audiences[i], ch, s) :
		    store_outbox_add(sv->db, SUBJECT_CASE, case_id, seq, audiences[i], 0, user, s->at);
	}
	return e;
}

/* One walk: the event before, of the same subject, with its own copy of the hash. */
struct walk {
	struct arena *a;
	struct ledger_report *report;
	struct event prev;
	unsigned char prev_hash[HASH_LEN];
	bool has_prev;
};

static enum err
walk_one(void *ctx, const void *row)
{
	struct walk *w = ctx;
	const struct event *e = row;
	const bool same = w->has_prev && w->prev.subject_kind == e->subject_kind &&
	    w->prev.subject_id == e->subject_id;
	const char *why;

	if (!same)
		w->report->subjects++;
	w->report->events++;
	if (!ledger_follows(w->a, same ? &w->prev : NULL, e, &why)) {
		w->report->broken = true;
		w->report->bad_kind = e->subject_kind;
		w->report->bad_id = e->subject_id;
		w->report->bad_seq = e->seq;
		w->report->why = why;
		return err_raise(ERR_CONFLICT, "ledger");
	}
	w->prev = *e;
	memcpy(w->prev_hash, e->hash.data, HASH_LEN);
	w->prev.hash = (struct blob){ w->prev_hash, HASH_LEN };
	w->has_prev = true;
	arena_reset(w->a);
	return OK;
}

enum err
ledger_verify(struct service *sv, enum subject kind, int64_t id, struct ledger_report *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct ledger_report report = { 0 };
	struct walk w = { .a = a, .report = &report };
	enum err e = id != 0 ? store_event_walk_subject(sv->db, kind, id, walk_one, &w) :
	    store_event_walk(sv->db, walk_one, &w);

	if (e != OK && !report.broken)
		return e;
	*out = report;
	return OK;
}

/* A day's root as it grows, and how many events went in. */
struct root {
	struct sha256 *h;
	int64_t events;
};

static enum err
root_one(void *ctx, const void *row)
{
	struct root *r = ctx;
	const struct event *e = row;
	unsigned char place[16];

	for (int i = 0; i < 4; i++) {
		place[i] = (unsigned char)((uint32_t)e->subject_kind >> (24 - 8 * i));
		place[12 + i] = (unsigned char)((uint32_t)e->seq >> (24 - 8 * i));
	}
	for (int i = 0; i < 8; i++)
		place[4 + i] = (unsigned char)((uint64_t)e->subject_id >> (56 - 8 * i));
	sha256_add(r->h, place, sizeof(place));
	sha256_add(r->h, e->hash.data, e->hash.len);
	r->events++;
	return OK;
}

/* Root of a local day: SHA-256 of 01, the previous root and every event's place and hash. */
static enum err
seal_day(struct service *sv, int32_t day, struct blob prev, usec_t now, unsigned char root[HASH_LEN])
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const unsigned char version = 1;
	const usec_t until = day_start(day + 1);
	struct root r = { sha256_new(a), 0 };
	enum err e;

	sha256_add(r.h, &version, 1);
	sha256_add(r.h, prev.data, prev.len);
	if ((e = store_event_of_day(sv->db, day_start(day), until, root_one, &r)) != OK)
		return e;
	sha256_end(r.h, root);
	return store_seal_add(sv->db, day, r.events, 0, until, prev, (struct blob){ root, HASH_LEN }, now);
}

/* The day after the last seal, or the first on which anything happened; after yesterday: none. */
static enum err
next_day(struct service *sv, int32_t yesterday, struct seal_row *last, int32_t *day)
{
	usec_t first;
	enum err e = store_seal_last(sv->db, sv->arena, last);

	*day = last->day + 1;
	if (e != ERR_NOT_FOUND)
		return e;
	*last = (struct seal_row){ .root = { NULL, 0 } };
	if ((e = store_event_first(sv->db, &first)) == OK)
		*day = day_of(first);
	else if (e == ERR_NOT_FOUND)
		*day = yesterday + 1;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
ledger_seal(struct service *sv, usec_t now, int32_t *sealed)
{
	const int32_t yesterday = day_of(now - 10 * USEC_MIN) - 1;
	unsigned char roots[2][HASH_LEN];
	struct seal_row last = { 0 };
	int32_t day;
	enum err e = next_day(sv, yesterday, &last, &day);

	*sealed = 0;
	for (; e == OK && day <= yesterday && *sealed < SEAL_DAYS_MAX; day++) {
		unsigned char *root = roots[day & 1];

		if ((e = seal_day(sv, day, last.root, now, root)) == OK)
			(*sealed)++;
		last.root = (struct blob){ root, HASH_LEN };
	}
	return e == ERR_CONFLICT ? OK : e;	/* another host was faster */
}
