/* lib/base with small files: options, catalogues, keys; and the secrets themselves. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/base/text.h"

#include "lib/base/banned.h"

static struct arena *a;
static char folder[] = "/tmp/anjuan-unit-XXXXXX";

static const char *
file(const char *name, const char *content, size_t n)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);
	CLEANUP(fclosep) FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(content, 1, n, f), n);
	return path;
}

/* --- options ------------------------------------------------------------------------ */

static enum err
load(const char *content, struct conf *c)
{
	return conf_load(a, file("anjuan.conf", content, strlen(content)), c);
}

static void
options(void **state)
{
	struct conf c;
	size_t n;

	(void)state;
	assert_int_equal(load("", &c), OK);
	assert_string_equal(c.zone, "Asia/Shanghai");
	assert_int_equal(c.db_port, 3306);
	assert_int_equal(c.cookie_secure, 1);
	assert_int_equal(load("# office\n\n\tzone = America/New_York \r\n  db_port=3307\noffice_name = 霍里街道 = 中心\n"
	    "base_url =\nx_accel = 1", &c), OK);
	assert_string_equal(c.zone, "America/New_York");
	assert_int_equal(c.db_port, 3307);
	assert_string_equal(c.office_name, "霍里街道 = 中心");
	assert_string_equal(c.base_url, "");
	assert_int_equal(c.x_accel, 1);
	assert_non_null(conf_options(&n));
	assert_true(n > 20);
}

static void
bad_options(void **state)
{
	static const char *const bad[][2] = {
		{ "zone = UTC\nzoen = UTC\n", "line 2: unknown option \"zoen\"" },
		{ "zone\n", "line 1: not" },
		{ "db_port = 0\n", "db_port must be a number from 1 to 65535" },
		{ "db_port = 12x\n", "db_port must be" },
		{ "db_port =\n", "db_port must be" },
		{ "x_accel = yes\n", "x_accel must be a number from 0 to 1" },
		{ "= 3\n", "unknown option \"\"" },
	};
	struct conf c = { .zone = "untouched" };
	struct conf before = c;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		assert_int_equal(load(bad[i][0], &c), ERR_INVALID);
		assert_non_null(strstr(err_text(), bad[i][1]));
		assert_non_null(strstr(err_text(), "anjuan.conf"));
	}
	assert_int_equal(conf_load(a, "/nonexistent/anjuan.conf", &c), ERR_INVALID);
	assert_int_equal(conf_load(a, folder, &c), ERR_INVALID);	/* a folder is no file */
	assert_memory_equal(&c, &before, sizeof(c));
}

static void
long_lines(void **state)
{
	char text[5000], *eq;
	struct conf c;

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "office_name = ", 14);
	eq = text + 2500;	/* what is left over must not be read as a line of its own */
	memcpy(eq, "\nzone = UTC\n", 13);
	assert_int_equal(load(text, &c), ERR_INVALID);
	assert_non_null(strstr(err_text(), "line 1 is too long"));
	text[2046] = '\n';	/* the longest line there may be */
	text[2047] = '\0';
	assert_int_equal(load(text, &c), OK);
	assert_int_equal(strlen(c.office_name), 2046 - 14);
}

/* --- catalogue ------------------------------------------------------------------------ */

static enum err
catalogues(const char *zh, const char *en)
{
	(void)file("zh-CN.hdf", zh, strlen(zh));
	(void)file("en.hdf", en, strlen(en));
	return text_load(folder);
}

