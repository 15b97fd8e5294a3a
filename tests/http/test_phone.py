"""What a phone's outbox asks of the desk: who is signed in, photos before their
answer, answers that come twice, late, or to a case that has moved on."""

import json
import secrets
import time

from staff import *

WHO = desk("R_SUPERVISOR")
JSON = {"Accept": "application/json"}


def me(who=WHO):
    r = who.get("/desk/phone", **JSON)
    return r.status, json.loads(r.text)


def send_photo(key, name="street.jpg", who=WHO):
    return who.post("/desk/phone/file", {"csrf": token(who), "key": key}, [upload(name)], JSON)


def send(case, key, who=WHO, action="verify_result", **fields):
    body = {"csrf": token(who), "id": case.id, "version": fields.pop("version", None) or case.version, "key": key,
            "action": action, "result": "yes", "files": 1, **fields}
    return who.post("/desk/phone/act", body, [], JSON)


def a_key():
    return secrets.token_urlsafe(24)


def photos_of(case):
    return int(sql("SELECT COUNT(*) FROM file_link WHERE subject_kind = 2 AND subject_id = %d" % case.id)[0][0])


@test("the phone learns who is signed in, a token, and his tasks with their versions")
def _():
    case = case_in(11)
    status, told = me()
    eq((status, told["user"], told["csrf"]), (200, WHO.login, token(WHO)))
    mine = [t for t in told["tasks"] if t["id"] == case.id]
    eq([(t["version"], t["url"]) for t in mine], [(case.version, "/desk/task?id=%d" % case.id)])
    other = case_in(11)
    after = {t["id"]: t["mark"] for t in me()[1]["tasks"]}
    assert after[case.id] != mine[0]["mark"], "its page offers another task now: to be kept anew"
    eq(after[case.id], after[other.id], "they offer each other")
    eq([t for t in me(desk("R_SUPERVISOR", 1))[1]["tasks"] if t["id"] == case.id], [])
    r = Browser().get("/desk/phone", **JSON)
    eq((r.status, json.loads(r.text)["error"]), (401, "login"))


@test("one photo under the keys of several answers: each takes it, one that is refused keeps nobody else")
def _():
    cases, keys = [case_in(11) for _ in range(3)], [a_key() for _ in range(3)]
    post = lambda also: WHO.post("/desk/phone/file", {"csrf": token(WHO), "key": keys[0], "also": also},
                                 [upload("street.jpg")], JSON).status
    eq(post(" ".join(keys[1:])), 204)
    eq(post(" ".join(keys[1:])), 204, "the same again")
    eq(post("short " + keys[1]), 422)
    eq(send(cases[0], keys[0]).status, 204)
    eq(send(cases[1], keys[1], version=cases[1].version - 1).status, 409)
    eq(send(cases[2], keys[2]).status, 204)
    eq([(c.state, photos_of(c)) for c in cases], [(12, 1), (11, 0), (12, 1)])
    eq(sql("SELECT COUNT(DISTINCT file_id) FROM file_link WHERE subject_kind = 2 AND subject_id IN (%d, %d)" %
           (cases[0].id, cases[2].id)), [["1"]])


@test("without scripts: one form for several tasks, through the guards of each, and what became of each")
def _():
    cases = [case_in(11) for _ in range(3)]
    page = WHO.get("/desk/task?id=%d" % cases[0].id)
    for c in cases[1:]:
        has(page.text, 'name="row" value="%d.%d"' % (c.id, c.version))
    assert 'name="row" value="%d.' % cases[0].id not in page.text, "itself"
    body = {"csrf": token(WHO), "id": cases[0].id, "version": cases[0].version, "key": a_key(), "action": "verify_result",
            "result": "yes", "note": "三处井盖都不见了，𠮷祥路口。"}
    rows = [("row", "%d.%d" % (cases[1].id, cases[1].version)), ("row", "%d.%d" % (cases[2].id, cases[2].version - 1))]
    send_all = lambda: WHO.post("/desk/case/act", list(body.items()) + rows, [upload("street.jpg")])
    r = send_all()
    eq([(c.state, photos_of(c)) for c in cases], [(12, 1), (12, 1), (11, 0)])
    page = WHO.get(r.header("Location"))
    has(page.text, "2 done, 1 not")
    has(page.text, 'href="/desk/tasks"')
    eq(send_all().header("Location"), r.header("Location"), "the same form again")
    eq([c.events().count(50) for c in cases], [1, 1, 0])
    eq(WHO.post("/desk/case/act", list({**body, "action": "hazard", "key": a_key()}.items()) + rows).status, 403,
       "a step that is about one case alone")


