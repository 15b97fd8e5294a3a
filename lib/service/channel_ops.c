#include "config.h"
#include "lib/service/channel_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/part/mail.h"
#include "lib/service/admin_log.h"
#include "lib/service/sealed.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

bool
channel_is_mail(const char *code)
{
	return strcmp(code, "email") == 0;
}

static enum err
lay_over(struct service *sv, const struct channel_row *r, struct conf *c)
{
	const bool own = strcmp(r->via, "own") == 0;
	const char *secret = "";
	enum err e = OK;

	if (strcmp(r->via, "file") == 0)
		return OK;
	if (own && r->secret != NULL)
		e = sealed_open(sv, r->secret, &secret);
	if (channel_is_mail(r->code)) {
		c->mail_url = own && e == OK ? r->server : "";
		c->mail_user = r->server_login;
		c->mail_from = r->sender;
		c->mail_password = secret;
	} else {
		c->sms_url = own && e == OK ? r->server : "";
		c->sms_key = secret;
	}
	return e;
}

enum err
channel_conf(struct service *sv, usec_t now, struct conf *out)
{
	struct channel_row *rows;
	size_t n = 0;
	enum err e = store_channels(sv->db, sv->arena, now, &rows, &n), first = e;

	*out = *sv->conf;
	for (size_t i = 0; e == OK && i < n; i++) {
		const enum err one = lay_over(sv, &rows[i], out);

		first = first == OK ? one : first;
	}
	return first;
}

/* +86 and the like: what the gateway takes. */
static bool
is_phone(const char *s)
{
	return s[0] == '+' && strspn(s + 1, "0123456789") == strlen(s + 1) && strlen(s) >= 8 && strlen(s) <= 16;
}

enum err
channel_test_ask(struct service *sv, const struct user *who, const char *code, const char *to)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	const struct admin_entry x = { .kind = ADE_TESTED, .detail = arena_printf(sv->arena, "thing=channel\nrow=%s\n", code),
		.at = now };
	enum err e;

	if (!perm_in(who->perms, PERM_ADMIN_SYS))
		return err_raise(ERR_DENIED, "not his to test");
	if (!channel_is_mail(code) && strcmp(code, "sms") != 0)
		return err_raise(ERR_NOT_FOUND, "no such channel");
	if (channel_is_mail(code) ? !mail_address_ok(to) : !is_phone(to))
		return err_raise_field(ERR_INVALID, "to", "nothing can be sent there");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_channel_test_add(sv->db, code, to, who->id, now)) != OK ||
	    (e = admin_log_add(sv, who, &x)) != OK)
		return e;
	return db_commit(&tx);
}
