#include "config.h"
#include "batch/tick_notices.h"

#include "lib/base/banned.h"

enum err
tick_notices(struct service *sv, struct notice_run *run)
{
	CLEANUP(notice_post_freep) struct notice_post *post = notice_post_new();
	enum err spread = notice_spread(sv, run), sent;

	if (spread == ERR_UNAVAILABLE)
		return spread;
	/* What was found before is sent even where finding fails now. */
	sent = notice_send(sv, post, run);
	return spread != OK ? spread : sent;
}
