#include "config.h"
#include "lib/part/csv.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { READ_BYTES = 65536, BUF_BYTES = CSV_RECORD_MAX + READ_BYTES };
enum { OPTIONS = CSV_STRICT | CSV_STRICT_FINI };

/*
 * The buffer holds the row being read from "start" on; what lies before "fed"
 * went through the parser.  Feeding goes line by line, so that the line on
 * which a row begins is known, and a bad row can be given up after its first
 * line while the rest is read anew.
 */
struct reader {
	gzFile gz;
	struct csv_parser parser;
	csv_row_fn *fn;
	void *ctx;
	char *buf;
	size_t len, start, fed;
	bool eof;
	int64_t line;  /* of the byte at "fed" */
	bool row_done; /* a row ended in the line just fed */
	char *text;    /* the row's fields, each with its zero byte */
	size_t text_len;
	const char *field[CSV_COLUMNS_MAX];
	size_t n;
	const char *bad;
	struct csv_row row;
	enum err err;
};

static void
hand_over(struct reader *r, size_t raw_len)
{
	r->row.field = r->field;
	r->row.n = r->bad == NULL ? r->n : 0;
	r->row.bad = r->bad;
	r->row.record++;
	r->row.raw = r->buf + r->start;
	r->row.raw_len = raw_len;
	r->row.pos = gzoffset(r->gz);
	if (r->err == OK)
		r->err = r->fn(r->ctx, &r->row);
	r->n = 0;
	r->text_len = 0;
	r->bad = NULL;
}

/* libcsv: a field is complete. */
static void
on_field(void *s, size_t len, void *ctx)
{
	struct reader *r = ctx;

	if (r->n == CSV_COLUMNS_MAX)
		r->bad = "too many columns";
	else if (len > CSV_FIELD_MAX)
		r->bad = "a field is too long";
	else if (len > 0 && memchr(s, '\0', len) != NULL)
		r->bad = "a zero byte";
	else if (!utf8_valid(s, len))
		r->bad = "not UTF-8";
	if (r->bad != NULL)
		return;
	r->field[r->n++] = memcpy(r->text + r->text_len, s, len);
	r->text[r->text_len + len] = '\0';
	r->text_len += len + 1;
}

/* libcsv: a row is complete. */
static void
on_row(int c, void *ctx)
{
	struct reader *r = ctx;
	const char *nl = memchr(r->buf + r->fed, '\n', r->len - r->fed);
	size_t end = c < 0 ? r->fed : nl != NULL ? (size_t)(nl + 1 - r->buf) : r->len;

	hand_over(r, end - r->start);
	r->row_done = true;
}

static enum err
fill(struct reader *r)
{
	int n, code;

	if (r->start > 0) {
		memmove(r->buf, r->buf + r->start, r->len - r->start);
		r->len -= r->start;
		r->fed -= r->start;
		r->start = 0;
	}
	n = gzread(r->gz, r->buf + r->len, READ_BYTES);
	(void)gzerror(r->gz, &code);
	if (n < 0 || (n == 0 && code == Z_BUF_ERROR))
		return err_raise(ERR_INVALID,
		    "the file is damaged or cut off after %" PRId64 " bytes",
		    (int64_t)gzoffset(r->gz));
	r->eof = n == 0;
	r->len += (size_t)n;
	return OK;
}

static enum err
restart_parser(struct reader *r)
{
	csv_free(&r->parser);
	if (csv_init(&r->parser, OPTIONS) != 0)
		return err_raise(ERR_INTERNAL, "libcsv does not start");
	return OK;
}

/* Gives the row up as bad: reading goes on at the line after its first. */
static enum err
give_up(struct reader *r, const char *why)
{
	const char *nl = memchr(r->buf + r->start, '\n', r->len - r->start);
	size_t next = nl != NULL ? (size_t)(nl + 1 - r->buf) : r->len;
	enum err e = restart_parser(r);

	r->bad = why;
	hand_over(r, next - r->start);
	r->start = r->fed = next;
	r->line = ++r->row.line;
	return e;
}

/* Drops the rest of a line that does not fit into the buffer. */
static enum err
drop_line(struct reader *r)
{
	const char *nl = NULL;
	enum err e = OK;

	r->bad = "the row is too long";
	hand_over(r, r->len - r->start);
	while (e == OK && nl == NULL && !r->eof) {
		r->start = r->fed = r->len = 0;
		e = fill(r);
		nl = memchr(r->buf, '\n', r->len);
	}
	r->start = r->fed = nl != NULL ? (size_t)(nl + 1 - r->buf) : r->len;
	r->line = ++r->row.line;
	return e;
}

/* Finds the next line from "fed" on, reading as needed; *n = 0 at the end or when too long. */
static enum err
next_line(struct reader *r, size_t *n, bool *too_long)
{
	const char *nl;
	enum err e;

	*too_long = false;
	while ((nl = memchr(r->buf + r->fed, '\n', r->len - r->fed)) == NULL && !r->eof) {
		if (r->len - r->start > CSV_RECORD_MAX - 1) {
			*too_long = true;
			*n = 0;
			return OK;
		}
		if ((e = fill(r)) != OK)
			return e;
	}
	*n = nl != NULL ? (size_t)(nl + 1 - (r->buf + r->fed)) : r->len - r->fed;
	return OK;
}