@test("a photo before its answer; the answer twice is one step with one photo")
def _():
    case, key = case_in(11), a_key()
    before, version = len(case.events()), case.version
    eq(send_photo(key).status, 204)
    eq(send_photo(key).status, 204, "the same photo again")
    for _ in range(3):
        eq(send(case, key, version=version, client_at=int(time.time() * 1000) - 1500000).status, 204)
    eq((case.state, len(case.events()) - before, photos_of(case)), (12, 1, 1))
    at, client = sql("SELECT at, client_at FROM event WHERE subject_kind = 2 AND subject_id = %d AND kind = 50" % case.id)[0]
    assert 1499 <= (int(at) - int(client)) / 1e6 < 1600, "the device's time stands beside ours"
    has(desk("R_ACCEPTOR").get("/desk/case?id=%d" % case.id).text, "written on site")


@test("an answer whose photo has not come is not taken, and may be sent again with it")
def _():
    case, key = case_in(11), a_key()
    r = send(case, key)
    eq((r.status, json.loads(r.text)["field"]), (422, "photo"))
    eq(case.state, 11)
    eq(send_photo(key).status, 204)
    eq(send(case, key, files=2).status, 422, "one of two")
    eq(send(case, key).status, 204)
    eq((case.state, photos_of(case)), (12, 1))


@test("what is no photo is refused with a sentence")
def _():
    for name in ("svg.jpg", "truncated.jpg", "animation.gif"):
        r = send_photo(a_key(), name)
        eq((r.status, json.loads(r.text)["field"]), (422, "photo"), name)
        assert len(json.loads(r.text)["message"]) > 10


@test("a case that has moved on: who did what, or that it is no longer his")
def _():
    case, key = case_in(11), a_key()
    version = case.version
    eq(send_photo(key).status, 204)
    case.done(desk("R_ACCEPTOR"), "hazard", note="路面塌陷，已电话通知")
    r = send(case, key, version=version)
    eq((r.status, json.loads(r.text)["error"]), (409, "conflict"))
    has(json.loads(r.text)["message"], sql("SELECT name FROM app_user WHERE login = '%s'" % desk("R_ACCEPTOR").login)[0][0])
    case.done(desk("R_ACCEPTOR"), "order_verify", supervisor=str(desk("R_SUPERVISOR", 1).id), note="改派")
    r = send(case, key, version=version)
    eq(r.status, 409)
    assert "somebody else" in json.loads(r.text)["message"] or "Order" in json.loads(r.text)["message"], r.text
    eq((case.state, photos_of(case)), (11, 0))


@test("no token, another's token, a stranger: nothing is kept")
def _():
    case, key = case_in(11), a_key()
    bad = WHO.post("/desk/phone/file", {"csrf": "0" * 64, "key": key}, [upload("street.jpg")], JSON)
    eq(bad.status, 403)
    other = desk("R_SUPERVISOR", 1)
    eq(send(case, key, other).status, 404)
    eq(Browser().post("/desk/phone/act", {"id": case.id}, [], JSON).status, 401)
    eq(case.state, 11)


@test("a report out of the outbox arrives once, with its photo and the time it was written")
def _():
    key = a_key()
    form = {"csrf": token(WHO), "key": key, "source": 10, "class": CLASS, "description": "巡查发现：井盖松动，𠮷祥路口。",
            "files": 1, "client_at": int(time.time() * 1000) - 7200000, **AWAY}
    eq(WHO.post("/desk/phone/register", form, [], JSON).status, 422, "without its photo")
    eq(send_photo(key).status, 204)
    for _ in range(2):
        eq(WHO.post("/desk/phone/register", form, [], JSON).status, 204)
    rows = sql("SELECT k.case_id, e.at - e.client_at FROM complaint p JOIN complaint_case k ON k.complaint_id = p.id"
               " JOIN event e ON e.subject_kind = 2 AND e.subject_id = k.case_id AND e.seq = 1"
               " WHERE p.form_key_hash = UNHEX(SHA2('%s', 256))" % key)
    eq(len(rows), 1)
    assert 7199e6 < float(rows[0][1]) < 7300e6
    eq(int(sql("SELECT COUNT(*) FROM file_link l JOIN complaint p ON l.subject_kind = 1 AND l.subject_id = p.id"
               " WHERE p.form_key_hash = UNHEX(SHA2('%s', 256))" % key)[0][0]), 1)


