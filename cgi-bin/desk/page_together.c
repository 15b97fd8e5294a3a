/* One answer for several tasks of the street: at one place, or small cases handled together. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <stdlib.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/ground.h"
#include "lib/service/desk_ops.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_task.h"

#include "lib/base/banned.h"

/* A task beside the one that is open, and how far it is; INT32_MAX where nobody knows. */
struct near {
	const struct task_row *t;
	int32_t metres;
};

/* What may be said about several tasks at once, by whoever stands there. */
static bool
is_of_street(enum action action)
{
	return action == ACT_VERIFY_RESULT || action == ACT_CHECK_RESULT || action == ACT_ARRIVE ||
	    action == ACT_HAND_DONE;
}

static int
by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	return x->metres != y->metres ? (x->metres > y->metres) - (x->metres < y->metres) :
	    (x->t->q.id > y->t->q.id) - (x->t->q.id < y->t->q.id);
}

static size_t
others(const struct case_page *p, struct near *out)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_tasks; i++) {
		const struct task_row *t = &p->tasks[i];

		if (t->q.id == p->c->id || t->q.state != (int32_t)p->c->state)
			continue;
		out[n++] = (struct near){ t, p->c->has_point && t->has_point ?
		    ground_metres(p->c->lat, p->c->lon, t->lat, t->lon) : INT32_MAX };
	}
	qsort(out, n, sizeof(*out), by_distance);
	return n < TOGETHER_MAX ? n : TOGETHER_MAX;
}

static const char *
distance(struct request *rq, int32_t metres)
{
	return metres == INT32_MAX ? "" : metres < 1000 ? text_fill1(rq->arena, rq->lang, "Text.phone.metres",
	    arena_printf(rq->arena, "%d", metres)) : text_fill1(rq->arena, rq->lang, "Text.phone.kilometres",
	    arena_printf(rq->arena, "%d.%d", metres / 1000, metres % 1000 / 100));
}

void
show_together(struct request *rq, struct view *action, const struct case_page *p, const struct transition *t)
{
	struct near *list = arena_array_of(rq->arena, struct near, p->n_tasks + 1);
	const size_t n = is_of_street(t->action) ? others(p, list) : 0;
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct view *f;

	if (n == 0 || office_lists(&sv, &l) != OK)
		return;
	f = view_item(action, "Fields");
	view_str(f, "Name", "row");
	view_str(f, "Kind", "checks");
	view_text(f, "Label", "Text.task.together");
	view_text(f, "Help", "Text.task.together_help");
	for (size_t i = 0; i < n; i++) {
		const struct task_row *k = list[i].t;
		const char *class = office_name(l, NAMES_CLASS, k->q.class_id, rq->lang);
		struct view *o = view_item(f, "Options");

		view_strf(o, "Value", "%lld.%lld", (long long)k->q.id, (long long)k->version);
		view_strf(o, "Label", "%s · %s %s", class != NULL ? class : request_text(rq, "Text.receipt.no_class"),
		    k->q.address != NULL ? k->q.address : "", distance(rq, list[i].metres));
	}
}

enum err
together_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const enum action action = action_of_code(param_text(rq, "action"));
	struct attachment photos[PHOTOS_MAX];
	size_t n;
	const int64_t *rows = param_ints(rq, "row", &n);
	struct bulk_item *items = arena_array_of(rq->arena, struct bulk_item, n / 2 + 1);
	struct step s;
	int64_t run;
	enum err e;

	if (!is_of_street(action) || n / 2 > TOGETHER_MAX)
		return err_raise(ERR_DENIED, "no such step for many");
	desk_step(rq, action, &s);
	if ((e = take_form_photos(rq, &sv, false, photos, &s.n_files)) != OK ||
	    (e = phone_case_files(rq, &sv, photos, &s)) != OK)
		return e;
	items[0] = (struct bulk_item){ param_int(rq, "id"), param_int(rq, "version") };
	for (size_t i = 0; i < n / 2; i++)
		items[i + 1] = (struct bulk_item){ rows[2 * i], rows[2 * i + 1] };
	e = desk_bulk(&sv, rq->user, param_text(rq, "key"), BULK_TASKS, &s, photos, false, items, n / 2 + 1, &run);
	return e == OK ? reply_redirect(rq, arena_printf(rq->arena, "/desk/bulk?id=%lld", (long long)run)) : e;
}
