"""Measures the offices that tests/bench/run has started and prints the table.

Ratios are taken within a round, in which everything is measured in turn, and
their median counts: the machine's speed drifts, the ratio does not.
"""

import argparse
import contextlib
import hashlib
import html.parser
import importlib.util
import os
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zlib

TREE = os.environ["ANJUAN_TREE"]
BUILD = os.environ["ANJUAN_BUILD"]
CONNECTIONS = 8
TICK = os.sysconf("SC_CLK_TCK")


class Missing(Exception):
    """A part that is not there (yet)."""


# --- a running office, with the yardsticks beside it --------------------------

class Office:
    def __init__(self, words):
        self.dir, self.port, self.cases, self.months = words.rsplit("=", 3)
        self.cases, self.months = int(self.cases), int(self.months)
        self.name = os.path.basename(self.dir)
        with open(os.path.join(self.dir, "run", "sockets"), encoding="utf-8") as f:
            self.sockets = f.read().strip()
        self.http = self.load_http()
        self.people = self.http.accounts()
        self.children = []
        self.workers = max(1, len(self.http.workers("public")))
        self.bench_port = free_port()

    def load_http(self):
        """The small browser of tests/http, for this office."""
        os.environ.update(ANJUAN_URL="http://localhost:" + self.port, ANJUAN_DIR=self.dir,
                          ANJUAN_ACCOUNTS=os.path.join(self.dir, "data", "demo-accounts.tsv"))
        spec = importlib.util.spec_from_file_location("office_" + self.name,
                                                      os.path.join(TREE, "tests", "http", "office.py"))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def start_pool(self, name, *command):
        path = os.path.join(self.sockets, "bench-%s.sock" % name)
        self.children.append(subprocess.Popen(
            ["spawn-fcgi", "-n", "-s", path, "-M", "0600", "-b", "1024", "--", shutil.which("multiwatch"),
             "-f", str(self.workers), "-r", "1000", "-s", "TERM", "--", *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True))

    def start(self):
        """Pools of the yardsticks, as many workers as the office's, and an nginx of its own configuration."""
        tools = os.path.join(BUILD, "tests", "bench")
        self.start_pool("empty", os.path.join(tools, "bench_empty"))
        self.start_pool("select", os.path.join(tools, "bench_select"), os.path.join(self.sockets, "db.sock"),
                        "anjuan", "anjuan_desk", os.path.join(self.dir, "secret", "desk"))
        folder = os.path.join(self.dir, "nginx", "bench")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(self.dir, "nginx", "anjuan.conf"), encoding="utf-8") as f:
            site = f.read()
        site = site.replace("listen 127.0.0.1:%s;" % self.port, "listen 127.0.0.1:%d;" % self.bench_port)
        places = "".join("\tlocation = /bench/%s { fastcgi_pass \"unix:%s/bench-%s.sock\"; }\n"
                         % (n, self.sockets, n) for n in ("empty", "select"))
        site = site.replace("\tlocation / {\n", places + "\tlocation / {\n", 1)
        with open(os.path.join(folder, "anjuan.conf"), "w", encoding="utf-8") as f:
            f.write(site)
        with open(os.path.join(self.dir, "nginx", "nginx.conf"), encoding="utf-8") as f:
            main = f.read()
        main = re.sub(r'pid "[^"]*";', 'pid "%s/pid";' % folder, main)
        main = main.replace('include "%s/nginx/anjuan.conf"' % self.dir, 'include "%s/anjuan.conf"' % folder)
        with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as f:
            f.write(main)
        self.children.append(subprocess.Popen(
            ["nginx", "-p", folder, "-e", os.path.join(folder, "error.log"), "-c",
             os.path.join(folder, "nginx.conf"), "-g", "daemon off;"],
            env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"},
            stdin=subprocess.DEVNULL, start_new_session=True))
        for path in ("/bench/empty", "/bench/select", "/healthz"):
            self.wait(path)

    def wait(self, path):
        for _ in range(100):
            with contextlib.suppress(OSError):
                with socket.create_connection(("127.0.0.1", self.bench_port), timeout=5) as s:
                    s.sendall(("GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n" % (path, self.port)).encode())
                    if s.recv(20).split()[1:2] == [b"200"]:
                        return
            time.sleep(0.1)
        raise RuntimeError("%s does not answer" % path)

    def stop(self):
        for child in reversed(self.children):
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
            child.wait()

    def pids(self, pool):
        """The workers of a pool: an office's, or "empty" and "select" of ours."""
        if pool in ("public", "desk", "api"):
            return self.http.workers(pool)
        child = self.children[("empty", "select").index(pool)]
        with open("/proc/%d/task/%d/children" % (child.pid, child.pid), encoding="utf-8") as f:
            return [int(p) for p in f.read().split()]

    def number(self, text):
        rows = self.http.sql(text)
        return int(rows[0][0]) if rows and rows[0][0] != "NULL" else 0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu(pids):
    """utime + stime of these processes, seconds."""
    total = 0
    for pid in pids:
        with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
            words = f.read().rsplit(") ", 1)[1].split()
        total += int(words[11]) + int(words[12])
    return total / TICK


