#include "config.h"
#include "lib/service/window_open.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/part/csv.h"
#include "lib/part/filestore.h"
#include "lib/part/json.h"
#include "lib/service/window_in.h"

#include "lib/base/banned.h"

enum { ID_LEN = 12, FLUSH_AT = 65536, DAY_LEN = 10 };

/* A value of a column; text NULL and flag below 0 are empty. */
struct value {
	const char *text;
	int flag;
};

/* What the columns ask of. */
struct row {
	struct arena *a;	/* of this row */
	const struct open_case *c;
	const char *id;
	const struct stats_class *class;	/* NULL: not classified */
	const struct stats_unit *unit;		/* NULL: nobody is responsible */
	const struct figure_cell *cell;		/* NULL: not said */
};

/* --- the columns ----------------------------------------------------------- */

static struct value
text(const char *s)
{
	return (struct value){ s, -1 };
}

static struct value
flag(bool yes)
{
	return (struct value){ NULL, yes };
}

static struct value
date(const struct row *r, usec_t t)
{
	return text(t != USEC_NONE ? time_local_date(r->a, t) : NULL);
}

static bool
is(const struct row *r, enum count c)
{
	return (r->c->counted >> figure_place_of(c)) & 1;
}

static struct value
get_id(const struct row *r)
{
	return text(r->id);
}

static struct value
get_origin(const struct row *r)
{
	return text(r->c->own_find ? "office" : "public");
}

static struct value
get_kind(const struct row *r)
{
	return text(r->class == NULL ? NULL : r->class->kind == 1 ? "component" : "event");
}

static struct value
get_class_code(const struct row *r)
{
	return text(r->class == NULL ? NULL :
	    arena_printf(r->a, "%s-%s", r->class->major_code, r->class->minor_code));
}

static struct value
get_major_zh(const struct row *r)
{
	return text(r->class != NULL ? r->class->major_zh : NULL);
}

static struct value
get_major_en(const struct row *r)
{
	return text(r->class != NULL ? r->class->major_en : NULL);
}

static struct value
get_class_zh(const struct row *r)
{
	return text(r->class != NULL ? r->class->name_zh : NULL);
}

static struct value
get_class_en(const struct row *r)
{
	return text(r->class != NULL ? r->class->name_en : NULL);
}

static struct value
get_unit_code(const struct row *r)
{
	return text(r->unit != NULL ? r->unit->code : NULL);
}

static struct value
get_unit_zh(const struct row *r)
{
	return text(r->unit != NULL ? r->unit->name_zh : NULL);
}

static struct value
get_unit_en(const struct row *r)
{
	return text(r->unit != NULL ? r->unit->name_en : NULL);
}

static struct value
get_grid_kind(const struct row *r)
{
	return text(r->cell == NULL ? NULL : r->cell->layer_id == 1 ? "unit" : "base");
}

static struct value
get_grid_code(const struct row *r)
{
	return text(r->cell != NULL ? r->cell->code : NULL);
}

static struct value
get_reported(const struct row *r)
{
	return date(r, r->c->reported);
}

static struct value
get_filed(const struct row *r)
{
	return date(r, r->c->filed);
}

static struct value
get_due(const struct row *r)
{
	return date(r, r->c->due);
}

static struct value
get_closed(const struct row *r)
{
	return date(r, r->c->closed);
}

static struct value
get_state(const struct row *r)
{
	switch (r->c->end) {
	case END_CLOSED:
		return text("closed");
	case END_SPECIAL:
		return text("closed_special");
	case END_REFUSED:
		return text("not_accepted");
	default:
		return text("open");
	}
}

static struct value
get_on_time(const struct row *r)
{
	return is(r, N_CLOSE_DUE) ? flag(is(r, N_CLOSE_ONTIME)) : text(NULL);
}

/* X(name, kind, count): a column that says whether the case is in a figure of the month. */
#define COUNTED(X)                                                                                                     \
	X(n_report, N_REPORT)                                                                                          \
	X(n_accept, N_ACCEPT)                                                                                          \
	X(n_filed, N_FILED)                                                                                            \
	X(n_not_accepted, N_NOT_ACCEPTED)                                                                              \
	X(n_closed_in, N_CLOSED_IN)                                                                                    \
	X(n_close_due, N_CLOSE_DUE)                                                                                    \
	X(n_close, N_CLOSE)                                                                                            \
	X(n_close_late_open, N_CLOSE_LATE_OPEN)                                                                        \
	X(n_dispose, N_DISPOSE)                                                                                        \
	X(n_rework, N_REWORK)                                                                                          \
	X(n_return, N_RETURN)

#define X(name, count)                                                                                                 \
	static struct value get_##name(const struct row *r)                                                            \
	{                                                                                                              \
		return flag(is(r, count));                                                                             \
	}
COUNTED(X)
#undef X

