/* A configuration: taken, or refused with file, line and option; numbers always within their range. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"

#include "lib/base/banned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(closep) int fd = memfd_create("conf", MFD_CLOEXEC);
	const struct conf_option *options;
	struct conf c;
	size_t nopt;
	enum err e;

	promise(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	e = conf_load(a, arena_printf(a, "/proc/self/fd/%d", fd), &c);
	promise(e == OK || (e == ERR_INVALID && strstr(err_text(), "line") != NULL));
	options = conf_options(&nopt);
	for (size_t i = 0; e == OK && i < nopt; i++) {
		const char *field = (const char *)&c + options[i].offset;
		int64_t v;

		if (options[i].kind == CONF_STR) {
			promise(*(const char *const *)(const void *)field != NULL);
			continue;
		}
		memcpy(&v, field, sizeof(v));
		promise(v >= options[i].min && v <= options[i].max);
	}
	return 0;
}
