/* The citizen's door: words that find something, cases that may be the same, what is asked. */
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
#include "lib/base/fold.h"
#include "lib/rule/ask.h"
#include "lib/rule/find.h"
#include "lib/rule/near.h"

#include "lib/base/banned.h"

static struct arena *a;

/* --- finding --------------------------------------------------------------------------------- */

static int
score(const char *typed, const char *name)
{
	struct folded t = { 0 }, n = { 0 };

	fold_text(a, typed, &t);
	fold_text(a, name, &n);
	return find_score(&t, &n);
}

static void
scores(void **state)
{
	(void)state;
	assert_int_equal(score("井盖", "井盖"), FIND_EXACT);
	assert_int_equal(score(" 井 盖。", "井盖"), FIND_EXACT);
	assert_int_equal(score("ＬＡＭＰ", "lamp"), FIND_EXACT);
	assert_int_equal(score("井", "井盖丢失"), FIND_BEGIN);
	assert_int_equal(score("lam", "lamp post"), FIND_BEGIN);
	assert_int_equal(score("门口的井盖不见了", "井盖"), FIND_WORD + 2);
	assert_int_equal(score("the lamps are out", "lamp"), FIND_WORD + 4);
	assert_int_equal(score("two benches", "bench"), FIND_WORD + 5);
	assert_int_equal(score("the street lamp is out", "street lamp"), FIND_WORD + 10);
	assert_int_equal(score("carpet", "car"), FIND_NONE);
	assert_int_equal(score("scar", "car"), FIND_NONE);
	assert_int_equal(score("盖", "井盖"), FIND_INSIDE);
	assert_int_equal(score("lamp", "street lamp"), FIND_INSIDE);
	assert_int_equal(score("amp", "street lamp"), FIND_NONE);
	assert_int_equal(score("𠮷祥巷１２号", "𠮷祥巷"), FIND_WORD + 3);
	assert_int_equal(score("", "井盖"), FIND_NONE);
	assert_int_equal(score("。。", "井盖"), FIND_NONE);
	assert_int_equal(score("井盖", ""), FIND_NONE);
	/* A longer word found in the text says more. */
	assert_true(score("共享单车乱停", "共享单车") > score("共享单车乱停", "单车"));
}

static void
order(void **state)
{
	struct find_hit h[] = { { 3, FIND_BEGIN, 0 }, { 2, FIND_EXACT, 1 }, { 1, FIND_EXACT, 0 }, { 0, FIND_EXACT, 1 } };
	static const size_t want[] = { 1, 0, 2, 3 };

	(void)state;
	qsort(h, N(h), sizeof(h[0]), find_better);
	for (size_t i = 0; i < N(h); i++)
		assert_int_equal(h[i].row, want[i]);
}

/* --- nearness -------------------------------------------------------------------------------- */

enum { LAT = 31700000, LON = 118560000, METRE = 9 };	/* nine microdegrees of latitude: a metre */

static const struct near_class lamp = { 10137, true, false, "", 30, 14 },
    cover = { 10123, true, false, "cover", 40, 14 }, sewer = { 10102, true, false, "cover", 20, 14 },
    noise = { 20128, true, true, "noise", 100, 14 }, inner = { 10528, false, false, "", 100, 14 },
    never = { 20406, true, false, "", 0, 14 };

static const usec_t now = 1000 * USEC_DAY;

static struct near_case
case_at(int64_t class_id, int32_t metres_north)
{
	return (struct near_case){ .id = 7, .class_id = class_id, .lat = LAT + metres_north * METRE, .lon = LON,
		.cell_id = 5, .cell_lat = LAT, .cell_lon = LON + 500, .received_at = now - USEC_DAY, .closed_at = USEC_NONE };
}

static bool
same(const struct near_class *mine, const struct near_class *theirs, const struct near_case *c, struct near_hit *hit)
{
	const struct near_report r = { mine != NULL ? mine->id : 0, LAT, LON, now };

	*hit = (struct near_hit){ .row = 3 };
	return near_same(mine, theirs, &r, c, hit);
}

