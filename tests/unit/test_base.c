/* lib/base without files: memory, text, numbers, addresses, errors, log lines. */
#include "config.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/err.h"
#include "lib/base/log.h"
#include "lib/base/num.h"
#include "lib/base/url.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

static struct arena *a;

/* --- arena ------------------------------------------------------------------------ */

static void
arena_memory(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 16, 8191, 8192, 8193, 32768, 100000, 3 };
	unsigned char *p[N(sizes)];

	(void)state;
	for (int again = 0; again < 3; again++) {
		for (size_t i = 0; i < N(sizes); i++) {
			p[i] = arena_alloc(a, sizes[i]);
			assert_int_equal((uintptr_t)p[i] % alignof(max_align_t), 0);
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(p[i][k], 0);
			memset(p[i], 0xA5, sizes[i]);
		}
		for (size_t i = 0; i < N(sizes); i++)	/* nobody overlaps */
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(p[i][k], 0xA5);
		assert_true(arena_used(a) >= 157000);
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
	arena_free(NULL);
}

static void
arena_texts(void **state)
{
	char many[3000];

	(void)state;
	memset(many, 'x', sizeof(many) - 1);
	many[sizeof(many) - 1] = '\0';
	assert_string_equal(arena_strdup(a, "湖北东路12号"), "湖北东路12号");
	assert_null(arena_strdup(a, NULL));
	assert_null(arena_strndup(a, NULL, 3));
	assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
	assert_string_equal(arena_strndup(a, "ab", 3), "ab");
	assert_string_equal(arena_printf(a, "%d-%s", 7, "七"), "7-七");
	assert_string_equal(arena_printf(a, "%s", many), many);
	assert_memory_equal(arena_memdup(a, "a\0b", 3), "a\0b", 4);
	assert_non_null(arena_memdup(a, NULL, 0));
	assert_int_equal(size_mul(3, 4), 12);
	assert_int_equal(size_add(3, 4), 7);
}

/* --- buf --------------------------------------------------------------------------- */

static void
buf_grows(void **state)
{
	struct buf b, c;

	(void)state;
	buf_init(&b, a);
	buf_init(&c, a);
	assert_string_equal(b.s, "");
	assert_true(buf_is_empty(&b));
	buf_clear(&b);
	for (int i = 0; i < 5000; i++) {
		buf_printf(&b, "%d,", i % 10);
		buf_chr(&c, 'x');
		assert_int_equal(b.s[b.len], '\0');
	}
	assert_int_equal(b.len, 10000);
	assert_memory_equal(b.s + 9996, "8,9,", 5);
	buf_add(&b, b.s, b.len);	/* its own content */
	assert_int_equal(b.len, 20000);
	assert_memory_equal(b.s + 10000, b.s, 10000);
	buf_clear(&b);
	assert_string_equal(b.s, "");
	buf_str(&b, "案卷");
	buf_add(&b, "\0", 1);
	buf_add(&b, NULL, 0);
	assert_int_equal(b.len, 7);
	assert_int_equal(strlen(b.s), 6);
}

static void
buf_numbers(void **state)
{
	static const unsigned char want[] = { 0x01, 0x02, 0x03, 0xFF, 0, 0, 0, 0, 0xAB, 0, 0, 0x01 };
	struct buf b;

	(void)state;
	buf_init(&b, a);
	buf_u32be(&b, 0x010203FF);
	buf_u64be(&b, 0xAB000001);
	assert_int_equal(b.len, 12);
	assert_memory_equal(b.s, want, 12);
	buf_clear(&b);
	buf_hex(&b, want, 4);
	assert_string_equal(b.s, "010203ff");
	buf_clear(&b);
	buf_fixed(&b, -31731200, 6);
	buf_chr(&b, ' ');
	buf_fixed(&b, -5, 1);
	buf_chr(&b, ' ');
	buf_fixed(&b, 12, 0);
	buf_chr(&b, ' ');
	buf_fixed(&b, INT64_MIN, 18);
	assert_string_equal(b.s, "-31.731200 -0.5 12 -9.223372036854775808");
}

/* --- UTF-8 --------------------------------------------------------------------------- */

