/* Grid cells and components as files, and as lines on the map of a change. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/part/csv.h"
#include "lib/part/json.h"
#include "lib/rule/shape.h"
#include "lib/service/admin_file.h"

#include "lib/base/banned.h"

enum { MAP_MAX = 300 };		/* rows of a file on the map of its change */

static const char *
csv_value(struct request *rq, const struct admin_col *c, const char *raw)
{
	struct shape s;

	if (c->kind == AK_SHAPE && raw != NULL && shape_of_wkt(rq->arena, raw, &s)) {
		shape_order(rq->arena, &s);
		return shape_text(rq->arena, &s, "; ", " | ");
	}
	return admin_shown(rq->arena, c, raw);
}

static void
put_csv(struct request *rq, struct buf *b, const struct admin_def *d, const struct admin_file_line *l, size_t n)
{
	struct csv_writer w;

	csv_begin(&w, b, true);
	for (size_t i = 0; i < d->n_cols; i++)
		csv_put_text(&w, admin_file_column(rq->arena, &d->cols[i]));
	csv_end_row(&w);
	for (size_t k = 0; k < n; k++) {
		for (size_t i = 0; i < d->n_cols; i++) {
			const char *v = csv_value(rq, &d->cols[i], l[k].row.v[i]);

			csv_put_text(&w, v != NULL ? v : "");
		}
		csv_end_row(&w);
	}
}

/* Corner by corner as RFC 7946 wants it: longitude first, the first one again at the end. */
static void
put_polygon(struct json_writer *j, const struct shape *s)
{
	json_open(j, "coordinates", '[');
	for (size_t r = 0, i = 0; r < s->n_rings; r++) {
		const size_t first = i;

		json_open(j, NULL, '[');
		for (; i <= s->end[r]; i++) {
			const struct corner c = s->p[i < s->end[r] ? i : first];

			json_open(j, NULL, '[');
			json_put_fixed(j, NULL, c.lon, 6);
			json_put_fixed(j, NULL, c.lat, 6);
			json_close(j);
		}
		i = s->end[r];
		json_close(j);
	}
	json_close(j);
}

static void
put_point(struct json_writer *j, const char *lat, const char *lon)
{
	int64_t y = 0, x = 0;

	json_open(j, "coordinates", '[');
	if (parse_i64(lat, INT32_MIN, INT32_MAX, &y) && parse_i64(lon, INT32_MIN, INT32_MAX, &x)) {
		json_put_fixed(j, NULL, x, 6);
		json_put_fixed(j, NULL, y, 6);
	}
	json_close(j);
}

static void
put_feature(struct request *rq, struct json_writer *j, enum admin_thing thing, const struct admin_file_line *l)
{
	const struct admin_def *d = admin_def(thing);
	struct shape s;

	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	for (size_t i = 0; i < d->n_cols; i++)
		if (d->cols[i].kind != AK_SHAPE && d->cols[i].kind != AK_POINT)
			json_put_text(j, admin_file_column(rq->arena, &d->cols[i]), admin_shown(rq->arena, &d->cols[i], l->row.v[i]));
	json_close(j);
	json_open(j, "geometry", '{');
	json_put_text(j, "type", thing == ADM_CELL ? "Polygon" : "Point");
	if (thing == ADM_CELL && shape_of_wkt(rq->arena, l->row.v[admin_col(d, "shape")], &s)) {
		shape_order(rq->arena, &s);
		put_polygon(j, &s);
	} else if (thing != ADM_CELL)
		put_point(j, l->row.v[admin_col(d, "lat")], l->row.v[admin_col(d, "lon")]);
	json_close(j);
	json_close(j);
}

