/* Saved filters: as tabs above their queue, as piles on the home page. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_filter.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

struct beside_asked
beside_ask(const struct request *rq, const struct slice *p)
{
	const struct user *u = rq->user;
	struct beside_asked q = { .user_id = u->id, .now = clock_now(),
		.own_unit = desk_may(rq, PERM_SEE_ALL) || !desk_may(rq, PERM_SEE_UNIT) ? 0 : u->unit_id != 0 ? u->unit_id : -1 };

	if (p != NULL) {
		q.state = p->q->state;
		q.queue = p->q->code;
		q.own_unit = queue_unit(rq, p->q);
	}
	for (size_t i = 0; i < u->nroles && i < FILTER_ROLES; i++)
		q.roles[i] = u->roles[i].role_id;
	return q;
}

/* The filter as a slice; false for a queue this person does not have. */
static bool
slice_of_row(struct request *rq, const struct filter_row *r, struct slice *p)
{
	*p = (struct slice){ .q = queue_for(rq, r->queue), .class_id = r->class_id, .unit_id = r->unit_id,
		.cell_id = r->cell_id, .late = r->late, .newest = r->newest };
	return p->q != NULL;
}

static bool
same(const struct slice *a, const struct slice *b)
{
	return a->q == b->q && a->class_id == b->class_id && a->unit_id == b->unit_id && a->cell_id == b->cell_id &&
	    a->late == b->late && a->newest == b->newest;
}

static const char *
role_name(const struct request *rq, int64_t id)
{
	for (size_t i = 0; i < rq->user->nroles; i++)
		if (rq->user->roles[i].role_id == id)
			return text_pick(rq->lang, rq->user->roles[i].name_zh, rq->user->roles[i].name_en);
	return NULL;
}

static struct view *
tab(struct view *v, const char *label, const char *url, int64_t count, bool here)
{
	struct view *t = view_item(v, "Page.Tabs");

	view_str(t, "Label", label);
	view_str(t, "Url", url);
	view_int(t, "Count", count);
	view_bool(t, "Here", here);
	return t;
}

/* A filter nobody has a name for yet can be saved, for oneself or for a role one has. */
static void
show_save(struct request *rq, struct view *v, const struct slice *p)
{
	view_str(v, "Page.Save.In", slice_word(rq->arena, p));
	for (size_t i = 0; i < rq->user->nroles; i++) {
		struct view *o = view_item(v, "Page.Save.Roles");

		view_int(o, "Value", rq->user->roles[i].role_id);
		view_str(o, "Label", role_name(rq, rq->user->roles[i].role_id));
	}
}

void
show_tabs(struct request *rq, struct view *v, const struct slice *p, const struct beside *b)
{
	const struct slice all = { .q = p->q };
	struct slice f;
	bool known = false;

	if (b->n_filters > 0)
		(void)tab(v, request_text(rq, "Text.queue.tab_all"), slice_url(rq->arena, &all), b->total, same(p, &all));
	for (size_t i = 0; i < b->n_filters; i++) {
		const struct filter_row *r = &b->filters[i];
		struct view *t;

		if (!slice_of_row(rq, r, &f))
			continue;
		t = tab(v, r->name, slice_url(rq->arena, &f), r->total, same(p, &f));
		view_str(t, "Role", role_name(rq, r->role_id));
		if (!same(p, &f))
			continue;
		known = true;
		if (r->user_id == rq->user->id || (r->role_id != 0 && desk_may(rq, PERM_CLOSE)))
			view_int(v, "Page.Drop.Id", r->id);
	}
	if (!known && slice_is_filtered(p))
		show_save(rq, v, p);
}

enum err
show_home_filters(struct request *rq, struct view *v)
{
	const struct beside_asked asked = beside_ask(rq, NULL);
	struct beside b;
	struct slice p;
	enum err e = store_beside(rq->db, rq->arena, &asked, &b);

	for (size_t i = 0; e == OK && i < b.n_filters; i++) {
		const struct filter_row *r = &b.filters[i];
		struct view *f;

		if (!slice_of_row(rq, r, &p))
			continue;
		f = view_item(v, "Page.Filters");
		view_str(f, "Label", r->name);
		view_str(f, "Url", slice_url(rq->arena, &p));
		view_int(f, "Count", r->total);
		view_bool(f, "None", r->total == 0);
		view_str(f, "Queue", text_getf(rq->lang, "Queue.%s.Label", p.q->code));
		view_str(f, "Role", role_name(rq, r->role_id));
	}
	return e;
}
