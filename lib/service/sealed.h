/*
 * Sealing to the office's key of the year (design §4.10): whoever has the public
 * key writes, only desk and timer read.
 */
#ifndef LIB_SERVICE_SEALED_H
#define LIB_SERVICE_SEALED_H

#include "lib/base/secret.h"
#include "lib/service/office_ops.h"

/* This year's public key, or the newest before it; *used says of which year.  ERR_INTERNAL: there is none. */
enum err sealed_public_key(struct service *sv, int year, unsigned char key[BOX_PUBLIC_LEN], int *used) MUST_USE;
/* A year's key of key_dir: kind "pub" or "sec". */
enum err sealed_key(struct service *sv, int year, const char *kind, unsigned char key[KEY_LEN]) MUST_USE;
/* A text as "2026:hex", in the arena. */
enum err sealed_text(struct service *sv, const char *text, const char **out) MUST_USE;
/* The reverse.  ERR_INVALID: it is none; ERR_INTERNAL: the year's key is away. */
enum err sealed_open(struct service *sv, const char *sealed, const char **out) MUST_USE;

#endif
