/* Sending what is due: taken under a lease, handed over, and only then ended. */
#include "config.h"
#include "lib/service/notice_letter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/part/mail.h"
#include "lib/part/view.h"
#include "lib/part/webhook.h"
#include "lib/service/complaint_contact.h"
#include "lib/service/ledger_ops.h"
#include "lib/service/sender_wish.h"

#include "lib/base/banned.h"

enum {
	LEASE_MIN = 5,		/* minutes: longer than one message may take (conf send_timeout) */
	FINISH_TRIES = 3,
	AWAY_MAX = 2		/* a server that did not answer so often is left alone for this run */
};

struct notice_post {
	struct arena *arena;	/* secrets of the connections */
	struct views *views;
	struct mailer *mailer;
	struct webhook *webhook;
};

/* One channel's work in one run. */
struct batch {
	struct service *sv;
	struct notice_post *post;
	struct notice_run *run;
	enum notice_channel channel;
	struct notice_patience patience;
	unsigned char lease[LEASE_LEN];
	int64_t end_ns, left;
	int away;
};

struct notice_post *
notice_post_new(void)
{
	struct notice_post *p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->arena = arena_new();
	return p;
}

void
notice_post_free(struct notice_post *p)
{
	if (p == NULL)
		return;
	mailer_free(p->mailer);
	webhook_free(p->webhook);
	views_free(p->views);
	arena_free(p->arena);
	free(p);
}

/* Templates and connections cost something: only a run that sends has them. */
static enum err
open_post(struct batch *b)
{
	struct notice_post *p = b->post;
	const struct conf *c = b->sv->conf;
	enum err e = OK;

	if (p->views == NULL &&
	    ((e = text_load(arena_printf(p->arena, "%s/lang", c->template_dir))) != OK || (e = views_new(c, &p->views)) != OK))
		return e;
	if (b->channel == CHANNEL_EMAIL && p->mailer == NULL)
		e = mailer_new(p->arena, c, &p->mailer);
	else if (b->channel == CHANNEL_SMS && p->webhook == NULL)
		e = webhook_new(p->arena, c, &p->webhook);
	return e;
}

/* Takes the next message due, hazards first; ERR_NOT_FOUND when nothing is. */
static enum err
take(struct batch *b, usec_t now, struct id_list *ids)
{
	enum err e = ERR_NOT_FOUND;

	for (int u = URGENCY_HAZARD; e == ERR_NOT_FOUND && u < URGENCY_MAX; u++) {
		CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

		if (u == URGENCY_DIGEST && b->channel != CHANNEL_EMAIL)
			break;
		if ((e = db_begin(b->sv->db, &tx)) != OK)
			return e;
		e = store_message_take(b->sv->db, b->sv->arena, b->channel, (enum message_urgency)u, now,
		    now + LEASE_MIN * USEC_MIN, b->lease, ids);
		if (e == OK)
			e = db_commit(&tx);
	}
	return e;
}

/* To whom: the wish of a member of staff as it is now, the sealed contact of a sender; NULL: to nobody. */
static enum err
address_of(struct batch *b, const struct letter_row *r, struct contact_plain *plain, const char **to)
{
	const bool mail = b->channel == CHANNEL_EMAIL;
	enum err e;

	*to = NULL;
	if (r->stopped || (!r->confirmed && r->kind != ACT_C_RECEIVED && r->kind != ACT_C_CONFIRM_ASKED))
		return OK;	/* his wish of now */
	if (r->complaint_id == 0) {
		if (r->active && (mail ? r->by_email : r->by_sms || r->hazard))
			*to = mail ? r->email : r->phone;
		else if (r->active && mail && r->hazard)
			*to = r->email;
		return OK;
	}
	e = contact_read(b->sv, r->complaint_id, plain);
	if (e == ERR_NOT_FOUND)
		return OK;	/* destroyed meanwhile */
	if (e == OK)
		*to = mail ? plain->email : plain->phone;
	return e;
}

static const char *
domain_of(const char *address)
{
	const char *at = strchr(address, '@');

	return at != NULL ? at + 1 : "localhost";
}

/*
 * The same for the same notices however often they are sent; a digest into
 * which more has come meanwhile is another letter.
 */
