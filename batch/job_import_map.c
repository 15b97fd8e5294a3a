#include "config.h"
#include "batch/job_import.h"

#include <string.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

static const struct {
	const char *name;
	bool optional;
} columns[IMPORT_COLUMN_MAX] = {
#define X(name, optional) [IMPORT_##name] = { #name, optional },
	IMPORT_COLUMNS(X)
#undef X
};

/* Both ends without blanks, in place. */
static char *
trim(char *s)
{
	size_t n;

	s += strspn(s, " \t\r");
	for (n = strlen(s); n > 0 && strchr(" \t\r", s[n - 1]) != NULL; n--)
		;
	s[n] = '\0';
	return s;
}

static bool
set_channel(struct import_map *m, const char *text, const char *value)
{
	int64_t v;

	if (m->n_channels == CHANNELS_MAX || !parse_i64(value, 10, 99, &v))
		return false;
	m->channels[m->n_channels++] = (struct channel){ text, (int32_t)v };
	return true;
}

static bool
set_name(struct import_map *m, const char *name, const char *value)
{
	const struct {
		const char *name, **to;
	} texts[] = {
		{ "system", &m->origin }, { "edition", &m->edition }, { "edition_name", &m->edition_name },
		{ "major_prefix", &m->major_prefix },
	};

	if (value[0] == '\0')
		return false;
	for (size_t i = 0; i < N(texts); i++)
		if (strcmp(name, texts[i].name) == 0) {
			*texts[i].to = value;
			return true;
		}
	for (size_t i = 0; i < N(columns); i++)
		if (strcmp(name, columns[i].name) == 0) {
			m->columns[i] = value;
			return true;
		}
	if (strcmp(name, "time") != 0)
		return false;
	m->time = strcmp(value, "ISO") == 0 ? TIME_ISO : TIME_US;
	return m->time == TIME_ISO || strcmp(value, "MM/DD/YYYY hh:mm:ss AM/PM") == 0;
}

static enum err
check(const struct import_map *m, const char *path)
{
	static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	if (m->origin == NULL || strlen(m->origin) > 32 || m->origin[strspn(m->origin, small)] != '\0')
		return err_raise(ERR_INVALID, "%s: system is 1 to 32 small letters and digits", path);
	if (m->edition == NULL || strlen(m->edition) > 12 || m->edition_name == NULL)
		return err_raise(ERR_INVALID, "%s: edition (at most 12 signs) or edition_name is missing", path);
	if (m->major_prefix == NULL || strlen(m->major_prefix) > 4)
		return err_raise(ERR_INVALID, "%s: major_prefix is 1 to 4 signs", path);
	for (size_t i = 0; i < N(columns); i++)
		if (m->columns[i] == NULL && !columns[i].optional)
			return err_raise(ERR_INVALID, "%s: no column for \"%s\"", path, columns[i].name);
	return OK;
}

enum err
import_map_read(struct arena *a, const char *path, struct import_map *out)
{
	struct import_map m = { .time = TIME_ISO };
	char *rest, *line;
	bool in_source = false;
	int no = 0;
	enum err e = file_read(a, path, &rest, NULL);

	while (e == OK && (line = strsep(&rest, "\n")) != NULL) {
		char *name = trim(line), *eq = strchr(name, '=');

		no++;
		if (name[0] == '\0' || name[0] == '#')
			continue;
		if (strcmp(name, "[source]") == 0) {
			in_source = true;
			continue;
		}
		if (eq != NULL)
			*eq = '\0';
		if (eq == NULL || !(in_source ? set_channel(&m, trim(name), trim(eq + 1))
		                              : set_name(&m, trim(name), trim(eq + 1))))
			return err_raise(ERR_INVALID, "%s:%d: cannot be understood", path, no);
	}
	if (e == OK)
		e = check(&m, path);
	if (e == OK)
		*out = m;
	return e;
}

enum err
import_head(struct import_map *m, const struct csv_row *head)
{
	for (size_t i = 0; i < IMPORT_COLUMN_MAX; i++) {
		m->index[i] = m->columns[i] == NULL ? -1 : csv_column(head, m->columns[i]);
		if (m->columns[i] != NULL && m->index[i] < 0)
			return err_raise(ERR_INVALID, "the file has no column \"%s\"", m->columns[i]);
	}
	m->n_fields = head->n;
	return OK;
}
