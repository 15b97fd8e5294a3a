#include "config.h"
#include "lib/service/admin_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/rule/workflow.h"
#include "lib/service/admin_file.h"
#include "lib/service/admin_log.h"
#include "lib/service/admin_write.h"
#include "lib/service/sealed.h"
#include "lib/service/user_ops.h"
#include "lib/store/store_session.h"

#include "lib/base/banned.h"

enum { DUE_MAX_TEXT = 60000 };

bool
admin_may_look(const struct user *who)
{
	return perm_in(who->perms, PERM_ADMIN_SYS) || perm_in(who->perms, PERM_ADMIN_SEC);
}

/* --- examining a row --------------------------------------------------------- */

static enum err
check_ref(struct service *sv, enum admin_ref ref, const char *value, struct admin_fault *f)
{
	struct admin_option *rows;
	size_t n;
	enum err e = store_admin_options(sv->db, sv->arena, ref, clock_now(), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].value, value) == 0)
			return OK;
	f->key = "Err.choice";
	return e;
}

/* Rules over more than this row, told at the column they are about. */
static enum err
check_rules(struct service *sv, enum admin_thing thing, enum admin_op op, const char *key,
    const struct admin_values *row, struct admin_fault *faults)
{
	const struct admin_def *d = admin_def(thing);
	enum err e = admin_rules(sv, thing, op, key, row, clock_now());
	size_t col;

	if (e != ERR_INVALID || err_field() == NULL)
		return e;
	col = admin_col(d, err_field());
	if (col >= d->n_cols)
		return e;
	faults[col].key = arena_printf(sv->arena, "Err.rule_%s", err_field());
	return OK;
}

enum err
admin_examine(struct service *sv, enum admin_thing thing, enum admin_op op, const char *key,
    struct admin_values *row, struct admin_values *old, struct admin_fault faults[ADMIN_COLS], size_t *bad)
{
	const struct admin_def *d = admin_def(thing);
	enum err e = OK;

	*bad = 0;
	*old = (struct admin_values){ { NULL } };
	memset(faults, 0, ADMIN_COLS * sizeof(*faults));
	if (op != OP_ADD && (e = store_admin_row(sv->db, sv->arena, thing, key, clock_now(), old)) != OK)
		return e;
	if (op == OP_END || op == OP_PASSWORD)
		*row = *old;
	for (size_t i = 0; e == OK && i < d->n_cols && (op == OP_ADD || op == OP_CHANGE); i++) {
		const char *was = old->v[i] != NULL ? old->v[i] : "";

		if (op == OP_CHANGE && d->cols[i].fixed)
			row->v[i] = old->v[i];
		if (d->cols[i].kind == AK_SECRET && (row->v[i] == NULL || row->v[i][0] == '\0'))
			row->v[i] = old->v[i];
		if (row->v[i] != NULL && op == OP_CHANGE && strcmp(row->v[i], was) == 0)
			continue;	/* what stands may stay, whatever is offered now */
		faults[i].key = admin_check(sv->arena, d, i, row, faults[i].args);
		if (faults[i].key == NULL && d->cols[i].kind == AK_REF && row->v[i] != NULL && row->v[i][0] != '\0')
			e = check_ref(sv, d->cols[i].ref, row->v[i], &faults[i]);
		if (e == OK && faults[i].key == NULL && d->cols[i].kind == AK_SECRET && row->v[i] != NULL)
			e = sealed_text(sv, row->v[i], &row->v[i]);
		if (faults[i].key == NULL && d->cols[i].kind == AK_SHAPE)	/* one form, however it was typed */
			row->v[i] = admin_shown(sv->arena, &d->cols[i], admin_raw(sv->arena, &d->cols[i], row->v[i]));
	}
	if (e == OK)
		e = check_rules(sv, thing, op, key, row, faults);
	for (size_t i = 0; i < d->n_cols; i++)
		*bad += faults[i].key != NULL;
	return e;
}

/* --- the chain ---------------------------------------------------------------- */

