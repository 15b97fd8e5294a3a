"""Finding: by words, names, numbers, days and phone – and only what one may see."""

import datetime
import re
import secrets
import urllib.parse

from staff import *

THANKS = "，请尽快处理一下，谢谢。"
HAN = [chr(c) for c in range(0x4E00, 0x9FA0)]


def word(n=4):
    """Ideographs in an order that nobody else writes."""
    return "".join(secrets.choice(HAN) for _ in range(n))


def ids(page):
    """The cases of a page of hits, in its order."""
    return [int(i) for i in re.findall(r'<td class="ref"><a class="main" href="/desk/case\?id=(\d+)"', page.text)]


def find(who, q="", **fields):
    page = who.get("/desk/find?" + urllib.parse.urlencode({"q": q, **fields}))
    eq(page.status, 200, "%s %s" % (q, fields))
    return page


def through(who, **fields):
    """All hits, page by page."""
    page, found = find(who, **fields), []
    while True:
        found += ids(page)
        more = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not more:
            return found
        page = who.get(more.group(1).replace("&amp;", "&"))
        eq(page.status, 200)


def ask(who, q, **fields):
    """The search field of the frame."""
    return who.post("/desk/find", {"csrf": token(who), "q": q, **fields})


sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)")    # or the powers of the commanders would pass by the shifts
ALL = desk("R_COMMANDER", lang="zh-CN")
PERMS = permissions()


# --- words ---------------------------------------------------------------------

@test("a case is found by its words the moment it is one, and by each piece of them")
def _():
    a, b = word(), word(3)
    waiting = file_one(description="%s处的路灯不亮，%s。" % (a, b), **AWAY)
    eq(ids(find(ALL, a)), [], "a complaint is no case yet")
    case, complaint = register(description="%s处的路灯不亮，Ｌ型杆子𠮷字牌。%s" % (a, b), **{"address": "霍里街道%s巷１２号（东门）" % b})
    for q in (a, a[:2], a[1:], b, "%s %s" % (b, a), "%s　%s" % (a, b), a + "，路灯", b + "巷12号", b + "巷１２号", b + "巷 12 号",
              a + "处的路灯不亮", a + " l型", a + " Ｌ型杆子𠮷", a + " 𠮷字", a + " 号", a + " 12"):
        assert case.id in ids(find(ALL, q)), q
    for q in (a[::-1], a + b, a + " 112", a + " 2号", a + " 吉字", a + " 没有的字", a + " 1234567"):
        assert case.id not in ids(find(ALL, q)), q
    assert waiting.id


@test("what is noted at a step, in a class's or a unit's name, an outside number or a code is found as well")
def _():
    a, note = word(), word(5)
    case = walk(register(description=a + THANKS)[0], 11)
    eq(ids(find(ALL, note)), [])
    case.done(desk("R_SUPERVISOR"), "verify_result", SHOT, result="yes", note="现场%s属实" % note)
    page = find(ALL, note)
    eq(ids(page), [case.id])
    has(page.text, "<mark>%s</mark>" % note, "a note is no column of the list, but it is shown")
    has(page.text, TEXT["zh-CN"]["Text.find.extra"])
    name = sql("SELECT name_zh FROM class WHERE id = %d" % CLASS)[0][0]
    eq(ids(find(ALL, "%s %s" % (a, name))), [case.id], "class")
    walk(case, 30)
    unit = sql("SELECT name_zh FROM unit WHERE id = %d" % A)[0][0]
    eq(ids(find(ALL, "%s %s" % (a, unit))), [case.id], "unit")
    row = sql("SELECT c.id, g.code, b.name_zh, p.code FROM cases c JOIN grid_cell g ON g.id = c.unit_cell_id JOIN grid_cell b"
              " ON b.id = c.base_cell_id JOIN component p ON p.id = c.component_id ORDER BY c.id DESC LIMIT 1")
    if row:
        for q in row[0][1:]:
            assert int(row[0][0]) in through(ALL, q=q), q
    row = sql("SELECT id, archive_code FROM cases WHERE archive_code IS NOT NULL ORDER BY id DESC LIMIT 1")[0]
    # its parts are words, and another case may happen to have them all
    assert int(row[0]) in ids(find(ALL, row[1])), "archive code"


@test("hits are marked and printed as text, whatever was typed or written")
def _():
    a = word()
    register(description='<b>%s</b> & "引号" <script>alert(1)</script>' % a)
    page = find(ALL, a)
    has(page.text, "&lt;b&gt;<mark>%s</mark>&lt;/b&gt;" % a)
    assert "<script>alert" not in page.text
    page = find(ALL, '<script>alert(2)</script>"')
    assert "<script>alert" not in page.text
    long = "前面的话很长，" * 20 + a + "后面的话也很长，" * 20
    case, _ = register(description=long)
    page = find(ALL, a)
    assert case.id in ids(page)
    has(page.text, "…")
    assert long not in page.text, "only the piece around the hit"


