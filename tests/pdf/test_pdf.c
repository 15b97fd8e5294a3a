/* The drawing room from inside: breaking, measuring, fonts, pictures, saving. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/pdf/pdf_flow.h"
#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_toc.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/err.h"
#include "lib/base/utf8.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

static struct pdf_fonts *fonts;
static struct arena *arena;
static char folder[] = "/tmp/anjuan-pdf-XXXXXX";

static const struct pdf_spec spec = { .title = "试", .created = 1764640800 * USEC_SEC };
static const struct pdf_style song = { PDF_SONG, false, 16, 0, PDF_BLACK };

static const char *
font_dir(void)
{
	const char *d = getenv("ANJUAN_FONT_DIR");

	return d != NULL ? d : "/usr/share/fonts/truetype";
}

static int
group_begin(void **state)
{
	(void)state;
	arena = arena_new();
	return mkdtemp(folder) == NULL || pdf_fonts_open(font_dir(), NULL, 0, &fonts) != OK;
}

static int
group_end(void **state)
{
	(void)state;
	pdf_fonts_free(fonts);
	arena_free(arena);
	return rmdir(folder);
}

static int
test_end(void **state)
{
	(void)state;
	arena_reset(arena);
	return 0;
}

static struct pdf *
paper(void)
{
	return pdf_new(arena, fonts, &spec);
}

static size_t
files_left(void)
{
	size_t n = 0;
	DIR *d = opendir(folder);

	while (readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return n - 2;
}

/* First and last character of a line. */
static uint32_t
edge(const char *text, const struct pdf_text_line *l, bool last)
{
	size_t used, at = l->from;
	uint32_t cp = 0;

	do {
		cp = utf8_next(text + at, l->to - at, &used);
		at += used;
	} while (last && at < l->to);
	return cp;
}

static bool
one_of(uint32_t cp, const char *set)
{
	char s[5] = "";

	(void)utf8_put(s, cp);
	return strstr(set, s) != NULL;
}

static void
test_break_rules(void **state)
{
	static const char text[] = "据《城市管理部件事件立案结案标准》（二〇二〇年版），“井盖缺失”应当在24紧急小时内处置；"
	    "逾期的，由值班长督办。霍里街道（花山区）、各单位！";
	struct pdf *p = paper();

	(void)state;
	for (double w = 48; w < 800; w += 5) {
		struct pdf_text_line *l;
		size_t n = pdf_break(p, &song, w, 0, text, &l), bytes = 0;

		for (size_t i = 0; i < n; i++) {
			bytes += l[i].to - l[i].from;
			assert_true(l[i].width <= w + 8.01);
			assert_false(w > 60 && i > 0 && one_of(edge(text, &l[i], false), "，。；：！、）》”"));
			assert_false(w > 60 && i + 1 < n && one_of(edge(text, &l[i], true), "（《“"));
		}
		assert_int_equal(bytes, sizeof(text) - 1);
	}
	pdf_free(p);
}

/* "sender’s" is one word, though Chinese rules end a quotation there. */
static void
test_break_apostrophe(void **state)
{
	static const char text[] = "In the sender’s words";
	struct pdf *p = paper();

	(void)state;
	for (double w = 70; w < 200; w += 1) {
		struct pdf_text_line *l;
		size_t n = pdf_break(p, &song, w, 0, text, &l);

		for (size_t i = 0; i < n; i++)
			assert_int_not_equal(edge(text, &l[i], true), 0x2019);
	}
	pdf_free(p);
}

static void
test_break_anywhere(void **state)
{
	struct pdf *p = paper();
	struct pdf_text_line *l;
	char *text = arena_alloc(arena, 2001);
	size_t n;

	(void)state;
	memset(text, 'x', 2000);
	n = pdf_break(p, &song, 400, 0, text, &l);
	assert_int_equal(n, 2000 * 8 / 400);
	assert_int_equal(l[n - 1].to, 2000);
	for (size_t i = 1; i < n; i++)
		assert_int_equal(l[i].from, l[i - 1].to);
	assert_int_equal(pdf_break(p, &song, 3, 0, "国国国", &l), 3);
	pdf_free(p);
}

