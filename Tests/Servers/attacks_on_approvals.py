"""Attacks on approvals, with the session of an owner who approves something else meanwhile."""

from attacks import Stolen, attack, attacks, refused
from codes import b64
from device import approval_challenge
from owner import (
    KEY,
    approve,
    as_told,
    begin,
    offer,
    on_wire,
    reveal,
    sealed_page,
    secret,
    sign,
    wanted,
)

OWN_KEY = [4] + [2] * 64
ROTATE = wanted("rotate", "ready", "field: redis")
UPGRADE = "image.redis: redis:7.4.5"


def begun(thief, act, session="ana"):
    reply = begin(thief, act, session)
    if reply.value is None:
        raise AssertionError(f"nothing to attack: {reply}")
    return reply.value


def in_vain(thief, name, assertion, session="ana"):
    refused(approve(thief, name, assertion, session), "approvalRefused")
    # And it is good for nothing more.
    refused(approve(thief, name, assertion, session), "error:notFound")


@attacks(
    "shows the operator one act and asks the broker for another:",
    {
        "another client": (secret(reveal()), secret(reveal(), "other")),
        "another field": (secret(reveal()), secret(reveal("postgres"))),
        "another key": (secret(reveal()), secret(reveal(key=OWN_KEY))),
        "a link for a reveal": (secret(reveal()), secret(offer())),
        "a reveal for a link": (secret(offer()), secret(reveal())),
        "a page for a link": (secret(offer()), secret(sealed_page())),
        "ten views": (secret(offer()), secret(offer(views=10))),
        "a month": (secret(offer()), secret(offer(lifetime=31 * 86_400))),
        "no passphrase": (secret(offer(hasPassphrase=True)), secret(offer())),
        "another key of a link": (secret(offer()), secret(offer(key=OWN_KEY))),
        "an archive for a rotation": (
            ROTATE,
            wanted("archive", "acme", plan="a" * 64, confirm="acme"),
        ),
        "a rotation for a reveal": (secret(reveal()), ROTATE),
        "a rotation of another field": (ROTATE, wanted("rotate", "ready", "field: postgres")),
        "another reason": (ROTATE, wanted("rotate", "ready", "reason: a\nfield: redis")),
        "no plan": (
            wanted("archive", "acme", plan="", confirm="acme"),
            wanted("archive", "acme", plan="a" * 64, confirm="acme"),
        ),
        "another plan": (
            wanted("archive", "acme", plan="c" * 64, confirm="acme"),
            wanted("archive", "acme", plan="a" * 64, confirm="acme"),
        ),
        "another client's archive": (
            wanted("archive", "other", plan="c" * 64, confirm="other"),
            wanted("archive", "acme", plan="a" * 64, confirm="acme"),
        ),
        "an archive for a restart": (
            wanted("restart", "acme"),
            wanted("archive", "acme", plan="a" * 64, confirm="acme"),
        ),
    },
)
def swap(thief, acts):
    """The page signs what it shows, and fills in from the broker's answer what it does not know."""
    shown, other = acts
    told = begun(thief, other)
    in_vain(thief, told["id"], sign(thief, {**told, **as_shown(shown)}, shown))


def as_shown(act):
    """What a page puts into the challenge for an act that its operator has asked for."""
    if "action" in act:
        asked = act["action"]["_0"]
        return {
            "act": asked["action"],
            "tenant": asked["slug"],
            "parameters": asked["parameters"],
            "plan": asked.get("plan", ""),
        }
    slug, question = act["secret"]["_0"], act["secret"]["_1"]
    ((kind, values),) = question.items()
    if kind == "reveal":
        return {"act": kind, "tenant": slug, "parameters": f"field: {values['_0']}", "plan": ""}
    link = values["_0"]
    lines = [
        f"field: {link['field']}",
        f"passphrase: {'yes' if link['hasPassphrase'] else 'no'}",
        f"lifetime: {link['lifetime']} s",
        f"views: {link['views']}",
    ]
    return {"act": kind, "tenant": slug, "parameters": "\n".join(lines), "plan": ""}


