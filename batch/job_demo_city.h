/*
 * The demo district itself: centre, divisions, grids, units, duty table,
 * components, people.  The same on every installation but for the passwords.
 */
#ifndef BATCH_JOB_DEMO_CITY_H
#define BATCH_JOB_DEMO_CITY_H

#include <stdbool.h>
#include <stdint.h>

#include "batch/job.h"
#include "batch/job_demo_words.h"
#include "lib/base/clock.h"

/* Makes the district in one transaction, where it is not there yet; *made says whether. */
enum err city_make(struct app *app, const struct vocabulary *v, bool *made) MUST_USE;
/* The people of the district, in the caller's transaction; writes the list of accounts. */
enum err city_people(struct app *app, const struct vocabulary *v, usec_t since) MUST_USE;
/* Who is on duty from first_day to last_day. */
enum err city_roster(struct app *app, int32_t first_day, int32_t last_day) MUST_USE;

/* Crews of the rotation (三班二运转): which one has a shift (1 early, 2 late, 3 night) of a day. */
enum { CREWS = 3 };
int city_crew(int32_t day, int shift);

/* Roads, squares and what else people name when they say where, and the words that find them. */
enum err city_places(struct app *app, const struct vocabulary *v) MUST_USE;

#endif
