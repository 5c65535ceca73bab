"""Half-sent requests, a hundred at once, from as many addresses, on a thread of their own."""

import selectors
import threading
import time

from client import PORTAL, Client

COUNT = 100
# Seconds between two bytes of a slow one.
PAUSE = 1


class Half:
    """A connection with a part of a request, and when its server has ended it."""

    def __init__(self, server, shape, data, address):
        self.shape, self.is_slow = shape, shape.startswith("slow")
        self.begun, self.ended = time.monotonic(), None
        self.connection = Client(server.client.port, address).connect(20)
        self.connection.sendall(data)
        self.connection.setblocking(False)

    @property
    def seconds(self):
        return None if self.ended is None else self.ended - self.begun

    def send(self):
        """Sends another byte; a server that has ended the connection is seen by reading."""
        try:
            self.connection.send(b"a")
        except OSError:
            pass

    def read(self):
        """Reads what there is, and returns whether the connection goes on."""
        try:
            goes_on = self.connection.recv(4096) != b""
        except BlockingIOError:
            return True
        except OSError:
            goes_on = False
        if not goes_on:
            self.ended = time.monotonic()
        return goes_on


def shapes(server):
    """The beginnings of requests: of a page's head, and of a login's body."""
    host = f"Host: {PORTAL}:{server.client.port}\r\n"
    head = f"GET {server.hook}/health HTTP/1.1\r\n{host}X-Half: ".encode()
    body = (
        f"POST {server.hook}/session HTTP/1.1\r\n{host}Origin: {server.workspace.origin}\r\n"
        "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
    ).encode()
    page = body.replace(f"{server.hook}/session".encode(), b"/assets/none.css")
    kinds = {"half a head": head, "half a body": body, "slow head": head, "slow body": body}
    return {**kinds, "slow page body": page} if server.name == "serve" else kinds


class Halves:
    """A hundred for each server, as many of each shape, which go on until the context closes."""

    def __init__(self, servers):
        self.all = {server.name: [] for server in servers}
        self.servers, self.stop = servers, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        for server in self.servers:
            kinds = list(shapes(server).items())
            for number in range(COUNT):
                shape, data = kinds[number % len(kinds)]
                address = f"127.0.9.{1 + number}"
                self.all[server.name].append(Half(server, shape, data, address))
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()
        for halves in self.all.values():
            for half in halves:
                half.connection.close()

    def of(self, server, shape):
        return [half for half in self.all[server.name] if half.shape == shape]

    def run(self):
        with selectors.DefaultSelector() as selector:
            for halves in self.all.values():
                for half in halves:
                    selector.register(half.connection, selectors.EVENT_READ, half)
            due = time.monotonic()
            while not self.stop.is_set():
                for key, _ in selector.select(0.05):
                    if not key.data.read():
                        selector.unregister(key.fileobj)
                        # Some servers wait for their client to hang up too.
                        key.fileobj.close()
                if time.monotonic() >= due:
                    due += PAUSE
                    for key in list(selector.get_map().values()):
                        if key.data.is_slow:
                            key.data.send()
