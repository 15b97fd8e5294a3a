#include "config.h"
#include "lib/base/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

struct entry {
	const char *key, *text;
};

static struct {
	struct arena *arena;	/* lives as long as the process */
	struct entry *entries;
	size_t n, cap;
} catalogue[LANG_MAX];

static const char *const codes[LANG_MAX] = { [LANG_ZH] = "zh-CN", [LANG_EN] = "en" };

const char *
lang_code(enum lang lang)
{
	return codes[lang];
}

enum lang
lang_of_code(const char *code)
{
	return code != NULL && strncmp(code, "en", 2) == 0 ? LANG_EN : LANG_ZH;
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static void
add(enum lang lang, const char *key, const char *text)
{
	if (catalogue[lang].n == catalogue[lang].cap) {
		catalogue[lang].cap = catalogue[lang].cap * 2 + 256;
		catalogue[lang].entries = realloc(catalogue[lang].entries,
		    catalogue[lang].cap * sizeof(struct entry));
		if (catalogue[lang].entries == NULL)
			abort();
	}
	catalogue[lang].entries[catalogue[lang].n++] =
	    (struct entry){ arena_strdup(catalogue[lang].arena, key),
		arena_strdup(catalogue[lang].arena, text) };
}

/* Cuts "key = text" in place; false for a line that is neither that nor empty. */
static bool
split(char *line, char **key, char **text)
{
	char *eq = strchr(line, '='), *end;

	if (eq == NULL)
		return false;
	for (end = eq; end > line && isspace((unsigned char)end[-1]); end--)
		;
	*end = '\0';
	*key = line;
	*text = eq + 1 + strspn(eq + 1, " \t");
	for (end = *text + strlen(*text); end > *text && isspace((unsigned char)end[-1]); end--)
		;
	*end = '\0';
	return **key != '\0';
}

static enum err
load_one(const char *dir, enum lang lang)
{
	CLEANUP(fclosep) FILE *f = NULL;
	char path[1024], line[4096], *key, *text;
	int no = 0;

	(void)snprintf(path, sizeof(path), "%s/%s.hdf", dir, codes[lang]);
	if ((f = fopen(path, "re")) == NULL)
		return err_raise(ERR_INTERNAL, "cannot read the catalogue %s", path);
	arena_free(catalogue[lang].arena);
	catalogue[lang].arena = arena_new();
	catalogue[lang].n = 0;
	while (fgets(line, sizeof(line), f) != NULL) {
		no++;
		if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
			continue;
		if (strlen(line) == sizeof(line) - 1 && line[sizeof(line) - 2] != '\n')
			return err_raise(ERR_INTERNAL, "%s line %d is too long", path, no);
		if (!split(line, &key, &text))
			return err_raise(ERR_INTERNAL, "%s line %d: not \"Name = text\"", path, no);
		add(lang, key, text);
	}
	if (ferror(f))
		return err_raise(ERR_INTERNAL, "cannot read the catalogue %s", path);
	if (catalogue[lang].n > 0)
		qsort(catalogue[lang].entries, catalogue[lang].n, sizeof(struct entry), by_key);
	return OK;
}

enum err
text_load(const char *dir)
{
	enum err e = OK;

	for (enum lang l = 0; l < LANG_MAX && e == OK; l++)
		e = load_one(dir, l);
	return e;
}

const char *
text_find(enum lang lang, const char *key)
{
	struct entry want = { key, NULL }, *hit;

	if (catalogue[lang].n == 0)
		return NULL;
	hit = bsearch(&want, catalogue[lang].entries, catalogue[lang].n, sizeof(want), by_key);
	return hit != NULL ? hit->text : NULL;
}

const char *
text_get(enum lang lang, const char *key)
{
	const char *t = text_find(lang, key);

	return t != NULL ? t : key;
}

const char *
text_getf(enum lang lang, const char *fmt, ...)
{
	static _Thread_local char key[256];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(key, sizeof(key), fmt, ap);
	va_end(ap);
	return text_get(lang, key);
}

/* "{0s}", the ending of "2 days" that "1 day" has not. */
static bool
is_plural(const char *t)
{
	return t[0] == '{' && isdigit((unsigned char)t[1]) && t[2] == 's' && t[3] == '}';
}

char *
text_fill(struct arena *a, enum lang lang, const char *key, const char *const *args, size_t n)
{
	const char *t = text_get(lang, key);
	struct buf b;

	buf_init(&b, a);
	while (*t != '\0') {
		size_t plain = strcspn(t + 1, "{") + 1;

		if (t[0] == '{' && isdigit((unsigned char)t[1]) && t[2] == '}' && (size_t)(t[1] - '0') < n) {
			buf_str(&b, args[t[1] - '0'] != NULL ? args[t[1] - '0'] : "");
			plain = 3;
		} else if (is_plural(t) && (size_t)(t[1] - '0') < n) {
			buf_str(&b, args[t[1] - '0'] != NULL && strcmp(args[t[1] - '0'], "1") == 0 ? "" : "s");
			plain = 4;
		} else {
			buf_add(&b, t, plain);
		}
		t += plain;
	}
	return b.s;
}

const char *
text_pick(enum lang lang, const char *zh, const char *en)
{
	const char *want = lang == LANG_EN ? en : zh, *other = lang == LANG_EN ? zh : en;

	return want != NULL && want[0] != '\0' ? want : other != NULL ? other : "";
}
