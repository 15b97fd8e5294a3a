#include "config.h"
#include "batch/pdf/pdf_chart.h"

#include <math.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define LABEL_SIZE PDF_SIZE_5S
#define BAR_HEIGHT 8.0
#define MARK_R 2.3

enum { TICKS = 5 };

static const struct pdf_style label_style = { PDF_HEI, false, LABEL_SIZE, 0, PDF_INK };
static const struct pdf_style axis_style = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };
static const struct pdf_style title_style = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_INK };

#define HATCH 2.6	/* between the strokes of a hatched bar */

static const uint32_t shade[PDF_SERIES_MAX] = { 0x4A4A4A, 0xFFFFFF, 0xE2E2E2 };

/* Values to points along an axis. */
struct axis {
	double min, max, step;
	double at, length;	/* where min lies, and how long it is */
};

static double
axis_at(const struct axis *a, double v)
{
	return a->at + (v - a->min) / (a->max - a->min) * a->length;
}

/* A step of 1, 2 or 5 times a power of ten. */
static double
nice_step(double range)
{
	double raw = range / TICKS, power = pow(10, floor(log10(raw))), m = raw / power;

	return (m <= 1 ? 1 : m <= 2 ? 2 : m <= 5 ? 5 : 10) * power;
}

static struct axis
axis_for(const struct pdf_chart *c, double at, double length)
{
	struct axis a = { c->min, c->max, 0, at, length };

	if (a.max <= a.min) {
		a.max = a.min;
		for (size_t s = 0; s < c->n_series; s++)
			for (size_t i = 0; i < c->n; i++)
				if (c->series[s].value[i] > a.max)
					a.max = c->series[s].value[i];
		if (a.max <= a.min)
			a.max = a.min + 1;
		a.step = nice_step(a.max - a.min);
		a.max = a.min + ceil((a.max - a.min) / a.step - 1e-9) * a.step;
	} else {
		a.step = nice_step(a.max - a.min);
	}
	return a;
}

/* "1,500": as the values beside the marks are written. */
static const char *
axis_text(struct arena *a, double v, double step)
{
	long n = lround(v);

	if (step < 1)
		return arena_printf(a, "%.*f", step < 0.1 ? 2 : 1, v);
	if (n >= 1000000)
		return arena_printf(a, "%ld,%03ld,%03ld", n / 1000000, n / 1000 % 1000, n % 1000);
	return n >= 1000 ? arena_printf(a, "%ld,%03ld", n / 1000, n % 1000)
			 : arena_printf(a, "%ld", n);
}

static const char *
value_text(const struct pdf_chart *c, size_t s, size_t i)
{
	if (isnan(c->series[s].value[i]))
		return c->none != NULL ? c->none : "—";
	return c->series[s].text != NULL ? c->series[s].text[i] : NULL;
}

static struct pdf_pen
pen(double width, uint32_t colour, double dash)
{
	return (struct pdf_pen){ width, colour, dash };
}

/* The mark of a series: full circle, hollow square, full triangle. */
static void
draw_mark(struct pdf *p, double x, double y, size_t series)
{
	struct pdf_pen line = pen(0.9, PDF_INK, 0);
	const struct pdf_point up[] = { { x - MARK_R * 1.2, y + MARK_R },
		{ x + MARK_R * 1.2, y + MARK_R }, { x, y - MARK_R * 1.3 } };

	if (series == 0)
		pdf_circle(p, x, y, MARK_R, PDF_INK, NULL);
	else if (series == 1)
		pdf_rect(p, x - MARK_R, y - MARK_R, 2 * MARK_R, 2 * MARK_R, PDF_WHITE, &line);
	else
		pdf_polygon(p, up, N(up), PDF_GREY, NULL);
}

/* Strokes that rise to the right, cut off at the edges of the box. */
static void
draw_hatch(struct pdf *p, double x, double y, double w, double h)
{
	for (double c = HATCH - h; c < w; c += HATCH) {
		double from = fmax(x, x + c), to = fmin(x + w, x + c + h);

		if (to > from)
			pdf_line(p, from, y + h - (from - x - c), to, y + h - (to - x - c),
			    pen(0.5, PDF_INK, 0));
	}
}

/* A bar's ground: dark, hatched, or light; told apart by any copier. */
static void
draw_bar(struct pdf *p, double x, double y, double w, double h, size_t series)
{
	struct pdf_pen line = pen(PDF_THIN, PDF_INK, 0);

	pdf_rect(p, x, y, w, h, shade[series], series == 0 ? NULL : &line);
	if (series == 1)
		draw_hatch(p, x, y, w, h);
}

