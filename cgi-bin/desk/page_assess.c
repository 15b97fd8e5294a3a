/* Assessment by people from outside: rounds, and the sheets of one. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/desk/routes_assess.h"
#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/rule/metrics.h"
#include "lib/service/assess_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static const char *
day_shown(struct request *rq, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(rq->arena, "%04d-%02d-%02d", y, m, d);
}

static void
show_round(struct request *rq, struct view *v, const struct assess_round *r)
{
	view_strf(v, "Url", "/desk/assess/round?id=%lld", (long long)r->id);
	view_str(v, "Name", r->name);
	view_str(v, "Kind", text_getf(rq->lang, "Assess.kind.%d", r->kind));
	view_str(v, "From", day_shown(rq, r->first_day));
	view_str(v, "To", day_shown(rq, r->last_day));
	view_int(v, "Weight", r->weight);
	view_int(v, "Sheets", r->sheets);
	view_int(v, "Units", r->units);
	view_bool(v, "Closed", r->closed_at != USEC_NONE);
}

static bool
may_see(const struct request *rq)
{
	return assess_may_make(rq->user->perms) || assess_may_write(rq->user->perms);
}

static enum err
refused(struct request *rq, enum err e)
{
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

static void
show_kinds(struct request *rq, struct view *f)
{
	for (int i = 0; assess_kinds[i] != NULL; i++) {
		struct view *o = view_item(f, "Options");

		view_str(o, "Value", assess_kinds[i]);
		view_str(o, "Label", text_getf(rq->lang, "Assess.kind.%d", i + 1));
		view_bool(o, "Selected", param_choice(rq, "kind") == i);
	}
}

enum err
page_assess(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.assess.page");
	struct assess_round *rows;
	size_t n;
	enum err e = store_assess_rounds(rq->db, rq->arena, 0, &rows, &n);

	if (!may_see(rq))
		return err_raise(ERR_NOT_FOUND, "not this person's page");
	for (size_t i = 0; e == OK && i < n; i++)
		show_round(rq, view_item(v, "Page.Rounds"), &rows[i]);
	view_bool(v, "Page.May", assess_may_make(rq->user->perms));
	view_bool(v, "Page.Form.Open", rq->failure != OK);
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_kinds(rq, view_sub(v, "Form.kind"));
	show_errors(rq);
	return e == OK ? reply_page(rq, "desk/assess.cs") : e;
}

enum err
page_assess_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct assess_round r = { .kind = param_choice(rq, "kind") + 1, .name = param_text(rq, "name"),
		.first_day = param_date(rq, "first_day"), .last_day = param_date(rq, "last_day"),
		.weight = (int32_t)param_int(rq, "weight") };
	struct actor who;
	int64_t id;
	enum err e = office_actor(&sv, rq->user, PERM_COMMAND, &who);

	if (e == OK)
		e = assess_open(&sv, param_text(rq, "key"), &who, &r, param_text(rq, "items"), &id);
	if (e != OK)
		return refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/assess/round?id=%lld", (long long)id));
}

/* --- one round ------------------------------------------------------------- */

static enum err
show_units(struct request *rq, struct view *f)
{
	struct view *o = view_item(f, "Options");
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(rq->db, rq->arena, clock_now(), &rows, &n);

	view_text(o, "Label", "Text.form.choose");
	for (size_t i = 0; e == OK && i < n; i++) {
		o = view_item(f, "Options");
		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", param_int(rq, "unit") == rows[i].id);
	}
	return e;
}

/* The items, each with its field; *possible: the points there are. */
static enum err
show_items(struct request *rq, struct view *v, int64_t round_id, int64_t *possible)
{
	struct assess_item *items;
	size_t n;
	enum err e = store_assess_items(rq->db, rq->arena, round_id, &items, &n);

	*possible = 0;
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *x = view_item(v, "Page.Items");
		const char *name = arena_printf(rq->arena, "point%d", items[i].seq);

		view_str(x, "Name", items[i].name);
		view_int(x, "Points", items[i].points);
		view_str(x, "Field", name);
		if (param_has(rq, name))
			view_int(x, "Value", param_int(rq, name));
		*possible += items[i].points;
	}
	return e;
}

