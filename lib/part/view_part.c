/*
 * Markup that is kept: what all pages share, and parts of pages.  A part is
 * made of the values set in it and of nothing else, so the same values give the
 * same markup, whoever asks: it is found again by all of them, compared byte by
 * byte, and nothing has to be taken back when something changes.
 */
#include "config.h"
#include "lib/part/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/part/view_in.h"

#include "lib/base/banned.h"

enum {
	PART_USUAL = 1000,	/* bytes of a part's values */
	KEPT_MAX = 2048,	/* places */
	KEPT_PART = 32 * 1024,	/* bytes of values and markup: what is larger is not kept */
	KEPT_BYTES = 1536 * 1024,	/* of all: then one place after the other is emptied */
};

/* A place for one part: its values, and the markup behind them. */
struct kept {
	uint64_t hash;
	size_t key_len, len;
	char *bytes;	/* NULL: nothing is here */
};

/* How far a list inside a part is filled. */
struct part_list {
	struct part_list *next;
	const char *name;
	int n;
};

struct part {
	struct part *next;
	HDF *list;		/* its Shared gets the markup of all its parts */
	const char *template;
	size_t data;		/* where the values begin in key */
	struct buf key;		/* template, language, then name and value after each other */
	struct part_list *lists;
};

/* --- setting ---------------------------------------------------------------- */

struct view *
view_add_part(struct view *v, const char *list, const char *template)
{
	struct page *p = v->page;
	struct view *own = arena_new_of(p->arena, struct view);
	struct part *part = arena_new_of(p->arena, struct part);

	if (v->part != NULL)
		abort();	/* a part has no parts */
	part->list = view_add_sub(v, list)->node;
	part->template = template;
	buf_init(&part->key, p->arena);
	buf_reserve(&part->key, PART_USUAL);
	buf_add(&part->key, template, strlen(template) + 1);
	buf_chr(&part->key, (char)p->lang);
	part->data = part->key.len;
	if (p->next_part == NULL)
		p->next_part = &p->parts;
	*p->next_part = part;
	p->next_part = &part->next;
	own->page = p;
	own->part = part;
	own->prefix = "Row.";
	return own;
}

void
view_part_set(struct view *v, const char *name, const char *value)
{
	struct buf *b = &v->part->key;
	size_t n = strlen(v->prefix);

	if (name[0] == '\0' && n > 0)
		n--;		/* the element itself, without its point */
	buf_add(b, v->prefix, n);
	buf_add(b, name, strlen(name) + 1);
	buf_add(b, value, strlen(value) + 1);
}

struct view *
view_part_sub(struct view *v, const char *name)
{
	struct view *sub = arena_new_of(v->page->arena, struct view);

	*sub = *v;
	sub->prefix = arena_printf(v->page->arena, "%s%s.", v->prefix, name);
	return sub;
}

struct view *
view_part_item(struct view *v, const char *list)
{
	struct view *sub = view_part_sub(v, list);
	struct part_list *l = v->part->lists;

	while (l != NULL && strcmp(l->name, sub->prefix) != 0)
		l = l->next;
	if (l == NULL) {
		l = arena_new_of(v->page->arena, struct part_list);
		l->name = sub->prefix;
		l->next = v->part->lists;
		v->part->lists = l;
	}
	sub->prefix = arena_printf(v->page->arena, "%s%d.", sub->prefix, l->n++);
	return sub;
}

/* --- keeping ---------------------------------------------------------------- */

/* Mixes eight bytes at a time; only finds the place, the bytes themselves decide. */
static uint64_t
hash_of(const struct buf *key)
{
	uint64_t h = key->len, w;
	size_t i = 0;

	for (; i + sizeof(w) <= key->len; i += sizeof(w)) {
		memcpy(&w, key->s + i, sizeof(w));
		h = (h ^ w) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 32;
	}
	for (; i < key->len; i++)
		h = (h ^ (unsigned char)key->s[i]) * UINT64_C(0x100000001B3);
	return h ^ h >> 29;
}

static struct kept *
place_of(struct views *vs, uint64_t hash)
{
	if (vs->kept == NULL && (vs->kept = calloc(KEPT_MAX, sizeof(*vs->kept))) == NULL)
		abort();
	return &vs->kept[hash % KEPT_MAX];
}

static bool
is_kept(const struct kept *k, uint64_t hash, const struct buf *key)
{
	return k->bytes != NULL && k->hash == hash && k->key_len == key->len && memcmp(k->bytes, key->s, key->len) == 0;
}

