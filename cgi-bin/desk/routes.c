/* The route table of the desk program, and nothing else. */
#include "config.h"
#include "cgi-bin/web/route.h"

#include "cgi-bin/desk/board.h"
#include "cgi-bin/desk/desk.h"
#include "cgi-bin/desk/eval.h"
#include "cgi-bin/desk/patrol.h"
#include "cgi-bin/desk/routes_account.h"
#include "cgi-bin/desk/routes_admin.h"
#include "cgi-bin/desk/routes_duty.h"
#include "cgi-bin/desk/routes_month.h"
#include "cgi-bin/desk/routes_assess.h"
#include "cgi-bin/desk/routes_archive.h"
#include "cgi-bin/desk/routes_papers.h"
#include "cgi-bin/web/health.h"
#include "lib/base/check.h"
#include "lib/rule/perm.h"
#include "lib/rule/search.h"
#include "lib/service/file_ops.h"

#include "lib/base/banned.h"

static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const origins[] = { "upper", "deputy", "leader", "media", NULL };	/* enum origin - 1 */
static const char *const sorts[] = { "due", "newest", NULL };
static const char *const claim_acts[] = { "take", "over", "leave", NULL };	/* enum claim_act */
static const char *const complaint_states[] = { "received", "suspect", NULL };
static const char *const complaint_actions[] = { "register", "join", "clear", "refuse", "part", NULL };

