/* Dates, numbers and rates as papers write them. */
#ifndef BATCH_PAPER_TEXT_H
#define BATCH_PAPER_TEXT_H

#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/rule/metrics.h"

struct arena;

/* "2026年10月", "October 2026". */
const char *paper_month(struct arena *a, enum lang lang, int year, int month);
/* The local day of an instant: "2026年10月31日", "31 October 2026". */
const char *paper_day(struct arena *a, enum lang lang, usec_t t);
/* Day and minute: "2026年10月31日 08:05". */
const char *paper_time(struct arena *a, enum lang lang, usec_t t);
/* "2026-10-31" of a local day's number. */
const char *paper_iso_day(struct arena *a, int32_t day);
/* "93.72%", "—". */
const char *paper_percent(struct arena *a, struct rate r);
/* Per cent times a hundred, half up, as rate_print() shows it; 0 when not applicable. */
int64_t paper_hundredths(struct rate r);
/* 74 is "0.74", -74 "-0.74". */
const char *paper_fixed2(struct arena *a, int64_t hundredths);
/* A difference with its sign: "+12", "-3", "0". */
const char *paper_signed(struct arena *a, int64_t n);
/* The same of hundredths: "+0.74". */
const char *paper_signed2(struct arena *a, int64_t hundredths);

#endif
