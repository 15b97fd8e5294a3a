#include "config.h"
#include "cgi-bin/web/form_in.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { CLIENT_NAME_MAX = 255 };

/* What stands before each part and after the last: "\r\n--" and the boundary. */
struct mark {
	char s[FORM_BOUNDARY_MAX + 4];
	size_t n;
};

/* The part at hand. */
struct part {
	const char *name, *client_name, *client_type;	/* client_name NULL: a text */
	struct form_field *field;	/* NULL until something is kept */
	struct buf text;
	bool too_long;
	struct sha256 *sha;
};

/*
 * The next ";name=value" of a header's parameters.  A quoted value may hold
 * \" (RFC 2616) and any other backslash as itself, as browsers send them.
 * *name is NULL at the end.
 */
static enum err
next_param(struct arena *a, const char **at, char **name, char **value)
{
	const char *s = *at + strspn(*at, " \t"), *start;
	struct buf b;

	*name = NULL;
	if (*s == '\0')
		return OK;
	if (*s++ != ';')
		return err_raise(ERR_INVALID, "a part header is broken");
	s += strspn(s, " \t");
	for (start = s; isalnum((unsigned char)*s) || (*s != '\0' && strchr("-_*", *s) != NULL); s++)
		;
	if (s == start || *s != '=')
		return err_raise(ERR_INVALID, "a part header is broken");
	*name = arena_strndup(a, start, (size_t)(s - start));
	buf_init(&b, a);
	if (*++s != '"') {
		for (; *s != '\0' && strchr("; \t\"", *s) == NULL; s++)
			buf_chr(&b, *s);
	} else {
		for (s++; *s != '"'; s++) {
			if (s[0] == '\\' && s[1] == '"')
				s++;
			if (*s == '\0')
				return err_raise(ERR_INVALID, "a part header is broken");
			buf_chr(&b, *s);
		}
		s++;
	}
	*value = b.s;
	*at = s;
	return OK;
}

static enum err
take_boundary(struct arena *a, const char *params, struct mark *m)
{
	char *name, *value, *found = NULL;
	size_t n;
	enum err e;

	while ((e = next_param(a, &params, &name, &value)) == OK && name != NULL) {
		if (strcasecmp(name, "boundary") != 0)
			continue;
		if (found != NULL)
			return err_raise(ERR_INVALID, "two boundaries");
		found = value;
	}
	if (e != OK)
		return e;
	n = found != NULL ? strlen(found) : 0;
	if (n == 0 || n > FORM_BOUNDARY_MAX || found[n - 1] == ' ')
		return err_raise(ERR_INVALID, "no boundary of 1 to %d bytes", FORM_BOUNDARY_MAX);
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)found[i]) && strchr("'()+_,-./:=? ", found[i]) == NULL)
			return err_raise(ERR_INVALID, "a boundary of strange bytes");
	memcpy(m->s, "\r\n--", 4);
	memcpy(m->s + 4, found, n);
	m->n = n + 4;
	return OK;
}

/* Makes sure that n bytes (far less than the window) can be looked at. */
static enum err
need(struct form_in *in, size_t n)
{
	bool more = true;
	enum err e = OK;

	while (in->len - in->pos < n && more && e == OK)
		e = form_fill(in, &more);
	if (e == OK && in->len - in->pos < n)
		return err_raise(ERR_INVALID, "a multipart body without its last boundary");
	return e;
}

/* One header line without its end, in the arena; at most FORM_HEADER_LINE_MAX bytes. */
static enum err
take_line(struct form_in *in, char **line)
{
	size_t n = 0;
	enum err e;

	for (;; n++) {
		if ((e = need(in, n + 2)) != OK)
			return e;
		if (memcmp(in->buf + in->pos + n, "\r\n", 2) == 0)
			break;
		if (n == FORM_HEADER_LINE_MAX)
			return err_raise(ERR_TOO_LARGE, "a part header line of more than %d bytes",
			    FORM_HEADER_LINE_MAX);
		if (strchr("\r\n", in->buf[in->pos + n]) != NULL)	/* finds zero bytes too */
			return err_raise(ERR_INVALID, "a part header holds a stray line end or zero byte");
	}
	*line = arena_strndup(in->a, in->buf + in->pos, n);
	in->pos += n + 2;
	return OK;
}

