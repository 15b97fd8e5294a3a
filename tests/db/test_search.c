/* Search against the database: what is found is what stands there, however the sets were made. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/service/search_index.h"
#include "lib/service/search_ops.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

enum { MANY = 400, SPREAD = 250 };	/* so many cases, an id every so many: over four chunks */

static struct rig rig, *const r = &rig;
static struct service work;		/* the timer's account */

static const char *const words[] = { "路灯", "井盖", "柳溪街", "𠮷祥巷", "12号", "ｍａｎｈｏｌｅ", "垃圾", "树" };

static int64_t
id_of(int i)
{
	return 40 + (int64_t)i * SPREAD;
}

/* Case i has word w when this says so; a few pairs never meet. */
static bool
has_word(int i, size_t w)
{
	return (i * 7 + (int)w * 13) % ((int)w + 2) == 0;
}

static void
make_cases(void)
{
	for (int i = 0; i < MANY; i++) {
		struct buf b;

		buf_init(&b, r->folder.a);
		for (size_t w = 0; w < N(words); w++)
			if (has_word(i, w))
				buf_printf(&b, "%s，", words[w]);
		dbtest_sql("INSERT INTO cases (id, centre_id, state, source, received_at, description, unit_id, "
		    "stage_started) VALUES (%lld, 1, %d, 20, %lld, '%s', %d, %lld)", (long long)id_of(i),
		    i % 2 == 0 ? CS_HANDLING : CS_ARCHIVED, (long long)(r->now - i * USEC_HOUR), b.s,
		    i % 3 == 0 ? UNIT_A : UNIT_B, (long long)r->now);
		dbtest_sql("INSERT INTO search_change (case_id, at) VALUES (%lld, %lld)", (long long)id_of(i),
		    (long long)r->now);
	}
}

/* All hits of what is typed, page by page, in one list. */
static size_t
find_all(const char *typed, struct search_ask ask, enum rig_post who, int64_t out[], size_t max)
{
	size_t n = 0;

	search_parse(r->folder.a, typed, day_of(r->now), &ask.q);
	do {
		struct search_page page;

		assert_int_equal(search_cases(&r->desk, &ask, rig_who(r, who), &page), OK);
		assert_true(n + page.n <= max && page.n <= QUEUE_PAGE);
		for (size_t i = 0; i < page.n; i++)
			out[n++] = page.hits[i].doc->row.id;
		ask.before_id = page.next_id;
	} while (ask.before_id != 0);
	return n;
}

/* Every pair of words, every filter, found as it was made. */
static void
check_all(enum rig_post who, int64_t unit, int32_t state)
{
	const struct search_ask ask = { .unit_id = unit, .state = state };
	int64_t got[MANY];

	for (size_t a = 0; a < N(words); a++)
		for (size_t b = a; b < N(words); b++) {
			const char *typed = arena_printf(r->folder.a, "%s %s", words[a], words[b]);
			size_t n = find_all(typed, ask, who, got, MANY), k = 0;

			for (int i = MANY - 1; i >= 0; i--) {
				if (!has_word(i, a) || !has_word(i, b) || (unit != 0 && (i % 3 == 0) != (unit == UNIT_A)) ||
				    (state != 0 && (i % 2 == 0) != (state == CS_HANDLING)) ||
				    (who == CLERK_A && i % 3 != 0))
					continue;
				assert_true(k < n);
				assert_int_equal(got[k++], id_of(i));
			}
			assert_int_equal(k, n);
		}
}

static void
check_everybody(void)
{
	check_all(COMMANDER, 0, 0);
	check_all(COMMANDER, UNIT_A, 0);
	check_all(COMMANDER, 0, CS_ARCHIVED);
	check_all(COMMANDER, UNIT_B, CS_HANDLING);
	check_all(CLERK_A, 0, 0);
}

static int64_t
sum_of_sets(void)
{
	return dbtest_number("SELECT SUM(CRC32(CONCAT(chunk, ':', token, ':', HEX(ids)))) FROM search_post");
}

static void
however_made(void **state)
{
	struct search_built built;
	int64_t merged, sum;

	(void)state;
	make_cases();
	check_everybody();		/* nothing is in the sets yet */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM search_post"), 0);
	assert_int_equal(search_merge_all(&work, &merged), OK);
	assert_int_equal(merged, MANY);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM search_change"), 0);
	check_everybody();
	sum = sum_of_sets();
	assert_int_equal(search_build(&work, 1, NULL, NULL, &built), OK);
	assert_int_equal(built.cases, MANY);
	assert_int_equal(sum_of_sets(), sum);
	assert_true(dbtest_number("SELECT COUNT(DISTINCT chunk) FROM search_post") == 4);
	/* Again it adds nothing, from the middle on neither. */
	dbtest_sql("INSERT INTO search_change (case_id, at) SELECT id, 0 FROM cases");
	assert_int_equal(search_merge_all(&work, &merged), OK);
	assert_int_equal(sum_of_sets(), sum);
	assert_int_equal(search_build(&work, 40000, NULL, NULL, &built), OK);
	assert_true(built.cases < MANY);
	assert_int_equal(sum_of_sets(), sum);
	check_everybody();
}

static size_t
count_of(const char *typed)
{
	static int64_t got[10000];

	return find_all(typed, (struct search_ask){ .before_id = 0 }, COMMANDER, got, N(got));
}

