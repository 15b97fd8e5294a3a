#include "config.h"
#include "cgi-bin/desk/routes_papers.h"

#include "lib/base/banned.h"

/* In the order of enum paper_arg. */
#define PAPER_ARGS                                                                                          \
	{ "month", P_LINE, false, 0, 40 }, { "quarter", P_LINE, false, 0, 40 }, { "year", P_LINE, false, 0, 40 }, \
	    { "case", P_LINE, false, 0, 40 }, { "complaint", P_LINE, false, 0, 40 },                        \
	    { "unit", P_LINE, false, 0, 40 }, { "matter", P_LINE, false, 0, 40 },                           \
	    { "book", P_LINE, false, 0, 40 }, { "letter", P_LINE, false, 0, 40 }, { "dress", P_LINE, false, 0, 40 }

const struct param papers_params[] = {
	{ "kind", P_LINE, false, 1, 16 },
	PAPER_ARGS,
	{ "before", P_INT, false, 1, INT64_MAX },
};
static const char *const langs[] = { "zh", "en", NULL };	/* enum lang */
const struct param papers_send_params[] = {
	{ "kind", P_LINE, true, 1, 16 },
	PAPER_ARGS,
	{ "in", P_CHOICE, false, .words = langs },
	{ "confirm", P_BOOL, false },
};
