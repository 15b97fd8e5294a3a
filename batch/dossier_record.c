#include "config.h"
#include "batch/dossier_record.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

/* --- writing --------------------------------------------------------------- */

static void
escaped(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '&')
			buf_str(b, "&amp;");
		else if (*s == '<')
			buf_str(b, "&lt;");
		else if (*s == '>')
			buf_str(b, "&gt;");
		else if (*s == '"')
			buf_str(b, "&quot;");
		else if ((unsigned char)*s >= 0x20 || *s == '\n')
			buf_chr(b, *s);
}

static void
attribute(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, " %s=\"", name);
	escaped(b, value);
	buf_chr(b, '"');
}

/* UTC, to the microsecond; NULL for none. */
static const char *
instant(struct arena *a, usec_t t)
{
	return t == USEC_NONE ? NULL : time_iso(a, t);
}

static const char *
hex(struct arena *a, struct blob hash)
{
	struct buf b;

	buf_init(&b, a);
	buf_hex(&b, hash.data, hash.len);
	return b.s;
}

size_t
dossier_fields(struct arena *a, const struct dossier *d, enum lang lang, struct record_field out[RECORD_FIELDS])
{
	const struct case_row *c = d->c;
	const struct case_names *n = d->names;
	const bool kept = d->keep.until_year > 0;
	const struct record_field all[] = {
		{ "archiveCode", "Field.archive_code.Label", c->archive_code },
		{ "box", "Paper.Dossier.Box", d->keep.box != NULL ? arena_printf(a, "%s / %d", d->keep.box, d->keep.place) : NULL },
		{ "caseNumber", "Paper.Column.Case", d->label },
		{ "class", "Field.class.Label", n->class_zh != NULL ? text_pick(lang, n->class_zh, n->class_en) : NULL },
		{ "office", "Paper.Dossier.Office", text_pick(lang, d->words->office_zh, d->words->office_en) },
		{ "unit", "Field.unit.Label", n->unit_zh != NULL ? text_pick(lang, n->unit_zh, n->unit_en) : NULL },
		{ "received", "Field.received.Label", instant(a, c->received_at) },
		{ "filed", "Field.filed_at.Label", instant(a, c->filed_at) },
		{ "closed", "Field.closed_at.Label", instant(a, c->closed_at) },
		{ "archived", "Field.archived_at.Label", instant(a, c->archived_at) },
		{ "retention", "Paper.Dossier.Retention", c->archived_at == USEC_NONE ? NULL : c->retention_years == 0 ? "Y" :
		    arena_printf(a, "D%d", c->retention_years) },
		{ "keepUntil", "Paper.Dossier.KeepUntil", kept ? arena_printf(a, "%d-12-31", d->keep.until_year) : NULL },
		{ "callerFile", "Paper.Dossier.CallerFile", d->keep.caller.len > 0 ? hex(a, d->keep.caller) : NULL },
	};
	size_t k = 0;

	_Static_assert(N(all) <= RECORD_FIELDS, "room for all");
	for (size_t i = 0; i < N(all); i++)
		if (all[i].value != NULL)
			out[k++] = all[i];
	return k;
}

static void
chain(struct buf *b, struct arena *a, int32_t kind, int64_t id, const char *number, const struct event_row *events,
    size_t n, bool with_texts)
{
	buf_printf(b, "<chain kind=\"%d\" id=\"%lld\"", kind, (long long)id);
	attribute(b, "number", number);
	buf_str(b, ">\n");
	for (size_t i = 0; i < n; i++) {
		const struct event_row *e = &events[i];

		buf_printf(b, "<e s=\"%d\" k=\"%d\" t=\"%s\" h=\"%s\"", e->seq, e->kind, time_iso(a, e->at), hex(a, e->hash));
		if (with_texts && e->text != NULL && !e->destroyed)
			attribute(b, "text", e->text);
		buf_str(b, "/>\n");
	}
	buf_str(b, "</chain>\n");
}

