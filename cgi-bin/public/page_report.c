/* The complaint form. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_catalog.h"

#include "lib/base/banned.h"

/* The kinds people report most, each with a picture; everything else is in the list below. */
static const struct {
	int32_t kind;
	const char *major, *minor, *icon;
} frequent[] = {
	{ 1, "01", "23", "manhole" }, { 1, "01", "37", "lamp" }, { 2, "01", "10", "rubbish" },
	{ 2, "01", "13", "road" }, { 2, "04", "06", "stall" }, { 2, "04", "09", "car" },
	{ 2, "04", "10", "bike" }, { 2, "02", "01", "poster" }, { 2, "01", "28", "noise" },
	{ 1, "04", "02", "tree" },
};

/* The place of a class among the frequent ones; N(frequent) when it is none. */
static size_t
frequent_place(const struct class_row *k)
{
	size_t i = 0;

	while (i < N(frequent) && (k->kind != frequent[i].kind || strcmp(k->major_code, frequent[i].major) != 0 ||
	    strcmp(k->minor_code, frequent[i].minor) != 0))
		i++;
	return i;
}

/* A frequent kind in the words of the street, with its picture. */
static void
show_kind(struct request *rq, struct view *v, const struct class_row *k, const char *icon, int64_t chosen)
{
	struct view *kind = view_item(v, "Page.Kinds");

	view_int(kind, "Value", k->id);
	view_str(kind, "Label", text_getf(rq->lang, "Kind.%s", icon));
	view_str(kind, "Icon", icon);
	view_bool(kind, "Selected", k->id == chosen);
}

/* Big pictures for the frequent kinds, and the whole list by major class. */
static enum err
show_classes(struct request *rq, struct view *v, int64_t chosen)
{
	struct service sv = show_service(rq);
	const struct class_row *kinds[N(frequent) + 1] = { NULL };
	struct view *group = NULL, *o;
	const char *major = "";
	const struct office_lists *l = NULL;
	enum err e = office_lists(&sv, &l);

	for (size_t i = 0; e == OK && i < l->n_classes; i++) {
		const struct class_row *row = &l->classes[i];

		if (!row->for_public)
			continue;
		kinds[frequent_place(row)] = row;
		if (strcmp(major, row->major_zh) != 0) {
			major = row->major_zh;
			group = view_item(v, "Form.class.Groups");
			view_str(group, "Label", text_pick(rq->lang, row->major_zh, row->major_en));
		}
		o = view_item(group, "Options");
		view_int(o, "Value", row->id);
		view_str(o, "Label", text_pick(rq->lang, row->name_zh, row->name_en));
		view_bool(o, "Selected", row->id == chosen && frequent_place(row) == N(frequent));
	}
	for (size_t i = 0; i < N(frequent); i++)
		if (kinds[i] != NULL)
			show_kind(rq, v, kinds[i], frequent[i].icon, chosen);
	return e;
}

static struct incoming
incoming_of(const struct upload *u)
{
	return (struct incoming){ .fd = u->fd, .path = u->path, .hash_hex = u->hash, .size = u->size };
}

/* Photos of a form that was refused, kept under its key: nobody has to choose them twice. */
struct kept {
	int64_t ids[PHOTOS_MAX];
	const char *names[PHOTOS_MAX];
	size_t n;
};

static enum err
keep_photos(struct request *rq, struct service *sv, const char *key, struct kept *k)
{
	for (const struct form_field *f = rq->form.first; f != NULL && k->n < PHOTOS_MAX; f = f->next) {
		struct incoming in;
		enum err e;

		if (f->file == NULL || f->file->refused != OK || f->file->size == 0)
			continue;
		in = incoming_of(f->file);
		e = complaint_upload(sv, key, &in, &k->ids[k->n]);
		if (e == OK)
			k->names[k->n++] = f->file->client_name;
		else if (e != ERR_INVALID && e != ERR_TOO_LARGE)	/* those are said at the field */
			return e;
	}
	return OK;
}

