/* Complaints through the service: filed once, opened by number and code, sealed. */
#include "config.h"
#include "lib/service/complaint_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/part/filestore.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_file.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

#define HERE "192.0.2.0/24"
#define THERE "2001:db8:7::/56"

static struct rig rig, *const r = &rig;

static int
begin(void **state)
{
	(void)state;
	err_clear();
	dbtest_sql("DELETE FROM rate_use");
	dbtest_sql("DELETE FROM upload");
	r->folder.conf.track_tries = 10;
	r->folder.conf.report_rate = 30;
	r->folder.conf.contact_rate = 30;
	return 0;
}

/* --- filed once ----------------------------------------------------------------------------- */

static void
filed(void **state)
{
	const struct complaint_form f = rig_form(r);
	struct complaint_receipt a, b;
	struct complaint_row *p;
	struct contact_row *c;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_false(a.again);
	assert_int_equal(strlen(a.code), CODE_LEN);
	assert_int_equal(a.received_at, r->now);
	assert_int_equal(a.accept_due, r->now + USEC_HOUR);
	assert_int_equal(strncmp(a.number, "26-", 3), 0);
	assert_int_equal(store_complaint_by_id(r->desk_db, r->folder.a, a.id, &p), OK);
	assert_int_equal(p->state, CP_RECEIVED);
	assert_string_equal(p->description, f.description);
	assert_string_equal(p->address, f.address);
	assert_true(p->has_point && p->lat == INSIDE_LAT && p->lon == INSIDE_LON);
	/* The same form again gives the same receipt, and so does a reload. */
	rig_pass(r, 10 * USEC_MIN);
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &b), OK);
	assert_true(b.again);
	assert_int_equal(b.id, a.id);
	assert_string_equal(b.code, a.code);
	assert_string_equal(b.number, a.number);
	assert_int_equal(b.received_at, a.received_at);
	assert_int_equal(complaint_receipt_again(&r->public, f.key, &b), OK);
	assert_string_equal(b.code, a.code);
	/* What was promised stays, whatever calendar and limits say later. */
	dbtest_sql("UPDATE complaint SET accept_due = accept_due + 1000000 WHERE id = %lld", (long long)a.id);
	assert_int_equal(complaint_receipt_again(&r->public, f.key, &b), OK);
	assert_int_equal(b.accept_due, a.accept_due + USEC_SEC);
	assert_int_equal(complaint_receipt_again(&r->public, "no-form-had-this-key", &b), ERR_NOT_FOUND);
	/* What may be seen of the sender, and nothing more in clear. */
	assert_int_equal(store_contact_masked(r->public_db, r->folder.a, a.id, &c), OK);
	assert_string_equal(c->masked_name, "测**");
	assert_string_equal(c->masked_phone, "199****0123");
	assert_string_equal(c->masked_email, "t***@example.cn");
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM contact WHERE INSTR(sealed, '19900000123')"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_code WHERE complaint_id = %lld AND"
	    " INSTR(code_hash, '%s')", (long long)a.id, a.code), 0);
}

static enum err
file_same(struct rig *mine, int i, void *ctx)
{
	struct complaint_receipt out;

	(void)i;
	return complaint_file(&mine->public, ctx, NULL, 0, &out);
}

/* Double click, reload and two tabs, eight at the same moment: one complaint. */
static void
filed_at_once(void **state)
{
	int got[ERR_MAX];

	(void)state;
	for (int round = 0; round < 5; round++) {
		struct complaint_form f = rig_form(r);
		const int64_t before = dbtest_number("SELECT COUNT(*) FROM complaint");

		f.addr_prefix = HERE;
		rig_race(r, 8, file_same, &f, got);
		assert_int_equal(got[OK], 8);
		assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint"), before + 1);
	}
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint p LEFT JOIN event e ON e.subject_kind = 1 AND"
	    " e.subject_id = p.id AND e.seq = 1 WHERE e.hash IS NULL"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 1 AND audience = 'ACCEPTOR'"),
	    dbtest_number("SELECT COUNT(*) FROM complaint"));
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 1 AND audience = 'SENDER'"),
	    dbtest_number("SELECT COUNT(*) FROM contact"));
}

