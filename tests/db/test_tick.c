/* "anjuan tick" as a program: once, twice, four at a time, without a database. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/part/filestore.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static const char *zone;
static usec_t today;	/* by the real clock, which the program goes by */

struct did {
	int late, archived, sealed, pictures, rows, status;
};

static const char *
write_conf(const char *socket)
{
	const char *path = arena_printf(r->folder.a, "%s/tick.conf", r->folder.dir);
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_true(fprintf(f, "db_socket = %s\ndb_name = %s\ndb_user = anjuan_batch_work\ndata_dir = %s\nkey_dir = %s\n"
	    "photo_socket = %s/photo.sock\nzone = %s\n", socket, getenv("ANJUAN_TEST_DB"), r->folder.dir, r->folder.dir,
	    r->folder.dir, zone) > 0);
	assert_int_equal(fclose(f), 0);
	return path;
}

/* Begins the program; its line can be read from the pipe. */
static pid_t
tick(const char *conf, int *out)
{
	const char *top = getenv("top_builddir");
	const char *program = arena_printf(r->folder.a, "%s/batch/anjuan", top != NULL ? top : ".");
	int p[2];
	pid_t pid;

	assert_int_equal(pipe(p), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)dup2(p[1], STDOUT_FILENO);
		(void)execl(program, "anjuan", "-c", conf, "tick", "-v", (char *)NULL);
		_exit(99);
	}
	(void)close(p[1]);
	*out = p[0];
	return pid;
}

static struct did
result(pid_t pid, int out)
{
	struct did d = { 0 };
	char line[300] = "";
	size_t n = 0;
	ssize_t got;
	int status;

	while (n < sizeof(line) - 1 && (got = read(out, line + n, sizeof(line) - 1 - n)) > 0)
		n += (size_t)got;
	(void)close(out);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	d.status = WEXITSTATUS(status);
	assert_int_equal(sscanf(line, "tick: %d late, %*d resumed, %d archived, %d days sealed, %d pictures, %d rows tidied away",
	    &d.late, &d.archived, &d.sealed, &d.pictures, &d.rows), 5);
	return d;
}

static struct did
run(const char *conf)
{
	int out;
	pid_t pid = tick(conf, &out);

	return result(pid, out);
}

/* A file in tmp/ last written before a number of seconds. */
static const char *
upload(const char *name, time_t age)
{
	const char *path = arena_printf(r->folder.a, "%s/tmp/%s", r->folder.dir, name);
	const struct timespec t = { .tv_sec = today / USEC_SEC - age }, both[2] = { t, t };

	part_touch(path);
	assert_int_equal(utimensat(AT_FDCWD, path, both, 0), 0);
	return path;
}

/* One row that is out of use and one that is not, in each table. */
static void
leave_rows(void)
{
	const long long now = today, photo = rig_photo(r).file_id;

	for (int i = 0; i < 2; i++) {
		const long long age = i == 0 ? 0 : USEC_DAY * 40;

		dbtest_sql("INSERT INTO rate_use (scope, who, at) VALUES (1, 'x', %lld)", now - age - USEC_HOUR);
		dbtest_sql("INSERT INTO login_try (login, address_prefix, at, ok) VALUES ('x', 'y', %lld, 1)",
		    now - age - 29 * USEC_DAY);
		dbtest_sql("INSERT INTO session (token_hash, user_id, csrf_secret, created_at, seen_at, address_prefix)"
		    " VALUES (UNHEX(SHA2('%d', 256)), %d, UNHEX(SHA2('x', 256)), %lld, %lld, '')", i, CHIEF,
		    now - age - USEC_DAY, now - age - 11 * USEC_HOUR);
		dbtest_sql("INSERT INTO upload (form_key_hash, file_id, at) VALUES (UNHEX(SHA2('%d', 256)), %lld, %lld)", i,
		    photo, now - age - 23 * USEC_HOUR);
		dbtest_sql("INSERT INTO write_key (key_hash, case_id, at) VALUES (UNHEX(SHA2('k%d', 256)), 1, %lld)", i,
		    now - age - 6 * USEC_DAY);
	}
}

