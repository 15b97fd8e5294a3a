/*
 * The ledger as a target of "anjuan verify": every chain from its first event to its last, that
 * each case's row ends where its chain ends, and that the texts are those the
 * events were made with.  One line says what was found.
 */
#include "config.h"
#include "batch/verify.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/db/row.h"
#include "lib/rule/ledger.h"
#include "lib/service/ledger_ops.h"

#include "lib/base/banned.h"

struct text_row {
	int32_t subject_kind, seq;
	int64_t subject_id;
	struct blob salt, text_hash;
	const char *text;
};

struct texts {
	struct arena *a;
	int64_t n;
	int32_t bad_kind, bad_seq;
	int64_t bad_id;
};

static const char *
kind_name(int32_t kind)
{
	return kind == SUBJECT_COMPLAINT ? "complaint" : "case";
}

static enum err
text_one(void *ctx, const void *row)
{
	const struct text_row *r = row;
	struct texts *t = ctx;
	unsigned char hash[HASH_LEN];

	t->n++;
	arena_reset(t->a);
	if (r->salt.len == SALT_LEN) {
		ledger_text_hash(t->a, r->salt.data, r->text, hash);
		if (r->text_hash.len == HASH_LEN && memcmp(hash, r->text_hash.data, HASH_LEN) == 0)
			return OK;
	}
	t->bad_kind = r->subject_kind;
	t->bad_id = r->subject_id;
	t->bad_seq = r->seq;
	return err_raise(ERR_CONFLICT, "text");
}

/* What holds no finding leaves bad_id 0. */
static enum err
walk_texts(struct app *app, struct texts *t)
{
	static const struct db_col cols[] = {
		COL_I32(text_row, subject_kind), COL_I64(text_row, subject_id), COL_I32(text_row, seq),
		COL_BLOB(text_row, salt), COL_STR(text_row, text), COL_BLOB(text_row, text_hash),
	};
	CLEANUP(arena_freep) struct arena *a = arena_new();
	enum err e;

	t->a = a;
	e = db_each(app->db, SQL_VERIFY_TEXTS, NULL, 0, cols, N(cols), sizeof(struct text_row), text_one, t);
	return t->bad_id != 0 ? OK : e;
}

/* The first id the statement finds, 0 for none. */
static enum err
first_id(struct app *app, enum sql_id id, int64_t *out)
{
	enum err e = db_number(app->db, id, NULL, 0, out);

	if (e == ERR_NOT_FOUND)
		*out = 0;
	return e == ERR_NOT_FOUND ? OK : e;
}

static int
say(const struct ledger_report *r, const struct texts *t, int64_t head, int64_t bare)
{
	if (r->broken)
		(void)printf("ledger: %s %lld event %d: %s\n", kind_name(r->bad_kind), (long long)r->bad_id,
		    r->bad_seq, r->why);
	else if (head != 0)
		(void)printf("ledger: case %lld: its row does not end where its chain ends\n", (long long)head);
	else if (bare != 0)
		(void)printf("ledger: complaint %lld has no event\n", (long long)bare);
	else if (t->bad_id != 0)
		(void)printf("ledger: %s %lld event %d: its text was changed\n", kind_name(t->bad_kind),
		    (long long)t->bad_id, t->bad_seq);
	else
		(void)printf("ledger: %lld events and %lld texts of %lld subjects, all hold\n",
		    (long long)r->events, (long long)t->n, (long long)r->subjects);
	return r->broken || head != 0 || bare != 0 || t->bad_id != 0 ? EXIT_REFUSED : EXIT_FINE;
}

int
verify_ledger(struct app *app, int argc, char **argv)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	struct ledger_report report = { 0 };
	struct texts texts = { 0 };
	int64_t head = 0, bare = 0;
	enum err e;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	e = ledger_verify(&sv, SUBJECT_CASE, 0, &report);
	if (e == OK && !report.broken)
		e = first_id(app, SQL_VERIFY_HEADS, &head);
	if (e == OK && !report.broken)
		e = first_id(app, SQL_VERIFY_COMPLAINTS, &bare);
	if (e == OK && !report.broken)
		e = walk_texts(app, &texts);
	return e != OK ? job_error(app, e) : say(&report, &texts, head, bare);
}
