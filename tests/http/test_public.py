"""The public door as a citizen meets it: every wrong input, photos, receipt, following."""

import concurrent.futures
import re
import secrets
import socket
import struct
import unicodedata

from citizen import *
from nginx import Mirror

ANJUAN_READ = "read"


def refused(reply, lang, fields, status=422):
    """A form shown again: each field named at its place and in the summary, in the language."""
    eq(reply.status, status, str(fields))
    has(reply.text, '<html lang="%s"' % lang)
    for field, key, *args in fields:
        message = shown(text_of(lang, key, *args))
        has(reply.text, 'href="#%s"' % field, "summary")
        has(reply.text, message, field)
        if field != "key":
            place = re.search(r'<p class="error" id="%s-error">.*?</p>' % field, reply.text, re.S)
            assert place and message in place.group(), "%s: no message at the field" % field


FULL = {"class": "", "description": WORDS + "<b>&amp;\"'", "address": PLACE + "<i>", "lat": "31.701234",
        "lon": "118.512345", "contact_name": "欧阳𠮷", "contact_phone": "19900000001",
        "contact_email": "nobody@example.com", "confidential": "1"}

BAD = [
    ("key", None, "Err.required"), ("key", "short", "Err.key"), ("key", "k" * 65, "Err.key"),
    ("key", "with blank " + "k" * 16, "Err.key"), ("key", "井" * 20, "Err.key"),
    ("class", "abc", "Err.number"), ("class", "0", "Err.range", 1, 2147483647),
    ("class", "-5", "Err.range", 1, 2147483647), ("class", "2147483648", "Err.range", 1, 2147483647),
    ("class", "987654", "Err.choice"), ("class", "99999999999999999999", "Err.number"),
    ("community", "987654", "Err.choice"), ("community", "a b", "Err.key"),
    ("description", None, "Err.required"), ("description", "", "Err.required"),
    ("description", " 　\n\t ", "Err.required"), ("description", "𠮷" * 9, "Err.too_short", 10),
    ("description", "　" * 20 + "井盖没有了" + " " * 20, "Err.too_short", 10),
    ("description", "𠮷" * 2001, "Err.too_long", 2000), ("description", "，" * 2001, "Err.too_long", 2000),
    ("description", WORDS + "\x07", "Err.control"), ("description", WORDS + "\x7f", "Err.control"),
    ("description", WORDS + "\x1b[31m", "Err.control"), ("description", WORDS + "\u0085", "Err.control"),
    ("description", WORDS + "\u202e" + WORDS, "Err.control"),
    ("description", "\u2066" + WORDS + "\u2069", "Err.control"),
    ("description", WORDS + "\ufffe", "Err.control"), ("description", WORDS + "\U0001ffff", "Err.control"),
    ("address", "路" * 201, "Err.too_long", 200), ("address", "一行\n二行", "Err.one_line"),
    ("address", "花山区\u202d", "Err.control"), ("address", "花山区\x00".replace("\x00", "\x01"), "Err.control"),
    ("lat", "north", "Err.point"), ("lat", "90.000001", "Err.range", -90, 90),
    ("lat", "-91", "Err.range", -90, 90), ("lat", "1e1", "Err.point"), ("lat", "31,7", "Err.point"),
    ("lat", "NaN", "Err.point"), ("lat", "31.", "Err.point"), ("lat", "+31", "Err.point"),
    ("lon", "181", "Err.point"), ("lon", "-180.000001", "Err.point"), ("lon", "0x10", "Err.point"),
    ("contact_name", "名" * 61, "Err.too_long", 60), ("contact_name", "two\r\nlines", "Err.one_line"),
    ("contact_name", "\u2067name", "Err.control"),
    ("contact_phone", "123", "Err.phone"), ("contact_phone", "call me", "Err.phone"),
    ("contact_phone", "12345678901", "Err.phone"), ("contact_phone", "1990000000", "Err.phone"),
    ("contact_phone", "+", "Err.phone"), ("contact_phone", "1" * 40, "Err.phone"),
    ("contact_email", "nobody", "Err.email"), ("contact_email", "a@b", "Err.email"),
    ("contact_email", ".a@example.com", "Err.email"), ("contact_email", "a b@example.com", "Err.email"),
    ("contact_email", "我@example.com", "Err.email"), ("contact_email", "a@-example.com", "Err.email"),
    ("contact_email", "a@example.com\nBcc: b@example.com", "Err.email"),
    ("contact_email", "a@" + "b" * 117 + ".cn", "Err.email"), ("confidential", "maybe", "Err.choice"),
]


@test("each wrong field is named in both languages, all the rest is kept, nothing is written")
def _():
    before = sql("SELECT COUNT(*) FROM complaint")
    for lang in ("zh-CN", "en"):
        b = Browser(lang)
        for field, value, message, *args in BAD:
            reply = send(b, {**FULL, field: value})
            refused(reply, lang, [(field, message, *args)])
            form = reply.form("/report")
            for name, typed in FULL.items():
                if name == "confidential" != field:      # the same said by another name: one of the three ways
                    eq(form.value("way"), "confidential", "the way beside a wrong %s" % field)
                elif name not in (field, "class"):
                    eq(form.value(name), typed, "%s beside a wrong %s" % (name, field))
            if field in ("description", "address", "contact_name") and value and "\n" not in value \
                    and not any(unicodedata.category(c) in ("Cc", "Cn") for c in value):
                eq(form.value(field), value, "the wrong %s itself" % field)
    eq(sql("SELECT COUNT(*) FROM complaint"), before)


