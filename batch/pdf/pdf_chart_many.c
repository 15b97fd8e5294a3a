/* Small multiples: a panel a unit, all on one scale, so that the eye compares them. */
#include "config.h"
#include "batch/pdf/pdf_chart.h"

#include <math.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define PANEL_GAP 10.0
#define PANEL_NAME 12.0
#define PANEL_FOOT 10.0
#define DOT_R 1.9

static const struct pdf_style name_style = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_INK };
static const struct pdf_style value_style = { PDF_HEI, false, 8, 0, PDF_INK };
static const struct pdf_style axis_style = { PDF_HEI, false, 6.5, 0, PDF_GREY };

/* Where one panel lies. */
struct panel {
	const struct pdf_many *m;
	double x, y, w, h;	/* of its field: below the name, above the foot */
};

static double
value_y(const struct panel *p, double v)
{
	double share = (v - p->m->min) / (p->m->max - p->m->min);

	return p->y + p->h - fmin(fmax(share, 0), 1) * p->h;
}

static double
value_x(const struct panel *p, size_t i)
{
	return p->m->n > 1 ? p->x + 3 + (p->w - 28) * (double)i / (double)(p->m->n - 1) : p->x + p->w / 2;
}

/* A name that is too long for its panel is set smaller, down to a half. */
static void
draw_name(struct pdf *pdf, const struct panel *p, const char *name)
{
	struct pdf_style st = name_style;
	double w = pdf_text_width(pdf, &st, name);

	if (w > p->w)
		st.size = fmax(st.size * p->w / w, st.size / 2);
	(void)pdf_text(pdf, p->x, p->y - 4, &st, name);
}

static void
draw_frame(struct pdf *pdf, const struct panel *p, bool first)
{
	const double edge[] = { p->m->min, (p->m->min + p->m->max) / 2, p->m->max };

	for (size_t i = 0; i < N(edge); i++) {
		double y = value_y(p, edge[i]);
		const struct pdf_pen pen = { PDF_HAIR, i == 0 ? PDF_INK : PDF_RULE, i == 0 ? 0 : 1 };

		pdf_line(pdf, p->x, y, p->x + p->w - 22, y, pen);
		if (first)
			(void)pdf_text_in(pdf, p->x - 21, y + 2.3, 18, PDF_RIGHT, &axis_style,
			    arena_printf(pdf_arena(pdf), "%.0f", edge[i]));
	}
	(void)pdf_text(pdf, p->x, p->y + p->h + 7.5, &axis_style, p->m->from);
	(void)pdf_text_in(pdf, p->x, p->y + p->h + 7.5, p->w - 22, PDF_RIGHT, &axis_style, p->m->until);
}

static void
draw_line(struct pdf *pdf, const struct panel *p, const double *v, struct pdf_pen pen)
{
	for (size_t i = 1; i < p->m->n; i++)
		if (!isnan(v[i - 1]) && !isnan(v[i]))
			pdf_line(pdf, value_x(p, i - 1), value_y(p, v[i - 1]), value_x(p, i), value_y(p, v[i]), pen);
	for (size_t i = 0; i < p->m->n && pen.dash <= 0; i++) {	/* a month alone between two without */
		bool alone = !isnan(v[i]) && (i == 0 || isnan(v[i - 1])) && (i + 1 == p->m->n || isnan(v[i + 1]));

		if (alone)
			pdf_circle(pdf, value_x(p, i), value_y(p, v[i]), DOT_R * 0.6, pen.colour, NULL);
	}
}

/* The unit's line over the dashed one of all, its last value beside its end. */
static void
draw_panel(struct pdf *pdf, const struct panel *p, const struct pdf_many_line *l, bool first)
{
	const struct pdf_pen all = { 0.7, PDF_GREY, 2 }, own = { 1.2, PDF_INK, 0 };
	size_t last = p->m->n - 1;

	draw_name(pdf, p, l->name);
	draw_frame(pdf, p, first);
	if (p->m->all != NULL)
		draw_line(pdf, p, p->m->all, all);
	draw_line(pdf, p, l->value, own);
	if (isnan(l->value[last])) {
		(void)pdf_text(pdf, p->x + p->w - 19, p->y + p->h / 2, &value_style, "—");
		return;
	}
	pdf_circle(pdf, value_x(p, last), value_y(p, l->value[last]), DOT_R, PDF_INK, NULL);
	(void)pdf_text(pdf, value_x(p, last) + 4, value_y(p, l->value[last]) + 2.8, &value_style, l->text);
}

void
pdf_flow_many(struct pdf_flow *f, const struct pdf_many *m, const struct pdf_many_line *line, size_t n)
{
	const size_t across = m->across > 0 ? m->across : 3;
	const double left = 20, w = (f->width - left - PANEL_GAP * (double)(across - 1)) / (double)across;
	const double row = PANEL_NAME + m->height + PANEL_FOOT;

	if (m->n == 0)
		return;
	(void)pdf_flow_need(f, (m->title != NULL ? PDF_CHART_TITLE : 0) + row * (n > across ? 2 : 1));
	if (m->title != NULL) {
		const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_INK };

		(void)pdf_text(f->p, f->left, pdf_baseline(&st, f->y, PDF_CHART_TITLE), &st, m->title);
		f->y += PDF_CHART_TITLE;
	}
	for (size_t i = 0; i < n; i += across) {
		(void)pdf_flow_need(f, row);
		for (size_t k = i; k < i + across && k < n; k++) {
			const struct panel p = { m, f->left + left + (double)(k - i) * (w + PANEL_GAP),
				f->y + PANEL_NAME, w, m->height };

			draw_panel(f->p, &p, &line[k], k == i);
		}
		f->y += row;
		pdf_flow_skip(f, 9);
	}
}
