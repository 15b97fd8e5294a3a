"""Patrols: nothing is recorded before a patroller has begun and been told, nor
after; his day is his and his chief's; positions go when he was told they go."""

import datetime
import json
import time

from staff import *

JSON = {"Accept": "application/json"}
CHIEF = desk("R_CHIEF")
DAY = 86400 * 1000


def now_ms():
    return int(time.time() * 1000)


def send(who, *lines):
    return who.post("/desk/patrol/fix", {"csrf": token(who), "points": "\n".join(lines)}, [], JSON).status


def fixes(who):
    return int(sql("SELECT COUNT(*) FROM patrol_fix f JOIN patrol_walk k ON k.id = f.walk_id WHERE k.user_id = %d" % who.id)[0][0])


def begin(who, days=None, told="1"):
    form = who.get("/desk/patrol").form("/desk/patrol/begin")
    return who.submit(form, {"told": told, **({"days": days} if days else {})})


def end(who):
    return who.post("/desk/patrol/end", {"csrf": token(who)})


def own_grid(who):
    """The middle of a unit grid inside the person's base grid, in degrees."""
    row = sql("SELECT ST_X(ST_Centroid(u.shape)) / 1e6, ST_Y(ST_Centroid(u.shape)) / 1e6 FROM grid_person g JOIN grid_cell b"
              " ON b.id = g.cell_id AND b.layer_id = 2 JOIN grid_cell u ON u.layer_id = 1 AND ST_Contains(b.shape,"
              " ST_Centroid(u.shape)) WHERE g.user_id = %d ORDER BY u.code LIMIT 1" % who.id)[0]
    return float(row[1]), float(row[0])


@test("before the beginning nothing is recorded, and the beginning needs the notice")
def _():
    who = desk("R_SUPERVISOR", 3)
    eq(send(who, "%d,31.7,118.5,10" % now_ms()), 204)
    eq(fixes(who), 0)
    page = who.get("/desk/patrol")
    has(page.text, "deleted after 30 days")
    eq(begin(who, told=None).status, 422)
    eq(begin(who, days="31").status, 409, "another number than is kept")
    eq(int(sql("SELECT COUNT(*) FROM patrol_walk WHERE user_id = %d" % who.id)[0][0]), 0)


@test("positions count from the beginning to the end, each once, and the bad ones never")
def _():
    who = desk("R_SUPERVISOR", 4)
    lat, lon = own_grid(who)
    eq(begin(who).status, 303)
    at = now_ms() + 1000
    good = ["%d,%.6f,%.6f,12" % (at + i, lat, lon) for i in range(3)]
    bad = ["%d,%.6f,%.6f,12" % (at - DAY, lat, lon), "%d,%.6f,%.6f,900" % (at + 9, lat, lon),
           "%d,%.6f,%.6f,5" % (at + DAY, lat, lon)]
    for _ in range(2):
        eq(send(who, *good, *bad), 204)
    eq(fixes(who), 3)
    for text in ("x", "1,2", "%d,91,0,1" % at, "%d,0,181,1" % at, "%d,0,0,-1" % at, "%d,0,0,1;" % at, "-5,0,0,1"):
        eq(send(who, text), 400, text)
    eq(send(who, *["%d,%.6f,%.6f,5" % (at + 100 + i, lat, lon) for i in range(121)]), 400, "too many at once")
    day = sql("SELECT day FROM patrol_walk WHERE user_id = %d" % who.id)
    eq(len(day), 1)
    eq(end(who).status, 303)
    eq(send(who, "%d,%.6f,%.6f,5" % (now_ms() + 30000, lat, lon)), 204)
    eq(fixes(who), 3, "after the end")
    page = who.get("/desk/patrol").text
    has(page, "Walked through")
    has(page, "<progress")
    track = json.loads(who.get(re.search(r'data-geo="([^"]+)"', page).group(1).replace("&amp;", "&"), **JSON).text)
    eq(len(track["features"][0]["geometry"]["coordinates"]), 3)