static void
test_break_paragraphs(void **state)
{
	struct pdf *p = paper();
	struct pdf_text_line *l;

	(void)state;
	assert_int_equal(pdf_break(p, &song, 400, 0, "", &l), 1);
	assert_int_equal(l[0].to, 0);
	assert_int_equal(pdf_break(p, &song, 400, 0, "甲\n\n乙 \n", &l), 3);
	assert_true(l[0].last && l[1].last && l[2].last);
	assert_int_equal(l[1].from, l[1].to);
	assert_int_equal(l[2].to - l[2].from, 3);
	assert_int_equal(pdf_break(p, &song, 400, 0, "甲\xF0\x9F乙\xE5", &l), 1);	/* broken bytes */
	/* the indent counts on the first line of each paragraph only */
	assert_int_equal(pdf_break(p, &song, 64, 32, "国国国国国国\n国国国", &l), 4);
	pdf_free(p);
}

static void
test_measure(void **state)
{
	struct pdf *p = paper();
	struct pdf_style spaced = song;

	(void)state;
	spaced.space = 2;
	assert_true(fabs(pdf_text_width(p, &song, "国") - 16) < 1e-9);
	assert_true(fabs(pdf_text_width(p, &song, "12") - 16) < 1e-9);
	assert_true(fabs(pdf_text_width(p, &spaced, "国12") - 38) < 1e-9);
	assert_true(fabs(pdf_text(p, 10, 10, &spaced, "国12") - 38) < 1e-9);
	assert_true(fabs(pdf_text_width(p, &song, "a\u200Bb\uFE0F") - 16) < 1e-9);
	pdf_free(p);
}

static void
test_standin(void **state)
{
	struct pdf_font_file only[] = { { "arphic/uming.ttc", 0, false, NULL },
		{ "arphic/ukai.ttc", 0, false, NULL }, { "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/uming.ttc", 0, false, NULL } };
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *few = NULL;
	struct pdf *p;
	double w;

	(void)state;
	assert_int_equal(pdf_fonts_open(font_dir(), only, N(only), &few), OK);
	p = pdf_new(arena, few, &spec);
	w = pdf_text_width(p, &song, "\U0001F6B2");
	assert_true(w > 16);
	assert_int_equal(pdf_missing(p), 0);
	assert_true(fabs(pdf_text(p, 0, 0, &song, "车\U0001F6B2") - w - 16) < 1e-9);
	assert_int_equal(pdf_missing(p), 1);
	pdf_free(p);
}

static void
test_fonts_missing(void **state)
{
	struct pdf_font_file rows[] = { { "arphic/uming.ttc", 0, false, NULL },
		{ "none/fangsong.ttf", 0, false, NULL }, { "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/uming.ttc", 0, false, NULL } };
	struct pdf_fonts *f = NULL;

	(void)state;
	assert_int_equal(pdf_fonts_open(font_dir(), rows, N(rows), &f), ERR_UNAVAILABLE);
	assert_non_null(strstr(err_text(), "none/fangsong.ttf"));
	rows[1] = (struct pdf_font_file){ "arphic/ukai.ttc", 99, false, NULL };
	assert_int_equal(pdf_fonts_open(font_dir(), rows, N(rows), &f), ERR_UNAVAILABLE);
	assert_non_null(strstr(err_text(), "99"));
	assert_int_equal(pdf_fonts_open("/nonexistent", NULL, 0, &f), ERR_UNAVAILABLE);
	assert_null(f);
}

