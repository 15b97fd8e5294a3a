"""Month-end: a draft by itself, a unit's objection, the seal, what is found later - by the people's pages and the timer."""

import datetime
import os
import re
import subprocess
import tempfile

from citizen import *
from staff import *

NOW = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)
LAST = NOW.date().replace(day=1) - datetime.timedelta(days=1)
MONTH, FIRST = LAST.strftime("%Y-%m"), (LAST.replace(day=1) - datetime.date(1970, 1, 1)).days
COUNTS = re.findall(r'^\tX\(N_\w+, "(\w+)"\)|^\tX\(REWORK_TIMES, "(\w+)"\)',
                    open(os.path.join(os.environ["ANJUAN_TREE"], "lib", "rule", "metrics.h"), encoding="utf-8").read(), re.M)


def slot(name):
    """A count's number in the tables."""
    return [a or b for a, b in COUNTS].index(name)


def rule_appeal(role, appeal):
    who = desk(role)
    form = who.get("/desk/appeal?id=" + appeal).form("/desk/appeal")
    eq(who.submit(form, {"ruling": "grant", "note": "停电记录属实，不计超期。"}).status, 303)


def state():
    return sql("SELECT asked_at IS NOT NULL, sealed_at IS NOT NULL FROM month_end WHERE first_day = %d" % FIRST)[0]


def verify(status=0):
    p = anjuan("read", "verify", "--month", MONTH, check=False)
    eq(p.returncode, status, p.stdout + p.stderr)
    return p.stdout


def late_case():
    """A case of last month that its unit closed late: number, unit."""
    rows = sql("SELECT c.number, e.unit_id, c.id FROM eval_case e JOIN cases c ON c.id = e.case_id JOIN app_user u ON u.unit_id = e.unit_id"
               " JOIN user_role r ON r.user_id = u.id AND r.role_id = 9 WHERE e.span = 1 AND e.first_day = %d AND e.bits & (1 << %d)"
               " ORDER BY c.id LIMIT 1" % (FIRST, slot("n_close_late")))
    return rows[0]


def month_page(who):
    return who.get("/desk/month?month=" + MONTH)


def object_to(who, number, count="n_close_late", note="当日暴雨停电，已报备，见附件。𠮷"):
    form = month_page(who).form("/desk/month/object")
    return who.post("/desk/month/object", {"csrf": form.value("csrf"), "key": form.value("key"), "month": MONTH, "number": number,
                                           "count": count, "note": note})


@test("the month that has ended has its draft by itself, once, and all units are told")
def _():
    anjuan("work", "tick")
    anjuan("work", "tick")
    eq(state(), ["0", "0"])
    eq(sql("SELECT COUNT(*) FROM outbox WHERE subject_kind = 10 AND subject_id = %d AND audience = 'ALL_UNITS'" % FIRST)[0][0], "1")
    # three working days: never on the draft's own day, and it ends at a midnight of the office
    rows = sql("SELECT until_at - drafted_at > 2 * 86400 * 1000000, MOD(until_at DIV 1000000 + 8 * 3600, 86400) FROM month_end WHERE first_day = %d" % FIRST)
    eq(rows[0], ["1", "0"])


@test("the centre sees all units and their sum, a unit itself alone, the street nothing")
def _():
    number, unit, _id = late_case()
    chief, clerk = desk("R_CHIEF", lang="zh-CN"), unit_clerk(int(unit))
    has(chief.get("/desk/months").text, MONTH)
    page = month_page(chief).text
    name = sql("SELECT name_zh FROM unit WHERE id = %s" % unit)[0][0]
    other = sql("SELECT u.name_en FROM eval_sum s JOIN unit u ON u.id = s.key_id WHERE s.span = 1 AND s.first_day = %d AND s.part = 1"
                " AND u.id <> %s AND s.n > 0 LIMIT 1" % (FIRST, unit))[0][0]
    has(page, name)
    has(page, shown(text_of("zh-CN", "Text.month.total")))
    page = month_page(clerk).text
    assert shown(other) not in page.split("<table", 1)[1]
    has(page, "by=unit&amp;span=month&amp;at=%s&amp;key=%s&amp;count=n_close_due" % (MONTH, unit))
    eq(month_page(desk("R_SUPERVISOR")).status, 404)
    eq(desk("R_SUPERVISOR").get("/desk/months").status, 404)


