/* The duty screen: large, made again each minute, read from across the room. */
#include "config.h"
#include "cgi-bin/desk/board.h"

#include <stdlib.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_board.h"
#include "lib/store/store_notice.h"

#include "lib/base/banned.h"

/* Seconds until the screen is made again; and how long a message may wait before the screen says so. */
enum { BOARD_SECONDS = 60, MESSAGE_MINUTES = 15, BAR_HEIGHT = 100, BOARD_NEXT = 6 };

/* The states in five columns, as a case goes. */
static const struct phase {
	const char *label, *icon;
	enum case_state states[8];
} phases[] = {
	{ "Text.board.intake", "inbox", { CS_REGISTERED, CS_VERIFYING, CS_FILING, CS_FILING_CHIEF } },
	{ "Text.board.dispatch", "send", { CS_FILED, CS_COORDINATING, CS_LEADER_PENDING, CS_HEARING, CS_ESCALATED,
	    CS_REWORK_PENDING } },
	{ "Text.board.units", "hand", { CS_DISPATCHED, CS_HANDLING, CS_RETURN_REVIEW, CS_SUSPENDED } },
	{ "Text.board.check", "eye", { CS_SQUAD_REVIEW, CS_FEEDBACK, CS_CHECK_PENDING, CS_CHECKING } },
	{ "Text.board.close", "ok", { CS_CLOSE_REVIEW, CS_CLOSE_CHIEF, CS_SPECIAL_REVIEW } },
};

static struct queue_count
count_of(const struct queue_count *c, size_t n, enum case_state state)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].state == (int32_t)state)
			return c[i];
	return (struct queue_count){ .state = (int32_t)state };
}

static void
show_phase(struct request *rq, struct view *v, const struct phase *p, const struct queue_count *c, size_t n)
{
	int64_t total = 0, late = 0;

	view_text(v, "Label", p->label);
	view_str(v, "Icon", p->icon);
	for (size_t i = 0; i < N(p->states) && p->states[i] != CS_NONE; i++) {
		const struct queue_count q = count_of(c, n, p->states[i]);
		struct view *s;

		if (q.total == 0)
			continue;
		s = view_item(v, "States");
		view_str(s, "Name", text_getf(rq->lang, "State.%d.Name", q.state));
		view_int(s, "Count", q.total);
		if (q.late > 0)
			view_int(s, "Late", q.late);
		total += q.total;
		late += q.late;
	}
	view_int(v, "Count", total);
	if (late > 0)
		view_int(v, "Late", late);
}

static enum err
show_states(struct request *rq, struct view *v, usec_t now)
{
	struct queue_count *c;
	int64_t total = 0, late = 0, soon = 0;
	size_t n;
	enum err e = store_queue_counts(rq->db, rq->arena, 0, false, now, &c, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		total += c[i].total;
		late += c[i].late;
		soon += c[i].soon;
	}
	for (size_t i = 0; i < N(phases) && e == OK; i++)
		show_phase(rq, view_item(v, "Page.Phases"), &phases[i], c, n);
	view_int(v, "Page.Open", total);
	view_int(v, "Page.Late", late);
	view_bool(v, "Page.SomeLate", late > 0);
	view_int(v, "Page.Soon", soon);
	return e;
}

