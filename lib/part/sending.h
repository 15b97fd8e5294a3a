/*
 * What letters and webhooks share: how a sending ended, and the one set-up of
 * libcurl - certificates are always checked, no redirect is followed, nothing
 * waits longer than it was told.
 */
#ifndef LIB_PART_SENDING_H
#define LIB_PART_SENDING_H

#include <stdint.h>

#include "lib/base/err.h"

struct conf;

enum sent {
	SENT_TAKEN,	/* the other side has it */
	SENT_LATER,	/* refused for now: to be tried again */
	SENT_NEVER,	/* refused for good: trying again changes nothing */
	SENT_AWAY	/* nobody there, or nobody we may trust: no fault of this message */
};

enum { SENDING_ERROR_MAX = 160 };

/* How one message went; error is for the administrator and holds no address. */
struct sending {
	enum sent how;
	char error[SENDING_ERROR_MAX];
};

/* A kept connection (CURL *), with the time-outs and certificates of conf; the caller frees it. */
enum err sending_new(const struct conf *conf, const char *protocols, void **curl) MUST_USE;
void sending_free(void *curl);
/*
 * Puts into out->error what libcurl's result (a CURLcode), the server's last
 * code (0: none) and libcurl's own words ("" for none) say.  A server's words
 * are never kept: they often repeat the address.
 */
void sending_failed(struct sending *out, int result, long code, const char *words);

#endif