static enum err
file_case_same(struct rig *mine, int i, void *ctx)
{
	struct complaint_receipt out;
	int64_t id;

	(void)i;
	return complaint_file_case(&mine->desk, ctx, NULL, 0, &out, &id);
}

/* A supervisor's report is complaint and case in one, as often as he presses. */
static void
case_at_once(void **state)
{
	struct complaint_form f = rig_form(r);
	struct complaint_receipt out;
	int64_t id, again;
	int got[ERR_MAX];

	(void)state;
	f.source = SRC_SUPERVISOR;
	f.name = f.phone = f.email = NULL;
	f.who = *rig_who(r, PATROL);
	rig_race(r, 8, file_case_same, &f, got);
	assert_int_equal(got[OK], 8);
	assert_int_equal(complaint_file_case(&r->desk, &f, NULL, 0, &out, &id), OK);
	assert_true(out.again);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_case WHERE complaint_id = %lld", (long long)out.id),
	    1);
	assert_int_equal(complaint_file_case(&r->desk, &f, NULL, 0, &out, &again), OK);
	assert_int_equal(again, id);
	assert_int_equal(rig_row(r, id)->registered_by, PATROL);
	assert_int_equal(rig_row(r, id)->accept_due, r->now + USEC_HOUR);
}

/* Another system's number is filed once, whatever key its messages carry. */
static void
external_number(void **state)
{
	struct complaint_form f = rig_form(r);
	struct complaint_receipt out;

	(void)state;
	f.source = SRC_12345;
	f.ext_system = "12345";
	f.ext_number = "MAS-2026-000777";
	f.ext_due = r->now + 5 * USEC_DAY;
	assert_int_equal(complaint_file(&r->desk, &f, NULL, 0, &out), OK);
	f.key = random_token(r->folder.a);
	assert_int_equal(complaint_file(&r->desk, &f, NULL, 0, &out), ERR_CONFLICT);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint WHERE ext_number = 'MAS-2026-000777'"), 1);
}

/* Neither a place nor a word too long gets half in. */
static void
refused(void **state)
{
	struct complaint_form f = rig_form(r);
	struct complaint_receipt out;
	const int64_t before = dbtest_number("SELECT COUNT(*) FROM complaint");

	(void)state;
	f.address = NULL;
	f.has_point = false;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), ERR_INVALID);
	f = rig_form(r);
	f.class_id = 999999;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), ERR_INVALID);
	f = rig_form(r);
	f.address = arena_printf(r->folder.a, "%0300d", 7);
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), ERR_INVALID);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint"), before);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM contact c LEFT JOIN complaint p ON p.id = c.complaint_id"
	    " WHERE p.id IS NULL"), 0);
}

/* Over the hourly limit it is kept apart, never lost. */
static void
suspect(void **state)
{
	struct complaint_receipt out;
	struct complaint_row *p;

	(void)state;
	r->folder.conf.report_rate = 3;
	for (int i = 0; i < 5; i++) {
		struct complaint_form f = rig_form(r);

		f.addr_prefix = HERE;
		assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), OK);
		assert_int_equal(store_complaint_by_id(r->desk_db, r->folder.a, out.id, &p), OK);
		assert_int_equal(p->state, i < 3 ? CP_RECEIVED : CP_SUSPECT);
	}
	for (int i = 0; i < 2; i++) {
		struct complaint_form f = rig_form(r);

		f.addr_prefix = i == 0 ? THERE : HERE;
		if (i == 1)
			rig_pass(r, USEC_HOUR + 1);
		assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), OK);
		assert_int_equal(store_complaint_by_id(r->desk_db, r->folder.a, out.id, &p), OK);
		assert_int_equal(p->state, CP_RECEIVED);
	}
}

/* --- photos ------------------------------------------------------------------------------------- */

