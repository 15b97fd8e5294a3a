/*
 * Draws a specimen of everything the drawing room can do: sample DIR FONTS
 * PHOTOS writes bulletin.pdf, dossier.pdf and receipt.pdf into DIR.  All
 * names and numbers are invented; phone numbers of 199 0000 xxxx are in no use.
 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/pdf/pdf_chart.h"
#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_gov.h"
#include "batch/pdf/pdf_table.h"
#include "batch/pdf/pdf_toc.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/err.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

enum { CREATED_SEC = 1764640800, QR_N = 29 };	/* 2025-12-02 02:00 UTC */

struct sample {
	struct arena *a;
	struct pdf_fonts *fonts;
	const char *dir, *photos;
};

static const char qr[QR_N][QR_N + 1] = {
	"#######..##.##..#.###.#######",
	"#.....#.#.###.###..##.#.....#",
	"#.###.#...##.##.#..##.#.###.#",
	"#.###.#....#.###......#.###.#",
	"#.###.#.##.##.#...##..#.###.#",
	"#.....#..#.#.#...#.##.#.....#",
	"#######.#.#.#.#.#.#.#.#######",
	"............###.##...........",
	"#.#.#.#..###..##.##.#...#..#.",
	"##.#.#...#....##..#.###..#..#",
	"#.#.#.###.#..#..........#.###",
	"...#...#..##...#.#.#.#..##.#.",
	"#..#.#####.#....#.#.###..#.##",
	"#.####.###.###.##...###..##.#",
	".###..#.#.#.#.###...##.##..##",
	".#...#.....#.##.#.....##.#.#.",
	"#..####.#.##..##.#...##....##",
	".......##.###.##....#.#...#.#",
	"#.##..#..#...#......#.##.#.##",
	".#.#.#.##.###..#..###.##.#.#.",
	"#.##..##.#.##...#...#####....",
	"........#.#.##.####.#...#.###",
	"#######....##.###.###.#.##.##",
	"#.....#...#.###.###.#...#...#",
	"#.###.#.##..#.###.#.#####..##",
	"#.###.#..#.#.###.##.#..##.#..",
	"#.###.#.#.##.#..#..#.#.##.#.#",
	"#.....#......###...##...#..#.",
	"#######.#..#.#..##..#.##...##",
};

static const struct pdf_para caption = {
	.text = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY },
	.pitch = 13,
	.align = PDF_CENTRE,
};

static struct pdf *
paper(const struct sample *s, const char *title, double w, double h)
{
	struct pdf_spec spec = { .title = title, .author = "霍里街道数字城管中心", .lang = "zh-CN",
		.created = CREATED_SEC * USEC_SEC, .width = w, .height = h, .archive = true };

	return pdf_new(s->a, s->fonts, &spec);
}

static enum err
finish(const struct sample *s, struct pdf *p, const char *name)
{
	enum err e = save(p, arena_printf(s->a, "%s/%s", s->dir, name));

	if (e == OK)
		(void)printf("%s: %d pages, %zu missing\n", name, pdf_pages(p), pdf_missing(p));
	pdf_free(p);
	return e;
}

