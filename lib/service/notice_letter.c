#include "config.h"
#include "lib/service/notice_letter.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/text.h"
#include "lib/part/view.h"
#include "lib/rule/account.h"
#include "lib/rule/refno.h"
#include "lib/rule/workflow.h"
#include "lib/service/sender_wish.h"

#include "lib/base/banned.h"

enum { BOOK_SHIFTS = 1000 };	/* a book's subject: day and shift in one number */

char *
notice_number(struct arena *a, int32_t subject_kind, int64_t subject_id, const char *case_number, usec_t received_at)
{
	char number[REFNO_MAX];

	if (case_number != NULL)
		return arena_strdup(a, case_number);
	if (subject_kind == SUBJECT_BOOK) {
		int y, m, d;

		date_of_day((int32_t)(subject_id / BOOK_SHIFTS), &y, &m, &d);
		return arena_printf(a, "%04d-%02d-%02d", y, m, d);
	}
	if (subject_kind != SUBJECT_COMPLAINT || received_at == USEC_NONE)
		return arena_printf(a, "#%lld", (long long)subject_id);
	refno_complaint(number, civil_of(received_at).year, subject_id);
	return arena_strdup(a, number);
}

int64_t
notice_book_id(int32_t day, int64_t shift_id)
{
	return (int64_t)day * BOOK_SHIFTS + shift_id;
}

static char *
month_path(struct arena *a, int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return arena_printf(a, "/desk/month?month=%04d-%02d", y, m);
}

char *
notice_path(struct arena *a, int32_t subject_kind, int64_t id)
{
	int y, m, d;

	if (subject_kind == SUBJECT_POWER)
		return arena_strdup(a, "/desk/duty/powers");
	if (subject_kind == SUBJECT_MONTH)
		return month_path(a, (int32_t)id);
	if (subject_kind != SUBJECT_BOOK)
		return arena_printf(a, "/desk/%s?id=%lld", subject_kind == SUBJECT_CASE ? "case" :
		    subject_kind == SUBJECT_MATTER ? "matter" : subject_kind == SUBJECT_FINDING ? "finding" :
		    subject_kind == SUBJECT_APPEAL ? "appeal" : subject_kind == SUBJECT_MEASURE ? "measure" : "complaint", (long long)id);
	date_of_day((int32_t)(id / BOOK_SHIFTS), &y, &m, &d);
	return arena_printf(a, "/desk/duty/book?day=%04d-%02d-%02d&shift=%lld", y, m, d, (long long)(id % BOOK_SHIFTS));
}

static const char *
house_name(const struct conf *c, enum lang lang)
{
	return text_pick(lang, c->office_name, c->office_name_en);
}

const char *
notice_event(enum lang lang, int32_t kind)
{
	const char *text = kind >= FX_PROPOSED && kind <= MX_REFUSED ? text_getf(lang, "AccountStep.%d", (int)kind) :
	    kind >= NOTICE_MATTER_SOON && kind <= NOTICE_KIND_LAST ? text_getf(lang, "Notice.%d", (int)kind) :
	    text_getf(lang, "Event.%s.Name", action_code((enum action)kind));

	return strncmp(text, "Event.", 6) == 0 ? text_get(lang, "Mail.sender.progress") : text;
}

/* What happened: for staff by the event's name, for its sender in the words of the follow page. */
static const char *
event_text(const struct letter_row *r, enum lang lang)
{
	const char *code = action_code((enum action)r->kind), *text;

	if (r->complaint_id == 0)
		return notice_event(lang, r->kind);
	text = text_getf(lang, "Event.%s.Public", code);
	/* Not every step has words for outside; its sender can look. */
	return strncmp(text, "Event.", 6) == 0 ? text_get(lang, "Mail.sender.progress") : text;
}

/* A sender knows his own number; staff know the case's. */
static const char *
number_of(struct arena *a, const struct letter_row *r)
{
	if (r->complaint_id != 0)
		return notice_number(a, SUBJECT_COMPLAINT, r->complaint_id, NULL, r->received_at);
	return notice_number(a, r->subject_kind, r->subject_id, r->number, r->received_at);
}

const char *
notice_about(enum lang lang, int32_t subject_kind, const char *class_zh, const char *class_en)
{
	if (class_zh != NULL)
		return text_pick(lang, class_zh, class_en);
	if (subject_kind >= SUBJECT_FINDING && subject_kind <= SUBJECT_MEASURE)
		return text_get(lang, subject_kind == SUBJECT_FINDING ? "Text.finding.one" : subject_kind == SUBJECT_APPEAL ?
		    "Text.appeal.one" : "Text.measure.one");
	if (subject_kind == SUBJECT_MONTH)
		return text_get(lang, "Text.month.page");
	return text_get(lang, subject_kind == SUBJECT_MATTER ? "Text.matter.page" : subject_kind == SUBJECT_BOOK ?
	    "Text.book.page" : subject_kind == SUBJECT_POWER ? "Text.power.page" : "Text.receipt.no_class");
}

static const char *
class_of(const struct letter_row *r, enum lang lang)
{
	return notice_about(lang, r->subject_kind, r->class_zh, r->class_en);
}

static char *
url_of(struct service *sv, const struct letter_row *r)
{
	const char *base = sv->conf->base_url;

	if (r->complaint_id != 0)
		return arena_printf(sv->arena, "%s/track", base);
	return arena_printf(sv->arena, "%s%s", base, notice_path(sv->arena, r->subject_kind, r->subject_id));
}

