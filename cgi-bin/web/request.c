#include "config.h"
#include "cgi-bin/web/request.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cgi-bin/web/route.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum { PATH_LEN_MAX = 512, QUERY_MAX = 8192, COOKIE_MAX = 256 };

static const char *
env_get(const struct request *rq, const char *name)
{
	size_t n = strlen(name);

	for (char **e = rq->io->env; e != NULL && *e != NULL; e++)
		if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

const char *
request_header(const struct request *rq, const char *name)
{
	char env[80] = "HTTP_";
	size_t n = 5;

	if (strcasecmp(name, "Content-Type") == 0)
		return env_get(rq, "CONTENT_TYPE");
	for (; *name != '\0' && n < sizeof(env) - 1; name++)
		env[n++] = *name == '-' ? '_' : (char)toupper((unsigned char)*name);
	env[n] = '\0';
	return env_get(rq, env);
}

/* Whether s holds only visible ASCII and none of the bytes of not. */
static bool
is_visible(const char *s, size_t n, const char *not)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~' || strchr(not, s[i]) != NULL)
			return false;
	return true;
}

const char *
request_cookie(const struct request *rq, const char *name)
{
	const char *s = request_header(rq, "Cookie");
	size_t len = strlen(name), n;

	for (; s != NULL && *s != '\0'; s += n + strspn(s + n, "; ")) {
		n = strcspn(s, ";");
		if (n <= len || strncmp(s, name, len) != 0 || s[len] != '=')
			continue;
		if (n - len - 1 > COOKIE_MAX || !is_visible(s + len + 1, n - len - 1, "\""))
			return NULL;
		return arena_strndup(rq->arena, s + len + 1, n - len - 1);
	}
	return NULL;
}

const char *
request_text(const struct request *rq, const char *key)
{
	return text_get(rq->lang, key);
}

const char *
request_target(const struct request *rq)
{
	const char *query = env_get(rq, "QUERY_STRING");

	if (query == NULL || query[0] == '\0' || strlen(query) > QUERY_MAX ||
	    !is_visible(query, strlen(query), ""))
		return rq->path;
	return arena_printf(rq->arena, "%s?%s", rq->path, query);
}

/* The quality of one Accept-Language element behind its tag, in thousandths. */
static int
quality(const char *s, size_t n)
{
	const char *q = memmem(s, n, "q=", 2);
	int v = 0, unit = 1000;

	if (q == NULL)
		return 1000;
	for (q += 2; q < s + n && (isdigit((unsigned char)*q) || *q == '.'); q++) {
		if (*q == '.')
			continue;
		v += (*q - '0') * unit;
		unit /= 10;
	}
	return v > 1000 ? 1000 : v;
}

/* The better liked of Chinese and English; Chinese when neither is named. */
static enum lang
lang_of_header(const char *s)
{
	int best = 0;
	enum lang lang = LANG_ZH;
	size_t n;

	for (; s != NULL && *s != '\0'; s += n + strspn(s + n, ", ")) {
		int q;

		n = strcspn(s, ",");
		if (strncasecmp(s, "zh", 2) != 0 && strncasecmp(s, "en", 2) != 0)
			continue;
		if ((q = quality(s, n)) > best) {
			best = q;
			lang = tolower((unsigned char)s[0]) == 'e' ? LANG_EN : LANG_ZH;
		}
	}
	return lang;
}

/* The client: REMOTE_ADDR, or what the one trusted proxy says it was. */
static const char *
client_addr(const struct request *rq)
{
	const char *addr = env_get(rq, "REMOTE_ADDR"), *via, *last;
	const char *trusted = rq->conf->trusted_proxy;

	if (addr == NULL)
		return "";
	via = request_header(rq, "X-Forwarded-For");
	if (trusted[0] == '\0' || strcmp(addr, trusted) != 0 || via == NULL)
		return addr;
	last = strrchr(via, ',');
	last = last != NULL ? last + 1 : via;
	return last + strspn(last, " ");
}

char *
request_addr_prefix(struct arena *a, const char *addr)
{
	static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };
	unsigned char b[16];
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET, addr, b) == 1)
		return arena_printf(a, "%d.%d.%d.0/24", b[0], b[1], b[2]);
	if (inet_pton(AF_INET6, addr, b) != 1)
		return arena_strdup(a, "unknown");
	if (memcmp(b, mapped, sizeof(mapped)) == 0)
		return arena_printf(a, "%d.%d.%d.0/24", b[12], b[13], b[14]);
	memset(b + 7, 0, 9);
	if (inet_ntop(AF_INET6, b, text, sizeof(text)) == NULL)
		return arena_strdup(a, "unknown");
	return arena_printf(a, "%s/56", text);
}