static enum err
take_disposition(struct form_in *in, const char *value, struct part *p)
{
	static const char form_data[] = "form-data";
	char *name, *v;
	enum err e;

	if (p->name != NULL || strncasecmp(value, form_data, sizeof(form_data) - 1) != 0)
		return err_raise(ERR_INVALID, "a part that is no form-data");
	value += sizeof(form_data) - 1;
	while ((e = next_param(in->a, &value, &name, &v)) == OK && name != NULL) {
		if (strcasecmp(name, "name") == 0) {
			if (p->name != NULL)
				return err_raise(ERR_INVALID, "a part with two names");
			if ((e = form_name_check(v, strlen(v))) != OK)
				return e;
			p->name = v;
		} else if (strcasecmp(name, "filename") == 0) {
			if (p->client_name != NULL || !utf8_valid(v, strlen(v)))
				return err_raise(ERR_INVALID, "a part with a bad file name");
			p->client_name = strlen(v) > CLIENT_NAME_MAX ?
			    arena_strndup(in->a, v, utf8_cut(v, CLIENT_NAME_MAX / 4)) : v;
		}
	}
	return e;
}

static enum err
take_header(struct form_in *in, char *line, struct part *p)
{
	char *value = strchr(line, ':');

	if (value == NULL || value == line)
		return err_raise(ERR_INVALID, "a part header without a colon");
	*value++ = '\0';
	value += strspn(value, " \t");
	if (strcasecmp(line, "Content-Disposition") == 0)
		return take_disposition(in, value, p);
	if (strcasecmp(line, "Content-Type") == 0) {
		if (!utf8_valid(value, strlen(value)))
			return err_raise(ERR_INVALID, "a part with a bad type");
		p->client_type = value;
	}
	if (strcasecmp(line, "Content-Transfer-Encoding") == 0 && strcasecmp(value, "binary") != 0 &&
	    strcasecmp(value, "8bit") != 0 && strcasecmp(value, "7bit") != 0)
		return err_raise(ERR_INVALID, "a part in an encoding of its own");
	return OK;
}

static enum err
take_headers(struct form_in *in, struct part *p)
{
	char *line = NULL;
	enum err e;

	for (int n = 0;; n++) {
		if ((e = take_line(in, &line)) != OK)
			return e;
		if (line[0] == '\0')
			break;
		if (n == FORM_HEADERS_MAX)
			return err_raise(ERR_TOO_LARGE, "a part of more than %d headers", FORM_HEADERS_MAX);
		if ((e = take_header(in, line, p)) != OK)
			return e;
	}
	return p->name != NULL ? OK : err_raise(ERR_INVALID, "a part without a name");
}

/* The part is a file that is sent indeed: asks whether it may, and opens its place. */
static enum err
file_start(struct form_in *in, struct part *p)
{
	const struct form_source *src = in->src;
	struct upload *up;
	char *path;
	int fd;
	enum err e, may;

	if (src->file == NULL)
		return err_raise_field(ERR_INVALID, p->name, "a file where none is taken");
	may = src->file(src->file_ctx, p->name);
	if (may != OK && may != ERR_TOO_MANY)
		return may;
	if ((e = form_add(in->a, in->form, p->name, &p->field)) != OK)
		return e;
	up = arena_new_of(in->a, struct upload);
	up->fd = -1;
	up->client_name = p->client_name;
	up->client_type = p->client_type != NULL ? p->client_type : "";
	up->refused = may;
	p->field->file = up;
	if (may != OK)
		return OK;
	if ((e = filestore_tmp(in->a, src->conf, &fd, &path)) != OK)
		return e;
	up->fd = fd;
	up->path = path;
	p->sha = sha256_new(in->a);
	return OK;
}

/* Over the limit: the file goes at once, the rest of the form is still read. */
static void
file_refuse(struct upload *up)
{
	(void)close(up->fd);
	(void)unlink(up->path);
	up->fd = -1;
	up->path = NULL;
	up->refused = ERR_TOO_LARGE;
}

