#include "config.h"
#include "lib/service/admin_write.h"

#include <string.h>

#include "lib/base/num.h"
#include "lib/part/mail.h"
#include "lib/rule/duty.h"
#include "lib/service/admin_area.h"
#include "lib/service/admin_file.h"
#include "lib/service/admin_follow.h"
#include "lib/store/store_score.h"
#include "lib/store/store_session.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

int64_t
admin_number(const char *text)
{
	int64_t v = 0;

	return text != NULL && parse_i64(text, 0, INT64_MAX, &v) ? v : 0;
}

static int64_t
number_in(enum admin_thing thing, const struct admin_values *row, const char *col)
{
	return admin_number(row->v[admin_col(admin_def(thing), col)]);
}

/* Nobody is the last of an administrator's role who leaves it. */
static enum err
not_last(struct service *sv, int64_t role, int64_t user, usec_t now)
{
	int64_t others = 0;
	enum err e;

	if (admin_perm_of_role(role) == PERM_MAX)
		return OK;
	e = store_admin_others(sv->db, role, user, now, &others);
	return e == OK && others == 0 ? err_raise_field(ERR_INVALID, "last_admin", "the last of role %lld",
	    (long long)role) : e;
}

static enum err
rules_role(struct service *sv, enum admin_op op, const struct admin_values *row, usec_t now)
{
	const int64_t user = number_in(ADM_USER_ROLE, row, "user_id"), role = number_in(ADM_USER_ROLE, row, "role_id");
	uint64_t roles = 0;
	enum err e;

	if (op == OP_END)
		return not_last(sv, role, user, now);
	if (role <= 0 || role >= ROLE_MAX)
		return OK;
	e = store_admin_roles_of(sv->db, user, now, &roles);
	if (e == OK && !admin_roles_agree(roles | (uint64_t)1 << role))
		return err_raise_field(ERR_INVALID, "role_id", "an administrator with another role");
	return e;
}

static enum err
rules_perm(struct service *sv, enum admin_op op, const struct admin_values *row)
{
	const int64_t role = number_in(ADM_ROLE_PERM, row, "role_id");
	const char *code = row->v[admin_col(admin_def(ADM_ROLE_PERM), "perm")];
	const enum perm p = code != NULL ? perm_of_code(code) : PERM_MAX;
	uint64_t perms = 0;
	enum err e = store_admin_perms_of(sv->db, sv->arena, role, &perms);

	if (e != OK || p == PERM_MAX)
		return e;
	perms = op == OP_END ? perms & ~perm_bit(p) : perms | perm_bit(p);
	return admin_perms_agree(role, perms) ? OK :
	    err_raise_field(ERR_INVALID, "perm", "an administrator's permission stands alone");
}

static enum err
rules_unit(struct service *sv, const char *key, const struct admin_values *row)
{
	const int64_t parent = number_in(ADM_UNIT, row, "parent_id"), self = admin_number(key);
	bool above = false;
	enum err e;

	if (parent == 0 || self == 0)
		return OK;
	e = store_admin_unit_above(sv->db, parent, self, &above);
	return e == OK && above ? err_raise_field(ERR_INVALID, "parent_id", "a unit above itself") : e;
}

/* Closing an account that is the last of its administrator's role. */
static enum err
rules_person(struct service *sv, enum admin_op op, const char *key, const struct admin_values *row, usec_t now)
{
	const char *state = row->v[admin_col(admin_def(ADM_USER), "state")];
	uint64_t roles = 0;
	enum err e = OK;

	if (op != OP_END && (op != OP_CHANGE || state == NULL || strcmp(state, "0") != 0))
		return OK;
	e = store_admin_roles_of(sv->db, admin_number(key), now, &roles);
	for (int64_t r = R_ADMIN_SYS; e == OK && r <= R_ADMIN_AUDIT; r++)
		if ((roles >> r & 1) != 0)
			e = not_last(sv, r, admin_number(key), now);
	return e;
}

