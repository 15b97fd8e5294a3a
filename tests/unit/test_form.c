#include "config.h"
#include "cgi-bin/web/form.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "tests/unit/part_folder.h"

#include "lib/base/banned.h"

static struct part_folder folder;

#define URLENC "application/x-www-form-urlencoded"
#define MULTI "multipart/form-data; boundary=XX"
#define DISPOSITION "Content-Disposition: form-data; name="

/* A body that comes in pieces of step bytes. */
struct source {
	const char *s;
	size_t n, at, step;
};

static long
take(void *ctx, void *to, size_t n)
{
	struct source *src = ctx;

	n = n < src->step ? n : src->step;
	n = n < src->n - src->at ? n : src->n - src->at;
	memcpy(to, src->s + src->at, n);
	src->at += n;
	return (long)n;
}

/* "photo" twice at most, "unknown" not at all. */
static enum err
files(void *ctx, const char *name)
{
	int *n = ctx;

	if (strcmp(name, "photo") != 0)
		return err_raise_field(ERR_INVALID, name, "unknown");
	return ++*n <= 2 ? OK : ERR_TOO_MANY;
}

static enum err
parse_step(const char *type, const char *body, size_t n, int64_t length, size_t step, struct form *f)
{
	struct source src = { body, n, 0, step };
	int nfiles = 0;
	const struct form_source in = { .content_type = type, .content_length = length,
		.conf = &folder.conf, .read = take, .read_ctx = &src, .file = files,
		.file_ctx = &nfiles };

	form_init(f);
	return form_parse(folder.a, &in, f);
}

/* Parses in pieces of many sizes, which must all come to the same; leaves the last form open. */
static enum err
parse(const char *type, const char *body, size_t n, struct form *f)
{
	static const size_t steps[] = { 1, 2, 3, 7, 64, 1000, 16384, 100000 };
	enum err e = OK, first = OK;
	size_t fields = 0;

	for (size_t i = 0; i < N(steps); i++) {
		e = parse_step(type, body, n, (int64_t)n, steps[i], f);
		if (i == 0) {
			first = e;
			fields = f->n;
		}
		assert_int_equal(e, first);
		assert_int_equal(f->n, fields);
		if (i + 1 < N(steps))
			form_close(f);
	}
	return e;
}

static enum err
parse_text(const char *type, const char *body, struct form *f)
{
	return parse(type, body, strlen(body), f);
}

static const char *
value(const struct form *f, const char *name)
{
	const struct form_field *field = form_find(f, name);

	return field != NULL ? field->value : NULL;
}

/* A multipart body of one part. */
static char *
one_part(const char *headers, const char *content)
{
	return arena_printf(folder.a, "--XX\r\n%s\r\n\r\n%s\r\n--XX--\r\n", headers, content);
}

static void
test_urlencoded(void **state)
{
	struct form f;

	(void)state;
	assert_int_equal(parse_text(URLENC "; charset=utf-8",
	    "address=%E9%9C%8D%E9%87%8C%E8%A1%97%E9%81%93+%F0%A0%AE%B7&a=&b&&c=1%2B1%3d2&a=x=y", &f), OK);
	assert_string_equal(value(&f, "address"), "霍里街道 𠮷");
	assert_string_equal(value(&f, "a"), "");
	assert_string_equal(value(&f, "b"), "");
	assert_string_equal(value(&f, "c"), "1+1=2");
	assert_int_equal(f.n, 5);
	assert_int_equal(parse_text(URLENC, "", &f), OK);
	assert_int_equal(f.n, 0);
	assert_int_equal(parse_text(NULL, "", &f), OK);
}