static enum err
show_hours(struct request *rq, struct view *v, usec_t now)
{
	int64_t of[BOARD_HOURS] = { 0 }, max = 1;
	struct board_hour *h;
	size_t n;
	enum err e = store_board_hours(rq->db, rq->arena, now, &h, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		if (h[i].hour >= 0 && h[i].hour < BOARD_HOURS) {
			of[h[i].hour] = h[i].n;
			max = h[i].n > max ? h[i].n : max;
		}
	for (int i = 0; i < BOARD_HOURS && e == OK; i++) {
		const struct civil c = civil_of(now + (i + 1) * USEC_HOUR);
		struct view *b = view_item(v, "Page.Hours");

		view_strf(b, "Until", "%02d:%02d", c.hour, c.minute);
		view_int(b, "Count", of[i]);
		view_int(b, "Height", of[i] * BAR_HEIGHT / max);
		view_int(b, "Top", BAR_HEIGHT - of[i] * BAR_HEIGHT / max);
	}
	return e;
}

static int
later(const void *x, const void *y)
{
	const struct board_unit *a = x, *b = y;

	if (a->late != b->late)
		return a->late > b->late ? -1 : 1;
	return (a->unit_id > b->unit_id) - (a->unit_id < b->unit_id);
}

/* Units that are late, the most first; *hot gets hazards and urgent cases of all. */
static enum err
show_units(struct request *rq, struct view *v, const struct office_lists *l, usec_t now, int64_t *hot)
{
	const usec_t midnight = day_start(day_of(now) + 1);
	struct board_unit *u;
	int64_t max;
	size_t n;
	enum err e = store_board_units(rq->db, rq->arena, now, midnight, &u, &n);

	*hot = 0;
	if (e != OK)
		return e;
	if (n > 0)
		qsort(u, n, sizeof(*u), later);
	max = n > 0 && u[0].late > 0 ? u[0].late : 1;
	for (size_t i = 0; i < n; i++) {
		struct view *row;

		*hot += u[i].hazard + u[i].urgent;
		if (u[i].late == 0 || i >= BOARD_HOT)
			continue;
		row = view_item(v, "Page.Units");
		view_str(row, "Name", office_name(l, NAMES_UNIT, u[i].unit_id, rq->lang));
		view_int(row, "Late", u[i].late);
		view_int(row, "Bar", u[i].late * 100 / max);
	}
	return OK;
}

static enum err
show_hot(struct request *rq, struct view *v, const struct office_lists *l, int64_t all)
{
	struct queue_row *rows;
	size_t n;
	enum err e = store_board_hot(rq->db, rq->arena, &rows, &n);

	for (size_t i = 0; i < n && i < BOARD_HOT && e == OK; i++) {
		struct view *row = view_item(v, "Page.Hot");

		show_row(row, rq, l, &rows[i]);
		view_bool(row, "Hazard", rows[i].hazard);
	}
	view_int(v, "Page.HotCount", all);
	view_bool(v, "Page.SomeHot", all > 0);
	return e;
}

/* Dead messages, and those that wait longer than they should. */
static enum err
show_messages(struct request *rq, struct view *v, usec_t now)
{
	struct message_count *c;
	size_t n;
	enum err e = store_message_counts(rq->db, rq->arena, &c, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const char *number = arena_printf(rq->arena, "%lld", (long long)c[i].n);
		struct view *m;

		if (c[i].state != MESSAGE_DEAD && c[i].since > now - MESSAGE_MINUTES * USEC_MIN)
			continue;
		m = view_item(v, "Page.Messages");
		view_str(m, "Channel", text_getf(rq->lang, "Text.notices.channel_%d", c[i].channel));
		view_bool(m, "Dead", c[i].state == MESSAGE_DEAD);
		view_str(m, "Text", c[i].state == MESSAGE_DEAD ?
		    text_fill1(rq->arena, rq->lang, "Text.notices.dead_n", number) :
		    text_fill2(rq->arena, rq->lang, "Text.notices.waiting_since", number,
		    show_time_short(rq->arena, rq->lang, c[i].since)));
	}
	return e;
}

static enum err
show_next_due(struct request *rq, struct view *v, const struct office_lists *l, usec_t now)
{
	static const char states[] = "10,11,12,13,20,21,22,23,24,30,31,32,40,41,42,43,44,45,46,51";
	struct queue_row *rows;
	size_t n;
	enum err e = store_queue_due(rq->db, rq->arena, states, 0, now, now + BOARD_HOURS * USEC_HOUR, &rows, &n);

	for (size_t i = 0; i < n && i < BOARD_NEXT && e == OK; i++)
		show_row(view_item(v, "Page.Due"), rq, l, &rows[i]);
	return e;
}

static enum err
show_day(struct request *rq, struct view *v, usec_t now)
{
	const struct civil c = civil_of(now);
	struct board_day d;
	enum err e = store_board_day(rq->db, day_start(day_of(now)), &d);

	if (e != OK)
		return e;
	view_int(v, "Page.Received", d.received);
	view_int(v, "Page.Closed", d.closed);
	view_strf(v, "Page.Clock", "%02d:%02d", c.hour, c.minute);
	view_str(v, "Page.Made", show_time(rq->arena, rq->lang, now));
	view_str(v, "Page.MadeIso", show_instant(rq->arena, now));
	view_int(v, "Page.Refresh", BOARD_SECONDS);
	return OK;
}

enum err
page_board(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.board.page");
	struct service sv = show_service(rq);
	const usec_t now = clock_now();
	const struct office_lists *l;
	int64_t hot;
	enum err e;

	view_bool(v, "Page.Figures", true);
	if ((e = office_lists(&sv, &l)) != OK || (e = show_states(rq, v, now)) != OK || (e = show_hours(rq, v, now)) != OK ||
	    (e = show_next_due(rq, v, l, now)) != OK || (e = show_units(rq, v, l, now, &hot)) != OK ||
	    (e = show_hot(rq, v, l, hot)) != OK || (e = show_messages(rq, v, now)) != OK ||
	    (e = show_day(rq, v, now)) != OK)
		return e;
	return reply_page(rq, "desk/board.cs");
}
