#include "config.h"
#include "lib/service/archive_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"
#include "lib/rule/refno.h"
#include "lib/service/complaint_contact.h"
#include "lib/service/ledger_ops.h"
#include "lib/service/sealed.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"

#include "lib/base/banned.h"

enum { FILL_STEP = 100 };

/* --- callers' data --------------------------------------------------------- */

/* The sealed contacts as they are, none of them opened: a line each, sealed once more as a file. */
static enum err
lay_caller_apart(struct service *sv, int64_t case_id)
{
	unsigned char pub[BOX_PUBLIC_LEN], *hash = arena_alloc(sv->arena, HASH_LEN), *file;
	struct sealed_contact_row *rows;
	struct caller_row c = { .case_id = case_id };
	struct buf b;
	size_t n, len;
	enum err e = store_case_contacts(sv->db, sv->arena, case_id, &rows, &n);

	if (e != OK || n == 0)
		return e;
	if ((e = sealed_public_key(sv, civil_of(clock_now()).year, pub, &c.key_year)) != OK)
		return e;
	buf_init(&b, sv->arena);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%lld %d ", (long long)rows[i].complaint_id, rows[i].key_year);
		buf_hex(&b, rows[i].sealed.data, rows[i].sealed.len);
		buf_chr(&b, '\n');
	}
	stream_seal(sv->arena, pub, CALLER_MARK, b.s, b.len, &file, &len);
	hash_sha256(hash, file, len);
	c.sha256 = (struct blob){ hash, HASH_LEN };
	c.sealed = (struct blob){ file, len };
	return store_caller_insert(sv->db, &c);
}

static enum err
opened_file(struct service *sv, const struct caller_row *c, char **lines)
{
	unsigned char pub[KEY_LEN], sec[KEY_LEN];
	size_t len;
	enum err e = sealed_key(sv, c->key_year, "pub", pub);

	if (e == OK)
		e = sealed_key(sv, c->key_year, "sec", sec);
	return e == OK ? stream_open(sv->arena, pub, sec, CALLER_MARK, c->sealed.data, c->sealed.len, lines, &len) : e;
}

/* One line: the contact of a complaint, opened, and written down that it was. */
static enum err
open_line(struct service *sv, char *line, const struct actor *who, const char *why, struct buf *out)
{
	char *rest = line, *id = strsep(&rest, " "), *year = strsep(&rest, " ");
	struct contact_plain c;
	int64_t complaint, state;
	enum err e;

	if (rest == NULL || !parse_i64(id, 1, INT64_MAX, &complaint))
		return err_raise(ERR_INVALID, "a caller's file of another form");
	if ((e = contact_unseal(sv, arena_printf(sv->arena, "%s:%s", year, rest), &c)) != OK ||
	    (e = store_complaint_lock(sv->db, complaint, &state)) != OK ||
	    (e = ledger_add_complaint(sv, complaint, ACT_C_REVEALED, who, clock_now(), (int32_t)state, (int32_t)state, 0, NULL, 0,
		 why)) != OK)
		return e;
	buf_printf(out, "%lld\t%s\t%s\t%s", (long long)complaint, c.name != NULL ? c.name : "", c.phone != NULL ? c.phone : "",
	    c.email != NULL ? c.email : "");
	buf_chr(out, '\n');
	return OK;
}

enum err
archive_caller_open(struct service *sv, const void *file, size_t len, const struct actor *who, const char *why,
    const char **text)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	unsigned char hash[HASH_LEN];
	struct caller_row c;
	char *lines, *line;
	struct buf b;
	enum err e;

	if (!perm_in(who->perms, PERM_REVEAL))
		return err_raise(ERR_DENIED, "only who may open a sealed contact opens this file");
	hash_sha256(hash, file, len);
	if ((e = db_begin(sv->db, &tx)) != OK)
		return e;
	e = store_caller_by_hash(sv->db, sv->arena, hash, &c);
	if (e == ERR_NOT_FOUND)
		return err_raise(e, "no file with a caller's data of this office, or it was changed");
	if (e != OK || (e = opened_file(sv, &c, &lines)) != OK)
		return e;
	buf_init(&b, sv->arena);
	while (e == OK && (line = strsep(&lines, "\n")) != NULL)
		if (line[0] != '\0')
			e = open_line(sv, line, who, why, &b);
	if (e != OK || (e = db_commit(&tx)) != OK)
		return e;
	*text = b.s;
	return OK;
}

/* --- boxes ----------------------------------------------------------------- */