static void
test_urlencoded_refused(void **state)
{
	static const char *const bad[] = { "a=%", "a=%4", "a=%4g", "%", "a=%zz", "=1", "a=%00", "%00=1",
		"a=%FF", "a=%C0%80", "a=%ED%A0%80", "a=\xE4\xB8", "%E4=1" };
	struct form f;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_int_equal(parse_text(URLENC, bad[i], &f), ERR_INVALID);
	assert_int_equal(parse_text("text/plain", "a=1", &f), ERR_INVALID);
	assert_int_equal(parse_text("multipart/form-datax; boundary=XX", "a=1", &f), ERR_INVALID);
	assert_int_equal(parse_text(NULL, "a=1", &f), ERR_INVALID);
	assert_int_equal(parse_text(URLENC, "a=1&b=%FF", &f), ERR_INVALID);
	assert_string_equal(err_field(), "b");
}

static void
test_urlencoded_limits(void **state)
{
	struct form f;
	struct buf b;

	(void)state;
	buf_init(&b, folder.a);
	for (int i = 0; i < FORM_NAME_MAX; i++)
		buf_chr(&b, 'n');
	assert_int_equal(parse_text(URLENC, b.s, &f), OK);
	buf_chr(&b, 'n');
	assert_int_equal(parse_text(URLENC, b.s, &f), ERR_TOO_LARGE);
	buf_clear(&b);
	for (int i = 0; i < FORM_PARTS_MAX; i++)
		buf_str(&b, "a=1&");
	assert_int_equal(parse_text(URLENC, b.s, &f), OK);
	assert_int_equal(f.n, FORM_PARTS_MAX);
	buf_str(&b, "b=1");
	assert_int_equal(parse_text(URLENC, b.s, &f), ERR_TOO_LARGE);
}

/* One text that is too long is thrown away and named; the rest stays. */
static void
test_text_limits(void **state)
{
	char *big = arena_alloc(folder.a, FORM_TEXT_MAX + 2);
	struct form f;

	(void)state;
	memset(big, 'x', FORM_TEXT_MAX);
	assert_int_equal(parse_text(URLENC, arena_printf(folder.a, "a=%s&b=1", big), &f), OK);
	assert_int_equal(strlen(value(&f, "a")), FORM_TEXT_MAX);
	big[FORM_TEXT_MAX] = 'x';
	for (int multi = 0; multi < 2; multi++) {
		const char *body = multi == 0 ? arena_printf(folder.a, "a=%s&b=1", big) :
		    arena_printf(folder.a, "--XX\r\n" DISPOSITION "a\r\n\r\n%s\r\n--XX\r\n" DISPOSITION
			"b\r\n\r\n1\r\n--XX--", big);

		assert_int_equal(parse_text(multi == 0 ? URLENC : MULTI, body, &f), OK);
		assert_true(form_find(&f, "a")->too_long);
		assert_string_equal(value(&f, "a"), "");
		assert_string_equal(value(&f, "b"), "1");
	}
	big[FORM_TEXT_MAX] = '\0';
	assert_int_equal(parse_text(URLENC, arena_printf(folder.a, "a=%s&b=%s&c=%s&d=%s", big, big, big,
	    big), &f), OK);
	assert_int_equal(parse_text(URLENC, arena_printf(folder.a, "a=%s&b=%s&c=%s&d=%s&e=1", big, big,
	    big, big), &f), ERR_TOO_LARGE);
}

static void
test_multipart(void **state)
{
	static const char body[] =
	    "--XX\r\n" DISPOSITION "\"description\"\r\n\r\n井盖没了\r\n第二行\r\n\r\n"
	    "--XX\r\ncontent-type: text/plain\r\ncontent-disposition: Form-Data; name=plain\r\n\r\n\r\n"
	    "--XX\r\n" DISPOSITION "\"photo\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
	    "--XX\r\n" DISPOSITION "\"a \\\" b\"\r\n\r\n--XX\r\n--X\r\n"
	    "--XX--\r\n";
	struct form f;

	(void)state;
	/* "--XX" right after a part's header is content, since no line end stands before it. */
	assert_int_equal(parse(MULTI, body, sizeof(body) - 1, &f), OK);
	assert_int_equal(f.n, 3);
	assert_string_equal(value(&f, "description"), "井盖没了\r\n第二行\r\n");
	assert_string_equal(value(&f, "plain"), "");
	assert_string_equal(value(&f, "a \" b"), "--XX\r\n--X");
	assert_null(form_find(&f, "photo"));
	assert_int_equal(parse_text("multipart/form-data;boundary=\"a'()+_,-./:=? b\"",
	    "--a'()+_,-./:=? b\r\n" DISPOSITION "a\r\n\r\n1\r\n--a'()+_,-./:=? b--", &f), OK);
	assert_string_equal(value(&f, "a"), "1");
	assert_int_equal(parse_text(MULTI, "--XX--", &f), OK);
	assert_int_equal(f.n, 0);
}

