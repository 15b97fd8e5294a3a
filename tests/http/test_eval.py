"""Evaluation and dashboards: numbers, the cases behind each, who sees what, files that others read."""

import csv
import datetime
import html
import io
import xml.etree.ElementTree as ET
import zipfile

from staff import *

NOW = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
LAST = (NOW.date().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
FIRST = "(TO_DAYS('%s-01') - TO_DAYS('1970-01-01'))" % LAST


def links(page, path="/desk/eval/cases"):
    """number -> address of each link to cases of a page."""
    return [(html.unescape(url), int(text)) for url, text in
            re.findall(r'<a href="(%s\?[^"]*)">(\d+)</a>' % re.escape(path), page)]


def listed(who, url):
    """How many cases a list has, page by page."""
    n = 0
    while url:
        page = who.get(url)
        eq(page.status, 200, url)
        n += page.text.count("<tr data-case>")
        more = re.search(r'<a class="btn" rel="next" href="([^"]*)"', page.text)
        url = html.unescape(more.group(1)) if more else None
    return n


def table(page):
    """Rows of the page's table: name, then texts of its cells."""
    body = re.search(r'<table[^>]*id="figures">.*?<tbody>(.*?)</tbody>', page, re.S).group(1)
    rows = []
    for row in re.findall(r"<tr.*?</tr>", body, re.S):
        cells = [html.unescape(re.sub(r"<[^>]*>", "", c)).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
        if len(cells) > 2:
            rows.append(cells)
    return rows


X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Sheet:
    """A sheet of a workbook, read by nothing but zip and XML: cells as (row, column) -> (kind, value, number format)."""

    def __init__(self, z, path, strings, formats):
        root = ET.fromstring(z.read(path))
        pane = root.find(".//" + X + "pane")
        self.frozen = (pane.get("state"), pane.get("topLeftCell")) if pane is not None else None
        self.widths = [float(c.get("width")) for c in root.iter(X + "col")]
        self.filter, self.formulas = root.find(X + "autoFilter") is not None, len(list(root.iter(X + "f")))
        self.drawn = root.find(X + "drawing") is not None
        self.cells = {}
        for c in root.iter(X + "c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", c.get("r")).groups()
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            v = c.find(X + "v")
            if v is not None:
                self.cells[int(row), column] = ("s", strings[int(v.text)], "") if c.get("t") == "s" else \
                    ("n", float(v.text), formats[int(c.get("s"))])

    def value(self, row, column):
        return self.cells.get((row, column), ("", None, ""))


def workbook(data):
    """name -> Sheet, in order; and the charts' parts."""
    z = zipfile.ZipFile(io.BytesIO(data))
    assert z.testzip() is None
    strings = ["".join(t.text or "" for t in s.iter(X + "t")) for s in ET.fromstring(z.read("xl/sharedStrings.xml"))]
    style = ET.fromstring(z.read("xl/styles.xml"))
    own = {f.get("numFmtId"): f.get("formatCode") for f in style.iter(X + "numFmt")}
    own.update({"2": "0.00", "3": "#,##0", "4": "#,##0.00", "10": "0.00%", "49": "@", "0": "General"})
    formats = [own.get(x.get("numFmtId"), "?") for x in style.find(X + "cellXfs")]
    targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(z.read("xl/_rels/workbook.xml.rels"))}
    return {s.get("name"): Sheet(z, "xl/" + targets[s.get(R)], strings, formats)
            for s in ET.fromstring(z.read("xl/workbook.xml")).iter(X + "sheet")}, [n for n in z.namelist() if "charts/chart" in n]


@test("every number of every part opens exactly as many cases as it says")
def _():
    leader, seen = desk("R_LEADER"), 0
    for part in ("unit", "major", "class", "kind", "source", "hour", "weekday", "base_cell", "unit_cell", "community", "street",
                 "supervisor", "acceptor", "chief", "dispatcher", "clerk", "hand", "team"):
        page = leader.get("/desk/eval?by=%s&at=%s" % (part, LAST))
        eq(page.status, 200, part)
        found = links(page.text)
        assert found or part in ("team",), part
        for url, n in found[::max(1, len(found) // 8)]:
            eq(listed(leader, url), n, url)
            seen += 1
    assert seen > 100, seen


@test("the units' numbers are the kept ones, the total is the whole's, and a rate is its own fraction")
def _():
    page = desk("R_LEADER").get("/desk/eval?at=" + LAST).text
    rows = {r[0]: r for r in table(page)}
    kept = {(r[0], r[1]): int(r[2]) for r in sql(
        "SELECT u.name_en, s.slot, s.n FROM eval_sum s JOIN unit u ON u.id = s.key_id "
        "WHERE s.span = 1 AND s.part = 1 AND s.first_day = %s" % FIRST)}
    slots = sql("SELECT DISTINCT slot FROM eval_sum WHERE span = 1 AND part = 1")
    assert kept and slots and len(rows) >= 16
    ids = re.findall(r'<a href="[^"]*sort=(n_\w+|r_\w+|t_\w+)"', page)
    due, closed, rate = (ids.index(i) + 4 for i in ("n_close_due", "n_close", "r_close"))
    for name, row in rows.items():
        if row[rate] != "—":
            eq(row[rate], "%d.%02d" % divmod((int(row[closed]) * 20000 + int(row[due])) // (2 * int(row[due])), 100), name)
        else:
            eq(row[due], "0", name)
        eq(int(row[due]) in {n for (unit, slot), n in kept.items() if unit == name} or row[due] == "0", True, name)
    total = re.search(r"<tfoot>(.*?)</tfoot>", page, re.S).group(1)
    total = [html.unescape(re.sub(r"<[^>]*>", "", c)).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", total, re.S)]
    eq(int(total[due]), sum(int(r[due]) for r in rows.values()))
    eq(listed(desk("R_LEADER"), "/desk/eval/cases?by=all&at=%s&key=0&count=n_close_due" % LAST), int(total[due]))


@test("scores are ranked in groups; who has too few cases is not ranked and told why; the parts add up to the score")
def _():
    leader = desk("R_LEADER")
    page = leader.get("/desk/eval?at=" + LAST).text
    assert "Group A" in page and "Group B" in page
    ranks = [r[1] for r in table(page)]
    assert "1" in ranks and "not ranked" in ranks
    assert re.search(r'title="Not ranked: fewer than \d+', page)
    seen = 0
    for url, score in re.findall(r'<a href="(/desk/eval/line\?[^"]*)#why">(\d+\.\d\d)</a>', page):
        why = leader.get(html.unescape(url)).text
        part = re.search(r'<section class="card" id="why">(.*?)</section>', why, re.S).group(1)
        assert ">%s</b>" % score in part
        points = [float(p.replace("−", "-")) for p in re.findall(r'<td class="num">(−?\d+\.\d\d)</td></tr>', part)]
        assert abs(sum(points) - float(score)) < 0.03, (url, points, score)
        seen += 1
    assert seen >= 10, seen


@test("a unit's people see their own numbers, and of the others rates and ranks alone")
def _():
    unit = int(sql("SELECT s.key_id FROM eval_sum s WHERE s.span = 1 AND s.part = 1 AND s.first_day = %s AND s.key_id > 0 "
                   "ORDER BY s.n DESC LIMIT 1" % FIRST)[0][0])
    clerk, other = unit_clerk(unit), 1 if unit != 1 else 2
    page = clerk.get("/desk/eval?at=" + LAST).text
    keys = {int(k) for k in re.findall(r"/desk/eval/(?:cases|line)\?[^\"]*key=(\d+)", page)}
    eq(keys, {unit})
    for url, n in links(page):
        eq(listed(clerk, url), n, url)
    assert 'class="own"' in page and "<tfoot>" not in page
    for path in ("/desk/eval/line?by=unit&key=%d" % other, "/desk/eval/cases?by=unit&key=%d&count=n_close&at=%s" % (other, LAST),
                 "/desk/eval?by=chief", "/desk/eval?by=centre", "/desk/eval?by=district", "/desk/unit?id=%d" % other,
                 "/desk/eval.csv?by=supervisor", "/desk/eval.xlsx?by=dispatcher"):
        eq(clerk.get(path).status, 404, path)
    # whatever he asks for, it is his unit's
    for part in ("class", "source", "hour"):
        for q in ("", "&unit=%d" % other):
            mine = clerk.get("/desk/eval?by=%s&at=%s%s" % (part, LAST, q)).text
            theirs = desk("R_LEADER").get("/desk/eval?by=%s&at=%s&unit=%d" % (part, LAST, unit)).text
            eq(table(mine), table(theirs), part + q)
    text = clerk.get("/desk/eval.csv?at=" + LAST).text
    for row in list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1:]:
        own = row[0] == sql("SELECT name_en FROM unit WHERE id = %d" % unit)[0][0]
        eq(row[5] != "", own, row[0])
    for role in ("R_DISPATCHER", "R_SUPERVISOR", "R_HANDLER", "R_ADMIN_SYS"):
        for path in ("/desk/eval", "/desk/eval/line", "/desk/eval/cases", "/desk/eval.csv", "/desk/eval.xlsx", "/desk/today", "/desk/unit"):
            eq(desk(role).get(path).status, 403, role + path)
    eq(desk("R_UNIT").get("/desk/board").status, 403)
    eq(desk("R_UNIT").get("/desk/today").status, 403)
    eq(Browser().get("/desk/eval").status, 303)


@test("months make the quarter of what happened; spans of choice stand beside each other; what cannot be is refused")
def _():
    leader = desk("R_LEADER")
    first = datetime.date.fromisoformat(LAST + "-01")
    first = first.replace(month=(first.month - 1) // 3 * 3 + 1)
    months = [(first + datetime.timedelta(days=31 * i)).strftime("%Y-%m") for i in range(3)]
    months = [m for m in months if m < NOW.strftime("%Y-%m") or (m == NOW.strftime("%Y-%m") and NOW.day > 1)]

    def reported(q):
        rows = list(csv.DictReader(io.StringIO(leader.get("/desk/eval.csv?by=source&" + q).text.lstrip("\ufeff"))))
        return {r["Channel"]: int(r["Reported"]) for r in rows}

    quarter = reported("span=quarter&at=" + LAST)
    one_by_one = [reported("at=" + m) for m in months]
    assert quarter["All"] > 0
    for name, n in quarter.items():
        eq(n, sum(m.get(name, 0) for m in one_by_one), name)
    eq(reported("span=free&from=%s&to=%s" % (months[0], months[-1])), quarter)
    a, b = LAST, (datetime.date.fromisoformat(LAST + "-01") - datetime.timedelta(days=1)).strftime("%Y-%m")
    two = "by=source&figure=n_report&view=compare&span=free&from=%s&to=%s&with_from=%s&with_to=%s" % (a, a, b, b)
    for q in ("span=half", "span=year", two, "view=compare&figure=n_report&by=class", "sort=r_rework"):
        eq(leader.get("/desk/eval?" + q).status, 200, q)
    now, then = reported("at=" + a), reported("at=" + b)
    for row in table(leader.get("/desk/eval?" + two).text):
        eq(int(row[1]), now.get(row[0], 0), row)
        eq(int(re.match(r"\d+", row[2]).group()), then.get(row[0], 0), row)
    for path in ("by=nothing", "figure=nothing", "by=time"):
        eq(leader.get("/desk/eval?" + path).status, 404, path)
    for path in ("at=2999-01", "span=free&from=1990-01&to=2026-01"):
        eq(leader.get("/desk/eval?" + path).status, 400, path)
    eq(leader.get("/desk/eval/cases?by=all&key=0&count=n_complaint").status, 404)


@test("the same figures as CSV and as a workbook that another program reads: types, heads, formats, chart; no formula")
def _():
    leader, was = desk("R_LEADER"), sql("SELECT name_en FROM unit WHERE id = 2")[0][0]
    sql("UPDATE unit SET name_en = '=HYPERLINK(\"http://example.com\")' WHERE id = 2")
    try:
        text = leader.get("/desk/eval.csv?at=" + LAST)
        book = leader.get("/desk/eval.xlsx?at=" + LAST)
    finally:
        sql("UPDATE unit SET name_en = '%s' WHERE id = 2" % was.replace("'", "''"))
    rows = list(csv.reader(io.StringIO(text.text.lstrip("\ufeff"))))
    assert text.body.startswith(b"\xef\xbb\xbf") and len(rows) > 10
    assert [r for r in rows if r[0].startswith("'=HYPERLINK")]
    eq(book.header("Content-Type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert ".xlsx" in book.header("Content-Disposition")
    sheets, charts = workbook(book.body)
    eq(len(sheets), 4, list(sheets))
    eq(len(charts), 1)
    s = next(iter(sheets.values()))
    head = next(r for r in range(1, 12) if s.value(r, 1)[1] == rows[0][0])
    eq([s.value(head, c)[1] for c in range(1, len(rows[0]) + 1)], rows[0])
    eq(s.frozen, ("frozen", "B%d" % (head + 1)))
    assert s.drawn and s.filter and s.widths[0] >= 20 and len(s.widths) == len(rows[0])
    seen = set()
    for r, row in enumerate(rows[1:], head + 1):
        for c, text_value in enumerate(row, 1):
            kind, value, form = s.value(r, c)
            if c == 1:
                eq(value, text_value.lstrip("'"))
            elif text_value and c > 4 and re.fullmatch(r"-?[\d.]+", text_value):
                eq(kind, "n", (r, c))
                seen.add(form)
                assert abs((value * 100 if form == "0.00%" else value) - float(text_value)) < 0.0051, (r, c, value, text_value)
            elif not text_value and c > 4:
                eq(value, "—", (r, c))
    assert {"#,##0", "0.00%", "0.00"} <= seen, seen
    for name, sheet in sheets.items():
        assert sheet.frozen and sheet.formulas == 0 and len(sheet.cells) > 20, name


@test("the duty screen counts what is open, in words and numbers of its own, and loads again without a script")
def _():
    page = desk("R_CHIEF").get("/desk/board").text
    heads = [int(n) for n in re.findall(r"<b>(\d+)</b></li>", page)]
    open_states = "(10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)"
    eq(heads[0], int(sql("SELECT COUNT(*) FROM cases WHERE state IN " + open_states)[0][0]))
    eq(heads[1], int(sql("SELECT COUNT(*) FROM cases WHERE stage_due < UNIX_TIMESTAMP() * 1000000 AND state IN " + open_states)[0][0]))
    eq(heads[3], int(sql("SELECT COUNT(*) FROM cases WHERE (hazard OR urgent) AND state IN " + open_states)[0][0]))
    eq(sum(int(n) for n in re.findall(r"</h3><b>(\d+)</b>", page)), heads[0])
    assert re.search(r'<noscript><meta http-equiv="refresh" content="60"></noscript>', page)
    units = sum(int(n) for n in re.findall(r'<b class="is-late">(\d+)</b>', page))
    eq(units, int(sql("SELECT COUNT(*) FROM cases WHERE state IN (30, 31, 32) AND due_at < UNIX_TIMESTAMP() * 1000000")[0][0]))


@test("a unit's page has its open cases, what is late, and its month as the evaluation has it")
def _():
    unit = int(sql("SELECT unit_id FROM cases WHERE state IN (30, 31) GROUP BY unit_id ORDER BY COUNT(*) DESC LIMIT 1")[0][0])
    page = unit_clerk(unit).get("/desk/unit").text
    heads = [int(n) for n in re.findall(r"<b>(\d+)</b></li>", page)]
    eq(heads[2], int(sql("SELECT COUNT(*) FROM cases WHERE unit_id = %d AND state IN (30, 31, 32) AND due_at < UNIX_TIMESTAMP() * 1000000"
                         % unit)[0][0]))
    found = links(page)
    assert found
    for url, n in found[:6]:
        eq(listed(unit_clerk(unit), url), n, url)
    eq(desk("R_LEADER").get("/desk/unit?id=%d" % unit).status, 200)


@test("a surge and a cluster are on the leader's page the same day, and gone with their cause")
def _():
    leader, day = desk("R_LEADER"), sql("SELECT MAX(until_day) - 1 FROM figure_run WHERE span = 1")[0][0]
    klass, name = sql("SELECT c.id, c.name_en FROM class c WHERE c.valid_until IS NULL AND NOT EXISTS (SELECT 1 FROM figure_day f "
                      "WHERE f.class_id = c.id) AND c.name_en NOT IN (SELECT name_en FROM class GROUP BY name_en HAVING COUNT(*) > 1) LIMIT 1")[0]
    columns = [r[0] for r in sql("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() "
                                 "AND table_name = 'figure_day' AND column_name LIKE 'n\\_%'")]
    assert name not in leader.get("/desk/today").text
    sql("INSERT INTO figure_day (day, class_id, unit_id, base_cell_id, %s) VALUES (%s, %s, 0, 0, %s)"
        % (", ".join(columns), day, klass, ", ".join("90" if c == "n_report" else "0" for c in columns)))
    try:
        page = leader.get("/desk/today").text
        row = re.search(r"<tr><th scope=\"row\"><a href=\"/desk/find\?class=%s&amp;from=.*?</tr>" % klass, page, re.S)
        assert row and "<b>90</b>" in row.group() and "too many" in row.group()
    finally:
        sql("DELETE FROM figure_day WHERE class_id = %s AND day = %s" % (klass, day))
    assert name not in leader.get("/desk/today").text
    made = "UNIX_TIMESTAMP() * 1000000 - 3600000000"
    for i in range(6):
        sql("INSERT INTO complaint (source, state, received_at, class_id, description, address, lat, lon, state_at) VALUES "
            "(23, 1, %s, %s, '聚集测试', '聚集测试𠮷路', %d, 118550000, %s)" % (made, klass, 31700000 + 400 * i, made))
    try:
        page = leader.get("/desk/today").text
        cluster = re.search(r"<h3>%s .*?</li>\s*</ul></section>" % re.escape(html.escape(name)), page, re.S)
        assert cluster and "聚集测试𠮷路" in cluster.group() and page.count("聚集测试𠮷路") == 6
    finally:
        sql("DELETE FROM complaint WHERE address = '聚集测试𠮷路'")
    assert name not in leader.get("/desk/today").text


@test("no statement of these pages walks a table of the work or of the figures from end to end")
def _():
    seen = 0
    for name in ("board", "evaluation"):
        with open(os.path.join(TREE, "sql/query/%s.sql" % name), encoding="utf-8") as f:
            text = f.read()
        for title, statement in re.findall(r"^-- name: (\w+)\n(SELECT.*?;)$", text, re.S | re.M):
            if title in ("EVAL_LINES", "EVAL_CELLS", "EVAL_DIVISIONS", "EVAL_BEATS", "EVAL_HIDDEN", "EVAL_PERSONS"):
                continue        # the office's own lists, and what comes by number
            columns = sql("EXPLAIN " + statement.replace("?", "1").rstrip(";"))
            for row in columns:
                if row[2] in ("c", "cases", "p", "e", "m", "complaint", "eval_sum", "eval_run", "figure_day", "figure_run"):
                    # a table of some hundreds of rows the server may read as a whole
                    assert row[5] not in ("NULL", "") or (row[4] not in ("NULL", "") and int(row[8]) < 1000), (title, row)
                    seen += 1
    assert seen > 12, seen


run()
