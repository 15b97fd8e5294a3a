/* Every figure has its name and its sentence in both languages; posts, and who did what in a case. */
#include "config.h"
#include "lib/rule/glossary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/text.h"
#include "lib/rule/case.h"
#include "lib/rule/post.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

static void
names(void **state)
{
	const struct figure_def *d;
	size_t n = glossary(&d);

	(void)state;
	assert_int_equal(n, COUNT_MAX + RATE_MAX + MEAN_MAX);
	for (size_t i = 0; i < n; i++)
		for (int l = 0; l < LANG_MAX; l++) {
			if (strncmp(text_getf((enum lang)l, "Metric.%s.Name", d[i].id), "Metric.", 7) == 0 ||
			    strncmp(text_getf((enum lang)l, "Metric.%s.Definition", d[i].id), "Metric.", 7) == 0)
				fail_msg("%s has no name or no sentence in %s", d[i].id, lang_code((enum lang)l));
		}
}

static void
formulas(void **state)
{
	const struct figure_def *d;
	size_t n = glossary(&d);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(glossary_find(d[i].id), &d[i]);
		assert_true((d[i].num != NULL) == (d[i].kind == FIGURE_RATE));
		if (d[i].kind != FIGURE_RATE)
			continue;
		assert_int_equal(rate_def((enum rate_id)d[i].number)->num, glossary_find(d[i].num)->number);
		assert_int_equal(rate_def((enum rate_id)d[i].number)->den, glossary_find(d[i].den)->number);
	}
	assert_null(glossary_find("n_nothing"));
}

static void
values(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct counts c = { .v = { [N_CLOSE_DUE] = 3, [N_CLOSE] = 2 }, .mean_sum = { [T_DISPOSE] = 3 * USEC_HOUR },
		.mean_n = { [T_DISPOSE] = 2 } };

	(void)state;
	assert_string_equal(glossary_print(a, glossary_find("n_close"), &c), "2");
	assert_string_equal(glossary_print(a, glossary_find("r_close"), &c), "66.67");
	assert_string_equal(glossary_print(a, glossary_find("r_filed"), &c), "—");
	assert_string_equal(glossary_print(a, glossary_find("t_dispose"), &c), "1.50");
}

/* Every post is named, and evaluated by the rates of standards 3 where it has some. */
static void
posts(void **state)
{
	const struct {
		enum post post;
		enum rate_id rate;
	} wanted[] = {
		{ POST_SUPERVISOR, R_VALID }, { POST_SUPERVISOR, R_MISSED }, { POST_SUPERVISOR, R_VERIFY_ONTIME },
		{ POST_SUPERVISOR, R_CHECK_ONTIME }, { POST_ACCEPTOR, R_SEND_VERIFY }, { POST_ACCEPTOR, R_SEND_CHECK },
		{ POST_CHIEF, R_FILE_ONTIME }, { POST_CHIEF, R_FILE_RIGHT }, { POST_CHIEF, R_CLOSE_ONTIME_POST },
		{ POST_DISPATCHER, R_DISPATCH_ONTIME }, { POST_DISPATCHER, R_DISPATCH_RIGHT },
		{ POST_CLERK, R_SIGN_ONTIME }, { POST_CLERK, R_DISPOSE_ONTIME }, { POST_HAND, R_REWORK },
		{ POST_TEAM, R_VALID }, { POST_HOTLINE, R_CLOSE_ONTIME },
	};

	(void)state;
	for (size_t i = 0; i < N(wanted); i++) {
		enum rate_id rates[RATE_MAX];
		size_t n = post_rates(wanted[i].post, rates), at = 0;

		while (at < n && rates[at] != wanted[i].rate)
			at++;
		if (at == n)
			fail_msg("%s is not of %s", rate_token(wanted[i].rate), post_token(wanted[i].post));
	}
	for (int p = 0; p < POST_MAX; p++) {
		assert_int_equal(post_of(post_token((enum post)p)), p);
		assert_int_not_equal(strncmp(text_getf(LANG_ZH, "Part.%s", post_token((enum post)p)), "Part.", 5), 0);
	}
}

