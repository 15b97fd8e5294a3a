#include "config.h"
#include "batch/job_demo_world.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "batch/job_demo_city.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/db/row.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum { REASONS_MAX = 64 };

struct cell_id {
	int64_t id;
	int32_t layer_id;
	const char *code;
};

/* The number behind "340503005J" or "…Z"; 0 when it is none. */
static int
layer_number(const char *code)
{
	const char *digits = code + strlen(GRID_STREET_CODE) + 1;
	int64_t number;

	if (strlen(code) != strlen(GRID_STREET_CODE) + 3)
		return 0;
	return parse_i64(digits + (digits[0] == '0'), 1, 25, &number) ? (int)number : 0;
}

static void
take_unit_cells(struct world *w, const struct cell_id *rows, size_t n)
{
	char code[GRID_CODE_LEN + 1];

	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; c < GRID_COLS; c++) {
			if (!grid_has(r, c))
				continue;
			grid_cell_code(code, r, c);
			for (size_t i = 0; i < n; i++)
				if (rows[i].layer_id == LAYER_UNIT && strcmp(rows[i].code, code) == 0)
					w->unit_cell[r][c] = rows[i].id;
		}
}

static enum err
read_cells(struct app *app, struct world *w)
{
	static const struct db_col cols[] = {
		COL_I64(cell_id, id), COL_I32(cell_id, layer_id), COL_STR(cell_id, code),
	};
	struct cell_id *rows;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_CELLS, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows, &n);

	if (e != OK)
		return e;
	take_unit_cells(w, rows, n);
	for (size_t i = 0; i < n; i++) {
		const int number = layer_number(rows[i].code);

		if (rows[i].layer_id == LAYER_BASE && number > 0 && number <= BASE_GRIDS)
			w->base_cell[number - 1] = rows[i].id;
		if (rows[i].layer_id == LAYER_AUTONOMY && number > 0)
			w->auto_cell[number - 1] = rows[i].id;
	}
	return OK;
}

struct person {
	int64_t id, unit_id;
	int32_t role_id;
	const char *cell;
};

static void
take_unit_person(struct world *w, const struct person *p)
{
	const size_t u = world_unit(w, p->unit_id);

	if (u == w->n_units)
		return;
	if (p->role_id == R_UNIT && w->units[u].clerk == 0)
		w->units[u].clerk = p->id;
	if (p->role_id == R_HANDLER && w->units[u].n_hands < UNIT_HANDS_MAX)
		w->units[u].hands[w->units[u].n_hands++] = p->id;
}

/* "340503005J07" of a supervisor, "…Z07" of a residents' leader. */
static void
take_cell_person(struct world *w, const struct person *p)
{
	const int number = layer_number(p->cell);

	if (p->role_id == R_SUPERVISOR && number > 0 && number <= BASE_GRIDS)
		w->supervisors[number - 1] = p->id;
	if (p->role_id == R_AUTONOMY && number > 0)
		w->autonomy[number - 1] = p->id;
}

static enum err
read_people(struct app *app, struct world *w)
{
	static const struct db_col cols[] = {
		COL_I64(person, id), COL_I64(person, unit_id), COL_I32(person, role_id), COL_STR(person, cell),
	};
	struct person *rows;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_PEOPLE, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		const struct person *p = &rows[i];

		if (p->role_id <= 0 || p->role_id >= ROLE_MAX)
			continue;
		if (w->n_people[p->role_id] < ROLE_PEOPLE_MAX) {
			w->people_unit[p->role_id][w->n_people[p->role_id]] = p->unit_id;
			w->people[p->role_id][w->n_people[p->role_id]++] = p->id;
		}
		take_unit_person(w, p);
		take_cell_person(w, p);
	}
	return e;
}

struct right {
	int32_t role_id;
	const char *perm_code;
};

static enum err
read_perms(struct app *app, struct world *w)
{
	static const struct db_col cols[] = { COL_I32(right, role_id), COL_STR(right, perm_code) };
	struct right *rows;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_ROLE_PERMS, NULL, 0, cols, N(cols), app->arena, sizeof(*rows), &rows,
	    &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		const enum perm p = perm_of_code(rows[i].perm_code);

		if (rows[i].role_id > 0 && rows[i].role_id < ROLE_MAX && p != PERM_MAX)
			w->perms[rows[i].role_id] |= perm_bit(p);
	}
	return e;
}

/* Units differ: some are late with one case in twenty, some with one in seven. */
static enum err
read_units(struct app *app, usec_t at, struct world *w)
{
	struct unit_row *rows;
	size_t n;
	enum err e = store_units(app->db, app->arena, at, &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < UNITS_MAX; i++) {
		struct rng r = rng_stream(7, 'u', (uint64_t)rows[i].id);

		w->units[w->n_units++] = (struct world_unit){ .id = rows[i].id, .late = 40 + rng_below(&r, 85) };
	}
	return e;
}

static enum err
read_key(const char *path, unsigned char *key, size_t n)
{
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, key, n) != (ssize_t)n)
		return err_raise(ERR_NOT_FOUND, "%s is missing: run \"anjuan keys\"", path);
	return OK;
}

