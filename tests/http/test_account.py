"""Accountability by its forms: proposed, confirmed, sent, answered late, overdue, result; appeals by two;
foreign units; the same form twice; what a person may not do."""

from staff import *

CHIEF, SECOND, HEAD = desk("R_CHIEF", 0), desk("R_CHIEF", 1), desk("R_DISCIPLINE")
OWN, OTHER = A, B
CLERK, FOREIGN = unit_clerk(OWN), unit_clerk(OTHER)


def one(text):
    return sql(text)[0][0]


def page(who, finding):
    return who.get("/desk/finding?id=%s" % finding)


def steps(who, finding):
    """What the page offers."""
    return [f.value("step") for f in page(who, finding).forms("/desk/finding")]


def step(who, finding, word, **fields):
    for f in page(who, finding).forms("/desk/finding"):
        if f.value("step") == word:
            return who.submit(f, fields)
    raise AssertionError("%s is not offered: %s" % (word, steps(who, finding)))


def done(who, finding, word, **fields):
    eq(step(who, finding, word, **fields).status, 303, word)


def state(finding):
    return int(one("SELECT state FROM finding WHERE id = %s" % finding))


def written(who=CHIEF, **fields):
    """A finding by hand; its id."""
    f = [x for x in who.get("/desk/findings").forms("/desk/findings") if x.method == "post"][0]
    r = who.submit(f, {"code": "A12", "for_unit": str(OWN), "note": "处置情况与现场不符，𠮷祥路口核实为谎报。", **fields})
    eq(r.status, 303)
    return r.header("location").split("id=")[1]


def tick():
    anjuan("work", "tick")


@test("a finding goes its way, step by step: confirmed, sent, signed, overdue and told, answered late, result")
def _():
    f = written()
    eq(steps(CHIEF, f), ["confirm", "dismiss"])
    eq(page(CLERK, f).status, 404, "what is not sent stays inside")
    done(CHIEF, f, "confirm")
    eq(steps(CHIEF, f), ["send"])
    done(CHIEF, f, "send")
    eq(steps(CHIEF, f), [])
    eq(steps(CLERK, f), ["sign", "answer"])
    done(CLERK, f, "sign")
    sql("UPDATE finding SET due = 1 WHERE id = %s" % f)
    tick()
    tick()
    eq(state(f), 7)
    eq(one("SELECT COUNT(*) FROM event WHERE subject_kind = 7 AND subject_id = %s AND kind = 1009" % f), "1")
    assert int(one("SELECT COUNT(*) FROM notice WHERE subject_kind = 7 AND subject_id = %s AND kind = 1009" % f)) >= 2
    has(CLERK.get("/desk/inbox").text, "/desk/finding?id=%s" % f)
    eq(step(CLERK, f, "answer", note="").status, 422)
    done(CLERK, f, "answer", note="已整改，责任人已批评教育。")
    has(page(CHIEF, f).text, "已整改，责任人已批评教育。")
    eq(step(HEAD, f, "result", note="经查属实").status, 422)
    done(HEAD, f, "result", note="经查属实", result="1")
    eq(state(f), 8)
    has(page(CLERK, f).text, "经查属实")
    eq(one("SELECT COUNT(*) FROM event WHERE subject_kind = 7 AND subject_id = %s" % f), "7")


@test("nobody else's step, nobody else's unit, no state that has gone by; the same form twice is one step")
def _():
    f = written()
    form = page(CHIEF, f).forms("/desk/finding")[0]
    eq(form.value("step"), "confirm")
    eq(CHIEF.submit(form, {}).status, 303)
    eq(CHIEF.submit(form, {}).status, 303, "sent again: done already")
    eq(one("SELECT COUNT(*) FROM event WHERE subject_kind = 7 AND subject_id = %s AND kind = 1004" % f), "1")
    done(CHIEF, f, "send")
    for who, word, wanted in ((FOREIGN, "answer", 404), (CLERK, "confirm", 409), (CHIEF, "dismiss", 409), (CHIEF, "answer", 403)):
        r = who.post("/desk/finding", {"csrf": token(who), "id": f, "key": "injected-%s-%s-0123456789" % (word, who.id), "step": word,
                                       "note": "硬塞进来的"})
        eq(r.status, wanted, "%s by %s" % (word, who.login))
    eq(page(FOREIGN, f).status, 404)
    assert "finding?id=%s\"" % f not in FOREIGN.get("/desk/findings?unit=%s" % OWN).text
    eq(FOREIGN.get("/desk/measures").status, 403)
    eq(CHIEF.get("/desk/findings?state=9").status, 400)
    eq(CHIEF.get("/desk/finding?id=999999999").status, 404)
    eq(state(f), 4)