static bool
is_blank(const char *s, size_t n)
{
	while (
	    n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r' || s[n - 1] == '\n'))
		n--;
	return n == 0;
}

/* Marks all that was fed as done; the next row begins here. */
static void
row_begins(struct reader *r)
{
	r->start = r->fed;
	r->row.line = r->line;
}

static enum err
feed(struct reader *r, size_t n)
{
	size_t used = n;

	r->row_done = false;
	if (r->fed > r->start || !is_blank(r->buf + r->fed, n))
		used = csv_parse(&r->parser, r->buf + r->fed, n, on_field, on_row, r);
	else
		r->row_done = true;
	r->line += r->buf[r->fed + n - 1] == '\n';
	r->fed += n;
	if (used != n && csv_error(&r->parser) != CSV_EPARSE)
		return err_raise(ERR_INTERNAL, "libcsv: %s", csv_strerror(csv_error(&r->parser)));
	if (used != n && r->row_done) { /* behind rows that were ended by a bare CR */
		r->start = r->fed - (n - used);
		r->bad = "a quote at the wrong place";
		hand_over(r, n - used);
		row_begins(r);
		return restart_parser(r);
	}
	if (used != n)
		return give_up(r, "a quote at the wrong place");
	if (r->row_done)
		row_begins(r);
	else if (r->parser.entry_pos > CSV_FIELD_MAX)
		return give_up(r, "a field is too long, or a quote is not closed");
	return OK;
}

static enum err
read_rows(struct reader *r)
{
	enum err e;
	size_t n;
	bool too_long;

	while ((e = next_line(r, &n, &too_long)) == OK && r->err == OK) {
		if (too_long && r->fed == r->start)
			e = drop_line(r);
		else if (too_long)
			e = give_up(r, "the row is too long, or a quote is not closed");
		else if (n > 0)
			e = feed(r, n);
		else if (csv_fini(&r->parser, on_field, on_row, r) != 0)
			e = give_up(r, "a quote is not closed");
		else
			break;
		if (e != OK)
			return e;
	}
	return e != OK ? e : r->err;
}

/* Opens path into r, knows its size, and skips a byte order mark. */
static enum err
open_source(struct reader *r, const char *path)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	enum err e;

	if (fd < 0)
		return err_raise(ERR_NOT_FOUND, "cannot open %s: %s", path, strerror(errno));
	if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode) || (r->gz = gzdopen(fd, "rb")) == NULL) {
		(void)close(fd);
		return err_raise(ERR_NOT_FOUND, "cannot read %s", path);
	}
	r->row.total = S_ISREG(st.st_mode) ? st.st_size : 0;
	(void)gzbuffer(r->gz, 2 * READ_BYTES);
	if ((e = fill(r)) != OK)
		return e;
	if (r->len >= 3 && memcmp(r->buf, "\xef\xbb\xbf", 3) == 0)
		r->start = r->fed = 3;
	return OK;
}

enum err
csv_read(const char *path, csv_row_fn *fn, void *ctx)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct reader r = { .fn = fn, .ctx = ctx, .line = 1, .row.line = 1 };
	enum err e;

	r.buf = arena_alloc(a, BUF_BYTES);
	r.text = arena_alloc(a, BUF_BYTES + CSV_COLUMNS_MAX);
	if (csv_init(&r.parser, OPTIONS) != 0)
		return err_raise(ERR_INTERNAL, "libcsv does not start");
	e = open_source(&r, path);
	if (e == OK)
		e = read_rows(&r);
	csv_free(&r.parser);
	if (r.gz != NULL)
		(void)gzclose(r.gz);
	return e;
}

int
csv_column(const struct csv_row *head, const char *name)
{
	for (size_t i = 0; i < head->n; i++)
		if (strcasecmp(head->field[i], name) == 0)
			return (int)i;
	return -1;
}

void
csv_begin(struct csv_writer *w, struct buf *out, bool bom)
{
	w->out = out;
	w->some = false;
	if (bom)
		buf_str(out, "\xef\xbb\xbf");
}

static void
comma(struct csv_writer *w)
{
	if (w->some)
		buf_chr(w->out, ',');
	w->some = true;
}

/* OWASP "CSV Injection": what spreadsheets take for the beginning of a formula. */
static bool
is_formula(const char *s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	if (s[0] != '\0' && strchr("=+-@\t\r\n", s[0]) != NULL)
		return true;
	for (size_t i = 0; i < N(wide); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

void
csv_put_text(struct csv_writer *w, const char *text)
{
	bool formula;

	comma(w);
	if (text == NULL)
		return;
	formula = is_formula(text);
	/* Outer blanks are quoted too, for readers that drop them, as csv_read() does. */
	if (!formula && strpbrk(text, "\",\r\n") == NULL && text[0] != ' ' && text[0] != '\t' &&
	    (text[0] == '\0' || strchr(" \t", text[strlen(text) - 1]) == NULL)) {
		buf_str(w->out, text);
		return;
	}
	buf_str(w->out, formula ? "\"'" : "\"");
	for (const char *q; (q = strchr(text, '"')) != NULL; text = q + 1) {
		buf_add(w->out, text, (size_t)(q - text));
		buf_str(w->out, "\"\"");
	}
	buf_str(w->out, text);
	buf_chr(w->out, '"');
}

void
csv_put_int(struct csv_writer *w, int64_t value)
{
	comma(w);
	buf_printf(w->out, "%" PRId64, value);
}

void
csv_put_fixed(struct csv_writer *w, int64_t value, int digits)
{
	comma(w);
	buf_fixed(w->out, value, digits);
}

void
csv_end_row(struct csv_writer *w)
{
	buf_str(w->out, "\r\n");
	w->some = false;
}
