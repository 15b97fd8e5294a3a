#include "config.h"
#include "lib/rule/stubborn.h"

#include "lib/base/arena.h"

#include "lib/base/banned.h"

/* One more of a subject; the list has room for all. */
static void
add(struct stubborn_loss *list, size_t *n, enum stubborn_subject subject, int64_t id, int32_t points, int32_t cap)
{
	size_t i = 0;

	while (i < *n && (list[i].subject != subject || list[i].subject_id != id))
		i++;
	if (i == *n)
		list[(*n)++] = (struct stubborn_loss){ .subject = subject, .subject_id = id };
	list[i].times++;
	list[i].points = list[i].points + points < cap ? list[i].points + points : cap;
}

/* Open at the end of P, or now where P goes on, and since before P began. */
static bool
stood(const struct stubborn_life *l, struct period p, usec_t now)
{
	const usec_t end = now < p.to ? now : p.to;

	return p.from <= now && l->opened < p.from && (l->ended == USEC_NONE || l->ended >= end);
}

void
stubborn_losses(struct arena *a, const struct stubborn_life *lives, size_t n_lives, const struct stubborn_status *statuses,
    size_t n_statuses, struct period p, usec_t now, const struct stubborn_rule *rule, struct stubborn_loss **out, size_t *n)
{
	struct stubborn_loss *list = arena_array_of(a, struct stubborn_loss, n_lives + n_statuses);
	size_t k = 0;

	for (size_t i = 0; i < n_lives; i++)
		if (lives[i].unit_id != 0 && stood(&lives[i], p, now))
			add(list, &k, STUBBORN_UNIT, lives[i].unit_id, rule->open, rule->cap);
	for (size_t i = 0; i < n_statuses; i++)
		if (statuses[i].due >= p.from && statuses[i].due < p.to && stubborn_missed(&statuses[i], now))
			add(list, &k, STUBBORN_PERSON, statuses[i].owner_id, rule->missed, rule->cap);
	*out = list;
	*n = k;
}
