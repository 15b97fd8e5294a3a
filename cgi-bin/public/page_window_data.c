/* What everybody may take: published bulletins, open data by the month, and what its columns mean. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <string.h>

#include "cgi-bin/public/window.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"
#include "lib/service/file_ops.h"
#include "lib/service/window_open.h"

#include "lib/base/banned.h"

/* "2026-10" of a month's first day. */
static char *
month_code(struct request *rq, int32_t first_day)
{
	return arena_strndup(rq->arena, time_local_date(rq->arena, day_start(first_day)), 7);
}

/* A published file: named by what is in it, so that whoever has it has it for ever. */
static enum err
send_open(struct request *rq, const struct blob *sha256, const char *end, const char *type, const char *name)
{
	const char *hex = file_hex(rq->arena, sha256->data);

	reply_cache(rq, WINDOW_KEPT);
	if (reply_unchanged(rq, arena_strndup(rq->arena, hex, 32)))
		return OK;
	return reply_file(rq, &(struct reply_file){ .internal = "/_open/", .dir = "open",
	    .path = filestore_open_name(rq->arena, hex, end), .type = type, .download = name });
}

/* --- bulletins ------------------------------------------------------------- */

static void
show_paper(struct request *rq, struct view *v, const struct publication *p, bool replaced)
{
	const enum lang lang = lang_of_code(p->lang);
	int y, m, d;

	date_of_day(p->first_day, &y, &m, &d);
	view_str(v, "Title", text_fill1(rq->arena, rq->lang, "Text.window.bulletin", window_month(rq, p->first_day)));
	view_str(v, "Issue", text_fill2(rq->arena, rq->lang, "Text.window.issue", arena_printf(rq->arena, "%d", y),
	    arena_printf(rq->arena, "%d", m)));
	view_str(v, "Language", text_get(lang, "Text.window.language"));
	view_str(v, "Lang", lang_code(lang));
	view_str(v, "Published", window_day(rq, day_of(p->published_at)));
	view_str(v, "Size", window_size(rq, p->size));
	view_str(v, "Pages", text_fill1(rq->arena, rq->lang, "Text.window.pages",
	    arena_printf(rq->arena, "%lld", (long long)p->pages)));
	view_str(v, "Sha256", file_hex(rq->arena, p->sha256.data));
	view_strf(v, "Url", "/figures/bulletin/%lld", (long long)p->id);
	if (p->revision > 1)
		view_str(v, "Revision", text_fill1(rq->arena, rq->lang, "Text.window.revision",
		    arena_printf(rq->arena, "%d", p->revision)));
	view_bool(v, "Replaced", replaced);
}

