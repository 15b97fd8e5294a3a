/* Month-end: drafts, objections, seals, corrections. */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "cgi-bin/desk/routes_month.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/evaluation.h"
#include "lib/service/file_ops.h"
#include "lib/service/month_ops.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* The centre sees all units, a unit itself and how it stands among the others. */
static bool
sees_all(const struct request *rq)
{
	return desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_PAPERS);
}

static enum err
may_read(const struct request *rq)
{
	return sees_all(rq) || desk_may(rq, PERM_SEE_UNIT) ? OK : err_raise(ERR_NOT_FOUND, "not this person's page");
}

static int32_t
month_asked(const struct request *rq, const char *name, int32_t otherwise)
{
	int y, m;

	return param_month(rq, name, &y, &m) ? day_of_date(y, m, 1) : otherwise;
}

static const char *
month_word(struct arena *a, int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d", y, m);
}

/* What a step is called, and how it looks. */
static void
show_step_tag(struct request *rq, struct view *v, const struct month_row *m)
{
	static const struct {
		const char *word, *tone;
	} how[MONTH_STEP_MAX] = { { "running", "" }, { "objections", "info" }, { "ruling", "warn" }, { "ready", "warn" },
		{ "sealed", "ok" } };
	const struct month_facts f = month_facts_of(m);
	const enum month_step s = month_step(&f, clock_now());
	const bool ordered = s == MONTH_READY && m->asked_at != USEC_NONE;

	view_str(v, "Step", text_getf(rq->lang, "Month.step.%s", ordered ? "ordered" : how[s].word));
	view_str(v, "Tone", how[s].tone);
}

static void
show_month(struct request *rq, struct view *v, const struct month_row *m)
{
	const char *word = month_word(rq->arena, m->first_day);

	view_str(v, "Month", word);
	view_strf(v, "Url", "/desk/month?month=%s", word);
	view_str(v, "Drafted", show_time_short(rq->arena, rq->lang, m->drafted_at));
	view_str(v, "Until", show_time(rq->arena, rq->lang, m->until_at - USEC_MIN));
	if (m->sealed_at != USEC_NONE)
		view_str(v, "Sealed", show_time_short(rq->arena, rq->lang, m->sealed_at));
	if (m->sha256.len == HASH_LEN) {
		view_str(v, "Hash", file_hex(rq->arena, m->sha256.data));
		view_strf(v, "Check", "%.16s", file_hex(rq->arena, m->sha256.data));
	}
	if (m->asked_at != USEC_NONE)
		view_str(v, "Asker", text_pick(rq->lang, m->asker, m->asker_en));
	view_int(v, "Open", m->open);
	view_int(v, "Cases", m->cases);
	view_int(v, "Corrections", m->corrections);
	view_bool(v, "Unsigned", m->unsigned_ones > 0);
	show_step_tag(rq, v, m);
}

