"""Processes killed while complaints stream in, an orderly stop under load, a lost
database: what was acknowledged is there, once.  An office of its own, since it
is treated badly."""

import atexit
import hashlib
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
folder = tempfile.mkdtemp(prefix="anjuan crash.")
os.environ.update(ANJUAN_DIR=folder, ANJUAN_URL="http://localhost:%d" % port,
                  ANJUAN_ACCOUNTS=os.path.join(folder, "data", "demo-accounts.tsv"), ANJUAN_DEMO_POOL="64M")

from citizen import *  # noqa: E402 (the office is named before it is read)

DEMO = os.path.join(TREE, "conf", "demo")


def demo(*words):
    done = subprocess.run([DEMO, *words, "--dir", DIR], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=180, check=False)
    eq(done.returncode, 0, "conf/demo %s: %s" % (words[0], done.stdout[-500:]))


@atexit.register
def end():
    subprocess.run([DEMO, "stop", "--dir", DIR], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=180, check=False)
    kept = os.path.join(TREE, "build", "log", "crash")
    if os.path.isdir(os.path.join(DIR, "log")) and os.path.isdir(os.path.join(TREE, "build")):
        shutil.copytree(os.path.join(DIR, "log"), kept, dirs_exist_ok=True)
    shutil.rmtree(DIR, ignore_errors=True)


demo("start", "--bare", "--port", str(port))
BASE = photo("street.jpg")


def healthy():
    try:
        return all(Browser().get(p).status == 200 for p in ("/healthz", "/desk/healthz", "/api/healthz"))
    except OSError:
        return False


