/* Many rows at once, with bytes of every kind. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/bulk.h"
#include "lib/db/conn.h"
#include "lib/db/db_private.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

enum { ROWS = 50000, DATA_MAX = 64 };

struct heap {
	int64_t id;
	const char *name;
	struct blob data;
	int64_t size;
	struct blob shape;
};

static const struct db_col heap_cols[] = {
	COL_I64(heap, id),
	COL_STR(heap, name),
	COL_BLOB(heap, data),
	COL_I64(heap, size),
	COL_BLOB(heap, shape),
};

static struct db *db;

static int
setup(void **state)
{
	(void)state;
	dbtest_sql("CREATE TABLE heap (id BIGINT PRIMARY KEY, name VARCHAR(60) NULL UNIQUE,"
		   " data VARBINARY(64) NOT NULL, size BIGINT NULL, shape GEOMETRY NOT NULL,"
		   " CONSTRAINT heap_size CHECK (size < 1000000))"
		   " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");
	db = dbtest_open("root");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	return 0;
}

static int
empty(void **state)
{
	(void)state;
	dbtest_sql("DELETE FROM heap");
	return 0;
}

/* The same bytes for the same seed, all values among them. */
static unsigned char
next_byte(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return (unsigned char)(*seed >> 24);
}

/* Row number i as it is sent, and as it must come back. */
static void
make(
    int64_t i, struct heap *h, unsigned char data[DATA_MAX], unsigned char shape[25], char name[60])
{
	static const char *const streets[] = { "霍里街道𠮷祥路", "丰收村\t三号\n后门", "路口\\北侧",
		"N", "\\N" };
	static const unsigned char head[9] = { 0, 0, 0, 0, 1, 1, 0, 0, 0 }; /* SRID 0, WKB point */
	uint32_t seed = (uint32_t)i;
	double x = (double)i, y = -0.5;

	*h = (struct heap){ .id = i, .size = i % 11 == 0 ? 0 : i };
	(void)snprintf(name, 60, "%s%lld", streets[i % 5], (long long)i);
	h->name = i % 7 == 0 ? NULL : name;
	h->data.len = (size_t)(i % (DATA_MAX + 1));
	for (size_t k = 0; k < h->data.len; k++)
		data[k] = next_byte(&seed);
	h->data.data = data;
	memcpy(shape, head, 9);
	memcpy(shape + 9, &x, 8);
	memcpy(shape + 17, &y, 8);
	h->shape = (struct blob){ shape, 25 };
}

static void
put(struct db_bulk *b, const struct heap *h)
{
	db_bulk_row(b,
	    ARGS(DB_I64(h->id), DB_STR(h->name), DB_BLOB(h->data.data, h->data.len),
		DB_REF(h->size), DB_BLOB(h->shape.data, h->shape.len)),
	    5);
}

static enum err
compare(void *ctx, const void *row)
{
	int64_t *n = ctx;
	const struct heap *got = row;
	struct heap want;
	unsigned char data[DATA_MAX], shape[25];
	char name[60];

	make(++*n, &want, data, shape, name);
	assert_int_equal(got->id, want.id);
	if (want.name == NULL)
		assert_null(got->name);
	else
		assert_string_equal(got->name, want.name);
	assert_int_equal(got->data.len, want.data.len);
	assert_memory_equal(got->data.data, want.data.data, want.data.len);
	assert_int_equal(got->size, want.size);
	assert_int_equal(got->shape.len, 25);
	assert_memory_equal(got->shape.data, shape, 25);
	return OK;
}

static void
test_many(void **state)
{
	CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t n = 0, sent = 0, part = 0;
	unsigned char data[DATA_MAX], shape[25];
	char name[60];

	(void)state;
	assert_int_equal(db_bulk_new(db, SQL_T_BULK, &b), OK);
	assert_int_equal(db_begin(db, &tx), OK);
	for (int64_t i = 1; i <= ROWS; i++) {
		struct heap h;

		make(i, &h, data, shape, name);
		put(b, &h);
		if (db_bulk_size(b) > 1024 * 1024 || i == ROWS) {
			assert_int_equal(db_bulk_flush(b, &part), OK);
			assert_int_equal(db_bulk_size(b), 0);
			sent += part;
		}
	}
	assert_int_equal(sent, ROWS);
	assert_int_equal(db_bulk_flush(b, &part), OK);
	assert_int_equal(part, 0);
	assert_int_equal(db_commit(&tx), OK);
	assert_int_equal(db_each(db, SQL_T_HEAP, NULL, 0, heap_cols, N(heap_cols),
			     sizeof(struct heap), compare, &n),
	    OK);
	assert_int_equal(n, ROWS);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM heap WHERE ST_X(shape) = id"), ROWS);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM heap WHERE size IS NULL"), ROWS / 11);
}

