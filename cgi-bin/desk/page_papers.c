/* Papers: what was asked for and how far it is, the form to ask for one, and the file. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/base/url.h"
#include "lib/part/filestore.h"
#include "lib/service/file_ops.h"
#include "lib/service/paper_ops.h"

#include "lib/base/banned.h"

enum { HASH_SHOWN = 16 };

/* --- words ----------------------------------------------------------------- */

static const char *
kind_name(const struct request *rq, const char *code)
{
	const char *name = text_find(rq->lang, arena_printf(rq->arena, "Paper.kind.%s.Name", code));

	return name != NULL ? name : code;
}

/* An argument as people read it. */
static const char *
arg_shown(struct request *rq, const struct office_lists *l, enum paper_arg which, const char *value)
{
	const struct paper_arg_kind *k = paper_arg_kind(which);
	const char *name;
	int64_t id;

	if (k->form == PAPER_FORM_WORD)
		return text_getf(rq->lang, "PaperArg.%s.%s", k->name, value);
	if (k->form == PAPER_FORM_UNIT && parse_i64(value, 1, INT32_MAX, &id) &&
	    (name = office_name(l, NAMES_UNIT, id, rq->lang)) != NULL)
		return name;
	return value;
}

static const char *
args_shown(struct request *rq, const struct office_lists *l, const struct paper_args *a)
{
	struct buf b;

	buf_init(&b, rq->arena);
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? " · " : "", arg_shown(rq, l, (enum paper_arg)i, a->v[i]));
	return b.s;
}

static const char *
size_shown(struct request *rq, int64_t size)
{
	if (size < 1024 * 1024)
		return arena_printf(rq->arena, "%lld KB", (long long)((size + 1023) / 1024));
	return arena_printf(rq->arena, "%lld.%lld MB", (long long)(size >> 20), (long long)((size & 0xFFFFF) * 10 >> 20));
}

/* --- the list -------------------------------------------------------------- */

static void
show_file(struct request *rq, struct view *v, const struct paper_job *j)
{
	const char *hex;

	if (j->sha256.len != HASH_LEN)
		return;
	hex = file_hex(rq->arena, j->sha256.data);
	view_strf(v, "Url", "/desk/paper?id=%lld", (long long)j->id);
	view_str(v, "Size", size_shown(rq, j->size));
	view_str(v, "Hash", hex);
	view_str(v, "HashShort", arena_strndup(rq->arena, hex, HASH_SHOWN));
}

/* What is sent to ask for it once more. */
static void
show_again(struct request *rq, struct view *v, const struct paper_job *j, const struct paper_args *a)
{
	const struct paper_kind *k = paper_kind(j->kind);

	if (j->state != PAPER_FAILED || k == NULL || k->confirm || !paper_may_ask(k, rq->user->perms))
		return;
	view_str(v, "Again", j->kind);
	view_str(v, "In", lang_of_code(j->lang) == LANG_EN ? "en" : "zh");
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (a->v[i] != NULL) {
			struct view *f = view_item(v, "Fields");

			view_str(f, "Name", paper_arg_kind((enum paper_arg)i)->name);
			view_str(f, "Value", a->v[i]);
		}
}

static void
show_job(struct request *rq, struct view *v, const struct office_lists *l, const struct paper_job *j)
{
	static const char *const tones[] = { "", "idle", "info", "ok", "late" };
	const struct paper_args a = paper_args_read(rq->arena, j->args);
	const bool live = j->state == PAPER_QUEUED || j->state == PAPER_RUNNING;

	view_int(v, "Id", j->id);
	view_str(v, "Name", kind_name(rq, j->kind));
	view_str(v, "About", args_shown(rq, l, &a));
	view_str(v, "Lang", text_getf(rq->lang, "Text.papers.lang.%s", lang_of_code(j->lang) == LANG_EN ? "en" : "zh"));
	view_str(v, "Who", text_pick(rq->lang, j->who, j->who_en));
	view_str(v, "When", show_time_short(rq->arena, rq->lang, j->asked_at));
	view_str(v, "State", text_getf(rq->lang, "Text.papers.state.%d", j->state));
	view_str(v, "Tone", tones[j->state >= PAPER_QUEUED && j->state <= PAPER_FAILED ? j->state : 0]);
	view_bool(v, "Live", live);
	if (j->state == PAPER_RUNNING && j->total > 0) {
		view_int(v, "Done", j->done);
		view_int(v, "Total", j->total);
	}
	if (j->state == PAPER_FAILED) {
		view_str(v, "Why", text_getf(rq->lang, "PaperEnd.%d", j->code));
		view_str(v, "Said", j->why);
	}
	show_file(rq, v, j);
	show_again(rq, v, j, &a);
}

