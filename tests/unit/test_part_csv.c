#include "config.h"
#include "lib/part/csv.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static char path[] = "/tmp/anjuan-csv-XXXXXX";

static void
file_of(const void *data, size_t n)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, n), n);
	assert_int_equal(close(fd), 0);
}

/* What was read as one text: "line:a|b" a row, "line!why" a bad one. */
struct seen {
	struct buf text;
	int64_t rows, stop_at;
	size_t widest;
	struct csv_row last;
};

static enum err
on_row(void *ctx, const struct csv_row *row)
{
	struct seen *s = ctx;

	assert_int_equal(row->record, ++s->rows);
	assert_true(row->pos <= row->total);
	buf_printf(&s->text, "%d", (int)row->line);
	if (row->bad != NULL)
		buf_printf(&s->text, "!%s", row->bad);
	for (size_t i = 0; i < row->n; i++) {
		size_t n = strlen(row->field[i]);

		buf_str(&s->text, i == 0 ? ":" : "|");
		if (n > s->widest)
			s->widest = n;
		buf_add(&s->text, row->field[i], n < 100 ? n : 100);
	}
	buf_chr(&s->text, '\n');
	s->last = *row;
	return s->rows == s->stop_at ? err_raise(ERR_CONFLICT, "enough") : OK;
}

static enum err
read_all(struct arena *a, struct seen *s)
{
	memset(s, 0, sizeof(*s));
	buf_init(&s->text, a);
	return csv_read(path, on_row, s);
}

static void
reads_the_edges(void **state)
{
	static const struct {
		const char *in;
		size_t n;
		const char *out;
	} cases[] = {
#define CASE(in, out) { in, sizeof(in) - 1, out }
		CASE("", ""),
		CASE("\n\n", ""),
		CASE("a,b\n1,2\n", "1:a|b\n2:1|2\n"),
		CASE("a,b\r\n1,2", "1:a|b\n2:1|2\n"),
		CASE("\xef\xbb\xbf"
		     "a,b\n",
		    "1:a|b\n"),
		CASE("a,,\n,\n", "1:a||\n2:|\n"),
		CASE("\"\",\"\"\"\"\n", "1:|\"\n"),
		CASE("花山区, 霍里街道 ,\" 𠮷巷 \"\n", "1:花山区|霍里街道| 𠮷巷 \n"),
		CASE("x,\"a\nb\r\n,\"\ny\n", "1:x|a\nb\r\n,\n4:y\n"),
		CASE("\n  \nx\n\n\ny\n", "3:x\n6:y\n"),
		CASE("\"a\" ,b\n", "1:a|b\n"),
		/* bare CR ends a row too */
		CASE("a\rb\rc", "1:a\n1:b\n1:c\n"),
		/* bad rows cost one line each */
		CASE("a\n1\"2,3\nb\n", "1:a\n2!a quote at the wrong place\n3:b\n"),
		CASE("a\n\"1\"2,3\nb\n", "1:a\n2!a quote at the wrong place\n3:b\n"),
		CASE("a\n\"open,3\nb\nc\n", "1:a\n2!a quote is not closed\n3:b\n4:c\n"),
		CASE("\"open\nb\n\"open\nc",
		    "1!a quote at the wrong place\n2:b\n3!a quote is not closed\n4:c\n"),
		CASE("\"open", "1!a quote is not closed\n"),
		CASE("a\0b,c\nd\n", "1!a zero byte\n2:d\n"),
		CASE("\xc3\x28,c\nd\n", "1!not UTF-8\n2:d\n"),
		/* GBK */
		CASE("\xbb\xa8\xc9\xbd\nd\n", "1!not UTF-8\n2:d\n"),
	};
	struct arena *a = arena_new();
	struct seen s;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		print_message("# case %zu\n", i);
		file_of(cases[i].in, cases[i].n);
		assert_int_equal(read_all(a, &s), OK);
		assert_string_equal(s.text.s, cases[i].out);
	}
	arena_free(a);
}

static void
keeps_its_limits(void **state)
{
	struct arena *a = arena_new();
	struct seen s;
	struct buf b;

	(void)state;
	for (int extra = 0; extra < 2; extra++) {
		buf_init(&b, a);
		buf_str(&b, "head\n\"");
		for (int i = 0; i < CSV_FIELD_MAX + extra; i++)
			buf_chr(&b, 'x');
		buf_str(&b, "\",y\n");
		for (int i = 0; i < CSV_COLUMNS_MAX - 1 + extra; i++)
			buf_str(&b, "7,");
		buf_str(&b, "\nlast\n");
		file_of(b.s, b.len);
		assert_int_equal(read_all(a, &s), OK);
		assert_int_equal(s.rows, 4);
		if (extra == 0) {
			assert_null(strchr(s.text.s, '!'));
			assert_int_equal(s.widest, CSV_FIELD_MAX);
		} else {
			assert_non_null(strstr(s.text.s, "\n2!a field is too long"));
			assert_non_null(strstr(s.text.s, "\n3!too many columns\n4:last\n"));
		}
	}
	/* One line of 3 MB: dropped whole, the next is read. */
	buf_init(&b, a);
	for (int i = 0; i < 3000000; i++)
		buf_chr(&b, 'x');
	buf_str(&b, "\nlast\n");
	file_of(b.s, b.len);
	assert_int_equal(read_all(a, &s), OK);
	assert_string_equal(s.text.s, "1!the row is too long\n2:last\n");
	arena_free(a);
}

