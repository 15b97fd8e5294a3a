#include "config.h"
#include "batch/pdf/pdf_haru.h"

#include <hpdf_doc.h>
#include <string.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { CODES_A_BLOCK = 100 };	/* most lines of one bfchar block (PDF 1.4, 5.9.2) */

static HPDF_Dict
stream_of(HPDF_Doc doc, struct pdf *p, const void *data, size_t len)
{
	HPDF_Dict d = HPDF_DictStream_New(doc->mmgr, doc->xref);

	if (d != NULL)
		pdf_pack(p, d, data, len, PDF_THOROUGH);
	return d;
}

static HPDF_Dict
font_stream(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	HPDF_Dict d = HPDF_DictStream_New(doc->mmgr, doc->xref);

	if (d == NULL)
		return NULL;
	pdf_pack(p, d, c->data, c->len, PDF_QUICK);
	(void)HPDF_Dict_AddNumber(d, "Length1", (HPDF_INT32)c->len);
	return d;
}

HPDF_Dict
pdf_haru_dict(HPDF_Doc doc, const char *type)
{
	HPDF_Dict d = HPDF_Dict_New(doc->mmgr);

	if (d == NULL || HPDF_Xref_Add(doc->xref, d) != HPDF_OK)
		return NULL;
	(void)HPDF_Dict_AddName(d, "Type", type);
	return d;
}

