/* Finding cases: by number, phone, words and filters. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/url.h"
#include "lib/base/utf8.h"
#include "lib/rule/refno.h"
#include "lib/service/search_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum { BRIEF_MAX = 90, BRIEF_BEFORE = 24 };	/* characters of a long text, and before its first hit */

/* --- numbers ------------------------------------------------------------------ */

enum err
desk_find_case(struct request *rq, const char *typed, int64_t *case_id)
{
	char number[REFNO_MAX];
	int year;
	int64_t n;

	if (refno_complaint_parse(typed, &year, &n))
		return store_case_of_complaint(rq->db, n, case_id);
	if (typed[0] == '#' && parse_i64(typed + 1, 1, INT64_MAX, case_id))
		return OK;
	if (!refno_case_parse(typed, &year, &n))
		return err_raise(ERR_NOT_FOUND, "no number");
	refno_case(number, year, n);
	return store_case_id_by_number(rq->db, number, case_id);
}

/* A complaint that is no case yet, for those who may make it one. */
static enum err
find_waiting(struct request *rq, const char *typed, int64_t *id)
{
	struct complaint_row *c;
	int year;
	enum err e;

	if (!desk_may(rq, PERM_FILE) || !refno_complaint_parse(typed, &year, id))
		return err_raise(ERR_NOT_FOUND, "no number");
	if ((e = store_complaint_by_id(rq->db, rq->arena, *id, &c)) != OK)
		return e;
	return civil_of(c->received_at).year == year ? OK : err_raise(ERR_NOT_FOUND, "of another year");
}

/* Goes to the case or complaint whose number was typed whole; ERR_NOT_FOUND when it is none. */
static enum err
jump(struct request *rq, const char *q)
{
	struct case_page p = { 0 };
	int64_t id;
	enum err e = desk_find_case(rq, q, &id);

	if (e == OK)
		e = case_page_read(rq, id, &p);
	if (e == OK)
		return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)id));
	if (e == ERR_NOT_FOUND && (e = find_waiting(rq, q, &id)) == OK)
		return reply_redirect(rq, arena_printf(rq->arena, "/desk/complaint?id=%lld", (long long)id));
	return e;
}

/* --- what is asked -------------------------------------------------------------- */

static const char *const ints[] = { "class", "unit", "grid", "state" };
static const char *const days[] = { "from", "until" };

static struct search_ask
ask_of(struct request *rq)
{
	struct search_ask ask = { .class_id = param_int(rq, "class"), .unit_id = param_int(rq, "unit"),
		.cell_id = param_int(rq, "grid"), .state = (int32_t)param_int(rq, "state"),
		.before_id = param_int(rq, "before") };

	search_parse(rq->arena, param_text(rq, "q"), day_of(clock_now()), &ask.q);
	if (param_has(rq, "from") || param_has(rq, "until")) {
		ask.from_day = param_has(rq, "from") ? param_date(rq, "from") : 0;
		ask.until_day = param_has(rq, "until") ? param_date(rq, "until") + 1 : INT32_MAX;
	}
	return ask;
}

/* The page's address with what was asked, with or without the filters. */
static const char *
address(struct request *rq, bool filters)
{
	struct buf b;

	buf_init(&b, rq->arena);
	buf_str(&b, "/desk/find?q=");
	url_encode(&b, param_text(rq, "q") != NULL ? param_text(rq, "q") : "");
	for (size_t i = 0; filters && i < N(ints); i++)
		if (param_has(rq, ints[i]))
			buf_printf(&b, "&%s=%lld", ints[i], (long long)param_int(rq, ints[i]));
	for (size_t i = 0; filters && i < N(days); i++)
		if (param_has(rq, days[i]))
			buf_printf(&b, "&%s=%s", days[i], time_local_date(rq->arena, day_start(param_date(rq, days[i]))));
	if (param_has(rq, "caller"))
		buf_printf(&b, "&caller=%s", param_text(rq, "caller"));
	return b.s;
}

/* --- filters --------------------------------------------------------------------- */

static void
show_lists(struct request *rq, struct view *v, const struct office_lists *l)
{
	struct view *f = show_filter(v, "class", "Field.class.Label", "select");

	for (size_t i = 0; i < l->n_classes; i++)
		show_option(f, l->classes[i].id, text_pick(rq->lang, l->classes[i].name_zh, l->classes[i].name_en),
		    param_int(rq, "class"));
	f = show_filter(v, "unit", "Field.unit.Label", "select");
	for (size_t i = 0; i < l->n_units; i++)
		show_option(f, l->units[i].id, text_pick(rq->lang, l->units[i].name_zh, l->units[i].name_en),
		    param_int(rq, "unit"));
	f = show_filter(v, "grid", "Field.grid.Label", "select");
	for (size_t i = 0; i < l->n_base; i++)
		show_option(f, l->base[i].id, text_pick(rq->lang, l->base[i].name_zh, l->base[i].name_en), param_int(rq, "grid"));
}

