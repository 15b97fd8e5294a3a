/* What all papers share: catalogue, language, writing whole or not at all, the book of issued
 * papers. */
#ifndef BATCH_PAPER_H
#define BATCH_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/job.h"
#include "lib/base/text.h"

struct pdf;

/* Loads the language catalogue that the configuration names. */
enum err paper_texts(struct app *app) MUST_USE;
/* The language of --lang ("zh", "zh-CN", "en"); NULL is Chinese.  ERR_INVALID for another. */
enum err paper_lang(const char *code, enum lang *out) MUST_USE;
/*
 * Writes a drawn paper to path (NULL: standard output) under a temporary name
 * that is flushed and renamed, says how many characters no font had, and
 * enters it into the book of issued papers as kind ("bulletin") about
 * ("2026-10"), where the account may.  Returns an enum exit_code.
 */
int paper_put_pdf(
    struct app *app, struct pdf *p, const char *path, const char *kind, const char *about) MUST_USE;
/* The same for other bytes. */
int paper_put(struct app *app, const void *data, size_t len, const char *path, const char *kind,
    const char *about) MUST_USE;

/* Enters what was issued otherwise into the book, where the account may.  Returns an enum exit_code. */
int paper_enter(struct app *app, const void *data, size_t len, const char *kind, const char *about) MUST_USE;

#endif
