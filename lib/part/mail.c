#include "config.h"
#include "lib/part/mail.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum {
	LINE_BYTES = 57,	/* 76 characters of base64 */
	WORD_BYTES = 39,	/* an encoded word of 64 characters: below 75, and its line below 76 */
	HEADER_MAX = 200	/* characters of a subject or a name */
};

static void
add_base64(struct buf *b, const char *s, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)s;

	for (size_t i = 0; i < n; i += 3) {
		const uint32_t v = (uint32_t)p[i] << 16 | (uint32_t)(i + 1 < n ? p[i + 1] : 0) << 8 |
		    (uint32_t)(i + 2 < n ? p[i + 2] : 0);

		buf_chr(b, digits[v >> 18]);
		buf_chr(b, digits[v >> 12 & 63]);
		buf_chr(b, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_chr(b, i + 2 < n ? digits[v & 63] : '=');
	}
}

static bool
is_plain(const char *s)
{
	for (const char *p = s; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			return false;
	return strstr(s, "=?") == NULL && strlen(s) <= 60;
}

/* One line of a header's text: no controls, not endless. */
static char *
one_line(struct arena *a, const char *s)
{
	char *line = arena_strndup(a, s, utf8_cut(s, HEADER_MAX));

	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return line;
}

/* RFC 2047: words of whole characters, one a line. */
static void
add_words(struct buf *b, struct arena *a, const char *text)
{
	const char *s = one_line(a, text);
	const char *fold = "";

	if (is_plain(s)) {
		buf_str(b, s);
		return;
	}
	while (*s != '\0') {
		size_t n = 0, used;

		while (s[n] != '\0') {
			(void)utf8_next(s + n, strlen(s + n), &used);
			if (n + used > WORD_BYTES)
				break;
			n += used;
		}
		buf_printf(b, "%s=?UTF-8?B?", fold);
		add_base64(b, s, n);
		buf_str(b, "?=");
		fold = "\r\n ";
		s += n;
	}
}

/* A name before an address is a phrase: quoted where it is plain, encoded where not. */
static void
add_phrase(struct buf *b, struct arena *a, const char *name)
{
	const char *s = one_line(a, name);

	if (!is_plain(s)) {
		add_words(b, a, s);
		return;
	}
	buf_chr(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_chr(b, '\\');
		buf_chr(b, *s);
	}
	buf_chr(b, '"');
}

static void
add_date(struct buf *b, usec_t at)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		"Oct", "Nov", "Dec" };
	const int64_t sec = at / USEC_SEC, day = sec / 86400, rest = sec % 86400;
	int y, m, d;

	date_of_day((int32_t)day, &y, &m, &d);
	buf_printf(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[weekday_of_day((int32_t)day)], d,
	    months[m - 1], y, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

/* Lines end in CRLF before they are encoded (RFC 2045 6.8). */
static void
add_part(struct buf *b, struct arena *a, const char *boundary, const char *type, const char *text)
{
	struct buf lines;

	buf_init(&lines, a);
	for (const char *s = text; *s != '\0'; s++) {
		if (*s == '\r')
			continue;
		if (*s == '\n')
			buf_chr(&lines, '\r');
		buf_chr(&lines, *s);
	}
	buf_printf(b, "--%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", boundary,
	    type);
	for (size_t i = 0; i < lines.len; i += LINE_BYTES) {
		add_base64(b, lines.s + i, lines.len - i < LINE_BYTES ? lines.len - i : LINE_BYTES);
		buf_str(b, "\r\n");
	}
}

bool
mail_address_ok(const char *address)
{
	const char *at = address != NULL ? strchr(address, '@') : NULL;

	if (at == NULL || at == address || at[1] == '\0' || strchr(at + 1, '@') != NULL || strlen(address) > 254)
		return false;
	for (const char *s = address; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"<>(),:;[]\\", *s) != NULL)
			return false;
	return true;
}

/* The same for every resend: made of the id, which text cannot hold. */
static char *
boundary_of(struct arena *a, const char *id)
{
	unsigned char hash[HASH_LEN];
	struct buf b;

	hash_sha256(hash, id, strlen(id));
	buf_init(&b, a);
	buf_str(&b, "=_");	/* never within base64 */
	buf_hex(&b, hash, 12);
	return b.s;
}

enum err
mail_build(struct arena *a, const struct letter *l, struct buf *out)
{
	const char *boundary;

	if (!mail_address_ok(l->from) || !mail_address_ok(l->to))
		return err_raise(ERR_INVALID, "not a mail address");
	if (!mail_address_ok(l->id) || (l->thread != NULL && !mail_address_ok(l->thread)))
		return err_raise(ERR_INVALID, "not a message id");
	boundary = boundary_of(a, l->id);
	buf_str(out, "From: ");
	if (l->from_name != NULL && l->from_name[0] != '\0') {
		add_phrase(out, a, l->from_name);
		buf_str(out, "\r\n ");
	}
	buf_printf(out, "<%s>\r\nTo: <%s>\r\nSubject: ", l->from, l->to);
	add_words(out, a, l->subject);
	buf_str(out, "\r\n");
	add_date(out, l->at);
	buf_printf(out, "Message-ID: <%s>\r\n", l->id);
	if (l->thread != NULL)
		buf_printf(out, "References: <%s>\r\n", l->thread);
	if (l->unsubscribe != NULL && strpbrk(l->unsubscribe, "\r\n<> ") == NULL)
		buf_printf(out, "List-Unsubscribe: <%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", l->unsubscribe);
	/* No holiday answer comes back (RFC 3834). */
	buf_str(out, "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n");
	buf_printf(out, "Content-Language: %s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n"
	    " boundary=\"%s\"\r\n\r\n", l->lang, boundary);
	add_part(out, a, boundary, "text/plain", l->text);
	if (l->html != NULL)
		add_part(out, a, boundary, "text/html", l->html);
	buf_printf(out, "--%s--\r\n", boundary);
	return OK;
}
