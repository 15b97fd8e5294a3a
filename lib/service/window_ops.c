#include "config.h"
#include "lib/service/window_ops.h"

#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/part/filestore.h"
#include "lib/service/admin_log.h"
#include "lib/service/file_ops.h"
#include "lib/service/window_in.h"

#include "lib/base/banned.h"

enum { RUN_SECONDS = 40 };

/* A day is counted when nothing of it can still be on its way into the database, as it is sealed (design 4.2). */
#define SETTLED (10 * USEC_MIN)

/* --- one period ------------------------------------------------------------ */

/* The places that may be shown, each with its cases; the lines are in the arena. */
static void
list_places(struct arena *a, const struct fold *f, struct figure_period *p)
{
	struct tallies shown = { .n = 0 };
	struct figure_place *list;

	for (size_t i = 0; i < f->n_cells; i++) {
		const struct coarse_cell *c = &f->cells[i];

		if (c->n > 0)
			tallies_at(&shown, c->level == COARSE_UNIT ? c->unit : 0, c->level != COARSE_OTHER ? c->base : 0,
			    0, 0)->v[0] += c->n;
	}
	tallies_sort(&shown);
	list = arena_array_of(a, struct figure_place, shown.n + 1);
	for (size_t i = 0; i < shown.n; i++)
		list[i] = (struct figure_place){ .unit_cell_id = shown.slot[i].key[0],
			.base_cell_id = shown.slot[i].key[1], .n_filed = shown.slot[i].v[0] };
	p->places = list;
	p->n_places = shown.n;
	tallies_free(&shown);
}

static void
list_sums(struct arena *a, struct fold *f, struct figure_period *p)
{
	struct figure_sum *list;

	tallies_sort(&f->sums);
	list = arena_array_of(a, struct figure_sum, f->sums.n + 1);
	for (size_t i = 0; i < f->sums.n; i++) {
		list[i] = (struct figure_sum){ .part = (int32_t)f->sums.slot[i].key[0],
			.key_id = f->sums.slot[i].key[1] };
		memcpy(list[i].v, f->sums.slot[i].v, sizeof(list[i].v));
	}
	p->sums = list;
	p->n_sums = f->sums.n;
}

static void
list_days(struct arena *a, struct fold *f, struct figure_period *p)
{
	struct figure_day *list;

	tallies_sort(&f->days);
	list = arena_array_of(a, struct figure_day, f->days.n + 1);
	for (size_t i = 0; i < f->days.n; i++) {
		const struct tally *s = &f->days.slot[i];

		list[i] = (struct figure_day){ .day = (int32_t)s->key[0], .class_id = s->key[1], .unit_id = s->key[2],
			.base_cell_id = s->key[3] };
		memcpy(list[i].v, s->v, sizeof(list[i].v));
	}
	p->days = list;
	p->n_days = f->days.n;
}

/* SHA-256 of all rows of the period, in their order. */
static struct blob
digest(struct arena *a, const struct figure_period *p)
{
	struct sha256 *h = sha256_new(a);
	unsigned char out[HASH_LEN];

	for (size_t i = 0; i < p->n_sums; i++) {
		const int64_t key[] = { p->sums[i].part, p->sums[i].key_id };

		sha256_add(h, key, sizeof(key));
		sha256_add(h, p->sums[i].v, sizeof(p->sums[i].v));
	}
	for (size_t i = 0; i < p->n_places; i++) {
		const int64_t row[] = { p->places[i].unit_cell_id, p->places[i].base_cell_id, p->places[i].n_filed };

		sha256_add(h, row, sizeof(row));
	}
	for (size_t i = 0; i < p->n_days; i++) {
		const struct figure_day *d = &p->days[i];
		const int64_t key[] = { d->day, d->class_id, d->unit_id, d->base_cell_id };

		sha256_add(h, key, sizeof(key));
		sha256_add(h, d->v, sizeof(d->v));
	}
	sha256_end(h, out);
	return (struct blob){ arena_memdup(a, out, sizeof(out)), sizeof(out) };
}

/* Reads and counts it in one snapshot; k of the instant. */
static enum err
count_period(struct service *sv, struct fold *f, int64_t k, struct figure_period *p)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const int32_t until = day_of(f->p.to - 1) + 1;
	enum err e = db_begin_read(sv->db, &tx);

	if (e != OK || (e = fold_read(sv, f)) != OK)
		return e;
	fold_coarsen(f, k);
	*p = (struct figure_period){ .run = { .span = (int32_t)f->span, .first_day = f->first_day, .until_day = until,
		.whole = until == f->end_day, .k = k }, .end_day = f->end_day };
	list_sums(sv->arena, f, p);
	list_places(sv->arena, f, p);
	list_days(sv->arena, f, p);
	p->run.digest = digest(sv->arena, p);
	return OK;
}