static void
a_minute(void **state)
{
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	const char *old = upload("old", 86400 + 60), *fresh = upload("fresh", 86400 - 600);
	int64_t closed, other, foreign;
	struct did d;

	(void)state;
	(void)rig_case(r, CS_VERIFYING);
	(void)rig_case(r, CS_DISPATCHED);
	closed = rig_case(r, CS_CLOSED);
	other = rig_case(r, CS_CLOSED);
	dbtest_sql("UPDATE cases SET stage_started = %lld WHERE id = %lld", (long long)(today - 29 * USEC_DAY), (long long)other);
	/* One of another system, closed there: it rests and goes like ours. */
	foreign = rig_case(r, CS_CLOSED);
	dbtest_sql("UPDATE cases SET ext_system = 'x', ext_number = '1' WHERE id = %lld", (long long)foreign);
	dbtest_sql("UPDATE stage SET due = %lld WHERE ended IS NULL AND state <> 50", (long long)(today - USEC_MIN));
	dbtest_sql("DELETE FROM write_key");
	leave_rows();
	d = run(conf);
	assert_int_equal(d.status, 0);
	assert_int_equal(d.late, 2);
	assert_int_equal(d.archived, 2);
	assert_int_equal(rig_row(r, closed)->state, CS_ARCHIVED);
	assert_int_equal(rig_row(r, foreign)->state, CS_ARCHIVED);
	assert_int_equal(rig_row(r, other)->state, CS_CLOSED);
	assert_non_null(rig_row(r, closed)->archive_code);
	assert_int_equal(dbtest_number("SELECT kind FROM event WHERE subject_kind = 2 AND subject_id = %lld"
	    " ORDER BY seq DESC LIMIT 1", (long long)closed), ACT_ARCHIVE_DUE);
	assert_int_equal(dbtest_number("SELECT role_id FROM event WHERE subject_kind = 2 AND subject_id = %lld"
	    " ORDER BY seq DESC LIMIT 1", (long long)closed), R_SYSTEM);
	/* The days since June, a month a run: not all at once. */
	assert_int_equal(d.sealed, 31);
	assert_int_equal(d.rows, 5);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(fresh, F_OK), 0);
	assert_int_equal(dbtest_number("SELECT (SELECT COUNT(*) FROM rate_use) + (SELECT COUNT(*) FROM login_try) +"
	    " (SELECT COUNT(*) FROM session) + (SELECT COUNT(*) FROM upload) + (SELECT COUNT(*) FROM write_key)"), 5);
	for (int minute = 0; d.sealed > 0; minute++) {
		assert_true(minute < 1200);
		d = run(conf);
		assert_int_equal(d.status, 0);
		assert_int_equal(d.late + d.archived + d.pictures + d.rows, 0);
	}
	/* Every day since the first event has its seal, up to yesterday. */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM seal"), dbtest_number("SELECT MAX(day) - MIN(day) + 1 FROM seal"));
	assert_int_equal(dbtest_number("SELECT MAX(day) FROM seal"), day_of(today) - 1);
}

/* Pictures that nobody derives: the notes stay, and nobody is alarmed. */
static void
no_photo_server(void **state)
{
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	const char *note = arena_printf(r->folder.a, "%s/spool/%064d", r->folder.dir, 7);
	struct did d;

	(void)state;
	part_touch(note);
	d = run(conf);
	assert_int_equal(d.status, 0);
	assert_int_equal(d.pictures, 0);
	assert_int_equal(access(note, F_OK), 0);
	assert_int_equal(unlink(note), 0);
}

/* A real picture of its own content, taken for a form that has this key. */
static enum err
take(struct rig *of, const char *key, int content, struct attachment *kept)
{
	const char *top = getenv("top_srcdir");
	const char *name = arena_printf(of->folder.a, "%s/tests/data/photo/street.jpg", top != NULL ? top : ".");
	const char *path = arena_printf(of->folder.a, "%s/tmp/take-%d", of->folder.dir, (int)getpid());
	char *bytes = arena_alloc(of->folder.a, 1 << 20), hex[FILE_HASH_HEX + 1];
	CLEANUP(fclosep) FILE *in = fopen(name, "re"), *out = fopen(path, "w+e");
	struct incoming sent = { .path = path, .hash_hex = hex };
	size_t n;

	assert_true(in != NULL && out != NULL);
	n = fread(bytes, 1, 1 << 20, in);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_true(fprintf(out, "%d", content) > 0 && fflush(out) == 0);
	sent.fd = fileno(out);
	assert_int_equal(filestore_hash_fd(sent.fd, hex, &sent.size), OK);
	return file_keep(&of->desk, key, &sent, false, false, kept);
}