@attacks(
    "changes on its way to the page",
    {
        "the nonce": {"nonce": [7] * 32},
        "the nonce, a bit": lambda told: {"nonce": [told["nonce"][0] ^ 1, *told["nonce"][1:]]},
        "the nonce to nothing": {"nonce": []},
        "the id": {"id": "0" * 32},
        "the workspace": {"workspace": "another"},
        "the operator's row": lambda told: {"operatorRow": told["operatorRow"] + 1},
        "the client's row": lambda told: {"tenantRow": told["tenantRow"] + 1},
        "a line between two parts": {"parameters": "field: redis\n"},
        "a part's end": lambda told: {"tenant": told["tenant"] + told["parameters"][:1]},
    },
)
def change_told(thief, change):
    told = begun(thief, ROTATE)
    changed = change(told) if callable(change) else change
    in_vain(thief, told["id"], sign(thief, {**told, **changed}, ROTATE))


@attack("crosses the nonces of two approvals")
def cross(thief):
    one, other = begun(thief, ROTATE), begun(thief, secret(reveal()))
    signed = sign(thief, {**one, "nonce": other["nonce"]}, ROTATE)
    in_vain(thief, other["id"], signed)
    in_vain(thief, one["id"], signed)


@attack("uses the signature of one approval for another of the same act")
def use_for_same(thief):
    one, other = begun(thief, ROTATE), begun(thief, ROTATE)
    in_vain(thief, other["id"], sign(thief, one, ROTATE))


@attack("sends a signature again that has approved")
def replay(thief):
    refused(approve(thief, thief.seen.id, thief.seen.assertion), "error:notFound")
    for act in [ROTATE, secret(reveal())]:
        in_vain(thief, begun(thief, act)["id"], thief.seen.assertion)


@attack("approves with the signature of a login")
def login_for_approval(thief):
    in_vain(thief, begun(thief, ROTATE)["id"], thief.seen.login)
    told = thief.ask("passkey-challenge").value
    signed = on_wire(thief.operator("ana").login(told))
    in_vain(thief, begun(thief, ROTATE)["id"], signed)
    # The id of a login is none of an approval.
    refused(approve(thief, told["id"], signed), "error:notFound")


@attack("hands the challenge of an approval to the page of the login")
def login_page_for_approval(thief):
    """What a login signs is never what an approval signs, whatever the hook tells its page."""
    for act in [ROTATE, secret(reveal(key=OWN_KEY))]:
        told = begun(thief, act)
        key = bytes(OWN_KEY) if "secret" in act else b""
        challenge = approval_challenge(as_told(told), b64(key))
        signed = thief.operator("ana").login({"id": told["id"], "challenge": challenge})
        in_vain(thief, told["id"], on_wire(signed))


@attacks(
    "approves what another session has asked for:",
    {"the same operator's": ("ana", "elsewhere"), "another owner's": ("ana", "otto")},
)
def other_session(thief, sessions):
    asked, other = sessions
    told = begun(thief, ROTATE, asked)
    signed = sign(thief, told, ROTATE, asked)
    refused(approve(thief, told["id"], signed, other), "error:notFound")
    refused(approve(thief, told["id"], signed, "eva"), "viewer")
    refused(thief.ask("approve", None, id=told["id"], assertion=signed), "noSession")
    ended = thief.cookies["ended"]
    refused(thief.ask("approve", ended, id=told["id"], assertion=signed), "noSession")


@attack("approves one owner's act with the signature of another")
def other_operator(thief):
    told = begun(thief, ROTATE, "otto")
    in_vain(thief, told["id"], sign(thief, told, ROTATE, "ana"), "otto")


@attacks(
    "lets the operator sign at a page",
    {
        "of another origin": {"origin": "https://puerto.example"},
        "of another port": lambda origin: {"origin": f"{origin}0"},
        "of another scheme": lambda origin: {"origin": origin.replace("http:", "https:")},
        "of a name below": lambda origin: {"origin": origin.replace("//", "//acme.")},
        "of capitals": lambda origin: {"origin": origin.upper()},
        "with a path": lambda origin: {"origin": f"{origin}/"},
        "of no origin": {"origin": "null"},
        "in a frame": {"crossOrigin": True},
        "that makes a passkey": {"kind": "webauthn.create"},
        "that pays": {"kind": "payment.get"},
    },
)
def other_page(thief, change):
    more = change(thief.workspace.origin) if callable(change) else change
    told = begun(thief, ROTATE)
    in_vain(thief, told["id"], sign(thief, told, ROTATE, **more))


