/* Search: folding, tokens, finding, days, facets, sets. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/fold.h"
#include "lib/base/utf8.h"
#include "lib/rule/search.h"
#include "lib/rule/search_set.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

static struct arena *a;

/* The folded text as UTF-8, gaps as blanks. */
static char *
folded(const char *s)
{
	struct folded f = { 0 };
	char *out;
	size_t n = 0;

	fold_text(a, s, &f);
	out = arena_alloc(a, f.n * 4 + 1);
	for (size_t i = 0; i < f.n; i++)
		if (f.c[i].kind == FOLD_GAP)
			out[n++] = ' ';
		else
			n += utf8_put(out + n, f.c[i].cp);
	return out;
}

static void
folding(void **state)
{
	static const char *const pairs[][2] = {
		{ "", "" },
		{ "Manhole", "manhole" },
		{ "ＭＡＮｈｏｌｅ　１２号", "manhole 12号" },
		{ "柳溪街３５号（东门）", "柳溪街35号 东门 " },
		{ "𠮷祥巷", "𠮷祥巷" },
		{ "Café ÉTÉ", "cafe ete" },
		{ "Straße", "strasse" },
		{ "①㎡㈱ﬁ", "1m2 株 fi" },
		{ "ｶﾞｽ ガス", "カス カス" },
		{ "\u8c48 \uF900", "\u8c48 \u8c48" },		/* a compatibility ideograph */
		{ "a\u200Bb\uFE0F", "ab" },			/* what nobody sees parts nothing */
		{ "，。！？%_\\'\"", "         " },
		{ "😀", " " },
		{ "Ⅻ", "xii" },
	};

	(void)state;
	for (size_t i = 0; i < N(pairs); i++)
		assert_string_equal(folded(pairs[i][0]), pairs[i][1]);
	assert_string_equal(folded(NULL), "");
}

static void
places(void **state)
{
	const char *s = "Ａ㎡柳";
	struct folded f = { 0 };

	(void)state;
	fold_text(a, s, &f);
	assert_int_equal(f.n, 4);
	assert_int_equal(f.c[0].at, 0);
	assert_int_equal(f.c[0].len, 3);
	assert_int_equal(f.c[1].at, 3);	/* m and 2 both come from the squared sign */
	assert_int_equal(f.c[2].at, 3);
	assert_int_equal(f.c[3].at, 6);
	assert_int_equal(f.c[3].kind, FOLD_WIDE);
	/* The same memory for the next text. */
	fold_text(a, "", &f);
	assert_int_equal(f.n, 0);
}

/* --- tokens ----------------------------------------------------------------- */

struct bag {
	int64_t t[512];
	size_t n;
};

static void
collect(void *ctx, int64_t token)
{
	struct bag *b = ctx;

	assert_true(b->n < N(b->t));
	assert_true(token > 0);	/* below zero are facets */
	b->t[b->n++] = token;
}

static void
bag_of(struct bag *b, const char *s)
{
	struct folded f = { 0 };

	b->n = 0;
	fold_text(a, s, &f);
	search_tokens(&f, collect, b);
}

/* Whether the sets would bring the text up for a query: each range met by one of its tokens. */
static bool
comes_up(const char *text, const struct search_query *q)
{
	struct bag b;

	bag_of(&b, text);
	for (size_t t = 0; t < q->n; t++) {
		struct search_range r[SEARCH_RANGES_MAX];
		size_t n = search_term_ranges(&q->terms[t], r, N(r));

		assert_true(n > 0);
		for (size_t i = 0; i < n; i++) {
			bool met = false;

			for (size_t k = 0; k < b.n; k++)
				met = met || (b.t[k] >= r[i].lo && b.t[k] <= r[i].hi);
			if (!met)
				return false;
		}
	}
	return true;
}

