/* The case page, and taking a step. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/desk/account.h"

#include <string.h>

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/refno.h"
#include "lib/service/case_ops.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_ahead.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum err
case_page_read(struct request *rq, int64_t id, struct case_page *p)
{
	struct service sv = show_service(rq);
	const struct office *office;
	enum err e;

	p->who = office_reader(rq->user, PERM_MAX);
	if ((e = office_now(&sv, &office)) != OK || (e = store_case_by_id(rq->db, rq->arena, id, &p->c)) != OK ||
	    (e = case_standing(&sv, p->c, &p->who)) != OK)
		return e;
	if (!workflow_may_see(p->c, &p->who))
		return err_raise(ERR_NOT_FOUND, "not this person's case");
	p->office = arena_memdup(rq->arena, office, sizeof(*office));
	p->n_steps = workflow_allowed(p->c, &p->who, office, clock_now(), p->steps, N(p->steps));
	return store_case_names(rq->db, rq->arena, id, &p->names);
}

const char *
case_title(struct request *rq, const struct case_names *k)
{
	return k->class_zh != NULL ? text_pick(rq->lang, k->class_zh, k->class_en) :
	    request_text(rq, "Text.receipt.no_class");
}

char *
case_place(struct request *rq, const struct case_row *c)
{
	if (c->address[0] != '\0' || !c->has_point)
		return arena_strdup(rq->arena, c->address);
	return arena_printf(rq->arena, "%s, %s", show_degrees(rq->arena, c->lat), show_degrees(rq->arena, c->lon));
}

void
show_fact(struct view *v, struct request *rq, const char *key, const char *value)
{
	struct view *f;

	if (value == NULL || value[0] == '\0')
		return;
	f = view_item(v, "Page.Facts");
	view_text(f, "Label", key);
	view_str(f, "Value", value);
	(void)rq;
}

static void
show_facts(struct request *rq, struct view *v, const struct case_page *p)
{
	const struct case_row *c = p->c;
	const struct case_names *k = p->names;
	const struct {
		const char *key;
		usec_t t;
	} times[] = {
		{ "Field.received.Label", c->received_at }, { "Field.filed_at.Label", c->filed_at },
		{ "Field.dispatched_at.Label", c->dispatched_at }, { "Field.signed_at.Label", c->signed_at },
		{ "Field.fed_back_at.Label", c->fed_back_at }, { "Field.closed_at.Label", c->closed_at },
		{ "Field.archived_at.Label", c->archived_at }, { "Field.original_due.Label", c->original_due },
	};

	show_fact(v, rq, "Field.source.Label", text_getf(rq->lang, "Source.%d", c->source));
	show_fact(v, rq, "Field.unit.Label", text_pick(rq->lang, k->unit_zh, k->unit_en));
	show_fact(v, rq, "Field.handler.Label", k->handler);
	show_fact(v, rq, "Field.supervisor.Label", k->supervisor);
	show_fact(v, rq, "Field.condition.Label", text_pick(rq->lang, k->cond_zh, k->cond_en));
	show_fact(v, rq, "Field.closing.Label", text_pick(rq->lang, k->close_zh, k->close_en));
	show_fact(v, rq, "Field.cell.Label", k->unit_cell);
	show_fact(v, rq, "Field.base_grid.Label", text_pick(rq->lang, k->base_zh, k->base_en));
	show_fact(v, rq, "Field.auto_grid.Label", text_pick(rq->lang, k->auto_zh, k->auto_en));
	show_fact(v, rq, "Field.component.Label", k->component_code);
	for (size_t i = 0; i < N(times); i++)
		show_fact(v, rq, times[i].key, show_time_short(rq->arena, rq->lang, times[i].t));
	show_fact(v, rq, "Field.external_no.Label", c->ext_number);
	show_fact(v, rq, "Field.archive_code.Label", c->archive_code);
	show_fact(v, rq, "Field.parent_case.Label", k->parent_number);
	show_fact(v, rq, "Field.upper_number.Label", c->upper_number);
	show_fact(v, rq, "Field.watch_until.Label", show_time_short(rq->arena, rq->lang, c->watch_until));
	show_fact(v, rq, "Field.external_due.Label", show_time_short(rq->arena, rq->lang, c->ext_due));
	if (c->state == CS_CLOSED && c->unit_id != 0 && c->condition_id != 0)
		show_fact(v, rq, "Field.reopen_until.Label", c->reopen_until == USEC_NONE ? request_text(rq, "Text.case.window_over") :
		    text_fill1(rq->arena, rq->lang, "Text.case.window", show_time_short(rq->arena, rq->lang, c->reopen_until)));
	if (c->satisfied != RESULT_NONE)
		show_fact(v, rq, "Field.satisfied.Label",
		    request_text(rq, c->satisfied == RESULT_YES ? "Result.satisfied" : "Result.dissatisfied"));
	if (c->batch_id != 0)
		show_fact(v, rq, "Field.batch.Label", arena_printf(rq->arena, "%lld", (long long)c->batch_id));
}

size_t
desk_contact_of(const struct complaint_row *rows, size_t n)
{
	size_t i = 0;

	while (i < n && rows[i].masked_name == NULL && rows[i].masked_phone == NULL && rows[i].masked_email == NULL)
		i++;
	return i;
}

/* What a contact may be opened for, once it is offered. */
static enum err
show_reveal(struct request *rq, struct view *v)
{
	struct reason_row *rows;
	size_t n = 0;
	enum err e = store_reasons(rq->db, rq->arena, "reveal", clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(v, "Page.Contact.Options");

		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
	}
	view_str(v, "Page.Contact.Url", "/desk/contact");
	return e;
}

