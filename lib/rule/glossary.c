#include "config.h"
#include "lib/rule/glossary.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* The identifiers of the counts a rate is made of. */
#define X(name, token) static const char TOKEN_##name[] = token;
METRIC_COUNTS(X)
#undef X

static const struct figure_def defs[] = {
#define X(name, token) { .kind = FIGURE_COUNT, .id = TOKEN_##name, .number = name },
	METRIC_COUNTS(X)
#undef X
#define X(name, token, n, d, up) { .kind = FIGURE_RATE, .id = token, .number = name, .num = TOKEN_##n, .den = TOKEN_##d, \
	.higher_is_better = up },
	METRIC_RATES(X)
#undef X
#define X(name, token) { .kind = FIGURE_MEAN, .id = token, .number = name },
	METRIC_MEANS(X)
#undef X
};

size_t
glossary(const struct figure_def **out)
{
	*out = defs;
	return N(defs);
}

const struct figure_def *
glossary_find(const char *id)
{
	for (size_t i = 0; i < N(defs); i++)
		if (strcmp(defs[i].id, id) == 0)
			return &defs[i];
	return NULL;
}

struct rate
glossary_value(const struct figure_def *d, const struct counts *c)
{
	if (d->kind == FIGURE_RATE)
		return rate_from(c, (enum rate_id)d->number);
	if (d->kind == FIGURE_MEAN)
		return mean_from(c, (enum mean_id)d->number);
	return (struct rate){ c->v[d->number], 1 };
}

char *
glossary_print(struct arena *a, const struct figure_def *d, const struct counts *c)
{
	const struct rate v = glossary_value(d, c);

	if (d->kind == FIGURE_COUNT)
		return arena_printf(a, "%lld", (long long)v.num);
	return d->kind == FIGURE_RATE ? rate_print(a, v) : mean_print(a, v);
}
