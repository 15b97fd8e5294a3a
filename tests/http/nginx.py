"""A second nginx with the office's own configuration and, in place of some
pools, workers of ours that answer what a test says: what nginx makes of it."""

import http.client
import os
import shutil
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
import time

from office import *


class _Worker(socketserver.ThreadingUnixStreamServer):
    """A FastCGI responder (version 1) with one fixed answer."""

    daemon_threads = True
    head = []


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        kind, request = None, 0
        while True:
            head = self.rfile.read(8)
            if len(head) < 8:
                return
            _, kind, request, length, padding, _ = struct.unpack(">BBHHBB", head)
            self.rfile.read(length + padding)
            if kind == 5 and length == 0:       # the end of standard input
                break
        answer = "\r\n".join(self.server.head + ["", ""]).encode()
        self.wfile.write(struct.pack(">BBHHBB", 1, 6, request, len(answer), 0, 0) + answer +
                         struct.pack(">BBHHBB", 1, 6, request, 0, 0, 0) +
                         struct.pack(">BBHHBB", 1, 3, request, 8, 0, 0) + bytes(8))


class Mirror:
    def __init__(self, pools):
        self.dir = tempfile.mkdtemp(prefix="mirror.")
        self.workers = {}
        with open(os.path.join(DIR, "run", "sockets"), encoding="utf-8") as f:
            sockets = f.read().strip()
        with open(os.path.join(DIR, "nginx", "anjuan.conf"), encoding="utf-8") as f:
            text = f.read()
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        text = text.replace("listen 127.0.0.1:%d;" % PORT, "listen 127.0.0.1:%d;" % self.port)
        for pool in pools:
            path = os.path.join(self.dir, pool + ".sock")
            text = text.replace("unix:%s/%s.sock" % (sockets, pool), "unix:" + path)
            self.workers[pool] = _Worker(path, _Handler)
            threading.Thread(target=self.workers[pool].serve_forever, args=(0.05,), daemon=True).start()
        text = text.replace('"%s/access.log"' % os.path.join(DIR, "log"), '"%s/access.log"' % self.dir)
        with open(os.path.join(self.dir, "anjuan.conf"), "w", encoding="utf-8") as f:
            f.write(text)
        with open(os.path.join(self.dir, "nginx.conf"), "w", encoding="utf-8") as f:
            f.write("%sworker_processes 1; pid %s/pid; daemon off; error_log %s/error.log;\n"
                    "events { worker_connections 64; }\nhttp { include /etc/nginx/mime.types;\n"
                    % ("user root; " if os.geteuid() == 0 else "", self.dir, self.dir))
            for kind in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi"):
                f.write("%s_temp_path %s/%s;\n" % (kind, self.dir, kind))
            f.write("include %s/anjuan.conf; }\n" % self.dir)
        self.process = subprocess.Popen(["nginx", "-p", self.dir, "-e", self.dir + "/error.log", "-c",
                                         self.dir + "/nginx.conf"], stdin=subprocess.DEVNULL,
                                        env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"})
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.05)

    def answers(self, pool, head):
        self.workers[pool].head = head

    def get(self, path):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            c.request("GET", path, headers={"Host": "localhost:%d" % self.port})
            r = c.getresponse()
            return Reply(r.status, r.getheaders(), r.read())
        finally:
            c.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        for w in self.workers.values():
            w.shutdown()
            w.server_close()
        shutil.rmtree(self.dir)
