/* What a letter and a short message say, in their reader's language; a part of notice_ops. */
#ifndef LIB_SERVICE_NOTICE_LETTER_H
#define LIB_SERVICE_NOTICE_LETTER_H

#include "lib/service/notice_ops.h"

struct views;

struct letter_words {
	enum lang lang;
	const char *subject, *text, *html;
};

/* A letter of n notices to one reader (more than one: a digest), by templates/mail. */
enum err letter_words_make(struct service *sv, struct views *views, const struct letter_row *rows, size_t n,
    struct letter_words *out) MUST_USE;
/* A short message of one notice. */
char *letter_short(struct service *sv, const struct letter_row *row);

#endif