/* Contacts are sealed to this year's key, whatever year they are said to be of: older ones do not exist. */
static enum err
read_keys(struct app *app, struct world *w)
{
	const char *dir = app->conf->key_dir;
	enum err e = key_read(arena_printf(app->arena, "%s/code.key", dir), w->code_key);

	w->key_year = civil_of(clock_now()).year;
	if (e == OK)
		e = key_read(arena_printf(app->arena, "%s/phone.key", dir), w->phone_key);
	if (e == OK)
		e = read_key(arena_printf(app->arena, "%s/box-%d.pub", dir, w->key_year), w->box, sizeof(w->box));
	return e;
}

static enum err
read_reasons(struct app *app, struct world *w)
{
	static const char *const actions[] = { "refuse", "back_to_upper" };
	struct reason_row *rows;
	size_t n;
	enum err e = OK;

	w->reasons = arena_array_of(app->arena, struct reason_row, REASONS_MAX);
	for (size_t i = 0; e == OK && i < N(actions); i++) {
		e = store_reasons(app->db, app->arena, actions[i], clock_now(), &rows, &n);
		for (size_t k = 0; e == OK && k < n && w->n_reasons < REASONS_MAX; k++)
			w->reasons[w->n_reasons++] = rows[k];
	}
	return e;
}

static enum err
check(const struct world *w)
{
	static const enum role needed[] = { R_COMMANDER, R_CHIEF, R_ACCEPTOR, R_DISPATCHER, R_12345, R_LEADER,
		R_ARCHIVIST };

	for (size_t i = 0; i < N(needed); i++)
		if (w->n_people[needed[i]] == 0)
			return err_raise(ERR_NOT_FOUND, "nobody has role %d: this is no demo district", needed[i]);
	for (int i = 0; i < BASE_GRIDS; i++)
		if (w->supervisors[i] == 0 || w->base_cell[i] == 0)
			return err_raise(ERR_NOT_FOUND, "base grid %d has no supervisor", i + 1);
	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; c < GRID_COLS; c++)
			if (grid_has(r, c) && w->unit_cell[r][c] == 0)
				return err_raise(ERR_NOT_FOUND, "the unit grids are not those of the demo district");
	for (size_t i = 0; i < w->n_units; i++)
		if (w->units[i].clerk == 0 || w->units[i].n_hands == 0)
			return err_raise(ERR_NOT_FOUND, "unit %lld has no people", (long long)w->units[i].id);
	return w->n_units > 1 ? OK : err_raise(ERR_NOT_FOUND, "there are no units");
}

enum err
world_read(struct app *app, usec_t from, usec_t until, struct world *w)
{
	const char *dir = job_share(app, "sql/seed/demo");
	struct office *office;
	struct unit_row *centre;
	enum err e;

	memset(w, 0, sizeof(*w));
	if ((e = vocabulary_read(app->arena, dir, &w->words)) != OK ||
	    (e = store_office(app->db, app->arena, until, &office)) != OK ||
	    /* promises of the last day reach beyond it */
	    (e = store_calendar(app->db, app->arena, office->cal->version, day_of(from) - 2, day_of(until) + 120,
	    &office->cal)) != OK || (e = store_centre_here(app->db, app->arena, &centre)) != OK ||
	    (e = read_units(app, until, w)) != OK || (e = read_cells(app, w)) != OK ||
	    (e = read_people(app, w)) != OK || (e = read_perms(app, w)) != OK || (e = read_keys(app, w)) != OK ||
	    (e = read_reasons(app, w)) != OK ||
	    (e = check(w)) != OK)
		return e;
	w->office = office;
	w->centre_id = centre->id;
	return world_read_classes(app, until, w);
}

const char *
world_reason(const struct world *w, int64_t id)
{
	for (size_t i = 0; i < w->n_reasons; i++)
		if (w->reasons[i].id == id)
			return w->reasons[i].public_zh;
	return NULL;
}

size_t
world_unit(const struct world *w, int64_t id)
{
	for (size_t i = 0; i < w->n_units; i++)
		if (w->units[i].id == id)
			return i;
	return w->n_units;
}

int
world_shift(usec_t at, int32_t *day)
{
	const struct civil c = civil_of(at);
	const int32_t today = day_of_date(c.year, c.month, c.day);

	*day = c.hour < 7 ? today - 1 : today;	/* the night belongs to the day it began on */
	return c.hour < 7 || c.hour >= 23 ? 3 : c.hour < 15 ? 1 : 2;
}

struct actor
world_on_duty(const struct world *w, enum role role, usec_t at, struct rng *r)
{
	const size_t a_crew = role == R_ACCEPTOR ? 2 : 1;
	int32_t day;
	const int shift = world_shift(at, &day);
	const size_t nth = (size_t)city_crew(day, shift) * a_crew + rng_below(r, (uint32_t)a_crew);
	struct actor who = world_actor(w, role, nth % w->n_people[role]);

	who.shift_id = shift;
	return who;
}

struct actor
world_actor(const struct world *w, enum role role, size_t nth)
{
	return (struct actor){ .user_id = w->people[role][nth], .unit_id = w->people_unit[role][nth],
		.role = role, .perms = w->perms[role] };
}
