/* The things an office changes by itself: one row each, and nothing else. */
#include "config.h"
#include "lib/rule/admin.h"

#include <string.h>

#include "lib/base/check.h"
#include "lib/rule/account.h"
#include "lib/rule/near.h"

#include "lib/base/banned.h"

static const char *const langs[] = { "zh-CN", "en", NULL };
static const char *const one_two[] = { "1", "2", NULL };
static const char *const states[] = { "1", "0", NULL };
static const char *const unit_kinds[] = { "1", "2", "3", "4", "5", "6", NULL };
/* enum limit_unit, those a person may choose */
static const char *const spans[] = { "1", "2", "3", "4", "5", "6", "7", NULL };
static const char *const duties[] = { "patrol", "first", "deputy", NULL };
static const char *const actions[] = { "refuse", "back_to_upper", "return", NULL };
static const char *const levels[] = { "1", "2", "3", NULL };
/* the posts a warning may tell (sql/seed/told.sql) */
static const char *const posts[] = { "UNIT", "UNIT_LEADER", "UNIT_HEAD", "DISPATCHER", "CHIEF", "COMMANDER", "LEADER",
	"COORD", "DISCIPLINE", NULL };
static const char *const ask_forms[] = { "1", "2", "3", NULL };
static const char *const place_kinds[] = { "1", "2", "3", "4", NULL };
static const char *const conditions[] = { "1", "2", "3", "4", "5", NULL };

#define COL(n, k, ...) { .name = n, .kind = k, __VA_ARGS__ }
#define NAME_ZH COL("name_zh", AK_LINE, .need = true, .max = 60)
#define NAME_EN COL("name_en", AK_LINE, .need = true, .max = 120)

static const struct admin_col setting_cols[] = {
	COL("name", AK_LINE, .need = true, .fixed = true, .max = 64),
	COL("value", AK_SETTING),	/* only a text may be empty */
};
static const struct admin_col limit_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 24),
	COL("amount", AK_INT, .need = true, .min = 1, .max = 10000),
	COL("span", AK_CHOICE, .need = true, .words = spans),
};
static const struct admin_col unit_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 32),
	NAME_ZH, NAME_EN,
	COL("unit_kind", AK_CHOICE, .need = true, .words = unit_kinds),
	COL("parent_id", AK_REF, .ref = REF_UNIT),
	COL("group_code", AK_CODE, .need = true, .max = 16),
};
static const struct admin_col user_cols[] = {
	COL("login", AK_CODE, .need = true, .fixed = true, .min = 3, .max = 64),
	COL("name", AK_LINE, .need = true, .max = 40),
	COL("name_en", AK_LINE, .max = 80),
	COL("unit_id", AK_REF, .ref = REF_UNIT),
	COL("lang", AK_CHOICE, .words = langs),
	COL("state", AK_CHOICE, .need = true, .words = states),
};
static const struct admin_col user_role_cols[] = {
	COL("user_id", AK_REF, .need = true, .fixed = true, .ref = REF_USER),
	COL("role_id", AK_REF, .need = true, .fixed = true, .ref = REF_ROLE),
	COL("until", AK_UNTIL),
};
static const struct admin_col role_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 24),
	COL("name_zh", AK_LINE, .need = true, .max = 30),
	COL("name_en", AK_LINE, .need = true, .max = 60),
};
static const struct admin_col role_perm_cols[] = {
	COL("role_id", AK_REF, .need = true, .fixed = true, .ref = REF_ROLE),
	COL("perm", AK_REF, .need = true, .fixed = true, .ref = REF_PERM),
};
static const struct admin_col post_cols[] = {
	COL("cell_id", AK_REF, .need = true, .fixed = true, .ref = REF_CELL),
	COL("user_id", AK_REF, .need = true, .ref = REF_USER),
	COL("duty", AK_CHOICE, .need = true, .fixed = true, .words = duties),
};
static const struct admin_col duty_cols[] = {
	COL("major", AK_REF, .ref = REF_MAJOR),
	COL("class_id", AK_REF, .ref = REF_CLASS),
	COL("cell_id", AK_REF, .ref = REF_CELL),
	COL("owner_unit_id", AK_REF, .ref = REF_UNIT),
	COL("unit_id", AK_REF, .need = true, .ref = REF_UNIT),
	COL("part", AK_CHOICE, .need = true, .words = one_two),
	COL("basis_zh", AK_LINE, .need = true, .max = 200),
	COL("basis_en", AK_LINE, .need = true, .max = 200),
};
static const struct admin_col major_cols[] = {
	COL("class_kind", AK_CHOICE, .need = true, .fixed = true, .words = one_two),
	COL("major_code", AK_CODE, .need = true, .fixed = true, .min = 2, .max = 8),
	COL("name_zh", AK_LINE, .need = true, .max = 60),
	COL("name_en", AK_LINE, .need = true, .max = 60),
};
static const struct admin_col shift_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 16),
	COL("name_zh", AK_LINE, .need = true, .max = 60),
	COL("name_en", AK_LINE, .need = true, .max = 60),
	COL("shift_from", AK_CLOCK, .need = true),
	COL("shift_to", AK_CLOCK, .need = true),
};
/* the audiences whose people an office may choose: not whom an order names, nor who is outside */
static const char *const audiences[] = { "ACCEPTOR", "ARCHIVIST", "CHIEF", "COMMANDER", "COORD", "DISCIPLINE",
	"DISPATCHER", "HOTLINE", "LEADER", "SQUAD", "UNIT", "UNIT_HEAD", "UNIT_LEADER", NULL };
