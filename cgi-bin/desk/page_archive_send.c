/* What the archivist does: holds, lists, signatures. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/refno.h"
#include "lib/service/archive_ops.h"
#include "lib/store/store_case.h"

#include "lib/base/banned.h"

static enum err
done(struct request *rq, const char *url)
{
	reply_flash(rq, "ok", "done");
	return reply_redirect(rq, url);
}

enum err
page_archive_hold(struct request *rq)
{
	struct service sv = show_service(rq);
	struct actor who;
	char number[REFNO_MAX];
	int64_t sequence, id;
	int year;
	enum err e = office_actor(&sv, rq->user, PERM_ARCHIVE, &who);

	if (e != OK)
		return e;
	e = ERR_NOT_FOUND;
	if (refno_case_parse(param_text(rq, "number"), &year, &sequence)) {
		refno_case(number, year, sequence);
		e = store_case_id_by_number(rq->db, number, &id);
	}
	if (e == OK)
		e = archive_hold(&sv, id, param_text(rq, "why"),
		    param_has(rq, "until") ? day_start(param_date(rq, "until") + 1) : USEC_NONE, &who);
	if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
		param_refuse(rq, "number", e == ERR_CONFLICT ? "Err.held" : "Err.case_number");
		return ERR_INVALID;
	}
	return e == OK ? done(rq, "/desk/archive#holds") : e;
}

enum err
page_archive_lift(struct request *rq)
{
	struct service sv = show_service(rq);
	struct actor who;
	enum err e = office_actor(&sv, rq->user, PERM_ARCHIVE, &who);

	if (e == OK)
		e = archive_lift(&sv, param_int(rq, "id"), param_text(rq, "why"), &who);
	return e == OK ? done(rq, "/desk/archive#holds") : e;
}

enum err
page_archive_make(struct request *rq)
{
	struct service sv = show_service(rq);
	struct actor who;
	int64_t id;
	enum err e = office_actor(&sv, rq->user, PERM_ARCHIVE, &who);

	if (e == OK)
		e = archive_list_make(&sv, &who, &id);
	if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
		reply_flash(rq, "warn", e == ERR_NOT_FOUND ? "archive_none" : "archive_open");
		return reply_redirect(rq, "/desk/archive");
	}
	return e == OK ? done(rq, arena_printf(rq->arena, "/desk/archive/list?id=%lld", (long long)id)) : e;
}

enum err
page_archive_sign(struct request *rq)
{
	const bool archivist = desk_may(rq, PERM_ARCHIVE);
	struct service sv = show_service(rq);
	struct actor who;
	enum err e = office_actor(&sv, rq->user, archivist ? PERM_ARCHIVE : PERM_COMMAND, &who);

	if (e == OK && param_choice(rq, "step") == 0)
		e = archive_list_sign(&sv, param_int(rq, "id"), &who);
	else if (e == OK)
		e = archivist ? archive_list_withdraw(&sv, param_int(rq, "id")) : ERR_DENIED;
	return e == OK ? done(rq, arena_printf(rq->arena, "/desk/archive/list?id=%lld", (long long)param_int(rq, "id"))) : e;
}
