/* 责任倒查: from the patrol that should have seen it to the closing, with the persons (A19).  Inside account_run. */
#ifndef LIB_SERVICE_ACCOUNT_TRACE_H
#define LIB_SERVICE_ACCOUNT_TRACE_H

#include "lib/service/office_ops.h"

/*
 * Writes a finding's lines from patrols, roster, stages and promises as they
 * are at now, once, in the caller's transaction: patrols that were due in the
 * case's grid on the day of the report and the two before, then every step of
 * the centre and the units with its limit.
 */
enum err account_trace_write(struct service *sv, int64_t finding_id, int64_t case_id, usec_t now) MUST_USE;

#endif
