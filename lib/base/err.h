/*
 * Error codes: few, with the detail where it is known, logged once.
 *
 * Every fallible function returns an enum err; its outputs stand last and
 * stay untouched on failure.  The detail is kept per thread until the next
 * err_raise() and is written to the log by the program's one outer loop.
 */
#ifndef LIB_BASE_ERR_H
#define LIB_BASE_ERR_H

enum err {
	OK = 0,
	ERR_NOT_FOUND,		/* no such thing, or none this person may see */
	ERR_DENIED,		/* known, and not allowed */
	ERR_INVALID,		/* input refused; err_field() names the field */
	ERR_CONFLICT,		/* someone else was faster */
	ERR_TOO_LARGE,		/* a body, a part, a picture over its limit */
	ERR_TOO_MANY,		/* a rate limit */
	ERR_UNAVAILABLE,	/* database or helper out of reach: try again */
	ERR_LOGIN,		/* nobody is signed in */
	ERR_INTERNAL,
	ERR_MAX
};

#define MUST_USE __attribute__((warn_unused_result))

/*
 * Keeps code, place and a detail text (for the log, never for the user) and
 * returns code, so that "return err_raise(…)" is one line.  The text must not
 * hold personal data.
 */
#define err_raise(code, ...) err_raise_at((code), NULL, __FILE__, __LINE__, __VA_ARGS__)
/* As err_raise(), naming the form field or column at fault. */
#define err_raise_field(code, field, ...) \
	err_raise_at((code), (field), __FILE__, __LINE__, __VA_ARGS__)

enum err err_raise_at(enum err code, const char *field, const char *file, int line,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The stable upper-case name of a code, for logs ("ERR_CONFLICT"). */
const char *err_name(enum err code);
/* The detail of the last err_raise() of this thread; "" when there is none. */
const char *err_text(void);
/* The field of the last err_raise_field(), or NULL. */
const char *err_field(void);
/* "file.c:123" of the last err_raise(). */
const char *err_place(void);
/* Forgets the last detail; called between requests. */
void err_clear(void);

#endif
