/*
 * "anjuan tick": the minute's work.  Reminds of registers and hand-over books, writes the office's changes whose
 * day has come, marks what is late, archives what has rested, seals the day that is over, tells who has to know, asks again for
 * pictures that are missing, makes changes findable, tidies what nothing asks
 * for any more, files that nobody named among it, counts the figures of the
 * days that are over, sees to their months' ends, proposes what units are held to account for, and draws the papers the desk has asked for.  Any number of hosts may run it at once: each part does
 * nothing where another was faster, and a part that fails does not stop the
 * others.
 */
#include "config.h"
#include "batch/job.h"

#include <stdio.h>
#include <string.h>

#include "batch/tick_notices.h"
#include "batch/tick_papers.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/db/row.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"
#include "lib/rule/patrol.h"
#include "lib/service/account_ops.h"
#include "lib/service/admin_ops.h"
#include "lib/service/appeal_ops.h"
#include "lib/service/case_ops.h"
#include "lib/service/channel_ops.h"
#include "lib/service/duty_ops.h"
#include "lib/service/evaluation.h"
#include "lib/service/history_ops.h"
#include "lib/service/file_ops.h"
#include "lib/service/ledger_ops.h"
#include "lib/service/matter_ops.h"
#include "lib/service/month_ops.h"
#include "lib/service/office_ops.h"
#include "lib/service/search_index.h"
#include "lib/service/user_ops.h"
#include "lib/service/warn_ops.h"
#include "lib/service/window_ops.h"

#include "lib/base/banned.h"

enum { ARCHIVE_MAX = 2000, PHOTO_JOBS = 500, PHOTO_SECONDS = 40, DROP_ROUNDS = 20, PAPER_SECONDS = 40 };

/* What one run did. */
struct tick {
	struct service sv;	/* with an arena of its own: jobs reset it */
	usec_t now;
	int64_t learnt, late, warned, reminded, resumed, windows, archived, photos, found, dropped, changed, loose, counted, months, drawn, old, proposed;
	const struct app *app;
	int32_t sealed;		/* days */
	struct notice_run notices;
};

static enum err
mark_late(struct tick *t)
{
	return case_mark_late(&t->sv, t->now, &t->late);
}

static enum err
warn(struct tick *t)
{
	return warn_run(&t->sv, t->now, &t->warned);
}

static enum err
resume(struct tick *t)
{
	return case_resume_due(&t->sv, t->now, &t->resumed);
}

/* The days in which a closed case could be opened again are over. */
static enum err
windows(struct tick *t)
{
	return case_end_windows(&t->sv, t->now, &t->windows);
}

static enum err
archive(struct tick *t)
{
	return case_archive_rested(&t->sv, t->now, ARCHIVE_MAX, &t->archived);
}

/* The office's own data: what was confirmed and has its first day now. */
static enum err
office(struct tick *t)
{
	return admin_run_due(&t->sv, t->now, &t->changed);
}

/* Registers whose day comes, and hand-over books nobody completes or signs. */
static enum err
remind(struct tick *t)
{
	enum err e = matter_remind(&t->sv, t->now, &t->reminded);

	return e == OK ? duty_remind(&t->sv, t->now, &t->reminded) : e;
}

/* Periods that were counted before an appeal took one of their cases out. */
static enum err
recount(struct tick *t)
{
	return appeal_recount(&t->sv);
}

/* What units and persons are held to account for, and answers that did not come. */
static enum err
account(struct tick *t)
{
	enum err e = account_overdue(&t->sv, t->now, &t->late);

	return e == OK ? account_run(&t->sv, t->now, &t->proposed) : e;
}

static enum err
seal(struct tick *t)
{
	return ledger_seal(&t->sv, t->now, &t->sealed);
}

/* Messages an administrator has asked for to see whether a server takes them. */
static enum err
tests(struct tick *t)
{
	int64_t n;

	return channel_test_run(&t->sv, t->now, &n);
}

static enum err
notices(struct tick *t)
{
	return tick_notices(&t->sv, &t->notices);
}

/* One original after the other while there is time; what is left waits for the next minute. */
static enum err
derive(struct tick *t)
{
	const int64_t end = clock_mono_ns() + PHOTO_SECONDS * (int64_t)1000000000;
	struct image_job *jobs;
	size_t n;
	enum err e = image_pending(t->sv.arena, t->sv.conf, PHOTO_JOBS, &jobs, &n);

	for (size_t i = 0; i < n && e == OK && clock_mono_ns() < end; i++) {
		struct image_info info;

		e = image_derive(t->sv.conf, jobs[i].hash, jobs[i].public, &info);
		t->photos += e == OK && info.state == IMAGE_DONE;
	}
	/* anjuan-photo is away or has enough to do: no fault of ours, the notes stay. */
	return e == ERR_UNAVAILABLE ? OK : e;
}

static enum err
photos(struct tick *t)
{
	int64_t mine, released;
	enum err e = db_number(t->sv.db, SQL_TICK_PHOTO_LOCK, NULL, 0, &mine), unlock;

	if (e != OK || mine != 1)
		return e;
	e = derive(t);
	unlock = db_number(t->sv.db, SQL_TICK_PHOTO_UNLOCK, NULL, 0, &released);
	return e != OK ? e : unlock;
}

