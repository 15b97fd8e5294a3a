/* Numbers, codes and points as people type them. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

/* What was read can be written again, and reads the same. */
static void
look_at_numbers(const char *s)
{
	char out[REFNO_MAX];
	int year, again;
	int64_t id, same;
	bool complaint = refno_complaint_parse(s, &year, &id);

	if (complaint) {
		promise(year >= 2000 && year <= 2099 && id >= 1);
		refno_complaint(out, year, id);
		promise(refno_complaint_parse(out, &again, &same) && again == year && same == id);
	}
	if (refno_case_parse(s, &year, &id)) {
		promise(!complaint);	/* no text is both */
		refno_case(out, year, id);
		promise(refno_case_parse(out, &again, &same) && again == year && same == id);
	}
}

static void
look_at_code(const char *s)
{
	char code[CODE_LEN + 1], again[CODE_LEN + 1];

	if (!code_normalise(code, s))
		return;
	promise(strlen(code) == CODE_LEN && code_normalise(again, code) && strcmp(code, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *s = strndup((const char *)data, n);
	int32_t micro, day;
	int year, month;
	int64_t v;

	promise(s != NULL);
	look_at_numbers(s);
	look_at_code(s);
	if (parse_microdeg(s, 180, &micro))
		promise(micro >= -180000000 && micro <= 180000000);
	if (parse_i64(s, -5, 5, &v))
		promise(v >= -5 && v <= 5);
	(void)parse_date(s, &day);
	if (parse_month(s, &year, &month))
		promise(month >= 1 && month <= 12);
	free(s);
	return 0;
}
