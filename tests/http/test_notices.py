"""Everyone told: letters by a real mail server over TLS, short messages by a
real gateway, both killed and brought back."""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import shutil
import signal
import socket

import admin
from staff import *

FOLDER = tempfile.mkdtemp(prefix="post.")
WORK = conf("work")
with open(WORK, encoding="utf-8") as _f:
    WORK_BEFORE = _f.read()
UNIT_CLERK = unit_clerk(A)
CHIEF = desk("R_CHIEF")


def certificates(name, host):
    """A CA of its own and a certificate it made for a host: FOLDER/name/{ca,cert,key}.pem."""
    d = os.path.join(FOLDER, name)
    os.makedirs(d)

    def run(*words):
        subprocess.run(["openssl", *words], cwd=d, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=test CA", "-keyout", "cakey.pem", "-out", "ca.pem")
    run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + host,
        "-keyout", "key.pem", "-out", "req.pem")
    with open(os.path.join(d, "ext"), "w", encoding="ascii") as f:
        f.write("subjectAltName=%s\n" % ("IP:127.0.0.1,DNS:localhost" if host == "localhost" else "DNS:" + host))
    run("x509", "-req", "-in", "req.pem", "-CA", "ca.pem", "-CAkey", "cakey.pem", "-days", "2", "-extfile", "ext",
        "-out", "cert.pem")
    return d


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class PostOffice:
    def __init__(self, kind, folder, port=None):
        self.kind, self.folder, self.port = kind, folder, port or free_port()
        self.start()

    def start(self):
        # the system's own Python: python3-aiosmtpd is a package of it
        self.process = subprocess.Popen(["/usr/bin/python3", os.path.join(TREE, "tests", "http", "post_office.py"),
                                         self.kind, str(self.port), self.folder], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        eq(self.process.stdout.readline(), "ready\n", "the server's first word")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def taken(self):
        path = os.path.join(self.folder, "taken")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as f:
            # a line that is just being written is not there yet
            return [json.loads(line) for line in f if line.endswith("\n")]

    def letters(self, to=None):
        found = []
        for record in self.taken():
            if to is None or record["to"] == [to]:
                m = email.message_from_bytes(base64.b64decode(record["bytes"]), policy=email.policy.default)
                m.record = record
                found.append(m)
        return found


GOOD = certificates("good", "localhost")
SECRET = os.path.join(FOLDER, "sms.key")
PASSWORD = os.path.join(FOLDER, "mail.password")
for _path, _text in ((SECRET, "ein Geheimnis\n"), (PASSWORD, "geheim 密码\n")):
    with open(_path, "w", encoding="utf-8") as _f:
        _f.write(_text)
    os.chmod(_path, 0o600)


def settings(**options):
    """The timer's configuration, from now on; the office's own timer reads it too."""
    lines = {"send_timeout": 5, "notice_seconds": 20, "ca_file": GOOD + "/ca.pem", "mail_from": "office@anjuan.example",
             "sms_key_file": SECRET, **options}
    with open(WORK + ".new", "w", encoding="utf-8") as f:
        f.write(WORK_BEFORE + "".join("%s = %s\n" % o for o in lines.items()))
    os.replace(WORK + ".new", WORK)


def forget():
    """Nothing waits any more."""
    sql("UPDATE outbox SET done_at = 1 WHERE done_at IS NULL; DELETE FROM notice; DELETE FROM notice_wish")


def wish(who, address=None, phone=None, digest=0, sms=0):
    sql("INSERT INTO notice_wish (user_id, email, phone, by_email, by_sms, digest, changed_at) VALUES (%d, %s, %s, 1, %d,"
        " %d, 1) ON DUPLICATE KEY UPDATE email = VALUES(email), phone = VALUES(phone), by_sms = VALUES(by_sms),"
        " digest = VALUES(digest)" % (who, "'%s'" % address if address else "NULL",
                                      "'%s'" % phone if phone else "NULL", sms, digest))


def clerks(n, address):
    """n clerks of a unit of their own who are told by letter; the unit's id."""
    unit = int(sql("INSERT INTO unit (code, name_zh, kind) VALUES ('test%d', '测试单位', 1) RETURNING id"
                   % time.monotonic_ns())[0][0])
    for i in range(n):
        login = "clerk%d-%d" % (unit, i)
        sql("INSERT INTO app_user (login, name, unit_id, lang, created_at) VALUES ('%s', '王%d', %d, '%s', 1);"
            " INSERT INTO user_role (user_id, role_id) SELECT id, 9 FROM app_user WHERE login = '%s';"
            " INSERT INTO notice_wish (user_id, email, changed_at) SELECT id, '%s', 1 FROM app_user WHERE login = '%s'"
            % (login, i, unit, "en" if i % 2 else "zh-CN", login, address % i, login))
    return unit


def tell(unit, case, seq=1, n=1):
    sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at) VALUES "
        + ", ".join("(2, %d, %d, 'UNIT', %d, %d)" % (case, seq + i, unit, time.time() * 1e6) for i in range(n)))