class Sender(threading.Thread):
    """A citizen in a hurry: sends complaint after complaint, and again when no answer comes."""

    def __init__(self, numbers, until=None, patient=True, enough=None):
        super().__init__()
        self.numbers, self.until, self.patient, self.enough = numbers, until, patient, enough
        self.acknowledged, self.open, self.odd, self.tries = [], [], [], 0

    def run(self):
        while not (self.until and self.until.is_set()) and not (self.enough and self.enough.is_set()):
            if self.enough:
                time.sleep(0.05)
            with lock:
                n = next(self.numbers, None)
            if n is None:
                return
            try:
                self.one(n)
            except Exception as e:
                self.odd.append("complaint %d: %r" % (n, e))

    def one(self, n):
        key, files, ahead = secrets.token_urlsafe(20), [], []
        if n % 12 == 0:
            files = [unlike(BASE, n)]
        if n % 12 == 1:
            ahead = [unlike(BASE, n)]
        sent = {"key": key, "n": n, "hashes": [hashlib.sha256(f).hexdigest() for f in files + ahead]}
        b = Browser("en")
        for data in ahead:
            if not self.until_it_comes(lambda: b.post("/report/photo", {"key": key}, [upload("a.jpg", data)]), (201,)):
                self.open.append({**sent, "hashes": None})
                return
        fields = {"key": key, "description": words(n), "address": PLACE, "contact_phone": "19900000004"}
        if not self.until_it_comes(lambda: b.post("/report", fields, [upload("a.jpg", f) for f in files]), (303,),
                                   1 if n % 5 == 4 else None):
            self.open.append(sent)
            return
        page = self.until_it_comes(lambda: b.get("/receipt"), (200,))
        if page:
            sent["number"] = re.search(r"\b\d\d-\d{7,}-[\dX]\b", page.text).group()
        self.acknowledged.append(sent)

    def until_it_comes(self, ask, good, tries=None):
        """The good answer; None when he gives up or the house stops."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.tries += 1
            try:
                r = ask()
                if r.status in good:
                    return r
                if r.status not in (500, 502, 503, 504):
                    raise AssertionError("%d: %s" % (r.status, r.text[:300]))
                if not self.patient:
                    self.odd.append("%d" % r.status)
                    return None
            except (OSError, http.client.HTTPException):
                if not self.patient:
                    return None
            if tries is not None and self.tries >= tries or (self.until and self.until.is_set()):
                return None
            time.sleep(0.05)
        raise AssertionError("no good answer in a minute")


lock = threading.Lock()


def words(n):
    return "第%d件：路口的井盖不见了，夜里没有灯，𠮷祥巷口。" % n


def send_all(count, first, senders=4, **how):
    numbers = iter(range(first, first + count))
    threads = [Sender(numbers, **how) for _ in range(senders)]
    for t in threads:
        t.start()
    return threads


def gather(threads):
    for t in threads:
        t.join(150)
        assert not t.is_alive(), "a sender hangs"
    odd = [o for t in threads for o in t.odd]
    assert not odd, odd[:5]
    return [s for t in threads for s in t.acknowledged], [s for t in threads for s in t.open]


def stored():
    """form key hash -> (id, description, photo hashes, events, notices, contacts)."""
    found = {}
    for row in sql("SELECT LOWER(HEX(p.form_key_hash)), p.id, p.description,"
                   " (SELECT GROUP_CONCAT(LOWER(HEX(f.sha256)) ORDER BY f.sha256) FROM file_link l JOIN file f ON f.id = l.file_id"
                   "   WHERE l.subject_kind = 1 AND l.subject_id = p.id),"
                   " (SELECT COUNT(*) FROM event e WHERE e.subject_kind = 1 AND e.subject_id = p.id),"
                   " (SELECT COUNT(*) FROM outbox o WHERE o.subject_kind = 1 AND o.subject_id = p.id),"
                   " (SELECT COUNT(*) FROM contact c WHERE c.complaint_id = p.id),"
                   " (SELECT COUNT(*) FROM complaint_code k WHERE k.complaint_id = p.id) FROM complaint p"):
        assert row[0] not in found, "a form key twice"
        found[row[0]] = row[1:]
    return found


def whole(sent, row):
    number, text, photos, events, notices, contacts, codes = row
    eq(text, words(sent["n"]))
    eq((events, notices, contacts, codes), ("1", "2", "1", "1"), "rows of complaint %s" % number)
    if sent["hashes"] is None:
        return
    eq(photos, ",".join(sorted(sent["hashes"])) or "NULL", "photos of complaint %s" % number)
    for h in sent["hashes"]:
        with open(os.path.join(DIR, "data", "originals", h[:2], h), "rb") as f:
            eq(hashlib.sha256(f.read()).hexdigest(), h, "photo on disk")


def check(acknowledged, unanswered, before):
    """Everything acknowledged is there, whole and once; what was not is there at most once, and whole."""
    rows = stored()
    seen = set()
    for sent in acknowledged:
        h = hashlib.sha256(sent["key"].encode()).hexdigest()
        assert h in rows, "acknowledged complaint %d is lost" % sent["n"]
        whole(sent, rows[h])
        if "number" in sent:
            eq(int(sent["number"].split("-")[1]), int(rows[h][0]), "number")
        seen.add(h)
    late = 0
    for sent in unanswered:
        h = hashlib.sha256(sent["key"].encode()).hexdigest()
        if h in rows:
            whole(sent, rows[h])
            seen.add(h)
            late += 1
    eq(len(rows), before + len(seen), "complaints nobody sent")
    eq(sql("SELECT description, COUNT(*) FROM complaint GROUP BY description HAVING COUNT(*) > 1"), [], "sent once, there twice")
    numbers = [s["number"] for s in acknowledged if "number" in s]
    eq(len(numbers), len(set(numbers)), "a number given twice")
    verify = anjuan("read", "verify", "--ledger", check=False)
    eq(verify.returncode, 0, verify.stderr)
    return late


# --- kill -9 ------------------------------------------------------------------

def victims(what):
    """Whom to strike; nobody while the service is just being started again."""
    try:
        return workers(what.split()[0]) if what.endswith("worker") else [pid_of(what)]
    except OSError:
        return []


def strike(rng, what, count):
    pids = victims(what)
    if not pids:
        return
    try:
        os.kill(rng.choice(pids), signal.SIGKILL)
        count[what] = count.get(what, 0) + 1
    except ProcessLookupError:
        pass


@test("the private database flushes every commit and keeps no second log")
def _():
    eq(sql("SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@innodb_doublewrite"), [["1", "0", "1"]])


@test("complaints from four senders while everything is killed again and again: none lost, none twice")
def _():
    rng, count = random.Random(int(os.environ.get("CRASH_SEED", "20261122"))), {}
    before = len(stored())
    enough = threading.Event()
    threads = send_all(2000, 1000, enough=enough)
    plan = (["public worker"] * 9 + ["nginx worker"] * 4 + ["photo"] * 3 + ["public", "nginx", "mariadb", "mariadb"]) * 2
    rng.shuffle(plan)
    try:
        for what in plan:
            strike(rng, what, count)
            time.sleep(rng.uniform(0.02, 0.6))
    finally:
        enough.set()
    acknowledged, unanswered = gather(threads)
    assert wait_for(healthy, 30), "the house does not come back"
    late = check(acknowledged, unanswered, before)
    print("# killed: %s; %d acknowledged, %d given up of which %d arrived, %d tries"
          % (", ".join("%s %d" % c for c in sorted(count.items())), len(acknowledged), len(unanswered), late,
             sum(t.tries for t in threads)))
    assert len(acknowledged) >= 100, len(acknowledged)
    for what in ("public worker", "nginx worker", "photo", "mariadb"):
        assert count.get(what), "%s was never struck" % what


@test("afterwards every photo gets its pictures, and nothing waits")
def _():
    anjuan("work", "tick")
    assert wait_for(lambda: not [n for n in os.listdir(os.path.join(DIR, "data", "spool")) if not n.startswith(".")], 90), \
        os.listdir(os.path.join(DIR, "data", "spool"))
    done = derived()
    for (h,) in sql("SELECT DISTINCT LOWER(HEX(f.sha256)) FROM file_link l JOIN file f ON f.id = l.file_id"):
        assert h + "-t.jpg" in done and h + "-v.jpg" in done, h


# --- orderly stops ------------------------------------------------------------

@test("workers are renewed one by one under load, and no request notices")
def _():
    before = len(stored())
    old = set(workers("public"))
    threads = send_all(120, 20000, patient=False)
    while any(t.is_alive() for t in threads):
        demo("reload")
    acknowledged, unanswered = gather(threads)
    eq(len(unanswered), 0, "unanswered")
    eq(check(acknowledged, unanswered, before), 0)
    assert not old & set(workers("public"))


def ours():
    """Command lines that name our folder, this test's own apart."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/cmdline" % pid, "rb") as f:
                line = f.read().decode("utf-8", "replace")
        except OSError:
            continue
        if DIR in line:
            found.append(line.replace("\0", " "))
    return found