/* What has changed goes into the sets of search. */
static enum err
find(struct tick *t)
{
	return search_merge(&t->sv, t->now, &t->found);
}

/* What experience promises, once a day. */
static enum err
learn(struct tick *t)
{
	return history_run(&t->sv, t->now, &t->learnt);
}

/* The public's figures, once a day. */
static enum err
figures(struct tick *t)
{
	return window_run(&t->sv, t->now, &t->counted);
}

/* The office's own figures, once a day. */
static enum err
evaluate(struct tick *t)
{
	int64_t n = 0;
	enum err e = evaluation_run(&t->sv, t->now, &n);

	t->counted += n;
	return e;
}

/* Drafts, seals and corrections of the months that are over. */
static enum err
months(struct tick *t)
{
	return month_run(&t->sv, t->now, &t->months);
}

/* A patrol that nobody has ended is over: nobody is followed into the night. */
static enum err
patrols(struct tick *t)
{
	const usec_t longest = PATROL_HOURS_MAX * USEC_HOUR;
	const struct db_arg args[] = { DB_I64(longest), DB_TIME(t->now - longest) };

	return db_exec(t->sv.db, SQL_TICK_END_WALKS, args, N(args), NULL, NULL);
}

/* Rows older than their use; how long that is stands where they are used. */
static enum err
tidy(struct tick *t)
{
	const struct {
		enum sql_id id;
		usec_t keep;
	} tables[] = {
		{ SQL_TICK_DROP_RATES, 2 * USEC_HOUR },		/* limits look back an hour */
		{ SQL_TICK_DROP_TRIES, 31 * USEC_DAY },		/* known places: 30 days */
		{ SQL_TICK_DROP_SESSIONS, SESSION_HOURS * USEC_HOUR },
		{ SQL_TICK_DROP_UPLOADS, USEC_DAY },
		{ SQL_TICK_DROP_CLAIMS, USEC_HOUR },
		{ SQL_TICK_DROP_BULK, 7 * USEC_DAY },		/* as their keys */
		{ SQL_TICK_DROP_FIXES, 0 },			/* each bears its own end */
		{ SQL_TICK_DROP_KEYS, 7 * USEC_DAY },		/* a form dies with its session */
		{ SQL_NOTICE_DROP, NOTICES_KEPT },
	};

	for (size_t i = 0; i < N(tables); i++) {
		const struct db_arg args[] = { DB_TIME(t->now - tables[i].keep) };
		int64_t n = 1;

		for (int round = 0; round < DROP_ROUNDS && n > 0; round++) {
			enum err e = db_exec(t->sv.db, tables[i].id, args, N(args), &n, NULL);

			if (e == ERR_CONFLICT)
				break;	/* another host tidies here */
			if (e != OK)
				return e;
			t->dropped += n;
		}
	}
	filestore_expire_tmp(t->sv.conf, t->now - USEC_DAY);
	return OK;
}

/* Photos of forms that were refused or given up: after tidy(), which forgets under which keys they waited. */
static enum err
loose(struct tick *t)
{
	return file_drop_loose(&t->sv, t->now, &t->loose);
}

/* What the desk has asked for: last, as it may take its time. */
static enum err
papers(struct tick *t)
{
	return tick_papers(t->app, &t->sv, PAPER_SECONDS, &t->drawn, &t->old);
}

static void
say(const struct tick *t)
{
	(void)printf("tick: %lld late, %lld resumed, %lld archived, %d days sealed, %lld pictures, %lld rows tidied away, "
	    "%lld changes made findable, %lld told, %lld sent, %lld for later, %lld dead, %lld warnings, %lld office changes written, "
	    "%lld files that nobody named removed, %lld windows over, %lld kinds reckoned anew, %lld periods counted, %lld month-ends, %lld papers drawn, %lld taken away, %lld findings proposed\n",
	    (long long)t->late, (long long)t->resumed, (long long)t->archived, t->sealed, (long long)t->photos,
	    (long long)t->dropped, (long long)t->found, (long long)t->notices.told, (long long)t->notices.sent,
	    (long long)t->notices.later, (long long)t->notices.dead, (long long)t->warned,
	    (long long)t->changed, (long long)t->loose, (long long)t->windows, (long long)t->learnt, (long long)t->counted,
	    (long long)t->months, (long long)t->drawn, (long long)t->old, (long long)t->proposed);
}

int
job_tick(struct app *app, int argc, char **argv)
{
	static enum err (*const parts[])(struct tick *) = { office, mark_late, warn, resume, windows, archive, seal, remind, tests,
		notices, photos, find, learn, patrols, tidy, loose, recount, figures, evaluate, months, account, papers };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	struct tick t = { .sv = { .db = app->db, .arena = a, .conf = app->conf, .cache = cache },
		.now = clock_now(), .app = app };
	int code = EXIT_FINE;

	if (argc > 2 || (argc == 2 && strcmp(argv[1], "-v") != 0))
		return job_usage(app);
	for (size_t i = 0; i < N(parts); i++) {
		enum err e;

		arena_reset(a);
		err_clear();
		if ((e = parts[i](&t)) == OK)
			continue;
		code = job_error(app, e);
		if (e == ERR_UNAVAILABLE)
			break;		/* without the database the rest fails alike */
	}
	if (argc == 2)
		say(&t);
	return code;
}
