#include "config.h"
#include "lib/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/banned.h"

static _Thread_local struct {
	char text[512];
	char field[64];
	char place[128];
} last;

enum err
err_raise_at(enum err code, const char *field, const char *file, int line, const char *fmt, ...)
{
	const char *base = strrchr(file, '/');
	char text[sizeof(last.text)], kept[sizeof(last.field)];
	va_list ap;

	/* Formatted aside: an argument may be err_text() or err_field() itself. */
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	memcpy(last.text, text, sizeof(text));
	(void)snprintf(kept, sizeof(kept), "%s", field != NULL ? field : "");
	memcpy(last.field, kept, sizeof(kept));
	(void)snprintf(last.place, sizeof(last.place), "%s:%d", base != NULL ? base + 1 : file, line);
	return code;
}

const char *
err_name(enum err code)
{
	static const char *const names[ERR_MAX] = {
		[OK] = "OK", [ERR_NOT_FOUND] = "ERR_NOT_FOUND", [ERR_DENIED] = "ERR_DENIED",
		[ERR_INVALID] = "ERR_INVALID", [ERR_CONFLICT] = "ERR_CONFLICT",
		[ERR_TOO_LARGE] = "ERR_TOO_LARGE", [ERR_TOO_MANY] = "ERR_TOO_MANY",
		[ERR_UNAVAILABLE] = "ERR_UNAVAILABLE", [ERR_LOGIN] = "ERR_LOGIN",
		[ERR_INTERNAL] = "ERR_INTERNAL",
	};

	return (unsigned)code < ERR_MAX ? names[code] : "ERR_UNKNOWN";
}

const char *
err_text(void)
{
	return last.text;
}

const char *
err_field(void)
{
	return last.field[0] != '\0' ? last.field : NULL;
}

const char *
err_place(void)
{
	return last.place;
}

void
err_clear(void)
{
	last.text[0] = last.field[0] = last.place[0] = '\0';
}