def now_due():
    """The office's hours are another test's: what waits for the morning goes now."""
    sql("UPDATE notice_message SET next_at = 1 WHERE state = 1 AND lease IS NULL")


def tick():
    """One run that finds the people, and one that sends to them."""
    anjuan("work", "tick")
    now_due()
    return anjuan("work", "tick", "-v").stdout


def states():
    return {int(s): int(n) for s, n in sql("SELECT state, COUNT(*) FROM notice_message GROUP BY state")}


def part(m, kind):
    return m.get_body((kind,)).get_content()


CASE = int(sql("SELECT MIN(id) FROM cases WHERE number IS NOT NULL AND confidential = 0")[0][0])
MAIL = PostOffice("starttls", GOOD)
MAIL_URL = "smtp://127.0.0.1:%d" % MAIL.port


@test("a unit's clerks have a letter each, in their own language, plain and HTML, over TLS")
def _():
    forget()
    settings(mail_url=MAIL_URL)
    tell(clerks(2, "lang%d@example.cn"), CASE)
    tick()
    zh, en = MAIL.letters("lang0@example.cn"), MAIL.letters("lang1@example.cn")
    eq((len(zh), len(en)), (1, 1), "letters")
    number, address = sql("SELECT number, address FROM cases WHERE id = %d" % CASE)[0]
    for m, lang in ((zh[0], "zh-CN"), (en[0], "en")):
        assert m.record["tls"], "in the clear"
        eq(m["From"].addresses[0].addr_spec, "office@anjuan.example")
        eq(m["Content-Language"], lang)
        eq(m["Auto-Submitted"], "auto-generated")
        has(m["Subject"], number)
        for kind in ("plain", "html"):
            has(part(m, kind), number, kind)
            has(part(m, kind), "/desk/case?id=%d" % CASE, kind)
            has(part(m, kind), text_of(lang, "Mail.staff.lead"), kind)
        has(part(m, "plain"), address, "the place")
    eq(MAIL.letters("lang0@example.cn")[0].record["from"], "office@anjuan.example")
    tick()
    eq(len(MAIL.letters("lang0@example.cn")), 1, "after another run")


@test("who complained is told by letter at each step, without his code or his words, and his page says so")
def _():
    forget()
    citizen = Browser("en")
    case, complaint = register(citizen, contact_email="sender@example.cn", contact_phone="19900000123",
                               description="私密的话：门牌十二号的狗夜里叫。")
    tick()
    first = MAIL.letters("sender@example.cn")
    eq(len(first), 1, "letters on arrival")
    has(first[0]["Subject"], complaint.number)
    case.complaint = complaint
    walk(case, 20)
    tick()
    eq(len(MAIL.letters("sender@example.cn")), 1, "nothing more to an address that is not confirmed")
    link = re.search(r"https?://\S+(/confirm/[0-9a-f]{32})", part(first[0], "plain")).group(1)
    has(part(first[0], "html"), link)
    form = citizen.get(link).form(link)
    eq(sql("SELECT confirmed_at FROM sender_wish WHERE complaint_id = %d" % complaint.id), [["NULL"]], "opening it does nothing")
    has(citizen.submit(form).text, shown(text_of("en", "Text.confirm.done")))
    has(citizen.submit(form).text, shown(text_of("en", "Text.confirm.done")), "twice")
    eq(citizen.post(link[:-1] + ("0" if link[-1] != "0" else "1")).status, 404, "another link")
    walk(case, 40)
    tick()
    letters = MAIL.letters("sender@example.cn")
    eq(len(letters), 2, "letters: received, dispatched")
    eq(len({m["Message-ID"] for m in letters}), 2, "ids")
    assert "/confirm/" not in part(letters[1], "plain"), "asked no longer"
    eq(len({m["References"] for m in letters}), 1, "one thread")
    for m in letters:
        for kind in ("plain", "html"):
            has(part(m, kind), complaint.number)
            assert complaint.code not in part(m, kind) and "狗" not in part(m, kind), "what stays inside"
    eq(sql("SELECT COUNT(*) FROM event WHERE subject_kind = 1 AND subject_id = %d AND kind = 916" % complaint.id),
       [["2"]], "events of telling")
    has(follow(citizen, complaint.number, complaint.code).text, text_of("en", "Event.told.Public"))
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledger")


