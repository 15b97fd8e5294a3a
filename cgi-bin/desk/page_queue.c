/* One queue: 50 rows by key, with filters. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_place.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

static struct view *
filter(struct view *v, struct request *rq, const char *name, const char *label)
{
	struct view *f = view_item(v, "Page.Filters"), *o;

	view_str(f, "Name", name);
	view_text(f, "Label", label);
	view_str(f, "Kind", "select");
	o = view_item(f, "Options");
	view_str(o, "Value", "");
	view_text(o, "Label", "Text.queue.all");
	(void)rq;
	return f;
}

static void
option(struct view *f, int64_t value, const char *label, int64_t chosen)
{
	struct view *o = view_item(f, "Options");

	view_int(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", value == chosen);
}

static void
fill_classes(struct view *v, enum lang lang, const void *lists)
{
	const struct office_lists *l = lists;

	for (size_t i = 0; i < l->n_classes; i++)
		option(v, l->classes[i].id, text_pick(lang, l->classes[i].name_zh, l->classes[i].name_en), 0);
}

/* Two hundred classes that are the same on every page: the chosen one in front, all of them rendered once. */
static enum err
show_class_filter(struct request *rq, struct view *v, const struct office_lists *l)
{
	struct view *f = filter(v, rq, "class", "Field.class.Label");
	const int64_t chosen = param_int(rq, "class");
	const char *name = office_name(l, NAMES_CLASS, chosen, rq->lang);

	if (name != NULL)
		option(f, chosen, name, chosen);
	return view_shared(f, "desk/options.cs", l->stamp, fill_classes, l);
}

static void
show_filters(struct request *rq, struct view *v, const struct office_lists *l, const struct queue *q)
{
	struct view *f;

	if (q->state >= CS_DISPATCHED && queue_unit(rq, q) == 0) {
		f = filter(v, rq, "unit", "Field.unit.Label");
		for (size_t i = 0; i < l->n_units; i++)
			option(f, l->units[i].id, text_pick(rq->lang, l->units[i].name_zh, l->units[i].name_en),
			    param_int(rq, "unit"));
	}
	f = filter(v, rq, "grid", "Field.grid.Label");
	for (size_t i = 0; i < l->n_base; i++)
		option(f, l->base[i].id, text_pick(rq->lang, l->base[i].name_zh, l->base[i].name_en), param_int(rq, "grid"));
	if (state_is_final(q->state))
		return;		/* no clock runs there */
	f = filter(v, rq, "late", "Field.late.Label");
	option(f, 1, request_text(rq, "Text.queue.late_yes"), param_int(rq, "late"));
	option(f, 2, request_text(rq, "Text.queue.late_soon"), param_int(rq, "late"));
}

/* The page's address with the filters kept; more is appended. */
static void
address(struct request *rq, struct buf *b, const struct queue *q, bool sort)
{
	static const char *const kept[] = { "class", "unit", "grid", "late" };

	buf_printf(b, "/desk/queue?queue=%s", q->code);
	for (size_t i = 0; i < 4; i++)
		if (param_has(rq, kept[i]))
			buf_printf(b, "&%s=%lld", kept[i], (long long)param_int(rq, kept[i]));
	if (sort && param_choice(rq, "sort") == 1)
		buf_str(b, "&sort=newest");
}

static void
show_sort(struct request *rq, struct view *v, const struct queue *q)
{
	const bool newest = param_choice(rq, "sort") == 1;
	struct buf b;

	buf_init(&b, rq->arena);
	address(rq, &b, q, false);
	view_str(v, "Page.Sort.Due.Url", b.s);
	view_strf(v, "Page.Sort.Received.Url", "%s&sort=newest", b.s);
	view_str(v, "Page.Sort.Due.Dir", newest ? NULL : "up");
	view_str(v, "Page.Sort.Received.Dir", newest ? "down" : NULL);
}

static void
show_next(struct request *rq, struct view *v, const struct queue *q, const struct queue_row *last)
{
	struct buf b;

	buf_init(&b, rq->arena);
	address(rq, &b, q, true);
	buf_printf(&b, "&after=%lld&after_id=%lld", (long long)last->queue_key, (long long)last->id);
	view_str(v, "Page.Next", b.s);
}

/* The queue's own number of cases, beside its name; the archive is not counted page by page. */
static enum err
show_count(struct request *rq, struct view *v, const struct queue *q)
{
	struct arena *a = rq->arena;
	struct queue_count c;
	enum err e;

	if (q->state == CS_ARCHIVED)
		return OK;
	if ((e = store_queue_count(rq->db, q->state, queue_unit(rq, q), clock_now(), &c)) != OK)
		return e;
	view_str(v, "Page.Queue.Count", text_fill2(a, rq->lang, "Text.queue.count",
	    arena_printf(a, "%lld", (long long)c.total), arena_printf(a, "%lld", (long long)c.late)));
	return OK;
}