/* The complaints behind the case; units see the problem, not the sender (design §4.10). */
static enum err
show_complaints(struct request *rq, struct view *v, const struct case_page *p)
{
	struct complaint_row *rows;
	size_t n;
	enum err e = store_complaints_at(rq->db, rq->arena, p->c->id, p->at != 0 ? p->at : INT64_MAX, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *m = view_item(v, "Page.Complaints");
		char number[REFNO_MAX];

		refno_complaint(number, civil_of(rows[i].received_at).year, rows[i].id);
		view_str(m, "Number", number);
		show_letter_of(rq, m, number, rows[i].state, p->c);
		view_str(m, "Received", show_time_short(rq->arena, rq->lang, rows[i].received_at));
		view_str(m, "Source", text_getf(rq->lang, "Source.%d", rows[i].source));
		view_str(m, "Outside", rows[i].ext_number);
		view_str(m, "OutsideDue", show_time_short(rq->arena, rq->lang, rows[i].ext_due));
		if (n > 1 || strcmp(rows[i].description, p->c->description) != 0)	/* else they stand above */
			view_lines(m, "Words", rows[i].description);
		if (p->at == 0 && i == desk_contact_of(rows, n) && desk_may(rq, PERM_CONTACT)) {
			view_strf(v, "Page.Contact.Masked", "%s %s %s", rows[i].masked_name ? rows[i].masked_name : "",
			    rows[i].masked_phone ? rows[i].masked_phone : "", rows[i].masked_email ? rows[i].masked_email : "");
			view_bool(v, "Page.Contact.May", desk_may(rq, PERM_REVEAL));
			if (desk_may(rq, PERM_REVEAL))
				e = show_reveal(rq, v);
		}
	}
	return e == OK ? show_senders_facts(rq, p, rows, n) : e;
}

/* The number and code a caller must hear, once, after his report was written down. */
static void
show_tell(struct request *rq, struct view *v)
{
	const char *said = request_cookie(rq, COOKIE_TELL), *slash = said != NULL ? strchr(said, '/') : NULL;

	if (slash == NULL || strlen(slash + 1) != CODE_LEN)
		return;
	reply_cookie(rq, COOKIE_TELL, "", -1);
	view_str(v, "Page.Tell.Number", arena_strndup(rq->arena, said, (size_t)(slash - said)));
	view_strf(v, "Page.Tell.Code", "%.4s-%.4s-%s", slash + 1, slash + 5, slash + 9);
}