static enum err
show_jobs(struct request *rq, struct view *v, const struct office_lists *l)
{
	struct paper_job *rows;
	size_t n;
	enum err e = store_papers(rq->db, rq->arena, paper_scope(rq->user), param_int_or(rq, "before", INT64_MAX), &rows, &n);

	for (size_t i = 0; e == OK && i < n && i < PAPER_PAGE; i++) {
		show_job(rq, view_item(v, "Page.Jobs"), l, &rows[i]);
		if (rows[i].state == PAPER_QUEUED || rows[i].state == PAPER_RUNNING)
			view_bool(v, "Page.Live", true);
	}
	if (e == OK && n > PAPER_PAGE)
		view_strf(v, "Page.Next", "/desk/papers?before=%lld", (long long)rows[PAPER_PAGE - 1].id);
	return e;
}

/* --- the form -------------------------------------------------------------- */

static void
show_words(struct request *rq, struct view *f, const struct paper_arg_kind *k, const char *chosen, bool need)
{
	if (!need)
		view_text(view_item(f, "Options"), "Label", "Text.form.choose");
	for (size_t i = 0; k->words[i] != NULL; i++) {
		struct view *o = view_item(f, "Options");

		view_str(o, "Value", k->words[i]);
		view_str(o, "Label", text_getf(rq->lang, "PaperArg.%s.%s", k->name, k->words[i]));
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, k->words[i]) == 0);
	}
}

static void
show_units(struct request *rq, struct view *f, const struct office_lists *l, const char *chosen)
{
	view_text(view_item(f, "Options"), "Label", "Text.form.choose");
	for (size_t i = 0; i < l->n_units; i++) {
		const char *id = arena_printf(rq->arena, "%lld", (long long)l->units[i].id);
		struct view *o;

		if (!desk_may(rq, PERM_SEE_ALL) && l->units[i].id != rq->user->unit_id)
			continue;
		o = view_item(f, "Options");
		view_str(o, "Value", id);
		view_str(o, "Label", text_pick(rq->lang, l->units[i].name_zh, l->units[i].name_en));
		view_bool(o, "Selected", chosen != NULL && strcmp(chosen, id) == 0);
	}
}

/* What was wrong with a parameter, in words; NULL: nothing. */
static const char *
error_of(const struct request *rq, const char *name)
{
	const struct value *p = param_value(rq->values, rq->nvalues, name);

	return p != NULL && p->error != NULL ? text_fill(rq->arena, rq->lang, p->error, p->error_args, N(p->error_args)) : NULL;
}

static void
show_arg(struct request *rq, struct view *v, const struct office_lists *l, const struct paper_kind *k, enum paper_arg which)
{
	static const char *const types[] = { "month", "text", "number", "select", "select" };
	const struct paper_arg_kind *a = paper_arg_kind(which);
	const bool need = (k->need >> which & 1) != 0;
	const char *typed = param_typed(rq, a->name), *hint = text_find(rq->lang, arena_printf(rq->arena, "PaperArg.%s.Hint", a->name));
	struct view *f = view_item(v, "Page.Form.Fields");

	view_str(f, "Name", a->name);
	view_str(f, "Label", text_getf(rq->lang, "PaperArg.%s.Label", a->name));
	view_str(f, "Hint", hint);
	view_str(f, "Type", types[a->form]);
	view_str(f, "Value", typed);
	view_str(f, "Error", error_of(rq, a->name));
	view_bool(f, "Required", need);
	view_str(f, "Max", a->form == PAPER_FORM_LINE ? "40" : NULL);
	view_bool(f, "Select", a->form == PAPER_FORM_WORD || a->form == PAPER_FORM_UNIT);
	if (a->form == PAPER_FORM_WORD)
		show_words(rq, f, a, typed, need);
	if (a->form == PAPER_FORM_UNIT)
		show_units(rq, f, l, typed);
}

