#include "config.h"
#include "lib/part/image.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum {
	HEAD_BYTES = 32,
	SEGMENTS_MAX = 4000, /* of a JPEG before its frame header; ICC and XMP come in many */
	BOXES_MAX = 4000,    /* of one level of a HEIC */
	CHUNKS_MAX = 100000, /* of a PNG: 20 MB in chunks of 200 bytes */
	BOX_MDAT = 0x6d646174,
	BOX_META = 0x6d657461,
	BOX_IPRP = 0x69707270,
	BOX_IPCO = 0x6970636f,
	BOX_ISPE = 0x69737065,
};

static const struct {
	const char *name, *mime;
} formats[] = {
	[IMAGE_NONE] = { "none", NULL },
	[IMAGE_JPEG] = { "jpeg", "image/jpeg" },
	[IMAGE_PNG] = { "png", "image/png" },
	[IMAGE_WEBP] = { "webp", "image/webp" },
	[IMAGE_HEIC] = { "heic", "image/heic" },
};
_Static_assert(N(formats) == IMAGE_FORMAT_MAX, "each format has its names");

const char *
image_format_name(enum image_format f)
{
	return formats[f].name;
}

const char *
image_mime(enum image_format f)
{
	return formats[f].mime;
}

static uint32_t
be16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t
be32(const unsigned char *p)
{
	return be16(p) << 16 | be16(p + 2);
}

