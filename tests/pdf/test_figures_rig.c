/*
 * Draws the papers made of figures out of structs made by hand: PAPER WHAT
 * FILE FONTS CATALOGUE [LANG [DRESS]], WHAT being empty, one, dozen, many
 * (300 units) or odd (names of one to twenty characters and beyond U+FFFF).
 * Beside FILE it writes FILE.json, the same struct.  All names are invented.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/figure_papers.h"
#include "batch/figures.h"
#include "batch/files.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "lib/store/store_matter.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

static const char *const kinds_of_unit[] = { "市容环卫所", "市政设施管理处", "园林绿化管护站",
	"供水公司", "供电分公司", "派出所", "通信运营联合维护队", "交警大队", "社区居委会",
	"物业服务有限公司", "市场监管所", "生态环境分局" };
static const char *const odd_names[] = { "所", "𠮷祥路办", "市政设施管理处", "霍里街道城市管理综合行政执法大队第一中队",
	"〇〇七", "环卫" };
static const char *const names_of_class[] = { "暴露垃圾", "占道经营", "井盖缺失", "道路破损",
	"非法小广告", "机动车乱停放", "路灯不亮", "雨水箅子堵塞", "护栏倾斜", "店外经营",
	"绿地脏乱", "沿街晾挂", "𠮷祥路段积水" };

/* Counts of n cases of which a few are late and a few open; i varies them. */
static void
fill(struct counts *c, int64_t n, size_t i)
{
	int64_t late = n / 9 + n * (int64_t)(i % 5) / 25, open = n / 25 + n * (int64_t)(i % 7 == 6) / 9;

	c->v[N_COMPLAINT] = n + n / 20;
	c->v[N_REPORT] = c->v[N_ACCEPT] = n + n / 50;
	c->v[N_REPORT_SUP] = n / 2;
	c->v[N_REPORT_PUB] = c->v[N_REPORT] - n / 2;
	c->v[N_FILED] = n;
	c->v[N_NOT_ACCEPTED] = n / 50;
	c->v[N_CLOSE_DUE] = c->v[N_DISPOSE_DUE] = n;
	c->v[N_CLOSE] = c->v[N_DISPOSE] = n - open;
	c->v[N_CLOSE_ONTIME] = c->v[N_DISPOSE_ONTIME] = late + open > n ? 0 : n - late - open;
	c->v[N_CLOSE_LATE] = c->v[N_CLOSE] - c->v[N_CLOSE_ONTIME];
	c->v[N_CLOSE_LATE_OPEN] = open;
	c->v[N_CLOSED_IN] = n + 3;
	c->v[N_DISPATCH] = c->v[N_DISPATCH_DUE] = n;
	c->v[N_DISPATCH_ONTIME] = n - n / 30;
	c->v[N_REWORK] = c->v[REWORK_TIMES] = n / 33;
	c->v[N_RETURN] = n / 40;
	c->v[N_VISIT] = n / 4;
	c->v[N_SATISFIED] = n / 4 - n / 60;
}

static void
fill_line(struct figures_line *l, int64_t n, size_t i, int64_t backlog)
{
	fill(&l->now, n, i);
	fill(&l->before, n - n / 7, i + 1);
	fill(&l->year, n - n / 5, i + 2);
	for (size_t k = 0; k + 1 < FIGURES_TREND; k++)
		fill(&l->month[k], n - (int64_t)k * n / 40, i + k);
	l->month[FIGURES_TREND - 1] = l->now;
	l->backlog = backlog;
	l->score = -1;
	l->oldest = USEC_NONE;
}

static void
add_line(struct figures_line *to, const struct figures_line *l)
{
	counts_add(&to->now, &l->now);
	counts_add(&to->before, &l->before);
	counts_add(&to->year, &l->year);
	for (size_t k = 0; k < FIGURES_TREND; k++)
		counts_add(&to->month[k], &l->month[k]);
	to->backlog += l->backlog;
}

