/* Whole numbers and fractions of any size that scores need, exact; nobody but lib/rule/score*.c includes this. */
#ifndef LIB_RULE_SCORE_WIDE_H
#define LIB_RULE_SCORE_WIDE_H

#include "lib/rule/score.h"

struct score_wide wide_of(int64_t v);	/* v not negative */
/* Aborts where SCORE_LIMBS do not suffice: sixteen parts of 63 bits each do not reach that, nor two such compared. */
struct score_wide wide_mul(const struct score_wide *a, const struct score_wide *b);
struct score_wide wide_add(const struct score_wide *a, const struct score_wide *b);
struct score_wide wide_sub(const struct score_wide *a, const struct score_wide *b);	/* a is not below b */
int wide_cmp(const struct score_wide *a, const struct score_wide *b);

/* num / den, den above 0, shortened; both not negative. */
struct score_frac frac_of(int64_t num, int64_t den);
struct score_frac frac_add(const struct score_frac *a, const struct score_frac *b);
struct score_frac frac_mul(const struct score_frac *a, int64_t num, int64_t den);
/* a - b, or 0. */
struct score_frac frac_less(const struct score_frac *a, const struct score_frac *b);
int frac_cmp(const struct score_frac *a, const struct score_frac *b);
/* Times scale, rounded half up. */
int64_t frac_round(const struct score_frac *a, int64_t scale);

#endif
