#include "config.h"
#include "lib/store/store_paper.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col job_cols[] = {
	COL_I64(paper_job, id), COL_I64(paper_job, scope), COL_I32(paper_job, state), COL_I32(paper_job, done),
	COL_I32(paper_job, total), COL_I32(paper_job, code), COL_STR(paper_job, kind), COL_STR(paper_job, args),
	COL_STR(paper_job, lang), COL_STR(paper_job, why), COL_STR(paper_job, who), COL_STR(paper_job, who_en),
	COL_I64(paper_job, asked_by), COL_TIME(paper_job, asked_at), COL_TIME(paper_job, started_at),
	COL_TIME(paper_job, ended_at), COL_BLOB(paper_job, sha256), COL_I64(paper_job, size),
};

enum err
store_paper_add(struct db *db, const struct paper_job *j, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(j->kind), DB_STR(j->args), DB_STR(j->lang), DB_I64(j->scope),
		DB_I64(j->asked_by), DB_TIME(j->asked_at) };

	return db_exec(db, SQL_PAPER_JOB_ADD, args, N(args), NULL, id);
}

enum err
store_paper_living(struct db *db, const struct paper_job *j, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(j->scope), DB_STR(j->kind), DB_STR(j->lang), DB_STR(j->args) };

	return db_number(db, SQL_PAPER_JOB_LIVING, args, N(args), id);
}

enum err
store_paper_by_id(struct db *db, struct arena *a, int64_t id, struct paper_job **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct paper_job *row = arena_new_of(a, struct paper_job);
	enum err e = db_one(db, SQL_PAPER_JOB_BY_ID, args, N(args), job_cols, N(job_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_papers(struct db *db, struct arena *a, int64_t scope, int64_t before, struct paper_job **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(scope), DB_I64(before) };

	return db_all(db, SQL_PAPER_JOB_LIST, args, N(args), job_cols, N(job_cols), a, sizeof(**out), out, n);
}

enum err
store_paper_latest(struct db *db, struct arena *a, const struct paper_job *like, struct paper_job *out)
{
	const struct db_arg args[] = { DB_STR(like->kind), DB_STR(like->args), DB_STR(like->lang), DB_I64(like->scope) };

	return db_one(db, SQL_PAPER_JOB_LATEST, args, N(args), job_cols, N(job_cols), a, out);
}

enum err
store_paper_lock(struct db *db, bool *mine)
{
	int64_t n;
	enum err e = db_number(db, SQL_PAPER_JOB_LOCK, NULL, 0, &n);

	if (e == OK)
		*mine = n == 1;
	return e;
}

enum err
store_paper_unlock(struct db *db)
{
	int64_t n;

	return db_number(db, SQL_PAPER_JOB_UNLOCK, NULL, 0, &n);
}

enum err
store_paper_orphans(struct db *db, int32_t code, usec_t at)
{
	const struct db_arg args[] = { DB_I64(code), DB_TIME(at) };

	return db_exec(db, SQL_PAPER_JOB_ORPHANS, args, N(args), NULL, NULL);
}

enum err
store_paper_next(struct db *db, struct arena *a, struct paper_job *out)
{
	return db_one(db, SQL_PAPER_JOB_NEXT, NULL, 0, job_cols, N(job_cols), a, out);
}

/* A change of one row that has to be there. */
static enum err
change(struct db *db, enum sql_id id, const struct db_arg *args, size_t n)
{
	int64_t rows = 0;
	enum err e = db_exec(db, id, args, n, &rows, NULL);

	return e == OK && rows == 0 ? err_raise(ERR_CONFLICT, "%s: it has moved on", sql_name(id)) : e;
}

enum err
store_paper_start(struct db *db, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };

	return change(db, SQL_PAPER_JOB_START, args, N(args));
}

enum err
store_paper_step(struct db *db, int64_t id, int32_t done, int32_t total)
{
	const struct db_arg args[] = { DB_I64(total), DB_I64(done), DB_I64(id) };

	return change(db, SQL_PAPER_JOB_STEP, args, N(args));
}

enum err
store_paper_done(struct db *db, int64_t id, const char *hex, int64_t size, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_STR(hex), hex != NULL ? DB_I64(size) : DB_NULL, DB_I64(id) };

	return change(db, SQL_PAPER_JOB_DONE, args, N(args));
}

enum err
store_paper_fail(struct db *db, int64_t id, int32_t code, const char *why, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(code), DB_STR(why), DB_I64(id) };

	return change(db, SQL_PAPER_JOB_FAIL, args, N(args));
}

enum err
store_papers_old(struct db *db, struct arena *a, usec_t before, struct paper_old **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(paper_old, id), COL_STR(paper_old, kind), COL_BLOB(paper_old, sha256) };
	const struct db_arg args[] = { DB_TIME(before) };

	return db_all(db, SQL_PAPER_JOB_OLD, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_paper_drop(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_exec(db, SQL_PAPER_JOB_DROP, args, N(args), NULL, NULL);
}

enum err
store_paper_files(struct db *db, struct blob sha256, int64_t *n)
{
	const struct db_arg args[] = { DB_BLOB(sha256.data, sha256.len) };

	return db_number(db, SQL_PAPER_JOB_FILES, args, N(args), n);
}
