/*
 * What a phone on the street asks the desk for by itself: who is signed in and
 * with which tasks, and the outbox's answers, whose photos come one by one
 * before them.  The outbox is htdocs/js/outbox.js.
 */
#include "config.h"
#include "cgi-bin/desk/desk.h"

#include <string.h>

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/part/json.h"
#include "lib/service/case_ops.h"
#include "lib/service/complaint_ops.h"
#include "lib/service/user_ops.h"
#include "lib/store/store_event.h"
#include "lib/store/store_task.h"

#include "lib/base/banned.h"

/* What a task's page says about the others it may be answered with: it is kept anew when this changes. */
static uint32_t
task_mark(const struct task_row *tasks, size_t n, const struct task_row *t)
{
	uint64_t h = 0;

	for (size_t i = 0; i < n; i++)
		if (tasks[i].q.state == t->q.state)
			h = h * 31 + (uint64_t)tasks[i].q.id * 1009 + (uint64_t)tasks[i].version;
	return (uint32_t)(h ^ h >> 32);
}

static void
put_task(struct json_writer *j, struct request *rq, const struct task_row *tasks, size_t n,
    const struct task_row *t)
{
	json_open(j, NULL, '{');
	json_put_int(j, "id", t->q.id);
	json_put_int(j, "version", t->version);
	json_put_int(j, "mark", task_mark(tasks, n, t));
	json_put_text(j, "url", arena_printf(rq->arena, "/desk/task?id=%lld", (long long)t->q.id));
	json_close(j);
}

/* Who is signed in, a token for what he sends, and the tasks to be kept. */
enum err
page_phone(struct request *rq)
{
	struct json_writer j;
	struct task_row *tasks;
	struct buf b;
	size_t n;
	enum err e = store_tasks(rq->db, rq->arena, rq->user->id, &tasks, &n);

	if (e != OK)
		return e;
	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "user", rq->user->login);
	json_put_text(&j, "csrf", rq->csrf);
	json_open(&j, "tasks", '[');
	for (size_t i = 0; i < n; i++)
		put_task(&j, rq, tasks, n, &tasks[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return reply_json(rq, b.s);
}

static void
put_icon(struct json_writer *j, const char *src, const char *sizes, const char *type)
{
	json_open(j, NULL, '{');
	json_put_text(j, "src", src);
	json_put_text(j, "sizes", sizes);
	json_put_text(j, "type", type);
	json_put_text(j, "purpose", "any maskable");
	json_close(j);
}

/* How the street's pages stand on a phone's first screen: name, drawing, where they begin. */
enum err
page_phone_manifest(struct request *rq)
{
	const char *site = rq->lang == LANG_EN && rq->conf->office_name_en[0] != '\0' ?
	    rq->conf->office_name_en : rq->conf->office_name;
	struct json_writer j;
	struct buf b;

	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "name", site);
	json_put_text(&j, "short_name", request_text(rq, "Text.phone.app"));
	json_put_text(&j, "lang", lang_code(rq->lang));
	json_put_text(&j, "id", "/desk/tasks");
	json_put_text(&j, "start_url", "/desk/tasks");
	json_put_text(&j, "scope", "/desk/");
	json_put_text(&j, "display", "standalone");
	json_put_text(&j, "theme_color", "#b3261e");
	json_put_text(&j, "background_color", "#fffaf2");
	json_open(&j, "icons", '[');
	put_icon(&j, "/img/phone.svg", "any", "image/svg+xml");
	put_icon(&j, "/img/phone-192.png", "192x192", "image/png");
	put_icon(&j, "/img/phone-512.png", "512x512", "image/png");
	json_close(&j);
	json_close(&j);
	json_end(&j);
	return reply_bytes(rq, "application/manifest+json", b.s, b.len);
}

/* The keys of the other answers that the photo belongs to, a blank between them. */
static enum err
keep_also(struct request *rq, struct service *sv, const struct attachment *kept)
{
	const char *keys = param_text(rq, "also");
	enum err e = OK;

	for (size_t n; e == OK && keys != NULL && *keys != '\0'; keys += n + (keys[n] == ' ')) {
		n = strcspn(keys, " ");
		if (n < 16 || n > 64)
			return err_raise_field(ERR_INVALID, "also", "Err.key");
		e = file_keep_also(sv, arena_strndup(rq->arena, keys, n), kept);
	}
	return e;
}

/* One photo or recording, kept under the key of the answer that will follow. */
enum err
page_phone_file(struct request *rq)
{
	struct service sv = show_service(rq);
	size_t n;
	struct upload *const *files = param_files(rq, "photo", &n);
	const struct incoming in = { files[0]->fd, files[0]->path, files[0]->hash, files[0]->size };
	struct attachment kept;
	enum err e = file_keep(&sv, param_text(rq, "key"), &in, true, true, &kept);

	if (e == OK)
		e = keep_also(rq, &sv, &kept);
	if (e == ERR_INVALID || e == ERR_TOO_LARGE)
		param_refuse(rq, "photo", arena_strdup(rq->arena, err_text()));
	return e == OK ? reply_empty(rq) : e;
}

