/* What the two parsers of form.h share; nobody else includes this. */
#ifndef CGI_BIN_WEB_FORM_IN_H
#define CGI_BIN_WEB_FORM_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgi-bin/web/form.h"

enum { FORM_WINDOW = 16 * 1024 };

/* One body being read: all a parse knows. */
struct form_in {
	const struct form_source *src;
	struct arena *a;
	struct form *form;
	int64_t left;		/* bytes of the body not yet read */
	size_t pos, len;	/* buf[pos..len) is read and not yet used */
	char buf[FORM_WINDOW];
};

/*
 * Moves what is left to the front and reads more behind it; *more is false
 * at the end of the body.  ERR_INVALID when the stream ends before the body.
 */
enum err form_fill(struct form_in *in, bool *more) MUST_USE;
/* Whether s[0..n) may be a field's name; ERR_INVALID or ERR_TOO_LARGE if not. */
enum err form_name_check(const char *s, size_t n) MUST_USE;
/* Appends a field; ERR_TOO_LARGE above FORM_PARTS_MAX. */
enum err form_add(struct arena *a, struct form *f, const char *name, struct form_field **out)
    MUST_USE;
/* Checks s[0..n) as a text value and gives it to the field. */
enum err form_set_text(struct form *f, struct form_field *field, char *s, size_t n) MUST_USE;
/* Reads in as multipart/form-data; params is the Content-Type after the type itself. */
enum err form_multipart(struct form_in *in, const char *params) MUST_USE;

#endif
