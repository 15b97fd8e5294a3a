/* The roster: the week from today, or a month at a glance; planning a rotation, swapping two persons. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/rule/calendar.h"
#include "lib/service/duty_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { SWAP_DAYS = 21, DAYS_A_WEEK = 7 };

/* What the page reads once. */
struct duty_page {
	struct request *rq;
	const struct office *office;
	struct shift_row *shifts;
	struct roster_row *turns;
	struct duty_person *people;
	struct seat_row *seats;
	struct crew_row *crews;
	size_t n_shifts, n_turns, n_people, n_seats, n_crews;
	int32_t first, end;		/* the days shown, [first, end) */
	int year, month;		/* of the first, or those asked for */
	bool whole_month;
};

/* The month that was asked for, else the week from a day on; without a day from today. */
static void
days_asked(struct request *rq, struct duty_page *p)
{
	int32_t day = day_of(clock_now());
	int mday;

	p->whole_month = param_month(rq, "month", &p->year, &p->month);
	if (p->whole_month) {
		p->first = day_of(month_start(p->year, p->month));
		p->end = day_of(month_start(p->year, p->month + 1));
		return;
	}
	if (param_has(rq, "week"))
		day = param_date(rq, "week");
	p->first = day;
	p->end = p->first + DAYS_A_WEEK;
	date_of_day(p->first, &p->year, &p->month, &mday);
}

static enum err
read_page(struct request *rq, struct duty_page *p)
{
	struct service sv = show_service(rq);
	enum err e;

	*p = (struct duty_page){ .rq = rq };
	days_asked(rq, p);
	if ((e = office_now(&sv, &p->office)) != OK || (e = store_shifts(rq->db, rq->arena, &p->shifts, &p->n_shifts)) != OK ||
	    (e = store_roster(rq->db, rq->arena, p->first, p->end, &p->turns, &p->n_turns)) != OK)
		return e;
	if (!desk_may(rq, PERM_COMMAND))
		return OK;
	if ((e = store_duty_people(rq->db, rq->arena, clock_now(), &p->people, &p->n_people)) != OK ||
	    (e = store_duty_seats(rq->db, rq->arena, clock_now(), &p->seats, &p->n_seats)) != OK)
		return e;
	return store_duty_crews(rq->db, rq->arena, &p->crews, &p->n_crews);
}

static const char *
day_label(struct request *rq, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(rq->arena, "%d-%02d %s", m, d, text_getf(rq->lang, "Text.weekday.%d", weekday_of_day(day)));
}

static const char *
shift_name(const struct duty_page *p, int64_t id)
{
	for (size_t i = 0; i < p->n_shifts; i++)
		if (p->shifts[i].id == id)
			return text_pick(p->rq->lang, p->shifts[i].name_zh, p->shifts[i].name_en);
	return "";
}

/* One cell: everybody of a shift, each with all he works as. */
static void
show_cell(const struct duty_page *p, struct view *cell, int32_t day, int64_t shift_id)
{
	struct request *rq = p->rq;
	struct view *who = NULL;
	const char *roles = "";
	int64_t last = 0;

	for (size_t i = 0; i < p->n_turns; i++) {
		const struct roster_row *t = &p->turns[i];
		const char *role = text_getf(rq->lang, "Role.%d", (int)t->role_id);

		if (t->day != day || t->shift_id != shift_id)
			continue;
		if (t->user_id != last) {
			who = view_item(cell, "People");
			view_str(who, "Name", text_pick(rq->lang, t->user_name, t->user_name_en));
			view_bool(who, "Me", t->user_id == rq->user->id);
			roles = "";
		}
		last = t->user_id;
		roles = roles[0] != '\0' ? arena_printf(rq->arena, "%s, %s", roles, role) : role;
		view_str(who, "Roles", roles);
	}
}

/* Who of a shift holds the commander's powers where they go by the roster. */
static const char *
power_of(const struct duty_page *p, int32_t day, const struct shift_row *s)
{
	const struct roster_row *holder = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < p->n_turns; i++) {
		const struct roster_row *t = &p->turns[i];

		if (t->role_id > R_COMMANDER_DEPUTY)
			continue;
		kept++;
		if (t->day == day && t->shift_id == s->id && (holder == NULL || t->role_id < holder->role_id))
			holder = t;
	}
	if (kept == 0)
		return NULL;
	return holder != NULL ? text_pick(p->rq->lang, holder->user_name, holder->user_name_en) :
	    text_get(p->rq->lang, "Role.1");
}