static void
texts(void **state)
{
	char big[6000];

	(void)state;
	assert_int_equal(catalogues("# 注\n\nB.Two = 第{0}步，共{1}步\nA.One = 一\nState.50 = 已结案\nOnly = 仅\n",
	    "B.Two = step {0} of {1} = {0}{2}{x}{\nB.Day = {0} day{0s} and {1} hour{1s}{s}\nA.One = one\nState.50 = Closed\n"), OK);
	assert_string_equal(text_get(LANG_ZH, "A.One"), "一");
	assert_string_equal(text_get(LANG_EN, "A.One"), "one");
	assert_string_equal(text_getf(LANG_EN, "State.%d", 50), "Closed");
	assert_string_equal(text_get(LANG_EN, "Only"), "Only");
	assert_null(text_find(LANG_EN, "Only"));
	assert_string_equal(text_fill2(a, LANG_ZH, "B.Two", "2", "7"), "第2步，共7步");
	assert_string_equal(text_fill2(a, LANG_EN, "B.Two", "{1}", NULL), "step {1} of  = {1}{2}{x}{");
	assert_string_equal(text_fill2(a, LANG_EN, "B.Day", "1", "11"), "1 day and 11 hours{s}");
	assert_string_equal(text_fill1(a, LANG_EN, "B.Day", "0"), "0 days and {1} hour{1s}{s}");
	assert_string_equal(text_fill1(a, LANG_ZH, "No.Such", "x"), "No.Such");
	/* Loaded again: the old texts are gone. */
	assert_int_equal(catalogues("A.One = 壹\n", ""), OK);
	assert_string_equal(text_get(LANG_ZH, "A.One"), "壹");
	assert_null(text_find(LANG_ZH, "B.Two"));
	assert_null(text_find(LANG_EN, "A.One"));
	assert_int_equal(catalogues("A.One = 一\nnonsense\n", ""), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "zh-CN.hdf line 2"));
	memset(big, 'x', sizeof(big) - 1);
	memcpy(big, "A = ", 4);
	memcpy(big + 4500, "\nB = ", 5);
	big[sizeof(big) - 1] = '\0';
	assert_int_equal(catalogues(big, ""), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "too long"));
	assert_int_equal(text_load("/nonexistent"), ERR_INTERNAL);
}

static void
languages(void **state)
{
	(void)state;
	assert_string_equal(lang_code(LANG_ZH), "zh-CN");
	assert_int_equal(lang_of_code("en-GB"), LANG_EN);
	assert_int_equal(lang_of_code("zh"), LANG_ZH);
	assert_int_equal(lang_of_code("de"), LANG_ZH);
	assert_int_equal(lang_of_code(NULL), LANG_ZH);
	assert_string_equal(text_pick(LANG_EN, "案卷", "case"), "case");
	assert_string_equal(text_pick(LANG_EN, "案卷", ""), "案卷");
	assert_string_equal(text_pick(LANG_EN, "案卷", NULL), "案卷");
	assert_string_equal(text_pick(LANG_ZH, NULL, NULL), "");
}

/* --- secrets ---------------------------------------------------------------------------- */

static void
hashes(void **state)
{
	static const unsigned char abc[HASH_LEN] = {	/* FIPS 180-2, B.1 */
		0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
		0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad };
	const unsigned char key1[KEY_LEN] = { 1 }, key2[KEY_LEN] = { 2 };
	unsigned char h[HASH_LEN], g[HASH_LEN];
	struct sha256 *run = sha256_new(a);

	(void)state;
	hash_sha256(h, "abc", 3);
	assert_memory_equal(h, abc, HASH_LEN);
	sha256_add(run, "a", 1);
	sha256_add(run, "", 0);
	sha256_add(run, "bc", 2);
	sha256_end(run, g);
	assert_memory_equal(g, abc, HASH_LEN);
	hash_keyed(h, key1, "abc", 3);
	hash_keyed(g, key2, "abc", 3);
	assert_false(secret_equal(h, g, HASH_LEN));
	hash_keyed(g, key1, "abc", 3);
	assert_true(secret_equal(h, g, HASH_LEN));
	assert_int_equal(strlen(random_token(a)), 22);
	assert_string_not_equal(random_token(a), random_token(a));
}

static void
keys(void **state)
{
	unsigned char key[KEY_LEN] = "before";
	char raw[KEY_LEN + 1];
	const char *path;

	(void)state;
	memset(raw, 7, sizeof(raw));
	path = file("k", raw, KEY_LEN - 1);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(key_read(path, key), ERR_INTERNAL);
	(void)file("k", raw, KEY_LEN + 1);
	assert_int_equal(key_read(path, key), ERR_INTERNAL);
	assert_memory_equal(key, "before", 7);
	(void)file("k", raw, KEY_LEN);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(key_read(path, key), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "readable by everybody"));
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(key_read(path, key), OK);
	assert_memory_equal(key, raw, KEY_LEN);
	assert_int_equal(symlink(path, arena_printf(a, "%s/link", folder)), 0);
	assert_int_equal(key_read(arena_printf(a, "%s/link", folder), key), ERR_INTERNAL);
	assert_int_equal(key_read("/nonexistent", key), ERR_INTERNAL);
}

