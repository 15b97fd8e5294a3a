/*
 * Forms: application/x-www-form-urlencoded and multipart/form-data through one
 * interface, read as they stream in.  Texts go to the arena, files straight to
 * a temporary file while their SHA-256 is computed.
 *
 * What was learnt from ClearSilver's kit, which is why this room exists: its
 * multipart reader remembers a boundary's length in a static, keyed by the
 * boundary's address.  In a process that answers more than one request the
 * same address soon holds a boundary of another length, and the upload is cut
 * in the wrong place.  So nothing here is static: all a parse knows stands in
 * one struct on the stack of form_parse(), every length is carried beside its
 * bytes, and whatever is not expected is refused, not repaired.
 */
#ifndef CGI_BIN_WEB_FORM_H
#define CGI_BIN_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/part/filestore.h"

struct arena;
struct conf;

/* Hard limits of any form; the body's and a file's size come from the configuration. */
enum {
	FORM_PARTS_MAX = 64,		/* fields and files of one form */
	FORM_NAME_MAX = 64,		/* bytes of a field's name */
	FORM_HEADER_LINE_MAX = 1024,	/* bytes of one part header line */
	FORM_HEADERS_MAX = 8,		/* header lines of one part */
	FORM_BOUNDARY_MAX = 70,		/* RFC 2046 5.1.1 */
	FORM_TEXT_MAX = 64 * 1024,	/* bytes of one text value */
	FORM_TEXTS_MAX = 256 * 1024,	/* bytes of all text values together */
	FORM_PLAIN_MAX = 1024 * 1024	/* body of a form without files, percent signs and all */
};

/* One file that came in.  The descriptor is closed and the file gone after form_close(). */
struct upload {
	int fd;			/* open for reading and writing */
	const char *path;	/* its name in data_dir/tmp, for filestore_put() */
	const char *client_name;	/* as sent: UTF-8, at most 255 bytes; never a path for us */
	const char *client_type;	/* as sent: a claim, not a fact */
	int64_t size;
	/*
	 * OK, or why the content was thrown away while the rest of the form was
	 * still read: ERR_TOO_LARGE over photo_max, ERR_TOO_MANY as the file
	 * function said.  Then fd is -1 and path NULL.
	 */
	enum err refused;
	char hash[FILE_HASH_HEX + 1];	/* SHA-256 in hex, computed while it came in */
};

/* One text or file in the order of the form. */
struct form_field {
	struct form_field *next;
	const char *name;	/* valid UTF-8 without zero bytes, 1 to FORM_NAME_MAX bytes */
	const char *value;	/* the same; NULL for a file */
	bool too_long;		/* above FORM_TEXT_MAX: value is "" */
	struct upload *file;	/* NULL for a text */
};

struct form {
	struct form_field *first, **end;
	size_t n, texts;	/* fields so far, bytes of text so far */
};

/* Reads up to n bytes; 0 at the end, below 0 when the client is gone. */
typedef long form_read_fn(void *ctx, void *to, size_t n);
/*
 * Whether the form at hand takes a file of this name: OK; ERR_TOO_MANY to have
 * it read and thrown away; anything else ends the parse.
 */
typedef enum err form_file_fn(void *ctx, const char *name);

struct form_source {
	const char *content_type;	/* NULL = none */
	int64_t content_length;		/* as the server says; the body must be of this length */
	const struct conf *conf;	/* body_max, photo_max, data_dir */
	form_read_fn *read;
	void *read_ctx;
	form_file_fn *file;	/* asked before a file is written; NULL = no files */
	void *file_ctx;
};

/* An empty form. */
void form_init(struct form *f);
/*
 * Reads the whole body, that is content_length bytes, and appends its fields
 * to f.  ERR_INVALID: neither of the two types, broken or cut off, a body
 * shorter than it says, a bad name or text (err_field() names the field where
 * there is one); ERR_TOO_LARGE: over a limit of the whole form;
 * ERR_UNAVAILABLE: no room for a file.  Call form_close() in either case.
 */
enum err form_parse(struct arena *a, const struct form_source *src, struct form *f) MUST_USE;
/* Appends the fields of a query string or another url-encoded text. */
enum err form_parse_query(struct arena *a, const char *s, size_t n, struct form *f) MUST_USE;
/* Closes and removes the temporary files; may be called twice. */
void form_close(struct form *f);
/* The first field of a name, or NULL. */
const struct form_field *form_find(const struct form *f, const char *name);

#endif