/* A row's text for the log: of a secret only that it is another one, not even its seal. */
static const char *
without_secrets(struct arena *a, const struct change_row *c, const char *text)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	struct admin_values row;
	bool any = false;

	if (thing == ADM_MAX || c->op == OP_FILE)
		return text;
	admin_unpack(a, admin_def(thing), text, &row);
	for (size_t i = 0; i < admin_def(thing)->n_cols; i++)
		if (admin_def(thing)->cols[i].kind == AK_SECRET && row.v[i] != NULL && row.v[i][0] != '\0' &&
		    strcmp(row.v[i], ADMIN_SECRET_KEPT) != 0) {
			row.v[i] = ADMIN_SECRET_KEPT " *";
			any = true;
		}
	return any ? admin_pack(a, admin_def(thing), &row) : text;
}

/* What has changed, as "-name=old" and "+name=new" lines under the reason. */
static const char *
told(struct arena *a, const struct change_row *c)
{
	const char *o = c->op == OP_ADD ? "" : c->old_text, *n = c->new_text;
	unsigned char hash[HASH_LEN];
	struct buf b;

	buf_init(&b, a);
	buf_printf(&b, "note=%s\n", c->note);
	if (c->op == OP_PASSWORD)
		return b.s;
	o = without_secrets(a, c, o);
	n = without_secrets(a, c, n);
	if (c->op == OP_FILE) {		/* how much, and the file's rows by their hash: they stay with the change */
		hash_sha256(hash, n, strlen(n));
		buf_printf(&b, "%srows=", c->old_text);
		buf_hex(&b, hash, sizeof(hash));
		buf_chr(&b, '\n');
		return b.s;
	}
	for (; *n != '\0'; n += strcspn(n, "\n"), n += *n == '\n') {
		const size_t len = strcspn(n, "\n"), was = strcspn(o, "\n");

		if (c->op == OP_END)
			buf_printf(&b, "-%.*s\n", (int)len, n);
		else if (was != len || strncmp(o, n, len) != 0)
			buf_printf(&b, "%s%.*s%s+%.*s\n", was > 0 ? "-" : "", (int)was, o, was > 0 ? "\n" : "", (int)len, n);
		o += was;
		o += *o == '\n';
	}
	return b.len > DUE_MAX_TEXT ? arena_strndup(a, b.s, DUE_MAX_TEXT) : b.s;
}

static enum err
append(struct service *sv, const struct user *who, enum admin_event kind, int32_t from, int32_t to,
    const char *detail, const char *text, usec_t now)
{
	const struct admin_entry x = { .kind = kind, .from = from, .to = to, .detail = detail, .text = text, .at = now };

	return admin_log_add(sv, who, &x);
}

static enum err
append_change(struct service *sv, const struct user *who, enum admin_event kind, const struct change_row *c,
    enum admin_state to, const char *text, usec_t now)
{
	const char *detail = arena_printf(sv->arena, "change=%lld\nthing=%s\nop=%d\nrow=%s\nfrom=%lld\ntouches=%d\n",
	    (long long)c->id, c->thing, c->op, c->row_key, (long long)c->valid_from, c->touches);

	return append(sv, who, kind, c->state, (int32_t)to, detail, text, now);
}

/* --- a change's way ------------------------------------------------------------ */

enum err
admin_draft(struct service *sv, const struct user *who, const struct admin_wish *w, int64_t *id)
{
	const struct admin_def *d = admin_def(w->thing);
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct change_row c = { .thing = d->code, .op = (int32_t)w->op, .row_key = w->key,
		.old_text = admin_pack(sv->arena, d, w->old), .new_text = admin_pack(sv->arena, d, w->row),
		.valid_from = w->from, .note = w->note != NULL ? w->note : "", .asked_by = who->id,
		.asked_at = clock_now() };
	enum err e;

	if (!perm_in(who->perms, d->edit) || (d->ops & OP_BIT(w->op)) == 0)
		return err_raise(ERR_DENIED, "%s is not his to change", d->code);
	if (w->op == OP_CHANGE && strcmp(c.old_text, c.new_text) == 0)
		return err_raise_field(ERR_INVALID, "nothing", "nothing would change");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_change_add(sv->db, &c, id)) != OK)
		return e;
	return db_commit(&tx);
}

/* The states whose clock a limit is: "20,45". */
static const char *
states_of_limit(struct arena *a, const char *code)
{
	const struct transition *t;
	struct buf b;
	size_t n;

	buf_init(&b, a);
	t = workflow_table(&n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(lim_code(t[i].limit), code) == 0)
			buf_printf(&b, "%s%d", b.len > 0 ? "," : "", t[i].to);
	return b.s;
}

