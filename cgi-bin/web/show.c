#include "config.h"
#include "cgi-bin/web/show.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"
#include "lib/part/media.h"
#include "lib/rule/workflow.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_file.h"

#include "lib/base/banned.h"

struct service
show_service(struct request *rq)
{
	return (struct service){ .db = rq->db, .arena = rq->arena, .conf = rq->conf, .cache = rq->app->office };
}

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec" };

static char *
civil_text(struct arena *a, enum lang lang, const struct civil *c, bool year)
{
	char english[] = "%1 Jan %1, %2:%2", brief[] = "%1 Jan, %2:%2";
	const int64_t zh[] = { c->year, c->month, c->day, c->hour, c->minute },
	    en[] = { c->day, c->year, c->hour, c->minute }, en_brief[] = { c->day, c->hour, c->minute };

	if (lang != LANG_EN)
		return year ? num_fill(a, "%1年%1月%1日 %2:%2", zh) : num_fill(a, "%1月%1日 %2:%2", zh + 1);
	memcpy(english + 3, months[c->month - 1], 3);
	memcpy(brief + 3, months[c->month - 1], 3);
	return year ? num_fill(a, english, en) : num_fill(a, brief, en_brief);
}

char *
show_time(struct arena *a, enum lang lang, usec_t t)
{
	struct civil c;

	if (t == USEC_NONE)
		return arena_strdup(a, "");
	c = civil_of(t);
	return civil_text(a, lang, &c, true);
}

char *
show_time_short(struct arena *a, enum lang lang, usec_t t)
{
	struct civil c;

	if (t == USEC_NONE)
		return arena_strdup(a, "");
	c = civil_of(t);
	return civil_text(a, lang, &c, civil_of(clock_now()).year != c.year);
}

char *
show_instant(struct arena *a, usec_t t)
{
	char *s = time_iso(a, t), *fraction = strchr(s, '.');

	if (fraction != NULL)
		memcpy(fraction, "Z", 2);
	return s;
}

static char *
count_of(struct arena *a, enum lang lang, const char *key, int64_t n)
{
	return text_fill1(a, lang, key, num_fill(a, "%1", &n));
}

char *
show_span(struct arena *a, enum lang lang, usec_t span)
{
	static const char *const keys[] = { "Text.js.day", "Text.js.hour", "Text.js.minute" };
	const int64_t all = (span + USEC_MIN - 1) / USEC_MIN, parts[] = { all / 1440, all / 60 % 24, all % 60 };
	const size_t first = parts[0] > 0 ? 0 : parts[1] > 0 ? 1 : 2, next = first + 1;
	const char *most = count_of(a, lang, keys[first], parts[first]);

	/* Two units at most, and weeks of days alone. */
	if (first == 2 || parts[next] == 0 || (first == 0 && parts[0] >= 7))
		return arena_strdup(a, most);
	return arena_printf(a, "%s %s", most, count_of(a, lang, keys[next], parts[next]));
}

/* left: what is left of it, below 0 what it is over. */
static void
due_of(struct view *v, struct request *rq, usec_t due, usec_t left, bool ended)
{
	view_str(v, "Due", show_time_short(rq->arena, rq->lang, due));
	view_str(v, "DueIso", show_instant(rq->arena, due));
	view_str(v, "DueTone", left < 0 ? "late" : !ended && left < 2 * USEC_HOUR ? "warn" : "ok");
	if (!ended || left < 0)
		view_str(v, "DueText", text_fill1(rq->arena, rq->lang, left < 0 ? "Text.js.over" : "Text.js.left",
		    show_span(rq->arena, rq->lang, left < 0 ? -left : left)));
	else
		view_text(v, "DueText", "Text.due.kept");
}

void
show_due(struct view *v, struct request *rq, usec_t due, usec_t ended)
{
	if (due == USEC_NONE)
		return;
	due_of(v, rq, due, due - (ended != USEC_NONE ? ended : clock_now()), ended != USEC_NONE);
	view_bool(v, "DueRuns", ended == USEC_NONE);
}

