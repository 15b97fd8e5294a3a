/* Several complaints of one person as one PDF: each opened by its own number and code. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/rule/refno.h"
#include "lib/service/complaint_ops.h"
#include "lib/service/receipt_ops.h"

#include "lib/base/banned.h"

enum { BUNDLE_MAX = 10 };

enum err
page_bundle(struct request *rq)
{
	struct view *v = public_view(rq, "Text.bundle.page");

	view_bool(v, "Page.NoIndex", true);
	reply_secret(rq);
	show_errors(rq);
	return reply_page(rq, "public/bundle.cs");
}

/* A line of the document; line ends inside a value become blanks. */
static void
put(struct buf *b, const char *kind, const char *label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	buf_printf(b, "%s=", kind);
	if (label != NULL)
		buf_printf(b, "%s\t", label);
	for (const char *s = value; *s != '\0'; s++)
		buf_chr(b, (unsigned char)*s < ' ' ? ' ' : *s);
	buf_chr(b, '\n');
}

/* A text of several lines, a paragraph each, under its heading. */
static void
put_text(struct buf *b, struct request *rq, const char *head, const char *text)
{
	char *rest = text != NULL ? arena_strdup(rq->arena, text) : NULL, *line;

	if (rest == NULL || rest[0] == '\0')
		return;
	put(b, "head", NULL, request_text(rq, head));
	while ((line = strsep(&rest, "\n")) != NULL)
		put(b, "para", NULL, line);
}

static void
put_one(struct buf *b, struct request *rq, const struct followed *f)
{
	const struct said s = track_said(rq, f);
	struct arena *a = rq->arena;
	char number[REFNO_MAX];

	refno_complaint(number, civil_of(f->c->received_at).year, f->c->id);
	put(b, "item", NULL, arena_printf(a, "%s  %s", number, track_class(rq, f)));
	put(b, "row", request_text(rq, "Text.track.received"), show_time(a, rq->lang, f->c->received_at));
	put(b, "row", request_text(rq, "Text.receipt.place"), f->c->address);
	put(b, "row", request_text(rq, "Text.track.case"), f->k != NULL ? f->k->number : NULL);
	put(b, "row", request_text(rq, "Text.bundle.now"), text_fill2(a, rq->lang, "Text.bundle.state", s.name, s.where));
	put(b, "row", request_text(rq, "Text.track.who"), s.who);
	put(b, "row", request_text(rq, "Text.track.due"), s.by);
	put(b, "row", request_text(rq, "Text.track.next"), s.next);
	put_text(b, rq, "Text.track.words", f->c->description);
	put_text(b, rq, "Text.track.answer", f->c->answer);
	put(b, "head", NULL, request_text(rq, "Text.track.history"));
	for (size_t i = f->n_events; i-- > 0;)
		if (track_event(rq, &f->events[i]) != NULL)
			put(b, "row", show_time(a, rq->lang, f->events[i].at), track_event(rq, &f->events[i]));
}

/* One line of the form: a number and a code, with blanks or a dot between. */
static enum err
add_one(struct request *rq, struct buf *b, char *line)
{
	struct service sv = show_service(rq);
	char *code = line + strcspn(line, " \t.,;#");
	struct followed f = { 0 };
	struct follow_row *row;
	enum err e;

	if (*code != '\0')
		*code++ = '\0';
	e = complaint_unlock(&sv, line, code, rq->addr_prefix, &row);
	if (e != OK || (e = track_read(rq, row, &f)) != OK)
		return e;
	put_one(b, rq, &f);
	return OK;
}

/* All lines, at most BUNDLE_MAX; the first wrong pair refuses the form, naming its line. */
static enum err
gather(struct request *rq, struct buf *b)
{
	char *rest = arena_strdup(rq->arena, param_text(rq, "pairs")), *line;
	enum err e = OK;
	int n = 0;

	while (e == OK && (line = strsep(&rest, "\n")) != NULL) {
		line += strspn(line, " \t");
		if (line[0] == '\0')
			continue;
		if (++n > BUNDLE_MAX) {
			param_refuse_args(rq, "pairs", "Text.bundle.many", arena_printf(rq->arena, "%d", (int)BUNDLE_MAX), NULL);
			return ERR_INVALID;
		}
		e = add_one(rq, b, line);
	}
	if (e == ERR_NOT_FOUND) {
		param_refuse_args(rq, "pairs", "Text.bundle.wrong", arena_printf(rq->arena, "%d", n), NULL);
		return ERR_INVALID;
	}
	return e;
}

enum err
page_bundle_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct arena *a = rq->arena;
	struct blob pdf;
	struct buf b;
	enum err e;

	buf_init(&b, a);
	put(&b, "lang", NULL, lang_code(rq->lang));
	put(&b, "title", NULL, request_text(rq, "Text.bundle.title"));
	put(&b, "office", NULL, arena_printf(a, "%s  %s", text_pick(rq->lang, rq->conf->office_name, rq->conf->office_name_en),
	    text_fill1(a, rq->lang, "Text.bundle.as_of", show_time(a, rq->lang, clock_now()))));
	put(&b, "created", NULL, arena_printf(a, "%lld", (long long)clock_now()));
	if ((e = gather(rq, &b)) != OK || (e = bundle_pdf(&sv, b.s, b.len, &pdf)) != OK)
		return e;
	reply_secret(rq);
	return reply_download(rq, "application/pdf", "anjuan.pdf", pdf.data, pdf.len);
}
