#include "config.h"
#include "lib/service/case_ops.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/text.h"
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
	/* Only who sees by his grid or area is asked for it, or whose unit may be one of several. */
	const bool asks = perm_in(who->perms, PERM_SEE_GRID) || perm_in(who->perms, PERM_SQUAD) || (c->has_members && who->unit_id != 0);

	return asks ? store_case_standing(sv->db, c, clock_now(), who) : OK;
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
	if (condition != 0 && (t->effect & (E_PROMISE | E_REWORK_PROMISE | E_FILE | E_REOPEN | E_RECLASSIFY)) != 0) {
		e = store_condition_by_id(sv->db, sv->arena, condition, &row);
		if (e == ERR_NOT_FOUND || (e == OK && row->class_id != (s->class_id != 0 ? s->class_id : c->class_id)))
			return err_raise_field(ERR_INVALID, "condition",
			    s->class_id != 0 ? "Guard.condition_of_class" : "Err.choice");
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
	if (e == OK && s->action == ACT_FEEDBACK)
		e = store_squad_of_cell(sv->db, c->base_cell_id, s->at, &s->squad_id);
	if (e == OK && (t->effect & (E_EXT_ASK | E_EXT_GRANT | E_WATCH | E_SUSPEND | E_RESUME | E_RECLASSIFY)) != 0)
		e = case_running(sv, c, s);
	if (e == OK && (t->effect & E_FINDING) != 0)
		e = store_case_unit_returned(sv->db, c->id, s->unit_id, &s->unit_returned);
	if (e == OK && (t->effect & E_BATCH) != 0 && s->batch_id == 0 && c->unit_id != 0 && s->who.unit_id == c->unit_id)
		e = store_batch_add(sv->db, s->who.unit_id, s->who.user_id, s->at, &s->batch_id);
	if (e == OK)
		e = case_standing(sv, c, &s->who);
	return e == OK ? measure_distance(sv, c, s) : e;
}

/* The words of fields that have no column go into the ledger's text, each under its name. */
static void
compose_text(struct service *sv, struct step *s)
{
	const struct {
		const char *label, *text;
	} parts[] = {
		{ "Field.plan.Label", s->plan }, { "Field.enforcement.Label", s->enforcement },
		{ "Field.number.Label", s->number },
	};
	struct buf b;

	buf_init(&b, sv->arena);
	buf_str(&b, s->text != NULL ? s->text : "");
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i].text != NULL && parts[i].text[0] != '\0')
			buf_printf(&b, "%s%s：%s", b.len > 0 ? "\n" : "", text_get(LANG_ZH, parts[i].label), parts[i].text);
	s->text = b.s;
}

/*
 * The kept case must be another one, alive and no duplicate itself.  It is
 * locked: of two that are each to be void for the other, one stays.
 */
static enum err
check_kept(struct service *sv, const struct case_row *c, const struct step *s)
{
	/* Undoing a merge asks the same of the case it went into (design §4.8). */
	const int64_t id = s->action == ACT_UNMERGE ? c->parent_case : s->kept_case;
	struct case_row *kept;
	int64_t version;
	enum err e;

	if (id == 0)
		return OK;
	e = store_case_lock(sv->db, id, &version);
	if (e == OK)
		e = store_case_by_id(sv->db, sv->arena, id, &kept);
	if (e == ERR_NOT_FOUND || (e == OK && (kept->state == CS_VOID || kept->state == CS_ARCHIVED)))
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	return e;
}

/* A step that the system takes at once after another, in the same transaction (29). */
static enum err
follow_up(struct service *sv, const struct change *done, const struct step *after, const struct office *office)
{
	struct step s = { .action = done->follow, .at = after->at, .client_at = USEC_NONE, .who = { .role = R_SYSTEM } };
	struct change ch;
	enum err e;

	if (done->follow == ACT_NONE)
		return OK;
	e = casework_apply(sv->arena, &done->after, &s, office, &ch);
	return e == OK ? case_write(sv, &done->after, &ch, &s, NULL) : e;
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
	if ((e = complete_step(sv, c, s)) != OK || (e = check_kept(sv, c, s)) != OK ||
	    (e = casework_apply(sv->arena, c, s, office, &ch)) != OK)
		return e;
	compose_text(sv, s);
	if ((e = case_write(sv, c, &ch, s, files)) != OK || (e = follow_up(sv, &ch, s, office)) != OK)
		return e;
	return db_commit(&tx);
}
