#include "config.h"
#include "batch/pdf/pdf_haru.h"

#include <hpdf_doc.h>
#include <math.h>
#include <string.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* What PDF/A-1b (ISO 19005-1) asks beyond embedded fonts: a colour profile and metadata. */

enum { CURVE_N = 256, HEAD_LEN = 128, XYZ_LEN = 20 };

static const double white[3] = { 0.9642, 1.0, 0.8249 };		/* D50, ICC.1 7.2.16 */
/* sRGB primaries (IEC 61966-2-1) adapted to D50 by Bradford's matrix. */
static const double primary[3][3] = { { 0.43607, 0.22250, 0.01393 }, { 0.38506, 0.71688, 0.09710 },
	{ 0.14308, 0.06062, 0.71417 } };

static void
fixed16(struct buf *b, double v)
{
	buf_u32be(b, (uint32_t)lround(v * 65536));
}

static void
tag_xyz(struct buf *b, const double v[3])
{
	buf_add(b, "XYZ \0\0\0\0", 8);
	for (int i = 0; i < 3; i++)
		fixed16(b, v[i]);
}

static void
tag_text(struct buf *b, const char *kind, const char *text)
{
	size_t n = strlen(text) + 1;

	buf_add(b, kind, 4);
	buf_u32be(b, 0);
	if (strcmp(kind, "desc") == 0)
		buf_u32be(b, (uint32_t)n);
	buf_add(b, text, n);
	/* a description also has a Unicode and a Macintosh name: none */
	for (size_t i = 0; strcmp(kind, "desc") == 0 && i < 78; i++)
		buf_chr(b, '\0');
}

/* The transfer curve of IEC 61966-2-1. */
static void
tag_curve(struct buf *b)
{
	buf_add(b, "curv\0\0\0\0", 8);
	buf_u32be(b, CURVE_N);
	for (int i = 0; i < CURVE_N; i++) {
		double v = i / (double)(CURVE_N - 1);
		long u = lround(65535 * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)));

		buf_chr(b, (char)(u >> 8));
		buf_chr(b, (char)u);
	}
}

static void
profile_head(struct buf *b, size_t size)
{
	buf_u32be(b, (uint32_t)size);
	buf_u32be(b, 0);
	buf_u32be(b, 0x02100000);	/* version 2.1 */
	buf_str(b, "mntrRGB XYZ ");
	buf_add(b, "\x07\xCF\0\x01\0\x01\0\0\0\0\0\0", 12);	/* 1999-01-01 */
	buf_str(b, "acsp");
	while (b->len < 68)
		buf_chr(b, '\0');
	for (int i = 0; i < 3; i++)
		fixed16(b, white[i]);
	while (b->len < HEAD_LEN)
		buf_chr(b, '\0');
}

/* A small sRGB profile (ICC.1:1998-09), the output intent of every paper. */
static void
profile(struct buf *out, struct arena *a)
{
	static const char *const name[] = { "desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC",
		"gTRC", "bTRC" };
	size_t at[N(name) + 1], base = HEAD_LEN + 4 + 12 * N(name);
	struct buf t;

	buf_init(&t, a);
	for (size_t i = 0; i < N(name); i++) {
		while (t.len % 4 != 0)
			buf_chr(&t, '\0');
		at[i] = t.len;
		if (i < 2)
			tag_text(&t, i == 0 ? "desc" : "text", i == 0 ? "sRGB" : "No copyright");
		else if (i == 2)
			tag_xyz(&t, white);
		else if (i < 6)
			tag_xyz(&t, primary[i - 3]);
		else if (i == 6)
			tag_curve(&t);
		else
			at[i] = at[6];	/* one curve for all three */
	}
	at[N(name)] = t.len;
	profile_head(out, base + t.len);
	buf_u32be(out, N(name));
	for (size_t i = 0; i < N(name); i++) {
		size_t end = i >= 6 ? t.len : at[i + 1];

		buf_add(out, name[i], 4);
		buf_u32be(out, (uint32_t)(base + at[i]));
		buf_u32be(out, (uint32_t)(end - at[i]));
	}
	buf_add(out, t.s, t.len);
}

static void
xml_text(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '&')
			buf_str(b, "&amp;");
		else if (*s == '<')
			buf_str(b, "&lt;");
		else if (*s == '>')
			buf_str(b, "&gt;");
		else if ((unsigned char)*s >= 0x20)
			buf_chr(b, *s);
	}
}

