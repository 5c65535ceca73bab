"""Attacks on the session of a request: without one, with others', and with passwords that are guessed."""

import hashlib

from attacks import attack, attacks, gives_nothing, refused
from hook import PASSWORD
from owner import offer, reveal, secret, wanted
from wire import numbers

NETWORK = "198.51.100.7"
# What any session may ask for.
READING = {
    "session": lambda thief: {},
    "records": lambda thief: {},
    "tenant": lambda thief: {"slug": "acme"},
    "jobs": lambda thief: {"limit": 50},
    "job": lambda thief: {"id": thief.job},
    "errand": lambda thief: {"id": thief.errands["ana"]},
    "links": lambda thief: {"slug": "acme"},
    "approvals": lambda thief: {},
    "log-out": lambda thief: {},
}
# What only an owner's session may ask for.
CHANGING = {
    "admit": lambda thief: {"slug": "new", "name": "New", "contact": {}},
    "edit": lambda thief: {"slug": "acme", "asked": {"name": "Stolen"}},
    "act": lambda thief: {"action": "provision", "slug": "acme", "parameters": ""},
    "act (archive)": lambda thief: {
        "action": "archive",
        "slug": "acme",
        "parameters": "reason: late",
        "plan": thief.plans["ana"],
        "confirm": "acme",
    },
    "build": lambda thief: {"key": "own"},
    "cancel": lambda thief: {"id": thief.job},
    "retry": lambda thief: {"id": thief.job},
    "act (rotate)": lambda thief: {
        "action": "rotate",
        "slug": "ready",
        "parameters": "field: redis",
    },
    "probe": lambda thief: {"slug": "acme"},
    "plan": lambda thief: {"action": "archive", "slug": "acme", "parameters": ""},
    "approval (reveal)": lambda thief: {"act": secret(reveal())},
    "approval (link)": lambda thief: {"act": secret(offer())},
    "approval (rotate)": lambda thief: {"act": wanted("rotate", "ready", "field: redis")},
    "approve": lambda thief: {"id": thief.seen.id, "assertion": thief.seen.assertion},
    "envelope": lambda thief: {"id": thief.errands["envelope of otto"]},
    "revoke": lambda thief: {"receipt": thief.receipt},
}


def made_up(thief):
    """Cookies that no session has: guessed, from what was stored, over, or no cookie at all."""
    stored = hashlib.sha256(thief.cookies["ana"].encode()).hexdigest()
    ana = thief.cookies["ana"]
    return [
        None,
        "",
        "A" * 43,
        stored[:43],
        stored,
        ana[:-1],
        ana + "A",
        ana + "\0",
        " " + ana[1:],
        ana.swapcase(),
        f"{ana}\n{ana}",
        f"{ana[:20]}é{ana[21:]}",
        "' OR 1 --".ljust(43, "x"),
        thief.cookies["ended"],
    ]


@attacks("asks without a session", {name: name for name in [*READING, *CHANGING]})
def without_session(thief, name):
    content = {**READING, **CHANGING}[name](thief)
    for cookie in made_up(thief):
        refused(thief.ask(name.split()[0], cookie, **content), "noSession", "error:invalid")


@attacks("asks as a viewer", {name: name for name in CHANGING})
def as_viewer(thief, name):
    content = CHANGING[name](thief)
    refused(thief.ask(name.split()[0], thief.cookies["eva"], **content), "viewer")


@attack("writes a letter of a cookie as another one that is canonically equal")
def equal_letters(thief):
    for cookie in thief.cookies.values():
        kelvin = cookie.replace("K", "\u212a")
        if kelvin != cookie:
            refused(thief.ask("session", kelvin), "noSession", "error:invalid")


@attack("logs in with passwords that it guesses", {"login_try", "login_count"})
def guess_password(thief):
    for name, password in [
        ("ana", ""),
        ("ana", PASSWORD.upper()),
        ("ana", PASSWORD + "\0"),
        ("nobody", PASSWORD),
    ]:
        reply = thief.ask(
            "log-in", name=name, password=numbers(password), network=NETWORK, cookie="A" * 43
        )
        gives_nothing(reply, "error:throttled", "error:invalid", "error:busy")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack("guesses from a thousand networks that it makes up", {"login_try", "login_count"})
def guess_from_everywhere(thief):
    """The throttle by account holds, where that by network is the web tier's word."""
    refusals = []
    for number in range(24):
        reply = thief.ask(
            "log-in",
            name="otilia",
            password=numbers("a guess"),
            network=f"203.0.113.{number}",
            cookie="A" * 43,
        )
        gives_nothing(reply, "error:throttled")
        refusals.append(reply.refusal)
    if refusals[-1] != "error:throttled":
        gives_nothing(reply, "nothing but a throttle")
        raise AssertionError("no guess was throttled")


@attack(
    "gives a session that it may begin the cookie of another's",
    {"login_try", "login_count", "session"},
    {"session.login"},
)
def take_cookie(thief):
    """With the password of a viewer, who has passed by."""
    reply = thief.ask(
        "log-in",
        name="eva",
        password=numbers(PASSWORD),
        network="198.51.100.8",
        cookie=thief.cookies["otto"],
    )
    kept = thief.ask("session", thief.cookies["otto"])
    if kept.value is None or kept.value["session"]["name"] != "otto":
        gives_nothing(kept, "the session of otto, who is owner still")
    refused(reply, "error:constraint", "error:invalid", "error:conflict", "error:io")


@attacks(
    "writes into the history through a network's name",
    {
        "a line": "127.0.0.1\nforged: yes",
        "a page": "<b>forged</b>",
        "an endless one": "1" * 100_000,
        "NUL": "127.0.0.1\0forged",
        "no text": 7,
        "nothing": None,
    },
    {"login_try", "login_count", "claim_try"},
)
def forge_network(thief, network):
    reply = thief.ask("log-in", name="nobody", password=[1, 2, 3], network=network, cookie="A" * 43)
    gives_nothing(reply, "error:invalid", "error:throttled")
    reply = thief.ask(
        "passkey-log-in",
        id=thief.seen.login_id,
        assertion=thief.seen.login,
        network=network,
        cookie="A" * 43,
    )
    refused(reply, "error:invalid", "approvalRefused", "error:throttled")
    reply = thief.ask("claim", id=[1] * 16, token=list(range(32)), network=network)
    gives_nothing(reply, "error:invalid")


@attacks(
    "logs in under a name that is none",
    {
        "nothing": "",
        "long": "a" * 301,
        "a line": "ana\nforged: yes",
        "NUL": "ana\0",
        "SQL": "' OR 1=1 --",
        "capitals": "ANA",
        "a list": ["ana"],
        "invisible": "ana\u200b",
    },
    {"login_try", "login_count"},
)
def forge_name(thief, name):
    reply = thief.ask(
        "log-in", name=name, password=numbers("x"), network="198.51.100.9", cookie="A" * 43
    )
    gives_nothing(reply, "error:invalid", "error:throttled")