static void
show_sheet(struct request *rq, struct view *x, const struct assess_sheet *s, int64_t possible)
{
	view_int(x, "Id", s->id);
	view_str(x, "Unit", text_pick(rq->lang, s->unit_zh, s->unit_en));
	view_str(x, "Assessor", s->assessor);
	view_str(x, "Note", s->note);
	view_strf(x, "Points", "%lld / %lld", (long long)s->points, (long long)possible);
	view_str(x, "Share", rate_print(rq->arena, (struct rate){ s->points, possible }));
	view_str(x, "When", show_time_short(rq->arena, rq->lang, s->put_at));
	view_bool(x, "Undone", s->undone_at != USEC_NONE);
}

enum err
page_assess_round(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.assess.page");
	struct assess_round *r;
	struct assess_sheet *sheets;
	size_t n, n_sheets;
	int64_t possible;
	enum err e = store_assess_rounds(rq->db, rq->arena, param_int(rq, "id"), &r, &n);

	if (!may_see(rq) || (e == OK && n == 0))
		return err_raise(ERR_NOT_FOUND, "no such round");
	if (e != OK || (e = show_items(rq, v, r->id, &possible)) != OK ||
	    (e = store_assess_sheets(rq->db, rq->arena, r->id, &sheets, &n_sheets)) != OK)
		return e;
	for (size_t i = 0; i < n_sheets; i++)
		show_sheet(rq, view_item(v, "Page.Sheets"), &sheets[i], possible);
	show_round(rq, view_sub(v, "Page.Round"), r);
	view_int(v, "Page.Round.Id", r->id);
	view_bool(v, "Page.May", r->closed_at == USEC_NONE && assess_may_write(rq->user->perms));
	view_bool(v, "Page.MayEnd", r->closed_at == USEC_NONE && assess_may_make(rq->user->perms));
	view_bool(v, "Page.Form.Open", rq->failure != OK);
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_errors(rq);
	return (e = show_units(rq, view_sub(v, "Form.unit"))) == OK ? reply_page(rq, "desk/assess_round.cs") : e;
}

/* The points that came, up to the first item without any. */
static size_t
read_points(struct request *rq, int32_t points[ASSESS_ITEMS_MAX])
{
	size_t n = 0;

	while (n < ASSESS_ITEMS_MAX && param_has(rq, arena_printf(rq->arena, "point%zu", n + 1))) {
		points[n] = (int32_t)param_int(rq, arena_printf(rq->arena, "point%zu", n + 1));
		n++;
	}
	return n;
}

static enum err
put(struct request *rq, struct service *sv, const struct actor *who)
{
	const struct assess_sheet s = { .unit_id = param_int(rq, "unit"),
		.assessor = param_has(rq, "assessor") ? param_text(rq, "assessor") : "",
		.note = param_has(rq, "note") ? param_text(rq, "note") : "" };
	int32_t points[ASSESS_ITEMS_MAX];
	const size_t n = read_points(rq, points);

	if (s.unit_id == 0 || s.assessor[0] == '\0') {
		param_refuse(rq, s.unit_id == 0 ? "unit" : "assessor", "Err.required");
		return ERR_INVALID;
	}
	return refused(rq, assess_put(sv, param_text(rq, "key"), who, param_int(rq, "id"), &s, points, n));
}

enum err
page_assess_round_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const int64_t id = param_int(rq, "id");
	struct actor who;
	enum err e = office_actor(&sv, rq->user, PERM_PAPERS, &who);

	if (e == OK && param_choice(rq, "what") == ASSESS_CLOSE)
		e = refused(rq, assess_close(&sv, &who, id));
	else if (e == OK && param_choice(rq, "what") == ASSESS_UNDO)
		e = assess_undo(&sv, &who, id, param_int(rq, "sheet"));
	else if (e == OK)
		e = put(rq, &sv, &who);
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/assess/round?id=%lld", (long long)id));
}