static const struct admin_col told_cols[] = {
	COL("audience", AK_CHOICE, .need = true, .fixed = true, .words = audiences),
	COL("role_id", AK_REF, .need = true, .fixed = true, .ref = REF_ROLE),
};
static const struct admin_col warning_cols[] = {
	COL("percent", AK_INT, .need = true, .fixed = true, .min = 1, .max = 1000),
	COL("class_id", AK_REF, .fixed = true, .ref = REF_CLASS),
	COL("audiences", AK_WORDS, .need = true, .max = 200, .words = posts),
};
static const struct admin_col centre_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 16),
	NAME_ZH, NAME_EN,
	COL("level", AK_CHOICE, .need = true, .words = levels),
	COL("above_id", AK_REF, .ref = REF_CENTRE),
	COL("division_code", AK_CODE, .need = true, .min = 6, .max = 12),
};
static const struct admin_col layer_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 16),
	COL("name_zh", AK_LINE, .need = true, .max = 60),
	COL("name_en", AK_LINE, .need = true, .max = 60),
};
static const struct admin_col class_cols[] = {
	COL("major", AK_REF, .need = true, .fixed = true, .ref = REF_MAJOR),
	COL("minor_code", AK_CODE, .need = true, .fixed = true, .min = 2, .max = 8),
	NAME_ZH, NAME_EN,
	COL("urgent", AK_BOOL, .need = true),
	COL("hazard", AK_BOOL, .need = true),
	COL("for_public", AK_BOOL, .need = true),
	COL("light_photo", AK_BOOL, .need = true),
	COL("private", AK_BOOL),
	COL("near_group", AK_CODE, .max = 16),
	COL("near_radius", AK_INT, .min = 0, .max = NEAR_RADIUS_MAX),
	COL("near_days", AK_INT, .min = 0, .max = NEAR_DAYS_MAX),
};
static const struct admin_col class_word_cols[] = {
	COL("class_id", AK_REF, .need = true, .fixed = true, .ref = REF_CLASS),
	COL("lang", AK_CHOICE, .need = true, .words = langs),
	COL("word", AK_LINE, .need = true, .max = 60),
};
static const struct admin_col class_ask_cols[] = {
	COL("class_id", AK_REF, .need = true, .fixed = true, .ref = REF_CLASS),
	COL("seq", AK_INT, .need = true, .fixed = true, .min = 1, .max = 99),
	COL("ask_form", AK_CHOICE, .need = true, .words = ask_forms),
	COL("text_zh", AK_TEXT, .need = true, .max = 400),
	COL("text_en", AK_TEXT, .need = true, .max = 400),
	COL("answers_zh", AK_TEXT, .max = 400),
	COL("answers_en", AK_TEXT, .max = 400),
	COL("dial", AK_LINE, .max = 40),
	COL("after_seq", AK_INT, .min = 0, .max = 99),
	COL("after_answer", AK_INT, .min = 0, .max = 20),
	COL("go_on", AK_BOOL, .need = true),
};
static const struct admin_col place_cols[] = {
	COL("place_kind", AK_CHOICE, .need = true, .words = place_kinds),
	NAME_ZH, NAME_EN,
	COL("lat", AK_POINT, .need = true, .min = 90),
	COL("lon", AK_POINT, .need = true, .min = 180),
};
static const struct admin_col condition_cols[] = {
	COL("class_id", AK_REF, .need = true, .fixed = true, .ref = REF_CLASS),
	COL("seq", AK_INT, .need = true, .fixed = true, .min = 1, .max = 99),
	COL("cond_zh", AK_TEXT, .need = true, .max = 400),
	COL("cond_en", AK_TEXT, .need = true, .max = 400),
	COL("close_zh", AK_TEXT, .need = true, .max = 400),
	COL("close_en", AK_TEXT, .need = true, .max = 400),
	COL("urgent", AK_BOOL, .need = true),
	COL("amount", AK_INT, .need = true, .min = 1, .max = 10000),
	COL("span", AK_CHOICE, .need = true, .words = spans),
	COL("steps", AK_STEPS, .max = 4000),
};
static const struct admin_col calendar_cols[] = {
	COL("name", AK_LINE, .need = true, .max = 60),
	COL("duty_from", AK_CLOCK, .need = true),
	COL("duty_to", AK_CLOCK, .need = true),
	COL("day_hours", AK_INT, .need = true, .min = 1, .max = 24),
	COL("windows", AK_WINDOWS, .need = true),
	COL("days", AK_DAYS, .need = true),
};
static const struct admin_col reason_cols[] = {
	COL("action", AK_CHOICE, .need = true, .fixed = true, .words = actions),
	COL("name_zh", AK_LINE, .need = true, .max = 120),
	COL("name_en", AK_LINE, .need = true, .max = 120),
	COL("public_zh", AK_TEXT, .max = 400),
	COL("public_en", AK_TEXT, .max = 400),
};
static const struct admin_col cell_cols[] = {
	COL("layer_id", AK_REF, .need = true, .fixed = true, .ref = REF_LAYER),
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 20),
	NAME_ZH, NAME_EN,
	COL("community_code", AK_CODE, .max = 12),
	COL("land_use", AK_LINE, .max = 40),
	COL("unit_id", AK_REF, .ref = REF_UNIT),
	COL("squad_id", AK_REF, .ref = REF_UNIT),
	COL("shape", AK_SHAPE, .need = true),
};
static const struct admin_col component_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .min = 16, .max = 16),
	COL("class_id", AK_REF, .need = true, .fixed = true, .ref = REF_CLASS),
	NAME_ZH, NAME_EN,
	COL("lat", AK_POINT, .need = true, .min = 90),
	COL("lon", AK_POINT, .need = true, .min = 180),
	COL("manager_unit_id", AK_REF, .ref = REF_UNIT),
	COL("owner_unit_id", AK_REF, .ref = REF_UNIT),
	COL("maintainer_unit_id", AK_REF, .ref = REF_UNIT),
	COL("component_state", AK_CHOICE, .need = true, .words = conditions),
	COL("surveyed", AK_DAY, .need = true),
};

