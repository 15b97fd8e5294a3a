/* Numbers for people: every single slip and every swap of neighbours is caught. */
#include "config.h"
#include "lib/rule/refno.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static void
known_numbers(void **state)
{
	char s[REFNO_MAX];
	int64_t id;
	int year;

	(void)state;
	refno_complaint(s, 2026, 1234);
	assert_string_equal(s, "26-0001234-7");
	assert_true(refno_complaint_parse(s, &year, &id));
	assert_int_equal(year, 2026);
	assert_int_equal(id, 1234);
	refno_case(s, 2026, 123);
	assert_string_equal(s, "2026-000123-1");
	assert_true(refno_case_parse(s, &year, &id));
	assert_int_equal(year, 2026);
	assert_int_equal(id, 123);
	refno_complaint(s, 2099, INT64_C(999999999999));
	assert_true(strlen(s) < REFNO_MAX);
	assert_true(refno_complaint_parse(s, &year, &id));
	assert_int_equal(id, INT64_C(999999999999));
	refno_case(s, 2000, 12345678);
	assert_true(refno_case_parse(s, &year, &id));
	assert_int_equal(year, 2000);
	assert_int_equal(id, 12345678);
}

/* The identity card's check by its published weights (GB 11643: 2^n mod 11, "10X98765432"). */
static char
by_weights(const char *digits)
{
	int sum = 0, weight = 2;

	for (size_t i = strlen(digits); i-- > 0; weight = weight * 2 % 11)
		sum += (digits[i] - '0') * weight;
	return "10X98765432"[sum % 11];
}

static void
check_is_the_identity_cards(void **state)
{
	char s[REFNO_MAX], digits[REFNO_MAX];

	(void)state;
	assert_int_equal(by_weights("11010519491231002"), 'X');	/* the standard's own example */
	for (int64_t k = 1; k < 2000000; k += 977) {
		size_t n = 0;

		refno_complaint(s, 2000 + (int)(k % 100), k);
		for (size_t i = 0; i + 1 < strlen(s); i++)
			if (s[i] != '-')
				digits[n++] = s[i];
		digits[n] = '\0';
		assert_int_equal(s[strlen(s) - 1], by_weights(digits));
	}
}

static void
tolerant(void **state)
{
	static const char *const same[] = {
		"26-0000008-X", "260000008X", "26 0000008 x", "２６－０００００００８－Ｘ", "26.0000008.X", "26—0000008—x",
		"26‐0000008−X", "26/0000008/X", "２６　００００００８　ｘ", "\t26-000-0008-X\r\n", "26·0000008·X",
	};
	static const char *const wrong[] = {
		"", "X", "26", "26-0000008", "26-0000008-XX", "26-X000008-X", "26-0000008-Y", "编号26-0000008-X",
		"26-00000000008-X", "26-0000000-4", "26-0000008-1", "26\xFF-0000008-X", "2026-000008-X",
		"26-0000008-X26-0000008-X", "999999999999999999999999999999",
	};
	int64_t id;
	int year;

	(void)state;
	for (size_t i = 0; i < N(same); i++) {
		year = 0, id = 0;
		if (i == 3)	/* one nought too many: full width or not, it is another number */
			assert_false(refno_complaint_parse(same[i], &year, &id));
		else
			assert_true(refno_complaint_parse(same[i], &year, &id));
		assert_int_equal(id, i == 3 ? 0 : 8);
	}
	for (size_t i = 0; i < N(wrong); i++)
		assert_false(refno_complaint_parse(wrong[i], &year, &id));
}

static bool
parses(const char *s, bool is_case)
{
	int64_t id;
	int year;

	return is_case ? refno_case_parse(s, &year, &id) : refno_complaint_parse(s, &year, &id);
}

/* Every other digit in every place, and every two unequal neighbours swapped, over their dash too. */
static void
spoil(const char *good, bool is_case)
{
	char s[REFNO_MAX];
	size_t n = strlen(good), next;

	for (size_t i = 0; i < n; i++) {
		if (good[i] == '-')
			continue;
		memcpy(s, good, n + 1);
		for (const char *c = i + 1 == n ? "0123456789X" : "0123456789"; *c != '\0'; c++) {
			s[i] = *c;
			assert_int_equal(parses(s, is_case), *c == good[i]);
		}
		memcpy(s, good, n + 1);
		next = i + 1 < n && good[i + 1] == '-' ? i + 2 : i + 1;
		if (next >= n || good[next] == good[i])
			continue;
		s[i] = good[next];
		s[next] = good[i];
		assert_false(parses(s, is_case));
	}
}

static void
every_slip_is_caught(void **state)
{
	char s[REFNO_MAX];

	(void)state;
	for (int64_t k = 1; k < 100000000; k = k * 3 + 7) {
		for (int year = 2000; year < 2100; year += 7) {
			refno_complaint(s, year, k);
			assert_true(parses(s, false));
			spoil(s, false);
			refno_case(s, year, k);
			assert_true(parses(s, true));
			spoil(s, true);
		}
	}
}

/* A case number typed where a complaint's is wanted is refused, whatever its length. */
static void
kinds_stay_apart(void **state)
{
	char s[REFNO_MAX];

	(void)state;
	for (int64_t k = 1; k < 3000000; k += 13) {
		refno_case(s, 2026, k);
		assert_false(parses(s, false));
	}
	for (int64_t k = 1; k < 3000000; k += 13) {
		refno_complaint(s, 2026, k);
		assert_false(parses(s, true));
	}
}

static void
archive_codes(void **state)
{
	struct arena *a = arena_new();
	char *s = NULL;

	(void)state;
	assert_int_equal(refno_archive(a, "0001", 2024, 30, "CGZX", 1, &s), OK);
	assert_string_equal(s, "0001-WS·2024-D30-CGZX-0001");
	assert_int_equal(refno_archive(a, "J012", 2026, 10, "CGZX", 9999, &s), OK);
	assert_string_equal(s, "J012-WS·2026-D10-CGZX-9999");
	assert_int_equal(refno_archive(a, "0001", 2026, 0, "CGZX", 12345, &s), OK);
	assert_string_equal(s, "0001-WS·2026-Y-CGZX-12345");
	s = NULL;
	assert_int_equal(refno_archive(a, "00-1", 2026, 0, "CGZX", 1, &s), ERR_INVALID);
	assert_string_equal(err_field(), "fonds");
	assert_int_equal(refno_archive(a, "0001", 2026, 0, "", 1, &s), ERR_INVALID);
	assert_string_equal(err_field(), "office");
	assert_int_equal(refno_archive(a, "0001", 2026, 20, "CGZX", 1, &s), ERR_INVALID);
	assert_string_equal(err_field(), "retention");
	assert_int_equal(refno_archive(a, "0001", 2026, 30, "CGZX", 0, &s), ERR_INVALID);
	assert_string_equal(err_field(), "item");
	assert_null(s);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_numbers),
		cmocka_unit_test(check_is_the_identity_cards),
		cmocka_unit_test(tolerant),
		cmocka_unit_test(every_slip_is_caught),
		cmocka_unit_test(kinds_stay_apart),
		cmocka_unit_test(archive_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
