#include "config.h"
#include "cgi-bin/desk/routes_archive.h"

#include "lib/base/banned.h"

const struct param archive_params[] = {
	{ "before", P_INT, false, 1, INT32_MAX },
};
const struct param archive_hold_params[] = {
	{ "number", P_LINE, true, 1, 40 },
	{ "why", P_LINE, true, 1, 400 },
	{ "until", P_DATE, false },
};
const struct param archive_lift_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "why", P_LINE, true, 1, 400 },
};
static const char *const steps[] = { "sign", "withdraw", NULL };
const struct param archive_sign_params[] = {
	{ "id", P_INT, true, 1, INT32_MAX },
	{ "step", P_CHOICE, true, .words = steps },
};
