"""A clerk's day at a queue: filters with numbers, pages back and forth, many cases at once, who has what open."""

import csv
import io
import re
import secrets

from staff import *


def queue(who, query):
    reply = who.get("/desk/queue?" + query)
    eq(reply.status, 200, query)
    return reply


def picks(reply):
    """Case id -> version, as the rows' boxes have them."""
    return {int(a): int(b) for a, b in re.findall(r'name="row" value="(\d+)\.(\d+)"', reply.text)}


def numbers_of(reply):
    return re.findall(r'<a class="main" href="/desk/case\?id=(\d+)', reply.text)


def many(who, query, action, rows, key=None, **fields):
    """Sends the queue's form for many cases; (reply, key)."""
    key = key or queue(who, query).form("/desk/bulk").value("key")
    return who.post("/desk/bulk", [("csrf", token(who)), ("key", key), ("in", query.split("=")[1]), ("action", action),
                                   *[("row", "%d.%d" % r) for r in rows], *fields.items()]), key


def result(who, reply):
    eq(reply.status, 303, reply.text[:300])
    page = who.get(reply.header("Location"))
    eq(page.status, 200)
    return page


def parts(page):
    """The refused rows (case id -> sentence) and the done ones of a result page."""
    refused, done = {}, set()
    for row in re.findall(r"<tr>(.*?)</tr>", page.text, re.S):
        found = re.search(r"/desk/case\?id=(\d+)", row)
        if found and 'class="tag' in row:
            done.add(int(found.group(1)))
        elif found:
            refused[int(found.group(1))] = re.sub(r"<[^>]+>", "", row.split("<td>")[-1]).strip()
    return refused, done


def fresh(state, n):
    return [case_in(state) for _ in range(n)]


@test("many at once: each by its own guards, every refusal in words, sending twice does nothing twice")
def _():
    unit = unit_clerk(A)
    ours = fresh(30, 3)
    gone = case_in(30)
    seen = gone.version
    gone.done(unit, "sign")
    foreign = case_in(20)
    foreign.done(desk("R_DISPATCHER"), "dispatch", unit=str(B))
    rows = [(c.id, c.version) for c in ours] + [(gone.id, seen), (foreign.id, foreign.version), (999999999, 1)]
    reply, key = many(unit, "queue=dispatched", "sign", rows)
    refused, done = parts(result(unit, reply))
    eq(done, {c.id for c in ours})
    eq(set(refused), {gone.id, foreign.id}, "a case that does not exist has no line")
    eq(refused[gone.id], text_of("en", "Text.bulk.conflict"))
    eq(refused[foreign.id], text_of("en", "Text.bulk.gone"))
    eq([c.state for c in ours], [31, 31, 31])
    eq(foreign.state, 30)
    before = sql("SELECT COUNT(*) FROM event")
    again, _ = many(unit, "queue=dispatched", "sign", rows, key=key)
    eq(again.header("Location"), reply.header("Location"), "the same form gives the same answer")
    eq(sql("SELECT COUNT(*) FROM event"), before)
    eq(parts(result(unit, again)), (refused, done))
    eq(unit_clerk(B).get(reply.header("Location")).status, 404, "somebody else's result")


@test("what was refused is not done by a reload, though it would now be allowed")
def _():
    unit = unit_clerk(A)
    case = case_in(30)
    reply, key = many(unit, "queue=dispatched", "sign", [(case.id, case.version + 1)])
    eq(set(parts(result(unit, reply))[0]), {case.id})
    sql("UPDATE cases SET version = version + 1 WHERE id = %d" % case.id)
    again, _ = many(unit, "queue=dispatched", "sign", [(case.id, case.version)], key=key)
    eq(again.header("Location"), reply.header("Location"))
    eq(case.state, 30)


