/* The squad's own page: feedback that waits for its word, and all that is open in its area (R13). */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_beside.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static void
show_rows(struct request *rq, struct view *v, const char *list, const struct office_lists *l,
    const struct queue_row *rows, size_t n)
{
	for (size_t i = 0; i < n && i < AREA_MAX; i++)
		show_row(view_add_item(v, list), rq, l, &rows[i]);
}

enum err
page_area(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.area.page");
	const int64_t squad = rq->user->unit_id != 0 ? rq->user->unit_id : -1;
	struct service sv = show_service(rq);
	const struct office_lists *l;
	const struct office *office;
	struct queue_row *rows;
	size_t n;
	enum err e;

	if ((e = office_lists(&sv, &l)) != OK || (e = office_now(&sv, &office)) != OK ||
	    (e = store_area_waiting(rq->db, rq->arena, squad, &rows, &n)) != OK)
		return e;
	view_bool(v, "Page.Reviews", office->squad_review || n > 0);
	show_rows(rq, v, "Page.Waiting", l, rows, n);
	view_bool(v, "Page.WaitingMore", n > AREA_MAX);
	if ((e = store_area_cases(rq->db, rq->arena, squad, &rows, &n)) != OK)
		return e;
	show_rows(rq, v, "Page.Rows", l, rows, n);
	view_bool(v, "Page.More", n > AREA_MAX);
	return reply_page(rq, "desk/area.cs");
}
