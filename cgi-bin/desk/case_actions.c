/*
 * The action forms of a case: one row a form field, one function that turns a
 * transition's needs into fields.  Nothing here decides who may do what.
 */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/case_choice.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_file.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* What a filler works on. */
struct act_form {
	struct request *rq;
	const struct case_page *p;
	const struct transition *t;
	struct view *field;
	bool again;		/* this very form was refused: keep what was typed */
	int64_t chosen;		/* the typed number of this field, 0 for none */
};

typedef enum err fill_fn(struct act_form *f);

static const struct value *
typed_value(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->nvalues; i++)
		if (strcmp(rq->values[i].param->name, name) == 0)
			return &rq->values[i];
	return NULL;
}

static struct view *
option(struct act_form *f, int64_t value, const char *label, const char *help, bool selected)
{
	struct view *o = view_item(f->field, "Options");

	if (value != 0)
		view_int(o, "Value", value);
	view_str(o, "Label", label);
	view_str(o, "Help", help);
	view_bool(o, "Selected", selected);
	return o;
}

static void
choose(struct act_form *f)
{
	(void)option(f, 0, request_text(f->rq, "Text.form.choose"), NULL, false);
}

/* The duty table's units first, with their basis; then all the others. */
static enum err
fill_unit(struct act_form *f)
{
	const struct case_row *c = f->p->c;
	struct service sv = show_service(f->rq);
	const struct office_lists *l;
	struct duty_row *duty;
	size_t n_duty = 0;
	struct request *rq = f->rq;
	enum err e = office_lists(&sv, &l);

	if (e == OK && c->class_id != 0)
		e = store_duty(rq->db, rq->arena, c->class_id, c->base_cell_id, c->component_id, clock_now(), &duty, &n_duty);
	if (e != OK)
		return e;
	if (n_duty > 0)		/* an option is too narrow for the rule it rests on */
		view_str(f->field, "Help", text_fill2(rq->arena, rq->lang, "Text.case.duty_basis",
		    text_pick(rq->lang, duty[0].unit_zh, duty[0].unit_en),
		    text_pick(rq->lang, duty[0].basis_zh, duty[0].basis_en)));
	choose(f);
	for (size_t i = 0; i < n_duty; i++) {
		bool said = false;

		for (size_t j = 0; j < i; j++)
			said = said || duty[j].unit_id == duty[i].unit_id;
		if (!said)
			(void)option(f, duty[i].unit_id, text_fill1(rq->arena, rq->lang, "Text.case.duty_unit",
			    text_pick(rq->lang, duty[i].unit_zh, duty[i].unit_en)), NULL,
			    f->chosen != 0 ? f->chosen == duty[i].unit_id : i == 0 && c->unit_id == 0);
	}
	for (size_t i = 0; i < l->n_units; i++)
		(void)option(f, l->units[i].id, text_pick(rq->lang, l->units[i].name_zh, l->units[i].name_en), NULL,
		    f->chosen == l->units[i].id || (f->chosen == 0 && c->unit_id == l->units[i].id &&
		    f->t->action == ACT_REWORK_SEND));
	return OK;
}

static enum err
fill_condition(struct act_form *f)
{
	struct condition_row *rows;
	struct request *rq = f->rq;
	/* Where a class is chosen beside it, its conditions. */
	const struct value *class = f->again && (f->t->need & F_CLASS) != 0 ? typed_value(rq, "class") : NULL;
	size_t n;
	enum err e = store_conditions(rq->db, rq->arena, class != NULL && class->i != 0 ? class->i : f->p->c->class_id,
	    clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		const char *limit = text_fill1(rq->arena, rq->lang, arena_printf(rq->arena, "LimitUnit.%d.Amount", rows[i].unit),
		    arena_printf(rq->arena, "%d", rows[i].amount));

		(void)option(f, rows[i].id, arena_printf(rq->arena, "%s · %s",
		    text_pick(rq->lang, rows[i].cond_zh, rows[i].cond_en), limit),
		    text_fill1(rq->arena, rq->lang, "Text.case.closes_when",
		    text_pick(rq->lang, rows[i].close_zh, rows[i].close_en)), f->chosen == rows[i].id);
	}
	return e;
}

