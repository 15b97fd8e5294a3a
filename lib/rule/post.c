#include "config.h"
#include "lib/rule/post.h"

#include <string.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "lib/rule/past.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

static const char *const tokens[POST_MAX] = {
#define X(name, code) [name] = code,
	POSTS(X)
#undef X
};

static const struct post_credit credits[] = {
	{ POST_SUPERVISOR, N_REPORT_SUP, DOER_REPORTER },
	{ POST_SUPERVISOR, N_REPORT, DOER_REPORTER },
	{ POST_SUPERVISOR, N_REPORT_VALID, DOER_REPORTER },
	{ POST_SUPERVISOR, N_ON_SPOT, DOER_REPORTER },
	{ POST_SUPERVISOR, N_FILED, DOER_BEAT },
	{ POST_SUPERVISOR, N_MISSED, DOER_BEAT },
	{ POST_SUPERVISOR, N_PUB_VERIFIED, DOER_BEAT },
	{ POST_SUPERVISOR, N_NEED_VERIFY, DOER_VERIFIER },
	{ POST_SUPERVISOR, N_VERIFY, DOER_VERIFIER },
	{ POST_SUPERVISOR, N_VERIFY_ONTIME, DOER_VERIFIER },
	{ POST_SUPERVISOR, N_CHECK_DUE, DOER_CHECKER },
	{ POST_SUPERVISOR, N_CHECK, DOER_CHECKER },
	{ POST_SUPERVISOR, N_CHECK_ONTIME, DOER_CHECKER },
	{ POST_ACCEPTOR, N_ACCEPT, DOER_ACCEPTOR },
	{ POST_ACCEPTOR, N_SEND_VERIFY_DUE, DOER_VERIFY_SENDER },
	{ POST_ACCEPTOR, N_SEND_VERIFY_ONTIME, DOER_VERIFY_SENDER },
	{ POST_ACCEPTOR, N_SEND_CHECK_DUE, DOER_CHECK_SENDER },
	{ POST_ACCEPTOR, N_SEND_CHECK_ONTIME, DOER_CHECK_SENDER },
	{ POST_ACCEPTOR, N_NOT_ACCEPTED, DOER_REFUSER },
	{ POST_ACCEPTOR, N_VISIT, DOER_CALLER },
	{ POST_ACCEPTOR, N_SATISFIED, DOER_CALLER },
	{ POST_CHIEF, N_FILED, DOER_FILER },
	{ POST_CHIEF, N_FILED_ALL, DOER_FILER },
	{ POST_CHIEF, N_FILED_RIGHT, DOER_FILER },
	{ POST_CHIEF, N_FILE_DUE, DOER_FILER },
	{ POST_CHIEF, N_FILED_ONTIME, DOER_FILER },
	{ POST_CHIEF, N_CLOSE, DOER_CLOSER },
	{ POST_CHIEF, N_CLOSE_ONTIME, DOER_CLOSER },
	{ POST_CHIEF, N_CLOSE_LATE, DOER_CLOSER },
	{ POST_CHIEF, N_CLOSED_IN, DOER_CLOSER },
	{ POST_CHIEF, N_CLOSED_SPECIAL, DOER_CLOSER },
	{ POST_DISPATCHER, N_DISPATCH, DOER_DISPATCHER_LAST },
	{ POST_DISPATCHER, N_DISPATCH_DUE, DOER_DISPATCHER },
	{ POST_DISPATCHER, N_DISPATCH_ONTIME, DOER_DISPATCHER },
	{ POST_DISPATCHER, N_DISPATCH_RIGHT, DOER_DISPATCHER },
	{ POST_CLERK, N_SIGN_DUE, DOER_SIGNER },
	{ POST_CLERK, N_SIGN_ONTIME, DOER_SIGNER },
	{ POST_CLERK, N_DISPOSE, DOER_CLERK },
	{ POST_CLERK, N_DISPOSE_ONTIME, DOER_CLERK },
	{ POST_CLERK, N_DISPOSE_LATE, DOER_CLERK },
	{ POST_CLERK, N_DISPOSE_LATE_OPEN, DOER_CLERK },
	{ POST_CLERK, N_DISPOSE_DUE, DOER_CLERK },
	{ POST_CLERK, N_REWORK, DOER_CLERK },
	{ POST_CLERK, N_RETURN, DOER_RETURNER },
	{ POST_CLERK, N_RETURN_UNJUST, DOER_RETURNER },
	{ POST_CLERK, N_EXTEND, DOER_EXTENDER },
	{ POST_HAND, N_DISPOSE, DOER_HAND },
	{ POST_HAND, N_DISPOSE_ONTIME, DOER_HAND },
	{ POST_HAND, N_DISPOSE_LATE, DOER_HAND },
	{ POST_HAND, N_DISPOSE_LATE_OPEN, DOER_HAND },
	{ POST_HAND, N_DISPOSE_DUE, DOER_HAND },
	{ POST_HAND, N_REWORK, DOER_HAND },
	{ POST_TEAM, N_REPORT, DOER_TEAM },
	{ POST_TEAM, N_REPORT_VALID, DOER_TEAM },
	{ POST_TEAM, N_ACCEPT, DOER_TEAM },
	{ POST_TEAM, N_FILED, DOER_TEAM },
	{ POST_TEAM, N_NOT_ACCEPTED, DOER_TEAM },
	{ POST_TEAM, N_ON_SPOT, DOER_TEAM },
	{ POST_HOTLINE, N_REPORT, DOER_HOTLINE },
	{ POST_HOTLINE, N_REPORT_VALID, DOER_HOTLINE },
	{ POST_HOTLINE, N_ACCEPT, DOER_HOTLINE },
	{ POST_HOTLINE, N_FILED, DOER_HOTLINE },
	{ POST_HOTLINE, N_NOT_ACCEPTED, DOER_HOTLINE },
	{ POST_HOTLINE, N_CLOSE_DUE, DOER_HOTLINE },
	{ POST_HOTLINE, N_CLOSE, DOER_HOTLINE },
	{ POST_HOTLINE, N_CLOSE_ONTIME, DOER_HOTLINE },
	{ POST_HOTLINE, N_CLOSE_LATE_OPEN, DOER_HOTLINE },
	{ POST_HOTLINE, N_VISIT, DOER_HOTLINE },
	{ POST_HOTLINE, N_SATISFIED, DOER_HOTLINE },
};