/* Title at the left, what the series look like at the right. */
static void
draw_title(struct pdf_flow *f, const struct pdf_chart *c, bool bars, bool legend)
{
	double x = f->left + f->width, y = pdf_baseline(&title_style, f->y, PDF_CHART_TITLE);

	if (c->title != NULL)
		(void)pdf_text(f->p, f->left, y, &title_style, c->title);
	for (size_t s = c->n_series; s > 0 && legend && c->n_series > 1; s--) {
		const char *name = c->series[s - 1].name != NULL ? c->series[s - 1].name : "";

		x -= pdf_text_width(f->p, &label_style, name);
		(void)pdf_text(f->p, x, y, &label_style, name);
		x -= 12;
		if (bars)
			draw_bar(f->p, x, y - 7, 8, 7, s - 1);
		else
			draw_mark(f->p, x + 4, y - 3, s - 1);
		x -= 12;
	}
	f->y += PDF_CHART_TITLE;
}

static double
widest(struct pdf *p, const char *const *text, size_t n)
{
	double w = 0;

	for (size_t i = 0; i < n; i++)
		w = text[i] != NULL ? fmax(w, pdf_text_width(p, &label_style, text[i])) : w;
	return w;
}

/* Room for names at the left and values at the right of lying charts. */
struct lying {
	double name, value;
	struct axis axis;
};

static struct lying
lying_for(const struct pdf_flow *f, const struct pdf_chart *c)
{
	struct lying l = { .name = fmin(widest(f->p, c->label, c->n), f->width * 0.4) };

	for (size_t s = 0; s < c->n_series; s++)
		if (c->series[s].text != NULL)
			l.value = fmax(l.value, widest(f->p, c->series[s].text, c->n));
	l.value += LABEL_SIZE;
	l.axis = axis_for(
	    c, f->left + l.name + LABEL_SIZE, f->width - l.name - l.value - 2 * LABEL_SIZE);
	return l;
}

static void
draw_name(struct pdf_flow *f, const struct lying *l, double base, const char *name)
{
	struct pdf_text_line *line;

	(void)pdf_break(f->p, &label_style, l->name + 0.1, 0, name, &line);
	pdf_draw_line(f->p, f->left, base, l->name, PDF_RIGHT, &label_style, name, &line[0]);
}

/* A chart of rows stays on one page when it fits on one; a longer one is begun with three rows. */
static void
lying_need(struct pdf_flow *f, const struct pdf_chart *c, double row, double below)
{
	double all = PDF_CHART_TITLE + row * (double)c->n + below;

	(void)pdf_flow_need(f, all <= f->height ? all : PDF_CHART_TITLE + 3 * row);
}

void
pdf_flow_bars(struct pdf_flow *f, const struct pdf_chart *c)
{
	struct lying l = lying_for(f, c);
	double row = PDF_CHART_ROW + BAR_HEIGHT * (double)(c->n_series - 1);

	lying_need(f, c, row, 0);
	draw_title(f, c, true, true);
	for (size_t i = 0; i < c->n; i++) {
		double top;

		(void)pdf_flow_need(f, row);
		top = f->y;
		draw_name(f, &l, pdf_baseline(&label_style, top, row), c->label[i]);
		for (size_t s = 0; s < c->n_series; s++) {
			double v = c->series[s].value[i],
			       y = top + (PDF_CHART_ROW - BAR_HEIGHT) / 2 + BAR_HEIGHT * (double)s;
			double end = isnan(v) ? l.axis.at : axis_at(&l.axis, fmax(v, l.axis.min));
			const char *text = value_text(c, s, i);

			if (end > l.axis.at)
				draw_bar(f->p, l.axis.at, y, end - l.axis.at, BAR_HEIGHT, s);
			if (text != NULL)
				(void)pdf_text(f->p, end + 4,
				    pdf_baseline(&label_style, y, BAR_HEIGHT), &label_style, text);
		}
		f->y += row;
		pdf_line(f->p, l.axis.at, top, l.axis.at, f->y, pen(PDF_THIN, PDF_INK, 0));
	}
	pdf_flow_skip(f, PDF_CHART_ROW / 2);
}

