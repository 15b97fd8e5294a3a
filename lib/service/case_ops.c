#include "config.h"
#include "lib/service/case_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/ground.h"
#include "lib/service/case_choice.h"
#include "lib/service/case_write.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum err
case_standing(struct service *sv, const struct case_row *c, struct actor *who)
{
	/* Only who sees by his grid is asked for it. */
	return perm_in(who->perms, PERM_SEE_GRID) ? store_case_standing(sv->db, c, clock_now(), who) : OK;
}

/* How far off the person stands: from the case's base grid, or from its point when that is nearer. */
static enum err
measure_distance(struct service *sv, const struct case_row *c, struct step *s)
{
	const char *wkt;
	int32_t far, near;
	enum err e;

	if (!s->has_point || c->base_cell_id == 0)
		return OK;
	e = store_case_grid_shape(sv->db, sv->arena, c->base_cell_id, &wkt);
	if (e != OK)
		return e;
	if (!ground_metres_to(wkt, s->lat, s->lon, &far))
		return err_raise(ERR_INTERNAL, "the shape of cell %lld", (long long)c->base_cell_id);
	near = c->has_point ? ground_metres(c->lat, c->lon, s->lat, s->lon) : far;
	s->far = near < far ? near : far;
	return OK;
}

/* What the rules need to know beyond the form. */
static enum err
complete_step(struct service *sv, const struct case_row *c, struct step *s)
{
	const struct transition *t = workflow_find((enum case_state)c->state, s->action);
	struct condition_row *row;
	int64_t condition;
	enum err e;

	if (t == NULL)
		return OK;	/* casework_apply() says so */
	if ((e = case_check_choices(sv, c, t, s)) != OK)
		return e;
	condition = s->condition_id != 0 ? s->condition_id : c->condition_id;
	if (condition != 0 && (t->effect & (E_PROMISE | E_REWORK_PROMISE | E_FILE)) != 0) {
		e = store_condition_by_id(sv->db, sv->arena, condition, &row);
		if (e == ERR_NOT_FOUND || (e == OK && row->class_id != c->class_id))
			return err_raise_field(ERR_INVALID, "condition", "Err.choice");
		if (e == OK)
			s->condition_limit = (struct stage_limit){ row->amount, (enum limit_unit)row->unit };
	}
	if (e == OK && (t->guard & G_NOT_DISPATCHER) != 0)
		e = store_event_dispatched_by(sv->db, c->id, s->who.user_id, &s->dispatched_before);
	if (e == OK && s->class_id != 0)
		e = store_class_is_hazard(sv->db, s->class_id, &s->class_hazard);
	if (e == OK && s->supervisor_id != 0)
		e = store_unit_of_user(sv->db, s->supervisor_id, &s->supervisor_unit);
	if (e == OK && s->action == ACT_FEEDBACK)
		e = store_hand_photos(sv->db, c->id, &s->hand_photos);
	if (e == OK)
		e = case_standing(sv, c, &s->who);
	return e == OK ? measure_distance(sv, c, s) : e;
}

/*
 * The kept case must be another one, alive and no duplicate itself.  It is
 * locked: of two that are each to be void for the other, one stays.
 */
static enum err
check_kept(struct service *sv, const struct step *s)
{
	struct case_row *kept;
	int64_t version;
	enum err e;

	if (s->kept_case == 0)
		return OK;
	e = store_case_lock(sv->db, s->kept_case, &version);
	if (e == OK)
		e = store_case_by_id(sv->db, sv->arena, s->kept_case, &kept);
	if (e == ERR_NOT_FOUND || (e == OK && (kept->state == CS_VOID || kept->state == CS_ARCHIVED)))
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	return e;
}

enum err
case_act(struct service *sv, int64_t case_id, int64_t version, const char *key, struct step *s,
    const struct attachment *files)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct office *office;
	struct case_row *c;
	struct change ch;
	int64_t now_version;
	bool again;
	enum err e;

	if ((e = office_now(sv, &office)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_case_lock(sv->db, case_id, &now_version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, case_id, &c)) != OK)
		return e;
	/* A clock that was set back must not end a stage before it began. */
	s->at = clock_now() > c->stage_started ? clock_now() : c->stage_started;
	if ((e = case_use_key(sv, key, s->who.user_id, case_id, s->at, &again)) != OK || again)
		return e;
	if (now_version != version)
		return err_raise(ERR_CONFLICT, "case %lld: version %lld, form had %lld", (long long)case_id,
		    (long long)now_version, (long long)version);
	if ((e = complete_step(sv, c, s)) != OK || (e = check_kept(sv, s)) != OK ||
	    (e = casework_apply(sv->arena, c, s, office, &ch)) != OK ||
	    (e = case_write(sv, c, &ch, s, files)) != OK)
		return e;
	return db_commit(&tx);
}
