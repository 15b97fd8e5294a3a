/* What a sender is told: a sentence for every state, in both languages, and none that misleads. */
#include "config.h"
#include "lib/rule/follow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/text.h"
#include "lib/rule/history.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

static struct arena *arena;

static bool
is_word(const char *word)
{
	size_t n;
	const char *const *all = follow_words(&n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i], word) == 0)
			return true;
	return false;
}

/* A case in this state, and everything beside it that changes what is told. */
static void
told(int32_t state)
{
	static const int32_t before[] = { CS_NONE, CS_CLOSED, CS_CLOSED_SPECIAL, CS_NOT_ACCEPTED };

	for (int32_t c = CP_RECEIVED; c <= CP_WITHDRAWN; c++)
		for (size_t b = 0; b < N(before); b++)
			for (int more = 0; more < 4; more++) {
				const struct follow_now n = { .complaint = c, .state = state, .was = before[b],
					.merged = more & 1, .has_unit = more & 2, .state_at = 1, .stage_due = 2,
					.due_at = 3, .closed_at = 4 };

				assert_non_null(follow_word(&n));
				assert_true(is_word(follow_word(&n)));
				assert_non_null(follow_holder(&n));
				assert_true(follow_by(&n) != USEC_NONE);
			}
}

static void
every_state(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	told(CS_NONE);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < FROM_MAX && t[i].from[k] != CS_NONE; k++)
			told(t[i].from[k]);
		if (t[i].to != CS_NONE)
			told(t[i].to);
	}
}

static void
every_sentence(void **state)
{
	size_t n, np;
	const char *const *w = follow_words(&n), *const *p = follow_parts(&np);

	(void)state;
	for (enum lang l = 0; l < LANG_MAX; l++)
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < np; k++) {
				const char *key = arena_printf(arena, "Follow.%s.%s", w[i], p[k]);

				if (text_find(l, key) == NULL)
					fail_msg("no %s", key);
			}
}

/* How it ended is a word of its own, and each says something else (users-ask 1). */
static void
ends_differ(void **state)
{
	static const struct follow_now ends[] = {
		{ .complaint = CP_REGISTERED, .state = CS_CLOSED }, { .complaint = CP_REGISTERED, .state = CS_CLOSED_SPECIAL },
		{ .complaint = CP_REFUSED }, { .complaint = CP_WITHDRAWN }, { .complaint = CP_REGISTERED, .state = CS_VOID },
		{ .complaint = CP_REGISTERED, .state = CS_VOID, .merged = true },
		{ .complaint = CP_REGISTERED, .state = CS_ARCHIVED, .was = CS_CLOSED },
		{ .complaint = CP_REGISTERED, .state = CS_ARCHIVED, .was = CS_CLOSED_SPECIAL },
		{ .complaint = CP_REFUSED, .state = CS_ARCHIVED, .was = CS_NOT_ACCEPTED },
	};

	(void)state;
	for (enum lang l = 0; l < LANG_MAX; l++)
		for (size_t i = 0; i < N(ends); i++) {
			assert_true(follow_over(&ends[i]));
			for (size_t k = 0; k < i; k++)
				assert_string_not_equal(text_getf(l, "Follow.%s.Name", follow_word(&ends[i])),
				    text_getf(l, "Follow.%s.Name", follow_word(&ends[k])));
		}
}

/* Each step that sets or moves a date says why, in both languages. */
static void
every_change(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (enum lang l = 0; l < LANG_MAX; l++)
		for (size_t i = 0; i < n; i++) {
			const char *key = arena_printf(arena, "Promise.%s.Why", t[i].code);

			if ((t[i].effect & (E_PROMISE | E_REWORK_PROMISE | E_EXT_GRANT | E_WATCH | E_SUSPEND | E_RESUME |
			    E_REOPEN | E_RECLASSIFY)) != 0 && text_find(l, key) == NULL)
				fail_msg("no %s", key);
		}
}

