"""The three administrators at work: changes drafted, handed in, confirmed."""

import re
import secrets
import urllib.parse

from staff import *

SYS, SEC, AUDIT = desk("R_ADMIN_SYS"), desk("R_ADMIN_SEC"), desk("R_ADMIN_AUDIT")
TAG = secrets.token_hex(3)


def columns():
    """thing -> its columns' names in order, as the table in C has them."""
    with open(os.path.join(TREE, "lib", "rule", "admin_things.c"), encoding="utf-8") as f:
        text = f.read()
    text = text.replace("NAME_ZH", 'COL("name_zh", X)').replace("NAME_EN", 'COL("name_en", X)')
    tables = {name: re.findall(r'COL\("(\w+)"', body)
              for name, body in re.findall(r"struct admin_col (\w+)\[\] = \{(.*?)\n\};", text, re.S)}
    return {code: tables[cols] for code, cols in re.findall(r'\[ADM_\w+\] = \{ "(\w+)".*?COLS\((\w+)\)', text, re.S)}


COLS = columns()
AMOUNTS = [str(200 + int(TAG, 16) % 900 * 5 + i) for i in range(5)]
DAYS = str(40 + int(TAG, 16) % 1000)


def edit(who, thing, op, key="", of="", note="年度调整，𠮷", day="", **values):
    """Fills the page's own form; the reply."""
    query = {"thing": thing, "op": op, **({"id": key} if key else {}), **({"of": of} if of else {})}
    page = who.get("/desk/admin/edit?" + urllib.parse.urlencode(query))
    eq(page.status, 200, "%s %s %s" % (op, thing, key))
    fields = {"f%d" % COLS[thing].index(name): value for name, value in values.items()}
    return who.submit(page.form("/desk/admin/edit"), {**fields, "note": note, "from": day})


def draft(who, thing, op, key="", **more):
    """Writes a draft and returns its number."""
    r = edit(who, thing, op, key, **more)
    eq(r.status, 303, "a draft of %s: %s" % (thing, re.findall(r'class="error"[^>]*>(.*?)</p>', r.text)))
    return int(re.search(r"id=(\d+)", r.header("Location")).group(1))


def step(who, change, word, **fields):
    return who.post("/desk/admin/change", {"csrf": token(who), "id": change, "step": word, **fields})


def make(who, second, thing, op, key="", **more):
    """The whole way of a change: drafted, handed in, confirmed."""
    change = draft(who, thing, op, key, **more)
    eq(step(who, change, "hand_in").status, 303, "hand in")
    r = step(second, change, "confirm")
    eq(r.status, 303, "confirm: %s" % r.text[-600:])
    return change


def state(change):
    return int(sql("SELECT state FROM office_change WHERE id = %d" % change)[0][0])


def one(question):
    found = sql(question)
    return found[0] if found else None


def tomorrow(days=1):
    return sql("SELECT DATE_ADD(DATE(CONVERT_TZ(NOW(), @@session.time_zone, '+08:00')), INTERVAL %d DAY)" % days)[0][0]
