/* The route table of the public program, and nothing else. */
#include "config.h"
#include "cgi-bin/web/route.h"

#include "cgi-bin/public/pages.h"
#include "cgi-bin/web/health.h"
#include "lib/base/check.h"
#include "lib/service/complaint_say.h"
#include "lib/service/sender_wish.h"

#include "lib/base/banned.h"

static const char *const ways[] = { "anonymous", "named", "confidential", NULL };	/* report_way() */
/* What the program sends that sends a form; the last is a trap, people do not see it. */
#define ROBOTS                                            \
	{ "ticket", P_LINE, false, 0, 200 },              \
	{ "proof", P_LINE, false, 0, 200 },               \
	{ "website", P_TEXT, false, 0, 2000 }
/* The form as it is sent, and as its buttons look something up: then nothing is needed yet. */
#define REPORT_PARAMS(must, least)                        \
	{ "key", P_KEY, true, 16, 64 },                   \
	{ "address", P_LINE, false, 0, 200 },             \
	{ "spot", P_LINE, false, 0, 40 },                 \
	{ "lat", P_POINT, false, -90, 90 },               \
	{ "lon", P_POINT, false, -180, 180 },             \
	{ "community", P_KEY, false, 1, 12 },             \
	{ "class", P_INT, false, 1, INT32_MAX },          \
	{ "kind_word", P_LINE, false, 0, 60 },            \
	{ "answer1", P_LINE, false, 0, 200 },             \
	{ "answer2", P_LINE, false, 0, 200 },             \
	{ "answer3", P_LINE, false, 0, 200 },             \
	{ "asked", P_INT, false, 1, INT32_MAX },          \
	{ "anyway", P_BOOL, false },                      \
	{ "description", P_TEXT, must, least, 2000 },     \
	{ "photo", P_FILE, false, 0, PHOTOS_MAX },        \
	{ "contact_name", P_LINE, false, 0, 60 },         \
	{ "contact_phone", P_PHONE, false },              \
	{ "contact_email", P_EMAIL, false, 0, 120 },      \
	{ "confidential", P_BOOL, false },                \
	{ "way", P_CHOICE, false, .words = ways },        \
	ROBOTS
static const char *const finds[] = { "place", "kind", "form", NULL };

static const struct param report_params[] = {
	REPORT_PARAMS(true, 4),
	{ "same", P_INT, false, 1, INT64_MAX },
	{ "different", P_BOOL, false },
};
/* In the large look a kind or a photo may say it without words. */
static const struct param short_params[] = {
	REPORT_PARAMS(false, 0),
	{ "same", P_INT, false, 1, INT64_MAX },
	{ "different", P_BOOL, false },
};
static const struct param find_params[] = {
	REPORT_PARAMS(false, 0),
	{ "find", P_CHOICE, true, .words = finds },
};
static const struct param ticket_params[] = {
	{ "key", P_KEY, true, 16, 64 },
};
static const struct param q_params[] = {
	{ "q", P_LINE, true, 1, 60 },
};
static const struct param privacy_params[] = {
	{ "version", P_INT, false, 1, INT16_MAX },
};
static const struct param photo_params[] = {
	{ "key", P_KEY, true, 16, 64 },
	{ "photo", P_FILE, false, 0, 1 },
	{ "drop", P_INT, false, 1, INT64_MAX },
};
static const struct param track_params[] = {
	{ "number", P_LINE, true, 1, 40 },
	{ "code", P_LINE, true, 1, 40 },
};
static const struct param window_params[] = {
	{ "month", P_MONTH, false },
	{ "year", P_INT, false, 1970, 9999 },
};

/* What a sender adds; "pass" says whose complaint it is. */
#define PASS { "pass", P_LINE, true, 10, 100 }, { "key", P_KEY, true, 16, 64 }
static const struct param add_params[] = {
	PASS,
	{ "words", P_TEXT, false, 2, SAY_WORDS_MAX },
	{ "photo", P_FILE, false, 0, SAY_PHOTOS_MAX },
};
static const struct param withdraw_params[] = {
	PASS,
	{ "why", P_TEXT, false, 2, SAY_WORDS_MAX },
};
static const char *const ratings[] = { "solved", "partly", "not_solved", "cannot_tell", NULL };
static const struct param rate_params[] = {
	PASS,
	{ "rating", P_CHOICE, true, .words = ratings },
	{ "note", P_TEXT, false, 2, SAY_WORDS_MAX },
};
static const struct param again_params[] = {
	PASS,
	{ "more", P_TEXT, true, 10, 2000 },
	{ "same_contact", P_BOOL, false },
	ROBOTS,
};

#define HIS { "pass", P_LINE, true, 10, 100 }
static const char *const wishes[] = { "each", "daily", "stop", NULL };
static const char *const one_click[] = { "One-Click", NULL };
static const struct param digits_params[] = {
	HIS,
	{ "digits", P_LINE, true, WISH_CODE_LEN, WISH_CODE_LEN },
};
static const struct param ask_params[] = {
	HIS,
};
static const struct param wish_params[] = {
	HIS,
	{ "wish", P_CHOICE, true, .words = wishes },
};
static const struct param notices_params[] = {
	{ "wish", P_CHOICE, false, .words = wishes },
	{ "List-Unsubscribe", P_CHOICE, false, .words = one_click },	/* RFC 8058 */
};
static const struct param bundle_params[] = {
	{ "pairs", P_TEXT, true, 10, 1000 },
};

