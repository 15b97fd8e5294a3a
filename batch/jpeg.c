#include "config.h"
#include "batch/jpeg.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* T.81 table K.1, row by row. */
static const unsigned char quant[64] = {
	16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
	29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
	121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
};

/* T.81 tables K.3 and K.5: how many codes of each length, and their symbols. */
static const unsigned char dc_bits[16] = { 0, 1, 5, 1, 1, 1, 1, 1, 1 };
static const unsigned char dc_symbols[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
static const unsigned char ac_bits[16] = { 0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125 };
static const unsigned char ac_symbols[] = {
	0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
	0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72,
	0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x34, 0x35, 0x36, 0x37,
	0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
	0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83,
	0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3,
	0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
	0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
	0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa
};

struct code {
	uint32_t bits;
	int len;
};

struct writer {
	struct buf *out;
	uint32_t held;			/* bits not yet written, the last ones */
	int n_held;
	struct code dc[256], ac[256];
	int zigzag[64];			/* place in the block of the nth coefficient */
	int q[64];
	float cosine[8][8];
};

static void
put_bits(struct writer *w, uint32_t bits, int len)
{
	w->held = w->held << len | bits;
	w->n_held += len;
	while (w->n_held >= 8) {
		const unsigned char byte = (unsigned char)(w->held >> (w->n_held - 8));

		buf_chr(w->out, (char)byte);
		if (byte == 0xff)
			buf_chr(w->out, 0);	/* so that it is no marker */
		w->n_held -= 8;
		w->held &= (1U << w->n_held) - 1;
	}
}

static void
make_codes(struct code *codes, const unsigned char bits[16], const unsigned char *symbols)
{
	uint32_t next = 0;
	size_t k = 0;

	for (int len = 1; len <= 16; len++, next <<= 1)
		for (int i = 0; i < bits[len - 1]; i++)
			codes[symbols[k++]] = (struct code){ next++, len };
}

static void
make_tables(struct writer *w, int quality)
{
	const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
	int x = 0, y = 0;

	for (int i = 0; i < 64; i++) {	/* the path from corner to corner, along the diagonals */
		const int even = (x + y) % 2 == 0, v = (quant[i] * scale + 50) / 100;

		w->q[i] = v < 1 ? 1 : v > 255 ? 255 : v;
		w->zigzag[i] = y * 8 + x;
		if (even ? x == 7 : y == 7) {
			x += even ? 0 : 1;
			y += even ? 1 : 0;
		} else {
			x = even ? x + 1 : x > 0 ? x - 1 : 0;
			y = even ? (y > 0 ? y - 1 : 0) : y + 1;
		}
	}
	for (int u = 0; u < 8; u++)
		for (int i = 0; i < 8; i++)
			w->cosine[u][i] = (float)(cos((2 * i + 1) * u * 3.14159265358979 / 16) *
			    (u == 0 ? sqrt(0.125) : 0.5));
	make_codes(w->dc, dc_bits, dc_symbols);
	make_codes(w->ac, ac_bits, ac_symbols);
}

static void
marker(struct buf *b, int which, int len)
{
	buf_chr(b, (char)0xff);
	buf_chr(b, (char)which);
	if (len > 0) {
		buf_chr(b, (char)(len >> 8));
		buf_chr(b, (char)len);
	}
}

static void
write_head(struct writer *w, int width, int height)
{
	const unsigned char jfif[] = { 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 };
	const unsigned char frame[] = { 8, (unsigned char)(height >> 8), (unsigned char)height,
		(unsigned char)(width >> 8), (unsigned char)width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0 };
	const unsigned char scan[] = { 3, 1, 0, 2, 0, 3, 0, 0, 63, 0 };
	struct buf *b = w->out;

	marker(b, 0xd8, 0);
	marker(b, 0xe0, 2 + sizeof(jfif));
	buf_add(b, jfif, sizeof(jfif));
	marker(b, 0xdb, 67);
	buf_chr(b, 0);
	for (int i = 0; i < 64; i++)
		buf_chr(b, (char)w->q[w->zigzag[i]]);
	marker(b, 0xc0, 2 + sizeof(frame));
	buf_add(b, frame, sizeof(frame));
	marker(b, 0xc4, 3 + 16 + sizeof(dc_symbols));
	buf_chr(b, 0);
	buf_add(b, dc_bits, 16);
	buf_add(b, dc_symbols, sizeof(dc_symbols));
	marker(b, 0xc4, 3 + 16 + sizeof(ac_symbols));
	buf_chr(b, 0x10);
	buf_add(b, ac_bits, 16);
	buf_add(b, ac_symbols, sizeof(ac_symbols));
	marker(b, 0xda, 2 + sizeof(scan));
	buf_add(b, scan, sizeof(scan));
}

/* Cosine transform of a block, rows then columns. */
static void
transform(const struct writer *w, float in[64], float out[64])
{
	float half[64];

	for (int y = 0; y < 8; y++)
		for (int u = 0; u < 8; u++) {
			float s = 0;

			for (int x = 0; x < 8; x++)
				s += in[y * 8 + x] * w->cosine[u][x];
			half[y * 8 + u] = s;
		}
	for (int v = 0; v < 8; v++)
		for (int u = 0; u < 8; u++) {
			float s = 0;

			for (int y = 0; y < 8; y++)
				s += half[y * 8 + u] * w->cosine[v][y];
			out[v * 8 + u] = s;
		}
}

/* Bits a number takes, and the number as it is written behind its length. */
static int
size_of(int v)
{
	int n = 0;

	for (v = abs(v); v > 0; v >>= 1)
		n++;
	return n;
}

static void
put_number(struct writer *w, const struct code *c, int v, int size)
{
	put_bits(w, c->bits, c->len);
	if (size > 0)
		put_bits(w, (uint32_t)(v > 0 ? v : v + (1 << size) - 1), size);
}

static void
put_block(struct writer *w, float in[64], int *before)
{
	float f[64];
	int c[64], zeros = 0, size;

	transform(w, in, f);
	for (int i = 0; i < 64; i++)
		c[i] = (int)lroundf(f[w->zigzag[i]] / (float)w->q[w->zigzag[i]]);
	size = size_of(c[0] - *before);
	put_number(w, &w->dc[size], c[0] - *before, size);
	*before = c[0];
	for (int i = 1; i < 64; i++) {
		if (c[i] == 0) {
			zeros++;
			continue;
		}
		for (; zeros > 15; zeros -= 16)
			put_bits(w, w->ac[0xf0].bits, w->ac[0xf0].len);
		size = size_of(c[i]);
		put_number(w, &w->ac[zeros << 4 | size], c[i], size);
		zeros = 0;
	}
	if (zeros > 0)
		put_bits(w, w->ac[0].bits, w->ac[0].len);	/* nothing more in this block */
}

/* One component (Y, Cb, Cr) of the block at x, y; beyond the edge its last pixels go on. */
static void
take_block(const unsigned char *rgb, int width, int height, int x0, int y0, int component, float out[64])
{
	static const float weights[3][4] = { { 0.299F, 0.587F, 0.114F, -128 }, { -0.168736F, -0.331264F, 0.5F, 0 },
		{ 0.5F, -0.418688F, -0.081312F, 0 } };
	const float *k = weights[component];

	for (int i = 0; i < 64; i++) {
		const int x = x0 + i % 8 < width ? x0 + i % 8 : width - 1;
		const int y = y0 + i / 8 < height ? y0 + i / 8 : height - 1;
		const unsigned char *p = rgb + ((size_t)y * (size_t)width + (size_t)x) * 3;

		out[i] = k[0] * (float)p[0] + k[1] * (float)p[1] + k[2] * (float)p[2] + k[3];
	}
}

void
jpeg_write(struct buf *out, const unsigned char *rgb, int width, int height, int quality)
{
	struct writer w = { .out = out };
	int before[3] = { 0 };
	float block[64];

	make_tables(&w, quality);
	write_head(&w, width, height);
	for (int y = 0; y < height; y += 8)
		for (int x = 0; x < width; x += 8)
			for (int c = 0; c < 3; c++) {
				take_block(rgb, width, height, x, y, c, block);
				put_block(&w, block, &before[c]);
			}
	put_bits(&w, 0x7f, 7);		/* fill the last byte with ones */
	marker(out, 0xd9, 0);
}
