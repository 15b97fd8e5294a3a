/* Messages: taken under a lease, sent, ended, tried again. */
#include "config.h"
#include "lib/store/store_notice.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

struct id_row {
	int64_t id;
};

static const struct db_col id_cols[] = { COL_I64(id_row, id) };

/* Rows of ids as a list; ERR_NOT_FOUND for none. */
static enum err
list_of(struct arena *a, const struct id_row *rows, size_t n, struct id_list *out)
{
	struct buf b;

	if (n == 0)
		return ERR_NOT_FOUND;
	buf_init(&b, a);
	*out = (struct id_list){ .first = rows[0].id, .last = rows[0].id, .n = n };
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%s%lld", i > 0 ? "," : "", (long long)rows[i].id);
		out->first = rows[i].id < out->first ? rows[i].id : out->first;
		out->last = rows[i].id > out->last ? rows[i].id : out->last;
	}
	out->text = b.s;
	return OK;
}

enum err
store_outbox_claim(struct db *db, struct arena *a, usec_t now, struct id_list *out)
{
	const struct db_arg args[] = { DB_TIME(now) };
	struct id_row *rows;
	size_t n;
	enum err e = db_all(db, SQL_NOTICE_OUTBOX_CLAIM, args, N(args), id_cols, N(id_cols), a, sizeof(*rows), &rows, &n);

	return e == OK ? list_of(a, rows, n, out) : e;
}

enum err
store_message_add(struct db *db, int64_t notice_id, enum notice_channel channel, int64_t reader,
    enum message_urgency urgency, usec_t at, usec_t now)
{
	const struct db_arg args[] = { DB_I64(notice_id), DB_I64(channel), reader > 0 ? DB_I64(reader) : DB_NULL,
		DB_I64(reader), DB_I64(urgency), DB_TIME(at),
		DB_TIME(now > at ? now : at) };

	return db_exec(db, SQL_NOTICE_MESSAGE_INSERT, args, N(args), NULL, NULL);
}

static enum err
next_of(struct db *db, struct arena *a, enum notice_channel channel, enum message_urgency urgency, usec_t now,
    struct id_row **rows, size_t *n)
{
	const struct db_arg one[] = { DB_I64(channel), DB_I64(urgency), DB_TIME(now) };
	const struct db_arg head[] = { DB_TIME(now), DB_TIME(now) };
	struct db_arg rest[] = { DB_TIME(now), DB_NULL };
	enum err e;

	if (urgency != URGENCY_DIGEST)
		return db_all(db, SQL_NOTICE_MESSAGE_NEXT, one, N(one), id_cols, N(id_cols), a, sizeof(**rows), rows, n);
	e = db_all(db, SQL_NOTICE_DIGEST_NEXT, head, N(head), id_cols, N(id_cols), a, sizeof(**rows), rows, n);
	if (e != OK || *n == 0)
		return e;
	rest[1] = DB_I64((*rows)[0].id);
	return db_all(db, SQL_NOTICE_DIGEST_REST, rest, N(rest), id_cols, N(id_cols), a, sizeof(**rows), rows, n);
}

enum err
store_message_take(struct db *db, struct arena *a, enum notice_channel channel, enum message_urgency urgency,
    usec_t now, usec_t until, const unsigned char lease[LEASE_LEN], struct id_list *out)
{
	struct db_arg args[] = { DB_BLOB(lease, LEASE_LEN), DB_TIME(until), DB_NULL, DB_NULL, DB_NULL };
	struct id_list ids;
	struct id_row *rows;
	size_t n;
	enum err e = next_of(db, a, channel, urgency, now, &rows, &n);

	if (e != OK || (e = list_of(a, rows, n, &ids)) != OK)
		return e;
	args[2] = DB_I64(ids.first);
	args[3] = DB_I64(ids.last);
	args[4] = DB_STR(ids.text);
	if ((e = db_exec(db, SQL_NOTICE_MESSAGE_LEASE, args, N(args), NULL, NULL)) == OK)
		*out = ids;
	return e;
}

