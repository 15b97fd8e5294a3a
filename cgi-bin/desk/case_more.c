/* Facts of a case beside its own columns: who else acts, what letters went out, what its senders said of it. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_door.h"

#include "lib/base/banned.h"

static enum err
show_units(struct request *rq, const struct case_page *p)
{
	struct case_unit_row *rows;
	size_t n;
	enum err e = store_case_units(rq->db, rq->arena, p->c->id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		const struct case_unit_row *r = &rows[i];

		if (r->part == PART_LEAD)
			continue;	/* stands above */
		show_fact(p->facts, rq, arena_printf(rq->arena, "Part.%d.Label", r->part),
		    text_fill2(rq->arena, rq->lang, "Text.case.part", text_pick(rq->lang, r->unit_zh, r->unit_en),
		    r->part != PART_MEMBER ? "" : request_text(rq, r->done_at != USEC_NONE ? "Text.case.part_done" :
		    r->signed_at != USEC_NONE ? "Text.case.part_signed" : "Text.case.part_open")));
	}
	return e;
}

static enum err
show_letters(struct request *rq, const struct case_page *p)
{
	struct supervision_letter *rows;
	size_t n;
	enum err e = store_supervision_letters(rq->db, rq->arena, p->c->id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		const struct supervision_letter *r = &rows[i];

		if (r->signed_at != USEC_NONE)
			show_fact(p->facts, rq, "Field.letter.Label", text_fill3(rq->arena, rq->lang, "Text.case.letter",
			    arena_printf(rq->arena, "%d", r->year), arena_printf(rq->arena, "%d", r->no),
			    show_time_short(rq->arena, rq->lang, r->due)));
		else if (r->dropped_at == USEC_NONE)
			show_fact(p->facts, rq, "Field.letter.Label", request_text(rq, "Text.case.letter_draft"));
	}
	return e;
}

/* An answer to a question of its class; what two senders said alike stands once. */
static void
show_reply(struct request *rq, struct view *facts, const struct reply_row *rows, size_t i)
{
	struct view *f;

	for (size_t k = 0; k < i; k++)
		if (strcmp(rows[k].text_zh, rows[i].text_zh) == 0 && strcmp(rows[k].answer, rows[i].answer) == 0)
			return;
	f = view_item(facts, "Page.Facts");
	view_str(f, "Label", text_pick(rq->lang, rows[i].text_zh, rows[i].text_en));
	view_str(f, "Value", rows[i].answer);
	view_bool(f, "Wide", true);
}

enum err
show_senders_facts(struct request *rq, const struct case_page *p, const struct complaint_row *rows, size_t n)
{
	struct reply_row *replies;
	size_t n_replies;
	enum err e = store_case_replies(rq->db, rq->arena, p->c->id, p->at != 0 ? p->at : INT64_MAX, &replies, &n_replies);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < i && (rows[k].community_zh == NULL || rows[i].community_zh == NULL ||
		    strcmp(rows[k].community_zh, rows[i].community_zh) != 0))
			k++;
		if (k == i && rows[i].community_zh != NULL)
			show_fact(p->facts, rq, "Text.place.community",
			    text_pick(rq->lang, rows[i].community_zh, rows[i].community_en));
	}
	for (size_t i = 0; i < n_replies; i++)
		show_reply(rq, p->facts, replies, i);
	return OK;
}

enum err
show_open_members(struct request *rq, struct view *action, const struct case_page *p)
{
	struct case_unit_row *rows;
	const char *names = "";
	size_t n;
	enum err e = store_case_units(rq->db, rq->arena, p->c->id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].part == PART_MEMBER && rows[i].done_at == USEC_NONE)
			names = arena_printf(rq->arena, "%s%s%s", names, names[0] != '\0' ? request_text(rq, "Text.case.list_sep") : "",
			    text_pick(rq->lang, rows[i].unit_zh, rows[i].unit_en));
	if (e == OK && names[0] != '\0')
		view_str(action, "Warn", text_fill1(rq->arena, rq->lang, "Text.case.members_open", names));
	return e;
}

enum err
show_case_more(struct request *rq, const struct case_page *p)
{
	const struct case_row *c = p->c;
	enum err e = c->has_members || c->substitute ? show_units(rq, p) : OK;

	return e == OK && (c->letter_draft || c->supervise > SUPERVISE_URGE) ? show_letters(rq, p) : e;
}
