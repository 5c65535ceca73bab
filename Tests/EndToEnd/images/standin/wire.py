"""HTTP/1.1 over sockets: requests in, answers out, connections kept while they are used."""

import socket
import threading

LARGEST = 8 * 1024 * 1024  # bytes of a body
QUIET = 5  # seconds that a connection may say nothing

REASONS = {
    200: "OK",
    201: "Created",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Payload Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
# Threads at once; more callers wait in the kernel's queue.
slots = threading.Semaphore(64)
threading.stack_size(512 * 1024)


class Request:
    def __init__(self, method, target, headers, body, address):
        self.method, self.target, self.headers, self.body = method, target, headers, body
        self.address = address
        self.path, _, self.query = target.partition("?")
        self.keeps = headers.get("connection", "").lower() != "close"


class Connection:
    def __init__(self, client, address):
        self.client, self.address = client, address
        self.rest = b""

    def more(self):
        part = self.client.recv(65536)
        if not part:
            raise OSError("the caller went away")
        self.rest += part

    def request(self):
        """The next request; none when the caller has no other."""
        while b"\r\n\r\n" not in self.rest:
            if len(self.rest) > 32768:
                return None
            self.more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        words = first.split(" ")
        if len(words) != 3:
            return None
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        if headers.get("expect", "").lower() == "100-continue":
            self.client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return Request(words[0], words[1], headers, self.body(headers), self.address)

    def body(self, headers):
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self.chunks()
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= LARGEST:
            raise OSError("the body is too large")
        return self.exactly(length)

    def exactly(self, length):
        while len(self.rest) < length:
            self.more()
        part, self.rest = self.rest[:length], self.rest[length:]
        return part

    def chunks(self):
        body = b""
        while len(body) <= LARGEST:
            while b"\r\n" not in self.rest:
                self.more()
            size, _, self.rest = self.rest.partition(b"\r\n")
            length = int(size.split(b";")[0], 16)
            part = self.exactly(length + 2)[:-2]
            if length == 0:
                return body
            body += part
        raise OSError("the body is too large")

    def send(self, request, answer, fault=None):
        body = (answer.text or "").encode()
        lines = [
            f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Status')}",
            f"Content-Type: {answer.kind}",
            f"Content-Length: {len(body)}",
            "X-Puerto-Standin: true",
            "Connection: " + ("keep-alive" if request.keeps and not fault else "close"),
            *(f"{name}: {value}" for name, value in answer.headers),
        ]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if fault == "half":
            body = body[: len(body) // 2]
        self.client.sendall(head if request.method == "HEAD" else head + body)

    def hang(self):
        """Says nothing until the caller goes away."""
        self.client.settimeout(600)
        while self.client.recv(4096):
            pass


def serve(client, address, answer):
    try:
        client.settimeout(QUIET)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(client, address)
        while request := connection.request():
            if not answer(connection, request) or not request.keeps:
                return
    except (OSError, ValueError):
        pass  # the caller went away, or speaks no HTTP
    finally:
        client.close()
        slots.release()


def listen(listener, answer):
    while True:
        slots.acquire()
        client, address = listener.accept()
        threading.Thread(target=serve, args=(client, address[0], answer), daemon=True).start()
