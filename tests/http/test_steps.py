"""Every row of the workflow's table, walked by its own page's form; what each leaves behind."""

import re
import secrets

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
        " JOIN grid_person g ON g.cell_id = c.id AND g.duty = 'patrol' WHERE c.layer_id = 2 GROUP BY c.id LIMIT 1")[0]
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
    assert not case.actions(desk("R_DISPATCHER"))
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
    has(page, text_of("en", "State.20.Public"))
    assert "与在办案卷重复" not in page
    walk(kept, 40)
    has(follow(Browser("en"), case.complaint.number, case.complaint.code).text, text_of("en", "State.40.Public"))
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
    has(case.page(unit_clerk(A)).text, text_of("en", "Flag.hazard"))
    first = re.search(r'class="main" href="/desk/case\?id=(\d+)"', unit_clerk(A).get("/desk/queue?queue=handling").text).group(1)
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


@test("every step of the table was taken here")
def _():
    with open(os.path.join(TREE, "lib", "rule", "workflow_table.c"), encoding="utf-8") as f:
        rows = re.findall(r'\{ "[^"]*", ACT_\w+, "(\w+)",\s*(?:ANY_OPEN|\{[^}]*\}),\s*CS_\w+,\s*PERM_(\w+)', f.read())
    for_people = {code for code, perm in rows if perm != "MAX"}
    assert len(for_people) > 30
    eq(sorted(for_people - _done), [], "steps never taken")


@test("nothing here was answered with an inner error, and the ledger is whole")
def _():
    with open(os.path.join(DIR, "log", "desk.log"), encoding="utf-8", errors="replace") as f:
        eq([line for line in f if "ERR_INTERNAL" in line], [])
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0)


run()
