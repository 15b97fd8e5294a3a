#include "config.h"
#include "lib/service/door_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/fold.h"
#include "lib/base/utf8.h"
#include "lib/part/json.h"
#include "lib/rule/find.h"

#include "lib/base/banned.h"

enum { TYPED_MAX = 60, NAME_PLACE = 1000 };	/* characters looked at; a class's own name, behind its words */

/* --- classes --------------------------------------------------------------------------------- */

struct kind_search {
	const struct office_lists *lists;
	const struct class_word *words;
	size_t n_words;
	struct folded typed, name;
};

/* Keeps the better of two scores of a class. */
static void
try_name(struct arena *a, struct kind_search *s, const char *name, int place, struct find_hit *hit)
{
	int score;

	fold_text(a, name, &s->name);
	score = find_score(&s->typed, &s->name);
	if (score > hit->score)
		*hit = (struct find_hit){ .row = hit->row, .score = score, .place = place };
}

static struct find_hit
score_class(struct arena *a, struct kind_search *s, size_t row)
{
	const struct class_row *k = &s->lists->classes[row];
	struct find_hit hit = { .row = row, .score = FIND_NONE };
	int place = 0;

	for (size_t i = 0; i < s->n_words; i++)
		if (s->words[i].class_id == k->id)
			try_name(a, s, s->words[i].word, place++, &hit);
	try_name(a, s, k->name_zh, NAME_PLACE, &hit);
	try_name(a, s, k->name_en, NAME_PLACE, &hit);
	return hit;
}

enum err
door_kinds(struct service *sv, const char *typed, const struct class_row **out, size_t *n)
{
	struct kind_search s = { .n_words = 0 };
	struct find_hit *hits;
	size_t n_hits = 0;
	enum err e = office_lists(sv, &s.lists);

	if (e == OK)
		e = office_words(sv, &s.words, &s.n_words);
	*n = 0;
	if (e != OK)
		return e;
	fold_text(sv->arena, typed, &s.typed);
	hits = arena_array_of(sv->arena, struct find_hit, s.lists->n_classes + 1);
	for (size_t i = 0; i < s.lists->n_classes; i++)
		if (s.lists->classes[i].for_public && (hits[n_hits] = score_class(sv->arena, &s, i)).score > FIND_NONE)
			n_hits++;
	qsort(hits, n_hits, sizeof(*hits), find_better);
	for (; *n < n_hits && *n < KINDS_FOUND; ++*n)
		out[*n] = &s.lists->classes[hits[*n].row];
	return OK;
}

/* --- places ---------------------------------------------------------------------------------- */

/* The folded text without its gaps, from a character on. */
static char *
plain(struct arena *a, const struct folded *f, size_t from)
{
	char *out = arena_alloc(a, f->n * 4 + 2);
	size_t n = 0;

	for (size_t i = from; i < f->n; i++)
		if (f->c[i].kind != FOLD_GAP)
			n += utf8_put(out + n, f->c[i].cp);
	out[n] = '%';
	out[n + 1] = '\0';
	return out;
}

/* Each pair of neighbouring characters as a JSON array: what a name in it may begin with. */
static const char *
heads(struct arena *a, const struct folded *f)
{
	struct json_writer j;
	struct buf b;
	char pair[9];

	buf_init(&b, a);
	json_begin(&j, &b);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i + 1 < f->n; i++) {
		size_t n;

		if (f->c[i].kind == FOLD_GAP || f->c[i + 1].kind == FOLD_GAP)
			continue;
		n = utf8_put(pair, f->c[i].cp);
		n += utf8_put(pair + n, f->c[i + 1].cp);
		pair[n] = '\0';
		json_put_text(&j, NULL, pair);
	}
	json_close(&j);
	json_end(&j);
	return b.s;
}

static bool
has_digit(const struct folded *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->c[i].kind == FOLD_DIGIT)
			return true;
	return false;
}

