#include "config.h"
#include "lib/service/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/search.h"
#include "lib/rule/search_set.h"
#include "lib/store/store_search.h"

#include "lib/base/banned.h"

enum {
	MERGE_FROM = 200,		/* so many changes cost a search some milliseconds */
	LOCK_SECONDS = 60,
	PUT_BYTES = 1 << 20
};
#define MERGE_AFTER (10 * USEC_MIN)

/* The places of a token within the chunk, as they come: some twice. */
struct posting {
	int64_t token;
	uint16_t *place;
	uint32_t n, cap;
	struct blob old;	/* what the database has; in the arena */
};

/* A chunk's tokens: an open hash table of them. */
struct index {
	struct arena *a;
	struct posting **slots;
	size_t n, size;
	uint32_t place;		/* of the case whose text is read */
	struct folded text;	/* working memory */
	int64_t cases;
};

static size_t
slot_of(const struct index *x, int64_t token)
{
	size_t i = (size_t)(((uint64_t)token * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (x->size - 1);

	while (x->slots[i] != NULL && x->slots[i]->token != token)
		i = (i + 1) & (x->size - 1);
	return i;
}

static void
grow(struct index *x)
{
	struct posting **was = x->slots;
	const size_t n = x->size;

	x->size = n == 0 ? 4096 : n * 2;
	x->slots = arena_array_of(x->a, struct posting *, x->size);
	for (size_t i = 0; i < n; i++)
		if (was[i] != NULL)
			x->slots[slot_of(x, was[i]->token)] = was[i];
}

static void
add_token(void *ctx, int64_t token)
{
	struct index *x = ctx;
	struct posting *p;
	size_t i;

	if (x->n * 2 >= x->size)
		grow(x);
	i = slot_of(x, token);
	if ((p = x->slots[i]) == NULL) {
		p = x->slots[i] = arena_new_of(x->a, struct posting);
		p->token = token;
		x->n++;
	}
	if (p->n > 0 && p->place[p->n - 1] == x->place)
		return;
	if (p->n == p->cap) {
		uint16_t *more = arena_array_of(x->a, uint16_t, p->cap * 2 + 4);

		if (p->n > 0)
			memcpy(more, p->place, p->n * sizeof(*more));
		p->place = more;
		p->cap = p->cap * 2 + 4;
	}
	p->place[p->n++] = (uint16_t)x->place;
}

static void
add_text(struct index *x, const char *s)
{
	if (s == NULL || s[0] == '\0')
		return;
	fold_text(x->a, s, &x->text);
	search_tokens(&x->text, add_token, x);
}

/* --- reading ---------------------------------------------------------------- */

static enum err
doc_one(void *ctx, const void *row)
{
	const struct search_doc *d = row;
	const struct case_row c = { .class_id = d->row.class_id, .unit_id = d->row.unit_id, .base_cell_id = d->row.base_cell_id,
		.supervisor_id = d->supervisor_id, .checker_id = d->checker_id, .registered_by = d->registered_by,
		.handler_id = d->handler_id, .state = d->row.state };
	const char *texts[SEARCH_TEXTS];
	int64_t facets[SEARCH_FACETS_MAX];
	struct index *x = ctx;
	size_t n = search_case_facets(&c, day_of(d->row.received_at), facets);

	x->place = set_place(d->row.id);
	x->cases++;
	for (size_t i = 0; i < n; i++)
		add_token(x, facets[i]);
	store_search_texts(d, texts);
	for (size_t i = 0; i < N(texts); i++)
		add_text(x, texts[i]);
	return OK;
}

static enum err
words_one(void *ctx, const void *row)
{
	const struct search_words *w = row;
	struct index *x = ctx;

	x->place = set_place(w->case_id);
	add_text(x, w->text);
	add_text(x, w->address);
	add_text(x, w->ext_number);
	return OK;
}

static enum err
read_cases(struct service *sv, struct index *x, const int64_t *ids, size_t n)
{
	enum err e = store_search_docs(sv->db, x->a, ids, n, doc_one, x);

	if (e == OK)
		e = store_search_words(sv->db, x->a, ids, n, words_one, x);
	return e == OK ? store_search_notes(sv->db, x->a, ids, n, words_one, x) : e;
}

/* --- writing ---------------------------------------------------------------- */

static int
by_token(const void *a, const void *b)
{
	const struct posting *x = *(struct posting *const *)a, *y = *(struct posting *const *)b;

	return (x->token > y->token) - (x->token < y->token);
}

/* The postings in the order of their key. */
static struct posting **
sorted(const struct index *x)
{
	struct posting **all = arena_array_of(x->a, struct posting *, x->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < x->size; i++)
		if (x->slots[i] != NULL)
			all[n++] = x->slots[i];
	qsort(all, n, sizeof(*all), by_token);
	return all;
}

/* The posting's whole set packed into out; 0 bytes when the database has it so already. */
static enum err
pack(const struct posting *p, unsigned char out[SET_BYTES], size_t *n)
{
	struct search_set s;
	size_t before = 0;

	set_clear(&s);
	if (p->old.data != NULL) {
		if (!set_unpack(&s, p->old.data, p->old.len))
			return err_raise(ERR_INTERNAL, "a set of search_post is broken: run \"anjuan search-index\"");
		before = set_count(&s);
	}
	for (uint32_t i = 0; i < p->n; i++)
		set_add(&s, p->place[i]);
	*n = set_count(&s) == before ? 0 : set_pack(&s, out);
	return OK;
}

static enum err
write_postings(struct service *sv, const struct index *x, int64_t chunk, struct search_built *built)
{
	struct posting **all = sorted(x);
	unsigned char packed[SET_BYTES];
	struct buf list;
	size_t n = 0;
	enum err e = OK;

	buf_init(&list, x->a);
	for (size_t i = 0; e == OK && i < x->n; i++) {
		if ((e = pack(all[i], packed, &n)) != OK || n == 0)
			continue;
		store_search_post(&list, all[i]->token, packed, n);
		built->tokens++;
		built->bytes += (int64_t)n;
		if (list.len >= PUT_BYTES)
			e = store_search_put(sv->db, chunk, &list);
	}
	return e == OK ? store_search_put(sv->db, chunk, &list) : e;
}

/* --- the timer's part --------------------------------------------------------- */

static enum err
old_one(void *ctx, const void *row)
{
	const struct search_post *o = row;
	struct index *x = ctx;
	struct posting *p = x->slots[slot_of(x, o->token)];

	if (p != NULL)
		p->old = (struct blob){ arena_memdup(x->a, o->ids.data, o->ids.len), o->ids.len };
	return OK;
}

/* Adds n cases of one chunk to its sets. */
static enum err
merge_chunk(struct service *sv, int64_t chunk, const int64_t *ids, size_t n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct index x = { .a = a };
	struct search_built built = { 0 };
	int64_t *tokens;
	size_t m = 0;
	enum err e = read_cases(sv, &x, ids, n);

	if (e != OK || x.n == 0)
		return e;
	tokens = arena_array_of(a, int64_t, x.n);
	for (size_t i = 0; i < x.size; i++)
		if (x.slots[i] != NULL)
			tokens[m++] = x.slots[i]->token;
	if ((e = store_search_posts(sv->db, a, chunk, tokens, m, old_one, &x)) != OK)
		return e;
	return write_postings(sv, &x, chunk, &built);
}

static int
by_id(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* One round of at most two thousand changes in a transaction of its own. */
static enum err
merge_round(struct service *sv, int64_t *merged)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct search_change *changed;
	int64_t *ids;
	size_t n = 0, m = 0, from;
	enum err e;

	arena_reset(sv->arena);
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_search_change_take(sv->db, sv->arena, &changed, &n)) != OK)
		return e;
	ids = arena_array_of(sv->arena, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = changed[i].case_id;
	qsort(ids, n, sizeof(*ids), by_id);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || ids[m - 1] != ids[i])
			ids[m++] = ids[i];
	for (size_t i = 0; i < m && e == OK; i = from) {
		for (from = i; from < m && set_chunk(ids[from]) == set_chunk(ids[i]); from++)
			;
		e = merge_chunk(sv, set_chunk(ids[i]), ids + i, from - i);
	}
	if (e != OK || (n > 0 && (e = store_search_change_done(sv->db, sv->arena, changed, n)) != OK) ||
	    (e = db_commit(&tx)) != OK)
		return e;
	*merged = (int64_t)n;
	return OK;
}

