/* What helps a citizen to say where and what, before anything is filed. */
#ifndef LIB_SERVICE_DOOR_OPS_H
#define LIB_SERVICE_DOOR_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_door.h"

enum { KINDS_FOUND = 8, PLACES_FOUND = 8, NEAR_MARKS = 150 };

/* The classes of the public form that fit what was typed, the best first; out holds KINDS_FOUND, owned by the lists. */
enum err door_kinds(struct service *sv, const char *typed, const struct class_row **out, size_t *n) MUST_USE;
/*
 * Places of the office that fit, the best first: names, communities, grids, and
 * facilities at a house number.  out holds PLACES_FOUND.
 */
enum err door_places(struct service *sv, const char *typed, struct place_row *out, size_t *n) MUST_USE;
/* What is said and asked when the class is chosen; none for 0 and for a class that is not for the public. */
enum err door_asks(struct service *sv, int64_t class_id, struct ask **out, size_t *n) MUST_USE;

/* A case as the public sees it from afar: no words, no address, no name. */
struct near_card {
	int64_t case_id, class_id;
	int32_t state, metres;		/* metres: door_same() only */
	usec_t received_at, closed_at;	/* USEC_NONE: open */
	struct near_point at;
	const char *cell_zh, *cell_en;	/* NULL: in no grid */
	int64_t photo;			/* link of a photo that may be shown; 0: none; door_same() and door_named() only */
	bool in_community;		/* door_named(): it shares a community, not a place, called so */
	const char *named_zh, *named_en;	/* NULL: found by distance */
};
/* Those whose public place lies in a tile, at most NEAR_MARKS, open ones first. */
enum err door_near(struct service *sv, int64_t tile, struct near_card **out, size_t *n) MUST_USE;
/*
 * Cases that a report may be about (lib/rule/near.h), the nearest first, at
 * most NEAR_FEW, into out.
 */
enum err door_same(struct service *sv, const struct near_report *r, struct near_card *out, size_t *n) MUST_USE;
/* The same for a report that has no point, by what its address and community are called; none where its class is unknown. */
enum err door_named(struct service *sv, int64_t class_id, const struct near_words *w, struct near_card *out,
    size_t *n) MUST_USE;
/* Hash of a photo door_same() named, while its case is still shown; ERR_NOT_FOUND otherwise. */
enum err door_photo(struct service *sv, int64_t link_id, struct blob *sha256) MUST_USE;

#endif
