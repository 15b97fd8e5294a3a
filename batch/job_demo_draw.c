#include "config.h"
#include "batch/job_demo_draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "batch/job_demo_rng.h"
#include "batch/jpeg.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { W = PHOTO_WIDTH, H = PHOTO_HEIGHT, HORIZON = 330, KERB = 560 };

struct canvas {
	unsigned char *px;
	struct rng r;
};

static void
blend(struct canvas *c, int x, int y, uint32_t rgb, double a)
{
	unsigned char *p;

	if (x < 0 || y < 0 || x >= W || y >= H)
		return;
	p = c->px + ((size_t)y * W + (size_t)x) * 3;
	for (int i = 0; i < 3; i++)
		p[i] = (unsigned char)(p[i] * (1 - a) + (double)(rgb >> (16 - 8 * i) & 255) * a);
}

static void
rect(struct canvas *c, int x0, int y0, int x1, int y1, uint32_t rgb)
{
	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++)
			blend(c, x, y, rgb, 1);
}

/* From one colour at the top to another at the bottom. */
static void
shade(struct canvas *c, int y0, int y1, uint32_t top, uint32_t bottom)
{
	for (int y = y0; y < y1; y++)
		for (int x = 0; x < W; x++) {
			blend(c, x, y, top, 1);
			blend(c, x, y, bottom, (double)(y - y0) / (y1 - y0));
		}
}

static void
ellipse(struct canvas *c, int cx, int cy, int rx, int ry, uint32_t rgb, double a)
{
	for (int y = cy - ry; y <= cy + ry; y++)
		for (int x = cx - rx; x <= cx + rx; x++) {
			const double dx = (double)(x - cx) / rx, dy = (double)(y - cy) / ry, d = dx * dx + dy * dy;

			if (d <= 1)
				blend(c, x, y, rgb, d > 0.85 ? a * 0.6 : a);
		}
}

static void
line(struct canvas *c, int x0, int y0, int x1, int y1, int width, uint32_t rgb)
{
	const int steps = abs(x1 - x0) + abs(y1 - y0) + 1;

	for (int i = 0; i <= steps; i++) {
		const int x = x0 + (x1 - x0) * i / steps, y = y0 + (y1 - y0) * i / steps;

		rect(c, x - width / 2, y - width / 2, x + (width + 1) / 2, y + (width + 1) / 2, rgb);
	}
}

static int
some(struct canvas *c, int from, int to)
{
	return from + (int)rng_below(&c->r, (uint32_t)(to - from));
}

static uint32_t
one_of(struct canvas *c, const uint32_t *colours, uint32_t n)
{
	return colours[rng_below(&c->r, n)];
}

/* A camera never sees one colour twice. */
static void
grain(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)W * H * 3; i += 3) {
		const int d = (int)rng_below(&c->r, 13) - 6;

		for (size_t k = i; k < i + 3; k++) {
			const int v = c->px[k] + d;

			c->px[k] = (unsigned char)(v < 0 ? 0 : v > 255 ? 255 : v);
		}
	}
}

/* Sky, a row of houses with shops, pavement of slabs, road with its white line. */
static void
street(struct canvas *c, int variant)
{
	static const uint32_t skies[3][2] = { { 0x8fb8de, 0xdfeaf2 }, { 0xb9c2c9, 0xe3e5e4 }, { 0x6f7fa8, 0xf0c9a0 } };
	static const uint32_t walls[] = { 0xc9b79c, 0xb7a690, 0xd8d2c4, 0xa9a9a2, 0xbfa08a };
	static const uint32_t signs[] = { 0xb23a32, 0x2f6f9f, 0x3f7d4f, 0xc98a2b, 0x6a5a8c };

	shade(c, 0, HORIZON, skies[variant % 3][0], skies[variant % 3][1]);
	for (int x = -40; x < W; ) {
		const int wide = some(c, 150, 280), top = some(c, 60, 170);

		rect(c, x, top, x + wide, HORIZON + 50, one_of(c, walls, N(walls)));
		for (int wy = top + 18; wy < HORIZON - 70; wy += 46)
			for (int wx = x + 16; wx < x + wide - 26; wx += 44)
				rect(c, wx, wy, wx + 24, wy + 28, rng_permille(&c->r, 300) ? 0x8fa7b5 : 0x5b6d79);
		rect(c, x + 6, HORIZON - 40, x + wide - 6, HORIZON - 14, one_of(c, signs, N(signs)));
		rect(c, x + 14, HORIZON - 12, x + wide - 14, HORIZON + 50, 0x4a4a48);
		x += wide + 4;
	}
	shade(c, HORIZON + 50, KERB, 0xa8a39a, 0xc2bdb2);
	for (int y = HORIZON + 60, step = 8; y < KERB; y += step, step += 3)
		line(c, 0, y, W, y, 2, 0x98938a);
	for (int x = -900; x < W + 900; x += 70)
		line(c, W / 2 + (x - W / 2) / 2, HORIZON + 50, x, KERB, 2, 0x9d988f);
	rect(c, 0, KERB, W, KERB + 14, 0xd4d0c7);
	rect(c, 0, KERB + 14, W, KERB + 20, 0x6e6c68);
	shade(c, KERB + 20, H, 0x5d5e60, 0x707173);
	for (int x = -20; x < W; x += 190)
		rect(c, x, 700, x + 110, 712, 0xe6e6e0);
}

