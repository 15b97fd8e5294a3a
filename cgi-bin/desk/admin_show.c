#include "config.h"
#include "cgi-bin/desk/admin_show.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/url.h"

#include "lib/base/banned.h"

enum { LINES_SHOWN = 40, PROSE_MIN = 1000 };	/* a text that may be longer gets a tall field */

enum admin_thing
admin_thing_of(const struct request *rq)
{
	const char *code = param_text(rq, "thing");

	return code != NULL ? admin_of_code(code) : ADM_MAX;
}

char *
admin_url(struct request *rq, const char *page, enum admin_thing thing, const char *key, const char *rest)
{
	struct buf b;

	buf_init(&b, rq->arena);
	buf_printf(&b, "/desk/admin/%s?thing=%s", page, admin_def(thing)->code);
	if (key != NULL) {
		buf_str(&b, "&id=");
		url_encode(&b, key);
	}
	buf_str(&b, rest);
	return b.s;
}

const char *
admin_thing_name(const struct request *rq, enum admin_thing thing)
{
	return thing < ADM_MAX ? text_getf(rq->lang, "Admin.%s.Name", admin_def(thing)->code) : "";
}

const char *
admin_op_name(const struct request *rq, int32_t op)
{
	return text_getf(rq->lang, "AdminOp.%d", op);
}

const char *
admin_state_name(const struct request *rq, int32_t state)
{
	return text_getf(rq->lang, "AdminState.%d", state);
}

/* A word of the data by the catalogue, or as it stands. */
static const char *
by_catalogue(struct request *rq, const char *prefix, const char *word, const char *suffix)
{
	const char *s = text_find(rq->lang, arena_printf(rq->arena, "%s%s%s", prefix, word, suffix));

	return s != NULL ? s : word;
}

const char *
admin_title(struct request *rq, enum admin_thing thing, const char *zh, const char *en)
{
	switch (thing) {
	case ADM_SETTING: return by_catalogue(rq, "Setting.", zh, ".Name");
	case ADM_LIMIT: return by_catalogue(rq, "Limit.", zh, "");
	case ADM_CHANNEL: return by_catalogue(rq, "Channel.", zh, "");
	case ADM_ROLE_PERM: return by_catalogue(rq, "Perm.", zh, "");
	case ADM_TOLD: return by_catalogue(rq, "Audience.", zh, "");
	case ADM_PRIVACY: return text_fill1(rq->arena, rq->lang, "Text.privacy.version", zh);
	default: return text_pick(rq->lang, zh, en);
	}
}

/* "60/6" as "60 duty minutes". */
static const char *
amount_text(struct request *rq, const char *s)
{
	const size_t n = strcspn(s, "/");

	return s[n] == '\0' ? s : text_fill1(rq->arena, rq->lang,
	    arena_printf(rq->arena, "LimitUnit.%s.Amount", s + n + 1), arena_strndup(rq->arena, s, n));
}

const char *
admin_note(struct request *rq, enum admin_thing thing, const char *zh, const char *en)
{
	const char *s = text_pick(rq->lang, zh, en);

	switch (thing) {
	case ADM_LIMIT: case ADM_CONDITION: return amount_text(rq, s);
	case ADM_SETTING: return by_catalogue(rq, "AdminWord.value.", s, "");
	case ADM_CHANNEL: return by_catalogue(rq, "AdminWord.via.", s, "");
	case ADM_POST: return by_catalogue(rq, "AdminWord.duty.", s, "");
	case ADM_REASON: return by_catalogue(rq, "AdminWord.action.", s, "");
	default: return s;
	}
}

const char *
admin_person(const struct request *rq, const char *name, const char *name_en)
{
	return name != NULL ? text_pick(rq->lang, name, name_en) : "";
}

