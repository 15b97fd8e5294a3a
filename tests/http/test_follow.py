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
                " AND c.state IN (50, 60) AND c.source <> 60 AND c.closed_at >= c.received_at" % (upto, upto - 365 * 86400 * 10**6))
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
        has(text, text_of("en", "Text.promise.limit").split("{")[0])
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


def say(complaint, action, browser=None, files=(), **fields):
    """One of the forms of the follow page, sent; the reply."""
    browser = browser or Browser("en")
    page = follow(browser, complaint.number, complaint.code)
    return browser.submit(page.form("/track/" + action), fields, files)


def kinds(complaint):
    return [int(r[0]) for r in sql("SELECT kind FROM event WHERE subject_kind = 1 AND subject_id = %d ORDER BY seq"
                                   % complaint.id)]


def told(complaint, kind):
    """The posts told of the last event of a kind."""
    return {r[0] for r in sql("SELECT o.audience FROM outbox o JOIN event e ON e.subject_kind = o.subject_kind AND e.subject_id"
                              " = o.subject_id AND e.seq = o.event_seq WHERE o.subject_kind = 1 AND o.subject_id = %d"
                              " AND e.kind = %d" % (complaint.id, kind))}


@test("words and photos added later are one event, shown to who has the case, and told to him")
def _():
    case = case_in(31)
    c, b = case.complaint, Browser("en")
    form = follow(b, c.number, c.code).form("/track/add")
    reply = b.submit(form, {"words": "旁边的𠮷记面馆门口还有一个<b>，也没有盖。"}, [upload("street.png")])
    eq((reply.status, reply.header("Location")), (303, "/track?lang=en"))
    has(b.follow(reply).text, shown(text_of("en", "Text.flash.said_added")))
    eq(b.submit(form, {"words": "旁边的𠮷记面馆门口还有一个<b>，也没有盖。"}, [upload("street.png")]).status, 303)
    eq(kinds(c).count(920), 1, "events")
    eq(sql("SELECT event_seq, for_public FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % c.id),
       [[str(kinds(c).index(920) + 1), "1"]], "photos")
    eq(told(c, 920), {"UNIT"})
    clerk = unit_clerk(A)
    reply = clerk.get("/desk/complaint?id=%d" % c.id)
    eq(reply.header("Location"), "/desk/case?id=%d" % case.id, "where the notice leads")
    has(case.page(clerk).text, shown("旁边的𠮷记面馆门口还有一个<b>，也没有盖。"))
    eq(say(c, "add").status, 422, "nothing")
    refused = say(c, "add", words="词" * 1001)
    eq(refused.status, 422)
    has(refused.text, text_of("en", "Err.too_long", 1000))
    has(refused.text, "词" * 1001)
    for i in range(11):
        say(c, "add", words="再补充一次 %d" % i)
    b = Browser("en")
    has(b.follow(say(c, "add", b, words="一次太多")).text, shown(text_of("en", "Text.flash.say_enough")))
    eq(len([k for k in kinds(c) if k == 920]), 12, "bounded")
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledger")


@test("withdrawn before a unit has it, a wish afterwards, nothing when it is over")
def _():
    c = file_one()
    b = Browser("en")
    form = follow(b, c.number, c.code).form("/track/withdraw")
    said(b.follow(b.submit(form, why="已经自己解决了")).text, "withdrawn")
    eq(b.submit(form, why="已经自己解决了").status, 303, "again")
    eq(kinds(c), [910, 921])
    eq(sql("SELECT state FROM complaint WHERE id = %d" % c.id), [["5"]])
    has(b.follow(b.submit(form, key="another-key-0000000", why="又一次")).text, shown(text_of("en", "Text.flash.say_over")))
    eq(kinds(c), [910, 921])
    page = desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % c.id).text
    has(page, "已经自己解决了")
    case = case_in(31)
    b = Browser("en")
    has(b.follow(say(case.complaint, "withdraw", b, why="不用了")).text, shown(text_of("en", "Text.flash.said_asked")))
    eq((kinds(case.complaint)[-1], told(case.complaint, 922)), (922, {"UNIT", "CHIEF"}))
    eq(sql("SELECT state FROM complaint WHERE id = %d" % case.complaint.id), [["3"]])
    assert "/track/withdraw" not in page_of(case.complaint), "twice"