static uint32_t
le16(const unsigned char *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t
le24(const unsigned char *p)
{
	return (uint32_t)p[2] << 16 | le16(p);
}

static bool
is_heic_brand(const unsigned char *p)
{
	static const char brands[][5] = { "heic", "heix", "heim", "heis" };

	for (size_t i = 0; i < N(brands); i++)
		if (memcmp(p, brands[i], 4) == 0)
			return true;
	return false;
}

/* ISO/IEC 23008-12: the major brand, or a general one with HEVC among the compatible. */
static bool
is_heic(const unsigned char *p, size_t n)
{
	if (n < 12 || memcmp(p + 4, "ftyp", 4) != 0)
		return false;
	if (is_heic_brand(p + 8))
		return true;
	if (memcmp(p + 8, "mif1", 4) != 0)
		return false;
	for (size_t at = 16; at + 4 <= n && at + 4 <= be32(p); at += 4)
		if (is_heic_brand(p + at))
			return true;
	return false;
}

enum image_format
image_sniff(const void *head, size_t n)
{
	const unsigned char *p = head;

	if (n >= 3 && memcmp(p, "\xff\xd8\xff", 3) == 0)
		return IMAGE_JPEG;
	if (n >= 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0)
		return IMAGE_PNG;
	if (n >= 12 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0)
		return IMAGE_WEBP;
	return is_heic(p, n) ? IMAGE_HEIC : IMAGE_NONE;
}

static bool
get(int fd, int64_t at, void *to, size_t n)
{
	return pread(fd, to, n, at) == (ssize_t)n;
}

static bool
is_frame(unsigned char marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

static bool
is_scan(unsigned char marker)
{
	return marker == 0xda;
}

/* Where the first segment of a JPEG stands whose marker is wanted (ITU-T T.81 B.1); 0: nowhere. */
static int64_t
jpeg_segment(int fd, bool (*wanted)(unsigned char))
{
	unsigned char s[4];
	int64_t at = 2;

	for (int i = 0; i < SEGMENTS_MAX && get(fd, at, s, sizeof(s)) && s[0] == 0xff; i++) {
		if (s[1] == 0xff) /* fill byte */
			at++;
		else if (s[1] == 0x01 || (s[1] >= 0xd0 && s[1] <= 0xd7))
			at += 2;
		else if (wanted(s[1]))
			return at;
		else if (s[1] == 0xd9 || is_scan(s[1]) || be16(s + 2) < 2)
			return 0;
		else
			at += 2 + (int64_t)be16(s + 2);
	}
	return 0;
}

/* The frame header: SOF0–SOF15 but DHT, JPG, DAC. */
static bool
jpeg_size(int fd, uint32_t *w, uint32_t *h)
{
	unsigned char frame[5];
	int64_t at = jpeg_segment(fd, is_frame);

	if (at == 0 || !get(fd, at + 4, frame, sizeof(frame)))
		return false;
	*h = be16(frame + 1);
	*w = be16(frame + 3);
	return true;
}

/* An end marker behind the first scan's start; what may follow it (a film, a trailer) is not asked. */
static bool
jpeg_ends(int fd)
{
	char part[16384];
	int64_t at = jpeg_segment(fd, is_scan);
	ssize_t n;

	if (at == 0)
		return false;
	for (; (n = pread(fd, part, sizeof(part), at)) > 1; at += n - 1)
		if (memmem(part, (size_t)n, "\xff\xd9", 2) != NULL)
			return true;
	return false;
}

/* Chunk by chunk to IEND (ISO/IEC 15948, 5.3). */
static bool
png_ends(int fd)
{
	unsigned char p[8], crc[4];
	int64_t at = 8;

	for (int i = 0; i < CHUNKS_MAX && get(fd, at, p, sizeof(p)); i++) {
		at += 8 + (int64_t)be32(p);
		if (!get(fd, at, crc, sizeof(crc)))
			return false;
		if (memcmp(p + 4, "IEND", 4) == 0)
			return true;
		at += 4;
	}
	return false;
}

/* RFC 9649, 2.4: the file's size behind the first eight bytes. */
static bool
webp_ends(int fd)
{
	unsigned char p[8];
	struct stat st;

	return get(fd, 0, p, sizeof(p)) && fstat(fd, &st) == 0 &&
	       (int64_t)(le16(p + 4) | le16(p + 6) << 16) + 8 <= st.st_size;
}

static bool
png_size(const unsigned char *p, size_t n, uint32_t *w, uint32_t *h)
{
	if (n < 24 || memcmp(p + 12, "IHDR", 4) != 0)
		return false;
	*w = be32(p + 16);
	*h = be32(p + 20);
	return true;
}

/* RFC 9649, 2.5 to 2.7: lossy, lossless, extended. */
static bool
webp_size(const unsigned char *p, size_t n, uint32_t *w, uint32_t *h)
{
	if (n < 25) /* the rest of p is zero */
		return false;
	if (memcmp(p + 12, "VP8 ", 4) == 0 && memcmp(p + 23, "\x9d\x01\x2a", 3) == 0) {
		*w = le16(p + 26) & 0x3fff;
		*h = le16(p + 28) & 0x3fff;
	} else if (memcmp(p + 12, "VP8L", 4) == 0 && p[20] == 0x2f) {
		*w = (le16(p + 21) & 0x3fff) + 1;
		*h = ((le24(p + 22) >> 6) & 0x3fff) + 1;
	} else if (memcmp(p + 12, "VP8X", 4) == 0) {
		*w = le24(p + 24) + 1;
		*h = le24(p + 27) + 1;
	} else {
		return false;
	}
	return true;
}

struct box {
	uint32_t kind;
	int64_t body, end;
};

/* The box at *at (ISO/IEC 14496-12, 4.2) within limit; moves *at behind it. */
static bool
next_box(int fd, int64_t *at, int64_t limit, struct box *b)
{
	unsigned char p[16];
	int64_t size, head = 8;

	if (*at > limit - 8 || !get(fd, *at, p, 8))
		return false;
	size = be32(p);
	b->kind = be32(p + 4);
	if (size == 1) {
		if (!get(fd, *at, p, 16) || be32(p + 8) > INT32_MAX)
			return false;
		size = (int64_t)be32(p + 8) << 32 | be32(p + 12);
		head = 16;
	} else if (size == 0) {
		size = limit - *at;
	}
	if (size < head || size > limit - *at)
		return false;
	b->body = *at + head;
	b->end = *at + size;
	*at = b->end;
	return true;
}

static bool
find_box(int fd, uint32_t kind, int64_t at, int64_t limit, struct box *b)
{
	for (int i = 0; i < BOXES_MAX && next_box(fd, &at, limit, b); i++)
		if (b->kind == kind)
			return true;
	return false;
}

/*
 * The largest "ispe" among the item properties: which of them belongs to the
 * main picture is not asked, for nothing in the file may be too large.
 */
static bool
heic_size(int fd, uint32_t *w, uint32_t *h)
{
	uint64_t most = 0;
	int64_t limit, at;
	struct stat st;
	struct box b;
	unsigned char p[12];

	if (fstat(fd, &st) != 0)
		return false;
	limit = st.st_size;
	if (!find_box(fd, BOX_META, 0, limit, &b) ||
	    !find_box(fd, BOX_IPRP, b.body + 4, b.end, &b) ||
	    !find_box(fd, BOX_IPCO, b.body, b.end, &b))
		return false;
	at = b.body;
	limit = b.end;
	for (int i = 0; i < BOXES_MAX && next_box(fd, &at, limit, &b); i++) {
		if (b.kind != BOX_ISPE || !get(fd, b.body, p, sizeof(p)))
			continue;
		if ((uint64_t)be32(p + 4) * be32(p + 8) > most) {
			*w = be32(p + 4);
			*h = be32(p + 8);
			most = (uint64_t)*w * *h;
		}
	}
	return most > 0;
}

/* The pictures' data lie in the first "mdat", which must be there to its end. */
static bool
heic_ends(int fd)
{
	struct stat st;
	struct box b;

	return fstat(fd, &st) == 0 && find_box(fd, BOX_META, 0, st.st_size, &b) &&
	       find_box(fd, BOX_MDAT, 0, st.st_size, &b);
}

bool
image_is_whole(int fd, enum image_format format)
{
	switch (format) {
	case IMAGE_JPEG:
		return jpeg_ends(fd);
	case IMAGE_PNG:
		return png_ends(fd);
	case IMAGE_WEBP:
		return webp_ends(fd);
	case IMAGE_HEIC:
		return heic_ends(fd);
	default:
		return false;
	}
}

static bool
size_of(int fd, enum image_format f, const unsigned char *head, size_t n, uint32_t *w, uint32_t *h)
{
	switch (f) {
	case IMAGE_JPEG:
		return jpeg_size(fd, w, h);
	case IMAGE_PNG:
		return png_size(head, n, w, h);
	case IMAGE_WEBP:
		return webp_size(head, n, w, h);
	case IMAGE_HEIC:
		return heic_size(fd, w, h);
	default:
		return false;
	}
}

enum err
image_check(int fd, enum image_format *format, int32_t *width, int32_t *height)
{
	unsigned char head[HEAD_BYTES] = { 0 };
	ssize_t n = pread(fd, head, sizeof(head), 0);
	enum image_format f = n > 0 ? image_sniff(head, (size_t)n) : IMAGE_NONE;
	uint32_t w = 0, h = 0;

	if (f == IMAGE_NONE)
		return err_raise(ERR_INVALID, "not a picture of a known format");
	if (format != NULL)
		*format = f;
	if (!size_of(fd, f, head, (size_t)n, &w, &h) || w == 0 || h == 0)
		return err_raise(ERR_INVALID, "%s without dimensions", image_format_name(f));
	if ((uint64_t)w * h > IMAGE_PIXELS_MAX || w > INT32_MAX || h > INT32_MAX)
		return err_raise(ERR_TOO_LARGE, "%s of %u x %u pixels", image_format_name(f), w, h);
	if (width != NULL)
		*width = (int32_t)w;
	if (height != NULL)
		*height = (int32_t)h;
	return OK;
}
