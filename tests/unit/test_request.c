#include "config.h"
#include "cgi-bin/web/request.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "tests/unit/web_office.h"

#include "lib/base/banned.h"

static struct arena *a;
static struct app app = { .conf = { .trusted_proxy = "10.0.0.1", .base_url = "https://office.example" } };

/* The name of a text that would be a needless list: one request from an environment. */
static enum err
start(struct request *rq, const char *const *env)
{
	static char *list[16];
	static struct io io = { .env = list };
	size_t n = 0;

	for (; env[n] != NULL; n++)
		list[n] = arena_strdup(a, env[n]);
	list[n] = NULL;
	return request_start(rq, &app, a, &io);
}

static void
test_environment(void **state)
{
	struct request rq, other;

	(void)state;
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=POST", "PATH_INFO=/desk/case", "HTTP_HOST=office.example",
	    "REMOTE_ADDR=203.0.113.77", "HTTP_COOKIE=sid=abc; lang=en; x=\"q\"", "QUERY_STRING=id=5")), OK);
	assert_int_equal(rq.method, POST);
	assert_string_equal(rq.path, "/desk/case");
	assert_string_equal(rq.host, "office.example");
	assert_string_equal(rq.addr_prefix, "203.0.113.0/24");
	assert_int_equal(rq.lang, LANG_EN);
	assert_string_equal(request_cookie(&rq, "sid"), "abc");
	assert_null(request_cookie(&rq, "si"));
	assert_null(request_cookie(&rq, "x"));
	assert_string_equal(request_target(&rq), "/desk/case?id=5");
	assert_int_equal(strlen(rq.id), 16);
	assert_int_equal(start(&other, ENV("REQUEST_METHOD=HEAD", "SCRIPT_NAME=/track")), OK);
	assert_int_equal(other.method, GET);
	assert_true(other.head);
	assert_string_equal(other.path, "/track");
	assert_string_not_equal(other.id, rq.id);
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=DELETE", "PATH_INFO=/")), OK);
	assert_int_equal(rq.method, METHOD_OTHER);
}

static void
test_bad_path(void **state)
{
	struct request rq;

	(void)state;
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=GET")), ERR_NOT_FOUND);
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=GET", "PATH_INFO=track")), ERR_NOT_FOUND);
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=GET", "PATH_INFO=/a b")), ERR_NOT_FOUND);
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=GET", "PATH_INFO=/a\nb")), ERR_NOT_FOUND);
	assert_int_equal(start(&rq, ENV("REQUEST_METHOD=GET", "PATH_INFO=/霍里")), ERR_NOT_FOUND);
	assert_string_equal(rq.path, "/");
}

static void
test_address(void **state)
{
	static const char *const cases[][2] = {
		{ "192.0.2.200", "192.0.2.0/24" }, { "2001:db8:1:23ff:1::9", "2001:db8:1:2300::/56" },
		{ "::ffff:192.0.2.7", "192.0.2.0/24" }, { "::1", "::/56" }, { "", "unknown" },
		{ "localhost", "unknown" }, { "1.2.3", "unknown" },
	};
	struct request rq;

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_string_equal(request_addr_prefix(a, cases[i][0]), cases[i][1]);
	(void)start(&rq, ENV("PATH_INFO=/", "REMOTE_ADDR=10.0.0.1", "HTTP_X_FORWARDED_FOR=198.51.100.1, 203.0.113.9"));
	assert_string_equal(rq.addr, "203.0.113.9");
	(void)start(&rq, ENV("PATH_INFO=/", "REMOTE_ADDR=10.0.0.2", "HTTP_X_FORWARDED_FOR=203.0.113.9"));
	assert_string_equal(rq.addr, "10.0.0.2");
	app.conf.trusted_proxy = "";
	(void)start(&rq, ENV("PATH_INFO=/", "REMOTE_ADDR=", "HTTP_X_FORWARDED_FOR=203.0.113.9"));
	assert_string_equal(rq.addr, "");
	app.conf.trusted_proxy = "10.0.0.1";
}

