/* The people of the demo district, invented like everything else there, and their rosters. */
#include "config.h"
#include "batch/job_demo_city.h"

#include <stdio.h>
#include <string.h>

#include "batch/accounts.h"
#include "batch/job_demo_grid.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/rule/perm.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum { PEOPLE_MAX = 300, PEOPLE_SEED = 20240101, ROSTER_DAYS_A_TIME = 100 };

/* Posts of the centre: login and a number, workflow §7. */
static const struct post {
	const char *login;
	int first, count;
	const char *role;
} posts[] = {
	{ "zhihui", 1, 1, "R_COMMANDER" }, { "zhihui", 2, 1, "R_COMMANDER_EXEC" },
	{ "zhihui", 3, 1, "R_COMMANDER_DEPUTY" }, { "zhiban", 1, 4, "R_CHIEF" }, { "shouli", 1, 7, "R_ACCEPTOR" },
	{ "paiqian", 1, 4, "R_DISPATCHER" }, { "rexian", 1, 2, "R_12345" }, { "lingdao", 1, 2, "R_LEADER" },
	{ "xietiao", 1, 1, "R_COORD" }, { "ducha", 1, 1, "R_DISCIPLINE" }, { "dangan", 1, 1, "R_ARCHIVIST" },
	{ "xitong", 1, 1, "R_ADMIN_SYS" }, { "anquan", 1, 1, "R_ADMIN_SEC" }, { "shenji", 1, 1, "R_ADMIN_AUDIT" },
	{ "jishu", 1, 1, "R_TECH" }, { "jiandu", 1, BASE_GRIDS, "R_SUPERVISOR" },
	{ "zizhi", 1, AUTONOMY_GRIDS, "R_AUTONOMY" }, { "paichusuo", 1, 1, "R_NIGHT" },
};

/* Posts of every linked unit: login, hyphen, unit's code. */
static const struct post unit_posts[] = {
	{ "danwei", 0, 1, "R_UNIT" }, { "chuzhi", 1, 2, "R_HANDLER" }, { "fenguan", 0, 1, "R_UNIT_LEADER" },
	{ "zhuyao", 0, 1, "R_UNIT_HEAD" },
};

struct unit_id {
	int64_t id;
	const char *code;
};

/* All made so far, for the list. */
struct people {
	struct app *app;
	const struct vocabulary *v;
	struct rng rng;
	usec_t since;
	struct account *list;
	size_t n;
};

/* A name nobody here has yet. */
static const char *
new_name(struct people *p)
{
	for (;;) {
		const char *name = arena_printf(p->app->arena, "%s%s", words_pick(&p->v->lists[W_surname], &p->rng),
		    words_pick(&p->v->lists[W_given], &p->rng));
		bool taken = false;

		for (size_t i = 0; i < p->n && !taken; i++)
			taken = strcmp(p->list[i].name, name) == 0;
		if (!taken)
			return name;
	}
}

static enum err
add_one(struct people *p, const char *login, const char *role, int64_t unit_id, int64_t *id)
{
	const char *const *roles = arena_memdup(p->app->arena, &role, sizeof(role));
	struct account *a;
	enum err e;

	if (p->n == PEOPLE_MAX)
		return err_raise(ERR_INTERNAL, "more than %d people", PEOPLE_MAX);
	a = &p->list[p->n];
	*a = (struct account){ .login = login, .name = new_name(p), .roles = roles, .n_roles = 1,
		.unit_id = unit_id, .since = p->since };
	if ((e = account_add(p->app, a)) != OK)
		return e;
	p->n++;
	*id = a->id;
	return OK;
}

/* Supervisors walk a base grid each, residents' leaders answer for their own. */
static enum err
give_cell(struct people *p, const char *role, int number, int64_t user_id)
{
	const bool patrol = strcmp(role, "R_SUPERVISOR") == 0;
	const char *code = arena_printf(p->app->arena, GRID_STREET_CODE "%c%02d", patrol ? 'J' : 'Z', number);
	const struct db_arg args[] = { DB_I64(user_id), DB_STR(patrol ? "patrol" : "first"),
		DB_I64(patrol ? LAYER_BASE : LAYER_AUTONOMY), DB_STR(code) };

	if (!patrol && strcmp(role, "R_AUTONOMY") != 0)
		return OK;
	return db_exec(p->app->db, SQL_DEMO_PERSON_ADD, args, N(args), NULL, NULL);
}

static enum err
add_office(struct people *p)
{
	enum err e = OK;
	int64_t id;

	for (size_t i = 0; i < N(posts); i++)
		for (int k = 0; e == OK && k < posts[i].count; k++) {
			const int number = posts[i].first + k;

			e = add_one(p, arena_printf(p->app->arena, "%s%02d", posts[i].login, number), posts[i].role, 0,
			    &id);
			if (e == OK)
				e = give_cell(p, posts[i].role, number, id);
		}
	return e;
}

