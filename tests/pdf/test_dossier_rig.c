/*
 * Draws dossiers out of structs made by hand: WHAT FILE FONTS CATALOGUE
 * [PHOTOS], WHAT being plain, long, bare, secret, broken, photos or english.
 * Beside FILE it writes FILE.want: a line for each text that must be found.
 * With pace it draws plain ones for about a second and prints how many a
 * second of one core.  All names are invented; 199 0000 xxxx is in no use.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "batch/dossier.h"
#include "batch/files.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

struct rig {
	struct arena *a;
	const char *what, *file, *fonts, *photos;
	struct buf want;
	struct dossier d;
	usec_t now;
};

static bool
is(const struct rig *r, const char *what)
{
	return strcmp(r->what, what) == 0;
}

static const char *
want(struct rig *r, const char *text)
{
	buf_printf(&r->want, "%s\n", text);
	return text;
}

/* A text of n characters without a blank: streets, full-width marks, rare characters. */
static const char *
long_text(struct rig *r, size_t n)
{
	static const char *const pieces[] = { "湖东北路与天门大道交叉口东北角，",
		"公交站台往南约15米；", "𠮷祥里小区正门对面（见照片）。",
		"人行道破损长约２．５米、宽约１米，", "老人和小孩经过时多次绊倒，请尽快处理！" };
	static const size_t lengths[] = { 16, 11, 15, 18, 19 };
	struct buf b;
	size_t have = 0;

	buf_init(&b, r->a);
	for (size_t i = 0; have + lengths[i % 5] <= n; i++) {
		buf_str(&b, pieces[i % 5]);
		have += lengths[i % 5];
	}
	while (have++ < n)
		buf_str(&b, "井");
	return b.s;
}

/* --- what happened --------------------------------------------------------- */

static const struct {
	enum action kind;
	int32_t from, to;
	int64_t role;
	const char *who, *unit, *text, *detail;
} story[] = {
	{ ACT_REPORT, 0, 10, 5, "周明", NULL, NULL, "class=2010203\n" },
	{ ACT_ORDER_VERIFY, 10, 11, 5, "周明", NULL, "请到现场核实。", "supervisor=7\n" },
	{ ACT_VERIFY_RESULT, 11, 12, 7, "李卫", NULL, "现场属实，人行道破损约２平方米。",
	    "result=1\nlat=31701234\nlon=118551378\n" },
	{ ACT_FILE, 12, 20, 5, "周明", NULL, "符合立案条件。", "condition=31\n" },
	{ ACT_DISPATCH, 20, 30, 6, "王芳", NULL, "按权责清单派遣，𠮷字号。",
	    "unit=3\ndue=1793930400000000\n" },
	{ ACT_SIGN, 30, 31, 9, "赵强", "市政设施管理处", NULL, "" },
	{ ACT_FEEDBACK, 31, 40, 9, "赵强", "市政设施管理处", "已更换破损道板并清理现场。", "" },
	{ ACT_FEEDBACK_CONFIRM, 40, 43, 6, "王芳", NULL, "材料齐全。", "" },
	{ ACT_ORDER_CHECK, 43, 41, 5, "周明", NULL, NULL, "supervisor=7\n" },
	{ ACT_CHECK_RESULT, 41, 42, 7, "李卫", NULL, "处置到位，与处置前照片一致。", "result=1\n" },
	{ ACT_JUDGE, 42, 44, 5, "周明", NULL, "三项要素齐全。", "standard=1\nphotos=1\ncheck=1\n" },
	{ ACT_CLOSE_CHIEF, 44, 50, 4, "陈静", NULL, "同意结案。", "" },
	{ ACT_ARCHIVE, 50, 60, 19, "崔德胜", NULL, NULL, "" },
};

