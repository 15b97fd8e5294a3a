#include "config.h"
#include "lib/rule/coarse.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/banned.h"

static int
cell_cmp(const void *x, const void *y)
{
	const struct coarse_cell *a = x, *b = y;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

/* The end of the base grid that begins at i. */
static size_t
base_end(const struct coarse_cell *cells, size_t count, size_t i)
{
	size_t j = i;

	while (j < count && cells[j].base == cells[i].base)
		j++;
	return j;
}

static int64_t
sum_of(const struct coarse_cell *cells, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += cells[i].n;
	return sum;
}

static void
set_level(struct coarse_cell *cells, size_t n, enum coarse_level level)
{
	for (size_t i = 0; i < n; i++)
		cells[i].level = level;
}

/* One base grid of at least k: small cells go into its rest, and one shown cell more while that is too small. */
static void
merge_base(struct coarse_cell *cells, size_t n, int64_t k)
{
	int64_t rest = 0;

	for (size_t i = 0; i < n; i++) {
		cells[i].level = cells[i].unit != 0 && cells[i].n >= k ? COARSE_UNIT : COARSE_BASE;
		rest += cells[i].level == COARSE_BASE ? cells[i].n : 0;
	}
	while (rest > 0 && rest < k) {
		struct coarse_cell *least = NULL;

		for (size_t i = 0; i < n; i++)
			if (cells[i].level == COARSE_UNIT && (least == NULL || cells[i].n < least->n))
				least = &cells[i];
		if (least == NULL)
			return;
		least->level = COARSE_BASE;
		rest += least->n;
	}
}

/* The smallest base grid that is shown becomes "other" too; false: there is none. */
static bool
hide_base(struct coarse_cell *cells, size_t count, int64_t *other)
{
	size_t least = count;
	int64_t least_n = 0;

	for (size_t i = 0, end; i < count; i = end) {
		int64_t n;

		end = base_end(cells, count, i);
		n = sum_of(&cells[i], end - i);
		if (cells[i].level != COARSE_OTHER && (least == count || n < least_n)) {
			least = i;
			least_n = n;
		}
	}
	if (least == count)
		return false;
	set_level(&cells[least], base_end(cells, count, least) - least, COARSE_OTHER);
	*other += least_n;
	return true;
}

void
coarse_merge(struct coarse_cell *cells, size_t count, int64_t k)
{
	int64_t other = 0;

	if (count > 0)
		qsort(cells, count, sizeof(*cells), cell_cmp);
	for (size_t i = 0, end; i < count; i = end) {
		int64_t n;

		end = base_end(cells, count, i);
		n = sum_of(&cells[i], end - i);
		if (cells[i].base == 0 || n < k) {
			set_level(&cells[i], end - i, COARSE_OTHER);
			other += n;
		} else {
			merge_base(&cells[i], end - i, k);
		}
	}
	while (other > 0 && other < k && hide_base(cells, count, &other))
		;
}
