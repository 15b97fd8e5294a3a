#include "config.h"
#include "lib/db/script.h"

#include <string.h>

#include "lib/db/db_private.h"

#include "lib/base/banned.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the comment that begins at s, or NULL when none does. */
static const char *
comment_end(const char *s)
{
	const char *end;

	if (s[0] == '/' && s[1] == '*') {
		end = strstr(s + 2, "*/");
		return end != NULL ? end + 2 : s + strlen(s);
	}
	/* "--" needs a blank behind it: 5--3 is a sum */
	if (s[0] != '#' && !(s[0] == '-' && s[1] == '-' && (is_blank(s[2]) || s[2] == '\0')))
		return NULL;
	return s + strcspn(s, "\n");
}

/* Behind the closing quote of the text that begins at s; a doubled quote and \x stay inside. */
static const char *
quote_end(const char *s)
{
	const char quote = *s++;

	while (*s != '\0') {
		if (*s == '\\' && quote != '`' && s[1] != '\0')
			s++;
		else if (*s == quote)
			return s + 1;	/* the second of a pair opens the next text */
		s++;
	}
	return s;
}

static const char *
skip_blanks(const char *s)
{
	for (;;) {
		const char *end = comment_end(s);

		if (end != NULL)
			s = end;
		else if (is_blank(*s) || *s == ';')
			s++;
		else
			return s;
	}
}

bool
script_next(const char **rest, const char **stmt, size_t *len)
{
	const char *begin = skip_blanks(*rest), *s = begin, *last = begin;

	while (*s != '\0' && *s != ';') {
		const char *end = comment_end(s);

		if (end != NULL) {
			s = end;
			continue;
		}
		s = *s == '\'' || *s == '"' || *s == '`' ? quote_end(s) : s + 1;
		if (!is_blank(s[-1]))
			last = s;
	}
	*rest = s;
	*stmt = begin;
	*len = (size_t)(last - begin);
	return last > begin;
}

enum err
db_script_run(struct db *db, const char *stmt, size_t len)
{
	MYSQL_RES *res;
	enum err e = db_usable(db);

	if (e == OK)
		e = db_connect(db);
	if (e != OK)
		return e;
	if (mysql_real_query(db->my, stmt, len) != 0) {
		const unsigned code = mysql_errno(db->my);

		if (!db_fault_is_loss(code))
			return err_raise(db_fault_code(code), "error %u: %s", code, mysql_error(db->my));
		return db_fault(db, "script", code, mysql_error(db->my));
	}
	if ((res = mysql_store_result(db->my)) != NULL)
		mysql_free_result(res);
	return OK;
}

enum err
db_script(struct db *db, const char *text, int *done)
{
	const char *stmt;
	size_t len;
	enum err e = OK;
	int n = 0;

	while (e == OK && script_next(&text, &stmt, &len))
		if ((e = db_script_run(db, stmt, len)) == OK)
			n++;
	if (done != NULL)
		*done = n;
	return e;
}