const char *
admin_from_text(struct request *rq, usec_t from)
{
	struct civil c;

	if (from <= 0)
		return request_text(rq, "Text.admin.at_once");
	c = civil_of(from);
	return arena_printf(rq->arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static const char *
option_label(struct request *rq, enum admin_ref ref, const struct admin_option *o)
{
	return ref == REF_PERM ? by_catalogue(rq, "Perm.", o->value, "") : text_pick(rq->lang, o->label_zh, o->label_en);
}

static const char *
word_label(struct request *rq, const struct admin_col *c, const char *word)
{
	if (strcmp(c->name, "span") == 0)
		return text_getf(rq->lang, "LimitUnit.%s.Name", word);
	if (strcmp(c->name, "audience") == 0 || strcmp(c->name, "audiences") == 0)
		return by_catalogue(rq, "Audience.", word, "");
	return by_catalogue(rq, arena_printf(rq->arena, "AdminWord.%s.", c->kind == AK_BOOL ? "yes" : c->name),
	    arena_strndup(rq->arena, word, strcspn(word, "-")), "");
}

/* "circular = 通报, inquiry = 调查": what may stand in a list of words. */
static const char *
words_help(struct request *rq, const struct admin_col *c)
{
	struct buf b;

	buf_init(&b, rq->arena);
	for (size_t i = 0; c->words[i] != NULL; i++)
		buf_printf(&b, "%s%s = %s", i > 0 ? ", " : "", c->words[i], word_label(rq, c, c->words[i]));
	return b.s;
}

/* "通报, 调查" of "circular,inquiry". */
static const char *
words_text(struct request *rq, const struct admin_col *c, const char *value)
{
	struct buf b;

	buf_init(&b, rq->arena);
	while (*value != '\0') {
		const size_t n = strcspn(value, ",");

		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", word_label(rq, c, arena_strndup(rq->arena, value, n)));
		value += n + (value[n] == ',');
	}
	return b.len > 0 ? b.s : "";
}

enum err
admin_value_text(struct request *rq, const struct admin_col *c, const char *value, const char **out)
{
	struct admin_option *rows;
	size_t n = 0;
	enum err e = OK;

	*out = value != NULL ? value : "";
	if ((*out)[0] == '\0')
		return OK;
	if (c->kind == AK_CHOICE || c->kind == AK_BOOL || c->kind == AK_SETTING)
		*out = c->kind == AK_SETTING ? by_catalogue(rq, "AdminWord.value.", value, "") : word_label(rq, c, value);
	if (c->kind == AK_WORDS)
		*out = words_text(rq, c, value);
	if (c->kind == AK_SECRET && strcmp(value, ADMIN_SECRET_KEPT) != 0)
		*out = request_text(rq, "Text.channel.secret_new");
	if (c->kind != AK_REF)
		return OK;
	e = store_admin_options(rq->db, rq->arena, c->ref, clock_now(), &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].value, value) == 0)
			*out = option_label(rq, c->ref, &rows[i]);
	return e;
}

/* --- a form's fields ------------------------------------------------------------ */

static void
add_option(struct view *f, const char *value, const char *label, const char *chosen)
{
	struct view *o = view_item(f, "Options");

	view_str(o, "Value", value);
	view_str(o, "Label", label);
	view_bool(o, "Selected", chosen != NULL && strcmp(chosen, value) == 0);
}

