/* The span figures and scores are counted for. */
#ifndef LIB_RULE_PERIOD_H
#define LIB_RULE_PERIOD_H

#include "lib/base/clock.h"

/* [from, to) of whole local months. */
struct period {
	usec_t from, to;
};

#endif