void
show_due_at(struct view *v, struct request *rq, usec_t due, usec_t at)
{
	if (due != USEC_NONE)
		due_of(v, rq, due, due - at, false);
}

void
show_state(struct view *v, struct request *rq, int32_t state)
{
	static const struct {
		int32_t from;
		const char *tone, *icon;
	} looks[] = { { CS_CLOSED, "ok", "check" }, { CS_FEEDBACK, "info", "eye" }, { CS_DISPATCHED, "info", "hand" },
		{ CS_FILED, "info", "send" }, { 0, "idle", "inbox" } };
	size_t i = 0;

	while (state < looks[i].from)
		i++;
	view_str(v, "State", text_getf(rq->lang, "State.%d.Name", state));
	view_str(v, "StateTone", state == CS_NOT_ACCEPTED || state == CS_VOID ? "idle" : looks[i].tone);
	view_str(v, "StateIcon", state == CS_NOT_ACCEPTED || state == CS_VOID ? "stop" : looks[i].icon);
}

void
show_event_look(struct view *v, int32_t kind)
{
	static const struct {
		enum action kind;
		const char *icon, *tone;
	} looks[] = {
		{ ACT_C_RECEIVED, "inbox", "info" }, { ACT_REPORT, "edit", "info" }, { ACT_C_REGISTERED, "edit", "info" },
		{ ACT_C_JOINED, "link", "info" }, { ACT_C_REVEALED, "lock", "warn" }, { ACT_C_REFUSED, "no", "warn" },
		{ ACT_C_CLEARED, "ok", "ok" },
		{ ACT_C_ANSWERED, "chat", "info" }, { ACT_C_TOLD, "chat", "info" }, { ACT_HAZARD, "hazard", "warn" },
		{ ACT_ORDER_VERIFY, "send", "info" }, { ACT_VERIFY_RESULT, "eye", "info" },
		{ ACT_FILE, "file", "info" }, { ACT_FILE_CHIEF, "file", "info" }, { ACT_IMPORT_FILED, "file", "info" },
		{ ACT_CORRECT, "edit", "info" }, { ACT_ASK_CHIEF, "flag", "info" }, { ACT_REFUSE, "no", "warn" },
		{ ACT_BACK_TO_UPPER, "undo", "warn" }, { ACT_VOID, "no", "warn" }, { ACT_DISPATCH, "send", "info" },
		{ ACT_DISPATCH_AGREED, "send", "info" }, { ACT_REDISPATCH, "send", "info" },
		{ ACT_IMPORT_DISPATCHED, "send", "info" }, { ACT_INCOMPLETE_SEND, "send", "info" },
		{ ACT_REWORK_SEND, "send", "info" }, { ACT_INSTRUCT, "edit", "info" }, { ACT_UNCLEAR, "users", "info" },
		{ ACT_SIGN, "in", "info" }, { ACT_RETURN, "undo", "warn" }, { ACT_ASSIGN, "user", "info" }, { ACT_ARRIVE, "pin", "info" }, { ACT_HAND_DONE, "hand", "info" },
		{ ACT_FEEDBACK, "hand", "info" }, { ACT_IMPORT_FEEDBACK, "hand", "info" },
		{ ACT_FEEDBACK_CONFIRM, "check", "info" }, { ACT_ORDER_CHECK, "send", "info" },
		{ ACT_CHECK_RESULT, "eye", "info" }, { ACT_JUDGE, "check", "info" }, { ACT_REWORK, "redo", "warn" },
		{ ACT_CLOSE, "ok", "ok" }, { ACT_CLOSE_CHIEF, "ok", "ok" }, { ACT_IMPORT_CLOSED, "ok", "ok" },
		{ ACT_CLOSE_BACK, "undo", "warn" }, { ACT_ARCHIVE, "archive", "ok" },
		{ ACT_HOLD, "lock", "warn" }, { ACT_HOLD_LIFTED, "archive", "info" }, { ACT_DESTROYED, "no", "warn" }, { ACT_WARNED, "clock", "warn" },
	};
	size_t i = 0;

	while (i < N(looks) && (int32_t)looks[i].kind != kind)
		i++;
	view_str(v, "Icon", i < N(looks) ? looks[i].icon : "right");
	view_str(v, "Tone", i < N(looks) ? looks[i].tone : "info");
}

