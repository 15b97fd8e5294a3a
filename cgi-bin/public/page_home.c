/* The front page and the pages of fixed text. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include "cgi-bin/public/window.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"

#include "lib/base/banned.h"

struct view *
public_view(struct request *rq, const char *title)
{
	struct view *v = reply_view(rq);

	view_text(v, "Page.Title", title);
	show_nav(rq, "Text.nav.report", "/report", "edit", 0);
	show_nav(rq, "Text.nav.track", "/track", "search", 0);
	show_nav(rq, "Text.nav.figures", "/figures", "list", 0);
	return v;
}

enum err
page_home(struct request *rq)
{
	struct view *v = public_view(rq, "Text.nav.home");

	enum err e = window_home(rq, v);

	view_text(v, "Page.Description", "Text.home.lead");
	return e == OK ? reply_page(rq, "public/home.cs") : e;
}

enum err
page_style(struct request *rq)
{
	if (rq->conf->style_page == 0)
		return err_raise(ERR_NOT_FOUND, "the style page is off");
	(void)public_view(rq, "Text.style.title");
	return reply_page(rq, "public/style.cs");
}
