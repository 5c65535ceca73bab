"""Secret variables under the workspace's own key: base64 of nonce, ciphertext and tag.

The real server uses another cipher. Its rules are kept: the key is 64 letters and digits, another
workspace's ciphertext does not open, and what is no ciphertext of this key is refused.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import string

KEY = re.compile(r"[a-zA-Z0-9]{64}")


def new_key():
    letters = string.ascii_letters + string.digits
    return "".join(secrets.choice(letters) for _ in range(64))


def stream(key, nonce, length):
    blocks = range(-(-length // 32))
    parts = [hmac.digest(key, nonce + n.to_bytes(4, "big"), "sha256") for n in blocks]
    return b"".join(parts)[:length]


def mixed(key, nonce, data):
    return bytes(a ^ b for a, b in zip(data, stream(key, nonce, len(data))))


def keys(key):
    return [hashlib.sha256(word + key.encode()).digest() for word in (b"cipher", b"tag")]


def seal(key, text):
    cipher, tag = keys(key)
    nonce = os.urandom(16)
    body = nonce + mixed(cipher, nonce, text.encode())
    return base64.b64encode(body + hmac.digest(tag, body, "sha256")).decode()


def open_sealed(key, text):
    """The value, or None when it is no ciphertext of this key."""
    cipher, tag = keys(key)
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    body, found = data[:-32], data[-32:]
    if len(body) < 16 or not hmac.compare_digest(found, hmac.digest(tag, body, "sha256")):
        return None
    return mixed(cipher, body[:16], body[16:]).decode()
