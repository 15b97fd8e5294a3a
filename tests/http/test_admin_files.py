"""Grid cells and components out as files and in again: nothing changes by itself, what differs is confirmed by a second person."""

import csv
import io
import json
import re
import time

from admin import *

BASE = "SELECT id, code, name_zh, ST_AsText(shape) FROM grid_cell WHERE layer_id = 2 AND valid_until IS NULL ORDER BY code"


def out(thing, kind):
    r = SYS.get("/desk/admin/export?thing=%s&kind=%s" % (thing, kind))
    eq(r.status, 200, "export")
    has(r.header("Content-Disposition"), "%s.%s" % (thing, kind))
    return r.body


def send(who, thing, name, data, note="普查更新，𠮷", **fields):
    page = who.get("/desk/admin/file?thing=" + thing)
    eq(page.status, 200)
    form = next(f for f in page.forms("/desk/admin/file"))
    return who.submit(form, {"note": note, **fields}, [("file", name, "text/csv", data)])


def change_of(reply):
    eq(reply.status, 303, "a draft: %s" % re.findall(r'class="error"[^>]*>(.*?)</p>', reply.text))
    return int(re.search(r"id=(\d+)", reply.header("Location")).group(1))


def table(rows):
    """CSV bytes of a list of dicts."""
    f = io.StringIO()
    w = csv.DictWriter(f, list(rows[0]), lineterminator="\r\n")
    w.writeheader()
    w.writerows(rows)
    return f.getvalue().encode()


