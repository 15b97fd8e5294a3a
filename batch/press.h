/*
 * The frame of the office's papers made of figures, in two dresses: the
 * official document of GB/T 9704 and the brief (工作简报), denser.  A drawer
 * says head, parts, paragraphs, tables and attachments; where they stand,
 * their numbers, bookmarks, signature, imprint and page numbers are done here.
 */
#ifndef BATCH_PRESS_H
#define BATCH_PRESS_H

#include <stddef.h>

#include "batch/pdf/pdf_flow.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/text.h"

struct arena;
struct pdf_fonts;

enum press_dress { DRESS_FORMAL, DRESS_BRIEF, DRESS_MAX };
enum { PRESS_ATTACHED_MAX = 12 };

/* What is known before the first line. */
struct press_spec {
	enum lang lang;
	enum press_dress dress;
	const char *office;	/* issuer */
	const char *file_title;	/* of the PDF */
	usec_t as_of;		/* the last instant the data know: every date on the paper is its day's */
};

/* Page 1; what is NULL is left out. */
struct press_head {
	const char *mark;	/* formal: issuer's mark, brief: the mast */
	const char *number;	/* formal: 发文字号 with 〔〕; brief: "第10期" */
	const char *title;
	const char *to;		/* 主送机关 with its colon */
};

struct press {
	struct arena *a;
	enum lang lang;
	enum press_dress dress;
	const char *office;
	const char *date;	/* "2026年10月31日" */
	struct pdf *p;
	struct pdf_flow f;
	int part, sub;		/* numbers of the last headings */
	const char *attached[PRESS_ATTACHED_MAX];
	size_t n_attached, at_attached;
	struct pdf_outline *under;
	struct pdf_table_style table;
};

/* Begins the paper; the caller calls pdf_free(pr->p) before its arena ends. */
void press_begin(struct press *pr, struct arena *a, struct pdf_fonts *fonts, const struct press_spec *spec);
void press_head(struct press *pr, const struct press_head *h);
/* "一、…" 黑体 with a bookmark, "（一）…" 楷体, "1.…"; they stay with what follows. */
void press_part(struct press *pr, const char *name);
void press_sub(struct press *pr, const char *name);
void press_item(struct press *pr, int no, const char *text);
/* A paragraph of the body; press_last() is the one before the signature, which keeps it company. */
void press_para(struct press *pr, const char *text);
void press_last(struct press *pr, const char *text);
/* A small line: a caption above a table of so many rows, which stays with it, and a short table whole; a note below. */
void press_caption(struct press *pr, const char *text, size_t rows);
void press_note(struct press *pr, const char *text);
/* One of the paper's last lines: the imprint stands on no page of its own. */
void press_note_last(struct press *pr, const char *text);
/* A table in the dress's style, its lines of "small" text where there are many columns. */
void press_table(struct press *pr, struct pdf_table *t, const struct pdf_col *col, size_t n, bool small);
void press_table_end(struct press *pr, struct pdf_table *t);
/* Room before and after a chart of a height (0: it asks for its room itself). */
void press_chart(struct press *pr, double height);
void press_chart_end(struct press *pr);

/* Names one attachment that will follow, before press_last(); their list, between it and press_sign(). */
void press_attach(struct press *pr, const char *name);
void press_attached(struct press *pr);
/* Signature and date. */
void press_sign(struct press *pr);
/* The next attachment: a new page in the formal dress, a heading in the brief. */
void press_attachment(struct press *pr);
/* Imprint (copies to, seal line) at the foot of the last page, and the page numbers. */
void press_end(struct press *pr, const char *copies, const char *note);

/* Instead of the imprint, for pages without a head: a small line and the number at the foot of each page. */
void press_foot(struct press *pr, const char *note);

/* A number as text; "—" where there is none to tell. */
const char *press_count(const struct press *pr, int64_t n);

#endif
