/*
 * A BagIt package as a target of "anjuan verify": every file is the one its
 * manifest names and none is beside them (RFC 8493, 3), every dossier in it
 * was issued, and the events its records tell are those of the ledger.
 */
#include "config.h"
#include "batch/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/verify_record.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"
#include "lib/part/pack.h"

#include "lib/base/banned.h"

struct seen {
	struct seen *next;
	const char *name;
	unsigned char hash[HASH_LEN];
	bool listed;
};

struct bag {
	struct app *app;
	struct arena *a;		/* as long as the run */
	struct seen *files;
	const char *manifest, *tags, *declared, *oxum;
	const char *fault;		/* the first thing that does not hold */
	int64_t bytes, n, papers;
	size_t events;
};

static void
tell(struct bag *g, const char *what, const char *why)
{
	if (g->fault == NULL)
		g->fault = arena_printf(g->a, "%s %s", what, why);
}

static bool
ends_with(const char *s, const char *tail)
{
	const size_t n = strlen(s), k = strlen(tail);

	return n >= k && strcmp(s + n - k, tail) == 0;
}

/* --- contents -------------------------------------------------------------- */

static enum err
issued(struct bag *g, const char *name, const unsigned char *hash)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };
	int64_t n = 0;
	enum err e = db_number(g->app->db, SQL_PAPER_IS_ISSUED, args, N(args), &n);

	if (e == OK && n == 0)
		tell(g, name, "is not in the book of issued papers");
	g->papers++;
	return e;
}

static enum err
record(struct bag *g, const char *name, const char *data, size_t len)
{
	const char *why = NULL;
	size_t n = 0;
	enum err e = verify_record(g->app, data, len, &n, &why);

	if (e == ERR_INVALID) {
		tell(g, name, err_text());
		return OK;
	}
	if (e == OK && why != NULL)
		tell(g, name, arena_printf(g->a, "does not agree with the ledger: %s", why));
	g->events += n;
	return e;
}

static enum err
one_file(void *ctx, const char *name, const char *data, size_t len)
{
	struct bag *g = ctx;
	struct seen *s = arena_new_of(g->a, struct seen);
	const struct {
		const char *name, **text;
	} kept[] = { { "bagit.txt", &g->declared }, { "bag-info.txt", &g->oxum }, { "manifest-sha256.txt", &g->manifest },
		{ "tagmanifest-sha256.txt", &g->tags } };
	enum err e = OK;

	*s = (struct seen){ .next = g->files, .name = arena_strdup(g->a, name) };
	hash_sha256(s->hash, data, len);
	g->files = s;
	for (size_t i = 0; i < N(kept); i++)
		if (strcmp(kept[i].name, name) == 0)
			*kept[i].text = arena_strndup(g->a, data, len);
	if (strncmp(name, "data/", 5) == 0) {
		g->bytes += (int64_t)len;
		g->n++;
	}
	if (ends_with(name, ".pdf"))
		e = issued(g, s->name, s->hash);
	else if (ends_with(name, "/record.xml"))
		e = record(g, s->name, data, len);
	arena_reset(g->app->arena);
	return e;
}

/* --- manifests ------------------------------------------------------------- */

static struct seen *
find(struct bag *g, const char *name)
{
	for (struct seen *s = g->files; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

/* Each line of a manifest: a hash, blanks, a name. */
static void
manifest(struct bag *g, const char *text)
{
	char *rest = arena_strdup(g->a, text), *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		const size_t n = strcspn(line, " \t");
		const char *name = line + n + strspn(line + n, " \t*");
		unsigned char hash[HASH_LEN];
		struct seen *s;

		if (line[0] == '\0')
			continue;
		line[n] = '\0';
		s = find(g, name);
		if (!hash_of_hex(line, hash))
			tell(g, "a manifest", "has a line that is none");
		else if (s == NULL)
			tell(g, name, "is missing");
		else if (memcmp(hash, s->hash, HASH_LEN) != 0)
			tell(g, name, "was changed");
		if (s != NULL)
			s->listed = true;
	}
}

static void
whole(struct bag *g)
{
	if (g->declared == NULL || strncmp(g->declared, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8", 53) != 0)
		tell(g, "bagit.txt", "does not say BagIt 1.0");
	if (g->manifest == NULL)
		tell(g, "manifest-sha256.txt", "is missing");
	if (g->tags == NULL)
		tell(g, "tagmanifest-sha256.txt", "is missing");
	if (g->fault != NULL)
		return;
	manifest(g, g->manifest);
	manifest(g, g->tags);
	for (const struct seen *s = g->files; s != NULL; s = s->next)
		if (!s->listed && strcmp(s->name, "tagmanifest-sha256.txt") != 0)
			tell(g, s->name, "stands in no manifest");
	if (g->oxum == NULL ||
	    strstr(g->oxum, arena_printf(g->a, "Payload-Oxum: %lld.%lld\n", (long long)g->bytes, (long long)g->n)) == NULL)
		tell(g, "bag-info.txt", "tells another size");
}

int
verify_bag(struct app *app, int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct bag g = { .app = app, .a = a };
	enum err e;

	if (argc != 1)
		return job_usage(app);
	e = pack_each(argv[0], one_file, &g);
	if (e == ERR_INVALID) {		/* a broken zip is no bag as it was written */
		tell(&g, err_text(), "");
		e = OK;
	} else if (e == OK) {
		whole(&g);
	}
	if (e != OK)
		return job_error(app, e);
	if (g.fault != NULL)
		(void)printf("%s: does not hold: %s\n", argv[0], g.fault);
	else
		(void)printf("%s: whole: %lld files, %lld papers as issued, %zu events agree with the ledger\n", argv[0],
		    (long long)g.n, (long long)g.papers, g.events);
	return g.fault == NULL ? EXIT_FINE : EXIT_REFUSED;
}
