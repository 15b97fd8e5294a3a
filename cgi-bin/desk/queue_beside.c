/* Saved filters: as tabs above their queue, as piles on the home page. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/store/store_filter.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

enum err
beside_read(struct request *rq, const struct slice *p, struct beside_row **out, size_t *n)
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
	return store_beside(rq->db, rq->arena, &q, out, n);
}

/* The filter as a slice; false for a queue this person does not have. */
static bool
slice_of_row(struct request *rq, const struct beside_row *r, struct slice *p)
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
show_tabs(struct request *rq, struct view *v, const struct slice *p, const struct beside_row *b, size_t n)
{
	const struct slice all = { .q = p->q };
	struct slice f;
	int64_t total = 0;
	bool known = false;
	size_t filters = 0;

	for (size_t i = 0; i < n; i++) {
		total += b[i].kind == BESIDE_COUNT ? b[i].total : 0;
		filters += b[i].kind == BESIDE_FILTER;
	}
	if (filters > 0)
		(void)tab(v, request_text(rq, "Text.queue.tab_all"), slice_url(rq->arena, &all), total, same(p, &all));
	for (size_t i = 0; i < n; i++) {
		struct view *t;

		if (b[i].kind != BESIDE_FILTER || !slice_of_row(rq, &b[i], &f))
			continue;
		t = tab(v, b[i].name, slice_url(rq->arena, &f), b[i].total, same(p, &f));
		view_str(t, "Role", role_name(rq, b[i].role_id));
		if (!same(p, &f))
			continue;
		known = true;
		if (b[i].user_id == rq->user->id || (b[i].role_id != 0 && desk_may(rq, PERM_CLOSE)))
			view_int(v, "Page.Drop.Id", b[i].id);
	}
	if (!known && slice_is_filtered(p))
		show_save(rq, v, p);
}

enum err
show_home_filters(struct request *rq, struct view *v)
{
	struct beside_row *b;
	struct slice p;
	size_t n;
	enum err e = beside_read(rq, NULL, &b, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *f;

		if (b[i].kind != BESIDE_FILTER || !slice_of_row(rq, &b[i], &p))
			continue;
		f = view_item(v, "Page.Filters");
		view_str(f, "Label", b[i].name);
		view_str(f, "Url", slice_url(rq->arena, &p));
		view_int(f, "Count", b[i].total);
		view_bool(f, "None", b[i].total == 0);
		view_str(f, "Queue", text_getf(rq->lang, "Queue.%s.Label", p.q->code));
		view_str(f, "Role", role_name(rq, b[i].role_id));
	}
	return e;
}
