/* A complaint that is no case yet; writing one down by hand. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "cgi-bin/desk/complaint_doubt.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/service/case_ops.h"
#include "lib/service/complaint_join.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_beside.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_door.h"
#include "lib/store/store_file.h"
#include "lib/store/store_sender.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static struct view *
action(struct view *v, struct request *rq, const char *code, bool primary)
{
	struct view *a = view_item(v, "Page.Actions");
	const char *typed = rq->failure != OK ? param_text(rq, "action") : NULL;

	view_str(a, "Code", code);
	view_str(a, "Label", text_getf(rq->lang, "Action.%s.Label", code));
	view_str(a, "Help", text_find(rq->lang, arena_printf(rq->arena, "Action.%s.Help", code)));
	view_bool(a, "Primary", primary);
	view_bool(a, "Open", typed != NULL ? strcmp(typed, code) == 0 : primary);
	return a;
}

static struct view *
field(struct view *a, struct request *rq, const char *name, const char *kind, bool required)
{
	struct view *f = view_item(a, "Fields");
	const struct value *val;

	view_str(f, "Name", name);
	view_str(f, "Kind", kind);
	view_str(f, "Label", text_getf(rq->lang, "Field.%s.Label", name));
	view_bool(f, "Required", required);
	if (rq->failure != OK && (val = param_value(rq->values, rq->nvalues, name)) != NULL && val->error != NULL)
		view_str(f, "Error", text_fill(rq->arena, rq->lang, val->error, val->error_args, 2));
	return f;
}

/* Refusing what is no report: a reason, and words for its sender. */
static enum err
show_refusing(struct request *rq, struct view *a)
{
	enum err e = show_reason_options(rq, field(a, rq, "reason", "select", true), "refuse");

	view_str(field(a, rq, "answer", "text", false), "Value", param_typed(rq, "answer"));
	return e;
}

static enum err
show_complaint_actions(struct request *rq, struct view *v, const struct complaint_row *c)
{
	struct view *a, *f;
	enum err e;

	view_str(v, "Page.Act.Url", "/desk/complaint/act");
	view_int(v, "Page.Act.Id", c->id);
	view_int(v, "Page.Act.Version", 1);
	view_str(v, "Page.Act.Key", random_token(rq->arena));
	if (c->state == CP_SUSPECT)
		(void)action(v, rq, "clear", false);
	a = action(v, rq, "register", c->state == CP_RECEIVED);
	f = field(a, rq, "class", "select", true);
	if ((e = show_class_options(rq, f, c->class_id)) != OK)
		return e;
	a = action(v, rq, "join", false);
	f = field(a, rq, "kept", "line", true);
	view_str(f, "Value", param_typed(rq, "kept"));
	return c->state == CP_SUSPECT ? show_refusing(rq, action(v, rq, "refuse", false)) : OK;
}

/* One line of the facts. */
static struct view *
fact(struct view *v, const char *label, const char *value)
{
	struct view *f = view_item(v, "Page.Facts");

	view_str(f, "Label", label);
	view_str(f, "Value", value);
	return f;
}

