#include "config.h"
#include "lib/service/account_log.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

enum err
account_log(struct service *sv, const struct account_line *l, int32_t *seq)
{
	const char *detail = l->detail != NULL ? l->detail : "";
	struct event ev = { .subject_kind = l->subject, .subject_id = l->id, .kind = l->step, .at = l->at, .client_at = USEC_NONE,
		.role_id = R_SYSTEM, .from_state = l->from, .to_state = l->to, .detail = { detail, strlen(detail) } };
	enum err e;

	if (l->who != NULL) {
		ev.user_id = l->who->user_id;
		ev.role_id = l->who->role;
		ev.shift_id = l->who->shift_id;
		ev.unit_id = l->who->unit_id;
	}
	e = store_event_last(sv->db, sv->arena, l->subject, l->id, seq, &ev.prev_hash);
	if (e != OK)
		return e;
	ev.seq = ++*seq;
	return store_event_add(sv->db, sv->arena, &ev, l->words);
}

enum err
account_key_known(struct service *sv, const char *key, int64_t *id, bool *again)
{
	unsigned char hash[HASH_LEN];
	enum err e;

	hash_sha256(hash, key, strlen(key));
	e = store_write_key_find(sv->db, hash, id);
	*again = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
account_key_use(struct service *sv, const char *key, int64_t user_id, int64_t id, usec_t at)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, key, strlen(key));
	return store_write_key_add(sv->db, hash, user_id, id, at);
}

enum err
account_need_words(const char *words)
{
	return words == NULL || words[0] == '\0' ? err_raise_field(ERR_INVALID, "note", "Err.required") : OK;
}