static void
photo_read(const struct sample *s, const char *name, struct pdf_photo *out)
{
	struct buf b;
	char chunk[4096];
	size_t n;
	CLEANUP(fclosep) FILE *f = fopen(arena_printf(s->a, "%s/%s", s->photos, name), "rb");

	buf_init(&b, s->a);
	while (f != NULL && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	out->data = b.s;
	out->len = b.len;
}

static const char *const units[] = { "市容环卫所", "市政设施管理处", "园林绿化管护站", "花山供水公司",
	"马鞍山供电公司花山分公司", "霍里派出所", "电信运营联合维护队", "交警花山大队", "湖东社区居委会",
	"江东物业服务有限公司", "食品药品监管所", "生态环境分局" };
static const double on_time[] = { 98.6, 97.1, 96.4, 95.0, 94.2, 93.9, 91.7, 90.3, 88.8, 86.5, 83.3, NAN };
static const double before[] = { 97.9, 95.2, 97.0, 93.1, 94.0, 90.2, 92.5, 91.0, 85.1, 88.0, 79.9, NAN };
static const char *const on_time_text[] = { "98.6", "97.1", "96.4", "95.0", "94.2", "93.9", "91.7",
	"90.3", "88.8", "86.5", "83.3", "—" };
static const char *const months[] = { "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月",
	"11月" };
static const double filed[] = { 902, 711, 980, 1033, 1098, 1120, 1187, 1201, 1164, 1142, 1173 };
static const double closed[] = { 880, 705, 930, 1011, 1075, 1101, 1150, 1166, 1170, 1120, 1098 };
static const char *const filed_text[] = { "902", "711", "980", "1,033", "1,098", "1,120", "1,187", "1,201",
	"1,164", "1,142", "1,173" };
static const char *const closed_text[] = { "880", "705", "930", "1,011", "1,075", "1,101", "1,150",
	"1,166", "1,170", "1,120", "1,098" };

static void
bulletin_charts(struct pdf_flow *f)
{
	const struct pdf_series rate[] = { { "本月", on_time, on_time_text }, { "上月", before, NULL } };
	const struct pdf_series count[] = { { "立案", filed, filed_text }, { "结案", closed, closed_text } };
	struct pdf_chart c = { .title = "各责任单位按期结案率（%）", .n = N(units), .label = units,
		.series = rate, .n_series = 2, .min = 70, .max = 100 };

	pdf_flow_dots(f, &c);
	c.n_series = 1;
	c.min = 0;
	c.title = "各责任单位按期结案率（%），从零起";
	pdf_flow_bars(f, &c);
	c = (struct pdf_chart){ .title = "立案与结案（件）", .n = N(months), .label = months, .series = count,
		.n_series = 2, .height = 170 };
	pdf_flow_lines(f, &c);
	pdf_flow_columns(f, &c);
}

static void
bulletin_table(struct pdf_flow *f)
{
	static const struct pdf_col col[] = { { "序号", 5, PDF_CENTRE, false },
		{ "责任单位", 20, PDF_LEFT, false }, { "应结案数", 9, PDF_RIGHT, false },
		{ "按期结案数", 9, PDF_RIGHT, false }, { "按期结案率", 10, PDF_RIGHT, false },
		{ "较上月", 9, PDF_RIGHT, false } };
	const char *total[] = { "合计", NULL, "1,318", "1,239", "94.01%", "+0.74" };
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < N(units); i++) {
		struct arena *a = pdf_arena(f->p);
		const char *row[] = { arena_printf(a, "%zu", i + 1), units[i],
			arena_printf(a, "%zu", 212 - i * 17), arena_printf(a, "%zu", 209 - i * 17),
			arena_printf(a, "%s%s", on_time_text[i], isnan(on_time[i]) ? "" : "%"),
			isnan(on_time[i]) ? "—" : arena_printf(a, "%+.1f", on_time[i] - before[i]) };

		pdf_table_row(&t, row);
	}
	pdf_table_total(&t, total);
	pdf_table_end(&t);
}

