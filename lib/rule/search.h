/*
 * How text is found: what is typed becomes terms and days, texts become
 * tokens, and a case that has all tokens of the terms is looked at in full.
 *
 * A token is a gram: two neighbours of a run of ideographs, three of a run of
 * letters and digits; at the end of a run shorter ones, filled with zeros.  So
 * one ideograph alone is the range of all grams that begin with it.  What is
 * no text (class, unit, day, whose case it is) is a token too, a negative one:
 * a facet.  Facets may be out of date, never missing: the row itself decides.
 * Pure.
 */
#ifndef LIB_RULE_SEARCH_H
#define LIB_RULE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/fold.h"
#include "lib/rule/case.h"
#include "lib/rule/perm.h"

struct arena;

enum {
	SEARCH_TYPED_MAX = 200,		/* characters of a query */
	SEARCH_TERMS_MAX = 12,		/* words of it that count */
	SEARCH_RANGES_MAX = 96,		/* tokens of it that are asked for */
	SEARCH_FACETS_MAX = 12,		/* facets of one case */
	SEARCH_SPANS_MAX = 24		/* marked places of one text */
};

/* A word as it is looked for: letters and digits of one piece, folded. */
struct search_term {
	const struct fold_char *c;
	size_t n;
};

struct search_query {
	struct search_term terms[SEARCH_TERMS_MAX];
	size_t n;
	bool more_terms;		/* there were more, which are not looked for */
	bool has_days;			/* a day or month was typed: received in [from_day, until_day) */
	int32_t from_day, until_day;	/* local days since 1970 */
};

/* Reads what was typed; today is for days without a year.  The terms live in the arena. */
void search_parse(struct arena *a, const char *typed, int32_t today, struct search_query *out);

/* Tokens lo … hi, both included. */
struct search_range {
	int64_t lo, hi;
};

/* Calls fn with each token of a text, some more than once. */
typedef void search_token_fn(void *ctx, int64_t token);
void search_tokens(const struct folded *text, search_token_fn *fn, void *ctx);

/*
 * The tokens a text with this term has: each range is met by one of them.
 * At most max into out; returns how many.
 */
size_t search_term_ranges(const struct search_term *t, struct search_range *out, size_t max);

/*
 * The first place at or behind character from where the term stands: *first
 * and *last are characters of the text.  Blanks and signs between an ideograph
 * and a letter or digit do not matter; a number of less than four digits is
 * only found whole, 12 not in 112.
 */
bool search_find(const struct folded *text, const struct search_term *t, size_t from, size_t *first,
    size_t *last);

/* Bytes of a text that are a hit. */
struct search_span {
	size_t from, until;
};
/* All places of all terms in reading order, joined where they touch; at most SEARCH_SPANS_MAX. */
size_t search_spans(const struct folded *text, const struct search_query *q,
    struct search_span out[SEARCH_SPANS_MAX]);

enum facet {
	FACET_CLASS = 1, FACET_UNIT = 2, FACET_CELL = 3, FACET_PERSON = 4, FACET_DAY = 5, FACET_STATE = 6
};
/* Values from first to last of a facet. */
struct search_range search_facet(enum facet f, int64_t first, int64_t last);
/* The facets of a case as it is now, received on a local day; returns how many. */
size_t search_case_facets(const struct case_row *c, int32_t day, int64_t out[SEARCH_FACETS_MAX]);
/*
 * Which facets make a case one that the person may see (workflow_may_see(),
 * which has the last word): any of *n ranges, at most n_cells + 2 of them.
 * cells are the base grids he walks and those of his squad's area.  False when he sees all.
 */
bool search_sight(const struct actor *who, const int64_t *cells, size_t n_cells, struct search_range *out,
    size_t *n);

#endif