static struct paper_args
args_of_form(const struct request *rq)
{
	struct paper_args a;

	for (int i = 0; i < PAPER_ARG_MAX; i++)
		a.v[i] = param_text(rq, paper_arg_kind((enum paper_arg)i)->name);
	return a;
}

/* There may be such a paper already: it is one step nearer than a new one. */
static enum err
show_latest(struct request *rq, struct view *v, const struct paper_kind *k)
{
	struct service sv = show_service(rq);
	struct paper_args a = args_of_form(rq);
	struct paper_job j;
	enum err e = paper_check(rq->arena, k, &a);

	if (e == ERR_INVALID)
		return OK;	/* nothing is asked for yet */
	if (e == OK)
		e = paper_latest(&sv, rq->user, k, &a, rq->lang, &j);
	if (e == OK && j.state == PAPER_DONE) {
		show_file(rq, view_sub(v, "Page.Latest"), &j);
		view_str(v, "Page.Latest.When", show_time(rq->arena, rq->lang, j.asked_at));
		view_str(v, "Page.Latest.Who", text_pick(rq->lang, j.who, j.who_en));
	}
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
show_form(struct request *rq, struct view *v, const struct office_lists *l, const struct paper_kind *k)
{
	view_str(v, "Page.Form.Kind", k->code);
	view_str(v, "Page.Form.Name", kind_name(rq, k->code));
	view_str(v, "Page.Form.Help", text_getf(rq->lang, "Paper.kind.%s.Help", k->code));
	view_bool(v, "Page.Form.Confirm", k->confirm);
	view_bool(v, "Page.Form.English", param_has(rq, "in") ? param_choice(rq, "in") == LANG_EN : rq->lang == LANG_EN);
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if (((k->need | k->may) >> i & 1) != 0)
			show_arg(rq, v, l, k, (enum paper_arg)i);
	return show_latest(rq, v, k);
}

/* What a paper is about, by what it needs: spans of time, a case, a report, the rest. */
static int
group_of(const struct paper_kind *k)
{
	const uint32_t spans = 1U << PAPER_MONTH | 1U << PAPER_QUARTER | 1U << PAPER_YEAR;

	return (k->need & 1U << PAPER_CASE) != 0 ? 2 : (k->need & 1U << PAPER_COMPLAINT) != 0 ? 3 :
	    ((k->need | k->may) & spans) != 0 ? 1 : 4;
}

static void
show_kinds(struct request *rq, struct view *v, const struct paper_kind *chosen)
{
	size_t n;
	const struct paper_kind *k = paper_kinds(&n);

	for (int group = 1; group <= 4; group++) {
		struct view *g = NULL;

		for (size_t i = 0; i < n; i++) {
			struct view *o;

			if (group_of(&k[i]) != group || !paper_may_ask(&k[i], rq->user->perms))
				continue;
			if (g == NULL) {
				g = view_item(v, "Page.Groups");
				view_str(g, "Label", text_getf(rq->lang, "Text.papers.group.%d", group));
			}
			o = view_item(g, "Kinds");
			view_str(o, "Name", kind_name(rq, k[i].code));
			view_strf(o, "Url", "/desk/papers?kind=%s", k[i].code);
			view_bool(o, "Here", chosen == &k[i]);
		}
	}
}

/* The paper that was asked for, where this person may; NULL: none. */
static const struct paper_kind *
kind_asked(const struct request *rq)
{
	const char *code = param_text(rq, "kind");
	const struct paper_kind *k = code != NULL ? paper_kind(code) : NULL;

	return k != NULL && paper_may_ask(k, rq->user->perms) ? k : NULL;
}

bool
desk_has_papers(const struct request *rq)
{
	size_t n;
	const struct paper_kind *k = paper_kinds(&n);

	for (size_t i = 0; i < n; i++)
		if (paper_may_ask(&k[i], rq->user->perms))
			return true;
	return false;
}

enum err
page_papers(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct paper_kind *k = kind_asked(rq);
	const struct office_lists *l;
	struct view *v = desk_view(rq, "Text.papers.page");
	enum err e;

	if (!desk_has_papers(rq) || (k == NULL && param_has(rq, "kind")))
		return err_raise(ERR_NOT_FOUND, "not this person's papers");
	if ((e = office_lists(&sv, &l)) != OK || (e = show_jobs(rq, v, l)) != OK)
		return e;
	show_kinds(rq, v, k);
	show_errors(rq);
	if (k != NULL && (e = show_form(rq, v, l, k)) != OK)
		return e;
	return reply_page(rq, "desk/papers.cs");
}

enum err
page_papers_send(struct request *rq)
{
	struct service sv = show_service(rq);
	const struct paper_kind *k = kind_asked(rq);
	struct paper_args a = args_of_form(rq);
	const enum lang lang = param_has(rq, "in") ? (enum lang)param_choice(rq, "in") : rq->lang;
	int64_t id;
	enum err e;

	if (k == NULL)
		return err_raise(ERR_NOT_FOUND, "not this person's paper");
	if (k->confirm && !param_bool(rq, "confirm")) {
		param_refuse(rq, "confirm", "Err.paper_confirm");
		return ERR_INVALID;
	}
	e = paper_ask(&sv, rq->user, k, &a, lang, &id);
	if (e == ERR_INVALID && err_field() != NULL)
		param_refuse(rq, err_field(), arena_strdup(rq->arena, err_text()));
	if (e != OK)
		return e;
	reply_flash(rq, "ok", "paper_asked");
	return reply_redirect(rq, "/desk/papers");
}

enum err
page_paper(struct request *rq)
{
	struct paper_job *j;
	const struct paper_kind *k;
	struct paper_args a;
	enum err e = store_paper_by_id(rq->db, rq->arena, param_int(rq, "id"), &j);

	if (e != OK)
		return e;
	if (!paper_may_read(rq->user, j) || j->sha256.len != HASH_LEN || (k = paper_kind(j->kind)) == NULL || k->end == NULL)
		return err_raise(ERR_NOT_FOUND, "not this person's paper");
	a = paper_args_read(rq->arena, j->args);
	return reply_file(rq, &(struct reply_file){ .internal = "/_papers/", .dir = "papers",
	    .path = filestore_open_name(rq->arena, file_hex(rq->arena, j->sha256.data), k->end), .type = k->type,
	    .download = paper_file_name(rq->arena, k, &a) });
}

/* "Page.Papers.N": the form to ask for a paper, its argument filled in. */
static void
show_paper_link(struct request *rq, struct view *o, const struct paper_kind *k, enum paper_arg which, const char *value)
{
	struct buf url;

	buf_init(&url, rq->arena);
	buf_printf(&url, "/desk/papers?kind=%s&%s=", k->code, paper_arg_kind(which)->name);
	url_encode(&url, value);
	view_str(o, "Name", kind_name(rq, k->code));
	view_str(o, "Url", url.s);
}

void
show_papers_of(struct request *rq, struct view *v, enum paper_arg which, const char *value, const char *but)
{
	size_t n;
	const struct paper_kind *k = paper_kinds(&n);

	for (size_t i = 0; i < n; i++)
		if (k[i].need == (uint32_t)1 << which && paper_may_ask(&k[i], rq->user->perms) &&
		    (but == NULL || strcmp(but, k[i].code) != 0))
			show_paper_link(rq, view_item(v, "Page.Papers"), &k[i], which, value);
}

void
show_letter_of(struct request *rq, struct view *m, const char *number, int32_t complaint_state, const struct case_row *c)
{
	const bool refused = complaint_state == CP_REFUSED ||
	    (c != NULL && (c->state == CS_NOT_ACCEPTED || (c->state == CS_ARCHIVED && c->number == NULL)));
	const bool closed = c != NULL && (c->state == CS_CLOSED || c->state == CS_CLOSED_SPECIAL || c->state == CS_ARCHIVED);
	const struct paper_kind *k = refused ? paper_kind("refusal") : closed ? paper_kind("answer") : NULL;

	if (k != NULL && paper_may_ask(k, rq->user->perms))
		show_paper_link(rq, view_sub(m, "Letter"), k, PAPER_COMPLAINT, number);
}
