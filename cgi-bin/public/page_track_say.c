/* What a sender adds to his complaint: words and photos, withdrawal, how it went, the same again. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/public/track.h"
#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/service/complaint_rate.h"
#include "lib/service/complaint_say.h"

#include "lib/base/banned.h"

/* Back to his page, by the pass his form carried, with a line that says what became of it. */
static enum err
back(struct request *rq, const char *kind, const char *flash)
{
	reply_flash(rq, kind, flash);
	reply_cookie(rq, COOKIE_PASS, param_text(rq, "pass"), 86400);
	return reply_redirect(rq, arena_printf(rq->arena, "/track?lang=%s", lang_code(rq->lang)));
}

/* The end of every form here: what went well, what can be told, and what is an error of its own. */
static enum err
answer(struct request *rq, enum err e, const char *well)
{
	switch (e) {
	case OK:
		return back(rq, "ok", well);
	case ERR_DENIED:
		return back(rq, "warn", "say_over");
	case ERR_TOO_MANY:
		return back(rq, "warn", "say_enough");
	case ERR_INVALID:
		if (err_field() != NULL && !param_any_refused(rq))
			param_refuse(rq, err_field(), arena_strdup(rq->arena, err_text()));
		return e;
	default:
		return e;
	}
}

/* Whose form it is: a pass of another complaint, a forged or an old one is none. */
static bool
is_his(struct request *rq, int64_t *id, enum err *e)
{
	struct service sv = show_service(rq);

	*e = complaint_of_pass(&sv, param_text(rq, "pass"), id);
	if (*e != ERR_NOT_FOUND)
		return *e == OK;
	reply_flash(rq, "warn", "pass_over");
	*e = reply_redirect(rq, "/track");
	return false;
}

static enum err
take_photos(struct request *rq, struct service *sv, struct attachment *out, size_t *n_out)
{
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	enum err e = OK;

	for (size_t i = 0; i < n && i < SAY_PHOTOS_MAX && e == OK; i++) {
		const struct incoming in = { .fd = files[i]->fd, .path = files[i]->path, .hash_hex = files[i]->hash,
			.size = files[i]->size };

		e = file_take(sv, &in, true, &out[i]);
	}
	if (e == ERR_INVALID || e == ERR_TOO_LARGE) {
		param_refuse(rq, "photo", arena_strdup(rq->arena, err_text()));
		return ERR_INVALID;
	}
	*n_out = n < SAY_PHOTOS_MAX ? n : SAY_PHOTOS_MAX;
	return e;
}

enum err
page_track_add(struct request *rq)
{
	struct service sv = show_service(rq);
	struct attachment photos[SAY_PHOTOS_MAX];
	int64_t id;
	size_t n;
	enum err e;

	if (!is_his(rq, &id, &e) || (e = take_photos(rq, &sv, photos, &n)) != OK)
		return e;
	return answer(rq, complaint_add(&sv, param_text(rq, "key"), id, param_text(rq, "words"), photos, n), "said_added");
}

enum err
page_track_withdraw(struct request *rq)
{
	struct service sv = show_service(rq);
	bool asked = false;
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e))
		return e;
	e = complaint_withdraw(&sv, param_text(rq, "key"), id, param_text(rq, "why"), &asked);
	return answer(rq, e, asked ? "said_asked" : "said_withdrawn");
}

enum err
page_track_rate(struct request *rq)
{
	static const struct actor sender = { .role = R_PUBLIC };
	struct service sv = show_service(rq);
	const enum rating r = (enum rating)(param_choice(rq, "rating") + RATING_SOLVED);
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e))
		return e;
	e = complaint_rate(&sv, param_text(rq, "key"), id, r, param_text(rq, "note"), &sender);
	return answer(rq, e, rating_asks_for_more(r) ? "said_chief" : "said_rated");
}

/* The new complaint has a receipt of its own. */
enum err
page_track_again(struct request *rq)
{
	struct service sv = show_service(rq);
	struct say_again say = { .key = param_text(rq, "key"), .words = param_text(rq, "more"),
		.addr_prefix = rq->addr_prefix, .lang = rq->lang, .same_contact = param_bool(rq, "same_contact") };
	struct complaint_receipt receipt;
	int64_t id;
	enum err e;

	if (!is_his(rq, &id, &e) || (e = report_doubts(rq, &say.doubts)) != OK)
		return e;
	if ((e = complaint_again(&sv, id, &say, &receipt)) != OK)
		return answer(rq, e, "");
	reply_cookie(rq, COOKIE_RECEIPT, say.key, 1800);
	return reply_redirect(rq, "/receipt");
}
