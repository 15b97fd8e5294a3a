/* Complaints that are no case yet, by words, days and phone. */
#include "config.h"
#include "lib/service/search_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

static int
newest_first(const void *a, const void *b)
{
	const int64_t x = ((const struct waiting_row *)a)->id, y = ((const struct waiting_row *)b)->id;

	return (x < y) - (x > y);
}

/* What a complaint has none of - unit, grid, a case's state - finds none. */
static bool
fits(const struct search_ask *ask, const struct waiting_row *w)
{
	const int32_t day = day_of(w->received_at);

	return ask->unit_id == 0 && ask->cell_id == 0 && ask->state == 0 &&
	    (ask->class_id == 0 || ask->class_id == w->class_id) &&
	    (ask->until_day == 0 || (day >= ask->from_day && day < ask->until_day)) &&
	    (!ask->q.has_days || (day >= ask->q.from_day && day < ask->q.until_day));
}

/* Whether each term stands in one of its texts. */
static bool
has_terms(struct arena *a, const struct search_query *q, const struct waiting_row *w)
{
	char number[REFNO_MAX];
	const char *texts[] = { number, w->description, w->address, w->class_zh, w->class_en, w->ext_number };
	uint32_t seen = 0;

	refno_complaint(number, civil_of(w->received_at).year, w->id);
	for (size_t i = 0; i < N(texts); i++) {
		struct folded text = { 0 };
		size_t first, last;

		if (texts[i] == NULL)
			continue;
		fold_text(a, texts[i], &text);
		for (size_t t = 0; t < q->n; t++)
			if (search_find(&text, &q->terms[t], 0, &first, &last))
				seen |= (uint32_t)1 << t;
	}
	return seen == ((uint32_t)1 << q->n) - 1;
}

enum err
search_waiting(struct service *sv, const struct search_ask *ask, const unsigned char *phone_hash,
    struct waiting_row **out, size_t *n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct blob h = { phone_hash, phone_hash != NULL ? HASH_LEN : 0 };
	struct waiting_row *rows;
	size_t all, kept = 0;
	enum err e = store_search_waiting(sv->db, sv->arena, h, &rows, &all);

	if (e != OK)
		return e;
	for (size_t i = 0; i < all; i++) {
		if (phone_hash != NULL || (fits(ask, &rows[i]) && has_terms(a, &ask->q, &rows[i])))
			rows[kept++] = rows[i];
		arena_reset(a);
	}
	qsort(rows, kept, sizeof(*rows), newest_first);
	*out = rows;
	*n = kept < WAITING_SHOWN ? kept : WAITING_SHOWN;
	return OK;
}
