"""Robots at the public door: what is doubtful goes to a person, and nothing is lost."""

import secrets
import urllib.parse

from citizen import *
from staff import *

BITS = 12


def report(browser=None, fields=None, **more):
    """A report with its proof; returns (reply, key)."""
    browser = browser or Browser("en")
    form = browser.get("/report").form("/report")
    key = form.value("key")
    values = {"description": WORDS, "address": PLACE, "proof": solve(form.value("ticket"), BITS)}
    return browser.submit(form, {**values, **(fields or {}), **more}), key


def doubts(key):
    return sql("SELECT p.state, COALESCE(d.doubts, 0) FROM complaint p LEFT JOIN complaint_doubt d ON "
               "d.complaint_id = p.id WHERE p.form_key_hash = UNHEX('%s')" % hashlib.sha256(key.encode()).hexdigest())


def with_conf(lines, name="doubt"):
    """Beside the office's own configuration, one with these lines."""
    path = os.path.join(DIR, "conf", "anjuan-%s.conf" % name)
    with open(conf("public"), encoding="utf-8") as f:
        text = f.read()
    for line in lines:
        option = line.split(" = ")[0]
        text = re.sub(r"(?m)^%s = .*\n" % option, "", text) + line + "\n"
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def post(name, fields, address="198.51.100.9"):
    body = urllib.parse.urlencode(fields).encode()
    return cgi("public", "/report", method="POST", body=body, conf_name=name, env={"REMOTE_ADDR": address})


@test("a report with its proof goes straight into the queue")
def _():
    reply, key = report()
    eq((reply.status, doubts(key)), (303, [["1", "0"]]))


@test("without a proof, with a false one, another form's, or a filled trap it is a suspect with its reason, and has its number")
def _():
    other = Browser("en").get("/report").form("/report")
    for fields, want in (({"proof": None, "ticket": None}, 1), ({"proof": ""}, 1), ({"proof": "1.2.3.4.5.6.7.8"}, 2),
                         ({"ticket": other.value("ticket"), "proof": solve(other.value("ticket"))}, 2),
                         ({"ticket": "井盖.𠮷"}, 2), ({"website": "https://spam.example"}, 8),
                         ({"website": "x" * 1500, "proof": ""}, 9)):
        browser = Browser("zh-CN")
        reply, key = report(browser, fields)
        eq((reply.status, doubts(key)), (303, [["2", str(want)]]), fields)
        c = Complaint(browser, key)
        has(follow(browser, c.number, c.code).text, text_of("zh-CN", "Follow.suspect.Name"))


@test("the same form twice is one report, whatever its proof; its proof is worth nothing with another key")
def _():
    browser = Browser("en")
    form = browser.get("/report").form("/report")
    fields = {"description": WORDS, "address": PLACE, "proof": solve(form.value("ticket"))}
    eq([browser.submit(form, fields).status for _ in range(2)], [303, 303])
    eq(doubts(form.value("key")), [["1", "0"]])
    key = secrets.token_hex(12)
    eq(browser.submit(form, fields, key=key).status, 303)
    eq(doubts(key), [["2", "2"]])


@test("a ticket is given for another key, too")
def _():
    key = secrets.token_hex(12)
    ticket = json_of(Browser("en").get("/report/ticket?key=" + key))["ticket"]
    reply, _ = report(None, key=key, ticket=ticket, proof=solve(ticket))
    eq((reply.status, doubts(key)), (303, [["1", "0"]]))
    eq(Browser("en").get("/report/ticket?key=x").status, 400)


@test("a refused form keeps its ticket: what is mended in a second is not too quick")
def _():
    browser = Browser("en")
    form = browser.get("/report").form("/report")
    again = browser.submit(form, description="x", address=PLACE)
    eq(again.status, 422)
    eq(again.form("/report").value("ticket"), form.value("ticket"))


@test("too quick, too many of an address, too many of a phone: suspects; far too many: asked to wait, with the phone number")
def _():
    sql("DELETE FROM rate_use")
    base = {"description": WORDS, "address": PLACE}
    path = with_conf(["report_pause = 60", "report_rate = 3", "contact_rate = 2", "proof_bits = 0"])
    try:
        form = Browser("en").get("/report").form("/report")
        eq(post("doubt", {**base, "key": form.value("key"), "ticket": form.value("ticket")}).status, 303)
        eq(doubts(form.value("key")), [["2", "16"]])
        for i, want in enumerate((0, 0, 64, 64)):
            key = secrets.token_hex(12)
            eq(post("doubt", {**base, "key": key, "contact_phone": "19900000042"}, "203.0.%d.1" % i).status, 303)
            eq(doubts(key)[0][1], str(want), "report %d with one phone" % i)
        states = []
        for i in range(31):
            key = secrets.token_hex(12)
            r = post("doubt", {**base, "key": key}, "192.0.2.%d" % (i + 1))
            states.append((r.status, doubts(key)))
        eq(states[:3], [(303, [["1", "0"]])] * 3)
        eq(states[3:30], [(303, [["2", "32"]])] * 27)
        eq(states[30], (429, []))
        has(r.text, shown(WORDS))
        has(r.text, "0555-0000000")
    finally:
        os.unlink(path)
        forget_tries()