enum err
store_letters(struct db *db, struct arena *a, const struct id_list *ids, const unsigned char lease[LEASE_LEN],
    struct letter_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(letter_row, id), COL_I64(letter_row, notice_id), COL_I32(letter_row, channel),
		COL_I32(letter_row, urgency), COL_I32(letter_row, refused), COL_I32(letter_row, away),
		COL_TIME(letter_row, since), COL_I32(letter_row, subject_kind), COL_I64(letter_row, subject_id),
		COL_I32(letter_row, event_seq), COL_I64(letter_row, user_id), COL_I64(letter_row, complaint_id),
		COL_I32(letter_row, kind), COL_BOOL(letter_row, hazard), COL_TIME(letter_row, created_at),
		COL_BOOL(letter_row, was_read), COL_STR(letter_row, number), COL_I32(letter_row, state),
		COL_TIME(letter_row, stage_due), COL_BOOL(letter_row, confidential), COL_STR(letter_row, address),
		COL_STR(letter_row, class_zh), COL_STR(letter_row, class_en), COL_BOOL(letter_row, active),
		COL_STR(letter_row, lang), COL_STR(letter_row, email), COL_STR(letter_row, phone),
		COL_BOOL(letter_row, by_email), COL_BOOL(letter_row, by_sms), COL_TIME(letter_row, received_at),
		COL_STR(letter_row, answer), COL_I32(letter_row, complaint_state), COL_I32(letter_row, round),
		COL_BOOL(letter_row, confirmed), COL_BOOL(letter_row, stopped),
	};
	const struct db_arg args[] = { DB_I64(ids->first), DB_I64(ids->last), DB_STR(ids->text), DB_BLOB(lease, LEASE_LEN) };

	return db_all(db, SQL_NOTICE_LETTERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_message_end(struct db *db, const struct id_list *ids, const unsigned char lease[LEASE_LEN],
    const struct message_end *end, bool *held)
{
	const struct db_arg args[] = { DB_I64(end->state), DB_TIME(end->next_at), DB_I64(end->refused), DB_I64(end->away),
		DB_TIME(end->ended_at), DB_STR(end->error), DB_I64(ids->first), DB_I64(ids->last), DB_STR(ids->text),
		DB_BLOB(lease, LEASE_LEN) };
	int64_t n;
	enum err e = db_exec(db, SQL_NOTICE_MESSAGE_END, args, N(args), &n, NULL);

	if (e == OK)
		*held = n == (int64_t)ids->n;
	return e;
}

enum err
store_message_counts(struct db *db, struct arena *a, struct message_count **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(message_count, channel), COL_I32(message_count, state), COL_I64(message_count, n),
		COL_TIME(message_count, since),
	};

	return db_all(db, SQL_NOTICE_STATES, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_messages(struct db *db, struct arena *a, enum message_state state, int64_t before, struct message_row **out,
    size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(message_row, id), COL_I32(message_row, channel), COL_I32(message_row, urgency),
		COL_I32(message_row, state), COL_I32(message_row, refused), COL_I32(message_row, away),
		COL_TIME(message_row, since), COL_TIME(message_row, next_at), COL_TIME(message_row, ended_at),
		COL_STR(message_row, last_error), COL_I32(message_row, kind), COL_I32(message_row, subject_kind),
		COL_I64(message_row, subject_id), COL_STR(message_row, number), COL_STR(message_row, user_name),
		COL_STR(message_row, user_name_en), COL_I64(message_row, complaint_id), COL_TIME(message_row, received_at),
	};
	const struct db_arg args[] = { DB_I64(state), DB_I64(before != 0 ? before : INT64_MAX) };

	return db_all(db, SQL_NOTICE_MESSAGES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_nobody(struct db *db, struct arena *a, struct nobody_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(nobody_row, id), COL_I32(nobody_row, subject_kind), COL_I64(nobody_row, subject_id),
		COL_STR(nobody_row, audience), COL_TIME(nobody_row, created_at), COL_STR(nobody_row, unit_zh),
		COL_STR(nobody_row, unit_en), COL_STR(nobody_row, number),
	};

	return db_all(db, SQL_NOTICE_NOBODY, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_message_retry(struct db *db, int64_t id, usec_t now, int64_t *n)
{
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_I64(id) };

	return db_exec(db, id != 0 ? SQL_NOTICE_RETRY : SQL_NOTICE_RETRY_ALL, args, id != 0 ? 3 : 2, n, NULL);
}
