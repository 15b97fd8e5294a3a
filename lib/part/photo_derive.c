#include "config.h"
#include "lib/part/photo_derive.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"
#include "lib/part/photo_exif.h"

#include "lib/base/banned.h"

enum { QUALITY = 82 };

static void
unref_image(VipsImage **i)
{
	if (*i != NULL)
		g_object_unref(*i);
}

static void
unref_source(VipsSource **s)
{
	if (*s != NULL)
		g_object_unref(*s);
}

/* What a decoder says may quote the file: it goes nowhere. */
static void
drop_message(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

bool
photo_start(void)
{
	static const char *const loaders[] = { "VipsForeignLoadJpeg", "VipsForeignLoadPng",
		"VipsForeignLoadWebp", "VipsForeignLoadHeif" };

	(void)g_log_set_default_handler(drop_message, NULL);
	if (vips_init("anjuan-photo") != 0)
		return false;
	vips_concurrency_set(1);
	vips_cache_set_max(0);
	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (size_t i = 0; i < N(loaders); i++)
		vips_operation_block_set(loaders[i], FALSE);
	vips_block_untrusted_set(TRUE);
	return true;
}

static void
fail(struct image_info *out, enum image_state state, enum image_reason reason)
{
	out->state = state;
	out->reason = reason;
}

/* A decoder that ran out of memory did not find the file broken. */
static void
fail_decoding(struct image_info *out)
{
	if (strcasestr(vips_error_buffer(), "memory") != NULL)
		fail(out, IMAGE_FAILED, IMAGE_TOO_HARD);
	else
		fail(out, IMAGE_REFUSED, IMAGE_BROKEN);
	vips_error_clear();
}

/* Whether the headers, read by us and by libvips, allow decoding; fills what they tell. */
static bool
look(int fd, VipsSource *source, struct image_info *out, bool *has_profile)
{
	CLEANUP(unref_image) VipsImage *head = NULL;
	enum err e = image_check(fd, &out->format, &out->width, &out->height);
	int w, h;

	if (e != OK) {
		fail(out, IMAGE_REFUSED,
		    e == ERR_TOO_LARGE          ? IMAGE_TOO_MANY_PIXELS
		    : out->format == IMAGE_NONE ? IMAGE_NOT_A_PICTURE
						: IMAGE_BROKEN);
		return false;
	}
	if ((head = vips_image_new_from_source(source, "", NULL)) == NULL) {
		fail_decoding(out);
		return false;
	}
	w = vips_image_get_width(head);
	h = vips_image_get_height(head);
	if ((int64_t)w * h > IMAGE_PIXELS_MAX) {
		fail(out, IMAGE_REFUSED, IMAGE_TOO_MANY_PIXELS);
		return false;
	}
	out->width = vips_image_get_orientation_swap(head) ? h : w;
	out->height = vips_image_get_orientation_swap(head) ? w : h;
	*has_profile = vips_image_get_typeof(head, VIPS_META_ICC_NAME) != 0;
	photo_exif(head, out);
	return true;
}

/* Transparent parts become white; the result lies whole in memory. */
static VipsImage *
settled(VipsImage *in)
{
	CLEANUP(unref_image) VipsImage *flat = NULL;
	CLEANUP(unref_image) VipsImage *bytes = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	int r;

	/* vips_flatten() takes the last band away, whatever it is. */
	if (vips_image_hasalpha(in))
		r = vips_flatten(in, &flat, "background", white, NULL);
	else
		r = vips_copy(in, &flat, NULL);
	vips_area_unref(VIPS_AREA(white));
	if (r != 0 || vips_cast_uchar(flat, &bytes, NULL) != 0)
		return NULL;
	return vips_image_copy_memory(bytes);
}

/*
 * At most IMAGE_VIEW_SIDE a side, upright, sRGB.  The loader's option is given
 * as a text: libvips 8.14 ignores the property "fail_on" of a thumbnail.
 * Only what carries a colour profile goes through one: the way there and back
 * shifts plain sRGB by ten levels and more.
 */
static VipsImage *
view_of(VipsSource *source, bool has_profile)
{
	CLEANUP(unref_image) VipsImage *small = NULL;
	CLEANUP(unref_image) VipsImage *rgb = NULL;

	if (vips_thumbnail_source(source, &small, IMAGE_VIEW_SIDE, "height", IMAGE_VIEW_SIDE,
		"size", VIPS_SIZE_DOWN, "option_string", "[fail_on=error]",
		has_profile ? "export_profile" : NULL, "srgb", NULL) != 0)
		return NULL;
	if (vips_colourspace(small, &rgb, VIPS_INTERPRETATION_sRGB, NULL) != 0)
		return NULL;
	return settled(rgb);
}

static VipsImage *
thumb_of(VipsImage *view)
{
	CLEANUP(unref_image) VipsImage *small = NULL;

	if (vips_thumbnail_image(view, &small, IMAGE_THUMB_SIDE, "height", IMAGE_THUMB_SIDE, "size",
		VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL) != 0)
		return NULL;
	return vips_image_copy_memory(small);
}

/* Writes one picture for the office and, when asked, for the public. */
static void
keep(const struct conf *c, const char *hash, bool public, enum file_kind kind, VipsImage *image,
    struct image_info *out)
{
	void *data = NULL;
	size_t n = 0;
	enum err e;

	if (vips_jpegsave_buffer(image, &data, &n, "Q", QUALITY, "strip", TRUE, "optimize_coding",
		TRUE, NULL) != 0) {
		fail_decoding(out);
		return;
	}
	e = filestore_write_derived(c, FILE_STAFF, kind, hash, data, n);
	if (e == OK && public)
		e = filestore_write_derived(c, FILE_PUBLIC, kind, hash, data, n);
	if (e != OK)
		fail(out, IMAGE_FAILED, IMAGE_NOT_WRITTEN);
	g_free(data);
}

void
photo_derive(const struct conf *c, const char *hash, bool public, struct image_info *out)
{
	CLEANUP(closep) int fd = -1;
	CLEANUP(unref_source) VipsSource *source = NULL;
	CLEANUP(unref_image) VipsImage *view = NULL;
	CLEANUP(unref_image) VipsImage *thumb = NULL;
	bool has_profile;
	int64_t size;
	enum err e;

	*out = (struct image_info){ .taken = USEC_NONE };
	if ((e = filestore_open_original(c, hash, &fd, &size)) != OK) {
		fail(out, e == ERR_NOT_FOUND ? IMAGE_REFUSED : IMAGE_FAILED, IMAGE_NO_ORIGINAL);
		return;
	}
	if ((source = vips_source_new_from_descriptor(fd)) == NULL) {
		fail(out, IMAGE_FAILED, IMAGE_TOO_HARD);
		return;
	}
	if (!look(fd, source, out, &has_profile))
		return;
	if ((view = view_of(source, has_profile)) == NULL || (thumb = thumb_of(view)) == NULL) {
		fail_decoding(out);
		return;
	}
	fail(out, IMAGE_DONE, IMAGE_FINE);
	keep(c, hash, public, FILE_VIEW, view, out);
	if (out->state == IMAGE_DONE)
		keep(c, hash, public, FILE_THUMB, thumb, out);
}
