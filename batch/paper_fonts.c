#include "config.h"
#include "batch/paper_fonts.h"

#include <string.h>

#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

enum { OWN_MAX = PDF_FONTS_MAX };

enum err
paper_fonts(const char *dir, enum lang lang, struct pdf_fonts **out)
{
	static const struct pdf_font_file english[] = {
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/ukai.ttc", 0, false, NULL },
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/uming.ttc", 0, true, NULL },
		{ "hanazono/HanaMinA.ttf", 0, true, NULL },
		{ "hanazono/HanaMinB.ttf", 0, true, NULL },
		{ "dejavu/DejaVuSans.ttf", 0, true, NULL },
	};

	return lang == LANG_EN ? pdf_fonts_open(dir, english, N(english), out)
			       : pdf_fonts_open(dir, NULL, 0, out);
}

/* "FILE" or "FILE:NUMBER" as a row. */
static enum err
own_row(struct arena *a, const char *value, struct pdf_font_file *row)
{
	const char *colon = strrchr(value, ':');
	int64_t index = 0;

	if (colon != NULL && !parse_i64(colon + 1, 0, 63, &index))
		return err_raise(ERR_INVALID, "a font is FILE or FILE:NUMBER, not \"%s\"", value);
	*row = (struct pdf_font_file){ .index = (unsigned)index };
	row->file = colon != NULL ? arena_strndup(a, value, (size_t)(colon - value)) : value;
	return OK;
}

enum err
paper_fonts_own(const struct conf *conf, enum lang lang, struct pdf_fonts **out)
{
	const char *const own[PDF_FACE_MAX] = { [PDF_SONG] = conf->font_body, [PDF_KAI] = conf->font_kai,
		[PDF_HEI] = conf->font_hei, [PDF_BIAO] = conf->font_title };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct pdf_font_file row[OWN_MAX];
	size_t n = PDF_FACE_MAX, all;
	const struct pdf_font_file *debian = pdf_fonts_debian(&all);
	bool any = false;
	enum err e = OK;

	if (lang == LANG_EN)
		return paper_fonts(conf->font_dir, lang, out);
	memcpy(row, debian, PDF_FACE_MAX * sizeof(*row));
	for (size_t i = 0; i < PDF_FACE_MAX && e == OK; i++)
		if (own[i][0] != '\0') {
			e = own_row(a, own[i], &row[i]);
			any = true;
		}
	/* without a title face of its own the office's body face gets the stroke */
	if (own[PDF_SONG][0] != '\0' && own[PDF_BIAO][0] == '\0')
		row[PDF_BIAO] = row[PDF_SONG];
	for (size_t i = 0; any && i < all; i++) {	/* all of Debian's for what these lack */
		row[n] = debian[i];
		row[n++].optional = true;
	}
	if (e != OK)
		return e;
	return any ? pdf_fonts_open(conf->font_dir, row, n, out) : paper_fonts(conf->font_dir, lang, out);
}
