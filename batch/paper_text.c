#include "config.h"
#include "batch/paper_text.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

const char *
paper_month(struct arena *a, enum lang lang, int year, int month)
{
	return text_fill2(a, lang, "Paper.Month", arena_printf(a, "%d", year),
	    text_getf(lang, "Paper.MonthName.%d", month));
}

const char *
paper_day(struct arena *a, enum lang lang, usec_t t)
{
	struct civil c = civil_of(t);

	return text_fill3(a, lang, "Paper.Day", arena_printf(a, "%d", c.year),
	    text_getf(lang, "Paper.MonthName.%d", c.month), arena_printf(a, "%d", c.day));
}

const char *
paper_time(struct arena *a, enum lang lang, usec_t t)
{
	struct civil c = civil_of(t);

	return arena_printf(a, "%s %02d:%02d", paper_day(a, lang, t), c.hour, c.minute);
}

const char *
paper_iso_day(struct arena *a, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d-%02d", y, m, d);
}

const char *
paper_percent(struct arena *a, struct rate r)
{
	return r.den > 0 ? arena_printf(a, "%s%%", rate_print(a, r)) : rate_print(a, r);
}

int64_t
paper_hundredths(struct rate r)
{
	__int128 n;

	if (r.den <= 0)
		return 0;
	n = ((__int128)r.num * 20000 + r.den) / (2 * (__int128)r.den);
	return (int64_t)n;
}

const char *
paper_fixed2(struct arena *a, int64_t hundredths)
{
	struct buf b;

	buf_init(&b, a);
	buf_fixed(&b, hundredths, 2);
	return b.s;
}

const char *
paper_signed(struct arena *a, int64_t n)
{
	return n == 0 ? "0" : arena_printf(a, "%+lld", (long long)n);
}

const char *
paper_signed2(struct arena *a, int64_t hundredths)
{
	return arena_printf(a, "%s%s", hundredths > 0 ? "+" : "", paper_fixed2(a, hundredths));
}
