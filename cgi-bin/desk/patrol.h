/* What the patroller's and the chief's pages share. */
#ifndef CGI_BIN_DESK_PATROL_H
#define CGI_BIN_DESK_PATROL_H

#include <stdint.h>

#include "lib/base/err.h"

struct arena;
struct plan_row;
struct request;
struct view;
struct walk_row;

/* "07:30" of a minute of the day, "2026-11-22" of a local day. */
const char *show_minute(struct arena *a, int32_t minute);
const char *show_day(struct arena *a, int32_t day);
/* .Id .Form .Cell .Shift .Post .Duty .Who of a plan's row. */
void show_plan(struct view *v, struct request *rq, const struct plan_row *p);
/* .Who .From .To of a walk. */
void show_walk(struct view *v, struct request *rq, const struct walk_row *w);
/* Page.Coverage of a day and shift; of one person: only where he was. */
enum err show_coverage(struct request *rq, struct view *v, int32_t day, int64_t shift_id, int64_t user_id) MUST_USE;
/* Page.Walks, Page.Coverage, Page.Day, Page.Track of a person's day. */
enum err show_patrol_day(struct request *rq, struct view *v, int32_t day, int64_t user_id) MUST_USE;

enum err page_patrol(struct request *rq) MUST_USE;
enum err page_patrol_begin(struct request *rq) MUST_USE;
enum err page_patrol_end(struct request *rq) MUST_USE;
enum err page_patrol_fix(struct request *rq) MUST_USE;
enum err page_patrol_track(struct request *rq) MUST_USE;
enum err page_patrols(struct request *rq) MUST_USE;
enum err page_patrols_now(struct request *rq) MUST_USE;
enum err page_plan_add(struct request *rq) MUST_USE;
enum err page_plan_end(struct request *rq) MUST_USE;

#endif
