/*
 * Secrets, hashes and random: libsodium, and nothing of our own.
 */
#ifndef LIB_BASE_SECRET_H
#define LIB_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;

enum { HASH_LEN = 32, KEY_LEN = 32, CODE_LEN = 12, BOX_PUBLIC_LEN = 32, BOX_SECRET_LEN = 32 };

/* Starts libsodium; once a process, before anything else here. */
enum err secret_init(void) MUST_USE;
/* SHA-256, the ledger's and the files' hash. */
void hash_sha256(unsigned char out[HASH_LEN], const void *data, size_t n);
/* The 64 lower-case hex digits of a hash, and nothing behind them; false for anything else. */
bool hash_of_hex(const char *hex, unsigned char out[HASH_LEN]);
/* A running SHA-256 for what arrives piece by piece; lives in the arena, ends once. */
struct sha256;
struct sha256 *sha256_new(struct arena *a);
void sha256_add(struct sha256 *h, const void *data, size_t n);
void sha256_end(struct sha256 *h, unsigned char out[HASH_LEN]);
/* BLAKE2b-256 with a key: codes, tokens, phone numbers. */
void hash_keyed(unsigned char out[HASH_LEN], const unsigned char key[KEY_LEN], const void *data,
    size_t n);
/* Whether two values are equal, in time that does not depend on where they differ. */
bool secret_equal(const void *a, const void *b, size_t n);
void random_bytes(void *out, size_t n);
/* 22 characters of URL-safe base64: 128 random bits, in the arena. */
char *random_token(struct arena *a);

/* HMAC-SHA256 with a key of any length: signatures of what we send to others. */
void hash_hmac(unsigned char out[HASH_LEN], const void *key, size_t key_len, const void *data, size_t n);

/*
 * The first line of a file that holds a password, without its end, in the
 * arena.  ERR_INTERNAL when it is missing, empty, longer than 1000 bytes, or
 * readable by everybody.
 */
enum err secret_line_read(struct arena *a, const char *path, char **out) MUST_USE;
/*
 * Reads a key file of KEY_LEN raw bytes.  ERR_INTERNAL when it is missing,
 * of another length, or readable by everybody.
 */
enum err key_read(const char *path, unsigned char key[KEY_LEN]) MUST_USE;

/*
 * The 12 symbols of a complaint's code: 31-letter alphabet without look-alikes
 * (no 0 O 1 I L), from the keyed hash of the form's one-time key
 * (design.md 4.11).  Always the same for the same key and form key.
 */
void code_of_form(char out[CODE_LEN + 1], const unsigned char key[KEY_LEN], const char *form_key);
/*
 * A code as typed by a person: case, blanks and dashes ignored, full-width
 * characters accepted.  False when it is not CODE_LEN symbols of the alphabet.
 */
bool code_normalise(char out[CODE_LEN + 1], const char *typed);

/* argon2id of a password with 19 MiB and t = 2 (design.md 4.19), as a PHC string in the arena. */
enum err password_hash(struct arena *a, const char *password, char **out) MUST_USE;
/* Whether the password fits; costs the same when hash is NULL (no such account). */
bool password_fits(const char *hash, const char *password);

/* crypto_box_seal: anyone with the public key writes, only the secret key reads. */
void box_seal(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const void *text, size_t n,
    unsigned char **out, size_t *out_len);
enum err box_open(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN],
    const unsigned char sec[BOX_SECRET_LEN], const void *box, size_t n, char **text) MUST_USE;
void box_keypair(unsigned char pub[BOX_PUBLIC_LEN], unsigned char sec[BOX_SECRET_LEN]);

/*
 * A file of its own that only the owner of the public key reads: a random key
 * sealed to it (box_seal) before the content in pieces of
 * crypto_secretstream_xchacha20poly1305, so that a cut or changed file is
 * never opened in part.  mark (at most 32 bytes) stands at its head in clear
 * and is proved with it.
 */
void stream_seal(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const char *mark, const void *data, size_t n,
    unsigned char **out, size_t *out_len);
/* ERR_INVALID: another mark, another key, or the file was changed. */
enum err stream_open(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const unsigned char sec[BOX_SECRET_LEN],
    const char *mark, const void *file, size_t n, char **out, size_t *out_len) MUST_USE;

#endif