/* Whether all terms stand in the text. */
static bool
stands(const char *text, const struct search_query *q)
{
	struct folded f = { 0 };
	size_t first, last;

	fold_text(a, text, &f);
	for (size_t t = 0; t < q->n; t++)
		if (!search_find(&f, &q->terms[t], 0, &first, &last))
			return false;
	return true;
}

static const struct {
	const char *text, *typed;
	bool found;
} finds[] = {
	{ "柳溪街公交首末站前路灯一直闪烁。", "路灯", true },
	{ "柳溪街公交首末站前路灯一直闪烁。", "灯路", false },
	{ "柳溪街公交首末站前路灯一直闪烁。", "路灯 柳溪街", true },
	{ "柳溪街公交首末站前路灯一直闪烁。", "路灯，柳溪街", true },
	{ "柳溪街公交首末站前路灯一直闪烁。", "路灯柳溪街", false },
	{ "柳溪街公交首末站前路灯一直闪烁。", "闪", true },
	{ "柳溪街公交首末站前路灯一直闪烁。", "烁", true },	/* the last of its run */
	{ "柳溪街公交首末站前路灯一直闪烁。", "亮", false },
	{ "路灯。灯具", "路灯灯具", false },		/* a stop parts them */
	{ "霍里街道柳溪街35号", "柳溪街35号", true },
	{ "霍里街道柳溪街３５号", "柳溪街35号", true },
	{ "霍里街道柳溪街35号", "柳溪街３５号", true },
	{ "霍里街道柳溪街 35 号", "柳溪街35号", true },	/* blanks as typographers put them */
	{ "霍里街道柳溪街35号", "街35", true },
	{ "霍里街道柳溪街135号", "35号", false },		/* a number is whole */
	{ "霍里街道柳溪街350号", "街35", false },
	{ "霍里街道柳溪街35号3幢", "35号3幢", true },
	{ "霍里街道柳溪街35号3幢", "号3", true },
	{ "霍里街道柳溪街35号30幢", "号3", false },
	{ "霍里街道柳溪街35号", "5", false },
	{ "2026-000123-1", "000123", true },		/* long ones may be a part */
	{ "2026-000123-1", "0123", true },
	{ "2026-000123-1", "0012", true },
	{ "2026-000123-1", "2026-000123-1", true },
	{ "2026-000123-1", "2026 1", true },
	{ "340503005J12", "J12", true },
	{ "340503005J12", "005j", true },
	{ "𠮷祥巷的井盖", "𠮷祥巷", true },
	{ "𠮷祥巷的井盖", "𠮷", true },
	{ "吉祥巷的井盖", "𠮷", false },
	{ "Lost manhole covers", "manhole", true },
	{ "Lost manhole covers", "MANHOLE COVER", true },
	{ "Lost manhole covers", "ma", true },
	{ "Lost manhole covers", "s", true },
	{ "Lost manhole covers", "mh", false },
	{ "A12号杆", "a12号", true },
	{ "A12号杆", "12号", false },
	{ "12a", "12", false },
	{ "B 1 2", "b12", false },		/* letters and digits are one run */
	{ "卡拉OK厅", "拉ok厅", true },
	{ "卡拉 ok 厅", "拉OK厅", true },
	{ "%_", "%_", true },			/* nothing is asked: the page says so */
	{ "", "字", false },
};

static void
finding(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(finds); i++) {
		struct search_query q;
		bool found;

		search_parse(a, finds[i].typed, 0, &q);
		found = stands(finds[i].text, &q);
		if (found != finds[i].found)
			fail_msg("%s in %s", finds[i].typed, finds[i].text);
		if (found && !comes_up(finds[i].text, &q))
			fail_msg("%s: the sets would not bring up %s", finds[i].typed, finds[i].text);
	}
}