static void
send_letter(struct batch *b, const char *to, const struct letter_row *rows, size_t n, struct sending *out)
{
	const struct conf *c = b->sv->conf;
	struct arena *a = b->sv->arena;
	const char *domain = domain_of(c->mail_from);
	struct wish_tokens tokens;
	struct letter_words w;
	struct letter l;

	if (letter_words_make(b->sv, b->post->views, rows, n, &w) != OK ||
	    sender_tokens(b->sv, rows[0].complaint_id, rows[0].round, &tokens) != OK) {
		*out = (struct sending){ .how = SENT_LATER, .error = "the letter cannot be drawn" };
		return;
	}
	l = (struct letter){ .from = c->mail_from, .from_name = text_pick(w.lang, c->office_name, c->office_name_en),
		.to = to, .subject = w.subject, .lang = lang_code(w.lang), .at = clock_now(), .text = w.text, .html = w.html };
	if (rows[0].round > 0)
		l.unsubscribe = arena_printf(a, "%s/notices/%s", c->base_url, tokens.stop);
	if (n > 1) {
		l.id = arena_printf(a, "d%lld-%lld.%llx@%s", (long long)rows[0].id, (long long)rows[n - 1].id,
		    (unsigned long long)rows[0].created_at, domain);
	} else {
		l.id = arena_printf(a, "n%lld.%llx@%s", (long long)rows[0].id, (unsigned long long)rows[0].created_at, domain);
		l.thread = arena_printf(a, "%s%lld@%s", rows[0].complaint_id != 0 ? "c" : "k",
		    (long long)(rows[0].complaint_id != 0 ? rows[0].complaint_id : rows[0].subject_id), domain);
	}
	mailer_send(b->post->mailer, a, &l, out);
}

static void
send_short(struct batch *b, const char *to, const struct letter_row *r, struct sending *out)
{
	const struct short_message m = { .id = arena_printf(b->sv->arena, "s%lld-%llx", (long long)r->id,
	    (unsigned long long)r->created_at), .to = to, .text = letter_short(b->sv, r),
		.lang = lang_code(lang_of_code(r->lang)), .at = clock_now() };

	webhook_send(b->post->webhook, b->sv->arena, &m, out);
}

/* What a result means for the message. */
static struct message_end
end_of(const struct batch *b, const struct letter_row *r, const struct sending *s, usec_t now)
{
	struct message_end end = { .state = MESSAGE_WAITS, .next_at = now, .ended_at = USEC_NONE, .refused = r->refused,
		.away = r->away, .error = s->error[0] != '\0' ? s->error : NULL };

	switch (s->how) {
	case SENT_TAKEN:
		end.state = MESSAGE_SENT;
		end.error = NULL;
		break;
	case SENT_NEVER:
		end.refused++;
		end.next_at = USEC_NONE;
		break;
	case SENT_LATER:
		end.next_at = notice_retry_at(&b->patience, ++end.refused, now);
		break;
	case SENT_AWAY:
		end.next_at = notice_away_at(&b->patience, ++end.away, r->since, now);
		break;
	}
	if (end.next_at == USEC_NONE) {
		end.state = MESSAGE_DEAD;
		end.next_at = now;
	}
	if (end.state != MESSAGE_WAITS)
		end.ended_at = now;
	return end;
}

/* The sender's own ledger says that he was told; a letter nobody takes becomes a short message. */
static enum err
after_sender(struct batch *b, const struct letter_row *r, const struct contact_plain *plain,
    const struct message_end *end, usec_t now)
{
	static const struct actor timer = { .role = R_SYSTEM };
	int64_t state;
	enum err e;

	if (end->state == MESSAGE_SENT) {
		if ((e = store_complaint_lock(b->sv->db, r->complaint_id, &state)) != OK)
			return e;
		return ledger_add_complaint(b->sv, r->complaint_id, ACT_C_TOLD, &timer, now, (int32_t)state, (int32_t)state, 0,
		    NULL, 0, NULL);
	}
	if (end->state == MESSAGE_DEAD && b->channel == CHANNEL_EMAIL && plain->phone != NULL &&
	    strncmp(plain->phone, "+861", 4) == 0 && b->sv->conf->sms_url[0] != '\0') {
		e = store_message_add(b->sv->db, r->notice_id, CHANNEL_SMS, -r->complaint_id, (enum message_urgency)r->urgency, now, now);
		return e == ERR_CONFLICT ? OK : e;
	}
	return OK;
}

