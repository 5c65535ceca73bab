"""A registry that has no images: it refuses, limits, breaks or says nothing. Docker takes plain HTTP on 127.0.0.1."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Registry:
    def __init__(self, mood):
        self.mood, self.asked, self.end = mood, threading.Event(), threading.Event()
        registry = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                registry.answer(self)

            do_HEAD = do_GET

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def image(self):
        return f"127.0.0.1:{self.server.server_address[1]}/e2e/redis:1"

    def answer(self, request):
        self.asked.set()
        if self.mood == "refuses":
            return self.say(request, 401, "UNAUTHORIZED", "authentication required")
        if request.path == "/v2/":
            return self.say(request, 200, "", "")
        if self.mood == "limits":
            return self.say(request, 429, "TOOMANYREQUESTS", "you have pulled too much")
        if self.mood == "lacks":
            return self.say(request, 404, "MANIFEST_UNKNOWN", "manifest unknown")
        self.end.wait(600)
        request.close_connection = True

    def say(self, request, status, code, text):
        body = f'{{"errors":[{{"code":"{code}","message":"{text}"}}]}}'.encode() if code else b"{}"
        request.send_response(status)
        if status == 401:
            request.send_header("WWW-Authenticate", 'Basic realm="e2e"')
        request.send_header("Content-Type", "application/json")
        request.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(body)

    def close(self):
        self.end.set()
        self.server.shutdown()
        self.server.server_close()
