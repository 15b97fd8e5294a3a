/* "anjuan handover": the duty hand-over of a shift for the wall: who, open alarms, promises due, both names. */
#include "config.h"
#include "batch/job_sheet.h"

#include <string.h>

#include "batch/dossier.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/sheet.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/service/duty_ops.h"

#include "lib/base/banned.h"

/* Rows of a part: as many as leave it on one page, never fewer than ROWS_LEAST. */
enum { NOTES_SHOWN = 4, ROWS_MOST = 9, ROWS_LEAST = 2 };

struct handover {
	struct duty_slot slot, next;
	struct roster_row *crew, *next_crew;
	struct book_row *book;		/* NULL: not completed yet */
	struct book_line *lines;
	struct entry_row *entries;
	const struct office_lists *lists;
	size_t n_crew, n_next_crew, n_lines, n_entries;
	usec_t as_of;
};

static const struct pdf_para title_para = {
	.text = { PDF_HEI, true, PDF_SIZE_2, 0, PDF_BLACK },
	.pitch = 34,
	.align = PDF_CENTRE,
};
static const struct pdf_para line_para = {
	.text = { PDF_SONG, false, PDF_SIZE_4, 0, PDF_BLACK },
	.pitch = 22,
	.align = PDF_CENTRE,
	.after = 4,
};
static const struct pdf_para head_para = {
	.text = { PDF_HEI, true, PDF_SIZE_4, 0, PDF_BLACK },
	.pitch = 24,
	.before = 6,
	.after = 2,
	.keep = 50,
};
static const struct pdf_para note_para = {
	.text = { PDF_SONG, false, PDF_SIZE_4S, 0, PDF_BLACK },
	.pitch = 18,
	.after = 2,
};

/* --- reading --------------------------------------------------------------- */

/* "2026-11-22.1" as paper_check() has let it pass. */
static enum err
read_slot(struct paper_run *r, struct handover *d)
{
	const char *book = r->args.v[PAPER_BOOK], *dot = strchr(book, '.');
	struct shift_row *shifts;
	int64_t shift;
	int32_t day;
	size_t n;
	enum err e = store_shifts(r->sv.db, r->sv.arena, &shifts, &n);

	if (e != OK)
		return e;
	if (dot == NULL || !parse_date(arena_strndup(r->sv.arena, book, (size_t)(dot - book)), &day) ||
	    !parse_i64(dot + 1, 1, INT32_MAX, &shift))
		return err_raise(ERR_INVALID, "--book is a day and a shift as 2026-11-22.1");
	d->slot = duty_slot_of(shifts, n, day, shift);
	if (d->slot.shift == NULL)
		return err_raise(ERR_NOT_FOUND, "there is no shift %s", book);
	if (d->slot.from > r->now)
		return err_raise(ERR_CONFLICT, "the shift %s has not begun", book);
	d->next = duty_slot_after(shifts, n, &d->slot);
	return OK;
}

static enum err
read_crew(struct paper_run *r, const struct duty_slot *s, struct roster_row **out, size_t *n_out)
{
	struct roster_row *rows;
	size_t n = 0;
	enum err e;

	*n_out = 0;
	if (s->shift == NULL)
		return OK;
	e = store_roster(r->sv.db, r->sv.arena, s->day, s->day + 1, &rows, &n);
	*out = arena_array_of(r->sv.arena, struct roster_row, n + 1);
	for (size_t i = 0; i < n && e == OK; i++)
		if (rows[i].shift_id == s->shift->id)
			(*out)[(*n_out)++] = rows[i];
	return e;
}

/* As it was completed; before that as it stands now. */
static enum err
read_lines(struct paper_run *r, struct handover *d)
{
	enum err e = store_book(r->sv.db, r->sv.arena, d->slot.day, d->slot.shift->id, &d->book);

	if (e == OK) {
		d->as_of = d->book->in_at != USEC_NONE ? d->book->in_at : d->book->out_at;
		return store_book_lines(r->sv.db, r->sv.arena, d->slot.day, d->slot.shift->id, &d->lines, &d->n_lines);
	}
	if (e != ERR_NOT_FOUND)
		return e;
	err_clear();
	d->book = NULL;
	d->as_of = r->now;
	return duty_compile(&r->sv, &d->slot, r->now, &d->lines, &d->n_lines);
}

