/* Drawing what a sender sees of his complaint. */
#include "config.h"
#include "cgi-bin/public/track.h"

#include "cgi-bin/public/pages.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/refno.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_door.h"

#include "lib/base/banned.h"

/* The way in five steps: at which of them the case is now; 5 when all are done. */
static int
step_of(const struct followed *f)
{
	int32_t s = f->k != NULL ? f->k->state : 0;

	if (s < CS_FILED)
		return 1;
	if (s < CS_FEEDBACK || s == CS_REWORK_PENDING)
		return 2;
	if (s < CS_CLOSED)
		return 3;
	return 5;
}

static void
show_steps(struct view *v, struct request *rq, const struct followed *f)
{
	static const char *const labels[] = { "Text.track.step_received", "Text.track.step_filed",
		"Text.track.step_handling", "Text.track.step_check", "Text.track.step_closed" };
	const usec_t when[] = { f->c->received_at, f->k != NULL ? f->k->filed_at : USEC_NONE,
		f->k != NULL ? f->k->dispatched_at : USEC_NONE, f->k != NULL ? f->k->fed_back_at : USEC_NONE,
		f->k != NULL ? f->k->closed_at : USEC_NONE };
	const int now = step_of(f);

	/* Refused, withdrawn, void: no way to show. */
	if (f->c->state >= CP_REFUSED || (f->k != NULL && (f->k->state == CS_NOT_ACCEPTED || f->k->state == CS_VOID)))
		return;
	for (int i = 0; i < (int)N(labels); i++) {
		struct view *s = view_item(v, "Page.Steps");

		view_text(s, "Label", labels[i]);
		view_str(s, "Kind", i < now ? "done" : i == now ? "now" : "todo");
		if (i < now)
			view_str(s, "When", show_time_short(rq->arena, rq->lang, when[i]));
	}
}

/* What a citizen is told of an event: the office's inner steps stay inside. */
static bool
is_told(int32_t kind)
{
	static const enum action told[] = { ACT_ORDER_VERIFY, ACT_VERIFY_RESULT, ACT_FILE, ACT_FILE_CHIEF,
		ACT_REFUSE, ACT_BACK_TO_UPPER, ACT_VOID, ACT_DISPATCH, ACT_DISPATCH_AGREED, ACT_INSTRUCT,
		ACT_REDISPATCH, ACT_INCOMPLETE_SEND, ACT_SIGN, ACT_FEEDBACK, ACT_ORDER_CHECK, ACT_CHECK_RESULT,
		ACT_REWORK, ACT_REWORK_SEND, ACT_CLOSE, ACT_CLOSE_CHIEF, ACT_IMPORT_FILED,
		ACT_IMPORT_DISPATCHED, ACT_IMPORT_FEEDBACK, ACT_IMPORT_CLOSED, ACT_C_RECEIVED,
		ACT_C_REGISTERED, ACT_C_JOINED, ACT_C_REVEALED, ACT_C_TOLD, ACT_C_RATED, ACT_C_ADDED,
		ACT_C_WITHDRAWN, ACT_C_WITHDRAW_ASKED, ACT_C_CONFIRM_ASKED, ACT_C_CONFIRMED, ACT_C_WISHED };

	for (size_t i = 0; i < N(told); i++)
		if ((int32_t)told[i] == kind)
			return true;
	return false;
}

const char *
track_event(struct request *rq, const struct event_row *e)
{
	return is_told(e->kind) ? text_getf(rq->lang, "Event.%s.Public", action_code((enum action)e->kind)) : NULL;
}

static void
show_event(struct view *v, struct request *rq, const struct event_row *e)
{
	struct view *h;

	if (!is_told(e->kind))
		return;
	h = view_item(v, "Page.History");
	view_str(h, "Name", track_event(rq, e));
	view_str(h, "When", show_time(rq->arena, rq->lang, e->at));
	view_str(h, "WhenIso", show_instant(rq->arena, e->at));
	show_event_look(h, e->kind);
}

struct follow_now
track_now(const struct followed *f)
{
	const struct track_row *k = f->k;
	struct follow_now n = { .complaint = f->c->state, .state_at = f->c->state_at, .stage_due = f->c->accept_due,
		.due_at = USEC_NONE, .closed_at = USEC_NONE, .reopen_until = USEC_NONE };

	if (k == NULL)
		return n;
	n.state = k->state;
	n.merged = k->merged;
	n.has_unit = k->unit_id != 0;
	n.stage_due = k->stage_due;
	n.due_at = k->due_at;
	n.closed_at = k->closed_at;
	n.reopen_until = k->reopen_until;
	for (size_t i = 0; i < f->n_events && n.was == CS_NONE; i++)
		if (f->events[i].to_state == CS_ARCHIVED)
			n.was = f->events[i].from_state;
	return n;
}

const char *
track_state(struct request *rq, int32_t state)
{
	const struct follow_now n = { .complaint = CP_REGISTERED, .state = state };

	return text_getf(rq->lang, "Follow.%s.Name", follow_word(&n));
}