static void
radius(void **state)
{
	struct near_hit hit;
	struct near_case c = case_at(lamp.id, 29);

	(void)state;
	assert_true(same(&lamp, &lamp, &c, &hit));
	assert_int_equal(hit.metres, 30);
	assert_int_equal(hit.row, 3);
	assert_false(hit.at.coarse);
	assert_true(abs(hit.at.lat - c.lat) <= 50 && hit.at.lat % 100 == 0);
	c = case_at(lamp.id, 31);
	assert_false(same(&lamp, &lamp, &c, &hit));
	/* One group: the wider radius of the two. */
	c = case_at(sewer.id, 38);
	assert_true(same(&cover, &sewer, &c, &hit));
	assert_false(same(&sewer, &sewer, &c, &hit));
	/* Another kind at the same place is another problem; no group is no group. */
	c = case_at(cover.id, 0);
	assert_false(same(&lamp, &cover, &c, &hit));
	c = case_at(inner.id, 0);
	assert_false(same(&lamp, &inner, &c, &hit));
	/* Who knows no class is asked about what is close. */
	c = case_at(cover.id, 38);
	assert_true(same(NULL, &cover, &c, &hit));
	c = case_at(cover.id, 42);
	assert_false(same(NULL, &cover, &c, &hit));
	/* Classes of which each report is a case of its own, and those the public does not see. */
	c = case_at(never.id, 0);
	assert_false(same(&never, &never, &c, &hit));
	c = case_at(inner.id, 0);
	assert_false(same(&inner, &inner, &c, &hit));
	assert_false(same(NULL, &inner, &c, &hit));
}

static void
days(void **state)
{
	struct near_hit hit;
	struct near_case c = case_at(lamp.id, 0);
	struct near_class brief = lamp;

	(void)state;
	c.closed_at = now - 14 * USEC_DAY + 1;
	assert_true(same(&lamp, &lamp, &c, &hit));
	c.closed_at = now - 14 * USEC_DAY;
	assert_false(same(&lamp, &lamp, &c, &hit));
	brief.days = 0;
	c.closed_at = now;
	assert_false(same(&brief, &brief, &c, &hit));
	c.closed_at = USEC_NONE;
	c.received_at = now - 900 * USEC_DAY;
	assert_true(same(&brief, &brief, &c, &hit));
	/* More than the statement reads is not promised. */
	brief.days = 1000;
	c.closed_at = now - NEAR_DAYS_MAX * USEC_DAY;
	assert_false(same(&brief, &brief, &c, &hit));
}

/* Where only names are known: as many days, the same kinds; a home by its community alone, and in a grid. */
static void
names(void **state)
{
	struct near_case c = case_at(lamp.id, 4000), home = case_at(noise.id, 4000);

	(void)state;
	assert_true(near_named(&lamp, &lamp, &c, now, false));
	assert_true(near_named(&lamp, &lamp, &c, now, true));
	assert_true(near_named(&cover, &sewer, &c, now, false));
	assert_false(near_named(&lamp, &cover, &c, now, true));
	assert_false(near_named(&lamp, &inner, &c, now, true));
	assert_false(near_named(&inner, &inner, &c, now, true));
	assert_false(near_named(&never, &never, &c, now, true));
	c.closed_at = now - 14 * USEC_DAY + 1;
	assert_true(near_named(&lamp, &lamp, &c, now, false));
	c.closed_at--;
	assert_false(near_named(&lamp, &lamp, &c, now, false));
	assert_false(near_named(&noise, &noise, &home, now, false));
	assert_true(near_named(&noise, &noise, &home, now, true));
	home.cell_id = 0;
	assert_false(near_named(&noise, &noise, &home, now, true));
}

/* Wherever inside its grid a home is, the answer is the same. */
static void
homes(void **state)
{
	struct near_hit hit, other;
	struct near_case c = case_at(noise.id, 40), d = case_at(noise.id, -45);

	(void)state;
	assert_true(same(&noise, &noise, &c, &hit));
	assert_true(same(&noise, &noise, &d, &other));
	assert_true(hit.at.coarse);
	assert_int_equal(hit.metres, other.metres);
	assert_int_equal(hit.at.lat, c.cell_lat);
	assert_int_equal(hit.at.lon, c.cell_lon);
	/* At the report's own spot, but its grid's middle is far: not said. */
	c = case_at(noise.id, 0);
	c.cell_lat = LAT + 120 * METRE;
	assert_false(same(&noise, &noise, &c, &hit));
	c.cell_id = 0;
	c.cell_lat = c.cell_lon = 0;
	assert_false(same(&noise, &noise, &c, &hit));
}

