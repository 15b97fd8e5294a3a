#include "config.h"
#include "batch/pdf/pdf_flow.h"

#include <linebreak.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

/* One character of the text being broken. */
struct piece {
	size_t at, len;
	uint32_t cp;
	double w;
	char brk;		/* what libunibreak says of the place after it */
};

struct breaker {
	struct piece *c;
	size_t n;
	struct pdf_text_line *line;
	size_t n_lines;
	double space;		/* after each character; not counted at a line's end */
	double squeeze;		/* how much a line may be too wide for one closing mark */
};

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;
}

/* Marks whose right half is empty: a line may be drawn together to take one in. */
static bool
is_closing(uint32_t cp)
{
	static const uint16_t marks[] = { 0x3001, 0x3002, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F,
		0xFF09, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x201D, 0x2019 };

	for (size_t i = 0; i < N(marks); i++)
		if (cp == marks[i])
			return true;
	return false;
}

/* Chinese and full-width characters: between them a line may be stretched. */
static bool
is_wide(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2014 && cp <= 0x2026);
}

/* The apostrophe of a Latin word, which Chinese rules take for a closing mark. */
static bool
is_apostrophe(const utf32_t *cps, size_t i, size_t n)
{
	return cps[i] == 0x2019 && i > 0 && i + 1 < n && cps[i - 1] < 0x250 && cps[i + 1] < 0x250 &&
	       !is_blank(cps[i + 1]);
}

static void
pieces_of(struct breaker *b, struct pdf *p, const struct pdf_style *st, const char *text)
{
	static bool started;
	size_t len = strlen(text), used;
	struct arena *a = pdf_arena(p);
	utf32_t *cps = arena_array_of(a, utf32_t, len + 1);
	char *brk = arena_alloc(a, len + 1);

	if (!started)
		init_linebreak();
	started = true;
	b->c = arena_array_of(a, struct piece, len + 1);
	for (size_t at = 0; at < len; at += used) {
		uint32_t cp = utf8_next(text + at, len - at, &used);

		cps[b->n] = cp == UINT32_MAX ? 0xFFFD : cp;
		b->c[b->n] = (struct piece){ .at = at, .len = used, .cp = cps[b->n],
			.w = pdf_char_width(p, st, cps[b->n]) };
		b->n++;
	}
	set_linebreaks_utf32(cps, b->n, "zh", brk);	/* broken bytes are characters by now */
	for (size_t i = 0; i < b->n; i++)
		b->c[i].brk = cps[i] == '\n'		? LINEBREAK_MUSTBREAK
			      : is_apostrophe(cps, i, b->n) ? LINEBREAK_NOBREAK
							    : brk[i];
}

static void
line_add(struct breaker *b, size_t from, size_t to, bool last)
{
	struct pdf_text_line *l = &b->line[b->n_lines++];

	while (to > from && is_blank(b->c[to - 1].cp))
		to--;
	l->from = from < b->n ? b->c[from].at : 0;
	l->to = to > from ? b->c[to - 1].at + b->c[to - 1].len : l->from;
	l->last = last;
	for (size_t i = from; i < to; i++)
		l->width += b->c[i].w;
	if (to > from)
		l->width -= b->space;
}

/* Whether what follows has no place to break within a whole line: it is broken where it stands. */
static bool
is_endless(const struct breaker *b, size_t from, double width)
{
	double w = -b->space;

	for (size_t i = from; i < b->n && w <= width; i++) {
		w += b->c[i].w;
		if (b->c[i].brk != LINEBREAK_NOBREAK)
			return w > width;
	}
	return w > width;
}

/* The end (exclusive) of the line that begins at from. */
static size_t
line_end(const struct breaker *b, size_t from, double width, bool *must)
{
	double w = 0;
	size_t good = 0;

	*must = false;
	for (size_t i = from; i < b->n; i++) {
		const struct piece *c = &b->c[i];
		double over = w + c->w - b->space - width;

		if (!is_blank(c->cp) && over > 0.01 && i > from) {
			bool fits = is_closing(c->cp) && over <= b->squeeze && i > from + 8;

			if (!fits)
				return good > from && !is_endless(b, good, width) ? good : i;
		}
		w += c->w;
		if (c->brk == LINEBREAK_MUSTBREAK) {
			*must = true;
			return i + 1;
		}
		if (c->brk == LINEBREAK_ALLOWBREAK)
			good = i + 1;
	}
	*must = true;
	return b->n;
}

size_t
pdf_break(struct pdf *p, const struct pdf_style *st, double width, double first, const char *text,
    struct pdf_text_line **out)
{
	struct breaker b = { .space = st->space, .squeeze = st->size / 2 };
	double w = width - first;
	bool must = true;

	pieces_of(&b, p, st, text);
	b.line = arena_array_of(pdf_arena(p), struct pdf_text_line, b.n + 1);
	for (size_t at = 0; at < b.n;) {
		size_t end = line_end(&b, at, must ? w : width, &must);

		line_add(&b, at, end, must);
		at = end;
		while (!must && at < b.n && b.c[at].cp == ' ')	/* blanks at the break */
			at++;
	}
	if (b.n_lines == 0)
		line_add(&b, 0, 0, true);
	*out = b.line;
	return b.n_lines;
}

double
pdf_baseline(const struct pdf_style *st, double y, double pitch)
{
	return y + (pitch - st->size) / 2 + st->size * PDF_ASCENT;
}

/* Whether the gap between two neighbours may grow. */
static bool
stretches(uint32_t left, uint32_t right)
{
	return is_wide(left) || is_wide(right) || left == ' ' || right == 0xA0;
}

/* Whether the space after the character at s + i may grow; *used gets its bytes. */
static bool
grows_at(const char *s, size_t n, size_t i, size_t *used)
{
	uint32_t cp = utf8_next(s + i, n - i, used);
	size_t next;

	if (i + *used >= n)
		return false;
	return stretches(cp, utf8_next(s + i + *used, n - i - *used, &next));
}

/* Draws the line in pieces that have the same space after each character. */
static void
draw_justified(struct pdf *p, double x, double y, double rest, const struct pdf_style *st,
    const char *s, size_t n)
{
	struct arena *a = pdf_arena(p);
	struct pdf_style wide = *st;
	size_t gaps = 0, from = 0, used;
	bool was = false;

	for (size_t i = 0; i < n; i += used)
		gaps += grows_at(s, n, i, &used);
	if (gaps > 0 && rest / (double)gaps < st->size / 4)	/* else ragged: few gaps would gape */
		wide.space += rest / (double)gaps;
	for (size_t i = 0; i < n; i += used) {
		bool grows = grows_at(s, n, i, &used);

		if (i > from && grows != was) {
			x += pdf_text(
			    p, x, y, was ? &wide : st, arena_strndup(a, s + from, i - from));
			from = i;
		}
		was = grows;
	}
	(void)pdf_text(p, x, y, was ? &wide : st, arena_strndup(a, s + from, n - from));
}

void
pdf_draw_line(struct pdf *p, double x, double y, double width, enum pdf_align align,
    const struct pdf_style *st, const char *text, const struct pdf_text_line *l)
{
	double rest = width - l->width;

	if (l->to == l->from)
		return;
	if (align == PDF_JUSTIFY && (!l->last || rest < 0)) {
		draw_justified(p, x, y, rest, st, text + l->from, l->to - l->from);
		return;
	}
	if (align == PDF_RIGHT)
		x += rest;
	else if (align == PDF_CENTRE)
		x += rest / 2;
	(void)pdf_text(p, x, y, st, arena_strndup(pdf_arena(p), text + l->from, l->to - l->from));
}
