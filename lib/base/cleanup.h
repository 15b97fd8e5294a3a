/*
 * CLEANUP(f) before a local frees it with f(&local) when its scope ends.
 * DEFINE_FREEP(T, f) makes the destructor "f##p" out of f(T *); it accepts NULL.
 */
#ifndef LIB_BASE_CLEANUP_H
#define LIB_BASE_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CLEANUP(f) __attribute__((cleanup(f)))

#define DEFINE_FREEP(type, f)                                                  \
	static inline void f##p(type **p)                                      \
	{                                                                      \
		if (*p != NULL)                                                \
			f(*p);                                                 \
		*p = NULL;                                                     \
	}

static inline void
fclosep(FILE **f)
{
	if (*f != NULL)
		(void)fclose(*f);
	*f = NULL;
}

static inline void
closep(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static inline void
free_mallocp(char **p)
{
	free(*p);
	*p = NULL;
}

#endif