static void
test_multipart_refused(void **state)
{
	static const char *const bad[] = {
		"", "--XX", "--XX\r\n", "--X", "x", "--XX\r\n\r\n", "\r\n", "--XX-", "--XX--x", "--XX--\r\nx",
		"preamble\r\n--XX--\r\n", "--XXY\r\n" DISPOSITION "a\r\n\r\n1\r\n--XX--",
		"--XX\n" DISPOSITION "a\n\n1\n--XX--",
		"--XX\r\n" DISPOSITION "a\r\n\r\n1\r\n--XX\r\n",
		"--XX\r\n" DISPOSITION "a\r\n\r\n1",
		"--XX\r\n" DISPOSITION "a\r\n\r\n1\r\n--X",
		"--XX\r\n" DISPOSITION "a\r\n\r\n1\r\n--XXY",
		"--XX\r\n\r\n1\r\n--XX--",
		"--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "\"\"\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "\"a\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "\"a\" x\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "a; name=b\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "a\r\n" DISPOSITION "b\r\n\r\n1\r\n--XX--",
		"--XX\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "a\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--XX--",
		"--XX\r\n" DISPOSITION "a\r\nno colon\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "a\nX: y\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "\"\xFF\"\r\n\r\n1\r\n--XX--",
		"--XX\r\n" DISPOSITION "a\r\n\r\n\xFF\r\n--XX--",
		"--XX\r\n" DISPOSITION "a; filename=\"\xFF\"\r\n\r\n1\r\n--XX--",
	};
	static const char nul_value[] = "--XX\r\n" DISPOSITION "a\r\n\r\n1\0002\r\n--XX--";
	static const char nul_name[] = "--XX\r\n" DISPOSITION "\"a\000b\"\r\n\r\n1\r\n--XX--";
	struct form f;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		assert_int_equal(parse_text(MULTI, bad[i], &f), ERR_INVALID);
		form_close(&f);
	}
	assert_int_equal(parse(MULTI, nul_value, sizeof(nul_value) - 1, &f), ERR_INVALID);
	assert_int_equal(parse(MULTI, nul_name, sizeof(nul_name) - 1, &f), ERR_INVALID);
}

static void
test_boundary(void **state)
{
	static const char *const bad[] = { "multipart/form-data", "multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"a;b\"",
		"multipart/form-data; boundary=XX; boundary=YY", "multipart/form-data; boundary=\"XX",
		"multipart/form-data; boundary=a\"b", "multipart/form-data boundary=XX",
		"multipart/form-data; boundary=\xE4\xB8\x80" };
	char name[FORM_BOUNDARY_MAX + 2];
	struct form f;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_int_equal(parse_text(bad[i], "--XX--", &f), ERR_INVALID);
	memset(name, 'b', sizeof(name));
	name[FORM_BOUNDARY_MAX] = '\0';
	assert_int_equal(parse_text(arena_printf(folder.a, "multipart/form-data; boundary=%s", name),
	    arena_printf(folder.a, "--%s--", name), &f), OK);
	assert_int_equal(parse_text(arena_printf(folder.a, "multipart/form-data; boundary=b%s", name),
	    arena_printf(folder.a, "--b%s--", name), &f), ERR_INVALID);
}

/*
 * One process, one address, boundaries of other lengths: a reader that keeps
 * the length beside the pointer cuts the second upload in the wrong place.
 */