static enum err
add_unit_people(struct people *p, const struct unit_id *u)
{
	enum err e = OK;
	int64_t id;

	for (size_t i = 0; i < N(unit_posts); i++)
		for (int k = 0; e == OK && k < unit_posts[i].count; k++)
			e = add_one(p, unit_posts[i].first == 0
			        ? arena_printf(p->app->arena, "%s-%s", unit_posts[i].login, u->code)
			        : arena_printf(p->app->arena, "%s-%s%d", unit_posts[i].login, u->code, k + 1),
			    unit_posts[i].role, u->id, &id);
	if (e == OK && strcmp(u->code, "chengguan") == 0)
		e = add_one(p, "zhongdui01", "R_SQUAD", u->id, &id);
	if (e == OK && strcmp(u->code, "chengguan") == 0)
		e = db_exec(p->app->db, SQL_DEMO_SQUAD_AREA, (const struct db_arg[]){ DB_I64(u->id) }, 1, NULL, NULL);
	if (e == OK && strcmp(u->code, "liandong") == 0)
		e = add_one(p, "liandong01", "R_JOINT", u->id, &id);
	return e;
}

enum err
city_people(struct app *app, const struct vocabulary *v, usec_t since)
{
	static const struct db_col cols[] = { COL_I64(unit_id, id), COL_STR(unit_id, code) };
	struct people p = { .app = app, .v = v, .rng = rng_stream(PEOPLE_SEED, 'p', 0), .since = since,
		.list = arena_array_of(app->arena, struct account, PEOPLE_MAX) };
	struct unit_id *units;
	size_t n;
	enum err e = add_office(&p);

	if (e == OK)
		e = db_all(app->db, SQL_DEMO_UNIT_IDS, NULL, 0, cols, N(cols), app->arena, sizeof(*units), &units, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		e = add_unit_people(&p, &units[i]);
	/* before the commit: what is not in the list could never sign in */
	return e == OK ? accounts_write(app, p.list, p.n) : e;
}

int
city_crew(int32_t day, int shift)
{
	return (int)(((day * 2 + (shift > 1)) % CREWS + CREWS) % CREWS);
}

/* Who of a role belongs to a crew: the people in order of their numbers, so many a crew. */
struct crew_post {
	enum role role;
	size_t people;
};
static const struct crew_post crew_posts[] = { { R_CHIEF, 1 }, { R_ACCEPTOR, 2 }, { R_DISPATCHER, 1 } };

struct person {
	int64_t id, role_id;
};

/* Which shift a post that no crew has stands in from Monday to Friday and at the weekend; 0: none. */
static const struct lone_post {
	enum role role;
	int workdays, weekend;
} lone_posts[] = {
	{ R_COMMANDER, 1, 0 }, { R_COMMANDER_EXEC, 2, 1 }, { R_COMMANDER_DEPUTY, 3, 2 }, { R_NIGHT, 3, 3 },
};

static enum err
roster_one(struct app *app, int32_t day, int shift, const struct person *p)
{
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift), DB_I64(p->role_id), DB_I64(p->id) };

	return db_exec(app->db, SQL_DEMO_ROSTER_ADD, args, N(args), NULL, NULL);
}

/* The commanders and the police. */
static enum err
roster_lone(struct app *app, const struct person *people, size_t n, int32_t day, int shift)
{
	const int weekday = weekday_of_day(day);
	const bool weekend = weekday == 0 || weekday == 6;
	enum err e = OK;

	for (size_t k = 0; k < N(lone_posts); k++)
		for (size_t i = 0; e == OK && i < n; i++)
			if (people[i].role_id == (int64_t)lone_posts[k].role &&
			    shift == (weekend ? lone_posts[k].weekend : lone_posts[k].workdays))
				e = roster_one(app, day, shift, &people[i]);
	return e;
}

static enum err
roster_shift(struct app *app, const struct person *people, size_t n, int32_t day, int shift)
{
	const size_t crew = (size_t)city_crew(day, shift);
	enum err e = roster_lone(app, people, n, day, shift);

	for (size_t k = 0; k < N(crew_posts); k++) {
		const size_t from = crew * crew_posts[k].people, to = from + crew_posts[k].people;
		size_t nth = 0;

		for (size_t i = 0; e == OK && i < n; i++) {
			if (people[i].role_id != (int64_t)crew_posts[k].role)
				continue;
			if (nth >= from && nth < to)
				e = roster_one(app, day, shift, &people[i]);
			nth++;
		}
	}
	return e;
}

static enum err
roster_days(struct app *app, const struct person *people, size_t n, int32_t from, int32_t to)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct db_arg span[] = { DB_I64(from), DB_I64(to) };
	enum err e = db_begin(app->db, &tx);

	if (e == OK)
		e = db_exec(app->db, SQL_DEMO_ROSTER_CLEAR, span, N(span), NULL, NULL);
	for (int32_t day = from; e == OK && day < to; day++)
		for (int shift = 1; e == OK && shift <= 3; shift++)
			e = roster_shift(app, people, n, day, shift);
	return e == OK ? db_commit(&tx) : e;
}

enum err
city_roster(struct app *app, int32_t first_day, int32_t last_day)
{
	static const struct db_col cols[] = { COL_I64(person, id), COL_I64(person, role_id) };
	struct person *people;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_CREWS, NULL, 0, cols, N(cols), app->arena, sizeof(*people), &people,
	    &n);

	for (int32_t day = first_day; e == OK && day <= last_day; day += ROSTER_DAYS_A_TIME) {
		const int32_t to = day + ROSTER_DAYS_A_TIME;

		e = roster_days(app, people, n, day, to <= last_day ? to : last_day + 1);
	}
	return e;
}