@test("a stop under load cuts no request off: what was taken is answered; the next start goes on")
def _():
    before = len(stored())
    stopped = threading.Event()
    threads = send_all(100000, 30000, until=stopped, patient=False)
    time.sleep(0.8)
    begun = time.monotonic()
    demo("stop")
    stopped.set()
    took = time.monotonic() - begun
    acknowledged, unanswered = gather(threads)
    assert len(acknowledged) > 10, len(acknowledged)
    eq(ours(), [], "processes left behind")
    begun = time.monotonic()
    demo("start", "--port", str(port))
    print("# stopped in %.1f s, started again in %.1f s, %d acknowledged" % (took, time.monotonic() - begun, len(acknowledged)))
    eq(check(acknowledged, unanswered, before), 0, "taken without an answer")


# --- the database away --------------------------------------------------------

def away(browser, path, **headers):
    r = browser.get(path, **headers)
    eq(r.status, 503, path)
    assert 0 < int(r.header("Retry-After")) <= 60, path
    return r


@test("without its database every program says 503 and when to come back, and recovers by itself")
def _():
    keep, db = pid_of("keep"), pid_of("mariadb")
    staff = Browser("zh-CN")
    eq(staff.sign_in(*accounts()["R_ADMIN_SYS"]).status, 200)
    os.kill(keep, signal.SIGSTOP)       # or it would start the database again
    try:
        os.kill(db, signal.SIGKILL)
        wait_for(lambda: not os.path.exists("/proc/%d" % db) or "\nState:\tZ" in open("/proc/%d/status" % db).read())
        begun = time.monotonic()
        for path in ("/healthz", "/desk/healthz", "/api/healthz", "/", "/report", "/api/grid.geojson?layer=base"):
            away(Browser("en"), path)
        for lang in ("zh-CN", "en"):
            r = away(Browser(lang), "/report")
            has(r.text, '<html lang="%s"' % lang)
            has(r.text, text_of(lang, "Error.unavailable.Title"))
        eq(json_of(away(Browser("en"), "/report", Accept="application/json"))["error"], "unavailable")
        b = Browser("en")
        r = b.post("/report", {"key": "k" * 20, "description": WORDS, "address": PLACE})
        eq(r.status, 503)
        assert int(r.header("Retry-After")) > 0
        has(r.text, shown(WORDS), "what he wrote")
        # Also where the session cannot even be looked up: field by field, to be copied; but not for another site's form.
        step = {"csrf": "x", "id": "1", "action": "correct", "key": "k" * 22, "note": WORDS + "\n<第二行>", "address": PLACE}
        r = staff.post("/desk/case/act", step)
        eq((r.status, r.header("Retry-After") != ""), (503, True))
        for part in (shown(WORDS), "&lt;第二行&gt;", shown(PLACE), text_of("zh-CN", "Field.note.Label"), text_of("zh-CN", "Error.unavailable.Title")):
            has(r.text, part, "what the clerk wrote")
        assert "k" * 22 not in r.text, "what the form carries for itself"
        for who, headers in ((staff, {"Origin": "https://other.example"}), (Browser("zh-CN"), {})):
            r = who.post("/desk/case/act", step, headers=headers)
            assert r.status in (401, 503), r.status
            assert shown(WORDS) not in r.text, "nobody's words"
        eq(b.get("/style").status, 200, "a page that needs no database")
        eq(b.get("/css/anjuan.css").status, 200)
        for program, path in (("public", "/healthz"), ("desk", "/desk/healthz"), ("api", "/api/healthz")):
            r = cgi(program, path)
            eq((r.status, r.header("Retry-After") != ""), (503, True), program + " as CGI")
        assert time.monotonic() - begun < 10, "answers without a database are slow"
    finally:
        os.kill(keep, signal.SIGCONT)
    assert wait_for(healthy, 20), "the database is back, the programs are not"
    eq(Browser().get("/report").status, 200)
    file_one()


