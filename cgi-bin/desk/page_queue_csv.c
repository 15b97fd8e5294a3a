/* A queue as CSV, and the way from one of its cases to the next. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/part/csv.h"

#include "lib/base/banned.h"

/* More rows than anybody reads; the file stays below two megabytes. */
enum { CSV_ROWS_MAX = 5000 };

static void
put_head(struct request *rq, struct csv_writer *w)
{
	static const char *const keys[] = { "Text.queue.number", "Field.class.Label", "Field.description.Label",
		"Text.queue.place", "Field.grid.Label", "Field.unit.Label", "Text.queue.state", "Field.source.Label",
		"Text.queue.received", "Text.queue.due", "Field.late.Label", "Flag.hazard", "Text.queue.reworks" };

	for (size_t i = 0; i < N(keys); i++)
		csv_put_text(w, request_text(rq, keys[i]));
	csv_end_row(w);
}

/* "2026-11-22 14:05", as a spreadsheet sorts it. */
static const char *
csv_time(struct arena *a, usec_t t)
{
	const struct civil c = civil_of(t);

	return t == USEC_NONE ? NULL : arena_printf(a, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

static void
put_row(struct request *rq, struct csv_writer *w, const struct office_lists *l, const struct queue_row *r)
{
	const bool late = r->stage_due != USEC_NONE && r->stage_due < clock_now() &&
	    !state_is_final((enum case_state)r->state);
	const char *yes = request_text(rq, "Result.yes");

	csv_put_text(w, r->number != NULL ? r->number : arena_printf(rq->arena, "#%lld", (long long)r->id));
	csv_put_text(w, office_name(l, NAMES_CLASS, r->class_id, rq->lang));
	csv_put_text(w, r->description);
	csv_put_text(w, r->address);
	csv_put_text(w, office_name(l, NAMES_BASE_GRID, r->base_cell_id, rq->lang));
	csv_put_text(w, office_name(l, NAMES_UNIT, r->unit_id, rq->lang));
	csv_put_text(w, text_getf(rq->lang, "State.%d", r->state));
	csv_put_text(w, text_getf(rq->lang, "Source.%d", r->source));
	csv_put_text(w, csv_time(rq->arena, r->received_at));
	csv_put_text(w, csv_time(rq->arena, r->stage_due));
	csv_put_text(w, late ? yes : NULL);
	csv_put_text(w, r->hazard ? yes : NULL);
	csv_put_int(w, r->rework_count);
	csv_end_row(w);
}

enum err
page_queue_csv(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct queue_filter f;
	struct queue_row *rows;
	struct csv_writer w;
	struct slice p;
	struct buf b;
	size_t n;
	enum err e;

	if (!slice_of_query(rq, &p))
		return err_raise(ERR_NOT_FOUND, "no such queue");
	f = slice_filter(rq, &p);
	f.max = CSV_ROWS_MAX + 1;
	if ((e = store_queue(rq->db, rq->arena, &f, &rows, &n)) != OK || (e = office_lists(&sv, &l)) != OK)
		return e;
	buf_init(&b, rq->arena);
	csv_begin(&w, &b, true);
	put_head(rq, &w);
	for (size_t i = 0; i < n && i < CSV_ROWS_MAX; i++)
		put_row(rq, &w, l, &rows[i]);
	if (n > CSV_ROWS_MAX) {
		csv_put_text(&w, request_text(rq, "Text.queue.csv_more"));
		csv_end_row(&w);
	}
	return reply_download(rq, "text/csv; charset=utf-8", arena_printf(rq->arena, "%s.csv", slice_word(rq->arena, &p)),
	    b.s, b.len);
}

/* From a case to the one after it in its slice, or to the first; at the end, back to the list. */
enum err
page_next(struct request *rq)
{
	struct queue_filter f;
	struct queue_row at, *rows;
	struct slice p;
	size_t n, i = 0;
	enum err e;

	if (!slice_of_word(rq, param_text(rq, "in"), &p))
		return err_raise(ERR_NOT_FOUND, "no such queue");
	f = slice_filter(rq, &p);
	f.max = 2;
	if (param_has(rq, "id")) {
		if ((e = store_queue_place(rq->db, param_int(rq, "id"), &at)) != OK)
			return e;
		f.after_id = at.state == (int32_t)p.q->state ? at.id : 0;
		f.after_key = at.queue_key;
	}
	if ((e = store_queue(rq->db, rq->arena, &f, &rows, &n)) != OK)
		return e;
	while (i < n && rows[i].id == param_int(rq, "id"))
		i++;
	return reply_redirect(rq, i == n ? slice_url(rq->arena, &p) : arena_printf(rq->arena, "/desk/case?id=%lld&in=%s",
	    (long long)rows[i].id, slice_word(rq->arena, &p)));
}
