#include "config.h"
#include "lib/part/sending.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/conf.h"

#include "lib/base/banned.h"

static CURLcode started = CURLE_FAILED_INIT;

static void
start(void)
{
	started = curl_global_init(CURL_GLOBAL_DEFAULT);
}

enum err
sending_new(const struct conf *conf, const char *protocols, void **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const long timeout = (long)conf->send_timeout * 1000;
	CURL *c;

	(void)pthread_once(&once, start);
	if (started != CURLE_OK || (c = curl_easy_init()) == NULL)
		return err_raise(ERR_INTERNAL, "libcurl does not start");
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols);
	(void)curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, timeout / 2);
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, timeout);
	(void)curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	(void)curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	/* What stands in the environment (a proxy, a netrc) decides nothing here. */
	(void)curl_easy_setopt(c, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	if (conf->ca_file[0] != '\0')
		(void)curl_easy_setopt(c, CURLOPT_CAINFO, conf->ca_file);
	*out = c;
	return OK;
}

void
sending_free(void *curl)
{
	curl_easy_cleanup(curl);
}

void
sending_failed(struct sending *out, int result, long code, const char *words)
{
	const char *text = words[0] != '\0' ? words : curl_easy_strerror((CURLcode)result);

	if (code > 0 && strstr(text, "failed") == NULL)
		(void)snprintf(out->error, sizeof(out->error), "%ld: %s", code, text);
	else
		(void)snprintf(out->error, sizeof(out->error), "%s", text);
}
