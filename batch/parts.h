/*
 * The parts that papers made of figures are put together of; each draws one
 * part with its heading into the frame.  A paper is a list of them
 * (batch/figure_paper.c).
 */
#ifndef BATCH_PARTS_H
#define BATCH_PARTS_H

#include "batch/figures.h"
#include "batch/press.h"

struct grid_budget;

/* What the parts of one drawing share. */
struct parts {
	struct press pr;
	const struct figures *f;
	int64_t unit;		/* the month sheet's; 0 all */
	const struct grid_budget *budget;	/* of the upkeep paper (grids.h) */
	size_t n_budget;
};
typedef void part_fn(struct parts *d);

part_fn part_intro;		/* the opening paragraph, without a heading */
part_fn part_overall;		/* all figures with their changes, and twelve months as lines */
part_fn part_sources;		/* count and share each; hotline calls apart */
part_fn part_kinds;		/* major and minor classes, places, hours */
part_fn part_units;		/* the table in groups of comparable units, and ranked dots */
part_fn part_named;		/* good and bad units by name, backlog */
part_fn part_findings;		/* findings, supervision letters, single-case supervision */
part_fn part_visits;		/* call backs, watch list, suspended list */
part_fn part_problems;		/* main problems, next requirements, the office's own words */
part_fn part_rates;		/* all rates of metrics 3 by month */
part_fn part_months;		/* all counts by month of the year */
part_fn part_regions;		/* communities */
part_fn part_measures;		/* stubborn problems and their state */
part_fn part_questions;		/* what has to be decided */
part_fn part_decisions;		/* decisions of the last meeting and their state */
part_fn part_hard;		/* difficult cases: the list */
part_fn part_uses;		/* how the results are used */
/* Attachments. */
part_fn part_trend_units;	/* small multiples */
part_fn part_late;
part_fn part_glossary;
part_fn part_hard_sheets;	/* a sheet per difficult case */
/* A page a unit. */
part_fn part_sheets;

/* Texts of the drawing: a key, and a key filled with as many texts as are given. */
#define PART_FILL(d, key, ...)                                                                    \
	text_fill((d)->pr.a, (d)->pr.lang, (key), (const char *const[]){ __VA_ARGS__ },           \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
const char *part_name(const struct parts *d, const struct figures_line *l);
const char *part_text(const struct parts *d, const char *key);
const char *part_count(const struct parts *d, int64_t n);
/* "Paper.Span.<month|quarter|year>.<key>": this month, last quarter … */
const char *part_span(const struct parts *d, const char *key);
/* ", up 0.74 points on the month before"; "" without both rates. */
const char *part_change(const struct parts *d, struct rate now, struct rate before, const char *than);
/* Per cent as a number for a chart; NAN where it is not applicable. */
double part_percent(struct rate r);
/* "9月": the i-th of the twelve months. */
const char *part_month(const struct parts *d, size_t i);

#endif
