/* Which step of a case stands in which item of its dossier, and the list of an item's steps. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* What stands nowhere here stands in the log (item 12) alone, as all the others do too. */
static const struct {
	int32_t kind;
	enum dossier_item item;
} places[] = {
	{ ACT_REPORT, ITEM_SOURCE }, { ACT_SPOT, ITEM_SOURCE }, { ACT_JOINED_BY, ITEM_SOURCE },
	{ ACT_PARTED_FROM, ITEM_SOURCE }, { ACT_IMPORTED, ITEM_SOURCE }, { ACT_HAZARD, ITEM_SOURCE },
	{ ACT_HAZARD_CALL, ITEM_SOURCE },

	{ ACT_ORDER_VERIFY, ITEM_VERIFY }, { ACT_LATE_VERIFY, ITEM_VERIFY },

	{ ACT_FILE, ITEM_FILING }, { ACT_FILE_CHIEF, ITEM_FILING }, { ACT_ASK_CHIEF, ITEM_FILING },
	{ ACT_REFUSE, ITEM_FILING }, { ACT_BACK_TO_UPPER, ITEM_FILING }, { ACT_VOID, ITEM_FILING },
	{ ACT_MERGE, ITEM_FILING }, { ACT_UNMERGE, ITEM_FILING }, { ACT_ACCEPT_AGAIN, ITEM_FILING },
	{ ACT_CORRECT, ITEM_FILING }, { ACT_RECLASSIFY, ITEM_FILING }, { ACT_IMPORT_FILED, ITEM_FILING },
	{ ACT_C_REFUSED, ITEM_FILING },

	{ ACT_DISPATCH, ITEM_DISPATCH }, { ACT_UNCLEAR, ITEM_DISPATCH }, { ACT_DISPATCH_AGREED, ITEM_DISPATCH },
	{ ACT_DESIGNATE, ITEM_DISPATCH }, { ACT_SUBSTITUTE, ITEM_DISPATCH }, { ACT_JOINT, ITEM_DISPATCH },
	{ ACT_HEARING, ITEM_DISPATCH }, { ACT_HEAR, ITEM_DISPATCH }, { ACT_HEARING_DISPATCH, ITEM_DISPATCH },
	{ ACT_HEARING_SPECIAL, ITEM_DISPATCH }, { ACT_ESCALATE, ITEM_DISPATCH }, { ACT_RECORD_UP, ITEM_DISPATCH },
	{ ACT_UPPER_BACK, ITEM_DISPATCH }, { ACT_ASK_LEADER, ITEM_DISPATCH }, { ACT_INSTRUCT, ITEM_DISPATCH },
	{ ACT_REDISPATCH, ITEM_DISPATCH }, { ACT_TO_ACCEPTOR, ITEM_DISPATCH }, { ACT_SIGN, ITEM_DISPATCH },
	{ ACT_LATE_SIGN, ITEM_DISPATCH }, { ACT_RETURN, ITEM_DISPATCH }, { ACT_RETURN_PLAUSIBLE, ITEM_DISPATCH },
	{ ACT_CONFER, ITEM_DISPATCH }, { ACT_RETURN_TO_LEADER, ITEM_DISPATCH }, { ACT_RETURN_REFUSED, ITEM_DISPATCH },
	{ ACT_FINDING, ITEM_DISPATCH }, { ACT_INCOMPLETE_SEND, ITEM_DISPATCH },
	{ ACT_INCOMPLETE_COORDINATE, ITEM_DISPATCH }, { ACT_REWORK_SEND, ITEM_DISPATCH },
	{ ACT_REWORK_COORDINATE, ITEM_DISPATCH }, { ACT_IMPORT_DISPATCHED, ITEM_DISPATCH },

	{ ACT_MEMBER_SIGN, ITEM_HANDLING }, { ACT_MEMBER_DONE, ITEM_HANDLING }, { ACT_ARRIVE, ITEM_HANDLING },
	{ ACT_ASSIGN, ITEM_HANDLING }, { ACT_HAND_DONE, ITEM_HANDLING }, { ACT_BATCH, ITEM_HANDLING },
	{ ACT_EXT_ASK, ITEM_HANDLING }, { ACT_EXT_GRANT, ITEM_HANDLING }, { ACT_EXT_REFUSE, ITEM_HANDLING },
	{ ACT_WATCH_ASK, ITEM_HANDLING }, { ACT_WATCH_GRANT, ITEM_HANDLING }, { ACT_WATCH_REFUSE, ITEM_HANDLING },
	{ ACT_SUSPEND, ITEM_HANDLING }, { ACT_RESUME, ITEM_HANDLING }, { ACT_RESUME_DUE, ITEM_HANDLING },
	{ ACT_EXPLAIN, ITEM_HANDLING }, { ACT_LATE_STAGE, ITEM_HANDLING }, { ACT_LATE_SIDE, ITEM_HANDLING },

	{ ACT_URGE, ITEM_URGES }, { ACT_LETTER_DRAFT, ITEM_URGES }, { ACT_LETTER_SIGN, ITEM_URGES },
	{ ACT_SINGLE, ITEM_URGES }, { ACT_INQUIRY, ITEM_URGES }, { ACT_INQUIRY_ANSWER, ITEM_URGES },
	{ ACT_WARNED, ITEM_URGES }, { ACT_OVERDUE, ITEM_URGES },

	{ ACT_SQUAD_PASS, ITEM_CHECKS }, { ACT_SQUAD_BACK, ITEM_CHECKS },
	{ ACT_SQUAD_SKIP, ITEM_CHECKS }, { ACT_LATE_SQUAD, ITEM_CHECKS }, { ACT_ORDER_CHECK, ITEM_CHECKS },
	{ ACT_LATE_CHECK, ITEM_CHECKS },

	{ ACT_JUDGE, ITEM_CLOSING }, { ACT_CLOSE, ITEM_CLOSING }, { ACT_CLOSE_CHIEF, ITEM_CLOSING },
	{ ACT_CLOSE_BACK, ITEM_CLOSING }, { ACT_REWORK, ITEM_CLOSING }, { ACT_REOPEN, ITEM_CLOSING },
	{ ACT_WINDOW_OVER, ITEM_CLOSING }, { ACT_SPECIAL_ASK, ITEM_CLOSING }, { ACT_SPECIAL_UP, ITEM_CLOSING },
	{ ACT_SPECIAL_GRANT, ITEM_CLOSING }, { ACT_SPECIAL_REFUSE, ITEM_CLOSING },
	{ ACT_UPPER_SPECIAL_GRANT, ITEM_CLOSING }, { ACT_UPPER_SPECIAL_REFUSE, ITEM_CLOSING },
	{ ACT_UPPER_CLOSED, ITEM_CLOSING }, { ACT_APPROVAL_ASK, ITEM_CLOSING }, { ACT_APPROVAL_YES, ITEM_CLOSING },
	{ ACT_APPROVAL_NO, ITEM_CLOSING }, { ACT_ARCHIVE, ITEM_CLOSING }, { ACT_ARCHIVE_DUE, ITEM_CLOSING },
	{ ACT_IMPORT_CLOSED, ITEM_CLOSING },

	{ ACT_CALL_BACK, ITEM_CALLBACK }, { ACT_REPLY, ITEM_CALLBACK }, { ACT_C_ANSWERED, ITEM_CALLBACK },
	{ ACT_C_RATED, ITEM_CALLBACK }, { ACT_C_CONFIRM_ASKED, ITEM_CALLBACK }, { ACT_C_CONFIRMED, ITEM_CALLBACK },
};

