#include "config.h"
#include "lib/part/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdbool.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

DEFINE_FREEP(QRcode, QRcode_free)

enum err
qr_matrix(struct arena *a, const char *text, int *side, uint8_t **modules)
{
	CLEANUP(QRcode_freep) QRcode *q = NULL;
	uint8_t *m;
	size_t n;

	if (text[0] == '\0')
		return err_raise(ERR_INVALID, "no text for a QR code");
	q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (q == NULL)
		return errno == ERANGE ? err_raise(ERR_TOO_LARGE, "too much text for a QR code")
				       : err_raise(ERR_INTERNAL, "no QR code: %s", strerror(errno));
	n = (size_t)q->width * (size_t)q->width;
	m = arena_alloc(a, n);
	for (size_t i = 0; i < n; i++)
		m[i] = q->data[i] & 1; /* the other bits say what a module is for */
	*side = q->width;
	*modules = m;
	return OK;
}

enum err
qr_svg(struct buf *b, const char *text)
{
	uint8_t *m;
	int side;
	enum err e = qr_matrix(b->a, text, &side, &m);

	if (e != OK)
		return e;
	buf_printf(b,
	    "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
	    " shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 "
	    "0h%dv%dH0z\"/>"
	    "<path d=\"",
	    side + 2 * QR_QUIET, side + 2 * QR_QUIET, side + 2 * QR_QUIET, side + 2 * QR_QUIET);
	for (int y = 0; y < side; y++) {
		for (int x = 0, run; x < side; x += run) {
			bool dark = m[y * side + x] != 0;

			for (run = 1; x + run < side && (m[y * side + x + run] != 0) == dark; run++)
				;
			if (dark)
				buf_printf(
				    b, "M%d %dh%dv1h-%dz", x + QR_QUIET, y + QR_QUIET, run, run);
		}
	}
	buf_str(b, "\"/></svg>");
	return OK;
}
