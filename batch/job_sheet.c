#include "config.h"
#include "batch/job_sheet.h"

#include <getopt.h>
#include <string.h>

#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"

#include "lib/base/banned.h"

static const struct paper_def *const defs[] = { &paper_letter, &paper_supervision, &paper_refusal, &paper_answer,
	&paper_handover, &paper_meeting, &paper_onsite, &paper_campaign };

static const struct paper_def *
def_of(const char *subcommand)
{
	for (size_t i = 0; i < N(defs); i++)
		if (strcmp(paper_kind(defs[i]->code)->subcommand, subcommand) == 0)
			return defs[i];
	return NULL;
}

/* One option for each argument that has one, then -o and --lang. */
static size_t
options_of(struct option longs[PAPER_ARG_MAX + 3])
{
	size_t n = 0;

	for (int i = 0; i < PAPER_ARG_MAX; i++) {
		const struct paper_arg_kind *k = paper_arg_kind((enum paper_arg)i);

		if (k->option != NULL)
			longs[n++] = (struct option){ k->option + 2, required_argument, NULL, 256 + i };
	}
	longs[n++] = (struct option){ "lang", required_argument, NULL, 'l' };
	longs[n++] = (struct option){ "output", required_argument, NULL, 'o' };
	longs[n] = (struct option){ NULL, 0, NULL, 0 };
	return n;
}

/* The bare words are the arguments without an option, in their order.  False: none of ours. */
static bool
bare_words(const struct paper_kind *k, struct paper_args *a, int n, char **word)
{
	for (int i = 0; i < PAPER_ARG_MAX && n > 0; i++)
		if (((k->need | k->may) >> i & 1) != 0 && paper_arg_kind((enum paper_arg)i)->option == NULL) {
			a->v[i] = *word++;
			n--;
		}
	return n == 0;
}

static bool
options(int argc, char **argv, const struct paper_kind *k, struct paper_run *r, const char **path, enum err *e)
{
	struct option longs[PAPER_ARG_MAX + 3];
	int c;

	(void)options_of(longs);
	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1)
		if (c == 'o')
			*path = optarg;
		else if (c == 'l')
			*e = paper_lang(optarg, &r->lang);
		else if (c >= 256 && c < 256 + PAPER_ARG_MAX)
			r->args.v[c - 256] = optarg;
		else
			return false;
	if (*e != OK)
		return true;
	return bare_words(k, &r->args, argc - optind, argv + optind);
}

/* The check's keys are for pages; here the option is named. */
static int
wrong(const struct app *app, enum err e)
{
	const char *field = err_field();

	if (e != ERR_INVALID || field == NULL)
		return job_error(app, e);
	return job_fail(app, EXIT_INPUT, strcmp(err_text(), "Err.required") == 0 ? "%s is missing" : "%s is not what it should be",
	    field);
}

static enum err
read_all(const struct paper_def *d, struct paper_run *r, void **data)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e = db_begin_read(r->sv.db, &tx);

	if (e == OK)
		e = d->read(r, data);
	return e == OK ? db_commit(&tx) : e;
}

static int
draw(struct app *app, const struct paper_def *d, const struct paper_run *r, const void *data, const char *path)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;

	if (paper_fonts_own(app->conf, r->lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p = d->draw(r, fonts, data);
	return paper_put_pdf(app, p, path, d->code, r->about);
}

int
job_sheet(struct app *app, int argc, char **argv)
{
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	const struct paper_def *d = def_of(app->job);
	struct paper_run r = { .sv = { .db = app->db, .arena = app->arena, .conf = app->conf, .cache = cache },
		.lang = LANG_ZH, .now = clock_now() };
	const char *path = NULL;
	void *data = NULL;
	enum err e = OK;

	if (d == NULL || !options(argc, argv, paper_kind(d->code), &r, &path, &e))
		return job_usage(app);
	if (e == OK)
		e = paper_check(app->arena, paper_kind(d->code), &r.args);
	if (e != OK)
		return wrong(app, e);
	for (int i = 0; i < PAPER_ARG_MAX && r.about == NULL; i++)
		r.about = r.args.v[i];
	if ((e = paper_texts(app)) != OK || (e = read_all(d, &r, &data)) != OK)
		return job_error(app, e);
	return draw(app, d, &r, data, path);
}
