/* Shapes of the database in GeoJSON (RFC 7946). */
#ifndef CGI_BIN_WEB_GEO_H
#define CGI_BIN_WEB_GEO_H

struct json_writer;

/* "geometry": the outer ring of "POLYGON((x y,x y,…))", x and y in whole microdegrees. */
void geo_put_polygon(struct json_writer *j, const char *wkt);

#endif
