/*
 * Letters: built as RFC 5322 and MIME say, sent by SMTP over TLS.
 *
 * Everything in a header is made safe here: line ends become blanks, what is
 * not ASCII becomes encoded words (RFC 2047), bodies are base64, so that no
 * server on the way has anything to change.
 */
#ifndef LIB_PART_MAIL_H
#define LIB_PART_MAIL_H

#include <stdbool.h>

#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/part/sending.h"

struct arena;
struct buf;
struct conf;

struct letter {
	const char *from, *from_name;	/* address; name may be NULL */
	const char *to;			/* one address */
	const char *subject;
	const char *id;			/* Message-ID without brackets: the same each time it is sent */
	const char *thread;		/* the id all letters of a case refer to; NULL = none */
	const char *unsubscribe;	/* https address that ends such letters by one POST (RFC 8058); NULL = none */
	const char *lang;		/* "zh-CN" */
	usec_t at;
	const char *text, *html;	/* the same in plain text and as a whole HTML document (NULL: in text alone) */
};

/* Whether it is one plain address (ASCII, no blank, quote, bracket or comma), at most 254 bytes. */
bool mail_address_ok(const char *address);
/* Appends the whole letter with CRLF line ends.  ERR_INVALID for a bad address or id. */
enum err mail_build(struct arena *a, const struct letter *l, struct buf *out) MUST_USE;

/* A connection to the server of conf (mail_url, mail_user, …), kept between letters. */
struct mailer;
/* ERR_INVALID when the configuration names no server that speaks TLS, or no sender. */
enum err mailer_new(struct arena *a, const struct conf *conf, struct mailer **out) MUST_USE;
void mailer_free(struct mailer *m);
/*
 * Hands one letter over.  SENT_TAKEN only after the server said so to its last
 * byte: where the connection breaks between that byte and the answer the
 * letter may arrive twice, under one Message-ID (RFC 5321 6.1 asks for it).
 */
void mailer_send(struct mailer *m, struct arena *a, const struct letter *l, struct sending *out);

DEFINE_FREEP(struct mailer, mailer_free)

#endif
