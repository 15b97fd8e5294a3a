/* The parts of a dossier's drawing; each section begins at the flow's place and leaves it below. */
#ifndef BATCH_DOSSIER_DRAW_H
#define BATCH_DOSSIER_DRAW_H

#include "batch/dossier.h"
#include "batch/pdf/pdf_table.h"

/* What the parts share. */
struct dossier_drawing {
	struct arena *a;
	const struct dossier *d;
	enum lang lang;
	struct pdf_flow f;
};

/* A heading inside a section, and a line of text. */
extern const struct pdf_para dossier_h2, dossier_text;

/* A form being filled: pairs of label and value, two pairs a row or one over the whole width. */
struct dossier_form {
	struct dossier_drawing *w;
	struct pdf_table t;
	const char *label, *value; /* waiting for its neighbour */
};
void dossier_form_begin(struct dossier_form *s, struct dossier_drawing *w);
/* A pair that shares its row; NULL and "" are "—". */
void dossier_form_pair(struct dossier_form *s, const char *label, const char *value);
/* A pair as wide as the page; nothing for a NULL value. */
void dossier_form_wide(struct dossier_form *s, const char *label, const char *value);
void dossier_form_end(struct dossier_form *s);
/* "None.", where a section is empty. */
void dossier_none(struct dossier_drawing *w);

/* The items that steps stand in (metrics 6.5); 1, 2, 12 and 13 are of the whole case. */
enum dossier_item {
	ITEM_SOURCE = 3, ITEM_VERIFY, ITEM_FILING, ITEM_DISPATCH, ITEM_HANDLING, ITEM_URGES, ITEM_CHECKS,
	ITEM_CLOSING, ITEM_CALLBACK
};

/* A table of the steps that stand in an item, the case's before the complaints'; how many there are. */
size_t dossier_steps(struct dossier_drawing *w, enum dossier_item item);
/* What is said in an event: reason, text, details, time of the device; "" for nothing. */
const char *dossier_content(const struct dossier_drawing *w, const struct event_row *e);
/* Its text alone, or that it was destroyed; NULL for none. */
const char *dossier_own_text(const struct dossier_drawing *w, const struct event_row *e);

/* Draws the photos of some parts that came with the events (after, upto]; how many there are. */
#define PART_BIT(part) (1U << (part))
#define PHOTOS_ALL -1, INT32_MAX
size_t dossier_photos(struct dossier_drawing *w, unsigned parts, int32_t after, int32_t upto);
/* Whether the event is a unit's feedback; the sequence number of the first one after event i, INT32_MAX for none. */
bool dossier_is_feedback(const struct event_row *e);
int32_t dossier_next_feedback(const struct dossier *d, size_t i);

/* Items 3 to 13 in their order. */
void dossier_draw_source(struct dossier_drawing *w);
void dossier_draw_verify(struct dossier_drawing *w);
void dossier_draw_filing(struct dossier_drawing *w);
void dossier_draw_dispatch(struct dossier_drawing *w);
void dossier_draw_handling(struct dossier_drawing *w);
void dossier_draw_urges(struct dossier_drawing *w);
void dossier_draw_checks(struct dossier_drawing *w);
void dossier_draw_closing(struct dossier_drawing *w);
void dossier_draw_callback(struct dossier_drawing *w);
void dossier_draw_log(struct dossier_drawing *w);
void dossier_draw_proof(struct dossier_drawing *w);
/* A part of item 7: every promise and the sum of its due. */
void dossier_draw_clocks(struct dossier_drawing *w);

#endif
