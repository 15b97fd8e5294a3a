/* What the form says and asks when a class is chosen, and where an answer leads.  Pure. */
#ifndef LIB_RULE_ASK_H
#define LIB_RULE_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ASKS_MAX = 3 };	/* questions of a class that are asked */

enum ask_form {
	ASK_NOTICE = 1,		/* read it, go on */
	ASK_QUESTION = 2,	/* the answer goes with the report */
	ASK_END = 3		/* the form ends here: this is whom to call */
};

struct ask {
	int64_t id, class_id;
	int32_t seq, form;
	const char *text_zh, *text_en;
	const char *answers_zh, *answers_en;	/* of a question, one a line; "": free words */
	const char *dial;			/* "" for nobody */
	int32_t after_seq, after_answer;	/* of an end: which answer leads there; 0: at once */
	bool go_on;				/* of an end: may be reported all the same */
};

/* The i-th question among n asks in their order, from 0; NULL when there are fewer or i is ASKS_MAX. */
const struct ask *ask_question(const struct ask *asks, size_t n, size_t i);
/* How many answers a question offers; 0: free words. */
int ask_count(const struct ask *q);
/* Its no-th answer, from 1, into a buffer that holds at least 401 bytes; false when it has none. */
bool ask_answer(const struct ask *q, bool zh, int no, char *out, size_t size);
/*
 * The end that is reached with these answers to the questions in their order
 * (0: none given); NULL when the form goes on.  One that may not be passed
 * comes before one that may.
 */
const struct ask *ask_end(const struct ask *asks, size_t n, const int answers[ASKS_MAX]);

#endif
