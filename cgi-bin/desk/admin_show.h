/* What the pages of the office's own data share: names of things, columns and values. */
#ifndef CGI_BIN_DESK_ADMIN_SHOW_H
#define CGI_BIN_DESK_ADMIN_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgi-bin/web/request.h"
#include "lib/base/err.h"
#include "lib/rule/admin.h"
#include "lib/store/store_admin.h"

struct admin_file;
struct view;

/* The thing a page is about, by its parameter; ADM_MAX when there is none of that name. */
enum admin_thing admin_thing_of(const struct request *rq);
/* "/desk/admin/row?thing=unit&id=17"; page is "row", "edit" …, rest the query behind it or "". */
char *admin_url(struct request *rq, const char *page, enum admin_thing thing, const char *key, const char *rest);
/* The name of a thing, a column, an operation, a change's state. */
const char *admin_thing_name(const struct request *rq, enum admin_thing thing);
const char *admin_op_name(const struct request *rq, int32_t op);
const char *admin_state_name(const struct request *rq, int32_t state);
/* A row's name as its list has it: limits, settings and permissions by the catalogue. */
const char *admin_title(struct request *rq, enum admin_thing thing, const char *zh, const char *en);
/* What stands under the name: amounts and words by the catalogue. */
const char *admin_note(struct request *rq, enum admin_thing thing, const char *zh, const char *en);
/* A person's name in the page's language. */
const char *admin_person(const struct request *rq, const char *name, const char *name_en);

/* A column's value as people read it; a reference by its label. */
enum err admin_value_text(struct request *rq, const struct admin_col *c, const char *value, const char **out) MUST_USE;
/* The columns as a form's fields, with their choices: Page.Fields.N. */
enum err show_admin_fields(struct request *rq, struct view *v, enum admin_thing thing, enum admin_op op,
    const struct admin_values *row) MUST_USE;
/* The columns with their values: Page.Facts.N.Label .Value. */
enum err show_admin_facts(struct request *rq, struct view *v, enum admin_thing thing,
    const struct admin_values *row) MUST_USE;
/* What a change changes: list.N.Label .Old.K .New.K. */
enum err show_admin_diff(struct request *rq, struct view *v, const struct change_row *c) MUST_USE;
/* A line of a list of changes. */
void show_admin_change(struct view *v, struct request *rq, const struct change_row *c);
/* What a file does, counts and rows: Page.File.Counts .Refused.N .Ended.N .Changed.N .Added.N .Overlaps.N .More.N */
void show_admin_file(struct request *rq, struct view *v, enum admin_thing thing, const struct admin_file *f);
/* The page of one row. */
enum err show_admin_row(struct request *rq, struct view *v, enum admin_thing thing, const char *key) MUST_USE;
/* A channel's last test messages: Page.Channel, Page.MayTest, Page.Tests.N .To .When .Who .Tone .State .Result */
enum err show_channel_tests(struct request *rq, struct view *v, const char *code) MUST_USE;
/* The form's first day: 0 for at once; a day that is over is refused, and false. */
bool admin_read_from(struct request *rq, usec_t *from);
/* "at once", or the day from which a change holds. */
const char *admin_from_text(struct request *rq, usec_t from);

#endif
