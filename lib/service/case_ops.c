#include "config.h"
#include "lib/service/case_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/rule/refno.h"
#include "lib/service/case_choice.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

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
	return e;
}

static enum err
number_case(struct service *sv, struct change *ch, usec_t at)
{
	char number[REFNO_MAX];
	int year = civil_of(at).year;
	int64_t seq;
	enum err e;

	if (!ch->needs_number)
		return OK;
	if ((e = store_case_number_next(sv->db, year, &seq)) != OK)
		return e;
	refno_case(number, year, seq);
	ch->after.number = arena_strdup(sv->arena, number);
	return OK;
}

/* Archive code of the case: item = its id within the fonds (standards §9). */
static enum err
archive_case(struct service *sv, struct change *ch, usec_t at)
{
	char *code;
	enum err e;

	if ((ch->t->effect & E_ARCHIVE) == 0)
		return OK;
	e = refno_archive(sv->arena, "0001", civil_of(at).year, ch->after.retention_years, "CGZX",
	    (int32_t)ch->after.id, &code);
	if (e == OK)
		ch->after.archive_code = code;
	return e;
}

static enum err
link_files(struct service *sv, const struct case_row *c, const struct step *s,
    const struct attachment *files, int32_t seq)
{
	const enum photo_part part = s->action == ACT_VERIFY_RESULT ? PHOTO_VERIFY :
	    s->action == ACT_CHECK_RESULT ? PHOTO_CHECK : s->action == ACT_FEEDBACK ? PHOTO_AFTER : PHOTO_BEFORE;
	enum err e = OK;

	for (size_t i = 0; i < s->n_files && e == OK; i++) {
		struct file_link_row l = { .subject_kind = SUBJECT_CASE, .subject_id = c->id, .event_seq = seq,
			.file_id = files[i].file_id, .part = part, .round = c->round,
			.for_public = part == PHOTO_AFTER, .added_by = s->who.user_id, .added_at = s->at };

		e = store_file_link(sv->db, &l);
	}
	return e;
}

/* What each sender is told: the clerk's own words, else the reason's public sentence. */
static const char *
answer_for(const struct complaint_row *c, const struct step *s, const struct reason_row *r)
{
	const bool zh = c->lang == NULL || strncmp(c->lang, "en", 2) != 0;

	if (s->answer != NULL && s->answer[0] != '\0')
		return s->answer;
	if (r == NULL)
		return NULL;
	return zh || r->public_en[0] == '\0' ? r->public_zh : r->public_en;
}

static enum err
answer_senders(struct service *sv, const struct case_row *c, const struct change *ch,
    const struct step *s)
{
	struct complaint_row *rows;
	struct reason_row *reason = NULL;
	size_t n;
	int64_t state;
	enum err e = store_complaints_of_case(sv->db, sv->arena, c->id, &rows, &n);

	if (e == OK && s->reason_id != 0)
		e = store_reason_by_id(sv->db, sv->arena, s->reason_id, &reason);
	for (size_t i = 0; i < n && e == OK; i++) {
		enum complaint_state to = ch->complaint_state;

		e = store_complaint_lock(sv->db, rows[i].id, &state);
		if (e == OK)
			e = store_complaint_answer(sv->db, rows[i].id, to, s->at, s->reason_id,
			    answer_for(&rows[i], s, reason));
		if (e == OK)
			e = ledger_add_complaint(sv, rows[i].id, to == CP_REFUSED ? ACT_C_REFUSED :
			    s->kept_case != 0 ? ACT_C_JOINED : ACT_C_ANSWERED,
			    &s->who, s->at, (int32_t)state, to != 0 ? (int32_t)to : (int32_t)state, s->reason_id,
			    NULL, 0, NULL);
		if (e == OK && s->kept_case != 0) {
			e = store_link_end_all(sv->db, c->id, s->at);
			if (e == OK)
				e = store_link(sv->db, rows[i].id, s->kept_case, s->at);
		}
	}
	return e;
}

/* Writes all of a change; the caller holds the transaction and the row's lock. */
static enum err
write_change(struct service *sv, const struct case_row *before, struct change *ch,
    const struct step *s, const struct attachment *files)
{
	const int32_t seq = before->event_seq + 1;
	enum err e;

	if ((e = number_case(sv, ch, s->at)) != OK || (e = archive_case(sv, ch, s->at)) != OK)
		return e;
	e = ledger_add_case(sv, before->id, before->state, ch, s, files, before->event_hash, seq,
	    &ch->after.event_hash);
	ch->after.event_seq = seq;
	if (e == OK)
		e = store_case_update(sv->db, &ch->after, before->version);
	if (e == OK)
		e = store_case_intervals(sv->db, before->id, ch, s, seq);
	if (e == OK)
		e = link_files(sv, before, s, files, seq);
	if (e == OK && ch->answers_sender)
		e = answer_senders(sv, before, ch, s);
	return e == OK ? ledger_tell(sv, before->id, seq, ch, s) : e;
}

