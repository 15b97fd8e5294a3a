/* One queue: 50 rows by key, forwards and back, with filters. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/desk/complaint_doubt.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_ahead.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_filter.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

static void
fill_classes(struct view *v, enum lang lang, const void *lists)
{
	const struct office_lists *l = lists;

	for (size_t i = 0; i < l->n_classes; i++)
		show_option(v, l->classes[i].id, text_pick(lang, l->classes[i].name_zh, l->classes[i].name_en), 0);
}

static void
fill_units(struct view *v, enum lang lang, const void *lists)
{
	const struct office_lists *l = lists;

	for (size_t i = 0; i < l->n_units; i++)
		show_option(v, l->units[i].id, text_pick(lang, l->units[i].name_zh, l->units[i].name_en), 0);
}

static void
fill_grids(struct view *v, enum lang lang, const void *lists)
{
	const struct office_lists *l = lists;

	for (size_t i = 0; i < l->n_base; i++)
		show_option(v, l->base[i].id, text_pick(lang, l->base[i].name_zh, l->base[i].name_en), 0);
}

enum err
show_units_shared(struct view *field, const struct office_lists *l)
{
	return view_shared(field, "desk/options.cs", l->stamp, fill_units, l);
}

/* Lists that are the same on every page: the chosen one in front, all of them rendered once. */
static enum err
show_list_filter(struct request *rq, struct view *v, const struct office_lists *l, const char *name,
    const char *label, enum name_list names, view_fill_fn *fill)
{
	struct view *f = show_filter(v, name, label, "select");
	const int64_t chosen = param_int(rq, name);
	const char *called = office_name(l, names, chosen, rq->lang);

	if (called != NULL)
		show_option(f, chosen, called, chosen);
	return view_shared(f, "desk/options.cs", l->stamp, fill, l);
}

static enum err
show_filters(struct request *rq, struct view *v, const struct office_lists *l, const struct slice *p)
{
	const struct queue *q = p->q;
	struct view *f;
	enum err e = show_list_filter(rq, v, l, "class", "Field.class.Label", NAMES_CLASS, fill_classes);

	if (e == OK && q->state >= CS_DISPATCHED && queue_unit(rq, q) == 0)
		e = show_list_filter(rq, v, l, "unit", "Field.unit.Label", NAMES_UNIT, fill_units);
	if (e == OK)
		e = show_list_filter(rq, v, l, "grid", "Field.grid.Label", NAMES_BASE_GRID, fill_grids);
	if (e != OK || state_is_final(q->state))
		return e;		/* no clock runs there */
	f = show_filter(v, "late", "Field.late.Label", "select");
	show_option(f, 1, request_text(rq, "Text.queue.late_yes"), p->late);
	show_option(f, 2, request_text(rq, "Text.queue.late_soon"), p->late);
	return OK;
}

static void
show_sort(struct request *rq, struct view *v, const struct slice *p)
{
	struct slice other = *p;

	other.newest = false;
	view_str(v, "Page.Sort.Due.Url", slice_url(rq->arena, &other));
	other.newest = true;
	view_str(v, "Page.Sort.Received.Url", slice_url(rq->arena, &other));
	view_str(v, "Page.Sort.Due.Dir", p->newest ? NULL : "up");
	view_str(v, "Page.Sort.Received.Dir", p->newest ? "down" : NULL);
}

/* The ways to the pages before and after these rows; more: another row lies beyond the far end. */
static void
show_ways(struct request *rq, struct view *v, const struct slice *p, const struct queue_filter *f,
    const struct queue_row *rows, size_t n, bool more)
{
	const char *url = slice_url(rq->arena, p);
	const bool at_start = f->after_id == 0 || (f->back && !more), at_end = !f->back && !more;

	if (!at_start) {
		view_str(v, "Page.First", url);
		view_strf(v, "Page.Prev", "%s&before=%lld&before_id=%lld", url,
		    (long long)(n > 0 ? rows[0].queue_key : f->after_key), (long long)(n > 0 ? rows[0].id : f->after_id));
	}
	if (!at_end && n > 0)
		view_strf(v, "Page.Next", "%s&after=%lld&after_id=%lld", url, (long long)rows[n - 1].queue_key,
		    (long long)rows[n - 1].id);
}

static void
show_head(struct request *rq, struct view *v, const struct slice *p)
{
	const struct queue *q = p->q;
	const bool filtered = slice_is_filtered(p);

	view_text(v, "Page.Queue.Title", arena_printf(rq->arena, "Queue.%s.Label", q->code));
	view_str(v, "Page.Queue.Help", text_find(rq->lang, arena_printf(rq->arena, "Queue.%s.Help", q->code)));
	view_str(v, "Page.Queue.Code", q->code);
	view_bool(v, "Page.HasPast", q->state != CS_ARCHIVED);
	view_bool(v, "Page.Filtered", filtered);
	view_strf(v, "Page.ClearUrl", "/desk/queue?queue=%s", q->code);
	view_str(v, "Page.CsvUrl", slice_url_at(rq->arena, "/desk/queue.csv", p));
	view_str(v, "Page.Printed", show_time(rq->arena, rq->lang, clock_now()));
	show_sort(rq, v, p);
}

/* The queue's own number beside its name, and saved filters; the archive is not counted page by page. */
static void
show_beside(struct request *rq, struct view *v, const struct slice *p, const struct beside *b)
{
	if (p->q->state == CS_ARCHIVED)
		return;
	view_str(v, "Page.Queue.Count", text_fill2(rq->arena, rq->lang, "Text.queue.count",
	    arena_printf(rq->arena, "%lld", (long long)b->total), arena_printf(rq->arena, "%lld", (long long)b->late)));
	show_tabs(rq, v, p, b);
}