@test("where a person is meant the second one must be another; what is dismissed keeps its reason")
def _():
    f = written(code="A17", for_unit="", person=str(CLERK.id))
    done(CHIEF, f, "confirm")
    eq(state(f), 1)
    assert "confirm" not in steps(CHIEF, f)
    r = CHIEF.post("/desk/finding", {"csrf": token(CHIEF), "id": f, "key": "the-same-person-again", "step": "confirm"})
    eq(r.status, 422)
    done(SECOND, f, "confirm")
    eq(state(f), 2)
    g = written()
    eq(step(CHIEF, g, "dismiss", note="").status, 422)
    done(CHIEF, g, "dismiss", note="与前一件重复")
    has(page(CHIEF, g).text, "与前一件重复")
    eq(steps(CHIEF, g), [])


@test("an appeal: once a case, by its own unit, ruled by two different persons; the case says so")
def _():
    case = case_in(31)
    number = case.get("number")[0]
    number = case.get("number")
    unit = int(case.get("unit_id"))
    clerk = unit_clerk(unit)
    foreign = unit_clerk(OTHER if unit != OTHER else OWN)

    def ask(who, what):
        return who.submit([x for x in who.get("/desk/appeals").forms("/desk/appeals") if x.method == "post"][0], {"case": what, "note": "围挡封闭，无法进场。"})

    eq(ask(clerk, number).status, 422, "not late")
    sql("UPDATE promise SET due = started + 1 WHERE case_id = %d AND ended IS NULL" % case.id)
    sql("UPDATE stage SET started = (SELECT MIN(started) FROM promise WHERE case_id = %d) WHERE case_id = %d AND ended IS NULL"
        % (case.id, case.id))
    eq(ask(foreign, number).status, 422)
    eq(ask(clerk, "没有这个").status, 422)
    r = ask(clerk, number)
    eq(r.status, 303)
    at = r.header("location")
    eq(ask(clerk, number).status, 422, "once")
    has(clerk.get("/desk/case?id=%d" % case.id).text, at)
    eq(foreign.get(at).status, 404)

    def rule(who, how):
        f = [x for x in who.get(at).forms("/desk/appeal") if x.value("key").endswith("-rule")]
        return who.submit(f[0], {"ruling": how, "note": "情况属实"}).status if f else None

    eq(rule(clerk, "grant"), None)
    eq(rule(CHIEF, "grant"), 303)
    eq(rule(CHIEF, "grant"), None, "not offered twice")
    r = CHIEF.post("/desk/appeal", {"csrf": token(CHIEF), "id": at.split("id=")[1], "key": "a-second-time-the-same", "ruling": "grant",
                                    "note": "再来"})
    eq(r.status, 422)
    eq(one("SELECT COUNT(*) FROM case_exempt WHERE case_id = %d" % case.id), "0")
    eq(rule(SECOND, "grant"), 303)
    eq(one("SELECT COUNT(*) FROM case_exempt WHERE case_id = %d" % case.id), "1")
    has(clerk.get(at).text, "note ok")
    assert "情况属实" in clerk.get(at).text


@test("the timer's proposals stand once, and the office reads their numbers, rule and cases")
def _():
    sql("DELETE FROM account_run")
    tick()
    n = one("SELECT COUNT(*) FROM finding")
    sql("DELETE FROM account_run")
    tick()
    eq(one("SELECT COUNT(*) FROM finding"), n)
    rows = sql("SELECT id, code FROM finding WHERE NOT by_hand ORDER BY id")
    for code in {r[1] for r in rows}:
        f = [r[0] for r in rows if r[1] == code][0]
        p = page(CHIEF, f)
        eq(p.status, 200)
        has(p.text, one("SELECT r.source FROM finding f JOIN account_rule r ON r.id = f.rule_id WHERE f.id = %s" % f))
    anjuan("work", "verify", "--ledger")


run()
