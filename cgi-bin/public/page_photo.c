/* Photos, for whoever followed the complaint they belong to with its code. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"
#include "lib/service/complaint_ops.h"
#include "lib/store/store_follow.h"

#include "lib/base/banned.h"

/* The photo is the complaint's own, or the published result of its case once that is over. */
static enum err
may_see(struct request *rq, int64_t complaint_id, const struct file_link_row *l)
{
	struct service sv = show_service(rq);
	struct follow_row *row;
	enum err e;

	if (!l->for_public)
		return err_raise(ERR_NOT_FOUND, "photo");
	if (l->subject_kind == SUBJECT_COMPLAINT)
		return l->subject_id == complaint_id ? OK : err_raise(ERR_NOT_FOUND, "photo");
	e = complaint_followed(&sv, complaint_id, &row);
	if (e == OK && (row->k.id != l->subject_id || !state_is_final((enum case_state)row->k.state)))
		return err_raise(ERR_NOT_FOUND, "photo");
	return e;
}

/* "/photo/123" the view, "/photo/123-t" the thumbnail. */
enum err
page_photo(struct request *rq)
{
	struct service sv = show_service(rq);
	const char *pass = request_cookie(rq, COOKIE_PASS);
	const size_t n = strlen(rq->tail);
	const bool thumb = n > 2 && strcmp(rq->tail + n - 2, "-t") == 0;
	struct file_link_row *l;
	int64_t id, complaint;
	enum err e;

	if (pass == NULL || !parse_i64(arena_strndup(rq->arena, rq->tail, thumb ? n - 2 : n), 1, INT64_MAX, &id))
		return err_raise(ERR_NOT_FOUND, "photo");
	if ((e = complaint_of_pass(&sv, pass, &complaint)) != OK ||
	    (e = store_file_link_by_id(rq->db, rq->arena, id, &l)) != OK || (e = may_see(rq, complaint, l)) != OK)
		return e;
	return reply_file(rq, &(struct reply_file){ .internal = "/_public/", .dir = "public",
	    .path = filestore_derived_name(rq->arena, thumb ? FILE_THUMB : FILE_VIEW,
	    file_hex(rq->arena, l->sha256.data)), .type = "image/jpeg" });
}