@test("dispatching many: a unit for all, or the duty table case by case; nobody but the dispatcher")
def _():
    who = desk("R_DISPATCHER")
    cases = fresh(20, 4)
    reply, _ = many(who, "queue=filed", "dispatch", [(c.id, c.version) for c in cases[:2]], unit=str(B))
    eq(parts(result(who, reply)), ({}, {c.id for c in cases[:2]}))
    eq({c.get("unit_id") for c in cases[:2]}, {str(B)})
    rows = [(c.id, c.version) for c in cases[2:]]
    first = sql("SELECT d.unit_id FROM duty_rule d JOIN class k ON k.id = %d WHERE (d.class_id IS NULL OR d.class_id = k.id)"
                " AND (d.kind IS NULL OR d.kind = k.kind) AND (d.major_code IS NULL OR d.major_code = k.major_code)"
                " AND d.cell_id IS NULL AND d.owner_unit_id IS NULL ORDER BY d.part, (d.class_id IS NOT NULL) DESC,"
                " (d.major_code IS NOT NULL) DESC, d.id LIMIT 1" % CLASS)
    refused, done = parts(result(who, many(who, "queue=filed", "dispatch", rows)[0]))
    if first:
        eq((refused, done), ({}, {c.id for c in cases[2:]}))
        eq({c.get("unit_id") for c in cases[2:]}, {first[0][0]})
    else:
        eq(set(refused.values()), {text_of("en", "Text.bulk.missing_unit")})
    judge = desk("R_ACCEPTOR")
    assert not queue(judge, "queue=filed").forms("/desk/bulk"), "an acceptor is offered to dispatch"
    case = case_in(20)
    r = judge.post("/desk/bulk", {"csrf": token(judge), "key": secrets.token_urlsafe(20), "in": "filed",
                                  "action": "dispatch", "row": "%d.%d" % (case.id, case.version), "unit": str(A)})
    eq(r.status, 403)
    eq(case.state, 20)


@test("assigning many; nothing chosen, no hand chosen, too many: said once, nothing done")
def _():
    unit = unit_clerk(A)
    cases = fresh(31, 2)
    hand = int(sql("SELECT w.id FROM app_user w JOIN user_role r ON r.user_id = w.id AND r.role_id = 10"
                   " WHERE w.unit_id = %d LIMIT 1" % A)[0][0])
    rows = [(c.id, c.version) for c in cases]
    for chosen, fields in (([], {"handler": str(hand)}), (rows, {}), ([(i, 1) for i in range(1, 52)], {"handler": str(hand)})):
        reply, _ = many(unit, "queue=handling", "assign", chosen, **fields)
        eq(reply.header("Location"), "/desk/queue?queue=handling", (reply.status, len(chosen)))
        eq([c.version for c in cases], [r[1] for r in rows])
    eq(parts(result(unit, many(unit, "queue=handling", "assign", rows, handler=str(hand))[0])),
       ({}, {c.id for c in cases}))
    eq({c.get("handler_id") for c in cases}, {str(hand)})
    eq(unit.post("/desk/bulk", {"csrf": token(unit), "key": secrets.token_urlsafe(20), "in": "handling",
                                "action": "assign", "row": "7.x"}).status, 400)


@test("pages forwards and back show the same rows, by due and by newest, filtered or not")
def _():
    who = desk("R_ARCHIVIST")
    for query in ("queue=closed", "queue=closed&sort=newest", "queue=archived", "queue=archived&sort=newest"):
        pages, url = [], "/desk/queue?" + query
        while url and len(pages) < 6:
            page = who.get(url)
            pages.append(numbers_of(page))
            more = re.search(r'rel="next" href="([^"]+)"', page.text)
            url = more.group(1).replace("&amp;", "&") if more else None
        if len(pages) < 2:
            continue
        seen = [n for p in pages for n in p]
        eq(len(seen), len(set(seen)), query)
        for want in reversed(pages[:-1]):
            url = re.search(r'rel="prev" href="([^"]+)"', page.text).group(1).replace("&amp;", "&")
            page = who.get(url)
            eq(numbers_of(page), want, query)
        assert 'rel="prev"' not in page.text, "before the first page"
        eq(len(pages[0]), 50)
        return
    raise AssertionError("no queue of two pages")


@test("a saved filter has an exact number, stands as a tab and on the home page, for oneself or a role")
def _():
    who, other = desk("R_DISPATCHER"), desk("R_DISPATCHER", 1)
    case_in(20)
    query = "queue=filed&class=%d" % CLASS
    form = queue(who, query).forms("/desk/filter")[0]
    name = "井盖<𠮷>" + secrets.token_hex(3)
    eq(who.submit(form, {"name": name, "whose": "6"}).status, 303)
    count = sql("SELECT COUNT(*) FROM cases WHERE state = 20 AND class_id = %d" % CLASS)[0][0]
    shown = name.replace("<", "&lt;").replace(">", "&gt;")
    for b in (who, other):
        tab = re.search(r'<a href="([^"]+)"[^>]*>%s(.*?)</a>' % re.escape(shown), queue(b, "queue=filed").text)
        assert tab, "no tab"
        eq(tab.group(1).replace("&amp;", "&"), "/desk/queue?" + query)
        has(tab.group(2), '<span class="badge">%s</span>' % count)
        has(b.get("/desk").text, shown)
    assert shown not in desk("R_ACCEPTOR").get("/desk").text, "another role's filter"
    assert not other.get("/desk/queue?" + query).forms("/desk/filter/drop"), "somebody else's filter can be removed"
    fid = sql("SELECT id FROM desk_filter WHERE name = '%s'" % name)[0][0]
    eq(other.post("/desk/filter/drop", {"csrf": token(other), "id": fid}).status, 404)
    eq(who.post("/desk/filter", {"csrf": token(who), "in": "filed-c%d" % CLASS, "name": name}).status, 303)
    eq(sql("SELECT COUNT(*) FROM desk_filter WHERE name = '%s'" % name), [["1"]], "a name twice")
    eq(who.post("/desk/filter", {"csrf": token(who), "in": "filed-l1", "name": "x" + name, "whose": "4"}).status, 303)
    eq(sql("SELECT COUNT(*) FROM desk_filter WHERE name = 'x%s'" % name), [["0"]], "a role he does not have")
    eq(who.submit(queue(who, query).forms("/desk/filter/drop")[0], {}).status, 303)
    eq(sql("SELECT COUNT(*) FROM desk_filter WHERE id = %s" % fid), [["0"]])