enum err
page_window_bulletins(struct request *rq)
{
	struct view *v = window_view(rq, "Text.window.bulletins_title", "Text.window.bulletins_lead");
	struct publication *p;
	size_t n;
	usec_t last = 0;
	enum err e = store_publications(rq->db, rq->arena, &p, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		last = p[i].published_at > last ? p[i].published_at : last;
	if (window_fresh_at(rq, last, (int64_t)n))
		return OK;
	for (size_t i = 0; i < n; i++)
		show_paper(rq, view_item(v, "Page.Papers"), &p[i], i > 0 && p[i - 1].first_day == p[i].first_day &&
		    strcmp(p[i - 1].lang, p[i].lang) == 0);
	return reply_page(rq, "public/window_bulletins.cs");
}

/* "/figures/bulletin/7" */
enum err
page_window_bulletin(struct request *rq)
{
	struct publication p;
	int64_t id;
	enum err e;

	if (!parse_i64(rq->tail, 1, INT32_MAX, &id))
		return err_raise(ERR_NOT_FOUND, "bulletin");
	if ((e = store_publication(rq->db, rq->arena, id, &p)) != OK)
		return e;
	return send_open(rq, &p.sha256, "pdf", "application/pdf", arena_printf(rq->arena, "bulletin-%s-%s%s.pdf",
	    month_code(rq, p.first_day), p.lang, p.revision > 1 ? arena_printf(rq->arena, "-%d", p.revision) : ""));
}

/* --- open data ------------------------------------------------------------- */

static void
show_file(struct request *rq, struct view *v, const struct open_file *f)
{
	const bool csv = f->format == OPEN_CSV;

	view_str(v, "Format", csv ? "CSV" : "JSON");
	view_strf(v, "Url", "/figures/data/%s.%s", month_code(rq, f->first_day), csv ? "csv" : "json");
	view_str(v, "Size", window_size(rq, f->size));
	view_str(v, "Sha256", file_hex(rq->arena, f->sha256.data));
}

/* A month with its files, which come beside each other. */
static void
show_month(struct request *rq, struct view *v, const struct open_file *f)
{
	view_str(v, "Name", window_month(rq, f->first_day));
	view_int(v, "Cases", f->cases);
	view_str(v, "Made", window_day(rq, day_of(f->made_at)));
	view_bool(v, "Running", strcmp(month_code(rq, day_of(f->made_at)), month_code(rq, f->first_day)) == 0);
}

enum err
page_window_data(struct request *rq)
{
	struct view *v = window_view(rq, "Text.window.data_title", "Text.window.data_lead"), *month = NULL;
	struct open_file *f;
	usec_t last = 0;
	size_t n;
	enum err e = store_open_files(rq->db, rq->arena, &f, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		last = f[i].made_at > last ? f[i].made_at : last;
	if (window_fresh_at(rq, last, (int64_t)n))
		return OK;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || f[i].first_day != f[i - 1].first_day) {
			month = view_item(v, "Page.Files");
			show_month(rq, month, &f[i]);
		}
		show_file(rq, view_item(month, "Formats"), &f[i]);
	}
	return reply_page(rq, "public/window_data.cs");
}

/* "/figures/data/2026-10.csv" */
enum err
page_window_file(struct request *rq)
{
	const size_t n = strlen(rq->tail);
	const bool csv = n == 11 && strcmp(rq->tail + 7, ".csv") == 0, json = n == 12 && strcmp(rq->tail + 7, ".json") == 0;
	struct open_file f;
	int year, month;
	enum err e;

	if ((!csv && !json) || !parse_month(arena_strndup(rq->arena, rq->tail, 7), &year, &month))
		return err_raise(ERR_NOT_FOUND, "month file");
	e = store_open_file(rq->db, rq->arena, day_of_date(year, month, 1), csv ? OPEN_CSV : OPEN_JSON, &f);
	if (e != OK)
		return e;
	return send_open(rq, &f.sha256, csv ? "csv" : "json", csv ? "text/csv; charset=utf-8; header=present" :
	    "application/json", arena_printf(rq->arena, "cases-%s", rq->tail));
}

/* The dictionary, from the table that writes the files. */
enum err
page_window_dictionary(struct request *rq)
{
	static const char *const kinds[] = { [OPEN_TEXT] = "Text.window.kind_text", [OPEN_DATE] = "Text.window.kind_date",
		[OPEN_FLAG] = "Text.window.kind_flag" };
	struct view *v = window_view(rq, "Text.window.dictionary_title", "Text.window.dictionary_lead");
	const struct open_column *cols;
	size_t n;

	if (window_fresh_at(rq, 0, 0))
		return OK;
	cols = open_columns(&n);
	for (size_t i = 0; i < n; i++) {
		struct view *c = view_item(v, "Page.OpenColumns");
		const bool metric = count_of(cols[i].name) < COUNT_MAX;

		view_str(c, "Id", cols[i].name);
		view_str(c, "Kind", request_text(rq, kinds[cols[i].kind]));
		view_str(c, "Text", metric ? text_getf(rq->lang, "Metric.%s.Public", cols[i].name) :
		    text_getf(rq->lang, "OpenData.%s", cols[i].name));
	}
	return reply_page(rq, "public/window_dictionary.cs");
}