const struct route app_routes[] = {
	{ GET, "/", GUARD_PUBLIC, NO_PARAMS, page_home },
	{ GET, "/report", GUARD_PUBLIC, NO_PARAMS, page_report },
	{ POST, "/report", GUARD_PUBLIC, PARAMS(report_params), page_report_send, .again = page_report,
	    .flags = ROUTE_NO_TX },
	{ POST, "/report/short", GUARD_PUBLIC, PARAMS(short_params), page_report_send, .again = page_report,
	    .flags = ROUTE_NO_TX },
	{ GET, "/report/ticket", GUARD_PUBLIC, PARAMS(ticket_params), page_report_ticket, .flags = ROUTE_NO_TX },
	{ POST, "/report/find", GUARD_PUBLIC, PARAMS(find_params), page_report_find, .again = page_report,
	    .flags = ROUTE_NO_TX },
	{ GET, "/report/kinds", GUARD_PUBLIC, PARAMS(q_params), page_report_kinds },
	{ GET, "/report/places", GUARD_PUBLIC, PARAMS(q_params), page_report_places },
	{ GET, "/report/ask/+", GUARD_PUBLIC, NO_PARAMS, page_report_ask },
	{ GET, "/report/near/+", GUARD_PUBLIC, NO_PARAMS, page_report_near },
	{ GET, "/report/seen/+", GUARD_PUBLIC, NO_PARAMS, page_report_seen },
	{ POST, "/report/photo", GUARD_PUBLIC, PARAMS(photo_params), page_report_photo },
	{ GET, "/receipt", GUARD_PUBLIC, NO_PARAMS, page_receipt },
	{ GET, "/receipt.svg", GUARD_PUBLIC, NO_PARAMS, page_receipt_svg },
	{ GET, "/receipt.pdf", GUARD_PUBLIC, NO_PARAMS, page_receipt_pdf },
	{ GET, "/track", GUARD_PUBLIC, NO_PARAMS, page_track },
	{ POST, "/track", GUARD_PUBLIC, PARAMS(track_params), page_track_show, .again = page_track },
	{ GET, "/bundle", GUARD_PUBLIC, NO_PARAMS, page_bundle, .flags = ROUTE_NO_TX },
	{ POST, "/bundle", GUARD_PUBLIC, PARAMS(bundle_params), page_bundle_send, .again = page_bundle },
	{ GET, "/confirm/+", GUARD_PUBLIC, NO_PARAMS, page_confirm, .flags = ROUTE_NO_TX },
	{ POST, "/confirm/+", GUARD_PUBLIC, NO_PARAMS, page_confirm_send },
	{ GET, "/notices/+", GUARD_PUBLIC, NO_PARAMS, page_notices, .flags = ROUTE_NO_TX },
	{ POST, "/notices/+", GUARD_PUBLIC, PARAMS(notices_params), page_notices_send },
	{ POST, "/track/confirm", GUARD_PUBLIC, PARAMS(digits_params), page_track_confirm, .again = page_track_form },
	{ POST, "/track/ask", GUARD_PUBLIC, PARAMS(ask_params), page_track_ask },
	{ POST, "/track/wish", GUARD_PUBLIC, PARAMS(wish_params), page_track_wish },
	{ POST, "/track/add", GUARD_PUBLIC, PARAMS(add_params), page_track_add, .again = page_track_form },
	{ POST, "/track/withdraw", GUARD_PUBLIC, PARAMS(withdraw_params), page_track_withdraw, .again = page_track_form },
	{ POST, "/track/rate", GUARD_PUBLIC, PARAMS(rate_params), page_track_rate, .again = page_track_form },
	{ POST, "/track/again", GUARD_PUBLIC, PARAMS(again_params), page_track_again, .again = page_track_form },
	{ GET, "/photo/+", GUARD_PUBLIC, NO_PARAMS, page_photo },
	{ GET, "/figures", GUARD_PUBLIC, PARAMS(window_params), page_window },
	{ GET, "/figures/map", GUARD_PUBLIC, PARAMS(window_params), page_window_map },
	{ GET, "/figures/cells.geojson", GUARD_PUBLIC, PARAMS(window_params), page_window_cells },
	{ GET, "/figures/bulletins", GUARD_PUBLIC, NO_PARAMS, page_window_bulletins },
	{ GET, "/figures/bulletin/+", GUARD_PUBLIC, NO_PARAMS, page_window_bulletin },
	{ GET, "/figures/data", GUARD_PUBLIC, NO_PARAMS, page_window_data },
	{ GET, "/figures/data/+", GUARD_PUBLIC, NO_PARAMS, page_window_file },
	{ GET, "/figures/dictionary", GUARD_PUBLIC, NO_PARAMS, page_window_dictionary, .flags = ROUTE_NO_TX },
	{ GET, "/privacy", GUARD_PUBLIC, PARAMS(privacy_params), page_privacy },
	{ GET, "/style", GUARD_PUBLIC, NO_PARAMS, page_style, .flags = ROUTE_NO_TX },
	{ GET, "/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
};

const size_t app_nroutes = N(app_routes);
