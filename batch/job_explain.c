/*
 * "anjuan explain": every clock of a case, line by line, so that anybody can
 * add it up again.  The same struct as on the case page.
 */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "batch/dossier.h"
#include "batch/paper.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/part/json.h"
#include "lib/service/clock_ops.h"
#include "lib/service/clock_words.h"

#include "lib/base/banned.h"

struct asked {
	const char *name;	/* number, or #17 */
	usec_t at;
	enum lang lang;
	bool json;
};

/* What is printed from. */
struct telling {
	struct app *app;
	const struct asked *q;
	struct clock_story story;
	const char *label;	/* number, or #17 */
};

/* "2026-02-20", "2026-02-20 10:00" or "2026-02-20T10:00:30", by the office's zone. */
static enum err
parse_at(const char *text, usec_t *at)
{
	struct civil c = { 0 };
	int32_t day;
	char date[11] = "", rest;
	size_t n = strlen(text);
	int got;

	if (n >= 10)
		memcpy(date, text, 10);
	if (!parse_date(date, &day))
		return err_raise(ERR_INVALID, "--at is a time as \"2026-02-20 10:00\", not \"%s\"", text);
	date_of_day(day, &c.year, &c.month, &c.day);
	got = n == 10 ? 2 : sscanf(text + 11, "%2d:%2d%c%2d", &c.hour, &c.minute, &rest, &c.second);
	if ((n > 10 && text[10] != ' ' && text[10] != 'T') || (got != 2 && got != 4) || (got == 4 && rest != ':') ||
	    c.hour > 23 || c.minute > 59 || c.second > 59 || c.hour < 0 || c.minute < 0 || c.second < 0)
		return err_raise(ERR_INVALID, "--at is a time as \"2026-02-20 10:00\", not \"%s\"", text);
	*at = civil_to(c);
	return OK;
}

static bool
options(int argc, char **argv, struct asked *q, enum err *e)
{
	static const struct option longs[] = { { "at", required_argument, NULL, 'a' },
		{ "format", required_argument, NULL, 'f' }, { "lang", required_argument, NULL, 'l' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "", longs, NULL)) != -1)
		switch (c) {
		case 'a':
			*e = parse_at(optarg, &q->at);
			break;
		case 'f':
			q->json = strcmp(optarg, "json") == 0;
			if (!q->json && strcmp(optarg, "text") != 0)
				*e = err_raise(ERR_INVALID, "--format is text or json");
			break;
		case 'l':
			*e = paper_lang(optarg, &q->lang);
			break;
		default:
			return false;
		}
	q->name = argv[optind];
	return *e != OK || optind + 1 == argc;
}

/* To the second; the rest, where there is one, behind a dot. */
static const char *
stamp(struct arena *a, usec_t t)
{
	struct civil c = civil_of(t);

	if (t == USEC_NONE)
		return "–";
	return arena_printf(a, c.usec != 0 ? "%04d-%02d-%02d %02d:%02d:%02d.%06d" : "%04d-%02d-%02d %02d:%02d:%02d",
	    c.year, c.month, c.day, c.hour, c.minute, c.second, c.usec);
}

/* "40:00:00": hours may be more than a day has. */
static const char *
length(struct arena *a, usec_t t)
{
	return arena_printf(a, t % USEC_SEC != 0 ? "%lld:%02lld:%02lld.%06lld" : "%lld:%02lld:%02lld",
	    (long long)(t / USEC_HOUR), (long long)(t / USEC_MIN % 60), (long long)(t / USEC_SEC % 60),
	    (long long)(t % USEC_SEC));
}

static void
print_lines(const struct telling *t, const struct case_clock *c)
{
	struct arena *a = t->app->arena;

	for (size_t i = 0; i < c->trace.n; i++) {
		const struct deadline_line *l = &c->trace.lines[i];
		const char *who = l->kind == LINE_PAUSE ? clock_story_who(&t->story, l->event) : NULL;

		(void)printf("    %-27s %-29s %14s %14s  %s\n", stamp(a, l->from),
		    l->from != l->to ? arena_printf(a, "– %s", stamp(a, l->to)) : "",
		    l->counted > 0 ? length(a, l->counted) : "",
		    l->counted > 0 || l->kind == LINE_DUE ? length(a, l->sum) : "",
		    clock_words_line(a, t->q->lang, l, c->unit, who));
	}
}

static void
print_clock(const struct telling *t, const struct case_clock *c)
{
	struct arena *a = t->app->arena;
	const enum lang lang = t->q->lang;

	(void)printf("\n%s", clock_words_name(a, lang, c));
	if (c->due == USEC_NONE) {
		(void)printf("\n    %s – %s  %s\n", stamp(a, c->started), stamp(a, c->stopped), text_get(lang, "Text.clock.none"));
		return;
	}
	(void)printf("  %s  [%s]\n", clock_words_limit(a, lang, c), clock_words_standing(a, lang, c, t->story.at));
	if (c->late_at != USEC_NONE)
		(void)printf("    %s: %s\n", text_get(lang, "Text.clock.late_mark"), stamp(a, c->late_at));
	if (c->sum == SUM_EXACT)
		print_lines(t, c);
	else
		(void)printf("    %s – %s  %s\n", stamp(a, c->started), stamp(a, c->due),
		    text_get(lang, c->sum == SUM_PROMISE ? "Text.clock.as_promise" : "Text.clock.given"));
	if (c->original_due != USEC_NONE)
		(void)printf("    %s\n", text_fill1(a, lang, "Text.clock.original", stamp(a, c->original_due)));
}

