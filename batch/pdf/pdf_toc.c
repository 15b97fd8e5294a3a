#include "config.h"
#include "batch/pdf/pdf_toc.h"

#include "lib/base/arena.h"

#include "lib/base/banned.h"

enum { LEVELS = 4 };

struct entry {
	struct entry *next;
	struct pdf_anchor *at;
	struct pdf_slot *slot;
};

struct pdf_toc {
	struct pdf *p;
	struct entry *first, **last;
	struct pdf_outline *parent[LEVELS];
};

struct pdf_toc *
pdf_toc_new(struct pdf *p)
{
	struct pdf_toc *t = arena_new_of(pdf_arena(p), struct pdf_toc);

	t->p = p;
	t->last = &t->first;
	return t;
}

struct pdf_anchor *
pdf_toc_line(struct pdf_toc *t, struct pdf_flow *f, const struct pdf_para *st, int level,
    const char *title)
{
	struct entry *e = arena_new_of(pdf_arena(t->p), struct entry);
	const struct pdf_pen dots = { 0.8, PDF_RULE, 2 };
	double em = st->text.size, x = f->left + level * em, y, number = 2.2 * em, end;
	int depth = level < LEVELS ? level : LEVELS - 1;

	e->at = pdf_anchor_new(t->p);
	*t->last = e;
	t->last = &e->next;
	t->parent[depth] = pdf_outline(t->p, depth > 0 ? t->parent[depth - 1] : NULL, title, e->at);
	(void)pdf_flow_need(f, st->pitch);
	y = pdf_baseline(&st->text, f->y, st->pitch);
	end = x + pdf_text(t->p, x, y, &st->text, title) + em / 2;
	if (end < f->left + f->width - number)
		pdf_line(t->p, end, y - em * 0.1, f->left + f->width - number, y - em * 0.1, dots);
	e->slot = pdf_later(t->p, f->left, y, f->width, PDF_RIGHT, &st->text);
	pdf_link(t->p, f->left, f->y, f->width, st->pitch, e->at);
	f->y += st->pitch;
	return e->at;
}

void
pdf_toc_fill(struct pdf_toc *t, int first_page)
{
	for (const struct entry *e = t->first; e != NULL; e = e->next)
		if (pdf_anchor_page(e->at) > 0)
			pdf_fill(t->p, e->slot, arena_printf(pdf_arena(t->p), "%d",
			    pdf_anchor_page(e->at) - first_page + 1));
}
