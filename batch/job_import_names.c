/* Texts the importer knows, and the units and classes it makes on the way. */
#include "config.h"
#include "batch/job_import.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* Open addressing; at most half full. */
struct names {
	struct arena *a;
	struct entry {
		const char *text;
		int64_t id;
	} *entries;
	size_t size, n;
};

struct names *
names_new(struct arena *a)
{
	struct names *n = arena_new_of(a, struct names);

	*n = (struct names){ .a = a, .size = 1024 };
	n->entries = arena_array_of(a, struct entry, n->size);
	return n;
}

/* FNV-1a */
static size_t
hash(const char *s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 29);
}

static struct entry *
place(const struct names *n, const char *text)
{
	size_t i = hash(text) & (n->size - 1);

	while (n->entries[i].text != NULL && strcmp(n->entries[i].text, text) != 0)
		i = (i + 1) & (n->size - 1);
	return &n->entries[i];
}

bool
names_find(const struct names *n, const char *text, int64_t *id)
{
	const struct entry *e = place(n, text);

	if (e->text != NULL && id != NULL)
		*id = e->id;
	return e->text != NULL;
}

void
names_add(struct names *n, const char *text, int64_t id)
{
	struct entry *e;

	if (n->n * 2 >= n->size) {
		const struct names old = *n;

		n->size *= 2;
		n->entries = arena_array_of(n->a, struct entry, n->size);
		for (size_t i = 0; i < old.size; i++)
			if (old.entries[i].text != NULL)
				*place(n, old.entries[i].text) = old.entries[i];
	}
	e = place(n, text);
	if (e->text == NULL) {
		e->text = arena_strdup(n->a, text);
		n->n++;
	}
	e->id = id;
}

size_t
names_count(const struct names *n)
{
	return n->n;
}

struct known {
	int64_t id;
	const char *ext_key;
};

static enum err
add_known(void *ctx, const void *row)
{
	const struct known *k = row;

	names_add(ctx, k->ext_key, k->id);
	return OK;
}

static enum err
read_names(struct app *app, enum sql_id sql, const struct import_map *m, struct names *into)
{
	static const struct db_col cols[] = { COL_I64(known, id), COL_STR(known, ext_key) };
	const struct db_arg args[] = { DB_STR(m->origin) };

	return db_each(app->db, sql, args, N(args), cols, N(cols), sizeof(struct known), add_known, into);
}

struct major_row {
	const char *major_code, *name;
};

/* "B07": the number behind the prefix. */
static int64_t
major_number(const struct import_map *m, const char *code)
{
	int64_t v;

	if (strncmp(code, m->major_prefix, strlen(m->major_prefix)) != 0)
		return 0;
	code += strlen(m->major_prefix);
	while (code[0] == '0' && code[1] != '\0')
		code++;
	return parse_i64(code, 1, 9999, &v) ? v : 0;
}

enum err
catalogue_read(struct app *app, const struct import_map *m, struct catalogue *out)
{
	static const struct db_col cols[] = { COL_STR(major_row, major_code), COL_STR(major_row, name) };
	const struct db_arg args[] = { DB_STR(m->origin) };
	const struct db_arg edition[] = { DB_STR(m->edition), DB_STR(m->edition_name) };
	struct major_row *rows;
	size_t n;
	enum err e;

	*out = (struct catalogue){ names_new(app->arena), names_new(app->arena), names_new(app->arena) };
	if ((e = db_exec(app->db, SQL_IMPORT_EDITION_ADD, edition, N(edition), NULL, NULL)) != OK ||
	    (e = read_names(app, SQL_IMPORT_UNITS, m, out->units)) != OK ||
	    (e = read_names(app, SQL_IMPORT_CLASSES, m, out->classes)) != OK ||
	    (e = db_all(app->db, SQL_IMPORT_MAJORS, args, N(args), cols, N(cols), app->arena, sizeof(*rows), &rows,
	    &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		names_add(out->majors, rows[i].name, major_number(m, rows[i].major_code));
	return OK;
}

/* The first max characters of a text, in the arena. */
static char *
cut(struct arena *a, const char *s, size_t max)
{
	return arena_strndup(a, s, utf8_cut(s, max));
}

static enum err
add_unit(struct app *app, const struct import_map *m, const char *name, size_t nth, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(arena_printf(app->arena, "%.24s-%zu", m->origin, nth)), DB_STR(name),
		DB_STR(name), DB_STR(m->origin), DB_STR(name) };

	return db_exec(app->db, SQL_IMPORT_UNIT_ADD, args, N(args), NULL, id);
}

static enum err
add_major(struct app *app, const struct import_map *m, const char *name, int64_t number)
{
	const char *code = arena_printf(app->arena, "%s%02lld", m->major_prefix, (long long)number);
	const char *title = cut(app->arena, name, 60);
	const struct db_arg args[] = { DB_STR(code), DB_STR(title), DB_STR(title) };
	enum err e = db_exec(app->db, SQL_IMPORT_MAJOR_ADD, args, N(args), NULL, NULL);

	/* made by a run that was killed before it had a class of it */
	return e == ERR_CONFLICT ? OK : e;
}

static enum err
add_class(struct app *app, const struct import_map *m, const char *name, int64_t major, size_t nth,
    int64_t *id)
{
	const struct db_arg args[] = { DB_STR(m->edition),
		DB_STR(arena_printf(app->arena, "%s%02lld", m->major_prefix, (long long)major)),
		DB_STR(arena_printf(app->arena, "%03zu", nth)), DB_STR(name), DB_STR(name), DB_STR(m->origin),
		DB_STR(name) };

	return db_exec(app->db, SQL_IMPORT_CLASS_ADD, args, N(args), NULL, id);
}

enum err
catalogue_place(struct app *app, const struct import_map *m, struct catalogue *k, struct import_case *c)
{
	const char *title = cut(app->arena, c->major, 60);
	int64_t major;
	enum err e = OK;

	if (!names_find(k->units, c->unit, &c->unit_id)) {
		e = add_unit(app, m, c->unit, names_count(k->units) + 1, &c->unit_id);
		if (e == OK)
			names_add(k->units, c->unit, c->unit_id);
	}
	if (e != OK || names_find(k->classes, c->class, &c->class_id))
		return e;
	if (!names_find(k->majors, title, &major)) {
		major = (int64_t)names_count(k->majors) + 1;
		if ((e = add_major(app, m, title, major)) != OK)
			return e;
		names_add(k->majors, title, major);
	}
	e = add_class(app, m, c->class, major, names_count(k->classes) + 1, &c->class_id);
	if (e == OK)
		names_add(k->classes, c->class, c->class_id);
	return e;
}
