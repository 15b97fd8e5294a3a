"""Two hundred forms that mean harm: each is answered clearly or taken to the letter, and nothing else happens."""

import os
import secrets
import time

from citizen import *
from office import *

ANSWERS = (200, 303, 400, 413, 422, 429)
SCRIPT = "<script>alert(1)</script>"
TEXTS = {
    "markup": SCRIPT + "井盖不见了，请处理", "attribute": "\" autofocus onfocus=alert(1) x=\"井盖不见了",
    "picture": "<img src=x onerror=alert(1)>井盖不见了", "svg": "<svg/onload=alert(1)>井盖不见了好几天",
    "template": "<?cs var:Csrf.Token ?>{{7*7}}${7*7}井盖", "textarea": "</textarea></form>" + SCRIPT + "井盖",
    "or": "' OR '1'='1' -- 井盖不见了", "drop": "'; DROP TABLE complaint; -- 井盖", "union": "x' UNION SELECT login FROM app_user -- ",
    "sleep": "1' AND SLEEP(5) AND '1'='1 井盖", "backslash": "\\' OR 1=1 -- \\\\ 井盖不见", "wide": "\u00bf' OR 1=1 -- 井盖不见了",
    "format": "%s%s%n%n%x%99999999d 井盖不见", "shell": "$(touch /tmp/anjuan-hostile) `id` | 井盖", "path": "../../../../etc/passwd 井盖不见",
    "lookup": "${jndi:ldap://127.0.0.1/a}井盖不见", "lines": "井盖不见了\r\nSet-Cookie: a=b\r\n\r\n<html>", "csv": "=HYPERLINK(\"http://127.0.0.1\")井盖",
    "right": "\u202e了见不盖井 moc.live\u202c 请处理", "isolates": "\u2066\u2067\u2068井盖不见了好几天\u2069",
    "zero": "井\u200b盖\u200d不\ufeff见了，请尽快处理", "marks": "井" + "\u0301" * 60 + "盖不见了，请处理",
    "flags": "🇨🇳👩‍👩‍👧‍👦🏳️‍🌈井盖不见了", "rare": "𠮷祥路𪚥口的窨井盖不见了", "private": "\ue000\uf8ff\U000f0000井盖不见了好几天",
    "full": "＜script＞alert（1）＜／script＞井盖", "long": "井" * 2000, "longer": "井" * 2001, "blank": "\u3000" * 40, "short": "井",
}
BYTES = {
    "nul": b"a\x00b well over ten", "cut": b"\xe4\xba well over ten", "overlong": b"\xc0\xaf\xe0\x80\xaf well over ten", "half": b"\xed\xa0\x80 well over ten",
    "beyond": b"\xf4\x90\x80\x80 well over ten", "latin": b"\xff\xfe well over ten", "bell": b"\x07\x1b[2J well over ten", "delete": b"\x7f\x80 well over ten",
}
ODD = ("", "0", "-1", "1e309", "NaN", "0x10", "９９９", "1,2", "31.6\u00a0", "99999999999999999999", "' OR 1=1 --", "<b>", "[]", "true")
KEPT = {"description", "address"}


def rows():
    return int(sql("SELECT COUNT(*) FROM complaint")[0][0])


def fair(reply, began, what):
    assert reply.status in ANSWERS, "%s: %d" % (what, reply.status)
    assert time.monotonic() - began < 4, what + " is slow"
    for raw in (SCRIPT, "<img src=x", "<svg/onload", "</textarea></form><", 'autofocus onfocus=alert(1) x="'):
        assert raw not in reply.text, "%s: %s stands in the page" % (what, raw)
    assert "Set-Cookie: a=b" not in str(reply.headers), what


def attempt(form, browser, what, **fields):
    """One form; how many complaints it made is what its answer says."""
    before, began = rows(), time.monotonic()
    reply = browser.submit(form, {"description": WORDS, "address": PLACE, "different": "1", "anyway": "1",
                                  "key": secrets.token_urlsafe(18), **fields})
    fair(reply, began, what)
    eq(rows() - before, int(reply.status == 303), what)
    return reply


