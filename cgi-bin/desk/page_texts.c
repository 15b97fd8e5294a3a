/* Canned texts: the chief keeps them, every clerk chooses from them. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/service/desk_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static void
show_texts(struct request *rq, struct view *v, const struct office_lists *l, const struct canned_row *rows, size_t n)
{
	struct view *group = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *class = office_name(l, NAMES_CLASS, rows[i].class_id, rq->lang);
		struct view *t;

		if (i == 0 || strcmp(rows[i].action, rows[i - 1].action) != 0) {
			group = view_item(v, "Page.Groups");
			view_str(group, "Label", text_getf(rq->lang, "Action.%s.Label", rows[i].action));
		}
		t = view_item(group, "Texts");
		view_int(t, "Id", rows[i].id);
		view_str(t, "Action", rows[i].action);
		view_int(t, "Class", rows[i].class_id);
		view_str(t, "ClassName", class);
		view_str(t, "Zh", rows[i].text_zh);
		view_str(t, "En", rows[i].text_en);
	}
}

/* The steps that take words, each once. */
static void
show_steps(struct request *rq, struct view *v)
{
	struct view *f = view_sub(v, "Page.Step");
	size_t n;
	const struct transition *t = workflow_table(&n);
	const char *chosen = param_typed(rq, "action");

	for (size_t i = 0; i < n; i++) {
		bool known = t[i].perm == PERM_MAX || ((t[i].need | t[i].take) & F_TEXT) == 0;
		struct view *o;

		for (size_t k = 0; k < i; k++)
			known = known || t[k].action == t[i].action;
		if (known)
			continue;
		o = view_item(f, "Options");
		view_str(o, "Value", t[i].code);
		view_str(o, "Label", text_getf(rq->lang, "Action.%s.Label", t[i].code));
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, t[i].code) == 0);
	}
}

enum err
page_texts(struct request *rq)
{
	struct service sv = show_service(rq);
	struct view *v = desk_view(rq, "Text.canned.page");
	const struct office_lists *l;
	struct canned_row *rows;
	size_t n;
	enum err e;

	if ((e = store_canned(rq->db, rq->arena, clock_now(), &rows, &n)) != OK || (e = office_lists(&sv, &l)) != OK)
		return e;
	show_texts(rq, v, l, rows, n);
	show_steps(rq, v);
	show_errors(rq);
	return show_class_options(rq, view_sub(v, "Page.Class"), param_int(rq, "class")) != OK ? ERR_INTERNAL :
	    reply_page(rq, "desk/texts.cs");
}

enum err
page_texts_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct canned_row fresh = { .action = param_text(rq, "action"), .class_id = param_int(rq, "class"),
		.text_zh = param_text(rq, "zh"), .text_en = param_has(rq, "en") ? param_text(rq, "en") : "" };
	const bool ends = param_bool(rq, "end");
	enum err e;

	if (!ends && (fresh.action == NULL || action_of_code(fresh.action) == ACT_NONE)) {
		param_refuse(rq, "action", "Err.choice");
		return ERR_INVALID;
	}
	if (!ends && fresh.text_zh == NULL) {
		param_refuse(rq, "zh", "Err.required");
		return ERR_INVALID;
	}
	if ((e = desk_canned_change(&sv, param_int(rq, "id"), ends ? NULL : &fresh, rq->user->id)) != OK)
		return e;
	reply_flash(rq, "ok", "texts_saved");
	return reply_redirect(rq, "/desk/texts");
}
