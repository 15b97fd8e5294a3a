/* The street's pages: my orders and assignments, one of them, photos, contacts. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"
#include "lib/part/media.h"
#include "lib/rule/refno.h"
#include "lib/service/complaint_ops.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_task.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static const char *
task_kind(int32_t state)
{
	return state == CS_VERIFYING ? "Text.tasks.verify" : state == CS_CHECKING ? "Text.tasks.check" :
	    "Text.tasks.handle";
}

static const char *
task_icon(int32_t state)
{
	return state == CS_HANDLING ? "hand" : "eye";
}

static void
show_task(struct view *t, struct request *rq, const struct office_lists *l, const struct task_row *row)
{
	show_row(t, rq, l, &row->q);
	view_int(t, "Id", row->q.id);
	view_strf(t, "Url", "/desk/task?id=%lld", (long long)row->q.id);
	view_text(t, "KindLabel", task_kind(row->q.state));
	view_str(t, "Icon", task_icon(row->q.state));
	if (row->has_point) {
		view_str(t, "Lat", show_degrees(rq->arena, row->lat));
		view_str(t, "Lon", show_degrees(rq->arena, row->lon));
	}
}

enum err
page_tasks(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.tasks.page"), *t;
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct task_row *rows;
	size_t n;
	enum err e;

	if ((e = office_lists(&sv, &l)) != OK ||
	    (e = store_tasks(rq->db, rq->arena, rq->user->id, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_task(view_item(v, "Page.Tasks"), rq, l, &rows[i]);
	view_str(v, "Page.Count", text_fill1(rq->arena, rq->lang, "Text.tasks.count", arena_printf(rq->arena, "%zu", n)));
	if (desk_may(rq, PERM_SPOT)) {
		t = view_item(v, "Page.Links");
		view_text(t, "Label", "Text.spot.page");
		view_str(t, "Url", "/desk/spot");
		view_str(t, "Icon", "check");
	}
	if (desk_may(rq, PERM_REGISTER)) {
		t = view_item(v, "Page.Links");
		view_text(t, "Label", "Text.nav.register");
		view_str(t, "Url", "/desk/register");
		view_str(t, "Icon", "camera");
	}
	return reply_page(rq, "desk/tasks.cs");
}

/* What the office asked for: the words of the last order. */
static enum err
show_order(struct request *rq, struct view *t, int64_t case_id)
{
	struct event_row *events;
	size_t n;
	enum err e = store_events(rq->db, rq->arena, SUBJECT_CASE, case_id, &events, &n);

	for (size_t i = n; e == OK && i > 0; i--)
		if (events[i - 1].kind == ACT_ORDER_VERIFY || events[i - 1].kind == ACT_ORDER_CHECK ||
		    events[i - 1].kind == ACT_ASSIGN) {
			view_lines(t, "Order", events[i - 1].text);
			break;
		}
	return e;
}

enum err
page_task(struct request *rq)
{
	struct case_page p = { 0 };
	struct view *v = desk_view(rq, "Text.tasks.page"), *t = view_sub(v, "Page.Task");
	struct task_row *tasks;
	enum err e = case_page_read(rq, param_int(rq, "id"), &p);

	if (e != OK || (e = store_tasks(rq->db, rq->arena, rq->user->id, &tasks, &p.n_tasks)) != OK)
		return e;
	p.tasks = tasks;
	view_str(t, "Number", p.c->number != NULL ? p.c->number : arena_printf(rq->arena, "#%lld", (long long)p.c->id));
	view_str(t, "Title", case_title(rq, p.names));
	view_text(t, "KindLabel", task_kind(p.c->state));
	view_str(t, "Icon", task_icon(p.c->state));
	view_str(t, "Place", case_place(rq, p.c));
	view_str(t, "Grid", text_pick(rq->lang, p.names->base_zh, p.names->base_en));
	view_lines(t, "Words", p.c->description);
	show_due(t, rq, p.c->stage_due, USEC_NONE);
	if (p.c->has_point) {
		view_str(t, "Lat", show_degrees(rq->arena, p.c->lat));
		view_str(t, "Lon", show_degrees(rq->arena, p.c->lon));
		view_strf(t, "Navigate", "geo:%s,%s", show_degrees(rq->arena, p.c->lat), show_degrees(rq->arena, p.c->lon));
	}
	show_flags(v, rq, "Page.Flags", p.c);
	if ((e = show_order(rq, t, p.c->id)) != OK || (e = show_case_photos(rq, v, &p)) != OK ||
	    (rq->failure == ERR_CONFLICT && (e = show_conflict(rq, v, &p)) != OK) ||
	    (e = show_actions(rq, v, &p, true)) != OK)
		return e;
	return reply_page(rq, "desk/task.cs");
}

