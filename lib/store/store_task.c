#include "config.h"
#include "lib/store/store_task.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* A column of the queue's row inside. */
#define IN_QUEUE(kind, field) { DB_COL_##kind, offsetof(struct task_row, q.field), #field }

static const struct db_col task_cols[] = {
	IN_QUEUE(I64, id), COL_I64(task_row, version), IN_QUEUE(STR, number), IN_QUEUE(I32, state),
	IN_QUEUE(I32, source), IN_QUEUE(I64, queue_key), IN_QUEUE(TIME, stage_due), IN_QUEUE(TIME, due_at),
	IN_QUEUE(TIME, received_at), IN_QUEUE(BOOL, hazard), IN_QUEUE(BOOL, urgent),
	IN_QUEUE(I32, rework_count), IN_QUEUE(STR, address), IN_QUEUE(STR, description),
	IN_QUEUE(I64, class_id), IN_QUEUE(I64, unit_id), IN_QUEUE(I64, base_cell_id),
	COL_BOOL(task_row, has_point), COL_I32(task_row, lat), COL_I32(task_row, lon),
};

enum err
store_tasks(struct db *db, struct arena *a, int64_t user_id, struct task_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_I64(user_id) };

	return db_all(db, SQL_TASK_LIST, args, N(args), task_cols, N(task_cols), a, sizeof(**out), out, n);
}