/* What the sender answered to his class's questions, the community he chose, the case he takes for the same. */
static enum err
show_said(struct request *rq, struct view *v, const struct complaint_row *c)
{
	struct service sv = show_service(rq);
	const struct community_row *in = NULL;
	struct reply_row *replies;
	struct same_row same;
	size_t n;
	enum err e = store_replies(rq->db, rq->arena, c->id, &replies, &n);

	if (e == OK && c->community_code != NULL)
		e = office_community(&sv, c->community_code, &in);
	if (e != OK)
		return e;
	if (in != NULL)
		view_str(fact(v, request_text(rq, "Text.place.community"), text_pick(rq->lang, in->name_zh, in->name_en)),
		    "Url", NULL);
	for (size_t i = 0; i < n; i++)
		view_bool(fact(v, text_pick(rq->lang, replies[i].text_zh, replies[i].text_en), replies[i].answer), "Wide", true);
	if (c->same_case == 0 || (e = store_same_case(rq->db, rq->arena, c->id, &same)) != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	view_strf(fact(v, request_text(rq, same.closed_at != USEC_NONE ? "Text.complaint.again" : "Text.complaint.same"),
	    same.number != NULL ? same.number : arena_printf(rq->arena, "#%lld", (long long)same.id)), "Url",
	    "/desk/case?id=%lld", (long long)same.id);
	return OK;
}

/* A complaint that came to a case later can be taken out of it again. */
static enum err
show_part(struct request *rq, struct view *v, const struct complaint_row *c)
{
	struct link_row link;
	enum err e = store_link_standing(rq->db, rq->arena, c->id, &link);

	if (e != OK || link.first || !desk_may(rq, PERM_FILE))
		return e;
	view_str(v, "Page.Act.Url", "/desk/complaint/act");
	view_int(v, "Page.Act.Id", c->id);
	view_int(v, "Page.Act.Version", 1);
	view_str(v, "Page.Act.Key", random_token(rq->arena));
	(void)action(v, rq, "part", false);
	return OK;
}

/* Open cases of the same class around the point, for "is this the same?". */
static enum err
show_near(struct request *rq, struct view *v, const struct complaint_row *c)
{
	struct near_row *rows;
	size_t n;
	enum err e;

	if (!c->has_point || c->class_id == 0)
		return OK;
	e = store_case_near(rq->db, rq->arena, c->class_id, c->lat, c->lon, 500, c->received_at - 14 * USEC_DAY, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *r = view_item(v, "Page.Near");

		view_strf(r, "Url", "/desk/case?id=%lld", (long long)rows[i].id);
		view_str(r, "Number", rows[i].number != NULL ? rows[i].number :
		    arena_printf(rq->arena, "#%lld", (long long)rows[i].id));
		view_str(r, "Title", rows[i].description);
		view_str(r, "Place", rows[i].address);
		view_str(r, "Received", show_time_short(rq->arena, rq->lang, rows[i].received_at));
		show_state(r, rq, rows[i].state);
	}
	return e;
}

static enum err
show_complaint(struct request *rq, struct view *v, const struct complaint_row *c)
{
	struct file_link_row *files;
	struct contact_row *contact;
	char number[REFNO_MAX];
	struct view *t = view_sub(v, "Page.Complaint");
	size_t n;
	enum err e = store_files(rq->db, rq->arena, SUBJECT_COMPLAINT, c->id, &files, &n);

	if (e != OK)
		return e;
	refno_complaint(number, civil_of(c->received_at).year, c->id);
	view_str(t, "Number", number);
	show_letter_of(rq, t, number, c->state, NULL);
	view_str(t, "Received", show_time(rq->arena, rq->lang, c->received_at));
	view_str(t, "Source", text_getf(rq->lang, "Source.%d", c->source));
	view_str(t, "State", text_getf(rq->lang, "Complaint.%d.Name", c->state));
	view_str(t, "Class", c->class_zh != NULL ? text_pick(rq->lang, c->class_zh, c->class_en) :
	    request_text(rq, "Text.receipt.no_class"));
	view_str(t, "Place", c->address);
	view_lines(t, "Words", c->description);
	if (c->has_point) {
		view_str(t, "Lat", show_degrees(rq->arena, c->lat));
		view_str(t, "Lon", show_degrees(rq->arena, c->lon));
	}
	if (c->state <= CP_SUSPECT)
		show_due(view_sub(v, "Page.Due"), rq, c->accept_due, USEC_NONE);
	show_photos(v, rq, "Page.Photos", "/desk/photo/", files, n, 0);
	e = desk_may(rq, PERM_CONTACT) ? store_contact_masked(rq->db, rq->arena, c->id, &contact) : ERR_NOT_FOUND;
	if (e == OK)
		view_strf(v, "Page.Contact.Masked", "%s %s %s", contact->masked_name ? contact->masked_name : "",
		    contact->masked_phone ? contact->masked_phone : "", contact->masked_email ? contact->masked_email : "");
	return e == ERR_NOT_FOUND ? OK : e;
}

/* What he added, and what he reported before. */
static enum err
show_beside(struct request *rq, struct view *v, int64_t id)
{
	struct earlier_row earlier;
	struct sender_step *rows;
	char number[REFNO_MAX];
	struct view *f;
	size_t n;
	enum err e = store_sender_steps(rq->db, rq->arena, id, &rows, &n);

	if (e != OK)
		return e;
	show_added(rq, v, rows, n);
	e = store_complaint_earlier(rq->db, id, &earlier);
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	refno_complaint(number, civil_of(earlier.received_at).year, earlier.id);
	f = view_item(v, "Page.Facts");
	view_text(f, "Label", "Field.earlier.Label");
	view_str(f, "Value", number);
	view_strf(f, "Url", "/desk/complaint?id=%lld", (long long)earlier.id);
	return OK;
}

static enum err
show_ratings(struct request *rq, struct view *v, int64_t id)
{
	struct rating_row *rows;
	size_t n;
	enum err e = store_ratings(rq->db, rq->arena, id, &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		show_rating(rq, view_item(v, "Page.Ratings"), rows[i].answer, rows[i].by_staff, rows[i].at, rows[i].words);
	return e;
}

/* A notice leads here whoever had to be told; who only works on the case goes on to it. */
static enum err
to_case(struct request *rq)
{
	int64_t case_id;
	enum err e = store_case_of_complaint(rq->db, param_int(rq, "id"), &case_id);

	if (e != OK)
		return e;	/* one without a case is none he may see */
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)case_id));
}

