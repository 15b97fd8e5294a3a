/*
 * Stands in for a program that was taken over: sends X-Accel-Redirect to
 * whatever the query says.  What nginx then gives is what
 * test_photo_places.py looks at.
 */
#include "config.h"

#include <fcgiapp.h>
#include <stddef.h>

#include "lib/base/banned.h"

int
main(void)
{
	FCGX_Request fcgi;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return 1;
	while (FCGX_Accept_r(&fcgi) >= 0) {
		const char *to = FCGX_GetParam("QUERY_STRING", fcgi.envp);

		(void)FCGX_FPrintF(fcgi.out,
		    "Content-Type: image/jpeg\r\nCache-Control: private, max-age=60\r\n"
		    "X-Content-Type-Options: sniff\r\nContent-Security-Policy: default-src *\r\n"
		    "X-Accel-Redirect: %s\r\n\r\n", to != NULL ? to : "/");
		FCGX_Finish_r(&fcgi);
	}
	return 0;
}