static void
test_language(void **state)
{
	static const struct {
		const char *header;
		enum lang lang;
	} cases[] = {
		{ "HTTP_ACCEPT_LANGUAGE=en-GB,en;q=0.9,zh;q=0.8", LANG_EN },
		{ "HTTP_ACCEPT_LANGUAGE=de,zh-TW;q=0.4,en;q=0.3", LANG_ZH },
		{ "HTTP_ACCEPT_LANGUAGE=de,zh;q=0.4,en;q=0.45", LANG_EN },
		{ "HTTP_ACCEPT_LANGUAGE=fr", LANG_ZH }, { "HTTP_ACCEPT_LANGUAGE=", LANG_ZH },
		{ "HTTP_ACCEPT_LANGUAGE=en;q=0", LANG_ZH }, { "HTTP_ACCEPT_LANGUAGE=,;q=,,en", LANG_EN },
		{ "HTTP_COOKIE=lang=zh-CN", LANG_ZH }, { "HTTP_COOKIE=a=b; lang=en", LANG_EN },
	};
	struct request rq;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		(void)start(&rq, ENV("PATH_INFO=/", cases[i].header));
		assert_int_equal(rq.lang, cases[i].lang);
	}
}

static const char *const words[] = { "sign", "return", NULL };
static const struct param params[] = {
	{ "id", P_INT, true, 1, 1000 }, { "ids", P_INTS, false, 1, 9 }, { "row", P_VERSIONS }, { "line", P_LINE, false, 2, 4 },
	{ "note", P_TEXT, false, 0, 10 }, { "secret", P_PASSWORD, false, 3, 20 },
	{ "action", P_CHOICE, .words = words }, { "yes", P_BOOL }, { "lat", P_POINT, false, -90, 90 },
	{ "day", P_DATE }, { "month", P_MONTH }, { "mail", P_EMAIL }, { "phone", P_PHONE },
	{ "key", P_KEY, false, 4, 8 }, { "photo", P_FILE, false, 0, 2 },
};

/* Checks a query against params; *rq can be asked afterwards. */
static enum err
check(struct request *rq, const char *query, size_t *bad)
{
	enum err e;

	*rq = (struct request){ .app = &app, .conf = &app.conf, .arena = a, .path = "/" };
	form_init(&rq->form);
	assert_int_equal(form_parse_query(a, query, strlen(query), &rq->form), OK);
	e = param_check(a, params, N(params), &rq->form, &rq->values, bad);
	rq->nvalues = e == OK ? N(params) : 0;
	return e;
}

static void
test_params_good(void **state)
{
	struct request rq;
	const int64_t *ids;
	int year, month;
	size_t bad, n;

	(void)state;
	assert_int_equal(check(&rq, "id=%EF%BC%91%EF%BC%92&ids=3&ids=9&row=9007199254740993.2&row=7.31&line=%E3%80%80%F0%A0%AE%B7%E5%AD%97%20"
	    "&note=%0D%0Aa%0D%0Ab%0Dc%20&secret=%20x%20y&action=return&yes=on&lat=31.7312&day=2026-11-22"
	    "&month=2026-02&mail=a.b%2Bc@example.org&phone=138-0000%200000&key=aB_-&csrf=zz&lang=en&photo=",
	    &bad), OK);
	assert_int_equal(bad, 0);
	assert_int_equal(param_int(&rq, "id"), 12);
	ids = param_ints(&rq, "ids", &n);
	assert_int_equal(n, 2);
	assert_int_equal(ids[0] * 10 + ids[1], 39);
	ids = param_ints(&rq, "row", &n);
	assert_int_equal(n, 4);
	assert_true(ids[0] == 9007199254740993 && ids[1] == 2 && ids[2] == 7 && ids[3] == 31);
	assert_string_equal(param_text(&rq, "line"), "𠮷字");
	assert_string_equal(param_text(&rq, "note"), "a\nb\nc");
	assert_string_equal(param_text(&rq, "secret"), " x y");
	assert_int_equal(param_choice(&rq, "action"), 1);
	assert_string_equal(param_text(&rq, "action"), "return");
	assert_true(param_bool(&rq, "yes"));
	assert_int_equal(param_point(&rq, "lat"), 31731200);
	assert_int_equal(param_date(&rq, "day"), day_of_date(2026, 11, 22));
	assert_true(param_month(&rq, "month", &year, &month));
	assert_int_equal(year * 100 + month, 202602);
	assert_string_equal(param_text(&rq, "mail"), "a.b+c@example.org");
	assert_string_equal(param_text(&rq, "phone"), "+8613800000000");
	assert_string_equal(param_text(&rq, "key"), "aB_-");
	assert_null(param_files(&rq, "photo", &n) == NULL && n == 0 ? NULL : "files");
}

