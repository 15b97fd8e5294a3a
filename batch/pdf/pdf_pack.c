/* Compressing the streams of a paper, with one compressor for all of them. */
#include "config.h"
#include "batch/pdf/pdf_haru.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/arena.h"

#include "lib/base/banned.h"

/*
 * libharu starts a compressor a stream: a quarter of a megabyte to get and to
 * clear, seventeen times a dossier.  What is shorter than TINY would only grow.
 */
enum { TINY = 64 };

struct pdf_pack {
	z_stream z;
};

static struct pdf_pack *
pack_of(struct pdf *p, int level)
{
	if (p->pack != NULL)
		return deflateReset(&p->pack->z) == Z_OK &&
				       deflateParams(&p->pack->z, level, Z_DEFAULT_STRATEGY) == Z_OK
			   ? p->pack
			   : NULL;
	if ((p->pack = calloc(1, sizeof(*p->pack))) == NULL)
		abort();
	if (deflateInit(&p->pack->z, level) == Z_OK)
		return p->pack;
	free(p->pack);
	p->pack = NULL;
	return NULL;
}

static HPDF_STATUS
write_filter(HPDF_Dict d, HPDF_Stream out)
{
	(void)d;
	return HPDF_Stream_WriteStr(out, "/Filter /FlateDecode\012");
}

void
pdf_pack(struct pdf *p, HPDF_Dict d, const void *data, size_t len, enum pdf_effort effort)
{
	struct pdf_pack *k = len >= TINY ? pack_of(p, (int)effort) : NULL;
	const void *out = data;
	size_t n = len, room;
	unsigned char *small;

	if (k != NULL) {
		room = deflateBound(&k->z, len);
		small = arena_alloc(p->a, room);
		k->z.next_in = data;
		k->z.avail_in = (uInt)len;
		k->z.next_out = small;
		k->z.avail_out = (uInt)room;
		if (deflate(&k->z, Z_FINISH) == Z_STREAM_END) {
			out = small;
			n = room - k->z.avail_out;
			d->write_fn = write_filter;
		}
	}
	d->filter = HPDF_STREAM_FILTER_NONE;
	(void)HPDF_Stream_Write(d->stream, out, (HPDF_UINT)n);
}

void
pdf_pack_drawn(struct pdf *p, HPDF_Dict d)
{
	HPDF_UINT len = HPDF_Stream_Size(d->stream), got = len;
	unsigned char *data = arena_alloc(p->a, len + 1);

	if (HPDF_Stream_Seek(d->stream, 0, HPDF_SEEK_SET) != HPDF_OK ||
	    HPDF_Stream_Read(d->stream, data, &got) != HPDF_OK || got != len)
		return;			/* libharu compresses it itself */
	HPDF_MemStream_FreeData(d->stream);
	pdf_pack(p, d, data, len, PDF_QUICK);
}

void
pdf_pack_free(struct pdf *p)
{
	if (p->pack == NULL)
		return;
	(void)deflateEnd(&p->pack->z);
	free(p->pack);
	p->pack = NULL;
}
