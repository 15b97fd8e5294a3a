/* What a recording is, by its content: recordings of a browser, and what only looks like one. */
#include "config.h"
#include "lib/part/media.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

struct bytes {
	unsigned char b[16384];
	size_t n;
};

static struct bytes
sample(const char *name)
{
	const char *top = getenv("top_srcdir");
	struct bytes s = { .n = 0 };
	char path[512];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/tests/data/%s", top != NULL ? top : ".", name);
	f = fopen(path, "re");
	assert_non_null(f);
	s.n = fread(s.b, 1, sizeof(s.b), f);
	(void)fclose(f);
	return s;
}

static enum media_format
check(const void *data, size_t n)
{
	CLEANUP(closep) int fd = memfd_create("recording", MFD_CLOEXEC);
	enum media_format f = MEDIA_NONE;
	enum err e;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, n), n);
	e = media_check(fd, &f);
	assert_true(e == OK || e == ERR_INVALID);
	assert_int_equal(e == OK, f != MEDIA_NONE);
	return f;
}

static const struct {
	const char *name;
	enum media_format f;
	const char *mime;
} samples[] = {
	{ "media/note.weba", MEDIA_WEBM_AUDIO, "audio/webm" }, { "media/look.webm", MEDIA_WEBM_VIDEO, "video/webm" },
	{ "media/note.m4a", MEDIA_MP4_AUDIO, "audio/mp4" }, { "media/look.mp4", MEDIA_MP4_VIDEO, "video/mp4" },
};

static void
known(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(samples); i++) {
		const struct bytes s = sample(samples[i].name);

		assert_int_equal(check(s.b, s.n), samples[i].f);
		assert_string_equal(media_mime(samples[i].f), samples[i].mime);
		assert_true(media_is_type(samples[i].mime));
		assert_int_equal(media_is_video(samples[i].mime), samples[i].mime[0] == 'v');
	}
	assert_false(media_is_type("image/jpeg"));
	assert_false(media_is_type("text/html"));
	assert_false(media_is_type(NULL));
	assert_false(media_is_video(NULL));
}

/* Cut anywhere it is refused; between two boxes of an MP4 it is a shorter, whole one. */
static void
cut_short(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(samples); i++) {
		const struct bytes s = sample(samples[i].name);

		for (size_t n = 0; n < s.n; n++)
			if (check(s.b, n) != MEDIA_NONE) {
				assert_true(samples[i].f >= MEDIA_MP4_AUDIO);
				assert_memory_equal(s.b + n + 4, "m", 1);	/* moof, mfra */
			}
	}
}

static void
other(void **state)
{
	static const char html[] = "<html><script>alert(1)</script></html>";
	const struct bytes jpeg = sample("photo/street.jpg");
	struct bytes s = sample("media/look.webm");
	unsigned char *at = memmem(s.b, s.n, "webm", 4);

	(void)state;
	assert_int_equal(check(html, sizeof(html)), MEDIA_NONE);
	assert_int_equal(check(jpeg.b, jpeg.n), MEDIA_NONE);
	assert_non_null(at);
	at[0] = 'x';
	assert_int_equal(check(s.b, s.n), MEDIA_NONE);
	s = sample("media/look.mp4");
	s.b[s.n++] = 0;			/* something behind the last box */
	assert_int_equal(check(s.b, s.n), MEDIA_NONE);
	/* A container without sound or picture. */
	s = sample("media/look.mp4");
	while ((at = memmem(s.b, s.n, "vide", 4)) != NULL || (at = memmem(s.b, s.n, "soun", 4)) != NULL)
		memcpy(at, "text", 4);
	assert_int_equal(check(s.b, s.n), MEDIA_NONE);
}

/* A recording sent as it came has a segment and clusters of unknown length. */
static void
live(void **state)
{
	static const unsigned char open[8] = { 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
	struct bytes s = sample("media/note.weba");
	unsigned char *segment = memmem(s.b, s.n, "\x18\x53\x80\x67", 4);

	(void)state;
	assert_non_null(segment);
	memcpy(segment + 4, open, sizeof(open));
	assert_int_equal(check(s.b, s.n), MEDIA_WEBM_AUDIO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known), cmocka_unit_test(cut_short), cmocka_unit_test(other), cmocka_unit_test(live),
	};

	return cmocka_run_group_tests_name("part/media", tests, NULL, NULL);
}
