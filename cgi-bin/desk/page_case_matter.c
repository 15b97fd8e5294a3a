/* Who asked about a case and which registered matters it belongs to; adding it to one (R16, R17). */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/rule/past.h"
#include "lib/service/matter_ops.h"
#include "lib/store/store_beside.h"
#include "lib/store/store_user.h"
#include "lib/store/store_sender.h"

#include "lib/base/banned.h"

static void
show_inquiry(struct request *rq, struct view *v, const struct asked_row *r)
{
	view_str(v, "From", text_getf(rq->lang, "Origin.%d", (int)past_detail(r->detail, "origin")));
	view_str(v, "When", show_time_short(rq->arena, rq->lang, r->at));
	view_str(v, "Who", r->who);
	view_lines(v, "Words", r->words);
	if (r->ended != USEC_NONE)
		view_str(v, "Ended", show_time_short(rq->arena, rq->lang, r->ended));
	else
		show_due(v, rq, r->due, USEC_NONE);
	view_lines(v, "Answer", r->answer);
}

static void
show_matter(struct request *rq, struct view *v, const struct asked_row *r)
{
	view_strf(v, "Url", "/desk/matter?id=%lld", (long long)r->id);
	view_str(v, "Title", r->title);
	view_text(v, "Kind", past_detail(r->detail, "matter") == MATTER_STUBBORN ? "Matter.stubborn.Title" :
	    "Matter.inquiry.Title");
	view_str(v, "State", text_getf(rq->lang, "Matter.state.%d", r->state));
	view_str(v, "Who", r->who);
	view_str(v, "Unit", text_pick(rq->lang, r->unit_zh, r->unit_en));
	if (r->state == MATTER_IS_OPEN)
		show_due(v, rq, r->due, USEC_NONE);
}

void
show_rating(struct request *rq, struct view *v, int32_t answer, bool staff, usec_t at, const char *words)
{
	view_str(v, "Answer", text_getf(rq->lang, "Rating.%d", answer));
	view_str(v, "Tone", answer == RATING_SOLVED ? "ok" : answer == RATING_UNSURE ? "idle" : "late");
	view_text(v, "By", staff ? "Text.rating.by_staff" : "Text.rating.by_sender");
	view_str(v, "When", show_time_short(rq->arena, rq->lang, at));
	view_lines(v, "Words", words);
}

void
show_added(struct request *rq, struct view *v, const struct sender_step *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct view *a = view_item(v, "Page.Added");

		view_str(a, "What", text_getf(rq->lang, "Event.%s.Name", action_code((enum action)s[i].kind)));
		view_str(a, "When", show_time_short(rq->arena, rq->lang, s[i].at));
		view_lines(a, "Words", s[i].words);
	}
}

enum err
show_case_added(struct request *rq, struct view *v, const struct case_page *p)
{
	struct sender_step *rows;
	size_t n;
	enum err e = store_sender_steps_of_case(rq->db, rq->arena, p->c->id, &rows, &n);

	if (e == OK)
		show_added(rq, v, rows, n);
	return e;
}

enum err
show_case_asked(struct request *rq, struct view *v, const struct case_page *p)
{
	struct asked_row *rows;
	size_t n;
	enum err e;

	if (!desk_may(rq, PERM_SEE_ALL))
		return OK;
	if ((e = store_case_asked(rq->db, rq->arena, p->c->id, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (rows[i].kind == ASKED_INQUIRY)
			show_inquiry(rq, view_item(v, "Page.Asked"), &rows[i]);
		else if (rows[i].kind == ASKED_RATING)
			show_rating(rq, view_item(v, "Page.Ratings"), rows[i].state, past_detail(rows[i].detail, "staff") != 0,
			    rows[i].at, rows[i].words);
		else
			show_matter(rq, view_item(v, "Page.Matters"), &rows[i]);
	if (matter_may_open(MATTER_STUBBORN, rq->user->perms))
		view_strf(v, "Page.Link", "/desk/case/matter?id=%lld", (long long)p->c->id);
	return OK;
}

/* The open matters of a register, as options. */
static enum err
show_open(struct request *rq, struct view *v, enum matter_kind kind)
{
	struct matter_row *rows;
	size_t n;
	enum err e = store_matters_open(rq->db, rq->arena, kind, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(v, "Page.Matters");

		view_int(o, "Value", rows[i].id);
		view_str(o, "Title", rows[i].title);
		view_text(o, "Kind", kind == MATTER_STUBBORN ? "Matter.stubborn.Title" : "Matter.inquiry.Title");
		view_str(o, "Who", rows[i].owner);
	}
	return e;
}

enum err
page_case_matter(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.link.page");
	struct case_page p = { 0 };
	enum err e = case_page_read(rq, param_int(rq, "id"), &p);

	if (e != OK || (e = show_open(rq, v, MATTER_STUBBORN)) != OK || (e = show_open(rq, v, MATTER_INQUIRY)) != OK)
		return e;
	view_int(v, "Page.Act.Id", p.c->id);
	view_strf(v, "Page.Back.Url", "/desk/case?id=%lld", (long long)p.c->id);
	view_str(v, "Page.Back.Label", p.c->number != NULL ? p.c->number : arena_printf(rq->arena, "#%lld", (long long)p.c->id));
	show_errors(rq);
	return reply_page(rq, "desk/link.cs");
}

enum err
page_case_matter_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct case_page p = { 0 };
	struct actor who;
	enum err e = case_page_read(rq, param_int(rq, "id"), &p);

	if (e != OK || (e = office_actor(&sv, rq->user, PERM_URGE, &who)) != OK)
		return e;
	e = matter_add_case(&sv, &who, param_int(rq, "matter"), p.c->id);
	if (e == ERR_INVALID)
		param_refuse(rq, "matter", "Err.choice");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)p.c->id));
}