static const struct open_column columns[] = {
	{ "id", OPEN_TEXT }, { "origin", OPEN_TEXT }, { "kind", OPEN_TEXT }, { "class_code", OPEN_TEXT },
	{ "major_zh", OPEN_TEXT }, { "major_en", OPEN_TEXT }, { "class_zh", OPEN_TEXT }, { "class_en", OPEN_TEXT },
	{ "unit_code", OPEN_TEXT }, { "unit_zh", OPEN_TEXT }, { "unit_en", OPEN_TEXT },
	{ "grid_kind", OPEN_TEXT }, { "grid_code", OPEN_TEXT }, { "reported", OPEN_DATE }, { "filed", OPEN_DATE },
	{ "due", OPEN_DATE }, { "closed", OPEN_DATE }, { "state", OPEN_TEXT }, { "on_time", OPEN_FLAG },
#define X(name, count) { #name, OPEN_FLAG },
	COUNTED(X)
#undef X
};
static struct value (*const getters[])(const struct row *r) = {
	get_id, get_origin, get_kind, get_class_code, get_major_zh, get_major_en, get_class_zh, get_class_en,
	get_unit_code, get_unit_zh, get_unit_en, get_grid_kind, get_grid_code, get_reported, get_filed, get_due,
	get_closed, get_state, get_on_time,
#define X(name, count) get_##name,
	COUNTED(X)
#undef X
};
_Static_assert(N(columns) == N(getters), "each column has what fills it");

const struct open_column *
open_columns(size_t *n)
{
	*n = N(columns);
	return columns;
}

/* --- names beside the numbers ---------------------------------------------- */

struct names {
	struct stats_class *classes;
	struct stats_unit *units;
	struct figure_cell *cells;
	size_t n_classes, n_units, n_cells;
	unsigned char key[KEY_LEN];
};

#define BY_ID(type)                                                                                                    \
	static int type##_cmp(const void *x, const void *y)                                                            \
	{                                                                                                              \
		const struct type *a = x, *b = y;                                                                      \
                                                                                                                       \
		return (a->id > b->id) - (a->id < b->id);                                                              \
	}                                                                                                              \
	static const struct type *find_##type(const struct type *list, size_t n, int64_t id)                           \
	{                                                                                                              \
		const struct type key = { .id = id };                                                                  \
                                                                                                                       \
		return n > 0 ? bsearch(&key, list, n, sizeof(key), type##_cmp) : NULL;                                 \
	}
BY_ID(stats_class)
BY_ID(stats_unit)
BY_ID(figure_cell)

static enum err
read_names(struct service *sv, struct names *n)
{
	enum err e = store_stats_classes(sv->db, sv->arena, &n->classes, &n->n_classes);

	if (e == OK)
		e = store_stats_units(sv->db, sv->arena, &n->units, &n->n_units);
	if (e == OK)
		e = store_figure_cells(sv->db, sv->arena, LAYER_UNIT, &n->cells, &n->n_cells);
	if (e != OK)
		return e;
	if (n->n_classes > 0)
		qsort(n->classes, n->n_classes, sizeof(*n->classes), stats_class_cmp);
	if (n->n_units > 0)
		qsort(n->units, n->n_units, sizeof(*n->units), stats_unit_cmp);
	if (n->n_cells > 0)
		qsort(n->cells, n->n_cells, sizeof(*n->cells), figure_cell_cmp);
	return key_read(arena_printf(sv->arena, "%s/code.key", sv->conf->key_dir), n->key);
}

/* --- writing --------------------------------------------------------------- */

/* One case in the file's order: the day it was reported, then its id, which says nothing. */
struct entry {
	int32_t day;
	char id[ID_LEN + 1];
	const struct open_case *c;
};

static int
entry_cmp(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	return a->day != b->day ? (a->day > b->day) - (a->day < b->day) : strcmp(a->id, b->id);
}

static struct entry *
sorted(struct service *sv, const struct fold *f, const struct names *n)
{
	struct entry *list = arena_array_of(sv->arena, struct entry, f->n_cases + 1);

	for (size_t i = 0; i < f->n_cases; i++) {
		char what[64];
		int len = snprintf(what, sizeof(what), "open case %lld", (long long)f->cases[i].id);
		unsigned char hash[HASH_LEN];

		hash_keyed(hash, n->key, what, (size_t)len);
		for (int k = 0; k < ID_LEN / 2; k++)
			(void)snprintf(&list[i].id[2 * k], 3, "%02x", hash[k]);
		list[i].day = day_of(f->cases[i].reported);
		list[i].c = &f->cases[i];
	}
	if (f->n_cases > 0)
		qsort(list, f->n_cases, sizeof(*list), entry_cmp);
	return list;
}

/* A file being written: at most FLUSH_AT bytes of it are in memory. */
struct writer {
	FILE *out;
	struct buf b;
	struct csv_writer csv;
	struct json_writer json;
	enum open_format format;
};

static enum err
flush(struct writer *w, size_t at)
{
	if (w->b.len < at || w->b.len == 0)
		return OK;
	if (fwrite(w->b.s, 1, w->b.len, w->out) != w->b.len)
		return err_raise(ERR_INTERNAL, "cannot write the month's data");
	buf_clear(&w->b);
	return OK;
}

static void
put_value(struct writer *w, const struct open_column *col, struct value v)
{
	if (w->format == OPEN_CSV) {
		if (v.flag >= 0)
			csv_put_int(&w->csv, v.flag);
		else
			csv_put_text(&w->csv, v.text);
	} else if (v.flag >= 0) {
		json_put_int(&w->json, col->name, v.flag);
	} else {
		json_put_text(&w->json, col->name, v.text);
	}
}

static void
put_row(struct writer *w, const struct row *r)
{
	if (w->format == OPEN_JSON)
		json_open(&w->json, NULL, '{');
	for (size_t i = 0; i < N(columns); i++)
		put_value(w, &columns[i], getters[i](r));
	if (w->format == OPEN_JSON)
		json_close(&w->json);
	else
		csv_end_row(&w->csv);
}

static void
put_head(struct service *sv, struct writer *w, const struct fold *f)
{
	const int32_t last = day_of(f->p.to - 1);

	buf_init(&w->b, sv->arena);
	if (w->format == OPEN_CSV) {
		csv_begin(&w->csv, &w->b, true);
		for (size_t i = 0; i < N(columns); i++)
			csv_put_text(&w->csv, columns[i].name);
		csv_end_row(&w->csv);
		return;
	}
	json_begin(&w->json, &w->b);
	json_open(&w->json, NULL, '{');
	json_put_text(&w->json, "month", arena_strndup(sv->arena, time_local_date(sv->arena, f->p.from), 7));
	json_put_text(&w->json, "as_of", time_local_date(sv->arena, day_start(last)));
	json_put_bool(&w->json, "provisional", last + 1 < f->end_day);
	json_put_text(&w->json, "licence", text_get(LANG_EN, "OpenData.Licence"));
	json_open(&w->json, "columns", '[');
	for (size_t i = 0; i < N(columns); i++)
		json_put_text(&w->json, NULL, columns[i].name);
	json_close(&w->json);
	json_open(&w->json, "cases", '[');
}

static enum err
put_cases(struct service *sv, struct writer *w, const struct fold *f)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct names n = { .classes = NULL };
	struct entry *list;
	enum err e = read_names(sv, &n);

	if (e != OK)
		return e;
	list = sorted(sv, f, &n);
	for (size_t i = 0; i < f->n_cases && e == OK; i++) {
		const struct open_case *c = list[i].c;
		enum coarse_level level = c->confidential ? COARSE_OTHER :
		    fold_level(f, c->unit_cell_id, c->base_cell_id);
		const struct row r = { .a = a, .c = c, .id = list[i].id,
			.class = find_stats_class(n.classes, n.n_classes, c->class_id),
			.unit = find_stats_unit(n.units, n.n_units, c->unit_id),
			.cell = level == COARSE_OTHER ? NULL : find_figure_cell(n.cells, n.n_cells,
			    level == COARSE_UNIT ? c->unit_cell_id : c->base_cell_id) };

		put_row(w, &r);
		arena_reset(a);
		e = flush(w, FLUSH_AT);
	}
	return e;
}

