#include "config.h"
#include "lib/service/account_trace.h"

#include "lib/base/check.h"
#include "lib/store/store_account.h"

#include "lib/base/banned.h"

/* The lines of one finding, in the order in which they are written. */
struct tracing {
	struct service *sv;
	int64_t finding_id;
	usec_t now;
	int32_t seq;
};

static enum err
put(struct tracing *t, const struct trace_line *l)
{
	return store_trace_add(t->sv->db, t->finding_id, ++t->seq, l);
}

/* Due and not walked; walked past the place before the report, and nothing reported. */
static enum err
put_patrols(struct tracing *t, const struct traced_case *c)
{
	struct trace_patrol *rows;
	size_t n;
	enum err e = store_trace_patrols(t->sv->db, t->sv->arena, c, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct trace_patrol *p = &rows[i];
		const usec_t from = day_start(p->day) + p->from_min * USEC_MIN;
		const bool passed = p->passed != USEC_NONE && p->passed < c->received_at;
		const struct trace_line l = { .part = TRACE_PATROL, .at = from, .done = p->started, .due = USEC_NONE, .user_id = p->user_id,
			.fault = p->started == USEC_NONE ? TRACE_MISSING : passed ? TRACE_PASSED : TRACE_RIGHT };
		const struct trace_line missed = { .part = TRACE_REPORT, .at = p->passed, .due = USEC_NONE, .done = USEC_NONE,
			.user_id = p->user_id, .fault = TRACE_PASSED };

		if (from > c->received_at)
			continue;
		if ((e = put(t, &l)) == OK && passed)
			e = put(t, &missed);
	}
	return e;
}

/* Which part of the way a state belongs to; 0: not the centre's own step. */
static enum trace_part
part_of(int32_t state)
{
	switch (state) {
	case CS_REGISTERED:
	case CS_VERIFYING:
	case CS_FILING:
	case CS_FILING_CHIEF: return TRACE_INTAKE;
	case CS_FILED:
	case CS_COORDINATING:
	case CS_LEADER_PENDING:
	case CS_DISPATCHED:
	case CS_RETURN_REVIEW:
	case CS_REWORK_PENDING: return TRACE_DISPATCH;
	case CS_FEEDBACK:
	case CS_SQUAD_REVIEW:
	case CS_CHECK_PENDING:
	case CS_CHECKING:
	case CS_CLOSE_REVIEW:
	case CS_CLOSE_CHIEF: return TRACE_CLOSING;
	default: return (enum trace_part)0;
	}
}

static enum trace_fault
fault_of(usec_t due, usec_t done, usec_t now)
{
	if (due == USEC_NONE || (done != USEC_NONE && done <= due))
		return TRACE_RIGHT;
	return done != USEC_NONE ? TRACE_LATE : due <= now ? TRACE_MISSING : TRACE_RIGHT;
}

static enum err
put_stages(struct tracing *t, int64_t case_id)
{
	struct trace_stage *rows;
	size_t n;
	enum err e = store_trace_stages(t->sv->db, t->sv->arena, case_id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct trace_line l = { .part = part_of(rows[i].state), .state = rows[i].state, .at = rows[i].started,
			.due = rows[i].due, .done = rows[i].ended, .user_id = rows[i].user_id, .unit_id = rows[i].unit_id,
			.fault = fault_of(rows[i].due, rows[i].ended, t->now) };

		if (l.part != 0)
			e = put(t, &l);
	}
	return e;
}

static enum err
put_promises(struct tracing *t, int64_t case_id)
{
	struct trace_promise *rows;
	size_t n;
	enum err e = store_trace_promises(t->sv->db, t->sv->arena, case_id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct trace_line l = { .part = TRACE_HANDLING, .state = CS_HANDLING, .at = rows[i].started, .due = rows[i].due,
			.done = rows[i].done, .user_id = rows[i].user_id, .unit_id = rows[i].unit_id,
			.fault = fault_of(rows[i].due, rows[i].done, t->now) };

		e = put(t, &l);
	}
	return e;
}

enum err
account_trace_write(struct service *sv, int64_t finding_id, int64_t case_id, usec_t now)
{
	struct tracing t = { sv, finding_id, now, 0 };
	struct traced_case c;
	enum err e = store_traced_case(sv->db, sv->arena, case_id, &c);

	if (e == OK && c.base_cell_id != 0)
		e = put_patrols(&t, &c);
	if (e == OK)
		e = put_stages(&t, case_id);
	return e == OK ? put_promises(&t, case_id) : e;
}
