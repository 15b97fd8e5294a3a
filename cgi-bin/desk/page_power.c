/* Who holds the commander's powers, since when, until when and why; leave, and powers given by name. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/duty_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum { LOOK_BACK_DAYS = 7, LOOK_AHEAD_DAYS = 14, NEXT_SHOWN = 6 };

/* What the page reads once. */
struct power_page {
	struct request *rq;
	struct duty_command d;
	struct commander_row *people;
	struct absence_row *log;
	struct duty_holder *spans;
	size_t n_people, n_log, n_spans;
	usec_t now;
};

static enum err
read_page(struct request *rq, struct power_page *p)
{
	const usec_t now = clock_now(), from = now - LOOK_BACK_DAYS * USEC_DAY, until = now + LOOK_AHEAD_DAYS * USEC_DAY;
	enum err e;

	*p = (struct power_page){ .rq = rq, .now = now };
	if ((e = store_duty_command(rq->db, rq->arena, from, until, &p->d)) != OK ||
	    (e = store_duty_commanders(rq->db, rq->arena, now, &p->people, &p->n_people)) != OK ||
	    (e = store_absence_log(rq->db, rq->arena, &p->log, &p->n_log)) != OK)
		return e;
	duty_spans(rq->arena, &p->d, from, until, &p->spans, &p->n_spans);
	return OK;
}

static const char *
name_of(const struct power_page *p, int64_t user_id)
{
	for (size_t i = 0; i < p->n_people; i++)
		if (p->people[i].user_id == user_id)
			return text_pick(p->rq->lang, p->people[i].user_name, p->people[i].user_name_en);
	return NULL;
}

static const struct absence_row *
absence_of(const struct power_page *p, int64_t id)
{
	for (size_t i = 0; i < p->n_log; i++)
		if (p->log[i].id == id)
			return &p->log[i];
	return NULL;
}

/* "on leave: 王海, training in the province" */
static const char *
why_text(const struct power_page *p, const struct duty_holder *h)
{
	struct request *rq = p->rq;
	const struct absence_row *x = absence_of(p, h->absence_id);
	const char *why = text_getf(rq->lang, "Text.power.why_%d", (int)h->why);

	if (h->why == DUTY_OWN && p->d.n_watches > 0 && !h->on_duty)
		why = request_text(rq, "Text.power.nobody_on_duty");
	if (x == NULL)
		return why;
	return arena_printf(rq->arena, "%s · %s %s", why, text_pick(rq->lang, x->user_name, x->user_name_en), x->reason);
}

static void
show_hold(const struct power_page *p, struct view *v, const struct duty_holder *h)
{
	struct request *rq = p->rq;
	const char *name = name_of(p, h->user_id);

	view_str(v, "Name", name != NULL ? name : request_text(rq, "Text.duty.nobody"));
	view_str(v, "Role", text_getf(rq->lang, "Role.%d", (int)h->role_id));
	view_str(v, "Why", why_text(p, h));
	view_str(v, "Since", h->since != USEC_NONE ? show_time_short(rq->arena, rq->lang, h->since) :
	    request_text(rq, "Text.power.long_since"));
	view_str(v, "Until", h->until != USEC_NONE ? show_time_short(rq->arena, rq->lang, h->until) :
	    request_text(rq, "Text.power.open"));
}

static void
show_spans(const struct power_page *p, struct view *v)
{
	size_t next = 0;

	for (size_t i = 0; i < p->n_spans; i++) {
		const struct duty_holder *h = &p->spans[i];

		if (h->until != USEC_NONE && h->until <= p->now)
			continue;
		if (h->since == USEC_NONE || h->since <= p->now) {
			show_hold(p, view_sub(v, "Page.Now"), h);
			view_bool(v, "Page.Unkept", p->d.n_watches == 0 && h->why == DUTY_OWN);
		} else {
			show_hold(p, view_add_item(v, next++ < NEXT_SHOWN ? "Page.Next" : "Page.Rest"), h);
		}
	}
	if (next > NEXT_SHOWN)
		view_str(v, "Page.More", text_fill1(p->rq->arena, p->rq->lang, "Text.power.more",
		    arena_printf(p->rq->arena, "%zu", next - NEXT_SHOWN)));
}

