#include "config.h"
#include "lib/rule/control.h"

#include <math.h>

#include "lib/rule/calendar.h"
#include "lib/rule/ground.h"

#include "lib/base/banned.h"

/* --- comparable days --------------------------------------------------------- */

static bool
rests(const struct calendar *cal, int32_t day)
{
	const struct cal_day *d = cal == NULL ? NULL : calendar_day(cal, day);

	if (d == NULL)
		return weekday_of_day(day) == 0 || weekday_of_day(day) == 6;
	return d->kind == CAL_DAY_REST || d->kind == CAL_DAY_HOLIDAY;
}

bool
control_alike(const struct calendar *cal, int32_t a, int32_t b)
{
	return rests(cal, a) == rests(cal, b);
}

void
control_days(const struct calendar *cal, int32_t day, int32_t first, int32_t out[CONTROL_WEEKS], size_t *n)
{
	*n = 0;
	for (int32_t week = 1; week <= CONTROL_BACK && *n < CONTROL_WEEKS; week++) {
		const int32_t before = day - 7 * week;

		if (before < first)
			return;
		if (control_alike(cal, day, before))
			out[(*n)++] = before;
	}
}

/* --- tails -------------------------------------------------------------------- */

/* The chance of exactly k among total, each in the present day with 1 / (days + 1). */
static double
chance(int64_t k, int64_t total, size_t days)
{
	const double n = (double)total, x = (double)k, d = (double)days;

	return exp(lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1) + (n - x) * log(d / (d + 1)) - x * log(d + 1));
}

/* Adds up from k towards end, until what is left cannot be seen any more. */
static double
tail(int64_t k, int64_t end, int64_t total, size_t days)
{
	const int64_t way = end > k ? 1 : -1;
	double sum = 0, term;

	for (;; k += way) {
		term = chance(k, total, days);
		sum += term;
		if (k == end || term < sum * 1e-12)
			return sum > 1 ? 1 : sum;
	}
}

double
control_high(int64_t now, int64_t before, size_t days)
{
	const int64_t total = now + before;

	if (now <= 0 || days < CONTROL_LEAST)
		return 1;
	/* Below the mean the terms still grow: there it is no alarm anyhow. */
	if (now * (int64_t)(days + 1) <= total)
		return 1;
	return tail(now, total, total, days);
}

double
control_low(int64_t now, int64_t before, size_t days)
{
	const int64_t total = now + before;

	if (days < CONTROL_LEAST || now * (int64_t)(days + 1) >= total)
		return 1;
	return tail(now, 0, total, days);
}

double
control_share(int64_t per_thousand, size_t numbers)
{
	return (double)per_thousand / 1000 / 2 / (double)(numbers > 0 ? numbers : 1);
}

int64_t
control_upper(int64_t before, size_t days, double share)
{
	int64_t low = 0, high = 1;	/* low is no alarm; high is one */

	if (days < CONTROL_LEAST)
		return INT64_MAX;
	while (control_high(high, before, days) >= share) {
		low = high;
		high *= 2;
	}
	while (high - low > 1) {
		const int64_t mid = low + (high - low) / 2;

		if (control_high(mid, before, days) >= share)
			low = mid;
		else
			high = mid;
	}
	return low;
}

int64_t
control_lower(int64_t before, size_t days, double share)
{
	int64_t low = -1, high = days == 0 ? 0 : before / (int64_t)days;	/* low would alarm, high does not */

	if (control_low(0, before, days) >= share)
		return 0;
	while (high - low > 1) {
		const int64_t mid = low + (high - low) / 2;

		if (control_low(mid, before, days) >= share)
			high = mid;
		else
			low = mid;
	}
	return high;
}

/* --- clusters ------------------------------------------------------------------ */

int
control_point_cmp(const void *a, const void *b)
{
	const struct control_point *x = a, *y = b;

	if (x->class_id != y->class_id)
		return x->class_id < y->class_id ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Moves all that can be reached from p[i] within [i, to) behind it; the end of them. */
static size_t
reach(struct control_point *p, size_t i, size_t to, int32_t metres)
{
	size_t end = i + 1;

	for (size_t e = i; e < end; e++)
		for (size_t j = end; j < to; j++)
			if (ground_metres(p[e].lat, p[e].lon, p[j].lat, p[j].lon) <= metres) {
				const struct control_point found = p[j];

				p[j] = p[end];
				p[end++] = found;
			}
	return end;
}

void
control_clusters(struct control_point *p, size_t points, int32_t metres, size_t least, int32_t *n)
{
	*n = 0;
	for (size_t i = 0, to = 0, end; i < points; i = end) {
		while (to < points && (to <= i || p[to].class_id == p[i].class_id))
			to++;
		end = reach(p, i, to, metres);
		for (size_t j = i; j < end; j++)
			p[j].cluster = end - i >= least ? *n : -1;
		*n += end - i >= least;
	}
}
