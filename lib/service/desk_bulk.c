/* One form, many cases: each by the service call of a single step. */
#include "config.h"
#include "lib/service/desk_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/base/text.h"
#include "lib/store/store_case.h"
#include "lib/store/store_place.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* The whole form while it is worked through. */
struct bulk {
	struct service *sv;
	const struct user *user;
	const char *key;
	const struct step *form;
	const struct attachment *files;
	bool duty;
};

/* The refusal of one case in the catalogue's words; NULL: nothing one case can be blamed for. */
static const char *
refusal(struct service *sv, enum err e)
{
	const char *key = arena_strdup(sv->arena, err_text());

	if (e == ERR_CONFLICT)
		return "Text.bulk.conflict";
	if (e == ERR_INVALID && err_field() != NULL && strcmp(key, "Err.required") == 0)
		return arena_printf(sv->arena, "Text.bulk.missing_%s", err_field());
	if ((e == ERR_INVALID || e == ERR_DENIED || e == ERR_NOT_FOUND) && text_find(LANG_ZH, key) != NULL)
		return key;
	return e == ERR_NOT_FOUND ? "Text.bulk.gone" : NULL;
}

/* The duty table's first unit; none leaves the field empty, and the step says so. */
static enum err
propose_unit(struct service *sv, const struct case_row *c, struct step *s)
{
	struct duty_row *duty;
	size_t n = 0;
	enum err e = c->class_id == 0 ? OK : store_duty(sv->db, sv->arena, c->class_id, c->base_cell_id,
	    c->component_id, clock_now(), &duty, &n);

	s->unit_id = n > 0 ? duty[0].unit_id : 0;
	return e;
}

/* As the page of one case does it: may he see it, in which role does he act, then the step. */
static enum err
act_one(const struct bulk *b, const struct bulk_item *item)
{
	struct service *sv = b->sv;
	struct actor reader = office_reader(b->user, PERM_MAX);
	const char *key = arena_printf(sv->arena, "%s.%lld", b->key, (long long)item->case_id);
	struct step s = *b->form;
	const struct transition *t;
	struct case_row *c;
	int64_t done;
	enum err e;

	if ((e = store_case_by_id(sv->db, sv->arena, item->case_id, &c)) != OK ||
	    (e = case_standing(sv, c, &reader)) != OK)
		return e;
	if (!workflow_may_see(c, &reader))
		return case_of_key(sv, key, &done);	/* taken from his eyes by this very step */
	t = workflow_find((enum case_state)c->state, s.action);
	if ((e = office_actor(sv, b->user, t != NULL ? t->perm : PERM_MAX, &s.who)) != OK ||
	    (b->duty && (e = propose_unit(sv, c, &s)) != OK))
		return e;
	return case_act(sv, item->case_id, item->version, key, &s, b->files);
}

enum err
desk_bulk(struct service *sv, const struct user *user, const char *key, const char *queue,
    const struct step *form, const struct attachment *files, bool duty, const struct bulk_item *items, size_t n,
    int64_t *run)
{
	const struct bulk b = { sv, user, key, form, files, duty };
	unsigned char hash[HASH_LEN];
	struct bulk_row *known;
	size_t done = 0;
	enum err e;

	hash_sha256(hash, key, strlen(key));
	e = store_bulk_begin(sv->db, hash, user->id, clock_now(), queue, action_code(form->action), run);
	if (e == OK)		/* sent before: what was refused then is not tried again */
		e = store_bulk_rows(sv->db, sv->arena, *run, &known, &done);
	for (size_t i = done; i < n && e == OK; i++) {
		const enum err one = act_one(&b, &items[i]);
		const char *why = one == OK ? NULL : refusal(sv, one);

		if (one != OK && why == NULL)
			return one;
		e = store_bulk_row_add(sv->db, *run, (int32_t)i, items[i].case_id, why);
	}
	return e;
}