/* The scale below the dots. */
static void
draw_scale(struct pdf_flow *f, const struct axis *a)
{
	double y = f->y + 2;

	pdf_line(f->p, a->at, y, a->at + a->length, y, pen(PDF_HAIR, PDF_GREY, 0));
	for (double v = a->min; v <= a->max + a->step / 2; v += a->step) {
		double x = axis_at(a, v);

		pdf_line(f->p, x, y, x, y + 2, pen(PDF_HAIR, PDF_GREY, 0));
		(void)pdf_text_in(f->p, x, y + 3 + axis_style.size, 0, PDF_CENTRE, &axis_style,
		    axis_text(pdf_arena(f->p), v, a->step));
	}
	f->y += PDF_CHART_ROW;
}

void
pdf_flow_dots(struct pdf_flow *f, const struct pdf_chart *c)
{
	struct lying l = lying_for(f, c);

	lying_need(f, c, PDF_CHART_ROW, PDF_CHART_ROW);
	draw_title(f, c, false, true);
	for (size_t i = 0; i < c->n; i++) {
		double y, base, right = l.axis.at + l.axis.length;
		const char *text = value_text(c, 0, i);

		(void)pdf_flow_need(f, PDF_CHART_ROW);
		y = f->y + PDF_CHART_ROW / 2;
		base = pdf_baseline(&label_style, f->y, PDF_CHART_ROW);
		draw_name(f, &l, base, c->label[i]);
		pdf_line(f->p, l.axis.at, y, right, y, pen(PDF_HAIR, PDF_RULE, 1));
		for (size_t s = c->n_series; s > 0; s--)
			if (!isnan(c->series[s - 1].value[i]))
				draw_mark(
				    f->p, axis_at(&l.axis, c->series[s - 1].value[i]), y, s - 1);
		if (text != NULL)
			(void)pdf_text_in(
			    f->p, right, base, l.value + LABEL_SIZE, PDF_RIGHT, &label_style, text);
		f->y += PDF_CHART_ROW;
	}
	draw_scale(f, &l.axis);
	pdf_flow_skip(f, PDF_CHART_ROW / 2);
}

/* The field of a standing chart: grid lines with their values, labels below. */
struct field {
	double x, w, top, bottom, step;	/* step: width of one place */
	struct axis axis;
};

static struct field
draw_field(struct pdf_flow *f, const struct pdf_chart *c, double right)
{
	struct field d = { .top = f->y + 10, .bottom = f->y + c->height - PDF_CHART_ROW };
	struct arena *a = pdf_arena(f->p);
	double every;

	d.axis = axis_for(c, d.bottom, d.top - d.bottom);
	d.x =
	    f->left + pdf_text_width(f->p, &axis_style, axis_text(a, d.axis.max, d.axis.step)) + 6;
	d.w = f->left + f->width - right - d.x;
	d.step = d.w / (double)(c->n > 0 ? c->n : 1);
	for (double v = d.axis.min; v <= d.axis.max + d.axis.step / 2; v += d.axis.step) {
		double y = axis_at(&d.axis, v);
		bool base = v <= d.axis.min;

		pdf_line(f->p, d.x, y, d.x + d.w, y,
		    base ? pen(PDF_THIN, PDF_INK, 0) : pen(PDF_HAIR, PDF_RULE, 0));
		(void)pdf_text_in(f->p, f->left, y + axis_style.size * 0.36, d.x - f->left - 4,
		    PDF_RIGHT, &axis_style, axis_text(a, v, d.axis.step));
	}
	every = ceil(widest(f->p, c->label, c->n) * 1.1 / d.step);
	for (size_t i = 0; i < c->n; i += (size_t)fmax(every, 1))
		(void)pdf_text_in(f->p, d.x + (double)i * d.step, d.bottom + 12, d.step, PDF_CENTRE,
		    &label_style, c->label[i]);
	return d;
}

/* Values are printed when they have room beside each other. */
static bool
has_room(struct pdf_flow *f, const struct pdf_chart *c, double step)
{
	double w = 0;

	for (size_t s = 0; s < c->n_series; s++)
		if (c->series[s].text != NULL)
			w = fmax(w, widest(f->p, c->series[s].text, c->n));
	return w * 1.05 <= step;
}

