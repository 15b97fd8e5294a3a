/*
 * The machine-readable record of a dossier: XML, one element a line, the same
 * data the same bytes.  It lies in the PDF as it is (pdf_spec.record) and as
 * record.xml in the package, there with the texts; "anjuan verify" reads it.
 */
#ifndef BATCH_DOSSIER_RECORD_H
#define BATCH_DOSSIER_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/dossier.h"
#include "lib/base/blob.h"

/* What both ends of a record look like: by them it is found in a file. */
#define RECORD_BEGIN "<dossier xmlns=\"urn:anjuan:dossier:1\""
#define RECORD_END "</dossier>"

/* One element of the metadata: name in XML, key of its label, value (NULL: not there). */
struct record_field {
	const char *name, *key, *value;
};
/* The metadata in their order, at most RECORD_FIELDS; in the arena. */
enum { RECORD_FIELDS = 16 };
size_t dossier_fields(struct arena *a, const struct dossier *d, enum lang lang, struct record_field out[RECORD_FIELDS]);

/* The record; with_texts: what was said in each event, too.  In the arena. */
struct blob dossier_record(struct arena *a, const struct dossier *d, enum lang lang, bool with_texts);

/* One event as a record tells it. */
struct record_event {
	int32_t subject_kind, seq;
	int64_t subject_id;
	unsigned char hash[HASH_LEN];
};
/*
 * Finds the record in a file's bytes and reads its events; *n 0 when there is
 * none.  ERR_INVALID when it is one and cannot be read.  In the arena.
 */
enum err record_read(struct arena *a, const char *data, size_t len, struct record_event **out, size_t *n) MUST_USE;

#endif