@test("what went well or not: four answers, the duty chief is told of the bad ones; later a linked complaint")
def _():
    case = case_in(50)
    c, b = case.complaint, Browser("en")
    page = follow(b, c.number, c.code)
    assert not page.forms("/track/again") and not page.forms("/track/add"), "what is not for now"
    eq(b.submit(page.form("/track/rate")).status, 422, "no answer")
    has(b.follow(b.submit(page.form("/track/rate"), rating="not_solved", note="盖子还是松的")).text,
        shown(text_of("en", "Text.flash.said_chief")))
    b.submit(page.form("/track/rate"), rating="not_solved", note="盖子还是松的")
    eq((kinds(c).count(917), told(c, 917)), (1, {"CHIEF", "ACCEPTOR"}))
    eq(b.submit(page.form("/track/rate"), rating="solved", key="another-key-0000001").status, 303)
    has(page_of(c), "<b>%s</b>" % text_of("en", "Rating.1"))
    early = b.post("/track/again", {"pass": page.form("/track/rate").value("pass"), "key": "another-key-0000002",
                                    "more": "盖子又松了，车压过去很响"})
    has(b.follow(early).text, shown(text_of("en", "Text.flash.say_over")))
    sql("UPDATE cases SET reopen_until = NULL WHERE id = %d" % case.id)
    page = follow(b, c.number, c.code)
    short = b.submit(page.form("/track/again"), more="短")
    eq((short.status, short.form("/track/again").value("key"), short.form("/track/again").value("ticket")),
       (422, page.form("/track/again").value("key"), page.form("/track/again").value("ticket")))
    proof = solve(page.form("/track/again").value("ticket"))
    reply = b.submit(page.form("/track/again"), more="盖子又松了，车压过去很响", proof=proof)
    eq((reply.status, reply.header("Location")), (303, "/receipt"))
    eq(b.submit(page.form("/track/again"), more="盖子又松了，车压过去很响", proof=proof).status, 303)
    new = Complaint(b, page.form("/track/again").value("key"))
    eq(sql("SELECT COUNT(*) FROM complaint_earlier WHERE earlier_id = %d" % c.id), [["1"]])
    eq(sql("SELECT class_id, lat FROM complaint WHERE id = %d" % new.id), sql("SELECT class_id, lat FROM complaint WHERE id = %d" % c.id))
    has(desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % new.id).text, c.number)


def again(complaint, browser=None, **fields):
    """The same problem once more, by the form of the follow page; the new complaint."""
    browser = browser or Browser("zh-CN")
    form = follow(browser, complaint.number, complaint.code).form("/track/again")
    fields = {"more": "井盖又松了，𠮷祥巷的车压过去很响。", "proof": solve(form.value("ticket")), **fields}
    eq(browser.submit(form, fields).status, 303)
    return Complaint(browser, form.value("key"))


def one(statement, *args):
    return sql(statement % args)[0]


@test("the same again is a report like any other: without its proof, or with a filled trap, a person looks first")
def _():
    case = case_in(50)
    sql("UPDATE cases SET reopen_until = NULL WHERE id = %d" % case.id)
    for fields, want in (({}, ["1", "0"]), ({"proof": None, "ticket": None}, ["2", "1"]), ({"proof": "1.2.3"}, ["2", "2"]),
                         ({"website": "https://spam.example"}, ["2", "8"])):
        new = again(case.complaint, **fields)
        eq(one("SELECT p.state, COALESCE(d.doubts, 0) FROM complaint p LEFT JOIN complaint_doubt d ON d.complaint_id = p.id"
               " WHERE p.id = %d", new.id), want, fields)
        eq(one("SELECT earlier_id FROM complaint_earlier WHERE complaint_id = %d", new.id), [str(case.complaint.id)])


@test("the same again takes the sealed contact over on wish only, and what was confirmed then is confirmed now")
def _():
    case = case_in(50, contact_phone="19900000777", contact_name="欧阳𠮷", contact_email="ouyang@example.cn")
    c = case.complaint
    sql("UPDATE cases SET reopen_until = NULL WHERE id = %d" % case.id)
    has(follow(Browser("zh-CN"), c.number, c.code).text, text_of("zh-CN", "Text.say.same_contact"))
    silent = again(c)
    eq(one("SELECT COUNT(*) FROM contact WHERE complaint_id = %d", silent.id), ["0"])
    unsure = again(c, same_contact="1")
    whole = "SELECT key_year, HEX(sealed), masked_name, masked_phone, masked_email, HEX(phone_hash) FROM contact WHERE complaint_id = %d"
    eq(one(whole, unsure.id), one(whole, c.id))
    eq(one("SELECT confirmed_at IS NULL FROM sender_wish WHERE complaint_id = %d", unsure.id), ["1"])
    eq(one("SELECT COUNT(*) FROM outbox WHERE subject_kind = 1 AND subject_id = %d AND audience = 'SENDER'", unsure.id), ["1"])
    sql("UPDATE sender_wish SET confirmed_at = asked_at WHERE complaint_id = %d" % c.id)
    sure = again(c, same_contact="1")
    eq(one("SELECT confirmed_at IS NOT NULL FROM sender_wish WHERE complaint_id = %d", sure.id), ["1"])
    page = follow(Browser("zh-CN"), sure.number, sure.code).text
    has(page, "o***@example.cn")
    acceptor = desk("R_ACCEPTOR")
    has(acceptor.get("/desk/complaint?id=%d" % sure.id).text, "199****0777")
    # Who left nothing is asked nothing, and a forged wish takes nothing over.
    case = case_in(50)
    sql("UPDATE cases SET reopen_until = NULL WHERE id = %d" % case.id)
    assert "same_contact" not in follow(Browser("zh-CN"), case.complaint.number, case.complaint.code).text
    eq(one("SELECT COUNT(*) FROM contact WHERE complaint_id = %d", again(case.complaint, same_contact="1").id), ["0"])