static enum err
read_handover(struct paper_run *r, void **data)
{
	struct handover *d = arena_new_of(r->sv.arena, struct handover);
	enum err e;

	if ((e = read_slot(r, d)) != OK || (e = read_crew(r, &d->slot, &d->crew, &d->n_crew)) != OK ||
	    (e = read_crew(r, &d->next, &d->next_crew, &d->n_next_crew)) != OK || (e = read_lines(r, d)) != OK ||
	    (e = store_duty_entries(r->sv.db, r->sv.arena, d->slot.day, d->slot.shift->id, &d->entries, &d->n_entries)) != OK ||
	    (e = office_lists(&r->sv, &d->lists)) != OK)
		return e;
	*data = d;
	return OK;
}

/* --- drawing --------------------------------------------------------------- */

static const char *
crew_of(const struct sheet *s, const struct roster_row *crew, size_t n)
{
	const char *all = "";

	for (size_t i = 0; i < n; i++)
		all = arena_printf(s->a, "%s%s%s", all, i == 0 ? "" : "\n", sheet_fill(s, "Paper.Dossier.Who",
		    sheet_pick(s, crew[i].user_name, crew[i].user_name_en), text_getf(s->lang, "Role.%lld", (long long)crew[i].role_id)));
	return all;
}

static const char *
shift_of(const struct sheet *s, const struct duty_slot *slot)
{
	return slot->shift == NULL ? "—" : sheet_fill(s, "Paper.Handover.Shift", sheet_day(s, day_start(slot->day)),
	    sheet_pick(s, slot->shift->name_zh, slot->shift->name_en));
}

static void
draw_head(struct sheet *s, const struct handover *d)
{
	struct sheet_form t;

	pdf_flow_para(&s->f, &title_para, sheet_text(s, "Paper.Handover.Title"));
	pdf_flow_para(&s->f, &line_para, s->office);
	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Handover.Out", shift_of(s, &d->slot));
	sheet_pair(&t, "Paper.Handover.In", shift_of(s, &d->next));
	sheet_pair(&t, "Paper.Handover.Crew", crew_of(s, d->crew, d->n_crew));
	sheet_pair(&t, "Paper.Handover.NextCrew", crew_of(s, d->next_crew, d->n_next_crew));
	sheet_form_end(&t);
}

static void
draw_row(struct sheet *s, struct pdf_table *t, const struct handover *d, const struct book_line *l)
{
	const char *class = office_name(d->lists, NAMES_CLASS, l->class_id, s->lang);
	const char *unit = office_name(d->lists, NAMES_UNIT, l->unit_id, s->lang);

	pdf_table_row(t, (const char *const[]){ l->number != NULL ? l->number : arena_printf(s->a, "#%lld", (long long)l->case_id),
	    arena_printf(s->a, "%s  %s", class != NULL ? class : "—", l->address != NULL ? l->address : ""),
	    arena_printf(s->a, "%s%s%s", text_getf(s->lang, "State.%d.Name", l->state), unit != NULL ? "\n" : "",
		unit != NULL ? unit : ""),
	    dossier_time(s->a, l->due) });
}

/* A part with its most urgent cases; what is not shown is counted. */
static void
draw_part(struct sheet *s, const struct handover *d, int part, const char *key, size_t most)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.Case"), 19, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.What"), 38, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.Where"), 22, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.DueAt"), 21, PDF_LEFT, false } };
	struct pdf_table t;
	size_t n = 0;

	for (size_t i = 0; i < d->n_lines; i++)
		n += d->lines[i].part == part;
	pdf_flow_para(&s->f, &head_para, sheet_fill(s, key, sheet_number(s, (int64_t)n)));
	if (n == 0) {
		pdf_flow_para(&s->f, &note_para, sheet_text(s, "Paper.Sheet.None"));
		return;
	}
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0, k = 0; i < d->n_lines && k < most; i++)
		if (d->lines[i].part == part && k++ < most)
			draw_row(s, &t, d, &d->lines[i]);
	sheet_table_end(s, &t);
	if (n > most)
		pdf_flow_para(&s->f, &note_para, sheet_fill(s, "Paper.Handover.More", sheet_number(s, (int64_t)(n - most))));
}

