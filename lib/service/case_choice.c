#include "config.h"
#include "lib/service/case_choice.h"

#include "lib/base/arena.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum { CALENDAR_AHEAD = 800 };	/* days that an old calendar is looked at ahead */

static enum err
no_choice(const char *field)
{
	return err_raise_field(ERR_INVALID, field, "Err.choice");
}

/* A number typed into a form that the step has no field for says nothing. */
static void
forget_untaken(const struct transition *t, struct step *s)
{
	const uint32_t fields = t->need | t->take;

	if ((fields & F_UNIT) == 0)
		s->unit_id = 0;
	if ((fields & F_SUPERVISOR) == 0)
		s->supervisor_id = 0;
	if ((fields & F_HANDLER) == 0)
		s->handler_id = 0;
	if ((fields & F_REASON) == 0)
		s->reason_id = 0;
	if ((fields & F_CLASS) == 0)
		s->class_id = 0;
	if ((fields & F_CONDITION) == 0)
		s->condition_id = 0;
	if ((fields & F_RESULT) == 0)
		s->result = RESULT_NONE;
	if ((fields & F_KEPT) == 0)
		s->kept_case = 0;
	if ((fields & F_FACTORS) == 0)
		for (int i = 0; i < FACTOR_MAX; i++)
			s->factors[i] = RESULT_NONE;
	if ((fields & F_OWNER) == 0)
		s->owner_id = 0;
	if ((fields & F_MEMBERS) == 0)
		s->n_members = 0;
	if ((fields & F_BATCH) == 0)
		s->batch_id = 0;
	if ((fields & F_DATE) == 0)
		s->date = 0;
	if ((fields & F_AMOUNT) == 0)
		s->amount = 0;
	if ((fields & F_ORIGIN) == 0)
		s->origin = ORIGIN_NONE;
	s->plan = (fields & F_PLAN) != 0 ? s->plan : NULL;
	s->enforcement = (fields & F_ENFORCE) != 0 ? s->enforcement : NULL;
	s->number = (fields & F_NUMBER) != 0 ? s->number : NULL;
	s->same_fault = s->same_fault && (fields & F_SAME) != 0;
	s->false_feedback = s->false_feedback && (fields & F_FALSE) != 0;
	s->has_point = s->has_point && (fields & F_POINT) != 0;
	s->dispatcher_fault = s->dispatcher_fault && (fields & F_FAULT) != 0;
}

/* A residents' or patrol team acts inside its own grid only (R15). */
static enum err
check_team(struct service *sv, const struct case_row *c, int64_t unit_id)
{
	bool own;
	enum err e = store_team_owns_cell(sv->db, unit_id, c->base_cell_id, c->auto_cell_id, &own);

	return e != OK || own ? e : err_raise_field(ERR_INVALID, "unit", "Guard.team_grid");
}

static enum err
check_units(struct service *sv, const struct case_row *c, const struct step *s)
{
	struct unit_row *rows;
	size_t n, known = 0;
	bool unit = s->unit_id == 0, owner = s->owner_id == 0;
	enum err e = store_units(sv->db, sv->arena, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		unit = unit || rows[i].id == s->unit_id;
		owner = owner || rows[i].id == s->owner_id;
		for (size_t k = 0; k < s->n_members; k++)
			known += rows[i].id == s->members[k];
	}
	if (e != OK || (unit && owner && known == s->n_members))
		return e == OK && s->unit_id != 0 ? check_team(sv, c, s->unit_id) : e;
	return no_choice(!unit ? "unit" : !owner ? "owner" : "members");
}

/* A batch is of the actor's own unit. */
static enum err
check_batch(struct service *sv, const struct step *s)
{
	struct batch_row *rows;
	size_t n;
	enum err e = store_batches(sv->db, sv->arena, s->who.unit_id, clock_now() - BATCH_DAYS * USEC_DAY, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == s->batch_id)
			return OK;
	return e == OK ? no_choice("batch") : e;
}

static enum err
check_person(enum err e, const struct person_row *rows, size_t n, int64_t id, const char *field)
{
	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == id)
			return OK;
	return e == OK ? no_choice(field) : e;
}

static enum err
check_people(struct service *sv, const struct case_row *c, const struct step *s)
{
	struct person_row *rows = NULL;
	size_t n = 0;
	enum err e = OK;

	if (s->supervisor_id != 0) {
		e = store_supervisors(sv->db, sv->arena, c->base_cell_id, clock_now(), &rows, &n);
		e = check_person(e, rows, n, s->supervisor_id, "supervisor");
	}
	if (e == OK && s->handler_id != 0) {
		e = store_handlers(sv->db, sv->arena, c->unit_id, clock_now(), &rows, &n);
		e = check_person(e, rows, n, s->handler_id, "handler");
	}
	return e;
}

static enum err
check_reason(struct service *sv, const struct transition *t, int64_t id)
{
	struct reason_row *rows;
	size_t n;
	enum err e = store_reasons(sv->db, sv->arena, t->code, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == id)
			return OK;
	return e == OK ? no_choice("reason") : e;
}

/* The promise that runs, under the calendar it was made with, and all its pauses. */
enum err
case_running(struct service *sv, const struct case_row *c, struct step *s)
{
	const struct office *office;
	struct promise_row *rows;
	struct pause_row *stops;
	struct pause *list;
	size_t n, n_stops;
	enum err e;

	if ((e = office_now(sv, &office)) != OK ||
	    (e = store_promises(sv->db, sv->arena, c->id, &rows, &n)) != OK ||
	    (e = store_pauses(sv->db, sv->arena, c->id, &stops, &n_stops)) != OK)
		return e;
	list = arena_array_of(sv->arena, struct pause, n_stops);
	for (size_t i = 0; i < n_stops; i++)
		list[i] = (struct pause){ stops[i].from_at, stops[i].until_at, stops[i].set_event, 0 };
	s->promise = (struct running){ .cal = office->cal, .started = c->stage_started,
		.pauses = { list, n_stops } };
	if (n == 0 || rows[n - 1].ended != USEC_NONE)
		return OK;
	s->promise.kind = rows[n - 1].kind;
	s->promise.amount = rows[n - 1].amount;
	s->promise.unit = (enum limit_unit)rows[n - 1].unit;
	s->promise.started = rows[n - 1].started;
	if (rows[n - 1].calendar_id == 0 || rows[n - 1].calendar_id == office->cal->version)
		return OK;
	return store_calendar(sv->db, sv->arena, rows[n - 1].calendar_id, day_of(rows[n - 1].started) - 8,
	    day_of(clock_now()) + CALENDAR_AHEAD, &s->promise.cal);
}

enum err
case_check_choices(struct service *sv, const struct case_row *c, const struct transition *t, struct step *s)
{
	struct class_row *class;
	enum err e = OK;

	forget_untaken(t, s);
	if (s->unit_id != 0 || s->owner_id != 0 || s->n_members > 0)
		e = check_units(sv, c, s);
	if (e == OK && s->batch_id != 0)
		e = check_batch(sv, s);
	if (e == OK)
		e = check_people(sv, c, s);
	if (e == OK && s->reason_id != 0)
		e = check_reason(sv, t, s->reason_id);
	if (e == OK && s->class_id != 0 && (e = store_class_by_id(sv->db, sv->arena, s->class_id, &class)) == ERR_NOT_FOUND)
		e = no_choice("class");
	return e;
}