usec_t
phone_client_at(const struct request *rq)
{
	return param_has(rq, "client_at") ? param_int(rq, "client_at") * 1000 : USEC_NONE;
}

/* Photos wait a day for their answer: one that comes later sends them again. */
static enum err
all_there(struct request *rq, size_t n)
{
	if ((int64_t)n >= param_int(rq, "files"))
		return OK;
	param_refuse(rq, "photo", "Err.photo_again");
	return ERR_INVALID;
}

/* The recordings that came with the form itself. */
static enum err
take_recordings(struct request *rq, struct service *sv, struct attachment *files, size_t *n)
{
	size_t more;
	struct upload *const *in = param_files(rq, "media", &more);
	enum err e = OK;

	if (*n + more > PHOTOS_MAX) {
		param_refuse(rq, "media", "Err.too_many_files");
		return ERR_INVALID;
	}
	for (size_t i = 0; i < more && e == OK; i++) {
		const struct incoming one = { in[i]->fd, in[i]->path, in[i]->hash, in[i]->size };

		if ((e = file_take_recording(sv, &one, &files[*n])) == OK)
			(*n)++;
	}
	if (e == ERR_INVALID)
		param_refuse(rq, "media", arena_strdup(rq->arena, err_text()));
	return e;
}

enum err
phone_case_files(struct request *rq, struct service *sv, struct attachment *files, struct step *s)
{
	const char *key = param_text(rq, "key");
	struct attachment all[PHOTOS_MAX];
	size_t n_all, kept;
	int64_t id;
	enum err e = take_recordings(rq, sv, files, &s->n_files);

	/* An answer that was taken before has its photos already. */
	if (e == OK && param_has(rq, "files") && case_of_key(sv, key, &id) != OK) {
		if ((e = file_gather(sv, key, files, s->n_files, all, &n_all, &kept)) != OK ||
		    (e = all_there(rq, n_all)) != OK)
			return e;
		for (size_t i = 0; i < n_all; i++)
			files[i] = all[i];
		s->n_files = n_all;
	}
	for (size_t i = 0; e == OK && i < s->n_files; i++)
		s->n_recordings += files[i].recording;
	return e;
}

enum err
phone_report_files(struct request *rq, struct service *sv, struct attachment *files, size_t *n)
{
	struct complaint_receipt known;
	struct upload_row *ups;
	size_t n_ups;
	enum err e = take_recordings(rq, sv, files, n);

	if (e != OK || !param_has(rq, "files") ||
	    complaint_receipt_again(sv, param_text(rq, "key"), &known) == OK)
		return e;
	e = complaint_uploads(sv, param_text(rq, "key"), &ups, &n_ups);
	return e == OK ? all_there(rq, n_ups + *n) : e;
}

/* A case that has moved on: who did what, and when, where he may still see it. */
static enum err
say_moved_on(struct request *rq)
{
	struct case_page p = { 0 };
	struct event_row *last;
	enum err e = case_page_read(rq, param_int(rq, "id"), &p);

	if (e == ERR_NOT_FOUND) {	/* it was his, and is no more */
		param_refuse(rq, "id", "Err.case_gone");
		return OK;
	}
	if (e != OK || (e = case_last_event(rq, p.c->id, &last)) != OK || last == NULL)
		return e;
	param_refuse_args(rq, "id", "Err.conflict", arena_printf(rq->arena, "%s · %s",
	    show_time_short(rq->arena, rq->lang, last->at), event_person(rq, last)), event_name(rq, last));
	return OK;
}

/* "Photo: missing": without its form around it a refusal has to name its field. */
static void
name_field(struct request *rq)
{
	for (size_t i = 0; i < rq->nvalues; i++) {
		struct value *v = &rq->values[i];
		const char *said, *label = text_find(rq->lang, arena_printf(rq->arena, "Field.%s.Label", v->param->name));

		if (v->error == NULL)
			continue;
		said = text_fill(rq->arena, rq->lang, v->error, v->error_args, N(v->error_args));
		if (label != NULL) {
			v->error = NULL;
			param_refuse_args(rq, v->param->name, "Err.at_field", label, said);
		}
		return;
	}
}

/* Why an answer or a photo was not taken, in words for its sender. */
enum err
page_phone_refused(struct request *rq)
{
	enum err e = OK;

	if (rq->failure == ERR_CONFLICT && param_has(rq, "version"))
		e = say_moved_on(rq);
	else
		name_field(rq);
	if (e == OK)
		reply_error(rq, rq->failure);
	return e;
}
