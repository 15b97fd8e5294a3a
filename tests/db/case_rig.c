#include "config.h"
#include "tests/db/case_rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_file.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

static const struct {
	enum rig_post post;
	enum role role;
	int64_t unit;
	enum perm perm;		/* of his usual step, for the role in the ledger */
	const char *name;
} people[] = {
	{ ACCEPTOR, R_ACCEPTOR, 0, PERM_FILE, "测试受理" }, { CHIEF, R_CHIEF, 0, PERM_CLOSE, "测试班长" },
	{ DISPATCHER, R_DISPATCHER, 0, PERM_DISPATCH, "测试派遣" },
	{ COMMANDER, R_COMMANDER, 0, PERM_COMMAND, "测试指挥" }, { LEADER, R_LEADER, 0, PERM_INSTRUCT, "测试领导" },
	{ PATROL, R_SUPERVISOR, UNIT_PATROL, PERM_SITE, "测试监督甲" },
	{ PATROL_2, R_SUPERVISOR, UNIT_PATROL, PERM_SITE, "测试监督乙" },
	{ CLERK_A, R_UNIT, UNIT_A, PERM_UNIT_WORK, "测试环卫" }, { CLERK_B, R_UNIT, UNIT_B, PERM_UNIT_WORK, "测试园林" },
	{ HAND_A, R_HANDLER, UNIT_A, PERM_HANDLE, "测试工人" },
	{ ARCHIVIST, R_ARCHIVIST, 0, PERM_ARCHIVE, "测试档案" },
	{ PATROL_OF_A, R_SUPERVISOR, UNIT_A, PERM_SITE, "测试兼职" },
	{ GROUP, R_COORD, 0, PERM_HEAR, "测试协调" }, { DESK_12345, R_12345, 0, PERM_REPLY, "测试热线" },
	{ SQUAD, R_SQUAD, UNIT_SQUAD, PERM_SQUAD, "测试中队" },
};

static void
make_rows(void)
{
	static const char square[] = "POLYGON((118500000 31730000,118510000 31730000,118510000 31740000,"
				     "118500000 31740000,118500000 31730000))";

	dbtest_sql("INSERT INTO unit (id, code, name_zh, name_en, kind) VALUES (9001, 'HW', '环卫所', 'Sanitation', 1),"
	    " (9002, 'YL', '园林所', 'Parks', 1), (9003, 'JD', '监督员分队', 'Supervisors', 2), (9004, 'ZD', '霍里中队𠮷', 'Squad', 4)");
	for (size_t i = 0; i < N(people); i++) {
		char unit[16] = "NULL";

		if (people[i].unit != 0)
			(void)snprintf(unit, sizeof(unit), "%d", (int)people[i].unit);
		dbtest_sql("INSERT INTO app_user (id, login, name, name_en, unit_id, state, created_at)"
		    " VALUES (%d, 'post%d', '%s', 'Test', %s, 1, 0)", people[i].post, people[i].post, people[i].name, unit);
		dbtest_sql("INSERT INTO user_role (user_id, role_id) VALUES (%d, %d)", people[i].post, people[i].role);
	}
	for (int layer = 1; layer <= 3; layer++)
		dbtest_sql("INSERT INTO grid_cell (id, layer_id, code, name_zh, name_en, centre_id, shape)"
		    " SELECT %d, %d, 'T%d', '测试网格', 'Test grid', id, ST_GeomFromText('%s') FROM centre",
		    9000 + layer, layer, layer, square);
	dbtest_sql("UPDATE grid_cell SET squad_id = %d WHERE id = %d", UNIT_SQUAD, CELL_BASE);
}

static void
write_key(struct rig *r, const char *name, const void *data, size_t n)
{
	FILE *f = fopen(arena_printf(r->folder.a, "%s/%s", r->folder.dir, name), "we");

	if (f == NULL || fchmod(fileno(f), 0600) != 0 || fwrite(data, 1, n, f) != n || fclose(f) != 0)
		abort();
}