@test("one click of a mail program ends the letters, a person may choose a daily summary; it stands in the ledger")
def _():
    forget()
    citizen = Browser("en")
    case, c = register(citizen, contact_email="stop@example.cn")
    case.complaint = c
    tick()
    letter = MAIL.letters("stop@example.cn")[0]
    link = re.match(r"<%s(/notices/[0-9a-f]{32})>$" % re.escape(URL), letter["List-Unsubscribe"]).group(1)
    eq(letter["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
    sql("UPDATE sender_wish SET confirmed_at = 1 WHERE complaint_id = %d" % c.id)
    eq(Browser("en").get(link).status, 200)
    eq(sql("SELECT stopped_at, daily FROM sender_wish WHERE complaint_id = %d" % c.id), [["NULL", "0"]], "opened by a scanner")
    robot = Browser("en")
    for _ in range(2):
        eq(robot.request("POST", link, b"List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded",
                                                                       "Origin": None}).status, 200)
    eq(sql("SELECT stopped_at IS NOT NULL FROM sender_wish WHERE complaint_id = %d" % c.id), [["1"]])
    walk(case, 20)
    tick()
    eq(len(MAIL.letters("stop@example.cn")), 1, "after stop")
    wrong = "/notices/" + "0" * 32
    eq((citizen.post(wrong, {"wish": "stop"}).status, citizen.get(wrong).status), (200, 200), "a wrong link tells nothing")
    eq(citizen.submit(citizen.get(link).form(link), wish="daily").status, 200)
    walk(case, 41)
    anjuan("work", "tick")
    waiting = sql("SELECT m.urgency, m.reader FROM notice_message m JOIN notice n ON n.id = m.notice_id WHERE m.state = 1 AND n.complaint_id = %d"
                  % c.id)
    eq({tuple(r) for r in waiting}, {("2", str(-c.id))}, "waiting for the morning")
    tell_n = len(waiting)
    # one of the case's own steps is a second notice in the same summary
    sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, created_at) VALUES (2, %d, 2, 'SENDER', %d)"
        % (case.id, time.time() * 1e6))
    anjuan("work", "tick")
    now_due()
    anjuan("work", "tick")
    letters = MAIL.letters("stop@example.cn")
    eq(len(letters), 2, "one summary")
    eq(part(letters[1], "plain").count(c.number), tell_n + 1, "notices in it")
    eq(sql("SELECT COUNT(*) FROM event WHERE subject_kind = 1 AND subject_id = %d AND kind = 925" % c.id), [["2"]])
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledger")


@test("a hazard goes at once to all who must know, and says so first")
def _():
    forget()
    case = case_in(31)
    anjuan("work", "tick")
    wish(UNIT_CLERK.id, "hazard@example.cn")
    case.done(CHIEF, "hazard", note="燃气泄漏，已疏散")
    anjuan("work", "tick")          # no waiting for anybody's hours
    letters = MAIL.letters("hazard@example.cn")
    eq(len(letters), 1, "letters")
    assert letters[0]["Subject"].startswith(("HAZARD", "【险情】")), letters[0]["Subject"]


