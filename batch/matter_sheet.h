/* A matter of the registers as papers show it: its facts, what was said of it, and its cases. */
#ifndef BATCH_MATTER_SHEET_H
#define BATCH_MATTER_SHEET_H

#include "batch/sheet.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_matter.h"

struct matter_case {
	int64_t case_id, class_id, unit_id;
	int32_t state, rework_count;
	const char *number, *address;
	usec_t filed_at, closed_at, due_at, added_at, moved_at;
};
struct matter_sheet {
	struct matter_row *m;
	struct matter_entry *entries;
	struct matter_case *cases;
	size_t n_entries, n_cases;
	usec_t as_of;		/* the last thing known of it */
};
/* In the caller's snapshot. */
enum err matter_sheet_read(struct service *sv, int64_t id, struct matter_sheet *out) MUST_USE;
/* Whether its promise is over while it is open, as things stood at the paper's time. */
bool matter_case_late(const struct matter_case *c, usec_t as_of);
/* Its facts as a form, then its history; with its cases as a table. */
void matter_sheet_facts(struct sheet *s, const struct matter_sheet *d);
void matter_sheet_history(struct sheet *s, const struct matter_sheet *d);
void matter_sheet_cases(struct sheet *s, const struct matter_sheet *d, const struct office_lists *l);

#endif
