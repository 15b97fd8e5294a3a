#include "config.h"
#include "cgi-bin/web/view.h"

#include <ctype.h>
#include <stdio.h>

#include "lib/base/banned.h"

enum { FIELD_NAME_MAX = 80 };

void
view_form_field(struct view *v, const char *field, const char *value, const char *error)
{
	char name[FIELD_NAME_MAX];

	for (const char *s = field; *s != '\0'; s++)
		if (!islower((unsigned char)*s) && !isdigit((unsigned char)*s) && *s != '_')
			return;
	(void)snprintf(name, sizeof(name), "Form.%.60s.Value", field);
	view_set_str(v, name, value);
	(void)snprintf(name, sizeof(name), "Form.%.60s.Error", field);
	view_set_str(v, name, error);
}