/* The files a month had before, where they are others than now. */
static enum err
drop_old(struct service *sv, const struct open_file *old, const struct open_file *new)
{
	if (old->sha256.len != HASH_LEN || memcmp(old->sha256.data, new->sha256.data, HASH_LEN) == 0)
		return OK;
	return filestore_drop_open(sv->conf, file_hex(sv->arena, old->sha256.data),
	    new->format == OPEN_CSV ? "csv" : "json");
}

/* The files first, then all rows at once, then what nothing names any more. */
static enum err
put_period(struct service *sv, struct fold *f, struct figure_period *p, usec_t now)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct open_file new[2], old[2] = { { .first_day = 0 }, { .first_day = 0 } };
	const size_t files = f->span == SPAN_MONTH ? N(new) : 0;
	enum err e = OK;

	p->run.made_at = now;
	for (size_t i = 0; i < files && e == OK; i++) {
		const enum open_format format = i == 0 ? OPEN_CSV : OPEN_JSON;

		e = store_open_file(sv->db, sv->arena, f->first_day, format, &old[i]);
		if (e == OK || e == ERR_NOT_FOUND)
			e = open_write(sv, f, format, now, &new[i]);
	}
	if (e == OK)
		e = db_begin(sv->db, &tx);
	if (e == OK)
		e = store_figure_put(sv->db, p);
	for (size_t i = 0; i < files && e == OK; i++)
		e = store_open_file_set(sv->db, &new[i]);
	if (e == OK)
		e = db_commit(&tx);
	for (size_t i = 0; i < files && e == OK; i++)
		e = drop_old(sv, &old[i], &new[i]);
	return e;
}

static enum err
run_period(struct service *sv, enum figure_span span, int32_t first_day, int32_t until_day, usec_t now)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service own = { .db = sv->db, .arena = a, .conf = sv->conf, .cache = sv->cache };
	CLEANUP(fold_freep) struct fold f;
	struct figure_period p;
	int64_t k;
	enum err e = store_figure_setting(sv->db, "figures_k", now, &k);

	fold_init(&f, span, first_day, until_day);
	if (e == OK)
		e = count_period(&own, &f, k, &p);
	return e == OK ? put_period(&own, &f, &p, now) : e;
}

/* --- all of them ----------------------------------------------------------- */

/* What a run goes by. */
struct rounds {
	int32_t first, today;	/* the day of the first thing that happened; counted before today */
	usec_t now;
	int64_t end_ns, *done;
};