enum err
page_complaint(struct request *rq)
{
	struct view *v = desk_view(rq, "Queue.complaints.Label");
	struct complaint_row *c;
	int64_t case_id;
	enum err e;

	if (!desk_may(rq, PERM_FILE) && !desk_may(rq, PERM_CLOSE))
		return to_case(rq);
	e = store_complaint_by_id(rq->db, rq->arena, param_int(rq, "id"), &c);
	if (e != OK || (e = show_complaint(rq, v, c)) != OK || (e = show_ratings(rq, v, c->id)) != OK ||
	    (e = show_beside(rq, v, c->id)) != OK || (e = show_doubts(rq, v, c)) != OK ||
	    (e = show_said(rq, v, c)) != OK)
		return e;
	show_errors_at(rq, rq->failure != OK ? param_text(rq, "action") : NULL);
	e = store_case_of_complaint(rq->db, c->id, &case_id);
	if (e == OK) {
		view_strf(v, "Page.CaseUrl", "/desk/case?id=%lld", (long long)case_id);
		view_strf(v, "Page.CaseNumber", "#%lld", (long long)case_id);
		e = show_part(rq, v, c);
	} else if (e == ERR_NOT_FOUND && c->state <= CP_SUSPECT && desk_may(rq, PERM_FILE)) {
		if ((e = show_complaint_actions(rq, v, c)) == OK)
			e = show_near(rq, v, c);
	}
	return e == OK || e == ERR_NOT_FOUND ? reply_page(rq, "desk/complaint.cs") : e;
}

static enum err
known_class(struct request *rq)
{
	struct class_row *k;
	enum err e = store_class_by_id(rq->db, rq->arena, param_int(rq, "class"), &k);

	if (e != ERR_NOT_FOUND)
		return e;
	param_refuse(rq, "class", "Err.choice");
	return ERR_INVALID;
}

static enum err
join(struct request *rq, struct service *sv, const struct actor *who, int64_t *case_id)
{
	enum err e = param_has(rq, "kept") ? desk_find_case(rq, param_text(rq, "kept"), case_id) :
	    ERR_NOT_FOUND;

	if (e == OK)
		e = case_join(sv, param_int(rq, "id"), *case_id, param_text(rq, "key"), who);
	if (e == ERR_NOT_FOUND || e == ERR_INVALID) {
		param_refuse(rq, "kept", "Err.kept_case");
		return ERR_INVALID;
	}
	return e;
}

