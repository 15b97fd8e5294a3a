/*
 * The papers that can be asked for at the desk: one table for its form, for
 * what the timer starts (lib/service/paper_ops.h), for "anjuan papers" and the
 * manual.
 *
 * A new paper adds:
 *	1. one row to kinds[] in paper.c: its code (stands in paper_job and, as kind,
 *	   in the book of issued papers), the subcommand that draws it, which
 *	   arguments it needs and may have, who may ask for it, its time, the
 *	   ending and type of its file;
 *	2. Paper.kind.<code>.Name and .Help in both languages;
 *	3. a line "<code>" in the list of anjuan.1, PAPERS (linted).
 * The subcommand takes "--lang zh|en", "-o FILE", and each argument as the
 * option of its row in args[]: those without an option come last, bare.  It
 * ends with an exit code of batch/job.h, and says what went wrong in one line
 * on standard error; how far it is it tells by job_progress().
 * A new argument: a number here, a row in args[], PaperArg.<name>.Label and
 * .Hint, and a parameter in cgi-bin/desk/routes_papers.c.
 */
#ifndef LIB_RULE_PAPER_H
#define LIB_RULE_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/text.h"

struct arena;

/* In the order in which they are asked for and written. */
enum paper_arg {
	PAPER_MONTH,		/* 2026-10 */
	PAPER_QUARTER,		/* 2026-Q3 */
	PAPER_YEAR,		/* 2026 */
	PAPER_CASE,		/* 2026-000123-X */
	PAPER_COMPLAINT,	/* 26-0001234-X */
	PAPER_UNIT,		/* a unit's number */
	PAPER_MATTER,		/* number of a matter of the registers */
	PAPER_BOOK,		/* 2026-11-22.1: day and shift of a duty hand-over book */
	PAPER_LETTER,		/* which supervision letter of a case */
	PAPER_DRESS,		/* formal, brief */
	PAPER_ARG_MAX
};

/* How an argument looks and is asked for. */
enum paper_form { PAPER_FORM_MONTH, PAPER_FORM_LINE, PAPER_FORM_NUMBER, PAPER_FORM_UNIT, PAPER_FORM_WORD };

struct paper_arg_kind {
	const char *name;		/* "month": parameter of the form, key PaperArg.<name>.Label */
	const char *option;		/* "--month"; NULL: bare, behind all options */
	enum paper_form form;
	const char *const *words;	/* PAPER_FORM_WORD: the choices, NULL at the end */
};
const struct paper_arg_kind *paper_arg_kind(enum paper_arg a);

/* Texts in the form of their kind; NULL: not given. */
struct paper_args {
	const char *v[PAPER_ARG_MAX];
};

/* Whom the paper stands open to, besides a permission. */
enum paper_sight {
	PAPER_OFFICE,		/* the office's: whoever may ask for papers of its kind */
	PAPER_OF_CASE,		/* whoever may see the case */
	PAPER_OF_ALL		/* whoever may see every case */
};

/* How a job that failed has ended: an exit code of batch/job.h (1 … 7), or this.  Stable: stored. */
enum paper_end {
	PAPER_END_DIED = 20,	/* it crashed or was killed */
	PAPER_END_TIME = 21,	/* longer than its time */
	PAPER_END_LOST = 22,	/* the timer went away under it */
	PAPER_END_DISK = 23,	/* its file could not be stored */
	PAPER_END_GONE = 24	/* this program knows no such paper */
};

struct paper_kind {
	const char *code, *subcommand;
	const char *const *more;	/* further words of the command, NULL at the end; NULL: none */
	uint32_t need, may;		/* bits of enum paper_arg */
	uint64_t perms;			/* any of these */
	enum paper_sight sight;
	int32_t seconds;		/* at most */
	const char *end, *type;		/* of the file: "pdf", "application/pdf"; NULL: it leaves none */
	bool confirm;			/* asks once more before it is done: what cannot be taken back */
};

const struct paper_kind *paper_kinds(size_t *n);
/* NULL for an unknown code. */
const struct paper_kind *paper_kind(const char *code);
bool paper_may_ask(const struct paper_kind *k, uint64_t perms);

/*
 * Whether each argument that is needed is there and each that is there belongs
 * here and is well formed: *a then has them as they are kept.  ERR_INVALID names
 * the argument, its text is a catalogue key.
 */
enum err paper_check(struct arena *arena, const struct paper_kind *k, struct paper_args *a) MUST_USE;
/* "month=2026-10 dress=brief", as a job keeps it; the same arguments give the same text. */
char *paper_args_write(struct arena *arena, const struct paper_args *a);
/* And back; what is unknown is left out. */
struct paper_args paper_args_read(struct arena *arena, const char *text);

enum { PAPER_ARGV_MAX = 32 };
/*
 * The words of the command behind the program and its configuration: subcommand,
 * what belongs to it, "--lang", options, "-o" file (NULL: none), bare ones.
 * argv[] ends with NULL; returns how many.
 */
size_t paper_argv(const struct paper_kind *k, const struct paper_args *a, enum lang lang, const char *file,
    const char *argv[PAPER_ARGV_MAX]);
/* "bulletin-2026-10.pdf", to be saved under; only [A-Za-z0-9.-]. */
char *paper_file_name(struct arena *arena, const struct paper_kind *k, const struct paper_args *a);

#endif
