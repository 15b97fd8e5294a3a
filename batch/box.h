/* Boxes of the archive: their lists, labels and packages, and the certificate of destruction. */
#ifndef BATCH_BOX_H
#define BATCH_BOX_H

#include "batch/job.h"
#include "lib/base/text.h"
#include "lib/service/archive_ops.h"

struct pdf;
struct pdf_fonts;

/* The office as papers name it. */
struct box_office {
	const char *name, *fonds;
};

/* What lies in a box, in order. */
struct pdf *box_list_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o, const struct box_row *b,
    const struct item_row *items, size_t n, enum lang lang);
/* A label a box, eight to a page, each with the box's code as a QR code. */
enum err box_labels_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o, const struct box_row *b,
    size_t n, enum lang lang, struct pdf **out) MUST_USE;
/* What was destroyed, by whose signatures, with numbers and hashes and nothing of the contents. */
struct pdf *certificate_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o,
    const struct destruction_row *d, const struct destruction_item_row *items, size_t n, enum lang lang);

/* "10 years", "permanent". */
const char *box_years(struct arena *a, enum lang lang, int32_t years);

/* What a package is made with. */
struct bag_job {
	struct app *app;
	struct service *sv;
	struct pdf_fonts *fonts;
	const struct box_office *office;
	const struct box_row *box;
	const char *path;
	enum lang lang;
};
/* Writes the BagIt package (RFC 8493) of a box; an enum exit_code. */
int box_pack(const struct bag_job *j) MUST_USE;

#endif