static enum err
bulletin(const struct sample *s)
{
	const struct pdf_gov_head head = { .mark = "霍里街道城市管理工作月报", .number = "〔2025〕第11期",
		.right = "2025年12月2日" };
	const struct pdf_gov_imprint im = { .to = "抄送：花山区城市管理局，街道党工委、人大工委、政协工委，"
		"各社区居民委员会，各责任单位。", .printer = "霍里街道数字城管中心",
		.date = "2025年12月2日印发", .note = "流转记录封签 3f9a2c71d0e84b65a1172e90cc5d3b08" };
	struct pdf *p = paper(s, "霍里街道城市管理工作月报 2025年第11期", 0, 0);
	struct pdf_para charts = pdf_gov_h1;
	struct pdf_flow f;

	pdf_gov_begin(&f, p);
	pdf_gov_draw_head(&f, &head);
	pdf_gov_title(&f, "关于2025年11月城市管理部件和事件问题处置情况的通报");
	pdf_gov_addressee(&f, "各社区居民委员会，各责任单位：");
	pdf_flow_para(&f, &pdf_gov_body, "2025年11月，街道数字城管中心共受理来件1,286件，立案1,173件，派遣1,170件，"
	    "应结案1,318件，结案1,272件，按期结案1,239件，按期结案率94.01%，较上月上升0.74个百分点。现将有关情况通报如下。");
	pdf_flow_para(&f, &pdf_gov_h1, "一、总体情况");
	pdf_flow_para(&f, &pdf_gov_h2, "（一）问题来源");
	pdf_flow_para(&f, &pdf_gov_body, "监督员上报812件，占63.14%；公众举报391件，占30.40%；12345热线转办83件，占6.46%。"
	    "公众举报中，“井盖缺失”“暴露垃圾”“占道经营”三类最多。𠮷祥路一带（见《部件普查图》）问题集中，已列入跟踪督办。");
	pdf_flow_para(&f, &pdf_gov_h3, "1. 各责任单位处置情况");
	bulletin_table(&f);
	charts.keep = PDF_CHART_TITLE + PDF_CHART_ROW * (N(units) + 1);
	pdf_flow_para(&f, &charts, "二、图表");
	bulletin_charts(&f);
	pdf_flow_para(&f, &pdf_gov_h1, "三、下月工作要求");
	pdf_flow_para(&f, &pdf_gov_close, "各责任单位要对照《城市管理部件事件立案结案标准》，对超期未结案件逐一说明原因，"
	    "于12月10日前书面报送街道数字城管中心。");
	pdf_gov_sign(&f, "霍里街道数字城管中心", "2025年12月2日");
	pdf_gov_draw_imprint(&f, &im);
	pdf_gov_page_numbers(p, 1, pdf_pages(p), 1);
	return finish(s, p, "bulletin.pdf");
}

static const struct pdf_para h1 = { .text = { PDF_HEI, false, PDF_SIZE_4, 0, PDF_BLACK }, .pitch = 26,
	.before = 14, .after = 4, .keep = 60 };
static const struct pdf_para toc_line = { .text = { PDF_SONG, false, PDF_SIZE_4S, 0, PDF_INK },
	.pitch = 24 };

static void
dossier_cover(struct pdf *p)
{
	const struct pdf_style org = { PDF_SONG, true, PDF_SIZE_2, 2, PDF_BLACK };
	const struct pdf_style big = { PDF_SONG, true, 40, 24, PDF_BLACK };
	const struct pdf_style small = { PDF_SONG, false, PDF_SIZE_3, 0, PDF_BLACK };
	static const char *const row[][2] = { { "案卷号", "340503005-2025-11-000731" },
		{ "题　名", "湖东路与天门大道交叉口井盖缺失" }, { "起止日期", "2025年11月3日 至 2025年11月5日" },
		{ "责任单位", "市政设施管理处" }, { "保管期限", "10年" } };

	(void)pdf_page_add(p);
	(void)pdf_text_in(p, 0, PDF_MM(62), pdf_width(p), PDF_CENTRE, &org, "霍里街道数字城管中心");
	(void)pdf_text_in(p, 0, PDF_MM(98), pdf_width(p), PDF_CENTRE, &big, "案卷");
	for (size_t i = 0; i < N(row); i++) {
		double y = PDF_MM(165 + 14 * (double)i), x = PDF_MM(45), end = pdf_width(p) - PDF_MM(35);

		(void)pdf_text_in(p, x, y, 4 * small.size, PDF_JUSTIFY, &small, row[i][0]);
		(void)pdf_text(p, x + 5.5 * small.size, y, &small, row[i][1]);
		pdf_line(p, x + 5 * small.size, y + 5, end, y + 5,
		    (struct pdf_pen){ PDF_HAIR, PDF_GREY, 0 });
	}
}