static bool
stands_in(int32_t kind, enum dossier_item item)
{
	for (size_t i = 0; i < N(places); i++)
		if (places[i].kind == kind)
			return places[i].item == item;
	return false;
}

const char *
dossier_own_text(const struct dossier_drawing *w, const struct event_row *e)
{
	if (e == NULL)
		return NULL;
	return e->destroyed ? text_get(w->lang, "Event.destroyed.Name") : e->text;
}

const char *
dossier_content(const struct dossier_drawing *w, const struct event_row *e)
{
	const char *const parts[] = {
		e->reason_id != 0 ? text_pick(w->lang, e->reason_zh, e->reason_en) : NULL,
		dossier_own_text(w, e),
		dossier_detail(w->a, w->d, w->lang, e),
		e->client_at == USEC_NONE ? NULL
					  : text_fill1(w->a, w->lang, "Paper.Dossier.ClientAt", dossier_time(w->a, e->client_at)),
	};
	struct buf b;

	buf_init(&b, w->a);
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i] != NULL && parts[i][0] != '\0')
			buf_printf(&b, "%s%s", b.len > 0 ? "\n" : "", parts[i]);
	return b.s;
}

/* A table that begins with its first row. */
struct steps {
	struct dossier_drawing *w;
	struct pdf_table t;
	struct pdf_col col[4];
	size_t n;
};

static void
step_rows(struct steps *s, const struct event_row *events, size_t n, enum dossier_item item)
{
	struct dossier_drawing *w = s->w;

	for (size_t i = 0; i < n; i++) {
		const struct event_row *e = &events[i];
		const char *text;

		if (!stands_in(e->kind, item))
			continue;
		text = dossier_content(w, e);
		if (s->n++ == 0)
			pdf_table_begin(&s->t, &w->f, &pdf_table_plain, s->col, N(s->col));
		pdf_table_row(&s->t, (const char *const[]){ dossier_time(w->a, e->at),
			text_getf(w->lang, "Event.%s.Name", action_code((enum action)e->kind)), dossier_who(w->a, w->lang, e),
			text[0] != '\0' ? text : "—" });
	}
}

size_t
dossier_steps(struct dossier_drawing *w, enum dossier_item item)
{
	struct steps s = { .w = w, .col = {
		{ text_get(w->lang, "Paper.Column.When"), 21.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Step"), 18, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Who"), 25.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Words"), 35, PDF_LEFT, false } } };

	step_rows(&s, w->d->events, w->d->n_events, item);
	for (size_t i = 0; i < w->d->n_complaints; i++)
		step_rows(&s, w->d->complaints[i].events, w->d->complaints[i].n_events, item);
	if (s.n > 0)
		pdf_table_end(&s.t);
	return s.n;
}
