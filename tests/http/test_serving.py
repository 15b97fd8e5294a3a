"""What nginx and the three programs answer before any page is special."""

import os
import signal
import time

from office import *

PROGRAMS = {"public": "/healthz", "desk": "/desk/healthz", "api": "/api/healthz"}


@test("healthz asks the database, on each program")
def _():
    for path in PROGRAMS.values():
        eq(Browser().get(path).status, 200, path)


@test("pages carry the headers that keep a browser safe")
def _():
    for path in ("/", "/desk/login", "/no-such-page"):
        r = Browser().get(path)
        eq(r.header("X-Content-Type-Options"), "nosniff", path)
        csp = r.header("Content-Security-Policy")
        has(csp, "default-src", path)
        assert "unsafe-inline" not in csp and "unsafe-eval" not in csp, csp
        has(r.header("Content-Type"), "charset=utf-8", path)
        assert "nginx/" not in r.header("Server"), r.header("Server")


@test("staff pages are never kept")
def _():
    has(Browser().get("/desk/login").header("Cache-Control"), "no-store")


@test("static files are kept, checked by ETag, compressed")
def _():
    r = Browser().get("/css/anjuan.css")
    eq(r.status, 200)
    has(r.header("Cache-Control"), "max-age=600")
    has(Browser().get("/css/anjuan.css?v=1").header("Cache-Control"), "immutable")
    eq(Browser().get("/css/anjuan.css", If_None_Match=r.header("ETag")).status, 304)
    eq(Browser().get("/css/anjuan.css", Accept_Encoding="gzip").header("Content-Encoding"), "gzip")
    eq(r.header("X-Content-Type-Options"), "nosniff")


@test("the map's parts come from Debian's packages")
def _():
    for name in ("leaflet.min.js", "leaflet.css", "leaflet.markercluster.min.js"):
        eq(Browser().get("/vendor/leaflet/" + name).status, 200, name)


@test("an unknown page is told in the visitor's language")
def _():
    for lang in ("zh-CN", "en"):
        for path in ("/no-such-page", "/css/no-such.css", "/desk/no-such-page"):
            r = Browser(lang).get(path)
            eq(r.status, 404, path)
            has(r.text, '<html lang="%s"' % lang, path)


@test("nothing outside the web root is served")
def _():
    for path in ("/css/../../conf/demo", "/css/%2e%2e/%2e%2e/README.md", "/vendor/leaflet../jquery/jquery.js",
                 "/_staff/x", "/_public/x", "/error", "/css/"):
        s = Browser().get(path).status
        assert s in (400, 403, 404), "%s: %d" % (path, s)


@test("a body over 125 MB is refused in both languages before the program sees it")
def _():
    for lang in ("zh-CN", "en"):
        r = Browser(lang).request("POST", "/report", b"", {"Content-Length": str(126 * 1024 * 1024)})
        eq(r.status, 413)
        has(r.text, '<html lang="%s"' % lang)


@test("a flood from one address is slowed down, others are not")
def _():
    flood = Browser("en", source="127.0.0.9")
    statuses = [flood.post("/no-such-page", {"a": "b"}).status for _ in range(40)]
    assert 429 in statuses, statuses
    r = flood.post("/no-such-page", {"a": "b"})
    eq(r.status, 429)
    assert int(r.header("Retry-After")) > 0
    has(r.text, '<html lang="en"')
    eq(Browser(source="127.0.0.8").get("/").status, 200)


@test("each program answers as plain CGI too")
def _():
    for program, path in PROGRAMS.items():
        eq(cgi(program, path).status, 200, program)
        eq(cgi(program, "/no-such-page").status, 404, program)
    home = cgi("public", "/", env={"HTTP_ACCEPT_LANGUAGE": "en"})
    eq(home.status, 200)
    has(home.text, '<html lang="en"')


@test("HEAD is GET without a body; other methods are refused")
def _():
    r = Browser().request("HEAD", "/")
    eq((r.status, r.body), (200, b""))
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        r = Browser().request(method, "/")
        eq(r.status, 405, method)
        has(r.header("Allow"), "GET", method)


@test("a killed worker is replaced, and every program goes on answering")
def _():
    for service, path in PROGRAMS.items():
        before = workers(service)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        for _ in range(100):
            if len(workers(service)) == len(before) and not set(workers(service)) & set(before):
                break
            time.sleep(0.05)
        eq(Browser().get(path).status, 200, service)


@test("the access log has neither query nor address")
def _():
    Browser().get("/track?number=NUMBER-IN-QUERY&code=ABCDEFGHJKMN")
    time.sleep(0.2)
    with open(os.path.join(DIR, "log", "access.log"), encoding="utf-8") as f:
        log = f.read()
    has(log, "GET /track ")
    assert "NUMBER-IN-QUERY" not in log and "127.0.0.1" not in log


run()
