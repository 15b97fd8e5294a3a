/* Findings as papers print them. */
#include "config.h"
#include "lib/service/account_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum err
account_paper_one(struct service *sv, int64_t id, struct finding_paper *out)
{
	struct finding_case *cases;
	struct finding_part *parts;
	enum err e;

	*out = (struct finding_paper){ .n_cases = 0 };
	if ((e = store_finding(sv->db, sv->arena, id, &out->f)) != OK ||
	    (e = store_account_rule(sv->db, sv->arena, out->f.rule_id, &out->rule)) != OK ||
	    (e = store_finding_cases(sv->db, sv->arena, id, &cases, &out->n_cases)) != OK ||
	    (e = store_finding_parts(sv->db, sv->arena, id, &parts, &out->n_parts)) != OK)
		return e;
	out->cases = cases;
	out->parts = parts;
	return OK;
}

/* Rows of one finding among rows that stand by finding. */
static void
cut(struct finding_paper *p, const struct finding_case *cases, size_t n_cases, const struct finding_part *parts, size_t n_parts)
{
	for (size_t i = 0; i < n_cases; i++)
		if (cases[i].finding_id == p->f.id) {
			p->cases = p->n_cases == 0 ? &cases[i] : p->cases;
			p->n_cases++;
		}
	for (size_t i = 0; i < n_parts; i++)
		if (parts[i].finding_id == p->f.id) {
			p->parts = p->n_parts == 0 ? &parts[i] : p->parts;
			p->n_parts++;
		}
}

enum err
account_paper_month(struct service *sv, int year, int month, usec_t until, struct finding_paper **out, size_t *n)
{
	const int32_t from = day_of(month_start(year, month)), to = day_of(month_start(year, month + 1));
	struct finding_row *rows;
	struct account_rule_row *rules;
	struct finding_case *cases;
	struct finding_part *parts;
	size_t n_rules, n_cases, n_parts;
	enum err e;

	if ((e = store_findings_of_days(sv->db, sv->arena, from, to, until, &rows, n)) != OK ||
	    (e = store_account_rules(sv->db, sv->arena, 0, &rules, &n_rules)) != OK ||
	    (e = store_findings_behind(sv->db, sv->arena, from, to, until, &cases, &n_cases, &parts, &n_parts)) != OK)
		return e;
	*out = arena_array_of(sv->arena, struct finding_paper, *n + 1);
	for (size_t i = 0; i < *n; i++) {
		(*out)[i] = (struct finding_paper){ .f = rows[i] };
		for (size_t k = 0; k < n_rules; k++)
			if (rules[k].rule.id == rows[i].rule_id)
				(*out)[i].rule = rules[k];
		cut(&(*out)[i], cases, n_cases, parts, n_parts);
	}
	return OK;
}

char *
account_number(struct arena *a, enum lang lang, const char *measure, int32_t span, struct rate v)
{
	if (span == ACCOUNT_MONTHS)
		return text_fill2(a, lang, "Account.months", arena_printf(a, "%lld", (long long)v.num), arena_printf(a, "%lld", (long long)v.den));
	if (rate_of(measure) != RATE_MAX)
		return arena_printf(a, "%s%s (%lld/%lld)", rate_print(a, v), v.den > 0 ? " %" : "", (long long)v.num, (long long)v.den);
	return arena_printf(a, "%lld", (long long)v.num);
}

char *
account_threshold(struct arena *a, enum lang lang, const struct account_rule *r)
{
	const bool rate = rate_of(r->measure) != RATE_MAX, figure = account_what_of(r->measure) == AM_FIGURE;
	const char *what = figure ? text_getf(lang, "Metric.%s.Name", r->measure) : text_getf(lang, "AdminWord.account_measure.%s", r->measure);
	const char *limit = rate ? arena_printf(a, "%s %%", rate_print(a, (struct rate){ r->num, r->den })) :
	    arena_printf(a, "%lld", (long long)r->num);
	const char *each;

	if (r->cmp == ACCOUNT_EACH)
		return arena_strdup(a, what);
	each = text_fill2(a, lang, arena_printf(a, "Account.cmp.%d", r->cmp), what, limit);
	return r->span == ACCOUNT_MONTHS ? text_fill2(a, lang, "Account.times", each, arena_printf(a, "%d", r->times)) :
	    arena_strdup(a, each);
}

char *
account_period(struct arena *a, enum lang lang, int32_t span, int32_t first_day, int32_t end_day)
{
	int y, m, d, y2, m2, d2;

	date_of_day(first_day, &y, &m, &d);
	date_of_day(end_day - 1, &y2, &m2, &d2);
	switch ((enum account_span)span) {
	case ACCOUNT_CASE: return arena_printf(a, "%04d-%02d-%02d", y, m, d);
	case ACCOUNT_MONTH: return arena_printf(a, "%04d-%02d", y, m);
	case ACCOUNT_MONTHS: return arena_printf(a, "%04d-%02d – %04d-%02d", y, m, y2, m2);
	case ACCOUNT_YEAR: break;
	}
	return text_fill1(a, lang, "Account.year", arena_printf(a, "%04d", y));
}