@test("numbers of every kind of filter are those of the rows; a unit's clerk counts his own only")
def _():
    who, unit = desk("R_DISPATCHER"), unit_clerk(A)
    cell = sql("SELECT base_cell_id FROM cases WHERE state = 31 AND base_cell_id IS NOT NULL LIMIT 1")[0][0]
    kinds = {"handling-g%s" % cell: "base_cell_id = %s" % cell, "handling-u%d" % A: "unit_id = %d" % A,
             "handling-c%d-u%d" % (CLASS, A): "class_id = %d AND unit_id = %d" % (CLASS, A),
             "handling-l1": "stage_due < %d" % (time.time() * 1e6)}
    made = []
    for word in kinds:
        name = secrets.token_hex(6)
        eq(who.post("/desk/filter", {"csrf": token(who), "in": word, "name": name}).status, 303)
        made.append((name, kinds[word]))
    text = who.get("/desk/queue?queue=handling").text
    for name, where in made:
        count = sql("SELECT COUNT(*) FROM cases WHERE state = 31 AND " + where)[0][0]
        has(text, '>%s<span class="badge">%s</span>' % (name, count))
    name = secrets.token_hex(6)
    eq(unit.post("/desk/filter", {"csrf": token(unit), "in": "handling-c%d" % CLASS, "name": name}).status, 303)
    count = sql("SELECT COUNT(*) FROM cases WHERE state = 31 AND class_id = %d AND unit_id = %d" % (CLASS, A))[0][0]
    has(unit.get("/desk").text, name)
    has(unit.get("/desk/queue?queue=handling").text, '>%s<span class="badge">%s</span>' % (name, count))
    sql("DELETE FROM desk_filter WHERE user_id IN (%d, %d)" % (who.id, unit.id))


@test("who opens a case is seen by others, blocks nobody, can be taken over; acting, leaving and time end it")
def _():
    one, two = desk("R_DISPATCHER"), desk("R_DISPATCHER", 1)
    case = case_in(20)
    name = sql("SELECT name FROM app_user WHERE id = %d" % one.id)[0][0]

    def claim(who, act, version=None):
        return who.post("/desk/case/claim", {"csrf": token(who), "id": case.id, "version": version or case.version,
                                             "do": act}, headers={"Accept": "application/json"})

    has(claim(one, "take").text, '"mine":true')
    held = claim(two, "take").text
    has(held, '"mine":false')
    has(held, name)
    has(case.page(two).text, name)
    assert "data-held" not in case.page(one).text, "one's own claim as somebody else's"
    has(queue(two, "queue=filed&sort=newest").text, name)
    has(claim(two, "over").text, '"mine":true')
    has(claim(one, "take").text, '"mine":false')
    eq(claim(two, "leave").status, 200)
    has(claim(one, "take").text, '"mine":true')
    sql("UPDATE case_claim SET until_at = 1 WHERE case_id = %d" % case.id)
    assert "data-held" not in case.page(two).text, "a lease that is over"
    has(claim(one, "take").text, '"mine":true')
    case.done(two, "dispatch", unit=str(A))
    assert "data-held" not in case.page(two).text, "the step ended it"
    has(claim(one, "take", case.version - 1).text, '"mine":false')
    eq(claim(unit_clerk(B), "take").status, 404, "a case one may not see")