void
pdf_flow_columns(struct pdf_flow *f, const struct pdf_chart *c)
{
	struct field d;
	double w;
	bool room;

	(void)pdf_flow_need(f, PDF_CHART_TITLE + c->height);
	draw_title(f, c, true, true);
	d = draw_field(f, c, 0);
	w = fmin(d.step * 0.7, 36) / (double)c->n_series;
	room = has_room(f, c, d.step / (double)c->n_series);
	for (size_t i = 0; i < c->n; i++)
		for (size_t s = 0; s < c->n_series; s++) {
			double x = d.x + ((double)i + 0.5) * d.step +
				   ((double)s - (double)c->n_series / 2) * w;
			double v = c->series[s].value[i],
			       y = isnan(v) ? d.bottom : axis_at(&d.axis, v);
			const char *text = value_text(c, s, i);

			if (y < d.bottom)
				draw_bar(f->p, x, y, w, d.bottom - y, s);
			if (text != NULL && room)
				(void)pdf_text_in(
				    f->p, x, y - 3, w, PDF_CENTRE, &label_style, text);
		}
	f->y += c->height;
	pdf_flow_skip(f, PDF_CHART_ROW / 2);
}

static double
point_x(const struct field *d, size_t i)
{
	return d->x + ((double)i + 0.5) * d->step;
}

/* One series: its line in pieces between missing values. */
static void
draw_series(struct pdf_flow *f, const struct pdf_chart *c, const struct field *d, size_t s)
{
	static const double dash[PDF_SERIES_MAX] = { 0, 4, 1 };
	const double *v = c->series[s].value;

	for (size_t i = 1; i < c->n; i++)
		if (!isnan(v[i - 1]) && !isnan(v[i]))
			pdf_line(f->p, point_x(d, i - 1), axis_at(&d->axis, v[i - 1]),
			    point_x(d, i), axis_at(&d->axis, v[i]), pen(1.1, PDF_INK, dash[s]));
}

/* Marks of one place; the highest has its value above, the others below. */
static void
draw_place(
    struct pdf_flow *f, const struct pdf_chart *c, const struct field *d, size_t i, bool room)
{
	for (size_t s = 0; s < c->n_series; s++) {
		double v = c->series[s].value[i], y = isnan(v) ? d->bottom : axis_at(&d->axis, v);
		const char *text = value_text(c, s, i);
		bool top = true;

		for (size_t o = 0; o < c->n_series; o++)
			if (c->series[o].value[i] > v || (o < s && c->series[o].value[i] >= v))
				top = false;
		if (!isnan(v))
			draw_mark(f->p, point_x(d, i), y, s);
		if (text != NULL && room)
			(void)pdf_text_in(f->p, point_x(d, i), y + (top ? -5 : 12), 0, PDF_CENTRE,
			    &label_style, text);
	}
}

/* The names at the ends of the lines, pushed apart where the ends are close. */
static void
draw_names(struct pdf_flow *f, const struct pdf_chart *c, const struct field *d)
{
	size_t order[PDF_SERIES_MAX] = { 0, 1, 2 };
	double y = -1e9;

	for (size_t i = 1; i < c->n_series; i++)
		for (size_t k = i; k > 0 && c->series[order[k]].value[c->n - 1] >
		    c->series[order[k - 1]].value[c->n - 1]; k--) {
			size_t t = order[k];

			order[k] = order[k - 1];
			order[k - 1] = t;
		}
	for (size_t i = 0; i < c->n_series; i++) {
		const struct pdf_series *q = &c->series[order[i]];

		if (q->name == NULL || isnan(q->value[c->n - 1]))
			continue;
		y = fmax(axis_at(&d->axis, q->value[c->n - 1]), y + LABEL_SIZE * 1.2);
		(void)pdf_text(f->p, d->x + d->w + 4, y + LABEL_SIZE * 0.36, &label_style, q->name);
	}
}

void
pdf_flow_lines(struct pdf_flow *f, const struct pdf_chart *c)
{
	double right = 0;
	struct field d;
	bool room;

	for (size_t s = 0; s < c->n_series && c->n_series > 1; s++)
		if (c->series[s].name != NULL)
			right =
			    fmax(right, pdf_text_width(f->p, &label_style, c->series[s].name) + 4);
	(void)pdf_flow_need(f, PDF_CHART_TITLE + c->height);
	draw_title(f, c, false, false);
	d = draw_field(f, c, right);
	room = has_room(f, c, d.step);
	for (size_t s = 0; s < c->n_series; s++)
		draw_series(f, c, &d, s);
	for (size_t i = 0; i < c->n; i++)
		draw_place(f, c, &d, i, room);
	if (c->n_series > 1 && c->n > 0)
		draw_names(f, c, &d);
	f->y += c->height;
	pdf_flow_skip(f, PDF_CHART_ROW / 2);
}
