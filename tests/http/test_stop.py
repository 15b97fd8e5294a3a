"""A worker that is told to stop, at the worst moments, over a socket of its own."""

import signal
import socket
import struct
import tempfile
import threading
import time

from office import *


def record(kind, content=b""):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def params(**env):
    out = b""
    for name, value in env.items():
        out += bytes([len(name), len(value)]) + name.encode() + value.encode()
    return record(4, out) + record(4)


BEGIN = record(1, struct.pack(">HB5x", 1, 0))


def answer(s):
    """The status line of what comes back."""
    data, out = b"", b""
    while piece := s.recv(65536):
        data += piece
    while len(data) >= 8:
        kind, length, padding = data[1], *struct.unpack(">HB", data[4:7])
        if kind == 6:
            out += data[8:8 + length]
        data = data[8 + length + padding:]
    return out.split(b"\r\n")[0].decode()


def catches_term(pid):
    """Whether the worker is far enough to have its handler."""
    with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as f:
        caught = next(int(line.split()[1], 16) for line in f if line.startswith("SigCgt"))
    return caught >> (signal.SIGTERM - 1) & 1


class Pool:
    """Workers of the public program behind one socket."""

    def __init__(self, n):
        self.dir = tempfile.TemporaryDirectory(prefix="anjuan-")
        self.path = self.dir.name + "/s"
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.path)
        self.socket.listen(256)
        self.workers = [self.spawn() for _ in range(n)]

    def spawn(self):
        w = subprocess.Popen([os.path.join(BUILD, "anjuan-public.fcgi"), "-c", conf("public")],
                             stdin=self.socket, stderr=subprocess.DEVNULL)
        while not catches_term(w.pid):
            time.sleep(0.01)
        return w

    def connect(self):
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(30)
        s.connect(self.path)
        return s

    def get(self, path):
        with self.connect() as s:
            s.sendall(BEGIN + params(REQUEST_METHOD="GET", PATH_INFO=path) + record(5))
            return answer(s)

    def close(self):
        for w in self.workers:
            w.terminate()
        for w in self.workers:
            eq(w.wait(10), 0, "exit status")
        self.socket.close()
        self.dir.cleanup()


@test("what has begun is finished, then the worker ends with 0")
def _():
    body = b"key=short&description=x"
    env = params(REQUEST_METHOD="POST", PATH_INFO="/report", CONTENT_LENGTH=str(len(body)),
                 CONTENT_TYPE="application/x-www-form-urlencoded")
    whole = [BEGIN[:5], BEGIN[5:], env[:20], env[20:], record(5, body[:7]), record(5, body[7:]) + record(5)]
    for cut in range(1, len(whole)):
        pool = Pool(1)
        with pool.connect() as s:
            s.sendall(b"".join(whole[:cut]))
            time.sleep(0.3)
            pool.workers[0].send_signal(signal.SIGTERM)
            time.sleep(0.1)
            s.sendall(b"".join(whole[cut:]))
            eq(answer(s), "Status: 422 Unprocessable Content", "cut %d" % cut)
        eq(pool.workers[0].wait(10), 0)
        pool.close()


@test("an idle worker stops at once")
def _():
    pool = Pool(2)
    eq(pool.get("/style"), "Status: 200 OK")
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 2


@test("workers replaced one by one under load: no request fails")
def _():
    pool, answers, stop = Pool(3), [], threading.Event()

    def client():
        while not stop.is_set():
            try:
                answers.append(pool.get("/style"))
            except OSError as e:
                answers.append(repr(e))

    threads = [threading.Thread(target=client) for _ in range(8)]
    for t in threads:
        t.start()
    for _ in range(6):
        time.sleep(0.1)
        old = pool.workers.pop(0)
        pool.workers.append(pool.spawn())
        old.terminate()
        eq(old.wait(10), 0)
    stop.set()
    for t in threads:
        t.join()
    pool.close()
    eq(set(answers), {"Status: 200 OK"})
    assert len(answers) > 100, len(answers)


run()
