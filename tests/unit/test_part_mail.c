/* Letters and webhooks as they go over the wire, and what must not get into them. */
#include "config.h"
#include "lib/part/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/part/webhook.h"

#include "lib/base/banned.h"

static struct arena *a;

static struct letter
a_letter(void)
{
	return (struct letter){ .from = "office@anjuan.example", .from_name = "霍里街道网格化管理中心", .to = "zhang@example.cn",
		.subject = "案卷 花山〔2026〕000123：请签收", .id = "n1.5f@anjuan.example", .lang = "zh-CN",
		.at = (usec_t)1781053200 * USEC_SEC, .text = "您好，𠮷祥路口。\n.\n再见\n", .html = "<!DOCTYPE html><p>您好</p>" };
}

static const char *
built(const struct letter *l)
{
	struct buf b;

	buf_init(&b, a);
	assert_int_equal(mail_build(a, l, &b), OK);
	return b.s;
}

/* RFC 8058: one POST ends such letters; an address that could break a header is left out. */
static void
one_click(void **state)
{
	struct letter l = a_letter();
	const char *s;

	(void)state;
	l.unsubscribe = "https://anjuan.example/notices/0123456789abcdef0123456789abcdef";
	s = built(&l);
	assert_non_null(strstr(s, "\r\nList-Unsubscribe: <https://anjuan.example/notices/0123456789abcdef0123456789abcdef>\r\n"
	    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	l.unsubscribe = "https://anjuan.example/x\r\nBcc: everybody@example.cn";
	s = built(&l);
	assert_null(strstr(s, "Bcc"));
	assert_null(strstr(s, "List-Unsubscribe"));
}

static void
headers(void **state)
{
	const struct letter l = a_letter();
	const char *s = built(&l);

	(void)state;
	assert_ptr_equal(strstr(s, "From: =?UTF-8?B?"), s);
	assert_non_null(strstr(s, "\r\n <office@anjuan.example>\r\nTo: <zhang@example.cn>\r\nSubject: =?UTF-8?B?"));
	assert_non_null(strstr(s, "\r\nDate: Wed, 10 Jun 2026 01:00:00 +0000\r\n"));
	assert_non_null(strstr(s, "\r\nMessage-ID: <n1.5f@anjuan.example>\r\n"));
	assert_non_null(strstr(s, "\r\nAuto-Submitted: auto-generated\r\n"));
	assert_non_null(strstr(s, "\r\nContent-Type: multipart/alternative;\r\n boundary=\"=_"));
	assert_null(strstr(s, "References:"));
	assert_null(strstr(s, "List-Unsubscribe"));
	/* Byte for byte the same when it is sent again. */
	assert_string_equal(s, built(&l));
}

/* No line is longer than a server may take, none ends in anything but CRLF, all is ASCII. */
static void
lines(void **state)
{
	struct letter l = a_letter();
	struct buf text;
	const char *s;
	size_t n = 0;

	(void)state;
	buf_init(&text, a);
	for (int i = 0; i < 4000; i++)
		buf_str(&text, "𠮷祥路口，井盖丢失！");
	l.text = text.s;
	l.subject = text.s;
	for (s = built(&l); *s != '\0'; s++) {
		assert_true(*s > 0 && *s < 127);
		if (*s == '\n') {
			assert_int_equal(s[-1], '\r');
			assert_true(n <= 77);
			n = 0;
		} else {
			n++;
		}
	}
}

/* A line end in a text opens no header of its own. */
static void
injection(void **state)
{
	struct letter l = a_letter();
	const char *s, *body;

	(void)state;
	l.subject = "x\r\nBcc: all@example.cn\n\nboo";
	l.from_name = "Office\" <evil@example.cn>\r\nX-Evil: 1";
	s = built(&l);
	assert_null(strstr(s, "\r\nBcc"));
	assert_null(strstr(s, "\r\nX-Evil"));
	assert_non_null(strstr(s, "\r\nSubject: x  Bcc: all@example.cn  boo\r\n"));
	assert_ptr_equal(strstr(s, "From: \"Office\\\" <evil@example.cn>  X-Evil: 1\"\r\n <office@"), s);
	l = a_letter();
	l.subject = "=?UTF-8?B?QQ==?=";	/* what looks encoded is encoded again */
	assert_null(strstr(built(&l), "Subject: =?UTF-8?B?QQ==?="));
	l.text = "--=_\r\n.\r\nQUIT\r\n";
	body = strstr(built(&l), "\r\n\r\n");
	assert_null(strstr(body, "QUIT"));
}

static void
addresses(void **state)
{
	static const char *const good[] = { "a@b", "wang.xiao-ming+1@mail.example.cn" };
	static const char *const bad[] = { "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "a@b\r\nRCPT TO:<c@d>", "王@例子.cn",
		"\"a\"@b", "a,b@c", "<a@b>" };

	(void)state;
	for (size_t i = 0; i < N(good); i++)
		assert_true(mail_address_ok(good[i]));
	for (size_t i = 0; i < N(bad); i++) {
		struct letter l = a_letter();
		struct buf b;

		assert_false(mail_address_ok(bad[i]));
		buf_init(&b, a);
		l.to = bad[i];
		assert_int_equal(mail_build(a, &l, &b), ERR_INVALID);
		l = a_letter();
		l.id = bad[i];
		assert_int_equal(mail_build(a, &l, &b), ERR_INVALID);
	}
	assert_false(mail_address_ok(NULL));
}

/* RFC 4231, cases 1 and 2; then a message. */
static void
signature(void **state)
{
	static const struct {
		const char *key, *data, *want;
	} cases[] = {
		{ "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b", "Hi There",
		    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
		{ "Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
	};
	const struct short_message m = { "s7", "+8619900000123", "您好，\"𠮷\"", "zh-CN", 1781053200 * USEC_SEC };
	struct buf b, hex;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		unsigned char mac[HASH_LEN];

		hash_hmac(mac, cases[i].key, strlen(cases[i].key), cases[i].data, strlen(cases[i].data));
		buf_init(&hex, a);
		buf_hex(&hex, mac, sizeof(mac));
		assert_string_equal(hex.s, cases[i].want);
	}
	buf_init(&b, a);
	webhook_body(&m, &b);
	assert_string_equal(b.s, "{\"id\":\"s7\",\"to\":\"+8619900000123\",\"text\":\"您好，\\\"𠮷\\\"\",\"lang\":\"zh-CN\","
	    "\"sent_at\":1781053200}\n");
	assert_string_equal(webhook_signature(a, "secret", m.at, &b), "t=1781053200,v1="
	    "6d757d7fd2c1bf7750472412cbd09a6510a58471666058be595aaf5758c7e554");
}

/* What the configuration may not be: without TLS, without a sender, without a secret. */
static void
settings(void **state)
{
	struct conf c = { .mail_url = "smtp://127.0.0.1:1", .mail_from = "office@anjuan.example", .mail_user = "",
		.sms_url = "https://127.0.0.1:1/", .sms_key_file = "/nonexistent", .ca_file = "", .send_timeout = 1 };
	struct mailer *m;
	struct webhook *w;

	(void)state;
	c.mail_url = "http://127.0.0.1/";
	assert_int_equal(mailer_new(a, &c, &m), ERR_INVALID);
	c.mail_url = "smtps://127.0.0.1:1";
	c.mail_from = "office";
	assert_int_equal(mailer_new(a, &c, &m), ERR_INVALID);
	c.mail_from = "office@anjuan.example";
	c.mail_user = "x";
	c.mail_password_file = "/nonexistent";
	assert_int_equal(mailer_new(a, &c, &m), ERR_INTERNAL);
	assert_int_equal(webhook_new(a, &c, &w), ERR_INTERNAL);
	c.sms_url = "http://127.0.0.1:1/";
	assert_int_equal(webhook_new(a, &c, &w), ERR_INVALID);
}

/* A server that is not there is nobody's fault but its own. */
static void
nobody_there(void **state)
{
	const struct conf c = { .mail_url = "smtp://127.0.0.1:1", .mail_from = "office@anjuan.example", .mail_user = "",
		.ca_file = "", .send_timeout = 2 };
	const struct letter l = a_letter();
	CLEANUP(mailer_freep) struct mailer *m = NULL;
	struct sending s;

	(void)state;
	assert_int_equal(mailer_new(a, &c, &m), OK);
	mailer_send(m, a, &l, &s);
	assert_int_equal(s.how, SENT_AWAY);
	assert_true(strlen(s.error) > 0);
	assert_null(strstr(s.error, "zhang"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers), cmocka_unit_test(one_click), cmocka_unit_test(lines), cmocka_unit_test(injection), cmocka_unit_test(addresses),
		cmocka_unit_test(signature), cmocka_unit_test(settings), cmocka_unit_test(nobody_there),
	};
	int failed;

	if (secret_init() != OK)
		return 99;
	a = arena_new();
	failed = cmocka_run_group_tests_name("mail", tests, NULL, NULL);
	arena_free(a);
	return failed;
}
