#include "config.h"
#include "batch/pdf/pdf_font.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { BMP = 0x10000, CACHED = 0x80, NOWHERE = 0x40, FONT_BITS = 0x3F };

/* What is known of one character asked of one named face. */
struct known {
	uint16_t gid;
	uint16_t advance;	/* font units */
	uint8_t state;		/* 0, or CACHED | NOWHERE | number of the font */
};

struct font {
	hb_face_t *face;
	hb_face_t *lean;	/* only the tables that are embedded */
	hb_font_t *font;
	double upem;
	int ascent, descent, cap_height, bbox[4];
	char name[64];
	char skip[64];		/* UTF-8 */
	size_t same;		/* the first row of this font */
};

struct pdf_fonts {
	struct font font[PDF_FONTS_MAX];
	size_t n;
	struct known *known[PDF_FACE_MAX];	/* [BMP], zero pages until touched */
};

/*
 * The skipped marks stand in the middle of their square, as in Taiwan; on the
 * mainland they stand at its lower left, where the others have them.
 */
static const struct pdf_font_file debian[] = {
	{ "arphic/uming.ttc", 0, false, "。、" },
	{ "arphic/ukai.ttc", 0, false, "。、，；：！？" },
	{ "wqy/wqy-zenhei.ttc", 0, false, "，；：！？" },
	{ "arphic/uming.ttc", 0, false, "。、" },
	{ "hanazono/HanaMinA.ttf", 0, true, NULL },
	{ "hanazono/HanaMinB.ttf", 0, true, NULL },
	{ "dejavu/DejaVuSans.ttf", 0, true, NULL },
};
_Static_assert(N(debian) <= PDF_FONTS_MAX, "the font table is longer than its room");

const struct pdf_font_file *
pdf_fonts_debian(size_t *n)
{
	*n = N(debian);
	return debian;
}

static int
thousandths(const struct font *f, long units)
{
	double v = (double)units * 1000.0 / f->upem;

	return (int)(v < 0 ? v - 0.5 : v + 0.5);
}

static long
be16s(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	int v = u[0] << 8 | u[1];

	return v >= 0x8000 ? v - 0x10000 : v;
}

/* Bounding box of head, name, vertical extents. */
static enum err
font_describe(struct font *f, const char *file)
{
	hb_blob_t *head = hb_face_reference_table(f->face, HB_TAG('h', 'e', 'a', 'd'));
	hb_font_extents_t ex;
	hb_position_t cap = 0;
	unsigned len = 0, size = sizeof(f->name);
	const char *h = hb_blob_get_data(head, &len);

	f->upem = hb_face_get_upem(f->face);
	for (int i = 0; i < 4 && len >= 54; i++)
		f->bbox[i] = thousandths(f, be16s(h + 36 + 2 * i));
	hb_blob_destroy(head);
	if (len < 54 || f->upem < 16)
		return err_raise(ERR_UNAVAILABLE, "font %s: no head table", file);
	hb_font_get_h_extents(f->font, &ex);
	f->ascent = thousandths(f, ex.ascender);
	f->descent = thousandths(f, ex.descender);
	if (!hb_ot_metrics_get_position(f->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) || cap <= 0)
		cap = (hb_position_t)(f->upem * 0.7);
	f->cap_height = thousandths(f, cap);
	if (hb_ot_name_get_utf8(f->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
	    f->name) == 0)
		memcpy(f->name, "Font", 5);
	for (char *p = f->name; *p != '\0'; p++)
		if (*p < '-' || *p > 'z' || strchr("/;<=>?@[\\]^_`", *p) != NULL)
			*p = '-';
	return OK;
}

/* The file below dir, or its last part directly in dir. */
static hb_blob_t *
font_map(const char *dir, const char *file)
{
	struct arena *a = arena_new();
	const char *base = strrchr(file, '/');
	hb_blob_t *b = hb_blob_create_from_file_or_fail(
	    file[0] == '/' ? file : arena_printf(a, "%s/%s", dir, file));

	if (b == NULL && base != NULL && file[0] != '/')
		b = hb_blob_create_from_file_or_fail(arena_printf(a, "%s%s", dir, base));
	arena_free(a);
	return b;
}

/*
 * A face of outlines and metrics alone, the source of all cuts: hb-subset reads
 * every table of its source each time, and spends nine tenths on the others.
 */
