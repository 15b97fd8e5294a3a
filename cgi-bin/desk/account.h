/* What the pages of accountability share. */
#ifndef CGI_BIN_DESK_ACCOUNT_H
#define CGI_BIN_DESK_ACCOUNT_H

#include "cgi-bin/desk/desk.h"
#include "lib/service/account_ops.h"

/* A finding as a row: .Url .Code .Rule .Whom .Period .Number .State .Tone .Few .Provisional .Gone .Major and, of its answer, .Due …. */
void show_finding(struct request *rq, struct view *v, const struct finding_row *f);
/* An appeal as a row: .Url .Number .Kind .Unit .Asked .State .Tone. */
void show_appeal(struct request *rq, struct view *v, const struct appeal_row *a);
/* A measure as a row: .Url .Kind .Title .Day .Whom .State .Tone. */
void show_measure(struct request *rq, struct view *v, const struct measure_row *m);
/* Page.Events: the chain of a subject, newest last; a unit sees only what concerns it (outside). */
enum err show_account_events(struct request *rq, struct view *v, enum subject subject, int64_t id, bool outside) MUST_USE;
/* Options of a field: an empty choice (first: its label), then units or people of now. */
enum err show_unit_choice(struct request *rq, struct view *f, int64_t chosen, const char *first) MUST_USE;
enum err show_person_choice(struct request *rq, struct view *f, int64_t chosen) MUST_USE;
/* Number options 1 … n of a field with the texts key.1 …; first: the label of an empty choice in front, NULL none. */
void show_number_choice(struct request *rq, struct view *f, const char *key, int n, int64_t chosen, const char *first);
/* The person as the services want him: with the role that bears perm. */
enum err account_actor(struct request *rq, struct service *sv, enum perm perm, struct actor *out) MUST_USE;
/* A refusal of the service at its field. */
enum err account_refused(struct request *rq, enum err e) MUST_USE;
/* A case by its typed number: ERR_INVALID at the field; 0 where nothing was typed. */
enum err account_case_typed(struct request *rq, int64_t *id) MUST_USE;

/* Page.Findings, Page.Appeals, Page.MayAppeal of a case's page, as far as this person may know. */
enum err show_case_account(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;

#endif