/* Unit i; every eleventh has no cases. */
static void
make_unit(struct arena *a, struct figures *f, size_t i, bool odd)
{
	struct figures_line *l = &f->line[FIGURES_UNIT][i];
	const char *kind = kinds_of_unit[i % N(kinds_of_unit)];

	l->key = (int64_t)i + 1;
	l->code = arena_printf(a, "u%03zu", i);
	l->zh = odd ? odd_names[i % N(odd_names)] : i < N(kinds_of_unit) ? kind : arena_printf(a, "第%zu%s", i, kind);
	l->en = arena_printf(a, "Unit %zu", i);
	l->group = i % 3 == 0 ? "A" : "B";
	l->here = true;
	l->score = -1;
	l->oldest = USEC_NONE;
	if (i % 11 == 10)
		return;
	fill_line(l, 40 + (int64_t)(i * 37 % 200), i, (int64_t)(i % 4));
	l->score = 10000 - (int64_t)(i * 531 % 4200);
	l->grade = l->score >= 9000 ? 'A' : l->score >= 7500 ? 'B' : 'C';
	l->oldest = f->period.from - (usec_t)i * USEC_DAY;
	add_line(&f->total, l);
}

/* Ranks within the groups, by score. */
static void
rank(struct figures *f)
{
	struct figures_line *u = f->line[FIGURES_UNIT];

	for (size_t i = 0; i < f->n[FIGURES_UNIT]; i++) {
		u[i].rank = u[i].score >= 0;
		for (size_t k = 0; k < f->n[FIGURES_UNIT]; k++)
			if (u[i].score >= 0 && u[k].score >= 0 && u[k].group[0] == u[i].group[0]) {
				u[i].rank += u[k].score > u[i].score;
				u[i].rank_of++;
			}
	}
}

static struct figures_line *
lines(struct arena *a, struct figures *f, enum figures_by by, size_t n)
{
	f->n[by] = n;
	f->line[by] = arena_array_of(a, struct figures_line, n);
	return f->line[by];
}

static void
make_rest(struct arena *a, struct figures *f)
{
	static const int32_t sources[] = { SRC_SUPERVISOR, SRC_HOTLINE, SRC_12345, SRC_NET };
	static const char *const majors[] = { "市容环境", "公用设施", "街面秩序" };
	static const char *const places[] = { "春晓社区", "柳溪街", "文昌里", "南门外" };
	struct figures_line *l = lines(a, f, FIGURES_SOURCE, N(sources));

	for (size_t i = 0; i < N(sources); i++) {
		l[i].key = sources[i];
		fill_line(&l[i], 500 - 100 * (int64_t)i, i, 0);
	}
	l = lines(a, f, FIGURES_KIND, 2);
	for (size_t i = 0; i < 2; i++) {
		l[i].key = (int64_t)i + 1;
		l[i].now.v[N_FILED] = i == 0 ? f->total.now.v[N_FILED] / 4
					     : f->total.now.v[N_FILED] - f->total.now.v[N_FILED] / 4;
	}
	l = lines(a, f, FIGURES_MAJOR, N(majors));
	for (size_t i = 0; i < N(majors); i++) {
		l[i] = (struct figures_line){ .key = (int64_t)i + 1, .zh = majors[i], .en = arena_printf(a, "Major %zu", i) };
		fill_line(&l[i], 600 - 150 * (int64_t)i, i, 0);
	}
	l = lines(a, f, FIGURES_CLASS, N(names_of_class));
	for (size_t i = 0; i < N(names_of_class); i++) {
		l[i] = (struct figures_line){ .key = (int64_t)i + 1, .zh = names_of_class[i],
			.en = arena_printf(a, "Class %zu", i), .over_zh = majors[i % 3], .over_en = "Major" };
		fill_line(&l[i], 300 - 20 * (int64_t)i, i, 0);
	}
	for (enum figures_by by = FIGURES_REGION; by <= FIGURES_BASE; by++) {
		l = lines(a, f, by, N(places));
		for (size_t i = 0; i < N(places); i++) {
			l[i] = (struct figures_line){ .key = (int64_t)i + 1, .zh = places[i],
				.en = arena_printf(a, "Place %zu", i) };
			fill_line(&l[i], 260 - 40 * (int64_t)i, i, 0);
		}
	}
	l = lines(a, f, FIGURES_HOUR, 24);
	for (size_t i = 0; i < 24; i++) {
		l[i].key = (int64_t)i;
		l[i].now.v[N_REPORT] = i < 6 ? 3 : (int64_t)(i * 17 % 60) + 20;
	}
}