static void
show_log_line(const struct power_page *p, struct view *v, const struct absence_row *x)
{
	struct request *rq = p->rq;

	view_int(v, "Id", x->id);
	view_str(v, "Name", text_pick(rq->lang, x->user_name, x->user_name_en));
	view_str(v, "To", x->to_name != NULL ? text_pick(rq->lang, x->to_name, x->to_name_en) : NULL);
	view_str(v, "From", show_time_short(rq->arena, rq->lang, x->from_at));
	view_str(v, "Until", show_time_short(rq->arena, rq->lang, x->until_at));
	view_str(v, "Reason", x->reason);
	view_str(v, "By", text_pick(rq->lang, x->by_name, x->by_name_en));
	view_str(v, "At", show_time_short(rq->arena, rq->lang, x->entered_at));
	if (x->ended_name != NULL) {
		view_str(v, "EndedBy", text_pick(rq->lang, x->ended_name, x->ended_name_en));
		view_str(v, "EndedAt", show_time_short(rq->arena, rq->lang, x->ended_at));
	}
	view_bool(v, "Over", x->ended_name != NULL || x->until_at <= p->now);
	view_bool(v, "MayEnd", x->ended_name == NULL && x->until_at > p->now &&
	    duty_may_absent(rq->user->perms, rq->user->id, x->user_id));
}

static void
person_option(struct request *rq, struct view *f, const char *param, const struct commander_row *c)
{
	struct view *o = view_item(f, "Options");

	view_int(o, "Value", c->user_id);
	view_str(o, "Label", arena_printf(rq->arena, "%s · %s", text_pick(rq->lang, c->user_name, c->user_name_en),
	    text_getf(rq->lang, "Role.%d", (int)c->role_id)));
	view_bool(o, "Selected", param_int(rq, param) == c->user_id);
}

/* Leave for whom one may; powers to a deputy, by the commander himself. */
static void
show_forms(const struct power_page *p, struct view *v)
{
	struct request *rq = p->rq;
	struct view *none = view_item(view_sub(v, "Form.to"), "Options");
	bool leave = false, commander = false;

	view_str(none, "Value", "");
	view_text(none, "Label", "Text.form.choose");

	for (size_t i = 0; i < p->n_people; i++) {
		const struct commander_row *c = &p->people[i];

		commander = commander || (c->user_id == rq->user->id && c->role_id == R_COMMANDER);
		if (c->role_id != R_COMMANDER)
			person_option(rq, view_sub(v, "Form.to"), "to", c);
		if (!duty_may_absent(rq->user->perms, rq->user->id, c->user_id))
			continue;
		person_option(rq, view_sub(v, "Form.who"), "who", c);
		leave = true;
	}
	view_bool(v, "Page.MayLeave", leave);
	view_bool(v, "Page.MayGive", commander);
	view_bool(v, "Page.Give", param_choice(rq, "kind") == 1);
}

enum err
page_power(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.power.page");
	struct power_page p;
	enum err e = read_page(rq, &p);

	if (e != OK)
		return e;
	show_errors(rq);
	show_spans(&p, v);
	for (size_t i = 0; i < p.n_log; i++)
		show_log_line(&p, view_item(v, "Page.Log"), &p.log[i]);
	show_forms(&p, v);
	return reply_page(rq, "desk/power.cs");
}

/* A refusal of the rules belongs to its field; who may not say it at all is told so. */
static enum err
refuse(struct request *rq, enum err e)
{
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
page_power_leave(struct request *rq)
{
	struct service sv = show_service(rq);
	const bool give = param_choice(rq, "kind") == 1;
	struct duty_absence x = { .user_id = give ? rq->user->id : param_int(rq, "who"),
		.to_user = give ? param_int(rq, "to") : 0 };
	enum err e;

	if (give && x.to_user == 0)
		param_refuse(rq, "to", "Err.required");

	if (!parse_local(param_text(rq, "from"), &x.from))
		param_refuse(rq, "from", "Err.date");
	if (!parse_local(param_text(rq, "until"), &x.until))
		param_refuse(rq, "until", "Err.date");
	if (param_any_refused(rq))
		return ERR_INVALID;
	if ((e = duty_absent(&sv, &x, param_text(rq, "reason"), rq->user)) != OK)
		return refuse(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty/powers");
}

enum err
page_power_end(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = duty_absent_end(&sv, param_int(rq, "id"), rq->user);

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/duty/powers");
}
