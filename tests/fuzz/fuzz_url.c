/* Percent-encoding: what is encoded decodes to itself; a query is taken or refused, never half. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <ctype.h>
#include <string.h>

#include "cgi-bin/web/form.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/url.h"

#include "lib/base/banned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *s = (const char *)data;
	char *text, *back;
	struct form f;
	struct buf b;
	size_t len;

	form_init(&f);
	if (form_parse_query(a, s, n, &f) == OK)
		promise(f.n <= FORM_PARTS_MAX && f.texts <= n);
	form_close(&f);
	back = url_decode(a, s, n, &len);
	promise(len <= n && back[len] == '\0');
	if (memchr(s, '\0', n) != NULL)
		return 0;
	text = arena_strndup(a, s, n);
	buf_init(&b, a);
	url_encode(&b, text);
	for (size_t i = 0; i < b.len; i++)
		promise(isalnum((unsigned char)b.s[i]) || strchr("%-._~", b.s[i]) != NULL);
	back = url_decode(a, b.s, b.len, &len);
	promise(len == n && memcmp(back, text, n) == 0);
	return 0;
}
