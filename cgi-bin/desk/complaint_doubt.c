/* A suspect report at the desk: why it is one, and what a clerk can make of it. */
#include "config.h"
#include "cgi-bin/desk/complaint_doubt.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/doubt_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_doubt.h"
#include "lib/store/store_privacy.h"

#include "lib/base/banned.h"

void
show_doubt_flags(struct view *r, struct request *rq, int32_t doubts)
{
	for (int i = 0; i < DOUBTS_MAX; i++) {
		struct view *flag;

		if ((doubts & 1 << i) == 0)
			continue;
		flag = view_item(r, "Flags");
		view_str(flag, "Tone", "warn");
		view_str(flag, "Icon", "alert");
		view_str(flag, "Label", text_getf(rq->lang, "Doubt.%d.Name", 1 << i));
	}
}

/* Which privacy notice he was given: a fact with a way to read it. */
static enum err
show_notice(struct request *rq, struct view *v, int64_t id)
{
	int64_t version;
	enum err e = store_privacy_of_complaint(rq->db, id, &version);
	struct view *f;

	if (e != OK)
		return e;
	f = view_item(v, "Page.Facts");
	view_text(f, "Label", "Text.privacy.title");
	view_str(f, "Value", text_fill1(rq->arena, rq->lang, "Text.privacy.version",
	    arena_printf(rq->arena, "%lld", (long long)version)));
	view_strf(f, "Url", "/privacy?version=%lld", (long long)version);
	return OK;
}

enum err
show_doubts(struct request *rq, struct view *v, const struct complaint_row *c)
{
	int32_t doubts;
	enum err e = store_doubt(rq->db, c->id, &doubts);

	for (int i = 0; e == OK && i < DOUBTS_MAX; i++)
		if ((doubts & 1 << i) != 0)
			view_str(view_item(v, "Page.Doubts"), "Text", text_getf(rq->lang, "Doubt.%d.Text", 1 << i));
	return e == OK ? show_notice(rq, v, c->id) : e;
}

enum err
show_reason_options(struct request *rq, struct view *f, const char *action)
{
	struct reason_row *rows;
	size_t n;
	const int64_t chosen = param_int(rq, "reason");
	enum err e = store_reasons(rq->db, rq->arena, action, clock_now(), &rows, &n);
	struct view *o = view_item(f, "Options");

	view_text(o, "Label", "Text.form.choose");
	for (size_t i = 0; e == OK && i < n; i++) {
		o = view_item(f, "Options");
		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", rows[i].id == chosen);
	}
	return e;
}

enum err
act_on_suspect(struct request *rq, struct service *sv, bool refuse, const struct actor *who)
{
	const int64_t id = param_int(rq, "id");
	bool joined = false;
	enum err e;

	if (refuse && !param_has(rq, "reason")) {
		param_refuse(rq, "reason", "Err.required");
		return ERR_INVALID;
	}
	e = refuse ? doubt_refuse(sv, id, param_int(rq, "reason"), param_text(rq, "answer"), who) :
	    doubt_accept(sv, id, who, &joined);
	if (e != OK)
		return e;
	reply_flash(rq, "ok", refuse ? "suspect_refused" : joined ? "suspect_joined" : "suspect_cleared");
	return reply_redirect(rq, "/desk/complaints?state=suspect");
}
