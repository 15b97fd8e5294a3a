#include "config.h"
#include "lib/rule/archive.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/rule/case.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

const char *
keep_setting(enum keep_mark mark)
{
	static const char *const names[KEEP_MAX] = { [KEEP_PLAIN] = "keep_plain", [KEEP_HAZARD] = "keep_hazard",
		[KEEP_DESIGNATED] = "keep_designated", [KEEP_SUPERVISED] = "keep_supervised",
		[KEEP_ACCOUNTABLE] = "keep_accountable" };

	return names[mark];
}

int32_t
keep_years_of(const char *word)
{
	return strcmp(word, "Y") == 0 ? KEEP_FOR_EVER : strcmp(word, "10") == 0 ? 10 : strcmp(word, "30") == 0 ? 30 : -1;
}

int32_t
keep_years(const struct case_row *c, const int32_t years[KEEP_MAX])
{
	const bool marks[KEEP_MAX] = { [KEEP_PLAIN] = true, [KEEP_HAZARD] = c->hazard, [KEEP_DESIGNATED] = c->designated,
		[KEEP_SUPERVISED] = c->supervise > 1, [KEEP_ACCOUNTABLE] = c->unjustified_return || c->false_feedback };
	int32_t longest = years[KEEP_PLAIN];

	for (enum keep_mark m = KEEP_HAZARD; m < KEEP_MAX; m++)
		if (marks[m] && longest != KEEP_FOR_EVER && (years[m] == KEEP_FOR_EVER || years[m] > longest))
			longest = years[m];
	return longest;
}

int32_t
keep_last_year(int year, int32_t years)
{
	return years == KEEP_FOR_EVER ? 0 : year + years;
}

enum err
archive_box_code(struct arena *a, const char *fonds, int year, int32_t years, const char *office, int32_t number,
    char **out)
{
	char *first;
	enum err e = refno_archive(a, fonds, year, years, office, 1, &first);

	/* as an item's code up to the item */
	if (e == OK)
		*out = arena_printf(a, "%.*sB%03d", (int)(strrchr(first, '-') + 1 - first), first, (int)number);
	return e;
}

bool
destruction_may_sign(enum destruction_state state, int64_t first_by, int64_t who, const char **why)
{
	*why = state != LIST_MADE && state != LIST_SIGNED ? "Err.list_state"
	       : state == LIST_SIGNED && first_by == who	? "Err.list_same"
							: NULL;
	return *why == NULL;
}
