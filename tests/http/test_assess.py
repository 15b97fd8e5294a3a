"""Assessment by people from outside: rounds, sheets with points, what counts in the scores."""

from staff import *

sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)")
BOSS, CHIEF = desk("R_COMMANDER", lang="zh-CN"), desk("R_CHIEF", lang="zh-CN")
UNIT = int(sql("SELECT id FROM unit WHERE kind = 1 ORDER BY id LIMIT 1")[0][0])


def begin(**more):
    values = {"name": "十一月市民评议𠮷", "kind": "citizens", "first_day": "2026-11-01", "last_day": "2026-11-30", "weight": "2",
              "items": "处理及时 30\n现场整洁，不留尾巴 70\n"}
    values.update(more)
    return BOSS.submit(BOSS.get("/desk/assess").form("/desk/assess"), **values)


@test("a round begins with its items; what is wrong is said at its field and the rest kept")
def _():
    for field, bad in (("items", "没有满分"), ("items", "\n".join("甲 1" for _ in range(13))), ("last_day", "2026-10-01"), ("weight", "0"), ("name", "")):
        reply = begin(**{field: bad})
        eq(reply.status, 422, field)
        has(reply.text, "现场整洁，不留尾巴 70" if field != "items" else bad.split("\n")[0])
    reply = begin()
    eq(reply.status, 303)
    page = BOSS.get(reply.header("Location")).text
    has(page, "十一月市民评议𠮷")
    has(page, "现场整洁，不留尾巴")
    eq(sql("SELECT COUNT(*) FROM assess_item"), [["2"]])


@test("a sheet has points for each item within its own; one assessor judges a unit once; taken back it stays and counts no more")
def _():
    url = "/desk/assess/round?id=%s" % sql("SELECT MAX(id) FROM assess_round")[0][0]

    def put(**more):
        values = {"unit": str(UNIT), "assessor": "市民 017", "point1": "28", "point2": "53", "note": ""}
        values.update(more)
        return CHIEF.submit(next(f for f in CHIEF.get(url).forms() if f.action == "/desk/assess/round" and ("what", "put") in f.fields), **values)

    for bad in ({"point2": "71"}, {"point2": ""}, {"unit": ""}, {"assessor": ""}):
        eq(put(**bad).status, 422, bad)
    eq(put().status, 303)
    eq(put(point1="1").status, 422, "twice")
    eq(put(assessor="市民 018", point1="10", point2="0").status, 303)
    last = CHIEF.get(url)
    has(last.text, "81 / 100")
    undo = next(f for f in last.forms() if ("what", "undo") in f.fields and ("sheet", sql("SELECT MAX(id) FROM assess_sheet")[0][0]) in f.fields)
    eq(CHIEF.submit(undo).status, 303)
    has(CHIEF.get(url).text, text_of("zh-CN", "Text.assess.undone"))
    eq(sql("SELECT COUNT(*), SUM(undone_at IS NOT NULL) FROM assess_sheet"), [["2", "1"]])


@test("only a commander begins and closes a round; a closed one takes nothing more")
def _():
    url = "/desk/assess/round?id=%s" % sql("SELECT MAX(id) FROM assess_round")[0][0]
    eq(desk("R_UNIT").get("/desk/assess").status, 404)
    eq(desk("R_UNIT").get(url).status, 404)
    assert not [f for f in CHIEF.get(url).forms() if ("what", "close") in f.fields]
    open_form = next(f for f in CHIEF.get(url).forms() if ("what", "put") in f.fields)
    eq(BOSS.submit(next(f for f in BOSS.get(url).forms() if ("what", "close") in f.fields)).status, 303)
    eq(CHIEF.submit(open_form, unit=str(UNIT), assessor="迟到的", point1="1", point2="1").status, 409)
    eq(CHIEF.get("/desk/assess/round?id=99999").status, 404)
    eq(sql("SELECT COUNT(*) FROM assess_sheet WHERE undone_at IS NULL"), [["1"]])


run()
