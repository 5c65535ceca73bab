"""The formats that the worker seals, implemented independently."""

import base64
import json
import secrets
import struct
import unicodedata
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def frame(*parts):
    return b"".join(struct.pack(">I", len(part.encode())) + part.encode() for part in parts)


def hkdf(key, info, count=32):
    return HKDF(hashes.SHA256(), count, None, info.encode()).derive(key)


def envelope(text, public_key, errand, tenant, field):
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key))
    own = ec.generate_private_key(ec.SECP256R1())
    key = hkdf(own.exchange(ec.ECDH(), theirs), "puerto/reveal/v1")
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(
        nonce, text.encode(), frame("puerto/reveal/v1", errand, tenant, field)
    )
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "errand": errand,
        "tenant": tenant,
        "field": field,
        "key": encoded(point),
        "nonce": encoded(nonce),
        "ciphertext": encoded(sealed),
    }


class Link:
    """A one-time link: its fragment, and the record that the server keeps."""

    def __init__(self, payload, passphrase=None, id=None, key=None, nonce=None):
        id, key, nonce = (
            id or secrets.token_bytes(16),
            key or secrets.token_bytes(32),
            nonce or secrets.token_bytes(12),
        )
        self.mode = "1p" if passphrase else "1"
        self.id = encoded(id)
        self.fragment = f"#{self.mode}.{self.id}.{encoded(key)}"
        material = key
        if passphrase:
            words = unicodedata.normalize("NFC", passphrase).strip(" \t\n\v\f\r").encode()
            material += pbkdf2_hmac(
                "sha256", words, hkdf(key, "puerto/link/v1/salt", 16), 600_000, 32
            )
        output = hkdf(material, "puerto/link/v1", 96)
        text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
        sealed = AESGCM(output[:32]).encrypt(
            nonce, text.encode(), frame("puerto/link/v1", self.mode, self.id)
        )
        self.row = {
            "token": encoded(output[32:64]),
            "nonce": encoded(nonce),
            "ciphertext": encoded(sealed),
        }
