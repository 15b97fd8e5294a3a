"""Following a complaint: what is said, what was promised, what its sender can do."""

import html
import math

from staff import *

SENTENCES = ("Name", "Where", "Who", "By", "Next", "Can")


def page_of(complaint, lang="en"):
    reply = follow(Browser(lang), complaint.number, complaint.code)
    eq(reply.status, 200, "the follow page")
    return reply.text


def said(page, word, lang="en"):
    """All six sentences of a word stand on the page."""
    for part in SENTENCES:
        for piece in re.split(r"\{\d\}", TEXT[lang]["Follow.%s.%s" % (word, part)]):
            has(page, shown(piece), "%s of %s" % (part, word))


@test("on its straight way a complaint says six things in each state, in both languages")
def _():
    case, complaint = register()
    for state, *_ in WAY:
        walk(case, state)
        said(page_of(complaint), "archived" if state == 60 else "s%d" % state)
        said(page_of(complaint, "zh-CN"), "archived" if state == 60 else "s%d" % state, "zh-CN")


@test("a unit's return is nowhere to be read, neither its words nor that there was one")
def _():
    case = case_in(30)
    case.done(unit_clerk(A), "return", reason="301", note="该井盖权属为通信公司，不归我单位管理")
    page, zh = page_of(case.complaint), page_of(case.complaint, "zh-CN")
    said(page, "s32")
    for text in (page, zh):
        assert "通信公司" not in text and "不归我单位" not in text, "the unit's words"
    main = zh[zh.index("<main"):zh.index("</main")]
    assert "退回" not in main, "the return"
    eq(sql("SELECT answer FROM complaint WHERE id = %d" % case.complaint.id), [["NULL"]], "the office's answer")


@test("not accepted and withdrawn are ends of their own, with the reason")
def _():
    complaint = file_one()
    sql("UPDATE complaint SET state = 4, answer = '不在辖区' WHERE id = %d" % complaint.id)
    page = page_of(complaint)
    said(page, "refused")
    has(page, "不在辖区")
    sql("UPDATE complaint SET state = 5 WHERE id = %d" % complaint.id)
    said(page_of(complaint), "withdrawn")


def quantile(values, percent):
    """The smallest value that so many per cent do not exceed."""
    values = sorted(values)
    return values[math.ceil(len(values) * percent / 100) - 1]


@test("what experience promises is what counting by hand gives, is made once a day, and stands on receipt and page")
def _():
    sql("INSERT INTO setting (name, valid_from, value) VALUES ('history_min', 1, '3') ON DUPLICATE KEY UPDATE value = '3'")
    sql("DELETE FROM class_history")
    has(anjuan("work", "tick", "-v").stdout, "kinds reckoned anew")
    upto = int(sql("SELECT MAX(upto_at) FROM class_history")[0][0])
    cases = sql("SELECT c.class_id, COALESCE(c.unit_id, 0), CONCAT(k.kind, ':', k.major_code), c.closed_at - c.received_at, c.id"
                " FROM cases c JOIN class k ON k.id = c.class_id WHERE c.closed_at < %d AND c.closed_at >= %d"
                " AND c.state IN (50, 60) AND c.source <> 60" % (upto, upto - 365 * 86400 * 10**6))
    special = {row[0] for row in sql("SELECT case_id FROM stage WHERE state = 52")}
    groups = {}
    for k, unit, major, took, number in cases:
        if number not in special:
            for scope in (["u:%s:%s" % (k, unit)] if unit != "0" else []) + ["c:" + k, "m:" + major]:
                groups.setdefault(scope, []).append(int(took))
    wanted = {scope: (len(v), quantile(v, 50), quantile(v, 90)) for scope, v in groups.items() if len(v) >= 3}
    assert wanted, "the demo has closed cases"
    rows = sql("SELECT scope, n, half, ninety FROM class_history")
    eq({r[0]: tuple(map(int, r[1:])) for r in rows}, wanted, "the rows")
    sql("UPDATE class_history SET n = n + 1000")
    has(anjuan("work", "tick", "-v").stdout, "0 kinds reckoned anew")
    scope = next(s for s in wanted if s.startswith("c:"))
    complaint = file_one(**{"class": scope[2:]})
    n = sql("SELECT n FROM class_history WHERE scope = '%s'" % scope)[0][0]
    for text in (complaint.page.text, page_of(complaint)):
        has(text, text_of("en", "Text.promise.seen_2").split("{0}")[0] + n)
        has(text, text_of("en", "Text.promise.limit").split(",")[0])
    sql("DELETE FROM class_history")
    has(page_of(complaint), text_of("en", "Text.promise.unknown"))


@test("each date the office gave is listed with its reason")
def _():
    case = case_in(31)
    case.done(unit_clerk(A), "extension_ask", note="零件缺货", plan="到货后当天安装", amount="1")
    case.done(desk("R_CHIEF"), "extension_grant", note="同意", amount="1")
    page = page_of(case.complaint)
    for key in ("received", "dispatch", "extension_grant"):
        has(page, text_of("en", "Promise.%s.Why" % key))
    assert "零件缺货" not in page, "staff's words"
    eq(page.count('<small class="soft"><time'), 3, "dates")


run()
