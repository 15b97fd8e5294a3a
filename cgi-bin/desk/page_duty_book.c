/* The hand-over book of a shift: compiled, completed by the outgoing, signed by the incoming, printed. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/duty_ops.h"
#include "lib/store/store_event.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { PART_SHOWN = 3 };	/* of a part before the rest is folded */

/* A book with its shift and the next one. */
struct open_book {
	struct shift_row *shifts;
	size_t n_shifts;
	struct duty_slot slot, next;
	struct book_row *book;		/* NULL: not completed */
	struct book_line *lines;
	size_t n_lines;
};

static enum err
read_slot(struct request *rq, struct open_book *b)
{
	enum err e = store_shifts(rq->db, rq->arena, &b->shifts, &b->n_shifts);

	if (e != OK)
		return e;
	b->slot = param_has(rq, "day") && param_has(rq, "shift") ?
	    duty_slot_of(b->shifts, b->n_shifts, param_date(rq, "day"), param_int(rq, "shift")) :
	    duty_slot_at(b->shifts, b->n_shifts, clock_now());
	if (b->slot.shift == NULL)
		return err_raise(ERR_NOT_FOUND, "no such shift");
	b->next = duty_slot_after(b->shifts, b->n_shifts, &b->slot);
	return OK;
}

/* The lines as they were completed, else as they are now. */
static enum err
read_book(struct request *rq, struct open_book *b)
{
	struct service sv = show_service(rq);
	enum err e = read_slot(rq, b);

	if (e != OK)
		return e;
	e = store_book(rq->db, rq->arena, b->slot.day, b->slot.shift->id, &b->book);
	if (e == OK)
		return store_book_lines(rq->db, rq->arena, b->slot.day, b->slot.shift->id, &b->lines, &b->n_lines);
	if (e != ERR_NOT_FOUND)
		return e;
	err_clear();
	b->book = NULL;
	return duty_compile(&sv, &b->slot, clock_now(), &b->lines, &b->n_lines);
}

static const char *
slot_url(struct request *rq, const struct duty_slot *s)
{
	int y, m, d;

	date_of_day(s->day, &y, &m, &d);
	return arena_printf(rq->arena, "/desk/duty/book?day=%04d-%02d-%02d&shift=%lld", y, m, d, (long long)s->shift->id);
}

static void
show_case_line(struct request *rq, struct view *r, const struct office_lists *l, const struct book_line *b, bool print)
{
	const char *class = office_name(l, NAMES_CLASS, b->class_id, rq->lang);

	view_strf(r, "Url", "/desk/case?id=%lld", (long long)b->case_id);
	view_str(r, "Number", b->number != NULL ? b->number : arena_printf(rq->arena, "#%lld", (long long)b->case_id));
	view_str(r, "Title", class != NULL ? class : request_text(rq, "Text.receipt.no_class"));
	view_str(r, "Place", b->address);
	view_str(r, "Unit", office_name(l, NAMES_UNIT, b->unit_id, rq->lang));
	view_str(r, "State", text_getf(rq->lang, "State.%d.Name", b->state));
	if (print)
		view_str(r, "Due", show_time_short(rq->arena, rq->lang, b->due));
	else
		show_due(r, rq, b->due, USEC_NONE);
}

/* A part: how many, the most urgent in sight, the rest folded. */
static void
show_part(struct request *rq, struct view *p, const struct office_lists *l, const struct open_book *b, int part)
{
	size_t n = 0;

	view_str(p, "Title", text_getf(rq->lang, "Text.book.part_%d", part));
	for (size_t i = 0; i < b->n_lines; i++)
		if (b->lines[i].part == part)
			show_case_line(rq, view_add_item(p, n++ < PART_SHOWN || part == BOOK_HAZARDS ? "Rows" : "Rest"), l, &b->lines[i],
			    b->book != NULL);
	if (n > 0)
		view_int(p, "Count", (int64_t)n);
	if (n > PART_SHOWN && part != BOOK_HAZARDS)
		view_str(p, "More", text_fill1(rq->arena, rq->lang, "Text.book.more",
		    arena_printf(rq->arena, "%zu", n - PART_SHOWN)));
}

