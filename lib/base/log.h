/*
 * Log lines: time, level, request id, message; one line an event, written
 * with one write(2) to standard error.  Outside text is escaped; names,
 * addresses and complaint text never appear.
 */
#ifndef LIB_BASE_LOG_H
#define LIB_BASE_LOG_H

enum log_level { LOG_ERROR, LOG_WARN, LOG_NOTE, LOG_INFO, LOG_DEBUG };

struct arena;

/* Lines above level are dropped; the default is LOG_INFO. */
void log_level_set(enum log_level level);
/* The id that stands on every following line of this thread; NULL for none. */
void log_request_set(const char *id);
void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A copy in which control bytes, quotes, backslashes and non-ASCII stand as \xNN, at most 200 bytes. */
char *log_escape(struct arena *a, const char *s);

#endif
