#include "config.h"
#include "cgi-bin/web/view.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/time.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "tests/unit/web_office.h"

#include "lib/base/banned.h"

static struct office office;

/* A page of one template text: name and text, rendered with what fill() set. */
static const char *
render_as(enum lang lang, const char *name, void (*fill)(struct view *v), enum err want)
{
	CLEANUP(view_freep) struct view *v = NULL;
	struct buf out;

	assert_int_equal(view_new(office.app.views, office.folder.a, lang, &v), OK);
	if (fill != NULL)
		fill(v);
	buf_init(&out, office.folder.a);
	assert_int_equal(view_render(v, name, &out), want);
	return out.s;
}

static const char *
render(const char *name, const char *text, void (*fill)(struct view *v))
{
	office_write(&office, name, text);
	return render_as(LANG_ZH, name, fill, OK);
}

static void
fill_nasty(struct view *v)
{
	view_str(v, "Page.Title", "<b title=\"x\">&'霍里𠮷</b>");
	view_str(v, "Page.Bad", "javascript:alert(1)");
	view_str(v, "Page.Good", "https://office.example/a?b=c");
	view_str(v, "Page.Null", NULL);
	view_bool(v, "Page.No", false);
	view_bool(v, "Page.Yes", true);
	view_int(v, "Page.Big", INT64_MIN);
	view_strf(v, "Page.Strf", "%d %s", 7, "<");
	view_text(v, "Page.Text", "Error.not_found.Title");
}

/* What facts.md of ClearSilver 0.10.5 say of escaping: the templates rely on it. */
static void
test_escaping(void **state)
{
	(void)state;
	assert_string_equal(render("a.cs", "<?cs var:Page.Title ?>", fill_nasty),
	    "&lt;b title=&quot;x&quot;&gt;&amp;&#39;霍里𠮷&lt;/b&gt;");
	assert_string_equal(render("b.cs", "<?cs def:m(x) ?><?cs var:x ?><?cs /def ?><?cs call:m(Page.Strf) ?>", fill_nasty),
	    "7 &lt;");
	assert_string_equal(render("c.cs", "<?cs var:url_validate(Page.Bad) ?> <?cs var:url_validate(Page.Good) ?>", fill_nasty),
	    "# https://office.example/a?b=c");
	assert_string_equal(render("d.cs", "<?cs var:Page.Null ?><?cs if:Page.No ?>no<?cs /if ?><?cs if:Page.Yes ?>yes<?cs /if ?> "
	    "<?cs var:Page.Big ?> <?cs var:Page.Text ?>", fill_nasty), "yes -9223372036854775808 没有此页");
}

static void
fill_lists(struct view *v)
{
	for (int i = 0; i < 12; i++) {
		struct view *row = view_item(v, "Page.Rows");

		view_int(row, "Id", i);
		for (int k = 0; k < i % 3; k++)
			view_int(view_item(row, "Parts"), "No", k);
	}
	view_int(view_item(v, "Page.Rows"), "Id", 99);
	view_lines(v, "Page.Lines", "eins\n\n<zwei>\n");
	view_str(view_sub(v, "Page.Sub"), "Name", "sub");
}

static void
test_lists(void **state)
{
	(void)state;
	assert_string_equal(render("l.cs", "<?cs each:r = Page.Rows ?><?cs var:r.Id ?><?cs each:p = r.Parts ?>.<?cs var:p.No ?><?cs /each ?> <?cs /each ?>",
	    fill_lists), "0 1.0 2.0.1 3 4.0 5.0.1 6 7.0 8.0.1 9 10.0 11.0.1 99 ");
	assert_string_equal(render("m.cs", "<?cs each:l = Page.Lines ?>[<?cs var:l ?>]<?cs /each ?><?cs var:Page.Sub.Name ?><?cs var:Page.Rows.3.Id ?>",
	    fill_lists), "[eins][][&lt;zwei&gt;]sub3");
}

static void
fill_one(struct view *v)
{
	view_str(v, "Page.Title", "one");
}

