/* What anjuan-photo makes of pictures, good and bad. */
#include "config.h"
#include "lib/part/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <vips/vips.h>

#include "lib/base/check.h"
#include "tests/unit/photo_rig.h"

#include "lib/base/banned.h"

/* Only JFIF, tables, frame and scan: no other application data, no comment. */
static void
assert_bare(const char *path)
{
	const guchar *p;
	gchar *data;
	gsize n, at = 2;

	assert_true(g_file_get_contents(path, &data, &n, NULL));
	p = (const guchar *)data;
	assert_memory_equal(p, "\xff\xd8", 2);
	while (at + 4 <= n && p[at + 1] != 0xda) {
		assert_int_equal(p[at], 0xff);
		assert_true(p[at + 1] == 0xe0 || p[at + 1] == 0xdb || p[at + 1] == 0xc4 ||
			    p[at + 1] == 0xc0 || p[at + 1] == 0xdd);
		at += 2 + (gsize)(p[at + 2] << 8 | p[at + 3]);
	}
	assert_true(at + 4 <= n);
	assert_null(memmem(data, n, "GEHEIM", 6));
	assert_null(memmem(data, n, "<script", 7));
	assert_null(memmem(data, n, "Exif", 4));
	g_free(data);
}

static void
check_one(enum file_audience who, enum file_kind kind, const char *hash, int w, int h)
{
	const char *path = rig_derived(who, kind, hash);
	VipsImage *i = vips_image_new_from_file(path, NULL);
	struct stat st;

	assert_non_null(i);
	assert_int_equal(vips_image_get_width(i), w);
	assert_int_equal(vips_image_get_height(i), h);
	assert_int_equal(vips_image_get_typeof(i, VIPS_META_ORIENTATION), 0);
	assert_int_equal(vips_image_get_typeof(i, VIPS_META_ICC_NAME), 0);
	rig_near_colour(i, 0.1, 0.1, 220, 30, 30);
	rig_near_colour(i, 0.9, 0.9, 30, 30, 220);
	rig_near_colour(i, 0.5, 0.5, 128, 128, 128);
	g_object_unref(i);
	assert_bare(path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void
derives_the_four_formats(void **state)
{
	static const struct {
		const char *name;
		enum image_format f;
		int w, h, thumb_w, thumb_h;
	} cases[] = {
		{ "street.jpg", IMAGE_JPEG, 480, 640, 240, 320 },
		{ "street.png", IMAGE_PNG, 640, 480, 320, 240 },
		{ "street.webp", IMAGE_WEBP, 640, 480, 320, 240 },
		{ "street.heic", IMAGE_HEIC, 640, 480, 320, 240 },
		{ "polyglot.jpg", IMAGE_JPEG, 480, 640, 240, 320 },
	};

	(void)state;
	for (size_t k = 0; k < N(cases); k++) {
		const char *hash = rig_store_file(rig.pictures, cases[k].name, 0);
		struct image_info i, kept;

		print_message("# %s\n", cases[k].name);
		assert_int_equal(image_derive(&rig.folder.conf, hash, k == 0, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		assert_int_equal(i.format, cases[k].f);
		assert_int_equal(i.width, cases[k].w);
		assert_int_equal(i.height, cases[k].h);
		check_one(FILE_STAFF, FILE_VIEW, hash, cases[k].w, cases[k].h);
		check_one(FILE_STAFF, FILE_THUMB, hash, cases[k].thumb_w, cases[k].thumb_h);
		assert_int_equal(rig_has(FILE_PUBLIC, hash), k == 0);
		if (k == 0)
			check_one(
			    FILE_PUBLIC, FILE_THUMB, hash, cases[k].thumb_w, cases[k].thumb_h);
		assert_int_equal(image_status(&rig.folder.conf, hash, &kept), OK);
		assert_int_equal(kept.state, IMAGE_DONE);
		assert_int_equal(kept.width, i.width);
	}
}

static void
tells_time_and_position(void **state)
{
	const char *hash = rig_store_file(rig.pictures, "street.jpg", 0);
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive(&rig.folder.conf, hash, false, &i), OK);
	/* 2026-11-22 14:05:33 at UTC+8 */
	assert_int_equal(i.taken, (usec_t)1795327533 * USEC_SEC);
	assert_true(i.has_position);
	assert_int_equal(i.lat, 31732008);  /* 31° 43' 55.23" */
	assert_int_equal(i.lon, 118506700); /* 118° 30' 24.12" */
	assert_int_equal(image_derive(&rig.folder.conf,
			     rig_store_file(rig.pictures, "street.webp", 0), false, &i),
	    OK);
	assert_int_equal(i.taken, USEC_NONE);
	assert_false(i.has_position);
}

static void
transparent_becomes_white(void **state)
{
	const char *hash = rig_store_file(rig.pictures, "street.png", 0);
	struct image_info i;
	VipsImage *view;

	(void)state;
	assert_int_equal(image_derive(&rig.folder.conf, hash, false, &i), OK);
	view = vips_image_new_from_file(rig_derived(FILE_STAFF, FILE_VIEW, hash), NULL);
	rig_near_colour(view, 0.1, 0.9, 255, 255, 255);
	g_object_unref(view);
}

static void
large_ones_become_small(void **state)
{
	const char *names[] = { "large.jpg", "large-cmyk.jpg" };
	struct image_info i;

	(void)state;
	for (size_t k = 0; k < N(names); k++) {
		const char *hash = rig_store_file(rig.made, names[k], 0);

		assert_int_equal(image_derive(&rig.folder.conf, hash, false, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		if (k == 0) {
			assert_int_equal(i.width, 3024);
			check_one(FILE_STAFF, FILE_VIEW, hash, 1200, 1600);
			check_one(FILE_STAFF, FILE_THUMB, hash, 240, 320);
		} else {
			VipsImage *v = vips_image_new_from_file(
			    rig_derived(FILE_STAFF, FILE_VIEW, hash), NULL);

			assert_int_equal(vips_image_get_bands(v), 3);
			rig_near_colour(v, 0.1, 0.1, 220, 30, 30);
			g_object_unref(v);
		}
	}
}

static void
refuses_the_rest(void **state)
{
	static const struct {
		const char *name;
		enum image_state s;
		enum image_reason r;
	} cases[] = {
		{ "bomb.png", IMAGE_REFUSED, IMAGE_TOO_MANY_PIXELS },
		{ "truncated.jpg", IMAGE_REFUSED, IMAGE_BROKEN },
		{ "svg.jpg", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
		{ "html.jpg", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
		{ "animation.gif", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
#if !PART_SANITIZED /* there the child's memory has no limit */
		{ "hard.png", IMAGE_FAILED, IMAGE_TOO_HARD },
#endif
	};

	(void)state;
	for (size_t k = 0; k < N(cases); k++) {
		const char *hash = rig_store_file(rig.pictures, cases[k].name, 0);
		struct image_info i;

		print_message("# %s\n", cases[k].name);
		assert_int_equal(image_derive(&rig.folder.conf, hash, true, &i), OK);
		assert_int_equal(i.state, cases[k].s);
		assert_int_equal(i.reason, cases[k].r);
		assert_false(filestore_has_derived(&rig.folder.conf, FILE_STAFF, FILE_VIEW, hash));
		assert_false(filestore_has_derived(&rig.folder.conf, FILE_PUBLIC, FILE_VIEW, hash));
		assert_int_equal(image_status(&rig.folder.conf, hash, &i), OK);
		assert_int_equal(i.state, cases[k].s);
	}
}

/* Each of the four formats, cut off somewhere in its body. */
static void
refuses_what_is_cut_off(void **state)
{
	static const char *const names[] = { "street.jpg", "street.png", "street.webp",
		"street.heic" };

	(void)state;
	for (size_t k = 0; k < N(names); k++) {
		struct image_info i;
		gchar *data;
		gsize n;

		rig_load(rig.pictures, names[k], &data, &n);
		assert_int_equal(
		    image_derive(&rig.folder.conf, rig_store(data, n * 6 / 10, 0), false, &i), OK);
		assert_int_equal(i.state, IMAGE_REFUSED);
		assert_int_equal(i.reason, IMAGE_BROKEN);
		g_free(data);
	}
}

static void
unknown_originals_leave_no_trace(void **state)
{
	static const char hash[] =
	    "00000000000000000000000000000000000000000000000000000000000000aa";
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive(&rig.folder.conf, hash, false, &i), OK);
	assert_int_equal(i.state, IMAGE_REFUSED);
	assert_int_equal(i.reason, IMAGE_NO_ORIGINAL);
	assert_int_equal(image_status(&rig.folder.conf, hash, &i), OK);
	assert_int_equal(i.state, IMAGE_WAITING);
}

/* What the timer took away has no pictures any more, and nobody remembers it. */
static void
pictures_go_with_their_original(void **state)
{
	const char *hash = rig_store_file(rig.pictures, "street.png", 77);
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive(&rig.folder.conf, hash, true, &i), OK);
	assert_true(rig_has(FILE_PUBLIC, hash) && rig_has(FILE_STAFF, hash));
	assert_int_equal(filestore_drop_original(&rig.folder.conf, hash), OK);
	assert_int_equal(image_derive(&rig.folder.conf, hash, true, &i), OK);
	assert_int_equal(i.reason, IMAGE_NO_ORIGINAL);
	assert_false(rig_has(FILE_PUBLIC, hash) || rig_has(FILE_STAFF, hash));
	assert_int_equal(image_status(&rig.folder.conf, hash, &i), OK);
	assert_int_equal(i.state, IMAGE_WAITING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(derives_the_four_formats),
		cmocka_unit_test(tells_time_and_position),
		cmocka_unit_test(transparent_becomes_white),
		cmocka_unit_test(large_ones_become_small),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(refuses_what_is_cut_off),
		cmocka_unit_test(unknown_originals_leave_no_trace),
		cmocka_unit_test(pictures_go_with_their_original),
	};

	return cmocka_run_group_tests(tests, rig_setup, rig_teardown);
}
