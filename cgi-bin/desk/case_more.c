/* Facts of a case beside its own columns: who else acts, and what letters went out. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"

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
