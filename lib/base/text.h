/*
 * The language catalogue: every visible text of pages, mail and papers.
 *
 * Files templates/lang/<lang>.hdf hold lines "Name.Name = text" ('#' starts a
 * comment line); ClearSilver reads the same files.  A text may hold {0} … {9},
 * filled in order by text_fill(), and "{0s}", an s unless {0} is 1.  A lint keeps the two languages' keys equal.
 */
#ifndef LIB_BASE_TEXT_H
#define LIB_BASE_TEXT_H

#include <stddef.h>

#include "lib/base/err.h"

struct arena;

enum lang { LANG_ZH, LANG_EN, LANG_MAX };

/* "zh-CN", "en": file name and value of the lang attribute. */
const char *lang_code(enum lang lang);
/* The language of a code ("zh", "zh-CN", "en", …); LANG_ZH when unknown or NULL. */
enum lang lang_of_code(const char *code);
/* Loads both catalogues from dir once a process.  ERR_INTERNAL names file and line. */
enum err text_load(const char *dir) MUST_USE;
/*
 * The text of a key, owned by the catalogue; the key itself when it is
 * missing, so that a forgotten text is visible and not an empty place.
 */
const char *text_get(enum lang lang, const char *key);
/* As text_get() with the key built from a format: text_getf(l, "State.%d", state). */
const char *text_getf(enum lang lang, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* NULL instead of the key when it is missing. */
const char *text_find(enum lang lang, const char *key);
/* The text with {0} … {n-1} replaced, in the arena. */
char *text_fill(struct arena *a, enum lang lang, const char *key, const char *const *args, size_t n);
/* text_fill() for one, two or three arguments. */
#define text_fill1(a, l, k, x) text_fill((a), (l), (k), (const char *const[]){ (x) }, 1)
#define text_fill2(a, l, k, x, y) text_fill((a), (l), (k), (const char *const[]){ (x), (y) }, 2)
#define text_fill3(a, l, k, x, y, z) \
	text_fill((a), (l), (k), (const char *const[]){ (x), (y), (z) }, 3)
/* Picks the wanted language of a pair stored in the data; the other where it is empty. */
const char *text_pick(enum lang lang, const char *zh, const char *en);

#endif
