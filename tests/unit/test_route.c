#include "config.h"
#include "cgi-bin/web/route.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/log.h"
#include "lib/rule/perm.h"
#include "tests/unit/web_office.h"

#include "lib/base/banned.h"

static struct office office;
static int handled;

static enum err
page_ok(struct request *rq)
{
	handled++;
	return reply_bytes(rq, "text/plain", rq->tail != NULL ? rq->tail : "ok",
	    strlen(rq->tail != NULL ? rq->tail : "ok"));
}

static enum err
page_form(struct request *rq)
{
	return reply_page(rq, "form.cs");
}

static enum err
page_save(struct request *rq)
{
	handled++;
	if (param_int(rq, "id") == 2)
		return err_raise_field(ERR_INVALID, "note", "not this one");
	if (param_int(rq, "id") == 3)
		return err_raise(ERR_CONFLICT, "someone was faster");
	if (param_int(rq, "id") == 4)
		return err_raise(ERR_NOT_FOUND, "none");
	if (param_int(rq, "id") == 5) {
		param_refuse(rq, "note", "Err.required");
		return err_raise_field(ERR_INVALID, "note", "found by the handler");
	}
	reply_flash(rq, "ok", "saved");
	return reply_redirect(rq, "/form");
}

static enum err
page_leave(struct request *rq)
{
	return reply_redirect(rq, "//elsewhere.example/");
}

static enum err
page_poll(struct request *rq)
{
	return reply_unchanged(rq, "v7") ? OK : reply_json(rq, "{}");
}

static enum err
page_cached(struct request *rq)
{
	reply_cache(rq, 60);
	return reply_download(rq, "text/csv", "案卷.csv", "a", 1);
}

static const struct param save_params[] = {
	{ "id", P_INT, true, 1, 9 }, { "note", P_TEXT, false, 3, 100 },
};

#define PLAIN .flags = ROUTE_NO_TX

static const struct route routes[] = {
	{ GET, "/", GUARD_PUBLIC, NO_PARAMS, page_ok, PLAIN },
	{ GET, "/form", GUARD_PUBLIC, NO_PARAMS, page_form, PLAIN },
	{ POST, "/save", GUARD_PUBLIC, PARAMS(save_params), page_save, .again = page_form, PLAIN },
	{ POST, "/again", GUARD_PUBLIC, PARAMS(save_params), page_save, .again = page_form },
	{ POST, "/plain", GUARD_PUBLIC, PARAMS(save_params), page_save },
	{ GET, "/photo/+", GUARD_PUBLIC, NO_PARAMS, page_ok, PLAIN },
	{ GET, "/leave", GUARD_PUBLIC, NO_PARAMS, page_leave, PLAIN },
	{ GET, "/poll", GUARD_PUBLIC, NO_PARAMS, page_poll, PLAIN },
	{ GET, "/cached", GUARD_PUBLIC, NO_PARAMS, page_cached, PLAIN },
	{ GET, "/db", GUARD_PUBLIC, NO_PARAMS, page_ok },
};

static const struct route desk[] = {
	{ GET, "/desk/login", GUARD_PUBLIC, NO_PARAMS, page_ok, .flags = ROUTE_NO_TX | ROUTE_LOGIN },
	{ GET, "/desk", GUARD_SIGNED, NO_PARAMS, page_ok, PLAIN },
	{ GET, "/desk/case", GUARD_STAFF, PARAMS(save_params), page_ok, NEED(PERM_CLOSE), PLAIN },
	{ POST, "/desk/act", GUARD_STAFF, PARAMS(save_params), page_save, NEED(PERM_REGISTER) },
};

static const char *
get(const char *target)
{
	const char *query = strchrnul(target, '?');

	return office_ask(&office, ENV("REQUEST_METHOD=GET", arena_printf(office.folder.a, "PATH_INFO=%.*s",
	    (int)(query - target), target), arena_printf(office.folder.a, "QUERY_STRING=%s",
	    query + (*query == '?'))), NULL);
}

static const char *
post(const char *path, const char *header, const char *body)
{
	return office_ask(&office, ENV("REQUEST_METHOD=POST", "HTTP_HOST=office.example:8080",
	    arena_printf(office.folder.a, "PATH_INFO=%s", path), header), body);
}

#define has(answer, text) assert_non_null(strstr((answer), (text)))
#define lacks(answer, text) assert_null(strstr((answer), (text)))