static struct blob
blob(const char *s)
{
	return (struct blob){ s, strlen(s) };
}

static void
doers(void **state)
{
	const struct post_act acts[] = {
		{ 1, ACT_REPORT, CS_NONE, CS_REGISTERED, 10, 5, 2, blob("") },
		{ 1, ACT_ORDER_VERIFY, CS_REGISTERED, CS_VERIFYING, 20, 6, 2, blob("supervisor=7\n") },
		{ 1, ACT_FILE, CS_FILING, CS_FILED, 30, 6, 2, blob("condition=9\n") },
		{ 1, ACT_DISPATCH, CS_FILED, CS_DISPATCHED, 40, 8, 2, blob("unit=3\n") },
		{ 1, ACT_SIGN, CS_DISPATCHED, CS_HANDLING, 50, 9, 3, blob("") },
		{ 1, ACT_ASSIGN, CS_HANDLING, CS_HANDLING, 55, 9, 3, blob("handler=11\n") },
		{ 1, ACT_REDISPATCH, CS_HANDLING, CS_DISPATCHED, 60, 12, 2, blob("unit=4\nfault=1\n") },
		{ 1, ACT_SIGN, CS_DISPATCHED, CS_HANDLING, 70, 13, 4, blob("") },
		{ 1, ACT_FEEDBACK, CS_HANDLING, CS_FEEDBACK, 80, 14, 4, blob("") },
		{ 1, ACT_ORDER_CHECK, CS_CHECK_PENDING, CS_CHECKING, 90, 15, 2, blob("supervisor=16\n") },
		{ 1, ACT_CLOSE_CHIEF, CS_CLOSE_CHIEF, CS_CLOSED, 100, 17, 2, blob("") },
		{ 1, ACT_CALL_BACK, CS_CLOSED, CS_CLOSED, 110, 18, 2, blob("result=1\n") },
	};
	int64_t d[DOER_MAX];
	usec_t visited;
	bool satisfied;

	(void)state;
	post_doers(acts, N(acts), SRC_12345, 200, d, &visited, &satisfied);
	assert_int_equal(d[DOER_REPORTER], -1);
	assert_int_equal(d[DOER_HOTLINE], 5);
	assert_int_equal(d[DOER_ACCEPTOR], 6);
	assert_int_equal(d[DOER_VERIFY_SENDER], 6);
	assert_int_equal(d[DOER_VERIFIER], 7);
	assert_int_equal(d[DOER_FILER], 6);
	assert_int_equal(d[DOER_DISPATCHER], 8);
	assert_int_equal(d[DOER_DISPATCHER_LAST], 12);
	assert_int_equal(d[DOER_SIGNER], 13);
	assert_int_equal(d[DOER_CLERK], 14);
	assert_int_equal(d[DOER_HAND], -1);
	assert_int_equal(d[DOER_CHECKER], 16);
	assert_int_equal(d[DOER_CLOSER], 17);
	assert_int_equal(visited, 110);
	assert_true(satisfied);
	post_doers(acts, N(acts), SRC_TEAM, 60, d, &visited, &satisfied);
	assert_int_equal(d[DOER_TEAM], 2);
	assert_int_equal(d[DOER_REPORTER], 5);
	assert_int_equal(d[DOER_HAND], 11);
	assert_int_equal(d[DOER_CLOSER], 0);
	assert_int_equal(visited, USEC_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names), cmocka_unit_test(formulas), cmocka_unit_test(values), cmocka_unit_test(posts),
		cmocka_unit_test(doers),
	};

	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *top = getenv("top_srcdir");

	if (text_load(arena_printf(a, "%s/templates/lang", top != NULL ? top : ".")) != OK)
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