static enum err
fill_reason(struct act_form *f)
{
	struct reason_row *rows;
	size_t n;
	enum err e = store_reasons(f->rq->db, f->rq->arena, f->t->code, clock_now(), &rows, &n);

	choose(f);
	for (size_t i = 0; e == OK && i < n; i++)
		(void)option(f, rows[i].id, text_pick(f->rq->lang, rows[i].name_zh, rows[i].name_en), NULL,
		    f->chosen == rows[i].id);
	return e;
}

static enum err
fill_people(struct act_form *f, const struct person_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)option(f, rows[i].id, rows[i].own_grid ? text_fill1(f->rq->arena, f->rq->lang, "Text.case.own_grid",
		    rows[i].name) : rows[i].name, NULL, f->chosen != 0 ? f->chosen == rows[i].id : rows[i].own_grid && i == 0);
	return OK;
}

static enum err
fill_supervisor(struct act_form *f)
{
	struct person_row *rows;
	size_t n;
	enum err e = store_supervisors(f->rq->db, f->rq->arena, f->p->c->base_cell_id, clock_now(), &rows, &n);

	choose(f);
	return e == OK ? fill_people(f, rows, n) : e;
}

static enum err
fill_handler(struct act_form *f)
{
	struct person_row *rows;
	size_t n;
	enum err e = store_handlers(f->rq->db, f->rq->arena, f->p->c->unit_id, clock_now(), &rows, &n);

	choose(f);
	return e == OK ? fill_people(f, rows, n) : e;
}

static enum err
fill_class(struct act_form *f)
{
	return show_class_options(f->rq, f->field, f->chosen != 0 ? f->chosen : f->p->c->class_id);
}

/* Yes and no; for orders in the words of the street. */
static void
yes_no(struct act_form *f, const char *yes, const char *no, const char *typed)
{
	static const char *const values[] = { "yes", "no" };
	const char *const labels[] = { yes, no };

	for (int i = 0; i < 2; i++) {
		struct view *o = view_item(f->field, "Options");

		view_str(o, "Value", values[i]);
		view_text(o, "Label", labels[i]);
		view_bool(o, "Selected", typed != NULL && strcmp(typed, values[i]) == 0);
	}
}

static enum err
fill_result(struct act_form *f)
{
	const struct value *val = f->again ? typed_value(f->rq, "result") : NULL;
	const char *typed = val != NULL ? val->typed : NULL;

	if (f->t->action == ACT_CHECK_RESULT)
		yes_no(f, "Result.pass", "Result.fail", typed);
	else if (f->t->action == ACT_VERIFY_RESULT)
		yes_no(f, "Result.true", "Result.untrue", typed);
	else
		yes_no(f, "Result.satisfied", "Result.dissatisfied", typed);
	return OK;
}

static enum err
fill_factor(struct act_form *f)
{
	yes_no(f, "Result.yes", "Result.no", NULL);
	return OK;
}

/* What the hand has sent from the street need not be sent again by his clerk. */
static enum err
fill_photo(struct act_form *f)
{
	struct request *rq = f->rq;
	int64_t n = 0;
	enum err e = f->t->action == ACT_FEEDBACK ? store_hand_photos(rq->db, f->p->c->id, &n) : OK;

	view_bool(f->field, "Required", (f->t->need & F_PHOTO) != 0 && n == 0);
	if (n == 0)
		return e;
	view_str(f->field, "Help", text_fill1(rq->arena, rq->lang, "Text.case.hand_photos",
	    arena_printf(rq->arena, "%lld", (long long)n)));
	return OK;
}