def read(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def seen():
    return [sql("SELECT COUNT(*), MD5(GROUP_CONCAT(MD5(CONCAT_WS('|', id, code, name_zh, valid_until, ST_AsText(shape))) ORDER BY id)) FROM grid_cell"),
            sql("SELECT COUNT(*), MD5(GROUP_CONCAT(MD5(CONCAT_WS('|', id, code, name_zh, lat, lon, state, cell_id)) ORDER BY id)) FROM component")]


def square(lat, lon, size=0.0004):
    return "; ".join("%.6f %.6f" % (lat + y * size, lon + x * size) for y, x in ((0, 0), (0, 1), (1, 1), (1, 0)))


def inside():
    """A point inside the first base grid."""
    lon, lat = sql("SELECT ST_X(ST_Centroid(shape)) / 1e6, ST_Y(ST_Centroid(shape)) / 1e6 FROM grid_cell WHERE layer_id = 2 ORDER BY id LIMIT 1")[0]
    return float(lat), float(lon)


@test("what comes out goes in again and changes nothing, as CSV and as GeoJSON")
def _():
    before = seen()
    for thing in ("cell", "component"):
        for kind in ("csv", "geojson"):
            data = out(thing, kind)
            r = send(SYS, thing, "x." + kind, data)
            eq(r.status, 422, "%s %s: %s" % (thing, kind, r.header("Location")))
            has(r.text, "nothing would change")
            n = len(read(data)) if kind == "csv" else len(json.loads(data)["features"])
            has(r.text, "%d rows are as they are already" % n)
    eq(seen(), before)


@test("a file: added, changed, ended, refused by row and reason; the second person; the log; the same file twice")
def _():
    rows = [r for r in read(out("cell", "csv")) if r["layer"] == "base"]
    lat, lon = inside()
    new = "T" + TAG.upper()
    rows[0]["name_zh"] = "改名网格𠮷" + TAG
    added = dict(rows[0], code=new, name_zh="新划网格", name_en="New grid", shape=square(lat, lon), unit="")
    bad = [dict(added, code="B1", name_zh=""), dict(added, code="B2", unit="no-such-unit"),
           dict(added, code="B3", shape="31.0 118.0; 31.1 118.1; 31.0 118.1; 31.1 118.0"),
           dict(added, code="B4", shape=square(10, 100)), dict(added, layer="nowhere", code="B5"), dict(rows[0])]
    data = table(rows + [added] + bad)
    before = seen()
    r = send(SYS, "cell", "cells.csv", data)
    eq(r.status, 422)
    for part in ("6 refused", "1 change", "1 new", "This is needed.", "There is no “no-such-unit”.", "touches or crosses",
                 "Not inside the district", "There is no “nowhere”.", "This code stood above already",
                 "lies over", "普查更新"):
        has(r.text, part)
    line = len(rows) + 4
    assert re.search(r'<td class="num">%d</td><td><span class="code">B2</span>' % line, r.text), "its row"
    change = change_of(send(SYS, "cell", "cells.csv", data, leave="1"))
    page = SYS.get("/desk/admin/change?id=%d" % change)
    for part in ("6 refused", "1 change", "1 new", "改名网格𠮷" + TAG, new):
        has(page.text, part)
    eq(step(SYS, change, "hand_in").status, 303)
    eq(step(SYS, change, "confirm").status, 403, "his own")
    eq(seen(), before, "nothing is written before the second person")
    eq(step(SEC, change, "confirm").status, 303)
    eq(state(change), 3)
    eq(one("SELECT name_zh FROM grid_cell WHERE layer_id = 2 AND code = '%s'" % rows[0]["code"])[0], rows[0]["name_zh"])
    area = int(one("SELECT area_m2 FROM grid_cell WHERE code = '%s'" % new)[0])
    assert 1500 < area < 1900, "44.5 m by 37.9 m at this latitude: %d" % area
    eq(sql("SELECT COUNT(*) FROM grid_cell WHERE code LIKE 'B_'"), [["0"]])
    log = AUDIT.get("/desk/admin/log?thing=cell").text
    for part in ("Import", "SHA-256 of the rows", "普查更新，𠮷"):
        has(log, part)
    r = send(SYS, "cell", "cells.csv", table(rows + [added]))
    eq(r.status, 422)
    has(r.text, "nothing would change")
    # it ends again, by the column, and its code is never used again
    end = table([{"layer": "base", "code": new, "end": "1"}])
    change = change_of(send(SYS, "cell", "end.csv", end))
    eq(step(SYS, change, "hand_in").status, 303)
    eq(step(SEC, change, "confirm").status, 303)
    assert one("SELECT valid_until FROM grid_cell WHERE code = '%s'" % new)[0] != "NULL"
    has(send(SYS, "cell", "end.csv", end).text, "nothing would change")
    has(send(SYS, "cell", "again.csv", table([added])).text, "a code is never used again")


@test("the whole of a layer: what the file has not ends; a first day to come waits for the timer")
def _():
    rows = [r for r in read(out("cell", "csv")) if r["layer"] == "base"]
    change = change_of(send(SYS, "cell", "whole.csv", table(rows[1:]), layer="base", **{"from": tomorrow()}))
    page = SYS.get("/desk/admin/change?id=%d" % change)
    has(page.text, "1 end")
    has(page.text, rows[0]["code"])
    eq(step(SYS, change, "hand_in").status, 303)
    eq(step(SEC, change, "confirm").status, 303)
    eq(state(change), 2)
    eq(one("SELECT valid_until FROM grid_cell WHERE layer_id = 2 AND code = '%s'" % rows[0]["code"])[0], "NULL")
    sql("UPDATE office_change SET valid_from = 1 WHERE id = %d" % change)
    anjuan("work", "tick")
    eq(state(change), 3)
    assert one("SELECT valid_until FROM grid_cell WHERE layer_id = 2 AND code = '%s'" % rows[0]["code"])[0] != "NULL"
    sql("UPDATE grid_cell SET valid_until = NULL WHERE layer_id = 2 AND code = '%s'" % rows[0]["code"])


@test("components: moved, added, and what somebody else has changed meanwhile is never written over")
def _():
    rows = read(out("component", "csv"))[:3]
    lat, lon = inside()
    lat += int(TAG, 16) % 200 / 1e6
    code = "%s%06d" % (rows[0]["code"][:10], 900000 + int(TAG, 16) % 90000)
    rows[1].update(lat="%.6f" % lat, lon="%.6f" % lon)
    added = dict(rows[0], code=code, name_zh="=雨水井盖", name_en="-grate", lat="%.6f" % lat, lon="%.6f" % lon)
    data = table(rows + [added])
    change = change_of(send(SYS, "component", "c.csv", data))
    eq(step(SYS, change, "hand_in").status, 303)
    sql("UPDATE component SET name_zh = CONCAT(name_zh, '!') WHERE code = '%s'" % rows[1]["code"])
    eq(step(SEC, change, "confirm").status, 409, "changed meanwhile")
    sql("UPDATE component SET name_zh = TRIM(TRAILING '!' FROM name_zh) WHERE code = '%s'" % rows[1]["code"])
    eq(step(SEC, change, "confirm").status, 303)
    got = one("SELECT c.lat, c.lon, c.cell_id IS NOT NULL, g.layer_id FROM component c LEFT JOIN grid_cell g ON g.id = c.cell_id WHERE c.code = '%s'" % rows[1]["code"])
    eq(got, [str(round(lat * 1e6)), str(round(lon * 1e6)), "1", "1"], "moved, and in the unit grid it stands in")
    eq(one("SELECT name_zh, name_en FROM component WHERE code = '%s'" % code), ["=雨水井盖", "-grate"])
    for kind in ("csv", "geojson"):     # what a spreadsheet would run comes out guarded and goes in as it is
        has(send(SYS, "component", "c." + kind, out("component", kind)).text, "nothing would change")
    bad = [dict(added, code=code[:-1] + "x" * 2), dict(rows[0], lat="91"), dict(rows[2], **{"class": rows[2]["class"] + "9"}),
           dict(added, code=code[:-4] + "0001", lat="10", lon="100"), dict(added, code=code[:-4] + "0002", component_state="9")]
    page = send(SYS, "component", "bad.csv", table(bad)).text
    for part in ("5 refused", "Not inside the district", "This cannot be changed"):
        has(page, part)


@test("files that are none: told what is wrong, nothing kept")
def _():
    before = seen(), sql("SELECT COUNT(*) FROM office_change")
    feature = {"type": "Feature", "properties": {"layer": "base", "code": "X1", "name_zh": "x", "name_en": "x"},
               "geometry": {"type": "Polygon", "coordinates": [[[118.5, 31.5], [118.6, 31.5], [118.6, 31.6]]]}}

    def collection(**more):
        return json.dumps({"type": "FeatureCollection", "features": [{**feature, **more}]}).encode()
    for name, data, told in (
            ("a.csv", b"", "empty"), ("a.csv", b"layer,code,nonsense\n", "no column “nonsense”"),
            ("a.csv", b"code,code\n", "no column “code”"), ("a.csv", "layer,code\nbase,网格,x\n".encode(), "3 fields instead of 2"),
            ("a.csv", b'layer,code\nbase,"x\n', "The row cannot be read"), ("a.csv", b"layer,code\nbase,\xff\n", "The row cannot be read"),
            ("a.geojson", b"{", "No valid JSON"), ("a.geojson", b"[]", "No FeatureCollection"), ("a.geojson", b"[" * 100000, "No valid JSON"),
            ("a.geojson", b'{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}', "another system|Another system"),
            ("a.geojson", collection(), "at least three corners"),
            ("a.geojson", collection(geometry={"type": "Polygon", "coordinates": [[[118.5, 31.5], [118.6, 31.5], [118.6, 31.6], [118.5, 31.6]]]}), "does not end where it begins"),
            ("a.geojson", collection(geometry={"type": "Point", "coordinates": [118.5, 31.5]}), "must be a Polygon"),
            ("a.geojson", collection(geometry={"type": "Polygon", "coordinates": [[["118", 31], [1, 2], [3, 4], [5, 6]]]}), "not longitude and latitude"),
            ("a.geojson", collection(properties={"code": ["x"]}), "neither a text nor"),
            ("a.csv", b"layer,code\n" + b"base,x\n" * 5001, "More than 5000 rows"),
            ("a.csv", b"layer,code\n" + b"x" * (4 << 20), "Larger than 4 MB")):
        r = send(SYS, "cell", name, data)
        eq(r.status, 422, name)
        assert re.search(told, r.text), "%r: %s" % (data[:60], re.findall(r'class="error"[^>]*>(.*?)</p>', r.text))
    eq((seen(), sql("SELECT COUNT(*) FROM office_change")), before)


@test("who may: the system administrator sends files, the others only look; a forged form does nothing")
def _():
    data = table([{"layer": "base", "code": "F" + TAG, "end": "1"}])
    before = sql("SELECT COUNT(*) FROM office_change")
    for who, status in ((SEC, 403), (AUDIT, 403), (desk("R_CHIEF"), 403)):
        eq(who.post("/desk/admin/file", {"csrf": token(who), "thing": "cell", "note": "x"},
                    [("file", "a.csv", "text/csv", data)]).status, status)
    eq(SYS.post("/desk/admin/file", {"csrf": "0" * 64, "thing": "cell", "note": "x"}, [("file", "a.csv", "text/csv", data)]).status, 403)
    eq(SYS.post("/desk/admin/file", {"csrf": token(SYS), "thing": "unit", "note": "x"}, [("file", "a.csv", "text/csv", data)]).status, 404)
    eq(SEC.get("/desk/admin/export?thing=cell&kind=csv").status, 200)
    for path in ("/desk/admin/export?thing=person&kind=csv", "/desk/admin/file?thing=person"):
        eq(SYS.get(path).status, 404)
    for who in (AUDIT, desk("R_CHIEF")):
        eq(who.get("/desk/admin/export?thing=component&kind=csv").status, 403)
    eq(sql("SELECT COUNT(*) FROM office_change"), before)


run()
