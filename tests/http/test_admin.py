"""The office's own data: drafted by one administrator, confirmed by another, told to the third."""

import re
import urllib.parse

from admin import *


@test("every thing has its list, its rows and its forms")
def _():
    parents = {"person_role": "1", "role_perm": "20", "condition": str(CLASS), "class_word": "10123", "class_ask": "10123"}
    for thing in COLS:
        for who in (SYS, SEC):
            page = who.get("/desk/admin/list?thing=%s&of=%s" % (thing, parents.get(thing, "")))
            eq(page.status, 200, thing)
        key = re.search(r"/desk/admin/row\?thing=%s&(?:amp;)?id=([^\"]+)" % thing, page.text)
        assert key, "no row of %s" % thing
        row = SYS.get("/desk/admin/row?thing=%s&id=%s" % (thing, key.group(1)))
        eq(row.status, 200, thing)
    for key in (["Perm." + r[0] for r in sql("SELECT code FROM permission")]
                + ["Setting.%s.Name" % r[0] for r in sql("SELECT DISTINCT name FROM setting WHERE name NOT LIKE 'demo%'")]
                + ["Limit." + r[0] for r in sql("SELECT DISTINCT code FROM stage_limit")]):
        assert text_of("en", key), key
    for bad in ("/desk/admin/list?thing=cases", "/desk/admin/row?thing=unit&id=999999", "/desk/admin/list?thing=condition",
                "/desk/admin/edit?thing=setting&op=end&id=returns", "/desk/admin/edit?thing=unit&op=change",
                "/desk/admin/change?id=999999", "/desk/admin/row?thing=unit&id=%27%20OR%201%3D1"):
        assert SYS.get(bad).status in (404, 422), bad


@test("a setting: drafted, shown with what it touches, handed in, confirmed by the second person, in force and in the log")
def _():
    was = one("SELECT value FROM setting WHERE name = 'archive_days' ORDER BY valid_from DESC LIMIT 1")[0]
    change = draft(SYS, "setting", "change", "archive_days", value=DAYS)
    page = SYS.get("/desk/admin/change?id=%d" % change)
    open_cases = one("SELECT COUNT(*) FROM cases WHERE state BETWEEN 10 AND 18 OR state BETWEEN 20 AND 49")[0]
    has(page.text, "%s open cases" % open_cases, "how many run under it")
    has(page.text, "<del>%s</del>" % was)
    has(page.text, "<ins>%s</ins>" % DAYS)
    see = SYS.get(re.search(r'href="(/desk/admin/touched[^"]+)"', page.text).group(1))
    has(see.text, "%s open cases" % open_cases)
    first = [r[0] for r in sql("SELECT COALESCE(number, CONCAT('#', id)) FROM cases WHERE state BETWEEN 10 AND 18 OR state BETWEEN 20 AND 49 ORDER BY id LIMIT 51")]
    eq(re.findall(r'class="ref">([^<]+)<', see.text), first[:50], "fifty by their number, nothing more")
    if len(first) > 50:
        after = re.search(r'href="(/desk/admin/touched[^"]+after[^"]+)"', see.text).group(1).replace("&amp;", "&")
        eq(re.findall(r'class="ref">([^<]+)<', SYS.get(after).text)[0], first[50])
    eq(SYS.get("/desk/admin/touched?id=%d&after=9999999" % change).status, 200)
    eq(AUDIT.get("/desk/admin/touched?id=%d" % change).status, 403)
    eq(state(change), 0)
    eq(sql("SELECT COUNT(*) FROM event WHERE subject_kind = 3 AND detail LIKE 'change=%d\\n%%'" % change), [["0"]])
    eq(step(SEC, change, "confirm").status, 403, "a draft cannot be confirmed")
    eq(step(SYS, change, "hand_in").status, 303)
    eq(step(SYS, change, "confirm").status, 403, "his own change")
    eq(step(AUDIT, change, "confirm").status, 403, "the audit administrator")
    has(SEC.get("/desk/admin/changes").text, "/desk/admin/change?id=%d" % change)
    eq(one("SELECT value FROM setting WHERE name = 'archive_days' ORDER BY valid_from DESC LIMIT 1")[0], was)
    eq(step(SEC, change, "confirm").status, 303)
    eq(step(SEC, change, "confirm").status, 409, "twice")
    eq(state(change), 3)
    eq(one("SELECT value FROM setting WHERE name = 'archive_days' ORDER BY valid_from DESC LIMIT 1")[0], DAYS)
    log = AUDIT.get("/desk/admin/log?thing=setting").text
    for part in ("<del>%s</del>" % was, "<ins>%s</ins>" % DAYS, "年度调整，𠮷", "each chained to the one before"):
        has(log, part, "the log")
    who = sql("SELECT kind, user_id FROM event WHERE subject_kind = 3 AND detail LIKE 'change=%d\\n%%' ORDER BY seq" % change)
    eq(who, [["950", str(SYS.id)], ["951", str(SEC.id)]])


