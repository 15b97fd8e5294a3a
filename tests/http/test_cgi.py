"""Each program as plain CGI: one process a request, its whole life by the environment alone."""

import hashlib
import secrets
import tempfile

from staff import *


class Cgi(Browser):
    """A browser in front of a web server that knows only CGI."""

    program = "public"

    def request(self, method, path, body=None, headers=None):
        sent = {"Accept-Language": self.lang, "Cookie": "; ".join("%s=%s" % c for c in self.cookies.items())}
        if method == "POST":
            sent["Origin"] = URL
        sent.update(headers or {})
        env = {"HTTP_" + k.upper().replace("-", "_"): v for k, v in sent.items() if v is not None}
        path, _, query = path.partition("?")
        if body:
            env["CONTENT_TYPE"] = env.pop("HTTP_CONTENT_TYPE", "")
        r = cgi("desk" if path.startswith("/desk") else "api" if path.startswith("/api") else "public", path, query, method,
                body or b"", env, NAMES["desk" if path.startswith("/desk") else "public"])
        for value in (v for k, v in r.headers if k.lower() == "set-cookie"):
            name, rest = value.split("=", 1)
            if "Max-Age=0" in value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = rest.split(";")[0]
        return r


NAMES = {}
for name in ("public", "desk"):
    with open(conf(name), encoding="utf-8") as f:
        text = f.read().replace("x_accel = 1", "x_accel = 0")
    NAMES[name] = "cgi-" + name
    with open(conf(NAMES[name]), "w", encoding="utf-8") as f:
        f.write(text)


@test("a citizen's whole way: form with photo, receipt, following, the photo's own bytes")
def _():
    forget_tries()
    c = file_one(Cgi("en"), [upload("street.jpg")])
    eq(row_of(c.key), [[str(c.id)]])
    page = follow(c.browser, c.number, c.code)
    eq(page.status, 200)
    h = hashlib.sha256(photo("street.jpg")).hexdigest()
    assert wait_for(lambda: {h + "-v.jpg", h + "-t.jpg"} <= derived()), "no picture"
    path = re.search(r'"(/photo/\d+)"', follow(c.browser, c.number, c.code).text).group(1)
    for suffix, name in (("", "-v.jpg"), ("-t", "-t.jpg")):
        r = c.browser.get(path + suffix)
        eq((r.status, r.header("Content-Type"), r.header("X-Accel-Redirect")), (200, "image/jpeg", ""))
        with open(os.path.join(DIR, "data", "public", h[:2], h + name), "rb") as f:
            eq(r.body, f.read())
        eq(int(r.header("Content-Length")), len(r.body))
    eq(Cgi("en").get(path).status, 404)
    eq(c.browser.get("/receipt.pdf").body[:5], b"%PDF-")


@test("a clerk's day: sign in, read, take a step, see a photo, sign out")
def _():
    case = case_in(12)
    b = Cgi("en")
    b.login, b.password = PEOPLE["R_ACCEPTOR"][0]
    eq(b.sign_in(b.login, b.password).status, 200)
    case.done(b, "file", condition=str(CONDITION))
    eq(case.state, 20)
    link = sql("SELECT id FROM file_link WHERE subject_kind = 2 AND subject_id = %d" % case.id)[0][0]
    assert wait_for(lambda: b.get("/desk/photo/" + link).status == 200)
    eq(b.get("/desk/photo/" + link).body[:3], b"\xff\xd8\xff")
    eq(b.post("/desk/logout", {"csrf": "0" * 32}).status, 403)
    eq(b.post("/desk/logout", {"csrf": b.get("/desk").form("/desk/logout").value("csrf")}).status, 303)
    eq(b.get("/desk").status, 303)