@test("a hand arrives and does the work with photos; his clerk feeds back with them, once")
def _():
    case = case_in(31)
    clerk = unit_clerk(A)
    hand = desk("R_HANDLER", next(i for i, p in enumerate(PEOPLE["R_HANDLER"]) if UNITS[p[0]] == A))
    case.done(clerk, "assign", handler=str(hand.id))
    eq(case.act(clerk, "feedback", note="已处理").status, 422, "no photo of anybody")
    page = hand.get("/desk/task?id=%d" % case.id)
    eq(sorted(f.value("action") for f in page.forms("/desk/case/act")), ["arrive", "hand_done"])
    for action in ("arrive", "hand_done"):
        key = a_key()
        eq(send(case, key, hand, action).status, 422, "%s without a photo" % action)
        eq(send_photo(key, who=hand).status, 204)
        eq(send(case, key, hand, action, note="井盖已换，𠮷祥路口。").status, 204)
    other = desk("R_HANDLER", next(i for i, p in enumerate(PEOPLE["R_HANDLER"]) if UNITS[p[0]] == B))
    eq(send(case, a_key(), other, "hand_done", files=0).status, 404, "another unit's hand")
    page = case.page(clerk)
    has(page.text, "The hand has sent 1 photo from")
    eq(case.act(clerk, "feedback", note="已处理完毕").status, 303, "with the hand's photo")
    eq(case.state, 40)
    eq([r[0] for r in sql("SELECT part FROM file_link WHERE subject_kind = 2 AND subject_id = %d ORDER BY id DESC LIMIT 2" % case.id)],
       ["4", "3"], "after and before")
    case.done(desk("R_DISPATCHER"), "feedback_incomplete", note="照片看不清")
    eq(case.act(clerk, "feedback", note="还是那张").status, 422, "the old photo does not count again")


@test("handled on the spot: one form, before and after, reported and closed once")
def _():
    key = a_key()
    form = {"csrf": token(WHO), "key": key, "class": CLASS, "description": "𠮷祥路口占道堆物", "note": "当场劝离并清理", "files": 2,
            "client_at": int(time.time() * 1000) - 900000, **AWAY}
    eq(send_photo(key).status, 204)
    r = WHO.post("/desk/phone/spot", form, [], JSON)
    eq((r.status, json.loads(r.text)["field"]), (422, "photo"), "one photo")
    eq(WHO.post("/desk/phone/file", {"csrf": token(WHO), "key": key},
                [upload("street2.jpg", unlike(photo("street.jpg"), 7))], JSON).status, 204)
    for _ in range(2):
        eq(WHO.post("/desk/phone/spot", form, [], JSON).status, 204)
    case = Case(int(sql("SELECT MAX(id) FROM cases WHERE registered_by = %d" % WHO.id)[0][0]))
    eq((case.state, case.get("source"), case.events()), (50, "60", [10, 20]))
    eq([r[0] for r in sql("SELECT part FROM file_link WHERE subject_kind = 2 AND subject_id = %d ORDER BY id" % case.id)], ["3", "4"])
    page = WHO.get("/desk/spot")
    r = WHO.submit(page.form("/desk/spot"), {"class": str(CLASS), "description": "堆物占道", "note": "已清理", **AWAY},
                   [("before",) + upload("street.jpg")[1:]])
    eq(r.status, 422)
    has(r.text, 'id="after-error"')
    r = WHO.submit(page.form("/desk/spot"), {"class": str(CLASS), "description": "堆物占道", "note": "已清理", **AWAY},
                   [("before",) + upload("street.jpg")[1:], ("after",) + upload("b.jpg", unlike(photo("street.jpg"), 8))[1:]])
    eq(r.status, 303)
    eq(desk("R_ACCEPTOR").get("/desk/spot").status, 403)


