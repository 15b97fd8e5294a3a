/* The environment of a request: a line "NAME=value" each, as a web server hands it over. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <ctype.h>
#include <string.h>

#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"

#include "lib/base/banned.h"

enum { ENV_MAX = 64 };

static struct arena *a;
static struct app app = { .conf = { .trusted_proxy = "10.0.0.1", .base_url = "https://office.example" } };

static enum err
never(struct request *rq)
{
	(void)rq;
	return OK;
}

static const struct route routes[] = {
	{ GET, "/", GUARD_PUBLIC, NO_PARAMS, never }, { POST, "/track", GUARD_PUBLIC, NO_PARAMS, never },
	{ GET, "/photo/+", GUARD_PUBLIC, NO_PARAMS, never }, { GET, "/desk", GUARD_SIGNED, NO_PARAMS, never },
};

static bool
is_visible(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~')
			return false;
	return true;
}

static void
look_at_cookies(const struct request *rq)
{
	static const char *const names[] = { "sid", "lang", "pass", "receipt", "flash", "a" };

	for (size_t i = 0; i < N(names); i++) {
		const char *v = request_cookie(rq, names[i]);

		promise(v == NULL || (strlen(v) <= 256 && is_visible(v) && strpbrk(v, "\";") == NULL));
	}
}

static void
look_at_route(const struct request *rq)
{
	const struct route *r = NULL;
	const char *tail = NULL, *allow = NULL;
	enum err e = route_find(routes, N(routes), rq->method, rq->path, a, &r, &tail, &allow);

	promise(e == OK || e == ERR_NOT_FOUND || (e == ERR_INVALID && allow != NULL));
	promise((e == OK) == (r != NULL));
	for (size_t i = 0; tail != NULL && tail[i] != '\0'; i++)
		promise(isalnum((unsigned char)tail[i]) || strchr("._-", tail[i]) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *env[ENV_MAX + 1], *text, *save = NULL;
	struct io io = { .env = env };
	struct request rq;
	size_t k = 0;
	enum err e;

	if (a == NULL) {
		promise(secret_init() == OK);
		a = arena_new();
	}
	text = arena_strndup(a, (const char *)data, n);
	for (char *line = strtok_r(text, "\n", &save); line != NULL && k < ENV_MAX; line = strtok_r(NULL, "\n", &save))
		env[k++] = line;
	env[k] = NULL;
	e = request_start(&rq, &app, a, &io);
	promise(e == OK || e == ERR_NOT_FOUND);
	promise(rq.path[0] == '/' && is_visible(rq.path) && strlen(rq.path) <= 512);
	promise(is_visible(rq.method_name) && strlen(rq.method_name) <= 16);
	promise(rq.lang == LANG_ZH || rq.lang == LANG_EN);
	promise(strlen(rq.addr_prefix) <= 64 && is_visible(rq.addr_prefix));
	promise(strlen(rq.id) == 16 && is_visible(request_target(&rq)));
	look_at_cookies(&rq);
	look_at_route(&rq);
	request_end(&rq);
	arena_reset(a);
	return 0;
}