static void
add_line(struct view *item, const char *label, const char *value)
{
	struct view *line;

	if (value == NULL || value[0] == '\0')
		return;
	line = view_item(item, "Lines");
	view_text(line, "Label", label);
	view_str(line, "Value", value);
}

static void
fill_item(struct service *sv, struct view *v, const struct letter_row *r, enum lang lang)
{
	struct view *item = view_item(v, "Letter.Items");
	const bool over = state_is_final((enum case_state)r->state);

	view_str(item, "Title", event_text(r, lang));
	view_bool(item, "Hazard", r->hazard);
	view_str(item, "Url", url_of(sv, r));
	add_line(item, "Mail.label.number", number_of(sv->arena, r));
	if (r->subject_kind <= SUBJECT_CASE)
		add_line(item, "Mail.label.class", class_of(r, lang));
	if (r->complaint_id != 0) {
		/* Words of the office to the sender, once there are any. */
		if (r->complaint_state == CP_REFUSED || over)
			add_line(item, "Mail.label.answer", r->answer);
		return;
	}
	if (!r->confidential)
		add_line(item, "Mail.label.place", r->address);
	if (r->state != 0)
		add_line(item, "Mail.label.state", text_getf(lang, "State.%d.Name", r->state));
	if (!over && r->stage_due != USEC_NONE)
		add_line(item, "Mail.label.due", time_local(sv->arena, r->stage_due));
}

/* Of a sender's letter: how to confirm, and how to end them. */
static enum err
show_wishes(struct service *sv, struct view *v, const struct letter_row *r)
{
	struct wish_tokens t;
	enum err e;

	if (r->round == 0)
		return OK;
	if ((e = sender_tokens(sv, r->complaint_id, r->round, &t)) != OK)
		return e;
	if (!r->confirmed)
		view_strf(v, "Letter.Confirm", "%s/confirm/%s", sv->conf->base_url, t.token);
	view_strf(v, "Letter.Stop", "%s/notices/%s", sv->conf->base_url, t.stop);
	return OK;
}

static char *
subject_of(struct service *sv, const struct letter_row *rows, size_t n, enum lang lang)
{
	struct arena *a = sv->arena;
	const struct letter_row *r = &rows[0];

	if (n > 1)
		return text_fill2(a, lang, "Mail.digest.subject", house_name(sv->conf, lang),
		    arena_printf(a, "%zu", n));
	if (r->complaint_id != 0)
		return text_fill2(a, lang, "Mail.sender.subject", number_of(a, r), event_text(r, lang));
	return text_fill3(a, lang, r->hazard ? "Mail.staff.hazard_subject" : "Mail.staff.subject", event_text(r, lang),
	    class_of(r, lang), number_of(a, r));
}

enum err
letter_words_make(struct service *sv, struct views *views, const struct letter_row *rows, size_t n,
    struct letter_words *out)
{
	CLEANUP(view_freep) struct view *v = NULL;
	const enum lang lang = lang_of_code(rows[0].lang);
	struct letter_words w = { .lang = lang, .subject = subject_of(sv, rows, n, lang) };
	struct buf text, html;
	enum err e = view_new(views, sv->arena, lang, &v);

	if (e != OK)
		return e;
	buf_init(&text, sv->arena);
	buf_init(&html, sv->arena);
	view_str(v, "Letter.Lang", lang_code(lang));
	view_str(v, "Letter.Subject", w.subject);
	view_str(v, "Letter.Office", house_name(sv->conf, lang));
	view_str(v, "Letter.Phone", sv->conf->office_phone[0] != '\0' ? sv->conf->office_phone : NULL);
	view_bool(v, "Letter.ToSender", rows[0].complaint_id != 0);
	view_bool(v, "Letter.Digest", n > 1);
	view_strf(v, "Letter.Settings", "%s/desk/inbox/settings", sv->conf->base_url);
	if ((e = show_wishes(sv, v, &rows[0])) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		fill_item(sv, v, &rows[i], lang);
	if ((e = view_render_plain(v, "mail/letter_text.cs", &text)) != OK ||
	    (e = view_render(v, "mail/letter.cs", &html)) != OK)
		return e;
	w.text = text.s;
	w.html = html.s;
	*out = w;
	return OK;
}

/* The digits that confirm a number; NULL when nothing is asked. */
static const char *
code_of(struct service *sv, const struct letter_row *r)
{
	struct wish_tokens t;

	if (r->round == 0 || r->confirmed || sender_tokens(sv, r->complaint_id, r->round, &t) != OK)
		return NULL;
	return arena_strdup(sv->arena, t.code);
}

char *
letter_short(struct service *sv, const struct letter_row *r)
{
	struct arena *a = sv->arena;
	const enum lang lang = lang_of_code(r->lang);
	const char *args[] = { house_name(sv->conf, lang), event_text(r, lang),
		r->complaint_id != 0 ? number_of(a, r) : class_of(r, lang), r->complaint_id != 0 ? url_of(sv, r) : number_of(a, r) };

	const char *code = code_of(sv, r);

	if (code != NULL)
		return text_fill3(a, lang, "Mail.sender.short_code", house_name(sv->conf, lang), number_of(a, r), code);
	return text_fill(a, lang, r->complaint_id != 0 ? "Mail.sender.short" :
	    r->hazard ? "Mail.staff.hazard_short" : "Mail.staff.short", args, 4);
}
