#include "config.h"
#include "lib/rule/ledger.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

static void
field(struct buf *b, const void *data, size_t n)
{
	buf_u32be(b, (uint32_t)n);
	buf_add(b, data, n);
}

static void
field_i64(struct buf *b, int64_t v)
{
	buf_u32be(b, 8);
	buf_u64be(b, (uint64_t)v);
}

static void
field_u32(struct buf *b, int32_t v)
{
	buf_u32be(b, 4);
	buf_u32be(b, (uint32_t)v);
}

static void
field_prev(struct buf *b, struct blob prev)
{
	static const unsigned char zero[HASH_LEN];

	field(b, prev.len == HASH_LEN ? prev.data : zero, HASH_LEN);
}

void
ledger_serialise(struct buf *b, const struct event *e)
{
	const unsigned char kind = (unsigned char)e->subject_kind;

	buf_chr(b, 1);
	field(b, &kind, 1);
	field_i64(b, e->subject_id);
	field_u32(b, e->seq);
	field_u32(b, e->kind);
	field_i64(b, e->at);
	field_i64(b, e->client_at);
	field_i64(b, e->user_id);
	field_i64(b, e->role_id);
	field_i64(b, e->shift_id);
	field_i64(b, e->unit_id);
	field_u32(b, e->from_state);
	field_u32(b, e->to_state);
	field_i64(b, e->reason_id);
	field(b, e->detail.data, e->detail.len);
	field(b, e->files.data, e->files.len);
	field(b, e->text_hash.data, e->text_hash.len);
	field_prev(b, e->prev_hash);
}

void
ledger_hash(struct arena *a, const struct event *e, unsigned char out[HASH_LEN])
{
	struct buf b;

	buf_init(&b, a);
	ledger_serialise(&b, e);
	hash_sha256(out, b.s, b.len);
}

void
ledger_text_hash(struct arena *a, const unsigned char salt[SALT_LEN], const char *text,
    unsigned char out[HASH_LEN])
{
	struct buf b;

	buf_init(&b, a);
	buf_add(&b, salt, SALT_LEN);
	buf_str(&b, text);
	hash_sha256(out, b.s, b.len);
}

bool
ledger_follows(struct arena *a, const struct event *prev, const struct event *e, const char **why)
{
	unsigned char h[HASH_LEN];

	*why = NULL;
	if (e->seq != (prev != NULL ? prev->seq + 1 : 1))
		*why = "an event is missing";
	else if (prev != NULL && (e->prev_hash.len != HASH_LEN || prev->hash.len != HASH_LEN ||
	    memcmp(e->prev_hash.data, prev->hash.data, HASH_LEN) != 0))
		*why = "it does not chain to the event before";
	if (*why != NULL)
		return false;
	ledger_hash(a, e, h);
	if (e->hash.len != HASH_LEN || memcmp(h, e->hash.data, HASH_LEN) != 0)
		*why = "its content does not fit its hash";
	return *why == NULL;
}
