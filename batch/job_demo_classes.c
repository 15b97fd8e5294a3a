/* The classes of the demo's world: conditions, units by the duty table, components, frequencies. */
#include "config.h"
#include "batch/job_demo_world.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

struct class_id {
	int64_t id;
	int32_t kind;
	bool hazard;
	const char *name_zh;
};

struct condition_id {
	int64_t id, class_id;
	int32_t amount, unit;
	bool urgent;
};

struct component_id {
	int64_t id, class_id, owner_unit_id;
	int32_t lat, lon;
};

static struct world_class *
class_by_id(const struct world *w, int64_t id)
{
	for (size_t i = 0; i < w->n_classes; i++)
		if (w->classes[i].id == id)
			return &w->classes[i];
	return NULL;
}

static enum err
read_list(struct app *app, struct world *w)
{
	static const struct db_col cols[] = {
		COL_I64(class_id, id), COL_I32(class_id, kind), COL_BOOL(class_id, hazard), COL_STR(class_id, name_zh),
	};
	struct class_id *rows;
	enum err e = db_all(app->db, SQL_DEMO_CLASSES, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows,
	    &w->n_classes);

	if (e != OK)
		return e;
	w->classes = arena_array_of(app->arena, struct world_class, w->n_classes);
	for (size_t i = 0; i < w->n_classes; i++)
		w->classes[i] = (struct world_class){ .id = rows[i].id, .kind = rows[i].kind,
			.hazard = rows[i].hazard, .name = rows[i].name_zh };
	return OK;
}

static enum err
read_conditions(struct app *app, struct world *w)
{
	static const struct db_col cols[] = {
		COL_I64(condition_id, id), COL_I64(condition_id, class_id), COL_I32(condition_id, amount),
		COL_I32(condition_id, unit), COL_BOOL(condition_id, urgent),
	};
	struct condition_id *rows;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_CONDITIONS, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows,
	    &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct world_class *k = class_by_id(w, rows[i].class_id);

		if (k != NULL && k->n_conditions < CONDITIONS_MAX)
			k->conditions[k->n_conditions++] = (struct world_condition){ rows[i].id,
				{ rows[i].amount, (enum limit_unit)rows[i].unit }, rows[i].urgent };
	}
	return e;
}

static enum err
read_components(struct app *app, struct world *w)
{
	static const struct db_col cols[] = {
		COL_I64(component_id, id), COL_I64(component_id, class_id), COL_I32(component_id, lat),
		COL_I32(component_id, lon), COL_I64(component_id, owner_unit_id),
	};
	struct component_id *rows;
	size_t n, counted;
	enum err e = db_all(app->db, SQL_DEMO_COMPONENTS, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows,
	    &n);

	for (size_t k = 0; e == OK && k < w->n_classes; k++) {
		struct world_class *c = &w->classes[k];

		counted = 0;
		for (size_t i = 0; i < n; i++)
			counted += rows[i].class_id == c->id;
		c->components = arena_array_of(app->arena, struct world_component, counted + 1);
		for (size_t i = 0; i < n; i++)
			if (rows[i].class_id == c->id)
				c->components[c->n_components++] = (struct world_component){ rows[i].id,
					rows[i].lat, rows[i].lon, rows[i].owner_unit_id };
	}
	return e;
}

/* The duty table's first proposal for each class that is reported. */
static enum err
read_duties(struct app *app, usec_t at, struct world *w)
{
	struct duty_row *rows;
	size_t n;
	enum err e = OK;

	for (size_t i = 0; e == OK && i < w->n_reported; i++) {
		e = store_duty(app->db, app->arena, w->reported[i]->id, 0, 0, at, &rows, &n);
		if (e == OK && n == 0)
			return err_raise(ERR_NOT_FOUND, "the duty table has no unit for class %lld",
			    (long long)w->reported[i]->id);
		if (e == OK && (w->reported[i]->unit = world_unit(w, rows[0].unit_id)) == w->n_units)
			return err_raise(ERR_NOT_FOUND, "class %lld belongs to a unit without people",
			    (long long)w->reported[i]->id);
	}
	return e;
}

/* How much more or less is reported in a season's months, in tenths. */
static uint32_t
in_season(enum season s, int month)
{
	static const unsigned char tenths[SEASON_MAX][12] = {
		[SEASON_ALL] = { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 },
		[SEASON_SUMMER] = { 4, 4, 7, 9, 12, 15, 17, 17, 13, 9, 6, 4 },
		[SEASON_WINTER] = { 22, 18, 9, 5, 4, 3, 3, 3, 4, 7, 12, 20 },
		[SEASON_AUTUMN] = { 8, 7, 8, 8, 7, 6, 6, 7, 10, 16, 20, 14 },
		[SEASON_RAIN] = { 6, 7, 9, 11, 13, 20, 18, 13, 10, 7, 6, 5 },
	};

	return tenths[s][month - 1];
}

static enum err
read_matters(struct app *app, struct world *w)
{
	w->n_reported = w->words.n_matters;
	w->reported = arena_array_of(app->arena, struct world_class *, w->n_reported);
	for (size_t i = 0; i < w->n_reported; i++) {
		const struct matter *m = &w->words.matters[i];
		struct world_class *k = class_by_id(w, m->class_id);

		if (k == NULL || k->n_conditions == 0)
			return err_raise(ERR_NOT_FOUND, "cases.txt: no class %lld with a filing condition",
			    (long long)m->class_id);
		k->matter = m;
		w->reported[i] = k;
	}
	for (int month = 1; month <= 12; month++) {
		uint32_t sum = 0, *sums = arena_array_of(app->arena, uint32_t, w->n_reported);

		for (size_t i = 0; i < w->n_reported; i++) {
			const struct matter *m = w->reported[i]->matter;

			sums[i] = sum += m->weight * in_season(m->season, month);
		}
		w->weights[month - 1] = sums;
	}
	return OK;
}

enum err
world_read_classes(struct app *app, usec_t at, struct world *w)
{
	enum err e;

	if ((e = read_list(app, w)) != OK || (e = read_conditions(app, w)) != OK ||
	    (e = read_components(app, w)) != OK || (e = read_matters(app, w)) != OK)
		return e;
	return read_duties(app, at, w);
}

const struct world_class *
world_pick_class(const struct world *w, int month, struct rng *r)
{
	const uint32_t *sums = w->weights[month - 1];
	const uint32_t want = rng_below(r, sums[w->n_reported - 1]);
	size_t low = 0, high = w->n_reported - 1;

	while (low < high) {
		const size_t mid = (low + high) / 2;

		if (want < sums[mid])
			high = mid;
		else
			low = mid + 1;
	}
	return w->reported[low];
}
