/*
 * Patrols: which of a device's positions count, and how a walk stands against
 * its plan (定段、定时、定岗、定人、定责; four forms, S5).  Pure.
 */
#ifndef LIB_RULE_PATROL_H
#define LIB_RULE_PATROL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/clock.h"

enum patrol_form { PATROL_JOINT = 1, PATROL_AREA = 2, PATROL_GRID = 3, PATROL_POST = 4, PATROL_FORM_MAX = 5 };

enum {
	PATROL_ACCURACY_MAX = 200,	/* metres: a worse position says nothing about a street */
	PATROL_FIXES_MAX = 120,		/* of one message */
	PATROL_HOURS_MAX = 16		/* a walk nobody has ended is over then: two shifts */
};

struct patrol_fix {
	usec_t at;		/* as the device says */
	int32_t lat, lon;	/* microdegrees */
	int32_t accuracy;	/* metres */
};

/*
 * Whether a position belongs to a walk: taken while it was on (started, and
 * ended or USEC_NONE), not in the future, good enough to tell a street.
 */
bool patrol_counts(const struct patrol_fix *f, usec_t started, usec_t ended, usec_t now);
/* A text of lines "milliseconds,lat,lon,metres" (degrees); at most max into out, false when one is malformed. */
bool patrol_read(const char *text, struct patrol_fix *out, int max, int *n);

/* How a planned patrol of a shift stands at an instant. */
enum patrol_state { PATROL_AHEAD, PATROL_ON, PATROL_DONE, PATROL_LATE, PATROL_MISSED };
/*
 * From the shift's begin and end, and the person's walk (started USEC_NONE: none).
 * Late: a quarter of an hour after the begin nobody walks; missed: nobody has, and it is over.
 */
enum patrol_state patrol_stands(usec_t from, usec_t to, usec_t started, usec_t ended, usec_t now);
/* Whole per cent of walked among all; 0 of none. */
int32_t patrol_percent(int64_t walked, int64_t all);

#endif