const char *
post_token(enum post p)
{
	return tokens[p];
}

enum post
post_of(const char *code)
{
	enum post p = 0;

	while (p < POST_MAX && strcmp(tokens[p], code) != 0)
		p++;
	return p;
}

const struct post_credit *
post_credits(size_t *n)
{
	*n = N(credits);
	return credits;
}

enum doer
post_doer(enum post p, enum count c)
{
	for (size_t i = 0; i < N(credits); i++)
		if (credits[i].post == p && credits[i].count == c)
			return credits[i].doer;
	return DOER_MAX;
}

enum doer
post_mean_doer(enum post p, enum mean_id m)
{
	if (m == T_ACCEPT)
		return p == POST_ACCEPTOR ? DOER_ACCEPTOR : DOER_MAX;
	return p == POST_CLERK ? DOER_CLERK : p == POST_HAND ? DOER_HAND : DOER_MAX;
}

size_t
post_rates(enum post p, enum rate_id rates[RATE_MAX])
{
	size_t n = 0;

	for (enum rate_id r = 0; r < RATE_MAX; r++) {
		const struct rate_def *d = rate_def(r);

		if (post_doer(p, d->num) != DOER_MAX && post_doer(p, d->den) != DOER_MAX)
			rates[n++] = r;
	}
	return n;
}

/* --- by the ledger --------------------------------------------------------- */

static bool
is_team(int32_t source)
{
	return source == SRC_TEAM || source == SRC_AUTONOMY || source == SRC_GUARD;
}

/* Registered: by whom, for whose team. */
static void
see_report(const struct post_act *a, int32_t source, int64_t doer[DOER_MAX])
{
	if (metrics_own_find(source))
		doer[DOER_REPORTER] = a->user_id;
	if (is_team(source))
		doer[DOER_TEAM] = a->unit_id;
	if (source == SRC_12345)
		doer[DOER_HOTLINE] = a->user_id;
}

