"""Attacks on secrets, with the session of an owner who approves nothing, or of others."""

from attacks import attack, attacks, refused
from owner import approve, begin, offer, reveal, sealed_page, secret


@attacks(
    "asks for a secret without a passkey's signature",
    {
        "a password": reveal(),
        "a link": offer(),
        "ten views": offer(views=10),
        "a sealed page": sealed_page(),
    },
)
def unapproved(thief, question):
    """The operation of before is none, and what is begun gives nothing by itself."""
    content = {"slug": "acme", "question": question}
    refused(thief.ask("ask", thief.cookies["ana"], **content), "error:invalid")
    for slug in ["acme", "other", "base"]:
        begun = begin(thief, secret(question, slug))
        if begun.value is None:
            refused(begun, "error:protected", "error:notFound", "error:conflict")
            continue
        name = begun.value["id"]
        for operation in ["envelope", "errand"]:
            refused(thief.ask(operation, thief.cookies["ana"], id=name), "error:notFound")
        nothing = {key: [] for key in ["credential", "clientData", "authenticatorData"]}
        refused(approve(thief, name, {**nothing, "signature": []}), "approvalRefused")


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
    for question in [reveal(key=key), offer(key=key), sealed_page(key=key)]:
        refused(begin(thief, secret(question)), "error:invalid")


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
    reply = begin(thief, secret(offer(**changed)))
    refused(reply, "error:invalid", "error:conflict", "error:notFound")


@attack("takes envelopes of other sessions and operators")
def other_envelopes(thief):
    for session, errand in [
        ("ana", "envelope of otto"),
        ("ana", "envelope elsewhere"),
        ("otto", "envelope elsewhere"),
        ("ana", "ana"),
    ]:
        reply = thief.ask("envelope", thief.cookies[session], id=thief.errands[errand])
        refused(reply, "error:notFound")
