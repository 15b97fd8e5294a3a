#include "config.h"
#include "batch/sheet.h"

#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"

#include "lib/base/banned.h"

#define PLAIN_LEFT PDF_MM(22)
#define PLAIN_TOP PDF_MM(18)
#define PLAIN_W PDF_MM(166)
#define PLAIN_H PDF_MM(258)
#define RULED 30.0	/* from one line to write on to the next */

const struct pdf_table_style sheet_plain = {
	.text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK },
	.head = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_INK },
	.pitch = 15,
	.pad_x = 4,
	.pad_y = 3.5,
	.rules = PDF_RULES_OPEN,
};
const struct pdf_table_style sheet_grid = {
	.text = { PDF_SONG, false, PDF_SIZE_4S, 0, PDF_BLACK },
	.head = { PDF_HEI, false, PDF_SIZE_4S, 0, PDF_BLACK },
	.pitch = 18,
	.pad_x = 6,
	.pad_y = 5,
	.rules = PDF_RULES_GRID,
};

/* --- the paper ------------------------------------------------------------- */

static void
open_paper(struct sheet *s, struct arena *a, struct pdf_fonts *fonts, const struct conf *conf, enum lang lang,
    const char *title, usec_t made)
{
	struct pdf_spec spec = { .lang = lang_code(lang), .created = made, .archive = true, .title = title };

	*s = (struct sheet){ .a = a, .lang = lang, .office = text_pick(lang, conf->office_name, conf->office_name_en),
		.phone = conf->office_phone };
	spec.author = s->office;
	s->p = pdf_new(a, fonts, &spec);
}

void
sheet_begin(struct sheet *s, struct arena *a, struct pdf_fonts *fonts, const struct conf *conf, enum lang lang,
    const char *title, usec_t made)
{
	open_paper(s, a, fonts, conf, lang, title, made);
	pdf_gov_begin(&s->f, s->p);
}

void
sheet_begin_plain(struct sheet *s, struct arena *a, struct pdf_fonts *fonts, const struct conf *conf, enum lang lang,
    const char *title, usec_t made)
{
	open_paper(s, a, fonts, conf, lang, title, made);
	pdf_flow_begin(&s->f, s->p, PLAIN_LEFT, PLAIN_TOP, PLAIN_W, PLAIN_H);
}

/* --- words ----------------------------------------------------------------- */

const char *
sheet_text(const struct sheet *s, const char *key)
{
	return text_get(s->lang, key);
}

const char *
sheet_number(const struct sheet *s, int64_t n)
{
	return arena_printf(s->a, "%lld", (long long)n);
}

const char *
sheet_time(const struct sheet *s, usec_t t)
{
	return t == USEC_NONE ? "—" : paper_time(s->a, s->lang, t);
}

const char *
sheet_day(const struct sheet *s, usec_t t)
{
	return t == USEC_NONE ? "—" : paper_day(s->a, s->lang, t);
}

const char *
sheet_span(const struct sheet *s, usec_t span)
{
	const int64_t minutes = span > 0 ? span / USEC_MIN : 0, days = minutes / (24 * 60), hours = minutes / 60 % 24;

	if (days > 0)
		return sheet_fill(s, "Paper.Sheet.DaysHours", sheet_number(s, days), sheet_number(s, hours));
	if (hours == 0)
		return sheet_fill(s, "Paper.Sheet.Minutes", sheet_number(s, minutes));
	return sheet_fill(s, "Paper.Sheet.HoursMinutes", sheet_number(s, hours), sheet_number(s, minutes % 60));
}

const char *
sheet_pick(const struct sheet *s, const char *zh, const char *en)
{
	const char *one = text_pick(s->lang, zh, en);

	return one != NULL && one[0] != '\0' ? one : "—";
}

/* --- parts ----------------------------------------------------------------- */

static void
para(struct sheet *s, const struct pdf_para *like, const char *text, bool heading)
{
	struct pdf_para own = *like;

	/* English has one face: headings stand out by weight. */
	own.text.bold = own.text.bold || (heading && s->lang == LANG_EN);
	pdf_flow_para(&s->f, &own, text);
}

void
sheet_h1(struct sheet *s, const char *key)
{
	para(s, &pdf_gov_h1, sheet_text(s, key), true);
}

void
sheet_h2(struct sheet *s, const char *text)
{
	para(s, s->lang == LANG_EN ? &pdf_gov_h3 : &pdf_gov_h2, text, true);
}

