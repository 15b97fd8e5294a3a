#include "config.h"
#include "lib/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

static enum log_level wanted = LOG_INFO;
static _Thread_local char request_id[33] = "-";

void
log_level_set(enum log_level level)
{
	wanted = level;
}

void
log_request_set(const char *id)
{
	(void)snprintf(request_id, sizeof(request_id), "%s", id != NULL ? id : "-");
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { "error", "warn", "note", "info", "debug" };
	char line[1200], stamp[32];
	struct timespec ts;
	struct tm tm;
	va_list ap;
	int n, m;

	if (level > wanted)
		return;
	(void)clock_gettime(CLOCK_REALTIME, &ts);
	(void)gmtime_r(&ts.tv_sec, &tm);
	(void)strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S", &tm);
	n = snprintf(line, sizeof(line), "%s.%03ldZ %s %s ", stamp, ts.tv_nsec / 1000000,
	    names[level], request_id);
	va_start(ap, fmt);
	m = vsnprintf(line + n, sizeof(line) - (size_t)n - 1, fmt, ap);
	va_end(ap);
	n = m < 0 ? n : n + m > (int)sizeof(line) - 2 ? (int)sizeof(line) - 2 : n + m;
	for (int i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20)
			line[i] = ' ';
	line[n] = '\n';
	if (write(STDERR_FILENO, line, (size_t)n + 1) < 0)
		return;	/* nowhere left to say it */
}

char *
log_escape(struct arena *a, const char *s)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; s[i] != '\0' && i < 200; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\')
			buf_printf(&b, "\\x%02X", c);
		else
			buf_chr(&b, (char)c);
	}
	return b.s;
}
