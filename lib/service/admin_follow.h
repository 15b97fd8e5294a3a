/* What a change of the office's own data carries with it. */
#ifndef LIB_SERVICE_ADMIN_FOLLOW_H
#define LIB_SERVICE_ADMIN_FOLLOW_H

#include <stddef.h>

#include "lib/base/err.h"

struct service;

/*
 * Cells of these codes were added, redrawn or ended in this transaction: each
 * component in them, or in them before, takes the unit cell it stands in now,
 * the lowest code on a shared edge, or none.  Cases keep the cell of their day.
 */
enum err admin_components_follow(struct service *sv, const char *const *codes, size_t n) MUST_USE;

#endif
