"""An authenticator with one passkey (Web Authentication, level 2), and what it signs."""

import hashlib
import hmac
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from codes import b64, frame, unb64

ES256, RS256 = -7, -257
PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED, EXTENSIONS = 1, 4, 8, 16, 64, 128


def cbor(value):
    """The canonical bytes of integers, bytes, texts and maps (RFC 8949)."""
    if isinstance(value, int):
        return cbor_head(0, value) if value >= 0 else cbor_head(1, -1 - value)
    if isinstance(value, bytes):
        return cbor_head(2, len(value)) + value
    if isinstance(value, str):
        return cbor_head(3, len(value.encode())) + value.encode()
    pairs = [cbor(part) for pair in value.items() for part in pair]
    return cbor_head(5, len(value)) + b"".join(pairs)


def cbor_head(kind, number):
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


class Device:
    """A passkey at one origin. Its attributes may be changed: a lying authenticator's."""

    def __init__(self, origin, algorithm=ES256, flags=PRESENT | VERIFIED):
        self.origin, self.algorithm, self.flags = origin, algorithm, flags
        self.relying_party = origin.split("//")[1].split(":")[0]
        self.credential, self.count, self.model = os.urandom(32), 0, bytes(16)
        self.key = (
            ec.generate_private_key(ec.SECP256R1())
            if algorithm == ES256
            else rsa.generate_private_key(65537, 2048)
        )

    def cose(self):
        """The public key as authenticators write it (RFC 9053, RFC 8230)."""
        numbers = self.key.public_key().public_numbers()
        if self.algorithm == ES256:
            x, y = (number.to_bytes(32, "big") for number in [numbers.x, numbers.y])
            return cbor({1: 2, 3: ES256, -1: 1, -2: x, -3: y})
        return cbor({1: 3, 3: RS256, -1: numbers.n.to_bytes(256, "big"), -2: b"\1\0\1"})

    def sign(self, data):
        if self.algorithm == ES256:
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def client_data(self, kind, challenge, **more):
        members = {"type": kind, "challenge": b64(challenge), "origin": self.origin, **more}
        return json.dumps({"crossOrigin": False, **members}).encode()

    def data(self, flags=0):
        """The head of authenticator data."""
        flags = struct.pack(">BI", self.flags | flags, self.count)
        return hashlib.sha256(self.relying_party.encode()).digest() + flags

    def registration(self, offer, secret):
        """What a page sends of a new passkey. `offer` is what the hook has told of it."""
        challenge = registration_challenge(offer)
        place = self.model + struct.pack(">H", len(self.credential)) + self.credential
        data = self.data(ATTESTED) + place + self.cose()
        attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
        message = frame(
            "puerto/passkey/v1",
            self.credential,
            hashlib.sha256(attestation).digest(),
            offer["operator"],
        )
        return {
            "client_data": b64(self.client_data("webauthn.create", challenge)),
            "attestation": b64(attestation),
            "code": b64(hmac.digest(secret, message, "sha256")),
        }

    def assertion(self, challenge, kind="webauthn.get", **more):
        """What a page sends of a signature."""
        client, data = self.client_data(kind, challenge, **more), self.data()
        return {
            "credential": b64(self.credential),
            "client_data": b64(client),
            "authenticator_data": b64(data),
            "signature": b64(self.sign(data + hashlib.sha256(client).digest())),
        }


def registration_challenge(offer):
    message = [offer["id"], offer["relying_party"], str(offer["operator_row"])]
    return hashlib.sha256(frame("puerto/passkey/v1", *message)).digest()


def login_challenge(told):
    """What the page of a login lets sign, of what the hook has told it."""
    message = [told["id"], told["relying_party"], unb64(told["challenge"])]
    return hashlib.sha256(frame("puerto/login/v1", *message)).digest()


def approval_challenge(told, browser_key=""):
    """The challenge over all that the hook has told of an approval, and the key of the page."""
    message = frame(
        "puerto/approval/v1",
        told["workspace"],
        told["id"],
        str(told["operator_row"]),
        told["act"],
        str(told["tenant_row"]),
        told["tenant"],
        told["parameters"],
        told["plan"],
        unb64(browser_key),
        unb64(told["nonce"]),
    )
    return hashlib.sha256(message).digest()


def lines(act, field=None, reason=None, images=None, **fields):
    """The parameters of an act as a page writes them to be signed."""
    if act == "link":
        passphrase = "yes" if fields.get("passphrase") else "no"
        lifetime, views = fields.get("expires_in", 259200), fields.get("views", 1)
        found = [f"field: {field}", f"passphrase: {passphrase}"]
        return "\n".join([*found, f"lifetime: {lifetime} s", f"views: {views}"])
    if act == "page":
        return "passphrase: words"
    found = [("reason", reason), ("field", field)]
    found += [
        (f"image.{image}".split("=")[0], image.split("=")[1]) for image in (images or "").split()
    ]
    return "\n".join(f"{name}: {value}" for name, value in found if value is not None)