/* What the statements count by: the row's key, a limit's states, a role, a file's codes. */
static const char *
touch_key(struct arena *a, enum admin_thing thing, const struct change_row *c)
{
	struct admin_values row;
	struct admin_file f;

	if (c->op == OP_FILE) {
		admin_file_of_change(a, thing, c->new_text, &f);
		return admin_file_codes(a, thing, &f);
	}
	admin_unpack(a, admin_def(thing), c->new_text, &row);
	return thing == ADM_LIMIT ? states_of_limit(a, c->row_key) : thing == ADM_ROLE_PERM ? row.v[0] : c->row_key;
}

enum err
admin_touched(struct service *sv, const struct change_row *c, int64_t *n)
{
	const enum admin_thing thing = admin_of_code(c->thing);

	*n = 0;
	if (thing == ADM_MAX || (c->op == OP_ADD && thing != ADM_ROLE_PERM))
		return OK;
	if (c->op == OP_FILE)
		return store_admin_file_touches(sv->db, thing, touch_key(sv->arena, thing, c), n);
	return store_admin_touches(sv->db, thing, touch_key(sv->arena, thing, c), clock_now(), n);
}

enum err
admin_touched_cases(struct service *sv, const struct change_row *c, int64_t after, struct touched_case **out, size_t *n)
{
	const enum admin_thing thing = admin_of_code(c->thing);

	*n = 0;
	if (thing == ADM_MAX || c->op == OP_ADD)
		return OK;
	return store_admin_touched(sv->db, sv->arena, thing, c->op == OP_FILE, touch_key(sv->arena, thing, c), clock_now(),
	    after, out, n);
}

/* Whether a change is about this person. */
static bool
is_about(const struct user *who, const struct change_row *c)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct admin_values row;

	if (thing == ADM_USER)
		return admin_number(c->row_key) == who->id;
	if (thing != ADM_USER_ROLE || c->new_text == NULL)
		return false;
	admin_unpack(a, admin_def(thing), c->new_text, &row);
	return admin_number(row.v[admin_col(admin_def(thing), "user_id")]) == who->id;
}

struct admin_steps
admin_steps(const struct user *who, const struct change_row *c)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	struct admin_steps s = { 0 };
	bool second;

	if (thing == ADM_MAX)
		return s;
	second = c->state == CH_WAITING && c->asked_by != who->id && perm_in(who->perms, admin_def(thing)->confirm);
	s.about_self = second && is_about(who, c);
	s.decide = second && !s.about_self;
	s.hand_in = c->state == CH_DRAFT && c->asked_by == who->id;
	s.withdraw = c->state <= CH_AGREED && (c->asked_by == who->id ||
	    (c->state != CH_DRAFT && perm_in(who->perms, admin_def(thing)->edit)));
	return s;
}

/* Locks a change and reads it. */
static enum err
take(struct service *sv, int64_t id, struct change_row **c)
{
	enum err e = store_change_lock(sv->db, id);

	return e == OK ? store_change_by_id(sv->db, sv->arena, id, c) : e;
}

