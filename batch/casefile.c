#include "config.h"
#include "batch/casefile.h"

#include "batch/dossier.h"
#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/part/filestore.h"
#include "lib/part/media.h"
#include "lib/service/file_ops.h"

#include "lib/base/banned.h"

static enum err
read_letters(struct service *sv, struct casefile *f)
{
	static const struct db_col cols[] = {
		COL_I32(casefile_letter, seq), COL_I32(casefile_letter, year), COL_I32(casefile_letter, no),
		COL_I32(casefile_letter, sign_event), COL_I64(casefile_letter, unit_id), COL_STR(casefile_letter, unit_zh),
		COL_STR(casefile_letter, unit_en), COL_STR(casefile_letter, signer), COL_STR(casefile_letter, signer_en),
		COL_TIME(casefile_letter, signed_at), COL_TIME(casefile_letter, due),
	};
	const struct db_arg args[] = { DB_I64(f->c->id) };

	return db_all(sv->db, SQL_PAPER_LETTERS, args, N(args), cols, N(cols), sv->arena, sizeof(*f->letters), &f->letters,
	    &f->n_letters);
}

enum err
casefile_leaders(struct service *sv, int64_t unit_id, usec_t at, struct casefile_leader **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(casefile_leader, role_id), COL_STR(casefile_leader, name), COL_STR(casefile_leader, name_en),
	};
	const struct db_arg args[] = { DB_I64(unit_id), DB_TIME(at), DB_TIME(at) };

	return db_all(sv->db, SQL_PAPER_UNIT_LEADERS, args, N(args), cols, N(cols), sv->arena, sizeof(**out), out, n);
}

/* What the office sees, not the original; a picture that is not made yet leaves data NULL. */
static enum err
load_photo(struct service *sv, struct casefile_photo *p)
{
	const char *hex = file_hex(sv->arena, p->link->sha256.data);
	char *data;
	enum err e = file_read(sv->arena, filestore_derived_path(sv->arena, sv->conf, FILE_STAFF, FILE_VIEW, hex), &data, &p->len);

	if (e == OK)
		p->data = data;
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
read_photos(struct service *sv, struct casefile *f)
{
	struct file_link_row *files;
	size_t n;
	enum err e = store_files_of_case(sv->db, sv->arena, f->c->id, &files, &n);

	if (e != OK)
		return e;
	f->photos = arena_array_of(sv->arena, struct casefile_photo, n + 1);
	for (size_t i = 0; i < n && e == OK; i++) {
		if (media_is_type(files[i].type))
			continue;
		f->photos[f->n_photos].link = &files[i];
		e = load_photo(sv, &f->photos[f->n_photos++]);
	}
	return e;
}

enum err
casefile_read(struct service *sv, const char *name, struct casefile **out)
{
	struct casefile *f = arena_new_of(sv->arena, struct casefile);
	int64_t id;
	enum err e = dossier_find(sv, name, &id);

	if (e != OK || (e = store_case_by_id(sv->db, sv->arena, id, &f->c)) != OK ||
	    (e = store_case_names(sv->db, sv->arena, id, &f->names)) != OK ||
	    (e = store_events(sv->db, sv->arena, SUBJECT_CASE, id, &f->events, &f->n_events)) != OK ||
	    (e = store_stages(sv->db, sv->arena, id, &f->stages, &f->n_stages)) != OK ||
	    (e = store_promises(sv->db, sv->arena, id, &f->promises, &f->n_promises)) != OK ||
	    (e = store_orders(sv->db, sv->arena, id, &f->orders, &f->n_orders)) != OK ||
	    (e = read_letters(sv, f)) != OK || (e = read_photos(sv, f)) != OK)
		return e;
	f->label = f->c->number != NULL ? f->c->number : arena_printf(sv->arena, "#%lld", (long long)id);
	f->as_of = f->n_events > 0 ? f->events[f->n_events - 1].at : f->c->received_at;
	if (f->c->unit_id != 0 &&
	    (e = casefile_leaders(sv, f->c->unit_id, f->as_of, &f->leaders, &f->n_leaders)) != OK)
		return e;
	*out = f;
	return OK;
}

const char *
casefile_class(const struct casefile *f, enum lang lang)
{
	return f->names->class_zh != NULL ? text_pick(lang, f->names->class_zh, f->names->class_en) : "—";
}

const char *
casefile_place(const struct casefile *f)
{
	return f->c->address != NULL && f->c->address[0] != '\0' ? f->c->address : "—";
}

const struct event_row *
casefile_event(const struct casefile *f, int32_t seq)
{
	for (size_t i = 0; i < f->n_events; i++)
		if (f->events[i].seq == seq)
			return &f->events[i];
	return NULL;
}

const char *
casefile_words(const struct event_row *e, enum lang lang)
{
	if (e == NULL)
		return NULL;
	return e->destroyed ? text_get(lang, "Event.destroyed.Name") : e->text;
}

const struct promise_row *
casefile_promise(const struct casefile *f, int64_t unit_id, usec_t at)
{
	const struct promise_row *found = NULL;

	for (size_t i = 0; i < f->n_promises; i++)
		if (f->promises[i].started <= at && (unit_id == 0 || f->promises[i].unit_id == unit_id))
			found = &f->promises[i];
	return found;
}

int64_t
casefile_count(const struct casefile *f, int32_t kind, usec_t before)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->n_events; i++)
		n += f->events[i].kind == kind && f->events[i].at < before;
	return n;
}