static void
changes(void **state)
{
	int64_t merged;

	(void)state;
	dbtest_sql("UPDATE cases SET description = '水管爆裂' WHERE id = %lld", (long long)id_of(0));
	dbtest_sql("INSERT INTO search_change (case_id, at) VALUES (%lld, %lld)", (long long)id_of(0), (long long)r->now);
	assert_int_equal(count_of("水管爆裂"), 1);
	assert_int_equal(search_merge_all(&work, &merged), OK);
	assert_int_equal(count_of("水管爆裂"), 1);
	assert_int_equal(count_of("路灯 水管"), 0);	/* its old words are in the sets, not in the row */
	/* Few changes wait ten minutes, many do not. */
	dbtest_sql("INSERT INTO search_change (case_id, at) VALUES (%lld, %lld)", (long long)id_of(0), (long long)r->now);
	assert_int_equal(search_merge(&work, r->now + 9 * USEC_MIN, &merged), OK);
	assert_int_equal(merged, 0);
	assert_int_equal(search_merge(&work, r->now + 10 * USEC_MIN, &merged), OK);
	assert_int_equal(merged, 1);
	dbtest_sql("INSERT INTO search_change (case_id, at) SELECT id, %lld FROM cases LIMIT 200", (long long)r->now);
	assert_int_equal(search_merge(&work, r->now, &merged), OK);
	assert_int_equal(merged, 200);
	assert_int_equal(search_merge(&work, r->now + USEC_DAY, &merged), OK);
	assert_int_equal(merged, 0);
}

static void
one_at_a_time(void **state)
{
	struct db *other = dbtest_open("anjuan_batch_work");
	int64_t merged;
	bool mine = false;

	(void)state;
	assert_int_equal(store_search_lock(other, 0, &mine), OK);
	assert_true(mine);
	dbtest_sql("INSERT INTO search_change (case_id, at) VALUES (%lld, 0)", (long long)id_of(1));
	assert_int_equal(search_merge_all(&work, &merged), OK);
	assert_int_equal(merged, 0);
	assert_int_equal(store_search_unlock(other), OK);
	assert_int_equal(search_merge_all(&work, &merged), OK);
	assert_int_equal(merged, 1);
	db_close(other);
}

/* What is filed and noted by the service is found at once, and not before it is committed. */
static void
steps(void **state)
{
	int64_t id = rig_case(r, CS_FILING);
	struct step s = rig_step(r, ACCEPTOR, ACT_ASK_CHIEF);

	(void)state;
	assert_true(dbtest_number("SELECT COUNT(*) FROM search_change WHERE case_id = %lld", (long long)id) > 0);
	s.text = "这件事请龘靐齉值班长定夺";
	assert_int_equal(count_of("龘靐齉"), 0);
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(count_of("龘靐齉"), 1);
	/* A step that is refused leaves nothing behind. */
	dbtest_sql("DELETE FROM search_change");
	assert_int_not_equal(rig_act(r, id, &s), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM search_change"), 0);
}

/* The pieces of a phrase everywhere, the phrase in one old case: several pages, none endless. */
static void
unfinished(void **state)
{
	struct search_built built;
	struct search_ask ask = { .before_id = 0 };
	struct search_page page;
	int pages = 0;

	(void)state;
	dbtest_sql("INSERT INTO cases (id, centre_id, state, source, received_at, description, stage_started)"
	    " SELECT 200000 + seq, 1, 60, 20, %lld, '甲乙。乙丙', 0 FROM seq_1_to_9000", (long long)r->now);
	dbtest_sql("UPDATE cases SET description = '甲乙丙' WHERE id = 200001");
	assert_int_equal(search_build(&work, 1, NULL, NULL, &built), OK);
	search_parse(r->folder.a, "甲乙丙", 0, &ask.q);
	do {
		assert_int_equal(search_cases(&r->desk, &ask, rig_who(r, COMMANDER), &page), OK);
		assert_true(page.unfinished == (page.next_id != 0));
		ask.before_id = page.next_id;
		pages++;
	} while (page.n == 0 && pages < 10);
	assert_int_equal(page.n, 1);
	assert_int_equal(page.hits[0].doc->row.id, 200001);
	assert_true(pages == 3);
	assert_int_equal(count_of("甲乙 乙丙"), 9000);
}

static void
broken_set(void **state)
{
	struct search_ask ask = { .before_id = 0 };
	struct search_built built;
	struct search_page page;

	(void)state;
	dbtest_sql("UPDATE search_post SET ids = 'abc' WHERE chunk = 6");
	search_parse(r->folder.a, "甲乙", 0, &ask.q);
	assert_int_equal(search_cases(&r->desk, &ask, rig_who(r, COMMANDER), &page), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "search-index"));
	assert_int_equal(search_build(&work, 1, NULL, NULL, &built), OK);
	assert_int_equal(search_cases(&r->desk, &ask, rig_who(r, COMMANDER), &page), OK);
	assert_int_equal(page.n, QUEUE_PAGE);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(however_made), cmocka_unit_test(changes), cmocka_unit_test(one_at_a_time),
		cmocka_unit_test(steps), cmocka_unit_test(unfinished), cmocka_unit_test(broken_set),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	work = r->desk;
	work.db = dbtest_open("anjuan_batch_work");
	work.arena = arena_new();
	failed = cmocka_run_group_tests_name("search", tests, NULL, NULL);
	arena_free(work.arena);
	db_close(work.db);
	rig_free(r);
	return failed;
}
