"""Which photos nginx gives on whose word: the same nginx.conf, before programs
that were taken over and ask for anything by X-Accel-Redirect."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from office import *
import office

work = tempfile.mkdtemp(prefix="aj.", dir="/tmp")
processes = []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start():
    with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
        sockets = f.read().strip()
    port = free_port()
    for name in ("nginx", "data/public/ab", "data/staff/ab", "data/originals/ab"):
        os.makedirs(os.path.join(work, name))
    for place in ("public", "staff", "originals"):
        with open(os.path.join(work, "data", place, "ab", "p.jpg"), "w", encoding="utf-8") as f:
            f.write(place)
    for name in ("nginx.conf", "anjuan.conf"):
        with open(os.path.join(DIR, "nginx", name), encoding="utf-8") as f:
            text = f.read()
        text = (text.replace(sockets, work).replace(DIR + "/data", work + "/data")
                .replace(DIR, work).replace("127.0.0.1:%d" % PORT, "127.0.0.1:%d" % port))
        with open(os.path.join(work, "nginx", name), "w", encoding="utf-8") as f:
            f.write(text)
    for name in ("log", "run"):
        os.makedirs(os.path.join(work, name))
    for pool in ("public", "desk", "api"):
        processes.append(subprocess.Popen(["spawn-fcgi", "-n", "-s", "%s/%s.sock" % (work, pool), "--",
                                           os.path.join(BUILD, "tests", "http", "x_accel")]))
    processes.append(subprocess.Popen(["nginx", "-p", work + "/nginx/", "-e", work + "/log/nginx.log",
                                       "-c", work + "/nginx/nginx.conf", "-g", "daemon off;"],
                                      env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"}))
    office.PORT = port
    for _ in range(100):
        try:
            Browser().get("/robots.txt")
            return
        except OSError:
            time.sleep(0.05)


def stop():
    for p in reversed(processes):
        p.send_signal(signal.SIGTERM)
    for p in processes:
        p.wait(timeout=20)
    shutil.rmtree(work)


def asks(path, place):
    return Browser().get("%s?%s" % (path, place))


@test("public derivatives are given on any program's word")
def _():
    for path in ("/photo/x", "/track", "/desk/photo/x", "/api/photo"):
        r = asks(path, "/_public/ab/p.jpg")
        eq((r.status, r.text), (200, "public"), path)


@test("staff derivatives are given on the desk's word only")
def _():
    r = asks("/desk/photo/x", "/_staff/ab/p.jpg")
    eq((r.status, r.text), (200, "staff"))
    for path in ("/", "/photo/x", "/track", "/api/photo", "/deskx/../photo"):
        r = asks(path, "/_staff/ab/p.jpg")
        eq(r.status, 404, path)
        assert "staff" not in r.text, path


@test("originals, keys and configurations are given on nobody's")
def _():
    for path in ("/photo/x", "/desk/photo/x", "/api/photo"):
        for place in ("/_originals/ab/p.jpg", "/_staff/../originals/ab/p.jpg", "/_public/../originals/ab/p.jpg",
                      "/_staff../originals/ab/p.jpg", "/_public%2f..%2foriginals/ab/p.jpg",
                      "/_public/../../nginx/nginx.conf", "/data/originals/ab/p.jpg"):
            r = asks(path, place)
            assert r.status != 200 or "originals" not in r.text, (path, place, r.status)
            assert "worker_processes" not in r.text, (path, place)


@test("the places cannot be asked for from outside")
def _():
    for path in ("/_public/ab/p.jpg", "/_staff/ab/p.jpg", "//_staff/ab/p.jpg", "/desk/../_staff/ab/p.jpg"):
        eq(Browser().get(path).status, 404, path)


@test("nginx puts nosniff and its own policy there; type and age are the program's")
def _():
    for path, place in (("/photo/x", "/_public/ab/p.jpg"), ("/desk/photo/x", "/_staff/ab/p.jpg")):
        r = asks(path, place)
        eq(r.header("X-Content-Type-Options"), "nosniff")
        eq(r.header("Content-Security-Policy"), "default-src 'none'; sandbox")
        eq(r.header("Content-Type"), "image/jpeg")
        eq(r.header("Cache-Control"), "private, max-age=60")


start()
try:
    run()
finally:
    stop()