@test("refused with a reason, withdrawn, and what somebody else has changed meanwhile")
def _():
    change = draft(SYS, "limit", "change", "SIGN", amount=AMOUNTS[0], span="6")
    step(SYS, change, "hand_in")
    r = step(SEC, change, "refuse")
    eq(r.status, 422)
    eq(step(SEC, change, "refuse", why="先征求各单位意见").status, 303)
    eq(state(change), 4)
    has(SYS.get("/desk/admin/change?id=%d" % change).text, "先征求各单位意见")
    change = draft(SYS, "limit", "change", "SIGN", amount=AMOUNTS[1], span="6")
    step(SYS, change, "hand_in")
    eq(step(SYS, change, "withdraw").status, 303)
    eq(step(SEC, change, "confirm").status, 409)
    first, second = (draft(SYS, "limit", "change", "SIGN", amount=n, span="6") for n in AMOUNTS[2:4])
    eq(step(SYS, first, "hand_in").status, 303)
    eq(step(SYS, second, "hand_in").status, 409, "one change of a row waits at a time")
    eq(step(SEC, first, "confirm").status, 303)
    eq(step(SYS, second, "hand_in").status, 303)
    r = step(SEC, second, "confirm")
    eq(r.status, 409, "the row is no longer the one the draft was made for")
    has(r.text, text_of("en", "Err.rule_changed"))
    eq(one("SELECT amount FROM stage_limit WHERE code = 'SIGN' ORDER BY valid_from DESC LIMIT 1"), [AMOUNTS[2]])


@test("a limit moves nothing that is promised, and holds for the next step")
def _():
    case = case_in(20)
    due = case.get("stage_due")
    before = int(one("SELECT amount FROM stage_limit WHERE code = 'DISPATCH' ORDER BY valid_from DESC LIMIT 1")[0])
    make(SYS, SEC, "limit", "change", "DISPATCH", amount=str(before + 60), span="6")
    eq(case.get("stage_due"), due)


@test("a first day to come: the old value until then, the new one from then on; a day that is over is refused")
def _():
    r = edit(SYS, "limit", "change", "VERIFY", amount=AMOUNTS[4], span="6", day="2020-01-01")
    eq(r.status, 422)
    has(r.text, 'id="from-error"')
    change = make(SYS, SEC, "limit", "change", "VERIFY", amount=AMOUNTS[4], span="6", day=tomorrow())
    eq(state(change), 3)
    eq(sql("SELECT COUNT(*) FROM stage_limit WHERE code = 'VERIFY' AND amount = %s AND valid_from > UNIX_TIMESTAMP() * 1000000" % AMOUNTS[4]),
       [["1"]])
    has(SYS.get("/desk/admin/row?thing=limit&id=VERIFY").text, "60")
    unit = str(A)
    name = one("SELECT name_zh FROM unit WHERE id = %s" % unit)[0]
    change = make(SYS, SEC, "unit", "change", unit, name_zh=name + "（改）", day=tomorrow())
    eq((state(change), one("SELECT name_zh FROM unit WHERE id = %s" % unit)[0]), (2, name))
    anjuan("work", "tick")
    eq(state(change), 2)
    sql("UPDATE office_change SET valid_from = 1 WHERE id = %d" % change)
    anjuan("work", "tick")
    eq((state(change), one("SELECT name_zh FROM unit WHERE id = %s" % unit)[0]), (3, name + "（改）"))
    make(SYS, SEC, "unit", "change", unit, name_zh=name)