static void
dossier_facts(struct pdf_flow *f)
{
	static const struct pdf_col col[] = { { NULL, 14, PDF_LEFT, true }, { NULL, 36, PDF_LEFT, false },
		{ NULL, 14, PDF_LEFT, true }, { NULL, 36, PDF_LEFT, false } };
	static const char *const row[][4] = { { "案卷号", "340503005-2025-11-000731", "类别", "部件·公用设施·上水井盖" },
		{ "来源", "公众举报（网页）", "受理时间", "2025-11-03 08:12" },
		{ "位置", "花山区霍里街道湖东路与天门大道交叉口东北角，公交站台往南约15米（𠮷祥里小区正门对面）", NULL, NULL },
		{ "单元网格", "340503005001017", "部件编码", "3405030101000231" },
		{ "问题描述", "人行道上井盖不见了，晚上没有灯，老人和小孩经过很危险，请尽快处理。", NULL, NULL },
		{ "责任单位", "市政设施管理处", "处置时限", "24紧急小时，2025-11-04 09:40 到期" } };
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_form, col, N(col));
	for (size_t i = 0; i < N(row); i++)
		pdf_table_row(&t, row[i]);
	pdf_table_end(&t);
}

static void
dossier_events(struct pdf_flow *f, size_t n)
{
	static const struct pdf_col col[] = { { "序", 5, PDF_RIGHT, false }, { "时间", 22, PDF_LEFT, false },
		{ "步骤", 8, PDF_LEFT, false }, { "经办", 16, PDF_LEFT, false }, { "意见", 28, PDF_LEFT, false },
		{ "记录散列", 21, PDF_LEFT, false } };
	static const char *const step[][3] = { { "受理", "受理员 周明", "公众举报，登记。" },
		{ "核实", "监督员 李卫", "现场属实，已设警示锥桶。" },
		{ "立案", "值班长 陈静", "符合立案条件，紧急。" },
		{ "派遣", "派遣员 王芳", "派市政设施管理处，时限24紧急小时。" },
		{ "反馈", "处置员 赵强", "已更换同规格球墨铸铁井盖，现场清理完毕，照片见附件。" } };
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < n; i++) {
		struct arena *a = pdf_arena(f->p);
		const char *row[] = { arena_printf(a, "%zu", i + 1),
			arena_printf(a, "2025-11-03 %02zu:%02zu", 8 + i / 4, i * 13 % 60), step[i % 5][0],
			step[i % 5][1], step[i % 5][2],
			arena_printf(a, "%08zx%08zx", i * 2654435761U % 0xFFFFFFFF, i * 40503U) };

		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

static void
dossier_page(struct pdf_flow *f, void *ctx)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };
	double y = f->top - PDF_MM(8), right = f->left + f->width;

	(void)ctx;
	(void)pdf_text(f->p, f->left, y, &st, "案卷 340503005-2025-11-000731");
	(void)pdf_text_in(f->p, f->left, y, f->width, PDF_RIGHT, &st, "霍里街道数字城管中心");
	pdf_line(f->p, f->left, y + 5, right, y + 5, (struct pdf_pen){ PDF_HAIR, PDF_RULE, 0 });
}

static void
dossier_numbers(struct pdf *p, int from)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };

	for (int i = from; i <= pdf_pages(p); i++) {
		pdf_page_select(p, i);
		(void)pdf_text_in(p, 0, pdf_height(p) - PDF_MM(14), pdf_width(p), PDF_CENTRE, &st,
		    arena_printf(pdf_arena(p), "第 %d 页　共 %d 页", i - from + 1, pdf_pages(p) - from + 1));
	}
}

