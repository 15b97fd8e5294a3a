/* "anjuan notices": what waits, what is dead, what reached nobody; and another try. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"
#include "lib/rule/workflow.h"
#include "lib/service/notice_ops.h"

#include "lib/base/banned.h"

static const char *const channels[CHANNEL_MAX] = { "-", "mail", "sms" };

static const char *
channel_name(int32_t channel)
{
	return channel > 0 && channel < CHANNEL_MAX ? channels[channel] : "-";
}

/* How many wait or are dead, a channel each, and since when the oldest; then the empty posts. */
static enum err
show_counts(struct app *app)
{
	struct message_count *counts;
	struct nobody_row *posts;
	size_t n;
	enum err e = store_message_counts(app->db, app->arena, &counts, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		(void)printf("%s\t%s\t%lld\t%s\n", channel_name(counts[i].channel),
		    counts[i].state == MESSAGE_DEAD ? "dead" : "waiting", (long long)counts[i].n,
		    time_local(app->arena, counts[i].since));
	if (e == OK)
		e = store_nobody(app->db, app->arena, &posts, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		(void)printf("nobody\t%s\t%s\t%s\n", posts[i].audience, posts[i].unit_zh != NULL ? posts[i].unit_zh : "-",
		    time_local(app->arena, posts[i].created_at));
	return e;
}

/* One line a message, the newest first; to whom by name or complaint number, never by address. */
static enum err
show_messages(struct app *app, enum message_state state)
{
	int64_t before = 0;
	enum err e = OK;

	for (bool more = true; e == OK && more;) {
		struct message_row *rows;
		size_t n;

		if ((e = store_messages(app->db, app->arena, state, before, &rows, &n)) != OK)
			break;
		more = n > NOTICE_PAGE;
		for (size_t i = 0; i < n - more; i++) {
			const struct message_row *r = &rows[i];

			(void)printf("%lld\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", (long long)r->id, channel_name(r->channel),
			    r->complaint_id != 0 ? notice_number(app->arena, SUBJECT_COMPLAINT, r->complaint_id, NULL,
			    r->received_at) : r->user_name, notice_number(app->arena, r->subject_kind, r->subject_id, r->number,
			    r->received_at), action_code((enum action)r->kind), (int)(r->refused + r->away),
			    time_local(app->arena, r->ended_at != USEC_NONE ? r->ended_at : r->next_at),
			    r->last_error != NULL ? r->last_error : "-");
			before = r->id;
		}
	}
	return e;
}

static enum err
retry(struct app *app, const char *which)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t id = 0, n;
	enum err e;

	if (strcmp(which, "all") != 0 && !parse_i64(which, 1, INT64_MAX, &id))
		return err_raise(ERR_INVALID, "\"%s\" is neither the number of a message nor \"all\"", which);
	if ((e = db_begin(app->db, &tx)) != OK || (e = store_message_retry(app->db, id, clock_now(), &n)) != OK)
		return e;
	if (id != 0 && n == 0)
		return err_raise(ERR_NOT_FOUND, "there is no dead message %s", which);
	if ((e = db_commit(&tx)) == OK)
		(void)printf("%lld to be tried again\n", (long long)n);
	return e;
}

int
job_notices(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "dead", no_argument, NULL, 'd' }, { "waiting", no_argument, NULL, 'w' },
		{ "retry", required_argument, NULL, 'r' }, { 0 }
	};
	const char *again = NULL;
	int opt, what = 0;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 'r' && what == 0) {
			what = opt;
			again = optarg;
		} else if ((opt == 'd' || opt == 'w') && what == 0) {
			what = opt;
		} else {
			return job_usage(app);
		}
	if (optind != argc)
		return job_usage(app);
	if (what == 'r')
		return job_error(app, retry(app, again));
	if (what != 0)
		return job_error(app, show_messages(app, what == 'd' ? MESSAGE_DEAD : MESSAGE_WAITS));
	return job_error(app, show_counts(app));
}
