#include "config.h"
#include "lib/rule/notice.h"

#include <string.h>

#include "lib/base/num.h"
#include "lib/rule/calendar.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

enum { LOOK_AHEAD_HOURS = 48 };

static bool
has_role(const struct notice_person *p, int64_t role)
{
	return role > 0 && role < 63 && ((uint64_t)p->roles >> role & 1) != 0;
}

static size_t
place_of(const struct notice_house *h, int64_t user_id)
{
	size_t lo = 0, hi = h->n_people;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (h->people[mid].id < user_id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < h->n_people && h->people[lo].id == user_id ? lo : h->n_people;
}

/* Adds a person once; an unknown or closed account is nobody. */
static void
add(const struct notice_house *h, size_t place, size_t *out, size_t *n)
{
	if (place >= h->n_people)
		return;
	for (size_t i = 0; i < *n; i++)
		if (out[i] == place)
			return;
	out[(*n)++] = place;
}

static void
add_holders(const struct notice_house *h, int64_t role, int64_t unit, size_t *out, size_t *n)
{
	for (size_t i = 0; i < h->n_people; i++)
		if (has_role(&h->people[i], role) && (unit == 0 || h->people[i].unit_id == unit))
			add(h, i, out, n);
}

/* Who of the role is on duty; *next gets the earliest later turn of it within the time we look ahead. */
static void
add_on_duty(const struct notice_house *h, int64_t role, usec_t now, size_t *out, size_t *n, usec_t *next)
{
	for (size_t i = 0; i < h->n_duties; i++) {
		const struct notice_duty *d = &h->duties[i];
		const size_t place = place_of(h, d->user_id);

		if (d->role_id != role || place == h->n_people || !has_role(&h->people[place], role))
			continue;
		if (d->from <= now && now < d->until)
			add(h, place, out, n);
		else if (d->from > now && d->from - now <= LOOK_AHEAD_HOURS * USEC_HOUR &&
		    (*next == USEC_NONE || d->from < *next))
			*next = d->from;
	}
}

/* A post kept by shifts, or the power that passes down (one: the first role on duty is enough). */
static enum notice_found
by_duty(const struct notice_house *h, const struct notice_call *c, const struct notice_audience *rows, size_t n_rows,
    usec_t now, size_t *out, size_t *n, usec_t *later)
{
	const bool one = rows[0].scope == SCOPE_POWER;
	usec_t next = USEC_NONE;

	if (one && !c->hazard && h->power_user != 0) {
		add(h, place_of(h, h->power_user), out, n);
		if (*n > 0)
			return FOUND_PEOPLE;
	}
	/* A hazard goes to all who could have the power: minutes count, not whose turn it is. */
	for (size_t i = 0; i < n_rows && !(one && c->hazard); i++) {
		add_on_duty(h, rows[i].role_id, now, out, n, &next);
		if (one && *n > 0)
			break;
	}
	if (*n > 0)
		return FOUND_PEOPLE;
	if (!c->hazard && next != USEC_NONE) {
		*later = next;
		return FOUND_LATER;
	}
	for (size_t i = 0; i < n_rows; i++) {
		add_holders(h, rows[i].role_id, 0, out, n);
		if (one && !c->hazard && *n > 0)
			break;
	}
	return *n > 0 ? FOUND_PEOPLE : FOUND_NOBODY;
}

static enum notice_found
of_unit(const struct notice_house *h, const struct notice_call *c, const struct notice_audience *rows, size_t n_rows,
    size_t *out, size_t *n)
{
	if (c->unit_id == 0)
		return FOUND_NOBODY;
	for (size_t i = 0; i < n_rows; i++)
		add_holders(h, rows[i].role_id, c->unit_id, out, n);
	if (*n == 0) {
		add_holders(h, R_UNIT_LEADER, c->unit_id, out, n);
		add_holders(h, R_UNIT_HEAD, c->unit_id, out, n);
	}
	return *n > 0 ? FOUND_PEOPLE : FOUND_NOBODY;
}

static enum notice_found
of_order(const struct notice_house *h, const struct notice_call *c, size_t *out, size_t *n)
{
	if (c->user_id != 0)
		add(h, place_of(h, c->user_id), out, n);
	for (size_t i = 0; c->user_id == 0 && c->cell_id != 0 && i < h->n_patrols; i++)
		if (h->patrols[i].cell_id == c->cell_id)
			add(h, place_of(h, h->patrols[i].user_id), out, n);
	return *n > 0 ? FOUND_PEOPLE : FOUND_NOBODY;
}

enum notice_found
notice_find(const struct notice_house *h, const struct notice_call *c, usec_t now, size_t *out, size_t *n, usec_t *later)
{
	size_t first = 0, rows = 0;

	*n = 0;
	while (first < h->n_audiences && strcmp(h->audiences[first].code, c->audience) != 0)
		first++;
	while (first + rows < h->n_audiences && strcmp(h->audiences[first + rows].code, c->audience) == 0)
		rows++;
	if (rows == 0)
		return FOUND_NOBODY;
	switch ((enum notice_scope)h->audiences[first].scope) {
	case SCOPE_SENDER:
		return FOUND_SENDER;
	case SCOPE_EXCHANGE:
		return FOUND_EXCHANGE;
	case SCOPE_UNIT:
		return of_unit(h, c, &h->audiences[first], rows, out, n);
	case SCOPE_PERSON:
		return of_order(h, c, out, n);
	case SCOPE_DUTY:
	case SCOPE_POWER:
		return by_duty(h, c, &h->audiences[first], rows, now, out, n, later);
	case SCOPE_OFFICE:
		break;
	}
	for (size_t i = 0; i < rows; i++)
		add_holders(h, h->audiences[first + i].role_id, 0, out, n);
	return *n > 0 ? FOUND_PEOPLE : FOUND_NOBODY;
}

usec_t
notice_at_work(const struct notice_house *h, int64_t user_id, usec_t t)
{
	usec_t next = USEC_NONE;

	for (size_t i = 0; i < h->n_duties; i++) {
		const struct notice_duty *d = &h->duties[i];

		if (d->user_id != user_id || d->until <= t)
			continue;
		if (d->from <= t)
			return t;
		if (next == USEC_NONE || d->from < next)
			next = d->from;
	}
	if (next != USEC_NONE)
		return next;
	for (size_t i = 0; i < h->cal->n_work; i++)
		if (h->cal->work[i].to > t)
			return h->cal->work[i].from > t ? h->cal->work[i].from : t;
	return t;	/* beyond the calendar's years: better at once than never */
}

usec_t
notice_send_at(const struct notice_house *h, int64_t user_id, bool hazard, enum notice_digest digest, usec_t t)
{
	struct civil c = civil_of(t);
	usec_t begin;

	if (hazard)
		return t;
	if (digest == DIGEST_DAY) {
		begin = notice_at_work(h, user_id, day_start(day_of(t)));
		return begin > t ? begin : notice_at_work(h, user_id, day_start(day_of(t) + 1));
	}
	if (digest == DIGEST_HOUR) {
		c.hour++;
		c.minute = c.second = c.usec = 0;
		return notice_at_work(h, user_id, civil_to(c));
	}
	return notice_at_work(h, user_id, t);
}

bool
notice_patience_read(struct notice_patience *p, const char *retry, const char *tries, const char *days)
{
	struct notice_patience q = { .minutes = { 1, 5, 15, 60, 360 }, .n = 5, .tries = 8, .days = 3 };
	char word[16];
	int64_t v;
	bool fine = true;
	size_t n = 0, len;

	for (const char *s = retry != NULL ? retry : ""; fine && *(s += strspn(s, " ")) != '\0'; s += len) {
		len = strcspn(s, " ");
		fine = len < sizeof(word) && n < sizeof(q.minutes) / sizeof(q.minutes[0]);
		if (!fine)
			break;
		memcpy(word, s, len);
		word[len] = '\0';
		if ((fine = parse_i64(word, 1, 10080, &v)))
			q.minutes[n++] = (int32_t)v;
	}
	q.n = fine && n > 0 ? n : 5;
	if (!fine)
		memcpy(q.minutes, (const int32_t[]){ 1, 5, 15, 60, 360 }, 5 * sizeof(int32_t));
	if (tries != NULL && parse_i64(tries, 1, 100, &v))
		q.tries = (int32_t)v;
	else
		fine = fine && tries == NULL;
	if (days != NULL && parse_i64(days, 1, 30, &v))
		q.days = (int32_t)v;
	else
		fine = fine && days == NULL;
	*p = q;
	return fine;
}

static usec_t
wait_of(const struct notice_patience *p, size_t nth)
{
	return p->minutes[nth < p->n ? nth : p->n - 1] * USEC_MIN;
}

usec_t
notice_retry_at(const struct notice_patience *p, int32_t refusals, usec_t now)
{
	if (refusals >= p->tries)
		return USEC_NONE;
	return now + wait_of(p, refusals > 0 ? (size_t)refusals - 1 : 0);
}

usec_t
notice_away_at(const struct notice_patience *p, int32_t times, usec_t created, usec_t now)
{
	const size_t nth = times > 0 ? (size_t)times - 1 : 0;

	if (now - created > p->days * USEC_DAY)
		return USEC_NONE;
	return now + wait_of(p, nth < 2 ? nth : 2);
}