static void
photos(void **state)
{
	struct complaint_form f = rig_form(r);
	struct attachment own[PHOTOS_MAX + 2];
	struct complaint_receipt out;
	struct file_link_row *links;
	unsigned char hash[HASH_LEN];
	size_t n;

	(void)state;
	hash_sha256(hash, f.key, strlen(f.key));
	for (size_t i = 0; i < N(own); i++)
		own[i] = rig_photo(r);
	/* Two came before the form, one of them with it again, and three more. */
	assert_int_equal(store_upload_add(r->public_db, hash, own[0].file_id, r->now), OK);
	assert_int_equal(store_upload_add(r->public_db, hash, own[1].file_id, r->now), OK);
	assert_int_equal(complaint_file(&r->public, &f, own + 1, 4, &out), OK);
	assert_int_equal(store_files(r->desk_db, r->folder.a, SUBJECT_COMPLAINT, out.id, &links, &n), OK);
	assert_int_equal(n, 5);
	assert_true(links[0].for_public && links[0].part == PHOTO_REPORT);
	assert_int_equal(dbtest_number("SELECT LENGTH(files) FROM event WHERE subject_kind = 1 AND subject_id = %lld",
	    (long long)out.id), 5 * HASH_LEN);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM upload"), 0);
	/* More than there are places is told, not dropped. */
	f = rig_form(r);
	assert_int_equal(complaint_file(&r->public, &f, own, N(own), &out), ERR_INVALID);
	assert_string_equal(err_field(), "photo");
	assert_int_equal(complaint_file(&r->public, &f, own, PHOTOS_MAX, &out), OK);
	assert_int_equal(store_files(r->desk_db, r->folder.a, SUBJECT_COMPLAINT, out.id, &links, &n), OK);
	assert_int_equal(n, PHOTOS_MAX);
}

/* A real picture with a comment of its own, as the web layer hands it over. */
static enum err
send_photo(const char *key, int i, int64_t *id)
{
	const char *top = getenv("top_srcdir");
	const char *name = arena_printf(r->folder.a, "%s/tests/data/photo/street.jpg", top != NULL ? top : ".");
	const char *path = arena_printf(r->folder.a, "%s/tmp/upload", r->folder.dir);
	char *bytes = arena_alloc(r->folder.a, 1 << 20), hex[FILE_HASH_HEX + 1];
	CLEANUP(fclosep) FILE *in = fopen(name, "re"), *out = fopen(path, "w+e");
	struct incoming sent = { .path = path, .hash_hex = hex };
	size_t n;

	assert_true(in != NULL && out != NULL);
	n = fread(bytes, 1, 1 << 20, in);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_true(fprintf(out, "%d", i) > 0 && fflush(out) == 0);
	sent.fd = fileno(out);
	assert_int_equal(filestore_hash_fd(sent.fd, hex, &sent.size), OK);
	return complaint_upload(&r->public, key, &sent, id);
}

