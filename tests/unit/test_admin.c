/* What an office changes by itself: the table, the checks of columns, texts between form and database. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/admin.h"
#include "lib/rule/setting.h"

#include "lib/base/banned.h"

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return zone_use("Asia/Shanghai") == OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* Each row whole: a code of its own, a second person of another kind, columns that a form can hold. */
static void
test_table(void **state)
{
	(void)state;
	for (enum admin_thing t = 0; t < ADM_MAX; t++) {
		const struct admin_def *d = admin_def(t);

		assert_int_equal(admin_of_code(d->code), t);
		assert_true(d->edit == PERM_ADMIN_SYS || d->edit == PERM_ADMIN_SEC);
		assert_true(d->confirm == PERM_ADMIN_SYS || d->confirm == PERM_ADMIN_SEC);
		assert_int_not_equal(d->edit, d->confirm);
		assert_true(d->ops != 0 && d->n_cols > 0 && d->n_cols <= ADMIN_COLS);
		for (size_t i = 0; i < d->n_cols; i++) {
			assert_int_equal(admin_col(d, d->cols[i].name), i);
			assert_true((d->cols[i].kind == AK_REF) == (d->cols[i].ref != REF_NONE));
			assert_int_equal(d->cols[i].kind == AK_CHOICE || d->cols[i].kind == AK_WORDS, d->cols[i].words != NULL);
		}
	}
	assert_int_equal(admin_of_code("cases"), ADM_MAX);
}

static const char *
check(enum admin_thing t, const char *col, const char *text)
{
	const struct admin_def *d = admin_def(t);
	struct admin_values row = { { NULL } };
	const char *args[2];

	row.v[0] = "returns";
	row.v[admin_col(d, col)] = text;
	return admin_check(a, d, admin_col(d, col), &row, args);
}

