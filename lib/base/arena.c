#include "config.h"
#include "lib/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { BLOCK_SIZE = 32 * 1024 };

struct block {
	struct block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *head;	/* the block being filled; the first one is last in the list */
	size_t used;
};

static struct block *
block_new(size_t size, struct block *next)
{
	struct block *b = malloc(size_add(sizeof(*b), size));

	if (b == NULL) {
		(void)fputs("out of memory\n", stderr);
		abort();
	}
	b->next = next;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL) {
		(void)fputs("out of memory\n", stderr);
		abort();
	}
	a->head = block_new(BLOCK_SIZE, NULL);
	return a;
}

void
arena_free(struct arena *a)
{
	struct block *b, *next;

	if (a == NULL)
		return;
	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

void
arena_reset(struct arena *a)
{
	struct block *b;

	while ((b = a->head)->next != NULL) {
		a->head = b->next;
		free(b);
	}
	b->used = 0;
	a->used = 0;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t want = size_add(size, align - 1) / align * align;
	struct block *b = a->head;
	void *p;

	if (b->size - b->used < want) {
		b = block_new(want > BLOCK_SIZE / 4 ? want : BLOCK_SIZE, a->head);
		a->head = b;
	}
	p = b->data + b->used;
	b->used += want;
	a->used += want;
	return memset(p, 0, want);
}

void *
arena_calloc(struct arena *a, size_t n, size_t size)
{
	return arena_alloc(a, size_mul(n, size));
}

void *
arena_memdup(struct arena *a, const void *p, size_t n)
{
	void *q = arena_alloc(a, size_add(n, 1));

	return n > 0 ? memcpy(q, p, n) : q;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	return s != NULL ? arena_memdup(a, s, strnlen(s, n)) : NULL;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s != NULL ? arena_memdup(a, s, strlen(s)) : NULL;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char brief[256], *s;
	va_list again;
	int n;

	/* Most texts are short: formatted once. */
	va_copy(again, ap);
	n = vsnprintf(brief, sizeof(brief), fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	s = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(brief))
		memcpy(s, brief, (size_t)n + 1);
	else
		(void)vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}