/* Whether this form was sent before; OK with *again set when it was. */
static enum err
use_key(struct service *sv, const char *key, int64_t user_id, int64_t case_id, usec_t at, bool *again)
{
	unsigned char hash[HASH_LEN];
	int64_t known;
	enum err e;

	*again = false;
	if (key == NULL)
		return OK;
	hash_sha256(hash, key, strlen(key));
	e = store_write_key_find(sv->db, hash, &known);
	if (e == OK) {
		*again = true;
		return known == case_id ? OK : err_raise(ERR_CONFLICT, "the form's key was used elsewhere");
	}
	return e == ERR_NOT_FOUND ? store_write_key_add(sv->db, hash, user_id, case_id, at) : e;
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
	if ((e = use_key(sv, key, s->who.user_id, case_id, s->at, &again)) != OK || again)
		return e;
	if (now_version != version)
		return err_raise(ERR_CONFLICT, "case %lld: version %lld, form had %lld", (long long)case_id,
		    (long long)now_version, (long long)version);
	if ((e = complete_step(sv, c, s)) != OK || (e = check_kept(sv, s)) != OK ||
	    (e = casework_apply(sv->arena, c, s, office, &ch)) != OK ||
	    (e = write_change(sv, c, &ch, s, files)) != OK)
		return e;
	return db_commit(&tx);
}

/* The case a complaint becomes, before the rules look at it. */
static enum err
case_of(struct service *sv, const struct complaint_row *p, int64_t class_id, struct case_row *c)
{
	struct unit_row *centre;
	struct cells cells = { 0, 0, 0 };
	enum err e = store_centre_here(sv->db, sv->arena, &centre);

	if (e == OK && p->has_point)
		e = store_cells_at(sv->db, sv->arena, p->lat, p->lon, p->received_at, &cells);
	if (e != OK)
		return e;
	*c = (struct case_row){ .centre_id = centre->id, .source = p->source, .received_at = p->received_at,
		.class_id = class_id != 0 ? class_id : p->class_id, .description = p->description,
		.address = p->address != NULL ? p->address : "", .has_point = p->has_point, .lat = p->lat,
		.lon = p->lon, .unit_cell_id = cells.unit_cell_id, .base_cell_id = cells.base_cell_id,
		.auto_cell_id = cells.auto_cell_id, .outside = p->has_point && cells.unit_cell_id == 0,
		.confidential = p->confidential, .filed_at = USEC_NONE, .dispatched_at = USEC_NONE,
		.signed_at = USEC_NONE, .fed_back_at = USEC_NONE, .closed_at = USEC_NONE,
		.archived_at = USEC_NONE, .stage_due = USEC_NONE, .accept_due = USEC_NONE,
		.due_at = USEC_NONE, .original_due = USEC_NONE };
	if (c->class_id != 0)
		e = store_class_is_hazard(sv->db, c->class_id, &c->hazard);
	c->urgent = c->hazard;
	return e;
}

/* Inserts the case with its first stage and event and links the complaint. */
static enum err
write_new_case(struct service *sv, const struct complaint_row *p, struct change *ch, struct step *s)
{
	struct case_row *c = &ch->after;
	enum err e = store_case_insert(sv->db, c, &c->id);

	if (e == OK)
		e = ledger_add_case(sv, c->id, CS_NONE, ch, s, NULL, (struct blob){ NULL, 0 }, 1, &c->event_hash);
	c->event_seq = 1;
	if (e == OK)
		e = store_case_head(sv->db, c);
	if (e == OK)
		e = store_case_intervals(sv->db, c->id, ch, s, 1);
	if (e == OK)
		e = store_link(sv->db, p->id, c->id, s->at);
	if (e == OK)
		e = store_complaint_state(sv->db, p->id, CP_REGISTERED, s->at);
	if (e == OK)
		e = ledger_add_complaint(sv, p->id, ACT_C_REGISTERED, &s->who, s->at, p->state, CP_REGISTERED, 0,
		    NULL, 0, NULL);
	return e == OK ? ledger_tell(sv, c->id, 1, ch, s) : e;
}

/* Locks the complaint and reads it; ERR_CONFLICT unless it still waits. */
static enum err
take_complaint(struct service *sv, int64_t id, struct complaint_row **out)
{
	int64_t state;
	enum err e = store_complaint_lock(sv->db, id, &state);

	if (e == OK && state != CP_RECEIVED && state != CP_SUSPECT)
		return err_raise(ERR_CONFLICT, "complaint %lld is no longer waiting", (long long)id);
	return e == OK ? store_complaint_by_id(sv->db, sv->arena, id, out) : e;
}

