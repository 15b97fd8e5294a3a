#include "config.h"
#include "lib/rule/shape.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

/* --- reading ------------------------------------------------------------------ */

static size_t
first_of(const struct shape *s, size_t ring)
{
	return ring == 0 ? 0 : s->end[ring - 1];
}

/* "31.7 118.5" or "31.7,118.5"; s is a copy. */
static bool
read_corner(char *s, struct corner *out)
{
	char *mid = s + strcspn(s, " ,\t"), *lon = mid + strspn(mid, " ,\t");
	const size_t n = strcspn(lon, " ,\t");

	if (*mid == '\0' || lon[n + strspn(lon + n, " \t")] != '\0')
		return false;
	*mid = lon[n] = '\0';
	return parse_microdeg(s, 90, &out->lat) && parse_microdeg(lon, 180, &out->lon);
}

static bool
same(struct corner a, struct corner b)
{
	return a.lat == b.lat && a.lon == b.lon;
}

/* Ends the ring that is being read; one without corners is none. */
static const char *
end_ring(struct shape *s, size_t n)
{
	const size_t first = first_of(s, s->n_rings);

	if (n == first)
		return NULL;
	if (n - first > 1 && same(s->p[first], s->p[n - 1]))
		n--;
	if (n - first < 3)
		return "Err.shape_few";
	if (s->n_rings == SHAPE_RINGS_MAX)
		return "Err.shape_many";
	s->end[s->n_rings++] = n;
	return NULL;
}

/* Room for as many corners as the text can have, one more for a repeated first. */
static struct corner *
room_for(struct arena *a, const char *text, const char *marks)
{
	size_t n = 2;

	for (const char *s = strpbrk(text, marks); s != NULL && n < SHAPE_CORNERS_MAX + 1; s = strpbrk(s + 1, marks))
		n++;
	return arena_array_of(a, struct corner, n);
}

const char *
shape_parse(struct arena *a, const char *text, struct shape *out, size_t *at)
{
	struct shape s = { .p = room_for(a, text, "\n;|") };
	const char *bad = NULL;
	size_t n = 0;

	for (*at = 1; bad == NULL && *text != '\0';) {
		size_t len, blank;

		blank = strspn(text, " \t\r");
		text += blank;
		len = strcspn(text, "\n;|");
		if (len > 0) {
			if (n > SHAPE_CORNERS_MAX - 1)
				return "Err.shape_many";
			if (!read_corner(arena_strndup(a, text, len - (text[len - 1] == '\r')), &s.p[n]))
				return "Err.shape_line";
			n++;
			++*at;
		}
		/* an empty line or a bar begins the next ring */
		if (text[len] == '|' || (len == 0 && text[len] == '\n')) {
			bad = end_ring(&s, n);
			if (s.n_rings > 0)
				n = s.end[s.n_rings - 1];
		}
		text += len + (text[len] != '\0');
	}
	if (bad == NULL && (bad = end_ring(&s, n)) == NULL && s.n_rings == 0)
		bad = "Err.shape_few";
	if (bad == NULL)
		*out = s;
	return bad;
}

/* --- checking ------------------------------------------------------------------ */

/* Above 0: c is left of a → b; 0: on the line. */
static int64_t
side(struct corner a, struct corner b, struct corner c)
{
	return ((int64_t)b.lon - a.lon) * ((int64_t)c.lat - a.lat) - ((int64_t)b.lat - a.lat) * ((int64_t)c.lon - a.lon);
}

static int
sign(int64_t v)
{
	return (v > 0) - (v < 0);
}

static bool
between(int32_t a, int32_t b, int32_t v)
{
	return a < b ? a <= v && v <= b : b <= v && v <= a;
}

/* c, known to be on the line, lies on a – b. */
static bool
on_edge(struct corner a, struct corner b, struct corner c)
{
	return between(a.lat, b.lat, c.lat) && between(a.lon, b.lon, c.lon);
}

/* Whether two edges have a point in common. */
static bool
meet(struct corner a, struct corner b, struct corner c, struct corner d)
{
	const int ac = sign(side(a, b, c)), ad = sign(side(a, b, d)), ca = sign(side(c, d, a)), cb = sign(side(c, d, b));

	if (ac * ad < 0 && ca * cb < 0)
		return true;
	return (ac == 0 && on_edge(a, b, c)) || (ad == 0 && on_edge(a, b, d)) || (ca == 0 && on_edge(c, d, a)) ||
	    (cb == 0 && on_edge(c, d, b));
}

/* The corner after i in its ring. */
static size_t
next_of(const struct shape *s, size_t ring, size_t i)
{
	return i + 1 == s->end[ring] ? first_of(s, ring) : i + 1;
}

static double
ring_area(const struct shape *s, size_t ring)
{
	double sum = 0;

	for (size_t i = first_of(s, ring); i < s->end[ring]; i++) {
		const struct corner a = s->p[i], b = s->p[next_of(s, ring, i)];

		sum += (double)a.lon * b.lat - (double)b.lon * a.lat;
	}
	return sum / 2;
}