/* A centre is not its own parent, nor its parent's. */
static enum err
rules_centre(struct service *sv, const char *key, const struct admin_values *row, usec_t now)
{
	const size_t col = admin_col(admin_def(ADM_CENTRE), "above_id");
	const char *above = row->v[col];
	struct admin_values up;
	enum err e = OK;

	if (key[0] == '\0' || admin_number(above) == 0)
		return OK;
	if (strcmp(above, key) != 0 && (e = store_admin_row(sv->db, sv->arena, ADM_CENTRE, above, now, &up)) == OK)
		above = up.v[col] != NULL ? up.v[col] : "";
	return e == OK && strcmp(above, key) == 0 ? err_raise_field(ERR_INVALID, "above_id", "a centre above itself") : e;
}

/* A server of one's own: of the right kind, and for letters with a sender. */
static enum err
rules_channel(const struct admin_values *row)
{
	const struct admin_def *d = admin_def(ADM_CHANNEL);
	const char *server = row->v[admin_col(d, "server")], *sender = row->v[admin_col(d, "sender")],
	    *via = row->v[admin_col(d, "via")];
	const bool mail = row->v[0] != NULL && strcmp(row->v[0], "email") == 0;

	if (via == NULL || strcmp(via, "own") != 0)
		return OK;
	server = server != NULL ? server : "";
	if (mail ? strncmp(server, "smtp://", 7) != 0 && strncmp(server, "smtps://", 8) != 0 :
	    strncmp(server, "https://", 8) != 0)
		return err_raise_field(ERR_INVALID, "server", "no server of this kind");
	if (mail && !mail_address_ok(sender != NULL ? sender : ""))
		return err_raise_field(ERR_INVALID, "sender", "no mail address");
	return OK;
}

/* A cell lies inside the district. */
static enum err
rules_cell(struct service *sv, const struct admin_values *row)
{
	const char *text = row->v[admin_col(admin_def(ADM_CELL), "shape")];
	struct admin_areas district;
	struct shape s;
	size_t at;
	enum err e;

	if (text == NULL || shape_parse(sv->arena, text, &s, &at) != NULL)
		return OK;	/* its own column says so */
	e = admin_district(sv, &district);
	return e == OK && !admin_area_inside(&district, &s) ? err_raise_field(ERR_INVALID, "shape",
	    "a cell outside the district") : e;
}

/* Whether a role stands in the crews of the centre. */
static bool
crew_role(int64_t role)
{
	return role == R_CHIEF || role == R_ACCEPTOR || role == R_DISPATCHER || role == R_12345;
}

/* A crew of two: roles of the crews only, and nobody dispatches and also judges or closes (R20). */
static enum err
rules_pair(struct service *sv, const struct admin_values *row)
{
	const struct admin_def *d = admin_def(ADM_PAIR);
	const size_t first = admin_col(d, "seat1_role"), second = admin_col(d, "seat2_role");
	uint64_t seat = 0;
	enum err e = OK;

	for (size_t i = first; e == OK && i < d->n_cols; i++) {
		const int64_t role = admin_number(row->v[i]);
		uint64_t perms = 0;

		if (i == second)
			seat = 0;
		if (role != 0)
			e = store_admin_perms_of(sv->db, sv->arena, role, &perms);
		seat |= perms;
		if (e == OK && ((role != 0 && !crew_role(role)) || !duty_seat_legal(seat)))
			return err_raise_field(ERR_INVALID, i < second ? "seat1_role" : "seat2_role", "no legal seat");
	}
	return e;
}

/* An audience without any role would be told by nobody's inbox. */
static enum err
rules_told(struct service *sv, enum admin_op op, const struct admin_values *row)
{
	int64_t others = 0;
	enum err e = op == OP_END ? store_admin_others_told(sv->db, row->v[0], number_in(ADM_TOLD, row, "role_id"), &others) : OK;

	return e == OK && op == OP_END && others == 0 ? err_raise_field(ERR_INVALID, "last_told",
	    "the last role of %s", row->v[0]) : e;
}