@test("a summary is one letter of all that came, without what was read meanwhile")
def _():
    forget()
    unit = clerks(1, "digest%d@example.cn")
    sql("UPDATE notice_wish SET digest = 1 WHERE email = 'digest0@example.cn'")
    tell(unit, CASE, n=6)
    anjuan("work", "tick")
    eq(sql("SELECT COUNT(*) FROM notice_message WHERE urgency = 2 AND state = 1"), [["6"]], "waiting")
    sql("UPDATE notice SET read_at = 1 ORDER BY id LIMIT 2")
    tick()
    letters = MAIL.letters("digest0@example.cn")
    eq(len(letters), 1, "letters")
    eq(part(letters[0], "plain").count("/desk/case?id="), 4, "notices in it")
    eq(states(), {2: 6}, "states")


@test("refused for good is dead at once, refused for now is tried again; addresses are kept out of sight")
def _():
    forget()
    tell(clerks(1, "never@x%d.example.cn"), CASE)
    tell(clerks(1, "later@x%d.example.cn"), CASE)
    tell(clerks(1, "fine%d@example.cn"), CASE)
    said = tick()
    has(said, "1 sent, 1 for later, 1 dead")
    eq(states(), {1: 1, 2: 1, 3: 1}, "states")
    dead = anjuan("work", "notices", "--dead").stdout
    has(dead, "550")
    assert "@" not in dead and "@" not in anjuan("work", "notices", "--waiting").stdout, "an address"
    eq(sql("SELECT refused FROM notice_message WHERE state = 1"), [["1"]], "refusals")
    number = dead.split("\t")[0]
    eq(anjuan("work", "notices", "--retry", number).returncode, 0)
    eq(anjuan("work", "notices", "--retry", number, check=False).returncode, 3, "a second time")
    tick()
    eq(states(), {1: 1, 2: 1, 3: 1}, "refused once more")
    for _ in range(8):
        tick()
    eq(states(), {2: 1, 3: 2}, "after eight refusals")


@test("a server with another name, another CA or without TLS gets nothing")
def _():
    forget()
    unit = clerks(1, "secret%d@example.cn")
    others = [PostOffice("starttls", certificates("stranger", "localhost")),
              PostOffice("starttls", certificates("name", "mail.example.cn")),
              PostOffice("plain", certificates("plain", "localhost"))]
    try:
        tell(unit, CASE)
        for other, ca in zip(others, (GOOD, others[1].folder, GOOD)):
            settings(mail_url="smtp://127.0.0.1:%d" % other.port, ca_file=ca + "/ca.pem")
            tick()
            eq(other.taken(), [], "taken by a server nobody may trust")
            eq(states(), {1: 1}, "states")
        eq(sql("SELECT refused, away FROM notice_message"), [["0", "3"]], "counted against the letter")
        settings(mail_url=MAIL_URL)
        tick()
        eq(len(MAIL.letters("secret0@example.cn")), 1, "letters at last")
    finally:
        for other in others:
            other.kill()


@test("smtps, signed in with a password that is not ASCII; a wrong one sends nothing and kills nothing")
def _():
    forget()
    server = PostOffice("smtps", certificates("smtps", "localhost"))
    try:
        settings(mail_url="smtps://127.0.0.1:%d" % server.port, ca_file=server.folder + "/ca.pem", mail_user="anjuan",
                 mail_password_file=SECRET)
        tell(clerks(1, "smtps%d@example.cn"), CASE)
        tick()
        eq((server.taken(), states()), ([], {1: 1}), "with a wrong password")
        settings(mail_url="smtps://127.0.0.1:%d" % server.port, ca_file=server.folder + "/ca.pem", mail_user="anjuan",
                 mail_password_file=PASSWORD)
        tick()
        eq([r["user"] for r in server.taken()], ["anjuan"], "accounts")
    finally:
        server.kill()
        settings(mail_url=MAIL_URL)


@test("four runs at once send each letter once")
def _():
    forget()
    tell(clerks(40, "four%d@example.cn"), CASE, n=3)
    anjuan("work", "tick")
    now_due()
    runs = [subprocess.Popen([os.path.join(BUILD, "batch", "anjuan"), "-c", WORK, "tick"]) for _ in range(4)]
    eq([r.wait(120) for r in runs], [0] * 4, "exit statuses")
    ids = [m["Message-ID"] for m in MAIL.letters() if m.record["to"][0].startswith("four")]
    eq((len(ids), len(set(ids))), (120, 120), "letters and ids")
    eq(states(), {2: 120}, "states")