static void
make_keys(struct rig *r)
{
	unsigned char key[KEY_LEN], pub[BOX_PUBLIC_LEN], sec[BOX_SECRET_LEN];

	random_bytes(key, sizeof(key));
	write_key(r, "code.key", key, sizeof(key));
	random_bytes(key, sizeof(key));
	write_key(r, "phone.key", key, sizeof(key));
	box_keypair(pub, sec);
	write_key(r, "box-2026.pub", pub, sizeof(pub));
	write_key(r, "box-2026.sec", sec, sizeof(sec));
	r->folder.conf.key_dir = r->folder.dir;
}

void
rig_reopen(struct rig *r)
{
	r->desk_db = dbtest_open("anjuan_desk");
	r->public_db = dbtest_open("anjuan_public");
	r->cache = office_cache_new();
	r->desk = (struct service){ .db = r->desk_db, .arena = r->folder.a, .conf = &r->folder.conf,
		.cache = r->cache };
	r->public = r->desk;
	r->public.db = r->public_db;
}

static void
make_people(struct rig *r)
{
	for (size_t i = 0; i < N(people); i++) {
		struct user *u;

		assert_int_equal(store_user_by_id(r->desk_db, r->folder.a, people[i].post, r->now, &u), OK);
		assert_int_equal(office_actor(&r->desk, u, people[i].perm, &r->who[people[i].post - ACCEPTOR]), OK);
		assert_int_equal(r->who[people[i].post - ACCEPTOR].role, people[i].role);
	}
}

void
rig_make(struct rig *r)
{
	struct condition_row *conditions;
	size_t n;

	*r = (struct rig){ 0 };
	part_folder_make(&r->folder);
	if (zone_use("Asia/Shanghai") != OK)
		abort();
	r->now = civil_to((struct civil){ .year = 2026, .month = 6, .day = 10, .hour = 9 });
	clock_set(r->now);
	make_rows();
	make_keys(r);
	rig_reopen(r);
	make_people(r);
	assert_int_equal(store_conditions(r->desk_db, r->folder.a, CLASS_COVER, r->now, &conditions, &n), OK);
	assert_true(n > 0);
	r->condition = conditions[0].id;
}

void
rig_free(struct rig *r)
{
	office_cache_free(r->cache);
	db_close(r->desk_db);
	db_close(r->public_db);
	part_folder_remove(&r->folder);
	clock_set(USEC_NONE);
}

void
rig_pass(struct rig *r, usec_t t)
{
	r->now += t;
	clock_set(r->now);
}

const struct actor *
rig_who(const struct rig *r, enum rig_post p)
{
	return &r->who[p - ACCEPTOR];
}

struct step
rig_step(const struct rig *r, enum rig_post p, enum action act)
{
	return (struct step){ .action = act, .client_at = USEC_NONE, .who = *rig_who(r, p),
		.text = "现场情况：𠮷祥路口，已按要求处理。", .reason_id = 301, .unit_id = UNIT_A,
		.condition_id = r->condition, .supervisor_id = PATROL, .handler_id = HAND_A, .result = RESULT_YES,
		.factors = { RESULT_YES, RESULT_YES, RESULT_YES } };
}

struct attachment
rig_photo(struct rig *r)
{
	struct attachment att = { 0 };

	random_bytes(att.sha256, sizeof(att.sha256));
	assert_int_equal(store_file_put(r->desk_db, att.sha256, 1234, "image/jpeg", 640, 480, r->now, &att.file_id),
	    OK);
	return att;
}