/* A part that can be scored: form, indicator, weight and steps agree, and its scheme exists. */
static enum err
rules_score(struct service *sv, const struct admin_values *row, usec_t now)
{
	struct score_scheme_row *schemes;
	struct score_part p = { .form = (enum score_form)number_in(ADM_SCORE, row, "score_form"),
		.weight = (int32_t)number_in(ADM_SCORE, row, "score_weight") };
	const struct admin_def *d = admin_def(ADM_SCORE);
	const char *steps = row->v[admin_col(d, "score_steps")], *indicator = row->v[admin_col(d, "score_indicator")], *fault;
	size_t n, at = 0;
	enum err e = store_score_schemes(sv->db, sv->arena, "", now, &schemes, &n);

	p.indicator = indicator != NULL ? indicator : "";
	if (e != OK)
		return e;
	while (at < n && strcmp(schemes[at].code, row->v[admin_col(d, "score_scheme")]) != 0)
		at++;
	if (at == n)
		return err_raise_field(ERR_INVALID, "score_scheme", "no such scheme");
	if (steps != NULL && steps[0] != '\0' && !score_steps_read(steps, p.steps, &p.n_steps))
		return err_raise_field(ERR_INVALID, "score_steps", "steps that cannot be read");
	fault = score_part_fault(&p);
	return fault == NULL ? OK : err_raise_field(ERR_INVALID, "score_indicator", "%s", fault);
}

enum err
admin_rules(struct service *sv, enum admin_thing thing, enum admin_op op, const char *key,
    const struct admin_values *row, usec_t now)
{
	switch (thing) {
	case ADM_USER_ROLE: return rules_role(sv, op, row, now);
	case ADM_ROLE_PERM: return rules_perm(sv, op, row);
	case ADM_UNIT: return op != OP_END ? rules_unit(sv, key, row) : OK;
	case ADM_USER: return rules_person(sv, op, key, row, now);
	case ADM_CENTRE: return rules_centre(sv, key, row, now);
	case ADM_CHANNEL: return rules_channel(row);
	case ADM_PAIR: return op != OP_END ? rules_pair(sv, row) : OK;
	case ADM_SCORE: return op != OP_END ? rules_score(sv, row, now) : OK;
	case ADM_TOLD: return rules_told(sv, op, row);
	case ADM_CELL: return op != OP_END ? rules_cell(sv, row) : OK;
	default: return OK;
	}
}

/* The row is still the one the change was made for. */
static enum err
still_so(struct service *sv, enum admin_thing thing, const struct change_row *c, usec_t now)
{
	struct admin_values row;
	enum err e;

	if (c->op == OP_ADD)
		return OK;
	e = store_admin_row(sv->db, sv->arena, thing, c->row_key, now, &row);
	if (e == ERR_NOT_FOUND || (e == OK && strcmp(admin_pack(sv->arena, admin_def(thing), &row), c->old_text) != 0))
		return err_raise(ERR_CONFLICT, "the row of change %lld has changed meanwhile", (long long)c->id);
	return e;
}

enum err
admin_apply(struct service *sv, const struct change_row *c, usec_t now, const char *password_hash)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	const int64_t person = admin_number(c->row_key);
	struct admin_values row;
	enum err e;

	if (thing == ADM_MAX)
		return err_raise(ERR_INTERNAL, "a change of an unknown thing");
	if (c->op == OP_FILE)
		return admin_file_apply(sv, c, now);
	admin_unpack(sv->arena, admin_def(thing), c->new_text, &row);
	if ((e = still_so(sv, thing, c, now)) != OK ||
	    (e = admin_rules(sv, thing, (enum admin_op)c->op, c->row_key, &row, now)) != OK)
		return e;
	if (c->op == OP_PASSWORD) {
		e = store_user_set_password(sv->db, person, password_hash, true);
		return e == OK ? store_session_end_all(sv->db, person) : e;
	}
	e = store_admin_write(sv->db, sv->arena, thing, (enum admin_op)c->op, c->row_key, &row,
	    c->valid_from > now ? c->valid_from : now);
	if (e == OK && thing == ADM_CELL)
		e = admin_components_follow(sv, &row.v[admin_col(admin_def(thing), "code")], 1);
	/* A closed account, or one whose unit or name is another now, signs in anew. */
	if (e == OK && thing == ADM_USER && c->op != OP_ADD)
		e = store_session_end_all(sv->db, person);
	return e;
}
