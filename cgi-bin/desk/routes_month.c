#include "config.h"
#include "cgi-bin/desk/routes_month.h"

#include "lib/base/banned.h"

const struct param months_params[] = {
	{ "before", P_MONTH, false },
};
const struct param month_params[] = {
	{ "month", P_MONTH, true },
};
const struct param month_sign_params[] = {
	{ "month", P_MONTH, true },
	{ "no", P_INT, true, 1, 10000 },
	{ "sha256", P_LINE, true, 64, 64 },
	{ "note", P_TEXT, true, 1, 1000 },
};
/* The counts a unit can object to; in the order of month_count_words. */
static const char *const counts[] = { "n_close_late", "n_close_late_open", "n_rework", "n_return_unjust", NULL };
const struct param month_object_params[] = {
	{ "month", P_MONTH, true },
	{ "key", P_KEY, true },
	{ "number", P_LINE, true, 1, 40 },
	{ "count", P_CHOICE, true, .words = counts },
	{ "note", P_TEXT, true, 1, 2000 },
};
