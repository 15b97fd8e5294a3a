/*
 * What a person can do about his complaint: file it, upload photos for it,
 * follow it by its code; and what a clerk does for him at the counter.
 */
#ifndef LIB_SERVICE_COMPLAINT_OPS_H
#define LIB_SERVICE_COMPLAINT_OPS_H

#include "lib/base/secret.h"
#include "lib/rule/ask.h"
#include "lib/rule/refno.h"
#include "lib/service/file_ops.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_file.h"
#include "lib/store/store_follow.h"

/* A complaint as the form brings it; texts are checked UTF-8, NULL where absent. */
struct complaint_form {
	const char *key;		/* the form's one-time key */
	enum source source;
	const char *lang;
	int64_t class_id;		/* 0: the sender did not know */
	const char *description, *address;
	bool has_point;
	int32_t lat, lon;
	const char *community;		/* code of the one that was chosen, known to division; NULL: none */
	int64_t same_case;		/* "this is mine too": join it, or point to it when it is over; 0: no */
	struct complaint_reply {
		int64_t ask_id;
		const char *text;
	} replies[ASKS_MAX];		/* to the class's questions */
	size_t n_replies;
	bool confidential, hazard;	/* hazard: registered as one, complaint_file_case() only */
	const char *name, *phone, *email;	/* phone in E.164 or as written */
	const char *ext_system, *ext_number;
	usec_t ext_due;			/* USEC_NONE: none */
	bool verified_above;		/* its sender has been on site (R12) */
	usec_t client_at;		/* when it was written, as a device says; USEC_NONE: it does not */
	struct actor who;		/* all zero: the public */
	int64_t earlier_id;		/* the complaint about the same problem before; 0: none */
	bool same_contact;		/* told as in that one: its sealed contact is taken over */
	const char *addr_prefix;	/* for the hourly limits; NULL: no limit */
	int32_t doubts;			/* about a form of the public (lib/rule/doubt.h) */
};

/* What is acknowledged. */
struct complaint_receipt {
	int64_t id;
	char number[REFNO_MAX];
	char code[CODE_LEN + 1];
	usec_t received_at, accept_due;
	bool again;			/* the same form came before: nothing was added */
};

/*
 * Files a complaint: row, code, sealed contact, photos (those uploaded under
 * the key and those given), first event and notice in one transaction,
 * committed and flushed when it returns OK.  The same key again gives the same
 * receipt.  With doubts, or over an hourly limit, it is filed as suspect, never
 * lost; ERR_TOO_MANY far above the address's limit (doubt_count()).  More
 * than PHOTOS_MAX photos together: ERR_INVALID as complaint_upload().
 */
enum err complaint_file(struct service *sv, const struct complaint_form *f,
    const struct attachment *files, size_t n_files, struct complaint_receipt *out) MUST_USE;
/* As complaint_file(), and registered as a case at once: supervisors and clerks. */
enum err complaint_file_case(struct service *sv, const struct complaint_form *f,
    const struct attachment *files, size_t n_files, struct complaint_receipt *out,
    int64_t *case_id) MUST_USE;
/* The receipt of a form key again (reload); ERR_NOT_FOUND when it made none. */
enum err complaint_receipt_again(struct service *sv, const char *key, struct complaint_receipt *out) MUST_USE;

/*
 * Keeps one photo or recording under a form's key until the form comes; *id names it there.  The same one
 * again is OK.  ERR_INVALID above PHOTOS_MAX (err_text() is Err.too_many_files), else as
 * file_take().
 */
enum err complaint_upload(struct service *sv, const char *key, const struct incoming *in,
    int64_t *id) MUST_USE;
/* The photos that wait under a key, in the order they came. */
enum err complaint_uploads(struct service *sv, const char *key, struct upload_row **out, size_t *n) MUST_USE;
/* Takes one photo away again, by the id complaint_upload() gave; an unknown one is no error. */
enum err complaint_upload_drop(struct service *sv, const char *key, int64_t id) MUST_USE;

/*
 * The complaint of a number and code as typed.  ERR_NOT_FOUND whatever is
 * wrong; ERR_TOO_MANY after conf track_tries failures an hour for the number or
 * the address prefix (design §4.11).
 */
enum err complaint_unlock(struct service *sv, const char *number, const char *code,
    const char *addr_prefix, struct follow_row **out) MUST_USE;
/* The same for who has proved before that it is his (a pass); ERR_NOT_FOUND for an unknown one. */
enum err complaint_followed(struct service *sv, int64_t id, struct follow_row **out) MUST_USE;
/*
 * A token that says "this browser has the code of complaint id" for a day, for
 * its photos; and the complaint of a token, ERR_NOT_FOUND when it is none.
 */
enum err complaint_pass(struct service *sv, int64_t id, char **out) MUST_USE;
enum err complaint_of_pass(struct service *sv, const char *pass, int64_t *id) MUST_USE;

/* An opened contact; NULL where not given. */
struct contact_plain {
	const char *name, *phone, *email;
};
/*
 * Opens the sealed contact of a complaint, in one transaction with the event
 * that says who did and why (reason_id of the reasons for "reveal", and words);
 * the sender sees post and kind of reason on the follow page.  ERR_NOT_FOUND for an anonymous complaint.
 */
enum err contact_open(struct service *sv, int64_t complaint_id, const struct actor *who,
    int64_t reason_id, const char *reason, struct contact_plain *out) MUST_USE;

/* "138****5678", "王**", "w***@example.cn"; NULL for NULL. */
char *mask_phone(struct arena *a, const char *phone);
char *mask_name(struct arena *a, const char *name);
char *mask_email(struct arena *a, const char *email);

#endif