@test("connections the server closed meanwhile cost nobody an error")
def _():
    for path in ("/healthz", "/desk/healthz", "/api/healthz"):
        for _ in range(4):
            Browser().get(path)
    for (thread,) in sql("SELECT id FROM information_schema.processlist WHERE user LIKE 'anjuan\\_%' AND user <> 'anjuan_owner'"):
        root("KILL %s" % thread)
    for path in ("/healthz", "/desk/healthz", "/api/healthz", "/", "/report", "/desk/login"):
        for _ in range(4):
            eq(Browser().get(path).status, 200, path)
    root("SELECT CONCAT('KILL ', id, ';') FROM information_schema.processlist WHERE user = 'anjuan_public'")
    c = file_one()
    for (thread,) in root("SELECT id FROM information_schema.processlist WHERE user = 'anjuan_public'"):
        root("KILL %s" % thread)
    r = c.browser.post("/report", {"key": c.key, "description": WORDS, "address": PLACE})
    eq(r.status, 303, "a write right after the connection was closed")


def root(text):
    with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
        path = f.read().strip() + "/db.sock"
    user = subprocess.run(["id", "-un"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    done = subprocess.run(["mariadb", "--no-defaults", "--socket=" + path, "--user=" + user, "--batch",
                           "--skip-column-names"], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, check=False)
    return [line.split("\t") for line in done.stdout.splitlines()]


@test("the database stopped in good order and started again: the same programs go on")
def _():
    before = {s: set(workers(s)) for s in ("public", "desk", "api")}
    os.kill(pid_of("mariadb"), signal.SIGTERM)
    assert wait_for(lambda: not healthy(), 10, 0.02)
    assert wait_for(healthy, 20)
    eq({s: set(workers(s)) for s in before}, before, "workers that had to be replaced")
    file_one()


run()
