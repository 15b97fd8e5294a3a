/*
 * anjuan-photo: derives the pictures that people see from what they sent.
 *
 *	anjuan-photo -c anjuan.conf
 *
 * Listens on conf photo_socket.  A client sends one line
 *
 *	derive <hash> wait|go staff|public
 *
 * and gets the line of image_info_line() back when it waits.  This process
 * never decodes anything: each job runs in a child of its own, two at a time,
 * with limits on memory and time (photo_child.c).
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/log.h"
#include "lib/part/photo_child.h"

#include "lib/base/banned.h"

enum { CHILDREN = 2, CLIENTS = 32, JOBS = 512, BACKLOG = 128, LINE_SECONDS = 5, TICK_MS = 1000 };

struct client {
	int fd; /* -1: this place is free */
	char line[IMAGE_LINE_MAX];
	size_t len;
	int64_t end_ns; /* its line must be here by then */
};

struct server {
	struct conf conf;
	int listener;
	struct client client[CLIENTS];
	struct photo_child child[CHILDREN];
	struct photo_job job[JOBS]; /* a ring */
	size_t first, waiting;
};

static volatile sig_atomic_t stopping;

static void
on_signal(int sig)
{
	(void)sig;
	stopping = 1;
}

static void
answer(int fd, const struct image_info *i)
{
	char line[IMAGE_LINE_MAX];

	if (fd < 0)
		return;
	image_info_line(i, line);
	(void)send(fd, line, strlen(line), MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)close(fd);
}

/* Takes the note of what is decided out of spool/; a public job settles the other one too. */
static void
settle(const struct server *s, const struct photo_job *j)
{
	char path[1024];

	for (int also = 0; also <= (j->public ? 1 : 0); also++) {
		int n = snprintf(path, sizeof(path), "%s/spool/%s%s", s->conf.data_dir, j->hash,
		    also != 0 ? ".public" : "");

		if (n > 0 && (size_t)n < sizeof(path))
			(void)unlink(path);
	}
}

static bool
has_pictures(const struct server *s, enum file_audience who, const char *hash)
{
	return filestore_has_derived(&s->conf, who, FILE_VIEW, hash) &&
	       filestore_has_derived(&s->conf, who, FILE_THUMB, hash);
}

static bool
is_gone(const struct server *s, const char *hash)
{
	CLEANUP(closep) int fd = -1;
	int64_t size;

	return filestore_open_original(&s->conf, hash, &fd, &size) == ERR_NOT_FOUND;
}

/* Whether nothing is left to do for a job: done before, refused, or failed too often; of what is gone the pictures go. */
static bool
is_decided(const struct server *s, const struct photo_job *j, struct image_info *i)
{
	if (is_gone(s, j->hash) || image_status(&s->conf, j->hash, i) != OK)
		return false;
	if (i->state == IMAGE_DONE)
		return has_pictures(s, FILE_STAFF, j->hash) &&
		       (!j->public || has_pictures(s, FILE_PUBLIC, j->hash));
	return i->state == IMAGE_REFUSED ||
	       (i->state == IMAGE_FAILED && i->tries >= IMAGE_TRIES_MAX);
}

static struct photo_child *
free_child(struct server *s)
{
	for (size_t i = 0; i < N(s->child); i++)
		if (s->child[i].pid == 0)
			return &s->child[i];
	return NULL;
}

static void
start_jobs(struct server *s)
{
	struct photo_child *ch;
	struct image_info known;

	while (s->waiting > 0 && stopping == 0 && (ch = free_child(s)) != NULL) {
		struct photo_job *j = &s->job[s->first];

		if (is_decided(s, j, &known)) {
			answer(j->reply, &known);
			settle(s, j);
		} else if (photo_child_start(&s->conf, j, ch) != OK) {
			log_line(LOG_ERROR, "%s", err_text());
			return; /* tried again with the next tick */
		}
		s->first = (s->first + 1) % JOBS;
		s->waiting--;
	}
}

