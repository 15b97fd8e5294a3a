/* Containers of sound and moving pictures: whatever a stranger calls a recording. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/part/media.h"

#include "lib/base/banned.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(closep) int fd = memfd_create("recording", MFD_CLOEXEC);
	enum media_format f = MEDIA_NONE;
	enum err e;

	promise(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	e = media_check(fd, &f);
	promise(e == OK || e == ERR_INVALID);
	promise((e == OK) == (f != MEDIA_NONE));
	promise(f == MEDIA_NONE || media_is_type(media_mime(f)));
	promise(lseek(fd, 0, SEEK_CUR) == (off_t)n);	/* nobody moved it */
	return 0;
}
