/* The outbox, the people it means, and their inboxes. */
#include "config.h"
#include "lib/store/store_notice.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { DUTY_DAYS_AHEAD = 3 };

static enum err
read_audiences(struct db *db, struct arena *a, struct notice_house *h)
{
	static const struct db_col cols[] = {
		COL_STR(notice_audience, code), COL_I64(notice_audience, role_id), COL_I32(notice_audience, scope),
	};
	struct notice_audience *rows;
	enum err e = db_all(db, SQL_NOTICE_AUDIENCES, NULL, 0, cols, N(cols), a, sizeof(*rows), &rows, &h->n_audiences);

	if (e == OK)
		h->audiences = rows;
	return e;
}

static enum err
read_people(struct db *db, struct arena *a, usec_t now, struct notice_house *h)
{
	static const struct db_col cols[] = {
		COL_I64(notice_person, id), COL_I64(notice_person, unit_id), COL_I64(notice_person, roles),
	};
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now) };
	struct notice_person *rows;
	enum err e = db_all(db, SQL_NOTICE_PEOPLE, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &h->n_people);

	if (e == OK)
		h->people = rows;
	return e;
}

/* A turn as the roster has it: a day and minutes, which may run over midnight. */
struct turn {
	int64_t user_id, role_id;
	int32_t day, from_min, to_min;
};

static usec_t
minute_of(int32_t day, int32_t minute)
{
	struct civil c = { .minute = minute };

	date_of_day(day, &c.year, &c.month, &c.day);
	return civil_to(c);
}

static enum err
read_duties(struct db *db, struct arena *a, usec_t now, struct notice_house *h)
{
	static const struct db_col cols[] = {
		COL_I64(turn, user_id), COL_I64(turn, role_id), COL_I32(turn, day), COL_I32(turn, from_min),
		COL_I32(turn, to_min),
	};
	const struct db_arg args[] = { DB_I64(day_of(now) - 1), DB_I64(day_of(now) + DUTY_DAYS_AHEAD) };
	struct notice_duty *duties;
	struct turn *rows;
	size_t n;
	enum err e = db_all(db, SQL_NOTICE_DUTIES, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	if (e != OK)
		return e;
	duties = arena_array_of(a, struct notice_duty, n);
	for (size_t i = 0; i < n; i++)
		duties[i] = (struct notice_duty){ rows[i].user_id, rows[i].role_id, minute_of(rows[i].day, rows[i].from_min),
			minute_of(rows[i].day + (rows[i].to_min <= rows[i].from_min), rows[i].to_min) };
	h->duties = duties;
	h->n_duties = n;
	return OK;
}

static enum err
read_patrols(struct db *db, struct arena *a, usec_t now, struct notice_house *h)
{
	static const struct db_col cols[] = { COL_I64(notice_patrol, cell_id), COL_I64(notice_patrol, user_id) };
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now) };
	struct notice_patrol *rows;
	enum err e = db_all(db, SQL_NOTICE_PATROLS, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &h->n_patrols);

	if (e == OK)
		h->patrols = rows;
	return e;
}

enum err
store_notice_house(struct db *db, struct arena *a, usec_t now, struct notice_house *out)
{
	struct notice_house h = { 0 };
	enum err e;

	if ((e = read_audiences(db, a, &h)) != OK || (e = read_people(db, a, now, &h)) != OK ||
	    (e = read_duties(db, a, now, &h)) != OK || (e = read_patrols(db, a, now, &h)) != OK)
		return e;
	*out = h;
	return OK;
}

struct setting_row {
	const char *name, *value;
};

enum err
store_notice_patience(struct db *db, struct arena *a, usec_t now, struct notice_patience *out)
{
	static const struct db_col cols[] = { COL_STR(setting_row, name), COL_STR(setting_row, value) };
	const struct db_arg args[] = { DB_TIME(now) };
	const char *retry = NULL, *tries = NULL, *days = NULL;
	struct setting_row *rows;
	size_t n;
	enum err e = db_all(db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		if (strcmp(rows[i].name, "notice_retry") == 0)
			retry = rows[i].value;
		else if (strcmp(rows[i].name, "notice_tries") == 0)
			tries = rows[i].value;
		else if (strcmp(rows[i].name, "notice_days") == 0)
			days = rows[i].value;
	}
	if (e == OK)
		(void)notice_patience_read(out, retry, tries, days);
	return e;
}

static const struct db_col wish_cols[] = {
	COL_I64(notice_wish, user_id), COL_STR(notice_wish, email), COL_STR(notice_wish, phone),
	COL_BOOL(notice_wish, by_email), COL_BOOL(notice_wish, by_sms), COL_I32(notice_wish, digest),
};

enum err
store_notice_wishes(struct db *db, struct arena *a, struct notice_wish **out, size_t *n)
{
	return db_all(db, SQL_NOTICE_WISHES, NULL, 0, wish_cols, N(wish_cols), a, sizeof(**out), out, n);
}