/* Whether a path is the one of a menu's entry, or a page below it; "/desk" is above all. */
static bool
is_below(const char *path, const char *url)
{
	const size_t n = strlen(url);

	return strncmp(path, url, n) == 0 && (path[n] == '\0' || (path[n] == '/' && strcmp(url, "/desk") != 0));
}

void
show_nav(struct request *rq, const char *key, const char *url, const char *icon, int64_t count)
{
	struct view *n = view_item(reply_view(rq), "Nav");

	view_text(n, "Label", key);
	view_str(n, "Url", url);
	view_str(n, "Icon", icon);
	view_bool(n, "Here", is_below(rq->path, url));
	if (count > 0)
		view_int(n, "Count", count);
}

static void
show_photo(struct view *v, struct request *rq, const char *prefix, const struct file_link_row *f)
{
	const char *hex = file_hex(rq->arena, f->sha256.data);
	const enum file_audience who = rq->app->staff ? FILE_STAFF : FILE_PUBLIC;
	const char *when = show_time_short(rq->arena, rq->lang, f->added_at);
	struct image_info info;

	view_strf(v, "Url", "%s%lld", prefix, (long long)f->id);
	view_strf(v, "Thumb", "%s%lld-t", prefix, (long long)f->id);
	view_bool(v, "Video", media_is_video(f->type));
	view_bool(v, "Audio", media_is_type(f->type) && !media_is_video(f->type));
	if (!media_is_type(f->type) && !filestore_has_derived(rq->conf, who, FILE_THUMB, hex)) {
		view_bool(v, "Pending", true);
		/* Only the office may read what became of it. */
		if (rq->app->staff && image_status(rq->conf, hex, &info) == OK && info.state == IMAGE_REFUSED)
			view_text(v, "Broken", "Err.file_broken");
	}
	view_str(v, "When", when);
	view_str(v, "By", f->user_name);
	view_str(v, "Alt", text_fill2(rq->arena, rq->lang, "Text.photo.alt",
	    text_getf(rq->lang, "Photo.%d", f->part), when));
}

void
show_photos(struct view *v, struct request *rq, const char *list, const char *prefix,
    const struct file_link_row *files, size_t n, int part)
{
	for (size_t i = 0; i < n; i++)
		if (part == 0 || files[i].part == part)
			show_photo(view_add_item(v, list), rq, prefix, &files[i]);
}

char *
show_degrees(struct arena *a, int32_t microdeg)
{
	int32_t abs = microdeg < 0 ? -microdeg : microdeg;

	return arena_printf(a, "%s%d.%06d", microdeg < 0 ? "-" : "", abs / 1000000, abs % 1000000);
}

void
show_errors(struct request *rq)
{
	show_errors_at(rq, NULL);
}

void
show_errors_at(struct request *rq, const char *action)
{
	for (size_t i = 0; i < rq->nvalues; i++) {
		const struct value *val = &rq->values[i];
		struct view *e;

		if (val->error == NULL)
			continue;
		e = view_item(reply_view(rq), "Page.Errors");
		view_strf(e, "Field", "%s%s%s", action != NULL ? action : "", action != NULL ? "-" : "",
		    val->param->name);
		view_str(e, "Label", text_find(rq->lang, arena_printf(rq->arena, "Field.%s.Label", val->param->name)));
		view_str(e, "Text", text_fill(rq->arena, rq->lang, val->error, val->error_args, 2));
	}
}