static bool
all_digits(const struct folded *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->c[i].kind != FOLD_DIGIT && f->c[i].kind != FOLD_GAP)
			return false;
	return true;
}

/* The places that fit, the best first; they replace rows. */
static size_t
rank_places(struct arena *a, const struct folded *typed, struct place_row *rows, size_t n, struct place_row *out)
{
	struct find_hit *hits = arena_array_of(a, struct find_hit, n + 1);
	struct folded name = { 0 };
	size_t n_hits = 0, n_out = 0;

	for (size_t i = 0; i < n; i++) {
		int zh, en;

		fold_text(a, rows[i].name_zh, &name);
		zh = find_score(typed, &name);
		fold_text(a, rows[i].name_en, &name);
		en = find_score(typed, &name);
		/* A cell's number is no part of its name. */
		if (zh == FIND_NONE && en == FIND_NONE && rows[i].kind == PLACE_CELL && all_digits(typed))
			zh = FIND_INSIDE;
		if (zh > FIND_NONE || en > FIND_NONE)
			hits[n_hits++] = (struct find_hit){ .row = i, .score = zh > en ? zh : en,
			    .place = (int)utf8_len(rows[i].name_zh) };	/* the shorter name first */
	}
	qsort(hits, n_hits, sizeof(*hits), find_better);
	for (; n_out < n_hits && n_out < PLACES_FOUND; n_out++)
		out[n_out] = rows[hits[n_out].row];
	return n_out;
}

/* What stands at the house number that was typed, be it behind the road that was found, or bears that number. */
static enum err
add_components(struct service *sv, const struct folded *typed, struct place_row *out, size_t *n)
{
	struct folded road = { 0 };
	struct place_row *rows;
	size_t from = 0, n_rows, keep = PLACES_FOUND / 2;
	bool found = false;
	enum err e;

	if (!has_digit(typed))
		return OK;
	if (*n > 0 && out[0].kind == PLACE_NAME)
		fold_text(sv->arena, out[0].name_zh, &road);
	for (size_t i = 0; road.n > 0 && !found && i + road.n <= typed->n; i++) {
		found = true;
		for (size_t k = 0; k < road.n; k++)
			found = found && typed->c[i + k].cp == road.c[k].cp;
		from = found ? i : 0;
	}
	e = store_place_components(sv->db, sv->arena, all_digits(typed) ? NULL : plain(sv->arena, typed, from),
	    all_digits(typed) && typed->n >= 6 ? plain(sv->arena, typed, 0) : NULL, &rows, &n_rows);
	if (e != OK || n_rows == 0)
		return e;
	/* A house number says more than the whole road: these come first. */
	n_rows = n_rows < keep ? n_rows : keep;
	*n = *n < PLACES_FOUND - n_rows ? *n : PLACES_FOUND - n_rows;
	memmove(out + n_rows, out, *n * sizeof(*out));
	memcpy(out, rows, n_rows * sizeof(*out));
	*n += n_rows;
	return OK;
}

enum err
door_places(struct service *sv, const char *typed, struct place_row *out, size_t *n)
{
	struct folded f = { 0 };
	struct place_row *rows;
	size_t n_rows;
	enum err e;

	*n = 0;
	fold_text(sv->arena, typed, &f);
	f.n = f.n < TYPED_MAX ? f.n : TYPED_MAX;
	if (strcmp(plain(sv->arena, &f, 0), "%") == 0)
		return OK;
	e = store_places(sv->db, sv->arena, plain(sv->arena, &f, 0), heads(sv->arena, &f), clock_now(), &rows, &n_rows);
	if (e != OK)
		return e;
	*n = rank_places(sv->arena, &f, rows, n_rows, out);
	return add_components(sv, &f, out, n);
}

/* --- what is asked --------------------------------------------------------------------------- */

/* A class of the public form; NULL for any other. */
static const struct class_row *
public_class(const struct office_lists *l, int64_t id)
{
	for (size_t i = 0; i < l->n_classes; i++)
		if (l->classes[i].id == id && l->classes[i].for_public)
			return &l->classes[i];
	return NULL;
}

