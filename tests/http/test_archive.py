"""The archive at the desk: boxes filled, a case held, the yearly list signed by two persons, and what is left of it."""

from staff import *

ARCHIVIST, COMMANDER, CHIEF = desk("R_ARCHIVIST", lang="zh-CN"), desk("R_COMMANDER", lang="zh-CN"), desk("R_CHIEF", lang="zh-CN")


def send(who, path, **fields):
    return who.post("/desk/archive" + path, {"csrf": token(who), **fields})


def number(what):
    return int(sql(what)[0][0])


@test("the archivist fills boxes; who is neither archivist nor commander sees nothing of them")
def _():
    eq(CHIEF.get("/desk/archive").status, 403)
    eq(send(CHIEF, "/fill").status, 403)
    eq(send(COMMANDER, "/fill").status, 403)
    waiting = number("SELECT COUNT(*) FROM cases WHERE unboxed IS NOT NULL")
    assert waiting > 5, waiting
    has(ARCHIVIST.get("/desk/archive").text, shown(text_of("zh-CN", "Text.archive.fill")))
    eq(send(ARCHIVIST, "/fill").status, 303)
    eq(number("SELECT COUNT(*) FROM cases WHERE unboxed IS NOT NULL"), 0)
    eq(number("SELECT SUM(n_item) FROM archive_box"), waiting)
    assert number("SELECT COUNT(*) FROM archive_caller") > 0
    page = ARCHIVIST.get("/desk/archive").text
    code, box = sql("SELECT code, id FROM archive_box ORDER BY id DESC LIMIT 1")[0]
    has(page, code)
    item = sql("SELECT c.archive_code FROM archive_item i JOIN cases c ON c.id = i.case_id WHERE i.box_id = %s LIMIT 1" % box)[0][0]
    has(ARCHIVIST.get("/desk/archive/box?id=" + box).text, item)
    eq(ARCHIVIST.get("/desk/archive/box?id=999999").status, 404)


@test("a case is held with a reason, once, and stands in its ledger; lifted again with one")
def _():
    case, named = sql("SELECT i.case_id, c.number FROM archive_item i JOIN cases c ON c.id = i.case_id WHERE c.number IS NOT NULL LIMIT 1")[0]
    eq(send(ARCHIVIST, "/hold", number="2026-000001-0", why="x").status, 422, "a number that is none")
    eq(send(ARCHIVIST, "/hold", number=named, why="").status, 422, "no reason")
    eq(send(ARCHIVIST, "/hold", number=named, why="行政诉讼（2026）𠮷字第1号").status, 303)
    eq(send(ARCHIVIST, "/hold", number=named, why="再来一次").status, 422, "held already")
    has(ARCHIVIST.get("/desk/archive").text, "𠮷字第1号")
    eq(number("SELECT kind FROM event WHERE subject_kind = 2 AND subject_id = %s ORDER BY seq DESC LIMIT 1" % case), 792)
    eq(send(ARCHIVIST, "/lift", id=case, why="撤诉").status, 303)
    eq(number("SELECT kind FROM event WHERE subject_kind = 2 AND subject_id = %s ORDER BY seq DESC LIMIT 1" % case), 793)
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledger")


@test("what was kept long enough is listed, signed by two different persons, destroyed; the ledger verifies")
def _():
    eq(send(ARCHIVIST, "/list").status, 303)
    eq(number("SELECT COUNT(*) FROM destruction"), 0, "nothing is due")
    cases = [r[0] for r in sql("SELECT case_id FROM archive_item ORDER BY case_id LIMIT 3")]
    sql("UPDATE archive_item SET until_year = 2020 WHERE case_id IN (%s)" % ",".join(cases))
    eq(send(ARCHIVIST, "/list").status, 303)
    made = sql("SELECT id, n_item, state FROM destruction ORDER BY id DESC LIMIT 1")[0]
    eq(made[1:], ["3", "0"])
    one = "/list?id=" + made[0]
    eq(send(ARCHIVIST, "/list").status, 303)
    eq(number("SELECT COUNT(*) FROM destruction"), 1, "one a year")
    eq(send(CHIEF, "/sign", id=made[0], step="sign").status, 403)
    eq(send(ARCHIVIST, "/sign", id=made[0], step="sign").status, 303)
    eq(send(ARCHIVIST, "/sign", id=made[0], step="sign").status, 403, "the second signature is another person's")
    assert shown(text_of("zh-CN", "Text.archive.sign")) + "</button>" not in ARCHIVIST.get("/desk/archive" + one).text
    eq(anjuan("work", "destroy", made[0], "-o", os.path.join(DIR, "cert.pdf"), check=False).returncode, 6, "one signature is none")
    eq(send(COMMANDER, "/sign", id=made[0], step="sign").status, 303)
    eq(send(ARCHIVIST, "/sign", id=made[0], step="withdraw").status, 409, "signed by two, it is not withdrawn")
    has(anjuan("work", "destroy", made[0], "-o", os.path.join(DIR, "cert.pdf")).stdout, "3 cases destroyed, 0 kept")
    eq(number("SELECT COUNT(*) FROM event_text WHERE subject_kind = 2 AND subject_id IN (%s)" % ",".join(cases)), 0)
    eq(number("SELECT state FROM destruction WHERE id = " + made[0]), 3)
    eq(ARCHIVIST.get("/desk/case?id=" + cases[0]).status, 200, "its page still opens")
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledger")


run()
