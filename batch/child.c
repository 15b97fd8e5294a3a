#include "config.h"
#include "batch/child.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { POLL_MS = 250, LINE_MAX_BYTES = 4096 };

/* A line that grows until it ends. */
struct line {
	int fd;
	size_t len;
	char s[LINE_MAX_BYTES];
	bool first_only, full;
};

static _Noreturn void
become(const char *const *argv, int said, int steps, pid_t parent)
{
	const struct rlimit no_core = { 0, 0 };
	const int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(said, STDERR_FILENO) < 0 ||
	    (steps != CHILD_STEPS ? dup2(steps, CHILD_STEPS) < 0 : fcntl(steps, F_SETFD, 0) < 0) ||
	    close_range(CHILD_STEPS + 1, ~0U, 0) != 0)
		_exit(7);
	(void)setrlimit(RLIMIT_CORE, &no_core);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(7);
	/* the words are only read: execv() takes them without const for older programs */
	(void)execv("/proc/self/exe", (char *const *)(uintptr_t)argv);
	_exit(7);
}

static void
take_step(const char *s, child_step_fn *step, void *ctx)
{
	char done[24];
	const char *slash = strchr(s, '/');
	int64_t d, t;

	if (slash == NULL || (size_t)(slash - s) >= sizeof(done))
		return;
	memcpy(done, s, (size_t)(slash - s));
	done[slash - s] = '\0';
	if (parse_i64(done, 0, INT32_MAX, &d) && parse_i64(slash + 1, 1, INT32_MAX, &t) && d <= t)
		step(ctx, (int32_t)d, (int32_t)t);
}

/* Reads what is there; each whole line of progress is told, of the other only the first is kept.  False at its end. */
static bool
take(struct line *l, child_step_fn *step, void *ctx)
{
	char more[512], *end;
	ssize_t n = read(l->fd, more, sizeof(more));

	if (n <= 0)
		return n < 0 && (errno == EINTR || errno == EAGAIN);
	for (ssize_t i = 0; i < n; i++)
		if (l->len < sizeof(l->s) - 1 && !l->full)
			l->s[l->len++] = more[i];
	l->s[l->len] = '\0';
	if (l->first_only)
		l->full = l->full || strchr(l->s, '\n') != NULL;
	while (!l->first_only && (end = strchr(l->s, '\n')) != NULL) {
		*end = '\0';
		take_step(l->s, step, ctx);
		l->len -= (size_t)(end + 1 - l->s);
		memmove(l->s, end + 1, l->len + 1);
	}
	if (!l->first_only && l->len == sizeof(l->s) - 1)
		l->len = 0;	/* no line is that long */
	return true;
}

/* "anjuan bulletin: no such month" -> "no such month", as text that may be shown. */
static void
keep_said(struct line *l, char out[400])
{
	char *s = l->s, *colon;
	size_t n;

	l->s[strcspn(l->s, "\r\n")] = '\0';
	if (strncmp(s, "anjuan ", 7) == 0 && (colon = strstr(s, ": ")) != NULL)
		s = colon + 2;
	n = strlen(s);
	if (!utf8_valid(s, n))
		n = 0;
	while (n >= 400 || (n > 0 && ((unsigned char)s[n] & 0xC0U) == 0x80U))
		n--;
	memcpy(out, s, n);
	out[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
}

/* Until both lines are closed or the time is over; true when it was. */
static bool
listen(pid_t pid, struct line *said, struct line *steps, int32_t seconds, child_step_fn *step, void *ctx)
{
	const int64_t end = clock_mono_ns() + seconds * (int64_t)1000000000;
	bool more_said = true, more_steps = true;

	while (more_said || more_steps) {
		struct pollfd p[] = { { more_said ? said->fd : -1, POLLIN, 0 }, { more_steps ? steps->fd : -1, POLLIN, 0 } };

		if (clock_mono_ns() > end) {
			(void)kill(pid, SIGKILL);
			return true;
		}
		if (poll(p, N(p), POLL_MS) <= 0)
			continue;
		if (p[0].revents != 0)
			more_said = take(said, step, ctx);
		if (p[1].revents != 0)
			more_steps = take(steps, step, ctx);
	}
	return false;
}

/* It may close its lines and go on: its time counts to the end. */
static int
reap(pid_t pid, int64_t end_ns, bool *late)
{
	int status = 0;
	pid_t r;

	while ((r = waitpid(pid, &status, *late ? 0 : WNOHANG)) != pid) {
		if (r < 0 && errno != EINTR)
			return -1;
		if (r == 0 && clock_mono_ns() > end_ns) {
			(void)kill(pid, SIGKILL);
			*late = true;
		} else if (r == 0) {
			(void)poll(NULL, 0, 5);
		}
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum err
child_run(const char *const *argv, int32_t seconds, child_step_fn *step, void *ctx, struct child_end *out)
{
	const int64_t end = clock_mono_ns() + seconds * (int64_t)1000000000;
	struct line said = { .fd = -1, .first_only = true }, steps = { .fd = -1 };
	const pid_t parent = getpid();
	int a[2], b[2];
	pid_t pid;

	if (pipe2(a, O_CLOEXEC) != 0)
		return err_raise(ERR_UNAVAILABLE, "no pipe: %s", strerror(errno));
	if (pipe2(b, O_CLOEXEC) != 0 || (pid = fork()) < 0) {
		(void)close(a[0]);
		(void)close(a[1]);
		return err_raise(ERR_UNAVAILABLE, "no child: %s", strerror(errno));
	}
	if (pid == 0)
		become(argv, a[1], b[1], parent);
	(void)close(a[1]);
	(void)close(b[1]);
	said.fd = a[0];
	steps.fd = b[0];
	*out = (struct child_end){ .late = listen(pid, &said, &steps, seconds, step, ctx) };
	out->code = reap(pid, end, &out->late);
	keep_said(&said, out->said);
	(void)close(a[0]);
	(void)close(b[0]);
	return OK;
}
