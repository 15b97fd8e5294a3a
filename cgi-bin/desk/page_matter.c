/* Registers beside the cases: light records, stubborn problems, inquiries. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/rule/metrics.h"
#include "lib/service/file_ops.h"
#include "lib/service/matter_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_duty.h"
#include "lib/store/store_file.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static enum matter_kind
kind_of(const struct request *rq)
{
	return (enum matter_kind)(param_choice(rq, "kind") + 1);
}

static const char *
kind_word(int32_t kind)
{
	return kind == MATTER_LIGHT ? "light" : kind == MATTER_STUBBORN ? "stubborn" : "inquiry";
}

static void
show_matter(struct request *rq, struct view *v, const struct matter_row *m)
{
	view_strf(v, "Url", "/desk/matter?id=%lld", (long long)m->id);
	view_str(v, "Title", m->title);
	view_str(v, "Place", m->address);
	view_str(v, "Owner", text_pick(rq->lang, m->owner, m->owner_en));
	view_str(v, "Class", m->class_zh != NULL ? text_pick(rq->lang, m->class_zh, m->class_en) : NULL);
	if (m->every_days > 0)
		view_str(v, "Every", text_fill1(rq->arena, rq->lang, "Text.matter.every_n", arena_printf(rq->arena, "%d", m->every_days)));
	view_str(v, "Unit", text_pick(rq->lang, m->unit_zh, m->unit_en));
	view_str(v, "Opened", show_time_short(rq->arena, rq->lang, m->opened_at));
	view_str(v, "Origin", m->origin != 0 ? text_getf(rq->lang, "Origin.%d", m->origin) : "");
	view_str(v, "State", text_getf(rq->lang, "Matter.state.%d", m->state));
	if (m->state == MATTER_IS_OPEN)
		show_due(v, rq, m->due, USEC_NONE);
}

/* Who can be given a matter: the centre's posts, this person among them. */
static enum err
show_owners(struct request *rq, struct view *f, int64_t chosen)
{
	struct duty_person *people;
	size_t n;
	enum err e = store_duty_people(rq->db, rq->arena, clock_now(), &people, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *o = view_item(f, "Options");

		view_int(o, "Value", people[i].id);
		view_str(o, "Label", text_pick(rq->lang, people[i].name, people[i].name_en));
		view_bool(o, "Selected", chosen == people[i].id);
	}
	return e;
}

static enum err
show_units(struct request *rq, struct view *f)
{
	struct view *o = view_item(f, "Options");
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(rq->db, rq->arena, clock_now(), &rows, &n);

	view_text(o, "Label", "Text.form.choose");
	for (size_t i = 0; e == OK && i < n; i++) {
		o = view_item(f, "Options");
		view_int(o, "Value", rows[i].id);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", param_int(rq, "unit") == rows[i].id);
	}
	return e;
}

static enum err
show_form(struct request *rq, struct view *v, enum matter_kind kind)
{
	static const char *const origins[] = { "upper", "deputy", "leader", "media", "meeting" };
	struct view *from = view_sub(v, "Form.origin");
	enum err e = OK;

	if (kind == MATTER_LIGHT)
		e = show_class_options(rq, view_sub(v, "Form.class"), param_int(rq, "class"));
	else if ((e = show_units(rq, view_sub(v, "Form.unit"))) == OK)
		e = show_owners(rq, view_sub(v, "Form.owner"), param_int_or(rq, "owner", rq->user->id));
	for (int i = 0; i < (int)N(origins); i++) {
		struct view *o = view_item(from, "Options");

		view_str(o, "Value", origins[i]);
		view_str(o, "Label", text_getf(rq->lang, "Origin.%d", i + 1));
		view_bool(o, "Selected", param_choice(rq, "origin") == i);
	}
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_bool(v, "Page.Form.Day", kind != MATTER_LIGHT);
	view_bool(v, "Page.Form.Light", kind == MATTER_LIGHT);
	view_bool(v, "Page.Form.Every", kind == MATTER_STUBBORN);
	view_bool(v, "Page.Form.From", kind == MATTER_INQUIRY);
	view_bool(v, "Page.Form.Open", rq->failure != OK);
	show_errors(rq);
	return e;
}