/* A parsed template is used again with other data and in another language. */
static void
test_cache(void **state)
{
	(void)state;
	office_write(&office, "part.cs", "(<?cs var:Page.Title ?>)");
	office_write(&office, "whole.cs", "<?cs include:\"part.cs\" ?><?cs var:Error.not_found.Title ?>");
	assert_string_equal(render_as(LANG_ZH, "whole.cs", fill_one, OK), "(one)没有此页");
	assert_string_equal(render_as(LANG_EN, "whole.cs", NULL, OK), "()No such page");
	for (int i = 0; i < 100; i++)
		assert_string_equal(render_as(LANG_ZH, "whole.cs", fill_one, OK), "(one)没有此页");
}

/* Sets a file's times back, so that a change within the clock's grain is seen. */
static void
age(const char *name, int seconds)
{
	const struct timeval t[2] = { { 1700000000 + seconds, 0 }, { 1700000000 + seconds, 0 } };

	assert_int_equal(utimes(arena_printf(office.folder.a, "%s/%s", office.folder.dir, name), t), 0);
}

static void
test_reload(void **state)
{
	(void)state;
	office_write(&office, "inner.cs", "alt");
	office_write(&office, "outer.cs", "<?cs include:\"inner.cs\" ?>");
	age("inner.cs", 1);
	assert_string_equal(render_as(LANG_ZH, "outer.cs", NULL, OK), "alt");
	office_write(&office, "inner.cs", "neu");
	age("inner.cs", 2);
	assert_string_equal(render_as(LANG_ZH, "outer.cs", NULL, OK), "alt");
	office.app.conf.template_reload = 1;
	assert_string_equal(render_as(LANG_ZH, "outer.cs", NULL, OK), "neu");
	/* Half-written, then whole again. */
	office_write(&office, "inner.cs", "<?cs if:");
	age("inner.cs", 3);
	(void)render_as(LANG_ZH, "outer.cs", NULL, ERR_INTERNAL);
	office_write(&office, "inner.cs", "wieder");
	age("inner.cs", 4);
	assert_string_equal(render_as(LANG_ZH, "outer.cs", NULL, OK), "wieder");
	office.app.conf.template_reload = 0;
}

static int part_i = 7;

static void
fill_parts(struct view *v)
{
	for (int i = 0; i < 3; i++) {
		struct view *r = view_part(v, "Page.Rows", "row.cs"), *f = view_item(r, "Flags");

		view_int(r, "N", i < 2 ? part_i : i);
		view_str(f, "Label", "<a>");
		view_str(view_item(r, "Flags"), "Label", "b");
		view_str(view_sub(r, "Sub"), "X", "x");
		view_lines(r, "Words", "一行\n二行");
		view_str(r, "None", NULL);
	}
	view_str(v, "Page.After", "end");
}

/* Parts are made of what is set in them: the same values the same markup, others others, each in its language. */
static void
test_parts(void **state)
{
	static const char *const page = "<?cs uvar:Page.Rows.Shared ?><?cs var:Page.After ?>";

	(void)state;
	office_write(&office, "row.cs", "<?cs var:Row.N ?>:<?cs each:f = Row.Flags ?><?cs var:f.Label ?>,<?cs /each ?>"
	    "<?cs var:Row.Sub.X ?><?cs each:w = Row.Words ?>/<?cs var:w ?><?cs /each ?><?cs if:Row.None ?>no<?cs /if ?>"
	    "<?cs var:Page.After ?>;");
	part_i = 7;
	for (int i = 0; i < 2; i++)
		assert_string_equal(render("parts.cs", page, fill_parts), "7:&lt;a&gt;,b,x/一行/二行;7:&lt;a&gt;,b,x/一行/二行;"
		    "2:&lt;a&gt;,b,x/一行/二行;end");
	part_i = 8;
	assert_string_equal(render_as(LANG_ZH, "parts.cs", fill_parts, OK), "8:&lt;a&gt;,b,x/一行/二行;8:&lt;a&gt;,b,x/一行/二行;"
	    "2:&lt;a&gt;,b,x/一行/二行;end");
	/* Kept, so no longer read; in another language, so read anew. */
	office_write(&office, "row.cs", "new <?cs var:Row.N ?>;");
	assert_string_equal(render_as(LANG_EN, "parts.cs", fill_parts, OK), "8:&lt;a&gt;,b,x/一行/二行;8:&lt;a&gt;,b,x/一行/二行;"
	    "2:&lt;a&gt;,b,x/一行/二行;end");
	office.app.conf.template_reload = 1;
	age("row.cs", 5);
	assert_string_equal(render_as(LANG_ZH, "parts.cs", fill_parts, OK), "new 8;new 8;new 2;end");
	office.app.conf.template_reload = 0;
	/* More kinds of parts than there are places. */
	for (int i = 0; i < 5000; i++) {
		char want[80];

		part_i = i;
		(void)snprintf(want, sizeof(want), "new %d;new %d;new 2;end", i, i);
		if (i != 7 && i != 8)
			assert_string_equal(render_as(LANG_ZH, "parts.cs", fill_parts, OK), want);
	}
}

