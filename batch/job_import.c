/*
 * "anjuan import cases": a CSV file of another system, row by row in constant
 * memory, some thousand rows a transaction.  What is there already is left
 * out, so that a run that was killed, or the same file again, adds nothing
 * twice.  Rows that cannot be taken go to a list of rejects.
 */
#include "config.h"
#include "batch/job_import.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/bulk_case.h"
#include "batch/files.h"
#include "batch/progress.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/service/search_index.h"
#include "lib/service/evaluation.h"
#include "lib/service/window_ops.h"
#include "lib/store/store_catalog.h"

#include "lib/base/banned.h"

enum { BATCH_ROWS = 2000, TRIES = 5 };

struct import {
	struct app *app;
	struct import_map map;
	struct catalogue catalogue;
	struct names *known;		/* numbers that are in the database */
	struct bulk_case *bulk;
	int64_t centre_id;
	usec_t now;
	struct arena *batch;		/* texts of the rows that wait */
	struct import_case *rows;
	size_t n_rows;
	bool has_head;
	FILE *rejects;
	bool cannot_write;		/* the list of rejects */
	int64_t taken, again, rejected;
	struct progress bar;
};

static enum err
write_fault(struct import *im, const char *what)
{
	im->cannot_write = true;
	return err_raise(ERR_INTERNAL, "cannot write %s: %s", what, strerror(errno));
}

static enum err
reject(struct import *im, const struct csv_row *row, const char *why)
{
	struct csv_writer w;
	struct buf b;

	im->rejected++;
	if (im->rejects == NULL) {
		(void)fprintf(stderr, "%sline %lld: %s\n", im->bar.on ? "\r\x1b[K" : "", (long long)row->line, why);
		return OK;
	}
	buf_init(&b, im->batch);
	csv_begin(&w, &b, false);
	csv_put_int(&w, row->line);
	csv_put_text(&w, why);
	csv_put_text(&w, arena_strndup(im->batch, row->raw, strcspn(row->raw, "\r\n")));
	csv_end_row(&w);
	return fwrite(b.s, 1, b.len, im->rejects) == b.len ? OK : write_fault(im, "the list of rejects");
}

/* One try to write the rows that wait; ERR_CONFLICT when somebody else took the ids meanwhile. */
static enum err
write_batch(struct import *im)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	CLEANUP(arena_freep) struct arena *a = arena_new();
	int64_t complaint, one;
	enum err e;

	if ((e = db_number(im->app->db, SQL_IMPORT_COMPLAINT_LAST, NULL, 0, &complaint)) != OK ||
	    (e = db_number(im->app->db, SQL_IMPORT_CASE_LAST, NULL, 0, &one)) != OK)
		return e;
	for (size_t i = 0; i < im->n_rows; i++)
		import_write(im->bulk, a, &im->map, &im->rows[i], im->centre_id, ++complaint, ++one, im->now);
	if ((e = db_begin(im->app->db, &tx)) != OK || (e = bulk_case_flush(im->bulk)) != OK)
		return e;
	return db_commit(&tx);
}

static enum err
send(struct import *im)
{
	enum err e = OK;

	if (im->n_rows == 0)
		return OK;
	for (int i = 0; i < TRIES; i++) {
		if ((e = write_batch(im)) != ERR_CONFLICT)
			break;
		/* what was not sent must not come with the next try */
		bulk_case_free(im->bulk);
		im->bulk = NULL;
		if (bulk_case_new(im->app->db, &im->bulk) != OK)
			break;
	}
	if (e != OK)
		return e;
	im->taken += (int64_t)im->n_rows;
	im->n_rows = 0;
	arena_reset(im->batch);
	return OK;
}

static enum err
take_row(void *ctx, const struct csv_row *row)
{
	struct import *im = ctx;
	struct import_case *c = &im->rows[im->n_rows];
	const char *why;
	enum err e;

	progress_show(&im->bar, row->pos, row->total, row->record - 1);
	if (!im->has_head) {
		im->has_head = true;
		return row->bad != NULL ? err_raise(ERR_INVALID, "the head row: %s", row->bad)
		                        : import_head(&im->map, row);
	}
	if ((why = import_row(im->batch, &im->map, row, c)) != NULL)
		return reject(im, row, why);
	if (names_find(im->known, c->number, NULL)) {
		im->again++;
		return OK;
	}
	names_add(im->known, c->number, 0);
	if ((e = catalogue_place(im->app, &im->map, &im->catalogue, c)) != OK)
		return e;
	return ++im->n_rows == BATCH_ROWS ? send(im) : OK;
}

static enum err
add_known(void *ctx, const void *row)
{
	names_add(ctx, *(const char *const *)row, 0);
	return OK;
}