@attacks(
    "changes a good signature:",
    {
        "the flag of verification": lambda made: {
            "authenticatorData": flag(made["authenticatorData"])
        },
        "the count": lambda made: {"authenticatorData": [*made["authenticatorData"][:-1], 200]},
        "the end of the data": lambda made: {"authenticatorData": [*made["authenticatorData"], 0]},
        "a blank in the client's data": lambda made: {"clientData": [*made["clientData"], 32]},
        "its last byte": lambda made: {
            "signature": [*made["signature"][:-1], made["signature"][-1] ^ 1]
        },
        "nothing is left of it": lambda made: {"signature": []},
        "zeros": lambda made: {"signature": [0x30, 6, 2, 1, 0, 2, 1, 0]},
        "a byte behind it": lambda made: {"signature": [*made["signature"], 0]},
        "the credential's end": lambda made: {"credential": made["credential"][:-1]},
        "no credential": lambda made: {"credential": []},
    },
)
def change_signature(thief, change):
    told = begun(thief, ROTATE)
    made = sign(thief, told, ROTATE)
    in_vain(thief, told["id"], {**made, **change(made)})


def flag(data):
    return [*data[:32], data[32] & ~4, *data[33:]]


@attack("signs with a passkey of its own under the operator's credential")
def own_passkey(thief):
    for called in ["own", "own RSA"]:
        told = begun(thief, ROTATE)
        made = on_wire(thief.own[called].approval(as_told(told)))
        in_vain(thief, told["id"], made)
        told = begun(thief, ROTATE)
        in_vain(thief, told["id"], {**made, "credential": thief.seen.assertion["credential"]})


@attacks(
    "approves by an id",
    {
        "of nothing": "",
        "of zeros": "0" * 32,
        "of a plan": lambda thief: thief.errands["ana"],
        "in capitals": lambda thief: begun(thief, ROTATE)["id"].upper() + " ",
        "of another text": "' OR 1 --",
        "with NUL": lambda thief: begun(thief, ROTATE)["id"] + "\0",
    },
)
def other_id(thief, name):
    name = name(thief) if callable(name) else name
    reply = approve(thief, name, thief.seen.assertion)
    refused(reply, "error:notFound", "error:invalid")


@attack("asks for a thousand nonces and approves with none")
def many_nonces(thief):
    """It gets no two that are equal, and one session keeps no more than ten open."""
    told = [begun(thief, ROTATE) for _ in range(1000)]
    if len({bytes(one["nonce"]) for one in told}) < 1000 or len({one["id"] for one in told}) < 1000:
        raise Stolen("a nonce came twice")
    signed = sign(thief, told[0], ROTATE)
    refused(approve(thief, told[0]["id"], signed), "error:notFound")


@attacks(
    "slips into what is approved",
    {
        "a plan among the parameters": wanted("rotate", "ready", "field: redis\nplan: " + "a" * 64),
        "new data": wanted("rotate", "ready", "field: redis\nnew-data: yes"),
        "an image": wanted("rotate", "ready", "field: redis\nimage.redis: evil.example/redis:7"),
        "a line in a reason": wanted("rotate", "ready", "reason: a\n\nforged: yes\nfield: redis"),
        "marks that turn the text": wanted("rotate", "ready", "reason: \u202ea\nfield: redis"),
        "an action of the fleet": wanted("build", "ready"),
        "an action that is none": wanted("shell", "ready"),
        "a plan as a secret": {
            "secret": {"_0": "acme", "_1": {"plan": {"_0": "archive", "_1": ""}}}
        },
        "two acts": {**secret(reveal()), **ROTATE},
        "the base system": wanted("rotate", "base", "field: redis"),
        "the base system's archive": wanted("archive", "base", plan="a" * 64, confirm="base"),
        "a key that is no point": secret(reveal(key=[0] + KEY[1:])),
    },
)
def slip_in(thief, act):
    reply = begin(thief, act)
    refused(reply, "error:invalid", "error:conflict", "error:protected", "error:notFound")


@attack("archives with an approval whose plan has gone meanwhile", {"errand"})
def plan_used(thief):
    act = wanted("archive", "third", plan=thief.plans["used"], confirm="third")
    told = begin(thief, act)
    if told.value is None:
        refused(told, "error:conflict")
        return
    signed = sign(thief, told.value, act)
    refused(approve(thief, told.value["id"], signed), "error:conflict", "busy")
