#include "config.h"
#include "lib/rule/paper.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/rule/perm.h"
#include "lib/rule/refno.h"

#include "lib/base/banned.h"

static const char *const dresses[] = { "formal", "brief", NULL };

static const struct paper_arg_kind args[PAPER_ARG_MAX] = {
	[PAPER_MONTH] = { "month", "--month", PAPER_FORM_MONTH, NULL },
	[PAPER_QUARTER] = { "quarter", "--quarter", PAPER_FORM_LINE, NULL },
	[PAPER_YEAR] = { "year", "--year", PAPER_FORM_NUMBER, NULL },
	[PAPER_CASE] = { "case", NULL, PAPER_FORM_LINE, NULL },
	[PAPER_COMPLAINT] = { "complaint", NULL, PAPER_FORM_LINE, NULL },
	[PAPER_UNIT] = { "unit", "--unit", PAPER_FORM_UNIT, NULL },
	[PAPER_MATTER] = { "matter", "--matter", PAPER_FORM_NUMBER, NULL },
	[PAPER_BOOK] = { "book", "--book", PAPER_FORM_LINE, NULL },
	[PAPER_LETTER] = { "letter", "--letter", PAPER_FORM_NUMBER, NULL },
	[PAPER_DRESS] = { "dress", "--dress", PAPER_FORM_WORD, dresses },
};

#define BIT(arg) ((uint32_t)1 << PAPER_##arg)
/* One of them; the subcommand says so when none is given. */
#define SPAN (BIT(MONTH) | BIT(QUARTER) | BIT(YEAR))
#define MAY(perm) ((uint64_t)1 << PERM_##perm)
#define PDF "pdf", "application/pdf"

static const char *const publish[] = { "--publish", NULL };

static const struct paper_kind kinds[] = {
	{ "bulletin", "bulletin", NULL, BIT(MONTH), BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 120, PDF, false },
	{ "quarterly", "quarterly", NULL, BIT(QUARTER), BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "report", "report", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "yearbook", "yearbook", NULL, BIT(YEAR), BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "unitsheet", "unitsheet", NULL, BIT(MONTH), BIT(UNIT), MAY(PAPERS), PAPER_OFFICE, 120, PDF, false },
	{ "hotline", "hotline", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "target", "target", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "reward", "reward", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "efficiency", "efficiency", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "upkeep", "upkeep", NULL, 0, SPAN | BIT(DRESS), MAY(PAPERS), PAPER_OFFICE, 300, PDF, false },
	{ "publish", "bulletin", publish, BIT(MONTH), 0, MAY(COMMAND), PAPER_OFFICE, 120, NULL, NULL, true },
	{ "dossier", "dossier", NULL, BIT(CASE), 0, MAY(PAPERS), PAPER_OF_CASE, 120, PDF, false },
	{ "letter", "letter", NULL, BIT(CASE), BIT(LETTER), MAY(PAPERS) | MAY(SUPERVISE) | MAY(COMMAND) | MAY(UNIT_WORK),
	    PAPER_OF_CASE, 60, PDF, false },
	{ "supervision", "supervision", NULL, BIT(CASE), 0, MAY(PAPERS) | MAY(SUPERVISE) | MAY(COMMAND), PAPER_OF_CASE, 120,
	    PDF, false },
	{ "refusal", "refusal", NULL, BIT(COMPLAINT), 0, MAY(PAPERS) | MAY(FILE), PAPER_OF_ALL, 60, PDF, false },
	{ "answer", "answer", NULL, BIT(COMPLAINT), 0, MAY(PAPERS) | MAY(FILE) | MAY(REPLY), PAPER_OF_ALL, 60, PDF, false },
	{ "handover", "handover", NULL, BIT(BOOK), 0, MAY(DUTY), PAPER_OF_ALL, 60, PDF, false },
	{ "meeting", "meeting", NULL, BIT(MONTH), 0, MAY(PAPERS), PAPER_OF_ALL, 120, PDF, false },
	{ "onsite", "onsite", NULL, BIT(YEAR), 0, MAY(PAPERS), PAPER_OFFICE, 120, PDF, false },
	{ "campaign", "campaign", NULL, BIT(MATTER), 0, MAY(PAPERS) | MAY(URGE), PAPER_OF_ALL, 120, PDF, false },
};

const struct paper_arg_kind *
paper_arg_kind(enum paper_arg a)
{
	return &args[a];
}

const struct paper_kind *
paper_kinds(size_t *n)
{
	*n = N(kinds);
	return kinds;
}

const struct paper_kind *
paper_kind(const char *code)
{
	for (size_t i = 0; i < N(kinds); i++)
		if (strcmp(kinds[i].code, code) == 0)
			return &kinds[i];
	return NULL;
}

bool
paper_may_ask(const struct paper_kind *k, uint64_t perms)
{
	return (k->perms & perms) != 0 && (k->sight != PAPER_OF_ALL || perm_in(perms, PERM_SEE_ALL));
}

/* --- arguments ------------------------------------------------------------- */

static const char *
month_of(struct arena *a, const char *s)
{
	int year, month;

	return parse_month(s, &year, &month) ? arena_strdup(a, s) : NULL;
}

static const char *
quarter_of(struct arena *a, const char *s)
{
	int64_t year;

	if (strlen(s) != 7 || s[4] != '-' || (s[5] != 'Q' && s[5] != 'q') || s[6] < '1' || s[6] > '4' ||
	    !parse_i64(arena_strndup(a, s, 4), 2000, 2099, &year))
		return NULL;
	return arena_printf(a, "%lld-Q%c", (long long)year, s[6]);
}

