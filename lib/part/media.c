#include "config.h"
#include "lib/part/media.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum {
	STEPS_MAX = 20000,	/* elements or boxes looked at: a minute in chunks of milliseconds */
	DEPTH_MAX = 4,
	/* Matroska, RFC 9559 */
	ID_EBML = 0x1A45DFA3, ID_DOC_TYPE = 0x4282, ID_SEGMENT = 0x18538067, ID_TRACKS = 0x1654AE6B,
	ID_TRACK = 0xAE, ID_TRACK_TYPE = 0x83, ID_CLUSTER = 0x1F43B675,
	TRACK_VIDEO = 1, TRACK_AUDIO = 2,
	/* ISO/IEC 14496-12 */
	BOX_FTYP = 0x66747970, BOX_MOOV = 0x6d6f6f76, BOX_TRAK = 0x7472616b, BOX_MDIA = 0x6d646961,
	BOX_HDLR = 0x68646c72, BOX_MDAT = 0x6d646174, HANDLER_SOUND = 0x736f756e, HANDLER_VIDEO = 0x76696465
};

static const char *const mimes[] = {
	[MEDIA_NONE] = NULL, [MEDIA_WEBM_AUDIO] = "audio/webm", [MEDIA_WEBM_VIDEO] = "video/webm",
	[MEDIA_MP4_AUDIO] = "audio/mp4", [MEDIA_MP4_VIDEO] = "video/mp4",
};
_Static_assert(N(mimes) == MEDIA_FORMAT_MAX, "each format has its type");

/* What a walk has seen. */
struct walk {
	int fd;
	int64_t size;
	int steps;		/* left */
	bool audio, video, content, webm;
};

/* One element or box: where its content lies. */
struct piece {
	uint32_t id;
	int64_t from, until;
	bool open;		/* of unknown length: to the end of what is around it */
};

static bool
get(const struct walk *w, int64_t at, void *to, size_t n)
{
	return at >= 0 && at <= w->size - (int64_t)n && pread(w->fd, to, n, at) == (ssize_t)n;
}