/* A quote that is never closed, then 40,000 good lines: only its line is lost. */
static void
a_stray_quote_costs_one_line(void **state)
{
	struct arena *a = arena_new();
	struct seen s;
	struct buf b;

	(void)state;
	buf_init(&b, a);
	buf_str(&b, "id,text\n1,\"stray\n");
	for (int i = 2; i < 40000; i++)
		buf_printf(&b, "%d,霍里街道%d号\n", i, i);
	file_of(b.s, b.len);
	assert_int_equal(read_all(a, &s), OK);
	assert_int_equal(s.rows, 40000);
	assert_non_null(
	    strstr(s.text.s, "1:id|text\n2!a field is too long, or a quote is not closed\n3:2|"));
	assert_non_null(strstr(s.text.s, "\n40000:39999|霍里街道39999号\n"));
	assert_memory_equal(s.last.raw, "39999,", 6);
	arena_free(a);
}

static void
reads_gzip_and_sees_damage(void **state)
{
	struct arena *a = arena_new();
	struct seen s;
	char whole[65536];
	ssize_t n;
	gzFile gz = gzopen(path, "wb");
	int fd;

	(void)state;
	for (int i = 0; i < 20000; i++)
		assert_true(gzprintf(gz, "%d,\"a,%d\"\r\n", i, i * 7919) > 0);
	assert_int_equal(gzclose(gz), Z_OK);
	assert_int_equal(read_all(a, &s), OK);
	assert_int_equal(s.rows, 20000);
	assert_int_equal(s.last.pos, s.last.total);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = read(fd, whole, sizeof(whole));
	(void)close(fd);
	assert_true(n > 40000);
	file_of(whole, (size_t)n / 2);
	assert_int_equal(read_all(a, &s), ERR_INVALID);
	assert_true(s.rows > 1000);
	whole[n - 6] ^= 1; /* the check sum */
	file_of(whole, (size_t)n);
	assert_int_equal(read_all(a, &s), ERR_INVALID);
	arena_free(a);
}

static void
stops_and_reports(void **state)
{
	struct arena *a = arena_new();
	static const char text[] = "A,名称,b\n1,2,3\n4,5,6\n";
	struct seen s = { .stop_at = 2 };

	(void)state;
	buf_init(&s.text, a);
	file_of(text, sizeof(text) - 1);
	assert_int_equal(csv_read(path, on_row, &s), ERR_CONFLICT);
	assert_int_equal(s.rows, 2);
	assert_string_equal(err_text(), "enough");
	assert_int_equal(csv_read("/nowhere/at.all", on_row, &s), ERR_NOT_FOUND);
	assert_int_equal(csv_read("/tmp", on_row, &s), ERR_NOT_FOUND);
	arena_free(a);
}

static void
finds_columns(void **state)
{
	const char *const names[] = { "CASE_ENQUIRY_ID", "名称", "" };
	const struct csv_row head = { .field = names, .n = N(names) };

	(void)state;
	assert_int_equal(csv_column(&head, "case_enquiry_id"), 0);
	assert_int_equal(csv_column(&head, "名称"), 1);
	assert_int_equal(csv_column(&head, "none"), -1);
}

static void
writes_what_it_reads(void **state)
{
	static const char *const texts[] = { "plain", "a,b", "say \"no\"", "two\r\nlines",
		" blanks ", "", "𠮷", "O'Brien" };
	struct arena *a = arena_new();
	struct csv_writer w;
	struct seen s;
	struct buf b;

	(void)state;
	buf_init(&b, a);
	csv_begin(&w, &b, true);
	for (size_t i = 0; i < N(texts); i++)
		csv_put_text(&w, texts[i]);
	csv_put_text(&w, NULL);
	csv_put_int(&w, -7);
	csv_put_fixed(&w, -5, 2);
	csv_put_fixed(&w, 118506800, 6);
	csv_put_fixed(&w, INT64_MIN, 0);
	csv_end_row(&w);
	file_of(b.s, b.len);
	assert_int_equal(read_all(a, &s), OK);
	assert_string_equal(s.text.s,
	    "1:plain|a,b|say \"no\"|two\r\nlines| blanks ||𠮷|O'Brien||-7|-0.05|"
	    "118.506800|-9223372036854775808\n");
	arena_free(a);
}

static void
formulas_are_disarmed(void **state)
{
	static const char *const bad[] = { "=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1",
		"＋", "－", "＠", "=\"x\"" };
	struct arena *a = arena_new();
	struct csv_writer w;
	struct buf b;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		buf_init(&b, a);
		csv_begin(&w, &b, false);
		csv_put_text(&w, bad[i]);
		assert_memory_equal(b.s, "\"'", 2);
	}
	assert_string_equal(b.s, "\"'=\"\"x\"\"\"");
	arena_free(a);
}

static int
setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 || close(fd) != 0;
}

static int
teardown(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_edges),
		cmocka_unit_test(keeps_its_limits),
		cmocka_unit_test(a_stray_quote_costs_one_line),
		cmocka_unit_test(reads_gzip_and_sees_damage),
		cmocka_unit_test(stops_and_reports),
		cmocka_unit_test(finds_columns),
		cmocka_unit_test(writes_what_it_reads),
		cmocka_unit_test(formulas_are_disarmed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
