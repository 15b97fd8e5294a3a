#include "config.h"
#include "lib/service/complaint_join.h"

#include "lib/base/arena.h"
#include "lib/db/tx.h"
#include "lib/rule/deadline.h"
#include "lib/service/case_ops.h"
#include "lib/service/case_write.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_complaint.h"

#include "lib/base/banned.h"

enum err
complaint_accept_due(struct service *sv, usec_t at, usec_t *due)
{
	const struct office *o;
	enum err e = office_now(sv, &o);

	return e == OK ? deadline_add(o->cal, at, o->limits[LIM_ACCEPT].amount, o->limits[LIM_ACCEPT].unit,
	    NO_PAUSES, due) : e;
}

enum err
complaint_join_begin(struct service *sv, int64_t case_id, bool suspect, struct join_row *c, bool *joins)
{
	enum err e = store_join_lock(sv->db, sv->arena, case_id, c);

	if (e == OK)
		*joins = !suspect && !state_is_final((enum case_state)c->state);
	return e;
}

/* A line in the case's ledger about a complaint that came or went. */
static enum err
note(struct service *sv, struct join_row *c, enum action kind, int64_t complaint_id, const struct actor *who,
    usec_t at)
{
	const char *detail = arena_printf(sv->arena, "complaint=%lld\n", (long long)complaint_id);

	return ledger_note_case(sv, c->id, c->state, kind, who, at, detail, &c->event_seq, &c->event_hash);
}

enum err
complaint_join_end(struct service *sv, int64_t complaint_id, struct join_row *c, const struct actor *who, usec_t at)
{
	enum err e = store_link(sv->db, complaint_id, c->id, at);

	if (e == OK)
		e = ledger_add_complaint(sv, complaint_id, ACT_C_JOINED, who, at, CP_RECEIVED, CP_REGISTERED, 0, NULL, 0,
		    NULL);
	return e == OK ? note(sv, c, ACT_JOINED_BY, complaint_id, who, at) : e;
}

/* The case a complaint may leave, locked. */
static enum err
leave(struct service *sv, int64_t complaint_id, struct join_row *c)
{
	struct link_row link;
	int64_t state;
	enum err e = store_link_standing(sv->db, sv->arena, complaint_id, &link);

	/* The case first, as all who need both. */
	if (e == OK)
		e = store_join_lock(sv->db, sv->arena, link.case_id, c);
	if (e == OK)
		e = store_complaint_lock(sv->db, complaint_id, &state);
	if (e == OK)
		e = store_link_standing(sv->db, sv->arena, complaint_id, &link);
	if (e != OK)
		return e;
	if (link.case_id != c->id)
		return err_raise(ERR_CONFLICT, "the complaint has moved on");
	if (link.first || c->state == CS_ARCHIVED || c->state == CS_VOID)
		return err_raise_field(ERR_INVALID, "action", "Err.part");
	return OK;
}

enum err
complaint_part(struct service *sv, int64_t complaint_id, const char *key, const struct actor *who, int64_t *case_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t at = clock_now();
	struct join_row c;
	usec_t due;
	bool again;
	enum err e;

	if ((e = complaint_accept_due(sv, at, &due)) != OK || (e = db_begin(sv->db, &tx)) != OK)
		return e;
	e = leave(sv, complaint_id, &c);
	if (e == ERR_NOT_FOUND)		/* it has left: by this form? */
		return case_of_key(sv, key, case_id);
	if (e != OK || (e = case_use_key(sv, key, who->user_id, c.id, at, &again)) != OK)
		return e;
	*case_id = c.id;
	if (again)
		return OK;
	if ((e = store_link_end(sv->db, complaint_id, at)) != OK ||
	    (e = store_complaint_back(sv->db, complaint_id, at, due)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_PARTED, who, at, CP_REGISTERED, CP_RECEIVED, 0, NULL, 0,
	    NULL)) != OK ||
	    (e = note(sv, &c, ACT_PARTED_FROM, complaint_id, who, at)) != OK)
		return e;
	return db_commit(&tx);
}
