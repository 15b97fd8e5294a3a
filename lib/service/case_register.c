/* From a complaint to a case: registering, and joining one that is open. */
#include "config.h"
#include "lib/service/case_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/service/case_write.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_door.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

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
		.due_at = USEC_NONE, .original_due = USEC_NONE, .kept_due = USEC_NONE,
		.watch_until = USEC_NONE, .explained_at = USEC_NONE, .ext_due = p->ext_due, .reopen_until = USEC_NONE };
	if (c->address[0] == '\0' && p->community_code != NULL) {
		const struct community_row *in;

		e = office_community(sv, p->community_code, &in);
		c->address = in != NULL ? in->name_zh : "";
	}
	if (e == OK && c->class_id != 0)
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
case_register_in(struct service *sv, int64_t complaint_id, int64_t class_id, struct case_marks marks,
    usec_t client_at, const struct actor *who, int64_t *case_id)
{
	const struct office *office;
	struct complaint_row *p;
	struct case_row c;
	struct change ch;
	struct step s = { .action = ACT_REPORT, .who = *who, .client_at = client_at };
	enum err e;

	if ((e = office_now(sv, &office)) != OK || (e = take_complaint(sv, complaint_id, &p)) != OK ||
	    (e = case_of(sv, p, class_id, &c)) != OK)
		return e;
	c.hazard = c.hazard || marks.hazard;
	c.verified_above = marks.verified_above;
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
	if (e != ERR_NOT_FOUND || (e = case_register_in(sv, complaint_id, class_id, (struct case_marks){ 0 }, USEC_NONE, who, &id)) != OK ||
	    (e = case_use_key(sv, key, who->user_id, id, clock_now(), &again)) != OK || (e = db_commit(&tx)) != OK)
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
	    (e = case_use_key(sv, key, who->user_id, case_id, now, &again)) != OK || again ||
	    (e = take_complaint(sv, complaint_id, &p)) != OK)
		return e;
	if (state_is_final((enum case_state)c->state))
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	if ((e = store_link(sv->db, complaint_id, case_id, now)) != OK ||
	    (e = store_complaint_state(sv->db, complaint_id, CP_REGISTERED, now)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_JOINED, who, now, p->state, CP_REGISTERED,
	    0, NULL, 0, NULL)) != OK ||
	    (e = ledger_note_case(sv, case_id, c->state, ACT_JOINED_BY, who, now,
	    arena_printf(sv->arena, "complaint=%lld\n", (long long)complaint_id), &c->event_seq, &c->event_hash)) != OK)
		return e;
	return db_commit(&tx);
}
