/* Robots at the door: the form's ticket, and what is doubtful about a report. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/service/doubt_ops.h"

#include "lib/base/banned.h"

enum err
show_ticket(struct request *rq, struct view *v, const char *key)
{
	struct service sv = show_service(rq);
	char *ticket;
	enum err e;

	view_int(v, "Page.Form.ProofBits", rq->conf->proof_bits);
	view_bool(v, "Page.Form.TooMany", rq->failure == ERR_TOO_MANY);
	if (param_has(rq, "ticket")) {		/* shown again: it counts from the first time */
		view_str(v, "Page.Form.Ticket", param_text(rq, "ticket"));
		return OK;
	}
	if ((e = doubt_ticket(&sv, key, &ticket)) == OK)
		view_str(v, "Page.Form.Ticket", ticket);
	return e;
}

enum err
report_doubts(struct request *rq, int32_t *doubts)
{
	struct service sv = show_service(rq);
	const struct doubt_form f = { .key = param_text(rq, "key"), .ticket = param_text(rq, "ticket"),
		.proof = param_text(rq, "proof"), .trap = param_text(rq, "website") };

	return doubt_of_form(&sv, &f, doubts);
}

void
report_way(const struct request *rq, struct complaint_form *f)
{
	if (!param_has(rq, "way"))
		return;
	f->confidential = param_choice(rq, "way") == 2;
	if (param_choice(rq, "way") == 0)
		f->name = f->phone = f->email = NULL;
}

enum err
page_report_ticket(struct request *rq)
{
	struct service sv = show_service(rq);
	char *ticket;
	enum err e = doubt_ticket(&sv, param_text(rq, "key"), &ticket);

	return e == OK ? reply_json(rq, arena_printf(rq->arena, "{\"ticket\":\"%s\"}", ticket)) : e;
}
