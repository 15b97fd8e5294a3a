/*
 * The figures of a period once more from the ledger alone (anjuan verify
 * figures): every case is lived again from its events – stages, promises,
 * orders, pauses, with the limits of the day – and counted; interval tables
 * are not read.  What a case is about (class, place, channel, receipt, hazard)
 * is its row's.
 */
#ifndef LIB_SERVICE_EVALUATION_RELIVE_H
#define LIB_SERVICE_EVALUATION_RELIVE_H

#include "lib/service/evaluation.h"

struct eval_verdict {
	int64_t cases, events;		/* lived again */
	int64_t counted;		/* … and in some count of the period */
	/* The first case, by number, in which the tables say otherwise; 0: none. */
	int64_t differs;
	const char *number;		/* of that case, or NULL */
	enum count count;		/* the first count; COUNT_MAX: its unit or reworks */
	bool in_ledger;			/* the ledger has the case in that count, and the tables have not */
	int64_t ledger_unit, table_unit;
};
/*
 * Compares a kept month or year with its recount, case by case and, when no
 * case differs, the sums of the whole.  ERR_NOT_FOUND: it is not counted.
 * Reads in its own snapshot.
 */
enum err evaluation_relive(struct service *sv, enum eval_span span, int32_t first_day, struct eval_verdict *out) MUST_USE;

#endif
