"""The public window: figures, map, bulletins, open data; nothing personal in any of it, and all of it can be kept."""

import csv
import datetime
import io
import json
import subprocess
import tempfile

from citizen import *

TODAY = datetime.date.fromordinal(int(sql("SELECT TO_DAYS(FROM_UNIXTIME(UNIX_TIMESTAMP() + 8 * 3600)) - TO_DAYS('1970-01-01')")[0][0])
                                  + datetime.date(1970, 1, 1).toordinal())
LAST = (TODAY.replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
DAY = "(TO_DAYS('%s-01') - TO_DAYS('1970-01-01'))" % LAST


def months():
    return re.findall(r'href="/figures\?month=(\d{4}-\d\d)"', Browser().get("/figures").text)


def every_page():
    """Each address of the window, as its own pages link to it: text of each, PDFs read out."""
    seen, todo = {}, ["/figures"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        reply = Browser().get(path)
        eq(reply.status, 200, path)
        if reply.header("Content-Type") == "application/pdf":
            with tempfile.NamedTemporaryFile() as f:
                f.write(reply.body)
                f.flush()
                seen[path] = subprocess.run(["pdftotext", "-layout", f.name, "-"], check=True, capture_output=True,
                                            text=True).stdout
                assert len(seen[path]) > 500, path
        else:
            seen[path] = reply.text
        if "text/html" in reply.header("Content-Type"):
            todo += [link.replace("&amp;", "&") for link in re.findall(r'(?:href|data-cells)="(/figures[^"]*)"', reply.text)
                     if "lang=" not in link and "look=" not in link]
    return seen


@test("nothing of any person stands in any page, file, paper or map of it: name, phone, mail, words, place, number")
def _():
    send_all = file_one(contact_name="欧阳公开𠮷", contact_phone="19900000999", contact_email="window@example.com",
                        description="公开窗口不该有这一句话，一个字也不该有。", address="公开窗口不该有的门牌一百零八号")
    assert send_all
    pages = every_page()
    assert len([p for p in pages if p.endswith(".csv")]) >= 2 and len([p for p in pages if p.endswith(".json")]) >= 2
    assert [p for p in pages if p.startswith("/figures/bulletin/")] and [p for p in pages if "cells.geojson" in p]
    whole = "\n".join(pages.values())
    secret = {"欧阳公开", "19900000999", "window@example.com", "公开窗口不该有"}
    for statement in ("SELECT name FROM app_user", "SELECT name_en FROM app_user WHERE name_en <> ''",
                      "SELECT login FROM app_user WHERE CHAR_LENGTH(login) > 5", "SELECT description FROM complaint WHERE CHAR_LENGTH(description) > 5",
                      "SELECT description FROM cases WHERE CHAR_LENGTH(description) > 5", "SELECT address FROM complaint WHERE CHAR_LENGTH(address) > 5",
                      "SELECT address FROM cases WHERE CHAR_LENGTH(address) > 5", "SELECT number FROM cases WHERE number IS NOT NULL",
                      "SELECT masked_phone FROM contact WHERE masked_phone IS NOT NULL", "SELECT text FROM event_text WHERE CHAR_LENGTH(text) > 5",
                      "SELECT masked_email FROM contact WHERE masked_email IS NOT NULL", "SELECT answer FROM complaint WHERE CHAR_LENGTH(answer) > 5",
                      "SELECT ext_number FROM complaint WHERE ext_number IS NOT NULL"):
        secret.update(row[0] for row in sql(statement) if row[0])
    assert len(secret) > 500, len(secret)
    bulletins = "\n".join(t for p, t in pages.items() if p.startswith("/figures/bulletin/"))
    others = "\n".join(t for p, t in pages.items() if not p.startswith("/figures/bulletin/"))
    numbers = {row[0] for row in sql("SELECT number FROM cases WHERE number IS NOT NULL")}
    for text in secret:
        for line in (text.splitlines() if len(text) > 40 else [text]):
            if len(line) < (6 if len(text) > 40 else 2):
                continue
            assert line not in others, line
            # a bulletin names late cases by their number, as the office printed it
            assert line in numbers or line not in bulletins, line
    assert not re.search(r"(?<![0-9a-f.])1[3-9]\d{9}(?![0-9a-f])", whole.replace("19900000999", "")), "a phone"


@test("the page's numbers are the tables', and a rate without cases is no zero")
def _():
    page = Browser().get("/figures?month=" + LAST).text
    row = sql("SELECT n_complaint, n_accept, n_filed, n_closed_in, n_close_ontime, n_close_due FROM figure_sum"
              " WHERE span = 1 AND part = 0 AND first_day = " + DAY)[0]
    for number in row[:4]:
        has(page, "<b>%s</b>" % number)
    has(page, "%s/%s" % (row[4], row[5]))
    for name in ("n_complaint", "n_filed", "n_close_late_open", "r_close_ontime"):
        has(page, shown(text_of("zh-CN", "Metric.%s.Public" % name)))
    sql("INSERT INTO figure_run (span, first_day, until_day, whole, k, digest, made_at) VALUES (1, 0, 31, 1, 5, REPEAT('x', 32), 1)")
    sql("INSERT INTO figure_sum (span, first_day, part, key_id, n_complaint, n_report, n_accept, n_filed, n_not_accepted, n_closed_in,"
        " n_close_due, n_close, n_close_ontime, n_close_late_open, n_dispose, n_rework, n_return) VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)")
    try:
        for lang in ("zh-CN", "en"):
            empty = Browser(lang).get("/figures?month=1970-01").text
            eq(empty.count("<b>%s</b>" % text_of(lang, "Text.window.no_data")), 3)
            assert "0.00" not in empty
    finally:
        sql("DELETE FROM figure_sum WHERE first_day = 0")
        sql("DELETE FROM figure_run WHERE first_day = 0")


@test("a month that runs says so, one that is over says that it stands, one that is not counted is not there")
def _():
    for lang in ("zh-CN", "en"):
        if TODAY.day > 1:
            has(Browser(lang).get("/figures?month=%s" % TODAY.strftime("%Y-%m")).text, text_of(lang, "Text.window.tag_running"))
        has(Browser(lang).get("/figures").text, text_of(lang, "Text.window.tag_whole"))
    for path in ("/figures?month=1999-01", "/figures?year=1999", "/figures/map?month=2199-01", "/figures/data/1999-01.csv",
                 "/figures/data/2026-10.xml", "/figures/data/..%2f2026-10.csv", "/figures/bulletin/0", "/figures/bulletin/9999999",
                 "/figures/bulletin/x", "/figures/data/" + LAST):
        eq(Browser().get(path).status, 404, path)
    for path in ("/figures?month=2026-13", "/figures?year=x", "/figures?quarter=3"):
        assert Browser().get(path).status in (400, 422), path


@test("every page may be kept by anybody, sets no cookie, and answers 304 to who has it")
def _():
    for path in ("/figures", "/figures?year=%d" % TODAY.year, "/figures/map", "/figures/cells.geojson?month=" + LAST,
                 "/figures/bulletins", "/figures/data", "/figures/dictionary", "/figures/bulletin/1",
                 "/figures/data/%s.csv" % LAST, "/figures/data/%s.json" % LAST):
        reply = Browser().get(path)
        eq(reply.status, 200, path)
        eq(reply.header("Set-Cookie"), "", path)
        has(reply.header("Cache-Control"), "public, max-age=", path)
        again = Browser().get(path, If_None_Match=reply.header("ETag"))
        eq((again.status, again.body), (304, b""), path)
        eq(Browser().request("HEAD", path).body, b"", path)
    page = Browser().get("/figures")
    for other in (Browser("en").get("/figures"), Browser().get("/figures?look=large")):
        assert other.header("ETag") != page.header("ETag"), "another page, another ETag"
    stamp = Browser().get("/figures/data/%s.csv" % LAST).header("Last-Modified")
    eq(Browser().get("/figures/data/%s.csv" % LAST, If_Modified_Since=stamp).status, 304)
    eq(Browser().get("/figures/data/%s.csv" % LAST, Range="bytes=0-9").status, 206)


@test("a crowd that reads the figures asks the program once, and never gets another's language, look or cookie")
def _():
    def asked():
        with open(os.path.join(DIR, "log", "public.log"), encoding="utf-8") as f:
            return sum(" GET /figures/map " in line for line in f)
    path = "/figures/map?year=%d" % TODAY.year
    for _ in range(2):
        Browser().get(path)
    before = asked()
    pages = [Browser().get(path) for _ in range(40)]
    assert asked() <= before + 1, "%d of 40 came to the program" % (asked() - before)
    eq(len({p.body for p in pages}), 1)
    has(Browser("en").get(path).text, '<html lang="en"')
    large = Browser()
    large.cookies["look"] = "large"
    has(large.get(path).text, 'class="large"')
    chosen = Browser().get(path + "&lang=en")
    has(chosen.header("Set-Cookie"), "lang=en")
    eq(Browser().get(path).header("Set-Cookie"), "")
    eq(Browser().get(path).body, pages[0].body)


@test("as plain CGI, without nginx, the same files come")
def _():
    with_nginx = Browser().get("/figures/data/%s.csv" % LAST)
    plain = cgi("public", "/figures/data/%s.csv" % LAST, conf_name=conf_without_x_accel())
    eq(plain.status, 200)
    eq(plain.body, with_nginx.body)
    again = cgi("public", "/figures/data/%s.csv" % LAST, env={"HTTP_IF_NONE_MATCH": plain.header("ETag")},
                conf_name=conf_without_x_accel())
    eq((again.status, again.body), (304, b""))


def conf_without_x_accel():
    with open(conf("public"), encoding="utf-8") as f:
        text = f.read()
    path = os.path.join(DIR, "conf", "anjuan-window.conf")
    with open(path, "w", encoding="utf-8") as f:
        f.write(re.sub(r"(?m)^x_accel *=.*$", "", text) + "\nx_accel = 0\n")
    os.chmod(path, 0o600)
    return "window"


@test("the files' columns are the dictionary's, and add up to the page")
def _():
    reply = Browser().get("/figures/data/%s.csv" % LAST)
    has(reply.header("Content-Type"), "text/csv")
    has(reply.header("Content-Disposition"), "cases-%s.csv" % LAST)
    rows = list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))
    whole = json.loads(Browser().get("/figures/data/%s.json" % LAST).body)
    names = re.findall(r'<th scope="row" class="code">(\w+)</th>', Browser().get("/figures/dictionary").text)
    eq(names, list(rows[0]))
    eq(names, whole["columns"])
    eq([whole["month"], whole["provisional"]], [LAST, False])
    filed = sum(int(r["n_filed"]) for r in rows)
    has(Browser().get("/figures?month=" + LAST).text, "<b>%d</b>" % filed)
    eq(filed, sum(c["n_filed"] for c in whole["cases"]))
    for r in rows:
        assert re.fullmatch(r"[0-9a-f]{12}", r["id"]) and r["state"] in ("open", "closed", "closed_special", "not_accepted")


@test("the map's areas are the table's places")
def _():
    for query in ("month=" + LAST, "year=%d" % TODAY.year):
        geo = json.loads(Browser().get("/figures/cells.geojson?" + query).body)
        page = Browser().get("/figures/map?" + query).text
        table = re.findall(r'<tr><th scope="row">.*?</th><td class="num">(\d+)</td>', page)
        drawn = sorted(f["properties"]["cases"] for f in geo["features"])
        assert drawn and min(drawn) >= 5, drawn
        left = sorted(map(int, table[:-1]))
        for n in drawn:
            left.remove(n)
        assert len(left) <= 1, "all but the other places are drawn"
        eq(sum(map(int, table[:-1])), int(table[-1]))


@test("the front page says how last month was, and leads here")
def _():
    home = Browser("en").get("/").text
    has(home, 'href="/figures"')
    has(home, "<b>%s</b>" % sql("SELECT n_complaint FROM figure_sum WHERE span = 1 AND part = 0 AND first_day = " + DAY)[0][0])


run()
