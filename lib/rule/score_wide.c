#include "config.h"
#include "lib/rule/score_wide.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/banned.h"

struct score_wide
wide_of(int64_t v)
{
	struct score_wide r = { { (uint32_t)v, (uint32_t)((uint64_t)v >> 32) } };

	return r;
}

static int
top(const struct score_wide *a)
{
	int n = SCORE_LIMBS;

	while (n > 0 && a->w[n - 1] == 0)
		n--;
	return n;
}

struct score_wide
wide_mul(const struct score_wide *a, const struct score_wide *b)
{
	const int n = top(a), m = top(b);
	struct score_wide r = { { 0 } };

	if (n + m > SCORE_LIMBS)
		abort();
	for (int i = 0; i < n; i++) {
		uint64_t carry = 0;

		for (int j = 0; j < m || carry != 0; j++) {
			carry += r.w[i + j] + (j < m ? (uint64_t)a->w[i] * b->w[j] : 0);
			r.w[i + j] = (uint32_t)carry;
			carry >>= 32;
		}
	}
	return r;
}

struct score_wide
wide_add(const struct score_wide *a, const struct score_wide *b)
{
	struct score_wide r;
	uint64_t carry = 0;

	for (int i = 0; i < SCORE_LIMBS; i++) {
		carry += (uint64_t)a->w[i] + b->w[i];
		r.w[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0)
		abort();
	return r;
}

struct score_wide
wide_sub(const struct score_wide *a, const struct score_wide *b)
{
	struct score_wide r;
	int64_t borrow = 0;

	for (int i = 0; i < SCORE_LIMBS; i++) {
		int64_t d = (int64_t)a->w[i] - b->w[i] - borrow;

		borrow = d < 0;
		r.w[i] = (uint32_t)(d + (borrow << 32));
	}
	return r;
}

int
wide_cmp(const struct score_wide *a, const struct score_wide *b)
{
	for (int i = SCORE_LIMBS; i > 0; i--)
		if (a->w[i - 1] != b->w[i - 1])
			return a->w[i - 1] > b->w[i - 1] ? 1 : -1;
	return 0;
}

static int64_t
gcd(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t t = a % b;

		a = b;
		b = t;
	}
	return a;
}

struct score_frac
frac_of(int64_t num, int64_t den)
{
	const int64_t g = gcd(num, den);

	return (struct score_frac){ wide_of(num / g), wide_of(den / g) };
}

struct score_frac
frac_add(const struct score_frac *a, const struct score_frac *b)
{
	struct score_frac r;

	if (wide_cmp(&a->den, &b->den) == 0)
		return (struct score_frac){ wide_add(&a->num, &b->num), a->den };
	r.num = wide_mul(&a->num, &b->den);
	r.den = wide_mul(&b->num, &a->den);
	r.num = wide_add(&r.num, &r.den);
	r.den = wide_mul(&a->den, &b->den);
	return r;
}

struct score_frac
frac_mul(const struct score_frac *a, int64_t num, int64_t den)
{
	const struct score_frac by = frac_of(num, den);

	return (struct score_frac){ wide_mul(&a->num, &by.num), wide_mul(&a->den, &by.den) };
}

struct score_frac
frac_less(const struct score_frac *a, const struct score_frac *b)
{
	const struct score_wide x = wide_mul(&a->num, &b->den), y = wide_mul(&b->num, &a->den);

	if (wide_cmp(&x, &y) <= 0)
		return frac_of(0, 1);
	return (struct score_frac){ wide_sub(&x, &y), wide_mul(&a->den, &b->den) };
}

int
frac_cmp(const struct score_frac *a, const struct score_frac *b)
{
	const struct score_wide x = wide_mul(&a->num, &b->den), y = wide_mul(&b->num, &a->den);

	return wide_cmp(&x, &y);
}

/* The greatest r with r * 2 * den <= num * 2 * scale + den, found bit by bit. */
int64_t
frac_round(const struct score_frac *a, int64_t scale)
{
	const struct score_wide two = wide_of(2), twice = wide_mul(&a->den, &two), by = wide_of(scale);
	struct score_wide have = wide_mul(&a->num, &by);
	int64_t r = 0;

	have = wide_mul(&have, &two);
	have = wide_add(&have, &a->den);
	for (int bit = 46; bit >= 0; bit--) {
		const int64_t try = r | (int64_t)1 << bit;
		const struct score_wide t = wide_of(try), need = wide_mul(&t, &twice);

		if (wide_cmp(&need, &have) <= 0)
			r = try;
	}
	return r;
}
