#include "config.h"
#include "lib/part/view.h"

#include <ClearSilver.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/part/view_in.h"

#include "lib/base/banned.h"

/* A parsed template takes some 400 KB, macros and all: a person's day needs ten of them. */
enum { DEPS_MAX = 16, FILE_MAX = 1024 * 1024, TEMPLATES_MAX = 16 };

/* A file a parsed template was made of, as it was then. */
struct dep {
	char name[NAME_MAX_LEN];
	struct timespec changed;
};

/*
 * A template parsed once.  The tree keeps pointers into the HDF it was parsed
 * with, so that one lives as long as the tree; at each rendering cs->hdf is
 * exchanged for the page's.
 */
struct tmpl {
	struct tmpl *next;
	struct views *views;
	char name[NAME_MAX_LEN];
	bool plain;	/* plain text: nothing is escaped */
	CSPARSE *cs;
	HDF *hdf;
	struct dep deps[DEPS_MAX];
	size_t ndeps;
};

enum err
view_convert(NEOERR *err, const char *what)
{
	STRING text;
	enum err e;

	if (err == STATUS_OK)
		return OK;
	string_init(&text);
	nerr_error_string(err, &text);
	e = err_raise(ERR_INTERNAL, "%s: %s", what, text.buf != NULL ? text.buf : "?");
	string_clear(&text);
	nerr_ignore(&err);
	return e;
}

static void
tmpl_free(struct tmpl *t)
{
	if (t == NULL)
		return;
	cs_destroy(&t->cs);
	hdf_destroy(&t->hdf);
	free(t);
}

DEFINE_FREEP(struct tmpl, tmpl_free)

/* A template's name: relative, [a-z0-9_/]+ and ".cs" at the end. */
static bool
name_ok(const char *name)
{
	size_t n = strlen(name);

	if (n < 4 || n >= NAME_MAX_LEN || strcmp(name + n - 3, ".cs") != 0 || name[0] == '/')
		return false;
	for (size_t i = 0; i < n - 3; i++)
		if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i]) &&
		    name[i] != '_' && name[i] != '/')
			return false;
	return true;
}

static void
full_path(const struct views *vs, const char *name, char *path, size_t size)
{
	(void)snprintf(path, size, "%s/%s", vs->conf->template_dir, name);
}

/* Loads a template or what it includes, from template_dir only; remembers it as a dependency. */
static NEOERR *
load(void *ctx, HDF *hdf, const char *name, char **contents)
{
	struct tmpl *t = ctx;
	CLEANUP(fclosep) FILE *f = NULL;
	CLEANUP(free_mallocp) char *text = NULL;
	char path[1024];
	struct stat st;

	(void)hdf;
	if (!name_ok(name))
		return nerr_raise(NERR_PARSE, "bad template name %s", name);
	if (t->ndeps == DEPS_MAX)
		return nerr_raise(NERR_PARSE, "%s is made of more than %d files", t->name, DEPS_MAX);
	full_path(t->views, name, path, sizeof(path));
	if ((f = fopen(path, "re")) == NULL || fstat(fileno(f), &st) != 0)
		return nerr_raise(NERR_NOT_FOUND, "cannot read %s", path);
	if (!S_ISREG(st.st_mode) || st.st_size > FILE_MAX)
		return nerr_raise(NERR_IO, "%s is no template", path);
	text = calloc(1, (size_t)st.st_size + 1);
	if (text == NULL || fread(text, 1, (size_t)st.st_size, f) != (size_t)st.st_size)
		return nerr_raise(NERR_IO, "cannot read %s", path);
	(void)snprintf(t->deps[t->ndeps].name, NAME_MAX_LEN, "%s", name);
	t->deps[t->ndeps++].changed = st.st_mtim;
	*contents = text;
	text = NULL;
	return STATUS_OK;
}