struct blob
dossier_record(struct arena *a, const struct dossier *d, enum lang lang, bool with_texts)
{
	struct record_field field[RECORD_FIELDS];
	size_t n = dossier_fields(a, d, lang, field);
	struct buf b;

	buf_init(&b, a);
	buf_str(&b, RECORD_BEGIN);
	attribute(&b, "lang", lang_code(lang));
	buf_str(&b, ">\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "<%s>", field[i].name);
		escaped(&b, field[i].value);
		buf_printf(&b, "</%s>\n", field[i].name);
	}
	for (size_t i = 0; i < d->n_photos; i++) {
		const struct file_link_row *l = d->photos[i].link;

		buf_printf(&b, "<photo n=\"%zu\" part=\"%d\" round=\"%d\" size=\"%lld\" sha256=\"%s\"", i + 1, l->part, l->round,
		    (long long)l->size, hex(a, l->sha256));
		if (l->type != NULL)
			attribute(&b, "type", l->type);
		buf_str(&b, "/>\n");
	}
	chain(&b, a, SUBJECT_CASE, d->c->id, d->label, d->events, d->n_events, with_texts);
	for (size_t i = 0; i < d->n_complaints; i++)
		chain(&b, a, SUBJECT_COMPLAINT, d->complaints[i].row->id, d->complaints[i].number, d->complaints[i].events,
		    d->complaints[i].n_events, with_texts);
	buf_str(&b, RECORD_END "\n");
	return (struct blob){ b.s, b.len };
}

/* --- reading --------------------------------------------------------------- */

/* The value of an attribute in a line, up to its quote; NULL when it is not there. */
static char *
value_of(struct arena *a, const char *line, const char *name)
{
	const char *at = strstr(line, name), *end;

	if (at == NULL)
		return NULL;
	at += strlen(name);
	end = strchr(at, '"');
	return end != NULL ? arena_strndup(a, at, (size_t)(end - at)) : NULL;
}

static bool
number_of(struct arena *a, const char *line, const char *name, int64_t max, int64_t *out)
{
	const char *v = value_of(a, line, name);

	return v != NULL && parse_i64(v, 1, max, out);
}

static bool
read_event(struct arena *a, const char *line, struct record_event *e)
{
	const char *hash = value_of(a, line, " h=\"");
	int64_t seq;

	if (!number_of(a, line, " s=\"", INT32_MAX, &seq) || hash == NULL)
		return false;
	e->seq = (int32_t)seq;
	return hash_of_hex(hash, e->hash);
}

enum err
record_read(struct arena *a, const char *data, size_t len, struct record_event **out, size_t *n)
{
	const char *from = memmem(data, len, RECORD_BEGIN, strlen(RECORD_BEGIN));
	const char *to = from == NULL ? NULL : memmem(from, len - (size_t)(from - data), RECORD_END, strlen(RECORD_END));
	struct record_event now = { 0 };
	char *rest, *line;

	*n = 0;
	if (to == NULL)
		return OK;
	rest = arena_strndup(a, from, (size_t)(to - from));
	*out = arena_array_of(a, struct record_event, (size_t)(to - from) / 64 + 1);
	while ((line = strsep(&rest, "\n")) != NULL) {
		int64_t kind, id;

		if (strncmp(line, "<chain ", 7) == 0) {
			if (!number_of(a, line, " kind=\"", SUBJECT_CASE, &kind) || !number_of(a, line, " id=\"", INT64_MAX, &id))
				return err_raise(ERR_INVALID, "its record names no subject");
			now.subject_kind = (int32_t)kind;
			now.subject_id = id;
		} else if (strncmp(line, "<e ", 3) == 0) {
			if (now.subject_id == 0 || !read_event(a, line, &now))
				return err_raise(ERR_INVALID, "its record has an event that cannot be read");
			(*out)[(*n)++] = now;
		}
	}
	return OK;
}
