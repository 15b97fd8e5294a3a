/*
 * What the papers made of figures say, read in one snapshot into one struct:
 * a month, a quarter or a year with the stretch before it, the same a year
 * before, and the twelve months up to its end.  Definitions: lib/rule/metrics.
 */
#ifndef BATCH_FIGURES_H
#define BATCH_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/text.h"
#include "lib/rule/metrics.h"
#include "lib/store/store_stats.h"

struct arena;
struct buf;
struct conf;
struct db;

enum { FIGURES_TREND = 12 };

enum figures_span { BY_MONTH, BY_QUARTER, BY_YEAR, BY_MAX };
/* What a paper is about: number 10 of the year is October, 3 the third quarter, 0 the year. */
struct figures_about {
	enum figures_span span;
	int year, no;
};

/* By what the cases are told apart. */
enum figures_by {
	FIGURES_UNIT, FIGURES_SOURCE, FIGURES_KIND, FIGURES_MAJOR, FIGURES_CLASS, FIGURES_REGION, FIGURES_BASE,
	FIGURES_HOUR, FIGURES_BY_MAX
};

/* One line: the whole, a unit, a source, a class, an hour … */
struct figures_line {
	int64_t key;			/* unit, class, source, hour …; 0: none of them */
	const char *code, *zh, *en;	/* NULL: what has no unit, no class, no place */
	const char *over_zh, *over_en;	/* of a class its major one */
	const char *group;		/* of comparable units; "" none */
	bool here;			/* a unit in office, though it had no cases */
	struct counts now, before, year;
	int64_t backlog;		/* due in earlier months, open and late at the end of this stretch */
	struct counts month[FIGURES_TREND];	/* the twelve months up to its end; units and the whole */
	int64_t score;			/* hundredths; -1: none */
	int grade;			/* 'A' … 'E', 0: none */
	int32_t rank, rank_of;		/* in its group; 0: not ranked */
	usec_t oldest;			/* due of the oldest late open case; USEC_NONE */
};

/* A case of n_close_late_open, or of a list: watched, suspended, supervised. */
struct figures_case {
	int64_t id, unit_id;
	const char *number, *class_zh, *class_en, *unit_zh, *unit_en;
	usec_t due;	/* or until when */
	usec_t since;
	int32_t days;	/* local days from the due day to the last of the stretch */
};
struct figures_cases {
	struct figures_case *row;
	size_t n;
};

/* A supervision letter that was signed in the stretch. */
struct figures_letter {
	const char *number;		/* "〔2026〕3号" */
	const char *unit_zh, *unit_en, *case_number;
	usec_t signed_at, due;
};

/* A finding of the rules A1 … A19. */
struct figures_finding {
	int64_t unit_id;
	const char *code, *rule_zh, *rule_en, *unit_zh, *unit_en, *state_key;
	struct rate value;		/* den 1: a count; den 0: none */
	int32_t first_day;
	bool major;			/* loses its eligibility for awards */
};

/* A theme that somebody answers for: a decision of the meeting, a stubborn problem, an inquiry. */
struct figures_matter {
	int64_t id;
	int32_t kind, state, origin;
	const char *title, *address, *unit_zh, *unit_en, *owner, *owner_en, *last;	/* last: newest entry's words */
	usec_t opened_at, due, closed_at;
};

/* A difficult case and its history. */
struct figures_step {
	usec_t at;
	const char *what_key, *who, *who_en, *words;
};
struct figures_hard {
	struct figures_case c;
	const char *address, *description, *why_key;
	int32_t returns, dispatches, reworks;
	usec_t received;
	struct figures_step *step;
	size_t n_steps;
};

/* Cases on the components a unit keeps up. */
struct figures_upkeep {
	int64_t unit_id, components;
	const char *code, *unit_zh, *unit_en;
	int64_t due, closed, ontime, rework;
};

struct figures {
	struct figures_about about;
	struct period period, before, year;
	const char *zone, *office_zh, *office_en;
	struct figures_line total;
	struct figures_line *line[FIGURES_BY_MAX];
	size_t n[FIGURES_BY_MAX];
	struct figures_line *hotline;	/* units by their cases of 12345 alone */
	size_t n_hotline;
	struct figures_cases late, watched, suspended, supervised;
	struct figures_letter *letter;
	struct figures_finding *finding;
	struct figures_matter *matter;
	struct figures_hard *hard;
	struct figures_upkeep *upkeep;
	size_t n_letters, n_findings, n_matters, n_hard, n_upkeep;
	const char *const *words;	/* the office's own paragraphs for the last part */
	size_t n_words;
	bool is_sealed;
	struct stats_seal seal;		/* of the last day, or the last before it */
	const char *month_seal;		/* SHA-256 of the sealed month as hex; NULL: not sealed, or no month */
	char check[16];			/* the first digits of the SHA-256 of the figures as JSON */
};

/* What is read besides the figures. */
enum figures_want {
	WANT_FINDINGS = 2, WANT_HARD = 4, WANT_MATTERS = 8, WANT_UPKEEP = 16, WANT_HOTLINE = 32,
	WANT_LINES = 256	/* shifted by an enum figures_by: its lines; those by unit are always read */
};
#define WANT_ALL_LINES ((unsigned)WANT_LINES * ((1U << FIGURES_BY_MAX) - 1))

/*
 * Reads it in one snapshot; all of it lives in a.  Only what happened before
 * the stretch's end is looked at: a later run gives the same.  Errors as the
 * database's.
 */
enum err figures_read(struct db *db, struct arena *a, const struct conf *conf, struct figures_about about,
    unsigned want, struct figures **out) MUST_USE;

/* The struct as JSON (identifiers of metrics as keys, rates as exact fractions), and as CSV by unit. */
void figures_json(const struct figures *f, struct buf *out);
void figures_csv(const struct figures *f, struct buf *out);
/* Sets check; after everything else is read. */
void figures_seal(struct figures *f, struct arena *a);

/* "2026年10月", "2026年第三季度", "2026年". */
const char *figures_name(struct arena *a, enum lang lang, struct figures_about about);
/* Months of the stretch, and its period shifted by stretches (-1: the one before). */
struct period figures_period(struct figures_about about, int shift);
/* A line has any figure of its own now. */
bool figures_some(const struct figures_line *l);

#endif
