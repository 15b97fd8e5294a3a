#include "config.h"
#include "lib/service/complaint_say.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/utf8.h"
#include "lib/db/tx.h"
#include "lib/rule/follow.h"
#include "lib/store/store_sender.h"

#include "lib/base/banned.h"

static const struct actor sender = { .role = R_PUBLIC };

/* One thing he says. */
struct say {
	enum action kind;
	const char *words;
	const struct attachment *files;
	size_t n;
	int64_t id;
	unsigned char key[HASH_LEN];
	usec_t at;
	int32_t to;		/* the complaint's state afterwards */
};

static struct follow_now
now_of(const struct sender_of *of)
{
	return (struct follow_now){ .complaint = of->complaint, .state = of->state, .has_unit = of->unit_id != 0,
		.state_at = of->state_at, .reopen_until = of->reopen_until, .stage_due = USEC_NONE, .due_at = USEC_NONE,
		.closed_at = USEC_NONE };
}

static enum err
link_files(struct service *sv, const struct say *s, int32_t seq)
{
	enum err e = OK;

	for (size_t i = 0; i < s->n && e == OK; i++) {
		const struct file_link_row l = { .subject_kind = SUBJECT_COMPLAINT, .subject_id = s->id, .event_seq = seq,
			.file_id = s->files[i].file_id, .part = PHOTO_REPORT, .for_public = true, .added_at = s->at };

		e = store_file_link(sv->db, &l);
	}
	return e;
}

/* Whoever holds it has to know; of a withdrawal from a unit the duty chief, who decides, too. */
static enum err
tell(struct service *sv, const struct say *s, const struct sender_of *of, int32_t seq)
{
	const struct follow_now n = now_of(of);
	const char *holder = follow_holder(&n);
	enum err e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, s->id, seq, holder,
	    strcmp(holder, "UNIT") == 0 ? of->unit_id : 0, 0, s->at);

	if (e == OK && s->kind == ACT_C_WITHDRAW_ASKED && strcmp(holder, "CHIEF") != 0)
		e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, s->id, seq, "CHIEF", 0, 0, s->at);
	return e;
}

/* The caller holds the transaction and the complaint's lock. */
static enum err
write_say(struct service *sv, const struct say *s, const struct sender_of *of)
{
	struct blob hash;
	int32_t seq;
	enum err e = ledger_add_complaint(sv, s->id, s->kind, &sender, s->at, of->complaint, s->to, 0, s->files, s->n,
	    s->words);

	if (e != OK || (e = store_event_last(sv->db, sv->arena, SUBJECT_COMPLAINT, s->id, &seq, &hash)) != OK ||
	    (e = link_files(sv, s, seq)) != OK ||
	    (e = store_sender_step_add(sv->db, s->key, s->id, seq, (int32_t)s->kind, s->at)) != OK)
		return e;
	if (s->to != of->complaint && (e = store_complaint_state(sv->db, s->id, (enum complaint_state)s->to, s->at)) != OK)
		return e;
	return tell(sv, s, of, seq);
}

/* What he may do now; kind is settled where it depends on the case. */
static enum err
settle(struct say *s, const struct sender_of *of)
{
	const struct follow_now n = now_of(of);
	const struct follow_may may = follow_may(&n, s->at);

	if (of->steps >= SAY_MAX)
		return err_raise(ERR_TOO_MANY, "more was added to a complaint than is taken");
	s->to = of->complaint;
	if (s->kind == ACT_C_ADDED)
		return may.add ? OK : err_raise(ERR_DENIED, "Guard.say_over");
	if (may.withdraw) {
		s->kind = ACT_C_WITHDRAWN;
		s->to = CP_WITHDRAWN;
		return OK;
	}
	s->kind = ACT_C_WITHDRAW_ASKED;
	return may.ask && !of->asked ? OK : err_raise(ERR_DENIED, "Guard.say_over");
}

static enum err
say_once(struct service *sv, struct say s, enum action *done)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct sender_of of = { 0 };
	int64_t state;
	enum err e;

	s.at = clock_now();
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_complaint_lock(sv->db, s.id, &state)) != OK ||
	    (e = store_sender_of(sv->db, s.id, s.key, &of)) != OK)
		return e;
	if (of.again) {
		*done = of.complaint == CP_WITHDRAWN ? ACT_C_WITHDRAWN : s.kind;
		return OK;
	}
	if ((e = settle(&s, &of)) != OK || (e = write_say(sv, &s, &of)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	*done = s.kind;
	return OK;
}

static enum err
say(struct service *sv, const char *key, struct say *s, enum action *done)
{
	enum err e;

	if (s->words != NULL && s->words[0] == '\0')
		s->words = NULL;
	if (s->words != NULL && utf8_len(s->words) > SAY_WORDS_MAX)
		return err_raise_field(ERR_INVALID, "words", "Err.too_long");
	hash_sha256(s->key, key, strlen(key));
	e = say_once(sv, *s, done);
	/* A double click, or the office wrote into the ledger at the same moment. */
	return e == ERR_CONFLICT ? say_once(sv, *s, done) : e;
}

enum err
complaint_add(struct service *sv, const char *key, int64_t complaint_id, const char *words,
    const struct attachment *files, size_t n)
{
	struct say s = { .kind = ACT_C_ADDED, .words = words, .files = files, .n = n, .id = complaint_id };
	enum action done;

	if ((words == NULL || words[0] == '\0') && n == 0)
		return err_raise_field(ERR_INVALID, "words", "Err.required");
	return say(sv, key, &s, &done);
}

enum err
complaint_withdraw(struct service *sv, const char *key, int64_t complaint_id, const char *words, bool *asked)
{
	struct say s = { .kind = ACT_C_WITHDRAW_ASKED, .words = words, .id = complaint_id };
	enum action done = ACT_NONE;
	enum err e = say(sv, key, &s, &done);

	if (e == OK)
		*asked = done == ACT_C_WITHDRAW_ASKED;
	return e;
}

enum err
complaint_again(struct service *sv, int64_t complaint_id, const struct say_again *say, struct complaint_receipt *out)
{
	static const unsigned char no_key[HASH_LEN];
	struct sender_of of = { 0 };
	struct complaint_row *c;
	struct complaint_form f;
	struct follow_now n;
	enum err e = store_sender_of(sv->db, complaint_id, no_key, &of);

	if (e != OK || (e = store_complaint_by_id(sv->db, sv->arena, complaint_id, &c)) != OK)
		return e;
	n = now_of(&of);
	if (!follow_may(&n, clock_now()).again)
		return err_raise(ERR_DENIED, "Guard.again_early");
	f = (struct complaint_form){ .key = say->key, .source = SRC_NET, .lang = lang_code(say->lang), .class_id = c->class_id,
		.description = say->words, .address = c->address, .has_point = c->has_point, .lat = c->lat, .lon = c->lon,
		.confidential = c->confidential, .ext_due = USEC_NONE, .client_at = USEC_NONE, .who = sender,
		.community = c->community_code, .addr_prefix = say->addr_prefix, .earlier_id = complaint_id,
		.same_contact = say->same_contact, .doubts = say->doubts };
	return complaint_file(sv, &f, NULL, 0, out);
}
