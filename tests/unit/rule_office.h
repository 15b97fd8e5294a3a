/*
 * An office for the tests of lib/rule: the seeds' roles, permissions and
 * limits, working days of 2026 without holidays, people and two units.
 */
#ifndef TESTS_UNIT_RULE_OFFICE_H
#define TESTS_UNIT_RULE_OFFICE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"
#include "lib/rule/casework.h"

/* Users by their post; the unit stands behind. */
enum post {
	ACCEPTOR = 11, ACCEPTOR_2, CHIEF, DISPATCHER, DISPATCHER_2, COMMANDER, LEADER, PATROL, PATROL_2,
	CLERK_A, CLERK_B, HAND_A, ARCHIVIST, PATROL_OF_A, GROUP, DESK_12345, SQUAD, TIMER, POST_MAX
};
enum { UNIT_A = 101, UNIT_B = 102, UNIT_PATROL = 103, UNIT_SQUAD = 104 };

struct rule_office {
	struct arena *a;
	struct office office;
	uint64_t perms[ROLE_MAX];
	size_t n_perms;		/* pairs of role and permission read */
};

static inline char *
rule_read(struct arena *a, const char *name)
{
	const char *top = getenv("top_srcdir");
	FILE *f = fopen(arena_printf(a, "%s/%s", top != NULL ? top : ".", name), "re");
	char *text = arena_alloc(a, 65536);
	size_t n;

	if (f == NULL)
		abort();
	n = fread(text, 1, 65535, f);
	if (n == 0 || n == 65535 || fclose(f) != 0)
		abort();
	return text;
}

/* "(4, 'CLOSE')" of sql/seed/roles.sql */
static inline void
rule_read_roles(struct rule_office *o)
{
	const char *s = strstr(rule_read(o->a, "sql/seed/roles.sql"), "INSERT INTO role_perm");

	for (s = s == NULL ? NULL : strchr(s, '\n'); s != NULL && (s = strchr(s, '(')) != NULL; s++) {
		char code[32];
		int role;
		enum perm p;

		if (sscanf(s, "(%d, '%31[A-Z_]')", &role, code) != 2)
			continue;
		p = perm_of_code(code);
		if (role <= ROLE_NONE || role >= ROLE_MAX || p == PERM_MAX)
			abort();
		o->perms[role] |= perm_bit(p);
		o->n_perms++;
	}
}

/* "('ACCEPT', 0, 60, 6)" of sql/seed/limits.sql */
static inline void
rule_read_limits(struct rule_office *o)
{
	const char *text = rule_read(o->a, "sql/seed/limits.sql");

	for (enum lim l = LIM_NONE + 1; l < LIM_MAX; l++) {
		const char *s = strstr(text, arena_printf(o->a, "('%s',", lim_code(l)));
		int amount, unit;

		if (s == NULL || sscanf(strchr(s, ','), ", 0, %d, %d)", &amount, &unit) != 2)
			abort();
		o->office.limits[l] = (struct stage_limit){ amount, (enum limit_unit)unit };
	}
}

static inline void
rule_office_make(struct rule_office *o)
{
	static struct cal_window week[10];
	struct calendar_spec spec = { .windows = week, .n_windows = N(week), .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .version = 5, .first_day = day_of_date(2026, 1, 1),
		.last_day = day_of_date(2026, 12, 31) };

	for (int d = 1; d <= 5; d++) {
		week[2 * d - 2] = (struct cal_window){ d, 480, 720 };
		week[2 * d - 1] = (struct cal_window){ d, 840, 1080 };
	}
	*o = (struct rule_office){ .a = arena_new() };
	o->office.archive_days = 30;
	o->office.keep[KEEP_PLAIN] = 10;
	for (enum keep_mark m = KEEP_HAZARD; m < KEEP_MAX; m++)
		o->office.keep[m] = 30;
	o->office.site_tolerance = o->office.extend_chief = 100;
	o->office.extend_commander = 300;
	o->office.reopen_days = 7;
	o->office.designate_after = 2;
	if (zone_use("Asia/Shanghai") != OK || calendar_build(o->a, &spec, &o->office.cal) != OK)
		abort();
	rule_read_roles(o);
	rule_read_limits(o);
}

static inline enum role
rule_role(enum post p)
{
	switch (p) {
	case ACCEPTOR: case ACCEPTOR_2: return R_ACCEPTOR;
	case CHIEF: return R_CHIEF;
	case DISPATCHER: case DISPATCHER_2: return R_DISPATCHER;
	case COMMANDER: return R_COMMANDER;
	case LEADER: return R_LEADER;
	case PATROL: case PATROL_2: case PATROL_OF_A: return R_SUPERVISOR;
	case CLERK_A: case CLERK_B: return R_UNIT;
	case HAND_A: return R_HANDLER;
	case ARCHIVIST: return R_ARCHIVIST;
	case GROUP: return R_COORD;
	case DESK_12345: return R_12345;
	case SQUAD: return R_SQUAD;
	case TIMER: return R_SYSTEM;
	case POST_MAX: break;
	}
	abort();
}

static inline struct actor
rule_actor(const struct rule_office *o, enum post p)
{
	const enum role r = rule_role(p);
	struct actor who = { .user_id = p, .role = r, .perms = o->perms[r], .shift_id = 1 };

	if (p == CLERK_A || p == HAND_A || p == PATROL_OF_A)
		who.unit_id = UNIT_A;
	else if (p == CLERK_B)
		who.unit_id = UNIT_B;
	else if (p == PATROL || p == PATROL_2)
		who.unit_id = UNIT_PATROL;
	else if (p == SQUAD)
		who.unit_id = UNIT_SQUAD;
	else if (p == TIMER)
		who.user_id = 0;
	return who;
}

/* A wall-clock reading of 2026 in the zone in use. */
static inline usec_t
rule_at(int month, int day, int hour, int minute)
{
	return civil_to((struct civil){ .year = 2026, .month = month, .day = day, .hour = hour, .minute = minute });
}

/* What a complaint of a source brings into the office: class and place known. */
static inline struct case_row
rule_case(enum source source, usec_t received_at)
{
	return (struct case_row){ .id = 1, .centre_id = 1, .source = (int32_t)source, .received_at = received_at,
		.class_id = 10101, .description = "路面井盖缺失，𠮷祥路口", .address = "霍里街道江东大道２１８号",
		.unit_cell_id = 7, .base_cell_id = 8, .auto_cell_id = 9, .filed_at = USEC_NONE,
		.dispatched_at = USEC_NONE, .signed_at = USEC_NONE, .fed_back_at = USEC_NONE,
		.closed_at = USEC_NONE, .archived_at = USEC_NONE, .stage_due = USEC_NONE,
		.accept_due = USEC_NONE, .due_at = USEC_NONE, .original_due = USEC_NONE, .kept_due = USEC_NONE,
		.watch_until = USEC_NONE, .explained_at = USEC_NONE, .ext_due = USEC_NONE, .reopen_until = USEC_NONE };
}

#endif