def memory(pids):
    """The largest VmRSS and VmHWM of these processes, MB."""
    found = {"VmRSS": 0, "VmHWM": 0}
    for pid in pids:
        with open("/proc/%d/status" % pid, encoding="utf-8") as f:
            for line in f:
                name = line.split(":")[0]
                if name in found:
                    found[name] = max(found[name], int(line.split()[1]) / 1024)
    return found["VmRSS"], found["VmHWM"]


# --- load ---------------------------------------------------------------------

class Load:
    """What wrk sends: GET, or a POST whose body a Lua function makes."""

    def __init__(self, office, path, cookie=None, body=None, pool="public"):
        self.office, self.path, self.cookie, self.body, self.pool = office, path, cookie, body, pool
        self.rates, self.ratios, self.cost = [], [], []

    def script(self):
        head = ['wrk.headers["Host"] = "localhost:%s"' % self.office.port]
        if self.cookie:
            head.append('wrk.headers["Cookie"] = "%s"' % self.cookie)
        if self.body:
            head += ['wrk.method = "POST"', 'wrk.headers["Origin"] = "http://localhost:%s"' % self.office.port,
                     'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"', self.body]
        return "\n".join(head) + "\n"

    def run(self, seconds, connections=CONNECTIONS):
        """Requests a second; keeps the worker CPU of one request."""
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as f:
            f.write(self.script())
            f.flush()
            pids = self.office.pids(self.pool)
            before = cpu(pids)
            done = subprocess.run(
                ["wrk", "-t1", "-c%d" % connections, "-d%gs" % seconds, "--timeout", "20s", "-s", f.name,
                 "http://127.0.0.1:%d%s" % (self.office.bench_port, self.path)],
                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            used = cpu(pids) - before
        out = done.stdout
        if done.returncode != 0 or "Non-2xx or 3xx" in out or "Socket errors" in out:
            raise RuntimeError("%s: %s" % (self.path, " ".join(out.split())[-300:]))
        n = int(re.search(r"(\d+) requests in", out).group(1))
        self.cost.append(used / max(n, 1))
        return float(re.search(r"Requests/sec:\s*([\d.]+)", out).group(1))


def median(values):
    return statistics.median(values) if values else float("nan")


def spread(values):
    return "%.2f–%.2f" % (min(values), max(values))


# --- what is asked for ---------------------------------------------------------

def table_case(office):
    """A case with twenty events and six photos: one that has about as many, made up to it."""
    rows = office.http.sql("SELECT id, event_seq FROM cases WHERE event_seq BETWEEN 18 AND 24 AND state IN (50, 60) "
                           "ORDER BY ABS(event_seq - 20), id LIMIT 1")
    if not rows:
        rows = office.http.sql("SELECT id, event_seq FROM cases ORDER BY event_seq DESC LIMIT 1")
    case, events = int(rows[0][0]), int(rows[0][1])
    photos = ("SELECT COUNT(*) FROM file_link l WHERE (l.subject_kind = 2 AND l.subject_id = %d) OR (l.subject_kind = 1 "
              "AND l.subject_id IN (SELECT complaint_id FROM complaint_case WHERE case_id = %d))" % (case, case))
    for _ in range(6 - office.number(photos)):
        office.http.sql("INSERT INTO file_link (subject_kind, subject_id, event_seq, file_id, part, for_public, added_at) "
                        "SELECT 2, %d, %d, f.id, 4, 1, 1 FROM file f WHERE f.id NOT IN (SELECT file_id FROM file_link "
                        "WHERE subject_kind = 2 AND subject_id = %d) ORDER BY f.id LIMIT 1" % (case, events, case))
    return case, events, office.number(photos)


def sign_in(office, role):
    browser = office.http.Browser("zh-CN")
    account, password = office.people[role]
    page = browser.sign_in(account, password)
    if page.status != 200 or "sid" not in browser.cookies:
        raise RuntimeError("%s cannot sign in: %d" % (account, page.status))
    return browser


def followed(office, case):
    """Number and code of a complaint of ours that now belongs to the case."""
    browser = office.http.Browser("zh-CN")
    reply = browser.submit(browser.get("/report").form("/report"), {
        "description": "路口的井盖不见了，夜里没有灯，车都绕着走。", "address": "花山区霍里街道𠮷祥巷１２号（菜场对面）"})
    page = browser.follow(reply)
    number = re.search(r"\b\d\d-\d{7,}-[\dX]\b", page.text).group()
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.text).group()
    office.http.sql("UPDATE complaint SET state = 3 WHERE id = %d; INSERT INTO complaint_case (complaint_id, case_id, from_at) "
                    "VALUES (%d, %d, 1)" % (int(number.split("-")[1]), int(number.split("-")[1]), case))
    return number, code