static void
utf8_accepts_and_refuses(void **state)
{
	static const char *const good[] = { "", "a", "é", "霍里街道", "𠮷野家", "\xF4\x8F\xBF\xBF",
		"\xEF\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80", "\xC2\x80" };
	static const char *const bad[] = { "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2x",
		"\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE9\x87", "\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xFE", "霍\xE9", "a\xF0\xA0\xAE" };

	(void)state;
	for (size_t i = 0; i < N(good); i++)
		assert_true(utf8_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < N(bad); i++)
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
	assert_true(utf8_valid("a\0b", 3));
	assert_false(utf8_valid("霍", 2));	/* cut off by its length */
}

static void
utf8_goes_round(void **state)
{
	char s[4];
	size_t used, n;

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp += cp < 0x900 || (cp > 0xD7F0 && cp < 0x10010) ? 1 : 31) {
		n = utf8_put(s, cp);
		if (cp >= 0xD800 && cp <= 0xDFFF) {
			assert_true(utf8_next(s, n, &used) == UINT32_MAX);
			assert_int_equal(used, 1);
			continue;
		}
		assert_true(utf8_next(s, n, &used) == cp);
		assert_int_equal(used, n);
	}
}

static void
utf8_counts(void **state)
{
	(void)state;
	assert_int_equal(utf8_len("𠮷野家a"), 4);
	assert_int_equal(utf8_len(""), 0);
	assert_int_equal(utf8_cut("𠮷野家a", 2), 7);
	assert_int_equal(utf8_cut("𠮷野家a", 0), 0);
	assert_int_equal(utf8_cut("𠮷野家a", 9), 11);
}

static void
utf8_controls(void **state)
{
	static const char *const refused[] = { "\x01", "a\x1B[31m", "\x7F", "\xC2\x85", "\xE2\x80\xAE" "abc",
		"\xE2\x80\xAA", "\xE2\x81\xA6", "\xE2\x81\xA9", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xEF\xB7\x90",
		"\xF0\x9F\xBF\xBE", "\x80" };
	static const char *const fine[] = { "", "一行\n二行\r\n\t三行", "，。“”《》", "𠮷", "\xE2\x80\x8B", "\xC2\xA0" };

	(void)state;
	for (size_t i = 0; i < N(refused); i++)
		assert_true(utf8_has_control(refused[i]));
	for (size_t i = 0; i < N(fine); i++)
		assert_false(utf8_has_control(fine[i]));
}

/* --- addresses and numbers -------------------------------------------------------------- */

static void
url_both_ways(void **state)
{
	char *s, all[256];
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b, a);
	url_encode(&b, "案 a-b._~/?&=+%");
	assert_string_equal(b.s, "%E6%A1%88%20a-b._~%2F%3F%26%3D%2B%25");
	s = url_decode(a, b.s, b.len, &n);
	assert_int_equal(n, strlen("案 a-b._~/?&=+%"));
	assert_string_equal(s, "案 a-b._~/?&=+%");
	s = url_decode(a, "a+b%2bc%2%zz%", 13, &n);
	assert_string_equal(s, "a b+c%2%zz%");
	s = url_decode(a, "%00x", 4, &n);
	assert_int_equal(n, 2);
	assert_memory_equal(s, "\0x", 3);
	s = url_decode(a, "%41BC", 2, &n);	/* the length counts, not the zero byte */
	assert_string_equal(s, "%4");
	for (int i = 1; i < 256; i++)
		all[i - 1] = (char)i;
	all[255] = '\0';
	buf_clear(&b);
	url_encode(&b, all);
	assert_string_equal(url_decode(a, b.s, b.len, &n), all);
	assert_int_equal(n, 255);
}

static void
integers(void **state)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1x", "0x1", "--1", "1.0", "９",
		"9223372036854775808", "-9223372036854775809", "11", "-11" };
	int64_t v = 99;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_false(parse_i64(bad[i], i < N(bad) - 2 ? INT64_MIN : -10, i < N(bad) - 2 ? INT64_MAX : 10, &v));
	assert_false(parse_i64(NULL, 0, 1, &v));
	assert_int_equal(v, 99);
	assert_true(parse_i64("-10", -10, 10, &v) && v == -10);
	assert_true(parse_i64("9223372036854775807", 0, INT64_MAX, &v) && v == INT64_MAX);
	assert_true(parse_i64("-9223372036854775808", INT64_MIN, 0, &v) && v == INT64_MIN);
	assert_true(parse_i64("007", 0, 10, &v) && v == 7);
}

