/* An application without a database, and requests made of an environment. */
#ifndef TESTS_UNIT_WEB_OFFICE_H
#define TESTS_UNIT_WEB_OFFICE_H

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "cgi-bin/web/view.h"
#include "lib/base/buf.h"
#include "lib/base/secret.h"
#include "lib/base/text.h"
#include "lib/db/conn.h"
#include "tests/unit/part_folder.h"

struct office {
	struct part_folder folder;
	struct app app;
	struct buf out;		/* what the last answer wrote */
	const char *body;	/* what the next request sends */
	size_t at;
};

static inline void
office_write(const struct office *o, const char *name, const char *text)
{
	FILE *f = fopen(arena_printf(o->folder.a, "%s/%s", o->folder.dir, name), "we");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

static inline void
office_open(struct office *o, const struct route *routes, size_t n)
{
	part_folder_make(&o->folder);
	o->app.conf = o->folder.conf;
	o->app.conf.template_dir = o->folder.dir;
	o->app.conf.db_socket = "/nonexistent/socket";
	o->app.conf.base_url = "https://office.example";
	o->app.routes = routes;
	o->app.nroutes = n;
	for (size_t i = 0; i < n; i++)
		o->app.staff = o->app.staff || routes[i].guard != GUARD_PUBLIC;
	if (mkdir(arena_printf(o->folder.a, "%s/lang", o->folder.dir), 0700) != 0)
		abort();
	office_write(o, "lang/zh-CN.hdf", "Err.too_short = 至少 {0} 个字\nErr.refused = 被拒绝\n"
	    "Err.required = 必填\nError.invalid.Form = 请更正\nError.invalid.Field = 参数不对：{0}\n"
	    "Error.not_found.Title = 没有此页\nError.denied.Title = 不允许\nText.flash.saved = 已保存\n");
	office_write(o, "lang/en.hdf", "Error.not_found.Title = No such page\nError.invalid.Field = Not right: {0}\n");
	office_write(o, "error.cs",
	    "<?cs var:Page.Error.Status ?> <?cs var:Page.Error.Title ?> <?cs var:Page.Error.Text ?> <?cs var:Page.Lang ?>");
	if (secret_init() != OK || text_load(arena_printf(o->folder.a, "%s/lang", o->folder.dir)) != OK ||
	    views_new(&o->app.conf, &o->app.views) != OK || db_open(&o->app.conf, &o->app.db) != OK)
		abort();
}

static inline void
office_close(struct office *o)
{
	views_free(o->app.views);
	db_close(o->app.db);
	part_folder_remove(&o->folder);
}

static inline long
office_read(void *ctx, void *to, size_t n)
{
	struct office *o = ctx;
	size_t left = strlen(o->body + o->at);

	n = n < left ? n : left;
	memcpy(to, o->body + o->at, n);
	o->at += n;
	return (long)n;
}

static inline long
office_take(void *ctx, const void *data, size_t n)
{
	struct office *o = ctx;

	buf_add(&o->out, data, n);
	return 0;
}

/* The answer to a request of this environment ("NAME=value", NULL at the end) and body. */
static inline const char *
office_ask(struct office *o, const char *const *env, const char *body)
{
	struct request rq;
	char **list = arena_array_of(o->folder.a, char *, 32);
	struct io io = { .env = list, .read = office_read, .write = office_take, .ctx = o };
	size_t n = 0;
	enum err e;

	for (; env[n] != NULL && n < 28; n++)
		list[n] = arena_strdup(o->folder.a, env[n]);
	o->body = body != NULL ? body : "";
	o->at = 0;
	if (body != NULL) {
		list[n++] = arena_printf(o->folder.a, "CONTENT_LENGTH=%zu", strlen(body));
		list[n++] = arena_strdup(o->folder.a, "CONTENT_TYPE=application/x-www-form-urlencoded");
	}
	buf_init(&o->out, o->folder.a);
	e = request_start(&rq, &o->app, o->folder.a, &io);
	reply_start(&rq);
	if (e == OK)
		route_dispatch(&rq);
	else
		reply_error(&rq, e);
	reply_flush(&rq);
	request_end(&rq);
	return o->out.s;
}

#define ENV(...) ((const char *const[]){ __VA_ARGS__, NULL })

#endif