/* Edge i against all edges behind it; two neighbours may share their corner and nothing else. */
static bool
edge_fine(const struct shape *s, size_t ring, size_t i)
{
	const struct corner a = s->p[i], b = s->p[next_of(s, ring, i)];
	size_t r = ring;

	for (size_t k = i + 1; k < s->end[s->n_rings - 1]; k++) {
		struct corner c, d;

		while (k >= s->end[r])
			r++;
		c = s->p[k];
		d = s->p[next_of(s, r, k)];
		if (same(b, c) && r == ring) {
			if (side(a, b, d) == 0 && (on_edge(a, b, d) || on_edge(b, d, a)))
				return false;
		} else if (same(d, a) && r == ring && k + 1 == s->end[r] && i == first_of(s, r)) {
			if (side(a, b, c) == 0 && (on_edge(a, b, c) || on_edge(c, a, b)))
				return false;
		} else if (meet(a, b, c, d)) {
			return false;
		}
	}
	return true;
}

/* Even and odd; a point on an edge is neither here nor there. */
static bool
ring_has(const struct shape *s, size_t ring, struct corner at)
{
	bool in = false;

	for (size_t i = first_of(s, ring); i < s->end[ring]; i++) {
		const struct corner a = s->p[i], b = s->p[next_of(s, ring, i)];

		if ((a.lat > at.lat) != (b.lat > at.lat) && (side(a, b, at) > 0) == (b.lat > a.lat))
			in = !in;
	}
	return in;
}

const char *
shape_check(const struct shape *s, size_t *at)
{
	for (size_t r = 0; r < s->n_rings; r++) {
		for (size_t i = first_of(s, r); i < s->end[r]; i++) {
			*at = i + 1;
			if (same(s->p[i], s->p[next_of(s, r, i)]))
				return "Err.shape_twice";
			if (!edge_fine(s, r, i))
				return "Err.shape_crosses";
		}
		*at = first_of(s, r) + 1;
		if (sign((int64_t)ring_area(s, r)) == 0)
			return "Err.shape_flat";
		if (r > 0 && !ring_has(s, 0, s->p[first_of(s, r)]))
			return "Err.shape_hole";
	}
	return NULL;
}

/* --- one form -------------------------------------------------------------------- */

static int
by_corner(struct corner a, struct corner b)
{
	return a.lat != b.lat ? (a.lat > b.lat) - (a.lat < b.lat) : (a.lon > b.lon) - (a.lon < b.lon);
}

static void
order_ring(struct corner *out, const struct shape *s, size_t ring)
{
	const size_t first = first_of(s, ring), n = s->end[ring] - first;
	const bool turn = (ring_area(s, ring) < 0) == (ring == 0);
	size_t low = 0;

	for (size_t i = 1; i < n; i++)
		if (by_corner(s->p[first + i], s->p[first + low]) < 0)
			low = i;
	for (size_t i = 0; i < n; i++)
		out[i] = s->p[first + (turn ? low + n - i : low + i) % n];
}

void
shape_order(struct arena *a, struct shape *s)
{
	struct shape out = { .p = arena_array_of(a, struct corner, s->end[s->n_rings - 1] + 1) };
	size_t left[SHAPE_RINGS_MAX], n = 0;
	struct corner *turned = arena_array_of(a, struct corner, s->end[s->n_rings - 1] + 1);

	for (size_t r = 0; r < s->n_rings; r++) {
		order_ring(turned + first_of(s, r), s, r);
		left[r] = r;
	}
	for (size_t r = 0; r < s->n_rings; r++) {
		size_t pick = r, ring;

		for (size_t k = r + 1; r > 0 && k < s->n_rings; k++)
			if (by_corner(turned[first_of(s, left[k])], turned[first_of(s, left[pick])]) < 0)
				pick = k;
		ring = left[pick];
		left[pick] = left[r];
		memcpy(out.p + n, turned + first_of(s, ring), (s->end[ring] - first_of(s, ring)) * sizeof(*out.p));
		n += s->end[ring] - first_of(s, ring);
		out.end[out.n_rings++] = n;
	}
	*s = out;
}

/* --- writing ----------------------------------------------------------------------- */

char *
shape_text(struct arena *a, const struct shape *s, const char *sep, const char *hole)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t r = 0; r < s->n_rings; r++)
		for (size_t i = first_of(s, r); i < s->end[r]; i++) {
			if (i > 0)
				buf_str(&b, i == first_of(s, r) ? hole : sep);
			buf_fixed(&b, s->p[i].lat, 6);
			buf_chr(&b, ' ');
			buf_fixed(&b, s->p[i].lon, 6);
		}
	return b.s;
}

char *
shape_wkt(struct arena *a, const struct shape *s)
{
	struct buf b;

	buf_init(&b, a);
	buf_str(&b, "POLYGON(");
	for (size_t r = 0; r < s->n_rings; r++) {
		const struct corner first = s->p[first_of(s, r)];

		buf_str(&b, r > 0 ? ",(" : "(");
		for (size_t i = first_of(s, r); i < s->end[r]; i++)
			buf_printf(&b, "%d %d,", s->p[i].lon, s->p[i].lat);
		buf_printf(&b, "%d %d)", first.lon, first.lat);
	}
	buf_chr(&b, ')');
	return b.s;
}

