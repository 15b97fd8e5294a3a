#include "config.h"
#include "lib/service/clock_words.h"

#include "lib/base/arena.h"

#include "lib/base/banned.h"

const char *
clock_words_name(struct arena *a, enum lang lang, const struct case_clock *c)
{
	const char *round = arena_printf(a, "%d", c->round);

	switch (c->kind) {
	case CLOCK_STAGE:
		return text_getf(lang, "State.%d.Name", c->what);
	case CLOCK_SIDE:
		return text_getf(lang, "Side.%d", c->what);
	case CLOCK_PROMISE:
		return text_fill2(a, lang, "Text.clock.promise", text_getf(lang, "Paper.Promise.%d", c->what), round);
	case CLOCK_KIND_MAX:
		break;
	}
	return "";
}

static char *
amount(struct arena *a, enum lang lang, int32_t n, enum limit_unit unit)
{
	return text_fill1(a, lang, arena_printf(a, "LimitUnit.%d.Amount", (int)unit), arena_printf(a, "%d", n));
}

char *
clock_words_limit(struct arena *a, enum lang lang, const struct case_clock *c)
{
	char *all;

	if (c->unit == LIMIT_NONE)
		return arena_strdup(a, "");
	all = amount(a, lang, c->amount, c->unit);
	return c->added > 0 ? text_fill2(a, lang, "Text.clock.extended", all, amount(a, lang, c->added, c->unit)) : all;
}

char *
clock_words_line(struct arena *a, enum lang lang, const struct deadline_line *l, enum limit_unit unit, const char *who)
{
	static const char *const keys[LINE_KIND_MAX] = { [LINE_START] = "Text.clock.start",
		[LINE_WINDOW] = "Text.clock.window", [LINE_REST] = "Text.clock.rest",
		[LINE_WEEKEND] = "Text.clock.weekend", [LINE_HOLIDAY] = "Text.clock.holiday",
		[LINE_MAKEUP] = "Text.clock.makeup", [LINE_PAUSE] = "Text.clock.pause",
		[LINE_DUE] = "Text.clock.due" };
	const bool duty = unit == LIMIT_DUTY_HOUR || unit == LIMIT_DUTY_MINUTE;
	const char *key = keys[l->kind], *name = text_pick(lang, l->zh, l->en);

	if (l->kind == LINE_WINDOW && l->days > 1)
		return text_fill1(a, lang, "Text.clock.window_days", arena_printf(a, "%d", l->days));
	if (l->kind == LINE_WINDOW && duty)
		key = "Text.clock.window_duty";
	else if (l->kind == LINE_WINDOW && unit != LIMIT_WORK_HOUR && unit != LIMIT_WORK_DAY)
		key = "Text.clock.window_clock";
	else if (l->kind == LINE_REST && duty)
		key = "Text.clock.night";
	if (l->kind == LINE_PAUSE)
		name = who != NULL ? text_fill2(a, lang, "Text.clock.pause_by", arena_printf(a, "%lld", (long long)l->event), who) :
		    arena_printf(a, "#%lld", (long long)l->event);
	return text_fill1(a, lang, key, name);
}

char *
clock_words_span(struct arena *a, enum lang lang, usec_t span)
{
	const usec_t min = (span < 0 ? -span : span) / USEC_MIN;
	const char *h = arena_printf(a, "%lld", (long long)(min / 60)), *m = arena_printf(a, "%lld", (long long)(min % 60));

	if (min < 60)
		return text_fill1(a, lang, "Text.clock.minutes", min > 0 ? m : "1");
	if (min % 60 == 0)
		return text_fill1(a, lang, "Text.js.hour", h);
	return text_fill2(a, lang, "Text.clock.hours_minutes", h, m);
}

char *
clock_words_standing(struct arena *a, enum lang lang, const struct case_clock *c, usec_t at)
{
	if (c->due == USEC_NONE)
		return arena_strdup(a, "");
	if (c->replaced)
		return arena_strdup(a, text_get(lang, "Text.clock.replaced"));
	if (c->stopped != USEC_NONE)
		return arena_strdup(a, text_get(lang, c->stopped <= c->due ? "Text.clock.met" : "Text.clock.missed"));
	if (c->standing)
		return arena_strdup(a, text_get(lang, "Text.clock.standing"));
	if (c->sum == SUM_EXACT)
		return text_fill1(a, lang, c->left < 0 ? "Text.clock.counted_over" : "Text.clock.counted_left",
		    clock_words_span(a, lang, c->left));
	return text_fill1(a, lang, at > c->due ? "Text.clock.over" : "Text.clock.left", clock_words_span(a, lang, c->due - at));
}
