"""What the tests of this folder share: a small browser, and TAP.

    from office import *

    @test("the home page answers")
    def _():
        eq(Browser().get("/").status, 200)

    run()
"""

import html.parser
import http.client
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse

URL = os.environ["ANJUAN_URL"]
DIR = os.environ["ANJUAN_DIR"]
TREE = os.environ["ANJUAN_TREE"]
BUILD = os.environ["ANJUAN_BUILD"]
PORT = urllib.parse.urlsplit(URL).port


def accounts():
    """role -> (account, password); the first account of each role."""
    found = {}
    with open(os.environ["ANJUAN_ACCOUNTS"], encoding="utf-8") as f:
        for line in f:
            role, account, password = line.rstrip("\n").split("\t")[:3]
            found.setdefault(role, (account, password))
    return found


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def header(self, name):
        """All values of a header joined by ", "; "" when missing."""
        return ", ".join(v for k, v in self.headers if k.lower() == name.lower())

    def forms(self, action=None):
        """The page's forms (with this action), each a Form."""
        parser = _Forms()
        parser.feed(self.text)
        return [f for f in parser.forms if action is None or f.action.split("?")[0] == action]

    def form(self, action=None):
        """The first of them."""
        found = self.forms(action)
        assert found, "no form %s in the page (status %d)" % (action, self.status)
        return found[0]


class Form:
    """action, and fields as a browser would send them when nothing is touched."""

    def __init__(self, action, method, enctype):
        self.action, self.method, self.enctype, self.fields = action, method, enctype, []

    def value(self, name):
        return next((v for n, v in self.fields if n == name), None)


class _Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.area, self.select = [], None, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append(Form(a.get("action") or "", (a.get("method") or "get").lower(),
                                   a.get("enctype") or "application/x-www-form-urlencoded"))
        elif not self.forms or not a.get("name") and tag != "option":
            return
        elif tag == "input" and a.get("type") not in ("file", "submit", "button", "image"):
            if a.get("type") not in ("radio", "checkbox") or "checked" in a:
                self.forms[-1].fields.append((a["name"], a.get("value") or
                                              ("on" if a.get("type") == "checkbox" else "")))
        elif tag == "textarea":
            self.area = [a["name"], ""]
        elif tag == "select":
            self.select = [a["name"], None]
        elif tag == "option" and self.select and (self.select[1] is None or "selected" in a):
            self.select[1] = a.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            # a line end right after the tag is not part of the text
            self.forms[-1].fields.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.select:
            self.forms[-1].fields.append((self.select[0], self.select[1] or ""))
            self.select = None


class Browser:
    """Cookies, an origin, a language, and where it calls from."""

    def __init__(self, lang="zh-CN", source="127.0.0.1"):
        self.cookies, self.lang, self.source = {}, lang, source

    def request(self, method, path, body=None, headers=None):
        """One request on its own connection; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60,
                                                source_address=(self.source, 0))
        sent = {"Host": "localhost:%d" % PORT, "Accept-Language": self.lang, "Connection": "close"}
        if self.cookies:
            sent["Cookie"] = "; ".join("%s=%s" % c for c in self.cookies.items())
        if method == "POST":
            sent["Origin"] = URL
        sent.update(headers or {})
        sent = {k: v for k, v in sent.items() if v is not None}
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            reply = Reply(response.status, response.getheaders(), response.read())
        finally:
            connection.close()
        for value in (v for k, v in reply.headers if k.lower() == "set-cookie"):
            name, rest = value.split("=", 1)
            if re.search(r"Max-Age=(0|-)", value, re.I) or not rest.split(";")[0]:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = rest.split(";")[0]
        return reply

    def get(self, path, **headers):
        return self.request("GET", path, None, {k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, fields=(), files=(), headers=None):
        """fields: dict or pairs; files: (name, file name, type, bytes); multipart when there are any."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        if files:
            body, kind = multipart(pairs, files)
        else:
            body, kind = urllib.parse.urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        return self.request("POST", path, body, {"Content-Type": kind, **(headers or {})})

    def submit(self, form, values=None, files=(), **more):
        """Sends a page's form with some values of ours instead of its own; None leaves one out."""
        values = {**(values or {}), **more}
        pairs = [(n, v) for n, v in form.fields if n not in values]
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    pairs.append((name, one))
        return self.post(form.action or "/", pairs, files)

    def follow(self, reply):
        """The page a redirect leads to."""
        where = reply.header("Location")
        assert reply.status == 303 and where, "no redirect but %d" % reply.status
        return self.get(where.removeprefix(URL))

    def sign_in(self, account, password):
        """Signs in at the desk and returns the page that comes next."""
        return self.follow(self.submit(self.get("/desk/login").form("/desk/login"),
                                       account=account, password=password))


