"""Every row of the workflow's table, walked by its own page's form; what each leaves behind."""

import re
import secrets
import time

from staff import *

_done = set()
_act = Case.act


def act(self, who, action, files=(), **fields):
    reply = _act(self, who, action, files, **fields)
    if reply.status == 303:
        _done.add(action)
    return reply


Case.act = act

YES = {"factor_standard": "yes", "factor_photos": "yes", "factor_check": "yes"}


def office(setting, value):
    """Changes a setting; the workers see it at once, not within their minute."""
    anjuan("work", "setting", setting, value)
    done = subprocess.run([os.path.join(TREE, "conf", "demo"), "reload", "--dir", DIR], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    eq(done.returncode, 0, done.stdout.decode())


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


def hand_of(unit):
    return desk("R_HANDLER", next(i for i, p in enumerate(PEOPLE["R_HANDLER"]) if UNITS[p[0]] == unit))


def complaint_state(case):
    return sql("SELECT state, COALESCE(answer, '') FROM complaint WHERE id = %d" % case.complaint.id)[0]


@test("untrue on site: not to be filed, refused with a reason, answered, archived")
def _():
    case = case_in(11, citizen=Browser("zh-CN"))
    case.done(desk("R_SUPERVISOR"), "verify_result", SHOT, result="no", note="现场没有发现")
    who = desk("R_ACCEPTOR")
    assert "file" not in case.actions(who)
    r = case.forge(who, "file", condition=str(CONDITION))
    eq(r.status, 422)
    has(r.text, text_of("en", "Guard.found_true"))
    case.done(who, "refuse", reason="101", note="核实不属实")
    eq(case.state, 19)
    eq(complaint_state(case)[0], "4")
    page = follow(Browser("zh-CN"), case.complaint.number, case.complaint.code).text
    has(page, "未发现您反映的问题")
    assert "核实不属实" not in page, "an inner word on the sender's page"
    case.done(desk("R_ARCHIVIST"), "archive")
    eq(case.state, 60)


@test("far from the place one says why; without a position one answers all the same; one's own grid can be read")
def _():
    lat, lon, cell, walker = sql(
        "SELECT ROUND(ST_Y(ST_Centroid(c.shape))), ROUND(ST_X(ST_Centroid(c.shape))), c.id, MIN(g.user_id) FROM grid_cell c"
        " JOIN grid_person g ON g.cell_id = c.id AND g.duty = 'patrol' AND g.valid_until IS NULL WHERE c.layer_id = 2 GROUP BY c.id LIMIT 1")[0]
    place = {"lat": "%.6f" % (int(lat) / 1e6), "lon": "%.6f" % (int(lon) / 1e6)}
    login = sql("SELECT login FROM app_user WHERE id = %s" % walker)[0][0]
    who = desk("R_SUPERVISOR", next(i for i, p in enumerate(PEOPLE["R_SUPERVISOR"]) if p[0] == login))
    case, _ = register(address="霍里街道菜场对面", **place)
    eq(case.get("base_cell_id"), cell)
    eq(case.page(who).status, 200, "his grid")
    case.done(desk("R_ACCEPTOR"), "order_verify", supervisor=str(who.id))
    r = case.act(who, "verify_result", SHOT, result="yes", lat="31.000000", lon="118.000000")
    eq(r.status, 422)
    has(r.text, text_of("en", "Guard.far"))
    case.done(who, "verify_result", SHOT, result="yes", lat="31.000000", lon="118.000000", note="手机定位漂移，人在现场")
    has(case.page(desk("R_CHIEF")).text, text_of("en", "Field.far.Label"))
    eq(case.page(who).status, 200, "after he answered")
    case, _ = register(address="霍里街道菜场对面", **place)
    case.done(desk("R_ACCEPTOR"), "order_verify", supervisor=str(who.id))
    case.done(who, "verify_result", SHOT, result="yes")
    has(case.page(desk("R_CHIEF")).text, text_of("en", "Text.case.no_position"))


@test("in doubt the chief decides: files, or refuses in his own words")
def _():
    case = case_in(12)
    case.done(desk("R_ACCEPTOR"), "ask_chief", note="权责不清，请定")
    eq(case.state, 13)
    assert not {"file_chief", "refuse"} & set(case.actions(desk("R_DISPATCHER")))
    case.done(desk("R_CHIEF"), "file_chief", condition=str(CONDITION), note="予以立案")
    eq((case.state, case.get("number IS NOT NULL")), (20, "1"))
    case = case_in(12)
    case.done(desk("R_ACCEPTOR"), "ask_chief", note="权责不清，请定")
    case.done(desk("R_CHIEF"), "refuse", reason="103", note="不归我们管", answer="这件事请向有关部门反映，电话见官网。")
    eq((case.state, complaint_state(case)), (19, ["4", "这件事请向有关部门反映，电话见官网。"]))
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, "这件事请向有关部门反映，电话见官网。")


@test("without a place on the grid no case is filed: the acceptor sets class, cell and address right")
def _():
    cell = sql("SELECT code FROM grid_cell WHERE layer_id = (SELECT id FROM grid_layer WHERE code = 'unit') ORDER BY id LIMIT 1")
    assert cell, "no unit grids in this office"
    case, _ = register(lat=None, lon=None, address="霍里街道菜场对面，𠮷祥巷口")
    walk(case, 12)
    who = desk("R_ACCEPTOR")
    assert "file" not in case.actions(who)
    for bad in ("000000000000000", "no cell", cell[0][0] + "0"):
        r = case.act(who, "correct", cell=bad)
        eq(r.status, 422, bad)
        has(r.text, 'id="correct-cell-error"', bad)
    other = sql("SELECT MAX(class_id) FROM class_condition")[0][0]
    condition = sql("SELECT MIN(id) FROM class_condition WHERE class_id = %s" % other)[0][0]
    r = case.act(who, "correct", **{"class": "999999"})
    eq(r.status, 422)
    has(r.text, 'id="correct-class-error"')
    case.done(who, "correct", cell=cell[0][0], address="霍里街道一号", note="补全网格", **{"class": other})
    eq(case.get("state, class_id, address, unit_cell_id IS NOT NULL, base_cell_id IS NOT NULL"), ["12", other, "霍里街道一号", "1", "1"])
    eq(case.act(who, "file", condition=str(CONDITION)).status, 422, "a condition of another class")
    case.done(who, "file", condition=condition)