static void
put_geojson(struct request *rq, struct buf *b, enum admin_thing thing, const struct admin_file_line *l, size_t n)
{
	struct json_writer j;

	json_begin(&j, b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	for (size_t i = 0; i < n; i++)
		put_feature(rq, &j, thing, &l[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
}

enum err
page_admin_export(struct request *rq)
{
	const enum admin_thing thing = admin_thing_of(rq);
	const bool json = param_choice(rq, "kind") == 1;
	const char *of = param_text(rq, "of"), *after = param_text(rq, "after"), *name;
	struct admin_file_line *lines;
	struct buf b;
	size_t n;
	enum err e;

	if (thing == ADM_MAX || !admin_file_thing(thing))
		return err_raise(ERR_NOT_FOUND, "no files of this");
	if ((e = store_admin_file_part(rq->db, rq->arena, thing, of != NULL ? of : "", after != NULL ? after : "",
	    clock_now(), &lines, &n)) != OK)
		return e;
	n = n > ADMIN_FILE_MAX ? ADMIN_FILE_MAX : n;
	buf_init(&b, rq->arena);
	if (json)
		put_geojson(rq, &b, thing, lines, n);
	else
		put_csv(rq, &b, admin_def(thing), lines, n);
	name = arena_printf(rq->arena, "%s.%s", admin_def(thing)->code, json ? "geojson" : "csv");
	return reply_download(rq, json ? "application/geo+json" : "text/csv; charset=utf-8", name, b.s, b.len);
}

/* --- the map of a change ------------------------------------------------------------ */

/* One row as it is or will be, under a word; nothing where it has no place. */
static void
put_place(struct request *rq, struct json_writer *j, enum admin_thing thing, const struct admin_values *row,
    const char *word, bool after)
{
	const struct admin_def *d = admin_def(thing);
	const size_t area = admin_col(d, "shape"), lat = admin_col(d, "lat"), lon = admin_col(d, "lon");
	struct shape s;
	size_t at;

	if (area < d->n_cols ? row->v[area] == NULL || shape_parse(rq->arena, row->v[area], &s, &at) != NULL :
	    row->v[lat] == NULL || row->v[lat][0] == '\0')
		return;
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_put_text(j, "name", word);
	json_put_bool(j, "after", after);
	json_close(j);
	json_open(j, "geometry", '{');
	json_put_text(j, "type", area < d->n_cols ? "Polygon" : "Point");
	if (area < d->n_cols)
		put_polygon(j, &s);
	else
		put_point(j, admin_raw(rq->arena, &d->cols[lat], row->v[lat]), admin_raw(rq->arena, &d->cols[lon], row->v[lon]));
	json_close(j);
	json_close(j);
}

static void
put_file(struct request *rq, struct json_writer *j, enum admin_thing thing, const struct change_row *c)
{
	const size_t code = admin_col(admin_def(thing), "code");
	struct admin_file f;
	size_t n = 0;

	admin_file_of_change(rq->arena, thing, c->new_text, &f);
	for (size_t i = 0; i < f.n && n < MAP_MAX; i++) {
		const struct admin_file_row *r = &f.rows[i];

		if (r->op == OP_NONE)
			continue;
		if (r->op != OP_ADD)
			put_place(rq, j, thing, &r->old, r->op == OP_END ? r->old.v[code] : NULL, false);
		if (r->op != OP_END)
			put_place(rq, j, thing, &r->row, r->row.v[code], true);
		n++;
	}
}

static void
put_change(struct request *rq, struct json_writer *j, enum admin_thing thing, const struct change_row *c)
{
	struct admin_values row;

	if (c->op != OP_ADD) {
		admin_unpack(rq->arena, admin_def(thing), c->old_text, &row);
		put_place(rq, j, thing, &row, request_text(rq, "Text.admin.map_was"), false);
	}
	if (c->op != OP_END) {
		admin_unpack(rq->arena, admin_def(thing), c->new_text, &row);
		put_place(rq, j, thing, &row, request_text(rq, "Text.admin.map_now"), true);
	}
}

enum err
page_admin_map(struct request *rq)
{
	struct json_writer j;
	struct change_row *c;
	struct buf b;
	enum admin_thing thing;
	enum err e = store_change_by_id(rq->db, rq->arena, param_int(rq, "id"), &c);

	if (e != OK)
		return e;
	thing = admin_of_code(c->thing);
	if (thing == ADM_MAX || !admin_file_thing(thing))
		return err_raise(ERR_NOT_FOUND, "nothing of this change lies on a map");
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	if (c->op == OP_FILE)
		put_file(rq, &j, thing, c);
	else
		put_change(rq, &j, thing, c);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return reply_bytes(rq, "application/geo+json", b.s, b.len);
}
