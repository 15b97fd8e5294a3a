/*
 * JSON out, streamed into a buffer.  Commas are set by the writer; the caller
 * opens and closes, and gives keys inside objects only:
 *
 *	json_begin(&j, &b);
 *	json_open(&j, NULL, '{');
 *	json_put_text(&j, "name", unit->name);
 *	json_open(&j, "cases", '[');
 *	json_put_int(&j, NULL, 7);
 *	json_close(&j);
 *	json_close(&j);
 *	json_end(&j);
 *
 * key is NULL inside arrays and at the top.  Numbers are integers or fixed
 * decimals, never binary fractions.  Misuse (a key in an array, an unclosed
 * brace, deeper than JSON_DEPTH) is a bug and aborts.
 */
#ifndef LIB_PART_JSON_H
#define LIB_PART_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { JSON_DEPTH = 16 };

struct json_writer {
	struct buf *out;
	int depth;
	char open[JSON_DEPTH];		/* '{' or '[' a level */
	bool some[JSON_DEPTH + 1];	/* whether the level holds a value already */
	bool pretty;			/* a line and a tab a level; set it after json_begin() */
};

/* Starts a document that is appended to out. */
void json_begin(struct json_writer *j, struct buf *out);
/* Ends it with a line feed; everything must be closed. */
void json_end(struct json_writer *j);
/* Opens an object ('{') or an array ('['); closes the innermost one. */
void json_open(struct json_writer *j, const char *key, char kind);
void json_close(struct json_writer *j);
/* A text; NULL gives null; bytes that are not UTF-8 become U+FFFD. */
void json_put_text(struct json_writer *j, const char *key, const char *value);
void json_put_int(struct json_writer *j, const char *key, int64_t value);
/* value / 10^digits, exactly: (31731200, 6) gives 31.731200.  digits is 0 to 18. */
void json_put_fixed(struct json_writer *j, const char *key, int64_t value, int digits);
void json_put_bool(struct json_writer *j, const char *key, bool value);
void json_put_null(struct json_writer *j, const char *key);

#endif
