/*
 * A box as a BagIt package (RFC 8493): per case the dossier, its record, the
 * original photos and the caller's file, which stays sealed; the box's list.
 */
#include "config.h"
#include "batch/box.h"

#include <stdio.h>
#include <string.h>

#include "batch/dossier.h"
#include "batch/dossier_record.h"
#include "batch/files.h"
#include "batch/paper.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/progress.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/part/filestore.h"
#include "lib/part/pack.h"

#include "lib/base/banned.h"

struct bag {
	const struct bag_job *j;
	struct pack *pack;
	struct buf payload, tags;	/* the lines of the two manifests */
	int64_t bytes, files;
	bool disk;			/* what failed was writing the package */
	struct dossier_words *words;
	struct service sv;		/* with an arena that is reset after each case */
};

static void
line(struct buf *b, const void *data, size_t len, const char *name)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, data, len);
	buf_hex(b, hash, HASH_LEN);
	buf_printf(b, "  %s\n", name);
}

static enum err
put(struct bag *g, const char *name, const void *data, size_t len)
{
	enum err e = pack_add(g->pack, name, data, len);

	g->disk = e != OK;
	return e;
}

static int
failed(struct bag *g, enum err e)
{
	return e != OK && g->disk ? job_fail(g->j->app, EXIT_OUTPUT, "%s", err_text()) : job_error(g->j->app, e);
}

static enum err
add(struct bag *g, const char *name, const void *data, size_t len)
{
	line(&g->payload, data, len, name);
	g->bytes += (int64_t)len;
	g->files++;
	return put(g, name, data, len);
}

static enum err
add_tag(struct bag *g, const char *name, const struct buf *text)
{
	line(&g->tags, text->s, text->len, name);
	return put(g, name, text->s, text->len);
}

/* A paper goes into the book under the hash it has in the package. */
static int
add_paper(struct bag *g, const char *name, struct pdf *p, const char *kind, const char *about)
{
	struct blob bytes;
	enum err e = pdf_bytes(p, &bytes);

	if (e == OK)
		e = add(g, name, bytes.data, bytes.len);
	return e == OK ? paper_enter(g->j->app, bytes.data, bytes.len, kind, about) : failed(g, e);
}

/* --- one case -------------------------------------------------------------- */

/* "02.jpg" by what it is. */
static const char *
ending(const char *type)
{
	static const struct {
		const char *type, *end;
	} known[] = { { "image/jpeg", "jpg" }, { "image/png", "png" }, { "image/webp", "webp" }, { "image/heic", "heic" } };

	for (size_t i = 0; type != NULL && i < N(known); i++)
		if (strcmp(known[i].type, type) == 0)
			return known[i].end;
	return "bin";
}

/* What is missing on disk is missing in the package, and said. */
static enum err
add_photos(struct bag *g, const char *dir, const struct dossier *d)
{
	struct arena *a = g->sv.arena;
	enum err e = OK;

	for (size_t i = 0; i < d->n_photos && e == OK; i++) {
		const struct file_link_row *l = d->photos[i].link;
		struct buf hex;
		char *data;
		size_t len;

		buf_init(&hex, a);
		buf_hex(&hex, l->sha256.data, l->sha256.len);
		e = file_read(a, filestore_original_path(a, g->sv.conf, hex.s), &data, &len);
		if (e == ERR_NOT_FOUND) {
			(void)fprintf(stderr, "anjuan box: %s: original of photo %zu is missing\n", d->label, i + 1);
			e = OK;
			continue;
		}
		if (e == OK)
			e = add(g, arena_printf(a, "%s/photos/%02zu.%s", dir, i + 1, ending(l->type)), data, len);
	}
	return e;
}

