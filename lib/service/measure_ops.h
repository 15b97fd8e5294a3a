/*
 * The six measures 查通督约考罚 as records (S1; metrics 8): inspection rounds
 * with a sample that can be drawn again, circulars, supervisions, talks with
 * their minutes, evaluations, penalties.  Each may stand on a finding.  What
 * was done and said is in the measure's own chain of the ledger; a penalty of
 * a person needs a second one.
 */
#ifndef LIB_SERVICE_MEASURE_OPS_H
#define LIB_SERVICE_MEASURE_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_account.h"

enum { MEASURE_SAMPLE_MAX = 200 };

struct measure_wish {
	enum measure_kind kind;
	const char *title, *persons, *words;
	int32_t day;				/* when it takes place */
	int64_t unit_id, user_id, finding_id;	/* 0: none */
	/* MK_INSPECT: cases closed on these local days [first, end), so many of them; seed 0: of now */
	int32_t first_day, end_day, sample;
	int64_t seed;
};
/*
 * Begins one: a round draws its sample, a penalty of a person waits for the
 * second one, everything else is done as it is written down (words are the
 * minutes).  ERR_INVALID with the field; ERR_DENIED.  The same key twice is one.
 */
enum err measure_begin(struct service *sv, const char *key, const struct actor *who, const struct measure_wish *w, int64_t *id) MUST_USE;
/* What was found at one case of a round: 1 good, 2 bad (with words: it becomes a finding of A16). */
enum err measure_look(struct service *sv, const char *key, const struct actor *who, int64_t id, int64_t case_id, int32_t result,
    const char *words) MUST_USE;
/* Ends a round, or agrees to a penalty (grant) or refuses it: never the person who wrote it. */
enum err measure_end(struct service *sv, const char *key, const struct actor *who, int64_t id, bool grant, const char *words) MUST_USE;

#endif
