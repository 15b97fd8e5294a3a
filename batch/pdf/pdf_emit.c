#include "config.h"
#include "batch/pdf/pdf_list.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_pages.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "batch/pdf/pdf_haru.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/secret.h"

#include "lib/base/banned.h"

#define BOLD_STROKE 0.022	/* line width around bold glyphs, of the type size */

enum { ID_HEX = 32, CHUNK = 65536 };

/* What the page's graphics state holds, so that nothing is said twice. */
struct state {
	uint32_t fill, stroke;
	double width, dash, size, space;
	int font;		/* -1 = none yet */
	bool bold, in_text;
};

struct emit {
	struct pdf *p;
	HPDF_Doc doc;
	HPDF_Page page;
	HPDF_Page *pages;	/* [n_sheets] */
	double height;
	struct pdf_cut *cut[PDF_FONTS_MAX];
	HPDF_Font font[PDF_FONTS_MAX];
	struct state st;
	struct buf hex;
};

static HPDF_REAL
real(double v)
{
	return (HPDF_REAL)v;
}

static HPDF_REAL
channel(uint32_t colour, int shift)
{
	return (HPDF_REAL)((colour >> shift & 0xFF) / 255.0);
}

static void
set_fill(struct emit *e, uint32_t c)
{
	if (c == e->st.fill)
		return;
	e->st.fill = c;
	(void)HPDF_Page_SetRGBFill(e->page, channel(c, 16), channel(c, 8), channel(c, 0));
}

static void
set_stroke(struct emit *e, uint32_t c, double width, double dash)
{
	HPDF_UINT16 on = (HPDF_UINT16)(dash + 0.5);

	if (c != e->st.stroke)
		(void)HPDF_Page_SetRGBStroke(e->page, channel(c, 16), channel(c, 8), channel(c, 0));
	if (width != e->st.width)
		(void)HPDF_Page_SetLineWidth(e->page, real(width));
	if (dash != e->st.dash)
		(void)HPDF_Page_SetDash(e->page, &on, on > 0 ? 1 : 0, 0);
	e->st.stroke = c;
	e->st.width = width;
	e->st.dash = dash;
}

static void
text_leave(struct emit *e)
{
	if (e->st.in_text)
		(void)HPDF_Page_EndText(e->page);
	e->st.in_text = false;
}

static void
emit_text(struct emit *e, const struct pdf_op *op)
{
	static const char digit[] = "0123456789ABCDEF";
	HPDF_PageAttr attr = e->page->attr;
	struct state *st = &e->st;

	if (!st->in_text)
		(void)HPDF_Page_BeginText(e->page);
	st->in_text = true;
	set_fill(e, op->u.text.colour);
	if (op->u.text.bold)
		set_stroke(e, op->u.text.colour, op->u.text.size * BOLD_STROKE, 0);
	if (op->u.text.bold != st->bold)
		(void)HPDF_Page_SetTextRenderingMode(e->page,
		    op->u.text.bold ? HPDF_FILL_THEN_STROKE : HPDF_FILL);
	if ((int)op->u.text.font != st->font || op->u.text.size != st->size)
		(void)HPDF_Page_SetFontAndSize(e->page, e->font[op->u.text.font],
		    real(op->u.text.size));
	if (op->u.text.space != st->space)
		(void)HPDF_Page_SetCharSpace(e->page, real(op->u.text.space));
	st->bold = op->u.text.bold;
	st->font = (int)op->u.text.font;
	st->size = op->u.text.size;
	st->space = op->u.text.space;
	(void)HPDF_Page_SetTextMatrix(e->page, 1, 0, 0, 1, real(op->u.text.x),
	    real(e->height - op->u.text.y));
	buf_clear(&e->hex);
	buf_chr(&e->hex, '<');
	for (size_t i = 0; i < op->u.text.n; i++) {
		uint16_t code = pdf_cut_code(e->cut[op->u.text.font], op->u.text.cp[i]);

		for (int shift = 12; shift >= 0; shift -= 4)
			buf_chr(&e->hex, digit[code >> shift & 0xF]);
	}
	buf_str(&e->hex, "> Tj\n");
	(void)HPDF_Stream_Write(attr->stream, (const HPDF_BYTE *)e->hex.s, (HPDF_UINT)e->hex.len);
}

