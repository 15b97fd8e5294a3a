#include "config.h"
#include "tests/pdf/save.h"

#include "batch/files.h"
#include "batch/pdf/pdf_doc.h"

#include "lib/base/banned.h"

enum err
save(struct pdf *p, const char *path)
{
	struct blob b;
	enum err e = pdf_bytes(p, &b);

	return e == OK ? file_write(pdf_arena(p), path, b.data, b.len, 0644) : e;
}