@test("the chosen kind, of the pictures or of the list, is kept")
def _():
    b = Browser("en")
    page = b.get("/report").text
    frequent = re.search(r'type="radio" name="class" value="(\d+)"', page).group(1)
    rare = "20117"
    page = send(b, {"class": rare, "description": "x"}).text
    assert re.search(r'name="class" value="%s" checked' % rare, page)
    one, other = file_one(b, **{"class": frequent}), file_one(b, **{"class": rare})
    eq(sql("SELECT class_id FROM complaint WHERE id IN (%d, %d) ORDER BY id" % (one.id, other.id)),
       [[frequent], [rare]])


@test("a place is an address or a whole point")
def _():
    for lang in ("zh-CN", "en"):
        b = Browser(lang)
        refused(send(b, address=None), lang, [("address", "Err.no_place")])
        refused(send(b, address=" 　"), lang, [("address", "Err.no_place")])
        refused(send(b, lat="31.7"), lang, [("lon", "Err.point_half")])
        refused(send(b, address=None, lon="118.5"), lang, [("lat", "Err.point_half")])
    c = file_one(address=None, lat="31.7012345", lon="-118.512345")
    eq(sql("SELECT lat, lon, address FROM complaint WHERE id = %d" % c.id), [["31701235", "-118512345", ""]])
    c = file_one(lat="３１．７", lon="118")
    eq(sql("SELECT lat, lon FROM complaint WHERE id = %d" % c.id), [["31700000", "118000000"]])


@test("several wrong fields at once stand in the form's order")
def _():
    reply = send(Browser("en"), description="no", address=None, contact_email="x", contact_phone="y")
    eq(reply.status, 422)
    order = re.findall(r'href="#(description|contact_phone|contact_email)"', reply.text)
    eq(order, ["description", "contact_phone", "contact_email"])


@test("descriptions of 10 and 2000 characters are kept to the letter")
def _():
    for words in ("𠮷" * 10, "１２３４５６７８９０", "𠮷！" * 1000, "a" * 2000, "一行\n\n三行，有 <tag> & \"引号\" 和\t制表"):
        c = file_one(description=words)
        stored = sql("SELECT HEX(description) FROM complaint WHERE id = %d" % c.id)
        eq(bytes.fromhex(stored[0][0]).decode(), words)
    c = file_one(description="  前后有空\r\n的两行文字，裁掉  \r\n")
    eq(bytes.fromhex(sql("SELECT HEX(description) FROM complaint WHERE id = %d" % c.id)[0][0]).decode(),
       "前后有空\n的两行文字，裁掉")


@test("what is no text is refused before anything is shown: bytes, zero, unknown and repeated names")
def _():
    b = Browser("en")
    key = "k" * 20
    for body in (b"key=%s&description=%%FF%%FE" % key.encode(), b"key=a&description=%ED%A0%80",
                 b"description=%C0%AF", b"description=%F4%90%80%80", b"address=a%00b", b"surprise=1",
                 b"description=a&description=b", b"photo=text"):
        r = b.request("POST", "/report", body, {"Content-Type": "application/x-www-form-urlencoded"})
        eq(r.status, 400, repr(body))
        has(r.text, body.split(b"=")[-2].split(b"&")[-1].decode())
    body, kind = multipart([("key", key)], [("description", "a.txt", "text/plain", b"a file")])
    eq(b.request("POST", "/report", body, {"Content-Type": kind}).status, 400)
    for path in ("/report?surprise=1", "/track?number=1", "/receipt?id=1", "/?a=1&b", "/privacy?x", "/photo/1?x=1"):
        eq(b.get(path).status, 400, path)
    eq(b.get("/report?lang=%FF").status, 400)
    eq(b.get("/report?" + "a" * 7000).status, 413)


@test("a paragraph of markup is shown as text wherever it comes back")
def _():
    evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)> &lt;b&gt; \\u003c ${7*7} <?cs var:x ?>'
    reply = send(Browser("en"), description=evil, address=evil, contact_phone=evil)
    eq(reply.status, 422)
    c = file_one(description=evil, address=evil, contact_name=evil[:50])
    for page in (reply, c.page, follow(c.browser, c.number, c.code)):
        assert "<script>alert" not in page.text and "<img src=x" not in page.text, page.text
        has(page.text, shown("<script>alert(1)</script>"))


# --- photos -------------------------------------------------------------------

@test("JPEG, PNG, WebP and HEIC are taken, stored by hash, shown upright without camera data")
def _():
    names = ("street.jpg", "street.png", "street.webp", "street.heic")
    c = file_one(files=[upload(n) for n in names])
    has(c.page.text, ">4<")
    wanted = [hashlib.sha256(photo(n)).hexdigest() for n in names]
    got = sql("SELECT LOWER(HEX(f.sha256)), f.type FROM file_link l JOIN file f ON f.id = l.file_id"
              " WHERE l.subject_kind = 1 AND l.subject_id = %d ORDER BY l.id" % c.id)
    eq([g[0] for g in got], wanted)
    eq([g[1] for g in got], ["image/jpeg", "image/png", "image/webp", "image/heic"])
    for h, n in zip(wanted, names):
        with open(os.path.join(DIR, "data", "originals", h[:2], h), "rb") as f:
            eq(f.read(), photo(n), "original")
    assert wait_for(lambda: {h + e for h in wanted for e in ("-v.jpg", "-t.jpg")} <= derived()), "no pictures"
    page = follow(c.browser, c.number, c.code)
    links = re.findall(r'href="(/photo/\d+)".*?src="(/photo/\d+-t)"', page.text)
    eq(len(links), 4)
    for pair in links:
        for path in pair:
            r = c.browser.get(path)
            eq((r.status, r.header("Content-Type")), (200, "image/jpeg"), path)
            eq(r.body[:3], b"\xff\xd8\xff", path)
            for trace in (b"Exif", b"GPS", b"http://ns.adobe.com", b"ICC_PROFILE", b"2026:", b"2024:"):
                assert trace not in r.body, "%s holds %r" % (path, trace)
            has(r.header("X-Content-Type-Options"), "nosniff", path)
            has(r.header("Content-Security-Policy"), "default-src 'none'", path)
            assert "public" not in r.header("Cache-Control") and r.header("Cache-Control"), path
            eq(r.header("X-Accel-Redirect"), "", path)
    view = c.browser.get(links[0][0]).body
    eq(size_of_jpeg(view), (480, 640), "turned upright")


