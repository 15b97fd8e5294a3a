#include "config.h"
#include "batch/paper_fonts.h"

#include "batch/pdf/pdf_font.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum err
paper_fonts(const char *dir, enum lang lang, struct pdf_fonts **out)
{
	static const struct pdf_font_file english[] = {
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/ukai.ttc", 0, false, NULL },
		{ "wqy/wqy-zenhei.ttc", 0, false, NULL },
		{ "arphic/uming.ttc", 0, true, NULL },
		{ "hanazono/HanaMinA.ttf", 0, true, NULL },
		{ "hanazono/HanaMinB.ttf", 0, true, NULL },
		{ "dejavu/DejaVuSans.ttf", 0, true, NULL },
	};

	return lang == LANG_EN ? pdf_fonts_open(dir, english, N(english), out)
			       : pdf_fonts_open(dir, NULL, 0, out);
}
