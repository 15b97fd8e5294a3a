/*
 * What the generator knows of the office it lets work: read once, then only
 * looked at.  Everything lives in one arena.
 */
#ifndef BATCH_JOB_DEMO_WORLD_H
#define BATCH_JOB_DEMO_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/job.h"
#include "batch/job_demo_grid.h"
#include "batch/job_demo_words.h"
#include "lib/base/secret.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_catalog.h"

enum { UNITS_MAX = 64, ROLE_PEOPLE_MAX = 64, CONDITIONS_MAX = 8, UNIT_HANDS_MAX = 8 };

struct world_unit {
	int64_t id, clerk, hands[UNIT_HANDS_MAX];
	size_t n_hands;
	uint32_t late;			/* handled late, so many in a thousand */
};

struct world_condition {
	int64_t id;
	struct stage_limit limit;
	bool urgent;
};

struct world_component {
	int64_t id;
	int32_t lat, lon;
	int64_t owner;
};

/* A class with all that filing and dispatching ask for. */
struct world_class {
	int64_t id;
	int32_t kind;
	bool hazard;
	const char *name;
	struct world_condition conditions[CONDITIONS_MAX];
	size_t n_conditions;
	size_t unit;			/* by the duty table; index of units */
	struct world_component *components;
	size_t n_components;
	const struct matter *matter;	/* NULL: never reported here */
};

struct world {
	struct vocabulary words;
	const struct office *office;
	int64_t centre_id;
	uint64_t perms[ROLE_MAX];
	int64_t people[ROLE_MAX][ROLE_PEOPLE_MAX], people_unit[ROLE_MAX][ROLE_PEOPLE_MAX];
	size_t n_people[ROLE_MAX];
	int64_t supervisors[BASE_GRIDS], autonomy[AUTONOMY_GRIDS];
	struct world_unit units[UNITS_MAX];
	size_t n_units;
	struct world_class *classes;
	size_t n_classes;
	int64_t unit_cell[GRID_ROWS][GRID_COLS], base_cell[BASE_GRIDS], auto_cell[AUTONOMY_GRIDS];
	struct world_class **reported;	/* those with a matter */
	const uint32_t *weights[12];	/* running sums of their weights in each month */
	size_t n_reported;
	struct reason_row *reasons;	/* of refusals */
	size_t n_reasons;
	unsigned char code_key[KEY_LEN], phone_key[KEY_LEN], box[BOX_PUBLIC_LEN];
	int key_year;
};

/*
 * Reads the office as it is between the two instants.  ERR_NOT_FOUND: no demo
 * district, or people or keys are missing.
 */
enum err world_read(struct app *app, usec_t from, usec_t until, struct world *out) MUST_USE;

/* Its part about classes. */
enum err world_read_classes(struct app *app, usec_t at, struct world *w) MUST_USE;

/* The class of a case that comes in this month, by weight and season. */
const struct world_class *world_pick_class(const struct world *w, int month, struct rng *r);
/* What the sender reads of a coded reason. */
const char *world_reason(const struct world *w, int64_t id);
/* Index of a unit id; n_units when it is none of ours. */
size_t world_unit(const struct world *w, int64_t id);
/* Shift (1 early, 2 late, 3 night) and the day it began. */
int world_shift(usec_t at, int32_t *day);
/* Who of chief, acceptors, dispatcher is on duty; which of several by chance. */
struct actor world_on_duty(const struct world *w, enum role role, usec_t at, struct rng *r);
/* Somebody of a role outside the rotation, the first unless nth says otherwise. */
struct actor world_actor(const struct world *w, enum role role, size_t nth);

#endif
