/* The patroller's own page: his plan, beginning and ending his shift, his day. */
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

#include "lib/base/banned.h"

const char *
show_minute(struct arena *a, int32_t minute)
{
	return arena_printf(a, "%02d:%02d", minute / 60 % 24, minute % 60);
}

void
show_plan(struct view *v, struct request *rq, const struct plan_row *p)
{
	view_int(v, "Id", p->id);
	view_str(v, "Form", text_getf(rq->lang, "Patrol.form.%d", p->form));
	view_str(v, "Cell", text_pick(rq->lang, p->cell_zh, p->cell_en));
	view_strf(v, "Shift", "%s %s–%s", text_pick(rq->lang, p->shift_zh, p->shift_en),
	    show_minute(rq->arena, p->from_min), show_minute(rq->arena, p->to_min));
	view_str(v, "Post", p->post);
	view_str(v, "Duty", p->duty);
	view_str(v, "Who", p->user_name);
}

void
show_walk(struct view *v, struct request *rq, const struct walk_row *w)
{
	view_str(v, "Who", w->user_name);
	view_str(v, "From", show_time_short(rq->arena, rq->lang, w->started));
	view_str(v, "To", w->ended != USEC_NONE ? show_time_short(rq->arena, rq->lang, w->ended) :
	    request_text(rq, "Text.patrol.still"));
}

enum err
show_coverage(struct request *rq, struct view *v, int32_t day, int64_t shift_id, int64_t user_id)
{
	struct coverage_row *rows;
	size_t n;
	enum err e = store_coverage(rq->db, rq->arena, day, shift_id, user_id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *c;

		if (user_id != 0 && rows[i].walked == 0)
			continue;
		c = view_item(v, "Page.Coverage");
		view_str(c, "Name", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_int(c, "Cells", rows[i].cells);
		view_int(c, "Walked", rows[i].walked);
		view_int(c, "Walks", rows[i].walks);
		view_int(c, "Percent", patrol_percent(rows[i].walked, rows[i].cells));
	}
	return e;
}

/* The notice before anything is recorded, or the walk that is on. */
static enum err
show_state_of(struct request *rq, struct view *v)
{
	struct walk_row *w;
	int64_t days;
	enum err e = store_patrol_days(rq->db, clock_now(), &days);

	if (e != OK)
		return e;
	view_int(v, "Page.Days", days);
	view_str(v, "Page.Notice", text_fill1(rq->arena, rq->lang, "Text.patrol.notice",
	    arena_printf(rq->arena, "%lld", (long long)days)));
	e = store_walk_last(rq->db, rq->arena, rq->user->id, &w);
	if (e == OK && w->ended == USEC_NONE)
		view_str(v, "Page.Since", show_time_short(rq->arena, rq->lang, w->started));
	return e == ERR_NOT_FOUND ? OK : e;
}

/* One's own day; the chief's eyes see another's. */
enum err
show_patrol_day(struct request *rq, struct view *v, int32_t day, int64_t user_id)
{
	struct walk_row *walks;
	int64_t shift = 0;
	size_t n;
	enum err e = store_walks(rq->db, rq->arena, day, user_id, &walks, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		show_walk(view_item(v, "Page.Walks"), rq, &walks[i]);
		if (walks[i].shift_id == shift)
			continue;
		shift = walks[i].shift_id;
		e = show_coverage(rq, v, day, shift, user_id);
	}
	view_str(v, "Page.Day", show_day(rq->arena, day));
	view_strf(v, "Page.Track", "/desk/patrol/track?user=%lld&day=%s", (long long)user_id, show_day(rq->arena, day));
	return e;
}

const char *
show_day(struct arena *a, int32_t day)
{
	const struct civil c = civil_of(day_start(day));

	return arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* Whose day is asked for: one's own, another's for the chief; ERR_NOT_FOUND for the rest. */
static enum err
whose(struct request *rq, int64_t *user_id)
{
	*user_id = param_int_or(rq, "user", rq->user->id);
	return *user_id == rq->user->id || desk_may(rq, PERM_PATROL_CHIEF) ? OK :
	    err_raise(ERR_NOT_FOUND, "another's day");
}

/* The day asked for, or the one whose shift is on: after midnight the night still belongs to yesterday. */
static enum err
which_day(struct request *rq, int32_t *day)
{
	struct service sv = show_service(rq);
	const struct shift_row *shift;

	*day = param_has(rq, "day") ? param_date(rq, "day") : day_of(clock_now());
	return param_has(rq, "day") ? OK : patrol_shift(&sv, clock_now(), &shift, day);
}

enum err
page_patrol(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.patrol.page");
	struct plan_row *plans;
	int64_t user_id;
	int32_t day;
	size_t n;
	enum err e;

	if ((e = whose(rq, &user_id)) != OK || (e = which_day(rq, &day)) != OK || (e = store_patrol_plans(rq->db, rq->arena, user_id, clock_now(),
	    &plans, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_plan(view_item(v, "Page.Plans"), rq, &plans[i]);
	if (user_id != rq->user->id)
		view_int(v, "Page.User", user_id);
	view_bool(v, "Page.Own", user_id == rq->user->id && desk_may(rq, PERM_PATROL));
	show_errors(rq);
	if ((user_id == rq->user->id && (e = show_state_of(rq, v)) != OK) ||
	    (e = show_patrol_day(rq, v, day, user_id)) != OK)
		return e;
	return reply_page(rq, "desk/patrol.cs");
}

enum err
page_patrol_begin(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e;

	if (!param_bool(rq, "told")) {
		param_refuse(rq, "told", "Err.patrol_told");
		return ERR_INVALID;
	}
	e = patrol_begin(&sv, rq->user->id, param_int(rq, "days"));
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, "told", "Err.no_shift");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "patrol_on");
	return reply_redirect(rq, "/desk/patrol");
}

enum err
page_patrol_end(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = patrol_end(&sv, rq->user->id);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "patrol_off");
	return reply_redirect(rq, "/desk/patrol");
}

enum err
page_patrol_fix(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = patrol_take(&sv, rq->user->id, param_text(rq, "points"));

	return e == OK ? reply_empty(rq) : e;
}

static void
put_track(struct json_writer *j, const struct patrol_fix *f, size_t n)
{
	json_open(j, NULL, '{');
	json_put_text(j, "type", "Feature");
	json_open(j, "properties", '{');
	json_close(j);
	json_open(j, "geometry", '{');
	json_put_text(j, "type", "LineString");
	json_open(j, "coordinates", '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '[');
		json_put_fixed(j, NULL, f[i].lon, 6);
		json_put_fixed(j, NULL, f[i].lat, 6);
		json_close(j);
	}
	json_close(j);
	json_close(j);
	json_close(j);
}

/* The ways of a person's day as GeoJSON; a day has few walks, each is one statement. */
enum err
page_patrol_track(struct request *rq)
{
	struct walk_row *walks;
	struct patrol_fix *fixes;
	struct json_writer j;
	struct buf b;
	int64_t user_id;
	size_t n, k;
	enum err e;

	if ((e = whose(rq, &user_id)) != OK ||
	    (e = store_walks(rq->db, rq->arena, param_date(rq, "day"), user_id, &walks, &n)) != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "type", "FeatureCollection");
	json_open(&j, "features", '[');
	for (size_t i = 0; e == OK && i < n; i++)
		if ((e = store_fixes(rq->db, rq->arena, walks[i].id, &fixes, &k)) == OK && k > 1)
			put_track(&j, fixes, k);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return e == OK ? reply_json(rq, b.s) : e;
}