/* All units, without the duty table's words. */
static enum err
fill_units(struct act_form *f)
{
	struct request *rq = f->rq;
	struct unit_row *units;
	size_t n, n_chosen = 0;
	const int64_t *chosen = f->again ? param_ints(rq, "members", &n_chosen) : NULL;
	enum err e = store_units(rq->db, rq->arena, clock_now(), &units, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		bool on = f->chosen == units[i].id;

		for (size_t k = 0; k < n_chosen; k++)
			on = on || chosen[k] == units[i].id;
		(void)option(f, units[i].id, text_pick(rq->lang, units[i].name_zh, units[i].name_en), NULL, on);
	}
	return e;
}

static enum err
fill_owner(struct act_form *f)
{
	choose(f);
	return fill_units(f);
}

/* How much more, and of what: the limit that runs. */
static enum err
fill_amount(struct act_form *f)
{
	struct request *rq = f->rq;
	struct promise_row *rows;
	size_t n;
	enum err e = store_promises(rq->db, rq->arena, f->p->c->id, &rows, &n);

	if (e == OK && n > 0 && rows[n - 1].unit != LIMIT_NONE)
		view_str(f->field, "Help", text_fill1(rq->arena, rq->lang, "Text.case.limit_is", text_fill1(rq->arena, rq->lang,
		    arena_printf(rq->arena, "LimitUnit.%d.Amount", rows[n - 1].unit),
		    arena_printf(rq->arena, "%d", rows[n - 1].amount))));
	if (f->t->action == ACT_EXT_GRANT && !f->again)
		view_int(f->field, "Value", f->p->c->ext_asked);
	return e;
}

/* The day that was asked for stands in the form of whoever grants it. */
static enum err
fill_date(struct act_form *f)
{
	const usec_t until = f->p->c->watch_until;
	struct civil c;

	if (f->t->action != ACT_WATCH_GRANT || f->again || until == USEC_NONE)
		return OK;
	c = civil_of(until - 1);
	view_strf(f->field, "Value", "%04d-%02d-%02d", c.year, c.month, c.day);
	return OK;
}

static enum err
fill_origin(struct act_form *f)
{
	static const char *const values[] = { "upper", "deputy", "leader", "media" };
	const struct value *val = f->again ? typed_value(f->rq, "origin") : NULL;

	for (int i = 0; i < 4; i++) {
		struct view *o = view_item(f->field, "Options");

		view_str(o, "Value", values[i]);
		view_str(o, "Label", text_getf(f->rq->lang, "Origin.%d", i + 1));
		view_bool(o, "Selected", val != NULL && val->typed != NULL && strcmp(val->typed, values[i]) == 0);
	}
	return OK;
}

static enum err
fill_batch(struct act_form *f)
{
	struct request *rq = f->rq;
	struct batch_row *rows;
	size_t n;
	enum err e = store_batches(rq->db, rq->arena, rq->user->unit_id, clock_now() - BATCH_DAYS * USEC_DAY, &rows, &n);

	(void)option(f, 0, request_text(rq, "Text.case.batch_new"), NULL, false);
	for (size_t i = 0; e == OK && i < n; i++)
		(void)option(f, rows[i].id, text_fill3(rq->arena, rq->lang, "Text.case.batch",
		    arena_printf(rq->arena, "%lld", (long long)rows[i].id), show_time_short(rq->arena, rq->lang, rows[i].made_at),
		    arena_printf(rq->arena, "%lld", (long long)rows[i].n)), NULL, f->chosen == rows[i].id);
	return e;
}

