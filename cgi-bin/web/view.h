/* What pages add to a view (lib/part/view.h): forms. */
#ifndef CGI_BIN_WEB_VIEW_H
#define CGI_BIN_WEB_VIEW_H

#include "lib/part/view.h"

/*
 * Form.<field>.Value and .Error; the one name that is not a literal, taken
 * from a parameter table and checked to be [a-z0-9_]+.
 */
void view_form_field(struct view *v, const char *field, const char *value, const char *error);

#endif
