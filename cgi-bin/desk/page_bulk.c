/* One form for many cases of a queue, and what became of each. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/desk_ops.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* Steps that are the same for many cases: nothing in their forms is about one case alone. */
static const struct many {
	const char *code, *icon;
} steps[] = {
	{ "take", "in" }, { "dispatch", "send" }, { "sign", "in" }, { "assign", "hand" }, { "urge", "alert" },
	{ "archive", "archive" },
};

/* The step where this person may take it with cases of the queue; NULL otherwise. */
static const struct transition *
offered(const struct request *rq, const struct queue *q, const char *code)
{
	const enum action action = action_of_code(code);
	const struct transition *t = action != ACT_NONE ? workflow_find(q->state, action) : NULL;

	for (size_t i = 0; i < N(steps); i++)
		if (strcmp(steps[i].code, code) == 0)
			return t != NULL && t->perm < PERM_MAX && desk_may(rq, t->perm) ? t : NULL;
	return NULL;
}

static enum err
show_hands(struct request *rq, struct view *v)
{
	struct person_row *rows;
	size_t n;
	enum err e = store_handlers(rq->db, rq->arena, rq->user->unit_id, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(v, "Page.Bulk.Hands");

		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", rows[i].name);
	}
	return e;
}

enum err
show_bulk(struct request *rq, struct view *v, const struct queue *q, const struct office_lists *l, bool *some)
{
	uint32_t fields = 0;
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; i < N(steps); i++) {
		const struct transition *t = offered(rq, q, steps[i].code);
		struct view *s;

		if (t == NULL)
			continue;
		n++;
		fields |= t->need | t->take;
		s = view_item(v, "Page.Bulk.Steps");
		view_str(s, "Code", t->code);
		view_str(s, "Icon", steps[i].icon);
		view_str(s, "Label", text_getf(rq->lang, "Action.%s.Label", t->code));
		view_bool(s, "Primary", t->rank == FIRST);
		view_str(s, "Needs", (t->need & F_HANDLER) != 0 ? "handler" : (t->need & F_TEXT) != 0 ? "note" : NULL);
	}
	*some = n > 0;
	if (n == 0)
		return OK;
	view_str(v, "Page.Bulk.Key", random_token(rq->arena));
	view_bool(v, "Page.Bulk.Note", (fields & F_TEXT) != 0);
	if ((fields & F_UNIT) != 0)
		e = show_units_shared(view_item(v, "Page.Bulk.Units"), l);
	return e == OK && (fields & F_HANDLER) != 0 ? show_hands(rq, v) : e;
}

/* What every case would be refused for is said once, before anything is tried; NULL: nothing. */
static const char *
missing(struct request *rq, const struct transition *t, size_t n)
{
	if (n == 0)
		return "bulk_none";
	if (n > BULK_MAX)
		return "bulk_many";
	if ((t->need & F_TEXT) != 0 && !param_has(rq, "note"))
		return "bulk_note";
	return (t->need & F_HANDLER) != 0 && !param_has(rq, "handler") ? "bulk_hand" : NULL;
}

enum err
page_bulk_send(struct request *rq)
{
	struct service sv = show_service(rq);
	size_t n;
	const int64_t *rows = param_ints(rq, "row", &n);
	struct bulk_item *items = arena_array_of(rq->arena, struct bulk_item, n / 2 + 1);
	const struct transition *t;
	struct step form = { .client_at = USEC_NONE, .text = param_text(rq, "note"), .unit_id = param_int(rq, "unit"),
		.handler_id = param_int(rq, "handler") };
	const char *fault;
	struct slice p;
	int64_t run;
	enum err e;

	if (!slice_of_word(rq, param_text(rq, "in"), &p) || (t = offered(rq, p.q, param_text(rq, "action"))) == NULL)
		return err_raise(ERR_DENIED, "no such step for many");
	if ((fault = missing(rq, t, n / 2)) != NULL) {
		reply_flash(rq, "warn", fault);
		return reply_redirect(rq, slice_url(rq->arena, &p));
	}
	for (size_t i = 0; i < n / 2; i++)
		items[i] = (struct bulk_item){ rows[2 * i], rows[2 * i + 1] };
	form.action = t->action;
	e = desk_bulk(&sv, rq->user, param_text(rq, "key"), slice_word(rq->arena, &p), &form, NULL,
	    (t->need & F_UNIT) != 0 && form.unit_id == 0, items, n / 2, &run);
	return e == OK ? reply_redirect(rq, arena_printf(rq->arena, "/desk/bulk?id=%lld", (long long)run)) : e;
}

static void
show_result(struct view *v, struct request *rq, const struct office_lists *l, const struct bulk_row *r)
{
	const char *class = office_name(l, NAMES_CLASS, r->class_id, rq->lang);

	view_strf(v, "Url", "/desk/case?id=%lld", (long long)r->case_id);
	view_str(v, "Number", r->number != NULL ? r->number : arena_printf(rq->arena, "#%lld", (long long)r->case_id));
	view_str(v, "Title", class != NULL ? class : request_text(rq, "Text.receipt.no_class"));
	view_str(v, "Place", r->address);
	if (r->why != NULL)
		view_text(v, "Why", r->why);
	else
		show_state(v, rq, r->state);
}

enum err
page_bulk(struct request *rq)
{
	struct service sv = show_service(rq);
	struct view *v = desk_view(rq, "Text.bulk.page");
	const struct office_lists *l;
	struct bulk_run run;
	struct bulk_row *rows;
	size_t n, done = 0;
	struct slice p;
	enum err e;

	if ((e = office_lists(&sv, &l)) != OK ||
	    (e = store_bulk_of(rq->db, rq->arena, param_int(rq, "id"), rq->user->id, &run)) != OK ||
	    (e = store_bulk_rows(rq->db, rq->arena, param_int(rq, "id"), &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		done += rows[i].why == NULL;
		show_result(rows[i].why == NULL ? view_item(v, "Page.Done") : view_item(v, "Page.Refused"), rq, l, &rows[i]);
	}
	view_str(v, "Page.Step", text_getf(rq->lang, "Action.%s.Label", run.action));
	view_str(v, "Page.When", show_time_short(rq->arena, rq->lang, run.at));
	view_str(v, "Page.Sum", text_fill2(rq->arena, rq->lang, "Text.bulk.sum", arena_printf(rq->arena, "%zu", done),
	    arena_printf(rq->arena, "%zu", n - done)));
	if (strcmp(run.queue, BULK_TASKS) == 0)
		view_str(v, "Page.Back", "/desk/tasks");
	else if (slice_of_word(rq, run.queue, &p))
		view_str(v, "Page.Back", slice_url(rq->arena, &p));
	return reply_page(rq, "desk/bulk.cs");
}
