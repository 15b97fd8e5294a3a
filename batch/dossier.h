/*
 * The archive dossier of a case 案卷: all that is kept of it, read into one
 * struct and drawn (metrics 6.5).  Contacts only in their masked form, of a
 * confidential complaint not at all.
 */
#ifndef BATCH_DOSSIER_H
#define BATCH_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/rule/deadline.h"
#include "lib/rule/refno.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_door.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_stats.h"

struct arena;
struct pdf;
struct pdf_fonts;

struct dossier_person {
	int64_t id;
	const char *name, *name_en;
};

/* Names that many dossiers need, by id; lives as long as the run. */
struct dossier_words {
	struct arena *a;
	struct stats_unit *units;
	struct stats_class *classes;
	struct dossier_person *people;
	size_t n_units, n_classes, n_people;
	struct dossier_calendar *calendars; /* used so far */
	const char *office_zh, *office_en;
};

/* One subject's chain: whether it holds, and the texts and the head with it. */
struct dossier_ledger {
	int64_t events;
	const char *bad; /* why not, in English; NULL: all holds */
	int32_t bad_seq;
};

struct dossier_complaint {
	const struct complaint_row *row;
	char number[REFNO_MAX];
	const struct reply_row *replies; /* its answers to the questions of its class */
	size_t n_replies;
	struct event_row *events;
	size_t n_events;
	struct dossier_ledger ledger;
};

/* A promise and why its due stands where it stands; no lines where the calendar does not reach. */
struct dossier_clock {
	const struct promise_row *promise;
	struct deadline_trace trace;
};

struct dossier_photo {
	const struct file_link_row *link;
	const void *data; /* the staff's picture; NULL when it is not there */
	size_t len;
};

/* Where it lies in the archive; box NULL: not yet. */
struct dossier_keep {
	const char *box;
	int32_t place, until_year;	/* 0: permanent, or not yet known */
	struct blob caller;		/* SHA-256 of the file with the caller's data; empty: none */
};

struct dossier {
	const struct dossier_words *words;
	const char *label; /* case number, or "#17" before filing */
	struct case_row *c;
	struct case_names *names;
	struct condition_row *condition; /* NULL: none */
	struct dossier_complaint *complaints;
	struct dossier_clock *clocks;
	struct order_row *orders;
	struct event_row *events;
	struct dossier_photo *photos;
	size_t n_complaints, n_clocks, n_orders, n_events, n_photos;
	struct dossier_ledger ledger;
	struct dossier_keep keep;
};

/* Reads the words once a run, into a. */
enum err dossier_words_read(struct service *sv, struct dossier_words **out) MUST_USE;
/*
 * Reads one case in one snapshot; all of it lives in sv->arena but what the
 * words keep.  ERR_NOT_FOUND when there is no such case.
 */
enum err dossier_read(struct service *sv, struct dossier_words *words, int64_t case_id,
    struct dossier **out) MUST_USE;
/* The case of "2026-000123-X" or "#17"; ERR_NOT_FOUND, ERR_INVALID for another text. */
enum err dossier_find(struct service *sv, const char *name, int64_t *case_id) MUST_USE;

/* Walks a subject's chain and holds its texts against it. */
enum err dossier_check_ledger(struct service *sv, enum subject kind, int64_t id, struct dossier_ledger *l) MUST_USE;

/* "unit: …; due: …": the details of an event in words, "" for none.  In the arena. */
const char *dossier_detail(
    struct arena *a, const struct dossier *d, enum lang lang, const struct event_row *e);
/* "Zhou Ming (acceptor)", who took the step.  In the arena. */
const char *dossier_who(struct arena *a, enum lang lang, const struct event_row *e);
/* A time as "2026-10-31 08:05", "—" for none. */
const char *dossier_time(struct arena *a, usec_t t);

/* Draws the paper; the caller calls pdf_free() before d's arena is reset. */
struct pdf *dossier_draw(
    struct arena *a, struct pdf_fonts *fonts, const struct dossier *d, enum lang lang);

#endif
