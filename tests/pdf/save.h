/* A paper into a file, as the subcommands write theirs. */
#ifndef TESTS_PDF_SAVE_H
#define TESTS_PDF_SAVE_H

#include "lib/base/err.h"

struct pdf;

/* Draws p into the file of that name; errors of pdf_bytes() and file_write(). */
enum err save(struct pdf *p, const char *path) MUST_USE;

#endif
