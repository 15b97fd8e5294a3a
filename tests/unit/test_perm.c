/* Permissions: one list in C, the same in the seeds, and roles that keep powers apart. */
#include "config.h"
#include "lib/rule/perm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/workflow.h"
#include "tests/unit/rule_office.h"

#include "lib/base/banned.h"

static struct rule_office o;

static bool
has(enum role r, enum perm p)
{
	return perm_in(o.perms[r], p);
}

static void
codes(void **state)
{
	(void)state;
	for (enum perm p = 0; p < PERM_MAX; p++) {
		assert_int_equal(perm_of_code(perm_code(p)), p);
		for (enum perm q = 0; q < p; q++)
			assert_string_not_equal(perm_code(p), perm_code(q));
	}
	assert_string_equal(perm_code(PERM_REVIEW_FEEDBACK), "REVIEW_FEEDBACK");
	assert_string_equal(perm_code(PERM_MAX), "");
	assert_int_equal(perm_of_code("review_feedback"), PERM_MAX);
	assert_int_equal(perm_of_code(""), PERM_MAX);
}

static void
bits(void **state)
{
	uint64_t all = 0;

	(void)state;
	for (enum perm p = 0; p < PERM_MAX; p++) {
		assert_false(perm_in(all, p));
		all |= perm_bit(p);
		assert_true(perm_in(all, p));
	}
	assert_true(perm_in(perm_bit(PERM_ADMIN_AUDIT), PERM_ADMIN_AUDIT));
	assert_false(perm_in(~perm_bit(PERM_CLOSE), PERM_CLOSE));
}

/* The table of the database is the list of C, no more and no less. */
static void
seeds(void **state)
{
	const char *text = rule_read(o.a, "sql/seed/roles.sql");
	const char *from = strstr(text, "INSERT INTO permission"), *until;
	uint64_t given = 0;
	size_t n = 0;

	(void)state;
	assert_non_null(from);
	until = strchr(from, ';');
	assert_non_null(until);
	for (const char *s = from; (s = strstr(s, "('")) != NULL && s < until; s++) {
		char code[32];

		assert_int_equal(sscanf(s, "('%31[A-Z_]')", code), 1);
		assert_true(perm_of_code(code) != PERM_MAX);
		n++;
	}
	assert_int_equal(n, PERM_MAX);
	/* And somebody has each. */
	for (enum role r = ROLE_NONE; r < ROLE_MAX; r++)
		given |= o.perms[r];
	assert_int_equal(given, ((uint64_t)1 << PERM_MAX) - 1);
}

/* Each step of the table can be taken by somebody, and none by the public or a machine. */
static void
steps(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		bool somebody = t[i].perm == PERM_MAX;

		for (enum role r = ROLE_NONE; r < ROLE_MAX && !somebody; r++)
			somebody = has(r, t[i].perm);
		if (!somebody)
			fail_msg("nobody may %s", t[i].code);
	}
	assert_int_equal(o.perms[R_PUBLIC] | o.perms[R_UPPER] | o.perms[R_SYSTEM], 0);
}

/* Powers that one person must not have together (workflow §4.5, §7, R20). */
static void
apart(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE_MAX; r++) {
		const bool commander = r >= R_COMMANDER && r <= R_COMMANDER_DEPUTY;

		/* Dispatch and close: only the commanders' column has both, and a guard keeps them apart. */
		assert_false(!commander && has(r, PERM_DISPATCH) && (has(r, PERM_JUDGE) || has(r, PERM_CLOSE)));
		/* The unit that handles neither checks nor decides. */
		assert_false(has(r, PERM_UNIT_WORK) && (has(r, PERM_SITE) || has(r, PERM_JUDGE) || has(r, PERM_DISPATCH)));
		assert_false(has(r, PERM_SITE) && (has(r, PERM_JUDGE) || has(r, PERM_CLOSE) || has(r, PERM_FILE)));
		/* Three administrators, and none of them works cases or opens contacts. */
		assert_true(has(r, PERM_ADMIN_SYS) + has(r, PERM_ADMIN_SEC) + has(r, PERM_ADMIN_AUDIT) <= 1);
		if (has(r, PERM_ADMIN_SYS) || has(r, PERM_ADMIN_SEC) || has(r, PERM_ADMIN_AUDIT))
			assert_true(__builtin_popcountll(o.perms[r]) == 1);
		/* Nobody opens a contact he may not even see masked; units see no caller (design §4.10). */
		assert_false(has(r, PERM_REVEAL) && !has(r, PERM_CONTACT));
		assert_false(has(r, PERM_CONTACT) && !has(r, PERM_SEE_ALL));
	}
	assert_true(has(R_LEADER, PERM_INSTRUCT));
	assert_false(has(R_COMMANDER, PERM_INSTRUCT));
	assert_false(has(R_COMMANDER, PERM_UNIT_WORK) || has(R_COMMANDER, PERM_SITE) || has(R_COMMANDER, PERM_ARCHIVE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes), cmocka_unit_test(bits), cmocka_unit_test(seeds),
		cmocka_unit_test(steps), cmocka_unit_test(apart),
	};
	int failed;

	rule_office_make(&o);
	failed = cmocka_run_group_tests_name("perm", tests, NULL, NULL);
	arena_free(o.a);
	return failed;
}
