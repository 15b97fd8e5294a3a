#include "config.h"
#include "lib/service/admin_log.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/rule/case.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

enum { OFFICE_CHAIN = 1 };

enum err
admin_log_add(struct service *sv, const struct user *who, const struct admin_entry *x)
{
	struct event ev = { .subject_kind = SUBJECT_OFFICE, .subject_id = OFFICE_CHAIN, .kind = (int32_t)x->kind,
		.at = x->at, .client_at = USEC_NONE, .role_id = R_SYSTEM, .from_state = x->from, .to_state = x->to,
		.detail = { x->detail, strlen(x->detail) } };
	struct actor actor;
	int32_t seq = 0;
	enum err e = OK;

	if (who != NULL) {
		if ((e = office_actor(sv, who, PERM_MAX, &actor)) != OK)
			return e;
		ev.user_id = actor.user_id;
		ev.role_id = actor.role;
		ev.shift_id = actor.shift_id;
		ev.unit_id = actor.unit_id;
	}
	e = store_event_last(sv->db, sv->arena, SUBJECT_OFFICE, OFFICE_CHAIN, &seq, &ev.prev_hash);
	ev.seq = seq + 1;
	return e == OK ? store_event_add(sv->db, sv->arena, &ev, x->text) : e;
}

enum err
admin_log_batch(struct service *sv, const char *os_user, enum admin_thing thing, enum admin_op op, const char *row,
    const char *text)
{
	const struct admin_entry x = { .kind = ADE_BATCH, .to = CH_DONE, .text = text, .at = clock_now(),
		.detail = arena_printf(sv->arena, "thing=%s\nop=%d\nrow=%s\nby=%s\n", admin_def(thing)->code, (int)op, row,
		    os_user) };

	return admin_log_add(sv, NULL, &x);
}