static void
show_states_and_days(struct request *rq, struct view *v)
{
	struct view *f = show_filter(v, "state", "Text.queue.state", "select");

	for (int s = CS_REGISTERED; s <= CS_VOID; s++) {
		const char *name = text_find(rq->lang, arena_printf(rq->arena, "State.%d.Name", s));

		if (name != NULL)
			show_option(f, s, name, param_int(rq, "state"));
	}
	for (size_t i = 0; i < N(days); i++) {
		f = show_filter(v, days[i], i == 0 ? "Text.find.from" : "Text.find.until", "date");
		if (param_has(rq, days[i]))
			view_str(f, "Value", time_local_date(rq->arena, day_start(param_date(rq, days[i]))));
		else
			view_str(f, "Value", param_typed(rq, days[i]));
	}
}

/* --- hits ------------------------------------------------------------------------ */

static void
part(struct view *v, const char *list, const char *s, size_t n, bool hit, struct arena *a)
{
	struct view *p;

	if (n == 0)
		return;
	p = view_add_item(v, list);
	view_str(p, "Text", arena_strndup(a, s, n));
	view_bool(p, "Hit", hit);
}

/* Where a long text is cut so that its first hit is seen: a byte at which a character begins. */
static size_t
cut_before(const char *s, size_t hit)
{
	size_t from = hit;

	for (int i = 0; i < BRIEF_BEFORE && from > 0; i++)
		do
			from--;
		while (from > 0 && ((unsigned char)s[from] & 0xC0) == 0x80);
	return from;
}

/* A text in pieces, those that were looked for as hits; long ones around the first of them. */
static void
show_parts(struct view *v, struct request *rq, const char *list, const struct search_query *q, const char *s)
{
	struct search_span spans[SEARCH_SPANS_MAX];
	struct folded f = { 0 };
	size_t n, at = 0, end;

	if (s == NULL)
		return;
	fold_text(rq->arena, s, &f);
	n = search_spans(&f, q, spans);
	if (n > 0 && utf8_cut(s, BRIEF_MAX) < spans[0].until) {
		at = cut_before(s, spans[0].from);
		part(v, list, "…", strlen("…"), false, rq->arena);
	}
	end = at + utf8_cut(s + at, BRIEF_MAX);
	for (size_t i = 0; i < n && spans[i].from < end; i++) {
		part(v, list, s + at, spans[i].from - at, false, rq->arena);
		at = spans[i].until < end ? spans[i].until : end;
		part(v, list, s + spans[i].from, at - spans[i].from, true, rq->arena);
	}
	part(v, list, s + at, end - at, false, rq->arena);
	if (s[end] != '\0')
		part(v, list, "…", strlen("…"), false, rq->arena);
}

static void
show_hit(struct view *v, struct request *rq, const struct office_lists *l, const struct search_query *q,
    const struct search_hit *h)
{
	const struct search_doc *d = h->doc;
	const struct queue_row *r = &d->row;

	show_row(v, rq, l, r);
	show_parts(v, rq, "NumberParts", q, r->number);
	show_parts(v, rq, "TitleParts", q, text_pick(rq->lang, d->class_zh, d->class_en));
	show_parts(v, rq, "BriefParts", q, r->description);
	show_parts(v, rq, "PlaceParts", q, r->address);
	show_parts(v, rq, "GridParts", q, text_pick(rq->lang, d->cell_zh, d->cell_en));
	show_parts(v, rq, "UnitParts", q, text_pick(rq->lang, d->unit_zh, d->unit_en));
	show_parts(v, rq, "ExtraParts", q, h->extra);
}

static void
show_hits(struct request *rq, struct view *v, const struct office_lists *l, const struct search_query *q,
    const struct search_page *page)
{
	for (size_t i = 0; i < page->n; i++)
		show_hit(view_item(v, "Page.Rows"), rq, l, q, &page->hits[i]);
	if (page->next_id != 0)
		view_strf(v, "Page.Next", "%s&before=%lld", address(rq, true), (long long)page->next_id);
	view_bool(v, "Page.Unfinished", page->unfinished);
	view_bool(v, "Page.Behind", page->behind);
}

/* Those that are no case yet stand above, on the first page, for whoever makes cases of them. */
static enum err
show_waiting(struct request *rq, struct view *v, const struct search_ask *ask, const unsigned char *phone_hash)
{
	struct service sv = show_service(rq);
	struct waiting_row *rows;
	size_t n = 0;
	enum err e = OK;

	if (desk_may(rq, PERM_FILE) && ask->before_id == 0)
		e = search_waiting(&sv, ask, phone_hash, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *r = view_item(v, "Page.Waiting");
		const char *class = text_pick(rq->lang, rows[i].class_zh, rows[i].class_en);
		char number[REFNO_MAX];

		refno_complaint(number, civil_of(rows[i].received_at).year, rows[i].id);
		view_strf(r, "Url", "/desk/complaint?id=%lld", (long long)rows[i].id);
		show_parts(r, rq, "NumberParts", &ask->q, number);
		show_parts(r, rq, "TitleParts", &ask->q, class != NULL ? class : request_text(rq, "Text.receipt.no_class"));
		show_parts(r, rq, "BriefParts", &ask->q, rows[i].description);
		show_parts(r, rq, "PlaceParts", &ask->q, rows[i].address);
		show_parts(r, rq, "ExtraParts", &ask->q, rows[i].ext_number);
		view_text(r, "State", rows[i].state == CP_SUSPECT ? "Queue.suspects.Label" : "Queue.complaints.Label");
		view_str(r, "Received", show_time_short(rq->arena, rq->lang, rows[i].received_at));
		show_due(r, rq, rows[i].accept_due, USEC_NONE);
	}
	return e;
}

