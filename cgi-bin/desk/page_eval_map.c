/* The heat map of the evaluation: the cells with how many cases of a figure; the table has the same numbers. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include "cgi-bin/web/geo.h"
#include "cgi-bin/web/reply.h"
#include "lib/base/buf.h"
#include "lib/part/json.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

static const struct eval_line *
line_of(const struct evaluation *e, int64_t key)
{
	for (size_t i = 0; i < e->n_lines; i++)
		if (e->lines[i].key == key)
			return &e->lines[i];
	return NULL;
}

static void
put_cell(struct json_writer *j, const struct request *rq, const struct cell_row *c, int64_t n, int64_t max)
{
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_put_text(j, "code", c->code);
	json_put_text(j, "name", text_pick(rq->lang, c->name_zh, c->name_en));
	json_put_int(j, "cases", n);
	json_put_int(j, "step", 1 + (n - 1) * 4 / max);
	json_close(j);
	geo_put_polygon(j, c->wkt);
	json_close(j);
}

static void
put_cells(struct json_writer *j, const struct request *rq, const struct evaluation *e, const struct cell_row *cells,
    size_t n)
{
	int64_t max = 1;

	for (size_t i = 0; i < e->n_lines; i++)
		if (e->lines[i].key != 0 && e->lines[i].now.v[N_FILED] > max)
			max = e->lines[i].now.v[N_FILED];
	json_open(j, NULL, '{');
	json_put_text(j, "type", "FeatureCollection");
	json_open(j, "features", '[');
	for (size_t i = 0; i < n; i++) {
		const struct eval_line *l = line_of(e, cells[i].id);

		if (l != NULL && l->now.v[N_FILED] > 0)
			put_cell(j, rq, &cells[i], l->now.v[N_FILED], max);
	}
	json_close(j);
	json_close(j);
}

enum err
page_eval_cells(struct request *rq)
{
	struct cell_row *cells;
	struct eval_scores none_of;
	struct evaluation *ev;
	struct json_writer j;
	struct eval_ask ask;
	struct buf b;
	size_t n;
	bool none;
	enum err e = eval_ask_read(rq, &ask, &none);

	if (e == OK && (none || (ask.part != PART_OF_UNIT_CELL && ask.part != PART_OF_BASE_CELL)))
		e = err_raise(ERR_NOT_FOUND, "nothing to draw");
	if (e != OK || (e = eval_read(rq, &ask, &ev, &none_of)) != OK ||
	    (e = store_cell_shapes(rq->db, rq->arena, ask.part == PART_OF_UNIT_CELL ? LAYER_UNIT : LAYER_BASE, clock_now(),
	    &cells, &n)) != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	put_cells(&j, rq, ev, cells, n);
	json_end(&j);
	return reply_bytes(rq, "application/geo+json", b.s, b.len);
}
