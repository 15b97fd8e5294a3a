/* Cases on the map, no place with fewer than the office shows; the same numbers as a table. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/public/window.h"
#include "cgi-bin/web/geo.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/json.h"

#include "lib/base/banned.h"

/* Whether some unit grid of a base grid stands by itself. */
static bool
has_own(const struct figure_place *p, size_t n, int64_t base)
{
	for (size_t i = 0; i < n; i++)
		if (p[i].base_cell_id == base && p[i].unit_cell_id > 0)
			return true;
	return false;
}

static void
show_place(struct request *rq, struct view *v, const struct figure_place *p, const struct figure_run *run, int64_t max)
{
	const char *base = text_pick(rq->lang, p->base_zh, p->base_en);

	if (p->unit_cell_id > 0) {
		view_str(v, "Name", text_pick(rq->lang, p->unit_zh, p->unit_en));
		view_str(v, "In", base);
		view_str(v, "Code", p->unit_code);
	} else if (p->base_cell_id > 0) {
		view_str(v, "Name", base);
		view_str(v, "Code", p->base_code);
	} else {
		view_str(v, "Name", text_fill1(rq->arena, rq->lang, "Text.window.other",
		    arena_printf(rq->arena, "%lld", (long long)run->k)));
	}
	view_int(v, "Cases", p->n_filed);
	view_int(v, "Bar", p->n_filed * 100 / max);
}

static enum err
show_places(struct request *rq, struct view *v, const struct figure_run *run)
{
	struct figure_place *p;
	int64_t max = 1, all = 0;
	size_t n;
	enum err e = store_figure_places(rq->db, rq->arena, (enum figure_span)run->span, run->first_day, &p, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		max = p[i].n_filed > max ? p[i].n_filed : max;
		all += p[i].n_filed;
	}
	for (size_t i = 0; i < n && e == OK; i++) {
		struct view *place = view_item(v, "Page.Places");

		show_place(rq, place, &p[i], run, max);
		view_bool(place, "Rest", p[i].unit_cell_id == 0 && p[i].base_cell_id > 0 &&
		    has_own(p, n, p[i].base_cell_id));
	}
	view_int(v, "Page.All", all);
	view_str(v, "Page.Least", text_fill1(rq->arena, rq->lang, "Text.window.least",
	    arena_printf(rq->arena, "%lld", (long long)run->k)));
	return e;
}

enum err
page_window_map(struct request *rq)
{
	struct view *v = window_view(rq, "Text.window.map_title", "Text.window.map_lead");
	struct figure_run run;
	bool none;
	enum err e = window_period(rq, &run, &none);

	if (e != OK)
		return e;
	if (none)
		return reply_page(rq, "public/window_map.cs");
	if (window_fresh(rq, &run))
		return OK;
	if ((e = window_show_period(rq, v, &run, "/figures/map")) != OK || (e = show_places(rq, v, &run)) != OK)
		return e;
	view_strf(v, "Page.Cells", "/figures/cells.geojson?%s", window_query(rq, (enum figure_span)run.span,
	    run.first_day));
	return reply_page(rq, "public/window_map.cs");
}

/* --- the outlines ---------------------------------------------------------- */

static void
put_shape(struct json_writer *j, const struct request *rq, const struct figure_shape *s, int64_t max)
{
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_put_text(j, "code", s->code);
	json_put_text(j, "name", text_pick(rq->lang, s->name_zh, s->name_en));
	json_put_int(j, "cases", s->n_filed);
	json_put_int(j, "step", 1 + (s->n_filed - 1) * 4 / max);
	json_put_bool(j, "rest", s->unit_cell_id == 0);
	json_close(j);
	geo_put_polygon(j, s->wkt);
	json_close(j);
}

enum err
page_window_cells(struct request *rq)
{
	struct figure_run run;
	struct figure_shape *s = NULL;
	struct json_writer j;
	struct buf b;
	int64_t max = 1;
	size_t n = 0;
	bool none;
	enum err e = window_period(rq, &run, &none);

	if (e == OK && !none && window_fresh(rq, &run))
		return OK;
	if (e == OK && !none)
		e = store_figure_shapes(rq->db, rq->arena, (enum figure_span)run.span, run.first_day, &s, &n);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		max = s[i].n_filed > max ? s[i].n_filed : max;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	for (size_t i = 0; i < n; i++)
		put_shape(&j, rq, &s[i], max);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return reply_bytes(rq, "application/geo+json", b.s, b.len);
}
