/* The leader's page: what is out of the ordinary, and nothing else. */
#include "config.h"
#include "cgi-bin/desk/board.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/exceptions.h"

#include "lib/base/banned.h"

enum { DUE_ROWS = 10, CONTROL_ROWS = 12, CLUSTER_CASES = 12 };	/* what is named: of today, of control, of one cluster */

static const char *
number(struct request *rq, int64_t n)
{
	return arena_printf(rq->arena, "%lld", (long long)n);
}

static const char *
date(struct request *rq, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(rq->arena, "%04d-%02d-%02d", y, m, d);
}

static void
show_due_today(struct request *rq, struct view *v, const struct office_lists *l, const struct exceptions *x)
{
	for (size_t i = 0; i < x->n_due && i < DUE_ROWS; i++) {
		struct view *row = view_item(v, "Page.Due");

		show_row(row, rq, l, &x->due[i]);
		show_due(row, rq, x->due[i].due_at, USEC_NONE);
	}
	view_int(v, "Page.DueCount", (int64_t)x->n_due);
	view_str(v, "Page.DueNote", text_fill3(rq->arena, rq->lang, "Text.today.due_note", number(rq, (int64_t)x->n_due),
	    number(rq, (int64_t)x->n_today), number(rq, (int64_t)x->n_over)));
	if (x->n_due > DUE_ROWS)
		view_str(v, "Page.DueMore", text_fill1(rq->arena, rq->lang, "Text.today.due_more",
		    number(rq, (int64_t)x->n_due - DUE_ROWS)));
}

static const struct {
	const char *what;		/* catalogue: what is counted */
	enum name_list names;
	const char *icon, *url;		/* where its cases are: the day, then the key */
} kinds[EXCEPTION_WHAT_MAX] = {
	[EXCEPTION_CLASS] = { "Text.today.reports_class", NAMES_CLASS, "folder", "class" },
	[EXCEPTION_CELL] = { "Text.today.reports_cell", NAMES_BASE_GRID, "map", "grid" },
	[EXCEPTION_LATE] = { "Text.today.late_unit", NAMES_UNIT, "clock", NULL },
	[EXCEPTION_REWORK] = { "Text.today.rework_unit", NAMES_UNIT, "redo", NULL },
};

static void
show_line(struct request *rq, struct view *v, const struct office_lists *l, const struct exceptions *x,
    const struct exception_line *e)
{
	const char *name = office_name(l, kinds[e->what].names, e->key, rq->lang);
	const char *day = date(rq, x->day);
	const int64_t tenths = (e->before * 10 + (int64_t)x->n_before / 2) / (int64_t)x->n_before;

	view_str(v, "Name", name != NULL ? name : number(rq, e->key));
	view_text(v, "What", kinds[e->what].what);
	view_str(v, "Icon", kinds[e->what].icon);
	view_bool(v, "High", e->side == CONTROL_HIGH);
	view_int(v, "Now", e->now);
	view_strf(v, "Usual", "%lld–%lld", (long long)e->lower, (long long)e->upper);
	view_strf(v, "Mean", "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
	if (kinds[e->what].url != NULL)
		view_strf(v, "Url", "/desk/find?%s=%lld&from=%s&until=%s", kinds[e->what].url, (long long)e->key, day, day);
	else
		view_strf(v, "Url", "/desk/unit?id=%lld", (long long)e->key);
}

static void
show_control(struct request *rq, struct view *v, const struct office_lists *l, const struct exceptions *x)
{
	if (x->day == 0 || x->n_before < CONTROL_LEAST) {
		view_text(v, "Page.ControlNote", "Text.today.control_young");
		return;
	}
	for (size_t i = 0; i < x->n_lines && i < CONTROL_ROWS; i++)
		show_line(rq, view_item(v, "Page.Control"), l, x, &x->lines[i]);
	view_int(v, "Page.ControlCount", (int64_t)x->n_lines);
	if (x->n_lines > CONTROL_ROWS)
		view_str(v, "Page.ControlMore", text_fill1(rq->arena, rq->lang, "Text.today.control_more",
		    number(rq, (int64_t)x->n_lines - CONTROL_ROWS)));
	view_str(v, "Page.ControlNote", text_fill(rq->arena, rq->lang, "Text.today.control_note",
	    (const char *const[]){ date(rq, x->day), text_getf(rq->lang, "Text.today.weekday_%d", weekday_of_day(x->day)),
	    number(rq, (int64_t)x->n_before), number(rq, (int64_t)x->numbers), number(rq, x->alarms) }, 5));
}

static void
show_cluster(struct request *rq, struct view *v, const struct office_lists *l, const struct exceptions *x,
    const struct exception_cluster *c)
{
	const struct board_point *p = &x->points[c->first];
	int64_t lat = 0, lon = 0;

	view_str(v, "Name", office_name(l, NAMES_CLASS, c->class_id, rq->lang));
	view_str(v, "Grid", office_name(l, NAMES_BASE_GRID, c->cell_id, rq->lang));
	view_int(v, "Count", (int64_t)c->n);
	view_str(v, "From", show_time_short(rq->arena, rq->lang, c->from));
	view_str(v, "Until", show_time_short(rq->arena, rq->lang, c->until));
	for (size_t i = 0; i < c->n; i++) {
		struct view *k;

		lat += p[i].lat;
		lon += p[i].lon;
		if (i >= CLUSTER_CASES)
			continue;
		k = view_item(v, "Cases");
		view_str(k, "Place", p[i].address);
		view_str(k, "Label", p[i].number != NULL ? p[i].number : arena_printf(rq->arena, "#%lld", (long long)p[i].id));
		view_strf(k, "Url", p[i].case_id != 0 ? "/desk/case?id=%lld" : "/desk/complaint?id=%lld",
		    (long long)(p[i].case_id != 0 ? p[i].case_id : p[i].id));
	}
	if (c->n > CLUSTER_CASES)
		view_int(v, "More", (int64_t)c->n - CLUSTER_CASES);
	view_str(v, "Lat", show_degrees(rq->arena, (int32_t)(lat / (int64_t)c->n)));
	view_str(v, "Lon", show_degrees(rq->arena, (int32_t)(lon / (int64_t)c->n)));
}

static void
show_clusters(struct request *rq, struct view *v, const struct office_lists *l, const struct exceptions *x)
{
	for (size_t i = 0; i < x->n_clusters; i++)
		show_cluster(rq, view_item(v, "Page.Clusters"), l, x, &x->clusters[i]);
	view_str(v, "Page.ClusterNote", text_fill2(rq->arena, rq->lang, "Text.today.cluster_note", number(rq, x->least),
	    number(rq, x->metres)));
}

enum err
page_today(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.today.page");
	struct service sv = show_service(rq);
	const usec_t now = clock_now();
	const struct office_lists *l;
	struct exceptions *x;
	enum err e;

	if ((e = exceptions_read(&sv, now, &x)) != OK || (e = office_lists(&sv, &l)) != OK)
		return e;
	view_bool(v, "Page.Figures", true);
	view_str(v, "Page.Made", show_time(rq->arena, rq->lang, now));
	view_bool(v, "Page.Nothing", x->n_due == 0 && x->n_lines == 0 && x->n_clusters == 0);
	show_due_today(rq, v, l, x);
	show_control(rq, v, l, x);
	show_clusters(rq, v, l, x);
	return reply_page(rq, "desk/today.cs");
}