/* The entries of the Info dictionary once more, as XMP; both must say the same (6.7.3). */
static void
metadata(struct buf *b, const struct pdf *p, const char *date, const char *producer)
{
	const char *d = date + 2;	/* after "D:" */

	buf_str(b,
	    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
	    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
	    "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
	    "</rdf:Description>\n"
	    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	    "<dc:format>application/pdf</dc:format>");
	if (p->spec.title != NULL) {
		buf_str(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
		xml_text(b, p->spec.title);
		buf_str(b, "</rdf:li></rdf:Alt></dc:title>");
	}
	if (p->spec.author != NULL) {
		buf_str(b, "<dc:creator><rdf:Seq><rdf:li>");
		xml_text(b, p->spec.author);
		buf_str(b, "</rdf:li></rdf:Seq></dc:creator>");
	}
	buf_printf(b,
	    "</rdf:Description>\n"
	    "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">"
	    "<xmp:CreatorTool>%s</xmp:CreatorTool>"
	    "<xmp:CreateDate>%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ</xmp:CreateDate></rdf:Description>\n"
	    "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"
	    "<pdf:Producer>%s</pdf:Producer></rdf:Description>\n"
	    "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
	    PACKAGE_NAME, d, d + 4, d + 6, d + 8, d + 10, d + 12, producer);
}

void
pdf_embed_archive(HPDF_Doc doc, struct pdf *p, const char *date, const char *producer)
{
	HPDF_Dict icc = HPDF_DictStream_New(doc->mmgr, doc->xref);
	HPDF_Dict xmp = HPDF_DictStream_New(doc->mmgr, doc->xref);
	HPDF_Dict intent = HPDF_Dict_New(doc->mmgr);
	HPDF_Array list = HPDF_Array_New(doc->mmgr);
	struct buf b;

	if (icc == NULL || xmp == NULL || intent == NULL || list == NULL)
		return;		/* the document remembers the error */
	buf_init(&b, p->a);
	profile(&b, p->a);
	(void)HPDF_Dict_AddNumber(icc, "N", 3);
	pdf_pack(p, icc, b.s, b.len, PDF_THOROUGH);
	(void)HPDF_Dict_AddName(intent, "Type", "OutputIntent");
	(void)HPDF_Dict_AddName(intent, "S", "GTS_PDFA1");
	(void)HPDF_Dict_Add(intent, "OutputConditionIdentifier",
	    HPDF_String_New(doc->mmgr, "sRGB", NULL));
	(void)HPDF_Dict_Add(intent, "Info", HPDF_String_New(doc->mmgr, "sRGB IEC61966-2.1", NULL));
	(void)HPDF_Dict_Add(intent, "DestOutputProfile", icc);
	(void)HPDF_Array_Add(list, intent);
	(void)HPDF_Dict_Add(doc->catalog, "OutputIntents", list);
	buf_init(&b, p->a);
	metadata(&b, p, date, producer);
	(void)HPDF_Dict_AddName(xmp, "Type", "Metadata");
	(void)HPDF_Dict_AddName(xmp, "Subtype", "XML");
	(void)HPDF_Stream_Write(xmp->stream, (const HPDF_BYTE *)b.s, (HPDF_UINT)b.len);
	(void)HPDF_Dict_Add(doc->catalog, "Metadata", xmp);
}

/* The paper's own data in the catalogue's PieceInfo (PDF 1.4, 9.4), not packed, so that it is found without a reader of PDF. */
void
pdf_embed_record(HPDF_Doc doc, struct pdf *p, const char *date)
{
	const struct blob r = p->spec.record;
	HPDF_Dict pieces, ours, data;

	if (r.len == 0)
		return;
	pieces = HPDF_Dict_New(doc->mmgr);
	ours = HPDF_Dict_New(doc->mmgr);
	data = HPDF_DictStream_New(doc->mmgr, doc->xref);
	if (pieces == NULL || ours == NULL || data == NULL)
		return;		/* the document remembers the error */
	(void)HPDF_Stream_Write(data->stream, r.data, (HPDF_UINT)r.len);
	(void)HPDF_Dict_Add(ours, "LastModified", HPDF_String_New(doc->mmgr, date, NULL));
	(void)HPDF_Dict_Add(ours, "Private", data);
	(void)HPDF_Dict_Add(pieces, PACKAGE_NAME, ours);
	(void)HPDF_Dict_Add(doc->catalog, "PieceInfo", pieces);
}