static const char *const vias[] = { "file", "own", "off", NULL };
static const struct admin_col channel_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .max = 8),
	COL("via", AK_CHOICE, .need = true, .words = vias),
	COL("server", AK_LINE, .max = 200),
	COL("server_login", AK_LINE, .max = 120),
	COL("sender", AK_LINE, .max = 254),
	COL("secret", AK_SECRET, .max = 200),
};

/* A version is written from another one and gets the next number; none is ever changed (PIPL art. 17). */
static const struct admin_col privacy_cols[] = {
	COL("version", AK_INT, .need = true, .fixed = true, .min = 1, .max = INT16_MAX),
	COL("notice_zh", AK_TEXT, .need = true, .max = 20000),
	COL("notice_en", AK_TEXT, .need = true, .max = 20000),
};

/* A crew of two: up to three roles each (R20). */
static const struct admin_col pair_cols[] = {
	NAME_ZH, NAME_EN,
	COL("seat1_role", AK_REF, .need = true, .ref = REF_ROLE),
	COL("seat1_also", AK_REF, .ref = REF_ROLE),
	COL("seat1_more", AK_REF, .ref = REF_ROLE),
	COL("seat2_role", AK_REF, .need = true, .ref = REF_ROLE),
	COL("seat2_also", AK_REF, .ref = REF_ROLE),
	COL("seat2_more", AK_REF, .ref = REF_ROLE),
};

