/* The parts, what their lines are called, and which of them are sums of others. */
#include "config.h"
#include "lib/service/evaluation_in.h"

#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

/* --- parts ----------------------------------------------------------------- */

static const struct {
	enum eval_part part;
	const char *code;
} parts[] = {
#define X(name, number, code) { name, code },
	EVAL_PARTS(X)
#undef X
};

bool
eval_is_post(enum eval_part part)
{
	return part >= PART_OF_POST && part < PART_OF_MAX;
}

const char *
part_token(enum eval_part part)
{
	if (eval_is_post(part))
		return post_token((enum post)((int)part - (int)PART_OF_POST));
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i].part == part)
			return parts[i].code;
	return "";
}

enum eval_part
part_of(const char *code)
{
	const enum post p = post_of(code);

	if (p < POST_MAX)
		return part_of_post(p);
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i].part != PART_OF_POST && strcmp(parts[i].code, code) == 0)
			return parts[i].part;
	return PART_OF_MAX;
}

enum eval_part
eval_kept_part(enum eval_part part)
{
	switch (part) {
	case PART_OF_GROUP: return PART_OF_UNIT;
	case PART_OF_MAJOR:
	case PART_OF_KIND: return PART_OF_CLASS;
	case PART_OF_STREET:
	case PART_OF_DISTRICT: return PART_OF_COMMUNITY;
	case PART_OF_CENTRE: return PART_OF_ALL;
	default: return part;
	}
}

/* --- what the lines are called --------------------------------------------- */


static bool
is_of_units(enum eval_part part)
{
	return part == PART_OF_UNIT || part == PART_OF_GROUP || part == part_of_post(POST_TEAM);
}

enum err
eval_names_read(struct service *sv, enum eval_part part, struct eval_names *k)
{
	struct db *db = sv->db;
	struct arena *a = sv->arena;

	*k = (struct eval_names){ .n_units = 0 };
	if (is_of_units(part))
		return store_stats_units(db, a, &k->units, &k->n_units);
	if (eval_is_post(part))
		return store_eval_persons(db, a, &k->persons, &k->n_persons);
	switch (part) {
	case PART_OF_CLASS:
	case PART_OF_MAJOR:
	case PART_OF_KIND: return store_stats_classes(db, a, &k->classes, &k->n_classes);
	case PART_OF_UNIT_CELL:
	case PART_OF_BASE_CELL: return store_eval_cells(db, a, &k->cells, &k->n_cells);
	case PART_OF_COMMUNITY:
	case PART_OF_STREET:
	case PART_OF_DISTRICT: return store_eval_divisions(db, a, &k->divisions, &k->n_divisions);
	default: return OK;
	}
}

static const struct stats_unit *
unit_of(const struct eval_names *k, int64_t id)
{
	for (size_t i = 0; i < k->n_units; i++)
		if (k->units[i].id == id)
			return &k->units[i];
	return NULL;
}

static const struct stats_class *
class_of(const struct eval_names *k, int64_t id)
{
	for (size_t i = 0; i < k->n_classes; i++)
		if (k->classes[i].id == id)
			return &k->classes[i];
	return NULL;
}

static const struct eval_division *
division_of(const struct eval_names *k, int64_t number)
{
	for (size_t i = k->n_divisions; i > 0; i--)	/* the last there was of a code */
		if (k->divisions[i - 1].number == number)
			return &k->divisions[i - 1];
	return NULL;
}

static int64_t
lowest_of_group(const struct eval_names *k, int64_t id)
{
	const struct stats_unit *u = unit_of(k, id);

	for (size_t i = 0; u != NULL && i < k->n_units; i++)
		if (k->units[i].id < id && strcmp(k->units[i].group_code, u->group_code) == 0)
			id = k->units[i].id;
	return id;
}

static int64_t
lowest_of_major(const struct eval_names *k, int64_t id)
{
	const struct stats_class *c = class_of(k, id);

	for (size_t i = 0; c != NULL && i < k->n_classes; i++)
		if (k->classes[i].id < id && k->classes[i].kind == c->kind &&
		    strcmp(k->classes[i].major_code, c->major_code) == 0)
			id = k->classes[i].id;
	return id;
}

static int64_t
parent_of(const struct eval_names *k, int64_t number, int levels)
{
	for (; levels > 0 && number != 0; levels--) {
		const struct eval_division *d = division_of(k, number);

		number = d != NULL ? d->parent : 0;
	}
	return number;
}

int64_t
eval_line_of(const struct eval_names *k, enum eval_part part, int64_t key)
{
	const struct stats_class *c;

	switch (part) {
	case PART_OF_GROUP: return lowest_of_group(k, key);
	case PART_OF_MAJOR: return lowest_of_major(k, key);
	case PART_OF_KIND: return (c = class_of(k, key)) != NULL ? c->kind : 0;
	case PART_OF_STREET: return parent_of(k, key, 1);
	case PART_OF_DISTRICT: return parent_of(k, key, 2);
	default: return key;
	}
}

static void
name_unit(const struct eval_names *k, bool group, struct eval_line *l)
{
	const struct stats_unit *u = unit_of(k, l->key);

	if (u == NULL)
		return;
	l->group = u->group_code;
	l->code = group ? u->group_code : u->code;
	l->name_zh = group ? NULL : u->name_zh;
	l->name_en = group ? NULL : u->name_en;
}

static void
name_class(const struct eval_names *k, bool major, struct eval_line *l)
{
	const struct stats_class *c = class_of(k, l->key);

	if (c == NULL)
		return;
	l->code = major ? c->major_code : c->minor_code;
	l->name_zh = major ? c->major_zh : c->name_zh;
	l->name_en = major ? c->major_en : c->name_en;
}

#define NAME_FROM(list, n, field)                                                                 \
	for (size_t i = 0; i < (n); i++)                                                          \
		if ((list)[i].field == l->key) {                                                  \
			l->name_zh = (list)[i].name_zh;                                           \
			l->name_en = (list)[i].name_en;                                           \
			l->code = (list)[i].code;                                                 \
		}

static void
name_person(const struct eval_names *k, struct eval_line *l)
{
	for (size_t i = 0; i < k->n_persons; i++)
		if (k->persons[i].id == l->key) {
			l->code = k->persons[i].login;
			l->name_zh = k->persons[i].name;
			l->name_en = k->persons[i].name_en;
		}
}

void
eval_name_line(const struct eval_names *k, enum eval_part part, struct eval_line *l)
{
	if (is_of_units(part))
		name_unit(k, part == PART_OF_GROUP, l);
	else if (eval_is_post(part))
		name_person(k, l);
	else if (part == PART_OF_CLASS || part == PART_OF_MAJOR)
		name_class(k, part == PART_OF_MAJOR, l);
	NAME_FROM(k->cells, k->n_cells, id)
	NAME_FROM(k->divisions, k->n_divisions, number)
}
