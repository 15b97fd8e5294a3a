/* Following a complaint by number and code. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/workflow.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_follow.h"

#include "lib/base/banned.h"

/* All that the page is made of. */
struct followed {
	const struct complaint_row *c;
	const struct track_row *k;	/* NULL while there is no case */
	const struct office_lists *lists;
	struct event_row *events;	/* of both, the newest first */
	struct file_link_row *files;	/* of both, the complaint's first */
	size_t n_events, n_files;
};

static enum err
read_all(struct request *rq, const struct follow_row *row, struct followed *f)
{
	/* The result is shown when the office stands behind it. */
	const bool over = row->k.id != 0 && state_is_final((enum case_state)row->k.state);
	struct service sv = show_service(rq);
	enum err e;

	f->c = &row->c;
	f->k = row->k.id != 0 ? &row->k : NULL;
	if ((e = office_lists(&sv, &f->lists)) != OK ||
	    (e = store_follow_events(rq->db, rq->arena, row->c.id, row->k.id, &f->events, &f->n_events)) != OK)
		return e;
	return store_follow_files(rq->db, rq->arena, row->c.id, over ? row->k.id : 0, &f->files, &f->n_files);
}

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
		ACT_C_REGISTERED, ACT_C_JOINED, ACT_C_REVEALED, ACT_C_TOLD };

	for (size_t i = 0; i < N(told); i++)
		if ((int32_t)told[i] == kind)
			return true;
	return false;
}

static void
show_event(struct view *v, struct request *rq, const struct event_row *e)
{
	struct view *h;

	if (!is_told(e->kind))
		return;
	h = view_item(v, "Page.History");
	view_str(h, "Name", text_getf(rq->lang, "Event.%s.Public", action_code((enum action)e->kind)));
	view_str(h, "When", show_time(rq->arena, rq->lang, e->at));
	view_str(h, "WhenIso", time_iso(rq->arena, e->at));
	show_event_look(h, e->kind);
}

static void
show_now(struct view *t, struct request *rq, const struct followed *f)
{
	const struct track_row *k = f->k;

	if (k == NULL) {
		view_str(t, "StateName", text_getf(rq->lang, "Complaint.%d.Name", f->c->state));
		view_str(t, "Public", text_getf(rq->lang, "Complaint.%d.Public", f->c->state));
		view_str(t, "Icon", f->c->state >= CP_REFUSED ? "no" : NULL);
		if (f->c->state <= CP_SUSPECT)
			show_due(t, rq, f->c->accept_due, USEC_NONE);
	} else {
		view_int(t, "StateNo", k->state);
		view_str(t, "StateName", text_getf(rq->lang, "State.%d.Name", k->state));
		view_str(t, "Public", text_getf(rq->lang, "State.%d.Public", k->state));
		view_str(t, "CaseNumber", k->number);
		view_str(t, "Icon", k->state == CS_NOT_ACCEPTED || k->state == CS_VOID ? "no" :
		    state_is_final((enum case_state)k->state) ? "ok" : NULL);
		/* Once dispatched it is the unit's promise that counts for the sender, before that the step's. */
		if (!state_is_final((enum case_state)k->state))
			show_due(t, rq, k->due_at != USEC_NONE ? k->due_at : k->stage_due, USEC_NONE);
	}
	if (k == NULL || !state_is_final((enum case_state)k->state))
		view_str(t, "Who", k != NULL && (k->state == CS_DISPATCHED || k->state == CS_HANDLING) ?
		    office_name(f->lists, NAMES_UNIT, k->unit_id, rq->lang) : request_text(rq, "Text.track.office"));
}

static enum err
show_track(struct request *rq, const struct followed *f)
{
	struct view *v = public_view(rq, "Text.track.page"), *t = view_sub(v, "Page.Track");
	char number[REFNO_MAX];

	refno_complaint(number, civil_of(f->c->received_at).year, f->c->id);
	reply_secret(rq);
	view_bool(v, "Page.NoIndex", true);
	/* The answer to a POST; in another language it opens by the pass that came with it. */
	view_str(v, "Page.Url.zh", "/track?lang=zh");
	view_str(v, "Page.Url.en", "/track?lang=en");
	view_str(t, "Number", number);
	view_str(t, "ReceivedAt", show_time(rq->arena, rq->lang, f->c->received_at));
	view_str(t, "Class", f->c->class_id != 0 ? office_name(f->lists, NAMES_CLASS, f->c->class_id, rq->lang) :
	    request_text(rq, "Text.receipt.no_class"));
	view_str(t, "Place", f->c->address);
	view_lines(t, "Words", f->c->description);
	show_now(t, rq, f);
	view_lines(v, "Page.Answer", f->c->answer);
	show_steps(v, rq, f);
	for (size_t i = 0; i < f->n_events; i++)
		show_event(v, rq, &f->events[i]);
	show_photos(v, rq, "Page.Before", "/photo/", f->files, f->n_files, PHOTO_REPORT);
	show_photos(v, rq, "Page.After", "/photo/", f->files, f->n_files, PHOTO_AFTER);
	return reply_page(rq, "public/track.cs");
}

enum err
page_track(struct request *rq)
{
	struct service sv = show_service(rq);
	struct followed f = { 0 };
	struct follow_row *row;
	const char *pass = request_cookie(rq, COOKIE_PASS);
	int64_t id;

	if (rq->method == GET && rq->lang_chosen && pass != NULL && complaint_of_pass(&sv, pass, &id) == OK &&
	    complaint_followed(&sv, id, &row) == OK && read_all(rq, row, &f) == OK)
		return show_track(rq, &f);
	(void)public_view(rq, "Text.track.page");
	show_errors(rq);
	return reply_page(rq, "public/track.cs");
}

enum err
page_track_show(struct request *rq)
{
	struct service sv = show_service(rq);
	struct followed f = { 0 };
	struct follow_row *row;
	char *pass;
	enum err e = complaint_unlock(&sv, param_text(rq, "number"), param_text(rq, "code"),
	    rq->addr_prefix, &row);

	if (e == ERR_NOT_FOUND) {
		param_refuse(rq, "code", "Text.track.wrong");
		return ERR_INVALID;
	}
	if (e != OK || (e = complaint_pass(&sv, row->c.id, &pass)) != OK || (e = read_all(rq, row, &f)) != OK)
		return e;
	reply_cookie(rq, COOKIE_PASS, pass, 86400);
	return show_track(rq, &f);
}