/* Whatever piece of a text is typed, the sets bring the text up. */
static void
every_piece(void **state)
{
	static const char *const texts[] = {
		"霍里街道𠮷祥巷１２号（菜场对面）第3幢A座，柳溪街 35 号 ok-Ⅻ",
		"Ｔｅｌ：Ａ1b2㎡，路灯x一y直2闪3烁4",
		"2026-000123-1 0001-WS·2024-D30-CGZX-0001",
	};

	(void)state;
	for (size_t t = 0; t < N(texts); t++) {
		const char *s = texts[t];
		const size_t n = utf8_len(s);

		for (size_t from = 0; from < n; from++)
			for (size_t len = 1; len <= 12 && from + len <= n; len++) {
				const char *p = s + utf8_cut(s, from);
				char *typed = arena_strndup(a, p, utf8_cut(p, len));
				struct search_query q;

				search_parse(a, typed, 0, &q);
				if (!q.has_days && stands(s, &q) && !comes_up(s, &q))
					fail_msg("%s of %s", typed, s);
			}
	}
}

static void
long_queries(void **state)
{
	struct search_range r[SEARCH_RANGES_MAX];
	struct search_query q;
	char *s = arena_alloc(a, 3 * 1000 + 1);

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		memcpy(s + 3 * i, i % 2 == 0 ? "路" : "灯", 3);
	search_parse(a, s, 0, &q);
	assert_int_equal(q.n, 1);
	assert_int_equal(search_term_ranges(&q.terms[0], r, N(r)), SEARCH_RANGES_MAX);
	assert_true(stands(s, &q));
	search_parse(a, "一 二 三 四 五 六 七 八 九 十 甲 乙 丙", 0, &q);
	assert_int_equal(q.n, SEARCH_TERMS_MAX);
	assert_true(q.more_terms);
	search_parse(a, "，。！？ %_ \\ '\" *", 0, &q);
	assert_int_equal(q.n, 0);
	assert_false(q.has_days);
	search_parse(a, NULL, 0, &q);
	assert_int_equal(q.n, 0);
}

/* The text with hits in brackets. */
static char *
marked(const char *s, const char *typed)
{
	struct search_span spans[SEARCH_SPANS_MAX];
	struct search_query q;
	struct folded f = { 0 };
	char *out = arena_alloc(a, strlen(s) * 3 + 1);
	size_t n, at = 0, o = 0;

	search_parse(a, typed, 0, &q);
	fold_text(a, s, &f);
	n = search_spans(&f, &q, spans);
	for (size_t i = 0; i < n; i++) {
		assert_true(spans[i].from >= at && spans[i].until > spans[i].from);
		memcpy(out + o, s + at, spans[i].from - at);
		o += spans[i].from - at;
		out[o++] = '[';
		at = spans[i].until;
		memcpy(out + o, s + spans[i].from, at - spans[i].from);
		o += at - spans[i].from;
		out[o++] = ']';
	}
	memcpy(out + o, s + at, strlen(s + at) + 1);
	return out;
}

static void
marking(void **state)
{
	(void)state;
	assert_string_equal(marked("路灯坏了，路灯又坏了", "路灯"), "[路灯]坏了，[路灯]又坏了");
	assert_string_equal(marked("柳溪街３５号", "35"), "柳溪街[３５]号");
	assert_string_equal(marked("柳溪街 35 号", "街35号"), "柳溪[街 35 号]");
	assert_string_equal(marked("路灯杆", "灯杆 路灯"), "[路灯杆]");
	assert_string_equal(marked("𠮷祥巷", "𠮷"), "[𠮷]祥巷");
	assert_string_equal(marked("50㎡的", "m2"), "50[㎡]的");
	assert_string_equal(marked("啊啊啊啊", "啊啊"), "[啊啊啊啊]");
	assert_string_equal(marked("没有", "路灯"), "没有");
	/* More places than are marked: the first ones. */
	assert_non_null(strstr(marked("一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1一1", "一"), "[一]"));
}