static enum err
put_all(struct service *sv, struct writer *w, const struct fold *f)
{
	enum err e;

	put_head(sv, w, f);
	if ((e = put_cases(sv, w, f)) != OK)
		return e;
	if (w->format == OPEN_JSON) {
		json_close(&w->json);
		json_close(&w->json);
		json_end(&w->json);
	}
	e = flush(w, 0);
	return e == OK && fflush(w->out) != 0 ? err_raise(ERR_INTERNAL, "cannot write the month's data") : e;
}

static unsigned char
nibble(char c)
{
	return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static struct blob
raw_hash(struct arena *a, const char *hex)
{
	unsigned char raw[HASH_LEN];

	for (size_t i = 0; i < sizeof(raw); i++)
		raw[i] = (unsigned char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
	return (struct blob){ arena_memdup(a, raw, sizeof(raw)), sizeof(raw) };
}

enum err
open_write(struct service *sv, struct fold *f, enum open_format format, usec_t now, struct open_file *out)
{
	CLEANUP(fclosep) FILE *file = NULL;
	struct writer w = { .format = format };
	char hash[FILE_HASH_HEX + 1], *path;
	int64_t size;
	int fd;
	enum err e = filestore_tmp(sv->arena, sv->conf, &fd, &path);

	if (e != OK)
		return e;
	(void)unlink(path);
	if ((file = fdopen(fd, "w+")) == NULL) {
		(void)close(fd);
		return err_raise(ERR_INTERNAL, "cannot write the month's data");
	}
	w.out = file;
	if ((e = put_all(sv, &w, f)) != OK || (e = filestore_hash_fd(fd, hash, &size)) != OK ||
	    (e = filestore_put_open(sv->conf, fd, hash, format == OPEN_CSV ? "csv" : "json")) != OK)
		return e;
	*out = (struct open_file){ .first_day = f->first_day, .format = format, .size = size,
		.cases = (int64_t)f->n_cases, .made_at = now,
		.sha256 = raw_hash(sv->arena, hash) };
	return OK;
}
