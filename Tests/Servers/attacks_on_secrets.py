"""Attacks on secrets, with the session of an owner who has not typed the password lately, or of others."""

from attacks import attack, attacks, gives_nothing, refused
from owner import ask, offer, reveal


@attacks(
    "asks for a secret without the password typed lately",
    {"a password": reveal(), "a link": offer(), "ten views": offer(views=10)},
)
def unconfirmed(thief, question):
    for slug in ["acme", "other", "base"]:
        gives_nothing(ask(thief, question, slug, "stale"), "error:protected")


@attacks(
    "asks for a secret to a key that is none",
    {
        "short": [4] * 64,
        "long": [4] * 66,
        "compressed": [2] + [1] * 64,
        "empty": [],
        "no bytes": [4] + [256] * 64,
        "negative": [4] + [-1] * 64,
    },
)
def no_key(thief, key):
    for question in [reveal(key=key), offer(key=key)]:
        refused(ask(thief, question), "error:invalid")


@attacks(
    "offers a link",
    {
        "for ever": {"lifetime": 10**9},
        "for no time": {"lifetime": 0},
        "read a thousand times": {"views": 1000},
        "read never": {"views": 0},
        "of a page's passphrase": {"field": "passphrase"},
    },
)
def offer_link(thief, changed):
    refused(ask(thief, offer(**changed)), "error:invalid", "error:conflict")


@attack("takes envelopes of other sessions and operators")
def other_envelopes(thief):
    for session, errand in [
        ("ana", "envelope of otto"),
        ("ana", "envelope elsewhere"),
        ("otto", "envelope elsewhere"),
        ("stale", "envelope elsewhere"),
        ("ana", "ana"),
    ]:
        reply = thief.ask("envelope", thief.cookies[session], id=thief.errands[errand])
        refused(reply, "error:notFound")
