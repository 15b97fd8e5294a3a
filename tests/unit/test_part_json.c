#include "config.h"
#include "lib/part/json.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static struct arena *a;
static struct buf b;
static struct json_writer j;

static void
begin(void)
{
	buf_init(&b, a);
	json_begin(&j, &b);
}

static void
sample(bool pretty)
{
	begin();
	j.pretty = pretty;
	json_open(&j, NULL, '{');
	json_put_text(&j, "名", "霍里\"街道\"\n𠮷");
	json_put_int(&j, "n", INT64_MIN);
	json_put_fixed(&j, "lon", 118506800, 6);
	json_open(&j, "empty", '[');
	json_close(&j);
	json_open(&j, "rows", '[');
	json_open(&j, NULL, '{');
	json_close(&j);
	json_put_bool(&j, NULL, true);
	json_put_null(&j, NULL);
	json_put_text(&j, NULL, NULL);
	json_put_fixed(&j, NULL, -5, 2);
	json_close(&j);
	json_close(&j);
	json_end(&j);
}

static void
writes_compactly(void **state)
{
	(void)state;
	sample(false);
	assert_string_equal(b.s,
	    "{\"名\":\"霍里\\\"街道\\\"\\n𠮷\",\"n\":-9223372036854775808,"
	    "\"lon\":118.506800,\"empty\":[],\"rows\":[{},true,null,null,-0.05]}\n");
}

static void
writes_for_people(void **state)
{
	json_error_t why;
	json_t *v, *w;

	(void)state;
	sample(false);
	v = json_loadb(b.s, b.len, 0, &why);
	sample(true);
	assert_non_null(strstr(b.s, "{\n\t\"名\": \"霍里"));
	assert_non_null(strstr(b.s, "\n\t\"empty\": [],\n\t\"rows\": [\n\t\t{},\n\t\ttrue,"));
	w = json_loadb(b.s, b.len, 0, &why);
	assert_non_null(v);
	assert_non_null(w);
	assert_true(json_equal(v, w));
	json_decref(v);
	json_decref(w);
}

static void
repairs_bad_bytes(void **state)
{
	(void)state;
	begin();
	json_put_text(&j, NULL,
	    "a\xff"
	    "b\xc3");
	json_end(&j);
	assert_string_equal(b.s, "\"a\xef\xbf\xbd"
				 "b\xef\xbf\xbd\"\n");
	begin();
	json_put_text(&j, NULL, "\x01</script>");
	json_end(&j);
	assert_string_equal(b.s, "\"\\u0001</script>\"\n");
}

static void
key_in_array(void)
{
	json_open(&j, NULL, '[');
	json_put_int(&j, "k", 1);
}

static void
no_key_in_object(void)
{
	json_open(&j, NULL, '{');
	json_put_int(&j, NULL, 1);
}

static void
unclosed(void)
{
	json_open(&j, NULL, '{');
	json_end(&j);
}

static void
two_at_the_top(void)
{
	json_put_int(&j, NULL, 1);
	json_put_int(&j, NULL, 2);
}

static void
too_deep(void)
{
	for (int i = 0; i <= JSON_DEPTH; i++)
		json_open(&j, NULL, '[');
}

static void
closed_twice(void)
{
	json_open(&j, NULL, '[');
	json_close(&j);
	json_close(&j);
}

static void
misuse_aborts(void **state)
{
	static void (*const wrong[])(void) = { key_in_array, no_key_in_object, unclosed,
		two_at_the_top, too_deep, closed_twice };

	(void)state;
	for (size_t i = 0; i < N(wrong); i++) {
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			(void)signal(SIGABRT, SIG_DFL);
			begin();
			wrong[i]();
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_compactly),
		cmocka_unit_test(writes_for_people),
		cmocka_unit_test(repairs_bad_bytes),
		cmocka_unit_test(misuse_aborts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
