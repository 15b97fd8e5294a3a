#include "config.h"
#include "batch/pdf/pdf_flow.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define NEARLY 0.05	/* points by which a line may overrun the bottom: rounding */

const struct pdf_para pdf_gov_body = {
	.text = { PDF_SONG, false, PDF_SIZE_3, PDF_GOV_SPACE, PDF_BLACK },
	.pitch = PDF_GOV_PITCH,
	.align = PDF_JUSTIFY,
	.first = 2,
};

void
pdf_flow_begin_with(struct pdf_flow *f, struct pdf *p, double left, double top, double width,
    double height, pdf_page_fn *on_page, void *ctx)
{
	*f = (struct pdf_flow){ .p = p,
		.left = left,
		.top = top,
		.width = width,
		.height = height,
		.y = top,
		.on_page = on_page,
		.ctx = ctx };
	pdf_flow_page(f);
}

void
pdf_flow_begin(struct pdf_flow *f, struct pdf *p, double left, double top, double width,
    double height)
{
	pdf_flow_begin_with(f, p, left, top, width, height, NULL, NULL);
}

void
pdf_flow_page(struct pdf_flow *f)
{
	bool alone = pdf_stay_is_alone(f);

	(void)pdf_page_add(f->p);
	f->y = f->top;
	if (f->on_page != NULL)
		f->on_page(f, f->ctx);
	if (alone)
		pdf_stay_move(f);
}

double
pdf_flow_left(const struct pdf_flow *f)
{
	return f->top + f->height - f->y;
}

bool
pdf_flow_at_top(const struct pdf_flow *f)
{
	return f->y <= f->top + NEARLY;
}

bool
pdf_flow_need(struct pdf_flow *f, double h)
{
	if (h <= pdf_flow_left(f) + NEARLY || pdf_flow_at_top(f))
		return false;
	pdf_flow_page(f);
	return true;
}

void
pdf_flow_skip(struct pdf_flow *f, double h)
{
	if (pdf_flow_at_top(f))
		return;
	f->y += h < pdf_flow_left(f) ? h : pdf_flow_left(f);
}

static double
em(const struct pdf_style *st)
{
	return st->size + st->space;
}

/* How many of the first n lines of a paragraph go on this page: none or one too few for its rest. */
static size_t
lines_here(const struct pdf_flow *f, const struct pdf_para *st, size_t n)
{
	double room = pdf_flow_left(f) + NEARLY;
	size_t fit = room < st->pitch ? 0 : (size_t)(room / st->pitch);

	if (fit >= n)
		return n;
	if (fit == n - 1 && n > 1)
		fit--;			/* its last line would stand alone */
	return fit < 2 && !pdf_flow_at_top(f) ? 0 : fit;
}

/* The same, at least one, after a new page if need be. */
static size_t
lines_next(struct pdf_flow *f, const struct pdf_para *st, size_t n)
{
	size_t here = lines_here(f, st, n);

	if (here > 0)
		return here;
	if (!pdf_flow_at_top(f))
		pdf_flow_page(f);
	here = lines_here(f, st, n);
	return here > 0 ? here : 1;
}

static size_t
lines_of_para(const struct pdf_text_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line[i].last)
			return i + 1;
	return n;
}

void
pdf_flow_para(struct pdf_flow *f, const struct pdf_para *st, const char *text)
{
	double unit = em(&st->text), left = st->left * unit;
	double width = f->width - left - st->right * unit, first = st->first * unit;
	struct pdf_text_line *line;
	size_t n = pdf_break(f->p, &st->text, width, first, text, &line), here = 0;
	bool head = true;

	if (st->keep > 0)
		pdf_stay_begin(f, st->before, (double)n * st->pitch + st->keep);
	else
		pdf_flow_skip(f, st->before);
	for (size_t i = 0; i < n; i++, here--) {
		double indent = head ? first : 0;

		if (head || here == 0)
			here = lines_next(f, st, lines_of_para(line + i, n - i));
		pdf_draw_line(f->p, f->left + left + indent,
		    pdf_baseline(&st->text, f->y, st->pitch), width - indent, st->align, &st->text,
		    text, &line[i]);
		f->y += st->pitch;
		head = line[i].last;
	}
	pdf_flow_skip(f, st->after);
	if (st->keep > 0)
		pdf_stay_end(f);
}

double
pdf_para_height(struct pdf *p, const struct pdf_para *st, double width, const char *text)
{
	double unit = em(&st->text);
	struct pdf_text_line *line;
	size_t n = pdf_break(p, &st->text, width - (st->left + st->right) * unit, st->first * unit,
	    text, &line);

	return (double)n * st->pitch;
}

/* The caption below one box, in as many lines as it needs. */
static void
photo_caption(struct pdf_flow *f, const struct pdf_para *st, double x, double y, double w,
    const char *text)
{
	struct pdf_text_line *line;
	size_t n = pdf_break(f->p, &st->text, w, 0, text, &line);

	for (size_t i = 0; i < n; i++)
		pdf_draw_line(f->p, x,
		    pdf_baseline(&st->text, y + (double)i * st->pitch, st->pitch), w, st->align,
		    &st->text, text, &line[i]);
}

double
pdf_photo_row(const struct pdf_flow *f, size_t per_row, double box_ratio,
    const struct pdf_para *caption)
{
	double gap = caption->text.size;

	return (f->width - gap * (double)(per_row - 1)) / (double)per_row * box_ratio +
	    caption->pitch + gap;
}

void
pdf_flow_photos(struct pdf_flow *f, const struct pdf_photo *photo, size_t n, size_t per_row,
    double box_ratio, const struct pdf_para *caption, const char *broken)
{
	double gap = caption->text.size;
	double w = (f->width - gap * (double)(per_row - 1)) / (double)per_row, h = w * box_ratio;

	for (size_t i = 0; i < n; i += per_row) {
		size_t row = n - i < per_row ? n - i : per_row;
		double below = 0;

		for (size_t k = 0; k < row; k++) {
			const char *c = photo[i + k].caption;
			struct pdf_para plain = { .text = caption->text, .pitch = caption->pitch };
			double ch = c != NULL ? pdf_para_height(f->p, &plain, w, c) : 0;

			below = ch > below ? ch : below;
		}
		(void)pdf_flow_need(f, h + below + gap);
		for (size_t k = 0; k < row; k++) {
			const struct pdf_photo *ph = &photo[i + k];
			double x = f->left + (double)k * (w + gap);

			(void)pdf_image(f->p, x, f->y, w, h, ph->data, ph->len, broken);
			if (ph->caption != NULL)
				photo_caption(f, caption, x, f->y + h + gap / 4, w, ph->caption);
		}
		f->y += h + gap / 4 + below;
		pdf_flow_skip(f, gap);
	}
}
