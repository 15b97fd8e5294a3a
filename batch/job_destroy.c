/* "anjuan destroy": carries out a destruction list that two persons have signed, and draws its certificate. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>

#include "batch/box.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

static int
certificate(struct app *app, struct service *sv, int64_t id, const char *path, enum lang lang)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	const struct box_office office = { lang == LANG_EN && app->conf->office_name_en[0] != '\0' ? app->conf->office_name_en :
		app->conf->office_name, "" };
	struct destruction_item_row *items;
	struct destruction_row d;
	size_t n;
	enum err e = store_destruction(sv->db, sv->arena, id, &d);

	if (e == OK)
		e = store_destruction_items(sv->db, sv->arena, id, 0, DESTRUCTION_MAX, &items, &n);
	if (e != OK)
		return job_error(app, e);
	if (paper_fonts_own(app->conf, lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p = certificate_draw(sv->arena, fonts, &office, &d, items, n, lang);
	return paper_put_pdf(app, p, path, "destruction", arena_printf(sv->arena, "%d-%lld", d.year, (long long)id));
}

int
job_destroy(struct app *app, int argc, char **argv)
{
	static const struct option longs[] = { { "output", required_argument, NULL, 'o' }, { "lang", required_argument, NULL, 'l' },
		{ NULL, 0, NULL, 0 } };
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	const char *path = NULL;
	enum lang lang = LANG_ZH;
	int64_t id, destroyed, kept;
	enum err e = OK;
	int c;

	while (e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1) {
		if (c == 'o')
			path = optarg;
		else if (c == 'l')
			e = paper_lang(optarg, &lang);
		else
			return job_usage(app);
	}
	if (e == OK && (optind != argc - 1 || path == NULL || !parse_i64(argv[optind], 1, INT32_MAX, &id)))
		return job_usage(app);
	if (e == OK)
		e = paper_texts(app);
	if (e == OK)
		e = archive_destroy(&sv, id, &destroyed, &kept);
	if (e != OK)
		return job_error(app, e);
	(void)printf("%lld cases destroyed, %lld kept\n", (long long)destroyed, (long long)kept);
	return certificate(app, &sv, id, path, lang);
}