static void
emit_path(struct emit *e, const struct pdf_op *op)
{
	bool fill = op->u.path.fill != PDF_NONE, stroke = op->u.path.stroke != PDF_NONE;
	double h = e->height;

	text_leave(e);
	if (fill)
		set_fill(e, op->u.path.fill);
	if (stroke)
		set_stroke(e, op->u.path.stroke, op->u.path.width, op->u.path.dash);
	for (size_t i = 0; i < op->u.path.n; i++) {
		const struct pdf_seg *s = &op->u.path.seg[i];

		if (s->kind == SEG_MOVE)
			(void)HPDF_Page_MoveTo(e->page, real(s->v[0]), real(h - s->v[1]));
		else if (s->kind == SEG_LINE)
			(void)HPDF_Page_LineTo(e->page, real(s->v[0]), real(h - s->v[1]));
		else if (s->kind == SEG_CURVE)
			(void)HPDF_Page_CurveTo(e->page, real(s->v[0]), real(h - s->v[1]),
			    real(s->v[2]), real(h - s->v[3]), real(s->v[4]), real(h - s->v[5]));
		else if (s->kind == SEG_RECT)
			(void)HPDF_Page_Rectangle(e->page, real(s->v[0]),
			    real(h - s->v[1] - s->v[3]), real(s->v[2]), real(s->v[3]));
		else
			(void)HPDF_Page_ClosePath(e->page);
	}
	if (fill && stroke)
		(void)HPDF_Page_FillStroke(e->page);
	else if (fill)
		(void)HPDF_Page_Fill(e->page);
	else if (stroke)
		(void)HPDF_Page_Stroke(e->page);
	else
		(void)HPDF_Page_EndPath(e->page);
}

static void
emit_image(struct emit *e, const struct pdf_op *op)
{
	text_leave(e);
	(void)HPDF_Page_DrawImage(e->page, op->u.image.image, real(op->u.image.x),
	    real(e->height - op->u.image.y - op->u.image.h), real(op->u.image.w),
	    real(op->u.image.h));
}

static void
emit_sheet(struct emit *e, const struct pdf_sheet *s)
{
	/* what a new page holds by definition; the sizes cannot be, so all get said once */
	e->st = (struct state){ .fill = PDF_BLACK, .stroke = PDF_BLACK, .width = 1, .font = -1 };
	for (const struct pdf_op *op = s->first; op != NULL; op = op->next) {
		if (op->kind == OP_TEXT)
			emit_text(e, op);
		else if (op->kind == OP_PATH)
			emit_path(e, op);
		else
			emit_image(e, op);
	}
	text_leave(e);
}

/* Which characters of which font the paper uses; then each font is cut and embedded. */
static enum err
emit_fonts(struct emit *e)
{
	struct hb_set_t *used[PDF_FONTS_MAX] = { 0 };
	enum err err = OK;

	for (size_t i = 0; i < pdf_fonts_count(e->p->fonts); i++)
		used[i] = pdf_chars_new();
	for (int i = 0; i < e->p->n_sheets; i++)
		for (const struct pdf_op *op = e->p->sheet[i]->first; op != NULL; op = op->next)
			for (size_t k = 0; op->kind == OP_TEXT && k < op->u.text.n; k++)
				pdf_chars_add(used[op->u.text.font], op->u.text.cp[k]);
	for (unsigned i = 0; i < pdf_fonts_count(e->p->fonts); i++) {
		if (err == OK && !pdf_chars_empty(used[i]))
			err = pdf_font_cut(e->p->fonts, i, used[i], e->p->a, &e->cut[i]);
		if (e->cut[i] != NULL)
			e->font[i] = pdf_embed_font(e->doc, e->p, e->cut[i]);
		pdf_chars_free(used[i]);
	}
	return err;
}

