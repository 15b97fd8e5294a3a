"""What an office changes in a normal year besides: its name, its shifts, whom a notice means, its layers and cells."""

import json

from admin import *


def reload():
    done = subprocess.run([os.path.join(TREE, "conf", "demo"), "reload", "--dir", DIR], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    eq(done.returncode, 0, done.stdout.decode())


@test("the office's name and telephone: set by two people, on every page, empty again as the file says")
def _():
    before = [r[0] for r in sql("SELECT value FROM setting WHERE name LIKE 'office_%' AND valid_from = 0")]
    eq(before, ["", "", ""], "nothing set to begin with")
    file_name = re.search(r"<title>[^<]* – ([^<]+)</title>", Browser("zh-CN").get("/").text).group(1)
    name = "花山区城市运行𠮷中心" + TAG
    make(SYS, SEC, "setting", "change", "office_name", value=name)
    make(SYS, SEC, "setting", "change", "office_name_en", value="Huashan City Operations " + TAG)
    make(SYS, SEC, "setting", "change", "office_phone", value="0555-000-9600")
    reload()
    has(Browser("zh-CN").get("/").text, name)
    page = Browser("en").get("/privacy").text
    has(page, "Huashan City Operations " + TAG)
    has(page, 'href="tel:05550009600"')
    has(SYS.get("/desk/admin").text, "Huashan City Operations " + TAG)
    for bad, why in (("x" * 61, "60"), ("a\u0007b", "")):
        r = edit(SYS, "setting", "change", "office_name", value=bad)
        eq(r.status, 422, bad)
        has(r.text, why)
    eq(edit(SYS, "setting", "change", "archive_days", value="").status, 422, "only a text may be empty")
    for setting in ("office_name", "office_name_en", "office_phone"):
        make(SYS, SEC, "setting", "change", setting, value="")
    reload()
    has(Browser("zh-CN").get("/").text, " – %s</title>" % file_name)


@test("another shift: offered on the roster at once")
def _():
    make(SYS, SEC, "shift", "add", code="mid" + TAG, name_zh="机动班" + TAG, name_en="Relief " + TAG, shift_from="10:00", shift_to="18:00")
    got = one("SELECT id > 100, from_min, to_min FROM shift WHERE code = 'mid%s'" % TAG)
    eq(got, ["1", "600", "1080"])
    has(desk("R_CHIEF").get("/desk/duty").text, "Relief " + TAG)
    sql("DELETE FROM shift WHERE code = 'mid%s'" % TAG)


@test("whom an audience means: a role more, a role less, never none; who it is not the office's to choose stays")
def _():
    page = SYS.get("/desk/admin/list?thing=told").text
    has(page, "Supervision and discipline")
    assert "Platform above" not in page
    make(SYS, SEC, "told", "add", audience="DISCIPLINE", role_id="19")
    eq(sql("SELECT role_id, scope FROM notice_audience WHERE code = 'DISCIPLINE' ORDER BY role_id"), [["18", "1"], ["19", "1"]])
    make(SYS, SEC, "told", "end", "DISCIPLINE.18")
    eq(sql("SELECT role_id FROM notice_audience WHERE code = 'DISCIPLINE'"), [["19"]])
    r = edit(SYS, "told", "end", "DISCIPLINE.19")
    has(r.text, "last role")
    assert r.status != 303
    eq(SYS.get("/desk/admin/row?thing=told&id=UPPER.25").status, 404)
    anjuan("work", "seed")
    eq(sql("SELECT role_id FROM notice_audience WHERE code = 'DISCIPLINE'"), [["19"]], "after an upgrade")
    make(SYS, SEC, "told", "add", audience="DISCIPLINE", role_id="18")
    make(SYS, SEC, "told", "end", "DISCIPLINE.19")


@test("another privacy notice: written from the one in force, in both languages, from its day on; the old one can be read")
def _():
    has(SYS.get("/desk/admin").text, "thing=privacy")
    old, text = sql("SELECT text_zh, text_en FROM privacy_notice WHERE version = 1"), "新的说明𠮷%s。\n\n# 保存多久\n十年（含）。" % TAG
    try:
        page = SYS.get("/desk/admin/edit?thing=privacy&op=change&id=2").text
        for part in ("# 我们是谁", "# Who we are", "Version"):
            has(page, part)
        for bad in ({"notice_zh": ""}, {"notice_en": ""}, {"notice_en": "x" * 20001}):
            eq(edit(SYS, "privacy", "change", "2", **bad).status, 422, list(bad)[0])
        eq(SEC.get("/desk/admin/edit?thing=privacy&op=change&id=2").status, 403, "one of the two writes")
        eq(SYS.get("/desk/admin/edit?thing=privacy&op=end&id=1").status, 404, "none ends")
        change = draft(SYS, "privacy", "change", "2", notice_zh=text, notice_en="Said anew " + TAG)
        step(SYS, change, "hand_in")
        assert step(SYS, change, "confirm").status != 303, "not by whoever wrote it"
        eq(one("SELECT COUNT(*) FROM privacy_notice"), ["2"], "nothing before a second person")
        eq(step(SEC, change, "confirm").status, 303)
        page = Browser("zh-CN").get("/privacy").text
        for part in ("新的说明𠮷%s。" % TAG, "<h2>保存多久</h2>", text_of("zh-CN", "Text.privacy.version").replace("{0}", "3"), "/privacy?version=2", "/privacy?version=1"):
            has(page, part)
        has(Browser("en").get("/privacy").text, "Said anew " + TAG)
        has(Browser("zh-CN").get("/privacy?version=1").text, "我们是谁")
        make(SYS, SEC, "privacy", "change", "3", notice_en="To come " + TAG, day=tomorrow(3))
        assert "To come" not in Browser("en").get("/privacy").text
        eq(Browser("en").get("/privacy?version=4").status, 404, "its day is to come")
        page = SYS.get("/desk/admin/list?thing=privacy").text
        eq([int(v) for v in re.findall(r"thing=privacy&(?:amp;)?id=(\d+)", page)], [4, 3, 2, 1], "the newest first")
        has(SYS.get("/desk/admin/row?thing=privacy&id=1").text, "# Who we are")
        eq(sql("SELECT text_zh, text_en FROM privacy_notice WHERE version = 1"), old, "never changed")
        eq(one("SELECT text_zh FROM privacy_notice WHERE version = 3"), [text.replace("\n", "\\n")])
        has(AUDIT.get("/desk/admin/log?thing=privacy").text, TAG)
    finally:
        sql("DELETE FROM privacy_notice WHERE version > 2")


def component_at(lat, lon):
    return sql("SELECT c.code, COALESCE(g.code, '-') FROM component c LEFT JOIN grid_cell g ON g.id = c.cell_id"
               " WHERE c.lat BETWEEN %d AND %d AND c.lon BETWEEN %d AND %d ORDER BY c.code" % (lat - 9, lat + 9, lon - 9, lon + 9))


@test("a unit cell redrawn, added and ended: its components follow in the same moment, its cases keep the cell of their day")
def _():
    cell, code, low, high, west, east = one(
        "SELECT g.id, g.code, MIN(c.lat), MAX(c.lat), MIN(c.lon), MAX(c.lon) FROM grid_cell g JOIN component c ON c.cell_id = g.id"
        " WHERE g.layer_id = 1 AND g.valid_until IS NULL GROUP BY g.id HAVING COUNT(*) > 3 AND MAX(c.lat) - MIN(c.lat) > 100 AND MAX(c.lon) - MIN(c.lon) > 100 ORDER BY g.code LIMIT 1")
    shape = one("SELECT ST_AsText(shape) FROM grid_cell WHERE id = %s" % cell)[0]
    before = sql("SELECT id, cell_id FROM component ORDER BY id")
    cases = sql("SELECT id, unit_cell_id FROM cases WHERE unit_cell_id = %s ORDER BY id" % cell)
    mine = [r[0] for r in before if r[1] == cell]
    south, north, left, right = (int(v) for v in (low, high, west, east))
    middle = (south + north) // 2

    def box(s, n):
        return "\n".join("%.6f %.6f" % (a / 1e6, o / 1e6) for a, o in ((s, left), (s, right), (n, right), (n, left)))
    make(SYS, SEC, "cell", "change", cell, shape=box(south, middle))
    for number, lat, now in sql("SELECT id, lat, COALESCE(cell_id, 0) FROM component WHERE id IN (%s)" % ",".join(mine)):
        eq(now == cell, int(lat) <= middle, "component %s" % number)
    eq([r for r in sql("SELECT id, cell_id FROM component ORDER BY id") if r[0] not in mine],
       [r for r in before if r[0] not in mine], "all others stay")
    make(SYS, SEC, "cell", "add", layer_id="1", code="Z" + TAG, name_zh="新网格", name_en="New cell", shape=box(middle + 1, north))
    fresh = one("SELECT id FROM grid_cell WHERE code = 'Z%s'" % TAG)[0]
    for number, lat, now in sql("SELECT id, lat, COALESCE(cell_id, 0) FROM component WHERE id IN (%s)" % ",".join(mine)):
        eq(now, cell if int(lat) <= middle else fresh, "component %s" % number)
    make(SYS, SEC, "cell", "end", fresh)
    eq(sql("SELECT COUNT(*) FROM component WHERE cell_id = %s" % fresh), [["0"]], "an ended cell has none")
    eq(sql("SELECT id, unit_cell_id FROM cases WHERE unit_cell_id = %s ORDER BY id" % cell), cases, "cases")
    ring = re.findall(r"(\d+) (\d+)", shape)[:-1]
    make(SYS, SEC, "cell", "change", cell, shape="\n".join("%.6f %.6f" % (int(la) / 1e6, int(lo) / 1e6) for lo, la in ring))
    eq(sql("SELECT id, cell_id FROM component ORDER BY id"), before, "as it was")
    sql("DELETE FROM grid_cell WHERE id = %s" % fresh)


@test("a layer of the office's own is on the map as soon as it has a cell")
def _():
    def layers():
        found = json.loads(Browser("en").get("/api/grid.geojson?layer=base").text)
        return found["label"], [x["code"] for x in found["layers"]]
    make(SYS, SEC, "layer", "add", code="y" + TAG, name_zh="消防网格", name_en="Fire grid")
    eq(json.loads(Browser("en").get("/api/grid.geojson?layer=y" + TAG).text)["features"], [], "no cells yet")
    assert "y" + TAG not in layers()[1]
    layer = one("SELECT id FROM grid_layer WHERE code = 'y%s'" % TAG)[0]
    assert int(layer) > 32, layer
    base = one("SELECT MIN(ST_Y(ST_Centroid(shape))), MIN(ST_X(ST_Centroid(shape))) FROM (SELECT shape FROM grid_cell WHERE layer_id = 2 LIMIT 1) g")
    lat, lon = (float(v) / 1e6 for v in base)
    make(SYS, SEC, "cell", "add", layer_id=layer, code="Y" + TAG, name_zh="消防一片", name_en="Fire one",
         shape="\n".join("%.6f %.6f" % (lat + a, lon + o) for a, o in ((0, 0), (0, 1e-4), (1e-4, 1e-4), (1e-4, 0))))
    eq(layers()[0], "Grid layer")
    assert "y" + TAG in layers()[1] and "base" in layers()[1], layers()
    got = json.loads(Browser("zh-CN").get("/api/grid.geojson?layer=y" + TAG).text)
    eq([f["properties"]["name"] for f in got["features"]], ["消防一片"])
    for bad in ("x", "y" + TAG + "x", "%27"):
        eq(Browser("en").get("/api/grid.geojson?layer=" + bad).status, 400, bad)
    sql("DELETE FROM grid_cell WHERE code = 'Y%s'; DELETE FROM grid_layer WHERE id = %s" % (TAG, layer))


run()