enum err
store_notice_wish(struct db *db, struct arena *a, int64_t user_id, struct notice_wish **out)
{
	const struct db_arg args[] = { DB_I64(user_id) };
	struct notice_wish *w = arena_new_of(a, struct notice_wish);
	enum err e = db_one(db, SQL_NOTICE_WISH, args, N(args), wish_cols, N(wish_cols), a, w);

	if (e == OK)
		*out = w;
	return e;
}

enum err
store_notice_wish_set(struct db *db, const struct notice_wish *w, usec_t now)
{
	const struct db_arg args[] = { DB_I64(w->user_id), DB_STR(w->email), DB_STR(w->phone), DB_I64(w->by_email),
		DB_I64(w->by_sms), DB_I64(w->digest), DB_TIME(now) };

	return db_exec(db, SQL_NOTICE_WISH_SET, args, N(args), NULL, NULL);
}

enum err
store_outbox_rows(struct db *db, struct arena *a, const struct id_list *ids, struct outbox_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(outbox_row, id), COL_I32(outbox_row, subject_kind), COL_I64(outbox_row, subject_id),
		COL_I32(outbox_row, event_seq), COL_STR(outbox_row, audience), COL_I64(outbox_row, unit_id),
		COL_I64(outbox_row, user_id), COL_I32(outbox_row, kind), COL_I64(outbox_row, actor_id),
		COL_BOOL(outbox_row, hazard), COL_I64(outbox_row, cell_id),
		COL_TIME(outbox_row, created_at),
	};
	const struct db_arg args[] = { DB_I64(ids->first), DB_I64(ids->last), DB_STR(ids->text) };

	return db_all(db, SQL_NOTICE_OUTBOX_ROWS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_notice_senders(struct db *db, struct arena *a, const struct id_list *ids, struct notice_sender **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(notice_sender, outbox_id), COL_I64(notice_sender, complaint_id), COL_BOOL(notice_sender, has_email),
		COL_BOOL(notice_sender, confirmed), COL_BOOL(notice_sender, stopped), COL_BOOL(notice_sender, daily),
		COL_BOOL(notice_sender, has_phone),
	};
	const struct db_arg args[] = { DB_I64(ids->first), DB_I64(ids->last), DB_STR(ids->text) };

	return db_all(db, SQL_NOTICE_SENDERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_outbox_done(struct db *db, int64_t id, int32_t told, usec_t now)
{
	const struct db_arg args[] = { DB_TIME(now), told < 0 ? DB_NULL : DB_I64(told), DB_I64(id) };

	return db_exec(db, SQL_NOTICE_OUTBOX_DONE, args, N(args), NULL, NULL);
}

enum err
store_outbox_later(struct db *db, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };

	return db_exec(db, SQL_NOTICE_OUTBOX_LATER, args, N(args), NULL, NULL);
}

enum err
store_notice_add(struct db *db, const struct notice_new *n, usec_t now, int64_t *id)
{
	const struct outbox_row *o = n->of;
	const struct db_arg args[] = { DB_I64(o->subject_kind), DB_I64(o->subject_id), DB_I64(o->event_seq),
		DB_REF(n->user_id), DB_REF(n->complaint_id), DB_STR(o->audience), DB_I64(o->kind), DB_I64(o->hazard),
		DB_TIME(now) };

	return db_exec(db, SQL_NOTICE_INSERT, args, N(args), NULL, id);
}

static const struct db_col inbox_cols[] = {
	COL_I64(inbox_row, id), COL_I32(inbox_row, subject_kind), COL_I64(inbox_row, subject_id), COL_I32(inbox_row, kind),
	COL_BOOL(inbox_row, hazard), COL_TIME(inbox_row, created_at), COL_TIME(inbox_row, read_at),
	COL_STR(inbox_row, number), COL_I32(inbox_row, state), COL_TIME(inbox_row, stage_due),
	COL_STR(inbox_row, address), COL_STR(inbox_row, class_zh), COL_STR(inbox_row, class_en),
	COL_TIME(inbox_row, received_at),
};

enum err
store_inbox(struct db *db, struct arena *a, int64_t user_id, bool unread, int64_t before, struct inbox_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_I64(before != 0 ? before : INT64_MAX) };

	return db_all(db, unread ? SQL_NOTICE_INBOX_UNREAD : SQL_NOTICE_INBOX, args, N(args), inbox_cols, N(inbox_cols), a,
	    sizeof(**out), out, n);
}

enum err
store_unread(struct db *db, int64_t user_id, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(user_id) };

	return db_number(db, SQL_NOTICE_UNREAD, args, N(args), n);
}

enum err
store_notice_read(struct db *db, int64_t user_id, int64_t id, bool upto, usec_t now)
{
	const struct db_arg args[] = { DB_TIME(now), DB_I64(user_id), DB_I64(id) };

	return db_exec(db, upto ? SQL_NOTICE_READ_UPTO : SQL_NOTICE_READ, args, N(args), NULL, NULL);
}
