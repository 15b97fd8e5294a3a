/*
 * What stands beside a case's steps: who has it open, where it lies in its
 * queue, texts to choose, precedents, and what speaks for and against a return.
 */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_desk.h"
#include "lib/store/store_place.h"
#include "lib/store/store_precedent.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { PRECEDENT_DAYS = 730 };

/* The slice one came from: named in ?in=, else the queue of the state the case was in. */
static bool
slice_of_case(struct request *rq, struct slice *p)
{
	if (slice_of_word(rq, param_text(rq, "in"), p))
		return true;
	*p = (struct slice){ .q = queue_of_state(rq, (int32_t)param_int(rq, "was")) };
	return p->q != NULL;
}

/* After a step: the next case of the slice this one came from, for two hundred a day. */
enum err
show_next(struct request *rq, struct view *v, const struct case_page *p)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct queue_filter f;
	struct queue_row *rows;
	struct slice slice;
	size_t n, i = 0;
	enum err e;

	if (!slice_of_case(rq, &slice))
		return OK;
	view_str(v, "Page.Act.In", slice_word(rq->arena, &slice));
	view_str(v, "Page.Back.Url", slice_url(rq->arena, &slice));
	view_str(v, "Page.Back.Label", text_fill1(rq->arena, rq->lang, "Text.case.back",
	    text_getf(rq->lang, "Queue.%s.Label", slice.q->code)));
	if (p->c->state == (int32_t)slice.q->state) {
		view_strf(v, "Page.Skip", "/desk/next?in=%s&id=%lld", slice_word(rq->arena, &slice), (long long)p->c->id);
		return OK;
	}
	f = slice_filter(rq, &slice);
	f.max = 2;
	if ((e = office_lists(&sv, &l)) != OK || (e = store_queue(rq->db, rq->arena, &f, &rows, &n)) != OK)
		return e;
	while (i < n && rows[i].id == p->c->id)
		i++;
	if (i < n)
		show_row_of(view_sub(v, "Page.Next"), rq, l, &rows[i], slice_word(rq->arena, &slice));
	return OK;
}

/* Where one goes on after a step from a slice. */
const char *
case_after_step(struct request *rq, const struct case_row *before)
{
	struct slice slice;

	if (!slice_of_word(rq, param_text(rq, "in"), &slice))
		return arena_printf(rq->arena, "/desk/case?id=%lld&was=%d", (long long)before->id, before->state);
	if (desk_opens_next(rq))
		return arena_printf(rq->arena, "/desk/next?in=%s&id=%lld", slice_word(rq->arena, &slice),
		    (long long)before->id);
	return arena_printf(rq->arena, "/desk/case?id=%lld&in=%s", (long long)before->id, slice_word(rq->arena, &slice));
}

void
show_claim(struct request *rq, struct view *v, const struct case_page *p)
{
	const struct case_names *k = p->names;
	const bool held = k->claim_by != 0 && k->claim_until > clock_now();

	if (queue_of_state(rq, p->c->state) == NULL)
		return;			/* it waits for others: who only reads holds nothing up */
	view_bool(v, "Page.Claim.May", true);
	view_int(v, "Page.Claim.Minutes", p->office->claim_minutes);
	if (held && k->claim_by != rq->user->id)
		view_str(v, "Page.Claim.Note", text_fill2(rq->arena, rq->lang, "Text.case.open_by", k->claim_name,
		    show_time_short(rq->arena, rq->lang, k->claim_since)));
}

enum err
show_canned(struct request *rq, struct view *field, const struct transition *t, int64_t class_id)
{
	struct service sv = show_service(rq);
	const struct canned_row *rows;
	size_t n;
	enum err e = office_canned(&sv, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o;

		if (strcmp(rows[i].action, t->code) != 0 || (rows[i].class_id != 0 && rows[i].class_id != class_id))
			continue;
		o = view_item(field, "Canned");
		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].text_zh, rows[i].text_en));
	}
	return e;
}