def multipart(fields, files):
    boundary = "----anjuan" + secrets.token_hex(12)
    out = []
    for name, value in fields:
        out.append('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
                   % (boundary, name, value))
    body = "".join(out).encode()
    for name, file_name, kind, data in files:
        body += ('--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
                 'Content-Type: %s\r\n\r\n' % (boundary, name, file_name, kind)).encode()
        body += data + b"\r\n"
    return body + ("--%s--\r\n" % boundary).encode(), "multipart/form-data; boundary=" + boundary


def cgi(program, path="/", query="", method="GET", body=b"", env=None, conf_name=None):
    """Runs a program as plain CGI (RFC 3875); returns a Reply."""
    e = {"GATEWAY_INTERFACE": "CGI/1.1", "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_NAME": "localhost",
         "SERVER_PORT": str(PORT), "SERVER_SOFTWARE": "test", "REMOTE_ADDR": "127.0.0.1",
         "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
         "HTTP_HOST": "localhost:%d" % PORT, "PATH": os.environ["PATH"]}
    if body:
        e["CONTENT_LENGTH"] = str(len(body))
        e["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    e.update(env or {})
    done = subprocess.run([os.path.join(BUILD, "anjuan-%s.fcgi" % program), "-c", conf(conf_name or program)],
                          input=body, env=e,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    head, _, rest = done.stdout.partition(b"\r\n\r\n")
    headers = [tuple(line.split(": ", 1)) for line in head.decode().split("\r\n") if ": " in line]
    status = next((v for k, v in headers if k == "Status"), "200")
    return Reply(int(status.split()[0]), headers, rest)


def conf(name):
    return os.path.join(DIR, "conf", "anjuan-%s.conf" % name)


def anjuan(account, *words, check=True):
    """The batch program under an account's configuration (read, work, owner)."""
    return subprocess.run([os.path.join(BUILD, "batch", "anjuan"), "-c", conf(account), *words], text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=300, check=check)


class _Sql:
    """One mariadb client, kept: starting one takes longer than most questions."""

    END = "--- end of answer ---"

    def __init__(self):
        with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
            path = f.read().strip() + "/db.sock"
        with open(os.path.join(DIR, "secret", "owner"), encoding="utf-8") as f:
            password = f.read().strip()
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.client = subprocess.Popen(["mariadb", "--no-defaults", "--socket=" + path, "--user=anjuan_owner", "--batch",
                                        "--skip-column-names", "--unbuffered", "--skip-reconnect",
                                        "--default-character-set=utf8mb4", "anjuan"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=self.errors, text=True, encoding="utf-8",
                                       env={**os.environ, "MYSQL_PWD": password})

    def ask(self, text):
        """The answer's lines; None when the client ended instead."""
        try:
            self.client.stdin.write("%s;\nSELECT '%s';\n" % (text.rstrip("; \n"), self.END))
            self.client.stdin.flush()
        except OSError:
            return None
        lines = []
        for line in self.client.stdout:
            if line.rstrip("\n") == self.END:
                return lines
            lines.append(line.rstrip("\n"))
        return None

    def complaint(self):
        self.client.wait(20)
        self.errors.seek(0)
        return self.errors.read()


_sql, _sql_lock = None, threading.Lock()


def sql(text):
    """What the database says, as the owner: rows of tab-separated text."""
    global _sql
    with _sql_lock:
        for fresh in (False, True):
            if _sql is None or fresh:
                _sql = _Sql()
            lines = _sql.ask(text)
            if lines is not None:
                return [line.split("\t") for line in lines]
            error, _sql = _sql.complaint(), None
            # a database that was away in between is asked once more
            assert not fresh and ("2006" in error or "2013" in error or not error), error
    raise AssertionError(error)


def pid_of(service):
    with open(os.path.join(DIR, "run", service + ".pid"), encoding="utf-8") as f:
        return int(f.read().split()[0])


def workers(service):
    """Pids of a pool's workers."""
    pid = pid_of(service)
    with open("/proc/%d/task/%d/children" % (pid, pid), encoding="utf-8") as f:
        return [int(p) for p in f.read().split()]


# --- TAP ---------------------------------------------------------------------

_tests = []


def test(name):
    def keep(function):
        _tests.append((name, function))
        return function
    return keep


def eq(got, wanted, what=""):
    assert got == wanted, "%s: got %r, wanted %r" % (what or "value", got, wanted)


def has(text, part, what=""):
    assert part in text, "%s: %r is not in %r" % (what or "text", part, text[:2000])


def run():
    failed, begun = 0, time.monotonic()
    for number, (name, function) in enumerate(_tests, 1):
        try:
            function()
            print("ok %d - %s" % (number, name), flush=True)
            if os.environ.get("OFFICE_TIMES"):
                print("# %.1f s" % (time.monotonic() - begun), flush=True)
        except Exception:
            failed += 1
            print("not ok %d - %s" % (number, name))
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            sys.stdout.flush()
    print("1..%d" % len(_tests))
    sys.exit(1 if failed else 0)
