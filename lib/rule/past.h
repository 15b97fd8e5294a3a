/*
 * A case's row as it stood at an instant.  State, holder, unit and dues are in
 * the interval tables (design §4.3); what only the row says – instants, counts,
 * number – is replayed from the ledger through the workflow's table.  Pure.
 */
#ifndef LIB_RULE_PAST_H
#define LIB_RULE_PAST_H

#include <stddef.h>
#include <stdint.h>

#include "lib/rule/case.h"

/* A line of the case's ledger. */
struct past_step {
	int32_t kind, from_state, to_state;	/* enum action, enum case_state */
	usec_t at;
	struct blob detail;		/* name=value lines (lib/rule/ledger.h) */
};

/*
 * Sets what the row of now (*c) said at an instant, from its n steps in their
 * order: filed, dispatched, signed, fed back, closed and archived when, how
 * often reworked and returned, who was to handle it, its number and archive
 * code.
 */
void past_marks(const struct past_step *steps, size_t n, usec_t at, struct case_row *c);

/* A number of an event's details ("name=12\n" lines); 0 when it has none. */
int64_t past_detail(struct blob detail, const char *name);

#endif