enum err
door_asks(struct service *sv, int64_t class_id, struct ask **out, size_t *n)
{
	const struct office_lists *l;
	enum err e;

	*n = 0;
	if (class_id == 0 || (e = office_lists(sv, &l)) != OK)
		return class_id == 0 ? OK : e;
	return public_class(l, class_id) != NULL ?
	    store_class_asks(sv->db, sv->arena, class_id, clock_now(), out, n) : OK;
}

/* --- cases around ---------------------------------------------------------------------------- */

static struct near_class
nearness(const struct class_row *k)
{
	return (struct near_class){ .id = k->id, .for_public = k->for_public, .private = k->private,
		.group = k->near_group, .radius = k->near_radius, .days = k->near_days };
}

static struct near_card
card_of(const struct near_seen *s, const struct near_hit *hit)
{
	return (struct near_card){ .case_id = s->c.id, .class_id = s->c.class_id, .state = s->state,
		.metres = hit->metres, .received_at = s->c.received_at, .closed_at = s->c.closed_at, .at = hit->at,
		.cell_zh = s->cell_zh, .cell_en = s->cell_en };
}

/* The cases of a tile and of those around it, with the classes. */
static enum err
read_around(struct service *sv, int64_t tile, usec_t now, const struct office_lists **l, struct near_seen **rows,
    size_t *n)
{
	int64_t tiles[NEAR_TILES];
	enum err e = office_lists(sv, l);

	near_tiles(tile, tiles);
	return e == OK ? store_near_cases(sv->db, sv->arena, tiles, now - NEAR_DAYS_MAX * USEC_DAY, rows, n) : e;
}

enum err
door_near(struct service *sv, int64_t tile, struct near_card **out, size_t *n)
{
	const struct office_lists *l;
	const usec_t now = clock_now();
	struct near_seen *rows;
	size_t n_rows;
	enum err e = read_around(sv, tile, now, &l, &rows, &n_rows);

	if (e != OK)
		return e;
	*n = 0;
	*out = arena_array_of(sv->arena, struct near_card, NEAR_MARKS);
	for (size_t i = 0; i < n_rows && *n < NEAR_MARKS; i++) {
		const struct class_row *k = public_class(l, rows[i].c.class_id);
		struct near_hit hit = { .row = i };

		if (k == NULL || !near_shown(&(struct near_class){ .for_public = true, .private = k->private,
		    .days = k->near_days }, &rows[i].c, now, &hit.at))
			continue;
		/* By where it is shown, not by where it is: the edge of a tile tells nothing. */
		if (near_tile(hit.at.lat, hit.at.lon) == tile)
			(*out)[(*n)++] = card_of(&rows[i], &hit);
	}
	return OK;
}

static enum err
add_photos(struct service *sv, struct near_card *cards, size_t n)
{
	int64_t ids[NEAR_FEW] = { 0 };
	struct near_photo *photos;
	size_t n_photos;
	enum err e;

	for (size_t i = 0; i < n; i++)
		ids[i] = cards[i].case_id;
	if (n == 0 || (e = store_near_photos(sv->db, sv->arena, ids, n, &photos, &n_photos)) != OK)
		return n == 0 ? OK : e;
	for (size_t i = 0; i < n_photos; i++)
		for (size_t k = 0; k < n; k++)
			if (cards[k].case_id == photos[i].case_id)
				cards[k].photo = photos[i].link_id;
	return OK;
}

