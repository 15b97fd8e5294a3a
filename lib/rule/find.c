#include "config.h"
#include "lib/rule/find.h"

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/banned.h"

enum { WORD_LONG = 30 };	/* a longer word is no better found */

static bool
counts(const struct fold_char *c)
{
	return c->kind != FOLD_GAP;
}

static size_t
skip_gaps(const struct folded *f, size_t i)
{
	while (i < f->n && !counts(&f->c[i]))
		i++;
	return i;
}

/* How many characters of part match from text[i] on, gaps aside; *end is where the match ends. */
static bool
matches_at(const struct folded *text, size_t i, const struct folded *part, size_t *end)
{
	size_t k = skip_gaps(part, 0);

	for (; k < part->n; k = skip_gaps(part, k + 1), i++) {
		i = skip_gaps(text, i);
		if (i >= text->n || text->c[i].cp != part->c[k].cp)
			return false;
	}
	*end = i;
	return true;
}

static bool
narrow(const struct folded *f, size_t i)
{
	return i < f->n && (f->c[i].kind == FOLD_NARROW || f->c[i].kind == FOLD_DIGIT);
}

/* Whether [from, end) of a text is a word by itself; an English plural counts. */
static bool
stands_alone(const struct folded *f, size_t from, size_t end)
{
	if (narrow(f, from) && from > 0 && narrow(f, from - 1))
		return false;
	if (end == 0 || !narrow(f, end - 1) || !narrow(f, end))
		return true;
	end += f->c[end].cp == 'e' && end + 1 < f->n && f->c[end + 1].cp == 's';
	return f->c[end].cp == 's' && !narrow(f, end + 1);
}

static int
length(const struct folded *f)
{
	int n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += counts(&f->c[i]);
	return n;
}

int
find_score(const struct folded *typed, const struct folded *name)
{
	const int n_typed = length(typed), n_name = length(name);
	size_t end;

	if (n_typed == 0 || n_name == 0)
		return FIND_NONE;
	if (matches_at(name, 0, typed, &end))
		return n_typed == n_name ? FIND_EXACT : FIND_BEGIN;
	for (size_t i = 0; i < typed->n && n_name < n_typed; i++)
		if (counts(&typed->c[i]) && matches_at(typed, i, name, &end) && stands_alone(typed, i, end))
			return FIND_WORD + (n_name < WORD_LONG ? n_name : WORD_LONG);
	for (size_t i = 1; i < name->n && n_typed < n_name; i++)
		if (counts(&name->c[i]) && !(narrow(name, i) && narrow(name, i - 1)) && matches_at(name, i, typed, &end))
			return FIND_INSIDE;
	return FIND_NONE;
}

int
find_better(const void *a, const void *b)
{
	const struct find_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}