static void
show_case(struct request *rq, struct view *v, const struct case_page *p)
{
	const struct case_row *c = p->c;

	view_str(v, "Page.Case.Number", c->number != NULL ? c->number : arena_printf(rq->arena, "#%lld", (long long)c->id));
	view_str(v, "Page.Case.Title", case_title(rq, p->names));
	view_str(v, "Page.Case.Place", case_place(rq, c));
	show_state(view_sub(v, "Page.Case"), rq, c->state);
	view_lines(v, "Page.Case.Words", c->description);
	if (c->has_point) {
		view_str(v, "Page.Case.Lat", show_degrees(rq->arena, c->lat));
		view_str(v, "Page.Case.Lon", show_degrees(rq->arena, c->lon));
	}
	show_flags(v, rq, "Page.Flags", c);
}

/*
 * The step was refused as such (its hour is over, a leader has spoken): said
 * above, and when its form is gone from the page, what was written stays.
 */
static void
show_refusal(struct request *rq, struct view *v, const struct case_page *p)
{
	const struct value *val = rq->failure != OK ? param_value(rq->values, rq->nvalues, "action") : NULL;
	struct view *e;

	if (val == NULL || val->typed == NULL)
		return;
	if (val->error != NULL) {
		e = view_item(v, "Page.Errors");
		view_str(e, "Label", text_find(rq->lang, arena_printf(rq->arena, "Action.%s.Label",
		    action_code(action_of_code(val->typed)))));
		view_text(e, "Text", val->error);
	}
	for (size_t i = 0; i < p->n_steps; i++)
		if (strcmp(p->steps[i]->code, val->typed) == 0)
			return;
	view_lines(v, "Page.Kept", param_typed(rq, "note"));
}

enum err
show_case_page(struct request *rq, struct view *v, struct case_page *p)
{
	enum err e;

	view_str(v, "Page.Title", text_fill1(rq->arena, rq->lang, "Text.case.page",
	    p->c->number != NULL ? p->c->number : arena_printf(rq->arena, "#%lld", (long long)p->c->id)));
	view_str(v, "Page.Printed", show_time(rq->arena, rq->lang, clock_now()));
	show_case(rq, v, p);
	p->facts = view_part(v, "Page.FactCard", "desk/case_facts.cs");
	show_facts(rq, p->facts, p);
	if ((e = show_clocks(rq, view_part(v, "Page.ClockCard", "desk/case_clocks.cs"), p)) != OK || (e = show_case_photos(rq, v, p)) != OK ||
	    (e = show_complaints(rq, v, p)) != OK)
		return e;
	return show_timeline(rq, v, p);
}

enum err
page_case(struct request *rq)
{
	struct case_page p = { 0 };
	struct view *v;
	enum err e;

	store_unread_ahead(rq->db, rq->user->id);
	store_case_ahead(rq->db, param_int(rq, "id"));
	if (desk_may(rq, PERM_SEE_ALL) && !param_has(rq, "at"))
		store_asked_ahead(rq->db, param_int(rq, "id"));
	v = desk_view(rq, "Text.queue.case");
	if ((e = case_page_read(rq, param_int(rq, "id"), &p)) != OK)
		return e;
	if (param_has(rq, "at"))
		return show_case_past(rq, v, &p);
	show_tell(rq, v);
	if (rq->failure != ERR_CONFLICT)
		show_refusal(rq, v, &p);
	show_claim(rq, v, &p);
	if (p.c->number != NULL)
		show_papers_of(rq, v, PAPER_CASE, p.c->number, p.c->supervise < SUPERVISE_LETTER ? "letter" : NULL);
	if ((e = show_case_page(rq, v, &p)) != OK || (e = show_case_more(rq, &p)) != OK || (e = show_case_asked(rq, v, &p)) != OK ||
	    (e = show_case_account(rq, v, &p)) != OK ||
	    (p.at == 0 && (e = show_case_added(rq, v, &p)) != OK) ||
	    (e = show_next(rq, v, &p)) != OK || (e = show_precedents(rq, v, &p)) != OK ||
	    (rq->failure == ERR_CONFLICT && (e = show_conflict(rq, v, &p)) != OK) ||
	    (e = show_actions(rq, v, &p, false)) != OK)
		return e;
	return reply_page(rq, "desk/case.cs");
}

