/* The citizen's pages: one handler a route, in page_*.c. */
#ifndef CGI_BIN_PUBLIC_PAGES_H
#define CGI_BIN_PUBLIC_PAGES_H

#include "cgi-bin/web/request.h"
#include "lib/base/err.h"

struct complaint_form;
struct view;

enum err page_home(struct request *rq) MUST_USE;
enum err page_report(struct request *rq) MUST_USE;		/* the form, fresh or refused */
enum err page_report_send(struct request *rq) MUST_USE;
enum err page_report_photo(struct request *rq) MUST_USE;	/* one photo ahead of the form */
enum err page_report_ticket(struct request *rq) MUST_USE;	/* a ticket for another one-time key */
enum err page_report_find(struct request *rq) MUST_USE;		/* the form again, with what was looked up */
enum err page_report_kinds(struct request *rq) MUST_USE;	/* JSON: classes for what was typed */
enum err page_report_places(struct request *rq) MUST_USE;	/* JSON: places for what was typed */
enum err page_report_ask(struct request *rq) MUST_USE;		/* JSON: what is asked of a class */
enum err page_report_near(struct request *rq) MUST_USE;	/* JSON: cases of a tile of the map */
enum err page_report_seen(struct request *rq) MUST_USE;	/* a photo of a case that may be the same */
enum err page_receipt(struct request *rq) MUST_USE;
enum err page_receipt_svg(struct request *rq) MUST_USE;
enum err page_receipt_pdf(struct request *rq) MUST_USE;
enum err page_track(struct request *rq) MUST_USE;
enum err page_track_show(struct request *rq) MUST_USE;
enum err page_bundle(struct request *rq) MUST_USE;
enum err page_bundle_send(struct request *rq) MUST_USE;	/* several complaints as one PDF */
enum err page_confirm(struct request *rq) MUST_USE;
enum err page_confirm_send(struct request *rq) MUST_USE;
enum err page_notices(struct request *rq) MUST_USE;
enum err page_notices_send(struct request *rq) MUST_USE;
enum err page_track_confirm(struct request *rq) MUST_USE;	/* by the digits of a short message */
enum err page_track_ask(struct request *rq) MUST_USE;	/* the question to confirm once more */
enum err page_track_wish(struct request *rq) MUST_USE;
enum err page_track_form(struct request *rq) MUST_USE;	/* the page again, after a form of it was refused */
enum err page_track_add(struct request *rq) MUST_USE;
enum err page_track_withdraw(struct request *rq) MUST_USE;
enum err page_track_rate(struct request *rq) MUST_USE;
enum err page_track_again(struct request *rq) MUST_USE;
enum err page_photo(struct request *rq) MUST_USE;
enum err page_privacy(struct request *rq) MUST_USE;
enum err page_style(struct request *rq) MUST_USE;

enum err page_window(struct request *rq) MUST_USE;		/* figures of a month or year */
enum err page_window_map(struct request *rq) MUST_USE;
enum err page_window_cells(struct request *rq) MUST_USE;	/* the map's places, GeoJSON */
enum err page_window_bulletins(struct request *rq) MUST_USE;
enum err page_window_bulletin(struct request *rq) MUST_USE;
enum err page_window_data(struct request *rq) MUST_USE;
enum err page_window_file(struct request *rq) MUST_USE;		/* a month's cases, CSV or JSON */
enum err page_window_dictionary(struct request *rq) MUST_USE;

/* The page's data with title and menu; title is a catalogue key. */
struct view *public_view(struct request *rq, const char *title);

/* The ticket and the terms of a form (lib/rule/doubt.h), into Page.Form.Ticket and .ProofBits. */
enum err show_ticket(struct request *rq, struct view *v, const char *key) MUST_USE;
/* Anonymous: without contact, whatever was typed; confidential; named.  No way chosen: as the fields say. */
void report_way(const struct request *rq, struct complaint_form *f);
/* The doubts about the report that a request brings. */
enum err report_doubts(struct request *rq, int32_t *doubts) MUST_USE;

/* Page.Privacy: the version of the notice that was kept with a complaint. */
enum err show_privacy_kept(struct request *rq, struct view *v, int64_t complaint_id) MUST_USE;

/* Cookies: the form key of the last receipt (30 minutes), the pass of a followed complaint (a day). */
#define COOKIE_RECEIPT "receipt"
#define COOKIE_PASS "pass"

#endif
