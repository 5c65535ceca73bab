"""Attacks on the registration of passkeys, and on logins with them."""

import json
import os

from attacks import Stolen, attack, attacks, gives_nothing, refused
from codes import unb64
from owner import on_wire


def offered(thief, made, **changed):
    """Sends what a page would send of a new passkey."""
    names = {"client_data": "clientData"}
    content = {names.get(name, name): list(unb64(value)) for name, value in made.items()}
    return thief.ask("passkey-offered", **{"id": thief.offer, **content, **changed})


def told(thief):
    """What the broker tells of the open registration, as the hook hands it on."""
    offer = thief.ask("passkey-offer", id=thief.offer).value
    return {
        "id": thief.offer,
        "operator": offer["operator"],
        "operator_row": offer["operatorRow"],
        "relying_party": offer["relyingParty"],
    }


def log_in(thief, name, assertion, **more):
    """From a network that it makes up each time, so that no throttle refuses it first."""
    network = ".".join(map(str, [10, *os.urandom(2), 7]))
    content = {"network": network, "cookie": "A" * 43, **more}
    return thief.ask("passkey-log-in", id=name, assertion=assertion, **content)


@attacks(
    "offers a passkey of its own for an open registration,",
    {
        "with a secret that it makes up": os.urandom(32),
        "with zeros": bytes(32),
        "with the id as the secret": None,
        "with no secret": b"",
    },
)
def offer_own(thief, secret):
    """The address reaches it without the fragment, which has the secret."""
    secret = unb64(thief.offer) if secret is None else secret
    for called in ["own", "own RSA"]:
        made = thief.own[called].registration(told(thief), secret)
        refused(offered(thief, made), "error:protected")


@attacks(
    "offers a passkey with a code",
    {
        "that is empty": [],
        "that is short": [0] * 31,
        "that is long": [0] * 33,
        "of zeros": [0] * 32,
        "of no bytes": [256] * 32,
    },
)
def other_code(thief, code):
    made = thief.own["own"].registration(told(thief), bytes(32))
    refused(offered(thief, made, code=code), "error:protected", "error:invalid")


@attack("takes the code of one passkey for its own")
def take_code(thief):
    """The code of another registration's page, which passes by, is over another passkey."""
    honest = thief.passed_offer
    made = thief.own["own"].registration(told(thief), bytes(32))
    refused(offered(thief, made, code=list(unb64(honest["code"]))), "error:protected")
    refused(offered(thief, honest), "error:invalid", "error:protected", "error:conflict")


@attack("guesses the ids of registrations")
def guess_offer(thief):
    for name in [
        "",
        "A" * 22,
        thief.offer[:21],
        thief.offer + "A",
        thief.offer.swapcase(),
        "%" * 22,
    ]:
        refused(thief.ask("passkey-offer", id=name), "error:notFound", "error:invalid")
        made = thief.own["own"].registration(told(thief), bytes(32))
        refused(offered(thief, made, id=name), "error:notFound", "error:invalid")


@attack("looks for the secret of a registration in what the broker tells")
def find_secret(thief):
    reply = thief.ask("passkey-offer", id=thief.offer)
    names = {"operator", "operatorRow", "relyingParty", "known", "expiresAt"}
    if set(reply.value) != names:
        raise Stolen(json.dumps(reply.value))


@attack("makes the broker begin, accept, list or remove a passkey")
def no_operation(thief):
    for name in [
        "passkey-begin",
        "passkey-accept",
        "passkey-add",
        "passkey-remove",
        "passkey-list",
        "operator",
        "confirm",
        "ask",
    ]:
        for session in [None, thief.cookies["ana"]]:
            content = {"id": thief.offer, "operator": "ana", "password": []}
            refused(thief.ask(name, session, **content), "error:invalid")


# --- logins


def begun(thief):
    return thief.ask("passkey-challenge").value


@attack("sends the signature of a login again", {"login_try", "login_count"})
def replay(thief):
    refused(log_in(thief, thief.seen.login_id, thief.seen.login), "approvalRefused")
    refused(log_in(thief, begun(thief)["id"], thief.seen.login), "approvalRefused")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack("logs in with the signature of an approval", {"login_try", "login_count"})
def approval_for_login(thief):
    for name in [thief.seen.id, begun(thief)["id"]]:
        refused(log_in(thief, name, thief.seen.assertion), "approvalRefused")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack("logs in with a passkey of its own", {"login_try", "login_count"})
def own_passkey(thief):
    for called in ["own", "own RSA"]:
        for credential in [None, thief.seen.login["credential"], []]:
            challenge = begun(thief)
            made = on_wire(thief.own[called].login(challenge))
            if credential is not None:
                made["credential"] = credential
            refused(log_in(thief, challenge["id"], made), "approvalRefused")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack("logs in with the signature that another page has got", {"login_try", "login_count"})
def other_page(thief):
    for more in [{"origin": "https://puerto.example"}, {"crossOrigin": True}, {"type": "x"}]:
        challenge = begun(thief)
        made = on_wire(thief.operator("ana").login(challenge, **more))
        refused(log_in(thief, challenge["id"], made), "approvalRefused")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack("gives a login a challenge of its own", {"login_try", "login_count"})
def own_challenge(thief):
    for challenge in [bytes(32), b"", b"a" * 1000]:
        told = {"id": begun(thief)["id"], "challenge": challenge}
        made = on_wire(thief.operator("ana").login(told))
        refused(log_in(thief, begun(thief)["id"], made), "approvalRefused")
    refused(thief.ask("session", "A" * 43), "noSession")


@attack(
    "gives a login that passes by the cookie of another's session",
    {"session", "passkey"},
    {"session.login"},
)
def take_cookie(thief):
    challenge = begun(thief)
    made = on_wire(thief.operator("ana").login(challenge))
    reply = log_in(thief, challenge["id"], made, cookie=thief.cookies["otto"])
    kept = thief.ask("session", thief.cookies["otto"])
    if kept.value is None or kept.value["session"]["name"] != "otto":
        gives_nothing(kept, "the session of otto, who is there still")
    refused(reply, "error:constraint", "error:invalid", "error:conflict", "error:io")
