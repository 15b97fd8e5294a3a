#include "config.h"
#include "batch/pdf/pdf_doc.h"

#include <string.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

#define STANDIN_SIZE 0.6	/* of the type size around it */

struct pdf *
pdf_new(struct arena *a, struct pdf_fonts *fonts, const struct pdf_spec *spec)
{
	struct pdf *p = arena_new_of(a, struct pdf);

	p->a = a;
	p->fonts = fonts;
	p->spec = *spec;
	p->spec.title = arena_strdup(a, spec->title);
	p->spec.author = arena_strdup(a, spec->author);
	p->spec.lang = arena_strdup(a, spec->lang);
	if (p->spec.width <= 0)
		p->spec.width = PDF_A4_W;
	if (p->spec.height <= 0)
		p->spec.height = PDF_A4_H;
	p->last_outline = &p->outlines;
	return p;
}

struct arena *
pdf_arena(struct pdf *p)
{
	return p->a;
}

double
pdf_width(const struct pdf *p)
{
	return p->spec.width;
}

double
pdf_height(const struct pdf *p)
{
	return p->spec.height;
}

size_t
pdf_missing(const struct pdf *p)
{
	return p->missing;
}

int
pdf_page_add(struct pdf *p)
{
	struct pdf_sheet *s = arena_new_of(p->a, struct pdf_sheet);

	if (p->n_sheets == p->cap_sheets) {
		int cap = p->cap_sheets == 0 ? 16 : 2 * p->cap_sheets;
		struct pdf_sheet **grown = arena_array_of(p->a, struct pdf_sheet *, (size_t)cap);

		if (p->n_sheets > 0)
			memcpy(grown, p->sheet, (size_t)p->n_sheets * sizeof(*grown));
		p->sheet = grown;
		p->cap_sheets = cap;
	}
	s->last = &s->first;
	p->sheet[p->n_sheets] = s;
	p->at = ++p->n_sheets;
	return p->at;
}

int
pdf_page(const struct pdf *p)
{
	return p->at;
}

int
pdf_pages(const struct pdf *p)
{
	return p->n_sheets;
}

void
pdf_page_select(struct pdf *p, int n)
{
	if (n >= 1 && n <= p->n_sheets)
		p->at = n;
}

struct pdf_op *
pdf_op_add(struct pdf *p, int kind)
{
	struct pdf_op *op = arena_new_of(p->a, struct pdf_op);
	struct pdf_sheet *s;

	if (p->at == 0)
		(void)pdf_page_add(p);
	s = p->sheet[p->at - 1];
	op->kind = kind;
	*s->last = op;
	s->last = &op->next;
	return op;
}

