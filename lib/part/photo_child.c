#include "config.h"
#include "lib/part/photo_child.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/log.h"
#include "lib/part/photo_derive.h"

#include "lib/base/banned.h"

#if defined(__SANITIZE_ADDRESS__)
#define SHADOW_MEMORY 1 /* its terabytes of address space are no memory */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHADOW_MEMORY 1
#endif
#endif
#ifndef SHADOW_MEMORY
#define SHADOW_MEMORY 0
#endif

enum {
	MEMORY_MB = 700, /* a 12-megapixel HEIC takes 122 MB */
	CPU_SECONDS = 20,
	WALL_SECONDS = 30, /* then SIGALRM; two seconds later the parent kills */
	FILE_MB = 32,
	FILES = 64,
	NICE = 5, /* pages come before pictures */
	REPLY_FD = 3,
};

static void
limit(__rlimit_resource_t what, rlim_t n)
{
	const struct rlimit l = { .rlim_cur = n, .rlim_max = n };

	if (setrlimit(what, &l) != 0)
		_exit(2);
}

/* From here on the process has its answer's descriptor, standard error, and little else. */
static void
confine(int reply, pid_t parent)
{
	sigset_t none;

	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGINT, SIG_IGN);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (reply != REPLY_FD && dup2(reply, REPLY_FD) < 0)
		_exit(2);
	if (close_range(REPLY_FD + 1, ~0U, 0) != 0)
		_exit(2);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    getppid() != parent)
		_exit(2);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_FSIZE, (rlim_t)FILE_MB << 20);
	limit(RLIMIT_NOFILE, FILES);
	if (!SHADOW_MEMORY)
		limit(RLIMIT_AS, (rlim_t)MEMORY_MB << 20);
	(void)mallopt(M_ARENA_MAX, 1); /* each further one reserves 64 MB of address space */
	(void)setpriority(PRIO_PROCESS, 0, NICE);
	(void)alarm(WALL_SECONDS);
}

static _Noreturn void
child_run(const struct conf *c, const struct photo_job *job)
{
	struct image_info info;
	char line[IMAGE_LINE_MAX];
	size_t n;

	if (!photo_start())
		_exit(3);
	photo_derive(c, job->hash, job->public, &info);
	image_info_line(&info, line);
	n = strlen(line);
	_exit(write(REPLY_FD, line, n) == (ssize_t)n ? 0 : 4);
}

enum err
photo_child_start(const struct conf *c, const struct photo_job *job, struct photo_child *ch)
{
	pid_t parent = getpid(), pid;
	int p[2];

	if (pipe2(p, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_raise(ERR_UNAVAILABLE, "no pipe: %s", strerror(errno));
	if ((pid = fork()) < 0) {
		(void)close(p[0]);
		(void)close(p[1]);
		return err_raise(ERR_UNAVAILABLE, "no child: %s", strerror(errno));
	}
	if (pid == 0) {
		confine(p[1], parent);
		child_run(c, job);
	}
	(void)close(p[1]);
	memset(ch, 0, sizeof(*ch));
	ch->pid = pid;
	ch->from = p[0];
	ch->job = *job;
	ch->started_ns = clock_mono_ns();
	ch->end_ns = ch->started_ns + (WALL_SECONDS + 2) * (int64_t)1000000000;
	return OK;
}

bool
photo_child_read(struct photo_child *ch)
{
	ssize_t n;

	if (clock_mono_ns() > ch->end_ns)
		(void)kill(ch->pid, SIGKILL);
	while (ch->len < sizeof(ch->line) - 1) {
		n = read(ch->from, ch->line + ch->len, sizeof(ch->line) - 1 - ch->len);
		if (n < 0)
			return errno != EAGAIN && errno != EINTR;
		if (n == 0)
			return true;
		ch->len += (size_t)n;
	}
	return true; /* more than an answer: no answer */
}

/* What the end of a child without an answer means. */
static void
died(const struct conf *c, const struct photo_child *ch, int status, struct image_info *out)
{
	*out = (struct image_info){
		.state = IMAGE_FAILED, .reason = IMAGE_TOO_HARD, .taken = USEC_NONE
	};
	log_line(LOG_WARN, "photo %.12s: the child ended with %s %d", ch->job.hash,
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	filestore_clear_half(c, (long)ch->pid);
}

/*
 * Keeps the outcome for image_status(), but nothing of what is not there any more.  Only
 * what the picture is to blame for counts as a try: a full disk passes.
 */
static void
note(const struct conf *c, const char *hash, struct image_info *out)
{
	struct image_info before;
	char line[IMAGE_LINE_MAX];

	if (out->state == IMAGE_REFUSED && out->reason == IMAGE_NO_ORIGINAL) {
		if (filestore_drop_derived(c, hash) != OK)	/* the timer has taken the original away */
			log_line(LOG_ERROR, "photo %.12s: %s", hash, err_text());
		return;
	}
	if (out->state == IMAGE_FAILED && image_status(c, hash, &before) == OK)
		out->tries = before.tries + (out->reason == IMAGE_TOO_HARD ? 1 : 0);
	image_info_line(out, line);
	if (filestore_write_info(c, hash, line, strlen(line)) != OK) {
		log_line(LOG_ERROR, "photo %.12s: %s", hash, err_text());
		out->state = IMAGE_FAILED;
		out->reason = IMAGE_NOT_WRITTEN;
	}
}

void
photo_child_end(const struct conf *c, struct photo_child *ch, struct image_info *out)
{
	struct rusage used = { 0 };
	int status = 0;

	(void)kill(ch->pid, SIGKILL); /* no use for it any more, whatever it does */
	while (wait4(ch->pid, &status, 0, &used) < 0 && errno == EINTR)
		;
	ch->peak_kb = used.ru_maxrss;
	(void)close(ch->from);
	ch->line[ch->len] = '\0';
	if (!image_info_parse(ch->line, out))
		died(c, ch, status, out);
	note(c, ch->job.hash, out);
	ch->pid = 0;
}