def busy_queue(office):
    """The desk's queue for the state with the most open cases, and how many there are."""
    codes = {31: "handling", 30: "dispatched", 41: "checking", 50: "closed"}
    for state, code in codes.items():
        n = office.number("SELECT COUNT(*) FROM cases WHERE state = %d" % state)
        if n > 50:
            return code, n
    raise Missing("no queue has 50 rows")


def loads(office):
    """name -> Load of this office's pages."""
    case, events, photos = table_case(office)
    chief = sign_in(office, "R_COMMANDER")
    sid = "sid=" + chief.cookies["sid"]
    queue, n = busy_queue(office)
    page = chief.get("/desk/queue?queue=" + queue)
    rows = len(set(re.findall(r"/desk/case\?id=(\d+)", page.text)))
    number, code = followed(office, case)
    note = {"case": "%d events, %d photos" % (events, photos), "queue": "%s, %d rows of %d" % (queue, rows, n)}
    page = office.http.Browser("zh-CN").post("/track", {"number": number, "code": code})
    if page.status != 200:
        raise RuntimeError("the follow page says %d" % page.status)
    return note, {
        "empty": Load(office, "/bench/empty", pool="empty"),
        "select": Load(office, "/bench/select", pool="select"),
        "track": Load(office, "/track", body='wrk.body = "number=%s&code=%s"' % (number, code)),
        "case": Load(office, "/desk/case?id=%d" % case, cookie=sid, pool="desk"),
        "queue": Load(office, "/desk/queue?queue=" + queue, cookie=sid, pool="desk"),
    }


FILING = """
math.randomseed(os.time() * 1000 + %d)
local text = "%s"
request = function()
	local key = ""
	for _ = 1, 8 do key = key .. string.format("%%04x", math.random(0, 65535)) end
	return wrk.format("POST", "/report", nil, "key=" .. key .. text)
end
"""


def filing(office, run):
    """A filed complaint, from a form with a key of its own each time."""
    text = "&" + urllib.parse.urlencode({"description": "路口的井盖不见了，夜里没有灯，车都绕着走。",
                                         "address": "花山区霍里街道𠮷祥巷１２号（菜场对面）"})
    return Load(office, "/report", body=FILING % (run * 7919 + os.getpid(), text))


# --- papers and jobs -------------------------------------------------------------

def anjuan(office, account, *words, fine=(0,)):
    """Seconds it took; Missing when there is no such subcommand."""
    started = time.monotonic()
    done = office.http.anjuan(account, *words, check=False)
    if done.returncode not in fine:
        if "no such subcommand" in done.stderr:
            raise Missing("anjuan %s is not there" % words[0])
        raise RuntimeError("anjuan %s: %s" % (words[0], done.stderr.strip()[-300:]))
    return time.monotonic() - started


def counted(office):
    """What the timer does once a day, here for all of the past at once: seconds."""
    started = time.monotonic()
    subprocess.run([os.path.join(office.http.BUILD, "batch", "anjuan"), "-c", office.http.conf("work"), "figures"],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=3600)
    return time.monotonic() - started


