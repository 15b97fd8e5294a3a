"""The inbox, the pulse, how one wants to be told, and what did not arrive."""

import json

from staff import *

CLERK = unit_clerk(A)
OTHER = unit_clerk(B)
ADMIN = desk("R_ADMIN_SYS")
CASE = int(sql("SELECT MIN(id) FROM cases WHERE number IS NOT NULL AND unit_id = %d AND confidential = 0" % A)[0][0])


def forget():
    sql("UPDATE outbox SET done_at = 1 WHERE done_at IS NULL; UPDATE outbox SET told = NULL; DELETE FROM notice;"
        " DELETE FROM notice_wish")


def tell(n=1, seq=1000):
    """n notices to the clerk; their ids, the oldest first."""
    sql("INSERT INTO notice (subject_kind, subject_id, event_seq, user_id, audience, kind, created_at) VALUES "
        + ", ".join("(2, %d, %d, %d, 'UNIT', 200, %d)" % (CASE, seq + i, CLERK.id, 1781053200000000 + i)
                    for i in range(n)))
    return [int(r[0]) for r in sql("SELECT id FROM notice WHERE user_id = %d AND event_seq >= %d ORDER BY id"
                                   % (CLERK.id, seq))]


def pulse(who, tag=None):
    return who.get("/desk/pulse", Accept="application/json", **({"If_None_Match": tag} if tag else {}))


def news(who):
    reply = pulse(who)
    eq(reply.status, 200)
    return json.loads(reply.text)


@test("what happens reaches the inbox of who has to know, with a link, and no one else's")
def _():
    forget()
    case = case_in(30)
    anjuan("work", "tick")
    page = CLERK.get("/desk/inbox")
    has(page.text, "/desk/case?id=%d" % case.id)
    has(page.text, text_of("en", "Event.dispatch.Name"))
    assert "/desk/case?id=%d" % case.id not in OTHER.get("/desk/inbox").text, "in another unit's inbox"
    has(CLERK.get("/desk").text, '<span class="badge">1</span>')


@test("fifty lines a page by key; read ones leave the list of new ones and stay in all")
def _():
    forget()
    ids = tell(120)
    first = CLERK.get("/desk/inbox")
    eq(first.text.count('class="new"'), 50, "lines")
    has(first.text, text_of("en", "Text.inbox.count_many", 99))
    next_page = re.search(r'rel="next" href="([^"]+)"', first.text).group(1).replace("&amp;", "&")
    second = CLERK.get(next_page)
    eq(second.text.count('class="new"'), 50, "lines of the second page")
    third = CLERK.get(re.search(r'rel="next" href="([^"]+)"', second.text).group(1).replace("&amp;", "&"))
    eq((third.text.count('class="new"'), "rel=\"next\"" in third.text), (20, False), "the last page")
    reply = CLERK.submit(next(f for f in first.forms("/desk/inbox/read") if f.value("id") == str(ids[-1]) and
                              f.value("upto") is None))
    eq((reply.status, reply.header("Location")), (303, "/desk/inbox"))
    eq(sql("SELECT COUNT(*) FROM notice WHERE read_at IS NOT NULL"), [["1"]], "read")
    page = CLERK.get("/desk/inbox")
    tell(1, 5000)       # comes while the page is looked at
    eq(CLERK.submit(next(f for f in page.forms("/desk/inbox/read") if f.value("upto") == "1")).status, 303)
    eq(sql("SELECT COUNT(*) FROM notice WHERE read_at IS NULL"), [["1"]], "what came since is still new")
    eq(CLERK.get("/desk/inbox?all=1").text.count("<tr"), 51, "all: a head and fifty lines")


@test("nobody marks another's lines, not even with a form of his own")
def _():
    forget()
    number = tell(1)[0]
    eq(OTHER.post("/desk/inbox/read", {"csrf": token(OTHER), "id": number}).status, 303)
    eq(OTHER.post("/desk/inbox/read", {"csrf": token(OTHER), "id": 10 ** 15, "upto": "1"}).status, 303)
    eq(CLERK.post("/desk/inbox/read", {"csrf": "0" * 32, "id": number}).status, 403)
    eq(sql("SELECT COUNT(*) FROM notice WHERE read_at IS NOT NULL"), [["0"]], "read")
    eq(Browser().get("/desk/inbox").status, 303, "without a session")


@test("the pulse: counts, 304 while nothing changes, 401 for a stranger")
def _():
    forget()
    before = news(CLERK)
    eq((before["unread"], before["many"]), (0, False))
    has(",".join(before["piles"]), "/desk/queue?queue=dispatched")
    tag = pulse(CLERK).header("ETag")
    again = pulse(CLERK, tag)
    eq((again.status, again.body), (304, b""))
    tell(2)
    changed = pulse(CLERK, tag)
    eq((changed.status, json.loads(changed.text)["unread"]), (200, 2))
    has(changed.header("Cache-Control"), "no-store")
    tell(120, 2000)
    eq((news(CLERK)["unread"], news(CLERK)["many"]), (99, True))
    dispatched = "/desk/queue?queue=dispatched"
    count = news(CLERK)["piles"][dispatched]
    case_in(30)
    eq(news(CLERK)["piles"][dispatched], count + 1, "the pile of a unit to which a case came")
    eq(pulse(Browser()).status, 401)