void
sheet_para(struct sheet *s, const char *text)
{
	para(s, &pdf_gov_body, text, false);
}

void
sheet_none(struct sheet *s)
{
	sheet_para(s, sheet_text(s, "Paper.Sheet.None"));
}

const char *
sheet_join(const struct sheet *s, const char *list, const char *more)
{
	return list[0] == '\0' ? more : arena_printf(s->a, "%s%s%s%s", list, sheet_text(s, "Paper.Sheet.And"),
	    s->lang == LANG_EN ? " " : "", more);
}

void
sheet_table_begin(struct sheet *s, struct pdf_table *t, const struct pdf_table_style *st, const struct pdf_col *col, size_t n)
{
	pdf_flow_skip(&s->f, 4);
	pdf_table_begin(t, &s->f, st, col, n);
}

void
sheet_table_end(struct sheet *s, struct pdf_table *t)
{
	pdf_table_end(t);
	pdf_flow_skip(&s->f, 4);
}

/* --- forms ----------------------------------------------------------------- */

void
sheet_form_begin(struct sheet_form *f, struct sheet *s)
{
	static const struct pdf_col cols[] = { { NULL, 19, PDF_LEFT, true }, { NULL, 31, PDF_LEFT, false },
		{ NULL, 19, PDF_LEFT, true }, { NULL, 31, PDF_LEFT, false } };

	*f = (struct sheet_form){ .s = s };
	sheet_table_begin(s, &f->t, &sheet_grid, cols, N(cols));
}

static const char *
shown(const char *value)
{
	return value != NULL && value[0] != '\0' ? value : "—";
}

static void
flush_pair(struct sheet_form *f, const char *label, const char *value)
{
	if (f->label == NULL)
		return;
	pdf_table_row(&f->t, (const char *const[]){ f->label, f->value, label, value });
	f->label = NULL;
}

void
sheet_pair(struct sheet_form *f, const char *key, const char *value)
{
	const char *label = sheet_text(f->s, key);

	if (f->label != NULL) {
		flush_pair(f, label, shown(value));
		return;
	}
	f->label = label;
	f->value = shown(value);
}

void
sheet_wide(struct sheet_form *f, const char *key, const char *value)
{
	flush_pair(f, "", "");
	pdf_table_row(&f->t, (const char *const[]){ sheet_text(f->s, key), shown(value), NULL, NULL });
}

void
sheet_form_end(struct sheet_form *f)
{
	flush_pair(f, "", "");
	sheet_table_end(f->s, &f->t);
}

/* --- by hand --------------------------------------------------------------- */

void
sheet_lines(struct sheet *s, int n)
{
	for (int i = 0; i < n; i++) {
		(void)pdf_flow_need(&s->f, RULED);
		s->f.y += RULED;
		pdf_line(s->p, s->f.left, s->f.y, s->f.left + s->f.width, s->f.y, (struct pdf_pen){ PDF_HAIR, PDF_GREY, 0 });
	}
	pdf_flow_skip(&s->f, 10);
}

void
sheet_cut(struct sheet *s, const char *key)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY };
	const char *word = sheet_text(s, key);
	const double w = pdf_text_width(s->p, &st, word), mid = s->f.left + s->f.width / 2, y = s->f.y + 12;
	const struct pdf_pen pen = { PDF_THIN, PDF_GREY, 4 };

	pdf_line(s->p, s->f.left, y, mid - w / 2 - 8, y, pen);
	pdf_line(s->p, mid + w / 2 + 8, y, s->f.left + s->f.width, y, pen);
	(void)pdf_text(s->p, mid - w / 2, y + 3, &st, word);
	pdf_flow_skip(&s->f, 28);
}

void
sheet_close(struct sheet *s, const char *text, usec_t day)
{
	para(s, &pdf_gov_close, text, false);
	pdf_gov_sign(&s->f, s->office, sheet_day(s, day));
}

void
sheet_imprint(struct sheet *s, usec_t day)
{
	const struct pdf_gov_imprint im = { .printer = s->office,
		.date = sheet_fill(s, "Paper.Bulletin.Printed", sheet_day(s, day)) };

	pdf_gov_draw_imprint(&s->f, &im);
}

void
sheet_page_numbers(struct sheet *s)
{
	pdf_gov_page_numbers(s->p, 1, pdf_pages(s->p), 1);
}
