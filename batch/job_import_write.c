/* An imported case as rows: what the other system said, and nothing invented. */
#include "config.h"
#include "batch/job_import.h"

#include <string.h>

#include "batch/bulk_case.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

enum { SEQ_IMPORTED = 1, SEQ_FILED, SEQ_DISPATCHED, SEQ_FEEDBACK, SEQ_CLOSED };

/* What one row's parts share while they are written. */
struct writing {
	struct bulk_case *b;
	struct arena *a;
	const struct import_map *m;
	const struct import_case *c;
	int64_t complaint_id, case_id;
	unsigned char hash[HASH_LEN];	/* of the event before */
	bool open;
};

static void
write_event(struct writing *w, enum subject kind, int32_t seq, enum action action, usec_t at, int32_t from,
    int32_t to, const char *detail, const char *text)
{
	unsigned char salt[SALT_LEN], text_hash[HASH_LEN], hash[HASH_LEN];
	struct event e = { .subject_kind = (int32_t)kind, .subject_id = kind == SUBJECT_CASE ? w->case_id : w->complaint_id,
		.seq = seq, .kind = (int32_t)action, .at = at, .client_at = USEC_NONE, .from_state = from, .to_state = to,
		.detail = { detail, strlen(detail) } };

	if (text != NULL && text[0] != '\0') {
		random_bytes(salt, sizeof(salt));
		ledger_text_hash(w->a, salt, text, text_hash);
		e.text_hash = (struct blob){ text_hash, HASH_LEN };
	} else {
		text = NULL;
	}
	if (seq > 1)
		e.prev_hash = (struct blob){ w->hash, HASH_LEN };
	ledger_hash(w->a, &e, hash);
	bulk_case_event(w->b, &e, hash, text, salt);
	memcpy(w->hash, hash, HASH_LEN);
}

static void
write_complaint(struct writing *w, const char *detail)
{
	const struct import_case *c = w->c;
	const struct db_arg vals[] = {
		DB_I64(w->complaint_id), DB_I64(c->source), DB_I64(CP_REGISTERED), DB_TIME(c->opened), DB_NULL,
		DB_I64(c->class_id), DB_STR(c->description), DB_STR(c->address),
		c->has_point ? DB_I64(c->lat) : DB_NULL, c->has_point ? DB_I64(c->lon) : DB_NULL, DB_I64(0),
		DB_STR(w->m->origin), DB_STR(c->number), DB_TIME(c->due), DB_NULL, DB_TIME(c->opened), DB_NULL,
		DB_NULL,
	};
	const struct db_arg link[] = { DB_I64(w->complaint_id), DB_I64(w->case_id), DB_TIME(c->opened), DB_NULL };

	bulk_case_row(w->b, BULK_T_COMPLAINT, vals, N(vals));
	bulk_case_row(w->b, BULK_T_LINK, link, N(link));
	write_event(w, SUBJECT_COMPLAINT, 1, ACT_IMPORTED, c->opened, 0, CP_REGISTERED, detail, NULL);
}

static void
write_stage(struct writing *w, int32_t seq, enum case_state state, usec_t from, usec_t until)
{
	const bool dispatched = state != CS_REGISTERED && state != CS_FILED;
	const struct db_arg vals[] = { DB_I64(w->case_id), DB_I64(seq), DB_I64(state), DB_NULL,
		dispatched ? DB_I64(w->c->unit_id) : DB_NULL, DB_I64(dispatched), DB_TIME(from), DB_NULL, DB_NULL,
		DB_TIME(until), DB_NULL, DB_NULL };

	bulk_case_row(w->b, BULK_T_STAGE, vals, N(vals));
}

