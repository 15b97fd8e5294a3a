/*
 * anjuan.conf: "name = value" lines, '#' comments.  The table in conf.c is the
 * one list of options (name, kind, default, range); anjuan.conf.5 documents
 * the same list and a lint compares them.  Unknown names stop the start.
 */
#ifndef LIB_BASE_CONF_H
#define LIB_BASE_CONF_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;

struct conf {
	/* database */
	const char *db_socket;		/* Unix socket; empty = TCP to db_host */
	const char *db_host;
	int64_t db_port;
	const char *db_name;
	const char *db_user;		/* one account per program */
	const char *db_password_file;	/* first line is the password; empty = none */
	/* places */
	const char *data_dir;		/* originals/, public/, staff/, tmp/ live below */
	const char *key_dir;		/* code.key, phone.key, box-YYYY.pub, box-YYYY.sec */
	const char *template_dir;
	const char *photo_socket;	/* where anjuan-photo listens */
	const char *batch_program;	/* anjuan, for receipts */
	const char *font_dir;		/* TrueType fonts for the papers */
	const char *font_body;		/* the office's own 仿宋, 小标宋, 楷体, 黑体: FILE or FILE:NUMBER; */
	const char *font_title;		/* "": Debian's */
	const char *font_kai;
	const char *font_hei;
	/* office */
	const char *zone;		/* Asia/Shanghai */
	const char *base_url;		/* https://host, no slash at the end */
	const char *office_name;	/* shown in heads and mails */
	const char *office_name_en;	/* the same in English; "": as office_name */
	const char *office_phone;
	const char *office_word;	/* 发文机关代字, before the 〔〕 of a document's number */
	const char *tile_url;		/* Leaflet tile layer; empty = none */
	/* limits */
	int64_t body_max;		/* bytes of a request body */
	int64_t photo_max;		/* bytes of one photo */
	int64_t session_idle;		/* minutes */
	int64_t track_tries;		/* failed codes an hour, per number and per address prefix */
	int64_t report_rate;		/* complaints an hour per address prefix */
	int64_t contact_rate;		/* the same per phone and per e-mail */
	int64_t report_pause;		/* seconds between form and report that a person needs */
	int64_t proof_bits;		/* zero bits of each part of the proof of work; 0: none is asked for */
	/* notices */
	const char *mail_url;		/* smtp://host:587 (STARTTLS) or smtps://host:465; empty = no mail */
	const char *mail_user;		/* empty = without signing in */
	const char *mail_password_file;	/* first line is the password */
	const char *mail_from;		/* sender's address */
	const char *sms_url;		/* https:// gateway of short messages; empty = none */
	const char *sms_key_file;	/* first line is the secret of the signature */
	/* no options: what the office has set itself (lib/service/channel_ops.h); NULL: as the files say */
	const char *mail_password, *sms_key;
	const char *ca_file;		/* certificates trusted for both; empty = the system's */
	int64_t send_timeout;		/* seconds for one message */
	int64_t notice_max;		/* messages a channel sends in one run */
	int64_t notice_seconds;		/* and how long it may take */
	/* service */
	int64_t x_accel;		/* 1: nginx sends photos; 0: the program does */
	int64_t style_page;	/* 1: /style shows every part the pages are made of (the demo) */
	int64_t template_reload;	/* 1: parse changed templates again (development) */
	int64_t cookie_secure;		/* 1: cookies only over https */
	const char *trusted_proxy;	/* REMOTE_ADDR whose X-Forwarded-For counts; empty = none */
	const char *log_level;		/* error, warn, note, info, debug */
};

/* One documented option, for the lint and "anjuan options". */
struct conf_option {
	const char *name;
	enum { CONF_STR, CONF_INT, CONF_BOOL } kind;
	const char *fallback;
	int64_t min, max;
	size_t offset;
};

/* The option table; *n gets its length. */
const struct conf_option *conf_options(size_t *n);
/*
 * Reads path over the defaults into c; texts live in a.  ERR_INVALID names
 * file, line and option.
 */
enum err conf_load(struct arena *a, const char *path, struct conf *c) MUST_USE;

#endif