static void
show_day(const struct duty_page *p, struct view *v, int32_t day)
{
	static const char *const kinds[CAL_DAY_KIND_MAX] = { [CAL_DAY_WORK] = "work", [CAL_DAY_MAKEUP] = "makeup",
		[CAL_DAY_REST] = "rest", [CAL_DAY_HOLIDAY] = "holiday" };
	const struct cal_day *c = calendar_day(p->office->cal, day);
	struct view *d = view_item(v, "Page.Days");
	int y, m, mday;

	date_of_day(day, &y, &m, &mday);
	view_str(d, "Label", day_label(p->rq, day));
	view_bool(d, "Today", day == day_of(clock_now()));
	if (c != NULL) {
		view_str(d, "Kind", kinds[c->kind]);
		view_str(d, "Name", text_pick(p->rq->lang, c->zh, c->en));
	}
	for (size_t i = 0; i < p->n_shifts; i++) {
		struct view *cell = view_item(d, "Cells");

		show_cell(p, cell, day, p->shifts[i].id);
		view_str(cell, "Power", power_of(p, day, &p->shifts[i]));
		view_str(cell, "Shift", text_pick(p->rq->lang, p->shifts[i].name_zh, p->shifts[i].name_en));
		if (day > day_of(clock_now()))
			continue;
		view_strf(cell, "Url", "/desk/duty/book?day=%04d-%02d-%02d&shift=%lld", y, m, mday, (long long)p->shifts[i].id);
	}
}

