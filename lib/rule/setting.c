#include "config.h"
#include "lib/rule/setting.h"

#include <string.h>

#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

#define CODE_CHARS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static const struct setting_def defs[] = {
	{ .name = "returns", .words = { "strict", "short" } },
	{ .name = "close", .words = { "chief", "acceptor" } },
	{ .name = "archive_days", .min = 0, .max = 36500 },
	{ .name = "fonds", .code = true, .max = 8 },
	{ .name = "archive_office", .code = true, .max = 8 },
	{ .name = "box_items", .min = 1, .max = 1000 },
	{ .name = "keep_plain", .words = { "10", "30", "Y" } },
	{ .name = "keep_hazard", .words = { "10", "30", "Y" } },
	{ .name = "keep_designated", .words = { "10", "30", "Y" } },
	{ .name = "keep_supervised", .words = { "10", "30", "Y" } },
	{ .name = "keep_accountable", .words = { "10", "30", "Y" } },
	{ .name = "claim_minutes", .min = 1, .max = 240 },
	{ .name = "history_days", .min = 1, .max = 3650 },
	{ .name = "history_min", .min = 1, .max = 100000 },
	{ .name = "figures_k", .min = 2, .max = 1000 },
	{ .name = "month_days", .min = 1, .max = 20 },
	{ .name = "figures_rank", .min = 1, .max = 100000 },
	{ .name = "control_alarms", .min = 1, .max = 1000 },
	{ .name = "cluster_metres", .min = 10, .max = 5000 },
	{ .name = "cluster_least", .min = 2, .max = 1000 },
	{ .name = "patrol_days", .min = 1, .max = 365 },
	{ .name = "book_minutes", .min = 1, .max = 1440 },
	{ .name = "stubborn_open", .min = 0, .max = 1000 },
	{ .name = "stubborn_missed", .min = 0, .max = 1000 },
	{ .name = "stubborn_cap", .min = 0, .max = 10000 },
	{ .name = "stuck_days", .min = 1, .max = 3650 },
	{ .name = "stuck_returns", .min = 1, .max = 1000 },
	{ .name = "stuck_dispatches", .min = 2, .max = 1000 },
	{ .name = "extend_chief", .min = 0, .max = 10000 },
	{ .name = "extend_commander", .min = 0, .max = 10000 },
	{ .name = "reopen_days", .min = 0, .max = 3650 },
	{ .name = "designate_after", .min = 1, .max = 100 },
	{ .name = "squad_review", .words = { "no", "yes" } },
	{ .name = "record_upward", .words = { "no", "yes" } },
	{ .name = "site_tolerance", .min = 0, .max = 1000000 },
	{ .name = "notice_retry", .min = 1, .max = 10080, .many = 16 },
	{ .name = "notice_tries", .min = 1, .max = 100 },
	{ .name = "notice_days", .min = 1, .max = 30 },
	{ .name = "office_name", .text = true, .max = 60 },
	{ .name = "office_name_en", .text = true, .max = 120 },
	{ .name = "office_phone", .text = true, .max = 40 },
};

const struct setting_def *
setting_def(const char *name)
{
	for (size_t i = 0; i < N(defs); i++)
		if (strcmp(defs[i].name, name) == 0)
			return &defs[i];
	return NULL;
}

static bool
numbers_fit(const struct setting_def *d, const char *value)
{
	char word[24];
	int64_t v;
	int n = 0;

	while (*value != '\0') {
		size_t len = strcspn(value, " ");

		if (len == 0 || len >= sizeof(word) || ++n > d->many)
			return false;
		memcpy(word, value, len);
		word[len] = '\0';
		if (!parse_i64(word, d->min, d->max, &v))
			return false;
		value += len;
		value += *value == ' ';
	}
	return n > 0;
}

bool
setting_fits(const struct setting_def *d, const char *value)
{
	int64_t v;

	if (d->code)
		return value[0] != '\0' && strlen(value) <= (size_t)d->max && value[strspn(value, CODE_CHARS)] == '\0';
	if (d->text)
		return utf8_len(value) <= (size_t)d->max && !utf8_has_control(value) && strpbrk(value, "\r\n") == NULL;
	if (d->words[0] == NULL)
		return d->many > 0 ? numbers_fit(d, value) : parse_i64(value, d->min, d->max, &v);
	for (size_t i = 0; i < N(d->words) && d->words[i] != NULL; i++)
		if (strcmp(d->words[i], value) == 0)
			return true;
	return false;
}