enum err
take_form_photos(struct request *rq, struct service *sv, bool public, struct attachment *out, size_t *n_out)
{
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	enum err e = OK;

	*n_out = n < PHOTOS_MAX ? n : PHOTOS_MAX;
	for (size_t i = 0; i < *n_out && e == OK; i++) {
		struct incoming in = { files[i]->fd, files[i]->path, files[i]->hash, files[i]->size };

		e = file_take(sv, &in, public, &out[i]);
	}
	if (e == ERR_INVALID || e == ERR_TOO_LARGE)
		param_refuse(rq, "photo", arena_strdup(rq->arena, err_text()));
	return e;
}

static int32_t
result_of(struct request *rq, const char *name)
{
	int i = param_choice(rq, name);

	return i < 0 ? RESULT_NONE : i == 0 ? RESULT_YES : RESULT_NO;
}

/* Names that people typed to rows: the kept case's number, the unit grid's code. */
static enum err
resolve_typed(struct request *rq, struct step *s)
{
	const char *kept = param_text(rq, "kept"), *cell = param_text(rq, "cell");
	struct cell_row *unit;
	struct cells all;
	int32_t lat, lon;
	enum err e = OK;

	if (kept != NULL && (e = desk_find_case(rq, kept, &s->kept_case)) == ERR_NOT_FOUND)
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	if (e != OK || cell == NULL)
		return e;
	e = store_cell_by_code(rq->db, rq->arena, LAYER_UNIT, cell, &unit);
	if (e == ERR_NOT_FOUND)
		return err_raise_field(ERR_INVALID, "cell", "Err.no_cell");
	if (e != OK || (e = store_cell_centre(rq->db, rq->arena, unit->id, &lat, &lon)) != OK ||
	    (e = store_cells_at(rq->db, rq->arena, lat, lon, clock_now(), &all)) != OK)
		return e;
	s->unit_cell_id = unit->id;
	s->base_cell_id = all.base_cell_id;
	s->auto_cell_id = all.auto_cell_id;
	s->set_cell = true;
	return OK;
}

void
desk_step(struct request *rq, enum action action, struct step *out)
{
	size_t n_members;
	const int64_t *members = param_ints(rq, "members", &n_members);

	*out = (struct step){ .action = action, .text = case_note(rq),
		.answer = param_text(rq, "answer"), .address = param_text(rq, "address"),
		.reason_id = param_int(rq, "reason"), .unit_id = param_int(rq, "unit"),
		.condition_id = param_int(rq, "condition"), .supervisor_id = param_int(rq, "supervisor"),
		.handler_id = param_int(rq, "handler"), .class_id = param_int(rq, "class"),
		.result = result_of(rq, "result"), .factors = { result_of(rq, "factor_standard"),
		result_of(rq, "factor_photos"), result_of(rq, "factor_check") },
		.plan = param_text(rq, "plan"), .enforcement = param_text(rq, "enforcement"),
		.number = param_text(rq, "number"), .amount = (int32_t)param_int(rq, "amount"),
		.date = param_has(rq, "date") ? day_start(param_date(rq, "date") + 1) : 0,
		.members = members, .n_members = n_members, .owner_id = param_int(rq, "owner"),
		.batch_id = param_int(rq, "batch"), .origin = param_choice(rq, "origin") + 1,
		.same_fault = param_bool(rq, "same_fault"), .false_feedback = param_bool(rq, "false_feedback"),
		.dispatcher_fault = param_bool(rq, "fault"), .has_point = param_has(rq, "lat") && param_has(rq, "lon"),
		.lat = param_point(rq, "lat"), .lon = param_point(rq, "lon"),
		.client_at = phone_client_at(rq) };
}

