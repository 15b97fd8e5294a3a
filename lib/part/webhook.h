/*
 * The gateway of short messages: one HTTPS POST of a JSON object a message.
 * Documented for who runs a gateway in anjuan.conf(5), SHORT MESSAGES.
 */
#ifndef LIB_PART_WEBHOOK_H
#define LIB_PART_WEBHOOK_H

#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/part/sending.h"

struct arena;
struct buf;
struct conf;

struct short_message {
	const char *id;		/* the same each time it is sent: whoever has it already says so by 2xx */
	const char *to;		/* E.164 */
	const char *text;
	const char *lang;
	usec_t at;
};

/* The JSON body. */
void webhook_body(const struct short_message *m, struct buf *out);
/* The Anjuan-Signature header's value: "t=<seconds>,v1=<hex HMAC-SHA256 of "seconds.body">". */
char *webhook_signature(struct arena *a, const char *secret, usec_t at, const struct buf *body);

struct webhook;
/* ERR_INVALID when sms_url is not https://; ERR_INTERNAL when the secret cannot be read. */
enum err webhook_new(struct arena *a, const struct conf *conf, struct webhook **out) MUST_USE;
void webhook_free(struct webhook *w);
/* 2xx is taken; 408, 425, 429 and 5xx are for later; 401, 403, 404 are our own set-up; the rest is for good. */
void webhook_send(struct webhook *w, struct arena *a, const struct short_message *m, struct sending *out);

DEFINE_FREEP(struct webhook, webhook_free)

#endif