@test("a person: account, role with dates, first password shown once to who confirms, signed out, closed")
def _():
    login = "chen." + TAG
    make(SYS, SEC, "person", "add", login=login, name="陈𠮷祥", name_en="Chen Jixiang", state="1")
    person = one("SELECT id FROM app_user WHERE login = '%s'" % login)[0]
    eq(edit(SYS, "person", "add", login="Bad Login", name="x", state="1").status, 422)
    make(SEC, SYS, "person_role", "add", of=person, user_id=person, role_id="5", until=tomorrow(30))
    r = edit(SEC, "person_role", "add", of=person, user_id=person, role_id="20")
    eq(r.status, 422, "an acceptor who is system administrator")
    has(r.text, text_of("en", "Err.rule_role_id"))
    change = draft(SYS, "person", "password", person)
    eq(step(SYS, change, "hand_in").status, 303)
    eq(step(SEC, change, "confirm").status, 303)
    page = SEC.get("/desk/admin/change?id=%d" % change)
    password = re.search(r'class="big-no code">([a-z0-9-]+)<', page.text).group(1)
    assert password not in SEC.get("/desk/admin/change?id=%d" % change).text, "shown twice"
    assert password not in SYS.get("/desk/admin/change?id=%d" % change).text, "shown to another"
    b = Browser("en")
    has(b.sign_in(login, password).header("Location"), "/desk/password")
    form = b.get("/desk/password").form("/desk/password")
    eq(b.submit(form, {"old": password, "new": "新的密码 2026 号", "again": "新的密码 2026 号"}).status, 303)
    eq(b.get("/desk/complaints").status, 200, "an acceptor now")
    eq(SYS.post("/desk/admin/sign-out", {"csrf": token(SYS), "id": person}).status, 303)
    eq(b.get("/desk").status, 303, "signed out")
    b.sign_in(login, "新的密码 2026 号")
    eq(b.get("/desk/complaints").status, 200)
    make(SYS, SEC, "person", "end", person)
    eq(b.get("/desk").status, 303, "the account is closed")
    eq(one("SELECT state FROM app_user WHERE id = %s" % person), ["0"])


@test("three separate administrators: nobody confirms what concerns himself, the last one stays, permissions stand alone")
def _():
    change = draft(SYS, "person", "change", str(SEC.id), name_en="Another Name")
    step(SYS, change, "hand_in")
    eq(step(SEC, change, "confirm").status, 403)
    has(SEC.get("/desk/admin/change?id=%d" % change).text, text_of("en", "Text.admin.about_self"))
    step(SYS, change, "withdraw")
    r = edit(SYS, "person", "end", str(AUDIT.id))
    eq(r.status, 422)
    has(r.text, text_of("en", "Err.rule_last_admin"))
    for role, perm in (("20", "REVEAL"), ("5", "ADMIN_SYS")):
        r = edit(SEC, "role_perm", "add", of=role, role_id=role, perm=perm)
        eq(r.status, 422, "%s to role %s" % (perm, role))
        has(r.text, text_of("en", "Err.rule_perm"))
    eq(edit(SEC, "role_perm", "end", "22.ADMIN_AUDIT").status, 422)


@test("a role's permissions: given and taken by the security administrator, confirmed by the system administrator")
def _():
    eq(SYS.get("/desk/admin/edit?thing=role_perm&op=add&of=17").status, 403)
    change = make(SEC, SYS, "role_perm", "add", of="17", role_id="17", perm="PAPERS")
    eq(sql("SELECT COUNT(*) FROM role_perm WHERE role_id = 17 AND perm_code = 'PAPERS'"), [["1"]])
    make(SEC, SYS, "role_perm", "end", "17.PAPERS")
    eq(sql("SELECT COUNT(*) FROM role_perm WHERE role_id = 17 AND perm_code = 'PAPERS'"), [["0"]])
    eq(state(change), 3)


