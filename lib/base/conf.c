#include "config.h"
#include "lib/base/conf.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

#define STR(name, fallback) { #name, CONF_STR, fallback, 0, 0, offsetof(struct conf, name) }
#define INT(name, fallback, min, max) \
	{ #name, CONF_INT, fallback, min, max, offsetof(struct conf, name) }
#define BOOL(name, fallback) { #name, CONF_BOOL, fallback, 0, 1, offsetof(struct conf, name) }

static const struct conf_option options[] = {
	STR(db_socket, "/run/mysqld/mysqld.sock"),
	STR(db_host, ""),
	INT(db_port, "3306", 1, 65535),
	STR(db_name, "anjuan"),
	STR(db_user, "anjuan_desk"),
	STR(db_password_file, ""),
	STR(data_dir, ANJUAN_STATEDIR),
	STR(key_dir, ANJUAN_SYSCONFDIR "/keys"),
	STR(template_dir, ANJUAN_DATADIR "/templates"),
	STR(photo_socket, ANJUAN_RUNDIR "/photo.sock"),
	STR(batch_program, ANJUAN_BINDIR "/anjuan"),
	STR(font_dir, "/usr/share/fonts/truetype"),
	STR(font_body, ""),
	STR(font_title, ""),
	STR(font_kai, ""),
	STR(font_hei, ""),
	STR(zone, "Asia/Shanghai"),
	STR(base_url, "http://localhost:8080"),
	STR(office_name, "案卷中心"),
	STR(office_name_en, ""),
	STR(office_phone, ""),
	STR(office_word, ""),
	STR(tile_url, ""),
	INT(body_max, "131072000", 4096, 1073741824),
	INT(photo_max, "20971520", 65536, 104857600),
	INT(session_idle, "30", 1, 1440),
	INT(track_tries, "10", 1, 1000),
	INT(report_rate, "30", 1, 1000000),
	INT(contact_rate, "5", 1, 1000000),
	INT(report_pause, "3", 0, 60),
	INT(proof_bits, "12", 0, 20),
	STR(mail_url, ""),
	STR(mail_user, ""),
	STR(mail_password_file, ""),
	STR(mail_from, ""),
	STR(sms_url, ""),
	STR(sms_key_file, ""),
	STR(ca_file, ""),
	INT(send_timeout, "10", 1, 120),
	INT(notice_max, "500", 1, 100000),
	INT(notice_seconds, "15", 1, 600),
	BOOL(x_accel, "0"),
	BOOL(template_reload, "0"),
	BOOL(style_page, "0"),
	BOOL(cookie_secure, "1"),
	STR(trusted_proxy, ""),
	STR(log_level, "info"),
};

const struct conf_option *
conf_options(size_t *n)
{
	*n = N(options);
	return options;
}

static bool
set(struct arena *a, struct conf *c, const struct conf_option *o, const char *value)
{
	char *field = (char *)c + o->offset;
	int64_t v;

	if (o->kind == CONF_STR) {
		*(const char **)(void *)field = arena_strdup(a, value);
		return true;
	}
	if (!parse_i64(value, o->min, o->max, &v))
		return false;
	*(int64_t *)(void *)field = v;
	return true;
}

static const struct conf_option *
find(const char *name)
{
	for (size_t i = 0; i < N(options); i++)
		if (strcmp(options[i].name, name) == 0)
			return &options[i];
	return NULL;
}

/* Cuts blanks from both ends in place. */
static char *
trim(char *s)
{
	char *end;

	s += strspn(s, " \t\r\n");
	for (end = s + strlen(s); end > s && isspace((unsigned char)end[-1]); end--)
		;
	*end = '\0';
	return s;
}

static enum err
take_line(struct arena *a, struct conf *c, const char *path, int no, char *line)
{
	const struct conf_option *o;
	char *name = trim(line), *eq = strchr(name, '=');

	if (name[0] == '\0' || name[0] == '#')
		return OK;
	if (eq == NULL)
		return err_raise(ERR_INVALID, "%s line %d: not \"name = value\"", path, no);
	*eq = '\0';
	name = trim(name);
	if ((o = find(name)) == NULL)
		return err_raise(ERR_INVALID, "%s line %d: unknown option \"%s\"", path, no, name);
	if (!set(a, c, o, trim(eq + 1)))
		return err_raise(ERR_INVALID, "%s line %d: %s must be a number from %lld to %lld", path,
		    no, name, (long long)o->min, (long long)o->max);
	return OK;
}

enum err
conf_load(struct arena *a, const char *path, struct conf *c)
{
	CLEANUP(fclosep) FILE *f = NULL;
	struct conf fresh = { 0 };
	char line[2048];
	enum err e = OK;
	int no = 0;

	for (size_t i = 0; i < N(options); i++)
		if (!set(a, &fresh, &options[i], options[i].fallback))
			return err_raise(ERR_INTERNAL, "bad default of %s", options[i].name);
	if ((f = fopen(path, "re")) == NULL)
		return err_raise(ERR_INVALID, "cannot read the configuration %s", path);
	while (e == OK && fgets(line, sizeof(line), f) != NULL) {
		no++;
		if (strlen(line) == sizeof(line) - 1 && line[sizeof(line) - 2] != '\n')
			e = err_raise(ERR_INVALID, "%s line %d is too long", path, no);
		else
			e = take_line(a, &fresh, path, no, line);
	}
	if (e == OK && ferror(f))
		e = err_raise(ERR_INVALID, "cannot read the configuration %s", path);
	if (e == OK)
		*c = fresh;
	return e;
}
