/*
 * "anjuan refusal" and "anjuan answer": letters to a sender.  They say what was
 * decided, on what grounds, whom to ask and how to object: what he was told
 * (lib/rule/follow.h), and nothing of how the office came to it.
 */
#include "config.h"
#include "batch/job_sheet.h"

#include <string.h>

#include "batch/pdf/pdf_doc.h"
#include "batch/sheet.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/rule/follow.h"
#include "lib/rule/refno.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

struct citizen {
	const char *number;
	struct complaint_row *c;
	struct case_row *k;		/* NULL: no case was made of it */
	struct case_names *names;
	const char *word;		/* follow_word() */
	const char *reason_zh, *reason_en;
	usec_t decided;
};

static enum err
read_complaint(struct paper_run *r, struct citizen *d)
{
	int64_t id;
	int year;
	enum err e;

	d->number = r->args.v[PAPER_COMPLAINT];
	if (!refno_complaint_parse(d->number, &year, &id))
		return err_raise(ERR_INVALID, "\"%s\" is no report's number", d->number);
	e = store_complaint_by_id(r->sv.db, r->sv.arena, id, &d->c);
	if (e == ERR_NOT_FOUND || (e == OK && civil_of(d->c->received_at).year != year))
		return err_raise(ERR_NOT_FOUND, "there is no report %s", d->number);
	return e;
}

/* The state an archived case had before. */
static enum err
state_before(struct paper_run *r, const struct citizen *d, int32_t *was)
{
	struct stage_row *g;
	size_t n;
	enum err e = store_stages(r->sv.db, r->sv.arena, d->k->id, &g, &n);

	*was = CS_NONE;
	for (size_t i = 0; i < n && e == OK; i++)
		if (g[i].state != CS_ARCHIVED)
			*was = g[i].state;
	return e;
}

static enum err
read_case(struct paper_run *r, struct citizen *d)
{
	struct follow_now now = { .complaint = d->c->state, .state_at = d->c->state_at, .stage_due = USEC_NONE,
		.due_at = USEC_NONE, .closed_at = USEC_NONE, .reopen_until = USEC_NONE };
	int64_t id;
	enum err e = store_case_of_complaint(r->sv.db, d->c->id, &id);

	if (e == OK && ((e = store_case_by_id(r->sv.db, r->sv.arena, id, &d->k)) != OK ||
	    (e = store_case_names(r->sv.db, r->sv.arena, id, &d->names)) != OK || (e = state_before(r, d, &now.was)) != OK))
		return e;
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (d->k != NULL) {
		now.state = d->k->state;
		now.closed_at = d->k->closed_at;
		now.has_unit = d->k->unit_id != 0;
		now.merged = d->k->parent_case != 0;
	}
	d->word = follow_word(&now);
	if (d->word == NULL || !follow_over(&now))
		return err_raise(ERR_CONFLICT, "report %s is not decided yet", d->number);
	d->decided = follow_by(&now);
	return OK;
}