static NEOERR *
parse(struct tmpl *t)
{
	static char url_validate[] = "url_validate";
	NEOERR *err;

	/* Escaping is decided while parsing: the mode has to be there before cs_init. */
	if ((err = hdf_init(&t->hdf)) != STATUS_OK ||
	    (err = hdf_set_value(t->hdf, "Config.VarEscapeMode", t->plain ? "none" : "html")) != STATUS_OK ||
	    (err = cs_init(&t->cs, t->hdf)) != STATUS_OK ||
	    (err = cs_register_esc_strfunc(t->cs, url_validate, neos_url_validate)) != STATUS_OK)
		return nerr_pass(err);
	cs_register_fileload(t->cs, t, load);
	return nerr_pass(cs_parse_file(t->cs, t->name));
}

static enum err
tmpl_new(struct views *vs, const char *name, bool plain, struct tmpl **out)
{
	CLEANUP(tmpl_freep) struct tmpl *t = calloc(1, sizeof(*t));
	enum err e;

	if (t == NULL)
		abort();
	t->views = vs;
	t->plain = plain;
	(void)snprintf(t->name, sizeof(t->name), "%s", name);
	if ((e = view_convert(parse(t), name)) != OK)
		return e;
	t->next = vs->templates;
	vs->templates = t;
	*out = t;
	t = NULL;
	return OK;
}

/* Whether a file the template was made of is another one by now. */
static bool
is_stale(const struct tmpl *t)
{
	char path[1024];
	struct stat st;

	for (size_t i = 0; i < t->ndeps; i++) {
		full_path(t->views, t->deps[i].name, path, sizeof(path));
		if (stat(path, &st) != 0 || st.st_mtim.tv_sec != t->deps[i].changed.tv_sec ||
		    st.st_mtim.tv_nsec != t->deps[i].changed.tv_nsec)
			return true;
	}
	return false;
}

static void
tmpl_drop(struct views *vs, struct tmpl *t)
{
	struct tmpl **p = &vs->templates;

	while (*p != t)
		p = &(*p)->next;
	*p = t->next;
	tmpl_free(t);
}

/* The list's order is that of their last use: the last one goes when there are TEMPLATES_MAX. */
static enum err
tmpl_get(struct views *vs, const char *name, bool plain, struct tmpl **out)
{
	struct tmpl *last = NULL;
	int n = 0;

	for (struct tmpl **p = &vs->templates, *t = *p; t != NULL; last = t, n++, p = &t->next, t = *p) {
		if (t->plain != plain || strcmp(t->name, name) != 0)
			continue;
		if (vs->conf->template_reload != 0 && is_stale(t)) {
			tmpl_drop(vs, t);
			break;
		}
		*p = t->next;
		t->next = vs->templates;
		*out = vs->templates = t;
		return OK;
	}
	if (n >= TEMPLATES_MAX)
		tmpl_drop(vs, last);
	return tmpl_new(vs, name, plain, out);
}

enum err
views_new(const struct conf *conf, struct views **out)
{
	CLEANUP(views_freep) struct views *vs = calloc(1, sizeof(*vs));
	char path[1024];
	enum err e = OK;

	if (vs == NULL)
		abort();
	vs->conf = conf;
	if ((e = view_convert(nerr_init(), "ClearSilver")) != OK)
		return e;
	for (enum lang l = 0; l < LANG_MAX && e == OK; l++) {
		(void)snprintf(path, sizeof(path), "%s/lang/%s.hdf", conf->template_dir, lang_code(l));
		if ((e = view_convert(hdf_init(&vs->catalogue[l]), path)) == OK)
			e = view_convert(hdf_read_file(vs->catalogue[l], path), path);
	}
	if (e != OK)
		return e;
	*out = vs;
	vs = NULL;
	return OK;
}

void
views_free(struct views *vs)
{
	if (vs == NULL)
		return;
	while (vs->templates != NULL)
		tmpl_drop(vs, vs->templates);
	view_parts_free(vs);
	for (enum lang l = 0; l < LANG_MAX; l++)
		hdf_destroy(&vs->catalogue[l]);
	free(vs);
}

enum err
view_new(struct views *vs, struct arena *a, enum lang lang, struct view **out)
{
	struct view *v = arena_new_of(a, struct view);
	enum err e;

	v->page = arena_new_of(a, struct page);
	v->page->views = vs;
	v->page->arena = a;
	v->page->lang = lang;
	if ((e = view_convert(hdf_init(&v->page->hdf), "a page's data")) != OK)
		return e;
	v->node = v->page->hdf;
	*out = v;
	return OK;
}

