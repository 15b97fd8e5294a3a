#include "config.h"
#include "cgi-bin/desk/routes_duty.h"

#include "lib/service/file_ops.h"

#include "lib/base/banned.h"

static const char *const origins[] = { "upper", "deputy", "leader", "media", "meeting", NULL };	/* enum origin - 1 */

const struct param patrol_params[] = {
	{ "user", P_INT, false, 1, INT32_MAX },
	{ "day", P_DATE, false },
};
const struct param track_params[] = {
	{ "user", P_INT, true, 1, INT32_MAX },
	{ "day", P_DATE, true },
};
const struct param patrol_begin_params[] = {
	{ "days", P_INT, true, 1, 365 },
	{ "told", P_BOOL, false },
};
const struct param patrol_fix_params[] = {
	{ "points", P_TEXT, true, 1, 8000 },
};
const struct param patrols_params[] = {
	{ "day", P_DATE, false },
	{ "shift", P_INT, false, 1, INT32_MAX },
};
const struct param plan_params[] = {
	{ "form", P_INT, true, 1, 4 },
	{ "cell", P_INT, true, 1, INT32_MAX },
	{ "shift", P_INT, true, 1, INT32_MAX },
	{ "user", P_INT, true, 1, INT32_MAX },
	{ "post", P_LINE, true, 1, 60 },
	{ "duty", P_LINE, true, 1, 200 },
};
static const char *const matters[] = { "light", "stubborn", "inquiry", NULL };	/* enum matter_kind - 1 */
static const char *const matter_steps[] = { "status", "inquiry", "owner", "close", "up", NULL };
const struct param case_matter_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "matter", P_INT, true, 1, INT64_MAX },
};
const struct param matters_params[] = {
	{ "kind", P_CHOICE, true, .words = matters },
	{ "before", P_INT, false, 1, INT64_MAX },
};
const struct param matters_send_params[] = {
	{ "kind", P_CHOICE, true, .words = matters },
	{ "key", P_KEY, true, 16, 64 },
	{ "title", P_LINE, true, 2, 120 },
	{ "note", P_TEXT, true, 2, 2000 },
	{ "address", P_LINE, false, 0, 200 },
	{ "date", P_DATE, false },
	{ "origin", P_CHOICE, false, .words = origins },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "owner", P_INT, false, 1, INT32_MAX },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "every", P_INT, false, 1, 366 },
	{ "photo", P_FILE, false, 0, PHOTOS_MAX },
};
const struct param matter_send_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "key", P_KEY, true, 16, 64 },
	{ "what", P_CHOICE, true, .words = matter_steps },
	{ "note", P_TEXT, true, 2, 2000 },
	{ "date", P_DATE, false },
	{ "owner", P_INT, false, 1, INT32_MAX },
};
const struct param duty_params[] = {
	{ "month", P_MONTH, false },
	{ "week", P_DATE, false },
};
const struct param duty_plan_params[] = {
	{ "from", P_DATE, true },
	{ "until", P_DATE, true },
	{ "combination", P_INT, true, 1, INT32_MAX },
	{ "crew1_1", P_INT, true, 1, INT32_MAX },
	{ "crew1_2", P_INT, true, 1, INT32_MAX },
	{ "crew2_1", P_INT, true, 1, INT32_MAX },
	{ "crew2_2", P_INT, true, 1, INT32_MAX },
	{ "crew3_1", P_INT, true, 1, INT32_MAX },
	{ "crew3_2", P_INT, true, 1, INT32_MAX },
	{ "spare", P_INT, false, 1, INT32_MAX },
};
const struct param duty_swap_params[] = {
	{ "turn", P_LINE, true, 1, 40 },
	{ "with", P_LINE, true, 1, 40 },
};
static const char *const post_acts[] = { "on", "off", NULL };
const struct param duty_post_params[] = {
	{ "do", P_CHOICE, true, .words = post_acts },
	{ "post_from", P_DATE, true },
	{ "post_until", P_DATE, true },
	{ "shift", P_INT, true, 1, INT32_MAX },
	{ "role", P_INT, true, 1, INT32_MAX },
	{ "person", P_INT, true, 1, INT32_MAX },
};
static const char *const absences[] = { "leave", "give", NULL };
const struct param leave_params[] = {
	{ "kind", P_CHOICE, true, .words = absences },
	{ "who", P_INT, false, 1, INT32_MAX },
	{ "to", P_INT, false, 1, INT32_MAX },
	{ "from", P_LINE, true, 16, 16 },
	{ "until", P_LINE, true, 16, 16 },
	{ "reason", P_LINE, true, 2, 200 },
};
const struct param book_params[] = {
	{ "day", P_DATE, false },
	{ "shift", P_INT, false, 1, INT32_MAX },
};
const struct param book_note_params[] = {
	{ "day", P_DATE, true },
	{ "shift", P_INT, true, 1, INT32_MAX },
	{ "note", P_TEXT, true, 2, 4000 },
};
const struct param book_sign_params[] = {
	{ "day", P_DATE, true },
	{ "shift", P_INT, true, 1, INT32_MAX },
	{ "remark", P_TEXT, false, 0, 1000 },
};
const struct param duty_entry_params[] = {
	{ "text", P_TEXT, true, 2, 2000 },
};