def bulletin(office):
    """The fullest month, its figures counted as the timer does: cases in it, seconds (median of three), bytes."""
    month, cases = office.http.sql(
        "SELECT FROM_UNIXTIME(due_at / 1000000, '%Y-%m') m, COUNT(*) n FROM cases WHERE due_at IS NOT NULL "
        "GROUP BY m ORDER BY n DESC LIMIT 1")[0]
    with tempfile.TemporaryDirectory() as folder:
        paper = os.path.join(folder, "bulletin.pdf")
        took = [anjuan(office, "read", "bulletin", "--month", month, "-o", paper) for _ in range(3)]
        return int(cases), median(took), os.path.getsize(paper)


@contextlib.contextmanager
def without_photos(office, ids):
    """The photos of these cases, and of the complaints to them, put aside meanwhile."""
    ids = ",".join(ids)
    mine = ("((subject_kind = %%d AND subject_id IN (%s)) OR (subject_kind = %%d AND subject_id IN "
            "(SELECT complaint_id FROM complaint_case WHERE case_id IN (%s))))" % (ids, ids))
    office.http.sql("UPDATE file_link SET subject_kind = subject_kind + 100 WHERE " + mine % (2, 1))
    try:
        yield
    finally:
        office.http.sql("UPDATE file_link SET subject_kind = subject_kind - 100 WHERE " + mine % (102, 101))


def characters(path):
    """Distinct characters of each face of a PDF of ours, summed: the lines of its maps to Unicode."""
    n = 0
    with open(path, "rb") as f:
        pdf = f.read()
    for at in re.finditer(rb"stream\r?\n", pdf):
        try:
            text = zlib.decompressobj().decompress(pdf[at.end():])
        except zlib.error:
            continue
        n += sum(int(lines) for lines in re.findall(rb"(\d+) beginbfchar", text))
    return n


def dossier(office):
    """Dossiers of two hundred archived cases by one process: seconds and its own CPU each, bytes, shares of the budget."""
    rows = office.http.sql("SELECT id, number FROM cases WHERE state = 60 AND number IS NOT NULL ORDER BY id LIMIT 200")
    if not rows:
        raise Missing("no archived case")
    runs = []
    with tempfile.TemporaryDirectory() as folder, without_photos(office, [r[0] for r in rows]):
        for _ in range(3):
            used = own_cpu()
            took = anjuan(office, "read", "dossier", *[r[1] for r in rows], "-o", folder)
            runs.append((took, own_cpu() - used))
        names = [os.path.join(folder, name) for name in os.listdir(folder)]
        if len(names) != len(rows):
            raise RuntimeError("%d dossiers of %d" % (len(names), len(rows)))
        sizes = [os.path.getsize(name) for name in names]
        shares = [size / (40960 + 0.27 * 1024 * characters(name)) for size, name in zip(sizes, names)]
    took, used = sorted(runs)[1]
    return len(rows), took / len(rows), used / len(rows), median(sizes), shares


def own_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def first(folder, pattern):
    """The path of the first file below folder whose name fits; None."""
    for where, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if re.match(pattern, name):
                return os.path.join(where, name)
    return None


def importing(office):
    """Rows a second of another city's file."""
    path = os.environ.get("ANJUAN_BOSTON") or first(os.path.join(TREE, "tests", "data"), r"boston.*\.csv(\.gz)?$")
    columns = first(os.path.join(TREE, "conf", "maps"), r"boston.*")
    if not path or not columns:
        raise Missing("no file (ANJUAN_BOSTON) or no column map")
    # 6: some rows were refused, as they should be
    took = anjuan(office, "work", "import", "cases", "--map", columns, "--tz", "America/New_York", path, fine=(0, 6))
    rows = office.number("SELECT COUNT(*) FROM cases WHERE ext_system IS NOT NULL")
    return rows, rows / took


def city(office):
    """What making the district's past took, from its log."""
    with open(os.path.join(office.dir, "log", "city.log"), encoding="utf-8") as f:
        found = re.search(r"(\d+) cases in ([\d.]+) s", f.read())
    if not found:
        raise Missing("the log of demo-city says no time")
    return int(found.group(1)), float(found.group(2))