/* Whose photo it is decides; a complaint that is no case yet is for those who file. */
static enum err
may_see_photo(struct request *rq, const struct file_link_row *l)
{
	struct case_page p = { 0 };
	int64_t case_id = l->subject_id;
	enum err e;

	if (l->subject_kind == SUBJECT_MATTER)
		return may_see_matter(rq, l->subject_id);
	e = l->subject_kind == SUBJECT_COMPLAINT ? store_case_of_complaint(rq->db, l->subject_id, &case_id) : OK;

	if (e == ERR_NOT_FOUND && desk_may(rq, PERM_FILE))
		return OK;
	return e == OK ? case_page_read(rq, case_id, &p) : e;
}

/* Recordings are sent as they came, by the program: nginx cannot read originals. */
static enum err
send_recording(struct request *rq, const struct file_link_row *l)
{
	int64_t size;
	int fd;
	enum err e = filestore_open_original(rq->conf, file_hex(rq->arena, l->sha256.data), &fd, &size);

	return e == OK ? reply_stream(rq, fd, size, l->type) : e;
}

enum err
page_desk_photo(struct request *rq)
{
	const size_t n = strlen(rq->tail);
	const bool thumb = n > 2 && strcmp(rq->tail + n - 2, "-t") == 0;
	struct file_link_row *l;
	int64_t id;
	enum err e;

	if (!parse_i64(arena_strndup(rq->arena, rq->tail, thumb ? n - 2 : n), 1, INT64_MAX, &id))
		return err_raise(ERR_NOT_FOUND, "photo");
	if ((e = store_file_link_by_id(rq->db, rq->arena, id, &l)) != OK || (e = may_see_photo(rq, l)) != OK)
		return e;
	if (media_is_type(l->type))
		return send_recording(rq, l);
	return reply_file(rq, &(struct reply_file){ .internal = "/_staff/", .dir = "staff",
	    .path = filestore_derived_name(rq->arena, thumb ? FILE_THUMB : FILE_VIEW,
	    file_hex(rq->arena, l->sha256.data)), .type = "image/jpeg" });
}

/* One of the reasons offered; its sender reads it. */
static enum err
known_reason(struct request *rq)
{
	struct reason_row *rows;
	size_t n;
	enum err e = store_reasons(rq->db, rq->arena, "reveal", clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (rows[i].id == param_int(rq, "reveal"))
			return OK;
	return e == OK ? err_raise_field(ERR_INVALID, "reveal", "no such reason") : e;
}

/* Opening a sealed contact: the reason comes first, the ledger keeps it, the sender will see it. */
enum err
page_contact(struct request *rq)
{
	struct service sv = show_service(rq);
	struct view *v = desk_view(rq, "Text.case.open_contact");
	struct case_page p = { 0 };
	struct complaint_row *rows;
	struct contact_plain plain;
	struct actor who;
	size_t n, i;
	enum err e = case_page_read(rq, param_int(rq, "id"), &p);

	if (e != OK || (e = store_complaints_of_case(rq->db, rq->arena, p.c->id, &rows, &n)) != OK ||
	    (e = office_actor(&sv, rq->user, PERM_REVEAL, &who)) != OK)
		return e;
	i = desk_contact_of(rows, n);
	if (i == n)
		return err_raise(ERR_NOT_FOUND, "no contact");
	if ((e = known_reason(rq)) != OK ||
	    (e = contact_open(&sv, rows[i].id, &who, param_int(rq, "reveal"), param_text(rq, "reason"), &plain)) != OK)
		return e;
	view_str(v, "Page.Contact.Name", plain.name);
	view_str(v, "Page.Contact.Phone", plain.phone);
	view_str(v, "Page.Contact.Email", plain.email);
	view_strf(v, "Page.Contact.Back", "/desk/case?id=%lld", (long long)p.c->id);
	return reply_page(rq, "desk/contact.cs");
}