struct complaint_form
rig_form(struct rig *r)
{
	return (struct complaint_form){ .key = random_token(r->folder.a), .source = SRC_NET, .client_at = USEC_NONE, .lang = "zh-CN",
		.class_id = CLASS_COVER, .description = "江东大道与𠮷祥路口井盖丢失，夜里很危险！",
		.address = "安徽省马鞍山市花山区霍里街道江东大道２１８号（加油站东侧）", .has_point = true, .lat = INSIDE_LAT,
		.lon = INSIDE_LON, .name = "测试市民", .phone = "+8619900000123", .email = "test@example.cn",
		.ext_due = USEC_NONE };
}

int64_t
rig_complaint(struct rig *r)
{
	const struct complaint_form f = rig_form(r);
	struct complaint_receipt receipt;

	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &receipt), OK);
	return receipt.id;
}

struct case_row *
rig_row(struct rig *r, int64_t case_id)
{
	struct case_row *c = NULL;

	assert_int_equal(store_case_by_id(r->desk_db, r->folder.a, case_id, &c), OK);
	return c;
}

enum err
rig_act(struct rig *r, int64_t case_id, const struct step *s)
{
	struct step mine = *s;
	struct attachment photo = rig_photo(r);

	mine.n_files = 1;
	return case_act(&r->desk, case_id, rig_row(r, case_id)->version, random_token(r->folder.a), &mine, &photo);
}

int64_t
rig_case(struct rig *r, enum case_state state)
{
	static const struct {
		enum rig_post post;
		enum action act;
	} way[] = {
		{ ACCEPTOR, ACT_ORDER_VERIFY }, { PATROL, ACT_VERIFY_RESULT }, { ACCEPTOR, ACT_FILE },
		{ DISPATCHER, ACT_DISPATCH }, { CLERK_A, ACT_SIGN }, { CLERK_A, ACT_FEEDBACK },
		{ DISPATCHER, ACT_FEEDBACK_CONFIRM }, { ACCEPTOR, ACT_ORDER_CHECK }, { PATROL, ACT_CHECK_RESULT },
		{ ACCEPTOR, ACT_JUDGE }, { CHIEF, ACT_CLOSE_CHIEF }, { ARCHIVIST, ACT_ARCHIVE },
	};
	int64_t id;

	assert_int_equal(case_register(&r->desk, rig_complaint(r), 0, NULL, rig_who(r, ACCEPTOR), &id), OK);
	for (size_t i = 0; i < N(way) && rig_row(r, id)->state != (int32_t)state; i++) {
		struct step s = rig_step(r, way[i].post, way[i].act);
		enum err e;

		rig_pass(r, USEC_MIN);
		if ((e = rig_act(r, id, &s)) != OK)
			fail_msg("%s: %s %s %s", action_code(s.action), err_name(e), err_text(),
			    err_field() != NULL ? err_field() : "");
	}
	assert_int_equal(rig_row(r, id)->state, state);
	return id;
}

/* The child of a race: connects, waits for the bell, runs, tells by its exit status. */
static void
run_child(struct rig *r, int i, int bell, rig_fn *fn, void *ctx)
{
	char c;

	rig_reopen(r);
	if (db_ping(r->desk_db) != OK || db_ping(r->public_db) != OK || read(bell, &c, 1) != 0)
		_exit(ERR_MAX);
	_exit((int)fn(r, i, ctx));
}

void
rig_race(struct rig *r, int n, rig_fn *fn, void *ctx, int got[ERR_MAX])
{
	int bell[2];
	pid_t pids[64];

	memset(got, 0, ERR_MAX * sizeof(*got));
	assert_true(n <= (int)N(pids));
	assert_int_equal(pipe(bell), 0);
	for (int i = 0; i < n; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			(void)close(bell[1]);
			run_child(r, i, bell[0], fn, ctx);
		}
	}
	(void)close(bell[0]);
	(void)usleep(200000);	/* until all have connected; a slow one only comes later */
	(void)close(bell[1]);
	for (int i = 0; i < n; i++) {
		int status;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_true(WIFEXITED(status));
		assert_true(WEXITSTATUS(status) < ERR_MAX);
		got[WEXITSTATUS(status)]++;
	}
}
