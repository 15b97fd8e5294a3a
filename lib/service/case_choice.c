#include "config.h"
#include "lib/service/case_choice.h"

#include "lib/base/arena.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

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
	s->has_point = s->has_point && (fields & F_POINT) != 0;
	s->dispatcher_fault = s->dispatcher_fault && (fields & F_FAULT) != 0;
}

static enum err
check_unit(struct service *sv, int64_t id)
{
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(sv->db, sv->arena, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == id)
			return OK;
	return e == OK ? no_choice("unit") : e;
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
	enum err e = store_reasons(sv->db, sv->arena, t->code, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == id)
			return OK;
	return e == OK ? no_choice("reason") : e;
}

enum err
case_check_choices(struct service *sv, const struct case_row *c, const struct transition *t, struct step *s)
{
	struct class_row *class;
	enum err e = OK;

	forget_untaken(t, s);
	if (s->unit_id != 0)
		e = check_unit(sv, s->unit_id);
	if (e == OK)
		e = check_people(sv, c, s);
	if (e == OK && s->reason_id != 0)
		e = check_reason(sv, t, s->reason_id);
	if (e == OK && s->class_id != 0 && (e = store_class_by_id(sv->db, sv->arena, s->class_id, &class)) == ERR_NOT_FOUND)
		e = no_choice("class");
	return e;
}
