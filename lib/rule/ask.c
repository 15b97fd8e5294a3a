#include "config.h"
#include "lib/rule/ask.h"

#include <string.h>

#include "lib/base/banned.h"

const struct ask *
ask_question(const struct ask *asks, size_t n, size_t i)
{
	for (size_t k = 0; k < n && i < ASKS_MAX; k++)
		if (asks[k].form == ASK_QUESTION && i-- == 0)
			return &asks[k];
	return NULL;
}

/* The no-th line, from 1, and its length; NULL when there are fewer. */
static const char *
line_of(const char *text, int no, size_t *len)
{
	if (text[0] == '\0')
		return NULL;
	for (; no > 1; no--) {
		if ((text = strchr(text, '\n')) == NULL)
			return NULL;
		text++;
	}
	*len = strcspn(text, "\n");
	return text;
}

int
ask_count(const struct ask *q)
{
	size_t len;
	int n = 0;

	while (line_of(q->answers_zh, n + 1, &len) != NULL)
		n++;
	return n;
}

bool
ask_answer(const struct ask *q, bool zh, int no, char *out, size_t size)
{
	size_t len = 0;
	const char *s = no < 1 ? NULL : line_of(zh || q->answers_en[0] == '\0' ? q->answers_zh : q->answers_en, no, &len);

	if (s == NULL || len >= size)
		return false;
	memcpy(out, s, len);
	out[len] = '\0';
	return true;
}

/* The answer that was given to the question of a number; 0: none, or not asked. */
static int
given(const struct ask *asks, size_t n, int32_t seq, const int answers[ASKS_MAX])
{
	const struct ask *q;

	for (size_t i = 0; (q = ask_question(asks, n, i)) != NULL; i++)
		if (q->seq == seq)
			return answers[i];
	return 0;
}

const struct ask *
ask_end(const struct ask *asks, size_t n, const int answers[ASKS_MAX])
{
	const struct ask *found = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct ask *a = &asks[i];

		if (a->form != ASK_END || (a->after_seq != 0 &&
		    (a->after_answer == 0 || given(asks, n, a->after_seq, answers) != a->after_answer)))
			continue;
		if (found == NULL || (found->go_on && !a->go_on))
			found = a;
	}
	return found;
}
