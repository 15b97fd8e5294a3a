/*
 * Makes the pictures of tests/data/photo, and larger ones that are not kept:
 *
 *	photo_maker DIR
 *
 * The scene has a red upper left and a blue lower right quarter, so that a
 * test can tell whether a derived picture stands upright.  Its metadata are
 * invented.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

#include "lib/base/banned.h"

static const char *dir;

static _Noreturn void
stop(const char *what)
{
	(void)fprintf(stderr, "photo_maker: %s: %s\n", what, vips_error_buffer());
	exit(1);
}

static char *
path(const char *name)
{
	return g_build_filename(dir, name, NULL);
}

/* w × h: noise on grey, upper left red, lower right blue, as a photo compresses. */
static VipsImage *
scene(int w, int h)
{
	VipsImage *noise, *grey[3], *rgb, *soft, *out;
	double red[] = { 220, 30, 30 }, blue[] = { 30, 30, 220 };

	if (vips_gaussnoise(&noise, w, h, "mean", 128.0, "sigma", 20.0, "seed", 7, NULL) != 0 ||
	    vips_gaussblur(noise, &soft, 1.2, NULL) != 0 ||
	    vips_cast_uchar(soft, &grey[0], NULL) != 0)
		stop("scene");
	grey[1] = grey[2] = grey[0];
	if (vips_bandjoin(grey, &rgb, 3, NULL) != 0 ||
	    (out = vips_image_copy_memory(rgb)) == NULL ||
	    vips_draw_rect(out, red, 3, 0, 0, w / 4, h / 4, "fill", TRUE, NULL) != 0 ||
	    vips_draw_rect(out, blue, 3, w - w / 4, h - h / 4, w / 4, h / 4, "fill", TRUE, NULL) !=
		0)
		stop("scene");
	out->Type = VIPS_INTERPRETATION_sRGB;
	return out;
}

static void
add_metadata(VipsImage *i, int orientation)
{
	static const char xmp[] = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">GEHEIM</x:xmpmeta>";

	vips_image_set_int(i, VIPS_META_ORIENTATION, orientation);
	vips_image_set_string(i, "exif-ifd0-Model", "GEHEIM camera");
	vips_image_set_string(i, "exif-ifd2-DateTimeOriginal", "2026:11:22 14:05:33");
	vips_image_set_string(i, "exif-ifd3-GPSLatitudeRef", "N");
	vips_image_set_string(i, "exif-ifd3-GPSLatitude", "31/1 43/1 5523/100");
	vips_image_set_string(i, "exif-ifd3-GPSLongitudeRef", "E");
	vips_image_set_string(i, "exif-ifd3-GPSLongitude", "118/1 30/1 2412/100");
	vips_image_set_blob_copy(i, VIPS_META_XMP_NAME, xmp, sizeof(xmp) - 1);
}

static void
jpeg_with_everything(const char *name, int w, int h)
{
	VipsImage *wide, *lying;

	/* Orientation 6: the stored picture must be turned clockwise to stand upright. */
	if (vips_icc_transform(scene(h, w), &wide, "p3", "input_profile", "srgb", NULL) != 0 ||
	    vips_rot(wide, &lying, VIPS_ANGLE_D270, NULL) != 0)
		stop(name);
	lying = vips_image_copy_memory(lying);
	add_metadata(lying, 6);
	if (vips_jpegsave(lying, path(name), "Q", 80, NULL) != 0)
		stop(name);
}

static void
others(VipsImage *i)
{
	VipsImage *alpha, *cmyk;
	double clear[] = { 0, 0, 0, 0 };

	/* Lower left: transparent black. */
	if (vips_bandjoin_const1(i, &alpha, 255.0, NULL) != 0 ||
	    (alpha = vips_image_copy_memory(alpha)) == NULL ||
	    vips_draw_rect(alpha, clear, 4, 0, 360, 160, 120, "fill", TRUE, NULL) != 0 ||
	    vips_pngsave(alpha, path("street.png"), "compression", 9, "palette", TRUE, "bitdepth",
		8, NULL) != 0)
		stop("street.png");
	if (vips_webpsave(i, path("street.webp"), "Q", 60, NULL) != 0)
		stop("street.webp");
	if (vips_heifsave(i, path("street.heic"), "Q", 40, "compression",
		VIPS_FOREIGN_HEIF_COMPRESSION_HEVC, NULL) != 0)
		stop("street.heic");
	if (vips_gifsave(i, path("animation.gif"), "bitdepth", 2, NULL) != 0)
		stop("animation.gif");
	if (vips_icc_export(i, &cmyk, "output_profile", "cmyk", NULL) != 0 ||
	    vips_jpegsave(cmyk, path("large-cmyk.jpg"), "Q", 60, NULL) != 0)
		stop("large-cmyk.jpg");
}