/* A unit gets it: what the one before did is over. */
static void
see_dispatch(const struct post_act *a, int64_t doer[DOER_MAX])
{
	if (doer[DOER_DISPATCHER] == 0)
		doer[DOER_DISPATCHER] = a->user_id;
	doer[DOER_DISPATCHER_LAST] = a->user_id;
	doer[DOER_SIGNER] = doer[DOER_CLERK] = 0;
	doer[DOER_HAND] = -1;
}

static void
see_states(const struct post_act *a, int32_t source, int64_t doer[DOER_MAX])
{
	if (a->from_state == CS_NONE && a->to_state != CS_NONE)
		see_report(a, source, doer);
	if (a->from_state == CS_REGISTERED && a->to_state != CS_REGISTERED && doer[DOER_ACCEPTOR] == 0)
		doer[DOER_ACCEPTOR] = a->user_id;
	if (a->to_state == CS_DISPATCHED && a->kind != ACT_RETURN_REFUSED &&
	    (a->from_state != CS_DISPATCHED || a->kind == ACT_REDISPATCH))
		see_dispatch(a, doer);
	if ((a->to_state == CS_CLOSED || a->to_state == CS_CLOSED_SPECIAL) && a->from_state != a->to_state)
		doer[DOER_CLOSER] = a->user_id;
}

static void
see_act(const struct post_act *a, int64_t doer[DOER_MAX])
{
	const struct {
		int32_t kind;
		enum doer doer;
		const char *detail;	/* the person is named there */
	} acts[] = {
		{ ACT_ORDER_VERIFY, DOER_VERIFY_SENDER, NULL }, { ACT_ORDER_VERIFY, DOER_VERIFIER, "supervisor" },
		{ ACT_VERIFY_RESULT, DOER_VERIFIER, NULL }, { ACT_REFUSE, DOER_REFUSER, NULL },
		{ ACT_SIGN, DOER_SIGNER, NULL }, { ACT_SIGN, DOER_CLERK, NULL }, { ACT_FEEDBACK, DOER_CLERK, NULL },
		{ ACT_FEEDBACK_SQUAD, DOER_CLERK, NULL }, { ACT_ASSIGN, DOER_HAND, "handler" },
		{ ACT_HAND_DONE, DOER_HAND, NULL }, { ACT_RETURN, DOER_RETURNER, NULL },
		{ ACT_EXT_ASK, DOER_EXTENDER, NULL }, { ACT_ORDER_CHECK, DOER_CHECK_SENDER, NULL },
		{ ACT_ORDER_CHECK, DOER_CHECKER, "supervisor" }, { ACT_CHECK_RESULT, DOER_CHECKER, NULL },
		{ ACT_CALL_BACK, DOER_CALLER, NULL },
	};

	for (size_t i = 0; i < N(acts); i++)
		if (acts[i].kind == a->kind)
			doer[acts[i].doer] = acts[i].detail != NULL ? past_detail(a->detail, acts[i].detail) : a->user_id;
	if ((a->kind == ACT_FILE || a->kind == ACT_FILE_CHIEF) && doer[DOER_FILER] == 0)
		doer[DOER_FILER] = a->user_id;
}

void
post_doers(const struct post_act *acts, size_t n, int32_t source, usec_t before, int64_t doer[DOER_MAX],
    usec_t *visited, bool *satisfied)
{
	memset(doer, 0, DOER_MAX * sizeof(*doer));
	doer[DOER_HAND] = -1;
	doer[DOER_REPORTER] = metrics_own_find(source) ? 0 : -1;
	doer[DOER_TEAM] = is_team(source) ? 0 : -1;
	doer[DOER_HOTLINE] = source == SRC_12345 ? 0 : -1;
	*visited = USEC_NONE;
	*satisfied = false;
	for (size_t i = 0; i < n && acts[i].at < before; i++) {
		see_states(&acts[i], source, doer);
		see_act(&acts[i], doer);
		if (acts[i].kind == ACT_CALL_BACK) {
			*visited = acts[i].at;
			*satisfied = past_detail(acts[i].detail, "result") == RESULT_YES;
		}
	}
}