static void
refuse(struct canvas *c, bool after)
{
	static const uint32_t bags[] = { 0x22252a, 0x3c4650, 0x6b3b3b, 0x9aa7a0, 0xd9d9d2, 0x47643f, 0xb59a5a };

	rect(c, 640, 400, 740, 520, after ? 0x2f7d4a : 0x2b6b40);	/* the bin they did not use */
	rect(c, 630, 388, 750, 404, 0x245a36);
	if (after)
		return;
	ellipse(c, 470, 520, 250, 46, 0x4a463e, 0.4);
	for (int i = 0; i < 90; i++) {
		const int x = 470 + some(c, -220, 220), y = 500 + some(c, -60, 40) - (230 - abs(x - 470)) / 4;

		ellipse(c, x, y, some(c, 16, 46), some(c, 12, 34), one_of(c, bags, N(bags)), 1);
	}
}

static void
cover(struct canvas *c, bool after)
{
	ellipse(c, 520, 660, 180, 70, 0x3f4042, 1);
	ellipse(c, 520, 656, 168, 62, after ? 0x7b7d80 : 0x08090a, 1);
	if (after) {
		for (int i = -3; i <= 3; i++)
			line(c, 520 - 150 + abs(i) * 22, 656 + i * 15, 520 + 150 - abs(i) * 22, 656 + i * 15, 4, 0x5e6063);
		return;
	}
	ellipse(c, 800, 620, 150, 46, 0x5c5e61, 1);	/* the cover lies beside its hole */
	ellipse(c, 800, 616, 140, 40, 0x77797c, 1);
}

static void
lamp(struct canvas *c, bool after)
{
	line(c, 620, 80, 620, 540, 14, 0x3d4246);
	line(c, 620, 84, 760, 60, 10, 0x3d4246);
	ellipse(c, 770, 70, 46, 16, after ? 0xfff3c4 : 0x4b4f52, 1);
	if (after)
		for (int i = 8; i > 0; i--)
			ellipse(c, 770, 90, 30 * i, 22 * i, 0xfff0b0, 0.03);
	else
		line(c, 770, 86, 748, 150, 3, 0x202224);	/* a wire hangs out */
}

static void
tree(struct canvas *c, bool after)
{
	static const uint32_t greens[] = { 0x3e6b35, 0x4f7f3f, 0x2f5a2c, 0x628f4a };

	if (after) {
		line(c, 420, 200, 420, 520, 26, 0x5b4634);
		for (int i = 0; i < 160; i++)
			ellipse(c, 420 + some(c, -150, 150), 170 + some(c, -110, 110), some(c, 14, 40), some(c, 12, 30),
			    one_of(c, greens, N(greens)), 0.9);
		return;
	}
	line(c, 300, 520, 780, 640, 30, 0x5b4634);	/* it lies across the road */
	for (int i = 0; i < 150; i++)
		ellipse(c, 800 + some(c, -150, 150), 640 + some(c, -80, 80), some(c, 12, 36), some(c, 10, 24),
		    one_of(c, greens, N(greens)), 0.9);
}

static void
road(struct canvas *c, bool after)
{
	ellipse(c, 500, 670, 260, 60, after ? 0x3d3e40 : 0x4c4a46, 1);
	if (after)
		return;
	for (int i = 0; i < 60; i++)
		ellipse(c, 500 + some(c, -230, 230), 670 + some(c, -50, 50), some(c, 6, 26), some(c, 4, 12), 0x6d655a, 1);
	ellipse(c, 470, 676, 170, 34, 0x6f8aa0, 0.8);	/* water stands in it */
	ellipse(c, 440, 668, 60, 8, 0xc9d6df, 0.6);
}

static void
stalls(struct canvas *c, bool after)
{
	static const uint32_t goods[] = { 0xc8412f, 0xe0a030, 0x5f9a3f, 0xd9cfc0, 0x8c5a3a, 0x3f6f9a };

	if (after)
		return;
	for (int s = 0; s < 3; s++) {
		const int x = 160 + s * 260;

		line(c, x, 300, x, 500, 8, 0x777777);
		line(c, x + 190, 300, x + 190, 500, 8, 0x777777);
		rect(c, x - 20, 286, x + 210, 326, s % 2 ? 0x2f6f9f : 0xb8402f);
		rect(c, x - 6, 430, x + 196, 500, 0x8a6a4a);
		for (int i = 0; i < 36; i++)
			ellipse(c, x + some(c, 6, 184), 424 + some(c, -14, 14), 13, 11, one_of(c, goods, N(goods)), 1);
	}
}