static void
take_method(struct request *rq)
{
	const char *m = env_get(rq, "REQUEST_METHOD");

	rq->method_name = "-";
	rq->method = METHOD_OTHER;
	if (m == NULL)
		return;
	rq->head = strcmp(m, "HEAD") == 0;
	if (rq->head || strcmp(m, "GET") == 0)
		rq->method = GET;
	else if (strcmp(m, "POST") == 0)
		rq->method = POST;
	if (strlen(m) <= 16 && is_visible(m, strlen(m), ""))
		rq->method_name = m;
}

static void
take_id(struct request *rq)
{
	unsigned char raw[8];

	random_bytes(raw, sizeof(raw));
	for (size_t i = 0; i < sizeof(raw); i++)
		(void)snprintf(rq->id + 2 * i, 3, "%02x", raw[i]);
	log_request_set(rq->id);
}

enum err
request_start(struct request *rq, struct app *app, struct arena *a, const struct io *io)
{
	const char *lang, *look, *path;

	*rq = (struct request){ .app = app, .conf = &app->conf, .db = app->db, .arena = a, .io = io,
		.path = "/", .host = "", .started_ns = clock_mono_ns() };
	form_init(&rq->form);
	take_id(rq);
	take_method(rq);
	rq->addr = client_addr(rq);
	rq->addr_prefix = request_addr_prefix(a, rq->addr);
	lang = request_cookie(rq, "lang");
	rq->lang = lang != NULL ? lang_of_code(lang) : lang_of_header(request_header(rq, "Accept-Language"));
	look = request_cookie(rq, "look");
	rq->large = look != NULL && strcmp(look, "large") == 0;
	if (request_header(rq, "Host") != NULL)
		rq->host = request_header(rq, "Host");
	path = env_get(rq, "PATH_INFO");
	if (path == NULL || path[0] == '\0')
		path = env_get(rq, "SCRIPT_NAME");
	if (path == NULL || path[0] != '/' || strlen(path) > PATH_LEN_MAX ||
	    !is_visible(path, strlen(path), ""))
		return err_raise(ERR_NOT_FOUND, "a path of strange bytes or length");
	rq->path = path;
	return OK;
}

/* Whether the route takes a file of this name, and one more of them. */
static enum err
may_upload(void *ctx, const char *name)
{
	const struct request *rq = ctx;
	int64_t n = 0;

	for (const struct form_field *f = rq->form.first; f != NULL; f = f->next)
		n += f->file != NULL && strcmp(f->name, name) == 0;
	for (size_t i = 0; i < rq->route->nparams; i++)
		if (rq->route->params[i].kind == P_FILE && strcmp(rq->route->params[i].name, name) == 0)
			return n < rq->route->params[i].max ? OK : ERR_TOO_MANY;
	return err_raise_field(ERR_INVALID, name, "a file field that is not of this form");
}

static bool
takes_files(const struct route *r)
{
	for (size_t i = 0; i < r->nparams; i++)
		if (r->params[i].kind == P_FILE)
			return true;
	return false;
}

/* "?lang=en" on any page chooses the language, for this page and from now on. */
static void
take_lang(struct request *rq)
{
	const struct form_field *f = form_find(&rq->form, "lang");

	if (f == NULL || f->value == NULL || (strcmp(f->value, "en") != 0 && strcmp(f->value, "zh") != 0))
		return;
	rq->lang = lang_of_code(f->value);
	rq->lang_chosen = true;
}

/* "?look=large" and "?look=usual", likewise. */
static void
take_look(struct request *rq)
{
	const struct form_field *f = form_find(&rq->form, "look");

	if (f == NULL || f->value == NULL || (strcmp(f->value, "large") != 0 && strcmp(f->value, "usual") != 0))
		return;
	rq->large = f->value[0] == 'l';
	rq->look_chosen = true;
}

enum err
request_read_form(struct request *rq)
{
	const char *query = env_get(rq, "QUERY_STRING"), *length = env_get(rq, "CONTENT_LENGTH");
	struct form_source src = { .content_type = env_get(rq, "CONTENT_TYPE"), .content_length = -1,
		.conf = rq->conf, .read = rq->io->read, .read_ctx = rq->io->ctx,
		.file = takes_files(rq->route) ? may_upload : NULL, .file_ctx = rq };
	enum err e;

	if (query != NULL) {
		if (strlen(query) > QUERY_MAX)
			return err_raise(ERR_TOO_LARGE, "a query of more than %d bytes", QUERY_MAX);
		if ((e = form_parse_query(rq->arena, query, strlen(query), &rq->form)) != OK)
			return e;
	}
	take_lang(rq);
	take_look(rq);
	if (rq->method != POST)
		return OK;
	if (length == NULL || length[0] == '\0')
		length = "0";
	if (!parse_i64(length, 0, INT64_MAX, &src.content_length))
		return err_raise(ERR_INVALID, "a content length that is no number");
	return form_parse(rq->arena, &src, &rq->form);
}

void
request_end(struct request *rq)
{
	form_close(&rq->form);
	view_free(rq->view);
	rq->view = NULL;
	if (rq->db != NULL)
		db_ahead_end(rq->db);
	log_request_set(NULL);
	err_clear();
}