@test("a unit, and that none stands above itself")
def _():
    make(SYS, SEC, "unit", "add", code="new-" + TAG, name_zh="市政养护三队", name_en="Maintenance team 3", unit_kind="3",
         group_code="B", parent_id=str(A))
    unit = one("SELECT id FROM unit WHERE code = 'new-%s'" % TAG)[0]
    r = edit(SYS, "unit", "change", str(A), parent_id=unit)
    eq(r.status, 422)
    has(r.text, text_of("en", "Err.rule_parent_id"))
    change = draft(SYS, "unit", "add", code="new-" + TAG, name_zh="又一个", name_en="Again", unit_kind="3", group_code="B")
    step(SYS, change, "hand_in")
    eq(step(SEC, change, "confirm").status, 409, "the code is taken")
    make(SYS, SEC, "unit", "end", unit)
    eq(sql("SELECT valid_until IS NOT NULL FROM unit WHERE id = %s" % unit), [["1"]])
    assert ">市政养护三队<" not in SYS.get("/desk/admin/edit?thing=duty&op=add").text, "an ended unit is offered"


@test("the duty table, a grid's people, a reason: ended and begun anew, what was stays readable")
def _():
    make(SYS, SEC, "duty", "add", class_id=str(CLASS), unit_id=str(B), part="1", basis_zh="区编委〔2026〕3号", basis_en="Decision 3/2026")
    rule = one("SELECT MAX(id) FROM duty_rule")[0]
    eq(one("SELECT class_id, unit_id, kind IS NULL FROM duty_rule WHERE id = %s" % rule), [str(CLASS), str(B), "1"])
    make(SYS, SEC, "duty", "change", rule, unit_id=str(A))
    newer = one("SELECT MAX(id) FROM duty_rule")[0]
    assert newer != rule
    eq(one("SELECT unit_id, valid_until IS NOT NULL FROM duty_rule WHERE id = %s" % rule), [str(B), "1"])
    eq(one("SELECT unit_id, valid_until IS NULL FROM duty_rule WHERE id = %s" % newer), [str(A), "1"])
    make(SYS, SEC, "duty", "end", newer)
    post = one("SELECT id, cell_id FROM grid_person WHERE duty = 'patrol' AND valid_until IS NULL ORDER BY id DESC LIMIT 1")
    other = one("SELECT MAX(x.user_id) FROM user_role x WHERE x.role_id = 7 AND x.user_id NOT IN"
                " (SELECT user_id FROM grid_person WHERE cell_id = %s AND valid_until IS NULL)" % post[1])[0]
    make(SYS, SEC, "post", "change", post[0], user_id=other)
    eq(sql("SELECT user_id FROM grid_person WHERE cell_id = %s AND duty = 'patrol' AND valid_until IS NULL" % post[1]), [[other]])
    make(SYS, SEC, "reason", "add", action="refuse", name_zh="属于居民楼内部事务" + TAG, name_en="Inside a building " + TAG)
    reason = one("SELECT id FROM reason WHERE name_en = 'Inside a building %s'" % TAG)[0]
    case = case_in(12)
    has(case.page(desk("R_ACCEPTOR")).text, "Inside a building " + TAG)
    make(SYS, SEC, "reason", "end", reason)
    assert "Inside a building " + TAG not in case.page(desk("R_ACCEPTOR")).text
    eq(case.forge(desk("R_ACCEPTOR"), "refuse", reason=reason, note="x", answer="x").status, 422, "an ended reason")