struct said
track_said(struct request *rq, const struct followed *f)
{
	const struct follow_now n = track_now(f);
	const char *word = follow_word(&n), *unit = NULL;
	const usec_t by = follow_by(&n);
	const enum lang l = rq->lang;
	struct arena *a = rq->arena;

	if (follow_by_unit(&n))
		unit = office_name(f->lists, NAMES_UNIT, f->k->unit_id, l);
	if (unit == NULL)
		unit = text_get(l, "Follow.unit");
	return (struct said){ .name = text_getf(l, "Follow.%s.Name", word), .where = text_getf(l, "Follow.%s.Where", word),
		.who = text_fill1(a, l, arena_printf(a, "Follow.%s.Who", word), unit),
		.by = by != USEC_NONE ? text_fill1(a, l, arena_printf(a, "Follow.%s.By", word), show_time(a, l, by)) :
		    text_get(l, "Follow.no_date"),
		.next = text_getf(l, "Follow.%s.Next", word), .can = text_getf(l, "Follow.%s.Can", word) };
}

const char *
track_class(struct request *rq, const struct followed *f)
{
	return f->c->class_id != 0 ? office_name(f->lists, NAMES_CLASS, f->c->class_id, rq->lang) :
	    request_text(rq, "Text.receipt.no_class");
}

/* Where, who, by when, what next, what he can do: a sentence each. */
static void
show_now(struct view *t, struct request *rq, const struct followed *f)
{
	const struct follow_now n = track_now(f);
	const struct said s = track_said(rq, f);

	view_str(t, "StateName", s.name);
	view_str(t, "Public", s.where);
	view_str(t, "Who", s.who);
	view_str(t, "By", s.by);
	view_str(t, "Next", s.next);
	view_str(t, "Can", s.can);
	if (!follow_over(&n))
		show_due(t, rq, follow_by(&n), USEC_NONE);
	view_str(t, "Icon", !follow_over(&n) ? NULL : n.state == CS_CLOSED || n.was == CS_CLOSED ? "ok" : "no");
	if (f->k == NULL)
		return;
	view_int(t, "StateNo", f->k->state);
	view_str(t, "CaseNumber", f->k->number);
	view_bool(t, "Hazard", f->k->hazard && !follow_over(&n));
}

enum err
track_place(struct request *rq, const struct complaint_row *c, const char **out)
{
	struct service sv = show_service(rq);
	const struct community_row *in = NULL;
	const bool named = c->address != NULL && c->address[0] != '\0';
	enum err e = named || c->community_code == NULL ? OK : office_community(&sv, c->community_code, &in);

	*out = named ? c->address : in != NULL ? text_pick(rq->lang, in->name_zh, in->name_en) : NULL;
	return e;
}

enum err
track_show(struct request *rq, const struct followed *f)
{
	struct view *v = public_view(rq, "Text.track.page"), *t = view_sub(v, "Page.Track");
	char number[REFNO_MAX];
	const char *place;
	enum err e = track_place(rq, f->c, &place);

	if (e != OK)
		return e;
	refno_complaint(number, civil_of(f->c->received_at).year, f->c->id);
	reply_secret(rq);
	view_bool(v, "Page.NoIndex", true);
	/* The answer to a POST; in another language it opens by the pass that came with it. */
	view_str(v, "Page.Url.zh", "/track?lang=zh");
	view_str(v, "Page.Url.en", "/track?lang=en");
	view_str(v, "Page.Url.look", rq->large ? "/track?look=usual" : "/track?look=large");
	view_str(t, "Number", number);
	view_str(t, "ReceivedAt", show_time(rq->arena, rq->lang, f->c->received_at));
	view_str(t, "Class", track_class(rq, f));
	view_str(t, "Place", place);
	view_lines(t, "Words", f->c->description);
	show_now(t, rq, f);
	show_openings(rq, v, f);
	view_lines(v, "Page.Answer", f->c->answer);
	show_steps(v, rq, f);
	for (size_t i = 0; i < f->n_events; i++)
		show_event(v, rq, &f->events[i]);
	show_photos(v, rq, "Page.Before", "/photo/", f->files, f->n_files, PHOTO_REPORT);
	show_photos(v, rq, "Page.After", "/photo/", f->files, f->n_files, PHOTO_AFTER);
	if ((e = show_privacy_kept(rq, v, f->c->id)) != OK || (e = show_outlook(rq, view_sub(v, "Page.Promise"), f->k != NULL && f->k->class_id != 0 ? f->k->class_id :
	    f->c->class_id, f->k != NULL ? f->k->unit_id : 0)) != OK ||
	    (e = show_promises(rq, view_sub(v, "Page.Promise"), f)) != OK || (e = show_say(rq, v, f)) != OK || (e = show_wish(rq, v, f)) != OK)
		return e;
	return reply_page(rq, "public/track.cs");
}
