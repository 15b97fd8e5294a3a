#include "config.h"
#include "lib/rule/warning.h"

#include <string.h>

#include "lib/base/banned.h"

const struct warning_level *
warning_levels_of(const struct warning_level *all, size_t n_all, int64_t class_id, size_t *n)
{
	size_t first = 0, end;

	for (int64_t of = class_id;; of = 0) {
		for (first = 0; first < n_all && all[first].class_id != of; first++)
			;
		for (end = first; end < n_all && all[end].class_id == of; end++)
			;
		if (end > first || of == 0)
			break;
	}
	*n = end - first;
	return &all[first];
}

enum err
warning_at(const struct calendar *cal, usec_t start, usec_t due, enum limit_unit unit, struct pauses pauses,
    int32_t percent, usec_t *at)
{
	const bool by_clock = cal == NULL || unit == LIMIT_NONE;
	usec_t all = 0;
	enum err e;

	if (due == USEC_NONE || start == USEC_NONE || percent < 0)
		return err_raise_field(ERR_INVALID, "due", "no limit to warn of");
	if (percent == 100 || due <= start) {
		*at = due;
		return OK;
	}
	if (by_clock) {
		*at = start + (due - start) / 100 * percent;
		return OK;
	}
	if (percent < 100)
		e = deadline_fraction(cal, start, due, unit, pauses, percent, 100, at);
	else if ((e = deadline_measure(cal, start, due, unit, pauses, &all)) == OK)
		e = deadline_add_usec(cal, due, all / 100 * (percent - 100), unit, pauses, at);
	if (e != ERR_INVALID)
		return e;
	err_clear();
	return warning_at(NULL, start, due, unit, pauses, percent, at);
}

const char *
warning_next_audience(const char *list, char code[AUDIENCE_MAX])
{
	size_t n = strcspn(list, ",");

	if (n == 0)
		return NULL;
	if (n >= AUDIENCE_MAX)
		n = AUDIENCE_MAX - 1;
	memcpy(code, list, n);
	code[n] = '\0';
	list += strcspn(list, ",");
	return list + (*list == ',');
}
