/*
 * What letters and reports of the office are drawn with: a page of GB/T 9704
 * (batch/pdf/pdf_gov.h), headings, paragraphs from the catalogue, forms of
 * labels and values, lines to write on.  Parts are drawn one below the other.
 */
#ifndef BATCH_SHEET_H
#define BATCH_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/pdf/pdf_gov.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

struct arena;
struct conf;
struct pdf;
struct pdf_fonts;

struct sheet {
	struct arena *a;
	enum lang lang;
	const char *office, *phone;
	struct pdf *p;
	struct pdf_flow f;
};

/* A paper with its first page; what it is called and when it was made go into its metadata.  pdf_free(s->p) is the caller's. */
void sheet_begin(struct sheet *s, struct arena *a, struct pdf_fonts *fonts, const struct conf *conf, enum lang lang,
    const char *title, usec_t made);
/* The same with margins of its own instead of the official page. */
void sheet_begin_plain(struct sheet *s, struct arena *a, struct pdf_fonts *fonts, const struct conf *conf,
    enum lang lang, const char *title, usec_t made);

/* The text of a key; and with {0} … filled in. */
const char *sheet_text(const struct sheet *s, const char *key);
#define sheet_fill(s, key, ...) \
	text_fill((s)->a, (s)->lang, (key), (const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
const char *sheet_number(const struct sheet *s, int64_t n);
/* "—" for USEC_NONE. */
const char *sheet_time(const struct sheet *s, usec_t t);
const char *sheet_day(const struct sheet *s, usec_t t);
/* "3 d 4 h", "2 h 5 min": a span of time, rounded down to minutes. */
const char *sheet_span(const struct sheet *s, usec_t span);
/* One of the two languages; "—" where both are empty. */
const char *sheet_pick(const struct sheet *s, const char *zh, const char *en);

/* "一、…" from the catalogue, "（一）…" of the paper's own; a paragraph of the body. */
void sheet_h1(struct sheet *s, const char *key);
void sheet_h2(struct sheet *s, const char *text);
void sheet_para(struct sheet *s, const char *text);
/* Nothing to be said here. */
void sheet_none(struct sheet *s);

/* "a、b", "a, b": one more name to a list; "" begins it. */
const char *sheet_join(const struct sheet *s, const char *list, const char *more);

/* The small print of tables; a table with a little room above and below. */
extern const struct pdf_table_style sheet_plain, sheet_grid;
void sheet_table_begin(struct sheet *s, struct pdf_table *t, const struct pdf_table_style *st, const struct pdf_col *col, size_t n);
void sheet_table_end(struct sheet *s, struct pdf_table *t);

/* A form of labels and values: two pairs a row, or one over the whole width. */
struct sheet_form {
	struct sheet *s;
	struct pdf_table t;
	const char *label, *value;	/* wait for their neighbour */
};
void sheet_form_begin(struct sheet_form *f, struct sheet *s);
/* NULL and "" are "—". */
void sheet_pair(struct sheet_form *f, const char *key, const char *value);
void sheet_wide(struct sheet_form *f, const char *key, const char *value);
void sheet_form_end(struct sheet_form *f);

/* n ruled lines to be written on by hand. */
void sheet_lines(struct sheet *s, int n);
/* A dashed line to cut along, with a word on it. */
void sheet_cut(struct sheet *s, const char *key);
/* Office and day below a last paragraph that stays with them; then page numbers on all pages. */
void sheet_close(struct sheet *s, const char *text, usec_t day);
/* 版记 on the last page so far: who printed it, and when. */
void sheet_imprint(struct sheet *s, usec_t day);
void sheet_page_numbers(struct sheet *s);

#endif
