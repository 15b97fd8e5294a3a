/* What helps to fill the form: classes by a word, places by name, cases around; as JSON, and without a script. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/public/report.h"
#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"
#include "lib/part/json.h"
#include "lib/service/door_ops.h"

#include "lib/base/banned.h"

enum { KEEP = 60 };	/* seconds an answer may be kept */

static enum err
send_json(struct request *rq, struct json_writer *j)
{
	json_close(j);
	json_close(j);
	json_end(j);
	reply_cache(rq, KEEP);
	return reply_json(rq, j->out->s);
}

/* "{"name":[": a list that send_json() closes. */
static void
begin_list(struct request *rq, struct json_writer *j, struct buf *b, const char *name)
{
	buf_init(b, rq->arena);
	json_begin(j, b);
	json_open(j, NULL, '{');
	json_open(j, name, '[');
}

enum err
page_report_kinds(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct class_row *k[KINDS_FOUND];
	struct json_writer j;
	struct buf b;
	size_t n;
	enum err e = door_kinds(&sv, param_text(rq, "q"), k, &n);

	if (e != OK)
		return e;
	begin_list(rq, &j, &b, "found");
	for (size_t i = 0; i < n; i++) {
		json_open(&j, NULL, '{');
		json_put_int(&j, "id", k[i]->id);
		json_put_text(&j, "name", text_pick(rq->lang, k[i]->name_zh, k[i]->name_en));
		json_put_text(&j, "note", text_pick(rq->lang, k[i]->major_zh, k[i]->major_en));
		json_close(&j);
	}
	return send_json(rq, &j);
}

static const char *
place_name(const struct request *rq, const struct place_row *p)
{
	return text_pick(rq->lang, p->name_zh, p->name_en[0] != '\0' ? p->name_en : p->name_zh);
}

enum err
page_report_places(struct request *rq)
{
	struct service sv = show_service(rq);
	struct place_row p[PLACES_FOUND];
	struct json_writer j;
	struct buf b;
	size_t n;
	enum err e = door_places(&sv, param_text(rq, "q"), p, &n);

	if (e != OK)
		return e;
	begin_list(rq, &j, &b, "found");
	for (size_t i = 0; i < n; i++) {
		json_open(&j, NULL, '{');
		json_put_text(&j, "name", place_name(rq, &p[i]));
		json_put_text(&j, "note", text_getf(rq->lang, "Text.place.kind_%d", p[i].kind));
		json_put_fixed(&j, "lat", p[i].lat, 6);
		json_put_fixed(&j, "lon", p[i].lon, 6);
		json_close(&j);
	}
	return send_json(rq, &j);
}

static void
put_answers(struct request *rq, struct json_writer *j, const struct ask *a)
{
	char text[401];

	json_open(j, "answers", '[');
	for (int i = 1; ask_answer(a, rq->lang == LANG_ZH, i, text, sizeof(text)); i++)
		json_put_text(j, NULL, text);
	json_close(j);
}

enum err
page_report_ask(struct request *rq)
{
	struct service sv = show_service(rq);
	struct json_writer j;
	struct ask *a;
	struct buf b;
	int64_t id;
	size_t n;
	enum err e = parse_i64(rq->tail, 1, INT32_MAX, &id) ? door_asks(&sv, id, &a, &n) :
	    err_raise(ERR_NOT_FOUND, "class");

	if (e != OK)
		return e;
	begin_list(rq, &j, &b, "asks");
	for (size_t i = 0; i < n; i++) {
		json_open(&j, NULL, '{');
		json_put_int(&j, "form", a[i].form);
		json_put_int(&j, "seq", a[i].seq);
		json_put_text(&j, "text", text_pick(rq->lang, a[i].text_zh, a[i].text_en));
		json_put_text(&j, "dial", a[i].dial);
		json_put_int(&j, "after", a[i].after_seq);
		json_put_int(&j, "answer", a[i].after_answer);
		json_put_bool(&j, "go_on", a[i].go_on);
		put_answers(rq, &j, &a[i]);
		json_close(&j);
	}
	return send_json(rq, &j);
}