/* "3.5" points of tenths. */
static const char *
points(struct request *rq, int32_t tenths)
{
	return arena_printf(rq->arena, tenths > 0 ? "−%d.%d" : "%d.%d", tenths / 10, tenths % 10);
}

static const char *
ids_of(struct request *rq, const struct stubborn_loss *l, size_t n, enum stubborn_subject subject)
{
	struct buf b;

	buf_init(&b, rq->arena);
	for (size_t i = 0; i < n; i++)
		if (l[i].subject == subject)
			buf_printf(&b, "%s%lld", b.len > 0 ? "," : "", (long long)l[i].subject_id);
	return b.len > 0 ? b.s : "";
}

/* What the problems cost whom in a month (R17); months back from the present one. */
static enum err
show_losses(struct request *rq, struct view *v, int back)
{
	struct service sv = show_service(rq);
	const struct civil now = civil_of(clock_now());
	const int month = now.month > back ? now.month - back : now.month - back + 12, year = now.month > back ? now.year : now.year - 1;
	struct view *m = view_item(v, "Page.Months");
	struct stubborn_name *names;
	struct stubborn_loss *l;
	size_t n, n_names;
	enum err e = matter_losses(&sv, period_of_months(year, month, 1), &l, &n);

	if (e != OK || (e = store_stubborn_names(rq->db, rq->arena, ids_of(rq, l, n, STUBBORN_UNIT),
	    ids_of(rq, l, n, STUBBORN_PERSON), &names, &n_names)) != OK)
		return e;
	view_strf(m, "Label", "%04d-%02d", year, month);
	view_bool(m, "Running", back == 0);
	for (size_t i = 0; i < n; i++) {
		struct view *r = view_item(m, "Rows");

		for (size_t k = 0; k < n_names; k++)
			if (names[k].subject == (int32_t)l[i].subject && names[k].id == l[i].subject_id)
				view_str(r, "Name", text_pick(rq->lang, names[k].name, names[k].name_en));
		view_str(r, "Why", text_fill1(rq->arena, rq->lang, l[i].subject == STUBBORN_UNIT ? "Text.matter.loss_open" :
		    "Text.matter.loss_missed", arena_printf(rq->arena, "%d", l[i].times)));
		view_str(r, "Points", points(rq, l[i].points));
	}
	return OK;
}