@test("signs, wildcards, one letter, very long texts: an answer each, and no error")
def _():
    for q in ("，。！？", "%", "_", "%%_%", "*", "'; DROP TABLE cases; --", "\\", '"', "' OR '1'='1", "-", "()", "＊？", "😀"):
        page = find(ALL, q)
        if re.sub(r"\W|_", "", q) == "":
            eq(ids(page), [], q)
            has(page.text, TEXT["zh-CN"]["Text.find.nothing"], q)
            has(page.text, TEXT["zh-CN"]["Text.find.help"], q)
    for q in ("的", "号", "3", "a", "Ａ", "𠮷"):
        find(ALL, q)
    has(find(ALL, word(6)).text, TEXT["zh-CN"]["Text.find.none"])
    has(find(ALL).text, TEXT["zh-CN"]["Text.find.help"], "nothing asked")
    page = find(ALL, "路灯不亮" * 50)
    eq(ids(page), [], "two hundred characters")
    r = ask(ALL, "路灯不亮" * 50 + "了")
    eq(r.status, 422, "more")
    has(r.text, text_of("zh-CN", "Err.too_long", 200))
    has(r.text, "路灯不亮路灯不亮", "what was typed is kept")
    has(find(ALL, " ".join(word(1) for _ in range(14))).text, TEXT["zh-CN"]["Text.find.more_terms"])
    eq(ALL.get("/desk/find?q=%ff%fe").status, 400)
    eq(ask(ALL, "路灯\x07").status, 422)


# Every case in which the word stands, in its own words, its complaints', its ledger's, or its grids' names.
OF_COMMUNITIES = (
    "SELECT DISTINCT c.id FROM cases c LEFT JOIN complaint_case l ON l.case_id = c.id AND l.until_at IS NULL"
    " LEFT JOIN complaint p ON p.id = l.complaint_id LEFT JOIN event_text t ON t.subject_kind = 2 AND t.subject_id = c.id"
    " WHERE (c.description LIKE '%社区%' OR c.address LIKE '%社区%' OR p.description LIKE '%社区%' OR p.address LIKE '%社区%'"
    " OR t.text LIKE '%社区%' OR c.unit_cell_id IN (SELECT id FROM grid_cell WHERE name_zh LIKE '%社区%')"
    " OR c.auto_cell_id IN (SELECT id FROM grid_cell WHERE name_zh LIKE '%社区%'))")


@test("page by page each hit comes once, the newest first, and none is left out")
def _():
    expected = [int(r[0]) for r in sql(OF_COMMUNITIES + " ORDER BY c.id DESC")]
    assert len(expected) > 100
    eq(through(ALL, q="社区"), expected)
    eq(anjuan("work", "search-index").returncode, 0)
    eq(through(ALL, q="社区"), expected, "after building anew")


# --- filters and days -------------------------------------------------------------

@test("class, unit, grid, state and days narrow alone and together, as the rows say")
def _():
    unit, klass, cell, state = (int(v) for v in sql(
        "SELECT unit_id, class_id, base_cell_id, state FROM cases WHERE unit_id IS NOT NULL AND base_cell_id IS NOT NULL"
        " AND state = 60 ORDER BY id LIMIT 1")[0])
    day = sql("SELECT FROM_UNIXTIME(received_at / 1000000 + 8 * 3600 - TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW()), '%Y-%m-%d')"
              " FROM cases ORDER BY id LIMIT 1")[0][0]
    start = int(datetime.datetime.fromisoformat(day + "T00:00:00+08:00").timestamp()) * 1000000
    for fields, where in (
            ({"unit": unit}, "unit_id = %d" % unit), ({"class": klass}, "class_id = %d" % klass),
            ({"grid": cell}, "base_cell_id = %d" % cell), ({"state": 60}, "state = 60"), ({"state": 31}, "state = 31"),
            ({"state": 90}, "state = 90"), ({"unit": unit, "state": 60}, "unit_id = %d AND state = 60" % unit),
            ({"unit": unit, "state": 31}, "unit_id = %d AND state = 31" % unit),
            ({"from": day, "until": day}, "received_at >= %d AND received_at < %d" % (start, start + 86400 * 10 ** 6)),
            ({"q": day}, "received_at >= %d AND received_at < %d" % (start, start + 86400 * 10 ** 6)),
            ({"until": day}, "received_at < %d" % (start + 86400 * 10 ** 6)),
            ({"q": "社区", "unit": unit, "class": klass, "grid": cell, "state": 60, "from": day},
             "unit_id = %d AND class_id = %d AND base_cell_id = %d AND state = 60 AND received_at >= %d AND id IN (%s)"
             % (unit, klass, cell, start, OF_COMMUNITIES))):
        eq(through(ALL, **fields), [int(r[0]) for r in sql("SELECT id FROM cases WHERE %s ORDER BY id DESC" % where)], fields)
    has(find(ALL, day).text, text_of("zh-CN", "Text.find.days", day))
    r = ask(ALL, "路灯", unit=unit)
    eq(r.header("Location"), "/desk/find?q=%%E8%%B7%%AF%%E7%%81%%AF&unit=%d" % unit)
    r = ask(ALL, "路灯", **{"from": "gestern"})
    eq(r.status, 422)


