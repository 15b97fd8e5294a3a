#include "config.h"
#include "batch/dossier.h"

#include <string.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/part/filestore.h"
#include "lib/part/media.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_archive.h"

#include "lib/base/banned.h"

/* How many days beyond a clock its calendar is built, so that others can use it. */
enum { CALENDAR_SLACK = 400 };

struct dossier_calendar {
	struct dossier_calendar *next;
	int64_t id;
	const struct calendar *cal; /* NULL: there is none for these days */
	int32_t first, last;
};

/* --- words ----------------------------------------------------------------- */

enum err
dossier_words_read(struct service *sv, struct dossier_words **out)
{
	static const struct db_col cols[] = {
		COL_I64(dossier_person, id),
		COL_STR(dossier_person, name),
		COL_STR(dossier_person, name_en),
	};
	struct dossier_words *w = arena_new_of(sv->arena, struct dossier_words);
	struct unit_row *centre;
	enum err e;

	w->a = sv->arena;
	e = store_centre_here(sv->db, sv->arena, &centre);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	w->office_zh = sv->conf->office_name;
	w->office_en = sv->conf->office_name_en[0] != '\0' ? sv->conf->office_name_en
		       : e == OK ? text_pick(LANG_EN, sv->conf->office_name, centre->name_en)
				 : sv->conf->office_name;
	if ((e = store_stats_units(sv->db, sv->arena, &w->units, &w->n_units)) != OK ||
	    (e = store_stats_classes(sv->db, sv->arena, &w->classes, &w->n_classes)) != OK)
		return e;
	e = db_all(sv->db, SQL_PAPER_PEOPLE, NULL, 0, cols, N(cols), sv->arena, sizeof(*w->people),
	    &w->people, &w->n_people);
	if (e == OK)
		*out = w;
	return e;
}

/* --- clocks ---------------------------------------------------------------- */

/* The calendar of a promise, kept for the next one; *cal NULL where the data do not reach. */
static enum err
calendar_for(struct service *sv, struct dossier_words *w, int64_t id, int32_t first, int32_t last,
    const struct calendar **cal)
{
	struct dossier_calendar *k = w->calendars;
	enum err e;

	while (k != NULL && (k->id != id || k->first > first || k->last < last))
		k = k->next;
	if (k == NULL) {
		k = arena_new_of(w->a, struct dossier_calendar);
		*k = (struct dossier_calendar){ w->calendars, id, NULL, first - CALENDAR_SLACK,
			last + CALENDAR_SLACK };
		e = store_calendar(sv->db, w->a, id, k->first, k->last, &k->cal);
		if (e != OK && e != ERR_NOT_FOUND && e != ERR_INVALID)
			return e;
		w->calendars = k;
	}
	*cal = k->cal;
	return OK;
}

static enum err
explain(struct service *sv, struct dossier_words *w, struct pauses pauses, struct dossier_clock *k)
{
	const struct promise_row *p = k->promise;
	const struct calendar *cal = NULL;
	enum err e;

	if (p->due == USEC_NONE || p->due < p->started || p->calendar_id == 0 ||
	    p->unit == LIMIT_NONE)
		return OK;
	e = calendar_for(sv, w, p->calendar_id, day_of(p->started), day_of(p->due), &cal);
	if (e != OK || cal == NULL)
		return e;
	e = deadline_trace(
	    sv->arena, cal, p->started, p->due, (enum limit_unit)p->unit, pauses, &k->trace);
	return e == ERR_INVALID ? OK : e; /* older than the calendar: no explanation */
}

static enum err
read_clocks(struct service *sv, struct dossier_words *w, struct dossier *d)
{
	struct promise_row *promises;
	struct pause_row *rows;
	struct pause *stops;
	size_t n_stops;
	enum err e = store_promises(sv->db, sv->arena, d->c->id, &promises, &d->n_clocks);

	if (e == OK)
		e = store_pauses(sv->db, sv->arena, d->c->id, &rows, &n_stops);
	if (e != OK)
		return e;
	stops = arena_array_of(sv->arena, struct pause, n_stops);
	for (size_t i = 0; i < n_stops; i++)
		stops[i] =
		    (struct pause){ rows[i].from_at, rows[i].until_at, rows[i].set_event, 0 };
	d->clocks = arena_array_of(sv->arena, struct dossier_clock, d->n_clocks);
	for (size_t i = 0; i < d->n_clocks && e == OK; i++) {
		d->clocks[i].promise = &promises[i];
		e = explain(sv, w, (struct pauses){ stops, n_stops }, &d->clocks[i]);
	}
	return e;
}