static void
degrees(void **state)
{
	static const char *const bad[] = { "", "-", ".", "1.", ".5", "+1", "1e1", " 1", "1 ", "1,5", "91", "-90.000001",
		"1000", "1.2.3", "--1", "1.000000000000000000001", "nan" };
	int32_t v = 99;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_false(parse_microdeg(bad[i], 90, &v));
	assert_false(parse_microdeg(NULL, 90, &v));
	assert_int_equal(v, 99);
	assert_true(parse_microdeg("31.7312", 90, &v) && v == 31731200);
	assert_true(parse_microdeg("-0.5", 90, &v) && v == -500000);
	assert_true(parse_microdeg("118.5066", 180, &v) && v == 118506600);
	assert_true(parse_microdeg("1.2345675", 90, &v) && v == 1234568);
	assert_true(parse_microdeg("-1.2345675", 90, &v) && v == -1234568);
	assert_true(parse_microdeg("1.23456749999", 90, &v) && v == 1234567);
	assert_true(parse_microdeg("180", 180, &v) && v == 180000000);
	assert_true(parse_microdeg("090.0", 90, &v) && v == 90000000);
}

/* --- errors and the log ------------------------------------------------------------------- */

static void
errors(void **state)
{
	(void)state;
	assert_int_equal(err_raise_field(ERR_INVALID, "note", "at most %d", 7), ERR_INVALID);
	assert_string_equal(err_text(), "at most 7");
	assert_string_equal(err_field(), "note");
	assert_non_null(strstr(err_place(), "test_base.c:"));
	/* Raised again around its own detail and field. */
	assert_int_equal(err_raise_field(ERR_CONFLICT, err_field(), "again: %s", err_text()), ERR_CONFLICT);
	assert_string_equal(err_text(), "again: at most 7");
	assert_string_equal(err_field(), "note");
	assert_int_equal(err_raise(ERR_DENIED, "no"), ERR_DENIED);
	assert_null(err_field());
	err_clear();
	assert_string_equal(err_text(), "");
	for (enum err e = OK; e < ERR_MAX; e++)
		assert_non_null(err_name(e));
	assert_string_equal(err_name(ERR_CONFLICT), "ERR_CONFLICT");
	assert_string_equal(err_name((enum err)1000), "ERR_UNKNOWN");
}

/* What log_line() writes to standard error. */
static const char *
logged(enum log_level level, const char *text)
{
	static char line[4096];
	int fds[2], keep = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(pipe(fds), 0);
	assert_true(dup2(fds[1], STDERR_FILENO) >= 0);
	log_line(level, "%s", text);
	assert_true(dup2(keep, STDERR_FILENO) >= 0);
	(void)close(fds[1]);
	n = read(fds[0], line, sizeof(line) - 1);
	(void)close(fds[0]);
	(void)close(keep);
	line[n > 0 ? n : 0] = '\0';
	return line;
}

static void
log_lines(void **state)
{
	char big[5000];
	const char *line;

	(void)state;
	log_request_set("r-1");
	line = logged(LOG_WARN, "one\ntwo\x1B[0m");
	assert_non_null(strstr(line, "Z warn r-1 one two [0m\n"));
	assert_true(strchr(line, '\n') == line + strlen(line) - 1);
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	line = logged(LOG_ERROR, big);
	assert_true(strlen(line) <= 1200 && line[strlen(line) - 1] == '\n');
	assert_string_equal(logged(LOG_DEBUG, "not wanted"), "");
	log_request_set(NULL);
	assert_non_null(strstr(logged(LOG_INFO, "x"), " info - x\n"));
	assert_string_equal(log_escape(a, "a\"\\\n\x7F名"), "a\\x22\\x5C\\x0A\\x7F\\xE5\\x90\\x8D");
	assert_int_equal(strlen(log_escape(a, big)), 200);
}

static int
set_up(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_memory),
		cmocka_unit_test(arena_texts),
		cmocka_unit_test(buf_grows),
		cmocka_unit_test(buf_numbers),
		cmocka_unit_test(utf8_accepts_and_refuses),
		cmocka_unit_test(utf8_goes_round),
		cmocka_unit_test(utf8_counts),
		cmocka_unit_test(utf8_controls),
		cmocka_unit_test(url_both_ways),
		cmocka_unit_test(integers),
		cmocka_unit_test(degrees),
		cmocka_unit_test(errors),
		cmocka_unit_test(log_lines),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