/* The parts in their order; what was done as numbers. */
static void
show_lines(struct request *rq, struct view *v, const struct office_lists *l, const struct open_book *b)
{
	static const int order[] = { BOOK_HAZARDS, BOOK_DUE, BOOK_UNSIGNED, BOOK_RETURNS, BOOK_ASKED, BOOK_WAITS };
	int64_t done = 0;

	for (size_t k = 0; k < N(order); k++)
		show_part(rq, view_item(v, "Page.Parts"), l, b, order[k]);
	for (size_t i = 0; i < b->n_lines; i++) {
		struct view *d;

		if (b->lines[i].part != BOOK_DONE)
			continue;
		d = view_item(v, "Page.Done");
		view_str(d, "Label", text_getf(rq->lang, "Event.%s.Name", action_code((enum action)b->lines[i].kind)));
		view_int(d, "N", b->lines[i].n);
		done += b->lines[i].n;
	}
	view_int(v, "Page.DoneCount", done);
}

/* What was written down in a shift: "Page.Entries" of this one, "Page.Before" of the one before (the night's, by the police). */
static enum err
show_entries(struct request *rq, struct view *v, const char *list, const struct duty_slot *s)
{
	struct entry_row *r;
	size_t n;
	enum err e = store_duty_entries(rq->db, rq->arena, s->day, s->shift->id, &r, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *m = view_add_item(v, list);

		view_str(m, "When", show_time_short(rq->arena, rq->lang, r[i].at));
		view_str(m, "Who", text_pick(rq->lang, r[i].user_name, r[i].user_name_en));
		view_lines(m, "Text", r[i].text);
	}
	return e;
}

/* Who stood in the shift. */
static enum err
show_crew(struct request *rq, struct view *v, const struct duty_slot *s)
{
	struct roster_row *r;
	size_t n;
	enum err e = store_roster(rq->db, rq->arena, s->day, s->day + 1, &r, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *m;

		if (r[i].shift_id != s->shift->id)
			continue;
		m = view_item(v, "Page.Crew");
		view_str(m, "Name", text_pick(rq->lang, r[i].user_name, r[i].user_name_en));
		view_str(m, "Role", text_getf(rq->lang, "Role.%d", (int)r[i].role_id));
	}
	return e;
}

static void
show_signatures(struct request *rq, struct view *v, const struct open_book *b)
{
	const struct book_row *k = b->book;

	view_bool(v, "Page.Open", k == NULL && clock_now() >= b->slot.from);
	view_bool(v, "Page.Ahead", clock_now() < b->slot.from);
	view_bool(v, "Page.Now", b->slot.from <= clock_now() && clock_now() < b->slot.until);
	if (k == NULL)
		return;
	view_lines(v, "Page.Note", k->note);
	view_str(v, "Page.Out.Name", text_pick(rq->lang, k->out_name, k->out_name_en));
	view_str(v, "Page.Out.When", show_time(rq->arena, rq->lang, k->out_at));
	view_bool(v, "Page.MaySign", k->in_user == 0 && k->out_user != rq->user->id);
	view_bool(v, "Page.Late", k->out_at > b->slot.until + USEC_HOUR);
	view_bool(v, "Page.ForNext", k->for_next);
	if (k->in_user == 0)
		return;
	view_str(v, "Page.In.Name", text_pick(rq->lang, k->in_name, k->in_name_en));
	view_str(v, "Page.In.When", show_time(rq->arena, rq->lang, k->in_at));
	view_lines(v, "Page.Remark", k->remark);
}