static void
show_rows(struct request *rq, struct view *v, const struct office_lists *l, const struct slice *p,
    const struct queue_row *rows, size_t n, const struct beside *b, bool many)
{
	const char *in = slice_word(rq->arena, p);

	view_str(v, "Page.In", in);
	for (size_t i = 0; i < n; i++) {
		struct view *r = view_part(v, "Page.Rows", "desk/queue_row.cs");

		show_row_of(r, rq, l, &rows[i], in);
		if (many)
			view_strf(r, "Pick", "%lld.%lld", (long long)rows[i].id, (long long)rows[i].version);
		for (size_t k = 0; k < b->n_claims; k++)
			if (b->claims[k].id == rows[i].id)
				view_str(r, "Claim", text_fill2(rq->arena, rq->lang, "Text.queue.open_at", b->claims[k].name,
				    show_time_short(rq->arena, rq->lang, b->claims[k].since)));
	}
}

static struct queue_filter
page_filter(struct request *rq, const struct slice *p)
{
	struct queue_filter f = slice_filter(rq, p);

	f.back = param_has(rq, "before_id");
	f.after_key = param_int(rq, f.back ? "before" : "after");
	f.after_id = param_int(rq, f.back ? "before_id" : "after_id");
	return f;
}

/* The rows of the page asked for; what lies before the first page is the first page. */
static enum err
read_rows(struct request *rq, const struct slice *p, struct queue_filter *f, struct queue_row **rows, size_t *n,
    bool *more)
{
	enum err e;

	e = store_queue(rq->db, rq->arena, f, rows, n);
	if (e == OK && f->back && *n <= QUEUE_PAGE) {
		*f = slice_filter(rq, p);
		e = store_queue(rq->db, rq->arena, f, rows, n);
	}
	*more = e == OK && *n > QUEUE_PAGE;
	if (*more) {
		*n = QUEUE_PAGE;
		*rows += f->back;	/* the one too many lies at the far end */
	}
	return e;
}

/* What the page needs travels together; the past of a queue is another page. */
static void
ask(struct request *rq, const struct slice *p, struct queue_filter *f, struct beside_asked *asked)
{
	*f = page_filter(rq, p);
	*asked = beside_ask(rq, p);
	if (param_has(rq, "at"))
		return;
	store_unread_ahead(rq->db, rq->user->id);
	store_queue_ahead(rq->db, f);
	if (asked->state != CS_ARCHIVED)
		store_beside_ahead(rq->db, asked);
}

enum err
page_queue(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct beside_asked asked;
	struct beside b = { 0 };
	struct queue_row *rows;
	struct queue_filter f;
	struct slice p;
	struct view *v;
	size_t n;
	bool more, many;
	enum err e;

	if (!slice_of_query(rq, &p))
		return err_raise(ERR_NOT_FOUND, "no such queue");
	ask(rq, &p, &f, &asked);
	v = desk_view(rq, arena_printf(rq->arena, "Queue.%s.Label", p.q->code));
	if (param_has(rq, "at") && p.q->state != CS_ARCHIVED)
		return show_queue_past(rq, v, p.q);
	if ((e = read_rows(rq, &p, &f, &rows, &n, &more)) != OK || (e = office_lists(&sv, &l)) != OK ||
	    (p.q->state != CS_ARCHIVED && (e = store_beside(rq->db, rq->arena, &asked, &b)) != OK) ||
	    (e = show_filters(rq, v, l, &p)) != OK || (e = show_bulk(rq, v, p.q, l, &many)) != OK)
		return e;
	show_head(rq, v, &p);
	show_beside(rq, v, &p, &b);
	show_rows(rq, v, l, &p, rows, n, &b, many);
	show_ways(rq, v, &p, &f, rows, n, more);
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
	show_doubt_flags(r, rq, c->doubts);
	show_due(r, rq, c->accept_due, USEC_NONE);
}

enum err
page_complaints(struct request *rq)
{
	struct view *v = desk_view(rq, "Queue.complaints.Label");
	const bool suspect = param_choice(rq, "state") == 1;
	struct complaint_row *rows;
	const enum complaint_state state = suspect ? CP_SUSPECT : CP_RECEIVED;
	struct complaint_count c;
	size_t n;
	enum err e;

	if ((e = store_complaint_queue(rq->db, rq->arena, state, param_int(rq, "after"), param_int(rq, "after_id"), &rows,
	    &n)) != OK || (e = store_complaint_count(rq->db, rq->arena, state, clock_now(), &c)) != OK)
		return e;
	view_str(v, "Page.Queue.Count", text_fill2(rq->arena, rq->lang, "Text.complaint.count",
	    arena_printf(rq->arena, "%lld", (long long)c.total), arena_printf(rq->arena, "%lld", (long long)c.late)));
	view_text(v, "Page.Queue.Title", suspect ? "Queue.suspects.Label" : "Queue.complaints.Label");
	view_text(v, "Page.Queue.Help", suspect ? "Queue.suspects.Help" : "Queue.complaints.Help");
	for (size_t i = 0; i < n && i < QUEUE_PAGE; i++)
		show_complaint_row(view_part(v, "Page.Rows", "desk/queue_row.cs"), rq, &rows[i]);
	if (n > QUEUE_PAGE)
		view_strf(v, "Page.Next", "/desk/complaints?state=%s&after=%lld&after_id=%lld",
		    suspect ? "suspect" : "received", (long long)rows[QUEUE_PAGE - 1].accept_due,
		    (long long)rows[QUEUE_PAGE - 1].id);
	return reply_page(rq, "desk/queue.cs");
}