static void
make_cases(struct arena *a, struct figures *f, struct figures_cases *c, size_t n)
{
	c->n = n;
	c->row = arena_array_of(a, struct figures_case, n);
	for (size_t i = 0; i < n; i++) {
		const struct figures_line *u = &f->line[FIGURES_UNIT][i % f->n[FIGURES_UNIT]];

		c->row[i] = (struct figures_case){ .id = (int64_t)i + 1, .number = arena_printf(a, "2026-%06zu-X", i + 1),
			.class_zh = names_of_class[i % N(names_of_class)], .class_en = "Class",
			.unit_zh = u->zh, .unit_en = u->en, .unit_id = u->key,
			.due = f->period.from + (usec_t)i * USEC_HOUR, .since = f->period.from,
			.days = 40 - (int32_t)(i / 24) };
	}
}

static void
make_lists(struct arena *a, struct figures *f)
{
	static const char *const codes[] = { "A2", "A3", "A9" };
	static struct figures_step steps[] = {
		{ 0, "Event.added.Name", "李明", "Li Ming", "派遣至责任单位" },
		{ 0, "Event.cleared.Name", "王芳", "Wang Fang", "不属本单位职责，管养界线有争议，请核定。" } };

	make_cases(a, f, &f->late, (size_t)f->total.now.v[N_CLOSE_LATE_OPEN]);
	make_cases(a, f, &f->watched, 3);
	make_cases(a, f, &f->suspended, 2);
	make_cases(a, f, &f->supervised, 2);
	f->n_findings = N(codes);
	f->finding = arena_array_of(a, struct figures_finding, N(codes));
	for (size_t i = 0; i < N(codes); i++)
		f->finding[i] = (struct figures_finding){ .code = codes[i], .rule_zh = "月结案率低于90%", .rule_en = "Below 90 % closed", .unit_zh = f->line[FIGURES_UNIT][0].zh,
			.unit_en = "Unit 0", .state_key = "Press.State", .value = { 11, i == 0 ? 1 : 13 } };
	f->hotline = f->line[FIGURES_UNIT];
	f->n_hotline = f->n[FIGURES_UNIT];
	f->n_upkeep = f->n[FIGURES_UNIT] < 5 ? f->n[FIGURES_UNIT] : 5;
	f->upkeep = arena_array_of(a, struct figures_upkeep, f->n_upkeep);
	for (size_t i = 0; i < f->n_upkeep; i++)
		f->upkeep[i] = (struct figures_upkeep){ .unit_id = (int64_t)i + 1, .components = 90 + (int64_t)i * 31,
			.code = f->hotline[i].code, .unit_zh = f->hotline[i].zh, .unit_en = f->hotline[i].en,
			.due = (int64_t)i * 3, .closed = (int64_t)i * 3, .ontime = (int64_t)i * 2, .rework = (int64_t)i / 2 };
	f->n_letters = 2;
	f->letter = arena_array_of(a, struct figures_letter, 2);
	for (size_t i = 0; i < 2; i++)
		f->letter[i] = (struct figures_letter){ arena_printf(a, "〔2026〕%zu", i + 1), f->line[FIGURES_UNIT][0].zh,
			"Unit 0", "2026-000001-X", f->period.from + USEC_DAY, f->period.to };
	f->n_matters = 3;
	f->matter = arena_array_of(a, struct figures_matter, 3);
	for (size_t i = 0; i < 3; i++)
		f->matter[i] = (struct figures_matter){ .id = (int64_t)i + 1, .kind = i == 1 ? MATTER_STUBBORN : MATTER_INQUIRY,
			.state = MATTER_IS_OPEN, .origin = i == 0 ? ORIGIN_MEETING : ORIGIN_NONE, .title = "文昌里背街小巷排水改造",
			.owner = "周启明", .owner_en = "Zhou Qiming", .unit_zh = f->line[FIGURES_UNIT][0].zh, .unit_en = "Unit 0",
			.last = "已完成方案设计，正在招标。", .opened_at = f->period.from - USEC_DAY, .due = f->period.to,
			.closed_at = USEC_NONE };
	steps[0].at = f->period.from - 20 * USEC_DAY;
	steps[1].at = f->period.from - 19 * USEC_DAY;
	f->n_hard = f->n[FIGURES_UNIT] > 1 ? 2 : 1;
	f->hard = arena_array_of(a, struct figures_hard, f->n_hard);
	for (size_t i = 0; i < f->n_hard; i++)
		f->hard[i] = (struct figures_hard){ .c = f->late.row[i], .address = "文昌里12号楼北侧巷道",
			.description = "雨水管网权属不清，井盖多次缺失，两单位均称不属管养范围。", .why_key = "Press.Why.returns",
			.returns = 3, .dispatches = 4, .reworks = 1, .received = f->period.from - 30 * USEC_DAY, .step = steps,
			.n_steps = N(steps) };
}

