/* Grid layers as GeoJSON (RFC 7946): public data, the same for everybody. */
#include "config.h"
#include "cgi-bin/api/pages.h"

#include "cgi-bin/web/geo.h"
#include "cgi-bin/web/reply.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/json.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

static void
put_cell(struct json_writer *j, const struct request *rq, const struct cell_row *c)
{
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_put_text(j, "code", c->code);
	json_put_text(j, "name", text_pick(rq->lang, c->name_zh, c->name_en));
	json_close(j);
	geo_put_polygon(j, c->wkt);
	json_close(j);
}

enum err
page_grid(struct request *rq)
{
	static const enum grid_layer layers[] = { LAYER_UNIT, LAYER_BASE, LAYER_AUTONOMY };
	struct json_writer j;
	struct cell_row *cells;
	struct buf b;
	size_t n;
	enum err e = store_cell_shapes(rq->db, rq->arena, layers[param_choice(rq, "layer")], clock_now(), &cells, &n);

	if (e != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	for (size_t i = 0; i < n; i++)
		put_cell(&j, rq, &cells[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	reply_cache(rq, 3600);
	return reply_bytes(rq, "application/geo+json", b.s, b.len);
}
