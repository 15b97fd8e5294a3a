"""A case as it stood at an instant: to look at, from the ledger and the intervals."""

import re
import time

from staff import *

ALL = desk("R_COMMANDER", lang="zh-CN")
ZH = TEXT["zh-CN"]


def state_of(page):
    head = page.text.split('<div class="case-head">')[1].split("<h1>")[0]
    return re.search(r'<span class="tags"><span class="tag[^"]*">(?:<svg.*?</svg>)?([^<]*)</span>', head, re.S).group(1)


def events_of(page):
    return len(re.findall(r'<li class="line">', page.text))


def local(usec):
    return time.strftime("%Y-%m-%dT%H:%M", time.gmtime(usec // 10 ** 6 + 8 * 3600))


@test("after every step the case stands as that step left it, and nothing can be done there")
def _():
    case, complaint = register(contact_phone="19900000042")
    states = [(10, 0)]
    for state in (11, 12, 20, 30, 31, 40, 43, 41, 42, 44, 50):
        walk(case, state)
    steps = sql("SELECT seq, at, to_state FROM event WHERE subject_kind = 2 AND subject_id = %d ORDER BY seq" % case.id)
    assert len(steps) >= 12
    for seq, at, to in steps:
        if any(s[1] == at and int(s[0]) > int(seq) for s in steps):
            continue    # two at one instant: the later one counts
        page = ALL.get("/desk/case?id=%d&at=%s" % (case.id, at))
        eq(page.status, 200, seq)
        eq(state_of(page), ZH["State.%s.Name" % to], "event %s" % seq)
        eq(events_of(page), int(seq), "lines after event %s" % seq)
        has(page.text, ZH["Text.case.past_back"])
        eq(page.forms("/desk/case/act"), [])
        assert "****" not in page.text, "no contact in the past"
        has(page.text, text_of("zh-CN", "Text.case.ledger_ok", seq))
        if int(to) < 20:
            assert (case.get("number") not in page.text.split('<div class="case-head">')[1].split("</h1>")[0]), "no number yet"
    now = case.page(ALL)
    eq(now.text.count("&amp;at="), len(steps), "each line leads to its time")
    assert now.forms("/desk/case"), "and any other time can be asked for"
    assert states and complaint


@test("a minute is the whole minute; before the case there is none, after now it is the present, nonsense is refused")
def _():
    case = case_in(20)
    received = int(case.get("received_at"))
    eq(ALL.get("/desk/case?id=%d&at=%d" % (case.id, received - 1)).status, 404)
    r = ALL.get("/desk/case?id=%d&at=%d" % (case.id, received + 10 ** 15))
    eq((r.status, r.header("Location")), (303, "/desk/case?id=%d" % case.id))
    for at in ("gestern", "2026-13-01T10:00", "2026-01-01", "-5", "2026-01-01T10:00:00Z", "1e9"):
        eq(ALL.get("/desk/case?id=%d&at=%s" % (case.id, at)).status, 400, at)
    old = int(sql("SELECT id FROM cases WHERE state = 60 ORDER BY id LIMIT 1")[0][0])
    filed = int(sql("SELECT filed_at FROM cases WHERE id = %d" % old)[0][0])
    eq(state_of(ALL.get("/desk/case?id=%d&at=%s" % (old, local(filed)))) in
       {ZH["State.%d.Name" % s] for s in (20, 30, 31)}, True, "the minute of its filing")


@test("all of the demo's cases stand a moment ago as they stand now")
def _():
    at = int(time.time() * 10 ** 6) - 60 * 10 ** 6
    rows = sql("SELECT id, state, COALESCE(number, ''), COALESCE(unit_id, 0) FROM cases WHERE id NOT IN (SELECT subject_id FROM event"
               " WHERE subject_kind = 2 AND at >= %d) AND received_at < %d ORDER BY id" % (at, at))
    assert len(rows) > 100
    for number, state, ref, _ in rows:
        page = ALL.get("/desk/case?id=%s&at=%d" % (number, at))
        eq((page.status, state_of(page)), (200, ZH["State.%s.Name" % state]), number)
        has(page.text, ref)


@test("who may not see the case does not see its past")
def _():
    case = case_in(12)
    at = sql("SELECT MAX(at) FROM event WHERE subject_kind = 2 AND subject_id = %d" % case.id)[0][0]
    for role in sorted(PEOPLE):
        who = desk(role)
        eq(who.get("/desk/case?id=%d&at=%s" % (case.id, at)).status, case.page(who).status, role)


@test("a queue as of an instant has the cases whose stage ran then, page by page, each with its clock of then")
def _():
    moments = [int(r[0]) for r in sql("SELECT FLOOR(MIN(at) + (MAX(at) - MIN(at)) * 0.4) FROM event UNION SELECT FLOOR(MIN(at)"
                                      " + (MAX(at) - MIN(at)) * 0.8) FROM event UNION SELECT MAX(at) - 60000000 FROM event")]
    clerk = unit_clerk(A)
    found = 0
    for code, state in (("registered", 10), ("filed", 20), ("dispatched", 30), ("handling", 31), ("checking", 41), ("closed", 50)):
        for at in moments:
            for who, own in ((ALL, ""), (clerk, " AND unit_id = %d" % A)):
                if who is clerk and state not in (30, 31):
                    continue
                rows = sql("SELECT case_id FROM stage WHERE state = %d AND started <= %d AND (ended IS NULL OR ended > %d)%s"
                           " ORDER BY started DESC, case_id DESC" % (state, at, at, own))
                page, ids = who.get("/desk/queue?queue=%s&at=%d" % (code, at)), []
                has(page.text, text_of(who.lang, "Text.queue.past_count", len(rows)), "%s %d" % (code, at))
                while True:
                    eq(page.status, 200)
                    ids += re.findall(r'<td class="ref"><a class="main" href="/desk/case\?id=(\d+)&amp;at=%d"' % at, page.text)
                    more = re.search(r'rel="next" href="([^"]+)"', page.text)
                    if not more:
                        break
                    page = who.get(more.group(1).replace("&amp;", "&"))
                eq(ids, [r[0] for r in rows], "%s at %d" % (code, at))
                assert "data-due" not in page.text, "no clock runs in the past"
                found += len(ids)
                for number in ids[:2]:
                    eq(state_of(ALL.get("/desk/case?id=%s&at=%d" % (number, at))), ZH["State.%d.Name" % state])
    assert found > 50
    eq(ALL.get("/desk/queue?queue=filed&at=x").status, 400)
    eq(ALL.get("/desk/queue?queue=filed&at=%d" % (moments[-1] * 2)).header("Location"), "/desk/queue?queue=filed")
    has(ALL.get("/desk/queue?queue=filed").text, ZH["Text.queue.past_ask"])


run()