static void
test_errors(void **state)
{
	static const char *const bad[] = { "missing.cs", "../a.cs", "/etc/passwd", "a.txt", "a b.cs", ".cs", "A.cs" };

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		(void)render_as(LANG_ZH, bad[i], NULL, ERR_INTERNAL);
	office_write(&office, "leave.cs", "<?cs include:\"../../etc/passwd\" ?>");
	(void)render_as(LANG_ZH, "leave.cs", NULL, ERR_INTERNAL);
	office_write(&office, "self.cs", "<?cs include:\"self.cs\" ?>");
	(void)render_as(LANG_ZH, "self.cs", NULL, ERR_INTERNAL);
	office_write(&office, "nomacro.cs", "x<?cs call:none(Page.X) ?>");
	(void)render_as(LANG_ZH, "nomacro.cs", NULL, ERR_INTERNAL);
	assert_string_equal(render("after.cs", "still here", NULL), "still here");
}

/* The same template as a letter's plain text and as HTML: each is kept on its own. */
static void
test_plain(void **state)
{
	CLEANUP(view_freep) struct view *v = NULL;
	struct buf out;

	(void)state;
	(void)render("both.cs", "<?cs var:Page.Title ?>", fill_nasty);
	assert_int_equal(view_new(office.app.views, office.folder.a, LANG_ZH, &v), OK);
	fill_nasty(v);
	buf_init(&out, office.folder.a);
	assert_int_equal(view_render_plain(v, "both.cs", &out), OK);
	assert_string_equal(out.s, "<b title=\"x\">&'霍里𠮷</b>");
	buf_clear(&out);
	assert_int_equal(view_render(v, "both.cs", &out), OK);
	assert_string_equal(out.s, "&lt;b title=&quot;x&quot;&gt;&amp;&#39;霍里𠮷&lt;/b&gt;");
}

static void
fill_form(struct view *v)
{
	view_form_field(v, "note", "<x>", "wrong");
	view_form_field(v, "No te.Bad", "x", "y");
	view_form_field(v, "../x", "x", "y");
}

static void
test_form_fields(void **state)
{
	(void)state;
	assert_string_equal(render("f.cs", "<?cs var:Form.note.Value ?>|<?cs var:Form.note.Error ?>|<?cs each:f = Form ?>*<?cs /each ?>",
	    fill_form), "&lt;x&gt;|wrong|*");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaping), cmocka_unit_test(test_lists), cmocka_unit_test(test_cache),
		cmocka_unit_test(test_reload), cmocka_unit_test(test_plain), cmocka_unit_test(test_parts), cmocka_unit_test(test_errors), cmocka_unit_test(test_form_fields),
	};
	int failed;

	office_open(&office, NULL, 0);
	failed = cmocka_run_group_tests_name("view", tests, NULL, NULL);
	office_close(&office);
	return failed;
}
