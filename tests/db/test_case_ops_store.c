/* The store functions against the real schema: each called, lists in their order, pages without gaps. */
#include "config.h"
#include "lib/store/store_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"
#include "lib/store/store_follow.h"
#include "lib/store/store_place.h"
#include "lib/store/store_task.h"
#include "lib/store/store_user.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

enum { COPIES = 137 };

static struct rig rig, *const r = &rig;
static struct arena *a;
static struct db *db;

/* Copies a filed case so often that its queue has three pages, with equal, later and missing due times. */
static void
many_cases(int64_t id)
{
	dbtest_sql("INSERT INTO cases (centre_id, state, source, received_at, class_id, condition_id, number, description,"
	    " address, lat, lon, unit_cell_id, base_cell_id, filed_at, stage_started, stage_due, hazard)"
	    " WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s WHERE n < %d)"
	    " SELECT centre_id, state, source, received_at, IF(n %% 10 = 0, %d, class_id), condition_id, CONCAT('T-', n),"
	    " description, address, lat + n, lon - n, unit_cell_id, base_cell_id, filed_at, stage_started,"
	    " IF(n %% 20 = 0, NULL, stage_due + (n DIV 7) * 60000000), n %% 30 = 0 FROM cases JOIN s WHERE cases.id = %lld",
	    COPIES, CLASS_GAS, (long long)id);
}

/* --- queues ------------------------------------------------------------------------------- */

/* Reads all pages; checks order and that no row comes twice.  Returns how many there are. */
static size_t
walk(struct queue_filter f)
{
	int64_t last_key = INT64_MIN, last_id = f.newest ? INT64_MAX : 0;
	size_t total = 0;

	for (;;) {
		struct queue_row *rows;
		size_t n;

		assert_int_equal(store_queue(db, a, &f, &rows, &n), OK);
		assert_true(n <= QUEUE_PAGE + 1);
		for (size_t i = 0; i < n && i < QUEUE_PAGE; i++, total++) {
			if (f.newest)
				assert_true(rows[i].id < last_id);
			else
				assert_true(rows[i].queue_key > last_key ||
				    (rows[i].queue_key == last_key && rows[i].id > last_id));
			assert_int_equal(rows[i].state, f.state);
			last_key = rows[i].queue_key;
			last_id = rows[i].id;
		}
		if (n <= QUEUE_PAGE)
			return total;
		f.after_key = last_key;
		f.after_id = last_id;
	}
}

/* From the end back to the start, a page at a time: every row once more, in the queue's order each page. */
static size_t
walk_back(struct queue_filter f)
{
	int64_t last = f.newest ? 0 : INT64_MAX;
	size_t total = 0;

	f.back = true;
	for (;;) {
		struct queue_row *rows;
		size_t n, over;

		assert_int_equal(store_queue(db, a, &f, &rows, &n), OK);
		over = n > QUEUE_PAGE ? 1 : 0;
		for (size_t i = n; i > over; i--, total++) {
			const struct queue_row *row = &rows[i - 1];

			assert_true(f.newest ? row->id > last : row->queue_key <= last);
			last = f.newest ? row->id : row->queue_key;
		}
		if (!over)
			return total;
		f.after_key = rows[over].queue_key;
		f.after_id = rows[over].id;
	}
}

static void
queues(void **state)
{
	struct queue_filter f = { .state = CS_FILED, .late_before = USEC_NONE };
	const size_t all = (size_t)dbtest_number("SELECT COUNT(*) FROM cases WHERE state = 20");
	struct queue_row *rows;
	size_t n;

	(void)state;
	assert_true(all > 2 * QUEUE_PAGE);
	assert_int_equal(walk(f), all);
	/* Hazards stand above all, what has no due time below all. */
	assert_int_equal(store_queue(db, a, &f, &rows, &n), OK);
	assert_int_equal(n, QUEUE_PAGE + 1);
	for (size_t i = 0; i < 4; i++)
		assert_true(rows[i].hazard);
	assert_false(rows[4].hazard);
	assert_int_not_equal(rows[4].class_id, 0);
	assert_int_not_equal(rows[4].base_cell_id, 0);
	assert_int_equal(walk_back(f), all);
	f.newest = true;
	assert_int_equal(walk(f), all);
	assert_int_equal(walk_back(f), all);
	f = (struct queue_filter){ .state = CS_FILED, .class_id = CLASS_GAS, .late_before = USEC_NONE };
	assert_int_equal(walk(f), COPIES / 10);
	f = (struct queue_filter){ .state = CS_FILED, .cell_id = CELL_BASE, .late_before = USEC_NONE };
	assert_int_equal(walk(f), all);
	f.cell_id = CELL_UNIT;
	assert_int_equal(walk(f), 0);
	f = (struct queue_filter){ .state = CS_FILED, .late_before = r->now + USEC_HOUR + 5 * USEC_MIN };
	assert_int_equal(walk(f), dbtest_number("SELECT COUNT(*) FROM cases WHERE state = 20 AND stage_due < %lld",
	    (long long)f.late_before));
}

