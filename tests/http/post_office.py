"""A mail server and a gateway of short messages, real ones, in a process of
their own that can be killed:

    post_office.py starttls|smtps|plain|https PORT DIR

DIR holds cert.pem and key.pem; what is taken is appended to DIR/taken, a line
of JSON each, and flushed before it is acknowledged.  Receivers decide what
happens: never@… is refused for good, later@… for now, slow@… takes ten
seconds, die@… ends the process after the letter is on disk and before the
answer; numbers ending in 0500, 0400 and 0429 get that status.
"""

import asyncio
import base64
import http.server
import json
import os
import ssl
import sys
import threading
import time

KIND, PORT, DIR = sys.argv[1], int(sys.argv[2]), sys.argv[3]
lock = threading.Lock()


def take(record):
    # one write: who is killed in the middle of several leaves half a line, and the next line behind it
    with lock, open(os.path.join(DIR, "taken"), "ab", buffering=0) as f:
        f.write((json.dumps(record) + "\n").encode())
        os.fsync(f.fileno())


def tls():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(DIR, "cert.pem"), os.path.join(DIR, "key.pem"))
    return context


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never@"):
            return "550 5.1.1 no such mailbox: " + address
        if address.startswith("later@"):
            return "451 4.3.0 not now: " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to.startswith("slow@"):
            await asyncio.sleep(10)
        take({"to": envelope.rcpt_tos, "from": envelope.mail_from, "tls": session.ssl is not None,
              "user": session.auth_data.decode() if session.auth_data else None,
              "bytes": base64.b64encode(envelope.original_content).decode()})
        if to.startswith("die@"):
            os._exit(9)
        return "250 OK"


def serve_mail():
    from aiosmtpd.smtp import SMTP, AuthResult

    def authenticate(server, session, envelope, mechanism, data):
        good = data.login == b"anjuan" and data.password == "geheim 密码".encode()
        return AuthResult(success=good, handled=good, auth_data=data.login)

    def make():
        if KIND == "starttls":
            return SMTP(Handler(), hostname="localhost", tls_context=tls(), require_starttls=True, loop=loop)
        if KIND == "smtps":
            return SMTP(Handler(), hostname="localhost", authenticator=authenticate, auth_required=True,
                        auth_require_tls=False, loop=loop)
        return SMTP(Handler(), hostname="localhost", loop=loop)

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(loop.create_server(make, "127.0.0.1", PORT, ssl=tls() if KIND == "smtps" else None))
    print("ready", flush=True)
    loop.run_forever()


class Gateway(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = json.loads(body)
        status = {"0500": 500, "0400": 400, "0429": 429}.get(message["to"][-4:], 202)
        take({"path": self.path, "headers": dict(self.headers), "body": body.decode(), "status": status})
        if message["to"].endswith("0666"):
            time.sleep(10)
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


def serve_https():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Gateway)
    server.socket = tls().wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)
    server.serve_forever()


serve_https() if KIND == "https" else serve_mail()
