/*
 * The clocks of a case, read and explained: what "anjuan explain" prints and
 * the case page shows is one struct.
 */
#ifndef LIB_SERVICE_CLOCK_OPS_H
#define LIB_SERVICE_CLOCK_OPS_H

#include "lib/rule/clockwork.h"
#include "lib/service/office_ops.h"

/* Who stopped the clock by which event. */
struct clock_stop {
	int64_t event;
	const char *who;
};

struct clock_story {
	struct case_past past;
	struct clockwork work;
	const struct clock_stop *stops;		/* one a pause */
	usec_t at;
};

/*
 * The clocks as they stood at "at" (lib/rule/clockwork.h), everything in the
 * service's arena.  A case without a stage, of another system, has none.
 */
enum err clock_story(struct service *sv, int64_t case_id, usec_t at, struct clock_story *out) MUST_USE;
/* Who set the pause that an event began; NULL when unknown. */
const char *clock_story_who(const struct clock_story *s, int64_t event);

#endif
