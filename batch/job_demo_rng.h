/*
 * Chance that can be repeated: splitmix64.  Each case draws from a stream of
 * its own, so that a run can go on in the middle and still be the same.
 */
#ifndef BATCH_JOB_DEMO_RNG_H
#define BATCH_JOB_DEMO_RNG_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

struct rng {
	uint64_t state;
};

static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

/* The stream of a purpose and an index under a seed. */
static inline struct rng
rng_stream(uint64_t seed, uint64_t purpose, uint64_t index)
{
	struct rng r = { seed * UINT64_C(0xD6E8FEB86659FD93) + purpose };

	r.state = rng_next(&r) ^ (index * UINT64_C(0xA0761D6478BD642F));
	(void)rng_next(&r);
	return r;
}

/* 0 … n - 1; n above 0. */
static inline uint32_t
rng_below(struct rng *r, uint32_t n)
{
	return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}

/* [0, 1) */
static inline double
rng_unit(struct rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}

/* True so many times in a thousand. */
static inline bool
rng_permille(struct rng *r, uint32_t times)
{
	return rng_below(r, 1000) < times;
}

/*
 * A delay with this median and a long tail (log-normal, sigma 0.8: one in
 * twenty takes 3.7 times as long), never more than 40 times as long.
 */
static inline double
rng_delay(struct rng *r, double median)
{
	const double u = 1.0 - rng_unit(r), v = rng_unit(r);
	const double z = sqrt(-2.0 * log(u)) * cos(2.0 * 3.14159265358979323846 * v);
	const double f = exp(0.8 * z);

	return median * (f > 40.0 ? 40.0 : f);
}

#endif
