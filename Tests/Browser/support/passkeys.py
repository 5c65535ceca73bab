"""Passkeys: a virtual authenticator, and an independent witness of what it signs.

The formats are those of Web Authentication, level 3; the challenges those of the broker.
"""

import base64
import hashlib
import hmac
import json
import secrets
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sealing import decoded, encoded

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Wrong(Exception):
    """What was signed is not what was asked for; the text names the part."""


def frame(*parts):
    parts = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def approval_challenge(offer, browser_key):
    """The challenge of an approval, from what the hook keeps of it."""
    texts = ["workspace", "id", "operator_row", "act", "tenant_row", "tenant", "parameters", "plan"]
    parts = [str(offer[name]) for name in texts]
    framed = frame("puerto/approval/v1", *parts, browser_key, decoded(offer["nonce"]))
    return hashlib.sha256(framed).digest()


def registration_challenge(offer):
    parts = [offer["id"], offer["relying_party"], str(offer["operator_row"])]
    return hashlib.sha256(frame("puerto/passkey/v1", *parts)).digest()


def registration_code(secret, credential, attestation, operator):
    framed = frame("puerto/passkey/v1", credential, hashlib.sha256(attestation).digest(), operator)
    return hmac.digest(secret, framed, "sha256")


def check_client_data(data, kind, challenge, origin):
    said = json.loads(data)
    wanted = {"type": f"webauthn.{kind}", "challenge": encoded(challenge), "origin": origin}
    for name, value in wanted.items():
        if said[name] != value:
            raise Wrong(name)
    if said.get("crossOrigin", False):
        raise Wrong("crossOrigin")


def check_authenticator_data(data, relying_party):
    """Returns the counter."""
    if data[:32] != hashlib.sha256(relying_party.encode()).digest():
        raise Wrong("relying party")
    if data[32] & (PRESENT | VERIFIED) != PRESENT | VERIFIED:
        raise Wrong("flags")
    return struct.unpack(">I", data[33:37])[0]


def check_assertion(body, key, challenge, origin, relying_party):
    """Verifies a signature of `key`; returns the counter."""
    data, client = decoded(body["authenticator_data"]), decoded(body["client_data"])
    check_client_data(client, "get", challenge, origin)
    count = check_authenticator_data(data, relying_party)
    try:
        signed = data + hashlib.sha256(client).digest()
        key.verify(decoded(body["signature"]), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Wrong("signature") from None
    return count


def check_registration(body, offer, origin):
    """Verifies a new passkey; returns its credential id and its key."""
    attestation = decoded(body["attestation"])
    check_client_data(decoded(body["client_data"]), "create", registration_challenge(offer), origin)
    whole, end = cbor(attestation, 0)
    data = whole["authData"]
    if end != len(attestation) or whole["fmt"] != "none" or whole["attStmt"] != {}:
        raise Wrong("attestation")
    check_authenticator_data(data, offer["relying_party"])
    if not data[32] & ATTESTED:
        raise Wrong("flags")
    length = struct.unpack(">H", data[53:55])[0]
    credential, (cose, _) = data[55 : 55 + length], cbor(data, 55 + length)
    code = registration_code(offer["secret"], credential, attestation, offer["operator"])
    if not hmac.compare_digest(code, decoded(body["code"])):
        raise Wrong("code")
    if cose[3] != -7:
        raise Wrong("algorithm")
    point = b"\x04" + cose[-2] + cose[-3]
    return credential, ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def cbor(data, at):
    """One item of CBOR (RFC 8949) of the kinds that authenticators write, and where it ends."""
    kind, small = data[at] >> 5, data[at] & 31
    at += 1
    size = 1 << (small - 24) if 24 <= small <= 27 else 0
    value = int.from_bytes(data[at : at + size], "big") if size else small
    at += size
    if kind == 0:
        return value, at
    if kind == 1:
        return -1 - value, at
    if kind in (2, 3):
        text = data[at : at + value]
        return (text if kind == 2 else text.decode()), at + value
    if kind == 5:
        items = {}
        for _ in range(value):
            name, at = cbor(data, at)
            items[name], at = cbor(data, at)
        return items, at
    raise Wrong(f"kind {kind}")


class Device:
    """A virtual authenticator of the browser that verifies its user at once."""

    def __init__(self, browser, transport="internal"):
        self.browser = browser
        browser.cdp("WebAuthn.enable", enableUI=False)
        options = {
            "protocol": "ctap2",
            "transport": transport,
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.id = self.call("addVirtualAuthenticator", options=options)["authenticatorId"]

    def call(self, name, **arguments):
        return self.browser.cdp(f"WebAuthn.{name}", **arguments)

    def own(self, name, **arguments):
        return self.call(name, authenticatorId=self.id, **arguments)

    def remove(self):
        self.own("removeVirtualAuthenticator")
        self.call("disable")

    def add(self, relying_party, count=1):
        """Puts a new passkey into it; returns its credential id and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        pkcs8 = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        credential = secrets.token_bytes(32)
        fields = {
            "credentialId": base64.b64encode(credential).decode(),
            "isResidentCredential": True,
            "rpId": relying_party,
            "privateKey": base64.b64encode(pkcs8).decode(),
            "userHandle": base64.b64encode(b"1").decode(),
            "signCount": count,
        }
        self.own("addCredential", credential=fields)
        return credential, key.public_key()

    def counts(self):
        """How often each passkey has signed."""
        return [known["signCount"] for known in self.own("getCredentials")["credentials"]]

    def refuses(self, is_refusing=True):
        """The person does not give the fingerprint."""
        self.own("setUserVerified", isUserVerified=not is_refusing)

    def waits(self, is_waiting=True):
        """The person does not touch it."""
        self.own("setAutomaticPresenceSimulation", enabled=not is_waiting)


def raw(key):
    """A point as the contract has it, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def approve(browser):
    """Presses the button of the approval that the dialog shows."""
    browser.until(lambda: browser.all("dialog .covered"))
    browser.press("dialog form .primary, dialog form .danger")