@test("sent back to the acceptor, filed again: the number stays")
def _():
    case = case_in(20)
    number = case.get("number")
    case.done(desk("R_DISPATCHER"), "to_acceptor", note="立案条件选错了")
    eq(case.state, 12)
    case.done(desk("R_ACCEPTOR"), "file", condition=str(CONDITION))
    eq((case.state, case.get("number")), (20, number))


@test("a duplicate is voided into the case that is kept: its sender follows that one")
def _():
    kept, case = case_in(20), case_in(12)
    who = desk("R_ACCEPTOR")
    for bad in ("2026-999999-0", kept.get("number")[:-1] + "?"):
        eq(case.act(who, "void", note="重复", kept=bad).status, 422, bad)
    eq(case.act(who, "void", note="重复", kept="#%d" % case.id).status, 422, "into itself")
    case.done(who, "void", note="与在办案卷重复", kept=kept.get("number"))
    eq((case.state, case.get("parent_case")), (90, str(kept.id)))
    page = follow(Browser("en"), case.complaint.number, case.complaint.code).text
    has(page, text_of("en", "Follow.s20.Where"))
    assert "与在办案卷重复" not in page
    walk(kept, 40)
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, text_of("en", "Follow.s40.Where"))
    alone = case_in(10)
    alone.done(who, "void", note="误登")
    eq(alone.state, 90)
    eq(follow(Browser("en"), alone.complaint.number, alone.complaint.code).status, 200)


@test("unclear duty: coordinated, then dispatched as agreed")
def _():
    case = case_in(20)
    who = desk("R_DISPATCHER")
    case.done(who, "unclear", note="两家都说不归自己", unit=str(B))
    eq(case.state, 21)
    case.done(who, "dispatch_agreed", unit=str(A), note="会商结果")
    eq((case.state, case.get("unit_id")), (30, str(A)))


@test("dispatched elsewhere: a new unit, a new promise, the old unit sees it no more")
def _():
    case = case_in(30)
    who = desk("R_DISPATCHER")
    eq(case.act(who, "redispatch", unit=str(A), note="同一家").status, 422, "the same unit")
    eq(case.page(unit_clerk(A)).status, 200)
    case.done(who, "redispatch", unit=str(B), note="派错了", fault="1")
    eq((case.state, case.get("unit_id, round")), (30, [str(B), "2"]))
    eq(case.page(unit_clerk(A)).status, 404)
    eq(case.page(unit_clerk(B)).status, 200)
    eq(sql("SELECT unit_id, ended IS NULL FROM promise WHERE case_id = %d ORDER BY seq" % case.id), [[str(A), "0"], [str(B), "1"]])


@test("feedback by the papers: incomplete, to another unit, or to be talked over")
def _():
    who = desk("R_DISPATCHER")
    case = case_in(40)
    case.done(who, "feedback_incomplete", note="照片看不清")
    eq((case.state, case.get("unit_id")), (31, str(A)))
    case.done(unit_clerk(A), "feedback", SHOT, note="重拍")
    case.done(who, "incomplete_send", unit=str(B), note="还有一半归别家")
    eq((case.state, case.get("unit_id")), (30, str(B)))
    case = case_in(40)
    case.done(who, "incomplete_coordinate", note="再商量")
    eq((case.state, case.get("COALESCE(unit_id, 0)")), (21, "0"))


@test("a supervisor who does not come is replaced, at the verification and at the check")
def _():
    second = desk("R_SUPERVISOR", 1)
    for state, order, answer in ((11, "order_verify", "verify_result"), (41, "order_check", "check_result")):
        case = case_in(state)
        case.done(desk("R_ACCEPTOR"), order, supervisor=str(second.id), note="换人")
        eq(case.state, state)
        eq(case.forge(desk("R_SUPERVISOR"), answer, SHOT, result="yes").status, 409, "the first one")
        case.done(second, answer, SHOT, result="yes")


@test("the chief sends a judged case back, the acceptor judges again; a rework may be talked over")
def _():
    case = case_in(44)
    case.done(desk("R_CHIEF"), "close_back", note="照片角度不同")
    eq(case.state, 42)
    case.done(desk("R_ACCEPTOR"), "judge", **YES)
    case.done(desk("R_CHIEF"), "close_chief")
    eq(case.state, 50)
    case = case_in(42)
    case.done(desk("R_ACCEPTOR"), "rework", note="返工", **{**YES, "factor_photos": "no"})
    case.done(desk("R_DISPATCHER"), "rework_coordinate", note="商量")
    eq(case.state, 21)
    case = case_in(42)
    case.done(desk("R_ACCEPTOR"), "rework", note="返工", **{**YES, "factor_photos": "no"})
    before = case.get("due_at")
    case.done(desk("R_DISPATCHER"), "rework_send", unit=str(A), note="请返工")
    eq((case.state, case.get("original_due, rework_count")), (30, [before, "1"]))


@test("a hazard stands above all others in its queue and is said wherever the case is shown")
def _():
    case = case_in(31)
    case.done(desk("R_CHIEF"), "hazard", note="有人掉下去过")
    eq((case.state, case.get("hazard, urgent")), (31, ["1", "1"]))
    assert "hazard" not in case.actions(desk("R_CHIEF"))
    eq(sorted(r[0] for r in sql("SELECT DISTINCT audience FROM outbox WHERE subject_kind = 2 AND subject_id = %d AND event_seq ="
                                " (SELECT MAX(seq) FROM event WHERE subject_kind = 2 AND subject_id = %d)" % (case.id, case.id))),
       ["CHIEF", "COMMANDER", "DISPATCHER", "SUPERVISOR", "UNIT", "UNIT_LEADER", "UPPER"])
    eq(case.act(desk("R_ACCEPTOR"), "hazard_call").status, 422, "whom")
    case.done(desk("R_ACCEPTOR"), "hazard_call", note="22:10 打通市政值班室，半小时内到；供电未接")
    has(case.page(unit_clerk(A)).text, "22:10 打通市政值班室")
    has(case.page(unit_clerk(A)).text, text_of("en", "Flag.hazard"))
    first = re.search(r'class="main" href="/desk/case\?id=(\d+)[&"]', unit_clerk(A).get("/desk/queue?queue=handling").text).group(1)
    eq(sql("SELECT hazard FROM cases WHERE id = %s" % first), [["1"]])