static enum err
prepare(struct import *im)
{
	static const struct db_col cols[] = { { DB_COL_STR, 0, "ext_number" } };
	const struct db_arg args[] = { DB_STR(im->map.origin) };
	struct unit_row *centre;
	int64_t locked;
	enum err e;

	if ((e = bulk_case_new(im->app->db, &im->bulk)) != OK ||
	    (e = db_number(im->app->db, SQL_IMPORT_LOCK, NULL, 0, &locked)) != OK)
		return e;
	if (locked != 1)
		return err_raise(ERR_CONFLICT, "another import is at work");
	im->known = names_new(im->app->arena);
	if ((e = store_centre_here(im->app->db, im->app->arena, &centre)) == ERR_NOT_FOUND)
		return err_raise(ERR_NOT_FOUND, "this office has no centre: run \"anjuan seed\"");
	if (e != OK || (e = catalogue_read(im->app, &im->map, &im->catalogue)) != OK)
		return e;
	im->centre_id = centre->id;
	return db_each(im->app->db, SQL_IMPORT_KNOWN, args, N(args), cols, N(cols), sizeof(char *), add_known,
	    im->known);
}

static enum err
import_file(struct import *im, const char *path)
{
	enum err e = prepare(im);

	progress_begin(&im->bar, "rows");
	if (e == OK)
		e = csv_read(path, take_row, im);
	if (e == OK)
		e = send(im);
	progress_end(&im->bar);
	return e;
}

/* A map by its path, or by its name among those that came with the program. */
static char *
map_path(const struct app *app, const char *map)
{
	if (strchr(map, '/') != NULL || file_exists(map))
		return arena_strdup(app->arena, map);
	return job_share(app, arena_printf(app->arena, "conf/maps/%s.map", map));
}

/* Everything between the options and the last word; the list of rejects appears whole or not at all. */
static enum err
run(struct import *im, const char *path, const char *rejects)
{
	char *tmp = rejects != NULL ? arena_printf(im->app->arena, "%s.new.%ld", rejects, (long)getpid()) : NULL;
	enum err e;

	if (tmp != NULL && (im->rejects = fopen(tmp, "we")) == NULL)
		return write_fault(im, tmp);
	if (im->rejects != NULL)
		(void)fputs("line,reason,row\r\n", im->rejects);
	e = import_file(im, path);
	if (im->rejects != NULL) {
		const bool bad = fflush(im->rejects) != 0 || ferror(im->rejects) != 0;

		if ((fclose(im->rejects) != 0 || bad || rename(tmp, rejects) != 0) && e == OK)
			e = write_fault(im, rejects);
		(void)remove(tmp);
	}
	return e;
}

static int
import_cases(struct app *app, const char *map, const char *zone, const char *path, const char *rejects)
{
	CLEANUP(arena_freep) struct arena *batch = arena_new();
	struct import im = { .app = app, .batch = batch, .now = clock_now() };
	struct service sv = { .db = app->db, .arena = batch, .conf = app->conf };
	int64_t found;
	enum err e = import_map_read(app->arena, map_path(app, map), &im.map);

	im.rows = arena_array_of(app->arena, struct import_case, BATCH_ROWS);
	if (e == OK)
		e = zone_use(zone);
	if (e == OK)
		e = run(&im, path, rejects);
	bulk_case_free(im.bulk);
	if (im.taken > 0 && (window_forget(&sv) != OK || evaluation_forget(&sv) != OK) && e == OK)
		e = ERR_UNAVAILABLE;
	if (e == OK && (e = zone_use(app->conf->zone)) == OK)
		e = search_merge_all(&sv, &found);	/* of a run that fails the timer does it */
	if (e != OK)
		return im.cannot_write ? job_fail(app, EXIT_OUTPUT, "%s", err_text()) : job_error(app, e);
	(void)printf("%lld imported, %lld known already, %lld rejected; %.1f s, %.0f rows a second\n",
	    (long long)im.taken, (long long)im.again, (long long)im.rejected, progress_seconds(&im.bar),
	    (double)(im.taken + im.again + im.rejected) / progress_seconds(&im.bar));
	return im.rejected > 0 ? EXIT_REFUSED : EXIT_FINE;
}

int
job_import(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "map", required_argument, NULL, 'm' }, { "tz", required_argument, NULL, 't' },
		{ "rejects", required_argument, NULL, 'r' }, { 0 }
	};
	const char *map = NULL, *zone = app->conf->zone, *rejects = NULL;
	int opt;

	if (argc < 2 || strcmp(argv[1], "cases") != 0)
		return job_usage(app);
	argc--;
	argv++;
	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 'm')
			map = optarg;
		else if (opt == 't')
			zone = optarg;
		else if (opt == 'r')
			rejects = optarg;
		else
			return job_usage(app);
	if (argc - optind != 1 || map == NULL)
		return job_usage(app);
	return import_cases(app, map, zone, argv[optind], rejects);
}
