#include "config.h"
#include "lib/part/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

void
json_begin(struct json_writer *j, struct buf *out)
{
	memset(j, 0, sizeof(*j));
	j->out = out;
}

void
json_end(struct json_writer *j)
{
	if (j->depth != 0)
		abort();
	buf_chr(j->out, '\n');
}

static void
new_line(struct json_writer *j)
{
	if (!j->pretty)
		return;
	buf_chr(j->out, '\n');
	for (int i = 0; i < j->depth; i++)
		buf_chr(j->out, '\t');
}

static int
append(const char *s, size_t n, void *b)
{
	buf_add(b, s, n);
	return 0;
}

/* A copy with each bad byte as U+FFFD. */
static void
repair(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0, used; i < n; i += used) {
		if (utf8_next(s + i, n - i, &used) == UINT32_MAX)
			buf_str(b, "\xef\xbf\xbd");
		else
			buf_add(b, s + i, used);
	}
}

static void
quoted(struct json_writer *j, const char *s)
{
	struct buf fixed;
	json_t *v = json_string(s);

	if (v == NULL) {
		buf_init(&fixed, j->out->a);
		repair(&fixed, s, strlen(s));
		v = json_stringn(fixed.s, fixed.len);
	}
	/* What remains is running out of memory, which ends the process everywhere. */
	if (v == NULL || json_dump_callback(v, append, j->out, JSON_ENCODE_ANY) != 0)
		abort();
	json_decref(v);
}

/* What stands before a value: comma, line, key. */
static void
before(struct json_writer *j, const char *key)
{
	bool in_object = j->depth > 0 && j->open[j->depth - 1] == '{';

	if (in_object != (key != NULL) || (j->depth == 0 && j->some[0]))
		abort();
	if (j->some[j->depth])
		buf_chr(j->out, ',');
	if (j->depth > 0)
		new_line(j);
	j->some[j->depth] = true;
	if (key != NULL) {
		quoted(j, key);
		buf_str(j->out, j->pretty ? ": " : ":");
	}
}

void
json_open(struct json_writer *j, const char *key, char kind)
{
	before(j, key);
	if ((kind != '{' && kind != '[') || j->depth == JSON_DEPTH)
		abort();
	buf_chr(j->out, kind);
	j->open[j->depth++] = kind;
	j->some[j->depth] = false;
}

void
json_close(struct json_writer *j)
{
	if (j->depth == 0)
		abort();
	j->depth--;
	if (j->some[j->depth + 1])
		new_line(j);
	buf_chr(j->out, j->open[j->depth] == '{' ? '}' : ']');
}

void
json_put_text(struct json_writer *j, const char *key, const char *value)
{
	before(j, key);
	if (value == NULL)
		buf_str(j->out, "null");
	else
		quoted(j, value);
}

void
json_put_int(struct json_writer *j, const char *key, int64_t value)
{
	before(j, key);
	buf_printf(j->out, "%" PRId64, value);
}

void
json_put_fixed(struct json_writer *j, const char *key, int64_t value, int digits)
{
	before(j, key);
	buf_fixed(j->out, value, digits);
}

void
json_put_bool(struct json_writer *j, const char *key, bool value)
{
	before(j, key);
	buf_str(j->out, value ? "true" : "false");
}

void
json_put_null(struct json_writer *j, const char *key)
{
	before(j, key);
	buf_str(j->out, "null");
}