/* The box for one more case of a year and retention: the last one, or a new one when it is full. */
static enum err
box_for(struct service *sv, const struct office *o, int32_t year, int32_t years, usec_t now, struct box_row *b)
{
	enum err e;
	char *code;

	if (b->id != 0 && b->year == year && b->n_item < o->box_items)
		return OK;
	e = store_box_last(sv->db, sv->arena, year, years, b);
	if (e == ERR_NOT_FOUND)
		*b = (struct box_row){ .number = 0, .n_item = o->box_items };
	else if (e != OK)
		return e;
	if (b->n_item < o->box_items)
		return OK;
	*b = (struct box_row){ .year = year, .years = years, .number = b->number + 1, .opened_at = now };
	if ((e = archive_box_code(sv->arena, o->fonds, year, years, o->archive_office, b->number, &code)) != OK)
		return e;
	b->code = code;
	return store_box_insert(sv->db, b);
}

static enum err
put_one(struct service *sv, const struct office *o, const struct waiting_row *w, usec_t now, struct box_row *b)
{
	const int32_t year = civil_of(w->archived_at).year;
	char *code = NULL;
	enum err e = box_for(sv, o, year, w->years, now, b);

	if (e == OK && w->archive_code == NULL)
		e = refno_archive(sv->arena, o->fonds, year, w->years, o->archive_office, (int32_t)w->id, &code);
	if (e == OK)
		e = lay_caller_apart(sv, w->id);
	if (e == OK)
		e = store_box_put(sv->db, b, w->id, ++b->n_item, keep_last_year(year, w->years), code, now);
	return e == OK ? store_box_more(sv->db, b->id, 1) : e;
}

/* One transaction's worth of one retention; *n says how many. */
static enum err
fill_step(struct service *sv, int32_t years, int64_t max, size_t *n)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	const struct office *office;
	struct waiting_row *rows;
	struct box_row box = { 0 };
	enum err e;

	if ((e = office_now(sv, &office)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_waiting(sv->db, sv->arena, years, max < FILL_STEP ? max : FILL_STEP, &rows, n)) != OK)
		return e;
	for (size_t i = 0; i < *n && e == OK; i++)
		e = put_one(sv, office, &rows[i], now, &box);
	return e == OK ? db_commit(&tx) : e;
}

enum err
archive_fill(struct service *sv, int64_t max, int64_t *done)
{
	static const int32_t retentions[] = { 10, 30, KEEP_FOR_EVER };
	enum err e = OK;
	int tries = 0;

	*done = 0;
	for (size_t k = 0; k < N(retentions) && e == OK && *done < max;) {
		size_t n = 0;

		e = fill_step(sv, retentions[k], max - *done, &n);
		if (e == ERR_CONFLICT && ++tries < 10) {
			e = OK;		/* another run has made the box: it is there now */
			continue;
		}
		*done += e == OK ? (int64_t)n : 0;
		k += n == 0;
	}
	return e;
}

/* --- holds ----------------------------------------------------------------- */

/* The case's own line about it. */
static enum err
note(struct service *sv, int64_t case_id, enum action kind, const char *detail, const struct actor *who, usec_t at)
{
	struct case_row *c;
	enum err e = store_case_by_id(sv->db, sv->arena, case_id, &c);

	return e == OK ? ledger_note_case(sv, case_id, c->state, kind, who, at, detail, &c->event_seq, &c->event_hash) : e;
}

enum err
archive_hold(struct service *sv, int64_t case_id, const char *why, usec_t until, const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct hold_row h = { .case_id = case_id, .why = why, .set_at = clock_now(), .until_at = until };
	int64_t version;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, case_id, &version)) != OK ||
	    (e = store_hold_insert(sv->db, &h, who->user_id)) != OK ||
	    (e = note(sv, case_id, ACT_HOLD,
		 until != USEC_NONE ? arena_printf(sv->arena, "hold_until=%lld\n", (long long)until) : "", who, h.set_at)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
archive_lift(struct service *sv, int64_t case_id, const char *why, const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	int64_t version;
	bool done;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, case_id, &version)) != OK ||
	    (e = store_hold_lift(sv->db, case_id, who->user_id, now, why, &done)) != OK)
		return e;
	if (!done)
		return err_raise(ERR_CONFLICT, "nothing holds the case");
	if ((e = note(sv, case_id, ACT_HOLD_LIFTED, "", who, now)) != OK)
		return e;
	return db_commit(&tx);
}
