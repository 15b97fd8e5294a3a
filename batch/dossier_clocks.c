/* The clocks of a dossier: each promise and every stretch that counted or did not (design 4.4). */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const char *
span(const struct dossier_drawing *w, usec_t t)
{
	int64_t min = t / USEC_MIN;

	if (t <= 0)
		return "";
	if (min < 60)
		return text_fill1(w->a, w->lang, "Text.clock.minutes",
		    arena_printf(w->a, "%lld", (long long)min));
	return text_fill2(w->a, w->lang, "Text.clock.hours_minutes",
	    arena_printf(w->a, "%lld", (long long)(min / 60)),
	    arena_printf(w->a, "%lld", (long long)(min % 60)));
}

static const char *
stretch(const struct dossier_drawing *w, const struct deadline_line *l)
{
	struct civil to = civil_of(l->to);

	if (l->from == l->to)
		return dossier_time(w->a, l->from);
	if (day_of(l->from) == day_of(l->to))
		return arena_printf(
		    w->a, "%s – %02d:%02d", dossier_time(w->a, l->from), to.hour, to.minute);
	return arena_printf(
	    w->a, "%s – %s", dossier_time(w->a, l->from), dossier_time(w->a, l->to));
}

static const char *
what(const struct dossier_drawing *w, const struct deadline_line *l, int32_t unit)
{
	static const char *const keys[LINE_KIND_MAX] = { [LINE_START] = "Text.clock.start",
		[LINE_WINDOW] = "Text.clock.window",
		[LINE_REST] = "Text.clock.rest",
		[LINE_WEEKEND] = "Text.clock.weekend",
		[LINE_HOLIDAY] = "Text.clock.holiday",
		[LINE_MAKEUP] = "Text.clock.makeup",
		[LINE_PAUSE] = "Text.clock.pause",
		[LINE_DUE] = "Text.clock.due" };
	const char *key = keys[l->kind], *name = text_pick(w->lang, l->zh, l->en);

	if (l->kind == LINE_WINDOW && l->days > 1)
		return text_fill1(
		    w->a, w->lang, "Text.clock.window_days", arena_printf(w->a, "%d", l->days));
	if (l->kind == LINE_WINDOW && (unit == LIMIT_DUTY_HOUR || unit == LIMIT_DUTY_MINUTE))
		key = "Text.clock.window_duty";
	else if (l->kind == LINE_WINDOW && unit != LIMIT_WORK_HOUR && unit != LIMIT_WORK_DAY)
		key = "Text.clock.window_clock";
	if (l->kind == LINE_PAUSE)
		name = text_fill1(w->a, w->lang, "Paper.Dossier.EventNo",
		    arena_printf(w->a, "%lld", (long long)l->event));
	return text_fill1(w->a, w->lang, key, name);
}

static void
lines(struct dossier_drawing *w, const struct dossier_clock *k)
{
	const struct pdf_col col[] = { { text_get(w->lang, "Text.case.why_when"), 41, PDF_LEFT,
					   false },
		{ text_get(w->lang, "Text.case.why_what"), 27, PDF_LEFT, false },
		{ text_get(w->lang, "Text.case.why_counted"), 16, PDF_RIGHT, false },
		{ text_get(w->lang, "Text.case.why_sum"), 16, PDF_RIGHT, false } };
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.pad_y = 1.5;
	pdf_table_begin(&t, &w->f, &style, col, N(col));
	for (size_t i = 0; i < k->trace.n; i++) {
		const struct deadline_line *l = &k->trace.lines[i];
		const char *row[] = { stretch(w, l), what(w, l, k->promise->unit),
			span(w, l->counted), l->counted > 0 ? span(w, l->sum) : "" };

		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

static void
clock(struct dossier_drawing *w, const struct dossier_clock *k)
{
	const struct promise_row *p = k->promise;
	struct pdf_para text = dossier_text;

	text.keep = 60;
	if (k->trace.n == 0) {
		pdf_flow_para(&w->f, &dossier_text,
		    text_fill2(w->a, w->lang, "Paper.Dossier.GivenDue",
			dossier_time(w->a, p->started), dossier_time(w->a, p->due)));
		return;
	}
	pdf_flow_para(&w->f, &text,
	    text_fill3(w->a, w->lang, "Text.case.why_sentence", dossier_time(w->a, p->started),
		text_fill1(w->a, w->lang, arena_printf(w->a, "LimitUnit.%d.Amount", p->unit),
		    arena_printf(w->a, "%d", p->amount)),
		dossier_time(w->a, p->due)));
	lines(w, k);
}

void
dossier_draw_clocks(struct dossier_drawing *w)
{
	for (size_t i = 0; i < w->d->n_clocks; i++)
		clock(w, &w->d->clocks[i]);
	if (w->d->n_clocks == 0)
		dossier_none(w);
}