@test("a server killed again and again in the middle loses nothing, and only what it had not answered comes twice")
def _():
    forget()
    tell(clerks(50, "kill%d@example.cn"), CASE, n=4)
    anjuan("work", "tick")
    now_due()
    kills, begun = 0, time.monotonic()
    while sql("SELECT COUNT(*) FROM notice_message WHERE state = 1") != [["0"]]:
        assert time.monotonic() - begun < 120, "not done after two minutes"
        run = subprocess.Popen([os.path.join(BUILD, "batch", "anjuan"), "-c", WORK, "tick"])
        had = len(MAIL.taken())
        wait_for(lambda: len(MAIL.taken()) >= had + 30 or run.poll() is not None, 20, 0.005)
        if run.poll() is None and kills < 5:
            MAIL.kill()
            kills += 1
            eq(run.wait(60), 0, "a run whose server was killed")
            MAIL.start()
        else:
            run.wait(60)
        now_due()
    assert kills >= 3, "killed %d times" % kills
    ids = [m["Message-ID"] for m in MAIL.letters() if m.record["to"][0].startswith("kill")]
    eq(len(set(ids)), 200, "letters")
    assert len(ids) - 200 <= kills, "%d letters twice after %d kills" % (len(ids) - 200, kills)
    eq(states(), {2: 200}, "states")


@test("a letter on disk before the server died unanswered comes again under the same id")
def _():
    forget()
    tell(clerks(1, "die@x%d.example.cn"), CASE)
    tick()
    MAIL.process.wait(20)
    eq(states(), {1: 1}, "not known to be sent")
    MAIL.start()
    sql("UPDATE notice_wish SET email = 'dead@x0.example.cn' WHERE email = 'die@x0.example.cn'")
    tick()
    ids = [m["Message-ID"] for m in MAIL.letters() if m.record["to"][0] in ("die@x0.example.cn", "dead@x0.example.cn")]
    eq((len(ids), len(set(ids))), (2, 1), "copies and ids")


@test("a run killed in the middle of a letter: its lease ends, another sends it")
def _():
    forget()
    tell(clerks(1, "slow@x%d.example.cn"), CASE)
    settings(mail_url=MAIL_URL, send_timeout=60)
    anjuan("work", "tick")
    now_due()
    run = subprocess.Popen([os.path.join(BUILD, "batch", "anjuan"), "-c", WORK, "tick"])
    assert wait_for(lambda: sql("SELECT COUNT(*) FROM notice_message WHERE lease IS NOT NULL") == [["1"]]), "no lease"
    run.kill()
    run.wait()
    sql("UPDATE notice_wish SET email = 'quick@x0.example.cn' WHERE email = 'slow@x0.example.cn'")
    settings(mail_url=MAIL_URL)
    anjuan("work", "tick")
    eq((MAIL.letters("quick@x0.example.cn"), states()), ([], {1: 1}), "while the lease holds")
    sql("UPDATE notice_message SET next_at = next_at - 300000000")
    anjuan("work", "tick")
    eq(len(MAIL.letters("quick@x0.example.cn")), 1, "letters")


@test("a slow server takes its own time only: the rest of the minute is done")
def _():
    forget()
    settings(mail_url=MAIL_URL, send_timeout=2, notice_seconds=3)
    tell(clerks(6, "slow@y%d.example.cn"), CASE)
    anjuan("work", "tick")
    now_due()
    sql("INSERT INTO rate_use (scope, who, at) VALUES (1, 'x', 1)")
    begun = time.monotonic()
    said = anjuan("work", "tick", "-v").stdout
    took = time.monotonic() - begun
    assert took < 8, "%.1f s" % took
    eq(sql("SELECT COUNT(*) FROM rate_use WHERE at = 1"), [["0"]], "tidied")
    has(said, "2 for later")
    settings(mail_url=MAIL_URL)


