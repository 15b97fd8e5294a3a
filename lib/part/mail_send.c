/* SMTP by libcurl: one connection, letter after letter. */
#include "config.h"
#include "lib/part/mail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"

#include "lib/base/banned.h"

struct mailer {
	const struct conf *conf;
	void *curl;
	char error[CURL_ERROR_SIZE];
};

/* What is left to read of a letter. */
struct reading {
	const char *s;
	size_t n;
};

static size_t
read_letter(char *to, size_t size, size_t n, void *ctx)
{
	struct reading *r = ctx;
	size_t part = size * n < r->n ? size * n : r->n;

	memcpy(to, r->s, part);
	r->s += part;
	r->n -= part;
	return part;
}

void
mailer_free(struct mailer *m)
{
	if (m == NULL)
		return;
	sending_free(m->curl);
	free(m);
}

static enum err
set_account(struct mailer *m, struct arena *a)
{
	const char *password = m->conf->mail_password;
	char *line;
	enum err e;

	if (m->conf->mail_user[0] == '\0')
		return OK;
	if (password == NULL) {
		if ((e = secret_line_read(a, m->conf->mail_password_file, &line)) != OK)
			return e;
		password = line;
	}
	(void)curl_easy_setopt(m->curl, CURLOPT_USERNAME, m->conf->mail_user);
	(void)curl_easy_setopt(m->curl, CURLOPT_PASSWORD, password);
	return OK;
}

enum err
mailer_new(struct arena *a, const struct conf *conf, struct mailer **out)
{
	CLEANUP(mailer_freep) struct mailer *m = calloc(1, sizeof(*m));
	enum err e;

	if (m == NULL)
		abort();
	m->conf = conf;
	if (strncmp(conf->mail_url, "smtp://", 7) != 0 && strncmp(conf->mail_url, "smtps://", 8) != 0)
		return err_raise(ERR_INVALID, "mail_url is neither smtp:// nor smtps://");
	if (!mail_address_ok(conf->mail_from))
		return err_raise(ERR_INVALID, "mail_from is no mail address");
	if ((e = sending_new(conf, "smtp,smtps", &m->curl)) != OK || (e = set_account(m, a)) != OK)
		return e;
	(void)curl_easy_setopt(m->curl, CURLOPT_URL, conf->mail_url);
	(void)curl_easy_setopt(m->curl, CURLOPT_ERRORBUFFER, m->error);
	(void)curl_easy_setopt(m->curl, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(m->curl, CURLOPT_READFUNCTION, read_letter);
	*out = m;
	m = NULL;
	return OK;
}

/*
 * Whose fault it is.  Only an answer to the receiver (RCPT) or to the letter
 * itself says anything about this letter; what is said before is about us.
 */
static enum sent
how_of(CURLcode result, long code, const char *words)
{
	if (result == CURLE_OK)
		return SENT_TAKEN;
	if (code < 400 || code == 421 || strstr(words, "MAIL failed") != NULL || result == CURLE_LOGIN_DENIED ||
	    (result != CURLE_SEND_ERROR && result != CURLE_WEIRD_SERVER_REPLY && result != CURLE_RECV_ERROR))
		return SENT_AWAY;
	return code >= 500 ? SENT_NEVER : SENT_LATER;
}

static void
transfer(struct mailer *m, const struct letter *l, const struct buf *bytes, struct sending *out)
{
	struct reading r = { bytes->s, bytes->len };
	char from[260], to[260];
	struct curl_slist *receivers;
	CURLcode result;
	long code = 0;

	(void)snprintf(from, sizeof(from), "<%s>", l->from);
	(void)snprintf(to, sizeof(to), "<%s>", l->to);
	if ((receivers = curl_slist_append(NULL, to)) == NULL)
		abort();
	m->error[0] = '\0';
	(void)curl_easy_setopt(m->curl, CURLOPT_MAIL_FROM, from);
	(void)curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, receivers);
	(void)curl_easy_setopt(m->curl, CURLOPT_READDATA, &r);
	(void)curl_easy_setopt(m->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)bytes->len);
	result = curl_easy_perform(m->curl);
	(void)curl_easy_getinfo(m->curl, CURLINFO_RESPONSE_CODE, &code);
	(void)curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(receivers);
	out->how = how_of(result, code, m->error);
	if (result != CURLE_OK)
		sending_failed(out, (int)result, code, m->error);
}

void
mailer_send(struct mailer *m, struct arena *a, const struct letter *l, struct sending *out)
{
	struct buf bytes;

	*out = (struct sending){ .how = SENT_NEVER };
	buf_init(&bytes, a);
	if (mail_build(a, l, &bytes) != OK)
		(void)snprintf(out->error, sizeof(out->error), "%s", err_text());
	else
		transfer(m, l, &bytes, out);
}
