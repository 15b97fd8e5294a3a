#include "config.h"
#include "lib/rule/doubt.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

enum { MAC_BYTES = 16 };

char *
ticket_make(struct arena *a, const unsigned char key[KEY_LEN], const char *form_key, usec_t at)
{
	const char *said = arena_printf(a, "ticket:%s:%lld", form_key, (long long)(at / USEC_SEC));
	unsigned char mac[HASH_LEN];
	struct buf b;

	hash_keyed(mac, key, said, strlen(said));
	buf_init(&b, a);
	buf_printf(&b, "%lld.", (long long)(at / USEC_SEC));
	buf_hex(&b, mac, MAC_BYTES);
	return b.s;
}

/* When a ticket was given; USEC_NONE when it is not ours or another form's. */
static usec_t
ticket_at(struct arena *a, const unsigned char key[KEY_LEN], const char *form_key, const char *ticket)
{
	const char *dot = strchr(ticket, '.');
	int64_t seconds;
	const char *ours;

	if (dot == NULL || !parse_i64(arena_printf(a, "%.*s", (int)(dot - ticket), ticket), 0, INT64_MAX / USEC_SEC, &seconds))
		return USEC_NONE;
	ours = ticket_make(a, key, form_key, seconds * USEC_SEC);
	return strlen(ours) == strlen(ticket) && secret_equal(ours, ticket, strlen(ours)) ? seconds * USEC_SEC : USEC_NONE;
}

static bool
has_zero_bits(const unsigned char hash[HASH_LEN], int bits)
{
	int i = 0;

	while (i < bits && i < HASH_LEN * 8 && (hash[i / 8] & (0x80 >> i % 8)) == 0)
		i++;
	return i == bits;
}

/* One number for each part, none missing and none behind them. */
static bool
proof_holds(struct arena *a, const char *ticket, const char *proof, int bits)
{
	char *copy = arena_strdup(a, proof), *rest = copy;

	for (int i = 0; i < PROOF_PARTS; i++) {
		const char *part = strsep(&rest, ".");
		unsigned char hash[HASH_LEN];
		int64_t n;
		const char *said;

		if (part == NULL || !parse_i64(part, 0, INT32_MAX, &n))
			return false;
		said = arena_printf(a, "%s.%d.%lld", ticket, i, (long long)n);
		hash_sha256(hash, said, strlen(said));
		if (!has_zero_bits(hash, bits))
			return false;
	}
	return rest == NULL;
}

int32_t
doubts_of(struct arena *a, const unsigned char key[KEY_LEN], const char *form_key, const char *ticket,
    const char *proof, const char *trap, const struct doubt_terms *terms, usec_t now)
{
	int32_t doubts = trap != NULL && trap[0] != '\0' ? DOUBT_TRAP : 0;
	const usec_t at = ticket != NULL ? ticket_at(a, key, form_key, ticket) : USEC_NONE;

	if (at != USEC_NONE && now < at + terms->pause * USEC_SEC)
		doubts |= DOUBT_QUICK;
	if (terms->bits == 0)
		return doubts;
	if (ticket == NULL || proof == NULL || proof[0] == '\0')
		return doubts | DOUBT_NO_PROOF;
	if (at == USEC_NONE || !proof_holds(a, ticket, proof, terms->bits))
		return doubts | DOUBT_FALSE_PROOF;
	return now > at + TICKET_HOURS * USEC_HOUR ? doubts | DOUBT_EXPIRED : doubts;
}