/* The open ones by their day, then what is over, the newest first, from an id down. */
static enum err
show_register(struct request *rq, struct view *v, enum matter_kind kind, int64_t before)
{
	struct matter_row *rows;
	size_t n = 0;
	enum err e = OK;

	if (before == INT64_MAX && kind != MATTER_LIGHT)
		e = store_matters_open(rq->db, rq->arena, kind, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		show_matter(rq, view_item(v, "Page.Open"), &rows[i]);
	for (int s = MATTER_IS_CLOSED; e == OK && s <= MATTER_IS_UPWARD; s++) {
		e = store_matters_over(rq->db, rq->arena, kind, (enum matter_state)s, before,
		    desk_may(rq, PERM_SEE_ALL) ? 0 : rq->user->id, &rows, &n);
		for (size_t i = 0; e == OK && i < n && i < MATTER_PAGE; i++)
			show_matter(rq, view_item(v, "Page.Over"), &rows[i]);
		if (e == OK && n > MATTER_PAGE)
			view_strf(v, "Page.Next", "/desk/matters?kind=%s&before=%lld", kind_word((int32_t)kind),
			    (long long)rows[MATTER_PAGE - 1].id);
	}
	return e;
}

enum err
page_matters(struct request *rq)
{
	const enum matter_kind kind = kind_of(rq);
	const int64_t before = param_has(rq, "before") ? param_int(rq, "before") : INT64_MAX;
	struct view *v = desk_view(rq, arena_printf(rq->arena, "Matter.%s.Title", kind_word((int32_t)kind)));
	enum err e;

	if (!matter_may_read(kind, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's register");
	view_str(v, "Page.Kind", kind_word((int32_t)kind));
	view_text(v, "Page.Help", arena_printf(rq->arena, "Matter.%s.Help", kind_word((int32_t)kind)));
	view_bool(v, "Page.May", matter_may_open(kind, rq->user->perms));
	e = show_register(rq, v, kind, before);
	for (int back = 0; e == OK && kind == MATTER_STUBBORN && before == INT64_MAX && back < 2; back++)
		e = show_losses(rq, v, back);
	if (e != OK || (e = show_form(rq, v, kind)) != OK)
		return e;
	return reply_page(rq, "desk/matters.cs");
}

static usec_t
day_of_form(struct request *rq)
{
	return param_has(rq, "date") ? day_start(param_date(rq, "date") + 1) : USEC_NONE;
}

/* A refusal of the service at its field. */
static enum err
refused(struct request *rq, enum err e)
{
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, arena_strdup(rq->arena, err_field()), arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
page_matters_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct matter_row m = { .kind = (int32_t)kind_of(rq), .title = param_text(rq, "title"),
		.address = param_has(rq, "address") ? param_text(rq, "address") : "", .origin = param_choice(rq, "origin") + 1,
		.unit_id = param_int(rq, "unit"), .owner_id = param_int(rq, "owner"), .class_id = param_int(rq, "class"),
		.every_days = (int32_t)param_int(rq, "every"), .due = day_of_form(rq) };
	struct attachment files[PHOTOS_MAX];
	struct actor who;
	size_t n = 0;
	int64_t id;
	enum err e = office_actor(&sv, rq->user, PERM_URGE, &who);

	if (!matter_may_open((enum matter_kind)m.kind, rq->user->perms))
		return err_raise(ERR_NOT_FOUND, "not this person's register");
	if (e != OK || (e = take_form_photos(rq, &sv, false, files, &n)) != OK || (e = matter_open(&sv, param_text(rq, "key"),
	    &who, &m, param_text(rq, "note"), files, n, &id)) != OK)
		return refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/matter?id=%lld", (long long)id));
}

static void
show_entry(struct request *rq, struct view *x, const struct matter_entry *e)
{
	view_str(x, "When", show_time(rq->arena, rq->lang, e->at));
	view_str(x, "Who", text_pick(rq->lang, e->who, e->who_en));
	view_str(x, "State", text_getf(rq->lang, "Matter.step.%d", e->what));
	if (e->what == MATTER_HANDED)
		view_str(x, "Owner", text_pick(rq->lang, e->owner, e->owner_en));
	if (e->due != USEC_NONE) {
		int y, m, d;

		date_of_day(day_of(e->due - 1), &y, &m, &d);
		view_strf(x, "Due", "%04d-%02d-%02d", y, m, d);
	}
	view_lines(x, "Words", e->words);
}

static enum err
show_entries(struct request *rq, struct view *v, int64_t id)
{
	struct matter_entry *rows;
	struct file_link_row *files;
	size_t n, n_files;
	enum err e = store_matter_entries(rq->db, rq->arena, id, &rows, &n);

	for (size_t i = n; e == OK && i > 0; i--)
		show_entry(rq, view_item(v, "Page.Entries"), &rows[i - 1]);
	if (e == OK && (e = store_files(rq->db, rq->arena, SUBJECT_MATTER, id, &files, &n_files)) == OK)
		show_photos(v, rq, "Page.Photos", "/desk/photo/", files, n_files, 0);
	return e;
}

/* Reads the matter if this person may; a light record of the street is its writer's own. */
static enum err
read_matter(struct request *rq, struct matter_row **m)
{
	enum err e = store_matter_by_id(rq->db, rq->arena, param_int(rq, "id"), m);

	if (e != OK)
		return e;
	if (!matter_may_read((enum matter_kind)(*m)->kind, rq->user->perms) ||
	    (!desk_may(rq, PERM_SEE_ALL) && (*m)->owner_id != rq->user->id))
		return err_raise(ERR_NOT_FOUND, "not this person's matter");
	return OK;
}

enum err
page_matter(struct request *rq)
{
	struct matter_row *m;
	struct view *v;
	enum err e = read_matter(rq, &m);

	if (e != OK)
		return e;
	v = desk_view(rq, arena_printf(rq->arena, "Matter.%s.Title", kind_word(m->kind)));
	view_str(v, "Page.Kind", kind_word(m->kind));
	show_matter(rq, view_sub(v, "Page.Matter"), m);
	view_int(v, "Page.Matter.Id", m->id);
	if (m->kind != MATTER_LIGHT)
		show_papers_of(rq, v, PAPER_MATTER, arena_printf(rq->arena, "%lld", (long long)m->id), NULL);
	view_bool(v, "Page.Stubborn", m->kind == MATTER_STUBBORN);
	view_bool(v, "Page.May", m->state == MATTER_IS_OPEN && matter_may_open((enum matter_kind)m->kind, rq->user->perms));
	view_bool(v, "Page.MayEnd", m->state == MATTER_IS_OPEN && matter_may_end((enum matter_kind)m->kind, rq->user->perms));
	view_bool(v, "Page.MayUp", m->state == MATTER_IS_OPEN && m->kind == MATTER_STUBBORN && desk_may(rq, PERM_COMMAND));
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	view_text(view_item(view_sub(v, "Form.owner"), "Options"), "Label", "Text.form.choose");
	show_errors(rq);
	if ((e = show_owners(rq, view_sub(v, "Form.owner"), param_int(rq, "owner"))) != OK)
		return e;
	return (e = show_entries(rq, v, m->id)) == OK ? reply_page(rq, "desk/matter.cs") : e;
}

/* A light record of the street is its writer's own, its photos too. */
enum err
may_see_matter(struct request *rq, int64_t id)
{
	struct matter_row *m;
	enum err e = store_matter_by_id(rq->db, rq->arena, id, &m);

	if (e == OK && (!matter_may_read((enum matter_kind)m->kind, rq->user->perms) ||
	    (!desk_may(rq, PERM_SEE_ALL) && m->owner_id != rq->user->id)))
		return err_raise(ERR_NOT_FOUND, "not this person's matter");
	return e;
}

enum err
page_matter_send(struct request *rq)
{
	static const enum matter_step steps[] = { MATTER_STATUS, MATTER_ASKED, MATTER_HANDED, MATTER_CLOSED, MATTER_UPWARD };
	struct service sv = show_service(rq);
	const struct matter_say say = { .what = steps[param_choice(rq, "what")], .owner_id = param_int(rq, "owner"),
		.due = day_of_form(rq), .words = param_text(rq, "note") };
	struct matter_row *m;
	struct actor who;
	enum err e = read_matter(rq, &m);

	if (e != OK || (e = office_actor(&sv, rq->user, say.what < MATTER_CLOSED ? PERM_URGE : PERM_COMMAND, &who)) != OK ||
	    (e = matter_note(&sv, param_text(rq, "key"), &who, m->id, &say)) != OK)
		return refused(rq, e);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/matter?id=%lld", (long long)m->id));
}

/* On the home page: what is due of one's own, and for who commands of everybody's. */
enum err
show_home_matters(struct request *rq, struct view *v)
{
	struct matter_row *rows;
	size_t n;
	enum err e;

	if (!desk_may(rq, PERM_URGE) || !desk_may(rq, PERM_SEE_ALL))
		return OK;
	e = store_matters_waiting(rq->db, rq->arena, clock_now() + 2 * USEC_DAY, desk_may(rq, PERM_COMMAND) ? 0 : rq->user->id,
	    &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		show_matter(rq, view_item(v, "Page.Matters"), &rows[i]);
	return e;
}
