/* Headings go to the next page with what follows them. */
#include "config.h"
#include "batch/pdf/pdf_flow.h"

#include "batch/pdf/pdf_list.h"

#include "lib/base/banned.h"

#define NEARLY 0.05

/* Anchors of a page from y on go to the flow's page, dy lower. */
static void
move_anchors(const struct pdf_flow *f, int page, double y, double dy)
{
	for (struct pdf_anchor *a = f->p->anchors; a != NULL; a = a->next)
		if (a->page == page && a->y >= y - NEARLY) {
			a->page = f->p->at;
			a->y = a->y + dy > f->top ? a->y + dy : f->top;
		}
}

void
pdf_stay_begin(struct pdf_flow *f, double space, double high)
{
	struct pdf_stay *k = &f->stay;
	const struct pdf_sheet *s;
	double above = f->y;
	int page = f->p->at;

	pdf_flow_skip(f, space);
	if (pdf_flow_need(f, high)) {
		move_anchors(f, page, above, f->y - above);
		above = f->y;
	}
	s = f->p->sheet[f->p->at - 1];
	/* a heading right below another stays with it, and both with what comes */
	if (k->page != f->p->at || s->last != k->to)
		*k = (struct pdf_stay){
			.page = f->p->at, .y = f->y, .gap = f->y - above, .from = s->last
		};
}

void
pdf_stay_end(struct pdf_flow *f)
{
	f->stay.to = f->p->sheet[f->p->at - 1]->last;
	f->stay.below = f->y;
}

/* Moves the operations after "from" to the end of the current page, dy lower. */
static void
move_tail(struct pdf *p, struct pdf_sheet *old, struct pdf_op **from, double dy)
{
	struct pdf_sheet *s = p->sheet[p->at - 1];

	for (struct pdf_op *op = *from; op != NULL; op = op->next)
		if (op->kind == OP_TEXT)
			op->u.text.y += dy;
	*s->last = *from;
	s->last = old->last;
	*from = NULL;
	old->last = from;
}

bool
pdf_stay_is_alone(const struct pdf_flow *f)
{
	const struct pdf_stay *k = &f->stay;

	return k->to != NULL && k->page == f->p->at && f->p->sheet[k->page - 1]->last == k->to &&
	       k->to != k->from && k->y > f->top + NEARLY;
}

void
pdf_stay_move(struct pdf_flow *f)
{
	const struct pdf_stay k = f->stay;
	struct pdf_sheet *old = f->p->sheet[k.page - 1];
	double dy = f->y - k.y;

	move_tail(f->p, old, k.from, dy);
	move_anchors(f, k.page, k.y - k.gap, dy);
	f->y = k.below + dy;
	f->stay = (struct pdf_stay){ .page = 0 };
}
