/* What stays together at a page's foot: headings, groups, totals, lines of a paragraph. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_list.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { PITCH = 20, LINES = 20, SEEN_MAX = 64 };

static struct pdf_fonts *fonts;
static struct arena *arena;

static const struct pdf_spec spec = { .title = "试", .created = 1764640800 * USEC_SEC };
static const struct pdf_para plain = { .text = { PDF_SONG, false, 16, 0, PDF_BLACK }, .pitch = PITCH };
static const struct pdf_para big = {
	.text = { PDF_SONG, false, 16, 0, PDF_BLACK }, .pitch = PITCH, .before = 9, .after = 3, .keep = 1
};

static int
group_begin(void **state)
{
	const char *d = getenv("ANJUAN_FONT_DIR");

	(void)state;
	arena = arena_new();
	return pdf_fonts_open(d != NULL ? d : "/usr/share/fonts/truetype", NULL, 0, &fonts) != OK;
}

static int
group_end(void **state)
{
	(void)state;
	pdf_fonts_free(fonts);
	arena_free(arena);
	return 0;
}

/* The first characters of a page's lines from top to bottom, of the first column alone. */
static size_t
seen(const struct pdf *p, int page, uint32_t cp[SEEN_MAX])
{
	double y[SEEN_MAX];
	size_t n = 0;

	for (const struct pdf_op *op = p->sheet[page - 1]->first; op != NULL; op = op->next) {
		size_t at = n;

		if (op->kind != OP_TEXT || op->u.text.x > 60)
			continue;
		assert_true(n < SEEN_MAX);
		for (; at > 0 && y[at - 1] > op->u.text.y; at--) {
			y[at] = y[at - 1];
			cp[at] = cp[at - 1];
		}
		y[at] = op->u.text.y;
		cp[at] = op->u.text.cp[0];
		n++;
		assert_true(op->u.text.y < 30 + LINES * PITCH + 1);
	}
	return n;
}

static void
fill(struct pdf_flow *f, struct pdf *p, int lines)
{
	pdf_flow_begin(f, p, 50, 30, 400, LINES * PITCH);
	for (int i = 0; i < lines; i++)
		pdf_flow_para(f, &plain, "满");
}

/* Two headings, a table of two groups of n rows with a total. */
static struct pdf_anchor *
draw(struct pdf *p, int lines, int n, const char *body)
{
	const struct pdf_col col[] = { { "头", 1, PDF_LEFT, false }, { "数", 1, PDF_RIGHT, false } };
	char name[] = "行";
	const char *row[] = { name, body }, *total[] = { "计", "9" };
	struct pdf_anchor *at = pdf_anchor_new(p);
	struct pdf_flow f;
	struct pdf_table t;

	fill(&f, p, lines);
	pdf_anchor_set(p, at, f.y);
	pdf_flow_para(&f, &big, "题");
	pdf_flow_para(&f, &big, "目");
	pdf_table_begin(&t, &f, &pdf_table_plain, col, N(col));
	for (int g = 0; g < 2; g++) {
		pdf_table_group(&t, "组");
		for (int i = 0; i < n; i++)
			pdf_table_row(&t, row);
	}
	pdf_table_total(&t, total);
	memset(name, 'x', sizeof(name) - 1);	/* the table keeps its own */
	pdf_table_end(&t);
	return at;
}

static void
look(const struct pdf *p, const struct pdf_anchor *at, int rows)
{
	uint32_t cp[SEEN_MAX] = { 0 };
	int body = 0, heads = 0;

	for (int page = 1; page <= pdf_pages(p); page++) {
		size_t n = seen(p, page, cp);

		for (size_t i = 0; i < n; i++) {
			uint32_t next = i + 1 < n ? cp[i + 1] : 0, then = i + 2 < n ? cp[i + 2] : 0;

			body += cp[i] == U'行';
			heads += cp[i] == U'题';
			if (cp[i] == U'题') {
				assert_true(next == U'目' && then == U'头');
				assert_int_equal(pdf_anchor_page(at), page);
			}
			assert_true(cp[i] != U'目' || (next == U'头' && then == U'组'));
			assert_true(cp[i] != U'头' || next == U'组' || next == U'行');
			assert_true(cp[i] != U'组' || next == U'行');
			assert_true(cp[i] != U'组' || rows < 2 || then == U'行');
			assert_true(cp[i] != U'计' || (i > 0 && cp[i - 1] == U'行'));
		}
	}
	assert_int_equal(body, 2 * rows);
	assert_int_equal(heads, 1);
}

static void
test_table_everywhere(void **state)
{
	(void)state;
	for (int lines = 0; lines <= LINES; lines++)
		for (int rows = 1; rows < 12; rows++) {
			struct pdf *p = pdf_new(arena, fonts, &spec);

			look(p, draw(p, lines, rows, rows % 3 == 0 ? "一\n二\n三" : "8"), rows);
			pdf_free(p);
			arena_reset(arena);
		}
}

static void
test_heading_at_top_stays(void **state)
{
	const struct pdf_para tall = { .text = plain.text, .pitch = LINES * PITCH };
	struct pdf *p = pdf_new(arena, fonts, &spec);
	struct pdf_flow f;

	(void)state;
	fill(&f, p, 0);
	pdf_flow_para(&f, &big, "题");
	pdf_flow_para(&f, &tall, "高");	/* fits on no page beside it: the heading stays */
	assert_int_equal(pdf_pages(p), 2);
	pdf_free(p);
	arena_reset(arena);
}

static void
test_no_line_alone(void **state)
{
	uint32_t cp[SEEN_MAX];

	(void)state;
	for (int lines = 0; lines <= LINES; lines++)
		for (size_t long_ = 1; long_ < 2 * LINES + 3; long_++) {
			struct pdf *p = pdf_new(arena, fonts, &spec);
			char text[25 * 3 * (2 * LINES + 3) + 1] = "";
			size_t sum = 0;
			struct pdf_flow f;

			for (size_t i = 0; i < 25 * long_; i++)
				memcpy(text + 3 * i, "文", 3);
			fill(&f, p, lines);
			pdf_flow_para(&f, &plain, text);
			for (int page = 1; page <= pdf_pages(p); page++) {
				size_t n = seen(p, page, cp), own = 0;

				for (size_t i = 0; i < n; i++)
					own += cp[i] == U'文';
				assert_true(own != 1 || long_ == 1);
				sum += own;
			}
			assert_int_equal(sum, long_);
			pdf_free(p);
			arena_reset(arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_everywhere),
		cmocka_unit_test(test_heading_at_top_stays),
		cmocka_unit_test(test_no_line_alone),
	};

	return cmocka_run_group_tests(tests, group_begin, group_end);
}
