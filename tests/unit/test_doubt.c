/* Tickets and proofs of the public form: what holds, and each way in which one does not. */
#include "config.h"
#include "lib/rule/doubt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define FORM "k3yOfTheForm_0000000001"
#define AT (1790000000 * USEC_SEC)

static struct arena *arena;
static const unsigned char key[KEY_LEN] = "a key of the office, 32 bytes..";
static const struct doubt_terms terms = { .bits = 8, .pause = 3 };

/* What a browser does. */
static const char *
solve(const char *ticket, int bits, int parts)
{
	struct buf b;

	buf_init(&b, arena);
	for (int i = 0; i < parts; i++) {
		unsigned char hash[HASH_LEN] = { 0xff };
		int n = -1;

		while ((hash[0] << 8 | hash[1]) >> (16 - bits) != 0) {
			const char *said = arena_printf(arena, "%s.%d.%d", ticket, i, ++n);

			hash_sha256(hash, said, strlen(said));
		}
		buf_printf(&b, "%s%d", i > 0 ? "." : "", n);
	}
	return b.s;
}

static int32_t
doubts(const char *form_key, const char *ticket, const char *proof, const char *trap, usec_t now)
{
	return doubts_of(arena, key, form_key, ticket, proof, trap, &terms, now);
}

static void
holds(void **state)
{
	const char *t = ticket_make(arena, key, FORM, AT);
	const char *p = solve(t, 8, PROOF_PARTS);

	(void)state;
	assert_true(strlen(t) <= 43);		/* with part and number it stays below one block of SHA-256 */
	assert_int_equal(doubts(FORM, t, p, NULL, AT + 3 * USEC_SEC), 0);
	assert_int_equal(doubts(FORM, t, p, "", AT + TICKET_HOURS * USEC_HOUR), 0);
}

static void
time_counts(void **state)
{
	const char *t = ticket_make(arena, key, FORM, AT), *p = solve(t, 8, PROOF_PARTS);

	(void)state;
	assert_int_equal(doubts(FORM, t, p, NULL, AT + 3 * USEC_SEC - 1), DOUBT_QUICK);
	assert_int_equal(doubts(FORM, t, p, NULL, AT + TICKET_HOURS * USEC_HOUR + 1), DOUBT_EXPIRED);
	assert_int_equal(doubts(FORM, t, NULL, NULL, AT), DOUBT_QUICK | DOUBT_NO_PROOF);
}

static void
bound_to_its_form(void **state)
{
	const char *t = ticket_make(arena, key, FORM, AT), *p = solve(t, 8, PROOF_PARTS);
	static const unsigned char other[KEY_LEN] = "another office";
	const char *later = arena_printf(arena, "1790000999%s", t + 10);
	const usec_t now = AT + USEC_MIN;

	(void)state;
	assert_int_equal(doubts("another_form_0000000001", t, p, NULL, now), DOUBT_FALSE_PROOF);
	assert_int_equal(doubts(FORM, later, solve(later, 8, PROOF_PARTS), NULL, now), DOUBT_FALSE_PROOF);
	assert_int_equal(doubts_of(arena, other, FORM, t, p, NULL, &terms, now), DOUBT_FALSE_PROOF);
}

static void
forged(void **state)
{
	const char *t = ticket_make(arena, key, FORM, AT);
	const char *bad[] = { "0.0.0.0.0.0.0.0", "1", ".......", "-1.-1.-1.-1.-1.-1.-1.-1", "井盖", "99999999999999999999",
		solve(t, 8, PROOF_PARTS - 1), solve(t, 8, PROOF_PARTS + 1),
		arena_printf(arena, "%s ", solve(t, 8, PROOF_PARTS)), arena_printf(arena, "%s.", solve(t, 8, PROOF_PARTS)) };
	const char *tickets[] = { "", ".", "1790000000", "1790000000.", "x.y", "9223372036854775807.00", "\xf0\xa0\xae\xb7" };

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_int_equal(doubts(FORM, t, bad[i], NULL, AT + USEC_MIN), DOUBT_FALSE_PROOF);
	for (size_t i = 0; i < N(tickets); i++)
		assert_int_equal(doubts(FORM, tickets[i], "0.0.0.0.0.0.0.0", NULL, AT + USEC_MIN), DOUBT_FALSE_PROOF);
}

static void
beside_the_proof(void **state)
{
	const char *t = ticket_make(arena, key, FORM, AT), *p = solve(t, 8, PROOF_PARTS);
	static const struct doubt_terms none = { .bits = 0, .pause = 3 };

	(void)state;
	assert_int_equal(doubts(FORM, t, p, "http://x", AT + USEC_MIN), DOUBT_TRAP);
	assert_int_equal(doubts(FORM, NULL, NULL, NULL, AT), DOUBT_NO_PROOF);
	assert_int_equal(doubts(FORM, t, "", NULL, AT + USEC_MIN), DOUBT_NO_PROOF);
	assert_int_equal(doubts_of(arena, key, FORM, NULL, NULL, NULL, &none, AT), 0);
	assert_int_equal(doubts_of(arena, key, FORM, t, NULL, "x", &none, AT), DOUBT_TRAP | DOUBT_QUICK);
}

static int
begin(void **state)
{
	(void)state;
	arena = arena_new();
	return secret_init() == OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds), cmocka_unit_test(time_counts), cmocka_unit_test(bound_to_its_form),
		cmocka_unit_test(forged), cmocka_unit_test(beside_the_proof),
	};

	return cmocka_run_group_tests_name("doubts", tests, begin, end);
}
