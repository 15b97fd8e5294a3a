#include "config.h"
#include "lib/rule/past.h"

#include <string.h>

#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

/* What the steps of another system's cases stand for. */
static uint64_t
imported(int32_t kind)
{
	return kind == ACT_IMPORT_FILED ? E_FILE : kind == ACT_IMPORT_DISPATCHED ? E_PROMISE :
	    kind == ACT_IMPORT_FEEDBACK ? E_FEEDBACK : kind == ACT_IMPORT_CLOSED ? E_CLOSE : 0;
}

int64_t
past_detail(struct blob detail, const char *name)
{
	const char *p = detail.data, *end = p + detail.len;
	const size_t n = strlen(name);
	int64_t v = 0;

	for (const char *line = p; line != NULL && line < end; line = line != NULL ? line + 1 : NULL) {
		if ((size_t)(end - line) > n && memcmp(line, name, n) == 0 && line[n] == '=')
			for (line += n + 1; line < end && *line >= '0' && *line <= '9' && v < INT64_MAX / 10 - 9; line++)
				v = v * 10 + (*line - '0');
		line = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
	}
	return v;
}

/* As lib/rule/casework_effect.c, in its order. */
static void
replay(const struct past_step *s, struct case_row *c)
{
	const struct transition *t = workflow_find((enum case_state)s->from_state, (enum action)s->kind);
	const uint64_t fx = t != NULL ? t->effect : imported(s->kind);

	if (fx & E_SIGN || (fx & E_GO_BACK && c->signed_at == USEC_NONE))
		c->signed_at = s->at;
	if (fx & E_FEEDBACK)
		c->fed_back_at = s->at;
	c->return_count += (fx & E_COUNT_RETURN) != 0;
	c->rework_count += (fx & E_COUNT_REWORK) != 0;
	if (fx & E_ASSIGN)
		c->handler_id = past_detail(s->detail, "handler");
	if (fx & E_ARCHIVE)
		c->archived_at = s->at;
	if (fx & E_FILE && c->filed_at == USEC_NONE)
		c->filed_at = s->at;
	if (fx & (E_PROMISE | E_REWORK_PROMISE)) {
		c->dispatched_at = s->at;
		c->signed_at = USEC_NONE;
		c->handler_id = 0;
	}
	if (fx & E_DROP_UNIT) {
		c->handler_id = 0;
		c->signed_at = c->dispatched_at = USEC_NONE;
	}
	if (fx & E_CLOSE)
		c->closed_at = s->at;
}

void
past_marks(const struct past_step *steps, size_t n, usec_t at, struct case_row *c)
{
	c->filed_at = c->dispatched_at = c->signed_at = c->fed_back_at = c->closed_at = c->archived_at = USEC_NONE;
	c->rework_count = c->return_count = 0;
	c->handler_id = 0;
	for (size_t i = 0; i < n && steps[i].at <= at; i++)
		replay(&steps[i], c);
	if (c->filed_at == USEC_NONE)
		c->number = NULL;
	if (c->archived_at == USEC_NONE)
		c->archive_code = NULL;
}