@test("short messages: signed, once each, with an id that stays; refusals as for letters")
def _():
    forget()
    gateway = PostOffice("https", certificates("gateway", "localhost"))
    try:
        settings(sms_url="https://127.0.0.1:%d/send" % gateway.port, ca_file=gateway.folder + "/ca.pem")
        unit = clerks(4, "unused%d@example.cn")
        for i, phone in enumerate(("+8619900000123", "+8619900000500", "+8619900000400", "+8619900000429")):
            sql("UPDATE notice_wish SET email = NULL, phone = '%s', by_sms = 1 WHERE email = 'unused%d@example.cn'"
                % (phone, i))
        tell(unit, CASE)
        tick()
        eq(states(), {1: 2, 2: 1, 3: 1}, "states")
        tick()
        records = gateway.taken()
        by_phone = {}
        for record in records:
            stamp, mac = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", record["headers"]["Anjuan-Signature"]).groups()
            eq(mac, hmac.new("ein Geheimnis".encode(), (stamp + "." + record["body"]).encode(), hashlib.sha256).hexdigest())
            body = json.loads(record["body"])
            eq(record["headers"]["Idempotency-Key"], body["id"])
            by_phone.setdefault(body["to"], []).append(body["id"])
            has(body["text"], sql("SELECT number FROM cases WHERE id = %d" % CASE)[0][0])
        eq({p: (len(i), len(set(i))) for p, i in by_phone.items()},
           {"+8619900000123": (1, 1), "+8619900000500": (2, 1), "+8619900000400": (1, 1), "+8619900000429": (2, 1)})
        settings(sms_url="https://127.0.0.1:%d/send" % gateway.port)        # a CA that did not make its certificate
        tick()
        eq(len(gateway.taken()), len(records), "to a gateway nobody may trust")
    finally:
        gateway.kill()


@test("the office's own server: set with a second person, its secret sealed, tested, and used from then on")
def _():
    settings()      # anjuan.conf names no server
    server = PostOffice("smtps", certificates("own", "localhost"))
    settings(ca_file=server.folder + "/ca.pem")
    secret = "geheim 密码"     # the one the server takes
    try:
        r = admin.edit(admin.SYS, "channel", "change", "email", via="own", server="http://x", secret=secret)
        eq(r.status, 422)
        has(r.text, "Not an address for this")
        assert secret not in r.text, "shown again"
        change = admin.draft(admin.SYS, "channel", "change", "email", via="own", server="smtps://127.0.0.1:%d" % server.port,
                             server_login="anjuan", sender="own@anjuan.example", secret=secret)
        eq(admin.step(admin.SYS, change, "hand_in").status, 303)
        eq(admin.step(admin.SYS, change, "confirm").status, 403)
        eq(admin.step(admin.SEC, change, "confirm").status, 303)
        hexed = secret.encode().hex()
        for who, path in ((admin.SYS, "/desk/admin/change?id=%d" % change), (admin.SEC, "/desk/admin/row?thing=channel&id=email"),
                          (admin.SYS, "/desk/admin/edit?thing=channel&op=change&id=email"), (admin.AUDIT, "/desk/admin/log")):
            text = who.get(path).text
            assert secret not in text and hexed not in text, path
        for table, column in (("event_text", "text"), ("event", "detail"), ("office_change", "new_text"), ("office_change", "old_text"),
                              ("channel", "secret")):
            eq(sql("SELECT COUNT(*) FROM %s WHERE LOCATE('%s', %s) > 0 OR LOCATE('%s', %s) > 0"
                   % (table, secret, column, hexed, column)), [["0"]], table)
        eq(sql("SELECT COUNT(*) FROM event_text WHERE LOCATE('20', text) > 0 AND text LIKE '%secret=20%'"), [["0"]], "nor its seal")
        for to, status in (("nobody", 422), ("chef@example.cn", 303)):
            eq(admin.SYS.post("/desk/admin/test", {"csrf": token(admin.SYS), "id": "email", "to": to}).status, status)
        eq(admin.SEC.post("/desk/admin/test", {"csrf": token(admin.SEC), "id": "email", "to": "chef@example.cn"}).status, 403)
        anjuan("work", "tick")
        page = admin.SYS.get("/desk/admin/row?thing=channel&id=email").text
        has(page, "chef@example.cn")
        has(page, "accepted by the server")
        m = server.letters("chef@example.cn")[0]
        eq(m.record["from"], "own@anjuan.example")
        has(m.record["user"], "anjuan")
        forget()
        tell(clerks(1, "own%d@example.cn"), CASE)
        tick()
        eq(len(server.letters("own0@example.cn")), 1, "notices go the same way")
        # another address, the secret as it is; a server that is away is told
        admin.make(admin.SYS, admin.SEC, "channel", "change", "email", server="smtps://127.0.0.1:%d" % free_port())
        eq(admin.SYS.post("/desk/admin/test", {"csrf": token(admin.SYS), "id": "email", "to": "chef@example.cn"}).status, 303)
        anjuan("work", "tick", check=False)
        eq(sql("SELECT sent, result <> '' FROM channel_test ORDER BY id DESC LIMIT 1"), [["0", "1"]])
        eq(sql("SELECT COUNT(DISTINCT secret) FROM channel WHERE code = 'email' AND secret IS NOT NULL"), [["1"]])
    finally:
        sql("INSERT INTO channel (code, via, valid_from) VALUES ('email', 'file', %d)" % (time.time() * 1e6))
        server.kill()
        settings(mail_url=MAIL_URL)


