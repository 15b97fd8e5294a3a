#include "config.h"
#include "lib/service/assess_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"

#include "lib/base/banned.h"

bool
assess_may_make(uint64_t perms)
{
	return perm_in(perms, PERM_COMMAND);
}

bool
assess_may_write(uint64_t perms)
{
	return perm_in(perms, PERM_PAPERS);
}

/* One line: the name, a blank, the points. */
static bool
item_of_line(struct arena *a, const char *line, size_t len, struct assess_item *out)
{
	size_t digits = 0;
	int64_t points;

	while (digits < len && line[len - 1 - digits] >= '0' && line[len - 1 - digits] <= '9')
		digits++;
	if (digits == 0 || digits + 2 > len || line[len - digits - 1] != ' ' ||
	    !parse_i64(arena_strndup(a, line + len - digits, digits), 1, 1000, &points))
		return false;
	out->points = (int32_t)points;
	for (len -= digits; len > 0 && line[len - 1] == ' ';)
		len--;
	out->name = arena_strndup(a, line, len);
	return len > 0 && len <= 360;
}

bool
assess_items_read(struct arena *a, const char *text, struct assess_item items[ASSESS_ITEMS_MAX], size_t *n)
{
	*n = 0;
	while (*text != '\0') {
		size_t len = strcspn(text, "\n"), used = len;

		while (used > 0 && (text[used - 1] == ' ' || text[used - 1] == '\r'))
			used--;
		if (used > 0) {
			if (*n == ASSESS_ITEMS_MAX || !item_of_line(a, text, used, &items[*n]))
				return false;
			(*n)++;
			items[*n - 1].seq = (int32_t)*n;
		}
		text += len;
		text += *text == '\n';
	}
	return *n > 0;
}

/* Whether this form was sent before. */
static enum err
known(struct service *sv, const char *key, unsigned char hash[HASH_LEN], int64_t *round_id, bool *again)
{
	enum err e;

	hash_sha256(hash, key, strlen(key));
	e = store_assess_by_key(sv->db, sv->arena, hash, round_id);
	*again = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
assess_open(struct service *sv, const char *key, const struct actor *who, const struct assess_round *r, const char *items,
    int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct assess_item list[ASSESS_ITEMS_MAX];
	struct assess_round round = *r;
	unsigned char hash[HASH_LEN];
	bool again;
	size_t n;
	enum err e;

	if (!assess_may_make(who->perms))
		return err_raise(ERR_DENIED, "not this person's to make");
	if (r->last_day < r->first_day)
		return err_raise_field(ERR_INVALID, "last_day", "Err.assess_days");
	if (!assess_items_read(sv->arena, items, list, &n))
		return err_raise_field(ERR_INVALID, "items", "Err.assess_items");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = known(sv, key, hash, id, &again)) != OK || again)
		return e;
	round.made_at = clock_now();
	e = store_assess_round_add(sv->db, &round, who->user_id, hash, id);
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_assess_item_add(sv->db, *id, &list[i]);
	return e == OK ? db_commit(&tx) : e;
}

/* Locks a round that still takes sheets. */
static enum err
lock_open(struct service *sv, int64_t round_id)
{
	bool closed = false;
	enum err e = store_assess_lock(sv->db, sv->arena, round_id, &closed);

	return e == OK && closed ? err_raise(ERR_CONFLICT, "the round is closed") : e;
}

enum err
assess_close(struct service *sv, const struct actor *who, int64_t round_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct assess_sheet *sheets;
	size_t n, open = 0;
	int64_t changed;
	enum err e;

	if (!assess_may_make(who->perms))
		return err_raise(ERR_DENIED, "not this person's to close");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = lock_open(sv, round_id)) != OK ||
	    (e = store_assess_sheets(sv->db, sv->arena, round_id, &sheets, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		open += sheets[i].undone_at == USEC_NONE;
	if (open == 0)
		return err_raise_field(ERR_INVALID, "close", "Err.assess_empty");
	e = store_assess_close(sv->db, round_id, who->user_id, clock_now(), &changed);
	return e == OK ? db_commit(&tx) : e;
}

/* As many points as items, each within its own. */
static enum err
check_points(struct service *sv, int64_t round_id, const int32_t *points, size_t n_points)
{
	struct assess_item *items;
	size_t n;
	enum err e = store_assess_items(sv->db, sv->arena, round_id, &items, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (i >= n_points || points[i] < 0 || points[i] > items[i].points)
			e = err_raise_field(ERR_INVALID, "points", "Err.assess_points");
	return e == OK && n != n_points ? err_raise_field(ERR_INVALID, "points", "Err.assess_points") : e;
}

enum err
assess_put(struct service *sv, const char *key, const struct actor *who, int64_t round_id, const struct assess_sheet *s,
    const int32_t *points, size_t n_points)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct assess_sheet sheet = *s;
	unsigned char hash[HASH_LEN];
	int64_t id;
	bool again;
	enum err e;

	if (!assess_may_write(who->perms))
		return err_raise(ERR_DENIED, "not this person's to write");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = known(sv, key, hash, &id, &again)) != OK || again)
		return e;
	if ((e = lock_open(sv, round_id)) != OK || (e = check_points(sv, round_id, points, n_points)) != OK)
		return e;
	sheet.put_at = clock_now();
	e = store_assess_sheet_add(sv->db, round_id, &sheet, who->user_id, hash, &id);
	if (e == ERR_CONFLICT)
		return err_raise_field(ERR_INVALID, "assessor", "Err.assess_twice");
	for (size_t i = 0; i < n_points && e == OK; i++)
		e = store_assess_point_add(sv->db, id, (int32_t)i + 1, points[i]);
	return e == OK ? db_commit(&tx) : e;
}

enum err
assess_undo(struct service *sv, const struct actor *who, int64_t round_id, int64_t sheet_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t changed = 0;
	enum err e;

	if (!assess_may_write(who->perms))
		return err_raise(ERR_DENIED, "not this person's to take back");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = lock_open(sv, round_id)) != OK ||
	    (e = store_assess_undo(sv->db, round_id, sheet_id, who->user_id, clock_now(), &changed)) != OK)
		return e;
	return changed == 0 ? err_raise(ERR_NOT_FOUND, "no such sheet") : db_commit(&tx);
}
