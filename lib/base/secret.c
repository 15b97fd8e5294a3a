#include "config.h"
#include "lib/base/secret.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
_Static_assert(sizeof(alphabet) - 1 == 31, "the code's alphabet has 31 letters");

enum { ARGON_OPS = 2, ARGON_MEM = 19 * 1024 * 1024 };

enum err
secret_init(void)
{
	return sodium_init() < 0 ? err_raise(ERR_INTERNAL, "libsodium does not start") : OK;
}

void
hash_sha256(unsigned char out[HASH_LEN], const void *data, size_t n)
{
	(void)crypto_hash_sha256(out, data, n);
}

struct sha256 {
	crypto_hash_sha256_state state;
};

struct sha256 *
sha256_new(struct arena *a)
{
	struct sha256 *h = arena_new_of(a, struct sha256);

	(void)crypto_hash_sha256_init(&h->state);
	return h;
}

void
sha256_add(struct sha256 *h, const void *data, size_t n)
{
	(void)crypto_hash_sha256_update(&h->state, data, n);
}

void
sha256_end(struct sha256 *h, unsigned char out[HASH_LEN])
{
	(void)crypto_hash_sha256_final(&h->state, out);
}

void
hash_keyed(unsigned char out[HASH_LEN], const unsigned char key[KEY_LEN], const void *data, size_t n)
{
	(void)crypto_generichash(out, HASH_LEN, data, n, key, KEY_LEN);
}

void
hash_hmac(unsigned char out[HASH_LEN], const void *key, size_t key_len, const void *data, size_t n)
{
	crypto_auth_hmacsha256_state st;

	(void)crypto_auth_hmacsha256_init(&st, key, key_len);
	(void)crypto_auth_hmacsha256_update(&st, data, n);
	(void)crypto_auth_hmacsha256_final(&st, out);
}

