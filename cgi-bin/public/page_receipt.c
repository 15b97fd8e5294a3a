/* The receipt, its QR code and its PDF; shown again on reload by the form key in a cookie. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/qr.h"
#include "lib/service/complaint_ops.h"
#include "lib/service/receipt_ops.h"
#include "lib/store/store_follow.h"

#include "lib/base/banned.h"

/* The receipt of the cookie; ERR_NOT_FOUND when there is none (any more). */
static enum err
receipt_of(struct request *rq, struct complaint_receipt *out)
{
	struct service sv = show_service(rq);
	const char *key = request_cookie(rq, COOKIE_RECEIPT);
	enum err e = key == NULL ? ERR_NOT_FOUND : complaint_receipt_again(&sv, key, out);

	reply_secret(rq);
	if (e == OK && clock_now() - out->received_at > 30 * USEC_MIN)
		e = ERR_NOT_FOUND;
	return e == ERR_NOT_FOUND ? err_raise(ERR_NOT_FOUND, "no receipt") : e;
}

static char *
grouped(struct arena *a, const char *code)
{
	return arena_printf(a, "%.4s-%.4s-%.4s", code, code + 4, code + 8);
}

static enum err
show_receipt(struct request *rq, struct view *v, const struct complaint_receipt *r)
{
	struct complaint_row *c;
	struct file_link_row *files;
	const char *place;
	size_t n;
	enum err e = store_complaint_by_id(rq->db, rq->arena, r->id, &c);

	if (e == OK)
		e = store_follow_files(rq->db, rq->arena, r->id, &files, &n);
	if (e == OK)
		e = track_place(rq, c, &place);
	if (e != OK)
		return e;
	while (n > 0 && files[n - 1].subject_kind != SUBJECT_COMPLAINT)
		n--;	/* his own photos alone; they come first */
	view_str(v, "Page.Receipt.Class", c->class_id != 0 ? text_pick(rq->lang, c->class_zh, c->class_en) :
	    request_text(rq, "Text.receipt.no_class"));
	view_str(v, "Page.Receipt.Place", place != NULL ? place : c->has_point ?
	    text_fill1(rq->arena, rq->lang, "Text.receipt.point", arena_printf(rq->arena, "%s, %s",
	    show_degrees(rq->arena, c->lat), show_degrees(rq->arena, c->lon))) : NULL);
	if (n > 0)
		view_str(v, "Page.Receipt.Photos", text_fill1(rq->arena, rq->lang, "Text.receipt.photos_n",
		    arena_printf(rq->arena, "%zu", n)));
	return show_outlook(rq, view_sub(v, "Page.Promise"), c->class_id, 0);
}

enum err
page_receipt(struct request *rq)
{
	struct view *v = public_view(rq, "Text.receipt.page");
	struct complaint_receipt r;
	enum err e = receipt_of(rq, &r);

	view_bool(v, "Page.NoIndex", true);
	if (e == ERR_NOT_FOUND) {
		reply_flash(rq, "info", "receipt_gone");
		return reply_redirect(rq, "/track");
	}
	if (e != OK || (e = show_receipt(rq, v, &r)) != OK || (e = show_privacy_kept(rq, v, r.id)) != OK)
		return e;
	view_str(v, "Page.Receipt.Number", r.number);
	view_str(v, "Page.Receipt.Code", grouped(rq->arena, r.code));
	view_str(v, "Page.Receipt.ReceivedAt", show_time(rq->arena, rq->lang, r.received_at));
	view_text(v, "Page.Receipt.Next", "Text.receipt.next_text");
	view_str(v, "Page.Receipt.NextDue", show_time(rq->arena, rq->lang, r.accept_due));
	view_strf(v, "Page.Receipt.Link", "/track#%s.%s", r.number, r.code);
	view_strf(v, "Page.Receipt.Track", "%s/track", rq->conf->base_url);
	view_str(v, "Page.Receipt.Pdf", "/receipt.pdf");
	return reply_page(rq, "public/receipt.cs");
}

enum err
page_receipt_svg(struct request *rq)
{
	struct complaint_receipt r;
	struct buf svg;
	enum err e = receipt_of(rq, &r);

	buf_init(&svg, rq->arena);
	if (e == OK)
		e = qr_svg(&svg, arena_printf(rq->arena, "%s/track#%s.%s", rq->conf->base_url, r.number, r.code));
	return e == OK ? reply_bytes(rq, "image/svg+xml", svg.s, svg.len) : e;
}

enum err
page_receipt_pdf(struct request *rq)
{
	struct service sv = show_service(rq);
	struct complaint_receipt r;
	struct blob pdf;
	enum err e = receipt_of(rq, &r);

	if (e == OK)
		e = receipt_pdf(&sv, &r, rq->lang, &pdf);
	return e == OK ? reply_download(rq, "application/pdf", arena_printf(rq->arena, "%s.pdf", r.number),
	    pdf.data, pdf.len) : e;
}
