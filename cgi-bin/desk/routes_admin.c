#include "config.h"
#include "cgi-bin/desk/routes_admin.h"

#include "lib/rule/admin.h"

#include "lib/base/banned.h"

static const char *const admin_ops[] = { "add", "change", "end", "password", NULL };
static const char *const admin_steps_words[] = { "hand_in", "withdraw", "confirm", "refuse", NULL };
static const char *const admin_states[] = { "draft", "waiting", "agreed", "done", "refused", "withdrawn", NULL };
const struct param admin_list_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
	{ "of", P_LINE, false, 0, 40 },
	{ "q", P_LINE, false, 0, 60 },
	{ "after", P_LINE, false, 0, 120 },
};
const struct param admin_row_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
	{ "id", P_LINE, true, 1, 120 },
};
#define ADMIN_FIELD(n) { "f" #n, P_TEXT, false, 0, ADMIN_TEXT_MAX }
const struct param admin_edit_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
	{ "op", P_CHOICE, true, .words = admin_ops },
	{ "id", P_LINE, false, 0, 120 },
	{ "of", P_LINE, false, 0, 40 },
	{ "from", P_DATE, false },
	{ "note", P_LINE, false, 0, 400 },
	ADMIN_FIELD(0), ADMIN_FIELD(1), ADMIN_FIELD(2), ADMIN_FIELD(3), ADMIN_FIELD(4), ADMIN_FIELD(5), ADMIN_FIELD(6),
	ADMIN_FIELD(7), ADMIN_FIELD(8), ADMIN_FIELD(9), ADMIN_FIELD(10), ADMIN_FIELD(11), ADMIN_FIELD(12),
	ADMIN_FIELD(13), ADMIN_FIELD(14), ADMIN_FIELD(15),
};
static const char *const admin_channels[] = { "email", "sms", NULL };
const struct param admin_test_params[] = {
	{ "id", P_CHOICE, true, .words = admin_channels },
	{ "to", P_LINE, true, 1, 254 },
};
const struct param admin_touched_params[] = {
	{ "id", P_INT, true, 1, INT32_MAX },
	{ "after", P_INT, false, 0, INT64_MAX },
};
const struct param admin_changes_params[] = {
	{ "state", P_CHOICE, false, .words = admin_states },
	{ "before", P_INT, false, 1, INT32_MAX },
};
const struct param admin_change_params[] = {
	{ "id", P_INT, true, 1, INT32_MAX },
	{ "step", P_CHOICE, true, .words = admin_steps_words },
	{ "why", P_LINE, false, 0, 400 },
};
const struct param admin_file_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
	{ "file", P_FILE, true, 1, 1 },
	{ "layer", P_LINE, false, 0, 16 },
	{ "leave", P_BOOL },
	{ "from", P_DATE, false },
	{ "note", P_LINE, false, 0, 400 },
};
const struct param admin_file_page_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
};
static const char *const admin_file_kinds[] = { "csv", "geojson", NULL };
const struct param admin_export_params[] = {
	{ "thing", P_LINE, true, 1, 24 },
	{ "kind", P_CHOICE, true, .words = admin_file_kinds },
	{ "of", P_LINE, false, 0, 24 },
	{ "after", P_LINE, false, 0, 60 },
};
const struct param admin_log_params[] = {
	{ "thing", P_LINE, false, 0, 24 },
	{ "before", P_INT, false, 1, INT32_MAX },
};
