#include "config.h"
#include "lib/part/webhook.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/part/json.h"

#include "lib/base/banned.h"

enum { ANSWER_MAX = 65536 };	/* bytes of an answer nobody reads */

struct webhook {
	void *curl;
	char *secret;		/* in the arena of webhook_new() */
	size_t answered;
	char error[CURL_ERROR_SIZE];
};

static size_t
pass_over(char *data, size_t size, size_t n, void *ctx)
{
	struct webhook *w = ctx;

	(void)data;
	w->answered += size * n;
	return w->answered <= ANSWER_MAX ? size * n : 0;
}

void
webhook_free(struct webhook *w)
{
	if (w == NULL)
		return;
	sending_free(w->curl);
	free(w);
}

enum err
webhook_new(struct arena *a, const struct conf *conf, struct webhook **out)
{
	CLEANUP(webhook_freep) struct webhook *w = calloc(1, sizeof(*w));
	enum err e;

	if (w == NULL)
		abort();
	if (strncmp(conf->sms_url, "https://", 8) != 0)
		return err_raise(ERR_INVALID, "sms_url is not https://");
	if (conf->sms_key != NULL)
		w->secret = arena_strdup(a, conf->sms_key);
	else if ((e = secret_line_read(a, conf->sms_key_file, &w->secret)) != OK)
		return e;
	if ((e = sending_new(conf, "https", &w->curl)) != OK)
		return e;
	(void)curl_easy_setopt(w->curl, CURLOPT_URL, conf->sms_url);
	(void)curl_easy_setopt(w->curl, CURLOPT_ERRORBUFFER, w->error);
	(void)curl_easy_setopt(w->curl, CURLOPT_USERAGENT, "anjuan/" PACKAGE_VERSION);
	(void)curl_easy_setopt(w->curl, CURLOPT_WRITEFUNCTION, pass_over);
	(void)curl_easy_setopt(w->curl, CURLOPT_WRITEDATA, w);
	*out = w;
	w = NULL;
	return OK;
}

void
webhook_body(const struct short_message *m, struct buf *out)
{
	struct json_writer j;

	json_begin(&j, out);
	json_open(&j, NULL, '{');
	json_put_text(&j, "id", m->id);
	json_put_text(&j, "to", m->to);
	json_put_text(&j, "text", m->text);
	json_put_text(&j, "lang", m->lang);
	json_put_int(&j, "sent_at", m->at / USEC_SEC);
	json_close(&j);
	json_end(&j);
}

char *
webhook_signature(struct arena *a, const char *secret, usec_t at, const struct buf *body)
{
	unsigned char mac[HASH_LEN];
	struct buf text, out;

	buf_init(&text, a);
	buf_init(&out, a);
	buf_printf(&text, "%lld.", (long long)(at / USEC_SEC));
	buf_add(&text, body->s, body->len);
	hash_hmac(mac, secret, strlen(secret), text.s, text.len);
	buf_printf(&out, "t=%lld,v1=", (long long)(at / USEC_SEC));
	buf_hex(&out, mac, sizeof(mac));
	return out.s;
}

static enum sent
how_of(CURLcode result, long code)
{
	if (code >= 200 && code < 300)
		return SENT_TAKEN;	/* whatever became of the rest of the answer */
	if (result != CURLE_OK || code == 401 || code == 403 || code == 404)
		return SENT_AWAY;
	return code == 408 || code == 425 || code == 429 || code >= 500 ? SENT_LATER : SENT_NEVER;
}

static struct curl_slist *
add_header(struct curl_slist *list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(list, line);

	if (longer == NULL)
		abort();
	return longer;
}

void
webhook_send(struct webhook *w, struct arena *a, const struct short_message *m, struct sending *out)
{
	struct curl_slist *headers = NULL;
	struct buf body;
	CURLcode result;
	long code = 0;

	*out = (struct sending){ .how = SENT_TAKEN };
	buf_init(&body, a);
	webhook_body(m, &body);
	headers = add_header(headers, "Content-Type: application/json");
	headers = add_header(headers, "Expect:");
	headers = add_header(headers, arena_printf(a, "Idempotency-Key: %s", m->id));
	headers = add_header(headers, arena_printf(a, "Anjuan-Signature: %s", webhook_signature(a, w->secret, m->at, &body)));
	w->answered = 0;
	w->error[0] = '\0';
	(void)curl_easy_setopt(w->curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(w->curl, CURLOPT_POSTFIELDS, body.s);
	(void)curl_easy_setopt(w->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
	result = curl_easy_perform(w->curl);
	(void)curl_easy_getinfo(w->curl, CURLINFO_RESPONSE_CODE, &code);
	(void)curl_easy_setopt(w->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	out->how = how_of(result, code);
	if (out->how != SENT_TAKEN)
		sending_failed(out, (int)result, code, result == CURLE_OK ? "refused" : w->error);
}