static void
test_check(void **state)
{
	const struct param upper = { "1d", P_INT, true, 1, 2 }, turned = { "id", P_INT, true, 3, 2 },
		unset = { .name = "id" }, wordless = { "id", P_CHOICE };
	const struct route bad[][2] = {
		{ { GET, "/", GUARD_UNSET, NO_PARAMS, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, NO_PARAMS, NULL } },
		{ { GET, "x", GUARD_PUBLIC, NO_PARAMS, page_ok } },
		{ { GET, NULL, GUARD_PUBLIC, NO_PARAMS, page_ok } },
		{ { METHOD_OTHER, "/", GUARD_PUBLIC, NO_PARAMS, page_ok } },
		{ { GET, "/", GUARD_STAFF, NO_PARAMS, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, NO_PARAMS, page_ok, NEED(PERM_FILE) } },
		{ { GET, "/", GUARD_PUBLIC, NO_PARAMS, page_ok }, { GET, "/", GUARD_SIGNED, NO_PARAMS, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, &upper, 1, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, &turned, 1, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, &unset, 1, page_ok } },
		{ { GET, "/", GUARD_PUBLIC, &wordless, 1, page_ok } },
	};

	(void)state;
	assert_int_equal(route_check(routes, N(routes)), OK);
	assert_int_equal(route_check(desk, N(desk)), OK);
	for (size_t i = 0; i < N(bad); i++)
		assert_int_equal(route_check(bad[i], bad[i][1].path != NULL ? 2 : 1), ERR_INTERNAL);
}

static void
test_paths(void **state)
{
	(void)state;
	has(get("/"), "Status: 200 OK\r\n");
	has(get("/photo/ab-c.jpg"), "\r\n\r\nab-c.jpg");
	has(get("/photo/"), "Status: 404");
	has(get("/photo/a/b"), "Status: 404");
	has(get("/photo/a%2F"), "Status: 404");
	has(get("/photo"), "Status: 404");
	has(get("/nothing"), "404 没有此页");
	has(get("/save"), "Status: 405");
	has(get("/save"), "405 ");
	has(get("/save"), "Allow: POST\r\n");
	has(post("/", "A=b", "x=1"), "Allow: GET, HEAD\r\n");
	has(office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/nothing", "HTTP_ACCEPT_LANGUAGE=en"), NULL),
	    "No such page");
	has(office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/nothing", "HTTP_ACCEPT=application/json"), NULL),
	    "\"error\":\"not_found\"");
	has(office_ask(&office, ENV("REQUEST_METHOD=HEAD", "PATH_INFO=/"), NULL), "Content-Length: 2\r\n");
	assert_string_equal(strstr(office.out.s, "\r\n\r\n"), "\r\n\r\n");
}

static void
test_params(void **state)
{
	const char *r;

	(void)state;
	has(get("/?who=1"), "Status: 400");
	has(office.out.s, "参数不对：who");
	has(get("/?lang=en"), "Set-Cookie: lang=en; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=");
	handled = 0;
	r = post("/plain", "A=b", "id=x&note=abc");
	has(r, "Status: 400");
	has(r, "id: ");	/* what is wrong with it, behind its name */
	has(post("/plain", "A=b", "id=1%"), "Status: 400");
	has(post("/plain", "A=b", "note=%FF&id=1"), "参数不对：note");
	assert_int_equal(handled, 0);
	r = post("/plain", "A=b", "id=1&note=abc");
	has(r, "Status: 303 See Other\r\n");
	has(r, "Location: /form\r\n");
	has(r, "Set-Cookie: flash=ok:saved;");
	assert_int_equal(handled, 1);
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/form", "HTTP_COOKIE=flash=ok:saved"), NULL);
	has(r, "已保存");
	has(r, "Set-Cookie: flash=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0\r\n");
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/form", "HTTP_COOKIE=flash=ok:<b>"), NULL);
	lacks(r, "<b>");
}

/* The form comes back with what was typed and what is wrong; where it cannot, the error page does. */
static void
test_again(void **state)
{
	(void)state;
	handled = 0;
	has(post("/save", "A=b", "id=1&note=%3Cb"), "Status: 422");
	has(office.out.s, "\r\n\r\n&lt;b|至少 3 个字|");
	assert_int_equal(handled, 0);
	has(post("/save", "A=b", "id=2&note=abc"), "Status: 422");
	has(office.out.s, "abc|被拒绝|");
	has(post("/save", "A=b", "id=5&note=abc"), "abc|必填|");
	has(post("/save", "A=b", "id=3&note=abc"), "Status: 409");
	has(office.out.s, "abc||");
	has(post("/save", "A=b", "id=4&note=abc"), "404 没有此页");
	has(post("/save", "A=b", "id=1&x=1"), "参数不对：x");
	/* Without the database, which this row wants for its form. */
	has(post("/again", "A=b", "id=1&note=x"), "Status: 400");
}

