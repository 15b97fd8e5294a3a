/* The complaint form. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/public/report.h"
#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_door.h"

#include "lib/base/banned.h"

enum { WORDS_ALONE = 10 };	/* characters, where no class is chosen */

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

/* Big pictures for the frequent kinds. */
static void
show_kinds(struct request *rq, struct view *v, const struct office_lists *l, int64_t chosen)
{
	const struct class_row *kinds[N(frequent) + 1] = { NULL };

	for (size_t i = 0; i < l->n_classes; i++)
		if (l->classes[i].for_public)
			kinds[frequent_place(&l->classes[i])] = &l->classes[i];
	for (size_t i = 0; i < N(frequent); i++)
		if (kinds[i] != NULL)
			show_kind(rq, v, kinds[i], frequent[i].icon, chosen);
}

/* The class that was chosen by its words: it has no picture. */
static void
show_chosen(struct request *rq, struct view *v, const struct office_lists *l, int64_t chosen)
{
	for (size_t i = 0; i < l->n_classes; i++) {
		const struct class_row *k = &l->classes[i];

		if (k->id != chosen || !k->for_public || frequent_place(k) < N(frequent))
			continue;
		view_int(v, "Page.Chosen.Value", k->id);
		view_str(v, "Page.Chosen.Label", text_pick(rq->lang, k->name_zh, k->name_en));
	}
}

/* The communities, for who cannot use a map. */
static enum err
show_communities(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	struct view *f = view_sub(v, "Form.community"), *o;
	const struct community_row *rows;
	const char *chosen = param_typed(rq, "community");
	size_t n;
	enum err e = office_communities(&sv, &rows, &n);

	if (e == OK && n > 0)
		view_text(view_item(f, "Options"), "Label", "Text.place.community_none");
	for (size_t i = 0; e == OK && i < n; i++) {
		o = view_item(f, "Options");
		view_str(o, "Value", rows[i].code);
		view_str(o, "Label", text_pick(rq->lang, rows[i].name_zh, rows[i].name_en));
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, rows[i].code) == 0);
	}
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

int64_t
report_class(const struct request *rq)
{
	return param_int(rq, "class");
}

const char *
report_address(const struct request *rq)
{
	return rq->large ? "/report/short" : "/report";
}

static enum err
show_choices(struct request *rq, struct view *v)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	enum err e = office_lists(&sv, &l);

	if (e != OK)
		return e;
	show_kinds(rq, v, l, report_class(rq));
	show_chosen(rq, v, l, report_class(rq));
	if ((e = show_communities(rq, v)) != OK)
		return e;
	return rq->method == POST ? report_show_found(rq, v) : OK;
}

enum err
page_report(struct request *rq)
{
	struct view *v = public_view(rq, "Text.report.page");
	const bool fresh = rq->method == GET;
	const char *key = param_text(rq, "key");
	enum err e;

	if (key == NULL)
		key = random_token(rq->arena);
	view_str(v, "Page.Form.Key", key);
	view_bool(v, "Page.Form.Fresh", fresh);
	view_str(v, "Page.Form.Send", report_address(rq));
	view_text(v, "Page.Description", "Text.report.lead");
	view_int(v, "Page.PhotoMax", PHOTOS_MAX);
	view_int(v, "Page.PhotoBytes", rq->conf->photo_max);
	view_bool(v, "Page.OpenContact", param_has(rq, "contact_name") || param_has(rq, "contact_phone") ||
	    param_has(rq, "contact_email"));
	view_bool(v, "Form.class.Other", !fresh && report_class(rq) == 0 &&
	    (rq->failure != OK || param_typed(rq, "class") != NULL));
	/* The same said by its other name, as a form of another page sends it. */
	if (!param_has(rq, "way") && param_bool(rq, "confidential"))
		view_form_field(v, "way", "confidential", NULL);
	if (!fresh)
		show_errors(rq);
	if ((e = show_ticket(rq, v, key)) != OK || (e = show_choices(rq, v)) != OK || (!fresh && (e = show_uploads(rq, v, key)) != OK))
		return e;
	return reply_page(rq, "public/report.cs");
}

/* The spot of a place that was looked for and chosen, "31.700000,118.560000"; the map's own point goes before it. */
static bool
read_spot(struct request *rq, struct complaint_form *f)
{
	const char *spot = param_text(rq, "spot"), *comma = spot != NULL ? strchr(spot, ',') : NULL;

	if (spot == NULL || f->has_point)
		return true;
	f->has_point = comma != NULL &&
	    parse_microdeg(arena_strndup(rq->arena, spot, (size_t)(comma - spot)), 90, &f->lat) &&
	    parse_microdeg(comma + 1, 180, &f->lon);
	return f->has_point;
}