/* The reason he was given, and the day he was told. */
static enum err
read_told(struct paper_run *r, struct citizen *d)
{
	struct event_row *rows;
	size_t n;
	enum err e = store_events(r->sv.db, r->sv.arena, SUBJECT_COMPLAINT, d->c->id, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		if (rows[i].kind == ACT_C_REFUSED || rows[i].kind == ACT_C_ANSWERED) {
			d->reason_zh = rows[i].reason_zh;
			d->reason_en = rows[i].reason_en;
			d->decided = rows[i].at;
		}
	return e;
}

static bool
is_refusal(const struct citizen *d)
{
	return strcmp(d->word, "refused") == 0 || strcmp(d->word, "s19") == 0 || strcmp(d->word, "archived_refused") == 0;
}

static bool
is_answer(const struct citizen *d)
{
	return strcmp(d->word, "s50") == 0 || strcmp(d->word, "s52") == 0 || strcmp(d->word, "archived") == 0 ||
	    strcmp(d->word, "archived_special") == 0;
}

static enum err
read_citizen(struct paper_run *r, struct citizen **out)
{
	struct citizen *d = arena_new_of(r->sv.arena, struct citizen);
	enum err e;

	if ((e = read_complaint(r, d)) == OK && (e = read_case(r, d)) == OK && (e = read_told(r, d)) == OK)
		*out = d;
	return e;
}

static enum err
read_refusal(struct paper_run *r, void **data)
{
	struct citizen *d;
	enum err e = read_citizen(r, &d);

	if (e == OK && !is_refusal(d))
		return err_raise(ERR_CONFLICT, "report %s was not refused", d->number);
	if (e == OK)
		*data = d;
	return e;
}

static enum err
read_answer(struct paper_run *r, void **data)
{
	struct citizen *d;
	enum err e = read_citizen(r, &d);

	if (e == OK && !is_answer(d))
		return err_raise(ERR_CONFLICT, "the case of report %s is not closed", d->number);
	if (e == OK)
		*data = d;
	return e;
}

/* --- drawing --------------------------------------------------------------- */

static void
draw_head(struct sheet *s, const struct citizen *d, const char *title)
{
	const struct pdf_gov_head head = { .mark = s->office,
		.number = sheet_fill(s, "Paper.Citizen.Number", d->number) };

	pdf_gov_draw_head(&s->f, &head);
	pdf_gov_title(&s->f, title);
	pdf_gov_addressee(&s->f, sheet_text(s, "Paper.Citizen.To"));
	sheet_para(s, sheet_fill(s, "Paper.Citizen.Received", sheet_day(s, d->c->received_at), d->number,
	    d->c->description != NULL ? d->c->description : "—"));
	if (d->c->address != NULL && d->c->address[0] != '\0')
		sheet_para(s, sheet_fill(s, "Paper.Citizen.Place", d->c->address));
}

/* Whom to ask, and what to do when one does not agree. */
static void
draw_rights(struct sheet *s, const struct citizen *d)
{
	sheet_h1(s, "Paper.Citizen.Ask");
	sheet_para(s, sheet_fill(s, "Paper.Citizen.AskText", s->office, s->phone, d->number));
	sheet_h1(s, "Paper.Citizen.Object");
	sheet_close(s, sheet_fill(s, "Paper.Citizen.ObjectText", s->phone, d->number), d->decided);
}

static struct pdf *
draw_refusal(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct citizen *d = data;
	const char *reason = text_pick(r->lang, d->reason_zh, d->reason_en);
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Refusal.File", d->number), d->decided);
	draw_head(&s, d, sheet_text(&s, "Paper.Refusal.Title"));
	sheet_h1(&s, "Paper.Citizen.Decided");
	sheet_para(&s, sheet_fill(&s, "Paper.Refusal.Decided", sheet_day(&s, d->decided)));
	sheet_h1(&s, "Paper.Citizen.Grounds");
	if (reason != NULL && reason[0] != '\0')
		sheet_para(&s, sheet_fill(&s, "Paper.Refusal.Reason", reason));
	if (d->c->answer != NULL && d->c->answer[0] != '\0')
		sheet_para(&s, d->c->answer);
	else if (reason == NULL || reason[0] == '\0')
		sheet_para(&s, sheet_text(&s, "Paper.Refusal.NoReason"));
	draw_rights(&s, d);
	sheet_page_numbers(&s);
	return s.p;
}

static struct pdf *
draw_answer(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct citizen *d = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };
	const char *unit = text_pick(r->lang, d->names->unit_zh, d->names->unit_en);

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Answer.File", d->number), d->decided);
	draw_head(&s, d, sheet_text(&s, "Paper.Answer.Title"));
	sheet_h1(&s, "Paper.Citizen.Decided");
	sheet_para(&s, text_getf(s.lang, "Follow.%s.Where", d->word));
	if (d->c->answer != NULL && d->c->answer[0] != '\0')
		sheet_para(&s, d->c->answer);
	sheet_h1(&s, "Paper.Answer.How");
	sheet_para(&s, unit != NULL && unit[0] != '\0' ?
	    sheet_fill(&s, "Paper.Answer.By", sheet_day(&s, d->k->filed_at), unit, sheet_day(&s, d->k->closed_at)) :
	    sheet_fill(&s, "Paper.Answer.ByNobody", sheet_day(&s, d->k->closed_at)));
	draw_rights(&s, d);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_refusal = { "refusal", read_refusal, draw_refusal };
const struct paper_def paper_answer = { "answer", read_answer, draw_answer };