@test("no form works with another's, a forged or an old pass, nor without one")
def _():
    mine, his = file_one(), file_one()
    b = Browser("en")
    form = follow(b, mine.number, mine.code).form("/track/add")
    mark = form.value("pass")
    forged = mark.replace(str(mine.id), str(his.id), 1)
    old = "%d.%d.%s" % (mine.id, 1, mark.split(".")[2])
    for n, bad in enumerate((forged, old, "1.2.3456789", "x" * 40, mark[:-1] + ("0" if mark[-1] != "0" else "1"))):
        for action, fields in (("add", {"words": "不是我的"}), ("withdraw", {}), ("rate", {"rating": "solved"}),
                               ("again", {"more": "不是我的，也不是他的"})):
            reply = b.post("/track/" + action, {"pass": bad, "key": "forged-key-%d-%s-00" % (n, action), **fields})
            eq((reply.status, reply.header("Location")), (303, "/track"), action)
    eq(b.post("/track/add", {"key": "forged-key-00000000", "words": "没有"}).status, 400)
    eq(b.post("/track/add", {"pass": mark, "key": "forged-key-00000009", "words": "外站"},
              headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}).status, 403)
    eq((kinds(mine), kinds(his)), ([910], [910]))


@test("who opened my contact is shown by post and kind of reason, without a name or his words")
def _():
    case, c = register(Browser("zh-CN"), contact_phone="19900000321", contact_name="王小明")
    chief = desk("R_CHIEF")
    form = case.page(chief).form("/desk/contact")
    eq(chief.submit(form, reason="想问井盖在哪一侧", reveal="401").status, 200)
    eq(chief.submit(form, reason="没有这个理由", reveal="101").status, 400, "a reason for something else")
    page = page_of(c, "zh-CN")
    part = page[page.index(text_of("zh-CN", "Text.openings.title")):]
    has(part, "值班长")
    has(part, "问清具体地点")
    name = sql("SELECT name FROM app_user WHERE id = %d" % chief.id)[0][0]
    assert name not in page and "哪一侧" not in page, "a name or staff's words"


def pdf_text(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run(["pdftotext", "-layout", f.name, "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, check=True).stdout


@test("several complaints by their own numbers and codes are one PDF; one wrong pair and there is none")
def _():
    forget_tries()
    first, second = file_one(description="一号：路灯不亮，𠮷祥巷口，" + "很长的说明。" * 150), case_in(50).complaint
    b = Browser("zh-CN")
    form = b.get("/bundle").form("/bundle")
    reply = b.submit(form, pairs="%s %s\n\n  %s.%s\n" % (first.number, first.code, second.number, second.code.lower()))
    eq((reply.status, reply.header("Content-Type")), (200, "application/pdf"))
    has(reply.header("Cache-Control"), "no-store")
    text = pdf_text(reply.body).replace("\n", "").replace(" ", "")
    for part in (first.number, second.number, "路灯不亮", "井盖已补装", text_of("zh-CN", "Follow.s50.Name"),
                 text_of("zh-CN", "Event.close_chief.Public")):
        has(text, part.replace(" ", ""))
    assert first.code.replace("-", "") not in text.replace("-", ""), "a code on paper"
    before = int(sql("SELECT COUNT(*) FROM rate_use WHERE scope IN (1, 2)")[0][0])
    reply = b.submit(form, pairs="%s %s\n%s %s" % (first.number, first.code, second.number, first.code))
    eq(reply.status, 422)
    has(reply.text, text_of("zh-CN", "Text.bundle.wrong", 2))
    eq(int(sql("SELECT COUNT(*) FROM rate_use WHERE scope IN (1, 2)")[0][0]), before + 2, "counted as a wrong code")
    eq(b.submit(form, pairs="\n".join("%s %s" % (first.number, first.code) for _ in range(11))).status, 422)
    eq(b.submit(form, pairs="x").status, 422)
    forget_tries()


run()
