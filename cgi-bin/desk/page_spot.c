/* Handled on the spot, only reported (workflow row 2): one form, before and after, on the street. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/service/case_ops.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"

#include "lib/base/banned.h"

enum err
page_spot(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.spot.page");
	const char *key = param_text(rq, "key");
	enum err e = show_class_options(rq, view_sub(v, "Form.class"), param_int(rq, "class"));

	view_str(v, "Page.Form.Key", key != NULL ? key : random_token(rq->arena));
	show_errors(rq);
	return e == OK ? reply_page(rq, "desk/spot.cs") : e;
}

static enum err
take_photo(struct request *rq, struct service *sv, const char *name, struct attachment *out, size_t *n)
{
	size_t have;
	struct upload *const *up = param_files(rq, name, &have);
	enum err e;

	if (have == 0)
		return OK;
	e = file_take(sv, &(struct incoming){ up[0]->fd, up[0]->path, up[0]->hash, up[0]->size }, true, &out[*n]);
	if (e == OK)
		++*n;
	else if (e == ERR_INVALID || e == ERR_TOO_LARGE)
		param_refuse(rq, name, arena_strdup(rq->arena, err_text()));
	return e;
}

/* Before first, after last: from the form, or from those that came before it, in the order they were sent. */
static enum err
take_photos(struct request *rq, struct service *sv, struct attachment *all, struct step *s)
{
	struct attachment own[2];
	size_t n = 0, kept;
	enum err e;

	if ((e = take_photo(rq, sv, "before", own, &n)) != OK || (e = take_photo(rq, sv, "after", own, &n)) != OK ||
	    (e = file_gather(sv, param_has(rq, "files") ? param_text(rq, "key") : NULL, own, n, all, &s->n_files,
	    &kept)) != OK)
		return e;
	if (s->n_files >= 2)
		return OK;
	param_refuse(rq, param_has(rq, "files") ? "photo" : "after", "Guard.two_photos");
	return ERR_INVALID;
}

static enum err
check(struct request *rq)
{
	struct class_row *k;
	enum err e = store_class_by_id(rq->db, rq->arena, param_int(rq, "class"), &k);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND)
		param_refuse(rq, "class", "Err.choice");
	if (param_has(rq, "lat") != param_has(rq, "lon"))
		param_refuse(rq, "lat", "Err.point_half");
	else if (!param_has(rq, "lat") && !param_has(rq, "address"))
		param_refuse(rq, "address", "Err.no_place");
	return param_any_refused(rq) ? ERR_INVALID : OK;
}

/* The case it is reported as: the report has a key of its own beside the form's, which is the step's. */
static enum err
report(struct request *rq, struct service *sv, struct actor *who, int64_t *case_id)
{
	const struct complaint_form f = { .key = arena_printf(rq->arena, "%s.report", param_text(rq, "key")),
		.source = SRC_SELF, .lang = lang_code(LANG_ZH), .class_id = param_int(rq, "class"), .who = *who,
		.description = param_text(rq, "description"), .address = param_text(rq, "address"),
		.has_point = param_has(rq, "lat"), .lat = param_point(rq, "lat"), .lon = param_point(rq, "lon"),
		.ext_due = USEC_NONE, .client_at = phone_client_at(rq) };
	struct complaint_receipt receipt;

	return complaint_file_case(sv, &f, NULL, 0, &receipt, case_id);
}

static enum err
close_it(struct request *rq, struct service *sv, struct step *s, const struct attachment *photos, int64_t case_id)
{
	struct case_row *c;
	enum err e;

	if ((e = office_actor(sv, rq->user, PERM_SPOT, &s->who)) != OK ||
	    (e = store_case_by_id(rq->db, rq->arena, case_id, &c)) != OK)
		return e;
	e = case_act(sv, case_id, c->version, param_text(rq, "key"), s, photos);
	if (e == ERR_INVALID && text_find(LANG_ZH, err_text()) != NULL)
		param_refuse(rq, "note", arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
page_spot_send(struct request *rq)
{
	struct service sv = show_service(rq);
	struct attachment photos[PHOTOS_MAX];
	struct step s = { .action = ACT_SPOT, .text = param_text(rq, "note"), .has_point = param_has(rq, "lat"),
		.lat = param_point(rq, "lat"), .lon = param_point(rq, "lon"), .client_at = phone_client_at(rq) };
	struct actor who;
	int64_t id;
	enum err e = check(rq);

	if (e == OK && case_of_key(&sv, param_text(rq, "key"), &id) != OK &&
	    ((e = take_photos(rq, &sv, photos, &s)) != OK || (e = office_actor(&sv, rq->user, PERM_REGISTER, &who)) != OK ||
	    (e = report(rq, &sv, &who, &id)) != OK || (e = close_it(rq, &sv, &s, photos, id)) != OK))
		return e;
	if (e != OK)
		return e;
	if (reply_wants_json(rq))
		return reply_empty(rq);
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, "/desk/tasks");
}