static enum err
part(struct request *rq, struct service *sv, const struct actor *who)
{
	int64_t case_id;
	enum err e = complaint_part(sv, param_int(rq, "id"), param_text(rq, "key"), who, &case_id);

	if (e == OK)
		reply_flash(rq, "ok", "parted");
	return e == OK ? reply_redirect(rq, arena_printf(rq->arena, "/desk/complaint?id=%lld",
	    (long long)param_int(rq, "id"))) : e;
}

enum err
page_complaint_act(struct request *rq)
{
	struct service sv = show_service(rq);
	struct actor who;
	int64_t id = 0;
	enum err e = office_actor(&sv, rq->user, PERM_FILE, &who);

	if (e != OK)
		return e;
	if (param_choice(rq, "action") == 0 && param_has(rq, "class") && (e = known_class(rq)) != OK)
		return e;
	if (param_choice(rq, "action") == 4)
		return part(rq, &sv, &who);
	if (param_choice(rq, "action") >= 2)
		return act_on_suspect(rq, &sv, param_choice(rq, "action") == 3, &who);
	if (param_choice(rq, "action") == 1)
		e = join(rq, &sv, &who, &id);
	else
		e = case_register(&sv, param_int(rq, "id"), param_int(rq, "class"), param_text(rq, "key"), &who, &id);
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "registered");
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)id));
}

/* The sources a person of the office may write down; one of the street reports what he sees, as who he is. */
static const enum source by_clerk[] = { SRC_HOTLINE, SRC_12345, SRC_WALKIN, SRC_MEDIA, SRC_NET, SRC_VIDEO,
	SRC_DEPUTY, SRC_LEADER, SRC_UPPER, SRC_TRANSFER, SRC_TELEPHONE };
static const enum source by_supervisor[] = { SRC_SUPERVISOR, SRC_SELF }, by_team[] = { SRC_TEAM, SRC_SELF },
	by_residents[] = { SRC_AUTONOMY, SRC_SELF };

/* Acceptors, the duty chief and the 12345 desk sit in the office and see all of it; the street does not. */
static bool
in_office(const struct request *rq)
{
	return desk_may(rq, PERM_FILE) || desk_may(rq, PERM_SEE_ALL);
}

static bool
has_role(const struct request *rq, enum role role)
{
	for (size_t i = 0; i < rq->user->nroles; i++)
		if (rq->user->roles[i].role_id == (int64_t)role)
			return true;
	return false;
}

static const enum source *
sources_for(const struct request *rq, size_t *n)
{
	*n = in_office(rq) ? sizeof(by_clerk) / sizeof(by_clerk[0]) : 2;
	return in_office(rq) ? by_clerk : has_role(rq, R_JOINT) ? by_team :
	    has_role(rq, R_AUTONOMY) ? by_residents : by_supervisor;
}

enum err
page_register(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.register.page"), *f = view_sub(v, "Form.source"), *o;
	const char *key = param_text(rq, "key");
	size_t n;
	const enum source *s = sources_for(rq, &n);
	enum err e;

	view_str(v, "Page.Form.Key", key != NULL ? key : random_token(rq->arena));
	view_bool(v, "Page.Street", !in_office(rq));
	for (size_t i = 0; i < n; i++) {
		o = view_item(f, "Options");
		view_int(o, "Value", s[i]);
		view_str(o, "Label", text_getf(rq->lang, "Source.%d", s[i]));
		view_bool(o, "Selected", param_has(rq, "source") ? param_int(rq, "source") == s[i] : i == 0 && !in_office(rq));
	}
	show_errors(rq);
	if ((e = show_class_options(rq, view_sub(v, "Form.class"), param_int(rq, "class"))) != OK)
		return e;
	return reply_page(rq, "desk/register.cs");
}