const char *
case_note(struct request *rq)
{
	const char *note = param_text(rq, "note");
	struct canned_row *row;

	if (note != NULL || !param_has(rq, "canned") ||
	    store_canned_by_id(rq->db, rq->arena, param_int(rq, "canned"), &row) != OK)
		return note;
	return text_pick(rq->lang, row->text_zh, row->text_en);
}

/* "Municipal works: 14 cases, 2 returned · last ruling: refused". */
static void
show_precedent(struct request *rq, struct view *v, const struct office_lists *l, const struct precedent_row *r)
{
	struct view *line = view_item(v, "Page.Precedents");

	view_str(line, "Unit", office_name(l, NAMES_UNIT, r->unit_id, rq->lang));
	view_str(line, "Text", text_fill3(rq->arena, rq->lang, "Text.case.precedent",
	    arena_printf(rq->arena, "%lld", (long long)r->cases), arena_printf(rq->arena, "%lld", (long long)r->returns),
	    show_time_short(rq->arena, rq->lang, r->last_at)));
	if (r->ruling != 0)
		view_str(line, "Ruling", text_getf(rq->lang, "Event.%s.Name", action_code((enum action)r->ruling)));
}

static enum err
show_duty_ground(struct request *rq, struct view *v, const struct case_row *c)
{
	struct duty_row *duty;
	size_t n, i = 0;
	enum err e = store_duty(rq->db, rq->arena, c->class_id, c->base_cell_id, c->component_id, clock_now(), &duty, &n);

	if (e != OK || n == 0)
		return e;
	while (i < n && duty[i].unit_id != c->unit_id)
		i++;
	view_bool(v, "Page.Return.Named", i < n);
	i = i < n ? i : 0;
	view_str(v, "Page.Return.Duty", text_fill2(rq->arena, rq->lang, "Text.case.duty_basis",
	    text_pick(rq->lang, duty[i].unit_zh, duty[i].unit_en), text_pick(rq->lang, duty[i].basis_zh, duty[i].basis_en)));
	return OK;
}

/* A return: the duty table's word on the unit, and how its earlier ones in this class ended. */
static enum err
show_return(struct request *rq, struct view *v, const struct case_page *p)
{
	struct past_return *rows;
	size_t n;
	enum err e = show_duty_ground(rq, v, p->c);

	view_bool(v, "Page.Return.Show", true);
	if (e == OK)
		e = store_past_returns(rq->db, rq->arena, p->c, clock_now() - PRECEDENT_DAYS * USEC_DAY, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *line = view_item(v, "Page.Return.Past");

		view_strf(line, "Url", "/desk/case?id=%lld", (long long)rows[i].id);
		view_str(line, "Number", rows[i].number);
		view_str(line, "When", show_time_short(rq->arena, rq->lang, rows[i].at));
		view_str(line, "Reason", text_pick(rq->lang, rows[i].reason_zh, rows[i].reason_en));
		view_str(line, "Ruling", rows[i].ruling == 0 ? request_text(rq, "Text.case.no_ruling") :
		    text_getf(rq->lang, "Event.%s.Name", action_code((enum action)rows[i].ruling)));
	}
	return e;
}

enum err
show_precedents(struct request *rq, struct view *v, const struct case_page *p)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct precedent_row *rows;
	uint32_t fields = 0;
	bool anywhere;
	size_t n;
	enum err e;

	for (size_t i = 0; i < p->n_steps; i++)
		fields |= p->steps[i]->need;
	if (p->c->class_id == 0 || ((fields & F_UNIT) == 0 && p->c->state != CS_RETURN_REVIEW) || p->n_steps == 0 ||
	    !desk_may(rq, PERM_SEE_ALL))
		return OK;
	e = store_precedents(rq->db, rq->arena, p->c, clock_now() - PRECEDENT_DAYS * USEC_DAY, &anywhere, &rows, &n);
	if (e != OK || (e = office_lists(&sv, &l)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_precedent(rq, v, l, &rows[i]);
	view_bool(v, "Page.Precedent", true);
	view_bool(v, "Page.Elsewhere", anywhere && n > 0);
	return (p->c->state == CS_RETURN_REVIEW || p->c->state == CS_LEADER_PENDING) && p->c->unit_id != 0 ?
	    show_return(rq, v, p) : OK;
}