@test("a unit objects to a case of its own count, once; to no other")
def _():
    number, unit, case_id = late_case()
    clerk = unit_clerk(int(unit))
    reply = object_to(clerk, "2026-999999-9")
    eq(reply.status, 422)
    has(reply.text, shown(text_of("en", "Err.month_case")))
    foreign = sql("SELECT c.number FROM eval_case e JOIN cases c ON c.id = e.case_id WHERE e.span = 1 AND e.first_day = %d AND e.unit_id NOT IN (0, %s)"
                  " LIMIT 1" % (FIRST, unit))[0][0]
    eq(object_to(clerk, foreign).status, 422)
    eq(object_to(clerk, number, count="n_rework", note="").status, 422)
    eq(object_to(clerk, number).status, 303)
    eq(object_to(clerk, number).status, 422)
    page = month_page(clerk).text
    has(page, number)
    eq(sql("SELECT COUNT(*), MIN(due) > MIN(asked_at) FROM appeal WHERE kind = 2 AND first_day = %d" % FIRST)[0], ["1", "1"])


@test("nobody seals while the window is open or an objection waits, and only the commander ever")
def _():
    commander, chief = desk("R_COMMANDER", lang="zh-CN"), desk("R_CHIEF", lang="zh-CN")
    assert "/desk/month/seal" not in month_page(commander).text

    def order(who):
        return who.post("/desk/month/seal", {"csrf": token(who), "month": MONTH}).status
    eq(order(chief), 403)
    eq(order(commander), 409)
    sql("UPDATE month_end SET drafted_at = drafted_at - 20 * 86400 * 1000000, until_at = until_at - 20 * 86400 * 1000000 WHERE first_day = %d" % FIRST)
    has(month_page(chief).text, shown(text_of("zh-CN", "Month.step.ruling")))
    eq(order(commander), 409)
    number, unit, _id = late_case()
    clerk = unit_clerk(int(unit))
    assert "/desk/month/object" not in month_page(clerk).text
    eq(clerk.post("/desk/month/object", {"csrf": token(clerk), "key": secrets.token_hex(16), "month": MONTH, "number": number,
                                         "count": "n_close_late", "note": "迟了"}).status, 409)


@test("two people rule, the case leaves the counts, the commander orders, the timer seals")
def _():
    appeal = sql("SELECT id FROM appeal WHERE kind = 2 AND first_day = %d" % FIRST)[0][0]
    number, unit, case_id = late_case()
    rule_appeal("R_CHIEF", appeal)
    rule_appeal("R_COMMANDER", appeal)
    eq(sql("SELECT state FROM appeal WHERE id = " + appeal)[0][0], "3")
    before = sql("SELECT n FROM eval_sum WHERE span = 1 AND first_day = %d AND part = 0 AND slot = %d" % (FIRST, slot("n_close_due")))[0][0]
    anjuan("work", "tick")
    after = sql("SELECT n FROM eval_sum WHERE span = 1 AND first_day = %d AND part = 0 AND slot = %d" % (FIRST, slot("n_close_due")))[0][0]
    eq(int(after), int(before) - 1)
    commander = desk("R_COMMANDER", lang="zh-CN")
    form = month_page(commander).form("/desk/month/seal")
    eq(commander.submit(form).status, 303)
    eq(commander.submit(form).status, 409)
    has(month_page(commander).text, shown(text_of("zh-CN", "Text.month.ordered")))
    eq(anjuan("read", "verify", "--month", MONTH, check=False).returncode, 3)
    anjuan("work", "tick")
    eq(state(), ["1", "1"])
    page = month_page(commander).text
    check = sql("SELECT LOWER(HEX(sha256)) FROM month_snapshot WHERE first_day = %d AND no = 0" % FIRST)[0][0]
    has(page, check)
    has(verify(), "hold as sealed, " + check[:16])
    rules = sql("SELECT UNCOMPRESS(content) LIKE '%%rule account A3 %%90/100%%', UNCOMPRESS(content) LIKE '%%rule score %%', UNCOMPRESS(content) LIKE"
                " '%%case %%' FROM month_snapshot WHERE first_day = %d" % FIRST)[0]
    eq(rules, ["1", "1", "1"], "the rules that held and the cases that count are sealed with the figures")
    with tempfile.TemporaryDirectory() as folder:
        paper = os.path.join(folder, "bulletin.pdf")
        anjuan("read", "bulletin", "--month", MONTH, "-o", paper)
        text = subprocess.run(["pdftotext", paper, "-"], stdout=subprocess.PIPE, text=True, check=True).stdout
    has("".join(text.split()), check)
    log = sql("SELECT t.kind FROM event t WHERE t.subject_kind = 3 AND t.kind BETWEEN 960 AND 964"
              " AND CAST(t.detail AS CHAR) LIKE 'month=%s%%%%' ORDER BY t.seq" % MONTH)
    eq([row[0] for row in log], ["960", "961", "962"])