static void
test_errors(void **state)
{
	(void)state;
	has(post("/plain", "A=b", "id=4"), "Status: 404");
	has(post("/plain", "A=b", "id=3"), "Status: 409");
	has(get("/leave"), "Status: 500");
	lacks(office.out.s, "elsewhere");
	has(get("/db"), "Status: 503");
	has(office.out.s, "Retry-After: 5\r\n");
}

static void
test_headers(void **state)
{
	const char *r = get("/");

	(void)state;
	has(r, "X-Content-Type-Options: nosniff\r\n");
	has(r, "frame-ancestors 'none'; form-action 'self'\r\n");
	has(r, "Cache-Control: private, no-cache\r\n");
	lacks(r, "unsafe-inline");
	r = get("/cached");
	has(r, "Cache-Control: public, max-age=60\r\n");
	has(r, "Content-Disposition: attachment; filename=\"______.csv\"; filename*=UTF-8''%E6%A1%88%E5%8D%B7.csv\r\n");
	office.app.conf.tile_url = "https://{s}.tiles.example:8443/{z}/{x}/{y}.png";
	has(get("/"), "img-src 'self' data: blob: https://*.tiles.example:8443; ");
	office.app.conf.tile_url = "https://a;script-src */x";
	lacks(get("/"), "script-src *");
	office.app.conf.tile_url = "";
	has(get("/poll"), "ETag: W/\"v7\"\r\n");
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/poll", "HTTP_IF_NONE_MATCH=\"v6\", W/\"v7\""), NULL);
	has(r, "Status: 304 Not Modified\r\n");
	lacks(r, "{}");
}

static void
test_origin(void **state)
{
	static const char *const good[] = { "HTTP_ORIGIN=https://office.example",
		"HTTP_ORIGIN=http://office.example:8080", "HTTP_REFERER=https://office.example/report?x=1",
		"HTTP_SEC_FETCH_SITE=same-origin", "A=b" };
	static const char *const bad[] = { "HTTP_ORIGIN=https://evil.example", "HTTP_ORIGIN=null",
		"HTTP_ORIGIN=https://office.example.evil.example", "HTTP_ORIGIN=http://office.example",
		"HTTP_REFERER=https://evil.example/https://office.example/", "HTTP_SEC_FETCH_SITE=cross-site",
		"HTTP_SEC_FETCH_SITE=same-site", "HTTP_ORIGIN=" };

	(void)state;
	for (size_t i = 0; i < N(good); i++)
		has(post("/plain", good[i], "id=1"), "Status: 303");
	handled = 0;
	for (size_t i = 0; i < N(bad); i++)
		has(post("/plain", bad[i], "id=1"), "Status: 403");
	assert_int_equal(handled, 0);
}

/* Nobody gets past a staff row without a session; a page is sent to sign in, a POST is refused. */
static void
test_staff(void **state)
{
	struct app old = office.app;
	const char *r;

	(void)state;
	office.app.routes = desk;
	office.app.nroutes = N(desk);
	office.app.staff = true;
	handled = 0;
	r = get("/desk/case");
	has(r, "Status: 303");
	has(r, "Location: /desk/login?next=%2Fdesk%2Fcase\r\n");
	has(r, "Cache-Control: no-store\r\n");
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/desk", "QUERY_STRING=a=1"), NULL);
	has(r, "Location: /desk/login?next=%2Fdesk%3Fa%3D1\r\n");
	has(post("/desk/act", "A=b", "id=1"), "Status: 401");
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/desk", "HTTP_ACCEPT=application/json"), NULL);
	has(r, "Status: 401");
	/* With a cookie the database is asked, and it is away. */
	r = office_ask(&office, ENV("REQUEST_METHOD=GET", "PATH_INFO=/desk", "HTTP_COOKIE=sid=abc"), NULL);
	has(r, "Status: 503");
	assert_int_equal(handled, 0);
	has(get("/desk/login"), "Cache-Control: no-store\r\n");
	office.app = old;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check), cmocka_unit_test(test_paths), cmocka_unit_test(test_params),
		cmocka_unit_test(test_again), cmocka_unit_test(test_errors), cmocka_unit_test(test_headers),
		cmocka_unit_test(test_origin), cmocka_unit_test(test_staff),
	};
	int failed;

	log_level_set(LOG_ERROR);
	office_open(&office, routes, N(routes));
	office_write(&office, "form.cs", "<?cs var:Form.note.Value ?>|<?cs var:Form.note.Error ?>|<?cs var:Flash.Text ?>");
	failed = cmocka_run_group_tests_name("route", tests, NULL, NULL);
	office_close(&office);
	return failed;
}
