"""Approvals, logins and registrations of the stub hook. It verifies what arrives by itself."""

import hashlib
import secrets
import time

import passkeys
from sealing import decoded, encoded
from stub_problem import Problem, moment

PLAN = "archive acme\n  stop    4 containers\n  remove  4 containers\n  keep    2 volumes, slot 1\n"


def plan_hash(action, tenant="acme"):
    """The hash of the plan as the worker makes it: over the action, the tenant and the text."""
    return hashlib.sha256(f"{action} {tenant}\n{PLAN}".encode()).hexdigest()


SERVICES = ["windmill", "worker", "postgres", "redis"]
REFUSED = ("la llave no vale para esto", "the passkey is not valid for this")
COUNTER = ("el contador de la llave no avanza", "the passkey's counter does not advance")
SECRETS = ("reveal", "link", "page")
ASSERTION = {"credential", "client_data", "authenticator_data", "signature"}


def parameters(body):
    """The lines of an approval, from its request."""
    if body["act"] == "reveal":
        return f"field: {body['field']}"
    if body["act"] == "link":
        phrase = "yes" if body["passphrase"] else "no"
        rest = f"lifetime: {body['expires_in']} s\nviews: {body['views']}"
        return f"field: {body['field']}\npassphrase: {phrase}\n{rest}"
    if body["act"] == "page":
        return "passphrase: words"
    lines = [f"{name}: {body[name]}" for name in ("reason", "field") if name in body]
    images = dict(image.split("=", 1) for image in body.get("images", "").split())
    for service in SERVICES:
        if service in images:
            lines.append(f"image.{service}: {images[service]}")
    return "\n".join(lines)


class Approvals:
    """The part of a stub hook that knows passkeys."""

    def __init__(self):
        self.reveal, self.require = "passkey", "password"
        self.credentials, self.counts = {}, {}
        self.asked_for, self.logins, self.offers = {}, {}, {}
        self.given, self.refused = [], []
        # What a test changes: the answer that the page gets, and the last word on a signature.
        self.lie = lambda offer: offer
        self.verdict = None

    def approvals(self, method, parts, body):
        if method == "GET":
            return 200, {"approvals": self.given}
        return self.approval(body) if len(parts) == 1 else self.approve(parts[1], body)

    def approval(self, body):
        if body["act"] in SECRETS and self.reveal == "off":
            raise Problem(403, "reveal-off", "Forbidden", detail="the portal shows no secrets")
        if not self.credentials:
            hint = f"puerto operator passkey {self.operator}"
            raise Problem(409, "no-passkey", "Conflict", detail="no passkey", hint=hint)
        if body["act"] not in SECRETS:
            self.check_action(body["act"], body)
        offer = {
            "id": secrets.token_hex(16),
            "nonce": encoded(secrets.token_bytes(32)),
            "workspace": "w" * 32,
            "operator_row": 7,
            "operator": self.operator,
            "tenant_row": 12,
            "tenant": body["tenant"],
            "act": body["act"],
            "parameters": parameters(body),
            "plan": body.get("plan", ""),
            "relying_party": self.name,
            "credentials": [encoded(known) for known in self.credentials],
            "expires_at": moment(time.time() + 120),
        }
        self.asked_for[offer["id"]] = (offer, body)
        return 201, self.lie(dict(offer))

    def approve(self, number, body):
        if set(body) != ASSERTION:
            self.wrong.append(f"an approval has {sorted(body)}")
        # A nonce is good once, whatever comes of it.
        if number not in self.asked_for:
            raise Problem(404, "blank", "Not Found", detail="there is no such approval")
        offer, asked = self.asked_for.pop(number)
        browser_key = decoded(asked.get("public_key", ""))
        self.verify(body, passkeys.approval_challenge(offer, browser_key), "approval-refused", 403)
        self.given.insert(
            0,
            {
                "at": moment(time.time()),
                "act": offer["act"],
                "tenant": offer["tenant"],
                "passkey": "YubiKey 5",
            },
        )
        return self.carry_out(offer["act"], offer["tenant"], asked)

    def verify(self, body, challenge, kind, status):
        """Throws a refusal with its reason unless one of the passkeys has signed the challenge."""
        credential = decoded(body["credential"])
        try:
            if self.verdict:
                raise passkeys.Wrong(self.verdict)
            key = self.credentials[credential]
            count = passkeys.check_assertion(body, key, challenge, self.origin, self.name)
        except (passkeys.Wrong, KeyError) as error:
            self.refused.append(str(error))
            raise Problem(status, kind, "Forbidden", detail=REFUSED) from None
        if (count or self.counts[credential]) and count <= self.counts[credential]:
            self.refused.append("counter")
            raise Problem(status, kind, "Forbidden", detail=COUNTER)
        self.counts[credential] = count

    def passkey_login(self, parts, body):
        if len(parts) == 2:
            challenge = secrets.token_bytes(32)
            number = secrets.token_hex(16)
            self.logins[number] = challenge
            return 200, {"id": number, "challenge": encoded(challenge), "relying_party": self.name}
        if parts[2] not in self.logins:
            raise Problem(401, "blank", "Unauthorized", detail=REFUSED)
        nonce = self.logins.pop(parts[2])
        message = passkeys.frame("puerto/login/v1", parts[2], self.name, nonce)
        self.verify(body, hashlib.sha256(message).digest(), "blank", 401)
        self.role = "owner"
        return 200, self.session()

    def add_offer(self, **changes):
        """Makes an offer, and returns the fragment of its address."""
        offer = {
            "id": secrets.token_urlsafe(16),
            "operator": self.operator,
            "operator_row": 7,
            "relying_party": self.name,
            "agency": "Costa <b>",
            "exclude": [encoded(known) for known in self.credentials],
            "expires_at": moment(time.time() + 600),
            "secret": secrets.token_bytes(32),
            **changes,
        }
        self.offers[offer["id"]] = offer
        return f"#1.{offer['id']}.{encoded(offer['secret'])}"

    def offer(self, method, number, body):
        offer = self.offers.get(number)
        if not offer:
            raise Problem(404, "blank", "Not Found", detail="there is no such offer")
        if method == "GET":
            return 200, {name: value for name, value in offer.items() if name != "secret"}
        try:
            if self.verdict:
                raise passkeys.Wrong(self.verdict)
            credential, key = passkeys.check_registration(body, offer, self.origin)
        except passkeys.Wrong as error:
            self.refused.append(str(error))
            raise Problem(400, "blank", "Bad Request", detail=REFUSED) from None
        del self.offers[number]
        self.credentials[credential], self.counts[credential] = key, 0
        return 204, None
