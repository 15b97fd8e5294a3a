/*
 * The office's switches: what each may be.  The names are those of the table
 * setting; a value holds from its first instant on.
 */
#ifndef LIB_RULE_SETTING_H
#define LIB_RULE_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct setting_def {
	const char *name;
	const char *words[3];	/* one of these; none: a number, or numbers with blanks between them */
	int64_t min, max;
	int many;		/* how many numbers at most; 0: one */
	bool code;		/* letters and digits, at most max, at least one */
	bool text;		/* a line of at most max characters; empty: as anjuan.conf says */
};

/* What is known of a setting; NULL for a name nobody knows. */
const struct setting_def *setting_def(const char *name);
/* Whether a value fits. */
bool setting_fits(const struct setting_def *d, const char *value);

#endif
