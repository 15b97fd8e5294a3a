#include "config.h"
#include "cgi-bin/web/param.h"

#include <stddef.h>

#include "cgi-bin/web/request.h"
#include "lib/base/log.h"

#include "lib/base/banned.h"

static struct value *
find(const struct request *rq, const char *name)
{
	struct value *v = param_value(rq->values, rq->nvalues, name);

	if (v == NULL)
		log_line(LOG_DEBUG, "%s does not declare the parameter %s", rq->path, name);
	return v != NULL && v->given && v->error == NULL ? v : NULL;
}

bool
param_has(const struct request *rq, const char *name)
{
	return find(rq, name) != NULL;
}

int64_t
param_int_or(const struct request *rq, const char *name, int64_t absent)
{
	const struct value *v = find(rq, name);

	return v != NULL ? v->i : absent;
}

int64_t
param_int(const struct request *rq, const char *name)
{
	return param_int_or(rq, name, 0);
}

const char *
param_text(const struct request *rq, const char *name)
{
	const struct value *v = find(rq, name);

	return v != NULL ? v->text : NULL;
}

const char *
param_typed(const struct request *rq, const char *name)
{
	const struct value *v = param_value(rq->values, rq->nvalues, name);

	return v != NULL ? v->typed : NULL;
}

bool
param_bool(const struct request *rq, const char *name)
{
	return param_int_or(rq, name, 0) != 0;
}

int
param_choice(const struct request *rq, const char *name)
{
	return (int)param_int_or(rq, name, -1);
}

int32_t
param_point(const struct request *rq, const char *name)
{
	return (int32_t)param_int_or(rq, name, 0);
}

int32_t
param_date(const struct request *rq, const char *name)
{
	return (int32_t)param_int_or(rq, name, 0);
}

bool
param_month(const struct request *rq, const char *name, int *year, int *month)
{
	const struct value *v = find(rq, name);

	if (v == NULL)
		return false;
	*year = (int)(v->i / 12);
	*month = (int)(v->i % 12) + 1;
	return true;
}

const int64_t *
param_ints(const struct request *rq, const char *name, size_t *n)
{
	const struct value *v = find(rq, name);

	*n = v != NULL ? v->n : 0;
	return v != NULL ? v->ints : NULL;
}

struct upload *const *
param_files(const struct request *rq, const char *name, size_t *n)
{
	const struct value *v = find(rq, name);

	*n = v != NULL ? v->n : 0;
	return v != NULL ? v->files : NULL;
}

void
param_refuse(struct request *rq, const char *name, const char *key)
{
	param_refuse_args(rq, name, key, NULL, NULL);
}

void
param_refuse_args(struct request *rq, const char *name, const char *key, const char *arg0,
    const char *arg1)
{
	struct value *v = param_value(rq->values, rq->nvalues, name);

	if (v == NULL)
		log_line(LOG_ERROR, "the handler of %s refuses the undeclared parameter %s", rq->path, name);
	else if (v->error == NULL)
		*v = (struct value){ .param = v->param, .seen = v->seen, .typed = v->typed, .error = key,
			.error_args = { arg0, arg1 } };
}

bool
param_any_refused(const struct request *rq)
{
	for (size_t i = 0; i < rq->nvalues; i++)
		if (rq->values[i].error != NULL)
			return true;
	return false;
}
