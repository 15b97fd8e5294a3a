/*
 * Warnings about handling limits, derived from the open promises: a run that
 * was lost loses nothing, two runs at once tell nothing twice.
 */
#ifndef LIB_SERVICE_WARN_OPS_H
#define LIB_SERVICE_WARN_OPS_H

#include "lib/service/ledger_ops.h"

/*
 * Works out when to warn of promises that are new or have moved, then tells
 * what is due: for each case the latest level reached, as an event with an
 * outbox row for each post of the level, in a transaction of its own.  After
 * an outage the levels before it are settled without a word.  *told counts.
 */
enum err warn_run(struct service *sv, usec_t now, int64_t *told) MUST_USE;

#endif