/* Photos one by one under the form's key: the same again is no further one, a seventh is told. */
static void
uploads(void **state)
{
	const char *key = random_token(r->folder.a);
	struct upload_row *rows;
	int64_t id = 0, again = 0;
	size_t n;

	(void)state;
	for (int i = 0; i < PHOTOS_MAX; i++)
		assert_int_equal(send_photo(key, i, &id), OK);
	assert_int_equal(send_photo(key, PHOTOS_MAX - 1, &again), OK);
	assert_int_equal(again, id);
	assert_int_equal(send_photo(key, PHOTOS_MAX, &again), ERR_INVALID);
	assert_string_equal(err_text(), "Err.too_many_files");
	assert_int_equal(complaint_uploads(&r->public, key, &rows, &n), OK);
	assert_int_equal(n, PHOTOS_MAX);
	assert_int_equal(complaint_upload_drop(&r->public, key, id), OK);
	assert_int_equal(complaint_upload_drop(&r->public, key, id), OK);
	assert_int_equal(complaint_upload_drop(&r->public, "another key", rows[0].file_id), OK);
	assert_int_equal(send_photo(key, PHOTOS_MAX, &again), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM upload"), PHOTOS_MAX);
}

/* --- number and code ------------------------------------------------------------------------------ */

static enum err
unlock(const char *number, const char *code, const char *addr)
{
	struct follow_row *row;

	err_clear();
	return complaint_unlock(&r->public, number, code, addr, &row);
}

static void
opened(void **state)
{
	const struct complaint_form f = rig_form(r);
	struct complaint_receipt a;
	char spaced[64];
	struct follow_row *row;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(complaint_unlock(&r->public, a.number, a.code, HERE, &row), OK);
	assert_int_equal(row->c.id, a.id);
	assert_int_equal(row->k.id, 0);
	/* As people type them: blanks, small letters, no dashes, full width. */
	(void)snprintf(spaced, sizeof(spaced), " %.4s-%.4s %.4s ", a.code, a.code + 4, a.code + 8);
	for (char *c = spaced; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	assert_int_equal(complaint_unlock(&r->public, a.number, spaced, HERE, &row), OK);
	assert_int_equal(complaint_unlock(&r->public, arena_printf(r->folder.a, "２６－%s", a.number + 3), a.code, HERE,
	    &row), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM rate_use"), 0);
}

/* Whatever is wrong, the answer is the same. */
static void
malformed(void **state)
{
	const struct complaint_form f = rig_form(r), g = rig_form(r);
	struct complaint_receipt a, b;
	const char *const numbers[] = { "", "x", "26-9999999-0", "2026-000001-X", "26-0000001", "-1", "26--1-0",
		"99999999999999999999999999", "26-0000001-0'; DROP TABLE cases; --" };

	(void)state;
	r->folder.conf.track_tries = 1000;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(complaint_file(&r->public, &g, NULL, 0, &b), OK);
	for (size_t i = 0; i < N(numbers); i++)
		assert_int_equal(unlock(numbers[i], a.code, HERE), ERR_NOT_FOUND);
	assert_int_equal(unlock(a.number, b.code, HERE), ERR_NOT_FOUND);	/* another's code */
	assert_int_equal(unlock(a.number, "", HERE), ERR_NOT_FOUND);
	assert_int_equal(unlock(a.number, "000000000000", HERE), ERR_NOT_FOUND);
	assert_int_equal(unlock(a.number, "AAAAAAAAAAAAA", HERE), ERR_NOT_FOUND);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM rate_use WHERE scope = 2"), N(numbers) + 4);
}

/* Ten an hour for the number and for the address, each alone (design §4.11). */
static void
guesses(void **state)
{
	const struct complaint_form f = rig_form(r), g = rig_form(r);
	struct complaint_receipt a, b;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(complaint_file(&r->public, &g, NULL, 0, &b), OK);
	for (int i = 0; i < 10; i++)
		assert_int_equal(unlock(a.number, b.code, i % 2 ? HERE : THERE), ERR_NOT_FOUND);
	/* The number is shut for everybody, also with the right code, so that none can be tried out … */
	assert_int_equal(unlock(a.number, a.code, "198.51.100.0/24"), ERR_TOO_MANY);
	/* … and another number is not. */
	assert_int_equal(unlock(b.number, b.code, HERE), OK);
	for (int i = 0; i < 5; i++)
		assert_int_equal(unlock("no number", b.code, HERE), ERR_NOT_FOUND);
	assert_int_equal(unlock(b.number, b.code, HERE), ERR_TOO_MANY);
	assert_int_equal(unlock(b.number, b.code, THERE), OK);
	rig_pass(r, USEC_HOUR + 1);
	assert_int_equal(unlock(a.number, a.code, HERE), OK);
}

static void
passes(void **state)
{
	const struct complaint_form f = rig_form(r);
	struct complaint_receipt a;
	char *pass, *bent;
	int64_t id = 0;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(complaint_pass(&r->public, a.id, &pass), OK);
	assert_int_equal(complaint_of_pass(&r->public, pass, &id), OK);
	assert_int_equal(id, a.id);
	for (size_t i = 0; pass[i] != '\0'; i++) {
		bent = arena_strdup(r->folder.a, pass);
		bent[i] = bent[i] == '1' ? '2' : '1';
		assert_int_equal(complaint_of_pass(&r->public, bent, &id), ERR_NOT_FOUND);
		bent[i] = '\0';
		assert_int_equal(complaint_of_pass(&r->public, bent, &id), ERR_NOT_FOUND);
	}
	assert_int_equal(complaint_of_pass(&r->public, "..", &id), ERR_NOT_FOUND);
	rig_pass(r, USEC_DAY + USEC_SEC);
	assert_int_equal(complaint_of_pass(&r->public, pass, &id), ERR_NOT_FOUND);
}

/* --- the sealed contact ------------------------------------------------------------------------------ */

static void
sealed(void **state)
{
	struct complaint_form f = rig_form(r);
	struct complaint_receipt a;
	struct contact_plain plain;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(contact_open(&r->desk, a.id, rig_who(r, CHIEF), 404, "回访需要", &plain), OK);
	assert_string_equal(plain.name, f.name);
	assert_string_equal(plain.phone, f.phone);
	assert_string_equal(plain.email, f.email);
	/* Opening it stands in the complaint's ledger, with the reason. */
	assert_int_equal(dbtest_number("SELECT user_id FROM event WHERE subject_kind = 1 AND subject_id = %lld AND"
	    " kind = 915 AND seq = 2", (long long)a.id), CHIEF);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event_text WHERE subject_kind = 1 AND subject_id = %lld AND"
	    " seq = 2 AND text = '回访需要'", (long long)a.id), 1);
	/* The same telephone is found again by its keyed hash. */
	f.key = random_token(r->folder.a);
	f.name = f.email = NULL;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_true(dbtest_number("SELECT COUNT(*) FROM contact WHERE phone_hash = (SELECT phone_hash FROM contact WHERE"
	    " complaint_id = %lld)", (long long)a.id) >= 2);
	f = rig_form(r);
	f.name = f.phone = f.email = NULL;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &a), OK);
	assert_int_equal(contact_open(&r->desk, a.id, rig_who(r, CHIEF), 404, "回访需要", &plain), ERR_NOT_FOUND);
	/* The public program reads no sealed contact, even with the key at hand. */
	assert_int_equal(contact_open(&r->public, a.id, rig_who(r, CHIEF), 404, "回访需要", &plain), ERR_DENIED);
}