@test("an order of the platform above goes back with its reason; a patrol's report is taken at once")
def _():
    who = desk("R_ACCEPTOR")
    r = who.submit(who.get("/desk/register").form("/desk/register"), {"source": "31", "class": str(CLASS), "description": WORDS, **AWAY})
    eq(r.status, 303)
    case = Case(int(re.search(r"id=(\d+)", r.header("Location")).group(1)))
    case.done(who, "back_to_upper", reason="201", note="不在本辖区")
    eq(case.state, 19)
    patrol = desk("R_SUPERVISOR")
    eq(patrol.submit(patrol.get("/desk/register").form("/desk/register"),
                     {"source": "10", "class": str(CLASS), "description": WORDS, **AWAY}).status, 303)
    case = Case(int(sql("SELECT MAX(id) FROM cases WHERE registered_by = %d" % patrol.id)[0][0]))
    case.done(who, "take")
    eq(case.state, 12)


@test("a unit gives its hand the work; a return goes to the leader, who decides for good")
def _():
    case = case_in(31)
    clerk, hand = unit_clerk(A), hand_of(A)
    case.done(clerk, "assign", handler=str(hand.id), note="今天去")
    eq((case.state, case.get("handler_id")), (31, str(hand.id)))
    eq(hand.get("/desk/task?id=%d" % case.id).status, 200)
    case.done(hand, "arrive", SHOT, note="井盖缺失，已设围挡")
    eq(sql("SELECT kind, ended IS NULL FROM side_clock WHERE case_id = %d" % case.id), [["2", "0"]])
    case.done(hand, "hand_done", SHOT, note="已换新井盖")
    case.done(clerk, "return", reason="301", note="不归我们")
    eq(case.state, 32)
    assert "return_plausible" not in case.actions(desk("R_DISPATCHER")), "strict: all returns go to the leader"
    eq(case.forge(desk("R_DISPATCHER"), "return_plausible", note="有理").status, 422)
    has(desk("R_CHIEF").get("/desk/queue?queue=return_review").text, "id=%d" % case.id)
    assert "return_to_leader" not in case.actions(desk("R_COMMANDER")), "not before the unit was conferred with"
    case.done(desk("R_CHIEF"), "confer", note="单位坚持不归自己，附会商记录")
    case.done(desk("R_COMMANDER"), "return_to_leader", note="请定")
    case.done(desk("R_LEADER"), "instruct", unit=str(A), note="就由你们办")
    eq((case.state, case.get("leader_locked, unit_id, dispatcher_id <> %d" % desk("R_LEADER").id)), (30, ["1", str(A), "1"]))


@test("with short returns the dispatcher rules: plausible, refused, or elsewhere")
def _():
    who = desk("R_DISPATCHER")
    office("returns", "short")
    try:
        case = case_in(31)
        case.done(unit_clerk(A), "return", reason="301", note="不归我们")
        case.done(who, "return_plausible", note="有理")
        eq(case.state, 21)
        for state in (30, 31):
            case = case_in(state)
            due = case.get("due_at")
            case.done(unit_clerk(A), "return", reason="302", note="不归我们")
            case.done(who, "return_refused", note="无理")
            eq((case.state, case.get("due_at, signed_at IS NOT NULL")), (31, [due, "1"]), "the promise never stopped")
        case = case_in(31)
        case.done(unit_clerk(A), "return", reason="301", note="不归我们")
        case.done(who, "redispatch", unit=str(B), note="改派")
        eq((case.state, case.get("unit_id, return_count")), (30, [str(B), "1"]))
    finally:
        office("returns", "strict")


@test("where the acceptor closes alone, he judges and closes in one step")
def _():
    office("close", "acceptor")
    try:
        case = case_in(42)
        who = desk("R_ACCEPTOR")
        assert "judge" not in case.actions(who)
        case.done(who, "close", answer="已修好", **YES)
        eq(case.state, 50)
    finally:
        office("close", "chief")


@test("the timer's late marks stand in the ledger and throw no clerk back")
def _():
    for state, kind, who, action, fields, files in (
            (11, 60, "R_SUPERVISOR", "verify_result", {"result": "yes"}, SHOT), (30, 410, "R_UNIT", "sign", {}, ()),
            (41, 740, "R_SUPERVISOR", "check_result", {"result": "yes"}, SHOT), (42, 61, "R_ACCEPTOR", "judge", YES, ())):
        case = case_in(state)
        person = unit_clerk(A) if who == "R_UNIT" else desk(who)
        form = case.form(person, action)
        sql("UPDATE stage SET due = started + 1, started = started - 10 WHERE case_id = %d AND ended IS NULL;"
            "UPDATE stage s JOIN stage n ON n.case_id = s.case_id AND n.seq = s.seq + 1 SET s.ended = n.started"
            " WHERE s.case_id = %d AND n.ended IS NULL;"
            "UPDATE cases SET stage_due = stage_started + 1 WHERE id = %d" % (case.id, case.id, case.id))
        anjuan("work", "tick")
        eq(case.events()[-1], kind, "late mark in %d" % state)
        anjuan("work", "tick")
        eq(case.events().count(kind), 1, "marked once")
        if state == 41:
            sql("UPDATE side_clock SET due = started + 1 WHERE case_id = %d AND ended IS NULL" % case.id)
            anjuan("work", "tick")
            eq(case.events()[-1], 62, "the check hour from the feedback")
            has(case.page(desk("R_CHIEF")).text, text_of("en", "Side.1"))
        has(case.page(desk("R_CHIEF")).text, text_of("en", "Event.late"))
        eq(person.submit(form, fields, files).status, 303, "the form that was open")


def day(n):
    """A day from today, as a form has it."""
    return time.strftime("%Y-%m-%d", time.localtime(time.time() + n * 86400))


def overdue(case):
    """The promise's due lies behind, as if time had passed."""
    sql("UPDATE promise SET due = due - 40 * 86400000000 WHERE case_id = %d AND ended IS NULL;"
        "UPDATE cases SET due_at = due_at - 40 * 86400000000 WHERE id = %d" % (case.id, case.id))