/* --- the page -------------------------------------------------------------------- */

static void
show_asked(struct request *rq, struct view *v, const struct search_ask *ask)
{
	const bool month = ask->q.has_days && ask->q.until_day - ask->q.from_day > 1;

	view_str(v, "Page.Query", param_typed(rq, "q"));
	view_bool(v, "Page.Empty", search_is_empty(ask));
	view_bool(v, "Page.MoreTerms", ask->q.more_terms);
	view_bool(v, "Page.Filtered", ask->class_id != 0 || ask->unit_id != 0 || ask->cell_id != 0 ||
	    ask->state != 0 || ask->until_day != 0);
	view_str(v, "Page.ClearUrl", address(rq, false));
	if (ask->q.has_days)
		view_str(v, "Page.Days", text_fill1(rq->arena, rq->lang, "Text.find.days", arena_printf(rq->arena, "%.*s",
		    month ? 7 : 10, time_local_date(rq->arena, day_start(ask->q.from_day)))));
}

static bool
read_hash(const char *hex, unsigned char out[HASH_LEN])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < HASH_LEN; i++) {
		const char *hi = strchr(digits, hex[2 * i]), *lo = strchr(digits, hex[2 * i + 1]);

		if (hi == NULL || lo == NULL)
			return false;
		out[i] = (unsigned char)((hi - digits) << 4 | (lo - digits));
	}
	return true;
}

/* The cases of a phone that this person has just looked up. */
static enum err
show_caller(struct request *rq, struct view *v, const struct office_lists *l, const struct actor *who)
{
	struct service sv = show_service(rq);
	const struct search_query none = { .n = 0 };
	unsigned char hash[HASH_LEN];
	struct search_page page;
	enum err e;

	if (!desk_may(rq, PERM_CONTACT) || !read_hash(param_text(rq, "caller"), hash))
		return err_raise(ERR_NOT_FOUND, "no such caller");
	if ((e = search_caller(&sv, who, hash, param_int(rq, "before"), &page)) != OK)
		return e;
	view_bool(v, "Page.Caller", true);
	show_hits(rq, v, l, &none, &page);
	return show_waiting(rq, v, &(struct search_ask){ .before_id = param_int(rq, "before") }, hash);
}

static enum err
show_found(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	struct search_ask ask = ask_of(rq);
	const struct office_lists *l;
	struct search_page page;
	const struct actor who = office_reader(rq->user, PERM_MAX);
	enum err e = office_lists(&sv, &l);

	if (e != OK)
		return e;
	if (param_has(rq, "caller"))
		return show_caller(rq, v, l, &who);
	show_asked(rq, v, &ask);
	show_lists(rq, v, l);
	show_states_and_days(rq, v);
	if (rq->failure != OK || search_is_empty(&ask))
		return OK;
	if ((e = search_cases(&sv, &ask, &who, &page)) != OK)
		return e;
	show_hits(rq, v, l, &ask.q, &page);
	return show_waiting(rq, v, &ask, NULL);
}

enum err
page_find(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.find.page");
	const char *q = param_text(rq, "q");
	enum err e = q != NULL && rq->failure == OK ? jump(rq, q) : ERR_NOT_FOUND;

	if (e != ERR_NOT_FOUND)
		return e;
	if ((e = show_found(rq, v)) != OK)
		return e;
	return reply_page(rq, "desk/find.cs");
}

/*
 * The search field.  It is sent as a form, so that a phone number stands in no
 * address: what is shown in the end names the phone by its keyed hash.
 */
enum err
page_find_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const char *q = param_text(rq, "q"), *phone = q != NULL ? param_phone(rq->arena, q) : NULL;
	unsigned char hash[HASH_LEN];
	struct actor who;
	struct buf b;
	int64_t hits;
	enum err e = q != NULL ? jump(rq, q) : ERR_NOT_FOUND;

	if (e != ERR_NOT_FOUND)
		return e;
	if (phone == NULL)
		return reply_redirect(rq, address(rq, true));
	if (!desk_may(rq, PERM_CONTACT)) {
		param_refuse(rq, "q", "Err.phone_search");
		return ERR_INVALID;
	}
	if ((e = office_actor(&sv, rq->user, PERM_CONTACT, &who)) != OK ||
	    (e = search_phone(&sv, &who, phone, hash, &hits)) != OK)
		return e;
	buf_init(&b, rq->arena);
	buf_str(&b, "/desk/find?caller=");
	buf_hex(&b, hash, HASH_LEN);
	return reply_redirect(rq, b.s);
}