static void
test_fonts_not_truetype(void **state)
{
	char *path = arena_printf(arena, "%s/f.ttf", folder);
	struct pdf_font_file rows[] = { { "f.ttf", 0, false, NULL }, { "arphic/ukai.ttc", 0, false, NULL },
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL }, { "arphic/uming.ttc", 0, false, NULL } };
	struct pdf_fonts *f = NULL;
	FILE *out = fopen(path, "wb");

	(void)state;
	assert_non_null(out);
	(void)fputs("OTTO is a font of another kind, or no font at all", out);
	(void)fclose(out);
	assert_int_equal(pdf_fonts_open(folder, rows, N(rows), &f), ERR_UNAVAILABLE);
	assert_non_null(strstr(err_text(), "f.ttf"));
	assert_int_equal(unlink(path), 0);
}

static void
test_image_size(void **state)
{
	static const unsigned char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0....";
	static const unsigned char jpg[] = "\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x11\x08\0\x78\0\xA0\3........."
	    "\xFF\xDA\0\x0C and the scan \xFF\xD9padding";
	int w = 0, h = 0;

	(void)state;
	assert_true(pdf_image_size(png, sizeof(png) - 1, &w, &h));
	assert_int_equal(w, 640);
	assert_int_equal(h, 480);
	assert_true(pdf_image_size(jpg, sizeof(jpg) - 1, &w, &h));
	assert_int_equal(w, 160);
	assert_int_equal(h, 120);
	for (size_t n = 0; n < sizeof(jpg) - 8; n++)
		assert_false(pdf_image_size(jpg, n, &w, &h));
	for (size_t n = 0; n < 33; n++)
		assert_false(pdf_image_size(png, n, &w, &h));
	assert_false(pdf_image_size("\xFF\xD8\xFF\xDA\0\2aaaaaaaaaaaaaaaa", 22, &w, &h));
}

static void
test_image_broken(void **state)
{
	static const char jpg[] = "\xFF\xD8\xFF\xC0\0\x11\x08\0\x78\0\xA0\3 and no more than that";
	char *path = arena_printf(arena, "%s/i.pdf", folder);
	struct pdf *p = paper();

	(void)state;
	assert_false(pdf_image(p, 0, 0, 100, 100, "not a picture", 13, "坏"));
	assert_false(pdf_image(p, 0, 0, 100, 100, jpg, sizeof(jpg), "坏"));
	assert_false(pdf_image(p, 0, 0, 100, 100, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0..........",
	    40, "坏"));
	assert_int_equal(save(p, path), OK);
	assert_int_equal(unlink(path), 0);
	pdf_free(p);
}

static void
draw_some(struct pdf *p)
{
	struct pdf_toc *toc = pdf_toc_new(p);
	struct pdf_para st = { .text = song, .pitch = 24 };
	struct pdf_anchor *at;
	struct pdf_flow f;

	pdf_flow_begin(&f, p, 80, 80, 400, 600);
	at = pdf_toc_line(toc, &f, &st, 0, "一、霍里街道");
	pdf_flow_page(&f);
	pdf_anchor_set(p, at, f.y);
	pdf_flow_para(&f, &st, "井盖缺失，𠮷祥路。");
	pdf_circle(p, 100, 300, 20, PDF_RED, NULL);
	pdf_toc_fill(toc, 1);
	assert_int_equal(pdf_anchor_page(at), 2);
}

static char *
bytes_of(const char *path, size_t *len)
{
	struct buf b;
	char chunk[4096];
	size_t n;
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	buf_init(&b, arena);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	(void)fclose(f);
	*len = b.len;
	return b.s;
}

static void
test_same_bytes(void **state)
{
	char *path[2], *data[2];
	size_t len[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct pdf *p = paper();

		path[i] = arena_printf(arena, "%s/%d.pdf", folder, i);
		draw_some(p);
		assert_int_equal(save(p, path[i]), OK);
		data[i] = bytes_of(path[i], &len[i]);
		pdf_free(p);
		assert_int_equal(unlink(path[i]), 0);
	}
	assert_int_equal(len[0], len[1]);
	assert_memory_equal(data[0], data[1], len[0]);
	assert_null(memmem(data[0], len[0], "<00000000000000000000000000000000>", 34));
}

