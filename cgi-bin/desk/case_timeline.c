/* The ledger as people read it, with photos where they were taken. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "cgi-bin/web/request.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"

#include "lib/base/banned.h"

/* What the lines have in common, read once. */
struct line_ctx {
	struct request *rq;
	int64_t case_id;	/* each line leads to the case as it stood then */
	const struct office_lists *lists;
	const struct file_link_row *files;	/* of the case and of its complaints */
	size_t n_files;
};

/* A result in the words of its step: true or untrue, passed or failed, yes or no. */
static const char *
result_word(struct request *rq, const char *name, int32_t kind, int64_t v)
{
	const bool yes = v == RESULT_YES, result = strcmp(name, "result") == 0;

	if (result && kind == ACT_VERIFY_RESULT)
		return request_text(rq, yes ? "Result.true" : "Result.untrue");
	if (result && (kind == ACT_CALL_BACK || kind == ACT_REPLY))
		return request_text(rq, yes ? "Result.satisfied" : "Result.dissatisfied");
	if (result && kind == ACT_CHECK_RESULT)
		return request_text(rq, yes ? "Result.pass" : "Result.fail");
	return request_text(rq, yes ? "Result.yes" : "Result.no");
}

/* The details worth a line; identifiers that only machines need stay in the ledger. */
static const char *
detail_value(const struct line_ctx *x, int32_t event, const char *name, int64_t v, const char **label)
{
	static const struct {
		const char *name, *label;
		char kind;	/* u unit, k class, t time, m metres, p no position, c clock,
				   n number, o origin, r yes or no,
				   R role, w why a deputy holds it */
	} known[] = {
		{ "unit", "Field.unit.Label", 'u' }, { "due", "Text.case.clock_promise", 't' },
		{ "original_due", "Field.original_due.Label", 't' }, { "result", "Field.result.Label", 'r' },
		{ "standard", "Field.factor_standard.Label", 'r' }, { "photos", "Field.factor_photos.Label", 'r' },
		{ "check", "Field.factor_check.Label", 'r' }, { "fault", "Field.fault.Label", 'r' },
		{ "far", "Field.far.Label", 'm' }, { "no_position", "Field.point.Label", 'p' },
		{ "clock", "Field.clock.Label", 'c' }, { "member", "Part.2.Label", 'u' },
		{ "owner", "Part.3.Label", 'u' }, { "amount", "Field.amount.Label", 'n' },
		{ "until", "Field.date.Label", 't' }, { "batch", "Field.batch.Label", 'n' },
		{ "same_fault", "Field.same_fault.Label", 'r' }, { "false_feedback", "Field.false_feedback.Label", 'r' },
		{ "origin", "Field.origin.Label", 'o' }, { "for", "Text.power.for", 'R' }, { "why", "Text.power.why", 'w' },
		{ "squad", "Field.squad.Label", 'u' }, { "class", "Field.class.Label", 'k' },
		{ "was_class", "Field.was_class.Label", 'k' }, { "was_due", "Field.was_due.Label", 't' },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(known[i].name, name) != 0)
			continue;
		*label = known[i].label;
		switch (known[i].kind) {
		case 'u': return office_name(x->lists, NAMES_UNIT, v, x->rq->lang);
		case 't': return show_time(x->rq->arena, x->rq->lang, v);
		case 'm': return text_fill1(x->rq->arena, x->rq->lang, "Text.case.metres",
		    arena_printf(x->rq->arena, "%lld", (long long)v));
		case 'k': return office_name(x->lists, NAMES_CLASS, v, x->rq->lang);
		case 'p': return request_text(x->rq, "Text.case.no_position");
		case 'n': return arena_printf(x->rq->arena, "%lld", (long long)v);
		case 'R': return text_getf(x->rq->lang, "Role.%lld", (long long)v);
		case 'w': return text_getf(x->rq->lang, "Text.power.why_%lld", (long long)v);
		case 'o': return text_getf(x->rq->lang, "Origin.%lld", (long long)v);
		case 'c': return text_getf(x->rq->lang, "Side.%lld", (long long)v);
		default: return result_word(x->rq, name, event, v);
		}
	}
	return NULL;
}

static void
show_details(struct view *v, const struct line_ctx *x, int32_t event, struct blob detail)
{
	char *text = arena_strndup(x->rq->arena, detail.data, detail.len), *line, *save = NULL;

	for (line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		char *eq = strchr(line, '=');
		const char *label = NULL, *value;
		struct view *note;
		int64_t n;

		if (eq == NULL)
			continue;
		*eq = '\0';
		if (!parse_i64(eq + 1, INT64_MIN, INT64_MAX, &n) || (value = detail_value(x, event, line, n, &label)) == NULL)
			continue;
		note = view_item(v, "Notes");
		view_text(note, "Label", label);
		view_str(note, "Value", value);
	}
}

static bool
is_late_mark(int32_t kind)
{
	return kind == ACT_LATE_VERIFY || kind == ACT_LATE_SIGN || kind == ACT_LATE_CHECK || kind == ACT_LATE_STAGE ||
	    kind == ACT_LATE_SIDE || kind == ACT_OVERDUE;
}

