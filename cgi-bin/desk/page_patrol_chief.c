/* The chief's page: who is where, each plan against what was walked, coverage, and the plan itself. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/desk/patrol.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/json.h"
#include "lib/service/patrol_ops.h"
#include "lib/service/user_ops.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

static void
show_now(struct view *v, struct request *rq, const struct now_row *r)
{
	view_str(v, "Who", r->user_name);
	view_strf(v, "Url", "/desk/patrol?user=%lld", (long long)r->user_id);
	view_str(v, "Since", show_time_short(rq->arena, rq->lang, r->started));
	if (r->at == USEC_NONE)
		return;
	view_str(v, "Seen", show_time_short(rq->arena, rq->lang, r->at));
	view_strf(v, "Point", "%s, %s", show_degrees(rq->arena, r->lat), show_degrees(rq->arena, r->lon));
}

/* The first walk of a person in a shift; NULL: none. */
static const struct walk_row *
walk_of(const struct walk_row *w, size_t n, int64_t user_id, int64_t shift_id)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].user_id == user_id && w[i].shift_id == shift_id)
			return &w[i];
	return NULL;
}

static void
show_planned(struct view *v, struct request *rq, const struct plan_row *p, int32_t day, const struct walk_row *w)
{
	static const char *const tones[] = { [PATROL_AHEAD] = "idle", [PATROL_ON] = "info", [PATROL_DONE] = "ok",
		[PATROL_LATE] = "warn", [PATROL_MISSED] = "late" };
	const struct shift_row s = { .from_min = p->from_min, .to_min = p->to_min };
	enum patrol_state stands;
	usec_t from, to;

	patrol_span(&s, day, &from, &to);
	stands = patrol_stands(from, to, w != NULL ? w->started : USEC_NONE, w != NULL ? w->ended : USEC_NONE,
	    clock_now());
	show_plan(v, rq, p);
	view_str(v, "State", text_getf(rq->lang, "Patrol.state.%d", stands));
	view_str(v, "Tone", tones[stands]);
	view_strf(v, "Url", "/desk/patrol?user=%lld&day=%s", (long long)p->user_id, show_day(rq->arena, day));
	if (w != NULL)
		view_strf(v, "Walked", "%s – %s", show_time_short(rq->arena, rq->lang, w->started),
		    w->ended != USEC_NONE ? show_time_short(rq->arena, rq->lang, w->ended) : "");
}