@test("what differs later is a numbered correction with exactly the changed cells, signed by who has seen it")
def _():
    case_id = sql("SELECT e.case_id FROM eval_case e JOIN promise p ON p.case_id = e.case_id WHERE e.span = 1 AND e.first_day = %d AND e.unit_id > 0"
                  " AND e.bits & (1 << %d) GROUP BY e.case_id HAVING COUNT(*) = 1 ORDER BY e.case_id LIMIT 1" % (FIRST, slot("n_close_ontime")))[0][0]
    # a promise found to be wrong: the case was late
    was = sql("SELECT due FROM promise WHERE case_id = " + case_id)[0][0]
    closed = int(sql("SELECT fed_back_at FROM cases WHERE id = " + case_id)[0][0])
    sql("UPDATE promise SET due = %d WHERE case_id = %s" % (closed - 1000000, case_id))
    has(verify(6), "sealed")
    sql("UPDATE month_end SET looked_at = NULL")
    anjuan("work", "tick")
    cells = sql("SELECT cell, COALESCE(was_is, ''), COALESCE(now_is, '') FROM month_cell WHERE first_day = %d AND no = 1" % FIRST)
    by = {c[0]: c[1:] for c in cells}
    whole = by["total 0 - n_close_ontime"]
    eq(int(whole[0]), int(whole[1]) + 1)
    late = by["total 0 - n_close_late"]
    eq(int(late[0] or 0) + 1, int(late[1]))
    assert not any(c[0].startswith("case ") for c in cells)
    assert all(c[1] != c[2] for c in cells)
    commander = desk("R_COMMANDER", lang="zh-CN")
    form = month_page(commander).form("/desk/month/sign")
    eq(commander.post("/desk/month/sign", {"csrf": form.value("csrf"), "month": MONTH, "no": "1", "sha256": "0" * 64, "note": "看错了"}).status, 409)
    eq(commander.submit(form, {"note": "系统外补录的退单记录，经核实该案超期。"}).status, 303)
    anjuan("work", "tick")
    has(verify(), "as corrected by no. 1")
    eq([r[0] for r in sql("SELECT no FROM month_snapshot WHERE first_day = %d ORDER BY no" % FIRST)], ["0", "1"])
    has(month_page(commander).text, "系统外补录的退单记录")
    sql("UPDATE promise SET due = %s WHERE case_id = %s" % (was, case_id))


@test("a byte changed in what was sealed is found")
def _():
    sql("UPDATE month_snapshot SET content = COMPRESS(REPLACE(UNCOMPRESS(content), 'n_close_due', 'n_close_duf')) WHERE first_day = %d AND no = 1" % FIRST)
    has(verify(6), "changed after it was sealed")


run()