/* How many of the cases of a row were done within t: the slow way. */
static size_t
within(const struct done_case *c, size_t n, const char *scope, enum history_level l, usec_t t, size_t *all)
{
	size_t k = 0;

	*all = 0;
	for (size_t i = 0; i < n; i++)
		if ((l != HISTORY_UNIT || c[i].unit_id != 0) && strcmp(history_scope(arena, l, c[i].kind, c[i].major,
		    c[i].class_id, c[i].unit_id), scope) == 0) {
			*all += 1;
			k += c[i].took <= t;
		}
	return k;
}

/* Half of them within half, not one instant earlier; the same for nine in ten; and no row is forgotten. */
static void
history_by_force(void **state)
{
	static const char *const majors[] = { "01", "02", "A\xe4\xba\x95" };
	struct done_case c[400];
	struct history *rows;
	size_t n, all, wanted = 0;

	(void)state;
	for (unsigned seed = 1, x = 7; seed <= 30; seed++) {
		const size_t m = seed * 13;
		const int64_t min = 1 + seed % 9;

		for (size_t i = 0; i < m; i++) {
			x = x * 1103515245 + 12345;
			c[i] = (struct done_case){ .class_id = 1 + x / 65536 % 7, .unit_id = x / 4096 % 4, .took = x / 256 % 50 };
			c[i].kind = 1 + (int32_t)(c[i].class_id % 2);
			c[i].major = majors[c[i].class_id % 3];
		}
		history_make(arena, c, m, min, &rows, &n);
		wanted = 0;
		for (enum history_level l = HISTORY_UNIT; l <= HISTORY_MAJOR; l++)
			for (int64_t k = 1; k <= 7; k++)
				for (int64_t u = 0; u < (l == HISTORY_UNIT ? 4 : 1); u++) {
					/* Classes 1 to 6 have a major class each of their own. */
					if (l == HISTORY_MAJOR && k == 7)
						continue;
					(void)within(c, m, history_scope(arena, l, 1 + (int32_t)(k % 2), majors[k % 3], k, u), l, 0, &all);
					wanted += (int64_t)all >= min;
				}
		assert_int_equal(n, wanted);
		for (size_t i = 0; i < n; i++) {
			const enum history_level l = (enum history_level)rows[i].level;

			assert_true(2 * within(c, m, rows[i].scope, l, rows[i].half, &all) >= all);
			assert_int_equal(all, rows[i].n);
			assert_true(2 * within(c, m, rows[i].scope, l, rows[i].half - 1, &all) < all);
			assert_true(10 * within(c, m, rows[i].scope, l, rows[i].ninety, &all) >= 9 * all);
			assert_true(10 * within(c, m, rows[i].scope, l, rows[i].ninety - 1, &all) < 9 * all);
		}
		arena_reset(arena);
	}
	history_make(arena, c, 0, 1, &rows, &n);
	assert_int_equal(n, 0);
	assert_null(history_pick(rows, n));
}

static void
history_particular_first(void **state)
{
	const struct history rows[] = { { .level = HISTORY_MAJOR, .n = 9 }, { .level = HISTORY_UNIT, .n = 2 },
		{ .level = HISTORY_CLASS, .n = 4 } };
	const struct stage_limit limits[] = { { 3, LIMIT_WORK_DAY }, { 4, LIMIT_URGENT_HOUR }, { 20, LIMIT_WORK_DAY },
		{ 15, LIMIT_CALENDAR_DAY } };
	size_t shortest, longest;

	(void)state;
	assert_int_equal(history_pick(rows, 3)->n, 2);
	assert_int_equal(history_pick(rows, 1)->n, 9);
	history_limits(limits, 4, &shortest, &longest);
	assert_int_equal(shortest, 1);
	assert_int_equal(longest, 2);
	assert_int_equal(history_quantile((const usec_t[]){ 1, 2, 3, 4 }, 4, 50), 2);
	assert_int_equal(history_quantile((const usec_t[]){ 1, 2, 3 }, 3, 50), 2);
	assert_int_equal(history_quantile((const usec_t[]){ 5 }, 1, 90), 5);
}

