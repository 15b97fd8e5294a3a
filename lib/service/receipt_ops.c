#include "config.h"
#include "lib/service/receipt_ops.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"

#include "lib/base/banned.h"

extern char **environ;

enum { PLACES = 2, RECEIPT_MS = 2000, BUNDLE_MS = 6000, PDF_MAX = 4 << 20 };

/* Takes one of the places; the descriptor holds it until it is closed. */
static int
take_place(struct service *sv)
{
	for (int i = 0; i < PLACES; i++) {
		const char *path = arena_printf(sv->arena, "%s/tmp/receipt.%d.lock", sv->conf->data_dir, i);
		int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0660);

		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		if (fd >= 0)
			(void)close(fd);
	}
	return -1;
}

/* "name=value" lines that job_receipt.c reads. */
static void
describe(struct service *sv, const struct complaint_receipt *r, enum lang lang, struct buf *b)
{
	buf_init(b, sv->arena);
	buf_printf(b, "lang=%s\nnumber=%s\ncode=%s\nreceived=%lld\ndue=%lld\nurl=%s\noffice=%s\nphone=%s\nzone=%s\n",
	    lang_code(lang), r->number, r->code, (long long)r->received_at, (long long)r->accept_due,
	    sv->conf->base_url, text_pick(lang, sv->conf->office_name, sv->conf->office_name_en),
	    sv->conf->office_phone, sv->conf->zone);
}

/* Everything the child writes until it closes; false when time or size ran out. */
static bool
read_all(int fd, int wait_ms, struct buf *out)
{
	int64_t until = clock_mono_ns() / 1000000 + wait_ms;
	char part[16384];

	for (;;) {
		int64_t left = until - clock_mono_ns() / 1000000;
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (left <= 0 || poll(&p, 1, (int)left) <= 0)
			return false;
		n = read(fd, part, sizeof(part));
		if (n == 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			buf_add(out, part, (size_t)n);
		if (out->len > PDF_MAX)
			return false;
	}
}

static int
spawn_batch(struct service *sv, const char *job, int in, int out, pid_t *pid)
{
	char *argv[] = { arena_strdup(sv->arena, sv->conf->batch_program), arena_strdup(sv->arena, job),
		arena_strdup(sv->arena, "--fonts"), arena_strdup(sv->arena, sv->conf->font_dir),
		arena_strdup(sv->arena, "--templates"), arena_strdup(sv->arena, sv->conf->template_dir), NULL };
	posix_spawn_file_actions_t fa;
	int rc;

	(void)posix_spawn_file_actions_init(&fa);
	(void)posix_spawn_file_actions_adddup2(&fa, in, STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&fa, out, STDOUT_FILENO);
	rc = posix_spawn(pid, argv[0], &fa, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&fa);
	return rc;
}

/* A file without a name that holds the text and is read from its beginning: of any length, and no writer has to wait. */
static int
text_file(const char *text, size_t n)
{
	int fd = memfd_create("anjuan", MFD_CLOEXEC);
	size_t done = 0;

	while (fd >= 0 && done < n) {
		ssize_t k = write(fd, text + done, n - done);

		if (k < 0 && errno != EINTR) {
			(void)close(fd);
			return -1;
		}
		done += k > 0 ? (size_t)k : 0;
	}
	if (fd >= 0)
		(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

/* The bytes the job makes of the text, by the places and in the time allowed. */
static enum err
drawn(struct service *sv, const char *job, int wait_ms, const char *text, size_t n, struct blob *out)
{
	CLEANUP(closep) int place = take_place(sv);
	CLEANUP(closep) int in = -1;
	int back[2], status;
	struct buf pdf;
	bool whole;
	pid_t pid;

	if (place < 0)
		return err_raise(ERR_UNAVAILABLE, "two receipts are being drawn already");
	if ((in = text_file(text, n)) < 0 || pipe2(back, O_CLOEXEC) != 0)
		return err_raise(ERR_UNAVAILABLE, "no pipe");
	if (spawn_batch(sv, job, in, back[1], &pid) != 0) {
		(void)close(back[0]);
		(void)close(back[1]);
		return err_raise(ERR_UNAVAILABLE, "cannot start %s", sv->conf->batch_program);
	}
	(void)close(back[1]);
	buf_init(&pdf, sv->arena);
	whole = read_all(back[0], wait_ms, &pdf);
	(void)close(back[0]);
	if (!whole)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_raise(ERR_UNAVAILABLE, "the %s was not drawn", job);
	*out = (struct blob){ pdf.s, pdf.len };
	return OK;
}

enum err
receipt_pdf(struct service *sv, const struct complaint_receipt *r, enum lang lang, struct blob *out)
{
	struct buf said;

	describe(sv, r, lang, &said);
	return drawn(sv, "receipt", RECEIPT_MS, said.s, said.len, out);
}

enum err
bundle_pdf(struct service *sv, const char *text, size_t n, struct blob *out)
{
	return drawn(sv, "bundle", BUNDLE_MS, text, n, out);
}