static void
own_queues(void **state)
{
	int64_t handling = rig_case(r, CS_HANDLING), checking = rig_case(r, CS_CHECKING);
	struct step s = rig_step(r, CLERK_A, ACT_ASSIGN);
	struct queue_filter f = { .state = CS_HANDLING, .own_unit = UNIT_A, .late_before = USEC_NONE };
	struct task_row *rows;
	size_t n;

	(void)state;
	assert_int_equal(rig_act(r, handling, &s), OK);
	assert_int_equal(walk(f), 1);
	assert_int_equal(walk_back(f), walk(f));
	f.own_unit = UNIT_B;
	assert_int_equal(walk(f), 0);
	f = (struct queue_filter){ .state = CS_HANDLING, .unit_id = UNIT_A, .late_before = USEC_NONE };
	assert_int_equal(walk(f), 1);
	assert_int_equal(store_tasks(db, a, HAND_A, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].q.id, handling);
	assert_int_equal(rows[0].version, dbtest_number("SELECT version FROM cases WHERE id = %lld", (long long)handling));
	assert_true(rows[0].has_point);
	assert_int_equal(rows[0].lat, dbtest_number("SELECT lat FROM cases WHERE id = %lld", (long long)handling));
	assert_int_equal(store_tasks(db, a, PATROL, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].q.id, checking);
	assert_int_equal(store_tasks(db, a, CHIEF, &rows, &n), OK);
	assert_int_equal(n, 0);
}