static enum err
show_plans(struct request *rq, struct view *v, int32_t day, int64_t shift_id)
{
	struct plan_row *plans;
	struct walk_row *walks;
	size_t n, k;
	enum err e = store_patrol_plans(rq->db, rq->arena, 0, clock_now(), &plans, &n);

	if (e != OK || (e = store_walks(rq->db, rq->arena, day, 0, &walks, &k)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (plans[i].shift_id == shift_id)
			show_planned(view_item(v, "Page.Plans"), rq, &plans[i], day,
			    walk_of(walks, k, plans[i].user_id, shift_id));
	return OK;
}

static struct view *
option(struct view *field, int64_t value, const char *label, bool chosen)
{
	struct view *o = view_item(field, "Options");

	view_int(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", chosen);
	return o;
}

/* The choices of the plan's form and of the page's filter. */
static enum err
show_choices(struct request *rq, struct view *v, int64_t shift_id)
{
	struct view *cell = view_sub(v, "Form.cell"), *who = view_sub(v, "Form.user"), *form = view_sub(v, "Form.form"),
	    *shift = view_sub(v, "Form.shift");
	struct cell_row *cells;
	struct walker_row *people;
	struct shift_row *shifts;
	size_t n_cells, n_people, n_shifts;
	enum err e;

	if ((e = store_cells(rq->db, rq->arena, LAYER_BASE, clock_now(), &cells, &n_cells)) != OK ||
	    (e = store_patrol_people(rq->db, rq->arena, clock_now(), &people, &n_people)) != OK ||
	    (e = store_shifts(rq->db, rq->arena, &shifts, &n_shifts)) != OK)
		return e;
	for (size_t i = 0; i < n_cells; i++)
		(void)option(cell, cells[i].id, text_pick(rq->lang, cells[i].name_zh, cells[i].name_en), false);
	for (size_t i = 0; i < n_people; i++)
		(void)option(who, people[i].id, people[i].name, false);
	for (size_t i = 0; i < n_shifts; i++)
		(void)option(shift, shifts[i].id, arena_printf(rq->arena, "%s %s–%s",
		    text_pick(rq->lang, shifts[i].name_zh, shifts[i].name_en), show_minute(rq->arena, shifts[i].from_min),
		    show_minute(rq->arena, shifts[i].to_min)), shifts[i].id == shift_id);
	for (int f = PATROL_JOINT; f < PATROL_FORM_MAX; f++)
		(void)option(form, f, text_getf(rq->lang, "Patrol.form.%d", f), f == PATROL_GRID);
	return OK;
}

/* The shift asked for, else the one that is on, else the first. */
static enum err
shift_asked(struct request *rq, int64_t *shift_id, int32_t *day)
{
	struct service sv = show_service(rq);
	const struct shift_row *now;
	int32_t began = day_of(clock_now());
	enum err e = patrol_shift(&sv, clock_now(), &now, &began);

	*day = param_has(rq, "day") ? param_date(rq, "day") : began;
	*shift_id = param_int_or(rq, "shift", now != NULL ? now->id : 1);
	return e;
}

enum err
page_patrols(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.patrol.chief_page");
	struct now_row *now;
	int64_t shift_id;
	int32_t day;
	size_t n;
	enum err e;

	if ((e = shift_asked(rq, &shift_id, &day)) != OK || (e = store_patrol_now(rq->db, rq->arena, &now, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_now(view_item(v, "Page.Now"), rq, &now[i]);
	view_str(v, "Page.Day", show_day(rq->arena, day));
	show_errors(rq);
	if ((e = show_plans(rq, v, day, shift_id)) != OK || (e = show_coverage(rq, v, day, shift_id, 0)) != OK ||
	    (e = show_choices(rq, v, shift_id)) != OK)
		return e;
	return reply_page(rq, "desk/patrols.cs");
}

static void
put_point(struct json_writer *j, const struct now_row *r)
{
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_put_text(j, "name", r->user_name);
	json_close(j);
	json_open(j, "geometry", '{');
	json_put_text(j, "type", "Point");
	json_open(j, "coordinates", '[');
	json_put_fixed(j, NULL, r->lon, 6);
	json_put_fixed(j, NULL, r->lat, 6);
	json_close(j);
	json_close(j);
	json_close(j);
}

/* Who is where, as GeoJSON for the map. */
enum err
page_patrols_now(struct request *rq)
{
	struct now_row *now;
	struct json_writer j;
	struct buf b;
	size_t n;
	enum err e = store_patrol_now(rq->db, rq->arena, &now, &n);

	if (e != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	for (size_t i = 0; i < n; i++)
		if (now[i].at != USEC_NONE)
			put_point(&j, &now[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return reply_json(rq, b.s);
}

enum err
page_plan_add(struct request *rq)
{
	const struct plan_row p = { .form = (int32_t)param_int(rq, "form"), .cell_id = param_int(rq, "cell"),
		.shift_id = param_int(rq, "shift"), .user_id = param_int(rq, "user"), .post = param_text(rq, "post"),
		.duty = param_text(rq, "duty") };
	struct service sv = show_service(rq);
	enum err e = patrol_plan_add(&sv, &p, rq->user->id);

	if (e == ERR_INVALID)
		param_refuse(rq, "cell", "Err.choice");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/patrols?shift=%lld", (long long)p.shift_id));
}

enum err
page_plan_end(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = patrol_plan_end(&sv, param_int(rq, "id"));

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/patrols");
}