@test("one extension: asked for in time, granted within one's power, and never again; then the watch list")
def _():
    case = case_in(31)
    clerk, chief, cmd = unit_clerk(A), desk("R_CHIEF"), desk("R_COMMANDER")
    amount = int(sql("SELECT amount FROM promise WHERE case_id = %d" % case.id)[0][0])
    eq(case.act(clerk, "extension_ask", amount="1", note="雨天不能铺沥青").status, 422, "without a plan")
    eq(case.act(clerk, "extension_ask", amount=str(3 * amount + 1), note="雨天", plan="天晴就铺").status, 422, "too much")
    case.done(clerk, "extension_ask", amount=str(2 * amount), note="雨天不能铺沥青", plan="天晴两日内铺完𠮷祥路口")
    assert "extension_ask" not in case.actions(clerk)
    has(case.page(chief).text, "天晴两日内铺完𠮷祥路口")
    r = case.act(chief, "extension_grant", note="同意")
    eq(r.status, 422)
    has(r.text, text_of("en", "Guard.extend_long"))
    due = int(case.get("due_at"))
    case.done(cmd, "extension_grant", note="同意延时")
    assert int(case.get("due_at")) > due
    eq(case.get("ext_count, ext_pending, state"), ["1", "0", "31"])
    assert "extension_ask" not in case.actions(clerk), "one only"
    eq(case.forge(clerk, "extension_ask", amount="1", note="再延", plan="再想办法").status, 422)
    fields = {"note": "已开挖，发现燃气管", "plan": "等燃气公司改管", "enforcement": "已责令产权单位限期迁改", "date": day(20)}
    for name in fields:
        eq(case.act(clerk, "watch_ask", **{**fields, name: ""}).status, 422, name)
    eq(case.act(clerk, "watch_ask", **{**fields, "date": day(-1)}).status, 422, "a day that is past")
    case.done(clerk, "watch_ask", **fields)
    case.done(cmd, "watch_refuse", note="先再催一次")
    case.done(clerk, "watch_ask", **fields)
    has(case.page(cmd).text, 'value="%s"' % day(20))
    case.done(cmd, "watch_grant", note="列入", date=day(25))
    eq(case.get("watch, watch_count"), ["1", "1"])
    eq(sql("SELECT kind FROM promise WHERE case_id = %d AND ended IS NULL" % case.id), [["4"]])
    eq(sql("SELECT flag, until_at IS NULL FROM flag_interval WHERE case_id = %d ORDER BY flag" % case.id),
       [["ext_pending", "0"], ["watch", "1"]])
    case = case_in(31)
    case.done(clerk, "extension_ask", amount="1", note="缺料", plan="明日到料")
    case.done(chief, "extension_refuse", note="料已到场")
    eq(case.get("ext_count, ext_pending"), ["0", "0"])


@test("urged, supervised by letter and singly; explained in time only")
def _():
    case = case_in(31)
    clerk, cmd, acc, dsp = unit_clerk(A), desk("R_COMMANDER"), desk("R_ACCEPTOR"), desk("R_DISPATCHER")
    for who, step in ((acc, "letter_draft"), (cmd, "single"), (cmd, "letter_sign")):
        assert step not in case.actions(who), step
    case.done(clerk, "explain", note="正在招标，预计下周开工")
    case.done(dsp, "urge", note="请抓紧")
    overdue(case)
    assert "explain" not in case.actions(clerk)
    eq(case.forge(clerk, "explain", note="晚了").status, 422)
    case.done(acc, "letter_draft", note="限三日内办结，逾期通报。")
    has(case.page(cmd).text, text_of("en", "Text.case.letter_draft"))
    case.done(cmd, "letter_sign", note="同意签发", date=day(3))
    year, no = sql("SELECT year, no FROM letter WHERE case_id = %d" % case.id)[0]
    has(case.page(clerk).text, "No. %s of %s" % (no, year))
    case.done(cmd, "single", note="专题调查：两次现场会未落实")
    eq(case.get("supervise, letter_draft"), ["3", "0"])
    other = case_in(31)
    overdue(other)
    other.done(acc, "letter_draft", note="限期办结")
    other.done(cmd, "letter_sign", note="签发", date=day(2))
    eq(sql("SELECT no - %s FROM letter WHERE case_id = %d" % (no, other.id)), [["1"]], "numbers without gaps")


@test("a return shown to be without cause is found so, of a unit that returned it")
def _():
    case = case_in(31)
    cmd = desk("R_COMMANDER")
    assert "finding" not in case.actions(cmd)
    case.done(unit_clerk(A), "return", reason="301", note="不归我们")
    eq(case.act(cmd, "finding", unit=str(B), note="权责清单第三条").status, 422, "a unit that returned nothing")
    case.done(cmd, "finding", SHOT, unit=str(A), note="权责清单第三条载明属其职责")
    eq((case.state, case.get("unjustified_return")), (32, "1"))
    eq(sql("SELECT unit_id FROM outbox WHERE subject_id = %d AND audience = 'UNIT_LEADER' ORDER BY id DESC LIMIT 1" % case.id),
       [[str(A)]])


@test("suspended until a day: the clock stands; the timer goes on, or the commander before")
def _():
    cmd = desk("R_COMMANDER")
    case = case_in(31)
    due = int(case.get("due_at"))
    eq(case.act(cmd, "suspend", note="汛期", date=day(400)).status, 422, "more than a year")
    case.done(cmd, "suspend", note="汛期不能施工", date=day(9))
    eq(case.state, 33)
    assert int(case.get("due_at")) > due
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, text_of("en", "Follow.s33.Where"))
    has(cmd.get("/desk/queue?queue=suspended").text, "id=%d" % case.id)
    anjuan("work", "tick")
    eq(case.state, 33)
    sql("UPDATE cases SET stage_due = 1 WHERE id = %d" % case.id)
    anjuan("work", "tick")
    eq((case.state, case.events()[-1]), (31, 531))
    assert "suspend" not in case.actions(cmd), "once"
    case = case_in(31)
    case.done(cmd, "suspend", note="等材料", date=day(9))
    case.done(cmd, "resume", note="材料提前到了")
    eq(case.state, 31)
    assert int(sql("SELECT until_at - from_at FROM pause WHERE case_id = %d" % case.id)[0][0]) < 600 * 10**6
    case = case_in(31)
    case.done(cmd, "suspend", note="等材料", date=day(9))
    case.done(desk("R_CHIEF"), "hazard", note="井盖又丢了，已电话通知")
    eq((case.state, case.get("hazard")), (31, "1"))