@test("the next case comes from the pile one works through, with its filters")
def _():
    who = desk("R_DISPATCHER")
    cases = fresh(20, 2)
    word = "filed-c%d-n" % CLASS
    page = who.get("/desk/case?id=%d&in=%s" % (cases[1].id, word))
    skip = re.search(r'href="(/desk/next\?[^"]+)"', page.text).group(1).replace("&amp;", "&")
    eq(who.get(skip).header("Location"), "/desk/case?id=%d&in=%s" % (cases[0].id, word))
    r = who.submit(cases[1].form(who, "dispatch", page), {"unit": str(A)})
    eq(r.header("Location"), "/desk/case?id=%d&in=%s" % (cases[1].id, word))
    has(who.get(r.header("Location")).text, "/desk/case?id=%d&amp;in=%s" % (cases[0].id, word))
    who.cookies["desk"] = "dn"
    r = cases[0].form(who, "dispatch", who.get("/desk/case?id=%d&in=%s" % (cases[0].id, word)))
    r = who.submit(r, {"unit": str(A)})
    eq(r.header("Location"), "/desk/next?in=%s&id=%d" % (word, cases[0].id))
    assert who.get(r.header("Location")).header("Location").startswith("/desk/"), "no way on"
    del who.cookies["desk"]
    eq(who.get("/desk/next?in=nowhere").status, 404)
    eq(unit_clerk(A).get("/desk/next?in=filed").status, 404, "another role's queue")


@test("CSV: the same rows, with a mark for the spreadsheet, formulas made harmless")
def _():
    who = desk("R_DISPATCHER")
    case = case_in(20, description="=1+1,\"引号\"与逗号，𠮷祥路口很危险")
    r = who.get("/desk/queue.csv?queue=filed&class=%d" % CLASS)
    eq(r.status, 200)
    eq(r.header("Content-Type"), "text/csv; charset=utf-8")
    has(r.header("Content-Disposition"), "filed-c%d.csv" % CLASS)
    eq(r.body[:3], b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(r.body[3:].decode())))
    eq(len(rows) - 1, int(sql("SELECT COUNT(*) FROM cases WHERE state = 20 AND class_id = %d" % CLASS)[0][0]))
    line = next(x for x in rows if x[0] == case.get("number"))
    eq(line[2][:6], "'=1+1,")
    eq(unit_clerk(A).get("/desk/queue.csv?queue=filed").status, 404)


@test("canned texts: kept by the chief, chosen without a script, the old one stays on record")
def _():
    chief, who = desk("R_CHIEF"), desk("R_DISPATCHER")
    eq(who.get("/desk/texts").status, 403)
    text = "请按权责清单办理" + secrets.token_hex(4)
    form = chief.get("/desk/texts").forms("/desk/texts")[0]
    eq(chief.submit(form, {"action": "dispatch", "zh": text, "en": "As listed " + text}).status, 303)
    tid = sql("SELECT id FROM canned_text WHERE text_zh = '%s'" % text)[0][0]
    case = case_in(20)
    r = case.forge(who, "dispatch", unit=str(A), canned=tid)
    eq(r.status, 303)
    has(case.page(who).text, "As listed " + text)
    changed = text + "，改"
    eq(chief.post("/desk/texts", {"csrf": token(chief), "id": tid, "action": "dispatch", "zh": changed}).status, 303)
    eq(sql("SELECT valid_until IS NOT NULL FROM canned_text WHERE id = %s" % tid), [["1"]])
    new = sql("SELECT id FROM canned_text WHERE text_zh = '%s'" % changed)[0][0]
    eq(chief.post("/desk/texts", {"csrf": token(chief), "id": new, "end": "1"}).status, 303)
    eq(chief.post("/desk/texts", {"csrf": token(chief), "id": new, "end": "1"}).status, 404)
    eq(chief.post("/desk/texts", {"csrf": token(chief), "action": "nonsense", "zh": "x"}).status, 422)


@test("precedents stand beside the dispatch; what speaks against a return, beside the ruling")
def _():
    who = desk("R_DISPATCHER")
    row = sql("SELECT c.class_id, c.base_cell_id, COUNT(*) n FROM cases c WHERE c.dispatched_at IS NOT NULL AND c.ext_system IS NULL"
              " AND c.base_cell_id IS NOT NULL GROUP BY 1, 2 ORDER BY n DESC LIMIT 1")[0]
    case = case_in(20)
    sql("UPDATE cases SET class_id = %s, base_cell_id = %s WHERE id = %d" % (row[0], row[1], case.id))
    page = case.page(who).text
    has(page, text_of("en", "Text.case.precedents"))
    assert text_of("en", "Text.case.precedents_none") not in page, "no precedent"
    ret = case_in(30)
    reason = sql("SELECT MIN(id) FROM reason WHERE action = 'return'")[0][0]
    ret.done(unit_clerk(A), "return", reason=reason, note="不属我单位职责，请另派")
    page = ret.page(desk("R_COMMANDER")).text
    has(page, text_of("en", "Text.case.return_title"))


run()
