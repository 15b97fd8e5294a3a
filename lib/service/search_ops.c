#include "config.h"
#include "lib/service/search_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/rule/search_set.h"

#include "lib/base/banned.h"

enum {
	LOOK_FIRST = 64, LOOK_MOST = 512,	/* cases looked at in full at a time */
	LOOK_MAX = 4000,			/* … and for one page */
	CHANGED_MAX = 2000,			/* what SEARCH_CHANGE_CASES gives */
	ANY_MAX = SEARCH_RANGES_MAX
};

/* Any of the ranges has to be met. */
struct any {
	const struct search_range *r;
	size_t n;
	bool sight;			/* or the case is one of those beside */
};

struct finder {
	struct service *sv;
	const struct search_ask *ask;
	const struct actor *who;
	int64_t *cells;			/* base grids this person walks, where he sees by them */
	size_t n_cells;
	int64_t *beside;		/* cases in which this person's unit acts beside the lead */
	size_t n_beside;
	struct arena *a;		/* of one chunk or batch */
	int64_t exact[SEARCH_RANGES_MAX + SEARCH_FACETS_MAX];
	size_t n_exact;
	struct any any[ANY_MAX + SEARCH_FACETS_MAX];
	size_t n_any;
	int64_t *changed, *open;
	size_t n_changed, n_open;
	bool by_open;			/* only those of open */
	bool blind;			/* this person sees nothing */
	size_t looked, batch;
	struct search_page *page;
};

/* --- what to ask the sets for ---------------------------------------------------- */

static void
need(struct finder *f, struct search_range r)
{
	if (r.lo != r.hi) {
		f->any[f->n_any++] = (struct any){ arena_memdup(f->sv->arena, &r, sizeof(r)), 1, false };
		return;
	}
	for (size_t i = 0; i < f->n_exact; i++)
		if (f->exact[i] == r.lo)
			return;
	f->exact[f->n_exact++] = r.lo;
}

static void
need_days(struct finder *f, int32_t from, int32_t until)
{
	if (until > from)
		need(f, search_facet(FACET_DAY, from > 0 ? from : 0, until - 1));
}

static void
plan(struct finder *f)
{
	const struct search_ask *ask = f->ask;
	struct search_range r[SEARCH_RANGES_MAX],
	    *sight = arena_array_of(f->sv->arena, struct search_range, f->n_cells + 2);
	size_t n = 0;

	for (size_t i = 0; i < ask->q.n; i++)
		n += search_term_ranges(&ask->q.terms[i], r + n, SEARCH_RANGES_MAX - n);
	for (size_t i = 0; i < n; i++)
		need(f, r[i]);
	if (ask->class_id != 0)
		need(f, search_facet(FACET_CLASS, ask->class_id, ask->class_id));
	if (ask->unit_id != 0)
		need(f, search_facet(FACET_UNIT, ask->unit_id, ask->unit_id));
	if (ask->cell_id != 0)
		need(f, search_facet(FACET_CELL, ask->cell_id, ask->cell_id));
	if (ask->state != 0 && state_is_final((enum case_state)ask->state))
		need(f, search_facet(FACET_STATE, ask->state, ask->state));
	need_days(f, ask->from_day, ask->until_day);
	if (ask->q.has_days)
		need_days(f, ask->q.from_day, ask->q.until_day);
	if (search_sight(f->who, f->cells, f->n_cells, sight, &n)) {
		f->any[f->n_any++] = (struct any){ sight, n, true };
		f->blind = n == 0 && f->n_beside == 0;
	}
}

/* --- looking at a case in full ------------------------------------------------------ */

/* Cases of a batch by falling id, and which terms were found in each. */
struct batch {
	struct finder *f;
	struct search_hit *hits;
	uint32_t *seen;
	size_t n, open;			/* open: still without some term */
	struct folded text;
};

static uint32_t
all_terms(const struct search_ask *ask)
{
	return ((uint32_t)1 << ask->q.n) - 1;
}

/* Adds the terms that stand in a text; true when there was a new one. */
static bool
look_at(struct batch *b, size_t i, const char *s)
{
	const struct search_query *q = &b->f->ask->q;
	const uint32_t before = b->seen[i];
	size_t first, last;

	if (s == NULL || before == all_terms(b->f->ask))
		return false;
	fold_text(b->f->a, s, &b->text);
	for (size_t t = 0; t < q->n; t++)
		if ((b->seen[i] >> t & 1) == 0 && search_find(&b->text, &q->terms[t], 0, &first, &last))
			b->seen[i] |= (uint32_t)1 << t;
	return b->seen[i] != before;
}