static void
forget(struct views *vs, struct kept *k)
{
	if (k->bytes != NULL)
		vs->kept_bytes -= k->key_len + k->len;
	free(k->bytes);
	k->bytes = NULL;
}

/* What was in the place before makes room. */
static void
keep(struct views *vs, struct kept *k, uint64_t hash, const struct buf *key, const struct buf *text)
{
	const size_t bytes = key->len + text->len;

	forget(vs, k);
	if (bytes > KEPT_PART)
		return;
	while (vs->kept_bytes + bytes > KEPT_BYTES)
		forget(vs, &vs->kept[vs->kept_hand++ % KEPT_MAX]);
	if ((k->bytes = malloc(bytes)) == NULL)
		abort();
	vs->kept_bytes += bytes;
	memcpy(k->bytes, key->s, key->len);
	if (text->len > 0)
		memcpy(k->bytes + key->len, text->s, text->len);
	k->hash = hash;
	k->key_len = key->len;
	k->len = text->len;
}

void
view_parts_free(struct views *vs)
{
	for (size_t i = 0; vs->kept != NULL && i < KEPT_MAX; i++)
		free(vs->kept[i].bytes);
	free(vs->kept);
	while (vs->shared != NULL) {
		struct shared *s = vs->shared;

		vs->shared = s->next;
		free(s->text);
		free(s);
	}
}

/* --- rendering -------------------------------------------------------------- */

static enum err
render_part(struct page *p, const struct part *part, struct buf *out)
{
	CLEANUP(view_freep) struct view *own = NULL;
	enum err e = view_new(p->views, p->arena, p->lang, &own);

	if (e != OK)
		return e;
	for (size_t i = part->data; i < part->key.len;) {
		const char *name = part->key.s + i, *value = name + strlen(name) + 1;

		view_set_str(own, name, value);
		i = (size_t)(value - part->key.s) + strlen(value) + 1;
	}
	return view_render(own, part->template, out);
}

/* Adds the part's markup. */
static enum err
add_part(struct page *p, const struct part *part, struct buf *out)
{
	const uint64_t hash = hash_of(&part->key);
	struct kept *k = place_of(p->views, hash);
	struct buf text;
	enum err e;

	/* While templates change, each is looked at anew. */
	if (is_kept(k, hash, &part->key) && p->views->conf->template_reload == 0) {
		buf_add(out, k->bytes + k->key_len, k->len);
		return OK;
	}
	buf_init(&text, p->arena);
	if ((e = render_part(p, part, &text)) != OK)
		return e;
	buf_add(out, text.s, text.len);
	keep(p->views, k, hash, &part->key, &text);
	return OK;
}

enum err
view_parts_render(struct view *v)
{
	struct page *p = v->page;
	struct part *part = p->parts;
	struct buf text;
	enum err e;

	while (part != NULL) {
		HDF *list = part->list;

		buf_init(&text, p->arena);
		for (; part != NULL && part->list == list; part = part->next)
			if ((e = add_part(p, part, &text)) != OK)
				return e;
		if (p->err == STATUS_OK)
			p->err = hdf_set_value(list, "Shared", text.s);
	}
	p->parts = NULL;
	p->next_part = NULL;
	return OK;
}

static struct shared *
shared_of(struct views *vs, const char *template, view_fill_fn *fill, enum lang lang)
{
	struct shared *s = vs->shared;

	while (s != NULL && (s->lang != lang || s->fill != fill || strcmp(s->name, template) != 0))
		s = s->next;
	if (s != NULL)
		return s;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		abort();
	(void)snprintf(s->name, sizeof(s->name), "%s", template);
	s->fill = fill;
	s->lang = lang;
	s->next = vs->shared;
	vs->shared = s;
	return s;
}

enum err
view_shared(struct view *v, const char *template, int64_t stamp, view_fill_fn *fill, const void *ctx)
{
	struct shared *s = shared_of(v->page->views, template, fill, v->page->lang);
	CLEANUP(view_freep) struct view *own = NULL;
	struct buf b;
	enum err e;

	if (s->text == NULL || s->stamp != stamp) {
		buf_init(&b, v->page->arena);
		if ((e = view_new(v->page->views, v->page->arena, v->page->lang, &own)) != OK)
			return e;
		fill(own, own->page->lang, ctx);
		if ((e = view_render(own, template, &b)) != OK)
			return e;
		free(s->text);
		if ((s->text = strdup(b.s)) == NULL)
			abort();
		s->stamp = stamp;
	}
	view_set_str(v, "Shared", s->text);
	return OK;
}
