#include "config.h"
#include "lib/service/past_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_past.h"

#include "lib/base/banned.h"

static void
set_flags(struct case_row *c, const struct past_flag *flags, size_t n)
{
	const struct {
		const char *name;
		bool *on;
	} marks[] = {
		{ "hazard", &c->hazard }, { "watch", &c->watch }, { "leader_locked", &c->leader_locked },
		{ "ext_pending", &c->ext_pending }, { "designated", &c->designated }, { "joint", &c->joint },
		{ "substitute", &c->substitute }, { "filed_upward", &c->filed_upward },
	};

	c->supervise = 0;
	for (size_t m = 0; m < N(marks); m++)
		*marks[m].on = false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(flags[i].flag, "supervise") == 0)
			c->supervise = flags[i].value;
		for (size_t m = 0; m < N(marks); m++)
			if (strcmp(flags[i].flag, marks[m].name) == 0)
				*marks[m].on = flags[i].value != 0;
	}
	c->urgent = c->hazard;
}

static void
set_standing(struct case_row *c, struct case_names *k, const struct past_standing *s, bool over)
{
	const bool site = !over && (s->state == CS_VERIFYING || s->state == CS_CHECKING);

	c->state = s->state;
	c->stage_started = over ? s->ended : s->started;
	c->stage_due = over ? USEC_NONE : s->due;
	c->round = s->round;
	c->due_at = s->promise_due;
	c->original_due = s->original_due;
	c->unit_id = s->unit_id;
	c->supervisor_id = site ? s->user_id : 0;
	k->supervisor = site ? s->user_name : NULL;
	k->unit_zh = s->unit_zh;
	k->unit_en = s->unit_en;
}

enum err
case_as_of(struct service *sv, usec_t at, struct case_row *c, struct case_names *names)
{
	struct past_standing standing;
	struct past_flag *flags;
	struct past_step *steps;
	size_t n_flags, n_steps;
	bool over;
	enum err e;

	if ((e = store_past_standing(sv->db, sv->arena, c->id, at, &standing)) != OK ||
	    (e = store_past_flags(sv->db, sv->arena, c->id, at, &flags, &n_flags)) != OK ||
	    (e = store_past_steps(sv->db, sv->arena, c->id, at, &steps, &n_steps)) != OK)
		return e;
	over = standing.ended != USEC_NONE && standing.ended <= at;
	set_standing(c, names, &standing, over);
	if (over && n_steps > 0)
		c->state = steps[n_steps - 1].to_state;	/* after the last stage: archived, void */
	if (c->state != CS_VOID) {
		c->parent_case = 0;
		names->parent_number = NULL;
	}
	set_flags(c, flags, n_flags);
	past_marks(steps, n_steps, at, c);
	names->handler = NULL;
	return c->handler_id != 0 ? store_past_person(sv->db, sv->arena, c->handler_id, &names->handler) : OK;
}
