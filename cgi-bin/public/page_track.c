/* Following a complaint by number and code. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_follow.h"

#include "lib/base/banned.h"

enum err
track_read(struct request *rq, const struct follow_row *row, struct followed *f)
{
	/* The result is shown when the office stands behind it. */
	const bool over = row->k.id != 0 && state_is_final((enum case_state)row->k.state);
	struct service sv = show_service(rq);
	enum err e;

	f->c = &row->c;
	f->k = row->k.id != 0 ? &row->k : NULL;
	if ((e = office_lists(&sv, &f->lists)) != OK ||
	    (e = store_follow_events(rq->db, rq->arena, row->c.id, &f->events, &f->n_events)) != OK ||
	    (e = store_follow_files(rq->db, rq->arena, row->c.id, &f->files, &f->n_files)) != OK)
		return e;
	while (!over && f->n_files > 0 && f->files[f->n_files - 1].subject_kind == SUBJECT_CASE)
		f->n_files--;	/* those of the complaint come first */
	return OK;
}

/* The page of whom a pass names; ERR_NOT_FOUND when it is none. */
static enum err
show_by_pass(struct request *rq, const char *pass)
{
	struct service sv = show_service(rq);
	struct followed f = { .pass = pass };
	struct follow_row *row;
	int64_t id;
	enum err e = pass != NULL ? complaint_of_pass(&sv, pass, &id) : ERR_NOT_FOUND;

	if (e != OK || (e = complaint_followed(&sv, id, &row)) != OK || (e = track_read(rq, row, &f)) != OK)
		return e;
	return track_show(rq, &f);
}

enum err
page_track(struct request *rq)
{
	if (rq->method == GET && (rq->lang_chosen || rq->look_chosen) && show_by_pass(rq, request_cookie(rq, COOKIE_PASS)) == OK)
		return OK;
	(void)public_view(rq, "Text.track.page");
	show_errors(rq);
	return reply_page(rq, "public/track.cs");
}

enum err
page_track_form(struct request *rq)
{
	show_errors(rq);
	return show_by_pass(rq, param_text(rq, "pass"));
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
	if (e != OK || (e = complaint_pass(&sv, row->c.id, &pass)) != OK || (e = track_read(rq, row, &f)) != OK)
		return e;
	reply_cookie(rq, COOKIE_PASS, pass, 86400);
	f.pass = pass;
	return track_show(rq, &f);
}