static void
show_head(struct request *rq, struct view *v, const struct open_book *b)
{
	const struct duty_slot before = duty_slot_at(b->shifts, b->n_shifts, b->slot.from - 1);
	int y, m, d;

	date_of_day(b->slot.day, &y, &m, &d);
	view_strf(v, "Page.Day", "%04d-%02d-%02d", y, m, d);
	view_str(v, "Page.Weekday", text_getf(rq->lang, "Text.weekday.%d", weekday_of_day(b->slot.day)));
	view_int(v, "Page.Shift", b->slot.shift->id);
	view_str(v, "Page.ShiftName", text_pick(rq->lang, b->slot.shift->name_zh, b->slot.shift->name_en));
	view_str(v, "Page.Span", arena_printf(rq->arena, "%s – %s", show_time_short(rq->arena, rq->lang, b->slot.from),
	    show_time_short(rq->arena, rq->lang, b->slot.until)));
	if (b->slot.from <= clock_now())
		show_papers_of(rq, v, PAPER_BOOK, arena_printf(rq->arena, "%04d-%02d-%02d.%lld", y, m, d,
		    (long long)b->slot.shift->id), NULL);
	if (before.shift != NULL)
		view_str(v, "Page.Prev", slot_url(rq, &before));
	if (b->next.shift != NULL && b->next.from <= clock_now())
		view_str(v, "Page.Next", slot_url(rq, &b->next));
}

enum err
page_duty_book(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.book.page");
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct open_book b = { 0 };
	struct duty_slot before;
	enum err e = read_book(rq, &b);

	if (e != OK || (e = office_lists(&sv, &l)) != OK || (e = show_crew(rq, v, &b.slot)) != OK ||
	    (e = show_entries(rq, v, "Page.Entries", &b.slot)) != OK)
		return e;
	before = duty_slot_at(b.shifts, b.n_shifts, b.slot.from - 1);
	if (before.shift != NULL && (e = show_entries(rq, v, "Page.Before", &before)) != OK)
		return e;
	show_errors(rq);
	show_head(rq, v, &b);
	show_signatures(rq, v, &b);
	show_lines(rq, v, l, &b);
	return reply_page(rq, "desk/duty_book.cs");
}

/* Of a shift that is not his own, or not there to be signed. */
static enum err
refuse(struct request *rq, enum err e, const char *field)
{
	if (e == ERR_DENIED) {
		param_refuse(rq, field, "Err.not_your_shift");
		return ERR_INVALID;
	}
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
page_duty_complete(struct request *rq)
{
	struct service sv = show_service(rq);
	struct open_book b = { 0 };
	enum err e = read_slot(rq, &b);

	if (e == OK && (e = duty_complete(&sv, &b.slot, param_text(rq, "note"), rq->user)) != OK)
		return refuse(rq, e, "note");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, slot_url(rq, &b.slot));
}

enum err
page_duty_sign(struct request *rq)
{
	struct service sv = show_service(rq);
	struct open_book b = { 0 };
	enum err e = read_slot(rq, &b);

	if (e == OK && (e = duty_sign(&sv, &b.slot, &b.next, param_text(rq, "remark"), rq->user)) != OK)
		return refuse(rq, e, "remark");
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, slot_url(rq, &b.slot));
}

enum err
page_duty_entry(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = duty_write(&sv, param_text(rq, "text"), rq->user);

	if (e != OK)
		return refuse(rq, e, "text");
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty/book");
}

enum err
show_home_books(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	struct book_state *b;
	enum book_wait *waits;
	size_t n;
	enum err e;

	if (!desk_may(rq, PERM_DUTY) || !desk_may(rq, PERM_SEE_ALL))
		return OK;
	e = duty_books_waiting(&sv, clock_now(), &b, &waits, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *x = view_item(v, "Page.Books");
		int y, m, d;

		date_of_day(b[i].day, &y, &m, &d);
		view_strf(x, "Url", "/desk/duty/book?day=%04d-%02d-%02d&shift=%lld", y, m, d, (long long)b[i].shift_id);
		view_str(x, "Text", text_fill2(rq->arena, rq->lang, waits[i] == BOOK_TO_SIGN ? "Text.book.wait_sign" :
		    "Text.book.wait_complete", arena_printf(rq->arena, "%d-%02d", m, d),
		    text_pick(rq->lang, b[i].name_zh, b[i].name_en)));
	}
	return e;
}
