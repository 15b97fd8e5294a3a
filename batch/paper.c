#include "config.h"
#include "batch/paper.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/files.h"
#include "batch/pdf/pdf_doc.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* Texts are there and it is read; it is drawn; it is written. */
enum { PAPER_STEPS = 3 };

enum err
paper_texts(struct app *app)
{
	job_progress(app, 1, PAPER_STEPS);
	return text_load(arena_printf(app->arena, "%s/lang", app->conf->template_dir));
}

enum err
paper_lang(const char *code, enum lang *out)
{
	if (code == NULL || strcmp(code, "zh") == 0 || strcmp(code, "zh-CN") == 0)
		*out = LANG_ZH;
	else if (strcmp(code, "en") == 0)
		*out = LANG_EN;
	else
		return err_raise(ERR_INVALID, "--lang is zh or en");
	return OK;
}

/* Papers drawn by an account that only reads are not in the book; it is asked for once a run. */
int
paper_enter(struct app *app, const void *data, size_t len, const char *kind, const char *about)
{
	unsigned char hash[HASH_LEN];
	enum err e;

	if (app->reads_only)
		return EXIT_FINE;
	hash_sha256(hash, data, len);
	{
		const struct db_arg args[] = { DB_STR(kind), DB_STR(about), DB_BLOB(hash, HASH_LEN),
			DB_TIME(clock_now()) };

		e = db_exec(app->db, SQL_PAPER_INSERT, args, N(args), NULL, NULL);
	}
	app->reads_only = e == ERR_DENIED;
	return app->reads_only ? EXIT_FINE : job_error(app, e);
}

static int
write_stdout(struct app *app, const void *data, size_t len)
{
	if (fwrite(data, 1, len, stdout) != len || fflush(stdout) != 0)
		return job_fail(
		    app, EXIT_OUTPUT, "cannot write to standard output: %s", strerror(errno));
	return EXIT_FINE;
}

/* As readable as the caller's umask allows. */
static int
write_path(struct app *app, const void *data, size_t len, const char *path)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	return file_write(app->arena, path, data, len, 0666 & ~mask) == OK
		   ? EXIT_FINE
		   : job_fail(app, EXIT_OUTPUT, "%s", err_text());
}

int
paper_put_pdf(struct app *app, struct pdf *p, const char *path, const char *kind, const char *about)
{
	struct blob bytes;
	int code = EXIT_FINE;
	enum err e;

	job_progress(app, PAPER_STEPS - 1, PAPER_STEPS);
	if (path == NULL && isatty(STDOUT_FILENO))
		return job_fail(app, EXIT_USAGE, "a PDF is not for a terminal: give -o FILE");
	if ((e = pdf_bytes(p, &bytes)) != OK)
		return job_error(app, e);
	if (path == NULL)
		code = write_stdout(app, bytes.data, bytes.len);
	else
		code = write_path(app, bytes.data, bytes.len, path);
	if (code == EXIT_FINE && pdf_missing(p) > 0)
		(void)fprintf(stderr,
		    "anjuan %s: %zu characters that no font has stand as their code points\n",
		    app->job, pdf_missing(p));
	if (code == EXIT_FINE)
		code = paper_enter(app, bytes.data, bytes.len, kind, about);
	if (code == EXIT_FINE)
		job_progress(app, PAPER_STEPS, PAPER_STEPS);
	return code;
}

int
paper_put(struct app *app, const void *data, size_t len, const char *path, const char *kind,
    const char *about)
{
	int code = EXIT_FINE;

	if (path == NULL)
		code = write_stdout(app, data, len);
	else
		code = write_path(app, data, len, path);
	return code == EXIT_FINE ? paper_enter(app, data, len, kind, about) : code;
}
