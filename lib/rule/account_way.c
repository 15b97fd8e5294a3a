/* The way of findings, appeals and measures, and how a sample is drawn. */
#include "config.h"
#include "lib/rule/account.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"

#include "lib/base/banned.h"

#define IN(state) (1U << (state))
#define RUNNING (IN(FS_SENT) | IN(FS_ANSWER_DUE))
#define STANDS (IN(FS_CONFIRMED) | RUNNING | IN(FS_ANSWERED) | IN(FS_OVERDUE))

/* A confirmed finding is never taken back (metrics 5): what comes later is added to its history. */
static const struct finding_row_way ways[] = {
	{ FX_ADDED, FB_TIMER, IN(FS_PROPOSED), FS_NONE, false },
	{ FX_CONFIRM, FB_OFFICE, IN(FS_PROPOSED), FS_CONFIRMED, false },
	{ FX_DISMISS, FB_OFFICE, IN(FS_PROPOSED), FS_DISMISSED, true },
	{ FX_SEND, FB_OFFICE, IN(FS_CONFIRMED), FS_SENT, false },
	{ FX_SIGN, FB_UNIT, IN(FS_SENT), FS_ANSWER_DUE, false },
	{ FX_ANSWER, FB_UNIT, RUNNING | IN(FS_OVERDUE), FS_ANSWERED, true },
	{ FX_OVERDUE, FB_TIMER, RUNNING, FS_OVERDUE, false },
	{ FX_RESULT, FB_INQUIRY, STANDS, FS_RESULT, true },
	{ FX_MAJOR, FB_INQUIRY, STANDS | IN(FS_RESULT), FS_NONE, true },
	{ FX_MEASURE, FB_OFFICE, IN(FS_PROPOSED) | STANDS | IN(FS_RESULT), FS_NONE, false },
	{ FX_APPEAL, FB_TIMER, STANDS | IN(FS_RESULT) | IN(FS_PROPOSED) | IN(FS_DISMISSED), FS_NONE, false },
};

const struct finding_row_way *
finding_ways(size_t *n)
{
	*n = N(ways);
	return ways;
}

const struct finding_row_way *
finding_way(enum finding_state from, enum finding_step step)
{
	for (size_t i = 0; i < N(ways); i++)
		if (ways[i].step == step && (ways[i].from & IN(from)) != 0)
			return &ways[i];
	return NULL;
}

enum appeal_state
appeal_after(enum appeal_state from, bool first, bool grant)
{
	if (from == AP_ASKED)
		return AP_FIRST;
	return from == AP_FIRST ? first && grant ? AP_GRANTED : AP_REFUSED : from;
}

struct drawn {
	unsigned char hash[HASH_LEN];
	int64_t id;
};

static int
by_hash(const void *x, const void *y)
{
	const struct drawn *a = x, *b = y;
	const int c = memcmp(a->hash, b->hash, HASH_LEN);

	return c != 0 ? c : (a->id > b->id) - (a->id < b->id);
}

static int
by_id(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

void
account_sample(struct arena *a, int64_t seed, const int64_t *ids, size_t n, size_t k, int64_t **out, size_t *n_out)
{
	struct drawn *d = arena_array_of(a, struct drawn, n + 1);

	*n_out = k < n ? k : n;
	*out = arena_array_of(a, int64_t, *n_out + 1);
	for (size_t i = 0; i < n; i++) {
		const char *text = arena_printf(a, "%lld:%lld", (long long)seed, (long long)ids[i]);

		hash_sha256(d[i].hash, text, strlen(text));
		d[i].id = ids[i];
	}
	if (n > 1)
		qsort(d, n, sizeof(*d), by_hash);
	for (size_t i = 0; i < *n_out; i++)
		(*out)[i] = d[i].id;
	if (*n_out > 1)
		qsort(*out, *n_out, sizeof(**out), by_id);
}