bool
secret_equal(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void
random_bytes(void *out, size_t n)
{
	randombytes_buf(out, n);
}

char *
random_token(struct arena *a)
{
	unsigned char raw[16];
	char *s = arena_alloc(a, 32);

	random_bytes(raw, sizeof(raw));
	(void)sodium_bin2base64(s, 32, raw, sizeof(raw), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return s;
}

enum err
key_read(const char *path, unsigned char key[KEY_LEN])
{
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	unsigned char all[KEY_LEN + 1];
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		return err_raise(ERR_INTERNAL, "cannot read the key file %s", path);
	if ((st.st_mode & S_IROTH) != 0)
		return err_raise(ERR_INTERNAL, "the key file %s is readable by everybody", path);
	if (read(fd, all, sizeof(all)) != KEY_LEN)
		return err_raise(ERR_INTERNAL, "the key file %s is not of %d bytes", path, KEY_LEN);
	memcpy(key, all, KEY_LEN);
	sodium_memzero(all, sizeof(all));
	return OK;
}

enum err
secret_line_read(struct arena *a, const char *path, char **out)
{
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char line[1002];
	struct stat st;
	ssize_t got;
	size_t n;

	if (fd < 0 || fstat(fd, &st) != 0)
		return err_raise(ERR_INTERNAL, "cannot read the secret file %s", path);
	if ((st.st_mode & S_IROTH) != 0)
		return err_raise(ERR_INTERNAL, "the secret file %s is readable by everybody", path);
	got = read(fd, line, sizeof(line) - 1);
	line[got > 0 ? got : 0] = '\0';
	n = strcspn(line, "\r\n");
	if (n == 0 || n > 1000)
		return err_raise(ERR_INTERNAL, "the first line of %s is no secret", path);
	*out = arena_strndup(a, line, n);
	sodium_memzero(line, sizeof(line));
	return OK;
}

void
code_of_form(char out[CODE_LEN + 1], const unsigned char key[KEY_LEN], const char *form_key)
{
	unsigned char h[64];
	size_t o = 0;

	/* Bytes from 248 up are passed over, so that each letter is equally likely. */
	(void)crypto_generichash(h, sizeof(h), (const unsigned char *)form_key, strlen(form_key), key,
	    KEY_LEN);
	for (size_t i = 0; i < sizeof(h) && o < CODE_LEN; i++)
		if (h[i] < 248)
			out[o++] = alphabet[h[i] % 31];
	while (o < CODE_LEN)	/* 53 of 64 bytes above 247: never seen, still defined */
		out[o++] = alphabet[0];
	out[CODE_LEN] = '\0';
}

bool
code_normalise(char out[CODE_LEN + 1], const char *typed)
{
	size_t n = strlen(typed), o = 0, used;

	for (; n > 0; typed += used, n -= used) {
		uint32_t cp = utf8_next(typed, n, &used);

		if (cp >= 0xFF01 && cp <= 0xFF5E)	/* full width, as Chinese input methods write */
			cp -= 0xFEE0;
		if (cp == ' ' || cp == '-' || cp == 0x3000 || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
			continue;
		cp = cp >= 'a' && cp <= 'z' ? cp - ('a' - 'A') : cp;
		if (o == CODE_LEN || cp == 0 || cp > 0x7F || strchr(alphabet, (int)cp) == NULL)
			return false;
		out[o++] = (char)cp;
	}
	out[o] = '\0';
	return o == CODE_LEN;
}

enum err
password_hash(struct arena *a, const char *password, char **out)
{
	char *s = arena_alloc(a, crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str_alg(s, password, strlen(password), ARGON_OPS, ARGON_MEM,
	    crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_raise(ERR_UNAVAILABLE, "no memory for argon2id");
	*out = s;
	return OK;
}

bool
password_fits(const char *hash, const char *password)
{
	unsigned char out[32], salt[crypto_pwhash_SALTBYTES] = { 0 };

	if (hash != NULL)
		return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
	/* Spend the same time, so that the answer does not tell which accounts exist. */
	if (crypto_pwhash(out, sizeof(out), password, strlen(password), salt, ARGON_OPS, ARGON_MEM,
	    crypto_pwhash_ALG_ARGON2ID13) != 0)
		return false;
	return false;
}

void
box_seal(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const void *text, size_t n,
    unsigned char **out, size_t *out_len)
{
	*out_len = size_add(n, crypto_box_SEALBYTES);
	*out = arena_alloc(a, *out_len);
	(void)crypto_box_seal(*out, text, n, pub);
}

enum err
box_open(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN],
    const unsigned char sec[BOX_SECRET_LEN], const void *box, size_t n, char **text)
{
	char *s;

	if (n < crypto_box_SEALBYTES)
		return err_raise(ERR_INVALID, "a sealed contact is too short");
	s = arena_alloc(a, n - crypto_box_SEALBYTES + 1);
	if (crypto_box_seal_open((unsigned char *)s, box, n, pub, sec) != 0)
		return err_raise(ERR_INVALID, "a sealed contact does not open with this year's key");
	*text = s;
	return OK;
}

void
box_keypair(unsigned char pub[BOX_PUBLIC_LEN], unsigned char sec[BOX_SECRET_LEN])
{
	(void)crypto_box_keypair(pub, sec);
}

/* --- files only one can read ------------------------------------------------ */

enum { STREAM_PIECE = 64 * 1024, STREAM_KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
	STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	STREAM_MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
	STREAM_BOX = STREAM_KEY + crypto_box_SEALBYTES };

void
stream_seal(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const char *mark, const void *data, size_t n,
    unsigned char **out, size_t *out_len)
{
	const size_t head = strlen(mark), pieces = n / STREAM_PIECE + 1;
	unsigned char key[STREAM_KEY], *to = arena_alloc(a, head + STREAM_BOX + STREAM_HEAD + n + pieces * STREAM_MORE);
	crypto_secretstream_xchacha20poly1305_state st;
	const unsigned char *from = data;

	*out = to;
	memcpy(to, mark, head);
	to += head;
	crypto_secretstream_xchacha20poly1305_keygen(key);
	(void)crypto_box_seal(to, key, sizeof(key), pub);
	to += STREAM_BOX;
	(void)crypto_secretstream_xchacha20poly1305_init_push(&st, to, key);
	to += STREAM_HEAD;
	for (size_t i = 0; i < pieces; i++) {
		const size_t len = i + 1 < pieces ? STREAM_PIECE : n % STREAM_PIECE;

		(void)crypto_secretstream_xchacha20poly1305_push(&st, to, NULL, from, len, (const unsigned char *)mark, head,
		    i + 1 < pieces ? 0 : crypto_secretstream_xchacha20poly1305_TAG_FINAL);
		from += len;
		to += len + STREAM_MORE;
	}
	sodium_memzero(key, sizeof(key));
	*out_len = (size_t)(to - *out);
}

/* The pieces up to the last; false when one does not prove, or one is missing. */
static bool
stream_pull(crypto_secretstream_xchacha20poly1305_state *st, const char *mark, const unsigned char *from, size_t n,
    unsigned char *to, size_t *len)
{
	unsigned char tag = 0;

	*len = 0;
	while (n >= STREAM_MORE) {
		const size_t piece = n < STREAM_PIECE + STREAM_MORE ? n : STREAM_PIECE + STREAM_MORE;

		if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL ||
		    crypto_secretstream_xchacha20poly1305_pull(st, to + *len, NULL, &tag, from, piece,
			(const unsigned char *)mark, strlen(mark)) != 0)
			return false;
		*len += piece - STREAM_MORE;
		from += piece;
		n -= piece;
	}
	return n == 0 && tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

enum err
stream_open(struct arena *a, const unsigned char pub[BOX_PUBLIC_LEN], const unsigned char sec[BOX_SECRET_LEN],
    const char *mark, const void *file, size_t n, char **out, size_t *out_len)
{
	const size_t head = strlen(mark);
	const unsigned char *from = file;
	unsigned char key[STREAM_KEY], *to;
	crypto_secretstream_xchacha20poly1305_state st;
	bool whole;

	if (n < head + STREAM_BOX + STREAM_HEAD + STREAM_MORE || memcmp(file, mark, head) != 0)
		return err_raise(ERR_INVALID, "no sealed file of this kind");
	from += head;
	if (crypto_box_seal_open(key, from, STREAM_BOX, pub, sec) != 0)
		return err_raise(ERR_INVALID, "the sealed file is for another key, or was changed");
	from += STREAM_BOX;
	to = arena_alloc(a, n);
	whole = crypto_secretstream_xchacha20poly1305_init_pull(&st, from, key) == 0 &&
	    stream_pull(&st, mark, from + STREAM_HEAD, n - head - STREAM_BOX - STREAM_HEAD, to, out_len);
	sodium_memzero(key, sizeof(key));
	if (!whole)
		return err_raise(ERR_INVALID, "the sealed file was changed");
	to[*out_len] = '\0';
	*out = (char *)to;
	return OK;
}

bool
hash_of_hex(const char *hex, unsigned char out[HASH_LEN])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < 2 * HASH_LEN; i++) {
		const char *d = hex[i] != '\0' ? strchr(digits, hex[i]) : NULL;

		if (d == NULL)
			return false;
		out[i / 2] = (unsigned char)(i % 2 == 0 ? (d - digits) << 4 : out[i / 2] | (d - digits));
	}
	return hex[2 * HASH_LEN] == '\0';
}
