/* Checked arithmetic and array sizes. */
#ifndef LIB_BASE_CHECK_H
#define LIB_BASE_CHECK_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* The product or sum; an overflow is a bug or an attack and ends the process. */
static inline size_t
size_mul(size_t a, size_t b)
{
	size_t r;

	if (__builtin_mul_overflow(a, b, &r))
		abort();
	return r;
}

static inline size_t
size_add(size_t a, size_t b)
{
	size_t r;

	if (__builtin_add_overflow(a, b, &r))
		abort();
	return r;
}

#endif