enum err
case_register_in(struct service *sv, int64_t complaint_id, int64_t class_id, bool hazard,
    const struct actor *who, int64_t *case_id)
{
	const struct office *office;
	struct complaint_row *p;
	struct case_row c;
	struct change ch;
	struct step s = { .action = ACT_REPORT, .who = *who, .client_at = USEC_NONE };
	enum err e;

	if ((e = office_now(sv, &office)) != OK || (e = take_complaint(sv, complaint_id, &p)) != OK ||
	    (e = case_of(sv, p, class_id, &c)) != OK)
		return e;
	c.hazard = c.hazard || hazard;
	c.urgent = c.hazard;
	s.at = clock_now() > p->received_at ? clock_now() : p->received_at;
	if ((e = casework_register(sv->arena, &c, &s, office, &ch)) != OK ||
	    (e = write_new_case(sv, p, &ch, &s)) != OK)
		return e;
	*case_id = ch.after.id;
	return OK;
}

enum err
case_of_key(struct service *sv, const char *key, int64_t *case_id)
{
	unsigned char hash[HASH_LEN];

	if (key == NULL)
		return err_raise(ERR_NOT_FOUND, "no key");
	hash_sha256(hash, key, strlen(key));
	return store_write_key_find(sv->db, hash, case_id);
}

enum err
case_register(struct service *sv, int64_t complaint_id, int64_t class_id, const char *key,
    const struct actor *who, int64_t *case_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t id, state;
	bool again;
	enum err e;

	/* The lock first: of the same form sent twice at once the second waits for the first. */
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_complaint_lock(sv->db, complaint_id, &state)) != OK)
		return e;
	if ((e = case_of_key(sv, key, &id)) == OK)
		return store_case_of_complaint(sv->db, complaint_id, case_id);
	if (e != ERR_NOT_FOUND || (e = case_register_in(sv, complaint_id, class_id, false, who, &id)) != OK ||
	    (e = use_key(sv, key, who->user_id, id, clock_now(), &again)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	*case_id = id;
	return OK;
}

enum err
case_join(struct service *sv, int64_t complaint_id, int64_t case_id, const char *key, const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct complaint_row *p;
	struct case_row *c;
	int64_t version;
	usec_t now = clock_now();
	bool again;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, case_id, &version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, case_id, &c)) != OK ||
	    (e = use_key(sv, key, who->user_id, case_id, now, &again)) != OK || again ||
	    (e = take_complaint(sv, complaint_id, &p)) != OK)
		return e;
	if (state_is_final((enum case_state)c->state))
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	if ((e = store_link(sv->db, complaint_id, case_id, now)) != OK ||
	    (e = store_complaint_state(sv->db, complaint_id, CP_REGISTERED, now)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_JOINED, who, now, p->state, CP_REGISTERED,
	    0, NULL, 0, NULL)) != OK)
		return e;
	return db_commit(&tx);
}

static enum action
late_action(int32_t state)
{
	return state == CS_VERIFYING ? ACT_LATE_VERIFY : state == CS_DISPATCHED ? ACT_LATE_SIGN :
	    state == CS_CHECKING ? ACT_LATE_CHECK : ACT_LATE_STAGE;
}

/*
 * One late mark in its own transaction.  It changes no version: a clerk who
 * has the page open is not thrown back by the timer.
 */
static enum err
mark_one(struct service *sv, const struct late_row *r, usec_t now, const struct office *office,
    int64_t *marked)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct step s = { .action = late_action(r->state), .at = now, .client_at = USEC_NONE,
		.who = { .role = R_SYSTEM } };
	struct case_row *c;
	struct change ch;
	int64_t version;
	bool mine = false;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, r->case_id, &version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, r->case_id, &c)) != OK ||
	    (e = store_stage_mark_late(sv->db, r, now, &mine)) != OK)
		return e;
	if (!mine)
		return OK;
	if (c->state != r->state || workflow_find((enum case_state)c->state, s.action) == NULL)
		return db_commit(&tx);	/* a waiting time without a mark of its own */
	if ((e = casework_apply(sv->arena, c, &s, office, &ch)) != OK ||
	    (e = ledger_add_case(sv, c->id, c->state, &ch, &s, NULL, c->event_hash, c->event_seq + 1,
	    &c->event_hash)) != OK)
		return e;
	c->event_seq++;
	if ((e = store_case_head(sv->db, c)) != OK ||
	    (e = ledger_tell(sv, c->id, c->event_seq, &ch, &s)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	(*marked)++;
	return OK;
}

enum err
case_mark_late(struct service *sv, usec_t now, int64_t *marked)
{
	const struct office *office;
	struct late_row *rows;
	size_t n;
	enum err e;

	*marked = 0;
	do {
		arena_reset(sv->arena);
		if ((e = office_now(sv, &office)) != OK ||
		    (e = store_stages_late(sv->db, sv->arena, now, &rows, &n)) != OK)
			return e;
		for (size_t i = 0; i < n && e == OK; i++)
			e = mark_one(sv, &rows[i], now, office, marked);
	} while (e == OK && n == 500);
	return e;
}
