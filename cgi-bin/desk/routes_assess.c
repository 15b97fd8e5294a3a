#include "config.h"
#include "cgi-bin/desk/routes_assess.h"

#include <stddef.h>

#include "lib/base/banned.h"

const char *const assess_kinds[] = { "third", "deputies", "citizens", NULL };
static const char *const whats[] = { "put", "undo", "close", NULL };

const struct param assess_send_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "kind", P_CHOICE, true, .words = assess_kinds },
	{ "name", P_LINE, true, 1, 60 },
	{ "first_day", P_DATE, true },
	{ "last_day", P_DATE, true },
	{ "weight", P_INT, true, 1, 100 },
	{ "items", P_TEXT, true, 1, 2000 },
};
const struct param assess_round_send_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "id", P_INT, true, 1, INT32_MAX },
	{ "what", P_CHOICE, true, .words = whats },
	{ "sheet", P_INT, false, 1, INT32_MAX },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "assessor", P_LINE, false, 0, 60 },
	{ "note", P_LINE, false, 0, 400 },
	{ "point1", P_INT, false, 0, 1000 }, { "point2", P_INT, false, 0, 1000 }, { "point3", P_INT, false, 0, 1000 },
	{ "point4", P_INT, false, 0, 1000 }, { "point5", P_INT, false, 0, 1000 }, { "point6", P_INT, false, 0, 1000 },
	{ "point7", P_INT, false, 0, 1000 }, { "point8", P_INT, false, 0, 1000 }, { "point9", P_INT, false, 0, 1000 },
	{ "point10", P_INT, false, 0, 1000 }, { "point11", P_INT, false, 0, 1000 }, { "point12", P_INT, false, 0, 1000 },
};
