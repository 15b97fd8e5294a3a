"""Papers from the desk: asked for, drawn by the timer, fetched; whose they are, and what becomes of one that dies."""

import datetime
import hashlib
import signal

from citizen import *
from staff import *

NOW = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)
LAST = (NOW.date().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")


def ask(who, kind, **fields):
    form = who.get("/desk/papers?kind=" + kind).form("/desk/papers")
    return who.post("/desk/papers", {"csrf": form.value("csrf"), "kind": kind, "in": "zh", **fields})


def jobs(where="1"):
    return sql("SELECT id, kind, args, lang, scope, state, COALESCE(code, 0), COALESCE(HEX(sha256), '') FROM paper_job WHERE %s ORDER BY id" % where)


def last_job():
    return jobs("id = (SELECT MAX(id) FROM paper_job)")[0]


@test("a paper is asked for, drawn by the timer, and fetched with the bytes its SHA-256 says")
def _():
    chief = desk("R_CHIEF", lang="zh-CN")
    eq(ask(chief, "bulletin", month=LAST).status, 303)
    page = chief.get("/desk/papers").text
    has(page, LAST)
    has(page, shown(text_of("zh-CN", "Text.papers.state.1")))
    has(page, "data-runs")
    eq(last_job()[5], "1")
    has(anjuan("work", "tick", "-v").stdout, "1 papers drawn")
    job = last_job()
    eq(job[5], "3")
    page = chief.get("/desk/papers").text
    has(page, job[7].lower()[:16])
    assert "data-runs" not in page
    reply = chief.get("/desk/paper?id=" + job[0])
    eq(reply.status, 200)
    eq(reply.header("Content-Type"), "application/pdf")
    has(reply.header("Content-Disposition"), "bulletin-%s.pdf" % LAST)
    eq(hashlib.sha256(reply.body).hexdigest(), job[7].lower())
    has(reply.body[:8].decode("latin-1"), "%PDF-")
    eq(sql("SELECT COUNT(*) FROM paper WHERE kind = 'bulletin' AND HEX(sha256) = '%s'" % job[7])[0][0], "1")
    has(chief.get("/desk/papers?kind=bulletin&month=" + LAST).text, shown(text_of("zh-CN", "Text.papers.latest")))


@test("a double click, and the same wish of a colleague, are one paper; another language is another")
def _():
    chief, commander = desk("R_CHIEF", lang="zh-CN"), desk("R_ARCHIVIST", lang="zh-CN")
    before = len(jobs())
    for who in (chief, chief, commander):
        eq(ask(who, "bulletin", month=LAST).status, 303)
    eq(len(jobs()), before + 1)
    eq(ask(chief, "bulletin", month=LAST, **{"in": "en"}).status, 303)
    eq(len(jobs()), before + 2)
    many = [threading.Thread(target=ask, args=(chief, "bulletin"), kwargs={"month": "2026-01"}) for _ in range(4)]
    for t in many:
        t.start()
    for t in many:
        t.join()
    eq(len(jobs("args = 'month=2026-01'")), 1)
    anjuan("work", "papers", "--run")
    eq(jobs("state IN (1, 2)"), [])


@test("who may not ask is told nothing is there; wrong arguments come back with the form")
def _():
    handler = desk("R_HANDLER", lang="zh-CN")
    eq(handler.get("/desk/papers").status, 404)
    chief = desk("R_CHIEF", lang="zh-CN")
    before = len(jobs())
    eq(chief.get("/desk/papers?kind=publish").status, 404)
    eq(chief.get("/desk/papers?kind=nothing").status, 404)
    for fields in ({"month": "2026-13"}, {"month": ""}, {"month": LAST, "case": "2026-000001-X"}, {"month": LAST + " --publish"}):
        reply = ask(chief, "bulletin", **fields)
        eq(reply.status, 422, fields)
    eq(ask(chief, "dossier", case="2026-999999-0").status, 422)
    eq(len(jobs()), before)


@test("a paper of a case is for who may see the case, and its file for who asked and for the office")
def _():
    chief = desk("R_CHIEF", lang="zh-CN")
    number = sql("SELECT number FROM cases WHERE number IS NOT NULL AND state = 70 ORDER BY id LIMIT 1")
    number = number[0][0] if number else sql("SELECT number FROM cases WHERE number IS NOT NULL ORDER BY id LIMIT 1")[0][0]
    eq(ask(chief, "dossier", case=number.lower()).status, 303)
    job = last_job()
    eq(job[2], "case=" + number)
    anjuan("work", "papers", "--run")
    eq(last_job()[5], "3")
    discipline = desk("R_DISCIPLINE", lang="zh-CN")   # may have papers, sees no case
    eq(ask(discipline, "dossier", case=number).status, 422)
    eq(discipline.get("/desk/paper?id=" + job[0]).status, 404)
    assert number not in discipline.get("/desk/papers").text
    eq(ask(discipline, "bulletin", month=LAST).status, 303)
    own = last_job()
    assert own[4] != "0", own
    anjuan("work", "papers", "--run")
    eq(discipline.get("/desk/paper?id=" + own[0]).status, 200)
    eq(chief.get("/desk/paper?id=" + own[0]).status, 404)
    eq(Browser().get("/desk/paper?id=" + own[0]).status, 303)
    for name in ("/_papers/%s/%s.pdf" % (own[7][:2].lower(), own[7].lower()), "/papers/" + own[7].lower()):
        eq(chief.get(name).status, 404)


@test("publishing wants the commander and a tick, and leaves a line in the office's log with his name")
def _():
    sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)")
    commander = desk("R_COMMANDER", lang="zh-CN")
    eq(ask(commander, "publish", month=LAST).status, 422)
    before = sql("SELECT COUNT(*) FROM publication")[0][0]
    sql("DELETE FROM publication WHERE kind = 'bulletin' AND lang = 'en'")
    eq(ask(commander, "publish", month=LAST, confirm="1", **{"in": "en"}).status, 303)
    who = sql("SELECT asked_by FROM paper_job ORDER BY id DESC LIMIT 1")[0][0]
    eq(sql("SELECT user_id FROM event WHERE kind = 965 ORDER BY at DESC LIMIT 1")[0][0], who)
    anjuan("work", "papers", "--run")
    eq(last_job()[5], "3")
    eq(last_job()[7], "")
    eq(sql("SELECT COUNT(*) FROM publication WHERE kind = 'bulletin' AND lang = 'en'")[0][0], "1")
    eq(anjuan("read", "verify", "--ledger").returncode, 0)
    assert before is not None