static void
bytes(const char *name, const void *data, size_t n)
{
	if (!g_file_set_contents(path(name), data, (gssize)n, NULL))
		stop(name);
}

static guint32
crc(const guchar *p, size_t n)
{
	guint32 c = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		c ^= p[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (0xedb88320 & (0 - (c & 1)));
	}
	return ~c;
}

static void
chunk(GString *s, const char kind[5], const void *data, size_t n)
{
	guint32 be = GUINT32_TO_BE((guint32)n);
	gsize at;

	g_string_append_len(s, (const char *)&be, 4);
	at = s->len;
	g_string_append_len(s, kind, 4);
	g_string_append_len(s, data, (gssize)n);
	be = GUINT32_TO_BE(crc((const guchar *)s->str + at, s->len - at));
	g_string_append_len(s, (const char *)&be, 4);
}

/* A PNG that promises w × h pixels and holds none. */
static void
promise(const char *name, guint32 w, guint32 h, guchar depth, guchar colour, guchar interlace)
{
	static const guchar nothing[] = { 0x78, 0x9c, 0x03, 0, 0, 0, 0, 1 };
	guchar head[13] = { [8] = depth, [9] = colour, [12] = interlace };
	GString *s = g_string_new_len("\x89PNG\r\n\x1a\n", 8);

	w = GUINT32_TO_BE(w);
	h = GUINT32_TO_BE(h);
	memcpy(head, &w, 4);
	memcpy(head + 4, &h, 4);
	chunk(s, "IHDR", head, sizeof(head));
	chunk(s, "IDAT", nothing, sizeof(nothing));
	chunk(s, "IEND", "", 0);
	bytes(name, s->str, s->len);
}

static void
frauds(void)
{
	static const char svg[] =
	    "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "width=\"9\" height=\"9\"><script>alert(1)</script></svg>";
	static const char html[] = "<!DOCTYPE html><title>x</title><script>alert(1)</script>";
	static const char script[] = "<script>alert(1)</script>";
	GString *s = g_string_new(NULL);
	char *data;
	gsize n;

	bytes("svg.jpg", svg, sizeof(svg) - 1);
	bytes("html.jpg", html, sizeof(html) - 1);
	bytes("empty.jpg", "", 0);
	if (!g_file_get_contents(path("street.jpg"), &data, &n, NULL))
		stop("street.jpg");
	bytes("truncated.jpg", data, n / 2);
	/* A comment right behind SOI and bytes behind EOI: also a web page to those who guess. */
	g_string_append_len(s, data, 2);
	g_string_append_len(s, "\xff\xfe", 2);
	g_string_append_c(s, 0);
	g_string_append_c(s, 2 + sizeof(script) - 1);
	g_string_append(s, script);
	g_string_append_len(s, data + 2, (gssize)n - 2);
	g_string_append(s, html);
	bytes("polyglot.jpg", s->str, s->len);
	promise("bomb.png", 10100, 10000, 8, 2, 0); /* 101 megapixels */
	promise("hard.png", 9900, 10000, 16, 6, 1); /* 99, interlaced, 8 bytes each: 792 MB */
}

int
main(int argc, char **argv)
{
	if (argc != 2 || vips_init(argv[0]) != 0)
		return 2;
	dir = argv[1];
	jpeg_with_everything("street.jpg", 640, 480);
	others(scene(640, 480));
	frauds();
	jpeg_with_everything("large.jpg", 4032, 3024);
	_exit(0); /* a program of one second frees nothing, and no one shall look for leaks */
}
