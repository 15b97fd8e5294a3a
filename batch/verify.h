/*
 * What "anjuan verify" can hold against the ledger: one function a target, and
 * the one table of them stands in batch/job_verify.c.  Each says what it found
 * in one line on standard output and returns EXIT_FINE when all holds,
 * EXIT_REFUSED when something does not, another enum exit_code when it could
 * not look.  argv[0] is the target's own word: its flag, or the path.
 */
#ifndef BATCH_VERIFY_H
#define BATCH_VERIFY_H

#include "batch/job.h"

typedef int verify_fn(struct app *app, int argc, char **argv);

/* --ledger: every chain, the cases' heads, the texts. */
verify_fn verify_ledger;
/* figures --month YYYY-MM | --year YYYY: the tables of figures. */
verify_fn verify_figures;
/* --month YYYY-MM: a sealed month's figures. */
verify_fn verify_month;
/* FILE.pdf: the book of issued papers, and a dossier's events. */
verify_fn verify_paper;
/* A BagIt package: a folder, a zip, a tar. */
verify_fn verify_bag;

#endif
