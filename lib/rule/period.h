/* The span figures and scores are counted for. */
#ifndef LIB_RULE_PERIOD_H
#define LIB_RULE_PERIOD_H

#include "lib/base/clock.h"

/*
 * [from, to) of whole local months; or what has passed of months that run: cut
 * off inside them, with the number of months they are (12: a year).
 */
struct period {
	usec_t from, to;
	int months;	/* 0: as many as there are from from to to */
};

#endif