static void
test_params_absent(void **state)
{
	struct request rq;
	int year, month;
	size_t bad;

	(void)state;
	assert_int_equal(check(&rq, "id=1&line=&note=%20%0D%0A%E3%80%80&yes=0", &bad), OK);
	assert_int_equal(bad, 0);
	assert_null(param_text(&rq, "line"));
	assert_null(param_text(&rq, "note"));
	assert_false(param_bool(&rq, "yes"));
	assert_int_equal(param_choice(&rq, "action"), -1);
	assert_int_equal(param_int_or(&rq, "day", -7), -7);
	assert_false(param_month(&rq, "month", &year, &month));
	assert_null(param_text(&rq, "undeclared"));
	assert_false(param_has(&rq, "undeclared"));
}

static void
test_params_bad(void **state)
{
	static const char *const cases[][3] = {
		{ "note=x", "id", "Err.required" }, { "id=0", "id", "Err.range" }, { "id=1001", "id", "Err.range" },
		{ "id=1x", "id", "Err.number" }, { "id=99999999999999999999", "id", "Err.number" },
		{ "ids=10", "ids", "Err.range" }, { "row=7", "row", "Err.choice" }, { "row=7.0", "row", "Err.choice" },
		{ "row=7.1&row=-7.1", "row", "Err.choice" }, { "row=7.1.1", "row", "Err.choice" }, { "line=a", "line", "Err.too_short" },
		{ "line=%E9%9C%8D%E9%87%8C%E8%A1%97%E9%81%93%F0%A0%AE%B7", "line", "Err.too_long" },
		{ "line=a%0Ab", "line", "Err.one_line" }, { "line=a%07b", "line", "Err.control" },
		{ "note=%E2%80%AEabc", "note", "Err.control" }, { "note=12345678901", "note", "Err.too_long" },
		{ "action=close", "action", "Err.choice" }, { "yes=maybe", "yes", "Err.choice" },
		{ "lat=91", "lat", "Err.range" }, { "lat=31,7", "lat", "Err.point" }, { "lat=181", "lat", "Err.point" },
		{ "day=2026-02-30", "day", "Err.date" }, { "month=2026-13", "month", "Err.month" },
		{ "mail=a@b", "mail", "Err.email" }, { "mail=@b.cn", "mail", "Err.email" },
		{ "mail=a..b@c.cn", "mail", "Err.email" }, { "mail=a@-b.cn", "mail", "Err.email" },
		{ "mail=a%20b@c.cn", "mail", "Err.email" }, { "mail=a@b.cn%0ABcc:x@y.cn", "mail", "Err.email" },
		{ "phone=12345", "phone", "Err.phone" }, { "phone=12800000000x", "phone", "Err.phone" },
		{ "phone=5550000", "phone", "Err.phone" }, { "key=abc", "key", "Err.key" },
		{ "key=abcdefghi", "key", "Err.key" }, { "key=ab+cd", "key", "Err.key" },
		{ "secret=ab", "secret", "Err.too_short" },
	};
	struct request rq;
	size_t bad;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		const struct value *v;

		assert_int_equal(check(&rq, cases[i][0], &bad), OK);
		v = param_value(rq.values, rq.nvalues, cases[i][1]);
		assert_non_null(v->error);
		assert_string_equal(v->error, cases[i][2]);
		assert_false(param_has(&rq, cases[i][1]));
		assert_null(param_text(&rq, cases[i][1]));
		assert_true(param_any_refused(&rq));
	}
	assert_int_equal(check(&rq, "id=1&secret=ab", &bad), OK);
	assert_null(param_value(rq.values, rq.nvalues, "secret")->typed);
	assert_int_equal(check(&rq, "id=1&line=a", &bad), OK);
	assert_string_equal(param_value(rq.values, rq.nvalues, "line")->typed, "a");
	assert_string_equal(param_value(rq.values, rq.nvalues, "line")->error_args[0], "2");
}

