#include "config.h"
#include "batch/pdf/pdf_doc.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

static enum err
write_all(int fd, const struct buf *b)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(fd, b->s + done, b->len - done);

		if (n < 0 && errno != EINTR)
			return err_raise(
			    ERR_UNAVAILABLE, "cannot write the output: %s", strerror(errno));
		if (n > 0)
			done += (size_t)n;
	}
	return OK;
}

enum err
pdf_bytes(struct pdf *p, struct blob *out)
{
	const struct buf *b;
	enum err e = pdf_emit(p, &b);

	if (e == OK)
		*out = (struct blob){ b->s, b->len };
	return e;
}

enum err
pdf_write_fd(struct pdf *p, int fd)
{
	const struct buf *out;
	enum err e;

	if ((e = pdf_emit(p, &out)) != OK)
		return e;
	return write_all(fd, out);
}