enum err
door_same(struct service *sv, const struct near_report *r, struct near_card *out, size_t *n)
{
	const struct office_lists *l;
	const struct class_row *own;
	struct near_class mine = { .id = 0 };
	struct near_seen *rows;
	struct near_hit *hits;
	size_t n_rows, n_hits = 0;
	enum err e = read_around(sv, near_tile(r->lat, r->lon), r->now, &l, &rows, &n_rows);

	*n = 0;
	if (e != OK)
		return e;
	own = public_class(l, r->class_id);
	if (own != NULL)
		mine = nearness(own);
	hits = arena_array_of(sv->arena, struct near_hit, n_rows + 1);
	for (size_t i = 0; i < n_rows; i++) {
		const struct class_row *k = public_class(l, rows[i].c.class_id);

		hits[n_hits].row = i;
		if (k != NULL) {
			const struct near_class theirs = nearness(k);

			n_hits += near_same(own != NULL ? &mine : NULL, &theirs, r, &rows[i].c, &hits[n_hits]);
		}
	}
	qsort(hits, n_hits, sizeof(*hits), near_closer);
	for (; *n < n_hits && *n < NEAR_FEW; ++*n)
		out[*n] = card_of(&rows[hits[*n].row], &hits[*n]);
	return add_photos(sv, out, *n);
}

/* The classes that may be the same problem as one, itself first. */
static void
alike(const struct office_lists *l, const struct near_class *mine, int64_t out[NEAR_ALIKE])
{
	size_t n = 0;

	out[n++] = mine->id;
	for (size_t i = 0; i < l->n_classes && n < NEAR_ALIKE; i++) {
		const struct near_class theirs = nearness(&l->classes[i]);

		if (theirs.id != mine->id && theirs.for_public && near_alike(mine, &theirs))
			out[n++] = theirs.id;
	}
}

static bool
is_among(const struct near_card *cards, size_t n, int64_t case_id)
{
	while (n > 0 && cards[n - 1].case_id != case_id)
		n--;
	return n > 0;
}

enum err
door_named(struct service *sv, int64_t class_id, const struct near_words *w, struct near_card *out, size_t *n)
{
	const struct office_lists *l;
	const struct class_row *own;
	struct near_class mine;
	struct near_seen *rows;
	int64_t classes[NEAR_ALIKE] = { 0 };
	size_t n_rows;
	enum err e = office_lists(sv, &l);

	*n = 0;
	if (e != OK || (own = public_class(l, class_id)) == NULL)
		return e;
	mine = nearness(own);
	if (mine.radius == 0)
		return OK;
	alike(l, &mine, classes);
	e = store_near_named(sv->db, sv->arena, w, classes, w->at - NEAR_DAYS_MAX * USEC_DAY, &rows, &n_rows);
	for (size_t i = 0; e == OK && i < n_rows && *n < NEAR_FEW; i++) {
		const struct class_row *k = public_class(l, rows[i].c.class_id);
		const struct near_class theirs = k != NULL ? nearness(k) : mine;

		if (k == NULL || is_among(out, *n, rows[i].c.id) ||
		    !near_named(&mine, &theirs, &rows[i].c, w->at, rows[i].in_community))
			continue;
		out[*n] = card_of(&rows[i], &(struct near_hit){ .row = i });
		out[*n].in_community = rows[i].in_community;
		out[*n].named_zh = rows[i].named_zh;
		out[(*n)++].named_en = rows[i].named_en;
	}
	return e == OK ? add_photos(sv, out, *n) : e;
}

enum err
door_photo(struct service *sv, int64_t link_id, struct blob *sha256)
{
	const struct office_lists *l;
	const struct class_row *k;
	struct near_class theirs;
	struct near_point at;
	struct near_file f;
	enum err e = store_near_photo(sv->db, sv->arena, link_id, &f);

	if (e != OK || (e = office_lists(sv, &l)) != OK)
		return e;
	k = public_class(l, f.c.class_id);
	if (k == NULL)
		return err_raise(ERR_NOT_FOUND, "photo");
	theirs = nearness(k);
	f.c.cell_id = 0;	/* what is shown only from afar has no photo */
	if (!near_shown(&theirs, &f.c, clock_now(), &at))
		return err_raise(ERR_NOT_FOUND, "photo");
	*sha256 = f.sha256;
	return OK;
}