static void
test_save_no_room(void **state)
{
	struct rlimit was, small = { 4096, 4096 };
	char *path = arena_printf(arena, "%s/full.pdf", folder);
	struct pdf *p = paper();
	enum err e;

	(void)state;
	draw_some(p);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	e = save(p, path);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_int_equal(e, ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "full.pdf"));
	assert_int_equal(files_left(), 0);
	/* and once there is room, the same paper can be saved */
	assert_int_equal(save(p, path), OK);
	assert_int_equal(files_left(), 1);
	assert_int_equal(unlink(path), 0);
	pdf_free(p);
}

static void
test_save_device_full(void **state)
{
	struct stat sb;
	struct pdf *p = paper();
	int fd = open("/dev/full", O_WRONLY);

	(void)state;
	assert_int_equal(save(p, "/dev/full"), ERR_INTERNAL);
	assert_int_equal(stat("/dev/full", &sb), 0);
	assert_true(S_ISCHR(sb.st_mode));	/* not replaced by a file */
	assert_int_equal(pdf_write_fd(p, fd), ERR_UNAVAILABLE);
	(void)close(fd);
	assert_int_equal(save(p, "/nonexistent/x.pdf"), ERR_INTERNAL);
	assert_int_equal(save(p, folder), ERR_INVALID);
	assert_int_equal(files_left(), 0);
	pdf_free(p);
}

static void
test_old_file_stays(void **state)
{
	char *path = arena_printf(arena, "%s/old.pdf", folder);
	struct rlimit was, small = { 4096, 4096 };
	struct pdf *p = paper();
	size_t len;

	(void)state;
	assert_int_equal(save(p, path), OK);
	pdf_free(p);
	p = paper();
	draw_some(p);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_not_equal(save(p, path), OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_memory_equal(bytes_of(path, &len), "%PDF-1.4", 8);
	assert_int_equal(files_left(), 1);
	assert_int_equal(unlink(path), 0);
	pdf_free(p);
}

static void
test_flow(void **state)
{
	struct pdf *p = paper();
	struct pdf_para st = pdf_gov_body;
	struct pdf_flow f;

	(void)state;
	pdf_flow_begin(&f, p, PDF_GOV_LEFT, PDF_GOV_TOP, PDF_GOV_W, PDF_GOV_H);
	assert_false(pdf_flow_need(&f, 10000));		/* nothing gained by another empty page */
	for (int i = 0; i < 22; i++)
		pdf_flow_para(&f, &st, "一行");
	assert_int_equal(pdf_pages(p), 1);
	pdf_flow_skip(&f, 100);
	pdf_flow_para(&f, &st, "一行");
	assert_int_equal(pdf_pages(p), 2);
	for (int i = 0; i < 19; i++)
		pdf_flow_para(&f, &st, "一行");
	st.keep = 2 * st.pitch;
	pdf_flow_para(&f, &st, "标题");		/* line 21 with one line below: not enough */
	assert_int_equal(pdf_pages(p), 3);
	pdf_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_break_rules, test_end),
		cmocka_unit_test_teardown(test_break_apostrophe, test_end),
		cmocka_unit_test_teardown(test_break_anywhere, test_end),
		cmocka_unit_test_teardown(test_break_paragraphs, test_end),
		cmocka_unit_test_teardown(test_measure, test_end),
		cmocka_unit_test_teardown(test_standin, test_end),
		cmocka_unit_test_teardown(test_fonts_missing, test_end),
		cmocka_unit_test_teardown(test_fonts_not_truetype, test_end),
		cmocka_unit_test_teardown(test_image_size, test_end),
		cmocka_unit_test_teardown(test_image_broken, test_end),
		cmocka_unit_test_teardown(test_same_bytes, test_end),
		cmocka_unit_test_teardown(test_save_no_room, test_end),
		cmocka_unit_test_teardown(test_save_device_full, test_end),
		cmocka_unit_test_teardown(test_old_file_stays, test_end),
		cmocka_unit_test_teardown(test_flow, test_end),
	};

	return cmocka_run_group_tests(tests, group_begin, group_end);
}
