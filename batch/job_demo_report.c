/* What is reported in the demo district, where, in which words, and by whom. */
#include "config.h"
#include "batch/job_demo_walk.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { TRIES = 200 };

/* Where a text's {road}, {mark}, {home} and {n} come from. */
struct spot {
	int32_t lat, lon;
	const char *road, *mark, *home;
	int number;
};

const char *
walk_words(struct walk *w, enum word_list list)
{
	return words_pick(&w->w->words.lists[list], &w->r);
}

/* The same landmark always stands at the same place. */
static const char *
mark_at(const struct walk *w, int street, int number)
{
	const struct words *marks = &w->w->words.lists[W_landmark];

	return marks->s[(size_t)(street * 31 + number / 9 * 7) % marks->n];
}

/* A point inside the compounds of some community, or beside a street. */
static void
choose_point(struct walk *w, bool home, int32_t *lat, int32_t *lon)
{
	for (int i = 0; i < TRIES; i++) {
		const int row = (int)rng_below(&w->r, GRID_ROWS), col = (int)rng_below(&w->r, GRID_COLS);
		int number;

		if (!home && grid_on_street((int)rng_below(&w->r, STREETS), rng_below(&w->r, 1000),
		    rng_permille(&w->r, 500), lat, lon, &number))
			return;
		*lat = grid_lat(row) - 60 - (int32_t)rng_below(&w->r, 780);
		*lon = grid_lon(col) + 60 + (int32_t)rng_below(&w->r, 930);
		if (home && grid_autonomy(row, col) >= 0)
			return;
	}
	*lat = grid_lat(10) - 300;
	*lon = grid_lon(10) + 300;
}

/* Every community has one compound: "梅园社区" has 梅园新村. */
static const char *
home_of(struct walk *w, int community)
{
	const struct vocabulary *v = &w->w->words;
	const char *pair = v->lists[W_community].s[community];
	const int n = (int)(strstr(pair, "社区") - pair);

	return arena_printf(w->a, "%.*s%s", n, pair,
	    v->lists[W_suffix].s[(size_t)community % v->lists[W_suffix].n]);
}

static void
choose_spot(struct walk *w, bool home, struct spot *s)
{
	const struct vocabulary *v = &w->w->words;
	const struct world_component *part = NULL;
	int street;

	if (w->k->n_components > 0 && !home && rng_permille(&w->r, 700))
		part = &w->k->components[rng_below(&w->r, (uint32_t)w->k->n_components)];
	if (part != NULL) {
		s->lat = part->lat;
		s->lon = part->lon;
		w->c.component_id = part->id;
		w->owner_unit = part->owner;
	} else {
		choose_point(w, home, &s->lat, &s->lon);
	}
	(void)grid_at(s->lat, s->lon, &w->row, &w->col);
	street = grid_nearest_street(s->lat, s->lon, &s->number);
	s->road = street < STREETS_EW ? v->lists[W_street_ew].s[street]
	                              : v->lists[W_street_ns].s[street - STREETS_EW];
	s->mark = mark_at(w, street, s->number);
	s->home = home_of(w, grid_community(w->row, w->col));
}

/* "霍里街道梅园社区康宁路86号"; in a compound its name and a house. */
static const char *
address_of(struct walk *w, const struct spot *s, bool home)
{
	const char *pair = w->w->words.lists[W_community].s[grid_community(w->row, w->col)];
	const int n = (int)strcspn(pair, "|");

	if (home)
		return arena_printf(w->a, "霍里街道%.*s%s%u幢", n, pair, s->home, 1 + rng_below(&w->r, 30));
	return arena_printf(w->a, "霍里街道%.*s%s%d号", n, pair, s->road, s->number);
}