static void
add_event(struct rig *r, struct event_row *e, size_t i, const char *text)
{
	const size_t k = i % N(story);
	unsigned char *hash = arena_alloc(r->a, HASH_LEN);
	struct buf hex;

	hash_sha256(hash, &i, sizeof(i));
	*e = (struct event_row){ .seq = (int32_t)i + 1,
		.kind = (int32_t)story[k].kind,
		.from_state = story[k].from,
		.to_state = story[k].to,
		.at = r->now,
		.client_at = i == 2 ? r->now - USEC_MIN : USEC_NONE,
		.role_id = story[k].role,
		.detail = { story[k].detail, strlen(story[k].detail) },
		.hash = { hash, HASH_LEN },
		.user_name = story[k].who,
		.unit_zh = story[k].unit,
		.unit_en = story[k].unit,
		.text = text };
	r->now += 17 * USEC_MIN;
	buf_init(&hex, r->a);
	buf_hex(&hex, hash, HASH_LEN);
	(void)want(r, hex.s);
	(void)want(r, story[k].who);
	if (text != NULL)
		(void)want(r, text);
}

static void
add_events(struct rig *r, size_t n)
{
	struct dossier *d = &r->d;

	d->events = arena_array_of(r->a, struct event_row, n);
	d->n_events = n;
	for (size_t i = 0; i < n; i++) {
		const char *text = story[i % N(story)].text;

		if (is(r, "long") && text != NULL)
			text = arena_printf(
			    r->a, "第%zu次：%s%s", i, text, long_text(r, i == 6 ? 2000 : 30 + i));
		add_event(r, &d->events[i], i, text);
	}
	d->orders = arena_array_of(r->a, struct order_row, n);
	for (size_t i = 0; i < n; i++)
		if (d->events[i].kind == ACT_VERIFY_RESULT || d->events[i].kind == ACT_CHECK_RESULT)
			d->orders[d->n_orders++] =
			    (struct order_row){ .seq = (int32_t)d->n_orders + 1,
				    .kind = d->events[i].kind == ACT_CHECK_RESULT ? ORDER_CHECK
										  : ORDER_VERIFY,
				    .result = 1,
				    .sent_at = d->events[i].at - 20 * USEC_MIN,
				    .due = d->events[i].at + USEC_HOUR,
				    .answered_at = d->events[i].at,
				    .user_name = "李卫" };
	d->ledger.events = (int64_t)n;
	if (is(r, "broken"))
		d->ledger = (struct dossier_ledger){ (int64_t)n, "the hash does not fit", 4 };
}

/* --- what it is about ------------------------------------------------------ */

static void
add_words(struct rig *r)
{
	static struct dossier_person people[] = { { 7, "李卫", "Li Wei" } };
	static struct stats_unit units[] = {
		{ .id = 3, .name_zh = "市政设施管理处", .name_en = "Roads" }
	};
	static struct stats_class classes[] = {
		{ .id = 2010203, .name_zh = "道路破损", .name_en = "Broken road" }
	};
	struct dossier_words *w = arena_new_of(r->a, struct dossier_words);

	*w = (struct dossier_words){ .a = r->a,
		.units = units,
		.classes = classes,
		.people = people,
		.n_units = 1,
		.n_classes = 1,
		.n_people = 1,
		.office_zh = "霍里街道网格化管理中心",
		.office_en = "Grid centre of Huoli" };
	r->d.words = w;
}

static void
add_case(struct rig *r)
{
	struct case_row *c = arena_new_of(r->a, struct case_row);
	struct case_names *n = arena_new_of(r->a, struct case_names);

	r->d.c = c;
	r->d.names = n;
	*c = (struct case_row){ .id = 17,
		.state = 10,
		.source = 23,
		.received_at = r->now,
		.description = "路边有水",
		.address = "",
		.filed_at = USEC_NONE,
		.dispatched_at = USEC_NONE,
		.signed_at = USEC_NONE,
		.fed_back_at = USEC_NONE,
		.closed_at = USEC_NONE,
		.archived_at = USEC_NONE };
	r->d.label = "#17";
	if (is(r, "bare"))
		return;
	c->number = r->d.label = want(r, "2026-000123-X");
	c->state = 60;
	c->archive_code = want(r, "0001-WS·2026-D30-CGZX-0017");
	c->retention_years = 30;
	c->hazard = true;
	c->filed_at = r->now + USEC_HOUR;
	c->closed_at = r->now + 3 * USEC_HOUR;
	c->archived_at = r->now + 4 * USEC_HOUR;
	r->d.keep = (struct dossier_keep){ .box = "0001-WS·2026-D30-CGZX-B03", .place = 7, .until_year = 2056 };
	c->address = want(r, "霍里街道花石社区银杏大道386号（𠮷祥里小区东门）");
	c->description = want(r, is(r, "long") ? long_text(r, 2000) : "人行道破损，老人经过危险。");
	c->has_point = true;
	c->lat = 31701234;
	c->lon = 118551378;
	*n = (struct case_names){ .class_kind = 2,
		.class_zh = "道路破损",
		.class_en = "Broken road",
		.unit_zh = "市政设施管理处",
		.unit_en = "Roads",
		.unit_cell = want(r, "340503005012003"),
		.base_zh = "第3基础网格",
		.base_en = "Base grid 3" };
}

