/*
 * Numbers that people write down, dictate and type: complaints, cases,
 * archive codes.  The check character is ISO 7064 MOD 11-2, known in China
 * from the identity card (GB 11643): it catches every single wrong digit and
 * every swap of two neighbours.  It is a digit or X.
 */
#ifndef LIB_RULE_REFNO_H
#define LIB_RULE_REFNO_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;

enum { REFNO_MAX = 24 };	/* bytes of the longest number, its zero byte included */

/*
 * 来件编号 "26-0001234-X": local year of receipt (2000 … 2099), the complaint's
 * id (1 … 10^12 - 1, at least seven digits), check.  Aborts outside the range.
 */
void refno_complaint(char out[REFNO_MAX], int year, int64_t id);
/*
 * A complaint number as typed: dashes, blanks and points of any kind are
 * ignored, full-width digits and a small x accepted.  False when it is none.
 */
bool refno_complaint_parse(const char *typed, int *year, int64_t *id);

/*
 * 案卷号 "2026-000123-X": year of filing, sequence in the year (at least six
 * digits), check.  The check starts from another value than a complaint's, so
 * that no text is both a valid complaint number and a valid case number.
 */
void refno_case(char out[REFNO_MAX], int year, int64_t sequence);
bool refno_case_parse(const char *typed, int *year, int64_t *sequence);

/*
 * 档号 "0001-WS·2024-D30-CGZX-0001" (DA/T 22, standards table 9): fonds, WS
 * (文书), year, retention, office code, item.  retention_years: 30, 10, or 0
 * for permanent (Y).  ERR_INVALID for another retention, an item below 1, a
 * fonds or office that is not 1 … 8 letters or digits.
 */
enum err refno_archive(struct arena *a, const char *fonds, int year, int retention_years,
    const char *office, int32_t item, char **out) MUST_USE;

#endif
