/* Inside admin_file: the comparison of one file, and what its parts share. */
#ifndef LIB_SERVICE_ADMIN_FILE_IN_H
#define LIB_SERVICE_ADMIN_FILE_IN_H

#include "lib/service/admin_area.h"
#include "lib/service/admin_file.h"
#include "lib/store/store_admin.h"

struct known;

struct compare {
	struct service *sv;
	enum admin_thing thing;
	struct known *known;			/* rows that are there, by key */
	size_t n_known;
	struct admin_option *refs[ADMIN_COLS];	/* a column's references: value, and the code as label_zh */
	size_t n_refs[ADMIN_COLS];
	struct admin_areas district;
};

/* Reads what a comparison needs: the district, the references, the rows of these codes (a JSON array). */
enum err compare_begin(struct compare *c, const char *codes) MUST_USE;
/* Compares one row with what is there; end: its column "end", NULL for none. */
void compare_row(struct compare *c, struct admin_file_row *r, const char *end);
/* The number behind a code of a column; NULL: there is none. */
const char *compare_ref(const struct compare *c, size_t col, const char *code);
/* Says of each new or moved cell which others it lies over, those of the file as the file has them. */
enum err admin_file_overlaps(struct compare *c, struct admin_file *f) MUST_USE;
/* Counts the rows. */
void admin_file_count(struct admin_file *f);

#endif