static struct queue_filter
filter_of(struct request *rq, const struct queue *q)
{
	const int64_t late = state_is_final(q->state) ? 0 : param_int(rq, "late");

	return (struct queue_filter){ .state = q->state, .own_unit = queue_unit(rq, q),
		.unit_id = param_int(rq, "unit"), .class_id = param_int(rq, "class"),
		.cell_id = param_int(rq, "grid"), .newest = param_choice(rq, "sort") == 1,
		.late_before = late == 1 ? clock_now() : late == 2 ? clock_now() + 2 * USEC_HOUR : USEC_NONE,
		.after_key = param_int(rq, "after"), .after_id = param_int(rq, "after_id") };
}

static void
show_head(struct request *rq, struct view *v, const struct queue *q, const struct queue_filter *f)
{
	const char *title = arena_printf(rq->arena, "Queue.%s.Label", q->code);

	view_text(v, "Page.Queue.Title", title);
	view_str(v, "Page.Queue.Help", text_find(rq->lang, arena_printf(rq->arena, "Queue.%s.Help", q->code)));
	view_str(v, "Page.Queue.Code", q->code);
	view_bool(v, "Page.Filtered", f->unit_id != 0 || f->class_id != 0 || f->cell_id != 0 ||
	    f->late_before != USEC_NONE);
	view_strf(v, "Page.ClearUrl", "/desk/queue?queue=%s", q->code);
	show_sort(rq, v, q);
}

enum err
page_queue(struct request *rq)
{
	const struct queue *q = queue_for(rq, param_text(rq, "queue"));
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct view *v;
	struct queue_row *rows;
	struct queue_filter f;
	size_t n;
	enum err e;

	if (q == NULL)
		return err_raise(ERR_NOT_FOUND, "no such queue");
	v = desk_view(rq, arena_printf(rq->arena, "Queue.%s.Label", q->code));
	f = filter_of(rq, q);
	if ((e = store_queue(rq->db, rq->arena, &f, &rows, &n)) != OK || (e = office_lists(&sv, &l)) != OK ||
	    (e = show_class_filter(rq, v, l)) != OK || (e = show_count(rq, v, q)) != OK)
		return e;
	show_filters(rq, v, l, q);
	show_head(rq, v, q, &f);
	for (size_t i = 0; i < n && i < QUEUE_PAGE; i++)
		show_row(view_item(v, "Page.Rows"), rq, l, &rows[i]);
	if (n > QUEUE_PAGE)
		show_next(rq, v, q, &rows[QUEUE_PAGE - 1]);
	return reply_page(rq, "desk/queue.cs");
}

/* Complaints that wait to be registered. */
static void
show_complaint_row(struct view *r, struct request *rq, const struct complaint_row *c)
{
	char number[REFNO_MAX];

	refno_complaint(number, civil_of(c->received_at).year, c->id);
	view_strf(r, "Url", "/desk/complaint?id=%lld", (long long)c->id);
	view_str(r, "Number", number);
	view_str(r, "Title", c->class_zh != NULL ? text_pick(rq->lang, c->class_zh, c->class_en) :
	    request_text(rq, "Text.receipt.no_class"));
	view_str(r, "Brief", c->description);
	view_str(r, "Place", c->address);
	view_str(r, "State", text_getf(rq->lang, "Source.%d", c->source));
	view_str(r, "StateTone", "idle");
	view_str(r, "StateIcon", "inbox");
	view_str(r, "Received", show_time_short(rq->arena, rq->lang, c->received_at));
	show_due(r, rq, c->accept_due, USEC_NONE);
}

enum err
page_complaints(struct request *rq)
{
	struct view *v = desk_view(rq, "Queue.complaints.Label");
	const bool suspect = param_choice(rq, "state") == 1;
	struct complaint_row *rows;
	size_t n;
	enum err e = store_complaint_queue(rq->db, rq->arena, suspect ? CP_SUSPECT : CP_RECEIVED,
	    param_int(rq, "after"), param_int(rq, "after_id"), &rows, &n);

	if (e != OK)
		return e;
	view_text(v, "Page.Queue.Title", suspect ? "Queue.suspects.Label" : "Queue.complaints.Label");
	view_text(v, "Page.Queue.Help", suspect ? "Queue.suspects.Help" : "Queue.complaints.Help");
	for (size_t i = 0; i < n && i < QUEUE_PAGE; i++)
		show_complaint_row(view_item(v, "Page.Rows"), rq, &rows[i]);
	if (n > QUEUE_PAGE)
		view_strf(v, "Page.Next", "/desk/complaints?state=%s&after=%lld&after_id=%lld",
		    suspect ? "suspect" : "received", (long long)rows[QUEUE_PAGE - 1].accept_due,
		    (long long)rows[QUEUE_PAGE - 1].id);
	return reply_page(rq, "desk/queue.cs");
}