def timer(*words):
    """The queue's program, and the moment its child draws."""
    return subprocess.Popen([os.path.join(BUILD, "batch/anjuan"), "-c", os.path.join(DIR, "conf/anjuan-work.conf"), *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as f:
        return [int(n) for n in f.read().split()]


def catch(kill):
    """Asks for a dossier, holds its child at its first moment, and gives timer and child to kill()."""
    chief = desk("R_CHIEF", lang="zh-CN")
    number = sql("SELECT number FROM cases WHERE number IS NOT NULL ORDER BY id DESC LIMIT 1")[0][0]
    eq(ask(chief, "dossier", case=number).status, 303)
    run = timer("papers", "--run")
    for _ in range(4000):
        try:
            # from its exec on it dies with the timer; a moment before, a stopped one would not hear of it
            found = [c for c in children(run.pid) if "dossier" in open("/proc/%d/cmdline" % c, encoding="utf-8").read()]
        except (FileNotFoundError, ProcessLookupError):
            found = []
        if found:
            break
        time.sleep(0.001)
    assert found, "no child was seen"
    os.kill(found[0], signal.SIGSTOP)
    eq(last_job()[5], "2")
    kill(run, found[0])
    run.wait(30)
    return chief, number


@test("a child that dies is a failed paper with one sentence, and can be asked for again")
def _():
    chief, number = catch(lambda run, child: os.kill(child, signal.SIGKILL))
    job = last_job()
    eq(job[5:7], ["4", "20"])
    page = chief.get("/desk/papers")
    has(page.text, shown(text_of("zh-CN", "PaperEnd.20")))
    form = [f for f in page.forms("/desk/papers") if f.value("case") == number][0]
    eq(chief.post("/desk/papers", dict(form.fields)).status, 303)
    anjuan("work", "papers", "--run")
    eq(last_job()[5], "3")


@test("a timer that dies takes its child along; the next one says so and goes on")
def _():
    seen = []

    def kill(run, child):
        seen.append(child)
        run.kill()
    catch(kill)
    eq(last_job()[5], "2")
    time.sleep(0.2)
    assert not os.path.exists("/proc/%d" % seen[0]) or open("/proc/%d/stat" % seen[0]).read().split(")")[1].split()[0] == "Z"
    anjuan("work", "papers", "--run")
    eq(last_job()[5:7], ["4", "22"])


@test("what the program refuses is said on the page, in its words too")
def _():
    chief = desk("R_CHIEF", lang="zh-CN")
    eq(ask(chief, "bulletin", month=LAST).status, 303)
    sql("UPDATE paper_job SET args = 'month=1999-13' WHERE id = %s" % last_job()[0])
    anjuan("work", "papers", "--run")
    eq(last_job()[5:7], ["4", "2"])
    has(chief.get("/desk/papers").text, "--month is a month as 2026-10")


@test("after ninety days the file goes, its line in the book stays")
def _():
    job = [j for j in jobs("sha256 IS NOT NULL")][0]
    path = os.path.join(DIR, "data/papers", job[7][:2].lower(), job[7].lower() + ".pdf")
    assert os.path.exists(path), path
    sql("UPDATE paper_job SET ended_at = ended_at - 91 * 86400000000 WHERE HEX(sha256) = '%s'" % job[7])
    has(anjuan("work", "tick", "-v").stdout, "taken away")
    assert not os.path.exists(path)
    eq(jobs("HEX(sha256) = '%s'" % job[7]), [])
    assert sql("SELECT 1 FROM paper WHERE HEX(sha256) = '%s'" % job[7])


run()