static void
option(struct view *f, const char *value, const char *label, const char *chosen)
{
	struct view *o = view_item(f, "Options");

	view_str(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", chosen != NULL && strcmp(chosen, value) == 0);
}

static void
show_people(const struct duty_page *p, struct view *f, const char *name, int64_t before)
{
	struct request *rq = p->rq;
	const char *chosen = param_typed(rq, name);

	if (chosen == NULL && before != 0)
		chosen = arena_printf(rq->arena, "%lld", (long long)before);
	option(f, "", request_text(rq, "Text.form.choose"), chosen);
	for (size_t i = 0; i < p->n_people; i++)
		option(f, arena_printf(rq->arena, "%lld", (long long)p->people[i].id),
		    text_pick(rq->lang, p->people[i].name, p->people[i].name_en), chosen);
}

static int64_t
crew_before(const struct duty_page *p, int crew, int seat)
{
	for (size_t i = 0; i < p->n_crews; i++)
		if (p->crews[i].crew == crew && p->crews[i].seat == seat)
			return p->crews[i].user_id;
	return 0;
}

/* The form that plans a rotation: days, the combination, three crews of two, a spare. */
static void
show_plan(const struct duty_page *p, struct view *v)
{
	struct request *rq = p->rq;
	struct view *f = view_sub(v, "Form.combination");

	for (size_t i = 0; i < p->n_seats; i++)
		if (i == 0 || p->seats[i].id != p->seats[i - 1].id)
			option(f, arena_printf(rq->arena, "%lld", (long long)p->seats[i].id),
			    text_pick(rq->lang, p->seats[i].name_zh, p->seats[i].name_en), param_typed(rq, "combination"));
	show_people(p, view_sub(v, "Form.crew1_1"), "crew1_1", crew_before(p, 1, 1));
	show_people(p, view_sub(v, "Form.crew1_2"), "crew1_2", crew_before(p, 1, 2));
	show_people(p, view_sub(v, "Form.crew2_1"), "crew2_1", crew_before(p, 2, 1));
	show_people(p, view_sub(v, "Form.crew2_2"), "crew2_2", crew_before(p, 2, 2));
	show_people(p, view_sub(v, "Form.crew3_1"), "crew3_1", crew_before(p, 3, 1));
	show_people(p, view_sub(v, "Form.crew3_2"), "crew3_2", crew_before(p, 3, 2));
	show_people(p, view_sub(v, "Form.spare"), "spare", crew_before(p, 0, 1));
	view_bool(v, "Page.May", true);
}

/* One post of a shift: who can be put on it or taken off, and what the roles are called. */
static void
show_post(const struct duty_page *p, struct view *v)
{
	static const int roles[] = { R_COMMANDER, R_COMMANDER_EXEC, R_COMMANDER_DEPUTY, R_CHIEF, R_ACCEPTOR, R_DISPATCHER,
		R_12345, R_NIGHT };
	struct request *rq = p->rq;
	struct view *shift = view_sub(v, "Form.shift"), *role = view_sub(v, "Form.role");

	for (size_t i = 0; i < p->n_shifts; i++)
		option(shift, arena_printf(rq->arena, "%lld", (long long)p->shifts[i].id), shift_name(p, p->shifts[i].id),
		    param_typed(rq, "shift"));
	for (size_t i = 0; i < N(roles); i++)
		option(role, arena_printf(rq->arena, "%d", roles[i]), text_getf(rq->lang, "Role.%d", roles[i]), param_typed(rq, "role"));
	show_people(p, view_sub(v, "Form.person"), "person", 0);
	view_bool(v, "Page.Off", param_choice(rq, "do") == 1);
	view_bool(v, "Page.InPlan", param_typed(rq, "combination") != NULL);
	view_bool(v, "Page.InSwap", param_typed(rq, "turn") != NULL);
	view_bool(v, "Page.InPost", param_typed(rq, "role") != NULL);
}

/* Turns to come as options "day.shift.person", each person of a shift once. */
static enum err
show_swap(const struct duty_page *p, struct view *v)
{
	struct request *rq = p->rq;
	const int32_t today = day_of(clock_now());
	struct view *a = view_sub(v, "Form.turn"), *b = view_sub(v, "Form.with");
	struct roster_row *t;
	size_t n;
	enum err e = store_roster(rq->db, rq->arena, today, today + SWAP_DAYS, &t, &n);

	option(a, "", request_text(rq, "Text.form.choose"), NULL);
	show_people(p, b, "with", 0);
	for (size_t i = 0; e == OK && i < n; i++) {
		const char *value = arena_printf(rq->arena, "%d.%lld.%lld", t[i].day, (long long)t[i].shift_id, (long long)t[i].user_id);
		const char *label = arena_printf(rq->arena, "%s %s %s", day_label(rq, t[i].day), shift_name(p, t[i].shift_id),
		    text_pick(rq->lang, t[i].user_name, t[i].user_name_en));

		if (i > 0 && t[i].day == t[i - 1].day && t[i].shift_id == t[i - 1].shift_id && t[i].user_id == t[i - 1].user_id)
			continue;
		option(a, value, label, param_typed(rq, "turn"));
		option(b, value, label, param_typed(rq, "with"));
	}
	return e;
}

static const char *
week_url(struct request *rq, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(rq->arena, "/desk/duty?week=%04d-%02d-%02d", y, m, d);
}

/* Which days these are and the ways to others. */
static void
show_ways(const struct duty_page *p, struct view *v)
{
	const int32_t today = day_of(clock_now());
	const int y = p->year, m = p->month;

	view_bool(v, "Page.Whole", p->whole_month);
	if (p->first != today)
		view_str(v, "Page.Here", "/desk/duty");
	if (p->whole_month) {
		view_strf(v, "Page.Span", "%04d-%02d", y, m);
		view_strf(v, "Page.Prev", "/desk/duty?month=%04d-%02d", m > 1 ? y : y - 1, m > 1 ? m - 1 : 12);
		view_strf(v, "Page.After", "/desk/duty?month=%04d-%02d", m < 12 ? y : y + 1, m < 12 ? m + 1 : 1);
		return;
	}
	view_str(v, "Page.Span", arena_printf(p->rq->arena, "%s – %s", day_label(p->rq, p->first), day_label(p->rq, p->end - 1)));
	view_str(v, "Page.Prev", week_url(p->rq, p->first - DAYS_A_WEEK));
	view_str(v, "Page.After", week_url(p->rq, p->end));
	view_strf(v, "Page.Month", "/desk/duty?month=%04d-%02d", y, m);
}

enum err
page_duty(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.duty.page");
	struct duty_page p;
	enum err e = read_page(rq, &p);

	if (e != OK)
		return e;
	show_errors(rq);
	show_ways(&p, v);
	for (size_t i = 0; i < p.n_shifts; i++) {
		struct view *s = view_item(v, "Page.Shifts");

		view_str(s, "Name", text_pick(rq->lang, p.shifts[i].name_zh, p.shifts[i].name_en));
		view_strf(s, "Hours", "%02d:%02d–%02d:%02d", p.shifts[i].from_min / 60, p.shifts[i].from_min % 60,
		    p.shifts[i].to_min / 60, p.shifts[i].to_min % 60);
	}
	for (int32_t day = p.first; day < p.end; day++)
		show_day(&p, v, day);
	if (!desk_may(rq, PERM_COMMAND))
		return reply_page(rq, "desk/duty.cs");
	show_plan(&p, v);
	show_post(&p, v);
	return (e = show_swap(&p, v)) != OK ? e : reply_page(rq, "desk/duty.cs");
}

static const char *
person_name(struct request *rq, int64_t id)
{
	struct duty_person *people;
	size_t n;

	if (id == 0 || store_duty_people(rq->db, rq->arena, clock_now(), &people, &n) != OK)
		return "";
	for (size_t i = 0; i < n; i++)
		if (people[i].id == id)
			return text_pick(rq->lang, people[i].name, people[i].name_en);
	return "";
}

/* A refusal of the rules belongs to its field; an illegal crew is named with its day and persons. */
static enum err
refuse(struct request *rq, enum err e, const struct duty_fault *f)
{
	const char *field, *key, *who;

	if (e != ERR_INVALID || err_field() == NULL)
		return e;
	field = arena_strdup(rq->arena, err_field());
	key = arena_strdup(rq->arena, err_text());
	if (f->kind == CREW_FINE) {
		param_refuse(rq, field, key);
		return e;
	}
	who = person_name(rq, f->first);
	if (f->second != 0)
		who = arena_printf(rq->arena, "%s, %s", who, person_name(rq, f->second));
	param_refuse_args(rq, field, key, who, day_label(rq, f->day));
	return e;
}

enum err
page_duty_plan(struct request *rq)
{
	struct service sv = show_service(rq);
	struct duty_plan p = { .first_day = param_date(rq, "from"), .last_day = param_date(rq, "until"),
		.combination = param_int(rq, "combination"), .spare = param_int(rq, "spare") };
	struct duty_fault fault = { .kind = CREW_FINE };
	enum err e;

	for (int c = 0; c < DUTY_CREWS; c++)
		for (int s = 0; s < DUTY_SEATS; s++)
			p.crews[c][s] = param_int(rq, arena_printf(rq->arena, "crew%d_%d", c + 1, s + 1));
	if ((e = duty_generate(&sv, &p, rq->user, &fault)) != OK)
		return refuse(rq, e, &fault);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty");
}

/* "20415.1.17", or "17" for a person alone. */
static bool
parse_place(const char *text, struct duty_place *out)
{
	char *end;
	const long long first = strtoll(text, &end, 10);

	*out = (struct duty_place){ .user_id = first };
	if (*end == '\0')
		return first > 0;
	if (*end != '.' || first < INT32_MIN || first > INT32_MAX)
		return false;
	out->day = (int32_t)first;
	out->shift_id = strtoll(end + 1, &end, 10);
	if (*end != '.')
		return false;
	out->user_id = strtoll(end + 1, &end, 10);
	return *end == '\0' && out->shift_id > 0 && out->user_id > 0;
}

enum err
page_duty_swap(struct request *rq)
{
	struct service sv = show_service(rq);
	struct duty_fault fault = { .kind = CREW_FINE };
	struct duty_place a, b;
	enum err e;

	if (!parse_place(param_text(rq, "turn"), &a) || a.shift_id == 0)
		param_refuse(rq, "turn", "Err.choice");
	if (!parse_place(param_text(rq, "with"), &b))
		param_refuse(rq, "with", "Err.choice");
	if (param_any_refused(rq))
		return ERR_INVALID;
	if ((e = duty_swap(&sv, &a, &b, rq->user, &fault)) != OK)
		return refuse(rq, e, &fault);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty");
}

enum err
page_duty_post(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct duty_post p = { .first_day = param_date(rq, "post_from"), .last_day = param_date(rq, "post_until"),
		.shift_id = param_int(rq, "shift"), .role_id = param_int(rq, "role"), .user_id = param_int(rq, "person"),
		.add = param_choice(rq, "do") == 0 };
	struct duty_fault fault = { .kind = CREW_FINE };
	enum err e = duty_set_post(&sv, &p, rq->user, &fault);

	if (e != OK)
		return refuse(rq, e, &fault);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty");
}