/* Characters that are nothing to see by definition: joiners, marks of direction, selectors. */
static bool
is_invisible(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xAD || cp == 0xFEFF ||
	    (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
	    (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
	    (cp >= 0xE0000 && cp <= 0xE0FFF);
}

/* The next character to draw: line ends and tabs are blanks, a broken byte is U+FFFD. */
static uint32_t
next_char(const char **s)
{
	size_t used;
	uint32_t cp = utf8_next(*s, strlen(*s), &used);

	*s += used;
	if (cp == '\n' || cp == '\t' || cp == '\r' || cp == 0x2028 || cp == 0x2029)
		return ' ';
	return cp == UINT32_MAX ? 0xFFFD : cp;
}

static char *
standin(struct pdf *p, uint32_t cp)
{
	return arena_printf(p->a, "〔U+%04X〕", (unsigned)cp);
}

static struct pdf_style
standin_style(const struct pdf_style *st)
{
	struct pdf_style small = *st;

	small.size *= STANDIN_SIZE;
	small.space = 0;
	return small;
}

double
pdf_char_width(struct pdf *p, const struct pdf_style *st, uint32_t cp)
{
	struct pdf_glyph g;
	struct pdf_style small;

	if (cp == '\n' || cp == '\t' || cp == '\r')
		cp = ' ';
	if (is_invisible(cp))
		return 0;
	if (pdf_font_glyph(p->fonts, st->face, cp, &g))
		return g.em * st->size + st->space;
	if (cp < 0x80 || cp == 0x3014 || cp == 0x3015)
		return st->size + st->space;	/* a font without these is no font for us */
	small = standin_style(st);
	return pdf_text_width(p, &small, standin(p, cp)) + st->space;
}

double
pdf_text_width(struct pdf *p, const struct pdf_style *st, const char *s)
{
	double w = 0;

	while (*s != '\0')
		w += pdf_char_width(p, st, next_char(&s));
	return w;
}

/* Text that shares a font, waiting to become one operation. */
struct run {
	double x, width;
	unsigned font;
	size_t n;
	uint32_t *cp;
};

static void
run_flush(struct pdf *p, struct run *r, double y, const struct pdf_style *st)
{
	struct pdf_op *op;

	if (r->n > 0) {
		op = pdf_op_add(p, OP_TEXT);
		op->u.text.x = r->x;
		op->u.text.y = y;
		op->u.text.size = st->size;
		op->u.text.space = st->space;
		op->u.text.colour = st->colour;
		op->u.text.bold = st->bold && (st->face != PDF_BIAO || !pdf_font_is_own(p->fonts, PDF_BIAO));
		op->u.text.font = r->font;
		op->u.text.n = r->n;
		op->u.text.cp = r->cp;
	}
	r->x += r->width;
	r->width = 0;
	r->cp += r->n;
	r->n = 0;
}

double
pdf_text(struct pdf *p, double x, double y, const struct pdf_style *st, const char *s)
{
	struct run r = { x, 0, 0, 0, arena_array_of(p->a, uint32_t, strlen(s) + 1) };
	struct pdf_glyph g;

	while (*s != '\0') {
		uint32_t cp = next_char(&s);

		if (is_invisible(cp))
			continue;
		if (!pdf_font_glyph(p->fonts, st->face, cp, &g)) {
			struct pdf_style small = standin_style(st);

			run_flush(p, &r, y, st);
			p->missing++;
			if (cp >= 0x80 && cp != 0x3014 && cp != 0x3015)
				(void)pdf_text(p, r.x, y, &small, standin(p, cp));
			r.x += pdf_char_width(p, st, cp);
			continue;
		}
		if (r.n > 0 && r.font != g.font)
			run_flush(p, &r, y, st);
		r.font = g.font;
		r.cp[r.n++] = cp;
		r.width += g.em * st->size + st->space;
	}
	run_flush(p, &r, y, st);
	return r.x - x;
}

double
pdf_text_in(struct pdf *p, double x, double y, double w, enum pdf_align align,
    const struct pdf_style *st, const char *s)
{
	struct pdf_style wide = *st;
	double rest = w - (pdf_text_width(p, st, s) - st->space);
	size_t n = utf8_len(s);

	if (align == PDF_RIGHT)
		x += rest;
	else if (align == PDF_CENTRE)
		x += rest / 2;
	else if (align == PDF_JUSTIFY && n > 1)
		wide.space += rest / (double)(n - 1);
	return pdf_text(p, x, y, &wide, s);
}

struct pdf_slot *
pdf_later(struct pdf *p, double x, double y, double w, enum pdf_align align,
    const struct pdf_style *st)
{
	struct pdf_slot *s = arena_new_of(p->a, struct pdf_slot);

	if (p->at == 0)
		(void)pdf_page_add(p);
	*s = (struct pdf_slot){ p->at, x, y, w, align, *st };
	return s;
}

void
pdf_fill(struct pdf *p, const struct pdf_slot *slot, const char *s)
{
	int back = p->at;

	pdf_page_select(p, slot->page);
	(void)pdf_text_in(p, slot->x, slot->y, slot->w, slot->align, &slot->st, s);
	pdf_page_select(p, back);
}

static void
path_add(struct pdf *p, const struct pdf_seg *seg, size_t n, uint32_t fill,
    const struct pdf_pen *pen)
{
	struct pdf_op *op = pdf_op_add(p, OP_PATH);

	op->u.path.seg = seg;
	op->u.path.n = n;
	op->u.path.fill = fill;
	op->u.path.stroke = pen != NULL ? pen->colour : PDF_NONE;
	op->u.path.width = pen != NULL ? pen->width : 0;
	op->u.path.dash = pen != NULL ? pen->dash : 0;
}

void
pdf_line(struct pdf *p, double x1, double y1, double x2, double y2, struct pdf_pen pen)
{
	const struct pdf_point pt[] = { { x1, y1 }, { x2, y2 } };

	pdf_polyline(p, pt, N(pt), pen);
}

void
pdf_rect(struct pdf *p, double x, double y, double w, double h, uint32_t fill,
    const struct pdf_pen *pen)
{
	struct pdf_seg *s = arena_new_of(p->a, struct pdf_seg);

	*s = (struct pdf_seg){ SEG_RECT, { x, y, w, h, 0, 0 } };
	path_add(p, s, 1, fill, pen);
}

static struct pdf_seg *
path_of(struct pdf *p, const struct pdf_point *pt, size_t n)
{
	struct pdf_seg *s = arena_array_of(p->a, struct pdf_seg, n + 1);

	for (size_t i = 0; i < n; i++)
		s[i] = (struct pdf_seg){ i == 0 ? SEG_MOVE : SEG_LINE, { pt[i].x, pt[i].y } };
	s[n].kind = SEG_CLOSE;
	return s;
}

void
pdf_polyline(struct pdf *p, const struct pdf_point *pt, size_t n, struct pdf_pen pen)
{
	if (n > 1)
		path_add(p, path_of(p, pt, n), n, PDF_NONE, &pen);
}

void
pdf_polygon(struct pdf *p, const struct pdf_point *pt, size_t n, uint32_t fill,
    const struct pdf_pen *pen)
{
	if (n > 2)
		path_add(p, path_of(p, pt, n), n + 1, fill, pen);
}

void
pdf_circle(struct pdf *p, double x, double y, double r, uint32_t fill, const struct pdf_pen *pen)
{
	struct pdf_seg *s = arena_array_of(p->a, struct pdf_seg, 6);
	double k = r * 0.5522847498;	/* control points of a quarter circle */

	s[0] = (struct pdf_seg){ SEG_MOVE, { x - r, y } };
	s[1] = (struct pdf_seg){ SEG_CURVE, { x - r, y - k, x - k, y - r, x, y - r } };
	s[2] = (struct pdf_seg){ SEG_CURVE, { x + k, y - r, x + r, y - k, x + r, y } };
	s[3] = (struct pdf_seg){ SEG_CURVE, { x + r, y + k, x + k, y + r, x, y + r } };
	s[4] = (struct pdf_seg){ SEG_CURVE, { x - k, y + r, x - r, y + k, x - r, y } };
	s[5].kind = SEG_CLOSE;
	path_add(p, s, 6, fill, pen);
}

void
pdf_qr(struct pdf *p, double x, double y, double size, size_t n, const uint8_t *modules)
{
	struct pdf_seg *s = arena_array_of(p->a, struct pdf_seg, size_mul(n, n) + 1);
	double m = size / (double)n;
	size_t k = 0;

	for (size_t row = 0; row < n; row++)
		for (size_t col = 0; col < n; col++) {
			size_t from = col;

			while (col < n && modules[row * n + col] != 0)
				col++;
			if (col > from)
				s[k++] = (struct pdf_seg){ SEG_RECT,
					{ x + (double)from * m, y + (double)row * m,
					    (double)(col - from) * m, m } };
		}
	if (k > 0)
		path_add(p, s, k, PDF_BLACK, NULL);
}

struct pdf_anchor *
pdf_anchor_new(struct pdf *p)
{
	struct pdf_anchor *at = arena_new_of(p->a, struct pdf_anchor);

	at->next = p->anchors;
	p->anchors = at;
	return at;
}

void
pdf_anchor_set(struct pdf *p, struct pdf_anchor *at, double y)
{
	if (p->at == 0)
		(void)pdf_page_add(p);
	at->page = p->at;
	at->y = y;
}

int
pdf_anchor_page(const struct pdf_anchor *at)
{
	return at->page;
}

void
pdf_link(struct pdf *p, double x, double y, double w, double h, const struct pdf_anchor *to)
{
	struct pdf_link_to *l = arena_new_of(p->a, struct pdf_link_to);

	if (p->at == 0)
		(void)pdf_page_add(p);
	*l = (struct pdf_link_to){ p->sheet[p->at - 1]->links, x, y, w, h, to };
	p->sheet[p->at - 1]->links = l;
}

struct pdf_outline *
pdf_outline(struct pdf *p, struct pdf_outline *parent, const char *title,
    const struct pdf_anchor *to)
{
	struct pdf_outline *o = arena_new_of(p->a, struct pdf_outline);

	o->parent = parent;
	o->title = arena_strdup(p->a, title);
	o->to = to;
	*p->last_outline = o;
	p->last_outline = &o->next;
	return o;
}