static void
show_line(struct view *page, const struct line_ctx *x, const struct event_row *e)
{
	struct view *v = view_part(page, "Page.Events", "desk/event.cs");
	struct request *rq = x->rq;
	struct buf hash;

	view_int(v, "Seq", e->seq);
	view_str(v, "Code", action_code((enum action)e->kind));
	view_str(v, "Name", event_name(rq, e));
	view_str(v, "When", show_time(rq->arena, rq->lang, e->at));
	view_str(v, "WhenIso", show_instant(rq->arena, e->at));
	if (x->case_id != 0)
		view_strf(v, "Past", "/desk/case?id=%lld&at=%lld", (long long)x->case_id, (long long)e->at);
	if (e->client_at != USEC_NONE && (e->at - e->client_at >= USEC_MIN || e->client_at - e->at >= USEC_MIN))
		view_str(v, "Written", show_time(rq->arena, rq->lang, e->client_at));
	view_str(v, "Who", event_person(rq, e));
	if (e->role_id != 0)
		view_str(v, "Role", text_getf(rq->lang, "Role.%lld", (long long)e->role_id));
	view_str(v, "Unit", text_pick(rq->lang, e->unit_zh, e->unit_en));
	if (e->from_state != e->to_state && e->from_state != 0) {
		view_str(v, "From", text_getf(rq->lang, "State.%d.Name", e->from_state));
		view_str(v, "To", text_getf(rq->lang, "State.%d.Name", e->to_state));
	}
	if (e->reason_id != 0)
		view_lines(v, "Text", text_pick(rq->lang, e->reason_zh, e->reason_en));
	view_lines(v, "Text", e->destroyed ? request_text(rq, "Event.destroyed.Name") : e->text);
	view_str(v, "Late", is_late_mark(e->kind) ? request_text(rq, "Event.late") : NULL);
	show_event_look(v, e->kind);
	show_details(v, x, e->kind, e->detail);
	for (size_t i = 0; i < x->n_files; i++)
		if (x->files[i].subject_kind == SUBJECT_CASE && x->files[i].event_seq == e->seq)
			show_photos(v, rq, "Photos", "/desk/photo/", &x->files[i], 1, 0);
	buf_init(&hash, rq->arena);
	buf_hex(&hash, e->hash.data, e->hash.len < 6 ? e->hash.len : 6);
	view_str(v, "Hash", hash.s);
}

/* Whether the chain that is shown holds. */
static void
show_ledger(struct request *rq, struct view *v, const struct event_row *events, size_t n)
{
	const char *why = NULL;

	for (size_t i = 0; i < n && why == NULL; i++)
		(void)ledger_follows(rq->arena, i > 0 ? &events[i - 1].ledger : NULL, &events[i].ledger, &why);
	view_str(v, "Page.LedgerOk", why != NULL ? request_text(rq, "Text.case.ledger_bad") :
	    text_fill1(rq->arena, rq->lang, "Text.case.ledger_ok", arena_printf(rq->arena, "%zu", n)));
}

enum err
show_timeline(struct request *rq, struct view *v, const struct case_page *p)
{
	struct service sv = show_service(rq);
	struct line_ctx x = { .rq = rq, .case_id = p->c->id, .files = p->files, .n_files = p->n_files };
	struct event_row *events;
	size_t n;
	enum err e;

	if ((e = office_lists(&sv, &x.lists)) != OK ||
	    (e = office_event_lines(&sv, x.lists, SUBJECT_CASE, p->c->id, &events, &n)) != OK)
		return e;
	while (p->at != 0 && n > 0 && events[n - 1].at > p->at)
		n--;
	for (size_t i = n; i > 0; i--)
		show_line(v, &x, &events[i - 1]);
	show_ledger(rq, v, events, n);
	return OK;
}

const char *
event_person(struct request *rq, const struct event_row *e)
{
	return e->user_name != NULL ? e->user_name : request_text(rq, "Role.26");
}

const char *
event_name(struct request *rq, const struct event_row *e)
{
	return text_getf(rq->lang, "Event.%s.Name", action_code((enum action)e->kind));
}

enum err
case_last_event(struct request *rq, int64_t case_id, struct event_row **out)
{
	struct event_row *events;
	size_t n;
	enum err e = store_events(rq->db, rq->arena, SUBJECT_CASE, case_id, &events, &n);

	if (e != OK)
		return e;
	while (n > 0 && is_late_mark(events[n - 1].kind))
		n--;
	*out = n > 0 ? &events[n - 1] : NULL;
	return OK;
}

enum err
show_conflict(struct request *rq, struct view *v, const struct case_page *p)
{
	struct event_row *last;
	enum err e = case_last_event(rq, p->c->id, &last);

	if (e != OK || last == NULL)
		return e;
	view_str(v, "Page.Conflict.Who", event_person(rq, last));
	view_str(v, "Page.Conflict.When", show_time(rq->arena, rq->lang, last->at));
	view_str(v, "Page.Conflict.What", event_name(rq, last));
	view_strf(v, "Page.Conflict.Url", "/desk/case?id=%lld", (long long)p->c->id);
	view_str(v, "Page.Conflict.Text", param_text(rq, "note"));
	return OK;
}

/* Only the files that were there at the page's instant. */
static void
keep_until(struct case_page *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_files; i++)
		if (p->files[i].added_at <= p->at)
			p->files[n++] = p->files[i];
	p->n_files = n;
}

/* Before and after beside each other: the report and the first look against the result. */
enum err
show_case_photos(struct request *rq, struct view *v, struct case_page *p)
{
	static const struct {
		int part;
		bool after;
	} parts[] = { { PHOTO_REPORT, false }, { PHOTO_VERIFY, false }, { PHOTO_BEFORE, false },
		{ PHOTO_AFTER, true }, { PHOTO_CHECK, true } };
	enum err e = store_files_of_case(rq->db, rq->arena, p->c->id, &p->files, &p->n_files);

	if (e == OK && p->at != 0)
		keep_until(p);
	for (size_t i = 0; e == OK && i < N(parts); i++)
		show_photos(v, rq, parts[i].after ? "Page.After" : "Page.Before", "/desk/photo/", p->files, p->n_files,
		    parts[i].part);
	return e;
}