static enum err
finish(struct batch *b, const struct id_list *ids, const struct letter_row *r, const struct contact_plain *plain,
    const struct message_end *end, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	bool held;
	enum err e;

	if ((e = db_begin(b->sv->db, &tx)) != OK || (e = store_message_end(b->sv->db, ids, b->lease, end, &held)) != OK)
		return e;
	if (held && r->complaint_id != 0 && (e = after_sender(b, r, plain, end, now)) != OK)
		return e;
	if ((e = db_commit(&tx)) != OK)
		return e;
	b->run->sent += end->state == MESSAGE_SENT;
	b->run->later += end->state == MESSAGE_WAITS;
	b->run->dead += end->state == MESSAGE_DEAD;
	return OK;
}

/* Of a digest what its reader has seen in the inbox meanwhile needs no letter. */
static size_t
keep_unread(struct letter_row *rows, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].urgency != URGENCY_DIGEST || !rows[i].was_read)
			rows[k++] = rows[i];
	return k;
}

static enum err
send_one(struct batch *b, const struct id_list *ids)
{
	struct message_end end = { .state = MESSAGE_NOT_NEEDED };
	struct contact_plain plain = { 0 };
	struct letter_row *rows, first;
	struct sending s = { .how = SENT_LATER };
	const char *to;
	size_t n;
	usec_t now;
	enum err e = store_letters(b->sv->db, b->sv->arena, ids, b->lease, &rows, &n);

	if (e != OK || n == 0)
		return e;
	first = rows[0];
	n = keep_unread(rows, n);
	if ((e = address_of(b, &first, &plain, &to)) != OK) {
		(void)snprintf(s.error, sizeof(s.error), "the contact cannot be opened");
		to = "";
	} else if (to != NULL && n > 0 && b->channel == CHANNEL_EMAIL) {
		send_letter(b, to, rows, n, &s);
	} else if (to != NULL && n > 0) {
		send_short(b, to, rows, &s);
	}
	now = clock_now();
	b->away = s.how == SENT_AWAY ? b->away + 1 : 0;
	if (to != NULL && n > 0)
		end = end_of(b, &first, &s, now);
	else
		end = (struct message_end){ .state = MESSAGE_NOT_NEEDED, .next_at = now, .ended_at = now };
	/* It is sent already: a lock that somebody else held is no reason to send it again. */
	e = ERR_CONFLICT;
	for (int i = 0; i < FINISH_TRIES && e == ERR_CONFLICT; i++)
		e = finish(b, ids, &first, &plain, &end, now);
	return e;
}

static enum err
send_channel(struct batch *b)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service mine = *b->sv;
	struct id_list ids;
	bool opened = false;
	enum err e = OK;

	mine.arena = a;
	b->sv = &mine;
	random_bytes(b->lease, sizeof(b->lease));
	while (b->left-- > 0 && b->away < AWAY_MAX && clock_mono_ns() < b->end_ns) {
		arena_reset(a);
		e = take(b, clock_now(), &ids);
		if (e == ERR_CONFLICT)
			continue;	/* another host wanted the same one */
		if (e == OK && !opened)
			e = open_post(b);
		opened = true;
		if (e != OK || (e = send_one(b, &ids)) != OK)
			break;
	}
	return e == ERR_NOT_FOUND || e == ERR_CONFLICT ? OK : e;
}

enum err
notice_send(struct service *sv, struct notice_post *post, struct notice_run *run)
{
	enum err first = OK, e;

	for (enum notice_channel ch = CHANNEL_EMAIL; ch < CHANNEL_MAX; ch++) {
		struct batch b = { .sv = sv, .post = post, .run = run, .channel = ch, .left = sv->conf->notice_max };

		if ((ch == CHANNEL_EMAIL ? sv->conf->mail_url : sv->conf->sms_url)[0] == '\0')
			continue;
		if ((e = store_notice_patience(sv->db, sv->arena, clock_now(), &b.patience)) == OK) {
			b.end_ns = clock_mono_ns() + sv->conf->notice_seconds * 1000000000;
			e = send_channel(&b);
		}
		first = first == OK ? e : first;
	}
	return first;
}