@test("what a case is no longer does not bring it up")
def _():
    a = word()
    case = walk(register(description=a + THANKS)[0], 30)
    eq(ids(find(ALL, a, unit=A)), [case.id])
    for merge in (False, True):
        if merge:
            sql("UPDATE search_change SET at = 0")
            eq(anjuan("work", "tick").returncode, 0)
            eq(sql("SELECT COUNT(*) FROM search_change")[0][0], "0", "the timer has put all changes into the sets")
        eq(ids(find(ALL, a, unit=A)), [case.id])
        eq(ids(find(ALL, a, unit=B)), [])
        eq(ids(find(ALL, a, state=30)), [case.id])
        eq(ids(find(ALL, a, state=31)), [])
    case.done(unit_clerk(A), "sign")
    eq(ids(find(ALL, a, state=30)), [])
    eq(ids(find(ALL, a, state=31)), [case.id])


@test("many changes are put into the sets by the timer as they come, a few rest for ten minutes")
def _():
    a = word()
    case, _ = register(description=a + THANKS)
    anjuan("work", "tick")
    waiting = int(sql("SELECT COUNT(*) FROM search_change WHERE case_id = %d" % case.id)[0][0])
    assert waiting > 0, "a change that is new may wait"
    sql("INSERT INTO search_change (case_id, at) SELECT id, %d FROM cases LIMIT 250" % (1 << 60))
    anjuan("work", "tick")
    eq(sql("SELECT COUNT(*) FROM search_change")[0][0], "0")
    eq(ids(find(ALL, a)), [case.id])


# --- who may see what ----------------------------------------------------------------

@test("every role finds exactly what it may open")
def _():
    a = word()
    cases = [register(description=a + THANKS)[0], walk(register(description=a + THANKS)[0], 11), walk(register(description=a + THANKS)[0], 31),
             walk(register(description=a + THANKS)[0], 44)]
    mine, _ = register(description=a + THANKS)
    sql("UPDATE cases SET unit_id = %d WHERE id = %d" % (B, mine.id))
    cases.append(mine)
    hand = desk("R_HANDLER")
    assigned, _ = register(description=a + THANKS)
    sql("UPDATE cases SET handler_id = %d WHERE id = %d" % (hand.id, assigned.id))
    cases.append(assigned)
    beside, _ = register(description=a + THANKS)
    sql("INSERT INTO case_unit (case_id, seq, unit_id, part, from_at) VALUES (%d, 99, %d, 2, 1); UPDATE cases SET has_members = 1"
        " WHERE id = %d" % (beside.id, B, beside.id))
    cases.append(beside)
    walked, _ = register(description=a + THANKS)
    cell = sql("SELECT g.cell_id FROM grid_person g JOIN grid_cell c ON c.id = g.cell_id WHERE g.user_id = %d AND c.layer_id = 2"
               " AND g.valid_until IS NULL" % desk("R_SUPERVISOR").id)
    assert cell, "the supervisor walks a base grid"
    sql("UPDATE cases SET base_cell_id = %s WHERE id = %d" % (cell[0][0], walked.id))
    cases.append(walked)
    some = 0
    for built in (False, True):
        if built:
            eq(anjuan("work", "search-index").returncode, 0)
            sql("DELETE FROM search_change")
        for role in sorted(PEOPLE):
            who = desk(role, lang="zh-CN")
            may = {c.id for c in cases if c.page(who).status == 200}
            eq(set(ids(find(who, a))), may, "%s, sets built %s" % (role, built))
            some += 0 < len(may) < len(cases)
            for q in (cases[0].complaint.number,) if hasattr(cases[0], "complaint") else ():
                eq(find(who, q).status, 200)
    assert some > 3, "roles that see some of them"


@test("a number typed whole leads to its case, unless one may not see it")
def _():
    case = case_in(20)
    number = case.get("number")
    for q in (number, number.replace("-", ""), case.complaint.number, "#%d" % case.id):
        r = ask(ALL, q)
        eq((r.status, r.header("Location")), (303, "/desk/case?id=%d" % case.id), q)
    other = desk("R_UNIT")
    for q in (number, case.complaint.number, "#%d" % case.id):
        eq(ids(other.follow(ask(other, q))), [], q)
    assert case.id in ids(find(ALL, number[5:-2])), "a part of it is looked for as text"