static void
look_at_hidden(struct batch *b, size_t i, const char *s)
{
	if (look_at(b, i, s) && b->hits[i].extra == NULL)
		b->hits[i].extra = arena_strdup(b->f->a, s);
}

static void
look_at_doc(struct batch *b, size_t i)
{
	const char *texts[SEARCH_TEXTS];

	store_search_texts(b->hits[i].doc, texts);
	for (size_t t = 0; t < N(texts); t++)
		if (t < SEARCH_TEXTS_SHOWN)
			(void)look_at(b, i, texts[t]);
		else
			look_at_hidden(b, i, texts[t]);
	b->open += b->seen[i] != all_terms(b->f->ask);
}

static int
by_id_down(const void *key, const void *hit)
{
	const int64_t x = *(const int64_t *)key, y = ((const struct search_hit *)hit)->doc->row.id;

	return (x < y) - (x > y);
}

static enum err
words_one(void *ctx, const void *row)
{
	const struct search_words *w = row;
	struct batch *b = ctx;
	const struct search_hit *h = bsearch(&w->case_id, b->hits, b->n, sizeof(*b->hits), by_id_down);

	if (h != NULL) {
		const size_t i = (size_t)(h - b->hits);

		look_at_hidden(b, i, w->text);
		look_at_hidden(b, i, w->address);
		look_at_hidden(b, i, w->ext_number);
	}
	return OK;
}

static bool
is_listed(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool
may_see(const struct finder *f, const struct search_doc *d)
{
	const struct case_row c = { .unit_id = d->row.unit_id, .supervisor_id = d->supervisor_id,
		.checker_id = d->checker_id, .registered_by = d->registered_by, .handler_id = d->handler_id,
		.state = d->row.state };
	struct actor who = *f->who;

	who.is_member = is_listed(f->beside, f->n_beside, d->row.id);
	who.own_grid = who.own_area = is_listed(f->cells, f->n_cells, d->row.base_cell_id);
	return workflow_may_see(&c, &who);
}

static bool
fits(const struct finder *f, const struct search_doc *d)
{
	const struct search_ask *ask = f->ask;
	const int32_t day = day_of(d->row.received_at);

	return (ask->class_id == 0 || d->row.class_id == ask->class_id) && (ask->unit_id == 0 || d->row.unit_id == ask->unit_id) &&
	    (ask->cell_id == 0 || d->row.base_cell_id == ask->cell_id) && (ask->state == 0 || d->row.state == ask->state) &&
	    (ask->until_day == 0 || (day >= ask->from_day && day < ask->until_day)) &&
	    (!ask->q.has_days || (day >= ask->q.from_day && day < ask->q.until_day)) && may_see(f, d);
}

static int
docs_down(const void *a, const void *b)
{
	const int64_t x = ((const struct search_doc *)a)->row.id, y = ((const struct search_doc *)b)->row.id;

	return (x < y) - (x > y);
}

/* A hit's texts, out of the batch's memory. */
static struct search_hit
keep(struct arena *a, const struct search_hit *h)
{
	struct search_doc *d = arena_memdup(a, h->doc, sizeof(*d));
	const char **const texts[] = { &d->row.number, &d->row.address, &d->row.description, &d->class_zh,
		&d->class_en, &d->unit_zh, &d->unit_en, &d->cell_zh, &d->cell_en };

	for (size_t i = 0; i < N(texts); i++)
		*texts[i] = arena_strdup(a, *texts[i]);
	d->ext_number = d->archive_code = d->base_code = d->grid_code = d->grid_zh = d->auto_zh = d->auto_en =
	    d->part_code = d->part_zh = d->part_en = NULL;
	return (struct search_hit){ d, arena_strdup(a, h->extra) };
}

/* Looks at the cases of ids and keeps those that fit, until the page is full. */
static enum err
look(struct finder *f, const int64_t *ids, size_t n_ids)
{
	struct batch b = { .f = f };
	struct search_doc *docs;
	size_t n;
	enum err e = store_search_list(f->sv->db, f->a, ids, n_ids, &docs, &n);

	if (e != OK)
		return e;
	qsort(docs, n, sizeof(*docs), docs_down);
	b.hits = arena_array_of(f->a, struct search_hit, n + 1);
	b.seen = arena_array_of(f->a, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!fits(f, &docs[i]))
			continue;
		b.hits[b.n].doc = &docs[i];
		look_at_doc(&b, b.n++);
	}
	if (b.open > 0 && (e = store_search_words(f->sv->db, f->a, ids, n_ids, words_one, &b)) != OK)
		return e;
	if (b.open > 0 && (e = store_search_notes(f->sv->db, f->a, ids, n_ids, words_one, &b)) != OK)
		return e;
	for (size_t i = 0; i < b.n; i++) {
		if (b.seen[i] != all_terms(f->ask))
			continue;
		if (f->page->n == QUEUE_PAGE) {
			f->page->next_id = f->page->hits[QUEUE_PAGE - 1].doc->row.id;
			return OK;
		}
		f->page->hits[f->page->n++] = keep(f->sv->arena, &b.hits[i]);
	}
	return OK;
}

