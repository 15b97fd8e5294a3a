#include "config.h"
#include "lib/rule/follow.h"

#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* Whom "By" counts for: the step's own limit, the unit's promise, or the end. */
enum by { BY_STEP, BY_PROMISE, BY_END };

/* Each state of a case: its word, whose date counts, whether the unit is named, who is told. */
static const struct follow_state {
	int32_t state;
	const char *word;
	enum by by;
	bool unit;
	const char *holder;
} states[] = {
	{ CS_REGISTERED, "s10", BY_STEP, false, "ACCEPTOR" },
	{ CS_VERIFYING, "s11", BY_STEP, false, "ACCEPTOR" },
	{ CS_FILING, "s12", BY_STEP, false, "ACCEPTOR" },
	{ CS_FILING_CHIEF, "s13", BY_STEP, false, "CHIEF" },
	{ CS_NOT_ACCEPTED, "s19", BY_END, false, "ACCEPTOR" },
	{ CS_FILED, "s20", BY_STEP, false, "DISPATCHER" },
	{ CS_COORDINATING, "s21", BY_STEP, false, "DISPATCHER" },
	{ CS_LEADER_PENDING, "s22", BY_STEP, false, "DISPATCHER" },
	{ CS_HEARING, "s23", BY_STEP, false, "COORD" },
	{ CS_ESCALATED, "s24", BY_STEP, false, "DISPATCHER" },
	{ CS_DISPATCHED, "s30", BY_PROMISE, true, "UNIT" },
	{ CS_HANDLING, "s31", BY_PROMISE, true, "UNIT" },
	{ CS_RETURN_REVIEW, "s32", BY_PROMISE, false, "DISPATCHER" },
	{ CS_SUSPENDED, "s33", BY_STEP, true, "UNIT" },
	{ CS_FEEDBACK, "s40", BY_STEP, false, "DISPATCHER" },
	{ CS_CHECKING, "s41", BY_STEP, false, "ACCEPTOR" },
	{ CS_CLOSE_REVIEW, "s42", BY_STEP, false, "ACCEPTOR" },
	{ CS_CHECK_PENDING, "s43", BY_STEP, false, "ACCEPTOR" },
	{ CS_CLOSE_CHIEF, "s44", BY_STEP, false, "CHIEF" },
	{ CS_REWORK_PENDING, "s45", BY_STEP, false, "DISPATCHER" },
	{ CS_SQUAD_REVIEW, "s46", BY_STEP, false, "DISPATCHER" },
	{ CS_CLOSED, "s50", BY_END, false, "CHIEF" },
	{ CS_SPECIAL_REVIEW, "s51", BY_STEP, false, "COMMANDER" },
	{ CS_CLOSED_SPECIAL, "s52", BY_END, false, "CHIEF" },
	{ CS_ARCHIVED, "archived", BY_END, false, "CHIEF" },
	{ CS_VOID, "void", BY_END, false, "ACCEPTOR" },
};

static const char *const words[] = { "received", "suspect", "entered", "refused", "withdrawn", "s10", "s11", "s12",
	"s13", "s19", "s20", "s21", "s22", "s23", "s24", "s30", "s31", "s32", "s33", "s40", "s41", "s42", "s43", "s44",
	"s45", "s46", "s50", "s51", "s52", "archived", "archived_special", "archived_refused", "void", "merged" };
static const char *const parts[] = { "Name", "Where", "Who", "By", "Next", "Can" };

const char *const *
follow_words(size_t *n)
{
	*n = N(words);
	return words;
}

const char *const *
follow_parts(size_t *n)
{
	*n = N(parts);
	return parts;
}

static const struct follow_state *
state_of(int32_t state)
{
	for (size_t i = 0; i < N(states); i++)
		if (states[i].state == state)
			return &states[i];
	return NULL;
}

static const char *
complaint_word(int32_t state)
{
	switch ((enum complaint_state)state) {
	case CP_RECEIVED: return "received";
	case CP_SUSPECT: return "suspect";
	case CP_REGISTERED: return "entered";
	case CP_REFUSED: return "refused";
	case CP_WITHDRAWN: return "withdrawn";
	}
	return NULL;
}

const char *
follow_word(const struct follow_now *n)
{
	const struct follow_state *s = state_of(n->state);

	/* Withdrawn is the sender's own word, whatever becomes of the case. */
	if (n->state == CS_NONE || n->complaint == CP_WITHDRAWN)
		return complaint_word(n->complaint);
	if (n->state == CS_VOID && n->merged)
		return "merged";
	if (n->state == CS_ARCHIVED && n->was == CS_CLOSED_SPECIAL)
		return "archived_special";
	if (n->state == CS_ARCHIVED && n->was == CS_NOT_ACCEPTED)
		return "archived_refused";
	return s != NULL ? s->word : NULL;
}

bool
follow_over(const struct follow_now *n)
{
	const struct follow_state *s = state_of(n->state);

	if (n->state == CS_NONE || n->complaint == CP_WITHDRAWN)
		return n->complaint == CP_REFUSED || n->complaint == CP_WITHDRAWN;
	return s == NULL || s->by == BY_END;
}

usec_t
follow_by(const struct follow_now *n)
{
	const struct follow_state *s = state_of(n->state);

	if (follow_over(n))
		return n->complaint != CP_WITHDRAWN && n->closed_at != USEC_NONE ? n->closed_at : n->state_at;
	if (s == NULL)
		return n->stage_due;
	if (s->by == BY_PROMISE)
		return n->due_at != USEC_NONE ? n->due_at : n->stage_due;
	return n->stage_due != USEC_NONE ? n->stage_due : n->due_at;
}

bool
follow_by_unit(const struct follow_now *n)
{
	const struct follow_state *s = state_of(n->state);

	return s != NULL && s->unit && n->has_unit && n->complaint != CP_WITHDRAWN;
}

const char *
follow_holder(const struct follow_now *n)
{
	const struct follow_state *s = state_of(n->state);

	if (s == NULL)
		return "ACCEPTOR";
	return s->unit && !n->has_unit ? "DISPATCHER" : s->holder;
}

struct follow_may
follow_may(const struct follow_now *n, usec_t now)
{
	const bool open = !follow_over(n), his = n->complaint != CP_WITHDRAWN && n->complaint != CP_REFUSED;
	const bool closed = n->state == CS_CLOSED || n->state == CS_CLOSED_SPECIAL;
	const bool early = n->state < CS_DISPATCHED && n->state != CS_ESCALATED;

	return (struct follow_may){ .add = open && his, .withdraw = open && his && early, .ask = open && his && !early,
		.rate = closed && his && rating_refusal((enum case_state)n->state) == NULL,
		.again = his && (n->state == CS_ARCHIVED || n->state == CS_CLOSED_SPECIAL ||
		    (n->state == CS_CLOSED && (n->reopen_until == USEC_NONE || n->reopen_until < now))) };
}
