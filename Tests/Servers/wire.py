"""Frames at puerto.sock, from a program that shares no code with Puerto."""

import base64
import json
import socket
import struct

from broker import connection

VERSION = 2
# The most bytes of a request.
MOST = 256 * 1024


def framed(data):
    return struct.pack(">I", len(data)) + data


def request(operation, cookie=None, content=None, **head):
    """A request's JSON, with other members in `head`."""
    return json.dumps(head | question(operation, cookie, content)).encode()


def question(operation, cookie=None, content=None):
    members = {"version": VERSION, "operation": operation, "content": content or {}}
    return members if cookie is None else {**members, "cookie": cookie}


def receive(made, count):
    data = b""
    while len(data) < count:
        more = made.recv(count - len(data))
        if not more:
            return None
        data += more
    return data


def answer(made):
    """The next answer's JSON; None when the other side has hung up."""
    try:
        head = receive(made, 4)
        data = head and receive(made, struct.unpack(">I", head)[0])
    except ConnectionError:
        return None
    return data if data is None else json.loads(data)


class Reply:
    """An answer, or the word for the refusal that came in its place."""

    def __init__(self, members):
        self.members = members
        self.value = self.refusal = None
        if members is None:
            self.refusal = "closed"
        elif "answer" in members:
            self.value = members["answer"]["_0"]
        else:
            ((word, detail),) = members["refusal"]["_0"].items()
            self.refusal = f"error:{detail['_0']['code']}" if word == "error" else word

    def __repr__(self):
        return f"{self.members!r:.600}"


class Wire:
    """Sends requests to the broker of a folder, each over a connection of its own."""

    def __init__(self, folder, patience=30):
        self.folder, self.patience = folder, patience

    def connect(self, patience=None):
        return connection(self.folder, patience or self.patience)

    def send(self, data, ends=False):
        """Sends bytes as they are and returns what comes back."""
        with self.connect() as made:
            try:
                made.sendall(data)
                if ends:
                    made.shutdown(socket.SHUT_WR)
            except ConnectionError:
                # The broker may answer or hang up before it has everything.
                pass
            return Reply(answer(made))

    def ask(self, operation, session=None, /, **content):
        """`session` is the cookie of the request, which is no part of its content."""
        return self.send(framed(request(operation, session, content)))


def numbers(text):
    """Bytes as operations have them."""
    return list(text.encode() if isinstance(text, str) else text)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
