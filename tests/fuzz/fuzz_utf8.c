/* UTF-8: decoding, counting and cutting agree with each other on any bytes. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/base/utf8.h"

#include "lib/base/banned.h"

/* What holds for a valid text without zero bytes. */
static void
look_at_text(const char *s, size_t n)
{
	size_t len = utf8_len(s), cut;

	promise(len <= n && utf8_cut(s, len) == n && utf8_cut(s, len + 7) == n);
	for (size_t max = 0; max < len && max < 50; max++) {
		cut = utf8_cut(s, max);
		promise(cut < n && utf8_valid(s, cut));
	}
	(void)utf8_has_control(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *s = (const char *)data;
	bool valid = true;
	char *text, put[4];
	size_t used;

	for (size_t at = 0; at < n; at += used) {
		uint32_t cp = utf8_next(s + at, n - at, &used);

		promise(used >= 1 && used <= 4 && used <= n - at);
		if (cp == UINT32_MAX) {
			promise(used == 1);
			valid = false;
		} else {
			promise(cp <= 0x10FFFF && utf8_put(put, cp) == used && memcmp(put, s + at, used) == 0);
		}
	}
	promise(utf8_valid(s, n) == valid);
	if (!valid || memchr(s, '\0', n) != NULL)
		return 0;
	text = strndup(s, n);
	promise(text != NULL);
	look_at_text(text, n);
	free(text);
	return 0;
}