def recording(name, kind):
    with open(os.path.join(TREE, "tests", "data", "media", name), "rb") as f:
        return ("photo", name, kind, f.read())


@test("recordings come before their answer, stand beside the photo, and are given in parts to who may see the case")
def _():
    case, key = case_in(11), a_key()
    sound, look = recording("note.weba", "text/html"), recording("look.mp4", "video/mp4")
    for one in (sound, look):
        eq(WHO.post("/desk/phone/file", {"csrf": token(WHO), "key": key}, [one], JSON).status, 204, one[1])
    r = send(case, key, files=2)
    eq((r.status, json.loads(r.text)["field"]), (422, "photo"), "a sound proves no place")
    eq(send_photo(key).status, 204)
    eq(send(case, key, files=3).status, 204)
    rows = sql("SELECT l.id, f.type, l.for_public FROM file_link l JOIN file f ON f.id = l.file_id WHERE l.subject_kind = 2"
               " AND l.subject_id = %d ORDER BY f.type" % case.id)
    eq([tuple(r[1:]) for r in rows], [("audio/webm", "0"), ("image/jpeg", "0"), ("video/mp4", "0")])
    acceptor = desk("R_ACCEPTOR")
    page = acceptor.get("/desk/case?id=%d" % case.id).text
    has(page, '<audio controls preload="none" src="/desk/photo/%s"' % rows[0][0])
    has(page, '<video controls')
    at = "/desk/photo/%s" % rows[2][0]
    r = acceptor.get(at)
    eq((r.status, r.body, r.header("Content-Type"), r.header("X-Content-Type-Options"), r.header("Cache-Control")),
       (200, look[3], "video/mp4", "nosniff", "no-store"))
    for asked, status, part in (("bytes=0-9", 206, look[3][:10]), ("bytes=100-", 206, look[3][100:]),
                                ("bytes=-20", 206, look[3][-20:]), ("bytes=5-999999", 206, look[3][5:]),
                                ("bytes=999999-", 416, b""), ("lines=1-2", 200, look[3]), ("bytes=9-5", 200, look[3])):
        r = acceptor.get(at, Range=asked)
        eq((r.status, r.body), (status, part), asked)
    eq(acceptor.get(at, Range="bytes=0-9").header("Content-Range"), "bytes 0-9/%d" % len(look[3]))
    eq(desk("R_DISCIPLINE").get(at).status, 404, "who may not see the case")


@test("a recording cut short, or a page that calls itself one, is none")
def _():
    whole = recording("look.webm", "video/webm")
    for data in (whole[3][:-10], b"<html><script>alert(1)</script>", b"\x1aE\xdf\xa3"):
        r = WHO.post("/desk/phone/file", {"csrf": token(WHO), "key": a_key()}, [whole[:3] + (data,)], JSON)
        eq(r.status, 422)
    case = case_in(11)
    r = case.act(WHO, "verify_result", [upload("street.jpg"), ("media",) + whole[1:3] + (whole[3][:-10],)], result="yes")
    eq(r.status, 422)
    r = case.act(WHO, "verify_result", [upload("street.jpg"), ("media",) + whole[1:]], result="yes")
    eq((r.status, photos_of(case)), (303, 2), "by the form itself")


@test("the page can be installed, its worker comes from below /desk, and signing out empties the browser")
def _():
    r = Browser().get("/desk/phone/manifest")
    eq((r.status, r.header("Content-Type")), (200, "application/manifest+json"))
    eq(json.loads(r.text)["scope"], "/desk/")
    r = Browser().get("/desk/sw.js")
    eq(r.status, 200)
    has(r.header("Content-Type"), "javascript")
    has(r.header("Content-Security-Policy"), "connect-src 'self'")
    eq(r.header("Cache-Control"), "no-cache")
    who = desk("R_SUPERVISOR", 2, fresh=True)
    has(who.get("/desk/tasks").text, 'rel="manifest"')
    assert 'rel="manifest"' not in desk("R_ACCEPTOR").get("/desk").text
    r = who.post("/desk/logout", {"csrf": token(who)})
    eq((r.status, r.header("Clear-Site-Data")), (303, '"storage"'))


run()