@test("a day is its person's and his chief's, nobody else's; the chief sees who is where")
def _():
    who, other = desk("R_SUPERVISOR", 5), desk("R_SUPERVISOR", 6)
    lat, lon = own_grid(who)
    eq(begin(who).status, 303)
    eq(send(who, "%d,%.6f,%.6f,8" % (now_ms() + 500, lat, lon)), 204)
    today = re.search(r"day=(\d{4}-\d\d-\d\d)", who.get("/desk/patrol").text).group(1)
    for path in ("/desk/patrol?user=%d" % who.id, "/desk/patrol/track?user=%d&day=%s" % (who.id, today)):
        eq(other.get(path).status, 404, path)
        eq(desk("R_DISPATCHER").get(path).status, 404, path)
        eq(CHIEF.get(path).status, 200, path)
        eq(who.get(path).status, 200, path)
    eq(other.get("/desk/patrols").status, 403)
    eq(desk("R_HANDLER").post("/desk/patrol/fix", {"csrf": token(desk("R_HANDLER")), "points": "1,2,3,4"}, [], JSON).status, 403)
    now = json.loads(CHIEF.get("/desk/patrols/now", **JSON).text)["features"]
    point = [f["geometry"]["coordinates"] for f in now if f["properties"]["name"] ==
             sql("SELECT name FROM app_user WHERE id = %d" % who.id)[0][0]]
    eq(len(point), 1)
    assert abs(point[0][0] - lon) < 1e-5 and abs(point[0][1] - lat) < 1e-5
    page = CHIEF.get("/desk/patrols").text
    hour = datetime.datetime.now(datetime.timezone.utc).astimezone(datetime.timezone(datetime.timedelta(hours=8))).hour
    if 7 <= hour < 23:                  # the demo's plan has patrols in the two day shifts only
        has(page, "on patrol")
        has(page, "not at the post") if "not at the post" in page else has(page, "not yet")
    eq(end(who).status, 303)


@test("positions go when their person was told they go, whatever is set later; coverage stays")
def _():
    who = desk("R_SUPERVISOR", 7)
    lat, lon = own_grid(who)
    eq(begin(who).status, 303)
    eq(send(who, "%d,%.6f,%.6f,8" % (now_ms() + 500, lat, lon)), 204)
    anjuan("work", "setting", "patrol_days", "365")
    try:
        until, at = sql("SELECT until_at, at FROM patrol_fix f JOIN patrol_walk k ON k.id = f.walk_id WHERE k.user_id = %d" % who.id)[0]
        eq(int(until) - int(at), 30 * DAY * 1000)
        has(desk("R_SUPERVISOR", 8).get("/desk/patrol").text, "deleted after 365 days")
        sql("UPDATE patrol_fix f JOIN patrol_walk k ON k.id = f.walk_id SET f.until_at = 1 WHERE k.user_id = %d" % who.id)
        sql("UPDATE patrol_walk SET started = started - 61200000000, told_at = told_at - 61200000000 WHERE user_id = %d" % who.id)
        anjuan("work", "tick")
    finally:
        anjuan("work", "setting", "patrol_days", "30")
    eq(fixes(who), 0)
    eq(int(sql("SELECT COUNT(*) FROM patrol_cover c JOIN patrol_walk k ON k.id = c.walk_id WHERE k.user_id = %d" % who.id)[0][0]), 1)
    eq(sql("SELECT ended - started FROM patrol_walk WHERE user_id = %d" % who.id)[0][0], str(16 * 3600 * 1000000),
       "a walk nobody ended is over")


@test("the chief plans: grid, shift, post, person, duty; and ends a line of the plan")
def _():
    form = CHIEF.get("/desk/patrols").form("/desk/patrols/plan")
    fields = {"form": "4", "post": "小学东门𠮷祥岗亭", "duty": "上放学时段秩序、占道经营"}
    r = CHIEF.submit(form, fields)
    eq(r.status, 303)
    page = CHIEF.follow(r).text
    has(page, "小学东门𠮷祥岗亭")
    has(page, "Fixed post")
    eq(CHIEF.submit(form, {**fields, "cell": "999999"}).status, 422)
    plan = int(sql("SELECT MAX(id) FROM patrol_plan WHERE form = 4 AND valid_until IS NULL")[0][0])
    eq(CHIEF.post("/desk/patrols/plan/end", {"csrf": token(CHIEF), "id": plan}).status, 303)
    assert "小学东门𠮷祥岗亭" not in CHIEF.get("/desk/patrols").text
    eq(CHIEF.post("/desk/patrols/plan/end", {"csrf": token(CHIEF), "id": plan}).status, 404)


run()