static const struct param id_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
};
static const struct param case_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "was", P_INT, false, 1, CS_VOID },
	{ "at", P_LINE, false, 1, 20 },
	{ "in", P_LINE, false, 1, 80 },
};
static const struct param login_params[] = {
	{ "account", P_LINE, true, 1, 64 },
	{ "password", P_PASSWORD, true, 1, 256 },
	{ "next", P_LINE, false, 0, 400 },
};
static const struct param next_params[] = {
	{ "next", P_LINE, false, 0, 400 },
};
static const struct param password_params[] = {
	{ "old", P_PASSWORD, true, 1, 256 },
	{ "new", P_PASSWORD, true, 1, 256 },
	{ "again", P_PASSWORD, true, 1, 256 },
};
static const struct param queue_params[] = {
	{ "queue", P_LINE, true, 1, 24 },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "grid", P_INT, false, 1, INT32_MAX },
	{ "late", P_INT, false, 1, 2 },
	{ "sort", P_CHOICE, false, .words = sorts },
	{ "after", P_INT, false, INT64_MIN, INT64_MAX },
	{ "after_id", P_INT, false, 1, INT64_MAX },
	{ "before", P_INT, false, INT64_MIN, INT64_MAX },
	{ "before_id", P_INT, false, 1, INT64_MAX },
	{ "at", P_LINE, false, 1, 20 },
};
static const struct param csv_params[] = {
	{ "queue", P_LINE, true, 1, 24 },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "grid", P_INT, false, 1, INT32_MAX },
	{ "late", P_INT, false, 1, 2 },
	{ "sort", P_CHOICE, false, .words = sorts },
};
static const struct param next_case_params[] = {
	{ "in", P_LINE, true, 1, 80 },
	{ "id", P_INT, false, 1, INT64_MAX },
};
static const struct param filter_params[] = {
	{ "in", P_LINE, true, 1, 80 },
	{ "name", P_LINE, true, 1, 40 },
	{ "whose", P_INT, false, 0, INT32_MAX },
};
static const struct param filter_drop_params[] = {
	{ "in", P_LINE, false, 1, 80 },
	{ "id", P_INT, true, 1, INT32_MAX },
};
static const struct param bulk_params[] = {
	{ "in", P_LINE, true, 1, 80 },
	{ "key", P_KEY, true, 16, 64 },
	{ "action", P_LINE, true, 1, 32 },
	{ "row", P_VERSIONS, false },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "handler", P_INT, false, 1, INT32_MAX },
	{ "note", P_TEXT, false, 0, 2000 },
};
static const struct param claim_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "version", P_INT, true, 1, INT32_MAX },
	{ "do", P_CHOICE, true, .words = claim_acts },
};
static const struct param keys_params[] = {
	{ "next", P_BOOL, false },
	{ "single", P_BOOL, false },
};
static const struct param texts_params[] = {
	{ "id", P_INT, false, 1, INT32_MAX },
	{ "end", P_BOOL, false },
	{ "action", P_LINE, false, 0, 24 },
	{ "class", P_INT, false, 0, INT32_MAX },
	{ "zh", P_TEXT, false, 0, 400 },
	{ "en", P_TEXT, false, 0, 400 },
};
static const struct param complaints_params[] = {
	{ "state", P_CHOICE, false, .words = complaint_states },
	{ "after", P_INT, false, INT64_MIN, INT64_MAX },
	{ "after_id", P_INT, false, 1, INT64_MAX },
};
static const struct param act_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "version", P_INT, true, 1, INT32_MAX },
	{ "key", P_KEY, true, 16, 64 },
	{ "action", P_LINE, true, 1, 32 },
	{ "in", P_LINE, false, 1, 80 },
	{ "note", P_TEXT, false, 0, 2000 },
	{ "canned", P_INT, false, 1, INT32_MAX },
	{ "answer", P_TEXT, false, 0, 1000 },
	{ "reason", P_INT, false, 1, INT32_MAX },
	{ "unit", P_INT, false, 1, INT32_MAX },
	{ "condition", P_INT, false, 1, INT32_MAX },
	{ "supervisor", P_INT, false, 1, INT32_MAX },
	{ "handler", P_INT, false, 1, INT32_MAX },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "result", P_CHOICE, false, .words = yes_no },
	{ "factor_standard", P_CHOICE, false, .words = yes_no },
	{ "factor_photos", P_CHOICE, false, .words = yes_no },
	{ "factor_check", P_CHOICE, false, .words = yes_no },
	{ "photo", P_FILE, false, 0, PHOTOS_MAX },
	{ "media", P_FILE, false, 0, RECORDINGS_MAX },
	{ "kept", P_LINE, false, 0, 24 },
	{ "cell", P_LINE, false, 0, 20 },
	{ "address", P_LINE, false, 0, 200 },
	{ "lat", P_POINT, false, -90, 90 },
	{ "lon", P_POINT, false, -180, 180 },
	{ "client_at", P_INT, false, 0, INT64_MAX / 1000 },
	{ "files", P_INT, false, 0, PHOTOS_MAX },
	{ "row", P_VERSIONS, false },
	{ "fault", P_BOOL, false },
	{ "plan", P_TEXT, false, 0, 1000 },
	{ "enforcement", P_TEXT, false, 0, 1000 },
	{ "date", P_DATE, false },
	{ "amount", P_INT, false, 1, 9999 },
	{ "number", P_LINE, false, 0, 64 },
	{ "members", P_INTS, false, 1, INT32_MAX },
	{ "owner", P_INT, false, 1, INT32_MAX },
	{ "batch", P_INT, false, 1, INT32_MAX },
	{ "origin", P_CHOICE, false, .words = origins },
	{ "same_fault", P_BOOL, false },
	{ "false_feedback", P_BOOL, false },
};
static const struct param complaint_act_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "version", P_INT, false, 1, INT32_MAX },
	{ "key", P_KEY, false, 16, 64 },
	{ "action", P_CHOICE, true, .words = complaint_actions },
	{ "class", P_INT, false, 1, INT32_MAX },
	{ "kept", P_LINE, false, 0, 24 },
	{ "reason", P_INT, false, 1, INT32_MAX },
	{ "answer", P_TEXT, false, 0, 2000 },
};
static const struct param register_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "source", P_INT, true, 1, 99 },
	{ "class", P_INT, true, 1, INT32_MAX },
	{ "external_no", P_LINE, false, 0, 60 },
	{ "external_due", P_LINE, false, 0, 16 },
	{ "description", P_TEXT, true, 10, 2000 },
	{ "address", P_LINE, false, 0, 200 },
	{ "lat", P_POINT, false, -90, 90 },
	{ "lon", P_POINT, false, -180, 180 },
	{ "photo", P_FILE, false, 0, PHOTOS_MAX },
	{ "media", P_FILE, false, 0, RECORDINGS_MAX },
	{ "contact_name", P_LINE, false, 0, 60 },
	{ "contact_phone", P_PHONE, false },
	{ "contact_email", P_EMAIL, false, 0, 120 },
	{ "confidential", P_BOOL, false },
	{ "verified_above", P_BOOL, false },
	{ "hazard", P_BOOL, false },
	{ "client_at", P_INT, false, 0, INT64_MAX / 1000 },
	{ "files", P_INT, false, 0, PHOTOS_MAX },
};
static const struct param phone_file_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "also", P_LINE, false, 16, TOGETHER_MAX * 65 },
	{ "photo", P_FILE, true, 1, 1 },
};
#define FIND_FILTERS                                                            \
	{ "q", P_LINE, false, 0, SEARCH_TYPED_MAX },                            \
	{ "class", P_INT, false, 1, INT32_MAX },                                \
	{ "unit", P_INT, false, 1, INT32_MAX },                                 \
	{ "grid", P_INT, false, 1, INT32_MAX },                                 \
	{ "state", P_INT, false, CS_REGISTERED, CS_VOID },                      \
	{ "from", P_DATE, false },                                              \
	{ "until", P_DATE, false }
