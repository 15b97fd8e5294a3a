/* What the pages of the complaint form share. */
#ifndef CGI_BIN_PUBLIC_REPORT_H
#define CGI_BIN_PUBLIC_REPORT_H

#include "cgi-bin/web/request.h"
#include "lib/service/complaint_ops.h"

/* Keeps the photos of this request under the form's key; ERR_INVALID with what is wrong at the field. */
enum err report_keep_photos(struct request *rq, const char *key) MUST_USE;
/* Where the form and the pages after it are sent: the large look needs no words. */
const char *report_address(const struct request *rq);
/* The class the form names; 0: none. */
int64_t report_class(const struct request *rq);
/*
 * The pages between the form and the receipt: what is asked of the class, where
 * the form ends, which cases may be the same.  *shown: one of them is the
 * answer; otherwise f has the replies, and the case to join where one was
 * chosen.  ERR_INVALID with a refused field.
 */
enum err report_steps(struct request *rq, struct complaint_form *f, bool *shown) MUST_USE;
/* The places and classes that were looked for with the form's own buttons, to choose from. */
enum err report_show_found(struct request *rq, struct view *v) MUST_USE;

#endif
