/*
 * What a page will ask for, said before (db_ahead()): the same statements with
 * the same arguments as the functions named, which take the answers.  What is
 * forgotten here costs time, nothing else.
 */
#ifndef LIB_STORE_STORE_AHEAD_H
#define LIB_STORE_STORE_AHEAD_H

#include <stdint.h>

#include "lib/db/conn.h"

/* store_case_by_id(), _names(), store_clock_rows(), store_files_of_case(), store_complaints_at(now), store_case_replies(now),
   store_event_lines(). */
void store_case_ahead(struct db *db, int64_t case_id);
/* store_unread(). */
void store_unread_ahead(struct db *db, int64_t user_id);
/* Who asked about it, its matters, its ratings: for whoever sees all. */
void store_asked_ahead(struct db *db, int64_t case_id);

#endif