/* Rules of accountability (lib/rule/account.h): events first, then the figures a threshold makes sense for. */
static const char *const account_measures[] = {
#define X(name, word) word,
	ACCOUNT_EVENTS(X)
#undef X
	"r_close", "r_close_ontime", "r_dispose", "r_dispose_ontime", "r_dispose_late_open", "r_rework", "r_return", "r_extend",
	"r_satisfied", "r_sign_ontime", "n_rework", "n_return", "n_close_late_open", NULL
};
static const char *const account_consequences[] = {
#define X(word) word,
	ACCOUNT_CONSEQUENCES(X)
#undef X
	NULL
};
static const char *const one_four[] = { "1", "2", "3", "4", NULL };
static const struct admin_col rule_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .min = 2, .max = 8),
	COL("name_zh", AK_LINE, .need = true, .max = 60),
	COL("name_en", AK_LINE, .need = true, .max = 120),
	COL("account_measure", AK_CHOICE, .need = true, .words = account_measures),
	COL("account_subject", AK_CHOICE, .need = true, .words = levels),
	COL("account_span", AK_CHOICE, .need = true, .words = one_four),
	COL("account_cmp", AK_CHOICE, .need = true, .words = one_four),
	COL("account_num", AK_INT, .need = true, .min = 0, .max = 1000000),
	COL("account_den", AK_INT, .need = true, .min = 1, .max = 1000000),
	COL("account_times", AK_INT, .need = true, .min = 0, .max = 12),
	COL("account_small", AK_INT, .need = true, .min = 0, .max = 1000),
	COL("answer_days", AK_INT, .need = true, .min = 0, .max = 90),
	COL("account_consequences", AK_WORDS, .need = true, .max = 200, .words = account_consequences),
	COL("basis_zh", AK_TEXT, .need = true, .max = 400),
	COL("basis_en", AK_TEXT, .need = true, .max = 400),
	COL("account_source", AK_LINE, .need = true, .max = 120),
};

/* Composite scores (lib/rule/score.h): schemes, and the parts of each. */
static const char *const score_targets[] = { "unit", "unit_cell", "community", "street", "district", "supervisor", "acceptor", "chief",
	"dispatcher", "clerk", "hand", "team", "hotline", "centre", NULL };
static const char *const score_forms[] = { "1", "2", "3", "4", "5", "6", NULL };
static const struct admin_col scheme_cols[] = {
	COL("code", AK_CODE, .need = true, .fixed = true, .min = 2, .max = 24),
	COL("score_target", AK_CHOICE, .need = true, .fixed = true, .words = score_targets),
	NAME_ZH, NAME_EN,
	COL("score_main", AK_BOOL),
	COL("score_least_count", AK_CODE, .need = true, .max = 24),
	COL("score_least", AK_INT, .need = true, .min = 0, .max = 100000),
};
static const struct admin_col score_cols[] = {
	COL("score_scheme", AK_CODE, .need = true, .fixed = true, .max = 24),
	COL("score_form", AK_CHOICE, .need = true, .fixed = true, .words = score_forms),
	COL("score_indicator", AK_CODE, .fixed = true, .max = 24),
	COL("score_weight", AK_INT, .min = 0, .max = 1000),
	COL("score_lower", AK_BOOL),
	COL("score_per_cell", AK_BOOL),
	COL("score_source", AK_INT, .fixed = true, .min = 0, .max = 99),
	COL("score_floor", AK_INT, .min = 0, .max = 10000),
	COL("score_cost", AK_INT, .min = 0, .max = 10000),
	COL("score_cost_more", AK_INT, .min = 0, .max = 10000),
	COL("score_more_from", AK_INT, .min = 0, .max = 10000),
	COL("score_steps", AK_LINE, .max = 200),
	COL("score_group", AK_CODE, .fixed = true, .max = 16),
};

#define COLS(t) .cols = (t), .n_cols = N(t)
#define SYS .edit = PERM_ADMIN_SYS, .confirm = PERM_ADMIN_SEC
#define SEC .edit = PERM_ADMIN_SEC, .confirm = PERM_ADMIN_SYS
#define ALONE .of = ADM_MAX
#define ADD OP_BIT(OP_ADD)
#define CHANGE OP_BIT(OP_CHANGE)
#define END OP_BIT(OP_END)
#define PASSWORD OP_BIT(OP_PASSWORD)
#define FROM_FILE OP_BIT(OP_FILE)

