"""Forms at the public door: broken, forged, too large, many; and what they leave behind."""

import os
import urllib.parse

from office import *

UPLOADS = os.path.join(DIR, "data", "tmp")


def mark(boundary, *parts, last=True):
    """A multipart body: parts are (headers behind "name=", content)."""
    out = b""
    for head, content in parts:
        out += b"--%s\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n" % (boundary, head, content)
    return out + (b"--%s--\r\n" % boundary if last else b"")


def send(body, kind="application/x-www-form-urlencoded", path="/report", **headers):
    headers = {k.replace("_", "-"): v for k, v in headers.items()}
    return Browser("en").request("POST", path, body, {"Content-Type": kind, **headers})


def rss():
    """Resident kilobytes of each worker of the public pool."""
    found = {}
    for pid in workers("public"):
        with open("/proc/%d/status" % pid, encoding="utf-8") as f:
            found[pid] = next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))
    return found


def leftovers():
    return [name for name in os.listdir(UPLOADS) if name.startswith("up-")]


@test("a broken form is refused with 400")
def _():
    multi = "multipart/form-data; boundary=XX"
    for body, kind in ((b"key=%", None), (b"key=%4", None), (b"key=%00", None), (b"key=%FF", None),
                       (b"=1", None), (b"key=1&key=2", None), (b"{}", "application/json"), (b"x", "text/plain"),
                       (b"--XX", multi), (b"", multi), (b"--YY--", multi), (b"--XX--", "multipart/form-data"),
                       (mark(b"XX", (b"key", b"1"), last=False), multi),
                       (mark(b"XX", (b"a; name=b", b"1")), multi), (mark(b"XX", (b'"', b"1")), multi),
                       (b"--" + b"b" * 71 + b"--", "multipart/form-data; boundary=" + "b" * 71)):
        r = send(body, kind or "application/x-www-form-urlencoded")
        eq(r.status, 400, repr(body))
        has(r.text, '<html lang="en"')


@test("an unknown parameter is named")
def _():
    for r in (Browser("en").get("/?surprise=1"), send(b"surprise=1")):
        eq(r.status, 400)
        has(r.text, "surprise")
    has(Browser("en").get("/?%3Cb%3E=1").text, "&lt;b&gt;")


@test("limits: names, parts, headers, text")
def _():
    multi = "multipart/form-data; boundary=XX"
    for body, kind in ((b"n" * 65 + b"=1", None), (b"a=1&" * 65, None),
                       (mark(b"XX", (b"n" * 65, b"1")), multi), (mark(b"XX", *[(b"a", b"1")] * 65), multi),
                       (mark(b"XX", (b"a\r\nX: " + b"y" * 1025, b"1")), multi),
                       (mark(b"XX", (b"a" + b"\r\nX: y" * 8, b"1")), multi)):
        eq(send(body, kind or "application/x-www-form-urlencoded").status, 413, repr(body[:60]))
    r = send(urllib.parse.urlencode({"key": "k" * 20, "description": "井" * 30000, "address": "霍里街道一号"}).encode())
    eq(r.status, 422)
    has(r.text, "霍里街道一号")


@test("a file where none belongs is refused before it is kept")
def _():
    body, kind = multipart([("key", "k" * 20)], [("other", "a.jpg", "image/jpeg", b"x" * 100000)])
    eq(send(body, kind).status, 400)
    eq(send(body, kind, path="/track").status, 400)
    eq(leftovers(), [])


@test("a photo over the limit keeps the rest of the form")
def _():
    body, kind = multipart([("key", "k" * 20), ("description", "三号井盖不见了，车都绕着走"), ("address", "霍里街道𠮷祥巷")],
                           [("photo", "a.jpg", "image/jpeg", b"\xff\xd8" + b"x" * (21 << 20))])
    r = send(body, kind)
    eq(r.status, 422)
    has(r.text, "霍里街道𠮷祥巷")
    has(r.text, "too large")
    eq(leftovers(), [])


@test("boundaries of other lengths, one after the other, on the same workers")
def _():
    for i in range(40):
        b = b"b" * (1 + i * 7 % 70)
        r = send(mark(b, (b"key", b"k" * 20), (b"description", b"\r\n--c\r\nshort"), (b"lat", b"x")),
                 "multipart/form-data; boundary=" + b.decode())
        eq(r.status, 422, "boundary of %d" % len(b))


@test("a form from elsewhere is refused")
def _():
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"},
                    {"Origin": None, "Referer": "https://evil.example/"}):
        eq(send(b"number=1&code=2", path="/track", **headers).status, 403, repr(headers))
    assert send(b"number=1&code=2", path="/track", Origin=None).status != 403


@test("the desk takes no POST without its token, and none without a session")
def _():
    role = sorted(accounts())[0]
    b = Browser("en")
    b.sign_in(*accounts()[role])
    eq(b.post("/desk/logout", {}).status, 403)
    eq(b.post("/desk/logout", {"csrf": "0" * 32}).status, 403)
    eq(Browser("en").post("/desk/logout", {"csrf": "0" * 32}).status, 401)
    other = Browser("en")
    other.sign_in(*accounts()[role])
    token = other.get("/desk").form("/desk/logout").value("csrf")
    eq(b.post("/desk/logout", {"csrf": token}).status, 403, "another session's token")
    eq(b.get("/desk").status, 200)


@test("the session's cookie is for this site, HTTP only, and new at each sign-in")
def _():
    seen = set()
    for _ in range(2):
        b = Browser("en")
        r = b.submit(b.get("/desk/login").form("/desk/login"), **dict(zip(("account", "password"),
                     accounts()[sorted(accounts())[0]])))
        eq(r.status, 303)
        for part in ("sid=", "HttpOnly", "SameSite=Lax", "Path=/"):
            has(r.header("Set-Cookie"), part)
        seen.add(b.cookies["sid"])
        eq(sql("SELECT COUNT(*) FROM session WHERE token_hash = UNHEX(SHA2('%s', 256))" % b.cookies["sid"]), [["1"]])
    eq(len(seen), 2)


@test("an upload as plain CGI, longer and shorter than it says")
def _():
    body = mark(b"XX", (b"key", b"k" * 20), (b"description", b"x"))
    for length, status in ((len(body), 422), (len(body) + 1, 400), (len(body) - 4, 400), ("x", 400), (1 << 40, 413)):
        r = cgi("public", "/report", method="POST", body=body,
                env={"CONTENT_TYPE": "multipart/form-data; boundary=XX", "CONTENT_LENGTH": str(length)})
        eq(r.status, status, "length %s of %d" % (length, len(body)))


@test("500 requests, uploads among them, leave memory flat and nothing behind")
def _():
    photo = multipart([("key", "short")], [("photo", "a.jpg", "image/jpeg", b"x" * 300000)])

    def round_of(n):
        for i in range(n):
            if i % 10 == 0:
                eq(send(*photo).status, 422)
            else:
                Browser().get(("/", "/report", "/track", "/privacy", "/none")[i % 5])

    round_of(100)
    before = rss()
    round_of(500)
    after = rss()
    # the sanitizers keep freed memory on purpose
    for pid in before if "ANJUAN_SANITIZED" not in os.environ else ():
        if pid in after:
            assert after[pid] <= before[pid] + 1024, "worker %d grew from %d to %d kB" % (pid, before[pid], after[pid])
            assert after[pid] <= 25 * 1024, after
    eq(leftovers(), [])


run()
