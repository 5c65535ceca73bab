"""Attacks with programs' requests: forged, changed, sent again, or for what no program may ask."""

import time
import uuid

from attacks import attack, attacks, gives_nothing, refused
from stolen import call, call_of_bytes
from wire import base64url

FORGED = "whsec_" + "A" * 43 + "="
BUILD = {"action": "build"}


def send(thief, made, **changed):
    return thief.ask("call", **{**made, **changed})


def unsigned(reply):
    """Whether the broker has found no signature; what is sent again may be told to be so."""
    if reply.value not in ({"unsigned": {}}, {"duplicate": {}}):
        refused(reply, "error:invalid")


@attacks(
    "sends a request that it has signed",
    {
        "with a secret that it makes up": lambda thief: call(FORGED, BUILD),
        "with a secret that has ended": lambda thief: call(thief.secrets["ended"], BUILD),
        "long ago": lambda thief: call(thief.secrets["any"], BUILD, age=301),
        "in an hour": lambda thief: call(thief.secrets["any"], BUILD, age=-3600),
        "not at all": lambda thief: {**call(FORGED, BUILD), "signature": ""},
        "with a version that is none": lambda thief: {
            **call(thief.secrets["any"], BUILD),
            "signature": "v0,AAAA",
        },
        "with a thousand signatures": lambda thief: {
            **call(FORGED, BUILD),
            "signature": " ".join(["v1," + "A" * 43 + "="] * 1000),
        },
    },
)
def forge(thief, make):
    unsigned(send(thief, make(thief)))


@attacks(
    "changes a program's request that passes by",
    {
        "its body": {"body": base64url(b'{"action": "provision", "tenant": "acme"}')},
        "a blank in its body": {"body": base64url(b'{"action":  "build"}')},
        "its id": {"id": uuid.uuid4().hex},
        "its time": {"timestamp": str(int(time.time()) + 1)},
        "its time's spelling": {"timestamp": "+1"},
        "its body's end": {"body": base64url(b'{"action": "build"}\0')},
        "its body's letters": {"body": "eyJ="},
        "its body to nothing": {"body": ""},
    },
)
def change(thief, changed):
    unsigned(send(thief, thief.passed, **changed))


@attack("sends a program's request again, a hundred times")
def replay(thief):
    for _ in range(100):
        unsigned(send(thief, thief.passed))


@attacks(
    "asks as a program, which signs it, for",
    {
        "an archive": {"action": "archive", "tenant": "acme"},
        "an upgrade": {"action": "upgrade", "tenant": "acme", "images": "redis=redis:7.4.5"},
        "an image of its own": {
            "action": "provision",
            "tenant": "acme",
            "images": "redis=evil.example/redis:7",
        },
        "a rotation": {"action": "rotate", "tenant": "ready", "field": "redis"},
        "a plan": {"action": "provision", "tenant": "acme", "plan": "a" * 64},
        "new data": {"action": "provision", "tenant": "acme", "new-data": "yes"},
        "new data behind a reason": {
            "action": "provision",
            "tenant": "acme",
            "reason": "a\nnew-data: yes",
        },
        "a reason with NUL": {"action": "provision", "tenant": "acme", "reason": "a\0"},
        "no action": {"action": "remove", "tenant": "acme"},
        "a client that is none": {"action": "provision", "tenant": "../acme"},
        "the fleet, as one client": {"action": "build", "tenant": "acme"},
        "nobody's system": {"action": "provision"},
        "a list": {"action": ["provision"], "tenant": "acme"},
    },
)
def ask_as_program(thief, content):
    made = call(thief.secrets["any"], content)
    refused(
        send(thief, made), "error:invalid", "error:notFound", "error:conflict", "error:protected"
    )


@attacks(
    "asks as a program for what it was not given:",
    {name: name for name in ["provision", "suspend", "resume", "rotate", "build"]},
)
def ask_for_more(thief, action):
    content = {"action": action, **({} if action == "build" else {"tenant": "ready"})}
    content |= {"field": "redis"} if action == "rotate" else {}
    refused(send(thief, call(thief.secrets["usual"], content)), "error:protected", "error:invalid")


@attacks(
    "asks as a program for the base system",
    {name: name for name in ["provision", "suspend", "resume", "restart", "rotate"]},
)
def ask_for_base(thief, action):
    content = {
        "action": action,
        "tenant": "base",
        **({"field": "redis"} if action == "rotate" else {}),
    }
    made = call(thief.secrets["any"], content)
    refused(send(thief, made), "error:protected", "error:conflict")


@attacks(
    "asks as a program for what its secret was not given:",
    {
        "provision": {"action": "provision", "tenant": "acme"},
        "suspend": {"action": "suspend", "tenant": "acme", "reason": "late"},
        "resume": {"action": "resume", "tenant": "acme"},
        "rotate": {"action": "rotate", "tenant": "acme", "field": "redis"},
        "build": BUILD,
    },
)
def ask_for_more(thief, content):
    refused(send(thief, call(thief.secrets["usual"], content)), "error:protected")


@attack("asks as a program with every action for a password's rotation")
def ask_for_rotation(thief):
    content = {"action": "rotate", "tenant": "acme", "field": "redis"}
    refused(send(thief, call(thief.secrets["any"], content)), "error:protected")


@attack("asks as the program of one client for another, or for the fleet")
def ask_for_others(thief):
    for content in [{"action": "provision", "tenant": "other"}, BUILD]:
        unsigned(send(thief, call(thief.secrets["acme"], content)))
    # It does not even tell whether there is such a client.
    there = send(thief, call(thief.secrets["acme"], {"action": "provision", "tenant": "third"}))
    none = send(thief, call(thief.secrets["acme"], {"action": "provision", "tenant": "fourth"}))
    if there.members != none.members:
        gives_nothing(there, "the same as for a client that is none")


@attacks(
    "sends as a program's signed body",
    {
        "no JSON": b"action=build",
        "two members of one name": b'{"action":"provision","action":"build"}',
        "deep nesting": b"[" * 60_000,
        "a lone surrogate": b'{"action":"build","reason":"\\ud800"}',
        "no text": b'{"action":"build","reason":"\xff"}',
        "a mark of order": b'\xef\xbb\xbf{"action":"build"}',
        "nothing": b"",
        "too much": b'{"action":"build"}' + b" " * 65_536,
        "a field of no name": b'{"action":"build","":1}',
    },
)
def strange_body(thief, body):
    reply = send(thief, call_of_bytes(thief.secrets["any"], body))
    refused(reply, "error:invalid")


@attack("puts lines, NUL and blanks into the header fields of a request")
def strange_fields(thief):
    for name in ["id", "timestamp", "signature"]:
        for text in ["", "a\nforged: yes", "a\0", " ", "a" * 100_000, None, 7]:
            unsigned(send(thief, thief.passed, **{name: text}))