static bool
on_disk(const struct attachment *f)
{
	return access(filestore_original_path(r->folder.a, &r->folder.conf, file_hex(r->folder.a, f->sha256)), F_OK) == 0;
}

static bool
is_there(const struct attachment *f)
{
	return dbtest_number("SELECT COUNT(*) FROM file WHERE id = %lld", (long long)f->file_id) == 1 && on_disk(f);
}

/* What nobody named for a day goes, row, original and pictures; what is named, or still waits, stays. */
static void
loose_files(void **state)
{
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	const long long old = today - 25 * USEC_HOUR;
	struct attachment gone, named, waits, fresh, again;

	(void)state;
	clock_set(USEC_NONE);
	assert_int_equal(take(r, "a-form-given-up-00", 1, &gone), OK);
	assert_int_equal(take(r, "a-form-that-came-0", 2, &named), OK);
	assert_int_equal(take(r, "a-form-that-waits0", 3, &waits), OK);
	assert_int_equal(take(r, "a-form-of-just-now", 4, &fresh), OK);
	dbtest_sql("UPDATE file SET loose_at = %lld WHERE id IN (%lld, %lld, %lld)", old, (long long)gone.file_id,
	    (long long)named.file_id, (long long)waits.file_id);
	dbtest_sql("UPDATE upload SET at = %lld WHERE file_id IN (%lld, %lld)", old, (long long)gone.file_id,
	    (long long)named.file_id);
	dbtest_sql("INSERT INTO file_link (subject_kind, subject_id, event_seq, file_id, part, round, for_public, added_at)"
	    " VALUES (2, 1, 1, %lld, 1, 0, 0, %lld)", (long long)named.file_id, old);
	assert_true(is_there(&gone));
	assert_int_equal(run(conf).status, 0);
	assert_false(is_there(&gone) || on_disk(&gone));
	assert_true(is_there(&named) && is_there(&waits) && is_there(&fresh));
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM file WHERE id = %lld AND loose_at IS NULL",
	    (long long)named.file_id), 1);
	assert_int_equal(run(conf).status, 0);
	assert_true(is_there(&named) && is_there(&waits) && is_there(&fresh));
	assert_int_equal(take(r, "another-form-of-it", 1, &again), OK);
	assert_true(again.file_id != gone.file_id && is_there(&again));
}

/* Half of them tidy away, the others take the same content up again. */
static enum err
take_or_tidy(struct rig *mine, int i, void *ctx)
{
	struct attachment kept;

	return i % 2 == 0 ? (enum err)run(ctx).status :
	    take(mine, arena_printf(mine->folder.a, "a-form-among-several-%d", i), 5, &kept);
}

static void
taken_up_while_tidied(void **state)
{
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	char *word = arena_strdup(r->folder.a, conf);

	(void)state;
	clock_set(USEC_NONE);
	for (int round = 0; round < 8; round++) {
		int got[ERR_MAX];
		struct attachment kept;

		assert_int_equal(take(r, "the-form-before-them", 5, &kept), OK);
		dbtest_sql("DELETE FROM upload WHERE file_id = %lld", (long long)kept.file_id);
		dbtest_sql("UPDATE file SET loose_at = %lld WHERE id = %lld", (long long)(today - 25 * USEC_HOUR),
		    (long long)kept.file_id);
		rig_race(r, 6, take_or_tidy, word, got);
		assert_int_equal(got[OK], 6);
		kept.file_id = dbtest_number("SELECT MAX(file_id) FROM upload WHERE form_key_hash ="
		    " UNHEX(SHA2('a-form-among-several-1', 256))");
		assert_int_equal(dbtest_number("SELECT COUNT(*) FROM upload WHERE file_id = %lld", (long long)kept.file_id), 3);
		assert_true(is_there(&kept));
	}
}