@test("which roles make up a crew of two: none in which one dispatches and closes; the roster goes by it")
def _():
    names = {"name_zh": "值班长 + 派遣员兼受理" + TAG, "name_en": "Chief, with a dispatcher who accepts " + TAG}
    before = one("SELECT COUNT(*) FROM duty_combination")[0]
    for roles, key in (({"seat1_role": "4", "seat1_also": "6", "seat2_role": "5"}, "Err.rule_seat1_role"),
                       ({"seat1_role": "4", "seat2_role": "10"}, "Err.rule_seat2_role")):
        r = edit(SYS, "pair", "add", **names, **roles)
        eq(r.status, 422)
        has(r.text, text_of("en", key))
    eq(one("SELECT COUNT(*) FROM duty_combination")[0], before)
    make(SYS, SEC, "pair", "add", **names, seat1_role="4", seat2_role="5", seat2_also="15")
    key = one("SELECT MAX(id) FROM duty_combination")[0]
    eq(sql("SELECT seat, role_id FROM duty_seat WHERE combination_id = %s ORDER BY seat, role_id" % key), [["1", "4"], ["2", "5"], ["2", "15"]])
    boss = desk("R_COMMANDER")
    has(boss.get("/desk/duty").text, names["name_en"])
    make(SYS, SEC, "pair", "change", key, seat2_also="")
    newer = one("SELECT MAX(id) FROM duty_combination")[0]
    eq(sql("SELECT seat, role_id FROM duty_seat WHERE combination_id = %s ORDER BY seat, role_id" % newer), [["1", "4"], ["2", "5"]])
    make(SYS, SEC, "pair", "end", newer)
    assert names["name_en"] not in boss.get("/desk/duty").text, "ended"


@test("a part of a composite score: form, figure, weight and steps have to agree; a change ends the old row and begins a new one")
def _():
    part = {"score_scheme": "department", "score_form": "1", "score_indicator": "r_satisfied", "score_weight": "5"}
    for bad, key in (({"score_scheme": "nowhere"}, "Err.rule_score_scheme"), ({"score_indicator": "n_filed"}, "Err.rule_score_indicator"),
                     ({"score_weight": "0"}, "Err.rule_score_indicator"), ({"score_form": "2", "score_indicator": "n_filed", "score_steps": "5:1"}, "Err.rule_score_steps")):
        r = edit(SYS, "score_part", "add", **{**part, **bad})
        eq(r.status, 422, key)
        has(r.text, text_of("en", key))
    make(SYS, SEC, "score_part", "add", **part)
    key = one("SELECT MAX(id) FROM score_part")[0]
    make(SYS, SEC, "score_part", "change", key, score_weight="7")
    eq(sql("SELECT weight, valid_until IS NULL FROM score_part WHERE scheme = 'department' AND indicator = 'r_satisfied' ORDER BY id"),
       [["5", "0"], ["7", "1"]])
    make(SYS, SEC, "score_part", "end", one("SELECT MAX(id) FROM score_part")[0])
    eq(one("SELECT COUNT(*) FROM score_part WHERE indicator = 'r_satisfied' AND valid_until IS NULL AND scheme = 'department'"), ["0"])
    scheme = one("SELECT id FROM score_scheme WHERE code = 'department'")[0]
    make(SYS, SEC, "score_scheme", "change", scheme, score_least="9")
    eq(sql("SELECT least FROM score_scheme WHERE code = 'department' AND valid_until IS NULL"), [["9"]])


@test("a class with its conditions and limits: new ones for new cases, the old ones stay with theirs")
def _():
    major = one("SELECT CONCAT(kind, '.', major_code) FROM class WHERE id = %d" % CLASS)[0]
    make(SYS, SEC, "class", "add", major=major, minor_code="9" + TAG[:3], name_zh="共享电单车乱停" + TAG, name_en="Shared e-bikes " + TAG,
         urgent="0", hazard="0", for_public="1", light_photo="0")
    kind = one("SELECT id, edition FROM class WHERE name_en = 'Shared e-bikes %s'" % TAG)
    eq(kind[1], "LOCAL")
    make(SYS, SEC, "condition", "add", of=kind[0], class_id=kind[0], seq="1", cond_zh="占用盲道", cond_en="On tactile paving",
         close_zh="已挪走", close_en="Moved away", urgent="0", amount="4", span="3")
    first = one("SELECT c.id, s.amount, s.unit FROM class_condition c JOIN condition_step s ON s.condition_id = c.id"
                " WHERE c.class_id = %s" % kind[0])
    eq(first[1:], ["4", "3"])
    make(SYS, SEC, "condition", "change", first[0], amount="2")
    eq(sql("SELECT c.valid_until IS NULL, s.amount FROM class_condition c JOIN condition_step s ON s.condition_id = c.id"
           " WHERE c.class_id = %s ORDER BY c.id" % kind[0]), [["0", "4"], ["1", "2"]])
    make(SYS, SEC, "class", "change", kind[0], for_public="0")
    make(SYS, SEC, "class", "end", kind[0])