/* --- ledgers --------------------------------------------------------------- */

struct text_proof {
	int32_t seq;
	struct blob text_hash, salt;
	const char *text;
};

static enum err
check_texts(struct service *sv, enum subject kind, int64_t id, struct dossier_ledger *l)
{
	static const struct db_col cols[] = {
		COL_I32(text_proof, seq),
		COL_BLOB(text_proof, text_hash),
		COL_BLOB(text_proof, salt),
		COL_STR(text_proof, text),
	};
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };
	unsigned char hash[HASH_LEN];
	struct text_proof *t;
	size_t n;
	enum err e = db_all(
	    sv->db, SQL_PAPER_TEXTS, args, N(args), cols, N(cols), sv->arena, sizeof(*t), &t, &n);

	for (size_t i = 0; i < n && e == OK && l->bad == NULL; i++) {
		bool whole = t[i].salt.len == SALT_LEN && t[i].text_hash.len == HASH_LEN;

		if (whole)
			ledger_text_hash(sv->arena, t[i].salt.data, t[i].text, hash);
		if (!whole || memcmp(hash, t[i].text_hash.data, HASH_LEN) != 0) {
			l->bad = "its text was changed";
			l->bad_seq = t[i].seq;
		}
	}
	return e;
}

enum err
dossier_check_ledger(struct service *sv, enum subject kind, int64_t id, struct dossier_ledger *l)
{
	struct ledger_report r;
	enum err e = ledger_verify(sv, kind, id, &r);

	if (e != OK)
		return e;
	*l = (struct dossier_ledger){ .events = r.events };
	if (r.broken) {
		l->bad = r.why;
		l->bad_seq = r.bad_seq;
	}
	return check_texts(sv, kind, id, l);
}

/* The row must end where its chain ends. */
static void
check_head(struct dossier *d)
{
	const struct event_row *last = d->n_events > 0 ? &d->events[d->n_events - 1] : NULL;
	bool same = last != NULL
			? d->c->event_seq == last->seq && d->c->event_hash.len == last->hash.len &&
			      memcmp(d->c->event_hash.data, last->hash.data, last->hash.len) == 0
			: d->c->event_seq == 0;

	if (!same && d->ledger.bad == NULL) {
		d->ledger.bad = "the case does not end where its chain ends";
		d->ledger.bad_seq = d->c->event_seq;
	}
}

/* Its own of all the case's: they stand together. */
static void
take_replies(struct dossier_complaint *c, const struct reply_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].complaint_id == c->row->id && c->n_replies++ == 0)
			c->replies = &rows[i];
}

static enum err
read_complaints(struct service *sv, struct dossier *d)
{
	struct complaint_row *rows;
	struct reply_row *replies;
	size_t n_replies;
	enum err e = store_complaints_of_case(sv->db, sv->arena, d->c->id, &rows, &d->n_complaints);

	if (e == OK)
		e = store_case_replies(
		    sv->db, sv->arena, d->c->id, INT64_MAX, &replies, &n_replies);
	if (e != OK)
		return e;
	d->complaints = arena_array_of(sv->arena, struct dossier_complaint, d->n_complaints);
	for (size_t i = 0; i < d->n_complaints && e == OK; i++) {
		struct dossier_complaint *c = &d->complaints[i];

		c->row = &rows[i];
		take_replies(c, replies, n_replies);
		refno_complaint(c->number, civil_of(rows[i].received_at).year, rows[i].id);
		e = store_events(
		    sv->db, sv->arena, SUBJECT_COMPLAINT, rows[i].id, &c->events, &c->n_events);
		if (e == OK)
			e = dossier_check_ledger(sv, SUBJECT_COMPLAINT, rows[i].id, &c->ledger);
	}
	return e;
}

/* --- photos ---------------------------------------------------------------- */

