/* What people type to find something, texts it is looked for in, and sets as they are kept. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/rule/search.h"
#include "lib/rule/search_set.h"

#include "lib/base/banned.h"

struct ranges {
	struct search_range r[SEARCH_RANGES_MAX];
	bool met[SEARCH_RANGES_MAX];
	size_t n;
};

static void
meet(void *ctx, int64_t token)
{
	struct ranges *x = ctx;

	promise(token > 0);
	for (size_t i = 0; i < x->n; i++)
		x->met[i] = x->met[i] || (token >= x->r[i].lo && token <= x->r[i].hi);
}

/* Each term of a text stands in the text, and the text's tokens bring it up. */
static void
look_at_text(struct arena *a, const char *s)
{
	struct search_span spans[SEARCH_SPANS_MAX];
	struct search_query q;
	struct folded f = { 0 };
	size_t first, last, n;

	search_parse(a, s, 20000, &q);
	fold_text(a, s, &f);
	promise(q.n <= SEARCH_TERMS_MAX && (!q.has_days || q.from_day < q.until_day));
	for (size_t t = 0; t < q.n; t++) {
		struct ranges x = { .n = 0 };

		promise(search_find(&f, &q.terms[t], 0, &first, &last) && first <= last && last < f.n);
		x.n = search_term_ranges(&q.terms[t], x.r, SEARCH_RANGES_MAX);
		promise(x.n > 0 && x.n <= SEARCH_RANGES_MAX);
		search_tokens(&f, meet, &x);
		for (size_t i = 0; i < x.n; i++)
			promise(x.met[i]);
	}
	n = search_spans(&f, &q, spans);
	promise(n <= SEARCH_SPANS_MAX && (n > 0) == (q.n > 0));
	for (size_t i = 0; i < n; i++)
		promise(spans[i].from < spans[i].until && spans[i].until <= strlen(s) &&
		    (i == 0 || spans[i - 1].until < spans[i].from));
}

static void
look_at_set(const uint8_t *data, size_t n)
{
	unsigned char packed[SET_BYTES];
	struct search_set s, again;
	size_t m;

	set_clear(&s);
	if (!set_unpack(&s, data, n))
		return;
	m = set_pack(&s, packed);
	set_clear(&again);
	promise(set_unpack(&again, packed, m) && memcmp(&s, &again, sizeof(s)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	char *s = strndup((const char *)data, n);

	promise(s != NULL);
	look_at_text(a, s);
	look_at_set(data, n);
	free(s);
	arena_free(a);
	return 0;
}