static void
print_text(const struct telling *t)
{
	struct arena *a = t->app->arena;

	(void)printf("%s  %s\n%s\n", t->label,
	    t->story.work.stage != NULL ? text_getf(t->q->lang, "State.%d.Name", t->story.work.stage->what) : "",
	    text_fill2(a, t->q->lang, "Text.clock.as_of", stamp(a, t->story.at), t->app->conf->zone));
	for (size_t i = 0; i < t->story.work.n; i++)
		print_clock(t, &t->story.work.clocks[i]);
}

static void
put_time(struct json_writer *j, struct arena *a, const char *key, usec_t t)
{
	if (t == USEC_NONE)
		json_put_null(j, key);
	else
		json_put_text(j, key, time_iso(a, t));
}

static void
put_line(const struct telling *t, struct json_writer *j, const struct deadline_line *l)
{
	static const char *const kinds[LINE_KIND_MAX] = { [LINE_START] = "start", [LINE_WINDOW] = "window",
		[LINE_REST] = "rest", [LINE_WEEKEND] = "weekend", [LINE_HOLIDAY] = "holiday", [LINE_MAKEUP] = "makeup",
		[LINE_PAUSE] = "pause", [LINE_DUE] = "due" };
	struct arena *a = t->app->arena;

	json_open(j, NULL, '{');
	json_put_text(j, "kind", kinds[l->kind]);
	put_time(j, a, "from", l->from);
	put_time(j, a, "to", l->to);
	json_put_int(j, "counted_usec", l->counted);
	json_put_int(j, "sum_usec", l->sum);
	json_put_int(j, "days", l->days);
	if (l->zh[0] != '\0') {
		json_put_text(j, "name_zh", l->zh);
		json_put_text(j, "name_en", l->en);
	}
	if (l->kind == LINE_PAUSE) {
		json_put_int(j, "event", l->event);
		json_put_text(j, "by", clock_story_who(&t->story, l->event));
	}
	json_close(j);
}

static void
put_sum(const struct telling *t, struct json_writer *j, const struct case_clock *c)
{
	json_put_int(j, "amount", c->amount);
	json_put_int(j, "extended_by", c->added);
	json_put_text(j, "unit", limit_unit_token(c->unit));
	json_put_int(j, "allowed_usec", c->allowed);
	json_put_int(j, "used_usec", c->used);
	json_put_int(j, "left_usec", c->left);
	json_put_int(j, "paused_usec", c->paused);
	json_open(j, "lines", '[');
	for (size_t i = 0; i < c->trace.n; i++)
		put_line(t, j, &c->trace.lines[i]);
	json_close(j);
}

static void
put_clock(const struct telling *t, struct json_writer *j, const struct case_clock *c)
{
	static const char *const kinds[CLOCK_KIND_MAX] = { [CLOCK_STAGE] = "stage", [CLOCK_SIDE] = "side",
		[CLOCK_PROMISE] = "promise" };
	static const char *const sums[CLOCK_SUM_MAX] = { [SUM_NONE] = "none", [SUM_EXACT] = "exact",
		[SUM_PROMISE] = "promise", [SUM_GIVEN] = "given" };
	struct arena *a = t->app->arena;

	json_open(j, NULL, '{');
	json_put_text(j, "kind", kinds[c->kind]);
	json_put_int(j, "code", c->what);
	json_put_text(j, "name", clock_words_name(a, t->q->lang, c));
	json_put_int(j, "seq", c->seq);
	json_put_int(j, "round", c->round);
	put_time(j, a, "started", c->started);
	put_time(j, a, "due", c->due);
	put_time(j, a, "original_due", c->original_due);
	put_time(j, a, "stopped", c->stopped);
	put_time(j, a, "marked_late", c->late_at);
	json_put_bool(j, "replaced", c->replaced);
	json_put_bool(j, "standing", c->standing);
	json_put_text(j, "sum", sums[c->sum]);
	if (c->sum == SUM_EXACT)
		put_sum(t, j, c);
	json_close(j);
}

static void
print_json(const struct telling *t)
{
	struct json_writer j;
	struct buf b;

	buf_init(&b, t->app->arena);
	json_begin(&j, &b);
	j.pretty = true;
	json_open(&j, NULL, '{');
	json_put_text(&j, "case", t->label);
	put_time(&j, t->app->arena, "at", t->story.at);
	json_put_text(&j, "zone", t->app->conf->zone);
	json_open(&j, "clocks", '[');
	for (size_t i = 0; i < t->story.work.n; i++)
		put_clock(t, &j, &t->story.work.clocks[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	(void)fputs(b.s, stdout);
}

int
job_explain(struct app *app, int argc, char **argv)
{
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf, .cache = cache };
	struct asked q = { .at = clock_now() };
	struct telling t = { .app = app, .q = &q };
	struct case_row *c;
	int64_t id;
	enum err e = OK;

	if (!options(argc, argv, &q, &e))
		return job_usage(app);
	if (e != OK || (e = text_load(arena_printf(app->arena, "%s/lang", app->conf->template_dir))) != OK ||
	    (e = dossier_find(&sv, q.name, &id)) != OK || (e = store_case_by_id(app->db, app->arena, id, &c)) != OK ||
	    (e = clock_story(&sv, id, q.at, &t.story)) != OK)
		return job_error(app, e);
	t.label = c->number != NULL ? c->number : arena_printf(app->arena, "#%lld", (long long)id);
	if (q.json)
		print_json(&t);
	else
		print_text(&t);
	return EXIT_FINE;
}
