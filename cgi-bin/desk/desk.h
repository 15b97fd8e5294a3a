/* What the desk's pages share: the frame, queues, rows, the case page's parts. */
#ifndef CGI_BIN_DESK_DESK_H
#define CGI_BIN_DESK_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgi-bin/web/request.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/paper.h"
#include "lib/rule/workflow.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_case.h"

struct view;

/* Number and code of what a clerk has just written down, "number/code": shown once, to be told. */
#define COOKIE_TELL "tell"

/* The page's data with title and the menu this person needs; title is a catalogue key. */
struct view *desk_view(struct request *rq, const char *title);
/* Whether he works on the street, by phone: supervisors, hands, teams that report. */
bool desk_on_street(const struct request *rq);
bool desk_may(const struct request *rq, enum perm p);
/* The inbox's place in the menu, with how much is new there. */
void show_inbox_nav(struct request *rq);

/* A queue: one state, for those who move cases out of it. */
struct queue {
	const char *code;	/* "filing": ?queue=, Queue.<code>.Label */
	enum case_state state;
	uint64_t perms;		/* any of these makes it one's own */
	bool own_unit;		/* only the cases of one's own unit */
	const char *icon;
};
const struct queue *queue_table(size_t *n);
/* NULL when unknown or not for this person. */
const struct queue *queue_for(const struct request *rq, const char *code);
/* The queue of a state, where it is this person's own; NULL otherwise. */
const struct queue *queue_of_state(const struct request *rq, int32_t state);
bool queue_is_mine(const struct request *rq, const struct queue *q);
/* The person's unit where a queue is of own units and he does not see all; else 0. */
int64_t queue_unit(const struct request *rq, const struct queue *q);

/* What waits for the person who asks: complaints, own tasks, the cases of his queues. */
enum { PILES_MAX = 40 };
struct pile {
	const char *label, *url, *icon;
	struct queue_count c;	/* .state 0: no queue of cases */
};
enum err desk_piles(struct request *rq, struct pile out[PILES_MAX], size_t *n) MUST_USE;
/* Whose cases the piles and lists of the home page hold: 0 all, a unit's, or -1 nobody's. */
int64_t desk_pile_unit(const struct request *rq);

/* A slice of a queue: the queue with filters, as somebody works through it. */
struct slice {
	const struct queue *q;
	int64_t class_id, unit_id, cell_id;	/* 0: any */
	int32_t late;				/* 1 past its due, 2 due within two hours or past */
	bool newest;
};
/* By the parameters of /desk/queue; false for a queue that is not this person's. */
bool slice_of_query(struct request *rq, struct slice *out);
/* By one word ("filed-c12-g3-l1-n"), as case pages carry it in ?in=; false where it is none of his. */
bool slice_of_word(struct request *rq, const char *word, struct slice *out);
const char *slice_word(struct arena *a, const struct slice *p);
/* Its address, and the same with "/desk/queue" changed for another page. */
const char *slice_url(struct arena *a, const struct slice *p);
const char *slice_url_at(struct arena *a, const char *page, const struct slice *p);
bool slice_is_filtered(const struct slice *p);
/* What the store is asked for it: the first page. */
struct queue_filter slice_filter(const struct request *rq, const struct slice *p);

/* What the store is asked for beside a queue: its number, filters, who has a case open; p NULL: filters alone. */
struct beside;
struct beside_asked beside_ask(const struct request *rq, const struct slice *p);
/* Page.Filters.N of the home page: this person's saved filters. */
enum err show_home_filters(struct request *rq, struct view *v) MUST_USE;
/* Page.Tabs and Page.Save of a queue. */
void show_tabs(struct request *rq, struct view *v, const struct slice *p, const struct beside *b);
/* Page.Bulk: the steps that can be taken with many cases of this queue at once; whether there are some. */
enum err show_bulk(struct request *rq, struct view *v, const struct queue *q, const struct office_lists *l,
    bool *some) MUST_USE;
/* All units as options, the same on every page: .Shared of the field. */
enum err show_units_shared(struct view *field, const struct office_lists *l) MUST_USE;