/* Page and height, the reader's zoom kept; part of its owner, as PDF/A checkers like it. */
static HPDF_Array
destination(struct emit *e, const struct pdf_anchor *at)
{
	HPDF_Array d = HPDF_Array_New(e->doc->mmgr);

	if (d == NULL)
		return NULL;
	(void)HPDF_Array_Add(d, e->pages[at->page - 1]);
	(void)HPDF_Array_AddName(d, "XYZ");
	(void)HPDF_Array_AddReal(d, 0);
	(void)HPDF_Array_AddReal(d, real(fmax(e->height - at->y, 0)));
	(void)HPDF_Array_AddNumber(d, 0);
	return d;
}

static void
emit_link(struct emit *e, HPDF_Page page, const struct pdf_link_to *l)
{
	const double rect[] = { l->x, e->height - l->y - l->h, l->x + l->w, e->height - l->y };
	HPDF_Array box = HPDF_Array_New(e->doc->mmgr), border = HPDF_Array_New(e->doc->mmgr);
	HPDF_Array all = HPDF_Dict_GetItem(page, "Annots", HPDF_OCLASS_ARRAY);
	HPDF_Dict a = pdf_haru_dict(e->doc, "Annot");

	if (all == NULL && (all = HPDF_Array_New(e->doc->mmgr)) != NULL)
		(void)HPDF_Dict_Add(page, "Annots", all);
	if (box == NULL || border == NULL || a == NULL || all == NULL)
		return;		/* the document remembers the error */
	for (int i = 0; i < 4; i++)
		(void)HPDF_Array_AddReal(box, real(rect[i]));
	for (int i = 0; i < 3; i++)
		(void)HPDF_Array_AddNumber(border, 0);
	(void)HPDF_Dict_AddName(a, "Subtype", "Link");
	(void)HPDF_Dict_Add(a, "Rect", box);
	(void)HPDF_Dict_Add(a, "Border", border);
	(void)HPDF_Dict_AddNumber(a, "F", 4);	/* printed */
	(void)HPDF_Dict_Add(a, "Dest", destination(e, l->to));
	(void)HPDF_Array_Add(all, a);
}

