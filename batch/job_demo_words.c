#include "config.h"
#include "batch/job_demo_words.h"

#include <stdio.h>
#include <string.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

enum { LIST_MAX = 200, MATTERS_MAX = 200 };

static const char *const list_names[W_MAX] = {
#define X(name) [W_##name] = #name,
	WORD_LISTS(X)
#undef X
};
static const char *const season_names[SEASON_MAX] = { "all", "summer", "winter", "autumn", "rain" };

/* A list while it grows. */
struct growing {
	const char *s[LIST_MAX];
	size_t n;
};

static void
close_list(struct arena *a, struct growing *g, struct words *out)
{
	if (out != NULL && g->n > 0)
		*out = (struct words){ arena_memdup(a, g->s, g->n * sizeof(g->s[0])), g->n };
	g->n = 0;
}

static enum err
add(struct growing *g, const char *file, int line, const char *text)
{
	if (g->n == LIST_MAX)
		return err_raise(ERR_INVALID, "%s:%d: more than %d entries", file, line, LIST_MAX);
	g->s[g->n++] = text;
	return OK;
}

/* The next line that says something; NULL at the end. */
static char *
next_line(char **rest, int *no)
{
	char *line;

	while ((line = strsep(rest, "\n")) != NULL) {
		++*no;
		if (line[0] != '\0' && line[0] != '#')
			return line;
	}
	return NULL;
}

static enum err
read_lists(struct arena *a, const char *path, struct vocabulary *v)
{
	struct growing *g = arena_new_of(a, struct growing);
	struct words *open = NULL;
	char *rest, *line, *end;
	int no = 0;
	enum err e = file_read(a, path, &rest, NULL);

	while (e == OK && (line = next_line(&rest, &no)) != NULL) {
		if (line[0] != '[') {
			e = open == NULL ? err_raise(ERR_INVALID, "%s:%d: no section yet", path, no) :
			    add(g, path, no, line);
			continue;
		}
		close_list(a, g, open);
		open = NULL;
		if ((end = strchr(line, ']')) != NULL)
			*end = '\0';
		for (int i = 0; i < W_MAX; i++)
			if (strcmp(line + 1, list_names[i]) == 0)
				open = &v->lists[i];
		if (open == NULL)
			e = err_raise(ERR_INVALID, "%s:%d: unknown section %s", path, no, line + 1);
	}
	close_list(a, g, open);
	for (int i = 0; e == OK && i < W_MAX; i++)
		if (v->lists[i].n == 0)
			e = err_raise(ERR_INVALID, "%s: nothing under [%s]", path, list_names[i]);
	return e;
}

/* "20110 100 summer" */
static bool
read_head(char *line, struct matter *m)
{
	int64_t weight;
	char *id = strsep(&line, " "), *w = strsep(&line, " ");

	*m = (struct matter){ .season = SEASON_MAX };
	for (int i = 0; line != NULL && i < SEASON_MAX; i++)
		if (strcmp(line, season_names[i]) == 0)
			m->season = (enum season)i;
	if (w == NULL || m->season == SEASON_MAX || !parse_i64(id, 1, 999999, &m->class_id) ||
	    !parse_i64(w, 1, 100000, &weight))
		return false;
	m->weight = (uint32_t)weight;
	return true;
}

static enum err
read_matters(struct arena *a, const char *path, struct vocabulary *v)
{
	struct growing *g = arena_new_of(a, struct growing);
	struct matter *open = NULL;
	char *rest, *line;
	int no = 0;
	enum err e = file_read(a, path, &rest, NULL);

	v->matters = arena_array_of(a, struct matter, MATTERS_MAX);
	while (e == OK && (line = next_line(&rest, &no)) != NULL) {
		if (line[0] < '0' || line[0] > '9') {
			e = open == NULL ? err_raise(ERR_INVALID, "%s:%d: no class yet", path, no) :
			    add(g, path, no, line);
			continue;
		}
		close_list(a, g, open != NULL ? &open->texts : NULL);
		open = &v->matters[v->n_matters];
		if (v->n_matters == MATTERS_MAX || !read_head(line, open))
			e = err_raise(ERR_INVALID, "%s:%d: not \"class weight season\"", path, no);
		else
			v->n_matters++;
	}
	close_list(a, g, open != NULL ? &open->texts : NULL);
	for (size_t i = 0; e == OK && i < v->n_matters; i++)
		if (v->matters[i].texts.n == 0)
			e = err_raise(ERR_INVALID, "%s: class %lld has no words", path,
			    (long long)v->matters[i].class_id);
	return e;
}

enum err
vocabulary_read(struct arena *a, const char *dir, struct vocabulary *out)
{
	struct vocabulary v = { .n_matters = 0 };
	enum err e = read_lists(a, arena_printf(a, "%s/words.txt", dir), &v);

	if (e == OK)
		e = read_matters(a, arena_printf(a, "%s/cases.txt", dir), &v);
	if (e == OK && (v.lists[W_community].n != 25 || v.lists[W_street_ew].n != 6 || v.lists[W_street_ns].n != 7))
		e = err_raise(ERR_INVALID, "%s/words.txt: 25 communities, 6 and 7 streets are needed", dir);
	for (size_t i = 0; e == OK && i < v.lists[W_community].n; i++)
		if (strstr(v.lists[W_community].s[i], "社区") == NULL)
			e = err_raise(ERR_INVALID, "%s/words.txt: a community is called …社区", dir);
	if (e == OK)
		*out = v;
	return e;
}

const char *
words_pick(const struct words *w, struct rng *r)
{
	const char *s = w->s[rng_below(r, (uint32_t)w->n)];

	return s[0] == '-' && s[1] == '\0' ? NULL : s;
}
