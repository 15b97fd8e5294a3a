/*
 * A small office for the tests of lib/service: people of every post, two
 * units, one unit grid inside a base grid, keys, a service of the desk's and
 * one of the public's account.
 */
#ifndef TESTS_DB_CASE_RIG_H
#define TESTS_DB_CASE_RIG_H

#include "lib/service/case_ops.h"
#include "lib/service/complaint_ops.h"
#include "tests/db/dbtest.h"
#include "tests/unit/part_folder.h"

/* app_user ids; role and unit stand behind. */
enum rig_post {
	ACCEPTOR = 9001, CHIEF, DISPATCHER, COMMANDER, LEADER, PATROL, PATROL_2, CLERK_A, CLERK_B, HAND_A,
	ARCHIVIST, PATROL_OF_A, GROUP, DESK_12345, SQUAD, POST_END
};
enum { UNIT_A = 9001, UNIT_B = 9002, UNIT_PATROL = 9003, UNIT_SQUAD = 9004, CELL_UNIT = 9001, CELL_BASE = 9002, CELL_AUTO = 9003 };
enum { CLASS_COVER = 10101, CLASS_GAS = 10111 };	/* of sql/seed/classes.sql; the second is a hazard */
enum { INSIDE_LAT = 31731200, INSIDE_LON = 118506800 };	/* in all three cells */

struct rig {
	struct part_folder folder;
	struct db *desk_db, *public_db;
	struct office_cache *cache;
	struct service desk, public;
	struct actor who[POST_END - ACCEPTOR];
	int64_t condition;		/* the first one of CLASS_COVER */
	usec_t now;			/* the clock stands here */
};

/* Once a program: rows, keys, folder; the clock at Wednesday 2026-06-10 09:00. */
void rig_make(struct rig *r);
void rig_free(struct rig *r);
/* A child process needs connections of its own: the old ones are left alone. */
void rig_reopen(struct rig *r);
/* Moves the clock forward. */
void rig_pass(struct rig *r, usec_t t);
const struct actor *rig_who(const struct rig *r, enum rig_post p);
/* A form with everything a step may need. */
struct step rig_step(const struct rig *r, enum rig_post p, enum action act);
/* A stored photo of its own. */
struct attachment rig_photo(struct rig *r);
/* A citizen's form with a key of its own; place inside the grids, contact given. */
struct complaint_form rig_form(struct rig *r);
/* Files such a form; the complaint's id. */
int64_t rig_complaint(struct rig *r);
/* Takes a step on the version the case has now. */
enum err rig_act(struct rig *r, int64_t case_id, const struct step *s) MUST_USE;
/* A new case brought to a state by the usual way, a minute a step; fails the test where it cannot. */
int64_t rig_case(struct rig *r, enum case_state state);
/* The row of now. */
struct case_row *rig_row(struct rig *r, int64_t case_id);
/*
 * Runs fn in n processes that begin at the same moment, each with connections
 * of its own; got[e] counts how many returned the error e.
 */
typedef enum err rig_fn(struct rig *r, int i, void *ctx);
void rig_race(struct rig *r, int n, rig_fn *fn, void *ctx, int got[ERR_MAX]);

#endif
