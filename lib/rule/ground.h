/* Distances on the ground between points in microdegrees.  Pure. */
#ifndef LIB_RULE_GROUND_H
#define LIB_RULE_GROUND_H

#include <stdbool.h>
#include <stdint.h>

/* Metres between two points, within a fraction of a per cent at the size of a city. */
int32_t ground_metres(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2);
/*
 * Metres from a point to a polygon, 0 inside it.  wkt is "POLYGON((lon lat,…))"
 * in microdegrees, as the database writes it; holes are not looked at.  False
 * when it is no such text.
 */
bool ground_metres_to(const char *wkt, int32_t lat, int32_t lon, int32_t *metres);

#endif