static void
bikes(struct canvas *c, bool after)
{
	static const uint32_t frames[] = { 0xe8b020, 0x2f80c0, 0x38a060, 0xb03030 };
	const int n = after ? 6 : 17;

	if (after)
		rect(c, 120, 528, 700, 534, 0xf4f4ee);	/* the marked place */
	for (int i = 0; i < n; i++) {
		const int x = after ? 160 + i * 90 : some(c, 90, 860), y = after ? 490 : some(c, 440, 560);
		const int lean = after ? 0 : some(c, -40, 40);
		const uint32_t colour = one_of(c, frames, N(frames));

		for (int k = 0; k < 2; k++) {
			ellipse(c, x + k * 76, y + lean / 4 * k, 32, 32, 0x1d1f21, 1);
			ellipse(c, x + k * 76, y + lean / 4 * k, 26, 26, 0xaaa59b, 1);
		}
		line(c, x, y, x + 30, y - 40 + lean, 6, colour);
		line(c, x + 30, y - 40 + lean, x + 76, y, 6, colour);
		line(c, x + 62, y - 56 + lean, x + 76, y, 6, colour);
	}
}

static void
wall(struct canvas *c, bool after)
{
	static const uint32_t papers[] = { 0xf4f1e6, 0xf3d34a, 0xe8604a, 0xbfe0f2, 0xf2c7d8 };

	rect(c, 120, 220, 900, 520, 0xb9b4aa);
	for (int y = 220; y < 520; y += 30)
		line(c, 120, y, 900, y, 2, 0xa39e94);
	if (after)
		return;
	for (int i = 0; i < 26; i++) {
		const int x = some(c, 140, 820), y = some(c, 240, 440), wide = some(c, 40, 80), high = some(c, 50, 90);

		rect(c, x, y, x + wide, y + high, one_of(c, papers, N(papers)));
		for (int k = 1; k < 5; k++)
			line(c, x + 6, y + k * high / 5, x + wide - some(c, 6, 20), y + k * high / 5, 3, 0x555555);
	}
}

void
scene_draw(struct buf *out, enum scene scene, int variant, bool after)
{
	static void (*const objects[SCENE_MAX])(struct canvas *, bool) = {
		[SCENE_REFUSE] = refuse, [SCENE_COVER] = cover, [SCENE_LAMP] = lamp, [SCENE_TREE] = tree,
		[SCENE_ROAD] = road, [SCENE_STALLS] = stalls, [SCENE_BIKES] = bikes, [SCENE_WALL] = wall,
	};
	const uint64_t place = (uint64_t)scene * SCENE_VARIANTS + (uint64_t)variant;
	struct canvas c = { .px = calloc((size_t)W * H, 3), .r = rng_stream(9, 's', place) };

	if (c.px == NULL)
		abort();
	street(&c, variant);
	c.r = rng_stream(9, after ? 'n' : 'o', place);	/* the same street before and after */
	objects[scene](&c, after);
	grain(&c);
	jpeg_write(out, c.px, W, H, 72);
	free(c.px);
}

enum scene
scene_of_class(int64_t class_id)
{
	static const struct {
		int64_t from, to;
		enum scene scene;
	} ranges[] = {
		{ 10101, 10126, SCENE_COVER }, { 10137, 10139, SCENE_LAMP }, { 10181, 10199, SCENE_ROAD },
		{ 10284, 10286, SCENE_ROAD }, { 10301, 10305, SCENE_REFUSE }, { 10306, 10399, SCENE_WALL },
		{ 10401, 10499, SCENE_TREE }, { 20101, 20109, SCENE_WALL }, { 20113, 20113, SCENE_ROAD },
		{ 20117, 20122, SCENE_TREE }, { 20128, 20129, SCENE_STALLS }, { 20136, 20136, SCENE_STALLS },
		{ 20180, 20180, SCENE_LAMP }, { 20191, 20191, SCENE_TREE }, { 20100, 20199, SCENE_REFUSE },
		{ 20201, 20299, SCENE_WALL }, { 20301, 20399, SCENE_ROAD }, { 20409, 20410, SCENE_BIKES },
		{ 20493, 20496, SCENE_BIKES }, { 20400, 20499, SCENE_STALLS }, { 20501, 20507, SCENE_ROAD },
		{ 20508, 20508, SCENE_LAMP },
	};

	for (size_t i = 0; i < N(ranges); i++)
		if (class_id >= ranges[i].from && class_id <= ranges[i].to)
			return ranges[i].scene;
	return class_id < 20000 ? SCENE_COVER : SCENE_REFUSE;
}