@test("a clerk sees why, lets one into the queue and refuses another with a reason its sender reads")
def _():
    browser, clerk = Browser("zh-CN"), desk("R_ACCEPTOR", lang="zh-CN")
    ids = []
    for n in range(2):
        reply, key = report(browser, {"website": "x"}, description=WORDS + "%d号" % n)
        ids.append(Complaint(browser, key))
    sql("UPDATE complaint SET accept_due = 1 WHERE id IN (%d, %d)" % (ids[0].id, ids[1].id))    # on the first page
    queue = clerk.get("/desk/complaints?state=suspect").text
    has(queue, ids[0].number)
    has(queue, text_of("zh-CN", "Doubt.8.Name"))
    page = clerk.get("/desk/complaint?id=%d" % ids[0].id)
    has(page.text, text_of("zh-CN", "Doubt.8.Text"))
    act = [f for f in page.forms() if f.action == "/desk/complaint/act" and f.value("action") == "clear"][0]
    r = clerk.submit(act)
    eq((r.status, r.header("Location")), (303, "/desk/complaints?state=suspect"))
    eq(doubts(ids[0].key), [["1", "8"]])
    eq(clerk.submit(act).status, 409, "somebody has looked at it before")
    page = clerk.get("/desk/complaint?id=%d" % ids[1].id)
    act = [f for f in page.forms() if f.action == "/desk/complaint/act" and f.value("action") == "refuse"][0]
    eq(clerk.submit(act).status, 422, "a reason is needed")
    reason = sql("SELECT id FROM reason WHERE action = 'refuse' AND valid_until IS NULL ORDER BY id LIMIT 1")[0][0]
    eq(clerk.submit(act, reason=reason, answer="内容是广告，没有具体问题，𠮷祥巷无此地址。").status, 303)
    eq(doubts(ids[1].key), [["4", "8"]])
    has(follow(browser, ids[1].number, ids[1].code).text, "内容是广告，没有具体问题，𠮷祥巷无此地址。")
    has(clerk.get("/desk/complaint?id=%d" % ids[1].id).text, text_of("zh-CN", "Complaint.refused.Name"))


@test("a clerk who lets it in lets it into the case its sender named; a case that is over is only named")
def _():
    case, _ = register(**{"class": "10137", "lat": "31.690021", "lon": "118.530021"})
    sql("UPDATE cases SET class_id = 10137 WHERE id = %d" % case.id)
    clerk = desk("R_ACCEPTOR", lang="zh-CN")

    def mine_too():
        browser = Browser("zh-CN")
        page, key = report(browser, {"website": "x", "class": "10137", "asked": "10137", "lat": "31.690051", "lon": "118.530021"})
        has(page.text, 'name="same" value="%d"' % case.id)
        eq(browser.submit(page.form("/report"), {"same": str(case.id)}).status, 303)
        return Complaint(browser, key)

    def let_in(complaint):
        page = clerk.get("/desk/complaint?id=%d" % complaint.id)
        return clerk.follow(clerk.submit(next(f for f in page.forms("/desk/complaint/act") if f.value("action") == "clear")))

    def links(complaint):
        return sql("SELECT case_id FROM complaint_case WHERE complaint_id = %d AND until_at IS NULL" % complaint.id)

    before, open_one, late_one = case.events(), mine_too(), mine_too()
    eq((doubts(open_one.key), links(open_one), case.events()), ([["2", "8"]], [], before), "nothing is joined yet")
    has(let_in(open_one).text, text_of("zh-CN", "Text.flash.suspect_joined"))
    eq((doubts(open_one.key), links(open_one)), ([["3", "8"]], [[str(case.id)]]))
    eq(case.events(), before + [930])
    eq([r[0] for r in sql("SELECT kind FROM event WHERE subject_kind = 1 AND subject_id = %d ORDER BY seq" % open_one.id)][-1], "913")
    has(case.page(clerk).text, open_one.number)
    follow(Browser("zh-CN"), open_one.number, open_one.code)
    sql("UPDATE cases SET state = 50, closed_at = %d WHERE id = %d" % (int(time.time()) * 1000000, case.id))
    has(let_in(late_one).text, text_of("zh-CN", "Text.flash.suspect_cleared"))
    eq((doubts(late_one.key), links(late_one)), ([["1", "8"]], []))
    has(clerk.get("/desk/complaint?id=%d" % late_one.id).text, "/desk/case?id=%d" % case.id)
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledgers")


run()
