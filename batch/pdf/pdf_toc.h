/*
 * Contents: lines with dotted leaders whose page numbers are filled in when
 * the pages exist; each leads to its place and makes a bookmark.
 */
#ifndef BATCH_PDF_PDF_TOC_H
#define BATCH_PDF_PDF_TOC_H

#include "batch/pdf/pdf_flow.h"

struct pdf_toc;

/* New, empty contents of a paper. */
struct pdf_toc *pdf_toc_new(struct pdf *p);
/*
 * Draws one line at the flow's y, indented by level characters, and returns
 * the anchor to set where the section begins (pdf_anchor_set).
 */
struct pdf_anchor *pdf_toc_line(struct pdf_toc *t, struct pdf_flow *f, const struct pdf_para *st,
    int level, const char *title);
/* Fills in the page numbers, page first_page counting as 1. */
void pdf_toc_fill(struct pdf_toc *t, int first_page);

#endif