/* One row a form field; a field of several controls has several rows. */
static const struct field_def {
	enum field bit;
	const char *name, *kind;
	int max;
	fill_fn *fill;
} fields[] = {
	{ F_RESULT, "result", "radio", 0, fill_result },
	{ F_FACTORS, "factor_standard", "judgment", 0, fill_factor },
	{ F_FACTORS, "factor_photos", "judgment", 0, fill_factor },
	{ F_FACTORS, "factor_check", "judgment", 0, fill_factor },
	{ F_CONDITION, "condition", "condition", 0, fill_condition },
	{ F_REASON, "reason", "select", 0, fill_reason },
	{ F_UNIT, "unit", "unit", 0, fill_unit },
	{ F_OWNER, "owner", "select", 0, fill_owner },
	{ F_MEMBERS, "members", "checks", 0, fill_units },
	{ F_BATCH, "batch", "select", 0, fill_batch },
	{ F_ORIGIN, "origin", "radio", 0, fill_origin },
	{ F_AMOUNT, "amount", "number", 0, fill_amount },
	{ F_DATE, "date", "date", 0, fill_date },
	{ F_NUMBER, "number", "line", 64, NULL },
	{ F_SUPERVISOR, "supervisor", "select", 0, fill_supervisor },
	{ F_HANDLER, "handler", "select", 0, fill_handler },
	{ F_CLASS, "class", "select", 0, fill_class },
	{ F_KEPT, "kept", "line", 24, NULL },
	{ F_CELL, "cell", "line", 20, NULL },
	{ F_ADDRESS, "address", "line", 200, NULL },
	{ F_PHOTO, "photo", "photos", 0, fill_photo },
	{ F_PHOTO, "media", "media", 0, NULL },
	{ F_POINT, "point", "point", 0, NULL },
	{ F_TEXT, "note", "text", 2000, NULL },
	{ F_PLAN, "plan", "text", 1000, NULL },
	{ F_ENFORCE, "enforcement", "text", 1000, NULL },
	{ F_ANSWER, "answer", "text", 1000, NULL },
	{ F_FAULT, "fault", "checkbox", 0, NULL },
	{ F_SAME, "same_fault", "checkbox", 0, NULL },
	{ F_FALSE, "false_feedback", "checkbox", 0, NULL },
};

/* Sound and moving pictures are recorded on the street, beside the photo that is asked for. */
static bool
is_street(const struct field_def *d)
{
	return strcmp(d->kind, "media") == 0;
}

/* A point is two parameters of one field: the wrong one of them, else the first. */
static const struct value *
typed_point(struct act_form *f)
{
	const struct value *lat = typed_value(f->rq, "lat"), *lon = typed_value(f->rq, "lon");

	view_str(f->field, "Lat", lat != NULL ? lat->typed : NULL);
	view_str(f->field, "Lon", lon != NULL ? lon->typed : NULL);
	return lon != NULL && lon->error != NULL ? lon : lat;
}

static void
show_typed(struct act_form *f, const struct field_def *d)
{
	const struct value *val = !f->again ? NULL : d->bit == F_POINT ? typed_point(f) : typed_value(f->rq, d->name);
	struct view *e;
	const char *text;

	if (val == NULL)
		return;
	view_str(f->field, "Value", val->typed);
	f->chosen = val->i;
	if (val->error == NULL)
		return;
	text = text_fill(f->rq->arena, f->rq->lang, val->error, val->error_args, 2);
	view_str(f->field, "Error", text);
	e = view_item(f->rq->view, "Page.Errors");
	view_strf(e, "Field", "%s-%s", f->t->code, d->name);
	view_str(e, "Label", text_getf(f->rq->lang, "Field.%s.Label", d->name));
	view_str(e, "Text", text);
}

static enum err
show_field(struct act_form *f, struct view *action, const struct field_def *d, bool phone)
{
	f->field = view_item(action, "Fields");
	f->chosen = 0;
	view_str(f->field, "Name", d->name);
	view_str(f->field, "Kind", d->kind);
	view_str(f->field, "Label", text_getf(f->rq->lang, "Field.%s.Label", d->name));
	view_str(f->field, "Help", text_find(f->rq->lang, arena_printf(f->rq->arena, "Field.%s.Help", d->name)));
	view_bool(f->field, "Required", (f->t->need & d->bit & ~(uint32_t)F_PHOTO) != 0);
	if (d->max > 0)
		view_int(f->field, "Max", d->max);
	view_bool(f->field, "Capture", phone);
	show_typed(f, d);
	if (d->bit == F_TEXT)
		return show_canned(f->rq, f->field, f->t, f->p->c->class_id);
	return d->fill != NULL ? d->fill(f) : OK;
}