enum err
admin_hand_in(struct service *sv, const struct user *who, int64_t id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct change_row *c;
	int64_t n = 0;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = take(sv, id, &c)) != OK)
		return e;
	if (!admin_steps(who, c).hand_in)
		return err_raise(c->asked_by == who->id ? ERR_CONFLICT : ERR_DENIED, "no draft of his");
	if ((e = admin_touched(sv, c, &n)) != OK)
		return e;
	c->touches = (int32_t)(n < INT32_MAX ? n : INT32_MAX);
	if ((e = store_change_hand_in(sv->db, id, c->touches, now)) != OK ||
	    (e = append_change(sv, who, ADE_ASKED, c, CH_WAITING, told(sv->arena, c), now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
admin_withdraw(struct service *sv, const struct user *who, int64_t id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct change_row *c;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = take(sv, id, &c)) != OK)
		return e;
	if (!admin_steps(who, c).withdraw)
		return err_raise(c->state > CH_AGREED ? ERR_CONFLICT : ERR_DENIED, "not his to withdraw");
	e = store_change_drop(sv->db, id);
	if (e == OK && c->state != CH_DRAFT)
		e = append_change(sv, who, ADE_WITHDRAWN, c, CH_WITHDRAWN, NULL, clock_now());
	return e == OK ? db_commit(&tx) : e;
}

/* Writes it now, or lets it wait for its day. */
static enum err
confirm(struct service *sv, const struct user *who, struct change_row *c, const char *why, const char *hash,
    usec_t now)
{
	const bool waits = admin_waits(admin_def(admin_of_code(c->thing)), c->valid_from, now);
	enum err e = store_change_decide(sv->db, c->id, waits ? CH_AGREED : CH_WAITING, who->id, now, why);

	if (e == OK)
		e = append_change(sv, who, ADE_CONFIRMED, c, waits ? CH_AGREED : CH_DONE, why, now);
	if (e != OK || waits)
		return e;
	e = admin_apply(sv, c, now, hash);
	return e == OK ? store_change_done(sv->db, c->id, now) : e;
}

enum err
admin_decide(struct service *sv, const struct user *who, int64_t id, bool yes, const char *why,
    const char **password)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct change_row *c;
	char *fresh = NULL, *hash = NULL;
	enum err e = store_change_by_id(sv->db, sv->arena, id, &c);

	/* A hash takes long: before the transaction. */
	if (e == OK && yes && c->op == OP_PASSWORD && admin_steps(who, c).decide) {
		fresh = user_first_password(sv->arena);
		e = user_hash_password(sv->arena, sv->conf, fresh, &hash);
	}
	if (e != OK || (e = db_begin(sv->db, &tx)) != OK || (e = take(sv, id, &c)) != OK)
		return e;
	if (!admin_steps(who, c).decide)
		return err_raise(c->state > CH_WAITING ? ERR_CONFLICT : ERR_DENIED, "not his to decide");
	if (yes)
		e = confirm(sv, who, c, why, hash, now);
	else if ((e = store_change_decide(sv->db, id, CH_REFUSED, who->id, now, why)) == OK)
		e = append_change(sv, who, ADE_REFUSED, c, CH_REFUSED, why, now);
	if (e != OK || (e = db_commit(&tx)) != OK)
		return e;
	*password = fresh;
	return OK;
}

enum err
admin_sign_out(struct service *sv, const struct user *who, const char *person)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct admin_values row;
	enum err e = store_admin_row(sv->db, sv->arena, ADM_USER, person, clock_now(), &row);

	if (e != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_session_end_all(sv->db, admin_number(person))) != OK ||
	    (e = append(sv, who, ADE_SIGNED_OUT, 0, 0, arena_printf(sv->arena, "thing=person\nrow=%s\n", person), NULL,
	        clock_now())) != OK)
		return e;
	return db_commit(&tx);
}

/* One that can no longer be written is refused in the timer's name, with its reason in the log. */
static enum err
run_one(struct service *sv, int64_t id, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct change_row *c;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = take(sv, id, &c)) != OK)
		return e;
	if (c->state != CH_AGREED)
		return OK;	/* another host was faster */
	e = admin_apply(sv, c, now, NULL);
	if (e == OK && (e = store_change_done(sv->db, id, now)) == OK)
		e = append_change(sv, NULL, ADE_DONE, c, CH_DONE, NULL, now);
	return e == OK ? db_commit(&tx) : e;
}

static enum err
drop_one(struct service *sv, int64_t id, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct change_row *c;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = take(sv, id, &c)) != OK || c->state != CH_AGREED)
		return e;
	if ((e = store_change_drop(sv->db, id)) != OK ||
	    (e = append_change(sv, NULL, ADE_WITHDRAWN, c, CH_WITHDRAWN, NULL, now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
admin_run_due(struct service *sv, usec_t now, int64_t *n)
{
	int64_t *ids;
	size_t count;
	enum err e = store_changes_due(sv->db, sv->arena, now, &ids, &count);

	*n = 0;
	for (size_t i = 0; e == OK && i < count; i++) {
		e = run_one(sv, ids[i], now);
		*n += e == OK;
		if (e == ERR_CONFLICT || e == ERR_INVALID || e == ERR_NOT_FOUND)
			e = drop_one(sv, ids[i], now);
	}
	return e;
}
