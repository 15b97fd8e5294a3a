#include "config.h"
#include "cgi-bin/desk/routes_account.h"

#include "lib/base/banned.h"

static const char *const steps[] = { "confirm", "dismiss", "send", "sign", "answer", "result", "major", NULL };
static const char *const rulings[] = { "grant", "refuse", "back", NULL };
static const char *const looks[] = { "good", "bad", "end", "agree", "refuse", NULL };

const struct param findings_params[] = {
	{ "state", P_INT, false, 1, 8 },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "rule", P_LINE, false, 0, 8 },
	{ "month", P_MONTH, false },
	{ "major", P_BOOL },
	{ "before", P_INT, false, 1, INT64_MAX },
};
const struct param findings_send_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "code", P_LINE, true, 1, 8 },
	{ "for_unit", P_INT, false, 1, INT32_MAX },
	{ "person", P_INT, false, 1, INT32_MAX },
	{ "case", P_LINE, false, 0, 40 },
	{ "grade", P_INT, false, 1, 3 },
	{ "note", P_TEXT, true, 2, 2000 },
};
const struct param finding_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
};
const struct param finding_send_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "key", P_KEY, true, 16, 64 },
	{ "step", P_CHOICE, true, .words = steps },
	{ "note", P_TEXT, false, 0, 4000 },
	{ "result", P_INT, false, 1, 3 },
	{ "grade", P_INT, false, 1, 3 },
};
const struct param appeals_params[] = {
	{ "state", P_INT, false, 1, 5 },
	{ "case", P_LINE, false, 0, 40 },
	{ "before", P_INT, false, 1, INT64_MAX },
};
const struct param appeals_send_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "case", P_LINE, true, 1, 40 },
	{ "note", P_TEXT, true, 2, 4000 },
};
const struct param appeal_send_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "key", P_KEY, true, 16, 64 },
	{ "ruling", P_CHOICE, true, .words = rulings },
	{ "note", P_TEXT, true, 2, 4000 },
};
const struct param measures_params[] = {
	{ "kind", P_INT, false, 1, 6 },
	{ "finding", P_INT, false, 1, INT64_MAX },
	{ "before", P_INT, false, 1, INT64_MAX },
};
const struct param measures_send_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "what", P_INT, true, 1, 6 },
	{ "title", P_LINE, true, 2, 120 },
	{ "day", P_DATE, true },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "person", P_INT, false, 1, INT32_MAX },
	{ "finding", P_INT, false, 1, INT64_MAX },
	{ "persons", P_LINE, false, 0, 400 },
	{ "note", P_TEXT, false, 0, 8000 },
	{ "from", P_DATE, false },
	{ "until", P_DATE, false },
	{ "sample", P_INT, false, 1, 200 },
	{ "seed", P_INT, false, 1, INT64_MAX },
};
const struct param measure_send_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "key", P_KEY, true, 16, 64 },
	{ "what", P_CHOICE, true, .words = looks },
	{ "case", P_INT, false, 1, INT64_MAX },
	{ "note", P_TEXT, false, 0, 400 },
};