/* Links and bookmarks need all pages to exist; an anchor never set leads nowhere. */
static void
emit_links(struct emit *e)
{
	for (int i = 0; i < e->p->n_sheets; i++)
		for (struct pdf_link_to *l = e->p->sheet[i]->links; l != NULL; l = l->next)
			if (l->to->page > 0)
				emit_link(e, e->pages[i], l);
	for (struct pdf_outline *o = e->p->outlines; o != NULL; o = o->next) {
		void *parent = o->parent != NULL ? o->parent->made : NULL;

		o->made = HPDF_CreateOutline(e->doc, parent, "-", NULL);
		if (o->made == NULL)
			continue;
		(void)HPDF_Dict_Add(o->made, "Title", pdf_haru_text(e->doc, e->p->a, o->title));
		if (o->to != NULL && o->to->page > 0)
			(void)HPDF_Dict_Add(o->made, "Dest", destination(e, o->to));
	}
	if (e->p->outlines != NULL)
		(void)HPDF_SetPageMode(e->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* A document ID of zeros, replaced by the hash of the whole file. */
static void
emit_id(struct emit *e)
{
	static HPDF_BYTE zero[ID_HEX / 2];
	HPDF_Array id = HPDF_Array_New(e->doc->mmgr);

	for (int i = 0; i < 2 && id != NULL; i++)
		(void)HPDF_Array_Add(id, HPDF_Binary_New(e->doc->mmgr, zero, sizeof(zero)));
	(void)HPDF_Dict_Add(e->doc->trailer, "ID", id);
}

static void
patch_id(struct buf *out)
{
	static const char zeros[] = "<00000000000000000000000000000000>";
	static const unsigned char key[KEY_LEN];
	unsigned char h[HASH_LEN];
	char hex[ID_HEX + 1];
	size_t tail = out->len < 4096 ? out->len : 4096;
	char *at = out->s + out->len - tail;

	hash_keyed(h, key, out->s, out->len);
	for (int i = 0; i < ID_HEX / 2; i++)
		(void)snprintf(hex + 2 * i, 3, "%02X", h[i]);
	while (
	    (at = memmem(at, (size_t)(out->s + out->len - at), zeros, sizeof(zeros) - 1)) != NULL)
		memcpy(at + 1, hex, ID_HEX);
}

void *
pdf_haru(struct pdf *p)
{
	if (p->haru != NULL)
		return p->haru;
	p->haru = HPDF_New(NULL, NULL);
	if (p->haru != NULL)
		(void)HPDF_SetCompressionMode(p->haru, HPDF_COMP_ALL);
	return p->haru;
}

void
pdf_free(struct pdf *p)
{
	if (p == NULL)
		return;
	pdf_pack_free(p);
	if (p->haru != NULL)
		HPDF_Free(p->haru);
	p->haru = NULL;
}

static enum err
emit_read(HPDF_Doc doc, struct arena *a, struct buf *out)
{
	HPDF_STATUS s = HPDF_SaveToStream(doc);
	HPDF_BYTE *chunk = arena_alloc(a, CHUNK);
	HPDF_UINT32 n;

	if (s != HPDF_OK || HPDF_GetError(doc) != HPDF_OK)
		return err_raise(ERR_INTERNAL, "libharu: error 0x%04X, detail %u",
		    (unsigned)HPDF_GetError(doc), (unsigned)HPDF_GetErrorDetail(doc));
	do {
		n = CHUNK;
		s = HPDF_ReadFromStream(doc, chunk, &n);
		buf_add(out, chunk, n);
	} while (s == HPDF_OK && n == CHUNK);
	if (s == HPDF_STREAM_EOF)
		HPDF_ResetError(doc);
	return OK;
}

static void
emit_pages(struct emit *e)
{
	int n = e->p->n_sheets;

	e->pages = arena_array_of(e->p->a, HPDF_Page, (size_t)n);
	for (int i = 0; i < n; i++) {
		e->page = e->pages[i] = HPDF_AddPage(e->doc);
		if (e->page == NULL)
			return;
		(void)HPDF_Page_SetWidth(e->page, real(e->p->spec.width));
		(void)HPDF_Page_SetHeight(e->page, real(e->p->spec.height));
		emit_sheet(e, e->p->sheet[i]);
		pdf_pack_drawn(e->p, ((HPDF_PageAttr)e->page->attr)->contents);
	}
	emit_links(e);
}

enum err
pdf_emit(struct pdf *p, const struct buf **out)
{
	struct emit e = { .p = p, .doc = pdf_haru(p), .height = p->spec.height };
	struct buf *b = arena_new_of(p->a, struct buf);
	enum err err;

	if (p->bytes == NULL) {
		if (e.doc == NULL)
			return err_raise(ERR_INTERNAL, "libharu does not start");
		if (p->n_sheets == 0)
			(void)pdf_page_add(p);
		buf_init(&e.hex, p->a);
		buf_init(b, p->a);
		if ((err = emit_fonts(&e)) != OK)
			return err;
		emit_pages(&e);
		pdf_embed_info(e.doc, p);
		emit_id(&e);
		if ((err = emit_read(e.doc, p->a, b)) != OK)
			return err;
		patch_id(b);
		p->bytes = b;
	}
	*out = p->bytes;
	return OK;
}