def size_of_jpeg(data):
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5:at + 9])
    return width, height


REFUSED = [("animation.gif", None, "Err.file_type"), ("svg.jpg", None, "Err.file_type"),
           ("html.jpg", None, "Err.file_type"), ("bomb.png", None, "Err.too_many_pixels"),
           ("truncated.jpg", None, "Err.file_broken"), ("none.jpg", b"", "Err.file_empty"),
           ("svg.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "Err.file_type"),
           ("text.jpg", "井盖".encode(), "Err.file_type")] + \
          [(n, photo(n)[:len(photo(n)) * 2 // 3], "Err.file_broken")
           for n in ("street.jpg", "street.png", "street.webp", "street.heic")]


@test("what is no photo, cut short or too many pixels is refused with its reason, form and alone")
def _():
    for lang in ("zh-CN", "en"):
        b = Browser(lang)
        for name, data, message in REFUSED:
            large = message == "Err.too_many_pixels"
            refused(send(b, files=[upload("street.jpg"), upload(name, data)]), lang, [("photo", message)],
                    413 if large else 422)
            r = b.post("/report/photo", {"key": "k" * 20}, [upload(name, data)],
                       {"Accept": "application/json"})
            eq(r.status, 413 if large else 400, name)
            answer = json_of(r)
            eq((answer["error"], answer["field"], answer["message"]),
               ("too_large" if large else "invalid", "photo", text_of(lang, message)), name)


@test("a polyglot photo is taken, and what is shown of it is only a picture")
def _():
    c = file_one(files=[upload("polyglot.jpg")])
    h = hashlib.sha256(photo("polyglot.jpg")).hexdigest()
    assert wait_for(lambda: {h + "-v.jpg", h + "-t.jpg"} <= derived()), "no picture"
    page = follow(c.browser, c.number, c.code)
    shown_photo = c.browser.get(re.search(r'"(/photo/\d+)"', page.text).group(1))
    eq(shown_photo.header("Content-Type"), "image/jpeg")
    assert b"<script" not in shown_photo.body and b"<html" not in shown_photo.body


@test("six photos are taken, a seventh is refused with the number, the rest of the form kept")
def _():
    base = photo("street.jpg")
    six = [upload("street.jpg", unlike(base, i)) for i in range(6)]
    c = file_one(files=six)
    eq(sql("SELECT COUNT(*) FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % c.id), [["6"]])
    for lang in ("zh-CN", "en"):
        reply = send(Browser(lang), files=six + [upload("street.jpg", unlike(base, 6))])
        refused(reply, lang, [("photo", "Err.file_count", 6)])
        eq(reply.form("/report").value("address"), PLACE)


@test("a photo over the limit is refused with its reason, the rest of the form kept")
def _():
    large = photo("street.jpg") + b"\0" * (20 << 20)
    reply = send(Browser("en"), files=[upload("street.jpg"), upload("street.jpg", large)])
    refused(reply, "en", [("photo", "Err.file_size")])
    eq(reply.form("/report").value("address"), PLACE)
    r = Browser("en").post("/report/photo", {"key": "k" * 20}, [upload("street.jpg", large)],
                           {"Accept": "application/json"})
    eq((r.status, json_of(r)["message"]), (400, text_of("en", "Err.file_size")))
    exact = photo("street.jpg") + b"\0" * ((20 << 20) - len(photo("street.jpg")))
    eq(send(Browser("en"), files=[upload("street.jpg", exact)]).status, 303, "exactly 20 MB")


@test("photos sent alone wait under the form's key, can be dropped, and come with the form")
def _():
    b = Browser("en")
    form = b.get("/report").form("/report")
    key = form.value("key")
    base = photo("street.jpg")
    ids = []
    for i in range(6):
        r = b.post("/report/photo", {"key": key}, [upload("street.jpg", unlike(base, 100 + i))],
                   {"Accept": "application/json"})
        eq(r.status, 201)
        ids.append(json_of(r)["id"])
    r = b.post("/report/photo", {"key": key}, [upload("street.jpg", unlike(base, 106))],
               {"Accept": "application/json"})
    eq((r.status, json_of(r)["message"]), (400, text_of("en", "Err.too_many_files")), "a seventh")
    again = b.post("/report/photo", {"key": key}, [upload("street.jpg", unlike(base, 100))],
                   {"Accept": "application/json"})
    eq((again.status, json_of(again)["id"]), (201, ids[0]), "the same photo sent again is no seventh")
    eq((b.post("/report/photo", {"key": key, "drop": ids[5]}).status), 200)
    eq(b.post("/report/photo", {"key": "other-key-of-some-one", "drop": ids[4]}).status, 200)
    eq(b.post("/report/photo", {"key": key, "drop": "99999999"}).status, 200)
    # refused once: the page says which photos are there already
    reply = b.submit(form, description="short", address=PLACE)
    eq(reply.status, 422)
    eq(sorted(re.findall(r'data-id="(\d+)"', reply.text)), sorted(ids[:5]), "photos of the form shown again")
    reply = b.submit(form, {"description": WORDS, "address": PLACE}, [upload("street.jpg", unlike(base, 104))])
    eq(reply.status, 303)
    c = Complaint(b, key)
    eq(sql("SELECT GROUP_CONCAT(file_id ORDER BY file_id) FROM file_link WHERE subject_kind = 1 AND subject_id = %d"
           % c.id), [[",".join(sorted(ids[:5], key=int))]])
    for bad in ({}, {"key": "short"}, {"key": key}, {"key": key, "drop": "x"}):
        r = b.post("/report/photo", bad, headers={"Accept": "application/json"})
        eq((r.status, json_of(r)["error"]), (400, "invalid"), repr(bad))


@test("photos of a form that was refused need not be chosen again")
def _():
    b = Browser("en")
    reply = send(b, {"description": "short"}, [upload("street.jpg"), upload("animation.gif"), upload("street.webp")])
    eq(reply.status, 422)
    eq(len(re.findall(r'data-id="(\d+)"', reply.text)), 2)
    has(reply.text, "street.webp")
    reply = b.submit(reply.form("/report"), description=WORDS)
    eq(reply.status, 303)
    c = Complaint(b, None)
    eq(sql("SELECT COUNT(*) FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % c.id), [["2"]])


@test("a photo is seen with the pass of its own complaint only, and nothing else opens it")
def _():
    one, other = file_one(files=[upload("street.jpg")]), file_one(files=[upload("street.png")])
    ids = {c.id: sql("SELECT id FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % c.id)[0][0]
           for c in (one, other)}
    wait_for(lambda: hashlib.sha256(photo("street.png")).hexdigest() + "-v.jpg" in derived())
    path = "/photo/" + ids[one.id]
    eq(one.browser.get(path).status, 404, "before number and code")
    follow(one.browser, one.number, one.code)
    eq(one.browser.get(path).status, 200)
    eq(one.browser.get("/photo/" + ids[other.id]).status, 404, "another complaint's")
    eq(Browser().get(path).status, 404, "a stranger")
    mine = one.browser.cookies["pass"]
    parts = mine.split(".")
    for forged in (mine[:-1] + ("0" if mine[-1] != "0" else "1"), ".".join([str(other.id)] + parts[1:]),
                   ".".join([parts[0], "9" * 11, parts[2]]), parts[0], "..", "1.2.3", mine.upper() + "x"):
        b = Browser()
        b.cookies["pass"] = forged
        eq(b.get(path).status, 404, forged)
    for path in ("/photo/0", "/photo/-1", "/photo/abc", "/photo/99999999999", "/photo/" + ids[one.id] + "-x",
                 "/photo/" + ids[one.id] + "-t-t", "/photo/", "/photo"):
        eq(one.browser.get(path).status, 404, path)


@test("originals, staff pictures and the internal places have no address")
def _():
    c = file_one(files=[upload("street.jpg")])
    follow(c.browser, c.number, c.code)
    h = hashlib.sha256(photo("street.jpg")).hexdigest()
    wait_for(lambda: h + "-v.jpg" in derived() and h + "-v.jpg" in derived("staff"))
    for path in ("/originals/%s/%s", "/_public/%s/%s-v.jpg", "/_staff/%s/%s-v.jpg", "/data/originals/%s/%s",
                 "/photo/../originals/%s/%s", "/img/../../data/originals/%s/%s", "/_public/../originals/%s/%s",
                 "/%%5fpublic/%s/%s-v.jpg", "//_public/%s/%s-v.jpg", "/css/..%%2f..%%2foriginals/%s/%s"):
        s = c.browser.get(path % (h[:2], h)).status
        assert s in (400, 404), "%s: %d" % (path, s)
        s = c.browser.get(path % (h[:2], h), X_Accel_Redirect="/_staff/%s/%s-v.jpg" % (h[:2], h)).status
        assert s in (400, 404), "%s: %d" % (path, s)


@test("the public pool cannot send a staff picture, whatever it asks nginx for")
def _():
    h = hashlib.sha256(photo("street.jpg")).hexdigest()
    wait_for(lambda: h + "-v.jpg" in derived("staff"))
    name = "%s/%s-v.jpg" % (h[:2], h)
    with Mirror(("public", "desk")) as m:
        # a worker gone bad: our own, behind the same nginx configuration
        for internal, pool, status in (("/_public/" + name, "public", 200), ("/_staff/" + name, "desk", 200),
                                       ("/_staff/" + name, "public", 404), ("/_staff/../originals/%s/%s" % (h[:2], h), "desk", 404),
                                       ("/_public/../staff/" + name, "public", 404),
                                       ("/_public/../originals/%s/%s" % (h[:2], h), "public", 404),
                                       ("/_public/%2e%2e/staff/" + name, "public", 404)):
            m.answers(pool, ["Content-Type: image/jpeg", "X-Accel-Redirect: " + internal, "X-Content-Type-Options: x"])
            got = m.get("/photo/1" if pool == "public" else "/desk/photo/1")
            eq(got.status, status, "%s from %s" % (internal, pool))
            if status == 200:
                eq(got.body[:3], b"\xff\xd8\xff")
                eq(got.header("X-Content-Type-Options"), "nosniff")
                has(got.header("Content-Security-Policy"), "default-src 'none'")


# --- filing -------------------------------------------------------------------

@test("the same key twice is one complaint with the same receipt, from another browser too")
def _():
    c = file_one(contact_phone="199 0000 0002")
    other = Browser("zh-CN")
    for b in (c.browser, other):
        r = b.post("/report", {"key": c.key, "description": WORDS + "（改了）", "address": PLACE})
        eq((r.status, r.header("Location")), (303, "/receipt"))
        again = Complaint(b, c.key)
        eq((again.number, again.code), (c.number, c.code))
    eq(row_of(c.key, "COUNT(*)"), [["1"]])
    eq(sql("SELECT COUNT(*) FROM event WHERE subject_kind = 1 AND subject_id = %d" % c.id), [["1"]])
    eq(sql("SELECT audience FROM outbox WHERE subject_kind = 1 AND subject_id = %d ORDER BY id" % c.id), [["ACCEPTOR"], ["SENDER"]])


@test("eight at once with one key are one complaint; with eight keys eight")
def _():
    def post(key):
        b = Browser("en")
        r = b.post("/report", {"key": key, "description": WORDS, "address": PLACE})
        eq((r.status, r.header("Location")), (303, "/receipt"))
        return Complaint(b, key)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            key = secrets.token_urlsafe(20)
            same = list(pool.map(post, [key] * 8))
            eq(len({(c.number, c.code) for c in same}), 1)
            eq(row_of(key, "COUNT(*)"), [["1"]])
        apart = list(pool.map(post, [secrets.token_urlsafe(20) for _ in range(8)]))
    eq(len({c.number for c in apart}), 8)
    eq(len({c.code for c in apart}), 8)


@test("eight at once with one key and photos: one complaint, each photo once")
def _():
    key = secrets.token_urlsafe(20)
    files = [upload("street.jpg"), upload("street.webp")]

    def post(_):
        return Browser("en").post("/report", {"key": key, "description": WORDS, "address": PLACE}, files).status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        eq(set(pool.map(post, range(8))), {303})
    eq(sql("SELECT COUNT(*) FROM file_link WHERE subject_kind = 1 AND subject_id = %s" % row_of(key)[0][0]), [["2"]])


@test("a contact is sealed: the database and the pages hold it masked only")
def _():
    c = file_one(contact_name="欧阳测试", contact_phone="１９９００００１２３４", contact_email="someone@example.com")
    eq(sql("SELECT masked_name, masked_phone, masked_email FROM contact WHERE complaint_id = %d" % c.id),
       [["欧**", "199****1234", "s***@example.com"]])
    with open(os.path.join(DIR, "secret", "public"), encoding="utf-8") as f:
        password = f.read().strip()
    denied = subprocess.run(["mariadb", "--no-defaults", "--socket=" + socket_path(), "--user=anjuan_public",
                             "anjuan", "-e", "SELECT sealed FROM contact"], env={**os.environ, "MYSQL_PWD": password},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    assert denied.returncode != 0 and "denied" in denied.stderr, denied.stdout
    page = follow(c.browser, c.number, c.code).text
    for secret in ("欧阳测试", "19900001234", "someone@example.com"):
        assert secret not in page and secret not in c.page.text, secret


def socket_path():
    with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
        return f.read().strip() + "/db.sock"


@test("over the hourly limit a complaint is kept as suspect, never lost")
def _():
    body = b"key=%s&description=%s&address=a" % (secrets.token_hex(12).encode(), b"x" * 20)
    path = os.path.join(DIR, "conf", "anjuan-few.conf")
    with open(conf("public"), encoding="utf-8") as f:
        lines = f.read().replace("report_rate = 1000", "report_rate = 1\nproof_bits = 0")
    with open(path, "w", encoding="utf-8") as f:
        f.write(lines)
    sql("DELETE FROM rate_use")
    try:
        for state in ("1", "2"):
            key = secrets.token_hex(12)
            r = cgi("public", "/report", method="POST", body=body.replace(body[4:28], key.encode()), conf_name="few",
                    env={"REMOTE_ADDR": "2001:db8:1:2300::7"})
            eq((r.status, row_of(key, "state")), (303, [[state]]))
    finally:
        os.unlink(path)


# --- receipt ------------------------------------------------------------------

@test("a receipt shows number, code, time, place and the next step, in both languages")
def _():
    c = file_one()
    for lang in ("zh-CN", "en"):
        c.browser.lang = lang
        page = c.browser.get("/receipt")
        for part in (c.number, c.code, PLACE, text_of(lang, "Text.receipt.next_text")):
            has(page.text, shown(part), lang)
        has(page.text, "/track#%s.%s" % (c.number, c.code.replace("-", "")))
        has(page.header("Cache-Control"), "no-store")
        has(page.text, "noindex")


@test("the receipt's QR code holds the follow address and nothing is logged of it")
def _():
    c = file_one()
    svg = c.browser.get("/receipt.svg")
    eq(svg.status, 200)
    has(svg.header("Content-Type"), "image/svg+xml")
    has(svg.text, "<svg")
    has(svg.header("Cache-Control"), "no-store")


@test("the receipt as PDF holds number and code as text")
def _():
    for lang in ("zh-CN", "en"):
        c = file_one(Browser(lang))
        pdf = c.browser.get("/receipt.pdf")
        eq((pdf.status, pdf.header("Content-Type")), (200, "application/pdf"))
        has(pdf.header("Content-Disposition"), c.number)
        has(pdf.header("Cache-Control"), "no-store")
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf.body, stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        for part in (c.number, c.code):
            has(text, part)


@test("eight receipts at once: each drawn, or told to come back in a moment")
def _():
    c = file_one()
    cookies = dict(c.browser.cookies)

    def get(_):
        b = Browser("en")
        b.cookies = dict(cookies)
        r = b.get("/receipt.pdf")
        assert r.status in (200, 503), r.status
        if r.status == 503:
            assert int(r.header("Retry-After")) > 0
        return r.status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert 200 in list(pool.map(get, range(8)))


@test("the receipt is shown again for half an hour, to this browser only")
def _():
    c = file_one()
    eq(c.browser.get("/receipt").status, 200)
    sql("UPDATE complaint SET received_at = received_at - 29 * 60000000 WHERE id = %d" % c.id)
    eq(c.browser.get("/receipt").status, 200)
    sql("UPDATE complaint SET received_at = received_at - 2 * 60000000 WHERE id = %d" % c.id)
    for path in ("/receipt.svg", "/receipt.pdf"):
        eq(c.browser.get(path).status, 404, path)
    gone = c.browser.get("/receipt")
    eq((gone.status, gone.header("Location")), (303, "/track"))
    has(c.browser.get("/track").text, text_of("en", "Text.flash.receipt_gone"))
    for cookie in (None, "x" * 20, "../../etc", "k" * 300):
        b = Browser("en")
        if cookie:
            b.cookies["receipt"] = cookie
        eq(b.get("/receipt").status, 303)
        eq(b.get("/receipt.pdf").status, 404)


@test("the receipt's cookie is HTTP only, for half an hour, for this site")
def _():
    b = Browser("en")
    set_cookie = send(b).header("Set-Cookie")
    for part in ("receipt=", "HttpOnly", "SameSite=Lax", "Max-Age=1800", "Path=/"):
        has(set_cookie, part)


# --- following ----------------------------------------------------------------

@test("number and code open the follow page, however they are typed")
def _():
    forget_tries()
    c = file_one()
    bare = c.code.replace("-", "")
    wide = "".join(chr(ord(x) + 0xFEE0) if x.isascii() else x for x in c.number)
    for number, code in ((c.number, c.code), (c.number.replace("-", ""), bare.lower()), (wide, bare),
                         ("  " + c.number.replace("-", " "), " %s %s %s " % (bare[:4], bare[4:8], bare[8:])),
                         (c.number.replace("-", "—"), c.code.lower())):
        r = follow(Browser("en"), number, code)
        eq(r.status, 200, "%s %s" % (number, code))
        has(r.text, c.number)
        has(r.text, shown(WORDS))
        has(r.header("Cache-Control"), "no-store")
        has(r.text, "noindex")
        for part in ("pass=", "HttpOnly", "SameSite=Lax", "Max-Age=86400"):
            has(r.header("Set-Cookie"), part)


def other_sign(code):
    return code[:-1] + ("7" if code[-1] != "7" else "8")


def check_sign(digits):
    """The number with its right check sign (ISO 7064 MOD 11-2)."""
    p = 0
    for d in digits:
        p = (p + int(d)) * 2 % 11
    return "%s-%s-%s" % (digits[:2], digits[2:], "0123456789X"[(12 - p) % 11])


@test("whatever is wrong, the answer is the same and gives no hint")
def _():
    forget_tries()
    one, other = file_one(), file_one()
    year = "%02d" % ((int(one.number[:2]) + 1) % 100)
    pages = set()
    for number, code in ((one.number, other_sign(one.code)), (one.number, other.code),
                         (check_sign("260999999"), one.code), (check_sign("26" + "9" * 12), one.code),
                         (check_sign(year + one.number.split("-")[1]), one.code),
                         (one.number[:-1] + ("1" if one.number[-1] != "1" else "2"), one.code),
                         ("no number", one.code), (one.number, "AAAA"), (one.number, "井" * 12)):
        r = follow(Browser("en"), number, code)
        eq(r.status, 422, "%s %s" % (number, code))
        has(r.text, text_of("en", "Text.track.wrong"))
        eq(r.header("Set-Cookie"), "")
        pages.add(re.sub(r'value="[^"]*"', "", r.text))
        sql("DELETE FROM rate_use")
    eq(len(pages), 1, "kinds of answers")


@test("ten wrong codes an hour: then neither number nor address is let in, known or not")
def _():
    for number, known in ((file_one().number, True), (check_sign("260999999"), False)):
        forget_tries()
        for _ in range(10):
            eq(follow(Browser("en"), number, "AAAABBBBCCCC").status, 422)
        r = follow(Browser("en"), number, "AAAABBBBCCCC")
        eq(r.status, 429, "the number, known: %s" % known)
        has(r.text, text_of("en", "Error.too_many.Form"))
        eq(follow(Browser("en", source="127.3.3.3"), number, "AAAABBBBCCCC").status, 429, "from elsewhere")
        c = file_one()
        eq(follow(Browser("en"), c.number, c.code).status, 429, "another number from this address")
        eq(follow(Browser("en", source="127.3.3.3"), c.number, c.code).status, 200, "a right one from elsewhere")
        sql("UPDATE rate_use SET at = at - 3601000000")
        eq(follow(Browser("en"), c.number, c.code).status, 200, "an hour later")
    forget_tries()


@test("numbers beyond counting, one address: the address is slowed all the same")
def _():
    forget_tries()
    for i in range(10):
        follow(Browser("en"), check_sign("26%07d" % (900000 + i)), "AAAABBBBCCCC")
    eq(follow(Browser("en"), check_sign("260900099"), "AAAABBBBCCCC").status, 429)
    forget_tries()


# --- the frame ----------------------------------------------------------------

PAGES = ("/", "/report", "/track", "/privacy", "/style", "/no-such-page")


@test("language: by the browser's list, by the switch, and it stays")
def _():
    for header, lang in (("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en-GB,en;q=0.9,zh;q=0.1", "en"), ("", "zh-CN"),
                         ("fr-FR,de;q=0.7", "zh-CN"), ("fr,en;q=0.3", "en"), ("en;q=0,zh;q=0.5", "zh-CN"),
                         ("zh-TW", "zh-CN"), ("en;q=0.4, zh;q=0.5", "zh-CN"), ("*", "zh-CN"), (";;;=,q", "zh-CN"),
                         ("en;q=9999999999999999999999", "en")):
        has(Browser(header).get("/").text, '<html lang="%s"' % lang, header)
    b = Browser("zh-CN")
    page = b.get("/report")
    r = b.get(re.search(r'href="([^"]*lang=en)"', page.text).group(1).replace("&amp;", "&"))
    has(r.text, '<html lang="en"')
    for path in PAGES:
        has(b.get(path).text, '<html lang="en"', path)
    r = b.get(re.search(r'href="([^"]*lang=zh)"', b.get("/track").text).group(1).replace("&amp;", "&"))
    has(r.text, '<html lang="zh-CN"')
    has(b.get("/").text, '<html lang="zh-CN"')
    has(b.get("/?lang=xx").text, '<html lang="zh-CN"')


@test("every page carries CSP, nosniff and a referrer policy, and none a stranger's cookie")
def _():
    for path in PAGES + ("/receipt.svg", "/report/photo", "/healthz", "/photo/1"):
        r = Browser("en").get(path)
        eq(r.header("X-Content-Type-Options"), "nosniff", path)
        has(r.header("Content-Security-Policy"), "frame-ancestors 'none'", path)
        has(r.header("Referrer-Policy"), "same-origin", path)
        assert "unsafe" not in r.header("Content-Security-Policy"), path
        eq(r.header("Set-Cookie"), "", path)
        assert "public" not in r.header("Cache-Control"), path
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", r.text), "inline script or style in " + path


@test("HEAD answers as GET without its body; every other method is refused with what is allowed")
def _():
    for path in PAGES[:5]:
        head, get = Browser("en").request("HEAD", path), Browser("en").get(path)
        eq((head.status, head.body), (200, b""), path)
        eq(head.header("Content-Type"), get.header("Content-Type"), path)
    for path, methods in (("/", "GET, HEAD"), ("/report", "GET, HEAD, POST"), ("/report/photo", "POST"),
                          ("/track", "GET, HEAD, POST"), ("/receipt.pdf", "GET, HEAD")):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "BREW"):
            r = Browser("en").request(method, path, b"x" if method == "PUT" else None)
            eq((r.status, r.header("Allow")), (405, methods), "%s %s" % (method, path))
    eq(Browser("en").get("/report/photo").status, 405)
    eq(Browser("en").post("/receipt", {}).status, 405)
    assert Browser("en").request("TRACE", "/").status in (400, 405)


@test("staff pages send a stranger to the sign-in, and a form of his to nowhere")
def _():
    for path in ("/desk", "/desk/case?id=1", "/desk/queue?queue=filing&sort=newest"):
        r = Browser("en").get(path)
        eq(r.status, 303, path)
        has(r.header("Location"), "/desk/login?next=")
    r = Browser("en").get("/desk/queue?queue=filing&sort=newest")
    has(Browser("en").get(r.header("Location")).form("/desk/login").value("next"), "/desk/queue?queue=filing&sort=newest")
    for path in ("/desk/case/act", "/desk/logout", "/desk/register"):
        eq(Browser("en").post(path, {"a": "b"}).status, 401, path)


@test("a body from another site is refused, its 100 MB and all")
def _():
    body, kind = multipart([("key", "k" * 20)], [upload("street.jpg", b"x" * (100 << 20))])
    r = Browser("en").request("POST", "/report", body, {"Content-Type": kind, "Origin": "https://evil.example"})
    eq(r.status, 403)


def raw(text, wait=30):
    """A request by hand: status and page of what came back."""
    with socket.create_connection(("127.0.0.1", PORT), wait) as s:
        s.sendall(text.replace("\n", "\r\n").encode() + b"\r\n")
        response = http.client.HTTPResponse(s)
        response.begin()
        return Reply(response.status, response.getheaders(), response.read())


@test("five gigabytes announced are refused at once, in the visitor's language")
def _():
    for lang in ("zh-CN", "en"):
        r = raw("POST /report HTTP/1.1\nHost: localhost:%d\nAccept-Language: %s\nContent-Length: %d\nConnection: close\n"
                % (PORT, lang, 5 << 30))
        eq(r.status, 413)
        has(r.text, '<html lang="%s"' % lang)
    for length in ("-1", "abc", "9" * 30):
        r = raw("POST /report HTTP/1.1\nHost: x\nContent-Length: %s\nConnection: close\n" % length)
        assert r.status in (400, 413), r.status


def waiting():
    """Files on their way in; a timer that was killed leaves its own there for a day."""
    return {n for n in os.listdir(os.path.join(DIR, "data", "tmp")) if n.startswith("up-")}


@test("broken multipart at the door: cut off, ten thousand parts, endless names and headers")
def _():
    before = waiting()
    good, kind = multipart([("key", "k" * 20), ("description", WORDS)], [upload("street.jpg")])
    mark = kind.split("=")[1].encode()
    many = b"".join(b'--%s\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % (mark, i) for i in range(10000))
    cases = [(good[:-4 - len(mark)], 400), (good[:len(good) // 2], 400), (good[:10], 400), (good + b"more", 400),
             (many + b"--" + mark + b"--\r\n", 413),
             (good.replace(b'name="key"', b'name="' + b"k" * 2000 + b'"'), 413),
             (good.replace(b'name="key"', b'name="key"; ' + b"x=y; " * 3000), 413),
             (good.replace(b"Content-Type: image/jpeg", b"X-A: b\r\n" * 9 + b"Content-Type: image/jpeg"), 413),
             (good.replace(b"\r\n", b"\n"), 400), (good.replace(b"form-data", b"attachment"), 400),
             (good.replace(b'name="key"', b'name="key"; name="photo"'), 400),
             (good.replace(b"Content-Type: image/jpeg", b"Content-Transfer-Encoding: base64"), 400)]
    for body, status in cases:
        r = Browser("en").request("POST", "/report", body, {"Content-Type": kind})
        eq(r.status, status, repr(body[:80]))
    for boundary in ("b" * 71, "", "a b ", "a\tb", "井", '"', "a;b"):
        r = Browser("en").request("POST", "/report", good.replace(mark, boundary.encode()),
                                  {"Content-Type": ("multipart/form-data; boundary=" + boundary).encode()})
        eq(r.status, 400, "boundary %r" % boundary)
    b70 = b"b" * 70
    r = Browser("en").request("POST", "/report", good.replace(mark, b70), {"Content-Type": b"multipart/form-data; boundary=" + b70})
    eq(r.status, 422, "a boundary of 70")
    eq(waiting() - before, set())


@test("a client that hangs up half-way leaves nothing behind and holds no worker")
def _():
    before = waiting()
    body, kind = multipart([("key", "k" * 20)], [upload("street.jpg", b"x" * 3000000)])
    for part in (100, 100000, 2000000):
        for _ in range(4):
            with socket.create_connection(("127.0.0.1", PORT)) as s:
                s.sendall(("POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                           % (kind, len(body))).encode() + body[:part])
    eq(Browser().get("/healthz").status, 200)
    eq(waiting() - before, set())


@test("no log holds what people wrote: words, places, names, telephones, codes, keys")
def _():
    secret = {"description": "只在这里说的一句话" + secrets.token_hex(4), "address": "某路九百九十九号" + secrets.token_hex(4),
              "contact_name": "讳名" + secrets.token_hex(4), "contact_phone": "19900009876",
              "contact_email": "hidden%s@example.com" % secrets.token_hex(4)}
    c = file_one(**secret)
    send(c.browser, {**secret, "contact_phone": "x19900009876"})
    send(c.browser, {**secret, "class": "987654"})
    follow(c.browser, c.number, c.code)
    follow(c.browser, c.number, other_sign(c.code))
    c.browser.get("/track?number=%s&code=%s" % (c.number, c.code))
    for name in os.listdir(os.path.join(DIR, "log")):
        with open(os.path.join(DIR, "log", name), encoding="utf-8", errors="replace") as f:
            log = f.read()
        for said in list(secret.values()) + [c.code, c.code.replace("-", ""), c.key]:
            assert said not in log, "log/%s holds %r" % (name, said)
    forget_tries()


@test("a kind that is not offered is not taken")
def _():
    hidden = sql("SELECT MIN(id) FROM class WHERE for_public = 0")[0][0]
    assert hidden != "NULL"
    refused(send(Browser("en"), {"class": hidden}), "en", [("class", "Err.choice")])


@test("the map's grids are GeoJSON, each ring closed; anything else is refused")
def _():
    for layer in ("unit", "base", "autonomy"):
        r = Browser("en").get("/api/grid.geojson?layer=" + layer)
        eq((r.status, r.header("Content-Type")), (200, "application/geo+json"), layer)
        has(r.header("Cache-Control"), "public")
        found = json.loads(r.text)
        eq(found["type"], "FeatureCollection")
        for f in found["features"]:
            ring = f["geometry"]["coordinates"][0]
            assert len(ring) >= 4 and ring[0] == ring[-1], f["properties"]
            assert f["properties"]["code"] and f["properties"]["name"], f["properties"]
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), f["properties"]
    for path in ("/api/grid.geojson", "/api/grid.geojson?layer=x", "/api/grid.geojson?layer=base&x=1"):
        eq(Browser("en").get(path).status, 400, path)
    eq(Browser("en").get("/api/none").status, 404)
    eq(Browser("en").post("/api/grid.geojson", {}).status, 405)


@test("nothing here was answered with an inner error")
def _():
    for name in ("public.log", "api.log"):
        with open(os.path.join(DIR, "log", name), encoding="utf-8", errors="replace") as f:
            eq([line for line in f if "ERR_INTERNAL" in line], [], name)


@test("the ledger of all that was filed here is whole")
def _():
    eq(anjuan(ANJUAN_READ, "verify", "--ledger", check=False).returncode, 0)


run()
