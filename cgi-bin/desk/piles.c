/* How much waits for a person, pile by pile: for the home page and for the pulse. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "lib/base/arena.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_task.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

int64_t
desk_pile_unit(const struct request *rq)
{
	if (desk_may(rq, PERM_SEE_ALL) || !desk_may(rq, PERM_SEE_UNIT))
		return 0;
	return rq->user->unit_id != 0 ? rq->user->unit_id : -1;
}

static struct queue_count
count_of(const struct queue_count *counts, size_t n, enum case_state state)
{
	for (size_t i = 0; i < n; i++)
		if (counts[i].state == (int32_t)state)
			return counts[i];
	return (struct queue_count){ .state = (int32_t)state };
}

/* Those of my queues; states bear them, so that the others have none. */
static enum err
queue_piles(struct request *rq, struct pile *out, size_t *n)
{
	struct queue_count *counts;
	size_t n_counts, n_queues;
	const struct queue *q = queue_table(&n_queues);
	enum err e = store_queue_counts(rq->db, rq->arena, desk_pile_unit(rq), desk_may(rq, PERM_ARCHIVE), clock_now(),
	    &counts, &n_counts);

	for (size_t i = 0; e == OK && i < n_queues && *n < PILES_MAX; i++)
		if (queue_is_mine(rq, &q[i]) && q[i].state != CS_ARCHIVED)
			out[(*n)++] = (struct pile){ .label = arena_strdup(rq->arena, text_getf(rq->lang, "Queue.%s.Label", q[i].code)),
				.url = arena_printf(rq->arena, "/desk/queue?queue=%s", q[i].code), .icon = q[i].icon,
				.c = count_of(counts, n_counts, q[i].state) };
	return e;
}

/* Complaints that are no case yet; a pile of suspects only when there are any. */
static enum err
complaint_pile(struct request *rq, enum complaint_state state, const char *label, const char *url, struct pile *out,
    size_t *n)
{
	struct complaint_count c;
	enum err e = store_complaint_count(rq->db, rq->arena, state, clock_now(), &c);

	if (e == OK && (state != CP_SUSPECT || c.total > 0))
		out[(*n)++] = (struct pile){ .label = request_text(rq, label), .url = url, .icon = "inbox",
			.c = { .total = c.total, .late = c.late, .soon = c.soon } };
	return e;
}

static enum err
task_pile(struct request *rq, struct pile *out, size_t *n)
{
	struct queue_count c = { 0 };
	struct task_row *mine;
	size_t n_mine;
	enum err e = store_tasks(rq->db, rq->arena, rq->user->id, &mine, &n_mine);

	if (e != OK)
		return e;
	c.total = (int64_t)n_mine;
	for (size_t i = 0; i < n_mine; i++) {
		const usec_t left = mine[i].q.stage_due == USEC_NONE ? USEC_DAY : mine[i].q.stage_due - clock_now();

		c.late += left < 0;
		c.soon += left >= 0 && left < 2 * USEC_HOUR;
	}
	out[(*n)++] = (struct pile){ .label = request_text(rq, "Queue.tasks.Label"), .url = "/desk/tasks", .icon = "list", .c = c };
	return OK;
}

enum err
desk_piles(struct request *rq, struct pile out[PILES_MAX], size_t *n)
{
	enum err e = OK;

	*n = 0;
	if (desk_may(rq, PERM_FILE)) {
		e = complaint_pile(rq, CP_RECEIVED, "Queue.complaints.Label", "/desk/complaints", out, n);
		if (e == OK)
			e = complaint_pile(rq, CP_SUSPECT, "Queue.suspects.Label", "/desk/complaints?state=suspect", out, n);
	}
	if (e == OK && (desk_may(rq, PERM_SITE) || desk_may(rq, PERM_HANDLE)))
		e = task_pile(rq, out, n);
	return e == OK ? queue_piles(rq, out, n) : e;
}
