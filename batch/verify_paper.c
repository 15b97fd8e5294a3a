/*
 * A paper as a target of "anjuan verify": its bytes have the hash under which
 * it was issued, or they are not ours as they stand; and the events a dossier
 * tells are those of the ledger.
 */
#include "config.h"
#include "batch/verify.h"

#include <stdbool.h>
#include <stdio.h>

#include "batch/files.h"
#include "batch/verify_record.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

struct issued {
	const char *kind, *about;
	usec_t made_at;
};

/* The line of the book with this hash; ERR_NOT_FOUND when there is none. */
static enum err
find(struct app *app, const unsigned char *hash, struct issued *out)
{
	static const struct db_col cols[] = {
		COL_STR(issued, kind), COL_STR(issued, about), COL_TIME(issued, made_at),
	};
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

	return db_one(app->db, SQL_PAPER_BY_HASH, args, N(args), cols, N(cols), app->arena, out);
}

/* What its record says of the ledger: " (27 events agree)", "; case 17 event 3: …". */
static const char *
about_record(struct app *app, size_t n, const char *fault)
{
	if (fault != NULL)
		return arena_printf(app->arena, "; %s", fault);
	return n > 0 ? arena_printf(app->arena, "; its %zu events agree with the ledger", n) : "";
}

int
verify_paper(struct app *app, int argc, char **argv)
{
	unsigned char hash[HASH_LEN];
	const char *fault = NULL;
	struct issued is;
	char *data;
	size_t len, n = 0;
	bool known;
	enum err e;

	if (argc != 1)
		return job_usage(app);
	if ((e = file_read(app->arena, argv[0], &data, &len)) != OK)
		return job_error(app, e);
	hash_sha256(hash, data, len);
	e = find(app, hash, &is);
	known = e == OK;
	if (e == OK || e == ERR_NOT_FOUND)
		e = verify_record(app, data, len, &n, &fault);
	if (e == ERR_INVALID) {
		fault = err_text();
		e = OK;
	}
	if (e != OK)
		return job_error(app, e);
	if (known)
		(void)printf("%s: as issued: %s %s, %s%s\n", argv[0], is.kind, is.about, time_local(app->arena, is.made_at),
		    about_record(app, n, fault));
	else
		(void)printf("%s: not as issued: the book of papers has none with this SHA-256%s\n", argv[0],
		    about_record(app, n, fault));
	return known && fault == NULL ? EXIT_FINE : EXIT_REFUSED;
}