static const char *
case_of(struct arena *a, const char *s)
{
	char number[REFNO_MAX];
	int64_t n;
	int year;

	if (s[0] == '#' && parse_i64(s + 1, 1, INT64_MAX, &n))
		return arena_printf(a, "#%lld", (long long)n);
	if (!refno_case_parse(s, &year, &n))
		return NULL;
	refno_case(number, year, n);
	return arena_strdup(a, number);
}

static const char *
complaint_of(struct arena *a, const char *s)
{
	char number[REFNO_MAX];
	int64_t n;
	int year;

	if (!refno_complaint_parse(s, &year, &n))
		return NULL;
	refno_complaint(number, year, n);
	return arena_strdup(a, number);
}

static const char *
number_of(struct arena *a, const char *s, int64_t min, int64_t max)
{
	int64_t n;

	return parse_i64(s, min, max, &n) ? arena_printf(a, "%lld", (long long)n) : NULL;
}

/* "2026-11-22.1": a day and the number of a shift. */
static const char *
book_of(struct arena *a, const char *s)
{
	const char *dot = strchr(s, '.');
	int64_t shift;
	int32_t day;

	if (dot == NULL || !parse_date(arena_strndup(a, s, (size_t)(dot - s)), &day) || !parse_i64(dot + 1, 1, INT32_MAX, &shift))
		return NULL;
	return arena_printf(a, "%.*s.%lld", (int)(dot - s), s, (long long)shift);
}

static const char *
word_of(const char *const *words, const char *s)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, s) == 0)
			return *words;
	return NULL;
}

/* As it is kept; NULL when it is none. */
static const char *
kept(struct arena *a, enum paper_arg which, const char *s)
{
	switch (which) {
	case PAPER_MONTH:
		return month_of(a, s);
	case PAPER_QUARTER:
		return quarter_of(a, s);
	case PAPER_YEAR:
		return number_of(a, s, 2000, 2099);
	case PAPER_CASE:
		return case_of(a, s);
	case PAPER_COMPLAINT:
		return complaint_of(a, s);
	case PAPER_DRESS:
		return word_of(args[which].words, s);
	case PAPER_LETTER:
		return number_of(a, s, 1, 999);
	case PAPER_BOOK:
		return book_of(a, s);
	case PAPER_UNIT:
	case PAPER_MATTER:
	case PAPER_ARG_MAX:
		break;
	}
	return number_of(a, s, 1, INT32_MAX);
}

enum err
paper_check(struct arena *arena, const struct paper_kind *k, struct paper_args *a)
{
	struct paper_args out = { { NULL } };

	for (int i = 0; i < PAPER_ARG_MAX; i++) {
		const uint32_t bit = (uint32_t)1 << i;
		const bool given = a->v[i] != NULL && a->v[i][0] != '\0';

		if (!given && (k->need & bit) != 0)
			return err_raise_field(ERR_INVALID, args[i].name, "Err.required");
		if (!given)
			continue;
		if (((k->need | k->may) & bit) == 0)
			return err_raise_field(ERR_INVALID, args[i].name, "Err.choice");
		if ((out.v[i] = kept(arena, (enum paper_arg)i, a->v[i])) == NULL)
			return err_raise_field(ERR_INVALID, args[i].name, "Err.paper_arg");
	}
	*a = out;
	return OK;
}

char *
paper_args_write(struct arena *arena, const struct paper_args *a)
{
	struct buf b;

	buf_init(&b, arena);
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL)
			buf_printf(&b, "%s%s=%s", b.len > 0 ? " " : "", args[i].name, a->v[i]);
	return b.s;
}

struct paper_args
paper_args_read(struct arena *arena, const char *text)
{
	struct paper_args a = { { NULL } };

	while (*text != '\0') {
		const size_t n = strcspn(text, " ");
		const char *eq = memchr(text, '=', n);

		for (int i = 0; eq != NULL && i < PAPER_ARG_MAX; i++)
			if (strlen(args[i].name) == (size_t)(eq - text) && memcmp(args[i].name, text, (size_t)(eq - text)) == 0)
				a.v[i] = arena_strndup(arena, eq + 1, n - (size_t)(eq + 1 - text));
		text += n + (text[n] == ' ');
	}
	return a;
}

/* --- the command ----------------------------------------------------------- */

size_t
paper_argv(const struct paper_kind *k, const struct paper_args *a, enum lang lang, const char *file,
    const char *argv[PAPER_ARGV_MAX])
{
	size_t n = 0;

	argv[n++] = k->subcommand;
	for (size_t i = 0; k->more != NULL && k->more[i] != NULL; i++)
		argv[n++] = k->more[i];
	argv[n++] = "--lang";
	argv[n++] = lang == LANG_EN ? "en" : "zh";
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL && args[i].option != NULL) {
			argv[n++] = args[i].option;
			argv[n++] = a->v[i];
		}
	if (file != NULL) {
		argv[n++] = "-o";
		argv[n++] = file;
	}
	argv[n++] = "--";
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL && args[i].option == NULL)
			argv[n++] = a->v[i];
	argv[n] = NULL;
	return n;
}

char *
paper_file_name(struct arena *arena, const struct paper_kind *k, const struct paper_args *a)
{
	struct buf b;

	buf_init(&b, arena);
	buf_printf(&b, "%s", k->code);
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL)
			buf_printf(&b, "-%s", a->v[i][0] == '#' ? a->v[i] + 1 : a->v[i]);
	buf_printf(&b, ".%s", k->end != NULL ? k->end : "txt");
	return b.s;
}