static const struct param spot_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "class", P_INT, true, 1, INT32_MAX },
	{ "description", P_TEXT, true, 4, 2000 },
	{ "note", P_TEXT, true, 2, 2000 },
	{ "address", P_LINE, false, 0, 200 },
	{ "lat", P_POINT, false, -90, 90 },
	{ "lon", P_POINT, false, -180, 180 },
	{ "before", P_FILE, false, 0, 1 },
	{ "after", P_FILE, false, 0, 1 },
	{ "photo", P_FILE, false, 0, 1 },
	{ "client_at", P_INT, false, 0, INT64_MAX / 1000 },
	{ "files", P_INT, false, 0, PHOTOS_MAX },
};
static const struct param find_params[] = {
	FIND_FILTERS,
	{ "caller", P_KEY, false, 2 * HASH_LEN, 2 * HASH_LEN },
	{ "before", P_INT, false, 1, INT64_MAX },
};
static const struct param find_send_params[] = {
	FIND_FILTERS,
};
static const struct param stuck_params[] = {
	{ "after", P_INT, false, 0, INT64_MAX },
	{ "after_id", P_INT, false, 1, INT64_MAX },
};
static const struct param contact_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "reason", P_TEXT, true, 4, 400 },
	{ "reveal", P_INT, true, 1, INT32_MAX },
};

