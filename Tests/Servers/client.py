"""An HTTP client that sends exactly the bytes of a test and returns bytes."""

import socket
import time

# The portal's host name. The tests connect to 127.0.0.1 and resolve no name.
PORTAL = "puerto.localhost"


class Answer:
    def __init__(self, raw, seconds):
        self.raw, self.seconds = raw, seconds
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        words = lines[0].split(b" ", 2)
        self.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else None
        self.fields = [
            tuple(part.strip() for part in line.partition(b":")[::2]) for line in lines[1:]
        ]
        if self.all("transfer-encoding") == ["chunked"]:
            self.body = dechunked(self.body)

    def all(self, name):
        return [
            value.decode("latin-1")
            for key, value in self.fields
            if key.lower() == name.lower().encode()
        ]

    def one(self, name):
        values = self.all(name)
        return values[0] if len(values) == 1 else None

    def __repr__(self):
        return f"{self.status} in {self.seconds:.1f} s: {self.raw[:600]!r}"


def dechunked(body):
    out = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        count = int(size.split(b";")[0] or b"0", 16)
        out, body = out + rest[:count], rest[count + 2 :]
    return out


class Client:
    """Connects from 127.0.0.1, or from another address of this machine."""

    def __init__(self, port, address="127.0.0.1"):
        self.port, self.address = port, address

    def connect(self, patience):
        return socket.create_connection(("127.0.0.1", self.port), patience, (self.address, 0))

    def raw(self, data, patience=20, end=False, again=0):
        """Sends bytes and reads until the other side ends, or says nothing for so long.

        A server that answers before it has read everything hangs up on the rest, and then its answer can be
        lost on the way: what has no effect may be asked `again`.
        """
        start = time.monotonic()
        received, is_cut = b"", False
        with self.connect(patience) as connection:
            try:
                connection.sendall(data)
                if end:
                    connection.shutdown(socket.SHUT_WR)
                while more := connection.recv(65536):
                    received += more
            except TimeoutError:
                pass
            except ConnectionError:
                is_cut = not received
        if is_cut and again:
            return self.raw(data, patience, end, again - 1)
        return Answer(received, time.monotonic() - start)

    def ask(self, method, path, fields=(), body=b"", **more):
        return self.raw(self.text(method, path, fields) + body, **more)

    def text(self, method, path, fields):
        head = [f"{method} {path} HTTP/1.1", f"Host: {PORTAL}:{self.port}", "Connection: close"]
        head += [f"{name}: {value}" for name, value in fields]
        return "\r\n".join(head).encode() + b"\r\n\r\n"

    def rush(self, method, path, fields=(), body=b"", count=2, patience=30):
        """Sends `count` equal requests at once: the last bytes are sent after all others."""
        data = self.text(method, path, fields) + body
        connections = [self.connect(patience) for _ in range(count)]
        for connection in connections:
            connection.sendall(data[:-1])
        start = time.monotonic()
        for connection in connections:
            connection.sendall(data[-1:])
        answers = []
        for connection in connections:
            with connection:
                received = b""
                while more := connection.recv(65536):
                    received += more
            answers.append(Answer(received, time.monotonic() - start))
        return answers

    def get(self, path, fields=(), **more):
        return self.ask("GET", path, fields, **more)

    def leave(self, path):
        """Sends a request and disconnects before the answer."""
        with self.connect(5) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {PORTAL}:{self.port}\r\n\r\n".encode()
            )
