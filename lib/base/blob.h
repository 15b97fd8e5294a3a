/* A counted run of bytes, lent; data is NULL for "none". */
#ifndef LIB_BASE_BLOB_H
#define LIB_BASE_BLOB_H

#include <stddef.h>

struct blob {
	const void *data;
	size_t len;
};

#endif
