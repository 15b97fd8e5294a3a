/* The yardstick "empty": a FastCGI program that answers 2 KB of fixed HTML. */
#include "config.h"

#include <string.h>

#include <fcgiapp.h>

#include "lib/base/banned.h"

enum { PAGE = 2048 };

int
main(void)
{
	static const char head[] = "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\r\n";
	static const char begin[] = "<!DOCTYPE html><html lang=\"en\"><title>empty</title><p>", end[] = "</p></html>\n";
	static char page[PAGE];
	FCGX_Request rq;

	memset(page, 'x', sizeof(page));
	memcpy(page, begin, sizeof(begin) - 1);
	memcpy(page + PAGE - (sizeof(end) - 1), end, sizeof(end) - 1);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&rq, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&rq) >= 0) {
		(void)FCGX_PutStr(head, sizeof(head) - 1, rq.out);
		(void)FCGX_PutStr(page, PAGE, rq.out);
		FCGX_Finish_r(&rq);
	}
	return 0;
}