/* Two rows, the second one bad; what the flush says, and that nothing stays. */
static void
bad(const struct db_arg *vals, size_t n, enum err want, const char *field)
{
	CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	unsigned char data[DATA_MAX], shape[25];
	int64_t rows = -7;
	char name[60];
	struct heap h;

	err_clear();
	assert_int_equal(db_bulk_new(db, SQL_T_BULK, &b), OK);
	assert_int_equal(db_begin(db, &tx), OK);
	make(2, &h, data, shape, name);
	put(b, &h);
	db_bulk_row(b, vals, n);
	assert_int_equal(db_bulk_flush(b, &rows), want);
	assert_int_equal(rows, -7);
	assert_null(strstr(err_text(), "13800"));
	if (field != NULL)
		assert_string_equal(err_field(), field);
	/* The writer is empty and can be used again. */
	make(3, &h, data, shape, name);
	put(b, &h);
	assert_int_equal(db_bulk_flush(b, &rows), OK);
	assert_int_equal(rows, 1);
	db_rollbackp(&tx);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM heap"), 0);
}

static void
test_bad_rows(void **state)
{
	unsigned char data[DATA_MAX], shape[25];
	const struct db_arg where = DB_BLOB(shape, 25), none = DB_BLOB(data, 0);
	char name[60];
	struct heap h;

	(void)state;
	make(1, &h, data, shape, name);
	bad(ARGS(DB_I64(2), DB_STR("13800"), none, DB_NULL, where), 5, ERR_CONFLICT, "PRIMARY");
	bad(ARGS(DB_I64(4), DB_BLOB("13800\xf0\xa0", 7), none, DB_NULL, where), 5, ERR_INVALID,
	    "name");
	bad(ARGS(DB_I64(4), DB_STR("x"), none, DB_STR("13800 and more"), where), 5, ERR_INVALID,
	    "size");
	bad(ARGS(DB_I64(4), DB_STR("x"), none, DB_I64(13800000), where), 5, ERR_INVALID,
	    "heap_size");
	bad(ARGS(DB_I64(4), DB_STR("x"), DB_NULL, DB_NULL, where), 5, ERR_INVALID, "data");
	bad(ARGS(DB_I64(4), DB_STR("x"), none, DB_NULL, DB_STR("nowhere")), 5, ERR_INVALID, NULL);
	bad(ARGS(DB_I64(4), DB_STR("x")), 2, ERR_INVALID, NULL);
	bad(ARGS(DB_I64(4), DB_STR("x"), none, DB_NULL, where, DB_I64(6)), 6, ERR_INVALID, NULL);
}

static void
test_misuse(void **state)
{
	CLEANUP(db_closep) struct db *other = dbtest_open("root");
	CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin(other, &tx), OK);
	assert_int_equal(db_bulk_new(other, SQL_T_BULK, &b), ERR_INTERNAL);
	assert_null(b);
	db_rollbackp(&tx);
	assert_int_equal(db_bulk_new(other, SQL_T_BULK, &b), OK);
	assert_int_equal(db_bulk_flush(b, NULL), ERR_INTERNAL);
	assert_int_equal(db_begin_read(other, &tx), OK);
	assert_int_equal(db_bulk_flush(b, NULL), ERR_INTERNAL);
}

/* A connection that may load hands out nothing when no writer is at work. */
static void
test_no_file_leaves(void **state)
{
	CLEANUP(db_closep) struct db *other = dbtest_open("root");
	CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_bulk_new(other, SQL_T_BULK, &b), OK);
	assert_int_equal(db_begin(other, &tx), OK);
	assert_int_not_equal(db_plain(other, SQL_T_STEAL), OK);
	assert_non_null(strstr(err_text(), "T_STEAL"));
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM heap"), 0);
}

static void
test_lost(void **state)
{
	CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	unsigned char data[DATA_MAX], shape[25];
	int64_t id = 0;
	char name[60];
	struct heap h;

	(void)state;
	assert_int_equal(db_bulk_new(db, SQL_T_BULK, &b), OK);
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(db_number(db, SQL_T_CONNECTION, NULL, 0, &id), OK);
	make(1, &h, data, shape, name);
	put(b, &h);
	dbtest_sql("KILL %lld", (long long)id);
	assert_int_equal(db_bulk_flush(b, NULL), ERR_UNAVAILABLE);
	assert_int_equal(db_commit(&tx), ERR_UNAVAILABLE);
	/* The new connection may load again. */
	assert_int_equal(db_begin(db, &tx), OK);
	put(b, &h);
	assert_int_equal(db_bulk_flush(b, NULL), OK);
	assert_int_equal(db_commit(&tx), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM heap"), 1);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_many, empty),
		cmocka_unit_test_setup(test_bad_rows, empty),
		cmocka_unit_test_setup(test_misuse, empty),
		cmocka_unit_test_setup(test_no_file_leaves, empty),
		cmocka_unit_test_setup(test_lost, empty),
	};

	dbtest_start(argc, argv, false);
	return cmocka_run_group_tests_name("bulk", tests, setup, teardown);
}
