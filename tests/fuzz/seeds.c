/* Runs each file of the corpus folder named like the program ("fuzz_form" -> corpus/form) once. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

static int
is_seed(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static void
run(struct arena *a, const char *path)
{
	CLEANUP(fclosep) FILE *f = fopen(path, "re");
	unsigned char *exact, piece[4096];
	struct buf b;
	size_t n;

	promise(f != NULL);
	buf_init(&b, a);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(&b, piece, n);
	/* In memory of its very size, so that a sanitizer sees each byte too far. */
	exact = malloc(b.len > 0 ? b.len : 1);
	promise(exact != NULL);
	memcpy(exact, b.s, b.len);
	(void)LLVMFuzzerTestOneInput(exact, b.len);
	free(exact);
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *top = getenv("top_srcdir"), *name = strstr(argv[0], "fuzz_");
	struct dirent **list;
	char *dir;
	int n;

	promise(argc > 0 && name != NULL);
	while (strstr(name + 1, "fuzz_") != NULL)
		name = strstr(name + 1, "fuzz_");
	dir = arena_printf(a, "%s/tests/fuzz/corpus/%s", top != NULL ? top : ".", name + 5);
	n = scandir(dir, &list, is_seed, alphasort);
	if (n <= 0) {
		(void)printf("1..1\nnot ok 1 - no seeds in tests/fuzz/corpus/%s\n", name + 5);
		return 1;
	}
	(void)printf("1..%d\n", n);
	for (int i = 0; i < n; i++) {
		run(a, arena_printf(a, "%s/%s", dir, list[i]->d_name));
		(void)printf("ok %d - %s\n", i + 1, list[i]->d_name);
		(void)fflush(stdout);
		free(list[i]);
	}
	free(list);
	return 0;
}
