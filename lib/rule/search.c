#include "config.h"
#include "lib/rule/search.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { GRAM_BITS = 21, WHOLE_NUMBER_BELOW = 4, FACET_BITS = 48 };

static bool
is_wide(const struct fold_char *c)
{
	return c->kind == FOLD_WIDE;
}

/* Characters of the run that begins at i: letters and digits, or ideographs. */
static size_t
run_length(const struct fold_char *c, size_t n, size_t i)
{
	size_t end = i;

	while (end < n && c[end].kind != FOLD_GAP && is_wide(&c[end]) == is_wide(&c[i]))
		end++;
	return end - i;
}

/* The gram of a run at i, filled with zeros behind its end. */
static int64_t
gram(const struct fold_char *run, size_t len, size_t i)
{
	const size_t size = is_wide(run) ? 2 : 3;
	int64_t t = 0;

	for (size_t k = 0; k < 3; k++)
		t = t << GRAM_BITS | (k < size && i + k < len ? (int64_t)run[i + k].cp : 0);
	return t;
}

void
search_tokens(const struct folded *text, search_token_fn *fn, void *ctx)
{
	size_t len;

	for (size_t i = 0; i < text->n; i += len) {
		if (text->c[i].kind == FOLD_GAP) {
			len = 1;
			continue;
		}
		len = run_length(text->c, text->n, i);
		for (size_t k = 0; k < len; k++)
			fn(ctx, gram(text->c + i, len, k));
	}
}

/* Whether a run of a term is a number that counts as a whole only. */
static bool
is_whole_number(const struct fold_char *run, size_t len)
{
	if (len >= WHOLE_NUMBER_BELOW)
		return false;
	for (size_t i = 0; i < len; i++)
		if (run[i].kind != FOLD_DIGIT)
			return false;
	return true;
}

size_t
search_term_ranges(const struct search_term *t, struct search_range *out, size_t max)
{
	size_t n = 0, len;

	for (size_t i = 0; i < t->n; i += len) {
		const struct fold_char *run = t->c + i;
		const size_t size = is_wide(run) ? 2 : 3;
		bool ends;	/* the run ends here in the text as well */

		len = run_length(t->c, t->n, i);
		ends = i + len < t->n || is_whole_number(run, len);
		for (size_t k = 0; k < len && n < max; k++) {
			const int64_t g = gram(run, len, k);

			if (k + size <= len || ends)
				out[n++] = (struct search_range){ g, g };
			else if (k == 0)	/* shorter than a gram: all that begin so */
				out[n++] = (struct search_range){ g,
					g + ((int64_t)1 << GRAM_BITS * (int)(3 - len)) - 1 };
		}
	}
	return n;
}

static bool
is_solid(const struct folded *text, size_t i)
{
	return i < text->n && text->c[i].kind != FOLD_GAP && !is_wide(&text->c[i]);
}

/* Whether the term stands at character i; *last is its last character there. */
static bool
stands_at(const struct folded *text, size_t i, const struct search_term *t, size_t *last)
{
	const size_t begin = i;
	size_t run = 0;	/* where the term's last run begins */

	for (size_t k = 0; k < t->n; k++, i++) {
		if (k > 0 && is_wide(&t->c[k]) != is_wide(&t->c[k - 1])) {
			run = k;
			while (i < text->n && text->c[i].kind == FOLD_GAP)
				i++;
		}
		if (i >= text->n || text->c[i].cp != t->c[k].cp || text->c[i].kind == FOLD_GAP)
			return false;
	}
	*last = i - 1;
	if (is_whole_number(t->c, run_length(t->c, t->n, 0)) && begin > 0 && is_solid(text, begin - 1))
		return false;
	return !is_whole_number(t->c + run, t->n - run) || !is_solid(text, i);
}

bool
search_find(const struct folded *text, const struct search_term *t, size_t from, size_t *first, size_t *last)
{
	for (size_t i = from; i < text->n; i++)
		if (text->c[i].cp == t->c[0].cp && stands_at(text, i, t, last)) {
			*first = i;
			return true;
		}
	return false;
}

/* Puts a span where it belongs, joined with those it touches. */
static void
add_span(struct search_span out[SEARCH_SPANS_MAX], size_t *n, struct search_span s)
{
	size_t i = 0, end;

	while (i < *n && out[i].until < s.from)
		i++;
	for (end = i; end < *n && out[end].from <= s.until; end++) {
		s.from = out[end].from < s.from ? out[end].from : s.from;
		s.until = out[end].until > s.until ? out[end].until : s.until;
	}
	if (i == end && *n == SEARCH_SPANS_MAX)
		return;
	memmove(out + i + 1, out + end, (*n - end) * sizeof(*out));
	out[i] = s;
	*n = *n - (end - i) + 1;
}

size_t
search_spans(const struct folded *text, const struct search_query *q, struct search_span out[SEARCH_SPANS_MAX])
{
	size_t n = 0, first, last;

	for (size_t t = 0; t < q->n; t++)
		for (size_t from = 0; search_find(text, &q->terms[t], from, &first, &last); from = last + 1)
			add_span(out, &n, (struct search_span){ text->c[first].at,
			    (size_t)text->c[last].at + text->c[last].len });
	return n;
}

/* A number of at most four digits at *i; false when there is none. */
static bool
read_number(const struct fold_char *c, size_t n, size_t *i, int *out)
{
	size_t from = *i;

	*out = 0;
	while (*i < n && c[*i].kind == FOLD_DIGIT && *i - from < 4)
		*out = *out * 10 + (int)(c[(*i)++].cp - '0');
	return *i > from && (*i == n || c[*i].kind != FOLD_DIGIT);
}

