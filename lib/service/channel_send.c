/* Test messages: what waits is sent by the timer, which alone needs the libraries that send. */
#include "config.h"
#include "lib/service/channel_ops.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/part/mail.h"
#include "lib/part/webhook.h"

#include "lib/base/banned.h"

enum { TESTS_A_RUN = 5, TEST_MINUTES = 30 };

static void
send_mail(struct service *sv, const struct conf *c, const struct channel_test *t, usec_t now, struct sending *out)
{
	CLEANUP(mailer_freep) struct mailer *m = NULL;
	const char *at = strchr(c->mail_from, '@');
	const struct letter l = { .from = c->mail_from, .from_name = c->office_name, .to = t->receiver, .lang = "zh-CN",
		.subject = text_get(LANG_ZH, "Text.channel.test_subject"), .at = now, .text = text_get(LANG_ZH, "Text.channel.test_text"),
		.id = arena_printf(sv->arena, "t%lld.%llx@%s", (long long)t->id, (unsigned long long)t->asked_at,
		    at != NULL ? at + 1 : "localhost") };

	if (mailer_new(sv->arena, c, &m) != OK) {
		*out = (struct sending){ .how = SENT_NEVER };
		(void)snprintf(out->error, sizeof(out->error), "%s", err_text());
		return;
	}
	mailer_send(m, sv->arena, &l, out);
}

static void
send_sms(struct service *sv, const struct conf *c, const struct channel_test *t, usec_t now, struct sending *out)
{
	CLEANUP(webhook_freep) struct webhook *w = NULL;
	const struct short_message m = { .id = arena_printf(sv->arena, "t%lld-%llx", (long long)t->id,
	    (unsigned long long)t->asked_at), .to = t->receiver, .text = text_get(LANG_ZH, "Text.channel.test_text"),
		.lang = "zh-CN", .at = now };

	if (webhook_new(sv->arena, c, &w) != OK) {
		*out = (struct sending){ .how = SENT_NEVER };
		(void)snprintf(out->error, sizeof(out->error), "%s", err_text());
		return;
	}
	webhook_send(w, sv->arena, &m, out);
}

/* Whoever takes it sends it; taken and not done means that he died, and it is not tried again. */
static enum err
run_one(struct service *sv, const struct channel_test *t, usec_t now, int64_t *n)
{
	struct sending s = { .how = SENT_NEVER };
	struct conf c;
	bool mine = false;
	enum err e = store_channel_test_take(sv->db, t->id, now, &mine);

	if (e != OK || !mine)
		return e;
	e = channel_conf(sv, now, &c);
	if (e != OK)
		(void)snprintf(s.error, sizeof(s.error), "the secret cannot be opened");
	else if ((channel_is_mail(t->code) ? c.mail_url : c.sms_url)[0] == '\0')
		(void)snprintf(s.error, sizeof(s.error), "no server is set");
	else if (channel_is_mail(t->code))
		send_mail(sv, &c, t, now, &s);
	else
		send_sms(sv, &c, t, now, &s);
	++*n;
	return store_channel_test_end(sv->db, t->id, clock_now(), s.how == SENT_TAKEN, s.how == SENT_TAKEN ? "" : s.error);
}

enum err
channel_test_run(struct service *sv, usec_t now, int64_t *n)
{
	struct channel_test *tests;
	size_t count = 0;
	enum err e = store_channel_tests_due(sv->db, sv->arena, now - TEST_MINUTES * USEC_MIN, &tests, &count);

	*n = 0;
	if (e == OK && count > 0)
		e = text_load(arena_printf(sv->arena, "%s/lang", sv->conf->template_dir));
	for (size_t i = 0; e == OK && i < count && i < TESTS_A_RUN; i++)
		e = run_one(sv, &tests[i], now, n);
	return e;
}
