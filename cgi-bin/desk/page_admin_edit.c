/* Writing down a change: a form drawn from the thing's columns, kept as a draft. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/admin_ops.h"

#include "lib/base/banned.h"

/* The words of the parameter op, in the route table's order. */
static enum admin_op
op_of(const struct request *rq)
{
	static const enum admin_op ops[] = { OP_ADD, OP_CHANGE, OP_END, OP_PASSWORD };
	const int i = param_choice(rq, "op");

	return i >= 0 && (size_t)i < N(ops) ? ops[i] : OP_NONE;
}

/* What a new row is filled with before anybody has typed: its parent, and the usual. */
static void
begin_row(const struct request *rq, const struct admin_def *d, struct admin_values *row)
{
	const size_t state = admin_col(d, "state");

	if (d->of != ADM_MAX)
		row->v[0] = param_text(rq, "of");
	if (d == admin_def(ADM_USER) && state < d->n_cols)
		row->v[state] = "1";
}

/* The form of a thing and an operation this person may ask for; ERR_NOT_FOUND otherwise. */
static enum err
find_form(struct request *rq, enum admin_thing *thing, enum admin_op *op, const char **key)
{
	*thing = admin_thing_of(rq);
	*op = op_of(rq);
	*key = param_has(rq, "id") ? param_text(rq, "id") : "";
	if (*thing == ADM_MAX || *op == OP_NONE || (admin_def(*thing)->ops & OP_BIT(*op)) == 0 ||
	    ((*key)[0] == '\0') != (*op == OP_ADD))
		return err_raise(ERR_NOT_FOUND, "no such change");
	return desk_may(rq, admin_def(*thing)->edit) ? OK : err_raise(ERR_DENIED, "not his to change");
}

static void
show_form_head(struct request *rq, struct view *v, enum admin_thing thing, enum admin_op op, const char *key)
{
	static const char *const words[] = { [OP_ADD] = "add", [OP_CHANGE] = "change", [OP_END] = "end",
		[OP_PASSWORD] = "password" };
	const struct admin_def *d = admin_def(thing);
	const size_t lat = admin_col(d, "lat");

	view_strf(v, "Page.Title", "%s – %s", admin_op_name(rq, (int32_t)op), admin_thing_name(rq, thing));
	view_str(v, "Page.Thing", d->code);
	view_str(v, "Page.Op", words[op]);
	view_str(v, "Page.Key", key);
	view_str(v, "Page.OfKey", param_text(rq, "of"));
	view_bool(v, "Page.Dated", op != OP_PASSWORD);
	if (lat < d->n_cols && (op == OP_ADD || op == OP_CHANGE)) {
		view_strf(v, "Page.Point.Lat", "f%zu", lat);
		view_strf(v, "Page.Point.Lon", "f%zu", admin_col(d, "lon"));
	}
	view_bool(v, "Page.Map", (lat < d->n_cols || admin_col(d, "shape") < d->n_cols) && op != OP_END);
	view_str(v, "Page.Back", op == OP_ADD ? admin_url(rq, "list", thing, NULL, !param_has(rq, "of") ? "" :
	    arena_printf(rq->arena, "&of=%s", param_text(rq, "of"))) : admin_url(rq, "row", thing, key, ""));
	view_text(v, "Page.Second", d->confirm == PERM_ADMIN_SEC ? "Text.admin.second_sec" : "Text.admin.second_sys");
	view_text(v, "Page.Lead", d->life == LIFE_PLACE ? "Text.admin.lead_place" : "Text.admin.lead_dated");
}

/* Errors that belong to no column: nothing would change, the last administrator. */
static void
show_form_error(struct request *rq, struct view *v)
{
	const char *field = err_field();

	if (rq->failure == OK || param_any_refused(rq))
		return;
	view_text(v, "Form.Error", field != NULL && strcmp(field, "nothing") == 0 ? "Err.nothing" :
	    field != NULL && strcmp(field, "last_admin") == 0 ? "Err.rule_last_admin" :
	    field != NULL && strcmp(field, "last_told") == 0 ? "Err.rule_last_told" : "Err.refused");
}

enum err
page_admin_edit(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.page");
	struct admin_values row = { { NULL } };
	enum admin_thing thing;
	enum admin_op op;
	const char *key;
	enum err e;

	show_form_error(rq, v);
	if ((e = find_form(rq, &thing, &op, &key)) != OK)
		return e;
	if (op == OP_ADD)
		begin_row(rq, admin_def(thing), &row);
	else if ((e = store_admin_row(rq->db, rq->arena, thing, key, clock_now(), &row)) != OK)
		return e;
	show_form_head(rq, v, thing, op, key);
	e = op == OP_ADD || op == OP_CHANGE ? show_admin_fields(rq, v, thing, op, &row) :
	    show_admin_facts(rq, v, thing, &row);
	show_errors(rq);
	return e == OK ? reply_page(rq, "desk/admin_edit.cs") : e;
}

/* What was typed into the columns. */
static void
read_row(const struct request *rq, const struct admin_def *d, struct admin_values *row)
{
	*row = (struct admin_values){ { NULL } };
	for (size_t i = 0; i < d->n_cols; i++)
		row->v[i] = param_text(rq, arena_printf(rq->arena, "f%zu", i));
}

bool
admin_read_from(struct request *rq, usec_t *from)
{
	*from = 0;
	if (!param_has(rq, "from"))
		return true;
	if (param_date(rq, "from") < day_of(clock_now())) {
		param_refuse(rq, "from", "Err.day_over");
		return false;
	}
	*from = day_start(param_date(rq, "from"));
	return true;
}

static enum err
refuse_faults(struct request *rq, const struct admin_def *d, const struct admin_fault *faults)
{
	for (size_t i = 0; i < d->n_cols; i++)
		if (faults[i].key != NULL)
			param_refuse_args(rq, arena_printf(rq->arena, "f%zu", i), faults[i].key, faults[i].args[0],
			    faults[i].args[1]);
	return err_raise(ERR_INVALID, "a change that cannot be");
}

enum err
page_admin_edit_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct admin_fault faults[ADMIN_COLS];
	struct admin_values row, old;
	struct admin_wish w = { .row = &row, .old = &old, .note = param_text(rq, "note") };
	int64_t id = 0;
	size_t bad;
	enum err e;

	if ((e = find_form(rq, &w.thing, &w.op, &w.key)) != OK)
		return e;
	read_row(rq, admin_def(w.thing), &row);
	if (w.note == NULL)
		param_refuse(rq, "note", "Err.required");
	if (!admin_read_from(rq, &w.from) || w.note == NULL)
		return err_raise(ERR_INVALID, "a change without a day or a reason");
	if ((e = admin_examine(&sv, w.thing, w.op, w.key, &row, &old, faults, &bad)) != OK)
		return e;
	if (bad > 0)
		return refuse_faults(rq, admin_def(w.thing), faults);
	if ((e = admin_draft(&sv, rq->user, &w, &id)) != OK)
		return e;
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/admin/change?id=%lld", (long long)id));
}
