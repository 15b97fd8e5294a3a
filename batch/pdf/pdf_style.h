/*
 * The look of our papers: lengths, type sizes, colours, and the page of
 * GB/T 9704-2012.  All lengths in this room are points (1/72 inch) measured
 * from the top left corner, y downwards; PDF_MM() turns millimetres into them.
 */
#ifndef BATCH_PDF_PDF_STYLE_H
#define BATCH_PDF_PDF_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#define PDF_MM(mm) ((mm) * 72.0 / 25.4)

/* The named faces; a character missing in one is looked for in the others. */
enum pdf_face {
	PDF_SONG,	/* body text: 仿宋 where the office has it, else 宋体 */
	PDF_KAI,	/* 楷体 */
	PDF_HEI,	/* 黑体: headings, labels, figures in charts */
	PDF_BIAO,	/* 小标宋: titles and the issuer's mark; else the body face, bold */
	PDF_FACE_MAX
};

enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT, PDF_JUSTIFY };

/* How a piece of text looks. */
struct pdf_style {
	enum pdf_face face;
	bool bold;		/* outlined with a thin stroke; for PDF_BIAO only where it is no face of its own */
	double size;		/* points */
	double space;		/* added after every character, points */
	uint32_t colour;	/* 0xRRGGBB */
};

/* 号 sizes in points. */
#define PDF_SIZE_1 26.0		/* 一号 */
#define PDF_SIZE_2 22.0		/* 二号 */
#define PDF_SIZE_2S 18.0	/* 小二 */
#define PDF_SIZE_3 16.0		/* 三号 */
#define PDF_SIZE_3S 15.0	/* 小三 */
#define PDF_SIZE_4 14.0		/* 四号 */
#define PDF_SIZE_4S 12.0	/* 小四 */
#define PDF_SIZE_5 10.5		/* 五号 */
#define PDF_SIZE_5S 9.0		/* 小五 */
#define PDF_SIZE_6 7.5		/* 六号 */

#define PDF_BLACK 0x000000U
#define PDF_INK 0x1A1A1AU	/* text of tables and charts */
#define PDF_GREY 0x6B6B6BU	/* captions, page heads */
#define PDF_RULE 0xB8B8B8U	/* hairlines between rows */
#define PDF_SHADE 0xF3F3F1U	/* ground of label cells and zebra rows */
#define PDF_WHITE 0xFFFFFFU
#define PDF_RED 0xD7000FU	/* red head and red line of an official document */

#define PDF_HAIR 0.35		/* rule widths */
#define PDF_THIN 0.6
#define PDF_THICK 1.1

/* A4 and the type area of GB/T 9704-2012 5.2: 156 x 225 mm, 22 lines of 28 characters. */
#define PDF_A4_W PDF_MM(210)
#define PDF_A4_H PDF_MM(297)
#define PDF_GOV_LEFT PDF_MM(28)
#define PDF_GOV_TOP PDF_MM(37)
#define PDF_GOV_W PDF_MM(156)
#define PDF_GOV_H PDF_MM(225)
#define PDF_GOV_LINES 22
#define PDF_GOV_CHARS 28
#define PDF_GOV_PITCH (PDF_GOV_H / PDF_GOV_LINES)
/* 28 characters of 16 pt are wider than 156 mm: they stand 0.21 pt closer. */
#define PDF_GOV_SPACE ((PDF_GOV_W - PDF_SIZE_3) / (PDF_GOV_CHARS - 1) - PDF_SIZE_3)

/* Share of the type size above the baseline: Chinese glyphs fill 0.88 up, 0.12 down. */
#define PDF_ASCENT 0.88

#endif
