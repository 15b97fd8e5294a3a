/* The last include of every .c file: functions nobody here may call. */
#ifndef LIB_BASE_BANNED_H
#define LIB_BASE_BANNED_H

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok gets atoi atol atoll
#pragma GCC poison gmtime localtime ctime asctime tmpnam mktemp rand srand system popen

#endif
