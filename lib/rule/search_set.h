/*
 * Sets of cases: which of SET_CASES neighbours (a chunk of case ids) have a
 * token.  Packed for the database as a sorted list of two bytes each, high
 * byte first, or, from SET_LIST_MAX members on, as one bit each.  Pure.
 */
#ifndef LIB_RULE_SEARCH_SET_H
#define LIB_RULE_SEARCH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SET_CASES = 32768, SET_BYTES = SET_CASES / 8,
	SET_LIST_MAX = SET_BYTES / 2	/* so many take as much room as all bits */
};

struct search_set {
	uint64_t w[SET_CASES / 64];
};

/* The chunk a case lies in, and its place there. */
static inline int64_t
set_chunk(int64_t case_id)
{
	return case_id / SET_CASES;
}
static inline uint32_t
set_place(int64_t case_id)
{
	return (uint32_t)(case_id % SET_CASES);
}

void set_clear(struct search_set *s);
void set_fill(struct search_set *s);
void set_add(struct search_set *s, uint32_t place);
bool set_has(const struct search_set *s, uint32_t place);
void set_and(struct search_set *s, const struct search_set *with);
void set_or(struct search_set *s, const struct search_set *with);
size_t set_count(const struct search_set *s);
/* The largest member below a place; -1 when there is none. */
int32_t set_before(const struct search_set *s, int32_t place);
/* Adds the members of a packed set; false when it is none. */
bool set_unpack(struct search_set *s, const void *data, size_t n);
/* Writes at most SET_BYTES; returns how many. */
size_t set_pack(const struct search_set *s, unsigned char out[SET_BYTES]);

#endif