/* Whether a period still has to be counted. */
static enum err
wanted(struct service *sv, enum figure_span span, int32_t first_day, const struct rounds *r, bool *yes)
{
	const int32_t next = fold_next(span, first_day), until = next < r->today ? next : r->today;
	struct figure_run run;
	enum err e = store_figure_run(sv->db, sv->arena, span, first_day, &run);

	*yes = e == ERR_NOT_FOUND || (e == OK && run.until_day < until);
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
run_span(struct service *sv, enum figure_span span, const struct rounds *r)
{
	enum err e = OK;

	for (int32_t day = fold_first_day(span, r->first); day < r->today && e == OK; day = fold_next(span, day)) {
		bool yes = false;

		if ((e = wanted(sv, span, day, r, &yes)) != OK || !yes)
			continue;
		if (*r->done > 0 && clock_mono_ns() > r->end_ns)
			return OK;
		e = run_period(sv, span, day, r->today, r->now);
		*r->done += e == OK;
	}
	return e;
}

static enum err
run_all(struct service *sv, usec_t now, int64_t *done)
{
	struct rounds r = { .today = day_of(now - SETTLED), .now = now, .done = done,
		.end_ns = clock_mono_ns() + RUN_SECONDS * (int64_t)1000000000 };
	usec_t first;
	enum err e = store_figure_first(sv->db, &first);

	if (e != OK || first >= now)
		return e;
	r.first = day_of(first);
	e = run_span(sv, SPAN_MONTH, &r);
	return e == OK ? run_span(sv, SPAN_YEAR, &r) : e;
}

enum err
window_run(struct service *sv, usec_t now, int64_t *done)
{
	const int32_t today = day_of(now - SETTLED);
	int64_t until;
	bool mine;
	enum err e, unlock;

	*done = 0;
	/* The running year comes last: where it is counted, all is. */
	if ((e = store_figure_until(sv->db, SPAN_YEAR, &until)) != OK || until >= today)
		return e;
	if ((e = store_figure_lock(sv->db, &mine)) != OK || !mine)
		return e;
	e = run_all(sv, now, done);
	unlock = store_figure_unlock(sv->db);
	return e != OK ? e : unlock;
}

enum err
window_recount(struct service *sv, int32_t first_day, usec_t now)
{
	const int32_t today = day_of(now - SETTLED);
	bool mine;
	enum err e = store_figure_lock(sv->db, &mine), unlock;

	if (e != OK || !mine)
		return e != OK ? e : err_raise(ERR_CONFLICT, "figures are being counted");
	e = run_period(sv, SPAN_MONTH, first_day, today, now);
	if (e == OK)
		e = run_period(sv, SPAN_YEAR, fold_first_day(SPAN_YEAR, first_day), today, now);
	unlock = store_figure_unlock(sv->db);
	return e != OK ? e : unlock;
}

enum err
window_forget(struct service *sv)
{
	return store_figure_forget(sv->db);
}

enum err
window_check(struct service *sv, enum figure_span span, int32_t first_day, bool *same)
{
	CLEANUP(fold_freep) struct fold f = { .n_cases = 0 };
	struct figure_run run;
	struct figure_period p;
	enum err e = store_figure_run(sv->db, sv->arena, span, first_day, &run);

	if (e != OK)
		return e;
	fold_init(&f, span, first_day, run.until_day);
	if ((e = count_period(sv, &f, run.k, &p)) != OK)
		return e;
	*same = run.digest.len == HASH_LEN && memcmp(run.digest.data, p.run.digest.data, HASH_LEN) == 0;
	return OK;
}

/* --- papers ---------------------------------------------------------------- */

/* The file, flushed, before the row that names it. */
static enum err
store_paper(struct service *sv, const struct window_paper *p, const char *hex)
{
	char *path;
	CLEANUP(closep) int fd = -1;
	enum err e = filestore_tmp(sv->arena, sv->conf, &fd, &path);

	if (e != OK)
		return e;
	(void)unlink(path);
	for (size_t at = 0; at < p->size;) {
		ssize_t n = write(fd, (const char *)p->data + at, p->size - at);

		if (n <= 0)
			return err_raise(ERR_INTERNAL, "cannot write the paper");
		at += (size_t)n;
	}
	return filestore_put_open(sv->conf, fd, hex, "pdf");
}

static enum err
put_paper(struct service *sv, const struct window_paper *p, struct publication *row)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct admin_entry said = { .kind = ADE_PUBLISHED, .to = CH_DONE, .at = row->published_at,
		.detail = arena_printf(sv->arena, "by=%s\n", p->os_user),
		.text = arena_printf(sv->arena, "+paper=%s\n+month=%04d-%02d\n+lang=%s\n+revision=%d\n+sha256=%s\n",
		    row->kind, p->year, p->month, row->lang, row->revision, file_hex(sv->arena, row->sha256.data)) };
	enum err e = db_begin(sv->db, &tx);

	if (e == OK)
		e = store_publication_add(sv->db, row, NULL);
	if (e == OK)
		e = admin_log_add(sv, NULL, &said);
	return e == OK ? db_commit(&tx) : e;
}

enum err
window_publish(struct service *sv, const struct window_paper *p, usec_t now, int32_t *revision)
{
	unsigned char hash[HASH_LEN];
	struct publication last, row = { .kind = "bulletin", .lang = lang_code(p->lang), .revision = 1,
		.first_day = day_of_date(p->year, p->month, 1), .size = (int64_t)p->size, .pages = p->pages,
		.published_at = now };
	enum err e;

	if (fold_next(SPAN_MONTH, row.first_day) > day_of(now))
		return err_raise(ERR_INVALID, "the month is not over: only a whole month's bulletin is published");
	hash_sha256(hash, p->data, p->size);
	row.sha256 = (struct blob){ hash, sizeof(hash) };
	e = store_publication_last(sv->db, sv->arena, row.kind, row.first_day, row.lang, &last);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == OK) {
		*revision = last.revision;
		if (last.sha256.len == HASH_LEN && memcmp(last.sha256.data, hash, HASH_LEN) == 0)
			return OK;
		row.revision = last.revision + 1;
	}
	*revision = row.revision;
	e = store_paper(sv, p, file_hex(sv->arena, hash));
	return e == OK ? put_paper(sv, p, &row) : e;
}
