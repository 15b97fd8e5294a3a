/*
 * Reference data that hold at an instant: classes with their conditions,
 * reasons, units, settings, limits, calendars.  Statements: sql/query/catalog.sql.
 */
#ifndef LIB_STORE_STORE_CATALOG_H
#define LIB_STORE_STORE_CATALOG_H

#include "lib/base/clock.h"
#include "lib/db/conn.h"
#include "lib/rule/workflow.h"

struct arena;

struct class_row {
	int64_t id;
	int32_t kind;
	bool for_public, private;		/* private: about homes, see lib/rule/near.h */
	const char *near_group;
	int32_t near_radius, near_days;
	const char *major_code, *minor_code, *name_zh, *name_en, *major_zh, *major_en;
};
enum err store_classes(struct db *db, struct arena *a, usec_t at, struct class_row **out, size_t *n) MUST_USE;
enum err store_class_by_id(struct db *db, struct arena *a, int64_t id, struct class_row **out) MUST_USE;
/* Whether a case of the class is a hazard by rule. */
enum err store_class_is_hazard(struct db *db, int64_t id, bool *hazard) MUST_USE;

struct condition_row {
	int64_t id, class_id;
	int32_t seq, amount, unit;
	bool urgent;
	const char *cond_zh, *cond_en, *close_zh, *close_en;
};
enum err store_conditions(struct db *db, struct arena *a, int64_t class_id, usec_t at,
    struct condition_row **out, size_t *n) MUST_USE;
enum err store_condition_by_id(struct db *db, struct arena *a, int64_t id, struct condition_row **out) MUST_USE;

struct reason_row {
	int64_t id;
	const char *name_zh, *name_en, *public_zh, *public_en;
};
/* The reasons offered for an action ("refuse") at an instant. */
enum err store_reasons(struct db *db, struct arena *a, const char *action, usec_t at, struct reason_row **out,
    size_t *n) MUST_USE;
enum err store_reason_by_id(struct db *db, struct arena *a, int64_t id, struct reason_row **out) MUST_USE;

struct unit_row {
	int64_t id;
	int32_t kind;
	const char *code, *name_zh, *name_en;
};
/* Units that can be dispatched to. */
enum err store_units(struct db *db, struct arena *a, usec_t at, struct unit_row **out, size_t *n) MUST_USE;
enum err store_unit_by_id(struct db *db, struct arena *a, int64_t id, struct unit_row **out) MUST_USE;
/* Names by number, of what is over as well, sorted by id. */
struct name_row {
	int64_t id;
	const char *name_zh, *name_en;
};
enum name_list { NAMES_CLASS, NAMES_UNIT, NAMES_BASE_GRID, NAMES_REASON, NAMES_PERSON, NAMES_MAX };
enum err store_names(struct db *db, struct arena *a, enum name_list which, struct name_row **out, size_t *n) MUST_USE;
/* The centre this installation serves. */
enum err store_centre_here(struct db *db, struct arena *a, struct unit_row **out) MUST_USE;

/*
 * The office at an instant: calendar (of days around it), limits, settings.
 * Everything lives in a.  ERR_INTERNAL when the reference data are missing.
 */
enum err store_office(struct db *db, struct arena *a, usec_t at, struct office **out) MUST_USE;
/* What the office calls itself (settings office_name, office_name_en, office_phone); "" where it has set nothing. */
struct office_identity {
	const char *name, *name_en, *phone;
};
enum err store_identity(struct db *db, struct arena *a, usec_t at, struct office_identity *out) MUST_USE;
/* A calendar by its version, for the days [first_day, last_day]. */
enum err store_calendar(struct db *db, struct arena *a, int64_t id, int32_t first_day,
    int32_t last_day, const struct calendar **out) MUST_USE;

#endif
