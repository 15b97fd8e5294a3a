"""What a citizen does: opens the form, sends it, keeps the receipt, follows it."""

import hashlib
import http.client
import json
import os
import re
import time

from office import *

PHOTOS = os.path.join(TREE, "tests", "data", "photo")
PLACE = "马鞍山市花山区霍里街道𠮷祥巷１２号（菜场对面）"
WORDS = "路口的井盖不见了，夜里没有灯，车都绕着走。"
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "heic": "image/heic", "gif": "image/gif"}


def catalogue(lang):
    texts = {}
    with open(os.path.join(TREE, "templates", "lang", lang + ".hdf"), encoding="utf-8") as f:
        for line in f:
            if " = " in line and not line.startswith("#"):
                name, text = line.rstrip("\n").split(" = ", 1)
                texts[name] = text
    return texts


TEXT = {lang: catalogue(lang) for lang in ("zh-CN", "en")}


def text_of(lang, key, *args):
    text = TEXT[lang][key]
    for i, arg in enumerate(args):
        text = text.replace("{%d}" % i, str(arg)).replace("{%ds}" % i, "" if str(arg) == "1" else "s")
    return text


def photo(name):
    with open(os.path.join(PHOTOS, name), "rb") as f:
        return f.read()


def upload(name, data=None, field="photo"):
    """A file of tests/data/photo as a form's file; with data, only its name and type."""
    return (field, name, TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream"),
            photo(name) if data is None else data)


def unlike(data, n):
    """The same JPEG with other bytes: a comment behind its first marker."""
    note = b"anjuan test %d" % n
    return data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:]


def shown(text):
    """As a template prints it."""
    return (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace('"', "&quot;").replace("'", "&#39;"))


def json_of(reply):
    eq(reply.header("Content-Type"), "application/json")
    return json.loads(reply.text)


class Complaint:
    """A complaint that was sent: its form key, number, code and row."""

    def __init__(self, browser, key):
        page = browser.get("/receipt")
        eq(page.status, 200, "receipt")
        self.browser, self.key, self.page = browser, key, page
        self.number = re.search(r"\b\d\d-\d{7,}-[\dX]\b", page.text).group()
        self.code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.text).group()
        self.id = int(self.number.split("-")[1])


def solve(ticket, bits=12, parts=8):
    """The proof of work, as htdocs/js/pow.js finds it."""
    found = []
    for part in range(parts):
        head, n = hashlib.sha256(b"%s.%d." % (ticket.encode(), part)), 0
        while True:
            h = head.copy()
            h.update(b"%d" % n)
            if int.from_bytes(h.digest()[:4], "big") >> 32 - bits == 0:
                break
            n += 1
        found.append(str(n))
    return ".".join(found)


def send(browser, values=None, files=(), **more):
    """Opens the form and sends it; a value None leaves the field out."""
    form = browser.get("/report").form("/report")
    fields = {"description": WORDS, "address": PLACE, "different": "1", **(values or {}), **more}
    return browser.submit(form, fields, files)


def file_one(browser=None, files=(), **fields):
    """A complaint on its way in: asserts the redirect, returns a Complaint."""
    browser = browser or Browser("en")
    form = browser.get("/report").form("/report")
    key = fields.setdefault("key", form.value("key"))
    fields.setdefault("proof", solve(form.value("ticket")) if key == form.value("key") else "")
    if fields.get("class"):		# what is asked of the class was read
        fields.setdefault("asked", fields["class"])
    reply = browser.submit(form, {"description": WORDS, "address": PLACE, "different": "1", "anyway": "1", **fields}, files)
    eq((reply.status, reply.header("Location")), (303, "/receipt"), "filing")
    return Complaint(browser, key)


def row_of(key, columns="id"):
    """The complaints of a form key, each a row of columns."""
    return sql("SELECT %s FROM complaint WHERE form_key_hash = UNHEX('%s')"
               % (columns, hashlib.sha256(key.encode()).hexdigest()))


def follow(browser, number, code):
    return browser.submit(browser.get("/track").form("/track"), number=number, code=code)


def wait_for(what, seconds=20.0, every=0.05):
    """Until what() is true, which is returned."""
    end = time.monotonic() + seconds
    while True:
        got = what()
        if got or time.monotonic() > end:
            return got
        time.sleep(every)


def derived(area="public"):
    return {name for _, _, files in os.walk(os.path.join(DIR, "data", area)) for name in files}


def forget_tries():
    """The hour's failed codes and sign-ins of all that ran before are over."""
    sql("DELETE FROM rate_use; DELETE FROM login_try")