# Common, rare, together, apart, one ideograph, a place with its number, a piece of a number, nothing at all.
SEARCHES = ["路灯", "摊位", "路灯 垃圾", "井盖 摊位 路灯", "号", "𠮷", "柳溪街35号", "春晓社区 占道经营", "000123", "2026年3月 路灯",
            "没有这样的词组", "manhole"]


def searching(office):
    """First pages of the search, one after the other as a person asks: (median seconds, words) of each, the slowest first."""
    found = []
    for role in ("R_COMMANDER", "R_UNIT", "R_SUPERVISOR"):
        who = sign_in(office, role)
        for words in SEARCHES:
            took = []
            for _ in range(5):
                started = time.monotonic()
                page = who.get("/desk/find?" + urllib.parse.urlencode({"q": words}))
                took.append(time.monotonic() - started)
                if page.status != 200:
                    raise RuntimeError("searching %s: %d" % (words, page.status))
            found.append((median(took), words, role))
    return sorted(found, reverse=True)


def findable(office):
    """What making all cases findable took, and the megabytes of it, from the log of demo-city."""
    with open(os.path.join(office.dir, "log", "city.log"), encoding="utf-8") as f:
        found = re.search(r"findable by \d+ tokens, ([\d.]+) MB, in ([\d.]+) s", f.read())
    if not found:
        raise Missing("the log of demo-city says nothing of search")
    return float(found.group(2)), float(found.group(1))


# --- the weight of the form --------------------------------------------------------

