/* What the files of reply.h share; nobody else includes this. */
#ifndef CGI_BIN_WEB_REPLY_IN_H
#define CGI_BIN_WEB_REPLY_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"

struct reply {
	int status;
	const char *type;	/* NULL: no body */
	struct buf head, body;	/* further header lines; the content */
	int fd;			/* a file instead of the body; -1 = none */
	int64_t fd_size;
	int64_t cache;		/* seconds a public answer may be kept */
	bool secret;		/* kept nowhere, whatever cache says */
	bool own_cache;		/* Cache-Control stands in head already */
	enum err e;		/* what went wrong, for the log */
	const char *place, *detail, *field;
};

/* How an error code is answered. */
struct reply_answer {
	int status;
	const char *word;	/* Error.<word>.Title, .Text, .Hint, .Form of the catalogue; "error" in JSON */
	int retry;		/* seconds until it may work; 0 = says nothing */
};

const struct reply_answer *reply_answer_of(enum err e);

#endif
