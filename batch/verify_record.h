/* A record's events (batch/dossier_record.h) against the ledger. */
#ifndef BATCH_VERIFY_RECORD_H
#define BATCH_VERIFY_RECORD_H

#include "batch/job.h"

#include <stddef.h>

/*
 * Reads the record in data and holds each of its events, and the whole chains
 * they stand in, against the ledger.  *n events; *fault NULL when all agree,
 * else one clause that names the first event that does not ("case 17 event 3: …"),
 * in the app's arena.
 */
enum err verify_record(struct app *app, const char *data, size_t len, size_t *n, const char **fault) MUST_USE;

#endif
