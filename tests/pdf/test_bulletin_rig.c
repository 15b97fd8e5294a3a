/*
 * Draws bulletins out of structs made by hand: WHAT FILE FONTS CATALOGUE
 * [LANG], WHAT being empty, one, dozen or many (300 units).  Beside FILE it
 * writes FILE.json, the same struct.  All names are invented.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/bulletin.h"
#include "batch/files.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "tests/pdf/save.h"

#include "lib/base/banned.h"

static const char *const kinds_of_unit[] = { "市容环卫所", "市政设施管理处", "园林绿化管护站",
	"供水公司", "供电分公司", "派出所", "通信运营联合维护队", "交警大队", "社区居委会",
	"物业服务有限公司", "市场监管所", "生态环境分局" };
static const char *const names_of_class[] = { "暴露垃圾", "占道经营", "井盖缺失", "道路破损",
	"非法小广告", "机动车乱停放", "路灯不亮", "雨水箅子堵塞", "护栏倾斜", "店外经营",
	"绿地脏乱", "沿街晾挂", "𠮷祥路段积水" };

/* Counts of n cases of which a few are late and a few open. */
static void
fill(struct counts *c, int64_t n)
{
	c->v[N_COMPLAINT] = n + n / 20;
	c->v[N_REPORT] = c->v[N_ACCEPT] = n + n / 50;
	c->v[N_REPORT_SUP] = n / 2;
	c->v[N_REPORT_PUB] = c->v[N_REPORT] - n / 2;
	c->v[N_FILED] = n;
	c->v[N_NOT_ACCEPTED] = n / 50;
	c->v[N_CLOSE_DUE] = c->v[N_DISPOSE_DUE] = n;
	c->v[N_CLOSE] = c->v[N_DISPOSE] = n - n / 25;
	c->v[N_CLOSE_ONTIME] = c->v[N_DISPOSE_ONTIME] = n - n / 9;
	c->v[N_CLOSE_LATE] = c->v[N_CLOSE] - c->v[N_CLOSE_ONTIME];
	c->v[N_CLOSE_LATE_OPEN] = n / 25;
	c->v[N_CLOSED_IN] = n + 3;
	c->v[N_DISPATCH] = c->v[N_DISPATCH_DUE] = n;
	c->v[N_DISPATCH_ONTIME] = n - n / 30;
	c->v[N_REWORK] = c->v[REWORK_TIMES] = n / 33;
	c->v[N_RETURN] = n / 40;
}

static void
fill_both(struct bulletin_figures *f, int64_t n)
{
	fill(&f->now, n);
	fill(&f->before, n - n / 7);
	f->backlog = n / 100;
}

/* Unit i of n; every eleventh has no cases. */
static void
make_unit(struct arena *a, struct bulletin *b, size_t i)
{
	struct stats_unit *u = arena_new_of(a, struct stats_unit);
	const char *kind = kinds_of_unit[i % N(kinds_of_unit)];

	u->id = (int64_t)i + 1;
	u->code = arena_printf(a, "u%03zu", i);
	u->name_zh = i < N(kinds_of_unit) ? kind : arena_printf(a, "第%zu%s", i, kind);
	u->name_en = arena_printf(a, "Unit %zu", i);
	u->group_code = i % 3 == 0 ? "A" : "B";
	u->kind = 1;
	b->units[i].unit = u;
	if (i % 11 == 10)
		return;
	fill_both(&b->units[i].f, 40 + (int64_t)(i * 37 % 200));
	counts_add(&b->total.now, &b->units[i].f.now);
	counts_add(&b->total.before, &b->units[i].f.before);
	b->total.backlog += b->units[i].f.backlog;
}

static void
make_class(struct arena *a, struct bulletin *b, size_t i)
{
	struct stats_class *c = arena_new_of(a, struct stats_class);

	c->id = (int64_t)i + 1;
	c->kind = i % 4 == 2 ? 1 : 2;
	c->major_code = "01";
	c->minor_code = arena_printf(a, "%02zu", i);
	c->name_zh = names_of_class[i];
	c->name_en = arena_printf(a, "Class %zu", i);
	c->major_zh = c->kind == 1 ? "公用设施" : "市容环境";
	c->major_en = c->kind == 1 ? "Utilities" : "Appearance";
	c->edition = "GB2013";
	b->classes[i].class = c;
	fill_both(&b->classes[i].f, 300 - 20 * (int64_t)i);
}