static enum err
add_record(struct bag *g, const char *dir, const struct dossier *d)
{
	const struct blob r = dossier_record(g->sv.arena, d, g->j->lang, true);
	struct buf b;

	buf_init(&b, g->sv.arena);
	buf_str(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_add(&b, r.data, r.len);
	return add(g, arena_printf(g->sv.arena, "%s/record.xml", dir), b.s, b.len);
}

static int
add_case(struct bag *g, const struct item_row *r)
{
	CLEANUP(pdf_freep) struct pdf *pdf = NULL;
	struct caller_row caller = { 0 };
	struct dossier *d;
	const char *dir;
	int code;
	enum err e = dossier_read(&g->sv, g->words, r->case_id, &d);

	if (e != OK)
		return job_error(g->j->app, e);
	dir = arena_printf(g->sv.arena, "data/%s", d->label[0] == '#' ? d->label + 1 : d->label);
	pdf = dossier_draw(g->sv.arena, g->j->fonts, d, g->j->lang);
	code = add_paper(g, arena_printf(g->sv.arena, "%s/dossier.pdf", dir), pdf, "dossier", d->label);
	if (code != EXIT_FINE)
		return code;
	if ((e = add_record(g, dir, d)) == OK)
		e = add_photos(g, dir, d);
	if (e == OK && r->caller.len > 0)
		e = store_caller(g->sv.db, g->sv.arena, r->case_id, &caller);
	if (e == OK && caller.sealed.len > 0)
		e = add(g, arena_printf(g->sv.arena, "%s/caller.sealed", dir), caller.sealed.data, caller.sealed.len);
	return failed(g, e);
}

/* --- the whole ------------------------------------------------------------- */

static enum err
add_tags(struct bag *g)
{
	const struct box_row *b = g->j->box;
	struct arena *a = g->j->sv->arena;
	struct buf declare, info, tags;
	enum err e;

	buf_init(&declare, a);
	buf_str(&declare, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	buf_init(&info, a);
	buf_printf(&info, "Source-Organization: %s\nExternal-Identifier: %s\nBagging-Date: %s\nPayload-Oxum: %lld.%lld\n"
	    "Bag-Count: 1 of 1\nBag-Software-Agent: " PACKAGE_STRING "\n", g->j->office->name, b->code,
	    time_local_date(a, b->opened_at), (long long)g->bytes, (long long)g->files);
	buf_init(&tags, a);
	if ((e = add_tag(g, "bagit.txt", &declare)) != OK || (e = add_tag(g, "bag-info.txt", &info)) != OK ||
	    (e = add_tag(g, "manifest-sha256.txt", &g->payload)) != OK)
		return e;
	return put(g, "tagmanifest-sha256.txt", g->tags.s, g->tags.len);
}

static int
add_list(struct bag *g, const struct item_row *items, size_t n)
{
	CLEANUP(pdf_freep) struct pdf *p = box_list_draw(g->sv.arena, g->j->fonts, g->j->office, g->j->box, items, n, g->j->lang);
	int code = add_paper(g, "data/list.pdf", p, "box-list", g->j->box->code);

	arena_reset(g->sv.arena);
	return code;
}

static int
add_cases(struct bag *g, const struct item_row *items, size_t n)
{
	struct progress bar;
	int code = EXIT_FINE;

	progress_begin(&bar, "dossiers");
	for (size_t i = 0; i < n && code == EXIT_FINE; i++) {
		if (items[i].destroyed_at == USEC_NONE)
			code = add_case(g, &items[i]);
		arena_reset(g->sv.arena);
		progress_show(&bar, (int64_t)i + 1, (int64_t)n, (int64_t)i + 1);
	}
	progress_end(&bar);
	return code;
}

int
box_pack(const struct bag_job *j)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(pack_freep) struct pack *pack = NULL;
	struct bag g = { .j = j, .sv = *j->sv };
	struct item_row *items;
	size_t n;
	int code;
	enum err e;

	g.sv.arena = a;
	buf_init(&g.payload, j->sv->arena);
	buf_init(&g.tags, j->sv->arena);
	if ((e = store_items(j->sv->db, j->sv->arena, j->box->id, j->box->opened_at, &items, &n)) != OK ||
	    (e = dossier_words_read(j->sv, &g.words)) != OK)
		return job_error(j->app, e);
	if ((e = pack_begin(j->sv->arena, j->path, j->box->opened_at, &pack)) != OK)
		return e == ERR_UNAVAILABLE ? job_fail(j->app, EXIT_OUTPUT, "%s", err_text()) : job_error(j->app, e);
	g.pack = pack;
	code = add_list(&g, items, n);
	if (code == EXIT_FINE)
		code = add_cases(&g, items, n);
	if (code == EXIT_FINE && (add_tags(&g) != OK || pack_end(pack) != OK))
		code = job_fail(j->app, EXIT_OUTPUT, "%s", err_text());
	return code;
}
