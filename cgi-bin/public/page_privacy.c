/* The privacy notice: the one in force, or any version there was (PIPL art. 17). */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_privacy.h"

#include "lib/base/banned.h"

/* "# " begins a heading; every other line that is not empty is a paragraph. */
static void
show_text(struct view *v, struct arena *a, const char *text)
{
	char *rest = arena_strdup(a, text);
	const char *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		struct view *part;
		char *end = strchr(line, '\r');

		if (end != NULL)
			*end = '\0';
		if (line[0] == '\0')
			continue;
		part = view_item(v, "Page.Parts");
		if (strncmp(line, "# ", 2) == 0)
			view_str(part, "Head", line + 2);
		else
			view_str(part, "Text", line);
	}
}

static const char *
since(struct request *rq, const struct privacy_row *p)
{
	return p->valid_from > 0 ? show_time(rq->arena, rq->lang, p->valid_from) : NULL;
}

static enum err
show_versions(struct request *rq, struct view *v, int32_t shown)
{
	struct privacy_row *rows;
	size_t n;
	enum err e = store_privacies(rq->db, rq->arena, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *r;

		if (rows[i].version == shown)
			continue;
		r = view_item(v, "Page.Versions");
		view_strf(r, "Url", "/privacy?version=%d", rows[i].version);
		view_str(r, "Label", text_fill1(rq->arena, rq->lang, "Text.privacy.version",
	    arena_printf(rq->arena, "%d", rows[i].version)));
		view_str(r, "Since", since(rq, &rows[i]));
	}
	if (e == OK && n > 0)
		view_bool(v, "Page.Notice.Old", rows[0].version != shown);
	return e;
}

enum err
page_privacy(struct request *rq)
{
	struct view *v = public_view(rq, "Text.privacy.title");
	struct privacy_row *p;
	enum err e = param_has(rq, "version") ? store_privacy(rq->db, rq->arena, param_int(rq, "version"), &p) :
	    store_privacy_at(rq->db, rq->arena, clock_now(), &p);

	if (e == OK && p->valid_from > clock_now())
		return err_raise(ERR_NOT_FOUND, "not in force yet");
	if (e != OK || (e = show_versions(rq, v, p->version)) != OK)
		return e;
	view_str(v, "Page.Notice.Label", text_fill1(rq->arena, rq->lang, "Text.privacy.version",
	    arena_printf(rq->arena, "%d", p->version)));
	view_str(v, "Page.Notice.Since", since(rq, p));
	show_text(v, rq->arena, text_pick(rq->lang, p->text_zh, p->text_en));
	return reply_page(rq, "public/privacy.cs");
}

enum err
show_privacy_kept(struct request *rq, struct view *v, int64_t complaint_id)
{
	int64_t version;
	enum err e = store_privacy_of_complaint(rq->db, complaint_id, &version);

	if (e != OK)
		return e;
	view_strf(v, "Page.Privacy.Url", "/privacy?version=%lld", (long long)version);
	view_str(v, "Page.Privacy.Label", text_fill1(rq->arena, rq->lang, "Text.privacy.kept",
	    arena_printf(rq->arena, "%lld", (long long)version)));
	return OK;
}
