/*
 * Forms.  Input: a line "STEP LIE TYPE", then the body.  STEP is how many bytes
 * a read gives, LIE is added to the length that the server names.
 */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <unistd.h>

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/param.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"
#include "tests/unit/part_folder.h"

#include "lib/base/banned.h"

struct source {
	const uint8_t *s;
	size_t n, at, step;
};

static struct part_folder folder;
static struct arena *a;

static const char *const words[] = { "sign", "return", NULL };
static const struct param params[] = {
	{ "a", P_TEXT, true, 1, 100 }, { "b", P_LINE, false, 2, 20 }, { "i", P_INT, true, -5, 5 },
	{ "n", P_INTS, false, 0, 9 }, { "c", P_CHOICE, .words = words }, { "y", P_BOOL },
	{ "p", P_POINT, false, -90, 90 }, { "d", P_DATE }, { "m", P_MONTH }, { "e", P_EMAIL },
	{ "t", P_PHONE }, { "k", P_KEY, false, 2, 40 }, { "photo", P_FILE, false, 0, 2 },
	{ "s", P_PASSWORD, false, 1, 10 },
};

static long
take(void *ctx, void *to, size_t n)
{
	struct source *src = ctx;

	n = n < src->step ? n : src->step;
	n = n < src->n - src->at ? n : src->n - src->at;
	memcpy(to, src->s + src->at, n);
	src->at += n;
	return (long)n;
}

static enum err
files(void *ctx, const char *name)
{
	int *n = ctx;

	if (strcmp(name, "photo") != 0)
		return ERR_INVALID;
	return ++*n <= 2 ? OK : ERR_TOO_MANY;
}

static enum err
parse(const char *type, const uint8_t *s, size_t n, int64_t length, size_t step, struct form *f)
{
	struct source src = { s, n, 0, step };
	int nfiles = 0;
	const struct form_source in = { .content_type = type, .content_length = length,
		.conf = &folder.conf, .read = take, .read_ctx = &src, .file = files,
		.file_ctx = &nfiles };

	form_init(f);
	return form_parse(a, &in, f);
}

static void
look_at_file(const struct upload *up)
{
	char hash[FILE_HASH_HEX + 1];
	int64_t size;

	if (up->refused != OK) {
		promise(up->fd == -1 && up->path == NULL);
		return;
	}
	promise(up->size <= folder.conf.photo_max);
	promise(filestore_hash_fd(up->fd, hash, &size) == OK);
	promise(size == up->size && strcmp(hash, up->hash) == 0);
	promise(utf8_valid(up->client_name, strlen(up->client_name)));
	promise(strlen(up->client_name) <= 255);
}

/* What form.h says of every form that was taken. */
static void
look_at(const struct form *f)
{
	size_t n = 0, texts = 0;

	for (const struct form_field *p = f->first; p != NULL; p = p->next, n++) {
		promise(p->name[0] != '\0' && strlen(p->name) <= FORM_NAME_MAX);
		promise(utf8_valid(p->name, strlen(p->name)));
		promise((p->value == NULL) == (p->file != NULL));
		if (p->file != NULL) {
			look_at_file(p->file);
			continue;
		}
		promise(utf8_valid(p->value, strlen(p->value)) && strlen(p->value) <= FORM_TEXT_MAX);
		texts += strlen(p->value);
	}
	promise(n == f->n && n <= FORM_PARTS_MAX && texts == f->texts && texts <= FORM_TEXTS_MAX);
}

static void
same(const struct form *f, const struct form *g)
{
	const struct form_field *p = f->first, *q = g->first;

	for (; p != NULL && q != NULL; p = p->next, q = q->next) {
		promise(strcmp(p->name, q->name) == 0);
		if (p->value != NULL && q->value != NULL)
			promise(strcmp(p->value, q->value) == 0);
		else
			promise(strcmp(p->file->hash, q->file->hash) == 0 &&
			    p->file->refused == q->file->refused);
	}
	promise(p == NULL && q == NULL);
}

static void
gone(const struct form *f)
{
	for (const struct form_field *p = f->first; p != NULL; p = p->next)
		promise(p->file == NULL || (p->file->fd == -1 &&
		    (p->file->path == NULL || access(p->file->path, F_OK) != 0)));
}

/* Checked parameters: a text is there only when nothing is wrong with it. */
static void
check_params(const struct form *f)
{
	struct value *values;
	size_t bad, n = 0;

	if (param_check(a, params, N(params), f, &values, &bad) != OK)
		return;
	for (size_t i = 0; i < N(params); i++) {
		promise(values[i].error == NULL || values[i].text == NULL);
		promise(values[i].text == NULL || !utf8_has_control(values[i].text));
		n += values[i].error != NULL;
	}
	promise(n == bad);
}

static void
tidy(void)
{
	part_folder_remove(&folder);
	arena_free(a);
}

static void
begin(void)
{
	promise(secret_init() == OK);
	part_folder_make(&folder);
	a = arena_new();
	folder.conf.photo_max = 1000;
	folder.conf.body_max = 1 << 20;
	(void)atexit(tidy);
}

/* The number the next descriptor would get. */
static int
next_fd(void)
{
	int fd = dup(0);

	promise(fd >= 0 && close(fd) == 0);
	return fd;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const uint8_t *end = n > 0 ? memchr(data, '\n', n) : NULL;
	char *line, *type;
	struct form f, g;
	long step, lie;
	int64_t length;
	enum err e;
	int before;

	if (a == NULL)
		begin();
	before = next_fd();
	if (end == NULL)
		return 0;
	line = arena_strndup(a, (const char *)data, (size_t)(end - data));
	step = strtol(line, &type, 10);
	lie = strtol(type, &type, 10);
	n -= (size_t)(end + 1 - data);
	length = (int64_t)n + (lie > -1000 && lie < 1000 ? lie : 0);
	e = parse(type + strspn(type, " "), end + 1, n, length, step > 0 ? (size_t)step : 1, &f);
	if (e == OK) {
		look_at(&f);
		check_params(&f);
	}
	promise(parse(type + strspn(type, " "), end + 1, n, length, 100000, &g) == e);
	if (e == OK)
		same(&f, &g);
	form_close(&f);
	form_close(&g);
	gone(&f);
	gone(&g);
	arena_reset(a);
	promise(next_fd() == before);	/* no descriptor is left open */
	return 0;
}
