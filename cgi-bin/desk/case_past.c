/* The case page and the queues as they stood at an instant. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/service/past_ops.h"
#include "lib/store/store_past.h"

#include "lib/base/banned.h"

/* The field's local minute, all of it, or a line's own microsecond. */
enum err
past_instant(struct request *rq, usec_t *at)
{
	const char *typed = param_text(rq, "at");

	if (parse_i64(typed, 1, INT64_MAX / 2, at))
		return OK;
	if (!parse_local(typed, at))
		return err_raise(ERR_INVALID, "no instant");
	*at += USEC_MIN - 1;
	return OK;
}

enum err
show_case_past(struct request *rq, struct view *v, struct case_page *p)
{
	struct service sv = show_service(rq);
	usec_t at;
	enum err e = past_instant(rq, &at);

	if (e != OK)
		return e;
	if (at >= clock_now())
		return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)p->c->id));
	p->at = at;
	if ((e = case_as_of(&sv, at, p->c, p->names)) != OK || (e = show_case_page(rq, v, p)) != OK)
		return e;
	view_str(v, "Page.Past.When", text_fill1(rq->arena, rq->lang, "Text.case.past", show_time(rq->arena, rq->lang, at)));
	view_strf(v, "Page.Past.Url", "/desk/case?id=%lld", (long long)p->c->id);
	view_int(v, "Page.Act.Id", p->c->id);
	return reply_page(rq, "desk/case.cs");
}

static void
show_past_row(struct view *v, struct request *rq, const struct office_lists *l, const struct queue_row *r, usec_t at)
{
	struct queue_row then = *r;

	then.stage_due = USEC_NONE;	/* a clock that runs now would be shown */
	show_row(v, rq, l, &then);
	view_strf(v, "Url", "/desk/case?id=%lld&at=%lld", (long long)r->id, (long long)at);
	show_due_at(v, rq, r->stage_due, at);
}

static void
show_past_head(struct request *rq, struct view *v, const struct queue *q, usec_t at, int64_t count)
{
	view_text(v, "Page.Queue.Title", arena_printf(rq->arena, "Queue.%s.Label", q->code));
	view_str(v, "Page.Queue.Code", q->code);
	view_str(v, "Page.Queue.Count", text_fill1(rq->arena, rq->lang, "Text.queue.past_count",
	    arena_printf(rq->arena, "%lld", (long long)count)));
	view_str(v, "Page.Past.When", text_fill1(rq->arena, rq->lang, "Text.queue.past",
	    show_time(rq->arena, rq->lang, at)));
	view_strf(v, "Page.Past.Url", "/desk/queue?queue=%s", q->code);
}

enum err
show_queue_past(struct request *rq, struct view *v, const struct queue *q)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct queue_row *rows;
	int64_t count;
	size_t n;
	usec_t at;
	enum err e = past_instant(rq, &at);

	if (e == OK && at >= clock_now())
		return reply_redirect(rq, arena_printf(rq->arena, "/desk/queue?queue=%s", q->code));
	if (e != OK || (e = office_lists(&sv, &l)) != OK ||
	    (e = store_past_queue(rq->db, rq->arena, q->state, queue_unit(rq, q), at, param_int(rq, "after"),
	    param_int(rq, "after_id"), &rows, &n)) != OK ||
	    (e = store_past_queue_count(rq->db, q->state, queue_unit(rq, q), at, &count)) != OK)
		return e;
	show_past_head(rq, v, q, at, count);
	for (size_t i = 0; i < n && i < QUEUE_PAGE; i++)
		show_past_row(view_part(v, "Page.Rows", "desk/queue_row.cs"), rq, l, &rows[i], at);
	if (n > QUEUE_PAGE)
		view_strf(v, "Page.Next", "/desk/queue?queue=%s&at=%lld&after=%lld&after_id=%lld", q->code, (long long)at,
		    (long long)rows[QUEUE_PAGE - 1].queue_key, (long long)rows[QUEUE_PAGE - 1].id);
	return reply_page(rq, "desk/queue.cs");
}
