/*
 * What is going on now, for the duty screen, a unit's own page and the
 * leader's exceptions.  Statements: sql/query/board.sql.
 */
#ifndef LIB_STORE_STORE_BOARD_H
#define LIB_STORE_STORE_BOARD_H

#include "lib/store/store_case.h"

/* Open work of a unit; unit_id 0: nobody's yet.  late, today: of the handling limit, not reported done. */
struct board_unit {
	int64_t unit_id, n, late, today, hazard, urgent, rework, returned;
};
/* today: due at now or later, before until. */
enum err store_board_units(struct db *db, struct arena *a, usec_t now, usec_t until, struct board_unit **out,
    size_t *n) MUST_USE;

/* Steps due within the hour that begins hour hours from now. */
struct board_hour {
	int32_t hour;
	int64_t n;
};
enum { BOARD_HOURS = 8 };
enum err store_board_hours(struct db *db, struct arena *a, usec_t now, struct board_hour **out, size_t *n) MUST_USE;

struct board_day {
	int64_t received, closed;	/* complaints, cases */
};
enum err store_board_day(struct db *db, usec_t since, struct board_day *out) MUST_USE;

/* Open hazards and urgent cases, the most pressing first, at most BOARD_HOT + 1: the last says that there are more. */
enum { BOARD_HOT = 8, BOARD_DUE = 500 };
enum err store_board_hot(struct db *db, struct arena *a, struct queue_row **out, size_t *n) MUST_USE;
/* Whose handling limit ends in [from, until), not reported done, the first to end first; at most BOARD_DUE + 1. */
enum err store_board_due(struct db *db, struct arena *a, usec_t from, usec_t until, struct queue_row **out,
    size_t *n) MUST_USE;
/* A unit's, all that end before until: what is late already too. */
enum err store_board_due_of(struct db *db, struct arena *a, int64_t unit_id, usec_t until, struct queue_row **out,
    size_t *n) MUST_USE;

/* What came in: a case at its place, or a complaint that is none yet (case_id 0). */
struct board_point {
	int64_t id, case_id, class_id, cell_id, senders;
	int32_t lat, lon, state;
	usec_t at;
	const char *number, *address;
};
/* Since an instant, with a class and a place, at most 2000. */
enum err store_board_points(struct db *db, struct arena *a, usec_t since, struct board_point **out, size_t *n) MUST_USE;

/* What is kept of a day: a row a class, unit and base grid.  late: due that day and not done in time. */
struct board_figure {
	int32_t day;
	int64_t class_id, unit_id, base_cell_id, n_report, n_late, n_rework;
};
/* Of at most BOARD_DAYS days. */
enum { BOARD_DAYS = 9 };
enum err store_board_figures(struct db *db, struct arena *a, const int32_t *days, size_t n_days,
    struct board_figure **out, size_t *n) MUST_USE;
/* The first local day whose figures are kept; 0: none are. */
enum err store_board_first(struct db *db, int64_t *day) MUST_USE;
struct board_habit {
	int64_t class_id, base_cell_id, n;
};
/* Reports of each class in each base grid, days [from, to). */
enum err store_board_habit(struct db *db, struct arena *a, int32_t from, int32_t to, struct board_habit **out,
    size_t *n) MUST_USE;

#endif