@test("hostile words in each field of the form: taken to the letter or refused with a sentence, shown as text")
def _():
    b = Browser("en")
    form, n = b.get("/report").form("/report"), 0
    for name, text in TEXTS.items():
        for field in ("description", "address", "contact_name", "contact_phone", "contact_email"):
            way = {} if field in KEPT else {"way": "named"}
            key = secrets.token_urlsafe(18)
            reply = attempt(form, b, "%s in %s" % (name, field), **{**way, field: text, "key": key})
            n += 1
            if reply.status == 303 and field in KEPT and text.strip():
                got = row_of(key, "HEX(%s)" % field)[0][0]
                kept = bytes.fromhex(got).decode() if got != "NULL" else ""
                assert kept.replace("\r\n", "\n").split("\n")[0].strip() in text.replace("\r\n", "\n"), "%s: %r" % (name, kept)
                fair(b.get("/receipt"), time.monotonic(), name + " on the receipt")
    assert n == 150, n
    assert not os.path.exists("/tmp/anjuan-hostile")


@test("hostile numbers, keys and kinds: refused at their field, nothing filed by chance")
def _():
    b = Browser("zh-CN")
    form = b.get("/report").form("/report")
    for value in ODD:
        for field in ("class", "lat", "lon"):
            attempt(form, b, "%r as %s" % (value, field), **{field: value})
    for key in ("", "k", "x" * 65, "<b>" * 8, "a b" * 8, "井" * 20):
        reply = attempt(form, b, "key %r" % key, key=key)
        assert reply.status in (400, 422), key


@test("bytes that are no text, in either kind of body: refused, nothing filed")
def _():
    before = rows()
    for name, raw in BYTES.items():
        for field in (b"description", b"address", b"key", b"contact_name"):
            quoted = b"".join(b"%%%02X" % c for c in raw)
            body = field + b"=" + quoted
            began = time.monotonic()
            r = Browser("en").request("POST", "/report", body, {"Content-Type": "application/x-www-form-urlencoded"})
            fair(r, began, name)
            parts = b"--XX\r\nContent-Disposition: form-data; name=\"" + field + b"\"\r\n\r\n" + raw + b"\r\n--XX--\r\n"
            r = Browser("en").request("POST", "/report", parts, {"Content-Type": "multipart/form-data; boundary=XX"})
            fair(r, began, name)
            assert r.status in (400, 422), "%s: %d" % (name, r.status)
    eq(rows(), before)


@test("what calls itself a picture: each refused by what it is, whatever its name and type say")
def _():
    jpeg = photo("street.jpg")
    files = {
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "html": b"<!DOCTYPE html>" + SCRIPT.encode(),
        "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        "zip": b"PK\x03\x04" + b"\x00" * 60, "pdf": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript>>>>", "php": b"<?php system($_GET['c']); ?>",
        "elf": b"\x7fELF" + b"\x00" * 60, "empty head": b"\xff\xd8\xff", "mvg": b"push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1'",
        "cut": jpeg[:200],
    }
    b = Browser("en")
    for name, data in files.items():
        for as_name, kind in (("a.jpg", "image/jpeg"), ("../../a.php\x1f", "image/png"), ("井.svg", "image/svg+xml")):
            form, before = b.get("/report").form("/report"), rows()
            began = time.monotonic()
            r = b.submit(form, {"description": WORDS, "address": PLACE, "different": "1"}, [("photo", as_name, kind, data)])
            fair(r, began, name)
            assert r.status in (400, 422), "%s as %s: %d" % (name, as_name, r.status)
            eq(rows(), before, name)


@test("a thousand wrong codes open nothing, tell nothing, and stop being looked at")
def _():
    c = file_one()
    seen = set()
    for i in range(1000):
        r = Browser("en").post("/track", {"number": c.number, "code": "%012d" % i})
        seen.add(r.status)
        assert WORDS not in r.text and PLACE not in r.text
    assert seen <= {422, 429}, seen
    assert 429 in seen, seen
    forget_tries()
    eq(follow(Browser("en"), c.number, c.code).status, 200, "its own sender")


@test("nothing of it is left: no inner error, no file, no markup in the log, and the ledger is whole")
def _():
    with open(os.path.join(DIR, "log", "public.log"), encoding="utf-8", errors="replace") as f:
        log = f.read()
    assert "ERR_INTERNAL" not in log and SCRIPT not in log and "DROP TABLE" not in log
    eq([n for n in os.listdir(os.path.join(DIR, "data", "tmp")) if n.startswith("up-")], [])
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0)
    eq(Browser().get("/healthz").status, 200)


run()