@test("the calendar: a year of holidays pasted makes a new version, promises keep theirs")
def _():
    case = case_in(31)
    due = case.get("due_at")
    page = SYS.get("/desk/admin/list?thing=calendar")
    key = re.findall(r"thing=calendar&(?:amp;)?id=(\d+)", page.text)[-1]
    old = one("SELECT COUNT(*) FROM calendar_day WHERE calendar_id = %s" % key)[0]
    form = SYS.get("/desk/admin/edit?thing=calendar&op=change&id=" + key).form("/desk/admin/edit")
    f = {name: "f%d" % i for i, name in enumerate(COLS["calendar"])}
    days = form.value(f["days"])
    for bad in ("2099-02-30,holiday,错,wrong", "2099-02-01,feast,错,wrong", "2099-02-01,holiday"):
        r = SYS.submit(form, {f["days"]: days + "\n" + bad, "note": "试一试"})
        eq(r.status, 422, bad)
        has(r.text, bad, "what was typed is kept")
    r = SYS.submit(form, {f["windows"]: "1-5 08:30-12:00 11:00-17:30", "note": "试一试"})
    eq(r.status, 422, "hours that overlap")
    year = 2100 + int(TAG, 16) % 800
    more = "\n%d-01-01,holiday,元旦,New Year, %d\n%d-01-04,workday,元旦调休,Make-up day" % (year, year, year)
    r = SYS.submit(form, {f["days"]: days + more, f["windows"]: "1-5 08:30-12:00 14:00-17:30\n6 09:00-11:%02d" % (int(TAG, 16) % 60), "note": "2099年安排"})
    change = int(re.search(r"id=(\d+)", r.header("Location")).group(1))
    page = SYS.get("/desk/admin/change?id=%d" % change)
    has(page.text, "<ins>%d-01-01,holiday,元旦,New Year, %d</ins>" % (year, year))
    step(SYS, change, "hand_in")
    eq(step(SEC, change, "confirm").status, 303)
    newest = one("SELECT MAX(id) FROM calendar")[0]
    eq(one("SELECT COUNT(*) FROM calendar_day WHERE calendar_id = %s" % newest)[0], str(int(old) + 2))
    eq(one("SELECT COUNT(*) FROM work_window WHERE calendar_id = %s" % newest)[0], "11")
    eq(one("SELECT kind, name_en FROM calendar_day WHERE calendar_id = %s AND day = DATEDIFF('%d-01-04', '1970-01-01')"
           % (newest, year)), ["0", "Make-up day"])
    eq(case.get("due_at"), due)


