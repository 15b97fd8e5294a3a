/* A queue with filters: from an address, from one word, and back. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/web/param.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* The numbers of a slice: as parameters, and as letters of its word. */
static const struct part {
	const char *name;
	char letter;
} parts[] = { { "class", 'c' }, { "unit", 'u' }, { "grid", 'g' }, { "late", 'l' } };

static void
put_part(struct slice *p, size_t i, int64_t v)
{
	switch (i) {
	case 0: p->class_id = v; break;
	case 1: p->unit_id = v; break;
	case 2: p->cell_id = v; break;
	default: p->late = v <= 2 ? (int32_t)v : 0;
	}
}

static int64_t
get_part(const struct slice *p, size_t i)
{
	const int64_t v[] = { p->class_id, p->unit_id, p->cell_id, p->late };

	return v[i];
}

/* A clock that no longer runs is no filter; a unit's own queue has one unit. */
static void
settle(const struct request *rq, struct slice *p)
{
	if (state_is_final(p->q->state))
		p->late = 0;
	if (queue_unit(rq, p->q) != 0)
		p->unit_id = 0;
}

bool
slice_of_query(struct request *rq, struct slice *out)
{
	*out = (struct slice){ .q = queue_for(rq, param_text(rq, "queue")), .newest = param_choice(rq, "sort") == 1 };
	if (out->q == NULL)
		return false;
	for (size_t i = 0; i < N(parts); i++)
		put_part(out, i, param_int(rq, parts[i].name));
	settle(rq, out);
	return true;
}

bool
slice_of_word(struct request *rq, const char *word, struct slice *out)
{
	const char *dash = word != NULL ? strchr(word, '-') : NULL;

	*out = (struct slice){ 0 };
	if (word == NULL)
		return false;
	out->q = queue_for(rq, dash == NULL ? word : arena_strndup(rq->arena, word, (size_t)(dash - word)));
	if (out->q == NULL)
		return false;
	for (; dash != NULL; dash = strchr(dash + 1, '-')) {
		if (dash[1] == 'n')
			out->newest = true;
		for (size_t i = 0; i < N(parts); i++)
			if (dash[1] == parts[i].letter)
				put_part(out, i, strtoll(dash + 2, NULL, 10) & INT32_MAX);
	}
	settle(rq, out);
	return true;
}

const char *
slice_word(struct arena *a, const struct slice *p)
{
	struct buf b;

	buf_init(&b, a);
	buf_str(&b, p->q->code);
	for (size_t i = 0; i < N(parts); i++)
		if (get_part(p, i) != 0)
			buf_printf(&b, "-%c%lld", parts[i].letter, (long long)get_part(p, i));
	if (p->newest)
		buf_str(&b, "-n");
	return b.s;
}

const char *
slice_url_at(struct arena *a, const char *page, const struct slice *p)
{
	struct buf b;

	buf_init(&b, a);
	buf_printf(&b, "%s?queue=%s", page, p->q->code);
	for (size_t i = 0; i < N(parts); i++)
		if (get_part(p, i) != 0)
			buf_printf(&b, "&%s=%lld", parts[i].name, (long long)get_part(p, i));
	if (p->newest)
		buf_str(&b, "&sort=newest");
	return b.s;
}

const char *
slice_url(struct arena *a, const struct slice *p)
{
	return slice_url_at(a, "/desk/queue", p);
}

bool
slice_is_filtered(const struct slice *p)
{
	return p->class_id != 0 || p->unit_id != 0 || p->cell_id != 0 || p->late != 0;
}

struct queue_filter
slice_filter(const struct request *rq, const struct slice *p)
{
	const usec_t now = clock_now();

	return (struct queue_filter){ .state = p->q->state, .own_unit = queue_unit(rq, p->q), .unit_id = p->unit_id,
		.class_id = p->class_id, .cell_id = p->cell_id, .newest = p->newest,
		.late_before = p->late == 1 ? now : p->late == 2 ? now + 2 * USEC_HOUR : USEC_NONE };
}