/* How this desk's browser wants it, kept in a cookie. */
#define COOKIE_DESK "desk"
bool desk_opens_next(const struct request *rq);	/* after a step the next case of the queue opens */
bool desk_has_keys(const struct request *rq);	/* single keys do something */

/* A row of a case list, with names from l (office_lists()). */
void show_row(struct view *v, struct request *rq, const struct office_lists *l, const struct queue_row *r);
/* The same of a slice, named by slice_word(): its address leads back to it. */
void show_row_of(struct view *v, struct request *rq, const struct office_lists *l, const struct queue_row *r,
    const char *in);
/* Flags of a case as tags: hazard, locked, reworks … */
void show_flags(struct view *v, struct request *rq, const char *list, const struct case_row *c);

/* A filter of a list, with the choice "all" when its kind is "select"; and one choice more. */
struct view *show_filter(struct view *v, const char *name, const char *label, const char *kind);
void show_option(struct view *f, int64_t value, const char *label, int64_t chosen);

/* All classes as options of a field node, by major class, after an empty choice. */
enum err show_class_options(struct request *rq, struct view *field, int64_t chosen) MUST_USE;

/* Everything a case page shows, read in one snapshot. */
struct case_page {
	struct case_row *c;
	struct case_names *names;
	struct view *facts;		/* the card of show_fact(): by show_case_page() */
	struct office *office;		/* a copy that outlives the cache */
	struct actor who;
	const struct transition *steps[48];
	size_t n_steps;
	usec_t at;			/* shown as it stood then; 0: as it is */
	struct file_link_row *files;	/* of the case and of its complaints: by show_case_photos() */
	size_t n_files;
	const struct task_row *tasks;	/* on the street: all of this person's, to be answered together */
	size_t n_tasks;
};
/* Tasks that one answer may be for, beside the one whose page it is. */
enum { TOGETHER_MAX = 20 };
/*
 * A field of a step's form: which of one's other tasks the answer is for as well, the nearest first.  Nothing for a
 * step that is not of the street, or when there is no other task that waits for the same.
 */
void show_together(struct request *rq, struct view *action, const struct case_page *p, const struct transition *t);
/* The form's step with several tasks, each by itself; ends at the page that says what became of each. */
enum err together_send(struct request *rq) MUST_USE;
/* The form's step, without photos and without who takes it. */
struct step;
void desk_step(struct request *rq, enum action action, struct step *out);
/*
 * A case by its number as typed, by "#id", or the case of a complaint by the
 * complaint's number; ERR_NOT_FOUND.  Whether this person may see it is not asked.
 */
