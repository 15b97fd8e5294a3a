#include "config.h"
#include "cgi-bin/web/form.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cgi-bin/web/form_in.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

void
form_init(struct form *f)
{
	*f = (struct form){ 0 };
	f->end = &f->first;
}

void
form_close(struct form *f)
{
	for (struct form_field *p = f->first; p != NULL; p = p->next) {
		if (p->file == NULL || p->file->fd < 0)
			continue;
		(void)close(p->file->fd);
		(void)unlink(p->file->path);
		p->file->fd = -1;
	}
}

const struct form_field *
form_find(const struct form *f, const char *name)
{
	const struct form_field *p = f->first;

	while (p != NULL && strcmp(p->name, name) != 0)
		p = p->next;
	return p;
}

enum err
form_fill(struct form_in *in, bool *more)
{
	size_t room;
	long n;

	if (in->pos > 0) {
		memmove(in->buf, in->buf + in->pos, in->len - in->pos);
		in->len -= in->pos;
		in->pos = 0;
	}
	room = sizeof(in->buf) - in->len;
	if ((int64_t)room > in->left)
		room = (size_t)in->left;
	*more = false;
	if (room == 0)
		return OK;
	n = in->src->read(in->src->read_ctx, in->buf + in->len, room);
	if (n <= 0 || (size_t)n > room)
		return err_raise(ERR_INVALID, "the body ends %lld bytes early", (long long)in->left);
	in->len += (size_t)n;
	in->left -= n;
	*more = true;
	return OK;
}

enum err
form_name_check(const char *s, size_t n)
{
	if (n > FORM_NAME_MAX)
		return err_raise(ERR_TOO_LARGE, "a field's name has more than %d bytes", FORM_NAME_MAX);
	if (n == 0)
		return err_raise(ERR_INVALID, "a field has no name");
	if (memchr(s, '\0', n) != NULL)
		return err_raise(ERR_INVALID, "a field's name holds a zero byte");
	if (!utf8_valid(s, n))
		return err_raise(ERR_INVALID, "a field's name is not UTF-8");
	return OK;
}

enum err
form_add(struct arena *a, struct form *f, const char *name, struct form_field **out)
{
	struct form_field *field = NULL;

	if (f->n == FORM_PARTS_MAX)
		return err_raise(ERR_TOO_LARGE, "a form of more than %d fields", FORM_PARTS_MAX);
	field = arena_new_of(a, struct form_field);
	field->name = name;
	*f->end = field;
	f->end = &field->next;
	f->n++;
	*out = field;
	return OK;
}

enum err
form_set_text(struct form *f, struct form_field *field, char *s, size_t n)
{
	field->value = "";
	if (field->too_long)
		return OK;
	if (f->texts + n > FORM_TEXTS_MAX)
		return err_raise(ERR_TOO_LARGE, "more than %d bytes of text", FORM_TEXTS_MAX);
	if (memchr(s, '\0', n) != NULL)
		return err_raise_field(ERR_INVALID, field->name, "a text holds a zero byte");
	if (!utf8_valid(s, n))
		return err_raise_field(ERR_INVALID, field->name, "a text is not UTF-8");
	f->texts += n;
	field->value = s;
	return OK;
}

/* One "name=value" of an url-encoded form, as far as it has come. */
struct pair {
	struct buf name, value;
	bool in_value, too_long;
	int digits;		/* of a percent sign still to come */
	unsigned char byte;	/* what they make */
};

static enum err
pair_put(struct pair *p, char c)
{
	if (!p->in_value) {
		if (p->name.len == FORM_NAME_MAX)
			return err_raise(ERR_TOO_LARGE, "a field's name has more than %d bytes",
			    FORM_NAME_MAX);
		buf_chr(&p->name, c);
	} else if (p->value.len == FORM_TEXT_MAX) {
		p->too_long = true;
	} else {
		buf_chr(&p->value, c);
	}
	return OK;
}

static enum err
pair_percent(struct pair *p, char c)
{
	int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

	if (v < 0)
		return err_raise(ERR_INVALID, "a percent sign without two hex digits");
	p->byte = (unsigned char)(p->byte << 4 | v);
	return --p->digits > 0 ? OK : pair_put(p, (char)p->byte);
}

/* The end of a pair: "&" or the end of the text. */
static enum err
pair_end(struct arena *a, struct form *f, struct pair *p)
{
	struct form_field *field = NULL;
	enum err e = OK;

	if (p->digits > 0)
		return err_raise(ERR_INVALID, "a percent sign without two hex digits");
	if (p->in_value || p->name.len > 0) {
		if ((e = form_name_check(p->name.s, p->name.len)) != OK ||
		    (e = form_add(a, f, p->name.s, &field)) != OK)
			return e;
		field->too_long = p->too_long;
		e = form_set_text(f, field, p->value.s, p->value.len);
	}
	*p = (struct pair){ 0 };
	buf_init(&p->name, a);
	buf_init(&p->value, a);
	return e;
}

static enum err
pairs_take(struct arena *a, struct form *f, struct pair *p, const char *s, size_t n)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		if (p->digits > 0) {
			e = pair_percent(p, s[i]);
		} else if (s[i] == '%') {
			p->digits = 2;
			p->byte = 0;
		} else if (s[i] == '&') {
			e = pair_end(a, f, p);
		} else if (s[i] == '=' && !p->in_value) {
			p->in_value = true;
		} else {
			e = pair_put(p, s[i] == '+' ? ' ' : s[i]);
		}
	}
	return e;
}

enum err
form_parse_query(struct arena *a, const char *s, size_t n, struct form *f)
{
	struct pair p = { 0 };
	enum err e;

	buf_init(&p.name, a);
	buf_init(&p.value, a);
	if ((e = pairs_take(a, f, &p, s, n)) != OK)
		return e;
	return pair_end(a, f, &p);
}

static enum err
form_urlencoded(struct form_in *in)
{
	struct pair p = { 0 };
	bool more = true;
	enum err e;

	buf_init(&p.name, in->a);
	buf_init(&p.value, in->a);
	while (more) {
		if ((e = form_fill(in, &more)) != OK ||
		    (e = pairs_take(in->a, in->form, &p, in->buf, in->len)) != OK)
			return e;
		in->pos = in->len;
	}
	return pair_end(in->a, in->form, &p);
}

/* Whether type is the media type name, and what stands behind it. */
static bool
type_is(const char *type, const char *name, const char **params)
{
	size_t n = strlen(name);

	if (strncasecmp(type, name, n) != 0)
		return false;
	*params = type + n;
	return **params == '\0' || **params == ';' || **params == ' ' || **params == '\t';
}

enum err
form_parse(struct arena *a, const struct form_source *src, struct form *f)
{
	const char *type = src->content_type != NULL ? src->content_type : "", *params;
	int64_t max = src->conf->body_max;
	struct form_in *in;

	if (src->file == NULL && max > FORM_PLAIN_MAX)
		max = FORM_PLAIN_MAX;
	if (src->content_length < 0)
		return err_raise(ERR_INVALID, "a body without a length");
	if (src->content_length > max)
		return err_raise(ERR_TOO_LARGE, "a body of more than %lld bytes", (long long)max);
	in = arena_new_of(a, struct form_in);
	in->src = src;
	in->a = a;
	in->form = f;
	in->left = src->content_length;
	if (type_is(type, "application/x-www-form-urlencoded", &params))
		return form_urlencoded(in);
	if (type_is(type, "multipart/form-data", &params))
		return form_multipart(in, params);
	if (src->content_length == 0)
		return OK;
	return err_raise(ERR_INVALID, "a body that is no form");
}