static void
end_child(struct server *s, struct photo_child *ch)
{
	struct photo_job j = ch->job;
	int64_t ms = (clock_mono_ns() - ch->started_ns) / 1000000;
	struct image_info i;

	photo_child_end(&s->conf, ch, &i);
	log_line(LOG_INFO, "photo %.12s: %s %s %s %dx%d %lld ms %ld kB", j.hash,
	    image_state_name(i.state), image_reason_name(i.reason), image_format_name(i.format),
	    i.width, i.height, (long long)ms, ch->peak_kb);
	if (i.state != IMAGE_FAILED || i.tries >= IMAGE_TRIES_MAX)
		settle(s, &j);
	answer(j.reply, &i);
}

static void
drop_client(struct client *cl)
{
	if (cl->fd >= 0)
		(void)close(cl->fd);
	cl->fd = -1;
}

/* A client's whole line as a job. */
static bool
parse_line(char *line, struct photo_job *j, bool *wait)
{
	static const char verb[] = "derive ";
	char *hash = line + sizeof(verb) - 1, *rest = hash + FILE_HASH_HEX;

	if (strncmp(line, verb, sizeof(verb) - 1) != 0 || strlen(hash) < FILE_HASH_HEX ||
	    *rest != ' ')
		return false;
	*rest++ = '\0';
	if (!filestore_hash_ok(hash))
		return false;
	memcpy(j->hash, hash, sizeof(j->hash));
	*wait = strncmp(rest, "wait ", 5) == 0;
	if (!*wait && strncmp(rest, "go ", 3) != 0)
		return false;
	rest = strchr(rest, ' ') + 1;
	j->public = strcmp(rest, "public") == 0;
	return j->public || strcmp(rest, "staff") == 0;
}

/* Puts the client's wish into the ring; without room it is closed, and the note in spool/ stays. */
static void
take_job(struct server *s, struct client *cl)
{
	struct photo_job j = { .reply = -1 };
	bool wait;

	if (!parse_line(cl->line, &j, &wait)) {
		log_line(LOG_WARN, "a client sent a line that is no job");
	} else if (s->waiting == JOBS) {
		log_line(LOG_WARN, "%d jobs wait already", JOBS);
	} else {
		if (wait) {
			j.reply = cl->fd;
			cl->fd = -1;
		}
		s->job[(s->first + s->waiting) % JOBS] = j;
		s->waiting++;
	}
	drop_client(cl);
}

static void
read_client(struct server *s, struct client *cl)
{
	ssize_t n = read(cl->fd, cl->line + cl->len, sizeof(cl->line) - 1 - cl->len);
	char *nl;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop_client(cl);
		return;
	}
	cl->len += (size_t)n;
	cl->line[cl->len] = '\0';
	if ((nl = strchr(cl->line, '\n')) != NULL) {
		*nl = '\0';
		take_job(s, cl);
	} else if (cl->len == sizeof(cl->line) - 1) {
		drop_client(cl);
	}
}

static struct client *
free_client(struct server *s)
{
	for (size_t i = 0; i < N(s->client); i++)
		if (s->client[i].fd < 0)
			return &s->client[i];
	return NULL;
}

