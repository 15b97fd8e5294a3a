/* A month's figures as the lines of a snapshot, and whether what is sealed still agrees. */
#include "config.h"
#include "lib/service/month_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/evaluation.h"
#include "lib/service/file_ops.h"

#include "lib/base/banned.h"

/* Parts that are sums of others add nothing that could be right where those are wrong. */
static const enum eval_part parts[] = { PART_OF_ALL, PART_OF_UNIT, PART_OF_CLASS, PART_OF_SOURCE, PART_OF_HOUR,
	PART_OF_WEEKDAY, PART_OF_UNIT_CELL, PART_OF_BASE_CELL, PART_OF_COMMUNITY };

static int
line_cmp(const void *x, const void *y)
{
	const struct month_text *a = x, *b = y;
	const int c = memcmp(a->s, b->s, a->len < b->len ? a->len : b->len);

	return c != 0 ? c : (a->len > b->len) - (a->len < b->len);
}

/* "unit 12 gongyuan<TAB>n_close<TAB>33": only the last one stays a tab, the lines come into their order. */
static struct month_text
sorted(struct arena *a, char *text)
{
	struct buf out;
	struct month_text *lines;
	size_t n = 0, i = 0;

	for (const char *s = text; *s != '\0'; s++)
		n += *s == '\n';
	lines = arena_array_of(a, struct month_text, n + 1);
	for (char *s = text, *end; (end = strchr(s, '\n')) != NULL; s = end + 1) {
		char *last = NULL;

		for (char *t = s; t < end; t++) {
			if (*t != '\t' && *t != ' ')
				continue;
			*t = ' ';
			last = t;
		}
		if (last != NULL)
			*last = '\t';
		lines[i++] = (struct month_text){ s, (size_t)(end + 1 - s) };
	}
	qsort(lines, n, sizeof(*lines), line_cmp);
	buf_init(&out, a);
	for (i = 0; i < n; i++)
		if (i == 0 || line_cmp(&lines[i - 1], &lines[i]) != 0)	/* each part tells the whole once more */
			buf_add(&out, lines[i].s, lines[i].len);
	return (struct month_text){ out.s, out.len };
}

static enum err
add_part(struct service *sv, int32_t first_day, enum eval_part part, bool anew, struct buf *out)
{
	struct evaluation *ev;
	struct eval_query q;
	int y, m, d;
	enum err e;

	date_of_day(first_day, &y, &m, &d);
	q = eval_query_of(y, m, part);
	q.compare = false;
	q.anew = anew;
	if ((e = evaluation_read(sv, &q, &ev)) == OK)
		buf_str(out, evaluation_text(sv->arena, ev));
	return e;
}

enum err
month_figures(struct service *sv, int32_t first_day, bool anew, struct month_text *out)
{
	struct buf b;
	enum err e = OK;

	buf_init(&b, sv->arena);
	for (size_t i = 0; i < N(parts) && e == OK; i++)
		e = add_part(sv, first_day, parts[i], anew, &b);
	for (int p = 0; p < POST_MAX && e == OK; p++)
		e = add_part(sv, first_day, part_of_post((enum post)p), anew, &b);
	if (e == OK)
		*out = sorted(sv->arena, b.s);
	return e;
}

static usec_t
month_end_of(int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return period_of_months(y, m, 1).to;
}

enum err
month_snapshot_of(struct service *sv, int32_t first_day, struct month_text *out, int64_t *cases)
{
	struct month_case *c;
	struct month_rule *r;
	struct buf b;
	size_t n, n_rules;
	enum err e = month_figures(sv, first_day, false, out);

	if (e != OK || (e = store_month_cases(sv->db, sv->arena, first_day, &c, &n)) != OK ||
	    (e = store_month_rules(sv->db, sv->arena, month_end_of(first_day) - 1, &r, &n_rules)) != OK)
		return e;
	buf_init(&b, sv->arena);
	buf_add(&b, out->s, out->len);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "case %012lld unit=%lld class=%lld source=%d base=%lld reworks=%d %016llx\n", (long long)c[i].case_id,
		    (long long)c[i].unit_id, (long long)c[i].class_id, c[i].source, (long long)c[i].base_cell_id, c[i].reworks,
		    (unsigned long long)c[i].bits);
	for (size_t i = 0; i < n_rules; i++)
		buf_printf(&b, "%s %s\n", r[i].line, r[i].says);
	*cases = (int64_t)n;
	*out = sorted(sv->arena, b.s);
	return OK;
}

/* --- whether it still agrees ---------------------------------------------------- */

static enum err
first_cell(void *ctx, struct month_text key, struct month_text was, struct month_text is)
{
	struct buf *b = ctx;

	if (!month_is_figure(key))
		return OK;
	if (b->len > 0)
		return OK;
	buf_add(b, key.s, key.len);
	buf_str(b, ": sealed ");
	buf_add(b, was.s != NULL ? was.s : "none", was.s != NULL ? was.len : 4);
	buf_str(b, ", now ");
	buf_add(b, is.s != NULL ? is.s : "none", is.s != NULL ? is.len : 4);
	return OK;
}

/* The first figure that differs from what the month's lines say now, in words; "" for none. */
static enum err
compare(struct service *sv, int32_t first_day, bool anew, struct month_text sealed, const char **why)
{
	struct month_text is;
	struct buf b;
	enum err e = month_figures(sv, first_day, anew, &is);

	buf_init(&b, sv->arena);
	if (e == OK)
		e = month_diff(sealed, is, first_cell, &b);
	*why = b.s;
	return e;
}

enum err
month_verify(struct service *sv, int32_t first_day, struct month_verdict *out)
{
	unsigned char hash[HASH_LEN];
	struct month_snapshot s;
	struct month_text text;
	const char *why = "";
	enum err e = store_month_snapshot(sv->db, sv->arena, first_day, -1, &s);

	if (e != OK)
		return e;
	*out = (struct month_verdict){ .no = s.no, .cases = s.cases };
	hash_sha256(hash, s.content.data, s.content.len);
	memcpy(out->sha256, file_hex(sv->arena, hash), sizeof(out->sha256));
	if (s.sha256.len != HASH_LEN || memcmp(hash, s.sha256.data, HASH_LEN) != 0) {
		out->why = "the snapshot was changed after it was sealed";
		return OK;
	}
	text = (struct month_text){ s.content.data, s.content.len };
	for (const char *at = text.s, *lf; (lf = memchr(at, '\n', (size_t)(text.s + text.len - at))) != NULL; at = lf + 1)
		out->cells += month_is_figure((struct month_text){ at, (size_t)(lf - at) });
	if ((e = compare(sv, first_day, false, text, &why)) == OK && *why == '\0')
		e = compare(sv, first_day, true, text, &why);
	out->why = *why != '\0' ? why : NULL;
	return e;
}