static bool
read_sign(const struct fold_char *c, size_t n, size_t *i, uint32_t a, uint32_t b)
{
	if (*i >= n || (c[*i].cp != a && c[*i].cp != b))
		return false;
	(*i)++;
	return true;
}

static bool
set_days(struct search_query *q, int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 2000 || year > 2099 || month < 1 || month > 12 || day < 0 ||
	    day > days[month - 1] + (month == 2 && leap))
		return false;
	q->has_days = true;
	q->from_day = day_of_date(year, month, day > 0 ? day : 1);
	q->until_day = day > 0 ? q->from_day + 1 : month == 12 ? day_of_date(year + 1, 1, 1) :
	    day_of_date(year, month + 1, 1);
	return true;
}

/* "2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026-03", "2026年3月". */
static bool
read_date(struct search_query *q, const struct fold_char *c, size_t n)
{
	const uint32_t sign = n > 4 ? c[4].cp : 0;
	const bool zh = sign == 0x5E74;	/* 年 */
	size_t i = 0;
	int year, month, day = 0;

	if ((sign != '-' && sign != '/' && sign != '.' && !zh) || !read_number(c, n, &i, &year) ||
	    !read_sign(c, n, &i, sign, sign) || !read_number(c, n, &i, &month) || month == 0)
		return false;
	if (zh && !read_sign(c, n, &i, 0x6708, 0x6708))	/* 月 */
		return false;
	if (i == n)
		return sign != '.' && set_days(q, year, month, 0);
	if ((!zh && !read_sign(c, n, &i, sign, sign)) || !read_number(c, n, &i, &day) || day == 0)
		return false;
	if (zh && i < n && !read_sign(c, n, &i, 0x65E5, 0x53F7))	/* 日 or 号 */
		return false;
	return i == n && set_days(q, year, month, day);
}

/* "3月5日": the last one that was. */
static bool
read_day_of_year(struct search_query *q, const struct fold_char *c, size_t n, int32_t today)
{
	const int year = civil_of(day_start(today)).year;
	size_t i = 0;
	int month, day;

	if (!read_number(c, n, &i, &month) || !read_sign(c, n, &i, 0x6708, 0x6708) ||
	    !read_number(c, n, &i, &day) || day == 0 || !read_sign(c, n, &i, 0x65E5, 0x53F7) || i != n ||
	    !set_days(q, year, month, day))
		return false;
	return q->from_day <= today || set_days(q, year - 1, month, day);
}

static void
add_terms(struct search_query *q, const struct fold_char *c, size_t n)
{
	size_t from;

	for (size_t i = 0; i < n;) {
		if (c[i].kind == FOLD_GAP) {
			i++;
			continue;
		}
		for (from = i; i < n && c[i].kind != FOLD_GAP; i++)
			;
		if (q->n == SEARCH_TERMS_MAX)
			q->more_terms = true;
		else
			q->terms[q->n++] = (struct search_term){ c + from, i - from };
	}
}

void
search_parse(struct arena *a, const char *typed, int32_t today, struct search_query *out)
{
	struct folded f = { 0 };
	size_t from, i = 0;

	memset(out, 0, sizeof(*out));
	fold_text(a, typed, &f);
	while (i < f.n) {
		if (f.c[i].cp == ' ' || f.c[i].cp == '\t') {
			i++;
			continue;
		}
		for (from = i; i < f.n && f.c[i].cp != ' ' && f.c[i].cp != '\t'; i++)
			;
		if (out->has_days || (!read_date(out, f.c + from, i - from) &&
		    !read_day_of_year(out, f.c + from, i - from, today)))
			add_terms(out, f.c + from, i - from);
	}
}

struct search_range
search_facet(enum facet f, int64_t first, int64_t last)
{
	const int64_t base = -((int64_t)f << FACET_BITS);

	return (struct search_range){ base + first, base + last };
}

size_t
search_case_facets(const struct case_row *c, int32_t day, int64_t out[SEARCH_FACETS_MAX])
{
	const struct {
		enum facet facet;
		int64_t value;
	} all[] = {
		{ FACET_CLASS, c->class_id }, { FACET_UNIT, c->unit_id }, { FACET_CELL, c->base_cell_id },
		{ FACET_PERSON, c->supervisor_id }, { FACET_PERSON, c->checker_id },
		{ FACET_PERSON, c->registered_by }, { FACET_PERSON, c->handler_id }, { FACET_DAY, day },
		{ FACET_STATE, state_is_final((enum case_state)c->state) ? c->state : 0 },
	};
	size_t n = 0;

	_Static_assert(N(all) <= SEARCH_FACETS_MAX, "facets");
	for (size_t i = 0; i < N(all); i++)
		if (all[i].value > 0)
			out[n++] = search_facet(all[i].facet, all[i].value, all[i].value).lo;
	return n;
}

bool
search_sight(const struct actor *who, const int64_t *cells, size_t n_cells, struct search_range *out, size_t *n)
{
	*n = 0;
	if (perm_in(who->perms, PERM_SEE_ALL))
		return false;
	if (perm_in(who->perms, PERM_SEE_UNIT) && who->unit_id != 0)
		out[(*n)++] = search_facet(FACET_UNIT, who->unit_id, who->unit_id);
	if ((!perm_in(who->perms, PERM_SEE_GRID) && !perm_in(who->perms, PERM_SQUAD)) || who->user_id == 0)
		return true;
	out[(*n)++] = search_facet(FACET_PERSON, who->user_id, who->user_id);
	for (size_t i = 0; i < n_cells; i++)
		out[(*n)++] = search_facet(FACET_CELL, cells[i], cells[i]);
	return true;
}
