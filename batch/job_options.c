/* "anjuan options": the configuration's options, with kind, default and range. */
#include "config.h"
#include "batch/job.h"

#include <stdio.h>

#include "lib/base/conf.h"

#include "lib/base/banned.h"

int
job_options(struct app *app, int argc, char **argv)
{
	static const char *const kinds[] = { "text", "number", "0 or 1" };
	const struct conf_option *o;
	size_t n;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	o = conf_options(&n);
	for (size_t i = 0; i < n; i++) {
		(void)printf("%s\t%s\t%s", o[i].name, kinds[o[i].kind], o[i].fallback);
		if (o[i].kind == CONF_INT)
			(void)printf("\t%lld to %lld", (long long)o[i].min, (long long)o[i].max);
		(void)putchar('\n');
	}
	return EXIT_FINE;
}