enum err
page_months(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.month.page");
	struct month_row *rows;
	size_t n;
	enum err e = may_read(rq);

	if (e != OK || (e = store_months(rq->db, rq->arena, month_asked(rq, "before", INT32_MAX), &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		show_month(rq, view_item(v, "Page.Months"), &rows[i]);
	if (n == MONTHS_SHOWN)
		view_strf(v, "Page.Next", "/desk/months?before=%s", month_word(rq->arena, rows[n - 1].first_day));
	return reply_page(rq, "desk/months.cs");
}

/* --- one month ------------------------------------------------------------------ */

/* The counts a unit looks for first, in the table's order. */
static const enum count shown[] = { N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE, N_CLOSE_LATE_OPEN, N_REWORK, N_RETURN,
	N_EXTEND };

static void
show_unit(struct request *rq, struct view *v, const char *word, const struct eval_line *l, bool links)
{
	for (size_t i = 0; i < N(shown); i++) {
		struct view *c = view_item(v, "Cells");

		view_int(c, "N", l->now.v[shown[i]]);
		if (links && l->now.v[shown[i]] > 0)
			view_strf(c, "Url", "/desk/eval/cases?by=unit&span=month&at=%s&key=%lld&count=%s", word, (long long)l->key,
			    count_token(shown[i]));
	}
	view_str(v, "Close", rate_print(rq->arena, rate_from(&l->now, R_CLOSE)));
	view_str(v, "OnTime", rate_print(rq->arena, rate_from(&l->now, R_CLOSE_ONTIME)));
}

/* A linked unit, or what no unit answers for; only one's own for who sees no other. */
static bool
is_shown(const struct request *rq, const struct eval_line *l)
{
	return sees_all(rq) ? l->now.v[N_CLOSE_DUE] + l->now.v[N_RETURN] + l->now.v[N_REWORK] > 0 : l->key == rq->user->unit_id;
}

static enum err
show_units(struct request *rq, struct view *v, int32_t first_day)
{
	struct service sv = show_service(rq);
	const char *word = month_word(rq->arena, first_day);
	struct evaluation *ev;
	struct eval_query q;
	int y, m, d;
	enum err e;

	date_of_day(first_day, &y, &m, &d);
	q = eval_query_of(y, m, PART_OF_UNIT);
	q.compare = false;
	if ((e = evaluation_read(&sv, &q, &ev)) != OK)
		return e;
	for (size_t i = 0; i < N(shown); i++)
		view_str(view_item(v, "Page.Heads"), "Name", text_getf(rq->lang, "Metric.%s.Name", count_token(shown[i])));
	for (size_t i = 0; i < ev->n_lines; i++) {
		const struct eval_line *l = &ev->lines[i];
		struct view *u;

		if (!is_shown(rq, l))
			continue;
		u = view_item(v, "Page.Units");
		view_str(u, "Name", l->name_zh != NULL ? text_pick(rq->lang, l->name_zh, l->name_en) : text_get(rq->lang, "Text.month.nobody"));
		show_unit(rq, u, word, l, true);
	}
	if (sees_all(rq))
		show_unit(rq, view_sub(v, "Page.Total"), word, &ev->total, false);
	return OK;
}

/* The way to the seal in four steps. */
static void
show_way(struct request *rq, struct view *v, const struct month_row *m)
{
	static const char *const words[] = { "draft", "objections", "ruling", "seal" };
	const struct month_facts f = month_facts_of(m);
	const enum month_step s = month_step(&f, clock_now());
	const size_t now = s == MONTH_OBJECTIONS ? 1 : s == MONTH_RULING ? 2 : s == MONTH_READY ? 3 : 4;
	const char *when[] = { show_time_short(rq->arena, rq->lang, m->drafted_at),
		show_time_short(rq->arena, rq->lang, m->until_at - USEC_MIN), NULL,
		m->sealed_at != USEC_NONE ? show_time_short(rq->arena, rq->lang, m->sealed_at) : NULL };

	for (size_t i = 0; i < N(words); i++) {
		struct view *w = view_item(v, "Page.Steps");

		view_str(w, "Label", text_getf(rq->lang, "Month.way.%s", words[i]));
		view_str(w, "Kind", i < now ? "done" : i == now ? "now" : "todo");
		view_str(w, "When", when[i]);
	}
	view_bool(v, "Page.MayObject", s == MONTH_OBJECTIONS && desk_may(rq, PERM_UNIT_WORK));
	view_bool(v, "Page.MaySeal", s == MONTH_READY && m->asked_at == USEC_NONE && desk_may(rq, PERM_COMMAND));
	view_bool(v, "Page.Waits", s == MONTH_READY && m->asked_at != USEC_NONE);
}

/* Which names a part's keys have; NAMES_MAX: the code, or the key itself. */
static enum name_list
names_of(const char *part)
{
	const enum eval_part p = part_of(part);

	return p == PART_OF_UNIT ? NAMES_UNIT : p == PART_OF_CLASS ? NAMES_CLASS : p == PART_OF_BASE_CELL ? NAMES_BASE_GRID :
	    p >= PART_OF_POST && p < PART_OF_MAX && p != part_of_post(POST_TEAM) ? NAMES_PERSON : NAMES_MAX;
}

/* "unit 15 chengguan n_close": part, key, code and figure of a sealed line, as people read them. */
static const char *
cell_shown(struct request *rq, const struct office_lists *l, const char *cell)
{
	char part[32], code[64], figure[32];
	const char *name = NULL, *part_name;
	long long key;

	if (sscanf(cell, "%31s %lld %63s %31s", part, &key, code, figure) != 4)
		return cell;
	if (names_of(part) != NAMES_MAX)
		name = office_name(l, names_of(part), key, rq->lang);
	if (name == NULL && key != 0)
		name = strcmp(code, "-") != 0 ? code : arena_printf(rq->arena, "%lld", key);
	part_name = text_find(rq->lang, arena_printf(rq->arena, "Part.%s", part));
	return arena_printf(rq->arena, "%s%s%s · %s", part_name != NULL ? part_name : text_get(rq->lang, "Text.month.total"),
	    name != NULL ? " " : "", name != NULL ? name : "", text_getf(rq->lang, "Metric.%s.Name", figure));
}

static enum err
show_correction(struct request *rq, struct view *v, int32_t first_day, const struct month_correction *c)
{
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct month_cell *cells;
	size_t n = 0;
	enum err e = office_lists(&sv, &l);

	if (e == OK)
		e = store_month_cells(rq->db, rq->arena, first_day, c->no, 0, &cells, &n);

	view_int(v, "No", c->no);
	view_str(v, "Found", show_time_short(rq->arena, rq->lang, c->found_at));
	view_str(v, "Hash", c->sha256.len == HASH_LEN ? file_hex(rq->arena, c->sha256.data) : NULL);
	view_int(v, "N", c->cells);
	if (c->signed_at != USEC_NONE) {
		view_str(v, "Signed", show_time_short(rq->arena, rq->lang, c->signed_at));
		view_str(v, "Signer", text_pick(rq->lang, c->signer, c->signer_en));
		view_lines(v, "Reason", c->reason);
	}
	view_bool(v, "MaySign", c->signed_at == USEC_NONE && desk_may(rq, PERM_COMMAND));
	for (size_t i = 0; e == OK && i < n; i++) {
		struct view *x = view_item(v, "Cells");

		view_str(x, "Name", cell_shown(rq, l, cells[i].cell));
		view_str(x, "Was", cells[i].was_is != NULL ? cells[i].was_is : "—");
		view_str(x, "Is", cells[i].now_is != NULL ? cells[i].now_is : "—");
	}
	return e;
}

static enum err
show_corrections(struct request *rq, struct view *v, int32_t first_day)
{
	struct month_correction *c;
	size_t n;
	enum err e = store_month_corrections(rq->db, rq->arena, first_day, &c, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		e = show_correction(rq, view_item(v, "Page.Corrections"), first_day, &c[i]);
	return e;
}

enum err
page_month(struct request *rq)
{
	const int32_t first_day = month_asked(rq, "month", 0);
	struct view *v = desk_view(rq, "Text.month.page");
	struct month_row *m;
	enum err e = may_read(rq);

	if (e != OK || (e = store_month(rq->db, rq->arena, first_day, &m)) != OK)
		return e;
	show_month(rq, view_sub(v, "Page.Month"), m);
	show_way(rq, v, m);
	view_str(v, "Page.Form.Key", random_token(rq->arena));
	show_errors(rq);
	if ((e = show_units(rq, v, first_day)) != OK || (e = show_month_objections(rq, v, first_day)) != OK ||
	    (sees_all(rq) && (e = show_corrections(rq, v, first_day)) != OK))
		return e;
	return reply_page(rq, "desk/month.cs");
}

/* --- what is done ---------------------------------------------------------------- */

static enum err
back(struct request *rq)
{
	return reply_redirect(rq, arena_printf(rq->arena, "/desk/month?month=%s", month_word(rq->arena, month_asked(rq, "month", 0))));
}

enum err
page_month_seal(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = month_order_seal(&sv, rq->user, month_asked(rq, "month", 0), clock_now());

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "month_ordered");
	return back(rq);
}

enum err
page_month_sign(struct request *rq)
{
	struct service sv = show_service(rq);
	enum err e = month_sign(&sv, rq->user, month_asked(rq, "month", 0), (int32_t)param_int(rq, "no"), param_text(rq, "sha256"),
	    param_text(rq, "note"), clock_now());

	if (e != OK)
		return e;
	reply_flash(rq, "ok", "month_signed");
	return back(rq);
}