static enum err
dossier(const struct sample *s)
{
	static const char broken[] = "照片无法读取";
	struct pdf *p = paper(s, "案卷 340503005-2025-11-000731", 0, 0);
	struct pdf_photo photo[] = { { .caption = "上报 2025-11-03 08:10，网页" },
		{ .caption = "处置后 2025-11-03 16:42，市政设施管理处 赵强" }, { "no picture", 10, "核查 2025-11-04 09:05" } };
	struct pdf_toc *toc = pdf_toc_new(p);
	struct pdf_para photos = h1;
	struct pdf_anchor *at[3];
	struct pdf_flow f;

	photo_read(s, "before.jpg", &photo[0]);
	photo_read(s, "after.jpg", &photo[1]);
	dossier_cover(p);
	pdf_flow_begin_with(&f, p, PDF_MM(28), PDF_MM(30), PDF_MM(154), PDF_MM(240), dossier_page, NULL);
	pdf_flow_para(&f, &h1, "目　录");
	at[0] = pdf_toc_line(toc, &f, &toc_line, 0, "一、基本情况");
	at[1] = pdf_toc_line(toc, &f, &toc_line, 0, "二、流转记录");
	at[2] = pdf_toc_line(toc, &f, &toc_line, 0, "三、现场照片");
	pdf_flow_page(&f);
	pdf_anchor_set(p, at[0], f.y);
	pdf_flow_para(&f, &h1, "一、基本情况");
	dossier_facts(&f);
	pdf_anchor_set(p, at[1], f.y);
	pdf_flow_para(&f, &h1, "二、流转记录");
	dossier_events(&f, 24);
	photos.keep = pdf_photo_row(&f, 2, 0.75, &caption);
	(void)pdf_flow_need(&f, photos.keep + 40);
	pdf_anchor_set(p, at[2], f.y);
	pdf_flow_para(&f, &photos, "三、现场照片");
	pdf_flow_photos(&f, photo, N(photo), 2, 0.75, &caption, broken);
	dossier_numbers(p, 2);
	pdf_toc_fill(toc, 2);
	return finish(s, p, "dossier.pdf");
}

static enum err
receipt(const struct sample *s)
{
	static const struct pdf_col col[] = { { NULL, 24, PDF_LEFT, true }, { NULL, 76, PDF_LEFT, false } };
	static const char *const row[][2] = { { "受理时间", "2025年11月3日 08:12" },
		{ "地点", "湖东路与天门大道交叉口东北角" },
		{ "内容", "人行道上井盖不见了，晚上没有灯，老人和小孩经过很危险，请尽快处理。" },
		{ "接下来", "我们会在2小时内到现场核实；结果可随时查询。" } };
	const struct pdf_style head = { PDF_SONG, true, PDF_SIZE_2S, 1, PDF_BLACK };
	const struct pdf_style label = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_GREY };
	const struct pdf_style number = { PDF_HEI, false, PDF_SIZE_2, 1, PDF_BLACK };
	struct pdf *p = paper(s, "来件回执 LJ20251103-0042", PDF_MM(148), PDF_MM(210));
	uint8_t m[QR_N * QR_N];
	struct pdf_flow f;
	struct pdf_table t;

	for (size_t i = 0; i < N(m); i++)
		m[i] = qr[i / QR_N][i % QR_N] == '#';
	pdf_flow_begin(&f, p, PDF_MM(18), PDF_MM(18), PDF_MM(112), PDF_MM(174));
	(void)pdf_text(p, f.left, f.y + head.size, &head, "来件回执");
	pdf_line(p, f.left, f.y + 30, f.left + f.width, f.y + 30, (struct pdf_pen){ PDF_THICK, PDF_RED, 0 });
	(void)pdf_text(p, f.left, f.y + 58, &label, "来件编号");
	(void)pdf_text(p, f.left, f.y + 82, &number, "LJ20251103-0042");
	(void)pdf_text(p, f.left, f.y + 112, &label, "查询码");
	(void)pdf_text(p, f.left, f.y + 136, &number, "7KQM-W3XP-9HTA");
	pdf_qr(p, f.left + f.width - PDF_MM(32), f.y + 44, PDF_MM(32), QR_N, m);
	f.y += 152;
	pdf_table_begin(&t, &f, &pdf_table_form, col, N(col));
	for (size_t i = 0; i < N(row); i++)
		pdf_table_row(&t, row[i]);
	pdf_table_end(&t);
	return finish(s, p, "receipt.pdf");
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	struct sample s = { .a = a };
	enum err e;

	if (argc != 4) {
		(void)fprintf(stderr, "usage: sample DIR FONTS PHOTOS\n");
		return 2;
	}
	s.dir = argv[1];
	s.photos = argv[3];
	e = pdf_fonts_open(argv[2], NULL, 0, &fonts);
	s.fonts = fonts;
	if (e == OK)
		e = bulletin(&s);
	if (e == OK)
		e = dossier(&s);
	if (e == OK)
		e = receipt(&s);
	if (e != OK)
		(void)fprintf(stderr, "sample: %s\n", err_text());
	return e == OK ? 0 : 1;
}