/* Stages of exactly the instants that are known; none has a limit of ours. */
static void
write_intervals(struct writing *w)
{
	const struct import_case *c = w->c;
	const struct db_arg unit[] = { DB_I64(w->case_id), DB_I64(1), DB_I64(c->unit_id), DB_I64(PART_LEAD),
		DB_TIME(c->opened), DB_NULL, DB_TIME(c->due), DB_NULL, DB_TIME(c->closed) };
	const struct db_arg promise[] = { DB_I64(w->case_id), DB_I64(1), DB_I64(c->unit_id), DB_I64(1),
		DB_I64(PROMISE_GIVEN), DB_TIME(c->opened), DB_NULL, DB_NULL, DB_NULL, DB_TIME(c->due), DB_NULL,
		DB_I64(SEQ_DISPATCHED), DB_TIME(c->closed), w->open ? DB_NULL : DB_I64(SEQ_CLOSED) };

	write_stage(w, 1, CS_REGISTERED, c->opened, c->opened);
	write_stage(w, 2, CS_FILED, c->opened, c->opened);
	write_stage(w, 3, CS_DISPATCHED, c->opened, c->closed);
	if (!w->open) {
		write_stage(w, 4, CS_FEEDBACK, c->closed, c->closed);
		write_stage(w, 5, CS_CLOSED, c->closed, USEC_NONE);
	}
	bulk_case_row(w->b, BULK_T_UNIT, unit, N(unit));
	if (c->due != USEC_NONE)	/* without a target nothing was promised */
		bulk_case_row(w->b, BULK_T_PROMISE, promise, N(promise));
}

static void
write_events(struct writing *w, const char *detail)
{
	const struct import_case *c = w->c;
	const char *unit = arena_printf(w->a, "unit=%lld\n", (long long)c->unit_id);

	if (c->due != USEC_NONE)
		unit = arena_printf(w->a, "%sdue=%lld\n", unit, (long long)c->due);
	write_event(w, SUBJECT_CASE, SEQ_IMPORTED, ACT_IMPORTED, c->opened, CS_NONE, CS_REGISTERED, detail, NULL);
	write_event(w, SUBJECT_CASE, SEQ_FILED, ACT_IMPORT_FILED, c->opened, CS_REGISTERED, CS_FILED, "", NULL);
	write_event(w, SUBJECT_CASE, SEQ_DISPATCHED, ACT_IMPORT_DISPATCHED, c->opened, CS_FILED, CS_DISPATCHED,
	    unit, NULL);
	if (w->open)
		return;
	write_event(w, SUBJECT_CASE, SEQ_FEEDBACK, ACT_IMPORT_FEEDBACK, c->closed, CS_DISPATCHED, CS_FEEDBACK, "",
	    c->result);
	write_event(w, SUBJECT_CASE, SEQ_CLOSED, ACT_IMPORT_CLOSED, c->closed, CS_FEEDBACK, CS_CLOSED, "", NULL);
}

void
import_write(struct bulk_case *b, struct arena *a, const struct import_map *m, const struct import_case *c,
    int64_t centre_id, int64_t complaint_id, int64_t case_id, usec_t imported_at)
{
	struct writing w = { .b = b, .a = a, .m = m, .c = c, .complaint_id = complaint_id, .case_id = case_id,
		.open = c->closed == USEC_NONE };
	const char *detail = arena_printf(a, "system=%s\nimported=%lld\n", m->origin, (long long)imported_at);
	struct case_row row = { .id = case_id, .version = 1, .centre_id = centre_id,
		.state = w.open ? CS_DISPATCHED : CS_CLOSED, .source = c->source, .ext_system = m->origin,
		.ext_number = c->number, .received_at = c->opened, .class_id = c->class_id,
		.description = c->description, .address = c->address, .has_point = c->has_point, .lat = c->lat,
		.lon = c->lon, .outside = c->has_point, .unit_id = c->unit_id, .filed_at = c->opened,
		.dispatched_at = c->opened, .signed_at = USEC_NONE, .fed_back_at = c->closed,
		.closed_at = c->closed, .archived_at = USEC_NONE,
		.stage_started = w.open ? c->opened : c->closed, .stage_due = USEC_NONE,
		.accept_due = USEC_NONE, .due_at = c->due, .original_due = USEC_NONE, .reopen_until = USEC_NONE, .round = 1,
		.event_seq = w.open ? SEQ_DISPATCHED : SEQ_CLOSED };

	write_complaint(&w, detail);
	write_events(&w, detail);
	row.event_hash = (struct blob){ w.hash, HASH_LEN };
	bulk_case_case(b, &row);
	write_intervals(&w);

	const struct db_arg changed[] = { DB_I64(case_id), DB_TIME(imported_at) };

	bulk_case_row(b, BULK_T_SEARCH, changed, N(changed));
}