static void
add_complaint(struct rig *r)
{
	struct dossier_complaint *k = arena_new_of(r->a, struct dossier_complaint);
	struct complaint_row *c = arena_new_of(r->a, struct complaint_row);
	struct reply_row *said = arena_new_of(r->a, struct reply_row);
	bool secret = is(r, "secret");

	*c = (struct complaint_row){ .id = 298,
		.source = 23,
		.state = 3,
		.received_at = r->now,
		.description = want(r, "小区东门口的人行道坏了好久了。"),
		.address = "花石社区",
		.community_zh = want(r, "白纻山村"),
		.community_en = "Baizhushan Village",
		.confidential = secret,
		.masked_name = "张**",
		.masked_phone = "199****0042",
		.masked_email = "z***@example.org",
		.answer = want(r, "已修复，欢迎继续监督。") };
	(void)want(r, secret ? "来件人要求保密" : "199****0042");
	k->row = c;
	refno_complaint(k->number, 2026, 298);
	(void)want(r, k->number);
	*said = (struct reply_row){ .complaint_id = 298,
		.text_zh = want(r, "路面坏了多大一块？"),
		.text_en = "How large is the broken piece?",
		.answer = want(r, "一步跨不过去，有𠮷祥里的老人摔过") };
	k->replies = said;
	k->n_replies = 1;
	k->events = arena_array_of(r->a, struct event_row, 1);
	k->n_events = 1;
	add_event(r, k->events, 0, NULL);
	k->events[0].kind = ACT_C_RECEIVED;
	k->events[0].to_state = 1;
	k->events[0].detail = (struct blob){ "", 0 };
	k->ledger.events = 1;
	r->d.complaints = k;
	r->d.n_complaints = 1;
}

static void
add_clock(struct rig *r)
{
	static const struct deadline_line lines[] = {
		{ LINE_START, 1793930400000000, 1793930400000000, 0, 0, 1, "", "", 0, 0 },
		{ LINE_WINDOW, 1793930400000000, 1793937600000000, 7200000000, 7200000000, 1, "",
		    "", 0, 0 },
		{ LINE_HOLIDAY, 1793937600000000, 1794020400000000, 0, 7200000000, 1, "国庆节",
		    "National Day", 0, 0 },
		{ LINE_DUE, 1794020400000000, 1794020400000000, 0, 7200000000, 1, "", "", 0, 0 },
	};
	struct promise_row *p = arena_new_of(r->a, struct promise_row);
	struct condition_row *c = arena_new_of(r->a, struct condition_row);

	*p = (struct promise_row){ .seq = 1,
		.round = 1,
		.kind = PROMISE_DISPATCH,
		.amount = 2,
		.unit = LIMIT_WORK_HOUR,
		.started = lines[0].from,
		.due = lines[3].from,
		.original_due = USEC_NONE,
		.ended = USEC_NONE,
		.unit_zh = "市政设施管理处",
		.unit_en = "Roads" };
	*c = (struct condition_row){ .id = 31,
		.amount = 2,
		.unit = LIMIT_WORK_HOUR,
		.cond_zh = want(r, "道板破损、缺失面积大于0.5平方米"),
		.cond_en = "Paving broken",
		.close_zh = want(r, "修复平整，现场清理干净"),
		.close_en = "Paving even, place clean" };
	r->d.condition = c;
	r->d.clocks = arena_new_of(r->a, struct dossier_clock);
	r->d.clocks[0] = (struct dossier_clock){ p, { lines, N(lines) } };
	r->d.n_clocks = 1;
	(void)want(r, "不计时：国庆节");
}

