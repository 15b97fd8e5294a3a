/* What is promised: by experience, by rule, and how the date has changed. */
#include "config.h"
#include "cgi-bin/public/track.h"

#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/rule/deadline.h"
#include "lib/rule/workflow.h"
#include "lib/service/history_ops.h"

#include "lib/base/banned.h"

/* The standard's "urgent hours" are said as what they are to a citizen. */
static char *
limit_text(struct arena *a, enum lang lang, int32_t amount, int32_t unit)
{
	const char *key = unit == LIMIT_URGENT_HOUR ? "Text.promise.hours" : arena_printf(a, "LimitUnit.%d.Amount", unit);

	return text_fill1(a, lang, key, arena_printf(a, "%d", amount));
}

static void
show_limit(struct request *rq, struct view *v, const struct outlook *o)
{
	struct arena *a = rq->arena;
	const enum lang l = rq->lang;
	const char *shortest, *longest;

	if (!o->has_limit)
		return;
	shortest = limit_text(a, l, o->shortest.amount, (int32_t)o->shortest.unit);
	longest = limit_text(a, l, o->longest.amount, (int32_t)o->longest.unit);
	view_str(v, "Limit", o->shortest.amount == o->longest.amount && o->shortest.unit == o->longest.unit ?
	    text_fill1(a, l, "Text.promise.limit", shortest) : text_fill2(a, l, "Text.promise.limits", shortest, longest));
}

enum err
show_outlook(struct request *rq, struct view *v, int64_t class_id, int64_t unit_id)
{
	struct service sv = show_service(rq);
	struct arena *a = rq->arena;
	const enum lang l = rq->lang;
	struct outlook o;
	enum err e = history_outlook(&sv, class_id, unit_id, clock_now(), &o);

	if (e != OK)
		return e;
	view_str(v, "Seen", !o.known ? text_get(l, "Text.promise.unknown") :
	    text_fill3(a, l, arena_printf(a, "Text.promise.seen_%d", o.history.level),
	    arena_printf(a, "%lld", (long long)o.history.n), show_span(a, l, o.history.half),
	    show_span(a, l, o.history.ninety)));
	show_limit(rq, v, &o);
	return OK;
}

/* One promise of the office, with the reason of the step that made it. */
static void
show_change(struct request *rq, struct view *v, usec_t at, const char *why, usec_t due)
{
	struct view *c = view_item(v, "Changes");

	view_str(c, "When", show_time(rq->arena, rq->lang, at));
	view_str(c, "WhenIso", show_instant(rq->arena, at));
	view_str(c, "Why", why);
	view_str(c, "Due", show_time(rq->arena, rq->lang, due));
}

enum err
show_promises(struct request *rq, struct view *v, const struct followed *f)
{
	struct arena *a = rq->arena;
	struct follow_promise *rows;
	size_t n;
	enum err e = store_follow_promises(rq->db, a, f->c->id, &rows, &n);

	if (e == OK && f->c->accept_due != USEC_NONE)
		show_change(rq, v, f->c->received_at, request_text(rq, "Promise.received.Why"), f->c->accept_due);
	for (size_t i = 0; e == OK && i < n; i++) {
		const char *why = text_find(rq->lang, arena_printf(a, "Promise.%s.Why",
		    action_code((enum action)rows[i].step)));

		show_change(rq, v, rows[i].at, why != NULL ? why : request_text(rq, "Promise.other.Why"), rows[i].due);
	}
	return e;
}