static hb_face_t *
font_lean(hb_face_t *whole)
{
	static const hb_tag_t keep[] = {
		HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
		HB_TAG('m', 'a', 'x', 'p'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'),
	};
	hb_face_t *lean = hb_face_builder_create();

	for (size_t i = 0; i < N(keep); i++) {
		hb_blob_t *table = hb_face_reference_table(whole, keep[i]);

		if (hb_blob_get_length(table) == 0 ||
		    !hb_face_builder_add_table(lean, keep[i], table)) {
			hb_blob_destroy(table);
			hb_face_destroy(lean);
			return NULL;
		}
		hb_blob_destroy(table);
	}
	hb_face_make_immutable(lean);
	return lean;
}

static enum err
font_open(struct font *f, const char *dir, const struct pdf_font_file *row)
{
	hb_blob_t *blob = font_map(dir, row->file);

	if (blob == NULL && row->optional)
		return OK;
	if (blob == NULL)
		return err_raise(ERR_UNAVAILABLE, row->file[0] == '/' ? "font %s is missing"
			: "font %s is missing below %s", row->file, dir);
	if (row->index >= hb_face_count(blob)) {
		hb_blob_destroy(blob);
		return err_raise(ERR_UNAVAILABLE, "%s/%s holds no font number %u", dir, row->file,
		    row->index);
	}
	f->face = hb_face_create(blob, row->index);
	hb_blob_destroy(blob);
	hb_face_make_immutable(f->face);
	f->lean = font_lean(f->face);
	if (f->lean == NULL)
		return err_raise(ERR_UNAVAILABLE, "font %s has no TrueType outlines", row->file);
	f->font = hb_font_create(f->face);
	if (row->skip != NULL && strlen(row->skip) < sizeof(f->skip))
		memcpy(f->skip, row->skip, strlen(row->skip) + 1);
	return font_describe(f, row->file);
}

/* The first row of the font in row i. */
static size_t
row_of(const struct pdf_font_file *files, size_t i)
{
	size_t k = 0;

	while (k < i && (files[k].index != files[i].index || strcmp(files[k].file, files[i].file) != 0))
		k++;
	return k;
}

enum err
pdf_fonts_open(const char *dir, const struct pdf_font_file *files, size_t n, struct pdf_fonts **out)
{
	struct pdf_fonts *f = calloc(1, sizeof(*f));
	enum err e = OK;

	if (f == NULL)
		abort();
	if (files == NULL) {
		files = debian;
		n = N(debian);
	}
	f->n = n;
	if (n < PDF_FACE_MAX || n > PDF_FONTS_MAX)
		e = err_raise(ERR_INTERNAL, "a font table of %zu rows", n);
	for (size_t i = 0; i < n && e == OK; i++) {
		f->font[i].same = row_of(files, i);
		if (f->font[i].same == i)
			e = font_open(&f->font[i], dir, &files[i]);
	}
	if (e != OK) {
		pdf_fonts_free(f);
		return e;
	}
	*out = f;
	return OK;
}

void
pdf_fonts_free(struct pdf_fonts *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < PDF_FONTS_MAX; i++) {
		hb_font_destroy(f->font[i].font);
		hb_face_destroy(f->font[i].lean);
		hb_face_destroy(f->font[i].face);
	}
	for (size_t i = 0; i < PDF_FACE_MAX; i++)
		free(f->known[i]);
	free(f);
}

bool
pdf_font_is_own(const struct pdf_fonts *f, enum pdf_face face)
{
	for (size_t i = 0; i < PDF_FACE_MAX; i++)
		if (i != (size_t)face && f->font[i].same == f->font[face].same)
			return false;
	return true;
}

size_t
pdf_fonts_count(const struct pdf_fonts *f)
{
	return f->n;
}

/* Whether the font has cp; with strict, not one of the marks it has in the wrong place. */
static bool
font_has(const struct font *t, uint32_t cp, bool strict, hb_codepoint_t *gid)
{
	char utf8[5] = "";

	if (t->font == NULL || !hb_font_get_nominal_glyph(t->font, cp, gid) || *gid == 0 ||
	    *gid >= BMP)
		return false;
	(void)utf8_put(utf8, cp);
	return !strict || cp < 0x80 || strstr(t->skip, utf8) == NULL;
}

/* The wanted face, then the table from its start; marks in the wrong place come last. */
static struct known
font_search(const struct pdf_fonts *f, enum pdf_face want, uint32_t cp)
{
	struct known k = { 0, 0, CACHED | NOWHERE };
	hb_codepoint_t gid;

	for (size_t i = 0; i < 2 * (f->n + 1); i++) {
		size_t turn = i % (f->n + 1), at = turn == 0 ? (size_t)want : turn - 1;

		at = f->font[at].same;
		if (!font_has(&f->font[at], cp, i <= f->n, &gid))
			continue;
		k.gid = (uint16_t)gid;
		k.advance = (uint16_t)hb_font_get_glyph_h_advance(f->font[at].font, gid);
		k.state = (uint8_t)(CACHED | at);
		break;
	}
	return k;
}

bool
pdf_font_glyph(struct pdf_fonts *f, enum pdf_face want, uint32_t cp, struct pdf_glyph *out)
{
	struct known k;

	if (f->known[want] == NULL && (f->known[want] = calloc(BMP, sizeof(k))) == NULL)
		abort();
	if (cp < BMP && f->known[want][cp].state != 0)
		k = f->known[want][cp];
	else
		k = font_search(f, want, cp);
	if (cp < BMP)
		f->known[want][cp] = k;
	if ((k.state & NOWHERE) != 0)
		return false;
	out->font = k.state & FONT_BITS;
	out->gid = k.gid;
	out->em = k.advance / f->font[out->font].upem;
	return true;
}