/* "路灯 · 处置中 · 3 天前" */
static char *
mark_label(struct request *rq, const struct office_lists *l, const struct near_card *c)
{
	return arena_printf(rq->arena, "%s · %s · %s", office_name(l, NAMES_CLASS, c->class_id, rq->lang),
	    track_state(rq, c->state),
	    text_fill1(rq->arena, rq->lang, "Text.same.ago", show_span(rq->arena, rq->lang, clock_now() - c->received_at)));
}

enum err
page_report_near(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct near_card *c;
	struct json_writer j;
	struct buf b;
	int64_t tile;
	size_t n;
	enum err e;

	if (!parse_i64(rq->tail, 0, INT64_MAX, &tile) || !near_tile_is(tile))
		return err_raise(ERR_NOT_FOUND, "tile");
	if ((e = door_near(&sv, tile, &c, &n)) != OK || (e = office_lists(&sv, &l)) != OK)
		return e;
	begin_list(rq, &j, &b, "cases");
	for (size_t i = 0; i < n; i++) {
		json_open(&j, NULL, '{');
		json_put_fixed(&j, "lat", c[i].at.lat, 6);
		json_put_fixed(&j, "lon", c[i].at.lon, 6);
		json_put_bool(&j, "coarse", c[i].at.coarse);
		json_put_bool(&j, "open", c[i].closed_at == USEC_NONE);
		json_put_text(&j, "label", mark_label(rq, l, &c[i]));
		json_close(&j);
	}
	return send_json(rq, &j);
}

enum err
page_report_seen(struct request *rq)
{
	struct service sv = show_service(rq);
	struct blob hash;
	int64_t id;
	enum err e = parse_i64(rq->tail, 1, INT64_MAX, &id) ? door_photo(&sv, id, &hash) :
	    err_raise(ERR_NOT_FOUND, "photo");

	if (e != OK)
		return e;
	return reply_file(rq, &(struct reply_file){ .internal = "/_public/", .dir = "public",
	    .path = filestore_derived_name(rq->arena, FILE_THUMB, file_hex(rq->arena, hash.data)), .type = "image/jpeg" });
}

static enum err
show_places(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	struct place_row p[PLACES_FOUND];
	const char *typed = param_text(rq, "address"), *spot = param_text(rq, "spot");
	size_t n = 0;
	enum err e = typed != NULL ? door_places(&sv, typed, p, &n) : OK;

	view_bool(v, "Page.NoPlaces", e == OK && n == 0);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(v, "Page.Places");
		char *at = arena_printf(rq->arena, "%s,%s", show_degrees(rq->arena, p[i].lat), show_degrees(rq->arena, p[i].lon));

		view_str(o, "Value", at);
		view_str(o, "Label", place_name(rq, &p[i]));
		view_text(o, "Help", arena_printf(rq->arena, "Text.place.kind_%d", p[i].kind));
		view_bool(o, "Selected", spot != NULL && strcmp(spot, at) == 0);
	}
	return e;
}

static enum err
show_found_kinds(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	const struct class_row *k[KINDS_FOUND];
	const char *typed = param_text(rq, "kind_word");
	size_t n = 0;
	enum err e = typed != NULL ? door_kinds(&sv, typed, k, &n) : OK;

	view_bool(v, "Page.NoFound", e == OK && n == 0);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(v, "Page.Found");

		view_int(o, "Value", k[i]->id);
		view_str(o, "Label", text_pick(rq->lang, k[i]->name_zh, k[i]->name_en));
		view_str(o, "Help", text_pick(rq->lang, k[i]->major_zh, k[i]->major_en));
		view_bool(o, "Selected", report_class(rq) == k[i]->id);
	}
	return e;
}

/* A spot that was chosen is offered again as well, after whatever error. */
enum err
report_show_found(struct request *rq, struct view *v)
{
	const char *find = param_text(rq, "find");
	enum err e = OK;

	if ((find != NULL && strcmp(find, "place") == 0) || param_has(rq, "spot"))
		e = show_places(rq, v);
	if (e == OK && find != NULL && strcmp(find, "kind") == 0)
		e = show_found_kinds(rq, v);
	return e;
}

enum err
page_report_find(struct request *rq)
{
	enum err e = report_keep_photos(rq, param_text(rq, "key"));

	return e == OK ? page_report(rq) : e;
}