static void
codes(void **state)
{
	static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	const unsigned char key[KEY_LEN] = { 9 };
	char code[CODE_LEN + 1], same[CODE_LEN + 1];
	int seen[128] = { 0 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		code_of_form(code, key, arena_printf(a, "form-%d", i));
		assert_int_equal(strlen(code), CODE_LEN);
		for (int k = 0; k < CODE_LEN; k++) {
			assert_non_null(strchr(alphabet, code[k]));
			seen[(int)code[k]]++;
		}
	}
	for (const char *c = alphabet; *c != '\0'; c++)	/* 7742 each is the mean of 240,000 */
		assert_in_range(seen[(int)*c], 7300, 8200);
	code_of_form(code, key, "form-1");
	code_of_form(same, key, "form-1");
	assert_string_equal(code, same);
	code_of_form(same, key, "form-2");
	assert_string_not_equal(code, same);
}

static void
typed_codes(void **state)
{
	static const char *const good[] = { "ABCD23456789", "abcd-2345-6789", " aBcD 2345 6789 ", "ＡＢＣＤ２３４５６７８９",
		"ａｂｃｄ－２３４５－６７８９", "ABCD　2345　6789", "ABCD—2345—6789" };
	static const char *const bad[] = { "", "ABCD2345678", "ABCD234567899", "ABCD2345678O", "ABCD2345678I", "ABCD23456780",
		"ABCD23456781", "ABCD2345678L", "ABCD2345678案", "ABCD2345678\xFF", "ABCD_2345_678" };
	char code[CODE_LEN + 1];

	(void)state;
	for (size_t i = 0; i < N(good); i++) {
		assert_true(code_normalise(code, good[i]));
		assert_string_equal(code, "ABCD23456789");
	}
	for (size_t i = 0; i < N(bad); i++)
		assert_false(code_normalise(code, bad[i]));
}

static void
passwords(void **state)
{
	char *hash;

	(void)state;
	assert_int_equal(password_hash(a, "长-密码 𠮷", &hash), OK);
	assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_true(password_fits(hash, "长-密码 𠮷"));
	assert_false(password_fits(hash, "长-密码 "));
	assert_false(password_fits(NULL, "长-密码 𠮷"));
	assert_false(password_fits("not a hash", "x"));
}

static void
boxes(void **state)
{
	unsigned char pub[BOX_PUBLIC_LEN], sec[BOX_SECRET_LEN], other_pub[BOX_PUBLIC_LEN], other_sec[BOX_SECRET_LEN];
	unsigned char *box;
	char *text = NULL;
	size_t n;

	(void)state;
	box_keypair(pub, sec);
	box_keypair(other_pub, other_sec);
	box_seal(a, pub, "19900001234", 11, &box, &n);
	assert_int_equal(box_open(a, pub, sec, box, n, &text), OK);
	assert_string_equal(text, "19900001234");
	text = NULL;
	assert_int_equal(box_open(a, other_pub, other_sec, box, n, &text), ERR_INVALID);
	box[n / 2] ^= 1;
	assert_int_equal(box_open(a, pub, sec, box, n, &text), ERR_INVALID);
	assert_int_equal(box_open(a, pub, sec, box, 10, &text), ERR_INVALID);
	assert_null(text);
	box_seal(a, pub, "", 0, &box, &n);
	assert_int_equal(box_open(a, pub, sec, box, n, &text), OK);
	assert_string_equal(text, "");
}

static int
set_up(void **state)
{
	(void)state;
	a = arena_new();
	return mkdtemp(folder) != NULL && secret_init() == OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	static const char *const names[] = { "anjuan.conf", "zh-CN.hdf", "en.hdf", "k", "link" };

	(void)state;
	for (size_t i = 0; i < N(names); i++)
		(void)unlink(arena_printf(a, "%s/%s", folder, names[i]));
	arena_free(a);
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options),
		cmocka_unit_test(bad_options),
		cmocka_unit_test(long_lines),
		cmocka_unit_test(texts),
		cmocka_unit_test(languages),
		cmocka_unit_test(hashes),
		cmocka_unit_test(keys),
		cmocka_unit_test(codes),
		cmocka_unit_test(typed_codes),
		cmocka_unit_test(passwords),
		cmocka_unit_test(boxes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
