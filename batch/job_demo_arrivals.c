/* When something is reported in the demo district: by season, weekday, holiday and hour. */
#include "config.h"
#include "batch/job_demo_run.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

/* Channels, so many in a thousand (workflow §1). */
static const struct {
	enum source source;
	uint32_t share;
} channels[] = {
	{ SRC_SUPERVISOR, 700 }, { SRC_VIDEO, 25 }, { SRC_HOTLINE, 75 }, { SRC_12345, 90 }, { SRC_MEDIA, 3 },
	{ SRC_NET, 60 }, { SRC_WALKIN, 12 }, { SRC_DEPUTY, 2 }, { SRC_UPPER, 12 }, { SRC_LEADER, 1 },
	{ SRC_TEAM, 8 }, { SRC_AUTONOMY, 10 }, { SRC_GUARD, 2 },
};

/* Where cases are left lying at the end, so that every desk has work: of three thousand cases. */
static const struct {
	uint8_t target;
	int count;
	int lead_min, lead_max;		/* minutes of duty time before the end */
	enum source source;		/* 0: any */
} left_lying[] = {
	{ TARGET_COMPLAINT, 7, 3, 90, SRC_NET }, { TARGET_SUSPECT, 2, 20, 600, SRC_NET },
	{ CS_REGISTERED, 4, 2, 70, SRC_SUPERVISOR }, { CS_REGISTERED, 5, 2, 50, SRC_HOTLINE },
	{ CS_VERIFYING, 7, 12, 100, SRC_HOTLINE }, { CS_FILING, 5, 12, 75, SRC_SUPERVISOR },
	{ CS_FILING, 4, 45, 140, SRC_12345 }, { CS_FILING_CHIEF, 5, 25, 95, 0 },
	{ CS_FILED, 9, 25, 110, 0 }, { CS_COORDINATING, 4, 40, 130, 0 }, { CS_DISPATCHED, 22, 35, 150, 0 },
	{ CS_HANDLING, 60, 80, 3500, 0 }, { CS_RETURN_REVIEW, 4, 80, 190, SRC_SUPERVISOR },
	{ CS_LEADER_PENDING, 4, 140, 900, SRC_SUPERVISOR }, { CS_FEEDBACK, 8, 120, 215, SRC_SUPERVISOR },
	{ CS_CHECK_PENDING, 6, 130, 225, SRC_SUPERVISOR }, { CS_CHECKING, 9, 140, 260, SRC_SUPERVISOR },
	{ CS_CLOSE_REVIEW, 7, 165, 270, SRC_SUPERVISOR }, { CS_CLOSE_CHIEF, 6, 175, 280, SRC_SUPERVISOR },
	{ CS_REWORK_PENDING, 5, 175, 300, SRC_SUPERVISOR },
};

static const unsigned char patrol_hours[24] = {
	0, 0, 0, 0, 0, 0, 0, 60, 100, 120, 110, 80, 50, 60, 90, 110, 100, 80, 50, 40, 30, 20, 10, 0
};
static const unsigned char citizen_hours[24] = {
	10, 6, 4, 3, 3, 5, 12, 30, 60, 80, 80, 70, 50, 50, 70, 70, 70, 60, 50, 55, 55, 45, 30, 20
};

static double
day_weight(const struct world *w, int32_t day, uint64_t seed)
{
	static const double weekday[7] = { 0.72, 1.08, 1.05, 1.03, 1.00, 1.02, 0.82 };
	static const double month[12] = { 0.85, 0.70, 1.00, 1.05, 1.08, 1.10, 1.15, 1.12, 1.05, 1.00, 0.98, 0.92 };
	const struct cal_day *d = calendar_day(w->office->cal, day);
	struct rng r = rng_stream(seed, 'd', (uint64_t)day);
	int y, m, md;
	double f;

	date_of_day(day, &y, &m, &md);
	f = month[m - 1] * (0.85 + 0.3 * rng_unit(&r));
	if (d != NULL && d->kind == CAL_DAY_HOLIDAY)
		return f * 0.6;
	return d != NULL && d->kind == CAL_DAY_MAKEUP ? f : f * weekday[weekday_of_day(day)];
}

