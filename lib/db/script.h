/*
 * SQL files: statements parted by semicolons, run as plain text one by one.
 * For migrations and reference data; what a program says in its daily work has
 * a name and is prepared (lib/db/row.h).
 */
#ifndef LIB_DB_SCRIPT_H
#define LIB_DB_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"
#include "lib/db/conn.h"

/*
 * The next statement of *rest without the blanks and comments before it and
 * without its semicolon: *stmt and *len, lent from the text; *rest moves
 * behind it.  Semicolons in quotes ('…', "…", `…`) and comments (-- …, # …,
 * slash-star) part nothing; DELIMITER is not known.  False at the end.
 */
bool script_next(const char **rest, const char **stmt, size_t *len);

/*
 * Runs one statement; a result is thrown away.  Errors as db_exec(), with the
 * server's message in full as the detail: for texts that come with the
 * program and hold nobody's data.
 */
enum err db_script_run(struct db *db, const char *stmt, size_t len) MUST_USE;

/*
 * Runs all statements of a text and stops at the first that fails; *done (may
 * be NULL) gets how many ran, also on failure.  Statements that define tables
 * commit by themselves, so use db_begin() only around texts without them.
 */
enum err db_script(struct db *db, const char *text, int *done) MUST_USE;

#endif
