/*
 * The frame of the papers that are one file each: options from the registry
 * (lib/rule/paper.h), everything read in one snapshot, drawn from what was
 * read, written whole, entered into the book of issued papers.
 */
#ifndef BATCH_JOB_SHEET_H
#define BATCH_JOB_SHEET_H

#include "batch/job.h"
#include "lib/base/text.h"
#include "lib/rule/paper.h"
#include "lib/service/office_ops.h"

struct pdf;
struct pdf_fonts;

/* What a reader gets, and a drawer. */
struct paper_run {
	struct service sv;
	struct paper_args args;
	enum lang lang;
	const char *about;	/* for the book of issued papers: "2026-000123-X"; a reader may say it better */
	usec_t now;		/* for what has not ended; never on the paper as its date */
};

/*
 * A paper: its row in the registry, its reader and its drawer.  The reader runs
 * in a read-only transaction; *data lives in r->sv.arena.  The drawer asks
 * nothing: the same data give the same bytes.
 */
struct paper_def {
	const char *code;
	enum err (*read)(struct paper_run *r, void **data);
	struct pdf *(*draw)(const struct paper_run *r, struct pdf_fonts *fonts, const void *data);
};

extern const struct paper_def paper_letter, paper_supervision, paper_refusal, paper_answer, paper_handover,
    paper_meeting, paper_onsite, paper_campaign;

#endif