static const char *
action_icon(const struct transition *t)
{
	return t->to == CS_NOT_ACCEPTED || t->to == CS_VOID ? "no" : t->to == CS_CLOSED ? "ok" :
	    t->action == ACT_RETURN || t->action == ACT_REWORK || t->action == ACT_CLOSE_BACK ? "undo" :
	    t->action == ACT_HAZARD ? "hazard" : t->to == CS_DISPATCHED ? "send" : "right";
}

static enum err
show_action(struct request *rq, struct view *page, const struct case_page *p, const struct transition *t,
    const char *list, bool phone)
{
	struct view *v = view_add_item(page, list);
	const char *typed = rq->failure != OK ? param_text(rq, "action") : NULL;
	struct act_form f = { .rq = rq, .p = p, .t = t, .again = typed != NULL && strcmp(typed, t->code) == 0 };
	enum err e = OK;

	view_str(v, "Code", t->code);
	view_str(v, "Label", text_getf(rq->lang, "Action.%s.Label", t->code));
	view_str(v, "Help", text_find(rq->lang, arena_printf(rq->arena, "Action.%s.Help", t->code)));
	view_bool(v, "Primary", t->rank == FIRST);
	view_str(v, "Icon", action_icon(t));
	view_bool(v, "Open", f.again || ((t->rank == FIRST || p->n_steps == 1) && typed == NULL));
	if (t->action == ACT_FEEDBACK && p->c->has_members && (e = show_open_members(rq, v, p)) != OK)
		return e;
	if (t->rank == SELDOM && f.again)
		view_bool(page, "Page.MoreOpen", true);
	for (size_t i = 0; i < N(fields) && e == OK; i++)
		if (((t->need | t->take) & fields[i].bit) != 0 && (phone || !is_street(&fields[i])))
			e = show_field(&f, v, &fields[i], phone);
	show_together(rq, v, p, t);
	return e;
}

/* Whose turn it is, for somebody who can only watch. */
static const char *
holder_of(struct request *rq, const struct case_page *p)
{
	if (state_is_final((enum case_state)p->c->state))
		return request_text(rq, "Text.case.no_action_final");
	return text_fill1(rq->arena, rq->lang, "Text.case.no_action",
	    p->c->supervisor_id != 0 ? p->names->supervisor :
	    p->c->state == CS_DISPATCHED || p->c->state == CS_HANDLING ?
	    text_pick(rq->lang, p->names->unit_zh, p->names->unit_en) :
	    text_getf(rq->lang, "Holder.%d", p->c->state));
}

enum err
show_actions(struct request *rq, struct view *v, const struct case_page *p, bool phone)
{
	static const enum rank ranks[] = { FIRST, USUAL, SELDOM };
	bool often = false;
	enum err e = OK;

	for (size_t i = 0; i < p->n_steps; i++)
		often = often || p->steps[i]->rank != SELDOM;
	view_str(v, "Page.Act.Url", "/desk/case/act");
	view_int(v, "Page.Act.Id", p->c->id);
	view_int(v, "Page.Act.Version", p->c->version);
	view_str(v, "Page.Act.Key", random_token(rq->arena));
	for (size_t r = 0; r < N(ranks); r++)
		for (size_t i = 0; i < p->n_steps && e == OK; i++)
			if (p->steps[i]->rank == ranks[r])
				e = show_action(rq, v, p, p->steps[i], ranks[r] == SELDOM && often ? "Page.More" : "Page.Actions",
				    phone);
	if (p->n_steps == 0)
		view_str(v, "Page.NoAction", holder_of(rq, p));
	return e;
}