/* Where a refusal of the rules is shown: at its field, or at the action itself. */
static enum err
refused(struct request *rq, enum err e)
{
	const char *key = arena_strdup(rq->arena, err_text()), *field = err_field();

	if (e == ERR_NOT_FOUND && strncmp(key, "Guard.", 6) == 0)
		return err_raise(ERR_CONFLICT, "the case has moved on");
	if (e == ERR_DENIED && strcmp(key, "Guard.permission") != 0 && strncmp(key, "Guard.", 6) == 0)
		e = ERR_INVALID;
	else if (e != ERR_INVALID)
		return e;
	if (text_find(LANG_ZH, key) != NULL)
		param_refuse(rq, field != NULL ? arena_strdup(rq->arena, field) : "action", key);
	return e;
}

/* Where one goes on after a step: to one's tasks, or to the case while one may see it. */
static enum err
go_on(struct request *rq, const struct case_row *c)
{
	if (reply_wants_json(rq))		/* a phone's outbox: it shows its own page */
		return reply_empty(rq);
	reply_flash(rq, "ok", "done");
	if (!desk_may(rq, PERM_SEE_ALL) && (desk_may(rq, PERM_SITE) || desk_may(rq, PERM_HANDLE)))
		return reply_redirect(rq, "/desk/tasks");
	if (c == NULL)
		return reply_redirect(rq, "/desk");
	return reply_redirect(rq, case_after_step(rq, c));
}

/*
 * The case of a form.  One that was sent before is done, though its sender may
 * no longer see the case; who had it until it went elsewhere is told so.
 */
static enum err
read_or_done(struct request *rq, struct service *sv, struct case_page *p, bool *done)
{
	enum err e = case_page_read(rq, param_int(rq, "id"), p);
	bool was = false;
	int64_t id;

	*done = false;
	if (e != ERR_NOT_FOUND)
		return e;
	e = case_of_key(sv, param_text(rq, "key"), &id);
	*done = e == OK && id == param_int(rq, "id");
	if (*done || (e != OK && e != ERR_NOT_FOUND))
		return e;
	e = store_case_was_theirs(rq->db, param_int(rq, "id"), rq->user->unit_id, rq->user->id, &was);
	if (e != OK)
		return e;
	return err_raise(was ? ERR_CONFLICT : ERR_NOT_FOUND, "not this person's case");
}

/* A point has two coordinates. */
static bool
check_point(struct request *rq)
{
	if (param_has(rq, "lat") != param_has(rq, "lon"))
		param_refuse(rq, param_has(rq, "lat") ? "lon" : "lat", "Err.point_half");
	return !param_any_refused(rq);
}

enum err
page_case_act(struct request *rq)
{
	struct service sv = show_service(rq);
	struct attachment photos[PHOTOS_MAX];
	const enum action action = action_of_code(param_text(rq, "action"));
	struct step s;
	struct case_page p = { 0 };
	const struct transition *t;
	bool done;
	enum err e;

	if (param_has(rq, "row"))
		return together_send(rq);
	desk_step(rq, action, &s);
	if ((e = read_or_done(rq, &sv, &p, &done)) != OK || done)
		return done ? go_on(rq, NULL) : e;
	if (!check_point(rq))
		return ERR_INVALID;
	if ((e = take_form_photos(rq, &sv, action == ACT_FEEDBACK, photos, &s.n_files)) != OK ||
	    (e = phone_case_files(rq, &sv, photos, &s)) != OK)
		return e;
	t = workflow_find((enum case_state)p.c->state, action);
	if ((e = office_actor(&sv, rq->user, t != NULL ? t->perm : PERM_MAX, &s.who)) != OK)
		return e;
	if ((e = resolve_typed(rq, &s)) != OK ||
	    (e = case_act(&sv, p.c->id, param_int(rq, "version"), param_text(rq, "key"), &s, photos)) != OK)
		return refused(rq, e);
	return go_on(rq, p.c);
}