@test("special closing: the commander decides on a unit's, the platform above on the dispatcher's")
def _():
    cmd, dsp, line = desk("R_COMMANDER"), desk("R_DISPATCHER"), desk("R_12345")
    case = case_in(31)
    case.done(unit_clerk(A), "special_ask", SHOT, note="违建涉诉，待判决")
    eq(case.state, 51)
    assert "upper_special_grant" not in case.actions(line)
    case.done(cmd, "special_refuse", note="先行围挡")
    eq(case.state, 31)
    case.done(unit_clerk(A), "special_ask", note="已围挡，待判决")
    case.done(cmd, "special_grant", note="同意", answer="此处正在诉讼，已围挡，判决后处理。")
    eq(case.state, 52)
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, "此处正在诉讼")
    case.done(desk("R_ARCHIVIST"), "archive")
    case = case_in(20)
    case.done(dsp, "special_up", note="历史遗留，报区里定")
    assert "special_grant" not in case.actions(cmd)
    case.done(line, "upper_special_refuse", note="区里不同意", number="区〔2026〕17号")
    eq((case.state, case.get("upper_number")), (20, "区〔2026〕17号"))
    case.done(dsp, "special_up", note="补充材料再报")
    case.done(line, "upper_special_grant", note="区里同意")
    eq(case.state, 52)


@test("closed cases: called back, reopened within the week with a new round; refused ones accepted again")
def _():
    chief = desk("R_CHIEF")
    case = case_in(50)
    case.done(desk("R_ACCEPTOR"), "call_back", result="no", note="路面又塌了")
    due = case.get("due_at")
    case.done(chief, "reopen", note="回访不满意，路面又塌", same_fault="1")
    eq(case.get("state, round, rework_count, reopen_count, original_due, closed_at IS NULL"), ["31", "2", "1", "1", due, "1"])
    case.done(unit_clerk(A), "feedback", SHOT, note="重新夯实")
    case = case_in(50)
    sql("UPDATE cases SET reopen_until = reopen_until - 8 * 86400000000 WHERE id = %d" % case.id)
    assert "reopen" not in case.actions(chief), "after a week"
    case = case_in(12)
    case.done(desk("R_ACCEPTOR"), "refuse", reason="105", note="未达到")
    case.done(chief, "accept_again", SHOT, note="来件人补了照片")
    eq((case.state, complaint_state(case)), (12, ["3", ""]))


@test("joint enforcement: a lead, members who sign and report, a date; substitutes and designation")
def _():
    dsp, cmd = desk("R_DISPATCHER"), desk("R_COMMANDER")
    case = case_in(20)
    fields = {"unit": str(A), "note": "夜市占道，联合行动", "date": day(2)}
    eq(case.act(dsp, "joint", **fields).status, 422, "without members")
    eq(case.act(dsp, "joint", members=str(A), **fields).status, 422, "the lead is no member")
    case.done(dsp, "joint", members=str(B), **fields)
    eq(case.get("state, joint, has_members"), ["30", "1", "1"])
    member = unit_clerk(B)
    eq(case.page(member).status, 200, "a member reads along")
    assert {"member_sign", "member_done"} <= set(case.actions(member)) and "sign" not in case.actions(member)
    case.done(member, "member_sign")
    assert "member_sign" not in case.actions(member)
    case.done(member, "member_done", SHOT, note="清运完毕")
    eq(case.page(member).status, 404, "its part is over")
    has(case.page(dsp).text, text_of("en", "Text.case.part_done"))
    case.done(unit_clerk(A), "sign")
    case = case_in(20)
    case.done(dsp, "substitute", unit=str(B), owner=str(A), note="权属单位已注销，费用另记")
    eq(case.get("state, substitute, unit_id"), ["30", "1", str(B)])
    eq(sql("SELECT part, unit_id FROM case_unit WHERE case_id = %d AND until_at IS NULL ORDER BY part" % case.id),
       [["3", str(A)], ["4", str(B)]])
    case = case_in(40)
    for unit in (B, A):
        case.done(dsp, "incomplete_coordinate", note="再商量")
        assert "designate" not in case.actions(cmd) or unit == A
        case.done(dsp, "dispatch_agreed", unit=str(unit), note="会商")
        case.done(unit_clerk(unit), "sign")
        case.done(unit_clerk(unit), "feedback", SHOT, note="还是不全")
    case.done(dsp, "incomplete_coordinate", note="多次派遣无人认领")
    case.done(cmd, "designate", unit=str(A), members=str(B), note="指定市政牵头")
    eq(case.get("state, designated, unit_id"), ["30", "1", str(A)])


@test("the coordination group hears, records and decides; a leader is asked; matters of the authority above go up")
def _():
    cmd, group, dsp, chief = desk("R_COMMANDER"), desk("R_COORD"), desk("R_DISPATCHER"), desk("R_CHIEF")
    case = case_in(31)
    due = case.get("due_at")
    case.done(cmd, "hearing", note="议题：夜市搬迁；参加：城管、市场监管、街道")
    eq(case.state, 23)
    has(group.get("/desk/queue?queue=hearing").text, "id=%d" % case.id)
    case.done(group, "hear", SHOT, note="纪要：两周内搬迁")
    case.done(group, "hearing_dispatch", unit=str(A), note="由市政牵头，城管配合")
    eq((case.state, case.get("due_at")), (30, due))
    case = case_in(31)
    case.done(cmd, "hearing", note="议题：违建")
    case.done(group, "hearing_special", note="涉诉，建议特殊结案")
    eq(case.state, 51)
    case.done(cmd, "special_grant", note="同意", answer="正在诉讼。")
    case = case_in(20)
    case.done(cmd, "ask_leader", note="是否列入城中村改造？")
    case.done(desk("R_LEADER"), "instruct", unit=str(A), note="列入，先行清理")
    case = case_in(20)
    case.done(dsp, "escalate", note="属区交通局", number="")
    eq((case.state, case.get("COALESCE(unit_id, 0)")), (24, "0"))
    case.done(chief, "upper_back", note="区里退回，由街道先行处理", number="区交〔2026〕5号")
    eq((case.state, case.get("upper_number")), (20, "区交〔2026〕5号"))
    case.done(dsp, "escalate", note="再次上报")
    case.done(desk("R_12345"), "upper_closed", note="区交通局已修复", answer="区交通局已修复，谢谢。")
    eq(case.state, 50)
    eq(sql("SELECT COUNT(*) FROM outbox WHERE subject_id = %d AND audience = 'UPPER'" % case.id), [["2"]])


