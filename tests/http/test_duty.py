"""The duty room: crews and who may stand in them, the commander's powers as they
pass, the hand-over book, and the registers beside the cases."""

import datetime
import subprocess

from staff import *

CMD, EXEC, DEPUTY = desk("R_COMMANDER"), desk("R_COMMANDER_EXEC"), desk("R_COMMANDER_DEPUTY")
CHIEF = desk("R_CHIEF")
TODAY = int(sql("SELECT TO_DAYS(UTC_TIMESTAMP() + INTERVAL 8 HOUR) - TO_DAYS('1970-01-01')")[0][0])


def day(n):
    """A day from the office's today on, as forms have it."""
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=TODAY + n)).isoformat()


def local(minutes):
    """The office's time so many minutes from now, as forms have it."""
    return (datetime.datetime.utcnow() + datetime.timedelta(hours=8, minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def refused(statement, why, what=""):
    """The database says no to the desk's own account."""
    with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
        path = f.read().strip() + "/db.sock"
    with open(os.path.join(DIR, "secret", "desk"), encoding="utf-8") as f:
        password = f.read().strip()
    r = subprocess.run(["mariadb", "--no-defaults", "--socket=" + path, "--user=anjuan_desk", "anjuan", "-e", statement],
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                       env={**os.environ, "MYSQL_PWD": password})
    assert r.returncode != 0, "%s %s" % (statement, what)
    has(r.stdout.decode(), why, what)


def unrostered():
    """None of the three stands on the roster: what passes the powers on is leave and names alone."""
    sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)")


def one(text):
    return sql(text)[0][0]


def roster_form(who, action):
    return who.get("/desk/duty").form("/desk/duty/" + action)


def post(who=CMD, **fields):
    return who.submit(roster_form(who, "post"), {"do": "on", "shift": "1", **fields})


def give_role(user, role):
    sql("INSERT INTO user_role (user_id, role_id, valid_from) VALUES (%d, %d, 0)" % (user, role))


def drop_role(user, role):
    sql("DELETE FROM user_role WHERE user_id = %d AND role_id = %d" % (user, role))


@test("the roster refuses a crew in which one dispatches and closes, or that no combination allows, and says why")
def _():
    who, far = desk("R_ACCEPTOR", 1), 120
    span = {"post_from": day(far), "post_until": day(far + 1), "person": str(who.id)}
    give_role(who.id, 6)
    eq(post(role="5", **span).status, 303)
    r = post(role="6", **span)
    eq(r.status, 422)
    name = one("SELECT name_en FROM app_user WHERE id = %d" % who.id)
    has(r.text, "dispatch and also judge or close")
    has(r.text, name, "the sentence names the person")
    eq(one("SELECT COUNT(*) FROM roster WHERE day >= %d AND user_id = %d AND role_id = 6" % (TODAY + far, who.id)), "0")
    r = post(role="4", person=str(CHIEF.id), post_from=day(far), post_until=day(far))
    eq(r.status, 422, "a chief and an acceptor alone")
    has(r.text, "no legal crew")
    eq(post(role="6", person=str(desk("R_DISPATCHER").id), post_from=day(far), post_until=day(far)).status, 303)
    eq(post(role="1", **span).status, 422, "without the role")
    eq(post(role="5", do="off", **span).status, 303)
    eq(one("SELECT COUNT(*) FROM roster WHERE day >= %d AND user_id = %d" % (TODAY + far, who.id)), "0")
    eq(CHIEF.post("/desk/duty/post", {"csrf": token(CHIEF), "do": "on", "shift": "1", "role": "5", **span}).status, 403)
    drop_role(who.id, 6)


@test("a rotation is planned; one illegal, or in the past, is not; two swap; nobody takes both seats")
def _():
    chiefs = [desk("R_CHIEF", n).id for n in range(3)]
    dispatchers = [desk("R_DISPATCHER", n).id for n in range(3)]
    for c in chiefs:
        give_role(c, 5)
    crews = {"crew%d_%d" % (c + 1, s + 1): str((chiefs, dispatchers)[s][c]) for c in range(3) for s in range(2)}
    plan = lambda **f: CMD.submit(roster_form(CMD, "plan"), {"from": day(100), "until": day(106), "combination": "1", **crews, **f})
    eq(plan(**{"from": day(-1)}).status, 422)
    eq(plan(crew1_1=str(dispatchers[0])).status, 422)
    eq(plan(spare=str(chiefs[0])).status, 422)
    eq(plan().status, 303)
    eq(one("SELECT COUNT(*) FROM roster WHERE day BETWEEN %d AND %d" % (TODAY + 100, TODAY + 106)), "42")
    sql("INSERT INTO roster (day, shift_id, role_id, user_id) SELECT day - 95, shift_id, role_id, user_id FROM roster"
        " WHERE day = %d AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.day = roster.day - 95 AND r.shift_id = roster.shift_id"
        " AND r.role_id = roster.role_id AND r.user_id = roster.user_id)" % (TODAY + 100))
    for c in chiefs:
        drop_role(c, 5)


@test("whoever dispatched a case neither judges nor closes it: page, forged POST and database, whatever roles he has")
def _():
    who = desk("R_DISPATCHER", 2)
    for role in (4, 5):
        give_role(who.id, role)
    case = case_in(20)
    case.done(who, "dispatch", unit=str(A))
    for state in (31, 40):
        walk(case, state)
    case.done(who, "feedback_confirm")
    case.done(desk("R_ACCEPTOR"), "order_check", supervisor=str(desk("R_SUPERVISOR").id))
    case.done(desk("R_SUPERVISOR"), "check_result", SHOT, result="yes")
    factors = {"factor_standard": "yes", "factor_photos": "yes", "factor_check": "yes"}
    assert "judge" not in case.actions(who), "offered"
    assert case.forge(who, "judge", **factors).status in (403, 409, 422)
    eq(case.state, 42)
    case.done(desk("R_ACCEPTOR"), "judge", **factors)
    assert "close_chief" not in case.actions(who), "offered"
    assert case.forge(who, "close_chief", answer="井盖已补装，谢谢。").status in (403, 409, 422)
    eq(case.state, 44)
    for column in ("closer_id", "judged_by"):
        refused("UPDATE cases SET %s = %d WHERE id = %d" % (column, who.id, case.id), "CONSTRAINT", column)
    case.done(CHIEF, "close_chief", answer="井盖已补装，谢谢。")
    for role in (4, 5):
        drop_role(who.id, role)


@test("the roster passes the powers on: to whom of the three is on duty now, with what he may do")
def _():
    unrostered()
    sql("INSERT INTO roster (day, shift_id, role_id, user_id) SELECT d.day, s.id, 3, %d FROM shift s JOIN (SELECT %d AS day UNION SELECT %d) d"
        % (DEPUTY.id, TODAY - 1, TODAY))
    case = case_in(20)
    assert "dispatch" in case.actions(DEPUTY), "on duty"
    assert "dispatch" not in case.actions(EXEC), "off duty"
    assert "dispatch" in case.actions(CMD), "his own"
    has(DEPUTY.get("/desk/duty/powers").text, text_of("en", "Text.power.why_1"))
    case.done(DEPUTY, "dispatch", unit=str(A))
    has(one("SELECT detail FROM event WHERE subject_kind = 2 AND subject_id = %d ORDER BY seq DESC LIMIT 1" % case.id), "why=1")


@test("leave passes the powers on, dated and with its reason; the ledger has the real person and whose powers he used")
def _():
    unrostered()
    page = EXEC.get("/desk/duty/powers")
    eq(page.status, 200)
    eq(desk("R_UNIT").get("/desk/duty/powers").status, 403)
    leave = lambda by, **f: by.submit(by.get("/desk/duty/powers").form("/desk/duty/leave"),
                                        {"kind": "leave", "from": local(0), "until": local(600), "reason": "赴省里学习𠮷", **f})
    acc = desk("R_ACCEPTOR")
    assert not acc.get("/desk/duty/powers").forms("/desk/duty/leave"), "an acceptor enters no leave"
    eq(acc.post("/desk/duty/leave", {"csrf": token(acc), "kind": "leave", "who": CMD.id, "from": local(0), "until": local(60),
                                     "reason": "不该"}).status, 403)
    eq(leave(CHIEF, who=str(CMD.id), until=local(-5)).status, 422)
    eq(leave(CHIEF, who=str(CMD.id), reason="").status, 422)
    eq(leave(CHIEF, who=str(CMD.id)).status, 303)
    eq(leave(CMD, who=str(CMD.id)).status, 422, "twice in the same days")
    case = case_in(20)
    assert "dispatch" not in case.actions(CMD), "on leave"
    eq(case.forge(CMD, "dispatch", unit=str(A)).status, 403)
    eq(CMD.get("/desk/case?id=%d" % case.id).status, 200, "he may still read")
    has(EXEC.get("/desk/duty/powers").text, "赴省里学习𠮷")
    tick()
    tick()
    told = "SELECT COUNT(*) FROM notice WHERE kind = 976 AND subject_kind = 6 AND user_id = %d"
    eq([one(told % who.id) for who in (EXEC, DEPUTY, CMD, CHIEF)], ["1", "0", "0", "0"], "who takes over is told, once")
    has(EXEC.get("/desk/inbox").text, text_of("en", "Notice.976"))
    has(EXEC.get("/desk/inbox").text, "赴省里学习𠮷")
    case.done(EXEC, "dispatch", unit=str(A))
    row = sql("SELECT user_id, role_id, detail FROM event WHERE subject_kind = 2 AND subject_id = %d ORDER BY seq DESC LIMIT 1" % case.id)[0]
    eq(row[:2], [str(EXEC.id), "2"])
    has(row[2], "for=1")
    has(row[2], "why=2")
    has(row[2], "leave=" + one("SELECT MAX(id) FROM duty_absence"))
    has(case.page(CHIEF).text, text_of("en", "Text.power.why_2"))
    end = CMD.get("/desk/duty/powers").form("/desk/duty/leave/end")
    eq(CMD.submit(end, {}).status, 303)
    eq(CMD.submit(end, {}).status, 409)
    assert "for=1" not in case_in(30).page(CMD).text
    for change in ("UPDATE duty_absence SET reason = 'x'", "DELETE FROM duty_absence", "UPDATE duty_absence SET until_at = 1",
                   "DELETE FROM roster_change"):
        refused(change, "denied", change)


@test("the commander gives his powers by name for a time; nobody else can, nor to somebody else")
def _():
    give = lambda who, **f: who.post("/desk/duty/leave", {"csrf": token(who), "kind": "give", "to": DEPUTY.id, "from": local(0),
                                                          "until": local(60), "reason": "主持渣土专项整治", **f})
    eq(give(EXEC).status, 403)
    eq(give(CMD, to=CHIEF.id).status, 422)
    eq(give(CMD, to="").status, 422)
    form = CMD.get("/desk/duty/powers").form("/desk/duty/leave")
    eq(CMD.submit(form, {"kind": "give", "to": str(DEPUTY.id), "from": local(0), "until": local(60), "reason": "主持渣土专项整治"}).status, 303)
    text = DEPUTY.get("/desk/duty/powers").text
    has(text, "主持渣土专项整治")
    has(text, text_of("en", "Text.power.why_3"))
    case = case_in(20)
    case.done(DEPUTY, "dispatch", unit=str(A))
    has(one("SELECT detail FROM event WHERE subject_kind = 2 AND subject_id = %d ORDER BY seq DESC LIMIT 1" % case.id), "why=3")
    eq(CMD.submit(CMD.get("/desk/duty/powers").form("/desk/duty/leave/end"), {}).status, 303)


def write(by, kind, files=(), **fields):
    form = by.get("/desk/matters?kind=" + kind).form("/desk/matters")
    return by.submit(form, {"note": "老菜场周边，𠮷祥路口，多年未解决", "title": "流动摊贩", **fields}, files)


def say(by, where, **fields):
    return by.submit(by.get(where).form("/desk/matter"), {"note": "已约谈十二户", **fields})


def tick():
    anjuan("work", "tick")


@test("a stubborn problem: owner, special inquiry, statuses by interval, reminders, another owner, what it costs whom")
def _():
    acc, other = desk("R_ACCEPTOR"), desk("R_ACCEPTOR", 2)
    eq(write(acc, "stubborn", date=day(3), owner=str(desk("R_UNIT").id)).status, 422, "an owner outside the centre")
    eq(write(acc, "stubborn").status, 422, "neither a day nor an interval")
    r = write(acc, "stubborn", every="14", unit=str(A), owner=str(other.id))
    eq(r.status, 303)
    where, number = r.header("Location"), int(r.header("Location").split("=")[1])
    eq(one("SELECT (due - opened_at) DIV 86400000000 BETWEEN 13 AND 15 FROM matter WHERE id = %d" % number), "1")
    eq(say(other, where, what="inquiry", note="召集三家单位研究，认定为历史遗留").status, 303)
    eq(say(acc, write(acc, "inquiry", date=day(5), origin="deputy").header("Location"), what="inquiry").status, 422, "only a stubborn one")
    eq(say(acc, where, what="owner").status, 422, "to whom")
    eq(say(acc, where, what="owner", owner=str(CHIEF.id), date=day(1)).status, 303)
    eq(one("SELECT owner_id FROM matter WHERE id = %d" % number), str(CHIEF.id))
    has(CHIEF.get("/desk").text, "流动摊贩", "on the owner's home page")
    tick()
    tick()
    told = "SELECT GROUP_CONCAT(DISTINCT kind ORDER BY kind) FROM notice WHERE subject_kind = 4 AND subject_id = %d AND user_id = %d"
    eq(one(told % (number, other.id)), "975", "told that it is his")
    has(one(told % (number, CHIEF.id)), "975")
    # its day passes: the owner and the commander are told, once; the effect on scores follows
    sql("UPDATE matter SET due = due - 3 * 86400000000, opened_at = opened_at - 90 * 86400000000 WHERE id = %d" % number)
    sql("UPDATE matter_entry SET due = due - 3 * 86400000000 WHERE matter_id = %d AND what = 4" % number)
    tick()
    tick()
    eq(one("SELECT COUNT(*) FROM outbox WHERE subject_kind = 4 AND subject_id = %d AND kind = 972" % number), "3")
    eq(one("SELECT reminded FROM matter WHERE id = %d" % number), "2")
    has(one(told % (number, CHIEF.id)), "972")
    has(CHIEF.get("/desk/inbox").text, text_of("en", "Notice.972"))
    page = CHIEF.get("/desk/matters?kind=stubborn")
    has(page.text, one("SELECT name_en FROM unit WHERE id = %d" % A))
    has(page.text, text_of("en", "Text.matter.losses"))
    has(page.text, "−")
    eq(say(CMD, where, what="close", note="整治完成").status, 303)
    eq(say(CMD, where, what="close", note="整治完成").status if CMD.get(where).forms("/desk/matter") else 0, 0)


@test("a light record: photos where its class wants one, seen only by its writer and the centre")
def _():
    patrol = desk("R_SUPERVISOR")
    sql("UPDATE class SET light_photo = 1 WHERE id = %d" % CLASS)
    r = write(patrol, "light", **{"class": str(CLASS)})
    eq(r.status, 422)
    has(r.text, text_of("en", "Err.light_photo"))
    r = write(patrol, "light", SHOT, **{"class": str(CLASS)})
    eq(r.status, 303)
    photo = re.search(r'/desk/photo/(\d+)', patrol.get(r.header("Location")).text)
    assert photo, "the photo is shown"
    number = int(r.header("Location").split("=")[1])
    link = one("SELECT id FROM file_link WHERE subject_kind = 4 AND subject_id = %d" % number)
    eq(desk("R_SUPERVISOR", 1).get("/desk/photo/" + link).status, 404)
    eq(desk("R_UNIT").get("/desk/photo/" + link).status, 404)
    sql("UPDATE class SET light_photo = 0 WHERE id = %d" % CLASS)
    eq(write(patrol, "light", **{"class": str(CLASS)}).status, 303)
    eq(write(patrol, "light").status, 303)


@test("the hand-over book: the night's entries stand in it; nobody completes or signs: told once; the commander signs with a reason")
def _():
    night = desk("R_NIGHT")
    eq(night.submit(night.get("/desk/duty/book").form("/desk/duty/entry"), {"text": "凌晨三点𠮷祥路口报井盖响动"}).status, 303)
    slot = sql("SELECT day, shift_id FROM duty_entry ORDER BY id DESC LIMIT 1")[0]
    old, shift = TODAY - 1, 1
    person, other = desk("R_ACCEPTOR", 3), desk("R_ACCEPTOR", 4)
    sql("DELETE FROM handover_line WHERE day = %d AND shift_id = %d" % (old, shift))
    sql("DELETE FROM handover WHERE day = %d AND shift_id = %d" % (old, shift))
    sql("DELETE FROM roster WHERE day = %d AND shift_id IN (1, 2)" % old)
    sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 5, %d), (%d, 2, 5, %d)" % (old, person.id, old, other.id))
    sql("INSERT INTO duty_entry (at, day, shift_id, user_id, text) VALUES (1, %d, 3, %d, '昨夜巡查无异常')" % (old - 1, night.id))
    where = "/desk/duty/book?day=%s&shift=1" % day(-1)
    has(person.get(where).text, "昨夜巡查无异常", "the night before stands in the early shift's book")
    for n in (2, 5, 6):
        has(person.get(where).text, text_of("en", "Text.book.part_%d" % n))
    tick()
    tick()
    kinds = lambda: [r[0] for r in sql("SELECT kind FROM outbox WHERE subject_kind = 5 AND subject_id = %d ORDER BY id" % (old * 1000 + 1))]
    eq(kinds(), ["973"])
    has(CHIEF.get("/desk").text, "(not completed)")
    form = person.get(where).form("/desk/duty/complete")
    eq(other.post("/desk/duty/complete", {"csrf": token(other), "day": day(-1), "shift": "1", "note": "不是本班"}).status, 422)
    eq(person.submit(form, {"note": "险情一件，请先看现场"}).status, 303)
    sql("UPDATE handover SET out_at = out_at - 7200000000 WHERE day = %d AND shift_id = 1" % old)
    tick()
    eq(sorted(kinds()), ["973", "974", "974"])
    eq(person.post("/desk/duty/sign", {"csrf": token(person), "day": day(-1), "shift": "1", "remark": "自己签"}).status, 422)
    sign = CMD.get(where).form("/desk/duty/sign")
    eq(CMD.submit(sign, {"remark": ""}).status, 422, "why in their place")
    eq(CMD.submit(sign, {"remark": "接班人突发疾病，已电话核实"}).status, 303)
    has(CMD.get(where).text, text_of("en", "Text.book.for_next"))
    eq(other.post("/desk/duty/sign", {"csrf": token(other), "day": day(-1), "shift": "1", "remark": ""}).status, 409)
    refused("UPDATE handover SET note = 'x'", "denied")
    refused("UPDATE duty_entry SET text = 'x'", "denied")
    eq(one("SELECT COUNT(*) FROM duty_entry WHERE day = %s AND shift_id = %s AND user_id = %d" % (slot[0], slot[1], night.id)), "1")


run()
