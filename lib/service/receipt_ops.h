/*
 * The receipt as PDF: the public program links no PDF library, it hands the
 * data to "anjuan receipt" on a pipe; two at a time on a host, two seconds at
 * most (design §5).
 */
#ifndef LIB_SERVICE_RECEIPT_OPS_H
#define LIB_SERVICE_RECEIPT_OPS_H

#include "lib/base/text.h"
#include "lib/service/complaint_ops.h"

/* The PDF's bytes in the arena; ERR_UNAVAILABLE when both places are taken or it took too long. */
enum err receipt_pdf(struct service *sv, const struct complaint_receipt *r, enum lang lang,
    struct blob *out) MUST_USE;

/*
 * Several complaints as one PDF, by "anjuan bundle": text is its input, lines
 * of name=value.  The same places, six seconds at most.
 */
enum err bundle_pdf(struct service *sv, const char *text, size_t n, struct blob *out) MUST_USE;

#endif