enum err desk_find_case(struct request *rq, const char *typed, int64_t *case_id) MUST_USE;
/* Reads the case if this person may see it; ERR_NOT_FOUND otherwise. */
enum err case_page_read(struct request *rq, int64_t id, struct case_page *p) MUST_USE;
/* More of Page.Facts: the units beside the lead, and the supervision letters. */
/* Inquiries, registered matters and ratings of the case, for whoever sees all (page_case_matter.c). */
enum err show_case_asked(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* One answer of a sender (enum rating) into a row. */
struct sender_step;
/* Page.Added.N: what its sender added. */
void show_added(struct request *rq, struct view *v, const struct sender_step *s, size_t n);
/* The same of all complaints of a case: for whoever may read it. */
enum err show_case_added(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
void show_rating(struct request *rq, struct view *v, int32_t answer, bool staff, usec_t at, const char *words);
/* Before the lead reports done: members that have not reported, named in its form. */
enum err show_open_members(struct request *rq, struct view *action, const struct case_page *p) MUST_USE;
enum err show_case_more(struct request *rq, const struct case_page *p) MUST_USE;
/* The communities its senders chose and their answers to the questions of its class; rows: its complaints. */
struct complaint_row;
enum err show_senders_facts(struct request *rq, const struct case_page *p, const struct complaint_row *rows, size_t n) MUST_USE;
/* All of the case page but what one may do on it. */
enum err show_case_page(struct request *rq, struct view *v, struct case_page *p) MUST_USE;
/* The case as it stood at ?at=; nothing can be done there. */
enum err show_case_past(struct request *rq, struct view *v, struct case_page *p) MUST_USE;
/* The instant asked for by ?at=; ERR_INVALID when it is none. */
enum err past_instant(struct request *rq, usec_t *at) MUST_USE;
/* The queue as it stood at ?at=, the last to come first. */
enum err show_queue_past(struct request *rq, struct view *v, const struct queue *q) MUST_USE;
/* "2026-11-30T17:00" in the office's zone; false when it is none. */
bool parse_local(const char *s, usec_t *out);
/* Page.Clocks: the stage's and the promise's due time, explained. */
enum err show_clocks(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* Page.Act, Page.Actions: exactly what this person may do now; phone: as on the street. */
enum err show_actions(struct request *rq, struct view *v, const struct case_page *p, bool phone) MUST_USE;
/* Page.Events with their photos, and whether the chain holds. */
enum err show_timeline(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* Who did what: the person's name, or the timer's; the step's name. */
struct event_row;
const char *event_person(struct request *rq, const struct event_row *e);
const char *event_name(struct request *rq, const struct event_row *e);
/* The last event of a case that is no late mark; NULL when there is none. */
enum err case_last_event(struct request *rq, int64_t case_id, struct event_row **out) MUST_USE;
/* Page.Back, Page.Next, Page.Skip: the slice one came from and the case after this one. */
enum err show_next(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* The address one goes on to after a step; before: the case as it was. */
const char *case_after_step(struct request *rq, const struct case_row *before);
/* Page.Claim: whether a colleague has it open. */
void show_claim(struct request *rq, struct view *v, const struct case_page *p);
/* A field's Canned.N: texts to choose for a step with a case of a class. */
enum err show_canned(struct request *rq, struct view *field, const struct transition *t, int64_t class_id) MUST_USE;
/* The note as typed; where none was, the canned text that was chosen; NULL for neither. */
const char *case_note(struct request *rq);
/*
 * Page.Precedents: who had this class in this grid; Page.Return: what speaks
 * for and against a return.  Only for whoever has to choose a unit or to rule.
 */
enum err show_precedents(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* Page.Conflict: who was faster. */
enum err show_conflict(struct request *rq, struct view *v, const struct case_page *p) MUST_USE;
/* Photos by part: Page.Before, Page.After, Page.Others. */
enum err show_case_photos(struct request *rq, struct view *v, struct case_page *p) MUST_USE;
/* "major · minor" and the place of a case. */
const char *case_title(struct request *rq, const struct case_names *k);
char *case_place(struct request *rq, const struct case_row *c);
/* A fact of Page.Facts; nothing for an empty value. */
void show_fact(struct view *v, struct request *rq, const char *key, const char *value);

/* The first of a case's complaints whose sender left a contact, among n rows; n when none did. */
struct complaint_row;
size_t desk_contact_of(const struct complaint_row *rows, size_t n);

/* Photos of a form, taken and flushed; *n at most PHOTOS_MAX. */
struct attachment;
enum err take_form_photos(struct request *rq, struct service *sv, bool public, struct attachment *out,
    size_t *n) MUST_USE;

/*
 * What an outbox sends (page_phone.c).  When the form was written, as its
 * device says; USEC_NONE where it does not.
 */
usec_t phone_client_at(const struct request *rq);
/*
 * The form's recordings, and what came before an answer, join the form's
 * photos (s->n_files of at most PHOTOS_MAX); all that it counts (parameter
 * "files") must be there: ERR_INVALID, at "photo".
 */
struct service;
enum err phone_case_files(struct request *rq, struct service *sv, struct attachment *files,
    struct step *s) MUST_USE;
/* The same for a report; what came before, complaint_file_case() gathers. */
enum err phone_report_files(struct request *rq, struct service *sv, struct attachment *files,
    size_t *n) MUST_USE;

/* Whether this person may ask for any paper at all. */
bool desk_has_papers(const struct request *rq);
/* Month-end: drafts, the seal, corrections. */
enum err page_months(struct request *rq) MUST_USE;
enum err page_month(struct request *rq) MUST_USE;
enum err page_month_object(struct request *rq) MUST_USE;
enum err page_month_seal(struct request *rq) MUST_USE;
enum err page_month_sign(struct request *rq) MUST_USE;

/* Page.Papers.N.Name .Url: what can be printed of one thing, of which value is the argument, but for one kind (NULL: all). */
void show_papers_of(struct request *rq, struct view *v, enum paper_arg which, const char *value, const char *but);
/* .Letter.Name .Url of a complaint's node: the letter that fits how it ended, with its case (NULL: none). */
void show_letter_of(struct request *rq, struct view *m, const char *number, int32_t complaint_state, const struct case_row *c);
enum err page_papers(struct request *rq) MUST_USE;
enum err page_papers_send(struct request *rq) MUST_USE;
enum err page_paper(struct request *rq) MUST_USE;

enum err page_archive(struct request *rq) MUST_USE;
enum err page_archive_box(struct request *rq) MUST_USE;
enum err page_archive_list(struct request *rq) MUST_USE;
enum err page_archive_fill(struct request *rq) MUST_USE;
enum err page_archive_make(struct request *rq) MUST_USE;
enum err page_archive_sign(struct request *rq) MUST_USE;
enum err page_archive_hold(struct request *rq) MUST_USE;
enum err page_archive_lift(struct request *rq) MUST_USE;

enum err page_login(struct request *rq) MUST_USE;
enum err page_login_send(struct request *rq) MUST_USE;
enum err page_logout(struct request *rq) MUST_USE;
enum err page_logout_all(struct request *rq) MUST_USE;
enum err page_password(struct request *rq) MUST_USE;
enum err page_password_send(struct request *rq) MUST_USE;
enum err page_desk(struct request *rq) MUST_USE;
enum err page_queue(struct request *rq) MUST_USE;
enum err page_queue_csv(struct request *rq) MUST_USE;
enum err page_next(struct request *rq) MUST_USE;
enum err page_filter_save(struct request *rq) MUST_USE;
enum err page_filter_drop(struct request *rq) MUST_USE;
enum err page_bulk(struct request *rq) MUST_USE;
enum err page_bulk_send(struct request *rq) MUST_USE;
enum err page_claim(struct request *rq) MUST_USE;
enum err page_keys(struct request *rq) MUST_USE;
enum err page_keys_send(struct request *rq) MUST_USE;
enum err page_texts(struct request *rq) MUST_USE;
enum err page_texts_send(struct request *rq) MUST_USE;
enum err page_case(struct request *rq) MUST_USE;
enum err page_case_act(struct request *rq) MUST_USE;
enum err page_complaints(struct request *rq) MUST_USE;
enum err page_complaint(struct request *rq) MUST_USE;
enum err page_complaint_act(struct request *rq) MUST_USE;
enum err page_register(struct request *rq) MUST_USE;
enum err page_register_send(struct request *rq) MUST_USE;
enum err page_tasks(struct request *rq) MUST_USE;
enum err page_task(struct request *rq) MUST_USE;
enum err page_spot(struct request *rq) MUST_USE;
enum err page_spot_send(struct request *rq) MUST_USE;
enum err page_phone(struct request *rq) MUST_USE;
enum err page_phone_manifest(struct request *rq) MUST_USE;
enum err page_phone_file(struct request *rq) MUST_USE;
enum err page_phone_refused(struct request *rq) MUST_USE;
enum err page_find(struct request *rq) MUST_USE;
enum err page_find_send(struct request *rq) MUST_USE;
enum err page_desk_photo(struct request *rq) MUST_USE;
enum err page_duty(struct request *rq) MUST_USE;
enum err page_duty_plan(struct request *rq) MUST_USE;
enum err page_duty_swap(struct request *rq) MUST_USE;
enum err page_duty_post(struct request *rq) MUST_USE;
enum err page_power(struct request *rq) MUST_USE;
enum err page_power_leave(struct request *rq) MUST_USE;
enum err page_power_end(struct request *rq) MUST_USE;
enum err page_duty_book(struct request *rq) MUST_USE;
/* Page.Books of the home page: hand-over books that wait too long. */
enum err show_home_books(struct request *rq, struct view *v) MUST_USE;
enum err page_duty_complete(struct request *rq) MUST_USE;
enum err page_duty_sign(struct request *rq) MUST_USE;
enum err page_duty_entry(struct request *rq) MUST_USE;
enum err page_stuck(struct request *rq) MUST_USE;
enum err page_area(struct request *rq) MUST_USE;
enum err page_case_matter(struct request *rq) MUST_USE;
enum err page_case_matter_send(struct request *rq) MUST_USE;
enum err page_contact(struct request *rq) MUST_USE;
enum err page_inbox(struct request *rq) MUST_USE;
enum err page_inbox_read(struct request *rq) MUST_USE;
enum err page_wish(struct request *rq) MUST_USE;
enum err page_wish_save(struct request *rq) MUST_USE;
enum err page_pulse(struct request *rq) MUST_USE;
enum err page_notices(struct request *rq) MUST_USE;
enum err page_notices_retry(struct request *rq) MUST_USE;
enum err page_admin(struct request *rq) MUST_USE;
enum err page_admin_list(struct request *rq) MUST_USE;
enum err page_admin_row(struct request *rq) MUST_USE;
enum err page_admin_edit(struct request *rq) MUST_USE;
enum err page_admin_edit_send(struct request *rq) MUST_USE;
enum err page_admin_changes(struct request *rq) MUST_USE;
enum err page_admin_change(struct request *rq) MUST_USE;
enum err page_admin_change_send(struct request *rq) MUST_USE;
enum err page_admin_sign_out(struct request *rq) MUST_USE;
enum err page_admin_file(struct request *rq) MUST_USE;
enum err page_admin_file_send(struct request *rq) MUST_USE;
enum err page_admin_export(struct request *rq) MUST_USE;
enum err page_admin_touched(struct request *rq) MUST_USE;
enum err page_admin_test(struct request *rq) MUST_USE;
enum err page_admin_test_again(struct request *rq) MUST_USE;
enum err page_admin_map(struct request *rq) MUST_USE;
enum err page_admin_log(struct request *rq) MUST_USE;
/* Whether this person may see a matter of a register, and so its photos; ERR_NOT_FOUND. */
enum err may_see_matter(struct request *rq, int64_t id) MUST_USE;
/* Page.Matters of the home page: due within two days or passed. */
enum err show_home_matters(struct request *rq, struct view *v) MUST_USE;
enum err page_assess(struct request *rq) MUST_USE;
enum err page_assess_send(struct request *rq) MUST_USE;
enum err page_assess_round(struct request *rq) MUST_USE;
enum err page_assess_round_send(struct request *rq) MUST_USE;
enum err page_matters(struct request *rq) MUST_USE;
enum err page_matters_send(struct request *rq) MUST_USE;
enum err page_matter(struct request *rq) MUST_USE;
enum err page_matter_send(struct request *rq) MUST_USE;

enum err page_findings(struct request *rq) MUST_USE;
enum err page_findings_send(struct request *rq) MUST_USE;
enum err page_finding(struct request *rq) MUST_USE;
enum err page_finding_send(struct request *rq) MUST_USE;
enum err page_appeals(struct request *rq) MUST_USE;
enum err page_appeals_send(struct request *rq) MUST_USE;
enum err page_appeal(struct request *rq) MUST_USE;
enum err page_appeal_send(struct request *rq) MUST_USE;
enum err page_measures(struct request *rq) MUST_USE;
enum err page_measures_send(struct request *rq) MUST_USE;
enum err page_measure(struct request *rq) MUST_USE;
enum err page_measure_send(struct request *rq) MUST_USE;

#endif