static void
accept_clients(struct server *s)
{
	struct client *cl;
	int fd;

	while ((cl = free_client(s)) != NULL &&
	       (fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		cl->fd = fd;
		cl->len = 0;
		cl->end_ns = clock_mono_ns() + LINE_SECONDS * (int64_t)1000000000;
		read_client(s, cl); /* most have sent their line already */
	}
}

static bool
is_busy(const struct server *s)
{
	for (size_t i = 0; i < N(s->child); i++)
		if (s->child[i].pid != 0)
			return true;
	return false;
}

/* Waits for a client, a child or a signal; free places have descriptor -1, which poll skips. */
static void
wait_and_serve(struct server *s, const sigset_t *mask)
{
	const struct timespec tick = { .tv_sec = TICK_MS / 1000 };
	struct pollfd p[1 + CLIENTS + CHILDREN];
	int64_t now;

	p[0] = (struct pollfd){ .fd = stopping == 0 && free_client(s) != NULL ? s->listener : -1,
		.events = POLLIN };
	for (size_t i = 0; i < CLIENTS; i++)
		p[1 + i] = (struct pollfd){ .fd = s->client[i].fd, .events = POLLIN };
	for (size_t i = 0; i < CHILDREN; i++)
		p[1 + CLIENTS + i] =
		    (struct pollfd){ .fd = s->child[i].pid != 0 ? s->child[i].from : -1,
			    .events = POLLIN };
	if (ppoll(p, N(p), &tick, mask) < 0)
		return;
	now = clock_mono_ns();
	for (size_t i = 0; i < CHILDREN; i++)
		if (s->child[i].pid != 0 && photo_child_read(&s->child[i]))
			end_child(s, &s->child[i]);
	for (size_t i = 0; i < CLIENTS; i++) {
		if (s->client[i].fd >= 0 && p[1 + i].revents != 0)
			read_client(s, &s->client[i]);
		else if (s->client[i].fd >= 0 && now > s->client[i].end_ns)
			drop_client(&s->client[i]);
	}
	if (p[0].revents != 0)
		accept_clients(s);
}

/* Binds the socket; one that nobody listens on any more is replaced. */
static enum err
listen_on(struct server *s)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *path = s->conf.photo_socket;
	const struct sockaddr *sa = (const struct sockaddr *)&at;
	mode_t old;
	int r;

	if (strlen(path) >= sizeof(at.sun_path))
		return err_raise(
		    ERR_INVALID, "photo_socket %s is longer than a socket path may be", path);
	memcpy(at.sun_path, path, strlen(path));
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->listener < 0)
		return err_raise(ERR_INTERNAL, "no socket: %s", strerror(errno));
	if (connect(s->listener, sa, sizeof(at)) == 0)
		return err_raise(ERR_CONFLICT, "another anjuan-photo listens on %s", path);
	if (errno == ECONNREFUSED)
		(void)unlink(path);
	old = umask(0117); /* 0660; the folder decides the group */
	r = bind(s->listener, sa, sizeof(at));
	(void)umask(old);
	if (r != 0 || listen(s->listener, BACKLOG) != 0)
		return err_raise(ERR_INTERNAL, "cannot listen on %s: %s", path, strerror(errno));
	return OK;
}

static void
catch_signals(sigset_t *unblocked)
{
	const struct sigaction sa = { .sa_handler = on_signal };
	sigset_t both;

	(void)sigemptyset(&both);
	(void)sigaddset(&both, SIGTERM);
	(void)sigaddset(&both, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &both, unblocked);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)sigaction(SIGINT, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static enum err
start(struct arena *a, const char *path, struct server *s)
{
	enum err e;

	for (size_t i = 0; i < N(s->client); i++)
		s->client[i].fd = -1;
	if ((e = conf_load(a, path, &s->conf)) != OK || (e = zone_use(s->conf.zone)) != OK ||
	    (e = filestore_prepare(&s->conf)) != OK || (e = listen_on(s)) != OK)
		return e;
	filestore_clear_half(&s->conf, 0);
	return OK;
}

int
main(int argc, char **argv)
{
	static struct server s;
	CLEANUP(arena_freep) struct arena *a = arena_new();
	sigset_t unblocked;

	if (argc != 3 || strcmp(argv[1], "-c") != 0) {
		(void)fprintf(stderr, "usage: anjuan-photo -c anjuan.conf\n");
		return 2;
	}
	catch_signals(&unblocked);
	if (start(a, argv[2], &s) != OK) {
		log_line(LOG_ERROR, "%s", err_text());
		return 1;
	}
	log_line(LOG_NOTE, "anjuan-photo listens on %s", s.conf.photo_socket);
	while (stopping == 0 || is_busy(&s)) {
		start_jobs(&s);
		wait_and_serve(&s, &unblocked);
	}
	(void)unlink(s.conf.photo_socket);
	return 0;
}
