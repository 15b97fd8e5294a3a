#include "config.h"
#include "lib/part/qr.h"

#include <fcntl.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

extern char **environ;

enum { DOT = 4 }; /* pixels a module */

/* Paints the runs of the SVG's dark path, as a browser would, into a PGM file. */
static void
paint(struct arena *a, const char *svg, const char *path)
{
	const char *p = strstr(svg, "viewBox=\"0 0 "), *d = strstr(svg, "<path d=\"");
	FILE *f;
	uint8_t *dots;
	int side, x, y, run, used;

	assert_non_null(p);
	assert_non_null(d);
	assert_int_equal(sscanf(p, "viewBox=\"0 0 %d", &side), 1);
	dots = arena_alloc(a, (size_t)(side * side * DOT * DOT));
	memset(dots, 255, (size_t)(side * side * DOT * DOT));
	for (d += 9; sscanf(d, "M%d %dh%dv1h-%*dz%n", &x, &y, &run, &used) == 3; d += used) {
		assert_true(x >= QR_QUIET && x + run <= side - QR_QUIET && y >= QR_QUIET &&
			    y < side - QR_QUIET);
		for (int row = y * DOT; row < (y + 1) * DOT; row++)
			memset(dots + row * side * DOT + x * DOT, 0, (size_t)(run * DOT));
	}
	assert_string_equal(d, "\"/></svg>");
	f = fopen(path, "we");
	assert_non_null(f);
	(void)fprintf(f, "P5\n%d %d\n255\n", side * DOT, side * DOT);
	(void)fwrite(dots, (size_t)(side * DOT), (size_t)(side * DOT), f);
	assert_int_equal(fclose(f), 0);
}

/* What zbarimg, a reader of other people's, sees in the picture. */
static void
read_back(const char *path, char *text, size_t size)
{
	char *argv[] = { (char[]){ "zbarimg" }, (char[]){ "-q" }, (char[]){ "--raw" },
		(char[]){ "-Sdisable" }, (char[]){ "-Sqrcode.enable" }, strdup(path), NULL };
	posix_spawn_file_actions_t io;
	int p[2], status;
	size_t len = 0;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(p), 0);
	(void)posix_spawn_file_actions_init(&io);
	(void)posix_spawn_file_actions_adddup2(&io, p[1], STDOUT_FILENO);
	assert_int_equal(posix_spawnp(&pid, "zbarimg", &io, NULL, argv, environ), 0);
	(void)posix_spawn_file_actions_destroy(&io);
	(void)close(p[1]);
	while (len < size - 1 && (n = read(p[0], text + len, size - 1 - len)) > 0)
		len += (size_t)n;
	(void)close(p[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	while (len > 0 && text[len - 1] == '\n')
		len--;
	text[len] = '\0';
	free(argv[5]);
}

static void
others_read_it(void **state)
{
	static const char *const texts[] = {
		"http://localhost:8080/track#AJ-2026-000001.ABCD2345WXYZ",
		"https://long.example/track#"
		"花山区霍里街道𠮷巷",
		"x"
	};
	char path[] = "/tmp/anjuan-qr-XXXXXX", got[4096];
	struct arena *a = arena_new();
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	for (size_t i = 0; i < N(texts); i++) {
		struct buf b;

		buf_init(&b, a);
		assert_int_equal(qr_svg(&b, texts[i]), OK);
		paint(a, b.s, path);
		read_back(path, got, sizeof(got));
		assert_string_equal(got, texts[i]);
	}
	assert_int_equal(unlink(path), 0);
	arena_free(a);
}

static void
matrix_has_its_corners(void **state)
{
	static const char finder[] = "1111111"
				     "1000001"
				     "1011101";
	struct arena *a = arena_new();
	uint8_t *m;
	int side;

	(void)state;
	assert_int_equal(qr_matrix(a, "anjuan", &side, &m), OK);
	assert_int_equal(side, 21);
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < 7; x++) {
			assert_int_equal(m[y * side + x], finder[y * 7 + x] - '0');
			assert_int_equal(m[y * side + side - 7 + x], finder[y * 7 + x] - '0');
		}
	arena_free(a);
}

static void
refuses_nothing_and_too_much(void **state)
{
	struct arena *a = arena_new();
	char *text = arena_alloc(a, 4000);
	uint8_t *m = NULL;
	struct buf b;
	int side = 0;

	(void)state;
	assert_int_equal(qr_matrix(a, "", &side, &m), ERR_INVALID);
	memset(text, 'x', 2331); /* version 40, level M, bytes */
	assert_int_equal(qr_matrix(a, text, &side, &m), OK);
	assert_int_equal(side, 177);
	memset(text, 'x', 2332);
	buf_init(&b, a);
	assert_int_equal(qr_svg(&b, text), ERR_TOO_LARGE);
	assert_true(buf_is_empty(&b));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_read_it),
		cmocka_unit_test(matrix_has_its_corners),
		cmocka_unit_test(refuses_nothing_and_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