static const struct param inbox_params[] = {
	{ "all", P_BOOL, false },
	{ "before", P_INT, false, 1, INT64_MAX },
};
static const struct param inbox_read_params[] = {
	{ "id", P_INT, true, 1, INT64_MAX },
	{ "upto", P_BOOL, false },
	{ "all", P_BOOL, false },
};
static const struct param wish_params[] = {
	{ "email", P_EMAIL, false },
	{ "phone", P_PHONE, false },
	{ "by_email", P_BOOL, false },
	{ "by_sms", P_BOOL, false },
	{ "digest", P_INT, true, 0, 2 },
};
static const struct param notices_params[] = {
	{ "before", P_INT, false, 1, INT64_MAX },
};
static const struct param notices_retry_params[] = {
	{ "id", P_INT, true, 0, INT64_MAX },
};
const struct route app_routes[] = {
	{ GET, "/desk", GUARD_SIGNED, NO_PARAMS, page_desk },
	{ GET, "/desk/login", GUARD_PUBLIC, PARAMS(next_params), page_login, .flags = ROUTE_LOGIN },
	{ POST, "/desk/login", GUARD_PUBLIC, PARAMS(login_params), page_login_send, .again = page_login },
	{ POST, "/desk/logout", GUARD_SIGNED, NO_PARAMS, page_logout, .flags = ROUTE_PASSWORD },
	{ POST, "/desk/logout-all", GUARD_SIGNED, NO_PARAMS, page_logout_all, .flags = ROUTE_PASSWORD },
	{ GET, "/desk/password", GUARD_SIGNED, NO_PARAMS, page_password, .flags = ROUTE_PASSWORD },
	{ POST, "/desk/password", GUARD_SIGNED, PARAMS(password_params), page_password_send,
	    .again = page_password, .flags = ROUTE_PASSWORD },
	{ GET, "/desk/queue", GUARD_SIGNED, PARAMS(queue_params), page_queue },
	{ GET, "/desk/queue.csv", GUARD_SIGNED, PARAMS(csv_params), page_queue_csv },
	{ GET, "/desk/next", GUARD_SIGNED, PARAMS(next_case_params), page_next },
	{ POST, "/desk/filter", GUARD_SIGNED, PARAMS(filter_params), page_filter_save },
	{ POST, "/desk/filter/drop", GUARD_SIGNED, PARAMS(filter_drop_params), page_filter_drop },
	{ GET, "/desk/bulk", GUARD_SIGNED, PARAMS(id_params), page_bulk },
	{ POST, "/desk/bulk", GUARD_SIGNED, PARAMS(bulk_params), page_bulk_send },
	{ POST, "/desk/case/claim", GUARD_SIGNED, PARAMS(claim_params), page_claim },
	{ GET, "/desk/keys", GUARD_SIGNED, NO_PARAMS, page_keys },
	{ POST, "/desk/keys", GUARD_SIGNED, PARAMS(keys_params), page_keys_send },
	{ GET, "/desk/texts", GUARD_STAFF, NO_PARAMS, page_texts, NEED(PERM_CLOSE) },
	{ POST, "/desk/texts", GUARD_STAFF, PARAMS(texts_params), page_texts_send, NEED(PERM_CLOSE), page_texts },
	{ GET, "/desk/case", GUARD_SIGNED, PARAMS(case_params), page_case },
	{ POST, "/desk/case/act", GUARD_SIGNED, PARAMS(act_params), page_case_act, .again = page_case },
	{ GET, "/desk/complaints", GUARD_STAFF, PARAMS(complaints_params), page_complaints, NEED(PERM_FILE) },
	{ GET, "/desk/complaint", GUARD_STAFF, PARAMS(id_params), page_complaint, NEED(PERM_SEE_ALL), .need_or = NEED(PERM_SEE_UNIT) },
	{ POST, "/desk/complaint/act", GUARD_STAFF, PARAMS(complaint_act_params), page_complaint_act,
	    NEED(PERM_FILE), page_complaint },
	{ GET, "/desk/register", GUARD_STAFF, NO_PARAMS, page_register, NEED(PERM_REGISTER) },
	{ POST, "/desk/register", GUARD_STAFF, PARAMS(register_params), page_register_send,
	    NEED(PERM_REGISTER), page_register },
	{ GET, "/desk/tasks", GUARD_SIGNED, NO_PARAMS, page_tasks },
	{ GET, "/desk/task", GUARD_SIGNED, PARAMS(id_params), page_task },
	{ GET, "/desk/spot", GUARD_STAFF, NO_PARAMS, page_spot, NEED(PERM_SPOT) },
	{ POST, "/desk/spot", GUARD_STAFF, PARAMS(spot_params), page_spot_send, NEED(PERM_SPOT), page_spot },
	{ POST, "/desk/phone/spot", GUARD_STAFF, PARAMS(spot_params), page_spot_send, NEED(PERM_SPOT),
	    page_phone_refused },
	{ GET, "/desk/patrol", GUARD_SIGNED, PARAMS(patrol_params), page_patrol },
	{ GET, "/desk/patrol/track", GUARD_SIGNED, PARAMS(track_params), page_patrol_track },
	{ POST, "/desk/patrol/begin", GUARD_STAFF, PARAMS(patrol_begin_params), page_patrol_begin,
	    NEED(PERM_PATROL), page_patrol },
	{ POST, "/desk/patrol/end", GUARD_STAFF, NO_PARAMS, page_patrol_end, NEED(PERM_PATROL) },
	{ POST, "/desk/patrol/fix", GUARD_STAFF, PARAMS(patrol_fix_params), page_patrol_fix, NEED(PERM_PATROL) },
	{ GET, "/desk/patrols", GUARD_STAFF, PARAMS(patrols_params), page_patrols, NEED(PERM_PATROL_CHIEF) },
	{ GET, "/desk/patrols/now", GUARD_STAFF, NO_PARAMS, page_patrols_now, NEED(PERM_PATROL_CHIEF) },
	{ POST, "/desk/patrols/plan", GUARD_STAFF, PARAMS(plan_params), page_plan_add, NEED(PERM_PATROL_CHIEF),
	    page_patrols },
	{ POST, "/desk/patrols/plan/end", GUARD_STAFF, PARAMS(id_params), page_plan_end, NEED(PERM_PATROL_CHIEF) },
	{ GET, "/desk/phone", GUARD_SIGNED, NO_PARAMS, page_phone },
	{ GET, "/desk/phone/manifest", GUARD_PUBLIC, NO_PARAMS, page_phone_manifest, .flags = ROUTE_NO_TX },
	{ POST, "/desk/phone/file", GUARD_SIGNED, PARAMS(phone_file_params), page_phone_file,
	    .again = page_phone_refused },
	{ POST, "/desk/phone/act", GUARD_SIGNED, PARAMS(act_params), page_case_act, .again = page_phone_refused },
	{ POST, "/desk/phone/register", GUARD_STAFF, PARAMS(register_params), page_register_send,
	    NEED(PERM_REGISTER), page_phone_refused },
	{ GET, "/desk/duty", GUARD_STAFF, PARAMS(duty_params), page_duty, NEED(PERM_DUTY) },
	{ POST, "/desk/duty/plan", GUARD_STAFF, PARAMS(duty_plan_params), page_duty_plan, NEED(PERM_COMMAND), page_duty },
	{ POST, "/desk/duty/swap", GUARD_STAFF, PARAMS(duty_swap_params), page_duty_swap, NEED(PERM_COMMAND), page_duty },
	{ POST, "/desk/duty/post", GUARD_STAFF, PARAMS(duty_post_params), page_duty_post, NEED(PERM_COMMAND), page_duty },
	{ GET, "/desk/duty/powers", GUARD_STAFF, NO_PARAMS, page_power, NEED(PERM_DUTY) },
	{ POST, "/desk/duty/leave", GUARD_STAFF, PARAMS(leave_params), page_power_leave, NEED(PERM_DUTY), page_power },
	{ POST, "/desk/duty/leave/end", GUARD_STAFF, PARAMS(id_params), page_power_end, NEED(PERM_DUTY) },
	{ GET, "/desk/duty/book", GUARD_STAFF, PARAMS(book_params), page_duty_book, NEED(PERM_DUTY) },
	{ POST, "/desk/duty/complete", GUARD_STAFF, PARAMS(book_note_params), page_duty_complete, NEED(PERM_DUTY),
	    page_duty_book },
	{ POST, "/desk/duty/sign", GUARD_STAFF, PARAMS(book_sign_params), page_duty_sign, NEED(PERM_DUTY), page_duty_book },
	{ POST, "/desk/duty/entry", GUARD_STAFF, PARAMS(duty_entry_params), page_duty_entry, NEED(PERM_DUTY), page_duty_book },
	{ GET, "/desk/area", GUARD_STAFF, NO_PARAMS, page_area, NEED(PERM_SQUAD) },
	{ GET, "/desk/case/matter", GUARD_STAFF, PARAMS(id_params), page_case_matter, NEED(PERM_URGE) },
	{ POST, "/desk/case/matter", GUARD_STAFF, PARAMS(case_matter_params), page_case_matter_send, NEED(PERM_URGE),
	    .again = page_case_matter },
	{ GET, "/desk/matters", GUARD_SIGNED, PARAMS(matters_params), page_matters },
	{ POST, "/desk/matters", GUARD_SIGNED, PARAMS(matters_send_params), page_matters_send, .again = page_matters },
	{ GET, "/desk/matter", GUARD_SIGNED, PARAMS(id_params), page_matter },
	{ POST, "/desk/matter", GUARD_SIGNED, PARAMS(matter_send_params), page_matter_send, .again = page_matter },
	{ GET, "/desk/board", GUARD_STAFF, NO_PARAMS, page_board, NEED(PERM_SEE_ALL) },
	{ GET, "/desk/today", GUARD_STAFF, NO_PARAMS, page_today, NEED(PERM_PAPERS) },
	{ GET, "/desk/months", GUARD_SIGNED, PARAMS(months_params), page_months },
	{ GET, "/desk/month", GUARD_SIGNED, PARAMS(month_params), page_month },
	{ POST, "/desk/month/object", GUARD_STAFF, PARAMS(month_object_params), page_month_object, NEED(PERM_UNIT_WORK), page_month },
	{ POST, "/desk/month/seal", GUARD_STAFF, PARAMS(month_params), page_month_seal, NEED(PERM_COMMAND), page_month },
	{ POST, "/desk/month/sign", GUARD_STAFF, PARAMS(month_sign_params), page_month_sign, NEED(PERM_COMMAND), page_month },
	{ GET, "/desk/unit", GUARD_STAFF, PARAMS(unit_page_params), page_unit, NEED(PERM_SEE_UNIT), .need_or = NEED(PERM_PAPERS) },
	{ GET, "/desk/eval", GUARD_STAFF, PARAMS(eval_params), page_eval, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/eval/line", GUARD_STAFF, PARAMS(eval_params), page_eval_line, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/eval/cases", GUARD_STAFF, PARAMS(eval_params), page_eval_cases, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/eval/cells", GUARD_STAFF, PARAMS(eval_params), page_eval_cells, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/eval.csv", GUARD_STAFF, PARAMS(eval_params), page_eval_csv, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/eval.xlsx", GUARD_STAFF, PARAMS(eval_params), page_eval_xlsx, NEED(PERM_PAPERS), .need_or = NEED(PERM_SEE_UNIT) },
	{ GET, "/desk/stuck", GUARD_SIGNED, PARAMS(stuck_params), page_stuck },
	{ GET, "/desk/find", GUARD_SIGNED, PARAMS(find_params), page_find },
	{ POST, "/desk/find", GUARD_SIGNED, PARAMS(find_send_params), page_find_send, .again = page_find },
	{ GET, "/desk/photo/+", GUARD_SIGNED, NO_PARAMS, page_desk_photo },
	{ POST, "/desk/contact", GUARD_STAFF, PARAMS(contact_params), page_contact, NEED(PERM_REVEAL) },
	{ GET, "/desk/assess", GUARD_SIGNED, NO_PARAMS, page_assess },
	{ POST, "/desk/assess", GUARD_STAFF, PARAMS(assess_send_params), page_assess_send, NEED(PERM_COMMAND), .again = page_assess },
	{ GET, "/desk/assess/round", GUARD_SIGNED, PARAMS(id_params), page_assess_round },
	{ POST, "/desk/assess/round", GUARD_SIGNED, PARAMS(assess_round_send_params), page_assess_round_send, .again = page_assess_round },
	{ GET, "/desk/archive", GUARD_STAFF, PARAMS(archive_params), page_archive, NEED(PERM_ARCHIVE), .need_or = NEED(PERM_COMMAND) },
	{ GET, "/desk/archive/box", GUARD_STAFF, PARAMS(id_params), page_archive_box, NEED(PERM_ARCHIVE), .need_or = NEED(PERM_COMMAND) },
	{ GET, "/desk/archive/list", GUARD_STAFF, PARAMS(id_params), page_archive_list, NEED(PERM_ARCHIVE), .need_or = NEED(PERM_COMMAND) },
	{ POST, "/desk/archive/list", GUARD_STAFF, NO_PARAMS, page_archive_make, NEED(PERM_ARCHIVE) },
	{ POST, "/desk/archive/sign", GUARD_STAFF, PARAMS(archive_sign_params), page_archive_sign, NEED(PERM_ARCHIVE), .need_or = NEED(PERM_COMMAND) },
	{ POST, "/desk/archive/fill", GUARD_STAFF, NO_PARAMS, page_archive_fill, NEED(PERM_ARCHIVE) },
	{ POST, "/desk/archive/hold", GUARD_STAFF, PARAMS(archive_hold_params), page_archive_hold, NEED(PERM_ARCHIVE), .again = page_archive },
	{ POST, "/desk/archive/lift", GUARD_STAFF, PARAMS(archive_lift_params), page_archive_lift, NEED(PERM_ARCHIVE) },
	{ GET, "/desk/papers", GUARD_SIGNED, PARAMS(papers_params), page_papers },
	{ POST, "/desk/papers", GUARD_SIGNED, PARAMS(papers_send_params), page_papers_send, .again = page_papers },
	{ GET, "/desk/paper", GUARD_SIGNED, PARAMS(id_params), page_paper },
	{ GET, "/desk/inbox", GUARD_SIGNED, PARAMS(inbox_params), page_inbox },
	{ POST, "/desk/inbox/read", GUARD_SIGNED, PARAMS(inbox_read_params), page_inbox_read },
	{ GET, "/desk/findings", GUARD_STAFF, PARAMS(findings_params), page_findings, NEED(PERM_FINDING_SEE), .need_or = NEED(PERM_ANSWER) },
	{ POST, "/desk/findings", GUARD_STAFF, PARAMS(findings_send_params), page_findings_send, NEED(PERM_FINDING), page_findings },
	{ GET, "/desk/finding", GUARD_STAFF, PARAMS(finding_params), page_finding, NEED(PERM_FINDING_SEE), .need_or = NEED(PERM_ANSWER) },
	{ POST, "/desk/finding", GUARD_STAFF, PARAMS(finding_send_params), page_finding_send, NEED(PERM_FINDING_SEE), page_finding,
	    .need_or = NEED(PERM_ANSWER) },
	{ GET, "/desk/appeals", GUARD_STAFF, PARAMS(appeals_params), page_appeals, NEED(PERM_FINDING_SEE), .need_or = NEED(PERM_ANSWER) },
	{ POST, "/desk/appeals", GUARD_STAFF, PARAMS(appeals_send_params), page_appeals_send, NEED(PERM_ANSWER), page_appeals },
	{ GET, "/desk/appeal", GUARD_STAFF, PARAMS(finding_params), page_appeal, NEED(PERM_FINDING_SEE), .need_or = NEED(PERM_ANSWER) },
	{ POST, "/desk/appeal", GUARD_STAFF, PARAMS(appeal_send_params), page_appeal_send, NEED(PERM_APPEAL), page_appeal,
	    .need_or = NEED(PERM_ANSWER) },
	{ GET, "/desk/measures", GUARD_STAFF, PARAMS(measures_params), page_measures, NEED(PERM_FINDING_SEE) },
	{ POST, "/desk/measures", GUARD_STAFF, PARAMS(measures_send_params), page_measures_send, NEED(PERM_FINDING), page_measures },
	{ GET, "/desk/measure", GUARD_STAFF, PARAMS(finding_params), page_measure, NEED(PERM_FINDING_SEE) },
	{ POST, "/desk/measure", GUARD_STAFF, PARAMS(measure_send_params), page_measure_send, NEED(PERM_FINDING), page_measure },
	{ GET, "/desk/inbox/settings", GUARD_SIGNED, NO_PARAMS, page_wish },
	{ POST, "/desk/inbox/settings", GUARD_SIGNED, PARAMS(wish_params), page_wish_save, .again = page_wish },
	{ GET, "/desk/pulse", GUARD_SIGNED, NO_PARAMS, page_pulse, .flags = ROUTE_NO_TX | ROUTE_QUIET },
	{ GET, "/desk/notices", GUARD_STAFF, PARAMS(notices_params), page_notices, NEED(PERM_ADMIN_SYS) },
	{ POST, "/desk/notices/retry", GUARD_STAFF, PARAMS(notices_retry_params), page_notices_retry, NEED(PERM_ADMIN_SYS) },
	{ GET, "/desk/admin", GUARD_STAFF, NO_PARAMS, page_admin, NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/list", GUARD_STAFF, PARAMS(admin_list_params), page_admin_list,
	    NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/row", GUARD_STAFF, PARAMS(admin_row_params), page_admin_row,
	    NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/edit", GUARD_STAFF, PARAMS(admin_edit_params), page_admin_edit,
	    NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ POST, "/desk/admin/edit", GUARD_STAFF, PARAMS(admin_edit_params), page_admin_edit_send,
	    NEED(PERM_ADMIN_SYS), page_admin_edit, .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/changes", GUARD_STAFF, PARAMS(admin_changes_params), page_admin_changes,
	    NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/change", GUARD_STAFF, PARAMS(id_params), page_admin_change,
	    NEED(PERM_ADMIN_SYS), .need_or = NEED(PERM_ADMIN_SEC) },
	{ POST, "/desk/admin/change", GUARD_STAFF, PARAMS(admin_change_params), page_admin_change_send,
	    NEED(PERM_ADMIN_SYS), page_admin_change, .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/file", GUARD_STAFF, PARAMS(admin_file_page_params), page_admin_file, NEED(PERM_ADMIN_SYS),
	    .need_or = NEED(PERM_ADMIN_SEC) },
	{ POST, "/desk/admin/file", GUARD_STAFF, PARAMS(admin_file_params), page_admin_file_send, NEED(PERM_ADMIN_SYS),
	    page_admin_file },
	{ GET, "/desk/admin/touched", GUARD_STAFF, PARAMS(admin_touched_params), page_admin_touched, NEED(PERM_ADMIN_SYS),
	    .need_or = NEED(PERM_ADMIN_SEC) },
	{ POST, "/desk/admin/test", GUARD_STAFF, PARAMS(admin_test_params), page_admin_test, NEED(PERM_ADMIN_SYS),
	    page_admin_test_again },
	{ GET, "/desk/admin/map", GUARD_STAFF, PARAMS(id_params), page_admin_map, NEED(PERM_ADMIN_SYS),
	    .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/export", GUARD_STAFF, PARAMS(admin_export_params), page_admin_export, NEED(PERM_ADMIN_SYS),
	    .need_or = NEED(PERM_ADMIN_SEC) },
	{ POST, "/desk/admin/sign-out", GUARD_STAFF, PARAMS(id_params), page_admin_sign_out, NEED(PERM_ADMIN_SYS),
	    .need_or = NEED(PERM_ADMIN_SEC) },
	{ GET, "/desk/admin/log", GUARD_STAFF, PARAMS(admin_log_params), page_admin_log, NEED(PERM_ADMIN_AUDIT) },
	{ GET, "/desk/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
	{ GET, "/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
};

const size_t app_nroutes = N(app_routes);
