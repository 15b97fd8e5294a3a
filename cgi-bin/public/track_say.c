/* The forms of the follow page, and who has opened its sender's contact. */
#include "config.h"
#include "cgi-bin/public/track.h"

#include "cgi-bin/public/pages.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/secret.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_beside.h"
#include "lib/store/store_sender.h"

#include "lib/base/banned.h"

/* What he said last of the result. */
static enum err
show_rated(struct request *rq, struct view *v, const struct followed *f)
{
	struct rating_row r;
	enum err e = store_rating_last(rq->db, rq->arena, f->c->id, &r);

	if (e == OK)
		view_str(v, "Page.Rated", text_getf(rq->lang, "Rating.%d", r.answer));
	return e == ERR_NOT_FOUND ? OK : e;
}

/* "It has come back" is a report: with its ticket, and where its sender was told before. */
static enum err
show_again(struct request *rq, struct view *v, const struct followed *f)
{
	/* Shown again after a mistake, key and ticket stay. */
	const char *key = param_typed(rq, "more") != NULL ? param_text(rq, "key") : random_token(rq->arena);
	struct sender_wish w;
	enum err e = store_sender_wish(rq->db, rq->arena, f->c->id, &w);

	view_str(v, "Page.Say.AgainKey", key);
	if (e == OK)
		view_str(v, "Page.Say.Contact", w.masked_email != NULL ? w.masked_email : w.masked_phone);
	return e == OK || e == ERR_NOT_FOUND ? show_ticket(rq, v, key) : e;
}

enum err
show_say(struct request *rq, struct view *v, const struct followed *f)
{
	const struct follow_now n = track_now(f);
	const struct follow_may may = follow_may(&n, clock_now());
	bool asked = false;
	enum err e;

	for (size_t i = 0; i < f->n_events; i++)
		asked = asked || f->events[i].kind == ACT_C_WITHDRAW_ASKED;
	view_str(v, "Page.Say.Pass", f->pass);
	view_str(v, "Page.Say.AddKey", may.add ? random_token(rq->arena) : NULL);
	view_str(v, "Page.Say.WithdrawKey", may.withdraw ? random_token(rq->arena) : NULL);
	view_str(v, "Page.Say.AskKey", may.ask && !asked ? random_token(rq->arena) : NULL);
	view_str(v, "Page.Say.RateKey", may.rate ? random_token(rq->arena) : NULL);
	view_bool(v, "Page.Say.Reopens", may.rate && !may.again);
	if (may.again && (e = show_again(rq, v, f)) != OK)
		return e;
	return may.rate || may.again ? show_rated(rq, v, f) : OK;
}

void
show_openings(struct request *rq, struct view *v, const struct followed *f)
{
	for (size_t i = 0; i < f->n_events; i++) {
		const struct event_row *e = &f->events[i];
		const char *why = text_pick(rq->lang, e->reason_zh, e->reason_en);
		struct view *o;

		if (e->kind != ACT_C_REVEALED)
			continue;
		o = view_item(v, "Page.Openings");
		view_str(o, "When", show_time(rq->arena, rq->lang, e->at));
		view_str(o, "WhenIso", show_instant(rq->arena, e->at));
		view_str(o, "Who", text_pick(rq->lang, e->role_zh, e->role_en));
		view_str(o, "Why", why != NULL ? why : request_text(rq, "Text.openings.other"));
	}
}