static enum source
pick_source(struct rng *r)
{
	uint32_t want = rng_below(r, 1000);

	for (size_t i = 0; i < N(channels); i++) {
		if (want < channels[i].share)
			return channels[i].source;
		want -= channels[i].share;
	}
	return SRC_SUPERVISOR;
}

static usec_t
pick_time(int32_t day, const unsigned char hours[24], struct rng *r)
{
	uint32_t sum = 0, want;
	int h = 0;

	for (int i = 0; i < 24; i++)
		sum += hours[i];
	want = rng_below(r, sum);
	while (want >= hours[h])
		want -= hours[h++];
	return day_start(day) + h * USEC_HOUR + (usec_t)rng_below(r, 3600) * USEC_SEC;
}

static void
fill_day(const struct run_plan *p, int32_t day, size_t n, struct arrival *out)
{
	struct rng r = rng_stream(p->seed, 'a', (uint64_t)day);

	for (size_t i = 0; i < n; i++) {
		const enum source s = pick_source(&r);
		const bool citizen = source_is_public(s) || s == SRC_VIDEO || s == SRC_UPPER;
		usec_t at = p->begin - 1;

		for (int t = 0; t < 50 && (at < p->begin || at >= p->end); t++)
			at = pick_time(day, citizen ? citizen_hours : patrol_hours, &r);
		if (at < p->begin || at >= p->end)	/* an hour at which hardly anybody reports */
			at = p->begin > day_start(day) ? p->begin : day_start(day);
		out[i] = (struct arrival){ .at = at, .source = (uint8_t)s };
	}
}

/* Back from an instant by minutes of duty time, 07:00 to 23:00. */
static usec_t
before(usec_t at, int64_t minutes)
{
	usec_t left = minutes * USEC_MIN;

	for (;;) {
		const struct civil c = civil_of(at);
		const usec_t day = day_start(day_of_date(c.year, c.month, c.day));
		const usec_t opens = day + 7 * USEC_HOUR, shuts = day + 23 * USEC_HOUR;
		const usec_t from = at < shuts ? at : shuts;

		if (from - left >= opens)
			return from - left;
		if (from > opens)
			left -= from - opens;
		at = day - USEC_HOUR;	/* 23:00 of the day before */
	}
}

static size_t
leave_lying(const struct run_plan *p, struct arrival *out, size_t room)
{
	struct rng r = rng_stream(p->seed, 'l', 0);
	size_t n = 0;

	for (size_t i = 0; i < N(left_lying); i++) {
		const int64_t some = (left_lying[i].count * p->cases + 1500) / 3000;
		const int64_t count = p->cases >= 3000 ? left_lying[i].count : some > 0 ? some : 1;

		for (int64_t k = 0; k < count && n < room; k++) {
			const int64_t lead = left_lying[i].lead_min +
			    (int64_t)rng_below(&r, (uint32_t)(left_lying[i].lead_max - left_lying[i].lead_min));
			const usec_t at = before(p->end, lead);

			if (at >= p->begin)
				out[n++] = (struct arrival){ .at = at, .target = left_lying[i].target,
					.source = (uint8_t)(left_lying[i].source != 0 ? left_lying[i].source
					                                              : pick_source(&r)) };
		}
	}
	return n;
}

static int
by_time(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return (x->target > y->target) - (x->target < y->target);
}

void
run_arrivals(const struct world *w, const struct run_plan *p, struct arrival *out)
{
	const int32_t first = day_of(p->begin), last = day_of(p->end - 1);
	const size_t total = (size_t)p->cases, lying = leave_lying(p, out, total / 4);
	double sum = 0, run = 0;
	size_t done = lying;

	for (int32_t day = first; day <= last; day++)
		sum += day_weight(w, day, p->seed);
	for (int32_t day = first; day <= last; day++) {
		size_t upto;

		run += day_weight(w, day, p->seed);
		upto = day == last ? total : lying + (size_t)(run / sum * (double)(total - lying));
		if (upto > done) {
			fill_day(p, day, upto - done, out + done);
			done = upto;
		}
	}
	qsort(out, total, sizeof(*out), by_time);
}
