#include "config.h"
#include "batch/tick_papers.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "batch/child.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/part/filestore.h"
#include "lib/service/paper_ops.h"

#include "lib/base/banned.h"

enum { STEP_NS = 300000000, WORDS_BEFORE = 5 };

/* One paper being drawn. */
struct drawing {
	struct db *db;
	int64_t id, told_ns;
};

/* Not each step of thousands is worth a statement; one that is not told is no fault. */
static void
tell(void *ctx, int32_t done, int32_t total)
{
	struct drawing *d = ctx;
	const int64_t now = clock_mono_ns();

	if (done > 0 && done < total && now - d->told_ns < STEP_NS)
		return;
	d->told_ns = now;
	if (store_paper_step(d->db, d->id, done, total) != OK)
		err_clear();
}

/* The child's file, by its content, flushed, before the row names it. */
static enum err
store(struct service *sv, const char *path, const struct paper_kind *k, char hex[FILE_HASH_HEX + 1], int64_t *size)
{
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum err e;

	if (fd < 0)
		return err_raise(ERR_INTERNAL, "the paper left no file");
	if ((e = filestore_hash_fd(fd, hex, size)) != OK)
		return e;
	if (*size == 0)
		return err_raise(ERR_INTERNAL, "the paper's file is empty");
	return filestore_put_paper(sv->conf, fd, hex, k->end);
}

static enum err
fail(struct service *sv, int64_t id, int32_t code, const char *why)
{
	return store_paper_fail(sv->db, id, code, why[0] != '\0' ? why : NULL, clock_now());
}

static enum err
finish(struct service *sv, const struct paper_job *j, const struct paper_kind *k, const char *path,
    const struct child_end *end)
{
	char hex[FILE_HASH_HEX + 1];
	int64_t size;

	if (end->late || end->code != 0)
		return fail(sv, j->id, end->late ? PAPER_END_TIME : end->code < 0 ? PAPER_END_DIED : end->code, end->said);
	if (path == NULL)
		return store_paper_done(sv->db, j->id, NULL, 0, clock_now());
	if (store(sv, path, k, hex, &size) != OK)
		return fail(sv, j->id, PAPER_END_DISK, "");
	return store_paper_done(sv->db, j->id, hex, size, clock_now());
}

/* The words of the whole command: program, configuration, line for progress, what the registry says. */
static enum err
run(const struct app *app, struct service *sv, const struct paper_job *j, const struct paper_kind *k, const char *path,
    struct child_end *end)
{
	const char *argv[WORDS_BEFORE + PAPER_ARGV_MAX] = { "anjuan", "-c", app->conf_path, "-p", "3" };
	const struct paper_args a = paper_args_read(sv->arena, j->args);
	struct drawing d = { .db = sv->db, .id = j->id };

	_Static_assert(CHILD_STEPS == 3, "the word above says it");
	(void)paper_argv(k, &a, lang_of_code(j->lang), path, argv + WORDS_BEFORE);
	return child_run(argv, k->seconds, tell, &d, end);
}

static enum err
draw(const struct app *app, struct service *sv, const struct paper_job *j)
{
	const struct paper_kind *k = paper_kind(j->kind);
	CLEANUP(closep) int fd = -1;
	struct child_end end;
	char *path = NULL;
	enum err e = store_paper_start(sv->db, j->id, clock_now());

	if (e != OK)
		return e == ERR_CONFLICT ? OK : e;
	if (k == NULL)
		return fail(sv, j->id, PAPER_END_GONE, "");
	if (k->end != NULL && (e = filestore_tmp(sv->arena, sv->conf, &fd, &path)) != OK)
		return fail(sv, j->id, PAPER_END_DISK, "");
	if ((e = run(app, sv, j, k, path, &end)) == OK)
		e = finish(sv, j, k, path, &end);
	else
		e = fail(sv, j->id, PAPER_END_DIED, "");
	if (path != NULL)
		(void)unlink(path);
	return e;
}

static enum err
draw_all(const struct app *app, struct service *sv, int32_t seconds, int64_t *drawn)
{
	const int64_t end = clock_mono_ns() + seconds * (int64_t)1000000000;
	struct paper_job j;
	enum err e = store_paper_orphans(sv->db, PAPER_END_LOST, clock_now());

	while (e == OK && clock_mono_ns() < end && (e = store_paper_next(sv->db, sv->arena, &j)) == OK)
		if ((e = draw(app, sv, &j)) == OK)
			(*drawn)++;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
tick_papers(const struct app *app, struct service *sv, int32_t seconds, int64_t *drawn, int64_t *dropped)
{
	bool mine;
	enum err e = store_paper_lock(sv->db, &mine), unlock;

	if (e != OK || !mine)
		return e;
	e = draw_all(app, sv, seconds, drawn);
	if (e == OK)
		e = paper_drop_old(sv, clock_now(), dropped);
	unlock = store_paper_unlock(sv->db);
	return e != OK ? e : unlock;
}