/* A whole number of microdegrees as the server prints a double. */
static bool
read_micro(const char **p, int32_t limit, int32_t *out)
{
	char *end;
	const double v = strtod(*p, &end);

	if (end == *p || !(v >= -(double)limit * 1e6 && v <= (double)limit * 1e6))
		return false;
	*out = (int32_t)(v < 0 ? v - 0.5 : v + 0.5);
	*p = end;
	return true;
}

bool
shape_of_wkt(struct arena *a, const char *wkt, struct shape *out)
{
	struct shape s = { .p = room_for(a, wkt, ",") };
	size_t n = 0;
	const char *p = strchr(wkt, '(');

	if (p == NULL)
		return false;
	for (p++; *p == '(' || *p == ',';) {
		for (p += strspn(p, ",("); *p != ')' && *p != '\0'; p += strspn(p, ", ")) {
			if (n > SHAPE_CORNERS_MAX - 1 || !read_micro(&p, 180, &s.p[n].lon) || !read_micro(&p, 90, &s.p[n].lat))
				return false;
			n++;
		}
		if (*p++ != ')' || end_ring(&s, n) != NULL)
			return false;
		n = s.n_rings > 0 ? s.end[s.n_rings - 1] : n;
	}
	*out = s;
	return s.n_rings > 0;
}

/* --- two areas ------------------------------------------------------------------------ */

/* Whether a point is no farther off an edge than near: in a plane, which a district is. */
static bool
near_edge(struct corner a, struct corner b, struct corner at, int32_t near)
{
	const double dx = (double)b.lon - a.lon, dy = (double)b.lat - a.lat, px = (double)at.lon - a.lon,
	    py = (double)at.lat - a.lat, len = dx * dx + dy * dy;
	double t = len > 0 ? (px * dx + py * dy) / len : 0, ex, ey;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	ex = px - t * dx;
	ey = py - t * dy;
	return ex * ex + ey * ey <= (double)near * near;
}

static bool
on_border(const struct shape *s, struct corner at, int32_t near)
{
	for (size_t r = 0; r < s->n_rings; r++)
		for (size_t i = first_of(s, r); i < s->end[r]; i++)
			if (near_edge(s->p[i], s->p[next_of(s, r, i)], at, near))
				return true;
	return false;
}

static bool
strictly_in(const struct shape *s, struct corner at)
{
	if (!ring_has(s, 0, at))
		return false;
	for (size_t r = 1; r < s->n_rings; r++)
		if (ring_has(s, r, at))
			return false;
	return true;
}

bool
shape_has(const struct shape *s, struct corner at, int32_t near)
{
	return strictly_in(s, at) || on_border(s, at, near);
}

bool
shape_inside(const struct shape *inner, const struct shape *outer)
{
	for (size_t i = 0; i < inner->end[inner->n_rings - 1]; i++)
		if (!shape_has(outer, inner->p[i], SHAPE_NEAR))
			return false;
	return true;
}

/* Whether a corner or the middle of an edge of one lies deep in the other. */
static bool
reaches_into(const struct shape *a, const struct shape *b)
{
	for (size_t r = 0; r < a->n_rings; r++)
		for (size_t i = first_of(a, r); i < a->end[r]; i++) {
			const struct corner p = a->p[i], q = a->p[next_of(a, r, i)],
			    mid = { (int32_t)(((int64_t)p.lat + q.lat) / 2), (int32_t)(((int64_t)p.lon + q.lon) / 2) };

			if ((strictly_in(b, p) && !on_border(b, p, SHAPE_NEAR)) ||
			    (strictly_in(b, mid) && !on_border(b, mid, SHAPE_NEAR)))
				return true;
		}
	return false;
}

static void
box_of(const struct shape *s, struct corner *low, struct corner *high)
{
	*low = *high = s->p[0];
	for (size_t i = 1; i < s->end[0]; i++) {
		low->lat = s->p[i].lat < low->lat ? s->p[i].lat : low->lat;
		low->lon = s->p[i].lon < low->lon ? s->p[i].lon : low->lon;
		high->lat = s->p[i].lat > high->lat ? s->p[i].lat : high->lat;
		high->lon = s->p[i].lon > high->lon ? s->p[i].lon : high->lon;
	}
}

bool
shape_overlap(const struct shape *a, const struct shape *b)
{
	struct corner al, ah, bl, bh;

	box_of(a, &al, &ah);
	box_of(b, &bl, &bh);
	if (ah.lat <= bl.lat || bh.lat <= al.lat || ah.lon <= bl.lon || bh.lon <= al.lon)
		return false;
	if (reaches_into(a, b) || reaches_into(b, a))
		return true;
	/* the same area twice has every corner on the other's edge */
	return a->n_rings == b->n_rings && a->end[a->n_rings - 1] == b->end[b->n_rings - 1] &&
	    shape_inside(a, b) && shape_inside(b, a);
}