/* Four hosts in the same minute do the work of one. */
static void
four_hosts(void **state)
{
	enum { CASES = 40, HOSTS = 4 };
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	int64_t id = rig_case(r, CS_FILED), marks = dbtest_number("SELECT COUNT(*) FROM event WHERE kind = 61");
	pid_t pids[HOSTS];
	int outs[HOSTS], late = 0, rows = 0;

	(void)state;
	for (int i = 1; i < CASES; i++)
		(void)rig_case(r, CS_REGISTERED);
	dbtest_sql("UPDATE stage SET due = %lld WHERE ended IS NULL AND case_id >= %lld", (long long)(today - USEC_MIN),
	    (long long)id);
	dbtest_sql("DELETE FROM write_key");
	dbtest_sql("INSERT INTO rate_use (scope, who, at) WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s"
	    " WHERE n < 900) SELECT 1, n, 1 FROM s");
	for (int i = 0; i < HOSTS; i++)
		pids[i] = tick(conf, &outs[i]);
	for (int i = 0; i < HOSTS; i++) {
		struct did d = result(pids[i], outs[i]);

		assert_int_equal(d.status, 0);
		assert_int_equal(d.sealed, 0);
		late += d.late;
		rows += d.rows;
	}
	assert_int_equal(late, CASES);
	assert_int_equal(rows, 900);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE kind = 61"), marks + CASES);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM stage WHERE case_id >= %lld AND ended IS NULL AND"
	    " late_at IS NULL", (long long)id), 0);
}

/* One of several runs is killed in the middle: nothing is lost, nothing told twice. */
static void
warnings(void **state)
{
	enum { CASES = 60, HOSTS = 4, POSTS = 6 };
	const char *conf = write_conf(getenv("ANJUAN_TEST_SOCKET"));
	int64_t first = rig_case(r, CS_HANDLING);
	struct ledger_report report = { 0 };
	pid_t pids[HOSTS];
	int outs[HOSTS], killed = 0;

	(void)state;
	for (int i = 1; i < CASES; i++)
		(void)rig_case(r, CS_DISPATCHED);
	for (int round = 0; round < 6; round++) {
		for (int i = 0; i < HOSTS; i++)
			pids[i] = tick(conf, &outs[i]);
		(void)usleep(20000U + 15000U * (unsigned)round);
		killed += kill(pids[0], SIGKILL) == 0;
		for (int i = 0; i < HOSTS; i++) {
			(void)close(outs[i]);
			assert_int_equal(waitpid(pids[i], NULL, 0), pids[i]);
		}
	}
	assert_int_equal(killed, 6);
	assert_int_equal(run(conf).status, 0);
	/* All are long over: of each the last level, by one event, to every post of it. */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE kind = 542 AND subject_id >= %lld", (long long)first), CASES);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE kind = 541 AND subject_id >= %lld", (long long)first), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox o JOIN event e ON e.subject_kind = o.subject_kind AND"
	    " e.subject_id = o.subject_id AND e.seq = o.event_seq WHERE e.kind = 542 AND e.subject_id >= %lld",
	    (long long)first), CASES * POSTS);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning WHERE case_id >= %lld", (long long)first), CASES * 2);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning w JOIN event e ON e.subject_kind = 2 AND"
	    " e.subject_id = w.case_id AND e.seq = w.event_seq AND e.kind = 542 AND e.at = w.told_at WHERE w.case_id >= %lld",
	    (long long)first), CASES);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning WHERE told_at IS NULL AND case_id >= %lld",
	    (long long)first), 0);
	assert_int_equal(ledger_verify(&r->desk, SUBJECT_CASE, 0, &report), OK);
	assert_false(report.broken);
}

static void
no_database(void **state)
{
	struct did d = run(write_conf("/nonexistent/socket"));

	(void)state;
	assert_int_equal(d.status, 5);
	assert_int_equal(d.late + d.pictures + d.rows, 0);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	clock_set(USEC_NONE);
	today = clock_now();
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	/* Not within ten minutes of midnight, when a day is not yet sealed. */
	zone = civil_of(today).hour == 0 || civil_of(today).hour == 23 ? "UTC" : "Asia/Shanghai";
	assert_int_equal(zone_use(zone), OK);
	clock_set(r->now);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_minute), cmocka_unit_test(no_photo_server), cmocka_unit_test(loose_files),
		cmocka_unit_test(taken_up_while_tidied), cmocka_unit_test(four_hosts), cmocka_unit_test(warnings),
		cmocka_unit_test(no_database),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("tick", tests, setup, teardown);
}