bool
parse_local(const char *s, usec_t *out)
{
	int32_t day;
	int h, m;
	char date[11];

	if (strlen(s) != 16 || s[10] != 'T')
		return false;
	(void)snprintf(date, sizeof(date), "%.10s", s);
	if (!parse_date(date, &day) || sscanf(s + 11, "%2d:%2d", &h, &m) != 2 || h > 23 || m > 59 || h < 0 || m < 0)
		return false;
	*out = day_start(day) + (h * 60 + m) * USEC_MIN;
	return true;
}

static bool
check_register(struct request *rq, struct complaint_form *f)
{
	size_t n;
	const enum source *s = sources_for(rq, &n);
	bool known = false;

	for (size_t i = 0; i < n; i++)
		known = known || s[i] == f->source;
	if (!known)
		param_refuse(rq, "source", "Err.choice");
	if (param_has(rq, "lat") != param_has(rq, "lon"))
		param_refuse(rq, "lat", "Err.point_half");
	else if (!f->has_point && f->address == NULL)
		param_refuse(rq, "address", "Err.no_place");
	if (param_has(rq, "external_due") && !parse_local(param_text(rq, "external_due"), &f->ext_due))
		param_refuse(rq, "external_due", "Err.date");
	if (f->source == SRC_12345 && f->ext_number == NULL)
		param_refuse(rq, "external_no", "Err.required");
	return !param_any_refused(rq);
}

static enum err
write_down(struct request *rq, struct service *sv, struct complaint_form *f, struct complaint_receipt *receipt,
    int64_t *case_id)
{
	struct attachment photos[PHOTOS_MAX];
	size_t n;
	enum err e;

	if (!check_register(rq, f))
		return ERR_INVALID;
	if ((e = known_class(rq)) != OK || (e = office_actor(sv, rq->user, PERM_REGISTER, &f->who)) != OK ||
	    (e = take_form_photos(rq, sv, true, photos, &n)) != OK ||
	    (e = phone_report_files(rq, sv, photos, &n)) != OK)
		return e;
	e = complaint_file_case(sv, f, photos, n, receipt, case_id);
	if (e != ERR_CONFLICT || f->ext_number == NULL)
		return e;
	param_refuse(rq, "external_no", "Err.outside_known");	/* its number is unique */
	return ERR_INVALID;
}

enum err
page_register_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct complaint_receipt receipt;
	const char *number = param_text(rq, "external_no");
	struct complaint_form f = { .key = param_text(rq, "key"), .source = (enum source)param_int(rq, "source"),
		.lang = lang_code(LANG_ZH), .class_id = param_int(rq, "class"),
		.description = param_text(rq, "description"), .address = param_text(rq, "address"),
		.has_point = param_has(rq, "lat"), .lat = param_point(rq, "lat"), .lon = param_point(rq, "lon"),
		.confidential = param_bool(rq, "confidential"), .hazard = param_bool(rq, "hazard"),
		.verified_above = param_bool(rq, "verified_above"),
		.name = param_text(rq, "contact_name"),
		.phone = param_text(rq, "contact_phone"), .email = param_text(rq, "contact_email"),
		.ext_system = number != NULL ? "12345" : NULL, .ext_number = number, .ext_due = USEC_NONE,
		.client_at = phone_client_at(rq) };
	int64_t case_id = 0;
	enum err e = write_down(rq, &sv, &f, &receipt, &case_id);

	if (e != OK)
		return e;
	if (source_is_public(f.source))		/* the caller is told his number and code */
		reply_cookie(rq, COOKIE_TELL, arena_printf(rq->arena, "%s/%s", receipt.number, receipt.code), 600);
	if (reply_wants_json(rq))
		return reply_empty(rq);
	reply_flash(rq, "ok", "registered");
	return reply_redirect(rq, in_office(rq) ?
	    arena_printf(rq->arena, "/desk/case?id=%lld", (long long)case_id) : "/desk/tasks");
}