@test("a grid's team and a component: in the cell it stands in")
def _():
    cell = one("SELECT id FROM grid_cell WHERE layer_id = 2 ORDER BY id LIMIT 1")[0]
    make(SYS, SEC, "cell", "change", cell, unit_id=str(A), land_use="商业" + TAG)
    eq(one("SELECT unit_id, land_use FROM grid_cell WHERE id = %s" % cell), [str(A), "商业" + TAG])
    point = one("SELECT ROUND(ST_Y(ST_Centroid(shape))), ROUND(ST_X(ST_Centroid(shape))), id FROM grid_cell WHERE layer_id = 1"
                " ORDER BY id LIMIT 1")
    kind = one("SELECT id FROM class WHERE kind = 1 AND ext_system IS NULL ORDER BY id LIMIT 1")[0]
    code = "9%015d" % int(TAG, 16)
    degrees = ["%.6f" % (int(p) / 1e6) for p in point[:2]]
    make(SYS, SEC, "component", "add", code=code, class_id=kind, name_zh="路灯𠮷", name_en="Lamp", lat=degrees[0], lon=degrees[1],
         component_state="1", surveyed="2026-10-01", owner_unit_id=str(A))
    row = one("SELECT id, cell_id, lat, state FROM component WHERE code = '%s'" % code)
    eq(row[1:], [point[2], point[0], "1"])
    make(SYS, SEC, "component", "change", row[0], component_state="3")
    eq(one("SELECT state, surveyed_day FROM component WHERE id = %s" % row[0]), ["3", "20727"])
    has(SYS.get("/desk/admin/row?thing=component&id=" + row[0]).text, "2026-10-01")


@test("what is typed wrong is told at its field, and kept")
def _():
    r = edit(SYS, "limit", "change", "SIGN", amount="0", span="6", note="太短")
    eq(r.status, 422)
    has(r.text, 'id="f1-error"')
    r = edit(SYS, "setting", "change", "returns", value="sometimes")
    has(r.text, 'id="f1-error"')
    r = edit(SYS, "unit", "change", str(A), parent_id="999999", name_en="Kept words")
    has(r.text, 'id="f4-error"')
    has(r.text, "Kept words")
    r = edit(SYS, "unit", "change", str(A), note="")
    has(r.text, 'id="note-error"')
    r = edit(SYS, "unit", "change", str(A))
    eq(r.status, 422)
    has(r.text, text_of("en", "Err.nothing"))
    r = edit(SYS, "unit", "change", str(A), name_en="<script>alert(1)</script>" + "x" * 200)
    assert "<script>alert" not in r.text


@test("the database's accounts can do no more than that")
def _():
    def refused(account, text):
        done = subprocess.run(["mariadb", "--no-defaults", "--socket=" + open(os.path.join(DIR, "run", "sockets")).read().strip()
                               + "/db.sock", "--user=anjuan_" + account, "anjuan", "-e", text],
                              env={**os.environ, "MYSQL_PWD": open(os.path.join(DIR, "secret", account)).read().strip()},
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        return "denied" in done.stderr
    for text in ("UPDATE office_change SET new_text = ''", "DELETE FROM office_change", "UPDATE office_change SET asked_by = 1",
                 "UPDATE app_user SET login = 'x'", "DELETE FROM unit", "UPDATE unit SET code = 'x'", "DELETE FROM duty_rule",
                 "UPDATE class_condition SET cond_zh = ''", "UPDATE condition_step SET amount = 1", "UPDATE calendar_day SET kind = 0",
                 "DELETE FROM calendar_day", "UPDATE user_role SET role_id = 1", "UPDATE event SET detail = ''",
                 "DELETE FROM event WHERE subject_kind = 3", "UPDATE permission SET code = 'x'", "UPDATE setting SET name = 'x'"):
        assert refused("desk", text), text
    assert refused("public", "SELECT 1 FROM office_change"), "the public program reads changes"
    done = subprocess.run([os.path.join(BUILD, "batch", "anjuan"), "-c", conf("read"), "verify", "--ledger"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    eq(done.returncode, 0, done.stdout)


@test("who may do what: the log for the audit administrator only, cases for none of the three")
def _():
    eq((SYS.get("/desk/admin/log").status, SEC.get("/desk/admin/log").status), (403, 403))
    eq(AUDIT.get("/desk/admin").status, 403)
    case, _ = register()
    for who in (SYS, SEC, AUDIT):
        eq(case.page(who).status, 404)
        eq(who.post("/desk/contact", {"csrf": token(who), "id": "1", "reason": "看看是谁"}).status, 403)
    r = edit(SYS, "setting", "change", "archive_days", value="31")
    change = int(re.search(r"id=(\d+)", r.header("Location")).group(1))
    other = desk("R_ADMIN_SEC")
    eq(step(other, change, "hand_in").status, 403, "another's draft")


run()
