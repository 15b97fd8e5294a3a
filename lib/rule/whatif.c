#include "config.h"
#include "lib/rule/whatif.h"

#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static bool
is_urgent(enum limit_unit unit)
{
	return unit != LIMIT_NONE && limit_unit_urgent(unit) == unit && unit != LIMIT_WORK_HOUR && unit != LIMIT_WORK_DAY;
}

static void
count(const struct whatif *r, struct whatif_tally *t)
{
	if (r->would == USEC_NONE) {
		t->unknown++;
		return;
	}
	t->same += r->would == r->due;
	t->earlier += r->would < r->due;
	t->later += r->would > r->due;
	if (r->ended == USEC_NONE)
		return;
	t->late += r->ended > r->due;
	t->would_late += r->ended > r->would;
}

void
whatif_run(const struct calendar *cal, struct whatif *rows, size_t n, int32_t amount, enum limit_unit unit,
    struct whatif_tally *out)
{
	struct whatif_tally t = { .all = (int64_t)n };

	for (size_t i = 0; i < n; i++) {
		struct whatif *r = &rows[i];
		const int32_t much = amount >= 0 ? amount : r->amount;
		const enum limit_unit in = amount < 0 ? r->unit : is_urgent(r->unit) ? limit_unit_urgent(unit) : unit;

		r->would = USEC_NONE;
		if (in != LIMIT_NONE && deadline_add(cal, r->started, much, in, NO_PAUSES, &r->would) != OK)
			err_clear();
		count(r, &t);
	}
	*out = t;
}

size_t
whatif_days(const struct cal_exception *before, size_t n_before, const struct cal_exception *after, size_t n_after,
    struct whatif_day *out)
{
	size_t b = 0, a = 0, n = 0;

	while (b < n_before || a < n_after) {
		const bool take_b = a == n_after || (b < n_before && before[b].day <= after[a].day);
		const bool take_a = b == n_before || (a < n_after && after[a].day <= before[b].day);
		const struct whatif_day d = { take_b ? before[b].day : after[a].day, take_b ? (int)before[b].kind : -1,
			take_a ? (int)after[a].kind : -1 };

		b += take_b;
		a += take_a;
		if (d.was != d.is)
			out[n++] = d;
	}
	return n;
}
