/*
 * The archive's rules (metrics §6.5, standards §9): how long a case is kept,
 * what its box is called, when it may be destroyed.  Pure functions.
 */
#ifndef LIB_RULE_ARCHIVE_H
#define LIB_RULE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;
struct case_row;

/* What a case is kept longer for; each has its years in the settings ("keep_hazard"). */
enum keep_mark { KEEP_PLAIN, KEEP_HAZARD, KEEP_DESIGNATED, KEEP_SUPERVISED, KEEP_ACCOUNTABLE, KEEP_MAX };
enum { KEEP_FOR_EVER = 0 };

/* The setting's name. */
const char *keep_setting(enum keep_mark mark);
/* The years of a setting's word: "10", "30", "Y" for permanent; -1 for another. */
int32_t keep_years_of(const char *word);
/*
 * The years a case is kept, the longest of all its marks; years has those of
 * each mark.  Accountable is one with a return that was not justified, or
 * feedback shown to be false.
 */
int32_t keep_years(const struct case_row *c, const int32_t years[KEEP_MAX]);
/* The year to whose end it is kept; the clock starts with the year after archiving.  0: permanent. */
int32_t keep_last_year(int year, int32_t years);

/* "0001-WS·2026-D30-CGZX-B003", in the arena. */
enum err archive_box_code(struct arena *a, const char *fonds, int year, int32_t years, const char *office, int32_t number,
    char **out) MUST_USE;

/* How a list of what is to be destroyed stands; the numbers are kept. */
enum destruction_state { LIST_MADE = 0, LIST_SIGNED = 1, LIST_AGREED = 2, LIST_DONE = 3, LIST_WITHDRAWN = 4 };
/* Whether a person may sign now; *why is the key of the refusal ("Err.list_same"). */
bool destruction_may_sign(enum destruction_state state, int64_t first_by, int64_t who, const char **why);

#endif