/* A place is an address, a point or a community, and a point has two coordinates. */
static enum err
check_place(struct request *rq, struct complaint_form *f)
{
	struct service sv = show_service(rq);
	const struct community_row *in = NULL;
	enum err e = f->community != NULL ? office_community(&sv, f->community, &in) : OK;

	if (e != OK)
		return e;
	if (f->community != NULL && in == NULL)
		param_refuse(rq, "community", "Err.choice");
	else if (param_has(rq, "lat") != param_has(rq, "lon"))
		param_refuse(rq, param_has(rq, "lat") ? "lon" : "lat", "Err.point_half");
	else if (!read_spot(rq, f))
		param_refuse(rq, "address", "Err.choice");
	else if (!f->has_point && f->address == NULL && f->community == NULL)
		param_refuse(rq, "address", "Err.no_place");
	return param_any_refused(rq) ? ERR_INVALID : OK;
}

/* Whether something came that shows or tells it: in this request, or before it under its key. */
static enum err
has_photos(struct request *rq, const char *key, bool *has)
{
	struct service sv = show_service(rq);
	struct upload_row *rows;
	size_t n;
	enum err e;

	(void)param_files(rq, "photo", &n);
	*has = n > 0;
	if (*has || (e = complaint_uploads(&sv, key, &rows, &n)) != OK)
		return *has ? OK : e;
	*has = n > 0;
	return OK;
}

/* A known class says most of it; without one the words must or, in the large look, what is seen and heard. */
static enum err
check_words(struct request *rq, struct complaint_form *f, const struct class_row *k)
{
	const size_t n = f->description != NULL ? utf8_len(f->description) : 0;
	bool seen = false;
	enum err e = rq->large && k == NULL && n < WORDS_ALONE ? has_photos(rq, f->key, &seen) : OK;

	if (e != OK || n >= WORDS_ALONE || (n > 0 && (k != NULL || seen)))
		return e;
	if (k != NULL)
		f->description = text_fill1(rq->arena, rq->lang, "Text.short.no_words", text_pick(rq->lang, k->name_zh, k->name_en));
	else if (n == 0 && seen)
		f->description = request_text(rq, "Text.short.no_words_photo");
	else if (n == 0)
		param_refuse(rq, "class", "Err.say_what");
	else
		param_refuse_args(rq, "description", "Err.too_short", arena_printf(rq->arena, "%d", WORDS_ALONE), NULL);
	return param_any_refused(rq) ? ERR_INVALID : OK;
}

static enum err
check_what(struct request *rq, struct complaint_form *f)
{
	struct class_row *k = NULL;
	enum err e = f->class_id != 0 ? store_class_by_id(rq->db, rq->arena, f->class_id, &k) : OK;

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND || (k != NULL && !k->for_public)) {
		param_refuse(rq, "class", "Err.choice");
		return ERR_INVALID;
	}
	return check_words(rq, f, k);
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
report_keep_photos(struct request *rq, const char *key)
{
	struct service sv = show_service(rq);
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct incoming in = incoming_of(files[i]);
		int64_t id;

		e = complaint_upload(&sv, key, &in, &id);
	}
	return refuse_photo(rq, e);
}

static struct complaint_form
form_of(struct request *rq)
{
	return (struct complaint_form){ .key = param_text(rq, "key"), .source = SRC_NET, .client_at = USEC_NONE,
		.lang = lang_code(rq->lang), .class_id = report_class(rq),
		.description = param_text(rq, "description"), .address = param_text(rq, "address"),
		.community = param_text(rq, "community"), .has_point = param_has(rq, "lat"),
		.lat = param_point(rq, "lat"), .lon = param_point(rq, "lon"),
		.confidential = param_bool(rq, "confidential"),
		.name = param_text(rq, "contact_name"), .phone = param_text(rq, "contact_phone"),
		.email = param_text(rq, "contact_email"), .ext_due = USEC_NONE,
		.addr_prefix = rq->addr_prefix, .who = { .role = R_PUBLIC } };
}

static enum err
file_it(struct request *rq, struct service *sv, const struct complaint_form *form)
{
	struct attachment photos[PHOTOS_MAX];
	struct complaint_receipt receipt;
	size_t n;
	enum err e = take_photos(rq, sv, photos, &n);

	if (e != OK)
		return e;
	e = complaint_file(sv, form, photos, n, &receipt);
	if (e != OK)
		return err_field() != NULL && strcmp(err_field(), "photo") == 0 ? refuse_photo(rq, e) : e;
	if (receipt.again)
		reply_flash(rq, "info", "again");
	reply_cookie(rq, COOKIE_RECEIPT, form->key, 1800);
	return reply_redirect(rq, "/receipt");
}

enum err
page_report_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct complaint_form form = form_of(rq);
	struct complaint_receipt known;
	bool shown = false;
	enum err e;

	if ((e = check_place(rq, &form)) != OK || (e = check_what(rq, &form)) != OK)
		return e;
	/* What was filed is asked nothing again: Back, reload, a second click. */
	e = complaint_receipt_again(&sv, form.key, &known);
	if (e == ERR_NOT_FOUND)
		e = report_steps(rq, &form, &shown);
	if (e == OK && !shown)
		e = report_doubts(rq, &form.doubts);
	report_way(rq, &form);
	return e != OK || shown ? e : file_it(rq, &sv, &form);
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