static void
tiles(void **state)
{
	int64_t t[NEAR_TILES];
	static const int32_t points[][2] = { { LAT, LON }, { 0, 0 }, { -1, -1 }, { -33900000, 151200000 },
		{ 89999999, 179999999 }, { -90000000, -180000000 } };

	(void)state;
	for (size_t i = 0; i < N(points); i++) {
		const int64_t mine = near_tile(points[i][0], points[i][1]);

		assert_true(near_tile_is(mine));
		near_tiles(mine, t);
		assert_int_equal(t[4], mine);
	}
	near_tiles(near_tile(LAT, LON), t);
	/* What is 200 metres off lies in one of the nine; the south-western one is the first. */
	assert_int_equal(t[0], near_tile(LAT - NEAR_TILE, LON - NEAR_TILE));
	assert_int_equal(t[8], near_tile(LAT + NEAR_TILE, LON + NEAR_TILE));
	assert_int_not_equal(near_tile(LAT, LON), near_tile(LAT - 1, LON));
	assert_int_equal(near_tile(LAT, LON), near_tile(LAT + NEAR_TILE - 1, LON));
	assert_false(near_tile_is(-1));
	assert_false(near_tile_is(INT64_MAX));
	assert_false(near_tile_is(99999));
}

/* --- asking ---------------------------------------------------------------------------------- */

static const struct ask asks[] = {
	{ 1, 9, 1, ASK_NOTICE, "当心", "Careful", "", "", "110", 0, 0, true },
	{ 2, 9, 2, ASK_QUESTION, "有气味吗", "Smell?", "有\n没有", "Yes\nNo", "", 0, 0, true },
	{ 3, 9, 3, ASK_QUESTION, "编号", "Number", "", "", "", 0, 0, true },
	{ 4, 9, 4, ASK_END, "打电话", "Call", "", "", "119", 2, 1, true },
	{ 5, 9, 5, ASK_END, "快走", "Leave", "", "", "119", 2, 1, false },
	{ 6, 9, 6, ASK_QUESTION, "三", "Three", "一", "", "", 0, 0, true },
	{ 7, 9, 7, ASK_QUESTION, "四", "Four", "一", "", "", 0, 0, true },
	{ 8, 9, 8, ASK_END, "四号之后", "After four", "", "", "", 7, 1, true },
};

static void
asking(void **state)
{
	char text[401], small[4];

	(void)state;
	assert_int_equal(ask_question(asks, N(asks), 0)->id, 2);
	assert_int_equal(ask_question(asks, N(asks), 1)->id, 3);
	assert_int_equal(ask_question(asks, N(asks), 2)->id, 6);
	assert_null(ask_question(asks, N(asks), 3));	/* three are enough */
	assert_int_equal(ask_count(&asks[1]), 2);
	assert_int_equal(ask_count(&asks[2]), 0);
	assert_true(ask_answer(&asks[1], true, 2, text, sizeof(text)));
	assert_string_equal(text, "没有");
	assert_true(ask_answer(&asks[1], false, 1, text, sizeof(text)));
	assert_string_equal(text, "Yes");
	assert_true(ask_answer(&asks[5], false, 1, text, sizeof(text)));	/* no English: the Chinese */
	assert_string_equal(text, "一");
	assert_false(ask_answer(&asks[1], true, 0, text, sizeof(text)));
	assert_false(ask_answer(&asks[1], true, -1, text, sizeof(text)));
	assert_false(ask_answer(&asks[1], true, 3, text, sizeof(text)));
	assert_false(ask_answer(&asks[1], true, 2, small, sizeof(small)));
}

static void
ends(void **state)
{
	static const struct ask at_once[] = { { 1, 9, 1, ASK_END, "报警", "Call", "", "", "110", 0, 0, true } };
	const int none[ASKS_MAX] = { 0 }, smells[ASKS_MAX] = { 1 }, not[ASKS_MAX] = { 2 }, third[ASKS_MAX] = { 0, 0, 1 };

	(void)state;
	assert_null(ask_end(asks, N(asks), none));
	assert_null(ask_end(asks, N(asks), not));
	assert_null(ask_end(asks, N(asks), third));	/* its question is the fourth: never asked */
	assert_int_equal(ask_end(asks, N(asks), smells)->id, 5);	/* the stricter one */
	assert_int_equal(ask_end(at_once, 1, none)->id, 1);
	assert_null(ask_end(NULL, 0, smells));
}

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scores), cmocka_unit_test(order), cmocka_unit_test(radius), cmocka_unit_test(days),
		cmocka_unit_test(names), cmocka_unit_test(homes), cmocka_unit_test(tiles), cmocka_unit_test(asking), cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests_name("door", tests, begin, end);
}