def waiting(page):
    """The complaints among the hits."""
    return [int(i) for i in re.findall(r'<td class="ref"><a class="main" href="/desk/complaint\?id=(\d+)"', page.text)]


@test("a complaint that is no case yet is found by words, place, class, day and phone, by whoever files, and once it is a case no more")
def _():
    a, phone = word(), "1990000%04d" % secrets.randbelow(10000)
    filer, today = desk("R_ACCEPTOR", lang="zh-CN"), datetime.date.today().isoformat()
    file_one(description="%s处堆了建筑垃圾，𠮷祥包子铺门口。" % a, contact_phone=phone, **{**AWAY, "address": "%s巷１２号" % a[:2]})
    number, day = sql("SELECT id, received_at FROM complaint WHERE description LIKE '%s%%'" % a)[0]
    number, day = int(number), datetime.datetime.fromtimestamp(int(day) / 1e6, datetime.timezone(datetime.timedelta(hours=8)))
    day = day.date().isoformat()
    for q in (a, a[1:] + " 𠮷祥", a[:2] + "巷12号", a + " " + day):
        page = find(filer, q)
        eq((waiting(page), ids(page)), ([number], []), q)
        assert TEXT["zh-CN"]["Text.find.none"] not in page.text
    has(find(filer, a).text, "<mark>%s</mark>" % a)
    eq(waiting(find(filer, a, **{"from": day, "until": day})), [number])
    eq(waiting(find(filer, a, until="2020-01-01")), [], "of another day")
    eq(waiting(find(filer, a, state=40)), [], "a case's state")
    eq(waiting(find(filer, a + word(2))), [])
    eq(waiting(find(filer, a, before=1)), [], "only on the first page")
    for role in sorted(PEOPLE):
        eq(waiting(find(desk(role), a)), [number] if "FILE" in PERMS[role] else [], role)
    eq(waiting(filer.follow(ask(filer, phone))), [number])
    eq(waiting(desk("R_12345", fresh=True).follow(ask(desk("R_12345"), phone))) if "FILE" not in PERMS["R_12345"] and
       "CONTACT" in PERMS["R_12345"] else [], [])
    form = filer.get("/desk/complaint?id=%d" % number).form("/desk/complaint/act")
    eq(filer.submit(form, {"class": a_class()[0]}).status, 303)
    page = find(filer, a)
    eq((waiting(page), len(ids(page))), ([], 1), "a case now")


# --- phones ---------------------------------------------------------------------------

@test("a caller's cases are found by the keyed hash: with the permission, kept in the book, the number in no address")
def _():
    phone = "1990000%04d" % secrets.randbelow(10000)
    first, _ = register(description="第一次来电反映路灯不亮", contact_phone=phone)
    second, _ = register(description="第二次来电反映路灯不亮", contact_phone="+86 " + phone)
    for role in sorted(PEOPLE):
        who = desk(role, fresh=True)
        before = int(sql("SELECT COUNT(*) FROM phone_lookup")[0][0])
        r = ask(who, phone[:3] + " " + phone[3:7] + "-" + phone[7:])
        if "CONTACT" not in PERMS[role]:
            eq(r.status, 422, role)
            has(r.text, TEXT["en"]["Err.phone_search"], role)
            eq(int(sql("SELECT COUNT(*) FROM phone_lookup")[0][0]), before, role)
            continue
        eq(r.status, 303, role)
        assert phone not in r.header("Location")
        row = sql("SELECT user_id, hits, LOWER(HEX(phone_hash)) FROM phone_lookup ORDER BY id DESC LIMIT 1")[0]
        assert int(row[0]) == who.id and int(row[1]) >= 2, role
        has(r.header("Location"), "caller=" + row[2])
        eq(ids(who.follow(r))[:2], [second.id, first.id], role)    # a demo person may have the number too
        address = r.header("Location")
    eq(desk("R_DISPATCHER").get(address).status, 404, "the address alone is of no use")
    eq(desk("R_CHIEF", 1, fresh=True).get(address).status if len(PEOPLE["R_CHIEF"]) > 1 else 404, 404,
       "nor to somebody who has not asked himself")
    eq(desk("R_ACCEPTOR").get("/desk/find?caller=" + "0" * 64).status, 404)
    eq(desk("R_ACCEPTOR").get("/desk/find?caller=" + "z" * 64).status, 404)
    logs = ""
    for name in ("desk.log", "access.log"):
        with open(os.path.join(DIR, "log", name), encoding="utf-8") as f:
            logs += f.read()
    assert phone not in logs
    nobody = ALL.follow(ask(ALL, "19912345678"))
    has(nobody.text, TEXT["zh-CN"]["Text.find.caller_none"])


run()
