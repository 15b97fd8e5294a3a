/*
 * Files stored once by the SHA-256 of their content, below conf data_dir:
 *
 *   tmp/                       uploads on their way in
 *   originals/ab/<hash>        what people sent, for the desk and anjuan-photo only
 *   staff/ab/<hash>-v.jpg      derived pictures, without metadata
 *   public/ab/<hash>-v.jpg     the same, for those shown outside the office
 *   info/ab/<hash>             what anjuan-photo found out (lib/part/image.h)
 *   open/ab/<hash>.<end>       what everybody may take: papers and data the office published
 *   papers/ab/<hash>.<end>     papers the timer has drawn for the desk
 *   spool/<hash>[.public]      pictures still to derive
 *
 * Rights come from the folders: a new one takes the rights of the folder above
 * (and its owner, when root makes it), files are 0640.  Whoever sets up a real
 * installation makes the eight, for instance originals/ as 1730 batch:public: public
 * program and desk, members of that group, may put files in, read them, and neither list nor
 * remove them; the timer takes away what nobody named.
 *
 * A hash is 64 lower-case hex digits; every function that takes one
 * refuses anything else with ERR_INVALID (path builders: NULL), so that a
 * hash from outside can never become a path of its own.
 */
#ifndef LIB_PART_FILESTORE_H
#define LIB_PART_FILESTORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct conf;

enum { FILE_HASH_HEX = 64 };

enum file_audience { FILE_STAFF, FILE_PUBLIC, FILE_AUDIENCE_MAX };
/* At most 1600 and 320 pixels a side. */
enum file_kind { FILE_VIEW, FILE_THUMB, FILE_KIND_MAX };

/* Whether text is a hash as this room writes it. */
bool filestore_hash_ok(const char *hash);

/* Paths in the arena; NULL when hash is none. */
char *filestore_original_path(struct arena *a, const struct conf *c, const char *hash);
char *filestore_derived_path(struct arena *a, const struct conf *c, enum file_audience who,
    enum file_kind kind, const char *hash);
char *filestore_info_path(struct arena *a, const struct conf *c, const char *hash);
/* "ab/<hash>-v.jpg": the part of an X-Accel-Redirect after the internal place's name. */
char *filestore_derived_name(struct arena *a, enum file_kind kind, const char *hash);

/*
 * Makes the folders that are missing (not data_dir itself), all 256 of
 * originals/ too; existing ones keep their owner and rights.
 */
enum err filestore_prepare(const struct conf *c) MUST_USE;

/*
 * A new, empty, private file in tmp/, open for reading and writing; the
 * caller closes *fd and unlinks *path (in the arena).
 */
enum err filestore_tmp(struct arena *a, const struct conf *c, int *fd, char **path) MUST_USE;

/* SHA-256 of the whole file behind fd as hex, and its bytes; the file's offset is not moved. */
enum err filestore_hash_fd(int fd, char hash[FILE_HASH_HEX + 1], int64_t *size) MUST_USE;

/*
 * Puts the finished file at path (in tmp/) into originals/ under its hash and
 * flushes content and folders before it returns: what is named in a
 * transaction after this is on disk.  A hash that is stored already is left
 * as it is (*was_new = false).  The name at path stays; the caller unlinks it.
 * The content is trusted to have that hash: compute it while it arrives, or
 * with filestore_hash_fd().  was_new may be NULL.
 */
enum err filestore_put(const struct conf *c, const char *path, const char *hash,
    bool *was_new) MUST_USE;

/* Opens for reading, *size in bytes; the caller closes *fd.  ERR_NOT_FOUND when there is none. */
enum err filestore_open_original(const struct conf *c, const char *hash, int *fd,
    int64_t *size) MUST_USE;
enum err filestore_open_derived(const struct conf *c, enum file_audience who, enum file_kind kind,
    const char *hash, int *fd, int64_t *size) MUST_USE;
/* Whether the derived picture is there. */
bool filestore_has_derived(const struct conf *c, enum file_audience who, enum file_kind kind,
    const char *hash);

/* Takes the original of a hash away; none there is no error.  Only who owns originals/ may (the timer). */
enum err filestore_drop_original(const struct conf *c, const char *hash) MUST_USE;
/* … and all that was derived from it, for those who own staff/, public/ and info/ (anjuan-photo). */
enum err filestore_drop_derived(const struct conf *c, const char *hash) MUST_USE;

/*
 * For anjuan-photo: writes a derived picture, or an info file, as a whole or
 * not at all: temporary name in the area's own tmp/, flush, rename, flush.
 */
enum err filestore_write_derived(const struct conf *c, enum file_audience who, enum file_kind kind,
    const char *hash, const void *data, size_t n) MUST_USE;
enum err filestore_write_info(const struct conf *c, const char *hash, const void *data,
    size_t n) MUST_USE;
/*
 * Puts what stands behind fd into open/ under its hash (filestore_hash_fd())
 * and an ending ("pdf"), flushed; the same content again is left as it is.
 */
enum err filestore_put_open(const struct conf *c, int fd, const char *hash, const char *end) MUST_USE;
/* "ab/<hash>.pdf": the part after the area's name; NULL when hash is none. */
char *filestore_open_name(struct arena *a, const char *hash, const char *end);
/* Takes one away again; none there is no error. */
enum err filestore_drop_open(const struct conf *c, const char *hash, const char *end) MUST_USE;
/* The same for papers/, whose files the desk sends to whom it allows; filestore_open_name() is their name, too. */
enum err filestore_put_paper(const struct conf *c, int fd, const char *hash, const char *end) MUST_USE;
enum err filestore_drop_paper(const struct conf *c, const char *hash, const char *end) MUST_USE;
/*
 * Removes what a process that died left half-written in those tmp/ folders;
 * pid 0: what any did (at the start, when nobody else writes).
 */
void filestore_clear_half(const struct conf *c, long pid);
/* Removes uploads in tmp/ last written before an instant: their request is long gone. */
void filestore_expire_tmp(const struct conf *c, usec_t before);

#endif
