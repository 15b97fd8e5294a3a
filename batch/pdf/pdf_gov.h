/*
 * The parts of an official document as GB/T 9704-2012 lays them out: red head,
 * title, headings, signature, imprint, page numbers.
 */
#ifndef BATCH_PDF_PDF_GOV_H
#define BATCH_PDF_PDF_GOV_H

#include "batch/pdf/pdf_flow.h"

/* The head of page 1; what is NULL is not drawn. */
struct pdf_gov_head {
	const char *copy;	/* 份号, six digits */
	const char *secrecy;	/* 密级 */
	const char *urgency;	/* 紧急程度 */
	const char *mark;	/* 发文机关标志 or the bulletin's name, in red */
	const char *number;	/* 发文字号 or issue; centred, or left when right is given */
	const char *right;	/* at the right of the number's line: signer, or place and date */
};

/* The imprint 版记 at the foot of the last page. */
struct pdf_gov_imprint {
	const char *to;		/* "抄送：…。"; NULL = none */
	const char *printer;	/* printing office */
	const char *date;	/* "2026年11月2日印发" */
	const char *note;	/* a further line below, such as the ledger's seal; NULL = none */
};

/*
 * Headings 一、 (黑体), （一） (楷体), 1. (body face): they stay with two lines
 * of what follows, the first also with a heading of the second kind.  pdf_gov_close is the last
 * paragraph of the body: it stays with the signature, so that this never stands on a page of its
 * own.
 */
extern const struct pdf_para pdf_gov_h1, pdf_gov_h2, pdf_gov_h3, pdf_gov_close;

/* A flow over the type area of 156 x 225 mm, first page begun. */
void pdf_gov_begin(struct pdf_flow *f, struct pdf *p);
/* Red head and red line; leaves the flow two blank lines below the line. */
void pdf_gov_draw_head(struct pdf_flow *f, const struct pdf_gov_head *h);
/* 2号 小标宋, centred, on the grid, lines of like length; one blank line is left below. */
void pdf_gov_title(struct pdf_flow *f, const char *title);
/* 主送机关, flush left, with its colon. */
void pdf_gov_addressee(struct pdf_flow *f, const char *to);
/* To the next of the 22 lines of the page: what follows a table or a chart stands on the grid again. */
void pdf_gov_snap(struct pdf_flow *f);
/* 附件说明: a blank line, then "附件：1.…" at indent 2, each name under the first. */
void pdf_gov_attached(struct pdf_flow *f, const char *label, const char *const *name, size_t n);
/* A new page with "附件1" in 黑体 at its left top and the title on the third line. */
void pdf_gov_attachment(struct pdf_flow *f, const char *label, const char *title);
/* Office above date, the date 4 characters from the right, the office centred on it. */
void pdf_gov_sign(struct pdf_flow *f, const char *office, const char *date);
/* At the bottom edge of the type area, on a new page when it does not fit here. */
void pdf_gov_draw_imprint(struct pdf_flow *f, const struct pdf_gov_imprint *im);
/*
 * "— n —" on pages from … to, counted from first; odd ones right, even ones
 * left, the dash 7 mm below the type area.  Call it when all pages exist.
 */
void pdf_gov_page_numbers(struct pdf *p, int from, int to, int first);

#endif
