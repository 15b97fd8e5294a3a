#include "config.h"
#include "lib/service/paper_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/part/filestore.h"
#include "lib/rule/perm.h"
#include "lib/service/admin_log.h"
#include "lib/service/case_ops.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_case.h"

#include "lib/base/banned.h"

int64_t
paper_scope(const struct user *u)
{
	const bool office = perm_in(u->perms, PERM_SEE_ALL) && (perm_in(u->perms, PERM_PAPERS) || perm_in(u->perms, PERM_COMMAND));

	return office ? 0 : u->id;
}

bool
paper_may_read(const struct user *u, const struct paper_job *j)
{
	return j->scope == paper_scope(u) || j->asked_by == u->id;
}

/* --- asking ---------------------------------------------------------------- */

static enum err
none(enum paper_arg which)
{
	return err_raise_field(ERR_INVALID, paper_arg_kind(which)->name, "Err.paper_none");
}

static enum err
check_case(struct service *sv, const struct user *u, const char *number)
{
	struct actor who = office_reader(u, PERM_MAX);
	struct case_row *c;
	int64_t id;
	enum err e = OK;

	if (number[0] != '#')
		e = store_case_id_by_number(sv->db, number, &id);
	else if (!parse_i64(number + 1, 1, INT64_MAX, &id))
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = store_case_by_id(sv->db, sv->arena, id, &c);
	if (e == OK)
		e = case_standing(sv, c, &who);
	if (e == ERR_NOT_FOUND || (e == OK && !workflow_may_see(c, &who)))
		return none(PAPER_CASE);
	return e;
}

/* The office's units are for who sees all, his own for everybody. */
static enum err
check_unit(const struct user *u, const char *unit)
{
	int64_t id;

	return perm_in(u->perms, PERM_SEE_ALL) || (parse_i64(unit, 1, INT32_MAX, &id) && id == u->unit_id) ? OK : none(PAPER_UNIT);
}

static enum err
check_sight(struct service *sv, const struct user *u, const struct paper_kind *k, const struct paper_args *a)
{
	enum err e = OK;

	if (k->sight == PAPER_OF_CASE && a->v[PAPER_CASE] != NULL)
		e = check_case(sv, u, a->v[PAPER_CASE]);
	if (e == OK && a->v[PAPER_UNIT] != NULL)
		e = check_unit(u, a->v[PAPER_UNIT]);
	return e;
}

/* What everybody will read is not asked for without a line that says by whom. */
static enum err
add(struct service *sv, const struct user *u, const struct paper_kind *k, const struct paper_job *j, int64_t *id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct admin_entry said = { .kind = ADE_PAPER_ASKED, .to = CH_DONE, .at = j->asked_at,
		.detail = arena_printf(sv->arena, "paper=%s\n", j->kind),
		.text = arena_printf(sv->arena, "+paper=%s\n+args=%s\n+lang=%s\n", j->kind, j->args, j->lang) };
	enum err e = db_begin(sv->db, &tx);

	if (e == OK)
		e = store_paper_add(sv->db, j, id);
	if (e == OK && k->confirm)
		e = admin_log_add(sv, u, &said);
	return e == OK ? db_commit(&tx) : e;
}

static struct paper_job
wanted(struct arena *a, const struct user *u, const struct paper_kind *k, const struct paper_args *args, enum lang lang)
{
	return (struct paper_job){ .kind = k->code, .args = paper_args_write(a, args), .lang = lang_code(lang),
		.scope = paper_scope(u), .asked_by = u->id, .asked_at = clock_now() };
}

enum err
paper_ask(struct service *sv, const struct user *u, const struct paper_kind *k, struct paper_args *a, enum lang lang,
    int64_t *id)
{
	struct paper_job j;
	enum err e = OK;

	if (!paper_may_ask(k, u->perms))
		return err_raise(ERR_DENIED, "not this person's paper");
	if ((e = paper_check(sv->arena, k, a)) != OK || (e = check_sight(sv, u, k, a)) != OK)
		return e;
	j = wanted(sv->arena, u, k, a, lang);
	/* The one that is there may end between the two looks: then a new one is asked for. */
	for (int i = 0; i < 3; i++) {
		if ((e = add(sv, u, k, &j, id)) != ERR_CONFLICT)
			return e;
		if ((e = store_paper_living(sv->db, &j, id)) != ERR_NOT_FOUND)
			return e;
	}
	return err_raise(ERR_CONFLICT, "asked for by many at once");
}

enum err
paper_latest(struct service *sv, const struct user *u, const struct paper_kind *k, const struct paper_args *a,
    enum lang lang, struct paper_job *out)
{
	const struct paper_job like = wanted(sv->arena, u, k, a, lang);

	return store_paper_latest(sv->db, sv->arena, &like, out);
}

/* --- tidying --------------------------------------------------------------- */

/* The row first: a file without a row is found again by its hash, a row without a file is a broken promise. */
static enum err
drop_one(struct service *sv, const struct paper_old *o)
{
	const struct paper_kind *k = paper_kind(o->kind);
	int64_t others;
	enum err e = store_paper_drop(sv->db, o->id);

	if (e != OK || o->sha256.len != HASH_LEN || k == NULL || k->end == NULL)
		return e;
	if ((e = store_paper_files(sv->db, o->sha256, &others)) != OK || others > 0)
		return e;
	return filestore_drop_paper(sv->conf, file_hex(sv->arena, o->sha256.data), k->end);
}

enum err
paper_drop_old(struct service *sv, usec_t now, int64_t *dropped)
{
	struct paper_old *rows;
	size_t n;
	enum err e = store_papers_old(sv->db, sv->arena, now - PAPERS_KEPT, &rows, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		e = drop_one(sv, &rows[i]);
		*dropped += e == OK;
	}
	return e;
}
