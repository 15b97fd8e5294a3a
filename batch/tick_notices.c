#include "config.h"
#include "batch/tick_notices.h"

#include "lib/service/channel_ops.h"

#include "lib/base/banned.h"

enum err
tick_notices(struct service *sv, struct notice_run *run)
{
	CLEANUP(notice_post_freep) struct notice_post *post = NULL;
	struct conf conf;
	struct service mine = *sv;
	enum err set = channel_conf(sv, clock_now(), &conf), spread, sent;

	if (set == ERR_UNAVAILABLE)
		return set;
	mine.conf = &conf;
	sv = &mine;
	post = notice_post_new();
	spread = notice_spread(sv, run);

	if (spread == ERR_UNAVAILABLE)
		return spread;
	/* What was found before is sent even where finding fails now. */
	sent = notice_send(sv, post, run);
	return set != OK ? set : spread != OK ? spread : sent;
}