static void
days(void **state)
{
	const int32_t today = day_of_date(2026, 3, 4);
	const struct {
		const char *typed;
		int32_t from, until;	/* 0: no day */
		size_t terms;
	} cases[] = {
		{ "2026-03-05", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 0 },
		{ "2026/3/5", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 0 },
		{ "2026.3.5", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 0 },
		{ "２０２６年３月５日", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 0 },
		{ "2026年3月5号", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 0 },
		{ "2026年3月", day_of_date(2026, 3, 1), day_of_date(2026, 4, 1), 0 },
		{ "2025-12", day_of_date(2025, 12, 1), day_of_date(2026, 1, 1), 0 },
		{ "2024-02-29", day_of_date(2024, 2, 29), day_of_date(2024, 3, 1), 0 },
		{ "3月4日", today, today + 1, 0 },
		{ "3月5日", day_of_date(2025, 3, 5), day_of_date(2025, 3, 6), 0 },
		{ "路灯 2026-03-05", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 1 },
		{ "2026-03-05 2026-03-06", day_of_date(2026, 3, 5), day_of_date(2026, 3, 6), 3 },
		{ "2026-02-29", 0, 0, 3 }, { "2026-13", 0, 0, 2 }, { "2026-00-10", 0, 0, 3 }, { "1999-01-01", 0, 0, 3 },
		{ "2026-000123-1", 0, 0, 3 }, { "26-0000123-1", 0, 0, 3 }, { "2026.3", 0, 0, 2 }, { "2026年", 0, 0, 1 },
		{ "3月", 0, 0, 1 }, { "13月5日", 0, 0, 1 }, { "2月30日", 0, 0, 1 }, { "0555-2345678", 0, 0, 2 },
		{ "2026-03-05路灯", 0, 0, 3 }, { "2026年3月5日夜里", 0, 0, 1 }, { "2026-3-", 0, 0, 2 },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct search_query q;

		search_parse(a, cases[i].typed, today, &q);
		if (q.has_days != (cases[i].until != 0) || q.from_day != cases[i].from || q.until_day != cases[i].until ||
		    q.n != cases[i].terms)
			fail_msg("%s: %d from %d until %d, %zu terms", cases[i].typed, q.has_days, q.from_day, q.until_day,
			    q.n);
	}
}

/* --- facets ------------------------------------------------------------------- */

/* Whoever may see a case finds it among his facets, and finds all if he sees all. */
static void
sight(void **state)
{
	static const uint64_t perms[] = {
		0, (uint64_t)1 << PERM_SEE_ALL, (uint64_t)1 << PERM_SEE_UNIT, (uint64_t)1 << PERM_SEE_GRID,
		(uint64_t)1 << PERM_SEE_UNIT | (uint64_t)1 << PERM_SEE_GRID,
	};
	size_t seen = 0, hidden = 0;

	(void)state;
	for (size_t p = 0; p < N(perms); p++)
		for (int who = 0; who < 9; who++)
			for (int c = 0; c < 243; c++) {
				const struct actor actor = { .user_id = who / 3, .unit_id = who % 3, .perms = perms[p] };
				const struct case_row row = { .unit_id = c % 3, .base_cell_id = c % 5, .supervisor_id = c / 3 % 3,
					.checker_id = c / 9 % 3, .registered_by = c / 27 % 3, .handler_id = c / 81 % 3 };
				int64_t facets[SEARCH_FACETS_MAX];
				const int64_t cells[] = { 3, 4 };
				const struct actor there = { .user_id = actor.user_id, .unit_id = actor.unit_id,
					.perms = actor.perms, .own_grid = who % 2 == 0 && c % 5 >= 3 };
				struct search_range r[4];
				size_t n, m = search_case_facets(&row, 20000, facets);
				bool may = workflow_may_see(&row, &there),
				    found = !search_sight(&actor, cells, who % 2 == 0 ? 2 : 0, r, &n);

				for (size_t i = 0; i < n; i++)
					for (size_t k = 0; k < m; k++)
						found = found || (facets[k] >= r[i].lo && facets[k] <= r[i].hi);
				assert_int_equal(may, found);
				seen += may;
				hidden += !may;
			}
	assert_true(seen > 0 && hidden > 0);
}