static void
test_params_refused(void **state)
{
	static const char *const cases[][2] = { { "id=1&who=2", "who" }, { "id=1&id=1", "id" },
		{ "id=1&secret=abc&secret=abc", "secret" }, { "id=1&photo=x", "photo" } };
	struct request rq;
	size_t bad;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		assert_int_equal(check(&rq, cases[i][0], &bad), ERR_INVALID);
		assert_string_equal(err_field(), cases[i][1]);
	}
}

static void
test_phone(void **state)
{
	static const char *const cases[][2] = {
		{ "19900001234", "+8619900001234" }, { "+86 199 0000 1234", "+8619900001234" },
		{ "0086-19900001234", "+8619900001234" }, { "8619900001234", NULL },
		{ "0555-2345678", "+865552345678" }, { "(010) 6000 0000", "+861060000000" },
		{ "+86 555 2345678", "+865552345678" }, { "400-000-0000", "+864000000000" },
		{ "%EF%BC%91%EF%BC%99%EF%BC%9900001234", "+8619900001234" },
		{ "+49 30 0000000", "+49300000000" }, { "+1", NULL }, { "10000000000", NULL },
		{ "00", NULL }, { "+0123456789", NULL }, { "199000012345", NULL },
	};
	struct request rq;
	size_t bad;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct buf q;

		buf_init(&q, a);
		buf_str(&q, "id=1&phone=");
		for (const char *s = cases[i][0]; *s != '\0'; s++)
			buf_str(&q, *s == '+' ? "%2B" : (char[]){ *s, '\0' });
		assert_int_equal(check(&rq, q.s, &bad), OK);
		if (cases[i][1] == NULL)
			assert_int_equal(bad, 1);
		else
			assert_string_equal(param_text(&rq, "phone"), cases[i][1]);
	}
}

static void
test_refuse(void **state)
{
	struct request rq;
	size_t bad;

	(void)state;
	assert_int_equal(check(&rq, "id=5&note=abc", &bad), OK);
	param_refuse(&rq, "undeclared", "Err.refused");
	assert_false(param_any_refused(&rq));
	param_refuse_args(&rq, "note", "Err.conflict", "who", NULL);
	assert_true(param_any_refused(&rq));
	assert_null(param_text(&rq, "note"));
	assert_string_equal(param_value(rq.values, rq.nvalues, "note")->typed, "abc");
	assert_int_equal(param_int(&rq, "id"), 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_environment), cmocka_unit_test(test_bad_path),
		cmocka_unit_test(test_address), cmocka_unit_test(test_language),
		cmocka_unit_test(test_params_good), cmocka_unit_test(test_params_absent),
		cmocka_unit_test(test_params_bad), cmocka_unit_test(test_params_refused),
		cmocka_unit_test(test_phone), cmocka_unit_test(test_refuse),
	};
	int failed;

	if (secret_init() != OK)
		return 1;
	a = arena_new();
	failed = cmocka_run_group_tests_name("request", tests, NULL, NULL);
	arena_free(a);
	return failed;
}
