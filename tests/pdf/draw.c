/*
 * Draws the pages that pages.test measures: draw WHAT FILE FONTS [SPARE].
 * With "pace" it draws dossiers of four pages for about a second instead and
 * prints how many it made: the figure of the speed table.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_gov.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

/* The named faces alone, as on a host without the fonts of rare characters. */
static const struct pdf_font_file plain[] = {
	{ "arphic/uming.ttc", 0, false, "。、" },
	{ "arphic/ukai.ttc", 0, false, NULL },
	{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
	{ "arphic/uming.ttc", 0, false, NULL },
};

static const struct pdf_spec spec = { .title = "图样", .created = 1764640800 * USEC_SEC };

/* 30 lines of 28 characters each: a page of 22 and a second of 8. */
static void
draw_grid(struct pdf *p)
{
	struct pdf_para st = pdf_gov_body;
	char line[28 * 3 + 1] = "";
	struct pdf_flow f;

	for (int i = 0; i < 28; i++)
		memcpy(line + strlen(line), "国", 4);
	st.first = 0;
	pdf_gov_begin(&f, p);
	for (int i = 0; i < 30; i++)
		pdf_flow_para(&f, &st, line);
	pdf_gov_page_numbers(p, 1, pdf_pages(p), 1);
}

/* One paragraph of mixed text, justified on 28 characters. */
static void
draw_body(struct pdf *p)
{
	struct pdf_flow f;

	pdf_gov_begin(&f, p);
	pdf_flow_para(&f, &pdf_gov_body, "霍里街道数字城管中心2025年11月受理公众举报1,286件（其中“井盖缺失”类37件），"
	    "立案1,173件、派遣1,170件；《城市管理部件事件立案结案标准》规定的24紧急小时内反馈36件。"
	    "网页https://www.example.org/track/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa可查。"
	    "Anhui Sheng Ma'anshan Shi Huashan Qu Huoli Jiedao, 湖东北路1688号３栋（Ｂ座）。");
}

static void
draw_table(struct pdf *p, int rows)
{
	static const struct pdf_col col[] = { { "序号", 1, PDF_RIGHT, false }, { "责任单位", 4, PDF_LEFT, false },
		{ "应结案数", 2, PDF_RIGHT, false }, { "说明", 5, PDF_LEFT, false } };
	const char *total[] = { "合计", NULL, "90,000", "" };
	struct pdf_flow f;
	struct pdf_table t;

	pdf_gov_begin(&f, p);
	pdf_table_begin(&t, &f, &pdf_table_plain, col, N(col));
	for (int i = 1; i <= rows; i++) {
		struct arena *a = pdf_arena(p);
		const char *row[] = { arena_printf(a, "%d", i), arena_printf(a, "单位第%d号", i),
			arena_printf(a, "%d", i * 20), i % 7 == 0 ? "道路破损问题反复出现，已列入跟踪督办，须按月报送进展" : "正常" };

		pdf_table_row(&t, row);
	}
	pdf_table_total(&t, total);
	pdf_table_end(&t);
}

/* A cell longer than two pages: broken between its lines, none lost. */
static void
draw_cell(struct pdf *p)
{
	static const struct pdf_col col[] = { { "项", 1, PDF_LEFT, true }, { "内容", 9, PDF_JUSTIFY, false } };
	char *text = arena_alloc(pdf_arena(p), 3 * 4000 + 1);
	const char *row[] = { "诉求", text };
	struct pdf_flow f;
	struct pdf_table t;

	for (int i = 0; i < 4000; i++)
		memcpy(text + 3L * i, i % 500 == 499 ? "止" : "案", 3);
	pdf_gov_begin(&f, p);
	pdf_table_begin(&t, &f, &pdf_table_form, col, N(col));
	pdf_table_row(&t, row);
	pdf_table_end(&t);
}

static void
draw_rare(struct pdf *p)
{
	const struct pdf_style st = { PDF_SONG, false, 16, 0, PDF_BLACK };

	(void)pdf_text(p, 80, 100, &st, "𠮷祥路，王𣲘，《部件》\u3402、é、Ω、①、㎡");
	(void)pdf_text(p, 80, 130, &st, "broken \xF0\x9F byte");
}

static void
draw_images(struct pdf *p)
{
	static const unsigned char cut[] = { 0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 16, 0, 16, 3 };
	struct pdf_photo photo[] = { { "GIF89a", 6, "甲" }, { cut, sizeof(cut), "乙" }, { "", 0, NULL } };
	const struct pdf_para st = { .text = { PDF_HEI, false, 9, 0, PDF_GREY }, .pitch = 13 };
	struct pdf_flow f;

	pdf_gov_begin(&f, p);
	pdf_flow_photos(&f, photo, N(photo), 2, 0.75, &st, "照片无法读取");
	pdf_flow_para(&f, &pdf_gov_body, "其后文字照常。");
}

/* What people write: some 330 different characters. */
static const char *const told[] = {
	"今天早上七点半左右，我带孩子上学路过湖东北路与天门大道交叉口，发现人行道上的雨水井盖破损塌陷，边缘翘起十几厘米，"
	"旁边没有任何警示标志。昨天夜里下过大雨，积水盖住了洞口，差点有位骑电动车的老人摔倒。请尽快派人更换，谢谢！",
	"监督员到达现场核实：问题属实，井盖型号为球墨铸铁圆形七百毫米，产权单位为市政设施管理处，已放置反光锥桶四只并拍照上传。"
	"经查部件普查数据库，该井二〇一九年安装，去年曾因沉降维修一次。",
	"处置情况：我处接派遣单后立即组织抢修班组，于当日下午三点完成清理、重新砌筑井圈、浇筑混凝土并安装新井盖，养护期间设置围挡，"
	"安排专人值守。费用从日常养护经费列支。后续将对该路段全部检查井开展排查，防止类似情况再次发生。",
	"核查意见：现场井盖平整、稳固无响动，周边路面恢复良好，建筑垃圾已经清运干净，同意结案。电话回访举报人表示满意，"
	"并建议夜间增加照明。建议转告路灯管理所研究办理，纳入下季度改造计划。",
};

/* Four pages as a dossier has them: words, a form, a table of events. */
static void
draw_dossier(struct pdf *p)
{
	struct pdf_flow f;

	pdf_gov_begin(&f, p);
	for (size_t i = 0; i < 2 * N(told); i++) {
		pdf_flow_para(&f, i % 2 == 0 ? &pdf_gov_h1 : &pdf_gov_h2, "一、来件、核实、处置和核查");
		pdf_flow_para(&f, &pdf_gov_body, told[i % N(told)]);
	}
	draw_table(p, 40);
}

/* Time of the processor, so that a busy machine gives the same figure. */
static int64_t
cpu_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static enum err
pace(struct pdf_fonts *fonts, struct arena *a, const char *path)
{
	int64_t start = cpu_ns(), now = start;
	int n = 0, pages = 0;
	enum err e = OK;

	while (e == OK && now - start < 1000000000) {
		struct pdf *p = pdf_new(a, fonts, &spec);

		draw_dossier(p);
		e = save(p, path);
		pages = pdf_pages(p);
		pdf_free(p);
		arena_reset(a);
		now = cpu_ns();
		n++;
	}
	(void)printf("%d papers of %d pages, %.0f a second of one core\n", n, pages,
	    n * 1e9 / (double)(now - start));
	return e;
}

static enum err
draw(struct pdf_fonts *fonts, struct arena *a, const char *what, const char *path)
{
	struct pdf *p = pdf_new(a, fonts, &spec);
	enum err e;

	if (strcmp(what, "grid") == 0)
		draw_grid(p);
	else if (strcmp(what, "body") == 0)
		draw_body(p);
	else if (strcmp(what, "table") == 0)
		draw_table(p, 130);
	else if (strcmp(what, "cell") == 0)
		draw_cell(p);
	else if (strcmp(what, "rare") == 0)
		draw_rare(p);
	else if (strcmp(what, "images") == 0)
		draw_images(p);
	else if (strcmp(what, "dossier") == 0)
		draw_dossier(p);
	e = save(p, path);
	if (e == OK)
		(void)printf("missing %zu\n", pdf_missing(p));
	pdf_free(p);
	return e;
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	bool all = argc == 5;
	enum err e;

	if (argc < 4)
		return 2;
	e = pdf_fonts_open(argv[3], all ? NULL : plain, all ? 0 : N(plain), &fonts);
	if (e == OK)
		e = strcmp(argv[1], "pace") == 0 ? pace(fonts, a, argv[2]) :
		    draw(fonts, a, argv[1], argv[2]);
	if (e != OK)
		(void)fprintf(stderr, "%s: %s\n", err_name(e), err_text());
	return e == OK ? 0 : 1;
}
