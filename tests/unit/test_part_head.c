#include "config.h"
#include "lib/part/image.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

static int
fd_of(const void *data, size_t n)
{
	int fd = memfd_create("head", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, n), n);
	return fd;
}

static int
fixture(const char *name)
{
	char path[4096];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/tests/data/photo/%s", getenv("top_srcdir"), name);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		fail_msg("cannot open %s", path);
	return fd;
}

static void
sniffs_by_content(void **state)
{
	static const struct {
		const char *head;
		size_t n;
		enum image_format f;
	} cases[] = {
#define HEAD(s, f) { s, sizeof(s) - 1, f }
		HEAD("\xff\xd8\xff\xe0", IMAGE_JPEG),
		HEAD("\xff\xd8", IMAGE_NONE),
		HEAD("\x89PNG\r\n\x1a\n", IMAGE_PNG),
		HEAD("\x89PNG\n\x1a\n", IMAGE_NONE),
		HEAD("RIFF\x10\0\0\0WEBP", IMAGE_WEBP),
		HEAD("RIFF\x10\0\0\0WAVE", IMAGE_NONE),
		HEAD("\0\0\0\x18"
		     "ftypheic\0\0\0\0mif1heic",
		    IMAGE_HEIC),
		HEAD("\0\0\0\x18"
		     "ftypmif1\0\0\0\0mif1heic",
		    IMAGE_HEIC),
		/* the compatible brand lies behind the box */
		HEAD("\0\0\0\x14"
		     "ftypmif1\0\0\0\0mif1heic",
		    IMAGE_NONE),
		HEAD("\0\0\0\x1c"
		     "ftypavif\0\0\0\0avifmif1miaf",
		    IMAGE_NONE),
		HEAD("GIF89a", IMAGE_NONE),
		HEAD("<svg xmlns=", IMAGE_NONE),
		HEAD("%PDF-1.7", IMAGE_NONE),
		HEAD("", IMAGE_NONE),
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(image_sniff(cases[i].head, cases[i].n), cases[i].f);
	assert_string_equal(image_mime(IMAGE_HEIC), "image/heic");
	assert_null(image_mime(IMAGE_NONE));
}

static void
reads_dimensions(void **state)
{
	static const struct {
		const char *name;
		enum err e;
		enum image_format f;
		int w, h;
	} cases[] = {
		{ "street.jpg", OK, IMAGE_JPEG, 640, 480 },
		{ "street.png", OK, IMAGE_PNG, 640, 480 },
		{ "street.webp", OK, IMAGE_WEBP, 640, 480 },
		{ "street.heic", OK, IMAGE_HEIC, 640, 480 },
		{ "polyglot.jpg", OK, IMAGE_JPEG, 640, 480 },
		{ "truncated.jpg", OK, IMAGE_JPEG, 640, 480 },
		{ "hard.png", OK, IMAGE_PNG, 9900, 10000 },
		{ "bomb.png", ERR_TOO_LARGE, IMAGE_PNG, 0, 0 },
		{ "svg.jpg", ERR_INVALID, IMAGE_NONE, 0, 0 },
		{ "html.jpg", ERR_INVALID, IMAGE_NONE, 0, 0 },
		{ "animation.gif", ERR_INVALID, IMAGE_NONE, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		CLEANUP(closep) int fd = fixture(cases[i].name);
		enum image_format f = IMAGE_NONE;
		int32_t w = 0, h = 0;

		print_message("# %s\n", cases[i].name);
		assert_int_equal(image_check(fd, &f, &w, &h), cases[i].e);
		assert_int_equal(f, cases[i].f);
		assert_int_equal(w, cases[i].w);
		assert_int_equal(h, cases[i].h);
		assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	}
}

/* Headers made by hand: forms of WebP, markers of JPEG, boxes of HEIC. */
static void
reads_rare_headers(void **state)
{
	static const struct {
		const char *data;
		size_t n;
		enum err e;
		int w, h;
	} cases[] = {
#define CASE(s, e, w, h) { s, sizeof(s) - 1, e, w, h }
		CASE("RIFF\x18\0\0\0WEBPVP8L\x0c\0\0\0\x2f\x8f\xc2\x57\0", OK, 656, 352),
		CASE("RIFF\x18\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\x27\0\x0f\x27\0", OK, 10000,
		    10000),
		CASE("RIFF\x18\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x10\x27\0\x0f\x27\0", ERR_TOO_LARGE,
		    0, 0),
		CASE("RIFF\x18\0\0\0WEBPJUNK\x0a\0\0\0\0\0\0\0\x10\x27\0\x0f\x27\0", ERR_INVALID, 0,
		    0),
		/* fill bytes, a marker without length, DHT, then SOF2 */
		CASE("\xff\xd8\xff\xff\xff\x01\xff\xc4\0\3\0\xff\xc2\0\x0b\x08\0\x10\0\x20\1\1\x11"
		     "\0",
		    OK, 32, 16),
		CASE("\xff\xd8\xff\xda\0\2\xff\xc0\0\x0b\x08\0\x10\0\x20", ERR_INVALID, 0, 0),
		CASE("\xff\xd8\xff\xe0\0\1\xff\xc0\0\x0b\x08\0\x10\0\x20", ERR_INVALID, 0, 0),
		CASE("\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\x20\1\1\x11\0", ERR_INVALID, 0, 0),
		CASE("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x80\0\0\0\0\0\0\1\0", ERR_TOO_LARGE, 0, 0),
		CASE("\0\0\0\x10"
		     "ftypheic\0\0\0\0"
		     "\0\0\0\x38metaJUNK"
		     "\0\0\0\x2ciprp"
		     "\0\0\0\x24ipco"
		     "\0\0\0\x14ispe\0\0\0\0\0\0\x0f\xc0\0\0\x0b\xd0"
		     "\0\0\0\x08pixi",
		    OK, 4032, 3024),
		/* a box of zero length inside, and one longer than its parent */
		CASE("\0\0\0\x10"
		     "ftypheic\0\0\0\0"
		     "\0\0\0\x14metaJUNK"
		     "\0\0\0\1iprp",
		    ERR_INVALID, 0, 0),
		CASE("\0\0\0\x10"
		     "ftypheic\0\0\0\0"
		     "\0\0\0\x14metaJUNK"
		     "\0\0\0\x50iprp",
		    ERR_INVALID, 0, 0),
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		CLEANUP(closep) int fd = fd_of(cases[i].data, cases[i].n);
		int32_t w = 0, h = 0;

		print_message("# case %zu\n", i);
		assert_int_equal(image_check(fd, NULL, &w, &h), cases[i].e);
		assert_int_equal(w, cases[i].w);
		assert_int_equal(h, cases[i].h);
	}
}

/* Any damage gives an answer within the limits, never a crash or a negative size. */
static void
survives_damage(void **state)
{
	static const char *const names[] = { "street.jpg", "street.png", "street.webp",
		"street.heic" };
	unsigned char data[2048], bad[2048];
	uint32_t seed = 1;

	(void)state;
	for (size_t i = 0; i < N(names); i++) {
		CLEANUP(closep) int fd = fixture(names[i]);
		ssize_t n = read(fd, data, sizeof(data));

		assert_int_equal(n, sizeof(data));
		for (int round = 0; round < 3000; round++) {
			size_t len = round < 1000 ? (size_t)round : sizeof(data);
			int32_t w = 1, h = 1;
			int tmp;

			memcpy(bad, data, sizeof(bad));
			for (int k = 0; k < 4 && round >= 1000; k++) {
				seed = seed * 1664525 + 1013904223;
				bad[16 + (seed >> 8) % (round < 2000 ? 64 : 1024)] =
				    (unsigned char)(seed >> 24);
			}
			tmp = fd_of(bad, len);
			for (enum image_format f = IMAGE_NONE; f < IMAGE_FORMAT_MAX; f++)
				(void)image_is_whole(tmp, f);
			if (image_check(tmp, NULL, &w, &h) == OK)
				assert_true(w > 0 && h > 0 && (int64_t)w * h <= IMAGE_PIXELS_MAX);
			(void)close(tmp);
		}
	}
}

/* Cut anywhere, a picture is not whole; what stands behind its end does no harm. */
static void
sees_where_it_ends(void **state)
{
	static const char *const names[] = { "street.jpg", "street.png", "street.webp",
		"street.heic", "polyglot.jpg" };
	static unsigned char data[200000];

	(void)state;
	for (size_t i = 0; i < N(names); i++) {
		CLEANUP(closep) int fd = fixture(names[i]);
		ssize_t n = read(fd, data, sizeof(data));
		enum image_format f = IMAGE_NONE;

		assert_true(n > 4000 && n < (ssize_t)sizeof(data));
		assert_int_equal(image_check(fd, &f, NULL, NULL), OK);
		assert_true(image_is_whole(fd, f));
		assert_false(image_is_whole(fd, IMAGE_NONE));
		for (int k = 0; k <= 100 && i < 4; k++) {
			int tmp = fd_of(data, k == 100 ? (size_t)n - 1 : (size_t)(n * k / 100));

			assert_false(image_is_whole(tmp, f));
			(void)close(tmp);
		}
	}
}

static void
answers_go_round(void **state)
{
	static const char *const bad[] = { "", "\n", "done\n", "done fine jpeg 1 1 - - - 0",
		"done fine jpeg 1 1 - - - 0\n\n", "done fine jpeg 1 1 - - - 0 0\n",
		"done fine jpeg -1 1 - - - 0\n", "done fine gif 1 1 - - - 0\n",
		"ready fine jpeg 1 1 - - - 0\n", "done fine jpeg 1 1 - 91000000 0 0\n",
		"done fine jpeg 1 1 - - 5 0\n", "done  jpeg 1 1 - - - 0\n" };
	struct image_info in = { IMAGE_DONE, IMAGE_FINE, IMAGE_HEIC, 4032, 3024, 1795327533000000,
		true, -31731200, 118506800, 2 },
			  out;
	char line[IMAGE_LINE_MAX];

	(void)state;
	image_info_line(&in, line);
	assert_string_equal(
	    line, "done fine heic 4032 3024 1795327533000000 -31731200 118506800 2\n");
	assert_true(image_info_parse(line, &out));
	assert_memory_equal(&in.state, &out.state, sizeof(in.state));
	assert_int_equal(out.lat, in.lat);
	assert_int_equal(out.lon, in.lon);
	assert_true(out.has_position);
	assert_int_equal(out.taken, in.taken);
	assert_int_equal(out.tries, 2);
	in.taken = USEC_NONE;
	in.has_position = false;
	image_info_line(&in, line);
	assert_true(image_info_parse(line, &out));
	assert_int_equal(out.taken, USEC_NONE);
	assert_false(out.has_position);
	for (size_t i = 0; i < N(bad); i++)
		assert_false(image_info_parse(bad[i], &out));
	assert_int_equal(out.width, 4032); /* untouched */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sniffs_by_content),
		cmocka_unit_test(reads_dimensions),
		cmocka_unit_test(reads_rare_headers),
		cmocka_unit_test(survives_damage),
		cmocka_unit_test(sees_where_it_ends),
		cmocka_unit_test(answers_go_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
