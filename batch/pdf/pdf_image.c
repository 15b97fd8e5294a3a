#include "config.h"
#include "batch/pdf/pdf_list.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "batch/pdf/pdf_haru.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { PNG_HEAD = 33, SIDE_MAX = 65500, PNG_PIXELS_MAX = 40000000, TAIL = 256 };

static int
be16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

/* Whether a JPEG has the mark of its end, padding behind it allowed: a cut one has not. */
static bool
jpeg_ends(const unsigned char *d, size_t len)
{
	for (size_t i = len - 2; i > 2 && i + TAIL > len; i--)
		if (d[i] == 0xFF && d[i + 1] == 0xD9)
			return true;
	return false;
}

/*
 * The frame header of a JPEG (ISO 10918-1 B.2.2) that has a scan and an end;
 * the parts before are stepped over.
 */
static bool
jpeg_size(const unsigned char *d, size_t len, int *width, int *height)
{
	size_t at = 2;
	bool framed = false;

	while (at + 9 < len && d[at] == 0xFF) {
		int mark = d[at + 1];
		size_t part;

		if (mark == 0xFF) {	/* fill byte */
			at++;
			continue;
		}
		part = (size_t)be16(d + at + 2);
		if (mark >= 0xC0 && mark <= 0xC2) {
			*height = be16(d + at + 5);
			*width = be16(d + at + 7);
			framed = d[at + 4] == 8;
		}
		if (mark == 0xDA)
			return framed && jpeg_ends(d, len);
		if (part < 2)
			return false;
		at += 2 + part;
	}
	return false;
}

bool
pdf_image_size(const void *data, size_t len, int *width, int *height)
{
	static const unsigned char png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
	const unsigned char *d = data;
	int w = 0, h = 0;

	if (len >= PNG_HEAD && memcmp(d, png, sizeof(png)) == 0 && memcmp(d + 12, "IHDR", 4) == 0 &&
	    be16(d + 16) == 0 && be16(d + 20) == 0) {
		w = be16(d + 18);
		h = be16(d + 22);
	} else if (len > 4 && d[0] == 0xFF && d[1] == 0xD8) {
		if (!jpeg_size(d, len, &w, &h))
			return false;
	}
	if (w < 1 || h < 1 || w > SIDE_MAX || h > SIDE_MAX)
		return false;
	*width = w;
	*height = h;
	return true;
}

/*
 * libharu's own PNG reader lets libpng end the process on the first damaged
 * byte, so the picture is read here; what is transparent becomes white.
 */
static HPDF_Image
png_load(HPDF_Doc doc, const unsigned char *d, size_t len)
{
	const png_color white = { 255, 255, 255 };
	png_image im = { .version = PNG_IMAGE_VERSION };
	HPDF_Image out = NULL;
	bool colour;
	void *pixels;

	if (!png_image_begin_read_from_memory(&im, d, len))
		return NULL;
	colour = (im.format & PNG_FORMAT_FLAG_COLOR) != 0;
	im.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
	if ((uint64_t)im.width * im.height > PNG_PIXELS_MAX ||
	    (pixels = malloc(PNG_IMAGE_SIZE(im))) == NULL) {
		png_image_free(&im);
		return NULL;
	}
	if (png_image_finish_read(&im, &white, pixels, 0, NULL))
		out = HPDF_LoadRawImageFromMem(doc, pixels, im.width, im.height,
		    colour ? HPDF_CS_DEVICE_RGB : HPDF_CS_DEVICE_GRAY, 8);
	free(pixels);
	return out;
}

/*
 * libharu's picture; NULL when it cannot be read.  The error is forgotten
 * then, so that one bad photo does not spoil the paper.
 */
static HPDF_Image
image_load(struct pdf *p, const unsigned char *d, size_t len)
{
	HPDF_Doc doc = pdf_haru(p);
	HPDF_Image im;

	if (doc == NULL || HPDF_GetError(doc) != HPDF_OK)
		return NULL;
	if (d[0] == 0xFF)
		im = HPDF_LoadJpegImageFromMem(doc, d, (HPDF_UINT)len);
	else
		im = png_load(doc, d, len);
	if (HPDF_GetError(doc) != HPDF_OK) {
		HPDF_ResetError(doc);
		return NULL;
	}
	return im;
}

static void
image_broken(struct pdf *p, double x, double y, double w, double h, const char *text)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY };
	const struct pdf_pen pen = { PDF_THIN, PDF_RULE, 3 };

	pdf_rect(p, x, y, w, h, PDF_SHADE, &pen);
	(void)pdf_text_in(p, x, y + h / 2 + st.size / 3, w, PDF_CENTRE, &st, text);
}

bool
pdf_image(struct pdf *p, double x, double y, double w, double h, const void *data, size_t len,
    const char *broken)
{
	int iw, ih;
	double scale;
	HPDF_Image im = NULL;
	struct pdf_op *op;

	if (pdf_image_size(data, len, &iw, &ih))
		im = image_load(p, data, len);
	if (im == NULL) {
		image_broken(p, x, y, w, h, broken);
		return false;
	}
	scale = w / iw < h / ih ? w / iw : h / ih;
	op = pdf_op_add(p, OP_IMAGE);
	op->u.image.image = im;
	op->u.image.w = iw * scale;
	op->u.image.h = ih * scale;
	op->u.image.x = x + (w - op->u.image.w) / 2;
	op->u.image.y = y + (h - op->u.image.h) / 2;
	return true;
}
