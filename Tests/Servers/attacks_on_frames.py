"""Attacks by bytes at the socket that are no request."""

import json
import struct

from attacks import Stolen, attack, attacks, refused
from wire import MOST, VERSION, framed, question, request


@attacks(
    "sends a frame of the length",
    {
        "0": (0, b""),
        "1": (1, b"{"),
        "300 KiB": (300 * 1024, b" " * 300 * 1024),
        "256 KiB and a byte": (MOST + 1, b" " * (MOST + 1)),
        "2 GiB": (2**31 - 1, b"{}"),
        "2 GiB, negative": (2**31, b"{}"),
        "4 GiB": (2**32 - 1, b"{}"),
        "more than there is": (50, b"{}"),
    },
)
def other_lengths(thief, value):
    length, data = value
    reply = thief.wire.send(struct.pack(">I", length) + data, ends=True)
    refused(reply, "closed", "error:invalid")


def members(thief, **changed):
    """A good request's JSON with other members; None leaves one out."""
    good = question("tenant", thief.cookies["ana"], {"slug": "acme"})
    kept = {name: value for name, value in {**good, **changed}.items() if value is not None}
    return json.dumps(kept).encode()


@attacks(
    "sends as a request",
    {
        "no JSON": lambda thief: b"GET / HTTP/1.1\r\n\r\n",
        "NUL": lambda thief: bytes(1000),
        "no text": lambda thief: b'{"version":2,"operation":"\xff\xfe"}',
        "half an object": lambda thief: members(thief)[:-1],
        "two objects": lambda thief: members(thief) * 2,
        "a list": lambda thief: b"[" + members(thief) + b"]",
        "a number": lambda thief: b"1",
        "null": lambda thief: b"null",
        "deep lists": lambda thief: b"[" * 100_000,
        "deep objects": lambda thief: b'{"version":' * 20_000,
        "deep content": lambda thief: (
            b'{"version":2,"operation":"session","content":'
            + b'{"a":' * 20_000
            + b"1"
            + b"}" * 20_001
        ),
        "a long number": lambda thief: b'{"version":' + b"1" * 200_000 + b"}",
        "a huge exponent": lambda thief: b'{"version":1e999999999}',
        "blanks": lambda thief: b" " * MOST,
        "no version": lambda thief: members(thief, version=None),
        "no operation": lambda thief: members(thief, operation=None),
        "no content": lambda thief: members(thief, content=None),
        "a version as text": lambda thief: members(thief, version=str(VERSION)),
        "an unknown operation": lambda thief: members(thief, operation="reveal-all"),
        "an operation in capitals": lambda thief: members(thief, operation="SESSION"),
        "an operation with NUL": lambda thief: members(thief, operation="session\0"),
        "an operation with a mark": lambda thief: members(thief, operation="session\u0301"),
        "an operation of another letter": lambda thief: members(thief, operation="ſession"),
        "a list of operations": lambda thief: members(thief, operation=["session"]),
        "content that is text": lambda thief: members(thief, content="slug"),
        "a cookie that is a list": lambda thief: members(thief, cookie=[thief.cookies["ana"]]),
        "a lone surrogate": lambda thief: (
            b'{"version":2,"operation":"session","cookie":"\\ud800","content":{}}'
        ),
        "a surrogate in a slug": lambda thief: members(thief).replace(b'"acme"', b'"acme\\udc00"'),
        "a comment": lambda thief: b"/* */" + members(thief),
        "single quotes": lambda thief: members(thief).replace(b'"', b"'"),
    },
)
def strange_requests(thief, make):
    data = make(thief)
    # A cookie is in some, and what is asked for is harmless: but it is no request.
    refused(thief.wire.send(framed(data)), "error:invalid", "noSession", "error:notFound", "closed")


OTHERS = [0, -1, VERSION - 1, VERSION + 1, 2**31, 2**53]


@attacks("speaks another version", {str(number): number for number in OTHERS})
def other_version(thief, version):
    refused(thief.wire.send(framed(members(thief, version=version))), "version", "error:invalid")


@attack("names a member twice, with another value")
def twice(thief):
    """One reader may take the first, and another the last: what was checked has to be what is done."""
    ana, eva = thief.cookies["ana"], thief.cookies["eva"]
    head, content = b'{"version":2,"operation":"build",', b'"content":{}}'
    for first, second in [(ana, eva), (eva, ana), (ana, "A" * 43), ("A" * 43, ana)]:
        cookies = f'"cookie":"{first}","cookie":"{second}",'.encode()
        reply = thief.wire.send(framed(head + cookies + content))
        if reply.value is not None and ana not in (first, second):
            raise Stolen(f"{reply}")
    data = b'{"version":2,"operation":"session","operation":"build","cookie":"%s","content":{}}'
    reply = thief.wire.send(framed(data % eva.encode()))
    if reply.value and "job" in reply.value:
        raise Stolen("one operation was checked and another one done")


@attack("adds members that no operation has")
def unknown_members(thief):
    """They are refused, or without any effect."""
    for more in [{"role": "owner"}, {"operator": "ana"}, {"user": 0}, {"side": "operator"}]:
        data = request("build", thief.cookies["eva"], {"key": "own", **more}, **more)
        refused(thief.wire.send(framed(data)), "viewer", "error:invalid")


@attack("speaks HTTP and SQLite to the socket")
def other_protocols(thief):
    for data in [
        b"POST /session HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"SQLite format 3\0" * 9,
    ]:
        refused(thief.wire.send(data, ends=True), "closed", "error:invalid")


@attack("finds something about this machine in an error's text")
def told_too_much(thief):
    shown = [str(thief.folder), "puerto.db", "SQL", "keys/", "/home", ".swift"]
    for data in [
        framed(b"{"),
        framed(members(thief, operation="reveal-all")),
        framed(request("job", thief.cookies["ana"], {"id": "'"})),
        framed(request("tenant", thief.cookies["ana"], {"slug": 1})),
        framed(request("claim", None, {"id": [1] * 16, "token": [1] * 32})),
    ]:
        text = json.dumps(thief.wire.send(data).members)
        if any(word in text for word in shown):
            raise Stolen(text)
