/*
 * "anjuan keys": the secret keys of key_dir that are missing; none is ever
 * written over.  Who may read which is the administrator's: the public program
 * needs code.key, phone.key and box-*.pub, the desk and the timer box-*.sec too.
 */
#include "config.h"
#include "batch/job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"

#include "lib/base/banned.h"

static enum err
make_key(struct app *app, const char *name)
{
	const char *path = arena_printf(app->arena, "%s/%s", app->conf->key_dir, name);
	unsigned char key[KEY_LEN];
	enum err e;

	if (file_exists(path))
		return OK;
	random_bytes(key, sizeof(key));
	e = file_write_new(app->arena, path, key, sizeof(key), 0640);
	explicit_bzero(key, sizeof(key));
	if (e == OK)
		(void)printf("made %s\n", name);
	return e == ERR_CONFLICT ? OK : e;
}

/* The pair that contacts of a year are sealed to: the secret first, so that nothing is sealed for ever. */
static enum err
make_box(struct app *app, int year)
{
	const char *pub = arena_printf(app->arena, "%s/box-%d.pub", app->conf->key_dir, year);
	const char *sec = arena_printf(app->arena, "%s/box-%d.sec", app->conf->key_dir, year);
	unsigned char p[BOX_PUBLIC_LEN], s[BOX_SECRET_LEN];
	enum err e;

	if (file_exists(pub))
		return OK;
	if (file_exists(sec))
		return err_raise(ERR_CONFLICT, "%s has lost its public half %s", sec, pub);
	box_keypair(p, s);
	e = file_write_new(app->arena, sec, s, sizeof(s), 0640);
	explicit_bzero(s, sizeof(s));
	if (e == OK)
		e = file_write_new(app->arena, pub, p, sizeof(p), 0644);
	if (e == OK)
		(void)printf("made box-%d.pub and box-%d.sec\n", year, year);
	return e;
}

int
job_keys(struct app *app, int argc, char **argv)
{
	const int year = civil_of(clock_now()).year;
	enum err e;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	if (mkdir(app->conf->key_dir, 0750) != 0 && errno != EEXIST)
		return job_fail(app, EXIT_OUTPUT, "cannot make %s: %s", app->conf->key_dir, strerror(errno));
	if ((e = make_key(app, "code.key")) != OK || (e = make_key(app, "phone.key")) != OK ||
	    /* the next year's as well: at midnight of New Year nobody runs this */
	    (e = make_box(app, year)) != OK || (e = make_box(app, year + 1)) != OK)
		return e == ERR_INTERNAL ? job_fail(app, EXIT_OUTPUT, "%s", err_text()) : job_error(app, e);
	return EXIT_FINE;
}