/* What the office sees, not the original; a picture that is not made yet leaves data NULL. */
static enum err
load_photo(struct service *sv, struct dossier_photo *p)
{
	struct buf hex;
	char *data;
	enum err e;

	buf_init(&hex, sv->arena);
	buf_hex(&hex, p->link->sha256.data, p->link->sha256.len);
	e = file_read(sv->arena,
	    filestore_derived_path(sv->arena, sv->conf, FILE_STAFF, FILE_VIEW, hex.s), &data,
	    &p->len);
	if (e == OK)
		p->data = data;
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
read_photos(struct service *sv, struct dossier *d)
{
	struct file_link_row *files;
	size_t n;
	enum err e = store_files_of_case(sv->db, sv->arena, d->c->id, &files, &n);

	if (e != OK)
		return e;
	d->photos = arena_array_of(sv->arena, struct dossier_photo, n);
	for (size_t i = 0; i < n && e == OK; i++) {
		if (media_is_type(files[i].type))
			continue;	/* paper plays nothing; its hash stands with its event */
		d->photos[d->n_photos].link = &files[i];
		e = load_photo(sv, &d->photos[d->n_photos++]);
	}
	return e;
}

/* --- together -------------------------------------------------------------- */

enum err
dossier_find(struct service *sv, const char *name, int64_t *case_id)
{
	char number[REFNO_MAX];
	struct case_row *c;
	int64_t sequence, id;
	int year;
	enum err e;

	if (name[0] == '#' && parse_i64(name + 1, 1, INT64_MAX, &id)) {
		e = store_case_by_id(sv->db, sv->arena, id, &c);
	} else if (refno_case_parse(name, &year, &sequence)) {
		refno_case(number, year, sequence);
		e = store_case_id_by_number(sv->db, number, &id);
	} else {
		return err_raise(
		    ERR_INVALID, "\"%s\" is no case: a number as 2026-000123-X, or #17", name);
	}
	if (e == ERR_NOT_FOUND)
		return err_raise(e, "there is no case %s", name);
	if (e == OK)
		*case_id = id;
	return e;
}

/* Where it lies, and the hash of the file with its caller's data. */
static enum err
read_keep(struct service *sv, struct dossier *d)
{
	struct keep_row k;
	enum err e = store_keep(sv->db, sv->arena, d->c->id, &k);

	if (e == OK)
		d->keep = (struct dossier_keep){ k.box, k.place, k.until_year, k.caller };
	return e;
}

static enum err
read_case(struct service *sv, struct dossier *d, int64_t id)
{
	enum err e = store_case_by_id(sv->db, sv->arena, id, &d->c);

	if (e == ERR_NOT_FOUND)
		return err_raise(e, "there is no case #%lld", (long long)id);
	if (e == OK)
		e = store_case_names(sv->db, sv->arena, id, &d->names);
	if (e == OK && d->c->condition_id != 0)
		e = store_condition_by_id(sv->db, sv->arena, d->c->condition_id, &d->condition);
	if (e == OK)
		e = store_orders(sv->db, sv->arena, id, &d->orders, &d->n_orders);
	if (e == OK)
		e = store_events(sv->db, sv->arena, SUBJECT_CASE, id, &d->events, &d->n_events);
	if (e == OK)
		e = dossier_check_ledger(sv, SUBJECT_CASE, id, &d->ledger);
	if (e != OK)
		return e;
	check_head(d);
	d->label =
	    d->c->number != NULL ? d->c->number : arena_printf(sv->arena, "#%lld", (long long)id);
	return OK;
}

enum err
dossier_read(struct service *sv, struct dossier_words *words, int64_t case_id, struct dossier **out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct dossier *d = arena_new_of(sv->arena, struct dossier);
	enum err e;

	d->words = words;
	if ((e = db_begin_read(sv->db, &tx)) != OK || (e = read_case(sv, d, case_id)) != OK ||
	    (e = read_keep(sv, d)) != OK ||
	    (e = read_complaints(sv, d)) != OK || (e = read_clocks(sv, words, d)) != OK ||
	    (e = read_photos(sv, d)) != OK)
		return e;
	if ((e = db_commit(&tx)) == OK)
		*out = d;
	return e;
}
