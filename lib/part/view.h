/*
 * The ClearSilver room: fill, template cache, render.  Names are literals
 * (the macros accept nothing else), data is never part of a name.  The first
 * NEOERR sticks in the view and is converted once, by view_render().
 *
 *	struct view *v = reply_view(rq), *row;	// of a page; view_new() for a letter
 *
 *	view_str(v, "Page.Case.Ref", c->ref);
 *	for (size_t i = 0; i < n; i++) {
 *		row = view_item(v, "Page.Events");	// Page.Events.0, .1, …
 *		view_str(row, "Time", time_local(rq->arena, events[i].at));
 *	}
 *	return reply_page(rq, "desk/case.cs");	// view_render() for a letter
 *
 * A missing or NULL value is not set: absent means false in a template.
 */
#ifndef LIB_PART_VIEW_H
#define LIB_PART_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/cleanup.h"
#include "lib/base/err.h"
#include "lib/base/text.h"

struct arena;
struct buf;
struct conf;
struct view;
struct views;

/* Loads the catalogues and an empty template cache; lives as long as the process. */
enum err views_new(const struct conf *conf, struct views **out) MUST_USE;
void views_free(struct views *vs);

/* An empty page in a language; freed by view_free(), its struct lives in the arena. */
enum err view_new(struct views *vs, struct arena *a, enum lang lang, struct view **out) MUST_USE;
void view_free(struct view *v);

#define view_str(v, name, value) view_set_str((v), "" name "", (value))
#define view_int(v, name, value) view_set_int((v), "" name "", (value))
/* "1" when true, absent when false. */
#define view_bool(v, name, value) view_set_bool((v), "" name "", (value))
/* A formatted value. */
#define view_strf(v, name, ...) view_set_strf((v), "" name "", __VA_ARGS__)
/* The text of a catalogue key in the view's language. */
#define view_text(v, name, key) view_set_text((v), "" name "", (key))
/* A multi-line text as a list: name.0, name.1, … one a line. */
#define view_lines(v, name, value) view_set_lines((v), "" name "", (value))
/* The next element of a list, itself to be filled; lists are numbered from 0. */
#define view_item(v, list) view_add_item((v), "" list "")
/*
 * An element of a list whose markup is kept: a row of a queue, a line of a
 * ledger, to be filled like any other.  Its template sees what is set here as
 * Row, beside the catalogue, and nothing of the page; the same values give the
 * markup of the last time without being rendered again.  The page prints all
 * elements of the list at once, in their order: uvar of the list's Shared.
 */
#define view_part(v, list, template) view_add_part((v), "" list "", "" template "")
/* A subtree to be filled under relative names. */
#define view_sub(v, name) view_add_sub((v), "" name "")

void view_set_str(struct view *v, const char *name, const char *value);
void view_set_int(struct view *v, const char *name, int64_t value);
void view_set_bool(struct view *v, const char *name, bool value);
void view_set_strf(struct view *v, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void view_set_text(struct view *v, const char *name, const char *key);
void view_set_lines(struct view *v, const char *name, const char *value);
struct view *view_add_item(struct view *v, const char *list);
struct view *view_add_part(struct view *v, const char *list, const char *template);
struct view *view_add_sub(struct view *v, const char *name);

/*
 * Renders a template of template_dir ("desk/case.cs") into out.  ERR_INTERNAL
 * with ClearSilver's words, also when filling went wrong before.
 */
enum err view_render(struct view *v, const char *template, struct buf *out) MUST_USE;
/* The same for a template of plain text: nothing is escaped, so never for what a browser or reader takes for HTML. */
enum err view_render_plain(struct view *v, const char *template, struct buf *out) MUST_USE;

/* Fills a page of its own for view_shared(). */
typedef void view_fill_fn(struct view *v, enum lang lang, const void *ctx);
/*
 * Sets v's Shared to what template makes of fill(): markup, rendered once for
 * each fill and language and kept until the stamp changes.  A page prints it by uvar,
 * which tests/template/forms.test allows for this name alone.
 */
enum err view_shared(struct view *v, const char *template, int64_t stamp, view_fill_fn *fill,
    const void *ctx) MUST_USE;

DEFINE_FREEP(struct view, view_free)
DEFINE_FREEP(struct views, views_free)

#endif