static void
counts(void **state)
{
	struct queue_count *c;
	struct queue_row *rows;
	struct complaint_count cc;
	size_t n;
	bool seen = false;

	(void)state;
	(void)rig_complaint(r);
	assert_int_equal(store_queue_counts(db, a, 0, true, r->now, &c, &n), OK);
	for (size_t i = 0; i < n; i++) {
		seen = seen || c[i].state == CS_FILED;
		assert_int_equal(c[i].total, dbtest_number("SELECT COUNT(*) FROM cases WHERE state = %d", c[i].state));
		assert_int_equal(c[i].late, dbtest_number("SELECT COUNT(*) FROM cases WHERE state = %d AND stage_due < %lld",
		    c[i].state, (long long)r->now));
		assert_int_equal(c[i].soon, dbtest_number("SELECT COUNT(*) FROM cases WHERE state = %d AND stage_due >= %lld"
		    " AND stage_due < %lld", c[i].state, (long long)r->now, (long long)(r->now + 2 * USEC_HOUR)));
	}
	assert_true(seen);
	assert_int_equal(store_queue_counts(db, a, 0, false, r->now, &c, &n), OK);
	for (size_t i = 0; i < n; i++)
		assert_false(state_is_final((enum case_state)c[i].state));
	assert_int_equal(store_queue_counts(db, a, UNIT_A, false, r->now, &c, &n), OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(c[i].total, dbtest_number("SELECT COUNT(*) FROM cases WHERE state = %d AND unit_id = %d",
		    c[i].state, UNIT_A));
	assert_int_equal(store_queue_due(db, a, "20,30", 0, INT64_MIN + 1, r->now + USEC_DAY, &rows, &n), OK);
	assert_int_equal(n, 11);
	assert_int_equal(store_queue_due(db, a, "31", UNIT_B, INT64_MIN + 1, r->now + USEC_DAY, &rows, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(store_complaint_count(db, a, CP_RECEIVED, r->now, &cc), OK);
	assert_int_equal(cc.total, dbtest_number("SELECT COUNT(*) FROM complaint WHERE state = 1"));
}

static void
complaint_queue(void **state)
{
	struct complaint_row *rows;
	size_t n, total = 0, want = (size_t)dbtest_number("SELECT COUNT(*) FROM complaint WHERE state = 1");
	int64_t due = 0, id = 0;

	(void)state;
	for (; want < 120; want++)
		(void)rig_complaint(r);
	do {
		assert_int_equal(store_complaint_queue(db, a, CP_RECEIVED, due, id, &rows, &n), OK);
		for (size_t i = 0; i < n && i < 50; i++, total++) {
			assert_true(rows[i].accept_due > due || (rows[i].accept_due == due && rows[i].id > id));
			due = rows[i].accept_due;
			id = rows[i].id;
		}
	} while (n > 50);
	assert_int_equal(total, want);
}

/* --- one case -------------------------------------------------------------------------------- */

static void
one_case(void **state)
{
	int64_t id = rig_case(r, CS_CLOSED), found = 0, version;
	struct case_row *c = rig_row(r, id);
	struct case_names *names;
	struct stage_row *stages;
	struct promise_row *promises;
	struct pause_row *pauses;
	struct order_row *orders;
	struct event_row *events;
	struct file_link_row *links;
	int64_t complaint;
	size_t n;

	(void)state;
	assert_int_equal(store_case_id_by_number(db, c->number, &found), OK);
	assert_int_equal(found, id);
	assert_int_equal(store_case_id_by_number(db, "2026-999999-X", &found), ERR_NOT_FOUND);
	assert_int_equal(store_case_lock(db, id, &version), OK);
	assert_int_equal(version, c->version);
	assert_int_equal(store_case_names(db, a, id, &names), OK);
	assert_string_equal(names->class_zh, "上水井盖");
	assert_string_equal(names->unit_zh, "环卫所");
	assert_string_equal(names->unit_cell, "T1");
	assert_non_null(names->cond_zh);
	assert_int_equal(store_stages(db, a, id, &stages, &n), OK);
	assert_int_equal(n, 12);
	assert_int_equal(stages[1].state, CS_VERIFYING);
	assert_string_equal(stages[1].user_name, "测试监督甲");
	assert_int_equal(stages[11].ended, USEC_NONE);
	assert_int_equal(store_promises(db, a, id, &promises, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(promises[0].unit_id, UNIT_A);
	assert_int_equal(store_pauses(db, a, id, &pauses, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(store_orders(db, a, id, &orders, &n), OK);
	assert_true(n == 2 && orders[1].kind == ORDER_CHECK);
	complaint = dbtest_number("SELECT complaint_id FROM complaint_case WHERE case_id = %lld", (long long)id);
	assert_int_equal(store_events(db, a, SUBJECT_CASE, id, &events, &n), OK);
	assert_int_equal(n, 12);
	assert_string_equal(events[11].user_name, "测试班长");
	assert_int_equal(store_follow_events(r->public_db, a, complaint, &events, &n), OK);
	assert_int_equal(n, 12 + dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 1 AND subject_id = %lld", (long long)complaint));
	assert_true(events[0].at >= events[n - 1].at && events[n - 1].user_name == NULL);
	assert_int_equal(store_files(db, a, SUBJECT_CASE, id, &links, &n), OK);
	assert_int_equal(n, 11);
	assert_int_equal(store_follow_files(r->public_db, a, complaint, &links, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(links[0].part, PHOTO_AFTER);
	assert_int_equal(store_file_link_by_id(r->public_db, a, links[0].id, &links), OK);
	assert_true(links->for_public);
	assert_int_equal(links->subject_id, id);
	assert_int_equal(store_files_of_case(db, a, id, &links, &n), OK);
	assert_int_equal(n, 11);
	assert_int_equal(links[0].subject_kind, SUBJECT_CASE);
}

static void
followed(void **state)
{
	int64_t complaint = rig_complaint(r), id;
	struct follow_row *t;

	(void)state;
	assert_int_equal(complaint_followed(&r->public, complaint, &t), OK);
	assert_int_equal(t->c.id, complaint);
	assert_int_equal(t->k.id, 0);
	assert_int_equal(complaint_followed(&r->public, complaint + 1000, &t), ERR_NOT_FOUND);
	assert_int_equal(case_register(&r->desk, complaint, 0, NULL, rig_who(r, ACCEPTOR), &id), OK);
	assert_int_equal(complaint_followed(&r->public, complaint, &t), OK);
	assert_int_equal(t->k.id, id);
	assert_int_equal(t->k.state, CS_REGISTERED);
	assert_null(t->k.number);
	assert_int_equal(t->k.unit_id, 0);
	assert_int_equal(t->k.due_at, USEC_NONE);
}

static void
near(void **state)
{
	struct near_row *rows;
	size_t n;

	(void)state;
	assert_int_equal(store_case_near(db, a, CLASS_COVER, INSIDE_LAT, INSIDE_LON, 1000, 0, &rows, &n), OK);
	assert_int_equal(n, 5);
	assert_int_equal(store_case_near(db, a, CLASS_COVER, INSIDE_LAT + 5000, INSIDE_LON, 1000, 0, &rows, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(store_case_near(db, a, CLASS_COVER, INSIDE_LAT, INSIDE_LON, 1000, r->now + 1, &rows, &n), OK);
	assert_int_equal(n, 0);
}

/* --- places and people -------------------------------------------------------------------------- */

static void
places(void **state)
{
	struct cells c;
	struct cell_row *rows, *one;
	int32_t lat, lon;
	size_t n;

	(void)state;
	assert_int_equal(store_cells_at(db, a, INSIDE_LAT, INSIDE_LON, r->now, &c), OK);
	assert_int_equal(c.unit_cell_id, CELL_UNIT);
	assert_int_equal(c.base_cell_id, CELL_BASE);
	assert_int_equal(store_cells_at(db, a, INSIDE_LAT + 20000, INSIDE_LON, r->now, &c), OK);
	assert_int_equal(c.unit_cell_id + c.base_cell_id + c.auto_cell_id, 0);
	/* On an edge of two the lowest code wins, every time (design §4.15). */
	dbtest_sql("INSERT INTO grid_cell (id, layer_id, code, name_zh, name_en, centre_id, shape, valid_until) SELECT 9011, 1,"
	    " 'T0', '邻格', 'Next', centre_id, ST_GeomFromText('POLYGON((118510000 31730000,118520000 31730000,"
	    "118520000 31740000,118510000 31740000,118510000 31730000))'), %lld FROM grid_cell WHERE id = 9001",
	    (long long)(r->now + USEC_DAY));
	assert_int_equal(store_cells_at(db, a, INSIDE_LAT, 118510000, r->now, &c), OK);
	assert_int_equal(c.unit_cell_id, 9011);
	/* A cell of the past holds nothing new. */
	assert_int_equal(store_cells_at(db, a, INSIDE_LAT, 118510000, r->now + USEC_DAY, &c), OK);
	assert_int_equal(c.unit_cell_id, CELL_UNIT);
	assert_int_equal(store_cell_by_code(db, a, LAYER_UNIT, "T1", &one), OK);
	assert_int_equal(one->id, CELL_UNIT);
	assert_int_equal(store_cell_by_code(db, a, LAYER_UNIT, "nowhere", &one), ERR_NOT_FOUND);
	assert_int_equal(store_cell_centre(db, a, CELL_UNIT, &lat, &lon), OK);
	assert_int_equal(lat, 31735000);
	assert_int_equal(lon, 118505000);
	assert_int_equal(store_cells(db, a, LAYER_BASE, r->now, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(store_cell_shapes(r->public_db, a, LAYER_UNIT, r->now, &rows, &n), OK);
	assert_int_equal(n, 2);
	assert_int_equal(strncmp(rows[0].wkt, "POLYGON((118510000 ", 19), 0);
}

static void
persons(void **state)
{
	struct person_row *p;
	struct user_login *login;
	const char *const *codes;
	int64_t unit = 1, shift = 1;
	size_t n;

	(void)state;
	dbtest_sql("INSERT INTO grid_person (cell_id, user_id, duty) VALUES (%d, %d, 'patrol')", CELL_BASE, PATROL_2);
	assert_int_equal(store_supervisors(db, a, CELL_BASE, r->now, &p, &n), OK);
	assert_int_equal(n, 3);
	assert_int_equal(p[0].id, PATROL_2);
	assert_true(p[0].own_grid);
	assert_false(p[1].own_grid);
	assert_int_equal(store_handlers(db, a, UNIT_A, r->now, &p, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(p[0].id, HAND_A);
	assert_int_equal(store_unit_of_user(db, CHIEF, &unit), OK);
	assert_int_equal(unit, 0);
	assert_int_equal(store_unit_of_user(db, CLERK_B, &unit), OK);
	assert_int_equal(unit, UNIT_B);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now), 600, &shift), OK);
	assert_int_equal(shift, 0);
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 4, %d)", day_of(r->now), CHIEF);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now), 600, &shift), OK);
	assert_int_equal(shift, 1);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now), 1000, &shift), OK);
	assert_int_equal(shift, 0);
	/* The night of a day ends on the next one at seven. */
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 3, 4, %d)", day_of(r->now), CHIEF);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now), 1400, &shift), OK);
	assert_int_equal(shift, 3);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now) + 1, 419, &shift), OK);
	assert_int_equal(shift, 3);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now) + 1, 420, &shift), OK);
	assert_int_equal(shift, 0);
	assert_int_equal(store_shift_of(db, CHIEF, day_of(r->now), 120, &shift), OK);
	assert_int_equal(shift, 0);
	assert_int_equal(store_user_login(db, a, "post9001", &login), OK);
	assert_null(login->password_hash);
	assert_int_equal(store_permission_codes(db, a, &codes, &n), OK);
	assert_int_equal(n, PERM_MAX);
}

static void
duty(void **state)
{
	struct duty_row *d;
	size_t n;

	(void)state;
	dbtest_sql("INSERT INTO duty_rule (class_id, kind, major_code, cell_id, unit_id, basis_zh, basis_en) VALUES"
	    " (NULL, 1, NULL, NULL, %d, '部件总则', 'components'), (NULL, 1, '01', NULL, %d, '公用设施', 'utilities'),"
	    " (%d, NULL, NULL, NULL, %d, '上水井盖', 'water covers'), (%d, NULL, NULL, %d, %d, '本网格', 'this grid')",
	    UNIT_B, UNIT_B, CLASS_COVER, UNIT_A, CLASS_COVER, CELL_BASE, UNIT_PATROL);
	assert_int_equal(store_duty(db, a, CLASS_COVER, CELL_BASE, 0, r->now, &d, &n), OK);
	assert_int_equal(n, 4);
	assert_int_equal(d[0].unit_id, UNIT_PATROL);
	assert_int_equal(d[1].unit_id, UNIT_A);
	assert_string_equal(d[2].basis_zh, "公用设施");
	assert_string_equal(d[3].basis_zh, "部件总则");
	assert_int_equal(store_duty(db, a, CLASS_COVER, 0, 0, r->now, &d, &n), OK);
	assert_int_equal(d[0].unit_id, UNIT_A);
}

/* --- reference data --------------------------------------------------------------------------------- */

static void
catalog(void **state)
{
	struct class_row *k, *classes;
	struct condition_row *c, *one;
	struct reason_row *q;
	struct unit_row *u, *units;
	const struct calendar *cal;
	struct office *office;
	bool hazard;
	size_t n;

	(void)state;
	assert_int_equal(store_classes(r->public_db, a, r->now, &classes, &n), OK);
	assert_true(n > 150);
	assert_int_equal(store_class_by_id(db, a, CLASS_GAS, &k), OK);
	assert_string_equal(k->name_zh, "燃气井盖");
	assert_int_equal(store_class_is_hazard(db, CLASS_GAS, &hazard), OK);
	assert_true(hazard);
	assert_int_equal(store_conditions(db, a, CLASS_COVER, r->now, &c, &n), OK);
	assert_true(n > 0 && c[0].amount > 0);
	assert_int_equal(store_condition_by_id(db, a, c[0].id, &one), OK);
	assert_string_equal(one->close_zh, c[0].close_zh);
	assert_int_equal(store_reasons(db, a, "return", clock_now(), &q, &n), OK);
	assert_int_equal(n, 5);
	assert_int_equal(store_reason_by_id(db, a, 101, &q), OK);
	assert_int_equal(store_units(db, a, r->now, &units, &n), OK);
	assert_int_equal(n, 3);		/* sections of the centre are no address for a dispatch */
	assert_int_equal(store_unit_by_id(db, a, UNIT_A, &u), OK);
	assert_string_equal(u->name_zh, "环卫所");
	assert_int_equal(store_centre_here(db, a, &u), OK);
	assert_int_equal(store_office(db, a, r->now, &office), OK);
	assert_false(office->short_returns || office->acceptor_closes);
	assert_int_equal(office->archive_days, 30);
	for (enum lim l = LIM_NONE + 1; l < LIM_MAX; l++)
		assert_true(office->limits[l].amount > 0);
	assert_int_equal(store_calendar(db, a, office->cal->version, day_of(r->now), day_of(r->now) + 30, &cal), OK);
	assert_true(calendar_covers(cal, r->now));
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	a = r->folder.a;
	db = r->desk_db;
	many_cases(rig_case(r, CS_FILED));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queues), cmocka_unit_test(own_queues), cmocka_unit_test(counts),
		cmocka_unit_test(complaint_queue), cmocka_unit_test(one_case), cmocka_unit_test(followed),
		cmocka_unit_test(near), cmocka_unit_test(places), cmocka_unit_test(persons), cmocka_unit_test(duty),
		cmocka_unit_test(catalog),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("case_ops_store", tests, setup, teardown);
}
