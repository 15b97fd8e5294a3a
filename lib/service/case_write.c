#include "config.h"
#include "lib/service/case_write.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/rule/refno.h"
#include "lib/store/store_case.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_file.h"

#include "lib/base/banned.h"

static enum err
number_case(struct service *sv, struct change *ch, usec_t at)
{
	char number[REFNO_MAX];
	int year = civil_of(at).year;
	int64_t seq;
	enum err e;

	if (!ch->needs_number)
		return OK;
	if ((e = store_case_number_next(sv->db, year, &seq)) != OK)
		return e;
	refno_case(number, year, seq);
	ch->after.number = arena_strdup(sv->arena, number);
	return OK;
}

/* Archive code of the case: item = its id within the fonds (standards §9). */
static enum err
archive_case(struct service *sv, struct change *ch, usec_t at)
{
	const struct office *office;
	char *code;
	enum err e;

	if ((ch->t->effect & E_ARCHIVE) == 0)
		return OK;
	if ((e = office_now(sv, &office)) != OK)
		return e;
	e = refno_archive(sv->arena, office->fonds, civil_of(at).year, ch->after.retention_years, office->archive_office,
	    (int32_t)ch->after.id, &code);
	if (e == OK)
		ch->after.archive_code = code;
	return e;
}

static enum err
link_files(struct service *sv, const struct case_row *c, const struct step *s,
    const struct attachment *files, int32_t seq)
{
	enum photo_part part = s->action == ACT_VERIFY_RESULT ? PHOTO_VERIFY :
	    s->action == ACT_CHECK_RESULT ? PHOTO_CHECK : s->action == ACT_FEEDBACK || s->action == ACT_HAND_DONE ||
	    s->action == ACT_MEMBER_DONE ? PHOTO_AFTER : PHOTO_BEFORE;
	enum err e = OK;

	for (size_t i = 0; i < s->n_files && e == OK; i++) {
		if (s->action == ACT_SPOT && i + 1 == s->n_files)
			part = PHOTO_AFTER;	/* the last one shows that it is done */
		struct file_link_row l = { .subject_kind = SUBJECT_CASE, .subject_id = c->id, .event_seq = seq,
			.file_id = files[i].file_id, .part = part, .round = c->round,
			.for_public = part == PHOTO_AFTER && !files[i].recording, .added_by = s->who.user_id, .added_at = s->at };

		e = store_file_link(sv->db, &l);
	}
	return e;
}

/* What each sender is told: the clerk's own words, else the reason's public sentence. */
static const char *
answer_for(const struct complaint_row *c, const struct step *s, const struct reason_row *r)
{
	const bool zh = c->lang == NULL || strncmp(c->lang, "en", 2) != 0;

	if (s->answer != NULL && s->answer[0] != '\0')
		return s->answer;
	if (r == NULL)
		return NULL;
	return zh || r->public_en[0] == '\0' ? r->public_zh : r->public_en;
}

static enum err
answer_senders(struct service *sv, const struct case_row *c, const struct change *ch,
    const struct step *s)
{
	struct complaint_row *rows;
	struct reason_row *reason = NULL;
	size_t n;
	int64_t state;
	enum err e = store_complaints_of_case(sv->db, sv->arena, c->id, &rows, &n);

	if (e == OK && s->reason_id != 0)
		e = store_reason_by_id(sv->db, sv->arena, s->reason_id, &reason);
	for (size_t i = 0; i < n && e == OK; i++) {
		enum complaint_state to = ch->complaint_state;

		e = store_complaint_lock(sv->db, rows[i].id, &state);
		if (e == OK)
			e = store_complaint_answer(sv->db, rows[i].id, to, s->at, s->reason_id,
			    answer_for(&rows[i], s, reason));
		if (e == OK)
			e = ledger_add_complaint(sv, rows[i].id, to == CP_REFUSED ? ACT_C_REFUSED :
			    to == CP_REGISTERED ? ACT_C_REGISTERED : s->kept_case != 0 ? ACT_C_JOINED : ACT_C_ANSWERED,
			    &s->who, s->at, (int32_t)state, to != 0 ? (int32_t)to : (int32_t)state, s->reason_id,
			    NULL, 0, NULL);
		if (e == OK && s->kept_case != 0) {
			e = store_link_end_all(sv->db, c->id, s->at);
			if (e == OK)
				e = store_link(sv->db, rows[i].id, s->kept_case, s->at);
		}
	}
	return e;
}

/* The complaints of a merged case come back to it, each with a word in its own ledger. */
static enum err
unmerge(struct service *sv, const struct case_row *c, const struct step *s)
{
	struct complaint_row *rows;
	size_t n;
	int64_t state;
	enum err e = store_unmerge(sv->db, c->id, c->parent_case, s->at);

	if (e == OK)
		e = store_complaints_of_case(sv->db, sv->arena, c->id, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		e = store_complaint_lock(sv->db, rows[i].id, &state);
		if (e == OK)
			e = ledger_add_complaint(sv, rows[i].id, ACT_C_REGISTERED, &s->who, s->at, (int32_t)state,
			    (int32_t)state, 0, NULL, 0, NULL);
	}
	return e;
}

enum err
case_write(struct service *sv, const struct case_row *before, struct change *ch,
    const struct step *s, const struct attachment *files)
{
	const int32_t seq = before->event_seq + 1;
	enum err e;

	if ((e = number_case(sv, ch, s->at)) != OK || (e = archive_case(sv, ch, s->at)) != OK)
		return e;
	e = ledger_add_case(sv, before->id, before->state, ch, s, files, before->event_hash, seq,
	    &ch->after.event_hash);
	ch->after.event_seq = seq;
	if (e == OK)
		e = store_case_update(sv->db, &ch->after, before->version);
	if (e == OK)
		e = store_case_intervals(sv->db, before->id, ch, s, seq);
	if (e == OK)
		e = link_files(sv, before, s, files, seq);
	if (e == OK && ch->answers_sender)
		e = answer_senders(sv, before, ch, s);
	if (e == OK && (ch->t->effect & E_UNMERGE) != 0)
		e = unmerge(sv, before, s);
	return e == OK ? ledger_tell(sv, before->id, seq, ch, s) : e;
}

enum err
case_use_key(struct service *sv, const char *key, int64_t user_id, int64_t case_id, usec_t at, bool *again)
{
	unsigned char hash[HASH_LEN];
	int64_t known;
	enum err e;

	*again = false;
	if (key == NULL)
		return OK;
	hash_sha256(hash, key, strlen(key));
	e = store_write_key_find(sv->db, hash, &known);
	if (e == OK) {
		*again = true;
		return known == case_id ? OK : err_raise(ERR_CONFLICT, "the form's key was used elsewhere");
	}
	return e == ERR_NOT_FOUND ? store_write_key_add(sv->db, hash, user_id, case_id, at) : e;
}