/* The tag tells fonts of different characters apart (PDF 1.4, 5.5.3). */
static void
cut_name(struct pdf_cut *c, const struct font *f, struct arena *a)
{
	static const unsigned char key[KEY_LEN];
	unsigned char h[HASH_LEN];
	char tag[7] = "";

	hash_keyed(h, key, c->sorted, 2 * c->n_sorted * sizeof(*c->sorted));
	for (int i = 0; i < 6; i++)
		tag[i] = (char)('A' + h[i] % 26);
	c->name = arena_printf(a, "%s+%s", tag, f->name);
}

/*
 * Code and new glyph number are the same for the first character of a glyph;
 * a second character with the same glyph gets a code behind the glyphs, so
 * that each is extracted as itself.
 */
static void
cut_codes(struct pdf_cut *c, const struct font *f, const hb_set_t *cps, const hb_map_t *to_new,
    size_t glyphs, struct arena *a)
{
	size_t most = glyphs + hb_set_get_population(cps);
	uint32_t *pair = arena_array_of(a, uint32_t, 2 * most);
	hb_codepoint_t cp = HB_SET_VALUE_INVALID, gid;

	c->n = glyphs;
	c->cp = arena_array_of(a, uint32_t, most);
	c->width = arena_array_of(a, uint16_t, most);
	for (size_t g = 0; g < most; g++)
		c->width[g] = 1000;
	while (hb_set_next(cps, &cp)) {
		size_t code;

		if (!hb_font_get_nominal_glyph(f->font, cp, &gid))
			continue;
		code = hb_map_get(to_new, gid);
		if (c->cp[code] != 0) {
			if (c->gid == NULL) {
				c->gid = arena_array_of(a, uint16_t, most);
				for (size_t g = 0; g < glyphs; g++)
					c->gid[g] = (uint16_t)g;
			}
			c->gid[c->n] = (uint16_t)code;
			code = c->n++;
		}
		c->cp[code] = cp;
		c->width[code] =
		    (uint16_t)thousandths(f, hb_font_get_glyph_h_advance(f->font, gid));
		pair[2 * c->n_sorted] = cp;
		pair[2 * c->n_sorted++ + 1] = (uint32_t)code;
	}
	c->sorted = pair;
}

static struct pdf_cut *
cut_make(const struct font *f, const hb_set_t *cps, hb_subset_plan_t *plan, hb_face_t *face,
    struct arena *a)
{
	struct pdf_cut *c = arena_new_of(a, struct pdf_cut);
	hb_blob_t *blob = hb_face_reference_blob(face);
	unsigned len;
	const char *data = hb_blob_get_data(blob, &len);

	c->data = arena_memdup(a, data, len);
	c->len = len;
	hb_blob_destroy(blob);
	c->ascent = f->ascent;
	c->descent = f->descent;
	c->cap_height = f->cap_height;
	memcpy(c->bbox, f->bbox, sizeof(c->bbox));
	cut_codes(c, f, cps, hb_subset_plan_old_to_new_glyph_mapping(plan),
	    hb_face_get_glyph_count(face), a);
	cut_name(c, f, a);
	return c;
}

enum err
pdf_font_cut(struct pdf_fonts *f, unsigned i, const struct hb_set_t *cps, struct arena *a,
    struct pdf_cut **out)
{
	const struct font *t = &f->font[i];
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_codepoint_t cp = HB_SET_VALUE_INVALID, gid;
	hb_subset_plan_t *plan;
	hb_face_t *face = NULL;
	hb_set_t *glyphs;

	if (in == NULL)
		abort();
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	glyphs = hb_subset_input_glyph_set(in);
	while (hb_set_next(cps, &cp))
		if (hb_font_get_nominal_glyph(t->font, cp, &gid))
			hb_set_add(glyphs, gid);
	plan = hb_subset_plan_create_or_fail(t->lean, in);
	if (plan != NULL)
		face = hb_subset_plan_execute_or_fail(plan);
	if (face != NULL)
		*out = cut_make(t, cps, plan, face, a);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(in);
	if (face == NULL)
		return err_raise(ERR_INTERNAL, "font %s cannot be cut", t->name);
	hb_face_destroy(face);
	return OK;
}

uint16_t
pdf_cut_code(const struct pdf_cut *c, uint32_t cp)
{
	size_t lo = 0, hi = c->n_sorted;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (c->sorted[2 * mid] == cp)
			return (uint16_t)c->sorted[2 * mid + 1];
		if (c->sorted[2 * mid] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

struct hb_set_t *
pdf_chars_new(void)
{
	return hb_set_create();
}

void
pdf_chars_add(struct hb_set_t *s, uint32_t cp)
{
	hb_set_add(s, cp);
}

bool
pdf_chars_empty(const struct hb_set_t *s)
{
	return hb_set_is_empty(s);
}

void
pdf_chars_free(struct hb_set_t *s)
{
	hb_set_destroy(s);
}