static void
test_next_request(void **state)
{
	static const char *const boundaries[] = { "short", "a-much-longer-boundary", "x", "12345678" };
	char type[128], body[512];
	struct form f;

	(void)state;
	for (size_t i = 0; i < N(boundaries); i++) {
		const char *b = boundaries[i];
		int n = snprintf(body, sizeof(body), "--%s\r\n" DISPOSITION "a\r\n\r\n\r\n--shor\r\n--%s\r\n"
		    DISPOSITION "b\r\n\r\nzwei\r\n--%s--\r\n", b, b, b);

		(void)snprintf(type, sizeof(type), "multipart/form-data; boundary=%s", b);
		assert_int_equal(parse_step(type, body, (size_t)n, n, 5, &f), OK);
		assert_string_equal(value(&f, "a"), "\r\n--shor");
		assert_string_equal(value(&f, "b"), "zwei");
	}
}

static void
test_part_headers(void **state)
{
	char line[FORM_HEADER_LINE_MAX + 8];
	struct form f;
	struct buf b;

	(void)state;
	memset(line, 'x', sizeof(line));
	memcpy(line, "X-Long: ", 8);
	line[FORM_HEADER_LINE_MAX] = '\0';
	assert_int_equal(parse_text(MULTI, one_part(arena_printf(folder.a, DISPOSITION "a\r\n%s", line),
	    "1"), &f), OK);
	line[FORM_HEADER_LINE_MAX] = 'x';
	line[FORM_HEADER_LINE_MAX + 1] = '\0';
	assert_int_equal(parse_text(MULTI, one_part(arena_printf(folder.a, DISPOSITION "a\r\n%s", line),
	    "1"), &f), ERR_TOO_LARGE);
	buf_init(&b, folder.a);
	buf_str(&b, DISPOSITION "a");
	for (int i = 1; i < FORM_HEADERS_MAX; i++)
		buf_str(&b, "\r\nX: y");
	assert_int_equal(parse_text(MULTI, one_part(b.s, "1"), &f), OK);
	buf_str(&b, "\r\nX: y");
	assert_int_equal(parse_text(MULTI, one_part(b.s, "1"), &f), ERR_TOO_LARGE);
	memset(line, 'n', FORM_NAME_MAX + 1);
	line[FORM_NAME_MAX + 1] = '\0';
	assert_int_equal(parse_text(MULTI, one_part(arena_printf(folder.a, DISPOSITION "%s", line), "1"),
	    &f), ERR_TOO_LARGE);
}