static enum err
file_data(struct form_in *in, struct part *p, const char *s, size_t n)
{
	struct upload *up;
	ssize_t w;
	enum err e;

	if (p->field == NULL && (e = file_start(in, p)) != OK)
		return e;
	up = p->field->file;
	up->size += (int64_t)n;
	if (up->refused == OK && up->size > in->src->conf->photo_max)
		file_refuse(up);
	if (up->refused != OK)
		return OK;
	sha256_add(p->sha, s, n);
	for (; n > 0; s += w, n -= (size_t)w) {
		w = write(up->fd, s, n);
		if (w < 0 && errno == EINTR)
			w = 0;
		if (w < 0)
			return err_raise_field(ERR_UNAVAILABLE, p->name, "an upload cannot be written: %s",
			    strerror(errno));
	}
	return OK;
}

static enum err
part_data(struct form_in *in, struct part *p, const char *s, size_t n)
{
	if (n == 0)
		return OK;
	if (p->client_name != NULL)
		return file_data(in, p, s, n);
	if (p->text.len + n > FORM_TEXT_MAX)
		p->too_long = true;
	else
		buf_add(&p->text, s, n);
	return OK;
}

static enum err
part_end(struct form_in *in, struct part *p)
{
	unsigned char hash[HASH_LEN];
	enum err e;

	if (p->client_name == NULL) {
		if ((e = form_add(in->a, in->form, p->name, &p->field)) != OK)
			return e;
		p->field->too_long = p->too_long;
		return form_set_text(in->form, p->field, p->text.s, p->text.len);
	}
	if (p->field == NULL && p->client_name[0] == '\0')
		return OK;	/* a file field in which nothing was chosen */
	if (p->field == NULL && (e = file_start(in, p)) != OK)
		return e;
	if (p->field->file->refused == OK) {
		sha256_end(p->sha, hash);
		for (size_t i = 0; i < sizeof(hash); i++)
			(void)snprintf(p->field->file->hash + 2 * i, 3, "%02x", hash[i]);
	}
	return OK;
}

/* All up to the next mark belongs to the part; NULL for what may stand before the first. */
static enum err
take_data(struct form_in *in, const struct mark *m, struct part *p)
{
	for (;;) {
		char *s = in->buf + in->pos, *hit;
		size_t n = in->len - in->pos, keep;
		enum err e;

		hit = memmem(s, n, m->s, m->n);
		keep = hit != NULL ? (size_t)(hit - s) : n >= m->n ? n - (m->n - 1) : 0;
		if (p == NULL && keep > 0)
			return err_raise(ERR_INVALID, "a multipart body that starts without its boundary");
		if (p != NULL && (e = part_data(in, p, s, keep)) != OK)
			return e;
		in->pos += keep;
		if (hit != NULL) {
			in->pos += m->n;
			return p != NULL ? part_end(in, p) : OK;
		}
		if ((e = need(in, in->len - in->pos + 1)) != OK)
			return e;
	}
}

/* After the last mark nothing but a line end may follow. */
static enum err
take_rest(struct form_in *in)
{
	bool more = true;
	enum err e;

	while (more)
		if ((e = form_fill(in, &more)) != OK)
			return e;
		else if (in->len > 2)
			break;
	if (in->len == 0 || (in->len == 2 && memcmp(in->buf, "\r\n", 2) == 0))
		return OK;
	return err_raise(ERR_INVALID, "something stands behind the last boundary");
}

enum err
form_multipart(struct form_in *in, const char *params)
{
	struct mark m;
	enum err e;

	if ((e = take_boundary(in->a, params, &m)) != OK)
		return e;
	/* The first mark has no line end before it: lend it one, and all marks are alike. */
	memcpy(in->buf, "\r\n", 2);
	in->len = 2;
	e = take_data(in, &m, NULL);
	while (e == OK && (e = need(in, 2)) == OK) {
		struct part p = { 0 };
		bool last = memcmp(in->buf + in->pos, "--", 2) == 0;

		if (!last && memcmp(in->buf + in->pos, "\r\n", 2) != 0)
			return err_raise(ERR_INVALID, "a boundary that goes on");
		in->pos += 2;
		if (last)
			return take_rest(in);
		buf_init(&p.text, in->a);
		if ((e = take_headers(in, &p)) == OK)
			e = take_data(in, &m, &p);
	}
	return e;
}