static enum err
add_photos(struct rig *r)
{
	static const char *const names[] = { "before.jpg", "after.jpg", NULL, NULL };
	static const char junk[] = "no picture";
	enum err e = OK;

	r->d.n_photos = N(names);
	r->d.photos = arena_array_of(r->a, struct dossier_photo, N(names));
	for (size_t i = 0; i < N(names) && e == OK; i++) {
		struct file_link_row *l = arena_new_of(r->a, struct file_link_row);
		unsigned char *hash = arena_alloc(r->a, HASH_LEN);
		char *data = NULL;

		hash_sha256(hash, &i, sizeof(i));
		*l = (struct file_link_row){ .part = (int32_t)i + 1,
			.event_seq = (int32_t)i + 2,
			.round = 1,
			.added_at = r->now,
			.user_name = "李卫",
			.sha256 = { hash, HASH_LEN } };
		r->d.photos[i].link = l;
		if (names[i] != NULL)
			e = file_read(r->a, arena_printf(r->a, "%s/%s", r->photos, names[i]), &data,
			    &r->d.photos[i].len);
		r->d.photos[i].data = data;
		(void)want(r, text_getf(LANG_ZH, "Photo.%zu", i + 1));
	}
	r->d.photos[3].data = junk;
	r->d.photos[3].len = sizeof(junk);
	(void)want(r, "照片尚未生成或已缺失");
	return e;
}

static enum err
make(struct rig *r)
{
	buf_init(&r->want, r->a);
	r->now = 1793930400 * USEC_SEC;
	memset(&r->d, 0, sizeof(r->d));
	add_words(r);
	add_case(r);
	if (is(r, "bare"))
		return OK;
	add_complaint(r);
	add_events(r, is(r, "long") ? 60 : N(story));
	add_clock(r);
	return is(r, "photos") ? add_photos(r) : OK;
}

/* --- drawing --------------------------------------------------------------- */

static enum err
draw(struct rig *r, struct pdf_fonts *fonts, enum lang lang)
{
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	enum err e = make(r);

	if (e != OK)
		return e;
	p = dossier_draw(r->a, fonts, &r->d, lang);
	if ((e = save(p, r->file)) != OK)
		return e;
	(void)printf("%d pages, %zu missing\n", pdf_pages(p), pdf_missing(p));
	return file_write(
	    r->a, arena_printf(r->a, "%s.want", r->file), r->want.s, r->want.len, 0644);
}

static int64_t
cpu_ns(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return ts.tv_sec * (int64_t)1000000000 + ts.tv_nsec;
}

static enum err
pace(struct rig *r, struct pdf_fonts *fonts)
{
	int64_t start = cpu_ns(), now = start;
	int n = 0, pages = 0;
	enum err e = OK;

	for (; e == OK && now - start < 1000000000; n++, now = cpu_ns()) {
		struct pdf *p;

		r->what = "plain";
		if ((e = make(r)) != OK)
			return e;
		p = dossier_draw(r->a, fonts, &r->d, LANG_ZH);
		e = save(p, r->file);
		pages = pdf_pages(p);
		pdf_free(p);
		arena_reset(r->a);
	}
	(void)printf("%d dossiers of %d pages, %.0f a second of one core\n", n, pages,
	    n * 1e9 / (double)(now - start));
	return e;
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	struct rig r = { .a = a };
	enum lang lang;
	enum err e;

	if (argc < 5) {
		(void)fprintf(
		    stderr, "usage: test_dossier_rig WHAT FILE FONTS CATALOGUE [PHOTOS]\n");
		return 2;
	}
	r.what = argv[1];
	r.file = argv[2];
	r.photos = argc > 5 ? argv[5] : ".";
	lang = is(&r, "english") ? LANG_EN : LANG_ZH;
	e = zone_use("Asia/Shanghai");
	if (e == OK)
		e = text_load(argv[4]);
	if (e == OK)
		e = paper_fonts(argv[3], lang, &fonts);
	if (e == OK)
		e = is(&r, "pace") ? pace(&r, fonts) : draw(&r, fonts, lang);
	if (e != OK)
		(void)fprintf(stderr, "%s\n", err_text());
	return e == OK ? 0 : 1;
}
