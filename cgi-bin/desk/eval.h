/*
 * What the pages of the evaluation share: what was asked for, its address, the
 * table that page, CSV and workbook draw alike.
 */
#ifndef CGI_BIN_DESK_EVAL_H
#define CGI_BIN_DESK_EVAL_H

#include <stdbool.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/request.h"
#include "lib/rule/glossary.h"
#include "lib/service/evaluation.h"
#include "lib/service/score_ops.h"

struct view;

enum { EVAL_PARAMS = 21 };
extern const struct param eval_params[EVAL_PARAMS];

/* Spans of time, in the order of eval_spans[]. */
enum eval_length { LENGTH_MONTH, LENGTH_QUARTER, LENGTH_HALF, LENGTH_YEAR, LENGTH_FREE, LENGTH_MAX };
extern const char *const eval_lengths[];

/* Whole months. */
struct eval_months {
	int year, month, months;
};
/* What an address asks for. */
struct eval_ask {
	enum eval_part part;
	enum eval_length length;
	struct eval_months span, other;	/* other: compared with, where .months is not 0 */
	struct eval_filter filter;
	const struct figure_def *figure;	/* that the chart shows and the comparison is about */
	const struct figure_def *sort;		/* NULL: by the part's own order */
	bool compare;			/* the page compares; else it shows the figures */
	int64_t own;			/* the unit of who may see nothing but his own; 0: all, -1: he has none */
	int64_t key;			/* of one line */
	const char *scheme;		/* of the score; NULL: the part's main one */
};

/*
 * Reads the parameters; *none: nothing is counted yet.  A unit's person gets
 * his unit's: other parts than eval_may_part() are ERR_NOT_FOUND.
 */
enum err eval_ask_read(struct request *rq, struct eval_ask *ask, bool *none) MUST_USE;
/* Whether a person whose own unit is own (0: he sees all) may see the part. */
bool eval_may_part(int64_t own, enum eval_part part);
/* The query of one of the spans. */
struct eval_query eval_query_for(const struct eval_ask *ask, const struct eval_months *m, bool compare);
/* Scores of the lines, by key; s NULL: the part has no scheme. */
struct eval_scores {
	const struct scores *s;
	int64_t *key;
};
/*
 * The figures asked for, and their scores; with another span to compare with,
 * its numbers stand as "before".  Lines come in the order asked for, else by
 * rank, else by the part's own; nobody's last.
 */
enum err eval_read(struct request *rq, const struct eval_ask *ask, struct evaluation **out,
    struct eval_scores *scores) MUST_USE;

/* "/desk/eval?by=unit&span=month&at=2026-10…": the ask at another path; whatever differs is changed in a copy. */
char *eval_url(struct request *rq, const struct eval_ask *ask, const char *path);
/* The cases behind a count of a line; NULL where there is no such list, or not for this person. */
const char *eval_cases_url(struct request *rq, const struct eval_ask *ask, int64_t key, const char *figure);

/* "2026年10月", "2026年第四季度", "2026年下半年", "2026年", "2026年3月至2026年5月". */
char *eval_span_name(struct request *rq, const struct eval_months *m);
/* What a part's line is called. */
const char *eval_line_name(struct request *rq, enum eval_part part, const struct eval_line *l);
const char *eval_part_name(struct request *rq, enum eval_part part);
/* "Reported", by the figure's identifier. */
const char *eval_figure_name(struct request *rq, const char *id);

/* The figure a part is judged by, and the figures it is shown by. */
const char *eval_main_figure(enum eval_part part);
enum { EVAL_COLUMNS = 24 };
size_t eval_columns(enum eval_part part, const struct figure_def *out[EVAL_COLUMNS]);
/* In the order asked for, or the part's own; lines of nobody's last. */
void eval_sort(const struct eval_ask *ask, struct evaluation *e);

/* Of eval_read(): the part's scores, with its figures in them. */
enum err eval_scores_read(struct request *rq, const struct eval_ask *ask, const struct eval_query *q,
    struct eval_scores *out) MUST_USE;
void eval_sort_by_rank(struct request *rq, const struct eval_scores *k, struct evaluation *e);
/* The score of a line; NULL where there is none to be. */
const struct score_line *eval_score_of(const struct eval_scores *k, int64_t key);
/* "3", "not ranked: fewer than 5 …". */
const char *eval_rank_text(struct request *rq, const struct eval_scores *k, const struct score_line *l);
/* .Score .Grade .Colour .Rank or .NotRanked of a node; Page.Schemes and Page.Scheme; Page.Why.N. */
void eval_show_score(struct request *rq, struct view *v, const struct eval_scores *k, const struct score_line *l);
void eval_show_schemes(struct request *rq, struct view *v, const struct eval_scores *k);
void eval_show_why(struct request *rq, struct view *v, const struct score_line *l);
/* A part's value ("93.72 %", "412") and what it looks at ("1 − Rework rate"). */
const char *eval_part_value(struct request *rq, const struct score_part_result *r);
const char *eval_part_what(struct request *rq, const struct score_part *p);

/* Page.Ask: the period with its neighbours, the choices of part, length, filters; for all pages below path. */
enum err eval_show_ask(struct request *rq, struct view *v, const struct eval_ask *ask, const char *path) MUST_USE;
/* Page.Definitions.N of some figures. */
void eval_show_definitions(struct request *rq, struct view *v, const struct figure_def *const *figures, size_t n);
/* A value and its change: .Value .Diff .Better (1, absent: not) .Worse .Up. */
void eval_show_change(struct request *rq, struct view *v, const struct figure_def *f, const struct counts *now,
    const struct counts *then);

enum err page_eval(struct request *rq) MUST_USE;
enum err page_eval_line(struct request *rq) MUST_USE;
enum err page_eval_cases(struct request *rq) MUST_USE;
enum err page_eval_csv(struct request *rq) MUST_USE;
enum err page_eval_xlsx(struct request *rq) MUST_USE;
enum err page_eval_cells(struct request *rq) MUST_USE;

#endif