void
view_free(struct view *v)
{
	if (v == NULL)
		return;
	nerr_ignore(&v->page->err);
	hdf_destroy(&v->page->hdf);
}

void
view_set_str(struct view *v, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (v->part != NULL)
		view_part_set(v, name, value);
	else if (v->page->err == STATUS_OK)
		v->page->err = hdf_set_value(v->node, name, value);
}

void
view_set_int(struct view *v, const char *name, int64_t value)
{
	char text[24], *end = text;

	if (value < 0)
		*end++ = '-';
	*num_put(end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1) = '\0';
	view_set_str(v, name, text);
}

void
view_set_bool(struct view *v, const char *name, bool value)
{
	view_set_str(v, name, value ? "1" : NULL);
}

void
view_set_strf(struct view *v, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	view_set_str(v, name, arena_vprintf(v->page->arena, fmt, ap));
	va_end(ap);
}

void
view_set_text(struct view *v, const char *name, const char *key)
{
	view_set_str(v, name, text_get(v->page->lang, key));
}

struct view *
view_add_sub(struct view *v, const char *name)
{
	struct view *sub = arena_new_of(v->page->arena, struct view);

	if (v->part != NULL)
		return view_part_sub(v, name);
	sub->page = v->page;
	sub->node = v->node;
	if (v->page->err == STATUS_OK)
		v->page->err = hdf_get_node(v->node, name, &sub->node);
	return sub;
}

/* The number of the next element of the list at node. */
static int
next_of(struct page *p, HDF *node)
{
	struct list *l = p->lists;

	while (l != NULL && l->node != node)
		l = l->next;
	if (l == NULL) {
		l = arena_new_of(p->arena, struct list);
		l->node = node;
		l->next = p->lists;
		p->lists = l;
	}
	return l->n++;
}

struct view *
view_add_item(struct view *v, const char *list)
{
	struct view *item;
	char number[16];

	if (v->part != NULL)
		return view_part_item(v, list);
	item = view_add_sub(v, list);
	if (v->page->err != STATUS_OK)
		return item;
	(void)snprintf(number, sizeof(number), "%d", next_of(v->page, item->node));
	return view_add_sub(item, number);
}

void
view_set_lines(struct view *v, const char *name, const char *value)
{
	size_t n;

	for (; value != NULL && *value != '\0'; value += n + (value[n] == '\n')) {
		struct view *line = view_add_item(v, name);

		n = strcspn(value, "\n");
		if (v->part != NULL)
			view_part_set(line, "", arena_strndup(v->page->arena, value, n));
		else if (v->page->err == STATUS_OK)
			v->page->err = hdf_set_value(line->node, NULL,
			    arena_strndup(v->page->arena, value, n));
	}
}

/* ClearSilver takes any other result than OK, a count for instance, for an error and leaks it. */
static NEOERR *
write_out(void *ctx, char *s)
{
	buf_str(ctx, s);
	return STATUS_OK;
}

static enum err
render(struct view *v, const char *template, bool plain, struct buf *out)
{
	struct page *p = v->page;
	NEOERR *first;
	struct tmpl *t;
	enum err e;

	if ((e = view_parts_render(v)) != OK)
		return e;
	first = p->err;
	p->err = STATUS_OK;
	if ((e = view_convert(first, "filling a page")) != OK || (e = tmpl_get(p->views, template, plain, &t)) != OK)
		return e;
	t->cs->hdf = p->hdf;
	t->cs->global_hdf = p->views->catalogue[p->lang];
	e = view_convert(cs_render(t->cs, out, write_out), template);
	t->cs->hdf = t->hdf;
	t->cs->global_hdf = NULL;
	if (e != OK)
		tmpl_drop(p->views, t);	/* half-way out of its macros, the tree is not to be trusted */
	return e;
}

enum err
view_render(struct view *v, const char *template, struct buf *out)
{
	return render(v, template, false, out);
}

enum err
view_render_plain(struct view *v, const char *template, struct buf *out)
{
	return render(v, template, true, out);
}
