/* The photos of a dossier, where they belong: two in a row and three rows to a page; one alone is large. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

/* Of a box, height by width. */
#define RATIO_ALONE 0.42
#define RATIO_PAIR 0.74

static const struct pdf_para caption = {
	.text = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY },
	.pitch = 11,
	.align = PDF_CENTRE,
};

/* "3. After the work  round 1  2026-10-31 08:05  Zhou Ming", and the beginning of its hash. */
static const char *
caption_of(const struct dossier_drawing *w, const struct dossier_photo *p, size_t n)
{
	const struct file_link_row *l = p->link;
	struct buf b;

	buf_init(&b, w->a);
	buf_printf(&b, "%s", text_fill1(w->a, w->lang, "Paper.Dossier.PhotoNo", arena_printf(w->a, "%zu", n)));
	buf_printf(&b, "  %s", text_getf(w->lang, "Photo.%d", l->part));
	if (l->round > 0)
		buf_printf(&b, "  %s", text_fill1(w->a, w->lang, "Paper.Dossier.Round", arena_printf(w->a, "%d", l->round)));
	buf_printf(&b, "  %s", dossier_time(w->a, l->added_at));
	if (l->user_name != NULL && l->user_name[0] != '\0')
		buf_printf(&b, "  %s", l->user_name);
	buf_str(&b, "\nSHA-256 ");
	buf_hex(&b, l->sha256.data, l->sha256.len < 8 ? l->sha256.len : 8);
	buf_str(&b, "…");
	return b.s;
}

size_t
dossier_photos(struct dossier_drawing *w, unsigned parts, int32_t after, int32_t upto)
{
	struct pdf_photo *photo = arena_array_of(w->a, struct pdf_photo, w->d->n_photos);
	size_t n = 0;

	for (size_t i = 0; i < w->d->n_photos; i++) {
		const struct dossier_photo *p = &w->d->photos[i];

		if ((parts & PART_BIT(p->link->part)) != 0 && p->link->event_seq > after && p->link->event_seq <= upto)
			photo[n++] = (struct pdf_photo){ p->data, p->len, caption_of(w, p, i + 1) };
	}
	if (n == 0)
		return 0;
	pdf_flow_skip(&w->f, 4);
	pdf_flow_photos(&w->f, photo, n, n == 1 ? 1 : 2, n == 1 ? RATIO_ALONE : RATIO_PAIR, &caption,
	    text_get(w->lang, "Paper.Dossier.PhotoGone"));
	return n;
}