static const struct admin_def defs[ADM_MAX] = {
	[ADM_SETTING] = { "setting", "filter", SYS, LIFE_VERSION, CHANGE, ALONE, COLS(setting_cols) },
	[ADM_LIMIT] = { "limit", "clock", SYS, LIFE_VERSION, CHANGE, ALONE, COLS(limit_cols) },
	[ADM_UNIT] = { "unit", "users", SYS, LIFE_PLACE, ADD | CHANGE | END, ALONE, COLS(unit_cols) },
	[ADM_USER] = { "person", "user", SYS, LIFE_PLACE, ADD | CHANGE | END | PASSWORD, ALONE, COLS(user_cols) },
	[ADM_USER_ROLE] = { "person_role", "shield", SEC, LIFE_SPAN, ADD | END, .of = ADM_USER, COLS(user_role_cols) },
	[ADM_ROLE] = { "role", "shield", SEC, LIFE_PLACE, CHANGE, ALONE, COLS(role_cols) },
	[ADM_ROLE_PERM] = { "role_perm", "lock", SEC, LIFE_PLACE, ADD | END, .of = ADM_ROLE, COLS(role_perm_cols) },
	[ADM_POST] = { "post", "pin", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(post_cols) },
	[ADM_DUTY] = { "duty", "send", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(duty_cols) },
	[ADM_MAJOR] = { "major", "list", SYS, LIFE_PLACE, ADD | CHANGE, ALONE, COLS(major_cols) },
	[ADM_CLASS] = { "class", "list", SYS, LIFE_PLACE, ADD | CHANGE | END, ALONE, COLS(class_cols) },
	[ADM_CONDITION] = { "condition", "file", SYS, LIFE_SPAN, ADD | CHANGE | END, .of = ADM_CLASS,
	    COLS(condition_cols) },
	[ADM_CALENDAR] = { "calendar", "clock", SYS, LIFE_VERSION, CHANGE, ALONE, COLS(calendar_cols) },
	[ADM_SHIFT] = { "shift", "clock", SYS, LIFE_PLACE, ADD | CHANGE, ALONE, COLS(shift_cols) },
	[ADM_WARNING] = { "warning", "alert", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(warning_cols) },
	[ADM_TOLD] = { "told", "chat", SYS, LIFE_PLACE, ADD | END, ALONE, COLS(told_cols) },
	[ADM_REASON] = { "reason", "chat", SYS, LIFE_PLACE, ADD | CHANGE | END, ALONE, COLS(reason_cols) },
	[ADM_CENTRE] = { "centre", "pin", SYS, LIFE_PLACE, ADD | CHANGE, ALONE, COLS(centre_cols) },
	[ADM_LAYER] = { "layer", "map", SYS, LIFE_PLACE, ADD | CHANGE, ALONE, COLS(layer_cols) },
	[ADM_CELL] = { "cell", "map", SYS, LIFE_PLACE, ADD | CHANGE | END | FROM_FILE, ALONE, COLS(cell_cols) },
	[ADM_COMPONENT] = { "component", "pin", SYS, LIFE_PLACE, ADD | CHANGE | FROM_FILE, ALONE, COLS(component_cols) },
	[ADM_CHANNEL] = { "channel", "send", SYS, LIFE_VERSION, CHANGE, ALONE, COLS(channel_cols) },
	[ADM_PRIVACY] = { "privacy", "file", SYS, LIFE_VERSION, CHANGE, ALONE, COLS(privacy_cols) },
	[ADM_CLASS_WORD] = { "class_word", "search", SYS, LIFE_SPAN, ADD | CHANGE | END, .of = ADM_CLASS,
	    COLS(class_word_cols) },
	[ADM_CLASS_ASK] = { "class_ask", "info", SYS, LIFE_SPAN, ADD | CHANGE | END, .of = ADM_CLASS, COLS(class_ask_cols) },
	[ADM_PLACE] = { "place", "map", SYS, LIFE_PLACE, ADD | CHANGE | END, ALONE, COLS(place_cols) },
	[ADM_RULE] = { "account_rule", "alert", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(rule_cols) },
	[ADM_SCHEME] = { "score_scheme", "list", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(scheme_cols) },
	[ADM_SCORE] = { "score_part", "list", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(score_cols) },
	[ADM_PAIR] = { "pair", "users", SYS, LIFE_SPAN, ADD | CHANGE | END, ALONE, COLS(pair_cols) },
};

_Static_assert(N(component_cols) <= ADMIN_COLS && N(rule_cols) <= ADMIN_COLS, "a thing has more columns than a row holds");

const struct admin_def *
admin_def(enum admin_thing thing)
{
	return &defs[thing];
}

enum admin_thing
admin_of_code(const char *code)
{
	enum admin_thing t = 0;

	while (t < ADM_MAX && strcmp(defs[t].code, code) != 0)
		t++;
	return t;
}