static int64_t
count(const struct handover *d, int part)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->n_lines; i++)
		if (d->lines[i].part == part)
			n += part == BOOK_DONE ? d->lines[i].n : 1;
	return n;
}

static void
draw_counts(struct sheet *s, const struct handover *d)
{
	const char *const n[] = { sheet_number(s, count(d, BOOK_UNSIGNED)), sheet_number(s, count(d, BOOK_RETURNS)),
		sheet_number(s, count(d, BOOK_ASKED)), sheet_number(s, count(d, BOOK_WAITS)), sheet_number(s, count(d, BOOK_DONE)) };

	pdf_flow_para(&s->f, &head_para, sheet_text(s, "Paper.Handover.Rest"));
	pdf_flow_para(&s->f, &note_para, text_fill(s->a, s->lang, "Paper.Handover.Counts", n, N(n)));
}

/* The last things written down, and the outgoing's note in full. */
static void
draw_notes(struct sheet *s, const struct handover *d)
{
	const size_t from = d->n_entries > NOTES_SHOWN ? d->n_entries - NOTES_SHOWN : 0;

	pdf_flow_para(&s->f, &head_para, sheet_text(s, "Paper.Handover.Notes"));
	if (d->book != NULL && d->book->note[0] != '\0')
		pdf_flow_para(&s->f, &note_para, d->book->note);
	for (size_t i = from; i < d->n_entries; i++)
		pdf_flow_para(&s->f, &note_para, arena_printf(s->a, "%s  %s  %s", dossier_time(s->a, d->entries[i].at),
		    sheet_pick(s, d->entries[i].user_name, d->entries[i].user_name_en), d->entries[i].text));
	if (d->book != NULL && d->book->remark != NULL)
		pdf_flow_para(&s->f, &note_para, sheet_fill(s, "Paper.Handover.Remark", d->book->remark));
	if (from == d->n_entries && (d->book == NULL || d->book->note[0] == '\0'))
		sheet_lines(s, 2);
}

static void
draw_names(struct sheet *s, const struct handover *d)
{
	const struct book_row *b = d->book;
	const bool signed_in = b != NULL && b->in_user != 0;
	struct sheet_form t;

	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Handover.OutName", b != NULL ? sheet_pick(s, b->out_name, b->out_name_en) : " ");
	sheet_pair(&t, "Paper.Handover.InName", signed_in ? sheet_pick(s, b->in_name, b->in_name_en) : " ");
	sheet_pair(&t, "Paper.Column.When", b != NULL ? sheet_time(s, b->out_at) : " ");
	sheet_pair(&t, "Paper.Column.When", signed_in ? sheet_time(s, b->in_at) : " ");
	sheet_form_end(&t);
}

static struct pdf *
draw_with(const struct paper_run *r, struct pdf_fonts *fonts, const struct handover *d, size_t rows)
{
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };

	sheet_begin_plain(&s, r->sv.arena, fonts, r->sv.conf, r->lang,
	    sheet_fill(&s, "Paper.Handover.File", shift_of(&s, &d->slot)), d->as_of);
	draw_head(&s, d);
	draw_part(&s, d, BOOK_HAZARDS, "Paper.Handover.Alarms", rows);
	draw_part(&s, d, BOOK_DUE, "Paper.Handover.Due", rows);
	draw_counts(&s, d);
	draw_notes(&s, d);
	draw_names(&s, d);
	return s.p;
}

/* One page hangs better than two: with fewer rows as long as it is more. */
static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	size_t rows = ROWS_MOST;
	struct pdf *p = draw_with(r, fonts, data, rows);

	while (pdf_pages(p) > 1 && rows > ROWS_LEAST) {
		pdf_free(p);
		p = draw_with(r, fonts, data, --rows);
	}
	return p;
}

const struct paper_def paper_handover = { "handover", read_handover, draw };
