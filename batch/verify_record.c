#include "config.h"
#include "batch/verify_record.h"

#include <string.h>

#include "batch/dossier_record.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/office_ops.h"

#include "lib/base/banned.h"

struct fault {
	struct arena *a;
	const char *text;
};

static const char *
name_of(int32_t kind)
{
	return kind == SUBJECT_COMPLAINT ? "complaint" : "case";
}

static void
tell(struct fault *f, int32_t kind, int64_t id, int32_t seq, const char *why)
{
	if (f->text == NULL)
		f->text = arena_printf(f->a, "%s %lld event %d: %s", name_of(kind), (long long)id, seq, why);
}

/* The chain as it stands in the ledger, with its texts. */
static enum err
chain_holds(struct service *sv, int32_t kind, int64_t id, struct fault *f)
{
	struct dossier_ledger l;
	enum err e = dossier_check_ledger(sv, (enum subject)kind, id, &l);

	if (e == OK && l.bad != NULL)
		tell(f, kind, id, l.bad_seq, l.bad);
	return e;
}

/* One subject's events, from the first on, in the record and in the ledger. */
static enum err
subject(struct service *sv, const struct record_event *r, size_t n, struct fault *f)
{
	struct event_row *events;
	size_t have;
	enum err e = store_event_lines(sv->db, sv->arena, (enum subject)r->subject_kind, r->subject_id, &events, &have);

	for (size_t i = 0; e == OK && i < n; i++)
		if (i >= have)
			tell(f, r[i].subject_kind, r[i].subject_id, r[i].seq, "the ledger has none");
		else if (events[i].seq != r[i].seq || events[i].hash.len != HASH_LEN || memcmp(events[i].hash.data, r[i].hash, HASH_LEN) != 0)
			tell(f, r[i].subject_kind, r[i].subject_id, r[i].seq, "the paper and the ledger differ");
	return e == OK ? chain_holds(sv, r->subject_kind, r->subject_id, f) : e;
}

enum err
verify_record(struct app *app, const char *data, size_t len, size_t *n, const char **fault)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	struct fault f = { app->arena, NULL };
	struct record_event *r;
	enum err e = record_read(app->arena, data, len, &r, n);

	for (size_t i = 0, to; e == OK && i < *n; i = to) {
		for (to = i + 1; to < *n && r[to].subject_kind == r[i].subject_kind && r[to].subject_id == r[i].subject_id; to++)
			;
		e = subject(&sv, &r[i], to - i, &f);
	}
	*fault = f.text;
	return e;
}