@test("the pulse keeps no session alive and fills no log")
def _():
    who = desk("R_UNIT", 2, fresh=True)
    sid = "(SELECT MAX(created_at) FROM session WHERE user_id = %d)" % who.id
    old = int(sql("SELECT seen_at FROM session WHERE user_id = %d AND created_at = %s" % (who.id, sid))[0][0]) - 20 * 60 * 10 ** 6
    sql("UPDATE session SET seen_at = %d WHERE user_id = %d" % (old, who.id))
    for _ in range(3):
        eq(pulse(who).status, 200)
    eq(sql("SELECT DISTINCT seen_at FROM session WHERE user_id = %d" % who.id), [[str(old)]], "seen by a pulse")
    eq(who.get("/desk").status, 200)
    assert sql("SELECT MAX(seen_at) FROM session WHERE user_id = %d" % who.id) != [[str(old)]], "not seen by a page"
    with open(os.path.join(DIR, "log", "desk.log"), encoding="utf-8") as f:
        assert "/desk/pulse u" not in "".join(line for line in f if " 200 " in line), "pulses in the log"


@test("how I am told: kept, shown again, refused by name, taken off again")
def _():
    forget()
    form = CLERK.get("/desk/inbox/settings").form("/desk/inbox/settings")
    eq(form.value("by_email"), "1", "by default")
    reply = CLERK.submit(form, email="wang@example.cn", phone="199 0000 0123", by_sms="1", digest="2")
    eq(reply.status, 303)
    eq(sql("SELECT email, phone, by_email, by_sms, digest FROM notice_wish WHERE user_id = %d" % CLERK.id),
       [["wang@example.cn", "+8619900000123", "1", "1", "2"]])
    page = CLERK.follow(reply)
    has(page.text, text_of("en", "Text.flash.wish_saved"))
    form = page.form("/desk/inbox/settings")
    eq((form.value("email"), form.value("digest"), form.value("by_sms")), ("wang@example.cn", "2", "1"))
    for field, value in (("email", "wang@"), ("email", "a@b\r\nRCPT TO:<c@d.cn>"), ("phone", "12"), ("digest", "3")):
        reply = CLERK.submit(form, {field: value})
        eq(reply.status, 422, "%s %r" % (field, value))
        if field != "digest":
            has(reply.text, 'id="%s"' % field)
    eq(CLERK.submit(form, email="", phone="", by_email=None).status, 303)
    eq(sql("SELECT email, phone, by_email FROM notice_wish WHERE user_id = %d" % CLERK.id), [["NULL", "NULL", "0"]])


@test("the administrator sees what is dead and which posts are empty, without an address, and tries again")
def _():
    forget()
    ids = tell(60)
    sql("INSERT INTO notice_message (notice_id, channel, user_id, urgency, state, next_at, since, ended_at, refused,"
        " last_error) SELECT id, 1, user_id, 1, 3, 1, 1, 1781053200000000, 8, 'RCPT failed: 550 <b>' FROM notice")
    sql("INSERT INTO notice_wish (user_id, email, changed_at) VALUES (%d, 'hidden@example.cn', 1)" % CLERK.id)
    sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at, done_at, told)"
        " VALUES (2, %d, 1, 'UNIT_LEADER', %d, 1, 1, 0)" % (CASE, A))
    page = ADMIN.get("/desk/notices")
    eq(page.status, 200)
    eq(len(page.forms("/desk/notices/retry")), 51, "buttons: fifty lines and all")
    has(page.text, "RCPT failed: 550 &lt;b&gt;")
    has(page.text, text_of("en", "Audience.UNIT_LEADER"))
    assert "hidden@" not in page.text, "an address"
    eq(CLERK.get("/desk/notices").status, 403)
    eq(CLERK.post("/desk/notices/retry", {"csrf": token(CLERK), "id": 0}).status, 403)
    one = next(f for f in page.forms("/desk/notices/retry") if f.value("id") != "0")
    eq(ADMIN.submit(one).status, 303)
    eq(sql("SELECT state, COUNT(*) FROM notice_message GROUP BY state"), [["1", "1"], ["3", "59"]])
    eq(ADMIN.submit(next(f for f in page.forms("/desk/notices/retry") if f.value("id") == "0")).status, 303)
    eq(sql("SELECT state, COUNT(*), MAX(refused) FROM notice_message GROUP BY state"), [["1", "60", "0"]])
    forget()


run()
