/* "anjuan evaluation": the office's own figures as lines of text, and the cases behind a number. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"
#include "lib/service/score_ops.h"

#include "lib/base/banned.h"

enum { LIST = 500 };

struct wanted {
	struct eval_query q;
	const char *cases;	/* a count: its cases, not the figures */
	const char *score;	/* a scheme, "main": scores, not the figures */
	int64_t key;
};

static bool
number(const char *text, int64_t max, int64_t *out)
{
	return parse_i64(text, 0, max, out);
}

static bool
span(struct eval_query *q, int option, const char *arg)
{
	int64_t n;

	if (option == 'm') {
		q->months = 1;
		return parse_month(arg, &q->year, &q->month);
	}
	if (!number(arg, 9999, &n))
		return false;
	if (option == 'n')
		q->months = (int)n;
	else
		*q = (struct eval_query){ .year = (int)n, .month = 1, .months = 12, .as_of = q->as_of, .part = q->part,
			.filter = q->filter };
	return true;
}

static bool
filter(struct eval_filter *f, int option, const char *arg)
{
	int64_t n;

	if (!number(arg, INT64_MAX, &n) || ((option == 's' || option == 'd') && n > INT32_MAX))
		return false;
	switch (option) {
	case 'u': f->unit_id = n; break;
	case 'l': f->class_id = n; break;
	case 'b': f->base_cell_id = n; break;
	case 'o': f->community = n; break;
	case 't': f->street = n; break;
	case 's': f->source = (int32_t)n; break;
	default: f->kind = (int32_t)n; break;
	}
	return true;
}

static bool
option(struct wanted *w, int o, const char *arg)
{
	int32_t day;

	switch (o) {
	case 'm':
	case 'y':
	case 'n': return span(&w->q, o, arg);
	case 'p': return (w->q.part = part_of(arg)) != PART_OF_MAX;
	case 'a':
		if (!parse_date(arg, &day))
			return false;
		w->q.as_of = day_start(day);
		return true;
	case 'c':
		w->cases = arg;
		return count_of(arg) != COUNT_MAX;
	case 'r':
		w->score = arg;
		return true;
	case 'k': return parse_i64(arg, INT64_MIN, INT64_MAX, &w->key);
	default: return filter(&w->q.filter, o, arg);
	}
}

static bool
options(int argc, char **argv, struct wanted *w)
{
	static const struct option known[] = {
		{ "month", required_argument, NULL, 'm' }, { "year", required_argument, NULL, 'y' },
		{ "months", required_argument, NULL, 'n' }, { "part", required_argument, NULL, 'p' },
		{ "as-of", required_argument, NULL, 'a' }, { "cases", required_argument, NULL, 'c' },
		{ "key", required_argument, NULL, 'k' }, { "score", required_argument, NULL, 'r' }, { "unit", required_argument, NULL, 'u' },
		{ "class", required_argument, NULL, 'l' }, { "base-cell", required_argument, NULL, 'b' },
		{ "community", required_argument, NULL, 'o' }, { "street", required_argument, NULL, 't' },
		{ "source", required_argument, NULL, 's' }, { "kind", required_argument, NULL, 'd' }, { NULL, 0, NULL, 0 },
	};

	*w = (struct wanted){ .q = { .as_of = USEC_NONE, .part = PART_OF_ALL } };
	for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;)
		if (c == '?' || !option(w, c, optarg))
			return false;
	return optind == argc && w->q.year != 0;
}

/* All the cases of a number, a page after the other. */
static enum err
list(struct service *sv, const struct wanted *w)
{
	int64_t after = 0;
	bool more = true;
	enum err e = OK;

	while (more && e == OK) {
		struct eval_line_case *c;
		size_t n;

		e = evaluation_cases(sv, &w->q, w->key, count_of(w->cases), after, LIST, &c, &n, &more);
		for (size_t i = 0; i < n && e == OK; i++) {
			(void)printf("%lld %s\n", (long long)c[i].id, c[i].number != NULL ? c[i].number : "-");
			after = c[i].id;
		}
		more = more && n > 0;
	}
	return e;
}

/* Each line's points, grade and rank in its group. */
static enum err
print_scores(struct service *sv, const struct wanted *w)
{
	struct scores *s;
	enum err e = scores_read(sv, &w->q, strcmp(w->score, "main") == 0 ? NULL : w->score, &s);

	for (size_t i = 0; e == OK && i < s->n_lines; i++) {
		const struct score_line *l = &s->lines[i];

		(void)printf("%s %lld %s %s %s %s %d\n", part_token(w->q.part), (long long)l->line->key,
		    l->line->code != NULL ? l->line->code : "-", l->group[0] != '\0' ? l->group : "-",
		    score_print(sv->arena, &l->score), l->grade != NULL ? l->grade->letter : "-", l->score.rank);
	}
	return e;
}

int
job_evaluation(struct app *app, int argc, char **argv)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct evaluation *ev;
	struct wanted w;
	enum err e;

	if (!options(argc, argv, &w))
		return job_usage(app);
	e = db_begin_read(app->db, &tx);
	if (e == OK && w.cases != NULL)
		e = list(&sv, &w);
	else if (e == OK && w.score != NULL)
		e = print_scores(&sv, &w);
	else if (e == OK && (e = evaluation_read(&sv, &w.q, &ev)) == OK)
		(void)fputs(evaluation_text(app->arena, ev), stdout);
	return e != OK ? job_error(app, e) : EXIT_FINE;
}