static void
what_he_may(void **state)
{
	struct follow_now n = { .complaint = CP_RECEIVED, .reopen_until = USEC_NONE };
	struct follow_may m = follow_may(&n, 100);

	(void)state;
	assert_true(m.add && m.withdraw && !m.ask && !m.rate && !m.again);
	n.complaint = CP_REGISTERED;
	n.state = CS_FILED;
	assert_true(follow_may(&n, 100).withdraw);
	n.state = CS_HANDLING;
	m = follow_may(&n, 100);
	assert_true(m.add && !m.withdraw && m.ask);
	n.state = CS_CLOSED;
	n.reopen_until = 100;
	m = follow_may(&n, 100);
	assert_true(!m.add && !m.withdraw && !m.ask && m.rate && !m.again);
	m = follow_may(&n, 101);
	assert_true(m.rate && m.again);
	n.state = CS_ARCHIVED;
	m = follow_may(&n, 100);
	assert_true(!m.add && !m.rate && m.again);
	n.complaint = CP_WITHDRAWN;
	for (int32_t s = CS_NONE; s <= CS_VOID; s++) {
		n.state = s;
		m = follow_may(&n, 100);
		assert_false(m.add || m.withdraw || m.ask || m.rate || m.again);
	}
}

/* A unit's return is no answer of the city: nothing of it can be read (users-ask 22). */
static void
a_return_is_no_answer(void **state)
{
	const struct follow_now n = { .complaint = CP_REGISTERED, .state = CS_RETURN_REVIEW, .has_unit = true,
		.stage_due = 5, .due_at = 9 };
	size_t np;
	const char *const *p = follow_parts(&np);

	(void)state;
	assert_false(follow_over(&n));
	assert_false(follow_by_unit(&n));
	assert_int_equal(follow_by(&n), 9);
	for (size_t k = 0; k < np; k++) {
		const char *zh = text_getf(LANG_ZH, "Follow.s32.%s", p[k]), *en = text_getf(LANG_EN, "Follow.s32.%s", p[k]);

		assert_null(strstr(zh, "退"));
		assert_null(strstr(zh, "推"));
		assert_null(strstr(en, "return"));
		assert_null(strstr(en, "refus"));
	}
}

static void
by_when(void **state)
{
	struct follow_now n = { .complaint = CP_REGISTERED, .state = CS_HANDLING, .has_unit = true, .state_at = 1,
		.stage_due = 2, .due_at = 3, .closed_at = USEC_NONE };

	(void)state;
	assert_int_equal(follow_by(&n), 3);
	assert_true(follow_by_unit(&n));
	assert_string_equal(follow_holder(&n), "UNIT");
	n.has_unit = false;
	assert_string_equal(follow_holder(&n), "DISPATCHER");
	n.state = CS_FEEDBACK;
	assert_int_equal(follow_by(&n), 2);
	n.stage_due = USEC_NONE;
	assert_int_equal(follow_by(&n), 3);
	n.state = CS_NOT_ACCEPTED;
	assert_int_equal(follow_by(&n), 1);
	n.state = CS_CLOSED;
	n.closed_at = 8;
	assert_int_equal(follow_by(&n), 8);
	n.complaint = CP_WITHDRAWN;
	assert_int_equal(follow_by(&n), 1);
	assert_false(follow_by_unit(&n));
	n.state = 77;
	n.complaint = CP_REGISTERED;
	assert_null(follow_word(&n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state), cmocka_unit_test(every_sentence), cmocka_unit_test(ends_differ),
		cmocka_unit_test(a_return_is_no_answer), cmocka_unit_test(by_when),
		cmocka_unit_test(every_change), cmocka_unit_test(what_he_may), cmocka_unit_test(history_by_force), cmocka_unit_test(history_particular_first),
	};
	const char *top = getenv("top_srcdir");
	int failed;

	arena = arena_new();
	if (text_load(arena_printf(arena, "%s/templates/lang", top != NULL ? top : ".")) != OK)
		return 99;
	failed = cmocka_run_group_tests_name("follow", tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
