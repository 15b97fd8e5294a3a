/* The registry of papers: its rows, its arguments, the command it makes. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/paper.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

/* The timer has ten minutes for all it does (conf/systemd). */
enum { SECONDS_MAX = 300 };

static void
rows_are_whole(void **state)
{
	size_t n;
	const struct paper_kind *k = paper_kinds(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(strlen(k[i].code) <= 16);
		assert_true(strspn(k[i].code, "abcdefghijklmnopqrstuvwxyz_") == strlen(k[i].code));
		assert_ptr_equal(paper_kind(k[i].code), &k[i]);
		assert_int_equal(k[i].need & k[i].may, 0);
		assert_true(k[i].perms != 0);
		assert_in_range(k[i].seconds, 1, SECONDS_MAX);
		assert_true((k[i].end == NULL) == (k[i].type == NULL));
		/* what leaves no file does something: it is asked twice */
		assert_true(k[i].end != NULL || k[i].confirm);
		assert_false(paper_may_ask(&k[i], 0));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(k[i].code, k[j].code);
	}
	assert_null(paper_kind("nothing"));
}

static void
arguments(void **state)
{
	struct arena *a = arena_new();
	const struct paper_kind *bulletin = paper_kind("bulletin"), *dossier = paper_kind("dossier");
	struct paper_args args = { { NULL } };

	(void)state;
	assert_int_equal(paper_check(a, bulletin, &args), ERR_INVALID);
	assert_string_equal(err_field(), "month");
	assert_string_equal(err_text(), "Err.required");
	for (size_t i = 0; i < 5; i++) {
		static const char *const wrong[] = { "2026-13", "2026-1", "十月", "2026-10 --publish", "-o" };

		args.v[PAPER_MONTH] = wrong[i];
		assert_int_equal(paper_check(a, bulletin, &args), ERR_INVALID);
		assert_string_equal(err_text(), "Err.paper_arg");
	}
	args.v[PAPER_MONTH] = "2026-10";
	assert_int_equal(paper_check(a, bulletin, &args), OK);
	assert_string_equal(paper_args_write(a, &args), "month=2026-10");
	args.v[PAPER_CASE] = "2026-000123-X";
	assert_int_equal(paper_check(a, bulletin, &args), ERR_INVALID);
	assert_string_equal(err_field(), "case");
	args = (struct paper_args){ { NULL } };
	args.v[PAPER_CASE] = "#17";
	assert_int_equal(paper_check(a, dossier, &args), OK);
	assert_string_equal(args.v[PAPER_CASE], "#17");
	arena_free(a);
}

static void
kept_and_read(void **state)
{
	struct arena *a = arena_new();
	struct paper_args x = { { NULL } }, y;

	(void)state;
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		x.v[i] = paper_arg_kind((enum paper_arg)i)->name;
	y = paper_args_read(a, paper_args_write(a, &x));
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		assert_string_equal(y.v[i], x.v[i]);
	y = paper_args_read(a, "unknown=3 month=2026-10  =x year");
	assert_string_equal(y.v[PAPER_MONTH], "2026-10");
	assert_null(y.v[PAPER_YEAR]);
	y = paper_args_read(a, "");
	assert_string_equal(paper_args_write(a, &y), "");
	arena_free(a);
}

static void
commands(void **state)
{
	static const char *const wanted[] = { "bulletin", "--publish", "--lang", "en", "--month", "2026-10", "--" };
	static const char *const box[] = { "dossier", "--lang", "zh", "-o", "/tmp/x", "--", "#17" };
	struct arena *a = arena_new();
	struct paper_args args = { { NULL } };
	const char *argv[PAPER_ARGV_MAX];

	(void)state;
	args.v[PAPER_MONTH] = "2026-10";
	assert_int_equal(paper_argv(paper_kind("publish"), &args, LANG_EN, NULL, argv), N(wanted));
	for (size_t i = 0; i < N(wanted); i++)
		assert_string_equal(argv[i], wanted[i]);
	assert_null(argv[N(wanted)]);
	assert_string_equal(paper_file_name(a, paper_kind("bulletin"), &args), "bulletin-2026-10.pdf");
	args = (struct paper_args){ { NULL } };
	args.v[PAPER_CASE] = "#17";
	assert_int_equal(paper_argv(paper_kind("dossier"), &args, LANG_ZH, "/tmp/x", argv), N(box));
	for (size_t i = 0; i < N(box); i++)
		assert_string_equal(argv[i], box[i]);
	assert_string_equal(paper_file_name(a, paper_kind("dossier"), &args), "dossier-17.pdf");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole), cmocka_unit_test(arguments),
		cmocka_unit_test(kept_and_read), cmocka_unit_test(commands),
	};

	return cmocka_run_group_tests_name("paper", tests, NULL, NULL);
}
