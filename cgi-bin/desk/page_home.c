/* What waits for this person. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_task.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static void
show_pile(struct view *v, struct request *rq, const char *label, const char *url, const char *icon,
    const struct queue_count *c)
{
	struct view *q = view_item(v, "Page.Queues");
	struct arena *a = rq->arena;

	view_str(q, "Label", label);
	view_str(q, "Url", url);
	view_str(q, "Icon", icon);
	view_int(q, "Count", c->total);
	view_bool(q, "None", c->total == 0);
	if (c->late > 0) {
		view_int(q, "Late", c->late);
		view_str(q, "LateText", text_fill1(a, rq->lang, "Text.desk.late_n", arena_printf(a, "%lld", (long long)c->late)));
	}
	if (c->soon > 0) {
		view_int(q, "Soon", c->soon);
		view_str(q, "SoonText", text_fill1(a, rq->lang, "Text.desk.soon_n", arena_printf(a, "%lld", (long long)c->soon)));
	}
}

static struct queue_count
count_of(const struct queue_count *counts, size_t n, enum case_state state)
{
	for (size_t i = 0; i < n; i++)
		if (counts[i].state == (int32_t)state)
			return counts[i];
	return (struct queue_count){ .state = (int32_t)state };
}

/* The piles of my queues; *states gets them as "10,12,43" for the lists below. */
static enum err
show_piles(struct request *rq, struct view *v, int64_t unit, struct buf *states)
{
	struct queue_count *counts, c;
	size_t n, n_queues;
	const struct queue *q = queue_table(&n_queues);
	enum err e = store_queue_counts(rq->db, rq->arena, unit, desk_may(rq, PERM_ARCHIVE), clock_now(), &counts, &n);

	for (size_t i = 0; e == OK && i < n_queues; i++) {
		if (!queue_is_mine(rq, &q[i]) || q[i].state == CS_ARCHIVED)
			continue;
		c = count_of(counts, n, q[i].state);
		show_pile(v, rq, text_getf(rq->lang, "Queue.%s.Label", q[i].code),
		    arena_printf(rq->arena, "/desk/queue?queue=%s", q[i].code), q[i].icon, &c);
		if (!state_is_final(q[i].state))
			buf_printf(states, "%s%d", states->len > 0 ? "," : "", q[i].state);
	}
	return e;
}

/* Complaints that are no case yet; a pile of suspects only when there are any. */
static enum err
show_complaint_pile(struct request *rq, struct view *v, enum complaint_state state, const char *label,
    const char *url)
{
	struct complaint_count cc;
	struct queue_count c;
	enum err e = store_complaint_count(rq->db, rq->arena, state, clock_now(), &cc);

	if (e != OK || (state == CP_SUSPECT && cc.total == 0))
		return e;
	c = (struct queue_count){ .total = cc.total, .late = cc.late, .soon = cc.soon };
	show_pile(v, rq, request_text(rq, label), url, "inbox", &c);
	return OK;
}

/* What is no queue of cases: new complaints for the acceptor, own tasks for the street. */
static enum err
show_other_piles(struct request *rq, struct view *v)
{
	struct queue_count c = { 0 };
	struct task_row *mine;
	size_t n;
	enum err e = OK;

	if (desk_may(rq, PERM_FILE)) {
		e = show_complaint_pile(rq, v, CP_RECEIVED, "Queue.complaints.Label", "/desk/complaints");
		if (e == OK)
			e = show_complaint_pile(rq, v, CP_SUSPECT, "Queue.suspects.Label", "/desk/complaints?state=suspect");
	}
	if (e != OK || (!desk_may(rq, PERM_SITE) && !desk_may(rq, PERM_HANDLE)))
		return e;
	if ((e = store_tasks(rq->db, rq->arena, rq->user->id, &mine, &n)) != OK)
		return e;
	c = (struct queue_count){ .total = (int64_t)n };
	for (size_t i = 0; i < n; i++) {
		const usec_t left = mine[i].q.stage_due == USEC_NONE ? USEC_DAY : mine[i].q.stage_due - clock_now();

		c.late += left < 0;
		c.soon += left >= 0 && left < 2 * USEC_HOUR;
	}
	show_pile(v, rq, request_text(rq, "Queue.tasks.Label"), "/desk/tasks", "list", &c);
	return OK;
}

enum { SHORT_LIST = 10 };

static enum err
show_list(struct request *rq, struct view *v, const char *list, const char *states, int64_t unit,
    usec_t from, usec_t until)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct queue_row *rows;
	size_t n;
	enum err e;

	if ((e = office_lists(&sv, &l)) != OK ||
	    (e = store_queue_due(rq->db, rq->arena, states, unit, from, until, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < SHORT_LIST; i++)
		show_row(view_add_item(v, list), rq, l, &rows[i]);
	return OK;
}

/* Holidays come year by year; who can enter them, or have it done, is told in time. */
static enum err
show_warnings(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	const struct office *office;
	enum err e;

	if (!desk_may(rq, PERM_ADMIN_SYS) && !desk_may(rq, PERM_COMMAND))
		return OK;
	if ((e = office_now(&sv, &office)) != OK)
		return e;
	if (calendar_runs_out(office->cal, clock_now()))
		view_str(view_item(v, "Page.Warnings"), "Text", text_fill1(rq->arena, rq->lang, "Text.desk.calendar_ends",
		    arena_printf(rq->arena, "%d", civil_of(day_start(office->cal->data_end)).year)));
	return OK;
}

static void
show_link(struct view *v, const char *label, const char *url, const char *icon)
{
	struct view *link = view_item(v, "Page.Links");

	view_text(link, "Label", label);
	view_str(link, "Url", url);
	view_str(link, "Icon", icon);
}

enum err
page_desk(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.desk.page");
	const int64_t unit = desk_may(rq, PERM_SEE_ALL) || !desk_may(rq, PERM_SEE_UNIT) ? 0 :
	    rq->user->unit_id != 0 ? rq->user->unit_id : -1;
	usec_t now = clock_now();
	struct buf states;
	enum err e;

	buf_init(&states, rq->arena);
	if ((e = show_warnings(rq, v)) != OK || (e = show_other_piles(rq, v)) != OK || (e = show_piles(rq, v, unit, &states)) != OK ||
	    (e = show_list(rq, v, "Page.Late", states.s, unit, INT64_MIN + 1, now)) != OK ||
	    (e = show_list(rq, v, "Page.Soon", states.s, unit, now, now + 2 * USEC_HOUR)) != OK)
		return e;
	view_bool(v, "Page.Lists", states.len > 0);
	if (desk_may(rq, PERM_REGISTER))
		show_link(v, "Text.nav.register", "/desk/register", "plus");
	if (desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_SEE_UNIT))
		show_link(v, "Text.stuck.page", "/desk/stuck", "clock");
	return reply_page(rq, "desk/home.cs");
}
