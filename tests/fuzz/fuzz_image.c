/* Headers of pictures: whatever a stranger uploads, before anything is decoded. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/part/image.h"

#include "lib/base/banned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(closep) int fd = memfd_create("picture", MFD_CLOEXEC);
	enum image_format sniffed = image_sniff(data, n < 32 ? n : 32), f = IMAGE_NONE;
	int32_t w = 0, h = 0;
	enum err e;

	promise(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	e = image_check(fd, &f, &w, &h);
	promise(f == sniffed && (f != IMAGE_NONE || e == ERR_INVALID));
	promise(e == OK || e == ERR_INVALID || e == ERR_TOO_LARGE);
	promise((e == OK) == (w > 0 && h > 0));
	promise((int64_t)w * h <= IMAGE_PIXELS_MAX);
	for (enum image_format k = IMAGE_NONE; k < IMAGE_FORMAT_MAX; k++)
		(void)image_is_whole(fd, k);
	promise(lseek(fd, 0, SEEK_CUR) == (off_t)n);	/* nobody moved it */
	return 0;
}
