#include "config.h"
#include "batch/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"

#include "lib/base/banned.h"

enum { BAR = 30, SHOW_NS = 100000000 };

void
progress_begin(struct progress *p, const char *what)
{
	*p = (struct progress){ .what = what, .on = isatty(STDERR_FILENO) == 1, .began_ns = clock_mono_ns() };
}

double
progress_seconds(const struct progress *p)
{
	return (double)(clock_mono_ns() - p->began_ns) / 1e9;
}

void
progress_show(struct progress *p, int64_t done, int64_t total, int64_t n)
{
	const int64_t now = clock_mono_ns();
	const double seconds = (double)(now - p->began_ns) / 1e9, part = total > 0 ? (double)done / (double)total : 0;
	char bar[BAR + 1];

	if (!p->on || now - p->shown_ns < SHOW_NS)
		return;
	p->shown_ns = now;
	memset(bar, '.', BAR);
	memset(bar, '#', (size_t)(part * BAR > BAR ? BAR : part * BAR));
	bar[BAR] = '\0';
	if (total > 0)
		(void)fprintf(stderr, "\r[%s] %3d%% %lld %s, %.0f a second, %.0f s left \x1b[K", bar, (int)(part * 100),
		    (long long)n, p->what, (double)n / seconds, part > 0 ? seconds / part - seconds : 0);
	else
		(void)fprintf(stderr, "\r%lld %s, %.0f a second \x1b[K", (long long)n, p->what, (double)n / seconds);
	(void)fflush(stderr);
}

void
progress_end(struct progress *p)
{
	if (p->on && p->shown_ns != 0)
		(void)fprintf(stderr, "\r\x1b[K");
	p->on = false;
}