/* --- chunk by chunk ------------------------------------------------------------------ */

static void
add_listed(struct search_set *s, int64_t chunk, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set_chunk(ids[i]) == chunk)
			set_add(s, set_place(ids[i]));
}

static void
only_listed(struct search_set *s, int64_t chunk, const int64_t *ids, size_t n)
{
	struct search_set listed;

	set_clear(&listed);
	add_listed(&listed, chunk, ids, n);
	set_and(s, &listed);
}

/* Which cases of a chunk may fit: by the sets, and whatever has changed since. */
static enum err
candidates(struct finder *f, int64_t chunk, struct search_set *out)
{
	enum err e;

	set_fill(out);
	if ((e = store_search_all(f->sv->db, f->a, chunk, f->exact, f->n_exact, out)) != OK)
		return e;
	for (size_t i = 0; i < f->n_any && set_count(out) > 0; i++) {
		struct search_set any;

		set_clear(&any);
		for (size_t k = 0; k < f->any[i].n; k++)
			if ((e = store_search_any(f->sv->db, chunk, f->any[i].r[k], &any)) != OK)
				return e;
		if (f->any[i].sight)
			add_listed(&any, chunk, f->beside, f->n_beside);
		set_and(out, &any);
	}
	add_listed(out, chunk, f->changed, f->n_changed);
	if (f->by_open)
		only_listed(out, chunk, f->open, f->n_open);
	return OK;
}

static bool
is_full(const struct finder *f)
{
	return f->page->next_id != 0;
}

static enum err
find_in_chunk(struct finder *f, int64_t chunk)
{
	const int64_t before = f->ask->before_id != 0 ? f->ask->before_id : INT64_MAX;
	int64_t ids[LOOK_MOST];
	struct search_set s;
	int32_t place = chunk < set_chunk(before) ? SET_CASES : (int32_t)set_place(before);
	size_t n = 1;
	enum err e = candidates(f, chunk, &s);

	while (e == OK && n > 0 && !is_full(f)) {
		for (n = 0; n < f->batch && (place = set_before(&s, place)) >= 0; n++)
			ids[n] = chunk * SET_CASES + place;
		if (n == 0)
			break;
		e = look(f, ids, n);
		f->looked += n;
		if (e == OK && !is_full(f) && f->looked >= LOOK_MAX) {
			f->page->next_id = ids[n - 1];
			f->page->unfinished = true;
		}
		f->batch = f->batch * 2 < LOOK_MOST ? f->batch * 2 : LOOK_MOST;
		arena_reset(f->a);
	}
	return e;
}