@test("a find of our own is recorded with the platform above, and what its check found")
def _():
    office("record_upward", "yes")
    try:
        patrol, acc = desk("R_SUPERVISOR"), desk("R_ACCEPTOR")
        eq(patrol.submit(patrol.get("/desk/register").form("/desk/register"),
                         {"source": "10", "class": str(CLASS), "description": WORDS, **AWAY}).status, 303)
        case = Case(int(sql("SELECT MAX(id) FROM cases WHERE registered_by = %d" % patrol.id)[0][0]))
        case.done(acc, "take")
        case.done(acc, "file", condition=str(CONDITION))
        eq((case.events()[-1], case.get("filed_upward")), (290, "1"))
        walk(case, 42)
        eq(case.events()[-2:], [730, 290])
    finally:
        office("record_upward", "no")


@test("merged while it is worked on, and undone: its state, its reports and its due come back")
def _():
    kept, case = case_in(20), case_in(31)
    due = case.get("due_at")
    acc, chief = desk("R_ACCEPTOR"), desk("R_CHIEF")
    case.done(acc, "merge", kept=kept.get("number"), note="同一处塌陷")
    eq(case.get("state, parent_case, void_from"), ["90", str(kept.id), "31"])
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, text_of("en", "Follow.s20.Where"))
    assert "unmerge" not in case.actions(acc)
    case.done(chief, "unmerge", note="不是同一处")
    eq(case.get("state, COALESCE(parent_case, 0), due_at"), ["31", "0", due])
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, text_of("en", "Follow.s31.Where"))
    eq(sql("SELECT COUNT(*) FROM complaint_case WHERE case_id = %d AND until_at IS NULL" % kept.id), [["1"]])
    case.done(unit_clerk(A), "feedback", SHOT, note="已修好")


@test("small cases are handled together; inquiries, 12345's reply, approval of enforcement; on the spot")
def _():
    clerk, line, chief = unit_clerk(A), desk("R_12345"), desk("R_CHIEF")
    one, two = case_in(31), case_in(31)
    one.done(clerk, "batch", note="霍里片区一趟办完")
    batch = one.get("batch_id")
    two.done(clerk, "batch", batch=batch)
    eq(two.get("batch_id"), batch)
    other = case_in(30)
    other.done(desk("R_DISPATCHER"), "redispatch", unit=str(B), note="改派")
    other.done(unit_clerk(B), "sign")
    eq(other.forge(unit_clerk(B), "batch", batch=batch).status, 422, "another unit's batch")
    one.done(line, "inquiry", origin="deputy", note="代表询问进展", date=day(3))
    eq(one.act(chief, "inquiry_answer", note="已安排本周完成").status, 303)
    eq(sql("SELECT kind, ended IS NULL FROM side_clock WHERE case_id = %d AND kind = 4" % one.id), [["4", "0"]])
    one.done(clerk, "approval_ask", note="拟查封设备，请批准")
    one.done(chief, "approval_no", note="证据不足")
    one.done(clerk, "approval_ask", note="补充证据")
    one.done(line, "approval_yes", note="同意", number="执〔2026〕3号")
    eq(one.get("approval, upper_number"), ["2", "执〔2026〕3号"])
    who = desk("R_ACCEPTOR")
    r = who.submit(who.get("/desk/register").form("/desk/register"),
                   {"source": "21", "class": str(CLASS), "description": WORDS, "external_no": "H" + secrets.token_hex(6), **AWAY})
    eq(r.status, 303)
    case = Case(int(re.search(r"id=(\d+)", r.header("Location")).group(1)))
    walk(case, 20)
    case.done(line, "reply", answer="已受理，三日内办结。", result="yes")
    eq(case.events()[-1], 812)
    patrol = desk("R_SUPERVISOR")
    eq(patrol.submit(patrol.get("/desk/register").form("/desk/register"),
                     {"source": "60", "class": str(CLASS), "description": WORDS, **AWAY}).status, 303)
    case = Case(int(sql("SELECT MAX(id) FROM cases WHERE registered_by = %d" % patrol.id)[0][0]))
    eq(case.act(patrol, "spot", SHOT, note="当场清理").status, 422, "one photo")
    case.done(patrol, "spot", SHOT + [upload("street2.jpg", unlike(photo("street.jpg"), 2))], note="当场劝离并清理")
    eq(case.get("state, filed_at IS NULL"), ["50", "1"])


@test("the database itself keeps the invariants, under the desk's own account")
def _():
    case = case_in(31)
    for change in ("leader_locked = 1, state = 32", "closer_id = dispatcher_id", "judged_by = dispatcher_id",
                   "checker_unit_id = unit_id", "ext_count = 2", "ext_pending = 1, ext_count = 1", "ext_pending = 1, state = 40",
                   "watch = 1", "watch_count = 4", "suspend_count = 2", "state = 33, hazard = 1", "supervise = 4", "state = 51",
                   "state = 50", "state = 46", "squad_id = %d" % A, "reopen_until = 1", "state = 17", "number = NULL", "void_from = 31"):
        refused("UPDATE cases SET %s WHERE id = %d" % (change, case.id), "CONSTRAINT", change)
    refused("UPDATE event SET at = 1 WHERE subject_id = %d" % case.id, "denied")
    refused("DELETE FROM event WHERE subject_id = %d" % case.id, "denied")
    refused("UPDATE event_text SET text = '' WHERE subject_id = %d" % case.id, "denied")
    refused("DELETE FROM stage WHERE case_id = %d" % case.id, "denied")
    refused("DELETE FROM cases WHERE id = %d" % case.id, "denied")
    refused("INSERT INTO event (subject_kind, subject_id, seq, kind, at, from_state, to_state, detail, files, prev_hash, hash)"
            " VALUES (2, %d, 999, 420, 1, 31, 32, '', '', REPEAT('x', 32), REPEAT('x', 32))" % case.id, "event_reason")
    refused("INSERT INTO stage (case_id, seq, state, round, started) VALUES (%d, 99, 31, 1, 1)" % case.id, "Duplicate")
    refused("INSERT INTO promise (case_id, seq, round, kind, started, set_event) VALUES (%d, 99, 1, 1, 1, 1)" % case.id, "Duplicate")
    refused("INSERT INTO side_clock (case_id, seq, kind, started, set_event) VALUES (%d, 90, 4, 1, 1), (%d, 91, 4, 1, 1)"
            % (case.id, case.id), "Duplicate")