static void
fill(struct walk *w, struct buf *b, const char *text, const struct spot *s)
{
	while (*text != '\0') {
		const size_t n = strcspn(text, "{");

		buf_add(b, text, n);
		text += n;
		if (strncmp(text, "{road}", 6) == 0)
			buf_str(b, s->road);
		else if (strncmp(text, "{mark}", 6) == 0)
			buf_str(b, s->mark);
		else if (strncmp(text, "{home}", 6) == 0)
			buf_str(b, s->home);
		else if (strncmp(text, "{n}", 3) == 0)
			buf_printf(b, "%u", 2 + rng_below(&w->r, 7));
		text += strcspn(text, "}");
		text += *text == '}';
	}
}

/* Citizens greet, complain and hope; supervisors are short. */
static const char *
describe(struct walk *w, const char *matter, const struct spot *s, bool citizen)
{
	const char *part;
	struct buf b;

	buf_init(&b, w->a);
	if (citizen && (part = walk_words(w, W_opening)) != NULL)
		buf_str(&b, part);
	fill(w, &b, matter, s);
	if (citizen && rng_permille(&w->r, 90))
		buf_str(&b, walk_words(w, W_long));
	else if (citizen && (part = walk_words(w, W_closing)) != NULL)
		buf_str(&b, part);
	return b.s;
}

/* By when the sender may expect the acceptor's decision: the hour inside duty time (S2). */
static usec_t
accept_due(struct walk *w, usec_t at)
{
	const struct stage_limit *l = &w->w->office->limits[LIM_ACCEPT];
	usec_t due = USEC_NONE;

	w->failed = deadline_add(w->w->office->cal, at, l->amount, l->unit, NO_PAUSES, &due);
	return due;
}

/* An invented name and a number of a block that is not in use: 19900000000 … 19900009999. */
static void
choose_sender(struct walk *w, struct walked_complaint *p)
{
	static const struct {
		enum source source;
		uint32_t leaves;	/* so many in a thousand leave a name and number */
	} habits[] = {
		{ SRC_HOTLINE, 950 }, { SRC_12345, 1000 }, { SRC_NET, 620 }, { SRC_WALKIN, 850 },
		{ SRC_DEPUTY, 1000 }, { SRC_MEDIA, 300 },
	};

	for (size_t i = 0; i < N(habits); i++)
		if (habits[i].source == p->source && rng_permille(&w->r, habits[i].leaves)) {
			p->name = arena_printf(w->a, "%s%s", walk_words(w, W_surname),
			    rng_permille(&w->r, 500) ? "先生" : "女士");
			p->phone = arena_printf(w->a, "+861990000%04u", rng_below(&w->r, 10000));
			p->confidential = rng_permille(&w->r, 40);
		}
}

static void
choose_external(struct walk *w, struct walked_complaint *p, uint64_t index)
{
	const struct civil c = civil_of(p->received_at);

	if (p->source != SRC_12345 && p->source != SRC_UPPER)
		return;
	p->ext_system = p->source == SRC_12345 ? "12345" : "340503";
	p->ext_number = arena_printf(w->a, "%s%04d%02d%02d%08llu", p->source == SRC_12345 ? "RX" : "QP", c.year,
	    c.month, c.day, (unsigned long long)index + 1);
	p->ext_due = p->received_at + (3 + (usec_t)rng_below(&w->r, 5)) * USEC_DAY;
}

static void
place_case(struct walk *w, const struct spot *s)
{
	const int base = grid_base(w->row, w->col), own = grid_autonomy(w->row, w->col);

	w->c.has_point = true;
	w->c.lat = s->lat;
	w->c.lon = s->lon;
	w->c.unit_cell_id = w->w->unit_cell[w->row][w->col];
	w->c.base_cell_id = w->w->base_cell[base];
	w->c.auto_cell_id = own >= 0 ? w->w->auto_cell[own] : 0;
}

/* Some callers cannot say where it is on the map, and a few stand beyond the border. */
static void
blur(struct walk *w)
{
	if (w->c.component_id == 0 && rng_permille(&w->r, 45)) {
		w->c.has_point = false;
		w->c.lat = w->c.lon = 0;
		w->c.unit_cell_id = w->c.base_cell_id = w->c.auto_cell_id = 0;
		w->needs_cell = true;
	} else if (w->c.component_id == 0 && rng_permille(&w->r, 6)) {
		w->c.lat = grid_lat(-8);
		w->c.unit_cell_id = w->c.base_cell_id = w->c.auto_cell_id = 0;
		w->c.outside = true;
		w->row = -1;
	}
}

