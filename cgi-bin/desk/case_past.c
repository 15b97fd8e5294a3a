/* The case page as it stood at an instant. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/service/past_ops.h"

#include "lib/base/banned.h"

/* ?at=: the field's local minute, or a line's own microsecond. */
static bool
instant_of(const char *s, usec_t *out)
{
	return parse_i64(s, 1, INT64_MAX / 2, out) || parse_local(s, out);
}

/* The whole minute that was typed counts: 10:15 shows what was done at 10:15:30. */
static usec_t
end_of_minute(const char *s, usec_t at)
{
	int64_t n;

	return parse_i64(s, 1, INT64_MAX / 2, &n) ? at : at + USEC_MIN - 1;
}

enum err
show_case_past(struct request *rq, struct view *v, struct case_page *p)
{
	struct service sv = show_service(rq);
	const char *typed = param_text(rq, "at");
	usec_t at;
	enum err e;

	if (!instant_of(typed, &at))
		return err_raise(ERR_INVALID, "no instant");
	at = end_of_minute(typed, at);
	if (at >= clock_now())
		return reply_redirect(rq, arena_printf(rq->arena, "/desk/case?id=%lld", (long long)p->c->id));
	p->at = at;
	if ((e = case_as_of(&sv, at, p->c, p->names)) != OK || (e = show_case_page(rq, v, p)) != OK)
		return e;
	view_str(v, "Page.Past.When", text_fill1(rq->arena, rq->lang, "Text.case.past", show_time(rq->arena, rq->lang, at)));
	view_strf(v, "Page.Past.Url", "/desk/case?id=%lld", (long long)p->c->id);
	view_int(v, "Page.Act.Id", p->c->id);
	return reply_page(rq, "desk/case.cs");
}