static struct figures *
make(struct arena *a, struct figures_about about, size_t units, bool odd)
{
	static unsigned char root[32] = { 0x3f, 0x9a, 0x2c };
	struct figures *f = arena_new_of(a, struct figures);

	f->about = about;
	f->period = figures_period(about, 0);
	f->before = figures_period(about, -1);
	f->zone = "Asia/Shanghai";
	f->office_zh = "霍里街道网格化管理中心";
	f->office_en = "Grid centre of Huoli";
	f->total.score = -1;
	f->total.oldest = USEC_NONE;
	if (units > 0) {
		lines(a, f, FIGURES_UNIT, units);
		for (size_t i = 0; i < units; i++)
			make_unit(a, f, i, odd);
		rank(f);
		make_rest(a, f);
		make_lists(a, f);
		f->is_sealed = true;
		f->seal = (struct stats_seal){ day_of(f->period.to - 1), 4711, { root, sizeof(root) } };
	}
	figures_seal(f, a);
	return f;
}

static enum err
draw(struct arena *a, const struct figure_paper *kind, const struct figures *f, char **argv, struct figure_wish w)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	struct buf json;
	enum err e = paper_fonts(argv[4], w.lang, &fonts);

	if (e != OK)
		return e;
	p = figure_paper_draw(a, fonts, kind, f, &w);
	if ((e = save(p, argv[3])) != OK)
		return e;
	(void)printf("%d pages, %zu missing\n", pdf_pages(p), pdf_missing(p));
	buf_init(&json, a);
	figures_json(f, &json);
	return file_write(a, arena_printf(a, "%s.json", argv[3]), json.s, json.len, 0644);
}

/* What a paper is about: its first span. */
static struct figures_about
about_of(const struct figure_paper *kind)
{
	for (int s = 0; s < BY_MAX; s++)
		if ((kind->spans & 1U << s) != 0)
			return (struct figures_about){ (enum figures_span)s, 2026, s == BY_MONTH ? 10 : s == BY_QUARTER ? 3 : 0 };
	abort();
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *what;
		size_t units;
	} known[] = { { "empty", 0 }, { "one", 1 }, { "dozen", 12 }, { "many", 300 }, { "odd", 12 } };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct figure_paper *kind = argc > 5 ? figure_paper(argv[1]) : NULL;
	static const struct grid_budget budget[] = { { "u000", 12000000 }, { "u001", 8000001 }, { "u002", 99999999 } };
	struct figure_wish w = { .budget = budget, .n_budget = N(budget), .lang = argc > 6 ? lang_of_code(argv[6]) : LANG_ZH, .word = "霍网管" };
	enum err e = OK;
	size_t i = 0;

	while (argc > 5 && i < N(known) && strcmp(known[i].what, argv[2]) != 0)
		i++;
	if (kind == NULL || i == N(known)) {
		(void)fprintf(stderr, "usage: test_figures_rig PAPER empty|one|dozen|many|odd FILE FONTS CATALOGUE "
		    "[LANG [formal|brief]]\n");
		return 2;
	}
	w.dress = argc < 8 ? kind->dress : strcmp(argv[7], "brief") == 0 ? DRESS_BRIEF : DRESS_FORMAL;
	e = zone_use("Asia/Shanghai");
	if (e == OK)
		e = text_load(argv[5]);
	if (e == OK)
		e = draw(a, kind, make(a, about_of(kind), known[i].units, strcmp(known[i].what, "odd") == 0), argv, w);
	if (e != OK)
		(void)fprintf(stderr, "%s\n", err_text());
	return e == OK ? 0 : 1;
}
