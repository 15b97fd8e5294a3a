/*
 * The ledger's serialisation, fixed for ever: these vectors are version 1.
 * Whoever has to change one has to make a version 2 instead.
 */
#include "config.h"
#include "lib/rule/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

static struct arena *a;

static const unsigned char salt[SALT_LEN] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
static const char words[] = "现场核实：𠮷祥路口井盖缺失。";

static const char *
hex(const void *data, size_t n)
{
	struct buf b;

	buf_init(&b, a);
	buf_hex(&b, data, n);
	return b.s;
}

/* The first event of a complaint: no person, no text, no photo. */
static struct event
first(void)
{
	return (struct event){ .subject_kind = SUBJECT_COMPLAINT, .subject_id = 1, .seq = 1,
		.kind = ACT_C_RECEIVED, .at = 1781053200000000, .client_at = USEC_NONE,
		.to_state = CP_RECEIVED };
}

/* One with everything in it. */
static struct event
full(struct blob prev)
{
	static unsigned char text_hash[HASH_LEN], files[2 * HASH_LEN];
	static const char detail[] = "result=1\nlat=31731200\nlon=118506800\n";

	ledger_text_hash(a, salt, words, text_hash);
	memset(files, 0xab, HASH_LEN);
	memset(files + HASH_LEN, 0xcd, HASH_LEN);
	return (struct event){ .subject_kind = SUBJECT_CASE, .subject_id = 1000000000001, .seq = 2,
		.kind = ACT_VERIFY_RESULT, .at = 1781053260123456, .client_at = 1781053259000000,
		.user_id = 17, .role_id = R_SUPERVISOR, .shift_id = 2, .unit_id = 103,
		.from_state = CS_VERIFYING, .to_state = CS_FILING, .reason_id = 101,
		.detail = { detail, sizeof(detail) - 1 }, .files = { files, sizeof(files) },
		.text_hash = { text_hash, HASH_LEN }, .prev_hash = prev };
}

static void
sealed(struct event *e)
{
	unsigned char *h = arena_alloc(a, HASH_LEN);

	ledger_hash(a, e, h);
	e->hash = (struct blob){ h, HASH_LEN };
}

static const char *
serialised(const struct event *e)
{
	struct buf b;

	buf_init(&b, a);
	ledger_serialise(&b, e);
	return hex(b.s, b.len);
}

static const char first_hex[] =
    "01"
    "00000001" "01"			/* subject_kind: complaint */
    "00000008" "0000000000000001"	/* subject_id */
    "00000004" "00000001"		/* seq */
    "00000004" "0000038e"		/* kind 910 */
    "00000008" "000653dbc34fe400"
    "00000008" "8000000000000000"	/* client_at: none */
    "00000008" "0000000000000000"	/* user */
    "00000008" "0000000000000000"	/* role */
    "00000008" "0000000000000000"	/* shift */
    "00000008" "0000000000000000"	/* unit */
    "00000004" "00000000"		/* from */
    "00000004" "00000001"		/* to */
    "00000008" "0000000000000000"	/* reason */
    "00000000"				/* detail */
    "00000000"				/* files */
    "00000000"				/* text_hash: none */
    "00000020" "0000000000000000000000000000000000000000000000000000000000000000";

static const char full_hex[] =
    "01"
    "00000001" "02"
    "00000008" "000000e8d4a51001"
    "00000004" "00000002"
    "00000004" "00000032"
    "00000008" "000653dbc6e54d40"
    "00000008" "000653dbc6d428c0"
    "00000008" "0000000000000011"
    "00000008" "0000000000000007"
    "00000008" "0000000000000002"
    "00000008" "0000000000000067"
    "00000004" "0000000b"
    "00000004" "0000000c"
    "00000008" "0000000000000065"
    "00000024" "726573756c743d310a6c61743d33313733313230300a6c6f6e3d3131383530363830300a"
    "00000040" "abababababababababababababababababababababababababababababababab"
    "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
    "00000020" "e99c1f89183acc67ba39feac16bdf9f0fcdee44abdaf82c3b037ed88ac0ba372"
    "00000020" "2f73235990b63aaeb787411d4c544b4d1a1b0f4434521fd385e866a68d839cc5";

static void
vectors(void **state)
{
	unsigned char h[HASH_LEN];
	struct event e1 = first(), e2;

	(void)state;
	sealed(&e1);
	assert_string_equal(serialised(&e1), first_hex);
	assert_string_equal(hex(e1.hash.data, HASH_LEN), "2f73235990b63aaeb787411d4c544b4d1a1b0f4434521fd385e866a68d839cc5");
	ledger_text_hash(a, salt, words, h);
	assert_string_equal(hex(h, HASH_LEN), "e99c1f89183acc67ba39feac16bdf9f0fcdee44abdaf82c3b037ed88ac0ba372");
	ledger_text_hash(a, salt, "", h);
	assert_string_equal(hex(h, HASH_LEN), "be45cb2605bf36bebde684841a28f0fd43c69850a3dce5fedba69928ee3a8991");
	e2 = full(e1.hash);
	sealed(&e2);
	assert_string_equal(serialised(&e2), full_hex);
	assert_string_equal(hex(e2.hash.data, HASH_LEN), "80ec3966fb570bf3f699d2081507d93a2bb6f327d559f14ede24dce95000f636");
}