@test("GeoJSON, HEAD, other methods, unknown paths")
def _():
    r = Cgi("en").get("/api/grid.geojson?layer=base")
    eq((r.status, r.header("Content-Type")), (200, "application/geo+json"))
    eq(Cgi("en").get("/api/grid.geojson?layer=none").status, 400)
    r = cgi("public", "/", method="HEAD")
    eq((r.status, r.body), (200, b""))
    assert int(r.header("Content-Length")) > 1000
    for program in ("public", "desk", "api"):
        eq(cgi(program, "/healthz", method="PUT").status, 405, program)
        eq(cgi(program, "/no/such", method="POST").status, 404, program)
    for query in ("井盖", "a+b", "-c", "-c+/etc/passwd"):
        eq(cgi("public", "/", query).status, 400, "a query that is no parameter: " + query)
    eq(cgi("public", "", env={"SCRIPT_NAME": "/privacy"}).status, 200, "without PATH_INFO")


@test("the environment may say anything: the answer is a whole one")
def _():
    for env in ({"REQUEST_METHOD": ""}, {"REQUEST_METHOD": "G" * 5000}, {"PATH_INFO": "privacy"}, {"PATH_INFO": "/" + "a" * 9000},
                {"PATH_INFO": "/\x01"}, {"QUERY_STRING": "%"}, {"QUERY_STRING": "a" * 9000}, {"HTTP_COOKIE": "=;=;" * 999},
                {"HTTP_COOKIE": "lang=\xff; sid=\x7f"}, {"HTTP_ACCEPT_LANGUAGE": "en," * 5000}, {"REMOTE_ADDR": "nowhere"},
                {"HTTP_HOST": "<b>"}, {"CONTENT_LENGTH": "x", "REQUEST_METHOD": "POST", "PATH_INFO": "/track"},
                {"CONTENT_LENGTH": "-1", "REQUEST_METHOD": "POST", "PATH_INFO": "/track"},
                {"CONTENT_LENGTH": str(1 << 62), "REQUEST_METHOD": "POST", "PATH_INFO": "/track"}):
        r = cgi("public", "/", env={k: v.encode("utf-8", "surrogateescape").decode("latin-1") for k, v in env.items()})
        assert r.status in (200, 400, 404, 405, 413), "%r: %d" % (env, r.status)
        has(r.header("Content-Security-Policy"), "default-src 'self'", repr(env)[:80])
        assert r.body.rstrip().endswith(b"</html>") or r.status == 200 and not r.body, repr(env)[:80]


@test("a body that never comes, or comes in drops, or too much of it")
def _():
    body, kind = multipart([("key", "k" * 20), ("description", "x")], [upload("street.jpg")])
    env = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    eq(cgi("public", "/report", method="POST", body=body + b"more than was said", env=env).status, 422)
    eq(cgi("public", "/report", method="POST", body=body[:-100], env=env).status, 400)
    eq(cgi("public", "/report", method="POST", body=b"", env=env).status, 400)
    eq([n for n in os.listdir(os.path.join(DIR, "data", "tmp")) if n.startswith("up-")], [])


@test("a query without \"=\" is no argument, and a wrong call says how")
def _():
    exe = os.path.join(BUILD, "anjuan-public.fcgi")
    base = {"PATH": os.environ["PATH"]}
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as f:
        f.write("no_such_option = 1\n")
        f.flush()
        for query in ("-c+" + f.name, "-c+%2F" + f.name[1:], "%2Dc+" + f.name):
            r = subprocess.run([exe, "-c", f.name], env={**base, "REQUEST_METHOD": "GET", "QUERY_STRING": query},
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            assert b"no_such_option" not in r.stderr, "a stranger chose the configuration"
    for words in (["-x"], ["-c"], ["-c", conf("public"), "more"]):
        r = subprocess.run([exe, *words], env=base, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, check=False)
        eq(r.returncode, 2, str(words))
        has(r.stderr.decode(), "usage:")


@test("a configuration that is wrong stops the start with its line, and answers 500 as CGI")
def _():
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as f:
        f.write("db_user = anjuan_public\nno_such_option = 1\n")
        f.flush()
        for program in ("public", "desk", "api"):
            r = subprocess.run([os.path.join(BUILD, "anjuan-%s.fcgi" % program), "-c", f.name], stdin=subprocess.DEVNULL,
                               env={"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, check=False)
            eq(r.returncode, 1, program)
            has(r.stderr.decode(), "no_such_option")
            has(r.stdout.decode(), "Status: 500")


run()
