#include "config.h"
#include "cgi-bin/web/health.h"

#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/request.h"
#include "lib/db/conn.h"

#include "lib/base/banned.h"

enum err
page_health(struct request *rq)
{
	enum err e = db_ping(rq->db);

	return e == OK ? reply_bytes(rq, "text/plain; charset=utf-8", "ok\n", 3) : e;
}
