#include "config.h"
#include "lib/rule/perm.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/banned.h"

static const char *const codes[PERM_MAX] = {
#define X(name) [PERM_##name] = #name,
	PERM_LIST(X)
#undef X
};

const char *
perm_code(enum perm p)
{
	return (unsigned)p < PERM_MAX ? codes[p] : "";
}

enum perm
perm_of_code(const char *code)
{
	for (enum perm p = 0; p < PERM_MAX; p++)
		if (strcmp(codes[p], code) == 0)
			return p;
	return PERM_MAX;
}