/* All that lie under the key now. */
static enum err
show_uploads(struct request *rq, struct view *v, const char *key)
{
	struct service sv = show_service(rq);
	struct upload_row *rows;
	struct kept k = { .n = 0 };
	size_t n;
	enum err e = keep_photos(rq, &sv, key, &k);

	if (e != OK || (e = complaint_uploads(&sv, key, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		struct view *p = view_item(v, "Page.Photos");

		view_int(p, "Id", rows[i].file_id);
		view_strf(p, "Name", "%s %zu", request_text(rq, "Text.report.photos"), i + 1);
		for (size_t j = 0; j < k.n; j++)
			if (k.ids[j] == rows[i].file_id)
				view_str(p, "Name", k.names[j]);
	}
	return OK;
}

enum err
page_report(struct request *rq)
{
	struct view *v = public_view(rq, "Text.report.page");
	const char *key = param_text(rq, "key");
	int64_t chosen = param_int_or(rq, "class", param_int(rq, "class_more"));
	enum err e;

	if (key == NULL)
		key = random_token(rq->arena);
	view_str(v, "Page.Form.Key", key);
	view_bool(v, "Page.Form.Fresh", rq->failure == OK);
	view_text(v, "Page.Description", "Text.report.lead");
	view_int(v, "Page.PhotoMax", PHOTOS_MAX);
	view_int(v, "Page.PhotoBytes", rq->conf->photo_max);
	view_bool(v, "Page.OpenContact", param_has(rq, "contact_name") || param_has(rq, "contact_phone") ||
	    param_has(rq, "contact_email"));
	view_bool(v, "Form.class.Other", rq->failure != OK && chosen == 0);
	show_errors(rq);
	if ((e = show_ticket(rq, v, key)) != OK || (e = show_classes(rq, v, chosen)) != OK ||
	    (rq->failure != OK && (e = show_uploads(rq, v, key)) != OK))
		return e;
	return reply_page(rq, "public/report.cs");
}

/* A place is an address or a point, and a point has two coordinates. */
static bool
check_place(struct request *rq)
{
	if (param_has(rq, "lat") != param_has(rq, "lon"))
		param_refuse(rq, param_has(rq, "lat") ? "lon" : "lat", "Err.point_half");
	else if (!param_has(rq, "lat") && !param_has(rq, "address"))
		param_refuse(rq, "address", "Err.no_place");
	return !param_any_refused(rq);
}

static enum err
check_class(struct request *rq, int64_t id)
{
	struct class_row *k;
	enum err e = id != 0 ? store_class_by_id(rq->db, rq->arena, id, &k) : OK;

	if (e != ERR_NOT_FOUND && (e != OK || id == 0 || k->for_public))
		return e;
	param_refuse(rq, param_has(rq, "class") ? "class" : "class_more", "Err.choice");
	return ERR_INVALID;
}

/* What the service found wrong with a photo, at its field. */
static enum err
refuse_photo(struct request *rq, enum err e)
{
	if (e == ERR_INVALID || e == ERR_TOO_LARGE)
		param_refuse(rq, "photo", arena_strdup(rq->arena, err_text()));
	return e;
}

static enum err
take_photos(struct request *rq, struct service *sv, struct attachment *out, size_t *n_out)
{
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	enum err e = OK;

	for (size_t i = 0; i < n && i < PHOTOS_MAX && e == OK; i++) {
		struct incoming in = incoming_of(files[i]);

		e = file_take(sv, &in, true, &out[i]);
	}
	*n_out = n < PHOTOS_MAX ? n : PHOTOS_MAX;
	return refuse_photo(rq, e);
}

enum err
page_report_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct attachment photos[PHOTOS_MAX];
	struct complaint_receipt receipt;
	int64_t class_id = param_int_or(rq, "class", param_int(rq, "class_more"));
	struct complaint_form form = { .key = param_text(rq, "key"), .source = SRC_NET, .client_at = USEC_NONE,
		.lang = lang_code(rq->lang), .class_id = class_id,
		.description = param_text(rq, "description"), .address = param_text(rq, "address"),
		.has_point = param_has(rq, "lat"), .lat = param_point(rq, "lat"),
		.lon = param_point(rq, "lon"), .confidential = param_bool(rq, "confidential"),
		.name = param_text(rq, "contact_name"), .phone = param_text(rq, "contact_phone"),
		.email = param_text(rq, "contact_email"), .ext_due = USEC_NONE,
		.addr_prefix = rq->addr_prefix, .who = { .role = R_PUBLIC } };
	size_t n;
	enum err e;

	if (!check_place(rq))
		return ERR_INVALID;
	if ((e = report_doubts(rq, &form.doubts)) != OK || (e = check_class(rq, class_id)) != OK || (e = take_photos(rq, &sv, photos, &n)) != OK)
		return e;
	e = complaint_file(&sv, &form, photos, n, &receipt);
	if (e != OK)
		return err_field() != NULL && strcmp(err_field(), "photo") == 0 ? refuse_photo(rq, e) : e;
	if (receipt.again)
		reply_flash(rq, "info", "again");
	reply_cookie(rq, COOKIE_RECEIPT, form.key, 1800);
	return reply_redirect(rq, "/receipt");
}

/* One photo ahead of its form, with JSON for an answer. */
enum err
page_report_photo(struct request *rq)
{
	struct service sv = show_service(rq);
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	struct incoming in;
	int64_t id;
	enum err e;

	if (param_has(rq, "drop")) {
		e = complaint_upload_drop(&sv, param_text(rq, "key"), param_int(rq, "drop"));
		return e == OK ? reply_json(rq, "{}") : e;
	}
	if (n == 0) {
		param_refuse(rq, "photo", "Err.file_missing");
		return ERR_INVALID;
	}
	in = incoming_of(files[0]);
	e = complaint_upload(&sv, param_text(rq, "key"), &in, &id);
	if (e != OK)
		return refuse_photo(rq, e);
	reply_status(rq, 201);
	return reply_json(rq, arena_printf(rq->arena, "{\"id\":\"%lld\"}", (long long)id));
}
