/* Cases that do not get on: no move for long, returned or dispatched again and again. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_user.h"
#include "lib/store/store_warning.h"

#include "lib/base/banned.h"

/* Why it is on the list: every reason that holds. */
static void
show_reasons(struct request *rq, struct view *row, const struct stuck_row *r, const struct stuck_filter *f)
{
	const struct {
		bool holds;
		const char *key;
		int64_t n;
	} why[] = {
		{ r->stage_started < f->idle_since, "Text.stuck.idle", (clock_now() - r->stage_started) / USEC_DAY },
		{ r->return_count >= f->returns, "Text.stuck.returns", r->return_count },
		{ r->round >= f->dispatches, "Text.stuck.dispatches", r->round },
	};

	for (size_t i = 0; i < sizeof(why) / sizeof(why[0]); i++)
		if (why[i].holds)
			view_str(view_item(row, "Why"), "Text", text_fill1(rq->arena, rq->lang, why[i].key,
			    arena_printf(rq->arena, "%lld", (long long)why[i].n)));
}

static void
show_rows(struct request *rq, struct view *v, const struct office_lists *l, const struct stuck_filter *f,
    const struct stuck_row *rows, size_t n)
{
	for (size_t i = 0; i < n && i < QUEUE_PAGE; i++) {
		struct view *row = view_item(v, "Page.Rows");

		show_row(row, rq, l, &rows[i].q);
		view_str(row, "Since", show_time_short(rq->arena, rq->lang, rows[i].stage_started));
		show_reasons(rq, row, &rows[i], f);
	}
	if (n > QUEUE_PAGE)
		view_strf(v, "Page.Next", "/desk/stuck?after=%lld&after_id=%lld",
		    (long long)rows[QUEUE_PAGE - 1].stage_started, (long long)rows[QUEUE_PAGE - 1].q.id);
}

enum err
page_stuck(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.stuck.page");
	struct service sv = show_service(rq);
	struct stuck_filter f = { .after = param_int(rq, "after"), .after_id = param_int(rq, "after_id") };
	const struct office_lists *l;
	struct stuck_row *rows;
	size_t n;
	enum err e;

	if (!desk_may(rq, PERM_SEE_ALL) && !desk_may(rq, PERM_SEE_UNIT))
		return err_raise(ERR_NOT_FOUND, "neither a unit's person nor the centre's");
	if (!desk_may(rq, PERM_SEE_ALL))
		f.unit_id = rq->user->unit_id != 0 ? rq->user->unit_id : -1;
	if ((e = office_lists(&sv, &l)) != OK || (e = store_stuck_settings(rq->db, rq->arena, clock_now(), &f)) != OK ||
	    (e = store_stuck(rq->db, rq->arena, &f, &rows, &n)) != OK)
		return e;
	view_str(v, "Page.Help", text_fill3(rq->arena, rq->lang, "Text.stuck.help",
	    arena_printf(rq->arena, "%lld", (long long)((clock_now() - f.idle_since) / USEC_DAY)),
	    arena_printf(rq->arena, "%d", f.returns), arena_printf(rq->arena, "%d", f.dispatches)));
	show_rows(rq, v, l, &f, rows, n);
	return reply_page(rq, "desk/stuck.cs");
}
