#include "config.h"
#include "batch/matter_sheet.h"

#include "batch/dossier.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

static enum err
read_cases(struct service *sv, int64_t id, struct matter_sheet *d)
{
	static const struct db_col cols[] = {
		COL_I64(matter_case, case_id), COL_I64(matter_case, class_id), COL_I64(matter_case, unit_id),
		COL_I32(matter_case, state), COL_I32(matter_case, rework_count), COL_STR(matter_case, number),
		COL_STR(matter_case, address), COL_TIME(matter_case, filed_at), COL_TIME(matter_case, closed_at),
		COL_TIME(matter_case, due_at), COL_TIME(matter_case, added_at),
		COL_TIME(matter_case, moved_at),
	};
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(sv->db, SQL_PAPER_MATTER_CASES, args, N(args), cols, N(cols), sv->arena, sizeof(*d->cases), &d->cases,
	    &d->n_cases);
}

static usec_t
later(usec_t a, usec_t b)
{
	return b != USEC_NONE && b > a ? b : a;
}

enum err
matter_sheet_read(struct service *sv, int64_t id, struct matter_sheet *d)
{
	enum err e = store_matter_by_id(sv->db, sv->arena, id, &d->m);

	if (e == ERR_NOT_FOUND)
		return err_raise(e, "the registers have no matter %lld", (long long)id);
	if (e != OK || (e = store_matter_entries(sv->db, sv->arena, id, &d->entries, &d->n_entries)) != OK ||
	    (e = read_cases(sv, id, d)) != OK)
		return e;
	d->as_of = d->m->opened_at;
	for (size_t i = 0; i < d->n_entries; i++)
		d->as_of = later(d->as_of, d->entries[i].at);
	for (size_t i = 0; i < d->n_cases; i++)
		d->as_of = later(later(d->as_of, d->cases[i].added_at), d->cases[i].moved_at);
	return OK;
}

bool
matter_case_late(const struct matter_case *c, usec_t as_of)
{
	return c->due_at != USEC_NONE && (c->closed_at != USEC_NONE ? c->closed_at : as_of) > c->due_at;
}

/* The matter's day is the last before its instant. */
static const char *
due_day(const struct sheet *s, usec_t due)
{
	return due == USEC_NONE ? "—" : sheet_day(s, due - 1);
}

void
matter_sheet_facts(struct sheet *s, const struct matter_sheet *d)
{
	const struct matter_row *m = d->m;
	struct sheet_form t;

	sheet_form_begin(&t, s);
	sheet_wide(&t, "Paper.Matter.Title", m->title);
	sheet_wide(&t, "Field.address.Label", m->address);
	sheet_pair(&t, "Field.unit.Label", sheet_pick(s, m->unit_zh, m->unit_en));
	sheet_pair(&t, "Text.matter.owner", sheet_pick(s, m->owner, m->owner_en));
	sheet_pair(&t, "Text.matter.opened", sheet_day(s, m->opened_at));
	sheet_pair(&t, m->state == MATTER_IS_OPEN ? "Paper.Matter.NextDay" : "Paper.Matter.Ended",
	    m->state == MATTER_IS_OPEN ? due_day(s, m->due) : sheet_day(s, m->closed_at));
	sheet_pair(&t, "Text.matter.state", text_getf(s->lang, "Matter.state.%d", m->state));
	sheet_pair(&t, "Paper.Matter.Days", sheet_number(s, ((m->closed_at != USEC_NONE ? m->closed_at : d->as_of) - m->opened_at) / USEC_DAY));
	sheet_form_end(&t);
}

void
matter_sheet_history(struct sheet *s, const struct matter_sheet *d)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.When"), 22, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Step"), 13, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Who"), 14, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Words"), 51, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < d->n_entries; i++)
		pdf_table_row(&t, (const char *const[]){ dossier_time(s->a, d->entries[i].at),
		    text_getf(s->lang, "Matter.step.%d", d->entries[i].what), sheet_pick(s, d->entries[i].who, d->entries[i].who_en),
		    d->entries[i].words != NULL ? d->entries[i].words : "—" });
	sheet_table_end(s, &t);
}

void
matter_sheet_cases(struct sheet *s, const struct matter_sheet *d, const struct office_lists *l)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.Case"), 20, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.What"), 32, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.Where"), 24, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Matter.DueClosed"), 24, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < d->n_cases; i++) {
		const struct matter_case *c = &d->cases[i];
		const char *class = office_name(l, NAMES_CLASS, c->class_id, s->lang), *unit = office_name(l, NAMES_UNIT, c->unit_id, s->lang);
		const bool late = matter_case_late(c, d->as_of);

		pdf_table_row(&t, (const char *const[]){ c->number != NULL ? c->number : arena_printf(s->a, "#%lld", (long long)c->case_id),
		    arena_printf(s->a, "%s\n%s", class != NULL ? class : "—", c->address != NULL ? c->address : ""),
		    arena_printf(s->a, "%s\n%s", text_getf(s->lang, "State.%d.Name", c->state), unit != NULL ? unit : "—"),
		    arena_printf(s->a, "%s\n%s%s%s", dossier_time(s->a, c->due_at), dossier_time(s->a, c->closed_at), late ? "  " : "",
			late ? sheet_text(s, "Paper.Matter.Late") : "") });
	}
	sheet_table_end(s, &t);
}
