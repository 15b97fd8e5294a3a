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

/* Sections in their order (metrics 6.5, items 3 to 12). */
void dossier_draw_registration(struct dossier_drawing *w);
void dossier_draw_verification(struct dossier_drawing *w);
void dossier_draw_filing(struct dossier_drawing *w);
void dossier_draw_dispatch(struct dossier_drawing *w);
void dossier_draw_clocks(struct dossier_drawing *w);
void dossier_draw_results(struct dossier_drawing *w);
void dossier_draw_closing(struct dossier_drawing *w);
void dossier_draw_photos(struct dossier_drawing *w);
void dossier_draw_log(struct dossier_drawing *w);
void dossier_draw_proof(struct dossier_drawing *w);

/* The points that a section's heading keeps below it, for its first row. */
double dossier_keep_photos(const struct dossier_drawing *w);

#endif
