/* The demo district's words: sql/seed/demo/words.txt and cases.txt. */
#ifndef BATCH_JOB_DEMO_WORDS_H
#define BATCH_JOB_DEMO_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "batch/job_demo_rng.h"
#include "lib/base/err.h"

struct arena;

/* The lists of words.txt by their sections. */
#define WORD_LISTS(X)                                                                         \
	X(community) X(street_ew) X(street_ns) X(landmark) X(suffix) X(surname) X(given)    \
	X(opening) X(closing) X(long) X(note_verify) X(verify_true) X(verify_untrue)          \
	X(chief_question) X(chief_file) X(refuse) X(void) X(hazard) X(dispatch) X(unclear)    \
	X(agreed) X(return) X(to_leader) X(instruct) X(assign) X(feedback) X(incomplete)      \
	X(check_yes) X(check_no) X(rework) X(rework_send) X(close) X(close_back) X(answer)        \
	X(street_en) X(building)
enum word_list {
#define X(name) W_##name,
	WORD_LISTS(X)
#undef X
	W_MAX
};

enum season { SEASON_ALL, SEASON_SUMMER, SEASON_WINTER, SEASON_AUTUMN, SEASON_RAIN, SEASON_MAX };

struct words {
	const char *const *s;
	size_t n;
};

/* A kind of matter: class, how often, when, and in which words. */
struct matter {
	int64_t class_id;
	uint32_t weight;
	enum season season;
	struct words texts;
};

struct vocabulary {
	struct words lists[W_MAX];
	struct matter *matters;
	size_t n_matters;
};

/* Reads both files from dir; ERR_INVALID names file and line. */
enum err vocabulary_read(struct arena *a, const char *dir, struct vocabulary *out) MUST_USE;
/* One of the list by chance; "-" stands for nothing and gives NULL. */
const char *words_pick(const struct words *w, struct rng *r);

#endif