@test("a sender who left only a telephone has a short message; one whose letter nobody takes has one too")
def _():
    forget()
    gateway = PostOffice("https", certificates("gateway2", "localhost"))
    shutil.copy(os.path.join(GOOD, "ca.pem"), os.path.join(FOLDER, "both.pem"))
    with open(os.path.join(FOLDER, "both.pem"), "a", encoding="ascii") as out, \
            open(gateway.folder + "/ca.pem", encoding="ascii") as more:
        out.write(more.read())
    try:
        settings(mail_url=MAIL_URL, sms_url="https://127.0.0.1:%d/" % gateway.port, ca_file=FOLDER + "/both.pem")
        phone = file_one(Browser("zh-CN"), contact_phone="19900000777")
        both = file_one(Browser("zh-CN"), contact_phone="19900000778", contact_email="never@sender.example.cn")
        landline = file_one(Browser("zh-CN"), contact_phone="0555-1234567")
        tick()
        tick()
        told = {json.loads(r["body"])["to"]: json.loads(r["body"])["text"] for r in gateway.taken()}
        eq(set(told), {"+8619900000777", "+8619900000778"}, "numbers")
        has(told["+8619900000777"], phone.number)
        has(told["+8619900000778"], both.number)
        eq(sql("SELECT COUNT(*) FROM notice WHERE complaint_id = %d" % landline.id), [["0"]], "to a landline")
        # the digits confirm the telephone, on the page that number and code open
        digits = re.search(r"\b\d{6}\b", told["+8619900000777"].split(phone.number)[1]).group()
        b = Browser("en")
        form = follow(b, phone.number, phone.code).form("/track/confirm")
        wrong = "%06d" % ((int(digits) + 1) % 1000000)
        has(b.follow(b.submit(form, digits=wrong)).text, shown(text_of("en", "Text.flash.wish_wrong")))
        other = follow(b, both.number, both.code).form("/track/ask").value("pass")
        b.post("/track/confirm", {"pass": other, "digits": digits})
        eq(sql("SELECT COUNT(*) FROM sender_wish WHERE complaint_id IN (%d, %d) AND confirmed_at IS NOT NULL"
               % (phone.id, both.id)), [["0"]], "another's digits")
        has(b.follow(b.submit(form, digits=digits)).text, "199****0777")
        eq(sql("SELECT confirmed_at IS NOT NULL FROM sender_wish WHERE complaint_id = %d" % phone.id), [["1"]])
        for _ in range(6):
            b.post("/track/confirm", {"pass": other, "digits": "000000"})
        good = re.search(r"\b\d{6}\b", told["+8619900000778"].split(both.number)[1]).group()
        has(b.follow(b.post("/track/confirm", {"pass": other, "digits": good})).text, shown(text_of("en", "Text.flash.wish_later")))
        has(b.follow(b.post("/track/ask", {"pass": other})).text, shown(text_of("en", "Text.flash.wish_later")), "too soon")
        sql("UPDATE sender_wish SET asked_at = asked_at - 600000000 WHERE complaint_id = %d" % both.id)
        has(b.follow(b.post("/track/ask", {"pass": other})).text, shown(text_of("en", "Text.flash.wish_asked")))
        eq(sql("SELECT round FROM sender_wish WHERE complaint_id = %d" % both.id), [["2"]])
    finally:
        gateway.kill()


try:
    run()
finally:
    MAIL.kill()
    with open(WORK, "w", encoding="utf-8") as _f:
        _f.write(WORK_BEFORE)
    shutil.rmtree(FOLDER, ignore_errors=True)