static void
make_late(struct arena *a, struct bulletin *b)
{
	b->n_late = (size_t)b->total.now.v[N_CLOSE_LATE_OPEN];
	b->late = arena_array_of(a, struct bulletin_late, b->n_late);
	for (size_t i = 0; i < b->n_late; i++)
		b->late[i] = (struct bulletin_late){ .id = (int64_t)i + 1,
			.number = arena_printf(a, "2026-%06zu-X", i + 1),
			.class = b->classes[i % b->n_classes].class,
			.unit = b->units[i % b->n_units].unit,
			.due = b->period.from + (usec_t)i * USEC_HOUR,
			.days = 30 - (int32_t)(i / 24) };
}

static struct bulletin *
make(struct arena *a, size_t units)
{
	static const int32_t sources[] = { SRC_SUPERVISOR, SRC_HOTLINE, SRC_12345, SRC_NET };
	static unsigned char root[32] = { 0x3f, 0x9a, 0x2c };
	struct bulletin *b = arena_new_of(a, struct bulletin);

	b->year = 2026;
	b->month = 10;
	b->period = period_of_months(2026, 10, 1);
	b->previous = period_of_months(2026, 9, 1);
	b->zone = "Asia/Shanghai";
	b->office_zh = "霍里街道网格化管理中心";
	b->office_en = "Grid centre of Huoli";
	b->kinds = arena_array_of(a, struct bulletin_kind, 2);
	b->n_kinds = 2;
	b->kinds[0].kind = 1;
	b->kinds[1].kind = 2;
	if (units == 0)
		return b;
	b->units = arena_array_of(a, struct bulletin_unit, units);
	b->classes = arena_array_of(a, struct bulletin_class, N(names_of_class));
	b->sources = arena_array_of(a, struct bulletin_source, N(sources));
	b->n_units = units;
	b->n_classes = N(names_of_class);
	b->n_sources = N(sources);
	for (size_t i = 0; i < units; i++)
		make_unit(a, b, i);
	for (size_t i = 0; i < b->n_classes; i++)
		make_class(a, b, i);
	for (size_t i = 0; i < N(sources); i++) {
		b->sources[i].source = sources[i];
		fill_both(&b->sources[i].f, 500 - 100 * (int64_t)i);
	}
	b->kinds[0].f.now.v[N_FILED] = b->total.now.v[N_FILED] / 4;
	b->kinds[1].f.now.v[N_FILED] = b->total.now.v[N_FILED] - b->kinds[0].f.now.v[N_FILED];
	make_late(a, b);
	b->is_sealed = true;
	b->seal = (struct stats_seal){ day_of(b->period.to - 1), 4711, { root, sizeof(root) } };
	return b;
}

static enum err
draw(struct arena *a, const struct bulletin *b, char **argv, enum lang lang)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	struct buf json;
	enum err e = paper_fonts(argv[3], lang, &fonts);

	if (e != OK)
		return e;
	p = bulletin_draw(a, fonts, b, lang);
	if ((e = save(p, argv[2])) != OK)
		return e;
	(void)printf("%d pages, %zu missing\n", pdf_pages(p), pdf_missing(p));
	buf_init(&json, a);
	bulletin_json(b, &json);
	return file_write(a, arena_printf(a, "%s.json", argv[2]), json.s, json.len, 0644);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *what;
		size_t units;
	} known[] = { { "empty", 0 }, { "one", 1 }, { "dozen", 12 }, { "many", 300 } };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	enum err e = OK;
	size_t i = 0;

	while (argc > 4 && i < N(known) && strcmp(known[i].what, argv[1]) != 0)
		i++;
	if (argc < 5 || i == N(known)) {
		(void)fprintf(stderr,
		    "usage: test_bulletin_rig empty|one|dozen|many FILE FONTS CATALOGUE [LANG]\n");
		return 2;
	}
	e = zone_use("Asia/Shanghai");
	if (e == OK)
		e = text_load(argv[4]);
	if (e == OK)
		e = draw(
		    a, make(a, known[i].units), argv, argc > 5 ? lang_of_code(argv[5]) : LANG_ZH);
	if (e != OK)
		(void)fprintf(stderr, "%s\n", err_text());
	return e == OK ? 0 : 1;
}