static void
facets(void **state)
{
	const struct case_row row = { .class_id = 7, .unit_id = 3, .base_cell_id = 5, .state = CS_ARCHIVED };
	const struct search_range days_of_march = search_facet(FACET_DAY, 20513, 20543);
	int64_t f[SEARCH_FACETS_MAX];
	size_t n = search_case_facets(&row, 20520, f);

	(void)state;
	assert_int_equal(n, 5);
	assert_int_equal(f[0], search_facet(FACET_CLASS, 7, 7).lo);
	assert_true(f[3] > days_of_march.lo && f[3] < days_of_march.hi);
	assert_int_equal(f[4], search_facet(FACET_STATE, CS_ARCHIVED, CS_ARCHIVED).hi);
	for (size_t i = 0; i < n; i++)
		assert_true(f[i] < 0);
	assert_true(search_facet(FACET_CLASS, 1, 1).lo > search_facet(FACET_UNIT, INT32_MAX, INT32_MAX).hi);
}

/* --- sets --------------------------------------------------------------------- */

static void
sets(void **state)
{
	unsigned char packed[SET_BYTES];
	struct search_set s, t;
	uint32_t r = 1;

	(void)state;
	assert_int_equal(set_chunk(32767), 0);
	assert_int_equal(set_chunk(32768), 1);
	assert_int_equal(set_place(32769), 1);
	for (size_t want = 0; want <= SET_CASES; want = want < 8 ? want + 1 : want * 2) {
		size_t n;
		int32_t at = SET_CASES;

		set_clear(&s);
		for (size_t i = 0; want == SET_CASES ? i < SET_CASES : set_count(&s) < want; i++) {
			r = r * 1664525 + 1013904223;
			set_add(&s, want == SET_CASES ? (uint32_t)i : r >> 17);
		}
		n = set_pack(&s, packed);
		assert_int_equal(n, want < SET_LIST_MAX ? want * 2 : SET_BYTES);
		set_clear(&t);
		assert_true(set_unpack(&t, packed, n));
		assert_memory_equal(&s, &t, sizeof(s));
		for (n = 0; (at = set_before(&t, at)) >= 0; n++)
			assert_true(set_has(&s, (uint32_t)at));
		assert_int_equal(n, want);
	}
	set_fill(&t);
	set_clear(&s);
	set_add(&s, 0);
	set_add(&s, 63);
	set_add(&s, 64);
	set_add(&s, SET_CASES - 1);
	set_and(&t, &s);
	assert_memory_equal(&s, &t, sizeof(s));
	assert_int_equal(set_before(&s, SET_CASES), SET_CASES - 1);
	assert_int_equal(set_before(&s, SET_CASES - 1), 64);
	assert_int_equal(set_before(&s, 64), 63);
	assert_int_equal(set_before(&s, 63), 0);
	assert_int_equal(set_before(&s, 0), -1);
	set_clear(&t);
	set_or(&t, &s);
	assert_int_equal(set_count(&t), 4);
	/* What is no set. */
	assert_false(set_unpack(&t, "abc", 3));
	assert_false(set_unpack(&t, "\xFF\xFF", 2));
	assert_false(set_unpack(&t, packed, SET_BYTES + 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding), cmocka_unit_test(places), cmocka_unit_test(finding),
		cmocka_unit_test(every_piece), cmocka_unit_test(long_queries), cmocka_unit_test(marking),
		cmocka_unit_test(days), cmocka_unit_test(sight), cmocka_unit_test(facets), cmocka_unit_test(sets),
	};
	int failed;

	a = arena_new();
	failed = cmocka_run_group_tests_name("search", tests, NULL, NULL);
	arena_free(a);
	return failed;
}
