/* Tables out of files: CSV and GeoJSON read strictly into the same cells. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/part/sheet.h"

#include "lib/base/banned.h"

static const char *const names[] = { "code", "name_zh", "shape", "end" };
static const char *const point_names[] = { "code", "lat", "lon" };
static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct sheet
read_text(const char *text, bool json, const char *const *columns, size_t n)
{
	char path[] = "/tmp/anjuan-sheet.XXXXXX";
	const int fd = mkstemp(path);
	struct sheet s;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	(void)close(fd);
	assert_int_equal(json ? sheet_read_geojson(a, path, columns, n, &s) : sheet_read_csv(a, path, columns, n, &s), OK);
	(void)unlink(path);
	return s;
}

static void
test_csv(void **state)
{
	const struct sheet s = read_text("\xef\xbb\xbfname_zh,code\r\n\"多行,𠮷\n“引号”\",A1\r\n'=SUM(1),A2\r\n'＝x,A3\r\n'x,A4\r\nx\r\n,A5\r\n",
	    false, names, N(names));

	(void)state;
	assert_null(s.fault.key);
	assert_int_equal(s.n, 6);
	assert_string_equal(s.rows[0].cell[1], "多行,𠮷\n“引号”");
	assert_string_equal(s.rows[0].cell[0], "A1");
	assert_null(s.rows[0].cell[2]);
	assert_string_equal(s.rows[1].cell[1], "=SUM(1)");
	assert_int_equal(s.rows[1].line, 4);
	assert_string_equal(s.rows[2].cell[1], "＝x");
	assert_string_equal(s.rows[3].cell[1], "'x");
	assert_string_equal(s.rows[4].fault.key, "Err.file_fields");
	assert_string_equal(s.rows[5].cell[1], "");
}

static void
test_geojson(void **state)
{
	const struct sheet s = read_text("{\"type\":\"FeatureCollection\",\"name\":\"x\",\"features\":["
	    "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"code\":\"A1\",\"name_zh\":\"𠮷\",\"end\":true},\"geometry\":"
	    "{\"type\":\"Polygon\",\"coordinates\":[[[118.5,31.7],[118.5000004,31.8,12],[118.6,31.8],[118.5,31.7]],[[118.51,31.72],[118.52,31.75],[118.53,31.75],[118.51,31.72]]]}},"
	    "{\"type\":\"Feature\",\"properties\":{\"code\":12,\"name_zh\":null},\"geometry\":null},"
	    "{\"type\":\"Feature\",\"properties\":{\"code\":1.5},\"geometry\":null},"
	    "{\"type\":\"Feature\",\"properties\":{\"shape\":\"1 2\"},\"geometry\":null},7]}", true, names, N(names));

	(void)state;
	assert_null(s.fault.key);
	assert_int_equal(s.n, 5);
	assert_string_equal(s.rows[0].cell[2], "31.700000 118.500000; 31.800000 118.500000; 31.800000 118.600000 | "
	    "31.720000 118.510000; 31.750000 118.520000; 31.750000 118.530000");
	assert_string_equal(s.rows[0].cell[3], "1");
	assert_string_equal(s.rows[1].cell[0], "12");
	assert_string_equal(s.rows[1].cell[1], "");
	assert_null(s.rows[1].cell[2]);
	assert_string_equal(s.rows[2].fault.key, "Err.file_value");
	assert_string_equal(s.rows[3].fault.key, "Err.file_column");
	assert_string_equal(s.rows[4].fault.key, "Err.file_feature");
}

static void
test_points(void **state)
{
	const struct sheet s = read_text("{\"type\":\"FeatureCollection\",\"features\":["
	    "{\"type\":\"Feature\",\"properties\":{\"code\":\"1\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-118.5000006,-31.7]}},"
	    "{\"type\":\"Feature\",\"properties\":{\"code\":\"2\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[181,31]}},"
	    "{\"type\":\"Feature\",\"properties\":{\"code\":\"3\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}", true,
	    point_names, N(point_names));

	(void)state;
	assert_string_equal(s.rows[0].cell[1], "-31.700000");
	assert_string_equal(s.rows[0].cell[2], "-118.500001");
	assert_string_equal(s.rows[1].fault.key, "Err.file_position");
	assert_string_equal(s.rows[2].fault.key, "Err.file_point");
}

static void
test_whole_faults(void **state)
{
	static const struct {
		bool json;
		const char *text, *fault;
	} cases[] = {
		{ false, "code,colour\n", "Err.file_column" }, { false, "code,code\n", "Err.file_column" },
		{ false, "\n\n", "Err.file_head" }, { true, "", "Err.file_json" }, { true, "{\"a\":1,\"a\":2}", "Err.file_json" },
		{ true, "{\"type\":\"FeatureCollection\"}", "Err.file_collection" },
		{ true, "{\"type\":\"FeatureCollection\",\"features\":[],\"crs\":null}", "Err.file_crs" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		const struct sheet s = read_text(cases[i].text, cases[i].json, names, N(names));

		assert_non_null(s.fault.key);
		assert_string_equal(s.fault.key, cases[i].fault);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_geojson),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_whole_faults),
	};

	return cmocka_run_group_tests_name("sheet", tests, begin, end);
}
