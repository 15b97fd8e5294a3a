/*
 * One entry a parser: it must not crash, leak, or break what its header
 * promises, whatever the bytes.  Built twice: with libFuzzer by
 * "configure --enable-fuzzing CC=clang", and with seeds.c, which runs each file
 * of a corpus folder once, as an ordinary test.
 *
 *	tests/fuzz/fuzz_form -max_total_time=60 CORPUS
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A broken promise ends the process, which libFuzzer and the seeds' run both notice. */
#define promise(condition)                                                        \
	do {                                                                      \
		if (!(condition)) {                                               \
			(void)fprintf(stderr, "broken: %s (%s:%d)\n", #condition, \
			    __FILE__, __LINE__);                                  \
			abort();                                                  \
		}                                                                 \
	} while (0)

#endif
