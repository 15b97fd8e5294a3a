/* The cases a change would touch, fifty a page. */
#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/admin_ops.h"

#include "lib/base/banned.h"

static void
show_case(struct request *rq, struct view *v, const struct touched_case *c)
{
	view_str(v, "Number", c->number != NULL ? c->number : arena_printf(rq->arena, "#%lld", (long long)c->id));
	view_str(v, "Class", c->class_zh != NULL ? text_pick(rq->lang, c->class_zh, c->class_en) : NULL);
	view_str(v, "Unit", c->unit_zh != NULL ? text_pick(rq->lang, c->unit_zh, c->unit_en) : NULL);
	view_str(v, "State", text_getf(rq->lang, "State.%d", c->state));
	if (c->due_at != USEC_NONE)
		view_str(v, "Due", show_time_short(rq->arena, rq->lang, c->due_at));
}

enum err
page_admin_touched(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.admin.touched");
	struct service sv = show_service(rq);
	struct touched_case *rows;
	struct change_row *c;
	int64_t all = 0;
	size_t n;
	enum err e = store_change_by_id(rq->db, rq->arena, param_int(rq, "id"), &c);

	if (e != OK || (e = admin_touched(&sv, c, &all)) != OK ||
	    (e = admin_touched_cases(&sv, c, param_int_or(rq, "after", 0), &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && i < CHANGE_PAGE; i++)
		show_case(rq, view_item(v, "Page.Cases"), &rows[i]);
	if (n > CHANGE_PAGE)
		view_strf(v, "Page.Next", "/desk/admin/touched?id=%lld&after=%lld", (long long)c->id,
		    (long long)rows[CHANGE_PAGE - 1].id);
	view_strf(v, "Page.Back", "/desk/admin/change?id=%lld", (long long)c->id);
	view_str(v, "Page.All", text_fill1(rq->arena, rq->lang, "Text.admin.touches_cases",
	    arena_printf(rq->arena, "%lld", (long long)all)));
	return reply_page(rq, "desk/admin_touched.cs");
}