static void
test_columns(void **state)
{
	static const struct {
		enum admin_thing thing;
		const char *col, *text, *error;
	} cases[] = {
		{ ADM_UNIT, "name_zh", "环卫所𠮷队", NULL },
		{ ADM_UNIT, "name_zh", "", "Err.required" },
		{ ADM_UNIT, "name_zh", "两\n行", "Err.one_line" },
		{ ADM_UNIT, "name_zh", "a\x01", "Err.control" },
		{ ADM_UNIT, "code", "HW-01", NULL },
		{ ADM_UNIT, "code", "HW 01", "Err.code" },
		{ ADM_UNIT, "code", "ＨＷ", "Err.code" },
		{ ADM_UNIT, "unit_kind", "7", "Err.choice" },
		{ ADM_UNIT, "parent_id", NULL, NULL },
		{ ADM_LIMIT, "amount", "0", "Err.range" },
		{ ADM_LIMIT, "amount", "10000", NULL },
		{ ADM_LIMIT, "amount", "1.5", "Err.number" },
		{ ADM_LIMIT, "amount", "99999999999999999999", "Err.number" },
		{ ADM_LIMIT, "span", "0", "Err.choice" },
		{ ADM_USER_ROLE, "until", "2026-02-30", "Err.date" },
		{ ADM_COMPONENT, "lat", "90.000001", "Err.point" },
		{ ADM_COMPONENT, "lat", "31.7312", NULL },
		{ ADM_COMPONENT, "code", "341234011200000", "Err.too_short" },
		{ ADM_CLASS, "urgent", "2", "Err.choice" },
		{ ADM_CALENDAR, "duty_from", "24:00", NULL },
		{ ADM_CALENDAR, "duty_from", "24:01", "Err.clock" },
		{ ADM_CALENDAR, "duty_from", "7:00", "Err.clock" },
		{ ADM_SETTING, "value", "strict", NULL },
		{ ADM_SETTING, "value", "Strict", "Err.choice" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		const char *got = check(cases[i].thing, cases[i].col, cases[i].text);

		if (got != cases[i].error && (got == NULL || cases[i].error == NULL || strcmp(got, cases[i].error) != 0))
			fail_msg("%s \"%s\": %s, not %s", cases[i].col, cases[i].text != NULL ? cases[i].text : "",
			    got != NULL ? got : "fine", cases[i].error != NULL ? cases[i].error : "fine");
	}
}

static void
test_settings(void **state)
{
	(void)state;
	assert_null(setting_def("nothing"));
	assert_true(setting_fits(setting_def("returns"), "short"));
	assert_false(setting_fits(setting_def("returns"), ""));
	assert_true(setting_fits(setting_def("notice_retry"), "1 5 15"));
	assert_false(setting_fits(setting_def("notice_retry"), "1  5"));
	assert_false(setting_fits(setting_def("notice_retry"), "0"));
	assert_false(setting_fits(setting_def("notice_retry"), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"));
	assert_false(setting_fits(setting_def("archive_days"), "-1"));
}

/* Packed and unpacked, any text is what it was. */
static void
test_pack(void **state)
{
	const struct admin_def *d = admin_def(ADM_REASON);
	struct admin_values in = { { "refuse", "a=b", "", "一行\n两行\\n\\\n", NULL } }, out;

	(void)state;
	admin_unpack(a, d, admin_pack(a, d, &in), &out);
	for (size_t i = 0; i < d->n_cols; i++)
		assert_string_equal(out.v[i], in.v[i] != NULL ? in.v[i] : "");
	admin_unpack(a, d, "name_en=x\ngone=1\n\nbroken\nname_zh=y", &out);
	assert_string_equal(out.v[2], "x");
	assert_string_equal(out.v[1], "y");
	assert_null(out.v[0]);
}

static void
test_hours(void **state)
{
	static const char *const bad[] = { "", "7 08:00-09:00", "1-5", "1 08:00", "5-1 08:00-09:00", "1 09:00-08:00",
		"1 08:00-10:00 09:00-11:00", "1-3 08:00-10:00\n2 09:00-11:00", "1 08:00-24:30", "1  08:00-09:00" };
	struct admin_window w[64];
	size_t n;

	(void)state;
	assert_true(admin_windows("1-5 08:30-12:00 14:00-17:30\n6 09:00-11:00\n", w, N(w), &n));
	assert_int_equal(n, 11);
	assert_int_equal(w[10].weekday, 6);
	assert_int_equal(w[10].to, 660);
	for (size_t i = 0; i < N(bad); i++)
		if (strcmp(bad[i], "1-5") != 0 && admin_windows(bad[i], w, N(w), &n))
			fail_msg("\"%s\" was taken", bad[i]);
	assert_false(admin_windows("0-6 00:00-24:00", w, 3, &n));
	assert_false(admin_windows("1-5", w, N(w), &n));
}

static void
test_days(void **state)
{
	static const char *const bad[] = { "2027-01-01", "2027-01-01,holiday", "2027-01-01,holiday,", "2027-13-01,holiday,x,y",
		"2027-01-01,rest,x,y", "2027-01-01,holiday,x,y\n2027-01-01,workday,x,y" };
	const struct admin_col col = { .name = "days", .kind = AK_DAYS };
	struct admin_day *d;
	size_t n, line;

	(void)state;
	assert_true(admin_days(a, "2027-01-01,holiday,元旦,New Year, first day\n\n2027-01-02,workday,𠮷,", &d, &n, &line));
	assert_int_equal(n, 2);
	assert_true(d[0].holiday && !d[1].holiday);
	assert_string_equal(d[0].en, "New Year, first day");
	for (size_t i = 0; i < N(bad); i++)
		if (admin_days(a, bad[i], &d, &n, &line))
			fail_msg("\"%s\" was taken", bad[i]);
	assert_int_equal(line, 2);
	assert_string_equal(admin_raw(a, &col, "1970-01-03,holiday,\"\\,a"), "[[2,1,\"\\\"\\\\\",\"a\"]]");
}

static void
test_raw(void **state)
{
	const struct admin_col day = { .name = "d", .kind = AK_DAY }, until = { .name = "u", .kind = AK_UNTIL },
	    point = { .name = "p", .kind = AK_POINT, .min = 180 }, clock = { .name = "c", .kind = AK_CLOCK };
	static const char *const days[] = { "1970-01-01", "2026-11-22", "2028-02-29" };

	(void)state;
	for (size_t i = 0; i < N(days); i++) {
		assert_string_equal(admin_shown(a, &day, admin_raw(a, &day, days[i])), days[i]);
		assert_string_equal(admin_shown(a, &until, admin_raw(a, &until, days[i])), days[i]);
	}
	/* the last day counts whole: until the next one begins in the office's zone */
	assert_string_equal(admin_raw(a, &until, "1970-01-01"), "57600000000");
	assert_string_equal(admin_raw(a, &point, "-0.5"), "-500000");
	assert_string_equal(admin_shown(a, &point, "31731200"), "31.731200");
	assert_string_equal(admin_shown(a, &clock, admin_raw(a, &clock, "07:05")), "07:05");
	assert_null(admin_raw(a, &day, ""));
}

/* Three separate administrators (standards §10). */
static void
test_administrators(void **state)
{
	const uint64_t sys = 1ULL << R_ADMIN_SYS, sec = 1ULL << R_ADMIN_SEC, audit = 1ULL << R_ADMIN_AUDIT;

	(void)state;
	assert_true(admin_roles_agree(sys) && admin_roles_agree(sec) && admin_roles_agree(audit) && admin_roles_agree(0));
	assert_false(admin_roles_agree(sys | sec) || admin_roles_agree(sec | audit) || admin_roles_agree(sys | audit));
	assert_true(admin_roles_agree(1ULL << R_CHIEF | 1ULL << R_ACCEPTOR));
	for (int r = R_COMMANDER; r < R_ADMIN_SYS; r++)
		assert_false(admin_roles_agree(sys | 1ULL << r) || admin_roles_agree(audit | 1ULL << r));
	assert_true(admin_perms_agree(R_ADMIN_SYS, perm_bit(PERM_ADMIN_SYS)));
	assert_false(admin_perms_agree(R_ADMIN_SYS, 0));
	assert_false(admin_perms_agree(R_ADMIN_SYS, perm_bit(PERM_ADMIN_SYS) | perm_bit(PERM_REVEAL)));
	assert_false(admin_perms_agree(R_ADMIN_SEC, perm_bit(PERM_ADMIN_SYS)));
	assert_false(admin_perms_agree(R_CHIEF, perm_bit(PERM_CLOSE) | perm_bit(PERM_ADMIN_AUDIT)));
	assert_true(admin_perms_agree(R_CHIEF, perm_bit(PERM_CLOSE)));
}

static void
test_waiting(void **state)
{
	(void)state;
	assert_true(admin_waits(admin_def(ADM_UNIT), 100, 99));
	assert_false(admin_waits(admin_def(ADM_UNIT), 0, 99));
	assert_false(admin_waits(admin_def(ADM_UNIT), 99, 99));
	assert_false(admin_waits(admin_def(ADM_LIMIT), 100, 99));
	assert_false(admin_waits(admin_def(ADM_DUTY), 100, 99));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table), cmocka_unit_test(test_columns), cmocka_unit_test(test_settings),
		cmocka_unit_test(test_pack), cmocka_unit_test(test_hours), cmocka_unit_test(test_days),
		cmocka_unit_test(test_raw), cmocka_unit_test(test_administrators), cmocka_unit_test(test_waiting),
	};

	return cmocka_run_group_tests_name("admin", tests, begin, end);
}