void
walk_report(struct walk *w, const struct arrival *in, uint64_t index)
{
	struct walked_complaint *p = &w->complaints[0];
	const char *matter;
	bool citizen, home;
	struct spot s;

	w->k = world_pick_class(w->w, civil_of(in->at).month, &w->r);
	w->owner_unit = 0;
	matter = w->k->matter->texts.s[rng_below(&w->r, (uint32_t)w->k->matter->texts.n)];
	home = strstr(matter, "{home}") != NULL;
	choose_spot(w, home, &s);
	citizen = source_is_public((enum source)in->source);
	w->c.class_id = w->k->id;
	w->c.centre_id = w->w->centre_id;
	w->c.source = in->source;
	w->c.received_at = in->at;
	w->c.hazard = w->c.urgent = w->k->hazard;
	w->c.description = describe(w, matter, &s, citizen);
	w->c.address = address_of(w, &s, home);
	place_case(w, &s);
	if (citizen)
		blur(w);
	*p = (struct walked_complaint){ .id = p->id, .source = (enum source)in->source, .received_at = in->at,
		.state = CP_RECEIVED, .state_at = in->at, .description = w->c.description, .ext_due = USEC_NONE,
		.accept_due = accept_due(w, in->at), .linked_at = USEC_NONE, .link_end = USEC_NONE };
	w->variant = (int)rng_below(&w->r, SCENE_VARIANTS);
	p->has_photo = !citizen || rng_permille(&w->r, p->source == SRC_NET ? 650 : 60);
	choose_sender(w, p);
	choose_external(w, p, index);
	w->c.confidential = p->confidential;
	w->n_complaints = 1;
}

/* Neighbours see the same thing: their complaints join the case while it is open. */
void
walk_join(struct walk *w, int64_t first_id)
{
	const usec_t until = w->c.closed_at != USEC_NONE ? w->c.closed_at : w->last;
	const usec_t from = w->events[0].e.at;

	while (w->n_complaints < WALK_COMPLAINTS_MAX && rng_permille(&w->r, 250)) {
		struct walked_complaint *p = &w->complaints[w->n_complaints];
		struct actor clerk;
		usec_t at = from + (usec_t)(rng_unit(&w->r) * (double)(until - from)), joined;
		const struct actor nobody = { .user_id = 0 };

		joined = at + 5 * USEC_MIN + (usec_t)rng_below(&w->r, 15 * 60) * USEC_SEC;
		if (joined >= until)
			break;
		*p = (struct walked_complaint){ .id = first_id++, .source = SRC_NET, .received_at = at,
			.state = CP_RECEIVED, .description = arena_printf(w->a, "%s%s也看到了，%s",
			    w->c.address, w->k->name, walk_words(w, W_long)),
			.ext_due = USEC_NONE, .link_end = USEC_NONE, .linked_at = joined,
			.accept_due = accept_due(w, at) };
		choose_sender(w, p);
		clerk = world_on_duty(w->w, R_ACCEPTOR, joined, &w->r);
		walk_tell_complaint(w, p, ACT_C_RECEIVED, &nobody, at, CP_RECEIVED, 0);
		walk_tell_complaint(w, p, ACT_C_JOINED, &clerk, joined, CP_REGISTERED, 0);
		if (w->c.closed_at != USEC_NONE) {
			const struct actor closer = { .user_id = w->c.closer_id, .role = R_CHIEF };

			p->answer = w->complaints[0].answer;
			walk_tell_complaint(w, p, ACT_C_ANSWERED, &closer, w->c.closed_at, CP_REGISTERED, 0);
		}
		w->n_complaints++;
	}
}