static int
down(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

/* The chunks worth a look up to the one of case last, the newest first: with all tokens, or with a change. */
static enum err
chunks_of(struct finder *f, int64_t last, int64_t **out, size_t *n)
{
	struct arena *a = f->sv->arena;
	const size_t all = (size_t)set_chunk(last) + 1;
	int64_t *chunks = arena_array_of(a, int64_t, all), *known = chunks;
	size_t m = all;
	enum err e = OK;

	for (size_t i = 0; i < all; i++)
		chunks[i] = (int64_t)i;
	if (f->n_exact > 0)
		e = store_search_chunks(f->sv->db, a, chunks, all, f->exact, f->n_exact, &known, &m);
	if (e != OK)
		return e;
	*out = arena_array_of(a, int64_t, m + f->n_changed + 1);
	*n = m;
	memcpy(*out, known, m * sizeof(**out));
	for (size_t i = 0; f->n_exact > 0 && i < f->n_changed; i++)
		if (f->changed[i] <= last)
			(*out)[(*n)++] = set_chunk(f->changed[i]);
	qsort(*out, *n, sizeof(**out), down);
	return OK;
}

/* What makes this person see a case beside its own columns, as case_standing() for one case. */
static enum err
read_sight(struct finder *f)
{
	const bool all = perm_in(f->who->perms, PERM_SEE_ALL), area = perm_in(f->who->perms, PERM_SQUAD);
	enum err e = OK;

	if (!all && (area || perm_in(f->who->perms, PERM_SEE_GRID)))
		e = store_search_cells(f->sv->db, f->sv->arena, f->who->user_id, area ? f->who->unit_id : 0, clock_now(), &f->cells, &f->n_cells);
	if (e == OK && !all && perm_in(f->who->perms, PERM_SEE_UNIT) && f->who->unit_id != 0)
		e = store_search_beside(f->sv->db, f->sv->arena, f->who->unit_id, &f->beside, &f->n_beside);
	return e;
}

bool
search_is_empty(const struct search_ask *ask)
{
	return ask->q.n == 0 && !ask->q.has_days && ask->class_id == 0 && ask->unit_id == 0 && ask->cell_id == 0 &&
	    ask->state == 0 && ask->until_day == 0;
}

enum err
search_cases(struct service *sv, const struct search_ask *ask, const struct actor *who, struct search_page *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct finder f = { .sv = sv, .ask = ask, .who = who, .a = a, .batch = LOOK_FIRST, .page = out };
	int64_t last, waiting, *chunks;
	size_t n;
	usec_t since;
	enum err e;

	memset(out, 0, sizeof(*out));
	if ((e = read_sight(&f)) != OK)
		return e;
	plan(&f);
	f.by_open = ask->state != 0 && !state_is_final((enum case_state)ask->state);
	if ((e = store_search_last_case(sv->db, &last)) != OK ||
	    (e = store_search_change_state(sv->db, &waiting, &since)) != OK ||
	    (e = store_search_change_cases(sv->db, sv->arena, &f.changed, &f.n_changed)) != OK ||
	    (f.by_open && (e = store_search_of_state(sv->db, sv->arena, ask->state, &f.open, &f.n_open)) != OK))
		return e;
	out->behind = waiting > CHANGED_MAX;
	if (ask->before_id != 0 && ask->before_id <= last)
		last = ask->before_id - 1;
	if (f.blind || (e = chunks_of(&f, last, &chunks, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && e == OK && !is_full(&f); i++)
		if (i == 0 || chunks[i] != chunks[i - 1])
			e = find_in_chunk(&f, chunks[i]);
	return e;
}

/* --- phones --------------------------------------------------------------------------- */

enum err
search_phone(struct service *sv, const struct actor *who, const char *e164, unsigned char hash[HASH_LEN],
    int64_t *hits)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	unsigned char key[KEY_LEN];
	const struct blob h = { hash, HASH_LEN };
	enum err e = key_read(arena_printf(sv->arena, "%s/phone.key", sv->conf->key_dir), key);

	if (e != OK)
		return e;
	hash_keyed(hash, key, e164, strlen(e164));
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_search_phone_count(sv->db, h, hits)) != OK ||
	    (e = store_search_phone_log(sv->db, clock_now(), who->user_id, h, *hits)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
search_caller(struct service *sv, const struct actor *who, const unsigned char hash[HASH_LEN], int64_t before_id,
    struct search_page *out)
{
	const struct search_ask ask = { .before_id = before_id };
	const struct blob h = { hash, HASH_LEN };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct finder f = { .sv = sv, .ask = &ask, .who = who, .a = a, .page = out };
	int64_t *ids;
	size_t n;
	bool logged = false;
	enum err e = store_search_phone_logged(sv->db, who->user_id, h, clock_now() - USEC_DAY, &logged);

	memset(out, 0, sizeof(*out));
	if (e == OK && !logged)
		return err_raise(ERR_NOT_FOUND, "this person has not looked the phone up");
	if (e != OK || (e = read_sight(&f)) != OK || (e = store_search_phone(sv->db, a, h, before_id != 0 ? before_id : INT64_MAX, &ids, &n)) != OK)
		return e;
	if ((e = look(&f, ids, n)) == OK && n > QUEUE_PAGE && out->next_id == 0) {
		out->next_id = ids[n - 1] + 1;
		out->unfinished = out->n == 0;
	}
	return e;
}
