"""Attacks by connections at the socket: slow, many, never read, with more beside their bytes."""

import contextlib
import resource
import socket
import struct
import time

from attacks import Stolen, attack, attacks, refused
from wire import MOST, Reply, answer, framed, request


def session(thief):
    """A good request's bytes."""
    return framed(request("session", thief.cookies["ana"]))


def closes(made, seconds=15):
    """Throws unless the broker hangs up in time."""
    made.settimeout(seconds)
    begun = time.monotonic()
    try:
        while made.recv(65536):
            pass
    except ConnectionError:
        pass
    except TimeoutError:
        raise Stolen(f"the connection was kept for {time.monotonic() - begun:.0f} s") from None


@attacks(
    "begins a request and never ends it, with",
    {
        "no byte": b"",
        "half a length": b"\0\0",
        "a length alone": struct.pack(">I", 100),
        "the largest length": struct.pack(">I", MOST),
        "half a request": struct.pack(">I", 100) + b'{"version":2,',
    },
)
def never_ends(thief, data):
    with thief.wire.connect() as made:
        made.sendall(data)
        thief.hold()
        closes(made)


@attack("sends a request so slowly that it never ends")
def trickles(thief):
    data = session(thief)
    with thief.wire.connect() as made:
        begun = time.monotonic()
        try:
            for byte in data[:60]:
                made.sendall(bytes([byte]))
                time.sleep(0.25)
        except ConnectionError:
            pass
        closes(made)
        if time.monotonic() - begun > 14:
            raise Stolen("a byte now and then keeps a connection")


@attack("sends two requests at once, and one before the other is answered")
def two_at_once(thief):
    with thief.wire.connect() as made:
        try:
            made.sendall(session(thief) * 2)
            replies = [answer(made), answer(made)]
        except ConnectionError:
            return
        for reply in replies:
            if reply is not None and Reply(reply).value["session"]["name"] != "ana":
                raise Stolen(f"{reply}")
    # The answers to two sessions' requests do not change places.
    with thief.wire.connect() as made:
        for cookie, name in [("ana", "ana"), ("eva", "eva")] * 20:
            made.sendall(framed(request("session", thief.cookies[cookie])))
            reply = Reply(answer(made))
            if reply.value["session"]["name"] != name:
                raise Stolen(f"{reply} for {name}")


@attack("asks and never reads the answer")
def never_reads(thief):
    with contextlib.ExitStack() as kept:
        for _ in range(20):
            made = kept.enter_context(thief.wire.connect())
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            made.sendall(framed(request("records", thief.cookies["ana"])))
        thief.hold()


@attack("asks and hangs up at once, five hundred times")
def hangs_up(thief):
    for _ in range(500):
        with thief.wire.connect() as made:
            made.sendall(session(thief))


@attack("opens a thousand connections and sends nothing")
def thousand(thief):
    """The oldest give way: whoever comes now is answered."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with contextlib.ExitStack() as kept:
        for _ in range(1000):
            kept.enter_context(thief.wire.connect())
        thief.hold()
        reply = thief.wire.send(session(thief))
        if reply.value is None:
            raise Stolen(f"a request found no place: {reply}")


@attack("sends descriptors and credentials beside a request")
def ancillary(thief):
    """The kernel tells who is on the other side, and no message does."""
    with thief.wire.connect() as made:
        with open("/dev/null", "rb") as own:
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", own.fileno()))
            data = framed(request("session", "A" * 43))
            made.sendmsg([data], [rights])
            refused(Reply(answer(made)), "noSession")
    with thief.wire.connect() as made:
        root = (socket.SOL_SOCKET, 2, struct.pack("iii", 1, 0, 0))
        try:
            made.sendmsg([framed(request("session"))], [root])
        except PermissionError:
            return
        raise Stolen("the kernel took credentials of another user")