static void
follows(void **state)
{
	struct event e1 = first(), e2;
	const char *why;

	(void)state;
	sealed(&e1);
	assert_true(ledger_follows(a, NULL, &e1, &why));
	assert_null(why);
	e2 = full(e1.hash);
	sealed(&e2);
	assert_true(ledger_follows(a, &e1, &e2, &why));
	/* The first of a chain is number 1, and nothing stands before it. */
	assert_false(ledger_follows(a, NULL, &e2, &why));
	assert_string_equal(why, "an event is missing");
	/* One torn out of the middle. */
	e2.seq = 3;
	sealed(&e2);
	assert_false(ledger_follows(a, &e1, &e2, &why));
	assert_string_equal(why, "an event is missing");
	/* One put in its place by somebody who knows how to hash. */
	e1.user_id = 99;
	sealed(&e1);
	e2 = full((struct blob){ "0123456789abcdef0123456789abcdef", HASH_LEN });
	sealed(&e2);
	assert_false(ledger_follows(a, &e1, &e2, &why));
	assert_string_equal(why, "it does not chain to the event before");
}

/* A different value for each field in turn, with the stored hash left as it was. */
static struct event
flipped(int field, struct event e)
{
	static unsigned char other[2 * HASH_LEN];

	memset(other, 0x11, sizeof(other));
	switch (field) {
	case 0: e.subject_kind = SUBJECT_COMPLAINT; break;
	case 1: e.subject_id ^= 1; break;
	case 2: e.kind = ACT_CHECK_RESULT; break;
	case 3: e.at++; break;
	case 4: e.client_at = USEC_NONE; break;
	case 5: e.user_id = 18; break;
	case 6: e.role_id = R_ACCEPTOR; break;
	case 7: e.shift_id = 0; break;
	case 8: e.unit_id = 104; break;
	case 9: e.from_state = CS_REGISTERED; break;
	case 10: e.to_state = CS_VERIFYING; break;
	case 11: e.reason_id = 102; break;
	case 12: e.detail = (struct blob){ "result=2\nlat=31731200\nlon=118506800\n", e.detail.len }; break;
	case 13: e.detail.len--; break;
	case 14: e.files.len -= HASH_LEN; break;
	case 15: e.files = (struct blob){ other, sizeof(other) }; break;
	case 16: e.text_hash = (struct blob){ other, HASH_LEN }; break;
	case 17: e.text_hash = (struct blob){ NULL, 0 }; break;
	default: e.hash = (struct blob){ other, HASH_LEN }; break;
	}
	return e;
}

static void
flips(void **state)
{
	struct event e1 = first(), e2;
	const char *why;

	(void)state;
	sealed(&e1);
	e2 = full(e1.hash);
	sealed(&e2);
	for (int field = 0; field <= 18; field++) {
		struct event e = flipped(field, e2);

		if (ledger_follows(a, &e1, &e, &why))
			fail_msg("field %d can be changed unnoticed", field);
		assert_string_equal(why, "its content does not fit its hash");
	}
	e2.seq = 1;
	assert_false(ledger_follows(a, NULL, &e2, &why));
}

/* Lengths stand before contents: what is moved from one field to the next is seen. */
static void
borders(void **state)
{
	struct event e1 = first(), e2 = first();

	(void)state;
	e1.detail = (struct blob){ "ab", 2 };
	e1.files = (struct blob){ "c", 1 };
	e2.detail = (struct blob){ "a", 1 };
	e2.files = (struct blob){ "bc", 2 };
	sealed(&e1);
	sealed(&e2);
	assert_memory_not_equal(e1.hash.data, e2.hash.data, HASH_LEN);
}

/* The text may be destroyed: the event has only its salted hash, which no guess of the text finds. */
static void
destroyed(void **state)
{
	static const unsigned char other_salt[SALT_LEN] = { 9 };
	unsigned char h[HASH_LEN], g[HASH_LEN];
	struct event e1 = first(), e2;
	const char *why;

	(void)state;
	sealed(&e1);
	e2 = full(e1.hash);
	sealed(&e2);
	assert_true(ledger_follows(a, &e1, &e2, &why));	/* no text in sight */
	ledger_text_hash(a, salt, words, h);
	assert_memory_equal(h, e2.text_hash.data, HASH_LEN);
	ledger_text_hash(a, other_salt, words, g);
	assert_memory_not_equal(h, g, HASH_LEN);
	ledger_text_hash(a, salt, "现场核实：𠮷祥路口井盖缺失", g);
	assert_memory_not_equal(h, g, HASH_LEN);
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
		cmocka_unit_test_setup_teardown(vectors, begin, end),
		cmocka_unit_test_setup_teardown(follows, begin, end),
		cmocka_unit_test_setup_teardown(flips, begin, end),
		cmocka_unit_test_setup_teardown(borders, begin, end),
		cmocka_unit_test_setup_teardown(destroyed, begin, end),
	};

	if (secret_init() != OK)
		return 1;
	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