@test("registers beside the cases: light records, stubborn problems, inquiries; each once, each with its owner")
def _():
    patrol, acc, cmd, clerk = desk("R_SUPERVISOR"), desk("R_ACCEPTOR"), desk("R_COMMANDER"), unit_clerk(A)

    def write(who, kind, **fields):
        form = who.get("/desk/matters?kind=" + kind).form("/desk/matters")
        return form, who.submit(form, {"note": "劝离流动摊贩三处，𠮷祥路口宣传一次", "title": "流动摊贩", **fields})

    for kind in ("light", "stubborn", "inquiry"):
        eq(clerk.get("/desk/matters?kind=" + kind).status, 404, "a unit's clerk")
    eq(patrol.get("/desk/matters?kind=stubborn").status, 404)
    form, r = write(patrol, "light", address="霍里街道菜场")
    eq(r.status, 303)
    again = patrol.submit(form, {"note": "劝离流动摊贩三处，𠮷祥路口宣传一次", "title": "流动摊贩"})
    eq((again.status, again.header("Location")), (303, r.header("Location")), "the same form twice")
    eq(patrol.get(r.header("Location")).status, 200)
    eq(desk("R_SUPERVISOR", 1).get(r.header("Location")).status, 404, "somebody else's light record")
    eq(write(acc, "stubborn")[1].status, 422, "without a day")
    eq(write(acc, "stubborn", date=day(-2))[1].status, 422, "a day that is past")
    r = write(acc, "stubborn", date=day(14), unit=str(A))[1]
    eq(r.status, 303)
    where = r.header("Location")
    number = int(where.split("=")[1])

    def say(who, **fields):
        return who.submit(who.get(where).form("/desk/matter"), {"note": "已约谈十二户", **fields})

    eq(say(acc, what="status", date=day(28)).status, 303)
    eq(say(acc, what="status").status, 422)
    assert 'value="close"' not in acc.get(where).text, "the commander ends it"
    eq(acc.submit(acc.get(where).form("/desk/matter"), {"note": "我来了结", "what": "close"}).status, 403)
    eq(say(cmd, what="up", note="移交区里专项整治").status, 303)
    eq(sql("SELECT state, closed_at IS NOT NULL FROM matter WHERE id = %d" % number), [["3", "1"]])
    assert 'name="what"' not in cmd.get(where).text
    eq(write(acc, "inquiry", date=day(5), origin="")[1].status, 422, "from whom")
    eq(write(desk("R_12345"), "inquiry", date=day(5), origin="deputy")[1].status, 303)
    has(cmd.get("/desk/matters?kind=inquiry").text, text_of("en", "Origin.2"))
    refused("UPDATE matter_entry SET words = '' WHERE matter_id = %d" % number, "denied")


def in_a_grid():
    """A place inside a base grid."""
    lat, lon = sql("SELECT ROUND(ST_Y(ST_Centroid(shape))), ROUND(ST_X(ST_Centroid(shape))) FROM grid_cell"
                   " WHERE layer_id = 2 AND squad_id IS NOT NULL ORDER BY id LIMIT 1")[0]
    return {"lat": "%.6f" % (int(lat) / 1e6), "lon": "%.6f" % (int(lon) / 1e6), "address": "霍里街道菜场对面，𠮷祥巷口"}


@test("the squad of the area reviews feedback first: passes it on, sends it back, is late and goes without saying")
def _():
    squad, disp, clerk = desk("R_SQUAD"), desk("R_DISPATCHER"), unit_clerk(A)
    assert squad.unit not in (A, B), "this squad handles nothing here"
    away, case = case_in(31), case_in(31, **in_a_grid())
    eq(away.page(squad).status, 404, "not in its area")
    eq(case.page(squad).status, 200)
    has(squad.get("/desk/area").text, case.get("number"))
    eq(clerk.get("/desk/area").status, 403)
    has(squad.get("/desk").text, "/desk/area")
    case.done(squad, "urge", note="雨前请完成")
    office("squad_review", "yes")
    try:
        assert "feedback_squad" not in case.actions(clerk)
        eq(case.forge(clerk, "feedback_squad", SHOT, note="绕过").status, 422, "nobody chooses that")
        case.done(clerk, "feedback", SHOT, note="已清理")
        _done.add("feedback_squad")
        eq((case.get("state, squad_id"), case.events()[-1]), (["46", str(squad.unit)], 701))
        eq(sql("SELECT audience, unit_id FROM outbox WHERE subject_kind = 2 AND subject_id = %d ORDER BY id DESC LIMIT 1" % case.id),
           [["SQUAD", str(squad.unit)]])
        has(squad.get("/desk/area").text, text_of("en", "State.46.Name"))
        assert "squad_skip" not in case.actions(disp), "its time is not over"
        eq(case.act(squad, "squad_back").status, 422, "without a reason")
        case.done(squad, "squad_back", note="路面还有一处没填平")
        eq((case.state, case.get("squad_id IS NULL")), (31, "1"))
        case.done(clerk, "feedback", SHOT, note="已填平")
        case.done(squad, "squad_pass", note="已到场看过")
        eq(case.state, 40)
        walk(case, 44)
        late = case_in(31, **in_a_grid())
        late.done(clerk, "feedback", SHOT, note="已清理")
        sql("UPDATE stage SET due = started + 1 WHERE case_id = %d AND ended IS NULL; UPDATE cases SET stage_due = stage_started + 1"
            " WHERE id = %d" % (late.id, late.id))
        anjuan("work", "tick")
        eq(late.events()[-1], 705)
        late.done(disp, "squad_skip", note="中队无人应答")
        eq(late.state, 40)
        away.done(clerk, "feedback", SHOT, note="不在任何片区")
        eq(away.state, 40, "no squad, no way about")
    finally:
        office("squad_review", "no")