static void
masks(void **state)
{
	struct arena *a = r->folder.a;

	(void)state;
	assert_string_equal(mask_phone(a, "+8619900000123"), "199****0123");
	assert_string_equal(mask_phone(a, "0555-1234"), "055****34");
	assert_string_equal(mask_phone(a, "110"), "****");
	assert_string_equal(mask_name(a, "王"), "王*");
	assert_string_equal(mask_name(a, "𠮷田某某"), "𠮷**");
	assert_string_equal(mask_email(a, "w.li@example.cn"), "w***@example.cn");
	assert_string_equal(mask_email(a, "nonsense"), "***");
	assert_null(mask_phone(a, NULL));
	assert_null(mask_name(a, NULL));
	assert_null(mask_email(a, NULL));
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(filed, begin), cmocka_unit_test_setup(filed_at_once, begin),
		cmocka_unit_test_setup(case_at_once, begin), cmocka_unit_test_setup(external_number, begin),
		cmocka_unit_test_setup(refused, begin), cmocka_unit_test_setup(suspect, begin),
		cmocka_unit_test_setup(photos, begin), cmocka_unit_test_setup(uploads, begin),
		cmocka_unit_test_setup(opened, begin),
		cmocka_unit_test_setup(malformed, begin), cmocka_unit_test_setup(guesses, begin),
		cmocka_unit_test_setup(passes, begin), cmocka_unit_test_setup(sealed, begin),
		cmocka_unit_test_setup(masks, begin),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("complaint_ops", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
