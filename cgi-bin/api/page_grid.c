/* Grid layers as GeoJSON (RFC 7946): public data, the same for everybody. */
#include "config.h"
#include "cgi-bin/api/pages.h"

#include <string.h>

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

/* Which layers there are to choose from, for the map's own list (a foreign member, RFC 7946 6.1). */
static void
put_layers(struct json_writer *j, const struct request *rq, const struct layer_row *l, size_t n)
{
	json_put_text(j, "label", request_text(rq, "Text.map.layer"));
	json_open(j, "layers", '[');
	for (size_t i = 0; i < n; i++) {
		if (!l[i].has_cells)
			continue;
		json_open(j, NULL, '{');
		json_put_text(j, "code", l[i].code);
		json_put_text(j, "name", text_pick(rq->lang, l[i].name_zh, l[i].name_en));
		json_close(j);
	}
	json_close(j);
}

/* The layer asked for; ERR_INVALID for none that there is. */
static enum err
find_layer(struct request *rq, struct layer_row **layers, size_t *n, enum grid_layer *which)
{
	enum err e = store_layers(rq->db, rq->arena, clock_now(), layers, n);

	for (size_t i = 0; e == OK && i < *n; i++)
		if (strcmp((*layers)[i].code, param_text(rq, "layer")) == 0) {
			*which = (enum grid_layer)(*layers)[i].id;
			return OK;
		}
	return e == OK ? err_raise(ERR_INVALID, "no such layer") : e;
}

enum err
page_grid(struct request *rq)
{
	struct layer_row *layers;
	enum grid_layer which = LAYER_BASE;
	struct json_writer j;
	struct cell_row *cells;
	struct buf b;
	size_t n, n_layers;
	enum err e = find_layer(rq, &layers, &n_layers, &which);

	if (e != OK || (e = store_cell_shapes(rq->db, rq->arena, which, clock_now(), &cells, &n)) != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	put_layers(&j, rq, layers, n_layers);
	json_open(&j, "features", '[');
	for (size_t i = 0; i < n; i++)
		put_cell(&j, rq, &cells[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	reply_cache(rq, 3600);
	return reply_bytes(rq, "application/geo+json", b.s, b.len);
}
