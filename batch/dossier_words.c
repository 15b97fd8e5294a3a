/* What the ledger keeps as identifiers, in words. */
#include "config.h"
#include "batch/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

const char *
dossier_time(struct arena *a, usec_t t)
{
	return t == USEC_NONE ? "—" : time_local(a, t);
}

const char *
dossier_who(struct arena *a, enum lang lang, const struct event_row *e)
{
	const char *unit = text_pick(lang, e->unit_zh, e->unit_en);
	const char *role =
	    e->role_id != 0 ? text_getf(lang, "Role.%lld", (long long)e->role_id) : NULL;
	bool has_unit = unit != NULL && unit[0] != '\0';

	if (e->user_name == NULL)
		return role != NULL ? role : text_get(lang, "Role.26");
	if (role == NULL && !has_unit)
		return e->user_name;
	if (role == NULL || !has_unit)
		return text_fill2(
		    a, lang, "Paper.Dossier.Who", e->user_name, role != NULL ? role : unit);
	return text_fill3(a, lang, "Paper.Dossier.WhoUnit", e->user_name, role, unit);
}

/* --- one detail ------------------------------------------------------------ */

static const char *
number(struct arena *a, int64_t v)
{
	return arena_printf(a, "#%lld", (long long)v);
}

static const char *
unit_word(struct arena *a, const struct dossier_words *w, enum lang lang, int64_t id)
{
	for (size_t i = 0; i < w->n_units; i++)
		if (w->units[i].id == id)
			return text_pick(lang, w->units[i].name_zh, w->units[i].name_en);
	return number(a, id);
}

static const char *
class_word(struct arena *a, const struct dossier_words *w, enum lang lang, int64_t id)
{
	for (size_t i = 0; i < w->n_classes; i++)
		if (w->classes[i].id == id)
			return text_pick(lang, w->classes[i].name_zh, w->classes[i].name_en);
	return number(a, id);
}

static int
person_cmp(const void *x, const void *y)
{
	const int64_t id = *(const int64_t *)x;
	const struct dossier_person *p = y;

	return (id > p->id) - (id < p->id);
}

static const char *
person_word(struct arena *a, const struct dossier_words *w, enum lang lang, int64_t id)
{
	const struct dossier_person *p =
	    w->n_people > 0 ? bsearch(&id, w->people, w->n_people, sizeof(*w->people), person_cmp)
			    : NULL;

	return p != NULL ? text_pick(lang, p->name, p->name_en) : number(a, id);
}

static const char *
result_word(enum lang lang, const char *name, int32_t kind, int64_t v)
{
	const bool yes = v == RESULT_YES, result = strcmp(name, "result") == 0;

	if (result && kind == ACT_VERIFY_RESULT)
		return yes ? text_get(lang, "Result.true") : text_get(lang, "Result.untrue");
	if (result && kind == ACT_CHECK_RESULT)
		return yes ? text_get(lang, "Result.pass") : text_get(lang, "Result.fail");
	return yes ? text_get(lang, "Result.yes") : text_get(lang, "Result.no");
}

static const char *
degrees(struct arena *a, int64_t v)
{
	struct buf b;

	buf_init(&b, a);
	buf_fixed(&b, v, 6);
	return b.s;
}

/* How each name of a detail line is told; unknown ones stand as they are. */
static const struct known {
	const char *name, *label;
	enum { D_UNIT, D_CLASS, D_PERSON, D_TIME, D_RESULT, D_CONDITION, D_NUMBER, D_DEGREES } kind;
} knowns[] = {
	{ "unit", "Field.unit.Label", D_UNIT },
	{ "class", "Field.class.Label", D_CLASS },
	{ "supervisor", "Field.supervisor.Label", D_PERSON },
	{ "handler", "Field.handler.Label", D_PERSON },
	{ "due", "Text.case.clock_promise", D_TIME },
	{ "original_due", "Field.original_due.Label", D_TIME },
	{ "result", "Field.result.Label", D_RESULT },
	{ "standard", "Field.factor_standard.Label", D_RESULT },
	{ "photos", "Field.factor_photos.Label", D_RESULT },
	{ "check", "Field.factor_check.Label", D_RESULT },
	{ "fault", "Field.fault.Label", D_RESULT },
	{ "condition", "Field.condition.Label", D_CONDITION },
	{ "kept", "Field.kept.Label", D_NUMBER },
	{ "lat", "Field.lat.Label", D_DEGREES },
	{ "lon", "Field.lon.Label", D_DEGREES },
	{ "imported", "Flag.imported", D_TIME },
	{ "hold_until", "Field.hold_until.Label", D_TIME },
	{ "list", "Field.list.Label", D_NUMBER },
	{ "first", "Field.first.Label", D_PERSON },
	{ "second", "Field.second.Label", D_PERSON },
};

static const char *
value_word(struct arena *a, const struct dossier *d, enum lang lang, const struct known *k,
    int32_t event, int64_t v)
{
	const struct condition_row *c = d->condition;

	switch (k->kind) {
	case D_UNIT:
		return unit_word(a, d->words, lang, v);
	case D_CLASS:
		return class_word(a, d->words, lang, v);
	case D_PERSON:
		return person_word(a, d->words, lang, v);
	case D_TIME:
		return dossier_time(a, v);
	case D_RESULT:
		return result_word(lang, k->name, event, v);
	case D_CONDITION:
		return c != NULL && c->id == v ? text_pick(lang, c->cond_zh, c->cond_en)
					       : number(a, v);
	case D_NUMBER:
		return number(a, v);
	case D_DEGREES:
		return degrees(a, v);
	}
	return "";
}

static const char *
line_words(struct arena *a, const struct dossier *d, enum lang lang, int32_t event, char *line)
{
	char *eq = strchr(line, '=');
	int64_t v;

	if (eq == NULL || !parse_i64(eq + 1, INT64_MIN, INT64_MAX, &v))
		return line;
	*eq = '\0';
	for (size_t i = 0; i < N(knowns); i++)
		if (strcmp(knowns[i].name, line) == 0)
			return text_fill2(a, lang, "Paper.Dossier.Detail",
			    text_get(lang, knowns[i].label),
			    value_word(a, d, lang, &knowns[i], event, v));
	*eq = '=';
	return line;
}

const char *
dossier_detail(struct arena *a, const struct dossier *d, enum lang lang, const struct event_row *e)
{
	char *rest = arena_strndup(a, e->detail.data != NULL ? e->detail.data : "", e->detail.len),
	     *line;
	struct buf out;

	buf_init(&out, a);
	while ((line = strsep(&rest, "\n")) != NULL) {
		if (line[0] == '\0')
			continue;
		if (out.len > 0)
			buf_str(&out, lang == LANG_EN ? "; " : "；");
		buf_str(&out, line_words(a, d, lang, e->kind, line));
	}
	return out.s;
}
