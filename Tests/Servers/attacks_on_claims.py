"""Attacks on one-time links: the web tier has neither ids nor tokens of those that nobody opens."""

import os

from attacks import attack, attacks, gives_nothing
from codes import unb64

NETWORK = "198.51.100.20"


def claim(thief, link, **changed):
    content = {"id": list(unb64(link.id)), "token": list(unb64(link.token)), "network": NETWORK}
    return thief.ask("claim", **{**content, **changed})


@attack("opens a link by ids that it guesses, a thousand of them", {"claim_try"})
def guess_ids(thief):
    for _ in range(1000):
        reply = claim(thief, thief.link, id=list(os.urandom(16)), token=list(os.urandom(32)))
        gives_nothing(reply, "error:throttled")


@attack("opens a link by tokens that it guesses, from networks that it makes up", {"claim_try"})
def guess_tokens(thief):
    for number in range(100):
        network = f"203.0.113.{number}"
        reply = claim(thief, thief.link, token=list(os.urandom(32)), network=network)
        gives_nothing(reply, "error:throttled")


@attacks(
    "opens a link with a token",
    {
        "that is a bit off": lambda token: [token[0] ^ 1, *token[1:]],
        "that is short": lambda token: token[:31],
        "that is long": lambda token: [*token, 0],
        "that is none": lambda token: [],
        "of too large numbers": lambda token: [byte + 256 for byte in token],
        "of negative numbers": lambda token: [byte - 256 for byte in token],
        "of fractions": lambda token: [byte + 0.5 for byte in token],
        "of texts": lambda token: [str(byte) for byte in token],
        "in base64url": lambda token: "A" * 43,
        "of nothing": lambda token: None,
    },
    {"claim_try"},
)
def other_token(thief, change):
    token = change(list(unb64(thief.link.token)))
    gives_nothing(claim(thief, thief.link, token=token), "error:invalid", "error:throttled")


@attacks(
    "opens a link by an id",
    {
        "that is short": lambda number: number[:15],
        "that is long": lambda number: [*number, 0],
        "that is none": lambda number: [],
        "of the database": lambda number: 1,
        "of its receipt": lambda number: "receipt",
    },
    {"claim_try"},
)
def other_id(thief, change):
    changed = change(list(unb64(thief.link.id)))
    if changed == "receipt":
        changed = list(bytes.fromhex(thief.receipt))
    gives_nothing(claim(thief, thief.link, id=changed), "error:invalid", "error:throttled")
