/* What waits for this person. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static void
show_pile(struct view *v, struct request *rq, const struct pile *p)
{
	struct view *q = view_item(v, "Page.Queues");
	const struct queue_count *c = &p->c;
	struct arena *a = rq->arena;

	view_str(q, "Label", p->label);
	view_str(q, "Url", p->url);
	view_str(q, "Icon", p->icon);
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

/* The piles; *states gets those of my queues as "10,12,43" for the lists below. */
static enum err
show_piles(struct request *rq, struct view *v, struct buf *states)
{
	struct pile piles[PILES_MAX];
	size_t n;
	enum err e = desk_piles(rq, piles, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		show_pile(v, rq, &piles[i]);
		if (piles[i].c.state != 0 && !state_is_final((enum case_state)piles[i].c.state))
			buf_printf(states, "%s%d", states->len > 0 ? "," : "", piles[i].c.state);
	}
	return e;
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

static void
show_links(struct request *rq, struct view *v)
{
	if (desk_may(rq, PERM_REGISTER))
		show_link(v, "Text.nav.register", "/desk/register", "plus");
	if (desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_SEE_UNIT))
		show_link(v, "Text.stuck.page", "/desk/stuck", "clock");
	if (desk_may(rq, PERM_PAPERS))
		show_link(v, "Text.today.page", "/desk/today", "alert");
	if (desk_may(rq, PERM_SEE_UNIT) || desk_may(rq, PERM_PAPERS))
		show_link(v, "Text.month.page", "/desk/months", "lock");
	if (desk_may(rq, PERM_SEE_UNIT) && rq->user->unit_id != 0)
		show_link(v, "Text.unit.page", "/desk/unit", "users");
	if (desk_may(rq, PERM_SEE_ALL))
		show_link(v, "Text.board.page", "/desk/board", "eye");
	if (desk_may(rq, PERM_CLOSE))
		show_link(v, "Text.nav.texts", "/desk/texts", "edit");
	if (desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_SPOT))
		show_link(v, "Matter.light.Title", "/desk/matters?kind=light", "edit");
	if (desk_may(rq, PERM_SEE_ALL)) {
		show_link(v, "Matter.stubborn.Title", "/desk/matters?kind=stubborn", "flag");
		show_link(v, "Matter.inquiry.Title", "/desk/matters?kind=inquiry", "chat");
	}
}

enum err
page_desk(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.desk.page");
	const int64_t unit = desk_pile_unit(rq);
	usec_t now = clock_now();
	struct buf states;
	enum err e;

	buf_init(&states, rq->arena);
	if ((e = show_warnings(rq, v)) != OK || (e = show_piles(rq, v, &states)) != OK ||
	    (e = show_home_filters(rq, v)) != OK || (e = show_home_books(rq, v)) != OK ||
	    (e = show_home_matters(rq, v)) != OK ||
	    (e = show_list(rq, v, "Page.Late", states.s, unit, INT64_MIN + 1, now)) != OK ||
	    (e = show_list(rq, v, "Page.Soon", states.s, unit, now, now + 2 * USEC_HOUR)) != OK)
		return e;
	view_bool(v, "Page.Lists", states.len > 0);
	show_links(rq, v);
	return reply_page(rq, "desk/home.cs");
}