enum err
search_merge_all(struct service *sv, int64_t *merged)
{
	int64_t n = 1;
	bool mine = false;
	enum err e = store_search_lock(sv->db, 0, &mine), unlock;

	*merged = 0;
	if (e != OK || !mine)
		return e;
	while (e == OK && n > 0)
		if ((e = merge_round(sv, &n)) == OK)
			*merged += n;
	unlock = store_search_unlock(sv->db);
	return e != OK ? e : unlock;
}

enum err
search_merge(struct service *sv, usec_t now, int64_t *merged)
{
	int64_t waiting;
	usec_t oldest;
	enum err e = store_search_change_state(sv->db, &waiting, &oldest);

	*merged = 0;
	if (e != OK || waiting == 0 || (waiting < MERGE_FROM && oldest > now - MERGE_AFTER))
		return e;
	return search_merge_all(sv, merged);
}

/* --- all of it ------------------------------------------------------------------ */

static enum err
build_chunk(struct service *sv, int64_t chunk, struct search_built *built)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct index x = { .a = a };
	int64_t *ids = arena_array_of(a, int64_t, SET_CASES);
	enum err e;

	for (int64_t i = 0; i < SET_CASES; i++)
		ids[i] = chunk * SET_CASES + i;
	if ((e = read_cases(sv, &x, ids, SET_CASES)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_search_drop(sv->db, chunk)) != OK || (e = write_postings(sv, &x, chunk, built)) != OK ||
	    (e = db_commit(&tx)) != OK)
		return e;
	built->cases += x.cases;
	return OK;
}

enum err
search_build(struct service *sv, int64_t from_id, search_say_fn *say, void *ctx, struct search_built *out)
{
	int64_t last = 0;
	bool mine = false;
	enum err e = store_search_lock(sv->db, LOCK_SECONDS, &mine), unlock;

	memset(out, 0, sizeof(*out));
	if (e == OK && !mine)
		return err_raise(ERR_CONFLICT, "somebody else keeps the index of search busy");
	if (e == OK)
		e = store_search_last_case(sv->db, &last);
	for (int64_t chunk = set_chunk(from_id); e == OK && chunk <= set_chunk(last); chunk++) {
		e = build_chunk(sv, chunk, out);
		if (e == OK && say != NULL)
			say(ctx, (chunk + 1) * SET_CASES < last ? (chunk + 1) * SET_CASES : last, last);
	}
	unlock = store_search_unlock(sv->db);
	return e != OK ? e : unlock;
}