static enum err
add_options(struct request *rq, struct view *f, const struct admin_col *c, const char *chosen)
{
	static const char *const bits[] = { "1", "0", NULL };
	const char *const *w = c->kind == AK_BOOL ? bits : c->words;
	struct admin_option *rows;
	size_t n;
	enum err e;

	if (!c->need || chosen == NULL || chosen[0] == '\0')
		add_option(f, "", c->need ? request_text(rq, "Text.form.choose") : "–", NULL);
	for (size_t i = 0; c->kind != AK_REF && w[i] != NULL; i++)
		add_option(f, w[i], word_label(rq, c, w[i]), chosen);
	if (c->kind != AK_REF)
		return OK;
	e = store_admin_options(rq->db, rq->arena, c->ref, clock_now(), &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		add_option(f, rows[i].value, option_label(rq, c->ref, &rows[i]), chosen);
	return e;
}

static const char *
field_kind(const struct admin_col *c)
{
	switch (c->kind) {
	case AK_TEXT: return c->max > PROSE_MIN ? "prose" : "text";
	case AK_WINDOWS: case AK_STEPS: return "text";
	case AK_SHAPE: return "shape";
	case AK_SECRET: return "secret";
	case AK_DAYS: return "days";
	case AK_CHOICE: case AK_BOOL: case AK_REF: return "select";
	case AK_DAY: case AK_UNTIL: return "date";
	case AK_CLOCK: return "time";
	default: return "line";
	}
}

static enum err
show_field(struct request *rq, struct view *v, enum admin_thing thing, size_t i, const char *value, bool fixed)
{
	const struct admin_col *c = &admin_def(thing)->cols[i];
	const char *name = arena_printf(rq->arena, "f%zu", i), *typed = param_typed(rq, name), *text;
	const struct value *val = param_value(rq->values, rq->nvalues, name);
	struct view *f = view_item(v, "Page.Fields");
	enum err e = OK;

	if (typed != NULL && !fixed)
		value = typed;
	if (c->kind == AK_SECRET)
		value = NULL;	/* neither what is there nor what was typed */
	view_str(f, "Name", name);
	view_str(f, "Label", text_getf(rq->lang, "AdminCol.%s", c->name));
	view_str(f, "Help", c->kind == AK_WORDS && !fixed ? words_help(rq, c) :
	    text_find(rq->lang, arena_printf(rq->arena, "AdminHelp.%s", c->name)));
	view_str(f, "Kind", fixed ? "fixed" : field_kind(c));
	view_bool(f, "Need", c->need);
	if (c->max > 0 && (c->kind == AK_LINE || c->kind == AK_CODE || c->kind == AK_TEXT))
		view_int(f, "Max", c->max);
	if (val != NULL && val->error != NULL)
		view_str(f, "Error", text_fill(rq->arena, rq->lang, val->error, val->error_args, 2));
	view_str(f, "Value", value);
	if (fixed) {
		if ((e = admin_value_text(rq, c, value, &text)) == OK)
			view_str(f, "Shown", thing == ADM_SETTING || thing == ADM_LIMIT || thing == ADM_CHANNEL ? admin_title(rq, thing, text, text) : text);
		return e;
	}
	return c->kind == AK_CHOICE || c->kind == AK_BOOL || c->kind == AK_REF ? add_options(rq, f, c, value) : OK;
}

enum err
show_admin_fields(struct request *rq, struct view *v, enum admin_thing thing, enum admin_op op,
    const struct admin_values *row)
{
	const struct admin_def *d = admin_def(thing);
	enum err e = OK;

	for (size_t i = 0; e == OK && i < d->n_cols; i++)
		e = show_field(rq, v, thing, i, row->v[i], op == OP_CHANGE && d->cols[i].fixed);
	return e;
}

enum err
show_admin_facts(struct request *rq, struct view *v, enum admin_thing thing, const struct admin_values *row)
{
	const struct admin_def *d = admin_def(thing);
	const char *text;
	enum err e = OK;

	for (size_t i = 0; e == OK && i < d->n_cols; i++) {
		struct view *f;

		if (row->v[i] == NULL || row->v[i][0] == '\0' || (e = admin_value_text(rq, &d->cols[i], row->v[i], &text)) != OK)
			continue;
		f = view_item(v, "Page.Facts");
		view_str(f, "Label", text_getf(rq->lang, "AdminCol.%s", d->cols[i].name));
		view_lines(f, "Value", i == 0 && (thing == ADM_SETTING || thing == ADM_LIMIT || thing == ADM_CHANNEL) ?
		    admin_title(rq, thing, text, text) : text);
		view_bool(f, "Prose", d->cols[i].kind == AK_TEXT);
		view_bool(f, "Long", d->cols[i].kind == AK_DAYS || d->cols[i].kind == AK_TEXT || d->cols[i].kind == AK_SHAPE ||
		    d->cols[i].kind == AK_STEPS);
	}
	return e;
}

/* --- what a change changes -------------------------------------------------------- */

/* The lines of one text that the other has not; *more gets how many were left out. */
static void
show_lines(struct view *v, struct request *rq, bool old, const char *mine, const char *other)
{
	const char *around = arena_printf(rq->arena, "\n%s\n", other);
	size_t n = 0;

	for (const char *s = mine; *s != '\0';) {
		const size_t len = strcspn(s, "\n");
		const char *line = arena_strndup(rq->arena, s, len);

		if (len > 0 && strstr(around, arena_printf(rq->arena, "\n%s\n", line)) == NULL && n++ < LINES_SHOWN)
			view_str(old ? view_item(v, "Old") : view_item(v, "New"), "Text", line);
		s += len + (s[len] == '\n');
	}
	if (n > LINES_SHOWN)
		view_strf(old ? view_item(v, "Old") : view_item(v, "New"), "Text", "… +%zu", n - LINES_SHOWN);
}

enum err
show_admin_diff(struct request *rq, struct view *v, const struct change_row *c)
{
	const enum admin_thing thing = admin_of_code(c->thing);
	const struct admin_def *d = thing < ADM_MAX ? admin_def(thing) : NULL;
	struct admin_values before, after;
	enum err e = OK;

	if (d == NULL)
		return OK;
	admin_unpack(rq->arena, d, c->op == OP_ADD ? "" : c->old_text, &before);
	admin_unpack(rq->arena, d, c->op == OP_END ? "" : c->new_text, &after);
	for (size_t i = 0; e == OK && i < d->n_cols && c->op != OP_PASSWORD && c->op != OP_FILE; i++) {
		const char *o = before.v[i] != NULL ? before.v[i] : "", *n = after.v[i] != NULL ? after.v[i] : "";
		struct view *r;

		if (strcmp(o, n) == 0)
			continue;
		r = view_item(v, "Page.Diff");
		view_str(r, "Label", text_getf(rq->lang, "AdminCol.%s", d->cols[i].name));
		if ((e = admin_value_text(rq, &d->cols[i], o, &o)) != OK || (e = admin_value_text(rq, &d->cols[i], n, &n)) != OK)
			break;
		show_lines(r, rq, true, o, n);
		show_lines(r, rq, false, n, o);
	}
	return e;
}

void
show_admin_change(struct view *v, struct request *rq, const struct change_row *c)
{
	const enum admin_thing thing = admin_of_code(c->thing);

	view_strf(v, "Url", "/desk/admin/change?id=%lld", (long long)c->id);
	view_strf(v, "Number", "%lld", (long long)c->id);
	view_str(v, "Thing", admin_thing_name(rq, thing));
	view_str(v, "Op", admin_op_name(rq, c->op));
	view_str(v, "Note", c->note);
	view_str(v, "From", admin_from_text(rq, c->valid_from));
	view_str(v, "State", admin_state_name(rq, c->state));
	view_str(v, "Tone", c->state == CH_DONE ? "ok" : c->state == CH_WAITING ? "warn" :
	    c->state == CH_AGREED ? "info" : "idle");
	view_str(v, "When", show_time_short(rq->arena, rq->lang, c->asked_at));
	view_str(v, "Who", admin_person(rq, c->asked_name, c->asked_name_en));
	view_str(v, "Second", admin_person(rq, c->decided_name, c->decided_name_en));
}