static uint64_t
big_endian(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* --- Matroska ----------------------------------------------------------------- */

/* A number whose first byte's leading zeros say its length; the id keeps its marker bit. */
static bool
ebml_number(const struct walk *w, int64_t *at, size_t max, bool keep, uint64_t *out, bool *unknown)
{
	unsigned char b[8];
	size_t n = 1;

	if (!get(w, *at, b, 1) || b[0] == 0)
		return false;
	while ((b[0] & 0x80 >> (n - 1)) == 0)
		n++;
	if (n > max || !get(w, *at, b, n))
		return false;
	if (!keep)
		b[0] &= (unsigned char)(0xFF >> n);
	*out = big_endian(b, n);
	if (unknown != NULL)
		*unknown = *out == ((uint64_t)1 << 7 * n) - 1;
	*at += (int64_t)n;
	return true;
}

static bool
ebml_piece(struct walk *w, int64_t at, int64_t end, struct piece *out)
{
	uint64_t id, len;

	if (w->steps-- <= 0 || !ebml_number(w, &at, 4, true, &id, NULL) ||
	    !ebml_number(w, &at, 8, false, &len, &out->open) || at > end)
		return false;
	if (!out->open && len > (uint64_t)(end - at))
		return false;		/* cut short */
	out->id = (uint32_t)id;
	out->from = at;
	out->until = out->open ? end : at + (int64_t)len;
	return true;
}

static void
track_type(struct walk *w, const struct piece *p)
{
	unsigned char type;

	if (p->until - p->from != 1 || !get(w, p->from, &type, 1))
		return;
	w->video = w->video || type == TRACK_VIDEO;
	w->audio = w->audio || type == TRACK_AUDIO;
}

static void
doc_type(struct walk *w, const struct piece *p)
{
	char type[4];

	w->webm = p->until - p->from == 4 && get(w, p->from, type, 4) && memcmp(type, "webm", 4) == 0;
}

/* What an element is to us: gone into, looked at, or passed over. */
static bool
ebml_walk(struct walk *w, int64_t at, int64_t end, int depth)
{
	struct piece p;

	for (; at < end; at = p.until) {
		if (depth > DEPTH_MAX || !ebml_piece(w, at, end, &p))
			return false;
		switch (p.id) {
		case ID_EBML: case ID_SEGMENT: case ID_TRACKS: case ID_TRACK:
			if (!ebml_walk(w, p.from, p.until, depth + 1))
				return false;
			break;
		case ID_CLUSTER:
			w->content = true;
			if (p.open)	/* of a recording that was sent as it came: what follows is inside */
				return true;
			break;
		case ID_TRACK_TYPE: track_type(w, &p); break;
		case ID_DOC_TYPE: doc_type(w, &p); break;
		default:
			if (p.open)
				return false;
		}
	}
	return at == end;
}

/* --- ISO base media ------------------------------------------------------------- */

static bool
iso_piece(struct walk *w, int64_t at, int64_t end, struct piece *out)
{
	unsigned char b[16];
	uint64_t len;
	int64_t head = 8;

	if (w->steps-- <= 0 || end - at < 8 || !get(w, at, b, 8))
		return false;
	len = big_endian(b, 4);
	if (len == 1) {
		head = 16;
		if (end - at < 16 || !get(w, at, b, 16))
			return false;
		len = big_endian(b + 8, 8);
	} else if (len == 0) {
		len = (uint64_t)(end - at);
	}
	if (len < (uint64_t)head || len > (uint64_t)(end - at))
		return false;
	*out = (struct piece){ (uint32_t)big_endian(b + 4, 4), at + head, at + (int64_t)len, false };
	return true;
}

static void
handler(struct walk *w, const struct piece *p)
{
	unsigned char b[12];
	uint32_t type;

	if (p->until - p->from < 12 || !get(w, p->from, b, 12))
		return;
	type = (uint32_t)big_endian(b + 8, 4);
	w->video = w->video || type == HANDLER_VIDEO;
	w->audio = w->audio || type == HANDLER_SOUND;
}

static bool
iso_walk(struct walk *w, int64_t at, int64_t end, int depth)
{
	struct piece p;

	for (; at < end; at = p.until) {
		if (depth > DEPTH_MAX || !iso_piece(w, at, end, &p))
			return false;
		if ((depth == 0 && p.id == BOX_MOOV) || (depth == 1 && p.id == BOX_TRAK) ||
		    (depth == 2 && p.id == BOX_MDIA)) {
			if (!iso_walk(w, p.from, p.until, depth + 1))
				return false;
		} else if (depth == 3 && p.id == BOX_HDLR) {
			handler(w, &p);
		} else if (depth == 0 && p.id == BOX_MDAT) {
			w->content = w->content || p.until > p.from;
		}
	}
	return at == end;
}

enum err
media_check(int fd, enum media_format *out)
{
	struct walk w = { .fd = fd, .steps = STEPS_MAX };
	unsigned char head[8];
	struct stat st;
	bool whole, iso;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_raise(ERR_INTERNAL, "cannot look at a recording");
	w.size = st.st_size;
	if (!get(&w, 0, head, sizeof(head)))
		return err_raise(ERR_INVALID, "no recording");
	iso = big_endian(head + 4, 4) == BOX_FTYP;
	whole = iso ? iso_walk(&w, 0, w.size, 0) : big_endian(head, 4) == ID_EBML && ebml_walk(&w, 0, w.size, 0) &&
	    w.webm;
	if (!whole || !w.content || (!w.audio && !w.video))
		return err_raise(ERR_INVALID, "no recording, or one cut short");
	*out = iso ? w.video ? MEDIA_MP4_VIDEO : MEDIA_MP4_AUDIO : w.video ? MEDIA_WEBM_VIDEO : MEDIA_WEBM_AUDIO;
	return OK;
}

const char *
media_mime(enum media_format f)
{
	return mimes[f];
}

bool
media_is_type(const char *mime)
{
	for (enum media_format f = MEDIA_NONE + 1; mime != NULL && f < MEDIA_FORMAT_MAX; f++)
		if (strcmp(mimes[f], mime) == 0)
			return true;
	return false;
}

bool
media_is_video(const char *mime)
{
	return mime != NULL && strncmp(mime, "video/", 6) == 0;
}