static void
utf16_hex(struct buf *b, uint32_t cp)
{
	if (cp < 0x10000)
		buf_printf(b, "%04X", (unsigned)cp);
	else
		buf_printf(b, "%04X%04X", (unsigned)(0xD800 + ((cp - 0x10000) >> 10)),
		    (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
}

/* Code to character, for searching and copying. */
static HPDF_Dict
to_unicode(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	struct buf b;
	size_t left = c->n_sorted, in_block = 0;

	buf_init(&b, p->a);
	buf_str(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t code = 0; code < c->n; code++) {
		if (c->cp[code] == 0)
			continue;
		if (in_block == 0)
			buf_printf(
			    &b, "%zu beginbfchar\n", left < CODES_A_BLOCK ? left : CODES_A_BLOCK);
		buf_printf(&b, "<%04X> <", (unsigned)code);
		utf16_hex(&b, c->cp[code]);
		buf_str(&b, ">\n");
		left--;
		if (++in_block == CODES_A_BLOCK || left == 0) {
			buf_str(&b, "endbfchar\n");
			in_block = 0;
		}
	}
	buf_str(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return stream_of(doc, p, b.s, b.len);
}

/* Runs of equal widths other than the default 1000: "first last width". */
static HPDF_Array
widths(HPDF_Doc doc, const struct pdf_cut *c)
{
	HPDF_Array w = HPDF_Array_New(doc->mmgr);

	for (size_t i = 0; i < c->n && w != NULL;) {
		size_t from = i;

		while (i < c->n && c->width[i] == c->width[from])
			i++;
		if (c->width[from] == 1000)
			continue;
		(void)HPDF_Array_AddNumber(w, (HPDF_INT32)from);
		(void)HPDF_Array_AddNumber(w, (HPDF_INT32)(i - 1));
		(void)HPDF_Array_AddNumber(w, c->width[from]);
	}
	return w;
}

static HPDF_Dict
descriptor(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	HPDF_Dict d = pdf_haru_dict(doc, "FontDescriptor"), file = font_stream(doc, p, c);
	HPDF_Array box = HPDF_Array_New(doc->mmgr);
	unsigned char *used = arena_alloc(p->a, c->n / 8 + 1);

	if (d == NULL || file == NULL || box == NULL)
		return NULL;
	for (int i = 0; i < 4; i++)
		(void)HPDF_Array_AddNumber(box, c->bbox[i]);
	for (size_t i = 0; i < c->n; i++)
		used[i / 8] |= (unsigned char)(0x80 >> (i % 8));
	(void)HPDF_Dict_AddName(d, "FontName", c->name);
	(void)HPDF_Dict_AddNumber(d, "Flags", 4);	/* symbolic: codes are glyphs */
	(void)HPDF_Dict_Add(d, "FontBBox", box);
	(void)HPDF_Dict_AddNumber(d, "ItalicAngle", 0);
	(void)HPDF_Dict_AddNumber(d, "Ascent", c->ascent);
	(void)HPDF_Dict_AddNumber(d, "Descent", c->descent);
	(void)HPDF_Dict_AddNumber(d, "CapHeight", c->cap_height);
	(void)HPDF_Dict_AddNumber(d, "StemV", 80);
	(void)HPDF_Dict_Add(d, "FontFile2", file);
	(void)HPDF_Dict_Add(d, "CIDSet", stream_of(doc, p, used, (c->n + 7) / 8));
	return d;
}

static HPDF_Dict
glyph_map(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	unsigned char *m = arena_alloc(p->a, 2 * c->n);

	for (size_t i = 0; i < c->n; i++) {
		m[2 * i] = (unsigned char)(c->gid[i] >> 8);
		m[2 * i + 1] = (unsigned char)c->gid[i];
	}
	return stream_of(doc, p, m, 2 * c->n);
}

static HPDF_Dict
cid_font(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	HPDF_Dict d = pdf_haru_dict(doc, "Font"), info = HPDF_Dict_New(doc->mmgr);

	if (d == NULL || info == NULL)
		return NULL;
	(void)HPDF_Dict_AddName(d, "Subtype", "CIDFontType2");
	(void)HPDF_Dict_AddName(d, "BaseFont", c->name);
	(void)HPDF_Dict_Add(info, "Registry", HPDF_String_New(doc->mmgr, "Adobe", NULL));
	(void)HPDF_Dict_Add(info, "Ordering", HPDF_String_New(doc->mmgr, "Identity", NULL));
	(void)HPDF_Dict_AddNumber(info, "Supplement", 0);
	(void)HPDF_Dict_Add(d, "CIDSystemInfo", info);
	(void)HPDF_Dict_AddNumber(d, "DW", 1000);
	(void)HPDF_Dict_Add(d, "W", widths(doc, c));
	if (c->gid == NULL)
		(void)HPDF_Dict_AddName(d, "CIDToGIDMap", "Identity");
	else
		(void)HPDF_Dict_Add(d, "CIDToGIDMap", glyph_map(doc, p, c));
	(void)HPDF_Dict_Add(d, "FontDescriptor", descriptor(doc, p, c));
	return d;
}

HPDF_Font
pdf_embed_font(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c)
{
	HPDF_Dict d = pdf_haru_dict(doc, "Font");
	HPDF_Array below = HPDF_Array_New(doc->mmgr);

	if (d == NULL || below == NULL)
		return NULL;
	d->header.obj_class |= HPDF_OSUBCLASS_FONT;
	d->attr = arena_new_of(p->a, HPDF_FontAttr_Rec);	/* writing mode 0: horizontal */
	(void)HPDF_Dict_AddName(d, "Subtype", "Type0");
	(void)HPDF_Dict_AddName(d, "BaseFont", c->name);
	(void)HPDF_Dict_AddName(d, "Encoding", "Identity-H");
	(void)HPDF_Array_Add(below, cid_font(doc, p, c));
	(void)HPDF_Dict_Add(d, "DescendantFonts", below);
	(void)HPDF_Dict_Add(d, "ToUnicode", to_unicode(doc, p, c));
	return d;
}

HPDF_Binary
pdf_haru_text(HPDF_Doc doc, struct arena *a, const char *utf8)
{
	struct buf b;
	size_t used, n = strlen(utf8);

	buf_init(&b, a);
	buf_add(&b, "\xFE\xFF", 2);
	for (; n > 0; utf8 += used, n -= used) {
		uint32_t cp = utf8_next(utf8, n, &used);

		if (cp == UINT32_MAX)
			cp = 0xFFFD;
		if (cp >= 0x10000) {
			uint32_t hi = 0xD800 + ((cp - 0x10000) >> 10);

			buf_chr(&b, (char)(hi >> 8));
			buf_chr(&b, (char)hi);
			cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
		}
		buf_chr(&b, (char)(cp >> 8));
		buf_chr(&b, (char)cp);
	}
	return HPDF_Binary_New(doc->mmgr, (HPDF_BYTE *)b.s, (HPDF_UINT)b.len);
}

/* "D:20261122055601Z" */
static char *
pdf_date(struct arena *a, usec_t t)
{
	int64_t sec = t / USEC_SEC - (t % USEC_SEC < 0);
	int64_t day = sec / 86400 - (sec % 86400 < 0), rest = sec - day * 86400;
	int y, m, d;

	date_of_day((int32_t)day, &y, &m, &d);
	return arena_printf(a, "D:%04d%02d%02d%02d%02d%02dZ", y, m, d, (int)(rest / 3600),
	    (int)(rest / 60 % 60), (int)(rest % 60));
}

void
pdf_embed_info(HPDF_Doc doc, struct pdf *p)
{
	const struct pdf_spec *s = &p->spec;
	HPDF_Dict view = HPDF_Dict_New(doc->mmgr);
	const char *date = pdf_date(p->a, s->created);
	const char *producer = arena_printf(p->a, "libharu %s", HPDF_GetVersion());

	doc->pdf_version = HPDF_VER_14;
	if (s->title != NULL)
		(void)HPDF_Dict_Add(doc->info, "Title", pdf_haru_text(doc, p->a, s->title));
	if (s->author != NULL)
		(void)HPDF_Dict_Add(doc->info, "Author", pdf_haru_text(doc, p->a, s->author));
	(void)HPDF_Dict_Add(doc->info, "Creator", HPDF_String_New(doc->mmgr, PACKAGE_NAME, NULL));
	(void)HPDF_Dict_Add(doc->info, "Producer", HPDF_String_New(doc->mmgr, producer, NULL));
	(void)HPDF_Dict_Add(doc->info, "CreationDate", HPDF_String_New(doc->mmgr, date, NULL));
	if (s->lang != NULL)
		(void)HPDF_Dict_Add(
		    doc->catalog, "Lang", HPDF_String_New(doc->mmgr, s->lang, NULL));
	if (view != NULL) {
		(void)HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
		(void)HPDF_Dict_Add(doc->catalog, "ViewerPreferences", view);
	}
	if (s->archive)
		pdf_embed_archive(doc, p, date, producer);
	pdf_embed_record(doc, p, date);
}