class Parts(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "link" and a.get("rel") == "stylesheet" and a.get("href"):
            self.found.append(a["href"])
        elif tag == "script" and a.get("src"):
            self.found.append(a["src"])


def weight(office):
    """Bytes of the form's HTML, CSS and JS, as they are and packed; the map's apart."""
    browser = office.http.Browser("zh-CN")
    page = browser.get("/report")
    parts = Parts()
    parts.feed(page.text)
    plain = packed = 0
    for path in ["/report"] + [p for p in parts.found if not re.search(r"leaflet|/map\.js", p)]:
        plain += len(browser.get(path).body)
        packed += len(browser.request("GET", path, None, {"Accept-Encoding": "gzip"}).body)
    return plain, packed


# --- the table ----------------------------------------------------------------------

FAILED = []


def row(what, measured, wanted="", ok=None):
    """One line of the table; ok None: nothing to reach."""
    verdict = "" if ok is None else "reached" if ok else "MISSED"
    print("%-7s %-58s %-62s %s" % (verdict, what, measured, wanted), flush=True)


def attempt(what, wanted, function):
    try:
        function()
    except Missing as e:
        row(what, "not there: %s" % e, wanted)
    except Exception as e:  # the rest of the table is still worth having
        FAILED.append(what)
        row(what, "failed: %s" % str(e)[:120], wanted, False)


def calibrate():
    """A fixed loop, seconds: how fast the machine is at this moment."""
    started = time.process_time()
    data = b"x" * 65536
    for _ in range(300):
        hashlib.sha256(data).digest()
    return time.process_time() - started


def measure(office, pages, names, seconds, rounds, speed):
    for _ in range(rounds):
        speed.append(calibrate())
        select = pages["select"].run(seconds)
        pages["select"].rates.append(select)
        for name in names:
            rate = pages[name].run(seconds)
            pages[name].rates.append(rate)
            pages[name].ratios.append(rate / select)


def show_rate(what, load, least, note=""):
    row(what + (" (%s)" % note if note else ""),
        "%.0f/s = %.2f × one-select (%s); %.0f µs of worker"
        % (median(load.rates), median(load.ratios), spread(load.ratios), 1e6 * median(load.cost)),
        "≥ %.2f × one-select" % least, median(load.ratios) >= least)


def show_filing(office, pages, seconds, rounds):
    select, ours, rates = [], [], []
    for i in range(rounds):
        pages["select"].run(seconds)
        select.append(pages["select"].cost[-1])
        load = filing(office, i)
        rates.append(load.run(seconds))
        ours.append(load.cost[-1])
    ratio = median([a / b for a, b in zip(ours, select) if b > 0])
    row("filing a complaint, worker CPU", "%.0f µs = %.1f × one-select's %.0f µs; %.0f/s"
        % (1e6 * median(ours), ratio, 1e6 * median(select), median(rates)), "≤ 5 × one-select's", ratio <= 5)


def show_memory(pages, requests, seconds):
    for name in ("track", "case"):
        load = pages[name]
        pids = load.office.pids(load.pool)
        warm = memory(pids)
        done, started = 0.0, time.monotonic()
        while done < requests and time.monotonic() - started < 600:
            done += load.run(seconds) * seconds
        rss, top = memory(load.office.pids(load.pool))
        row("memory of a worker, %s" % load.pool, "%.1f MB, then %.1f after %d thousand requests; peak %.1f"
            % (warm[0], rss, done / 1000, top), "≤ 25 MB, flat", rss <= 25 and rss - warm[0] <= 1)


# Desks that ask what is new: so many, each so often.
DESKS, EVERY, PULSES = 200, 30.0, 1500


def show_pulse(office):
    """What open desks cost that ask by themselves: workers, database and nginx together."""
    people = [sign_in(office, role) for role in ("R_ACCEPTOR", "R_DISPATCHER", "R_CHIEF", "R_UNIT", "R_SUPERVISOR")]
    pids = office.pids("desk") + [office.http.pid_of("mariadb")] + office.http.workers("nginx")
    tags, unchanged = {}, 0
    for timed in (False, True):
        before = cpu(pids)
        for i in range(PULSES if timed else 100):
            who = people[i % len(people)]
            reply = who.get("/desk/pulse", Accept="application/json", If_None_Match=tags.get(who, '""'))
            if reply.status not in (200, 304):
                raise RuntimeError("a pulse answered %d" % reply.status)
            tags[who] = reply.header("ETag")
            unchanged += timed and reply.status == 304
        used = cpu(pids) - before
    share = used / PULSES * DESKS / EVERY
    row("%d open desks that ask every %d s, {:,} cases".format(office.cases) % (DESKS, EVERY),
        "%.1f %% of one core: %.2f ms an answer, %d %% of them 304" % (100 * share, 1000 * used / PULSES,
                                                                     100 * unchanged / PULSES), "≤ 5 %", share <= 0.05)


def show_growth(small, large, seconds, rounds):
    ratios = []
    for _ in range(rounds):
        a, b = small["queue"].run(seconds), large["queue"].run(seconds)
        ratios.append(b / a)
    row("the queue at {:,} against {:,} cases".format(large["queue"].office.cases, small["queue"].office.cases), "%.2f × (%s)" % (median(ratios), spread(ratios)), "≥ 0.80 ×",
        median(ratios) >= 0.8)


def show_past(office, queue):
    """A queue as it stood at instants of the last year: yesterday, and in the middle of all that is written down."""
    who = sign_in(office, "R_COMMANDER")
    first = office.number("SELECT MIN(started) FROM stage")
    now = int(time.time() * 1e6)
    found = []
    for name, at in (("a day ago", now - 86400 * 10**6), ("in the middle", (first + now) // 2), ("at the start", first + 30 * 86400 * 10**6)):
        took = []
        for _ in range(5):
            started = time.monotonic()
            page = who.get("/desk/queue?queue=%s&at=%d" % (queue, at))
            took.append(time.monotonic() - started)
            if page.status != 200:
                raise RuntimeError("the queue %s: %d" % (name, page.status))
        found.append((median(took), name))
    row("the queue as it stood, {:,} cases".format(office.cases),
        ", ".join("%.0f ms %s" % (1000 * t, n) for t, n in found), "≤ 200 ms", max(found)[0] <= 0.2)


def show_search(office):
    found = searching(office)
    slowest = found[0]
    row("search, first page, {:,} cases".format(office.cases),
        "%.0f ms (median of %d), slowest %.0f ms: %s as %s" % (1000 * median([f[0] for f in found]), len(found),
                                                              1000 * slowest[0], slowest[1], slowest[2]),
        "≤ 200 ms", slowest[0] <= 0.2)
    took, size = findable(office)
    row("making {:,} cases findable".format(office.cases), "%.1f s, %.0f MB" % (took, size))


def show_papers(office, many):
    def one():
        row("counting all figures of the past, {:,} cases".format(office.cases), "%.0f s" % counted(office))
        cases, took, size = bulletin(office)
        row("bulletin of a month with %d cases" % cases, "%.2f s, %d KB" % (took, size / 1024),
            "≤ 3 s of 100,000; ≤ 300 KB" if many else "", took <= 3 and size <= 300 * 1024)

    attempt("bulletin, %s office" % office.name, "≤ 3 s; ≤ 300 KB", one)


def show_jobs(small, office):
    """Papers of the last office; the import into the small one."""
    def papers():
        n, took, used, size, shares = dossier(office)
        row("dossiers of %d archived cases, without photos" % n,
            "%.0f a second, %.1f ms of CPU without the database" % (1 / took, 1000 * used),
            "≥ 100 a second on one core", 1 / took >= 100)
        row("their size against 40 KB + 0.27 KB a character and face",
            "%d KB; %.0f %% of it, at most %.0f %%" % (size / 1024, 100 * median(shares), 100 * max(shares)),
            "≤ 100 %", max(shares) <= 1)

    def imports():
        rows, rate = importing(small)
        row("import of %d rows" % rows, "%.0f rows a second" % rate, "≥ 2,000", rate >= 2000)

    attempt("dossier", "≥ 100 a second", papers)
    attempt("import", "≥ 2,000 rows a second", imports)


def show_city(office):
    def one():
        cases, took = city(office)
        row("making the district with %d cases" % cases, "%.0f s, %.0f cases a second" % (took, cases / took),
            "1,000,000 in ≤ 15 minutes", 1e6 / (cases / took) <= 900 if cases >= 1e6 else None)

    attempt("making the %s district" % office.name, "", one)


def show_weight(office):
    def one():
        plain, packed = weight(office)
        row("the form's HTML, CSS and JS without the map", "%d KB, packed %d KB" % (plain / 1024, packed / 1024),
            "≤ 120 KB", plain <= 120 * 1024)

    attempt("page weight", "≤ 120 KB", one)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seconds", type=float, default=2)
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--requests", type=int, default=20000)
    p.add_argument("offices", nargs="+")
    opts = p.parse_args()
    offices = [Office(words) for words in opts.offices]
    try:
        for office in offices:
            office.start()
        table(offices, opts)
    finally:
        for office in offices:
            office.stop()
    sys.exit(1 if FAILED else 0)


def table(offices, opts):
    small = offices[0]
    speed, pages = [], {}
    print("%d workers a pool, %d connections, %d rounds of %g s; ratios are medians (least–most)\n"
          % (small.workers, CONNECTIONS, opts.rounds, opts.seconds))
    for office in offices:
        note, pages[office.name] = loads(office)
        mine = pages[office.name]
        for load in mine.values():
            load.run(1)     # warm
        names = ["empty", "track", "case", "queue"] if office is small else ["queue"]
        measure(office, mine, names, opts.seconds, opts.rounds, speed)
        cases = "{:,} cases".format(office.cases)
        row("yardstick one-select, " + cases, "%.0f/s" % median(mine["select"].rates))
        if office is small:
            row("yardstick empty", "%.0f/s = %.2f × one-select" % (median(mine["empty"].rates),
                                                                  median(mine["empty"].ratios)))
            show_rate("public follow page", mine["track"], 0.4)
            show_rate("desk case page", mine["case"], 0.15, note["case"])
        show_rate("desk queue page, " + cases, mine["queue"], 0.2, note["queue"])
        attempt("the queue as it stood", "≤ 200 ms",
                lambda office=office, queue=note["queue"].split(",")[0]: show_past(office, queue))
        attempt("search", "≤ 200 ms", lambda office=office: show_search(office))
        attempt("open desks", "≤ 5 %", lambda office=office: show_pulse(office))
    attempt("filing", "≤ 5 × one-select's", lambda: show_filing(small, pages[small.name], opts.seconds, opts.rounds))
    if len(offices) > 1:
        attempt("growth", "", lambda: show_growth(pages[small.name], pages[offices[1].name], opts.seconds, opts.rounds))
    attempt("memory", "", lambda: show_memory(pages[small.name], opts.requests, 5))
    show_weight(small)
    for office in offices:
        show_city(office)
        show_papers(office, office is not small)
    show_jobs(small, offices[-1])
    row("calibration loop", "%.0f ms (%.0f–%.0f)" % (1000 * median(speed), 1000 * min(speed), 1000 * max(speed)))


main()