@test("another class after the dispatch: limits anew from the same start, the old due on record, refused to the unit")
def _():
    case = case_in(31)
    disp, clerk = desk("R_DISPATCHER"), unit_clerk(A)
    assert "reclassify" not in case.actions(clerk)
    eq(case.forge(clerk, "reclassify", **{"class": str(CLASS), "condition": str(CONDITION), "note": "x"}).status, 403)
    other, condition = sql("SELECT k.id, MIN(c.id) FROM class k JOIN class_condition c ON c.class_id = k.id JOIN condition_step s"
                           " ON s.condition_id = c.id JOIN condition_step o ON o.condition_id = %d AND (o.amount <> s.amount OR o.unit <> s.unit)"
                           " WHERE k.hazard = 0 AND k.id <> %d AND k.valid_until IS NULL AND k.for_public = 1 GROUP BY k.id ORDER BY k.id LIMIT 1"
                           % (CONDITION, CLASS))[0]
    r = case.act(disp, "reclassify", note="立案时看错了", **{"class": str(CLASS), "condition": str(CONDITION)})
    eq(r.status, 422)
    has(r.text, text_of("en", "Guard.new_class"))
    r = case.act(disp, "reclassify", note="立案时看错了", **{"class": other, "condition": str(CONDITION)})
    eq(r.status, 422)
    has(r.text, text_of("en", "Guard.condition_of_class"))
    again = next(f for f in r.forms("/desk/case/act") if f.value("action") == "reclassify")
    start, due = case.get("dispatched_at, due_at")
    eq(disp.submit(again, {"condition": condition}).status, 303, "the refused form offers the class's conditions")
    _done.add("reclassify")
    eq(case.get("class_id, condition_id, state, dispatched_at"), [other, condition, "31", start])
    eq(sql("SELECT kind, started, due IS NOT NULL FROM promise WHERE case_id = %d ORDER BY seq" % case.id)[0][:2], ["1", start])
    eq(sql("SELECT due = %s FROM promise WHERE case_id = %d AND seq = 1" % (due, case.id)), [["1"]], "the old due stays")
    has(case.page(desk("R_CHIEF")).text, text_of("en", "Field.was_class.Label"))
    has(anjuan("read", "explain", case.get("number")).stdout, text_of("zh-CN", "Paper.Promise.7"))


@test("members who have not reported are named in the lead's feedback form, and bar nothing")
def _():
    case = case_in(20)
    case.done(desk("R_DISPATCHER"), "joint", unit=str(A), members=str(B), date=day(3), note="联合整治")
    eq(sql("SELECT unit_id FROM outbox WHERE subject_kind = 2 AND subject_id = %d AND audience = 'UNIT' ORDER BY id DESC LIMIT 2" % case.id),
       [[str(B)], [str(A)]], "members are told as well")
    clerk = unit_clerk(A)
    case.done(clerk, "sign")
    name = sql("SELECT name_en FROM unit WHERE id = %d" % B)[0][0]
    said = text_of("en", "Text.case.members_open").split("{0}")[0]
    page = case.page(clerk).text
    has(page, said)
    has(page[page.index(said):page.index(said) + 200], name.replace("&", "&amp;"))
    case.done(unit_clerk(B), "member_done", note="我方已完成")
    assert said not in case.page(clerk).text
    case.done(clerk, "feedback", SHOT, note="已完成")


@test("the window for opening again stands on the case page and ends once, by the timer")
def _():
    case = case_in(50)
    chief = desk("R_CHIEF")
    until = int(case.get("reopen_until"))
    eq(until - int(case.get("closed_at")), 7 * 86400 * 10**6)
    has(case.page(chief).text, text_of("en", "Field.reopen_until.Label"))
    assert "reopen" in case.actions(chief)
    sql("UPDATE cases SET reopen_until = closed_at + 1 WHERE id = %d" % case.id)
    anjuan("work", "tick")
    eq((case.events()[-1], case.get("state, reopen_until IS NULL")), (771, ["50", "1"]))
    has(case.page(chief).text, text_of("en", "Text.case.window_over"))
    assert "reopen" not in case.actions(chief)
    anjuan("work", "tick")
    eq(case.events().count(771), 1, "two runs do nothing twice")
    eq(sql("SELECT until_at IS NOT NULL FROM flag_interval WHERE case_id = %d AND flag = 'reopenable'" % case.id), [["1"]])


@test("who asked about a case and which registered matters it belongs to stand on its page")
def _():
    case = case_in(31)
    line, chief, acc = desk("R_12345"), desk("R_CHIEF"), desk("R_ACCEPTOR")
    case.done(line, "inquiry", origin="deputy", note="人大代表询问𠮷祥巷口何时修好", date=day(3))
    page = case.page(chief).text
    has(page, text_of("en", "Text.case.asked"))
    has(page, "人大代表询问𠮷祥巷口何时修好")
    case.done(chief, "inquiry_answer", note="本周五前完成")
    card = case.page(chief).text
    card = card[card.index('id="asked"'):]
    has(card[:card.index("</section>")], "本周五前完成")
    form = acc.get("/desk/matters?kind=stubborn").form("/desk/matters")
    title = "反复塌陷" + secrets.token_hex(3)
    r = acc.submit(form, {"note": "同一处第三次", "title": title, "date": day(14)})
    number = r.header("Location").split("=")[1]
    for _n in range(2):
        link = acc.get("/desk/case/matter?id=%d" % case.id).form("/desk/case/matter")
        eq(acc.submit(link, {"matter": number}).status, 303)
    eq(sql("SELECT COUNT(*) FROM matter_case WHERE case_id = %d" % case.id), [["1"]])
    has(case.page(chief).text, title)
    assert title not in case.page(unit_clerk(A)).text, "the unit sees the problem, not who asks"
    eq(acc.submit(link, {"matter": "999999999"}).status, 422)
    eq(unit_clerk(A).get("/desk/case/matter?id=%d" % case.id).status, 403)


@test("every step of the table was taken here")
def _():
    with open(os.path.join(TREE, "lib", "rule", "workflow_table.c"), encoding="utf-8") as f:
        rows = re.findall(r'\{ "[^"]*", ACT_\w+, "(\w+)",\s*(?:[A-Z_]+|\{[^}]*\}),\s*CS_\w+,\s*PERM_(\w+)', f.read())
    for_people = {code for code, perm in rows if perm != "MAX"}
    assert len(for_people) > 30
    eq(sorted(for_people - _done), [], "steps never taken")


@test("nothing here was answered with an inner error, and the ledger is whole")
def _():
    with open(os.path.join(DIR, "log", "desk.log"), encoding="utf-8", errors="replace") as f:
        eq([line for line in f if "ERR_INTERNAL" in line], [])
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0)


run()
