/* What the files of filestore.h share; nobody else includes this. */
#ifndef LIB_PART_FILESTORE_IN_H
#define LIB_PART_FILESTORE_IN_H

#include "lib/base/err.h"

/*
 * Copies what stands behind fd to path, as a whole or not at all, and flushes;
 * one of the same size that stands there already is left as it is.
 */
enum err filestore_store_as(int fd, const char *path) MUST_USE;

#endif