/* A file of all bytes and of almost-boundaries arrives whole, private, and with its hash. */
static void
test_file(void **state)
{
	unsigned char want[HASH_LEN], got[4096];
	const struct upload *up;
	struct stat st;
	struct form f;
	struct buf body, content, hex;

	(void)state;
	buf_init(&content, folder.a);
	for (int i = 0; i < 1024; i++)
		buf_chr(&content, (char)(i & 255));
	buf_str(&content, "\r\n--X\r\n-XX\r\r\n--\n--XX\r\n");
	buf_init(&body, folder.a);
	buf_str(&body, "--XX\r\n" DISPOSITION "\"photo\"; filename=\"C:\\井盖.JPG\"\r\nContent-Type: image/jpeg\r\n\r\n");
	buf_add(&body, content.s, content.len);
	buf_str(&body, "\r\n--XX--\r\n");
	assert_int_equal(parse(MULTI, body.s, body.len, &f), OK);
	up = form_find(&f, "photo")->file;
	assert_int_equal(up->refused, OK);
	assert_int_equal(up->size, content.len);
	assert_string_equal(up->client_name, "C:\\井盖.JPG");
	assert_string_equal(up->client_type, "image/jpeg");
	hash_sha256(want, content.s, content.len);
	buf_init(&hex, folder.a);
	buf_hex(&hex, want, sizeof(want));
	assert_string_equal(up->hash, hex.s);
	assert_int_equal(stat(up->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(pread(up->fd, got, sizeof(got), 0), content.len);
	assert_memory_equal(got, content.s, content.len);
	form_close(&f);
	assert_int_equal(stat(up->path, &st), -1);
	assert_int_equal(up->fd, -1);
	form_close(&f);
}

/* A file over the limit, and one too many, are thrown away; the other input is kept. */
static void
test_file_limits(void **state)
{
	int64_t old = folder.conf.photo_max;
	const struct form_field *p;
	struct form f;

	(void)state;
	folder.conf.photo_max = 10;
	assert_int_equal(parse_text(MULTI,
	    "--XX\r\n" DISPOSITION "photo; filename=a\r\n\r\n0123456789\r\n"
	    "--XX\r\n" DISPOSITION "photo; filename=b\r\n\r\n01234567890\r\n"
	    "--XX\r\n" DISPOSITION "photo; filename=c\r\n\r\n1\r\n"
	    "--XX\r\n" DISPOSITION "note\r\n\r\nkept\r\n--XX--", &f), OK);
	folder.conf.photo_max = old;
	p = f.first;
	assert_int_equal(p->file->refused, OK);
	assert_int_equal(p->next->file->refused, ERR_TOO_LARGE);
	assert_int_equal(p->next->file->fd, -1);
	assert_null(p->next->file->path);
	assert_int_equal(p->next->next->file->refused, ERR_TOO_MANY);
	assert_string_equal(value(&f, "note"), "kept");
	form_close(&f);
	assert_int_equal(parse_text(MULTI, one_part(DISPOSITION "other; filename=a", "1"), &f), ERR_INVALID);
	assert_string_equal(err_field(), "other");
	/* A name and nothing in it is a file of no bytes. */
	assert_int_equal(parse_text(MULTI, one_part(DISPOSITION "photo; filename=a", ""), &f), OK);
	assert_int_equal(form_find(&f, "photo")->file->size, 0);
	form_close(&f);
}

static void
test_no_place_for_files(void **state)
{
	struct conf broken = folder.conf;
	struct source src = { one_part(DISPOSITION "photo; filename=a", "1"), 0, 0, 4096 };
	int nfiles = 0;
	struct form_source in = { .content_type = MULTI, .conf = &broken, .read = take,
		.read_ctx = &src, .file = files, .file_ctx = &nfiles };
	struct form f;

	(void)state;
	broken.data_dir = "/nonexistent";
	src.n = strlen(src.s);
	in.content_length = (int64_t)src.n;
	form_init(&f);
	assert_int_not_equal(form_parse(folder.a, &in, &f), OK);
	form_close(&f);
	in.file = NULL;
	src.at = 0;
	form_init(&f);
	assert_int_equal(form_parse(folder.a, &in, &f), ERR_INVALID);
	form_close(&f);
}

static void
test_length(void **state)
{
	static const char body[] = "a=1&b=2";
	struct form f;

	(void)state;
	assert_int_equal(parse_step(URLENC, body, 7, 8, 100, &f), ERR_INVALID);
	assert_int_equal(parse_step(URLENC, body, 7, -1, 100, &f), ERR_INVALID);
	assert_int_equal(parse_step(URLENC, body, 7, INT64_MAX, 100, &f), ERR_TOO_LARGE);
	assert_int_equal(parse_step(URLENC, body, 7, 3, 100, &f), OK);	/* the rest is not the body */
	assert_string_equal(value(&f, "a"), "1");
	assert_null(value(&f, "b"));
	assert_int_equal(parse_step(MULTI, "--XX--", 6, 1000, 100, &f), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_urlencoded), cmocka_unit_test(test_urlencoded_refused),
		cmocka_unit_test(test_urlencoded_limits), cmocka_unit_test(test_text_limits),
		cmocka_unit_test(test_multipart), cmocka_unit_test(test_multipart_refused),
		cmocka_unit_test(test_boundary), cmocka_unit_test(test_next_request),
		cmocka_unit_test(test_part_headers), cmocka_unit_test(test_file),
		cmocka_unit_test(test_file_limits), cmocka_unit_test(test_no_place_for_files),
		cmocka_unit_test(test_length),
	};
	int failed;

	if (secret_init() != OK)
		return 1;
	part_folder_make(&folder);
	failed = cmocka_run_group_tests_name("form", tests, NULL, NULL);
	part_folder_remove(&folder);
	return failed;
}
